package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// TestStepsTellTheStory reads the trace of an account on which every rule has
// something to do.
func TestStepsTellTheStory(t *testing.T) {
	target := func(id int64) alloc.Target { return alloc.Target{Kind: alloc.KindProcedure, ID: id} }
	adjustment := func(id int64) alloc.Target { return alloc.Target{Kind: alloc.KindAdjustment, ID: id} }
	want := []struct {
		step alloc.Step
		why  string
	}{
		{alloc.Step{Rule: alloc.StepFace, Charge: target(3), After: 9000, Amount: 9000}, "the oldest charge first, whatever its row"},
		{alloc.Step{Rule: alloc.StepInsurance, Charge: target(3), Before: 9000, After: -100, Amount: 9100}, "insurance has overpaid it"},
		{alloc.Step{Rule: alloc.StepFace, Charge: target(1), After: 10_000, Amount: 10_000}, "the crown"},
		{alloc.Step{Rule: alloc.StepInsurance, Charge: target(1), Before: 10_000, After: 6000, Amount: 4000}, "of which insurance is expected to pay a part"},
		{alloc.Step{Rule: alloc.StepFace, Charge: target(2), After: 5000, Amount: 5000}, "the filling, without insurance: no step for nothing"},
		{alloc.Step{Rule: alloc.StepFace, Charge: adjustment(11), After: 1500, Amount: 1500}, "the late fee"},
		{alloc.Step{Rule: alloc.StepFace, Charge: adjustment(12), After: -500, Amount: -500}, "what was waived of it"},
		{alloc.Step{Rule: alloc.StepFace, Charge: adjustment(13), After: -250, Amount: -250}, "the filling's discount"},
		{alloc.Step{Rule: alloc.StepAttached, Charge: target(2), By: adjustment(13), Before: 5000, After: 4750, Amount: -250}, "which lowers the filling"},
		{alloc.Step{Rule: alloc.StepFence, Charge: target(3), Before: -100, Amount: 100}, "the insurer's excess is nobody's credit"},
		{alloc.Step{Rule: alloc.StepCancel, Charge: adjustment(11), By: adjustment(12), Before: 1500, After: 1000, Amount: 500}, "the waiver lowers the late fee"},
		{alloc.Step{Rule: alloc.StepSplit, Charge: target(1), Before: 6000, Amount: 6000}, "the payment walks the queue"},
		{alloc.Step{Rule: alloc.StepSplit, Charge: target(2), Before: 4750, Amount: 4750}, "and pays in full"},
		{alloc.Step{Rule: alloc.StepSplit, Charge: adjustment(11), Before: 1000, Amount: 1000}, "to the end"},
		{alloc.Step{Rule: alloc.StepUnearned, Before: 38_250, Amount: 38_250}, "what is left is kept"},
	}
	var allocator alloc.Allocator
	got := pay(&allocator, fullAccount())
	expectError(t, got.err, fault{}, "no fault in it")
	for i := range min(len(got.steps), len(want)) {
		if got.steps[i] != want[i].step {
			t.Errorf("step %d is %+v, want %+v: %s", i, got.steps[i], want[i].step, want[i].why)
		}
	}
	if len(got.steps) != len(want) {
		t.Errorf("%d steps, want %d", len(got.steps), len(want))
	}
}

