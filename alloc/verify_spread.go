package alloc

import "github.com/paysplit/paysplit/money"

// in returns the parts of a place that must be equal in a layer; the others are 0.
func (p site) in(layer Layer) site {
	switch layer {
	case ProviderPatientClinic:
	case ProviderPatient:
		p.clinic = 0
	case ProviderClinic:
		p.patient = 0
	case PatientClinic:
		p.provider = 0
	case SameProvider:
		p.patient, p.clinic = 0, 0
	case SamePatient:
		p.provider, p.clinic = 0, 0
	case SameClinic:
		p.patient, p.provider = 0, 0
	default:
		return site{}
	}
	return p
}

// loose is loose money, and the charges that it may lower, of one place or one plan.
type loose struct {
	totals []*earlier // insurance by claim
	splits []*earlier
	dues   []*due
}

// spread lets loose money lower charges that it does not name, layer by layer, and in
// the end every charge below zero any other. The payer's own charges come after the
// family's where they go first otherwise, and those that the payer chose come last.
func (v *verifier) spread() {
	v.cancelPlanSplits()
	all := loose{totals: v.totals}
	for _, c := range v.splits {
		if c.amount != 0 {
			all.splits = append(all.splits, c)
		}
	}
	for _, turn := range []int{paidRest, paidOwn, paidChosen} {
		for i, d := range v.dues {
			if d.at = i; !d.planned && !v.inAdvance(d) && v.spreadTurn(i) == turn {
				all.dues = append(all.dues, d)
			}
		}
	}
	for layer := ProviderPatientClinic; layer <= Anybody; layer++ {
		for _, g := range all.byPlace(layer) {
			v.spreadGroup(layer, g)
		}
	}
	v.lower(Anybody, all.dues, anyDue, anyDue)
}

// inAdvance reports whether a charge falls due after today, so that only the payment
// may pay it.
func (v *verifier) inAdvance(d *due) bool {
	today := int(v.options.Today.DaysSinceEpoch())
	if d.plan != nil {
		return d.day > today
	}
	t := v.terms[d.target]
	return t != nil && int(t.Due.DaysSinceEpoch()) > today
}

// spreadTurn returns when loose money comes to a charge: by whose it is alone.
func (v *verifier) spreadTurn(i int) int {
	switch {
	case v.turns[i] == paidChosen:
		return paidChosen
	case v.options.OwnFirst && v.dues[i].place.patient == v.payment.Patient:
		return paidOwn
	}
	return paidRest
}

// byPlace gathers what has in common what a layer says, each in order.
func (l loose) byPlace(layer Layer) (in []*loose) {
	groups := make(map[site]*loose)
	at := func(p site) *loose {
		p = p.in(layer)
		if groups[p] == nil {
			groups[p] = new(loose)
			in = append(in, groups[p])
		}
		return groups[p]
	}
	for _, c := range l.totals {
		at(c.place).totals = append(at(c.place).totals, c)
	}
	for _, c := range l.splits {
		at(c.place).splits = append(at(c.place).splits, c)
	}
	for _, d := range l.dues {
		at(d.place).dues = append(at(d.place).dues, d)
	}
	return in
}

// byPlan gathers what is on a plan, each in order.
func (l loose) byPlan() (on []*loose) {
	plans := make(map[int64]*loose)
	for _, d := range l.dues {
		if d.plan == nil {
			continue
		}
		if plans[d.plan.ID] == nil {
			plans[d.plan.ID] = new(loose)
			on = append(on, plans[d.plan.ID])
		}
		plans[d.plan.ID].dues = append(plans[d.plan.ID].dues, d)
	}
	for _, c := range l.splits {
		if p := plans[c.plan]; p != nil {
			p.splits = append(p.splits, c)
		}
	}
	return on
}

// What a charge is to loose money.
func anyDue(*due) bool         { return true }
func offPlan(d *due) bool      { return d.plan == nil }
func isTreatment(d *due) bool  { return d.target.Kind == KindProcedure }
func isPrincipal(d *due) bool  { return d.target.Kind == KindPrincipal }
func isUnattached(d *due) bool { return d.target.Kind == KindAdjustment && d.hangs == 0 }

