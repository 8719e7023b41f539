package split

import (
	"cmp"
	"math/bits"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// wide is a whole number of 128 bits without a sign.
type wide struct {
	hi, lo uint64
}

// wideRest is the rest of a party's division where the weights sum to 2^63 or
// more.
type wideRest struct {
	wide
	party int
}

// sub returns a - b, wrapping.
func (a wide) sub(b wide) wide {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	hi, _ := bits.Sub64(a.hi, b.hi, borrow)
	return wide{hi, lo}
}

// cmp compares a with b: -1, 0 or 1.
func (a wide) cmp(b wide) int {
	return cmp.Or(cmp.Compare(a.hi, b.hi), cmp.Compare(a.lo, b.lo))
}

// times returns a*b, which must fit.
func (a wide) times(b uint64) wide {
	hi, lo := bits.Mul64(a.lo, b)
	return wide{hi + a.hi*b, lo}
}

// div returns the quotient of a by b and the rest; b is not zero, and the
// quotient fits in 64 bits.
//
// Where b has more than 64 bits, its 64 leading ones divide half of a: the
// quotient of that, shifted back and less one, is right or one too small.
func (a wide) div(b wide) (quotient uint64, rest wide) {
	if b.hi == 0 {
		quotient, rest.lo = bits.Div64(a.hi, a.lo, b.lo)
		return quotient, rest
	}
	shift := uint(bits.LeadingZeros64(b.hi))
	leading := b.hi<<shift | b.lo>>(64-shift) // a shift by 64 gives zero
	estimate, _ := bits.Div64(a.hi>>1, a.hi<<63|a.lo>>1, leading)
	if quotient = estimate >> (63 - shift); quotient > 0 {
		quotient--
	}
	if rest = a.sub(b.times(quotient)); rest.cmp(b) >= 0 {
		quotient, rest = quotient+1, rest.sub(b)
	}
	return quotient, rest
}

// wideFloors writes the floors of the shares into room and their rests into the
// scratch.
func (s *Splitter) wideFloors(room []money.Amount, total uint64, weights []money.Amount, sum wide) {
	s.wideRests = grow(s.wideRests, len(weights))
	for i, w := range weights {
		quotient, rest := wide{lo: total}.times(uint64(w)).div(sum)
		room[i], s.wideRests[i] = money.Amount(quotient), wideRest{rest, i}
	}
}

// wideLargest fills room with shares by largest remainder.
func (s *Splitter) wideLargest(room []money.Amount, total uint64, weights []money.Amount, sum wide) {
	s.wideFloors(room, total, weights, sum)
	left := total
	for _, share := range room {
		left -= uint64(share)
	}
	sorting.By(s.wideRests, func(a, b *wideRest) int {
		return cmp.Or(b.cmp(a.wide), cmp.Compare(a.party, b.party))
	})
	for _, r := range s.wideRests[:left] {
		room[r.party] = money.Amount(uint64(room[r.party]) + 1)
	}
}
