package claimcheck_test

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// slowSet is a check set worked out the obvious way: in fractions, and every sum
// from its beginning for every payment. It knows sets that are whole; what is
// missing or unknown is for the tables.
type slowSet struct {
	set     *claimcheck.CheckSet
	options *claimcheck.CheckSetOptions
}

// slowDigits are the digits of the currencies of random sets.
var slowDigits = map[string]int{"usd": 2, "cad": 2, "jpy": 0, "kwd": 3}

// slowFinding is a finding about money, in short.
type slowFinding struct{ code, path, want, got string }

// major returns an amount of minor units as a fraction of major ones.
func major(a money.Amount, currency string) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(slowDigits[currency])), nil)
	return new(big.Rat).SetFrac(big.NewInt(int64(a)), scale)
}

// minor rounds a fraction of major units to the minor units of a currency, halves
// away from zero.
func minor(r *big.Rat, currency string) money.Amount {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(slowDigits[currency])), nil)
	units := new(big.Rat).Mul(r, new(big.Rat).SetInt(scale))
	text := units.FloatString(0) // halves go away from zero
	var whole int64
	if _, err := fmt.Sscan(text, &whole); err != nil {
		panic(err)
	}
	return money.Amount(whole)
}

// total returns the sum of a payment's lines.
func (s slowSet) total(p *claimcheck.PaymentToWrite) money.Amount {
	sum := new(big.Rat)
	for i := range p.LineItems {
		sum.Add(sum, major(p.LineItems[i].Amount, p.Currency))
	}
	return minor(sum, p.Currency)
}

// reserving returns a payment in its reserving currency.
func (s slowSet) reserving(p *claimcheck.PaymentToWrite) (amount money.Amount, ok bool) {
	to := p.ReserveLine.ReservingCurrency
	if p.Currency == to {
		return s.total(p), true
	}
	rate := p.ExchangeRate
	for i := range s.options.Rates {
		if r := &s.options.Rates[i]; rate.Units == 0 && r.From == p.Currency && r.To == to {
			rate = r.Rate
		}
	}
	if rate.Units == 0 {
		return 0, false
	}
	factor, _ := new(big.Rat).SetString(rate.String())
	return minor(factor.Mul(factor, major(s.total(p), p.Currency)), to), true
}

// state returns the state of who owns a payment's line.
func (s slowSet) state(p *claimcheck.PaymentToWrite) string {
	for i := range s.set.Exposures {
		if s.set.Exposures[i].ID == p.ReserveLine.Exposure {
			return s.set.Exposures[i].State
		}
	}
	return s.set.Claim.State
}

// suits reports whether a payment's type suits its owner's state.
func (s slowSet) suits(p *claimcheck.PaymentToWrite) bool {
	return (s.state(p) == "closed") == (p.PaymentType == "supplement")
}

// times is how often each check is written.
func (s slowSet) times() int64 {
	if s.set.Recurrence > 0 && len(s.set.Checks) == 1 {
		return int64(s.set.Recurrence)
	}
	return 1
}

// asks is what a payment takes from its line, all recurrences together.
func (s slowSet) asks(p *claimcheck.PaymentToWrite) money.Amount {
	if p.NotEroding || !s.suits(p) || p.PaymentType == "supplement" {
		return 0
	}
	amount, _ := s.reserving(p)
	return amount * money.Amount(s.times())
}

// asked returns what the set asks of a payment's line up to it, or in all.
func (s slowSet) asked(line claimcheck.ReserveLine, check, payment int) (sum money.Amount) {
	for c := range s.set.Checks {
		for p := range s.set.Checks[c].Payments {
			if other := &s.set.Checks[c].Payments[p]; other.ReserveLine == line && (c < check || c == check && p <= payment) {
				sum += s.asks(other)
			}
		}
	}
	return sum
}

// askedWithBelow is what is asked up to a payment, with all payments below zero
// before it.
func (s slowSet) askedWithBelow(line claimcheck.ReserveLine, check, payment int) money.Amount {
	sum := s.asked(line, check, payment)
	for c := range s.set.Checks {
		for p := range s.set.Checks[c].Payments {
			if other := &s.set.Checks[c].Payments[p]; other.ReserveLine == line && s.asks(other) < 0 && (c > check || c == check && p > payment) {
				sum += s.asks(other)
			}
		}
	}
	return sum
}

