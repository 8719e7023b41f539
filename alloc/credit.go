package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// pot is money on the account that no charge has taken: what is left of an earlier
// split, or of insurance paid by claim.
type pot struct {
	amount money.Amount // below zero is owed to the account
	owner  owner
	by     Target
	plan   int64 // the payment plan it is on, or 0
	debit  Debit
}

// loadPots makes pots of the earlier splits and of insurance by claim, each in
// stored order: splits by date and id, claims by claim, patient, provider, clinic
// and amount.
func (a *Allocator) loadPots(l *Ledger, guarantor int64) error {
	a.pots, a.naming = a.pots[:0], a.naming[:0]
	if len(l.Splits)+len(l.Totals) == 0 {
		return nil
	}
	a.splitIDs = a.splitIDs[:0]
	for i := range l.Splits {
		if err := checkEarlier(&l.Splits[i], i); err != nil {
			return err
		}
		a.splitIDs = append(a.splitIDs, idRow{l.Splits[i].ID, int32(i)})
	}
	if err := a.splitIDs.build("Splits"); err != nil {
		return err
	}
	sorting.By(a.splitIDs, func(x, y *idRow) int {
		return cmp.Or(cmp.Compare(l.Splits[x.row].Date.DaysSinceEpoch(), l.Splits[y.row].Date.DaysSinceEpoch()), cmp.Compare(x.id, y.id))
	})
	for _, x := range a.splitIDs {
		s := &l.Splits[x.row]
		by := Target{KindSplit, s.ID}
		if a.without != 0 && s.Payment == a.without {
			continue
		}
		if !a.inFamily(l, s.Patient, guarantor) && a.planOf(l, s.Plan) == nil && !a.onPlanOf(l, s) {
			a.warn(by, s.Amount, ErrOutsideFamily)
			continue
		}
		a.pots = append(a.pots, pot{s.Amount, owner{s.Patient, s.Provider, s.Clinic}, by, s.Plan, s.Debit})
		a.naming = append(a.naming, x.row)
	}
	return a.loadTotals(l, guarantor)
}

// onPlanOf reports whether a split of a stranger pays treatment of the stranger's that
// a plan brings onto the account.
func (a *Allocator) onPlanOf(l *Ledger, s *EarlierSplit) bool {
	row, ok := a.procedures.find(s.Procedure)
	if !ok || !a.isOnPlan(row) {
		return false
	}
	p := &l.Procedures[row]
	return s.Plan == 0 && s.Patient == p.Patient && s.Provider == p.Provider && s.Clinic == p.Clinic
}

// checkEarlier says which field of an earlier split is wrong.
func checkEarlier(s *EarlierSplit, i int) error {
	switch {
	case s.ID == 0:
		return rowError("Splits", i, "ID", nil, money.ErrMissing)
	case s.Patient == 0:
		return rowError("Splits", i, "Patient", nil, money.ErrMissing)
	case !isDay(s.Date):
		return rowError("Splits", i, "Date", nil, money.ErrDateRequired)
	case s.PlanCharge != 0 && s.Plan == 0:
		return rowError("Splits", i, "Plan", nil, money.ErrMissing)
	case s.Debit >= debits:
		return rowError("Splits", i, "Debit", int(s.Debit), ErrKind)
	}
	return nil
}

// loadTotals makes pots of insurance by claim.
func (a *Allocator) loadTotals(l *Ledger, guarantor int64) error {
	from := len(a.pots)
	for i := range l.Totals {
		t := &l.Totals[i]
		if t.Patient == 0 {
			return rowError("Totals", i, "Patient", nil, money.ErrMissing)
		}
		by := Target{KindTotal, t.Claim}
		if !a.inFamily(l, t.Patient, guarantor) {
			continue
		}
		a.pots = append(a.pots, pot{amount: t.Amount, owner: owner{t.Patient, t.Provider, t.Clinic}, by: by})
	}
	sorting.By(a.pots[from:], func(x, y *pot) int {
		return cmp.Or(cmp.Compare(x.by.ID, y.by.ID), compareOwner(x.owner, y.owner, layerMasks[ProviderPatientClinic]), cmp.Compare(x.amount, y.amount))
	})
	return nil
}

