package claimcheck_test

import (
	"errors"
	"fmt"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// A body shop is paid 2,250.00 after the deductible, and in a second check a rental
// in Canadian dollars. Together they ask for more than the reserve holds.
func ExampleValidateCheckSet() {
	body := claimcheck.ReserveLine{CostType: "claimcost", CostCategory: "body", Exposure: "cc:58", ReservingCurrency: "usd"}
	insured := []claimcheck.Payee{{Contact: "cc:613", PayeeType: "insured"}}
	set := claimcheck.CheckSet{
		Claim:     claimcheck.Owner{ID: "cc:55", State: "open", ValidationLevel: "payment"},
		Exposures: []claimcheck.Owner{{ID: "cc:58", State: "open", ValidationLevel: "payment"}},
		Checks: []claimcheck.CheckToWrite{
			{Payees: insured, PaymentMethod: "check", Payments: []claimcheck.PaymentToWrite{{
				PaymentType: "partial", Currency: "usd", ReserveLine: body,
				LineItems: []claimcheck.LineItem{{Amount: 2_750_00, Currency: "usd"}, {Amount: -500_00, Currency: "usd", Category: "deductible"}},
			}}},
			{Payees: insured, PaymentMethod: "eft", Payments: []claimcheck.PaymentToWrite{{
				PaymentType: "partial", Currency: "cad", ReserveLine: body, LineItems: []claimcheck.LineItem{{Amount: 1_200_00, Currency: "cad"}},
			}}},
		},
		Reserves: []claimcheck.Reserve{{ReserveLine: body, Available: 3_000_00}},
	}
	rate, _ := claimcheck.ParseExchangeRate("0.7345")
	report, err := claimcheck.ValidateCheckSet(&set, &claimcheck.CheckSetOptions{
		Rates:    []claimcheck.CurrencyRate{{From: "cad", To: "usd", Rate: rate}},
		Rounding: money.HalfUp,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, check := range report.Checks {
		fmt.Println(check.Total, "is", check.Reserving)
	}
	fmt.Println(report.OK(), report.Reserving, report.Excess)
	for i := range report.Problems {
		fmt.Println(report.Problems[i].Rule.Code(), report.Problems[i].Path)
		fmt.Println(report.Problems[i].Fact)
	}
	// Output:
	// 2250.00 usd is 2250.00 usd
	// 1200.00 cad is 881.40 usd
	// false 3131.40 usd 131.40 usd
	// EXCEEDS_AVAILABLE_RESERVES Checks[1].Payments[0]
	// partial of 1200.00 cad (881.40 usd) brings claimcost/body on cc:58 to 3131.40, with 2250.00 of the payments before it, 131.40 over the 3000.00 available (allowPaymentsExceedReserves is off)
}

func ExampleCheckSetReport_OK() {
	report := claimcheck.CheckSetReport{}
	fmt.Println(report.OK())
	// Output: true
}

// A finding is an error of its rule, without amounts; Detail has them.
func ExampleCheckSetFinding_Detail() {
	f := claimcheck.CheckSetFinding{Rule: claimcheck.ErrNonPositive, Path: "Checks[0].Payments[1]", Fact: "they come to -5.00 usd"}
	fmt.Println(f.Error())
	fmt.Println(f.Detail())
	fmt.Println(errors.Is(&f, claimcheck.ErrNonPositive))
	// Output:
	// Checks[0].Payments[1]: the lines of the payment come to zero or less
	// the lines of the payment come to zero or less: they come to -5.00 usd; lower the deductible, or leave the payment out
	// true
}

func ExampleParseExchangeRate() {
	rate, err := claimcheck.ParseExchangeRate("1.2500")
	fmt.Println(rate, err)
	// Output: 1.25 <nil>
}

// Of 500.00 that are approved, 420.00 are paid and 50.00 wait for approval.
func ExampleReserveParts_Available() {
	parts := claimcheck.ReserveParts{Approved: 500_00, Eroded: 420_00, Pending: 50_00}
	available, err := parts.Available()
	fmt.Println(available.Format(2), err)
	// Output: 30.00 <nil>
}

func ExampleCurrencyAmount() {
	fmt.Println(claimcheck.CurrencyAmount{Amount: 75_50, Currency: "usd", Digits: 2})
	fmt.Println(claimcheck.CurrencyAmount{}.Known())
	// Output:
	// 75.50 usd
	// false
}

func ExampleCheckSetOptions_CurrencyDigits() {
	var options claimcheck.CheckSetOptions
	fmt.Println(options.CurrencyDigits("usd"), options.CurrencyDigits("JPY"), options.CurrencyDigits("kwd"))
	// Output: 2 0 3
}

func ExampleCheckSet_ReservingCurrency() {
	set := claimcheck.CheckSet{Checks: []claimcheck.CheckToWrite{{Payments: []claimcheck.PaymentToWrite{
		{}, {ReserveLine: claimcheck.ReserveLine{ReservingCurrency: "eur"}},
	}}}}
	fmt.Println(set.ReservingCurrency())
	// Output: eur
}
