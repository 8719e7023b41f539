package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// creditAccount is a guarantor's crown of 100.00 and a child's filling of 50.00,
// both of provider 5, a payment of 200.00, and earlier splits.
func creditAccount(splits ...alloc.EarlierSplit) account {
	a := account{options: alloc.Options{Today: day("2024-06-15")}, payment: alloc.Payment{Patient: 1, Amount: 200_00, Date: day("2024-06-10")}}
	a.ledger = alloc.Ledger{
		Family: []alloc.Member{{ID: 1}, {ID: 2, Guarantor: 1}},
		Procedures: []alloc.Procedure{
			{ID: 11, Patient: 1, Provider: 5, Date: day("2024-01-01"), Fee: 100_00}, {ID: 12, Patient: 2, Provider: 5, Date: day("2024-01-02"), Fee: 50_00},
		},
		Splits: splits, Unearned: alloc.UnearnedTypes{Prepayment: 501, Hidden: []int64{503}},
	}
	return a
}

// earlier is a split of an earlier payment of 30.00 by the guarantor.
func earlier(id int64, change func(s *alloc.EarlierSplit)) alloc.EarlierSplit {
	s := alloc.EarlierSplit{ID: id, Payment: 900 + id, Patient: 1, Provider: 5, Date: day("2024-02-01"), Amount: 30_00}
	change(&s)
	return s
}

// TestEarlierMoney shows what money that is on the account already does to a
// payment.
func TestEarlierMoney(t *testing.T) {
	on := func(procedure int64) func(*alloc.EarlierSplit) {
		return func(s *alloc.EarlierSplit) { s.Procedure = procedure }
	}
	cases := []struct {
		name    string
		account account
		want    string
		why     string
	}{
		{"on its charge", creditAccount(earlier(1, on(11))), "p11 7000, p12 5000, rest 8000 provider 0 clinic 0 type 501", "30.00 of the crown are paid"},
		{"on a charge of another provider", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Procedure, s.Provider = 12, 9 })),
			"p11 7000, p12 5000, rest 8000 provider 0 clinic 0 type 501", "it does not belong to the filling, and lowers a charge of its own patient"},
		{"on no charge", creditAccount(earlier(1, func(*alloc.EarlierSplit) {})), "p11 7000, p12 5000, rest 8000 provider 0 clinic 0 type 501", "patient and provider are the crown's"},
		{"the child's, of nobody", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Patient, s.Provider = 2, 0 })),
			"p11 10000, p12 2000, rest 8000 provider 0 clinic 0 type 501", "the filling is the child's, though the crown is older"},
		{"too much on one charge", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Procedure, s.Amount = 11, 120_00 })),
			"p12 3000, rest 17000 provider 0 clinic 0 type 501", "20.00 are too much and lower the filling"},
		{"taken back", creditAccount(earlier(1, on(11)), earlier(2, func(s *alloc.EarlierSplit) { s.Procedure, s.Amount = 11, -30_00 })),
			"p11 10000, p12 5000, rest 5000 provider 0 clinic 0 type 501", "the crown is owed again"},
		{"unearned and shown", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Unearned = 501 })), "p11 7000, p12 5000, rest 8000 provider 0 clinic 0 type 501", "an earlier prepayment is credit"},
		{"unearned and hidden", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Unearned = 503 })), "p11 10000, p12 5000, rest 5000 provider 0 clinic 0 type 501", "it waits for what it was paid for"},
		{"more than all", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Amount = 600_00 })), "rest 20000 provider 0 clinic 0 type 501", "nothing is owed"},
		{"a stranger's", creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Patient = 7 })), "p11 10000, p12 5000, rest 5000 provider 0 clinic 0 type 501", "it is not the family's"},
		{"steered elsewhere", func() account {
			a := creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Amount = 60_00 }))
			a.options.Procedures, a.payment.Amount = []int64{11}, 100_00
			return a
		}(), "p11 10000", "the crown was chosen and is paid first, so that earlier money goes to the filling"},
		{"spent on the family", func() account {
			a := creditAccount(earlier(1, func(s *alloc.EarlierSplit) { s.Patient, s.Provider = 1, 9 }))
			a.options.OwnFirst, a.ledger.Procedures[0].Patient, a.ledger.Procedures[1].Patient = true, 2, 1
			a.ledger.Procedures = append(a.ledger.Procedures, alloc.Procedure{ID: 13, Patient: 1, Provider: 5, Date: day("2023-12-01"), Fee: 10_00})
			return a
		}(), "p12 3000, p11 10000, rest 7000 provider 0 clinic 0 type 501", "the patient counts for more than whose turn it is: 10.00 to the payer's oldest charge and 20.00 to the other"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var allocator alloc.Allocator
			splits, _, err := allocator.AppendPay(nil, &c.account.ledger, c.account.payment, c.account.options)
			expectCertified(t, &allocator, c.account, splits)
			expectError(t, err, fault{}, c.why)
			if got := turnText(splits); got != c.want {
				t.Errorf("%s: got %s, want %s", c.why, got, c.want)
			}
		})
	}
}

