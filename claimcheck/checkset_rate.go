package claimcheck

import (
	"errors"
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// ExchangeRate is an exact rate, Units divided by ten to the power Digits: 0.7345
// is ExchangeRate{7345, 4}. The zero value is no rate.
type ExchangeRate struct {
	Units  int64
	Digits uint8 // at most 12
}

// maxRateDigits keeps the power of ten of a conversion in an int64: a currency
// adds at most four digits to it.
const maxRateDigits = 12

// ParseExchangeRate reads a rate from its text exactly: "0.7345", "1.25", "110".
// Zeros at the end of the digits after the point mean nothing.
//
// ParseExchangeRate returns an error if:
//   - the text is not a decimal as [money.Parse] reads it, is zero or less, has
//     more than 12 digits after the point, or does not fit in 64 bits
//     ([ErrExchangeRate]).
func ParseExchangeRate(text string) (ExchangeRate, error) {
	for digits := range maxRateDigits + 1 {
		units, err := money.Parse(text, digits)
		if errors.Is(err, money.ErrPrecision) && digits < maxRateDigits {
			continue
		}
		if err != nil || units <= 0 {
			break
		}
		return ExchangeRate{int64(units), uint8(digits)}.reduced(), nil
	}
	return ExchangeRate{}, &money.FieldError{Value: text, Err: ErrExchangeRate}
}

// String returns the rate as a decimal, such as "0.7345".
func (r ExchangeRate) String() string { return money.Amount(r.Units).Format(int(r.Digits)) }

// reduced returns the rate without zeros at the end of its digits.
func (r ExchangeRate) reduced() ExchangeRate {
	for r.Digits > 0 && r.Units%10 == 0 {
		r.Units, r.Digits = r.Units/10, r.Digits-1
	}
	return r
}

// convert returns an amount of one currency in another, rounded once: the product
// is exact through 128 bits.
func (r ExchangeRate) convert(a money.Amount, from, to int, rounding money.Rounding) (money.Amount, error) {
	if a == 0 {
		return 0, nil
	}
	shift := to - from - int(r.Digits)
	q := money.Ratio{Num: r.Units, Den: 1}
	var fits bool
	if shift >= 0 {
		q.Num, fits = timesPower(r.Units, shift)
	} else {
		q.Den, fits = timesPower(1, -shift)
	}
	if !fits { // nor would the amount, which is one unit at the least
		return 0, money.ErrOverflow
	}
	return a.MulDiv(q, rounding)
}

// timesPower returns n, which is above zero, times ten to the power of digits.
func timesPower(n int64, digits int) (product int64, fits bool) {
	wide := uint64(n)
	for range digits {
		hi, lo := bits.Mul64(wide, 10)
		if hi != 0 || lo > uint64(money.MaxAmount) {
			return 0, false
		}
		wide = lo
	}
	return int64(wide), true
}
