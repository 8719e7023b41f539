package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// AppendUnearned appends to dst the splits that move unearned income onto charges that
// somebody chose, in pairs as [Allocator.AppendTransfer] does: for each target in the
// order given what it still owes, until the amount is used. A target draws from unearned
// money of its own provider first, then from the rest, the earliest first in each. If
// that does not reach, the rest is taken from unearned money of no provider and no
// clinic, which may fall below zero: somebody asked for it. A target that owes nothing
// gets nothing. Amounts are in minor units.
//
// What a target owes is what [Allocator.AppendPay] would find, except that money which
// is to be moved does not lower it.
//
// Law: the splits sum to zero, and at most the amount is moved.
//
// AppendUnearned returns an error, and dst unchanged, if:
//   - the amount is zero or less ([money.ErrZeroAmount], [money.ErrNegative]);
//   - there are no targets ([money.ErrMissing]), or one is no procedure or adjustment
//     ([ErrKind]), is not in the ledger ([money.ErrUnknownID]) or not on the account ([ErrTargetOff]),
//     or is named twice
//     ([money.ErrDuplicateID]);
//   - the ledger has one of the faults that [Allocator.AppendPay] names.
//
// Source: Open Dental 24.3, allocating unearned income.
func (a *Allocator) AppendUnearned(dst []PaySplit, l *Ledger, patient int64, amount money.Amount, targets []Target, o Options) ([]PaySplit, Summary, error) {
	from := len(dst)
	a.reset()
	if err := a.checkTargets(amount, targets); err != nil {
		return dst, Summary{}, err
	}
	if err := a.prepareTransfer(l, patient, &o); err != nil {
		a.reset()
		return dst, Summary{}, err
	}
	for i := range targets {
		if a.targetEntry(targets[i]) == nil {
			a.reset()
			return dst, Summary{}, a.targetMissing(i, targets[i])
		}
	}
	a.gather(l)
	for i := range a.sources {
		if a.sources[i].unearned == 0 {
			a.sources[i].left = 0 // money on nothing is not unearned
		}
	}
	cancelSources(a.sources, true)
	a.lineUp()
	for i, row := range a.naming {
		if s := &l.Splits[row]; s.Procedure == 0 && s.Adjustment == 0 && s.Plan == 0 {
			a.pots[i].amount = 0 // it is what is moved, or stays on nothing
		}
	}
	a.spread(&Payment{Patient: patient}, &o)
	for i := range a.entries {
		a.entries[i].before = a.entries[i].end
	}
	for i := range targets {
		e := a.targetEntry(targets[i])
		part := max(0, min(amount, e.end))
		amount -= part // 0 <= part <= amount
		dst = a.drawTo(dst, l, &o, e, part)
	}
	a.record()
	return a.moved(dst, from)
}

// checkTargets checks what can be said of the targets alone.
func (a *Allocator) checkTargets(amount money.Amount, targets []Target) error {
	switch {
	case amount == 0:
		return &money.FieldError{Path: "amount", Err: money.ErrZeroAmount}
	case amount < 0:
		return &money.FieldError{Path: "amount", Value: amount, Err: money.ErrNegative}
	case len(targets) == 0:
		return &money.FieldError{Path: "targets", Err: money.ErrMissing}
	}
	for i, t := range targets {
		switch {
		case t.Kind != KindProcedure && t.Kind != KindAdjustment:
			return targetError(i, "Kind", int(t.Kind), ErrKind)
		case t.ID == 0:
			return targetError(i, "ID", nil, money.ErrMissing)
		}
	}
	if i := a.targetTwice(len(targets), func(i int32) Target { return targets[i] }); i >= 0 {
		return targetError(i, "ID", int(targets[i].ID), money.ErrDuplicateID)
	}
	return nil
}