// link moves each earlier split that names a charge onto it, whole, where patient,
// provider and clinic agree: onto its procedure, even past zero; else onto an
// adjustment that hangs on that procedure; or onto the adjustment that it names. What
// is left of a split of a hidden type is set aside: it pays what it names, an
// instalment too, and nothing else.
//
// Source: Open Dental 24.3, explicit linking of splits.
func (a *Allocator) link(l *Ledger, o *Options) error {
	if len(a.naming) == 0 {
		return nil
	}
	a.hang()
	for i, row := range a.naming {
		s, p := &l.Splits[row], &a.pots[i]
		if e := a.named(s, p.owner); e != nil && s.Plan == 0 {
			part := p.amount
			if a.moving && part > 0 && isHidden(l, s) {
				part = max(0, min(part, e.end)) // the rest is kept for it, and is not overpaid
			}
			paid, err := e.paid.Add(part)
			if err == nil {
				err = a.payWhole(o, e, p, part)
			}
			if err != nil {
				return rowError("Splits", int(row), "Amount", p.amount, err)
			}
			e.paid = paid
		}
		if s.PlanCharge == 0 {
			a.setHiddenAside(l, i)
		}
	}
	a.linkPlans(l, o)
	for i := range a.naming {
		a.setHiddenAside(l, i)
	}
	return nil
}

// payWhole lets a part of an earlier split pay the charge that it names, even past
// zero. Nothing is left of the split.
func (a *Allocator) payWhole(o *Options, e *entry, p *pot, part money.Amount) error {
	end, err := e.end.Sub(part)
	if err != nil {
		return err
	}
	a.step(o, Step{Rule: StepLinked, Charge: e.target, Of: e.of, By: p.by, Before: e.end, After: end, Amount: part})
	e.end, p.amount = end, 0
	return nil
}

// setHiddenAside takes what is left of an earlier split of a hidden type out of what
// follows.
func (a *Allocator) setHiddenAside(l *Ledger, i int) {
	s := &l.Splits[a.naming[i]]
	free := a.moving && s.Procedure == 0 && s.Plan == 0
	if !free && isHidden(l, s) {
		a.pots[i].amount = 0
	}
}

// isHidden reports whether a split is of a type that does not show on the account.
func isHidden(l *Ledger, s *EarlierSplit) bool {
	return s.Unearned != 0 && slices.Contains(l.Unearned.Hidden, s.Unearned)
}

// named returns the charge that an earlier split names and belongs to, or nil.
func (a *Allocator) named(s *EarlierSplit, by owner) *entry {
	if s.Procedure != 0 {
		if row, ok := a.procedures.find(s.Procedure); ok {
			if at := a.entryOf[row]; at >= 0 && a.entries[at].owner == by {
				return &a.entries[at]
			}
		}
		return a.hanging(s.Procedure, by)
	}
	if s.Adjustment == 0 {
		return nil
	}
	row, ok := a.adjustments.find(s.Adjustment)
	if !ok {
		return nil
	}
	at := a.adjustmentOf[row]
	if at < 0 || a.entries[at].owner != by {
		return nil
	}
	return &a.entries[at]
}

// hang sorts the adjustments that hang on a procedure and are not part of it.
func (a *Allocator) hang() {
	a.group = a.group[:0]
	for i := range a.entries {
		if e := &a.entries[i]; e.procedure != 0 && e.end != 0 {
			a.group = append(a.group, int32(i))
		}
	}
	slices.SortFunc(a.group, func(i, j int32) int {
		return cmp.Or(compareAccount(&a.entries[i], &a.entries[j]), cmp.Compare(i, j))
	})
}

// hanging returns the first adjustment that hangs on a procedure and belongs to
// that patient, provider and clinic, or nil.
func (a *Allocator) hanging(procedure int64, by owner) *entry {
	wanted := entry{procedure: procedure, owner: by}
	at, ok := slices.BinarySearchFunc(a.group, &wanted, func(i int32, e *entry) int { return compareAccount(&a.entries[i], e) })
	if !ok {
		return nil
	}
	return &a.entries[a.group[at]]
}
