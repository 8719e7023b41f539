package amortize

import "github.com/paysplit/paysplit/money"

// LevelPayment returns the payment that follows from a number of payments: the
// smallest whole number of minor units that repays Principal less DownPayment in
// that many periods. It is the exact ceiling of
//
//	P r / (1 - (1+r)^-n)
//
// or of P / n where the rate is zero. Interest start does not enter: a plan that
// is free of interest at first ends with a smaller last payment.
//
// LevelPayment reads Principal, DownPayment, APR, Every and Payments alone.
//
// LevelPayment returns an error if:
//   - the principal or down payment is out of range ([money.ErrNegative],
//     [money.ErrZeroAmount], [ErrDownPayment]);
//   - Payments is below 1 ([ErrNoTerms], [money.ErrCount]) or above [MaxRows]
//     ([money.ErrLimit]);
//   - the rate or the frequency is invalid ([ErrRateRange],
//     [schedule.ErrFrequency]);
//   - the payment does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, payment from the number of payments; it takes the
// ceiling of a double and so asks a cent more for 11.00 in ten payments.
func LevelPayment(t Terms) (money.Amount, error) {
	t.Payment = 0
	if err := t.checkLoan(); err != nil {
		return 0, err
	}
	if t.Payments == 0 {
		return 0, termsError("Payments", nil, ErrNoTerms)
	}
	if err := t.checkPace(); err != nil {
		return 0, err
	}
	return t.level()
}

// level is LevelPayment of checked terms.
func (t *Terms) level() (money.Amount, error) {
	financed, n := t.financed(), int64(t.Payments)
	if t.APR == 0 {
		return financed.MulDiv(money.Ratio{Num: 1, Den: n}, money.Ceiling)
	}
	rate := t.APR.unreduced(t.Every)
	if payment, ok := annuityFast(uint64(financed), uint64(rate.Num), uint64(rate.Den), n); ok {
		return payment, nil
	}
	payment, ok := annuityCeiling(uint64(financed), uint64(rate.Num), uint64(rate.Den), n)
	if !ok {
		return 0, termsError("Principal", t.Principal, money.ErrOverflow)
	}
	return payment, nil
}
