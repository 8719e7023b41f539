package claimcheck

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// VerifyCheckSet checks the sums of the report on a check set, whoever made it, and
// that no reserve line is overdrawn in silence. It adds up in numbers of any size and
// shares no code with [ValidateCheckSet]:
//
//   - a payment is the sum of its lines, and in the reserving currency that times its
//     rate, rounded to less than one unit, or to half a unit at the most where the
//     options round to the nearest;
//   - a check is the sum of its payments, the set the sum of its checks, and with its
//     recurrences so many times that;
//   - what is asked of a reserve line is the sum of the payments that erode it, and what
//     is over and what is left of it follow from what is available;
//   - where payments may not exceed reserves, a line that is asked for more has a finding.
//
// What is said of levels, states and codes is not its matter.
//
// VerifyCheckSet returns [ErrUnverified], with the path of the field at fault:
// report.Lines[0].Requested. Set and options must be ones that ValidateCheckSet accepts.
func VerifyCheckSet(set *CheckSet, options *CheckSetOptions, report *CheckSetReport) error {
	v := setVerifier{set: set, options: options, report: report, times: big.NewInt(1), asked: make([]big.Int, len(report.Lines))}
	if set.Recurrence > 0 && len(set.Checks) == 1 {
		v.times.SetInt64(int64(set.Recurrence))
	}
	if len(report.Checks) != len(set.Checks) {
		return unverified("report.Checks", len(report.Checks))
	}
	var total, reserving setTotal
	next := 0
	for c := range set.Checks {
		var checkTotal, checkReserving setTotal
		for p := range set.Checks[c].Payments {
			if next == len(report.Payments) {
				return unverified("report.Payments", next)
			}
			if err := v.payment(next, c, p); err != nil {
				return err
			}
			checkTotal.add(report.Payments[next].Total)
			checkReserving.add(report.Payments[next].Reserving)
			next++
		}
		at := "report.Checks[" + strconv.Itoa(c) + "]"
		switch r := &report.Checks[c]; {
		case !checkTotal.is(r.Total, nil):
			return unverified(at+".Total", r.Total.Amount)
		case !checkReserving.is(r.Reserving, nil):
			return unverified(at+".Reserving", r.Reserving.Amount)
		}
		total.add(report.Checks[c].Total)
		reserving.add(report.Checks[c].Reserving)
	}
	switch {
	case next != len(report.Payments):
		return unverified("report.Payments", len(report.Payments))
	case !total.is(report.CheckTotal, nil):
		return unverified("report.CheckTotal", report.CheckTotal.Amount)
	case !total.is(report.SetTotal, v.times):
		return unverified("report.SetTotal", report.SetTotal.Amount)
	case !reserving.is(report.Reserving, nil):
		return unverified("report.Reserving", report.Reserving.Amount)
	}
	return v.lines()
}

// setVerifier is one check of a report.
type setVerifier struct {
	set     *CheckSet
	options *CheckSetOptions
	report  *CheckSetReport
	times   *big.Int  // how often each check is written
	asked   []big.Int // by line
}

// setTotal adds amounts of one currency; where one is not known or has another, the sum
// is not known.
type setTotal struct {
	sum      big.Int
	currency string
	lost     bool
	some     bool
}

func (t *setTotal) add(a CurrencyAmount) {
	t.lost = t.lost || a.Currency == "" || t.some && a.Currency != t.currency
	t.some, t.currency = true, a.Currency
	t.sum.Add(&t.sum, big.NewInt(int64(a.Amount)))
}

// is reports whether an amount is the sum, so many times; nil is once.
func (t *setTotal) is(a CurrencyAmount, times *big.Int) bool {
	if t.lost || !t.some {
		return a.Currency == ""
	}
	want := &t.sum
	if times != nil {
		want = new(big.Int).Mul(want, times)
	}
	return a.Currency == t.currency && want.Cmp(big.NewInt(int64(a.Amount))) == 0
}

