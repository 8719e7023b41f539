package main

import (
	"strings"
	"testing"
)

// checkSetDocument is a set with one payment, whose words a test replaces.
const checkSetDocument = `{"claim":{"id":"cc:55","state":"open","validationLevel":"payment"},"exposures":[{"id":"cc:58","state":"open","validationLevel":"payment"}],
 "payments":[{"paymentType":"final","currency":"usd","lineItems":[{"amount":"500.00","currency":"usd"}],"reserveLine":{"costType":"claimcost","costCategory":"body","exposure":"cc:58","reservingCurrency":"usd"}}],
 "payees":[{"contact":"cc:613","payeeType":"insured"}],"paymentMethod":"eft",
 "reserves":[{"exposure":"cc:58","costType":"claimcost","costCategory":"body","reservingCurrency":"usd","available":"400.00"}],
 "options":{"paymentLimit":"450.00"}}`

// TestCheckSetTable shows what an adjuster reads of a set that is ok and has to be
// approved.
func TestCheckSetTable(t *testing.T) {
	out, errOut, status := command(t, checkSetDocument, "checkset", "validate", "--format", "table")
	want := `Ok, after approval: the check set of 500.00 usd

Check 1 to cc:613 by eft
#  Payment  From                      Lines      Amount
─────────────────────────────────────────────────────────
1  final    claimcost/body on cc:58  500.00  500.00 usd
─────────────────────────────────────────────────────────
   Total                                     500.00 usd

Reserves
Reserve line             Currency  Available  Asked for    Over  Left  Offset
───────────────────────────────────────────────────────────────────────────────
claimcost/body on cc:58  usd          400.00     500.00  100.00  0.00  100.00

Warnings
#  Where          Want     Got  Difference  What is wrong, and what would mend it
──────────────────────────────────────────────────────────────────────────────────────────────
1  payments[0]  400.00  500.00      100.00  a final payment exceeds what is available on the
                                            reserve line: final of 500.00 usd brings
                                            claimcost/body on cc:58 to 500.00, 100.00 over
                                            the 400.00 available; raise the reserve first if
                                            the difference is not meant
                                            (FINAL_EXCEEDS_AVAILABLE_RESERVES)

Needs approval: payments[0], 500.00 usd; the limit is 450.00
`
	if out != want || errOut != "" || status != exitOK {
		t.Errorf("status %d, %s\n%s\nwant\n%s", status, errOut, out, want)
	}
}

// TestAReportThatIsNotOK shows the exit status of a report with problems, which goes
// to standard output in every format.
func TestAReportThatIsNotOK(t *testing.T) {
	document := strings.Replace(checkSetDocument, `"final"`, `"partial"`, 1)
	for format, want := range map[string]string{
		"json": `"code":"EXCEEDS_AVAILABLE_RESERVES"`, "table": "Not ok: 1 problem in the check set of 500.00 usd\n",
		"csv": "EXCEEDS_AVAILABLE_RESERVES,payments[0],", "html": "EXCEEDS_AVAILABLE_RESERVES",
	} {
		out, errOut, status := command(t, document, "checkset", "validate", "--format", format)
		if !strings.Contains(out, want) || errOut != "" || status != exitRefused {
			t.Errorf("%s: status %d, no %q in %s%s", format, status, want, out, errOut)
		}
	}
}

// TestCheckSetTotals shows what stands in the place of a sum that there is not, and
// a check that is made out to nobody.
func TestCheckSetTotals(t *testing.T) {
	document := strings.Replace(checkSetDocument, `"amount":"500.00",`, ``, 1)
	document = strings.Replace(document, `"contact":"cc:613",`, ``, 1)
	out, _, _ := command(t, document, "checkset", "validate", "--format", "table")
	for _, want := range []string{"Not ok: 2 problems in the check set\n", "   Total", "not known", "Check 1 to nobody by eft\n", "payments[0].lineItems[0].amount"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if !strings.Contains(out, "usd          400.00  not known  not known  not known  not known\n") {
		t.Errorf("what is left of a line is known in\n%s", out)
	}
}
