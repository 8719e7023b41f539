package alloc_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// The Okafors: Ada answers for the bill, Ben is her husband and Zoe their
// daughter. Insurance has paid for Ada's crown and for Zoe's sealants and has
// not answered about Ben's filling; the office gave a discount on the sealants
// and charged Ada a late fee. On 4 April Ben pays 450.00.
func Example() {
	const ada, ben, zoe = 1, 2, 3
	const drIto, drLund = 5, 6
	on := func(month, day int) date.Date { return date.New(2025, 1, 1).AddDate(0, month-1, day-1) }
	ledger := alloc.Ledger{
		Family: []alloc.Member{{ID: ada, Guarantor: ada}, {ID: ben, Guarantor: ada}, {ID: zoe, Guarantor: ada}},
		Procedures: []alloc.Procedure{
			{ID: 101, Patient: ada, Provider: drIto, Date: on(3, 2), Fee: 895_50,
				Claims: []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: 447_75, WriteOff: 100_00}}},
			{ID: 102, Patient: ben, Provider: drIto, Date: on(3, 9), Fee: 179_99,
				Claims: []alloc.ClaimRow{{Status: alloc.NotReceived, InsPayEst: 143_99}}},
			{ID: 103, Patient: zoe, Provider: drLund, Date: on(3, 9), Fee: 48_00, Units: 4,
				Claims: []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: 153_60}}},
		},
		Adjustments: []alloc.Adjustment{
			{ID: 201, Patient: zoe, Provider: drLund, Date: on(3, 12), Amount: -10_00, Procedure: 103},
			{ID: 202, Patient: ada, Provider: drIto, Date: on(3, 31), Amount: 15_00},
		},
		Unearned: alloc.UnearnedTypes{Prepayment: 501},
	}
	payment := alloc.Payment{Patient: ben, Amount: 450_00, Date: on(4, 4)}

	var a alloc.Allocator
	splits, summary, err := a.AppendPay(nil, &ledger, payment, alloc.Options{Today: on(4, 4)})
	if err != nil {
		fmt.Println(err)
		return
	}
	names := map[alloc.Target]string{
		{Kind: alloc.KindProcedure, ID: 101}:  " 2 March  Ada, crown",
		{Kind: alloc.KindProcedure, ID: 102}:  " 9 March  Ben, filling",
		{Kind: alloc.KindProcedure, ID: 103}:  " 9 March  Zoe, four sealants",
		{Kind: alloc.KindAdjustment, ID: 201}: "12 March  Zoe, discount on them",
		{Kind: alloc.KindAdjustment, ID: 202}: "31 March  Ada, late fee",
	}
	fmt.Println("The queue                            charged    owed    paid")
	for _, o := range a.AppendOwed(nil) {
		fmt.Printf("%-35s %8s%8s%8s\n", names[o.Charge], o.Face.Format(2), o.Before.Format(2), (o.Before - o.After).Format(2))
	}
	fmt.Printf("%-52s%8s\n", " 4 April  kept as Ben's unearned income", summary.Unallocated.Format(2))
	var sum money.Amount
	for _, s := range splits {
		sum += s.Amount
	}
	fmt.Printf("%-52s%8s\n", "In "+fmt.Sprint(len(splits))+" splits", sum.Format(2))
	// Output:
	// The queue                            charged    owed    paid
	//  2 March  Ada, crown                  895.50  347.75  347.75
	//  9 March  Ben, filling                179.99   36.00   36.00
	//  9 March  Zoe, four sealants          192.00   28.40   28.40
	// 12 March  Zoe, discount on them       -10.00    0.00    0.00
	// 31 March  Ada, late fee                15.00   15.00   15.00
	//  4 April  kept as Ben's unearned income                22.85
	// In 5 splits                                           450.00
}

