package schedule_test

import (
	"sort"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

func TestNextOnOrAfter(t *testing.T) {
	cases := []struct {
		name    string
		rule    schedule.Rule
		today   date.Date
		want    int
		wantDue date.Date
		wantErr fault
		why     string
	}{
		{"long before", ruleOf("2024-01-31", schedule.Monthly, 0), day("1970-01-01"), 0, day("2024-01-31"), fault{}, "nothing is due before the first date"},
		{"on a due date", ruleOf("2024-01-31", schedule.Monthly, 0), day("2024-02-29"), 1, day("2024-02-29"), fault{}, "today itself counts"},
		{"a day later", ruleOf("2024-01-31", schedule.Monthly, 0), day("2024-03-01"), 2, day("2024-03-31"), fault{}, "the next month's"},
		{"ordinal keeps its place", ruleOf("2024-01-19", schedule.OrdinalWeekday, 0), day("2024-02-10"), 1, day("2024-02-16"), fault{},
			"Open Dental 24.3 answers period 2 and passes over 16 February"},
		{"ordinal before its day", ruleOf("2024-01-19", schedule.OrdinalWeekday, 0), day("2024-03-01"), 2, day("2024-03-15"), fault{}, "the third Friday is still to come"},
		{"fourth, before the first date", ruleOf("2024-01-29", schedule.OrdinalWeekday, 0), day("2024-01-22"), 0, day("2024-01-22"), fault{}, "period 0 is a week before First"},
		{"fourth, between", ruleOf("2024-01-29", schedule.OrdinalWeekday, 0), day("2024-01-23"), 1, day("2024-02-26"), fault{}, "and past by then"},
		{"quarter's first month", ruleOf("2024-01-31", schedule.Quarterly, 0), day("2024-02-01"), 1, day("2024-04-30"), fault{}, "two months to go"},
		{"quarter's last month", ruleOf("2024-01-31", schedule.Quarterly, 0), day("2024-03-31"), 1, day("2024-04-30"), fault{}, "one month to go"},
		{"week's last day", ruleOf("2024-01-31", schedule.Weekly, 0), day("2024-02-06"), 1, day("2024-02-07"), fault{}, "six days on"},
		{"skip, no fifth for a month", ruleOf("2024-01-29", schedule.OrdinalWeekday, schedule.Skip), day("2024-02-01"), 1, day("2024-04-29"), fault{}, "February and March have four Mondays"},
		{"today not set", ruleOf("2024-01-31", schedule.Monthly, 0), schedule.Unset, 0, schedule.Unset, fault{"d", money.ErrDateRequired}, "next after what"},
		{"today in year 0", ruleOf("2024-01-31", schedule.Monthly, 0), schedule.Unset.Add(-1), 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "before the calendar"},
		{"today in year 10000", ruleOf("2024-01-31", schedule.Monthly, 0), lastDay.Add(1), 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "after the calendar"},
		{"the earliest date.Date", ruleOf("2024-01-31", schedule.Weekly, 0), date.Min(), 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "nothing wraps"},
		{"last due date of all", ruleOf("9999-10-31", schedule.Monthly, 0), lastDay, 2, lastDay, fault{}, "the last day is in range"},
		{"no due date left", ruleOf("9999-10-30", schedule.Monthly, 0), lastDay, 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "the next is in the year 10000"},
		{"one day too late", ruleOf("9999-12-25", schedule.Weekly, 0), day("9999-12-26"), 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "the next is on the first day out of range"},
		{"no fifth left", ruleOf("9999-11-30", schedule.OrdinalWeekday, schedule.Skip), day("9999-12-01"), 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "December has four Tuesdays"},
		{"none at all", ruleOf("9999-12-31", schedule.OrdinalWeekday, schedule.Fourth), lastDay, 0, schedule.Unset, fault{"d", schedule.ErrDateRange}, "the only due date was on the 24th"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			n, due, err := c.rule.NextOnOrAfter(c.today)
			expect(t, due, err, c.wantDue, c.wantErr, c.why)
			expect(t, n, err, c.want, c.wantErr, c.why)
		})
	}
}

// TestNextOnOrAfterIsTheLinearSearch walks through two years of todays beside
// the list of due dates.
func TestNextOnOrAfterIsTheLinearSearch(t *testing.T) {
	step := 13
	if exhaust() {
		step = 1
	}
	start, end := day("2095-12-01"), day("2099-12-31")
	for first := start; !first.After(end); first = first.Add(date.PeriodOfDays(step)) {
		for _, every := range frequencies {
			for _, fifth := range policies {
				rule := schedule.Rule{First: first, Every: every, Fifth: fifth}
				dates := naive(rule, 120)
				n := 0
				for today := first.Add(-40); today.Before(first.Add(760)); today = today.Add(1) {
					for dates[n].Before(today) {
						n++
					}
					if got, due, err := rule.NextOnOrAfter(today); got != n || due != dates[n] || err != nil {
						t.Fatalf("%v on %v: got %d, %v, %v, want %d, %v", rule, today, got, due, err, n, dates[n])
					}
				}
			}
		}
	}
}

// checkNext is the law that the next period is due on d or later and the one
// before it is not; that its date is At's; and that there is none only if every
// due date is before d.
func checkNext(t rapid.TB, r schedule.Rule, d date.Date) {
	n, due, err := r.NextOnOrAfter(d)
	if err != nil {
		count := sort.Search(600_000, func(n int) bool { _, err := r.At(n); return err != nil })
		if last, _ := r.At(count - 1); !last.Before(d) {
			t.Errorf("%v on %v: got error %v, but %v is due", r, d, err, last)
		}
		return
	}
	if at, err := r.At(n); at != due || err != nil {
		t.Errorf("%v on %v: period %d is due on %v, and At says %v, %v", r, d, n, due, at, err)
	}
	if due.Before(d) {
		t.Errorf("%v on %v: period %d is due before, on %v", r, d, n, due)
	}
	if n == 0 {
		return
	}
	if before, err := r.At(n - 1); !before.Before(d) || err != nil {
		t.Errorf("%v on %v: got period %d, and the one before is due on %v, %v", r, d, n, before, err)
	}
}

func TestNextIsTheFirstThatIsNotPast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRule().Draw(t, "rule")
		checkNext(t, r, anyDay().Draw(t, "d"))
		near := r.First.Add(date.PeriodOfDays(rapid.IntRange(-40, 4000).Draw(t, "days")))
		if !near.Before(firstDay) && !near.After(lastDay) {
			checkNext(t, r, near)
		}
	})
}

func FuzzNextOnOrAfter(f *testing.F) {
	f.Add(int32(day("2024-01-19").DaysSinceEpoch()), uint8(2), uint8(0), int32(day("2024-02-10").DaysSinceEpoch()))
	f.Add(int32(day("2024-01-29").DaysSinceEpoch()), uint8(2), uint8(2), int32(day("9999-12-31").DaysSinceEpoch()))
	f.Add(int32(0), uint8(4), uint8(1), int32(0))
	f.Fuzz(func(t *testing.T, first int32, every, fifth uint8, d int32) {
		checkNext(t, foldRule(first, every, fifth), foldDay(d))
	})
}
