package wire

import (
	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// plansField reads the payment plans of an account; dates that are missing stay
// unset.
var plansField = list("plans", func(p any) any { row := grow(&p.(*payDoc).plans); row.Date = schedule.Unset; return row }, accountPlanShape, "the payment plans of the account")

var accountPlanShape = &shape{[]*field{
	id("id", func(p any) *int64 { return &p.(*alloc.Plan).ID }, "unique among plans").od("payPlanNum"),
	id("patient", func(p any) *int64 { return &p.(*alloc.Plan).Patient }, "who was treated").od("patNum"),
	id("guarantor", func(p any) *int64 { return &p.(*alloc.Plan).Guarantor }, "who pays the plan, and whose its splits are (default the patient)"),
	day("date", func(p any) *date.Date { return &p.(*alloc.Plan).Date }, "the day of the agreement; matters to planPolicy oldestPlanOnly").od("payPlanDate"),
	flag("dynamic", func(p any) *bool { return &p.(*alloc.Plan).Dynamic }, "it follows the treatment in links; else it is of the old kind, with credits").od("isDynamic"),
	(&field{name: "tpOption", kind: KindWord, words: tpOptions, read: readAccountTPOption, doc: "TreatAsComplete: planned treatment in links counts as done (default AwaitComplete)"}).od("dynamicPayPlanTPOption"),
	{name: "planNum", kind: KindID, read: readInsurancePlan, doc: "the insurance plan of an insurance payment plan, which lowers the procedures whose claim rows are on it; 0 is none"},
	flag("isClosed", func(p any) *bool { return &p.(*alloc.Plan).Closed }, "an insurance plan that is closed lowers nothing"),
	list("links", func(p any) any { return grow(&p.(*alloc.Plan).Links) }, planLinkShape, "dynamic: what it took over"),
	list("credits", func(p any) any { return grow(&p.(*alloc.Plan).Credits) }, planCreditShape, "of the old kind: what it took over"),
	ignored("apr").od("APR"), ignored("note"), ignored("insSubNum"), ignored("completedAmt"), ignored("paySchedule"), ignored("numberOfPayments"), ignored("payAmt"), ignored("downPayment"),
	ignored("planCategory"), ignored("PlanCategory"), ignored("chargeFrequency"), ignored("datePayPlanStart"), ignored("isLocked"), ignored("dateInterestStart"),
	ignored("principalAmount"), ignored("sheetDefNum"),
}}

// readAccountTPOption reads whether planned treatment counts as done.
func readAccountTPOption(d *decoder, into any) error {
	var option amortize.TPOption
	if err := d.tpOption(&option); err != nil {
		return err
	}
	into.(*alloc.Plan).TreatAsComplete = option == amortize.TreatAsComplete
	return nil
}

// readInsurancePlan reads the insurance plan whose existence makes a payment plan an
// insurer's.
func readInsurancePlan(d *decoder, into any) error {
	var number int64
	if err := d.whole(&number); err != nil {
		return err
	}
	into.(*alloc.Plan).Insurance = number != 0
	return nil
}

var planLinkShape = &shape{[]*field{
	id("procedure", func(l any) *int64 { return &l.(*alloc.PlanLink).Procedure }, "the procedure").od("procNum"),
	id("adjustment", func(l any) *int64 { return &l.(*alloc.PlanLink).Adjustment }, "the adjustment").od("adjNum"),
	amount("override", func(l any) *money.Amount { return &l.(*alloc.PlanLink).Override }, "takes the place of what it is worth; 0 is none").od("amountOverride"),
}}

var planCreditShape = &shape{[]*field{
	id("procedure", func(c any) *int64 { return &c.(*alloc.PlanCredit).Procedure }, "the procedure, or 0").od("procNum"),
	id("patient", func(c any) *int64 { return &c.(*alloc.PlanCredit).Patient }, "of a credit without a procedure").od("patNum"),
	id("provider", func(c any) *int64 { return &c.(*alloc.PlanCredit).Provider }, "of a credit without a procedure; else it is the procedure's").od("provNum"),
	id("clinic", func(c any) *int64 { return &c.(*alloc.PlanCredit).Clinic }, "of a credit without a procedure").od("clinicNum"),
	amount("principal", func(c any) *money.Amount { return &c.(*alloc.PlanCredit).Principal }, "what was taken over; below zero gives back"),
}}
