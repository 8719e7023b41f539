package alloc_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// storedSplits turns the splits of a payment into earlier ones, not in order of id.
func storedSplits(a account, splits []alloc.PaySplit) []alloc.EarlierSplit {
	stored := make([]alloc.EarlierSplit, len(splits))
	for i, s := range splits {
		stored[len(splits)-1-i] = alloc.EarlierSplit{
			ID: int64(i + 1), Payment: 5, Date: a.payment.Date, Amount: s.Amount,
			Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Procedure: s.Procedure, Adjustment: s.Adjustment, Unearned: s.Unearned,
		}
	}
	return stored
}

// holdRefundVerified is the law that a refund is verified, and nothing that differs
// from it in one split.
func holdRefundVerified(t rapid.TB, data []byte) {
	a := readAccount(data)
	a.payment.Amount = max(a.payment.Amount, 1)
	splits, _ := certified(t, a)
	of := storedSplits(a, splits)
	refund, err := alloc.AppendRefund(nil, 5, a.payment.Amount, of, nil)
	expectError(t, err, fault{}, "a payment that may be refunded")
	expectError(t, alloc.VerifyRefund(a.payment.Amount, of, refund), fault{}, "it mirrors the payment")
	for _, s := range splitSpoilers {
		wrong := outcome{splits: slices.Clone(refund)}
		if s.spoil(&wrong, a.random.IntN); slices.Equal(wrong.splits, refund) {
			continue
		}
		if err := alloc.VerifyRefund(a.payment.Amount, of, wrong.splits); !errors.Is(err, alloc.ErrUnverified) {
			t.Errorf("%s: VerifyRefund says %v of\n%+v, which is not\n%+v", s.name, err, wrong.splits, refund)
		}
	}
}

func TestRefundsAreVerified(t *testing.T) { law(holdRefundVerified).check(t, familyTape) }

// TestWhatIsNoRefund lists payments that cannot be refunded.
func TestWhatIsNoRefund(t *testing.T) {
	for _, c := range []struct {
		name   string
		amount money.Amount
		change func(of []alloc.EarlierSplit) []alloc.EarlierSplit
		want   fault
	}{
		{"no splits", 129_99, func([]alloc.EarlierSplit) []alloc.EarlierSplit { return nil }, fault{"of", money.ErrMissing}},
		{"a split of zero", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[1].Amount = 0; return of }, fault{"of[1].Amount", alloc.ErrRefundNegative}},
		{"on a plan", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[2].PlanCharge = 4; return of }, fault{"of[2].Plan", alloc.ErrRefundPlan}},
		{"not all of it", 130_00, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { return of }, fault{"amount", alloc.ErrRefundSum}},
		{"past the largest amount", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[1].Amount = money.MaxAmount; return of }, fault{"of", money.ErrOverflow}},
		{"one id twice", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[1].ID = 2; return of }, fault{"of[2].ID", money.ErrDuplicateID}},
	} {
		expectError(t, alloc.VerifyRefund(c.amount, c.change(paidSplits()), nil), c.want, c.name)
	}
}

// transferLedger is a filling that a patient overpaid by 30.00, a crown of 100.00
// that nothing was paid on, 25.00 unearned of the same patient, a hidden deposit and
// a discount of 5.00.
func transferLedger() *alloc.Ledger {
	return &alloc.Ledger{
		Family: []alloc.Member{{ID: 1}},
		Procedures: []alloc.Procedure{
			{ID: 11, Patient: 1, Provider: 5, Date: day("2024-01-01"), Fee: 50_00},
			{ID: 12, Patient: 1, Provider: 6, Date: day("2024-01-02"), Fee: 100_00},
			{ID: 13, Patient: 1, Provider: 6, Date: day("2024-01-03"), Fee: -8_00, Units: 2},
		},
		Adjustments: []alloc.Adjustment{{ID: 21, Patient: 1, Provider: 6, Date: day("2024-01-05"), Amount: -5_00}},
		Plans:       []alloc.Plan{{ID: 31, Patient: 1, Date: day("2024-01-01")}},
		PlanCharges: []alloc.PlanCharge{{ID: 41, Plan: 31, Date: day("2024-01-01"), Principal: 20_00}},
		Splits: []alloc.EarlierSplit{
			{ID: 1, Patient: 1, Provider: 5, Date: day("2024-02-01"), Amount: 80_00, Procedure: 11},
			{ID: 2, Patient: 1, Date: day("2024-02-02"), Amount: 15_00, Unearned: 501},
			{ID: 3, Patient: 1, Date: day("2024-02-03"), Amount: 10_00, Unearned: 502},
			{ID: 4, Patient: 1, Provider: 6, Date: day("2024-02-04"), Amount: 40_00, Procedure: 12, Unearned: 503},
			{ID: 5, Patient: 1, Provider: 7, Date: day("2024-02-05"), Amount: 9_00},
			{ID: 6, Patient: 1, Provider: 7, Date: day("2024-02-06"), Amount: 12_00, Plan: 31, PlanCharge: 41},
		},
		Unearned: alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 504, Hidden: []int64{503}},
	}
}

