package fuzz_test

import (
	"encoding/json"
	"math/big"
	"strings"

	"pgregory.net/rapid"
)

// conserved is what must hold of the result of an operation, whatever the document was:
// what comes in goes out, and nothing else does. An operation that is not here has no
// sum of its own; every row of every result is looked at by parts.
var conserved = map[string]func(t rapid.TB, result, doc map[string]any){
	"alloc.pay": splitsAreThePayment, "alloc.refund": splitsAreThePayment, "alloc.return": splitsAreThePayment, "alloc.partial": splitsAreThePayment,
	"alloc.transfer": splitsAreThePayment, "alloc.unearned": splitsAreThePayment,
	"plan.schedule": rowsAreTheCost, "plan.recalculate": rowsAreTheCost,
	"plan.balance":   movesAreNothing,
	"plan.prepay":    prepaymentIsSpent,
	"split.allocate": sharesAreTheAmount, "split.percent": sharesAreTheAmount, "split.refund": sharesAreTheAmount,
	"split.fill": chargesAreFilled, "split.plan": paymentsAreTheSum,
	"claim.single": verdictAddsUp, "claim.batch": verdictAddsUp,
}

// checkConserved checks the result of an operation.
func checkConserved(t rapid.TB, op string, out, doc []byte) {
	t.Helper()
	result, _ := tree(out).(map[string]any)
	if result == nil {
		t.Fatalf("%s: the answer is not a JSON object: %s", op, out)
	}
	delete(result, "trace")
	parts(t, result)
	if hold := conserved[op]; hold != nil {
		input, _ := tree(doc).(map[string]any)
		hold(t, result, input)
	}
}

// tree reads JSON with numbers as their text; nil if it is none.
func tree(text []byte) (v any) {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// given returns a member of an object, whatever the case of its first letter.
func given(v any, name string) any {
	members, _ := v.(map[string]any)
	if member := members[name]; member != nil {
		return member
	}
	return members[strings.ToUpper(name[:1])+name[1:]]
}

// parts checks that whatever has principal, interest and amount, has them add up.
func parts(t rapid.TB, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, row := range v {
			parts(t, row)
		}
	case map[string]any:
		if v["principal"] != nil && v["interest"] != nil && v["amount"] != nil {
			equal(t, "principal and interest", plus(amountIn(t, v["principal"]), amountIn(t, v["interest"])), amountIn(t, v["amount"]))
		}
		for _, member := range v {
			parts(t, member)
		}
	}
}

// amountIn reads an amount of a document: text or a number.
func amountIn(t rapid.TB, v any) *big.Rat {
	t.Helper()
	text, _ := v.(string)
	if n, ok := v.(json.Number); ok {
		text = n.String()
	}
	a, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%v is no amount", v)
	}
	return a
}

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func equal(t rapid.TB, what string, got, want *big.Rat) {
	t.Helper()
	if got.Cmp(want) != 0 {
		t.Fatalf("%s: %v, want %v", what, got.FloatString(4), want.FloatString(4))
	}
}

// total sums a member of the rows of a list.
func total(t rapid.TB, rows any, member string) *big.Rat {
	t.Helper()
	sum := new(big.Rat)
	list, _ := rows.([]any)
	for _, row := range list {
		sum = plus(sum, amountIn(t, row.(map[string]any)[member]))
	}
	return sum
}

func splitsAreThePayment(t rapid.TB, result, doc map[string]any) {
	t.Helper()
	if given(given(doc, "options"), "suggestOnly") != nil {
		return // what completes a suggestion is left out
	}
	payment, _ := result["payment"].(map[string]any)
	equal(t, "the splits", total(t, result["splits"], "amount"), amountIn(t, payment["amount"]))
	after, _ := result["outstandingAfter"].(map[string]any)
	for _, text := range after {
		amountIn(t, text)
	}
}

func rowsAreTheCost(t rapid.TB, result, _ map[string]any) {
	t.Helper()
	equal(t, "the interest of the rows", total(t, result["rows"], "interest"), amountIn(t, result["totalInterest"]))
	equal(t, "the rows", total(t, result["rows"], "amount"), amountIn(t, result["totalCost"]))
	rows, _ := result["rows"].([]any)
	balance := new(big.Rat)
	for i := len(rows) - 1; i >= 0; i-- {
		row := rows[i].(map[string]any)
		equal(t, "the balance", amountIn(t, row["balance"]), balance)
		balance = plus(balance, amountIn(t, row["principal"]))
	}
}

func movesAreNothing(t rapid.TB, result, _ map[string]any) {
	t.Helper()
	equal(t, "the moves", total(t, result["moves"], "amount"), new(big.Rat))
	equal(t, "net", amountIn(t, result["net"]), new(big.Rat))
}

func prepaymentIsSpent(t rapid.TB, result, doc map[string]any) {
	t.Helper()
	if paid := doc["paid"]; paid != nil {
		equal(t, "the prepayment", plus(amountIn(t, result["appliedToPlan"]), amountIn(t, result["toRegularUnearned"])), amountIn(t, paid))
	}
}

func sharesAreTheAmount(t rapid.TB, result, doc map[string]any) {
	t.Helper()
	sum := amountIn(t, result["remainder"])
	shares, _ := result["shares"].([]any)
	for _, share := range shares {
		sum = plus(sum, amountIn(t, share))
	}
	want := new(big.Rat)
	if doc["amount"] != nil {
		want = amountIn(t, doc["amount"])
	}
	equal(t, "shares and remainder", sum, want)
}

func chargesAreFilled(t rapid.TB, result, doc map[string]any) {
	t.Helper()
	if doc["amount"] != nil {
		equal(t, "the splits and what is left", plus(total(t, result["splits"], "amount"), amountIn(t, result["unapplied"])), amountIn(t, doc["amount"]))
	}
}

func paymentsAreTheSum(t rapid.TB, result, _ map[string]any) {
	t.Helper()
	if result["ok"] == true {
		equal(t, "the payments", total(t, result["payments"], "amount"), amountIn(t, result["sum"]))
	}
}

func verdictAddsUp(t rapid.TB, result, _ map[string]any) {
	t.Helper()
	equal(t, "the claims", total(t, result["claims"], "sum"), amountIn(t, result["rawSum"]))
}