// Three visits and not enough money for all of them. The oldest is paid first,
// although it stands last in the slice.
func ExampleFIFO() {
	charges := []alloc.Charge{
		{ID: 13, Owed: 55_00, Date: date.New(2024, 6, 14)},
		{ID: 12, Owed: 42_00, Date: date.New(2024, 6, 13)},
		{ID: 11, Owed: 63_00, Date: date.New(2024, 6, 12)},
	}
	splits, left, err := alloc.FIFO(charges, 100_00)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range splits {
		fmt.Println("visit", s.Charge, "gets", s.Amount.Format(2))
	}
	fmt.Println("left:", left.Format(2))
	// Output:
	// visit 11 gets 63.00
	// visit 12 gets 37.00
	// left: 0.00
}

// A queue that was read in order, and a slice for the splits that is used again
// and again. What comes back behind an error is the slice as it was.
func ExampleAppendFIFO() {
	charges := []alloc.Charge{
		{ID: 11, Owed: 63_00, Date: date.New(2024, 6, 12)},
		{ID: 12, Owed: 42_00, Date: date.New(2024, 6, 13)},
	}
	splits := make([]alloc.Split, 0, 16)
	for _, pay := range []money.Amount{50_00, 110_00} {
		var left money.Amount
		var err error
		splits, left, err = alloc.AppendFIFO(splits[:0], charges, pay)
		fmt.Println(pay.Format(2), "reaches", len(splits), "of", len(charges), "and leaves", left.Format(2), err)
	}
	charges[1].Owed = -42_00
	splits, _, err := alloc.AppendFIFO(splits[:0], charges, 50_00)
	fmt.Println(len(splits), err)
	// Output:
	// 50.00 reaches 1 of 2 and leaves 0.00 <nil>
	// 110.00 reaches 2 of 2 and leaves 5.00 <nil>
	// 0 charges[1].Owed: the amount must not be negative
}

// A batch over many queues, which stand in no order. One allocator sorts them
// all and, once it has seen the longest, allocates nothing.
func ExampleAllocator_AppendFIFO() {
	first := date.New(2024, 1, 31)
	queues := [][]alloc.Charge{
		{{ID: 2, Owed: 30_00, Date: first.AddDate(0, 1, 0)}, {ID: 1, Owed: 20_00, Date: first}},
		{{ID: 4, Owed: 5_00, Date: first, Kind: alloc.KindPrincipal}, {ID: 5, Owed: 1_00, Date: first, Kind: alloc.KindInterest}},
	}
	var a alloc.Allocator
	var splits []alloc.Split
	for _, charges := range queues {
		var left money.Amount
		var err error
		if splits, left, err = a.AppendFIFO(splits[:0], charges, 25_00); err != nil {
			fmt.Println(err)
			return
		}
		for _, s := range splits {
			fmt.Print("charge ", s.Charge, ": ", s.Amount.Format(2), "  ")
		}
		fmt.Println("left:", left.Format(2))
	}
	// Output:
	// charge 1: 20.00  charge 2: 5.00  left: 0.00
	// charge 5: 1.00  charge 4: 5.00  left: 19.00
}

// smiths is the account of a couple: a filling of his and a cleaning of hers
// that was done before, for which insurance has paid too much.
var smiths = alloc.Ledger{
	Family: []alloc.Member{{ID: 1, Guarantor: 1}, {ID: 2, Guarantor: 1}},
	Procedures: []alloc.Procedure{
		{ID: 32, Patient: 1, Provider: 5, Clinic: 9, Date: date.New(2024, 6, 12), Fee: 240_00},
		{ID: 31, Patient: 2, Provider: 6, Clinic: 9, Date: date.New(2024, 6, 3), Fee: 120_00,
			Claims: []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: 130_00}}},
	},
	Unearned: alloc.UnearnedTypes{Prepayment: 501},
}

