package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// crown and filling are the guarantor's and the child's treatment.
var crownAndFilling = []alloc.Procedure{procedure(1, guarantor, "2024-05-20", 10_000), procedure(2, child, "2024-05-21", 5000)}

// other gives an adjustment another owner.
func other(adj alloc.Adjustment, change func(a *alloc.Adjustment)) alloc.Adjustment {
	change(&adj)
	return adj
}

func byHygienist(adj *alloc.Adjustment) { adj.Provider = hygienist }
func atClinic8(adj *alloc.Adjustment)   { adj.Clinic = 8 }
func forSpouse(adj *alloc.Adjustment)   { adj.Patient = spouse }

func TestAttachedAdjustments(t *testing.T) {
	discount := attached(1, adjustment(31, guarantor, "2024-05-25", -1000))
	fee := attached(1, adjustment(32, guarantor, "2024-05-25", 700))
	planned := alloc.Procedure{ID: 3, Patient: guarantor, Provider: dentist, Date: day("2024-05-20"), Fee: 300, Status: alloc.TreatmentPlanned}
	expectPaid(t, []payCase{
		{"a discount", onAccount(20_000, crownAndFilling, discount),
			[]alloc.PaySplit{paid(1, guarantor, 9000), paid(2, child, 5000), kept(guarantor, 6000)}, nil,
			"the procedure owes that much less, and the discount is settled"},
		{"a fee", onAccount(20_000, crownAndFilling, fee),
			[]alloc.PaySplit{paid(1, guarantor, 10_700), paid(2, child, 5000), kept(guarantor, 4300)}, nil,
			"the procedure owes that much more; the fee, dated later, is paid with it and before the filling"},
		{"several", onAccount(20_000, crownAndFilling, discount, fee),
			[]alloc.PaySplit{paid(1, guarantor, 9700), paid(2, child, 5000), kept(guarantor, 5300)}, nil, "their sum"},
		{"a discount of all of it", onAccount(6000, crownAndFilling, attached(1, adjustment(31, guarantor, "2024-05-25", -10_000))),
			[]alloc.PaySplit{paid(2, child, 5000), kept(guarantor, 1000)}, nil, "a settled procedure gets no split"},
		{"dated before its procedure", onAccount(9000, crownAndFilling, attached(1, adjustment(31, guarantor, "2024-01-01", -1000))),
			[]alloc.PaySplit{paid(1, guarantor, 9000)}, nil, "what belongs together needs no order"},
		{"of zero", onAccount(100, crownAndFilling, attached(1, adjustment(31, guarantor, "2024-05-25", 0))),
			[]alloc.PaySplit{paid(1, guarantor, 100)}, nil, "nothing moves"},
		{"a procedure with a fee below zero", onAccount(100, []alloc.Procedure{procedure(1, guarantor, "2024-05-20", -200)}, attached(1, adjustment(31, guarantor, "2024-05-25", 250))),
			[]alloc.PaySplit{paid(1, guarantor, 50), kept(guarantor, 50)}, nil, "the sign of a fee is kept"},
		{"by another provider", onAccount(20_000, crownAndFilling, other(fee, byHygienist)),
			[]alloc.PaySplit{paid(1, guarantor, 10_000), paid(2, child, 5000), {Amount: 700, Patient: guarantor, Provider: hygienist, Adjustment: 32}, kept(guarantor, 4300)}, nil,
			"it stands alone: the money must reach the provider who earned it"},
		{"at another clinic", onAccount(20_000, crownAndFilling, other(fee, atClinic8)),
			[]alloc.PaySplit{paid(1, guarantor, 10_000), paid(2, child, 5000), {Amount: 700, Patient: guarantor, Provider: dentist, Clinic: 8, Adjustment: 32}, kept(guarantor, 4300)}, nil,
			"it stands alone"},
		{"of another patient", onAccount(20_000, crownAndFilling, other(fee, forSpouse)),
			[]alloc.PaySplit{paid(1, guarantor, 10_000), paid(2, child, 5000), paidAdjustment(32, spouse, 700), kept(guarantor, 4300)}, nil, "it stands alone"},
		{"to planned treatment", onAccount(500, []alloc.Procedure{planned}, attached(3, adjustment(32, guarantor, "2024-05-25", 700))),
			[]alloc.PaySplit{paidAdjustment(32, guarantor, 500)}, nil, "there is no charge to fold it into"},
		{"to the neighbour's treatment", onAccount(500, []alloc.Procedure{procedure(3, neighbour, "2024-05-20", 300)}, attached(3, adjustment(32, guarantor, "2024-05-25", 700))),
			[]alloc.PaySplit{paidAdjustment(32, guarantor, 500)}, nil, "there is no charge of this family to fold it into"},
		{"the neighbour's own", onAccount(10_000, crownAndFilling, other(discount, func(a *alloc.Adjustment) { a.Patient = neighbour })),
			[]alloc.PaySplit{paid(1, guarantor, 10_000)}, nil, "another guarantor's discount is no part of this account"},
	})
}

