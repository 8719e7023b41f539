package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// command runs the command line in the root of the module and returns what it
// printed.
func command(t *testing.T, stdin string, args ...string) (out, errOut string, status int) {
	t.Helper()
	t.Chdir("../..")
	var stdout, stderr bytes.Buffer
	status = run(args, stdio{in: strings.NewReader(stdin), out: &stdout, err: &stderr})
	return stdout.String(), stderr.String(), status
}

// TestPayPrintsJSONWhenPiped runs the README's command into a pipe.
func TestPayPrintsJSONWhenPiped(t *testing.T) {
	out, errOut, status := command(t, "", "alloc", "pay", "examples/family.json")
	if status != exitOK || errOut != "" || !json.Valid([]byte(out)) || !strings.HasSuffix(out, "}\n") {
		t.Errorf("status %d, stdout %s, stderr %s", status, out, errOut)
	}
	if strings.Contains(out, "trace") {
		t.Error("there is a trace, and nobody asked for one")
	}
}

// TestStandardInput shows that - and no name at all read standard input.
func TestStandardInput(t *testing.T) {
	document := `{"principal":"10","numberOfPayments":4}`
	for _, args := range [][]string{{"plan", "payment", "-"}, {"plan", "payment"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			out, _, status := command(t, document, args...)
			if out != `{"payAmt":"2.50"}`+"\n" || status != exitOK {
				t.Errorf("got %s, %d", out, status)
			}
		})
	}
}

// TestFormats shows one plan in each format.
func TestFormats(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		want []string
	}{
		{"a table has separators, totals and the note", []string{"--format", "table"}, []string{"Due", "1,180.00", "Total", "Date of Agreement"}},
		{"the trace follows the table", []string{"--format", "table", "--explain"}, []string{"Step by step", "all that is left"}},
		{"csv has a header and plain numbers", []string{"--format", "csv"}, []string{"n,date,kind,principal,interest,amount,balance\n", "0,2026-10-31,downPayment,200.00,0.00,200.00,980.00\n"}},
		{"json is one line", []string{"--format", "json"}, []string{`"payAmt":"86.12"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, errOut, status := command(t, "", append([]string{"plan", "schedule", "examples/plan.json"}, test.args...)...)
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s%s", want, out, errOut)
				}
			}
			if status != exitOK {
				t.Errorf("status %d", status)
			}
		})
	}
}

// TestCSVOfAnyResult shows the two other shapes of a result: a list of scalars,
// and no list.
func TestCSVOfAnyResult(t *testing.T) {
	out, _, _ := command(t, `{"first":"2024-01-31","count":2}`, "schedule", "dates", "--format", "csv")
	if out != "dates\n2024-01-31\n2024-02-29\n" {
		t.Errorf("got %q", out)
	}
}

// TestCSVOfAScalar is one row, with or without the trace.
func TestCSVOfAScalar(t *testing.T) {
	out, _, _ := command(t, `{"principal":"10","numberOfPayments":4}`, "plan", "payment", "--format", "csv", "--explain")
	if out != "payAmt\n2.50\n" {
		t.Errorf("got %q", out)
	}
}

// TestTheTableIsSafe shows that a name cannot move the cursor or colour the
// terminal, and that a clinic has a column where there is one.
func TestTheTableIsSafe(t *testing.T) {
	document := `{"today":"2026-03-02","family":[{"id":1,"name":"An\u001b[31ma\nB"}],"payment":{"patient":1,"amount":"50.00"},
		"charges":[{"type":"procedure","id":5,"patient":1,"clinic":7,"date":"2026-02-01","fee":"80.00"}]}`
	out, errOut, _ := command(t, document, "alloc", "pay", "--format", "table")
	if strings.Contains(out, "\x1b") || !strings.Contains(out, "An [31ma B") || !strings.Contains(out, "Clinic") {
		t.Errorf("%q %s", out, errOut)
	}
	if !strings.Contains(out, "Still owed:\n  procedure 5 (An [31ma B) 30.00\n") {
		t.Errorf("%q", out)
	}
}

// TestVersion prints one line.
func TestVersion(t *testing.T) {
	out, _, status := command(t, "", "--version")
	if !strings.HasPrefix(out, "paysplit ") || status != exitOK {
		t.Errorf("%q, %d", out, status)
	}
}

// TestHelpShowsADocument shows that the help of an operation has one to begin
// with.
func TestHelpShowsADocument(t *testing.T) {
	out, _, status := command(t, "", "plan", "interest", "--help")
	if !strings.Contains(out, `"balance": "980.00"`) || !strings.Contains(out, "paysplit schema plan.interest") || status != exitOK {
		t.Errorf("%s, %d", out, status)
	}
}

// TestNothingToDo prints all of the help on standard error.
func TestNothingToDo(t *testing.T) {
	out, errOut, status := command(t, "")
	if out != "" || !strings.Contains(errOut, "plan schedule") || status != exitMalformed {
		t.Errorf("%q, %s, %d", out, errOut, status)
	}
}

// TestAnyResultAsTable shows the layout of an operation without a view of its
// own.
func TestAnyResultAsTable(t *testing.T) {
	out, _, _ := command(t, `{"principal":"5000","numberOfPayments":2}`, "plan", "payment", "--format", "table")
	if out != "Payment  2,500.00\n" {
		t.Errorf("got %q", out)
	}
}

// TestBadFiles gives what cannot be read: exit 2, the name and a mend on standard
// error, nothing on standard output.
func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	large := write("large.json", "")
	if err := os.Truncate(large, 100<<20); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, file, code, says string }{
		{"a missing file", filepath.Join(dir, "none.json"), "FILE_NOT_FOUND", "check the name"},
		{"a directory", dir, "FILE_IS_DIRECTORY", "name a file in it"},
		{"an empty file", write("empty.json", ""), "DOCUMENT_EMPTY", "give a JSON object"},
		{"a truncated document", write("cut.json", `{"today":"2026-03`), "JSON_SYNTAX", "ends too early"},
		{"a file of 100 MB", large, "LIMIT", "at most 64 MiB"},
		{"an exponent of nine digits", write("huge.json", `{"payment":{"amount":"1e999999999"}}`), "AMOUNT_FORMAT", "payment.amount"},
		{"NaN", write("nan.json", `{"payment":{"amount":"NaN"}}`), "AMOUNT_FORMAT", "payment.amount"},
		{"an unknown field", write("unknown.json", `{"paymnet":{}}`), "UNKNOWN_FIELD", `payment`},
		{"a date that is not set", write("unset.json", `{"today":"0001-01-01","payment":{"patient":1,"amount":1}}`), "DATE_REQUIRED", "today"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, errOut, status := command(t, "", "alloc", "pay", test.file)
			if status != exitMalformed || out != "" {
				t.Errorf("status %d, stdout %q", status, out)
			}
			var document struct {
				Error struct{ Code, Path, Message string }
			}
			if err := json.Unmarshal([]byte(errOut), &document); err != nil {
				t.Fatalf("stderr is no error document: %v: %s", err, errOut)
			}
			got := document.Error
			if got.Code != test.code || !strings.Contains(got.Path+" "+got.Message, test.says) || !strings.Contains(got.Message, test.file) {
				t.Errorf("got %+v\nwant %s with %q and the file's name", got, test.code, test.says)
			}
		})
	}
}

// TestNegativeCount is refused as malformed.
func TestNegativeCount(t *testing.T) {
	out, errOut, status := command(t, `{"first":"2024-01-31","count":-1}`, "schedule", "dates")
	if status != exitMalformed || out != "" || !strings.Contains(errOut, `"path":"count"`) {
		t.Errorf("status %d, %q, %s", status, out, errOut)
	}
}

// TestRefusedIsOne shows the exit status of a document that is well formed and
// that a rule forbids.
func TestRefusedIsOne(t *testing.T) {
	_, errOut, status := command(t, `{"principal":"1000","apr":"24","payAmt":"15","today":"2026-03-02"}`, "plan", "schedule")
	if status != exitRefused || !strings.Contains(errOut, "PAYMENT_TOO_LOW") {
		t.Errorf("status %d, %s", status, errOut)
	}
}

// TestUsageErrors shows that a wrong command line is told how to be mended.
func TestUsageErrors(t *testing.T) {
	for _, args := range [][]string{{}, {"alloc"}, {"alloc", "pya", "x"}, {"alloc", "pay", "x", "--format", "xml"}, {"nonsense"}, {"schema"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			out, errOut, status := command(t, "", args...)
			if status != exitMalformed || out != "" || !strings.Contains(errOut, "--help") {
				t.Errorf("status %d, stdout %q, stderr %q", status, out, errOut)
			}
		})
	}
}

