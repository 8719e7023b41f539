package main

import "testing"

// TestCSVOfPlans shows which list CSV writes, with every column that any of its
// rows has.
func TestCSVOfPlans(t *testing.T) {
	for _, test := range []struct{ verb, input, want, why string }{
		{"status", `{"charges":[{"date":"2026-10-04","principal":"100"}],"today":"2026-11-01"}`,
			"dueNow,pastDue,paidAhead,balance,principalPaid,interestPaid,uncharged,nextDue,canClose\n100.00,100.00,0.00,100.00,0.00,0.00,0.00,,false\n", "figures, and not the reasons"},
		{"issue", `{"today":"2026-12-21","payAmt":"300","firstPayment":"2026-12-21","prepaid":"100","production":[{"id":1,"amount":"1500","complete":true}],"charges":[{"id":71,"date":"2026-12-21","production":1,"principal":"300"}]}`,
			"", "no charge is new; what a prepayment pays is no charge"},
		{"balance", `{"today":"2026-12-20","mode":"payOnPrincipal","production":[{"id":1,"amount":"1500","complete":true}],"charges":[{"id":71,"date":"2026-11-21","production":1,"principal":"300"}],"splits":[{"amount":"400","charge":71}]}`,
			"charge,pays,amount,newCharge\n71,principal,-100.00,\n0,principal,100.00,0\n", "the first move has no new charge, and the second one has"},
	} {
		out, errOut, status := command(t, test.input, "plan", test.verb, "--format", "csv")
		if out != test.want || status != exitOK {
			t.Errorf("%s: %s: status %d\n%s%s\nwant\n%s", test.verb, test.why, status, out, errOut, test.want)
		}
	}
}
