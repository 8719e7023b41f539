package claimcheck_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

const (
	isa      = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*00501*000000001*0*P*:~"
	segments = "ST*835*0001~BPR*I*5*C*ACH~CLP*A*1*5*5~SE*4*0001~"
)

// TestTextsThatAreRead shows the forms in which an 835 comes.
func TestTextsThatAreRead(t *testing.T) {
	lines := strings.ReplaceAll(segments, "~", "\n")
	other := strings.NewReplacer("*", "|", "~", "!").Replace(isa + segments)
	for _, test := range []struct {
		name, text   string
		transactions int
	}{
		{"a bare transaction", segments, 1},
		{"a bare transaction of a version", strings.Replace(segments, "0001~", "0001*005010X221A1~", 1), 1},
		{"a group without an interchange", "GS*HP*S A*R*20260101*1200*1*X*005010X221A1~" + segments + "GE*1*1~", 1},
		{"an interchange", isa + segments + "IEA*1*000000001~", 1},
		{"several transactions", isa + segments + segments + segments, 3},
		{"several interchanges of their own delimiters", isa + segments + "IEA*1*000000001~" + other + isa + segments, 3},
		{"one segment a line", strings.ReplaceAll(isa+segments, "~", "~\n"), 1},
		{"lines of Windows", strings.ReplaceAll(isa+segments, "~", "~\r\n"), 1},
		{"the end of a line for a terminator", lines, 1},
		{"the end of a Windows line for a terminator", strings.ReplaceAll(lines, "\n", "\r\n"), 1},
		{"the last terminator missing", strings.TrimSuffix(segments, "~"), 1},
		{"the end of a line before the terminator", isa + strings.ReplaceAll(segments, "~", "\r\n~"), 1},
		{"blank lines around it", "\n\n  " + segments + "\n\n", 1},
		{"a byte order mark", "\xef\xbb\xbf" + isa + segments, 1},
		{"an ISA of another width", "ISA*00**00**ZZ*S*ZZ*R*260101*1200*^*00501*1*0*P*>$" + strings.ReplaceAll(segments, "~", "$"), 1},
		{"segments that say nothing about money", strings.NewReplacer("SE*4", "SE*6", "CLP", "LX*1~TS3*9*11~CLP").Replace(segments), 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, in := range []io.Reader{strings.NewReader(test.text), iotest.OneByteReader(strings.NewReader(test.text)), iotest.DataErrReader(strings.NewReader(test.text))} {
				all, err := readAll(in)
				if err != nil || len(all) != test.transactions {
					t.Fatalf("%d transactions, %v", len(all), err)
				}
				for i, report := range all {
					if len(report.Findings) > 0 || report.Index != i || report.Paid != 5_00 {
						t.Errorf("transaction %d: %q, %+v", i, told(report), report)
					}
				}
			}
		})
	}
}

