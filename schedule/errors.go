package schedule

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// The rules of this package.
var (
	ErrDateRange    = money.NewRule(money.Malformed, "DATE_RANGE", "the date is outside the years 1 to 9999", "stay between 0001-01-02 and 9999-12-31")
	ErrFifthWeekday = money.NewRule(money.Malformed, "FIFTH_WEEKDAY_UNKNOWN", "the policy for a fifth weekday is not one of the named ones", "give fourth, last or skip")
	ErrFrequency    = money.NewRule(money.Malformed, "FREQUENCY_UNKNOWN", "the frequency is not one of the named ones", "give Weekly, EveryOtherWeek, OrdinalWeekday, Monthly or Quarterly")
)

// dateError says why a date that was given is not in the range of set dates.
func dateError(path string, d date.Date) error {
	if !IsSet(d) {
		return &money.FieldError{Path: path, Err: money.ErrDateRequired}
	}
	return &money.FieldError{Path: path, Value: d, Err: ErrDateRange}
}

// countError says why a period or a count of periods cannot be had: it is
// negative, or the dates run past the year 9999.
func countError(path string, n int) error {
	if n < 0 {
		return &money.FieldError{Path: path, Value: n, Err: money.ErrCount}
	}
	return &money.FieldError{Path: path, Value: n, Err: ErrDateRange}
}
