package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// transferAccount is patient 1 with a procedure of 60.00 by provider 5, and what
// earlier payments left.
func transferAccount(splits ...alloc.EarlierSplit) account {
	for i := range splits {
		splits[i].ID, splits[i].Patient, splits[i].Date = int64(i+1), 1, day("2024-05-01")
	}
	return account{
		ledger: alloc.Ledger{
			Family:     []alloc.Member{{ID: 1}},
			Procedures: []alloc.Procedure{{ID: 11, Patient: 1, Provider: 5, Date: day("2024-01-01"), Fee: 60_00}},
			Splits:     splits,
			Unearned:   alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 502, Hidden: []int64{502}},
		},
		payment: alloc.Payment{Patient: 1},
		options: alloc.Options{Today: day("2024-06-15")},
	}
}

// TestWhatATransferMoves shows where a transfer takes money from.
func TestWhatATransferMoves(t *testing.T) {
	on := func(amount money.Amount) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: 5, Procedure: 11}
	}
	from := func(amount money.Amount, provider, unearned int64) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: provider, Unearned: unearned}
	}
	for _, c := range []struct {
		name    string
		account account
		want    []alloc.PaySplit
		why     string
	}{
		{"money that shows and money that does not", transferAccount(alloc.EarlierSplit{Amount: 30_00, Unearned: 502}, alloc.EarlierSplit{Amount: 30_00, Unearned: 501}),
			[]alloc.PaySplit{from(-30_00, 0, 502), on(30_00), from(-30_00, 0, 501), on(30_00)}, "each is drawn under its own type: -60.00 of 502 would leave 30.00 of 501 to pay the next charge too"},
		{"two types that show", transferAccount(alloc.EarlierSplit{Amount: 30_00, Unearned: 503}, alloc.EarlierSplit{Amount: 20_00, Unearned: 501}),
			[]alloc.PaySplit{from(-50_00, 0, 503), on(50_00)}, "30 + 20 of one patient, provider and clinic are drawn at once"},
		{"money on nothing first", transferAccount(alloc.EarlierSplit{Amount: 40_00, Unearned: 501}, alloc.EarlierSplit{Amount: 50_00, Provider: 7}),
			[]alloc.PaySplit{from(-50_00, 7, 0), on(50_00), from(-10_00, 0, 501), on(10_00)}, "50 of 60 from nothing, the other 10 of 40 from unearned income"},
		{"a type below zero", transferAccount(alloc.EarlierSplit{Amount: 10_00, Unearned: -501}, alloc.EarlierSplit{Amount: 50_00, Provider: 7}, alloc.EarlierSplit{Amount: 20_00, Provider: 8, Unearned: -501}),
			[]alloc.PaySplit{from(-50_00, 7, 0), on(50_00), from(-10_00, 0, -501), on(10_00)}, "it is a type too: money on nothing goes first"},
		{"one type in two pieces, and one that does not show", transferAccount(alloc.EarlierSplit{Amount: 10_00, Unearned: 501}, alloc.EarlierSplit{Amount: 10_00, Unearned: 502}, alloc.EarlierSplit{Amount: 10_00, Unearned: 501}),
			[]alloc.PaySplit{from(-20_00, 0, 501), on(20_00), from(-10_00, 0, 502), on(10_00)}, "10 + 10 that show are drawn at once, and are the earliest"},
		{"paid to another provider", transferAccount(alloc.EarlierSplit{Amount: 20_00, Provider: 7, Procedure: 11}, alloc.EarlierSplit{Amount: 60_00, Unearned: 501}),
			[]alloc.PaySplit{from(-40_00, 0, 501), on(40_00)}, "it names the charge, and pays it: 60 - 20 are owed"},
		{"a fee paid to another provider", transferAccount(alloc.EarlierSplit{Amount: 15_00, Provider: 7, Adjustment: 21}, alloc.EarlierSplit{Amount: 40_00, Unearned: 501}).with(func(a *account) {
			a.ledger.Procedures, a.ledger.Adjustments = nil, []alloc.Adjustment{{ID: 21, Patient: 1, Provider: 5, Date: day("2024-01-01"), Amount: 15_00}}
		}), nil, "15 of 15 are paid"},
		{"an overpayment", transferAccount(alloc.EarlierSplit{Amount: 70_00, Provider: 5, Procedure: 11}), []alloc.PaySplit{on(-10_00), from(10_00, 0, 501)}, "10 of 70 are too much"},
		{"the largest overpayment", transferAccount(alloc.EarlierSplit{Amount: money.MaxAmount, Provider: 5, Procedure: 11}).with(func(a *account) { a.ledger.Procedures[0].Fee = 0 }),
			[]alloc.PaySplit{on(-money.MaxAmount), from(money.MaxAmount, 0, 501)}, "nothing wraps"},
		{"kept for a procedure", transferAccount(alloc.EarlierSplit{Amount: 40_00, Unearned: 502, Procedure: 12}), nil, "hidden and for treatment that is not on the account: it is not drawn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var allocator alloc.Allocator
			splits, _, err := allocator.AppendTransfer(nil, &c.account.ledger, 1, c.account.options)
			expectError(t, err, fault{}, c.why)
			expectRows(t, "splits", splits, c.want, c.why)
			expectRows(t, "warnings", allocator.AppendWarnings(nil), nil, "no insurance has paid")
			expectError(t, alloc.VerifyTransfer(&c.account.ledger, 1, c.account.options, splits), fault{}, c.why)
		})
	}
}

