package wire_test

import (
	"strings"
	"testing"

	"github.com/paysplit/paysplit/internal/vectors"
	"github.com/paysplit/paysplit/wire"
)

// transaction returns a document of split.validate with those members of the
// transaction.
func transaction(members string) string {
	return `{"transaction":{` + members + `},"context":{"paymentTypes":["Cash"],"usedTransactionIds":["AC:8"]}}`
}

// TestReportsOfTransactions shows whole reports, to the byte. JSON that names a key
// twice, or has text for an amount, is in no conformance file: most readers lose the
// first, and the schema refuses the second.
func TestReportsOfTransactions(t *testing.T) {
	for _, test := range []struct{ name, members, want, why string }{
		{
			"fine", `"amount":150,"type_name":"Cash","transaction_id":"AC:9"`,
			`{"ok":true,"transactionId":"AC:9","kind":"none","sum":"150.00","difference":"0.00","problems":[],"warnings":[]}`, "one payment, not split",
		},
		{
			"a key twice", `"amount":"150","provider_splits":{"001":"100","\u0030\u0030\u0031":"50"},"type_name":"Cash","transaction_id":"AC:9"`,
			`{"ok":false,"transactionId":"AC:9","kind":"provider","sum":"150.00","difference":"0.00","problems":[{"code":"DUPLICATE_SPLIT_KEY","path":"transaction.provider_splits.001",` +
				`"message":"the split names one id twice: \"001\" is number 1 and number 2; give each provider or charge one value; most decoders would silently keep the last","want":"another id","got":"\"001\""}],"warnings":[]}`,
			"both are read, also where one is written with escapes: 100.00 + 50.00 = 150.00",
		},
		{
			"words for an amount", `"amount":"150","provider_splits":{"7":"half","8":"75"},"type_name":"Cash","transaction_id":"AC:9"`,
			`{"ok":false,"transactionId":"AC:9","kind":"provider","sum":null,"difference":null,"problems":[{"code":"AMOUNT_FORMAT","path":"transaction.provider_splits.7",` +
				`"message":"the text is not an amount: got \"half\"; write digits with one point and no separators, such as \"1234.50\"","want":"an amount","got":"\"half\""}],"warnings":[]}`,
			"what cannot be read is not summed, and is no sum mismatch as well",
		},
		{
			"short", `"amount":"150","provider_splits":{"7":"100","8":"49.99"},"type_name":"Cash","transaction_id":"AC:9"`,
			`{"ok":false,"transactionId":"AC:9","kind":"provider","sum":"149.99","difference":"-0.01","problems":[{"code":"SPLIT_SUM_MISMATCH","path":"transaction.provider_splits",` +
				`"message":"the splits do not sum to the amount: they sum to 149.99, transaction \"AC:9\" is 150.00 (short by 0.01 across 2 provider splits); correct the amount or a split; in proportion the splits would be 100.01 and 49.99",` +
				`"want":"150.00","got":"149.99","difference":"-0.01"}],"warnings":[]}`,
			"100/149.99 of 150.00 is 100.0067, 49.99/149.99 is 49.9933: 100.01 and 49.99",
		},
		{
			"the difference is a split", `"amount":"150","charge_splits":{"7":"100","8":"50","9":"20"},"type_name":"Cash","transaction_id":"4711"`,
			`{"ok":false,"transactionId":"4711","kind":"charge","sum":"170.00","difference":"20.00","problems":[{"code":"SPLIT_SUM_MISMATCH","path":"transaction.charge_splits",` +
				`"message":"the splits do not sum to the amount: they sum to 170.00, transaction \"4711\" is 150.00 (over by 20.00 across 3 charge splits); take out \"9\", which is the difference",` +
				`"want":"150.00","got":"170.00","difference":"20.00"}],"warnings":[{"code":"NO_PREFIX","path":"transaction.transaction_id",` +
				`"message":"the transaction id has no prefix that names the company: got \"4711\"; begin it with one, such as \"NH:\"","want":"a prefix and a colon","got":"\"4711\""}]}`,
			"170.00 - 150.00 = 20.00, which charge 9 was given",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := wire.Run("split.validate", []byte(transaction(test.members)))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got  %s\nwant %s\nwhy  %s", got, test.want, test.why)
			}
		})
	}
}