// spreadGroup spreads the loose money of one place, in the order of the rules:
// insurance by claim off plans; what is on a plan on that plan; splits that cancel;
// splits on whatever is owed; splits below zero against unattached adjustments below
// zero; these against procedures; and parts of plans below zero against others of the
// same plan.
func (v *verifier) spreadGroup(layer Layer, g *loose) {
	v.pour(layer, g.totals, KindTotal, g.dues, 1, offPlan)
	v.pour(layer, g.totals, KindTotal, g.dues, -1, offPlan)
	plans := g.byPlan()
	for _, on := range plans {
		v.pour(layer, on.splits, KindSplit, on.dues, 1, anyDue)
	}
	waiting := make(map[int64][]*money.Amount)
	for _, c := range g.splits {
		if c.plan == 0 {
			cancelOut(v, waiting, 0, &c.amount)
		}
	}
	v.pour(layer, g.splits, KindSplit, g.dues, 1, anyDue)
	v.pour(layer, g.splits, KindSplit, g.dues, -1, isUnattached)
	v.lower(layer, g.dues, isUnattached, isTreatment)
	for _, on := range plans {
		v.lower(layer, on.dues, isPrincipal, anyDue)
	}
}

// pour lets money of one sign move the charges of that sign towards zero, both in
// order.
func (v *verifier) pour(layer Layer, credits []*earlier, kind Kind, dues []*due, sign money.Amount, may func(*due) bool) {
	for _, c := range credits {
		for len(dues) > 0 && signOf(c.amount) == sign {
			d := dues[0]
			if signOf(d.owed) != sign || !may(d) {
				dues = dues[1:]
				continue
			}
			part := min(c.amount, d.owed)
			if sign < 0 {
				part = max(c.amount, d.owed)
			}
			c.amount, d.owed = v.sub(c.amount, part), v.sub(d.owed, part)
			v.reductions[Reduction{By: Target{kind, c.id}, From: -1, To: int32(d.at), Amount: part, Layer: layer}]++
		}
	}
}

// lower lets charges below zero lower others, both in order.
func (v *verifier) lower(layer Layer, dues []*due, from, to func(*due) bool) {
	rest := dues
	for _, credit := range dues {
		for len(rest) > 0 && credit.owed < 0 && from(credit) {
			d := rest[0]
			if d.owed <= 0 || !to(d) {
				rest = rest[1:]
				continue
			}
			sum := v.add(credit.owed, d.owed)
			part := v.sub(d.owed, max(sum, 0))
			credit.owed, d.owed = min(sum, 0), max(sum, 0)
			v.reductions[Reduction{By: credit.target, From: int32(credit.at), To: int32(d.at), Amount: part, Layer: layer}]++
		}
	}
}

// signOf returns 1, 0 or -1.
func signOf(a money.Amount) money.Amount { return max(-1, min(1, a)) }

// partOf says which splits on plans cancel each other.
type partOf struct {
	plan  int64
	debit Debit
}

// cancelPlanSplits lets what is left of splits on one part of the instalments of one
// plan cancel.
func (v *verifier) cancelPlanSplits() {
	waiting := make(map[partOf][]*money.Amount)
	for _, c := range v.splits {
		if c.plan != 0 {
			cancelOut(v, waiting, partOf{c.plan, v.ledger.Splits[c.row].Debit}, &c.amount)
		}
	}
}

// checkReductions compares the reductions of the certificate with those of the rules,
// in any order: that of groups which have nothing in common means nothing.
func (v *verifier) checkReductions(claimed []Reduction) error {
	for i, r := range claimed {
		if v.reductions[r] == 0 {
			return unverified("reductions", i, "Amount", money.Fact("no loose money lowers a charge so"))
		}
		if v.reductions[r]--; v.reductions[r] == 0 {
			delete(v.reductions, r)
		}
	}
	if len(v.reductions) > 0 {
		return miscounted("reductions", "loose money is held back while there is a charge for it")
	}
	return nil
}

// checkBefore compares what charges owe when the payment comes to them.
func (v *verifier) checkBefore(owed []Owed) error {
	for i, d := range v.dues {
		if v.turns[i] != paidChosen {
			d.before = d.owed
		}
		if owed[i].Before != d.before {
			return unequal("owed", i, "Before", owed[i].Before, d.before)
		}
	}
	return nil
}
