package wire

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// jsonNames is the one table from Go paths to JSON paths. It lists what does not
// follow from the rule that a Go name becomes its camelCase: the longest entry
// that the path begins with is replaced.
var jsonNames = map[string]string{
	// amortize.Terms
	"terms":           "",
	"terms.Payment":   "payAmt",
	"terms.Payments":  "numberOfPayments",
	"terms.Every":     "frequency",
	"terms.Fifth":     "fifthWeekday",
	"terms.First":     "firstPayment",
	"terms.Agreement": "payPlanDate",
	"terms.Interest":  "rounding",

	// amortize.Plan
	"plan":            "",
	"plan.Option":     "tpOption",
	"plan.Production": "production",
	"plan.Charges":    "charges",
	"plan.Splits":     "splits",

	// amortize.Change and the arguments of the operations on running plans
	"change":               "changes",
	"change.Payment":       "changes.payAmt",
	"change.Payments":      "changes.numberOfPayments",
	"change.Every":         "changes.chargeFrequency",
	"change.Agreement":     "changes.payPlanDate",
	"change.First":         "changes.datePayPlanStart",
	"change.InterestStart": "changes.dateInterestStart",
	"change.Locked":        "changes.isLocked",
	"change.Sheet":         "changes.sheetDefNum",
	"party.Locked":         "isLocked",
	"party.Sheet":          "sheetDefNum",
	"plan.Closed":          "closed",
	"how.Paid":             "paid",
	"choice":               "mode",

	// amortize.PeriodInterest, schedule.Rule
	"every":  "frequency",
	"Every":  "frequency",
	"engine": "rounding",
	"Fifth":  "fifthWeekday",

	// alloc.Ledger, Payment and Options
	"ledger":             "",
	"ledger.Procedures":  "charges",
	"ledger.Adjustments": "charges",
	"ledger.PlanCharges": "charges",
	"ledger.Totals":      "insuranceTotals",
	"ledger.Unearned":    "unearnedTypes",
	"options.Today":      "today",
	"options.Plan":       "options.payPlanNum",
	"options.Procedures": "options.procNums",
	"options.Prepayment": "options.isPrepayment",
	"options.OwnFirst":   "options.isPatientPreferred",
	"payment.ID":         "payment.payment",
	"amount":             "options.amount",

	// claimcheck.ERA and ERABooks
	"era":           "",
	"era.Handling":  "bpr01",
	"era.Payment":   "bpr02",
	"era.Method":    "bpr04",
	"era.Segments":  "se01",
	"books":         "",
	"books.Payment": "bpr02",
	"books.PLB":     "plb",
	"books.Rows":    "claimProcs",
	"books.Claims":  "claimStatuses",

	// split.Rule and Paid
	"rule":        "",
	"rule.Party":  "policy",
	"paid":        "",
	"paid.Shares": "original",

	// claimcheck.SingleCheck, BatchCheck, Stored, Update and Options
	"check":             "",
	"check.Claim":       "claimNum",
	"check.Claims":      "claimNums",
	"check.Amount":      "checkAmt",
	"check.Status":      "claimStatus",
	"rows":              "claimProcs",
	"stored":            "payment",
	"stored.ID":         "payment.claimPaymentNum",
	"stored.Deposit":    "payment.depositNum",
	"stored.EOBs":       "payment.eobCount",
	"update.Amount":     "newCheckAmt",
	"edit.Amount":       "newInsPayAmt",
	"edit.Status":       "newStatus",
	"relax.OnDeposit":   "options.claimPaymentsOnDeposit",
	"options.BatchOnly": "options.claimPaymentBatchOnly",
}

// jsonFields are the fields of rows whose JSON name is another word, under their
// Go path without the index.
var jsonFields = map[string]string{
	"plan.Production.Kind":  "type",
	"plan.Charges.Item":     "production",
	"plan.Charges.ItemKind": "type",
	"plan.Splits.Kind":      "type",
	"ledger.Splits.ID":      "split",
	"books.Rows.ID":         "claimProcNum",
	"books.Rows.Paid":       "insPayAmt",
	"books.Claims.Status":   "claimStatus",
	"rows.ID":               "claimProcNum",
	"payments.ID":           "claimPaymentNum",
	"payments.Amount":       "checkAmt",
	"payments.Deposit":      "depositNum",
	"payments.Date":         "checkDate",
	"payments.Carrier":      "carrierName",
	"payments.Type":         "payType",
	"payments.TypeNumber":   "PayType",
}

// jsonPath translates a Go path. row returns the JSON path of a row of a Go
// slice, where that is another list than the slice's name says; it may be nil.
func jsonPath(path string, row func(rows string, i int) string) string {
	rest := ""
	head := path
	for head != "" {
		if name, ok := jsonNames[head]; ok {
			head = name
			break
		}
		cut := strings.LastIndexAny(head, ".[")
		if cut < 0 {
			head = camel(head)
			break
		}
		if head[cut] == '[' && row != nil {
			if i, err := strconv.Atoi(strings.TrimSuffix(head[cut+1:], "]")); err == nil {
				if at := row(head[:cut], i); at != "" {
					head = at
					break
				}
			}
		}
		step := head[cut:]
		if name, ok := jsonFields[withoutIndex(head)]; ok {
			step = "." + name
		} else if step[0] == '.' {
			step = "." + camel(step[1:])
		}
		head, rest = head[:cut], step+rest
	}
	return strings.TrimPrefix(head+rest, ".")
}

// withoutIndex leaves the index out of a path into one list.
func withoutIndex(path string) string {
	list, rest, inList := strings.Cut(path, "[")
	if !inList {
		return path
	}
	_, field, _ := strings.Cut(rest, "]")
	return list + field
}

// camel turns a Go name into its JSON name: ID is id, APR is apr, InsPayAmt is
// insPayAmt.
func camel(name string) string {
	if strings.ToUpper(name) == name {
		return strings.ToLower(name)
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}
