package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Party is what a plan's record has beside its terms.
type Party struct {
	Guarantor   int64 // who pays
	Locked      bool  // the production is frozen
	HasPayments bool  // there are payments, where the plan's Splits are not given
	Sheet       int64 // the form that prints the plan
}

// Change is what an update of a dynamic plan changes. What is nil or zero stays
// as it is.
type Change struct {
	Payment       money.Amount // what falls due each period; or
	Payments      int          // how many payments the whole principal would take
	APR           *Rate
	Every         schedule.Frequency
	Agreement     *date.Date
	First         *date.Date
	InterestStart *date.Date // of [schedule.Unset]: from the start
	Guarantor     int64
	Locked        *bool
	Sheet         int64
}

// Policy is what a practice demands of its plans: Open Dental's preferences. The
// zero value has those that are off there by default.
type Policy struct {
	LockForAPR  bool // PayPlanRequireLockForAPR: a plan with interest is locked
	FutureDates bool // FutureTransDatesAllowed: the agreement may be after today
	Sheets      bool // PayPlansUseSheets: a plan may name a sheet
}

// Amend returns a running plan under changed terms, and its record. A first due
// date that was not set is what it was by default, whatever happens to the
// agreement. What the plan has issued stays; [Planner.AppendExpected] of the plan says what follows. A number
// of payments becomes a payment: that of the whole principal, issued or not.
// Terms.FutureAgreement follows the policy.
//
// Law: charges, splits and production stay, and amending twice is amending once.
//
// Amend returns an error at the field of the change, and no plan, if:
//   - the plan is closed ([ErrClosed]);
//   - payment and number of payments are both given ([ErrBothTerms]), or one of
//     them is below zero or past [MaxRows] ([money.ErrNegative], [money.ErrCount],
//     [money.ErrLimit]);
//   - the rate is outside 0 to [MaxRate], or the frequency is not one of the named
//     ones ([ErrRateRange], [schedule.ErrFrequency]);
//   - the guarantor changes and there are charges or payments ([ErrGuarantor]);
//   - the first due date changes and there are charges ([ErrFirstFixed]);
//   - an interest start is given and the rate is zero ([ErrNoInterest]);
//   - the policy locks plans with interest, and the change gives a rate without
//     the lock or takes the lock from a plan with a rate ([ErrAPRNeedsLock]);
//   - a locked plan would be unlocked ([ErrPlanLocked]);
//   - the agreement is after today, where the policy does not allow that
//     ([money.ErrFutureDate]);
//   - a sheet is given and the policy uses none ([ErrSheets]).
//
// Source: Open Dental API, PayPlans PUT Dynamic.
func Amend(plan Plan, party Party, c Change, policy Policy) (Plan, Party, error) {
	t := &plan.Terms
	agreed := *t
	agreed.FutureAgreement = true // whether that is allowed is asked of the change
	if agreed.dated() == nil {
		t.First = agreed.First // a default follows from the agreement as it was
	}
	if err := c.check(&plan, &party, policy); err != nil {
		return Plan{}, Party{}, err
	}
	switch {
	case c.Payment != 0:
		t.Payment, t.Payments = c.Payment, 0
	case c.Payments != 0:
		t.Payment, t.Payments = 0, c.Payments
	}
	if c.Every != 0 {
		t.Every = c.Every
	}
	set(&t.APR, c.APR)
	set(&t.Agreement, c.Agreement)
	set(&t.First, c.First)
	set(&t.InterestStart, c.InterestStart)
	set(&party.Locked, c.Locked)
	if c.Guarantor != 0 {
		party.Guarantor = c.Guarantor
	}
	if c.Sheet != 0 {
		party.Sheet = c.Sheet
	}
	t.FutureAgreement = policy.FutureDates
	return plan, party, nil
}

// set changes a value where there is a new one.
func set[T any](old, changed *T) {
	if changed != nil {
		*old = *changed
	}
}

