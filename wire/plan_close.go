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
		w.list("closeOut", len(closing.CloseOut), func(i int) {
			w.open()
			w.number("production", closing.CloseOut[i].Item)
			w.text("type", closing.CloseOut[i].ItemKind.String())
			w.amount("principal", closing.CloseOut[i].Principal)
			w.close()
		})
		w.list("detached", len(closing.Detached), func(i int) { w.bareNumber(closing.Detached[i].ID) })
		w.list("moved", len(closing.Moved), func(i int) { w.movedCharge(&closing.Moved[i]) })
		w.amount("totalCharged", closing.Total)
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
	day("date", func(r *amortize.StaticDebit) *date.Date { return &r.Date }, "the due date; required").od("chargeDate"),
	amount("principal", func(r *amortize.StaticDebit) *money.Amount { return &r.Principal }, "its principal; below zero it adjusts the plan"),
	amount("interest", func(r *amortize.StaticDebit) *money.Amount { return &r.Interest }, "its interest"),
}}

var creditShape = &shape{[]*field{
	amount("amount", func(r *amortize.StaticCredit) *money.Amount { return &r.Amount }, "of treatment that the plan pays for; below zero it adjusts the plan"),
	flag("complete", func(r *amortize.StaticCredit) *bool { return &r.Complete }, "the treatment was done"),
}}

