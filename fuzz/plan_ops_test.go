package fuzz_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// rowAnswer writes a row of a static plan as the plan operations answer it.
func (digits units) rowAnswer(r *amortize.Row) any {
	return object{
		"n": r.N, "kind": r.Kind.String(), "principal": digits.text(r.Principal), "interest": digits.text(r.Interest), "amount": digits.text(r.Principal + r.Interest), "balance": digits.text(r.Balance),
	}.with("date", r.Date)
}

// chargeAnswer writes a charge of a dynamic plan.
func (digits units) chargeAnswer(c *amortize.PlanCharge) any {
	return object{
		"production": c.Item, "type": c.ItemKind.String(), "kind": c.Kind.String(), "principal": digits.text(c.Principal), "interest": digits.text(c.Interest), "amount": digits.text(c.Principal + c.Interest),
	}.with("date", c.Date)
}

// dateOrNull writes a date, or null for none.
func dateOrNull(d date.Date) any {
	if !schedule.IsSet(d) {
		return nil
	}
	return d.String()
}

// expectedAnswer writes what a plan expects, its instalments by due date too.
func (digits units) expectedAnswer(charges []amortize.PlanCharge, s amortize.PlanSummary, note string) object {
	var days []amortize.Row
	for _, c := range charges {
		if c.Kind != amortize.InstallmentCharge {
			continue
		}
		if n := len(days); n == 0 || days[n-1].Date != c.Date {
			days = append(days, amortize.Row{Date: c.Date})
		}
		day := &days[len(days)-1]
		day.Principal, day.Interest = day.Principal+c.Principal, day.Interest+c.Interest
	}
	left := s.Uncharged
	for i := range slices.Backward(days) {
		days[i].Balance = left
		left += days[i].Principal
	}
	byDate := rows(days, func(r *amortize.Row) any {
		o := digits.rowAnswer(r).(object)
		delete(o, "n")
		delete(o, "kind")
		return o
	})
	return object{
		"payAmt": digits.text(s.Payment), "principalAmount": digits.text(s.Principal), "completedAmt": digits.text(s.Completed), "totalInterest": digits.text(s.TotalInterest),
		"totalCost": digits.text(s.TotalCost), "charges": rows(charges, digits.chargeAnswer), "byDate": byDate, "note": note,
	}
}

// wholeExpected is what a plan expects from here to its end, with the note of it.
func (digits units) wholeExpected(p *amortize.Plan, own string) (object, amortize.PlanSummary, error) {
	charges, s, err := amortize.Expected(p, amortize.WholePlan)
	if err != nil {
		return object{}, s, err
	}
	note, err := amortize.AppendDynamicNote(nil, p.Terms, s, int(digits), own)
	return digits.expectedAnswer(charges, s, string(note)), s, err
}

