package alloc

import (
	"github.com/paysplit/paysplit/internal/day"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// candidate is a charge whose turn it is. Candidates stand in the order of the
// queue.
type candidate struct {
	owed       money.Amount // above zero
	minimumDue money.Amount // zero or more, and of more than is owed what is owed
	rate       Rate
	due        date.Date // always set
	entry      int32     // names the charge in its split
	on         int32     // its own date, as days since 1970-01-01
	component  Component
	dueKnown   bool // an instalment's, or given in its terms
}

// dated is what a charge says about its due day by itself.
type dated struct {
	kind Kind      // KindInterest and KindPrincipal are instalments
	date date.Date // of the charge, or the due date of the instalment
}

// instalment reports whether a charge is a part of one.
func (d dated) instalment() bool { return d.kind == KindInterest || d.kind == KindPrincipal }

// dueDay returns the day on which a charge falls due: an instalment's own date, else
// the one in its terms, else the charge's date and not after today, because
// treatment that is completed is never paid in advance. Terms may be nil.
func (d dated) dueDay(t *Terms, today date.Date) date.Date {
	switch {
	case d.instalment():
		return d.date
	case t != nil && day.IsSet(t.Due):
		return t.Due
	}
	return d.date.Min(today)
}

// agree fills in what a strategy goes by, in a candidate that has an entry and what
// is owed: from the charge, and from its terms, which may be nil.
func (c *candidate) agree(d dated, t *Terms, today date.Date) {
	c.due, c.on = d.dueDay(t, today), int32(d.date.DaysSinceEpoch())
	c.dueKnown = d.instalment() || t != nil && day.IsSet(t.Due)
	if t != nil {
		c.component, c.rate, c.minimumDue = t.Component, t.Rate, t.MinimumDue
	}
	switch d.kind {
	case KindInterest:
		c.component = InterestComponent
	case KindPrincipal:
		c.component = PrincipalComponent
	}
}

// state returns whether the charge is due.
func (c *candidate) state(today date.Date) DueState {
	switch {
	case c.due.Before(today):
		return PastDue
	case c.due.After(today):
		return InAdvance
	}
	return DueToday
}

// least returns what must be paid first, between zero and what is owed.
func (c *candidate) least() money.Amount { return min(c.minimumDue, c.owed) }
