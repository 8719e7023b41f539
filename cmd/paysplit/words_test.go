package main

import "testing"

const production = `"production":[{"id":5,"amount":"400","complete":true},{"id":6,"amount":"90"}]`

// planWords are what a person reads of the operations on plans.
var planWords = []struct{ verb, input, want, why string }{
	{"status", `{` + production + `,"charges":[{"date":"2026-10-04","production":5,"principal":"100","interest":"4"}],"splits":[{"amount":"30"}],"today":"2026-11-01"}`,
		`Due now             74.00
Past due            74.00
Paid ahead          0.00
Balance             74.00
Principal paid      26.00
Interest paid       4.00
Not charged yet     300.00
Next due            none
Can be closed       no
What keeps it open  charges are not paid, charges are still expected, treatment waits to be done
`, "104.00 charged less 30.00; the reasons as sentences"},
	{"close", `{` + production + `,"charges":[{"date":"2026-12-04","production":5,"principal":"100"}],"today":"2026-11-04"}`,
		`Charged at once
Date        Production  Type       Kind       Principal  Amount
─────────────────────────────────────────────────────────────────
2026-11-04           5  procedure  close-out     300.00  300.00
Let go
Id  Type
───────────────
 6  procedure
Due today instead of later
Production  Type       From        To          Principal
──────────────────────────────────────────────────────────
         5  procedure  2026-12-04  2026-11-04     100.00
Charged in all  400.00
Due now         400.00
Overpaid        0.00
`, "400.00 less 100.00 is charged at once, and procedure 6 has no charge"},
	{"dynamic", `{` + production + `,"payAmt":"200","downPayment":"50","firstPayment":"2026-12-04","today":"2026-11-04","note":"by card"}`,
		`2 payments of 200.00, the last 150.00
The whole plan: principal 490.00, interest 0.00, total cost 490.00
Completed so far: 400.00; the rest is charged, with its interest, once it is done

   #  Due         For          Principal  Interest  Payment  Not charged
──────────────────────────────────────────────────────────────────────────
down  2026-11-04  procedure 5      50.00      0.00    50.00
   1  2026-12-04  procedure 5     200.00      0.00   200.00       150.00
   2  2027-01-04  procedure 5     150.00      0.00   150.00         0.00
──────────────────────────────────────────────────────────────────────────
      Total                       400.00      0.00   400.00

11/04/2026 - Date of Agreement: 11/04/2026, Total Amount: 490.00, APR: 0, Total Cost of Loan: 490.00, by card
`, "400.00 less 50.00 in payments of 200.00; the 90.00 wait"},
	{"recalculate", `{"principal":"110","downPayment":"10","payAmt":"25","firstPayment":"2026-12-04","today":"2026-11-04","paid":"60","prepay":true}`,
		`Payment         25.00
Total interest  0.00
Total cost      110.00
Paid ahead      50.00
Shortfall       0.00
Overpaid        0.00

What fell due and what is to come
    #  Due         Principal  Interest  Payment  Balance
──────────────────────────────────────────────────────────
 down  2026-11-04      10.00      0.00    10.00   100.00
ahead  2026-11-04      50.00      0.00    50.00    50.00
    1  2026-12-04       0.00      0.00     0.00    50.00
    2  2027-01-04       0.00      0.00     0.00    50.00
    3  2027-02-04      25.00      0.00    25.00    25.00
    4  2027-03-04      25.00      0.00    25.00     0.00

11/4/2026 - Date of Agreement: 11/4/2026, Total Amount: 110.00, APR: 0, Total Cost of Loan: 110.00
`, "50.00 paid ahead cover two payments of 25.00"},
	{"dynamic", `{"production":[{"id":6,"amount":"90"}],"payAmt":"200","today":"2026-11-04"}`,
		`No payment is expected now
The whole plan: principal 90.00, interest 0.00, total cost 90.00
Completed so far: 0.00; the rest is charged, with its interest, once it is done

11/04/2026 - Date of Agreement: 11/04/2026, Total Amount: 90.00, APR: 0, Total Cost of Loan: 90.00
`, "all of it is planned"},
	{"create", `{"patient":72,` + production + `,"payAmt":"400","tpOption":"TreatAsComplete","today":"2026-11-04"}`,
		`The plan to store
  Patient            72
  Guarantor          72
  Agreed on          2026-11-04
  APR                0
  Note               11/04/2026 - Date of Agreement: 11/04/2026, Total Amount: 490.00, APR: 0, Total Cost of Loan: 490.00
  Completed so far   490.00
  Pay schedule       Monthly
  Payment            400.00
  Down payment       0.00
  Closed             no
  Dynamic            yes
  Frequency          Monthly
  First payment      2026-12-04
  Locked             yes
  Interest from      not set
  Planned treatment  TreatAsComplete
  Principal amount   490.00

2 payments of 400.00, the last 90.00
The whole plan: principal 490.00, interest 0.00, total cost 490.00

#  Due         For          Principal  Interest  Payment  Not charged
───────────────────────────────────────────────────────────────────────
1  2026-12-04  procedure 5     400.00      0.00   400.00        90.00
2  2027-01-04  procedure 6      90.00      0.00    90.00         0.00
───────────────────────────────────────────────────────────────────────
   Total                       490.00      0.00   490.00

11/04/2026 - Date of Agreement: 11/04/2026, Total Amount: 490.00, APR: 0, Total Cost of Loan: 490.00
`, "the record without the fields that are zero, then what falls due"},
}

// TestPlansInWords shows words instead of codes, and nothing where there is nothing
// to say.
func TestPlansInWords(t *testing.T) {
	for _, test := range planWords {
		out, errOut, status := command(t, test.input, "plan", test.verb, "--format", "table")
		if out != test.want || status != exitOK {
			t.Errorf("%s: %s: status %d\n%s%s\nwant\n%s", test.verb, test.why, status, out, errOut, test.want)
		}
	}
}
