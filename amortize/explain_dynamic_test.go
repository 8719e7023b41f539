package amortize_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// periodTexts writes steps one a line: date, balance, exact interest.
func periodTexts(steps []amortize.PeriodStep) string {
	text := ""
	for _, s := range steps {
		text += fmt.Sprintf("\n%v on %s is %s", s.Date, s.Balance.Format(2), s.Interest.Append(nil, 2))
		if s.Last {
			text += ", the last"
		}
	}
	return text
}

// TestPeriodSteps says on what a period's interest is computed.
func TestPeriodSteps(t *testing.T) {
	paid := func(amount string) []amortize.PlanSplit { return []amortize.PlanSplit{{Amount: usd(amount)}} }
	charged := but(dynamic("12", "250", done(1, "1000")), func(p *amortize.Plan) {
		p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "240", "10")}
	})
	cases := []struct {
		name string
		plan amortize.Plan
		h    amortize.Horizon
		want string
		why  string
	}{
		{"what is not charged", dynamic("12", "600", done(1, "1000.50")), amortize.WholePlan,
			"\n2024-03-04 on 1000.50 is 10.005\n2024-04-04 on 410.51 is 4.1051, the last", "1 % of all, and of what 600.00 - 10.01 leaves: doubles round the tie up"},
		{"paid ahead", but(charged, func(p *amortize.Plan) { p.Splits = paid("1000") }), amortize.NextPeriod,
			"\n2024-04-04 on 10.00 is 0.10", "760.00 not charged less 1000.00 - 250.00"},
		{"paid too little", but(charged, func(p *amortize.Plan) { p.Splits = paid("100") }), amortize.NextPeriod,
			"\n2024-04-04 on 910.00 is 9.10", "100.00 pay the interest of 10.00 and 90.00 of 240.00; the other 150.00 bear interest in the next period"},
		{"paid too little, looking far ahead", but(charged, func(p *amortize.Plan) { p.Splits = paid("100"); p.Terms.Payment = usd("800") }), amortize.WholePlan,
			"\n2024-04-04 on 760.00 is 7.60, the last", "what is due is taken to be paid"},
		{"before the interest start", but(dynamic("12", "1000", done(1, "1000")), func(p *amortize.Plan) { p.Terms.InterestStart = day("2024-03-05") }), amortize.WholePlan,
			"\n2024-03-04 on 1000.00 is 0.00, the last", "a day too early"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			charges, s, err := amortize.Expected(&c.plan, c.h)
			if err != nil {
				t.Fatal(err)
			}
			steps, err := amortize.AppendPeriodSteps(nil, &c.plan, c.h, charges, s)
			expect(t, periodTexts(steps), err, c.want, fault{}, c.why)
		})
	}
}

// TestPeriodStepsOfAnotherPlan gives charges that were not expected of the plan.
func TestPeriodStepsOfAnotherPlan(t *testing.T) {
	plan := dynamic("12", "250", done(1, "1000"))
	huge := []amortize.PlanCharge{{Date: day("2024-03-04"), Principal: money.MaxAmount}}
	steps, err := amortize.AppendPeriodSteps(nil, &plan, amortize.WholePlan, huge, amortize.PlanSummary{Uncharged: 1})
	expect(t, len(steps), err, 0, fault{"plan.Production", money.ErrOverflow}, "the sum does not fit")
	plan.Splits = []amortize.PlanSplit{{Kind: 9}}
	steps, err = amortize.AppendPeriodSteps(nil, &plan, amortize.WholePlan, nil, amortize.PlanSummary{})
	expect(t, len(steps), err, 0, fault{"plan.Splits[0].Kind", amortize.ErrPlanKind}, "no split has the kind")
}

// checkPeriodSteps is the law that every period has a step, in the order of the
// charges, whose exact interest rounds to the period's.
func checkPeriodSteps(t rapid.TB, plan amortize.Plan, h amortize.Horizon) {
	charges, s, err := amortize.Expected(&plan, h)
	if err != nil {
		return
	}
	steps, err := amortize.AppendPeriodSteps(nil, &plan, h, charges, s)
	if err != nil {
		t.Fatalf("%+v: %v", plan, err)
	}
	for i, c := range charges {
		if c.Kind != amortize.InstallmentCharge || i > 0 && charges[i-1].Date == c.Date && charges[i-1].Kind == c.Kind {
			continue
		}
		if len(steps) == 0 || steps[0].Date != c.Date {
			t.Fatalf("%+v: no step for %s", plan, chargeText(c))
		}
		checkPeriod(t, plan, steps[0], c)
		steps = steps[1:]
	}
	if len(steps) > 0 {
		t.Fatalf("%+v: steps of no period:%s", plan, periodTexts(steps))
	}
}

// checkPeriod compares a step with the first charge of its period.
func checkPeriod(t rapid.TB, plan amortize.Plan, step amortize.PeriodStep, c amortize.PlanCharge) {
	got := new(big.Rat).SetFrac64(step.Interest.Rest, step.Interest.Per)
	got.Add(got, new(big.Rat).SetInt64(int64(step.Interest.Whole)))
	want := new(big.Rat)
	if !c.Date.Before(plan.Terms.InterestStart) {
		want = exactInterest(step.Balance, plan.Terms.APR, plan.Terms.Every)
	}
	if got.Cmp(want) != 0 || step.Interest.Rest < 0 || step.Interest.Rest >= step.Interest.Per {
		t.Fatalf("%+v: %v is not %v on %s", plan, got, want, step.Balance.Format(2))
	}
	if plan.Terms.Interest == amortize.OpenDental {
		off := new(big.Rat).Sub(want, new(big.Rat).SetInt64(int64(c.Interest)))
		if off.Abs(off).Cmp(doubleRoom(want)) > 0 {
			t.Fatalf("%+v: %s, exactly %v", plan, chargeText(c), want)
		}
		return
	}
	if rounded := roundExact(want, plan.Terms.Interest); rounded.Cmp(sum(c.Interest)) != 0 {
		t.Fatalf("%+v: %s, exactly %v", plan, chargeText(c), want)
	}
}

func TestPeriodStepsRoundToTheInterest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, h := anyDice(t).plan()
		checkPeriodSteps(t, plan, h)
	})
}

func FuzzPeriodSteps(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		plan, h := (&dice{bytes}).plan()
		checkPeriodSteps(t, plan, h)
	})
}

// What a patient asks: why is the interest 3.92?
func ExampleAppendPeriodSteps() {
	plan := dynamic("10", "81.48", done(1, "470.52"))
	charges, summary, err := amortize.Expected(&plan, amortize.WholePlan)
	if err != nil {
		fmt.Println(err)
		return
	}
	steps, err := amortize.AppendPeriodSteps(nil, &plan, amortize.WholePlan, charges, summary)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range steps[:2] {
		fmt.Printf("%v: %d/%d of %s is %s\n", s.Date, s.Rate.Num, s.Rate.Den, s.Balance.Format(2), s.Interest.Append(nil, 2))
	}
	// Output:
	// 2024-03-04: 1/120 of 470.52 is 3.921
	// 2024-04-04: 1/120 of 392.96 is 3.2746666666…
}
