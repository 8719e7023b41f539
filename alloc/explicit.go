package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// attach moves each adjustment onto the procedure it is attached to, where
// patient, provider and clinic agree: the procedure owes that much more or less,
// and the adjustment is settled. One that does not agree stands alone.
//
// Source: Open Dental 24.3, explicit linking of adjustments.
func (a *Allocator) attach(l *Ledger, o *Options) error {
	for i := range a.entries {
		adj := &a.entries[i]
		if adj.procedure == 0 {
			continue
		}
		row, ok := a.procedures.find(adj.procedure)
		if !ok {
			return rowError("Adjustments", int(adj.row), "Procedure", adj.procedure, money.ErrUnknownID)
		}
		if adj.end == 0 {
			continue // a plan took it, or it is nothing
		}
		if err := a.attachTo(adj, row, o); err != nil {
			return err
		}
	}
	return nil
}

// attachTo moves an adjustment onto the procedure of that row if they agree.
func (a *Allocator) attachTo(adj *entry, row int32, o *Options) error {
	at := a.entryOf[row]
	if at < 0 || a.entries[at].owner != adj.owner {
		return nil
	}
	return a.fold(adj, &a.entries[at], o)
}

// fold makes an adjustment part of a procedure, whoever's it is.
func (a *Allocator) fold(adj, e *entry, o *Options) error {
	end, err := e.end.Add(adj.end)
	if err != nil {
		return rowError("Adjustments", int(adj.row), "Amount", adj.face, err)
	}
	a.step(o, Step{Rule: StepAttached, Charge: e.target, Of: e.of, By: adj.target, Before: e.end, After: end, Amount: adj.end})
	e.end, adj.end = end, 0
	return nil
}

// cancel lets what is left of adjustments above and below zero settle each
// other, in order, where patient, provider, clinic and attached procedure agree.
// Attached adjustments always do so; unattached ones unless the office keeps
// them apart.
func (a *Allocator) cancel(o *Options, attached bool) {
	if !attached && o.Preferences.KeepAdjustmentsApart {
		return
	}
	group := a.group[:0]
	for i := range a.entries {
		e := &a.entries[i]
		if e.target.Kind == KindAdjustment && e.end != 0 && (e.procedure != 0) == attached {
			group = append(group, int32(i))
		}
	}
	a.group = group
	slices.SortFunc(group, func(i, j int32) int {
		return cmp.Or(compareAccount(&a.entries[i], &a.entries[j]), cmp.Compare(i, j))
	})
	for start := 0; start < len(group); {
		end := start + 1
		for end < len(group) && compareAccount(&a.entries[group[start]], &a.entries[group[end]]) == 0 {
			end++
		}
		a.cancelGroup(o, group[start:end])
		start = end
	}
}

// compareAccount orders adjustments so that those which may cancel each other
// stand together.
func compareAccount(x, y *entry) int {
	return cmp.Or(
		cmp.Compare(x.procedure, y.procedure),
		cmp.Compare(x.owner.patient, y.owner.patient),
		cmp.Compare(x.owner.provider, y.owner.provider),
		cmp.Compare(x.owner.clinic, y.owner.clinic),
	)
}

// cancelGroup lets the credits of one group lower its debits, both in order.
func (a *Allocator) cancelGroup(o *Options, group []int32) {
	debit := 0
	for _, i := range group {
		credit := &a.entries[i]
		for ; credit.end < 0 && debit < len(group); debit++ {
			e := &a.entries[group[debit]]
			if e.end <= 0 {
				continue
			}
			before := e.end
			rest := before + credit.end // opposite signs: cannot wrap
			e.end, credit.end = max(rest, 0), min(rest, 0)
			a.step(o, Step{Rule: StepCancel, Charge: e.target, Of: e.of, By: credit.target, Before: before, After: e.end, Amount: before - e.end})
			if e.end > 0 {
				break
			}
		}
	}
}

// fence keeps what insurance, write-offs and discounts take beyond a procedure's
// fee from becoming the family's credit: no patient has paid it. What patients paid
// on the procedure stays theirs. A fee below zero is the family's credit, and not
// insurance.
//
// Source: Open Dental 24.3, insurance overpayment in explicit linking.
func (a *Allocator) fence(o *Options) error {
	for i := range a.entries {
		e := &a.entries[i]
		e.excess = 0
		if e.target.Kind != KindProcedure || e.face < 0 || e.end >= 0 && !a.moving {
			continue
		}
		unpaid, err := e.end.Add(e.paid)
		if err != nil || unpaid >= 0 {
			continue // insurance has not paid too much; a sum past the largest amount is above zero
		}
		if e.excess, err = unpaid.Neg(); err != nil {
			return rowError("Procedures", int(e.row), "Claims", nil, err)
		}
		a.ignore(o, e)
	}
	return nil
}

// ignore leaves out what insurance took too much, up to zero: what patients paid too much
// is no part of it.
func (a *Allocator) ignore(o *Options, e *entry) {
	if e.end >= 0 {
		return
	}
	part := min(-max(e.end, -money.MaxAmount), e.excess) // no excess is larger
	a.step(o, Step{Rule: StepFence, Charge: e.target, Of: e.of, Before: e.end, After: e.end + part, Amount: part})
	a.warn(e.target, part, ErrInsuranceOverpaid)
	e.end += part
	e.excess -= part
}
