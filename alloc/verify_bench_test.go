package alloc_test

import (
	"fmt"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// addLongPlan adds a plan of n instalments, and n splits on them or on the plan, some
// of which were taken back.
func addLongPlan(a *account, n int) {
	p := alloc.Plan{ID: 31, Patient: 1, Date: day("2020-01-01"), Dynamic: true}
	for i := range n {
		on := day("2020-01-01").Add(date.PeriodOfDays(i % 1500))
		id := int64(1_000_000 + i)
		a.ledger.PlanCharges = append(a.ledger.PlanCharges, alloc.PlanCharge{ID: id, Plan: 31, Date: on, Principal: 20_00, Provider: int64(i % 23)})
		s := alloc.EarlierSplit{ID: id, Patient: 1, Provider: int64(i * 5 % 23), Date: on, Amount: money.Amount(5_00 + i%3), Plan: 31}
		if i%4 == 3 {
			s.Amount = -5_00
		}
		if i%2 == 0 {
			s.PlanCharge = id
		}
		a.ledger.Splits = append(a.ledger.Splits, s)
	}
	a.ledger.Plans = append(a.ledger.Plans, p)
}

// BenchmarkVerify verifies accounts of up to 100,000 rows, a half of them of one plan.
func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a := looseAccount(n / 4)
			addLongPlan(&a, n/4)
			var allocator alloc.Allocator
			splits, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
			if err != nil {
				b.Fatal(err)
			}
			c := allocator.AppendCertificate(alloc.Certificate{})
			b.ReportAllocs()
			for b.Loop() {
				if err := alloc.Verify(&a.ledger, a.payment, a.options, splits, c); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
		})
	}
}