// TestStepsMoveSomething shows fees and what was waived of them: 10.00, then 4.00 and 9.00
// waived, then fees of 3.00 and 20.00. Who has nothing left takes no part.
func TestStepsMoveSomething(t *testing.T) {
	fee := func(id int64, on string, amount money.Amount) alloc.Adjustment {
		return adjustment(id, guarantor, on, amount)
	}
	a := onAccount(20_00, nil, fee(1, "2024-05-01", 10_00), fee(2, "2024-05-02", -4_00), fee(3, "2024-05-03", -9_00), fee(4, "2024-05-04", 3_00), fee(5, "2024-05-05", 20_00))
	a.options.Explain = true
	target := func(id int64) alloc.Target { return alloc.Target{Kind: alloc.KindAdjustment, ID: id} }
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "no fault in it")
	expectCertified(t, &allocator, a, got.splits)
	steps := slices.DeleteFunc(got.steps, func(s alloc.Step) bool { return s.Rule == alloc.StepFace })
	expectRows(t, "steps", steps, []alloc.Step{
		{Rule: alloc.StepCancel, Charge: target(1), By: target(2), Before: 10_00, After: 6_00, Amount: 4_00},
		{Rule: alloc.StepCancel, Charge: target(1), By: target(3), Before: 6_00, Amount: 6_00},
		{Rule: alloc.StepCancel, Charge: target(4), By: target(3), Before: 3_00, Amount: 3_00},
		{Rule: alloc.StepSplit, Charge: target(5), Before: 20_00, Amount: 20_00},
	}, "13.00 are waived, of the first fee 10.00 and of the next 3.00; each step moves something")
}

// TestStepsSayWhoseTurnItWas shows that a strategy is named where it decided, and no more
// than that: what the payer chose, and the payer's own, went first for that reason.
func TestStepsSayWhoseTurnItWas(t *testing.T) {
	a := turnAccount()
	a.payment.Amount, a.options.Explain = 200_00, true
	a.options.OwnFirst, a.options.Procedures = true, []int64{13}
	for _, c := range []struct {
		strategy alloc.Strategy
		rest     alloc.StepRule
		why      string
	}{
		{alloc.Strategy{}, alloc.StepSplit, "by date, as where nobody asks for anything"},
		{alloc.Strategy{Order: alloc.NewestFirst}, alloc.StepStrategy, "the strategy has it next"},
	} {
		a.options.Strategy = c.strategy
		var allocator alloc.Allocator
		got := pay(&allocator, a)
		expectError(t, got.err, fault{}, c.why)
		want := map[int64]alloc.StepRule{13: alloc.StepChosen, 12: alloc.StepOwn, 21: alloc.StepOwn, 11: c.rest}
		for _, s := range got.steps {
			if s.Rule == alloc.StepFace || s.Rule == alloc.StepUnearned {
				continue
			}
			if s.Rule != want[s.Charge.ID] {
				t.Errorf("%s: %d was paid by %v, want %v", c.why, s.Charge.ID, s.Rule, want[s.Charge.ID])
			}
			delete(want, s.Charge.ID)
		}
		if len(want) > 0 {
			t.Errorf("%s: no step for %v", c.why, want)
		}
	}
}

func TestOwedIsTheQueue(t *testing.T) {
	const procedure, adjustment = alloc.KindProcedure, alloc.KindAdjustment
	var allocator alloc.Allocator
	a := fullAccount()
	a.payment.Amount = 7000
	got := pay(&allocator, a)
	expectError(t, got.err, fault{}, "no fault in it")
	expectRows(t, "charges owed", got.owed, []alloc.Owed{
		{Charge: alloc.Target{Kind: procedure, ID: 3}, Face: 9000},                                            // overpaid by insurance
		{Charge: alloc.Target{Kind: procedure, ID: 1}, Face: 10_000, Linked: 6000, Before: 6000},              // paid in full
		{Charge: alloc.Target{Kind: procedure, ID: 2}, Face: 5000, Linked: 4750, Before: 4750, After: 3750},   // paid in part
		{Charge: alloc.Target{Kind: adjustment, ID: 11}, Face: 1500, Linked: 1000, Before: 1000, After: 1000}, // not reached
		{Charge: alloc.Target{Kind: adjustment, ID: 12}, Face: -500},
		{Charge: alloc.Target{Kind: adjustment, ID: 13}, Face: -250},
	}, "every charge of the family, settled ones too, in order of payment")
}

