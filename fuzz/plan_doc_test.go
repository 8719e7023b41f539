package fuzz_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/paysplit/paysplit/wire"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// termsDocument writes terms as the plan operations read them.
func (digits units) termsDocument(t *amortize.Terms) object {
	o := object{
		"digits": int(digits), "apr": t.APR.String(), "rounding": t.Interest.String(), "frequency": t.Every.String(), "fifthWeekday": t.Fifth.String(),
		"downPayment": digits.text(t.DownPayment),
	}
	if t.Payments != 0 {
		o["numberOfPayments"] = t.Payments
	} else {
		o["payAmt"] = digits.text(t.Payment)
	}
	return o.with("payPlanDate", t.Agreement).with("firstPayment", t.First).with("interestStart", t.InterestStart).with("today", t.Today)
}

// planDocument writes a dynamic plan.
func (digits units) planDocument(p *amortize.Plan) object {
	o := digits.termsDocument(&p.Terms)
	var production, charges, splits []object
	for _, item := range p.Production {
		production = append(production, object{
			"id": item.ID, "type": item.Kind.String(), "amount": digits.text(item.Amount), "complete": item.Complete, "override": digits.text(item.Override),
		}.with("date", item.Date))
	}
	for _, c := range p.Charges {
		charges = append(charges, object{
			"id": c.ID, "production": c.Item, "type": c.ItemKind.String(), "kind": c.Kind.String(), "principal": digits.text(c.Principal), "interest": digits.text(c.Interest),
		}.with("date", c.Date))
	}
	for _, s := range p.Splits {
		splits = append(splits, object{"amount": digits.text(s.Amount), "type": debitWords[s.Kind], "charge": s.Charge})
	}
	o["production"], o["charges"], o["splits"], o["tpOption"] = production, charges, splits, p.Option.String()
	return o
}

// rowDoc is a row of a plan, or a charge.
type rowDoc struct {
	N                           int
	Date, Kind, Type            string
	Production                  int64
	Principal, Interest, Amount string
	Balance                     string
}

// planAnswer is what the plan operations answer, as far as the laws read it.
type planAnswer struct {
	PayAmt, PrincipalAmount, TotalInterest, TotalCost string
	DueNow, PastDue, PaidAhead, Balance               string
	PrincipalPaid, InterestPaid, Uncharged            string
	NextDue                                           *string
	Rows, Charges, NewCharges                         []rowDoc
}

// answerOf runs a plan operation, and reports a code that is not that of the call.
func answerOf(t rapid.TB, op string, doc object, callErr error) (a planAnswer, ok bool) {
	t.Helper()
	out, err := wire.Run(op, doc.bytes())
	if codeOf(t, err) != codeOf(t, callErr) {
		t.Fatalf("%s: %v; the call: %v\n%s", op, err, callErr, doc.bytes())
	}
	if err != nil {
		return a, false
	}
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a, true
}

// holdPlanDocuments is the law that the plan operations answer as the calls do: a static
// schedule, what a plan expects, what it issues, and where it stands.
func holdPlanDocuments(t rapid.TB, data []byte) {
	tp := tape(data)
	digits := one(&tp, units(2), units(2), units(0))
	terms := readTerms(&tp)
	if terms.Interest == amortize.OpenDental {
		digits = 2
	}
	holdScheduleDocument(t, digits, terms)
	plan, err := readPlan(&tp)
	if err != nil {
		plan.Terms.Today = today
	}
	doc := digits.planDocument(&plan)
	expected, summary, err := amortize.Expected(&plan, amortize.WholePlan)
	if a, ok := answerOf(t, "plan.dynamic", doc, err); ok {
		digits.checkCharges(t, a.Charges, expected)
		digits.same(t, a.PayAmt, summary.Payment, a.TotalCost, summary.TotalCost, a.TotalInterest, summary.TotalInterest)
	}
	issue, err := amortize.IssueToday(&plan, 0)
	if a, ok := answerOf(t, "plan.issue", doc, err); ok {
		digits.checkCharges(t, a.NewCharges, issue.Charges)
	}
	stored := plan
	if stored.Terms.Payment != 0 {
		stored.Terms.Payments = 0
	}
	s, err := amortize.StatusToday(&stored)
	if a, ok := answerOf(t, "plan.status", doc, err); ok {
		digits.same(t, a.DueNow, s.DueNow, a.PastDue, s.PastDue, a.PaidAhead, s.PaidAhead, a.Balance, s.Balance)
		digits.same(t, a.PrincipalPaid, s.PrincipalPaid, a.InterestPaid, s.InterestPaid, a.Uncharged, s.Uncharged)
		if (a.NextDue == nil) == schedule.IsSet(s.NextDue) || a.NextDue != nil && *a.NextDue != s.NextDue.String() {
			t.Fatalf("next due %v, want %v", a.NextDue, s.NextDue)
		}
	}
	for _, op := range []string{"plan.dynamic", "plan.issue", "plan.status"} {
		holdExplained(t, op, doc.bytes())
	}
}

