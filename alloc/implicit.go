package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// Layer says how much patient, provider and clinic of loose money have in common
// with the charge that it lowers.
type Layer uint8

// The layers, in the order in which they are tried. The zero value is none.
const (
	_ Layer = iota
	ProviderPatientClinic
	ProviderPatient
	ProviderClinic
	PatientClinic
	SameProvider
	SamePatient
	SameClinic
	Anybody
	layers
)

var layerNames = [...]string{
	ProviderPatientClinic: "provider, patient and clinic", ProviderPatient: "provider and patient", ProviderClinic: "provider and clinic",
	PatientClinic: "patient and clinic", SameProvider: "provider", SamePatient: "patient", SameClinic: "clinic", Anybody: "nothing",
}

// String returns what is the same: "provider and patient", or "nothing".
func (l Layer) String() string {
	if l > 0 && l < layers {
		return layerNames[l]
	}
	return "Layer(?)"
}

// ownerMask says which parts of an owner are compared.
type ownerMask struct{ provider, patient, clinic bool }

// layerMasks are what each layer compares.
var layerMasks = [...]ownerMask{
	ProviderPatientClinic: {true, true, true}, ProviderPatient: {provider: true, patient: true}, ProviderClinic: {provider: true, clinic: true},
	PatientClinic: {patient: true, clinic: true}, SameProvider: {provider: true}, SamePatient: {patient: true}, SameClinic: {clinic: true}, Anybody: {},
}

// compareOwner orders owners by the parts that a mask has.
func compareOwner(x, y owner, m ownerMask) int {
	if m.patient && x.patient != y.patient {
		return cmp.Compare(x.patient, y.patient)
	}
	if m.provider && x.provider != y.provider {
		return cmp.Compare(x.provider, y.provider)
	}
	if m.clinic && x.clinic != y.clinic {
		return cmp.Compare(x.clinic, y.clinic)
	}
	return 0
}

// spread lets loose money lower the charges that it does not name: layer by layer,
// in groups that have ever less in common, and in the order of the queue in each.
// The payer's own charges come last here where they go first afterwards, so that
// other money is spent on the family; so do the chosen ones. In the end whatever
// is below zero lowers whatever is owed.
//
// What falls due after today, which a strategy may pay ahead, is left to the payment:
// money on the account pays what is due.
//
// Nothing is moved past zero, so no sum can wrap.
//
// Source: Open Dental 24.3, implicit linking.
func (a *Allocator) spread(p *Payment, o *Options) {
	if !a.anyLoose() {
		return
	}
	a.queue, a.loose = a.queue[:0], a.loose[:0]
	for turn := restTurn; ; turn-- { // chosen ones last
		for i := range a.entries {
			if e := &a.entries[i]; e.end != 0 && !e.planned && !e.ahead && e.place(p, o) == turn {
				a.queue = append(a.queue, int32(i))
			}
		}
		if turn == chosenTurn {
			break
		}
	}
	for i := range a.pots {
		if a.pots[i].amount != 0 {
			a.loose = append(a.loose, int32(i))
		}
	}
	a.loosePlans()
	g := &a.groups
	g.begin(a.queue, a.loose, func(i int32) owner { return a.entries[i].owner }, func(i int32) owner { return a.pots[i].owner })
	for layer := ProviderPatientClinic; layer < layers && a.moreToSpread(); layer++ {
		a.spreadLayer(o, layer)
		g.queue.keep(func(i int32) bool { return a.entries[i].end != 0 })
		g.loose.keep(func(i int32) bool { return a.pots[i].amount != 0 })
	}
	a.lower(o, Anybody, g.queue.rows, g.queue.rows, isCredit, isOwed)
}

// moreToSpread reports whether money or a credit is left, and anything that it could
// lower.
func (a *Allocator) moreToSpread() bool {
	rows := a.groups.queue.rows
	return len(rows) > 0 && (len(a.groups.loose.rows) > 0 || slices.ContainsFunc(rows, func(i int32) bool { return a.entries[i].end < 0 }))
}

// loosePlans finds the loose money of plans, lets it cancel, and finds the parts that
// it may pay.
func (a *Allocator) loosePlans() {
	a.planLoose, a.partsOf = a.planLoose[:0], a.partsOf[:0]
	for _, i := range a.loose {
		if a.pots[i].plan != 0 {
			a.planLoose = append(a.planLoose, i)
		}
	}
	a.netPlans()
	if !a.anyPlan {
		return
	}
	a.rank = slices.Grow(a.rank[:0], len(a.entries))[:len(a.entries)]
	for at, i := range a.queue {
		if a.entries[i].plan != 0 {
			a.partsOf = append(a.partsOf, i)
			a.rank[i] = int32(at)
		}
	}
}

// anyLoose reports whether there is money or credit to spread.
func (a *Allocator) anyLoose() bool {
	for i := range a.pots {
		if a.pots[i].amount != 0 {
			return true
		}
	}
	for i := range a.entries {
		if e := &a.entries[i]; e.end < 0 && !e.planned && !e.ahead {
			return true
		}
	}
	return false
}

