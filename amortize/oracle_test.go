package amortize_test

import (
	"math"
	"math/big"
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// exactInterest returns one period's interest as a fraction of a minor unit, from
// the definition: the rate is millionths of a percent of a year.
func exactInterest(balance money.Amount, r amortize.Rate, f schedule.Frequency) *big.Rat {
	const unitsOfRate = 100 * 1_000_000
	perYear := map[schedule.Frequency]int64{
		schedule.Weekly: 52, schedule.EveryOtherWeek: 26, schedule.OrdinalWeekday: 12, schedule.Monthly: 12, schedule.Quarterly: 4,
	}
	rate := big.NewRat(int64(r), unitsOfRate*perYear[f])
	return rate.Mul(rate, new(big.Rat).SetInt64(int64(balance)))
}

// roundExact rounds a fraction of zero or more the way a textbook says it: to the
// nearer of the two whole numbers beside it, and by the engine where both are as
// near.
func roundExact(x *big.Rat, engine amortize.Interest) *big.Int {
	lower := new(big.Int).Quo(x.Num(), x.Denom())
	upper := new(big.Int).Add(lower, big.NewInt(1))
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(lower))
	switch rest.Cmp(big.NewRat(1, 2)) {
	case -1:
		return lower
	case 1:
		return upper
	}
	switch {
	case engine == amortize.HalfDown, engine == amortize.HalfEven && lower.Bit(0) == 0:
		return lower
	}
	return upper
}

// maxPlainFloat is 2^53: up to it every whole number is a double.
const maxPlainFloat = 1 << 53

// floatInterest writes out Open Dental's arithmetic: APR/100/N, times the
// balance, times 100, to the nearest integer with ties to even. Percent and
// balance are the doubles nearest to their decimal text, as a database has them,
// so it holds for balances up to maxPlainFloat.
func floatInterest(balance money.Amount, r amortize.Rate, f schedule.Frequency) float64 {
	percent := must(strconv.ParseFloat(r.String(), 64))
	dollars := must(strconv.ParseFloat(balance.Format(2), 64))
	rate := float64(percent / 100)
	rate = float64(rate / float64(f.PeriodsPerYear()))
	interest := float64(dollars * rate)
	return math.RoundToEven(float64(interest * 100))
}

// naiveInterest returns one period's interest, found the slow way, and whether it
// fits in an amount.
func naiveInterest(balance money.Amount, r amortize.Rate, f schedule.Frequency, engine amortize.Interest) (money.Amount, bool) {
	if engine == amortize.OpenDental {
		interest := floatInterest(balance, r, f)
		return money.Amount(interest), interest < math.MaxInt64
	}
	interest := roundExact(exactInterest(balance, r, f), engine)
	return money.Amount(interest.Int64()), interest.IsInt64()
}

// loan is a debt counted in a coin so small that no fraction of it comes up: after
// k periods at a rate of a/b there are b^k of them to a minor unit.
type loan struct {
	b     *big.Int
	scale *big.Int // coins to a minor unit
	owed  *big.Int // what one unit of principal has grown to
	paid  *big.Int // what payments of one unit each have grown to
	grow  *big.Int // a + b, by which coins of this period multiply into those of the next
}

// newLoan starts a debt at a rate.
func newLoan(r amortize.Rate, f schedule.Frequency) *loan {
	rate := exactInterest(1, r, f)
	return &loan{
		b: rate.Denom(), grow: new(big.Int).Add(rate.Num(), rate.Denom()),
		scale: big.NewInt(1), owed: big.NewInt(1), paid: new(big.Int),
	}
}

// period lets a period go by, at the end of which a payment is made.
func (l *loan) period() {
	l.scale.Mul(l.scale, l.b)
	l.owed.Mul(l.owed, l.grow)
	l.paid.Mul(l.paid, l.grow)
	l.paid.Add(l.paid, l.scale)
}

