package amortize

import (
	"math/big"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// Verify checks the rows of a plan with a fixed principal against its terms,
// whoever wrote them. It shares no code with [AppendSchedule] but that which refuses
// terms: interest and payment are recomputed in numbers of any size. The rows are
// right if
//
//   - the first is the down payment, if there is one, on the day of Today, and the
//     others are instalments, numbered from 1, on the due dates of the terms;
//   - each balance is the one before less the row's principal, from the principal
//     of the terms down to zero, and nothing follows zero;
//   - interest is that of the period, rounded as the terms say; for [OpenDental]
//     within half a minor unit of the exact, a millionth, and what doubles lose;
//   - each instalment is the payment of the terms, but for the last, which is at
//     most that, or any amount if it is the last of a number that was agreed on.
//
// Verify returns an error if:
//   - [AppendSchedule] refuses the terms for a field of theirs;
//   - a row breaks one of the rules above: [ErrRowKind], [ErrRowDate],
//     [ErrRowBalance], [ErrRowInterest], [ErrRowPayment] or [ErrRowEnd], at the
//     first such row.
func Verify(t Terms, rows []Row) error {
	if err := t.check(); err != nil {
		return err
	}
	if err := t.dated(); err != nil {
		return err
	}
	v := verifier{terms: &t, num: big.NewInt(int64(t.APR)), den: big.NewInt(yearlyRate * int64(t.Every.PeriodsPerYear()))}
	v.payment = v.agreedPayment()
	balance := t.Principal
	for i := range rows {
		if balance == 0 {
			return rowError(i, "Principal", money.Fact("nothing is left to pay"), ErrRowEnd)
		}
		if err := v.row(i, &rows[i], balance); err != nil {
			return err
		}
		balance = rows[i].Balance
	}
	if balance != 0 {
		return &money.FieldError{Path: "rows", Value: money.Gap{Got: balance, Want: 0}, Err: ErrRowEnd}
	}
	return nil
}

// verifier is one run of Verify.
type verifier struct {
	terms    *Terms
	num, den *big.Int // the rate of one period
	payment  *big.Int
	n        int // instalments so far
}

// yearlyRate is the rate of a year in which one is charged as much as one owes.
const yearlyRate = 100 * percent

// agreedPayment returns the payment of the terms: where they give a number of
// payments, the smallest amount that repays what is financed, rounded up from
//
//	financed * r * (1+r)^n / ((1+r)^n - 1), or financed / n without interest.
func (v *verifier) agreedPayment() *big.Int {
	t := v.terms
	if t.Payments == 0 {
		return big.NewInt(int64(t.Payment))
	}
	n := big.NewInt(int64(t.Payments))
	above := big.NewInt(int64(t.Principal))
	above.Sub(above, big.NewInt(int64(t.DownPayment)))
	below := n
	if t.APR > 0 {
		base := new(big.Int).Exp(v.den, n, nil)
		grown := new(big.Int).Exp(new(big.Int).Add(v.den, v.num), n, nil)
		above.Mul(above, v.num).Mul(above, grown)
		below = grown.Sub(grown, base)
		below.Mul(below, v.den)
	}
	whole, rest := new(big.Int).QuoRem(above, below, new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	return whole
}

// row checks one row that follows a balance above zero.
func (v *verifier) row(i int, r *Row, balance money.Amount) error {
	t := v.terms
	if r.Principal <= 0 || r.Principal > balance {
		return rowError(i, "Principal", money.Gap{Got: r.Principal, Want: balance, Relation: "above zero and at most"}, ErrRowBalance)
	}
	if want := balance - r.Principal; r.Balance != want { // 0 < Principal <= balance
		return rowError(i, "Balance", money.Gap{Got: r.Balance, Want: want}, ErrRowBalance)
	}
	if i == 0 && t.DownPayment > 0 {
		return v.downPayment(r)
	}
	v.n++
	if r.Kind != Installment || r.N != v.n {
		return rowError(i, "N", r.N, ErrRowKind)
	}
	due, err := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}.At(v.n - 1)
	if err != nil || r.Date != due {
		return rowError(i, "Date", r.Date, ErrRowDate)
	}
	if !v.interestRight(r, balance) {
		return rowError(i, "Interest", v.interestGap(r, balance), ErrRowInterest)
	}
	amount := new(big.Int).Add(big.NewInt(int64(r.Principal)), big.NewInt(int64(r.Interest)))
	switch last := r.Balance == 0; {
	case amount.Cmp(v.payment) == 0 && (last || r.N != t.Payments):
	case last && (r.N == t.Payments || amount.Cmp(v.payment) < 0):
	default:
		return rowError(i, "Principal", r.Principal, ErrRowPayment)
	}
	return nil
}

// downPayment checks the row of the down payment.
func (v *verifier) downPayment(r *Row) error {
	switch {
	case r.Kind != DownPayment || r.N != 0:
		return rowError(0, "Kind", r.Kind, ErrRowKind)
	case r.Date != v.terms.Today:
		return rowError(0, "Date", r.Date, ErrRowDate)
	case r.Interest != 0:
		return rowError(0, "Interest", r.Interest, ErrRowInterest)
	case r.Principal != v.terms.DownPayment:
		return rowError(0, "Principal", money.Gap{Got: r.Principal, Want: v.terms.DownPayment}, ErrRowPayment)
	}
	return nil
}

// interestGap is the interest of a row beside what it should be, for the error.
func (v *verifier) interestGap(r *Row, balance money.Amount) money.Gap {
	gap := money.Gap{Got: r.Interest}
	if r.Date.Before(v.terms.InterestStart) {
		return gap
	}
	// Twice the exact interest and one, halved, is the interest rounded half up.
	twice := new(big.Int).Mul(big.NewInt(int64(balance)), v.num)
	twice.Lsh(twice, 1).Add(twice, v.den)
	want, rest := twice.QuoRem(twice, new(big.Int).Lsh(v.den, 1), new(big.Int))
	tie := rest.Sign() == 0
	if mode := v.terms.Interest; tie && mode != HalfUp && (mode == HalfDown || want.Bit(0) == 1) {
		want.Sub(want, big.NewInt(1))
	}
	if want.IsInt64() { // what does not fit is left out of the message
		gap.Want = money.Amount(want.Int64())
	}
	return gap
}

// interestRight reports whether a row's interest is that of its period.
func (v *verifier) interestRight(r *Row, balance money.Amount) bool {
	if r.Date.Before(v.terms.InterestStart) {
		return r.Interest == 0
	}
	// off is twice what the interest is above the exact, in units of 1/den, of which
	// den are one minor unit.
	unit := v.den
	off := new(big.Int).Mul(big.NewInt(int64(r.Interest)), unit)
	off.Sub(off, new(big.Int).Mul(big.NewInt(int64(balance)), v.num))
	off.Lsh(off, 1)
	if v.terms.Interest == OpenDental {
		return withinDoubles(off, unit, r.Interest)
	}
	switch off.CmpAbs(unit) {
	case 1:
		return false
	case 0: // a tie
		up := off.Sign() > 0
		return v.terms.Interest == HalfUp && up || v.terms.Interest == HalfDown && !up || v.terms.Interest == HalfEven && r.Interest%2 == 0
	}
	return true
}

// withinDoubles reports whether off is at most half a unit, a millionth of one,
// and the error of three rounded doubles: the interest times 2^-50.
func withinDoubles(off, unit *big.Int, interest money.Amount) bool {
	const millionth = 1_000_000
	room := new(big.Int).Lsh(big.NewInt(millionth+2), 50) // (1/2 + 1e-6) * 2, times 2^50 * 1e6
	room.Add(room, new(big.Int).Mul(big.NewInt(int64(interest)), big.NewInt(2*millionth)))
	room.Mul(room, unit)
	got := new(big.Int).Lsh(off, 50)
	got.Mul(got, big.NewInt(millionth))
	return got.CmpAbs(room) <= 0
}

// rowError returns the error of a field of a row.
func rowError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "rows[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}
