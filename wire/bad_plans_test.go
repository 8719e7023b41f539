package wire_test

import "strings"

// amend is a document of plan.amend: a small running plan with some of its
// members, and changes.
func amend(plan, changes string) string {
	return `{"plan":` + dynamic(plan) + `,"changes":{` + changes + `}}`
}

// running are the members of a plan with one charge of 30.00, numbered 71.
const running = `"charges":[{"id":71,"date":"2026-02-02","production":1,"principal":"30"}],"firstPayment":"2026-02-02"`

// badRunningPlans are documents of the operations on running plans.
var badRunningPlans = []badInput{
	{"an agreement that is still to come", "plan.schedule", with(plan, `"apr"`, `"payPlanDate":"2026-03-03","apr"`), "FUTURE_DATE", "payPlanDate", "futureTransDatesAllowed"},
	{"an agreement of a dynamic plan to come", "plan.dynamic", dynamic(`"PayPlanDate":"2026-03-03"`), "FUTURE_DATE", "PayPlanDate", ""},
	{"the principal and the balance", "plan.schedule", with(plan, `"apr"`, `"useEstBalance":true,"estBalance":"5","apr"`), "PRINCIPAL_TWICE", "useEstBalance", ""},
	{"a balance that is not given", "plan.schedule", `{"useEstBalance":true,"payAmt":"5","today":"2026-03-02"}`, "MISSING_FIELD", "estBalance", ""},
	{"paid less than nothing", "plan.recalculate", with(plan, `"apr"`, `"paid":"-1","apr"`), "NEGATIVE_AMOUNT", "paid", "got -1.00"},
	{"a payment that the shortfall's interest exceeds", "plan.recalculate",
		`{"principal":"1000","apr":"12","payAmt":"11","today":"2026-03-02","payPlanDate":"2025-03-02","firstPayment":"2025-04-02","recalculateInterest":true,"paid":"0"}`, "PAYMENT_TOO_LOW", "payAmt", "got 11.00, want more than 11.19"},
	{"a split on no charge", "plan.principal", `{"total":"5","charges":[{"id":1}],"splits":[{"amount":"1","charge":2}]}`, "UNKNOWN_ID", "splits[0].charge", "got 2"},
	{"two charges of one id", "plan.principal", `{"total":"5","charges":[{"id":1},{"id":1}]}`, "DUPLICATE_ID", "charges[1].id", "got 1"},
	{"interest below zero", "plan.principal", `{"total":"5","charges":[{"interest":"-1"}]}`, "NEGATIVE_AMOUNT", "charges[0].interest", ""},
	{"a total below zero", "plan.principal", `{"total":"-1"}`, "NEGATIVE_AMOUNT", "total", "got -1.00"},
	{"links without today", "plan.overcharged", `{"links":[]}`, "DATE_REQUIRED", "today", ""},
	{"more units than fit", "plan.overcharged", `{"today":"2026-03-02","links":[{"fee":"1","units":9223372036854775807,"baseUnits":1}]}`, "AMOUNT_OVERFLOW", "links[0].fee", ""},
	{"closing an insurance plan", "plan.close", dynamic(`"planNum":3`), "INSURANCE_PLAN", "planNum", "got 3"},
	{"closing the plan of a subscriber", "plan.close", dynamic(`"InsSubNum":13`), "INSURANCE_PLAN", "InsSubNum", ""},
	{"closing a static insurance plan", "plan.closeStatic", `{"today":"2026-03-02","planNum":3}`, "INSURANCE_PLAN", "planNum", ""},
	{"a row without a date", "plan.closeStatic", `{"today":"2026-03-02","debits":[{"principal":"1"}]}`, "DATE_REQUIRED", "debits[0].date", ""},
	{"a row of negative interest", "plan.closeStatic", `{"today":"2026-03-02","debits":[{"date":"2026-03-02","interest":"-1"}]}`, "NEGATIVE_AMOUNT", "debits[0].interest", ""},
	{"credits that do not fit", "plan.closeStatic", `{"today":"2026-03-02","credits":[{"amount":"92233720368547758.07"},{"amount":"1"}]}`, "AMOUNT_OVERFLOW", "credits[1].amount", ""},
	{"a prepayment below zero", "plan.prepay", dynamic(`"paid":"-1"`), "NEGATIVE_AMOUNT", "paid", ""},
	{"a prepayment held below zero", "plan.issue", dynamic(`"prepaid":"-1"`), "NEGATIVE_AMOUNT", "prepaid", ""},
	{"an issue that is never paid off", "plan.issue", dynamic(`"apr":"24","payAmt":"1"`), "PAYMENT_TOO_LOW", "payAmt", ""},
	{"a status without today", "plan.status", `{"charges":[]}`, "DATE_REQUIRED", "today", ""},
	{"a status with a charge on nothing", "plan.status", dynamic(`"charges":[{"date":"2026-03-02","production":9}]`), "UNKNOWN_ID", "charges[0].production", ""},
	{"a way that does not exist", "plan.balance", dynamic(`"mode":"keep"`), "UNKNOWN_VALUE", "mode", "want hold, payOnPrincipal"},
	{"a balance of a split on no charge", "plan.balance", dynamic(running + `,"splits":[{"amount":"1","charge":70}]`), "UNKNOWN_ID", "splits[0].charge", ""},
	{"an id and a procedure's number", "plan.dynamic", dynamic(`"production":[{"id":1,"procNum":1,"amount":"9"}]`), "DUPLICATE_KEY", "production[0].procNum", "another name"},
	{"an id and a procedure's number, the other way round", "plan.dynamic", dynamic(`"production":[{"procNum":1,"id":1,"amount":"9"}]`), "DUPLICATE_KEY", "production[0].procNum", "another name"},
	{"the number of another type", "plan.dynamic", dynamic(`"production":[{"adjNum":1,"type":"procedure","amount":"9"}]`), "UNKNOWN_VALUE", "production[0].adjNum", "not the id of type procedure"},
	{"two numbers elsewhere", "plan.create", dynamic(`"patient":1,"production":[{"id":1,"amount":"9"}],"otherPlans":[{"production":[{"id":1},{"procNum":1,"adjNum":2}]}]`), "DUPLICATE_KEY", "otherPlans[0].production[1].adjNum", ""},
	{"the next period of a plan without end", "plan.dynamic", dynamic(`"apr":"240","payAmt":"5","interestStart":"2026-05-01","nextPeriodOnly":true`), "PAYMENT_TOO_LOW", "payAmt", ""},
	{"what was paid before, below zero", "plan.dynamic", dynamic(`"production":[{"id":1,"amount":"9","priorPaid":"-1"}]`), "NEGATIVE_AMOUNT", "production[0].priorPaid", "got -1.00"},
	{"a discount below zero", "plan.lock", dynamic(`"production":[{"id":1,"amount":"9","discount":"-1"}]`), "NEGATIVE_AMOUNT", "production[0].discount", ""},
	{"two links of one id", "plan.overcharged", `{"today":"2026-03-02","links":[{"id":1},{"id":1,"type":"adjustment"},{"ProcNum":1}]}`, "DUPLICATE_ID", "links[2].ProcNum", ""},
	{"closing a closed plan", "plan.close", dynamic(`"IsClosed":"true"`), "PLAN_CLOSED", "IsClosed", ""},
	{"production to lock without an id", "plan.lock", `{"production":[{"amount":"1"}]}`, "MISSING_FIELD", "production[0].id", ""},
	{"an option that does not exist", "plan.dynamic", dynamic(`"tpOption":"Wait"`), "UNKNOWN_VALUE", "tpOption", "want AwaitComplete, TreatAsComplete, None"},
	{"a number of no option", "plan.dynamic", dynamic(`"DynamicPayPlanTPOption":3`), "NUMBER_FORMAT", "DynamicPayPlanTPOption", ""},
	{"a category in a list", "plan.create", dynamic(`"PlanCategory":[]`), "WRONG_TYPE", "PlanCategory", ""},
}

