package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// roundings are the words of amortize.Interest.
var roundings = words(amortize.OpenDental, amortize.HalfDown, true)

// planDoc is the document of the operations on a plan's terms.
type planDoc struct {
	terms   amortize.Terms
	balance money.Amount
	note    string
}

// newPlanDoc returns a document with the defaults of JSON: monthly, interest as
// Open Dental computes it, no date set.
func newPlanDoc() planDoc {
	return planDoc{terms: amortize.Terms{
		Every: schedule.Monthly, Interest: amortize.OpenDental,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset, Today: schedule.Unset,
	}}
}

// The fields that the plan operations share.
var (
	planPrincipal     = amount("principal", func(d *planDoc) *money.Amount { return &d.terms.Principal }, "the amount financed, with the down payment").od("principalAmount")
	planDown          = amount("downPayment", func(d *planDoc) *money.Amount { return &d.terms.DownPayment }, "paid at once (default none)")
	planAPR           = rate("apr", func(d *planDoc) *amortize.Rate { return &d.terms.APR }, "annual percentage rate (default 0)").od("APR")
	planFrequency     = word("frequency", func(d *planDoc) *schedule.Frequency { return &d.terms.Every }, frequencies, "how often it falls due (default Monthly)").od("chargeFrequency")
	planFifth         = word("fifthWeekday", func(d *planDoc) *schedule.FifthWeekday { return &d.terms.Fifth }, fifths, "what OrdinalWeekday does when the first date is a fifth weekday (default fourth)")
	planCount         = count("numberOfPayments", func(d *planDoc) *int { return &d.terms.Payments }, "how many payments; or payAmt")
	planPayAmt        = amount("payAmt", func(d *planDoc) *money.Amount { return &d.terms.Payment }, "what falls due each period; or numberOfPayments")
	planAgreement     = day("payPlanDate", func(d *planDoc) *date.Date { return &d.terms.Agreement }, "the day of the agreement (default today)")
	planFirst         = day("firstPayment", func(d *planDoc) *date.Date { return &d.terms.First }, "the first due date (default one month after payPlanDate)").od("datePayPlanStart")
	planInterestStart = day("interestStart", func(d *planDoc) *date.Date { return &d.terms.InterestStart }, "no interest on due dates before it (default from the start)").od("dateInterestStart")
	planToday         = day("today", func(d *planDoc) *date.Date { return &d.terms.Today }, "the day of the down payment and of the note; required")
	planNote          = text("note", func(d *planDoc) *string { return &d.note }, "ends the note of the terms")
	planRounding      = word("rounding", func(d *planDoc) *amortize.Interest { return &d.terms.Interest }, roundings, "how interest is rounded (default openDental)")
)

var planPayment = operation{
	name:    "plan.payment",
	summary: "the level payment that follows from a number of payments",
	example: `{"principal": "1180.00", "downPayment": "200.00", "apr": "9.9", "numberOfPayments": 12}`,
	shape:   document(planPrincipal, planDown, planAPR, planFrequency, planCount),
	run: func(c *call) error {
		doc := newPlanDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		payment, err := amortize.LevelPayment(doc.terms)
		if err != nil {
			return c.refuse(err, nil)
		}
		w := c.out
		w.open()
		w.amount("payAmt", payment)
		if c.explain() {
			note := "the smallest whole amount that repays the plan: the exact formula, rounded up"
			w.trace([]traceStep{{rule: "levelPayment", subject: "payAmt", amount: payment, note: note}})
		}
		w.close()
		return nil
	},
}

var planInterest = operation{
	name:    "plan.interest",
	summary: "the interest of one period on a balance",
	example: `{"balance": "980.00", "apr": "9.9", "frequency": "Monthly", "rounding": "halfEven"}`,
	shape: document(
		amount("balance", func(d *planDoc) *money.Amount { return &d.balance }, "the principal that bears interest"),
		planAPR, planFrequency, planRounding,
	),
	run: func(c *call) error {
		doc := newPlanDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		t := &doc.terms
		interest, err := amortize.PeriodInterest(doc.balance, t.APR, t.Every, t.Interest)
		if err != nil {
			return c.refuse(err, nil)
		}
		w := c.out
		w.open()
		w.amount("interest", interest)
		if c.explain() {
			w.trace([]traceStep{{rule: t.Interest.String(), subject: "balance", before: doc.balance, after: doc.balance, amount: interest, note: perPeriod(t)}})
		}
		w.close()
		return nil
	},
}

// perPeriod says how a rate becomes a period's: 9.9 % / 12.
func perPeriod(t *amortize.Terms) string {
	return t.APR.String() + " % / " + strconv.Itoa(t.Every.PeriodsPerYear())
}

var planSchedule = operation{
	name:    "plan.schedule",
	summary: "the rows of a plan with a fixed principal",
	example: `{"principal": "1180.00", "apr": "9.9", "numberOfPayments": 12, "today": "2026-10-31", "firstPayment": "2026-11-30"}`,
	shape: document(
		planPrincipal, planDown, planAPR, planFrequency, planFifth, planCount, planPayAmt,
		planAgreement, planFirst, planInterestStart, planToday, planNote, planRounding,
		ignored("patNum"), ignored("guarantor"), ignored("planCategory"),
		later("useEstBalance", "the patient's estimated balance as the principal"),
	),
	run: runPlanSchedule,
}

func runPlanSchedule(c *call) error {
	doc := newPlanDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	rows, summary, err := amortize.Schedule(doc.terms)
	if err != nil {
		return c.refuse(err, nil)
	}
	note, err := amortize.AppendNote(nil, doc.terms, summary, c.doc.digits, doc.note)
	if err != nil {
		return c.refuse(err, nil)
	}
	w := c.out
	w.open()
	w.amount("payAmt", summary.Payment)
	w.number("numberOfPayments", int64(summary.Payments))
	w.amount("principalAmount", summary.Principal)
	w.amount("totalInterest", summary.TotalInterest)
	w.amount("totalCost", summary.TotalCost)
	w.list("rows", len(rows), func(i int) { w.planRow(&rows[i]) })
	w.text("note", string(note))
	if c.explain() {
		w.trace(explainPlan(&doc.terms, summary, rows))
	}
	w.close()
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

// explainPlan says of each row which rule made it.
func explainPlan(t *amortize.Terms, s amortize.Summary, rows []amortize.Row) []traceStep {
	steps := make([]traceStep, 0, len(rows)+1)
	if t.Payments > 0 {
		steps = append(steps, traceStep{rule: "levelPayment", subject: "payAmt", amount: s.Payment,
			note: "the exact formula for " + strconv.Itoa(t.Payments) + " payments, rounded up; the rows round interest and may start it later"})
	}
	for i := range rows {
		r := &rows[i]
		step := traceStep{
			rule: "installment", subject: "row " + strconv.Itoa(r.N),
			before: r.Balance + r.Principal, after: r.Balance, amount: r.Principal + r.Interest,
		}
		switch {
		case r.Kind == amortize.DownPayment:
			step.rule, step.subject, step.note = "downPayment", "down payment", "paid at once, without interest"
		case r.Date.Before(t.InterestStart):
			step.note = "no interest before the interest start"
		default:
			step.note = "interest of " + perPeriod(t) + " on the balance, " + t.Interest.String()
		}
		if r.Balance == 0 && r.Kind == amortize.Installment {
			step.rule, step.note = "lastInstallment", step.note+"; all that is left"
		}
		steps = append(steps, step)
	}
	return steps
}
