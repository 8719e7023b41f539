package schedule_test

import (
	"math"
	"testing"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

func TestHotPathsAllocateNothing(t *testing.T) {
	dst := make([]date.Date, 0, benchPeriods)
	for _, c := range benchRules {
		calls := []struct {
			name string
			run  func() error
		}{
			{"At", func() error { _, err := c.rule.At(100); return err }},
			{"Append", func() error { _, err := c.rule.Append(dst, benchPeriods); return err }},
			{"Fill", func() error { _, err := c.rule.Fill(dst[:benchPeriods], 100); return err }},
			{"NextOnOrAfter", func() error { _, _, err := c.rule.NextOnOrAfter(day31); return err }},
			{"AddMonths", func() error { _, err := schedule.AddMonths(c.rule.First, 1); return err }},
		}
		for _, call := range calls {
			t.Run(c.name+"/"+call.name, func(t *testing.T) {
				expectAllocs(t, 0, call.run)
			})
		}
	}
}

var day31 = date.New(2031, 1, 31)

func TestDatesAllocateOnce(t *testing.T) {
	for _, c := range benchRules {
		t.Run(c.name, func(t *testing.T) {
			expectAllocs(t, 1, func() error { _, err := c.rule.Dates(benchPeriods); return err })
		})
	}
}

// TestAllAllocatesOnlyTheSequence walks through nearly ten thousand years.
func TestAllAllocatesOnlyTheSequence(t *testing.T) {
	rule := schedule.Rule{First: firstDay, Every: schedule.Quarterly}
	const sequenceAndLoop = 3 // what the compiler makes of a range over a function
	got := testing.AllocsPerRun(2, func() {
		all, err := rule.All()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range all {
			sink = d
		}
	})
	if got > sequenceAndLoop {
		t.Errorf("%v allocations a walk, want at most %d", got, sequenceAndLoop)
	}
}

// TestSenselessCountCostsNothing would run out of memory if the dates were
// sized before they were known to exist.
func TestSenselessCountCostsNothing(t *testing.T) {
	for _, c := range benchRules {
		for _, count := range []int{1 << 20, 1 << 40, math.MaxInt} {
			got := testing.AllocsPerRun(10, func() {
				if dates, err := c.rule.Dates(count); err == nil || dates != nil {
					t.Fatalf("%s: %d dates", c.name, len(dates))
				}
			})
			if got > 3 { // the error and the count in it
				t.Errorf("%s: %v allocations for a count of %d", c.name, got, count)
			}
		}
	}
}

// expectAllocs reports a call that allocates another number of times.
func expectAllocs(t *testing.T, want float64, run func() error) {
	t.Helper()
	var err error
	got := testing.AllocsPerRun(100, func() { err = run() })
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%v allocations a call, want %v", got, want)
	}
}
