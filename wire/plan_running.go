package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// runningPlan is a document's plan in a few words, for the examples: 760.00 of
// 1,000.00 are not charged yet.
const runningPlan = `"production": [{"id": 1, "amount": "400.00", "complete": true}, {"id": 2, "amount": "600.00", "complete": true}], ` +
	`"charges": [{"id": 71, "date": "2026-10-04", "production": 1, "principal": "240.00", "interest": "10.00"}], `

var planIssue = operation{
	name:    "plan.issue",
	summary: "what a dynamic plan does on a day: the charges it issues, what a prepayment pays of them, and due dates that were missed",
	example: `{` + runningPlan + `"splits": [{"amount": "250.00"}], "apr": "12", "payAmt": "250.00", "firstPayment": "2026-10-04", "today": "2026-11-04", "prepaid": "100.00"}`,
	shape: document(dynamicTerms(
		amount("prepaid", func(d any) *money.Amount { return &d.(*planDoc).amount }, "money that the plan holds for charges to come").od("paid"),
	)...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		issue, err := amortize.IssueToday(plan, doc.amount)
		if err != nil {
			return err
		}
		w := c.out
		w.list("newCharges", len(issue.Charges), func(i int) { w.planCharge(&issue.Charges[i]) })
		w.list("appliedPrepay", len(issue.Applied), func(i int) { w.planCharge(&issue.Applied[i]) })
		w.amount("prepaidLeft", issue.PrepaidLeft)
		w.list("missed", len(issue.Missed), func(i int) { w.bareDate(issue.Missed[i]) })
		w.flag("wouldClose", len(issue.Open) == 0)
		w.reasons(issue.Open)
		if c.explain() {
			steps, err := c.explainIssue(plan, &issue, doc.amount)
			if err != nil {
				return err
			}
			w.trace(steps)
		}
		return nil
	}),
}

// explainIssue says of each charge and each part of the prepayment what made it.
func (c *call) explainIssue(plan *amortize.Plan, issue *amortize.Issue, prepaid money.Amount) ([]traceStep, error) {
	h := amortize.NextPeriod
	if len(plan.Charges) == 0 {
		h = amortize.WholePlan
	}
	steps, err := c.explainDynamic(plan, h, issue.Charges, amortize.PlanSummary{Uncharged: issue.Uncharged})
	if err != nil {
		return nil, err
	}
	for i := range issue.Applied {
		part := &issue.Applied[i]
		step := traceStep{
			rule: "prepayment", subject: itemName(part.ItemKind, part.Item), before: prepaid,
			amount: part.Principal + part.Interest, // a part of the prepayment
			note:   "to the charge due " + string(appendDate(nil, part.Date)) + ": interest first, then principal",
		}
		prepaid -= step.amount
		step.after = prepaid
		steps = append(steps, step)
	}
	return steps, nil
}

// itemName names a piece of production: procedure 5.
func itemName(kind amortize.ItemKind, id int64) string {
	return kind.String() + " " + strconv.FormatInt(id, 10)
}

// reasons writes what keeps a plan open.
func (w *writer) reasons(open []amortize.OpenReason) {
	w.list("reasons", len(open), func(i int) { w.bareText(open[i].String()) })
}

var planStatus = operation{
	name:    "plan.status",
	summary: "where a plan stands on a day: due, past due, paid ahead, and whether it can be closed",
	example: `{` + runningPlan + `"splits": [{"amount": "100.00"}], "today": "2026-11-03"}`,
	shape:   document(dynamicTerms()...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		if plan.Terms.Payment != 0 {
			plan.Terms.Payments = 0 // a stored plan may have both
		}
		s, err := amortize.StatusToday(plan)
		if err != nil {
			return err
		}
		w := c.out
		w.amount("dueNow", s.DueNow)
		w.amount("pastDue", s.PastDue)
		w.amount("paidAhead", s.PaidAhead)
		w.amount("balance", s.Balance)
		w.amount("principalPaid", s.PrincipalPaid)
		w.amount("interestPaid", s.InterestPaid)
		w.amount("uncharged", s.Uncharged)
		w.dateOrNull("nextDue", s.NextDue)
		w.flag("canClose", len(s.Open) == 0)
		w.reasons(s.Open)
		if c.explain() {
			w.trace(explainStatus(plan.Charges, plan.Terms.Today))
		}
		return nil
	}),
}

// explainStatus says of each charge whether it is due.
func explainStatus(charges []amortize.PlanCharge, today date.Date) []traceStep {
	steps := make([]traceStep, len(charges))
	for i := range charges {
		charge := &charges[i]
		steps[i] = traceStep{
			rule: "dueNow", subject: "charges[" + strconv.Itoa(i) + "]", after: charge.Principal + charge.Interest, // the engine has summed them
			amount: charge.Principal + charge.Interest, note: "due " + string(appendDate(nil, charge.Date)),
		}
		switch {
		case charge.Date.Before(today):
			steps[i].rule = "pastDue"
		case charge.Date.After(today):
			steps[i].rule, steps[i].after = "later", 0
			steps[i].note += ": after today, its principal is part of the balance alone"
		}
	}
	return steps
}

