package alloc_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// turnAccount is a family of two with four procedures, one of them planned, and a
// late fee. Patient 1 pays.
func turnAccount() account {
	procedure := func(id, patient int64, on string, fee money.Amount) alloc.Procedure {
		return alloc.Procedure{ID: id, Patient: patient, Provider: 5, Date: day(on), Fee: fee}
	}
	planned := procedure(14, 1, "2024-01-05", 80_00)
	planned.Status, planned.Discount = alloc.TreatmentPlanned, 10_00
	return account{
		ledger: alloc.Ledger{
			Family:      []alloc.Member{{ID: 1}, {ID: 2, Guarantor: 1}},
			Procedures:  []alloc.Procedure{procedure(11, 2, "2024-01-01", 40_00), procedure(12, 1, "2024-01-02", 50_00), procedure(13, 2, "2024-01-03", 60_00), planned},
			Adjustments: []alloc.Adjustment{{ID: 21, Patient: 1, Provider: 5, Date: day("2024-01-04"), Amount: 15_00}},
			Unearned:    alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 502},
		},
		payment: alloc.Payment{Patient: 1, Clinic: 3, Amount: 100_00, Date: day("2024-06-10"), PatientProvider: 9},
		options: alloc.Options{Today: day("2024-06-15")},
	}
}

