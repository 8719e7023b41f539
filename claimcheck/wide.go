package claimcheck

import (
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// wide is a sum of 128 bits in two's complement. Rows may pass the edge of an
// int64 on the way and come back; only the sum itself has to fit.
type wide struct {
	hi int64
	lo uint64
}

// add adds one amount's units.
func (w *wide) add(units int64) {
	lo, carry := bits.Add64(w.lo, uint64(units), 0)
	w.lo = lo
	w.hi += units>>63 + int64(carry)
}

// addBlock adds the amounts of some rows, 256 at most. It sums them as wrapping
// integers and their upper halves alone; the two together are the exact sum, as in
// money.Sum.
func (w *wide) addBlock(rows []ClaimProc, which []uint8) {
	var wrapped uint64
	var upper int64
	for _, at := range which {
		units := int64(rows[at].Amount)
		wrapped += uint64(units)
		upper += units >> 32
	}
	lower := wrapped - uint64(upper)<<32 // of lower halves: below 2^40
	lo, carry := bits.Add64(w.lo, uint64(upper)<<32, 0)
	w.hi += upper>>32 + int64(carry)
	w.lo, carry = bits.Add64(lo, lower, 0)
	w.hi += int64(carry)
}

// amount returns the sum, if it fits.
func (w wide) amount() (money.Amount, error) {
	if w.hi != int64(w.lo)>>63 {
		return 0, money.ErrOverflow
	}
	return money.Amount(w.lo), nil
}
