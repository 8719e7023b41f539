package wire

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// writer writes a result. Writing to memory cannot fail, and the calls are our
// own: a token out of place is a broken invariant and panics.
type writer struct {
	out    bytes.Buffer
	json   *jsontext.Encoder
	digits int
	buf    []byte
}

// newWriter returns a writer with room for a result of about that size.
func newWriter(digits, size int) *writer {
	w := &writer{digits: digits}
	w.out.Grow(size)
	w.json = jsontext.NewEncoder(&w.out, jsontext.AllowDuplicateNames(true))
	return w
}

// streamTo returns a writer that keeps nothing. What it writes to must not fail.
func streamTo(out io.Writer, digits int) *writer {
	return &writer{digits: digits, json: jsontext.NewEncoder(out, jsontext.AllowDuplicateNames(true))}
}

// bytes returns the document without the newline that ends it.
func (w *writer) bytes() []byte { return bytes.TrimSuffix(w.out.Bytes(), []byte("\n")) }

func (w *writer) token(t jsontext.Token) {
	if err := w.json.WriteToken(t); err != nil {
		panic("wire: " + err.Error())
	}
}

func (w *writer) value(raw []byte) {
	if err := w.json.WriteValue(raw); err != nil {
		panic("wire: " + err.Error())
	}
}

func (w *writer) open()           { w.token(jsontext.BeginObject) }
func (w *writer) close()          { w.token(jsontext.EndObject) }
func (w *writer) key(name string) { w.token(jsontext.String(name)) }

// amount writes an amount with all the digits of its currency.
func (w *writer) amount(name string, a money.Amount) {
	w.key(name)
	w.bareAmount(a)
}

func (w *writer) bareAmount(a money.Amount) {
	w.buf = append(w.buf[:0], '"')
	w.buf = a.Append(w.buf, w.digits)
	w.value(append(w.buf, '"'))
}

func (w *writer) number(name string, n int64) {
	w.key(name)
	w.token(jsontext.Int(n))
}

func (w *writer) text(name, s string) {
	w.key(name)
	w.token(jsontext.String(s))
}

func (w *writer) null(name string) {
	w.key(name)
	w.token(jsontext.Null)
}

func (w *writer) bareText(s string) { w.token(jsontext.String(s)) }

func (w *writer) bareNumber(n int64) { w.token(jsontext.Int(n)) }

func (w *writer) flag(name string, b bool) {
	w.key(name)
	w.token(jsontext.Bool(b))
}

// dateOrNull writes a date, or null where it is not set.
func (w *writer) dateOrNull(name string, d date.Date) {
	if !schedule.IsSet(d) {
		w.null(name)
		return
	}
	w.date(name, d)
}

func (w *writer) date(name string, d date.Date) {
	w.key(name)
	w.bareDate(d)
}

func (w *writer) bareDate(d date.Date) {
	w.buf = append(w.buf[:0], '"')
	w.buf = appendDate(w.buf, d)
	w.value(append(w.buf, '"'))
}

// list writes a list of n elements.
func (w *writer) list(name string, n int, element func(i int)) {
	w.key(name)
	w.token(jsontext.BeginArray)
	for i := range n {
		element(i)
	}
	w.token(jsontext.EndArray)
}

// appendDate appends yyyy-MM-dd.
func appendDate(dst []byte, d date.Date) []byte {
	year, month, day := d.Date()
	dst = append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-')
	dst = append(dst, byte('0'+month/10), byte('0'+month%10), '-')
	return append(dst, byte('0'+day/10), byte('0'+day%10))
}
