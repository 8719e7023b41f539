package wire_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// check is a small document of claim.single; a test changes one piece of it.
const check = `{"claimNum":10,"claimStatus":"R","checkAmt":"80.00","claimProcs":[
 {"claimProcNum":1,"claimNum":10,"status":"Received","insPayAmt":"80.00"},
 {"claimProcNum":2,"claimNum":10,"status":"NotReceived","insPayAmt":"5.00"}]}`

// badChecks are documents of claim payments that mean nothing.
var badChecks = []badInput{
	{"a check without an amount", "claim.single", with(check, `"checkAmt":"80.00",`, ``), "MISSING_FIELD", "checkAmt", ""},
	{"a batch without an amount", "claim.batch", `{"claimNums":[1],"checkAmt":null}`, "MISSING_FIELD", "checkAmt", ""},
	{"a third digit", "claim.single", with(check, `"5.00"`, `"5.001"`), "AMOUNT_PRECISION", "claimProcs[1].insPayAmt", `got "5.001"`},
	{"a third digit, and an option that says so", "claim.single", with(with(check, `"5.00"`, `"5.001"`), `"claimNum"`, `"options":{"subMinorUnit":"error"},"claimNum"`), "AMOUNT_PRECISION", "claimProcs[1].insPayAmt", ""},
	{"a ninth digit where sums are rounded", "claim.single", with(with(check, `"5.00"`, `"5.123456789"`), `"claimNum"`, `"options":{"subMinorUnit":"round-sum"},"claimNum"`), "AMOUNT_PRECISION", "claimProcs[1].insPayAmt", ""},
	{"round-sum in a note", "claim.single", with(with(check, `"5.00"`, `"5.001"`), `"claimNum"`, `"note":"round-sum","claimNum"`), "AMOUNT_PRECISION", "claimProcs[1].insPayAmt", ""},
	{"another word for it", "claim.single", with(check, `"claimNum"`, `"options":{"subMinorUnit":"roundSum"},"claimNum"`), "UNKNOWN_VALUE", "options.subMinorUnit", `did you mean "round-sum"?`},
	{"a row without an id", "claim.single", with(check, `"claimProcNum":2,`, ``), "MISSING_FIELD", "claimProcs[1].claimProcNum", ""},
	{"an id used twice", "claim.single", with(check, `"claimProcNum":2`, `"ClaimProcNum":1`), "DUPLICATE_ID", "claimProcs[1].ClaimProcNum", "got 1"},
	{"a status that does not exist", "claim.single", with(check, `"NotReceived"`, `"Recieved"`), "UNKNOWN_VALUE", "claimProcs[1].status", `did you mean "Received"?`},
	{"a set of statuses that does not exist", "claim.single", with(check, `"claimNum"`, `"options":{"statuses":"all"},"claimNum"`), "UNKNOWN_VALUE", "options.statuses", "paid, era, api"},
	{"a status in the list that does not exist", "claim.single", with(check, `"claimNum"`, `"options":{"statuses":["Received","Paid"]},"claimNum"`), "UNKNOWN_VALUE", "options.statuses[1]", ""},
	{"a sum past 64 bits", "claim.batch", `{"claimNums":[1],"checkAmt":"0","claimProcs":[{"claimProcNum":1,"claimNum":1,"status":"Received","insPayAmt":"92233720368547758.07"},{"claimProcNum":2,"claimNum":1,"status":"Received","insPayAmt":"0.01"}]}`, "AMOUNT_OVERFLOW", "claimProcs", ""},
	{"a stored check without an id", "claim.update", `{"payment":{"checkAmt":"1.00"},"newCheckAmt":"2.00"}`, "MISSING_FIELD", "payment.claimPaymentNum", ""},
	{"no check to delete", "claim.delete", `{"payment":{}}`, "MISSING_FIELD", "payment.claimPaymentNum", ""},
	{"fewer EOBs than none", "claim.delete", `{"payment":{"claimPaymentNum":1,"eobCount":-1}}`, "BAD_COUNT", "payment.eobCount", "got -1"},
	{"fewer checks on a deposit than none", "claim.delete", `{"payment":{"claimPaymentNum":1},"options":{"claimPaymentsOnDeposit":-1}}`, "BAD_COUNT", "options.claimPaymentsOnDeposit", "got -1"},
	{"an audited check without an id", "claim.audit", `{"payments":[{"checkAmt":"1.00"}]}`, "MISSING_FIELD", "payments[0].claimPaymentNum", ""},
	{"two audited checks of one id", "claim.audit", `{"payments":[{"claimPaymentNum":4},{"claimPaymentNum":4}]}`, "DUPLICATE_ID", "payments[1].claimPaymentNum", "got 4"},
	{"a pool that does not exist", "claim.update", `{"payment":{"claimPaymentNum":4},"options":{"pool":"all"}}`, "UNKNOWN_VALUE", "options.pool", "attached, unattached, both"},
}

