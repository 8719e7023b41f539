package amortize

import "github.com/paysplit/paysplit/money"

// Remaining is what is still owed on a plan. Amounts are in minor units.
type Remaining struct {
	Principal     money.Amount // the total less what was paid of it; below zero if charges exceed the total
	PrincipalPaid money.Amount
	InterestPaid  money.Amount
	Ahead         money.Amount // paid above all charges
}

// PrincipalRemaining returns what is left of a plan's principal after payments,
// with fresh scratch: see [Planner.PrincipalRemaining].
func PrincipalRemaining(total money.Amount, charges []PlanCharge, splits []PlanSplit) (Remaining, error) {
	var planner Planner
	return planner.PrincipalRemaining(total, charges, splits)
}

// PrincipalRemaining returns what is left of a plan's principal after payments.
// Splits that name a charge pay that charge first, and what it does not ask pays
// others. The splits pay the charges by date, in the caller's order where dates are equal
// or not set: splits on interest pay interest and then principal, splits on
// principal pay principal, and others pay interest and then principal of each
// charge. What is paid above all charges pays no principal yet.
//
// PrincipalRemaining returns an error if:
//   - the total or interest is below zero ([money.ErrNegative]), or a split is of no known kind
//     ([ErrPlanKind]);
//   - two charges have one id, or a split names a charge that is not there
//     ([money.ErrDuplicateID], [money.ErrUnknownID]);
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, principal remaining of a payment plan.
func (p *Planner) PrincipalRemaining(total money.Amount, charges []PlanCharge, splits []PlanSplit) (Remaining, error) {
	if total < 0 {
		return Remaining{}, &money.FieldError{Path: "total", Value: total, Err: money.ErrNegative}
	}
	for i := range charges {
		if charges[i].Interest < 0 {
			return Remaining{}, chargeError(i, "Interest", charges[i].Interest, money.ErrNegative)
		}
	}
	if err := p.settled.settle(charges, splits, nil); err != nil {
		return Remaining{}, err
	}
	r := Remaining{Ahead: p.settled.pourAll()}
	r.PrincipalPaid, r.InterestPaid = p.settled.paidOff()
	var err error
	if r.Principal, err = total.Sub(r.PrincipalPaid); err != nil {
		return Remaining{}, &money.FieldError{Path: "total", Value: total, Err: err}
	}
	return r, nil
}