// badRefunds are documents of what undoes a payment.
var badRefunds = []badInput{
	{"a refund without today", "alloc.refund", `{"payment":{"patient":1,"amount":"5"},"splits":[{"split":1,"patient":1,"amount":"5"}]}`, "DATE_REQUIRED", "today", ""},
	{"a refund of nobody's payment", "alloc.refund", `{"today":"2026-03-02","payment":{"amount":"5"},"splits":[{"split":1,"amount":"5"}]}`, "MISSING_FIELD", "payment.patient", ""},
	{"a second refund", "alloc.refund", `{"today":"2026-03-02","payment":{"PayNum":7,"patient":1,"amount":"5"},"splits":[{"split":1,"amount":"5"}],"options":{"refunded":[7]}}`, "REFUND_ALREADY_REFUNDED", "payment.PayNum", "got 7"},
	{"a refund of a refund", "alloc.refund", `{"today":"2026-03-02","payment":{"patient":1,"amount":"-5"},"splits":[{"split":1,"SplitAmt":"-5"}]}`, "REFUND_NEGATIVE_SPLIT", "splits[0].SplitAmt", ""},
	{"a refund of a plan's payment", "alloc.refund", `{"today":"2026-03-02","payment":{"patient":1,"amount":"5"},"splits":[{"split":1,"amount":"5","PayPlanNum":4}]}`, "REFUND_PLAN_ATTACHED", "splits[0].PayPlanNum", ""},
	{"a refund of a part", "alloc.refund", `{"today":"2026-03-02","payment":{"patient":1,"amount":"6"},"splits":[{"split":1,"amount":"5"}]}`, "REFUND_SUM_MISMATCH", "payment.amount", "got 6.00, want 5.00"},
	{"two splits of one id", "alloc.refund", `{"today":"2026-03-02","payment":{"patient":1,"amount":"6"},"splits":[{"split":1,"amount":"5"},{"SplitNum":1,"amount":"1"}]}`, "DUPLICATE_ID", "splits[1].SplitNum", "got 1"},
	{"nothing returned", "alloc.return", `{"today":"2026-03-02","payment":{"patient":1,"amount":"6"},"splits":[{"split":1,"amount":"6"}],"options":{"amount":"0"}}`, "ZERO_AMOUNT", "options.amount", ""},
	{"more returned than paid", "alloc.return", `{"today":"2026-03-02","payment":{"patient":1,"amount":"6"},"splits":[{"split":1,"amount":"6"}],"options":{"amount":"7"}}`, "RETURN_TOO_MUCH", "options.amount", "got 7.00, want at most 6.00"},
	{"an earlier split without an id", "alloc.pay", with(account, `"charges"`, `"splits":[{"patient":1,"date":"2026-02-01","amount":"5"}],"charges"`), "MISSING_FIELD", "splits[0].split", ""},
	{"an earlier split without a date", "alloc.pay", with(account, `"charges"`, `"splits":[{"SplitNum":1,"patient":1,"amount":"5"}],"charges"`), "DATE_REQUIRED", "splits[0].date", ""},
	{"insurance of nobody", "alloc.pay", with(account, `"charges"`, `"insuranceTotals":[{"claim":1,"amount":"5"}],"charges"`), "MISSING_FIELD", "insuranceTotals[0].patient", ""},
}

