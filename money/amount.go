package money

import "math"

// Amount is a whole number of minor units of some currency: 12999 is 129.99
// where the currency has two digits. The zero value is no money.
type Amount int64

// The largest and smallest amounts. Arithmetic past them is [ErrOverflow].
const (
	MaxAmount Amount = math.MaxInt64
	MinAmount Amount = math.MinInt64
)

// Add returns a + b in minor units, exactly.
//
// Add returns an error if:
//   - the sum is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func (a Amount) Add(b Amount) (Amount, error) {
	sum := a + b
	if (sum > a) != (b > 0) {
		return 0, ErrOverflow
	}
	return sum, nil
}

// Sub returns a - b in minor units, exactly.
//
// Sub returns an error if:
//   - the difference is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func (a Amount) Sub(b Amount) (Amount, error) {
	diff := a - b
	if (diff < a) != (b > 0) {
		return 0, ErrOverflow
	}
	return diff, nil
}

// Neg returns -a in minor units, exactly.
//
// Neg returns an error if:
//   - a is [MinAmount], which has no counterpart ([ErrOverflow]).
func (a Amount) Neg() (Amount, error) {
	if a == MinAmount {
		return 0, ErrOverflow
	}
	return -a, nil
}

// Mul returns a times a whole number in minor units, exactly. For a fraction,
// see [Amount.MulDiv].
//
// Mul returns an error if:
//   - the product is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func (a Amount) Mul(times int64) (Amount, error) {
	return a.MulDiv(Ratio{Num: times, Den: 1}, Down)
}

// Sum returns the total of the amounts in minor units, exactly and in any
// order: a running total may pass the edge of an int64 and come back, only the
// total itself has to fit.
//
// Sum returns an error if:
//   - the total is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func Sum(amounts []Amount) (Amount, error) {
	var total wide
	for len(amounts) > sumBlock {
		total.add(sumBlock64(amounts[:sumBlock]))
		amounts = amounts[sumBlock:]
	}
	total.add(sumBlock64(amounts))
	return total.amount()
}

// sumBlock is how many amounts one block may have: the sum of that many upper
// halves (32 bits each) stays inside an int64.
const sumBlock = 1 << 30

// sumBlock64 adds at most sumBlock amounts without a branch a row: once as
// wrapping 64-bit integers, once their upper halves alone. Together the two
// sums determine the 128-bit total.
func sumBlock64(amounts []Amount) wide {
	var wrapped0, wrapped1 uint64
	var upper0, upper1 int64
	for len(amounts) >= 8 {
		a := (*[8]Amount)(amounts)
		wrapped0 += uint64(a[0]) + uint64(a[1]) + uint64(a[2]) + uint64(a[3])
		wrapped1 += uint64(a[4]) + uint64(a[5]) + uint64(a[6]) + uint64(a[7])
		upper0 += int64(a[0]>>32) + int64(a[1]>>32) + int64(a[2]>>32) + int64(a[3]>>32)
		upper1 += int64(a[4]>>32) + int64(a[5]>>32) + int64(a[6]>>32) + int64(a[7]>>32)
		amounts = amounts[8:]
	}
	for _, a := range amounts {
		wrapped0 += uint64(a)
		upper0 += int64(a >> 32)
	}
	wrapped, upper := wrapped0+wrapped1, upper0+upper1
	// total = upper * 2^32 + lower, where 0 <= lower < 2^62: the wrapped sum
	// less the upper part is the lower part, with nothing lost.
	lower := wrapped - uint64(upper)<<32
	total := wide{hi: upper >> 32, lo: uint64(upper) << 32}
	total.add(wide{lo: lower})
	return total
}
