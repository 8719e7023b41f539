package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// payDoc is the document of alloc.pay: a family's account and a payment.
type payDoc struct {
	today    date.Date
	family   []memberDoc
	charges  []chargeDoc
	splits   []alloc.EarlierSplit
	totals   []alloc.InsuranceTotal
	plans    []alloc.Plan
	unearned alloc.UnearnedTypes
	payment  paymentDoc
	payments []paymentDoc // of a replay
	options  optionsDoc

	ledger      alloc.Ledger
	procedures  []int // rows of ledger.Procedures -> rows of charges
	adjustments []int
	planCharges []int
	targets     map[alloc.Target]int // charges by what they are, made when first asked
	memberNames map[int64]string     // names of the family, made when first asked
	open        bool                 // something is still owed
}

type memberDoc struct {
	alloc.Member
	name string
}

// chargeDoc is a row of charges: one of three kinds, told by its type.
type chargeDoc struct {
	kind        chargeType
	description string
	id          int64
	patient     int64
	provider    int64
	clinic      int64
	date        date.Date
	fee         money.Amount
	units       int64
	baseUnits   int64
	status      alloc.ProcedureStatus
	claims      []alloc.ClaimRow
	discount    money.Amount
	amount      money.Amount
	procedure   int64
	adjustment  int64
	plan        int64
	principal   money.Amount
	interest    money.Amount
	terms       termsDoc
	given       uint64
}

func (c *chargeDoc) setGiven(fields uint64) { c.given = fields }

type chargeType uint8

const (
	_ chargeType = iota
	procedureCharge
	adjustmentCharge
	planCharge
)

var chargeTypes = []string{procedureCharge: "procedure", adjustmentCharge: "adjustment", planCharge: "planCharge"}

type paymentDoc struct {
	alloc.Payment
	chosenDoc
	record paymentRecord
}

// chosenDoc is what a payer may ask for, in the payment or in the options.
type chosenDoc struct {
	own, prepayment bool
	procedures      []int64
	plan            int64
}

// paymentRecord is what a payment's record holds beside the money: it is stored
// as given.
type paymentRecord struct {
	payType, payTypeNum, checkNum, bankBranch, note string

	source, status string        // of one that is stored
	changed        processStatus // the status it changes to
	entered        date.Date
}

type optionsDoc struct {
	chosenDoc
	suggestOnly  bool
	date         date.Date // of a transfer
	amount       money.Amount
	targets      []targetDoc
	shares       []portionDoc // of procedures
	planShares   []portionDoc // of instalments
	allowOverpay bool
	policy       alloc.PlanPolicy
	strategy     strategyDoc
	preferences  preferencesDoc
}

type preferencesDoc struct {
	alloc.Preferences
	offset, clinics, production bool // on unless the document says no
	allocationMode              allocationMode
	plansVersion                plansVersion
}

var planPolicies = []string{alloc.Interleave: "interleave", alloc.OldestPlanOnly: "oldestPlanOnly"}

// plansVersion is Open Dental's PayPlansVersion. It says how plans age on an
// account; to a payment only the last matters.
type plansVersion uint8

const (
	_ plansVersion = iota
	doNotAge
	ageCreditsAndDebits
	ageCreditsOnly
	noCharges
)

var plansVersions = []string{doNotAge: "DoNotAge", ageCreditsAndDebits: "AgeCreditsAndDebits", ageCreditsOnly: "AgeCreditsOnly", noCharges: "NoCharges"}

var debits = []string{alloc.Principal: "principal", alloc.Interest: "interest"}

// debitsRead are the parts of an instalment in the words of a document and of Open
// Dental's API.
var debitsRead = []string{alloc.NoDebit: "unknown", alloc.Principal: "principal", alloc.Interest: "interest"}

type allocationMode uint8

const (
	_ allocationMode = iota
	modeAuto
	modeEnforce
	modeManual
)

var allocationModes = []string{modeAuto: "auto", modeEnforce: "enforce", modeManual: "manual"}

var claimStatuses = []string{
	alloc.NotReceived: "NotReceived", alloc.Received: "Received", alloc.Preauth: "Preauth",
	alloc.Supplemental: "Supplemental", alloc.CapClaim: "CapClaim", alloc.Estimate: "Estimate",
	alloc.CapComplete: "CapComplete", alloc.CapEstimate: "CapEstimate", alloc.InsHist: "InsHist",
	alloc.ClaimAdjustment: "Adjustment",
}

