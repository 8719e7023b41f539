package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// linkPlans lets earlier splits on payment plans pay their instalments. They are
// the plan's guarantor's, and match a part of the same provider and clinic: first
// splits below zero take back others on the same item; then splits that name an
// instalment pay it; then those that name the plan alone pay its parts in order. No
// part is paid past zero: what is left of a split is loose money of the plan's.
//
// Source: Open Dental 24.3, explicit linking of plan splits.
func (a *Allocator) linkPlans(l *Ledger, o *Options) {
	a.planLoose = a.planLoose[:0]
	for i := range a.naming {
		if a.pots[i].plan != 0 && a.pots[i].amount != 0 {
			a.planLoose = append(a.planLoose, int32(i))
		}
	}
	if len(a.planLoose) == 0 {
		return
	}
	a.takeBack(l)
	slices.SortFunc(a.planLoose, cmp.Compare)
	a.indexParts()
	for _, i := range a.planLoose {
		if l.Splits[a.naming[i]].PlanCharge != 0 {
			a.payInstalment(l, o, i)
		}
	}
	a.groupParts(o)
	for _, i := range a.planLoose {
		if l.Splits[a.naming[i]].PlanCharge == 0 {
			a.payPlan(l, o, i)
		}
	}
}

// indexParts sorts the parts of instalments by instalment, and within it as they
// stand in the queue.
func (a *Allocator) indexParts() {
	a.partsOf = a.partsOf[:0]
	for i := range a.entries {
		if a.entries[i].plan != 0 {
			a.partsOf = append(a.partsOf, int32(i))
		}
	}
	slices.SortFunc(a.partsOf, func(i, j int32) int {
		return cmp.Or(cmp.Compare(a.entries[i].target.ID, a.entries[j].target.ID), cmp.Compare(i, j))
	})
}

// groupParts sorts the parts of instalments by plan and by whose splits may pay them,
// and within that as they stand in the queue.
func (a *Allocator) groupParts(o *Options) {
	slices.SortFunc(a.partsOf, func(i, j int32) int {
		x, y := &a.entries[i], &a.entries[j]
		if order := cmp.Compare(x.plan, y.plan); order != 0 {
			return order
		}
		return cmp.Or(compareOwner(x.payers(o), y.payers(o), layerMasks[ProviderPatientClinic]), cmp.Compare(i, j))
	})
	a.partHeads = slices.Grow(a.partHeads[:0], len(a.partsOf))[:len(a.partsOf)]
	for at := range a.partHeads {
		a.partHeads[at] = int32(at)
	}
}

// payers returns the owner of the splits that may pay a part.
func (e *entry) payers(o *Options) owner {
	return owner{e.splitPatient(o), e.owner.provider, e.owner.clinic}
}

// payInstalment pays the instalment that a split names, part by part.
func (a *Allocator) payInstalment(l *Ledger, o *Options, loose int32) {
	p, s := &a.pots[loose], &l.Splits[a.naming[loose]]
	at, _ := slices.BinarySearchFunc(a.partsOf, s.PlanCharge, func(i int32, id int64) int { return cmp.Compare(a.entries[i].target.ID, id) })
	for ; at < len(a.partsOf) && p.amount > 0; at++ {
		e := &a.entries[a.partsOf[at]]
		if e.target.ID != s.PlanCharge {
			return
		}
		if e.plan == p.plan {
			a.payPart(o, p, s, e)
		}
	}
}

// payPlan pays the parts of a plan, in order, from a split that names no instalment.
// What is settled at their head is not looked at again.
func (a *Allocator) payPlan(l *Ledger, o *Options, loose int32) {
	p, s := &a.pots[loose], &l.Splits[a.naming[loose]]
	from, found := slices.BinarySearchFunc(a.partsOf, p, func(i int32, p *pot) int {
		e := &a.entries[i]
		return cmp.Or(cmp.Compare(e.plan, p.plan), compareOwner(e.payers(o), p.owner, layerMasks[ProviderPatientClinic]))
	})
	if !found {
		return
	}
	for at := int(a.partHeads[from]); at < len(a.partsOf) && p.amount > 0; at++ {
		e := &a.entries[a.partsOf[at]]
		if e.plan != p.plan || e.payers(o) != p.owner {
			return
		}
		a.payPart(o, p, s, e)
		if e.end <= 0 && int(a.partHeads[from]) == at {
			a.partHeads[from]++
		}
	}
}

