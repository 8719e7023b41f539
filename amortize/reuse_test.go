package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
)

// TestRunningPlansAllocateNothing covers what a batch asks of each of its plans
// once a day.
func TestRunningPlansAllocateNothing(t *testing.T) {
	for _, engine := range engines {
		plan := but(at(benchDynamic(engine), "2024-04-04"), func(p *amortize.Plan) {
			p.Charges = []amortize.PlanCharge{named(1, issued("2024-01-04", 1, "80", "36")), named(2, issued("2024-02-04", 1, "80", "36"))}
			p.Splits = []amortize.PlanSplit{on(1, paidOn(amortize.PaidUnknown, "300")), paidOn(amortize.PaidPrincipal, "10")}
		})
		var planner amortize.Planner
		var issue amortize.Issue
		var status amortize.Status
		var balance amortize.Balance
		var items []amortize.Item
		var err error
		calls := []struct {
			name string
			run  func()
		}{
			{"Issue", func() { err = planner.Issue(&issue, &plan, 200_00) }},
			{"Status", func() { err = planner.Status(&status, &plan) }},
			{"Balance", func() { err = planner.Balance(&balance, &plan, amortize.PayOnPrincipal) }},
			{"Prepay", func() { _, err = planner.Prepay(&plan, 200_00) }},
			{"PrincipalRemaining", func() { _, err = planner.PrincipalRemaining(100, plan.Charges, plan.Splits) }},
			{"AppendLocked", func() { items, err = amortize.AppendLocked(items[:0], plan.Production) }},
		}
		for range 2 { // once to grow, and once in any order
			for _, call := range calls {
				call.run()
			}
		}
		for _, call := range calls {
			t.Run(engine.String()+"/"+call.name, func(t *testing.T) {
				if got := testing.AllocsPerRun(100, call.run); got != 0 || err != nil {
					t.Errorf("%v allocations a call, want none; error %v", got, err)
				}
			})
		}
		if len(issue.Charges) == 0 || len(issue.Applied) == 0 || len(balance.Charges) == 0 || len(status.Open) == 0 || len(items) != 5 {
			t.Errorf("hardly anything was asked: %s\n%s", issueText(issue), balanceText(balance))
		}
	}
}