// TestNamesOfOperationsAreCommands: an operation may be named as a document names it.
func TestNamesOfOperationsAreCommands(t *testing.T) {
	for _, test := range []struct {
		name       string
		as, meant  []string
		wantStatus int
	}{
		{"an operation", []string{"alloc.pay", "examples/family.json"}, []string{"alloc", "pay", "examples/family.json"}, exitOK},
		{"a schema of a group and a verb", []string{"schema", "alloc", "pay"}, []string{"schema", "alloc.pay"}, exitOK},
		{"a schema of nothing", []string{"schema", "alloc", "pya"}, []string{"schema", "alloc", "pya"}, exitMalformed},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _, status := command(t, "", test.as...)
			var meant, errOut bytes.Buffer
			run(test.meant, stdio{in: strings.NewReader(""), out: &meant, err: &errOut})
			if want := meant.String(); got != want || status != test.wantStatus || status == exitOK && got == "" {
				t.Errorf("status %d, got %.80s; want %.80s", status, got, meant.String())
			}
		})
	}
}

// TestADocumentMayAskWhy: the table of a document with "explain" has the trace.
func TestADocumentMayAskWhy(t *testing.T) {
	for document, want := range map[string]bool{
		`{"amount": "1", "weights": [1], "explain": true}`: true,
		`{"amount": "1", "weights": [1]}`:                  false,
	} {
		t.Run(document, func(t *testing.T) {
			out, _, status := command(t, document, "split", "allocate", "-", "--format", "table")
			if status != exitOK || strings.Contains(out, "Step by step") != want {
				t.Errorf("status %d:\n%s", status, out)
			}
		})
	}
}

// TestHelp shows that help is no error, and names every operation.
func TestHelp(t *testing.T) {
	out, _, status := command(t, "", "--help")
	for _, want := range []string{"alloc pay", "plan schedule", "batch", "Exit status", "examples/family.json"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in the help:\n%s", want, out)
		}
	}
	if status != exitOK {
		t.Errorf("status %d", status)
	}
}
