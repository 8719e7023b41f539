package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/rickb777/date"
)

// looseAccount has n charges and n loose credits, of many patients, providers and
// clinics.
func looseAccount(n int) account {
	a := account{options: alloc.Options{Today: day("2024-06-15")}, payment: alloc.Payment{Patient: 1, Amount: 1_000_000, Date: day("2024-06-10")}}
	for i := range 50 {
		a.ledger.Family = append(a.ledger.Family, alloc.Member{ID: int64(i + 1), Guarantor: 1})
	}
	for i := range n {
		on := day("2020-01-01").Add(date.PeriodOfDays(i % 1500))
		patient, provider, clinic := int64(1+i*7%50), int64(i*11%23), int64(i*13%5)
		a.ledger.Procedures = append(a.ledger.Procedures, alloc.Procedure{ID: int64(i + 1), Patient: patient, Provider: provider, Clinic: clinic, Date: on, Fee: 100_00})
		a.ledger.Splits = append(a.ledger.Splits, alloc.EarlierSplit{ID: int64(i + 1), Patient: int64(1 + i*3%50), Provider: int64(i * 5 % 23), Clinic: int64(i % 5), Date: on, Amount: 90_00})
	}
	return a
}

func BenchmarkPayLoose(b *testing.B) {
	a := looseAccount(20_000)
	var allocator alloc.Allocator
	var dst []alloc.PaySplit
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, _, err = allocator.AppendPay(dst[:0], &a.ledger, a.payment, a.options); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/40_000, "ns/row")
}
