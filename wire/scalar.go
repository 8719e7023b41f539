package wire

import (
	"strconv"
	"strings"
	"time"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// scalar returns the text of a string or a number, or nil for a null. It is
// valid until the next read.
func (d *decoder) scalar(want string) ([]byte, error) {
	if null, err := d.null(); null || err != nil {
		return nil, err
	}
	kind := d.json.PeekKind()
	if kind != '"' && kind != '0' {
		return nil, d.wrongType(want)
	}
	raw, err := d.json.ReadValue()
	if err != nil {
		return nil, d.syntax(err)
	}
	if kind == '"' {
		return d.unquote(raw), nil
	}
	return raw, nil
}

// amount reads an amount exactly from its text.
func (d *decoder) amount(into *money.Amount) error {
	raw, err := d.scalar("an amount")
	if raw == nil || err != nil {
		return err
	}
	a, err := money.ParseBytes(raw, d.digits)
	if err != nil {
		return d.parsed(err)
	}
	*into = a
	return nil
}

// parsed returns the error of a parser with the path of the value at hand.
func (d *decoder) parsed(err error) error {
	return asError(err, d.digits, func(string) string { return d.where() })
}

// whole reads an integer: an id or a count.
func (d *decoder) whole(into *int64) error {
	raw, err := d.scalar("a whole number")
	if raw == nil || err != nil {
		return err
	}
	n, err := money.ParseBytes(raw, 0)
	if err != nil {
		return d.fail(errNumber, string(raw))
	}
	*into = int64(n)
	return nil
}

// count reads an integer that must fit the platform's.
func (d *decoder) count(into *int) error {
	n := int64(*into)
	if err := d.whole(&n); err != nil {
		return err
	}
	if *into = int(n); int64(*into) != n {
		return d.fail(errNumber, strconv.FormatInt(n, 10))
	}
	return nil
}

// rate reads a percentage exactly from its text.
func (d *decoder) rate(into *amortize.Rate) error {
	raw, err := d.scalar("a rate in percent")
	if raw == nil || err != nil {
		return err
	}
	r, err := amortize.ParseRate(string(raw))
	if err != nil {
		return d.parsed(err)
	}
	*into = r
	return nil
}

// text reads a string, or a number as it is written.
func (d *decoder) text(into *string) error {
	raw, err := d.scalar("text")
	if raw == nil || err != nil {
		return err
	}
	*into = string(raw)
	return nil
}

// bool reads true or false: as such, as their names, or as 1 and 0.
func (d *decoder) bool(into *bool) error {
	const want = "true or false"
	if k := d.json.PeekKind(); k == 't' || k == 'f' {
		token, err := d.json.ReadToken()
		if err != nil {
			return d.syntax(err)
		}
		*into = token.Bool()
		return nil
	}
	raw, err := d.scalar(want)
	if raw == nil || err != nil {
		return err
	}
	switch string(raw) {
	case "true", "1":
		*into = true
	case "false", "0":
		*into = false
	default:
		return d.unknownValue(raw, want)
	}
	return nil
}

// date reads yyyy-MM-dd.
func (d *decoder) date(into *date.Date) error {
	raw, err := d.scalar("a date")
	if raw == nil || err != nil {
		return err
	}
	parsed, written := parseDate(raw)
	switch {
	case !written:
		return d.fail(errDate, string(raw))
	case parsed == (date.Date{}) && string(raw) != "1970-01-01":
		return d.fail(errDate, money.Fact(strconv.Quote(string(raw))+" is no day of the calendar"))
	}
	*into = parsed
	return nil
}

// parseDate reads exactly ten characters, yyyy-MM-dd, and reports whether they
// are so written. A day that does not exist, or before year 1, is the zero date.
func parseDate(raw []byte) (d date.Date, written bool) {
	if len(raw) != 10 || raw[4] != '-' || raw[7] != '-' {
		return d, false
	}
	year, okYear := number(raw[:4])
	month, okMonth := number(raw[5:7])
	day, okDay := number(raw[8:])
	if !okYear || !okMonth || !okDay {
		return d, false
	}
	if year < 1 || month < 1 || month > 12 || day < 1 || day > 31 {
		return d, true
	}
	d = date.New(year, time.Month(month), day)
	if day > 28 && d.Day() != day { // a day past the month's end lands in the next
		return date.Date{}, true
	}
	return d, true
}

// number reads digits and nothing else.
func number(raw []byte) (n int, ok bool) {
	for _, c := range raw {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// word reads one of the words of an enumeration and returns its place, or -1 for
// a null.
func (d *decoder) word(words []string) (int, error) {
	raw, err := d.scalar("a word")
	if raw == nil || err != nil {
		return -1, err
	}
	return d.wordIn(raw, words)
}

// wordOrNumber reads one of the words of an enumeration, or its place as a number,
// and returns the place, or -1 for a null.
func (d *decoder) wordOrNumber(words []string) (int, error) {
	raw, err := d.scalar("a word or its number")
	if raw == nil || err != nil {
		return -1, err
	}
	if n, written := number(raw); written && len(raw) > 0 && len(raw) < 3 && n < len(words) {
		return n, nil
	}
	return d.wordIn(raw, words)
}

// wordIn returns the place of a word.
func (d *decoder) wordIn(raw []byte, words []string) (int, error) {
	for i, w := range words {
		if w == string(raw) && w != "" {
			return i, nil
		}
	}
	want := strings.Join(nonEmpty(words), ", ")
	known := make([]*field, len(words))
	for i := range words {
		known[i] = &field{name: words[i]}
	}
	if near := nearest(string(raw), known); near != "" {
		want += "; did you mean " + strconv.Quote(near) + "?"
	}
	return -1, d.unknownValue(raw, want)
}

// unknownValue returns the error for a word that the field does not know.
func (d *decoder) unknownValue(raw []byte, want string) error {
	return d.fail(errUnknownValue, money.Fact("got "+strconv.Quote(clip(string(raw)))+", want "+want))
}

// nonEmpty leaves out the word of a zero value that cannot be written.
func nonEmpty(words []string) []string {
	if len(words) > 0 && words[0] == "" {
		return words[1:]
	}
	return words
}