// place returns the turn of an entry in the spreading, by whose it is alone.
func (e *entry) place(p *Payment, o *Options) turn {
	switch {
	case e.chosen:
		return chosenTurn
	case o.OwnFirst && e.owner.patient == p.Patient:
		return ownTurn
	}
	return restTurn
}

// spreadLayer spreads loose money in the groups of a layer.
func (a *Allocator) spreadLayer(o *Options, layer Layer) {
	g := &a.groups
	g.layer(layerMasks[layer])
	for i := range g.n {
		a.spreadTotals(o, layer, g.queue.group(i), g.loose.group(i))
	}
	a.spreadPlans(o, layer, false)
	for i := range g.n {
		a.spreadGroup(o, layer, g.queue.group(i), g.loose.group(i))
	}
	a.spreadPlans(o, layer, true)
}

// spreadTotals spreads insurance by claim in one group. It pays no plan.
func (a *Allocator) spreadTotals(o *Options, layer Layer, queue, loose []int32) {
	a.pay(o, layer, loose, queue, KindTotal, isOwedOffPlan)
	a.giveBack(o, layer, loose, queue, KindTotal, isCreditOffPlan)
}

// spreadGroup spreads the loose money of one group, in the order of the rules.
func (a *Allocator) spreadGroup(o *Options, layer Layer, queue, loose []int32) {
	a.net(loose)
	a.pay(o, layer, loose, queue, KindSplit, isOwed)
	a.giveBack(o, layer, loose, queue, KindSplit, isLooseCredit)
	a.lower(o, layer, queue, queue, isLooseCredit, isOwedProcedure)
}

// What an entry is to the spreading.
func isOwed(e *entry) bool          { return e.end > 0 }
func isOwedProcedure(e *entry) bool { return e.end > 0 && e.target.Kind == KindProcedure }
func isOwedOffPlan(e *entry) bool   { return e.end > 0 && e.plan == 0 }
func isCredit(e *entry) bool        { return e.end < 0 }
func isCreditOffPlan(e *entry) bool { return e.end < 0 && e.plan == 0 }
func isLooseCredit(e *entry) bool {
	return e.end < 0 && e.target.Kind == KindAdjustment && e.procedure == 0
}

// pay lowers what is owed by pots above zero of one kind, both in order.
func (a *Allocator) pay(o *Options, layer Layer, loose, queue []int32, kind Kind, owed func(*entry) bool) {
	at := 0
	for _, i := range loose {
		p := &a.pots[i]
		if p.by.Kind != kind {
			continue
		}
		for p.amount > 0 && at < len(queue) {
			e := &a.entries[queue[at]]
			if !owed(e) {
				at++
				continue
			}
			part := min(p.amount, e.end)
			a.move(o, Reduction{By: p.by, From: -1, To: queue[at], Amount: part, Layer: layer})
			p.amount -= part
		}
	}
}

// giveBack lets pots below zero of one kind take back credits of some entries,
// both in order.
func (a *Allocator) giveBack(o *Options, layer Layer, loose, queue []int32, kind Kind, from func(*entry) bool) {
	at := 0
	for _, i := range loose {
		p := &a.pots[i]
		if p.by.Kind != kind {
			continue
		}
		for p.amount < 0 && at < len(queue) {
			e := &a.entries[queue[at]]
			if !from(e) {
				at++
				continue
			}
			part := max(p.amount, e.end)
			a.move(o, Reduction{By: p.by, From: -1, To: queue[at], Amount: part, Layer: layer})
			p.amount -= part
		}
	}
}

// lower lets entries below zero lower others, both in order.
func (a *Allocator) lower(o *Options, layer Layer, credits, debits []int32, credit, debit func(*entry) bool) {
	at := 0
	for _, i := range credits {
		c := &a.entries[i]
		if !credit(c) {
			continue
		}
		for c.end < 0 && at < len(debits) {
			e := &a.entries[debits[at]]
			if !debit(e) {
				at++
				continue
			}
			part := -max(c.end, -e.end)
			a.move(o, Reduction{By: c.target, From: i, To: debits[at], Amount: part, Layer: layer})
			c.end += part // towards zero
		}
	}
}

// move lets a reduction lower its charge, towards zero. The caller lowers where it
// comes from, towards zero too.
func (a *Allocator) move(o *Options, r Reduction) {
	e := &a.entries[r.To]
	before := e.end
	e.end -= r.Amount // towards zero
	a.reductions = append(a.reductions, r)
	a.step(o, Step{Rule: StepLoose, Charge: e.target, Of: e.of, By: r.By, Layer: r.Layer, Before: before, After: e.end, Amount: r.Amount})
}

// meet lets an amount below zero and one above settle each other.
func meet(less, more *money.Amount) {
	sum := *less + *more // opposite signs: cannot wrap
	*less, *more = min(0, sum), max(0, sum)
}

// net lets splits above zero cancel those below, both in order.
func (a *Allocator) net(loose []int32) {
	at := 0
	for _, i := range loose {
		p := &a.pots[i]
		if p.by.Kind != KindSplit || p.plan != 0 {
			continue
		}
		for p.amount > 0 && at < len(loose) {
			back := &a.pots[loose[at]]
			if back.amount >= 0 || back.by.Kind != KindSplit || back.plan != 0 {
				at++
				continue
			}
			meet(&back.amount, &p.amount)
		}
	}
}
