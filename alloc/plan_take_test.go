package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
)

// TestStepsOfWhatAPlanTakes shows a plan that took 20.00 of the crown of 100.00, to which a
// fee of nothing is attached.
func TestStepsOfWhatAPlanTakes(t *testing.T) {
	a := planAccount(link(alloc.PlanLink{Procedure: 11, Override: 20_00}), adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 5, Clinic: 3, Procedure: 11}))
	a.options.Explain = true
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "nothing is wrong with the account")
	expectCertified(t, &allocator, a, got.splits)
	steps := slices.DeleteFunc(got.steps, func(s alloc.Step) bool { return s.Rule != alloc.StepPlan && s.Rule != alloc.StepAttached })
	expectRows(t, "steps", steps, []alloc.Step{
		{Rule: alloc.StepPlan, Charge: alloc.Target{ID: 11}, By: alloc.Target{Kind: alloc.KindPlan, ID: 31}, Before: 100_00, After: 80_00, Amount: 20_00},
	}, "80.00 stay with the crown, and the fee changes nothing")
}

// TestAPlanTakesTheFirstOfTheQueue shows a plan that took the only charge there is, a fee.
func TestAPlanTakesTheFirstOfTheQueue(t *testing.T) {
	a := planAccount(link(alloc.PlanLink{Adjustment: 21}), adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 5, Amount: 40_00}), func(a *account) {
		a.ledger.Procedures, a.ledger.PlanCharges[0].Procedure, a.ledger.PlanCharges[0].Adjustment = nil, 0, 21
	})
	fee := alloc.Target{Kind: alloc.KindAdjustment, ID: 21}
	expectAmount(t, "owed on the fee", owedOn(t, a, fee), 0, "all 40.00 are the plan's")
	expectAmount(t, "owed on the instalment", owedOn(t, a, principalOf(41)), 30_00, "of which it has charged 30.00")
}

// TestWhoseAnOldCreditIs shows the provider and the clinic of an instalment of provider 8
// that pays for a credit of no treatment.
func TestWhoseAnOldCreditIs(t *testing.T) {
	for _, c := range []struct {
		credit           alloc.PlanCredit
		provider, clinic int64
		why              string
	}{
		{alloc.PlanCredit{Principal: 30_00, Provider: 7}, 7, 0, "the credit's"},
		{alloc.PlanCredit{Principal: 30_00, Clinic: 4}, 0, 4, "the credit's, where the clinic alone is known"},
		{alloc.PlanCredit{Principal: 30_00}, 8, 0, "nobody's: the instalment's"},
	} {
		a := planAccount(old(c.credit))
		var allocator alloc.Allocator
		splits, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
		expectError(t, err, fault{}, c.why)
		expectCertified(t, &allocator, a, splits)
		splits = slices.DeleteFunc(splits, func(s alloc.PaySplit) bool { return s.Debit != alloc.Principal })
		expectRows(t, "splits", splits, []alloc.PaySplit{
			{Amount: 30_00, Patient: 1, Provider: c.provider, Clinic: c.clinic, Plan: 31, PlanCharge: 41, Debit: alloc.Principal},
		}, c.why)
	}
}

// TestAPlanTakesPlannedTreatmentLessItsDiscount shows a plan that treats a bridge of 80.00
// less 10.00 as done, and has charged 75.00 for it: 70.00 are for the bridge, which is not
// paid before it is done, and 5.00 for nothing in particular.
func TestAPlanTakesPlannedTreatmentLessItsDiscount(t *testing.T) {
	a := planAccount(link(alloc.PlanLink{Procedure: 13}), func(a *account) {
		a.ledger.Plans[0].TreatAsComplete, a.ledger.Procedures[2].Discount = true, 10_00
		a.ledger.PlanCharges[0].Principal, a.ledger.PlanCharges[0].Procedure = 75_00, 13
	})
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "nothing is wrong with the account")
	expectCertified(t, &allocator, a, got.splits)
	principal := slices.DeleteFunc(got.splits, func(s alloc.PaySplit) bool { return s.Debit != alloc.Principal })
	expectRows(t, "splits", principal, []alloc.PaySplit{{Amount: 5_00, Patient: 1, Provider: 8, Plan: 31, PlanCharge: 41, Debit: alloc.Principal}}, "75.00 - (80.00 - 10.00)")
}