// badChanges are documents of plan.amend and plan.create.
var badChanges = []badInput{
	{"a new payment and a new count", "plan.amend", amend(running, `"payAmt":"20","numberOfPayments":3`), "PAYMENT_AND_COUNT", "changes.numberOfPayments", ""},
	{"another guarantor of a plan with charges", "plan.amend", amend(running+`,"guarantor":5`, `"Guarantor":6`), "GUARANTOR_FIXED", "changes.Guarantor", "got 6"},
	{"another guarantor of a plan with payments", "plan.amend", amend(`"hasPayments":true`, `"guarantor":6`), "GUARANTOR_FIXED", "changes.guarantor", ""},
	{"another first date of a plan with charges", "plan.amend", amend(running, `"datePayPlanStart":"2026-02-03"`), "FIRST_DATE_FIXED", "changes.datePayPlanStart", "2026-02-03"},
	{"an interest start without interest", "plan.amend", amend(``, `"dateInterestStart":"2026-05-02"`), "INTEREST_START_WITHOUT_APR", "changes.dateInterestStart", ""},
	{"interest without the lock", "plan.amend", with(amend(``, `"apr":"5"`), `,"changes"`, `,"preferences":{"payPlanRequireLockForAPR":true},"changes"`), "APR_NEEDS_LOCK", "changes.isLocked", "give isLocked true"},
	{"a locked plan unlocked", "plan.amend", amend(`"isLocked":true`, `"isLocked":false`), "PLAN_LOCKED", "changes.isLocked", ""},
	{"an agreement that is still to come", "plan.amend", amend(``, `"payPlanDate":"2026-03-03"`), "FUTURE_DATE", "changes.payPlanDate", ""},
	{"an agreement after today, with preferences in the plan that do not help", "plan.amend", amend(`"preferences":{"payPlansUseSheets":true}`, `"payPlanDate":"2026-03-03"`), "FUTURE_DATE", "changes.payPlanDate", ""},
	{"a sheet where none is used", "plan.amend", amend(``, `"sheetDefNum":236`), "SHEETS_NOT_USED", "changes.sheetDefNum", "payPlansUseSheets"},
	{"a new payment below the interest", "plan.amend", amend(`"apr":"24"`, `"payAmt":"2"`), "PAYMENT_TOO_LOW", "changes.payAmt", "got 2.00, want more than 2.00"},
	{"a new rate above the old payment", "plan.amend", amend(``, `"apr":"480"`), "PAYMENT_TOO_LOW", "plan.payAmt", "got 30.00, want more than 40.00"},
	{"more payments than a plan has", "plan.amend", amend(``, `"numberOfPayments":2001`), "LIMIT", "changes.numberOfPayments", ""},
	{"fewer than no payments", "plan.amend", amend(``, `"numberOfPayments":-1`), "BAD_COUNT", "changes.numberOfPayments", ""},
	{"a charge of the plan that names nothing", "plan.amend", amend(`"charges":[{"date":"2026-02-02"}]`, ``), "MISSING_FIELD", "plan.charges[0].production", ""},
	{"production of the plan below zero", "plan.amend", amend(`"production":[{"id":1,"amount":"-1"}]`, ``), "NEGATIVE_AMOUNT", "plan.production[0].amount", ""},
	{"no plan", "plan.amend", `{"changes":{}}`, "MISSING_FIELD", "plan", ""},
	{"amending a closed plan", "plan.amend", amend(`"closed":true`, ``), "PLAN_CLOSED", "plan.closed", ""},
	{"amending an insurance plan", "plan.amend", amend(`"InsSubNum":5`, ``), "INSURANCE_PLAN", "plan.InsSubNum", ""},
	{"the first date that another guarantor's plan has", "plan.amend", amend(running+`,"patient":4`, `"guarantor":5`), "GUARANTOR_FIXED", "changes.guarantor", ""},
	{"a new plan with charges", "plan.create", dynamic(`"patient":1,"charges":[{"date":"2026-02-02","production":1}]`), "PLAN_NOT_NEW", "charges", ""},
	{"a new plan with payments", "plan.create", dynamic(`"patient":1,"splits":[{"amount":1}]`), "PLAN_NOT_NEW", "splits", ""},
	{"a new plan that is closed", "plan.create", dynamic(`"patient":1,"closed":true`), "PLAN_CLOSED", "closed", ""},
	{"a new insurance plan", "plan.create", dynamic(`"patient":1,"planNum":3`), "INSURANCE_PLAN", "planNum", ""},
	{"a new plan with a sheet where none is used", "plan.create", dynamic(`"patient":1,"sheetDefNum":3`), "SHEETS_NOT_USED", "sheetDefNum", ""},
	{"a plan of nobody", "plan.create", dynamic(``), "MISSING_FIELD", "patient", ""},
	{"a new plan with interest and no lock", "plan.create", dynamic(`"patient":1,"apr":"5","isLocked":"false"`), "APR_NEEDS_LOCK", "isLocked", ""},
	{"production that another plan has", "plan.create", dynamic(`"patient":1,"production":[{"id":1,"amount":"9","complete":true}],"otherPlans":[{"plan":40,"production":[{"id":2},{"id":1}]}]`), "ITEM_ON_PLAN", "production[0].id", "got 1"},
	{"production that another plan names by its id", "plan.create", dynamic(`"patient":1,"production":[{"id":1,"amount":"9","complete":true}],"otherPlans":[{"plan":40,"production":[2,"1"]}]`), "ITEM_ON_PLAN", "production[0].id", "got 1"},
	{"a procedure that is not there", "plan.create", dynamic(`"patient":1,"procNums":[1,7]`), "UNKNOWN_ID", "procNums[1]", "got 7"},
	{"an adjustment that is not there", "plan.create", dynamic(`"patient":1,"adjNums":[1]`), "UNKNOWN_ID", "adjNums[0]", "got 1"},
	{"chosen production that is below zero", "plan.create",
		dynamic(`"patient":1,"production":[{"id":1,"amount":"10"},{"id":2,"amount":"-1"}],"procNums":[2]`), "NEGATIVE_AMOUNT", "production[1].amount", ""},
	{"production chosen twice", "plan.create", dynamic(`"patient":1,"procNums":[1,1]`), "DUPLICATE_ID", "procNums[1]", "got 1"},
	{"procedures that are no list", "plan.create", dynamic(`"patient":1,"procNums":"1"`), "WRONG_TYPE", "procNums", ""},
}

// dynamic is a small document of a dynamic plan with some members in place of its
// own.
func dynamic(members string) string {
	var document []string
	if members != "" {
		document = append(document, members)
	}
	for _, own := range []string{`"production":[{"id":1,"amount":"100","complete":true}]`, `"payAmt":"30"`, `"today":"2026-03-02"`} {
		if name := own[:strings.IndexByte(own, ':')+2]; !strings.Contains(members, name) { // with the first letter of its value
			document = append(document, own)
		}
	}
	return "{" + strings.Join(document, ",") + "}"
}
