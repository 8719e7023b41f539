package claimcheck

import (
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// The sums of a remittance have 128 bits: rows may pass the edge of an amount and
// come back, in any order, and only what they come to has to fit.

// wideOf returns an amount as a sum.
func wideOf(a money.Amount) wide { return wide{hi: int64(a) >> 63, lo: uint64(a)} }

// plus returns the sum with an amount added.
func (w wide) plus(a money.Amount) wide {
	w.add(int64(a))
	return w
}

// and returns the sum of two sums.
func (w wide) and(o wide) wide {
	lo, carry := bits.Add64(w.lo, o.lo, 0)
	return wide{hi: w.hi + o.hi + int64(carry), lo: lo}
}

// minus returns the sum less another.
func (w wide) minus(o wide) wide {
	lo, borrow := bits.Sub64(w.lo, o.lo, 0)
	return wide{hi: w.hi - o.hi - int64(borrow), lo: lo}
}

// less returns the sum less an amount.
func (w wide) less(a money.Amount) wide { return w.minus(wideOf(a)) }
