// Package money holds exact amounts of money and the few operations a ledger
// needs on them.
//
// # Amounts
//
// An [Amount] is a whole number of minor units: cents of a dollar, fils of a
// dinar, whole yen. 129.99 USD is Amount(12999). The currency is not part of
// the value: a ledger has one currency, so it goes with the call that reads or
// writes text ([Parse], [Amount.Append]) as a number of digits, which [Digits]
// looks up by ISO 4217 code.
//
// A float cannot hold 0.10, and a sum of floats depends on the order of its
// terms; that is how a ledger comes to be a cent off. An int64 holds every cent
// up to 92 quadrillion dollars, adds in any order, and is the same on every
// platform.
//
// # Arithmetic that tells
//
// [Amount.Add], [Amount.Sub], [Amount.Neg], [Amount.Mul] and [Sum] return
// [ErrOverflow] instead of wrapping around. [Amount.MulDiv] multiplies by a
// [Ratio] through 128 bits, so the only inexact step is the last one, and that
// step names its [Rounding]. There is no default rounding: the zero value is
// refused, because whoever rounds decides who gets the cent.
//
// # Text
//
// [Parse] reads an amount from its text exactly: "129.99", "150", "1e3". It
// refuses what it would have to guess at: a third digit of cents, a thousands
// separator, NaN. [Amount.Append] writes the same text back with all the digits
// of the currency.
//
// # Errors
//
// A rule that was broken is a [*Rule]: a sentinel with a stable code, a class,
// and a sentence that says what would mend it. A [*FieldError] wraps it with
// the exact path of the value that broke it. errors.Is finds the rule and
// errors.As the path:
//
//	var field *money.FieldError
//	if errors.As(err, &field) && errors.Is(err, money.ErrPrecision) {
//		log.Print(field.Path) // charges[3].Fee; no amounts in the log
//	}
package money
