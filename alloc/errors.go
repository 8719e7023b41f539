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

// The rules of placing a payment by hand.
var (
	ErrPartialAmount  = money.NewRule(money.Malformed, "PARTIAL_AMOUNT", "a share of the payment is zero or less", "give each charge an amount above zero")
	ErrPartialEmpty   = money.NewRule(money.Malformed, "PARTIAL_EMPTY", "no charge is named", "name at least one procedure or instalment")
	ErrPartialFamily  = money.NewRule(money.Refused, "PARTIAL_NOT_IN_FAMILY", "the charge is on nobody of the payer's family", "name a charge of the family's")
	ErrPartialMode    = money.NewRule(money.Malformed, "PARTIAL_MODE", "a payment that is placed by hand takes no other instruction", "leave out procNums, isPrepayment, isPatientPreferred and payPlanNum")
	ErrPartialOverpay = money.NewRule(money.Refused, "PARTIAL_OVERPAY", "the share is more than the charge is owed", "give at most what is owed, or set allowOverpay")
	ErrPartialPaid    = money.NewRule(money.Refused, "PARTIAL_NOT_OUTSTANDING", "nothing is owed on the charge", "name a charge that is owed; if the procedure is on a payment plan, the plan's instalment")
	ErrPartialPlan    = money.NewRule(money.Refused, "PARTIAL_PLAN_NOT_DYNAMIC", "the instalment is of a plan that is not dynamic", "name an instalment of a dynamic plan")
	ErrPartialSum     = money.NewRule(money.Refused, "PARTIAL_SUM_MISMATCH", "the shares do not sum to the payment", "make the amounts sum to the payment")
	ErrPartialTwice   = money.NewRule(money.Malformed, "PARTIAL_DUPLICATE", "the charge is named twice", "name each charge once, with the whole amount")
)

// The rules of replaying an account.
var (
	ErrReplayFamily  = money.NewRule(money.Refused, "REPLAY_OUTSIDE_FAMILY", "a split is on nobody of the family", "correct the split, or add the patient to the family")
	ErrReplayPartner = money.NewRule(money.Refused, "REPLAY_NO_PARTNER", "a payment below zero matches no adjustment and no payment of its size", "split it by hand, or leave it out together with its splits")
	ErrReplaySum     = money.NewRule(money.Refused, "REPLAY_SUM_MISMATCH", "the splits of the payment do not sum to it", "give all splits of the payment, or none")
)

// ErrUnverified is the rule that [Verify] and its relatives find broken. The path of
// the error names the row at fault.
var ErrUnverified = money.NewRule(money.Refused, "UNVERIFIED", "the result does not follow from its input", "do not record it; allocate again, and report what made it")

// The findings of allocation: they stand in warnings.
var (
	// ErrInsuranceOverpaid: insurance, write-offs and discounts exceed what was owed.
	// What is above is not the family's money: it is ignored.
	ErrInsuranceOverpaid = money.NewRule(money.Finding, "INSURANCE_OVERPAID", "insurance, write-offs and discounts exceed the charge; the excess is not credited to the family", "check the claim and the adjustments")

	// ErrPartialCovered: money on the account that names no charge would pay this one.
	ErrPartialCovered = money.NewRule(money.Finding, "PARTIAL_COVERED", "loose money on the account already covers this part of the charge", "leave it, or move the loose money by a transfer first")

	// ErrChosenAside: a chosen procedure is not on the account, and plays no part.
	ErrChosenAside = money.NewRule(money.Finding, "CHOSEN_NOT_ON_ACCOUNT", "the chosen procedure is unknown, a stranger's, or planned: it was left out", "correct the id; planned treatment needs prepayAllowedForTpProcs")

	// ErrTargetOff: a target is on nobody of the family, or planned where the office does
	// not allow that to be paid.
	ErrTargetOff = money.NewRule(money.Refused, "TARGET_NOT_ON_ACCOUNT", "the charge is not on the account: it is a stranger's, or planned", "name a charge of the family's; planned treatment needs prepayAllowedForTpProcs")

	// ErrOutsideFamily: a charge, an earlier split or a plan is on nobody of the payer's family, and plays no part.
	ErrOutsideFamily = money.NewRule(money.Finding, "CHARGE_OUTSIDE_FAMILY", "it is on nobody of the payer's family and was left out", "correct the patient, or add the patient to the family")
)
