package alloc_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// The splits of the account of plans: of the filling, and of the instalment of 2.00 of
// interest and 30.00 of principal of the crown.
func onFilling(amount money.Amount) alloc.PaySplit {
	return alloc.PaySplit{Amount: amount, Patient: 2, Provider: 6, Procedure: 12}
}

func onInterest(amount money.Amount) alloc.PaySplit {
	return alloc.PaySplit{Amount: amount, Patient: 1, Provider: 8, Plan: 31, PlanCharge: 41, Debit: alloc.Interest}
}

func onPrincipal(amount money.Amount) alloc.PaySplit {
	return alloc.PaySplit{Amount: amount, Patient: 1, Provider: 5, Clinic: 3, Procedure: 11, Plan: 31, PlanCharge: 41, Debit: alloc.Principal}
}

// ofProcedure and ofInstalment are shares.
func ofProcedure(id int64, amount money.Amount) alloc.Share {
	return alloc.Share{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: id}, Amount: amount}
}

func ofInstalment(id int64, amount money.Amount) alloc.Share {
	return alloc.Share{Charge: alloc.Target{Kind: alloc.KindPlanCharge, ID: id}, Amount: amount}
}

// partial places payment 9 by hand, which is as much as the shares.
func partial(t *testing.T, a account, shares ...alloc.Share) (got answer, summary alloc.Summary) {
	t.Helper()
	a.payment.ID, a.payment.Amount = 9, 0
	for _, s := range shares {
		a.payment.Amount += s.Amount
	}
	a.options.Explain = true
	var allocator alloc.Allocator
	got.splits, summary, got.err = allocator.AppendPartial(nil, &a.ledger, a.payment, shares, a.options)
	if got.err == nil {
		expectError(t, alloc.VerifyPartial(&a.ledger, a.payment, shares, a.options, got.splits), fault{}, "what was given can be verified")
	}
	got.warnings, got.steps = allocator.AppendWarnings(nil), allocator.AppendSteps(nil)
	return got, summary
}

