package claimcheck

import "github.com/paysplit/paysplit/money"

// The rules of claim procedures.
var (
	ErrPool   = money.NewRule(money.Malformed, "POOL_UNKNOWN", "the pool is not one of the named ones", "use PoolAttached, PoolUnattached or PoolBoth")
	ErrStatus = money.NewRule(money.Malformed, "STATUS_UNKNOWN", "the status of the claim procedure does not exist", "use one of the Status constants")
)

// The findings about a new check.
var (
	ErrBatchOnly        = money.NewRule(money.Finding, "BATCH_ONLY", "the office takes checks in batches alone", "enter the check as a batch of one claim, or turn the preference claimPaymentBatchOnly off")
	ErrCheckAmount      = money.NewRule(money.Finding, "CHECK_AMOUNT_MISMATCH", "the check does not match its claim procedures", "correct the amount of the check, or the insPayAmt of its claim procedures")
	ErrClaimNotFound    = money.NewRule(money.Finding, "CLAIM_NOT_FOUND", "the claim has no claim procedures", "correct the number of the claim, or add its claim procedures")
	ErrClaimNotReceived = money.NewRule(money.Finding, "CLAIM_NOT_RECEIVED", "the claim is not received", "set the status of the claim to R first")
	ErrDuplicateClaim   = money.NewRule(money.Finding, "DUPLICATE_CLAIMNUM", "the claim is named twice", "name each claim once")
	ErrNoEligible       = money.NewRule(money.Finding, "NO_ELIGIBLE_CLAIMPROCS", "no claim procedure can be attached to the check", "receive the claim procedures and enter what insurance paid, or correct the claims of the check")
)

// The findings about a check that is stored.
var (
	ErrAmountLocked  = money.NewRule(money.Finding, "AMOUNT_LOCKED_BY_DEPOSIT", "the amount of a check on a deposit cannot change", "take the check off its deposit first, or give the amount that is wanted")
	ErrDeleteDeposit = money.NewRule(money.Finding, "DELETE_BLOCKED_DEPOSIT", "a check on a deposit cannot be deleted", "take the check off its deposit first")
	ErrDeleteEOB     = money.NewRule(money.Finding, "DELETE_BLOCKED_EOB", "a check with an EOB cannot be deleted", "remove its EOBs first")
	ErrInsPayLocked  = money.NewRule(money.Finding, "INSPAYAMT_LOCKED", "the insPayAmt of a claim procedure that is attached to a check cannot change", "detach it from the check first, or enter the difference as a supplemental claim procedure")
	ErrStatusLocked  = money.NewRule(money.Finding, "STATUS_LOCKED", "the status of a claim procedure that is attached to a check cannot become this one", "use Received or Supplemental, or under a capitation plan CapClaim or CapComplete; or detach it first")
)

// The findings of an audit.
var (
	ErrDepositMissing   = money.NewRule(money.Finding, "DEPOSIT_MISSING", "the check is on a deposit that does not exist", "clear its deposit number, or restore the deposit")
	ErrFinalizedEmpty   = money.NewRule(money.Finding, "FINALIZED_WITHOUT_CLAIMPROCS", "the check is final and pays no claim procedure", "attach what it pays, mark it partial, or delete it")
	ErrLockedUnbalanced = money.NewRule(money.Finding, "LOCKED_BUT_UNBALANCED", "the check is final and does not match the claim procedures that are attached to it", "mark it partial, and attach or correct what is missing")
	ErrPartialOnDeposit = money.NewRule(money.Finding, "PARTIAL_ON_DEPOSIT", "the check is partial or of no amount, and on a deposit", "finish the check, or take it off its deposit")
)

// ErrUnverified is the rule that [VerifySingle], [VerifyBatch], [VerifyERA] and
// [VerifyCheckSet] find broken. The path of the error is the field at fault.
var ErrUnverified = money.NewRule(money.Refused, "REPORT_UNVERIFIED", "the report does not follow from its input", "do not act on it; check again, and report what made it")
