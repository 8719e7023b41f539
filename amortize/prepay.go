package amortize

import "github.com/paysplit/paysplit/money"

// Prepaid is what becomes of a prepayment when a plan issues a day's charges and
// is then closed. Amounts are in minor units.
type Prepaid struct {
	Principal money.Amount // of the instalment that is issued
	Interest  money.Amount // of it
	Held      money.Amount // of the prepayment, after what is issued
	Applied   money.Amount // to charges, when the plan is closed
	Unearned  money.Amount // the rest of it
}

// Prepay returns what becomes of a prepayment. It is [Planner.Prepay] with fresh
// scratch.
func Prepay(plan *Plan, amount money.Amount) (Prepaid, error) {
	var planner Planner
	return planner.Prepay(plan, amount)
}

// Prepay works out what becomes of a prepayment if the plan issues what falls due
// on Terms.Today and is closed on that day. The prepayment is held for the
// charges that are issued; closing applies it to them, to what closing charges
// and to what older charges still ask, and the rest becomes unearned income.
//
// Law: Applied and Unearned sum to the prepayment.
//
// Prepay returns an error if:
//   - [Planner.Issue] or [Planner.Close] would.
//
// Source: Open Dental 24.3, hidden prepayments of dynamic payment plans.
func (p *Planner) Prepay(plan *Plan, amount money.Amount) (Prepaid, error) {
	if amount < 0 {
		return Prepaid{}, &money.FieldError{Path: "amount", Value: amount, Err: money.ErrNegative}
	}
	if err := p.Issue(&p.today, plan, 0); err != nil {
		return Prepaid{}, err
	}
	var s Prepaid
	var issued money.Amount
	for i := range p.today.Charges {
		c := &p.today.Charges[i]
		issued += c.Principal + c.Interest // what a plan expects was summed
		if c.Kind == InstallmentCharge {
			s.Principal += c.Principal
			s.Interest += c.Interest
		}
	}
	now := *plan
	p.charges = append(append(p.charges[:0], plan.Charges...), p.today.Charges...)
	now.Charges = p.charges
	if err := p.Close(&p.closing, &now); err != nil {
		return Prepaid{}, err
	}
	if err := p.settle(&now); err != nil {
		return Prepaid{}, err
	}
	p.settled.pourAll()
	asked, err := p.settled.unpaid()
	for i := range p.closing.CloseOut {
		if err == nil {
			asked, err = asked.Add(p.closing.CloseOut[i].Principal)
		}
	}
	if err != nil {
		return Prepaid{}, planError(err)
	}
	s.Held = max(0, amount-issued) // both are zero or more
	s.Applied = min(amount, asked)
	s.Unearned = amount - s.Applied // 0 <= Applied <= amount
	return s, nil
}
