package claimcheck_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
)

// stream is an 835 of many claims that is made as it is read, so that nothing holds
// it.
type stream struct {
	claims, made int
	reversals    bool
	id           string // in front of the number of a claim
	buf          bytes.Buffer
	segments     int
	ended        bool
	bytes        int64
}

func (s *stream) Read(p []byte) (int, error) {
	for s.buf.Len() < len(p) && !s.ended {
		switch {
		case s.segments == 0:
			s.write(fmt.Sprintf("ST*835*0001~BPR*I*%d*C*ACH~TRN*1*CHK~", 190*s.claims), 3)
			if s.reversals {
				s.write(fmt.Sprintf("CLP*%s*22*-1*-1~CLP*%s*1*1*1~", s.id, s.id), 2)
			}
		case s.made < s.claims:
			s.made++
			s.write(fmt.Sprintf("CLP*%s%08d*1*300*190*40*12*PCN%d~NM1*QC*1*DOE*JO~SVC*HC:99213*180*110~DTM*472*20260101~CAS*CO*45*50~CAS*PR*2*20~SVC*HC:99214*120*80~CAS*CO*45*20~CAS*PR*1*20~", s.id, s.made, s.made), 9)
		default:
			s.write(fmt.Sprintf("SE*%d*0001~", s.segments+1), 1)
			s.ended = true
		}
	}
	if s.buf.Len() == 0 {
		return 0, io.EOF
	}
	n, err := s.buf.Read(p)
	s.bytes += int64(n)
	return n, err
}

func (s *stream) write(text string, segments int) {
	s.buf.WriteString(text)
	s.segments += segments
}

// TestAClaimKeepsLittle counts what a reader and its report hold: at most 100 bytes a
// claim, by adding up what was made and by what the garbage collector leaves.
func TestAClaimKeepsLittle(t *testing.T) {
	const claims = 100_000
	const most = 100
	for _, test := range []struct {
		name string
		in   *stream
	}{
		{"ids of 8 bytes", &stream{claims: claims}},
		{"ids of 38 bytes, the longest of X12, and a reversal", &stream{claims: claims, id: strings.Repeat("X", 30), reversals: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			r := claimcheck.NewERAReader(test.in, 2)
			report, err := r.Next()
			if err != nil || !report.OK() || report.Claims < claims || len(report.Findings) > 0 {
				t.Fatalf("%d claims, %v, %v", report.Claims, err, told(report))
			}
			test.in.buf = bytes.Buffer{}
			runtime.GC()
			runtime.ReadMemStats(&after)
			counted, fixed := claimcheck.KeptBytes(r, report), 200_000 // the buffer, and blocks that are not full
			t.Logf("%d bytes of text, %d counted, %d on the heap", test.in.bytes, counted, int64(after.HeapAlloc)-int64(before.HeapAlloc))
			if counted > most*claims+fixed {
				t.Errorf("%d bytes are kept of %d claims, more than %d each", counted, claims, most)
			}
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > int64(most*claims+fixed) {
				t.Errorf("the heap has %d bytes more", grown)
			}
			runtime.KeepAlive(r)
			runtime.KeepAlive(report)
		})
	}
}

// TestAReaderDoesNotGrow shows that many transactions keep what one does, and that a
// claim costs no allocation.
func TestAReaderDoesNotGrow(t *testing.T) {
	r := claimcheck.NewERAReader(strings.NewReader(strings.Repeat(segments, 20_000)), 2)
	first := 0
	for i := 0; ; i++ {
		report, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		kept := claimcheck.KeptBytes(r, report)
		if i == 0 {
			first = kept
		}
		if kept > first {
			t.Fatalf("transaction %d keeps %d bytes, the first %d", i, kept, first)
		}
	}
	few, many := mallocs(t, 1_000), mallocs(t, 21_000)
	if extra := many - few; extra > 200 { // a block a thousand claims, and the test's own
		t.Errorf("20,000 claims more make %d allocations more", extra)
	}
}

// mallocs counts the allocations of reading so many claims, without those that make
// the text.
func mallocs(t *testing.T, claims int) int {
	text, err := io.ReadAll(&stream{claims: claims})
	if err != nil {
		t.Fatal(err)
	}
	return int(testing.AllocsPerRun(1, func() {
		if _, err := claimcheck.NewERAReader(bytes.NewReader(text), 2).Next(); err != nil {
			t.Fatal(err)
		}
	}))
}

func BenchmarkERAReader(b *testing.B) {
	const claims = 20_000
	text, err := io.ReadAll(&stream{claims: claims})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := claimcheck.NewERAReader(bytes.NewReader(text), 2)
		report, err := r.Next()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(claimcheck.KeptBytes(r, report))/claims, "bytes-kept/claim")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/claims, "ns/claim")
}

func BenchmarkBalanceERA(b *testing.B) {
	service := claimcheck.ERAService{Charge: 180_00, Paid: 110_00, CAS: []claimcheck.ERAAdjustment{{Group: "CO", Reason: "45", Amount: 50_00}, {Group: "PR", Reason: "2", Amount: 20_00}}}
	era := &claimcheck.ERA{Payment: 220_00 * 1000}
	for range 1000 {
		era.Claims = append(era.Claims, claimcheck.ERAClaim{ID: "CLAIM-1", Status: "1", Charge: 360_00, Paid: 220_00, Services: []claimcheck.ERAService{service, service}})
	}
	b.ReportAllocs()
	for b.Loop() {
		if report, err := claimcheck.BalanceERA(era); err != nil || !report.OK() {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/claim")
}
