package alloc

import "github.com/paysplit/paysplit/money"

// The rules of allocation, beside the shared ones of package money.
var (
	ErrKind       = money.NewRule(money.Malformed, "KIND_UNKNOWN", "the kind of charge is not one of the named ones", "use one of the Kind constants")
	ErrFutureDate = money.NewRule(money.Refused, "FUTURE_DATE", "the payment is dated after today", "date it today or earlier, or set the preference futureTransDatesAllowed")
)
