package wire

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/paysplit/paysplit/split"
)

// The rules of files, for the doors that read them.
var (
	ErrFile          = money.NewRule(money.Malformed, "FILE_UNREADABLE", "the file cannot be read", "check its name and permissions")
	ErrFileDirectory = money.NewRule(money.Malformed, "FILE_IS_DIRECTORY", "that is a directory", "name a file in it")
	ErrFileNotFound  = money.NewRule(money.Malformed, "FILE_NOT_FOUND", "there is no such file", "check the name, or use - for standard input")
)

// Codes returns every rule whose code can stand in an error document or a
// report, sorted by code.
func Codes() []*money.Rule {
	rules := []*money.Rule{
		errCurrencies, errDate, errDuplicateKey, errEmpty, errERATwice, errPLBTotal, errInternal, errNumber, errSyntax, errTwoPrincipals, errTwoTargets, errType, errUnearnedType, errUnknownField, errUnknownOp, errUnknownValue,
		ErrFile, ErrFileDirectory, ErrFileNotFound,

		money.ErrCount, money.ErrCurrency, money.ErrDateRequired, money.ErrDigits, money.ErrDivideByZero, money.ErrDuplicateID,
		money.ErrFormat, money.ErrFutureDate, money.ErrLimit, money.ErrMissing, money.ErrNegative, money.ErrOverflow,
		money.ErrPrecision, money.ErrRounding, money.ErrUnknownID, money.ErrZeroAmount,

		schedule.ErrDateRange, schedule.ErrFifthWeekday, schedule.ErrFrequency,

		amortize.ErrBothTerms, amortize.ErrDownPayment, amortize.ErrInterest, amortize.ErrNoTerms, amortize.ErrPaymentTooLow,
		amortize.ErrPlanKind, amortize.ErrAPRNeedsLock, amortize.ErrClosed, amortize.ErrNotNew, amortize.ErrFirstFixed, amortize.ErrGuarantor, amortize.ErrInsurancePlan, amortize.ErrItemOnPlan,
		amortize.ErrNoInterest, amortize.ErrPlanLocked, amortize.ErrSheets,
		amortize.ErrRowBalance, amortize.ErrRowDate, amortize.ErrRowEnd, amortize.ErrRowInterest, amortize.ErrRowKind, amortize.ErrRowPayment,
		amortize.ErrRateFormat, amortize.ErrRatePrecision, amortize.ErrRateRange,

		alloc.ErrInsuranceOverpaid, alloc.ErrKind, alloc.ErrOutsideFamily, alloc.ErrPlanItems, alloc.ErrPlanNotDynamic,
		alloc.ErrPartialAmount, alloc.ErrPartialCovered, alloc.ErrPartialEmpty, alloc.ErrPartialFamily, alloc.ErrPartialMode, alloc.ErrPartialOverpay,
		alloc.ErrPartialPaid, alloc.ErrPartialPlan, alloc.ErrPartialSum, alloc.ErrPartialTwice,
		alloc.ErrReplayFamily, alloc.ErrReplayPartner, alloc.ErrReplaySum,
		split.ErrChargeProvider, split.ErrDuplicateKey, split.ErrInsurance, split.ErrIntegration, split.ErrKey, split.ErrKinds, split.ErrLedgerRows, split.ErrLedgerSum,
		split.ErrNoPrefix, split.ErrPatientBasis, split.ErrPostedAnyway, split.ErrPostingFailed, split.ErrSplitSign, split.ErrSplitSum, split.ErrTransactionID,
		split.ErrTransactionUsed, split.ErrTypeConflict, split.ErrTypeRequired, split.ErrTypeUnknown, split.ErrUnapplied, split.ErrUnverified, split.ErrZeroSplit,
		split.ErrCap, split.ErrNegativeWeight, split.ErrNoWeights, split.ErrOverRefund, split.ErrParty, split.ErrPercentRest, split.ErrPercentSum, split.ErrPolicy,
		split.ErrRefundSign, split.ErrRest, split.ErrStep, split.ErrWeightFormat, split.ErrWeightRange, split.ErrZeroWeights,
		claimcheck.ErrServiceBalance, claimcheck.ErrClaimBalance, claimcheck.ErrTransactionBalance, claimcheck.ErrNegativePayment, claimcheck.ErrHandlingConflict,
		claimcheck.ErrERAMismatch, claimcheck.ErrERAClaimStatus, claimcheck.ErrPatientResp, claimcheck.ErrServiceCharges, claimcheck.ErrZeroCAS, claimcheck.ErrZeroPLB,
		claimcheck.ErrReversalShape, claimcheck.ErrReversalOrder, claimcheck.ErrPredetermined, claimcheck.ErrERASegmentCount, claimcheck.ErrERARowStatus, claimcheck.ErrERAHasPLB,
		claimcheck.ErrERASyntax, claimcheck.ErrERADelimiters, claimcheck.ErrERAEmpty, claimcheck.ErrERATruncated,
		alloc.ErrRefundNegative, alloc.ErrRefundPlan, alloc.ErrRefundSum, alloc.ErrRefunded, alloc.ErrReturnTooMuch, alloc.ErrStrategyClass, alloc.ErrStrategyField, alloc.ErrChosenAside, alloc.ErrTargetOff, alloc.ErrUnverified,

		claimcheck.ErrPool, claimcheck.ErrStatus, claimcheck.ErrBatchOnly, claimcheck.ErrCheckAmount, claimcheck.ErrClaimNotFound,
		claimcheck.ErrClaimNotReceived, claimcheck.ErrDuplicateClaim, claimcheck.ErrNoEligible, claimcheck.ErrAmountLocked, claimcheck.ErrDeleteDeposit,
		claimcheck.ErrDeleteEOB, claimcheck.ErrInsPayLocked, claimcheck.ErrStatusLocked, claimcheck.ErrDepositMissing, claimcheck.ErrFinalizedEmpty,
		claimcheck.ErrLockedUnbalanced, claimcheck.ErrPartialOnDeposit, claimcheck.ErrUnverified,
	}
	rules = append(rules, checkSetRules()...)
	slices.SortFunc(rules, func(a, b *money.Rule) int { return cmp.Compare(a.Code(), b.Code()) })
	return rules
}

// checkSetRules are the rules of check sets.
func checkSetRules() []*money.Rule {
	return []*money.Rule{
		claimcheck.ErrClaimLevel, claimcheck.ErrCode, claimcheck.ErrDeductible, claimcheck.ErrExceeds, claimcheck.ErrExchangeRate, claimcheck.ErrExposureLevel,
		claimcheck.ErrAfterFinal, claimcheck.ErrFinalExceeds, claimcheck.ErrLevels, claimcheck.ErrLineCurrency, claimcheck.ErrMissingRate, claimcheck.ErrMixedPayments, claimcheck.ErrMixedReserving,
		claimcheck.ErrMulticurrency, claimcheck.ErrNoPriorPayment, claimcheck.ErrNonPositive, claimcheck.ErrPaymentType, claimcheck.ErrRecurrence, claimcheck.ErrRefID,
		claimcheck.ErrReserveParts, claimcheck.ErrSeverity, claimcheck.ErrStates,
	}
}