var memberShape = &shape{[]*field{
	id("id", func(m any) *int64 { return &m.(*memberDoc).ID }, "the patient").od("patNum"),
	id("guarantor", func(m any) *int64 { return &m.(*memberDoc).Guarantor }, "who answers for the bill (default the payer's)"),
	text("name", func(m any) *string { return &m.(*memberDoc).name }, "for people: in tables and the trace"),
}}

var claimShape = &shape{[]*field{
	word("status", func(r any, i int) { r.(*alloc.ClaimRow).Status = alloc.ClaimStatus(i) }, claimStatuses, "where the claim stands (default NotReceived)"),
	amount("insPayAmt", func(r any) *money.Amount { return &r.(*alloc.ClaimRow).InsPayAmt }, "paid by insurance"),
	amount("insPayEst", func(r any) *money.Amount { return &r.(*alloc.ClaimRow).InsPayEst }, "expected from insurance"),
	amount("writeOff", func(r any) *money.Amount { return &r.(*alloc.ClaimRow).WriteOff }, "given up by the provider"),
	unsetAmount("writeOffEst", func(r any, a money.Amount, set bool) {
		if set {
			r.(*alloc.ClaimRow).WriteOffEst = a
		}
	}, "expected write-off; -1 is none"),
	unsetAmount("writeOffEstOverride", func(r any, a money.Amount, set bool) {
		if set {
			r.(*alloc.ClaimRow).WriteOffEstOverride = alloc.Override{Amount: a, Set: true}
		}
	}, "takes the place of writeOffEst; -1 is none"),
	flag("noBillIns", func(r any) *bool { return &r.(*alloc.ClaimRow).NoBillIns }, "not billed to this insurance; counts only if every row says so"),
	id("plan", func(r any) *int64 { return &r.(*alloc.ClaimRow).Plan }, "the insurance payment plan that pays it").od("payPlanNum"),
	ignored("claimProcNum"), ignored("claimNum"), ignored("procNum"),
	amount("deductible", func(any) *money.Amount { return new(money.Amount) }, "no part of what is owed; accepted and not used"),
}}

// unsetAmount is an amount for which Open Dental stores -1 when there is none.
func unsetAmount(name string, set func(v any, a money.Amount, set bool), doc string) *field {
	return &field{name: name, kind: KindAmount, doc: doc, read: func(d *decoder, into any) error {
		raw, err := d.scalar("an amount")
		if raw == nil || err != nil {
			return err
		}
		a, err := money.ParseBytes(raw, d.digits)
		if err != nil {
			return d.parsed(err)
		}
		none, err := money.Parse("-1", d.digits)
		set(into, a, err != nil || a != none)
		return nil
	}}
}

