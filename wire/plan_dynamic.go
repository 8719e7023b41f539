package wire

import (
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

var planDynamic = operation{
	name:    "plan.dynamic",
	summary: "what a dynamic plan expects next",
	example: `{"production": [{"id": 1, "amount": "652.00", "complete": true}, {"id": 2, "amount": "76.00"}], "apr": "10", ` +
		`"numberOfPayments": 8, "downPayment": "100.00", "today": "2022-06-30", "firstPayment": "2022-07-01", "interestStart": "2022-08-01"}`,
	shape: document(dynamicTerms(
		flag("nextPeriodOnly", func(d any) *bool { return &d.(*planDoc).next }, "the next charge alone: what is charged and not paid bears interest"),
	)...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		horizon := amortize.WholePlan
		if doc.next {
			horizon = amortize.NextPeriod
		}
		charges, summary, err := amortize.Expected(plan, horizon)
		if err != nil {
			return err
		}
		if doc.next { // the cost is the whole plan's, so that it must have an end
			_, whole, err := amortize.Expected(plan, amortize.WholePlan)
			if err != nil {
				return err
			}
			summary.TotalInterest, summary.TotalCost = whole.TotalInterest, whole.TotalCost
		}
		note, err := amortize.AppendDynamicNote(nil, plan.Terms, summary, c.doc.digits, ownNote(doc.note))
		if err != nil {
			return err
		}
		return c.writeExpected(plan, horizon, charges, summary, string(note))
	}),
}

// writeExpected writes what a plan expects, with the trace where it is asked for.
func (c *call) writeExpected(plan *amortize.Plan, h amortize.Horizon, charges []amortize.PlanCharge, s amortize.PlanSummary, note string) error {
	w := c.out
	w.amount("payAmt", s.Payment)
	w.amount("principalAmount", s.Principal)
	w.amount("completedAmt", s.Completed)
	w.amount("totalInterest", s.TotalInterest)
	w.amount("totalCost", s.TotalCost)
	w.list("charges", len(charges), func(i int) { w.planCharge(&charges[i]) })
	w.byDate(charges, s.Uncharged)
	w.text("note", note)
	if !c.explain() {
		return nil
	}
	steps, err := c.explainDynamic(plan, h, charges, s)
	if err != nil {
		return err
	}
	w.trace(steps)
	return nil
}

// explainDynamic says of each charge what made it, and before the charges of a
// period how its interest came about.
func (c *call) explainDynamic(plan *amortize.Plan, h amortize.Horizon, charges []amortize.PlanCharge, s amortize.PlanSummary) ([]traceStep, error) {
	periods, err := amortize.AppendPeriodSteps(nil, plan, h, charges, s)
	if err != nil {
		return nil, c.refuse(err, nil)
	}
	var steps []traceStep
	var left money.Amount // not charged
	for i := range charges {
		charge := &charges[i]
		if charge.Kind == amortize.InstallmentCharge && len(periods) > 0 && periods[0].Date == charge.Date {
			steps = append(steps, c.periodStep(&plan.Terms, &periods[0], charge.Interest))
			left = periods[0].Uncharged
			periods = periods[1:]
		}
		step := traceStep{
			rule: charge.Kind.String(), subject: itemName(charge.ItemKind, charge.Item),
			amount: charge.Principal + charge.Interest, // at most the payment, or the down payment
			note:   "due " + string(appendDate(nil, charge.Date)),
		}
		if charge.Kind == amortize.InstallmentCharge {
			step.before = left
			left -= charge.Principal // a part of what is not charged
			step.after = left
		}
		if charge.Interest != 0 {
			step.note += ", with the interest of the period"
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// periodStep says how the interest of a period came about.
func (c *call) periodStep(t *amortize.Terms, p *amortize.PeriodStep, interest money.Amount) traceStep {
	step := traceStep{rule: "interest", subject: "due " + string(appendDate(nil, p.Date)), before: p.Balance, after: p.Balance, amount: interest}
	switch {
	case p.Date.Before(t.InterestStart):
		step.note = "no interest before the interest start"
	default:
		step.note = c.interestNote(t, p.Balance, p.Interest, interest)
	}
	if p.Balance != p.Uncharged {
		step.note += "; not charged " + p.Uncharged.Format(c.doc.digits)
	}
	if p.Unpaid != 0 {
		step.note += ", charged and not paid " + p.Unpaid.Format(c.doc.digits)
	}
	if p.Ahead != 0 {
		step.note += ", paid ahead " + p.Ahead.Format(c.doc.digits)
	}
	if p.Last {
		step.note += "; the last: all that is left fits in the payment"
	}
	return step
}

// planCharge writes one charge of a dynamic plan.
func (w *writer) planCharge(c *amortize.PlanCharge) {
	w.open()
	w.date("date", c.Date)
	w.number("production", c.Item)
	w.text("type", c.ItemKind.String())
	w.text("kind", c.Kind.String())
	w.amount("principal", c.Principal)
	w.amount("interest", c.Interest)
	w.amount("amount", c.Principal+c.Interest) // at most the payment, or the down payment
	w.close()
}

// byDate writes the instalments summed by due date, with what is not charged
// after each. Charges of one date stand together.
func (w *writer) byDate(charges []amortize.PlanCharge, uncharged money.Amount) {
	var rows []amortize.Row
	for i := range charges {
		c := &charges[i]
		if c.Kind != amortize.InstallmentCharge {
			continue
		}
		if len(rows) == 0 || rows[len(rows)-1].Date != c.Date {
			rows = append(rows, amortize.Row{Date: c.Date})
		}
		row := &rows[len(rows)-1]
		row.Principal += c.Principal // a period is at most the payment
		row.Interest += c.Interest
	}
	for i := len(rows) - 1; i >= 0; i-- {
		rows[i].Balance = uncharged
		uncharged += rows[i].Principal // at most what was not charged, which fits
	}
	w.list("byDate", len(rows), func(i int) {
		w.open()
		w.date("date", rows[i].Date)
		w.amount("principal", rows[i].Principal)
		w.amount("interest", rows[i].Interest)
		w.amount("amount", rows[i].Principal+rows[i].Interest)
		w.amount("balance", rows[i].Balance)
		w.close()
	})
}
