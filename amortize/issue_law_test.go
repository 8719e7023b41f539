package amortize_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// The laws of plans that run, day after day and in any order, each on the bytes of
// a random plan.

// untouched returns a plan that has charged nothing, in an exact engine, and what
// it expects on its first day.
func (d *dice) untouched() (amortize.Plan, []amortize.PlanCharge, error) {
	plan, _ := d.plan()
	plan.Charges, plan.Splits = nil, nil
	plan.Terms.Interest = exact[d.upTo(2)]
	want, _, err := amortize.Expected(&plan, amortize.WholePlan)
	return plan, want, err
}

// pay returns splits that pay a charge in full: one, or one of each kind, or one
// that names it.
func (d *dice) pay(c amortize.PlanCharge) []amortize.PlanSplit {
	switch d.upTo(2) {
	case 0:
		return []amortize.PlanSplit{{Amount: c.Principal + c.Interest}}
	case 1:
		return []amortize.PlanSplit{{Amount: c.Principal, Kind: amortize.PaidPrincipal}, {Amount: c.Interest, Kind: amortize.PaidInterest}}
	}
	return []amortize.PlanSplit{{Amount: c.Principal + c.Interest, Charge: c.ID}}
}

// checkDayAfterDay is the law that a plan which is looked at on its first day and
// on each due date, and is paid what it issues, issues what it expected on its
// first day; and that then nothing keeps it open but treatment to be done.
func checkDayAfterDay(t rapid.TB, d *dice) {
	plan, want, err := d.untouched()
	if err != nil {
		if _, again := amortize.IssueToday(&plan, 0); !sameFault(err, again) {
			t.Fatalf("%+v: expected %v, issued %v", plan, err, again)
		}
		return
	}
	if len(want) > 120 {
		return // the same again, for minutes
	}
	days := []date.Date{plan.Terms.Today}
	for _, c := range want {
		if c.Date.After(days[len(days)-1]) {
			days = append(days, c.Date)
		}
	}
	var prepaid money.Amount
	ahead := d.oneIn(2)
	if ahead {
		prepaid, _ = sums(want, nil)
	}
	var got []amortize.PlanCharge
	for _, day := range days {
		plan.Terms.Today = day
		issue, err := amortize.IssueToday(&plan, prepaid)
		if err != nil {
			t.Fatalf("%+v: %v", plan, err)
		}
		if got = append(got, issue.Charges...); ahead && !slices.Equal(issue.Applied, issue.Charges) {
			t.Fatalf("%+v: the prepayment does not pay what is issued\n%s", plan, issueText(issue))
		}
		prepaid = issue.PrepaidLeft
		for _, c := range issue.Charges {
			c.ID = int64(len(plan.Charges) + 1)
			plan.Charges = append(plan.Charges, c)
			plan.Splits = append(plan.Splits, d.pay(c)...)
		}
		checkQuiet(t, plan)
	}
	if !slices.Equal(got, want) || prepaid != 0 {
		t.Fatalf("%+v:\nissued\n%s\nexpected\n%s", plan, chargeTexts(got), chargeTexts(want))
	}
	checkPaidDown(t, plan)
}

// checkQuiet is the law that a plan which issued today issues nothing more today,
// and nothing tomorrow unless a payment is due.
func checkQuiet(t rapid.TB, plan amortize.Plan) {
	for _, day := range []date.Date{plan.Terms.Today, shift(plan.Terms.Today, 1)} {
		if day != plan.Terms.Today && dueFrom(plan.Terms, day) == day {
			continue
		}
		plan.Terms.Today = day
		if issue, err := amortize.IssueToday(&plan, 100); err != nil || len(issue.Charges)+len(issue.Applied) > 0 || issue.PrepaidLeft != 100 {
			t.Fatalf("%+v, %v: issued again on %v\n%s", plan, err, day, issueText(issue))
		}
	}
}

// checkPaidDown is the law that a plan which is issued and paid in full is open for
// treatment to be done alone.
func checkPaidDown(t rapid.TB, plan amortize.Plan) {
	waits := plan.Option == amortize.AwaitComplete && slices.ContainsFunc(plan.Production, func(i amortize.Item) bool { return !charged(i, plan.Option) })
	want := ""
	if waits {
		want = "plannedTreatment"
	}
	issue, err := amortize.IssueToday(&plan, 0)
	status, err2 := amortize.StatusToday(&plan)
	if err != nil || err2 != nil || reasonTexts(issue.Open) != want || reasonTexts(status.Open) != want || status.Balance != 0 || status.Uncharged != 0 {
		t.Fatalf("%+v, %v, %v: open for %q, and\n%s", plan, err, err2, reasonTexts(issue.Open), statusText(status))
	}
}

// alone reports whether no two charges are for one item on one day: those keep the
// order of the caller.
func alone(charges []amortize.PlanCharge) bool {
	type key struct {
		date date.Date
		item int64
		kind amortize.ItemKind
	}
	seen := map[key]bool{}
	for _, c := range charges {
		k := key{c.Date, c.Item, c.ItemKind}
		if seen[k] {
			return false
		}
		seen[k] = true
	}
	return true
}

