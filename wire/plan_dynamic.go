package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

var planDynamic = operation{
	name:    "plan.dynamic",
	summary: "what a dynamic plan expects next",
	example: `{"production": [{"id": 1, "amount": "652.00", "complete": true}, {"id": 2, "amount": "76.00"}], "apr": "10", ` +
		`"numberOfPayments": 8, "downPayment": "100.00", "today": "2022-06-30", "firstPayment": "2022-07-01", "interestStart": "2022-08-01"}`,
	shape: document(dynamicTerms(
		flag("nextPeriodOnly", func(d *planDoc) *bool { return &d.next }, "the next charge alone: what is charged and not paid bears interest"),
	)...),
	run: func(c *call) error {
		doc := newPlanDoc()
		plan, err := c.readPlan(&doc)
		if err != nil {
			return err
		}
		horizon := amortize.WholePlan
		if doc.next {
			horizon = amortize.NextPeriod
		}
		charges, summary, err := amortize.Expected(&plan, horizon)
		if err != nil {
			return c.refuse(err, nil)
		}
		note, err := amortize.AppendDynamicNote(nil, plan.Terms, summary, c.doc.digits, doc.note)
		if err != nil {
			return c.refuse(err, nil)
		}
		c.out.open()
		c.writeExpected(&plan, charges, summary, string(note))
		c.out.close()
		return nil
	},
}

// writeExpected writes what a plan expects, with the trace where it is asked for.
func (c *call) writeExpected(plan *amortize.Plan, charges []amortize.PlanCharge, s amortize.PlanSummary, note string) {
	w := c.out
	w.amount("payAmt", s.Payment)
	w.amount("principalAmount", s.Principal)
	w.amount("completedAmt", s.Completed)
	w.amount("totalInterest", s.TotalInterest)
	w.amount("totalCost", s.TotalCost)
	w.list("charges", len(charges), func(i int) { w.planCharge(&charges[i]) })
	w.byDate(charges, s.Uncharged)
	w.text("note", note)
	if c.explain() {
		w.trace(explainDynamic(&plan.Terms, charges))
	}
}

// explainDynamic says of each charge what made it.
func explainDynamic(t *amortize.Terms, charges []amortize.PlanCharge) []traceStep {
	steps := make([]traceStep, len(charges))
	for i := range charges {
		c := &charges[i]
		steps[i] = traceStep{
			rule: c.Kind.String(), subject: c.ItemKind.String() + " " + strconv.FormatInt(c.Item, 10),
			amount: c.Principal + c.Interest, // at most the payment, or the down payment
			note:   "due " + string(appendDate(nil, c.Date)),
		}
		if c.Interest != 0 {
			steps[i].note += ", with the period's interest of " + perPeriod(t) + " on what is not charged"
		}
	}
	return steps
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
