package amortize_test

import (
	"fmt"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// crowns is a plan for a crown of 600.00 that is done and one of 400.00 that is
// planned: 250.00 a month from 4 March at 12 % a year.
func crowns() *amortize.Plan {
	return &amortize.Plan{
		Terms: amortize.Terms{
			APR: 12_000_000, Interest: amortize.HalfEven, Payment: 250_00, Every: schedule.Monthly,
			Agreement: schedule.Unset, First: date.New(2024, 3, 4), InterestStart: schedule.Unset, Today: date.New(2024, 3, 4),
		},
		Production: []amortize.Item{{ID: 1, Complete: true, Amount: 600_00}, {ID: 2, Amount: 400_00}},
	}
}

// printCharges prints charges one a line.
func printCharges(charges []amortize.PlanCharge) {
	for _, c := range charges {
		fmt.Println(c.Date, c.ItemKind, c.Item, "principal", c.Principal.Format(2), "interest", c.Interest.Format(2))
	}
}

// On the first due date the plan issues its first charge: 1 % of 600.00 is 6.00
// interest, and 244.00 of the 250.00 are principal. The family had put 300.00 on
// account, which pays the charge.
func ExampleIssueToday() {
	issue, err := amortize.IssueToday(crowns(), 300_00)
	if err != nil {
		fmt.Println(err)
		return
	}
	printCharges(issue.Charges)
	fmt.Println("on account", issue.PrepaidLeft.Format(2), "open for", issue.Open)
	// Output:
	// 2024-03-04 procedure 1 principal 244.00 interest 6.00
	// on account 50.00 open for [expectedUnpaid plannedTreatment]
}

// A practice looks at its plans every day and keeps one planner and one result.
// The family pays each charge as it is issued; the second crown is done in May.
func ExamplePlanner_Issue() {
	plan := crowns()
	var planner amortize.Planner
	var issue amortize.Issue
	for month := range 6 {
		plan.Terms.Today = date.New(2024, 3, 4).AddDate(0, month, 0)
		plan.Production[1].Complete = month >= 2
		if err := planner.Issue(&issue, plan, 0); err != nil {
			fmt.Println(err)
			return
		}
		printCharges(issue.Charges)
		plan.Charges = append(plan.Charges, issue.Charges...)
		for _, c := range issue.Charges {
			plan.Splits = append(plan.Splits, amortize.PlanSplit{Amount: c.Principal + c.Interest})
		}
	}
	// Output:
	// 2024-03-04 procedure 1 principal 244.00 interest 6.00
	// 2024-04-04 procedure 1 principal 246.44 interest 3.56
	// 2024-05-04 procedure 1 principal 109.56 interest 5.10
	// 2024-05-04 procedure 2 principal 135.34 interest 0.00
	// 2024-06-04 procedure 2 principal 247.35 interest 2.65
	// 2024-07-04 procedure 2 principal 17.31 interest 0.17
}

// paidCrowns is the plan of two crowns on 10 April: two charges, of which the
// family has paid the first and 100.00 more.
func paidCrowns() *amortize.Plan {
	plan := crowns()
	plan.Terms.Today = date.New(2024, 4, 10)
	plan.Charges = []amortize.PlanCharge{
		{ID: 71, Date: date.New(2024, 3, 4), Item: 1, Principal: 244_00, Interest: 6_00},
		{ID: 72, Date: date.New(2024, 4, 4), Item: 1, Principal: 246_44, Interest: 3_56},
	}
	plan.Splits = []amortize.PlanSplit{{Amount: 350_00}}
	return plan
}

// printStatus prints where a plan stands.
func printStatus(s *amortize.Status) {
	fmt.Println("due", s.DueNow.Format(2), "past due", s.PastDue.Format(2), "next on", s.NextDue)
	fmt.Println("paid", s.PrincipalPaid.Format(2), "of principal and", s.InterestPaid.Format(2), "of interest")
	fmt.Println("not charged yet", s.Uncharged.Format(2), "open for", s.Open)
}

// 500.00 were charged and 350.00 paid. The first 250.00 paid March; of the other
// 100.00, 3.56 paid April's interest and 96.44 its principal.
func ExampleStatusToday() {
	status, err := amortize.StatusToday(paidCrowns())
	if err != nil {
		fmt.Println(err)
		return
	}
	printStatus(&status)
	// Output:
	// due 150.00 past due 150.00 next on 2024-05-04
	// paid 340.44 of principal and 9.56 of interest
	// not charged yet 109.56 open for [underpaid expectedUnpaid plannedTreatment]
}

func ExamplePlanner_Status() {
	plan := paidCrowns()
	var planner amortize.Planner
	var status amortize.Status
	for _, more := range []money.Amount{0, 150_00, 500_00} {
		plan.Splits = append(plan.Splits, amortize.PlanSplit{Amount: more})
		if err := planner.Status(&status, plan); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("due", status.DueNow.Format(2), "ahead", status.PaidAhead.Format(2), status.Open)
	}
	// Output:
	// due 150.00 ahead 0.00 [underpaid expectedUnpaid plannedTreatment]
	// due 0.00 ahead 0.00 [expectedUnpaid plannedTreatment]
	// due 0.00 ahead 500.00 [plannedTreatment]
}

// A payment of 700.00 was put on the first charge, which asks 250.00. Of the
// other 450.00, the second charge takes 250.00. The plan has still 509.56 to
// charge, 109.56 of it now, so the rest is held, or pays principal now.
func ExampleBalanceToday() {
	plan := paidCrowns()
	plan.Splits = []amortize.PlanSplit{{Amount: 700_00, Charge: 71}}
	for _, choice := range []amortize.Surplus{amortize.HoldSurplus, amortize.PayOnPrincipal} {
		balance, err := amortize.BalanceToday(plan, choice)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(choice)
		for _, m := range balance.Moves {
			fmt.Println("  charge", m.Charge, m.Pays, m.Amount.Format(2))
		}
		printCharges(balance.Charges)
	}
	// Output:
	// hold
	//   charge 71 principal -450.00
	//   charge 72 interest 3.56
	//   charge 72 principal 246.44
	//   charge 0 prepayment 200.00
	// payOnPrincipal
	//   charge 71 principal -450.00
	//   charge 72 interest 3.56
	//   charge 72 principal 246.44
	//   charge 0 principal 109.56
	//   charge 0 prepayment 90.44
	// 2024-04-10 procedure 1 principal 109.56 interest 0.00
}

// What the plan has no use for is the patient's.
func ExamplePlanner_Balance() {
	plan := paidCrowns()
	var planner amortize.Planner
	var balance amortize.Balance
	for _, paid := range []money.Amount{500_00, 900_00, 1500_00} {
		plan.Splits = []amortize.PlanSplit{{Amount: paid}}
		if err := planner.Balance(&balance, plan, amortize.HoldSurplus); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("paid", paid.Format(2), "held", balance.Held.Format(2), "unearned", balance.Unearned.Format(2))
	}
	// Output:
	// paid 500.00 held 0.00 unearned 0.00
	// paid 900.00 held 400.00 unearned 0.00
	// paid 1500.00 held 509.56 unearned 490.44
}

// The family puts 700.00 on account and the plan is closed after its first charge.
// 250.00 pay that charge and 356.00 what is left of the first crown; the second is
// let go, and 94.00 are the patient's.
func ExamplePrepay() {
	p, err := amortize.Prepay(crowns(), 700_00)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("instalment", p.Principal.Format(2), "and", p.Interest.Format(2), "held", p.Held.Format(2))
	fmt.Println("applied", p.Applied.Format(2), "unearned", p.Unearned.Format(2))
	// Output:
	// instalment 244.00 and 6.00 held 450.00
	// applied 606.00 unearned 94.00
}

func ExamplePlanner_Prepay() {
	plan := crowns()
	var planner amortize.Planner
	for _, amount := range []money.Amount{100_00, 300_00, 700_00} {
		p, err := planner.Prepay(plan, amount)
		fmt.Println(amount.Format(2), "applied", p.Applied.Format(2), "unearned", p.Unearned.Format(2), err)
	}
	// Output:
	// 100.00 applied 100.00 unearned 0.00 <nil>
	// 300.00 applied 300.00 unearned 0.00 <nil>
	// 700.00 applied 606.00 unearned 94.00 <nil>
}

// A plan is locked, and then the fee of the first crown rises to 650.00. The plan
// stays at 600.00.
func ExampleAppendLocked() {
	plan := crowns()
	items, err := amortize.AppendLocked(nil, plan.Production)
	if err != nil {
		fmt.Println(err)
		return
	}
	items[0].Amount = 650_00
	for _, i := range items {
		fmt.Println(i.Kind, i.ID, "fee", i.Amount.Format(2), "locked at", i.Override.Format(2))
	}
	// Output:
	// procedure 1 fee 650.00 locked at 600.00
	// procedure 2 fee 400.00 locked at 400.00
}

// Of 1,000.00, two charges of 250.00 were made and 300.00 paid. The first charge
// is paid whole, 244.00 of it principal; the other 50.00 pay the interest of the
// second and 46.44 of its principal.
func ExamplePrincipalRemaining() {
	plan := paidCrowns()
	r, err := amortize.PrincipalRemaining(1000_00, plan.Charges, []amortize.PlanSplit{{Amount: 300_00}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("principal left", r.Principal.Format(2), "paid", r.PrincipalPaid.Format(2), "interest paid", r.InterestPaid.Format(2))
	// Output:
	// principal left 709.56 paid 290.44 interest paid 9.56
}

func ExamplePlanner_PrincipalRemaining() {
	plan := paidCrowns()
	var planner amortize.Planner
	for _, kind := range []amortize.PaidKind{amortize.PaidUnknown, amortize.PaidPrincipal, amortize.PaidInterest} {
		r, err := planner.PrincipalRemaining(1000_00, plan.Charges, []amortize.PlanSplit{{Amount: 300_00, Kind: kind}})
		fmt.Println("principal", r.PrincipalPaid.Format(2), "interest", r.InterestPaid.Format(2), err)
	}
	// Output:
	// principal 290.44 interest 9.56 <nil>
	// principal 300.00 interest 0.00 <nil>
	// principal 290.44 interest 9.56 <nil>
}

func ExampleOpenReason_String() {
	fmt.Println(amortize.PlanClosed, amortize.ChargeAfterToday, amortize.Underpaid, amortize.ExpectedUnpaid, amortize.PlannedTreatment)
	// Output:
	// closed chargeAfterToday underpaid expectedUnpaid plannedTreatment
}

func ExampleSurplus_String() {
	fmt.Println(amortize.HoldSurplus, amortize.PayOnPrincipal)
	// Output:
	// hold payOnPrincipal
}

func ExampleMoveKind_String() {
	fmt.Println(amortize.MovePrincipal, amortize.MoveInterest, amortize.MovePrepayment, amortize.MoveUnearned)
	// Output:
	// principal interest prepayment unearned
}
