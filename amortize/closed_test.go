package amortize_test

import (
	"fmt"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// TestClosedPlansStayClosed shows that a closed plan expects nothing, and that
// nothing is done to it again.
func TestClosedPlansStayClosed(t *testing.T) {
	plan := but(dynamic("0", "30", done(1, "300")), func(p *amortize.Plan) { p.Closed = true })
	closed := fault{"plan.Closed", amortize.ErrClosed}
	charges, s, err := amortize.Expected(&plan, amortize.WholePlan)
	expect(t, len(charges), err, 0, fault{}, "what it lets go is free for another plan")
	expect(t, s.TotalCost, nil, usd("300"), fault{}, "what it cost is still told")
	_, err = amortize.Close(&plan)
	expect(t, 0, err, 0, closed, "it is closed already")
	_, _, err = amortize.Amend(plan, amortize.Party{}, amortize.Change{}, amortize.Policy{})
	expect(t, 0, err, 0, closed, "it has no terms to change")
	expect(t, 0, amortize.CheckNew(&plan, amortize.Party{}, nil, amortize.Policy{}), 0, closed, "it is not new")
	status, err := amortize.StatusToday(&plan)
	expect(t, status.NextDue, err, schedule.Unset, fault{}, "nothing falls due any more")
}

// TestNewPlansAreNew shows what a new plan cannot have.
func TestNewPlansAreNew(t *testing.T) {
	plan := dynamic("0", "30", done(1, "300"))
	for _, c := range []struct {
		name   string
		change func(*amortize.Plan, *amortize.Party)
		want   fault
		why    string
	}{
		{"charges", func(p *amortize.Plan, _ *amortize.Party) {
			p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "1", "0")}
		}, fault{"plan.Charges", amortize.ErrNotNew}, "nothing was issued yet"},
		{"payments", func(p *amortize.Plan, _ *amortize.Party) { p.Splits = []amortize.PlanSplit{{Amount: 1}} }, fault{"plan.Splits", amortize.ErrNotNew}, "nothing was paid yet"},
		{"a sheet", func(_ *amortize.Plan, p *amortize.Party) { p.Sheet = 3 }, fault{"party.Sheet", amortize.ErrSheets}, "the practice uses none"},
	} {
		changed, party := plan, amortize.Party{}
		c.change(&changed, &party)
		expect(t, 0, amortize.CheckNew(&changed, party, nil, amortize.Policy{}), 0, c.want, c.name+": "+c.why)
	}
	expect(t, 0, amortize.CheckNew(&plan, amortize.Party{Sheet: 3}, nil, amortize.Policy{Sheets: true}), 0, fault{}, "a practice that uses sheets")
}

// TestAmendingTheAgreement shows that the first due date stays where it was.
func TestAmendingTheAgreement(t *testing.T) {
	plan := but(dynamic("0", "30", done(1, "300")), func(p *amortize.Plan) {
		p.Terms.First, p.Terms.Agreement = schedule.Unset, day("2024-01-10")
	})
	agreed := day("2024-02-20")
	amended, _, err := amortize.Amend(plan, amortize.Party{}, amortize.Change{Agreement: &agreed}, amortize.Policy{})
	expect(t, amended.Terms.First, err, day("2024-02-10"), fault{}, "a month after the agreement as it was")
}

// Ana's plan from docs/plan-life.md: the down payment on the day of the agreement.
func ExampleNewTerms() {
	plan := amortize.Plan{
		Terms:      amortize.NewTerms(date.New(2026, 11, 21)),
		Production: []amortize.Item{{ID: 9001, Complete: true, Amount: 1500_00}, {ID: 9002, Amount: 900_00}},
	}
	plan.Terms.APR, plan.Terms.Interest = 12*amortize.Percent, amortize.OpenDental
	plan.Terms.Payment, plan.Terms.DownPayment = 150_00, 300_00
	plan.Terms.First = date.New(2026, 12, 16)

	issue, err := amortize.IssueToday(&plan, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range issue.Charges {
		fmt.Println(c.Date, c.Kind, c.Principal.Format(2))
	}
	// Output: 2026-11-21 downPayment 300.00
}

// Interest of 9.9 % on 980.00, before and after it is rounded.
func ExampleExactInterest() {
	exact, err := amortize.ExactInterest(980_00, 99*amortize.Percent/10, schedule.Monthly)
	rounded, _ := amortize.PeriodInterest(980_00, 99*amortize.Percent/10, schedule.Monthly, amortize.HalfEven)
	fmt.Println(string(exact.Append(nil, 2)), rounded.Format(2), err)
	_, err = amortize.ExactInterest(-1, 0, schedule.Monthly)
	fmt.Println(err)
	// Output:
	// 8.085 8.08 <nil>
	// balance: the amount must not be negative
}
