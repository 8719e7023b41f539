package alloc

import (
	"cmp"
	"slices"
	"sort"

	"github.com/paysplit/paysplit/money"
)

// debit is an instalment while its money looks for what it pays.
type debit struct {
	principal, interest money.Amount
	row                 int32 // among the ledger's PlanCharges
}

// makeParts makes entries of a plan's instalments: one for the interest of each,
// and one for each item that its principal pays for.
func (a *Allocator) makeParts(l *Ledger, plan *Plan) error {
	a.debits = a.debits[:0]
	for _, x := range a.chargesOf(l, plan.ID) {
		c := &l.PlanCharges[x.row]
		a.debits = append(a.debits, debit{c.Principal, c.Interest, x.row})
	}
	a.sortDebits(l)
	a.offset(l)
	if plan.Dynamic {
		a.pourDynamic(l, plan)
	} else {
		a.pourOld(l, plan)
	}
	for i := range a.debits {
		d := &a.debits[i]
		a.addPart(l, plan, d, KindPrincipal, d.principal, nil)
		a.addPart(l, plan, d, KindInterest, d.interest, nil)
	}
	return nil
}

// compareItem orders instalments by the item that they are for.
func compareItem(c, d *PlanCharge) int {
	return cmp.Or(cmp.Compare(c.Procedure, d.Procedure), cmp.Compare(c.Adjustment, d.Adjustment))
}

// sortDebits puts the indexes of the debits into group, by item and then in stored
// order.
func (a *Allocator) sortDebits(l *Ledger) {
	a.group = a.group[:0]
	for i := range a.debits {
		a.group = append(a.group, int32(i))
	}
	slices.SortFunc(a.group, func(i, j int32) int {
		return cmp.Or(compareItem(&l.PlanCharges[a.debits[i].row], &l.PlanCharges[a.debits[j].row]), cmp.Compare(i, j))
	})
}

// offset lets instalments below zero cancel others for the same item, in order:
// principal takes back principal, interest takes back interest.
func (a *Allocator) offset(l *Ledger) {
	for start := 0; start < len(a.group); {
		end := start + 1
		first := &l.PlanCharges[a.debits[a.group[start]].row]
		for end < len(a.group) && compareItem(first, &l.PlanCharges[a.debits[a.group[end]].row]) == 0 {
			end++
		}
		a.offsetGroup(a.group[start:end], func(d *debit) *money.Amount { return &d.principal })
		a.offsetGroup(a.group[start:end], func(d *debit) *money.Amount { return &d.interest })
		start = end
	}
}

// offsetGroup lets the amounts of a group that are below zero cancel those above,
// both in order.
func (a *Allocator) offsetGroup(group []int32, amount func(*debit) *money.Amount) {
	at := 0
	for _, i := range group {
		less := amount(&a.debits[i])
		for *less < 0 && at < len(group) {
			more := amount(&a.debits[group[at]])
			if *more <= 0 {
				at++
				continue
			}
			meet(less, more)
		}
	}
}

// pourDynamic matches principal to the link that it names, as far as the link has
// something left.
func (a *Allocator) pourDynamic(l *Ledger, plan *Plan) {
	for i := range a.credits {
		c := &a.credits[i]
		var want PlanCharge
		if c.of.Kind == KindAdjustment {
			want.Adjustment = c.of.ID
		} else {
			want.Procedure = c.of.ID
		}
		at := sort.Search(len(a.group), func(i int) bool { return compareItem(&l.PlanCharges[a.debits[a.group[i]].row], &want) >= 0 })
		for ; at < len(a.group) && c.left > 0; at++ {
			d := &a.debits[a.group[at]]
			if compareItem(&l.PlanCharges[d.row], &want) != 0 {
				break
			}
			a.pour(l, plan, d, c)
		}
	}
}

// pourOld pours the principal of a plan of the old kind into its credits, both in
// order.
func (a *Allocator) pourOld(l *Ledger, plan *Plan) {
	at := 0
	for i := range a.debits {
		d := &a.debits[i]
		for d.principal > 0 && at < len(a.credits) {
			if a.credits[at].left == 0 {
				at++
				continue
			}
			a.pour(l, plan, d, &a.credits[at])
		}
	}
}

// pour makes a part of what a debit and a credit have in common.
func (a *Allocator) pour(l *Ledger, plan *Plan, d *debit, c *credit) {
	part := max(0, min(d.principal, c.left))
	d.principal -= part // 0 <= part, and at most each of the two
	c.left -= part
	a.addPart(l, plan, d, KindPrincipal, part, c)
}

// addPart makes an entry of a part of an instalment, unless it is zero. Provider
// and clinic are those of the item that it pays for, else the instalment's.
func (a *Allocator) addPart(l *Ledger, plan *Plan, d *debit, kind Kind, amount money.Amount, c *credit) {
	if amount == 0 {
		return
	}
	charge := &l.PlanCharges[d.row]
	e := entry{
		face: amount, end: amount, date: charge.Date, row: d.row,
		target: Target{kind, charge.ID}, plan: plan.ID, payer: plan.guarantor(),
		owner: owner{plan.Patient, charge.Provider, charge.Clinic},
	}
	if c != nil {
		e.of, e.planned = c.of, c.planned
		if c.own {
			e.owner.provider, e.owner.clinic = c.owner.provider, c.owner.clinic
		}
	}
	a.parts = append(a.parts, e)
}

// mergeParts puts the parts of instalments into the queue: behind procedures and
// adjustments of their day, interest first, the smaller first. What falls due after
// today is worth nothing yet.
func (a *Allocator) mergeParts(o *Options) {
	a.partsOf = a.partsOf[:0]
	for i := range a.parts {
		a.partsOf = append(a.partsOf, int32(i))
	}
	slices.SortFunc(a.partsOf, func(i, j int32) int {
		x, y := &a.parts[i], &a.parts[j]
		if order := cmp.Compare(dayKey(x.date, x.target.Kind), dayKey(y.date, y.target.Kind)); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(x.face, y.face), cmp.Compare(x.plan, y.plan), cmp.Compare(x.target.ID, y.target.ID), cmp.Compare(i, j))
	})
	rows := a.entries
	a.entries, a.unsorted = slices.Grow(a.unsorted[:0], len(rows)+len(a.parts)), rows
	for parts := a.partsOf; len(rows)+len(parts) > 0; {
		if len(parts) == 0 || len(rows) > 0 && dayKey(rows[0].date, rows[0].target.Kind) < dayKey(a.parts[parts[0]].date, a.parts[parts[0]].target.Kind) {
			a.place(rows[0])
			rows = rows[1:]
			continue
		}
		e := a.parts[parts[0]]
		a.step(o, Step{Rule: StepFace, Charge: e.target, Of: e.of, After: e.face, Amount: e.face})
		if e.date.After(o.Today) && o.Strategy.Future == FutureUnearned {
			a.step(o, Step{Rule: StepNotDue, Charge: e.target, Of: e.of, Before: e.end, Amount: e.end})
			e.end = 0
		}
		a.place(e)
		parts = parts[1:]
	}
}

// place appends an entry to the queue and notes where its row went.
func (a *Allocator) place(e entry) {
	switch e.target.Kind {
	case KindProcedure:
		a.entryOf[e.row] = int32(len(a.entries))
	case KindAdjustment:
		a.adjustmentOf[e.row] = int32(len(a.entries))
	}
	a.entries = append(a.entries, e)
}
