package wire

import (
	"io"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// writer writes a result. The calls are our own: an object is opened and closed, and
// a value follows each name.
type writer struct {
	out    []byte
	sink   io.Writer // takes what is written as it comes; nil and out keeps it all
	comma  bool      // the next name or element follows another
	digits int
}

// newWriter returns a writer with room for a result of about that size.
func newWriter(digits, size int) *writer {
	return &writer{digits: digits, out: make([]byte, 0, size)}
}

// flushAt is how many bytes go to a sink at once, about.
const flushAt = 1 << 15

// streamTo returns a writer that keeps little. What it writes to must not fail.
func streamTo(sink io.Writer, digits int) *writer {
	return &writer{digits: digits, sink: sink, out: make([]byte, 0, flushAt+flushAt/4)}
}

// bytes returns the document.
func (w *writer) bytes() []byte { return w.out }

// end ends a document that goes to a sink, with a newline.
func (w *writer) end() {
	w.sink.Write(append(w.out, '\n'))
}

// next makes ready for a name or an element.
func (w *writer) next() {
	if w.comma {
		w.out = append(w.out, ',')
	}
	w.comma = true
	if w.sink != nil && len(w.out) >= flushAt {
		w.sink.Write(w.out)
		w.out = w.out[:0]
	}
}

// begin writes a bracket, after which nothing needs a comma.
func (w *writer) begin(bracket byte) {
	w.next()
	w.out = append(w.out, bracket)
	w.comma = false
}

// finish writes the bracket that closes another.
func (w *writer) finish(bracket byte) {
	w.out = append(w.out, bracket)
	w.comma = true
}

func (w *writer) open()      { w.begin('{') }
func (w *writer) close()     { w.finish('}') }
func (w *writer) openList()  { w.begin('[') }
func (w *writer) closeList() { w.finish(']') }

// key writes a name. Its value follows.
func (w *writer) key(name string) {
	w.bareText(name)
	w.out = append(w.out, ':')
	w.comma = false
}

// amount writes an amount with all the digits of its currency.
func (w *writer) amount(name string, a money.Amount) {
	w.key(name)
	w.bareAmount(a)
}

func (w *writer) bareAmount(a money.Amount) {
	w.next()
	w.out = a.Append(append(w.out, '"'), w.digits)
	w.out = append(w.out, '"')
}

func (w *writer) number(name string, n int64) {
	w.key(name)
	w.bareNumber(n)
}

func (w *writer) text(name, s string) {
	w.key(name)
	w.bareText(s)
}

func (w *writer) null(name string) {
	w.key(name)
	w.bareNull()
}

// bareText writes a text. Most are plain, and need no look at each character twice.
func (w *writer) bareText(s string) {
	w.next()
	if !plain(s) {
		w.out = appendText(w.out, s)
		return
	}
	w.out = append(append(append(w.out, '"'), s...), '"')
}

// plain reports whether a text stands in JSON as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func (w *writer) bareNumber(n int64) {
	w.next()
	w.out = strconv.AppendInt(w.out, n, 10)
}

func (w *writer) bareNull() {
	w.next()
	w.out = append(w.out, "null"...)
}

func (w *writer) flag(name string, b bool) {
	w.key(name)
	w.next()
	w.out = strconv.AppendBool(w.out, b)
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
	w.next()
	w.out = appendDate(append(w.out, '"'), d)
	w.out = append(w.out, '"')
}

// list writes a list of n elements.
func (w *writer) list(name string, n int, element func(i int)) {
	w.key(name)
	w.openList()
	for i := range n {
		element(i)
	}
	w.closeList()
}

// appendDate appends yyyy-MM-dd.
func appendDate(dst []byte, d date.Date) []byte {
	year, month, day := d.Date()
	dst = append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-')
	dst = append(dst, byte('0'+month/10), byte('0'+month%10), '-')
	return append(dst, byte('0'+day/10), byte('0'+day%10))
}
