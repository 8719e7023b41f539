package wire

import (
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// changesDoc is the body of an update of a dynamic plan. What is not given stays
// as it is.
type changesDoc struct {
	amortize.Change
	apr                             amortize.Rate
	agreement, first, interestStart date.Date
	locked                          bool
	note                            string
	category                        int64
	given                           uint64
}

func (d *changesDoc) setGiven(fields uint64) { d.given = fields }

// The places of the fields of changesShape that may be given with an empty value.
const (
	changeAPR = iota
	changeAgreement
	changeFirst
	changeInterestStart
	changeLocked
	changeNote
	changeCategory
)

var changesShape = &shape{[]*field{
	changeAPR:           rate("apr", func(d any) *amortize.Rate { return &d.(*changesDoc).apr }, "annual percentage rate").od("APR"),
	changeAgreement:     day("payPlanDate", func(d any) *date.Date { return &d.(*changesDoc).agreement }, "the day of the agreement"),
	changeFirst:         day("datePayPlanStart", func(d any) *date.Date { return &d.(*changesDoc).first }, "the first due date, while there are no charges").od("firstPayment"),
	changeInterestStart: day("dateInterestStart", func(d any) *date.Date { return &d.(*changesDoc).interestStart }, "no interest on due dates before it").od("interestStart"),
	changeLocked:        flag("isLocked", func(d any) *bool { return &d.(*changesDoc).locked }, "the production is frozen; a locked plan stays so"),
	changeNote:          text("note", func(d any) *string { return &d.(*changesDoc).note }, "takes the place of the note"),
	changeCategory:      id("planCategory", func(d any) *int64 { return &d.(*changesDoc).category }, "the number of the plan's category"),
	7:                   amount("payAmt", func(d any) *money.Amount { return &d.(*changesDoc).Payment }, "what falls due each period; or numberOfPayments"),
	8:                   count("numberOfPayments", func(d any) *int { return &d.(*changesDoc).Payments }, "how many payments the whole principal would take; or payAmt"),
	9:                   word("chargeFrequency", func(d any, i int) { d.(*changesDoc).Every = schedule.Frequency(i) }, frequencies, "how often it falls due").od("frequency"),
	10:                  id("guarantor", func(d any) *int64 { return &d.(*changesDoc).Guarantor }, "who pays, while there are no charges or payments"),
	11:                  id("sheetDefNum", func(d any) *int64 { return &d.(*changesDoc).Sheet }, "the sheet that prints the plan"),
}}

// change returns the engine's change, with what was given.
func (d *changesDoc) change() amortize.Change {
	c := d.Change
	given := func(field int) bool { return d.given&(1<<field) != 0 }
	if given(changeAPR) {
		c.APR = &d.apr
	}
	if given(changeAgreement) {
		c.Agreement = &d.agreement
	}
	if given(changeFirst) {
		c.First = &d.first
	}
	if given(changeInterestStart) {
		c.InterestStart = &d.interestStart
	}
	if given(changeLocked) {
		c.Locked = &d.locked
	}
	return c
}

// amendDoc is the document of plan.amend.
type amendDoc struct {
	plan    planDoc
	changes changesDoc
	policy  amortize.Policy
	given   uint64
}

func (d *amendDoc) setGiven(fields uint64) { d.given = fields }

var amendedPlan = &shape{dynamicTerms(
	flag("hasPayments", func(d any) *bool { return &d.(*planDoc).party.HasPayments }, "there are payments on it"),
)}

var planAmend = operation{
	name:    "plan.amend",
	summary: "a running dynamic plan under new terms",
	example: `{"plan": {` + runningPlan + `"payAmt": "250.00", "firstPayment": "2026-10-04", "today": "2026-11-03"}, "changes": {"numberOfPayments": 10, "apr": "6", "isLocked": true}}`,
	shape: document(
		object("plan", func(d any) any { return &d.(*amendDoc).plan }, amendedPlan, "the plan as it is"),
		object("changes", func(d any) any { return &d.(*amendDoc).changes }, changesShape, "what changes"),
		object("preferences", func(d any) any { return &d.(*amendDoc).policy }, policyShape, "what the practice demands of its plans"),
	),
	run: runPlanAmend,
}

func runPlanAmend(c *call) error {
	doc := amendDoc{plan: newPlanDoc()}
	doc.plan.party.Locked = false // unlocking is refused only where the plan says that it is locked
	if err := c.read(&doc); err != nil {
		return err
	}
	if doc.given&1 == 0 { // plan is the first field
		return c.refuseAt(&money.FieldError{Path: "plan", Err: money.ErrMissing}, func(path string) string { return path })
	}
	old, err := doc.plan.plan()
	if err != nil {
		return c.refuseAt(err, inPlan)
	}
	if doc.plan.planNum != 0 || doc.plan.insSubNum != 0 {
		field := "planNum"
		if doc.plan.planNum == 0 {
			field = "insSubNum"
		}
		return c.refuseAt(&money.FieldError{Path: "plan." + field, Err: amortize.ErrInsurancePlan}, func(path string) string { return path })
	}
	if doc.plan.party.Guarantor == 0 {
		doc.plan.party.Guarantor = doc.plan.patient
	}
	change := doc.changes.change()
	plan, party, err := amortize.Amend(old, doc.plan.party, change, either(doc.policy, doc.plan.policy))
	if err != nil {
		return c.refuseAt(err, inPlan)
	}
	charges, summary, err := amortize.Expected(&plan, amortize.WholePlan)
	if err != nil {
		return c.refuseAt(err, func(path string) string { return changedPath(path, &change) })
	}
	doc.plan.terms, doc.plan.party = plan.Terms, party
	if change.Locked == nil && !doc.plan.lockGiven {
		doc.plan.party.Locked = true // the default of a plan that does not say
	}
	if doc.changes.given&(1<<changeNote) != 0 {
		doc.plan.note = doc.changes.note
	}
	if doc.changes.given&(1<<changeCategory) != 0 {
		doc.plan.category = doc.changes.category
	}
	c.out.open()
	c.writeRecord(&doc.plan, summary, doc.plan.note)
	if err := c.writeExpected(&plan, amortize.WholePlan, charges, summary, doc.plan.note); err != nil {
		return err
	}
	c.out.close()
	return nil
}

// either joins two places where preferences may stand: on top, and in the plan.
func either(a, b amortize.Policy) amortize.Policy {
	return amortize.Policy{
		LockForAPR: a.LockForAPR || b.LockForAPR, FutureDates: a.FutureDates || b.FutureDates, Sheets: a.Sheets || b.Sheets,
	}
}

// inPlan translates a path of the plan or of its changes.
func inPlan(path string) string {
	if strings.HasPrefix(path, "change.") {
		return jsonPath(path, nil)
	}
	return "plan." + jsonPath(path, nil)
}

// changedPath translates a path of the amended plan: what a change gave is found
// there.
func changedPath(path string, c *amortize.Change) string {
	changed := map[string]bool{
		"terms.Payment": c.Payment != 0, "terms.Payments": c.Payments != 0, "terms.APR": c.APR != nil, "terms.Every": c.Every != 0,
		"terms.Agreement": c.Agreement != nil, "terms.First": c.First != nil, "terms.InterestStart": c.InterestStart != nil,
	}
	if field, ok := strings.CutPrefix(path, "terms."); ok && changed[path] {
		return jsonPath("change."+field, nil)
	}
	return inPlan(path)
}

// writeRecord writes the plan as it is stored.
func (c *call) writeRecord(doc *planDoc, s amortize.PlanSummary, note string) {
	guarantor := doc.party.Guarantor
	if guarantor == 0 {
		guarantor = doc.patient
	}
	agreement, first := doc.terms.Agreement, doc.terms.First
	if !schedule.IsSet(agreement) {
		agreement = doc.terms.Today
	}
	if !schedule.IsSet(first) {
		first, _ = schedule.AddMonths(agreement, 1) // the engine has used it
	}
	w := c.out
	w.key("payPlan")
	w.open()
	if doc.patient != 0 {
		w.number("patNum", doc.patient)
	}
	if guarantor != 0 {
		w.number("guarantor", guarantor)
	}
	w.date("payPlanDate", agreement)
	w.text("apr", doc.terms.APR.String())
	w.text("note", note)
	w.number("planNum", 0)
	w.amount("completedAmt", s.Completed)
	w.number("insSubNum", 0)
	w.text("paySchedule", "Monthly")
	w.number("numberOfPayments", 0)
	w.amount("payAmt", s.Payment)
	w.amount("downPayment", doc.terms.DownPayment)
	w.flag("isClosed", doc.closed)
	w.number("planCategory", doc.category)
	w.flag("isDynamic", true)
	w.text("chargeFrequency", frequencies[doc.terms.Every])
	w.date("datePayPlanStart", first)
	w.flag("isLocked", doc.party.Locked)
	w.date("dateInterestStart", doc.terms.InterestStart)
	w.text("dynamicPayPlanTPOption", doc.option.String())
	w.amount("principalAmount", s.Principal)
	w.number("sheetDefNum", doc.party.Sheet)
	w.close()
}

// otherPlanDoc is another plan, whose production cannot be attached again.
type otherPlanDoc struct {
	plan       int64
	closed     bool
	production []attachedDoc
}

// attachedDoc is a piece of production that another plan pays for.
type attachedDoc struct{ itemRef }

func attachedDocRef(a any) *itemRef { return &a.(*attachedDoc).itemRef }

var attachedShape = &shape{[]*field{
	refID(attachedDocRef), refProcedure(attachedDocRef), refAdjustment(attachedDocRef), refType(attachedDocRef),
}}

var otherPlanShape = &shape{[]*field{
	id("plan", func(o any) *int64 { return &o.(*otherPlanDoc).plan }, "its number").od("payPlanNum"),
	flag("isClosed", func(o any) *bool { return &o.(*otherPlanDoc).closed }, "its production is free"),
	{name: "production", kind: KindList, shape: attachedShape, doc: "what it pays for; a bare id is a procedure's", read: func(d *decoder, into any) error {
		rows := &into.(*otherPlanDoc).production
		return d.list(func() error {
			*rows = append(*rows, attachedDoc{})
			row := &(*rows)[len(*rows)-1]
			if kind := d.json.PeekKind(); kind == '0' || kind == '"' {
				return d.whole(&row.id)
			}
			return d.object(attachedShape, row)
		})
	}},
}}

var planCreate = operation{
	name:    "plan.create",
	summary: "a new dynamic plan: the record to store, and what it expects",
	example: `{"patient": 72, "payPlanDate": "2022-06-30", "numberOfPayments": 8, "apr": "10", "downPayment": "100", "note": "DownPayment in Cash", ` +
		`"firstPayment": "2022-07-01", "interestStart": "2022-08-01", "today": "2022-06-30", ` +
		`"production": [{"id": 848, "amount": "652.00", "complete": true}, {"id": 847, "amount": "76.00"}]}`,
	shape: document(dynamicTerms(
		ids("procNums", func(d any) *[]int64 { return &d.(*planDoc).procedures }, "attach these procedures of the production, and none but adjNums (default all)"),
		ids("adjNums", func(d any) *[]int64 { return &d.(*planDoc).adjustments }, "attach these adjustments of the production, and none but procNums (default all)"),
		list("otherPlans", func(d any) any { return grow(&d.(*planDoc).otherPlans) }, otherPlanShape, "the plans that there are already"),
	)...),
	run: answer(writeCreated),
}

func writeCreated(c *call, doc *planDoc) error {
	if doc.patient == 0 {
		return c.invalid("patient", money.ErrMissing, nil)
	}
	if err := doc.refuseInsurance(c); err != nil {
		return err
	}
	rows, err := doc.attach(c)
	if err != nil {
		return err
	}
	plan, err := doc.plan()
	var elsewhere []amortize.Attached
	if err == nil {
		elsewhere, err = doc.attachedElsewhere()
	}
	if err == nil {
		err = amortize.CheckNew(&plan, doc.party, elsewhere, doc.policy)
	}
	var charges []amortize.PlanCharge
	var summary amortize.PlanSummary
	if err == nil {
		charges, summary, err = amortize.Expected(&plan, amortize.WholePlan)
	}
	var note []byte
	if err == nil {
		note, err = amortize.AppendDynamicNote(nil, plan.Terms, summary, c.doc.digits, ownNote(doc.note))
	}
	if err != nil {
		return c.refuse(err, func(list string, i int) string {
			if list == "plan.Production" && rows != nil {
				return "production[" + strconv.Itoa(rows[i]) + "]"
			}
			return ""
		})
	}
	c.writeRecord(doc, summary, string(note))
	return c.writeExpected(&plan, amortize.WholePlan, charges, summary, string(note))
}

// attach keeps of the production what procNums and adjNums name, where they are
// given, and returns the rows that are kept.
func (d *planDoc) attach(c *call) (rows []int, err error) {
	if len(d.procedures) == 0 && len(d.adjustments) == 0 {
		return nil, nil
	}
	at := make(map[amortize.Attached]int, len(d.production))
	for i := range d.production {
		var item amortize.Attached
		if err := d.production[i].resolve(&item.ID, &item.Kind, "plan.Production", i); err != nil {
			return nil, c.refuse(err, nil)
		}
		if _, twice := at[item]; twice {
			return nil, c.invalid("production["+strconv.Itoa(i)+"].id", money.ErrDuplicateID, int(item.ID))
		}
		at[item] = i
	}
	taken := make([]bool, len(d.production))
	var kept []itemDoc
	take := func(list string, ids []int64, kind amortize.ItemKind) error {
		for i, id := range ids {
			row, ok := at[amortize.Attached{ID: id, Kind: kind}]
			if !ok {
				return c.invalid(list+"["+strconv.Itoa(i)+"]", money.ErrUnknownID, int(id))
			}
			if taken[row] {
				return c.invalid(list+"["+strconv.Itoa(i)+"]", money.ErrDuplicateID, int(id))
			}
			taken[row] = true
			rows, kept = append(rows, row), append(kept, d.production[row])
		}
		return nil
	}
	if err := take("procNums", d.procedures, amortize.ProcedureItem); err != nil {
		return nil, err
	}
	if err := take("adjNums", d.adjustments, amortize.AdjustmentItem); err != nil {
		return nil, err
	}
	d.production = kept
	return rows, nil
}

// attachedElsewhere returns the production of the other open plans.
func (d *planDoc) attachedElsewhere() (attached []amortize.Attached, err error) {
	for i := range d.otherPlans {
		if d.otherPlans[i].closed {
			continue
		}
		for j := range d.otherPlans[i].production {
			var a amortize.Attached
			if err := d.otherPlans[i].production[j].resolve(&a.ID, &a.Kind, "otherPlans["+strconv.Itoa(i)+"].production", j); err != nil {
				return nil, err
			}
			attached = append(attached, a)
		}
	}
	return attached, nil
}
