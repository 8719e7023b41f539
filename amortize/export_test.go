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
	a.hurry()
	return a.fixed.most
}

// SteadyLimit is the largest balance of a plan that is written without checks.
const SteadyLimit = steadyBalance

// IsSteady reports whether a plan with this payment is written without checks.
func IsSteady(t Terms, payment money.Amount) bool {
	a := newAccrual(t.APR, t.Every, t.Interest)
	a.hurry()
	return a.steady(t.financed(), payment)
}

// CheckedRows returns the instalments of valid terms with all dates set, written
// row by row with every check, and the payment, the number and the interest of
// them. The rate is in fixed point only if it hurries.
func CheckedRows(t Terms, payment money.Amount, dates []date.Date, hurry bool) ([]Row, Summary, error) {
	s := Summary{Payment: payment}
	w := installments{terms: &t, accrual: newAccrual(t.APR, t.Every, t.Interest), balance: t.financed(), summary: &s}
	if hurry {
		w.accrual.hurry()
	}
	rows, err := w.append(nil, dates)
	return rows, s, err
}
