package claimcheck

import "github.com/paysplit/paysplit/money"

// eraDetail is a number for everything that a claim says below its sums: which
// amounts stand under which group at which service line. The order of adjustments
// and of lines does not change it. A reversal is counted with all signs turned, so
// that it has the number of the claim whose mirror it is. Two claims of different
// detail have the same number once in 2^64.
type eraDetail struct {
	sum    uint64
	turned bool // all signs are turned
	old    bool // groups do not matter
}

// eraClaimLevel is in the place of a line for what stands at the claim itself.
const eraClaimLevel = 1

// signed returns an amount's bits, with its sign turned in a reversal.
func (d *eraDetail) signed(a money.Amount) uint64 {
	if d.turned {
		return -uint64(a)
	}
	return uint64(a)
}

// adjust counts an adjustment. One of zero says nothing.
func (d *eraDetail) adjust(group uint64, a money.Amount) {
	if a == 0 {
		return
	}
	if d.old {
		group = 0
	}
	d.sum += scatter(scatter(group+eraClaimLevel) ^ d.signed(a))
}

// line counts a service line with all that stands at it.
func (d *eraDetail) line(s *eraService) {
	d.sum += scatter(scatter(scatter(d.signed(s.charge))^d.signed(s.paid)) + s.detail.sum)
}

// eraCode makes a number of a short code: its bytes one after the other.
func eraCode[T string | []byte](code T) uint64 {
	n := uint64(len(code))
	for i := range len(code) {
		n = n*257 + uint64(code[i])
	}
	return n
}

// scatter spreads numbers that are close to each other over all 64 bits, each to
// another one.
func scatter(n uint64) uint64 {
	n += 0x9E3779B97F4A7C15
	n = (n ^ n>>30) * 0xBF58476D1CE4E5B9
	n = (n ^ n>>27) * 0x94D049BB133111EB
	return n ^ n>>31
}
