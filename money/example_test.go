package money_test

import (
	"errors"
	"fmt"

	"github.com/cockroachdb/apd/v3"

	"github.com/paysplit/paysplit/money"
)

// The Okafors' dental bill: two procedures, an insurer that pays a share of
// each, a payment at the desk, and a month's interest on what is left. Every
// cent is accounted for, and each rounding says who gets the odd one.
func Example() {
	digits, _ := money.Digits("USD")
	bill := []struct {
		what, fee string
		covered   int64 // percent that the insurer pays
	}{
		{"Crown, Ada", "895.50", 50},
		{"Filling, Ben", "179.99", 80},
	}
	var owed []money.Amount
	for _, row := range bill {
		fee, err := money.Parse(row.fee, digits)
		if err != nil {
			fmt.Println(err)
			return
		}
		insurer, _ := fee.MulDiv(money.Ratio{Num: row.covered, Den: 100}, money.HalfUp)
		family, _ := fee.Sub(insurer) // the rest, so the two parts add up to the fee
		fmt.Printf("%-13s fee %s = insurer %s + family %s\n", row.what, fee.Format(digits), insurer.Format(digits), family.Format(digits))
		owed = append(owed, family)
	}
	total, _ := money.Sum(owed)
	paid, _ := money.Parse("200", digits)
	left, _ := total.Sub(paid)
	interest, _ := left.MulDiv(money.Ratio{Num: 18, Den: 1200}, money.HalfEven) // 18 % a year, one month
	due, _ := left.Add(interest)
	fmt.Println("The family owes", total.Format(digits), "and pays", paid.Format(digits))
	fmt.Println("Left", left.Format(digits), "plus interest", interest.Format(digits), "makes", due.Format(digits))
	// Output:
	// Crown, Ada    fee 895.50 = insurer 447.75 + family 447.75
	// Filling, Ben  fee 179.99 = insurer 143.99 + family 36.00
	// The family owes 483.75 and pays 200.00
	// Left 283.75 plus interest 4.26 makes 288.01
}

// A fee schedule has text; the ledger has cents.
func ExampleParse() {
	fee, err := money.Parse("129.99", 2)
	fmt.Println(int64(fee), err)
	yen, err := money.Parse("12500", 0)
	fmt.Println(int64(yen), err)
	_, err = money.Parse("1,299.00", 2) // a separator here is a decimal point elsewhere
	fmt.Println(err)
	_, err = money.Parse("129.995", 2) // somebody would have to get half a cent
	fmt.Println(err)
	// Output:
	// 12999 <nil>
	// 12500 <nil>
	// the text is not an amount
	// the amount has more digits after the point than its currency
}

// A reader with one buffer needs no string for each row.
func ExampleParseBytes() {
	row := []byte("2026-03-02,-50.00")
	payment, err := money.ParseBytes(row[11:], 2)
	fmt.Println(int64(payment), err)
	// Output: -5000 <nil>
}

// A statement is written into one reused buffer.
func ExampleAmount_Append() {
	line := []byte("Adjustment ")
	line = money.Amount(-5).Append(line, 2)
	line = append(line, " USD"...)
	fmt.Printf("%s\n", line)
	// Output: Adjustment -0.05 USD
}

// The same whole number reads differently in each currency.
func ExampleAmount_Format() {
	for _, currency := range []string{"USD", "JPY", "BHD"} {
		digits, _ := money.Digits(currency)
		fmt.Println(currency, money.Amount(12500).Format(digits))
	}
	// Output:
	// USD 125.00
	// JPY 12500
	// BHD 12.500
}

// A cleaning and its x-rays on one bill.
func ExampleAmount_Add() {
	bill, err := money.Amount(12999).Add(4500)
	fmt.Println(bill.Format(2), err)
	_, err = money.MaxAmount.Add(1) // wrapping around would turn a debt into a credit
	fmt.Println(err)
	// Output:
	// 174.99 <nil>
	// the amount does not fit in 64 bits of minor units
}

// The family paid 200.00 on a bill of 174.99: the balance is a credit.
func ExampleAmount_Sub() {
	balance, err := money.Amount(17499).Sub(20000)
	fmt.Println(balance.Format(2), err)
	// Output: -25.01 <nil>
}

// A refund takes back a payment.
func ExampleAmount_Neg() {
	refund, err := money.Amount(2501).Neg()
	fmt.Println(refund.Format(2), err)
	// Output: -25.01 <nil>
}

