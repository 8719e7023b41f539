package alloc

import (
	"cmp"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// source is money on the account that names nothing, gathered by whose it is, while
// it is moved.
type source struct {
	left     money.Amount
	owner    owner
	unearned int64 // the type, or 0 for money that is not even unearned
	hidden   bool  // of a type that does not show on the account
	place    int32 // where its earliest split stands in stored order
}

// AppendTransfer appends to dst the splits of an income transfer: a payment of 0.00
// that moves what was paid to where it is owed. They come in pairs, first what is
// taken, below zero, then where it goes, of the same size. Amounts are in minor units.
//
//  1. Splits that name a charge pay it, whoever's they are.
//  2. What a charge was paid too much, and what it is below zero, becomes unearned
//     income of its patient and clinic, and of its provider where the preferences
//     allow that. If the preferences do not treat it as income, it stays.
//  3. Money on nothing above and below zero cancels, without splits; so does unearned
//     money. Hidden unearned money that is kept for a charge or a plan takes no part.
//  4. Each charge that is owed something, in the order of the queue, draws from money
//     on nothing, then from unearned money, the earliest first.
//
// patient is any member of the family; the ledger is the family's.
//
// Laws: the splits sum to zero, and a transfer right after it moves nothing; but what
// it moved off or onto treatment that a dynamic plan took over changes what the plan
// took, which the next transfer sees, as it does what was taken back of a plan that
// nothing was paid on.
//
// AppendTransfer returns an error, and dst unchanged, if the ledger has one of the
// faults that [Allocator.AppendPay] names.
//
// Source: Open Dental 24.3, income transfer, first in first out.
func (a *Allocator) AppendTransfer(dst []PaySplit, l *Ledger, patient int64, o Options) ([]PaySplit, Summary, error) {
	from := len(dst)
	if err := a.prepareTransfer(l, patient, &o); err != nil {
		a.reset()
		return dst, Summary{}, err
	}
	if err := a.payNamed(l, &o); err != nil {
		a.reset()
		return dst, Summary{}, err
	}
	a.gather(l)
	dst = a.freeOverpaid(dst, l, &o)
	cancelSources(a.sources, false)
	cancelSources(a.sources, true)
	for i := range a.entries {
		a.entries[i].before = a.entries[i].end
	}
	next := [2]int{} // the source that is drawn from next: on nothing, and unearned
	for i := range a.entries {
		for unearned := range next {
			dst = a.draw(dst, l, &o, int32(i), unearned == 1, &next[unearned])
		}
	}
	a.record()
	return a.moved(dst, from)
}

// prepareTransfer works out what every charge owes and what money names none.
func (a *Allocator) prepareTransfer(l *Ledger, patient int64, o *Options) error {
	o.Strategy = Strategy{} // a transfer is first in, first out
	a.reset()
	guarantor, err := checkMember(l, patient, o)
	if err != nil {
		return err
	}
	a.moving = true
	err = a.owe(l, &Payment{Patient: patient}, guarantor, o)
	a.moving = false
	return err
}

// payNamed folds the adjustments that hang on a procedure into it, and lets splits
// that name a charge pay it, whoever's they are.
func (a *Allocator) payNamed(l *Ledger, o *Options) error {
	for i := range a.entries {
		adj := &a.entries[i]
		if adj.procedure == 0 || adj.end == 0 {
			continue
		}
		row, _ := a.procedures.find(adj.procedure) // it is there, by attach
		if at := a.entryOf[row]; at >= 0 {
			if err := a.fold(adj, &a.entries[at], o); err != nil {
				return err
			}
		}
	}
	for i, row := range a.naming {
		s, p := &l.Splits[row], &a.pots[i]
		e := a.namedByAnybody(s)
		if e == nil || p.amount == 0 {
			continue
		}
		if err := a.payWhole(o, e, p, p.amount); err != nil {
			return rowError("Splits", int(row), "Amount", p.amount, err)
		}
	}
	for i := range a.entries {
		if e := &a.entries[i]; e.excess > 0 {
			a.ignore(o, e) // all that names it has paid it
		}
	}
	return nil
}

// namedByAnybody returns the charge that a split off any plan names, or nil.
func (a *Allocator) namedByAnybody(s *EarlierSplit) *entry {
	at := int32(-1)
	if s.Plan != 0 {
		return nil
	}
	if row, ok := a.procedures.find(s.Procedure); ok {
		at = a.entryOf[row]
	} else if row, ok := a.adjustments.find(s.Adjustment); ok && s.Procedure == 0 {
		at = a.adjustmentOf[row]
	}
	if at < 0 {
		return nil
	}
	return &a.entries[at]
}

// gather merges the splits that name nothing, and those that are unearned, by
// patient, provider and clinic, and puts them in order of their earliest. Hidden money
// stays apart: drawn under a type that shows, it would be counted twice.
func (a *Allocator) gather(l *Ledger) {
	a.sources = a.sources[:0]
	for i, row := range a.naming {
		s, p := &l.Splits[row], &a.pots[i]
		if p.amount == 0 || s.Plan != 0 || s.Procedure != 0 || s.Adjustment != 0 {
			continue
		}
		a.sources = append(a.sources, source{p.amount, p.owner, s.Unearned, isHidden(l, s), int32(i)})
	}
	sorting.By(a.sources, func(x, y *source) int {
		return cmp.Or(compareKind(x, y), compareHidden(x, y), compareOwner(x.owner, y.owner, layerMasks[ProviderPatientClinic]), cmp.Compare(x.place, y.place))
	})
	merged := a.sources[:0]
	for _, s := range a.sources {
		if n := len(merged); n > 0 && compareKind(&merged[n-1], &s) == 0 && merged[n-1].hidden == s.hidden && merged[n-1].owner == s.owner {
			if sum, err := merged[n-1].left.Add(s.left); err == nil { // else they stay apart
				merged[n-1].left = sum
				continue
			}
		}
		merged = append(merged, s)
	}
	a.sources = merged
	sorting.By(a.sources, func(x, y *source) int { return cmp.Or(compareKind(x, y), cmp.Compare(x.place, y.place)) })
}

// compareKind puts money on nothing before unearned money, whatever its type.
func compareKind(x, y *source) int { return falseFirst(x.unearned != 0, y.unearned != 0) }

// compareHidden puts money that shows first.
func compareHidden(x, y *source) int { return falseFirst(x.hidden, y.hidden) }

// falseFirst compares what is or is not.
func falseFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

// freeOverpaid makes unearned income of what charges were paid too much.
func (a *Allocator) freeOverpaid(dst []PaySplit, l *Ledger, o *Options) []PaySplit {
	for i := range a.entries {
		e := &a.entries[i]
		if e.end >= 0 || e.planned || e.plan != 0 {
			continue
		}
		before := e.end
		if !o.Preferences.KeepNegativeProduction && before >= -money.MaxAmount {
			freed := source{left: -before, owner: e.owner, unearned: l.Unearned.Prepayment}
			if !o.Preferences.AllowPrepayProvider {
				freed.owner.provider = 0
			}
			dst = append(dst, e.split(l, o, before), freed.split(-before))
			a.sources = append(a.sources, freed)
			a.step(o, Step{Rule: StepOverpaid, Charge: e.target, Of: e.of, Before: before, Amount: before})
		}
		e.end = 0
	}
	return dst
}

// split returns a split of the source's.
func (s *source) split(amount money.Amount) PaySplit {
	return PaySplit{Amount: amount, Patient: s.owner.patient, Provider: s.owner.provider, Clinic: s.owner.clinic, Unearned: s.unearned}
}

// cancelSources lets money above and below zero cancel, in order: that on nothing, or
// that which is unearned.
func cancelSources(sources []source, unearned bool) {
	at := 0
	for i := range sources {
		s := &sources[i]
		for s.left > 0 && (s.unearned != 0) == unearned && at < len(sources) {
			back := &sources[at]
			if back.left >= 0 || (back.unearned != 0) != unearned {
				at++
				continue
			}
			meet(&back.left, &s.left)
		}
	}
}

// draw moves money of one kind onto a charge, from the sources in order. next is the
// first that may have something left.
func (a *Allocator) draw(dst []PaySplit, l *Ledger, o *Options, at int32, unearned bool, next *int) []PaySplit {
	e := &a.entries[at]
	for !e.planned && e.end > 0 && *next < len(a.sources) {
		s := &a.sources[*next]
		if s.left <= 0 || (s.unearned != 0) != unearned {
			*next++
			continue
		}
		dst = a.drawFrom(dst, l, o, e, s, min(s.left, e.end))
	}
	return dst
}

// drawFrom moves a part of a source onto a charge.
func (a *Allocator) drawFrom(dst []PaySplit, l *Ledger, o *Options, e *entry, s *source, part money.Amount) []PaySplit {
	a.step(o, Step{Rule: StepDrawn, Charge: e.target, Of: e.of, Before: e.end, After: e.end - part, Amount: part})
	s.left -= part // 0 < part <= left, and <= end
	e.end -= part
	return append(dst, s.split(-part), e.split(l, o, part))
}

// checkMember checks what a transfer is asked for, and returns the guarantor of the
// family.
func checkMember(l *Ledger, patient int64, o *Options) (guarantor int64, err error) {
	p := Payment{Patient: patient, Amount: 1, Date: o.Today}
	return checkPayment(l, &p, o)
}
