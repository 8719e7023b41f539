package amortize

import (
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// annuityFast returns the ceiling of p r / (1 - (1+r)^-n) for r = a/b, or ok =
// false where 64 bits after the point do not settle it; annuityCeiling does
// then. It brackets the exact payment between two fixed-point quotients: if both
// have one ceiling, so has everything between them.
//
// The bracket: v = b/(a+b) is rounded down, and every product of the power is,
// so the power is low by at most drift units of 2^-64. Squaring doubles the
// drift, multiplying adds v's, and each of them adds at most 2 more.
//
// p, a, b and n are above zero, and a+b is below 2^63, which holds for every
// valid rate.
func annuityFast(p, a, b uint64, n int64) (payment money.Amount, ok bool) {
	v, _ := bits.Div64(b, 0, a+b) // 2^64 b / (a+b), down
	power, drift := powerDown(v, n)

	// 1 - v^n lies from low to high, in units of 2^-64; both are below 1.
	high := -power
	low := high - drift
	if power == 0 || drift >= high {
		return 0, false
	}
	// The interest of one period on p, p a / b, with 64 bits after the point.
	productHigh, productLow := bits.Mul64(p, a)
	if productHigh >= b {
		return 0, false
	}
	whole, rest := bits.Div64(productHigh, productLow, b)
	part, _ := bits.Div64(rest, 0, b)
	if whole >= low || part == 1<<64-1 {
		return 0, false
	}
	floor, over := bits.Div64(whole, part+1, low)
	if over == 0 || floor >= uint64(money.MaxAmount) {
		return 0, false // a whole number to the last bit, which the bracket may straddle; or too large
	}
	// The upper end has the ceiling floor+1. So has the lower end if it is above
	// floor: (whole, part) / high > floor.
	borderHigh, borderLow := bits.Mul64(floor, high)
	settled := whole > borderHigh || whole == borderHigh && part > borderLow
	return money.Amount(floor + 1), settled
}

// powerDown returns v^n rounded down, for v in units of 2^-64 that is itself
// rounded down by less than one, and by how many units it may be too low.
func powerDown(v uint64, n int64) (power, drift uint64) {
	power, drift = v, 1
	for bit := bits.Len64(uint64(n)) - 2; bit >= 0; bit-- {
		power, _ = bits.Mul64(power, power)
		drift = 2*drift + 2
		if n>>bit&1 != 0 {
			power, _ = bits.Mul64(power, v)
			drift += 3
		}
	}
	return power, drift
}