// answers are what the functions of a running plan say of it, as text.
type answers struct{ issue, status, hold, pay, prepaid string }

// answer asks a planner everything there is, into results that are used already.
func answer(planner *amortize.Planner, plan amortize.Plan, prepaid money.Amount) (a answers) {
	text := func(text string, err error) string {
		if err != nil {
			return text + "\n" + err.Error()
		}
		return text
	}
	issue := amortize.Issue{Charges: make([]amortize.PlanCharge, 3), Applied: make([]amortize.PlanCharge, 3), Open: make([]amortize.OpenReason, 3), PrepaidLeft: 7}
	err := planner.Issue(&issue, &plan, prepaid)
	a.issue = text(issueText(issue), err)
	status := amortize.Status{Open: make([]amortize.OpenReason, 3), DueNow: 7, Balance: 7, Uncharged: 7}
	err = planner.Status(&status, &plan)
	a.status = text(statusText(status), err)
	balance := amortize.Balance{Moves: make([]amortize.Move, 3), Charges: make([]amortize.PlanCharge, 3), Held: 7, Unearned: 7}
	err = planner.Balance(&balance, &plan, amortize.HoldSurplus)
	a.hold = text(balanceText(balance), err)
	err = planner.Balance(&balance, &plan, amortize.PayOnPrincipal)
	a.pay = text(balanceText(balance), err)
	p, err := planner.Prepay(&plan, prepaid)
	a.prepaid = text(p.Principal.Format(2)+" "+p.Interest.Format(2)+" "+p.Held.Format(2)+" "+p.Applied.Format(2)+" "+p.Unearned.Format(2), err)
	return a
}

// checkReused is the law that a planner and a result which have served another
// plan say what fresh ones do, and that inputs stay as they are.
func checkReused(t rapid.TB, d *dice) {
	plan, prepaid := d.running(), money.Amount(d.upTo(1200))
	kept := plan
	kept.Production, kept.Charges, kept.Splits = slices.Clone(plan.Production), slices.Clone(plan.Charges), slices.Clone(plan.Splits)
	used := usedPlanner()
	other := rightPlan
	answer(used, other, 5000)
	want := answer(new(amortize.Planner), plan, prepaid)
	if got := answer(used, plan, prepaid); got != want {
		t.Fatalf("%+v: a used planner says\n%+v\nand a fresh one\n%+v", plan, got, want)
	}
	if !slices.Equal(kept.Production, plan.Production) || !slices.Equal(kept.Charges, plan.Charges) || !slices.Equal(kept.Splits, plan.Splits) {
		t.Fatalf("%+v has become %+v", kept, plan)
	}
}

// checkAnyOrder is the law that the order of production and splits does not matter,
// nor that of charges, unless they are for one item on one day.
func checkAnyOrder(t rapid.TB, d *dice) {
	plan, prepaid := d.running(), money.Amount(d.upTo(1200))
	want := answer(new(amortize.Planner), plan, prepaid)
	other := plan
	other.Production, other.Splits = shuffled(d, plan.Production), shuffled(d, plan.Splits)
	if got := answer(new(amortize.Planner), other, prepaid); got != want {
		t.Fatalf("%+v:\n%+v\nand shuffled\n%+v", plan, want, got)
	}
	if !alone(plan.Charges) {
		return
	}
	other.Charges = shuffled(d, plan.Charges)
	got := answer(new(amortize.Planner), other, prepaid)
	got.hold, got.pay = want.hold, want.pay // the rows of moves are the caller's
	if got != want {
		t.Fatalf("%+v:\n%+v\nand with charges shuffled\n%+v", plan, want, got)
	}
}

// checkLocked is the law that locking twice is locking once, that a locked item
// brings what it did, and that a later fee does not move it.
func checkLocked(t rapid.TB, d *dice) {
	plan := d.running()
	once := must(amortize.AppendLocked(nil, plan.Production))
	if twice := must(amortize.AppendLocked(nil, once)); !slices.Equal(once, twice) {
		t.Fatalf("%+v: locked twice is %+v", once, twice)
	}
	want, prepaid := answer(new(amortize.Planner), plan, 500), money.Amount(500)
	locked := plan
	locked.Production = slices.Clone(once)
	for i := range locked.Production {
		if locked.Production[i].Override != 0 {
			locked.Production[i].Amount += money.Amount(d.upTo(900)) // the fee rises
		}
	}
	if got := answer(new(amortize.Planner), locked, prepaid); got != want {
		t.Fatalf("%+v:\n%+v\nand locked\n%+v", plan, want, got)
	}
}

// runningLaws are the laws by name.
var runningLaws = []struct {
	name  string
	check func(t rapid.TB, d *dice)
}{{"day after day", checkDayAfterDay}, {"reused", checkReused}, {"any order", checkAnyOrder}, {"locked", checkLocked}, {"balanced", checkBalanced}}

func TestLawsOfRunningPlans(t *testing.T) {
	for _, law := range runningLaws {
		t.Run(law.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.check(t, anyDice(t)) })
		})
	}
}

func FuzzLawsOfRunningPlans(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		for _, law := range runningLaws {
			law.check(t, &dice{bytes})
		}
	})
}
