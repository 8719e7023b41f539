package amortize_test

import (
	"math"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// TestSplits has what splits do to the interest of the next period, at 1 %, on a
// plan of 1,000.00 of which 240.00 and 10.00 interest are charged. Each dollar
// that pays principal takes a cent off the 10.00 that 1,000.00 bears.
func TestSplits(t *testing.T) {
	const u, p, i = amortize.PaidUnknown, amortize.PaidPrincipal, amortize.PaidInterest
	cases := []struct {
		name   string
		splits []amortize.PlanSplit
		want   string
		why    string
	}{
		{"none", nil, "10.00", "760.00 is not charged and 240.00 not paid"},
		{"unknown", []amortize.PlanSplit{paidOn(u, "110")}, "9.00", "10.00 of it is interest"},
		{"unknown, less than the interest", []amortize.PlanSplit{paidOn(u, "9")}, "10.00", "all of it is interest"},
		{"principal", []amortize.PlanSplit{paidOn(p, "110")}, "8.90", "none of it is interest"},
		{"interest", []amortize.PlanSplit{paidOn(i, "110")}, "9.00", "what interest does not need joins principal"},
		{"each", []amortize.PlanSplit{paidOn(u, "100"), paidOn(p, "100"), paidOn(i, "4")}, "8.06", "the unknown pays the other 6.00 of interest"},
		{"paid ahead", []amortize.PlanSplit{paidOn(p, "640")}, "3.60", "240.00 and 400.00 ahead"},
		{"taken back", []amortize.PlanSplit{paidOn(p, "110"), paidOn(p, "-10")}, "9.00", "of its own kind first"},
		{"taken back beforehand", []amortize.PlanSplit{paidOn(p, "-10"), paidOn(p, "110")}, "9.00", "in any order"},
		{"unknown taken from principal", []amortize.PlanSplit{paidOn(u, "-50"), paidOn(p, "100"), paidOn(i, "30")}, "9.30",
			"50.00 of principal, and 20.00 of what interest does not need"},
		{"unknown taken from both", []amortize.PlanSplit{paidOn(u, "-110"), paidOn(p, "100"), paidOn(i, "30")}, "9.90", "all of principal, then 10.00 of interest"},
		{"principal taken from unknown", []amortize.PlanSplit{paidOn(p, "-50"), paidOn(u, "100"), paidOn(i, "10")}, "9.50", "unknown first"},
		{"principal taken from both", []amortize.PlanSplit{paidOn(p, "-105"), paidOn(u, "100"), paidOn(i, "35")}, "9.80", "unknown, then interest"},
		{"interest taken from unknown", []amortize.PlanSplit{paidOn(i, "-50"), paidOn(u, "100"), paidOn(p, "100")}, "8.60", "unknown first: 50.00 are left, 10.00 pay interest"},
		{"interest taken from both", []amortize.PlanSplit{paidOn(i, "-150"), paidOn(u, "100"), paidOn(p, "100")}, "9.50", "unknown, then principal"},
		{"more taken than given", []amortize.PlanSplit{paidOn(u, "-500"), paidOn(p, "100"), paidOn(i, "30")}, "10.00", "what the others cannot cover was never there"},
		{"only taken", []amortize.PlanSplit{paidOn(u, "-1"), paidOn(p, "-2"), paidOn(i, "-3")}, "10.00", "the same"},
		{"the smallest", []amortize.PlanSplit{{Amount: math.MinInt64}, {Amount: math.MinInt64, Kind: p}, {Amount: math.MaxInt64, Kind: i}}, "10.00", "nothing wraps"},
		{"the largest", []amortize.PlanSplit{{Amount: math.MaxInt64}}, "0.00", "nothing wraps"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, engine := range engines {
				plan := thousand(c.splits...)
				plan.Terms.Interest = engine
				charges, _, err := amortize.Expected(&plan, amortize.NextPeriod)
				if len(charges) == 0 {
					t.Fatal("no charge", err)
				}
				expect(t, charges[0].Interest.Format(2), err, c.want, fault{}, c.why)
			}
		})
	}
}

func TestRefusedSplits(t *testing.T) {
	runRefusals(t, rightPlan, []refusal{
		{"kind", func(p *amortize.Plan) { p.Splits[1].Kind = 3 }, fault{"plan.Splits[1].Kind", amortize.ErrPlanKind}, "not one of three"},
		{"a sum that wraps", func(p *amortize.Plan) { p.Splits[0].Amount = math.MaxInt64 }, fault{"plan.Splits[1].Amount", money.ErrOverflow}, "with the 1.00 after it"},
		{"a sum below the smallest", func(p *amortize.Plan) { p.Splits[0].Amount, p.Splits[1].Amount = math.MinInt64, -1 },
			fault{"plan.Splits[1].Amount", money.ErrOverflow}, "a cent too low"},
		{"kinds that wrap together", func(p *amortize.Plan) {
			p.Splits[0] = amortize.PlanSplit{Amount: math.MaxInt64, Kind: amortize.PaidInterest}
		},
			fault{"plan.Splits[1].Amount", money.ErrOverflow}, "each fits, and not their sum"},
	})
}
