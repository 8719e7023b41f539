package alloc_test

import (
	"math/rand/v2"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// onPlans adds payment plans of both kinds to what a payer may ask for: what they
// took over, instalments before and after today and below zero, insurers' plans, and
// earlier splits on them.
func onPlans(data []byte) account {
	a := asked(data)
	r := a.random
	a.options.Preferences.PlansWithoutCharges = r.IntN(4) == 0
	a.ledger.Unearned.PlanPrepayment, a.ledger.Unearned.Hidden = 503, []int64{502, 503}[r.IntN(2):]
	if r.IntN(3) == 0 {
		a.options.PlanPolicy = alloc.OldestPlanOnly
	}
	for i := range 1 + r.IntN(3) {
		a.addAnyPlan(int64((i+r.IntN(2)*3)%4+31), r)
	}
	for range r.IntN(8) {
		a.addPlanSplit(r)
	}
	if r.IntN(3) == 0 {
		a.addBacklog(r)
	}
	if r.IntN(4) == 0 {
		for _, p := range a.ledger.Plans {
			if p.Dynamic && !p.Insurance && p.Patient <= int64(len(a.ledger.Family)) && (p.Patient == 1 || a.ledger.Family[p.Patient-1].Guarantor == 0) && a.payment.Patient == 1 {
				a.options.Plan = p.ID
			}
		}
	}
	return a
}

// addAnyPlan adds a plan, unless there is one of that id.
func (a *account) addAnyPlan(id int64, r *rand.Rand) {
	if slices.ContainsFunc(a.ledger.Plans, func(p alloc.Plan) bool { return p.ID == id }) {
		return
	}
	somebody := func() int64 {
		return []int64{1, int64(1 + r.IntN(len(a.ledger.Family))), a.payment.Patient, 77}[r.IntN(4)]
	}
	p := alloc.Plan{ID: id, Patient: somebody(), Date: day("2024-01-01").Add(date.PeriodOfDays(r.IntN(3))), Dynamic: r.IntN(2) == 0, TreatAsComplete: r.IntN(2) == 0, Closed: r.IntN(4) == 0}
	if r.IntN(2) == 0 {
		p.Guarantor = somebody()
	}
	p.Insurance = r.IntN(6) == 0
	for range r.IntN(4) {
		if p.Dynamic {
			a.addLink(&p, r)
		} else {
			a.addCredit(&p, r)
		}
	}
	for range r.IntN(6) {
		a.addInstalment(&p, r)
	}
	if p.Insurance {
		for range r.IntN(4) {
			a.coverByPlan(p.ID, r)
		}
	}
	a.ledger.Plans = append(a.ledger.Plans, p)
}

func (a *account) addLink(p *alloc.Plan, r *rand.Rand) {
	var link alloc.PlanLink
	if n := len(a.ledger.Procedures); n > 0 && r.IntN(3) > 0 {
		link.Procedure = a.ledger.Procedures[r.IntN(n)].ID
	} else if n := len(a.ledger.Adjustments); n > 0 {
		link.Adjustment = a.ledger.Adjustments[r.IntN(n)].ID
	} else {
		return
	}
	if slices.ContainsFunc(p.Links, func(l alloc.PlanLink) bool {
		return l.Procedure == link.Procedure && l.Adjustment == link.Adjustment
	}) {
		return // a plan takes each item over once
	}
	if r.IntN(3) == 0 {
		link.Override = money.Amount(r.IntN(60_000) - 10_000)
	}
	p.Links = append(p.Links, link)
}

func (a *account) addCredit(p *alloc.Plan, r *rand.Rand) {
	c := alloc.PlanCredit{Principal: money.Amount(r.IntN(60_000) - 12_000)}
	switch n := len(a.ledger.Procedures); {
	case n > 0 && r.IntN(3) > 0:
		c.Procedure = a.ledger.Procedures[r.IntN(n)].ID
		if again := len(p.Credits); again > 0 && r.IntN(3) == 0 {
			c.Procedure = p.Credits[again-1].Procedure
		}
	case r.IntN(3) == 0:
		c.Procedure = 70_000 // of no charge
	default:
		c.Patient, c.Provider, c.Clinic = p.Patient, int64(r.IntN(2)), int64(r.IntN(2))
	}
	p.Credits = append(p.Credits, c)
}

func (a *account) addInstalment(p *alloc.Plan, r *rand.Rand) {
	n := int64(len(a.ledger.PlanCharges))
	c := alloc.PlanCharge{ID: 200 + n*7%11 + n/11*11, Plan: p.ID, Provider: int64(r.IntN(2)), Clinic: int64(r.IntN(2))}
	c.Date = []date.Date{day("2024-06-14"), day("2024-06-15"), day("2024-06-16"), day("2024-04-01").Add(date.PeriodOfDays(r.IntN(60)))}[r.IntN(4)]
	c.Principal = money.Amount(r.IntN(40_000)-8_000) * money.Amount(min(1, r.IntN(8)))
	c.Interest = money.Amount(r.IntN(800)-200) * money.Amount(r.IntN(2))
	if n := len(p.Links); n > 0 && r.IntN(4) > 0 {
		link := p.Links[r.IntN(n)]
		c.Procedure, c.Adjustment = link.Procedure, link.Adjustment
	}
	a.ledger.PlanCharges = append(a.ledger.PlanCharges, c)
}

// coverByPlan lets an insurer's plan pay a procedure.
func (a *account) coverByPlan(plan int64, r *rand.Rand) {
	n := len(a.ledger.Procedures)
	if n == 0 {
		return
	}
	p := &a.ledger.Procedures[r.IntN(n)]
	p.Claims = append(p.Claims, alloc.ClaimRow{
		Status: []alloc.ClaimStatus{alloc.Received, alloc.Supplemental, alloc.NotReceived}[r.IntN(3)], NoBillIns: r.IntN(2) == 0,
		InsPayEst: money.Amount(r.IntN(40_000)), InsPayAmt: money.Amount(r.IntN(10_000)), Plan: plan,
	})
}

// addBacklog adds a plan with much money on it and much of that taken back, all alike
// but for the instalment, its part, the day and the size.
func (a *account) addBacklog(r *rand.Rand) {
	a.ledger.Plans = append(a.ledger.Plans, alloc.Plan{ID: 39, Patient: a.payment.Patient, Date: day("2024-01-01")})
	for id := range int64(3) {
		a.ledger.PlanCharges = append(a.ledger.PlanCharges, alloc.PlanCharge{ID: 391 + id, Plan: 39, Date: day("2024-04-01"), Principal: 70_00, Interest: 50_00})
	}
	for i := range 3 + r.IntN(8) {
		s := alloc.EarlierSplit{ID: int64(400 + i), Patient: a.payment.Patient, Plan: 39, Date: day("2024-05-01").Add(date.PeriodOfDays(r.IntN(2)))}
		s.Amount, s.Debit = money.Amount(1+r.IntN(3))*20_00, alloc.Debit(r.IntN(3))
		if r.IntN(3) == 0 {
			s.Amount = -s.Amount
		}
		if r.IntN(2) == 0 {
			s.PlanCharge = 391 + int64(r.IntN(3))
		}
		a.ledger.Splits = append(a.ledger.Splits, s)
	}
}

// addPlanSplit adds an earlier split on a plan, most of them of who pays it.
func (a *account) addPlanSplit(r *rand.Rand) {
	p := &a.ledger.Plans[r.IntN(len(a.ledger.Plans))]
	n := int64(len(a.ledger.Splits))
	s := alloc.EarlierSplit{
		ID: 100 + n*5%7 + n/7*7, Payment: 9, Patient: p.Guarantor, Provider: int64(r.IntN(2)), Clinic: int64(r.IntN(2)), Plan: p.ID,
		Date: day("2024-05-01").Add(date.PeriodOfDays(r.IntN(3))), Amount: money.Amount(r.IntN(20_000) + 1), Debit: alloc.Debit(r.IntN(3)),
	}
	switch {
	case r.IntN(8) == 0:
		s.Patient = int64(1 + r.IntN(len(a.ledger.Family)))
	case p.Guarantor == 0 || a.options.Preferences.PlansWithoutCharges:
		s.Patient = p.Patient
	}
	if r.IntN(3) == 0 {
		s.Amount = money.Amount(1+r.IntN(3)) * 40_00
	}
	if r.IntN(4) == 0 {
		s.Amount = -s.Amount
	}
	var of []alloc.PlanCharge
	for _, c := range a.ledger.PlanCharges {
		if c.Plan == p.ID {
			of = append(of, c)
		}
	}
	if len(of) > 0 && r.IntN(3) > 0 {
		c := of[r.IntN(len(of))]
		if r.IntN(3) > 0 {
			s.PlanCharge = c.ID
		}
		if r.IntN(2) == 0 {
			s.Procedure, s.Adjustment = c.Procedure, c.Adjustment
		}
	}
	if s.Procedure != 0 && r.IntN(2) == 0 { // the item's provider and clinic
		at := slices.IndexFunc(a.ledger.Procedures, func(p alloc.Procedure) bool { return p.ID == s.Procedure })
		s.Provider, s.Clinic = a.ledger.Procedures[at].Provider, a.ledger.Procedures[at].Clinic
	}
	s.Unearned = []int64{0, 0, 0, 501, 503}[r.IntN(5)]
	a.ledger.Splits = append(a.ledger.Splits, s)
}

// planAccount is a family of two, of whom the first pays 1,000.00: a crown of 100.00
// (11), the second one's filling of 50.00 (12), a planned bridge of 80.00 (13), a
// dynamic plan (31) that took over the crown, and an instalment of it (41) of 30.00
// with 2.00 of interest.
func planAccount(changes ...func(a *account)) account {
	a := account{
		ledger: alloc.Ledger{
			Family: []alloc.Member{{ID: 1}, {ID: 2, Guarantor: 1}},
			Procedures: []alloc.Procedure{
				{ID: 11, Patient: 1, Provider: 5, Clinic: 3, Date: day("2024-01-01"), Fee: 100_00},
				{ID: 12, Patient: 2, Provider: 6, Date: day("2024-01-02"), Fee: 50_00},
				{ID: 13, Patient: 1, Provider: 5, Date: day("2024-01-03"), Fee: 80_00, Status: alloc.TreatmentPlanned},
			},
			Plans:       []alloc.Plan{{ID: 31, Patient: 1, Date: day("2024-01-10"), Dynamic: true, Links: []alloc.PlanLink{{Procedure: 11}}}},
			PlanCharges: []alloc.PlanCharge{{ID: 41, Plan: 31, Date: day("2024-02-01"), Principal: 30_00, Interest: 2_00, Provider: 8, Procedure: 11}},
			Unearned:    alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 502, PlanPrepayment: 503, Hidden: []int64{503}},
		},
		payment: alloc.Payment{Patient: 1, Clinic: 3, Amount: 1000_00, Date: day("2024-06-10")},
		options: alloc.Options{Today: day("2024-06-15")},
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

// What tables of plans change.

func charge(c alloc.PlanCharge) func(a *account) {
	return func(a *account) {
		c.Plan = max(c.Plan, 31)
		a.ledger.PlanCharges = append(a.ledger.PlanCharges, c)
	}
}

func link(links ...alloc.PlanLink) func(a *account) {
	return func(a *account) { a.ledger.Plans[0].Links = links }
}

// old makes the plan one of the old kind.
func old(credits ...alloc.PlanCredit) func(a *account) {
	return func(a *account) {
		p := &a.ledger.Plans[0]
		p.Dynamic, p.Links, p.Credits, a.ledger.PlanCharges[0].Procedure = false, nil, credits, 0
	}
}

func adjust(adj alloc.Adjustment) func(a *account) {
	adj.Date = day("2024-01-05")
	return func(a *account) { a.ledger.Adjustments = append(a.ledger.Adjustments, adj) }
}

// onPlan adds an earlier split on the plan by its payer, of the crown's provider.
func onPlan(id int64, amount money.Amount, change func(s *alloc.EarlierSplit)) func(a *account) {
	s := alloc.EarlierSplit{ID: id, Patient: 1, Provider: 5, Clinic: 3, Date: day("2024-03-01"), Amount: amount, Plan: 31}
	change(&s)
	return func(a *account) { a.ledger.Splits = append(a.ledger.Splits, s) }
}

func exactly(s *alloc.EarlierSplit) { s.PlanCharge = 41 }
func thePlan(*alloc.EarlierSplit)   {}
