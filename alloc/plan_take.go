package alloc

import (
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// credit is what a plan took over and has not charged yet, while its instalments
// are told apart.
type credit struct {
	left    money.Amount
	of      Target // an ID of 0 is no item
	owner   owner  // the item's
	own     bool   // provider and clinic are the owner's, and not the instalment's
	planned bool   // the item is treatment that is not done
	entry   int32  // the procedure's entry, where it has taken anything
	names   int64  // the procedure that an old credit names, or 0

	taken money.Amount // what an old credit took off the procedure and has not given back
}

// takeOver lets every plan take what it took over off its procedures and
// adjustments, and makes entries of its instalments in their place.
//
// Source: Open Dental 24.3, payment plan credits and debits.
func (a *Allocator) takeOver(l *Ledger, o *Options) error {
	if err := a.payInsurancePlans(l, o); err != nil || !a.anyPlan {
		return err
	}
	if err := a.foldFees(o); err != nil {
		return err
	}
	if err := a.sumDirect(l); err != nil {
		return err
	}
	a.parts = a.parts[:0]
	for _, x := range a.plans {
		if !a.scope[x.row] {
			continue
		}
		plan := &l.Plans[x.row]
		a.credits = a.credits[:0]
		if err := a.take(l, int(x.row), o); err != nil {
			return err
		}
		if err := a.makeParts(l, plan); err != nil {
			return err
		}
	}
	a.mergeParts(o)
	return nil
}

// take takes over what one plan took over.
func (a *Allocator) take(l *Ledger, row int, o *Options) error {
	if l.Plans[row].Dynamic {
		return a.takeDynamic(l, row, o)
	}
	return a.takeOld(l, row, o)
}

// foldFees makes fees that are attached to a procedure part of it before a plan
// takes it, where patient, provider and clinic agree.
func (a *Allocator) foldFees(o *Options) error {
	for i := range a.entries {
		adj := &a.entries[i]
		if adj.procedure == 0 || adj.end <= 0 {
			continue
		}
		row, ok := a.procedures.find(adj.procedure)
		if !ok || !a.isOnPlan(row) {
			continue
		}
		if err := a.attachTo(adj, row, o); err != nil {
			return err
		}
	}
	return nil
}

// sumDirect sums, for every procedure and adjustment, the adjustments that are
// attached to it and the splits that name it and no plan, whoever they are of.
func (a *Allocator) sumDirect(l *Ledger) error {
	n := len(l.Procedures) + len(l.Adjustments)
	a.direct = slices.Grow(a.direct[:0], n)[:n]
	clear(a.direct)
	for i := range l.Adjustments {
		adj := &l.Adjustments[i]
		if row, ok := a.procedures.find(adj.Procedure); ok {
			sum, err := a.direct[row].Add(adj.Amount)
			if err != nil {
				return rowError("Adjustments", i, "Amount", adj.Amount, err)
			}
			a.direct[row] = sum
		}
	}
	for i := range l.Splits {
		s := &l.Splits[i]
		if s.Plan != 0 || a.without != 0 && s.Payment == a.without {
			continue
		}
		row, ok := a.procedures.find(s.Procedure)
		if !ok && s.Procedure == 0 {
			row, ok = a.adjustments.find(s.Adjustment)
			row += int32(len(l.Procedures))
		}
		if !ok {
			continue
		}
		rest, err := a.direct[row].Sub(s.Amount)
		if err != nil {
			return rowError("Splits", i, "Amount", s.Amount, err)
		}
		a.direct[row] = rest
	}
	return nil
}

// takeDynamic takes over what a dynamic plan links: adjustments first, then
// procedures, for that is the order in which its instalments look for theirs.
func (a *Allocator) takeDynamic(l *Ledger, row int, o *Options) error {
	plan := &l.Plans[row]
	for j := range plan.Links {
		if id := plan.Links[j].Adjustment; id != 0 {
			if err := a.takeAdjustment(l, plan, &plan.Links[j], o); err != nil {
				return rowError("Plans", row, "Links["+strconv.Itoa(j)+"].Adjustment", id, err)
			}
		}
	}
	for j := range plan.Links {
		if id := plan.Links[j].Procedure; id != 0 {
			if err := a.takeProcedure(l, plan, &plan.Links[j], o); err != nil {
				return rowError("Plans", row, "Links["+strconv.Itoa(j)+"].Procedure", id, err)
			}
		}
	}
	return nil
}

// takeAdjustment takes over an adjustment: its amount less what was paid on it.
func (a *Allocator) takeAdjustment(l *Ledger, plan *Plan, link *PlanLink, o *Options) error {
	row, _ := a.adjustments.find(link.Adjustment) // it is there, by markItems
	adj := &l.Adjustments[row]
	worth := link.Override
	if worth == 0 {
		var err error
		if worth, err = adj.Amount.Add(a.direct[len(l.Procedures)+int(row)]); err != nil {
			return err
		}
	}
	if at := a.adjustmentOf[row]; at >= 0 {
		e := &a.entries[at]
		part := max(0, min(e.end, worth))
		if e.end < 0 {
			part = min(0, max(e.end, worth))
		}
		a.took(plan, e, part, o)
	}
	a.credits = append(a.credits, credit{
		left: max(0, worth), of: Target{KindAdjustment, adj.ID}, own: true,
		owner: owner{adj.Patient, adj.Provider, adj.Clinic},
	})
	return nil
}

// takeProcedure takes over a procedure: what its patient owes on it, with every
// adjustment that is attached and less every split that pays it. Treatment that is
// not done is taken over only where it counts as done.
func (a *Allocator) takeProcedure(l *Ledger, plan *Plan, link *PlanLink, o *Options) error {
	row, _ := a.procedures.find(link.Procedure) // it is there, by markItems
	p := &l.Procedures[row]
	planned := p.Status == TreatmentPlanned
	if planned && !plan.TreatAsComplete {
		return nil
	}
	worth := link.Override
	if worth == 0 {
		e, err := procedureEntry(p, int(row), o)
		if err != nil {
			return err
		}
		if worth, err = e.end.Add(a.direct[row]); err != nil {
			return err
		}
	}
	if at := a.entryOf[row]; at >= 0 && worth > 0 {
		e := &a.entries[at]
		a.took(plan, e, max(0, min(e.end, worth)), o)
	}
	a.credits = append(a.credits, credit{
		left: max(0, worth), of: Target{KindProcedure, p.ID}, planned: planned, own: true,
		owner: owner{p.Patient, p.Provider, p.Clinic},
	})
	return nil
}

// took takes a part off what an entry owes, towards zero.
func (a *Allocator) took(plan *Plan, e *entry, part money.Amount, o *Options) {
	if part == 0 {
		return
	}
	a.step(o, Step{Rule: StepPlan, Charge: e.target, Of: e.of, By: Target{KindPlan, plan.ID}, Before: e.end, After: e.end - part, Amount: part})
	e.end -= part
}

// takeOld takes over the credits of a plan of the old kind. Such a plan may take
// what insurance was going to pay, so the procedure may fall below zero. Treatment
// that is not done, and what is not on the account, is on the plan too, but its
// instalments name no procedure. Credits below zero give treatment back at the end.
func (a *Allocator) takeOld(l *Ledger, row int, o *Options) error {
	plan := &l.Plans[row]
	for j := range plan.Credits {
		c := &plan.Credits[j]
		if c.Principal <= 0 {
			continue
		}
		taken := credit{left: c.Principal, names: c.Procedure, owner: owner{c.Patient, c.Provider, c.Clinic}, own: c.Procedure == 0 && (c.Provider != 0 || c.Clinic != 0)}
		if e := a.treatment(c.Procedure); e != nil {
			room, err := e.end.Add(e.insured)
			if err != nil {
				return rowError("Plans", row, "Credits["+strconv.Itoa(j)+"].Principal", c.Principal, err)
			}
			taken.taken = max(0, min(room, c.Principal))
			a.took(plan, e, taken.taken, o)
			taken.entry = a.entryOf[e.row]
			if !e.planned {
				taken.of, taken.owner, taken.own = e.target, e.owner, true
			}
		}
		a.credits = append(a.credits, taken)
	}
	a.openCredit = 0
	for j := range plan.Credits {
		if c := &plan.Credits[j]; c.Principal < 0 {
			if err := a.giveBackCredit(plan, c, o); err != nil {
				return rowError("Plans", row, "Credits["+strconv.Itoa(j)+"].Principal", c.Principal, err)
			}
		}
	}
	return nil
}

// treatment returns the entry of a procedure on the account, or nil.
func (a *Allocator) treatment(id int64) *entry {
	row, ok := a.procedures.find(id)
	if !ok || a.entryOf[row] < 0 {
		return nil
	}
	return &a.entries[a.entryOf[row]]
}

// giveBackCredit takes a credit below zero off the other credits of the plan: off
// those of its procedure, then off those of no procedure, then off the rest. A
// procedure gets back what the plan took off it, and no more.
func (a *Allocator) giveBackCredit(plan *Plan, c *PlanCredit, o *Options) error {
	back, err := c.Principal.Neg()
	if err != nil {
		return err
	}
	of := func(t *credit) int {
		switch {
		case c.Procedure != 0 && t.names == c.Procedure:
			return 0
		case t.names == 0:
			return 1
		}
		return 2
	}
	for a.openCredit < len(a.credits) && a.credits[a.openCredit].left == 0 {
		a.openCredit++ // what is used up at the head is not looked at again
	}
	for round := range 3 {
		if round == 0 && c.Procedure == 0 {
			continue
		}
		for i := a.openCredit; i < len(a.credits) && back > 0; i++ {
			t := &a.credits[i]
			if of(t) != round {
				continue
			}
			part := min(back, t.left)
			t.left -= part // 0 <= part <= left, and <= back
			back -= part
			part = min(part, t.taken)
			t.taken -= part
			if part == 0 {
				continue
			}
			e := &a.entries[t.entry]
			end, err := e.end.Add(part)
			if err != nil {
				return err
			}
			a.step(o, Step{Rule: StepPlanBack, Charge: e.target, Of: e.of, By: Target{KindPlan, plan.ID}, Before: e.end, After: end, Amount: part})
			e.end = end
		}
	}
	return nil
}
