package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// scopePlans finds the plans that are on the account and the procedures that they
// name. A plan is on the account if its patient is of the family, or if the payer
// answers for it; an insurer's plan and one of strangers is not.
//
// Source: Open Dental 24.3, plans of a family.
func (a *Allocator) scopePlans(l *Ledger, p *Payment, guarantor int64) error {
	a.plans, a.planCharges, a.chargeIDs, a.onPlan, a.anyPlan = a.plans[:0], a.planCharges[:0], a.chargeIDs[:0], a.onPlan[:0], false
	if len(l.Plans)+len(l.PlanCharges) == 0 {
		return nil
	}
	for i := range l.Plans {
		if err := checkPlan(&l.Plans[i], i); err != nil {
			return err
		}
		a.plans = append(a.plans, idRow{l.Plans[i].ID, int32(i)})
	}
	if err := a.plans.build("Plans"); err != nil {
		return err
	}
	if err := a.indexPlanCharges(l); err != nil {
		return err
	}
	a.scope = slices.Grow(a.scope[:0], len(l.Plans))[:len(l.Plans)]
	a.onPlan = slices.Grow(a.onPlan, len(l.Procedures))[:len(l.Procedures)]
	clear(a.onPlan)
	for i := range l.Plans {
		plan := &l.Plans[i]
		a.scope[i] = !plan.Insurance && (plan.guarantor() == p.Patient || a.inFamily(l, plan.Patient, guarantor))
		if !a.scope[i] {
			continue
		}
		a.anyPlan = true
		if err := a.markItems(plan, i); err != nil {
			return err
		}
	}
	return nil
}

// guarantor returns who pays the plan.
func (p *Plan) guarantor() int64 {
	if p.Guarantor == 0 {
		return p.Patient
	}
	return p.Guarantor
}

func checkPlan(p *Plan, i int) error {
	switch {
	case p.ID == 0:
		return rowError("Plans", i, "ID", nil, money.ErrMissing)
	case p.Patient == 0:
		return rowError("Plans", i, "Patient", nil, money.ErrMissing)
	case p.Dynamic && len(p.Credits) > 0:
		return rowError("Plans", i, "Credits", nil, ErrPlanItems)
	case !p.Dynamic && len(p.Links) > 0:
		return rowError("Plans", i, "Links", nil, ErrPlanItems)
	}
	return nil
}

// indexPlanCharges checks the instalments and puts them in stored order: by plan,
// date and id.
func (a *Allocator) indexPlanCharges(l *Ledger) error {
	for i := range l.PlanCharges {
		c := &l.PlanCharges[i]
		switch {
		case c.ID == 0:
			return rowError("PlanCharges", i, "ID", nil, money.ErrMissing)
		case !isDay(c.Date):
			return rowError("PlanCharges", i, "Date", nil, money.ErrDateRequired)
		}
		if _, ok := a.plans.find(c.Plan); !ok {
			return rowError("PlanCharges", i, "Plan", c.Plan, money.ErrUnknownID)
		}
		if _, err := c.Principal.Add(c.Interest); err != nil {
			return rowError("PlanCharges", i, "Principal", c.Principal, err)
		}
		a.planCharges = append(a.planCharges, idRow{c.ID, int32(i)})
	}
	if err := a.planCharges.build("PlanCharges"); err != nil {
		return err
	}
	a.chargeIDs = append(a.chargeIDs[:0], a.planCharges...)
	sorting.By(a.planCharges, func(x, y *idRow) int {
		c, d := &l.PlanCharges[x.row], &l.PlanCharges[y.row]
		return cmp.Or(cmp.Compare(c.Plan, d.Plan), cmp.Compare(c.Date.DaysSinceEpoch(), d.Date.DaysSinceEpoch()), cmp.Compare(x.id, y.id))
	})
	return nil
}

// chargesOf returns the instalments of a plan in stored order.
func (a *Allocator) chargesOf(l *Ledger, plan int64) []idRow {
	byPlan := func(x idRow, plan int64) int { return cmp.Compare(l.PlanCharges[x.row].Plan, plan) }
	from, _ := slices.BinarySearchFunc(a.planCharges, plan, byPlan)
	length, _ := slices.BinarySearchFunc(a.planCharges[from:], plan, func(x idRow, plan int64) int {
		return cmp.Or(byPlan(x, plan), -1) // after the last of the plan
	})
	return a.planCharges[from : from+length]
}

// markItems marks the procedures that a plan took over. What a link names must be
// in the ledger, for it says what the plan is worth; what an old credit names need
// not be.
func (a *Allocator) markItems(p *Plan, i int) error {
	for j := range p.Links {
		link := &p.Links[j]
		at := "Links[" + strconv.Itoa(j) + "]."
		if link.Procedure == 0 && link.Adjustment == 0 {
			return rowError("Plans", i, at+"Procedure", nil, money.ErrMissing)
		}
		if link.Adjustment != 0 {
			if _, ok := a.adjustments.find(link.Adjustment); !ok {
				return rowError("Plans", i, at+"Adjustment", link.Adjustment, money.ErrUnknownID)
			}
		}
		if link.Procedure != 0 {
			row, ok := a.procedures.find(link.Procedure)
			if !ok {
				return rowError("Plans", i, at+"Procedure", link.Procedure, money.ErrUnknownID)
			}
			a.onPlan[row] = true
		}
	}
	if len(p.Links) > 1 {
		if err := a.checkLinksOnce(p, i); err != nil {
			return err
		}
	}
	for j := range p.Credits {
		if row, ok := a.procedures.find(p.Credits[j].Procedure); ok {
			a.onPlan[row] = true
		}
	}
	return nil
}

