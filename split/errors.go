package split

import "github.com/paysplit/paysplit/money"

// The rules of weights and percents.
var (
	ErrNegativeWeight = money.NewRule(money.Malformed, "NEGATIVE_WEIGHT", "the weight must not be negative", "give zero or more")
	ErrNoWeights      = money.NewRule(money.Malformed, "NO_WEIGHTS", "there is nobody to share with", "give at least one party")
	ErrWeightFormat   = money.NewRule(money.Malformed, "WEIGHT_FORMAT", "the text is not a weight", `write an exact decimal, such as "1.95"`)
	ErrWeightRange    = money.NewRule(money.Malformed, "WEIGHT_RANGE", "the weight does not fit in 64 bits beside the others", "give all weights fewer digits, or divide them by one number")
	ErrZeroWeights    = money.NewRule(money.Refused, "ZERO_WEIGHT_SUM", "the weights sum to zero", "give one party a weight above zero; only an amount of zero can be shared among nobody")

	ErrPercentRest = money.NewRule(money.Malformed, "PERCENT_REST", "two parties are the rest", "mark one party as rest, and give the others a percentage")
	ErrPercentSum  = money.NewRule(money.Refused, "PERCENT_SUM", "the percents do not sum to 100", "correct them, or mark one party as rest")
	ErrRest        = money.NewRule(money.Refused, "REST_NEGATIVE", "the rounded shares exceed the amount and leave less than nothing for the rest", "round the shares down")
)

// The rules of rules.
var (
	ErrCap    = money.NewRule(money.Refused, "CAP_INFEASIBLE", "the amount does not fit under the caps", "raise a cap, add a party, or share a smaller amount")
	ErrParty  = money.NewRule(money.Refused, "PARTY_UNKNOWN", "the party that is named has no part in the amount", "name the index of a party with a weight above zero; indexes count from 0")
	ErrPolicy = money.NewRule(money.Malformed, "POLICY_UNKNOWN", "the policy is not one of the named ones", "use one of the Policy constants")
	ErrStep   = money.NewRule(money.Refused, "STEP_MISMATCH", "the amount is not a whole number of steps", "round the amount to the step first")
)

// The rules of refunds.
var (
	ErrOverRefund = money.NewRule(money.Refused, "OVER_REFUND", "more is refunded than was paid", "refund at most what is left of the payment")
	ErrRefundSign = money.NewRule(money.Malformed, "REFUND_SIGN", "a split and its refund have one sign", "give a refund the sign of what it refunds")
)