// TestProblemPathsResolve shows that every problem of a report names a place of its
// document, in the document's own words.
func TestProblemPathsResolve(t *testing.T) {
	for _, test := range []struct{ op, input string }{
		{"claim.single", `{"ClaimNum":10,"ClaimStatus":"S","CheckAmt":"81.00","Options":{"claimPaymentBatchOnly":true},"claimProcs":[]}`},
		{"claim.single", with(check, `80.00","claimProcs"`, `80.01","claimProcs"`)},
		{"claim.batch", `{"ClaimNums":[4,4,5],"claimStatus":"W","CheckAmt":"1.00","claimProcs":[{"ClaimProcNum":1,"ClaimNum":4}]}`},
		{"claim.update", `{"payment":{"ClaimPaymentNum":4,"CheckAmt":"2","DepositNum":7},"CheckAmt":"3.00"}`},
		{"claim.delete", `{"payment":{"ClaimPaymentNum":4,"DepositNum":7,"eobCount":1}}`},
		{"claim.edit", `{"claimProc":{"ClaimProcNum":4,"ClaimPaymentNum":7},"InsPayAmt":"1","Status":"Estimate"}`},
		{"claim.audit", `{"today":"2026-11-16","Payments":[{"ClaimPaymentNum":4,"checkDate":"0001-01-01","CarrierName":"","PayType":0},{"ClaimPaymentNum":5,"CheckDate":"2026-11-17","payType":""}]}`},
		{"claim.update", `{"payment":{"ClaimPaymentNum":4,"CheckAmt":"2","isPartial":true},"CheckAmt":"0"}`},
		{"claim.audit", `{"Payments":[{"ClaimPaymentNum":4},{"ClaimPaymentNum":5,"CheckAmt":1,"DepositNum":9,"IsPartial":true}],"deposits":[]}`},
	} {
		out, err := wire.Run(test.op, []byte(test.input))
		if err != nil {
			t.Fatalf("%s: %v", test.input, err)
		}
		result := decodeAny(t, out)
		problems := result["problems"].([]any)
		if len(problems) == 0 || result["ok"] != false {
			t.Errorf("%s has no problem: %s", test.input, out)
		}
		for _, p := range problems {
			if path := p.(map[string]any)["path"].(string); !resolves(t, path, test.input, false) {
				t.Errorf("%s: the path %q leads nowhere", test.input, path)
			}
		}
	}
}

