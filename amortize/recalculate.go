package amortize

import (
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// Recalculation says what becomes of a static plan once payments were made on it.
// The zero value pays principal and keeps the interest that was agreed on.
type Recalculation struct {
	Paid     money.Amount // on the plan so far, the down payment included, in minor units
	Prepay   bool         // what is paid ahead pays the coming payments; else it lowers the principal for good
	Interest bool         // interest is computed anew, on what is left; else that of the coming rows is kept
}

// Recalculated is a static plan after a recalculation. Amounts are in minor units.
type Recalculated struct {
	Payment       money.Amount // of the coming rows
	TotalInterest money.Amount
	TotalCost     money.Amount // principal and interest
	PaidAhead     money.Amount // paid above what fell due up to today, and taken in by the plan
	Shortfall     money.Amount // fallen due up to today and not paid
	Overpaid      money.Amount // paid above all that the plan can take
}

// AppendRecalculated appends to dst the rows of a static plan after payments were
// made: those up to Terms.Today as they were, a row of today for what is paid
// ahead, and the coming ones anew. The down payment is dated the day of the
// agreement, or today at the latest. Amounts are in minor units.
//
// What is paid ahead is principal at once. Without Prepay the coming payments stay
// as they are and end sooner; where their number was agreed on, they become the
// level payment of what is left over the payments that are left. With Prepay they
// are lowered by what was paid ahead until that is used up: a payment that it
// covers becomes a row of zero, and in the one that it covers in part interest is
// still paid.
//
// With Interest, coming rows bear interest on what is left; after a shortfall the
// first of them bears it on the shortfall too, whatever that is made of. Else the
// interest that the coming rows had is kept, unless nothing is left to pay: it is
// spread evenly over the payments that are left, to the nearest minor unit and
// ties to even, and the last of them bears the rest; where their number was agreed
// on and something was paid ahead on principal, the payment becomes an even part
// of principal and interest.
//
// Law: the principal of the rows sums to the principal of the terms; where nothing
// was paid ahead or fell short, and interest is computed anew, the rows are those
// of [AppendSchedule].
//
// AppendRecalculated returns an error, and dst unchanged, if:
//   - [AppendSchedule] would;
//   - Paid is below zero ([money.ErrNegative]);
//   - the payment does not exceed the interest of a coming row
//     ([ErrPaymentTooLow]);
//   - the interest of a shortfall makes it more instalments than [MaxRows], due
//     past year 9999, or amounts that do not fit ([money.ErrLimit],
//     [schedule.ErrDateRange], [money.ErrOverflow]).
//
// Source: Open Dental 24.3, recalculating a patient payment plan; it leaves the
// interest on a shortfall unrounded.
func AppendRecalculated(dst []Row, t Terms, how Recalculation) ([]Row, Recalculated, error) {
	if err := t.check(); err != nil {
		return dst, Recalculated{}, err
	}
	if err := t.dated(); err != nil {
		return dst, Recalculated{}, err
	}
	agreed := t
	agreed.Today = t.Today.Min(t.Agreement)
	rows, s, err := AppendSchedule(dst, agreed)
	if err != nil {
		return dst, Recalculated{}, err
	}
	if how.Paid < 0 {
		return dst, Recalculated{}, &money.FieldError{Path: "how.Paid", Value: how.Paid, Err: money.ErrNegative}
	}
	r := recalculation{terms: &t, how: how, balance: t.Principal, start: len(dst), out: Recalculated{Payment: s.Payment}}
	rows = r.keep(rows)
	if rows, err = r.payAhead(rows); err != nil {
		return dst, Recalculated{}, err
	}
	r.spread()
	if rows, err = r.appendComing(rows); err != nil {
		return dst, Recalculated{}, err
	}
	if r.out.TotalCost, err = t.Principal.Add(r.out.TotalInterest); err != nil {
		return dst, Recalculated{}, termsError("Principal", t.Principal, err)
	}
	return rows, r.out, nil
}

// recalculation is one run of AppendRecalculated.
type recalculation struct {
	terms   *Terms
	how     Recalculation
	start   int // of the plan's rows
	balance money.Amount
	fallen  money.Amount // due up to today
	n       int          // instalments that stand

	interest money.Amount // what the coming rows bore, of which this is left
	share    money.Amount // of each payment, where interest is kept
	last     int          // the number of the last payment, where interest is kept
	ahead    money.Amount // paid ahead and not used up
	out      Recalculated
}

// keep cuts the rows to those that stand, and notes what was to come.
func (r *recalculation) keep(rows []Row) []Row {
	stand := r.start
	for i := r.start; i < len(rows); i++ {
		row := &rows[i]
		if row.Date.After(r.terms.Today) {
			r.interest += row.Interest // a part of the plan's total
			continue
		}
		stand = i + 1
		r.balance = row.Balance
		r.fallen += row.Principal + row.Interest // a part of the plan's cost
		r.out.TotalInterest += row.Interest
		r.n = row.N
	}
	return rows[:stand]
}

// payAhead adds the row of what is paid ahead, and works out the payments that
// follow from it.
func (r *recalculation) payAhead(rows []Row) ([]Row, error) {
	excess := r.how.Paid - r.fallen // both are zero or more
	if excess <= 0 {
		r.out.Shortfall = -excess
		return rows, nil
	}
	r.out.PaidAhead = min(excess, r.balance)
	r.out.Overpaid = excess - r.out.PaidAhead // 0 <= PaidAhead <= excess
	if r.out.PaidAhead == 0 {
		return rows, nil
	}
	r.balance -= r.out.PaidAhead // at most the balance
	rows = append(rows, Row{Date: r.terms.Today, Principal: r.out.PaidAhead, Balance: r.balance, Kind: PaidAhead})
	if r.how.Prepay {
		r.ahead = r.out.PaidAhead
		return rows, nil
	}
	if r.terms.Payments > r.n && r.balance > 0 {
		left := *r.terms
		left.Principal, left.DownPayment, left.Payments = r.balance, 0, r.terms.Payments-r.n
		if !r.how.Interest {
			left.Principal += r.interest // both are parts of the plan's cost
			left.APR = 0
		}
		var err error
		if r.out.Payment, err = left.level(); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

// spread works out how many payments it takes to pay all that is left, kept
// interest included, and the share of that interest that each of them bears which
// is not covered by what was paid ahead.
func (r *recalculation) spread() {
	if r.how.Interest || r.balance == 0 {
		return
	}
	all := r.balance + r.interest + r.ahead // at most the plan's cost
	payments := int64((all-1)/r.out.Payment) + 1
	if r.terms.Payments > 0 {
		payments = min(payments, int64(r.terms.Payments-r.n))
	}
	covered := min(int64(r.ahead/r.out.Payment), payments-1)
	r.share, _ = r.interest.MulDiv(money.Ratio{Num: 1, Den: payments - covered}, money.HalfEven) // at most the interest
	r.last = r.n + int(min(payments, MaxRows+1))
}

// appendComing appends the rows to come.
func (r *recalculation) appendComing(rows []Row) ([]Row, error) {
	t := r.terms
	accrual := newAccrual(t.APR, t.Every, t.Interest)
	rule := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}
	for first := true; r.balance > 0; first = false {
		if r.n == MaxRows {
			return nil, termsError("Payment", money.Fact("a plan has at most 2000 payments, and this one would have more"), money.ErrLimit)
		}
		due, err := rule.At(r.n)
		if err != nil {
			return nil, termsError("First", t.First, schedule.ErrDateRange)
		}
		r.n++
		row := Row{Date: due, N: r.n}
		if err := r.fill(&row, &accrual, first); err != nil {
			return nil, err
		}
		r.balance -= row.Principal // 0 <= Principal <= balance
		row.Balance = r.balance
		if r.out.TotalInterest, err = r.out.TotalInterest.Add(row.Interest); err != nil {
			return nil, termsError("Principal", t.Principal, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// fill works out the interest and the principal of a coming row.
func (r *recalculation) fill(row *Row, a *accrual, first bool) (err error) {
	last := row.N == r.terms.Payments || row.N == r.last
	if r.ahead >= r.out.Payment && !last {
		r.ahead -= r.out.Payment // what was paid ahead covers it
		return nil
	}
	if !r.how.Interest {
		r.fillKept(row, last)
		return nil
	}
	if row.Interest, err = r.interestAnew(row, a, first); err != nil {
		return err
	}
	payment := r.out.Payment
	if payment <= row.Interest && !last {
		return r.terms.tooLow(payment, row.Interest)
	}
	covered := max(0, min(r.ahead, payment-row.Interest)) // both are zero or more
	r.ahead -= covered                                    // at most what is there
	row.Principal = payment - row.Interest - covered      // of which neither exceeds what is left
	if row.Principal >= r.balance || last {
		row.Principal = r.balance
	}
	return nil
}

// fillKept is fill where interest is kept: the payment, of which an even share is
// interest, and at the last all that is left. Principal does not run out before:
// where little of it is left, the payment is interest.
func (r *recalculation) fillKept(row *Row, last bool) {
	if last {
		row.Principal, row.Interest = r.balance, r.interest
		return
	}
	row.Interest = min(r.share, r.interest, r.out.Payment)
	covered := min(r.ahead, r.out.Payment-row.Interest)
	r.ahead -= covered // at most what is there
	pays := r.out.Payment - covered
	row.Principal = min(pays-row.Interest, r.balance-1)
	row.Interest = pays - row.Principal // less than all that is left, or this were the last
	r.interest -= row.Interest
}

// interestAnew returns the interest of a coming row on what is left.
func (r *recalculation) interestAnew(row *Row, a *accrual, first bool) (money.Amount, error) {
	if row.Date.Before(r.terms.InterestStart) {
		return 0, nil
	}
	balance := r.balance
	var err error
	if first {
		balance, err = balance.Add(r.out.Shortfall)
	}
	var interest money.Amount
	if err == nil {
		interest, err = a.on(balance)
	}
	if err != nil {
		return 0, termsError("Principal", r.terms.Principal, err)
	}
	return interest, nil
}
