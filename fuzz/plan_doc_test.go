package fuzz_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
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

// holdPlanDocuments is the law that the rows of a static plan, read back from a
// document, are verified against the terms, and are due on the days that schedule.dates
// names.
func holdPlanDocuments(t rapid.TB, data []byte) {
	tp := tape(data)
	digits := one(&tp, units(2), units(2), units(0))
	terms := readTerms(&tp)
	if terms.Interest == amortize.OpenDental {
		digits = 2
	}
	doc := digits.termsDocument(&terms)
	doc["principal"] = digits.text(terms.Principal)
	out, err := ask(t, "plan.schedule", doc.bytes())
	if err != nil {
		return
	}
	var answer struct {
		Rows []struct {
			N                                        int
			Date, Kind, Principal, Interest, Balance string
		}
		Dates []string
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	var read []amortize.Row
	var due []string
	for _, r := range answer.Rows {
		row := amortize.Row{N: r.N, Principal: digits.amount(t, r.Principal), Interest: digits.amount(t, r.Interest), Balance: digits.amount(t, r.Balance)}
		if row.Date = date.MustParse(date.ISO8601, r.Date); r.Kind == amortize.DownPayment.String() {
			row.Kind = amortize.DownPayment
		} else {
			due = append(due, r.Date)
		}
		read = append(read, row)
	}
	if err := amortize.Verify(terms, read); err != nil {
		t.Fatalf("%+v: %v", terms, err)
	}
	first := terms.First
	if !schedule.IsSet(first) {
		first, _ = schedule.AddMonths(terms.Agreement, 1)
	}
	dates := object{"frequency": terms.Every.String(), "fifthWeekday": terms.Fifth.String(), "count": len(due)}.with("first", first)
	if out, err = ask(t, "schedule.dates", dates.bytes()); err != nil || json.Unmarshal(out, &answer) != nil || !slices.Equal(answer.Dates, due) {
		t.Fatalf("the plan is due on %v, schedule.dates says %s, %v", due, out, err)
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

func TestPlanDocumentsAreVerified(t *testing.T) { law(holdPlanDocuments).check(t) }
func FuzzPlanDocuments(f *testing.F)            { law(holdPlanDocuments).fuzz(f) }