// TestManyProblems reports on more checks than a document may be read again for, in
// the names of each row.
func TestManyProblems(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"Payments":[`)
	const n = 20_000
	for i := range n {
		fmt.Fprintf(&b, `{"claimPaymentNum":%d,%q:"5.00"},`, i+1, []string{"checkAmt", "CheckAmt"}[i%2])
	}
	b.WriteString(`{"claimPaymentNum":90001,"isPartial":true}]}`)
	out, err := wire.Run("claim.audit", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	problems := decodeAny(t, out)["problems"].([]any)
	if len(problems) != 2*n {
		t.Fatalf("%d problems, want two of each check: it pays nothing, and 5.00 is not 0.00", len(problems))
	}
	for i, want := range []string{"Payments[0]", "Payments[0].checkAmt", "Payments[1]", "Payments[1].CheckAmt"} {
		if got := problems[i].(map[string]any)["path"]; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestClaimAnswer shows all of a report, to the byte: the order of its keys is part
// of the contract.
func TestClaimAnswer(t *testing.T) {
	got, err := wire.Run("claim.single", []byte(with(check, `"checkAmt":"80.00"`, `"checkAmt":"85.00"`)))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"ok":false,"sum":"80.00","rawSum":"80.00","difference":"5.00","isPartial":false,"attach":[],"excluded":[{"claimProcNum":2,"reason":"status"}],` +
		`"claims":[{"claimNum":10,"counted":1,"excluded":1,"sum":"80.00"}],` +
		`"problems":[{"code":"CHECK_AMOUNT_MISMATCH","path":"checkAmt","message":"the check does not match its claim procedures: got 85.00, want 80.00, over by 5.00 (the sum of 1 claim procedure); ` +
		`correct the amount of the check, or the insPayAmt of its claim procedures","want":"80.00","got":"85.00","difference":"5.00"}],` +
		`"hints":[{"kind":"excluded-row","claimProcNum":2,"claimNum":10,"amount":"5.00","reason":"status",` +
		`"message":"claim procedure 2 (5.00, claim 10) would make it tie, but by its status insurance has not paid it"}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestStoredChecksKeepWhatIsNotChanged shows the record of an update: what was given
// takes the place of what stood there, an empty text too.
func TestStoredChecksKeepWhatIsNotChanged(t *testing.T) {
	out, err := wire.Run("claim.update", []byte(`{"payment":{"ClaimPaymentNum":1434,"CheckDate":"2023-08-16","CheckAmt":"450.99","CheckNum":"1","BankBranch":"b","Note":"n","ClinicNum":3,
		"CarrierName":"ODS","DateIssued":"2023-08-14","IsPartial":"true","PayType":356,"payType":"Check","PayGroup":412,"payGroup":"Default"},
		"CheckAmt":"450.99","CheckNum":"758946","Note":"","PayGroup":413,"claimProcs":[{"claimProcNum":1,"claimPaymentNum":1434,"insPayAmt":"450.99"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	_, payment, _ := strings.Cut(string(out), `"payment":`)
	want := `{"claimPaymentNum":1434,"checkDate":"2023-08-16","checkAmt":"450.99","checkNum":"758946","bankBranch":"b","note":"","clinicNum":3,"depositNum":0,` +
		`"carrierName":"ODS","dateIssued":"2023-08-14","isPartial":false,"payType":356,"payGroup":413}}`
	if payment != want {
		t.Errorf("got  %s\nwant %s", payment, want)
	}
}

// TestRecordsSayWhatIsKnown shows the record of a check of which nothing more is said:
// what nobody knows is left out, because it would be stored.
func TestRecordsSayWhatIsKnown(t *testing.T) {
	for _, test := range []struct{ op, input, want string }{
		{"claim.single", check, `{"checkAmt":"80.00","checkNum":"","bankBranch":"","note":"","depositNum":0,"dateIssued":"0001-01-01","isPartial":false}}`},
		{"claim.single", with(check, `"claimNum"`, `"carrierName":"","payType":0,"defaults":{"clinicNum":3,"payGroup":5},"claimNum"`),
			`{"checkAmt":"80.00","checkNum":"","bankBranch":"","note":"","clinicNum":3,"depositNum":0,"carrierName":"","dateIssued":"0001-01-01","isPartial":false,"payType":0,"payGroup":5}}`},
		{"claim.update", `{"payment":{"claimPaymentNum":4,"checkAmt":"2.00"},"newCarrierName":"","newPayType":3}`,
			`{"claimPaymentNum":4,"checkAmt":"2.00","checkNum":"","bankBranch":"","note":"","depositNum":0,"carrierName":"","dateIssued":"0001-01-01","isPartial":false,"payType":3}}`},
	} {
		out, err := wire.Run(test.op, []byte(test.input))
		if err != nil {
			t.Fatal(err)
		}
		if _, payment, _ := strings.Cut(string(out), `"payment":`); payment != test.want {
			t.Errorf("got  %s\nwant %s", payment, test.want)
		}
	}
}

// TestProblemsLeaveOutWhatTheyDoNotHave shows one object of both kinds of report: no
// empty texts and no nulls.
func TestProblemsLeaveOutWhatTheyDoNotHave(t *testing.T) {
	for _, test := range []struct{ op, input, want string }{
		{"claim.single", with(check, `"claimStatus":"R"`, `"claimStatus":"S"`), `set the status of the claim to R first","want":"\"R\"","got":"\"S\""}]`},
		{"claim.batch", `{"claimNums":[],"checkAmt":"0"}`, `"problems":[{"code":"MISSING_FIELD","path":"claimNums","message":"the field is required and missing; give the field a value"}]`},
		{"checkset.validate", with(checkSet, `"eft"`, `null`), `"problems":[{"code":"MISSING_FIELD","path":"paymentMethod","message":"the field is required and missing; give the field a value","ids":[]}]`},
	} {
		out, err := wire.Run(test.op, []byte(test.input))
		if err != nil || !strings.Contains(string(out), test.want) {
			t.Errorf("%s: no %s in %s, %v", test.op, test.want, out, err)
		}
	}
}

// TestRoundSumKeepsFurtherDigits shows where the further digits show: in the raw
// sum and in rows, as few as there are, and in the trace.
func TestRoundSumKeepsFurtherDigits(t *testing.T) {
	input := with(with(check, `"80.00","claimProcs"`, `"80.01","claimProcs"`), `"insPayAmt":"80.00"`, `"insPayAmt":"80.0040"`)
	input = with(input, `"claimNum"`, `"options":{"subMinorUn\u0069t":"round-s\u0075m"},"explain":true,"claimNum"`)
	out, err := wire.Run("claim.single", []byte(input))
	for _, want := range []string{`"sum":"80.00","rawSum":"80.004","difference":"0.01"`, `"sum":"80.004"`, `"after":"80.00400000"`} {
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("no %s in %s, %v", want, out, err)
		}
	}
}

// TestOpenDentalClaimPayments reads the bodies of the API's page, as they stand
// there, and its answers as stored checks.
func TestOpenDentalClaimPayments(t *testing.T) {
	rows := `"claimProcs":[{"ClaimProcNum":1,"ProcNum":4,"ClaimNum":3567,"PatNum":2,"ProvNum":1,"Status":"Received","InsPayAmt":567.42,"ClaimPaymentNum":0,"PlanNum":3,"DateCP":"2022-10-25","IsTransfer":"false"}]`
	optional := `"CheckDate":"2022-10-25","CheckNum":"1234","BankBranch":"124-85425","Note":"Check was lost in mail, but envelope is dated appropriately.","ClinicNum":3,"CarrierName":"Great Insurance","DateIssued":"2022-10-20","PayType":386,"PayGroup":394`
	stored := `{"ClaimPaymentNum":1822,"CheckDate":"2023-08-16","CheckAmt":"300","CheckNum":"2468657","BankBranch":"Southwest Federal Bank","Note":"","ClinicNum":3,
		"DepositNum":0,"CarrierName":"ODS Oregon Dental Service","DateIssued":"2023-08-16","IsPartial":"true","PayType":356,"payType":"Check","SecUserNumEntry":12,
		"SecDateEntry":"2023-08-16","SecDateTEdit":"2023-08-21 13:00:37","PayGroup":451,"payGroup":"Lockbox 1"}`
	for _, test := range []struct{ op, input string }{
		{"claim.single", `{"claimStatus":"R",` + rows + `,"claimNum":3567,"CheckAmt":"567.42"}`},
		{"claim.single", `{"claimStatus":"R",` + rows + `,"claimNum":3567,"CheckAmt":"567.42",` + optional + `}`},
		{"claim.batch", `{` + rows + `,"claimNums":[3567],"CheckAmt":"350.35"}`},
		{"claim.batch", `{` + rows + `,"claimNums":[3567],"CheckAmt":"350.35",` + optional + `}`},
		{"claim.update", `{"payment":` + stored + `,"CheckAmt":"450.99","CheckNum":"758946","BankBranch":"124-85425","Note":"x","CarrierName":"ODS Oregon Dental Service","PayType":356,"PayGroup":412}`},
		{"claim.delete", `{"payment":` + stored + `}`},
		{"claim.audit", `{"payments":[` + stored + `],` + rows + `}`},
	} {
		out, err := wire.Run(test.op, []byte(test.input))
		var e *wire.Error
		if errors.As(err, &e) {
			t.Errorf("%s: %s at %s: %s", test.op, e.Rule.Code(), e.Path, e.Message)
		} else if !json.Valid(out) || !strings.HasPrefix(string(out), `{"ok":true`) {
			t.Errorf("%s: %s", test.op, out)
		}
	}
}
