package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// The people of the tables: a guarantor, two who are on that bill, and one who
// is not.
const (
	guarantor, spouse, child, neighbour = 1, 2, 3, 4
	dentist, hygienist                  = 5, 6
	prepayment                          = 501 // the unearned type
)

// everyone is the family of the tables and its neighbour.
var everyone = []alloc.Member{{ID: guarantor, Guarantor: guarantor}, {ID: spouse, Guarantor: guarantor}, {ID: child, Guarantor: guarantor}, {ID: neighbour, Guarantor: neighbour}}

// procedure is treatment by the dentist.
func procedure(id, patient int64, on string, fee money.Amount) alloc.Procedure {
	return alloc.Procedure{ID: id, Patient: patient, Provider: dentist, Date: day(on), Fee: fee}
}

// adjustment is a fee, or a discount below zero, of the dentist's.
func adjustment(id, patient int64, on string, amount money.Amount) alloc.Adjustment {
	return alloc.Adjustment{ID: id, Patient: patient, Provider: dentist, Date: day(on), Amount: amount}
}

// attached hangs an adjustment on a procedure.
func attached(to int64, adj alloc.Adjustment) alloc.Adjustment {
	adj.Procedure = to
	return adj
}

// insured adds claim rows to a procedure.
func insured(p alloc.Procedure, rows ...alloc.ClaimRow) alloc.Procedure {
	p.Claims = rows
	return p
}

// paid is the split of a payment to the dentist for a procedure.
func paid(id, patient int64, amount money.Amount) alloc.PaySplit {
	return alloc.PaySplit{Amount: amount, Patient: patient, Provider: dentist, Procedure: id}
}

// paidAdjustment is the same for an adjustment.
func paidAdjustment(id, patient int64, amount money.Amount) alloc.PaySplit {
	return alloc.PaySplit{Amount: amount, Patient: patient, Provider: dentist, Adjustment: id}
}

// kept is the split of money that no charge took.
func kept(patient int64, amount money.Amount) alloc.PaySplit {
	return alloc.PaySplit{Amount: amount, Patient: patient, Unearned: prepayment}
}

// onAccount is an account on which the guarantor pays an amount on 10 June 2024.
func onAccount(amount money.Amount, procedures []alloc.Procedure, adjustments ...alloc.Adjustment) account {
	return account{
		ledger:  alloc.Ledger{Family: everyone, Procedures: procedures, Adjustments: adjustments, Unearned: alloc.UnearnedTypes{Prepayment: prepayment}},
		payment: alloc.Payment{Patient: guarantor, Amount: amount, Date: day("2024-06-10")},
		options: alloc.Options{Today: day("2024-06-10")},
	}
}

// with changes an account.
func (a account) with(change func(a *account)) account {
	change(&a)
	return a
}

// payCase is an account and what becomes of the payment.
type payCase struct {
	name     string
	account  account
	want     []alloc.PaySplit
	warnings []alloc.Warning
	why      string
}

// expectPaid runs the cases of a table.
func expectPaid(t *testing.T, cases []payCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var allocator alloc.Allocator
			got := pay(&allocator, c.account)
			expectError(t, got.err, fault{}, c.why)
			expectRows(t, "splits", got.splits, c.want, c.why)
			expectRows(t, "warnings", withoutOutside(got.warnings), c.warnings, c.why)
			expectCertified(t, &allocator, c.account, got.splits)
		})
	}
}

// expectCertified checks that what an allocator has just paid can be verified.
func expectCertified(t *testing.T, allocator *alloc.Allocator, a account, splits []alloc.PaySplit) {
	t.Helper()
	err := alloc.Verify(&a.ledger, a.payment, a.options, splits, allocator.AppendCertificate(alloc.Certificate{}))
	expectError(t, err, fault{}, "what was paid can be verified")
}

// withoutOutside leaves out the warnings of charges outside the family, which
// TestChargesOutsideTheFamily is about.
func withoutOutside(warnings []alloc.Warning) []alloc.Warning {
	return slices.DeleteFunc(warnings, func(w alloc.Warning) bool { return w.Err == alloc.ErrOutsideFamily })
}

// TestChargesOutsideTheFamily shows that a charge which is on nobody of the
// payer's family plays no part, and that somebody is told: a mistyped patient
// must not make a bill disappear.
func TestChargesOutsideTheFamily(t *testing.T) {
	a := onAccount(100, []alloc.Procedure{procedure(9, 77, "2024-05-20", 400), procedure(3, neighbour, "2024-05-20", 300)},
		adjustment(5, 77, "2024-05-20", -50))
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectRows(t, "splits", got.splits, []alloc.PaySplit{kept(guarantor, 100)}, "nothing of it is owed here")
	expectRows(t, "warnings", got.warnings, []alloc.Warning{
		{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: 3}, Amount: 300, Err: alloc.ErrOutsideFamily},
		{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: 9}, Amount: 400, Err: alloc.ErrOutsideFamily},
		{Charge: alloc.Target{Kind: alloc.KindAdjustment, ID: 5}, Amount: -50, Err: alloc.ErrOutsideFamily},
	}, "procedures and then adjustments, by id, whatever their rows")
}