var planCloseStatic = operation{
	name:    "plan.closeStatic",
	summary: "close a plan with a fixed principal: one row for what is left",
	example: `{"today": "2024-03-04", "debits": [{"date": "2024-03-04", "principal": "200"}, {"date": "2024-04-04", "principal": "200"}, {"date": "2024-05-04", "principal": "200"}], "paid": "200"}`,
	shape: document(
		planToday, planPaid, planInsurance, planSubscriber,
		undated("debits", func(d *planDoc) *[]amortize.StaticDebit { return &d.debits }, func(r *amortize.StaticDebit) { r.Date = schedule.Unset }, debitShape, "the rows of the plan"),
		list("credits", func(d *planDoc) *[]amortize.StaticCredit { return &d.credits }, creditShape, "the treatment that it pays for"),
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

var planPrincipalOp = operation{
	name:    "plan.principal",
	summary: "the principal that is still owed on a plan",
	example: `{"total": "100", "charges": [{"principal": "18", "interest": "2"}, {"principal": "18", "interest": "2"}], "splits": [{"amount": "30"}]}`,
	shape: document(
		amount("total", func(d *planDoc) *money.Amount { return &d.amount }, "the principal of the plan"),
		planCharges, planSplits,
	),
	run: answer(func(c *call, doc *planDoc) error {
		r, err := amortize.PrincipalRemaining(doc.amount, doc.charges, doc.splits)
		if err != nil {
			return err
		}
		w := c.out
		w.amount("remaining", r.Principal)
		w.amount("principalPaid", r.PrincipalPaid)
		w.amount("interestPaid", r.InterestPaid)
		w.amount("paidAhead", r.Ahead)
		if c.explain() {
			w.trace([]traceStep{{rule: "principalPaid", subject: "total", before: doc.amount, after: r.Principal, amount: r.PrincipalPaid,
				note: "splits pay the charges by date: interest first, then principal"}})
		}
		return nil
	}),
}

// linkDoc is a piece of production with what the plan has charged for it.
type linkDoc struct {
	amortize.Link
	id    int64
	kind  amortize.ItemKind
	units int64
	base  int64
}

var linkShape = &shape{[]*field{
	id("id", func(l *linkDoc) *int64 { return &l.id }, "of the production").od("procNum", "adjNum"),
	word("type", func(l *linkDoc) *amortize.ItemKind { return &l.kind }, itemKinds, "what it is (default procedure)"),
	amount("fee", func(l *linkDoc) *money.Amount { return &l.Fee }, "of the procedure for one unit, or the amount of the adjustment").od("procFee", "adjAmt"),
	id("units", func(l *linkDoc) *int64 { return &l.units }, "the quantity (default 1, with the base units)").od("unitQty"),
	id("baseUnits", func(l *linkDoc) *int64 { return &l.base }, "added to units"),
	amount("adj", func(l *linkDoc) *money.Amount { return &l.Adjustments }, "adjustments on the procedure"),
	amount("ins", func(l *linkDoc) *money.Amount { return &l.Insurance }, "insurance paid, or estimated while it is not"),
	amount("writeOff", func(l *linkDoc) *money.Amount { return &l.WriteOff }, "written off, or estimated to be"),
	amount("override", func(l *linkDoc) *money.Amount { return &l.Override }, "takes the place of all of these where it is not zero").od("amountOverride"),
	amount("outsidePaid", func(l *linkDoc) *money.Amount { return &l.OutsidePaid }, "paid on it outside the plan"),
	amount("charged", func(l *linkDoc) *money.Amount { return &l.Charged }, "principal that the plan has charged for it"),
}}

var planOvercharged = operation{
	name:    "plan.overcharged",
	summary: "by how much a plan has charged more than its production is worth",
	example: `{"start": "2024-02-04", "today": "2024-03-04", "links": [{"id": 1, "fee": "4100", "ins": "2060", "charged": "2100"}]}`,
	shape: document(
		day("start", func(d *planDoc) *date.Date { return &d.start }, "the first due date: a plan that starts after today is not looked at").od("datePayPlanStart"),
		planToday,
		list("links", func(d *planDoc) *[]linkDoc { return &d.links }, linkShape, "the production of the plan"),
	),
	run: answer(writeOvercharged),
}

func writeOvercharged(c *call, doc *planDoc) error {
	links := make([]amortize.Link, len(doc.links))
	for i := range doc.links {
		links[i] = doc.links[i].Link
		links[i].Units = saturatingSum(doc.links[i].units, doc.links[i].base)
	}
	over, total, err := amortize.AppendOvercharged(nil, links, doc.start, doc.terms.Today)
	if err != nil {
		return err
	}
	w := c.out
	w.amount("amount", total)
	w.list("links", len(over), func(i int) {
		w.open()
		w.number("id", doc.links[i].id)
		w.amount("amount", over[i])
		w.close()
	})
	var offsets []int
	var steps []traceStep
	for i := range over {
		l := &links[i]
		step := traceStep{rule: "worth", subject: itemName(doc.links[i].kind, doc.links[i].id), before: l.Charged, amount: over[i], note: "not charged above its own worth, or the plan as a whole is not"}
		if step.after = l.Charged; over[i] != 0 {
			offsets = append(offsets, i)
			step.after -= over[i] // leaves what it is worth
			step.rule, step.note = "overcharged", "charged above its worth: a charge of the difference below zero mends it"
		}
		steps = append(steps, step)
	}
	w.list("charges", len(offsets), func(i int) {
		l := &doc.links[offsets[i]]
		w.planCharge(&amortize.PlanCharge{Date: doc.terms.Today, Item: l.id, ItemKind: l.kind, Principal: -over[offsets[i]]})
	})
	if c.explain() {
		w.trace(steps)
	}
	return nil
}

// saturatingSum adds counts; what does not fit is the largest, which no fee can be
// multiplied with.
func saturatingSum(a, b int64) int64 {
	sum, err := money.Amount(a).Add(money.Amount(b))
	if err != nil {
		return int64(money.MaxAmount)
	}
	return int64(sum)
}

var planRecalculate = operation{
	name:    "plan.recalculate",
	summary: "the rows of a plan with a fixed principal after payments were made",
	example: `{"principal": "110", "downPayment": "10", "apr": "12", "payAmt": "25", "firstPayment": "2024-04-04", "today": "2024-03-04", "paid": "30", "recalculateInterest": true}`,
	shape: document(append(staticTerms(),
		planPaid,
		flag("prepay", func(d *planDoc) *bool { return &d.prepay }, "what is paid ahead pays the coming payments; else it lowers the principal for good"),
		flag("recalculateInterest", func(d *planDoc) *bool { return &d.recalculate }, "interest is computed anew; else that of the coming rows is kept"),
	)...),
	run: answer(func(c *call, doc *planDoc) error {
		if err := doc.takeBalance(c); err != nil {
			return err
		}
		how := amortize.Recalculation{Paid: doc.amount, Prepay: doc.prepay, Interest: doc.recalculate}
		rows, r, err := amortize.AppendRecalculated(nil, doc.terms, how)
		if err != nil {
			return err
		}
		w := c.out
		w.amount("payAmt", r.Payment)
		w.amount("totalInterest", r.TotalInterest)
		w.amount("totalCost", r.TotalCost)
		w.amount("paidAhead", r.PaidAhead)
		w.amount("shortfall", r.Shortfall)
		w.amount("overpaid", r.Overpaid)
		w.list("rows", len(rows), func(i int) { w.planRow(&rows[i]) })
		if c.explain() {
			w.trace(explainRecalculated(doc, rows))
		}
		return nil
	}),
}

// explainRecalculated says of each row what became of it.
func explainRecalculated(doc *planDoc, rows []amortize.Row) []traceStep {
	steps := make([]traceStep, len(rows))
	for i := range rows {
		r := &rows[i]
		step := traceStep{
			rule: r.Kind.String(), subject: "row " + strconv.Itoa(r.N),
			before: r.Balance + r.Principal, after: r.Balance, amount: r.Principal + r.Interest, // the engine has summed them
		}
		switch {
		case r.Kind == amortize.PaidAhead:
			step.subject, step.note = "paid ahead", "paid above what fell due up to today: principal at once"
		case !r.Date.After(doc.terms.Today):
			step.note = "fell due up to today and stands"
		case r.Principal == 0 && r.Interest == 0:
			step.note = "covered by what was paid ahead"
		case doc.recalculate:
			step.note = "interest of " + perPeriod(&doc.terms) + " on what is left, " + doc.terms.Interest.String()
		default:
			step.note = "interest kept: an even share of what the coming rows had, the last takes the rest"
		}
		steps[i] = step
	}
	return steps
}
