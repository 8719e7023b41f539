package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// PlanSplit is money that was paid on a plan.
type PlanSplit struct {
	Amount money.Amount // in minor units; below zero takes money back
	Kind   PaidKind
	Charge int64 // the charge that it pays; zero is the plan in general
}

// PaidKind says what a split on a plan pays.
type PaidKind uint8

// The kinds. The zero value is what old splits have: it pays interest first.
const (
	PaidUnknown PaidKind = iota
	PaidPrincipal
	PaidInterest
	paidKinds
)

// paid is what was paid on a plan, by kind, none of it below zero.
type paid struct {
	unknown, principal, interest money.Amount
}

// sumPaid nets the splits of each kind. What is below zero then takes from the
// other kinds: unknown from principal and then from interest, and principal or
// interest from unknown first.
//
// Source: Open Dental 24.3, splits of a payment plan.
func sumPaid(splits []PlanSplit) (paid, error) {
	var p paid
	for i := range splits {
		if err := p.add(i, &splits[i]); err != nil {
			return paid{}, err
		}
	}
	if !p.fits() {
		return paid{}, splitError(len(splits)-1, "Amount", splits[len(splits)-1].Amount, money.ErrOverflow)
	}
	p.takeBack()
	return p, nil
}

// add adds split i to its kind.
func (p *paid) add(i int, s *PlanSplit) error {
	var sum *money.Amount
	switch s.Kind {
	case PaidUnknown:
		sum = &p.unknown
	case PaidPrincipal:
		sum = &p.principal
	case PaidInterest:
		sum = &p.interest
	default:
		return splitError(i, "Kind", int(s.Kind), ErrPlanKind)
	}
	total, err := sum.Add(s.Amount)
	if err != nil {
		return splitError(i, "Amount", s.Amount, err)
	}
	*sum = total
	return nil
}

// fits reports whether what is above zero has a sum that fits.
func (p *paid) fits() bool {
	_, err := money.Sum([]money.Amount{max(p.unknown, 0), max(p.principal, 0), max(p.interest, 0)})
	return err == nil
}

// net returns what was paid of any kind less what was taken back, where the sum
// of each fits.
func (p *paid) net() money.Amount { return p.unknown + p.principal + p.interest }

// takeBack covers what is below zero of one kind from the others.
func (p *paid) takeBack() {
	takeBack(&p.unknown, &p.principal, &p.interest)
	takeBack(&p.principal, &p.unknown, &p.interest)
	takeBack(&p.interest, &p.unknown, &p.principal)
}

// takeBack covers an amount below zero from the others, in order. What they
// cannot cover was never there.
func takeBack(negative *money.Amount, from ...*money.Amount) {
	for _, source := range from {
		if *negative < 0 && *source > 0 {
			rest := *negative + *source // opposite signs: cannot wrap
			*negative, *source = min(rest, 0), max(rest, 0)
		}
	}
	*negative = max(*negative, 0)
}

// splitError returns the error of a field of a split.
func splitError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "plan.Splits[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}

// applied is what the payments of a plan do to what it has charged.
type applied struct {
	unpaidPrincipal money.Amount // charged and not paid
	unpaidInterest  money.Amount
	excess          money.Amount // paid and not charged
}

// apply pours the payments over what was charged: splits on interest to interest,
// unknown ones to what is left of it, then what interest did not need and the
// splits on principal to principal, then unknown ones to what is left of that.
// All of it is zero or more, and p's sum fits.
func (p paid) apply(chargedPrincipal, chargedInterest money.Amount) applied {
	take := func(from *money.Amount, owed *money.Amount) {
		amount := min(*from, *owed)
		*from -= amount // 0 <= amount <= both
		*owed -= amount
	}
	a := applied{unpaidPrincipal: chargedPrincipal, unpaidInterest: chargedInterest}
	take(&p.interest, &a.unpaidInterest)
	take(&p.unknown, &a.unpaidInterest)
	take(&p.interest, &a.unpaidPrincipal)
	take(&p.principal, &a.unpaidPrincipal)
	take(&p.unknown, &a.unpaidPrincipal)
	a.excess = p.interest + p.principal + p.unknown // at most the sum that sumPaid checked
	return a
}
