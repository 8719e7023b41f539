package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// dynamicDoc is the document of the operations on dynamic plans.
type dynamicDoc struct {
	planDoc
	option     amortize.TPOption
	production []itemDoc
	charges    []amortize.PlanCharge
	splits     []amortize.PlanSplit
	next       bool
	locked     bool
}

// itemDoc is a piece of production, and what lowers or raises it before the plan
// takes it over.
type itemDoc struct {
	amortize.Item
	adjustments, priorPaid, discount money.Amount
}

// newDynamicDoc returns a document with the defaults of JSON.
func newDynamicDoc() dynamicDoc { return dynamicDoc{planDoc: newPlanDoc(), locked: true} }

var (
	itemKinds   = words(amortize.ProcedureItem, amortize.OrthoCaseItem, false)
	tpOptions   = words(amortize.AwaitComplete, amortize.TreatAsComplete, false)
	chargeKinds = words(amortize.InstallmentCharge, amortize.CloseOutCharge, false)
	paidKinds   = []string{amortize.PaidUnknown: "unknown", amortize.PaidPrincipal: "principal", amortize.PaidInterest: "interest"}
)

var itemShape = &shape{[]*field{
	id("id", func(i *itemDoc) *int64 { return &i.ID }, "unique among production of its type").od("procNum", "adjNum"),
	word("type", func(i *itemDoc) *amortize.ItemKind { return &i.Kind }, itemKinds, "what it is (default procedure)"),
	amount("amount", func(i *itemDoc) *money.Amount { return &i.Amount }, "the patient's part of it"),
	amount("adjustments", func(i *itemDoc) *money.Amount { return &i.adjustments }, "attached to it, by the same patient, provider and clinic; added to amount"),
	amount("discount", func(i *itemDoc) *money.Amount { return &i.discount }, "taken off while it is not complete"),
	amount("priorPaid", func(i *itemDoc) *money.Amount { return &i.priorPaid }, "paid on it outside any plan; taken off"),
	amount("override", func(i *itemDoc) *money.Amount { return &i.Override }, "takes the place of all of these where it is not zero").od("amountOverride"),
	flag("complete", func(i *itemDoc) *bool { return &i.Complete }, "it was done; adjustments always count as complete"),
	day("date", func(i *itemDoc) *date.Date { return &i.Date }, "orders the production (default first)").od("procDate", "adjDate"),
}}

var planChargeShape = &shape{[]*field{
	day("date", func(c *amortize.PlanCharge) *date.Date { return &c.Date }, "the due date; required").od("chargeDate"),
	amount("principal", func(c *amortize.PlanCharge) *money.Amount { return &c.Principal }, "its principal"),
	amount("interest", func(c *amortize.PlanCharge) *money.Amount { return &c.Interest }, "its interest"),
	id("production", func(c *amortize.PlanCharge) *int64 { return &c.Item }, "the id of what it pays for"),
	word("type", func(c *amortize.PlanCharge) *amortize.ItemKind { return &c.ItemKind }, itemKinds, "the type of what it pays for (default procedure)"),
	word("kind", func(c *amortize.PlanCharge) *amortize.ChargeKind { return &c.Kind }, chargeKinds, "why it was charged (default installment)"),
}}

var planSplitShape = &shape{[]*field{
	amount("amount", func(s *amortize.PlanSplit) *money.Amount { return &s.Amount }, "paid; below zero takes money back").od("splitAmt"),
	word("type", func(s *amortize.PlanSplit) *amortize.PaidKind { return &s.Kind }, paidKinds, "what it pays (default unknown)"),
}}

// onPlan makes a field of planDoc one of dynamicDoc.
func onPlan(f *field) *field {
	read := f.read
	on := *f
	on.read = func(d *decoder, into any) error { return read(d, &into.(*dynamicDoc).planDoc) }
	return &on
}

// undated is a list whose rows have a date that is not set until it is read.
func undated[T, V any](name string, at func(*T) *[]V, set func(*V), s *shape, doc string) *field {
	return &field{name: name, kind: KindList, shape: s, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into.(*T))
		return d.list(func() error {
			var row V
			set(&row)
			*rows = append(*rows, row)
			return d.object(s, &(*rows)[len(*rows)-1])
		})
	}}
}