// targetTwice returns the first of n targets that one before it is too, or -1.
func (a *Allocator) targetTwice(n int, at func(i int32) Target) int {
	a.group = a.group[:0]
	for i := range n {
		a.group = append(a.group, int32(i))
	}
	slices.SortFunc(a.group, func(i, j int32) int {
		x, y := at(i), at(j)
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.ID, y.ID), cmp.Compare(i, j))
	})
	twice := int32(-1)
	for k := 1; k < n; k++ {
		if i := a.group[k]; at(i) == at(a.group[k-1]) && (twice < 0 || i < twice) {
			twice = i
		}
	}
	return int(twice)
}

// targetError names a field of a target.
func targetError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "targets[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}

// targetMissing says why a target is not on the account.
func (a *Allocator) targetMissing(i int, t Target) error {
	index := a.procedures
	if t.Kind == KindAdjustment {
		index = a.adjustments
	}
	if _, known := index.find(t.ID); known {
		return targetError(i, "ID", int(t.ID), ErrTargetOff)
	}
	return targetError(i, "ID", int(t.ID), money.ErrUnknownID)
}

// targetEntry returns the entry of a procedure or adjustment on the account, or nil.
func (a *Allocator) targetEntry(t Target) *entry {
	index, entryOf := a.procedures, a.entryOf
	if t.Kind == KindAdjustment {
		index, entryOf = a.adjustments, a.adjustmentOf
	}
	row, ok := index.find(t.ID)
	if !ok || entryOf[row] < 0 {
		return nil
	}
	return &a.entries[entryOf[row]]
}

// drawTo moves unearned money onto a charge: of its provider first.
func (a *Allocator) drawTo(dst []PaySplit, l *Ledger, o *Options, e *entry, wanted money.Amount) []PaySplit {
	own, _ := slices.BinarySearchFunc(a.byProvider, e.owner.provider, func(i int32, provider int64) int {
		return cmp.Compare(a.sources[i].owner.provider, provider)
	})
	for own < len(a.byProvider) && wanted > 0 {
		at := max(own, int(a.nextOfOwn[own]))
		if at == len(a.byProvider) || a.sources[a.byProvider[at]].owner.provider != e.owner.provider {
			break
		}
		if s := &a.sources[a.byProvider[at]]; s.left > 0 {
			part := min(s.left, wanted)
			wanted -= part // 0 < part <= wanted
			dst = a.drawFrom(dst, l, o, e, s, part)
		}
		if a.sources[a.byProvider[at]].left <= 0 {
			a.nextOfOwn[own] = int32(at + 1)
		}
	}
	for ; wanted > 0 && a.nextOfAny < len(a.sources); a.nextOfAny++ {
		s := &a.sources[a.nextOfAny]
		if s.left <= 0 {
			continue
		}
		part := min(s.left, wanted)
		wanted -= part // 0 < part <= wanted
		if dst = a.drawFrom(dst, l, o, e, s, part); wanted == 0 {
			break
		}
	}
	if wanted == 0 {
		return dst
	}
	nobodys := source{left: wanted, owner: owner{patient: e.owner.patient}, unearned: l.Unearned.Prepayment}
	if e.planned {
		nobodys.unearned = l.Unearned.TreatmentPlan
	}
	return a.drawFrom(dst, l, o, e, &nobodys, wanted)
}

// lineUp puts the sources in the orders in which targets draw from them.
func (a *Allocator) lineUp() {
	a.byProvider, a.nextOfAny = a.byProvider[:0], 0
	for i := range a.sources {
		a.byProvider = append(a.byProvider, int32(i))
	}
	slices.SortFunc(a.byProvider, func(i, j int32) int {
		return cmp.Or(cmp.Compare(a.sources[i].owner.provider, a.sources[j].owner.provider), cmp.Compare(i, j))
	})
	a.nextOfOwn = slices.Grow(a.nextOfOwn[:0], len(a.sources))[:len(a.sources)]
	clear(a.nextOfOwn)
}
