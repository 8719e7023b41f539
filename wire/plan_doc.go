package wire

import (
	"errors"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// planDoc is the document of every operation on payment plans. An operation lists
// the fields that it knows.
type planDoc struct {
	terms amortize.Terms
	note  string

	// A dynamic plan: the treatment it follows, and what happened so far.
	option     amortize.TPOption
	production []itemDoc
	charges    []amortize.PlanCharge
	splits     []splitDoc
	closed     bool
	next       bool

	// Its record, and what the practice demands.
	patient   int64
	party     amortize.Party
	lockGiven bool // the document says whether it is locked
	category  int64
	numbered  bool // the category has its number in a field of its own
	planNum   int64
	insSubNum int64
	policy    amortize.Policy

	amount      money.Amount // the operation's own: a balance, a total, what was paid
	estBalance  money.Amount
	useBalance  bool
	prepay      bool
	recalculate bool
	mode        amortize.Surplus
	start       date.Date
	links       []linkDoc
	debits      []amortize.StaticDebit
	credits     []amortize.StaticCredit
	procedures  []int64
	adjustments []int64
	otherPlans  []otherPlanDoc
}

// itemDoc is a piece of production, and what lowers or raises it before the plan
// takes it over.
type itemDoc struct {
	amortize.Item
	itemRef
	adjustments, priorPaid, discount money.Amount
}

// newPlanDoc returns a document with the defaults of JSON: monthly, interest as
// Open Dental computes it, locked, no date set.
func newPlanDoc() planDoc {
	return planDoc{start: schedule.Unset, party: amortize.Party{Locked: true}, terms: amortize.Terms{
		Every: schedule.Monthly, Interest: amortize.OpenDental,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset, Today: schedule.Unset,
	}}
}

// The words of the plan operations.
var (
	roundings   = words(amortize.OpenDental, amortize.HalfDown, true)
	itemKinds   = words(amortize.ProcedureItem, amortize.OrthoCaseItem, false)
	tpOptions   = append(words(amortize.AwaitComplete, amortize.TreatAsComplete, false), "None")
	chargeKinds = words(amortize.InstallmentCharge, amortize.CloseOutCharge, false)
	paidKinds   = []string{amortize.PaidUnknown: "unknown", amortize.PaidPrincipal: "principal", amortize.PaidInterest: "interest"}
	surpluses   = words(amortize.HoldSurplus, amortize.PayOnPrincipal, false)
)

// The fields that the plan operations share.
var (
	planPrincipal     = amount("principal", func(d any) *money.Amount { return &d.(*planDoc).terms.Principal }, "the amount financed, with the down payment").od("principalAmount")
	planDown          = amount("downPayment", func(d any) *money.Amount { return &d.(*planDoc).terms.DownPayment }, "paid at once, on the first due date if that is before today (default none)")
	planAPR           = rate("apr", func(d any) *amortize.Rate { return &d.(*planDoc).terms.APR }, "annual percentage rate (default 0)").od("APR")
	planFrequency     = word("frequency", func(d any, i int) { d.(*planDoc).terms.Every = schedule.Frequency(i) }, frequencies, "how often it falls due (default Monthly)").od("chargeFrequency")
	planFifth         = word("fifthWeekday", func(d any, i int) { d.(*planDoc).terms.Fifth = schedule.FifthWeekday(i) }, fifths, "what OrdinalWeekday does when the first date is a fifth weekday (default fourth)")
	planCount         = count("numberOfPayments", func(d any) *int { return &d.(*planDoc).terms.Payments }, "how many payments; or payAmt")
	planPayAmt        = amount("payAmt", func(d any) *money.Amount { return &d.(*planDoc).terms.Payment }, "what falls due each period; or numberOfPayments")
	planAgreement     = day("payPlanDate", func(d any) *date.Date { return &d.(*planDoc).terms.Agreement }, "the day of the agreement (default today)")
	planFirst         = day("firstPayment", func(d any) *date.Date { return &d.(*planDoc).terms.First }, "the first due date (default one month after payPlanDate)").od("datePayPlanStart")
	planInterestStart = day("interestStart", func(d any) *date.Date { return &d.(*planDoc).terms.InterestStart }, "no interest on due dates before it (default from the start)").od("dateInterestStart")
	planToday         = day("today", func(d any) *date.Date { return &d.(*planDoc).terms.Today }, "the day it is; required")
	planNote          = text("note", func(d any) *string { return &d.(*planDoc).note }, "the user's own note, which ends the note of the terms; of a stored note the terms are left out")
	planRounding      = word("rounding", func(d any, i int) { d.(*planDoc).terms.Interest = amortize.Interest(i) }, roundings, "how interest is rounded (default openDental)")

	planProduction = list("production", func(d any) any { i := grow(&d.(*planDoc).production); i.Date = schedule.Unset; return i }, itemShape, "what the plan pays for")
	planOption     = &field{name: "tpOption", kind: KindWord, words: tpOptions, read: readTPOption, doc: "what becomes of treatment that is planned (default AwaitComplete; None is the same)"}
	planCharges    = list("charges", func(d any) any { c := grow(&d.(*planDoc).charges); c.Date = schedule.Unset; return c }, planChargeShape, "issued so far")
	planSplits     = list("splits", func(d any) any { return grow(&d.(*planDoc).splits) }, planSplitShape, "paid on the plan")
	planLocked     = &field{name: "isLocked", kind: KindBoolean, read: readLocked, doc: "the production is frozen (default true); no part of the arithmetic"}
	planClosed     = flag("closed", func(d any) *bool { return &d.(*planDoc).closed }, "the plan is closed and does nothing more").od("isClosed")
	planPatient    = id("patient", func(d any) *int64 { return &d.(*planDoc).patient }, "whose plan it is").od("patNum")
	planGuarantor  = id("guarantor", func(d any) *int64 { return &d.(*planDoc).party.Guarantor }, "who pays (default the patient)")
	planSheet      = id("sheetDefNum", func(d any) *int64 { return &d.(*planDoc).party.Sheet }, "the sheet that prints the plan")
	planInsurance  = id("planNum", func(d any) *int64 { return &d.(*planDoc).planNum }, "the insurance plan, of an insurance payment plan")
	planSubscriber = id("insSubNum", func(d any) *int64 { return &d.(*planDoc).insSubNum }, "the subscription, of an insurance payment plan")
	planDemands    = object("preferences", func(d any) any { return &d.(*planDoc).policy }, policyShape, "what the practice demands of its plans")
	planPaid       = amount("paid", func(d any) *money.Amount { return &d.(*planDoc).amount }, "paid so far, or in advance").od("prepaid")
)

func init() { planOption.od("dynamicPayPlanTPOption") }

// planCategory reads the category's number; Open Dental's answers also have its
// name under the same name in small letters.
var planCategory = &field{name: "planCategory", kind: KindText, doc: "the number of the plan's category; a name is accepted and not used", read: func(d *decoder, into any) error {
	var category string
	if err := d.text(&category); err != nil {
		return err
	}
	if n, err := strconv.ParseInt(category, 10, 64); err == nil && !into.(*planDoc).numbered {
		into.(*planDoc).category = n
	}
	return nil
}}

// planCategoryNumber reads the category's number where its name stands beside it.
var planCategoryNumber = &field{name: "PlanCategory", kind: KindID, doc: "the number of the plan's category, beside its name", read: func(d *decoder, into any) error {
	doc := into.(*planDoc)
	doc.numbered = d.json.PeekKind() != 'n'
	return d.whole(&doc.category)
}}

// readLocked reads whether a plan is locked, and notes that the document says so.
func readLocked(d *decoder, into any) error {
	doc := into.(*planDoc)
	doc.lockGiven = d.json.PeekKind() != 'n' // null says nothing
	return d.bool(&doc.party.Locked)
}

// readTPOption reads the option: a word, or Open Dental's number of it.
func readTPOption(d *decoder, into any) error { return d.tpOption(&into.(*planDoc).option) }

func (d *decoder) tpOption(option *amortize.TPOption) error {
	if d.json.PeekKind() == '0' {
		var code int64
		if err := d.whole(&code); err != nil {
			return err
		}
		if code < 0 || code > 2 {
			return d.fail(errNumber, strconv.FormatInt(code, 10))
		}
		*option = [...]amortize.TPOption{amortize.AwaitComplete, amortize.AwaitComplete, amortize.TreatAsComplete}[code]
		return nil
	}
	i, err := d.word(tpOptions)
	if i >= 0 {
		*option = amortize.TPOption(i) % 2 // the third word, None, does what the first does
	}
	return err
}

// planRecord are the fields of Open Dental's plan object that no rule here needs.
func planRecord() []*field {
	return []*field{
		ignored("payPlanNum"), ignored("completedAmt"), ignored("paySchedule"), ignored("isDynamic"),
	}
}

// staticTerms are the fields of a plan with a fixed principal.
func staticTerms() []*field {
	return append(planRecord(),
		planPrincipal, planDown, planAPR, planFrequency, planFifth, planCount, planPayAmt,
		planAgreement, planFirst, planInterestStart, planToday, planNote, planRounding, planDemands,
		flag("useEstBalance", func(d any) *bool { return &d.(*planDoc).useBalance }, "the principal is estBalance"),
		amount("estBalance", func(d any) *money.Amount { return &d.(*planDoc).estBalance }, "the patient's estimated balance"),
		ignored("patNum"), ignored("guarantor"), ignored("planCategory"), ignored("PlanCategory"), ignored("planNum"), ignored("insSubNum"),
		ignored("isClosed"), ignored("isLocked"), ignored("dynamicPayPlanTPOption"), ignored("sheetDefNum"),
	)
}

// dynamicTerms are the fields of a dynamic plan, and the operation's own.
func dynamicTerms(own ...*field) []*field {
	fields := append(own,
		planProduction, planOption, planCharges, planSplits, planLocked,
		planDown, planAPR, planFrequency, planFifth, planCount, planPayAmt,
		planAgreement, planFirst, planInterestStart, planToday, planNote, planRounding, planDemands,
		planClosed, planPatient, planGuarantor, planCategory, planSheet, planInsurance, planSubscriber,
		planCategoryNumber,
	)
	return append(append(fields, ignored("principalAmount")), planRecord()...)
}

var itemShape = &shape{[]*field{
	refID(itemDocRef), refProcedure(itemDocRef), refAdjustment(itemDocRef), refType(itemDocRef),
	amount("amount", func(i any) *money.Amount { return &i.(*itemDoc).Amount }, "the patient's part of it").od("adjAmt"),
	amount("adjustments", func(i any) *money.Amount { return &i.(*itemDoc).adjustments }, "attached to it, by the same patient, provider and clinic; added to amount"),
	amount("discount", func(i any) *money.Amount { return &i.(*itemDoc).discount }, "taken off while it is not complete"),
	amount("priorPaid", func(i any) *money.Amount { return &i.(*itemDoc).priorPaid }, "paid on it outside any plan; taken off"),
	amount("override", func(i any) *money.Amount { return &i.(*itemDoc).Override }, "takes the place of all of these where it is not zero").od("amountOverride"),
	flag("complete", func(i any) *bool { return &i.(*itemDoc).Complete }, "it was done; adjustments always count as complete"),
	day("date", func(i any) *date.Date { return &i.(*itemDoc).Date }, "orders the production (default first)").od("procDate", "adjDate"),
	ignored("frozen"),
}}

func itemDocRef(i any) *itemRef { return &i.(*itemDoc).itemRef }

var planChargeShape = &shape{[]*field{
	id("id", func(c any) *int64 { return &c.(*amortize.PlanCharge).ID }, "unique among charges; splits may name it").od("payPlanChargeNum"),
	day("date", func(c any) *date.Date { return &c.(*amortize.PlanCharge).Date }, "the due date; required").od("chargeDate"),
	amount("principal", func(c any) *money.Amount { return &c.(*amortize.PlanCharge).Principal }, "its principal"),
	amount("interest", func(c any) *money.Amount { return &c.(*amortize.PlanCharge).Interest }, "its interest"),
	id("production", func(c any) *int64 { return &c.(*amortize.PlanCharge).Item }, "the id of what it pays for"),
	word("type", func(c any, i int) { c.(*amortize.PlanCharge).ItemKind = amortize.ItemKind(i) }, itemKinds, "the type of what it pays for (default procedure)"),
	word("kind", func(c any, i int) { c.(*amortize.PlanCharge).Kind = amortize.ChargeKind(i) }, chargeKinds, "why it was charged (default installment)"),
	ignored("amount"), ignored("n"), ignored("balance"),
	ignored("payPlanNum"), ignored("patNum"), ignored("guarantor"), ignored("provNum"), ignored("clinicNum"), ignored("note"),
}}

var planSplitShape = &shape{[]*field{
	amount("amount", func(s any) *money.Amount { return &s.(*splitDoc).Amount }, "paid; below zero takes money back").od("splitAmt"),
	word("type", func(s any, i int) { s.(*splitDoc).Kind = amortize.PaidKind(i) }, paidKinds, "what it pays (default unknown)"),
	id("charge", func(s any) *int64 { return &s.(*splitDoc).Charge }, "the id of the charge that it pays (default the plan in general)").od("payPlanChargeNum"),
	id("unearned", func(s any) *int64 { return &s.(*splitDoc).unearned }, "the type of unearned income; such a split pays nothing of the plan").od("unearnedType"),
	ignored("splitNum"), ignored("payNum"), ignored("datePay"), ignored("patNum"), ignored("provNum"), ignored("clinicNum"), ignored("payPlanNum"), ignored("procNum"), ignored("adjNum"),
}}

// splitDoc is a split on a plan; one that is marked as unearned income is left out
// of its arithmetic.
type splitDoc struct {
	amortize.PlanSplit
	unearned int64
}

// paid returns the splits of a document. Those of unearned income stay in their
// places and pay nothing.
func paid(splits []splitDoc) []amortize.PlanSplit {
	made := make([]amortize.PlanSplit, len(splits))
	for i := range splits {
		if splits[i].unearned == 0 {
			made[i] = splits[i].PlanSplit
		}
	}
	return made
}

var policyShape = &shape{[]*field{
	flag("payPlanRequireLockForAPR", func(p any) *bool { return &p.(*amortize.Policy).LockForAPR }, "a plan with interest must be locked (default false)"),
	flag("futureTransDatesAllowed", func(p any) *bool { return &p.(*amortize.Policy).FutureDates }, "the agreement may be after today (default false)"),
	flag("payPlansUseSheets", func(p any) *bool { return &p.(*amortize.Policy).Sheets }, "a plan may name a sheet (default false)"),
}}

// ownNote returns the user's own part of a note. A stored note begins with the
// terms, which are written anew.
func ownNote(note string) string {
	const agreed, cost = " - Date of Agreement: ", ", Total Cost of Loan: "
	if day, _, ok := strings.Cut(note, agreed); !ok || !isUSDate(day) {
		return note
	}
	_, rest, ok := strings.Cut(note, cost)
	if !ok {
		return note
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != '-' })
	if end < 0 {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(rest[end:], ","), " ")
}

