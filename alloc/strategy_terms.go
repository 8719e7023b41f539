package alloc

import (
	"errors"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// termsIndex finds the terms of charges.
type termsIndex struct {
	rows [KindPlanCharge + 1]idIndex // by kind of charge
	left []money.Amount              // by row of the terms: what must be paid first and has not gone to a part yet
	any  bool
}

// indexTerms checks the terms and finds whose they are. Charges that are on the
// ledger and not on the family's account may have terms, which play no part.
func (a *Allocator) indexTerms(l *Ledger) error {
	x := &a.terms
	x.any = len(l.Terms) > 0
	if !x.any {
		return nil
	}
	for kind := range x.rows {
		x.rows[kind] = x.rows[kind][:0]
	}
	x.left = x.left[:0]
	for i := range l.Terms {
		t := &l.Terms[i]
		if err := checkTerms(t, i); err != nil {
			return err
		}
		known := true
		switch t.Charge.Kind {
		case KindProcedure:
			_, known = a.procedures.find(t.Charge.ID)
		case KindAdjustment:
			_, known = a.adjustments.find(t.Charge.ID)
		case KindPlanCharge:
			_, known = a.chargeIDs.find(t.Charge.ID)
		default:
			return rowError("Terms", i, "Charge.Kind", int(t.Charge.Kind), ErrKind)
		}
		if !known {
			return rowError("Terms", i, "Charge.ID", t.Charge.ID, money.ErrUnknownID)
		}
		x.rows[t.Charge.Kind] = append(x.rows[t.Charge.Kind], idRow{t.Charge.ID, int32(i)})
		x.left = append(x.left, t.MinimumDue)
	}
	for kind := range x.rows {
		if err := x.rows[kind].buildBy("Terms", "Charge.ID"); err != nil {
			return err
		}
	}
	return nil
}

// find returns the row of a charge's terms.
func (x *termsIndex) find(t Target) (row int32, ok bool) {
	if !x.any {
		return 0, false
	}
	if t.Kind == KindInterest || t.Kind == KindPrincipal {
		t.Kind = KindPlanCharge
	}
	return x.rows[t.Kind].find(t.ID)
}

// dueOf returns when an entry falls due.
func (a *Allocator) dueOf(l *Ledger, o *Options, e *entry) date.Date {
	charge := dated{e.target.Kind, e.date}
	if row, ok := a.terms.find(e.target); ok {
		return charge.dueDay(&l.Terms[row], o.Today)
	}
	return charge.dueDay(nil, o.Today)
}

// candidate returns entry i as the strategy sees it. What must be paid first on an
// instalment goes to its interest, then to its principal, item by item.
func (a *Allocator) candidate(l *Ledger, o *Options, i int) candidate {
	e := &a.entries[i]
	c := candidate{entry: int32(i), owed: e.end}
	charge := dated{e.target.Kind, e.date}
	row, ok := a.terms.find(e.target)
	if !ok {
		c.agree(charge, nil, o.Today)
		return c
	}
	c.agree(charge, &l.Terms[row], o.Today)
	c.minimumDue = a.terms.left[row]
	a.terms.left[row] -= c.least() // at most what is there
	return c
}

// strategyError says where a field that the strategy goes by is missing, and what is
// too large to be shared out.
func (a *Allocator) strategyError(err error) error {
	var need *needError
	if !errors.As(err, &need) {
		return &money.FieldError{Path: "options.Strategy", Err: err}
	}
	t := a.entries[need.entry].target
	name := [...]string{KindProcedure: "procedure ", KindAdjustment: "adjustment ", KindInterest: "instalment ", KindPrincipal: "instalment "}[t.Kind]
	lacks := money.Fact(name + strconv.FormatInt(t.ID, 10) + " has no " + strings.ToLower(need.field))
	if row, ok := a.terms.find(t); ok {
		return rowError("Terms", int(row), need.field, lacks, ErrStrategyField)
	}
	return &money.FieldError{Path: "ledger.Terms", Value: lacks, Err: ErrStrategyField}
}
