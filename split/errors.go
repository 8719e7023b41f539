package split

import "github.com/paysplit/paysplit/money"

// The rules of weights.
var (
	ErrNegativeWeight = money.NewRule(money.Malformed, "NEGATIVE_WEIGHT", "the weight must not be negative", "give zero or more; whoever pays in has no part of what is shared out")
	ErrNoWeights      = money.NewRule(money.Malformed, "NO_WEIGHTS", "there is nobody to share with", "give at least one party")
	ErrZeroWeights    = money.NewRule(money.Refused, "ZERO_WEIGHT_SUM", "the weights sum to zero", "give one party a weight above zero; only an amount of zero can be shared among nobody")
)