// isUSDate reports whether a text is a date as a note has it: 9/20/2021 or
// 09/20/2021.
func isUSDate(text string) bool {
	parts := strings.Split(text, "/")
	if len(parts) != 3 || len(parts[2]) != 4 || len(parts[0]) > 2 || len(parts[1]) > 2 {
		return false
	}
	for _, part := range parts {
		if _, ok := number([]byte(part)); !ok || part == "" {
			return false
		}
	}
	return true
}

// takeBalance makes the estimated balance the principal, where that is asked for.
func (d *planDoc) takeBalance(c *call) error {
	d.terms.FutureAgreement = d.policy.FutureDates
	if !d.useBalance {
		return nil
	}
	if d.terms.Principal != 0 {
		return c.invalid("useEstBalance", errTwoPrincipals, nil)
	}
	if d.estBalance <= 0 {
		return c.invalid("estBalance", money.ErrMissing, nil)
	}
	d.terms.Principal = d.estBalance
	return nil
}

// plan makes the engine's plan of the document.
func (d *planDoc) plan() (amortize.Plan, error) {
	items := make([]amortize.Item, len(d.production))
	for i := range d.production {
		if err := d.production[i].resolve(&d.production[i].ID, &d.production[i].Kind, "plan.Production", i); err != nil {
			return amortize.Plan{}, err
		}
		at := func(field string) string { return "plan.Production[" + strconv.Itoa(i) + "]." + field }
		if prior := d.production[i].priorPaid; prior < 0 {
			return amortize.Plan{}, &money.FieldError{Path: at("priorPaid"), Value: prior, Err: money.ErrNegative}
		}
		if discount := d.production[i].discount; discount < 0 {
			return amortize.Plan{}, &money.FieldError{Path: at("discount"), Value: discount, Err: money.ErrNegative}
		}
		items[i] = d.production[i].Item
		value, err := d.production[i].value()
		if err != nil {
			return amortize.Plan{}, &money.FieldError{Path: at("Amount"), Value: items[i].Amount, Err: err}
		}
		items[i].Amount = value
	}
	terms := d.terms
	terms.FutureAgreement = d.policy.FutureDates
	return amortize.Plan{Terms: terms, Option: d.option, Production: items, Charges: d.charges, Splits: paid(d.splits), Closed: d.closed}, nil
}

