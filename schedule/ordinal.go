package schedule

import "github.com/rickb777/date"

// ordinalEnd returns the last day of the month, counted from 0, on which the
// weekday that the rule wants can fall: day 6 for a first Tuesday, day 13 for a
// second. Each of these weeks has one Tuesday, so the wanted one is the last
// Tuesday up to that day. For the last weekday of a month it is day 30, or the
// month's last day. A rule under [Skip] from a fifth weekday has none.
func ordinalEnd(day uint32, fifth FifthWeekday) uint32 {
	switch {
	case day < fourWeeks:
		return uint32(uint8(day)/7*7 + 6)
	case fifth == Last:
		return 30
	}
	return fourWeeks - 1
}

// backTo returns the last day up to end that has the weekday of first. End is
// in the month of first, or later.
func backTo(first, end dayNumber) dayNumber {
	const monthOrMore = 5 * 7 // keeps the difference above zero and its weekday the same
	return end - mod7(end+monthOrMore-first)
}

// mod7 returns d % 7, for d below 2^30. The product is d/7 with its whole part
// cut off, in 2^-32; times 7 that is the remainder, without a quotient first.
func mod7(d dayNumber) dayNumber {
	return dayNumber(uint64(d*(1<<32/7+1)) * 7 >> 32)
}

// fillOrdinal sets dates to one day in each month from month on: the last one
// up to day end, counted from 0, that has the weekday of first.
func fillOrdinal(dates []date.Date, first dayNumber, month monthNumber, end uint32) {
	c := cursorAt(month)
	for i := range dates {
		dates[i] = backTo(first, c.day(end)).date()
		c.advance(1)
	}
}