// holdTerms is the law that what follows from terms alone is answered as by the calls:
// a payment, interest, due dates, and a static plan that was paid on.
func holdTerms(t rapid.TB, tp *tape, digits units, terms amortize.Terms) {
	t.Helper()
	plain := object{"digits": int(digits), "principal": digits.text(terms.Principal), "downPayment": digits.text(terms.DownPayment), "apr": terms.APR.String(), "frequency": terms.Every.String()}
	level := amortize.NewTerms(schedule.Unset)
	level.Principal, level.DownPayment, level.APR, level.Every, level.Payments, level.Interest = terms.Principal, terms.DownPayment, terms.APR, terms.Every, terms.Payments, amortize.OpenDental
	if terms.Payments != 0 {
		plain["numberOfPayments"] = terms.Payments
	}
	payment, err := amortize.LevelPayment(level)
	holdAnswer(t, "plan.payment", plain, err, object{"payAmt": digits.text(payment)})
	balance := one(tp, terms.Principal, 1, tp.price(), -1)
	interest, err := amortize.PeriodInterest(balance, terms.APR, terms.Every, terms.Interest)
	holdAnswer(t, "plan.interest", object{"digits": int(digits), "balance": digits.text(balance), "apr": terms.APR.String(), "frequency": terms.Every.String(), "rounding": terms.Interest.String()},
		err, object{"interest": digits.text(interest)})
	count := tp.pick(40)
	rule := schedule.Rule{First: one(tp, terms.Agreement, date.New(2026, 7, 30)), Every: terms.Every, Fifth: terms.Fifth}
	dates, err := rule.Dates(count)
	holdAnswer(t, "schedule.dates", object{"first": rule.First.String(), "frequency": rule.Every.String(), "fifthWeekday": rule.Fifth.String(), "count": count},
		err, object{"dates": rows(dates, func(d *date.Date) any { return d.String() })})
	doc := digits.termsDocument(&terms)
	doc["principal"] = digits.text(terms.Principal)
	laid, s, err := amortize.Schedule(terms)
	note, _ := amortize.AppendNote(nil, terms, s, int(digits), "")
	holdAnswer(t, "plan.schedule", doc, err, object{
		"payAmt": digits.text(s.Payment), "numberOfPayments": s.Payments, "principalAmount": digits.text(s.Principal), "totalInterest": digits.text(s.TotalInterest),
		"totalCost": digits.text(s.TotalCost), "rows": rows(laid, digits.rowAnswer), "note": string(note),
	})
	how := amortize.Recalculation{Paid: one(tp, 0, s.Payment, 2*s.Payment+1, tp.price(), s.TotalCost, s.TotalCost+1), Prepay: tp.once(2), Interest: tp.once(2)}
	doc["paid"], doc["prepay"], doc["recalculateInterest"] = digits.text(how.Paid), how.Prepay, how.Interest
	again, r, err := amortize.AppendRecalculated(nil, terms, how)
	note, _ = amortize.AppendNote(nil, terms, amortize.Summary{Principal: terms.Principal, TotalCost: r.TotalCost}, int(digits), "")
	holdAnswer(t, "plan.recalculate", doc, err, object{
		"payAmt": digits.text(r.Payment), "totalInterest": digits.text(r.TotalInterest), "totalCost": digits.text(r.TotalCost), "paidAhead": digits.text(r.PaidAhead),
		"shortfall": digits.text(r.Shortfall), "overpaid": digits.text(r.Overpaid), "rows": rows(again, digits.rowAnswer), "note": string(note),
	})
	holdStaticClose(t, tp, digits, laid)
}

// holdStaticClose is the law that plan.closeStatic closes the rows of a plan as the
// call does.
func holdStaticClose(t rapid.TB, tp *tape, digits units, laid []amortize.Row) {
	t.Helper()
	var debits []amortize.StaticDebit
	for _, r := range laid {
		debits = append(debits, amortize.StaticDebit{Date: r.Date, Principal: r.Principal, Interest: r.Interest})
	}
	var credits []amortize.StaticCredit
	for range tp.pick(4) {
		credits = append(credits, amortize.StaticCredit{Amount: one(tp, tp.price(), -tp.price()), Complete: tp.once(2)})
	}
	if len(debits) > 0 && tp.once(12) {
		debits[0].Date = schedule.Unset
	}
	paid := tp.price()
	closed, closeOut, err := amortize.CloseStatic(nil, debits, credits, today)
	due := -paid
	for _, r := range closed {
		due += r.Principal + r.Interest
	}
	doc := object{
		"digits": int(digits), "today": today.String(), "paid": digits.text(paid),
		"debits": rows(debits, func(r *amortize.StaticDebit) any {
			return object{"principal": digits.text(r.Principal), "interest": digits.text(r.Interest)}.with("date", r.Date)
		}),
		"credits": rows(credits, func(c *amortize.StaticCredit) any {
			return object{"amount": digits.text(c.Amount), "complete": c.Complete}
		}),
	}
	answer := rows(closed, func(r *amortize.StaticDebit) any {
		return object{"kind": "debit", "principal": digits.text(r.Principal), "interest": digits.text(r.Interest)}.with("date", r.Date)
	})
	if closeOut != 0 && len(answer) > 0 {
		answer[len(answer)-1].(object)["kind"] = "closeOut"
	}
	holdAnswer(t, "plan.closeStatic", doc, err, object{"closeOut": digits.text(closeOut), "rows": answer, "due": digits.text(due)})
}

