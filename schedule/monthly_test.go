package schedule_test

import (
	"math"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

func TestAddMonths(t *testing.T) {
	cases := []struct {
		name    string
		from    date.Date
		months  int
		want    date.Date
		wantErr fault
		why     string
	}{
		{"a month after the agreement", day("2024-03-15"), 1, day("2024-04-15"), fault{}, "the day stays"},
		{"from the 31st to a leap day", day("2024-01-31"), 1, day("2024-02-29"), fault{}, "at most the month's last day"},
		{"from the 31st to a common February", day("2023-01-31"), 1, day("2023-02-28"), fault{}, "at most the month's last day"},
		{"from the 30th to the 30th", day("2024-03-30"), 1, day("2024-04-30"), fault{}, "the last day that fits"},
		{"from the 28th", day("2024-02-28"), 12, day("2025-02-28"), fault{}, "the 28th is in every month"},
		{"a year from a leap day", day("2024-02-29"), 12, day("2025-02-28"), fault{}, "2025 has none"},
		{"four years from a leap day", day("2024-02-29"), 48, day("2028-02-29"), fault{}, "2028 has one"},
		{"to 2100", day("2096-02-29"), 48, day("2100-02-28"), fault{}, "2100 has none"},
		{"none", day("2024-01-31"), 0, day("2024-01-31"), fault{}, "no months, no change"},
		{"back over a year's start", day("2024-01-31"), -2, day("2023-11-30"), fault{}, "a negative number goes back"},
		{"back to a leap day", day("2024-03-31"), -1, day("2024-02-29"), fault{}, "at most the month's last day"},
		{"the zero date", date.Date{}, 1, day("1970-02-01"), fault{}, "1970-01-01 is a real day"},
		{"to the last month", day("0001-12-31"), 12 * 9998, lastDay, fault{}, "the whole calendar"},
		{"back to the first month", lastDay, -(12*9998 + 11), day("0001-01-31"), fault{}, "the whole calendar"},
		{"to the first day", day("0001-02-02"), -1, firstDay, fault{}, "the first day that can be set"},
		{"not set", schedule.Unset, 1, schedule.Unset, fault{"d", money.ErrDateRequired}, "there is nothing to add to"},
		{"year 0", schedule.Unset.Add(-1), 1, schedule.Unset, fault{"d", schedule.ErrDateRange}, "even if the result is in range"},
		{"year 10000", lastDay.Add(1), -1, schedule.Unset, fault{"d", schedule.ErrDateRange}, "even if the result is in range"},
		{"to the unset day", day("0001-02-01"), -1, schedule.Unset, fault{"months", schedule.ErrDateRange}, "0001-01-01 would mean not set"},
		{"to year 0", day("0001-01-31"), -1, schedule.Unset, fault{"months", schedule.ErrDateRange}, "before the calendar"},
		{"to year -1", day("0001-01-31"), -24, schedule.Unset, fault{"months", schedule.ErrDateRange}, "before the first month number"},
		{"to year 10000", lastDay, 1, schedule.Unset, fault{"months", schedule.ErrDateRange}, "after the calendar"},
		{"2^32 months", day("2024-01-31"), 1 << 32, schedule.Unset, fault{"months", schedule.ErrDateRange}, "0 in 32 bits"},
		{"most months", day("2024-01-31"), math.MaxInt, schedule.Unset, fault{"months", schedule.ErrDateRange}, "the sum does not fit"},
		{"fewest months", day("2024-01-31"), math.MinInt, schedule.Unset, fault{"months", schedule.ErrDateRange}, "the sum does not fit"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := schedule.AddMonths(c.from, c.months)
			expect(t, got, err, c.want, c.wantErr, c.why)
		})
	}
}

// TestEveryDayOfTheCalendar turns a wall calendar over from year 1 to 9999 and
// compares each day with the one a month on and the one a month back.
func TestEveryDayOfTheCalendar(t *testing.T) {
	for d := range wallCalendar {
		if d.at == schedule.Unset {
			continue
		}
		length := monthLength(d.year, d.month)
		next := d.at.Add(date.PeriodOfDays(length - d.day + min(d.day, monthLength(d.year, d.month%12+1))))
		if d.year == 9999 && d.month == 12 {
			next = schedule.Unset
		}
		lengthBefore := monthLength(d.year, (d.month+10)%12+1)
		before := d.at.Add(date.PeriodOfDays(-d.day - lengthBefore + min(d.day, lengthBefore)))
		if before.Before(firstDay) {
			before = schedule.Unset
		}
		same, _ := schedule.AddMonths(d.at, 0)
		forward, _ := schedule.AddMonths(d.at, 1)
		back, _ := schedule.AddMonths(d.at, -1)
		if same != d.at || forward != next || back != before {
			t.Fatalf("%v: got %v, %v, %v; want the day itself, %v, %v", d, same, forward, back, next, before)
		}
	}
}

// checkAddMonths is the law that the result is in the wanted month, on the
// wanted day or the month's last, whatever d and months are.
func checkAddMonths(t rapid.TB, d date.Date, months int) {
	got, err := schedule.AddMonths(d, months)
	want, wantErr := schedule.Unset, fault{}
	switch {
	case d == schedule.Unset:
		wantErr = fault{"d", money.ErrDateRequired}
	case d.Before(firstDay) || d.After(lastDay):
		wantErr = fault{"d", schedule.ErrDateRange}
	case months > 12*9999 || months < -12*9999:
		wantErr = fault{"months", schedule.ErrDateRange}
	default:
		want = naiveMonths(d, months)
		if want.Before(firstDay) || want.After(lastDay) {
			want, wantErr = schedule.Unset, fault{"months", schedule.ErrDateRange}
		}
	}
	expect(t, got, err, want, wantErr, "AddMonths("+d.String()+")")
}

func TestAddMonthsIsTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		months := rapid.OneOf(rapid.IntRange(-60, 60), rapid.IntRange(-130_000, 130_000), rapid.Int())
		checkAddMonths(t, anyDate().Draw(t, "d"), months.Draw(t, "months"))
	})
}

func FuzzAddMonths(f *testing.F) {
	f.Add(int32(day("2024-01-31").DaysSinceEpoch()), int64(1))
	f.Add(int32(0), int64(-1))
	f.Add(int32(math.MinInt32), int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, d int32, months int64) {
		checkAddMonths(t, date.NewOfDays(date.PeriodOfDays(d)), int(months))
	})
}
