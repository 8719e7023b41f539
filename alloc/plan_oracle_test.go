package alloc_test

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// slowGuarantor returns who pays a plan.
func slowGuarantor(p *alloc.Plan) int64 { return cmp.Or(p.Guarantor, p.Patient) }

// slowCredit is what a plan took over, while instalments are told apart.
type slowCredit struct {
	left money.Amount
	of   *slowCharge // nil is nothing
}

// slowPlans takes what plans took over off the charges and adds the parts of their
// instalments, coin by coin. It knows dynamic plans that link procedures, and plans of
// the old kind with credits above zero, all of the family's.
func slowPlans(a account, charges []*slowCharge) []*slowCharge {
	plans := slices.Clone(a.ledger.Plans)
	slices.SortFunc(plans, func(x, y alloc.Plan) int { return cmp.Compare(x.ID, y.ID) })
	procedure := func(id int64) *slowCharge {
		at := slices.IndexFunc(charges, func(c *slowCharge) bool { return c.Charge == alloc.Target{ID: id} })
		if at < 0 {
			return nil
		}
		return charges[at]
	}
	for _, p := range plans {
		slowFold(p, charges)
	}
	parts := []*slowCharge{}
	for i := range plans {
		var credits []*slowCredit
		for _, link := range plans[i].Links {
			of := procedure(link.Procedure)
			worth := slowWorth(a, of, link)
			credits = append(credits, &slowCredit{worth, of})
			for ; worth > 0 && of.Before > 0; worth-- {
				of.Before--
			}
		}
		for _, c := range plans[i].Credits {
			of := procedure(c.Procedure)
			credits = append(credits, &slowCredit{c.Principal, of})
			for n := c.Principal; n > 0 && of != nil && of.Before+of.insurance > 0; n-- {
				of.Before--
			}
		}
		parts = append(parts, slowParts(a, &plans[i], credits)...)
	}
	return append(charges, parts...)
}

// slowFold makes fees part of the procedures that a plan takes.
func slowFold(p alloc.Plan, charges []*slowCharge) {
	for _, adj := range charges {
		for _, c := range charges {
			on := slices.ContainsFunc(p.Links, func(l alloc.PlanLink) bool { return l.Procedure == c.Charge.ID }) ||
				slices.ContainsFunc(p.Credits, func(l alloc.PlanCredit) bool { return l.Procedure == c.Charge.ID })
			if on && c.Charge.Kind == alloc.KindProcedure && adj.attached == c.Charge.ID && adj.who == c.who && adj.Before > 0 {
				c.Before, adj.Before = c.Before+adj.Before, 0
			}
		}
	}
}

// slowWorth returns what a procedure is worth to a dynamic plan.
func slowWorth(a account, of *slowCharge, link alloc.PlanLink) money.Amount {
	if link.Override != 0 {
		return link.Override
	}
	worth := of.Face - of.insurance
	for _, adj := range a.ledger.Adjustments {
		if adj.Procedure == of.Charge.ID {
			worth += adj.Amount
		}
	}
	for _, s := range a.ledger.Splits {
		if s.Procedure == of.Charge.ID && s.Plan == 0 {
			worth -= s.Amount
		}
	}
	return worth
}

// slowParts tells the instalments of a plan apart.
func slowParts(a account, p *alloc.Plan, credits []*slowCredit) (parts []*slowCharge) {
	var debits []*alloc.PlanCharge
	for _, c := range a.ledger.PlanCharges {
		if c.Plan == p.ID {
			debits = append(debits, &c)
		}
	}
	slices.SortFunc(debits, func(x, y *alloc.PlanCharge) int {
		return cmp.Or(cmp.Compare(x.Date.DaysSinceEpoch(), y.Date.DaysSinceEpoch()), cmp.Compare(x.ID, y.ID))
	})
	for _, more := range debits { // instalments below zero take others back
		for _, less := range debits {
			for same := more.Procedure == less.Procedure; same && more.Principal > 0 && less.Principal < 0; {
				more.Principal, less.Principal = more.Principal-1, less.Principal+1
			}
			for same := more.Procedure == less.Procedure; same && more.Interest > 0 && less.Interest < 0; {
				more.Interest, less.Interest = more.Interest-1, less.Interest+1
			}
		}
	}
	for _, d := range debits {
		for _, c := range credits {
			var amount money.Amount
			for c.left > 0 && d.Principal > 0 && (!p.Dynamic || d.Procedure == c.of.Charge.ID) {
				c.left, d.Principal, amount = c.left-1, d.Principal-1, amount+1
			}
			parts = append(parts, slowPart(a, p, d, alloc.KindPrincipal, amount, c.of))
		}
	}
	for _, d := range debits {
		parts = append(parts, slowPart(a, p, d, alloc.KindPrincipal, d.Principal, nil), slowPart(a, p, d, alloc.KindInterest, d.Interest, nil))
	}
	parts = slices.DeleteFunc(parts, func(c *slowCharge) bool { return c.Face == 0 })
	for i, c := range parts {
		c.order[5] = int64(i)
	}
	return parts
}

// slowPart makes one part of an instalment.
func slowPart(a account, p *alloc.Plan, d *alloc.PlanCharge, kind alloc.Kind, amount money.Amount, of *slowCharge) *slowCharge {
	c := &slowCharge{plan: p, who: [3]int64{p.Patient, d.Provider, d.Clinic}}
	c.Charge, c.Face = alloc.Target{Kind: kind, ID: d.ID}, amount
	c.order = [6]int64{int64(d.Date.DaysSinceEpoch()), int64(kind), int64(amount), p.ID, d.ID}
	if c.Before = amount; d.Date.After(a.options.Today) {
		c.Before = 0
	}
	if of != nil {
		c.Of, c.who[1], c.who[2] = of.Charge, of.who[1], of.who[2]
	}
	return c
}

// slowLinkPlan pays the parts of a plan that a split on it may pay, in order. It knows
// accounts with one such split.
func slowLinkPlan(s alloc.EarlierSplit, pot *slowPot, charges []*slowCharge) {
	for _, c := range charges {
		if c.plan == nil || s.Plan != c.plan.ID || pot.who != [3]int64{slowGuarantor(c.plan), c.who[1], c.who[2]} {
			continue
		}
		if s.PlanCharge != 0 && s.PlanCharge != c.Charge.ID || s.Debit == alloc.Interest && c.Charge.Kind != alloc.KindInterest || s.Debit == alloc.Principal && c.Charge.Kind != alloc.KindPrincipal {
			continue
		}
		if c.Of.ID == s.Procedure || s.Procedure == 0 && s.PlanCharge == 0 {
			for ; pot.amount > 0 && c.Before > 0; pot.amount-- {
				c.Before--
			}
		}
	}
}
