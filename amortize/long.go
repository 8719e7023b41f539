package amortize

import (
	"cmp"
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// annuityCeiling returns the ceiling of p r / (1 - (1+r)^-n) for r = a/b, in
// integers from end to end, or ok = false where no amount is that large. It is the
// least c with
//
//	c b ((a+b)^n - b^n) >= p a (a+b)^n
//
// a, b and n are above zero, and a+b is below 2^63.
//
// The numbers have up to 2000 words. Package math/big would do it too, and weighs
// 45 kB in WebAssembly for a question that hardly any plan asks: annuityFast answers
// the others.
func annuityCeiling(p, a, b uint64, n int64) (payment money.Amount, ok bool) {
	if p == 0 {
		return 0, true
	}
	grown, flat := long{1}, long{1}
	for range n {
		grown, flat = grown.times(a+b), flat.times(b)
	}
	need := append(long(nil), grown...).times(p).times(a)
	each := grown.minus(flat).times(b)
	var c uint64
	for bit := uint64(1) << 62; bit > 0; bit >>= 1 { // the largest c that is too small
		if append(long(nil), each...).times(c|bit).cmp(need) < 0 {
			c |= bit
		}
	}
	if c >= uint64(money.MaxAmount) {
		return 0, false
	}
	return money.Amount(c + 1), true
}

// long is a number of any length, its lowest 64 bits first and its highest not zero.
type long []uint64

// times returns x y. It takes x for the result.
func (x long) times(y uint64) long {
	var carry uint64
	for i := range x {
		high, low := bits.Mul64(x[i], y)
		var over uint64
		x[i], over = bits.Add64(low, carry, 0)
		carry = high + over // a product has room for it
	}
	if carry > 0 {
		x = append(x, carry)
	}
	return x
}

// minus returns x - y, for a y that is not above x. It takes x for the result.
func (x long) minus(y long) long {
	var borrow uint64
	for i := range x {
		var word uint64
		if i < len(y) {
			word = y[i]
		}
		x[i], borrow = bits.Sub64(x[i], word, borrow)
	}
	for len(x) > 0 && x[len(x)-1] == 0 {
		x = x[:len(x)-1]
	}
	return x
}

// cmp compares two numbers.
func (x long) cmp(y long) int {
	if len(x) != len(y) {
		return cmp.Compare(len(x), len(y))
	}
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			return cmp.Compare(x[i], y[i])
		}
	}
	return 0
}