var badTexts = []struct {
	name, text string
	rule       *money.Rule
	path       string
}{
	{"nothing", "", claimcheck.ErrERAEmpty, ""},
	{"blank space", " \n\n", claimcheck.ErrERAEmpty, ""},
	{"an interchange without transactions", isa + "IEA*0*000000001~", claimcheck.ErrERAEmpty, ""},
	{"JSON", `{"bpr02":"5"}`, claimcheck.ErrERADelimiters, "segments[1]"},
	{"a word", "STATEMENT", claimcheck.ErrERADelimiters, "segments[1]"},
	{"half an ISA", isa[:80], claimcheck.ErrERADelimiters, "segments[1]"},
	{"an ST without a terminator", "ST*835*0001", claimcheck.ErrERADelimiters, "segments[1]"},
	{"a GS without a terminator", "GS*HP*S*R*20260101*1200*1*X*005010X221A1", claimcheck.ErrERADelimiters, "segments[1]"},
	{"a tag alone at the end", segments[:38] + "SE", claimcheck.ErrERATruncated, "segments[4]"},
	{"three letters of an ISA at the end", isa + segments + "IEA*1*000000001~ISA", claimcheck.ErrERATruncated, "segments[7]"},
	{"two terminators, and no more", "ST*835*0001~~", claimcheck.ErrERATruncated, "segments[2]"},
	{"a second ISA that is cut", isa + segments + isa[:60], claimcheck.ErrERADelimiters, "segments[6]"},
	{"UTF-16", "\xff\xfeS\x00T\x00", claimcheck.ErrERADelimiters, "segments[1]"},
	{"a claim file", "ST*837*0001~SE*2*0001~", claimcheck.ErrERASyntax, "segments[1].ST01"},
	{"no BPR", "ST*835*0001~CLP*A*1*5*5~SE*3*0001~", claimcheck.ErrERASyntax, "segments[2].CLP"},
	{"no BPR and no claim", "ST*835*0001~SE*2*0001~", claimcheck.ErrERASyntax, "segments[2].SE"},
	{"two BPR", "ST*835*0001~BPR*I*5~BPR*I*5~", claimcheck.ErrERASyntax, "segments[3].BPR"},
	{"no SE", segments[:38] + isa, claimcheck.ErrERASyntax, "segments[4]"},
	{"no SE before the next ST", segments[:38] + segments, claimcheck.ErrERASyntax, "segments[4]"},
	{"cut between segments", segments[:38], claimcheck.ErrERATruncated, "segments[3]"},
	{"cut inside a segment", segments[:34], claimcheck.ErrERATruncated, "segments[3]"},
	{"a claim outside a transaction", segments + "CLP*A*1*5*5~", claimcheck.ErrERASyntax, "segments[5].CLP"},
	{"anything outside a transaction", segments + "XYZ*1~", claimcheck.ErrERASyntax, "segments[5]"},
	{"an adjustment without a claim", "ST*835*0001~BPR*I*5~CAS*CO*1*5~", claimcheck.ErrERASyntax, "segments[3].CAS"},
	{"a line without a claim", "ST*835*0001~BPR*I*5~SVC*X*5*5~", claimcheck.ErrERASyntax, "segments[3].SVC"},
	{"an adjustment behind PLB", "ST*835*0001~BPR*I*5~CLP*A*1*5*5~PLB*9*2026*CS*1~CAS*CO*1*5~", claimcheck.ErrERASyntax, "segments[5].CAS"},
	{"PLB before BPR", "ST*835*0001~PLB*9*2026*CS*1~", claimcheck.ErrERASyntax, "segments[2].PLB"},
	{"TRN outside", "TRN*1~", claimcheck.ErrERADelimiters, "segments[1]"},
	{"no payment", "ST*835*0001~BPR*I**C~", money.ErrMissing, "segments[2].BPR02"},
	{"no amount paid", "ST*835*0001~BPR*I*5~CLP*A*1*5~", money.ErrMissing, "segments[3].CLP04"},
	{"no charge of a line", "ST*835*0001~BPR*I*5~CLP*A*1*5*5~SVC*X**5~", money.ErrMissing, "segments[4].SVC02"},
	{"an adjustment without an amount", "ST*835*0001~BPR*I*5~CLP*A*1*5*5~CAS*CO*1*5**2~", money.ErrMissing, "segments[4].CAS06"},
	{"a provider adjustment without an amount", "ST*835*0001~BPR*I*5~PLB*9*2026*CS*1*WO:1~", money.ErrMissing, "segments[3].PLB06"},
	{"a seventh triple", "ST*835*0001~BPR*I*5~CLP*A*1*5*5~CAS*CO*1*1**1*1**1*1**1*1**1*1**1*1**1*1~", claimcheck.ErrERASyntax, "segments[4].CAS"},
	{"a seventh pair", "ST*835*0001~BPR*I*5~PLB*9*2026*1*1*1*1*1*1*1*1*1*1*1*1*1*1~", claimcheck.ErrERASyntax, "segments[3].PLB"},
	{"a third digit", "ST*835*0001~BPR*I*5.005~", money.ErrPrecision, "segments[2].BPR02"},
	{"a word for an amount", "ST*835*0001~BPR*I*5~CLP*A*1*5*five~", money.ErrFormat, "segments[3].CLP04"},
	{"a point for an amount", "ST*835*0001~BPR*I*.~", money.ErrFormat, "segments[2].BPR02"},
	{"an amount past 64 bits", "ST*835*0001~BPR*I*92233720368547758.08~", money.ErrOverflow, "segments[2].BPR02"},
	{"a sum past 64 bits", "ST*835*0001~BPR*I*5~CLP*A*1*92233720368547758.07*0~CLP*A*1*1*0~SE*5*1~", money.ErrOverflow, "segments[5]"},
	{"a claim's sum past 64 bits", "ST*835*0001~BPR*I*5~CLP*A*1*1*0~CAS*CO*1*92233720368547758.07**2*1~NM1*QC~SE*6*1~", money.ErrOverflow, "segments[3]"},
	{"a long check number", "ST*835*0001~BPR*I*5~TRN*1*" + strings.Repeat("x", 256) + "~", money.ErrLimit, "segments[3]"},
	{"a long control number", "ST*835*" + strings.Repeat("x", 256) + "~", money.ErrLimit, "segments[1]"},
	{"a long method", "ST*835*0001~BPR*I*5*C*" + strings.Repeat("x", 256) + "~", money.ErrLimit, "segments[2]"},
	{"a long reason", "ST*835*0001~BPR*I*5~PLB*1*1*" + strings.Repeat("x", 256) + "*1~", money.ErrLimit, "segments[3]"},
	{"a count that is none", strings.Replace(segments, "SE*4", "SE*four", 1), claimcheck.ErrERASyntax, "segments[4].SE01"},
	{"a long id", "ST*835*0001~BPR*I*5~CLP*" + strings.Repeat("x", 256) + "*1*5*5~", money.ErrLimit, "segments[3]"},
	{"a long segment", "ST*835*0001~BPR*I*5~NTE*" + strings.Repeat("x", 64<<10), money.ErrLimit, "segments[3]"},
}