// unknown reports whether an eroding payment of a line cannot be converted.
func (s slowSet) unknown(line claimcheck.ReserveLine) bool {
	for c := range s.set.Checks {
		for i := range s.set.Checks[c].Payments {
			p := &s.set.Checks[c].Payments[i]
			if _, known := s.reserving(p); p.ReserveLine == line && !known && s.suits(p) && !p.NotEroding && p.PaymentType != "supplement" {
				return true
			}
		}
	}
	return false
}

// available returns what is available on a line.
func (s slowSet) available(line claimcheck.ReserveLine) money.Amount {
	for i := range s.set.Reserves {
		r := s.set.Reserves[i].ReserveLine
		if r.OnClaim = r.Exposure == ""; r == line {
			return s.set.Reserves[i].Available
		}
	}
	return 0
}

// findings returns the findings about money of one payment.
func (s slowSet) findings(c, i int) (found []slowFinding) {
	p := &s.set.Checks[c].Payments[i]
	path := fmt.Sprintf("Checks[%d].Payments[%d]", c, i)
	if !s.suits(p) {
		want := "final, partial"
		if s.state(p) == "closed" {
			want = "supplement"
		}
		found = append(found, slowFinding{"PAYMENT_TYPE_NOT_ALLOWED", path + ".PaymentType", want, p.PaymentType})
	}
	if total := s.total(p); total <= 0 {
		found = append(found, slowFinding{"NON_POSITIVE_PAYMENT", path, "above " + money.Amount(0).Format(slowDigits[p.Currency]), total.Format(slowDigits[p.Currency])})
	}
	line := p.ReserveLine
	if _, ok := s.reserving(p); !ok {
		found = append(found, slowFinding{"MISSING_RATE", path + ".Currency", p.Currency + "/" + line.ReservingCurrency, ""})
	}
	asked, room := s.askedWithBelow(line, c, i), max(0, s.available(line))
	if len(s.set.Reserves) > 0 && s.asks(p) > 0 && asked > room {
		digits := slowDigits[line.ReservingCurrency]
		f := slowFinding{"", path, room.Format(digits), asked.Format(digits)}
		switch none := s.available(line) == 0 || s.available(line) < 0 && !s.options.AllowExceedReserves; {
		case none, p.PaymentType == "partial" && !s.options.AllowExceedReserves:
			f.code = "EXCEEDS_AVAILABLE_RESERVES"
		case p.PaymentType == "final":
			f.code = "FINAL_EXCEEDS_AVAILABLE_RESERVES"
		}
		if f.code != "" {
			found = append(found, f)
		}
	}
	return found
}

// all returns the findings about money of the set.
func (s slowSet) all() (found []slowFinding) {
	for c := range s.set.Checks {
		for p := range s.set.Checks[c].Payments {
			found = append(found, s.findings(c, p)...)
		}
	}
	return found
}

// after returns what is left of a line and the offset of a final payment.
func (s slowSet) after(line claimcheck.ReserveLine) (left, offset money.Amount) {
	if s.unknown(line) {
		return 0, 0
	}
	left = s.available(line)
	final := false
	for c := range s.set.Checks {
		for i := range s.set.Checks[c].Payments {
			if p := &s.set.Checks[c].Payments[i]; p.ReserveLine == line {
				_, known := s.reserving(p)
				left -= s.asks(p)
				final = final || p.PaymentType == "final" && s.suits(p) && !p.NotEroding && known
			}
		}
	}
	if final {
		return 0, -left
	}
	return left, 0
}

// aboutMoney picks the findings that the slow way knows, from problems and
// warnings alike.
func aboutMoney(r *claimcheck.CheckSetReport) (found []slowFinding) {
	for _, list := range [][]claimcheck.CheckSetFinding{r.Problems, r.Warnings} {
		for i := range list {
			f := &list[i]
			if strings.Contains("PAYMENT_TYPE_NOT_ALLOWED NON_POSITIVE_PAYMENT MISSING_RATE EXCEEDS_AVAILABLE_RESERVES FINAL_EXCEEDS_AVAILABLE_RESERVES", f.Rule.Code()) {
				found = append(found, slowFinding{f.Rule.Code(), f.Path, f.Want, f.Got})
			}
		}
	}
	return found
}
