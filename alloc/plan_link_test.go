package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// owedOn returns what a charge owes when the splits that name it are taken off.
func owedOn(t *testing.T, a account, target alloc.Target) money.Amount {
	t.Helper()
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "nothing is wrong with the account")
	expectCertified(t, &allocator, a, got.splits)
	at := slices.IndexFunc(got.owed, func(o alloc.Owed) bool { return o.Charge == target })
	if at < 0 {
		t.Fatalf("%+v is not on the account", target)
	}
	return got.owed[at].Linked
}

// principalOf is the principal of an instalment.
func principalOf(id int64) alloc.Target { return alloc.Target{Kind: alloc.KindPrincipal, ID: id} }

// TestWhatMoneyTakenBackTakes shows two splits of one day on the crown, on instalments 41
// of 30.00 and 42 of 20.00, and 3.00 that were taken back of the crown: of the split of
// that size, else of the first.
func TestWhatMoneyTakenBackTakes(t *testing.T) {
	on := func(id int64, amount money.Amount, charge int64) func(a *account) {
		return onPlan(id, amount, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Procedure = charge, 11 })
	}
	for _, c := range []struct {
		first, second money.Amount
		owed          [2]money.Amount
		why           string
	}{
		{5_00, 5_00, [2]money.Amount{28_00, 15_00}, "neither is of 3.00: the first is left with 2.00"},
		{5_00, 3_00, [2]money.Amount{25_00, 20_00}, "the second is of that size, and is gone"},
		{3_00, 3_00, [2]money.Amount{30_00, 17_00}, "both are: the first is gone"},
	} {
		a := planAccount(charge(alloc.PlanCharge{ID: 42, Date: day("2024-03-01"), Principal: 20_00, Procedure: 11}),
			on(1, c.first, 41), on(2, c.second, 42), on(3, -3_00, 0))
		expectAmount(t, "owed on 41", owedOn(t, a, principalOf(41)), c.owed[0], c.why)
		expectAmount(t, "owed on 42", owedOn(t, a, principalOf(42)), c.owed[1], c.why)
	}
}

// TestAPlansSplitsComeBackToWhatIsNotPaid shows a plan of the crown (11) and a veneer (14):
// a split pays the veneer's 10.00 of instalment 42, and the next, which names neither, the
// crown's 30.00 of 41, which stand before them.
func TestAPlansSplitsComeBackToWhatIsNotPaid(t *testing.T) {
	a := planAccount(link(alloc.PlanLink{Procedure: 11}, alloc.PlanLink{Procedure: 14}),
		charge(alloc.PlanCharge{ID: 42, Date: day("2024-03-01"), Principal: 10_00, Procedure: 14}),
		onPlan(1, 10_00, func(s *alloc.EarlierSplit) { s.Procedure = 14 }), onPlan(2, 5_00, thePlan), func(a *account) {
			a.ledger.Procedures = append(a.ledger.Procedures, alloc.Procedure{ID: 14, Patient: 1, Provider: 5, Clinic: 3, Date: day("2024-01-04"), Fee: 40_00})
		})
	expectAmount(t, "owed on 42", owedOn(t, a, principalOf(42)), 0, "10.00 of 10.00 are paid")
	expectAmount(t, "owed on 41", owedOn(t, a, principalOf(41)), 25_00, "30.00 - 5.00")
}

// TestStepsOfPlanSplits shows that each tells what it paid, and that there is none where
// the money or the instalment is used up.
func TestStepsOfPlanSplits(t *testing.T) {
	// Instalment 42 is for nothing in particular: interest 2.00 and principal 10.00, of provider 8.
	general := charge(alloc.PlanCharge{ID: 42, Date: day("2024-03-01"), Interest: 2_00, Principal: 10_00, Provider: 8})
	split := func(id int64, amount money.Amount, charge int64) func(a *account) {
		return onPlan(id, amount, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Provider, s.Clinic = charge, 8, 0 })
	}
	step := func(by int64, target alloc.Target, before, amount money.Amount) alloc.Step {
		return alloc.Step{Rule: alloc.StepLinked, Charge: target, By: alloc.Target{Kind: alloc.KindSplit, ID: by}, Before: before, After: before - amount, Amount: amount}
	}
	interest, principal := alloc.Target{Kind: alloc.KindInterest, ID: 42}, principalOf(42)
	for _, c := range []struct {
		name   string
		splits []func(a *account)
		want   []alloc.Step
		why    string
	}{
		{"on the instalment", []func(a *account){split(1, 2_00, 42)}, []alloc.Step{step(1, interest, 2_00, 2_00)}, "2.00 are used up by the interest"},
		{"on the plan", []func(a *account){split(1, 2_00, 0)}, []alloc.Step{step(1, alloc.Target{Kind: alloc.KindInterest, ID: 41}, 2_00, 2_00)}, "by the older interest"},
		{"in part", []func(a *account){split(1, 5_00, 42)}, []alloc.Step{step(1, interest, 2_00, 2_00), step(1, principal, 10_00, 3_00)}, "2.00 of interest, and 3.00 of 10.00"},
		{"twice", []func(a *account){split(1, 2_00, 42), split(2, 1_00, 42)}, []alloc.Step{step(1, interest, 2_00, 2_00), step(2, principal, 10_00, 1_00)}, "the second finds the interest paid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := planAccount(general)
			for _, add := range c.splits {
				add(&a)
			}
			a.options.Explain = true
			var allocator alloc.Allocator
			got := pay(&allocator, a)
			expectError(t, got.err, fault{}, c.why)
			expectCertified(t, &allocator, a, got.splits)
			linked := slices.DeleteFunc(got.steps, func(s alloc.Step) bool { return s.Rule != alloc.StepLinked })
			expectRows(t, "steps", linked, c.want, c.why)
		})
	}
}

