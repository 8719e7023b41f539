package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// bigAccount is a document of alloc.pay with n procedures, every third of them
// with a claim row.
func bigAccount(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"today":"2026-03-02","family":[{"id":1,"guarantor":1},{"id":2,"guarantor":1}],"charges":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type":"procedure","id":%d,"patient":%d,"provider":%d,"clinic":0,"date":"2025-%02d-%02d","fee":"%d.%02d"`,
			100+i, 1+i%2, 5+i%3, 1+i*12/n, 1+i%28, 20+i%300, i%100)
		if i%3 == 0 {
			b.WriteString(`,"claims":[{"status":"Received","insPayAmt":"12.00","writeOff":"3.50"}]`)
		}
		b.WriteByte('}')
	}
	b.WriteString(`],"payment":{"patient":1,"clinic":0,"amount":"5000.00","date":"2026-03-02"},"unearnedTypes":{"prepayment":101}}`)
	return []byte(b.String())
}

// bigCheck is a document of claim.batch with n claim procedures on a third as many
// claims.
func bigCheck(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"checkAmt":"123.45","claimNums":[`)
	for i := range (n + 2) / 3 {
		fmt.Fprintf(&b, "%d,", 3000+i)
	}
	b.WriteString(`2999],"claimProcs":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"claimProcNum":%d,"claimNum":%d,"status":"Received","insPayAmt":"%d.%02d","claimPaymentNum":0}`, 100+i, 3000+i/3, 20+i%300, i%100)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// BenchmarkRun is a whole operation: text in, text out.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{10, 200, 5000} {
		input := bigAccount(n)
		b.Run(fmt.Sprintf("alloc.pay/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(input)))
			for b.Loop() {
				if _, err := wire.Run("alloc.pay", input); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(input)), "ns/byte")
		})
	}
	for _, n := range []int{10, 5000} {
		input := bigCheck(n)
		b.Run(fmt.Sprintf("claim.batch/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(input)))
			for b.Loop() {
				if _, err := wire.Run("claim.batch", input); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(input)), "ns/byte")
		})
	}
}
