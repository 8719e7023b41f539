package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

var planClose = operation{
	name:    "plan.close",
	summary: "close a dynamic plan: what is charged at once, what is let go",
	example: `{` + runningPlan + `"today": "2026-11-04"}`,
	shape:   document(dynamicTerms()...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		if err := doc.refuseInsurance(c); err != nil {
			return err
		}
		closing, err := amortize.Close(plan)
		if err != nil {
			return err
		}
		w := c.out
		due, err := closing.Total.Sub(closing.Paid)
		var over money.Amount
		if err == nil {
			over, err = min(due, 0).Neg()
		}
		if err != nil {
			return &money.FieldError{Path: "plan.Splits", Err: err}
		}
		w.list("closeOut", len(closing.CloseOut), func(i int) { w.planCharge(&closing.CloseOut[i]) })
		w.list("detached", len(closing.Detached), func(i int) { w.bareNumber(closing.Detached[i].ID) })
		w.list("detachedProduction", len(closing.Detached), func(i int) {
			w.open()
			w.number("id", closing.Detached[i].ID)
			w.text("type", closing.Detached[i].Kind.String())
			w.close()
		})
		w.list("moved", len(closing.Moved), func(i int) { w.movedCharge(&closing.Moved[i]) })
		w.amount("totalCharged", closing.Total)
		w.amount("due", max(due, 0))
		w.amount("overpaid", over)
		if c.explain() {
			w.trace(explainClosing(&closing))
		}
		return nil
	}),
}

// refuseInsurance refuses an insurance payment plan.
func (d *planDoc) refuseInsurance(c *call) error {
	if d.planNum != 0 {
		return c.invalid("planNum", amortize.ErrInsurancePlan, money.Fact("got "+strconv.FormatInt(d.planNum, 10)))
	}
	if d.insSubNum != 0 {
		return c.invalid("insSubNum", amortize.ErrInsurancePlan, money.Fact("got "+strconv.FormatInt(d.insSubNum, 10)))
	}
	return nil
}

// movedCharge writes a charge whose due date moves.
func (w *writer) movedCharge(m *amortize.MovedCharge) {
	w.open()
	w.number("charge", m.ID)
	w.number("row", int64(m.Row))
	w.number("production", m.Item)
	w.text("type", m.ItemKind.String())
	w.date("from", m.From)
	w.date("to", m.Date)
	w.amount("principal", m.Principal)
	w.amount("interest", m.Interest)
	w.close()
}

// explainClosing says why each thing happens.
func explainClosing(closing *amortize.Closing) []traceStep {
	var steps []traceStep
	for i := range closing.CloseOut {
		charge := &closing.CloseOut[i]
		steps = append(steps, traceStep{rule: "closeOut", subject: itemName(charge.ItemKind, charge.Item), before: charge.Principal, amount: charge.Principal,
			note: "it has a charge: what is left of it is charged at once, without interest"})
	}
	for i := range closing.Detached {
		item := &closing.Detached[i]
		steps = append(steps, traceStep{rule: "detached", subject: itemName(item.Kind, item.ID), note: "it has no charge: free for another plan"})
	}
	for i := range closing.Moved {
		m := &closing.Moved[i]
		steps = append(steps, traceStep{rule: "moved", subject: "charges[" + strconv.Itoa(m.Row) + "]", amount: m.Principal + m.Interest, // summed by the engine
			note: "issued for " + string(appendDate(nil, m.From)) + ": due today, with its interest"})
	}
	return steps
}

var debitShape = &shape{[]*field{
	day("date", func(r any) *date.Date { return &r.(*amortize.StaticDebit).Date }, "the due date; required").od("chargeDate"),
	amount("principal", func(r any) *money.Amount { return &r.(*amortize.StaticDebit).Principal }, "its principal; below zero it adjusts the plan"),
	amount("interest", func(r any) *money.Amount { return &r.(*amortize.StaticDebit).Interest }, "its interest"),
	ignored("n"), ignored("kind"), ignored("amount"), ignored("balance"),
}}

var creditShape = &shape{[]*field{
	amount("amount", func(r any) *money.Amount { return &r.(*amortize.StaticCredit).Amount }, "of treatment that the plan pays for; below zero it adjusts the plan"),
	flag("complete", func(r any) *bool { return &r.(*amortize.StaticCredit).Complete }, "the treatment was done"),
}}

var planCloseStatic = operation{
	name:    "plan.closeStatic",
	summary: "close a plan with a fixed principal: one row for what is left",
	example: `{"today": "2024-03-04", "debits": [{"date": "2024-03-04", "principal": "200"}, {"date": "2024-04-04", "principal": "200"}, {"date": "2024-05-04", "principal": "200"}], "paid": "200"}`,
	shape: document(
		planToday, planPaid, planInsurance, planSubscriber,
		list("debits", func(d any) any { r := grow(&d.(*planDoc).debits); r.Date = schedule.Unset; return r }, debitShape, "the rows of the plan"),
		list("credits", func(d any) any { return grow(&d.(*planDoc).credits) }, creditShape, "the treatment that it pays for"),
	),
	run: answer(func(c *call, doc *planDoc) error {
		if err := doc.refuseInsurance(c); err != nil {
			return err
		}
		rows, closeOut, err := amortize.CloseStatic(nil, doc.debits, doc.credits, doc.terms.Today)
		if err != nil {
			return err
		}
		due, err := dueOf(rows, doc.amount)
		if err != nil {
			return c.invalid("paid", money.ErrOverflow, doc.amount)
		}
		w := c.out
		w.amount("closeOut", closeOut)
		w.list("rows", len(rows), func(i int) {
			w.open()
			w.date("date", rows[i].Date)
			w.text("kind", staticKind(i, rows, closeOut))
			w.amount("principal", rows[i].Principal)
			w.amount("interest", rows[i].Interest)
			w.close()
		})
		w.amount("due", due)
		if c.explain() {
			w.trace([]traceStep{{rule: "closeOut", subject: "closeOut", after: due, amount: closeOut,
				note: "principal of the rows after today, less treatment that was not done"}})
		}
		return nil
	}),
}

// staticKind says what a row of a closed plan is: the last may be what closes it.
func staticKind(i int, rows []amortize.StaticDebit, closeOut money.Amount) string {
	if closeOut != 0 && i == len(rows)-1 {
		return amortize.CloseOutCharge.String()
	}
	return "debit"
}

// dueOf returns what rows ask, less what was paid.
func dueOf(rows []amortize.StaticDebit, paid money.Amount) (due money.Amount, err error) {
	for i := range rows {
		if due, err = due.Add(rows[i].Principal); err != nil {
			return 0, err
		}
		if due, err = due.Add(rows[i].Interest); err != nil {
			return 0, err
		}
	}
	return due.Sub(paid)
}