// holdRunning is the law that the operations on a running plan answer as the calls do.
func holdRunning(t rapid.TB, tp *tape, digits units, p amortize.Plan) {
	t.Helper()
	stir(tp, &p)
	doc := func() object { return digits.planDocument(&p) }
	answer, whole, err := digits.wholeExpected(&p, "")
	holdAnswer(t, "plan.dynamic", doc(), err, answer)
	if next, s, errNext := amortize.Expected(&p, amortize.NextPeriod); err == nil && errNext == nil {
		s.TotalInterest, s.TotalCost = whole.TotalInterest, whole.TotalCost
		note, _ := amortize.AppendDynamicNote(nil, p.Terms, s, int(digits), "")
		asked := doc()
		asked["nextPeriodOnly"] = true
		holdAnswer(t, "plan.dynamic", asked, nil, digits.expectedAnswer(next, s, string(note)))
	}
	sum := one[money.Amount](tp, 0, tp.price(), 10*tp.price(), -1)
	held := doc()
	held["prepaid"] = digits.text(sum)
	issue, err := amortize.IssueToday(&p, sum)
	holdAnswer(t, "plan.issue", held, err, object{
		"newCharges": rows(issue.Charges, digits.chargeAnswer), "appliedPrepay": rows(issue.Applied, digits.chargeAnswer), "prepaidLeft": digits.text(issue.PrepaidLeft),
		"missed": rows(issue.Missed, func(d *date.Date) any { return d.String() }), "wouldClose": len(issue.Open) == 0, "reasons": reasons(issue.Open),
	})
	stored := p
	if stored.Terms.Payment != 0 {
		stored.Terms.Payments = 0
	}
	s, err := amortize.StatusToday(&stored)
	holdAnswer(t, "plan.status", doc(), err, object{
		"dueNow": digits.text(s.DueNow), "pastDue": digits.text(s.PastDue), "paidAhead": digits.text(s.PaidAhead), "balance": digits.text(s.Balance), "principalPaid": digits.text(s.PrincipalPaid),
		"interestPaid": digits.text(s.InterestPaid), "uncharged": digits.text(s.Uncharged), "nextDue": dateOrNull(s.NextDue), "canClose": len(s.Open) == 0, "reasons": reasons(s.Open),
	})
	prepaid, err := amortize.Prepay(&p, sum)
	held = doc()
	held["paid"] = digits.text(sum)
	holdAnswer(t, "plan.prepay", held, err, object{
		"firstCharge": object{"principal": digits.text(prepaid.Principal), "interest": digits.text(prepaid.Interest)}, "hiddenPrepay": digits.text(prepaid.Held),
		"appliedToPlan": digits.text(prepaid.Applied), "toRegularUnearned": digits.text(prepaid.Unearned),
	})
	left, err := amortize.PrincipalRemaining(sum, p.Charges, p.Splits)
	history := doc()
	holdAnswer(t, "plan.principal", object{"digits": int(digits), "total": digits.text(sum), "charges": history["charges"], "splits": history["splits"]}, err, object{
		"remaining": digits.text(left.Principal), "principalPaid": digits.text(left.PrincipalPaid), "interestPaid": digits.text(left.InterestPaid), "paidAhead": digits.text(left.Ahead),
	})
	holdClosing(t, digits, &p)
	holdBalanced(t, tp, digits, &p)
}

// stir changes what happened on a plan: charges were not issued, splits pay too much or
// nothing in particular, and production has an override, or is an adjustment.
func stir(t *tape, p *amortize.Plan) {
	p.Production, p.Charges, p.Splits = slices.Clone(p.Production), slices.Clone(p.Charges), slices.Clone(p.Splits)
	if n := len(p.Charges); n > 0 && t.once(3) {
		p.Charges = p.Charges[:t.pick(n)]
		p.Splits = slices.DeleteFunc(p.Splits, func(s amortize.PlanSplit) bool {
			return !slices.ContainsFunc(p.Charges, func(c amortize.PlanCharge) bool { return c.ID == s.Charge })
		})
	}
	for range t.pick(3) {
		split := amortize.PlanSplit{Amount: one(t, t.price(), -t.price()/8), Kind: one(t, amortize.PaidUnknown, amortize.PaidUnknown, amortize.PaidPrincipal, amortize.PaidInterest)}
		if n := len(p.Charges); n > 0 && !t.once(3) {
			split.Charge = p.Charges[t.pick(n)].ID
		}
		p.Splits = append(p.Splits, split)
	}
	item := &p.Production[t.pick(len(p.Production))]
	switch t.pick(8) {
	case 7:
		item.Override = t.price()
	case 6:
		item.Kind = amortize.AdjustmentItem
	}
}

