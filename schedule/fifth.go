package schedule

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// FifthWeekday says what an [OrdinalWeekday] rule does whose first date is the
// fifth of its weekday in the month, that is on the 29th, 30th or 31st. Any
// other rule is the same under every policy.
//
// Source: Open Dental 24.3, payment plan due dates, for Fourth; RFC 5545,
// section 3.3.10, for Skip.
type FifthWeekday uint8

// The policies. The zero value is what Open Dental does.
const (
	Fourth FifthWeekday = iota // the fourth in every month; period 0 is a week before First
	Last                       // the last in every month, whether the fourth or the fifth
	Skip                       // the fifth; a month without one has no due date and no period
)

var fifthNames = [...]string{Fourth: "fourth", Last: "last", Skip: "skip"}

// Valid reports whether w is one of the named policies.
func (w FifthWeekday) Valid() bool { return w <= Skip }

// String returns "fourth", "last" or "skip", which [ParseFifthWeekday] reads
// back, or the number of a policy that is not valid: "FifthWeekday(3)".
func (w FifthWeekday) String() string {
	if w.Valid() {
		return fifthNames[w]
	}
	return "FifthWeekday(" + strconv.Itoa(int(w)) + ")"
}

// ParseFifthWeekday returns the policy of that name, in exactly the letters
// that [FifthWeekday.String] writes.
//
// ParseFifthWeekday returns an error if:
//   - no policy has the name ([ErrFifthWeekday]).
func ParseFifthWeekday(name string) (FifthWeekday, error) {
	for w := Fourth; w.Valid(); w++ {
		if fifthNames[w] == name {
			return w, nil
		}
	}
	return 0, &money.FieldError{Value: name, Err: ErrFifthWeekday}
}
