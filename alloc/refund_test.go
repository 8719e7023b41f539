package alloc_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// paidSplits are the splits of payment 178: 90.00 on a procedure, 30.00 on an
// adjustment and 9.99 unearned.
func paidSplits() []alloc.EarlierSplit {
	return []alloc.EarlierSplit{
		{ID: 3, Payment: 178, Patient: 1, Clinic: 3, Amount: 9_99, Unearned: 501},
		{ID: 1, Payment: 178, Patient: 1, Provider: 5, Clinic: 3, Amount: 90_00, Procedure: 11},
		{ID: 2, Payment: 178, Patient: 2, Provider: 6, Clinic: 3, Amount: 30_00, Adjustment: 21},
	}
}

func TestRefundUndoesEverySplit(t *testing.T) {
	got, err := alloc.AppendRefund([]alloc.PaySplit{{Amount: 7}}, 178, 129_99, paidSplits(), []int64{177})
	expectError(t, err, fault{}, "another payment was refunded before")
	expectRows(t, "splits", got, []alloc.PaySplit{
		{Amount: 7},
		{Amount: -90_00, Patient: 1, Provider: 5, Clinic: 3, Procedure: 11},
		{Amount: -30_00, Patient: 2, Provider: 6, Clinic: 3, Adjustment: 21},
		{Amount: -9_99, Patient: 1, Clinic: 3, Unearned: 501},
	}, "by id, with everything but the amount as it was")
}

func TestReturnsAreCutWhereTheMoneyEnds(t *testing.T) {
	for _, c := range []struct {
		amount money.Amount
		want   string
		why    string
	}{
		{40_00, "p11 -4000", "a part of the first split"},
		{90_00, "p11 -9000", "all of it and no more"},
		{100_00, "p11 -9000, a21 -1000", "and a part of the second"},
		{129_99, "p11 -9000, a21 -3000, rest -999 provider 0 clinic 3 type 501", "everything"},
		{1, "p11 -1", "a cent"},
	} {
		got, err := alloc.AppendReturn(nil, 178, c.amount, paidSplits())
		expectError(t, err, fault{}, c.why)
		if text := turnText(got); text != c.want {
			t.Errorf("%s: got %s, want %s", c.why, text, c.want)
		}
	}
}

// TestWhatCannotBeUndone lists the payments that are not refunded, and why.
func TestWhatCannotBeUndone(t *testing.T) {
	changed := func(i int, change func(s *alloc.EarlierSplit)) []alloc.EarlierSplit {
		splits := paidSplits()
		change(&splits[i])
		return splits
	}
	for _, c := range []struct {
		name     string
		amount   money.Amount
		splits   []alloc.EarlierSplit
		refunded []int64
		want     fault
		why      string
	}{
		{"refunded before", 129_99, paidSplits(), []int64{5, 178}, fault{"payment", alloc.ErrRefunded}, "the original does not remember it"},
		{"a split below zero", 129_99, changed(1, func(s *alloc.EarlierSplit) { s.Amount = -1 }), nil, fault{"splits[1].Amount", alloc.ErrRefundNegative}, "it is a refund itself"},
		{"a split of zero", 129_99, changed(2, func(s *alloc.EarlierSplit) { s.Amount = 0 }), nil, fault{"splits[2].Amount", alloc.ErrRefundNegative}, "zero counts"},
		{"on a plan", 129_99, changed(1, func(s *alloc.EarlierSplit) { s.Plan = 40 }), nil, fault{"splits[1].Plan", alloc.ErrRefundPlan}, "the plan would not know"},
		{"on an instalment", 129_99, changed(1, func(s *alloc.EarlierSplit) { s.PlanCharge = 4 }), nil, fault{"splits[1].Plan", alloc.ErrRefundPlan}, "the plan would not know"},
		{"below zero and on a plan", 129_99, changed(0, func(s *alloc.EarlierSplit) { s.Plan, s.Amount = 40, -1 }), nil, fault{"splits[0].Amount", alloc.ErrRefundNegative}, "what is below zero is looked at first"},
		{"not all of it", 130_00, paidSplits(), nil, fault{"amount", alloc.ErrRefundSum}, "a cent is on no split"},
		{"no splits", 129_99, nil, nil, fault{"splits", money.ErrMissing}, "nothing to undo"},
		{"another payment's split", 129_99, changed(1, func(s *alloc.EarlierSplit) { s.Payment = 177 }), nil, fault{"splits[1].Payment", money.ErrUnknownID}, "it stays"},
		{"one id twice", 129_99, changed(1, func(s *alloc.EarlierSplit) { s.ID = 2 }), nil, fault{"splits[2].ID", money.ErrDuplicateID}, "a split is one row"},
		{"past the largest amount", 129_99, changed(1, func(s *alloc.EarlierSplit) { s.Amount = money.MaxAmount }), nil, fault{"splits[1].Amount", money.ErrOverflow}, "9.99 more than that"},
	} {
		got, err := alloc.AppendRefund([]alloc.PaySplit{{Amount: 7}}, 178, c.amount, c.splits, c.refunded)
		expectError(t, err, c.want, c.name+": "+c.why)
		expectRows(t, "splits", got, []alloc.PaySplit{{Amount: 7}}, c.name)
	}
	for _, c := range []struct {
		amount money.Amount
		splits []alloc.EarlierSplit
		want   fault
		why    string
	}{
		{0, paidSplits(), fault{"amount", money.ErrZeroAmount}, "nothing is returned"},
		{-1, paidSplits(), fault{"amount", money.ErrNegative}, "less than nothing"},
		{130_00, paidSplits(), fault{"amount", alloc.ErrReturnTooMuch}, "a cent more than was paid"},
		{1, changed(0, func(s *alloc.EarlierSplit) { s.Amount = 0 }), fault{"splits[0].Amount", alloc.ErrRefundNegative}, "zero counts"},
		{1, nil, fault{"splits", money.ErrMissing}, "nothing to return"},
	} {
		got, err := alloc.AppendReturn([]alloc.PaySplit{{Amount: 7}}, 178, c.amount, c.splits)
		expectError(t, err, c.want, c.why)
		expectRows(t, "splits", got, []alloc.PaySplit{{Amount: 7}}, c.why)
	}
}

