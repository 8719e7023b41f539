package main

import (
	"time"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"github.com/teambition/rrule-go"
)

// rhythm is a rule of due dates as everybody says it.
type rhythm struct {
	name   string
	rule   schedule.Rule
	rrule  rrule.ROption
	reach  float64 // nanoseconds a date
	months int     // from one date to the next; zero for a number of days
	days   int
	nth    int // of its weekday in the month; zero for a day of the month
}

// rhythms start on a 31st, so that no month end is spared its clamp, or on a second
// Tuesday.
var rhythms = []rhythm{
	{name: "weekly", rule: schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Weekly}, rrule: rrule.ROption{Freq: rrule.WEEKLY}, reach: 1, days: 7},
	{name: "monthly", rule: schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Monthly}, rrule: rrule.ROption{Freq: rrule.MONTHLY, Bymonthday: []int{-1}}, reach: 4.5, months: 1},
	{name: "quarterly", rule: schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Quarterly}, rrule: rrule.ROption{Freq: rrule.MONTHLY, Interval: 3, Bymonthday: []int{-1}}, reach: 4.5, months: 3},
	{name: "ordinal", rule: schedule.Rule{First: date.New(2024, 1, 9), Every: schedule.OrdinalWeekday}, rrule: rrule.ROption{Freq: rrule.MONTHLY, Byweekday: []rrule.Weekday{rrule.TU.Nth(2)}}, reach: 5, months: 1, nth: 2},
}

// dateContests list 360 due dates, and ask for one after the other by its number.
func dateContests(bool) (all []contest) {
	for _, r := range rhythms {
		field := []contestant{datesOurs(r), datesPlain(r), datesOf("rickb777/date", "", r.rickb777), datesOf("time.Time", "", r.time), datesOf("rrule-go", "", r.rfc5545())}
		all = append(all, contest{
			name: "dates/" + r.name, input: "360 due dates from " + r.rule.First.String(), unit: "date", units: months, field: field,
			figures: []figure{{kind: nsAtMost, value: r.reach}, {kind: allocsAtMost}},
		})
	}
	for _, r := range rhythms {
		reach := figure{kind: nsAtMost, value: 8}
		if r.nth > 0 {
			reach.reached, reach.because = 9.5, "Of the profile, a quarter is mod7, which finds the weekday, on top of what a monthly date takes: the month of the first date (dayNumber.split), the first day of the month that is asked for (cursorAt, yearStart). Each needs the one before it, so the multiplications wait for each other."
		}
		all = append(all, contest{
			name: "dates/at/" + r.name, input: "360 due dates from " + r.rule.First.String() + ", each by its number", unit: "date", units: months,
			field: []contestant{datesAt(r), datesOurs(r)}, figures: []figure{reach, {kind: allocsAtMost}},
		})
	}
	return all
}

func datesOurs(r rhythm) contestant {
	dst := make([]date.Date, 0, months)
	return contestant{
		name: "schedule.Rule.Append", run: always(func() { dst = must(r.rule.Append(dst[:0], months)) }),
		answer: func() []int64 { return daysOf(must(r.rule.Append(nil, months))) },
	}
}

func datesAt(r rhythm) contestant {
	dst := make([]date.Date, months)
	work := func() {
		for n := range dst {
			var err error
			if dst[n], err = r.rule.At(n); err != nil {
				panic(err)
			}
		}
	}
	return contestant{name: "schedule.Rule.At", run: always(work), answer: func() []int64 { work(); return daysOf(dst) }}
}

func daysOf(dates []date.Date) (numbers []int64) {
	for _, d := range dates {
		numbers = append(numbers, int64(d.DaysSinceEpoch()))
	}
	return numbers
}

// datesPlain counts days in integers.
func datesPlain(r rhythm) contestant {
	dst := make([]int64, months)
	work := func() { plainMonths(dst, r.months) }
	switch {
	case r.days > 0:
		work = func() { plainDays(dst, int64(r.days)) }
	case r.nth > 0:
		work = func() { plainOrdinal(dst, int64(r.nth)) }
	}
	return contestant{
		name: "int64 loop", note: "the first date and the rhythm are constants", run: always(work),
		answer: func() []int64 { work(); return append([]int64(nil), dst...) },
	}
}

