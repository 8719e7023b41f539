package schedule_test

import (
	"testing"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

func TestAllEndsWithTheCalendar(t *testing.T) {
	cases := []struct {
		name string
		rule schedule.Rule
		want []date.Date
		why  string
	}{
		{"weekly", ruleOf("9999-12-15", schedule.Weekly, 0), days("9999-12-15", "9999-12-22", "9999-12-29"), "the next would be in the year 10000"},
		{"monthly", ruleOf("9999-11-30", schedule.Monthly, 0), days("9999-11-30", "9999-12-30"), "the next would be in the year 10000"},
		{"monthly on the last day", ruleOf("9999-12-31", schedule.Monthly, 0), days("9999-12-31"), "the last day is in range"},
		{"quarterly", ruleOf("9999-11-30", schedule.Quarterly, 0), days("9999-11-30"), "the next would be in the year 10000"},
		{"fourth, a week before the first", ruleOf("9999-12-31", schedule.OrdinalWeekday, schedule.Fourth), days("9999-12-24"), "a fifth Friday counts as the fourth"},
		{"last", ruleOf("9999-10-29", schedule.OrdinalWeekday, schedule.Last), days("9999-10-29", "9999-11-26", "9999-12-31"), "9999 ends on a Friday"},
		{"skip", ruleOf("9999-10-29", schedule.OrdinalWeekday, schedule.Skip), days("9999-10-29", "9999-12-31"), "November has four Fridays"},
		{"skip, none left", ruleOf("9999-11-30", schedule.OrdinalWeekday, schedule.Skip), days("9999-11-30"), "December has four Tuesdays"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			all, err := c.rule.All()
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // a second walk starts over
				var got []date.Date
				for n, d := range all {
					if n != len(got) {
						t.Errorf("period %d comes as number %d", n, len(got))
					}
					got = append(got, d)
				}
				expectDates(t, got, c.want, c.why)
			}
		})
	}
}

func TestAllIsAtForEveryPeriod(t *testing.T) {
	for _, every := range frequencies {
		for _, fifth := range policies {
			rule := ruleOf("0001-01-30", every, fifth)
			all, err := rule.All()
			if err != nil {
				t.Fatal(err)
			}
			count := 0
			for n, d := range all {
				if at, err := rule.At(n); err != nil || at != d || n != count {
					t.Fatalf("%v, %v: period %d has %v, and At %v, %v", every, fifth, n, d, at, err)
				}
				count++
			}
			if d, err := rule.At(count); err == nil {
				t.Errorf("%v, %v: All ends before period %d on %v", every, fifth, count, d)
			}
		}
	}
}

func TestAllStopsWhenTheReaderDoes(t *testing.T) {
	all, err := ruleOf("2024-01-31", schedule.Monthly, 0).All()
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	all(func(int, date.Date) bool {
		calls++
		return calls < 3
	})
	if calls != 3 {
		t.Errorf("yield was called %d times, want 3", calls)
	}
}
