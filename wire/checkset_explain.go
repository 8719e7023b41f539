package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// setStep is a step of a trace with the digits of its amounts.
type setStep struct {
	traceStep
	digits int
}

// explain says how each payment came to its amount and what it asks of its reserve
// line.
func (doc *checkSetDoc) explain(r *claimcheck.CheckSetReport) []setStep {
	steps := make([]setStep, 0, 3*len(r.Payments)+len(r.Lines)+1)
	if level := doc.set.Claim.ValidationLevel; level != "" {
		steps = append(steps, setStep{traceStep{rule: "validationLevel", subject: "claim " + doc.set.Claim.ID, note: "it is at " + level}, doc.options.CurrencyDigits(doc.set.ReservingCurrency())})
	}
	for i := range r.Payments {
		steps = doc.explainPayment(steps, r, &r.Payments[i])
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		if !l.Reserved || !l.Final || l.Unknown {
			continue
		}
		left, _ := l.Offset.Neg() // the report has made it so
		steps = append(steps, setStep{traceStep{
			rule: "final", subject: lineName(&l.ReserveLine), before: left, amount: l.Offset, note: "a final payment leaves nothing on the line",
		}, l.Digits})
	}
	for i := range r.Approvals {
		a := &r.Approvals[i]
		subject, note := doc.path(a.Path), "above the authority for one payment"
		if a.Path == "" {
			subject, note = "the set", "above the authority to exceed the reserves"
		}
		steps = append(steps, setStep{traceStep{rule: "authority", subject: subject, before: a.Limit.Amount, after: a.Limit.Amount, amount: a.Amount.Amount, note: note}, a.Amount.Digits})
	}
	return steps
}

// explainPayment appends the steps of one payment.
func (doc *checkSetDoc) explainPayment(steps []setStep, r *claimcheck.CheckSetReport, e *claimcheck.PaymentEffect) []setStep {
	if !e.Total.Known() {
		return steps
	}
	p := &doc.set.Checks[e.Check].Payments[e.Payment]
	subject := doc.path(effectPath(e))
	note := "one line"
	if n := len(p.LineItems); n > 1 {
		note = "the sum of its " + strconv.Itoa(n) + " lines"
	}
	steps = append(steps, setStep{traceStep{rule: "lineItems", subject: subject, after: e.Total.Amount, amount: e.Total.Amount, note: note}, e.Total.Digits})
	if e.Rate != (claimcheck.ExchangeRate{}) && e.Reserving.Known() {
		steps = append(steps, setStep{traceStep{
			rule: "rate", subject: subject, after: e.Reserving.Amount, amount: e.Reserving.Amount,
			note: e.Total.String() + " at " + e.Rate.String() + " = " + e.Reserving.String() + ", " + shareRoundings[doc.options.Rounding],
		}, e.Reserving.Digits})
	}
	if e.Line < 0 || e.Erodes && !e.Reserving.Known() { // what it takes is not known
		return steps
	}
	l := &r.Lines[e.Line]
	return append(steps, setStep{reserveStep(l, p, e), l.Digits})
}

// reserveStep says what a payment does to its reserve line.
func reserveStep(l *claimcheck.LineEffect, p *claimcheck.PaymentToWrite, e *claimcheck.PaymentEffect) traceStep {
	s := traceStep{rule: "erode", subject: lineName(&l.ReserveLine), before: e.Before, after: e.After, note: p.PaymentType + ": asked of the line so far; what is available is not known"}
	if l.Reserved {
		before, errBefore := l.Available.Sub(e.Before)
		after, errAfter := l.Available.Sub(e.After)
		s.before, s.after, s.note = before, after, p.PaymentType+": available before and after it"
		if errBefore != nil || errAfter != nil { // asked beyond all bounds: a problem stands there
			s.before, s.after = money.MinAmount, money.MinAmount
		}
	}
	if asked, err := e.After.Sub(e.Before); err == nil {
		s.amount = asked
	}
	if !e.Erodes {
		s.rule, s.note = "keep", p.PaymentType+": it leaves the reserves as they are"
	}
	return s
}
