package amortize

import "github.com/paysplit/paysplit/money"

// The rules of payment plans, beside the shared ones of packages money and
// schedule.
var (
	ErrAPRNeedsLock  = money.NewRule(money.Refused, "APR_NEEDS_LOCK", "a plan that bears interest must be locked", "give isLocked true along with the rate, or leave the rate at 0")
	ErrClosed        = money.NewRule(money.Refused, "PLAN_CLOSED", "the plan is closed", "leave a closed plan as it is; a new plan may take over what it let go")
	ErrNotNew        = money.NewRule(money.Refused, "PLAN_NOT_NEW", "a new plan has no charges and no payments", "leave them out, or amend the plan that has them")
	ErrFirstFixed    = money.NewRule(money.Refused, "FIRST_DATE_FIXED", "the first due date cannot change once there are charges", "leave the first due date as it is")
	ErrGuarantor     = money.NewRule(money.Refused, "GUARANTOR_FIXED", "the guarantor cannot change once there are charges or payments", "leave the guarantor as it is")
	ErrInsurancePlan = money.NewRule(money.Refused, "INSURANCE_PLAN", "the plan is an insurance plan", "close patient and dynamic plans here")
	ErrItemOnPlan    = money.NewRule(money.Refused, "ITEM_ON_PLAN", "the production is on another open plan", "leave it out, or close the other plan first")
	ErrNoInterest    = money.NewRule(money.Refused, "INTEREST_START_WITHOUT_APR", "interest cannot start on a plan without any", "give the plan a rate above 0, or leave the interest start out")
	ErrPlanLocked    = money.NewRule(money.Refused, "PLAN_LOCKED", "a locked plan cannot be unlocked", "leave the plan locked")
	ErrSheets        = money.NewRule(money.Refused, "SHEETS_NOT_USED", "a sheet is given and plans do not use sheets", "leave the sheet out, or set the preference payPlansUseSheets")
	ErrBothTerms     = money.NewRule(money.Refused, "PAYMENT_AND_COUNT", "the payment and the number of payments are both given", "give one of them; the other follows")
	ErrDownPayment   = money.NewRule(money.Refused, "DOWN_PAYMENT_TOO_HIGH", "the down payment exceeds the principal", "lower the down payment")
	ErrInterest      = money.NewRule(money.Malformed, "INTEREST_UNKNOWN", "the interest engine is not one of the named ones", "use openDental, halfEven, halfUp or halfDown")
	ErrPlanKind      = money.NewRule(money.Malformed, "PLAN_KIND_UNKNOWN", "the kind is not one of the named ones", "use one of the named kinds")
	ErrNoTerms       = money.NewRule(money.Refused, "PAYMENT_OR_COUNT_REQUIRED", "neither the payment nor the number of payments is given", "give one of them")
	ErrPaymentTooLow = money.NewRule(money.Refused, "PAYMENT_TOO_LOW", "the payment does not exceed the interest of a period, so the plan would never be paid off", "raise the payment above the interest, or lower the rate")
	ErrRowBalance    = money.NewRule(money.Refused, "ROW_BALANCE", "the row does not follow from the balance before it", "a balance is the one before less the row's principal, which is above zero")
	ErrRowDate       = money.NewRule(money.Refused, "ROW_DATE", "the row is not on its due date", "every due date follows from the first")
	ErrRowEnd        = money.NewRule(money.Refused, "ROW_END", "the rows do not end where nothing is left to pay", "end with the row whose balance is zero")
	ErrRowInterest   = money.NewRule(money.Refused, "ROW_INTEREST", "the interest is not that of the period", "round the exact interest on the balance once, as the terms say")
	ErrRowKind       = money.NewRule(money.Refused, "ROW_KIND", "the row is not the one that comes here", "a down payment comes first, then the instalments from 1")
	ErrRowPayment    = money.NewRule(money.Refused, "ROW_PAYMENT", "the row does not pay what falls due", "every row but the last pays the payment of the terms")
	ErrRateFormat    = money.NewRule(money.Malformed, "RATE_FORMAT", "the text is not a rate", `write the percent as a number, such as "18.5"`)
	ErrRatePrecision = money.NewRule(money.Malformed, "RATE_PRECISION", "the rate has more than six digits after the point", "round it to six digits")
	ErrRateRange     = money.NewRule(money.Malformed, "RATE_RANGE", "the rate is outside 0 to 1000 percent", "write 18 percent as 18")
)
