package money

import "github.com/cockroachdb/apd/v3"

// Decimal returns the amount as a decimal with exactly that many digits after
// the point, in major units: Amount(12999).Decimal(2) is 129.99. Digits outside 0
// to [MaxDigits] are taken as the nearest end of that range.
func (a Amount) Decimal(digits int) *apd.Decimal {
	return apd.New(int64(a), -int32(max(0, min(digits, MaxDigits))))
}

// FromDecimal returns a decimal of major units as an amount, exactly. Unlike
// [Parse] it goes by value: 1.500 is 1.50, because trailing zeros of a decimal
// are an accident of how it was computed.
//
// FromDecimal returns an error if:
//   - digits is outside 0 to [MaxDigits] ([ErrDigits]);
//   - d is NaN or infinite ([ErrFormat]);
//   - the amount is outside [MinAmount, MaxAmount] ([ErrOverflow]);
//   - d has a digit other than zero past the currency's digits ([ErrPrecision]).
func FromDecimal(d *apd.Decimal, digits int) (Amount, error) {
	a, exact, err := roundDecimal(d, digits, Down)
	if err != nil {
		return 0, err
	}
	if !exact {
		return 0, ErrPrecision
	}
	return a, nil
}

// RoundDecimal returns a decimal of major units as the nearest amount that r
// allows, rounded once from d's exact value.
//
// RoundDecimal returns an error if:
//   - r is not one of the named roundings ([ErrRounding]);
//   - digits is outside 0 to [MaxDigits] ([ErrDigits]);
//   - d is NaN or infinite ([ErrFormat]);
//   - the amount is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func RoundDecimal(d *apd.Decimal, digits int, r Rounding) (Amount, error) {
	if !r.Valid() {
		return 0, ErrRounding
	}
	a, _, err := roundDecimal(d, digits, r)
	return a, err
}

// roundDecimal scales the coefficient by a power of ten and rounds the rest by
// hand, because a decimal context rounds to a precision that it would have to
// guess.
func roundDecimal(d *apd.Decimal, digits int, r Rounding) (a Amount, exact bool, err error) {
	if uint(digits) > MaxDigits {
		return 0, false, ErrDigits
	}
	if d.Form != apd.Finite {
		return 0, false, ErrFormat
	}
	if d.Coeff.Sign() == 0 {
		return 0, true, nil
	}
	length := d.NumDigits()
	shift := int64(d.Exponent) + int64(digits)
	if length+shift > MaxDigits+1 { // 10^19 or more; below it, shift is at most MaxDigits
		return 0, false, ErrOverflow
	}
	if shift >= 0 {
		a, err = signed(d.Coeff.Uint64()*pow10[shift], d.Negative)
		return a, true, err
	}
	if length+shift < 0 { // below a tenth of a minor unit: no power of ten to compute
		a, err = signed(below(r, d.Negative), d.Negative)
		return a, false, err
	}
	return scaleDown(d, -shift, r)
}

// scaleDown returns the coefficient divided by 10^places, rounded by r.
func scaleDown(d *apd.Decimal, places int64, r Rounding) (a Amount, exact bool, err error) {
	var power, quotient, rest, other apd.BigInt
	power.Exp(apd.NewBigInt(10), apd.NewBigInt(places), nil)
	quotient.QuoRem(&d.Coeff, &power, &rest)
	units := quotient.Uint64() // below 10^19
	exact = rest.Sign() == 0
	if !exact && r.away(d.Negative, units&1 == 1, rest.Cmp(other.Sub(&power, &rest))) {
		units++
	}
	a, err = signed(units, d.Negative)
	return a, exact, err
}

// below rounds a magnitude that is above zero and below half a unit.
func below(r Rounding, negative bool) uint64 {
	if r.away(negative, false, -1) {
		return 1
	}
	return 0
}
