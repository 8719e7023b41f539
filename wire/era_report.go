package wire

import (
	"io"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// eraReport is the report on a remittance of one transaction or more, beside the
// books or without them.
type eraReport struct {
	ones     []*claimcheck.ERAReport
	total    eraTotals
	check    *claimcheck.ERACheck
	books    *claimcheck.ERABooks
	isText   bool
	inside   bool // the text stands in a document
	plbTotal bool // the sum of the provider adjustments is given
	explain  bool
	digits   int
	most     int // of every list; 0 is no limit
}

// eraTotals are the sums over all transactions.
type eraTotals struct {
	payment, provider, expected, anticipated money.Amount
	claims, findings, providers              int
}

// read reads the text of an 835.
func (r *eraReport) read(in io.Reader) error {
	r.isText = true
	reader := claimcheck.NewERAReader(in, r.digits)
	for {
		one, err := reader.Next()
		if err == io.EOF {
			return r.sum()
		}
		if err == nil {
			err = r.add(one)
		}
		if err != nil {
			return err
		}
	}
}

// add takes the report on one transaction.
func (r *eraReport) add(one *claimcheck.ERAReport) error {
	if len(r.ones) == maxTransactions {
		return &money.FieldError{Value: money.Fact("at most " + strconv.Itoa(maxTransactions) + " transactions in one text"), Err: money.ErrLimit}
	}
	t := &r.total
	if t.findings += len(one.Findings); t.findings > maxFindings {
		return &money.FieldError{Value: money.Fact("at most " + strconv.Itoa(maxFindings) + " findings in one text"), Err: money.ErrLimit}
	}
	if t.providers += len(one.PLB); t.providers > maxProviders {
		return &money.FieldError{Value: money.Fact("at most " + strconv.Itoa(maxProviders) + " provider adjustments in one text"), Err: money.ErrLimit}
	}
	r.ones = append(r.ones, one)
	t.claims += one.Claims
	return nil
}

// sum adds up the transactions.
func (r *eraReport) sum() error {
	t := &r.total
	amounts := make([]money.Amount, len(r.ones))
	for _, sum := range [...]struct {
		into *money.Amount
		of   func(one *claimcheck.ERAReport) money.Amount
		what string
	}{
		{&t.payment, func(one *claimcheck.ERAReport) money.Amount { return one.Payment }, "payments"},
		{&t.provider, func(one *claimcheck.ERAReport) money.Amount { return one.Provider }, "provider adjustments"},
		{&t.expected, func(one *claimcheck.ERAReport) money.Amount { return one.Expected }, "expected payments"},
		{&t.anticipated, func(one *claimcheck.ERAReport) money.Amount { return one.Anticipated }, "anticipated payments"},
	} {
		for i, one := range r.ones {
			amounts[i] = sum.of(one)
		}
		total, err := money.Sum(amounts)
		if err != nil {
			return &money.FieldError{Value: money.Fact("the sum of the " + sum.what + " of all transactions"), Err: err}
		}
		*sum.into = total
	}
	return nil
}

// ok reports whether nothing is more than a warning.
func (r *eraReport) ok() bool {
	for _, one := range r.ones {
		if !one.OK() {
			return false
		}
	}
	return r.check == nil || r.check.OK()
}

// difference is that with the books, else that of the first level that does not
// balance, over all transactions.
func (r *eraReport) difference() money.Amount {
	if r.check != nil {
		return r.check.Difference
	}
	for _, rule := range [...]*money.Rule{claimcheck.ErrTransactionBalance, claimcheck.ErrClaimBalance, claimcheck.ErrServiceBalance} {
		for _, one := range r.ones {
			for i := range one.Findings {
				if one.Findings[i].Rule == rule {
					return one.Findings[i].Difference()
				}
			}
		}
	}
	return 0
}

// write writes the report.
func (r *eraReport) write(w *writer) {
	w.open()
	w.flag("ok", r.ok())
	if len(r.ones) > 0 {
		r.writeLevels(w)
	}
	w.amount("difference", r.difference())
	if len(r.ones) > 0 {
		w.amount("anticipatedPayment", r.total.anticipated)
	}
	if r.check != nil {
		r.writeBooks(w)
	}
	r.writeFindings(w, "problems", false)
	r.writeFindings(w, "warnings", true)
	if len(r.ones) > 0 {
		r.writeTransactions(w)
		r.writeClaims(w)
		r.writeProvider(w)
	}
	if r.explain {
		w.trace(r.steps())
	}
	w.close()
}

// writeLevels says which level balances.
func (r *eraReport) writeLevels(w *writer) {
	balanced := true
	for _, one := range r.ones {
		balanced = balanced && one.Balanced()
	}
	w.flag("transactionBalanced", balanced)
	r.findings(w, "claimsOutOfBalance", claimcheck.ErrClaimBalance, func(one *claimcheck.ERAReport, f *claimcheck.ERAFinding) {
		w.bareText(validText(one.Claim(int(f.Claim)).ID))
	})
	r.findings(w, "servicesOutOfBalance", claimcheck.ErrServiceBalance, func(one *claimcheck.ERAReport, f *claimcheck.ERAFinding) {
		w.open()
		w.text("claim", validText(one.Claim(int(f.Claim)).ID))
		w.number("service", int64(f.Service))
		w.close()
	})
	w.amount("expectedPayment", r.total.expected)
}

// findings writes a list of the findings of a rule, by what write writes of each.
func (r *eraReport) findings(w *writer, name string, rule *money.Rule, write func(one *claimcheck.ERAReport, f *claimcheck.ERAFinding)) {
	r.rows(w, name, func(one *claimcheck.ERAReport, row func() bool) {
		for i := range one.Findings {
			if f := &one.Findings[i]; f.Rule == rule {
				if !row() {
					return
				}
				write(one, f)
			}
		}
	})
}

// rows writes a list from all transactions. each calls row before it writes one, and
// stops when there may be no more.
func (r *eraReport) rows(w *writer, name string, each func(one *claimcheck.ERAReport, row func() bool)) {
	written := 0
	w.key(name)
	w.openList()
	for _, one := range r.ones {
		each(one, func() bool {
			if r.most > 0 && written == r.most {
				return false
			}
			written++
			return true
		})
	}
	w.closeList()
}

// writeBooks says how the remittance and the books compare.
func (r *eraReport) writeBooks(w *writer) {
	c := r.check
	w.amount("sum", c.Sum)
	w.flag("explainedByPLB", c.ExplainedByPLB)
	w.amount("sumMinusPLB", c.SumMinusPLB)
	w.flag("autoFinalizes", c.AutoFinalizes)
	w.list("excluded", len(c.Excluded), func(i int) {
		w.open()
		w.number("claimProcNum", r.books.Rows[c.Excluded[i].Row].ID)
		w.text("reason", c.Excluded[i].Reason)
		w.close()
	})
}

// writeFindings writes the findings that are warnings, or those that are not, and
// how many were left out.
func (r *eraReport) writeFindings(w *writer, name string, warnings bool) {
	written, left := 0, 0
	w.key(name)
	w.openList()
	for i := range r.bookFindings() {
		f := &r.check.Findings[i]
		if f.Warning == warnings {
			r.bookFinding(w, f)
			written++
		}
	}
	for _, one := range r.ones {
		for i := range one.Findings {
			f := &one.Findings[i]
			switch {
			case f.Warning != warnings:
			case r.most > 0 && written >= r.most:
				left++
			default:
				r.writeFinding(w, one, f)
				written++
			}
		}
	}
	w.closeList()
	if left > 0 {
		w.number(name+"LeftOut", int64(left))
	}
}

// bookFindings are the findings about the books.
func (r *eraReport) bookFindings() []claimcheck.ERACheckFinding {
	if r.check == nil {
		return nil
	}
	return r.check.Findings
}

// bookPath translates a path into the books. The payment and the provider
// adjustments may stand in the text.
func (r *eraReport) bookPath(path string) string {
	switch {
	case path == "books.PLB" && r.plbTotal:
		return "plbTotal"
	case r.isText && (path == "books.PLB" || path == "books.Payment"):
		return "text"
	}
	return jsonPath(path, nil)
}

// bookFinding writes a finding about the books.
func (r *eraReport) bookFinding(w *writer, f *claimcheck.ERACheckFinding) {
	values := finding{rule: f.Rule, path: r.bookPath(f.Path), message: validText(f.Message(w.digits))}
	if f.Rule == claimcheck.ErrERAMismatch {
		difference, _ := f.Got.Sub(f.Want) // the engine has tried it
		values.want, values.got, values.difference = f.Want.Format(w.digits), f.Got.Format(w.digits), difference.Format(w.digits)
	}
	w.openFinding(values)
	w.close()
}

// path returns where a finding stands: in the document; in a text, as its errors have
// it, at a segment; of a text in a document, in the field that has it.
func (r *eraReport) path(f *claimcheck.ERAFinding) string {
	switch {
	case r.inside:
		return "text"
	case r.isText:
		return f.TextPath()
	}
	return jsonPath(f.Path(), nil)
}

// writeFinding writes a finding about a transaction.
func (r *eraReport) writeFinding(w *writer, one *claimcheck.ERAReport, f *claimcheck.ERAFinding) {
	want, got, difference := one.Values(f, w.digits)
	w.openFinding(finding{f.Rule, r.path(f), validText(one.Message(f, w.digits)), validText(want), validText(got), difference})
	if r.isText {
		w.number("segment", int64(f.Segment))
	}
	w.close()
}

// writeTransactions writes a row for each check.
func (r *eraReport) writeTransactions(w *writer) {
	w.list("transactions", len(r.ones), func(i int) {
		one := r.ones[i]
		difference, _ := one.Payment.Sub(one.Expected) // tried where it is not zero
		w.open()
		if r.isText {
			w.text("check", validText(one.Trace))
			w.text("control", validText(one.Control))
			w.number("segment", int64(one.Segment))
		}
		w.text("handling", validText(one.Handling))
		w.number("claims", int64(one.Claims))
		w.amount("charges", one.Charges)
		w.amount("paid", one.Paid)
		w.amount("providerAdjustments", one.Provider)
		w.amount("expectedPayment", one.Expected)
		w.amount("payment", one.Payment)
		w.amount("difference", difference)
		w.flag("ok", one.OK())
		w.close()
	})
}

// allClaims is up to how many claims a report lists all of them; of more, it lists
// those that it says something about.
const allClaims = 100

// writeClaims writes a row for each claim that is listed.
func (r *eraReport) writeClaims(w *writer) {
	r.rows(w, "claims", func(one *claimcheck.ERAReport, row func() bool) {
		next := 0
		if r.total.claims <= allClaims {
			next = one.Claims
			for i := range one.Claims {
				if !row() {
					return
				}
				r.writeClaim(w, one, i)
			}
		}
		for i := range one.Findings {
			claim := int(one.Findings[i].Claim)
			if claim < next {
				continue
			}
			if !row() {
				return
			}
			r.writeClaim(w, one, claim)
			next = claim + 1
		}
	})
}

// writeClaim writes one claim: what it is charged, adjusted and paid.
func (r *eraReport) writeClaim(w *writer, one *claimcheck.ERAReport, i int) {
	c := one.Claim(i)
	adjustments, expected, difference := claimSums(&c)
	w.open()
	if len(r.ones) > 1 {
		w.text("check", validText(one.Trace))
	}
	w.text("claim", validText(c.ID))
	w.text("status", validText(c.Status))
	w.number("services", int64(c.Services))
	w.amount("charge", c.Charge)
	w.amount("adjustments", adjustments)
	w.amount("expected", expected)
	w.amount("paid", c.Paid)
	w.amount("difference", difference)
	w.close()
}

// claimSums returns a claim's adjustments, what they leave of its charge, and how
// much more is paid. The engine has tried each.
func claimSums(c *claimcheck.ERAClaimTotals) (adjustments, expected, difference money.Amount) {
	adjustments, _ = c.ClaimCAS.Add(c.ServiceCAS)
	expected, _ = c.Charge.Sub(adjustments)
	difference, _ = c.Paid.Sub(expected)
	return adjustments, expected, difference
}

// writeProvider writes the provider adjustments.
func (r *eraReport) writeProvider(w *writer) {
	r.rows(w, "providerAdjustments", func(one *claimcheck.ERAReport, row func() bool) {
		for _, p := range one.PLB {
			if !row() {
				return
			}
			w.open()
			if len(r.ones) > 1 {
				w.text("check", validText(one.Trace))
			}
			w.text("reason", validText(p.Reason))
			w.text("meaning", claimcheck.PLBMeaning(p.Reason, p.Amount))
			w.amount("amount", p.Amount)
			w.close()
		}
	})
}

// steps tells each equation: of the claims, of the payment, and beside the books.
func (r *eraReport) steps() (steps []traceStep) {
	for _, one := range r.ones {
		for i := range one.Claims {
			c := one.Claim(i)
			adjustments, expected, _ := claimSums(&c)
			steps = append(steps, traceStep{rule: "claim", subject: "claim " + validText(c.ID), before: c.Charge, after: expected, amount: adjustments,
				note: "the charge less the adjustments of the claim and its lines; " + isPaid(expected, c.Paid, r.digits)})
		}
		steps = append(steps, traceStep{rule: "transaction", subject: strings.TrimSpace("payment " + validText(one.Trace)), before: one.Paid, after: one.Expected, amount: one.Provider,
			note: "what the claims are paid less the provider adjustments; " + isPaid(one.Expected, one.Payment, r.digits)})
	}
	if r.check != nil {
		steps = append(steps, traceStep{rule: "books", subject: "rows that count", before: r.books.Payment, after: r.check.Difference, amount: r.check.Sum,
			note: "the payment less the rows that are attached to none, no transfers, and Received, Supplemental or CapClaim"})
	}
	return steps
}

// isPaid says whether what should be paid is.
func isPaid(want, got money.Amount, digits int) string {
	if want == got {
		return "that is paid"
	}
	return got.Format(digits) + " is paid"
}

// validText mends text of an 835, which may be in any encoding.
func validText(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }
