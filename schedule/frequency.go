package schedule

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// Frequency is how often a plan falls due. The zero value is invalid: there is
// no rhythm that could be taken for granted.
type Frequency uint8

// The frequencies, in Open Dental's order. Its own numbers are one less.
const (
	_              Frequency = iota
	Weekly                   // every 7 days
	EveryOtherWeek           // every 14 days
	OrdinalWeekday           // such as the second Tuesday of each month
	Monthly                  // the same day of each month
	Quarterly                // the same day of every third month
)

var frequencyNames = [...]string{
	Weekly:         "Weekly",
	EveryOtherWeek: "EveryOtherWeek",
	OrdinalWeekday: "OrdinalWeekday",
	Monthly:        "Monthly",
	Quarterly:      "Quarterly",
}

// Valid reports whether f is one of the named frequencies.
func (f Frequency) Valid() bool { return f-Weekly <= Quarterly-Weekly }

// String returns the frequency's name, which [ParseFrequency] reads back, or
// its number for one that is not valid: "Frequency(0)".
func (f Frequency) String() string {
	if f.Valid() {
		return frequencyNames[f]
	}
	return "Frequency(" + strconv.Itoa(int(f)) + ")"
}

// PeriodsPerYear returns by how many periods an annual rate is divided: 52, 26,
// 12, 12 and 4; 0 for a frequency that is not valid. No days are counted: a
// period is a period, however long it is.
//
// Source: Open Dental 24.3, payment plan period rates.
func (f Frequency) PeriodsPerYear() int {
	switch f {
	case Weekly:
		return 52
	case EveryOtherWeek:
		return 26
	case OrdinalWeekday, Monthly:
		return 12
	case Quarterly:
		return 4
	}
	return 0
}

// ParseFrequency returns the frequency of that name, in exactly the letters
// that [Frequency.String] writes.
//
// ParseFrequency returns an error if:
//   - no frequency has the name ([ErrFrequency]).
func ParseFrequency(name string) (Frequency, error) {
	for f := Weekly; f.Valid(); f++ {
		if frequencyNames[f] == name {
			return f, nil
		}
	}
	return 0, &money.FieldError{Value: name, Err: ErrFrequency}
}
