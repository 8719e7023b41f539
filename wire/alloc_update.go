package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// updateDoc is the document of alloc.update: a stored payment and what changes in its
// record.
type updateDoc struct {
	payment paymentDoc
	changes paymentChanges
}

// paymentChanges are the fields of a payment that may change: none that moves money.
type paymentChanges struct {
	record paymentRecord
	given  uint64
}

func (p *paymentChanges) setGiven(fields uint64) { p.given = fields }

// processStatuses are the two that a payment may be given.
var processStatuses = []string{"", "OnlineProcessed", "OnlinePending"}

// paymentChangesShape lists the changes; each is an id of a text of the record.
var paymentChangesShape = &shape{[]*field{
	text("checkNum", func(p any) *string { return &p.(*paymentChanges).record.checkNum }, "takes the place of the check number"),
	text("bankBranch", func(p any) *string { return &p.(*paymentChanges).record.bankBranch }, "takes the place of the bank and branch"),
	text("note", func(p any) *string { return &p.(*paymentChanges).record.note }, "takes the place of the note").od("payNote"),
	text("payType", func(p any) *string { return &p.(*paymentChanges).record.payType }, "the payment type"),
	text("PayType", func(p any) *string { return &p.(*paymentChanges).record.payTypeNum }, "the payment type's id, as Open Dental's API writes it").od("payTypeNum"),
	word("processStatus", func(p any, i int) { p.(*paymentChanges).record.changed = processStatus(i) }, processStatuses, "whether an online payment is processed or pending"),
}}

type processStatus uint8

// apply puts the changes that were given into a record, an empty text too.
func (p *paymentChanges) apply(to *paymentRecord) {
	for i, at := range []func(*paymentRecord) *string{
		func(r *paymentRecord) *string { return &r.checkNum }, func(r *paymentRecord) *string { return &r.bankBranch },
		func(r *paymentRecord) *string { return &r.note }, func(r *paymentRecord) *string { return &r.payType },
		func(r *paymentRecord) *string { return &r.payTypeNum },
	} {
		if p.given&(1<<i) != 0 {
			*at(to) = *at(&p.record)
		}
	}
	if status := processStatuses[p.record.changed]; status != "" {
		to.status = status
	}
}

var allocUpdate = operation{
	name:    "alloc.update",
	summary: "change the record of a stored payment: its type, check, note or status, and no money",
	example: `{"payment": {"payment": 56734, "patient": 1337, "amount": "339.00", "date": "2022-06-24", "checkNum": "12798"}, ` +
		`"changes": {"checkNum": "7492", "note": "12 months", "processStatus": "OnlineProcessed"}}`,
	shape: document(
		object("payment", func(d any) any { return &d.(*updateDoc).payment }, paymentShape, "the payment as it is stored"),
		object("changes", func(d any) any { return &d.(*updateDoc).changes }, paymentChangesShape, "what changes; the amount, the date, the patient and the splits do not"),
	),
	run: func(c *call) error {
		doc := updateDoc{payment: newPaymentDoc()}
		if err := c.read(&doc); err != nil {
			return err
		}
		if doc.payment.ID == 0 {
			return c.invalid("payment.payment", money.ErrMissing, nil)
		}
		before := doc.payment.record
		doc.changes.apply(&doc.payment.record)
		c.out.open()
		c.out.payment(&doc.payment)
		if c.explain() {
			c.out.trace(explainUpdate(&before, &doc.payment.record))
		}
		c.out.close()
		return nil
	},
}

// explainUpdate tells what changed in a record, a step a field. No money moves.
func explainUpdate(before, after *paymentRecord) []traceStep {
	var steps []traceStep
	for _, field := range []struct{ name, from, to string }{
		{"checkNum", before.checkNum, after.checkNum}, {"bankBranch", before.bankBranch, after.bankBranch},
		{"note", before.note, after.note}, {"payType", before.payType, after.payType},
		{"PayType", before.payTypeNum, after.payTypeNum}, {"processStatus", before.status, after.status},
	} {
		if field.from != field.to {
			steps = append(steps, traceStep{rule: "changed", subject: field.name, note: "was " + strconv.Quote(field.from) + " and is " + strconv.Quote(field.to)})
		}
	}
	return steps
}

// newPaymentDoc returns a payment with no date set.
func newPaymentDoc() paymentDoc {
	p := paymentDoc{record: paymentRecord{entered: schedule.Unset}}
	p.Date = schedule.Unset
	return p
}

// payment writes a payment's record.
func (w *writer) payment(p *paymentDoc) {
	w.key("payment")
	w.open()
	if p.ID != 0 {
		w.number("payment", p.ID)
	}
	w.number("patient", p.Patient)
	w.number("clinic", p.Clinic)
	w.amount("amount", p.Amount)
	for _, day := range []struct {
		name string
		date date.Date
	}{{"date", p.Date}, {"dateEntry", p.record.entered}} {
		if schedule.IsSet(day.date) {
			w.date(day.name, day.date)
		}
	}
	w.text("payType", p.record.payType)
	w.text("payTypeNum", p.record.payTypeNum)
	w.text("checkNum", p.record.checkNum)
	w.text("bankBranch", p.record.bankBranch)
	w.text("note", p.record.note)
	w.text("paymentSource", p.record.source)
	w.text("processStatus", p.record.status)
	w.close()
}