// TestAPaymentThatIsPlacedByHand shows what becomes of the shares.
func TestAPaymentThatIsPlacedByHand(t *testing.T) {
	overpay := func(a *account) { a.options.AllowOverpay = true }
	loose := func(a *account) {
		a.ledger.Splits = []alloc.EarlierSplit{{ID: 1, Patient: 2, Provider: 6, Date: day("2024-05-01"), Amount: 10_00}}
	}
	principalPaid := onPlan(1, 30_00, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Procedure, s.Debit = 41, 11, alloc.Principal })
	covered := func(amount money.Amount) []alloc.Warning {
		return []alloc.Warning{{Charge: alloc.Target{ID: 12}, Amount: amount, Err: alloc.ErrPartialCovered}}
	}
	for _, c := range []struct {
		name     string
		account  account
		shares   []alloc.Share
		want     []alloc.PaySplit
		warnings []alloc.Warning
		why      string
	}{
		{"a procedure in part", planAccount(), []alloc.Share{ofProcedure(12, 20_00)}, []alloc.PaySplit{onFilling(20_00)}, nil, "20.00 of 50.00"},
		{"an instalment in part", planAccount(), []alloc.Share{ofInstalment(41, 10_00)}, []alloc.PaySplit{onInterest(2_00), onPrincipal(8_00)}, nil, "interest 2.00, then 8.00 of principal"},
		{"both, in the order given", planAccount(), []alloc.Share{ofProcedure(12, 50_00), ofInstalment(41, 1_00)}, []alloc.PaySplit{onFilling(50_00), onInterest(1_00)}, nil, "the instalment is older, and stands second"},
		{"too much", planAccount(overpay), []alloc.Share{ofInstalment(41, 40_00)}, []alloc.PaySplit{onInterest(2_00), onPrincipal(38_00)}, nil, "32.00 are owed; the other 8.00 stay on the last part"},
		{"too much, the principal paid before", planAccount(overpay, principalPaid), []alloc.Share{ofInstalment(41, 5_00)}, []alloc.PaySplit{onInterest(5_00)}, nil, "2.00 of interest is all that is owed, so the other 3.00 stay there"},
		{"what it paid before", planAccount(func(a *account) {
			a.ledger.Splits = []alloc.EarlierSplit{{ID: 1, Payment: 9, Patient: 2, Provider: 6, Procedure: 12, Date: day("2024-05-01"), Amount: 50_00}}
		}), []alloc.Share{ofProcedure(12, 50_00)}, []alloc.PaySplit{onFilling(50_00)}, nil, "its own splits are to be deleted, and pay nothing"},
		{"what it paid before on treatment that a plan took", planAccount(func(a *account) {
			a.ledger.Splits = []alloc.EarlierSplit{{ID: 1, Payment: 9, Patient: 1, Provider: 5, Clinic: 3, Procedure: 11, Date: day("2024-05-01"), Amount: 80_00}}
		}), []alloc.Share{ofInstalment(41, 32_00)}, []alloc.PaySplit{onInterest(2_00), onPrincipal(30_00)}, nil, "the crown is worth 100.00 to the plan and not 20.00, so all 30.00 are for it"},
		{"loose money would pay", planAccount(loose), []alloc.Share{ofProcedure(12, 45_00)}, []alloc.PaySplit{onFilling(45_00)}, covered(10_00), "all 10.00 of it"},
		{"loose money would pay more", planAccount(loose), []alloc.Share{ofProcedure(12, 4_00)}, []alloc.PaySplit{onFilling(4_00)}, covered(4_00), "of the 4.00 all"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, summary := partial(t, c.account, c.shares...)
			expectError(t, got.err, fault{}, c.why)
			expectRows(t, "splits", got.splits, c.want, c.why)
			expectRows(t, "warnings", got.warnings, c.warnings, c.why)
			expectAmount(t, "unallocated", summary.Unallocated, 0, "every share is on a charge")
		})
	}
}

// TestAVerifierKnowsWhatIsPaid shows a filling that another payment has paid: nobody may
// place 5.00 on it, though more than is owed is allowed.
func TestAVerifierKnowsWhatIsPaid(t *testing.T) {
	a := planAccount(func(a *account) {
		a.ledger.Splits = []alloc.EarlierSplit{{ID: 1, Payment: 8, Patient: 2, Provider: 6, Procedure: 12, Date: day("2024-05-01"), Amount: 50_00}}
		a.payment.ID, a.payment.Amount, a.options.AllowOverpay = 9, 5_00, true
	})
	err := alloc.VerifyPartial(&a.ledger, a.payment, []alloc.Share{ofProcedure(12, 5_00)}, a.options, []alloc.PaySplit{onFilling(5_00)})
	if !errors.Is(err, alloc.ErrUnverified) {
		t.Errorf("got %v", err)
	}
}

// TestStepsOfAPaymentThatIsPlacedByHand shows them: 32.00 are owed on the instalment, and
// 10.00 given.
func TestStepsOfAPaymentThatIsPlacedByHand(t *testing.T) {
	got, _ := partial(t, planAccount(), ofInstalment(41, 10_00))
	given := slices.DeleteFunc(got.steps, func(s alloc.Step) bool { return s.Rule != alloc.StepGiven })
	expectRows(t, "steps", given, []alloc.Step{
		{Rule: alloc.StepGiven, Charge: alloc.Target{Kind: alloc.KindInterest, ID: 41}, Before: 2_00, Amount: 2_00},
		{Rule: alloc.StepGiven, Charge: alloc.Target{Kind: alloc.KindPrincipal, ID: 41}, Of: alloc.Target{ID: 11}, Before: 30_00, After: 22_00, Amount: 8_00},
	}, "nothing of the interest and 30.00 - 8.00 of the principal stay owed")
}

