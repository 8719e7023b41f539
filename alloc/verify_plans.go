package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// scopePlans finds the plans whose instalments are on the account: a family
// member's, or such as the payer pays. An insurer's plan has none.
func (v *verifier) scopePlans() {
	for i := range v.ledger.Plans {
		p := &v.ledger.Plans[i]
		if p.Insurance || !v.family(p.Patient) && payerOf(p) != v.payment.Patient {
			continue
		}
		v.plan[p.ID] = true
		for _, link := range p.Links {
			v.onPlan[link.Procedure] = true
		}
		for _, credit := range p.Credits {
			v.onPlan[credit.Procedure] = true
		}
	}
	delete(v.onPlan, 0)
}

// payerOf returns who pays a plan.
func payerOf(p *Plan) int64 {
	if p.Guarantor == 0 {
		return p.Patient
	}
	return p.Guarantor
}

// plansByID returns those plans that may, in order of id.
func (v *verifier) plansByID(may func(p *Plan) bool) []*Plan {
	var plans []*Plan
	for i := range v.ledger.Plans {
		if p := &v.ledger.Plans[i]; may(p) {
			plans = append(plans, p)
		}
	}
	slices.SortFunc(plans, func(x, y *Plan) int { return cmp.Compare(x.ID, y.ID) })
	return plans
}

// payInsurancePlans lets what insurers' open plans have charged lower the
// procedures that their claims cover, in the order of the queue: each by what was
// expected of the claims that were answered and is not paid.
func (v *verifier) payInsurancePlans() {
	open := v.plansByID(func(p *Plan) bool { return p.Insurance && !p.Closed })
	if len(open) == 0 {
		return
	}
	covered := make(map[int64][]*due)
	for _, d := range v.dues {
		if d.target.Kind != KindProcedure {
			continue
		}
		for _, row := range v.ledger.Procedures[d.row].Claims {
			if on := covered[row.Plan]; row.Plan != 0 && (len(on) == 0 || on[len(on)-1] != d) {
				covered[row.Plan] = append(on, d)
			}
		}
	}
	pools := make(map[int64][]money.Amount)
	for i := range v.ledger.PlanCharges {
		c := &v.ledger.PlanCharges[i]
		pools[c.Plan] = append(pools[c.Plan], c.Principal)
	}
	for _, p := range open {
		var pool money.Amount
		for _, amount := range pools[p.ID] {
			pool = v.add(pool, amount)
		}
		for _, d := range covered[p.ID] {
			if part := min(pool, d.owed, v.expected(d, p.ID)); part > 0 {
				pool, d.owed = v.sub(pool, part), v.sub(d.owed, part)
			}
		}
	}
}

// expected returns what an insurer's plan is still to pay on a procedure, which is
// nothing before one of its claims was answered.
func (v *verifier) expected(d *due, plan int64) (amount money.Amount) {
	received := false
	for _, row := range v.ledger.Procedures[d.row].Claims {
		if row.Plan != plan {
			continue
		}
		if row.Status == Received {
			received, amount = true, v.add(amount, row.InsPayEst)
		}
		amount = v.sub(amount, row.InsPayAmt)
	}
	if !received {
		return 0
	}
	return amount
}

// taken is what a plan took over: an item, or an amount.
type taken struct {
	of      Target // the item; an id of 0 is none
	place   site   // of the parts that pay for it
	own     bool   // the parts have the provider and clinic of their instalment
	planned bool   // the item is treatment that is not done
	due     *due   // the item's charge, or nil
	left    money.Amount
	took    money.Amount // off the charge of an old credit, and not given back
}

// charged is what is left of one instalment.
type charged struct {
	*PlanCharge
	principal, interest money.Amount
}

// loadPlans takes what plans took over off the charges, and adds the parts of
// their instalments.
func (v *verifier) loadPlans() {
	if len(v.plan) == 0 {
		return
	}
	for _, a := range v.dues {
		if p := v.procedure[a.hangs]; a.owed > 0 && v.onPlan[a.hangs] && p != nil && p.place == a.place {
			p.owed, a.owed = v.add(p.owed, a.owed), 0
		}
	}
	debits := make(map[int64][]*charged)
	for i := range v.ledger.PlanCharges {
		c := &v.ledger.PlanCharges[i]
		debits[c.Plan] = append(debits[c.Plan], &charged{c, c.Principal, c.Interest})
	}
	worth := v.newWorth()
	for _, p := range v.plansByID(func(p *Plan) bool { return v.plan[p.ID] }) {
		of := debits[p.ID]
		slices.SortFunc(of, func(x, y *charged) int {
			return cmp.Or(cmp.Compare(dayOf(x.Date), dayOf(y.Date)), cmp.Compare(x.ID, y.ID))
		})
		v.cancelDebits(of)
		if p.Dynamic {
			v.dynamicParts(p, of, v.takeLinks(p, worth))
		} else {
			v.oldParts(p, of, v.takeCredits(p))
		}
	}
}