// TestProblemsPointIntoTheDocument resolves the path of every problem of every kind.
func TestProblemsPointIntoTheDocument(t *testing.T) {
	codes := map[string]bool{}
	for _, members := range []string{
		``,
		`"amount":"0","provider_splits":{"1":"0","2":"x","3":"-5"},"charge_splits":{"9":"1"},"type_name":"Gold","transaction_id":"AC:8"`,
		`"amount":"5","provider_splits":{"1":"5","1":"-5","":"5.001"},"payment_type_id":"7","transaction_id":"` + strings.Repeat("x", 51) + `","claim_id":1,"insurance_plan_id":2`,
		`"amount":"x","charge_splits":{"a":"92233720368547758.07","b":"92233720368547758.07"}`,
		`"amount":"1","charge_splits":{"a":"92233720368547758.07","b":"92233720368547758.07"}`,
		`"payment_transaction":{"amount":"1","charge_splits":{"a":"2"}}`,
	} {
		document := transaction(members)
		out, err := wire.Run("split.validate", []byte(document))
		if err != nil {
			t.Fatal(err)
		}
		report := decodeAny(t, out)
		for _, list := range []string{"problems", "warnings"} {
			for _, each := range report[list].([]any) {
				p := each.(map[string]any)
				codes[p["code"].(string)] = true
				missing := p["code"] == "MISSING_FIELD" || p["code"] == "PAYMENT_TYPE_REQUIRED" || p["code"] == "ZERO_AMOUNT"
				if path := p["path"].(string); !resolves(t, path, document, missing) {
					t.Errorf("%s: %q leads nowhere in %s", p["code"], path, document)
				}
				if message := p["message"].(string); !strings.Contains(message, "; ") || strings.Contains(message, "%!") {
					t.Errorf("%s does not say what would fix it: %s", p["code"], message)
				}
			}
		}
	}
	const kinds = 16
	if len(codes) < kinds {
		t.Errorf("only %d kinds of problem were seen: %v", len(codes), codes)
	}
}

// TestProblemsStandInTheOrderOfTheDocument turns a document round.
func TestProblemsStandInTheOrderOfTheDocument(t *testing.T) {
	members := []string{`"provider_splits":{"1":"0"}`, `"amount":"x"`, `"type_name":"Gold"`, `"transaction_id":"AC:8"`}
	want := []string{"ZERO_SPLIT", "AMOUNT_FORMAT", "UNKNOWN_PAYMENT_TYPE", "DUPLICATE_TRANSACTION_ID"}
	for turn := range members {
		order := append(append([]string{}, members[turn:]...), members[:turn]...)
		out, err := wire.Run("split.validate", []byte(transaction(strings.Join(order, ","))))
		if err != nil {
			t.Fatal(err)
		}
		got, _ := vectors.Computed("codes(problems)", decodeAny(t, out))
		for i, code := range got.([]any) {
			if code != want[(turn+i)%len(want)] {
				t.Errorf("%v: got %v", order, got)
			}
		}
	}
}

