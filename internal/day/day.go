// Package day holds the one date that means "not set", for packages that do not
// depend on package schedule, which exports it, and the text of a date.
package day

import (
	"strconv"

	"github.com/rickb777/date"
)

// Unset is 0001-01-01 as a number of days since 1970-01-01. The zero date.Date
// is 1970-01-01, a real day, and so cannot mean "not set".
const Unset date.PeriodOfDays = -719162

// IsSet reports whether d is a date and not the one that means "not set".
func IsSet(d date.Date) bool { return d.DaysSinceEpoch() != Unset }

// Text returns a date as yyyy-MM-dd, or with a sign before a year of another
// length. It is what the date's String returns, without package fmt, which weighs
// a lot in WebAssembly.
func Text(d date.Date) string {
	year, month, day := d.Date()
	var b []byte
	switch {
	case year < 0:
		b, year = append(b, '-'), -year
	case year > 9999:
		b = append(b, '+')
	}
	b = appendPadded(b, year, 1000)
	b = appendPadded(append(b, '-'), int(month), 10)
	return string(appendPadded(append(b, '-'), day, 10))
}

// TextOf is Text of a value that may be a date.
func TextOf(value any) (text string, isDate bool) {
	d, isDate := value.(date.Date)
	if !isDate {
		return "", false
	}
	return Text(d), true
}

// appendPadded appends a number with zeros before it up to as many digits as least
// has.
func appendPadded(b []byte, n, least int) []byte {
	for ; n < least && least > 1; least /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}
