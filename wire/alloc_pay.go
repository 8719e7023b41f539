package wire

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

var allocPay = operation{
	name:    "alloc.pay",
	summary: "where each cent of a family's payment goes",
	example: `{"today": "2026-11-16", "family": [{"id": 1}], "unearnedTypes": {"prepayment": 501}, ` +
		`"charges": [{"type": "procedure", "id": 101, "patient": 1, "provider": 11, "date": "2026-09-15", "fee": "95.00"}], ` +
		`"payment": {"patient": 1, "amount": "100.00"}}`,
	shape: account(
		object("payment", func(p any) any { return &p.(*payDoc).payment }, paymentShape, "the money to allocate"),
		object("options", func(p any) any { return &p.(*payDoc).options }, optionsShape, "how to allocate it"),
	),
	run: runAllocPay,
}

// account is a document with a family's account, and the operation's own fields.
func account(own ...*field) *shape {
	return document(append([]*field{
		day("today", func(p any) *date.Date { return &p.(*payDoc).today }, "the day on which the question is asked; required"),
		list("family", func(p any) any { return grow(&p.(*payDoc).family) }, memberShape, "everyone on the account"),
		chargesField,
		plansField,
		list("splits", func(p any) any { s := grow(&p.(*payDoc).splits); s.Date = schedule.Unset; return s }, earlierShape, "splits of earlier payments"),
		list("insuranceTotals", func(p any) any { return grow(&p.(*payDoc).totals) }, totalShape, "insurance payments by claim, and not by procedure"),
		object("unearnedTypes", func(p any) any { return &p.(*payDoc).unearned }, unearnedShape, "the ids that mark unearned money"),
	}, own...)...)
}

// chargesField reads the charges; dates that are missing stay unset.
var chargesField = &field{name: "charges", kind: KindList, shape: chargeShape, doc: "what the family was charged", read: func(d *decoder, into any) error {
	p := into.(*payDoc)
	p.charges = make([]chargeDoc, 0, min(len(d.input)/shortestCharge, MaxRows))
	return d.list(func() error {
		p.charges = append(p.charges, chargeDoc{date: schedule.Unset, terms: noTerms()})
		c := &p.charges[len(p.charges)-1]
		if err := d.object(chargeShape, c); err != nil {
			return err
		}
		return d.checkCharge(c)
	})
}}

// shortestCharge is about how many bytes a charge takes at the least; it sizes
// the list, and costs an over-long one nothing but growth.
const shortestCharge = 100

// checkCharge refuses a row without a type, or with a field that its type does not
// have: what is ignored would be money.
func (d *decoder) checkCharge(c *chargeDoc) error {
	fail := func(name string, rule *money.Rule, value any) *Error {
		d.path = append(d.path, segment{name: name})
		return d.fail(rule, value)
	}
	if c.kind == 0 {
		return fail("type", money.ErrMissing, money.Fact("want procedure, adjustment or planCharge"))
	}
	for i := range chargeShape.fields {
		name := chargeShape.fields[i].name
		if kinds := chargeFields[name]; kinds != nil && c.given&(1<<i) != 0 && !slices.Contains(kinds, c.kind) {
			return fail(name, errUnknownField, money.Fact("it belongs to type "+chargeTypes[kinds[0]]+", not "+chargeTypes[c.kind]))
		}
	}
	return nil
}

func runAllocPay(c *call) error {
	doc := newPayDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	options := doc.fill(c)
	var a alloc.Allocator
	splits, summary, err := a.AppendPay(make([]alloc.PaySplit, 0, len(doc.charges)+1), &doc.ledger, doc.payment.Payment, options)
	if err != nil {
		return c.refuseAt(err, func(path string) string {
			if path == "options.Plan" && doc.options.plan == 0 {
				return "payment.payPlanNum"
			}
			return jsonPath(path, doc.rowPath)
		})
	}
	w := c.out
	w.open()
	doc.writePayment(w)
	w.list("splits", len(splits), func(i int) { w.paySplit(&splits[i]) })
	w.amount("unallocated", summary.Unallocated)
	warnings := a.AppendWarnings(nil)
	if ahead := options.Prepayment && options.Plan != 0; summary.Unallocated != 0 && (!ahead && doc.unearned.Prepayment == 0 || ahead && doc.unearned.PlanPrepayment == 0) {
		warnings = append(warnings, alloc.Warning{Amount: summary.Unallocated, Err: errUnearnedType})
	}
	c.writeAccount(&doc, &a, warnings)
	w.close()
	return nil
}

