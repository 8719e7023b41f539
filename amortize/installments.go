package amortize

import (
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// appendInstallments appends the instalments and counts them in s.
func (t *Terms) appendInstallments(rows []Row, s *Summary) ([]Row, error) {
	w := installments{terms: t, balance: t.financed(), summary: s}
	w.accrual.set(t.APR, t.Every, t.Interest)
	w.fixed = newFixedRate(&w.accrual)
	steady := w.steady()
	rule := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}
	var dates [dateBlock]date.Date
	likely := w.likely()
	for w.balance > 0 {
		room := min(MaxRows-s.Payments, likely)
		if t.Payments > 0 {
			room = min(room, t.Payments-s.Payments) // above zero: the last of them leaves no balance
		}
		if room == 0 {
			return nil, termsError("Payment", money.Fact("a plan has at most 2000 payments, and this one would have more"), money.ErrLimit)
		}
		found, err := rule.Fill(dates[:room], s.Payments)
		if err != nil {
			return nil, termsError("First", t.First, schedule.ErrDateRange) // the rule is valid, so this is past its end
		}
		likely = dateBlock
		if steady {
			rows = w.appendSteady(rows, dates[:found])
		} else if rows, err = w.append(rows, dates[:found]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// dateBlock is how many due dates are found at a time: enough that a date costs
// little, and few enough that a short plan does not pay for many it has no use for.
const dateBlock = 32

// installments is a plan while its instalments are written.
type installments struct {
	terms   *Terms
	accrual accrual
	fixed   fixedRate
	balance money.Amount
	summary *Summary
}

// likely returns how many due dates to find first. Interest makes a plan longer,
// mostly by a payment or two where it is a short one.
func (w *installments) likely() int {
	if w.balance == 0 {
		return 0 // the payment of nothing in so many payments is zero
	}
	return int(min(int64(w.balance)/int64(w.summary.Payment), dateBlock-2)) + 2
}

// append appends a row for each date, until nothing is left to pay.
func (w *installments) append(rows []Row, dates []date.Date) ([]Row, error) {
	t, s := w.terms, w.summary
	for _, due := range dates {
		if w.balance == 0 {
			break
		}
		var err error
		row := Row{Date: due, N: s.Payments + 1}
		if !due.Before(t.InterestStart) {
			if row.Interest, err = w.fixed.on(w.balance, &w.accrual); err != nil {
				return nil, termsError("Principal", t.Principal, err)
			}
		}
		if row.Principal, err = t.principalOf(w.balance, row.Interest, s.Payment, row.N); err != nil {
			return nil, err
		}
		w.balance -= row.Principal // 0 < Principal <= balance
		row.Balance = w.balance
		if s.TotalInterest, err = s.TotalInterest.Add(row.Interest); err != nil {
			return nil, termsError("Principal", t.Principal, err)
		}
		rows = append(rows, row)
		s.Payments = row.N
	}
	return rows, nil
}

// steadyBalance is the largest balance of a steady plan: MaxRows times its
// interest is an amount still, at the largest rate, of two and a half a quarter.
const steadyBalance = money.MaxAmount / (4 * MaxRows)

// steady reports whether nothing can go wrong with the instalments but their
// number and their dates. The balance never rises, so neither does interest: if the
// payment exceeds the first interest it exceeds all of them, and MaxRows times the
// first is more than their sum.
func (w *installments) steady() bool {
	if w.balance > steadyBalance || w.accrual.engine != OpenDental && w.balance > w.fixed.most {
		return false
	}
	first, err := w.fixed.on(w.balance, &w.accrual)
	return err == nil && first < w.summary.Payment
}

// appendSteady is append for a steady plan: the same rows, without the checks.
func (w *installments) appendSteady(rows []Row, dates []date.Date) []Row {
	for len(dates) > 0 && w.balance > 0 {
		rows = slices.Grow(rows, 1)
		fit := min(len(dates), cap(rows)-len(rows))
		written := w.fillSteady(rows[len(rows):len(rows)+fit], dates[:fit])
		rows, dates = rows[:len(rows)+written], dates[written:]
	}
	return rows
}

// fillSteady sets rows to those of the dates, until nothing is left to pay, and
// returns how many it set. What was in the rows before is overwritten field by
// field: a row that is built elsewhere and copied takes twice as long.
func (w *installments) fillSteady(rows []Row, dates []date.Date) int {
	start, payment, last := w.terms.InterestStart, w.summary.Payment, w.terms.Payments
	n, balance, total := w.summary.Payments, w.balance, w.summary.TotalInterest
	rate, binary, engine := w.fixed, w.accrual.binary, w.accrual.engine
	written := 0
	for i := range rows {
		if balance == 0 {
			break
		}
		row, due := &rows[i], dates[i]
		var interest money.Amount
		if !due.Before(start) {
			if engine == OpenDental {
				interest = binary.small(balance)
			} else {
				interest = rate.interest(balance)
			}
		}
		n++
		left := balance - payment + interest // in this order only interest is waited for
		if left <= 0 || n == last {
			left = 0
		}
		row.Date = due
		row.Principal = balance - left
		row.Interest = interest
		row.Balance = left
		row.N = n
		row.Kind = Installment
		balance = left
		total += interest
		written++
	}
	w.balance, w.summary.TotalInterest, w.summary.Payments = balance, total, n
	return written
}