// TestTransfers lists transfers that are right and others that are not.
func TestTransfers(t *testing.T) {
	on := func(amount money.Amount, procedure int64) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: procedure - 6, Procedure: procedure}
	}
	unearned := func(amount money.Amount, kind int64) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: 9, Unearned: kind}
	}
	prepaid := alloc.PaySplit{Amount: -25_00, Patient: 1, Unearned: 502}
	loose := alloc.PaySplit{Amount: -9_00, Patient: 1, Provider: 7}
	plan := alloc.PaySplit{Amount: -12_00, Patient: 1, Provider: 7, Plan: 31, PlanCharge: 41}
	with := func(s alloc.PaySplit, change func(s *alloc.PaySplit)) alloc.PaySplit {
		change(&s)
		return s
	}
	unverified := func(path string) fault { return fault{path, alloc.ErrUnverified} }
	for _, c := range []struct {
		name   string
		splits []alloc.PaySplit
		want   fault
		why    string
	}{
		{"nothing", nil, fault{}, "nothing is moved"},
		{"too much on a charge", []alloc.PaySplit{on(-30_00, 11), unearned(30_00, 501)}, fault{}, "80.00 are on the filling"},
		{"and on to another", []alloc.PaySplit{on(-30_00, 11), unearned(30_00, 501), unearned(-30_00, 501), on(30_00, 12)}, fault{}, "the transfer itself put it there"},
		{"another patient's", []alloc.PaySplit{with(on(-30_00, 11), func(s *alloc.PaySplit) { s.Patient = 2 }), unearned(30_00, 501)}, fault{}, "on a charge it does not matter whose it is"},
		{"unearned of two types", []alloc.PaySplit{prepaid, on(25_00, 12)}, fault{}, "15.00 and 10.00 of the same patient"},
		{"on nothing", []alloc.PaySplit{loose, on(9_00, 12)}, fault{}, "it waits for a charge"},
		{"a discount", []alloc.PaySplit{{Amount: -5_00, Patient: 1, Adjustment: 21}, on(5_00, 12)}, fault{}, "production below zero"},
		{"a fee below zero", []alloc.PaySplit{on(-16_00, 13), on(16_00, 12)}, fault{}, "twice 8.00"},
		{"a plan", []alloc.PaySplit{plan, on(12_00, 12)}, fault{}, "12.00 are on it"},
		{"onto a plan", []alloc.PaySplit{loose, with(plan, func(s *alloc.PaySplit) { s.Amount = 9_00 })}, fault{}, "an instalment is paid"},
		{"ahead of earning it", []alloc.PaySplit{{Amount: -70_00, Patient: 1, Unearned: 501}, on(70_00, 12)}, fault{}, "somebody asked for it"},
		{"ahead of treatment", []alloc.PaySplit{{Amount: -70_00, Patient: 1, Unearned: 504}, on(70_00, 12)}, fault{}, "somebody asked for it"},

		{"no pair", []alloc.PaySplit{on(-30_00, 11)}, unverified("splits[0].Amount"), "the money goes nowhere"},
		{"no partner", []alloc.PaySplit{on(-30_00, 11), unearned(30_00, 501), on(-1, 11)}, unverified("splits[2].Amount"), "the money goes nowhere"},
		{"a cent too little", []alloc.PaySplit{on(-30_00, 11), unearned(29_99, 501)}, unverified("splits[1].Amount"), "it does not net to zero"},
		{"no cent", []alloc.PaySplit{on(0, 11), unearned(0, 501)}, unverified("splits[0].Amount"), "nothing is moved"},
		{"put before it is taken", []alloc.PaySplit{unearned(30_00, 501), on(-30_00, 11)}, unverified("splits[0].Amount"), "a pair takes first"},
		{"nets over two pairs", []alloc.PaySplit{on(-30_00, 11), on(20_00, 12), prepaid, on(35_00, 12)}, unverified("splits[1].Amount"), "each pair nets"},
		{"more than is on the charge", []alloc.PaySplit{on(-80_01, 11), unearned(80_01, 501)}, unverified("splits[0].Amount"), "80.00 are"},
		{"the same money twice", []alloc.PaySplit{on(-50_00, 11), on(50_00, 12), on(-50_00, 11), on(50_00, 12)}, unverified("splits[2].Amount"), "30.00 are left"},
		{"more than is unearned", []alloc.PaySplit{with(prepaid, func(s *alloc.PaySplit) { s.Amount = -25_01 }), on(25_01, 12)}, unverified("splits[0].Amount"), "25.00 are, and nobody asks for a type of neither kind"},
		{"another clinic's", []alloc.PaySplit{with(prepaid, func(s *alloc.PaySplit) { s.Clinic = 3 }), on(25_00, 12)}, unverified("splits[0].Amount"), "the money is in none"},
		{"a deposit that is kept", []alloc.PaySplit{with(on(-40_00, 12), func(s *alloc.PaySplit) { s.Unearned = 503 }), on(40_00, 11)}, unverified("splits[0].Amount"), "it is for the crown"},
		{"from nowhere", []alloc.PaySplit{{Amount: -1, Patient: 2, Provider: 3}, on(1, 12)}, unverified("splits[0].Amount"), "patient 2 has nothing"},
		{"the largest amount", []alloc.PaySplit{{Amount: money.MinAmount, Patient: 1, Unearned: 501}, on(money.MinAmount, 12)}, unverified("splits[1].Amount"), "twice that wraps to nothing"},
		{"to no procedure", []alloc.PaySplit{loose, on(9_00, 99)}, unverified("splits[1].Procedure"), "the ledger has none"},
		{"to no adjustment", []alloc.PaySplit{loose, {Amount: 9_00, Patient: 1, Adjustment: 99}}, unverified("splits[1].Adjustment"), "the ledger has none"},
		{"to no plan", []alloc.PaySplit{loose, {Amount: 9_00, Patient: 1, Plan: 99}}, unverified("splits[1].Plan"), "the ledger has none"},
		{"to no instalment", []alloc.PaySplit{loose, {Amount: 9_00, Patient: 1, Plan: 31, PlanCharge: 99}}, unverified("splits[1].PlanCharge"), "the ledger has none"},
		{"to two charges", []alloc.PaySplit{loose, {Amount: 9_00, Patient: 1, Procedure: 12, Adjustment: 21}}, unverified("splits[1].Adjustment"), "money is on one"},
	} {
		expectError(t, alloc.VerifyTransfer(transferLedger(), c.splits), c.want, c.name+": "+c.why)
	}
}

// The refund of a payment goes to another provider.
func ExampleVerifyRefund() {
	splits, _ := alloc.AppendRefund(nil, 178, 129_99, paidSplits(), nil)
	fmt.Println(alloc.VerifyRefund(129_99, paidSplits(), splits))
	splits[1].Provider = 5
	fmt.Println(alloc.VerifyRefund(129_99, paidSplits(), splits))
	// Output:
	// <nil>
	// splits[1].Provider: the result does not follow from its input
}

// A filling was overpaid by 30.00, which is moved to a crown.
func ExampleVerifyTransfer() {
	splits := []alloc.PaySplit{
		{Amount: -30_00, Patient: 1, Provider: 5, Procedure: 11},
		{Amount: 30_00, Patient: 1, Provider: 6, Procedure: 12},
	}
	fmt.Println(alloc.VerifyTransfer(transferLedger(), splits))
	splits[1].Amount--
	fmt.Println(alloc.VerifyTransfer(transferLedger(), splits))
	// Output:
	// <nil>
	// splits[1].Amount: the result does not follow from its input
}
