package claimcheck_test

import (
	"fmt"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// A week of claims, as the front desk has received them.
func week() []claimcheck.ClaimProc {
	return []claimcheck.ClaimProc{
		{ID: 7011, Claim: 2547, Amount: 150_00, Status: claimcheck.Received},
		{ID: 7012, Claim: 2547, Amount: 62_50, Status: claimcheck.Received},
		{ID: 7021, Claim: 2568, Amount: 118_35, Status: claimcheck.Received},
		{ID: 7022, Claim: 2568, Amount: -18_00, Status: claimcheck.Supplemental},
		{ID: 7031, Claim: 2591, Amount: 100_00, Status: claimcheck.Received},
	}
}

// A check of 350.35 comes for three claims. It is short; the office stores it as
// partial, asks the insurer, and learns that 62.50 will follow with another check.
// The row goes onto that one, and the first check is final.
func Example() {
	rows := week()
	var k claimcheck.Checker
	var v claimcheck.Verdict
	if err := k.Batch(&v, claimcheck.BatchCheck{Claims: []int64{2547, 2568, 2591}, Amount: 350_35}, rows, claimcheck.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	claims, err := k.AppendClaims(nil, &v, rows)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range claims {
		fmt.Printf("claim %d  %d rows  %7s\n", c.Claim, c.Counted, c.Sum.Format(2))
	}
	fmt.Println("sum", v.Sum.Format(2), "difference", v.Difference.Format(2), "partial", v.Partial)
	for _, h := range v.Hints {
		fmt.Println(h.Message(2, 2))
	}
	for i := range rows {
		if rows[i].ID != 7012 {
			rows[i].ClaimPayment = 905
		}
	}
	stored := claimcheck.Stored{ID: 905, Amount: 350_35, Partial: true}
	if err := k.Update(&v, stored, claimcheck.Update{Amount: 350_35, Given: true}, rows, claimcheck.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("later: sum", v.Sum.Format(2), "partial", v.Partial)
	// Output:
	// claim 2547  2 rows   212.50
	// claim 2568  2 rows   100.35
	// claim 2591  1 rows   100.00
	// sum 412.85 difference -62.50 partial true
	// claim procedure 7012 (62.50, claim 2547) is the whole difference: the check may not pay it
	// later: sum 350.35 partial false
}

func ExampleSingle() {
	rows := week()[:2]
	v, err := claimcheck.Single(claimcheck.SingleCheck{Claim: 2547, Status: claimcheck.ClaimReceived, Amount: 212_05}, rows, claimcheck.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range v.Problems {
		fmt.Println(p.Message(2))
	}
	for _, h := range v.Hints {
		fmt.Println(h.Message(2, 2))
	}
	// Output:
	// the check does not match its claim procedures: got 212.05, want 212.50, short by 0.45 (the sum of 2 claim procedures); correct the amount of the check, or the insPayAmt of its claim procedures
	// the check would tie at 212.50: two digits of 212.05 may have changed places
	// claim procedure 7012 (62.50, claim 2547) would tie at 62.05: two of its digits may have changed places
}

func ExampleBatch() {
	v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{2547}, Amount: 212_50}, week(), claimcheck.Options{})
	fmt.Println(v.Attach(), v.Partial, len(v.Excluded), v.Excluded[0].Reason, err)
	// Output: [7011 7012] false 3 other-claim <nil>
}

func ExampleChecker_Single() {
	var k claimcheck.Checker
	var v claimcheck.Verdict
	err := k.Single(&v, claimcheck.SingleCheck{Claim: 2591, Status: "W", Amount: 100_00}, week(), claimcheck.Options{})
	fmt.Println(v.OK(), v.Problems[0].Rule.Code(), v.Attach(), err)
	// Output: false CLAIM_NOT_RECEIVED [] <nil>
}

func ExampleChecker_Batch() {
	var k claimcheck.Checker
	var v claimcheck.Verdict // both are used again for the next check
	for _, amount := range []money.Amount{100_00, 100_01} {
		err := k.Batch(&v, claimcheck.BatchCheck{Claims: []int64{2591}, Amount: amount}, week(), claimcheck.Options{})
		fmt.Println(v.Attach(), v.Partial, v.Difference.Format(2), err)
	}
	// Output:
	// [7031] false 0.00 <nil>
	// [7031] true 0.01 <nil>
}

func ExampleChecker_AppendClaims() {
	var k claimcheck.Checker
	var v claimcheck.Verdict
	if err := k.Batch(&v, claimcheck.BatchCheck{Claims: []int64{2568, 2547}, Amount: 312_85}, week(), claimcheck.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	claims, err := k.AppendClaims(nil, &v, week())
	for _, c := range claims {
		fmt.Println(c.Claim, c.Counted, c.Sum.Format(2))
	}
	fmt.Println(err)
	// Output:
	// 2568 2 100.35
	// 2547 2 212.50
	// <nil>
}

func ExampleChecker_Update() {
	rows := []claimcheck.ClaimProc{{ID: 1, Claim: 5, ClaimPayment: 1822, Amount: 300_00, Status: claimcheck.Received}}
	stored := claimcheck.Stored{ID: 1822, Amount: 300_00, Deposit: 9867}
	var k claimcheck.Checker
	var v claimcheck.Verdict
	err := k.Update(&v, stored, claimcheck.Update{Amount: 310_00, Given: true}, rows, claimcheck.Options{})
	fmt.Println(v.Problems[0].Message(2), err)
	// Output: the amount of a check on a deposit cannot change: got 310.00, want 300.00, over by 10.00 (it is on a deposit); take the check off its deposit first, or give the amount that is wanted <nil>
}

func ExampleChecker_Delete() {
	var k claimcheck.Checker
	var d claimcheck.Deletion
	err := k.Delete(&d, claimcheck.Stored{ID: 124, Deposit: 9867, EOBs: 2}, nil, claimcheck.Relax{})
	for _, p := range d.Problems {
		fmt.Println(p.Message(2))
	}
	fmt.Println(err)
	// Output:
	// a check on a deposit cannot be deleted: got deposit 9867, want none; take the check off its deposit first
	// a check with an EOB cannot be deleted: got 2 EOBs, want none; remove its EOBs first
	// <nil>
}

func ExampleEdit() {
	row := claimcheck.ClaimProc{ID: 1, Claim: 5, ClaimPayment: 897, Amount: 95_00, Status: claimcheck.Received}
	row, problems, err := claimcheck.Edit(row, claimcheck.RowEdit{Amount: 96_00, AmountGiven: true})
	fmt.Println(row.Amount.Format(2), problems[0].Rule.Code(), err)
	// Output: 95.00 INSPAYAMT_LOCKED <nil>
}

func ExampleChecker_Audit() {
	rows := week()
	rows[0].ClaimPayment = 905
	var k claimcheck.Checker
	var a claimcheck.Audit
	err := k.Audit(&a, []claimcheck.Stored{{ID: 905, Amount: 212_50}}, rows[:2], claimcheck.AuditOptions{})
	for _, p := range a.Problems {
		fmt.Println(p.Message(2))
	}
	for _, h := range a.Hints {
		fmt.Println(h.Message(2, 2))
	}
	fmt.Println(a.Unfinalized[0].Claim, a.Unfinalized[0].Amount.Format(2), err)
	// Output:
	// claim payment 905: the check is final and does not match the claim procedures that are attached to it: got 212.50, want 150.00, over by 62.50 (the sum of 1 claim procedure); mark it partial, and attach or correct what is missing
	// claim procedure 7012 (62.50, claim 2547) would make it tie, but it is not attached to this check
	// 2547 62.50 <nil>
}

func ExampleStatuses_Has() {
	fmt.Println(claimcheck.PaidStatuses.Has(claimcheck.CapComplete), claimcheck.ERAStatuses.Has(claimcheck.CapComplete))
	// Output: true false
}

func ExampleReason_Because() {
	fmt.Println(claimcheck.AlreadyAttached, "means that", claimcheck.AlreadyAttached.Because())
	// Output: already-attached means that a check has paid it already
}
