package fuzz_test

import (
	"fmt"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// in writes an amount in the digits of a currency.
func (c *setCase) in(currency string, a money.Amount) string {
	return a.Format(c.options.CurrencyDigits(currency))
}

// filled leaves out the texts that are empty.
func (o object) filled() object {
	for name, value := range o {
		if value == "" {
			delete(o, name)
		}
	}
	return o
}

// document writes a check set as checkset.validate reads it.
func (c *setCase) document() object {
	doc := object{"options": c.optionsDocument(), "included": c.set.Included, "exposures": rows(c.set.Exposures, ownerDocument), "reserves": rows(c.set.Reserves, c.reserveDocument)}
	if c.set.Claim != (claimcheck.Owner{}) {
		doc["claim"] = ownerDocument(&c.set.Claim)
	}
	if c.options.FixedDigits {
		doc["digits"] = c.options.Digits
	}
	if c.set.Recurrence != 0 {
		doc["recurrence"] = object{"count": c.set.Recurrence}
	}
	switch c.form {
	case listedForm:
		doc["checks"] = rows(c.set.Checks, c.checkDocument)
	case topForm:
		for name, value := range c.checkDocument(&c.set.Checks[0]).(object) {
			doc[name] = value
		}
	case bodyForm:
		check := c.checkDocument(&c.set.Checks[0]).(object)
		check["paymentsToWrite"] = check["payments"]
		delete(check, "payments")
		doc["data"] = object{"attributes": object{"primaryCheckToWrite": check}}
	}
	return doc
}

func ownerDocument(o *claimcheck.Owner) any {
	return object{"id": o.ID, "state": o.State, "validationLevel": o.ValidationLevel, "hasPriorPayments": o.HasPriorPayments, "currency": o.Currency}.filled()
}

func (c *setCase) checkDocument(check *claimcheck.CheckToWrite) any {
	return object{
		"paymentMethod": check.PaymentMethod, "payments": rows(check.Payments, c.paymentDocument),
		"payees": rows(check.Payees, func(p *claimcheck.Payee) any {
			if p.RefID != "" {
				return object{"contact": object{"refid": p.RefID}, "payeeType": p.PayeeType}.filled()
			}
			return object{"contact": object{"id": p.Contact}, "payeeType": object{"code": p.PayeeType}}
		}),
	}.filled()
}

func (c *setCase) paymentDocument(p *claimcheck.PaymentToWrite) any {
	o := object{
		"paymentType": p.PaymentType, "currency": p.Currency, "reserveLine": lineDocument(&p.ReserveLine), "erodesReserves": !p.NotEroding,
		"lineItems": rows(p.LineItems, func(l *claimcheck.LineItem) any {
			amount := object{"currency": l.Currency, "amount": c.in(l.Currency, l.Amount)}.without("amount", l.NoAmount).filled()
			if c.form == bodyForm {
				return object{"transactionAmount": amount, "lineCategory": l.Category}.filled()
			}
			amount["lineCategory"] = l.Category
			return amount.filled()
		}),
	}.filled()
	if p.ExchangeRate != (claimcheck.ExchangeRate{}) {
		o["exchangeRate"] = p.ExchangeRate.String()
	}
	return o
}

func lineDocument(l *claimcheck.ReserveLine) object {
	o := object{"costType": l.CostType, "costCategory": l.CostCategory, "exposure": l.Exposure, "reservingCurrency": l.ReservingCurrency}.filled()
	if l.OnClaim {
		o["exposure"] = nil
	}
	return o
}

func (c *setCase) reserveDocument(r *claimcheck.Reserve) any {
	o, p := lineDocument(&r.ReserveLine), &r.Parts
	if !r.NoAvailable {
		o["available"] = c.in(r.ReservingCurrency, r.Available)
	}
	if *p != (claimcheck.ReserveParts{}) {
		o["approved"], o["eroded"] = c.in(r.ReservingCurrency, p.Approved), c.in(r.ReservingCurrency, p.Eroded)
		o["futureDated"], o["pendingApproval"] = c.in(r.ReservingCurrency, p.FutureDated), c.in(r.ReservingCurrency, p.Pending)
	}
	return o
}

// roundingWords are the words of money.Rounding.
var roundingWords = []string{"", "halfEven", "halfUp", "halfDown", "up", "down", "ceiling", "floor"}

// limits is the currency of the limits: the first reserving one where none is named.
func (c *setCase) limits() string {
	if c.options.LimitCurrency != "" {
		return c.options.LimitCurrency
	}
	return c.set.ReservingCurrency()
}

func (c *setCase) optionsDocument() object {
	o, rates := &c.options, object{}
	for _, r := range o.Rates {
		rates[r.From+"/"+r.To] = r.Rate.String()
	}
	severity := func(s claimcheck.Severity) string { return []string{"", "problem", "warning"}[s] }
	return object{
		"multicurrency": !o.SingleCurrency, "rates": rates, "rounding": roundingWords[o.Rounding], "allowPaymentsExceedReserves": o.AllowExceedReserves,
		"paymentsExceedReservesLimit": c.in(c.limits(), o.ExceedLimit), "paymentLimit": c.in(c.limits(), o.PaymentLimit), "limitCurrency": o.LimitCurrency,
		"allowNoPriorPaymentSupplement": o.AllowNoPriorPayment, "exceedsReserves": severity(o.Exceeding), "finalExceedsReserves": severity(o.FinalExceeding),
		"nonPositivePayment": severity(o.NonPositive), "validationLevels": o.Levels, "abilityToPay": o.AbilityToPay,
		"costTypes": o.CostTypes, "costCategories": o.CostCategories, "payeeTypes": o.PayeeTypes, "paymentMethods": o.PaymentMethods,
	}.filled().without("validationLevels", o.Levels == nil)
}

// path returns where a finding stands in the document.
func (c *setCase) path(path string) string {
	var steps []string
	for step := range strings.SplitSeq(path, ".") {
		name, index, _ := strings.Cut(step, "[")
		switch {
		case name == "Checks" && index != "" && c.form == topForm:
			continue
		case name == "Checks" && index != "" && c.form == bodyForm:
			step = "data.attributes.primaryCheckToWrite"
		case name == "Payments" && c.form == bodyForm:
			step = strings.Replace(step, name, "paymentsToWrite", 1)
		case name == "LineItems" && index != "" && c.form == bodyForm:
			step = "lineItems[" + index + ".transactionAmount"
		case name == "RefID":
			step = "contact.refid"
		case name == "Recurrence":
			step = "recurrence.count"
		case name == "ID":
			step = "id"
		default:
			step = strings.ToLower(name[:min(1, len(name))]) + step[min(1, len(step)):]
		}
		steps = append(steps, step)
	}
	return strings.Join(steps, ".")
}

// answer writes a report as checkset.validate answers it.
func (c *setCase) answer(r *claimcheck.CheckSetReport) object {
	after, offset := r.Lines[:len(r.Lines):len(r.Lines)], func(l *claimcheck.LineEffect) bool { return l.Reserved && l.Final }
	return object{
		"ok": r.OK(), "problems": rows(r.Problems, c.finding), "warnings": rows(r.Warnings, c.finding),
		"checkTotal": sumOrNull(r.CheckTotal), "currency": currencyOf(r.CheckTotal), "setTotal": sumOrNull(r.SetTotal),
		"reservingAmount": sumOrNull(r.Reserving), "reservingCurrency": currencyOf(r.Reserving),
		"availableAfter": byOwner(append(after, r.Others...), func(l *claimcheck.LineEffect) bool { return l.Reserved }, func(l *claimcheck.LineEffect) money.Amount { return l.After }),
		"reserveOffset":  byOwner(r.Lines, offset, func(l *claimcheck.LineEffect) money.Amount { return l.Offset }),
		"excess":         sumOrNull(r.Excess), "approvalRequired": r.ApprovalRequired, "jointPayees": r.JointPayees,
		"approvals": rows(r.Approvals, func(a *claimcheck.Approval) any {
			return object{"path": c.path(a.Path), "amount": sumOrNull(a.Amount), "limit": sumOrNull(a.Limit), "currency": currencyOf(a.Amount)}
		}),
		"checks": c.checksAnswer(r), "payments": rows(r.Payments, c.paymentAnswer), "reserveLines": rows(r.Lines, lineAnswer),
	}
}

// sumOrNull writes an amount, or null where it is not known.
func sumOrNull(a claimcheck.CurrencyAmount) any {
	if !a.Known() {
		return nil
	}
	return a.Amount.Format(a.Digits)
}

// currencyOf is the currency of an amount, or null.
func currencyOf(a claimcheck.CurrencyAmount) any { return orNull(a.Currency) }

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (c *setCase) finding(f *claimcheck.CheckSetFinding) any {
	o := object{
		"code": f.Rule.Code(), "path": c.path(f.Path), "message": f.Detail(), "want": f.Want, "got": f.Got, "difference": f.Difference, "currency": f.Currency,
	}.filled()
	o["path"], o["ids"] = c.path(f.Path), append([]string{}, f.IDs...)
	return o
}

// byOwner sums an amount of reserve lines for each exposure and for the claim. What is
// in another currency than the first stands under the exposure and the currency.
func byOwner(lines []claimcheck.LineEffect, of func(*claimcheck.LineEffect) bool, amount func(*claimcheck.LineEffect) money.Amount) object {
	first, sums, answer := map[string]string{}, map[string]money.Amount{}, object{}
	for i := range lines {
		l := &lines[i]
		if !of(l) {
			continue
		}
		key := l.Exposure
		if currency, seen := first[key]; !seen {
			first[key] = l.ReservingCurrency
		} else if currency != l.ReservingCurrency {
			key += ":" + l.ReservingCurrency
		}
		sums[key] += amount(l)
		if text, seen := answer[key]; l.Unknown || seen && text == nil {
			answer[key] = nil
			continue
		}
		answer[key] = sums[key].Format(l.Digits)
	}
	return answer
}

func (c *setCase) checksAnswer(r *claimcheck.CheckSetReport) []any {
	var answer []any
	for i, total := range r.Checks {
		check := &c.set.Checks[i]
		answer = append(answer, object{
			"paymentMethod": check.PaymentMethod, "payees": rows(check.Payees, func(p *claimcheck.Payee) any { return p.Contact + p.RefID }),
			"total": sumOrNull(total.Total), "currency": currencyOf(total.Total), "jointPayees": total.JointPayees,
			"reservingAmount": sumOrNull(total.Reserving), "reservingCurrency": currencyOf(total.Reserving),
		})
	}
	return append([]any{}, answer...)
}

func (c *setCase) paymentAnswer(e *claimcheck.PaymentEffect) any {
	p := &c.set.Checks[e.Check].Payments[e.Payment]
	owner, rate := p.ReserveLine.Exposure, any(nil)
	if owner == "" {
		owner = "the claim"
	}
	if e.Rate != (claimcheck.ExchangeRate{}) {
		rate = e.Rate.String()
	}
	return object{
		"path": c.path(effectPath(e)), "paymentType": p.PaymentType, "amount": sumOrNull(e.Total), "currency": currencyOf(e.Total), "rate": rate,
		"lineItems": rows(p.LineItems, func(l *claimcheck.LineItem) any {
			if l.NoAmount {
				return nil
			}
			return c.in(l.Currency, l.Amount)
		}),
		"reservingAmount": sumOrNull(e.Reserving), "reservingCurrency": currencyOf(e.Reserving), "erodesReserves": e.Erodes,
		"reserveLine": p.ReserveLine.CostType + "/" + p.ReserveLine.CostCategory + " on " + owner,
	}
}

// effectPath is where a payment stands in the set.
func effectPath(e *claimcheck.PaymentEffect) string {
	return fmt.Sprintf("Checks[%d].Payments[%d]", e.Check, e.Payment)
}

// lineAnswer writes a reserve line: what is not known of it is null.
func lineAnswer(l *claimcheck.LineEffect) any {
	of := func(a money.Amount, known bool) any {
		if !known {
			return nil
		}
		return a.Format(l.Digits)
	}
	return object{
		"exposure": l.Exposure, "costType": l.CostType, "costCategory": l.CostCategory, "reservingCurrency": l.ReservingCurrency,
		"available": of(l.Available, l.Reserved), "requested": of(l.Requested, !l.Unknown), "excess": of(l.Excess, l.Reserved && !l.Unknown),
		"after": of(l.After, l.Reserved && !l.Unknown), "offset": of(l.Offset, l.Reserved && !l.Unknown),
	}
}