// cancelDebits lets instalments below zero lower those above for the same item,
// principal with principal and interest with interest.
func (v *verifier) cancelDebits(debits []*charged) {
	type group struct {
		procedure, adjustment int64
		interest              bool
	}
	waiting := make(map[group][]*money.Amount)
	for _, d := range debits {
		cancelOut(v, waiting, group{d.Procedure, d.Adjustment, false}, &d.principal)
		cancelOut(v, waiting, group{d.Procedure, d.Adjustment, true}, &d.interest)
	}
}

// worth is what changes the worth of an item beside its fee or amount.
type worth struct {
	attached      map[int64][]money.Amount // adjustments on a procedure
	onProcedure   map[int64][]money.Amount // earlier splits that name it, on no plan
	onAdjustments map[int64][]money.Amount
}

func (v *verifier) newWorth() worth {
	w := worth{make(map[int64][]money.Amount), make(map[int64][]money.Amount), make(map[int64][]money.Amount)}
	for i := range v.ledger.Adjustments {
		if a := &v.ledger.Adjustments[i]; v.onPlan[a.Procedure] {
			w.attached[a.Procedure] = append(w.attached[a.Procedure], a.Amount)
		}
	}
	for i := range v.ledger.Splits {
		s := &v.ledger.Splits[i]
		switch {
		case s.Plan != 0, v.without != 0 && s.Payment == v.without:
		case v.onPlan[s.Procedure]:
			w.onProcedure[s.Procedure] = append(w.onProcedure[s.Procedure], s.Amount)
		case s.Procedure == 0 && s.Adjustment != 0:
			w.onAdjustments[s.Adjustment] = append(w.onAdjustments[s.Adjustment], s.Amount)
		}
	}
	return w
}

// takeLinks takes what a dynamic plan took over off the charges, and returns it:
// adjustments first, then procedures. Treatment that is not done is not taken over
// unless the plan treats it as done.
func (v *verifier) takeLinks(p *Plan, w worth) []*taken {
	var procedures, adjustments []*taken
	for _, link := range p.Links {
		if t := v.takeAdjustment(link, w); t != nil {
			adjustments = append(adjustments, t)
		}
	}
	for _, link := range p.Links {
		row, known := v.procedures[link.Procedure]
		if !known {
			continue
		}
		item := &v.ledger.Procedures[row]
		planned := item.Status == TreatmentPlanned
		if planned && !p.TreatAsComplete {
			continue
		}
		t := &taken{of: Target{KindProcedure, item.ID}, planned: planned, place: site{0, item.Provider, item.Clinic}, due: v.procedure[item.ID], left: link.Override}
		if link.Override == 0 {
			t.left = v.worthOf(item, w)
		}
		if t.due != nil && t.due.owed > 0 && t.left > 0 {
			t.due.owed = v.sub(t.due.owed, min(t.due.owed, t.left))
		}
		procedures = append(procedures, t)
	}
	return append(adjustments, procedures...)
}

// worthOf returns what a procedure is worth to a dynamic plan: what patients have
// to pay for it and have not paid yet.
func (v *verifier) worthOf(p *Procedure, w worth) money.Amount {
	amount := v.sub(v.fee(p), v.insurance(p))
	if p.Status == TreatmentPlanned {
		amount = v.sub(amount, p.Discount)
	}
	for _, a := range w.attached[p.ID] {
		amount = v.add(amount, a)
	}
	for _, s := range w.onProcedure[p.ID] {
		amount = v.sub(amount, s)
	}
	return amount
}

// takeAdjustment takes an adjustment that a dynamic plan took over off what is owed,
// or returns nil where it is not in the ledger.
func (v *verifier) takeAdjustment(link PlanLink, w worth) *taken {
	row, known := v.adjustments[link.Adjustment]
	if !known {
		return nil
	}
	item := &v.ledger.Adjustments[row]
	t := &taken{of: Target{KindAdjustment, item.ID}, place: site{0, item.Provider, item.Clinic}, due: v.adjustment[item.ID], left: link.Override}
	if link.Override == 0 {
		t.left = item.Amount
		for _, s := range w.onAdjustments[item.ID] {
			t.left = v.sub(t.left, s)
		}
	}
	switch d := t.due; {
	case d == nil:
	case d.owed > 0 && t.left > 0:
		d.owed = v.sub(d.owed, min(d.owed, t.left))
	case d.owed < 0 && t.left < 0:
		d.owed = v.sub(d.owed, max(d.owed, t.left))
	}
	return t
}

