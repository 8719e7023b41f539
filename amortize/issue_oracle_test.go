package amortize_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// dueFrom returns the first due date of a plan from a day on.
func dueFrom(t amortize.Terms, day date.Date) date.Date {
	rule := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}
	for n := 0; ; n++ {
		if due := must(rule.At(n)); !due.Before(day) {
			return due
		}
	}
}

// slowIssue returns what a plan does today the slow way, or what is wrong.
func slowIssue(plan amortize.Plan, prepaid money.Amount) (amortize.Issue, fault) {
	issue := amortize.Issue{PrepaidLeft: prepaid}
	today := plan.Terms.Today
	first := len(plan.Charges) == 0
	h := amortize.NextPeriod
	if first {
		h = amortize.WholePlan
	}
	due := dueFrom(plan.Terms, today) == today
	if first || due {
		slow := slowExpected(plan, h)
		if slow.fault.rule != nil {
			return amortize.Issue{}, slow.fault
		}
		for _, c := range slow.expected {
			if !c.Date.After(today) && !plan.Closed {
				issue.Charges = append(issue.Charges, c)
			}
		}
	}
	if plan.Closed {
		issue.Open = []amortize.OpenReason{amortize.PlanClosed}
		return issue, fault{}
	}
	now := plan
	now.Charges = slices.Concat(plan.Charges, issue.Charges)
	if len(issue.Charges) > 0 || due && !first {
		slowApply(&issue, now)
	}
	now.Splits = append(slices.Clone(plan.Splits), amortize.PlanSplit{Amount: prepaid - issue.PrepaidLeft})
	issue.Open = slowReasons(now, slowAll(now))
	return issue, fault{}
}

// slowAll returns all that a plan expects, or where that has no end the principal
// of it.
func slowAll(plan amortize.Plan) []amortize.PlanCharge {
	slow := slowExpected(plan, amortize.WholePlan)
	if slow.fault.rule == nil {
		return slow.expected
	}
	return []amortize.PlanCharge{{Principal: (&slowPlan{plan: plan, items: plan.Production}).uncharged()}}
}

// slowApply pays charges up to today from the prepayment, coin by coin.
func slowApply(issue *amortize.Issue, now amortize.Plan) {
	l := slowSettle(now)
	l.pourAll()
	for i := range l.rows {
		row := &l.rows[i]
		part := row.charge
		part.Principal, part.Interest = 0, 0
		if row.charge.Date.After(now.Terms.Today) {
			continue
		}
		for issue.PrepaidLeft > 0 && row.coin(amortize.MoveInterest) {
			issue.PrepaidLeft--
			part.Interest++
		}
		for issue.PrepaidLeft > 0 && row.coin(amortize.MovePrincipal) {
			issue.PrepaidLeft--
			part.Principal++
		}
		if part.Principal+part.Interest > 0 {
			issue.Applied = append(issue.Applied, part)
		}
	}
}

// sums returns what charges ask and what splits pay.
func sums(charges []amortize.PlanCharge, splits []amortize.PlanSplit) (asked, paid money.Amount) {
	for _, c := range charges {
		asked += c.Principal + c.Interest
	}
	for _, s := range splits {
		paid += s.Amount
	}
	return asked, paid
}

// slowReasons returns what keeps a plan open, by the words of the manual.
func slowReasons(plan amortize.Plan, expected []amortize.PlanCharge) (reasons []amortize.OpenReason) {
	asked, paid := sums(plan.Charges, plan.Splits)
	coming, _ := sums(expected, nil)
	later := func(c amortize.PlanCharge) bool { return c.Date.After(plan.Terms.Today) }
	waits := func(i amortize.Item) bool { return i.Kind == amortize.ProcedureItem && !i.Complete }
	for _, reason := range []struct {
		holds bool
		is    amortize.OpenReason
	}{
		{slices.ContainsFunc(plan.Charges, later), amortize.ChargeAfterToday},
		{paid < asked, amortize.Underpaid},
		{coming > 0 && paid < asked+coming, amortize.ExpectedUnpaid},
		{plan.Option == amortize.AwaitComplete && slices.ContainsFunc(plan.Production, waits), amortize.PlannedTreatment},
	} {
		if reason.holds {
			reasons = append(reasons, reason.is)
		}
	}
	return reasons
}

// checkIssue is the law that a plan does today what it does the slow way.
func checkIssue(t rapid.TB, d *dice) {
	plan := d.running()
	if d.oneIn(8) {
		plan.Closed = true
	}
	if d.oneIn(4) {
		plan.Charges, plan.Splits = nil, nil
	}
	if d.upTo(3) > 0 { // most days are no due dates, and say little
		plan.Terms.Today = dueFrom(plan.Terms, plan.Terms.Today)
	}
	prepaid := money.Amount(d.upTo(1200))
	want, wrong := slowIssue(plan, prepaid)
	got, err := amortize.IssueToday(&plan, prepaid)
	if bad := mismatch(err, wrong); bad != "" || issueText(got) != issueText(want) && err == nil {
		t.Fatalf("%+v with %s, %s:\n%s\nand the slow way\n%s", plan, prepaid.Format(2), bad, issueText(got), issueText(want))
	}
}

