package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

var planPayment = operation{
	name:    "plan.payment",
	summary: "the level payment that follows from a number of payments",
	example: `{"principal": "1180.00", "downPayment": "200.00", "apr": "9.9", "numberOfPayments": 12}`,
	shape:   document(planPrincipal, planDown, planAPR, planFrequency, planCount),
	run: answer(func(c *call, doc *planDoc) error {
		payment, err := amortize.LevelPayment(doc.terms)
		if err != nil {
			return err
		}
		w := c.out
		w.amount("payAmt", payment)
		if c.explain() {
			note := "the smallest whole amount that repays the plan: the exact formula, rounded up"
			w.trace([]traceStep{{rule: "levelPayment", subject: "payAmt", amount: payment, note: note}})
		}
		return nil
	}),
}

var planInterest = operation{
	name:    "plan.interest",
	summary: "the interest of one period on a balance",
	example: `{"balance": "980.00", "apr": "9.9", "frequency": "Monthly", "rounding": "halfEven"}`,
	shape: document(
		amount("balance", func(d any) *money.Amount { return &d.(*planDoc).amount }, "the principal that bears interest"),
		planAPR, planFrequency, planRounding,
	),
	run: answer(func(c *call, doc *planDoc) error {
		t := &doc.terms
		interest, err := amortize.PeriodInterest(doc.amount, t.APR, t.Every, t.Interest)
		if err != nil {
			return err
		}
		w := c.out
		w.amount("interest", interest)
		if c.explain() {
			w.trace([]traceStep{{rule: t.Interest.String(), subject: "balance", before: doc.amount, after: doc.amount, amount: interest, note: perPeriod(t)}})
		}
		return nil
	}),
}

// perPeriod says how a rate becomes a period's: 9.9 % / 12.
func perPeriod(t *amortize.Terms) string {
	return t.APR.String() + " % / " + strconv.Itoa(t.Every.PeriodsPerYear())
}

var planSchedule = operation{
	name:    "plan.schedule",
	summary: "the rows of a plan with a fixed principal",
	example: `{"principal": "1180.00", "apr": "9.9", "numberOfPayments": 12, "today": "2026-10-31", "firstPayment": "2026-11-30"}`,
	shape:   document(staticTerms()...),
	run:     answer(writeSchedule),
}

func writeSchedule(c *call, doc *planDoc) error {
	if err := doc.takeBalance(c); err != nil {
		return err
	}
	rows, summary, err := amortize.Schedule(doc.terms)
	if err != nil {
		return err
	}
	note, err := amortize.AppendNote(nil, doc.terms, summary, c.doc.digits, ownNote(doc.note))
	if err != nil {
		return err
	}
	w := c.out
	w.amount("payAmt", summary.Payment)
	w.number("numberOfPayments", int64(summary.Payments))
	w.amount("principalAmount", summary.Principal)
	w.amount("totalInterest", summary.TotalInterest)
	w.amount("totalCost", summary.TotalCost)
	w.list("rows", len(rows), func(i int) { w.planRow(&rows[i]) })
	w.text("note", string(note))
	if c.explain() {
		steps, err := explainPlan(c, &doc.terms, summary, rows)
		if err != nil {
			return err
		}
		w.trace(steps)
	}
	return nil
}

// planRow writes one row of a plan.
func (w *writer) planRow(r *amortize.Row) {
	w.open()
	w.number("n", int64(r.N))
	w.date("date", r.Date)
	w.text("kind", r.Kind.String())
	w.amount("principal", r.Principal)
	w.amount("interest", r.Interest)
	w.amount("amount", r.Principal+r.Interest) // Schedule has checked their sum: it is part of the total cost
	w.amount("balance", r.Balance)
	w.close()
}

// explainPlan says of each row which rule made it, and what its interest was
// before rounding.
func explainPlan(c *call, t *amortize.Terms, s amortize.Summary, rows []amortize.Row) ([]traceStep, error) {
	whys, err := amortize.AppendSteps(nil, *t, rows)
	if err != nil {
		return nil, c.refuse(err, nil)
	}
	steps := make([]traceStep, 0, len(rows)+1)
	if t.Payments > 0 {
		steps = append(steps, traceStep{rule: "levelPayment", subject: "payAmt", amount: s.Payment,
			note: "the exact formula for " + strconv.Itoa(t.Payments) + " payments, rounded up; the rows round interest and may start it later"})
	}
	for i := range rows {
		r := &rows[i]
		steps = append(steps, traceStep{
			rule: whys[i].Why.String(), subject: "row " + strconv.Itoa(r.N), note: c.whyRow(t, r, &whys[i]),
			before: whys[i].Balance, after: r.Balance, amount: r.Principal + r.Interest,
		})
		if r.Kind == amortize.DownPayment {
			steps[len(steps)-1].subject = "down payment"
		}
	}
	return steps, nil
}

// whyRow says why a row pays what it pays.
func (c *call) whyRow(t *amortize.Terms, r *amortize.Row, why *amortize.RowStep) string {
	if r.Kind == amortize.DownPayment {
		return "paid at once, without interest"
	}
	note := "no interest before the interest start"
	if !r.Date.Before(t.InterestStart) {
		note = c.interestNote(t, why.Balance, why.Interest, r.Interest)
	}
	switch why.Why {
	case amortize.RuleFits:
		note += "; the last: all that is left fits in the payment"
	case amortize.RuleCount:
		note += "; the last of the payments agreed on: all that is left"
	}
	return note
}

// interestNote writes out the interest of a period.
func (c *call) interestNote(t *amortize.Terms, balance money.Amount, exact amortize.Exact, interest money.Amount) string {
	if t.APR == 0 {
		return "no interest at 0 %"
	}
	note := []byte(perPeriod(t) + " of ")
	note = balance.Append(note, c.doc.digits)
	note = append(note, " is "...)
	note = exact.Append(note, c.doc.digits)
	if exact.Rest != 0 {
		how := ", rounded " + t.Interest.String() + " to "
		if t.Interest == amortize.OpenDental {
			how = ", in Open Dental's doubles rounded to "
		}
		note = append(note, how...)
		note = interest.Append(note, c.doc.digits)
	}
	return string(note)
}