// takeCredits takes what a plan of the old kind took over off the procedures, up to
// what insurance was to pay, and returns it in order. Credits below zero give back:
// to those for the same procedure, then to those for none, then to the others.
func (v *verifier) takeCredits(p *Plan) []*taken {
	var all []*taken
	for _, c := range p.Credits {
		if c.Principal <= 0 {
			continue
		}
		t := &taken{left: c.Principal, place: site{0, c.Provider, c.Clinic}, own: c.Provider == 0 && c.Clinic == 0}
		if c.Procedure != 0 {
			t.of, t.due = Target{KindProcedure, c.Procedure}, v.procedure[c.Procedure]
			row, known := v.procedures[c.Procedure]
			t.planned = !known || v.ledger.Procedures[row].Status == TreatmentPlanned
			if t.own = t.planned; known {
				t.place = site{0, v.ledger.Procedures[row].Provider, v.ledger.Procedures[row].Clinic}
			}
			if t.due != nil {
				t.took = max(0, min(v.add(t.due.owed, t.due.insured), c.Principal))
				t.due.owed = v.sub(t.due.owed, t.took)
			}
		}
		all = append(all, t)
	}
	of := make(map[int64][]*taken)
	for _, t := range all {
		of[t.of.ID] = append(of[t.of.ID], t)
	}
	rest := all
	for _, c := range p.Credits {
		if c.Principal < 0 {
			back := v.sub(0, c.Principal)
			of[c.Procedure], back = v.giveBack(of[c.Procedure], back)
			of[0], back = v.giveBack(of[0], back)
			rest, _ = v.giveBack(rest, back)
		}
	}
	return all
}

// giveBack lowers what a plan took over, and returns that which is left of it, and
// what could not be given back.
func (v *verifier) giveBack(all []*taken, back money.Amount) ([]*taken, money.Amount) {
	for len(all) > 0 && back > 0 {
		t := all[0]
		part := min(back, t.left)
		back, t.left = v.sub(back, part), v.sub(t.left, part)
		if part = min(part, t.took); t.due != nil {
			t.took, t.due.owed = v.sub(t.took, part), v.add(t.due.owed, part)
		}
		if t.left == 0 {
			all = all[1:]
		}
	}
	return all, back
}

// dynamicParts gives each item that a plan took over the principal that was charged
// for it, in order and up to its worth; what is left of an instalment is for
// nothing.
func (v *verifier) dynamicParts(p *Plan, debits []*charged, all []*taken) {
	named := make(map[Target][]*charged)
	for _, d := range debits {
		switch {
		case d.Adjustment == 0:
			named[Target{KindProcedure, d.Procedure}] = append(named[Target{KindProcedure, d.Procedure}], d)
		case d.Procedure == 0:
			named[Target{KindAdjustment, d.Adjustment}] = append(named[Target{KindAdjustment, d.Adjustment}], d)
		}
	}
	for _, t := range all {
		for _, d := range named[t.of] {
			v.principalPart(p, d, t)
		}
	}
	v.restOfDebits(p, debits)
}

// oldParts pours instalments into what a plan took over, both in order; what is left
// of an instalment is for nothing.
func (v *verifier) oldParts(p *Plan, debits []*charged, all []*taken) {
	for _, d := range debits {
		for len(all) > 0 && d.principal > 0 {
			if v.principalPart(p, d, all[0]); all[0].left <= 0 {
				all = all[1:]
			}
		}
	}
	v.restOfDebits(p, debits)
}

// principalPart makes the part of an instalment that pays for one item, if there is
// one.
func (v *verifier) principalPart(p *Plan, d *charged, t *taken) {
	amount := min(d.principal, t.left)
	if amount <= 0 {
		return
	}
	d.principal, t.left = v.sub(d.principal, amount), v.sub(t.left, amount)
	part := v.newPart(p, d, KindPrincipal, amount)
	if !t.own {
		part.place.provider, part.place.clinic = t.place.provider, t.place.clinic
	}
	if p.Dynamic || !t.planned {
		part.of, part.planned = t.of, t.planned
	}
}

// restOfDebits makes the parts of instalments that pay for no item: interest, and
// principal that is left.
func (v *verifier) restOfDebits(p *Plan, debits []*charged) {
	for _, d := range debits {
		if d.interest != 0 {
			v.newPart(p, d, KindInterest, d.interest)
		}
		if d.principal != 0 {
			v.newPart(p, d, KindPrincipal, d.principal)
		}
	}
}

// newPart adds a part of an instalment to the account. What is not due yet owes
// nothing, unless the strategy pays ahead.
func (v *verifier) newPart(p *Plan, d *charged, kind Kind, amount money.Amount) *due {
	part := &due{
		target: Target{kind, d.ID}, place: site{p.Patient, d.Provider, d.Clinic}, day: dayOf(d.Date),
		plan: p, charge: d.ID, created: len(v.dues), face: amount, owed: amount,
	}
	if d.Date.After(v.options.Today) && v.options.Strategy.Future == FutureUnearned {
		part.owed = 0
	}
	v.dues = append(v.dues, part)
	return part
}