// payPart pays a part of an instalment from a split, if it may.
func (a *Allocator) payPart(o *Options, p *pot, s *EarlierSplit, e *entry) {
	if e.end <= 0 || !a.pays(s, e, o) {
		return
	}
	part := min(p.amount, e.end)
	a.step(o, Step{Rule: StepLinked, Charge: e.target, Of: e.of, By: p.by, Before: e.end, After: e.end - part, Amount: part})
	e.end -= part // 0 < part <= each of the two
	p.amount -= part
}

// pays reports whether a split on a plan may pay a part of it: one of the same
// payer, provider and clinic. A split that names an item pays principal for that
// item; one that names an instalment and no item pays what is for none.
func (a *Allocator) pays(s *EarlierSplit, e *entry, o *Options) bool {
	if (owner{s.Patient, s.Provider, s.Clinic}) != (owner{e.splitPatient(o), e.owner.provider, e.owner.clinic}) {
		return false
	}
	if s.Debit == Interest && e.target.Kind != KindInterest || s.Debit == Principal && e.target.Kind != KindPrincipal {
		return false
	}
	named := s.item()
	return e.of == named || named.ID == 0 && s.PlanCharge == 0
}

// item returns the procedure or adjustment that a split names; an ID of 0 is none.
func (s *EarlierSplit) item() Target {
	switch {
	case s.Procedure != 0:
		return Target{KindProcedure, s.Procedure}
	case s.Adjustment != 0:
		return Target{KindAdjustment, s.Adjustment}
	}
	return Target{}
}

// splitPatient returns whose account a split of the entry is on: a plan's is its
// guarantor's.
func (e *entry) splitPatient(o *Options) int64 {
	if e.plan != 0 && !o.Preferences.PlansWithoutCharges {
		return e.payer
	}
	return e.owner.patient
}

// compareTarget orders splits on plans so that those which may take each other back
// stand together.
func compareTarget(x, y *EarlierSplit) int {
	return cmp.Or(
		cmp.Compare(x.Plan, y.Plan), cmp.Compare(x.Patient, y.Patient), cmp.Compare(x.Provider, y.Provider), cmp.Compare(x.Clinic, y.Clinic),
		cmp.Compare(x.Procedure, y.Procedure), cmp.Compare(x.Adjustment, y.Adjustment),
	)
}

// takeBack lets splits below zero take back others on the same plan and item, each
// in stored order the one that is most like it.
func (a *Allocator) takeBack(l *Ledger) {
	split := func(i int32) *EarlierSplit { return &l.Splits[a.naming[i]] }
	slices.SortFunc(a.planLoose, func(i, j int32) int { return cmp.Or(compareTarget(split(i), split(j)), cmp.Compare(i, j)) })
	for start := 0; start < len(a.planLoose); {
		end := start + 1
		for end < len(a.planLoose) && compareTarget(split(a.planLoose[start]), split(a.planLoose[end])) == 0 {
			end++
		}
		group := a.planLoose[start:end]
		for _, i := range group {
			for a.pots[i].amount < 0 {
				like := a.mostLike(l, group, i)
				if like < 0 {
					break
				}
				meet(&a.pots[i].amount, &a.pots[like].amount)
			}
		}
		start = end
	}
}

// mostLike returns the split above zero that a split below zero takes back first,
// or -1: one on the same instalment, then of the same debit, then of principal, then
// the latest, then of the same size.
func (a *Allocator) mostLike(l *Ledger, group []int32, back int32) int32 {
	b := &l.Splits[a.naming[back]]
	best := int32(-1)
	for _, i := range group {
		if a.pots[i].amount <= 0 {
			continue
		}
		if best < 0 || compareLike(b, &l.Splits[a.naming[i]], &l.Splits[a.naming[best]]) > 0 {
			best = i
		}
	}
	return best
}

// compareLike is above zero if x is more like back than y is.
func compareLike(back, x, y *EarlierSplit) int {
	rank := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	return cmp.Or(
		rank(x.PlanCharge == back.PlanCharge)-rank(y.PlanCharge == back.PlanCharge),
		rank(x.Debit == back.Debit)-rank(y.Debit == back.Debit),
		rank(x.Debit == Principal)-rank(y.Debit == Principal),
		cmp.Compare(x.Date.DaysSinceEpoch(), y.Date.DaysSinceEpoch()),
		rank(x.Amount+back.Amount == 0)-rank(y.Amount+back.Amount == 0),
	)
}

