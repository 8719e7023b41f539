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
			if e := &a.entries[i]; !e.planned && e.place(p, o) == turn {
				a.queue = append(a.queue, int32(i))
			}
		}
		if turn == chosenTurn {
			break
		}
	}
	a.rank = slices.Grow(a.rank[:0], len(a.entries))[:len(a.entries)]
	for at, i := range a.queue {
		a.rank[i] = int32(at)
	}
	for i := range a.pots {
		if a.pots[i].amount != 0 {
			a.loose = append(a.loose, int32(i))
		}
	}
	a.loosePlans()
	for layer := ProviderPatientClinic; layer < layers; layer++ {
		a.spreadLayer(o, layer)
	}
	a.sortQueue(ownerMask{})
	a.lower(o, Anybody, a.queue, a.queue, isCredit, isOwed)
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
	for _, i := range a.queue {
		if a.entries[i].plan != 0 {
			a.partsOf = append(a.partsOf, i)
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
		if a.entries[i].end < 0 && !a.entries[i].planned {
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

// sortQueue sorts the queue by the parts of the owner that a mask has, and within
// a group as it was.
func (a *Allocator) sortQueue(m ownerMask) {
	slices.SortFunc(a.queue, func(i, j int32) int {
		return cmp.Or(compareOwner(a.entries[i].owner, a.entries[j].owner, m), cmp.Compare(a.rank[i], a.rank[j]))
	})
}

// spreadLayer spreads loose money in the groups of a layer.
func (a *Allocator) spreadLayer(o *Options, layer Layer) {
	m := layerMasks[layer]
	a.sortQueue(m)
	slices.SortFunc(a.loose, func(i, j int32) int {
		return cmp.Or(compareOwner(a.pots[i].owner, a.pots[j].owner, m), cmp.Compare(i, j))
	})
	a.spreadGroups(o, layer, KindTotal)
	a.spreadPlans(o, layer, false)
	a.spreadGroups(o, layer, KindSplit)
	a.spreadPlans(o, layer, true)
}

// spreadGroups spreads loose money of one kind in each group of a layer.
func (a *Allocator) spreadGroups(o *Options, layer Layer, kind Kind) {
	m := layerMasks[layer]
	queue, loose := a.queue, a.loose
	for len(queue) > 0 || len(loose) > 0 {
		var of owner
		switch {
		case len(queue) == 0:
			of = a.pots[loose[0]].owner
		case len(loose) == 0, compareOwner(a.entries[queue[0]].owner, a.pots[loose[0]].owner, m) <= 0:
			of = a.entries[queue[0]].owner
		default:
			of = a.pots[loose[0]].owner
		}
		entries, pots := 0, 0
		for entries < len(queue) && compareOwner(a.entries[queue[entries]].owner, of, m) == 0 {
			entries++
		}
		for pots < len(loose) && compareOwner(a.pots[loose[pots]].owner, of, m) == 0 {
			pots++
		}
		if kind == KindTotal {
			a.spreadTotals(o, layer, queue[:entries], loose[:pots])
		} else {
			a.spreadGroup(o, layer, queue[:entries], loose[:pots])
		}
		queue, loose = queue[entries:], loose[pots:]
	}
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
	a.step(o, Step{Rule: StepLoose, Charge: e.target, By: r.By, Layer: r.Layer, Before: before, After: e.end, Amount: r.Amount})
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