// payment checks payment i of the report, which is payment p of check c, and counts what
// it asks of its line.
func (v *setVerifier) payment(i, c, p int) error {
	pay, e := &v.set.Checks[c].Payments[p], &v.report.Payments[i]
	at := "report.Payments[" + strconv.Itoa(i) + "]"
	if e.Check != c || e.Payment != p || e.Line < -1 || e.Line >= len(v.report.Lines) {
		return unverified(at, e.Payment)
	}
	if e.Total.Currency != "" {
		sum := new(big.Int)
		for j := range pay.LineItems {
			sum.Add(sum, big.NewInt(int64(pay.LineItems[j].Amount)))
		}
		if sum.Cmp(big.NewInt(int64(e.Total.Amount))) != 0 || e.Total.Currency != strings.ToLower(pay.Currency) {
			return unverified(at+".Total", e.Total.Amount)
		}
	}
	if e.Reserving.Currency != "" && !v.converted(e) {
		return unverified(at+".Reserving", e.Reserving.Amount)
	}
	if e.Line < 0 {
		return nil
	}
	if l := &v.report.Lines[e.Line]; l.Exposure != pay.ReserveLine.Exposure || l.CostType != pay.ReserveLine.CostType || l.CostCategory != pay.ReserveLine.CostCategory || l.ReservingCurrency != strings.ToLower(pay.ReserveLine.ReservingCurrency) {
		return unverified(at+".Line", e.Line)
	}
	if e.Erodes && (pay.NotEroding || pay.PaymentType == "supplement") {
		return unverified(at+".Erodes", true)
	}
	asked := &v.asked[e.Line]
	if asked.Cmp(big.NewInt(int64(e.Before))) != 0 {
		return unverified(at+".Before", e.Before)
	}
	if e.Erodes && e.Reserving.Currency != "" {
		asked.Add(asked, new(big.Int).Mul(big.NewInt(int64(e.Reserving.Amount)), v.times))
	}
	if asked.Cmp(big.NewInt(int64(e.After))) != 0 {
		return unverified(at+".After", e.After)
	}
	return nil
}

// converted reports whether what a payment is in the reserving currency is its total
// times its rate.
func (v *setVerifier) converted(e *PaymentEffect) bool {
	if e.Rate == (ExchangeRate{}) {
		return e.Reserving == e.Total
	}
	exact := new(big.Rat).SetFrac(big.NewInt(e.Rate.Units), power10(int(e.Rate.Digits)+e.Total.Digits))
	exact.Mul(exact, new(big.Rat).SetInt(power10(e.Reserving.Digits)))
	exact.Mul(exact, new(big.Rat).SetInt64(int64(e.Total.Amount)))
	off := exact.Sub(exact, new(big.Rat).SetInt64(int64(e.Reserving.Amount)))
	off.Abs(off)
	switch v.options.Rounding {
	case money.HalfEven, money.HalfUp, money.HalfDown:
		return off.Cmp(big.NewRat(1, 2)) <= 0
	}
	return off.Cmp(big.NewRat(1, 1)) < 0
}

// power10 returns ten to the power of n.
func power10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// lines checks what the set asks of each reserve line, and what is left.
func (v *setVerifier) lines() error {
	for i := range v.report.Lines {
		l, asked := &v.report.Lines[i], &v.asked[i]
		at := "report.Lines[" + strconv.Itoa(i) + "]"
		if asked.Cmp(big.NewInt(int64(l.Requested))) != 0 {
			return unverified(at+".Requested", l.Requested)
		}
		if !l.Reserved {
			continue
		}
		over := new(big.Int).Sub(asked, big.NewInt(int64(max(l.Available, 0))))
		left := new(big.Int).Sub(big.NewInt(int64(l.Available)), asked)
		offset := new(big.Int)
		if over.Sign() < 0 {
			over.SetInt64(0)
		}
		switch {
		case l.Unknown:
			left.SetInt64(0)
		case l.Final:
			offset.Neg(left)
			left.SetInt64(0)
		}
		switch {
		case over.Cmp(big.NewInt(int64(l.Excess))) != 0:
			return unverified(at+".Excess", l.Excess)
		case left.Cmp(big.NewInt(int64(l.After))) != 0:
			return unverified(at+".After", l.After)
		case offset.Cmp(big.NewInt(int64(l.Offset))) != 0:
			return unverified(at+".Offset", l.Offset)
		case over.Sign() > 0 && !v.options.AllowExceedReserves && !v.saysOver(i):
			return unverified(at+".Excess", money.Fact("nothing is said of it"))
		}
	}
	return nil
}

// saysOver reports whether a payment on a line has a finding that it goes past what is
// available.
func (v *setVerifier) saysOver(line int) bool {
	for _, found := range [][]CheckSetFinding{v.report.Problems, v.report.Warnings} {
		for i := range found {
			if found[i].Rule != ErrExceeds && found[i].Rule != ErrFinalExceeds {
				continue
			}
			for p := range v.report.Payments {
				e := &v.report.Payments[p]
				if e.Line == line && found[i].Path == "Checks["+strconv.Itoa(e.Check)+"].Payments["+strconv.Itoa(e.Payment)+"]" {
					return true
				}
			}
		}
	}
	return false
}
