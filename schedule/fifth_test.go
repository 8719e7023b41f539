package schedule_test

import (
	"testing"

	"github.com/paysplit/paysplit/schedule"
)

func TestFifthWeekday(t *testing.T) {
	cases := []struct {
		policy schedule.FifthWeekday
		name   string
		valid  bool
		why    string
	}{
		{0, "fourth", true, "the zero value is what Open Dental does"},
		{schedule.Fourth, "fourth", true, "as in JSON"},
		{schedule.Last, "last", true, "as in JSON"},
		{schedule.Skip, "skip", true, "as in JSON"},
		{schedule.Skip + 1, "FifthWeekday(3)", false, "one past the last"},
		{255, "FifthWeekday(255)", false, "the largest number"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, c.policy.String(), nil, c.name, fault{}, c.why)
			expect(t, c.policy.Valid(), nil, c.valid, fault{}, c.why)
			got, err := schedule.ParseFifthWeekday(c.name)
			if c.valid {
				expect(t, got, err, c.policy, fault{}, "a name reads back")
			} else {
				expect(t, got, err, 0, fault{"", schedule.ErrFifthWeekday}, "a number is no name")
			}
		})
	}
}

func TestParseFifthWeekdayRefuses(t *testing.T) {
	for _, name := range []string{"", "Fourth", "LAST", "skip ", "fifth", "5"} {
		got, err := schedule.ParseFifthWeekday(name)
		expect(t, got, err, 0, fault{"", schedule.ErrFifthWeekday}, name+" is not one of the three names")
	}
}

// TestPolicyMattersOnlyFromTheTwentyNinth compares the policies with one
// another on every start of a leap year.
func TestPolicyMattersOnlyFromTheTwentyNinth(t *testing.T) {
	for start := day("2024-01-01"); start.Year() == 2024; start = start.Add(1) {
		for _, every := range frequencies {
			fourth, _ := schedule.Rule{First: start, Every: every, Fifth: schedule.Fourth}.At(0)
			last, _ := schedule.Rule{First: start, Every: every, Fifth: schedule.Last}.At(0)
			skip, _ := schedule.Rule{First: start, Every: every, Fifth: schedule.Skip}.At(0)
			want := start
			if every == schedule.OrdinalWeekday && start.Day() >= 29 {
				want = start.Add(-7)
			}
			if fourth != want || last != start || skip != start {
				t.Errorf("%v from %v: period 0 is on %v, %v, %v; want %v, and the start twice", every, start, fourth, last, skip, want)
			}
		}
	}
}