// slowStatus returns where a plan stands the slow way.
func slowStatus(plan amortize.Plan) (s amortize.Status) {
	today := plan.Terms.Today
	var before, upTo, principal, interest money.Amount
	later := schedule.Unset
	for _, c := range plan.Charges {
		amount := c.Principal + c.Interest
		if c.Date.Before(today) {
			before += amount
		}
		principal += c.Principal
		if !c.Date.After(today) {
			upTo, interest = upTo+amount, interest+c.Interest
		} else if !schedule.IsSet(later) || c.Date.Before(later) {
			later = c.Date
		}
	}
	_, paid := sums(nil, plan.Splits)
	l := slowSettle(plan)
	l.pourAll()
	s.PrincipalPaid, s.InterestPaid = l.paidOff()
	s.DueNow, s.PastDue, s.PaidAhead = max(upTo-paid, 0), max(before-paid, 0), max(paid-upTo, 0)
	s.Balance = principal + interest - paid
	s.Uncharged = (&slowPlan{plan: plan, items: plan.Production}).uncharged()
	if s.NextDue = later; s.Uncharged > 0 && !plan.Closed {
		if due := dueFrom(plan.Terms, shift(today, 1)); !schedule.IsSet(later) || due.Before(later) {
			s.NextDue = due
		}
	}
	var expected []amortize.PlanCharge
	if s.Uncharged > 0 {
		expected = []amortize.PlanCharge{{Principal: s.Uncharged}}
	}
	if terms := plan.Terms; s.Uncharged > 0 && (terms.Payment != 0 || terms.Payments != 0) {
		expected = slowAll(plan)
	}
	s.Open = []amortize.OpenReason{amortize.PlanClosed}
	if !plan.Closed {
		s.Open = slowReasons(plan, expected)
	}
	return s
}

// checkStatus is the law that a plan stands where the slow way has it, and that
// its numbers agree with one another.
func checkStatus(t rapid.TB, d *dice) {
	plan := d.running()
	if d.oneIn(8) {
		plan.Closed = true
	}
	if d.oneIn(3) {
		plan.Terms.Payment, plan.Terms.Payments = 0, 0
	}
	want := slowStatus(plan)
	got, err := amortize.StatusToday(&plan)
	if err != nil || statusText(got) != statusText(want) {
		t.Fatalf("%+v, %v:\n%s\nand the slow way\n%s", plan, err, statusText(got), statusText(want))
	}
	var later money.Amount // principal that falls due after today
	givenBack := false
	for _, c := range plan.Charges {
		if c.Date.After(plan.Terms.Today) {
			later += c.Principal
		}
		givenBack = givenBack || c.Principal < 0
	}
	switch {
	case got.DueNow > 0 && got.PaidAhead > 0:
		t.Fatalf("%+v: due and ahead\n%s", plan, statusText(got))
	case !givenBack && got.PastDue > got.DueNow:
		t.Fatalf("%+v: more is past due than due\n%s", plan, statusText(got))
	case got.Balance != got.DueNow-got.PaidAhead+later:
		t.Fatalf("%+v: the balance is not what is due and to come\n%s", plan, statusText(got))
	}
}

// checkPrepay is the law that a prepayment is held for what is issued, and that
// closing applies it to all that is asked by then and returns the rest.
func checkPrepay(t rapid.TB, d *dice) {
	plan := d.running()
	if d.oneIn(2) {
		plan.Charges, plan.Splits = nil, nil
	}
	plan.Terms.Today = dueFrom(plan.Terms, plan.Terms.Today)
	amount := money.Amount(d.upTo(6000))
	got, err := amortize.Prepay(&plan, amount)
	issue, wrong := slowIssue(plan, 0)
	if bad := mismatch(err, wrong); bad != "" {
		t.Fatalf("%+v: %s", plan, bad)
	}
	if err != nil {
		return
	}
	now := plan
	now.Charges = slices.Concat(plan.Charges, issue.Charges)
	l := slowSettle(now)
	l.pourAll()
	asked := l.unpaid()
	for _, item := range plan.Production {
		if slices.ContainsFunc(now.Charges, func(c amortize.PlanCharge) bool { return c.Item == item.ID && c.ItemKind == item.Kind }) {
			asked += (&slowPlan{plan: now}).left(item)
		}
	}
	issuedNow, _ := sums(issue.Charges, nil)
	want := amortize.Prepaid{Held: max(0, amount-issuedNow), Applied: min(amount, asked)}
	want.Unearned = amount - want.Applied
	for _, c := range issue.Charges {
		if c.Kind == amortize.InstallmentCharge {
			want.Principal, want.Interest = want.Principal+c.Principal, want.Interest+c.Interest
		}
	}
	if got != want || got.Applied+got.Unearned != amount || got.Held < 0 || got.Held > amount || got.Applied < 0 || got.Unearned < 0 {
		t.Fatalf("%+v with %s: %+v, and the slow way %+v", plan, amount.Format(2), got, want)
	}
}

// slowLaws are the laws that compare with the slow way, by name.
var slowLaws = []struct {
	name  string
	check func(t rapid.TB, d *dice)
}{{"issue", checkIssue}, {"status", checkStatus}, {"prepay", checkPrepay}}

func TestRunningPlansAreThoseOfTheSlowWay(t *testing.T) {
	for _, law := range slowLaws {
		t.Run(law.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.check(t, anyDice(t)) })
		})
	}
}

func FuzzRunningPlans(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		for _, law := range slowLaws {
			law.check(t, &dice{bytes})
		}
	})
}