var planBalance = operation{
	name:    "plan.balance",
	summary: "balance overpaid charges of a plan: to charges not paid, to principal, to a prepayment, or to unearned income",
	example: `{` + runningPlan + `"splits": [{"amount": "400.00", "charge": 71}], "today": "2026-11-03", "mode": "payOnPrincipal"}`,
	shape: document(dynamicTerms(
		word("mode", func(d any, i int) { d.(*planDoc).mode = amortize.Surplus(i) }, surpluses, "what becomes of what no charge needs (default hold)"),
	)...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		b, err := amortize.BalanceToday(plan, doc.mode)
		if err != nil {
			return err
		}
		w := c.out
		var net money.Amount
		charged := 0 // new charges so far
		w.list("moves", len(b.Moves), func(i int) {
			m := &b.Moves[i]
			w.open()
			w.number("charge", m.Charge)
			w.text("pays", m.Pays.String())
			w.amount("amount", m.Amount)
			if m.Row < 0 && m.Pays == amortize.MovePrincipal && m.Amount > 0 {
				w.number("newCharge", int64(charged))
				charged++
			}
			w.close()
			net += m.Amount // sums to zero on the way from what was received
		})
		w.list("newCharges", len(b.Charges), func(i int) { w.planCharge(&b.Charges[i]) })
		w.amount("held", b.Held)
		w.amount("toRegularUnearned", b.Unearned)
		w.amount("net", net)
		if c.explain() {
			w.trace(explainMoves(b.Moves))
		}
		return nil
	}),
}

// explainMoves says of each move why it happens.
func explainMoves(moves []amortize.Move) []traceStep {
	steps := make([]traceStep, len(moves))
	for i := range moves {
		m := &moves[i]
		step := traceStep{rule: m.Pays.String(), subject: "the plan in general", amount: m.Amount}
		if m.Row >= 0 {
			step.subject = "charges[" + strconv.Itoa(m.Row) + "]"
		}
		switch {
		case m.Amount < 0:
			step.rule, step.note = "surplus", "paid above what is asked: moved to where it is needed"
		case m.Pays == amortize.MovePrepayment:
			step.note = "held for charges to come, up to what the production still brings"
		case m.Pays == amortize.MoveUnearned:
			step.note = "above all that the plan can take"
		case m.Row < 0:
			step.subject, step.note = "a new charge", "principal that was not charged yet"
		default:
			step.note = "not paid: the oldest first, interest before principal"
		}
		steps[i] = step
	}
	return steps
}

var planPrepay = operation{
	name:    "plan.prepay",
	summary: "what becomes of a prepayment when today's charge is issued and the plan is then closed",
	example: `{"production": [{"id": 1, "amount": "400.00", "complete": true}], "apr": "12", "payAmt": "100.00", "firstPayment": "2026-11-04", "today": "2026-11-04", "paid": "450.00"}`,
	shape:   document(dynamicTerms(planPaid)...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		p, err := amortize.Prepay(plan, doc.amount)
		if err != nil {
			return c.refuseAt(err, func(path string) string {
				if path == "amount" {
					return "paid"
				}
				return jsonPath(path, nil)
			})
		}
		w := c.out
		w.key("firstCharge")
		w.open()
		w.amount("principal", p.Principal)
		w.amount("interest", p.Interest)
		w.close()
		w.amount("hiddenPrepay", p.Held)
		w.amount("appliedToPlan", p.Applied)
		w.amount("toRegularUnearned", p.Unearned)
		if c.explain() {
			w.trace([]traceStep{
				{rule: "issue", subject: "firstCharge", before: doc.amount, after: p.Held, amount: p.Principal + p.Interest, note: "today's charge; what is left of the prepayment is held"},
				{rule: "close", subject: "appliedToPlan", before: doc.amount, after: p.Unearned, amount: p.Applied, note: "what is issued and what closing charges; the rest is unearned"},
			})
		}
		return nil
	}),
}

var planLock = operation{
	name:    "plan.lock",
	summary: "freeze the production of a plan at what it is worth now",
	example: `{"production": [{"id": 1, "amount": "400.00", "priorPaid": "50.00", "complete": true}, {"id": 2, "amount": "120.00", "discount": "20.00"}]}`,
	shape:   document(dynamicTerms()...),
	run: answerPlan(func(c *call, doc *planDoc, plan *amortize.Plan) error {
		items, err := amortize.AppendLocked(nil, plan.Production)
		if err != nil {
			return err
		}
		w := c.out
		w.flag("isLocked", true)
		w.list("production", len(items), func(i int) {
			w.open()
			w.number("id", items[i].ID)
			w.text("type", items[i].Kind.String())
			w.flag("complete", items[i].Complete)
			w.amount("amount", items[i].Amount)
			w.amount("override", items[i].Override)
			w.flag("frozen", items[i].Override != 0)
			w.close()
		})
		if c.explain() {
			w.trace(explainLock(plan.Production, items))
		}
		return nil
	}),
}

// explainLock says of each item what froze it.
func explainLock(before, after []amortize.Item) []traceStep {
	steps := make([]traceStep, len(after))
	for i := range after {
		steps[i] = traceStep{
			rule: "freeze", subject: itemName(after[i].Kind, after[i].ID),
			before: before[i].Override, after: after[i].Override, amount: after[i].Override, note: "what it brings now",
		}
		switch {
		case before[i].Override != 0:
			steps[i].rule, steps[i].note = "override", "frozen already"
		case after[i].Override == 0:
			steps[i].rule, steps[i].note = "nothing", "it brings nothing, and an override of zero is none"
		}
	}
	return steps
}
