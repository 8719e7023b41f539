package wire

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/paysplit/paysplit/money"
)

// decoder reads one document by its shape. It keeps the path of the value at
// hand, so that any error can name it.
type decoder struct {
	json     *jsontext.Decoder
	input    []byte
	path     []segment
	rows     int
	digits   int    // of the document's currency
	currency string // as the document or its transaction names it; empty is USD
	extra    int    // further digits that some amounts may have
	fixed    bool   // the document names the digits of all its amounts
	explain  bool   // the document asks for a trace
	scratch  []byte
	codes    map[string]string // that were read before
	digitsOf map[string]int    // of the currencies that were read before
}

// segment is one step of a path: a name, or an index in a list.
type segment struct {
	name   string
	index  int
	inList bool
	isKey  bool // the name is an id of the document's
}

// document is the shape of an operation's document: its own fields and the
// settings.
func document(fields ...*field) *shape {
	return &shape{append(fields, settings...)}
}

// settings are the fields that every operation knows.
var settings = []*field{
	{name: "currency", kind: KindText, doc: "ISO 4217 code; its digits are those of every amount (default USD)", read: func(d *decoder, _ any) error { return d.text(new(string)) }},
	{name: "digits", kind: KindInteger, doc: "digits of every amount after the point; overrides the currency's", read: func(d *decoder, _ any) error { return d.whole(new(int64)) }},
	{name: "explain", kind: KindBoolean, doc: "add a trace that says why", read: func(d *decoder, _ any) error { return d.bool(&d.explain) }},
}

var settingsShape = &shape{settings}

// decode reads the input into a document of that shape.
func decode(input []byte, s *shape, into any) (*decoder, error) {
	d := &decoder{input: input, digits: 2}
	if err := checkLimits(input); err != nil {
		return d, err
	}
	if isUTF16(input) {
		return d, d.fail(errSyntax, money.Fact("the document is in UTF-16; save it as UTF-8"))
	}
	if len(bytes.TrimLeft(input, " \t\r\n")) == 0 {
		return d, d.fail(errEmpty, nil)
	}
	if err := d.findDigits(); err != nil {
		return d, err
	}
	if doc, ok := into.(interface{ prepare(d *decoder) }); ok {
		doc.prepare(d)
	}
	d.json = newTokens(input)
	if err := d.top(s, into); err != nil {
		return d, err
	}
	return d, d.end()
}

// top reads the document itself, which must be there.
func (d *decoder) top(s *shape, into any) error {
	if k := d.json.PeekKind(); k == 'n' {
		return d.wrongType("an object")
	}
	return d.object(s, into)
}

// end makes sure that nothing follows the document.
func (d *decoder) end() error {
	if _, err := d.json.ReadToken(); err != io.EOF {
		return d.syntax(errors.New("there is more after its end"))
	}
	return nil
}

// byteOrderMark is what some editors put at the start of a UTF-8 file.
var byteOrderMark = []byte("\xef\xbb\xbf")

// isUTF16 reports whether the input begins with a byte order mark of UTF-16.
func isUTF16(input []byte) bool {
	return bytes.HasPrefix(input, []byte("\xff\xfe")) || bytes.HasPrefix(input, []byte("\xfe\xff"))
}

// newTokens reads tokens straight from the input. Duplicate names are found by
// the shapes, which also know a name's aliases.
func newTokens(input []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(input), jsontext.AllowDuplicateNames(true))
}

// fail returns the error for a rule that the value at hand breaks.
func (d *decoder) fail(rule *money.Rule, value any) *Error {
	detail := money.FieldError{Value: value, Err: rule}
	return &Error{Rule: rule, Path: d.where(), Message: detail.DetailIn(d.digits)}
}

// where returns the path of the value at hand.
func (d *decoder) where() string {
	var b []byte
	for _, s := range d.path {
		if s.inList {
			b = append(b, '[')
			b = strconv.AppendInt(b, int64(s.index), 10)
			b = append(b, ']')
			continue
		}
		if s.isKey {
			b = appendKey(b, clip(s.name))
			continue
		}
		if len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, s.name...)
	}
	return string(b)
}

