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
	ErrCap        = money.NewRule(money.Refused, "CAP_INFEASIBLE", "the amount does not fit under the caps", "raise a cap, add a party, or share a smaller amount")
	ErrParty      = money.NewRule(money.Refused, "PARTY_UNKNOWN", "the party that is named has no part in the amount", "name the index of a party with a weight above zero; indexes count from 0")
	ErrPolicy     = money.NewRule(money.Malformed, "POLICY_UNKNOWN", "the policy is not one of the named ones", "use one of the Policy constants")
	ErrUnverified = money.NewRule(money.Finding, "SHARES_UNVERIFIED", "the shares are not those of the rule", "share the amount again")
	ErrStep       = money.NewRule(money.Refused, "STEP_MISMATCH", "the amount is not a whole number of steps", "round the amount to the step first")
)

// The rules of refunds.
var (
	ErrOverRefund = money.NewRule(money.Refused, "OVER_REFUND", "more is refunded than was paid", "refund at most what is left of the payment")
	ErrRefundSign = money.NewRule(money.Malformed, "REFUND_SIGN", "a split and its refund have one sign", "give a refund the sign of what it refunds")
)

// The rules of transactions, which a report lists and a posting is refused for.
var (
	ErrChargeProvider  = money.NewRule(money.Refused, "CHARGE_PROVIDER_UNKNOWN", "the integration needs the charge's provider, which is not given", "name the provider of that charge")
	ErrDuplicateKey    = money.NewRule(money.Malformed, "DUPLICATE_SPLIT_KEY", "the split names one id twice", "give each provider or charge one value; most decoders would silently keep the last")
	ErrInsurance       = money.NewRule(money.Refused, "INSURANCE_NOT_POSTABLE", "a payment of an insurance cannot be posted this way", "leave out insurance_plan_id and claim_id, or enter the payment in the practice's own system")
	ErrIntegration     = money.NewRule(money.Refused, "UNSUPPORTED_EHR", "payments cannot be posted to that system", "use Open Dental, Dentrix, Dentrix Enterprise or Eaglesoft")
	ErrKey             = money.NewRule(money.Malformed, "BAD_SPLIT_KEY", "the id of the provider or charge is blank", "name the provider or charge")
	ErrKinds           = money.NewRule(money.Refused, "SPLIT_KIND_CONFLICT", "a payment is split between providers or between charges, not both", "use one kind")
	ErrSplitSign       = money.NewRule(money.Refused, "SPLIT_SIGN", "a split has the sign of the amount", "give a payment and its refund two transactions")
	ErrSplitSum        = money.NewRule(money.Refused, "SPLIT_SUM_MISMATCH", "the splits do not sum to the amount", "correct the amount or a split")
	ErrTransactionID   = money.NewRule(money.Refused, "TRANSACTION_ID_TOO_LONG", "the transaction id has more than 50 characters", "shorten it")
	ErrTransactionUsed = money.NewRule(money.Refused, "DUPLICATE_TRANSACTION_ID", "the transaction id is taken", "give each transaction an id of its own: it is what its payments are found by")
	ErrTypeConflict    = money.NewRule(money.Refused, "PAYMENT_TYPE_CONFLICT", "the name and the id are of two payment types", "give one of the two")
	ErrTypeRequired    = money.NewRule(money.Refused, "PAYMENT_TYPE_REQUIRED", "the payment type is missing", "give payment_type_id or type_name")
	ErrTypeUnknown     = money.NewRule(money.Refused, "UNKNOWN_PAYMENT_TYPE", "the practice has no such payment type", "use one of its payment types; names match in every letter and space")
	ErrUnapplied       = money.NewRule(money.Refused, "UNAPPLIED_AMOUNT", "the amount exceeds what the charges are due", "lower the amount, add a charge, or accept what is left over")
	ErrZeroSplit       = money.NewRule(money.Refused, "ZERO_SPLIT", "the split is zero", "leave it out, or give it a value")
	ErrPatientBasis    = money.NewRule(money.Malformed, "PATIENT_AMOUNT_BASIS", "estimates and write-offs are two ways to the patient's part", "give the estimates of a claim that is open, or the write-offs of one that is settled")
	ErrNoPrefix        = money.NewRule(money.Finding, "NO_PREFIX", "the transaction id has no prefix that names the company", `begin it with one, such as "NH:"`)
	ErrLedgerRows      = money.NewRule(money.Finding, "LEDGER_ROWS_DIFFER", "the ledger's rows are not the planned payments, though they sum to the amount", "compare the rows; some systems merge payments of one provider")
	ErrLedgerSum       = money.NewRule(money.Finding, "LEDGER_SUM_MISMATCH", "the ledger does not show the transaction's amount", "find the rows that are missing or too many by their transaction id")
	ErrPostingFailed   = money.NewRule(money.Finding, "POSTING_FAILED", "the integration reports that the payment was not posted", "correct the cause and post it under a new transaction id")
	ErrPostedAnyway    = money.NewRule(money.Finding, "POSTED_DESPITE_FAILURE", "the integration reports a failure, and the ledger has rows of the transaction", "remove the rows, or keep them and do not post again")
)
