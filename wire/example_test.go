package wire_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paysplit/paysplit/wire"
)

// A family of two owes 80.00 and 35.00; the guarantor pays 100.00. The oldest
// charge comes first, whoever it belongs to.
func Example() {
	out, err := wire.Run("alloc.pay", []byte(`{
	  "today": "2026-03-02",
	  "family": [{"id": 1}, {"id": 2, "guarantor": 1}],
	  "charges": [
	    {"type": "procedure", "id": 12, "patient": 1, "provider": 9, "date": "2026-02-10", "fee": "80.00"},
	    {"type": "procedure", "id": 11, "patient": 2, "provider": 9, "date": "2026-01-15", "fee": "35.00"}
	  ],
	  "payment": {"patient": 1, "amount": "100.00"}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, end, _ := strings.Cut(string(out), `"unallocated":`)
	fmt.Println(end)
	// Output: "0.00","outstandingAfter":{"11":"0.00","12":"15.00"},"warnings":[]}
}

func ExampleRun() {
	out, err := wire.Run("schedule.dates", []byte(`{"first":"2024-01-31","frequency":"Monthly","count":3}`))
	fmt.Println(string(out), err)
	// Output: {"dates":["2024-01-31","2024-02-29","2024-03-31"]} <nil>
}

func ExampleRun_refused() {
	_, err := wire.Run("plan.schedule", []byte(`{"principal":"1000","apr":24,"payAmt":"20","today":"2026-03-02"}`))
	var e *wire.Error
	if errors.As(err, &e) {
		fmt.Println(e.Rule.Code())
		fmt.Println(e.Path)
		fmt.Println(e.Message)
	}
	// Output:
	// PAYMENT_TOO_LOW
	// payAmt
	// the payment does not exceed the interest of a period, so the plan would never be paid off: got 20.00, want more than 20.00; raise the payment above the interest, or lower the rate
}

func ExampleRunWith() {
	out, err := wire.RunWith("plan.interest", []byte(`{"balance":"76.20","apr":"10","rounding":"halfEven"}`), wire.Options{Explain: true})
	fmt.Println(string(out), err)
	// Output: {"interest":"0.64","trace":[{"step":1,"rule":"halfEven","subject":"balance","before":"76.20","after":"76.20","amount":"0.64","note":"10 % / 12"}]} <nil>
}

func ExampleError_AppendJSON() {
	_, err := wire.Run("plan.payment", []byte(`{"principal":"12.345"}`))
	var e *wire.Error
	if errors.As(err, &e) {
		fmt.Println(string(e.AppendJSON(nil)))
	}
	// Output: {"error":{"code":"AMOUNT_PRECISION","path":"principal","message":"the amount has more digits after the point than its currency: got \"12.345\"; round it to the currency's digits first"}}
}

func ExampleAppendLine() {
	line := []byte(`{"id":"a1","op":"plan.payment","input":{"principal":"643","numberOfPayments":5}}`)
	out, ok := wire.AppendLine(nil, line, 1, wire.Options{})
	fmt.Println(string(out), ok)
	// Output: {"id":"a1","result":{"payAmt":"128.60"}} true
}

func ExampleOps() {
	for _, op := range wire.Ops() {
		fmt.Println(op.Name)
	}
	// Output:
	// schedule.dates
	// plan.payment
	// plan.interest
	// plan.schedule
	// plan.dynamic
	// plan.recalculate
	// plan.principal
	// plan.overcharged
	// plan.close
	// plan.closeStatic
	// plan.prepay
	// plan.amend
	// plan.create
	// plan.issue
	// plan.status
	// plan.lock
	// plan.balance
	// alloc.pay
	// alloc.refund
	// alloc.return
	// alloc.partial
	// alloc.transfer
	// alloc.unearned
	// alloc.replay
	// alloc.update
	// split.allocate
	// split.percent
	// split.refund
	// split.validate
	// split.plan
	// split.reconcile
	// split.fill
	// split.patientAmount
	// claim.single
	// claim.batch
	// claim.update
	// claim.delete
	// claim.edit
	// claim.audit
	// checkset.validate
	// era.balance
	// era.check
}

func ExampleDescribe() {
	for _, f := range wire.Describe("schedule.dates") {
		fmt.Printf("%s: %s\n", f.Name, f.Doc)
	}
	// Output:
	// first: the first due date; every other is computed from it
	// frequency: how often it falls due (default Monthly)
	// count: how many dates
	// fifthWeekday: what OrdinalWeekday does when the first date is a fifth weekday (default fourth)
	// currency: ISO 4217 code; its digits are those of every amount (default USD)
	// digits: digits of every amount after the point; overrides the currency's
	// explain: add a trace that says why
}

func ExampleCodes() {
	rule := wire.Codes()[0]
	fmt.Println(rule.Code(), rule.Class(), rule.Error())
	// Output: AMOUNT_FORMAT malformed the text is not an amount
}