// TestTextsThatAreRefused shows the rule and the place of whatever cannot be read, and
// that the error stays.
func TestTextsThatAreRefused(t *testing.T) {
	for _, test := range badTexts {
		t.Run(test.name, func(t *testing.T) {
			r := claimcheck.NewERAReader(iotest.OneByteReader(strings.NewReader(test.text)), 2)
			var err error
			for err == nil {
				_, err = r.Next()
			}
			wantError(t, err, test.rule, test.path)
			if _, again := r.Next(); again != err {
				t.Errorf("first %v, then %v", err, again)
			}
		})
	}
}

// TestWordsOfAHeader shows that the terminator is what follows the last word, whatever
// letter or digit that ends with.
func TestWordsOfAHeader(t *testing.T) {
	for _, end := range "09AZaz" {
		text := strings.Replace(segments, "0001~", "000"+string(end)+"~", 1)
		if report := reports(t, text)[0]; report.Control != "000"+string(end) || report.Paid != 5_00 {
			t.Errorf("%c: got %+v", end, report)
		}
	}
}

// TestTextsInTwoPieces shows two interchanges of their own delimiters that come in two
// reads, wherever the first ends.
func TestTextsInTwoPieces(t *testing.T) {
	first := isa + strings.Repeat(segments, 20) + "IEA*1*000000001~" // more than is read to find the delimiters
	text := first + strings.NewReplacer("*", "|", "~", "!").Replace(isa+segments)
	for cut := len(first) - 20; cut < len(first)+20; cut++ {
		all, err := readAll(io.MultiReader(strings.NewReader(text[:cut]), strings.NewReader(text[cut:])))
		if err != nil || len(all) != 21 {
			t.Fatalf("cut at %d: %d transactions, %v", cut, len(all), err)
		}
	}
}

// TestIDsOverSeveralBlocks keeps 600 ids of 255 bytes.
func TestIDsOverSeveralBlocks(t *testing.T) {
	var text strings.Builder
	id := func(i int) string { return strings.Repeat("x", 252) + decimal(100+i) }
	for i := range 600 {
		text.WriteString("CLP*" + id(i) + "*1*0*0~")
	}
	report := reports(t, remittance("BPR*I*0*C*ACH~"+text.String()))[0]
	for i := range report.Claims {
		if got := report.Claim(i).ID; got != id(i) {
			t.Fatalf("claim %d is %s, want %s", i, got, id(i))
		}
	}
}

// TestLongTexts shows that what a report repeats has at most 255 bytes.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("x", 255)
	if report := reports(t, remittance("BPR*I*5*C*ACH~TRN*1*"+long+"~CLP*A*1*5*5~"))[0]; report.Trace != long {
		t.Errorf("got %q", report.Trace)
	}
}

