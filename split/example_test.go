package split_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"github.com/rickb777/date"
)

// A copay of 83.40 comes in for three charges. It is posted to a Dentrix practice, and
// the ledger shows three payments a minute later.
func Example() {
	charges := []split.Charge{
		{ID: "88117", Date: date.New(2026, time.November, 9), Due: 61_20},
		{ID: "88101", Date: date.New(2026, time.October, 6), Due: 40_00},
		{ID: "88102", Date: date.New(2026, time.October, 6), Due: 18_40},
	}
	parts, left, err := split.FillOldestFirst(83_40, charges, split.FillRule{})
	if err != nil {
		fmt.Println(err)
		return
	}
	tx := split.Transaction{Charges: parts, Amount: 83_40, TypeName: "Cash", ID: "LAKE:3091"}
	target := split.Target{Integration: split.Dentrix, ChargeProviders: map[string]string{"88101": "P-11", "88102": "P-12", "88117": "P-11"}}
	plan, err := split.PlanPayments(tx, target, split.Known{Digits: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	var rows []split.LedgerRow
	for i, p := range plan.Payments {
		fmt.Println(plan.Substitutions[i].Charge, p.Provider, p.Amount.Format(2), p.Ledger.Format(2))
		rows = append(rows, split.LedgerRow{Transaction: p.Transaction, Provider: p.Provider, Amount: p.Ledger})
	}
	found, err := split.Reconcile(tx, split.Seen{Rows: rows, To: target, Said: split.WebhookComplete, Digits: 2})
	fmt.Println("left:", left.Format(2), "state:", found.State, err)
	// Output:
	// 88101 P-11 40.00 -40.00
	// 88102 P-12 18.40 -18.40
	// 88117 P-11 25.00 -25.00
	// left: 0.00 state: complete <nil>
}

func ExampleLargest() {
	fmt.Println(split.Largest(100_00, []money.Amount{1, 1, 1}))
	fmt.Println(split.Largest(-5, []money.Amount{7, 3}))
	// Output:
	// [3334 3333 3333] <nil>
	// [-4 -1] <nil>
}

func ExampleAllocate() {
	weights, err := split.Weights("1.95", "98.05")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(split.Allocate(1000_00, weights, split.Rule{}))
	thirds := []split.Weight{{Units: 1}, {Units: 1}, {Units: 1}}
	fmt.Println(split.Allocate(100_00, thirds, split.Rule{Policy: split.Separate}))
	fmt.Println(split.Allocate(100_00, thirds, split.Rule{Step: 5}))
	fmt.Println(split.Allocate(100_00, thirds, split.Rule{Max: []money.Amount{10_00, money.MaxAmount, money.MaxAmount}}))
	// Output:
	// [1950 98050] 0 <nil>
	// [3333 3333 3333] 1 <nil>
	// [3335 3335 3330] 0 <nil>
	// [1000 4500 4500] 0 <nil>
}

func ExampleParseWeight() {
	w, err := split.ParseWeight("1.950")
	fmt.Println(w, w.Units, w.Digits, err)
	// Output: 1.95 195 2 <nil>
}

func ExampleWeights() {
	_, err := split.Weights("1", "a third")
	fmt.Println(err)
	// Output: texts[1]: the text is not a weight
}

func ExampleByPercent() {
	percents, err := split.Percents("80", "15", "rest")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(split.ByPercent(59_97, percents, split.PercentRule{}))
	// Output: [4797 899 301] 0 <nil>
}

func ExamplePercents() {
	percents, err := split.Percents("12.5", "rest")
	fmt.Println(percents[0].Of, percents[1].Rest, err)
	// Output: 12.5 true <nil>
}

func ExampleEqual() {
	fmt.Println(split.Equal(1_00, 3))
	// Output: [34 33 33] <nil>
}

func ExampleEqualRuns() {
	fmt.Println(split.EqualRuns(1_000_000_00, 7_000_000))
	// Output: [{15 2000000} {14 5000000}] <nil>
}

func ExampleRefund() {
	paid := split.Paid{Shares: []money.Amount{74_99, 25_00}, Refunded: []money.Amount{0, 24_99}}
	fmt.Println(split.Refund(paid, 50_00))
	// Output: [4999 1] <nil>
}

func ExampleFillInOrder() {
	fmt.Println(split.FillInOrder(100_00, []money.Amount{80_00, 35_00, 25_00}))
	// Output: [8000 2000 0] 0 <nil>
}

func ExampleFillOldestFirst() {
	charges := []split.Charge{
		{ID: "702", Date: date.New(2025, time.February, 1), Due: 35_00},
		{ID: "701", Date: date.New(2025, time.January, 15), Due: 80_00},
	}
	parts, left, err := split.FillOldestFirst(100_00, charges, split.FillRule{})
	for _, part := range parts {
		fmt.Println(part.Key, part.Amount.Format(2))
	}
	fmt.Println(left, err)
	// Output:
	// 701 80.00
	// 702 20.00
	// 0 <nil>
}

func ExampleValidate() {
	tx := split.Transaction{
		Providers: []split.Part{{Key: "001", Amount: 100_00}, {Key: "002", Amount: 49_99}},
		Amount:    150_00, TypeName: "cash", ID: "NH:201",
	}
	report := split.Validate(tx, split.Known{PaymentTypes: []split.PaymentType{{Name: "Cash"}}, Digits: 2})
	for _, p := range report.Problems {
		fmt.Println(p.Path, p.Rule.Code(), "got", p.Got, "want", p.Want)
		fmt.Println("  " + p.Message)
	}
	// Output:
	// tx.Providers SPLIT_SUM_MISMATCH got 149.99 want 150.00
	//   the splits do not sum to the amount: they sum to 149.99, transaction "NH:201" is 150.00 (short by 0.01 across 2 provider splits); correct the amount or a split; in proportion the splits would be 100.01 and 49.99
	// tx.TypeName UNKNOWN_PAYMENT_TYPE got "cash" want "Cash"
	//   the practice has no such payment type: "cash" is not a payment type; use "Cash" if that is meant: names match in every letter and space
}

func ExampleValidateAll() {
	txs := []split.Transaction{{Amount: 5_00, TypeName: "Cash", ID: "NH:1"}, {Amount: 7_00, TypeName: "Cash", ID: "NH:1"}}
	for _, report := range split.ValidateAll(txs, split.Known{Digits: 2}) {
		for _, p := range report.Problems {
			fmt.Println(p.Path, p.Rule.Code())
		}
	}
	// Output: txs[1].ID DUPLICATE_TRANSACTION_ID
}

func ExamplePlanPayments() {
	tx := split.Transaction{Charges: []split.Part{{Key: "701", Amount: 150_00}}, Amount: 150_00, TypeName: "Cash", ID: "AC:9"}
	_, err := split.PlanPayments(tx, split.Target{Integration: split.Dentrix}, split.Known{})
	var field *money.FieldError
	if errors.As(err, &field) {
		fmt.Println(field.Detail())
	}
	// Output: the integration needs the charge's provider, which is not given: got "701"; name the provider of that charge
}

func ExampleParseIntegration() {
	open, err := split.ParseIntegration("Open Dental")
	fmt.Println(open == split.OpenDental, err)
	_, err = split.ParseIntegration("Curve")
	fmt.Println(err)
	// Output:
	// true <nil>
	// integration: payments cannot be posted to that system
}

func ExampleReconcile() {
	tx := split.Transaction{Amount: 150_00, ID: "NH:201"}
	rows := []split.LedgerRow{{Transaction: "NH:201", Amount: -100_00}, {Transaction: "NH:7", Amount: -50_00}}
	found, err := split.Reconcile(tx, split.Seen{Rows: rows, Digits: 2})
	fmt.Println(found.State, found.Posted.Format(2), found.Difference.Format(2), err)
	fmt.Println(found.Problems[0].Message)
	// Output:
	// mismatch 100.00 -50.00 <nil>
	// the ledger does not show the transaction's amount: transaction "NH:201" is 150.00, 1 row of it comes to 100.00 (50.00 too little); find the rows that are missing or too many by their transaction id
}

func ExampleLedgerRow_Payer() {
	row := split.LedgerRow{Amount: -86_00, Claim: "c9"}
	fmt.Println(row.Payer())
	// Output: insurance
}

func ExamplePatientAmount() {
	fmt.Println(split.PatientAmount(split.ChargeClaims{Fee: 120_00, PaymentEstimates: []money.Amount{86_00}, WriteOffEstimates: []money.Amount{20_00}}))
	// Output: 1400 <nil>
}

func ExampleVerify() {
	thirds := []split.Weight{{Units: 1}, {Units: 1}, {Units: 1}}
	fmt.Println(split.Verify(100_00, thirds, split.Rule{}, []money.Amount{33_34, 33_33, 33_33}, 0))
	fmt.Println(split.Verify(100_00, thirds, split.Rule{}, []money.Amount{33_33, 33_34, 33_33}, 0))
	// Output:
	// <nil>
	// shares[1]: the shares are not those of the rule
}
