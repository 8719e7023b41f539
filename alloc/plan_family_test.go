package alloc_test

import (
	"math/rand/v2"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// readPlanAccount reads an account with payment plans, earlier splits and loose
// credits, and what a payer may ask for.
func readPlanAccount(data []byte) account {
	a := readAccount(data)
	r := rand.New(rand.NewPCG(uint64(len(data)), uint64(sumOf(data))))
	a.random = r
	shape := familyShape{members: len(a.ledger.Family)}
	if len(a.ledger.Splits) == 0 {
		a.addCredits(shape)
	}
	a.ledger.Unearned = alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 502, PlanPrepayment: 504, Hidden: []int64{503, 504}}
	a.payment.Amount = a.payment.Amount%1_000_000 + 4_000_000*money.Amount(r.IntN(3)) // far from the edge: laws add
	if a.payment.Amount == 0 {
		a.payment.Amount = 1
	}
	a.payment.ID = 9000
	taken := map[alloc.Target]bool{}
	for i := range r.IntN(4) {
		a.addPlan(int64(i*3%7)+31, taken)
	}
	a.addPlanSplits()
	if r.IntN(3) == 0 {
		a.addWishes()
	}
	return a
}

// sumOf makes a number of all bytes.
func sumOf(data []byte) (sum uint32) {
	for _, b := range data {
		sum = sum*31 + uint32(b)
	}
	return sum
}

// anyMember returns a member, sometimes a stranger.
func (a *account) anyMember() int64 {
	if a.random.IntN(9) == 0 {
		return 77
	}
	return a.ledger.Family[a.random.IntN(len(a.ledger.Family))].ID
}

// addPlan adds a plan with what it took over and what it has charged.
func (a *account) addPlan(id int64, taken map[alloc.Target]bool) {
	r := a.random
	p := alloc.Plan{ID: id, Patient: a.anyMember(), Date: day("2024-03-01").Add(date.PeriodOfDays(r.IntN(3))), Dynamic: r.IntN(3) > 0, TreatAsComplete: r.IntN(3) == 0}
	if r.IntN(3) == 0 {
		p.Guarantor = a.anyMember()
	}
	switch {
	case r.IntN(8) == 0:
		p.Dynamic, p.Insurance, p.Closed = false, true, r.IntN(3) == 0
		a.ledger.Plans = append(a.ledger.Plans, p)
		for i := range a.ledger.Procedures {
			for j := range a.ledger.Procedures[i].Claims {
				if r.IntN(4) == 0 {
					a.ledger.Procedures[i].Claims[j].Plan = id
				}
			}
		}
		return
	case p.Dynamic:
		a.addLinks(&p, taken)
	default:
		a.addPlanCredits(&p)
	}
	a.ledger.Plans = append(a.ledger.Plans, p)
	for range r.IntN(5) {
		c := alloc.PlanCharge{ID: int64(len(a.ledger.PlanCharges)*5%64) + 1, Plan: id, Date: day("2024-05-20").Add(date.PeriodOfDays(7 * r.IntN(6))), Provider: int64(r.IntN(2)), Clinic: int64(r.IntN(2))}
		c.Principal, c.Interest = money.Amount(r.IntN(20_000)), money.Amount(r.IntN(3)*r.IntN(500))
		if r.IntN(6) == 0 {
			c.Principal, c.Interest = -c.Principal/2, 0
		}
		if len(p.Links) > 0 && r.IntN(8) > 0 {
			link := p.Links[r.IntN(len(p.Links))]
			c.Procedure, c.Adjustment = link.Procedure, link.Adjustment
		}
		a.ledger.PlanCharges = append(a.ledger.PlanCharges, c)
	}
}

// addLinks lets a dynamic plan take procedures and adjustments over.
func (a *account) addLinks(p *alloc.Plan, taken map[alloc.Target]bool) {
	r := a.random
	for range r.IntN(4) {
		link := alloc.PlanLink{}
		target := alloc.Target{}
		if n := len(a.ledger.Procedures); n > 0 && r.IntN(4) > 0 {
			link.Procedure = a.ledger.Procedures[r.IntN(n)].ID
			target.ID = link.Procedure
		} else if n := len(a.ledger.Adjustments); n > 0 {
			link.Adjustment = a.ledger.Adjustments[r.IntN(n)].ID
			target = alloc.Target{Kind: alloc.KindAdjustment, ID: link.Adjustment}
		}
		if target.ID == 0 || taken[target] {
			continue
		}
		taken[target] = true
		if r.IntN(4) == 0 {
			link.Override = money.Amount(1 + r.IntN(20_000))
		}
		p.Links = append(p.Links, link)
	}
}

