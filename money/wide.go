package money

import "math/bits"

// wide is a signed 128-bit integer in two's complement. It can hold the sum of
// more amounts than fit in memory.
type wide struct {
	hi int64
	lo uint64
}

// add adds w to the total in place.
func (total *wide) add(w wide) {
	lo, carry := bits.Add64(total.lo, w.lo, 0)
	total.lo = lo
	total.hi += w.hi + int64(carry)
}

// amount narrows the total, or reports that it does not fit.
func (total wide) amount() (Amount, error) {
	if total.hi != int64(total.lo)>>63 {
		return 0, ErrOverflow
	}
	return Amount(total.lo), nil
}