// holdScheduleDocument holds that for the rows of a static plan. Rows that are read back
// from the document are verified against the terms, and are due on the days of the
// schedule.
func holdScheduleDocument(t rapid.TB, digits units, terms amortize.Terms) {
	doc := digits.termsDocument(&terms)
	doc["principal"] = digits.text(terms.Principal)
	rows, summary, err := amortize.Schedule(terms)
	a, ok := answerOf(t, "plan.schedule", doc, err)
	holdExplained(t, "plan.schedule", doc.bytes())
	if !ok {
		return
	}
	digits.same(t, a.PayAmt, summary.Payment, a.PrincipalAmount, summary.Principal, a.TotalInterest, summary.TotalInterest, a.TotalCost, summary.TotalCost)
	var read []amortize.Row
	var dates []string
	for _, r := range a.Rows {
		row := amortize.Row{N: r.N, Principal: digits.amount(t, r.Principal), Interest: digits.amount(t, r.Interest), Balance: digits.amount(t, r.Balance)}
		if row.Date = date.MustParse(date.ISO8601, r.Date); r.Kind == amortize.DownPayment.String() {
			row.Kind = amortize.DownPayment
		} else {
			dates = append(dates, r.Date)
		}
		read = append(read, row)
	}
	if !slices.Equal(read, rows) {
		t.Fatalf("the document: %+v\nthe call: %+v", read, rows)
	}
	if err := amortize.Verify(terms, read); err != nil {
		t.Fatalf("%+v: %v", terms, err)
	}
	first := terms.First
	if !schedule.IsSet(first) {
		first, _ = schedule.AddMonths(terms.Agreement, 1)
	}
	due := object{"frequency": terms.Every.String(), "fifthWeekday": terms.Fifth.String(), "count": len(dates)}.with("first", first)
	out, err := wire.Run("schedule.dates", due.bytes())
	var answer struct{ Dates []string }
	if err != nil || json.Unmarshal(out, &answer) != nil || !slices.Equal(answer.Dates, dates) {
		t.Fatalf("the plan is due on %v, schedule.dates says %s, %v", dates, out, err)
	}
}

// amount reads an amount back.
func (digits units) amount(t rapid.TB, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, int(digits))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// same compares pairs of an amount's text and the amount.
func (digits units) same(t rapid.TB, pairs ...any) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if text, want := pairs[i].(string), pairs[i+1].(money.Amount); digits.amount(t, text) != want {
			t.Fatalf("pair %d: the document has %s, the call %s", i/2, text, digits.text(want))
		}
	}
}

func (digits units) checkCharges(t rapid.TB, got []rowDoc, want []amortize.PlanCharge) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("the document has %d charges, the call %d", len(got), len(want))
	}
	for i, c := range want {
		if r := got[i]; r.Date != c.Date.String() || r.Production != c.Item || r.Kind != c.Kind.String() {
			t.Fatalf("charge %d: the document has %+v, the call %+v", i, r, c)
		}
		digits.same(t, got[i].Principal, c.Principal, got[i].Interest, c.Interest, got[i].Amount, c.Principal+c.Interest)
	}
}

func TestPlanDocumentsAnswerAsCallsDo(t *testing.T) { law(holdPlanDocuments).check(t) }
func FuzzPlanDocuments(f *testing.F)                { law(holdPlanDocuments).fuzz(f) }
