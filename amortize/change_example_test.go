package amortize_test

import (
	"errors"
	"fmt"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// A bookkeeper has typed a plan of 300.00 at 12 % from paper. March has a cent too
// much interest: 1 % of 203.00 is 2.03. Once that is mended, April does not follow
// from it.
func ExampleVerify() {
	terms := amortize.Terms{
		Principal: 300_00, APR: 12_000_000, Interest: amortize.HalfEven, Payment: 100_00, Every: schedule.Monthly,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset, Today: date.New(2024, 1, 15),
	}
	rows := []amortize.Row{
		{N: 1, Date: date.New(2024, 2, 15), Principal: 97_00, Interest: 3_00, Balance: 203_00},
		{N: 2, Date: date.New(2024, 3, 15), Principal: 97_96, Interest: 2_04, Balance: 105_04},
		{N: 3, Date: date.New(2024, 4, 15), Principal: 98_95, Interest: 1_05, Balance: 6_09},
		{N: 4, Date: date.New(2024, 5, 15), Principal: 6_09, Interest: 6, Balance: 0},
	}
	fmt.Println(amortize.Verify(terms, rows))

	rows[1].Interest, rows[1].Principal, rows[1].Balance = 2_03, 97_97, 105_03
	fmt.Println(amortize.Verify(terms, rows))

	rows[2].Balance, rows[3].Principal = 6_08, 6_08
	fmt.Println(amortize.Verify(terms, rows))
	// Output:
	// rows[1].Interest: the interest is not that of the period
	// rows[2].Balance: the row does not follow from the balance before it
	// <nil>
}

// Why is the last payment 2.44? Because 2.40 is left, and a period of 1.5 % on it
// is exactly 3.6 cents.
func ExampleAppendSteps() {
	terms := amortize.Terms{
		Principal: 160_00, APR: 18_000_000, Interest: amortize.HalfEven, Payment: 75_50, Every: schedule.Monthly, DownPayment: 10_00,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset, Today: date.New(2024, 1, 15),
	}
	rows, _, err := amortize.Schedule(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	steps, err := amortize.AppendSteps(nil, terms, rows)
	for _, step := range steps {
		row := rows[step.Row]
		fmt.Printf("%s owed, interest %s is %s: %s pays %s\n", step.Balance.Format(2),
			step.Interest.Append(nil, 2), row.Interest.Format(2), step.Why, (row.Principal + row.Interest).Format(2))
	}
	fmt.Println(err)
	// Output:
	// 160.00 owed, interest 0.00 is 0.00: downPayment pays 10.00
	// 150.00 owed, interest 2.25 is 2.25: installment pays 75.50
	// 76.75 owed, interest 1.15125 is 1.15: installment pays 75.50
	// 2.40 owed, interest 0.036 is 0.04: lastInstallment pays 2.44
	// <nil>
}

// Eight dollars and eight and a half cents, and a third of a cent.
func ExampleExact_Append() {
	fmt.Printf("%s\n", amortize.Exact{Whole: 8_08, Rest: 1, Per: 2}.Append(nil, 2))
	fmt.Printf("%s\n", amortize.Exact{Rest: 1, Per: 3}.Append(nil, 2))
	// Output:
	// 8.085
	// 0.0033333333…
}

func ExampleRowRule_String() {
	fmt.Println(amortize.RuleLevel, amortize.RuleDownPayment, amortize.RuleFits, amortize.RuleCount)
	// Output:
	// installment downPayment lastInstallment lastOfCount
}

// Mrs. Cole pays 100.00 a month on 600.00. In March, after two payments, she brings
// 150.00 that are not due yet. They can lower her coming payments, or pay the next.
func ExampleAppendRecalculated() {
	terms := amortize.Terms{
		Principal: 600_00, Interest: amortize.HalfEven, Payments: 6, Every: schedule.Monthly,
		Agreement: date.New(2023, 12, 10), First: schedule.Unset, InterestStart: schedule.Unset, Today: date.New(2024, 2, 20),
	}
	for _, prepay := range []bool{false, true} {
		rows, plan, err := amortize.AppendRecalculated(nil, terms, amortize.Recalculation{Paid: 350_00, Prepay: prepay})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("Prepay", prepay, "ahead", plan.PaidAhead.Format(2), "payment", plan.Payment.Format(2))
		for _, row := range rows[2:] {
			fmt.Println(row.Date, row.Principal.Format(2), row.Balance.Format(2), row.Kind)
		}
	}
	// Output:
	// Prepay false ahead 150.00 payment 62.50
	// 2024-02-20 150.00 250.00 paidAhead
	// 2024-03-10 62.50 187.50 installment
	// 2024-04-10 62.50 125.00 installment
	// 2024-05-10 62.50 62.50 installment
	// 2024-06-10 62.50 0.00 installment
	// Prepay true ahead 150.00 payment 100.00
	// 2024-02-20 150.00 250.00 paidAhead
	// 2024-03-10 0.00 250.00 installment
	// 2024-04-10 50.00 200.00 installment
	// 2024-05-10 100.00 100.00 installment
	// 2024-06-10 100.00 0.00 installment
}

// Insurance paid 30.00 more for the crown than was estimated, after all of it was
// charged. A filling has 10.00 to go, so the plan as a whole is 20.00 over.
func ExampleAppendOvercharged() {
	today := date.New(2024, 5, 2)
	links := []amortize.Link{
		{Fee: 900_00, Insurance: 480_00, Charged: 450_00},
		{Fee: 180_00, Insurance: 100_00, Charged: 70_00},
	}
	over, total, err := amortize.AppendOvercharged(nil, links, date.New(2024, 1, 10), today)
	for _, amount := range over {
		fmt.Println(amount.Format(2))
	}
	fmt.Println(total.Format(2), err)
	// Output:
	// 30.00
	// 0.00
	// 20.00 <nil>
}

// braces is a plan for two items, one of which has charges.
func braces() amortize.Plan {
	return amortize.Plan{
		Terms:      amortize.Terms{Today: date.New(2024, 3, 15)},
		Production: []amortize.Item{{ID: 1, Complete: true, Amount: 500_00}, {ID: 2, Amount: 90_00}},
		Charges: []amortize.PlanCharge{
			{Item: 1, Date: date.New(2024, 3, 1), Principal: 100_00, Interest: 5_00},
			{Item: 1, Date: date.New(2024, 4, 1), Principal: 101_00, Interest: 4_00},
		},
	}
}

// The family moves away. What is left of the treatment is due at once, the charge
// of April today, and the retainer that was never charged is let go.
func ExampleClose() {
	plan := braces()
	closing, err := amortize.Close(&plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, charge := range closing.CloseOut {
		fmt.Println("charge", charge.Principal.Format(2), "on", charge.Date)
	}
	for _, charge := range closing.Moved {
		fmt.Println("move", charge.Principal.Format(2), "and", charge.Interest.Format(2), "from", charge.From, "to", charge.Date)
	}
	for _, item := range closing.Detached {
		fmt.Println("let go item", item.ID)
	}
	fmt.Println("charged in all", closing.Total.Format(2))
	// Output:
	// charge 299.00 on 2024-03-15
	// move 101.00 and 4.00 from 2024-04-01 to 2024-03-15
	// let go item 2
	// charged in all 509.00
}

// One planner serves many plans, and one closing takes each result.
func ExamplePlanner_Close() {
	var planner amortize.Planner
	var closing amortize.Closing
	for _, item := range []int64{1, 7} {
		plan := braces()
		plan.Charges[0].Item = item
		err := planner.Close(&closing, &plan)
		fmt.Println(closing.Total.Format(2), err)
	}
	// Output:
	// 509.00 <nil>
	// 0.00 plan.Charges[0].Item: the id names nothing in the input
}

// An old plan of three payments is closed in February, with a filling of 40.00 on
// it that was not done: 200.00 are to come, less those 40.00.
func ExampleCloseStatic() {
	debits := []amortize.StaticDebit{
		{Date: date.New(2024, 1, 10), Principal: 100_00, Interest: 3_00},
		{Date: date.New(2024, 3, 10), Principal: 100_00, Interest: 2_00},
		{Date: date.New(2024, 4, 10), Principal: 100_00, Interest: 1_00},
	}
	credits := []amortize.StaticCredit{{Amount: 260_00, Complete: true}, {Amount: 40_00}}
	rows, closeOut, err := amortize.CloseStatic(nil, debits, credits, date.New(2024, 2, 20))
	for _, row := range rows {
		fmt.Println(row.Date, row.Principal.Format(2), row.Interest.Format(2))
	}
	fmt.Println(closeOut.Format(2), err)
	// Output:
	// 2024-01-10 100.00 3.00
	// 2024-02-20 160.00 0.00
	// 160.00 <nil>
}

// The Nguyens pay 100.00 instead of 250.00 from now on. Who pays cannot change any
// more, because a charge was made.
func ExampleAmend() {
	plan := braces()
	plan.Terms.Payment = 250_00
	party := amortize.Party{Guarantor: 12, Locked: true}
	plan, party, err := amortize.Amend(plan, party, amortize.Change{Payment: 100_00}, amortize.Policy{})
	fmt.Println(plan.Terms.Payment.Format(2), party.Guarantor, err)

	_, _, err = amortize.Amend(plan, party, amortize.Change{Guarantor: 13}, amortize.Policy{})
	fmt.Println(err)
	// Output:
	// 100.00 12 <nil>
	// change.Guarantor: the guarantor cannot change once there are charges or payments
}

// Item 2 is paid for by another plan that is still open.
func ExampleCheckNew() {
	plan := braces()
	plan.Charges = nil // it is new
	err := amortize.CheckNew(&plan, amortize.Party{Locked: true}, []amortize.Attached{{ID: 2, Kind: amortize.ProcedureItem}}, amortize.Policy{})
	var field *money.FieldError
	if errors.As(err, &field) {
		fmt.Println(field)
		fmt.Println(field.Detail())
	}
	// Output:
	// plan.Production[1].ID: the production is on another open plan
	// the production is on another open plan: got 2; leave it out, or close the other plan first
}