// TestTooManyFindings shows the bound of what a hostile text makes us keep.
func TestTooManyFindings(t *testing.T) {
	const most = 1 << 20
	text := "ST*835*0001~BPR*I*5~CLP*A*1*5*5~" + strings.Repeat("CAS*CO*1*0~", most) + "SE*1048580*0001~"
	if report := reports(t, text)[0]; len(report.Findings) != most {
		t.Errorf("%d findings", len(report.Findings))
	}
	_, err := readAll(strings.NewReader(strings.Replace(text, "CAS", "CAS*CO*1*0~CAS", 1)))
	wantError(t, err, money.ErrLimit, "segments[1048580]")
}

// TestErrorsNameTheirPlace shows what an error says for a reader: the segment, the
// byte, and what stood there.
func TestErrorsNameTheirPlace(t *testing.T) {
	_, err := readAll(strings.NewReader("ST*835*0001~\nBPR*I*5~\nCLP*A*1*5*five~"))
	var field *money.FieldError
	if !errors.As(err, &field) {
		t.Fatal(err)
	}
	want := `the text is not an amount: got "five", at segment 3, byte 22; write digits with one point and no separators, such as "1234.50"`
	if got := field.DetailIn(2); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	_, err = readAll(strings.NewReader(segments + segments[:38]))
	if !errors.As(err, &field) || !strings.Contains(field.DetailIn(2), "it ends inside transaction number 2") {
		t.Errorf("got %v", err)
	}
}

// TestAReaderThatFails shows that the error of the reader behind is handed on, and
// that one which never reads is given up.
func TestAReaderThatFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, err := readAll(io.MultiReader(strings.NewReader(segments[:20]), iotest.ErrReader(broken))); err != broken {
		t.Errorf("got %v, want %v", err, broken)
	}
	if _, err := readAll(&liar{}); err == nil || !strings.Contains(err.Error(), "impossible count") {
		t.Errorf("got %v", err)
	}
	if _, err := readAll(idle{}); err != io.ErrNoProgress {
		t.Errorf("got %v, want %v", err, io.ErrNoProgress)
	}
}

// liar reads ten blanks, and then says that it read more than there is room for.
type liar struct{ reads int }

func (l *liar) Read(p []byte) (int, error) {
	if l.reads++; l.reads > 1 {
		return len(p) + 1, nil
	}
	return copy(p, "ST*835*000"), nil
}

// idle never reads anything.
type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// TestOtherDigits reads yen.
func TestOtherDigits(t *testing.T) {
	r := claimcheck.NewERAReader(strings.NewReader(segments), 0)
	if report, err := r.Next(); err != nil || report.Paid != 5 {
		t.Errorf("%+v, %v", report, err)
	}
}

// FuzzERAReader reads whatever the fuzzer thinks of: it ends, never panics, and says
// the same however the text is cut into reads.
func FuzzERAReader(f *testing.F) {
	for _, test := range badTexts {
		f.Add([]byte(test.text))
	}
	for _, group := range [][]eraCase{equationCases, companionCases, reversalCases} {
		for _, test := range group {
			f.Add([]byte(isa + remittance(test.segments) + "IEA*1*000000001~"))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		whole, err := readAll(strings.NewReader(string(text)))
		bytes, errBytes := readAll(iotest.OneByteReader(strings.NewReader(string(text))))
		if len(whole) != len(bytes) || (err == nil) != (errBytes == nil) || err != nil && err.Error() != errBytes.Error() {
			t.Fatalf("%d and %v; byte by byte %d and %v", len(whole), err, len(bytes), errBytes)
		}
		for i, report := range whole {
			if strings.Join(told(report), "\n") != strings.Join(told(bytes[i]), "\n") {
				t.Fatalf("%q and byte by byte %q", told(report), told(bytes[i]))
			}
			for j := range report.Findings {
				f := &report.Findings[j]
				if report.Message(f, 2) == "" || f.Segment == 0 || f.Rule.Class() != money.Finding {
					t.Fatalf("%+v", f)
				}
			}
			for j := range report.Claims {
				report.Claim(j)
			}
		}
	})
}
