package schedule

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// AddMonths returns the day that many months after d, or before it if months is
// negative: the same day of the month, or the month's last day if the month is
// shorter. One month after 31 January is 28 or 29 February, and one month
// before 31 March too, so adding months and taking them off again need not
// return to d.
//
// A plan without a first payment date starts one month after its agreement
// date: AddMonths(agreement, 1).
//
// AddMonths returns an error if:
//   - d is not set ([money.ErrDateRequired]) or outside the years 1 to 9999
//     ([ErrDateRange]);
//   - the result is outside those years, or is 0001-01-01, which would mean "not
//     set" ([ErrDateRange], at months).
//
// Source: Open Dental's API documentation, payment plans, for the default first
// payment date.
func AddMonths(d date.Date, months int) (date.Date, error) {
	from := numberOf(d)
	if !from.inRange() {
		return Unset, dateError("d", d)
	}
	const limit = 12 * 10_000 // above every distance in range; keeps the sum from wrapping
	if -limit < months && months < limit {
		month, day := from.split()
		if month := int(month) + months; month >= 0 {
			c := cursorAt(monthNumber(month))
			if to := c.day(day); to.inRange() {
				return to.date(), nil
			}
		}
	}
	return Unset, &money.FieldError{Path: "months", Value: months, Err: ErrDateRange}
}

// fillMonths sets dates to a day, counted from 0, of a month and of each month
// that follows it by a fixed step, at most that month's last day.
func fillMonths(dates []date.Date, month monthNumber, day, step uint32) {
	c := cursorAt(month)
	for i := range dates {
		dates[i] = c.day(day).date()
		c.advance(step)
	}
}

// cursor is a month that knows where its year starts, so that a walk through the
// months computes that once a year.
type cursor struct {
	yearStart   dayNumber
	year, month uint32 // the month from 0, March
}

// cursorAt returns a cursor at a month.
func cursorAt(m monthNumber) cursor {
	year := uint32(m) / 12
	return cursor{yearStart: yearStart(year), year: year, month: uint32(m) % 12}
}

// day returns a day of the month, counted from 0, or the month's last day if
// that comes first. February ends where the next year starts.
func (c *cursor) day(day uint32) dayNumber {
	at := c.yearStart + dayNumber(monthStarts[c.month]) + dayNumber(day)
	if day < fourWeeks {
		return at
	}
	end := c.yearStart + dayNumber(monthStarts[c.month+1])
	if c.month == 11 {
		end = yearStart(c.year + 1)
	}
	return min(at, end-1)
}

// advance moves the cursor by at most twelve months.
func (c *cursor) advance(months uint32) {
	if c.month += months; c.month >= 12 {
		c.month -= 12
		c.year++
		c.yearStart = yearStart(c.year)
	}
}
