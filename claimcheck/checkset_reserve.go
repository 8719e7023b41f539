package claimcheck

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/internal/sorting"
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
	if !effect.Erodes {
		return nil
	}
	if !effect.Reserving.Known() {
		line.Unknown = true
		return nil
	}
	asked, err := effect.Reserving.Amount.Mul(v.times)
	if err == nil {
		effect.After, err = effect.Before.Add(asked)
	}
	if err != nil {
		return &money.FieldError{Path: inPayment(effect.Check, effect.Payment, "").String(), Value: effect.Reserving.Amount, Err: err}
	}
	final := pay.PaymentType == typeFinal
	if asked != 0 {
		v.afterFinal(effect, line, final)
	}
	line.Requested = effect.After
	line.Final = line.Final || final
	return nil
}

// newLine returns a reserve line with what is available on it. A line that is not
// among the reserves has none.
func (v *validator) newLine(key lineKey, of *ReserveLine) (LineEffect, error) {
	cur := v.currency(of.ReservingCurrency)
	if i, ok := v.reserved[key]; ok {
		return v.reservedLine(i, of)
	}
	line := LineEffect{ReserveLine: *of, Digits: cur.digits, Reserved: len(v.set.Reserves) > 0}
	line.ReservingCurrency = cur.code
	return line, nil
}