func TestMismatchedAdjustmentsCancelEachOther(t *testing.T) {
	fee := other(attached(1, adjustment(31, guarantor, "2024-05-25", 700)), byHygienist)
	discount := other(attached(1, adjustment(32, guarantor, "2024-05-26", -600)), byHygienist)
	apart := func(a *account) { a.options.Preferences.KeepAdjustmentsApart = true }
	want := []alloc.PaySplit{paid(1, guarantor, 10_000), paid(2, child, 5000), {Amount: 100, Patient: guarantor, Provider: hygienist, Adjustment: 31}, kept(guarantor, 4900)}
	expectPaid(t, []payCase{
		{"a fee and a discount", onAccount(20_000, crownAndFilling, fee, discount), want, nil,
			"both hang on the crown and are the hygienist's: the rest of the fee stands alone"},
		{"the discount first", onAccount(20_000, crownAndFilling, discount, fee), want, nil, "the order of rows plays no part"},
		{"with unattached ones kept apart", onAccount(20_000, crownAndFilling, fee, discount).with(apart), want, nil,
			"the setting is about unattached ones"},
		{"the procedure's own fold first", onAccount(20_000, crownAndFilling, fee, discount, attached(1, adjustment(33, guarantor, "2024-05-25", -1000))),
			append([]alloc.PaySplit{paid(1, guarantor, 9000)}, append(want[1:3:3], kept(guarantor, 5900))...), nil,
			"the dentist's discount lowers the crown and no fee of the hygienist's"},
	})
}

func TestUnattachedAdjustmentsCancelEachOther(t *testing.T) {
	late := adjustment(31, guarantor, "2024-05-10", 1500)
	later := adjustment(32, guarantor, "2024-05-12", 1500)
	waived := func(amount money.Amount) alloc.Adjustment { return adjustment(33, guarantor, "2024-05-11", amount) }
	expectPaid(t, []payCase{
		{"to the cent", onAccount(100, nil, late, waived(-1500)), []alloc.PaySplit{kept(guarantor, 100)}, nil, "the late fee is waived"},
		{"a part", onAccount(2000, nil, late, waived(-400)), []alloc.PaySplit{paidAdjustment(31, guarantor, 1100), kept(guarantor, 900)}, nil, "the rest is owed"},
		{"over two fees", onAccount(2000, nil, later, late, waived(-1600)), []alloc.PaySplit{paidAdjustment(32, guarantor, 1400), kept(guarantor, 600)}, nil,
			"the oldest fee first, although the discount is older than the second"},
		{"two discounts over two fees", onAccount(2000, nil, later, late, waived(-1600), adjustment(34, guarantor, "2024-05-13", -200)),
			[]alloc.PaySplit{paidAdjustment(32, guarantor, 1200), kept(guarantor, 800)}, nil, "where one discount ends the next goes on"},
		{"apart, without a discount", onAccount(2000, nil, late).with(func(a *account) { a.options.Preferences.KeepAdjustmentsApart = true }),
			[]alloc.PaySplit{paidAdjustment(31, guarantor, 1500), kept(guarantor, 500)}, nil, "a fee alone is a charge like any other"},
	})
}