var chargeShape = &shape{[]*field{
	word("type", func(c any, i int) { c.(*chargeDoc).kind = chargeType(i) }, chargeTypes, "what the row is; required"),
	id("id", func(c any) *int64 { return &c.(*chargeDoc).id }, "unique among rows of its type").od("procNum", "adjNum", "payPlanChargeNum"),
	id("patient", func(c any) *int64 { return &c.(*chargeDoc).patient }, "whose account it is on").od("patNum"),
	id("provider", func(c any) *int64 { return &c.(*chargeDoc).provider }, "who earned it").od("provNum"),
	id("clinic", func(c any) *int64 { return &c.(*chargeDoc).clinic }, "where; 0 is none").od("clinicNum"),
	day("date", func(c any) *date.Date { return &c.(*chargeDoc).date }, "the day it was done or posted").od("procDate", "adjDate"),
	text("description", func(c any) *string { return &c.(*chargeDoc).description }, "for people: in tables and the trace").od("descript"),
	amount("fee", func(c any) *money.Amount { return &c.(*chargeDoc).fee }, "procedure: the fee of one unit").od("procFee"),
	id("units", func(c any) *int64 { return &c.(*chargeDoc).units }, "procedure: the fee counts max(1, units + baseUnits) times").od("unitQty"),
	id("baseUnits", func(c any) *int64 { return &c.(*chargeDoc).baseUnits }, "procedure: see units"),
	word("status", func(c any, i int) { c.(*chargeDoc).status = alloc.ProcedureStatus(i) }, []string{"C", "TP"}, "procedure: completed or treatment planned (default C)").od("procStatus"),
	list("claims", func(c any) any { return grow(&c.(*chargeDoc).claims) }, claimShape, "procedure: what insurance does about it"),
	amount("discount", func(c any) *money.Amount { return &c.(*chargeDoc).discount }, "procedure: lowers treatment that is planned"),
	amount("amount", func(c any) *money.Amount { return &c.(*chargeDoc).amount }, "adjustment: below zero is a discount, above a charge").od("adjAmt"),
	id("procedure", func(c any) *int64 { return &c.(*chargeDoc).procedure }, "adjustment: the procedure it is attached to, and changes if patient, provider and clinic agree; planCharge: the procedure it pays for"),
	id("plan", func(c any) *int64 { return &c.(*chargeDoc).plan }, "planCharge: the payment plan").od("payPlanNum"),
	amount("principal", func(c any) *money.Amount { return &c.(*chargeDoc).principal }, "planCharge: principal of the instalment; below zero takes it back"),
	amount("interest", func(c any) *money.Amount { return &c.(*chargeDoc).interest }, "planCharge: interest of the instalment"),
	id("adjustment", func(c any) *int64 { return &c.(*chargeDoc).adjustment }, "planCharge: the adjustment it pays for"),
	ignored("offset").od("isOffset"),
	termsFields[0], termsFields[1], termsFields[2], termsFields[3],
}}

// chargeFields says which types a field of chargeShape belongs to; a field that
// is not listed belongs to all of them.
var chargeFields = map[string][]chargeType{
	"fee": {procedureCharge}, "units": {procedureCharge}, "baseUnits": {procedureCharge}, "status": {procedureCharge},
	"due": {procedureCharge, adjustmentCharge}, "claims": {procedureCharge}, "discount": {procedureCharge}, "amount": {adjustmentCharge}, "procedure": {adjustmentCharge, planCharge},
	"plan": {planCharge}, "principal": {planCharge}, "interest": {planCharge}, "adjustment": {planCharge}, "offset": {planCharge}, "component": {procedureCharge, adjustmentCharge},
}

var paymentShape = &shape{[]*field{
	id("patient", func(p any) *int64 { return &p.(*paymentDoc).Patient }, "who pays; required").od("patNum"),
	id("clinic", func(p any) *int64 { return &p.(*paymentDoc).Clinic }, "where it was taken").od("clinicNum"),
	amount("amount", func(p any) *money.Amount { return &p.(*paymentDoc).Amount }, "required, not zero").od("payAmt"),
	day("date", func(p any) *date.Date { return &p.(*paymentDoc).Date }, "default today").od("payDate"),
	text("checkNum", func(p any) *string { return &p.(*paymentDoc).record.checkNum }, "stored as given"),
	text("bankBranch", func(p any) *string { return &p.(*paymentDoc).record.bankBranch }, "stored as given"),
	text("note", func(p any) *string { return &p.(*paymentDoc).record.note }, "stored as given").od("payNote"),
	text("payType", func(p any) *string { return &p.(*paymentDoc).record.payType }, "the payment type; stored as given"),
	text("PayType", func(p any) *string { return &p.(*paymentDoc).record.payTypeNum }, "the payment type's id, as Open Dental's API writes it; stored as given").od("payTypeNum"),
	flag("isPatientPreferred", func(p any) *bool { return &p.(*paymentDoc).own }, "the payer's own charges first"),
	flag("isPrepayment", func(p any) *bool { return &p.(*paymentDoc).prepayment }, "no charge is paid: all of it is unearned"),
	ids("procNums", func(p any) *[]int64 { return &p.(*paymentDoc).procedures }, "the procedures that the payer chose, which are paid first"),
	id("payPlanNum", func(p any) *int64 { return &p.(*paymentDoc).plan }, "the dynamic plan whose due instalments are paid, and nothing else; with isPrepayment the plan that is paid ahead"),
	id("patientProvider", func(p any) *int64 { return &p.(*paymentDoc).PatientProvider }, "the payer's provider, who gets what manual mode leaves"),
	id("payment", func(p any) *int64 { return &p.(*paymentDoc).Payment.ID }, "its number, of one that is stored").od("payNum"),
	day("dateEntry", func(p any) *date.Date { return &p.(*paymentDoc).record.entered }, "the day it was entered, of one that is stored"),
	text("paymentSource", func(p any) *string { return &p.(*paymentDoc).record.source }, "where it came from, of one that is stored"),
	text("processStatus", func(p any) *string { return &p.(*paymentDoc).record.status }, "whether it is processed, of one that is stored"),
	ignored("depositNum"), ignored("receipt"), ignored("isRecurringCC"), ignored("secUserNumEntry"), ignored("secDateTEdit"),
	ignored("recurringChargeDate"), ignored("isCcCompleted"),
	ignored("serverDateTime"),
}}

