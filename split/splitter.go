package split

import (
	"math"
	"math/bits"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// MaxParties is how many parties one amount may be shared among.
const MaxParties = math.MaxInt32

// Splitter is the scratch of one goroutine's splits. The zero value is ready, one
// call at a time; results never alias it. Reused, it allocates nothing.
type Splitter struct {
	weights    []money.Amount // as whole numbers
	rests      []uint64       // of the divisions, by party
	wideRests  []wideRest
	candidates []uint32 // parties that are compared in full
	order      []uint32 // parties by cap
	decimals   []Weight // percents
	histogram  [buckets]uint32
}

// Largest returns the shares of an amount by largest remainder.
// It is [Splitter.AppendLargest] into a new slice.
func Largest(amount money.Amount, weights []money.Amount) ([]money.Amount, error) {
	var s Splitter
	return s.AppendLargest(make([]money.Amount, 0, len(weights)), amount, weights)
}

// AppendLargest appends to dst the shares of an amount in proportion to the
// weights, one a party, in minor units. The weights are often amounts
// themselves, such as what is owed on each charge.
//
// Each party receives its exact share without the fraction of a minor unit; the
// units that are then left go, one each, to the parties with the largest
// fractions, and among equal fractions to the lower index. A party of weight zero
// receives nothing. A negative amount is shared as its mirror image, so a refund
// takes back what the payment gave. An amount of zero is shared as zeros, also
// where all weights are zero.
//
// Law: the shares sum to the amount, each is less than one unit from its exact
// share, and weights that are all multiplied by one number give the same shares.
//
// AppendLargest returns an error, and dst unchanged, if:
//   - there are no weights ([ErrNoWeights]) or more than [MaxParties] ([money.ErrLimit]);
//   - a weight is below zero ([ErrNegativeWeight]);
//   - all weights are zero, and the amount is not ([ErrZeroWeights]).
//
// Every amount and every sum of weights is exact, through 128 bits.
//
// Source: semantics of exact allocation, B3; the method is Hamilton's.
func (s *Splitter) AppendLargest(dst []money.Amount, amount money.Amount, weights []money.Amount) ([]money.Amount, error) {
	if len(weights) <= few {
		if dst, ok := appendFew(dst, amount, weights); ok {
			return dst, nil
		}
	}
	sum, err := sumWeights(amount, weights)
	if err != nil {
		return dst, err
	}
	return s.appendShares(dst, amount, weights, sum), nil
}

// appendFew is AppendLargest for a handful of weights of at most 2^57 that do not sum to
// zero, in as few steps as there are; ok is false for any other.
//
// A rest is below 2^60, so that it fits in a key above the index counted from the
// end: the largest keys get a unit, and no two are equal. Each pair is compared once,
// and nothing branches on a rest, because nobody could foretell the way.
func appendFew(dst []money.Amount, amount money.Amount, weights []money.Amount) (shares []money.Amount, ok bool) {
	var all, sum uint64
	for _, w := range weights {
		all |= uint64(w)
		sum += uint64(w)
	}
	if all-1 >= 1<<57 { // none, or one that is below zero or large
		return dst, false
	}
	before := len(dst)
	if cap(dst)-before < len(weights) {
		dst = slices.Grow(dst, len(weights))
	}
	dst = dst[:before+len(weights)]
	room := dst[before:][:len(weights)]
	var keys, ahead [few]uint64
	total := magnitude(amount)
	left := total
	for i, w := range weights {
		hi, lo := bits.Mul64(total, uint64(w))
		quotient, rest := bits.Div64(hi, lo, sum) // the weight is at most the sum
		room[i] = money.Amount(quotient)
		left -= quotient
		key, mine := rest<<3|uint64(few-1-i)&(few-1), uint64(0)
		for j := range i {
			_, smaller := bits.Sub64(key, keys[j&(few-1)], 0)
			mine += smaller
			ahead[j&(few-1)] += 1 - smaller
		}
		keys[i&(few-1)], ahead[i&(few-1)] = key, mine
	}
	for i := range room {
		room[i] = money.Amount(uint64(room[i]) + (ahead[i&(few-1)]-left)>>63) // one if fewer than left are ahead
	}
	if amount < 0 {
		negate(room)
	}
	return dst, true
}

// appendShares is AppendLargest by weights that are checked and have that sum.
func (s *Splitter) appendShares(dst []money.Amount, amount money.Amount, weights []money.Amount, sum wide) []money.Amount {
	dst = slices.Grow(dst, len(weights))
	room := dst[len(dst) : len(dst)+len(weights)]
	if sum.hi == 0 && sum.lo <= math.MaxInt64 {
		s.largest(room, magnitude(amount), weights, sum.lo)
	} else {
		s.wideLargest(room, magnitude(amount), weights, sum)
	}
	if amount < 0 {
		negate(room)
	}
	return dst[:len(dst)+len(weights)]
}

// sumWeights checks the weights and returns their sum, above zero unless the
// amount is zero. A sum of zero comes back as one, so that it can be divided by.
func sumWeights(amount money.Amount, weights []money.Amount) (sum wide, err error) {
	switch {
	case len(weights) == 0:
		return sum, &money.FieldError{Path: "weights", Err: ErrNoWeights}
	case len(weights) > MaxParties:
		return sum, &money.FieldError{Path: "weights", Value: len(weights), Err: money.ErrLimit}
	}
	sum, signs := sumOf(weights)
	if signs < 0 {
		i := slices.IndexFunc(weights, func(w money.Amount) bool { return w < 0 })
		return sum, &money.FieldError{Path: index("weights", i), Err: ErrNegativeWeight}
	}
	if sum == (wide{}) {
		if amount != 0 {
			return sum, &money.FieldError{Path: "weights", Err: ErrZeroWeights}
		}
		sum.lo = 1
	}
	return sum, nil
}

// sumOf returns the sum of weights, taken as they are without a sign, and an amount
// below zero if any of them is.
func sumOf(weights []money.Amount) (sum wide, signs money.Amount) {
	for _, w := range weights {
		signs |= w
		var carry uint64
		sum.lo, carry = bits.Add64(sum.lo, uint64(w), 0)
		sum.hi += carry
	}
	return sum, signs
}

// magnitude returns |a|; that of the smallest amount is 2^63.
func magnitude(a money.Amount) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

// negate turns magnitudes that stand in amounts into amounts below zero. 2^63
// stands there as the smallest amount, which it is.
func negate(shares []money.Amount) {
	for i, a := range shares {
		shares[i] = money.Amount(-uint64(a))
	}
}