// reservedLine returns the line of a reserve with what is available on it, named as
// the payment or the reserve names it. Where less than nothing is available, there
// were reserves.
func (v *validator) reservedLine(i int, of *ReserveLine) (LineEffect, error) {
	r, cur := &v.set.Reserves[i], v.currency(of.ReservingCurrency)
	line := LineEffect{ReserveLine: *of, Digits: cur.digits, Reserved: true, Available: r.Available, hasReserves: r.Available != 0 || r.Parts != ReserveParts{}}
	line.ReservingCurrency = cur.code
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

// mark is where the findings of a payment end.
type mark struct{ problems, warnings int }

// late is a finding that is made after those behind it.
type late struct {
	at int // how many stand before it
	CheckSetFinding
}

// test compares what is asked of the reserve lines with what is available, payment
// by payment, once the whole set is known. Payments below zero count first, so that
// their place plays no part.
func (v *validator) test() error {
	if len(v.set.Reserves) == 0 {
		return nil
	}
	asked, err := v.below()
	if err != nil {
		return err
	}
	var problems, warnings []late
	for i := range v.report.Payments {
		e := &v.report.Payments[i]
		if e.Line < 0 || e.After <= e.Before {
			continue
		}
		before := asked[e.Line]
		if asked[e.Line], err = e.adds(before); err != nil {
			return err
		}
		f, severity, err := v.over(e, before, asked[e.Line])
		switch {
		case err != nil:
			return err
		case f.Rule == nil:
		case severity == AsWarning:
			warnings = append(warnings, late{v.marks[i].warnings, f})
		default:
			problems = append(problems, late{v.marks[i].problems, f})
		}
	}
	v.report.Problems, v.report.Warnings = spliced(v.report.Problems, problems), spliced(v.report.Warnings, warnings)
	return nil
}

// below returns by line what the payments below zero give back.
func (v *validator) below() ([]money.Amount, error) {
	asked := make([]money.Amount, len(v.report.Lines))
	for i := range v.report.Payments {
		e := &v.report.Payments[i]
		if e.Line < 0 || e.After >= e.Before {
			continue
		}
		var err error
		if asked[e.Line], err = e.adds(asked[e.Line]); err != nil {
			return nil, err
		}
	}
	return asked, nil
}

// adds returns a sum with what the payment asks of its line.
func (e *PaymentEffect) adds(to money.Amount) (money.Amount, error) {
	step, err := e.After.Sub(e.Before)
	if err == nil {
		to, err = to.Add(step)
	}
	if err != nil {
		return 0, &money.FieldError{Path: inPayment(e.Check, e.Payment, "").String(), Value: e.After, Err: err}
	}
	return to, nil
}

// spliced puts findings in their places.
func spliced(found []CheckSetFinding, more []late) []CheckSetFinding {
	if len(more) == 0 {
		return found
	}
	all := make([]CheckSetFinding, 0, len(found)+len(more))
	from := 0
	for i := range more {
		all = append(append(all, found[from:more[i].at]...), more[i].CheckSetFinding)
		from = more[i].at
	}
	return append(all, found[from:]...)
}

// over returns the finding of a payment that brings its line past what is available,
// or one without a rule.
func (v *validator) over(e *PaymentEffect, before, after money.Amount) (CheckSetFinding, Severity, error) {
	line := &v.report.Lines[e.Line]
	over, err := after.Sub(max(line.Available, 0))
	if err != nil {
		return CheckSetFinding{}, 0, &money.FieldError{Path: inPayment(e.Check, e.Payment, "").String(), Value: after, Err: err}
	}
	if over <= 0 || !line.Reserved {
		return CheckSetFinding{}, 0, nil
	}
	final := v.set.Checks[e.Check].Payments[e.Payment].PaymentType == typeFinal
	closed := line.Available <= 0 && !(v.options.AllowExceedReserves && line.hasReserves)
	rule, severity := ErrExceeds, v.options.Exceeding
	switch {
	case closed, !final && !v.options.AllowExceedReserves:
	case final:
		rule, severity = ErrFinalExceeds, v.options.FinalExceeding
		if severity == DefaultSeverity {
			severity = AsWarning
		}
	default:
		return CheckSetFinding{}, 0, nil
	}
	fact := v.overFact(e, before, after, over)
	switch {
	case rule == ErrFinalExceeds:
	case v.options.AllowExceedReserves:
		fact += ", and there are no reserves on the line that may be exceeded"
	case !closed || line.hasReserves:
		fact += " (allowPaymentsExceedReserves is off)"
	}
	f := CheckSetFinding{
		Rule: rule, Path: inPayment(e.Check, e.Payment, "").String(), Want: max(line.Available, 0).Format(line.Digits), Got: after.Format(line.Digits),
		Difference: over.Format(line.Digits), Currency: line.ReservingCurrency, Fact: fact,
	}
	if line.Exposure != "" {
		f.IDs = []string{line.Exposure}
	}
	f.clip()
	return f, severity, nil
}

// overFact says how a payment goes past what is available.
func (v *validator) overFact(e *PaymentEffect, before, after, over money.Amount) string {
	line := &v.report.Lines[e.Line]
	var b strings.Builder
	if v.times > 1 {
		b.WriteString(strconv.FormatInt(v.times, 10) + " times ")
	}
	b.WriteString(v.set.Checks[e.Check].Payments[e.Payment].PaymentType + " of " + e.Total.String())
	if e.Rate != (ExchangeRate{}) {
		b.WriteString(" (" + e.Reserving.String() + ")")
	}
	b.WriteString(" brings " + lineNamed(&line.ReserveLine) + " to " + after.Format(line.Digits))
	if before != 0 {
		others := " of the payments before it"
		if before != e.Before {
			others = " of the payments before it and those below zero"
		}
		b.WriteString(", with " + before.Format(line.Digits) + others)
	}
	b.WriteString(", " + over.Format(line.Digits) + " over the " + max(line.Available, 0).Format(line.Digits) + " available")
	return b.String()
}

// reserves checks the rows of the reserves: that they name a line, and that their
// parts make what is available.
func (v *validator) reserves() error {
	for i := range v.set.Reserves {
		r := &v.set.Reserves[i]
		v.code(inSet("Reserves", i, "CostType"), r.CostType, &v.lists.costTypes)
		v.code(inSet("Reserves", i, "CostCategory"), r.CostCategory, &v.lists.costCategories)
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
	first, payees := v.report.Checks[0].Total, payeesOf(&checks[0])
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
		if !slices.Equal(payeesOf(&checks[c]), payees) {
			v.found(AsProblem, CheckSetFinding{Rule: ErrRecurrence, Path: at("Checks", c, "Payees"), Fact: "the payees are not those of the first check"})
		}
	}
}

// payeesOf returns the payees of a check as a set: their order says nothing.
func payeesOf(check *CheckToWrite) []Payee {
	payees := slices.Clone(check.Payees)
	sorting.By(payees, func(a, b *Payee) int {
		return cmp.Or(cmp.Compare(a.Contact, b.Contact), cmp.Compare(a.RefID, b.RefID), cmp.Compare(a.PayeeType, b.PayeeType))
	})
	return slices.Compact(payees)
}

// others finds the reserves that are not drawn on, of those who own lines that are.
func (v *validator) others() error {
	owners := make(map[string]bool, len(v.report.Lines))
	for i := range v.report.Lines {
		owners[v.report.Lines[i].Exposure] = true
	}
	for i := range v.set.Reserves {
		of := &v.set.Reserves[i].ReserveLine
		if _, drawn := v.lines[v.key(of)]; drawn || !owners[of.Exposure] {
			continue
		}
		line, err := v.reservedLine(i, of)
		if err != nil {
			return err
		}
		line.After = line.Available
		v.report.Others = append(v.report.Others, line)
	}
	return nil
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
	if err := v.others(); err != nil {
		return err
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
	if l.Unknown {
		return err
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
	unknown := false
	for i := range r.Lines {
		l := &r.Lines[i]
		unknown = unknown || l.Reserved && l.Unknown
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
	if unknown {
		r.Excess = CurrencyAmount{}
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
