package amortize

import (
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Terms are what patient and practice agree on. A date that is not set is
// [schedule.Unset], because the zero date is 1 January 1970.
type Terms struct {
	Principal   money.Amount // above zero, in minor units, before the down payment
	DownPayment money.Amount // paid at once; from zero to Principal

	APR      Rate
	Interest Interest // how interest is rounded; required

	Payment  money.Amount // what falls due each period; or
	Payments int          // how many there are, and the payment follows

	Every schedule.Frequency
	Fifth schedule.FifthWeekday

	Agreement     date.Date // the day of the agreement; not set means Today
	First         date.Date // the first due date; not set means one month after the agreement
	InterestStart date.Date // no interest on due dates before it; not set means from the start
	Today         date.Date // the day of the down payment; required
}

// MaxRows is the largest number of instalments of a plan.
const MaxRows = 2000

// check returns the terms with their defaults, or what is wrong with them.
func (t Terms) check() (Terms, error) {
	fail := func(path string, value any, rule error) (Terms, error) {
		return t, &money.FieldError{Path: "terms." + path, Value: value, Err: rule}
	}
	switch {
	case t.Principal < 0:
		return fail("Principal", t.Principal, money.ErrNegative)
	case t.Principal == 0:
		return fail("Principal", nil, money.ErrZeroAmount)
	case t.DownPayment < 0:
		return fail("DownPayment", t.DownPayment, money.ErrNegative)
	case t.DownPayment > t.Principal:
		return fail("DownPayment", money.Gap{Got: t.DownPayment, Want: t.Principal, Relation: "at most"}, ErrDownPayment)
	case !t.APR.Valid():
		return fail("APR", t.APR, ErrRateRange)
	case !t.Every.Valid():
		return fail("Every", nil, schedule.ErrFrequency)
	case t.Payment < 0:
		return fail("Payment", t.Payment, money.ErrNegative)
	case t.Payments < 0:
		return fail("Payments", t.Payments, money.ErrCount)
	case t.Payments > MaxRows:
		return fail("Payments", t.Payments, money.ErrLimit)
	case t.Payment == 0 && t.Payments == 0:
		return fail("Payment", nil, ErrNoTerms)
	case t.Payment != 0 && t.Payments != 0:
		return fail("Payments", t.Payments, ErrBothTerms)
	}
	return t, nil
}

// dated returns checked terms with their default dates.
func (t Terms) dated() (Terms, error) {
	if !t.Interest.Valid() {
		return t, &money.FieldError{Path: "terms.Interest", Err: ErrInterest}
	}
	if !schedule.IsSet(t.Today) {
		return t, &money.FieldError{Path: "terms.Today", Err: money.ErrDateRequired}
	}
	if !schedule.IsSet(t.Agreement) {
		t.Agreement = t.Today
	}
	if schedule.IsSet(t.First) {
		return t, nil
	}
	var err error
	if t.First, err = schedule.AddMonths(t.Agreement, 1); err != nil {
		return t, &money.FieldError{Path: "terms.Agreement", Value: t.Agreement, Err: schedule.ErrDateRange}
	}
	return t, nil
}

// financed returns what the instalments repay.
func (t *Terms) financed() money.Amount {
	return t.Principal - t.DownPayment // 0 <= DownPayment <= Principal
}
