package amortize_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// usedPlanner returns a planner that has served a longer plan.
func usedPlanner() *amortize.Planner {
	var planner amortize.Planner
	used := but(dynamic("18", "50"), func(p *amortize.Plan) {
		for id := int64(1); id < 12; id++ {
			p.Production = append(p.Production, done(id, "99.99"))
			p.Charges = append(p.Charges, issued("2024-05-04", id, "10", "1"))
		}
	})
	must1(planner.AppendExpected(nil, &used, amortize.WholePlan))
	return &planner
}

// must1 returns charges that cannot come with an error.
func must1(charges []amortize.PlanCharge, _ amortize.PlanSummary, err error) []amortize.PlanCharge {
	return must(charges, err)
}

// checkExpected compares a plan with the slow way, and holds it to its laws.
func checkExpected(t rapid.TB, plan amortize.Plan, h amortize.Horizon) {
	slow := slowExpected(plan, h)
	kept := []amortize.PlanCharge{{Item: 7}, {Item: 8}}
	got, s, err := usedPlanner().AppendExpected(slices.Clone(kept), &plan, h)
	if bad := mismatch(err, slow.fault); bad != "" {
		t.Fatalf("%+v: %s", plan, bad)
	}
	want := slow.expected
	if slow.fault.rule != nil {
		want = nil
	}
	if !slices.Equal(got[:2], kept) || !slices.Equal(got[2:], want) {
		t.Fatalf("%+v:\ngot\n%s\nwant\n%s", plan, chargeTexts(got), chargeTexts(want))
	}
	fresh, again, err := amortize.Expected(&plan, h)
	if !slices.Equal(fresh, want) || again != s || err != nil && fresh != nil {
		t.Fatalf("%+v: a fresh planner says %+v\n%s\nand a used one %+v\n%s", plan, again, chargeTexts(fresh), s, chargeTexts(want))
	}
	if err != nil {
		return
	}
	checkSums(t, plan, slow, s)
	checkDue(t, plan, h, want)
	checkPaymentsMade(t, plan, h, want, s)
}

// checkSums is the law that principal is conserved: what is issued and what is
// expected, and what is not reached, sum to what is charged at all.
func checkSums(t rapid.TB, plan amortize.Plan, slow *slowPlan, s amortize.PlanSummary) {
	var interest money.Amount
	for _, c := range slices.Concat(plan.Charges, slow.expected) {
		interest += c.Interest
	}
	principal := value(plan.Production)
	if s.Payment != slow.payment || s.Principal != principal || s.TotalInterest != interest || s.TotalCost != principal+interest {
		t.Fatalf("%+v: the summary is %+v, with interest of %s", plan, s, interest.Format(2))
	}
	var completed, reached money.Amount
	for _, item := range plan.Production {
		if !charged(item, plan.Option) {
			continue
		}
		completed += attached(item)
		before := slowPlan{plan: plan}
		reached += attached(item) - before.left(item) // what issued charges reach of it: all, where they have more
		for _, c := range slow.expected {
			if c.Item == item.ID && c.ItemKind == item.Kind {
				reached += c.Principal
			}
		}
	}
	if s.Completed != completed || reached+s.Uncharged != completed || slow.horizon == amortize.WholePlan && s.Uncharged != 0 {
		t.Fatalf("%+v: %s of %s charged, %s left, summary %+v", plan, reached.Format(2), completed.Format(2), s.Uncharged.Format(2), s)
	}
}

// checkDue is the law that charges fall due when the schedule says, from today
// on, each due date that has no charge yet.
func checkDue(t rapid.TB, plan amortize.Plan, h amortize.Horizon, charges []amortize.PlanCharge) {
	rule := schedule.Rule{First: plan.Terms.First, Every: plan.Terms.Every, Fifth: plan.Terms.Fifth}
	n, _, err := rule.NextOnOrAfter(plan.Terms.Today)
	if err != nil {
		t.Fatal(err)
	}
	charges = slices.DeleteFunc(slices.Clone(charges), func(c amortize.PlanCharge) bool { return c.Kind == amortize.DownPaymentCharge })
	for periods := 0; len(charges) > 0; n++ {
		due := must(rule.At(n))
		if slices.ContainsFunc(plan.Charges, func(c amortize.PlanCharge) bool {
			return c.Date == due && c.Kind != amortize.DownPaymentCharge
		}) {
			continue
		}
		if periods++; charges[0].Date != due || due.Before(plan.Terms.Today) || h == amortize.NextPeriod && periods > 1 {
			t.Fatalf("%+v: period %d is due on %v, not\n%s", plan, n, due, chargeTexts(charges))
		}
		for first := true; len(charges) > 0 && charges[0].Date == due; first = false {
			if charges[0].Principal <= 0 || charges[0].Interest < 0 || !first && charges[0].Interest != 0 {
				t.Fatalf("%+v: %s", plan, chargeText(charges[0]))
			}
			charges = charges[1:]
		}
	}
}

// checkPaymentsMade is the law that every period pays the payment, but the last,
// which pays no more.
func checkPaymentsMade(t rapid.TB, plan amortize.Plan, h amortize.Horizon, charges []amortize.PlanCharge, s amortize.PlanSummary) {
	for i := 0; i < len(charges); {
		c, amount := charges[i], money.Amount(0)
		for ; i < len(charges) && charges[i].Date == c.Date && charges[i].Kind == c.Kind; i++ {
			amount += charges[i].Principal + charges[i].Interest
		}
		last := i == len(charges) && (h == amortize.WholePlan || s.Uncharged == 0)
		switch {
		case c.Kind == amortize.DownPaymentCharge && amount == plan.Terms.DownPayment:
		case c.Kind == amortize.InstallmentCharge && (amount == s.Payment || last && amount < s.Payment):
		default:
			t.Fatalf("%+v: %v pays %s of %s", plan, c.Date, amount.Format(2), s.Payment.Format(2))
		}
	}
}

func TestExpectedIsThatOfTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, h := anyDice(t).plan()
		checkExpected(t, plan, h)
	})
}

// TestDoublesAtTies compares plans whose interest is half of a balance, so that
// every other one is a tie and the order in which doubles are added shows. A few
// hundred random plans would hardly try it.
func TestDoublesAtTies(t *testing.T) {
	random := rand.New(rand.NewPCG(600, 12))
	for range 4000 {
		bytes := make([]byte, 80)
		for i := range bytes {
			bytes[i] = byte(random.Uint32())
		}
		plan, h := (&dice{bytes}).plan()
		principal := value(plan.Production)
		plan.Terms.Interest, plan.Terms.APR, plan.Terms.Every = amortize.OpenDental, apr("600"), schedule.Monthly
		plan.Terms.Payments, plan.Terms.Payment = 0, principal/2+principal/50+1
		checkExpected(t, plan, h)
	}
}

func FuzzExpected(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		plan, h := (&dice{bytes}).plan()
		checkExpected(t, plan, h)
	})
}

// addDice adds bytes to begin with.
func addDice(f *testing.F) {
	f.Add([]byte(nil))
	for seed := range 8 {
		bytes := make([]byte, 120)
		for i := range bytes {
			bytes[i] = byte((i + 3) * (seed*37 + 11) * (i + seed + 5) >> 2)
		}
		f.Add(bytes)
	}
}
