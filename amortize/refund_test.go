package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
)

// TestRefundsAreNeverLost shows where money below zero is taken from: from what
// was paid in general, from what charges have too much of, and then from what the
// latest charges were paid, principal before interest.
func TestRefundsAreNeverLost(t *testing.T) {
	charges := []amortize.PlanCharge{
		{ID: 1, Date: day("2024-03-04"), Principal: usd("100"), Interest: usd("5")},
		{ID: 2, Date: day("2024-04-04"), Principal: usd("100"), Interest: usd("4")},
	}
	split := func(amount string, charge int64) amortize.PlanSplit {
		return amortize.PlanSplit{Amount: usd(amount), Charge: charge}
	}
	for _, c := range []struct {
		name   string
		splits []amortize.PlanSplit
		want   string
		why    string
	}{
		{"from money in general", []amortize.PlanSplit{split("50", 0), split("-20", 0)}, "25.00 and 5.00 interest, 0.00 ahead", "30.00 on the first"},
		{"from what a charge has too much of", []amortize.PlanSplit{split("125", 1), split("-20", 0)}, "100.00 and 5.00 interest, 0.00 ahead", "105.00 pay it"},
		{"and then from what the latest was paid", []amortize.PlanSplit{split("105", 1), split("104", 2), split("-20", 0)}, "180.00 and 9.00 interest, 0.00 ahead", "80.00 of the second"},
		{"of its interest last", []amortize.PlanSplit{split("105", 1), split("104", 2), split("-102", 0)}, "100.00 and 7.00 interest, 0.00 ahead", "100.00 and 2.00 of the second"},
		{"of the one before", []amortize.PlanSplit{split("105", 1), split("104", 2), split("-150", 0)}, "54.00 and 5.00 interest, 0.00 ahead", "all of the second and 46.00 of the first"},
		{"a refund that names a charge", []amortize.PlanSplit{split("2000", 2), split("-1900", 1)}, "96.00 and 4.00 interest, 0.00 ahead", "100.00 in all: the 1,896.00 that the second has too much of are gone, and 4.00 of its principal"},
		{"more than was ever paid", []amortize.PlanSplit{split("50", 1), split("-80", 0)}, "0.00 and 0.00 interest, 0.00 ahead", "30.00 were never there"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := amortize.PrincipalRemaining(usd("200"), charges, c.splits)
			got := r.PrincipalPaid.Format(2) + " and " + r.InterestPaid.Format(2) + " interest, " + r.Ahead.Format(2) + " ahead"
			expect(t, got, err, c.want, fault{}, c.why)
		})
	}
}

// TestOffsetsBelongToTheirItems shows what a charge below zero takes off.
func TestOffsetsBelongToTheirItems(t *testing.T) {
	plan := but(dynamic("0", "100", done(1, "100"), done(2, "100")), func(p *amortize.Plan) {
		p.Charges = []amortize.PlanCharge{issued("2024-01-04", 1, "150", "0"), issued("2024-02-04", 2, "100", "0"), issued("2024-03-04", 1, "-50", "0")}
		for i := range p.Charges {
			p.Charges[i].ID = int64(i + 1)
		}
		p.Splits = []amortize.PlanSplit{{Amount: usd("100"), Charge: 1}, {Amount: usd("100"), Charge: 2}}
	})
	b, err := amortize.BalanceToday(&plan, amortize.HoldSurplus)
	expect(t, len(b.Moves), err, 0, fault{}, "each item is paid as it should be")
	plan.Charges[2].Principal = usd("-170")
	b, err = amortize.BalanceToday(&plan, amortize.HoldSurplus)
	expect(t, b.Held, err, usd("120"), fault{}, "150.00 off its own item, and the other 20.00 off the latest of all: 100.00 and 20.00 are too much")
}