// Four bitewing x-rays at one fee.
func ExampleAmount_Mul() {
	fee, err := money.Amount(1125).Mul(4)
	fmt.Println(fee.Format(2), err)
	// Output: 45.00 <nil>
}

// A month's interest at 6 % a year on 1,230.00 is 6.15 exactly; on 1,231.00 it
// is 6.155, and the rounding says who gets the half cent.
func ExampleAmount_MulDiv() {
	month := money.Ratio{Num: 6, Den: 100 * 12}
	for _, balance := range []money.Amount{123000, 123100} {
		for _, r := range []money.Rounding{money.HalfDown, money.HalfUp} {
			interest, _ := balance.MulDiv(month, r)
			fmt.Println(balance.Format(2), r, interest.Format(2))
		}
	}
	_, err := money.Amount(123000).MulDiv(month, 0) // there is no default
	fmt.Println(err)
	// Output:
	// 1230.00 HalfDown 6.15
	// 1230.00 HalfUp 6.15
	// 1231.00 HalfDown 6.15
	// 1231.00 HalfUp 6.16
	// the rounding is not one of the named ones
}

// An account: two charges, a payment and a write-off.
func ExampleSum() {
	balance, err := money.Sum([]money.Amount{12999, 4500, -15000, -499})
	fmt.Println(balance.Format(2), err)
	// Output: 20.00 <nil>
}

func ExampleDigits() {
	for _, currency := range []string{"USD", "JPY", "BHD", "XAU"} {
		digits, err := money.Digits(currency)
		fmt.Println(currency, digits, err)
	}
	// Output:
	// USD 2 <nil>
	// JPY 0 <nil>
	// BHD 3 <nil>
	// XAU 0 the currency is not in ISO 4217 or has no minor unit there
}

// A rate needs decimals, so the bill leaves the whole cents for a while.
func ExampleAmount_Decimal() {
	fmt.Println(money.Amount(12999).Decimal(2))
	// Output: 129.99
}

// A decimal from another system is taken over if it is a whole number of cents.
func ExampleFromDecimal() {
	fee, err := money.FromDecimal(apd.New(1299900, -4), 2) // 129.9900
	fmt.Println(fee.Format(2), err)
	_, err = money.FromDecimal(apd.New(1299950, -4), 2) // 129.9950
	fmt.Println(err)
	// Output:
	// 129.99 <nil>
	// the amount has more digits after the point than its currency
}

// A year's compound interest on 1,000.00 at half a percent a month, computed
// with decimals and rounded once, at the end.
func ExampleRoundDecimal() {
	grown, _, _ := apd.NewFromString("1000")
	exact := apd.BaseContext.WithPrecision(60)
	for range 12 {
		if _, err := exact.Mul(grown, grown, apd.New(1005, -3)); err != nil {
			fmt.Println(err)
			return
		}
	}
	owed, err := money.RoundDecimal(grown, 2, money.HalfEven)
	fmt.Println(owed.Format(2), err)
	// Output: 1061.68 <nil>
}

// The program learns the rule and the place; the log gets both without an
// amount; the bookkeeper gets the numbers and what to do.
func ExampleFieldError() {
	var err error = &money.FieldError{Path: "charges[3].Fee", Value: "1,299.00", Err: money.ErrFormat}

	var field *money.FieldError
	if errors.As(err, &field) && errors.Is(err, money.ErrFormat) {
		fmt.Println("log:   ", err)
		fmt.Println("detail:", field.Detail())
	}
	// Output:
	// log:    charges[3].Fee: the text is not an amount
	// detail: the text is not an amount: got "1,299.00"; write digits with one point and no separators, such as "1234.50"
}

// A split that does not add up, in dollars and cents.
func ExampleFieldError_DetailIn() {
	sum := money.NewRule(money.Refused, "SPLIT_SUM", "the splits do not add up to the payment", "change a split")
	err := &money.FieldError{Path: "splits", Value: money.Gap{Got: 14500, Want: 15000}, Err: sum}
	fmt.Println(err.DetailIn(2))
	// Output: the splits do not add up to the payment: got 145.00, want 150.00, difference -5.00; change a split
}

// A service answers malformed input and refused input differently.
func ExampleRule() {
	for _, err := range []error{money.ErrFormat, money.ErrOverflow} {
		var rule *money.Rule
		if errors.As(err, &rule) {
			fmt.Println(rule.Code(), "is", rule.Class())
		}
	}
	// Output:
	// AMOUNT_FORMAT is malformed
	// AMOUNT_OVERFLOW is refused
}
