package alloc_test

import (
	"fmt"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// practiceAccount is n times the account of a family of four over some years: 120
// procedures, 60 claim rows, 80 splits of earlier payments and two plans with twelve
// instalments each.
func practiceAccount(n int) account {
	a := account{options: alloc.Options{Today: day("2024-06-15")}, payment: alloc.Payment{Patient: 1, Amount: 400_00, Date: day("2024-06-10")}}
	l := &a.ledger
	for i := range int64(4) {
		l.Family = append(l.Family, alloc.Member{ID: i + 1, Guarantor: 1})
	}
	l.Unearned = alloc.UnearnedTypes{Prepayment: 501, PlanPrepayment: 503, Hidden: []int64{503}}
	for k := range n {
		for i := range 120 {
			id := int64(k*120 + i + 1)
			p := alloc.Procedure{ID: id, Patient: 1 + id%4, Provider: 1 + id%3, Clinic: 1, Date: day("2020-01-01").Add(date.PeriodOfDays(i * 13)), Fee: money.Amount(50_00 + id*37%900*100)}
			if i%2 == 0 {
				p.Claims = []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: p.Fee / 2, WriteOff: p.Fee / 10}}
			}
			l.Procedures = append(l.Procedures, p)
			if i >= 80 {
				continue
			}
			s := alloc.EarlierSplit{ID: id, Payment: id / 3, Patient: p.Patient, Provider: p.Provider, Clinic: 1, Date: p.Date.Add(20), Amount: p.Fee, Procedure: id}
			switch {
			case i%20 == 0:
				s.Procedure = 0 // loose
			case i%2 == 0:
				s.Amount = p.Fee - p.Fee/2 - p.Fee/10
			}
			l.Splits = append(l.Splits, s)
		}
		for j := range 2 {
			plan := alloc.Plan{ID: int64(k*2 + j + 1), Patient: int64(j + 1), Date: day("2023-10-01"), Dynamic: true}
			item := int64(k*120 + 110 + j)
			plan.Links = []alloc.PlanLink{{Procedure: item}}
			l.Plans = append(l.Plans, plan)
			for m := range 12 {
				l.PlanCharges = append(l.PlanCharges, alloc.PlanCharge{
					ID: int64(k*24 + j*12 + m + 1), Plan: plan.ID, Date: day("2023-11-05").Add(date.PeriodOfDays(30 * m)), Principal: 20_00, Interest: 1_00, Provider: 1, Clinic: 1, Procedure: item,
				})
			}
		}
	}
	return a
}

// rows counts the rows of a ledger as the figures do: claim rows and splits too.
func (a account) rows() int {
	l := &a.ledger
	n := len(l.Family) + len(l.Procedures) + len(l.Adjustments) + len(l.Plans) + len(l.PlanCharges) + len(l.Splits)
	for i := range l.Procedures {
		n += len(l.Procedures[i].Claims)
	}
	return n
}

func BenchmarkPayPractice(b *testing.B) {
	for _, n := range []int{1, 10, 100, 350} {
		a := practiceAccount(n)
		b.Run(fmt.Sprintf("%d rows", a.rows()), func(b *testing.B) {
			var allocator alloc.Allocator
			var dst []alloc.PaySplit
			b.ReportAllocs()
			for b.Loop() {
				var err error
				if dst, _, err = allocator.AppendPay(dst[:0], &a.ledger, a.payment, a.options); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(a.rows()), "ns/row")
		})
	}
}

func TestPayAllocatesNothingOnPlans(t *testing.T) {
	a := practiceAccount(3)
	for name, strategy := range map[string]alloc.Strategy{"Open Dental": {}, "newest first": {Order: alloc.NewestFirst}, "pro rata": {Order: alloc.ProRata}} {
		t.Run(name, func(t *testing.T) {
			var allocator alloc.Allocator
			a.options.Strategy = strategy
			dst, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
			expectError(t, err, fault{}, name)
			expectAllocs(t, 0, func() (err error) {
				_, _, err = allocator.AppendPay(dst[:0], &a.ledger, a.payment, a.options)
				return err
			})
		})
	}
}