// firstOfYear is 1 January 2024 in days since 1970.
const firstOfYear = 19723

//go:noinline
func plainDays(dst []int64, step int64) {
	day := int64(firstOfYear + 30)
	for i := range dst {
		dst[i] = day
		day += step
	}
}

var monthDays = [12]int64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// monthLength returns the days of a month, January being 0.
func monthLength(year, month int) int64 {
	if month == 1 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return monthDays[month]
}

// plainMonths writes the last days of every so many months from January 2024.
//
//go:noinline
func plainMonths(dst []int64, step int) {
	first, year, month := int64(firstOfYear), 2024, 0
	for i := range dst {
		dst[i] = first + min(31, monthLength(year, month)) - 1
		for range step {
			first += monthLength(year, month)
			if month++; month == 12 {
				year, month = year+1, 0
			}
		}
	}
}

// plainOrdinal writes the nth Tuesdays.
//
//go:noinline
func plainOrdinal(dst []int64, nth int64) {
	first, year, month := int64(firstOfYear), 2024, 0
	for i := range dst {
		// 1 January 1970 was a Thursday, so day numbers of Tuesdays are 5 more than
		// a multiple of 7.
		dst[i] = first + (5-first%7+7)%7 + 7*(nth-1)
		first += monthLength(year, month)
		if month++; month == 12 {
			year, month = year+1, 0
		}
	}
}

// datesOf makes a contestant of a way to find the date of a number. The date is left
// as the library's own type; cost counts that alone.
func datesOf[T any](name, note string, list func(dst []T) ([]T, func(T) int64)) contestant {
	dst := make([]T, 0, months)
	return contestant{
		name: name, note: note, run: always(func() { dst, _ = list(dst[:0]) }),
		answer: func() (numbers []int64) {
			dates, day := list(nil)
			for _, d := range dates {
				numbers = append(numbers, day(d))
			}
			return numbers
		},
	}
}

// rickb777 lists dates with that package alone. Its AddDate runs over short months, so the
// day is clamped by hand.
func (r rhythm) rickb777(dst []date.Date) ([]date.Date, func(date.Date) int64) {
	y, m, d := r.rule.First.Date()
	for n := range months {
		switch first := date.New(y, m+time.Month(n*r.months), 1); {
		case r.days > 0:
			dst = append(dst, r.rule.First.AddDate(0, 0, n*r.days))
		case r.nth > 0:
			dst = append(dst, first.Add(date.PeriodOfDays(int(r.rule.First.Weekday()-first.Weekday()+7)%7+7*(r.nth-1))))
		default:
			last := date.New(y, m+time.Month(n*r.months)+1, 0).Day()
			dst = append(dst, first.Add(date.PeriodOfDays(min(d, last)-1)))
		}
	}
	return dst, func(d date.Date) int64 { return int64(d.DaysSinceEpoch()) }
}

// time lists dates with the standard library, the day clamped by hand.
func (r rhythm) time(dst []time.Time) ([]time.Time, func(time.Time) int64) {
	start := r.rule.First.UTC()
	y, m, d := start.Date()
	for n := range months {
		month := m + time.Month(n*r.months)
		switch {
		case r.days > 0:
			dst = append(dst, start.AddDate(0, 0, n*r.days))
		case r.nth > 0:
			first := time.Date(y, month, 1, 0, 0, 0, 0, time.UTC)
			dst = append(dst, first.AddDate(0, 0, int(start.Weekday()-first.Weekday()+7)%7+7*(r.nth-1)))
		default:
			last := time.Date(y, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
			dst = append(dst, time.Date(y, month, min(d, last), 0, 0, 0, 0, time.UTC))
		}
	}
	return dst, dayOfTime
}

func dayOfTime(t time.Time) int64 { return t.Unix() / (24 * 60 * 60) }

// rfc5545 lists dates by a recurrence rule.
func (r rhythm) rfc5545() func([]time.Time) ([]time.Time, func(time.Time) int64) {
	option := r.rrule
	option.Dtstart, option.Count = r.rule.First.UTC(), months
	rule := must(rrule.NewRRule(option))
	return func([]time.Time) ([]time.Time, func(time.Time) int64) { return rule.All(), dayOfTime }
}
