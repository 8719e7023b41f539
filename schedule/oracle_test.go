package schedule_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// The ends of the calendar that the package knows.
var (
	firstDay = date.New(1, 1, 2)
	lastDay  = date.New(9999, 12, 31)
)

var (
	frequencies = []schedule.Frequency{schedule.Weekly, schedule.EveryOtherWeek, schedule.OrdinalWeekday, schedule.Monthly, schedule.Quarterly}
	policies    = []schedule.FifthWeekday{schedule.Fourth, schedule.Last, schedule.Skip}
)

// exhaust reports whether the whole sets are wanted and not the reduced ones.
func exhaust() bool { return os.Getenv("PAYSPLIT_EXHAUST") != "" }

// naive returns the first count due dates of a valid rule, found the slow and
// obvious way. Dates past the year 9999 are among them.
func naive(r schedule.Rule, count int) []date.Date {
	first := r.First.UTC()
	dates := make([]date.Date, 0, count)
	for n := 0; len(dates) < count; n++ {
		switch r.Every {
		case schedule.Weekly:
			dates = append(dates, date.NewAt(first.AddDate(0, 0, 7*n)))
		case schedule.EveryOtherWeek:
			dates = append(dates, date.NewAt(first.AddDate(0, 0, 14*n)))
		case schedule.Monthly:
			dates = append(dates, naiveMonths(r.First, n))
		case schedule.Quarterly:
			dates = append(dates, naiveMonths(r.First, 3*n))
		case schedule.OrdinalWeekday:
			if d, ok := naiveOrdinal(first, n, r.Fifth); ok {
				dates = append(dates, date.NewAt(d))
			}
		}
	}
	return dates
}

// naiveMonths returns the day that many months on, or its month's last day.
func naiveMonths(d date.Date, months int) date.Date {
	year, month, day := d.Date()
	lastOfMonth := time.Date(year, month+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
	return date.NewAt(lastOfMonth.AddDate(0, 0, min(day-lastOfMonth.Day(), 0)))
}

// naiveOrdinal lists the days of a month that have the weekday of first, and
// picks one; under Skip there may be none.
func naiveOrdinal(first time.Time, months int, fifth schedule.FifthWeekday) (time.Time, bool) {
	month := time.Date(first.Year(), first.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	var days []time.Time
	for day := month; day.Month() == month.Month(); day = day.AddDate(0, 0, 1) {
		if day.Weekday() == first.Weekday() {
			days = append(days, day)
		}
	}
	ordinal := (first.Day() + 6) / 7
	switch {
	case ordinal < 5:
		return days[ordinal-1], true
	case fifth == schedule.Last:
		return days[len(days)-1], true
	case fifth == schedule.Skip && len(days) < 5:
		return time.Time{}, false
	case fifth == schedule.Skip:
		return days[4], true
	}
	return days[3], true
}

// wallDay is a day of a calendar that is turned over by hand.
type wallDay struct {
	at               date.Date
	year, month, day int
	weekday          time.Weekday
}

// wallCalendar yields every day from 0001-01-01 to 9999-12-31, counting days,
// months and weekdays one by one.
func wallCalendar(yield func(wallDay) bool) {
	d := wallDay{at: date.NewOfDays(-719162), year: 1, month: 1, day: 1, weekday: time.Monday}
	for d.year <= 9999 {
		if !yield(d) {
			return
		}
		d.at = d.at.Add(1)
		d.weekday = (d.weekday + 1) % 7
		if d.day++; d.day > monthLength(d.year, d.month) {
			d.day = 1
			if d.month++; d.month > 12 {
				d.month = 1
				d.year++
			}
		}
	}
}

// monthLength returns how many days a month has, by the rule that schools teach.
func monthLength(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// day reads a date of the form 2024-01-31.
func day(text string) date.Date { return date.MustParse(date.ISO8601, text) }

// days reads dates of that form.
func days(texts ...string) []date.Date {
	dates := make([]date.Date, len(texts))
	for i, text := range texts {
		dates[i] = day(text)
	}
	return dates
}

// fault is an error as tables write it: where, which rule.
type fault struct {
	path string
	rule error
}

// expect reports a result that is not the wanted one.
func expect[T comparable](t interface {
	Helper()
	Errorf(string, ...any)
}, got T, err error, want T, wantErr fault, why string) {
	t.Helper()
	if bad := mismatch(err, wantErr); bad != "" {
		t.Errorf("%s: %s", why, bad)
	}
	if got != want {
		t.Errorf("%s: got %v, want %v", why, got, want)
	}
}

// mismatch says how an error differs from the wanted one; "" if it does not.
func mismatch(err error, want fault) string { return faults.Mismatch(err, want.path, want.rule) }

// expectDates reports dates that are not the wanted ones.
func expectDates(t *testing.T, got, want []date.Date, why string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", why, got, want)
	}
}
