package main

import (
	"strings"
	"testing"
)

const posted = `"transaction":{"transaction_id":"NH:201","amount":"150","provider_splits":{"001":"100","002":"50"}}`

// splitWords are what a person reads of the operations on splits.
var splitWords = []struct {
	verb, input, want string
	status            int
	why               string
}{
	{"allocate", `{"amount":"1234.56","weights":["1","1"],"policy":"separate","step":"0.05","max":["100",null]}`, "", exitRefused, "1234.56 is no multiple of 0.05"},
	{"allocate", `{"amount":"100","weights":["1","1","1"],"policy":"separate"}`, `Party  Share  Why
────────────────────────────────────────────────────────
    0  33.33  weight 1: its exact share in whole units
    1  33.33  weight 1: its exact share in whole units
    2  33.33  weight 1: its exact share in whole units
        0.01  left over: nobody gets it
`, exitOK, "three times 33.33 is 99.99"},
	{"fill", `{"amount":"1000","charges":[{"id":"7","date":"2025-01-15","due":"80"}]}`, `#  Charge                    Due   Paid  Left
───────────────────────────────────────────────
1  charge 7 of 2025-01-15  80.00  80.00  0.00

Order: the oldest charge first; on one day the lower id.
Left of the payment: 920.00
`, exitOK, "1,000.00 - 80.00"},
	{"fill", `{"amount":"1000"}`, `Order: the oldest charge first; on one day the lower id.
Left of the payment: 1,000.00
`, exitOK, "no charge, no table"},
	{"patientAmount", `{"fee":"895.50","writeOffs":["100"]}`, `                        Amount
────────────────────────────────
the fee                 895.50
the office gave it up  -100.00
────────────────────────────────
The patient's part      795.50
`, exitOK, "895.50 - 100.00"},
	{"plan", `{"transaction":{"transaction_id":"NH:201","amount":"1500","type_name":"Cash"},"integration":"dentrix","refund":true}`, `Transaction NH:201 becomes 1 adjustment, 1,500.00 in all

#    Amount  In the ledger  Why
───────────────────────────────────────
1  1,500.00       1,500.00  not split
`, exitOK, "a refund in Dentrix; columns that say nothing are left out"},
	{"reconcile", `{` + posted + `,"ledger":[{"id":9,"transaction_id":"NH:201","amount":"-100","provider_id":"001","claim_id":4}]}`, `Transaction NH:201: the ledger differs; posted 100.00, difference -50.00

Rows of the transaction
Row  Id  Provider   Amount  Paid by
───────────────────────────────────────
  0  9   001       -100.00  insurance

Planned and not found
Provider  Amount
──────────────────
002        50.00

#  Problem              Where      Got    Want  Difference
────────────────────────────────────────────────────────────
1  LEDGER_SUM_MISMATCH  ledger  100.00  150.00      -50.00

1. the ledger does not show the transaction's amount: transaction "NH:201" is 150.00, 1 row of it comes to 100.00 (50.00 too little); find the rows that are missing or too many by their transaction id
`, exitRefused, "100.00 - 150.00 = -50.00; a report that is not ok ends with status 1"},
	{"reconcile", `{` + posted + `}`, "Transaction NH:201: not posted yet; posted 0.00, difference -150.00\n", exitOK, "nothing is missing yet"},
	{"validate", `{"transaction":{"transaction_id":"201","amount":"150","type_name":"Cash"}}`, `Transaction 201 can be posted: 150.00
Warning: transaction.transaction_id: the transaction id has no prefix that names the company: got "201"; begin it with one, such as "NH:"
`, exitOK, "a warning refuses nothing"},
	{"validate", `{"transactions":[{"transaction_id":"A:1","amount":"1","type_name":"Cash"},{"transaction_id":"A:1","amount":"x"}]}`, `Transaction A:1 can be posted: 1.00

Transaction A:1 cannot be posted: 3 problems

#  Problem                   Where                             Got                          Want
──────────────────────────────────────────────────────────────────────────────────────────────────
1  DUPLICATE_TRANSACTION_ID  transactions[1].transaction_id  "A:1"            an id that is free
2  AMOUNT_FORMAT             transactions[1].amount            "x"                     an amount
3  PAYMENT_TYPE_REQUIRED     transactions[1].type_name              payment_type_id or type_name

1. the transaction id is taken: got "A:1"; give each transaction an id of its own: it is what its payments are found by
2. the text is not an amount: got "x"; write digits with one point and no separators, such as "1234.50"
3. the payment type is missing; give payment_type_id or type_name
`, exitRefused, "a report each"},
}

// TestSplitsInWords shows the tables of splits.
func TestSplitsInWords(t *testing.T) {
	for _, test := range splitWords {
		out, errOut, status := command(t, test.input, "split", test.verb, "--format", "table")
		if out != test.want || status != test.status {
			t.Errorf("%s: %s: status %d\n%s%s\nwant\n%s", test.verb, test.why, status, out, errOut, test.want)
		}
	}
}

// TestAReportThatIsNotOkEndsWithStatusOne in every format, on standard output.
func TestAReportThatIsNotOkEndsWithStatusOne(t *testing.T) {
	for _, format := range []string{"table", "json", "csv", "html"} {
		out, errOut, status := command(t, `{"transaction":{}}`, "split", "validate", "--format", format)
		if status != exitRefused || errOut != "" || !strings.Contains(out, "ZERO_AMOUNT") {
			t.Errorf("%s: status %d, %s, %s", format, status, out, errOut)
		}
	}
}