// He pays too much as well: his money is kept for him, the insurer's is not.
func ExamplePay() {
	payment := alloc.Payment{Patient: 1, Clinic: 8, Amount: 250_00, Date: date.New(2024, 6, 15)}
	splits, summary, err := alloc.Pay(&smiths, payment, alloc.Options{Today: date.New(2024, 6, 15)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range splits {
		fmt.Printf("%6s  patient %d, provider %d, clinic %d, procedure %d, unearned type %d\n",
			s.Amount.Format(2), s.Patient, s.Provider, s.Clinic, s.Procedure, s.Unearned)
	}
	fmt.Println("on no charge:", summary.Unallocated.Format(2))
	// Output:
	// 240.00  patient 1, provider 5, clinic 9, procedure 32, unearned type 0
	//  10.00  patient 1, provider 0, clinic 8, procedure 0, unearned type 501
	// on no charge: 10.00
}

// A batch of payments on one account. A payment that is refused leaves the
// splits of the others alone, and says which field is wrong.
func ExampleAllocator_AppendPay() {
	today := date.New(2024, 6, 15)
	var a alloc.Allocator
	var splits []alloc.PaySplit
	for _, p := range []alloc.Payment{
		{Patient: 1, Amount: 100_00, Date: today},
		{Patient: 2, Amount: 100_00, Date: today.AddDate(0, 0, 1)},
		{Patient: 2, Amount: -25_00, Date: today},
	} {
		var err error
		var field *money.FieldError
		if splits, _, err = a.AppendPay(splits, &smiths, p, alloc.Options{Today: today}); errors.As(err, &field) {
			fmt.Println(field.Path, "-", field.Detail())
		}
	}
	for _, s := range splits {
		fmt.Println(s.Amount.Format(2), "procedure", s.Procedure, "unearned type", s.Unearned)
	}
	// Output:
	// payment.Date - the date is after today: got 2024-06-16; date it today or earlier, or set the preference futureTransDatesAllowed
	// 100.00 procedure 32 unearned type 0
	// -25.00 procedure 0 unearned type 501
}

// What the couple owes, before and after.
func ExampleAllocator_AppendOwed() {
	today := date.New(2024, 6, 15)
	var a alloc.Allocator
	if _, _, err := a.AppendPay(nil, &smiths, alloc.Payment{Patient: 1, Amount: 100_00, Date: today}, alloc.Options{Today: today}); err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range a.AppendOwed(nil) {
		fmt.Println("procedure", o.Charge.ID, "of", o.Face.Format(2), "owed", o.Before.Format(2), "and owes", o.After.Format(2))
	}
	// Output:
	// procedure 31 of 120.00 owed 0.00 and owes 0.00
	// procedure 32 of 240.00 owed 240.00 and owes 140.00
}

// What the office should look at.
func ExampleAllocator_AppendWarnings() {
	today := date.New(2024, 6, 15)
	var a alloc.Allocator
	if _, _, err := a.AppendPay(nil, &smiths, alloc.Payment{Patient: 1, Amount: 100_00, Date: today}, alloc.Options{Today: today}); err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range a.AppendWarnings(nil) {
		fmt.Println("procedure", w.Charge.ID, "by", w.Amount.Format(2)+":", w.Err)
		fmt.Println(w.Err.Code()+":", w.Err.Mend())
	}
	// Output:
	// procedure 31 by 10.00: insurance, write-offs and discounts exceed the charge; the excess is not credited to the family
	// INSURANCE_OVERPAID: check the claim and the adjustments
}

// Why each cent went where it did.
func ExampleAllocator_AppendSteps() {
	today := date.New(2024, 6, 15)
	var a alloc.Allocator
	options := alloc.Options{Today: today, Explain: true}
	if _, _, err := a.AppendPay(nil, &smiths, alloc.Payment{Patient: 1, Amount: 250_00, Date: today}, options); err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range a.AppendSteps(nil) {
		fmt.Printf("%-14s procedure %2d %7s -> %6s\n", s.Rule, s.Charge.ID, s.Before.Format(2), s.After.Format(2))
	}
	// Output:
	// face           procedure 31    0.00 -> 120.00
	// insurance      procedure 31  120.00 -> -10.00
	// face           procedure 32    0.00 -> 240.00
	// insuranceFence procedure 31  -10.00 ->   0.00
	// oldestFirst    procedure 32  240.00 ->   0.00
	// unearned       procedure  0   10.00 ->   0.00
}

// The rules in the order of the pipeline.
func ExampleStepRule_String() {
	rules := []alloc.StepRule{alloc.StepUnearned, alloc.StepSplit, alloc.StepFace}
	slices.Sort(rules)
	fmt.Println(rules)
	// Output: [face oldestFirst unearned]
}
