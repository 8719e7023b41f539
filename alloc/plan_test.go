package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
)

// paidOn returns what a payment paid of a procedure, or of the principal of an
// instalment, and what it kept unearned.
func paidOn(t *testing.T, a account, target alloc.Target) (paid, unearned int64) {
	t.Helper()
	var allocator alloc.Allocator
	splits, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
	expectError(t, err, fault{}, "nothing is wrong with the account")
	expectCertified(t, &allocator, a, splits)
	for _, s := range splits {
		onPlan := s.PlanCharge == target.ID && s.Debit == alloc.Principal
		if target.Kind == alloc.KindPrincipal && onPlan || target.Kind == alloc.KindProcedure && s.Procedure == target.ID && s.Plan == 0 {
			paid += int64(s.Amount)
		}
		if s.Unearned != 0 {
			unearned += int64(s.Amount)
		}
	}
	return paid, unearned
}

// A plan of 31 is the payer's for the treatment of a stranger, 100.00, of which it
// took over 20.00. The other 80.00 stand in the queue, behind nobody: the payer may
// not choose what is not the family's.
func TestAStrangersTreatmentIsNotChosen(t *testing.T) {
	a := planAccount(link(alloc.PlanLink{Procedure: 11, Override: 20_00}), func(a *account) {
		a.ledger.Plans[0].Patient, a.ledger.Plans[0].Guarantor, a.ledger.Procedures[0].Patient = 7, 1, 7
		a.ledger.Procedures[0].Date, a.payment.Amount = day("2024-05-01"), 90_00
	})
	// The queue: filling 50.00, interest 2.00, principal 10.00 and 20.00, then 8.00 of the 80.00.
	for _, chosen := range [][]int64{nil, {11}} {
		a.options.Procedures = chosen
		if paid, _ := paidOn(t, a, alloc.Target{ID: 11}); paid != 8_00 {
			t.Errorf("chosen %v: %d are paid on the stranger's treatment, want 8.00 = 90.00 - 50.00 - 2.00 - 10.00 - 20.00", chosen, paid)
		}
	}
}

// Plan 31 is the older one, and the payer names plan 32 with 12.00 due.
func TestAPlanThatIsNamedIsPaidThoughAnotherIsOlder(t *testing.T) {
	a := planAccount(charge(alloc.PlanCharge{ID: 43, Plan: 32, Date: day("2024-03-01"), Principal: 12_00}), func(a *account) {
		a.ledger.Plans = append(a.ledger.Plans, alloc.Plan{ID: 32, Patient: 1, Date: day("2024-02-10"), Dynamic: true})
		a.options.PlanPolicy, a.options.Plan = alloc.OldestPlanOnly, 32
	})
	paid, unearned := paidOn(t, a, alloc.Target{Kind: alloc.KindPrincipal, ID: 43})
	if paid != 12_00 || unearned != 988_00 {
		t.Errorf("%d are paid and %d are unearned, want 12.00 of 1,000.00", paid, unearned)
	}
}

// 36.00 on a plan that is not in the ledger, of which 6.00 were taken back for another
// provider: 30.00 are there to lower the crown of 100.00.
func TestMoneyTakenBackCancelsOnAnyPlan(t *testing.T) {
	a := planAccount(onPlan(1, 36_00, thePlan), onPlan(2, -6_00, func(s *alloc.EarlierSplit) { s.Provider = 8 }), func(a *account) {
		a.ledger.Plans, a.ledger.PlanCharges = nil, nil
	})
	if paid, _ := paidOn(t, a, alloc.Target{ID: 11}); paid != 70_00 {
		t.Errorf("%d are paid on the crown, want 100.00 - (36.00 - 6.00)", paid)
	}
}

// Hidden money pays the instalment that it names and nothing else.
func TestHiddenMoneyPaysTheInstalmentThatItNames(t *testing.T) {
	named := func(s *alloc.EarlierSplit) { s.Unearned, s.PlanCharge, s.Procedure = 503, 41, 11 }
	ahead := func(s *alloc.EarlierSplit) { s.Unearned = 503 }
	for _, c := range []struct {
		change func(s *alloc.EarlierSplit)
		want   int64
	}{{named, 26_00}, {ahead, 30_00}} {
		if paid, _ := paidOn(t, planAccount(onPlan(1, 4_00, c.change)), alloc.Target{Kind: alloc.KindPrincipal, ID: 41}); paid != c.want {
			t.Errorf("%d are paid, want %d of 30.00", paid, c.want)
		}
	}
}

// A plan of the old kind took over 25.00 of a planned bridge of 80.00, and gave 5.00
// of it back: 60.00 of it are not on the plan.
func TestTreatmentOnAnOldPlanIsNotPaidTwice(t *testing.T) {
	a := planAccount(old(alloc.PlanCredit{Procedure: 13, Principal: 25_00}, alloc.PlanCredit{Principal: 9_00}, alloc.PlanCredit{Procedure: 13, Principal: -5_00}), func(a *account) {
		a.options.Preferences.PrepayTreatmentPlanned, a.options.Procedures = true, []int64{13}
	})
	if paid, _ := paidOn(t, a, alloc.Target{ID: 13}); paid != 60_00 {
		t.Errorf("%d are paid on the bridge, want 80.00 - (25.00 - 5.00)", paid)
	}
}

// Plan 31, the older, has 20.00 due tomorrow and nothing today; plan 32 has 12.00 due. A
// strategy that pays ahead does not make 31 the oldest with something due.
func TestAPlanWithNothingDueIsNotTheOldest(t *testing.T) {
	a := planAccount(charge(alloc.PlanCharge{ID: 43, Plan: 32, Date: day("2024-03-01"), Principal: 12_00}), func(a *account) {
		a.ledger.Plans = append(a.ledger.Plans, alloc.Plan{ID: 32, Patient: 1, Date: day("2024-02-10"), Dynamic: true})
		a.ledger.PlanCharges[0].Date = day("2024-06-16")
		a.options.PlanPolicy, a.options.Strategy.Future = alloc.OldestPlanOnly, alloc.FutureNext
	})
	if paid, _ := paidOn(t, a, alloc.Target{Kind: alloc.KindPrincipal, ID: 43}); paid != 12_00 {
		t.Errorf("%d are paid, want 12.00", paid)
	}
}

// Everything but the amount is kept, the part of an instalment too, which a split may
// still have that is detached from its plan.
func TestARefundKeepsTheDebit(t *testing.T) {
	of := []alloc.EarlierSplit{{ID: 1, Payment: 5, Patient: 1, Procedure: 11, Amount: 30_00, Debit: alloc.Principal}}
	refund, err := alloc.AppendRefund(nil, 5, 30_00, of, nil)
	expectError(t, err, fault{}, "it is on no plan")
	expectRows(t, "splits", refund, []alloc.PaySplit{{Amount: -30_00, Patient: 1, Procedure: 11, Debit: alloc.Principal}}, "a mirror")
	expectError(t, alloc.VerifyRefund(30_00, of, refund), fault{}, "a mirror")
}