var badShares = []badInput{
	{"nobody to share with", "split.allocate", `{"amount":1,"weights":[]}`, "NO_WEIGHTS", "weights", ""},
	{"a weight below zero", "split.allocate", `{"amount":1,"weights":["1","-0.5"]}`, "NEGATIVE_WEIGHT", "weights[1]", ""},
	{"a weight in words", "split.allocate", `{"amount":1,"weights":["half"]}`, "WEIGHT_FORMAT", "weights[0]", `got "half"`},
	{"a weight past 64 bits", "split.allocate", `{"amount":1,"weights":["1","1e30"]}`, "WEIGHT_RANGE", "weights[1]", ""},
	{"weights too far apart", "split.allocate", `{"amount":1,"weights":["0.5","1e18"]}`, "WEIGHT_RANGE", "weights[1]", ""},
	{"weights of zero", "split.allocate", `{"amount":1,"weights":["0","0"]}`, "ZERO_WEIGHT_SUM", "weights", ""},
	{"half a step", "split.allocate", `{"amount":"1.02","weights":["1"],"step":"0.05"}`, "STEP_MISMATCH", "amount", "got 1.02"},
	{"a step below zero", "split.allocate", `{"amount":"1","weights":["1"],"step":"-0.05"}`, "NEGATIVE_AMOUNT", "step", ""},
	{"caps that hold too little", "split.allocate", `{"amount":"1","weights":["1"],"max":["0.50"]}`, "CAP_INFEASIBLE", "amount", "got 1.00, want at most 0.50"},
	{"a cap below zero", "split.allocate", `{"amount":"1","weights":["1"],"max":["-0.50"]}`, "NEGATIVE_AMOUNT", "max[0]", ""},
	{"a cap for nobody", "split.allocate", `{"amount":"1","weights":["1"],"max":["1","1"]}`, "BAD_COUNT", "max", ""},
	{"a party that is not there", "split.allocate", `{"amount":"1","weights":["1"],"policy":"to:1"}`, "PARTY_UNKNOWN", "policy", ""},
	{"a policy that does not exist", "split.allocate", `{"amount":"1","weights":["1"],"policy":"largest-remainer"}`, "UNKNOWN_VALUE", "policy", `did you mean "largest-remainder"?`},
	{"a policy without its number", "split.allocate", `{"amount":"1","weights":["1"],"policy":"to"}`, "UNKNOWN_VALUE", "policy", ""},
	{"percents that do not sum", "split.percent", `{"amount":"1","percents":["60","39.9"]}`, "PERCENT_SUM", "percents", "they total 99.9, need 100 (0.1 unassigned)"},
	{"two rests", "split.percent", `{"amount":"1","percents":["rest","rest"]}`, "PERCENT_REST", "percents[1]", ""},
	{"a rest of less than nothing", "split.percent", `{"amount":"0.01","percents":["50","50","rest"],"rounding":"up"}`, "REST_NEGATIVE", "percents[2]", "round the shares down"},
	{"more than was paid", "split.refund", `{"amount":"3","original":["1","1"]}`, "OVER_REFUND", "amount", "got 3.00, want at most 2.00, difference 1.00"},
	{"a party that gave back too much", "split.refund", `{"amount":"1","original":["1","1"],"refunded":["2","0"]}`, "OVER_REFUND", "refunded[0]", ""},
	{"a refund of the other sign", "split.refund", `{"amount":"-1","original":["1","1"]}`, "REFUND_SIGN", "amount", ""},
	{"refunds of nobody", "split.refund", `{"amount":"1","original":["1","1"],"refunded":["1"]}`, "BAD_COUNT", "refunded", ""},
}

