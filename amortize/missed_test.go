package amortize_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/rickb777/date"
)

// weeks returns n dates a week apart.
func weeks(first string, n int) (dates []string) {
	for i := range n {
		dates = append(dates, day(first).Add(date.PeriodOfDays(7*i)).String())
	}
	return dates
}

// TestMissedDueDates lists the due dates that passed without a charge. They are
// told and never made up for.
func TestMissedDueDates(t *testing.T) {
	plan := but(dynamic("0", "30", done(1, "300")), func(p *amortize.Plan) { p.Terms.Today = day("2024-06-10") })
	charged := func(on ...string) func(*amortize.Plan) {
		return func(p *amortize.Plan) {
			for _, d := range on {
				p.Charges = append(p.Charges, issued(d, 1, "30", "0"))
			}
		}
	}
	for _, c := range []struct {
		name string
		plan amortize.Plan
		want []string
		why  string
	}{
		{"since the last instalment", but(plan, charged("2024-03-04", "2024-04-04")), []string{"2024-05-04", "2024-06-04"}, "April has a charge"},
		{"those before it are long gone", but(plan, charged("2024-05-04")), []string{"2024-06-04"}, "March and April lie before the last charge"},
		{"since the first due date", but(plan, func(p *amortize.Plan) {
			p.Charges = []amortize.PlanCharge{{Date: day("2024-03-04"), Item: 1, Kind: amortize.DownPaymentCharge, Principal: 3000}}
		}), []string{"2024-03-04", "2024-04-04", "2024-05-04", "2024-06-04"}, "a down payment is no instalment"},
		{"a new plan", plan, []string{"2024-03-04", "2024-04-04", "2024-05-04", "2024-06-04"}, "it was never issued"},
		{"today is not missed", but(plan, func(p *amortize.Plan) { charged("2024-05-04")(p); p.Terms.Today = day("2024-06-04") }), nil, "it is issued"},
		{"nothing left to charge", but(plan, func(p *amortize.Plan) { charged("2024-03-04")(p); p.Charges[0].Principal = usd("300") }), nil, "all is charged"},
		{"a closed plan", but(plan, func(p *amortize.Plan) { p.Closed = true }), nil, "it does nothing at all"},
		{"2000 weeks at most", but(plan, func(p *amortize.Plan) {
			p.Terms.Every, p.Terms.First, p.Terms.Agreement = frequencies[0], day("1984-03-04"), day("1984-03-04")
		}), weeks("1984-03-04", 2000), "there are 2102 until 10 June 2024, and a plan has no more than 2000 payments"},
	} {
		t.Run(c.name, func(t *testing.T) {
			issue, err := amortize.IssueToday(&c.plan, 0)
			var want []date.Date
			for _, d := range c.want {
				want = append(want, day(d))
			}
			if err != nil || !slices.Equal(issue.Missed, want) {
				t.Errorf("%s: got %v, %v, want %v", c.why, issue.Missed, err, want)
			}
		})
	}
}