// TestWhoIsInTheFamily shows whose charges a payment pays.
func TestWhoIsInTheFamily(t *testing.T) {
	theirs := []alloc.Procedure{procedure(1, 1, "2024-05-20", 10), procedure(2, 2, "2024-05-20", 20), procedure(3, 3, "2024-05-20", 40)}
	for _, c := range []struct {
		family []alloc.Member
		payer  int64
		want   money.Amount
		why    string
	}{
		{[]alloc.Member{{ID: 1, Guarantor: 1}, {ID: 2, Guarantor: 1}, {ID: 3, Guarantor: 3}}, 2, 30, "one guarantor, one family"},
		{[]alloc.Member{{ID: 1}, {ID: 2}, {ID: 3}}, 2, 70, "who is listed without a guarantor belongs"},
		{[]alloc.Member{{ID: 1}, {ID: 2, Guarantor: 1}, {ID: 3, Guarantor: 3}}, 1, 30, "a payer without one is the guarantor"},
		{[]alloc.Member{{ID: 1, Guarantor: 9}, {ID: 2, Guarantor: 1}, {ID: 3}}, 2, 70, "the guarantor belongs, whoever answers for them"},
	} {
		a := onAccount(1000, theirs)
		a.ledger.Family, a.payment.Patient = c.family, c.payer
		var allocator alloc.Allocator
		got := pay(&allocator, a)
		expectError(t, got.err, fault{}, c.why)
		expectAmount(t, "paid", 1000-got.summary.Unallocated, c.want, c.why)
	}
}

// threeFillings belong to three people of one family, and a crown to nobody of
// it.
var threeFillings = []alloc.Procedure{
	procedure(13, child, "2024-05-20", 6000), procedure(11, guarantor, "2024-05-22", 4000),
	procedure(12, spouse, "2024-05-21", 5000), procedure(14, neighbour, "2024-05-01", 90000),
}

func TestPayWalksOneQueueForTheFamily(t *testing.T) {
	sameDay := []alloc.Procedure{procedure(22, spouse, "2024-05-20", 100), procedure(21, child, "2024-05-20", 200)}
	expectPaid(t, []payCase{
		{"by date, whoever it was done for", onAccount(15000, threeFillings),
			[]alloc.PaySplit{paid(13, child, 6000), paid(12, spouse, 5000), paid(11, guarantor, 4000)}, nil,
			"members have no rank: the child's is the oldest"},
		{"the payer's own come last here", onAccount(11000, threeFillings),
			[]alloc.PaySplit{paid(13, child, 6000), paid(12, spouse, 5000)}, nil, "who pays plays no part in what is paid"},
		{"paid by the child", onAccount(7000, threeFillings).with(func(a *account) { a.payment.Patient = child }),
			[]alloc.PaySplit{paid(13, child, 6000), paid(12, spouse, 1000)}, nil, "any member pays for the whole family"},
		{"paid by the neighbour", onAccount(7000, threeFillings).with(func(a *account) { a.payment.Patient = neighbour }),
			[]alloc.PaySplit{paid(14, neighbour, 7000)}, nil, "the neighbour is a family of one"},
		{"for somebody who is not on the ledger", onAccount(100, []alloc.Procedure{procedure(15, 88, "2024-05-01", 100)}),
			[]alloc.PaySplit{kept(guarantor, 100)}, nil, "whose guarantor is unknown is not in the family"},
		{"procedures before adjustments of one day", onAccount(350, sameDay, adjustment(1, guarantor, "2024-05-20", 300)),
			[]alloc.PaySplit{paid(21, child, 200), paid(22, spouse, 100), paidAdjustment(1, guarantor, 50)}, nil,
			"the lower id first among procedures, and then the late fee, although its id is the lowest"},
		{"an older adjustment", onAccount(350, sameDay, adjustment(1, guarantor, "2024-05-19", 300)),
			[]alloc.PaySplit{paidAdjustment(1, guarantor, 300), paid(21, child, 50)}, nil,
			"finance charges and late fees stand in the queue by date like treatment"},
		{"a procedure and an adjustment of one id", onAccount(400, []alloc.Procedure{procedure(21, child, "2024-05-20", 200)}, adjustment(21, spouse, "2024-05-20", 100)),
			[]alloc.PaySplit{paid(21, child, 200), paidAdjustment(21, spouse, 100), kept(guarantor, 100)}, nil,
			"they are numbered apart"},
		{"treatment that is planned", onAccount(400, []alloc.Procedure{{ID: 1, Patient: child, Provider: dentist, Date: day("2024-05-20"), Fee: 300, Status: alloc.TreatmentPlanned}}),
			[]alloc.PaySplit{kept(guarantor, 400)}, nil, "what was not done is not owed"},
		{"1970-01-01 is a day", onAccount(150, []alloc.Procedure{procedure(1, child, "1970-01-02", 100), {ID: 2, Patient: child, Provider: dentist, Fee: 100}}),
			[]alloc.PaySplit{paid(2, child, 100), paid(1, child, 50)}, nil, "the zero date.Date is not unset"},
	})
}

