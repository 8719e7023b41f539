package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const shortCheck = `{"claimNum":10,"claimStatus":"R","checkAmt":"80.00","claimProcs":[
	{"claimProcNum":1,"claimNum":10,"status":"Received","insPayAmt":"80.00"},{"claimProcNum":2,"claimNum":10,"status":"Received","insPayAmt":"1025.50"}]}`

// TestReportsThatAreNotOK end with status 1, on standard output, in every format.
func TestReportsThatAreNotOK(t *testing.T) {
	for _, format := range []string{"json", "table", "csv", "html"} {
		out, errOut, status := command(t, shortCheck, "claim", "single", "--format", format)
		if status != exitRefused || out == "" || errOut != "" {
			t.Errorf("%s: status %d, %q, %q", format, status, out, errOut)
		}
	}
}

// TestCheckTables shows what a person is told of each operation on checks.
func TestCheckTables(t *testing.T) {
	stored := `{"claimPaymentNum":7,"checkAmt":"30.00","isPartial":true,"depositNum":55}`
	rows := `"claimProcs":[{"claimProcNum":1,"claimNum":10,"status":"Received","insPayAmt":"30.00","claimPaymentNum":7}]`
	for _, test := range []struct {
		op, input string
		want      []string
	}{
		{"single", shortCheck, []string{
			"Check of 80.00: refused, short by 1,025.50\n", "checkAmt: the check does not match its claim procedures: got 80.00, want 1105.50, short by 1025.50 (the sum of 2 claim procedures)",
			"Claim 10          2             1,105.50\n", "Difference                     -1,025.50\n", "2 (claim 10, Received)  1,025.50  yes",
			"- claim procedure 2 (1025.50, claim 10) is the whole difference",
		}},
		{"batch", `{"claimNums":[10],"checkAmt":"5.00","options":{"subMinorUnit":"round-sum"},"claimProcs":[{"claimProcNum":1,"claimNum":10,"status":"Received","insPayAmt":"5.004"}]}`,
			[]string{"Check of 5.00: ties, and is final\n", "Sum               1            5.00 (5.004)\n"}},
		{"batch", `{"claimNums":[11],"checkAmt":"0.00","claimProcs":[]}`, []string{"refused\nclaimNums[0]: the claim has no claim procedures: got claim 11; correct"}},
		{"update", `{"payment":` + stored + `,"newCheckAmt":"30.00",` + rows + `}`, []string{"Check of 30.00: ties, and is final\n", "Sum               1             30.00\n"}},
		{"update", `{"payment":` + stored + `,"newNote":"x",` + rows + `}`, []string{"Check of 30.00: ties, and stays partial\n"}},
		{"update", `{"payment":{"claimPaymentNum":7,"checkAmt":"31.00"},` + rows + `}`, []string{"Check of 31.00: final, though over by 1.00\n"}},
		{"delete", `{"payment":` + stored + `}`, []string{"Refused\npayment.depositNum: a check on a deposit cannot be deleted: got deposit 55, want none"}},
		{"edit", `{"claimProc":{"claimProcNum":1,"insPayAmt":"1.00"},"newInsPayAmt":"2.00"}`, []string{"OK\nLocked  no\n", "Paid by insurance  2.00\n"}},
		{"audit", `{"payments":[` + stored + `],` + rows + `}`, []string{"1 problem\npayments[0].depositNum: claim payment 7: ", "            7  partial     30.00  30.00        0.00\n"}},
		{"audit", `{"payments":[],"claimProcs":[{"claimProcNum":1,"claimNum":10,"status":"Received","insPayAmt":"30.00"}]}`, []string{"Nothing is wrong\n", "Claims that wait for a check\n", "   10                 1   30.00\n"}},
	} {
		out, errOut, _ := command(t, test.input, "claim", test.op, "--format", "table")
		for _, want := range test.want {
			if !strings.Contains(out, want) {
				t.Errorf("claim %s: no %q in\n%s%s", test.op, want, out, errOut)
			}
		}
	}
}

// TestLongChecksAreCut shows that a person is shown so many rows and told of the
// others; JSON has them all.
func TestLongChecksAreCut(t *testing.T) {
	var rows []string
	for i := range 100 {
		rows = append(rows, fmt.Sprintf(`{"claimProcNum":%d,"claimNum":10,"status":"Received","insPayAmt":"1.00"}`, i+1))
	}
	input := `{"claimNums":[10],"checkAmt":"100.00","claimProcs":[` + strings.Join(rows, ",") + `]}`
	out, _, status := command(t, input, "claim", "batch", "--format", "table")
	if status != exitOK || !strings.Contains(out, "and 40 more\n") || strings.Contains(out, "\n61 (claim 10") {
		t.Errorf("status %d\n%s", status, out)
	}
	out, _, _ = command(t, input, "claim", "batch")
	var report struct{ Attach []int }
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Attach) != 100 {
		t.Errorf("%d rows to attach, %v", len(report.Attach), err)
	}
}