// left returns the sign of what a principal less the payments comes to: above
// zero if something is left to pay.
func (l *loan) left(principal, payment *big.Int) int {
	owed := new(big.Int).Mul(l.owed, principal)
	return owed.Cmp(new(big.Int).Mul(l.paid, payment)) // both in the small coin
}

// payment returns the smallest whole payment that leaves nothing to pay.
func (l *loan) payment(principal money.Amount) *big.Int {
	owed := new(big.Int).Mul(l.owed, big.NewInt(int64(principal)))
	payment, rest := owed.QuoRem(owed, l.paid, new(big.Int))
	if rest.Sign() > 0 {
		payment.Add(payment, big.NewInt(1))
	}
	return payment
}

// naivePlan is what the slow way makes of valid terms: rows, or what is wrong.
type naivePlan struct {
	rows    []amortize.Row
	summary amortize.Summary
	fault   fault
}

// naiveSchedule finds the payment and writes the plan.
func naiveSchedule(t amortize.Terms) naivePlan {
	if t.Payments == 0 {
		return naiveRows(t, t.Payment)
	}
	l := newLoan(t.APR, t.Every)
	for range t.Payments {
		l.period()
	}
	payment := l.payment(t.Principal - t.DownPayment)
	if !payment.IsInt64() {
		return naivePlan{fault: fault{"terms.Principal", money.ErrOverflow}}
	}
	return naiveRows(t, money.Amount(payment.Int64()))
}

// naiveRows writes a plan row by row as the manual describes it, with sums that
// cannot overflow.
func naiveRows(t amortize.Terms, payment money.Amount) naivePlan {
	plan := naivePlan{summary: amortize.Summary{Payment: payment, Principal: t.Principal}}
	refused := func(path string, rule error) naivePlan { return naivePlan{fault: fault{path, rule}} }
	balance := t.Principal - t.DownPayment
	if t.DownPayment > 0 {
		plan.rows = append(plan.rows, amortize.Row{Date: t.Today, Principal: t.DownPayment, Balance: balance, Kind: amortize.DownPayment})
	}
	total := new(big.Int)
	for n := 1; balance > 0; n++ {
		if n > amortize.MaxRows {
			return refused("terms.Payment", money.ErrLimit)
		}
		due, err := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}.At(n - 1)
		if err != nil {
			return refused("terms.First", schedule.ErrDateRange)
		}
		interest, fits := money.Amount(0), true
		if !schedule.IsSet(t.InterestStart) || !t.InterestStart.After(due) {
			interest, fits = naiveInterest(balance, t.APR, t.Every, t.Interest)
		}
		if !fits {
			return refused("terms.Principal", money.ErrOverflow)
		}
		principal := balance
		if n != t.Payments && sum(balance, interest).Cmp(sum(payment)) > 0 {
			principal = payment - interest
		}
		if principal <= 0 {
			return refused(paceField(t), amortize.ErrPaymentTooLow)
		}
		if total.Add(total, sum(interest)); !total.IsInt64() {
			return refused("terms.Principal", money.ErrOverflow)
		}
		balance -= principal
		plan.rows = append(plan.rows, amortize.Row{Date: due, Principal: principal, Interest: interest, Balance: balance, N: n})
		plan.summary.Payments = n
	}
	plan.summary.TotalInterest = money.Amount(total.Int64())
	if total.Add(total, sum(t.Principal)); !total.IsInt64() {
		return refused("terms.Principal", money.ErrOverflow)
	}
	plan.summary.TotalCost = money.Amount(total.Int64())
	return plan
}

// sum adds amounts without a limit.
func sum(amounts ...money.Amount) *big.Int {
	total := new(big.Int)
	for _, a := range amounts {
		total.Add(total, big.NewInt(int64(a)))
	}
	return total
}

// paceField returns the path of the field that says how fast a plan is paid off.
func paceField(t amortize.Terms) string {
	if t.Payments > 0 {
		return "terms.Payments"
	}
	return "terms.Payment"
}
