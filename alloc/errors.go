package alloc

import "github.com/paysplit/paysplit/money"

// The rules of allocation, beside the shared ones of package money.
var (
	ErrKind = money.NewRule(money.Malformed, "KIND_UNKNOWN", "the kind of charge is not one of the named ones", "use one of the Kind constants")
)

// The findings of allocation: they stand in warnings.
var (
	// ErrInsuranceOverpaid: insurance, write-offs and discounts exceed what was owed.
	// What is above is not the family's money: it is ignored.
	ErrInsuranceOverpaid = money.NewRule(money.Finding, "INSURANCE_OVERPAID", "insurance, write-offs and discounts exceed the charge; the excess is not credited to the family", "check the claim and the adjustments")

	// ErrOutsideFamily: a charge is on nobody of the payer's family, and plays no part.
	ErrOutsideFamily = money.NewRule(money.Finding, "CHARGE_OUTSIDE_FAMILY", "the charge is on nobody of the payer's family and was left out", "correct the patient, or add the patient to the family")
)