// syntax returns the error for input that is not JSON, with its line and column.
func (d *decoder) syntax(err error) *Error {
	offset := d.json.InputOffset()
	reason := err.Error()
	var bad *jsontext.SyntacticError
	switch {
	case errors.As(err, &bad):
		offset = bad.ByteOffset
		if reason = bad.Err.Error(); errors.Is(bad.Err, io.ErrUnexpectedEOF) {
			reason = "it ends too early"
		}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		reason, offset = "it ends too early", int64(len(d.input))
	}
	before := d.input[:min(int(offset), len(d.input))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return d.fail(errSyntax, money.Fact("line "+strconv.Itoa(line)+", column "+strconv.Itoa(column)+": "+reason))
}

// wrongType returns the error for a value of another JSON type.
func (d *decoder) wrongType(want string) *Error {
	return d.fail(errType, money.Fact("got "+typeName(d.json.PeekKind())+", want "+want))
}

// typeName is a JSON type in plain words.
func typeName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "text"
	case '0':
		return "a number"
	case 't', 'f':
		return "true or false"
	}
	return "nothing"
}

// null consumes a null and reports whether there was one. It fails where there
// is no value at all.
func (d *decoder) null() (bool, error) {
	switch d.json.PeekKind() {
	case 'n':
		return true, d.skip()
	case '{', '[', '"', '0', 't', 'f':
		return false, nil
	}
	_, err := d.json.ReadToken()
	return false, d.syntax(err)
}

// skip consumes one value of any type.
func (d *decoder) skip() error {
	if err := d.json.SkipValue(); err != nil {
		return d.syntax(err)
	}
	return nil
}

// openObject begins an object, and reports whether there is one: null is none.
func (d *decoder) openObject() (there bool, err error) {
	if null, err := d.null(); null || err != nil {
		return false, err
	}
	if d.json.PeekKind() != '{' {
		return false, d.wrongType("an object")
	}
	if _, err := d.json.ReadToken(); err != nil {
		return false, d.syntax(err)
	}
	return true, nil
}

// object reads an object by its shape.
func (d *decoder) object(s *shape, into any) error {
	if there, err := d.openObject(); !there {
		return err
	}
	var seen, given uint64 // a bit for each field: a shape has at most 64
	next := 0
	for d.json.PeekKind() != '}' {
		name, err := d.name()
		if err != nil {
			return err
		}
		at := s.find(name, next)
		if at < 0 {
			return d.unknown(s, string(name))
		}
		next = at + 1
		written := s.fields[at].name
		if written != string(name) {
			written = string(name)
		}
		if d.json.PeekKind() != 'n' { // null says nothing
			given |= 1 << at
		}
		if err := d.member(s.fields[at], written, at, &seen, into); err != nil {
			return err
		}
	}
	if _, err := d.json.ReadToken(); err != nil {
		return d.syntax(err)
	}
	if row, ok := into.(interface{ setGiven(uint64) }); ok {
		row.setGiven(given)
	}
	return nil
}

// member reads the value of a field, under the name that the document uses.
func (d *decoder) member(f *field, written string, at int, seen *uint64, into any) error {
	d.path = append(d.path, segment{name: written})
	if *seen&(1<<at) != 0 {
		return d.fail(errDuplicateKey, nil)
	}
	*seen |= 1 << at
	if err := f.read(d, into); err != nil {
		return err
	}
	d.path = d.path[:len(d.path)-1]
	return nil
}

// name reads the name of the next member.
func (d *decoder) name() ([]byte, error) {
	raw, err := d.json.ReadValue()
	if err != nil {
		return nil, d.syntax(err)
	}
	return d.unquote(raw), nil
}

// unquote returns the text of a JSON string. It is valid until the next read.
func (d *decoder) unquote(raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	d.scratch, _ = jsontext.AppendUnquote(d.scratch[:0], raw)
	return d.scratch
}

// unknown returns the error for a name that the shape does not know.
func (d *decoder) unknown(s *shape, name string) error {
	d.path = append(d.path, segment{name: clip(name)})
	if near := nearest(name, s.fields); near != "" {
		return d.fail(errUnknownField, money.Fact("did you mean "+strconv.Quote(near)+"?"))
	}
	return d.fail(errUnknownField, nil)
}

// list reads a list, with row called for each element.
func (d *decoder) list(row func() error) error {
	if null, err := d.null(); null || err != nil {
		return err
	}
	if d.json.PeekKind() != '[' {
		return d.wrongType("a list")
	}
	if _, err := d.json.ReadToken(); err != nil {
		return d.syntax(err)
	}
	d.path = append(d.path, segment{inList: true})
	for i := 0; d.json.PeekKind() != ']'; i++ {
		d.path[len(d.path)-1].index = i
		if d.rows++; d.rows > MaxRows {
			return d.limit("rows in one document", MaxRows)
		}
		if err := row(); err != nil {
			return err
		}
	}
	d.path = d.path[:len(d.path)-1]
	if _, err := d.json.ReadToken(); err != nil {
		return d.syntax(err)
	}
	return nil
}