// reasons writes what keeps a plan open.
func reasons(open []amortize.OpenReason) []any {
	return rows(open, func(r *amortize.OpenReason) any { return r.String() })
}

// holdClosing is the law that plan.close and plan.lock answer as the calls do.
func holdClosing(t rapid.TB, digits units, p *amortize.Plan) {
	t.Helper()
	c, err := amortize.Close(p)
	due := c.Total - c.Paid
	holdAnswer(t, "plan.close", digits.planDocument(p), err, object{
		"closeOut": rows(c.CloseOut, digits.chargeAnswer), "detached": rows(c.Detached, func(i *amortize.Item) any { return i.ID }),
		"detachedProduction": rows(c.Detached, func(i *amortize.Item) any { return object{"id": i.ID, "type": i.Kind.String()} }),
		"moved": rows(c.Moved, func(m *amortize.MovedCharge) any {
			return object{"charge": m.ID, "row": m.Row, "production": m.Item, "type": m.ItemKind.String(), "from": m.From.String(), "to": m.Date.String(), "principal": digits.text(m.Principal), "interest": digits.text(m.Interest)}
		}),
		"totalCharged": digits.text(c.Total), "due": digits.text(max(due, 0)), "overpaid": digits.text(max(-due, 0)),
	})
	locked, err := amortize.AppendLocked(nil, p.Production)
	holdAnswer(t, "plan.lock", digits.planDocument(p), err, object{"isLocked": true, "production": rows(locked, func(i *amortize.Item) any {
		return object{"id": i.ID, "type": i.Kind.String(), "complete": i.Complete, "amount": digits.text(i.Amount), "override": digits.text(i.Override), "frozen": i.Override != 0}
	})})
}

// holdBalanced is the law that plan.balance and plan.overcharged answer as the calls do.
func holdBalanced(t rapid.TB, tp *tape, digits units, p *amortize.Plan) {
	t.Helper()
	choice := amortize.Surplus(tp.pick(2))
	b, err := amortize.BalanceToday(p, choice)
	doc, made := digits.planDocument(p), 0
	doc["mode"] = choice.String()
	holdAnswer(t, "plan.balance", doc, err, object{
		"moves": rows(b.Moves, func(m *amortize.Move) any {
			o := object{"charge": m.Charge, "pays": m.Pays.String(), "amount": digits.text(m.Amount)}
			if m.Row < 0 && m.Pays == amortize.MovePrincipal && m.Amount > 0 {
				o["newCharge"] = made
				made++
			}
			return o
		}),
		"newCharges": rows(b.Charges, digits.chargeAnswer), "held": digits.text(b.Held), "toRegularUnearned": digits.text(b.Unearned), "net": digits.text(0),
	})
	var links []amortize.Link
	var named []any
	for i := range tp.pick(5) {
		l := amortize.Link{
			Fee: tp.price(), Units: int64(tp.pick(3)), Adjustments: -tp.price() / 10, Insurance: tp.price() / 2, WriteOff: tp.price() / 10, OutsidePaid: tp.price() / 10, Charged: tp.price(),
		}
		if tp.once(4) {
			l.Override = tp.price()
		}
		links = append(links, l)
		named = append(named, object{
			"id": i + 1, "fee": digits.text(l.Fee), "units": l.Units, "adj": digits.text(l.Adjustments), "ins": digits.text(l.Insurance), "writeOff": digits.text(l.WriteOff),
			"override": digits.text(l.Override), "outsidePaid": digits.text(l.OutsidePaid), "charged": digits.text(l.Charged),
		})
	}
	start := today.Add(date.PeriodOfDays(30 * (tp.pick(4) - 2)))
	over, total, err := amortize.AppendOvercharged(nil, links, start, today)
	each, offsets := []any{}, []any{}
	for i, amount := range over {
		each = append(each, object{"id": i + 1, "amount": digits.text(amount)})
		if amount != 0 {
			offsets = append(offsets, digits.chargeAnswer(&amortize.PlanCharge{Date: today, Item: int64(i + 1), Principal: -amount}))
		}
	}
	holdAnswer(t, "plan.overcharged", object{"digits": int(digits), "start": start.String(), "today": today.String(), "links": append([]any{}, named...)}, err,
		object{"amount": digits.text(total), "links": each, "charges": offsets})
}