// netPlans lets what is left of a plan's splits cancel, above and below zero, by the
// part of the instalment that they are on.
func (a *Allocator) netPlans() {
	slices.SortFunc(a.planLoose, func(i, j int32) int {
		p, q := &a.pots[i], &a.pots[j]
		return cmp.Or(cmp.Compare(p.plan, q.plan), cmp.Compare(p.debit, q.debit), cmp.Compare(i, j))
	})
	at := 0
	for _, i := range a.planLoose {
		p := &a.pots[i]
		for at < len(a.planLoose) && p.amount > 0 {
			q := &a.pots[a.planLoose[at]]
			same := q.plan == p.plan && q.debit == p.debit
			if !same && compareDebit(q, p) > 0 {
				break
			}
			if !same || q.amount >= 0 {
				at++
				continue
			}
			meet(&q.amount, &p.amount)
		}
	}
}

// compareDebit orders pots by plan and part of the instalment.
func compareDebit(p, q *pot) int {
	return cmp.Or(cmp.Compare(p.plan, q.plan), cmp.Compare(p.debit, q.debit))
}

// spreadPlans spreads, in the groups of a layer, what belongs to one plan: money on
// it over its parts, or the parts below zero over the others.
func (a *Allocator) spreadPlans(o *Options, layer Layer, credits bool) {
	if !credits && len(a.planLoose) == 0 || credits && !slices.ContainsFunc(a.partsOf, func(i int32) bool { return isPrincipalCredit(&a.entries[i]) }) {
		return
	}
	m := layerMasks[layer]
	slices.SortFunc(a.partsOf, func(i, j int32) int {
		x, y := &a.entries[i], &a.entries[j]
		return cmp.Or(compareOwner(x.owner, y.owner, m), cmp.Compare(x.plan, y.plan), cmp.Compare(a.rank[i], a.rank[j]))
	})
	if !credits {
		slices.SortFunc(a.planLoose, func(i, j int32) int {
			x, y := &a.pots[i], &a.pots[j]
			return cmp.Or(compareOwner(x.owner, y.owner, m), cmp.Compare(x.plan, y.plan), cmp.Compare(i, j))
		})
	}
	loose := a.planLoose
	for parts := a.partsOf; len(parts) > 0; {
		first := &a.entries[parts[0]]
		end := 1
		for end < len(parts) && a.entries[parts[end]].plan == first.plan && compareOwner(a.entries[parts[end]].owner, first.owner, m) == 0 {
			end++
		}
		if credits {
			a.lower(o, layer, parts[:end], parts[:end], isPrincipalCredit, isOwed)
			parts = parts[end:]
			continue
		}
		behind := func(p *pot) int {
			return cmp.Or(compareOwner(p.owner, first.owner, m), cmp.Compare(p.plan, first.plan))
		}
		for len(loose) > 0 && behind(&a.pots[loose[0]]) < 0 {
			loose = loose[1:]
		}
		from := loose
		for len(loose) > 0 && behind(&a.pots[loose[0]]) == 0 {
			loose = loose[1:]
		}
		a.pay(o, layer, from[:len(from)-len(loose)], parts[:end], KindSplit, isOwed)
		parts = parts[end:]
	}
}

// isPrincipalCredit reports whether an entry is principal that a plan takes back.
func isPrincipalCredit(e *entry) bool { return e.end < 0 && e.target.Kind == KindPrincipal }

// oldestPlan returns the plan that goes first of those with something owed that is
// due: the one of the earliest date, then the lowest id; 0 is none.
func (a *Allocator) oldestPlan(l *Ledger, o *Options) int64 {
	oldest := int32(-1)
	for i := range a.entries {
		e := &a.entries[i]
		if e.plan == 0 || e.end <= 0 || e.planned || e.date.After(o.Today) {
			continue
		}
		row, _ := a.plans.find(e.plan) // it is there: the entry is made of it
		if oldest < 0 || cmp.Or(cmp.Compare(l.Plans[row].Date.DaysSinceEpoch(), l.Plans[oldest].Date.DaysSinceEpoch()), cmp.Compare(l.Plans[row].ID, l.Plans[oldest].ID)) < 0 {
			oldest = row
		}
	}
	if oldest < 0 {
		return 0
	}
	return l.Plans[oldest].ID
}

// checkPlanOption checks the plan that the payer named: a dynamic one on the
// account.
func (a *Allocator) checkPlanOption(l *Ledger, o *Options) error {
	if o.Plan == 0 {
		return nil
	}
	plan := a.planOf(l, o.Plan)
	switch {
	case plan == nil:
		return &money.FieldError{Path: "options.Plan", Value: int(o.Plan), Err: money.ErrUnknownID}
	case !plan.Dynamic:
		return &money.FieldError{Path: "options.Plan", Value: int(o.Plan), Err: ErrPlanNotDynamic}
	}
	return nil
}
