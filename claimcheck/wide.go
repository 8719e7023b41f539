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

// amount returns the sum, if it fits.
func (w wide) amount() (money.Amount, error) {
	if w.hi != int64(w.lo)>>63 {
		return 0, money.ErrOverflow
	}
	return money.Amount(w.lo), nil
}
