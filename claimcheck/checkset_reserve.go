package claimcheck

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// draw puts a payment on its reserve line, and tests it against what is
// available.
func (v *validator) draw(effect *PaymentEffect, pay *PaymentToWrite) error {
	key := v.key(&pay.ReserveLine)
	i, ok := v.lines[key]
	if !ok {
		line, err := v.newLine(key, &pay.ReserveLine)
		if err != nil {
			return err
		}
		i = len(v.report.Lines)
		v.lines[key], v.report.Lines = i, append(v.report.Lines, line)
	}
	line := &v.report.Lines[i]
	effect.Line, effect.Before, effect.After = i, line.Requested, line.Requested
	if !effect.Erodes || !effect.Reserving.Known() {
		return nil
	}
	asked, err := effect.Reserving.Amount.Mul(v.times)
	if err == nil {
		effect.After, err = effect.Before.Add(asked)
	}
	if err != nil {
		return &money.FieldError{Path: inPayment(effect.Check, effect.Payment, "").String(), Value: effect.Reserving.Amount, Err: err}
	}
	line.Requested = effect.After
	line.Final = line.Final || pay.PaymentType == typeFinal
	if line.Reserved && asked > 0 {
		return v.test(effect, pay.PaymentType, key)
	}
	return nil
}

// newLine returns a reserve line with what is available on it. A line that is not
// among the reserves has none.
func (v *validator) newLine(key lineKey, of *ReserveLine) (LineEffect, error) {
	cur := v.currency(of.ReservingCurrency)
	line := LineEffect{ReserveLine: *of, Digits: cur.digits, Reserved: len(v.set.Reserves) > 0}
	line.ReservingCurrency = cur.code
	i, ok := v.reserved[key]
	if !ok {
		return line, nil
	}
	r := &v.set.Reserves[i]
	line.Available, line.approved = r.Available, r.Available > 0 || r.Parts.Approved > 0
	if !r.NoAvailable {
		return line, nil
	}
	var err error
	if line.Reserved = r.Parts != (ReserveParts{}); line.Reserved {
		line.Available, err = r.Parts.Available()
	}
	if err != nil {
		return line, &money.FieldError{Path: at("Reserves", i, ""), Err: err}
	}
	return line, nil
}

// test compares what is asked of a reserve line so far with what is available.
func (v *validator) test(effect *PaymentEffect, paymentType string, key lineKey) error {
	line := &v.report.Lines[effect.Line]
	room := max(line.Available, 0)
	closed := line.Available <= 0 && !(v.options.AllowExceedReserves && line.approved)
	over, err := effect.After.Sub(room)
	if err != nil || over <= 0 {
		return err
	}
	f := CheckSetFinding{
		Rule: ErrExceeds, Path: inPayment(effect.Check, effect.Payment, "").String(), Want: room.Format(line.Digits), Got: effect.After.Format(line.Digits),
		Difference: over.Format(line.Digits), Currency: line.ReservingCurrency, Fact: v.overFact(effect, paymentType, key, over),
	}
	if line.Exposure != "" {
		f.IDs = []string{line.Exposure}
	}
	switch {
	case closed, paymentType == typePartial && !v.options.AllowExceedReserves:
		v.found(v.options.Exceeding, f)
	case paymentType == typeFinal:
		severity := v.options.FinalExceeding
		if severity == DefaultSeverity {
			severity = AsWarning
		}
		f.Rule = ErrFinalExceeds
		v.found(severity, f)
	}
	return nil
}

// overFact says how a payment goes past what is available.
func (v *validator) overFact(effect *PaymentEffect, paymentType string, key lineKey, over money.Amount) string {
	line := &v.report.Lines[effect.Line]
	var b strings.Builder
	if v.times > 1 {
		b.WriteString(strconv.FormatInt(v.times, 10) + " times ")
	}
	b.WriteString(paymentType + " of " + effect.Total.String())
	if effect.Rate != (ExchangeRate{}) {
		b.WriteString(" (" + effect.Reserving.String() + ")")
	}
	b.WriteString(" brings " + key.String() + " to " + effect.After.Format(line.Digits))
	if effect.Before != 0 {
		b.WriteString(", with " + effect.Before.Format(line.Digits) + " of the payments before it")
	}
	b.WriteString(", " + over.Format(line.Digits) + " over the " + max(line.Available, 0).Format(line.Digits) + " available")
	return b.String()
}

