package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Terms are what patient and practice agree on. A date that is not set is
// [schedule.Unset], because the zero date is 1 January 1970; [NewTerms] has them
// all so.
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
	Today         date.Date // the day it is, and of a static plan's down payment; required

	FutureAgreement bool // the agreement may be after Today; Open Dental's FutureTransDatesAllowed
}

// NewTerms returns terms of today with no other date set, monthly. What is left to
// set is the principal, the rate, how interest is rounded, and the payment or the
// number of payments.
func NewTerms(today date.Date) Terms {
	return Terms{
		Every: schedule.Monthly, Today: today,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset,
	}
}

// MaxRows is the largest number of instalments of a plan.
const MaxRows = 2000

// check says which field is wrong, the first in their order. The dates are left
// to dated.
func (t *Terms) check() error {
	if err := t.checkLoan(); err != nil {
		return err
	}
	switch {
	case !t.Interest.Valid():
		return termsError("Interest", nil, ErrInterest)
	case t.Payment < 0:
		return termsError("Payment", t.Payment, money.ErrNegative)
	case t.Payment == 0 && t.Payments == 0:
		return termsError("Payment", nil, ErrNoTerms)
	}
	if err := t.checkPace(); err != nil {
		return err
	}
	if !t.Fifth.Valid() {
		return termsError("Fifth", t.Fifth, schedule.ErrFifthWeekday)
	}
	return nil
}

// checkLoan checks how much is owed, and at what rate.
func (t *Terms) checkLoan() error {
	switch {
	case t.Principal < 0:
		return termsError("Principal", t.Principal, money.ErrNegative)
	case t.Principal == 0:
		return termsError("Principal", nil, money.ErrZeroAmount)
	case t.DownPayment < 0:
		return termsError("DownPayment", t.DownPayment, money.ErrNegative)
	case t.DownPayment > t.Principal:
		return termsError("DownPayment", money.Gap{Got: t.DownPayment, Want: t.Principal, Relation: "at most"}, ErrDownPayment)
	case !t.APR.Valid():
		return termsError("APR", t.APR, ErrRateRange)
	}
	return nil
}

// checkPace checks how many payments there are, where that is given, and how
// often.
func (t *Terms) checkPace() error {
	switch {
	case t.Payments < 0:
		return termsError("Payments", t.Payments, money.ErrCount)
	case t.Payments > MaxRows:
		return termsError("Payments", money.Fact("got "+strconv.Itoa(t.Payments)+", at most 2000 payments"), money.ErrLimit)
	case t.Payment != 0 && t.Payments != 0:
		return termsError("Payments", t.Payments, ErrBothTerms)
	case !t.Every.Valid():
		return termsError("Every", nil, schedule.ErrFrequency)
	}
	return nil
}

// dated sets the dates that are not set, or says which date is wrong.
func (t *Terms) dated() error {
	switch {
	case schedule.IsSet(t.Agreement) && !inCalendar(t.Agreement):
		return termsError("Agreement", t.Agreement, schedule.ErrDateRange)
	case schedule.IsSet(t.First) && !inCalendar(t.First):
		return termsError("First", t.First, schedule.ErrDateRange)
	case schedule.IsSet(t.InterestStart) && !inCalendar(t.InterestStart):
		return termsError("InterestStart", t.InterestStart, schedule.ErrDateRange)
	case !schedule.IsSet(t.Today):
		return termsError("Today", nil, money.ErrDateRequired)
	case !inCalendar(t.Today):
		return termsError("Today", t.Today, schedule.ErrDateRange)
	}
	given := "Agreement"
	switch {
	case !schedule.IsSet(t.Agreement):
		t.Agreement, given = t.Today, "Today"
	case t.Agreement.After(t.Today) && !t.FutureAgreement:
		return termsError("Agreement", t.Agreement, money.ErrFutureDate)
	}
	if schedule.IsSet(t.First) {
		return nil
	}
	first, err := schedule.AddMonths(t.Agreement, 1)
	if err != nil {
		return termsError(given, t.Agreement, schedule.ErrDateRange)
	}
	t.First = first
	return nil
}

// firstFrom returns the field that the first due date follows from: its own, or
// the one that a default takes the place of. It is asked before dated.
func (t *Terms) firstFrom() string {
	switch {
	case schedule.IsSet(t.First):
		return "First"
	case schedule.IsSet(t.Agreement):
		return "Agreement"
	}
	return "Today"
}

// pastCalendar gives the error of a due date that there is none for the field that
// the first one follows from; any other error stays as it is.
func pastCalendar(err error, from string) error {
	field, ok := err.(*money.FieldError)
	if !ok || field.Path != "terms.First" || field.Err != schedule.ErrDateRange {
		return err
	}
	if first, ok := field.Value.(date.Date); ok && !inCalendar(first) {
		return err // the first date itself
	}
	return termsError(from, money.Fact("the last payments would fall due after 9999-12-31"), schedule.ErrDateRange)
}

// paceField returns the field that says how fast the plan is paid off.
func (t *Terms) paceField() string {
	if t.Payments > 0 {
		return "Payments"
	}
	return "Payment"
}

// inCalendar reports whether a date is in the years that have due dates.
func inCalendar(d date.Date) bool {
	_, err := schedule.AddMonths(d, 0)
	return err == nil
}

// termsError returns the error of a field of Terms.
func termsError(field string, value any, rule error) error {
	return &money.FieldError{Path: "terms." + field, Value: value, Err: rule}
}

// financed returns what the instalments repay.
func (t *Terms) financed() money.Amount {
	return t.Principal - t.DownPayment // 0 <= DownPayment <= Principal
}
