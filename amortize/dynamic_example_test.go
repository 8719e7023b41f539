package amortize_test

import (
	"fmt"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// A crown of 652.00 is done and a filling of 76.00 planned. 100.00 is paid down
// and the rest of the crown in payments of 81.48, free of interest until August.
// The filling waits until it is done.
func ExampleExpected() {
	charges, summary, err := amortize.Expected(crownAndFilling(), amortize.WholePlan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range charges {
		fmt.Println(c.Date, c.ItemKind, c.Item, c.Principal.Format(2), c.Interest.Format(2), c.Kind)
	}
	fmt.Println("interest", summary.TotalInterest.Format(2), "cost", summary.TotalCost.Format(2))
	// Output:
	// 2022-06-30 procedure 1 100.00 0.00 downPayment
	// 2022-07-01 procedure 1 81.48 0.00 installment
	// 2022-08-01 procedure 1 77.56 3.92 installment
	// 2022-09-01 procedure 1 78.21 3.27 installment
	// 2022-10-01 procedure 1 78.86 2.62 installment
	// 2022-11-01 procedure 1 79.51 1.97 installment
	// 2022-12-01 procedure 1 80.18 1.30 installment
	// 2023-01-01 procedure 1 76.20 0.63 installment
	// interest 13.71 cost 741.71
}

// crownAndFilling is a plan for treatment of which one part is done.
func crownAndFilling() *amortize.Plan {
	return &amortize.Plan{
		Terms: amortize.Terms{
			DownPayment: 100_00, APR: 10_000_000, Interest: amortize.OpenDental, Payments: 8, Every: schedule.Monthly,
			Agreement: schedule.Unset, First: date.New(2022, 7, 1), InterestStart: date.New(2022, 8, 1), Today: date.New(2022, 6, 30),
		},
		Option: amortize.AwaitComplete,
		Production: []amortize.Item{
			{ID: 1, Complete: true, Date: date.New(2022, 6, 30), Amount: 652_00},
			{ID: 2, Date: date.New(2022, 6, 30), Amount: 76_00},
		},
	}
}

// A batch keeps one planner and one slice. Each day it asks for the next charge,
// which bears interest on what is charged and not paid too.
func ExamplePlanner_AppendExpected() {
	plan := amortize.Plan{
		Terms: amortize.Terms{
			APR: 12_000_000, Interest: amortize.HalfEven, Payment: 250_00, Every: schedule.Monthly,
			Agreement: schedule.Unset, First: date.New(2024, 3, 4), InterestStart: schedule.Unset, Today: date.New(2024, 4, 4),
		},
		Production: []amortize.Item{{ID: 1, Complete: true, Amount: 1000_00}},
		Charges:    []amortize.PlanCharge{{Date: date.New(2024, 3, 4), Item: 1, Principal: 240_00, Interest: 10_00}},
	}
	var planner amortize.Planner
	var charges []amortize.PlanCharge
	for _, paid := range []amortize.PlanSplit{{Amount: 100_00}, {Amount: 250_00}, {Amount: 500_00}} {
		plan.Splits = []amortize.PlanSplit{paid}
		var err error
		charges, _, err = planner.AppendExpected(charges[:0], &plan, amortize.NextPeriod)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("paid", paid.Amount.Format(2), "next", charges[0].Date, charges[0].Principal.Format(2), charges[0].Interest.Format(2))
	}
	// Output:
	// paid 100.00 next 2024-04-04 240.90 9.10
	// paid 250.00 next 2024-04-04 242.40 7.60
	// paid 500.00 next 2024-04-04 244.90 5.10
}

func ExampleAppendDynamicNote() {
	plan := crownAndFilling()
	_, summary, err := amortize.Expected(plan, amortize.WholePlan)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := amortize.AppendDynamicNote(nil, plan.Terms, summary, 2, "DownPayment in Cash")
	fmt.Println(string(text), err)
	// Output:
	// 06/30/2022 - Date of Agreement: 06/30/2022, Total Amount: 728.00, APR: 10, Total Cost of Loan: 741.71, DownPayment in Cash <nil>
}

func ExampleChargeKind_String() {
	fmt.Println(amortize.InstallmentCharge, amortize.DownPaymentCharge, amortize.CloseOutCharge)
	// Output:
	// installment downPayment closeOut
}

func ExampleItemKind_String() {
	fmt.Println(amortize.ProcedureItem, amortize.AdjustmentItem, amortize.OrthoCaseItem)
	// Output:
	// procedure adjustment orthoCase
}

func ExampleTPOption_String() {
	fmt.Println(amortize.AwaitComplete, amortize.TreatAsComplete)
	// Output:
	// AwaitComplete TreatAsComplete
}
