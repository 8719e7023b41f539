package money

import "math/bits"

// Ratio is the exact fraction Num/Den. Den must not be zero; either may be
// negative. The zero value has no denominator and is refused.
type Ratio struct {
	Num, Den int64
}

// MulDiv returns a times q in minor units. The product is exact through 128
// bits and rounded once, by r, so the result is the true quotient's rounding
// and never the rounding of a rounding.
//
// MulDiv returns an error if:
//   - r is not one of the named roundings ([ErrRounding]);
//   - q.Den is zero ([ErrDivideByZero]);
//   - the result is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func (a Amount) MulDiv(q Ratio, r Rounding) (Amount, error) {
	if !r.Valid() {
		return 0, ErrRounding
	}
	if q.Den == 0 {
		return 0, ErrDivideByZero
	}
	negative := (a < 0) != (q.Num < 0) != (q.Den < 0)
	den := magnitude(q.Den)
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(q.Num))
	if hi >= den {
		return 0, ErrOverflow
	}
	quotient, rest := bits.Div64(hi, lo, den)
	if rest != 0 && r.away(negative, quotient&1 == 1, compareHalf(rest, den)) {
		if quotient++; quotient == 0 {
			return 0, ErrOverflow
		}
	}
	return signed(quotient, negative)
}

// magnitude returns |v|; the magnitude of the smallest int64 is 2^63.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// compareHalf compares rest/den with one half: -1, 0 or 1. The rest is below
// den, so den-rest does not wrap.
func compareHalf(rest, den uint64) int {
	switch other := den - rest; {
	case rest < other:
		return -1
	case rest > other:
		return 1
	}
	return 0
}

// signed gives a magnitude its sign back.
func signed(magnitude uint64, negative bool) (Amount, error) {
	const edge = 1 << 63
	if negative && magnitude <= edge {
		return Amount(-magnitude), nil
	}
	if magnitude < edge {
		return Amount(magnitude), nil
	}
	return 0, ErrOverflow
}
