package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
)

// TestReusedSliceAllocatesNothing covers what runs once a plan in a batch.
func TestReusedSliceAllocatesNothing(t *testing.T) {
	rows := make([]amortize.Row, 0, amortize.MaxRows+1)
	for _, engine := range engines {
		plan := benchPlan(engine)
		var err error
		calls := []struct {
			name string
			run  func()
		}{
			{"AppendSchedule", func() { _, _, err = amortize.AppendSchedule(rows, plan) }},
			{"AppendSchedule, free of interest", func() { _, _, err = amortize.AppendSchedule(rows, counting(with(plan, freeOfInterest), 360)) }},
			{"PeriodInterest", func() { _, err = amortize.PeriodInterest(plan.Principal, plan.APR, plan.Every, engine) }},
		}
		for _, call := range calls {
			t.Run(engine.String()+"/"+call.name, func(t *testing.T) {
				if got := testing.AllocsPerRun(100, call.run); got != 0 || err != nil {
					t.Errorf("%v allocations a call, want none; error %v", got, err)
				}
			})
		}
	}
}

// freeOfInterest takes rate and payment away.
func freeOfInterest(t *amortize.Terms) { t.APR, t.Payment = 0, 0 }

// TestScheduleAllocatesOnce covers the plans whose number of rows can be known.
func TestScheduleAllocatesOnce(t *testing.T) {
	plan := with(benchPlan(amortize.HalfEven), func(t *amortize.Terms) { t.APR, t.DownPayment = 0, 100 })
	for _, terms := range []amortize.Terms{plan, counting(with(plan, freeOfInterest), 360)} {
		got := testing.AllocsPerRun(100, func() {
			if _, _, err := amortize.Schedule(terms); err != nil {
				t.Fatal(err)
			}
		})
		if got != 1 {
			t.Errorf("%v allocations a call, want 1", got)
		}
	}
}
