package alloc_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// readTarget reads p11, a21, i41, m41 (principal), s1 or t4 (insurance by claim).
func readTarget(text string) (target alloc.Target) {
	kinds := map[byte]alloc.Kind{'p': alloc.KindProcedure, 'a': alloc.KindAdjustment, 'i': alloc.KindInterest, 'm': alloc.KindPrincipal, 's': alloc.KindSplit, 't': alloc.KindTotal}
	target.Kind = kinds[text[0]]
	if _, err := fmt.Sscan(text[1:], &target.ID); err != nil {
		panic(err)
	}
	return target
}

// readCertificate reads charges, "m41>p11 3000 2800" for principal of instalment 41
// that pays for procedure 11, its face and what is linked, separated by commas; and
// reductions, "s1>0 500/6" for what split 1 took off the first charge in the sixth
// layer, "a2>0 500" for what charge number 2 did in the last. Nothing is paid.
func readCertificate(charges, reductions string) (c alloc.Certificate) {
	for text := range strings.SplitSeq(charges, ", ") {
		var o alloc.Owed
		var target string
		if _, err := fmt.Sscan(text, &target, &o.Face, &o.Linked); err != nil {
			panic(text + ": " + err.Error())
		}
		target, of, isPart := strings.Cut(target, ">")
		if o.Charge = readTarget(target); isPart {
			o.Of = readTarget(of)
		}
		o.Before, o.After = o.Linked, o.Linked
		c.Owed = append(c.Owed, o)
	}
	if reductions == "" {
		return c
	}
	for text := range strings.SplitSeq(reductions, ", ") {
		var by string
		r := alloc.Reduction{From: -1, Layer: alloc.Anybody}
		text, layer, is := strings.Cut(text, "/")
		if is {
			r.Layer = alloc.Layer(layer[0] - '0')
		}
		if _, err := fmt.Sscanf(strings.Replace(text, ">", " ", 1), "%s %d %d", &by, &r.To, &r.Amount); err != nil {
			panic(text + ": " + err.Error())
		}
		if r.By = readTarget(by); by[0] == 'a' {
			r.From = int32(r.By.ID)
			r.By = c.Owed[r.From].Charge
			c.Owed[r.From].Before += r.Amount
			c.Owed[r.From].After += r.Amount
		}
		c.Owed[r.To].Before -= r.Amount
		c.Owed[r.To].After -= r.Amount
		c.Reductions = append(c.Reductions, r)
	}
	return c
}

// planCase is what an account with plans owes.
type planCase struct {
	name       string
	account    account
	owed       string
	reductions string
	why        string
}

