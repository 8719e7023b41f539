package claimcheck_test

import (
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
)

// BenchmarkValidateCheckSet validates a sound set of a thousand payments on ten
// reserve lines.
func BenchmarkValidateCheckSet(b *testing.B) {
	set := setOf()
	const payments, categories = 1000, "abcdefghij"
	for i := range payments {
		p := paying("partial", "usd", 10_00, 5_00)
		p.ReserveLine.CostCategory = categories[i%len(categories) : i%len(categories)+1]
		set.Checks[0].Payments = append(set.Checks[0].Payments, p)
	}
	for i := range categories {
		line := body
		line.CostCategory = categories[i : i+1]
		set.Reserves = append(set.Reserves, claimcheck.Reserve{ReserveLine: line, Available: 15_00 * payments})
	}
	b.ReportAllocs()
	for b.Loop() {
		report, err := claimcheck.ValidateCheckSet(&set, &claimcheck.CheckSetOptions{})
		if err != nil || !report.OK() {
			b.Fatal(report.Problems, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/payments, "ns/payment")
}
