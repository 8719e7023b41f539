package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// loadSplits puts the earlier splits that may play a part in stored order: the
// family's, those on plans that are on the account, and those on treatment that such a
// plan brings in.
func (v *verifier) loadSplits() {
	rows := make([]int, len(v.ledger.Splits))
	for i := range rows {
		rows[i] = i
	}
	slices.SortFunc(rows, func(x, y int) int {
		a, b := &v.ledger.Splits[x], &v.ledger.Splits[y]
		return cmp.Or(cmp.Compare(dayOf(a.Date), dayOf(b.Date)), cmp.Compare(a.ID, b.ID))
	})
	for _, row := range rows {
		s := &v.ledger.Splits[row]
		if v.without != 0 && s.Payment == v.without {
			continue
		}
		c := &earlier{row: row, id: s.ID, place: site{s.Patient, s.Provider, s.Clinic}, amount: s.Amount, plan: s.Plan}
		if v.family(s.Patient) || v.plan[c.plan] || v.broughtIn(s, c.place) {
			v.splits = append(v.splits, c)
		}
	}
	for i := range v.ledger.Totals {
		if t := &v.ledger.Totals[i]; v.family(t.Patient) {
			v.totals = append(v.totals, &earlier{row: i, id: t.Claim, place: site{t.Patient, t.Provider, t.Clinic}, amount: t.Amount})
		}
	}
	slices.SortFunc(v.totals, func(x, y *earlier) int {
		return cmp.Or(
			cmp.Compare(x.id, y.id), cmp.Compare(x.place.patient, y.place.patient), cmp.Compare(x.place.provider, y.place.provider),
			cmp.Compare(x.place.clinic, y.place.clinic), cmp.Compare(x.amount, y.amount),
		)
	})
}

// broughtIn reports whether an earlier split pays treatment of a stranger's that a plan
// brings onto the account.
func (v *verifier) broughtIn(s *EarlierSplit, by site) bool {
	row, known := v.procedures[s.Procedure]
	if !known || s.Plan != 0 || !v.onPlan[s.Procedure] {
		return false
	}
	p := &v.ledger.Procedures[row]
	return by == site{p.Patient, p.Provider, p.Clinic}
}

// linkSplits takes each earlier split that names a charge of its own patient,
// provider and clinic off that charge, whole: off the procedure, else off the first
// adjustment that hangs on it and is not part of it, or off the adjustment that it
// names.
func (v *verifier) linkSplits() {
	v.loadSplits()
	type hook struct {
		procedure int64
		place     site
	}
	hanging := make(map[hook]*due)
	for _, d := range v.dues {
		at := hook{d.hangs, d.place}
		if d.hangs != 0 && d.owed != 0 && hanging[at] == nil {
			hanging[at] = d
		}
	}
	for _, c := range v.splits {
		s := &v.ledger.Splits[c.row]
		if c.plan != 0 {
			continue
		}
		var d *due
		switch {
		case s.Procedure != 0:
			if d = v.procedure[s.Procedure]; d == nil || d.place != c.place {
				d = hanging[hook{s.Procedure, c.place}]
			}
		case s.Adjustment != 0:
			if d = v.adjustment[s.Adjustment]; d != nil && d.place != c.place {
				d = nil
			}
		}
		if d == nil {
			continue
		}
		part := c.amount
		if v.transfer && part > 0 && v.conceals(s.Unearned) {
			part = max(0, min(part, d.owed))
		}
		d.owed, d.linked, c.amount = v.sub(d.owed, part), v.add(d.linked, part), 0
	}
}

// setHiddenAside leaves hidden money out of what follows; before the splits on plans
// are linked all but what names an instalment. In a transfer what is kept for no
// procedure and no plan takes part.
func (v *verifier) setHiddenAside(instalments bool) {
	for _, c := range v.splits {
		s := &v.ledger.Splits[c.row]
		if v.transfer && s.Procedure == 0 && s.Plan == 0 {
			continue
		}
		if (instalments || s.PlanCharge == 0) && v.conceals(s.Unearned) {
			c.amount = 0
		}
	}
}

