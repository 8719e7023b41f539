package amortize

// This is the one file with floating point. It reproduces, on purpose and in the
// documented order, the arithmetic of a system whose answers users must match.
// Every product and quotient is converted explicitly, so that no platform fuses
// two of them into one rounding.

import (
	"math"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// openDentalRate is the rate of one period as a double.
type openDentalRate float64

// newOpenDentalRate divides the percentage by 100 and then by the periods of a
// year, each quotient rounded to a double. The percentage itself is the double
// nearest to its decimal text: both numbers below are exact and one division
// rounds once.
func newOpenDentalRate(apr Rate, every schedule.Frequency) openDentalRate {
	percentage := float64(float64(apr) / percent)
	yearly := float64(percentage / 100)
	return openDentalRate(float64(yearly / float64(every.PeriodsPerYear())))
}

// interest returns balance times rate, to the nearest hundredth with ties to
// even, where "tie" is what the double happens to be.
//
// Source: Open Dental 24.3, static payment plan: the balance is the decimal one,
// not a difference of sums.
func (r openDentalRate) interest(balance money.Amount) (money.Amount, error) {
	major := float64(float64(balance) / 100)
	product := float64(major * float64(r))
	rounded := math.RoundToEven(float64(product * 100))
	if rounded >= 1<<63 {
		return 0, money.ErrOverflow
	}
	return money.Amount(rounded), nil
}
