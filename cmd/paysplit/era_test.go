package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestRemittanceFile runs the README's file in each format: the report is not ok, and
// so is the exit status.
func TestRemittanceFile(t *testing.T) {
	for _, test := range []struct {
		format string
		want   []string
	}{
		{"table", []string{"Check CHK55102 pays 617.40 for 2 claims", "the check is over by 72.00", "LC-2231  primary", "What is wrong", "(TX_OUT_OF_BALANCE)", "overpayment recovered"}},
		{"json", []string{`{"ok":false,`, `"segment":29`}},
		{"csv", []string{"code,path,message,want,got,difference,segment\n", "CLP_OUT_OF_BALANCE,segments[36].CLP04,"}},
		{"html", []string{"<table", "LC-2231"}},
	} {
		t.Run(test.format, func(t *testing.T) {
			out, errOut, status := command(t, "", "era", "check", "examples/remittance.835", "--format", test.format)
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s%s", want, out, errOut)
				}
			}
			if status != exitRefused || errOut != "" {
				t.Errorf("status %d, %s", status, errOut)
			}
			if test.format == "json" && !json.Valid([]byte(out)) {
				t.Error("not JSON")
			}
		})
	}
}

const tied = "ST*835*0001~BPR*I*5*C*ACH~CLP*A\x1b[31m*1*5*5~SE*4*0001~"

// TestRemittanceOnStandardInput shows that text and documents are told apart, and that
// what ties exits 0 and cannot colour the terminal.
func TestRemittanceOnStandardInput(t *testing.T) {
	for _, text := range []string{tied, "\xef\xbb\xbf\r\n" + tied, `{"bpr02":"5","claims":[{"id":"A","status":"1","charge":"5","paid":"5"}]}`} {
		out, errOut, status := command(t, text, "era", "balance", "--format", "table")
		if status != exitOK || !strings.HasPrefix(out, "The check pays 5.00 for 1 claim\n  The claims are paid 5.00, less provider adjustments of 0.00: 5.00, which ties\n") || strings.Contains(out, "\x1b") {
			t.Errorf("status %d\n%s%s", status, out, errOut)
		}
	}
}

// TestRemittanceExplained shows the steps of an 835.
func TestRemittanceExplained(t *testing.T) {
	out, _, _ := command(t, tied, "era", "check", "--format", "table", "--explain")
	if !strings.Contains(out, "Step by step") || !strings.Contains(out, "what the claims are paid less the provider adjustments; that is paid") {
		t.Error(out)
	}
}

// TestBooksInWords shows the table of a remittance beside the books.
func TestBooksInWords(t *testing.T) {
	out, _, status := command(t, `{"bpr02":"165","plbTotal":"25","claimProcs":[{"claimProcNum":1,"status":"Received","insPayAmt":"190"},{"claimProcNum":2,"status":"Received","claimPaymentNum":4}]}`, "era", "check", "--format", "table")
	want := `The rows of the books sum to 190.00; difference -25.00
The provider adjustments explain it: the rows less them are 165.00

Rows that do not count
Claim procedure  Reason
───────────────────────────────────
              2  already-attached

What is wrong
  payment: the payment does not match the rows that are ready for it: the rows sum to 190.00, but the checks pay 165.00 (short by 25.00); ` +
		`the provider adjustments are the whole difference; correct the rows or the payment; a provider adjustment is posted apart from the claims (ERA_AMOUNT_MISMATCH)

Worth a look
  payment: the remittance has provider adjustments, which keep it from being finalized by itself; post the provider adjustments, then finalize the payment by hand (ERA_HAS_PLB)
`
	if out != want || status != exitRefused {
		t.Errorf("status %d\n%s\nwant\n%s", status, out, want)
	}
}

// TestBadRemittances shows the errors of text: exit 2, the file's name, the segment.
func TestBadRemittances(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cut.835")
	if err := os.WriteFile(file, []byte(tied[:40]), 0o644); err != nil {
		t.Fatal(err)
	}
	out, errOut, status := command(t, "", "era", "check", file)
	if status != exitMalformed || out != "" || !strings.Contains(errOut, "ERA_TRUNCATED") || !strings.Contains(errOut, "cut.835") || !strings.Contains(errOut, "segments[3]") {
		t.Errorf("status %d, %q, %s", status, out, errOut)
	}
	if _, errOut, status = command(t, tied, "plan", "payment"); status != exitMalformed || !strings.Contains(errOut, "JSON_SYNTAX") {
		t.Errorf("another operation: status %d, %s", status, errOut)
	}
	if _, errOut, status = command(t, "", "era", "check", "nowhere.835"); status != exitMalformed || !strings.Contains(errOut, "FILE_NOT_FOUND") {
		t.Errorf("a missing file: status %d, %s", status, errOut)
	}
}

// endless is an 835 of many claims, made as it is read. Every hundredth is a cent
// off.
type endless struct {
	claims, made int
	rest         string
}

func (e *endless) Read(p []byte) (int, error) {
	for e.rest == "" {
		switch e.made++; {
		case e.made == 1:
			e.rest = fmt.Sprintf("ST*835*0001~BPR*I*%d*C*ACH~", 190*e.claims)
		case e.made <= e.claims+1:
			charge := "300"
			if e.made%100 == 0 {
				charge = "300.01"
			}
			e.rest = fmt.Sprintf("CLP*CLAIM%08d*1*%s*190*40*12*PCN%d~NM1*QC*1*DOE*JO~SVC*HC:99213*300*190~DTM*472*20260101~CAS*CO*45*70~CAS*PR*2*40~", e.made, charge, e.made)
		case e.made == e.claims+2:
			e.rest = fmt.Sprintf("SE*%d*0001~", 6*e.claims+3)
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// peak counts what is written and looks at the heap now and then.
type peak struct {
	bytes int
	heap  uint64
}

func (p *peak) Write(b []byte) (int, error) {
	if p.bytes += len(b); p.heap == 0 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		p.heap = m.HeapAlloc
	}
	return len(b), nil
}

// TestALargeRemittanceIsStreamed shows that a file of any size is answered with what
// its claims and findings keep: less than a third of its bytes.
func TestALargeRemittanceIsStreamed(t *testing.T) {
	const claims = 100_000
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	in, out := &endless{claims: claims}, &peak{}
	status := run([]string{"era", "check"}, stdio{in: in, out: out, err: io.Discard})
	if status != exitRefused || out.bytes < 1000*100 {
		t.Fatalf("status %d, %d bytes", status, out.bytes)
	}
	if grown := int64(out.heap) - int64(before.HeapAlloc); grown > 110*claims+(1<<20) {
		t.Errorf("%d bytes on the heap for %d claims", grown, claims)
	}
}

// TestABrokenPipeIsAnError shows that output which nobody takes ends the run.
func TestABrokenPipeIsAnError(t *testing.T) {
	var errOut strings.Builder
	status := run([]string{"era", "check"}, stdio{in: strings.NewReader(tied), out: noWriter{}, err: &errOut})
	if status != exitMalformed || !strings.Contains(errOut.String(), "nobody reads") {
		t.Errorf("status %d, %s", status, errOut.String())
	}
}

type noWriter struct{}

func (noWriter) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }
