package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// TestBatchKeepsOrder runs many lines, some of them bad or blank, and expects an
// answer for each in the order of the input, with the number of a bad line.
func TestBatchKeepsOrder(t *testing.T) {
	var in, want strings.Builder
	const lines = 20_000
	for i := 1; i <= lines; i++ {
		switch {
		case i%1000 == 0:
			in.WriteString("\n")
		case i%777 == 0:
			in.WriteString("{bad\n")
			fmt.Fprintf(&want, `"line":%d}}`+"\n", i)
		default:
			fmt.Fprintf(&in, `{"id":%d,"op":"plan.payment","input":{"principal":"%d.00","numberOfPayments":1}}`+"\n", i, i)
			fmt.Fprintf(&want, `{"id":%d,"result":{"payAmt":"%d.00"}}`+"\n", i, i)
		}
	}
	out, errOut, status := command(t, in.String(), "batch")
	if status != exitRefused || errOut != "" {
		t.Errorf("status %d, stderr %s", status, errOut)
	}
	got := strings.Split(out, "\n")
	for i, line := range strings.Split(want.String(), "\n") {
		if i >= len(got) || !strings.HasSuffix(got[i], line) {
			t.Fatalf("answer %d is %s, want %s", i, got[min(i, len(got)-1)], line)
		}
	}
}

// TestBatchWithoutFailuresIsZero also shows a last line without a newline.
func TestBatchWithoutFailuresIsZero(t *testing.T) {
	out, _, status := command(t, `{"id":"a","op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, "batch", "-")
	if out != `{"id":"a","result":{"payAmt":"2.50"}}`+"\n" || status != exitOK {
		t.Errorf("got %s, %d", out, status)
	}
}

// TestBatchExplain adds the trace to every result.
func TestBatchExplain(t *testing.T) {
	out, _, _ := command(t, `{"id":"a","op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, "batch", "--explain")
	if !strings.Contains(out, `"trace":[`) {
		t.Error(out)
	}
}

// TestBatchOfNothing answers with nothing.
func TestBatchOfNothing(t *testing.T) {
	if out, errOut, status := command(t, "", "batch"); out != "" || errOut != "" || status != exitOK {
		t.Errorf("got %q, %q, %d", out, errOut, status)
	}
}

// TestBatchMissingFile is a malformed command line, not a bad line.
func TestBatchMissingFile(t *testing.T) {
	if out, errOut, status := command(t, "", "batch", "none.jsonl"); out != "" || !strings.Contains(errOut, "FILE_NOT_FOUND") || status != exitMalformed {
		t.Errorf("got %q, %q, %d", out, errOut, status)
	}
}

// TestBatchStreams gives one line, waits for its answer, and only then gives the
// next: a batch must not sit on answers until its input ends.
func TestBatchStreams(t *testing.T) {
	inRead, inWrite := io.Pipe()
	outRead, outWrite := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := (&batch{}).run(inRead, outWrite)
		outWrite.CloseWithError(io.EOF)
		done <- err
	}()
	answer := make([]byte, 1<<10)
	for range 3 {
		io.WriteString(inWrite, `{"id":1,"op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`+"\n")
		if n, err := outRead.Read(answer); err != nil || !bytes.Contains(answer[:n], []byte("2.50")) {
			t.Fatalf("%s, %v", answer[:n], err)
		}
	}
	inWrite.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestBatchLongLine shows that a line past the limit of a document gets the
// limit's error, whatever its length, and that the next line is answered.
func TestBatchLongLine(t *testing.T) {
	long := strings.Repeat(" ", wire.MaxBytes+5000) + "x\n"
	out, _, status := command(t, long+`{"id":"b","op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, "batch")
	got := strings.Split(out, "\n")
	if status != exitRefused || !strings.Contains(got[0], `"code":"LIMIT"`) || !strings.Contains(got[0], `"line":1`) || !strings.HasPrefix(got[1], `{"id":"b","result"`) {
		t.Errorf("status %d, %s", status, out)
	}
}

// TestBatchLongLastLine ends past the limit, at a multiple of the reader's buffer
// and without a newline.
func TestBatchLongLastLine(t *testing.T) {
	out, _, status := command(t, strings.Repeat(" ", wire.MaxBytes+chunkBytes), "batch")
	if status != exitRefused || !strings.Contains(out, `"code":"LIMIT"`) || strings.Count(out, "\n") != 1 {
		t.Errorf("status %d, %s", status, out)
	}
}

// TestBrokenPipe shows that a reader who leaves ends the batch with an error.
func TestBrokenPipe(t *testing.T) {
	lines := strings.Repeat(`{"id":1,"op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`+"\n", 50_000)
	if _, err := (&batch{}).run(strings.NewReader(lines), brokenWriter{}); err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestABatchWithAReportThatIsNotOK ends as the report's own command does.
func TestABatchWithAReportThatIsNotOK(t *testing.T) {
	line := func(amount string) string {
		return `{"id":"a","op":"claim.single","input":{"claimNum":7,"claimStatus":"R","checkAmt":"` + amount + `","today":"2026-11-16","claimProcs":[{"claimProcNum":1,"claimNum":7,"status":"Received","insPayAmt":"5.00"}]}}` + "\n"
	}
	for _, test := range []struct {
		amount string
		want   int
	}{{"5.00", exitOK}, {"6.00", exitRefused}} {
		out, errOut, status := command(t, line(test.amount), "batch")
		if status != test.want || errOut != "" {
			t.Errorf("a check of %s: status %d, want %d\n%s%s", test.amount, status, test.want, out, errOut)
		}
	}
}
