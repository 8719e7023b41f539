package amortize

import (
	"math/bits"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// RowStep says how a row of a plan came about.
type RowStep struct {
	Row      int          // among the rows
	Balance  money.Amount // before the row, in minor units
	Rate     money.Ratio  // of the period, in lowest terms; zero where no interest is charged
	Interest Exact        // on the balance, before rounding
	Why      RowRule
}

// RowRule says which rule decided what a row pays.
type RowRule uint8

// The rules. The zero value is the level payment.
const (
	RuleLevel       RowRule = iota // interest first, the rest of the payment is principal
	RuleDownPayment                // paid at once, without interest
	RuleFits                       // the last: what is left and its interest fit in the payment
	RuleCount                      // the last of the number that was agreed on takes what is left
	rowRules
)

var rowRuleNames = [...]string{RuleLevel: "installment", RuleDownPayment: "downPayment", RuleFits: "lastInstallment", RuleCount: "lastOfCount"}

// String returns "installment", "downPayment", "lastInstallment" or
// "lastOfCount".
func (r RowRule) String() string {
	if r < rowRules {
		return rowRuleNames[r]
	}
	return "RowRule(?)"
}

// Exact is an amount of zero or more with a fraction of a minor unit: Whole +
// Rest/Per, where 0 <= Rest < Per.
type Exact struct {
	Whole     money.Amount
	Rest, Per int64
}

// maxExactDigits bounds how many digits of a fraction are written.
const maxExactDigits = 8

// Append appends the amount with that many digits after the point and then those
// of the fraction: 8.085 for 808 and a half. A fraction of more than eight digits
// ends in "…".
func (e Exact) Append(dst []byte, digits int) []byte {
	dst = e.Whole.Append(dst, digits)
	if e.Rest == 0 {
		return dst
	}
	if digits == 0 {
		dst = append(dst, '.')
	}
	rest := uint64(e.Rest)
	for range maxExactDigits {
		high, low := bits.Mul64(rest, 10)
		digit, left := bits.Div64(high, low, uint64(e.Per))
		dst = append(dst, byte('0'+digit))
		if rest = left; rest == 0 {
			return dst
		}
	}
	return append(dst, "…"...)
}

// AppendSteps appends to dst how each row of a plan came about: its balance, the
// rate, the exact interest before rounding, and the rule that decided what it
// pays. The rows are those that [AppendSchedule] returned for the terms.
//
// AppendSteps returns an error, and dst unchanged, if:
//   - [AppendSchedule] refuses the terms for a field of theirs;
//   - a balance is below zero, as none of a plan's is ([money.ErrNegative]).
func AppendSteps(dst []RowStep, t Terms, rows []Row) ([]RowStep, error) {
	if err := t.check(); err != nil {
		return dst, err
	}
	if err := t.dated(); err != nil {
		return dst, err
	}
	steps := dst
	rate := t.APR.period(t.Every)
	for i := range rows {
		row := &rows[i]
		balance, err := row.Balance.Add(row.Principal)
		if err == nil && balance < 0 {
			err = money.ErrNegative
		}
		if err != nil {
			return dst, &money.FieldError{Path: "rows[" + strconv.Itoa(i) + "].Balance", Value: row.Balance, Err: err}
		}
		step := RowStep{Row: i, Balance: balance, Interest: Exact{Per: 1}}
		if row.Kind == Installment && !row.Date.Before(t.InterestStart) {
			step.Rate, step.Interest = rate, exactInterest(balance, rate)
		}
		switch {
		case row.Kind != Installment:
			step.Why = RuleDownPayment
		case row.Balance == 0 && row.N == t.Payments:
			step.Why = RuleCount
		case row.Balance == 0:
			step.Why = RuleFits
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// exactInterest returns what a rate of at most 1000 % a period makes of a balance
// of zero or more. Interest past an amount's range is cut to the largest.
func exactInterest(balance money.Amount, rate money.Ratio) Exact {
	high, low := bits.Mul64(uint64(balance), uint64(rate.Num))
	if high >= uint64(rate.Den) {
		return Exact{Whole: money.MaxAmount, Per: 1}
	}
	whole, rest := bits.Div64(high, low, uint64(rate.Den))
	if whole > uint64(money.MaxAmount) {
		return Exact{Whole: money.MaxAmount, Per: 1}
	}
	return Exact{Whole: money.Amount(whole), Rest: int64(rest), Per: rate.Den}
}
