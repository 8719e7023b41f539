package fuzz_test

import (
	"math/rand/v2"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// family is an account, a payment and how it is allocated.
type family struct {
	ledger  alloc.Ledger
	payment alloc.Payment
	options alloc.Options
}

// outcome is what an allocation says.
type outcome struct {
	splits      []alloc.PaySplit
	unallocated money.Amount
	certificate alloc.Certificate
	warnings    []alloc.Warning
	err         error
}

// pay allocates the payment.
func (f *family) pay(a *alloc.Allocator) (o outcome) {
	var s alloc.Summary
	if o.splits, s, o.err = a.AppendPay(nil, &f.ledger, f.payment, f.options); o.err != nil {
		return outcome{err: o.err}
	}
	o.unallocated, o.certificate, o.warnings = s.Unallocated, a.AppendCertificate(alloc.Certificate{}), a.AppendWarnings(nil)
	return o
}

// The ids that mark unearned money.
var unearned = alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 502, PlanPrepayment: 503, Hidden: []int64{502, 503}}

// readFamily makes a family of a tape: who, what the office wants, the rows, and last a
// payment that has to do with what is owed.
func readFamily(data []byte) family {
	t := tape(data)
	f := family{ledger: alloc.Ledger{Unearned: unearned}, options: alloc.Options{Today: today}}
	for i := range 1 + t.pick(5) {
		m := alloc.Member{ID: int64(i + 1), Guarantor: 1}
		if t.once(12) {
			m.Guarantor = one[int64](&t, 0, 900)
		}
		f.ledger.Family = append(f.ledger.Family, m)
	}
	f.payment = alloc.Payment{Patient: f.somebody(&t), Clinic: int64(t.pick(3)), PatientProvider: int64(t.pick(3)), Date: today}
	f.readOptions(&t)
	about, amount := t.byte(), t.word()
	for row := 0; len(t) > 0 && row < 80; row++ {
		switch t.pick(8) {
		case 7:
			f.addAdjustment(&t)
		case 6:
			f.addSplit(&t)
		case 5:
			f.addPlan(&t)
		case 4:
			f.addTotal(&t)
		default:
			f.addProcedure(&t)
		}
	}
	f.addTerms(&t, amount)
	f.payment.Amount = f.about(about, amount)
	if about%16 == 14 {
		f.spoil(amount)
	}
	return f
}

// spoil makes the family one that is refused, where it has what can be wrong.
func (f *family) spoil(how int) {
	l := &f.ledger
	switch procedures, splits := len(l.Procedures), len(l.Splits); {
	case how%8 == 0 && procedures > 1:
		l.Procedures[procedures-1].ID = l.Procedures[0].ID
	case how%8 == 1 && procedures > 0:
		l.Procedures[procedures/2].Date = schedule.Unset
	case how%8 == 2 && procedures > 0:
		l.Procedures[0].Fee = money.MaxAmount
		l.Procedures[0].Units = 2
	case how%8 == 3 && splits > 0:
		l.Splits[splits-1].Date = schedule.Unset
	case how%8 == 4:
		f.options.Plan = 999
	case how%8 == 5:
		f.payment.Date = today.Add(1)
	case how%8 == 6 && len(l.Adjustments) > 0:
		l.Adjustments[0].Procedure = 999
	case how%8 == 7:
		f.payment.Patient = 999
	}
}

// readOptions reads what the payer and the office want: mostly nothing.
func (f *family) readOptions(t *tape) {
	o, bits := &f.options, t.byte()
	if t.once(3) {
		on := func(bit int) bool { return bits>>bit&1 == 1 }
		o.Preferences = alloc.Preferences{
			BalancesDontSubtractIns: on(0), KeepAdjustmentsApart: on(1), FutureTransDatesAllowed: on(2), NoClinics: on(3),
			PrepayTreatmentPlanned: on(4), PlansWithoutCharges: on(5), AllowPrepayProvider: on(6), KeepNegativeProduction: on(7),
		}
	}
	switch t.pick(12) {
	case 11:
		o.OwnFirst = true
	case 10:
		o.Procedures = []int64{int64(1 + t.pick(40)), int64(1 + t.pick(40))}
	case 9:
		o.Prepayment = true
	case 8:
		o.Mode = one(t, alloc.Manual, alloc.Enforce)
	case 7:
		o.PlanPolicy = alloc.OldestPlanOnly
	case 6:
		o.SuggestOnly = true
	case 5:
		o.Strategy = readStrategy(t)
	}
}

// readStrategy reads an order other than that of the queue.
func readStrategy(t *tape) alloc.Strategy {
	s := alloc.Strategy{Order: alloc.Order(t.pick(5)), Direction: alloc.Direction(t.pick(2)), Future: alloc.Future(t.pick(3))}
	for range t.pick(4) {
		class := alloc.Class{State: alloc.DueState(t.pick(4)), Component: alloc.Component(1 + t.pick(4))}
		covered := func(c alloc.Class) bool {
			return c.Component == class.Component && (c.State == alloc.AnyState || c.State == class.State)
		}
		if !slices.ContainsFunc(s.Components, covered) {
			s.Components = append(s.Components, class)
		}
	}
	return s
}

