package schedule_test

import (
	_ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
	"slices"
	"testing"
	"time"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// anyDay draws a day of the calendar, often one where months, leap years or the
// calendar end.
func anyDay() *rapid.Generator[date.Date] {
	return rapid.Custom(func(t *rapid.T) date.Date {
		year := rapid.OneOf(
			rapid.IntRange(1, 9999),
			rapid.IntRange(1995, 2105),
			rapid.SampledFrom([]int{1, 4, 1900, 2000, 2100, 2400, 9999}),
		).Draw(t, "year")
		month := rapid.IntRange(1, 12).Draw(t, "month")
		last := monthLength(year, month)
		day := rapid.OneOf(rapid.IntRange(1, last), rapid.IntRange(28, last)).Draw(t, "day")
		return firstDay.Max(date.New(year, time.Month(month), day))
	})
}

// anyDate draws a day of the calendar, or any date.Date.
func anyDate() *rapid.Generator[date.Date] {
	wild := rapid.Map(rapid.Int32(), func(days int32) date.Date { return date.NewOfDays(date.PeriodOfDays(days)) })
	return rapid.OneOf(anyDay(), anyDay(), wild, rapid.Just(schedule.Unset))
}

// anyRule draws a valid rule.
func anyRule() *rapid.Generator[schedule.Rule] {
	return rapid.Custom(func(t *rapid.T) schedule.Rule {
		return schedule.Rule{
			First: anyDay().Draw(t, "first"),
			Every: rapid.SampledFrom(frequencies).Draw(t, "every"),
			Fifth: rapid.SampledFrom(policies).Draw(t, "fifth"),
		}
	})
}

// foldDay makes any number a day of the calendar.
func foldDay(days int32) date.Date {
	span := int64(lastDay.Sub(firstDay)) + 1
	return firstDay.Add(date.PeriodOfDays((int64(days)%span + span) % span))
}

// foldRule makes any numbers a valid rule.
func foldRule(first int32, every, fifth uint8) schedule.Rule {
	return schedule.Rule{
		First: foldDay(first),
		Every: frequencies[int(every)%len(frequencies)],
		Fifth: policies[int(fifth)%len(policies)],
	}
}

// checkDates is the law that the dates are those of the slow way, ascending,
// the same from Append and from At, behind what was there; and that they are
// refused only if the slow way leaves the calendar.
func checkDates(t rapid.TB, r schedule.Rule, count int) {
	want := naive(r, count)
	before := []date.Date{firstDay, lastDay}
	got, err := r.Append(slices.Clone(before), count)
	if count > 0 && want[count-1].After(lastDay) {
		if bad := mismatch(err, fault{"count", schedule.ErrDateRange}); bad != "" {
			t.Errorf("%v: %s", r, bad)
		}
		want = before
	} else {
		want = append(before, want...)
		if err != nil {
			t.Errorf("%v: got error %v", r, err)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v:\n got %v\nwant %v", r, got, want)
		return
	}
	checkFill(t, r, count)
	for n, d := range got[2:] {
		if at, err := r.At(n); at != d || err != nil {
			t.Errorf("%v: At(%d) is %v, %v, and Append has %v", r, n, at, err, d)
		}
		if n > 0 && !d.After(got[2+n-1]) {
			t.Errorf("%v: %v follows %v", r, d, got[2+n-1])
		}
		if next, due, err := r.NextOnOrAfter(d); next != n || due != d || err != nil {
			t.Errorf("%v: the next on %v is %d, %v, %v, want %d", r, d, next, due, err, n)
		}
	}
}

// checkFill is the law that Fill has what At has, from any period on, as far as
// the calendar goes; and that it touches nothing behind.
func checkFill(t rapid.TB, r schedule.Rule, count int) {
	for _, from := range []int{0, 1, count / 2, count, 7 * count} {
		got := slices.Repeat(days("1999-12-31"), count+1)
		want := slices.Clone(got)
		filled, err := r.Fill(got[:count], from)
		var wantErr fault
		if _, err := r.At(from); err != nil {
			wantErr = fault{"n", schedule.ErrDateRange}
		}
		if bad := mismatch(err, wantErr); bad != "" {
			t.Errorf("%v: Fill(%d): %s", r, from, bad)
		}
		found := 0
		for ; found < count && err == nil; found++ {
			at, err := r.At(from + found)
			if err != nil {
				break
			}
			want[found] = at
		}
		if filled != found || !slices.Equal(got, want) {
			t.Errorf("%v: from %d, %d dates:\n got %d, %v\nwant %d, %v", r, from, count, filled, got, found, want)
		}
	}
}

func TestDatesAreThoseOfTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkDates(t, anyRule().Draw(t, "rule"), rapid.IntRange(0, 100).Draw(t, "count"))
	})
}

func FuzzDates(f *testing.F) {
	f.Add(int32(day("2024-01-31").DaysSinceEpoch()), uint8(3), uint8(0), uint8(40))
	f.Add(int32(day("2024-01-29").DaysSinceEpoch()), uint8(2), uint8(2), uint8(12))
	f.Add(int32(day("9999-10-31").DaysSinceEpoch()), uint8(2), uint8(1), uint8(4))
	f.Fuzz(func(t *testing.T, first int32, every, fifth, count uint8) {
		checkDates(t, foldRule(first, every, fifth), int(count))
	})
}

// TestEveryStart takes every start of four years, of which the plans run past
// 2100, that is no leap year; the whole set takes four centuries of starts.
func TestEveryStart(t *testing.T) {
	years, periods := date.PeriodOfDays(1461), 40
	if exhaust() {
		years = 146_097
	}
	for _, every := range frequencies {
		for _, fifth := range policies {
			t.Run(every.String()+"/"+fifth.String(), func(t *testing.T) {
				t.Parallel()
				start := day("2096-01-01")
				var got []date.Date
				for first := start; first.Before(start.Add(years)); first = first.Add(1) {
					r := schedule.Rule{First: first, Every: every, Fifth: fifth}
					var err error
					if got, err = r.Append(got[:0], periods); err != nil {
						t.Fatal(err)
					}
					if want := naive(r, periods); !slices.Equal(got, want) {
						t.Fatalf("from %v:\n got %v\nwant %v", first, got, want)
					}
					for n, d := range got {
						if at, err := r.At(n); at != d || err != nil {
							t.Fatalf("from %v: At(%d) is %v, %v, and Append has %v", first, n, at, err, d)
						}
					}
				}
			})
		}
	}
}
