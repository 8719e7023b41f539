package amortize_test

import (
	"errors"
	"fmt"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// The Okafors agree on 31 December 2024 to pay for Ben's braces, 2,400.00: 400.00
// at once and the rest in six monthly payments at 9.9 % a year, the first two of
// them free of interest. The payment is worked out as if interest ran from the
// start, so the last one is smaller.
func Example() {
	terms := amortize.Terms{
		Principal: 2400_00, DownPayment: 400_00,
		APR: 9_900_000, Interest: amortize.HalfEven,
		Payments:      6,
		Every:         schedule.Monthly,
		Agreement:     date.New(2024, 12, 31),
		First:         schedule.Unset, // one month after the agreement
		InterestStart: date.New(2025, 3, 31),
		Today:         date.New(2024, 12, 31),
	}
	rows, summary, err := amortize.Schedule(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("due         principal  interest   amount  balance")
	for _, row := range rows {
		amount := row.Principal + row.Interest
		fmt.Printf("%v %10s %9s %8s %8s", row.Date, row.Principal.Format(2), row.Interest.Format(2), amount.Format(2), row.Balance.Format(2))
		if row.Kind == amortize.DownPayment {
			fmt.Print("  down payment")
		}
		fmt.Println()
	}
	fmt.Println("Payment", summary.Payment.Format(2)+", interest", summary.TotalInterest.Format(2)+", in all", summary.TotalCost.Format(2))
	note, err := amortize.AppendNote(nil, terms, summary, 2, "Braces, Ben.")
	fmt.Println(string(note), err)
	// Output:
	// due         principal  interest   amount  balance
	// 2024-12-31     400.00      0.00   400.00  2000.00  down payment
	// 2025-01-31     343.03      0.00   343.03  1656.97
	// 2025-02-28     343.03      0.00   343.03  1313.94
	// 2025-03-31     332.19     10.84   343.03   981.75
	// 2025-04-30     334.93      8.10   343.03   646.82
	// 2025-05-31     337.69      5.34   343.03   309.13
	// 2025-06-30     309.13      2.55   311.68     0.00
	// Payment 343.03, interest 26.83, in all 2426.83
	// 12/31/2024 - Date of Agreement: 12/31/2024, Total Amount: 2400.00, APR: 9.9, Total Cost of Loan: 2426.83 Braces, Ben. <nil>
}

// Without a number of payments the payment decides how many there are.
func ExampleSchedule() {
	rows, summary, err := amortize.Schedule(amortize.Terms{
		Principal: 250_00, APR: 18_000_000, Interest: amortize.OpenDental,
		Payment: 100_00, Every: schedule.EveryOtherWeek,
		Agreement: schedule.Unset, First: date.New(2025, 1, 10), InterestStart: schedule.Unset,
		Today: date.New(2025, 1, 3),
	})
	for _, row := range rows {
		fmt.Println(row.N, row.Date, row.Principal.Format(2), row.Interest.Format(2), row.Balance.Format(2))
	}
	fmt.Println(summary.Payments, summary.TotalCost.Format(2), err)
	// Output:
	// 1 2025-01-10 98.27 1.73 151.73
	// 2 2025-01-24 98.95 1.05 52.78
	// 3 2025-02-07 52.78 0.37 0.00
	// 3 253.15 <nil>
}

// A payment that only covers the interest repays nothing.
func ExampleSchedule_paymentTooLow() {
	_, _, err := amortize.Schedule(amortize.Terms{
		Principal: 1000_00, APR: 24_000_000, Interest: amortize.OpenDental,
		Payment: 20_00, Every: schedule.Monthly,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset,
		Today: date.New(2025, 1, 3),
	})
	var field *money.FieldError
	if errors.As(err, &field) && errors.Is(err, amortize.ErrPaymentTooLow) {
		fmt.Println(field)
		fmt.Println(field.DetailIn(2))
	}
	// Output:
	// terms.Payment: the payment does not exceed the interest of a period, so the plan would never be paid off
	// the payment does not exceed the interest of a period, so the plan would never be paid off: got 20.00, want more than 20.00; raise the payment above the interest, or lower the rate
}

// One slice serves many plans.
func ExampleAppendSchedule() {
	terms := amortize.Terms{
		APR: 12_000_000, Interest: amortize.HalfEven, Payments: 2, Every: schedule.Quarterly,
		Agreement: schedule.Unset, First: date.New(2024, 11, 30), InterestStart: schedule.Unset,
		Today: date.New(2024, 11, 1),
	}
	var rows []amortize.Row
	for _, principal := range []money.Amount{100_00, 200_00} {
		terms.Principal = principal
		var err error
		if rows, _, err = amortize.AppendSchedule(rows[:0], terms); err != nil {
			fmt.Println(err)
			return
		}
		for _, row := range rows {
			fmt.Println(row.N, row.Date, row.Principal.Format(2), row.Interest.Format(2), row.Balance.Format(2))
		}
	}
	// Output:
	// 1 2024-11-30 49.27 3.00 50.73
	// 2 2025-02-28 50.73 1.52 0.00
	// 1 2024-11-30 98.53 6.00 101.47
	// 2 2025-02-28 101.47 3.04 0.00
}

// What is the least that repays a loan, in whole cents?
func ExampleLevelPayment() {
	terms := amortize.Terms{Principal: 1000_00, APR: 10_000_000, Every: schedule.Monthly, Payments: 10}
	payment, err := amortize.LevelPayment(terms)
	fmt.Println(payment.Format(2), err) // exactly 104.6404

	terms = amortize.Terms{Principal: 11_00, Every: schedule.Monthly, Payments: 10}
	payment, err = amortize.LevelPayment(terms)
	fmt.Println(payment.Format(2), err) // Open Dental, with doubles, has 1.11
	// Output:
	// 104.65 <nil>
	// 1.10 <nil>
}

// Interest of 4.5 cents, rounded by each engine. The double that Open Dental
// computes is 4.500000000000001.
func ExamplePeriodInterest() {
	engines := []amortize.Interest{amortize.OpenDental, amortize.HalfEven, amortize.HalfUp, amortize.HalfDown}
	for _, engine := range engines {
		interest, err := amortize.PeriodInterest(5_40, 10_000_000, schedule.Monthly, engine)
		fmt.Println(interest.Format(2), engine, err)
	}
	// Output:
	// 0.05 openDental <nil>
	// 0.04 halfEven <nil>
	// 0.05 halfUp <nil>
	// 0.04 halfDown <nil>
}

func ExampleParseRate() {
	rate, err := amortize.ParseRate("18.50")
	fmt.Println(int64(rate), rate, err)
	_, err = amortize.ParseRate("18.5 %")
	fmt.Println(err)
	_, err = amortize.ParseRate("1800") // 18 % in basis points
	fmt.Println(err)
	// Output:
	// 18500000 18.5 <nil>
	// the text is not a rate
	// the rate is outside 0 to 1000 percent
}

// The text ends in a space where there is no note; Open Dental's does.
func ExampleAppendNote() {
	terms := amortize.Terms{
		Principal: 256_12, APR: 5_000_000, Interest: amortize.OpenDental, Payments: 12, Every: schedule.Monthly,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset,
		Today: date.New(2021, 9, 20),
	}
	_, summary, err := amortize.Schedule(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, note := range []string{"", "Paid by card."} {
		text, err := amortize.AppendNote(nil, terms, summary, 2, note)
		fmt.Printf("%q %v\n", text, err)
	}
	// Output:
	// "9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 256.12, APR: 5, Total Cost of Loan: 263.11 " <nil>
	// "9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 256.12, APR: 5, Total Cost of Loan: 263.11 Paid by card." <nil>
}

func ExampleParseInterest() {
	fmt.Println(amortize.ParseInterest("halfEven"))
	_, err := amortize.ParseInterest("bankers")
	fmt.Println(err)
	// Output:
	// halfEven <nil>
	// the interest engine is not one of the named ones
}

func ExampleInterest_String() {
	fmt.Println(amortize.OpenDental, amortize.Interest(0))
	// Output:
	// openDental Interest(0)
}

// The zero engine is not valid: whoever computes interest says how it is rounded.
func ExampleInterest_Valid() {
	fmt.Println(amortize.HalfUp.Valid(), amortize.Interest(0).Valid())
	// Output:
	// true false
}

func ExampleRate_String() {
	fmt.Println(amortize.Rate(18_500_000), amortize.MaxRate)
	// Output:
	// 18.5 1000
}

func ExampleRate_Valid() {
	fmt.Println(amortize.Rate(18_500_000).Valid(), amortize.Rate(-1).Valid())
	// Output:
	// true false
}

func ExampleRowKind_String() {
	fmt.Println(amortize.Installment, amortize.DownPayment)
	// Output:
	// installment downPayment
}