// TestATransferFindsNoExcessOfNothing shows a procedure that insurance paid 20.00 too
// much for, and whose patient was given them: it owes nothing, and nothing is ignored.
func TestATransferFindsNoExcessOfNothing(t *testing.T) {
	a := transferAccount(alloc.EarlierSplit{Amount: -20_00, Provider: 5, Procedure: 11})
	a.ledger.Procedures[0].Claims = []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: 80_00}}
	var allocator alloc.Allocator
	splits, _, err := allocator.AppendTransfer(nil, &a.ledger, 1, a.options)
	expectError(t, err, fault{}, "60.00 - 80.00 + 20.00 is nothing")
	expectRows(t, "splits", splits, nil, "nothing is there to be moved")
	expectRows(t, "warnings", allocator.AppendWarnings(nil), nil, "the 20.00 went to the patient")

	a.ledger.Splits = append(a.ledger.Splits, alloc.EarlierSplit{ID: 2, Patient: 1, Provider: 7, Procedure: 11, Date: day("2024-05-02"), Amount: 20_00})
	splits, _, err = allocator.AppendTransfer(nil, &a.ledger, 1, a.options)
	expectError(t, err, fault{}, "then 20.00 were paid on it to another provider")
	expectRows(t, "splits", splits, nil, "what is too much is the insurer's")
	expectRows(t, "warnings", allocator.AppendWarnings(nil), []alloc.Warning{{Charge: alloc.Target{ID: 11}, Amount: 20_00, Err: alloc.ErrInsuranceOverpaid}}, "80.00 - 60.00")
	expectError(t, alloc.VerifyTransfer(&a.ledger, 1, a.options, splits), fault{}, "nothing moves")
}

// TestStepsOfATransfer shows 40.00 that are drawn onto 60.00.
func TestStepsOfATransfer(t *testing.T) {
	a := transferAccount(alloc.EarlierSplit{Amount: 40_00, Unearned: 501})
	a.options.Explain = true
	var allocator alloc.Allocator
	_, _, err := allocator.AppendTransfer(nil, &a.ledger, 1, a.options)
	expectError(t, err, fault{}, "no fault in it")
	expectRows(t, "steps", allocator.AppendSteps(nil), []alloc.Step{
		{Rule: alloc.StepFace, Charge: alloc.Target{ID: 11}, After: 60_00, Amount: 60_00},
		{Rule: alloc.StepDrawn, Charge: alloc.Target{ID: 11}, Before: 60_00, After: 20_00, Amount: 40_00},
	}, "20.00 stay owed")
}

// TestAReplayOfMatchedPaymentsTellsWhatIsOwed shows an account on which no payment has
// a turn.
func TestAReplayOfMatchedPaymentsTellsWhatIsOwed(t *testing.T) {
	a := transferAccount()
	payments := []alloc.Payment{{ID: 1, Patient: 1, Amount: 20_00, Date: day("2024-02-01")}, {ID: 2, Patient: 1, Amount: -20_00, Date: day("2024-02-02")}}
	var allocator alloc.Allocator
	replayed, summary, err := allocator.Replay(&a.ledger, payments, a.options)
	expectError(t, err, fault{}, "20.00 came and went")
	if len(replayed) != 2 || summary.Unallocated != 0 {
		t.Errorf("got %+v and %+v", replayed, summary)
	}
	expectRows(t, "charges owed", allocator.AppendOwed(nil), []alloc.Owed{{Charge: alloc.Target{ID: 11}, Face: 60_00, Linked: 60_00, Before: 60_00, After: 60_00}}, "nothing paid it")
}