// record writes a dynamic plan as it is stored.
func (digits units) record(p *amortize.Plan, party amortize.Party, s amortize.PlanSummary, note string) object {
	agreement, first := p.Terms.Agreement, p.Terms.First
	if !schedule.IsSet(agreement) {
		agreement = p.Terms.Today
	}
	if !schedule.IsSet(first) {
		first, _ = schedule.AddMonths(agreement, 1)
	}
	return object{
		"patNum": 72, "guarantor": party.Guarantor, "payPlanDate": agreement.String(), "apr": p.Terms.APR.String(), "note": note, "planNum": 0, "completedAmt": digits.text(s.Completed), "insSubNum": 0,
		"paySchedule": "Monthly", "numberOfPayments": 0, "payAmt": digits.text(s.Payment), "downPayment": digits.text(p.Terms.DownPayment), "isClosed": p.Closed, "planCategory": 0,
		"isDynamic": true, "chargeFrequency": p.Terms.Every.String(), "datePayPlanStart": first.String(), "isLocked": party.Locked, "dateInterestStart": p.Terms.InterestStart.String(),
		"dynamicPayPlanTPOption": p.Option.String(), "principalAmount": digits.text(s.Principal), "sheetDefNum": party.Sheet,
	}
}

// holdCreated is the law that plan.create answers as the calls do.
func holdCreated(t rapid.TB, tp *tape, digits units, p amortize.Plan) {
	t.Helper()
	if !tp.once(12) {
		p.Charges, p.Splits = nil, nil
	}
	party := amortize.Party{Locked: !tp.once(3), Sheet: int64(tp.pick(6) / 5)}
	policy := amortize.Policy{LockForAPR: tp.once(3), FutureDates: tp.once(3), Sheets: tp.once(2)}
	p.Terms.FutureAgreement = policy.FutureDates
	var elsewhere []amortize.Attached
	others := []any{}
	for n := range tp.pick(3) {
		item, closed := p.Production[tp.pick(len(p.Production))], tp.once(2)
		if !closed {
			elsewhere = append(elsewhere, amortize.Attached{ID: item.ID + int64(tp.pick(2))*100, Kind: item.Kind})
			item.ID = elsewhere[len(elsewhere)-1].ID
		}
		others = append(others, object{"plan": n + 1, "isClosed": closed, "production": []any{object{"id": item.ID, "type": item.Kind.String()}}})
	}
	doc := digits.planDocument(&p)
	doc["patient"], doc["isLocked"], doc["sheetDefNum"], doc["otherPlans"], doc["note"] = 72, party.Locked, party.Sheet, others, "by phone"
	doc["preferences"] = policyDocument(policy)
	err := amortize.CheckNew(&p, party, elsewhere, policy)
	answer, s, errExpected := digits.wholeExpected(&p, "by phone")
	if err == nil {
		err = errExpected
	}
	if err == nil {
		party.Guarantor = 72
		answer["payPlan"] = digits.record(&p, party, s, answer["note"].(string))
	}
	holdAnswer(t, "plan.create", doc, err, answer)
}

func policyDocument(p amortize.Policy) object {
	return object{"payPlanRequireLockForAPR": p.LockForAPR, "futureTransDatesAllowed": p.FutureDates, "payPlansUseSheets": p.Sheets}
}

