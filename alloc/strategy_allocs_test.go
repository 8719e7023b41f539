package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// manyStandings are n charges of every kind and day, and what they owe in sum.
func manyStandings(n int) (list []alloc.Candidate, sum money.Amount) {
	t := tape(noise(11, n*strategyTape.row))
	for i := range n {
		r := readStanding(&t, i, false)
		list, sum = append(list, alloc.NewCandidate(r.charge, r.terms, strategyToday)), sum+r.charge.Owed
	}
	return list, sum
}

// manyStrategies are the orders both ways and without components.
func manyStrategies() map[string]alloc.Strategy {
	list := anyOf(alloc.Penalty, alloc.Fee, alloc.InterestComponent, alloc.PrincipalComponent)
	all := map[string]alloc.Strategy{"openDental": {}}
	for order := alloc.OldestFirst; order <= alloc.ProRata; order++ {
		all[order.String()] = alloc.Strategy{Order: order, Future: alloc.FutureNext}
		all[order.String()+"/horizontal"] = alloc.Strategy{Order: order, Components: list, Future: alloc.FutureNext}
		all[order.String()+"/vertical"] = alloc.Strategy{Order: order, Components: list, Future: alloc.FutureLast, Direction: alloc.Vertical}
	}
	return all
}

func TestStrategiesAllocateNothing(t *testing.T) {
	list, sum := manyStandings(3000)
	for name, s := range manyStrategies() {
		t.Run(name, func(t *testing.T) {
			var x alloc.StrategyScratch
			dst := make([]alloc.Split, 0, len(list))
			var splits []alloc.Split
			expectAllocs(t, 0, func() (err error) {
				splits, _, err = x.Fill(dst, list, &s, strategyToday, sum/5*4)
				return err
			})
			if len(splits) < 1000 {
				t.Errorf("%d splits", len(splits))
			}
		})
	}
}

// BenchmarkStrategy pays four fifths of what 1000 charges owe.
func BenchmarkStrategy(b *testing.B) {
	list, sum := manyStandings(1000)
	for name, s := range manyStrategies() {
		b.Run(name, func(b *testing.B) {
			var x alloc.StrategyScratch
			dst := make([]alloc.Split, 0, len(list))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := x.Fill(dst, list, &s, strategyToday, sum/5*4); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
