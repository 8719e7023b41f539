package alloc_test

import (
	"os"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// Small accounts are of a family of two, of whom the first pays. They have up to three
// charges, one loose credit and one plan, with amounts up to 3.

// smallCharges are what a charge may be, by its number from 0 to 2: none, a procedure,
// a fee, a discount, attached to the charge before it or not.
func smallCharges() (change []func(l *alloc.Ledger, n int)) {
	add := func(c func(l *alloc.Ledger, n int)) { change = append(change, c) }
	add(func(*alloc.Ledger, int) {})
	for amount := range money.Amount(3) {
		for owner := range int64(2) {
			add(func(l *alloc.Ledger, n int) {
				l.Procedures = append(l.Procedures, alloc.Procedure{ID: int64(n + 1), Patient: 1 + owner, Provider: 5 + owner, Date: day("2024-03-05"), Fee: amount + 1})
			})
		}
	}
	for _, amount := range []money.Amount{-2, -1, 2} {
		for attached := range int64(2) {
			add(func(l *alloc.Ledger, n int) {
				adj := alloc.Adjustment{ID: int64(n + 1), Patient: 1, Provider: 5, Date: day("2024-03-05"), Amount: amount}
				if attached == 1 && len(l.Procedures) > 0 {
					adj.Procedure = l.Procedures[0].ID
				}
				l.Adjustments = append(l.Adjustments, adj)
			})
		}
	}
	return change
}

// smallCredits are what loose credit may be: none; an earlier split on nothing, of
// either patient, on a procedure, on the plan, on an instalment, unearned and hidden;
// insurance by claim.
func smallCredits() (change []func(l *alloc.Ledger)) {
	change = append(change, func(*alloc.Ledger) {})
	for _, amount := range []money.Amount{-1, 1, 3} {
		for _, s := range []alloc.EarlierSplit{
			{Patient: 1, Provider: 5}, {Patient: 2, Unearned: 501}, {Patient: 1, Provider: 5, Procedure: 1}, {Patient: 2, Provider: 6, Procedure: 2}, {Patient: 1, Procedure: 1},
			{Patient: 1, Provider: 5, Plan: 31}, {Patient: 1, Provider: 5, Plan: 31, PlanCharge: 42, Procedure: 1}, {Patient: 1, Provider: 8, Plan: 31, PlanCharge: 41},
			{Patient: 1, Provider: 5, Plan: 31, Debit: alloc.Principal}, {Patient: 2, Provider: 5, Plan: 31},
		} {
			s.ID, s.Date, s.Amount = 71, day("2024-02-01"), amount
			change = append(change, func(l *alloc.Ledger) { l.Splits = []alloc.EarlierSplit{s} })
		}
		change = append(change, func(l *alloc.Ledger) {
			l.Totals = []alloc.InsuranceTotal{{Claim: 81, Patient: 1, Provider: 5, Amount: amount}}
		})
	}
	return change
}

// smallPlans are what the plan may be: none, or one of two instalments, the second of
// 41 and 42 due today, tomorrow or never; dynamic, where the first charge is a
// procedure, or of the old kind.
func smallPlans() (change []func(l *alloc.Ledger)) {
	change = append(change, func(*alloc.Ledger) {})
	for _, dynamic := range []bool{true, false} {
		for _, took := range []money.Amount{0, 1, 3} {
			for _, second := range []alloc.PlanCharge{{Principal: 2}, {Principal: 1, Interest: 1, Date: day("2024-06-16")}, {Principal: -1}, {Interest: -2, Principal: 3, Provider: 6}} {
				change = append(change, func(l *alloc.Ledger) { smallPlan(l, dynamic, took, second) })
			}
		}
	}
	return change
}

func smallPlan(l *alloc.Ledger, dynamic bool, took money.Amount, second alloc.PlanCharge) {
	p := alloc.Plan{ID: 31, Patient: 1, Date: day("2024-01-01"), Dynamic: dynamic}
	first := alloc.PlanCharge{ID: 41, Plan: 31, Date: day("2024-03-01"), Principal: 2, Interest: 1, Provider: 8}
	second.ID, second.Plan = 42, 31
	if !second.Date.After(day("2024-01-01")) {
		second.Date = day("2024-06-15")
	}
	onFirst := len(l.Procedures) > 0 && l.Procedures[0].ID == 1
	switch {
	case dynamic && onFirst:
		p.Links = []alloc.PlanLink{{Procedure: 1, Override: took}}
		first.Procedure, second.Procedure = 1, 1
	case !dynamic && onFirst && took > 0:
		p.Credits = []alloc.PlanCredit{{Procedure: 1, Principal: took}}
	case !dynamic && took > 0:
		p.Credits = []alloc.PlanCredit{{Principal: took}}
	}
	l.Plans, l.PlanCharges = []alloc.Plan{p}, []alloc.PlanCharge{first, second}
}

// TestEverySmallFamily pays small accounts, compares with the slow way and verifies:
// one account in 211, or every one where PAYSPLIT_EXHAUST is set.
func TestEverySmallFamily(t *testing.T) {
	charges, credits, plans := smallCharges(), smallCredits(), smallPlans()
	step := 211
	if os.Getenv("PAYSPLIT_EXHAUST") != "" {
		step = 1
	}
	all := len(charges) * len(charges) * len(charges) * len(credits) * len(plans) * 3
	var allocator alloc.Allocator
	for n := 0; n < all; n += step {
		a := smallAccount(n, charges, credits, plans)
		want, got := slowPay(a), pay(&allocator, a)
		expectError(t, got.err, fault{}, "a small account")
		expectAnswer(t, got, want, "a small account")
		c := allocator.AppendCertificate(alloc.Certificate{})
		expectError(t, alloc.Verify(&a.ledger, a.payment, a.options, got.splits, c), fault{}, "a small account")
		if t.Failed() {
			t.Fatalf("number %d: %+v pays %d", n, a.ledger, a.payment.Amount)
		}
	}
}

// smallAccount returns small account number n.
func smallAccount(n int, charges []func(*alloc.Ledger, int), credits, plans []func(*alloc.Ledger)) account {
	pick := func(of int) int {
		i := n % of
		n /= of
		return i
	}
	a := account{options: alloc.Options{Today: day("2024-06-15")}}
	a.ledger.Family = []alloc.Member{{ID: 1}, {ID: 2, Guarantor: 1}}
	a.ledger.Unearned = alloc.UnearnedTypes{Prepayment: 501, Hidden: []int64{503}}
	a.payment = alloc.Payment{Patient: 1, Clinic: 3, Date: day("2024-06-10"), Amount: []money.Amount{-1, 3, 7}[pick(3)]}
	for i := range 3 {
		charges[pick(len(charges))](&a.ledger, i)
	}
	credits[pick(len(credits))](&a.ledger)
	plans[pick(len(plans))](&a.ledger)
	return a
}
