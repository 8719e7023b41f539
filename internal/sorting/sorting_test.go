package sorting_test

import (
	"cmp"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/internal/sorting"
)

// shapes are orders in which rows come.
var shapes = map[string]func(i, n int, r *rand.Rand) int{
	"in order":   func(i, _ int, _ *rand.Rand) int { return i },
	"backwards":  func(i, n int, _ *rand.Rand) int { return n - i },
	"equal":      func(int, int, *rand.Rand) int { return 7 },
	"two values": func(i, _ int, _ *rand.Rand) int { return i % 2 },
	"saw":        func(i, n int, _ *rand.Rand) int { return i % (n/5 + 1) },
	"organ pipe": func(i, n int, _ *rand.Rand) int { return min(i, n-i) },
	"any":        func(_, n int, r *rand.Rand) int { return r.IntN(n) },
	"few values": func(_, _ int, r *rand.Rand) int { return r.IntN(4) },
	"one out":    func(i, n int, _ *rand.Rand) int { return (i + 1) % n },
}

func TestByAgreesWithPackageSlices(t *testing.T) {
	for name, shape := range shapes {
		for _, n := range []int{0, 1, 2, 3, 11, 12, 13, 14, 30, 100, 1000, 4097} {
			r := rand.New(rand.NewPCG(1, uint64(n)))
			rows := make([]int, n)
			for i := range rows {
				rows[i] = shape(i, n, r)
			}
			want := slices.Sorted(slices.Values(rows))
			compared := 0
			sorting.By(rows, func(a, b *int) int {
				compared++
				return cmp.Compare(*a, *b)
			})
			if !slices.Equal(rows, want) {
				t.Errorf("%s, %d rows: got %v", name, n, rows)
			}
			if most := 4*n*bits.Len(uint(n)) + n; compared > most {
				t.Errorf("%s: %d rows took %d comparisons, more than %d", name, n, compared, most)
			}
		}
	}
}

// The worst order for a sort by cuts is made while it runs: each row gets its value
// when it is compared, as bad as can be.
//
// Source: M. D. McIlroy, A Killer Adversary for Quicksort, 1999.
func TestNoOrderCostsASquare(t *testing.T) {
	const n = 4000
	const open = n
	value, rows := make([]int, n), make([]int, n)
	for i := range rows {
		rows[i], value[i] = i, open
	}
	value[1] = 0 // it belongs before the first, so the rows are not in order
	set, candidate, compared := 1, 0, 0
	sorting.By(rows, func(a, b *int) int {
		compared++
		if value[*a] == open && value[*b] == open {
			at := *a
			if *a != candidate {
				at = *b
			}
			value[at] = set
			set++
		}
		if value[*a] == open {
			candidate = *a
		} else if value[*b] == open {
			candidate = *b
		}
		return cmp.Compare(value[*a], value[*b])
	})
	if !slices.IsSortedFunc(rows, func(a, b int) int { return cmp.Compare(value[a], value[b]) }) {
		t.Error("not sorted")
	}
	if most := 8 * n * bits.Len(n); compared > most {
		t.Errorf("%d rows took %d comparisons, more than %d", n, compared, most)
	}
}

func TestByAllocatesNothing(t *testing.T) {
	rows := make([]struct{ id, row int64 }, 1000)
	if n := testing.AllocsPerRun(10, func() {
		for i := range rows {
			rows[i].id = int64(i*7919) % 1000
		}
		sorting.By(rows, func(a, b *struct{ id, row int64 }) int { return cmp.Compare(a.id, b.id) })
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkBy(b *testing.B) {
	type row struct{ id, at, amount int64 }
	fresh := make([]row, 1000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range fresh {
		fresh[i] = row{r.Int64(), int64(i), 0}
	}
	rows := make([]row, len(fresh))
	b.Run("sorting.By", func(b *testing.B) {
		for b.Loop() {
			copy(rows, fresh)
			sorting.By(rows, func(a, b *row) int { return cmp.Compare(a.id, b.id) })
		}
	})
	b.Run("slices.SortFunc", func(b *testing.B) {
		for b.Loop() {
			copy(rows, fresh)
			slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.id, b.id) })
		}
	})
}
