package schedule

import (
	"iter"
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Rule is a sequence of due dates: the first date, how often they come, and
// what happens to a fifth weekday. The zero Rule is invalid, for it has no
// frequency; its first date is 1970-01-01.
type Rule struct {
	First date.Date    // what every due date is computed from; required
	Every Frequency    // required
	Fifth FifthWeekday // for OrdinalWeekday from the 29th on; Fourth unless given
}

// maxPeriod is the largest period that any rule can have: no two due dates are
// closer than a week. Up to it no arithmetic on 32 bits wraps, even where the
// result is past the year 9999.
const maxPeriod = uint(dateSpan / 7)

// At returns the due date of period n; n = 0 is the first. Dates ascend
// strictly with n. The date of period 0 is First, except under [Fourth] from a
// fifth weekday, where it is a week before First.
//
// At returns an error if:
//   - First is not set ([money.ErrDateRequired]) or outside the years 1 to 9999
//     ([ErrDateRange]);
//   - Every is not valid ([ErrFrequency]);
//   - Fifth is not valid ([ErrFifthWeekday]), even where it has no effect;
//   - n is negative ([money.ErrCount]);
//   - the due date is after 9999-12-31 ([ErrDateRange], at n).
//
// Source: Open Dental 24.3, payment plan due dates.
func (r Rule) At(n int) (date.Date, error) {
	if !r.valid() {
		return Unset, r.ruleError()
	}
	if uint(n) <= maxPeriod {
		if due := r.due(uint32(n)); due <= lastDay {
			return due.date(), nil
		}
	}
	return Unset, countError("n", n)
}

// Append appends the due dates of the first count periods to dst, in ascending
// order: what [Rule.At] returns for 0 to count-1. It allocates at most once,
// and only when dst lacks the room; on error dst comes back unchanged.
//
// Append returns an error if:
//   - the rule is not valid, as for [Rule.At];
//   - count is negative ([money.ErrCount]);
//   - the last of the dates is after 9999-12-31 ([ErrDateRange], at count). This
//     is found out first, so a senseless count costs neither time nor memory.
func (r Rule) Append(dst []date.Date, count int) ([]date.Date, error) {
	if err := r.checkCount(count); err != nil {
		return dst, err
	}
	dst = slices.Grow(dst, count)
	end := len(dst) + count
	r.fill(dst[len(dst):end], 0)
	return dst[:end], nil
}

// Fill sets dates to the due dates of period n and of those that follow it, in
// ascending order: what [Rule.At] returns for n, n+1 and so on. It returns how
// many dates it set: all of them, or fewer where the year 9999 ends, and then it
// leaves the rest alone. It is for plans that are read from some period on,
// without knowing where they end.
//
// Fill returns an error, and leaves dates alone, if:
//   - there is no due date for period n, as for [Rule.At]; even if dates is empty.
func (r Rule) Fill(dates []date.Date, n int) (int, error) {
	if !r.valid() {
		return 0, r.ruleError()
	}
	if uint(n) > maxPeriod || r.due(uint32(n)) > lastDay {
		return 0, countError("n", n)
	}
	from, last := uint32(n), uint(n)+uint(len(dates)) // the period behind the last: dates fit in memory
	if last > maxPeriod || r.due(uint32(last)) > lastDay {
		dates = dates[:min(uint(len(dates)), uint(r.next(lastDay+1)-from))]
	}
	r.fill(dates, from)
	return len(dates), nil
}

// Dates returns what [Rule.Append] appends, in a slice of its own. There are no
// dates with an error, and the errors are those of Append.
func (r Rule) Dates(count int) ([]date.Date, error) {
	if err := r.checkCount(count); err != nil { // or make would panic, or take all memory
		return nil, err
	}
	return r.Append(make([]date.Date, 0, count), count)
}

// All returns the sequence of all periods with their due dates, ascending, to
// the end of the year 9999. It may be ranged over more than once.
//
// All returns an error, and no sequence, if:
//   - the rule is not valid, as for [Rule.At].
func (r Rule) All() (iter.Seq2[int, date.Date], error) {
	if !r.valid() {
		return nil, r.ruleError()
	}
	return r.each, nil
}

// each yields every period of a valid rule.
func (r Rule) each(yield func(int, date.Date) bool) {
	for n := range r.next(lastDay + 1) {
		if !yield(int(n), r.due(n).date()) {
			return
		}
	}
}

// checkCount says why the first count periods do not all have due dates.
func (r Rule) checkCount(count int) error {
	switch {
	case !r.valid():
		return r.ruleError()
	case count == 0:
		return nil
	case uint(count-1) > maxPeriod || r.due(uint32(count-1)) > lastDay:
		return countError("count", count)
	}
	return nil
}

// valid reports whether the rule has due dates. It stands apart from the reason
// why not so that it can be inlined.
func (r Rule) valid() bool {
	return numberOf(r.First).inRange() && r.Every.Valid() && r.Fifth.Valid()
}

// ruleError says which field of an invalid rule is wrong first.
func (r Rule) ruleError() error {
	switch {
	case !numberOf(r.First).inRange():
		return dateError("First", r.First)
	case !r.Every.Valid():
		return &money.FieldError{Path: "Every", Value: r.Every, Err: ErrFrequency}
	}
	return &money.FieldError{Path: "Fifth", Value: r.Fifth, Err: ErrFifthWeekday}
}

// due returns the day of period n, for a valid rule and n up to maxPeriod. It
// may be past the last day.
func (r Rule) due(n uint32) dayNumber {
	first := numberOf(r.First)
	switch r.Every {
	case Weekly:
		return first + dayNumber(7*n)
	case EveryOtherWeek:
		return first + dayNumber(14*n)
	}
	month, day := first.split()
	switch {
	case r.Every == Monthly:
		c := cursorAt(month + monthNumber(n))
		return c.day(day)
	case r.Every == Quarterly:
		c := cursorAt(month + monthNumber(3*n))
		return c.day(day)
	case day >= fourWeeks && r.Fifth == Skip:
		return (spareOf(month, first) + spareDay(7*n)).number()
	}
	c := cursorAt(month + monthNumber(n))
	return backTo(first, c.day(ordinalEnd(day, r.Fifth)))
}

// fill sets dates to the due dates of a valid rule from a period on, all in range.
func (r Rule) fill(dates []date.Date, from uint32) {
	first := numberOf(r.First)
	switch r.Every {
	case Weekly:
		fillDays(dates, first+dayNumber(7*from), 7)
		return
	case EveryOtherWeek:
		fillDays(dates, first+dayNumber(14*from), 14)
		return
	}
	month, day := first.split()
	switch {
	case r.Every == Monthly:
		fillMonths(dates, month+monthNumber(from), day, 1)
	case r.Every == Quarterly:
		fillMonths(dates, month+monthNumber(3*from), day, 3)
	case day >= fourWeeks && r.Fifth == Skip:
		fillSpare(dates, spareOf(month, first)+spareDay(7*from))
	default:
		fillOrdinal(dates, first, month+monthNumber(from), ordinalEnd(day, r.Fifth))
	}
}