var planCases = []planCase{
	{"a dynamic plan", planAccount(), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "the crown is on the plan, of which 32.00 were charged"},
	{"a patient of the family, a payer who is none", planAccount(func(a *account) { a.ledger.Plans[0].Guarantor = 9 }),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "it stands in the family's queue"},
	{"a stranger's plan and treatment that the payer pays", planAccount(func(a *account) {
		a.ledger.Plans[0].Patient, a.ledger.Plans[0].Guarantor, a.ledger.Procedures[0].Patient = 7, 1, 7
	}), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "the treatment is on the account with the plan"},
	{"a stranger's plan", planAccount(func(a *account) { a.ledger.Plans[0].Patient = 7 }), "p11 10000 10000, p12 5000 5000", "", "it is nobody's here"},
	{"a plan that another of the family pays", planAccount(func(a *account) { a.ledger.Plans[0].Patient, a.ledger.Plans[0].Guarantor = 7, 2 }), "p11 10000 10000, p12 5000 5000", "", "the payer does not"},
	{"due after today", planAccount(charge(alloc.PlanCharge{ID: 42, Date: day("2024-06-16"), Principal: 20_00, Interest: 1_00, Procedure: 11})),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000, i42 100 0, m42>p11 2000 0", "", "it is not owed yet"},
	{"due after today and paid ahead", planAccount(charge(alloc.PlanCharge{ID: 42, Date: day("2024-06-16"), Principal: 20_00, Procedure: 11}), func(a *account) { a.options.Strategy.Future = alloc.FutureNext }),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000, m42>p11 2000 2000", "", "the strategy pays it"},
	{"an override", planAccount(link(alloc.PlanLink{Procedure: 11, Override: 20_00})), "p11 10000 8000, p12 5000 5000, i41 200 200, m41 1000 1000, m41>p11 2000 2000", "",
		"the plan took 20.00, and 10.00 of the instalment are for nothing: the smaller part first"},
	{"an override above the fee", planAccount(link(alloc.PlanLink{Procedure: 11, Override: 120_00})), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "no more than the fee is taken"},
	{"a fee attached to it", planAccount(adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 5, Clinic: 3, Amount: 10_00, Procedure: 11})),
		"p11 10000 0, p12 5000 5000, a21 1000 0, i41 200 200, m41>p11 3000 3000", "", "the fee goes onto the plan too"},
	{"another's fee on it", planAccount(adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 6, Amount: 10_00, Procedure: 11})),
		"p11 10000 0, p12 5000 5000, a21 1000 1000, i41 200 200, m41>p11 3000 3000", "", "it is worth more, but the fee stands alone"},
	{"another's discount on it", planAccount(adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 6, Amount: -10_00, Procedure: 11})),
		"p11 10000 1000, p12 5000 5000, a21 -1000 -1000, i41 200 200, m41>p11 3000 3000", "a2>0 1000", "90.00 are taken, and the discount lowers the rest"},
	{"paid before", planAccount(onPlan(1, 20_00, func(s *alloc.EarlierSplit) { s.Plan, s.Procedure = 0, 11 })), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "80.00 are taken, and 20.00 were paid"},
	{"a charge above what it is worth", planAccount(onPlan(1, 75_00, func(s *alloc.EarlierSplit) { s.Plan, s.Procedure = 0, 11 })),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41 500 500, m41>p11 2500 2500", "", "25.00 are left to pay for it"},
	{"treatment that is not done", planAccount(link(alloc.PlanLink{Procedure: 13}), func(a *account) { a.ledger.PlanCharges[0].Procedure = 13 }),
		"p11 10000 10000, p12 5000 5000, i41 200 200, m41 3000 3000", "", "the instalment is for nothing"},
	{"treatment that counts as done", planAccount(link(alloc.PlanLink{Procedure: 13}), func(a *account) {
		a.ledger.PlanCharges[0].Procedure, a.ledger.Plans[0].TreatAsComplete, a.options.Preferences.PrepayTreatmentPlanned = 13, true, true
		a.ledger.Procedures[2].Discount = 5_00
	}), "p11 10000 10000, p12 5000 5000, p13 8000 0, i41 200 200, m41>p13 3000 3000", "", "75.00 are taken"},
	{"an old plan for treatment that is paid ahead", planAccount(old(alloc.PlanCredit{Procedure: 13, Principal: 25_00}, alloc.PlanCredit{Procedure: 11, Principal: 10_00}, alloc.PlanCredit{Procedure: 13, Principal: -5_00}), func(a *account) {
		a.options.Preferences.PrepayTreatmentPlanned = true
	}), "p11 10000 9000, p12 5000 5000, p13 8000 6000, i41 200 200, m41>p11 1000 1000, m41 2000 2000", "", "25.00 less 5.00 of the bridge are on the plan, and its part names nothing"},
	{"a late fee on the plan", planAccount(adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 6, Amount: 15_00}), link(alloc.PlanLink{Adjustment: 21}), func(a *account) {
		a.ledger.PlanCharges[0].Procedure, a.ledger.PlanCharges[0].Adjustment = 0, 21
	}), "p11 10000 10000, p12 5000 5000, a21 1500 0, i41 200 200, m41>a21 1500 1500, m41 1500 1500", "", "equal parts as they were made"},
	{"a discount on the plan", planAccount(adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 6, Amount: -15_00}), link(alloc.PlanLink{Adjustment: 21, Override: -20_00})),
		"p11 10000 10000, p12 5000 5000, a21 -1500 0, i41 200 200, m41 3000 3000", "", "no more than it is"},
	{"a late fee that was paid", planAccount(adjust(alloc.Adjustment{ID: 21, Patient: 1, Provider: 5, Clinic: 3, Amount: 15_00}), link(alloc.PlanLink{Adjustment: 21}),
		onPlan(1, 4_00, func(s *alloc.EarlierSplit) { s.Plan, s.Adjustment = 0, 21 })),
		"p11 10000 10000, p12 5000 5000, a21 1500 0, i41 200 200, m41 3000 3000", "", "11.00 are taken and 4.00 paid"},
	{"an instalment taken back", planAccount(charge(alloc.PlanCharge{ID: 42, Date: day("2024-02-02"), Principal: -10_00, Interest: -3_00, Procedure: 11})),
		"p11 10000 0, p12 5000 5000, m41>p11 2000 2000, i42 -100 -100", "a3>1 100", "interest for interest, and 1.00 more than there was"},
	{"taken back for another item", planAccount(charge(alloc.PlanCharge{ID: 42, Date: day("2024-02-02"), Principal: -10_00})),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000, m42 -1000 -1000", "a4>2 200/4, a4>3 800/6", "it offsets nothing, and lowers what has more in common with it first"},
	{"two instalments", planAccount(link(alloc.PlanLink{Procedure: 11, Override: 40_00}), charge(alloc.PlanCharge{ID: 40, Date: day("2024-03-01"), Principal: 30_00, Interest: 7_00, Procedure: 11}), charge(alloc.PlanCharge{ID: 39, Date: day("2024-03-01"), Interest: 6_00})),
		"p11 10000 6000, p12 5000 5000, i41 200 200, m41>p11 3000 3000, i39 600 600, i40 700 700, m40>p11 1000 1000, m40 2000 2000", "", "the earlier takes 30.00 of 40.00"},

	{"an old plan", planAccount(old(alloc.PlanCredit{Procedure: 11, Principal: 20_00}, alloc.PlanCredit{Provider: 9, Principal: 4_00}, alloc.PlanCredit{Principal: 3_00})),
		"p11 10000 8000, p12 5000 5000, i41 200 200, m41 300 300, m41 300 300, m41 400 400, m41>p11 2000 2000", "", "20.00, 4.00, 3.00, and 3.00 for nothing"},
	{"an old plan and insurance", planAccount(old(alloc.PlanCredit{Procedure: 11, Principal: 90_00}), func(a *account) {
		a.ledger.Procedures[0].Claims = []alloc.ClaimRow{{Status: alloc.NotReceived, InsPayEst: 30_00}}
	}), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "the plan takes what insurance was to pay, and nobody has a credit for that"},
	{"an old plan for treatment that is not done", planAccount(old(alloc.PlanCredit{Procedure: 13, Principal: 25_00}, alloc.PlanCredit{Procedure: 99, Principal: 25_00})),
		"p11 10000 10000, p12 5000 5000, i41 200 200, m41 500 500, m41 2500 2500", "", "the parts are for nothing"},
	{"an old plan that gives back", planAccount(old(
		alloc.PlanCredit{Procedure: 12, Principal: 40_00}, alloc.PlanCredit{Procedure: 11, Principal: 30_00}, alloc.PlanCredit{Provider: 9, Principal: 10_00}, alloc.PlanCredit{Procedure: 11, Principal: -45_00})),
		"p11 10000 10000, p12 5000 1500, i41 200 200, m41>p12 3000 3000", "", "30.00 of the crown, 10.00 of nothing, 5.00 of the filling"},
	{"an old plan with an instalment taken back", planAccount(old(alloc.PlanCredit{Procedure: 11, Principal: 100_00}), charge(alloc.PlanCharge{ID: 42, Date: day("2024-01-15"), Principal: -12_00})),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 1800 1800", "", "before anything is poured"},

	{"an insurer's plan", planAccount(func(a *account) {
		a.ledger.Plans = []alloc.Plan{{ID: 31, Patient: 1, Insurance: true}, {ID: 30, Patient: 1, Insurance: true, Closed: true}}
		a.ledger.PlanCharges[0].Procedure = 0
		claim := func(status alloc.ClaimStatus, expected, paid money.Amount, plan int64) alloc.ClaimRow {
			return alloc.ClaimRow{Status: status, InsPayEst: expected, InsPayAmt: paid, Plan: plan, NoBillIns: true}
		}
		a.ledger.Procedures[0].Claims = []alloc.ClaimRow{claim(alloc.Received, 40_00, 0, 31), claim(alloc.Supplemental, 0, 15_00, 31), claim(alloc.Received, 90_00, 0, 30)}
		a.ledger.Procedures[1].Claims = []alloc.ClaimRow{claim(alloc.Received, 40_00, 0, 31)}
	}), "p11 10000 7500, p12 5000 4500", "", "40.00 less 15.00 of the crown, and 5.00 of the 30.00 are left"},
	{"an insurer's plan without an answer", planAccount(func(a *account) {
		a.ledger.Plans = []alloc.Plan{{ID: 31, Patient: 1, Insurance: true}}
		a.ledger.Procedures[0].Claims = []alloc.ClaimRow{{Status: alloc.NotReceived, InsPayEst: 40_00, Plan: 31, NoBillIns: true}}
	}), "p11 10000 10000, p12 5000 5000", "", "nothing is expected yet"},

	{"a split on the instalment", planAccount(onPlan(1, 4_00, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Procedure = 41, 11 })),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 2600", "", "4.00 of what the instalment has for the crown"},
	{"a split on the instalment's interest", planAccount(onPlan(1, 1_50, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Provider, s.Clinic = 41, 8, 0 })),
		"p11 10000 0, p12 5000 5000, i41 200 50, m41>p11 3000 3000", "", "it names no item"},
	{"a split on the plan", planAccount(onPlan(1, 4_00, thePlan), onPlan(2, 3_00, func(s *alloc.EarlierSplit) { s.Provider, s.Clinic = 8, 0 })),
		"p11 10000 0, p12 5000 5000, i41 200 0, m41>p11 3000 2600", "s2>3 100/6", "each pays the parts of its provider, and 1.00 is too much"},
	{"a split on the plan for another procedure", planAccount(onPlan(1, 4_00, func(s *alloc.EarlierSplit) { s.Procedure = 12 })),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "s1>3 400/1", "the crown is not it; but it is loose money of the same patient, provider and clinic"},
	{"a split of somebody who does not pay the plan", planAccount(func(a *account) { a.ledger.Plans[0].Guarantor = 2 }, onPlan(1, 4_00, thePlan)),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "s1>3 400/1", "it is loose"},
	{"a split of the patient, who answers for it", planAccount(func(a *account) { a.ledger.Plans[0].Guarantor, a.options.Preferences.PlansWithoutCharges = 2, true }, onPlan(1, 4_00, thePlan)),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 2600", "", "the preference says so"},
	{"a split of a payer outside the family", planAccount(func(a *account) { a.ledger.Plans[0].Guarantor = 9 }, onPlan(1, 4_00, func(s *alloc.EarlierSplit) { s.Patient = 9 })),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 2600", "", "the plan is on the account"},
	{"more than the plan asks for", planAccount(onPlan(1, 36_00, thePlan)), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 0", "s1>2 200/6, s1>1 400/8", "no part is paid past zero; the rest is loose, and stays on the plan as long as it can"},
	{"a split taken back", planAccount(onPlan(1, 9_00, exactly), onPlan(2, 6_00, thePlan), onPlan(3, -5_00, thePlan), onPlan(4, -7_00, exactly)),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 2900", "s1>3 200/1", "5.00 of the plan's and 7.00 of the instalment's, of which 2.00 name no item that it has"},
	{"paid ahead", planAccount(onPlan(1, 36_00, func(s *alloc.EarlierSplit) { s.Unearned = 503 })), "p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "", "hidden money that names no charge pays none"},
	{"paid ahead and on its instalment", planAccount(onPlan(1, 36_00, func(s *alloc.EarlierSplit) { s.Unearned, s.PlanCharge, s.Procedure = 503, 41, 11 })),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 0", "", "30.00 pay what they name, and 6.00 wait"},
	{"money on a plan that is not on the account", planAccount(onPlan(1, 36_00, func(s *alloc.EarlierSplit) { s.Plan = 39 }), onPlan(2, -6_00, func(s *alloc.EarlierSplit) { s.Plan, s.Provider = 39, 8 })),
		"p11 10000 0, p12 5000 5000, i41 200 200, m41>p11 3000 3000", "s1>3 3000/1", "30.00 of the 36.00 are not taken back"},
	{"money on a plan where there is none", planAccount(func(a *account) { a.ledger.Plans, a.ledger.PlanCharges = nil, nil }, onPlan(1, 36_00, thePlan), onPlan(2, -6_00, func(s *alloc.EarlierSplit) { s.Provider = 8 })),
		"p11 10000 10000, p12 5000 5000", "s1>0 3000/1", "6.00 cancel, whether or not a plan is on the account"},
}

// unpaid is the outcome of a payment that pays nothing.
func (c planCase) unpaid() (account, outcome) {
	a := c.account
	a.options.Prepayment = true
	return a, outcome{
		account: a, certificate: readCertificate(c.owed, c.reductions),
		splits: []alloc.PaySplit{{Amount: a.payment.Amount, Patient: 1, Clinic: 3, Unearned: 501}},
	}
}

func TestVerifyKnowsPlans(t *testing.T) {
	for _, c := range planCases {
		t.Run(c.name, func(t *testing.T) {
			a, right := c.unpaid()
			expectError(t, alloc.Verify(&a.ledger, a.payment, a.options, right.splits, right.certificate), fault{}, c.why)
			expectSpoilt(t, a, right)
			splits, certificate := certified(t, a)
			expectRows(t, "splits", splits, right.splits, c.why)
			expectRows(t, "charges owed", certificate.Owed, right.certificate.Owed, c.why)
			expectRows(t, "reductions", certificate.Reductions, right.certificate.Reductions, c.why)
		})
	}
}

// expectSpoilt checks that no spoilt outcome is verified, on many places of each.
func expectSpoilt(t *testing.T, a account, right outcome) {
	t.Helper()
	for _, s := range slices.Concat(splitSpoilers, certificateSpoilers) {
		for seed := range uint64(20) {
			wrong := right.clone()
			s.spoil(&wrong, rand.New(rand.NewPCG(seed, 1)).IntN)
			if wrong.equal(right) {
				continue
			}
			if err := alloc.Verify(&a.ledger, a.payment, a.options, wrong.splits, wrong.certificate); err == nil {
				t.Errorf("%s is verified:\nsplits       %+v\nwith         %+v\ncertificate  %+v\nwith         %+v", s.name, right.splits, wrong.splits, right.certificate, wrong.certificate)
			}
		}
	}
}
