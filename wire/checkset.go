package wire

import (
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

var checkSetValidate = operation{
	name:    "checkset.validate",
	summary: "whether a ClaimCenter check set may be written, and every problem in it",
	example: `{"claim": {"id": "cc:55", "state": "open", "validationLevel": "payment"}, ` +
		`"exposures": [{"id": "cc:58", "state": "open", "validationLevel": "payment"}], ` +
		`"payments": [{"paymentType": "final", "currency": "usd", "lineItems": [{"amount": "75.50", "currency": "usd"}], ` +
		`"reserveLine": {"costType": "claimcost", "costCategory": "body", "exposure": "cc:58", "reservingCurrency": "usd"}}], ` +
		`"payees": [{"contact": "cc:613", "payeeType": "insured"}], "paymentMethod": "eft"}`,
	shape: checkSetShape,
	run:   runCheckSet,
}

func runCheckSet(c *call) error {
	doc := checkSetDoc{options: setOptionsDoc{several: true}}
	if err := c.read(&doc); err != nil {
		return err
	}
	if err := doc.fill(c.doc); err != nil {
		return err
	}
	report, err := claimcheck.ValidateCheckSet(&doc.set, &doc.options.CheckSetOptions)
	if err != nil {
		return c.refuseAt(err, doc.path)
	}
	w := c.out
	w.open()
	w.flag("ok", report.OK())
	w.findings("problems", report.Problems, &doc)
	w.findings("warnings", report.Warnings, &doc)
	if err := doc.writeTotals(w, &report); err != nil {
		return c.refuseAt(err, doc.path)
	}
	doc.writeChecks(c, &report)
	if c.explain() {
		steps := doc.explain(&report)
		w.list("trace", len(steps), func(i int) {
			w.digits = steps[i].digits
			w.step(i, &steps[i].traceStep)
		})
	}
	w.close()
	return nil
}

// fill makes the checks of the set, from where they stand in the document, and the
// limits of its options.
func (doc *checkSetDoc) fill(d *decoder) error {
	switch {
	case doc.data.given && (doc.top.given || doc.listed):
		d.path = append(d.path[:0], segment{name: "data"})
		return d.fail(errDuplicateKey, money.Fact("the check stands in data and beside it"))
	case doc.top.given && doc.listed:
		d.path = append(d.path[:0], segment{name: "checks"})
		return d.fail(errDuplicateKey, money.Fact("a check stands in checks, and one beside it"))
	case doc.data.given:
		doc.checks = []setCheckDoc{doc.data}
	case !doc.listed:
		doc.checks = []setCheckDoc{doc.top}
	}
	doc.set.Checks = make([]claimcheck.CheckToWrite, len(doc.checks))
	for c := range doc.checks {
		from, to := &doc.checks[c], &doc.set.Checks[c]
		to.Payees, to.PaymentMethod = from.payees, from.method
		to.Payments = make([]claimcheck.PaymentToWrite, len(from.payments))
		for p := range from.payments {
			lines := from.payments[p].lines
			to.Payments[p] = from.payments[p].PaymentToWrite
			to.Payments[p].LineItems = make([]claimcheck.LineItem, len(lines))
			for l := range lines {
				to.Payments[p].LineItems[l] = lines[l].LineItem
			}
		}
	}
	return doc.fillOptions(d)
}

// fillOptions gives the options their defaults, and the limits their currency.
func (doc *checkSetDoc) fillOptions(d *decoder) error {
	o := &doc.options
	o.SingleCurrency = !o.several
	if o.FixedDigits = d.fixed; o.FixedDigits {
		o.Digits = d.digits
	}
	if o.Rounding == 0 {
		o.Rounding = money.HalfUp
	}
	if o.LimitCurrency == "" {
		o.LimitCurrency = doc.set.ReservingCurrency()
	}
	d.path = append(d.path[:0], segment{name: "options"})
	for _, limit := range [...]struct {
		name, text string
		into       *money.Amount
	}{{"paymentsExceedReservesLimit", o.exceedLimit, &o.ExceedLimit}, {"paymentLimit", o.payment, &o.PaymentLimit}} {
		if limit.text == "" {
			continue
		}
		if err := d.amountIn(limit.into, limit.text, o.LimitCurrency, limit.name); err != nil {
			return err
		}
	}
	d.path = d.path[:0]
	return nil
}

// findings writes the problems or the warnings of a report.
func (w *writer) findings(name string, found []claimcheck.CheckSetFinding, doc *checkSetDoc) {
	w.list(name, len(found), func(i int) {
		f := &found[i]
		w.openFinding(finding{f.Rule, doc.path(f.Path), f.Detail(), f.Want, f.Got, f.Difference})
		w.textIf("currency", f.Currency)
		w.list("ids", len(f.IDs), func(i int) { w.bareText(f.IDs[i]) })
		w.close()
	})
}

// textOrNull writes a text, or null where there is none.
func (w *writer) textOrNull(name, text string) {
	if text == "" {
		w.null(name)
		return
	}
	w.text(name, text)
}

// amountOf writes an amount in the digits of its currency, or null where it is not
// known.
func (w *writer) amountOf(name string, a claimcheck.CurrencyAmount) {
	if !a.Known() {
		w.null(name)
		return
	}
	w.amountIn(name, a.Amount, a.Digits)
}

// amountIn writes an amount in another currency than the document's.
func (w *writer) amountIn(name string, a money.Amount, digits int) {
	own := w.digits
	w.digits = digits
	w.amount(name, a)
	w.digits = own
}

// writeTotals writes what the set comes to and what it leaves.
func (doc *checkSetDoc) writeTotals(w *writer, r *claimcheck.CheckSetReport) error {
	w.amountOf("checkTotal", r.CheckTotal)
	w.textOrNull("currency", r.CheckTotal.Currency)
	w.amountOf("setTotal", r.SetTotal)
	w.amountOf("reservingAmount", r.Reserving)
	w.textOrNull("reservingCurrency", r.Reserving.Currency)
	lines := append(r.Lines[:len(r.Lines):len(r.Lines)], r.Others...)
	err := w.byOwner("availableAfter", lines, func(l *claimcheck.LineEffect) (money.Amount, bool) { return l.After, l.Reserved })
	if err == nil {
		err = w.byOwner("reserveOffset", r.Lines, func(l *claimcheck.LineEffect) (money.Amount, bool) { return l.Offset, l.Reserved && l.Final })
	}
	if err != nil {
		return err
	}
	w.amountOf("excess", r.Excess)
	w.flag("approvalRequired", r.ApprovalRequired)
	w.list("approvals", len(r.Approvals), func(i int) {
		a := &r.Approvals[i]
		w.open()
		w.text("path", doc.path(a.Path))
		w.amountOf("amount", a.Amount)
		w.amountOf("limit", a.Limit)
		w.textOrNull("currency", a.Amount.Currency)
		w.close()
	})
	w.flag("jointPayees", r.JointPayees)
	return nil
}

// byOwner writes an amount of each exposure, and of the claim under "": the sum
// over its reserve lines, or null where that of one is not known. Where an exposure has lines in several currencies, those
// in another than its first one stand under the exposure with the currency.
func (w *writer) byOwner(name string, lines []claimcheck.LineEffect, amount func(*claimcheck.LineEffect) (money.Amount, bool)) error {
	type row struct {
		key string
		sum claimcheck.CurrencyAmount
	}
	var rows []row
	keys, places := map[string]string{}, map[[2]string]int{} // an exposure's first currency; the row of both
	for i := range lines {
		l := &lines[i]
		a, ok := amount(l)
		if !ok {
			continue
		}
		place := [2]string{l.Exposure, l.ReservingCurrency}
		if at, ok := places[place]; ok {
			if l.Unknown { // and what is added to it stays unknown
				rows[at].sum = claimcheck.CurrencyAmount{}
				continue
			}
			sum, err := rows[at].sum.Amount.Add(a)
			if err != nil {
				return &money.FieldError{Path: "Reserves", Value: a, Err: err}
			}
			rows[at].sum.Amount = sum
			continue
		}
		key := l.Exposure
		if _, taken := keys[key]; taken {
			key += ":" + l.ReservingCurrency
		}
		keys[l.Exposure], places[place] = l.ReservingCurrency, len(rows)
		of := claimcheck.CurrencyAmount{Amount: a, Currency: l.ReservingCurrency, Digits: l.Digits}
		if l.Unknown {
			of = claimcheck.CurrencyAmount{}
		}
		rows = append(rows, row{key, of})
	}
	w.key(name)
	w.open()
	for i := range rows {
		w.amountOf(rows[i].key, rows[i].sum)
	}
	w.close()
	return nil
}

// writeChecks writes the checks, their payments and the reserve lines they draw on.
func (doc *checkSetDoc) writeChecks(c *call, r *claimcheck.CheckSetReport) {
	w := c.out
	w.list("checks", len(r.Checks), func(i int) {
		total, check := &r.Checks[i], &doc.set.Checks[i]
		w.open()
		w.text("paymentMethod", check.PaymentMethod)
		w.list("payees", len(check.Payees), func(i int) { w.bareText(payeeName(&check.Payees[i])) })
		w.amountOf("total", total.Total)
		w.textOrNull("currency", total.Total.Currency)
		w.amountOf("reservingAmount", total.Reserving)
		w.textOrNull("reservingCurrency", total.Reserving.Currency)
		w.flag("jointPayees", total.JointPayees)
		w.close()
	})
	w.list("payments", len(r.Payments), func(i int) {
		e := &r.Payments[i]
		p := &doc.set.Checks[e.Check].Payments[e.Payment]
		w.open()
		w.text("path", doc.path(effectPath(e)))
		w.text("paymentType", p.PaymentType)
		w.list("lineItems", len(p.LineItems), func(i int) {
			if p.LineItems[i].NoAmount {
				w.bareNull()
				return
			}
			w.bareText(p.LineItems[i].Amount.Format(c.doc.currencyDigits(p.LineItems[i].Currency)))
		})
		w.amountOf("amount", e.Total)
		w.textOrNull("currency", e.Total.Currency)
		rate := ""
		if e.Rate != (claimcheck.ExchangeRate{}) {
			rate = e.Rate.String()
		}
		w.textOrNull("rate", rate)
		w.amountOf("reservingAmount", e.Reserving)
		w.textOrNull("reservingCurrency", e.Reserving.Currency)
		w.flag("erodesReserves", e.Erodes)
		w.text("reserveLine", lineName(&p.ReserveLine))
		w.close()
	})
	w.list("reserveLines", len(r.Lines), func(i int) {
		l := &r.Lines[i]
		w.open()
		w.text("exposure", l.Exposure)
		w.text("costType", l.CostType)
		w.text("costCategory", l.CostCategory)
		w.text("reservingCurrency", l.ReservingCurrency)
		known := claimcheck.CurrencyAmount{Digits: l.Digits}
		if l.Reserved {
			known.Currency = l.ReservingCurrency
		}
		of := func(name string, a money.Amount) {
			known.Amount = a
			w.amountOf(name, known)
		}
		of("available", l.Available)
		asked := claimcheck.CurrencyAmount{Amount: l.Requested, Currency: l.ReservingCurrency, Digits: l.Digits}
		if l.Unknown {
			known.Currency, asked.Currency = "", ""
		}
		w.amountOf("requested", asked)
		of("excess", l.Excess)
		of("after", l.After)
		of("offset", l.Offset)
		w.close()
	})
}

// payeeName is a payee by its id or refid.
func payeeName(p *claimcheck.Payee) string {
	if p.Contact == "" {
		return p.RefID
	}
	return p.Contact
}

// lineName names a reserve line in a few words.
func lineName(l *claimcheck.ReserveLine) string {
	owner := l.Exposure
	if owner == "" {
		owner = "the claim"
	}
	return l.CostType + "/" + l.CostCategory + " on " + owner
}

// effectPath returns the Go path of a payment.
func effectPath(e *claimcheck.PaymentEffect) string {
	return "Checks[" + strconv.Itoa(e.Check) + "].Payments[" + strconv.Itoa(e.Payment) + "]"
}

// path returns the JSON path of a Go path into the set, as the document has it. It
// reads no document: a report may have as many paths as rows.
func (doc *checkSetDoc) path(path string) string {
	var b strings.Builder
	var check *setCheckDoc
	var payment *setPaymentDoc
	for step := range strings.SplitSeq(path, ".") {
		name, index, _ := strings.Cut(step, "[")
		number, _ := strconv.Atoi(strings.TrimSuffix(index, "]"))
		to := camel(name)
		switch {
		case name == "Checks" && index != "" && number < len(doc.checks):
			check = &doc.checks[number]
			if to = doc.home(); to != "checks" {
				index = ""
			}
		case name == "Payments" && check != nil:
			if check.name != "" {
				to = check.name
			} else if doc.data.given {
				to = primaryShape.fields[0].name
			}
			if index != "" {
				payment = &check.payments[number]
			}
		case name == "LineItems" && index != "":
			if l := &payment.lines[number]; l.wrapped || doc.data.given && l.amount == "" && l.Currency == "" {
				index += ".transactionAmount"
			}
		case name == "Rates" && index != "":
			to, index = "rates."+clip(doc.options.pairs[number]), ""
		case checkSetNames[name] != "":
			to = checkSetNames[name]
		}
		if to == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(to)
		if index != "" {
			b.WriteString("[" + index)
		}
	}
	return b.String()
}

// home is where the document has its check: in a list, in the API's body, or at the
// top, whose path is empty.
func (doc *checkSetDoc) home() string {
	switch {
	case doc.data.given:
		return "data.attributes.primaryCheckToWrite"
	case doc.listed:
		return "checks"
	}
	return ""
}

// checkSetNames are the Go names whose JSON names are other words.
var checkSetNames = map[string]string{
	"RefID": "contact.refid", "Recurrence": "recurrence.count", "Levels": "validationLevels", "ExceedLimit": "paymentsExceedReservesLimit",
	"Exceeding": "exceedsReserves", "FinalExceeding": "finalExceedsReserves", "NonPositive": "nonPositivePayment",
}
