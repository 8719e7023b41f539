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
	return r.interestOn(openDentalMajor(balance))
}

// small is interest on a balance of up to [steadyBalance], which fits.
func (r openDentalRate) small(balance money.Amount) money.Amount {
	product := float64(openDentalMajor(balance) * float64(r))
	return money.Amount(math.RoundToEven(float64(product * 100)))
}

// interestOn is interest on a balance that is a double already.
func (r openDentalRate) interestOn(balance float64) (money.Amount, error) {
	product := float64(balance * float64(r))
	rounded := math.RoundToEven(float64(product * 100))
	if rounded >= 1<<63 {
		return 0, money.ErrOverflow
	}
	return money.Amount(rounded), nil
}

// openDentalMajor returns an amount in major units: the double nearest to its
// decimal text, because both numbers are exact up to 2^53 and one division rounds
// once.
func openDentalMajor(a money.Amount) float64 { return float64(float64(a) / 100) }

// openDentalItem is what a dynamic plan has of one item, as doubles: what the
// item brings, and the sum of what was charged for it.
type openDentalItem struct {
	value, charged float64
}

// bring sets what the item brings: attached, less what a down payment that has
// not been issued will take.
func (i *openDentalItem) bring(attached money.Amount) { i.value = openDentalMajor(attached) }

// take lowers what the item brings by a down payment that has not been issued.
func (i *openDentalItem) take(down money.Amount) {
	i.value = float64(i.value - openDentalMajor(down))
}

// charge adds the principal of a charge.
func (i *openDentalItem) charge(principal money.Amount) {
	i.charged = float64(i.charged + openDentalMajor(principal))
}

// left returns what is not charged, with the noise of its sums; an item that is
// charged too much, by a hundredth or more, has nothing left.
func (i *openDentalItem) left() float64 {
	left := float64(i.value - i.charged)
	if left < -0.005 {
		return 0
	}
	return left
}

// openDentalSums are the sums of a dynamic plan, as doubles in the order in which
// that system adds them. Their noise is what its balance is made of: the sum of
// all charges is taken from itself and what is not charged is left, or nearly.
type openDentalSums struct {
	issued, expected, all float64

	settled float64 // what is left of the first items, no matter how little
	items   int     // how many these are
}

// issue adds the principal of an issued charge.
func (s *openDentalSums) issue(principal money.Amount) {
	major := openDentalMajor(principal)
	s.issued = float64(s.issued + major)
	s.all = float64(s.all + major)
}

// expect adds the principal of an expected period.
func (s *openDentalSums) expect(principal money.Amount) {
	major := openDentalMajor(principal)
	s.expected = float64(s.expected + major)
	s.all = float64(s.all + major)
}

// interest returns the interest of a period on the balance of the plan.
func (s *openDentalSums) interest(r openDentalRate, p *pool, o TPOption, unpaid, excess money.Amount) (money.Amount, error) {
	return r.interestOn(s.balance(p, o, unpaid, excess))
}

// settle notes that no charge reaches the first items of a plan any more: what is
// left of them is summed up once, from the first on as balance does.
func (s *openDentalSums) settle(first []poolItem, o TPOption) {
	for ; s.items < len(first); s.items++ {
		if item := &first[s.items]; item.charged(o) {
			s.settled = float64(s.settled + item.binary.left())
		}
	}
}

// balance returns what bears interest: all charges and what is not charged, less
// all charges, more what is charged and not paid, less what was paid ahead; never
// below zero.
//
// Items that are charged in full count too, with nothing but their noise. A zero
// is not added and not taken off: either would change nothing.
//
// Source: Open Dental 24.3, dynamic payment plan, balance of a period.
func (s *openDentalSums) balance(p *pool, o TPOption, unpaid, excess money.Amount) float64 {
	left := s.settled
	for i := s.items; i < len(p.items); i++ {
		if item := &p.items[i]; item.charged(o) {
			left = float64(left + item.binary.left())
		}
	}
	total := float64(float64(s.issued+s.expected) + left)
	balance := float64(total - s.all)
	if unpaid != 0 {
		balance = float64(balance + openDentalMajor(unpaid))
	}
	if excess != 0 {
		balance = float64(balance - openDentalMajor(excess))
	}
	if balance < 0 {
		return 0
	}
	return balance
}