// checkLinksOnce says which link names what one before it does: the plan would be
// charged for it twice.
func (a *Allocator) checkLinksOnce(p *Plan, i int) error {
	for _, field := range [...]string{"Procedure", "Adjustment"} {
		a.linkIDs = a.linkIDs[:0]
		for j := range p.Links {
			id := p.Links[j].Procedure
			if field == "Adjustment" {
				id = p.Links[j].Adjustment
			}
			if id != 0 {
				a.linkIDs = append(a.linkIDs, idRow{id, int32(j)})
			}
		}
		if err := a.linkIDs.buildBy("Plans["+strconv.Itoa(i)+"].Links", field); err != nil {
			return err
		}
	}
	return nil
}

// isOnPlan reports whether a plan of the account names the procedure of that row.
func (a *Allocator) isOnPlan(row int32) bool { return int(row) < len(a.onPlan) && a.onPlan[row] }

// planOf returns the plan of that id if it is on the account, or nil.
func (a *Allocator) planOf(l *Ledger, id int64) *Plan {
	if id == 0 {
		return nil
	}
	if row, ok := a.plans.find(id); ok && a.scope[row] {
		return &l.Plans[row]
	}
	return nil
}

// payInsurancePlans lowers procedures by what insurers pay in instalments: at most
// what the plan is charged in all, and at most what the claim is expected to bring
// beyond what it has brought. A claim that nobody has answered brings nothing yet.
//
// Source: Open Dental 24.3, insurance payment plans.
func (a *Allocator) payInsurancePlans(l *Ledger, o *Options) error {
	a.indexClaimPlans(l)
	for _, x := range a.plans {
		plan := &l.Plans[x.row]
		if !plan.Insurance || plan.Closed {
			continue
		}
		var pool money.Amount
		for _, c := range a.chargesOf(l, plan.ID) {
			var err error
			if pool, err = pool.Add(l.PlanCharges[c.row].Principal); err != nil {
				return rowError("PlanCharges", int(c.row), "Principal", l.PlanCharges[c.row].Principal, err)
			}
		}
		for _, i := range a.claimsOn(plan.ID) {
			e := &a.entries[i.row]
			expected, err := expectedOnPlan(l.Procedures[e.row].Claims, plan.ID)
			if err != nil {
				return rowError("Procedures", int(e.row), "Claims", nil, err)
			}
			part := min(pool, e.end, expected)
			if part <= 0 {
				continue
			}
			a.step(o, Step{Rule: StepInsurancePlan, Charge: e.target, Of: e.of, By: Target{KindPlan, plan.ID}, Before: e.end, After: e.end - part, Amount: part})
			e.end -= part // 0 < part <= end, and <= pool
			pool -= part
		}
	}
	return nil
}

// indexClaimPlans finds the procedures whose claim rows are on an insurance plan, by
// plan and in the order of the queue.
func (a *Allocator) indexClaimPlans(l *Ledger) {
	a.claimPlans = a.claimPlans[:0]
	for i := range a.entries {
		e := &a.entries[i]
		if e.target.Kind != KindProcedure {
			continue
		}
		rows := l.Procedures[e.row].Claims
		for j := range rows {
			if rows[j].Plan != 0 {
				a.claimPlans = append(a.claimPlans, idRow{rows[j].Plan, int32(i)})
			}
		}
	}
	sorting.By(a.claimPlans, func(x, y *idRow) int { return cmp.Or(cmp.Compare(x.id, y.id), cmp.Compare(x.row, y.row)) })
	a.claimPlans = slices.Compact(a.claimPlans)
}

// claimsOn returns the procedures whose claim rows are on an insurance plan.
func (a *Allocator) claimsOn(plan int64) idIndex {
	from, _ := slices.BinarySearchFunc(a.claimPlans, plan, func(x idRow, plan int64) int { return cmp.Compare(x.id, plan) })
	to := from
	for to < len(a.claimPlans) && a.claimPlans[to].id == plan {
		to++
	}
	return a.claimPlans[from:to]
}

// expectedOnPlan returns what the rows of a procedure that are on an insurance plan
// are still expected to bring: nothing before one was answered.
func expectedOnPlan(rows []ClaimRow, plan int64) (money.Amount, error) {
	var expected money.Amount
	received := false
	var err error
	for i := range rows {
		r := &rows[i]
		if r.Plan != plan {
			continue
		}
		if r.Status == Received {
			received = true
			if expected, err = expected.Add(r.InsPayEst); err != nil {
				return 0, err
			}
		}
		if expected, err = expected.Sub(r.InsPayAmt); err != nil {
			return 0, err
		}
	}
	if !received {
		return 0, nil
	}
	return expected, nil
}