// somebody is a member of the family.
func (f *family) somebody(t *tape) int64 { return f.ledger.Family[t.pick(len(f.ledger.Family))].ID }

// place reads whose a row is: of few, so that rows agree often; seldom a stranger's.
func (f *family) place(t *tape) (patient, provider, clinic int64) {
	if t.once(24) {
		return 77, 11, 0
	}
	return f.somebody(t), int64(11 + t.pick(2)), int64(t.pick(8) / 7)
}

// id returns ids that are unique among so many rows, and in no order.
func id(rows int) int64 { return int64(rows*19%64 + rows/64*64 + 1) }

func (f *family) addProcedure(t *tape) {
	p := alloc.Procedure{ID: id(len(f.ledger.Procedures)), Date: t.day(), Fee: t.price()}
	p.Patient, p.Provider, p.Clinic = f.place(t)
	switch t.pick(16) {
	case 15:
		p.Status, p.Discount = alloc.TreatmentPlanned, p.Fee/10
	case 14:
		p.Units, p.BaseUnits = int64(t.pick(5)), int64(t.pick(2))
	case 13:
		p.Fee = -p.Fee
	case 12, 11, 10, 9:
		p.Claims = append(p.Claims, readClaim(t, p.Fee))
	case 8:
		p.Claims = append(p.Claims, readClaim(t, p.Fee), readClaim(t, p.Fee/2))
	}
	f.ledger.Procedures = append(f.ledger.Procedures, p)
}

// readClaim reads what an insurer says: it pays most of the fee, and the office gives up
// some of it. Sometimes that is more than the fee.
func readClaim(t *tape, fee money.Amount) alloc.ClaimRow {
	r := alloc.ClaimRow{Status: alloc.ClaimStatus(t.pick(10)), InsPayAmt: fee / 10 * money.Amount(t.pick(10)), WriteOff: fee / 10}
	if r.InsPayEst = r.InsPayAmt; t.once(4) {
		r.InsPayEst = fee / 2
	}
	if t.once(6) {
		r.WriteOffEst, r.WriteOffEstOverride = fee/8, alloc.Override{Amount: fee / 9, Set: t.once(2)}
	}
	r.NoBillIns = t.once(10)
	return r
}

func (f *family) addAdjustment(t *tape) {
	adj := alloc.Adjustment{ID: id(len(f.ledger.Adjustments)), Date: t.day(), Amount: t.price() / 10}
	adj.Patient, adj.Provider, adj.Clinic = f.place(t)
	if t.once(2) {
		adj.Amount = -adj.Amount
	}
	if n := len(f.ledger.Procedures); n > 0 && !t.once(3) {
		p := &f.ledger.Procedures[t.pick(n)]
		if adj.Procedure = p.ID; !t.once(4) {
			adj.Patient, adj.Provider, adj.Clinic = p.Patient, p.Provider, p.Clinic
		}
	}
	f.ledger.Adjustments = append(f.ledger.Adjustments, adj)
}

// addSplit adds an earlier split: on a charge, unearned, on nothing, or on a plan.
func (f *family) addSplit(t *tape) {
	s := alloc.EarlierSplit{ID: id(len(f.ledger.Splits)), Payment: int64(9000 + t.pick(3)), Date: t.day(), Amount: t.price() / 2}
	s.Patient, s.Provider, s.Clinic = f.place(t)
	switch n, plans := len(f.ledger.Procedures), len(f.ledger.PlanCharges); {
	case n > 0 && t.once(2):
		p := &f.ledger.Procedures[t.pick(n)]
		s.Procedure, s.Patient, s.Provider, s.Clinic = p.ID, p.Patient, p.Provider, p.Clinic
		if t.once(3) {
			s.Amount = p.Fee
		}
	case plans > 0 && t.once(2):
		c := &f.ledger.PlanCharges[t.pick(plans)]
		s.Plan, s.PlanCharge, s.Procedure, s.Provider, s.Clinic = c.Plan, c.ID, c.Procedure, c.Provider, c.Clinic
		s.Patient, s.Debit = f.planOf(c.Plan).Guarantor, alloc.Debit(t.pick(3))
	case t.once(2):
		s.Unearned, s.Provider = one[int64](t, 501, 501, 502, 503), 0
	}
	if t.once(6) {
		s.Amount = -s.Amount
	}
	f.ledger.Splits = append(f.ledger.Splits, s)
}

func (f *family) addTotal(t *tape) {
	total := alloc.InsuranceTotal{Claim: int64(300 + t.pick(4)), Amount: t.price() / 4}
	total.Patient, total.Provider, total.Clinic = f.place(t)
	f.ledger.Totals = append(f.ledger.Totals, total)
}