// TestLooseCreditsLowerOtherCharges shows where a credit goes that belongs to no
// charge: to a procedure that has the most in common with it, and in the end to
// whatever is owed.
func TestLooseCreditsLowerOtherCharges(t *testing.T) {
	credit := adjustment(31, guarantor, "2024-05-25", -100)
	fee := adjustment(32, guarantor, "2024-05-25", 700)
	apart := func(a *account) { a.options.Preferences.KeepAdjustmentsApart = true }
	both := []alloc.PaySplit{paid(1, guarantor, 9900), paid(2, child, 5000), kept(guarantor, 5100)}
	rest := []alloc.PaySplit{paidAdjustment(32, guarantor, 600), kept(guarantor, 400)}
	expectPaid(t, []payCase{
		{"an unattached discount", onAccount(20_000, crownAndFilling, credit), both, nil, "patient, provider and clinic are the crown's"},
		{"beyond the fees", onAccount(100, nil, adjustment(31, guarantor, "2024-05-25", -701), fee), []alloc.PaySplit{kept(guarantor, 100)}, nil, "a cent is left, and nothing that it could lower"},
		{"kept apart from a fee", onAccount(1000, nil, credit, fee).with(apart), rest, nil, "they do not cancel, but in the end a credit lowers what is owed"},
		{"a fee of another provider", onAccount(1000, nil, fee, other(credit, byHygienist)), rest, nil, "nothing else is owed"},
		{"a fee at another clinic", onAccount(1000, nil, fee, other(credit, atClinic8)), rest, nil, "nothing else is owed"},
		{"a fee of another patient", onAccount(1000, nil, fee, other(credit, forSpouse)), rest, nil, "nothing else is owed"},
		{"attached, but by another provider", onAccount(20_000, crownAndFilling, other(attached(1, credit), byHygienist)), both, nil, "the oldest charge in the end"},
		{"the child's", onAccount(20_000, crownAndFilling, adjustment(31, child, "2024-05-25", -100)),
			[]alloc.PaySplit{paid(1, guarantor, 10_000), paid(2, child, 4900), kept(guarantor, 5100)}, nil, "the filling is the child's too"},
		{"more than the one it has most in common with", onAccount(20_000, crownAndFilling, adjustment(31, child, "2024-05-25", -5100)),
			[]alloc.PaySplit{paid(1, guarantor, 9900), kept(guarantor, 10_100)}, nil, "50.00 to the filling, and the rest to the crown of the same provider"},
		{"a fee below zero", onAccount(20_000, append([]alloc.Procedure{procedure(9, guarantor, "2024-05-19", -200)}, crownAndFilling...)),
			[]alloc.PaySplit{paid(1, guarantor, 9800), paid(2, child, 5000), kept(guarantor, 5200)}, nil, "treatment may be a credit"},
		{"with a payment below zero", onAccount(-100, crownAndFilling, credit), []alloc.PaySplit{kept(guarantor, -100)}, nil, "a payment below zero pays nothing"},
	})
}

// TestTheNeighboursCreditIsNotOurs checks that a credit of another guarantor
// stops nobody.
func TestTheNeighboursCreditIsNotOurs(t *testing.T) {
	expectPaid(t, []payCase{{"a discount of the neighbour's", onAccount(100, crownAndFilling, adjustment(31, neighbour, "2024-05-25", -100)),
		[]alloc.PaySplit{paid(1, guarantor, 100)}, nil, "it is on another account"}})
}

// TestDiscountBeyondTheFee shows that a discount which exceeds its procedure
// settles it and no more: no patient has paid the excess, so it is nobody's
// credit, with insurance or without.
func TestDiscountBeyondTheFee(t *testing.T) {
	discount := attached(2, adjustment(31, child, "2024-05-25", -5001))
	settled := []alloc.PaySplit{paid(1, guarantor, 10_000), kept(guarantor, 50)}
	finding := func(amount money.Amount) []alloc.Warning {
		return []alloc.Warning{{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: 2}, Amount: amount, Err: alloc.ErrInsuranceOverpaid}}
	}
	withInsurance := []alloc.Procedure{crownAndFilling[0], insured(crownAndFilling[1], alloc.ClaimRow{Status: alloc.Received, InsPayAmt: 1})}
	expectPaid(t, []payCase{
		{"without insurance", onAccount(10_050, crownAndFilling, discount), settled, finding(1), "5000 - 5001 = -1"},
		{"with a cent of insurance", onAccount(10_050, withInsurance, discount), settled, finding(2), "5000 - 1 - 5001 = -2"},
	})
}