// conceals reports whether money of an unearned type does not show on the account.
func (v *verifier) conceals(unearned int64) bool {
	return unearned != 0 && slices.Contains(v.ledger.Unearned.Hidden, unearned)
}

// wish says which parts of instalments an earlier split may pay.
type wish struct {
	plan   int64
	place  site // on whose account, and of which provider and clinic
	charge int64
	of     Target
	debit  Debit

	anyCharge, anyItem bool
}

// linkPlanSplits takes earlier splits on plans off the parts of their plan, where
// the split is on the account of who pays the plan and provider and clinic agree:
// splits below zero lower others first; then those that name an instalment pay its
// parts for the same item; then those that name the plan alone pay in order, what is
// for their item if they name one. No part is paid past zero.
func (v *verifier) linkPlanSplits() {
	v.takeBack()
	waiting := make(map[wish][]*due)
	for _, d := range v.dues {
		if d.plan == nil {
			continue
		}
		exact := wish{plan: d.plan.ID, place: site{v.accountOf(d), d.place.provider, d.place.clinic}, charge: d.charge, of: d.of}
		for bits := range 8 {
			w := exact
			if bits&1 != 0 {
				w.charge, w.anyCharge = 0, true
			}
			if bits&2 != 0 {
				w.of, w.anyItem = Target{}, true
			}
			if bits&4 != 0 {
				w.debit = debitOf(d)
			}
			waiting[w] = append(waiting[w], d)
		}
	}
	for _, named := range []bool{true, false} {
		for _, c := range v.splits {
			s := &v.ledger.Splits[c.row]
			if c.plan == 0 || named != (s.PlanCharge != 0) {
				continue
			}
			w := wish{plan: c.plan, place: c.place, charge: s.PlanCharge, of: itemOf(s), debit: s.Debit, anyCharge: !named}
			w.anyItem = !named && w.of.ID == 0
			for c.amount > 0 && len(waiting[w]) > 0 {
				d := waiting[w][0]
				if part := min(c.amount, d.owed); part > 0 {
					c.amount, d.owed = v.sub(c.amount, part), v.sub(d.owed, part)
				}
				if d.owed <= 0 {
					waiting[w] = waiting[w][1:]
				}
			}
		}
	}
}

// accountOf returns on whose account the money for a charge is.
func (v *verifier) accountOf(d *due) int64 {
	if d.plan == nil || v.options.Preferences.PlansWithoutCharges {
		return d.place.patient
	}
	return payerOf(d.plan)
}

// itemOf returns the item that an earlier split names.
func itemOf(s *EarlierSplit) Target {
	switch {
	case s.Procedure != 0:
		return Target{KindProcedure, s.Procedure}
	case s.Adjustment != 0:
		return Target{KindAdjustment, s.Adjustment}
	}
	return Target{}
}

// debitOf returns which part of an instalment a charge is.
func debitOf(d *due) Debit {
	switch d.target.Kind {
	case KindInterest:
		return Interest
	case KindPrincipal:
		return Principal
	}
	return NoDebit
}

// checkLinked compares the certificate's charges with those of the ledger.
func (v *verifier) checkLinked(owed []Owed) error {
	for i := range min(len(owed), len(v.dues)) {
		got, want := &owed[i], v.dues[i]
		switch {
		case got.Charge != want.target:
			return unverified("owed", i, "Charge", money.Fact("another charge stands here in the queue"))
		case got.Of != want.of:
			return unverified("owed", i, "Of", money.Fact("the instalment pays for another item"))
		case got.Face != want.face:
			return unequal("owed", i, "Face", got.Face, want.face)
		case got.Linked != want.owed:
			return unequal("owed", i, "Linked", got.Linked, want.owed)
		}
	}
	switch {
	case len(owed) < len(v.dues):
		return miscounted("owed", "a charge of the account is missing")
	case len(owed) > len(v.dues):
		return unverified("owed", len(v.dues), "Charge", money.Fact("the account has no further charge"))
	}
	return nil
}
