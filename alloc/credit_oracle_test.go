package alloc_test

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// slowPot is loose money of the slow pipeline.
type slowPot struct {
	amount money.Amount
	who    [3]int64
	total  bool  // insurance by claim
	plan   int64 // that it is on
}

// slowSplits returns the earlier splits in stored order.
func slowSplits(a account) []alloc.EarlierSplit {
	splits := slices.Clone(a.ledger.Splits)
	slices.SortFunc(splits, func(x, y alloc.EarlierSplit) int {
		return cmp.Or(cmp.Compare(x.Date.DaysSinceEpoch(), y.Date.DaysSinceEpoch()), cmp.Compare(x.ID, y.ID))
	})
	return splits
}

// slowLink pays the charges that earlier splits name, and returns the money that
// is left, then insurance by claim.
func slowLink(a account, charges []*slowCharge) (pots []*slowPot) {
	family := slowFamily(a)
	hanging := map[*slowCharge]bool{} // adjustments that are not part of their procedure
	for _, c := range charges {
		hanging[c] = c.attached != 0 && c.Before != 0
	}
	for _, s := range slowSplits(a) {
		if !family(s.Patient) {
			continue
		}
		pot := &slowPot{amount: s.Amount, who: [3]int64{s.Patient, s.Provider, s.Clinic}, plan: s.Plan}
		slowLinkPlan(s, pot, charges)
		if c := slowNamed(s, pot.who, charges, hanging); c != nil && s.Plan == 0 {
			c.Before -= s.Amount
			c.paid += s.Amount
			continue
		}
		if s.Unearned != 0 && slices.Contains(a.ledger.Unearned.Hidden, s.Unearned) {
			continue
		}
		pots = append(pots, pot)
	}
	totals := slices.Clone(a.ledger.Totals)
	slices.SortFunc(totals, func(x, y alloc.InsuranceTotal) int {
		return cmp.Or(cmp.Compare(x.Claim, y.Claim), cmp.Compare(x.Patient, y.Patient), cmp.Compare(x.Provider, y.Provider), cmp.Compare(x.Clinic, y.Clinic), cmp.Compare(x.Amount, y.Amount))
	})
	for _, t := range totals {
		if family(t.Patient) {
			pots = append(pots, &slowPot{amount: t.Amount, who: [3]int64{t.Patient, t.Provider, t.Clinic}, total: true})
		}
	}
	return pots
}

// slowNamed returns the charge that a split names, if it belongs to the same
// patient, provider and clinic; else an adjustment that hangs on the procedure.
func slowNamed(s alloc.EarlierSplit, who [3]int64, charges []*slowCharge, hanging map[*slowCharge]bool) *slowCharge {
	for _, c := range charges {
		isProcedure := c.Charge.Kind == alloc.KindProcedure
		if c.who == who && (isProcedure && s.Procedure != 0 && c.Charge.ID == s.Procedure || !isProcedure && s.Procedure == 0 && s.Adjustment != 0 && c.Charge.ID == s.Adjustment) {
			return c
		}
	}
	for _, c := range charges {
		if s.Procedure != 0 && c.who == who && c.attached == s.Procedure && hanging[c] {
			return c
		}
	}
	return nil
}

// slowSpread spreads loose money layer by layer, group by group, each pair in
// turn.
func slowSpread(charges []*slowCharge, pots []*slowPot) {
	const patient, provider, clinic = 0, 1, 2
	for _, same := range [][]int{{provider, patient, clinic}, {provider, patient}, {provider, clinic}, {patient, clinic}, {provider}, {patient}, {clinic}, {}} {
		key := func(who [3]int64) (k [3]int64) {
			for _, i := range same {
				k[i] = who[i]
			}
			return k
		}
		groups := map[[3]int64]bool{}
		for _, c := range charges {
			groups[key(c.who)] = true
		}
		for _, p := range pots {
			groups[key(p.who)] = true
		}
		for g := range groups {
			var in []*slowCharge
			var money []*slowPot
			for _, c := range charges {
				if key(c.who) == g {
					in = append(in, c)
				}
			}
			for _, p := range pots {
				if key(p.who) == g {
					money = append(money, p)
				}
			}
			slowGroup(in, money)
		}
	}
	for _, credit := range charges {
		for _, debit := range charges {
			meet(&credit.Before, &debit.Before, credit.Before < 0 && debit.Before > 0)
		}
	}
}

// slowGroup spreads the loose money of one group, by the steps of the rules.
func slowGroup(charges []*slowCharge, pots []*slowPot) {
	loose := func(c *slowCharge) bool { return c.Charge.Kind == alloc.KindAdjustment && c.attached == 0 }
	for _, p := range pots {
		for _, c := range charges {
			lower(p, c, p.total && p.amount > 0 && c.Before > 0 && c.plan == nil)
		}
	}
	for _, p := range pots {
		for _, c := range charges {
			lower(p, c, p.total && p.amount < 0 && c.Before < 0 && c.plan == nil)
		}
	}
	for _, p := range pots {
		for _, c := range charges {
			lower(p, c, c.plan != nil && p.plan == c.plan.ID && p.amount > 0 && c.Before > 0)
		}
	}
	for _, p := range pots {
		for _, q := range pots {
			meet(&p.amount, &q.amount, !p.total && !q.total && p.plan == 0 && q.plan == 0 && p.amount > 0 && q.amount < 0)
		}
	}
	for _, p := range pots {
		for _, c := range charges {
			lower(p, c, !p.total && p.amount > 0 && c.Before > 0)
		}
	}
	for _, p := range pots {
		for _, c := range charges {
			lower(p, c, !p.total && p.amount < 0 && c.Before < 0 && loose(c))
		}
	}
	for _, credit := range charges {
		for _, debit := range charges {
			meet(&credit.Before, &debit.Before, loose(credit) && credit.Before < 0 && debit.Before > 0 && debit.Charge.Kind == alloc.KindProcedure)
		}
	}
	for _, credit := range charges {
		for _, debit := range charges {
			meet(&credit.Before, &debit.Before, credit.plan != nil && credit.plan == debit.plan && credit.Charge.Kind == alloc.KindPrincipal && credit.Before < 0 && debit.Before > 0)
		}
	}
}

// meet lets two amounts of opposite sign settle each other.
func meet(a, b *money.Amount, may bool) {
	if may {
		part := min(max(*a, -*a), max(*b, -*b))
		if *a < 0 {
			part = -part
		}
		*a -= part
		*b += part
	}
}

// lower takes what a pot and a charge have in common off both: they have one sign.
func lower(p *slowPot, c *slowCharge, may bool) {
	if may {
		part := min(p.amount, c.Before)
		if p.amount < 0 {
			part = max(p.amount, c.Before)
		}
		p.amount -= part
		c.Before -= part
	}
}