// TestWhyAnInstalmentIsNotOwed shows that one which is not due is told from one that is
// paid: somebody may wait for the first.
func TestWhyAnInstalmentIsNotOwed(t *testing.T) {
	later := charge(alloc.PlanCharge{ID: 42, Date: day("2024-06-16"), Principal: 10_00, Procedure: 11})
	principal := onPlan(1, 30_00, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Procedure, s.Debit = 41, 11, alloc.Principal })
	interest := onPlan(2, 2_00, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Provider, s.Clinic, s.Debit = 41, 8, 0, alloc.Interest })
	for _, c := range []struct {
		share alloc.Share
		value any
		why   string
	}{
		{ofInstalment(42, 1_00), money.Fact("instalment 42 is due after today"), "it is due tomorrow"},
		{ofInstalment(41, 1_00), 41, "it was due, and is paid"},
		{ofProcedure(11, 1_00), 11, "the plan took all of the crown"},
	} {
		got, _ := partial(t, planAccount(later, principal, interest), c.share)
		expectError(t, got.err, fault{"shares[0].Charge.ID", alloc.ErrPartialPaid}, c.why)
		var field *money.FieldError
		if errors.As(got.err, &field); field == nil || field.Value != c.value {
			t.Errorf("%s: got %v, want the value %v", c.why, got.err, c.value)
		}
	}
}

// TestUnallocatedOfWhatIsMoved shows what moving 30.00 of unearned income does to what is
// on no charge: on treatment, on a fee or on a plan it is placed, and on planned treatment
// it is still unearned.
func TestUnallocatedOfWhatIsMoved(t *testing.T) {
	unearned := func(a *account) {
		a.ledger.Splits = []alloc.EarlierSplit{{ID: 1, Patient: 1, Unearned: 501, Date: day("2024-05-01"), Amount: 30_00}}
	}
	only := func(ids ...int64) func(a *account) {
		return func(a *account) {
			a.ledger.Procedures = slices.DeleteFunc(a.ledger.Procedures, func(p alloc.Procedure) bool { return !slices.Contains(ids, p.ID) })
		}
	}
	fee := adjust(alloc.Adjustment{ID: 21, Patient: 2, Amount: 40_00})
	noPlan := func(a *account) { a.ledger.Plans, a.ledger.PlanCharges = nil, nil }
	planned := func(a *account) { a.options.Preferences.PrepayTreatmentPlanned = true }
	for _, c := range []struct {
		name    string
		account account
		target  alloc.Target // of unearned income that goes to a chosen charge, or none: a transfer
		want    money.Amount
		why     string
	}{
		{"onto treatment", planAccount(unearned, only(12), noPlan), alloc.Target{}, -30_00, "-30.00 of unearned income, and 30.00 of 50.00 on the filling"},
		{"onto a fee", planAccount(unearned, only(), noPlan, fee), alloc.Target{}, -30_00, "30.00 of 40.00"},
		{"onto a plan", planAccount(unearned, only(11), func(a *account) { a.ledger.PlanCharges[0].Principal = 0 }), alloc.Target{}, -2_00, "2.00 of interest, which is on no treatment"},
		{"onto planned treatment", planAccount(unearned, planned), alloc.Target{ID: 13}, 0, "-30.00 and 30.00 are both unearned"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var allocator alloc.Allocator
			var summary alloc.Summary
			var err error
			if c.target.ID == 0 {
				_, summary, err = allocator.AppendTransfer(nil, &c.account.ledger, 1, c.account.options)
			} else {
				_, summary, err = allocator.AppendUnearned(nil, &c.account.ledger, 1, 30_00, []alloc.Target{c.target}, c.account.options)
			}
			expectError(t, err, fault{}, c.why)
			expectAmount(t, "unallocated", summary.Unallocated, c.want, c.why)
		})
	}
}
