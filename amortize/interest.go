package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// Interest says how the interest of a period becomes a whole number of minor
// units. The zero value is invalid: the choice moves cents, so it is the
// caller's.
type Interest uint8

// The engines.
const (
	_ Interest = iota

	// OpenDental reproduces that system's binary floating point: the rate and the
	// balance as doubles, the product times 100, to the nearest integer with ties
	// to even. It reads minor units as hundredths, the only ones it knows.
	OpenDental

	HalfEven // exact; a tie goes to the even neighbour
	HalfUp   // exact; a tie goes up
	HalfDown // exact; a tie goes down
)

// Valid reports whether i is one of the named engines.
func (i Interest) Valid() bool { return i-OpenDental <= HalfDown-OpenDental }

// interestNames are the names in documents.
var interestNames = [...]string{OpenDental: "openDental", HalfEven: "halfEven", HalfUp: "halfUp", HalfDown: "halfDown"}

// String returns the engine's name, such as "openDental", which
// [ParseInterest] reads back, or the number of one that is not valid:
// "Interest(0)".
func (i Interest) String() string {
	if i.Valid() {
		return interestNames[i]
	}
	return "Interest(" + strconv.Itoa(int(i)) + ")"
}

// ParseInterest returns the engine of that name.
//
// ParseInterest returns an error if:
//   - no engine has the name ([ErrInterest]).
func ParseInterest(name string) (Interest, error) {
	for i := OpenDental; i.Valid(); i++ {
		if interestNames[i] == name {
			return i, nil
		}
	}
	return 0, &money.FieldError{Value: name, Err: ErrInterest}
}

// PeriodInterest returns the interest of one period on a balance, in minor
// units, rounded once as the engine says. No days are counted: a monthly period
// bears a twelfth of the rate in February too.
//
// PeriodInterest returns an error if:
//   - the balance is below zero ([money.ErrNegative]);
//   - the rate is outside 0 to [MaxRate] ([ErrRateRange]);
//   - the frequency or the engine is not one of the named ones
//     ([schedule.ErrFrequency], [ErrInterest]);
//   - the interest does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, payment plan interest.
func PeriodInterest(balance money.Amount, apr Rate, every schedule.Frequency, engine Interest) (money.Amount, error) {
	switch {
	case balance < 0:
		return 0, &money.FieldError{Path: "balance", Value: balance, Err: money.ErrNegative}
	case !apr.Valid():
		return 0, &money.FieldError{Path: "apr", Value: apr, Err: ErrRateRange}
	case !every.Valid():
		return 0, &money.FieldError{Path: "every", Err: schedule.ErrFrequency}
	case !engine.Valid():
		return 0, &money.FieldError{Path: "engine", Err: ErrInterest}
	}
	var rate accrual
	rate.set(apr, every, engine)
	interest, err := rate.on(balance)
	if err != nil {
		return 0, &money.FieldError{Path: "balance", Value: balance, Err: err}
	}
	return interest, nil
}

// ExactInterest returns the interest of one period on a balance before it is
// rounded.
//
// ExactInterest returns an error if:
//   - the balance is below zero ([money.ErrNegative]);
//   - the rate is outside 0 to [MaxRate] ([ErrRateRange]);
//   - the frequency is not one of the named ones ([schedule.ErrFrequency]);
//   - the interest does not fit ([money.ErrOverflow]).
func ExactInterest(balance money.Amount, apr Rate, every schedule.Frequency) (Exact, error) {
	if _, err := PeriodInterest(balance, apr, every, HalfDown); err != nil {
		return Exact{}, err
	}
	return exactInterest(balance, apr.period(every)), nil
}

// accrual is a period's rate, reduced once for a plan.
type accrual struct {
	engine   Interest
	rounding money.Rounding
	exact    money.Ratio
	binary   openDentalRate
}

// newAccrual prepares the interest of one period. Rate, frequency and engine
// are valid.
func newAccrual(apr Rate, every schedule.Frequency, engine Interest) (a accrual) {
	a.set(apr, every, engine)
	return a
}

// set is newAccrual for a zero accrual that stays where it is: copying one that
// was just written waits for its divisions.
func (a *accrual) set(apr Rate, every schedule.Frequency, engine Interest) {
	a.engine = engine
	switch engine {
	case OpenDental:
		a.binary = newOpenDentalRate(apr, every)
		return
	case HalfEven:
		a.rounding = money.HalfEven
	case HalfUp:
		a.rounding = money.HalfUp
	case HalfDown:
		a.rounding = money.HalfDown
	}
	a.exact = apr.period(every)
}

// on returns the interest of one period on a balance of zero or more.
func (a *accrual) on(balance money.Amount) (money.Amount, error) {
	if a.engine == OpenDental {
		return a.binary.interest(balance)
	}
	return balance.MulDiv(a.exact, a.rounding)
}
