package amortize_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// TestPrepay has what becomes of a prepayment on a plan of 1,000.00 at 12 % and
// 250.00 a month, for items of 400.00, 400.00 and 200.00.
func TestPrepay(t *testing.T) {
	fresh := but(thousand(), func(p *amortize.Plan) { p.Charges = nil })
	paid := thousand(amortize.PlanSplit{Amount: usd("250")})
	cases := []struct {
		name   string
		plan   amortize.Plan
		amount string
		want   string // of the instalment, principal and interest; held, applied, unearned
		why    string
	}{
		{"nothing", fresh, "0", "240.00 10.00, held 0.00, applied 0.00, unearned 0.00", "the first instalment alone"},
		{"less than the first", fresh, "100", "240.00 10.00, held 0.00, applied 100.00, unearned 0.00", "all of it pays the instalment"},
		{"the first", fresh, "250", "240.00 10.00, held 0.00, applied 250.00, unearned 0.00", "to the cent"},
		{"some more", fresh, "300", "240.00 10.00, held 50.00, applied 300.00, unearned 0.00", "50.00 are held, and pay the closing charge of 160.00"},
		{"as much as there is", fresh, "410", "240.00 10.00, held 160.00, applied 410.00, unearned 0.00", "250.00 and 160.00; the other items have no charge and are let go"},
		{"more than there is", fresh, "1000", "240.00 10.00, held 750.00, applied 410.00, unearned 590.00", "the rest is the patient's"},
		{"with a down payment", down(fresh, "300"), "1000", "243.00 7.00, held 450.00, applied 807.00, unearned 193.00", "300.00 down and 250.00 are issued, on items of 400.00 and 400.00; 7.00 is their interest"},
		{"the first is still to come", at(fresh, "2024-03-01"), "300", "0.00 0.00, held 300.00, applied 0.00, unearned 300.00", "nothing is issued, and closing lets every item go"},
		{"the second", at(paid, "2024-04-04"), "500", "242.40 7.60, held 250.00, applied 500.00, unearned 0.00", "250.00 and 250.00 of the 317.60 that closing charges"},
		{"the second, and too much", at(paid, "2024-04-04"), "800", "242.40 7.60, held 550.00, applied 567.60, unearned 232.40", "250.00 and 317.60: 82.40 of the second item is charged, so its 317.60 are closed out"},
		{"the first is not paid", thousand(), "300", "0.00 0.00, held 300.00, applied 300.00, unearned 0.00", "nothing is issued today; 250.00 are due from before, and 160.00 to close"},
		{"the first is not paid, and too much", thousand(), "500", "0.00 0.00, held 500.00, applied 410.00, unearned 90.00", "250.00 and 160.00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, engine := range engines {
				c.plan.Terms.Interest = engine
				p, err := amortize.Prepay(&c.plan, usd(c.amount))
				got := fmt.Sprintf("%s %s, held %s, applied %s, unearned %s", p.Principal.Format(2), p.Interest.Format(2), p.Held.Format(2), p.Applied.Format(2), p.Unearned.Format(2))
				expect(t, got, err, c.want, fault{}, c.why)
			}
		})
	}
}

func TestRefusedPrepay(t *testing.T) {
	run := func(p *amortize.Plan) (bool, error) {
		got, err := usedPlanner().Prepay(p, 100)
		return got == amortize.Prepaid{}, err
	}
	runLedgerRefusals(t, slices.Concat(ledgerRefusals, []refusal{
		{"no payment", func(p *amortize.Plan) { p.Terms.Payment = 0 }, fault{"terms.Payment", amortize.ErrNoTerms}, "neither payment nor count"},
	}), run)
	plan := rightIDs
	got, err := amortize.Prepay(&plan, -1)
	expect(t, got, err, amortize.Prepaid{}, fault{"amount", money.ErrNegative}, "a prepayment is money")
	got, err = amortize.Prepay(&plan, math.MaxInt64)
	expect(t, got.Held > 0 && got.Applied > 0 && got.Unearned > 0 && got.Applied+got.Unearned == math.MaxInt64, err, true, fault{}, "the largest is shared out")
	over := but(at(dynamic("12", "1000", amortize.Item{ID: 1, Complete: true, Amount: math.MaxInt64}), "2024-03-01"), func(p *amortize.Plan) {
		p.Terms.APR = 0
		p.Charges = []amortize.PlanCharge{{Date: day("2024-02-04"), Item: 1, Principal: 5, Interest: 6}}
		p.Terms.Payment = math.MaxInt64
	})
	got, err = amortize.Prepay(&over, 1)
	expect(t, got, err, amortize.Prepaid{}, fault{"plan.Production", money.ErrOverflow}, "all of it and 0.06 of interest are six cents over")
}
