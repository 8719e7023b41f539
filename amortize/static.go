package amortize

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Row is what falls due on one day.
type Row struct {
	Date      date.Date
	Principal money.Amount // in minor units
	Interest  money.Amount
	Balance   money.Amount // principal that is left afterwards
	N         int          // 1, 2, 3 ... among the instalments; 0 for any other row
	Kind      RowKind
}

// RowKind says what a row is.
type RowKind uint8

// The kinds. The zero value is an instalment.
const (
	Installment RowKind = iota
	DownPayment
	PaidAhead // what was paid before it was due, after a recalculation
	rowKinds
)

var rowKindNames = [...]string{Installment: "installment", DownPayment: "downPayment", PaidAhead: "paidAhead"}

// String returns "installment", "downPayment" or "paidAhead".
func (k RowKind) String() string {
	if k < rowKinds {
		return rowKindNames[k]
	}
	return "RowKind(?)"
}

// Summary is a plan in five numbers, amounts in minor units.
type Summary struct {
	Payment       money.Amount // the level payment
	Payments      int          // how many instalments there are
	Principal     money.Amount // with the down payment
	TotalInterest money.Amount
	TotalCost     money.Amount // principal and interest
}

// Schedule returns the rows of a plan with a fixed principal. It is
// [AppendSchedule] into a new slice, and there are no rows with an error.
func Schedule(t Terms) ([]Row, Summary, error) {
	rows, s, err := AppendSchedule(make([]Row, 0, t.likelyRows()), t)
	if err != nil {
		return nil, Summary{}, err
	}
	return rows, s, nil
}

// likelyRows returns how many rows the terms, which may be wrong, will have. It
// is too low where the payment is given and bears interest: the slice grows then.
func (t *Terms) likelyRows() int {
	if t.Payments > 0 {
		return min(t.Payments, MaxRows) + 1
	}
	financed, err := t.Principal.Sub(t.DownPayment)
	if err != nil || financed <= 0 || t.Payment <= 0 {
		return 0
	}
	return int(min(int64(financed)/int64(t.Payment), MaxRows)) + 2
}

// AppendSchedule appends to dst the rows of a plan with a fixed principal: the
// down payment if there is one, dated today, then the instalments by due date.
// Amounts are in minor units.
//
// Each instalment is the level payment: interest of its period first, rounded as
// [Terms].Interest says, and the rest of it principal. The last one pays what is
// left, when that and its interest fit in the payment. Where the number of
// payments was given, the last of them pays what is left even if it has to be
// some cents more than the others; the payment is rounded up, so the plan may
// also end early.
//
// Law: the principal of the rows sums to the principal of the terms, and the
// balance never rises.
//
// AppendSchedule returns an error, and dst unchanged, if:
//   - the terms are out of range or contradict each other; each field has its own
//     rule;
//   - the payment does not exceed the interest of a period ([ErrPaymentTooLow]),
//     at Payments if that was given: over very many payments a few cents can be
//     less than their interest rounded;
//   - there would be more than [MaxRows] instalments ([money.ErrLimit]);
//   - a due date is past year 9999 ([schedule.ErrDateRange]), at the field that the
//     first due date follows from;
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, static payment plan.
func AppendSchedule(dst []Row, t Terms) ([]Row, Summary, error) {
	if err := t.check(); err != nil {
		return dst, Summary{}, err
	}
	from := t.firstFrom()
	if err := t.dated(); err != nil {
		return dst, Summary{}, err
	}
	var err error
	s := Summary{Payment: t.Payment, Principal: t.Principal}
	if t.Payments > 0 {
		if s.Payment, err = t.level(); err != nil {
			return dst, Summary{}, err
		}
	}
	rows := dst
	if t.DownPayment > 0 {
		rows = append(rows, Row{Date: t.Today, Principal: t.DownPayment, Balance: t.financed(), Kind: DownPayment})
	}
	if rows, err = t.appendInstallments(rows, &s); err != nil {
		return dst, Summary{}, pastCalendar(err, from)
	}
	if s.TotalCost, err = s.Principal.Add(s.TotalInterest); err != nil {
		return dst, Summary{}, termsError("Principal", t.Principal, err)
	}
	return rows, s, nil
}

// principalOf returns the principal of instalment n: all of the balance in the
// last one, and else what interest leaves of the payment.
func (t *Terms) principalOf(balance, interest, payment money.Amount, n int) (money.Amount, error) {
	if n == t.Payments {
		return balance, nil
	}
	if due, err := balance.Add(interest); err == nil && due <= payment {
		return balance, nil
	}
	if payment <= interest {
		return 0, t.tooLow(payment, interest)
	}
	return payment - interest, nil // 0 <= interest < payment, and payment < balance + interest
}

// tooLow returns the error of a payment that does not exceed its interest, at the
// field that says how fast the plan is paid off.
func (t *Terms) tooLow(payment, interest money.Amount) error {
	return termsError(t.paceField(), money.Gap{Got: payment, Want: interest, Relation: "more than"}, ErrPaymentTooLow)
}