func TestStepRuleNames(t *testing.T) {
	want := []string{"face", "insurance", "attachedAdjustment", "adjustmentsCancel", "insuranceFence", "oldestFirst", "unearned",
		"chosenFirst", "ownFirst", "prepayment", "earlierSplit", "looseCredit", "onPlan", "givenBack", "notDue", "insurancePlan", "planPrepayment", "given", "overpaid", "drawn", "strategy", "StepRule(?)"}
	for i, name := range want {
		if got := alloc.StepRule(i).String(); got != name {
			t.Errorf("rule %d is called %q, want %q", i, got, name)
		}
	}
	if got := alloc.StepRule(255).String(); got != "StepRule(?)" {
		t.Errorf("rule 255 is called %q", got)
	}
}

// holdSteps is the law that the trace is the whole story: each step of a charge
// begins where the one before it ended, and moves something; an adjustment that moved onto another
// charge owes that much less; and the last step leaves what the charge owes.
func holdSteps(t rapid.TB, data []byte) {
	a, got := accepted(t, data)
	balance := make(map[alloc.Target]money.Amount)
	stages := map[alloc.StepRule]int{ // those that settle each other come twice: attached ones early, others late
		alloc.StepFace: 1, alloc.StepInsurance: 1, alloc.StepAttached: 2, alloc.StepLinked: 3, alloc.StepFence: 4,
		alloc.StepLoose: 5, alloc.StepSplit: 6, alloc.StepUnearned: 7,
	}
	last := 0
	var split money.Amount
	for i, s := range got.steps {
		if stage := stages[s.Rule]; s.Rule != alloc.StepCancel && stage < last {
			t.Fatalf("step %d, %v, comes after stage %d", i, s.Rule, last)
		}
		last = max(last, stages[s.Rule])
		if s.Rule == alloc.StepUnearned {
			expectAmount(t, "unearned", s.Amount, got.summary.Unallocated, "the last step")
			continue
		}
		if s.Amount == 0 && s.Rule != alloc.StepFace {
			t.Fatalf("step %d, %v, moves nothing", i, s.Rule)
		}
		expectAmount(t, "what the charge owed before "+s.Rule.String(), s.Before, balance[s.Charge], "steps chain")
		balance[s.Charge] = s.After
		switch s.Rule {
		case alloc.StepFace:
			expectAmount(t, "the face value", s.Amount, s.After, "it starts from nothing")
		case alloc.StepAttached:
			expectAmount(t, "what was attached", s.Amount, s.After-s.Before, "it is added")
			balance[s.By] -= s.Amount
		case alloc.StepCancel:
			expectAmount(t, "what was cancelled", s.Amount, s.Before-s.After, "it is taken off")
			balance[s.By] += s.Amount
		case alloc.StepSplit:
			split += s.Amount // no more than the payment
			fallthrough
		case alloc.StepInsurance, alloc.StepLinked:
			expectAmount(t, s.Rule.String(), s.Amount, s.Before-s.After, "it is taken off")
		case alloc.StepLoose:
			expectAmount(t, s.Rule.String(), s.Amount, s.Before-s.After, "it is taken off")
			if s.By.Kind == alloc.KindProcedure || s.By.Kind == alloc.KindAdjustment {
				balance[s.By] += s.Amount
			}
		case alloc.StepFence:
			expectAmount(t, "the excess", s.Amount, s.After-s.Before, "it is left out")
		}
	}
	expectAmount(t, "what was split", split, a.payment.Amount-got.summary.Unallocated, "the rest is unearned")
	for _, o := range got.owed {
		expectAmount(t, "the last step of a charge", balance[o.Charge], o.After, "what is owed after")
		delete(balance, o.Charge)
	}
	if len(balance) > 0 {
		t.Errorf("steps of charges that are not in the queue: %v", balance)
	}
}

// holdExplain is the law that explaining changes nothing else, and that nothing
// is told that nobody asked for.
func holdExplain(t rapid.TB, data []byte) {
	a, want := accepted(t, data)
	var allocator alloc.Allocator
	pay(&allocator, a) // its steps are not those of the next
	a.options.Explain = false
	got := pay(&allocator, a)
	if (got.err == nil) != (want.err == nil) {
		t.Fatalf("explained: %v, not explained: %v", want.err, got.err)
	}
	expectAnswer(t, got, want, "not explained")
	expectRows(t, "steps", got.steps, nil, "nobody asked")
}
