package alloc_test

import (
	"fmt"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// allocsQueues are the orders and ids that take different ways through the sort.
func allocsQueues(n int) map[string][]alloc.Charge {
	oneDay, farApart := shuffled(queue(n)), shuffled(queue(n))
	for i := range oneDay {
		oneDay[i].Date = day("2024-06-15")
		farApart[i].Date = day("2024-06-15")
		farApart[i].ID <<= 40
	}
	return map[string][]alloc.Charge{
		"sorted": queue(n), "shuffled": shuffled(queue(n)), "one day": oneDay, "one day, ids far apart": farApart,
	}
}

func TestFIFOAllocatesNothing(t *testing.T) {
	for _, n := range []int{1, 10, 47, 48, 49, 100, 5000} {
		for name, charges := range allocsQueues(n) {
			dst := make([]alloc.Split, 0, n)
			var a alloc.Allocator
			t.Run(fmt.Sprintf("Allocator/%s/%d", name, n), func(t *testing.T) {
				expectAllocs(t, 0, func() (err error) { _, _, err = a.AppendFIFO(dst, charges, money.MaxAmount); return err })
			})
			if n > 48 && name != "sorted" {
				continue
			}
			t.Run(fmt.Sprintf("AppendFIFO/%s/%d", name, n), func(t *testing.T) {
				expectAllocs(t, 0, func() (err error) { _, _, err = alloc.AppendFIFO(dst, charges, money.MaxAmount); return err })
			})
			t.Run(fmt.Sprintf("FIFO/%s/%d", name, n), func(t *testing.T) { // the result alone
				expectAllocs(t, 1, func() (err error) { _, _, err = alloc.FIFO(charges, money.MaxAmount); return err })
			})
		}
	}
}

// expectAllocs reports a call that allocates more often than that.
func expectAllocs(t *testing.T, most float64, run func() error) {
	t.Helper()
	var err error
	got := testing.AllocsPerRun(20, func() { err = run() })
	if err != nil {
		t.Fatal(err)
	}
	if got > most {
		t.Errorf("%v allocations a call, want %v", got, most)
	}
}

// largeAccount is an account of n rows, of which some are insured and some
// adjust others.
func largeAccount(n int) account {
	head := []byte{2, 0, 1, 0, 0, 0, 0, 2, 0, 3, 30, 3, 255, 255} // three members, no discounts
	return readAccount(append(head, noise(4, n*familyTape.row)...))
}

func TestPayAllocatesNothing(t *testing.T) {
	many := largeAccount(3000)
	for name, a := range map[string]account{
		"every rule": fullAccount(), "every rule, shuffled": fullAccount().with(func(a *account) { a.random = many.random; *a = a.shuffled() }),
		"3000 rows": many, "3000 rows, shuffled": many.shuffled(),
	} {
		for _, explain := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/explain %t", name, explain), func(t *testing.T) {
				a.options.Explain = explain
				var allocator alloc.Allocator
				var splits []alloc.PaySplit
				var owed []alloc.Owed
				var warnings []alloc.Warning
				var steps []alloc.Step
				expectAllocs(t, 0, func() (err error) {
					if splits, _, err = allocator.AppendPay(splits[:0], &a.ledger, a.payment, a.options); err != nil {
						return err
					}
					owed, warnings, steps = allocator.AppendOwed(owed[:0]), allocator.AppendWarnings(warnings[:0]), allocator.AppendSteps(steps[:0])
					return nil
				})
				if len(splits) == 0 || len(owed) == 0 || len(steps) > 0 != explain {
					t.Errorf("%d splits, %d charges, %d steps", len(splits), len(owed), len(steps))
				}
			})
		}
	}
}