// TestTheOldestPlanAlone shows plan 31, with 30.00 of principal due, and plan 32 with
// 12.00, under the policy that pays one of them.
func TestTheOldestPlanAlone(t *testing.T) {
	both := func(on string, more ...func(a *account)) account {
		a := planAccount(append(more, charge(alloc.PlanCharge{ID: 43, Plan: 32, Date: day("2024-03-01"), Principal: 12_00}))...)
		a.ledger.Plans = append(a.ledger.Plans, alloc.Plan{ID: 32, Patient: 1, Date: day(on), Dynamic: true})
		a.options.PlanPolicy = alloc.OldestPlanOnly
		return a
	}
	today := func(a *account) { a.ledger.PlanCharges[0].Date = a.options.Today }
	settled := []func(a *account){
		onPlan(1, 30_00, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Procedure = 41, 11 }),
		onPlan(2, 2_00, func(s *alloc.EarlierSplit) { s.PlanCharge, s.Provider, s.Clinic = 41, 8, 0 }),
	}
	for _, c := range []struct {
		account account
		want    [2]int64
		why     string
	}{
		{both("2024-01-11"), [2]int64{30_00, 0}, "31 is of 10 January, 32 of the 11th"},
		{both("2024-01-09"), [2]int64{0, 12_00}, "32 is the older"},
		{both("2024-01-10"), [2]int64{30_00, 0}, "of one day: the lower id"},
		{both("2024-01-11", today), [2]int64{30_00, 0}, "what is due today is due"},
		{both("2024-01-11", settled...), [2]int64{0, 12_00}, "31 has nothing left to pay"},
	} {
		for i, id := range []int64{41, 43} {
			if paid, _ := paidOn(t, c.account, principalOf(id)); paid != c.want[i] {
				t.Errorf("%s: %d are paid on %d, want %d", c.why, paid, id, c.want[i])
			}
		}
	}
}

// TestALinkIsNamedOnce shows a plan that names an item twice: it would be charged for it
// twice.
func TestALinkIsNamedOnce(t *testing.T) {
	fee := adjust(alloc.Adjustment{ID: 21, Patient: 1, Amount: 5_00})
	for _, c := range []struct {
		links []alloc.PlanLink
		want  fault
		why   string
	}{
		{[]alloc.PlanLink{{Procedure: 11}, {Procedure: 11}}, fault{"ledger.Plans[0].Links[1].Procedure", money.ErrDuplicateID}, "the crown twice"},
		{[]alloc.PlanLink{{Adjustment: 21}, {Procedure: 11}, {Adjustment: 21}}, fault{"ledger.Plans[0].Links[2].Adjustment", money.ErrDuplicateID}, "the fee twice"},
		{[]alloc.PlanLink{{Procedure: 11}, {Adjustment: 21}}, fault{}, "each once"},
	} {
		a := planAccount(fee, link(c.links...))
		_, _, err := alloc.Pay(&a.ledger, a.payment, a.options)
		expectError(t, err, c.want, c.why)
	}
}

// TestStepsOfAnInsurersPlan shows 30.00 that an insurer pays in instalments, for the
// filling of 50.00 and another of 40.00, of each of which it owes 45.00: they are used up
// by the first.
func TestStepsOfAnInsurersPlan(t *testing.T) {
	owes := []alloc.ClaimRow{{Plan: 33, Status: alloc.Received, InsPayEst: 45_00}}
	a := planAccount(charge(alloc.PlanCharge{ID: 51, Plan: 33, Date: day("2024-03-01"), Principal: 30_00}), func(a *account) {
		a.ledger.Procedures[1].Claims = owes
		a.ledger.Procedures = append(a.ledger.Procedures, alloc.Procedure{ID: 14, Patient: 2, Provider: 6, Date: day("2024-01-04"), Fee: 40_00, Claims: owes})
		a.ledger.Plans = append(a.ledger.Plans, alloc.Plan{ID: 33, Patient: 2, Date: day("2024-01-11"), Insurance: true})
		a.options.Explain = true
	})
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "nothing is wrong with the account")
	expectCertified(t, &allocator, a, got.splits)
	steps := slices.DeleteFunc(got.steps, func(s alloc.Step) bool { return s.Rule != alloc.StepInsurancePlan })
	expectRows(t, "steps", steps, []alloc.Step{
		{Rule: alloc.StepInsurancePlan, Charge: alloc.Target{ID: 12}, By: alloc.Target{Kind: alloc.KindPlan, ID: 33}, Before: 50_00, After: 20_00, Amount: 30_00},
	}, "30.00 of 50.00, and nothing is left for the other")
}
