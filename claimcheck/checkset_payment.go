package claimcheck

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// payment checks one payment of a check, converts it and puts it on its reserve
// line.
func (v *validator) payment(c, p int) (PaymentEffect, error) {
	pay := &v.set.Checks[c].Payments[p]
	effect := PaymentEffect{Check: c, Payment: p, Line: -1}
	allowed := v.paymentType(c, p)
	v.paymentCurrency(c, p)
	var err error
	if effect.Total, err = v.lineItems(c, p); err != nil {
		return effect, err
	}
	whole := v.reserveLine(c, p)
	if effect.Total.Known() && effect.Total.Amount <= 0 {
		zero := money.Amount(0).Format(effect.Total.Digits)
		v.found(v.options.NonPositive, CheckSetFinding{
			Rule: ErrNonPositive, Path: inPayment(c, p, "").String(), Want: "above " + zero, Got: effect.Total.Amount.Format(effect.Total.Digits),
			Difference: effect.Total.Amount.Format(effect.Total.Digits), Currency: effect.Total.Currency, Fact: "they come to " + effect.Total.String(),
		})
	}
	if err := v.convert(&effect, pay); err != nil {
		return effect, err
	}
	effect.Erodes = allowed && !pay.NotEroding && pay.PaymentType != typeSupplement
	if !whole {
		return effect, nil
	}
	return effect, v.draw(&effect, pay)
}

// afterFinal warns of a payment that takes from a reserve line after a final one has
// taken what was left, be it the same payment another time.
func (v *validator) afterFinal(effect *PaymentEffect, line *LineEffect, final bool) {
	fact := ""
	switch {
	case !line.Reserved:
	case line.Final:
		fact = "a payment before it on " + lineNamed(&line.ReserveLine) + " is final"
	case final && v.times > 1:
		fact = "it is final, and is made " + strconv.FormatInt(v.times, 10) + " times"
	}
	if fact == "" {
		return
	}
	f := CheckSetFinding{Rule: ErrAfterFinal, Path: inPayment(effect.Check, effect.Payment, "").String(), Fact: fact}
	if line.Exposure != "" {
		f.IDs = []string{line.Exposure}
	}
	v.found(AsWarning, f)
}

// owner returns who owns a reserve line, or nil where that is not known.
func (v *validator) owner(line *ReserveLine) *Owner {
	if line.Exposure == "" {
		if line.OnClaim && v.set.Claim != (Owner{}) {
			return &v.set.Claim
		}
		return nil
	}
	if i, ok := v.owners[line.Exposure]; ok {
		return &v.set.Exposures[i]
	}
	return nil
}

// paymentType checks that the type of a payment suits the state of its owner, and
// reports whether it does or the state is not known.
func (v *validator) paymentType(c, p int) bool {
	pay := &v.set.Checks[c].Payments[p]
	path := inPayment(c, p, "PaymentType")
	if !v.code(path, pay.PaymentType, &v.lists.types) {
		return false
	}
	owner := v.owner(&pay.ReserveLine)
	if owner == nil {
		return true
	}
	what := "exposure"
	if pay.ReserveLine.Exposure == "" {
		what = "claim"
	}
	supplement := pay.PaymentType == typeSupplement
	refuse := func(want, needs, is string) bool {
		v.found(AsProblem, CheckSetFinding{
			Rule: ErrPaymentType, Path: path.String(), Want: want, Got: pay.PaymentType, IDs: []string{owner.ID},
			Fact: "type " + shown(pay.PaymentType) + " needs " + needs + " " + what + ", and " + named(owner.ID) + " is " + is + " (allowed: " + want + ")",
		})
		return false
	}
	switch {
	case owner.State == stateOpen && supplement:
		return refuse("final, partial", "a closed", "open")
	case owner.State == stateClosed && !supplement:
		return refuse(typeSupplement, "an open", "closed")
	case owner.State == stateClosed && !owner.HasPriorPayments && !v.options.AllowNoPriorPayment:
		v.found(AsProblem, CheckSetFinding{
			Rule: ErrNoPriorPayment, Path: path.String(), Got: pay.PaymentType, IDs: []string{owner.ID}, Fact: "nothing was paid yet on " + what + " " + named(owner.ID),
		})
	}
	return true
}

// paymentCurrency checks that a payment names a currency that may stand there.
func (v *validator) paymentCurrency(c, p int) {
	v.oneCurrency(inPayment(c, p, "Currency"), v.set.Checks[c].Payments[p].Currency)
}

// oneCurrency checks a currency, and that it is the only one where there is one.
func (v *validator) oneCurrency(at place, code string) {
	switch cur := v.currency(code); {
	case code == "":
		v.missing(at)
	case !cur.known:
		v.unknownCurrency(at, code)
	case v.options.SingleCurrency && cur.code != v.base:
		v.found(AsProblem, CheckSetFinding{
			Rule: ErrMulticurrency, Path: at.String(), Want: v.base, Got: cur.code, Fact: "got " + shown(cur.code) + ", want " + shown(v.base),
		})
	}
}

// unknownCurrency reports a currency that has no digits.
func (v *validator) unknownCurrency(at place, code string) {
	v.found(AsProblem, CheckSetFinding{
		Rule: ErrCode, Path: at.String(), Want: "a currency of ISO 4217", Got: code, Fact: "got " + shown(code) + ", want a currency of ISO 4217, or the digits of all amounts",
	})
}