// turnText writes splits as they come: what is paid, how much, and the unearned
// type where there is one.
func turnText(splits []alloc.PaySplit) string {
	var parts []string
	for _, s := range splits {
		part := fmt.Sprintf("p%d %d", s.Procedure, s.Amount)
		switch {
		case s.Adjustment != 0:
			part = fmt.Sprintf("a%d %d", s.Adjustment, s.Amount)
		case s.Procedure == 0:
			part = fmt.Sprintf("rest %d provider %d clinic %d", s.Amount, s.Provider, s.Clinic)
		}
		if s.Unearned != 0 {
			part += fmt.Sprintf(" type %d", s.Unearned)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// TestWhoseTurnItIs shows what a payer may ask for, and what that does to the
// queue.
func TestWhoseTurnItIs(t *testing.T) {
	cases := []struct {
		name        string
		change      func(a *account)
		want        string
		unallocated money.Amount
		why         string
	}{
		{"nothing asked", func(*account) {}, "p11 4000, p12 5000, p13 1000", 0, "the family's charges by date"},
		{"a chosen procedure", func(a *account) { a.options.Procedures = []int64{13} }, "p13 6000, p11 4000", 0, "it goes first, and the rest of the money on as ever"},
		{"two chosen", func(a *account) { a.options.Procedures = []int64{13, 12} }, "p12 5000, p13 5000", 0, "by date, not in the order of the list"},
		{"chosen twice", func(a *account) { a.options.Procedures = []int64{13, 13} }, "p13 6000, p11 4000", 0, "once is enough"},
		{"not of the family", func(a *account) { a.options.Procedures = []int64{99} }, "p11 4000, p12 5000, p13 1000", 0, "it plays no part"},
		{"more money than charges", func(a *account) { a.options.Procedures, a.payment.Amount = []int64{13}, 200_00 },
			"p13 6000, p11 4000, p12 5000, a21 1500, rest 3500 provider 0 clinic 3 type 501", 35_00, "35.00 are left"},
		{"planned and not loaded", func(a *account) { a.options.Procedures = []int64{14} }, "p11 4000, p12 5000, p13 1000", 0, "it is not on the account"},
		{"planned and chosen", func(a *account) {
			a.options.Procedures, a.options.Preferences.PrepayTreatmentPlanned = []int64{14}, true
		},
			"p14 7000 type 502, p11 3000", 70_00, "80.00 less 10.00, and not earned before it is done"},
		{"planned and not chosen", func(a *account) { a.options.Preferences.PrepayTreatmentPlanned, a.payment.Amount = true, 200_00 },
			"p11 4000, p12 5000, p13 6000, a21 1500, rest 3500 provider 0 clinic 3 type 501", 35_00, "it is never paid by itself"},
		{"own charges first", func(a *account) { a.options.OwnFirst = true }, "p12 5000, a21 1500, p11 3500", 0, "the payer's by date, then the rest of the family"},
		{"chosen before own", func(a *account) { a.options.OwnFirst, a.options.Procedures = true, []int64{13} }, "p13 6000, p12 4000", 0, "what was asked for by name goes first"},
		{"a prepayment", func(a *account) { a.options.Prepayment, a.options.Procedures = true, []int64{13} },
			"rest 10000 provider 0 clinic 3 type 501", 100_00, "no charge is paid, whatever was chosen"},
		{"manual", func(a *account) { a.options.Mode = alloc.Manual }, "rest 10000 provider 9 clinic 3", 100_00, "nothing is paid by itself, and nothing is unearned"},
		{"manual and chosen", func(a *account) { a.options.Mode, a.options.Procedures = alloc.Manual, []int64{13} }, "p13 6000, rest 4000 provider 9 clinic 3", 40_00, "what was chosen is paid"},
		{"manual prepayment", func(a *account) { a.options.Mode, a.options.Prepayment = alloc.Manual, true }, "rest 10000 provider 0 clinic 3 type 501", 100_00, "a prepayment is unearned in every mode"},
		{"enforced", func(a *account) { a.options.Mode = alloc.Enforce }, "p11 4000, p12 5000, p13 1000", 0, "as without a mode"},
		{"money taken back", func(a *account) { a.options.Procedures, a.payment.Amount = []int64{13}, -20_00 }, "rest -2000 provider 0 clinic 3 type 501", -20_00, "from no charge"},
		{"a suggestion of money taken back", func(a *account) { a.options.SuggestOnly, a.payment.Amount = true, -20_00 }, "", 0, "charges are there, and none of them gives money back"},
		{"a suggestion of money taken back from nobody", func(a *account) {
			a.options.SuggestOnly, a.payment.Amount, a.ledger.Procedures, a.ledger.Adjustments = true, -20_00, nil, nil
		}, "rest -2000 provider 0 clinic 3 type 501", -20_00, "no charge is there"},
		{"a suggestion of money taken back where nothing is owed", func(a *account) {
			a.options.SuggestOnly, a.payment.Amount, a.ledger.Procedures, a.ledger.Adjustments = true, -20_00, a.ledger.Procedures[:1], nil
			a.ledger.Procedures[0].Fee = 0
		}, "rest -2000 provider 0 clinic 3 type 501", -20_00, "a charge of nothing is nobody's debt"},
		{"a suggestion with money left", func(a *account) { a.options.SuggestOnly, a.payment.Amount = true, 170_00 },
			"p11 4000, p12 5000, p13 6000, a21 1500, rest 500 provider 0 clinic 3 type 501", 5_00, "it is a part of the suggestion"},
		{"a manual suggestion", func(a *account) { a.options.SuggestOnly, a.options.Mode = true, alloc.Manual }, "", 0, "there is none"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := turnAccount()
			c.change(&a)
			var allocator alloc.Allocator
			splits, s, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
			expectError(t, err, fault{}, c.why)
			expectCertified(t, &allocator, a, splits)
			if got := turnText(splits); got != c.want {
				t.Errorf("%s: got %s, want %s", c.why, got, c.want)
			}
			expectAmount(t, "unallocated", s.Unallocated, c.unallocated, c.why)
		})
	}
}

func TestNoSuchMode(t *testing.T) {
	a := turnAccount()
	a.options.Mode = 9
	_, _, err := alloc.Pay(&a.ledger, a.payment, a.options)
	expectError(t, err, fault{"options.Mode", alloc.ErrKind}, "not one of three")
}

// asked adds to an account what a payer may ask for.
func asked(data []byte) account {
	a := readAccount(data)
	r := a.random
	a.options.OwnFirst, a.options.Prepayment, a.options.SuggestOnly = r.IntN(3) == 0, r.IntN(12) == 0, r.IntN(6) == 0
	a.options.Mode = []alloc.Mode{alloc.Auto, alloc.Auto, alloc.Enforce, alloc.Manual}[r.IntN(4)]
	a.options.Preferences.PrepayTreatmentPlanned = r.IntN(2) == 0
	a.payment.PatientProvider, a.ledger.Unearned.TreatmentPlan = int64(r.IntN(3)), 502
	for range r.IntN(4) {
		if n := len(a.ledger.Procedures); n > 0 && r.IntN(5) > 0 {
			a.options.Procedures = append(a.options.Procedures, a.ledger.Procedures[r.IntN(n)].ID)
		} else {
			a.options.Procedures = append(a.options.Procedures, int64(r.IntN(9)))
		}
	}
	return a
}

// holdTurns is the law that what is asked for changes turns alone: what is owed
// before is the same, each charge of a turn is paid in full before the next gets
// anything, turns come one after the other, and the splits sum to the payment but
// for what a suggestion leaves.
func holdTurns(t rapid.TB, data []byte) {
	a := asked(data)
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	plain := a
	plain.options = alloc.Options{Today: a.options.Today, Preferences: a.options.Preferences, Explain: true}
	want := pay(&allocator, plain)
	if (got.err == nil) != (want.err == nil) {
		t.Fatalf("%v, and %v without what was asked for", got.err, want.err)
	}
	if got.err != nil {
		return
	}
	left := a.payment.Amount
	turns := slowTurns(a, got.owed)
	paid := map[alloc.Target]money.Amount{}
	for _, s := range got.splits {
		left -= s.Amount
		if s.Procedure != 0 || s.Adjustment != 0 {
			paid[targetOf(s)] += s.Amount
		}
	}
	expectAmount(t, "what is not placed", left, slowUnplaced(a, turns), "the sum of the splits")
	rest := max(0, a.payment.Amount)
	for at, turn := range turns {
		for _, o := range turn {
			amount := min(rest, o.Before)
			rest -= amount
			lowered := at == 0 && o.After >= 0 && o.After < o.Before-amount // by loose money, after its turn
			if paid[o.Charge] != amount || o.After != o.Before-amount && !lowered {
				t.Fatalf("%+v: %d is paid of %+v, want %d", a.options, paid[o.Charge], o, amount)
			}
			delete(paid, o.Charge)
		}
	}
	for target, amount := range paid {
		t.Fatalf("%+v: %d is paid of %+v, whose turn never comes", a.options, amount, target)
	}
	for i := range got.owed { // loose money goes elsewhere where something is chosen or goes first
		loose := len(a.ledger.Splits)+len(a.ledger.Totals) > 0 || slices.ContainsFunc(want.steps, func(s alloc.Step) bool { return s.Rule == alloc.StepLoose })
		if got.owed[i].Charge != want.owed[i].Charge || !loose && got.owed[i].Before != want.owed[i].Before {
			t.Fatalf("%+v owes %+v, and %+v without what was asked for", a.options, got.owed[i], want.owed[i])
		}
	}
}

// slowTurns returns the charges that may be paid, turn by turn.
func slowTurns(a account, owed []alloc.Owed) (turns [3][]alloc.Owed) {
	if a.options.Prepayment {
		return turns
	}
	patients, planned := map[alloc.Target]int64{}, map[alloc.Target]bool{}
	for _, p := range a.ledger.Procedures {
		target := alloc.Target{Kind: alloc.KindProcedure, ID: p.ID}
		patients[target], planned[target] = p.Patient, p.Status == alloc.TreatmentPlanned
	}
	for _, adj := range a.ledger.Adjustments {
		patients[alloc.Target{Kind: alloc.KindAdjustment, ID: adj.ID}] = adj.Patient
	}
	for _, o := range owed {
		switch {
		case o.Before <= 0:
		case o.Charge.Kind == alloc.KindProcedure && slices.Contains(a.options.Procedures, o.Charge.ID):
			turns[0] = append(turns[0], o)
		case planned[o.Charge], a.options.Mode == alloc.Manual:
		case a.options.OwnFirst && patients[o.Charge] == a.payment.Patient:
			turns[1] = append(turns[1], o)
		default:
			turns[2] = append(turns[2], o)
		}
	}
	return turns
}

// slowUnplaced returns what a suggestion leaves unplaced: everything that is left
// in manual mode, and money taken back where charges are there.
func slowUnplaced(a account, turns [3][]alloc.Owed) money.Amount {
	left, owing := a.payment.Amount, false
	for _, o := range slices.Concat(turns[:]...) {
		owing = true
		left -= max(0, min(left, o.Before))
	}
	if a.options.SuggestOnly && (a.options.Mode == alloc.Manual || left < 0 && owing) {
		return left
	}
	return 0
}

func TestTurnsAreTaken(t *testing.T) { law(holdTurns).check(t, familyTape) }

func FuzzTurns(f *testing.F) {
	familyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { holdTurns(t, data[:min(len(data), familyTape.longest())]) })
}

// TestAChoiceThatPlaysNoPartIsReported shows that money which goes elsewhere than the
// payer asked does not go there without a word.
func TestAChoiceThatPlaysNoPartIsReported(t *testing.T) {
	a := turnAccount()
	a.options.Procedures = []int64{99, 14, 12} // unknown; planned, which the office does not allow; Ana's own
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectRows(t, "warnings", got.warnings, []alloc.Warning{
		{Charge: alloc.Target{ID: 99}, Err: alloc.ErrChosenAside}, {Charge: alloc.Target{ID: 14}, Err: alloc.ErrChosenAside},
	}, "12 is paid first, the others are left out")
}
