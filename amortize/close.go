package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Closing is what closing a dynamic plan does. Amounts are in minor units.
type Closing struct {
	CloseOut []PlanCharge  // new charges, one an item, dated today
	Detached []Item        // production that the plan lets go, in the order of charging
	Moved    []MovedCharge // issued charges that fall due today instead of later
	Total    money.Amount  // principal and interest of all charges afterwards
	Paid     money.Amount  // all splits of the plan
}

// MovedCharge is an issued charge whose due date moves.
type MovedCharge struct {
	PlanCharge           // with its new date
	From       date.Date // its old one
	Row        int       // among the plan's charges
}

// Close returns what closing a plan does. It is [Planner.Close] with fresh scratch.
func Close(plan *Plan) (Closing, error) {
	var planner Planner
	var into Closing
	err := planner.Close(&into, plan)
	return into, err
}

// Close works out what closing a plan on Terms.Today does. What into holds is
// replaced, and its slices are used again.
//
// Every item that has a charge is charged what is left of it, at once and without
// interest. Items that have none are let go, free for another plan. Charges that
// were issued for a later day fall due today and keep their interest; interest
// that was only expected is not charged. Of the terms Today alone is read.
//
// Law: what is charged afterwards is all of the items that stay, but for those
// that were charged too much.
//
// Close returns an error, and into empty, if:
//   - the plan is closed already ([ErrClosed]);
//   - Today is not set or outside the calendar ([money.ErrDateRequired],
//     [schedule.ErrDateRange]);
//   - the production, the charges or the splits are out of range; each field has its
//     own rule;
//   - a charge names no item or a split no charge ([money.ErrUnknownID]), or two
//     charges have one id ([money.ErrDuplicateID]);
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, closing a dynamic payment plan; the API's PUT Close
// charges outstanding interest at once, which is that of the issued charges.
func (p *Planner) Close(into *Closing, plan *Plan) error {
	err := p.close(into, plan)
	if err != nil {
		*into = Closing{CloseOut: into.CloseOut[:0], Detached: into.Detached[:0], Moved: into.Moved[:0]}
	}
	return err
}

func (p *Planner) close(into *Closing, plan *Plan) error {
	*into = Closing{CloseOut: into.CloseOut[:0], Detached: into.Detached[:0], Moved: into.Moved[:0]}
	if plan.Closed {
		return &money.FieldError{Path: "plan.Closed", Err: ErrClosed}
	}
	today := plan.Terms.Today
	if err := checkToday(today); err != nil {
		return err
	}
	var r run
	if err := p.stand(&r, plan); err != nil {
		return err
	}
	if len(plan.Production) == 0 && len(plan.Charges) > 0 {
		return chargeError(0, "Item", plan.Charges[0].Item, money.ErrUnknownID) // stand takes it for a static plan
	}
	if err := p.settle(plan); err != nil {
		return err
	}
	total, err := r.principal.Add(r.interest)
	if err != nil {
		return planError(err)
	}
	charged := p.markCharged()
	for i := range p.pool.items {
		item := &p.pool.items[i]
		if !charged[i] {
			into.Detached = append(into.Detached, item.Item)
			continue
		}
		if item.left == 0 {
			continue
		}
		into.CloseOut = append(into.CloseOut, PlanCharge{Date: today, Item: item.ID, ItemKind: item.Kind, Kind: CloseOutCharge, Principal: item.left})
		if total, err = total.Add(item.left); err != nil {
			return planError(err)
		}
	}
	into.Total, into.Paid = total, p.settled.net()
	for i := range p.settled.rows {
		row := &p.settled.rows[i]
		if from := row.charge.Date; from.After(today) {
			moved := MovedCharge{PlanCharge: *row.charge, From: from, Row: int(row.row)}
			moved.Date = today
			into.Moved = append(into.Moved, moved)
		}
	}
	return nil
}

// markCharged says of each item of the pool whether a charge names it.
func (p *Planner) markCharged() []bool {
	p.charged = append(p.charged[:0], make([]bool, len(p.pool.items))...)
	for i := range p.settled.rows {
		if at := p.settled.rows[i].item; at >= 0 {
			p.charged[at] = true
		}
	}
	return p.charged
}

// StaticDebit is a row of a static plan: what falls due on a day.
type StaticDebit struct {
	Date      date.Date
	Principal money.Amount // in minor units; below zero it adjusts the plan
	Interest  money.Amount
}

// StaticCredit is treatment that a static plan pays for, or an adjustment of it.
type StaticCredit struct {
	Amount   money.Amount // in minor units
	Complete bool         // the treatment was done
}

// check says which field of row i is wrong.
func (d *StaticDebit) check(i int) error {
	switch {
	case !schedule.IsSet(d.Date):
		return debitError(i, "Date", nil, money.ErrDateRequired)
	case !inCalendar(d.Date):
		return debitError(i, "Date", d.Date, schedule.ErrDateRange)
	case d.Interest < 0:
		return debitError(i, "Interest", d.Interest, money.ErrNegative)
	}
	return nil
}

// CloseStatic appends to dst the rows of a static plan that is closed on a day:
// those up to the day, and a row for what is left, without interest, where that
// is not zero. Amounts are in minor units. closeOut is what is left: the principal
// of the rows to come, less that of treatment which was not done,
//
//	future - max(0, min(planned, all - max(0, done)))
//
// where all is the principal of all rows and planned and done are the credits.
//
// CloseStatic returns an error, and dst unchanged, if:
//   - today or a date is not set or outside the calendar
//     ([money.ErrDateRequired], [schedule.ErrDateRange]);
//   - interest is below zero ([money.ErrNegative]);
//   - a sum does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, closing a patient payment plan.
func CloseStatic(dst []StaticDebit, debits []StaticDebit, credits []StaticCredit, today date.Date) (rows []StaticDebit, closeOut money.Amount, err error) {
	if err := checkToday(today); err != nil {
		return dst, 0, err
	}
	var all, future, planned, done money.Amount
	for i := range debits {
		d := &debits[i]
		if err := d.check(i); err != nil {
			return dst, 0, err
		}
		if all, err = all.Add(d.Principal); err != nil {
			return dst, 0, debitError(i, "Principal", d.Principal, err)
		}
		if !d.Date.After(today) {
			continue
		}
		if future, err = future.Add(d.Principal); err != nil {
			return dst, 0, debitError(i, "Principal", d.Principal, err)
		}
	}
	for i := range credits {
		into := &planned
		if credits[i].Complete {
			into = &done
		}
		if *into, err = into.Add(credits[i].Amount); err != nil {
			return dst, 0, creditError(i, credits[i].Amount, err)
		}
	}
	open, err := all.Sub(max(done, 0))
	if err == nil {
		closeOut, err = future.Sub(max(0, min(planned, open)))
	}
	if err != nil {
		return dst, 0, &money.FieldError{Path: "debits", Err: err}
	}
	rows = dst
	for i := range debits {
		if !debits[i].Date.After(today) {
			rows = append(rows, debits[i])
		}
	}
	if closeOut != 0 {
		rows = append(rows, StaticDebit{Date: today, Principal: closeOut})
	}
	return rows, closeOut, nil
}

// debitError returns the error of a field of a row.
func debitError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "debits[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}

// creditError returns the error of the amount of a credit.
func creditError(i int, value any, rule error) error {
	return &money.FieldError{Path: "credits[" + strconv.Itoa(i) + "].Amount", Value: value, Err: rule}
}
