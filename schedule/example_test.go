package schedule_test

import (
	"errors"
	"fmt"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// The Okafors agree on 31 December 2024 to pay for Ada's crown in six monthly
// payments, the first a month later. February and April are too short for the
// 31st, and neither of them changes the dates that follow. On 10 March the
// office looks up what comes next.
func Example() {
	agreed := date.New(2024, 12, 31)
	first, err := schedule.AddMonths(agreed, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan := schedule.Rule{First: first, Every: schedule.Monthly}
	dates, err := plan.Dates(6)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, due := range dates {
		fmt.Printf("Payment %d is due on %s\n", n+1, due.Format("Monday, 2 January 2006"))
	}
	n, due, err := plan.NextOnOrAfter(date.New(2025, 3, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("After 10 March comes payment %d, on %s\n", n+1, due.Format("2 January"))
	// Output:
	// Payment 1 is due on Friday, 31 January 2025
	// Payment 2 is due on Friday, 28 February 2025
	// Payment 3 is due on Monday, 31 March 2025
	// Payment 4 is due on Wednesday, 30 April 2025
	// Payment 5 is due on Saturday, 31 May 2025
	// Payment 6 is due on Monday, 30 June 2025
	// After 10 March comes payment 3, on 31 March
}

// Mr Silva is paid on the second Tuesday of each month and wants to pay then.
// The plan starts on one, and that says it all.
func Example_secondTuesday() {
	plan := schedule.Rule{First: date.New(2025, 1, 14), Every: schedule.OrdinalWeekday}
	dates, err := plan.Dates(4)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, due := range dates {
		fmt.Println(due.Format("Monday, 2 January 2006"))
	}
	// Output:
	// Tuesday, 14 January 2025
	// Tuesday, 11 February 2025
	// Tuesday, 11 March 2025
	// Tuesday, 8 April 2025
}

// A plan that starts on the fifth Wednesday of a month, under each policy.
func ExampleFifthWeekday() {
	for _, fifth := range []schedule.FifthWeekday{schedule.Fourth, schedule.Last, schedule.Skip} {
		plan := schedule.Rule{First: date.New(2025, 1, 29), Every: schedule.OrdinalWeekday, Fifth: fifth}
		dates, err := plan.Dates(4)
		fmt.Println(fifth, dates, err)
	}
	// Output:
	// fourth [2025-01-22 2025-02-26 2025-03-26 2025-04-23] <nil>
	// last [2025-01-29 2025-02-26 2025-03-26 2025-04-30] <nil>
	// skip [2025-01-29 2025-04-30 2025-07-30 2025-10-29] <nil>
}

func ExampleIsSet() {
	fmt.Println(schedule.Unset, schedule.IsSet(schedule.Unset))
	fmt.Println(date.Date{}, schedule.IsSet(date.Date{}))
	// Output:
	// 0001-01-01 false
	// 1970-01-01 true
}

// The last day of a short month stands in for a day that the month has not got.
func ExampleAddMonths() {
	agreed := date.New(2023, 12, 31)
	for months := range 4 {
		d, err := schedule.AddMonths(agreed, months)
		fmt.Println(d, err)
	}
	// Output:
	// 2023-12-31 <nil>
	// 2024-01-31 <nil>
	// 2024-02-29 <nil>
	// 2024-03-31 <nil>
}

// The sixth payment of a plan, counted from 0, and one that is too far off.
func ExampleRule_At() {
	plan := schedule.Rule{First: date.New(2024, 2, 20), Every: schedule.EveryOtherWeek}
	fmt.Println(plan.At(5))

	_, err := plan.At(1_000_000)
	var field *money.FieldError
	if errors.As(err, &field) && errors.Is(err, schedule.ErrDateRange) {
		fmt.Println(field)
		fmt.Println(field.Detail())
	}
	// Output:
	// 2024-04-30 <nil>
	// n: the date is outside the years 1 to 9999
	// the date is outside the years 1 to 9999: got 1000000; stay between 0001-01-02 and 9999-12-31
}

// One slice serves many plans.
func ExampleRule_Append() {
	plans := []schedule.Rule{
		{First: date.New(2024, 1, 31), Every: schedule.Monthly},
		{First: date.New(2023, 11, 30), Every: schedule.Quarterly},
	}
	var dates []date.Date
	for _, plan := range plans {
		var err error
		if dates, err = plan.Append(dates[:0], 3); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(dates)
	}
	// Output:
	// [2024-01-31 2024-02-29 2024-03-31]
	// [2023-11-30 2024-02-29 2024-05-30]
}

// A screen shows four payments at a time; this is the second screen.
func ExampleRule_Fill() {
	plan := schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Monthly}
	screen := make([]date.Date, 4)
	fmt.Println(plan.Fill(screen, 4))
	fmt.Println(screen)
	// Output:
	// 4 <nil>
	// [2024-05-31 2024-06-30 2024-07-31 2024-08-31]
}

func ExampleRule_Dates() {
	plan := schedule.Rule{First: date.New(2024, 1, 5), Every: schedule.Weekly}
	fmt.Println(plan.Dates(4))
	// Output:
	// [2024-01-05 2024-01-12 2024-01-19 2024-01-26] <nil>
}

// How many payments of 50.00 does it take to pay 175.00, and when is the last?
// The sequence has no count, so the loop decides.
func ExampleRule_All() {
	plan := schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Monthly}
	all, err := plan.All()
	if err != nil {
		fmt.Println(err)
		return
	}
	owed := money.Amount(17500)
	for n, due := range all {
		pay := min(owed, 5000)
		if owed, err = owed.Sub(pay); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(n+1, due, pay.Format(2))
		if owed == 0 {
			break
		}
	}
	// Output:
	// 1 2024-01-31 50.00
	// 2 2024-02-29 50.00
	// 3 2024-03-31 50.00
	// 4 2024-04-30 25.00
}

// What is due today is still to come; what was due yesterday is not.
func ExampleRule_NextOnOrAfter() {
	plan := schedule.Rule{First: date.New(2024, 1, 19), Every: schedule.OrdinalWeekday} // a third Friday
	fmt.Println(plan.NextOnOrAfter(date.New(2024, 2, 16)))
	fmt.Println(plan.NextOnOrAfter(date.New(2024, 2, 17)))
	// Output:
	// 1 2024-02-16 <nil>
	// 2 2024-03-15 <nil>
}

func ExampleParseFrequency() {
	fmt.Println(schedule.ParseFrequency("EveryOtherWeek"))
	_, err := schedule.ParseFrequency("Fortnightly")
	fmt.Println(err)
	// Output:
	// EveryOtherWeek <nil>
	// the frequency is not one of the named ones
}

func ExampleFrequency_PeriodsPerYear() {
	fmt.Println(schedule.Weekly.PeriodsPerYear(), schedule.Quarterly.PeriodsPerYear())
	// Output:
	// 52 4
}

func ExampleFrequency_String() {
	fmt.Println(schedule.OrdinalWeekday, schedule.Frequency(0))
	// Output:
	// OrdinalWeekday Frequency(0)
}

func ExampleFrequency_Valid() {
	fmt.Println(schedule.Monthly.Valid(), schedule.Frequency(0).Valid())
	// Output:
	// true false
}

func ExampleParseFifthWeekday() {
	fmt.Println(schedule.ParseFifthWeekday("last"))
	_, err := schedule.ParseFifthWeekday("fifth")
	fmt.Println(err)
	// Output:
	// last <nil>
	// the policy for a fifth weekday is not one of the named ones
}

func ExampleFifthWeekday_String() {
	var policy schedule.FifthWeekday
	fmt.Println(policy, schedule.Skip)
	// Output:
	// fourth skip
}

func ExampleFifthWeekday_Valid() {
	fmt.Println(schedule.Skip.Valid(), schedule.FifthWeekday(3).Valid())
	// Output:
	// true false
}