var planDynamic = operation{
	name:    "plan.dynamic",
	summary: "what a dynamic plan expects next",
	example: `{"production": [{"id": 1, "amount": "652.00", "complete": true}, {"id": 2, "amount": "76.00"}], "apr": "10", ` +
		`"numberOfPayments": 8, "downPayment": "100.00", "today": "2022-06-30", "firstPayment": "2022-07-01", "interestStart": "2022-08-01"}`,
	shape: document(
		undated("production", func(d *dynamicDoc) *[]itemDoc { return &d.production }, func(i *itemDoc) { i.Date = schedule.Unset }, itemShape, "what the plan pays for"),
		word("tpOption", func(d *dynamicDoc) *amortize.TPOption { return &d.option }, tpOptions, "what becomes of treatment that is planned (default AwaitComplete)").od("dynamicPayPlanTPOption"),
		undated("charges", func(d *dynamicDoc) *[]amortize.PlanCharge { return &d.charges }, func(c *amortize.PlanCharge) { c.Date = schedule.Unset }, planChargeShape, "issued so far"),
		list("splits", func(d *dynamicDoc) *[]amortize.PlanSplit { return &d.splits }, planSplitShape, "paid on the plan"),
		flag("nextPeriodOnly", func(d *dynamicDoc) *bool { return &d.next }, "the next charge alone: what is charged and not paid bears interest"),
		flag("isLocked", func(d *dynamicDoc) *bool { return &d.locked }, "the production is frozen (default true); no part of the arithmetic"),
		onPlan(planDown), onPlan(planAPR), onPlan(planFrequency), onPlan(planFifth), onPlan(planCount), onPlan(planPayAmt),
		onPlan(planAgreement), onPlan(planFirst), onPlan(planInterestStart), onPlan(planToday), onPlan(planNote), onPlan(planRounding),
	),
	run: runPlanDynamic,
}

func runPlanDynamic(c *call) error {
	doc := newDynamicDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	plan, err := doc.plan()
	if err != nil {
		return c.refuse(err, nil)
	}
	horizon := amortize.WholePlan
	if doc.next {
		horizon = amortize.NextPeriod
	}
	charges, summary, err := amortize.Expected(&plan, horizon)
	if err != nil {
		return c.refuse(err, nil)
	}
	note, err := amortize.AppendDynamicNote(nil, plan.Terms, summary, c.doc.digits, doc.note)
	if err != nil {
		return c.refuse(err, nil)
	}
	w := c.out
	w.open()
	w.amount("payAmt", summary.Payment)
	w.amount("principalAmount", summary.Principal)
	w.amount("completedAmt", summary.Completed)
	w.amount("totalInterest", summary.TotalInterest)
	w.amount("totalCost", summary.TotalCost)
	w.list("charges", len(charges), func(i int) { w.planCharge(&charges[i]) })
	w.byDate(charges, summary.Uncharged)
	w.text("note", string(note))
	if c.explain() {
		w.trace(explainDynamic(&plan.Terms, charges))
	}
	w.close()
	return nil
}

// explainDynamic says of each charge what made it.
func explainDynamic(t *amortize.Terms, charges []amortize.PlanCharge) []traceStep {
	steps := make([]traceStep, len(charges))
	for i := range charges {
		c := &charges[i]
		steps[i] = traceStep{
			rule: c.Kind.String(), subject: c.ItemKind.String() + " " + strconv.FormatInt(c.Item, 10),
			amount: c.Principal + c.Interest, // at most the payment, or the down payment
			note:   "due " + string(appendDate(nil, c.Date)),
		}
		if c.Interest != 0 {
			steps[i].note += ", with the period's interest of " + perPeriod(t) + " on what is not charged"
		}
	}
	return steps
}

// plan makes the engine's plan of the document.
func (d *dynamicDoc) plan() (amortize.Plan, error) {
	items := make([]amortize.Item, len(d.production))
	for i := range d.production {
		items[i] = d.production[i].Item
		value, err := d.production[i].value()
		if err != nil {
			path := "plan.Production[" + strconv.Itoa(i) + "].Amount"
			return amortize.Plan{}, &money.FieldError{Path: path, Value: items[i].Amount, Err: err}
		}
		items[i].Amount = value
	}
	return amortize.Plan{Terms: d.terms, Option: d.option, Production: items, Charges: d.charges, Splits: d.splits}, nil
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

// planCharge writes one charge of a dynamic plan.
func (w *writer) planCharge(c *amortize.PlanCharge) {
	w.open()
	w.date("date", c.Date)
	w.number("production", c.Item)
	w.text("type", c.ItemKind.String())
	w.text("kind", c.Kind.String())
	w.amount("principal", c.Principal)
	w.amount("interest", c.Interest)
	w.amount("amount", c.Principal+c.Interest) // at most the payment, or the down payment
	w.close()
}

// byDate writes the instalments summed by due date, with what is not charged
// after each. Charges of one date stand together.
func (w *writer) byDate(charges []amortize.PlanCharge, uncharged money.Amount) {
	var rows []amortize.Row
	for i := range charges {
		c := &charges[i]
		if c.Kind != amortize.InstallmentCharge {
			continue
		}
		if len(rows) == 0 || rows[len(rows)-1].Date != c.Date {
			rows = append(rows, amortize.Row{Date: c.Date})
		}
		row := &rows[len(rows)-1]
		row.Principal += c.Principal // a period is at most the payment
		row.Interest += c.Interest
	}
	for i := len(rows) - 1; i >= 0; i-- {
		rows[i].Balance = uncharged
		uncharged += rows[i].Principal // at most what was not charged, which fits
	}
	w.list("byDate", len(rows), func(i int) {
		w.open()
		w.date("date", rows[i].Date)
		w.amount("principal", rows[i].Principal)
		w.amount("interest", rows[i].Interest)
		w.amount("amount", rows[i].Principal+rows[i].Interest)
		w.amount("balance", rows[i].Balance)
		w.close()
	})
}
