package claimcheck

import "github.com/paysplit/paysplit/money"

// The findings of a check set: each stands in the problems or the warnings of a
// report.
var (
	ErrClaimLevel     = money.NewRule(money.Finding, "CLAIM_BELOW_ABILITY_TO_PAY", "the claim is not valid for payment yet", "complete the claim until it reaches that level")
	ErrExposureLevel  = money.NewRule(money.Finding, "EXPOSURE_BELOW_ABILITY_TO_PAY", "an exposure that is paid from is not valid for payment yet", "complete the exposure until it reaches that level, or pay from another")
	ErrStates         = money.NewRule(money.Finding, "INCONSISTENT_STATE", "an exposure is open while its claim is closed", "reopen the claim, or close the exposure")
	ErrPaymentType    = money.NewRule(money.Finding, "PAYMENT_TYPE_NOT_ALLOWED", "the type of payment does not suit the state of what is paid from", "use a type that is allowed, or change the state first")
	ErrNoPriorPayment = money.NewRule(money.Finding, "SUPPLEMENT_WITHOUT_PRIOR_PAYMENT", "a supplement adds to an earlier payment, and there is none", "reopen and pay, or set allowNoPriorPaymentSupplement")
	ErrCode           = money.NewRule(money.Finding, "UNKNOWN_CODE", "the code is not one of its list", "use one of the codes of the list")
	ErrRefID          = money.NewRule(money.Finding, "UNKNOWN_REFID", "the refid names no contact that is included", "include the contact, or name one of the claim by its id")
	ErrNonPositive    = money.NewRule(money.Finding, "NON_POSITIVE_PAYMENT", "the lines of the payment come to zero or less", "lower the deductible, or leave the payment out")
	ErrDeductible     = money.NewRule(money.Finding, "DEDUCTIBLE_NOT_NEGATIVE", "a deductible line raises the payment", "give the deductible with a minus sign")

	ErrLineCurrency   = money.NewRule(money.Finding, "LINE_CURRENCY_MISMATCH", "a line has another currency than its payment", "give each line the currency of its payment; pay another currency in a payment of its own")
	ErrMulticurrency  = money.NewRule(money.Finding, "MULTICURRENCY_DISABLED", "there is more than one currency where only one is used", "use one currency throughout, or set multicurrency")
	ErrMissingRate    = money.NewRule(money.Finding, "MISSING_RATE", "there is no rate to convert the payment by", "add the rate, or pay in the reserving currency")
	ErrMixedReserving = money.NewRule(money.Finding, "MIXED_RESERVING_CURRENCY", "the payments of one check draw on reserves of different currencies", "write one check for each reserving currency")
	ErrMixedPayments  = money.NewRule(money.Finding, "MIXED_PAYMENT_CURRENCY", "the payments of one check have different currencies, so that it has no one total", "write one check for each currency")

	ErrExceeds      = money.NewRule(money.Finding, "EXCEEDS_AVAILABLE_RESERVES", "the payments exceed what is available on the reserve line", "pay less, or raise the reserve")
	ErrFinalExceeds = money.NewRule(money.Finding, "FINAL_EXCEEDS_AVAILABLE_RESERVES", "a final payment exceeds what is available on the reserve line", "raise the reserve first if the difference is not meant")
	ErrAfterFinal   = money.NewRule(money.Finding, "PAYMENT_AFTER_FINAL", "a payment follows a final one on its reserve line, which leaves nothing there", "make the last payment of the line the final one")
	ErrReserveParts = money.NewRule(money.Finding, "RESERVES_DO_NOT_ADD_UP", "what is available is not what the reserves and payments leave", "correct one of them, or give only one")
	ErrRecurrence   = money.NewRule(money.Finding, "RECURRENCE_MISMATCH", "the checks of a recurring set differ", "give every check the same payees and the same amount")
)

// The rules of the options of a check set.
var (
	ErrExchangeRate = money.NewRule(money.Malformed, "EXCHANGE_RATE", "the text is not a rate of exchange", `write an exact decimal above zero with at most 12 digits after the point, such as "0.7345"`)
	ErrLevels       = money.NewRule(money.Malformed, "VALIDATION_LEVELS", "the validation levels are no ladder", "list each level once, from low to high, with the one that is required")
	ErrSeverity     = money.NewRule(money.Malformed, "SEVERITY_UNKNOWN", "the severity is not one of the named ones", "use problem or warning")
)
