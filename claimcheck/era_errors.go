package claimcheck

import "github.com/paysplit/paysplit/money"

// The rules of a remittance that make its report not ok.
var (
	ErrServiceBalance     = money.NewRule(money.Finding, "SVC_OUT_OF_BALANCE", "the service line does not balance", "correct SVC03 or the CAS amounts of the line")
	ErrClaimBalance       = money.NewRule(money.Finding, "CLP_OUT_OF_BALANCE", "the claim does not balance", "correct CLP04 or the CAS amounts of the claim and of its lines")
	ErrTransactionBalance = money.NewRule(money.Finding, "TX_OUT_OF_BALANCE", "the payment does not balance", "correct BPR02, the CLP04 amounts or the PLB amounts")
	ErrNegativePayment    = money.NewRule(money.Finding, "NEGATIVE_PAYMENT", "the payment is negative", "send BPR02 as zero and carry the amount forward in a PLB with reason FB of that same negative amount")
	ErrHandlingConflict   = money.NewRule(money.Finding, "HANDLING_CODE_CONFLICT", "the handling code contradicts the payment", "with BPR01 H send BPR02 as zero and BPR04 as NON; with BPR01 I send the method of the payment as BPR04")
	ErrERAMismatch        = money.NewRule(money.Finding, "ERA_AMOUNT_MISMATCH", "the payment does not match the rows that are ready for it", "correct the rows or the payment; a provider adjustment is posted apart from the claims")
	ErrERAClaimStatus     = money.NewRule(money.Finding, "ERA_CLAIM_NOT_RECEIVED", "the claim is not received", "receive the claim before the payment is finalized")
)

// The rules of a remittance whose breach is a warning: the report stays ok.
var (
	ErrPatientResp     = money.NewRule(money.Finding, "PATIENT_RESP_MISMATCH", "the patient's responsibility is not the sum of the PR adjustments", "correct CLP05 or the CAS amounts of group PR")
	ErrServiceCharges  = money.NewRule(money.Finding, "SVC_CHARGE_SUM", "the charges of the service lines do not sum to the claim's charge", "correct CLP03 or the SVC02 amounts, or send the missing line")
	ErrZeroCAS         = money.NewRule(money.Finding, "ZERO_CAS", "an adjustment of zero is sent", "leave the adjustment out")
	ErrZeroPLB         = money.NewRule(money.Finding, "ZERO_PLB", "a provider adjustment of zero is sent", "leave the provider adjustment out")
	ErrReversalShape   = money.NewRule(money.Finding, "REVERSAL_SHAPE", "the reversal does not mirror its claim", "negate the charge, the payment and every adjustment, line by line and under the groups of the original")
	ErrReversalOrder   = money.NewRule(money.Finding, "REVERSAL_ORDER", "the reversal stands after its correction", "list the reversal first")
	ErrPredetermined   = money.NewRule(money.Finding, "PREDETERMINATION_PAID", "a predetermination is paid", "send CLP04 as zero and the expected payment as an adjustment OA 101")
	ErrERASegmentCount = money.NewRule(money.Finding, "ERA_SEGMENT_COUNT", "the transaction has another number of segments than its SE01 says", "correct SE01, or send the segments that are missing")
	ErrERAHasPLB       = money.NewRule(money.Finding, "ERA_HAS_PLB", "the remittance has provider adjustments, which keep it from being finalized by itself", "post the provider adjustments, then finalize the payment by hand")
	ErrERARowStatus    = money.NewRule(money.Finding, "ERA_ROW_STATUS", "the row has a status that no remittance finalizes", "set it to Received, Supplemental or CapClaim")
)

// The rules of 835 text that cannot be read.
var (
	ErrERASyntax     = money.NewRule(money.Malformed, "ERA_SYNTAX", "the text is not a well-formed 835", "mend the 835 at that segment")
	ErrERADelimiters = money.NewRule(money.Malformed, "ERA_DELIMITERS", "the delimiters of the 835 cannot be told", "begin with a whole ISA segment, or with ST and its terminator")
	ErrERAEmpty      = money.NewRule(money.Malformed, "ERA_EMPTY", "there is no 835 transaction", "give a text with at least one transaction ST*835")
	ErrERATruncated  = money.NewRule(money.Malformed, "ERA_TRUNCATED", "the 835 ends too early", "get the whole file; a transaction ends with its SE segment")
)
