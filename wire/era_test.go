package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// runText runs an operation on raw text and returns the report.
func runText(t *testing.T, op, text string, most int) (map[string]any, bool) {
	t.Helper()
	var out bytes.Buffer
	ok, err := wire.RunText(op, strings.NewReader(text), &out, wire.TextOptions{Digits: 2, Most: most})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(out.String(), "}\n") {
		t.Errorf("the report does not end with a newline: %q", out.String())
	}
	return decodeAny(t, out.Bytes()), ok
}

// example835 is the file that the README shows.
func example835(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../examples/remittance.835")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTextInADocumentAndRaw shows that an 835 has one report, raw or inside a
// document, by either operation.
func TestTextInADocumentAndRaw(t *testing.T) {
	text := example835(t)
	document, _ := json.Marshal(map[string]string{"text": text})
	for _, op := range []string{"era.balance", "era.check"} {
		raw, ok := runText(t, op, text, 0)
		out, err := wire.Run(op, document)
		if err != nil || ok {
			t.Fatalf("%s: %v, ok %t", op, err, ok)
		}
		inside := decodeAny(t, out)
		for _, list := range []string{"problems", "warnings"} {
			for i, each := range inside[list].([]any) {
				found, inRaw := each.(map[string]any), raw[list].([]any)[i].(map[string]any)
				if path := inRaw["path"].(string); found["path"] != "text" || !strings.HasPrefix(path, "segments["+string(found["segment"].(json.Number))+"].") {
					t.Errorf("%s: %v inside, %s raw", op, found["path"], path)
				}
				inRaw["path"] = "text"
			}
		}
		if encode(inside) != encode(raw) {
			t.Errorf("%s\nraw    %s\ninside %s", op, encode(raw), out)
		}
	}
}

// TestWhatAReportOfTextHolds shows places in the text, and each check's own row.
func TestWhatAReportOfTextHolds(t *testing.T) {
	report, _ := runText(t, "era.check", example835(t), 0)
	problems := report["problems"].([]any)
	first := problems[0].(map[string]any)
	if first["code"] != "TX_OUT_OF_BALANCE" || first["path"] != "segments[29].BPR02" || first["segment"] != json.Number("29") || first["difference"] != "72.00" {
		t.Errorf("%v", first)
	}
	last := problems[2].(map[string]any)
	if !strings.HasSuffix(last["path"].(string), "].SVC03") || !strings.Contains(last["message"].(string), "claim LC-2231, service line 1 at segment ") {
		t.Errorf("%v", last)
	}
	rows := report["transactions"].([]any)
	if len(rows) != 2 || rows[0].(map[string]any)["ok"] != true || rows[1].(map[string]any)["expectedPayment"] != "545.40" {
		t.Errorf("%v", rows)
	}
	if got := report["providerAdjustments"].([]any)[1].(map[string]any); got["meaning"] != "interest paid" {
		t.Errorf("%v", got)
	}
}

// TestOnlyTheFirstRows shows that a caller may ask for no more than some rows, and is
// told how many are left out.
func TestOnlyTheFirstRows(t *testing.T) {
	text := "ST*835*0001~BPR*I*0~" + strings.Repeat("CLP*A*1*1*0~CAS*CO*1*0~", 150) + "SE*303*0001~"
	report, ok := runText(t, "era.balance", text, 10)
	for _, list := range []string{"problems", "warnings", "claims", "claimsOutOfBalance"} {
		if got := report[list].([]any); len(got) != 10 {
			t.Errorf("%d %s", len(got), list)
		}
	}
	if report["problemsLeftOut"] != json.Number("140") || report["warningsLeftOut"] != json.Number("140") || ok {
		t.Errorf("%v, %v, ok %t", report["problemsLeftOut"], report["warningsLeftOut"], ok)
	}
	whole, _ := runText(t, "era.balance", text, 0)
	if len(whole["problems"].([]any)) != 150 || whole["problemsLeftOut"] != nil || len(whole["claims"].([]any)) != 150 {
		t.Error("something is left out, and nobody asked")
	}
}

// TestManyGoodClaimsAreNotListed shows that of many claims only those are listed that
// something is said about.
func TestManyGoodClaimsAreNotListed(t *testing.T) {
	good := strings.Repeat("CLP*A*1*1*1~", 60)
	text := "ST*835*0001~BPR*I*120~" + good + "CLP*B*1*2*0~" + good + "SE*124*0001~"
	report, _ := runText(t, "era.balance", text, 0)
	claims := report["claims"].([]any)
	if len(claims) != 1 || claims[0].(map[string]any)["claim"] != "B" || claims[0].(map[string]any)["difference"] != "-2.00" {
		t.Errorf("%v", claims)
	}
}

// TestBadText shows the error of text that cannot be read, raw and inside a document,
// and that nothing is written before it.
func TestBadText(t *testing.T) {
	text := "ST*835*0001~BPR*I*5~CLP*A*1*5*five~"
	var out bytes.Buffer
	_, err := wire.RunText("era.check", strings.NewReader(text), &out, wire.TextOptions{Digits: 2})
	var e *wire.Error
	if !errors.As(err, &e) || e.Rule.Code() != "AMOUNT_FORMAT" || e.Path != "segments[3].CLP04" || out.Len() > 0 {
		t.Errorf("%v, %q", err, out.String())
	}
	_, err = wire.Run("era.check", []byte(`{"text":"`+text+`"}`))
	if !errors.As(err, &e) || e.Rule.Code() != "AMOUNT_FORMAT" || e.Path != "text" || !strings.Contains(e.Message, "segments[3].CLP04: ") {
		t.Errorf("%v", err)
	}
	if _, err := wire.RunText("plan.payment", strings.NewReader(text), &out, wire.TextOptions{Digits: 2}); !errors.As(err, &e) || e.Rule.Code() != "UNKNOWN_OPERATION" {
		t.Errorf("another operation: %v", err)
	}
	broken := errors.New("the disk is gone")
	if _, err := wire.RunText("era.check", io.MultiReader(strings.NewReader("ST*835"), failing{broken}), &out, wire.TextOptions{Digits: 2}); !errors.As(err, &e) || e.Rule.Code() != "FILE_UNREADABLE" {
		t.Errorf("a disk: %v", err)
	}
	if _, err := wire.RunText("era.check", strings.NewReader(example835(t)), failing{broken}, wire.TextOptions{Digits: 2}); err != broken {
		t.Errorf("a pipe: %v", err)
	}
}

// TestTextInAnyEncoding shows that text which is not UTF-8 is reported all the same.
func TestTextInAnyEncoding(t *testing.T) {
	report, ok := runText(t, "era.check", "ST*835*1~BPR*I\xff*1*C*\xfe~TRN*1*CHK\xe9~CLP*M\xfcLLER*1\xe2*2*1~CAS*PR*1*0~PLB*1*1*CS*0~SE*7*1~", 0)
	claim := report["claims"].([]any)[0].(map[string]any)
	if claim["claim"] != "M\ufffdLLER" || claim["status"] != "1\ufffd" || ok {
		t.Errorf("%v", claim)
	}
}

// TestADebitBesideTheBooks shows that the sign of a debit is turned beside the books
// too, as data and as text.
func TestADebitBesideTheBooks(t *testing.T) {
	rows := `"claimProcs":[{"claimProcNum":1,"status":"Supplemental","insPayAmt":"-30"}]`
	for _, document := range []string{`{"bpr02":"30","bpr03":"D",` + rows + `}`, `{"text":"ST*835*1~BPR*I*30*D*ACH~CLP*A*22*-30*-30~SE*4*1~",` + rows + `}`} {
		out, err := wire.Run("era.check", []byte(document))
		if err != nil || decodeAny(t, out)["ok"] != true || decodeAny(t, out)["sum"] != "-30.00" {
			t.Errorf("%s, %v", out, err)
		}
	}
}

// failing neither reads nor writes.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

var badERAs = []badInput{
	{"text and fields", "era.balance", `{"plb":[],"text":"ST*835*1~"}`, "ERA_GIVEN_TWICE", "plb", "the text of the 835 alone"},
	{"text that is none", "era.balance", `{"text":"hello"}`, "ERA_DELIMITERS", "text", "begins with"},
	{"an empty text", "era.balance", `{"text":""}`, "ERA_EMPTY", "text", "ST*835"},
	{"a sum past 64 bits", "era.balance", `{"claims":[{"charge":"92233720368547758.07","paid":"92233720368547758.07"},{"charge":"0.01"}]}`, "AMOUNT_OVERFLOW", "claims", "the claims' charges"},
	{"an adjustment with a third digit", "era.balance", `{"claims":[{"cas":[{"amount":"1.005"}]}]}`, "AMOUNT_PRECISION", "claims[0].cas[0].amount", "1.005"},
	{"a status that does not exist", "era.check", `{"claimProcs":[{"status":"Recieved"}]}`, "UNKNOWN_VALUE", "claimProcs[0].status", `"Received"`},
	{"a status past the last", "era.check", `{"claimProcs":[{"status":10}]}`, "UNKNOWN_VALUE", "claimProcs[0].status", "schema"},
	{"a row twice", "era.check", `{"ClaimProcs":[{"ClaimProcNum":1},{"ClaimProcNum":1}]}`, "DUPLICATE_ID", "ClaimProcs[1].ClaimProcNum", "got 1"},
	{"rows past 64 bits", "era.check", `{"claimProcs":[{"status":1,"insPayAmt":"92233720368547758.07"},{"status":1,"insPayAmt":"0.01"}]}`, "AMOUNT_OVERFLOW", "claimProcs", "the rows that count"},
	{"a sum beside other provider adjustments", "era.check", `{"plb":[{"amount":"5"}],"PlbTotal":"6","claimProcs":[]}`, "PLB_TOTAL_CONFLICT", "PlbTotal", "got 6.00, want 5.00"},
	{"a difference past 64 bits beside a text", "era.check", `{"text":"ST*835*1~BPR*I*92233720368547758.07*C~SE*3*1~","claimProcs":[{"status":1,"insPayAmt":"-5"}]}`, "AMOUNT_OVERFLOW", "text", "the payment less the sum of the rows"},
	{"a long reason", "era.check", `{"plb":[{"amount":"5"},{"reason":"` + strings.Repeat("x", 256) + `"}]}`, "LIMIT", "plb[1].reason", "255"},
	{"a long method", "era.check", `{"bpr04":"` + strings.Repeat("x", 256) + `","plb":[]}`, "LIMIT", "bpr04", "255"},
	{"books of another operation", "era.balance", `{"claimProcs":[]}`, "UNKNOWN_FIELD", "claimProcs", ""},
	{"neither rows nor claims", "era.check", `{"bpr02":"5"}`, "MISSING_FIELD", "claimProcs", ""},
}

// TestPathsOfERAFindings shows that the path of every finding about fields leads to
// something in the document, or to a field that is left out.
func TestPathsOfERAFindings(t *testing.T) {
	document := `{"bpr01":"H","bpr02":"-5","bpr04":"CHK","claims":[
		{"id":"A","status":"1","charge":"9","paid":"4","patientResp":"1","cas":[{"amount":"0"}],"services":[{"charge":"1","paid":"3","cas":[{"amount":"0"}]}]},
		{"id":"A","status":"22","charge":"3","paid":"3","cas":[{"group":"CR","amount":"1"}]},{"id":"A","status":"25","charge":"1","paid":"3"}],"plb":[{"amount":"0"}]}`
	out, err := wire.Run("era.balance", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	report := decodeAny(t, out)
	found := append(report["problems"].([]any), report["warnings"].([]any)...)
	for _, each := range found {
		f := each.(map[string]any)
		if path := f["path"].(string); !resolves(t, path, document, true) {
			t.Errorf("%s at %s leads nowhere", f["code"], path)
		}
	}
	if len(found) < 14 {
		t.Errorf("only %d findings: %s", len(found), out)
	}
}

// TestRowsOfTheAPI reads rows as Open Dental's API returns them.
func TestRowsOfTheAPI(t *testing.T) {
	out, err := wire.Run("era.check", []byte(`{"bpr02":"40","claimProcs":[{"ClaimProcNum":3,"ProcNum":8,"ClaimNum":2,"PatNum":1,"ProvNum":1,"FeeBilled":80.0,
		"InsPayEst":40.0,"DedApplied":0,"Status":"Received","InsPayAmt":40.0,"Remarks":"","ClaimPaymentNum":0,"PlanNum":5,"DateCP":"2026-01-05",
		"WriteOff":0,"CodeSent":"D1110","IsTransfer":"false","ClinicNum":0,"InsSubNum":6}]}`))
	if err != nil || decodeAny(t, out)["ok"] != true {
		t.Errorf("%s, %v", out, err)
	}
}

// TestRowsHaveTheFieldsOfClaimPayments shows that a row which is fit for a claim payment
// is fit for a remittance.
func TestRowsHaveTheFieldsOfClaimPayments(t *testing.T) {
	names := func(op string) (all map[string]bool) {
		all = map[string]bool{}
		for _, f := range wire.Describe(op) {
			if f.Name != "claimProcs" {
				continue
			}
			for _, row := range f.Fields {
				all[row.Name] = true
			}
		}
		return all
	}
	known, want := names("era.check"), names("claim.batch")
	for name := range want {
		if !known[name] {
			t.Errorf("%s is unknown", name)
		}
	}
	if len(want) < 40 {
		t.Errorf("only %d fields", len(want))
	}
}

// FuzzRunText gives the raw door any bytes: the report is JSON, or the error has a
// listed code and nothing was written.
func FuzzRunText(f *testing.F) {
	f.Add([]byte(example835(f)))
	f.Add([]byte("ST*835*1~BPR*I\x00*1*D*\xfe~TRN*1*\xe2\x82~CLP*\xe2\x82*2\xe2*1*0~CAS*PR*1*0~PLB*1*1*\xff*0~SE*9*1~"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var out bytes.Buffer
		_, err := wire.RunText("era.check", bytes.NewReader(text), &out, wire.TextOptions{Options: wire.Options{Explain: true}, Digits: 2})
		var e *wire.Error
		switch {
		case err == nil && !json.Valid(out.Bytes()):
			t.Fatalf("not JSON: %s", out.Bytes())
		case err != nil && (!errors.As(err, &e) || e.Rule.Code() == "INTERNAL" || out.Len() > 0 || !json.Valid(e.AppendJSON(nil))):
			t.Fatalf("%v with %s", err, out.Bytes())
		}
	})
}

// BenchmarkRunText measures the raw door on a file of many claims that balance.
func BenchmarkRunText(b *testing.B) {
	claims := strings.Repeat("CLP*A1*1*300*190*40*12*PCN~NM1*QC*1*DOE*JO~SVC*HC:99213*300*190~DTM*472*20260101~CAS*CO*45*70~CAS*PR*2*40~", 10_000)
	text := "ST*835*0001~BPR*I*1900000~" + claims + "SE*60003*0001~"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if ok, err := wire.RunText("era.check", strings.NewReader(text), io.Discard, wire.TextOptions{Digits: 2}); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

// TestProviderAdjustmentsAreBounded shows that a text of nothing but valid provider
// adjustments is refused before it fills the memory: past 65,536 in a transaction, at
// its place, and past 262,144 in all transactions.
func TestProviderAdjustmentsAreBounded(t *testing.T) {
	six := strings.Repeat("PLB*1*1*WO*1*WO*-1*WO*1*WO*-1*WO*1*WO*-1~", 10_922) // 65,532
	transaction := "ST*835*1~BPR*I*0~" + six + "SE*10925*1~"
	for _, test := range []struct{ name, text, path, says string }{
		{"as many as there may be", strings.Repeat(transaction, 4), "", ""},
		{"in one transaction", strings.Replace(transaction, "SE", six[:41]+"SE", 1), "segments[10925]", "65,536"},
		{"in all transactions", strings.Repeat(transaction, 5), "", "262144"},
	} {
		_, err := wire.RunText("era.check", strings.NewReader(test.text), io.Discard, wire.TextOptions{Digits: 2, Most: 1})
		var e *wire.Error
		switch {
		case test.says == "" && err == nil:
		case !errors.As(err, &e) || e.Rule.Code() != "LIMIT" || e.Path != test.path || !strings.Contains(e.Message, test.says):
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestPathsOfBooksBesideAText shows that what is said about the payment and the
// provider adjustments names the text that has them.
func TestPathsOfBooksBesideAText(t *testing.T) {
	const document = `{"text":"ST*835*1~BPR*I*9*C~CLP*A*1*10*10~PLB*1*1*WO*1~SE*5*1~","claimProcs":[{"claimProcNum":1,"status":"Received","insPayAmt":"8"}]`
	for _, test := range []struct{ more, payment, plb string }{{"}", "text", "text"}, {`,"plbTotal":"1"}`, "text", "plbTotal"}} {
		out, err := wire.Run("era.check", []byte(document+test.more))
		if err != nil {
			t.Fatal(err)
		}
		report := decodeAny(t, out)
		payment, plb := report["problems"].([]any)[0].(map[string]any), report["warnings"].([]any)[0].(map[string]any)
		if payment["code"] != "ERA_AMOUNT_MISMATCH" || payment["path"] != test.payment || plb["code"] != "ERA_HAS_PLB" || plb["path"] != test.plb {
			t.Errorf("%s", out)
		}
	}
}