// writeAccount writes what the account looks like after an allocation, and why.
func (c *call) writeAccount(p *payDoc, a *alloc.Allocator, warnings []alloc.Warning) {
	owed := a.AppendOwed(make([]alloc.Owed, 0, len(p.charges)))
	p.open = slices.ContainsFunc(owed, func(o alloc.Owed) bool { return o.After > 0 })
	c.out.outstanding(owed, p)
	c.out.list("warnings", len(warnings), func(i int) { c.out.warning(p, &warnings[i]) })
	if c.explain() {
		c.out.trace(p.explain(a.AppendSteps(nil)))
	}
}

// allocation returns the options of the allocation: what the payer asks for may
// stand in the payment, as in Open Dental's API, or in the options.
func (p *payDoc) allocation() alloc.Options {
	o := alloc.Options{
		AllowOverpay: p.options.allowOverpay,
		Today:        p.today, Preferences: p.options.preferences.Preferences, SuggestOnly: p.options.suggestOnly, Strategy: p.options.strategy.Strategy,
		OwnFirst: p.payment.own || p.options.own, Prepayment: p.payment.prepayment || p.options.prepayment,
		Procedures: append(p.payment.procedures, p.options.procedures...), Plan: cmp.Or(p.options.plan, p.payment.plan), PlanPolicy: p.options.policy,
	}
	switch p.options.preferences.allocationMode {
	case modeEnforce:
		o.Mode = alloc.Enforce
	case modeManual:
		o.Mode = alloc.Manual
	}
	return o
}

// fill makes the ledger and the defaults of the payment, and returns the options of
// the allocation.
func (p *payDoc) fill(c *call) alloc.Options {
	p.ledger.Unearned, p.ledger.Splits, p.ledger.Totals, p.ledger.Plans = p.unearned, p.splits, p.totals, p.plans
	for i := range p.family {
		p.ledger.Family = append(p.ledger.Family, p.family[i].Member)
	}
	p.ledger.Procedures = make([]alloc.Procedure, 0, len(p.charges))
	p.procedures = make([]int, 0, len(p.charges))
	for i := range p.charges {
		c := &p.charges[i]
		if c.kind == procedureCharge {
			p.procedures = append(p.procedures, i)
			p.ledger.Procedures = append(p.ledger.Procedures, alloc.Procedure{
				ID: c.id, Patient: c.patient, Provider: c.provider, Clinic: c.clinic, Date: c.date, Fee: c.fee,
				Units: c.units, BaseUnits: c.baseUnits, Status: c.status, Claims: c.claims, Discount: c.discount,
			})
			continue
		}
		if c.kind == planCharge {
			p.planCharges = append(p.planCharges, i)
			p.ledger.PlanCharges = append(p.ledger.PlanCharges, alloc.PlanCharge{
				ID: c.id, Plan: c.plan, Date: c.date, Principal: c.principal, Interest: c.interest,
				Provider: c.provider, Clinic: c.clinic, Procedure: c.procedure, Adjustment: c.adjustment,
			})
			continue
		}
		p.adjustments = append(p.adjustments, i)
		p.ledger.Adjustments = append(p.ledger.Adjustments, alloc.Adjustment{
			ID: c.id, Patient: c.patient, Provider: c.provider, Clinic: c.clinic, Date: c.date, Amount: c.amount, Procedure: c.procedure,
		})
	}
	p.fillTerms()
	if !schedule.IsSet(p.payment.Date) {
		p.payment.Date = p.today
	}
	preferences := &p.options.preferences
	preferences.KeepAdjustmentsApart = !preferences.offset
	preferences.NoClinics = !preferences.clinics
	preferences.PlansWithoutCharges = preferences.plansVersion == noCharges
	preferences.KeepNegativeProduction = !preferences.production
	options := p.allocation()
	options.Explain = c.explain()
	return options
}

