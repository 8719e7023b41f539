package wire

import (
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/paysplit/paysplit/split"
	"github.com/rickb777/date"
)

// fillDoc is the document of an amount that pays charges.
type fillDoc struct {
	amount  money.Amount
	charges []split.Charge
	rule    split.FillRule
}

var splitFill = operation{
	name:    "split.fill",
	summary: "spread a payment over charges, the oldest first",
	example: `{"amount": "100.00", "charges": [{"id": "702", "date": "2025-02-01", "due": "35.00"}, {"id": "701", "date": "2025-01-15", "due": "80.00"}]}`,
	shape: document(
		amount("amount", func(d any) *money.Amount { return &d.(*fillDoc).amount }, "the payment; above zero"),
		list("charges", func(d any) any { c := grow(&d.(*fillDoc).charges); c.Date = schedule.Unset; return c }, fillShape, "what is owed, in any order"),
		flag("whole", func(d any) *bool { return &d.(*fillDoc).rule.Whole }, "refuse an amount that the charges do not take whole"),
	),
	run: func(c *call) error {
		var doc fillDoc
		if err := c.read(&doc); err != nil {
			return err
		}
		parts, left, err := split.FillOldestFirst(doc.amount, doc.charges, doc.rule)
		if err != nil {
			return c.refuseShare(err)
		}
		c.out.open()
		c.out.list("splits", len(parts), func(i int) {
			c.out.open()
			c.out.text("id", parts[i].Key)
			c.out.amount("amount", parts[i].Amount)
			c.out.close()
		})
		c.out.amount("unapplied", left)
		if c.explain() {
			c.out.trace(doc.explain(parts, left))
		}
		c.out.close()
		return nil
	},
}

var fillShape = &shape{[]*field{
	text("id", func(c any) *string { return &c.(*split.Charge).ID }, "the charge's id; a text, so 007 is not 7"),
	day("date", func(c any) *date.Date { return &c.(*split.Charge).Date }, "its day: the oldest is paid first, on one day the lower id"),
	amount("due", func(c any) *money.Amount { return &c.(*split.Charge).Due }, "what is still owed, zero or more"),
}}

// explain says what each charge was due and is due after the payment.
func (d *fillDoc) explain(parts []split.Part, left money.Amount) []traceStep {
	dues := make(map[string]*split.Charge, len(d.charges))
	for i := range d.charges {
		dues[d.charges[i].ID] = &d.charges[i]
	}
	steps := make([]traceStep, 0, len(parts)+1)
	for _, part := range parts {
		charge := dues[part.Key]
		after, _ := charge.Due.Sub(part.Amount) // a part is at most what is due
		note := "the oldest that is left; paid in full"
		if after > 0 {
			note = "the oldest that is left; the payment ends here"
		}
		steps = append(steps, traceStep{rule: "oldestFirst", subject: "charge " + part.Key + " of " + string(appendDate(nil, charge.Date)), before: charge.Due, after: after, amount: part.Amount, note: note})
	}
	if left > 0 {
		steps = append(steps, traceStep{rule: "unapplied", subject: "the rest of the payment", before: left, after: left, amount: left, note: "no charge is left to pay"})
	}
	return steps
}

var splitPatientAmount = operation{
	name:    "split.patientAmount",
	summary: "the patient's part of a charge: its fee less what insurance is expected to pay and the office gives up",
	example: `{"fee": "120.00", "paymentEstimates": ["86.00"], "writeOffEstimates": ["20.00"]}`,
	shape: document(
		amount("fee", func(d any) *money.Amount { return &d.(*split.ChargeClaims).Fee }, "the charge's fee"),
		amountOrAmounts("paymentEstimates", func(d any) *[]money.Amount { return &d.(*split.ChargeClaims).PaymentEstimates }, "what each insurance will probably pay, for claims that are open").od("paymentEstimate"),
		amountOrAmounts("writeOffEstimates", func(d any) *[]money.Amount { return &d.(*split.ChargeClaims).WriteOffEstimates }, "what the office will probably give up, for claims that are open").od("writeOffEstimate"),
		amountOrAmounts("writeOffs", func(d any) *[]money.Amount { return &d.(*split.ChargeClaims).WriteOffs }, "what the office gave up, for claims that are settled; instead of the estimates").od("writeOff"),
	),
	run: func(c *call) error {
		var doc split.ChargeClaims
		if err := c.read(&doc); err != nil {
			return err
		}
		part, err := split.PatientAmount(doc)
		if err != nil {
			return c.refuseAt(err, func(path string) string { return jsonPath(path[len("c."):], nil) })
		}
		c.out.open()
		c.out.amount("patientAmount", part)
		basis := "estimates"
		if len(doc.WriteOffs) > 0 {
			basis = "writeOffs"
		}
		c.out.text("basis", basis)
		if c.explain() {
			c.out.trace(explainPatient(&doc))
		}
		c.out.close()
		return nil
	},
}

// amountOrAmounts is a list of amounts, or one amount.
func amountOrAmounts(name string, at func(any) *[]money.Amount, doc string) *field {
	return &field{name: name, kind: KindAmountOrAmounts, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		if k := d.json.PeekKind(); k == '"' || k == '0' {
			*rows = append(*rows, 0)
			return d.amount(&(*rows)[0])
		}
		return d.list(func() error {
			*rows = append(*rows, 0)
			return d.amount(&(*rows)[len(*rows)-1])
		})
	}}
}

// explainPatient takes one part after another off the fee.
func explainPatient(c *split.ChargeClaims) []traceStep {
	steps := []traceStep{{rule: "fee", subject: "charge", after: c.Fee, amount: c.Fee, note: "the fee"}}
	left := c.Fee
	for _, list := range [3]struct {
		rule, note string
		amounts    []money.Amount
	}{
		{"paymentEstimate", "insurance is expected to pay it", c.PaymentEstimates},
		{"writeOffEstimate", "the office is expected to give it up", c.WriteOffEstimates},
		{"writeOff", "the office gave it up", c.WriteOffs},
	} {
		for _, part := range list.amounts {
			after, _ := left.Sub(part) // the engine has done the same
			steps = append(steps, traceStep{rule: list.rule, subject: "charge", before: left, after: after, amount: part, note: list.note})
			left = after
		}
	}
	return steps
}
