package claimcheck

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// eraText cuts a stream into segments. Its buffer has one size: a segment that does
// not fit is refused.
type eraText struct {
	in                  io.Reader
	buf                 []byte
	start, end          int   // of what is read and not used
	base                int64 // the offset of buf[0] in the text
	at                  int64 // the offset of the segment at hand
	count               uint32
	element, terminator byte
	told                bool // the delimiters are known
	eof                 bool
}

// eraBuffer is how much of a text is held, and the longest segment.
const eraBuffer = 64 << 10

// next returns the next segment without its terminator, valid until the next call,
// or io.EOF behind the last. The very last one may lack its terminator if it ends an
// envelope.
func (t *eraText) next() ([]byte, error) {
	if t.count == 0 {
		if err := t.skipMark(); err != nil {
			return nil, err
		}
	}
	if err := t.skipBlank(); err != nil {
		return nil, err
	}
	for t.end-t.start < len("ISA*") && !t.eof {
		if err := t.fill(); err != nil {
			return nil, err
		}
	}
	t.at = t.base + int64(t.start)
	t.count++
	for !t.told || t.hasISA() {
		told, err := t.tell()
		if err != nil {
			return nil, err
		}
		if told {
			break
		}
	}
	for from := 0; ; {
		if n := bytes.IndexByte(t.buf[t.start+from:t.end], t.terminator); n >= 0 {
			segment := t.buf[t.start : t.start+from+n]
			t.start += from + n + 1
			for n := len(segment); n > 0 && (segment[n-1] == '\r' || segment[n-1] == '\n'); n-- {
				segment = segment[:n-1]
			}
			return segment, nil
		}
		from = t.end - t.start
		if t.eof {
			return t.last()
		}
		if err := t.fill(); err != nil {
			return nil, err
		}
	}
}

// last returns what stands at the end of the text without a terminator.
func (t *eraText) last() ([]byte, error) {
	segment := bytes.TrimRight(t.buf[t.start:t.end], " \t\r\n")
	for _, tag := range [...]string{"SE", "GE", "IEA"} {
		if rest, ok := bytes.CutPrefix(segment, []byte(tag)); ok && len(rest) > 0 && rest[0] == t.element {
			t.start = t.end
			return segment, nil
		}
	}
	return nil, t.fail("", ErrERATruncated, money.Fact("it ends inside a segment"))
}

const eraByteOrderMark = "\xEF\xBB\xBF"

// skipMark goes past the byte order mark that some files begin with.
func (t *eraText) skipMark() error {
	for t.end < len(eraByteOrderMark) && !t.eof {
		if err := t.fill(); err != nil {
			return err
		}
	}
	if bytes.HasPrefix(t.buf[:t.end], []byte(eraByteOrderMark)) {
		t.start = len(eraByteOrderMark)
	}
	return nil
}

// skipBlank goes to the next byte that is not blank.
func (t *eraText) skipBlank() error {
	for {
		for t.start < t.end {
			if isERABlank(t.buf[t.start]) {
				t.start++
				continue
			}
			return nil
		}
		if t.eof {
			return io.EOF
		}
		if err := t.fill(); err != nil {
			return err
		}
	}
}

// maxEmptyReads bounds how often a reader may return nothing in a row.
const maxEmptyReads = 100