// reserves checks the rows of the reserves: that they name a line, and that their
// parts make what is available.
func (v *validator) reserves() error {
	for i := range v.set.Reserves {
		r := &v.set.Reserves[i]
		v.code(inSet("Reserves", i, "CostType"), r.CostType, v.options.CostTypes)
		v.code(inSet("Reserves", i, "CostCategory"), r.CostCategory, v.options.CostCategories)
		cur := v.currency(r.ReservingCurrency)
		switch path := inSet("Reserves", i, "ReservingCurrency"); {
		case r.ReservingCurrency == "":
			v.missing(path)
		case !cur.known:
			v.unknownCurrency(path, r.ReservingCurrency)
		}
		path := inSet("Reserves", i, "Available")
		if r.Parts == (ReserveParts{}) {
			if r.NoAvailable {
				v.missing(path)
			}
			continue
		}
		left, err := r.Parts.Available()
		if err != nil {
			return &money.FieldError{Path: at("Reserves", i, ""), Err: err}
		}
		if r.NoAvailable || left == r.Available {
			continue
		}
		diff, err := r.Available.Sub(left)
		if err != nil {
			return &money.FieldError{Path: path.String(), Value: r.Available, Err: err}
		}
		v.found(AsProblem, CheckSetFinding{
			Rule: ErrReserveParts, Path: path.String(), Want: left.Format(cur.digits), Got: r.Available.Format(cur.digits), Difference: diff.Format(cur.digits), Currency: cur.code,
			Fact: "got " + r.Available.Format(cur.digits) + ", and the parts leave " + left.Format(cur.digits),
		})
	}
	return nil
}

// recurrence checks that the checks of a recurring set are the same.
func (v *validator) recurrence() {
	checks := v.set.Checks
	if v.set.Recurrence == 0 || len(checks) < 2 {
		return
	}
	if v.set.Recurrence != len(checks) {
		want, got := strconv.Itoa(len(checks)), strconv.Itoa(v.set.Recurrence)
		v.found(AsProblem, CheckSetFinding{
			Rule: ErrRecurrence, Path: "Recurrence", Want: want, Got: got, Fact: "the recurrence counts " + got + " checks, and there are " + want,
		})
	}
	first := v.report.Checks[0].Total
	for c := 1; c < len(checks); c++ {
		total := v.report.Checks[c].Total
		if total != first && total.Known() && first.Known() {
			f := CheckSetFinding{
				Rule: ErrRecurrence, Path: at("Checks", c, "Payments"), Want: first.String(), Got: total.String(),
				Fact: "the check comes to " + total.String() + ", the first one to " + first.String(),
			}
			if diff, err := total.Amount.Sub(first.Amount); err == nil && total.Currency == first.Currency {
				f.Want, f.Got, f.Difference, f.Currency = first.Amount.Format(first.Digits), total.Amount.Format(first.Digits), diff.Format(first.Digits), first.Currency
			}
			v.found(AsProblem, f)
		}
		if !slices.Equal(checks[c].Payees, checks[0].Payees) {
			v.found(AsProblem, CheckSetFinding{Rule: ErrRecurrence, Path: at("Checks", c, "Payees"), Fact: "the payees are not those of the first check"})
		}
	}
}

// finish works out what the set leaves of the reserves, its totals, and who has to
// approve it.
func (v *validator) finish() error {
	r := &v.report
	for i := range r.Lines {
		if err := r.Lines[i].finish(); err != nil {
			return &money.FieldError{Path: "Reserves", Value: r.Lines[i].Available, Err: err}
		}
	}
	var total, reserving tally
	for c := range r.Checks {
		err := total.add(r.Checks[c].Total)
		if err == nil {
			err = reserving.add(r.Checks[c].Reserving)
		}
		if err != nil {
			return &money.FieldError{Path: at("Checks", c, ""), Err: err}
		}
	}
	r.CheckTotal, r.Reserving = total.total(), reserving.total()
	r.SetTotal = r.CheckTotal
	if r.SetTotal.Known() {
		var err error
		if r.SetTotal.Amount, err = r.CheckTotal.Amount.Mul(v.times); err != nil {
			return &money.FieldError{Path: "Recurrence", Value: int(v.times), Err: err}
		}
	}
	return v.approvals()
}