var earlierShape = &shape{[]*field{
	id("split", func(s any) *int64 { return &s.(*alloc.EarlierSplit).ID }, "unique among splits").od("splitNum"),
	id("payment", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Payment }, "the payment it is a part of").od("payNum"),
	day("date", func(s any) *date.Date { return &s.(*alloc.EarlierSplit).Date }, "the day of the payment").od("datePay"),
	amount("amount", func(s any) *money.Amount { return &s.(*alloc.EarlierSplit).Amount }, "below zero took money back").od("splitAmt"),
	id("patient", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Patient }, "whose account it is on").od("patNum"),
	id("provider", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Provider }, "who earned it; 0 is nobody").od("provNum"),
	id("clinic", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Clinic }, "where; 0 is none").od("clinicNum"),
	id("procedure", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Procedure }, "the procedure it names, which it pays if patient, provider and clinic agree").od("procNum"),
	id("adjustment", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Adjustment }, "the adjustment it names").od("adjNum"),
	id("plan", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Plan }, "the payment plan it is on").od("payPlanNum"),
	id("planCharge", func(s any) *int64 { return &s.(*alloc.EarlierSplit).PlanCharge }, "the instalment of the plan that it pays").od("payPlanChargeNum"),
	word("debit", func(s any, i int) { s.(*alloc.EarlierSplit).Debit = alloc.Debit(i) }, debitsRead, "the part of the instalment: principal or interest").od("payPlanDebitType"),
	id("unearned", func(s any) *int64 { return &s.(*alloc.EarlierSplit).Unearned }, "the unearned type").od("unearnedType"),
	ignored("procDate"), ignored("dateEntry"), ignored("secDateTEdit"), ignored("secUserNumEntry"),
}}

var totalShape = &shape{[]*field{
	id("claim", func(t any) *int64 { return &t.(*alloc.InsuranceTotal).Claim }, "the claim").od("claimNum"),
	id("patient", func(t any) *int64 { return &t.(*alloc.InsuranceTotal).Patient }, "whose claim it is").od("patNum"),
	id("provider", func(t any) *int64 { return &t.(*alloc.InsuranceTotal).Provider }, "who earned it").od("provNum"),
	id("clinic", func(t any) *int64 { return &t.(*alloc.InsuranceTotal).Clinic }, "where; 0 is none").od("clinicNum"),
	amount("amount", func(t any) *money.Amount { return &t.(*alloc.InsuranceTotal).Amount }, "paid and written off on the claim as a whole").od("insPayAmt"),
}}

var unearnedShape = &shape{[]*field{
	id("prepayment", func(u any) *int64 { return &u.(*alloc.UnearnedTypes).Prepayment }, "marks what a payment has left over"),
	id("treatmentPlan", func(u any) *int64 { return &u.(*alloc.UnearnedTypes).TreatmentPlan }, "marks what is paid for treatment that is not done yet"),
	id("planPrepayment", func(u any) *int64 { return &u.(*alloc.UnearnedTypes).PlanPrepayment }, "marks what is paid ahead on a payment plan"),
	ids("hidden", func(u any) *[]int64 { return &u.(*alloc.UnearnedTypes).Hidden }, "types that are not shown on the account: their money pays nothing by itself"),
}}

