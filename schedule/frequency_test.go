package schedule_test

import (
	"testing"

	"github.com/paysplit/paysplit/schedule"
)

func TestFrequency(t *testing.T) {
	cases := []struct {
		frequency schedule.Frequency
		name      string
		perYear   int
		valid     bool
		why       string
	}{
		{schedule.Weekly, "Weekly", 52, true, "52 weeks, whatever the days of the year"},
		{schedule.EveryOtherWeek, "EveryOtherWeek", 26, true, "half of 52"},
		{schedule.OrdinalWeekday, "OrdinalWeekday", 12, true, "once a month"},
		{schedule.Monthly, "Monthly", 12, true, "once a month"},
		{schedule.Quarterly, "Quarterly", 4, true, "every third month"},
		{0, "Frequency(0)", 0, false, "the zero value is invalid"},
		{schedule.Quarterly + 1, "Frequency(6)", 0, false, "one past the last"},
		{255, "Frequency(255)", 0, false, "the largest number"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, c.frequency.String(), nil, c.name, fault{}, c.why)
			expect(t, c.frequency.PeriodsPerYear(), nil, c.perYear, fault{}, c.why)
			expect(t, c.frequency.Valid(), nil, c.valid, fault{}, c.why)
			got, err := schedule.ParseFrequency(c.name)
			if c.valid {
				expect(t, got, err, c.frequency, fault{}, "a name reads back")
			} else {
				expect(t, got, err, 0, fault{"", schedule.ErrFrequency}, "a number is no name")
			}
		})
	}
}

func TestParseFrequencyRefuses(t *testing.T) {
	for _, name := range []string{"", "monthly", "MONTHLY", " Monthly", "Month", "BiWeekly", "MonthlyDayOfWeek", "3"} {
		got, err := schedule.ParseFrequency(name)
		expect(t, got, err, 0, fault{"", schedule.ErrFrequency}, name+" is not one of the five names")
	}
}
