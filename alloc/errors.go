package alloc

import "github.com/paysplit/paysplit/money"

// The rules of allocation, beside the shared ones of package money.
var (
	ErrKind = money.NewRule(money.Malformed, "KIND_UNKNOWN", "the kind of charge is not one of the named ones", "use one of the Kind constants")
)

// The rules of refunds.
var (
	ErrRefunded       = money.NewRule(money.Refused, "REFUND_ALREADY_REFUNDED", "the payment was refunded before", "refund a payment once")
	ErrRefundNegative = money.NewRule(money.Refused, "REFUND_NEGATIVE_SPLIT", "a payment with splits of zero or less cannot be refunded", "undo it by hand: it is a refund or a transfer itself")
	ErrRefundPlan     = money.NewRule(money.Refused, "REFUND_PLAN_ATTACHED", "a payment that is attached to a payment plan cannot be refunded", "detach it from the plan first")
	ErrRefundSum      = money.NewRule(money.Refused, "REFUND_SUM_MISMATCH", "the splits do not sum to the payment", "give all splits of the payment, and its amount")
	ErrReturnTooMuch  = money.NewRule(money.Refused, "RETURN_TOO_MUCH", "more is returned than the splits of the payment hold", "return at most what was paid")
)

// The rules of payment plans.
var (
	ErrPlanItems      = money.NewRule(money.Malformed, "PLAN_ITEMS", "a dynamic plan has links and one of the old kind has credits", "give links to a dynamic plan and credits to any other")
	ErrPlanNotDynamic = money.NewRule(money.Refused, "PLAN_NOT_DYNAMIC", "only a dynamic plan can be paid by its number", "name a dynamic plan, or leave the plan out")
)

// The findings of allocation: they stand in warnings.
var (
	// ErrInsuranceOverpaid: insurance, write-offs and discounts exceed what was owed.
	// What is above is not the family's money: it is ignored.
	ErrInsuranceOverpaid = money.NewRule(money.Finding, "INSURANCE_OVERPAID", "insurance, write-offs and discounts exceed the charge; the excess is not credited to the family", "check the claim and the adjustments")

	// ErrOutsideFamily: a charge is on nobody of the payer's family, and plays no part.
	ErrOutsideFamily = money.NewRule(money.Finding, "CHARGE_OUTSIDE_FAMILY", "the charge is on nobody of the payer's family and was left out", "correct the patient, or add the patient to the family")
)
