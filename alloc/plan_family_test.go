package alloc_test

import (
	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// readPlanAccount reads an account with payment plans and what a payer may ask for,
// with a payment that has a number and is far from the edge, because laws add to it.
func readPlanAccount(data []byte) account {
	a := onPlans(data)
	a.payment.ID, a.options.SuggestOnly = 9000, false
	a.payment.Amount = a.payment.Amount%1_000_000 + 4_000_000*money.Amount(a.random.IntN(3))
	if a.payment.Amount == 0 {
		a.payment.Amount = 1
	}
	return a
}

// stored returns splits as the ledger keeps them, behind those that it has.
func (a *account) stored(splits []alloc.PaySplit, payment int64, on date.Date) []alloc.EarlierSplit {
	id := int64(1000)
	for _, s := range a.ledger.Splits {
		id = max(id, s.ID)
	}
	kept := append([]alloc.EarlierSplit(nil), a.ledger.Splits...)
	for i, s := range splits {
		kept = append(kept, alloc.EarlierSplit{
			ID: id + int64(i) + 1, Payment: payment, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Date: on, Amount: s.Amount,
			Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, PlanCharge: s.PlanCharge, Debit: s.Debit, Unearned: s.Unearned,
		})
	}
	return kept
}

// shuffledPlans returns the same account with its rows in another order, those of
// plans too.
func (a account) shuffledPlans() account {
	b := a.shuffled()
	l := &b.ledger
	l.Plans = append([]alloc.Plan(nil), l.Plans...)
	l.PlanCharges = append([]alloc.PlanCharge(nil), l.PlanCharges...)
	shuffle(a.random, l.Plans)
	shuffle(a.random, l.PlanCharges)
	return b
}