// check says which change is not allowed.
func (c *Change) check(plan *Plan, party *Party, policy Policy) error {
	switch {
	case plan.Closed:
		return &money.FieldError{Path: "plan.Closed", Err: ErrClosed}
	case c.Payment < 0:
		return changeError("Payment", c.Payment, money.ErrNegative)
	case c.Payments < 0:
		return changeError("Payments", c.Payments, money.ErrCount)
	case c.Payments > MaxRows:
		return changeError("Payments", money.Fact("got "+strconv.Itoa(c.Payments)+", at most 2000 payments"), money.ErrLimit)
	case c.Payment != 0 && c.Payments != 0:
		return changeError("Payments", c.Payments, ErrBothTerms)
	case c.APR != nil && !c.APR.Valid():
		return changeError("APR", *c.APR, ErrRateRange)
	case c.Every != 0 && !c.Every.Valid():
		return changeError("Every", nil, schedule.ErrFrequency)
	case c.Agreement != nil && c.Agreement.After(plan.Terms.Today) && !policy.FutureDates:
		return changeError("Agreement", *c.Agreement, money.ErrFutureDate)
	case c.First != nil && *c.First != plan.Terms.First && len(plan.Charges) > 0:
		return changeError("First", *c.First, ErrFirstFixed)
	case c.Sheet != 0 && !policy.Sheets:
		return changeError("Sheet", nil, ErrSheets)
	case c.Locked != nil && !*c.Locked && party.Locked:
		return changeError("Locked", nil, ErrPlanLocked)
	}
	used := len(plan.Charges) > 0 || len(plan.Splits) > 0 || party.HasPayments
	if c.Guarantor != 0 && c.Guarantor != party.Guarantor && used {
		return changeError("Guarantor", c.Guarantor, ErrGuarantor)
	}
	return c.checkInterest(plan, policy)
}

// checkInterest checks what a change says of interest.
func (c *Change) checkInterest(plan *Plan, policy Policy) error {
	apr := plan.Terms.APR
	set(&apr, c.APR)
	if c.InterestStart != nil && schedule.IsSet(*c.InterestStart) && apr == 0 {
		return changeError("InterestStart", *c.InterestStart, ErrNoInterest)
	}
	locks := c.Locked != nil && *c.Locked
	if policy.LockForAPR && apr > 0 && !locks && (c.APR != nil || c.Locked != nil) {
		return changeError("Locked", nil, ErrAPRNeedsLock)
	}
	return nil
}

// changeError returns the error of a field of a change.
func changeError(field string, value any, rule error) error {
	return &money.FieldError{Path: "change." + field, Value: value, Err: rule}
}

// Attached is production that a plan pays for.
type Attached struct {
	ID   int64
	Kind ItemKind
}

// CheckNew says why a dynamic plan cannot be created, or nil.
//
// CheckNew returns an error if:
//   - the plan has charges or payments, or is closed ([ErrNotNew], [ErrClosed]);
//   - it names a sheet and the policy uses none ([ErrSheets]);
//   - the plan bears interest and is not locked ([ErrAPRNeedsLock]);
//   - an item of its production is among those that other open plans have
//     ([ErrItemOnPlan]).
//
// What [Planner.AppendExpected] refuses it leaves to that.
//
// Source: Open Dental API, PayPlans POST Dynamic.
func CheckNew(plan *Plan, party Party, attached []Attached, policy Policy) error {
	switch {
	case len(plan.Charges) > 0:
		return &money.FieldError{Path: "plan.Charges", Err: ErrNotNew}
	case len(plan.Splits) > 0:
		return &money.FieldError{Path: "plan.Splits", Err: ErrNotNew}
	case plan.Closed:
		return &money.FieldError{Path: "plan.Closed", Err: ErrClosed}
	case party.Sheet != 0 && !policy.Sheets:
		return &money.FieldError{Path: "party.Sheet", Err: ErrSheets}
	}
	if plan.Terms.APR > 0 && !party.Locked {
		return &money.FieldError{Path: "party.Locked", Err: ErrAPRNeedsLock}
	}
	taken := make(map[Attached]bool, len(attached))
	for _, a := range attached {
		taken[a] = true
	}
	for i := range plan.Production {
		if item := &plan.Production[i]; taken[Attached{item.ID, item.Kind}] {
			return itemError(i, "ID", item.ID, ErrItemOnPlan)
		}
	}
	return nil
}
