package schedule_test

import (
	"testing"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// fifthsPerCycle is how many fifth Mondays four centuries have, and fifth
// Tuesdays, and so on.
const fifthsPerCycle = 1671

// TestSkipIsEveryFifthWeekday lists the fifth weekdays of eight centuries from a
// wall calendar. From each of them, the next 1671 periods must be the next in
// the list, and the last of those the same day four centuries on.
func TestSkipIsEveryFifthWeekday(t *testing.T) {
	var fifths [7][]date.Date
	for d := range wallCalendar {
		if d.year >= 1601 && d.year <= 2400 && d.day >= 29 {
			fifths[d.weekday] = append(fifths[d.weekday], d.at)
		}
	}
	step := 17
	if exhaust() {
		step = 1
	}
	for weekday, list := range fifths {
		if len(list) != 2*fifthsPerCycle {
			t.Fatalf("weekday %d: %d fifths in eight centuries, want twice %d", weekday, len(list), fifthsPerCycle)
		}
		for i := 0; i < fifthsPerCycle; i += step {
			rule := schedule.Rule{First: list[i], Every: schedule.OrdinalWeekday, Fifth: schedule.Skip}
			for n := range fifthsPerCycle {
				if got, err := rule.At(n); err != nil || got != list[i+n] {
					t.Fatalf("period %d from %v: got %v, %v, want %v", n, list[i], got, err, list[i+n])
				}
			}
			if got, err := rule.At(fifthsPerCycle); err != nil || got != list[i].Add(146_097) {
				t.Fatalf("four centuries from %v: got %v, %v", list[i], got, err)
			}
		}
	}
}

// TestSkipFromTheFirstMonths starts where day numbers are smallest.
func TestSkipFromTheFirstMonths(t *testing.T) {
	rule := ruleOf("0001-01-29", schedule.OrdinalWeekday, schedule.Skip)
	for d := firstDay; d.Before(day("0001-07-01")); d = d.Add(1) {
		checkNext(t, rule, d)
	}
}
