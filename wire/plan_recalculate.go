package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

var planRecalculate = operation{
	name:    "plan.recalculate",
	summary: "the rows of a plan with a fixed principal after payments were made",
	example: `{"principal": "110", "downPayment": "10", "apr": "12", "payAmt": "25", "firstPayment": "2024-04-04", "today": "2024-03-04", "paid": "30", "recalculateInterest": true}`,
	shape: document(append(staticTerms(),
		planPaid,
		flag("prepay", func(d any) *bool { return &d.(*planDoc).prepay }, "what is paid ahead pays the coming payments; else it lowers the principal for good"),
		flag("recalculateInterest", func(d any) *bool { return &d.(*planDoc).recalculate }, "interest is computed anew; else that of the coming rows is kept"),
	)...),
	run: answer(func(c *call, doc *planDoc) error {
		if err := doc.takeBalance(c); err != nil {
			return err
		}
		if !schedule.IsSet(doc.terms.First) && !schedule.IsSet(doc.terms.Agreement) {
			return c.invalid("firstPayment", money.ErrDateRequired, nil) // the plan began before today
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
		summary := amortize.Summary{Principal: doc.terms.Principal, TotalCost: r.TotalCost}
		note, err := amortize.AppendNote(nil, doc.terms, summary, c.doc.digits, ownNote(doc.note))
		if err != nil {
			return err
		}
		w.text("note", string(note))
		if c.explain() {
			w.trace(c.explainRecalculated(doc, r.Shortfall, rows))
		}
		return nil
	}),
}

// explainRecalculated says of each row what became of it.
func (c *call) explainRecalculated(doc *planDoc, shortfall money.Amount, rows []amortize.Row) []traceStep {
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
		case !doc.recalculate:
			step.note = "interest kept: an even share of what the coming rows had, the last takes the rest"
		default:
			step.note = c.newInterestNote(&doc.terms, r, step.before, shortfall)
			shortfall = 0 // it bears interest in the first coming row alone
		}
		steps[i] = step
	}
	return steps
}

// newInterestNote writes out interest that is computed anew.
func (c *call) newInterestNote(t *amortize.Terms, r *amortize.Row, balance, shortfall money.Amount) string {
	if r.Date.Before(t.InterestStart) {
		return "no interest before the interest start"
	}
	bearing, err := balance.Add(shortfall)
	var exact amortize.Exact
	if err == nil {
		exact, err = amortize.ExactInterest(bearing, t.APR, t.Every)
	}
	if err != nil {
		return "interest on what is left" // cannot happen: the engine has computed it
	}
	note := c.interestNote(t, bearing, exact, r.Interest)
	if shortfall != 0 {
		note += "; with " + shortfall.Format(c.doc.digits) + " that fell due and was not paid"
	}
	return note
}