func TestPayComparesNoChargeWithThePaymentDate(t *testing.T) {
	later := []alloc.Procedure{procedure(1, child, "2024-06-15", 100)}
	expectPaid(t, []payCase{
		{"a charge of the 15th paid on the 10th", onAccount(100, later), []alloc.PaySplit{paid(1, child, 100)}, nil,
			"completed treatment that is dated after today is payable"},
		{"a payment dated years back", onAccount(100, later).with(func(a *account) { a.payment.Date = date.Date{} }),
			[]alloc.PaySplit{paid(1, child, 100)}, nil, "1970-01-01 is a date of payment"},
		{"the same day as the payment", onAccount(100, later).with(func(a *account) { a.payment.Date, a.options.Today = day("2024-06-15"), day("2024-06-15") }),
			[]alloc.PaySplit{paid(1, child, 100)}, nil, "today is not the future"},
	})
}

func TestPaySplitsCarryTheirCharge(t *testing.T) {
	cleaning := alloc.Procedure{ID: 1, Patient: child, Provider: hygienist, Clinic: 8, Date: day("2024-05-20"), Fee: 100}
	fee := alloc.Adjustment{ID: 2, Patient: spouse, Provider: 0, Clinic: 9, Date: day("2024-05-21"), Amount: 50}
	expectPaid(t, []payCase{
		{"patient, provider and clinic", onAccount(150, []alloc.Procedure{cleaning}, fee).with(func(a *account) { a.payment.Clinic = 7 }),
			[]alloc.PaySplit{{Amount: 100, Patient: child, Provider: hygienist, Clinic: 8, Procedure: 1}, {Amount: 50, Patient: spouse, Clinic: 9, Adjustment: 2}}, nil,
			"they are the charge's, not the payment's"},
	})
}

func TestPayKeepsTheRestUnearned(t *testing.T) {
	filling := []alloc.Procedure{procedure(1, child, "2024-05-20", 100)}
	atClinic := func(a *account) { a.payment.Clinic, a.payment.Patient = 7, spouse }
	rest := alloc.PaySplit{Amount: 25, Patient: spouse, Clinic: 7, Unearned: prepayment}
	nowhere := rest
	nowhere.Clinic = 0
	expectPaid(t, []payCase{
		{"an overpayment", onAccount(125, filling).with(atClinic), []alloc.PaySplit{paid(1, child, 100), rest}, nil,
			"one split: the payer's, at the payment's clinic, for no provider, because nobody has earned it"},
		{"an overpayment without clinics", onAccount(125, filling).with(atClinic).with(func(a *account) { a.options.Preferences.NoClinics = true }),
			[]alloc.PaySplit{paid(1, child, 100), nowhere}, nil, "an office without clinics has money in none"},
		{"to the cent", onAccount(100, filling), []alloc.PaySplit{paid(1, child, 100)}, nil, "no split of zero"},
		{"nothing owed", onAccount(100, nil), []alloc.PaySplit{kept(guarantor, 100)}, nil, "all of it"},
		{"a payment below zero", onAccount(-60, filling).with(atClinic), []alloc.PaySplit{{Amount: -60, Patient: spouse, Clinic: 7, Unearned: prepayment}}, nil,
			"money taken back is unearned income taken back, whatever is owed"},
		{"a payment below zero, nothing owed", onAccount(-60, nil), []alloc.PaySplit{kept(guarantor, -60)}, nil, "the same"},
		{"the least payment", onAccount(money.MinAmount, filling), []alloc.PaySplit{kept(guarantor, money.MinAmount)}, nil, "nothing wraps"},
		{"the largest amounts", onAccount(money.MaxAmount, []alloc.Procedure{procedure(1, child, "2024-05-20", money.MaxAmount), procedure(2, child, "2024-05-20", money.MaxAmount)}),
			[]alloc.PaySplit{paid(1, child, money.MaxAmount)}, nil, "what the family owes together does not fit in 64 bits, and need not"},
		{"no unearned type", onAccount(100, nil).with(func(a *account) { a.ledger.Unearned.Prepayment = 0 }), []alloc.PaySplit{{Amount: 100, Patient: guarantor}}, nil,
			"a ledger that names no type gets a split without one"},
	})
}

func TestPayUnallocatedIsWhatNoChargeTook(t *testing.T) {
	filling := []alloc.Procedure{procedure(1, child, "2024-05-20", 100)}
	for amount, want := range map[money.Amount]money.Amount{125: 25, 100: 0, 1: 0, -60: -60} {
		a := onAccount(amount, filling)
		_, summary, err := alloc.Pay(&a.ledger, a.payment, a.options)
		expectError(t, err, fault{}, "no fault in it")
		expectAmount(t, "unallocated", summary.Unallocated, want, "the amount of the unearned split")
	}
}
