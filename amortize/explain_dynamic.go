package amortize

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// PeriodStep says how the interest of a dynamic plan's period came about. Amounts
// are in minor units, before the period.
type PeriodStep struct {
	Date      date.Date
	Uncharged money.Amount // principal that no charge has reached yet
	Unpaid    money.Amount // principal charged and not paid; it counts for [NextPeriod] alone
	Ahead     money.Amount // paid and not charged
	Balance   money.Amount // that bears interest: Uncharged and Unpaid, less Ahead, never below zero
	Rate      money.Ratio  // of the period, in lowest terms; zero where no interest is charged
	Interest  Exact        // on the balance, before rounding
	Last      bool         // all that is left fits in the payment
}

// AppendPeriodSteps appends to dst how the interest of each period came about that
// a plan expects. The charges and the summary are those that
// [Planner.AppendExpected] returned for the plan and the horizon.
//
// The balance is the exact one; [OpenDental] has the doubles nearest to it, with
// the noise of their sums.
//
// AppendPeriodSteps returns an error, and dst unchanged, if:
//   - the splits are out of range, which that plan's are not;
//   - a sum does not fit ([money.ErrOverflow]).
func AppendPeriodSteps(dst []PeriodStep, plan *Plan, h Horizon, charges []PlanCharge, s PlanSummary) ([]PeriodStep, error) {
	pays, err := sumPaid(plan.Splits)
	if err != nil {
		return dst, err
	}
	var sums chargedSums
	for i := range plan.Charges {
		if err := sums.add(&plan.Charges[i]); err != nil {
			return dst, err
		}
	}
	uncharged := s.Uncharged
	for i := range charges {
		if c := &charges[i]; c.Kind == InstallmentCharge {
			if uncharged, err = uncharged.Add(c.Principal); err != nil {
				return dst, planError(err)
			}
		}
	}
	steps := dst
	rate := plan.Terms.APR.period(plan.Terms.Every)
	for i := range charges {
		c := &charges[i]
		if c.Kind == InstallmentCharge && (len(steps) == len(dst) || steps[len(steps)-1].Date != c.Date) {
			step := PeriodStep{Date: c.Date, Uncharged: uncharged, Interest: Exact{Per: 1}}
			a := pays.apply(max(sums.principal, 0), sums.interest)
			step.Ahead = a.excess
			if h == NextPeriod && len(plan.Charges) > 0 {
				step.Unpaid = a.unpaidPrincipal
			}
			balance, err := uncharged.Add(step.Unpaid)
			if err != nil {
				return dst, planError(err)
			}
			step.Balance = max(balance-step.Ahead, 0) // both are zero or more
			if !c.Date.Before(plan.Terms.InterestStart) {
				step.Rate, step.Interest = rate, exactInterest(step.Balance, rate)
			}
			steps = append(steps, step)
		}
		if c.Kind == InstallmentCharge {
			uncharged -= c.Principal // one of those that were added
			steps[len(steps)-1].Last = uncharged == 0
		}
		if err := sums.add(c); err != nil {
			return dst, err
		}
	}
	return steps, nil
}

// chargedSums are what a plan has charged so far.
type chargedSums struct{ principal, interest money.Amount }

// add adds a charge.
func (s *chargedSums) add(c *PlanCharge) (err error) {
	if s.principal, err = s.principal.Add(c.Principal); err == nil {
		s.interest, err = s.interest.Add(c.Interest)
	}
	if err != nil {
		return planError(err)
	}
	return nil
}