// addPlanCredits lets a plan of the old kind take treatment over, or give it back.
func (a *account) addPlanCredits(p *alloc.Plan) {
	r := a.random
	for range r.IntN(4) {
		c := alloc.PlanCredit{Principal: money.Amount(r.IntN(30_000) - 5_000)}
		if n := len(a.ledger.Procedures); n > 0 && r.IntN(4) > 0 {
			c.Procedure = a.ledger.Procedures[r.IntN(n)].ID
		} else {
			c.Patient, c.Provider, c.Clinic = p.Patient, int64(r.IntN(2)), int64(r.IntN(2))
		}
		p.Credits = append(p.Credits, c)
	}
}

// addPlanSplits adds earlier money on plans: on an instalment, or on the plan alone.
func (a *account) addPlanSplits() {
	r := a.random
	for i := range r.IntN(1 + 2*len(a.ledger.PlanCharges)) {
		c := a.ledger.PlanCharges[r.IntN(len(a.ledger.PlanCharges))]
		s := alloc.EarlierSplit{
			ID: int64(100 + i), Date: day("2024-05-25").Add(date.PeriodOfDays(r.IntN(9))), Amount: money.Amount(r.IntN(12_000)),
			Patient: a.anyMember(), Provider: c.Provider, Clinic: c.Clinic, Plan: c.Plan, Procedure: c.Procedure, Adjustment: c.Adjustment,
		}
		if r.IntN(3) > 0 {
			s.PlanCharge, s.Debit = c.ID, alloc.Debit(r.IntN(3))
		}
		if r.IntN(8) == 0 {
			s.PlanCharge, s.Procedure, s.Adjustment, s.Unearned = 0, 0, 0, 504
		}
		a.ledger.Splits = append(a.ledger.Splits, s)
		if r.IntN(6) == 0 { // and a part of it is taken back
			s.ID, s.Date, s.Amount = int64(200+i), s.Date.Add(3), -s.Amount/3
			a.ledger.Splits = append(a.ledger.Splits, s)
		}
	}
}

// addWishes lets the payer choose.
func (a *account) addWishes() {
	r, o := a.random, &a.options
	o.OwnFirst, o.Prepayment = r.IntN(2) == 0, r.IntN(6) == 0
	o.PlanPolicy, o.Mode = alloc.PlanPolicy(r.IntN(2)), alloc.Mode(r.IntN(3))
	o.Preferences.PrepayTreatmentPlanned, o.Preferences.PlansWithoutCharges = r.IntN(2) == 0, r.IntN(4) == 0
	for range r.IntN(3) {
		if n := len(a.ledger.Procedures); n > 0 {
			o.Procedures = append(o.Procedures, a.ledger.Procedures[r.IntN(n)].ID)
		}
	}
}

// stored returns splits as the ledger keeps them, behind those that it has.
func (a *account) stored(splits []alloc.PaySplit, payment int64, on date.Date) []alloc.EarlierSplit {
	id := int64(1000)
	for _, s := range a.ledger.Splits {
		id = max(id, s.ID)
	}
	kept := append([]alloc.EarlierSplit(nil), a.ledger.Splits...)
	for i, s := range splits {
		kept = append(kept, alloc.EarlierSplit{
			ID: id + int64(i) + 1, Payment: payment, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Date: on, Amount: s.Amount,
			Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, PlanCharge: s.PlanCharge, Debit: s.Debit, Unearned: s.Unearned,
		})
	}
	return kept
}

// shuffledPlans returns the same account with its rows in another order, those of
// plans too.
func (a account) shuffledPlans() account {
	b := a.shuffled()
	l := &b.ledger
	l.Plans = append([]alloc.Plan(nil), l.Plans...)
	l.PlanCharges = append([]alloc.PlanCharge(nil), l.PlanCharges...)
	shuffle(a.random, l.Plans)
	shuffle(a.random, l.PlanCharges)
	return b
}