// writePayment writes the record of a new payment, with Open Dental's defaults.
func (p *payDoc) writePayment(w *writer) {
	record := p.payment
	record.ID, record.record.entered = 0, p.today
	record.record.source, record.record.status = "API", "OfficeProcessed"
	w.payment(&record)
}

// paySplit writes a split with every target, 0 for those that it does not have.
func (w *writer) paySplit(s *alloc.PaySplit) {
	w.open()
	w.amount("amount", s.Amount)
	w.number("patient", s.Patient)
	w.number("provider", s.Provider)
	w.number("clinic", s.Clinic)
	w.number("procedure", s.Procedure)
	w.number("adjustment", s.Adjustment)
	w.number("plan", s.Plan)
	w.number("planCharge", s.PlanCharge)
	w.text("debit", debits[s.Debit])
	w.number("unearned", s.Unearned)
	w.close()
}

// outstanding writes what each charge still owes, under its id, an instalment as a
// whole. Procedures, adjustments and instalments are numbered apart: where two have an
// id, the key of the later in that list says what it is.
func (w *writer) outstanding(owed []alloc.Owed, p *payDoc) {
	parts := make(map[int64]money.Amount)
	for i := range owed {
		if isPart(owed[i].Charge) {
			parts[owed[i].Charge.ID] += owed[i].After // of one instalment, which fits
		}
	}
	w.key("outstandingAfter")
	w.open()
	for i := range owed {
		charge, after := owed[i].Charge, owed[i].After
		if isPart(charge) {
			sum, first := parts[charge.ID]
			if !first {
				continue
			}
			delete(parts, charge.ID)
			after = sum
		}
		w.amount(p.key(charge), after)
	}
	w.close()
}

// isPart reports whether a charge is a part of an instalment.
func isPart(t alloc.Target) bool {
	return t.Kind == alloc.KindInterest || t.Kind == alloc.KindPrincipal
}

// key returns the id of a charge, with its type where another charge has that id.
func (p *payDoc) key(t alloc.Target) string {
	key := strconv.FormatInt(t.ID, 10)
	if t.Kind == alloc.KindProcedure {
		return key
	}
	taken := p.index(alloc.Target{Kind: alloc.KindProcedure, ID: t.ID}) >= 0
	if t.Kind == alloc.KindAdjustment {
		if taken {
			return chargeTypes[adjustmentCharge] + ":" + key
		}
		return key
	}
	if taken || p.index(alloc.Target{Kind: alloc.KindAdjustment, ID: t.ID}) >= 0 {
		return chargeTypes[planCharge] + ":" + key
	}
	return key
}

// chosenPath returns the path of a procedure that the payer chose.
func (p *payDoc) chosenPath(id int64) string {
	if at := slices.Index(p.payment.procedures, id); at >= 0 {
		return "payment.procNums[" + strconv.Itoa(at) + "]"
	}
	return "options.procNums[" + strconv.Itoa(slices.Index(p.options.procedures, id)) + "]"
}

// warning writes a finding with the path of its charge.
func (w *writer) warning(p *payDoc, warning *alloc.Warning) {
	w.open()
	w.text("code", warning.Err.Code())
	path, value := p.path(warning.Charge), any(warning.Amount)
	if warning.Err == alloc.ErrChosenAside {
		path, value = p.chosenPath(warning.Charge.ID), strconv.FormatInt(warning.Charge.ID, 10)
	}
	w.text("path", path)
	w.text("message", (&money.FieldError{Value: value, Err: warning.Err}).DetailIn(w.digits))
	w.amount("amount", warning.Amount)
	w.close()
}