// readChange reads a change of terms, and writes it.
func (digits units) readChange(t *tape) (c amortize.Change, doc object) {
	doc = object{}
	days := func() *date.Date {
		d := today.Add(date.PeriodOfDays(30 * (t.pick(5) - 2)))
		return &d
	}
	switch t.pick(8) {
	case 7:
		c.Payment, c.Payments = t.price(), 3
		doc["payAmt"], doc["numberOfPayments"] = digits.text(c.Payment), 3
	case 6, 5, 4:
		c.Payment = t.price()
		doc["payAmt"] = digits.text(c.Payment)
	case 3, 2:
		c.Payments = 1 + t.pick(12)
		doc["numberOfPayments"] = c.Payments
	}
	if t.once(4) {
		rate := one(t, rates...)
		c.APR, doc["apr"] = &rate, rate.String()
	}
	if t.once(4) {
		c.Every = one(t, frequencies...)
		doc["chargeFrequency"] = c.Every.String()
	}
	if t.once(6) {
		c.Agreement = days()
		doc["payPlanDate"] = c.Agreement.String()
	}
	if t.once(6) {
		c.First = days()
		doc["datePayPlanStart"] = c.First.String()
	}
	if t.once(4) {
		c.InterestStart = days()
		doc["dateInterestStart"] = c.InterestStart.String()
	}
	if t.once(6) {
		c.Guarantor = 71
		doc["guarantor"] = 71
	}
	if t.once(3) {
		locked := !t.once(3)
		c.Locked, doc["isLocked"] = &locked, locked
	}
	if t.once(8) {
		c.Sheet, doc["sheetDefNum"] = 5, 5
	}
	return c, doc
}

// holdAmended is the law that plan.amend answers as the calls do.
func holdAmended(t rapid.TB, tp *tape, digits units, p amortize.Plan) {
	t.Helper()
	if p.Terms.Payment != 0 {
		p.Terms.Payments = 0
	}
	change, changes := digits.readChange(tp)
	policy := amortize.Policy{LockForAPR: tp.once(3), FutureDates: tp.once(3), Sheets: tp.once(2)}
	party := amortize.Party{Guarantor: 72, Locked: tp.once(2), HasPayments: tp.once(4)}
	if p.Closed = tp.once(16); tp.once(4) {
		p.Charges, p.Splits = nil, nil
	}
	plan := digits.planDocument(&p)
	plan["patient"], plan["isLocked"], plan["hasPayments"], plan["closed"] = 72, party.Locked, party.HasPayments, p.Closed
	amended, party, err := amortize.Amend(p, party, change, policy)
	answer := object{}
	if err == nil {
		var s amortize.PlanSummary
		if answer, s, err = digits.wholeExpected(&amended, ""); err == nil {
			answer["note"] = ""
			answer["payPlan"] = digits.record(&amended, party, s, "")
		}
	}
	holdAnswer(t, "plan.amend", object{"digits": int(digits), "plan": plan.without("digits", true), "changes": changes, "preferences": policyDocument(policy)}, err, answer)
}

// holdPlanOperations is the law that each plan operation answers as the calls do, with
// all that its answer holds.
func holdPlanOperations(t rapid.TB, data []byte) {
	tp := tape(data)
	digits := one(&tp, units(2), units(2), units(0), units(3))
	own := tape(slices.Clone(data)) // what is asked of the plan is read from the end
	slices.Reverse(own)
	terms := readTerms(&tp)
	plan, err := readPlan(&tp)
	if err != nil {
		plan.Terms.Today = today
	}
	if terms.Interest == amortize.OpenDental || plan.Terms.Interest == amortize.OpenDental {
		digits = 2
	}
	holdTerms(t, &own, digits, terms)
	holdRunning(t, &own, digits, plan)
	holdCreated(t, &own, digits, plan)
	holdAmended(t, &own, digits, plan)
}

func TestPlanOperationsAnswerAsCallsDo(t *testing.T) { law(holdPlanOperations).check(t) }
func FuzzPlanOperations(f *testing.F)                { law(holdPlanOperations).fuzz(f) }
