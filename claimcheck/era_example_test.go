package claimcheck_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
)

// The payer took back an overpayment of 25.00 from a check for one claim, and the
// check is a cent short.
func ExampleBalanceERA() {
	report, err := claimcheck.BalanceERA(&claimcheck.ERA{
		Payment: 164_99,
		Claims: []claimcheck.ERAClaim{{
			ID: "LC-2214", Charge: 300_00, Paid: 190_00,
			CAS: []claimcheck.ERAAdjustment{{Group: "CO", Reason: "45", Amount: 70_00}, {Group: "PR", Reason: "2", Amount: 40_00}},
		}},
		PLB: []claimcheck.ERAProvider{{Reason: "WO", Amount: 25_00}},
	})
	fmt.Println(report.OK(), report.Expected, report.Difference(), err)
	// Output: false 16500 -1 <nil>
}

func ExampleERAReader() {
	text := "ST*835*0001~BPR*I*89.50*C*ACH~TRN*1*EFT70418~" +
		"CLP*LC-2201*1*120*89.5*20~CAS*CO*45*10.5~CAS*PR*1*20~SE*7*0001~"
	r := claimcheck.NewERAReader(strings.NewReader(text), 2)
	for {
		report, err := r.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(report.Trace, report.Claims, report.Payment.Format(2), report.OK())
	}
	// Output: EFT70418 1 89.50 true
}

func ExampleERAReport_Message() {
	text := "ST*835*0001~BPR*I*90*C*ACH~CLP*LC-2201*1*120*90~CAS*CO*45*20~SE*5*0001~"
	report, err := claimcheck.NewERAReader(strings.NewReader(text), 2).Next()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Message(&report.Findings[0], 2))
	// Output: claim LC-2201 at segment 3, byte 27: charged 120.00 less adjustments of 20.00 is 100.00, but 90.00 is paid (short by 10.00); correct CLP04 or the CAS amounts of the claim and of its lines
}

func ExampleCheckERA() {
	check, err := claimcheck.CheckERA(&claimcheck.ERABooks{
		Payment: 165_00, PLB: 25_00,
		Rows: []claimcheck.ERARow{{ID: 1, Claim: 7, Status: claimcheck.ERARowReceived, Paid: 190_00}},
	})
	fmt.Println(check.OK(), check.Sum, check.Difference, check.ExplainedByPLB, err)
	// Output: false 19000 -2500 true <nil>
}

func ExamplePLBMeaning() {
	fmt.Println(claimcheck.PLBMeaning("WO", 25_00))
	fmt.Println(claimcheck.PLBMeaning("FB", -30_00))
	// Output:
	// overpayment recovered
	// balance carried forward
}
