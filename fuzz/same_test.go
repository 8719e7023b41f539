package fuzz_test

import (
	"bytes"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/wire"
)

// answers are what the engines say about some cases, in bytes and in rows.
type answers struct {
	paid     []alloc.PaySplit
	expected []amortize.PlanCharge
	document []byte
}

// answer asks the engines, with scratch that earlier cases have used.
func answer(f *family, p *amortize.Plan, doc []byte, a *alloc.Allocator, planner *amortize.Planner) (x answers) {
	x.paid = f.pay(a).splits
	x.expected, _, _ = planner.AppendExpected(nil, p, amortize.WholePlan)
	x.document, _ = wire.Run("alloc.pay", doc)
	return x
}

func (x answers) equal(y answers) bool {
	return slices.Equal(x.paid, y.paid) && slices.Equal(x.expected, y.expected) && bytes.Equal(x.document, y.document)
}

// TestAnswersAreTheSameEverywhere: many goroutines share families, plans and documents,
// each with scratch of its own, on one processor and on eight. All get the answers that
// one of them gets alone. With -race it shows that input is only read.
func TestAnswersAreTheSameEverywhere(t *testing.T) {
	const cases, workers = 60, 8
	families, plans, docs, want := make([]family, cases), make([]amortize.Plan, cases), make([][]byte, cases), make([]answers, cases)
	for i := range cases {
		data := noise(uint64(i), 40+7*i)
		tp := tape(data)
		families[i] = readFamily(data)
		plans[i], _ = readPlan(&tp)
		docs[i] = families[i].document(2).bytes()
		want[i] = answer(&families[i], &plans[i], docs[i], new(alloc.Allocator), new(amortize.Planner))
	}
	for _, processors := range []int{1, 8} {
		before := runtime.GOMAXPROCS(processors)
		var wait sync.WaitGroup
		for w := range workers {
			wait.Go(func() {
				var a alloc.Allocator
				var planner amortize.Planner
				for n := range cases {
					i := (n*(2*w+1) + w) % cases
					if got := answer(&families[i], &plans[i], docs[i], &a, &planner); !got.equal(want[i]) {
						t.Errorf("case %d on %d processors: %+v\nwant %+v", i, processors, got, want[i])
					}
				}
			})
		}
		wait.Wait()
		runtime.GOMAXPROCS(before)
	}
}
