package amortize

import (
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Status is where a plan stands on a day. Amounts are in minor units.
type Status struct {
	DueNow        money.Amount // charged up to today and not paid
	PastDue       money.Amount // charged before today and not paid
	PaidAhead     money.Amount // paid above what was charged up to today
	Balance       money.Amount // principal of every charge and interest up to today, less payments; may be below zero
	PrincipalPaid money.Amount
	InterestPaid  money.Amount
	Uncharged     money.Amount // of the production that is charged now, what no charge has reached
	NextDue       date.Date    // the next due date after today; not set where there is none
	Open          []OpenReason // what keeps the plan open; none if it can be closed
}

// StatusToday returns where a plan stands. It is [Planner.Status] with fresh
// scratch.
func StatusToday(plan *Plan) (Status, error) {
	var planner Planner
	var into Status
	err := planner.Status(&into, plan)
	return into, err
}

// Status works out where a plan stands on Terms.Today. What into holds is
// replaced, and its slice is used again.
//
// Payments are all splits. They pay the charges that they name, or the oldest
// first: splits on interest pay interest and then principal, splits on principal
// pay principal, and others pay interest and then principal of each charge.
//
// The terms may be left out, but for Today: what is expected is then the
// principal that is not charged. Without production the plan is a static one, and
// nothing is expected.
//
// Status returns an error, and into empty, if:
//   - Today is not set or outside the calendar ([money.ErrDateRequired],
//     [schedule.ErrDateRange]);
//   - the production, the charges or the splits are out of range; each field has
//     its own rule;
//   - two charges have one id, or a split names a charge that is not there
//     ([money.ErrDuplicateID], [money.ErrUnknownID]);
//   - something is not charged yet, there is a payment or a number of them, and
//     [Planner.AppendExpected] refuses the terms;
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, amounts due and balance of a payment plan.
func (p *Planner) Status(into *Status, plan *Plan) error {
	err := p.status(into, plan)
	if err != nil {
		*into = Status{Open: into.Open[:0]}
	}
	return err
}

func (p *Planner) status(into *Status, plan *Plan) error {
	*into = Status{Open: into.Open[:0], NextDue: schedule.Unset}
	if err := checkToday(plan.Terms.Today); err != nil {
		return err
	}
	var r run
	if err := p.stand(&r, plan); err != nil {
		return err
	}
	if err := p.settle(plan); err != nil {
		return err
	}
	p.settled.pourAll()
	into.PrincipalPaid, into.InterestPaid = p.settled.paidOff()
	into.Uncharged = r.uncharged
	if err := p.settled.dueUpTo(into, plan.Terms.Today); err != nil {
		return err
	}
	if err := p.expect(plan, r.uncharged); err != nil {
		return err
	}
	into.NextDue = p.nextDue(plan, r.uncharged)
	if plan.Closed {
		into.Open = append(into.Open, PlanClosed)
		return nil
	}
	var err error
	into.Open, err = appendOpenReasons(into.Open, plan, p.settled.asked(), p.settled.net(), p.expected)
	return err
}

// checkToday says what is wrong with the day of an operation that needs no other
// terms.
func checkToday(today date.Date) error {
	if !schedule.IsSet(today) {
		return termsError("Today", nil, money.ErrDateRequired)
	}
	if !inCalendar(today) {
		return termsError("Today", today, schedule.ErrDateRange)
	}
	return nil
}

// stand works out what a plan has charged, for operations that need no terms. A
// plan without production is static: its charges name nothing.
func (p *Planner) stand(r *run, plan *Plan) error {
	if plan.Option >= tpOptions {
		return &money.FieldError{Path: "plan.Option", Value: int(plan.Option), Err: ErrPlanKind}
	}
	*r = run{terms: plan.Terms, option: plan.Option, pool: &p.pool, rows: len(plan.Charges)}
	if err := p.pool.load(plan.Production); err != nil {
		return err
	}
	if len(plan.Production) == 0 {
		for i := range plan.Charges {
			if err := plan.Charges[i].check(i); err != nil {
				return err
			}
		}
		return nil
	}
	if err := r.value(); err != nil {
		return err
	}
	return r.takeIssued(plan.Charges)
}

// dueUpTo sums what is due on a day and what was due before it.
func (s *settlement) dueUpTo(into *Status, today date.Date) (err error) {
	var before, upTo, later money.Amount
	for i := range s.rows {
		c := s.rows[i].charge
		switch amount := c.Principal + c.Interest; { // parts of charged and credited
		case c.Date.Before(today):
			before += amount
			upTo += amount
		case c.Date == today:
			upTo += amount
		default:
			later += c.Principal
		}
	}
	paid := s.net()
	all := upTo + later // a part of charged and credited
	if into.Balance, err = all.Sub(paid); err != nil {
		return planError(err)
	}
	due, err := upTo.Sub(paid)
	if err != nil {
		return planError(err)
	}
	past, err := before.Sub(paid)
	if err != nil {
		return planError(err)
	}
	if into.PaidAhead, err = paid.Sub(min(upTo, paid)); err != nil {
		return planError(err)
	}
	into.DueNow, into.PastDue = max(due, 0), max(past, 0)
	return nil
}

// expect fills p.expected with what a plan expects, as far as its terms tell.
func (p *Planner) expect(plan *Plan, uncharged money.Amount) (err error) {
	p.expected = p.expected[:0]
	if uncharged == 0 {
		return nil
	}
	if plan.Terms.Payment != 0 || plan.Terms.Payments != 0 {
		return p.expectAll(plan)
	}
	p.expected = append(p.expected, PlanCharge{Principal: uncharged})
	return nil
}

// nextDue returns the next due date after today: that of a charge, or the next
// period's where that comes first.
func (p *Planner) nextDue(plan *Plan, uncharged money.Amount) date.Date {
	next := schedule.Unset
	for i := range p.settled.rows {
		if due := p.settled.rows[i].charge.Date; due.After(plan.Terms.Today) {
			next = due
			break
		}
	}
	t := plan.Terms
	known := schedule.IsSet(t.First) || schedule.IsSet(t.Agreement)
	if uncharged == 0 || plan.Closed || !known || t.dated() != nil {
		return next
	}
	rule := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}
	n, due, err := rule.NextOnOrAfter(t.Today)
	if err == nil && due == t.Today {
		due, err = rule.At(n + 1)
	}
	if err == nil && (!schedule.IsSet(next) || due.Before(next)) {
		return due
	}
	return next
}
