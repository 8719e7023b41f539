package schedule_test

import (
	"testing"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

func TestIsSet(t *testing.T) {
	cases := []struct {
		name string
		d    date.Date
		want bool
		why  string
	}{
		{"unset", schedule.Unset, false, "the date that means not set"},
		{"0001-01-01", date.New(1, 1, 1), false, "however it is written"},
		{"the zero time", date.NewAt(date.New(1, 1, 1).UTC()), false, "time.Time's zero is the same day"},
		{"the zero date", date.Date{}, true, "1970-01-01 is a real day"},
		{"the day after", firstDay, true, "the first day that can be set"},
		{"the day before", schedule.Unset.Add(-1), true, "out of range, but not unset"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, schedule.IsSet(c.d), nil, c.want, fault{}, c.why)
		})
	}
}
