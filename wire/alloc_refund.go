package wire

import (
	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// refundDoc is the document of what undoes a payment.
type refundDoc struct {
	today    date.Date
	payment  paymentDoc
	splits   []alloc.EarlierSplit
	unearned alloc.UnearnedTypes
	refunded []int64
	amount   money.Amount

	notPerformed bool
}

func newRefundDoc() refundDoc {
	return refundDoc{today: schedule.Unset, payment: newPaymentDoc()}
}

// refundFields are the fields of what undoes a payment, and the operation's own
// options.
func refundFields(options ...*field) *shape {
	return document(
		day("today", func(d any) *date.Date { return &d.(*refundDoc).today }, "the day of the refund; required"),
		object("payment", func(d any) any { return &d.(*refundDoc).payment }, paymentShape, "the payment to undo"),
		list("splits", func(d any) any { s := grow(&d.(*refundDoc).splits); s.Date = schedule.Unset; return s }, earlierShape, "its splits, all of them"),
		object("unearnedTypes", func(d any) any { return &d.(*refundDoc).unearned }, unearnedShape, "the ids that mark unearned money; not used here"),
		object("options", func(d any) any { return d }, &shape{options}, "what is asked for"),
	)
}

var allocRefund = operation{
	name:    "alloc.refund",
	summary: "undo a payment: the refund to store and its splits",
	example: `{"today": "2026-11-16", "payment": {"payment": 178, "patient": 1, "amount": "100.00"}, ` +
		`"splits": [{"split": 1, "payment": 178, "patient": 1, "provider": 11, "procedure": 101, "amount": "95.00"}, {"split": 2, "payment": 178, "patient": 1, "unearned": 501, "amount": "5.00"}]}`,
	shape: refundFields(
		ids("refunded", func(d any) *[]int64 { return &d.(*refundDoc).refunded }, "the payments that were refunded before"),
		flag("workNotPerformed", func(d any) *bool { return &d.(*refundDoc).notPerformed }, "the work was not performed: adjustments take the charges off the account too (default false)"),
	),
	run: func(c *call) error {
		return c.undo(func(d *refundDoc) ([]alloc.PaySplit, error) {
			return alloc.AppendRefund(nil, d.payment.ID, d.payment.Amount, d.splits, d.refunded)
		})
	},
}

var allocReturn = operation{
	name:    "alloc.return",
	summary: "return a part of a payment, as a payment gateway does",
	example: `{"today": "2026-11-16", "payment": {"payment": 178, "patient": 1, "amount": "100.00"}, "options": {"amount": "40.00"}, ` +
		`"splits": [{"split": 1, "payment": 178, "patient": 1, "provider": 11, "procedure": 101, "amount": "25.00"}, {"split": 2, "payment": 178, "patient": 1, "provider": 11, "procedure": 102, "amount": "75.00"}]}`,
	shape: refundFields(amount("amount", func(d any) *money.Amount { return &d.(*refundDoc).amount }, "how much is returned; required")),
	run: func(c *call) error {
		return c.undo(func(d *refundDoc) ([]alloc.PaySplit, error) {
			return alloc.AppendReturn(nil, d.payment.ID, d.amount, d.splits)
		})
	},
}

// undo writes the payment that undoes another, and its splits.
func (c *call) undo(splitsOf func(d *refundDoc) ([]alloc.PaySplit, error)) error {
	doc := newRefundDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	switch {
	case !schedule.IsSet(doc.today):
		return c.invalid("today", money.ErrDateRequired, nil)
	case doc.payment.Patient == 0:
		return c.invalid("payment.patient", money.ErrMissing, nil)
	}
	splits, err := splitsOf(&doc)
	if err != nil {
		return c.refuseAt(err, func(path string) string { return doc.undoPath(c, path) })
	}
	record := payDoc{today: doc.today, payment: doc.payment}
	record.payment.Date, record.payment.Amount = doc.today, 0
	var loose money.Amount
	for i := range splits {
		s := &splits[i]
		record.payment.Amount += s.Amount // parts of what was paid, below zero
		if s.Unearned != 0 || s.Procedure == 0 && s.Adjustment == 0 && s.Plan == 0 {
			loose += s.Amount
		}
	}
	c.out.open()
	record.writePayment(c.out)
	c.out.list("splits", len(splits), func(i int) { c.out.paySplit(&splits[i]) })
	c.out.amount("unallocated", loose)
	if doc.notPerformed {
		adjustments := alloc.AppendNotPerformed(nil, splits, doc.today)
		c.out.list("adjustments", len(adjustments), func(i int) { c.out.newAdjustment(&adjustments[i]) })
	}
	if c.explain() {
		steps := make([]traceStep, len(splits))
		for i := range splits {
			steps[i] = traceStep{rule: "reversed", subject: splitSubject(&splits[i]), amount: splits[i].Amount, note: "the original's split, taken back from where it went"}
		}
		c.out.trace(steps)
	}
	c.out.close()
	return nil
}

// newAdjustment writes an adjustment that has no id yet.
func (w *writer) newAdjustment(a *alloc.Adjustment) {
	w.open()
	w.number("patient", a.Patient)
	w.number("provider", a.Provider)
	w.number("clinic", a.Clinic)
	w.date("date", a.Date)
	w.amount("amount", a.Amount)
	w.number("procedure", a.Procedure)
	w.close()
}

// undoPath translates a path of the engine.
func (d *refundDoc) undoPath(c *call, path string) string {
	switch {
	case path == "payment":
		return "payment.payment"
	case path == "amount" && c.op.name == "alloc.return":
		return "options.amount"
	case path == "amount":
		return "payment.amount"
	}
	return jsonPath("ledger."+capital(path), nil)
}

// capital is a Go path with its first letter in capitals.
func capital(path string) string { return string(path[0]&^0x20) + path[1:] }

// splitSubject names what a split is on.
func splitSubject(s *alloc.PaySplit) string {
	switch {
	case s.Procedure != 0:
		return itemName(amortize.ProcedureItem, s.Procedure)
	case s.Adjustment != 0:
		return itemName(amortize.AdjustmentItem, s.Adjustment)
	}
	return "no charge"
}
