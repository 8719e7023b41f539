package split

import (
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// divisor divides the product of one total and any weight by the sum of the
// weights, without a division a weight: total = whole*sum + rest, and fraction is
// rest/sum as a multiple of 2^-64, rounded up.
type divisor struct {
	sum, whole, rest, fraction uint64
}

// newDivisor needs 0 < sum < 2^63 and total <= 2^63.
func newDivisor(total, sum uint64) divisor {
	d := divisor{sum: sum, whole: total / sum, rest: total % sum}
	d.fraction, _ = bits.Div64(d.rest, 0, sum)
	d.fraction++ // rest < sum < 2^63: it was 2^64-2 at most
	return d
}

// floor returns the quotient of total*weight by the sum, and its rest, for a
// weight of at most the sum.
//
// With x = rest*weight/sum, the high word h of fraction*weight is the floor of a
// number from x to below x + weight/2^64 < x + 1/2. So h is the floor of x or one
// more, and rest*weight - h*sum lies between -sum/2 and sum: 64 bits of it say
// which. One more is rare: the fraction of x must reach 1 - weight/2^64.
func (d *divisor) floor(weight uint64) (quotient, rest uint64) {
	h, _ := bits.Mul64(d.fraction, weight)
	quotient, rest = d.whole*weight+h, d.rest*weight-h*d.sum
	if int64(rest) < 0 {
		quotient, rest = quotient-1, rest+d.sum
	}
	return quotient, rest
}

// few is up to how many parties are divided and compared one by one: setting up
// the multiplication and the counting would cost more.
const few = 8

// largest fills room with shares by largest remainder, for weights whose sum is
// above zero and below 2^63.
func (s *Splitter) largest(room []money.Amount, total uint64, weights []money.Amount, sum uint64) {
	if len(weights) <= few {
		var rests [few]uint64
		left := fillFew(room, &rests, total, weights, sum)
		raiseFew(room, rests[:len(weights)], left)
		return
	}
	d := newDivisor(total, sum)
	s.rests = grow(s.rests, len(weights))
	if left := s.fillCounted(room, total, weights, &d); left > 0 {
		s.raise(room, left, bucketShift(sum-1))
	}
}

// fillFew writes the floors of the shares of at most few parties and their rests,
// and returns the units that are left.
func fillFew(room []money.Amount, rests *[few]uint64, total uint64, weights []money.Amount, sum uint64) (left uint64) {
	room, left = room[:len(weights)], total
	for i, w := range weights {
		hi, lo := bits.Mul64(total, uint64(w))
		quotient, rest := bits.Div64(hi, lo, sum) // the weight is at most the sum, and the total below 2^64
		room[i], rests[i&(few-1)] = money.Amount(quotient), rest
		left -= quotient
	}
	return left
}

// fillCounted is fillFew for any number of parties, with the rests counted by
// bucket.
func (s *Splitter) fillCounted(room []money.Amount, total uint64, weights []money.Amount, d *divisor) (left uint64) {
	by, shift := *d, bucketShift(d.sum-1)
	room, rests, left := room[:len(weights)], s.rests[:len(weights)], total
	histogram := &s.histogram
	*histogram = [buckets]uint32{}
	for i, w := range weights {
		quotient, rest := by.floor(uint64(w))
		room[i], rests[i] = money.Amount(quotient), rest
		left -= quotient
		histogram[rest>>(shift&63)&(buckets-1)]++
	}
	return left
}

// grow returns a slice of n elements, whose values mean nothing.
func grow[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}
