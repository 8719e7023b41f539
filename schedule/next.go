package schedule

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// NextOnOrAfter returns the smallest period whose due date is d or later, and
// that date. A plan's next period on some day is the one on or after that day,
// so a payment that falls due today is still to come. On or before the first
// due date it is period 0.
//
// The period keeps the weekday's place in the month. (Open Dental 24.3 loses it
// after one month when it looks for the next period of an ordinal weekday, and
// can pass over a due date; that defect is not copied.)
//
// NextOnOrAfter returns an error if:
//   - the rule is not valid, as for [Rule.At];
//   - d is not set ([money.ErrDateRequired]) or outside the years 1 to 9999
//     ([ErrDateRange]);
//   - no due date from d on is before the year 10000 ([ErrDateRange], at d).
//
// Source: Open Dental 24.3, payment plan due dates.
func (r Rule) NextOnOrAfter(d date.Date) (n int, due date.Date, err error) {
	if !r.valid() {
		return 0, Unset, r.ruleError()
	}
	from := numberOf(d)
	if !from.inRange() {
		return 0, Unset, dateError("d", d)
	}
	period := r.next(from)
	found := r.due(period)
	if found > lastDay {
		return 0, Unset, &money.FieldError{Path: "d", Value: d, Err: ErrDateRange}
	}
	return int(period), found.date(), nil
}

// next returns the smallest period due on a day or later, for a valid rule and
// a day up to lastDay+1.
func (r Rule) next(from dayNumber) uint32 {
	first := numberOf(r.First)
	switch r.Every {
	case Weekly:
		return periodsTo(first, from, 7)
	case EveryOtherWeek:
		return periodsTo(first, from, 14)
	}
	month, day := first.split()
	fromMonth, _ := from.split()
	if r.Every == OrdinalWeekday && r.Fifth == Skip && day >= fourWeeks {
		return periodsTo(spareOf(month, first), nextSpare(fromMonth, from), 7)
	}
	months := uint32(max(fromMonth, month) - month)
	if r.Every == Quarterly {
		months /= 3
	}
	// A period has one month of its own, so the one in from's month, or the last
	// one before, is due early enough or the next one is.
	if r.due(months) < from {
		return months + 1
	}
	return months
}

// periodsTo returns how many steps lead from first to a day on or after from.
func periodsTo[D dayNumber | spareDay](first, from, step D) uint32 {
	return uint32((max(from, first) - first + step - 1) / step)
}
