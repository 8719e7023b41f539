package schedule

import "github.com/rickb777/date"

// dayNumber counts days from 1 March of the year 0. A year that begins in March
// has its leap day at the end, where it moves no other day of that year, and
// every date in range has a number above zero.
type dayNumber uint32

// monthNumber counts months from March of the year 0.
type monthNumber uint32

const (
	epochShift dayNumber = 719468  // 1970-01-01
	firstDay   dayNumber = 307     // 0001-01-02, the first date that is not Unset
	lastDay    dayNumber = 3652364 // 9999-12-31
	dateSpan             = lastDay - firstDay
)

// Four centuries are a whole number of weeks, 20871, so the calendar repeats
// with its weekdays. The same numbers are a century and a year in quarter days.
const (
	daysIn400Years = 146097
	daysIn4Years   = 1461
)

// fourWeeks is the length that every month has at least. Days of a month are
// counted from 0 inside the package, so days fourWeeks and up are its 29th to
// 31st: the ones that not every month has.
const fourWeeks = 28

// numberOf returns the number of a date. The sum may wrap, but no two dates get
// the same number, so one that is out of range stays out of range.
func numberOf(d date.Date) dayNumber {
	return dayNumber(d.DaysSinceEpoch()) + epochShift
}

// inRange reports whether a date is set and in the years 1 to 9999.
func (d dayNumber) inRange() bool { return d-firstDay <= dateSpan }

// date returns the date of a number.
func (d dayNumber) date() date.Date {
	return date.NewOfDays(date.PeriodOfDays(d - epochShift))
}

// split returns the month a day is in, and its day in that month, from 0. It
// holds for every day number below 2^22, which is past [lastDay].
//
// Adding a day for each leap day that a century's end left out gives a calendar
// in which every fourth year is a leap year, and every year 1461 quarter days.
// The year is then a quotient of quarter days and the day of the year its
// remainder; both divisions multiply by a reciprocal. Last, a line of slope
// 2141/65536 passes through the month starts.
//
// Source: Neri and Schneider, Euclidean affine functions and their application
// to calendar algorithms (2023), for the line and for counting in quarters.
func (d dayNumber) split() (month monthNumber, day uint32) {
	const perCentury = 1<<44/daysIn400Years + 1 // 2^44 by a century's quarter days
	const perYear = 1<<32/daysIn4Years + 1      // 2^32 by a year's quarter days
	century := uint32((uint64(d)*4*perCentury + 3*perCentury) >> 44)
	julian := uint32(d) + century - century/4
	years := uint64(julian)*4*perYear + 3*perYear // in 2^-32
	dayOfYear := uint32(years % (1 << 32) * daysIn4Years >> 34)
	line := 2141*dayOfYear + 1305
	return monthNumber(12*uint32(years>>32) + line>>16), line % (1 << 16) * 31345 >> 26 // 31345/2^26 for 1/2141
}

// start returns the first day of a month.
func (m monthNumber) start() dayNumber {
	return yearStart(uint32(m)/12) + dayNumber(monthStarts[m%12])
}

// yearStart returns 1 March of a year.
func yearStart(year uint32) dayNumber {
	century := year / 100
	return dayNumber(year*daysIn4Years/4 - century + century/4)
}

// monthStarts has the first day of each month from March to February, from 0,
// and the end of a leap year.
var monthStarts = [13]uint16{0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337, 366}