var preferencesShape = &shape{[]*field{
	word("allocationMode", func(p any, i int) { p.(*preferencesDoc).allocationMode = allocationMode(i) }, allocationModes, "auto and enforce suggest the same; manual pays only what was chosen (default auto)"),
	flag("balancesDontSubtractIns", func(p any) *bool { return &p.(*preferencesDoc).BalancesDontSubtractIns }, "insurance estimates do not lower what is owed (default false)"),
	flag("clinicsEnabled", func(p any) *bool { return &p.(*preferencesDoc).clinics }, "false: unearned money is in no clinic (default true)"),
	flag("adjustmentsOffsetEachOther", func(p any) *bool { return &p.(*preferencesDoc).offset }, "unattached credits and debits cancel (default true)"),
	flag("futureTransDatesAllowed", func(p any) *bool { return &p.(*preferencesDoc).FutureTransDatesAllowed }, "a payment may be dated after today (default false)"),
	flag("accountAllowFutureDebits", func(p any) *bool { return &p.(*preferencesDoc).AccountAllowFutureDebits }, "the same (default false)"),
	flag("allowPrepayProvider", func(p any) *bool { return &p.(*preferencesDoc).AllowPrepayProvider }, "unearned income may keep its provider; matters to transfers alone (default false)"),
	flag("incomeTransfersTreatNegativeProductionAsIncome", func(p any) *bool { return &p.(*preferencesDoc).production }, "what a charge is below zero becomes unearned income; matters to transfers alone (default true)"),
	flag("prepayAllowedForTpProcs", func(p any) *bool { return &p.(*preferencesDoc).PrepayTreatmentPlanned }, "planned treatment may be chosen and paid ahead (default false)"),
	word("payPlansVersion", func(p any, i int) { p.(*preferencesDoc).plansVersion = plansVersion(i) }, plansVersions, "NoCharges: what is paid on a plan is its patient's; else it is its guarantor's (default AgeCreditsAndDebits)"),
}}

var optionsShape = &shape{[]*field{
	object("preferences", func(o any) any { return &o.(*optionsDoc).preferences }, preferencesShape, "an office's settings"),
	flag("isPatientPreferred", func(o any) *bool { return &o.(*optionsDoc).own }, "the payer's own charges first (default false)"),
	flag("isPrepayment", func(o any) *bool { return &o.(*optionsDoc).prepayment }, "no charge is paid: all of it is unearned (default false)"),
	ids("procNums", func(o any) *[]int64 { return &o.(*optionsDoc).procedures }, "the procedures that the payer chose, which are paid first; others than the family's play no part"),
	id("payPlanNum", func(o any) *int64 { return &o.(*optionsDoc).plan }, "the dynamic plan whose due instalments are paid, and nothing else; with isPrepayment the plan that is paid ahead"),
	word("planPolicy", func(o any, i int) { o.(*optionsDoc).policy = alloc.PlanPolicy(i) }, planPolicies, "how plans share a payment (default interleave)"),
	object("strategy", func(o any) any { return &o.(*optionsDoc).strategy }, strategyShape, "another order than Open Dental's"),
	flag("suggestOnly", func(o any) *bool { return &o.(*optionsDoc).suggestOnly }, "the suggestion without what completes it (default false)"),
}}

// newPayDoc returns a document with no date set and the preferences that are on
// by default.
func newPayDoc() payDoc {
	return payDoc{
		today:   schedule.Unset,
		payment: newPaymentDoc(),
		options: optionsDoc{date: schedule.Unset, preferences: preferencesDoc{offset: true, clinics: true, production: true}},
	}
}

// rowPath returns the JSON path of a row of the ledger.
func (p *payDoc) rowPath(rows string, i int) string {
	switch {
	case rows == "ledger.Procedures" && i < len(p.procedures):
		return "charges[" + strconv.Itoa(p.procedures[i]) + "]"
	case rows == "ledger.Terms" && i < len(p.charges):
		return "charges[" + strconv.Itoa(i) + "]"
	case rows == "ledger.Adjustments" && i < len(p.adjustments):
		return "charges[" + strconv.Itoa(p.adjustments[i]) + "]"
	case rows == "ledger.PlanCharges" && i < len(p.planCharges):
		return "charges[" + strconv.Itoa(p.planCharges[i]) + "]"
	}
	return ""
}
