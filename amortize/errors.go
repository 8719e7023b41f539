package amortize

import "github.com/paysplit/paysplit/money"

// The rules of payment plans, beside the shared ones of packages money and
// schedule.
var (
	ErrBothTerms     = money.NewRule(money.Refused, "PAYMENT_AND_COUNT", "the payment and the number of payments are both given", "give one of them; the other follows")
	ErrDownPayment   = money.NewRule(money.Refused, "DOWN_PAYMENT_TOO_HIGH", "the down payment exceeds the principal", "lower the down payment")
	ErrInterest      = money.NewRule(money.Malformed, "INTEREST_UNKNOWN", "the interest engine is not one of the named ones", "use openDental, halfEven, halfUp or halfDown")
	ErrPlanKind      = money.NewRule(money.Malformed, "PLAN_KIND_UNKNOWN", "the kind is not one of the named ones", "use one of the named kinds")
	ErrNoTerms       = money.NewRule(money.Refused, "PAYMENT_OR_COUNT_REQUIRED", "neither the payment nor the number of payments is given", "give one of them")
	ErrPaymentTooLow = money.NewRule(money.Refused, "PAYMENT_TOO_LOW", "the payment does not exceed the interest of a period, so the plan would never be paid off", "raise the payment above the interest, or lower the rate")
	ErrRateFormat    = money.NewRule(money.Malformed, "RATE_FORMAT", "the text is not a rate", `write the percent as a number, such as "18.5"`)
	ErrRatePrecision = money.NewRule(money.Malformed, "RATE_PRECISION", "the rate has more than six digits after the point", "round it to six digits")
	ErrRateRange     = money.NewRule(money.Malformed, "RATE_RANGE", "the rate is outside 0 to 1000 percent", "write 18 percent as 18")
)
