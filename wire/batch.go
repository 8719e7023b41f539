package wire

import (
	"bytes"
	"errors"

	"github.com/paysplit/paysplit/money"
)

// A batch is one document a line: {"id","op","input"} in, {"id","result"} or
// {"id","error"} out.

// lineDoc is the envelope of a line. id and input are kept as they are written.
type lineDoc struct {
	id, input []byte
	op        string
}

var lineShape = &shape{[]*field{
	{name: "id", kind: KindText, doc: "returned as it is", read: func(d *decoder, into any) error {
		return d.raw(&into.(*lineDoc).id, `"0n`, "text or a number")
	}},
	text("op", func(l any) *string { return &l.(*lineDoc).op }, "the operation"),
	{name: "input", kind: KindObject, doc: "its document", read: func(d *decoder, into any) error {
		return d.raw(&into.(*lineDoc).input, "{", "an object")
	}},
}}

// raw keeps a value as it is written, if it is of one of those kinds.
func (d *decoder) raw(into *[]byte, kinds, want string) error {
	if k := d.json.PeekKind(); k != 0 && !bytes.ContainsRune([]byte(kinds), rune(k)) {
		return d.wrongType(want)
	}
	value, err := d.json.ReadValue()
	if err != nil {
		return d.syntax(err)
	}
	*into = append((*into)[:0], value...)
	return nil
}

// AppendLine runs one line of a batch and appends the line that answers it,
// without a newline. It never fails: what is wrong with the line is its answer,
// with the number of the line, and ok is false.
func AppendLine(dst, line []byte, number int, options Options) (out []byte, ok bool) {
	var l lineDoc
	result, err := l.run(line, options)
	dst = append(dst, `{"id":`...)
	if l.id == nil {
		dst = append(dst, "null"...)
	}
	dst = append(dst, l.id...)
	var e *Error
	if errors.As(err, &e) {
		dst = append(dst, `,"error":`...)
		dst = e.appendObject(dst, number)
		return append(dst, '}'), false
	}
	dst = append(dst, `,"result":`...)
	dst = append(dst, result...)
	return append(dst, '}'), true
}

// run reads the envelope and runs its operation.
func (l *lineDoc) run(line []byte, options Options) ([]byte, error) {
	line = bytes.TrimPrefix(line, byteOrderMark)
	d := &decoder{input: line, digits: 2}
	if err := checkLimits(line); err != nil {
		return nil, err
	}
	d.json = newTokens(line)
	if err := d.object(lineShape, l); err != nil {
		return nil, err
	}
	if err := d.end(); err != nil {
		return nil, err
	}
	if l.op == "" {
		return nil, d.missing("op")
	}
	if l.input == nil {
		return nil, d.missing("input")
	}
	if _, err := find(l.op); err != nil {
		err.Path = "op"
		return nil, err
	}
	return RunWith(l.op, l.input, options)
}

// missing returns the error for a field that must be there.
func (d *decoder) missing(name string) error {
	d.path = append(d.path[:0], segment{name: name})
	return d.fail(money.ErrMissing, nil)
}