// fill reads more behind what is not used yet.
func (t *eraText) fill() error {
	if t.buf == nil {
		t.buf = make([]byte, eraBuffer)
	}
	if t.start > 0 {
		copy(t.buf, t.buf[t.start:t.end])
		t.base += int64(t.start)
		t.start, t.end = 0, t.end-t.start
	}
	if t.end == len(t.buf) {
		return t.fail("", money.ErrLimit, money.Fact("at most "+strconv.Itoa(eraBuffer)+" bytes in one segment"))
	}
	for range maxEmptyReads {
		n, err := t.in.Read(t.buf[t.end:])
		if n < 0 || n > len(t.buf)-t.end {
			return errors.New("claimcheck: the reader returned an impossible count")
		}
		t.end += n
		if err == io.EOF {
			t.eof = true
			return nil
		}
		if err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

// hasISA reports whether an interchange begins here, whatever its delimiters. A
// text of the last one's would have the same element separator.
func (t *eraText) hasISA() bool {
	const width = 3
	return t.end-t.start > width && string(t.buf[t.start:t.start+width]) == "ISA" && !isERAWord(t.buf[t.start+width])
}

// eraHeaders are the segments that a text may begin with: how many element separators
// stand before the last element, and whether that is one delimiter instead of a
// word.
var eraHeaders = [...]struct {
	tag        string
	separators int
	delimiter  bool
}{{"ISA", 16, true}, {"GS", 8, false}, {"ST", 2, false}}

// maxERAHeader bounds the length of a first segment. An ISA has 106 bytes.
const maxERAHeader = 512

// tell finds the delimiters in the segment that begins here. told is false where
// more text must be read first.
func (t *eraText) tell() (told bool, err error) {
	head := t.buf[t.start:min(t.end, t.start+maxERAHeader)]
	if len(head) < maxERAHeader && !t.eof {
		return false, t.fill()
	}
	for _, h := range eraHeaders {
		rest, ok := bytes.CutPrefix(head, []byte(h.tag))
		if !ok || len(rest) == 0 || isERAWord(rest[0]) || isERABlank(rest[0]) {
			continue
		}
		t.element = rest[0]
		for range h.separators {
			next := bytes.IndexByte(rest, t.element)
			if next < 0 {
				return false, t.undelimited("the first segment has too few elements")
			}
			rest = rest[next+1:]
		}
		switch {
		case h.delimiter && len(rest) > 0: // ISA16 is itself a delimiter
			rest = rest[1:]
		case h.tag == "ST": // ST03 may follow
			for len(rest) > 0 && (isERAWord(rest[0]) || rest[0] == t.element) {
				rest = rest[1:]
			}
		default:
			for len(rest) > 0 && isERAWord(rest[0]) {
				rest = rest[1:]
			}
		}
		if len(rest) == 0 || isERAWord(rest[0]) || rest[0] == t.element || rest[0] == ' ' {
			return false, t.undelimited("the first segment has no terminator")
		}
		t.terminator, t.told = rest[0], true
		return true, nil
	}
	return false, t.undelimited("the text begins with " + strconv.Quote(clipERA(head[:min(len(head), 3)])))
}

func (t *eraText) undelimited(why string) error { return t.fail("", ErrERADelimiters, money.Fact(why)) }

// isERABlank reports whether a byte is blank space, which may stand between segments.
func isERABlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// isERAWord reports whether a byte may be part of an element that is a word: it can be
// no delimiter.
func isERAWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// fail returns the error for the segment at hand.
func (t *eraText) fail(element string, rule *money.Rule, value money.Fact) error {
	return failAt(t.count, t.at, element, rule, value)
}

// failAt returns the error for a segment and one of its elements.
func failAt(segment uint32, offset int64, element string, rule *money.Rule, what money.Fact) error {
	what += money.Fact(", at segment " + strconv.FormatUint(uint64(segment), 10) + ", byte " + strconv.FormatInt(offset, 10))
	return &money.FieldError{Path: segmentPath(segment, element), Value: what, Err: rule}
}

// segmentPath is the place of a segment in a text, or of one of its elements.
func segmentPath(segment uint32, element string) string {
	path := "segments[" + strconv.FormatUint(uint64(segment), 10) + "]"
	if element != "" {
		path += "." + element
	}
	return path
}

// clipERA shortens bytes of a text for a message.
func clipERA(text []byte) string {
	const most = 20
	return string(text[:min(len(text), most)])
}

// eraParts is how many elements of a segment are looked at, with its tag: one more
// than any segment that matters may have.
const eraParts = 21

// split cuts a segment into its elements. What is behind the last that is looked at
// counts as one.
func (r *ERAReader) split(segment []byte) {
	n, start := 0, 0
	for i, c := range segment { // elements are short: a search for each takes longer
		if c == r.text.element && n < eraParts-1 {
			r.parts[n] = segment[start:i]
			n, start = n+1, i+1
		}
	}
	r.parts[n] = segment[start:]
	r.n = n + 1
}

// bytes returns element i; nothing where it is not there.
func (r *ERAReader) bytes(i int) []byte {
	if i >= r.n {
		return nil
	}
	return r.parts[i]
}

// part returns element i as text of its own.
func (r *ERAReader) part(i int) string { return string(r.bytes(i)) }

// reasonOf returns the code of a composite whose first part it is: the letters and
// digits before anything else.
func reasonOf(composite []byte) string {
	n := 0
	for n < len(composite) && isERAWord(composite[n]) {
		n++
	}
	return string(composite[:n])
}

// amount reads the amount that is element i, which must be there. X12 may leave out
// the zero before a point, and the digits after it.
func (r *ERAReader) amount(name string, i int) (money.Amount, error) {
	text := r.bytes(i)
	if len(text) == 0 {
		return 0, r.fail(name, money.ErrMissing, money.Fact("the element is empty"))
	}
	if a, err := money.ParseBytes(text, r.digits); err == nil {
		return a, nil
	}
	return r.oddAmount(name, text)
}

// oddAmount reads an amount that is not as others are, or says what is wrong with it.
func (r *ERAReader) oddAmount(name string, text []byte) (money.Amount, error) {
	a, err := money.Parse(withERAZeros(text), r.digits)
	if rule := (*money.Rule)(nil); errors.As(err, &rule) {
		return 0, r.fail(name, rule, money.Fact("got "+strconv.Quote(clipERA(text))))
	}
	return a, nil
}

// withERAZeros writes the zeros around a point that X12 leaves out: -.5 is -0.5, and 5.
// is 5.
func withERAZeros(text []byte) string {
	sign, digits := "", string(text)
	if digits[0] == '-' || digits[0] == '+' {
		sign, digits = digits[:1], digits[1:]
	}
	if n := len(digits) - 1; n > 0 && digits[n] == '.' {
		digits = digits[:n]
	} else if n > 0 && digits[0] == '.' {
		digits = "0" + digits
	}
	return sign + digits
}

// fail returns the error for an element of the segment at hand.
func (r *ERAReader) fail(element string, rule *money.Rule, value money.Fact) error {
	return r.text.fail(element, rule, value)
}

// located gives an error of the balancer its place in the text.
func (r *ERAReader) located(err error) error {
	rule := money.ErrOverflow
	what := money.Fact("")
	if field := (*money.FieldError)(nil); errors.As(err, &field) {
		errors.As(field.Err, &rule)
		what, _ = field.Value.(money.Fact)
	}
	at := r.balance.errAt
	return failAt(at.segment, at.offset, "", rule, what)
}