// finish works out what is left of a line.
func (l *LineEffect) finish() error {
	if !l.Reserved {
		return nil
	}
	left, err := l.Available.Sub(l.Requested)
	if err == nil {
		l.Excess, err = l.Requested.Sub(max(l.Available, 0))
		l.Excess = max(l.Excess, 0)
	}
	if err == nil && l.Final {
		l.Offset, err = left.Neg()
		left = 0
	}
	l.After = left
	return err
}

// approvals finds what is above an authority limit: the excess of the whole set
// over the reserves, where it is allowed at all, and each payment.
func (v *validator) approvals() error {
	r := &v.report
	limits := v.limitCurrency()
	var excess tally
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.Excess <= 0 {
			continue
		}
		if err := excess.add(CurrencyAmount{l.Excess, l.ReservingCurrency, l.Digits}); err != nil {
			return &money.FieldError{Path: "Reserves", Value: l.Excess, Err: err}
		}
	}
	r.Excess = excess.total()
	if !excess.some {
		r.Excess = CurrencyAmount{0, limits.code, limits.digits}
	} else if v.options.AllowExceedReserves {
		v.approve(inWhole(""), r.Excess, v.options.ExceedLimit, limits)
	}
	if v.options.PaymentLimit > 0 {
		for i := range r.Payments {
			p := &r.Payments[i]
			amount := p.Total
			if amount.Currency != limits.code && p.Reserving.Known() {
				amount = p.Reserving
			}
			if p.Total.Known() {
				v.approve(inPayment(p.Check, p.Payment, ""), amount, v.options.PaymentLimit, limits)
			}
		}
	}
	r.ApprovalRequired = len(r.Approvals) > 0
	return nil
}

// approve asks for an approval of what is above a limit. An amount in another
// currency than the limit's is above it: nobody has authority over it.
func (v *validator) approve(at place, amount CurrencyAmount, limit money.Amount, of currency) {
	if amount.Currency != of.code {
		v.report.Approvals = append(v.report.Approvals, Approval{Path: at.String(), Amount: amount})
	} else if amount.Amount > limit {
		v.report.Approvals = append(v.report.Approvals, Approval{at.String(), amount, CurrencyAmount{limit, of.code, of.digits}})
	}
}

// limitCurrency returns the currency of the limits.
func (v *validator) limitCurrency() currency {
	if v.options.LimitCurrency != "" {
		return v.currency(v.options.LimitCurrency)
	}
	return v.currency(v.set.ReservingCurrency())
}

// ReservingCurrency returns the first reserving currency that a payment of the set
// names, as it is written, or "".
func (s *CheckSet) ReservingCurrency() string {
	for c := range s.Checks {
		for p := range s.Checks[c].Payments {
			if code := s.Checks[c].Payments[p].ReserveLine.ReservingCurrency; code != "" {
				return code
			}
		}
	}
	return ""
}

// tally adds up amounts of one currency.
type tally struct {
	sum     CurrencyAmount
	some    bool
	unknown bool // an amount is not known, or two have different currencies
}

// add adds an amount.
func (t *tally) add(a CurrencyAmount) error {
	if !t.some {
		t.some, t.sum, t.unknown = true, a, !a.Known()
		return nil
	}
	if t.unknown = t.unknown || a.Currency != t.sum.Currency; t.unknown {
		return nil
	}
	var err error
	t.sum.Amount, err = t.sum.Amount.Add(a.Amount)
	return err
}

// total returns the sum, where it is known.
func (t *tally) total() CurrencyAmount {
	if t.unknown {
		return CurrencyAmount{}
	}
	return t.sum
}
