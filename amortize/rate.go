package amortize

import (
	"errors"
	"math/bits"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// Rate is an annual percentage rate in millionths of a percent: 18 % is
// Rate(18_000_000). The zero value is no interest.
type Rate int64

// Percent is 1 %: 9.9 % is 99*Percent/10.
const Percent Rate = 1_000_000

// MaxRate is the largest rate, 1000 %.
const MaxRate = 1000 * Percent

const (
	rateDigits = 6
	percent    = 1_000_000 // as a plain number
)

// ParseRate reads a rate in percent from its text, exactly: ParseRate("18.5") is
// 18.5 %. The text has the form that [money.Parse] reads, with at most six digits
// after the point.
//
// ParseRate returns an error if:
//   - the text is not a number ([ErrRateFormat]);
//   - it has more than six digits after the point ([ErrRatePrecision]);
//   - it is below 0 or above 1000 ([ErrRateRange]).
func ParseRate(text string) (Rate, error) {
	a, err := money.Parse(text, rateDigits)
	rate := Rate(a)
	switch {
	case errors.Is(err, money.ErrPrecision):
		return 0, &money.FieldError{Value: text, Err: ErrRatePrecision}
	case errors.Is(err, money.ErrOverflow), err == nil && !rate.Valid():
		return 0, &money.FieldError{Value: text, Err: ErrRateRange}
	case err != nil:
		return 0, &money.FieldError{Value: text, Err: ErrRateFormat}
	}
	return rate, nil
}

// Valid reports whether r is from 0 to [MaxRate].
func (r Rate) Valid() bool { return r >= 0 && r <= MaxRate }

// String returns the rate in percent without padding: "18.5".
func (r Rate) String() string {
	text := money.Amount(r).Format(rateDigits)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}

// unreduced returns the exact rate of one period: the APR over 100 and over the
// periods of a year.
func (r Rate) unreduced(f schedule.Frequency) money.Ratio {
	return money.Ratio{Num: int64(r), Den: 100 * percent * int64(f.PeriodsPerYear())}
}

// period returns the rate of one period in lowest terms.
func (r Rate) period(f schedule.Frequency) money.Ratio {
	ratio := r.unreduced(f)
	divisor := gcd(ratio.Num, ratio.Den)
	return money.Ratio{Num: ratio.Num / divisor, Den: ratio.Den / divisor}
}

// gcd returns the greatest common divisor of a >= 0 and b > 0, by halving, which
// takes at most 126 steps.
func gcd(a, b int64) int64 {
	if a == 0 {
		return b
	}
	x, y := uint64(a), uint64(b)
	twos := bits.TrailingZeros64(x | y)
	x >>= bits.TrailingZeros64(x)
	for y != 0 {
		y >>= bits.TrailingZeros64(y)
		if x > y {
			x, y = y, x
		}
		y -= x
	}
	return int64(x << twos)
}