// addPlan adds a plan that took over treatment, and instalments of it around today.
func (f *family) addPlan(t *tape) {
	n := len(f.ledger.Plans)
	if n > 3 {
		return
	}
	p := alloc.Plan{ID: id(n) + 30, Patient: f.somebody(t), Guarantor: f.somebody(t), Date: t.day(), Dynamic: !t.once(3), TreatAsComplete: t.once(4)}
	var of alloc.Procedure
	if procedures := len(f.ledger.Procedures); procedures > 0 {
		of = f.ledger.Procedures[t.pick(procedures)]
		if f.taken(of.ID) {
			of = alloc.Procedure{}
		}
	}
	switch {
	case of.ID == 0:
	case p.Dynamic:
		p.Links = []alloc.PlanLink{{Procedure: of.ID}}
	default:
		p.Credits = []alloc.PlanCredit{{Procedure: of.ID, Principal: of.Fee}}
	}
	for i := range t.pick(6) {
		c := alloc.PlanCharge{ID: id(len(f.ledger.PlanCharges)) + 200, Plan: p.ID, Provider: of.Provider, Clinic: of.Clinic, Procedure: of.ID}
		c.Date = today.Add(date.PeriodOfDays(30 * (i - 3)))
		c.Principal, c.Interest = t.price()/4, money.Amount(t.pick(4)*t.pick(200))
		if t.once(10) {
			c.Principal, c.Interest = -c.Principal, 0
		}
		f.ledger.PlanCharges = append(f.ledger.PlanCharges, c)
	}
	f.ledger.Plans = append(f.ledger.Plans, p)
}

// taken reports whether a plan took over a procedure.
func (f *family) taken(procedure int64) bool {
	return slices.ContainsFunc(f.ledger.Plans, func(p alloc.Plan) bool {
		return len(p.Links) > 0 && p.Links[0].Procedure == procedure || len(p.Credits) > 0 && p.Credits[0].Procedure == procedure
	})
}

func (f *family) planOf(id int64) alloc.Plan {
	return f.ledger.Plans[slices.IndexFunc(f.ledger.Plans, func(p alloc.Plan) bool { return p.ID == id })]
}

// addTerms gives the charges what a strategy asks of them, where there is one.
func (f *family) addTerms(t *tape, chance int) {
	if f.options.Strategy.Order == 0 && len(f.options.Strategy.Components) == 0 && f.options.Strategy.Future == 0 {
		return
	}
	r := rand.New(rand.NewPCG(uint64(chance), 3))
	add := func(kind alloc.Kind, id int64) {
		terms := alloc.Terms{Charge: alloc.Target{Kind: kind, ID: id}, Due: schedule.Unset, Rate: alloc.Rate{Millionths: int64(r.IntN(4)) * 5_000_000, Set: true}, MinimumDue: money.Amount(r.IntN(3)) * 1000}
		if kind != alloc.KindPlanCharge {
			terms.Due, terms.Component = today.Add(date.PeriodOfDays(r.IntN(60)-40)), alloc.Component(1+r.IntN(4))
		}
		f.ledger.Terms = append(f.ledger.Terms, terms)
	}
	for i := range f.ledger.Procedures {
		add(alloc.KindProcedure, f.ledger.Procedures[i].ID)
	}
	for i := range f.ledger.Adjustments {
		add(alloc.KindAdjustment, f.ledger.Adjustments[i].ID)
	}
	for i := range f.ledger.PlanCharges {
		add(alloc.KindPlanCharge, f.ledger.PlanCharges[i].ID)
	}
}

// about returns a payment: of a round sum, or what the first charges owe, sometimes a
// cent less or more; seldom far too much, of nothing or below zero.
func (f *family) about(kind, n int) money.Amount {
	switch kind % 16 {
	case 15:
		return []money.Amount{0, -1, 1, money.MaxAmount, -50_00}[n%5]
	case 0, 1, 2, 3:
		return money.Amount(1+n%40) * 25_00
	}
	probe, sum := *f, money.Amount(0)
	probe.payment.Amount, probe.options.Prepayment, probe.options.Plan = 1, false, 0
	owed := probe.pay(new(alloc.Allocator)).certificate.Owed
	for i := range owed[:min(len(owed), 1+n%12)] {
		if owed[i].Before > 0 {
			if s, err := sum.Add(owed[i].Before); err == nil {
				sum = s
			}
		}
	}
	return max(1, sum+money.Amount(kind%3-1))
}

// shuffled returns the same family with its rows in another order, sharing nothing.
func (f family) shuffled(r *rand.Rand) family {
	l := &f.ledger
	l.Family, l.Procedures, l.Adjustments = slices.Clone(l.Family), slices.Clone(l.Procedures), slices.Clone(l.Adjustments)
	l.Plans, l.PlanCharges, l.Splits = slices.Clone(l.Plans), slices.Clone(l.PlanCharges), slices.Clone(l.Splits)
	l.Totals, l.Terms = slices.Clone(l.Totals), slices.Clone(l.Terms)
	shuffle(r, l.Family)
	shuffle(r, l.Procedures)
	shuffle(r, l.Adjustments)
	shuffle(r, l.Plans)
	shuffle(r, l.PlanCharges)
	shuffle(r, l.Splits)
	shuffle(r, l.Totals)
	shuffle(r, l.Terms)
	for i := range l.Procedures {
		l.Procedures[i].Claims = slices.Clone(l.Procedures[i].Claims)
		shuffle(r, l.Procedures[i].Claims)
	}
	return f
}