var badTransactions = []badInput{
	{"no transaction", "split.validate", `{}`, "MISSING_FIELD", "transaction", ""},
	{"a list for the splits", "split.validate", transaction(`"provider_splits":[1]`), "WRONG_TYPE", "transaction.provider_splits", "got a list, want an object"},
	{"an object for a split", "split.validate", transaction(`"provider_splits":{"1":{}}`), "WRONG_TYPE", "transaction.provider_splits.1", "want an amount"},
	{"a name that NexHealth does not know", "split.validate", transaction(`"amout":1`), "UNKNOWN_FIELD", "transaction.amout", `did you mean "amount"?`},
	{"camelCase inside a transaction", "split.validate", transaction(`"transactionId":"AC:9"`), "UNKNOWN_FIELD", "transaction.transactionId", `did you mean "transaction_id"?`},
	{"an amount twice", "split.validate", transaction(`"amount":1,"amount":2`), "DUPLICATE_KEY", "transaction.amount", ""},
	{"a day that does not exist", "split.validate", transaction(`"paid_at":"2025-02-29"`), "DATE_FORMAT", "transaction.paid_at", ""},
	{"a day and letters", "split.validate", transaction(`"paid_at":"2025-02-28x"`), "DATE_FORMAT", "transaction.paid_at", ""},
	{"fields inside the wrapper and beside it", "split.validate", transaction(`"payment_transaction":{"amount":1},"amount":1`), "DUPLICATE_KEY", "transaction.payment_transaction", "inside it and beside it"},
	{"a wrapper in a wrapper", "split.validate", transaction(`"payment_transaction":{"payment_transaction":{}}`), "UNKNOWN_FIELD", "transaction.payment_transaction.payment_transaction", ""},
	{"a transaction and a list", "split.validate", `{"transaction":{},"transactions":[{}]}`, "DUPLICATE_KEY", "transactions", ""},
	{"a currency that does not exist", "split.validate", transaction(`"currency":"DOLLARS"`), "CURRENCY_UNKNOWN", "transaction.currency", "digits"},
	{"a wrapped currency that does not exist", "split.validate", transaction(`"payment_transaction":{"currency":"DOLLARS"}`), "CURRENCY_UNKNOWN", "transaction.payment_transaction.currency", ""},
	{"two currencies", "split.validate", `{"currency":"JPY","transaction":{"currency":"USD"}}`, "CURRENCY_CONFLICT", "transaction.currency", "the amounts are in JPY"},
	{"a ledger in another currency", "split.reconcile", `{"transaction":{"transaction_id":"A:1","amount":1},"ledger":[{"transaction_id":"A:1","amount":"-1","currency":"EUR"}]}`, "CURRENCY_CONFLICT", "ledger[0].currency", "the amounts are in USD"},
	{"no integration", "split.plan", transaction(`"amount":1`), "MISSING_FIELD", "integration", ""},
	{"a system without payments", "split.plan", `{"transaction":{"amount":1},"integration":"curve"}`, "UNSUPPORTED_EHR", "integration", `got "curve"`},
	{"a posting that does not sum", "split.plan", `{"transaction":{"amount":"3","charge_splits":{"x.y":"1"},"type_name":"Cash","transaction_id":"A:1"},"integration":"opendental"}`, "SPLIT_SUM_MISMATCH", "transaction.charge_splits", "short by 2.00"},
	{"a charge without its provider", "split.plan", `{"payment_transaction":{"amount":"1","charge_splits":{"9":"1"},"type_name":"Cash","transaction_id":"A:1"},"integration":"dentrix"}`, "CHARGE_PROVIDER_UNKNOWN", "payment_transaction.charge_splits.9", `got "9"`},
	{"a charge with a point in its id", "split.plan", `{"transaction":{"amount":"1","charge_splits":{"x.y[0]":"1"},"type_name":"Cash","transaction_id":"A:1"},"integration":"dentrix"}`, "CHARGE_PROVIDER_UNKNOWN", `transaction.charge_splits["x.y[0]"]`, `got "x.y[0]"`},
	{"an object for a split with a blank id", "split.validate", transaction(`"provider_splits":{" ":{}}`), "WRONG_TYPE", `transaction.provider_splits[" "]`, "want an amount"},
	{"a charge's provider twice", "split.plan", `{"transaction":{},"integration":"dentrix","chargeProvider":{"9":"1","9":"2"}}`, "DUPLICATE_KEY", "chargeProvider.9", ""},
	{"a webhook's other word", "split.reconcile", `{"transaction":{},"webhook":"done"}`, "UNKNOWN_VALUE", "webhook", "want complete, failed"},
	{"no id to reconcile by", "split.reconcile", `{"transaction":{"amount":1}}`, "MISSING_FIELD", "transaction.transaction_id", ""},
	{"no amount to reconcile with", "split.reconcile", `{"transaction":{"transaction_id":"A:1","amount":0}}`, "ZERO_AMOUNT", "transaction.amount", ""},
	{"an amount that cannot be read", "split.reconcile", `{"transaction":{"transaction_id":"A:1","amount":"x"}}`, "AMOUNT_FORMAT", "transaction.amount", ""},
	{"a ledger past 64 bits", "split.reconcile", `{"transaction":{"transaction_id":"A:1","amount":1},"ledger":[{"transaction_id":"A:1","amount":"-92233720368547758.07"},{"transaction_id":"A:1","amount":"-92233720368547758.07"}]}`, "AMOUNT_OVERFLOW", "ledger[1].amount", ""},
	{"a charge due less than nothing", "split.fill", `{"amount":1,"charges":[{"id":"1","date":"2025-01-01","due":"-1"}]}`, "NEGATIVE_AMOUNT", "charges[0].due", "got -1.00"},
	{"a charge without a date", "split.fill", `{"amount":1,"charges":[{"id":"1","due":"1"}]}`, "DATE_REQUIRED", "charges[0].date", ""},
	{"a charge without an id", "split.fill", `{"amount":1,"charges":[{"date":"2025-01-01"}]}`, "MISSING_FIELD", "charges[0].id", ""},
	{"more than the charges take", "split.fill", `{"amount":"2","whole":true,"charges":[{"id":"1","date":"2025-01-01","due":"1"}]}`, "UNAPPLIED_AMOUNT", "amount", "got 2.00, want at most 1.00, difference 1.00"},
	{"a fee below zero", "split.patientAmount", `{"fee":"-1"}`, "NEGATIVE_AMOUNT", "fee", "got -1.00"},
	{"a negative write-off", "split.patientAmount", `{"fee":"1","writeOff":["0","-1"]}`, "NEGATIVE_AMOUNT", "writeOff[1]", ""},
}
