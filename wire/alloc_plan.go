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
var plansField = undated("plans", func(p *payDoc) *[]alloc.Plan { return &p.plans }, func(p *alloc.Plan) { p.Date = schedule.Unset }, accountPlanShape, "the payment plans of the account")

var accountPlanShape = &shape{[]*field{
	id("id", func(p *alloc.Plan) *int64 { return &p.ID }, "unique among plans").od("payPlanNum"),
	id("patient", func(p *alloc.Plan) *int64 { return &p.Patient }, "who was treated").od("patNum"),
	id("guarantor", func(p *alloc.Plan) *int64 { return &p.Guarantor }, "who pays the plan, and whose its splits are (default the patient)"),
	day("date", func(p *alloc.Plan) *date.Date { return &p.Date }, "the day of the agreement; matters to planPolicy oldestPlanOnly").od("payPlanDate"),
	flag("dynamic", func(p *alloc.Plan) *bool { return &p.Dynamic }, "it follows the treatment in links; else it is of the old kind, with credits").od("isDynamic"),
	(&field{name: "tpOption", kind: KindWord, words: tpOptions, read: readAccountTPOption, doc: "TreatAsComplete: planned treatment in links counts as done (default AwaitComplete)"}).od("dynamicPayPlanTPOption"),
	{name: "planNum", kind: KindID, read: readInsurancePlan, doc: "the insurance plan of an insurance payment plan, which lowers the procedures whose claim rows are on it; 0 is none"},
	flag("isClosed", func(p *alloc.Plan) *bool { return &p.Closed }, "an insurance plan that is closed lowers nothing"),
	list("links", func(p *alloc.Plan) *[]alloc.PlanLink { return &p.Links }, planLinkShape, "dynamic: what it took over"),
	list("credits", func(p *alloc.Plan) *[]alloc.PlanCredit { return &p.Credits }, planCreditShape, "of the old kind: what it took over"),
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
	id("procedure", func(l *alloc.PlanLink) *int64 { return &l.Procedure }, "the procedure").od("procNum"),
	id("adjustment", func(l *alloc.PlanLink) *int64 { return &l.Adjustment }, "the adjustment").od("adjNum"),
	amount("override", func(l *alloc.PlanLink) *money.Amount { return &l.Override }, "takes the place of what it is worth; 0 is none").od("amountOverride"),
}}

var planCreditShape = &shape{[]*field{
	id("procedure", func(c *alloc.PlanCredit) *int64 { return &c.Procedure }, "the procedure, or 0").od("procNum"),
	id("patient", func(c *alloc.PlanCredit) *int64 { return &c.Patient }, "of a credit without a procedure").od("patNum"),
	id("provider", func(c *alloc.PlanCredit) *int64 { return &c.Provider }, "of a credit without a procedure; else it is the procedure's").od("provNum"),
	id("clinic", func(c *alloc.PlanCredit) *int64 { return &c.Clinic }, "of a credit without a procedure").od("clinicNum"),
	amount("principal", func(c *alloc.PlanCredit) *money.Amount { return &c.Principal }, "what was taken over; below zero gives back"),
}}