// lineItems checks the lines of a payment and returns their sum, which is not
// known where a line is not whole or has another currency.
func (v *validator) lineItems(c, p int) (CurrencyAmount, error) {
	pay := &v.set.Checks[c].Payments[p]
	here := inPayment(c, p, "LineItems")
	cur := v.currency(pay.Currency)
	if len(pay.LineItems) == 0 {
		v.missing(here)
	}
	sum, whole := money.Amount(0), len(pay.LineItems) > 0 && pay.Currency != ""
	for i := range pay.LineItems {
		l := &pay.LineItems[i]
		if l.NoAmount {
			v.missing(here.of("LineItems", i, "Amount"))
		}
		if !v.lineCurrency(here.of("LineItems", i, "Currency"), l, cur) || l.NoAmount {
			whole = false
			continue
		}
		if l.Category == categoryDeductible && l.Amount > 0 {
			got := CurrencyAmount{l.Amount, cur.code, cur.digits}
			v.found(AsWarning, CheckSetFinding{
				Rule: ErrDeductible, Path: here.of("LineItems", i, "Amount").String(), Got: l.Amount.Format(cur.digits), Currency: cur.code, Fact: "got " + got.String(),
			})
		}
		var err error
		if sum, err = sum.Add(l.Amount); err != nil {
			return CurrencyAmount{}, &money.FieldError{Path: here.of("LineItems", i, "Amount").String(), Value: l.Amount, Err: err}
		}
	}
	if !whole {
		return CurrencyAmount{}, nil
	}
	return CurrencyAmount{sum, cur.code, cur.digits}, nil
}

// lineCurrency checks the currency of a line, and reports whether it is its
// payment's.
func (v *validator) lineCurrency(at place, l *LineItem, of currency) bool {
	if l.Currency == "" {
		v.missing(at)
		return false
	}
	if of.code == "" {
		return true // the payment's is missing, and its total not known
	}
	code := v.currency(l.Currency).code
	if code == of.code {
		return true
	}
	v.found(AsProblem, CheckSetFinding{
		Rule: ErrLineCurrency, Path: at.String(), Want: of.code, Got: code, Fact: "the line is in " + shown(code) + ", its payment in " + shown(of.code),
	})
	return false
}

// reserveLine checks what a payment says of its reserve line, and reports whether
// it names one.
func (v *validator) reserveLine(c, p int) bool {
	line := &v.set.Checks[c].Payments[p].ReserveLine
	before := len(v.report.Problems)
	v.code(inPayment(c, p, "ReserveLine.CostType"), line.CostType, &v.lists.costTypes)
	v.code(inPayment(c, p, "ReserveLine.CostCategory"), line.CostCategory, &v.lists.costCategories)
	if line.Exposure == "" && !line.OnClaim {
		v.found(AsProblem, CheckSetFinding{
			Rule: money.ErrMissing, Path: inPayment(c, p, "ReserveLine.Exposure").String(), Fact: "for a line of the claim itself it is there and null",
		})
	} else if _, there := v.owners[line.Exposure]; line.Exposure != "" && !there {
		v.found(AsProblem, CheckSetFinding{
			Rule: money.ErrUnknownID, Path: inPayment(c, p, "ReserveLine.Exposure").String(), Got: line.Exposure, IDs: []string{line.Exposure}, Fact: "there is no exposure " + shown(line.Exposure),
		})
	}
	whole := len(v.report.Problems) == before
	v.oneCurrency(inPayment(c, p, "ReserveLine.ReservingCurrency"), line.ReservingCurrency)
	return whole && line.ReservingCurrency != ""
}

// convert works out a payment in its reserving currency.
func (v *validator) convert(effect *PaymentEffect, pay *PaymentToWrite) error {
	if pay.ExchangeRate != (ExchangeRate{}) && (pay.ExchangeRate.Units <= 0 || pay.ExchangeRate.Digits > maxRateDigits) {
		return &money.FieldError{Path: inPayment(effect.Check, effect.Payment, "ExchangeRate").String(), Value: pay.ExchangeRate, Err: ErrExchangeRate}
	}
	from, to := v.currency(pay.Currency), v.currency(pay.ReserveLine.ReservingCurrency)
	switch {
	case from.code == "" || to.code == "" || v.options.SingleCurrency && from.code != to.code:
		return nil
	case from.code == to.code:
		effect.Reserving = effect.Total
		return nil
	}
	rate := pay.ExchangeRate
	if i, ok := v.rates[[2]string{from.code, to.code}]; ok && rate == (ExchangeRate{}) {
		rate = v.options.Rates[i].Rate
	}
	if rate == (ExchangeRate{}) {
		pair := from.code + "/" + to.code
		v.found(AsProblem, CheckSetFinding{
			Rule: ErrMissingRate, Path: inPayment(effect.Check, effect.Payment, "Currency").String(), Want: pair, Fact: "want the rate " + strconv.Quote(named(from.code)+"/"+named(to.code)),
		})
		return nil
	}
	if v.options.Rounding == 0 {
		return &money.FieldError{Path: "options.Rounding", Err: money.ErrRounding}
	}
	if effect.Rate = rate; !effect.Total.Known() {
		return nil
	}
	amount, err := rate.convert(effect.Total.Amount, from.digits, to.digits, v.options.Rounding)
	if err != nil {
		return &money.FieldError{Path: inPayment(effect.Check, effect.Payment, "").String(), Value: money.Fact(effect.Total.String() + " at " + rate.String()), Err: err}
	}
	effect.Reserving = CurrencyAmount{amount, to.code, to.digits}
	return nil
}
