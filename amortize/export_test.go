package amortize

import (
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// FixedLimit returns the largest balance that a period's rate in fixed point holds
// for.
func FixedLimit(apr Rate, every schedule.Frequency, engine Interest) money.Amount {
	a := newAccrual(apr, every, engine)
	return newFixedRate(&a).most
}

// SteadyLimit is the largest balance of a plan that is written without checks.
const SteadyLimit = steadyBalance

// newInstallments prepares a plan as appendInstallments does.
func newInstallments(t *Terms, s *Summary) installments {
	w := installments{terms: t, accrual: newAccrual(t.APR, t.Every, t.Interest), balance: t.financed(), summary: s}
	w.fixed = newFixedRate(&w.accrual)
	return w
}

// IsSteady reports whether a plan with this payment is written without checks.
func IsSteady(t Terms, payment money.Amount) bool {
	w := newInstallments(&t, &Summary{Payment: payment})
	return w.steady()
}

// CheckedRows returns the instalments of valid terms with all dates set, written
// row by row with every check, and the payment, the number and the interest of
// them. The rate is in fixed point only where that is asked for.
func CheckedRows(t Terms, payment money.Amount, dates []date.Date, fixed bool) ([]Row, Summary, error) {
	s := Summary{Payment: payment}
	w := newInstallments(&t, &s)
	if !fixed {
		w.fixed = fixedRate{}
	}
	rows, err := w.append(nil, dates)
	return rows, s, err
}

// AnnuityCeiling is the level payment of the plans that 64 bits do not settle.
func AnnuityCeiling(p, a, b uint64, n int64) (money.Amount, bool) {
	return annuityCeiling(p, a, b, n)
}