// TestAReturnTakesBackOfPlans shows that the guard of refunds is none of returns.
func TestAReturnTakesBackOfPlans(t *testing.T) {
	splits := []alloc.EarlierSplit{{ID: 1, Payment: 178, Patient: 1, Provider: 5, Amount: 60_00, Procedure: 11, Plan: 4, PlanCharge: 41, Debit: alloc.Principal}}
	got, err := alloc.AppendReturn(nil, 178, 25_00, splits)
	expectError(t, err, fault{}, "a gateway asks for no plan")
	expectRows(t, "splits", got, []alloc.PaySplit{{Amount: -25_00, Patient: 1, Provider: 5, Procedure: 11, Plan: 4, PlanCharge: 41, Debit: alloc.Principal}}, "25.00 of 60.00, from where it went")
}

// TestWorkThatWasNotPerformed shows what is taken off the account beside a refund.
func TestWorkThatWasNotPerformed(t *testing.T) {
	today := day("2024-06-15")
	refund := []alloc.PaySplit{
		{Amount: -90_00, Patient: 1, Provider: 5, Clinic: 3, Procedure: 11},
		{Amount: -30_00, Patient: 2, Provider: 6, Clinic: 3, Adjustment: 21},
		{Amount: -20_00, Patient: 1, Provider: 5, Procedure: 12, Unearned: 502},
		{Amount: -15_00, Patient: 1, Provider: 5, Procedure: 13, Plan: 31, PlanCharge: 41},
		{Amount: -9_99, Patient: 1, Unearned: 501},
		{Amount: -1_00, Patient: 1, Provider: 5},
	}
	expectRows(t, "adjustments", alloc.AppendNotPerformed(nil, refund, today), []alloc.Adjustment{
		{Patient: 1, Provider: 5, Clinic: 3, Date: today, Amount: -90_00, Procedure: 11}, // owed again by the refund, and taken off
		{Patient: 2, Provider: 6, Clinic: 3, Date: today, Amount: -30_00},                // a fee that is on no procedure
	}, "unearned money, a plan's and money on nothing paid for no work")
}

// holdRefund is the law that refunding a payment and paying it again restores it:
// the charges owe what they owed, and the splits are the same.
func holdRefund(t rapid.TB, data []byte) {
	a := readAccount(data)
	a.ledger.Splits, a.ledger.Totals = nil, nil
	if a.payment.Amount < 0 {
		return
	}
	var allocator alloc.Allocator
	first := pay(&allocator, a)
	expectError(t, first.err, fault{}, "nothing is wrong with it")
	stored := make([]alloc.EarlierSplit, len(first.splits))
	for i, s := range first.splits {
		stored[i] = alloc.EarlierSplit{
			ID: int64(i + 1), Payment: 5, Date: a.payment.Date, Amount: s.Amount,
			Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Procedure: s.Procedure, Adjustment: s.Adjustment, Unearned: s.Unearned,
		}
	}
	refund, err := alloc.AppendRefund(nil, 5, a.payment.Amount, stored, nil)
	expectError(t, err, fault{}, "a payment that may be refunded")
	a.ledger.Splits = stored
	for i, s := range refund {
		back := stored[i]
		back.ID, back.Payment, back.Date, back.Amount = int64(1000+i), 6, a.options.Today, s.Amount
		a.ledger.Splits = append(a.ledger.Splits, back)
	}
	again := pay(&allocator, a)
	expectAnswer(t, again, first, "refunded and paid again")
}

func TestRefundAndPayAgain(t *testing.T) { law(holdRefund).check(t, familyTape) }

func FuzzRefund(f *testing.F) {
	familyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { holdRefund(t, data[:min(len(data), familyTape.longest())]) })
}

// A check of 129.99 bounces.
func ExampleAppendRefund() {
	splits, err := alloc.AppendRefund(nil, 178, 129_99, paidSplits(), nil)
	for _, s := range splits {
		fmt.Println(s.Amount.Format(2), "patient", s.Patient, "procedure", s.Procedure, "adjustment", s.Adjustment, "unearned", s.Unearned)
	}
	_, err = alloc.AppendRefund(nil, 178, 129_99, paidSplits(), []int64{178})
	var field *money.FieldError
	if errors.As(err, &field) {
		fmt.Println(field.Detail())
	}
	// Output:
	// -90.00 patient 1 procedure 11 adjustment 0 unearned 0
	// -30.00 patient 2 procedure 0 adjustment 21 unearned 0
	// -9.99 patient 1 procedure 0 adjustment 0 unearned 501
	// the payment was refunded before: got 178; refund a payment once
}

// The gateway returns 100.00 of it.
func ExampleAppendReturn() {
	splits, err := alloc.AppendReturn(nil, 178, 100_00, paidSplits())
	for _, s := range splits {
		fmt.Println(s.Amount.Format(2), "procedure", s.Procedure, "adjustment", s.Adjustment)
	}
	fmt.Println(err)
	// Output:
	// -90.00 procedure 11 adjustment 0
	// -10.00 procedure 0 adjustment 21
	// <nil>
}
