package amortize

import (
	"math"
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// fixedRate is a period's exact rate as a fraction of 2^64, so that one widening
// multiply gives the interest on a balance, in place of a division. The zero value
// holds for a balance of zero alone.
//
// Why it is exact: the rate num/den is rounded up by excess/den units of 2^-64,
// with excess below den. Over a balance that is an error of balance*excess/den
// units upwards, and up to most that is less than half a step of 1/den. A product
// that is not a tie is half a step or more away from one half, because it is a
// multiple of 1/den. So the error carries no product over one half from below, and
// a tie is what comes to rest less than half a step above it.
type fixedRate struct {
	rate uint64       // in units of 2^-64, rounded up
	tie  uint64       // less than this above one half, a fraction is a tie; 0 where ties go up
	down uint64       // 1 where a tie goes down, 0 where it goes to the even neighbour
	most money.Amount // the largest balance that it holds for
}

// newFixedRate returns the rate of an exact engine. It costs what it saves on a few
// periods. A rate of 1 or more does not fit, and OpenDental has none: either's
// fixedRate is the zero value.
func newFixedRate(a *accrual) fixedRate {
	num, den := uint64(a.exact.Num), uint64(a.exact.Den)
	if a.engine == OpenDental || num >= den {
		return fixedRate{}
	}
	f := fixedRate{most: money.MaxAmount}
	var rest uint64
	if f.rate, rest = bits.Div64(num, 0, den); rest != 0 {
		f.rate++ // below 2^64 still: num/den is at most 1 - 1/den, and den is small
		f.most = money.Amount(math.MaxInt64 / (den - rest))
	}
	if a.engine != HalfUp {
		f.tie = math.MaxInt64/den + 1 // half a step, 2^63/den, rounded up
	}
	if a.engine == HalfDown {
		f.down = 1
	}
	return f
}

// interest returns the interest on a balance from zero to most. It does not exceed
// the balance.
func (f *fixedRate) interest(balance money.Amount) money.Amount {
	const half = 1 << 63
	whole, part := bits.Mul64(uint64(balance), f.rate)
	nearest := whole + part>>63
	if part-half < f.tie { // wraps below one half, to 2^63 or more, and no tie is above 2^63
		nearest -= (nearest | f.down) & 1
	}
	return money.Amount(nearest)
}

// on returns what the accrual that f is of returns, sooner where f holds.
func (f *fixedRate) on(balance money.Amount, a *accrual) (money.Amount, error) {
	if balance <= f.most && a.engine != OpenDental {
		return f.interest(balance), nil
	}
	return a.on(balance)
}
