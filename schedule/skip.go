package schedule

import "github.com/rickb777/date"

// spareDay counts only the days that are the 29th, 30th or 31st of a month,
// from 29 March of the year 0.
//
// Only these can be a fifth weekday, and each of them is one. Leaving out the
// first 28 days of each month leaves out whole weeks, so the weekdays of the
// spare days still follow one another: after Friday the 31st of March comes
// Saturday the 29th of April. The due dates of a rule that skips months without
// a fifth weekday are therefore every seventh spare day, and no month has to be
// searched for.
//
// Spare days have a calendar like that of all days: 29 to a year and 30 to a
// leap year, the odd one at the end. Four centuries have 11697, which is 1671
// for each weekday.
type spareDay uint32

const (
	sparesIn400Years = daysIn400Years - 12*400*fourWeeks
	sparesIn4Years   = daysIn4Years - 12*4*fourWeeks
)

// spareOf returns which spare day a day is that is one. Month is the one that
// the day is in.
func spareOf(month monthNumber, d dayNumber) spareDay {
	return spareDay(d - dayNumber(month+1)*fourWeeks)
}

// nextSpare returns the spare day that a day is, or the next one if it is none.
// In a February of 28 days the day after the last has the number that the 29th
// would have, and so gives the 29th of March.
func nextSpare(month monthNumber, d dayNumber) spareDay {
	return spareOf(month, max(d, month.start()+fourWeeks))
}

// number returns the day that a spare day is: four weeks were left out of each
// month up to and with its own. It holds for every spare day below 2^23, and
// period maxPeriod of the last rule there is has one below 2^22. It finds the year as [dayNumber.split] does,
// and then the month by a line through the months' first spare days, 0, 3, 5,
// 8, 10, 13, 16, 18, 21, 23, 26 and 29.
func (s spareDay) number() dayNumber {
	const perCentury = 1<<40/sparesIn400Years + 1 // 2^40 by a century's quarters of spare days
	const perYear = 1<<32/sparesIn4Years + 1      // 2^32 by a year's
	century := uint32((uint64(s)*4*perCentury + 3*perCentury) >> 40)
	julian := uint32(s) + century - century/4
	years := uint64(julian)*4*perYear + 3*perYear // in 2^-32
	spareOfYear := uint32(years % (1 << 32) * sparesIn4Years >> 34)
	month := 12*uint32(years>>32) + (5*spareOfYear+2)*79>>10 // 79/1024 for 1/13
	return dayNumber(s) + dayNumber(month+1)*fourWeeks
}

// fillSpare sets dates to a spare day and to every seventh one after it.
func fillSpare(dates []date.Date, s spareDay) {
	for i := range dates {
		dates[i] = s.number().date()
		s += 7
	}
}