// value returns what the item brings: its amount and adjustments, less what was
// paid before and, while it is not done, its discount. What was paid or adjusted
// away leaves nothing for the plan.
func (i *itemDoc) value() (money.Amount, error) {
	if i.Amount < 0 {
		return i.Amount, nil // the engine refuses it
	}
	value, err := i.Amount.Add(i.adjustments)
	if err != nil {
		return 0, err
	}
	if value, err = value.Sub(i.priorPaid); err != nil {
		return 0, err
	}
	if !i.Complete && i.Kind == amortize.ProcedureItem {
		if value, err = value.Sub(i.discount); err != nil {
			return 0, err
		}
	}
	return max(value, 0), nil
}

// answer returns the run of an operation on a document of plans: write writes the
// members of the result, or returns the error of an engine or of the document.
func answer(write func(c *call, doc *planDoc) error) func(*call) error {
	return func(c *call) error {
		doc := newPlanDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		c.out.open()
		if err := write(c, &doc); err != nil {
			if e := (*Error)(nil); errors.As(err, &e) {
				return e
			}
			return c.refuse(err, nil)
		}
		c.out.close()
		return nil
	}
}

// answerPlan is answer for a document with a dynamic plan.
func answerPlan(write func(c *call, doc *planDoc, plan *amortize.Plan) error) func(*call) error {
	return answer(func(c *call, doc *planDoc) error {
		plan, err := doc.plan()
		if err != nil {
			return err
		}
		return write(c, doc, &plan)
	})
}
