package amortize

import (
	"errors"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Issue is what a plan does on a day. Amounts are in minor units.
type Issue struct {
	Charges     []PlanCharge // issued now; their ids are the caller's to give
	Applied     []PlanCharge // what the prepayment pays of charges that are due: the parts paid
	PrepaidLeft money.Amount // of the prepayment
	Missed      []date.Date  // due dates since the last instalment, or the first, that passed without a charge
	Uncharged   money.Amount // of the completed production, what no charge has reached after that
	Open        []OpenReason // what keeps the plan open after that; none if it is done
}

// IssueToday returns what a plan does on the day of its terms: the charges that it
// issues, and what a prepayment pays of those that are due. It is [Planner.Issue]
// with fresh scratch.
func IssueToday(plan *Plan, prepaid money.Amount) (Issue, error) {
	var planner Planner
	var into Issue
	err := planner.Issue(&into, plan, prepaid)
	return into, err
}

// Issue works out what a plan does on Terms.Today. What into holds is replaced,
// and its slices are used again.
//
// A plan that has charged nothing issues what it expects up to today: the down
// payment, and the period that is due today. Any other issues the next period if
// it is due today and has no charge yet; what is charged and not paid bears
// interest there. Periods that are past are never made up for: they are listed as
// missed, up to [MaxRows] of them.
//
// The prepayment is money that the plan holds for charges to come. It pays the
// charges due up to today, oldest first, interest and then principal of each, as
// far as the splits have not. On a day without a due date it pays nothing, and a
// closed plan does nothing at all.
//
// Issue returns an error, and into empty, if:
//   - the plan is one that [Planner.AppendExpected] refuses, for the whole plan
//     where it is new and else for the next period;
//   - the plan is not closed, and two charges have one id, or a split names a
//     charge that is not there ([money.ErrDuplicateID], [money.ErrUnknownID]);
//   - the prepayment is below zero ([money.ErrNegative]);
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, dynamic payment plans issued daily.
func (p *Planner) Issue(into *Issue, plan *Plan, prepaid money.Amount) error {
	err := p.issue(into, plan, prepaid)
	if err != nil {
		*into = Issue{Charges: into.Charges[:0], Applied: into.Applied[:0], Missed: into.Missed[:0], Open: into.Open[:0]}
	}
	return err
}

func (p *Planner) issue(into *Issue, plan *Plan, prepaid money.Amount) error {
	*into = Issue{Charges: into.Charges[:0], Applied: into.Applied[:0], PrepaidLeft: prepaid, Missed: into.Missed[:0], Open: into.Open[:0]}
	if prepaid < 0 {
		return &money.FieldError{Path: "prepaid", Value: prepaid, Err: money.ErrNegative}
	}
	due, err := p.issueCharges(into, plan)
	if err != nil {
		return err
	}
	if plan.Closed {
		into.Open = append(into.Open, PlanClosed)
		return nil
	}
	now := *plan
	p.charges = append(append(p.charges[:0], plan.Charges...), into.Charges...)
	now.Charges = p.charges
	if err := p.settle(&now); err != nil {
		if own := p.settle(plan); own != nil {
			return own
		}
		return planError(money.ErrOverflow) // of what is issued now, which has no path
	}
	p.settled.pourAll()
	if due {
		p.settled.applyPrepaid(into, plan.Terms.Today)
	}
	return p.stillOpen(into, &now, prepaid)
}

// issueCharges issues what is due today, and reports whether anything may be.
func (p *Planner) issueCharges(into *Issue, plan *Plan) (due bool, err error) {
	today := plan.Terms.Today
	if len(plan.Charges) == 0 {
		if into.Charges, _, err = p.AppendExpected(into.Charges, plan, WholePlan); err != nil {
			return false, err
		}
	} else {
		var r run
		if err := p.start(&r, plan, NextPeriod); err != nil {
			return false, err
		}
		rule := schedule.Rule{First: r.terms.First, Every: r.terms.Every, Fifth: r.terms.Fifth}
		_, next, err := rule.NextOnOrAfter(today)
		if err != nil || next != today { // past the last due date of all, nothing falls due
			return false, nil
		}
		if into.Charges, _, err = p.AppendExpected(into.Charges, plan, NextPeriod); err != nil {
			return false, err
		}
		due = true
	}
	into.Charges = upTo(into.Charges, today)
	if plan.Closed {
		into.Charges = into.Charges[:0]
	}
	return due || len(into.Charges) > 0, nil
}

// upTo returns the charges, which are sorted by date, that fall due up to a day.
func upTo(charges []PlanCharge, day date.Date) []PlanCharge {
	for i := range charges {
		if charges[i].Date.After(day) {
			return charges[:i]
		}
	}
	return charges
}

// settle works out what is paid of each of a plan's charges. Its production is
// loaded.
func (p *Planner) settle(plan *Plan) error {
	return p.settled.settle(plan.Charges, plan.Splits, func(c *PlanCharge) int32 { return p.pool.place(c.ItemKind, c.Item) })
}

// applyPrepaid pays charges due up to a day from the prepayment that into has.
func (s *settlement) applyPrepaid(into *Issue, day date.Date) {
	for i := range s.rows {
		row := &s.rows[i]
		if row.charge.Date.After(day) || into.PrepaidLeft == 0 {
			return
		}
		part := *row.charge
		part.Interest = row.payInterest(&into.PrepaidLeft)
		part.Principal = row.payPrincipal(&into.PrepaidLeft)
		if part.Interest != 0 || part.Principal != 0 {
			into.Applied = append(into.Applied, part)
		}
	}
}

// stillOpen says what keeps the plan open. The charges are those after the issue.
func (p *Planner) stillOpen(into *Issue, now *Plan, prepaid money.Amount) error {
	applied := prepaid - into.PrepaidLeft // a part of it
	p.splits = append(append(p.splits[:0], now.Splits...), PlanSplit{Amount: applied})
	now.Splits = p.splits
	paid, err := p.settled.net().Add(applied)
	if err == nil {
		_, err = sumPaid(p.splits) // without the prepayment they were summed
	}
	if err != nil {
		return &money.FieldError{Path: "prepaid", Value: prepaid, Err: money.ErrOverflow}
	}
	asked := p.settled.asked()
	if err := p.expectAll(now); err != nil {
		return err
	}
	for i := range p.expected {
		into.Uncharged += p.expected[i].Principal // what a plan expects was summed
	}
	if into.Uncharged > 0 {
		into.addMissed(now)
	}
	into.Open, err = appendOpenReasons(into.Open, now, asked, paid, p.expected)
	return err
}

// expectAll fills p.expected with all that a plan expects: its charges, or where
// they cannot be worked out to the end, the principal of them.
func (p *Planner) expectAll(plan *Plan) (err error) {
	p.expected, _, err = p.AppendExpected(p.expected[:0], plan, WholePlan)
	if !errors.Is(err, money.ErrLimit) && !errors.Is(err, ErrPaymentTooLow) {
		return err
	}
	var r run
	if err := p.stand(&r, plan); err != nil {
		return err
	}
	p.expected = append(p.expected[:0], PlanCharge{Principal: r.uncharged})
	return nil
}

// addMissed lists the due dates before today that have passed since the last
// instalment, or since the first due date. The terms are valid.
func (i *Issue) addMissed(plan *Plan) {
	t := plan.Terms
	if t.dated() != nil {
		return
	}
	from := t.First
	for at := range plan.Charges {
		if c := &plan.Charges[at]; c.Kind != DownPaymentCharge {
			from = from.Max(c.Date.Add(1))
		}
	}
	rule := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}
	n, due, err := rule.NextOnOrAfter(from)
	for err == nil && due.Before(t.Today) && len(i.Missed) < MaxRows {
		i.Missed = append(i.Missed, due)
		n++
		due, err = rule.At(n)
	}
}