// TestInsuranceByClaim shows insurance that no procedure is named for.
func TestInsuranceByClaim(t *testing.T) {
	for _, c := range []struct {
		name   string
		totals []alloc.InsuranceTotal
		want   string
		why    string
	}{
		{"the crown's patient and provider", []alloc.InsuranceTotal{{Claim: 4, Patient: 1, Provider: 5, Amount: 40_00}}, "p11 6000, p12 5000, rest 9000 provider 0 clinic 0 type 501", "it lowers the crown"},
		{"the child's", []alloc.InsuranceTotal{{Claim: 4, Patient: 2, Amount: 40_00}}, "p11 10000, p12 1000, rest 9000 provider 0 clinic 0 type 501", "it lowers the filling"},
		{"paid and taken back", []alloc.InsuranceTotal{{Claim: 4, Patient: 1, Provider: 5, Amount: 40_00}, {Claim: 5, Patient: 1, Provider: 5, Amount: -40_00}},
			"p11 6000, p12 5000, rest 9000 provider 0 clinic 0 type 501", "what insurance took back is nobody's charge"},
		{"a stranger's", []alloc.InsuranceTotal{{Claim: 4, Patient: 7, Amount: 40_00}}, "p11 10000, p12 5000, rest 5000 provider 0 clinic 0 type 501", "it is not the family's"},
	} {
		a := creditAccount()
		a.ledger.Totals = c.totals
		var allocator alloc.Allocator
		splits, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
		expectCertified(t, &allocator, a, splits)
		expectError(t, err, fault{}, c.why)
		if got := turnText(splits); got != c.want {
			t.Errorf("%s: %s: got %s, want %s", c.name, c.why, got, c.want)
		}
	}
}

// TestWrongEarlierSplits lists what an earlier split must have.
func TestWrongEarlierSplits(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(s *alloc.EarlierSplit)
		want   fault
		why    string
	}{
		{"no id", func(s *alloc.EarlierSplit) { s.ID = 0 }, fault{"ledger.Splits[1].ID", money.ErrMissing}, "it orders them"},
		{"an id twice", func(s *alloc.EarlierSplit) { s.ID = 1 }, fault{"ledger.Splits[1].ID", money.ErrDuplicateID}, "a split is one row"},
		{"no patient", func(s *alloc.EarlierSplit) { s.Patient = 0 }, fault{"ledger.Splits[1].Patient", money.ErrMissing}, "whose money is it"},
		{"no date", func(s *alloc.EarlierSplit) { s.Date = notSet }, fault{"ledger.Splits[1].Date", money.ErrDateRequired}, "it orders them"},
		{"on an instalment of no plan", func(s *alloc.EarlierSplit) { s.PlanCharge = 4 }, fault{"ledger.Splits[1].Plan", money.ErrMissing}, "an instalment belongs to a plan"},
		{"of a debit that does not exist", func(s *alloc.EarlierSplit) { s.Debit = 9 }, fault{"ledger.Splits[1].Debit", alloc.ErrKind}, "interest or principal"},
		{"past the smallest amount", func(s *alloc.EarlierSplit) { s.Procedure, s.Amount = 11, -1<<63 }, fault{"ledger.Splits[1].Amount", money.ErrOverflow}, "the crown would owe more than fits"},
	} {
		expectRefused(t, creditAccount(earlier(1, func(*alloc.EarlierSplit) {}), earlier(2, c.change)), c.want, c.name+": "+c.why)
	}
	a := creditAccount()
	a.ledger.Totals = []alloc.InsuranceTotal{{Claim: 4, Amount: 1}}
	expectRefused(t, a, fault{"ledger.Totals[0].Patient", money.ErrMissing}, "whose claim is it")
}

// TestMoneyOnAnothersFee shows splits that name a fee of the dentist's: one of another
// provider, and one of a fee that is not in the ledger. Neither pays it, and both are loose.
func TestMoneyOnAnothersFee(t *testing.T) {
	a := onAccount(100, nil, adjustment(21, guarantor, "2024-05-01", 50_00))
	a.ledger.Splits = []alloc.EarlierSplit{
		{ID: 1, Patient: guarantor, Provider: hygienist, Adjustment: 21, Date: day("2024-05-02"), Amount: 10_00},
		{ID: 2, Patient: guarantor, Provider: dentist, Adjustment: 22, Date: day("2024-05-02"), Amount: 5_00},
	}
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "both were paid to somebody")
	expectCertified(t, &allocator, a, got.splits)
	expectRows(t, "charges owed", got.owed, []alloc.Owed{{Charge: alloc.Target{Kind: alloc.KindAdjustment, ID: 21}, Face: 50_00, Linked: 50_00, Before: 35_00, After: 34_00}}, "50.00 - 10.00 - 5.00, and 1.00 is paid")
}

// TestLayerNames holds the names of what loose money and a charge have in common.
func TestLayerNames(t *testing.T) {
	for layer, want := range map[alloc.Layer]string{
		0: "Layer(?)", alloc.ProviderPatientClinic: "provider, patient and clinic", alloc.SameClinic: "clinic", alloc.Anybody: "nothing", alloc.Anybody + 1: "Layer(?)", 99: "Layer(?)",
	} {
		if got := layer.String(); got != want {
			t.Errorf("layer %d is %q, want %q", layer, got, want)
		}
	}
}
