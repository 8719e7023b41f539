package split_test

import (
	"slices"
	"testing"

	_ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// checkLargest is the law that AppendLargest gives what the obvious way gives,
// behind what was there, and leaves the weights as they were.
func checkLargest(t rapid.TB, total money.Amount, weights []money.Amount) {
	t.Helper()
	before := slices.Clone(weights)
	var s split.Splitter
	for range 2 { // the second time on used scratch
		got, err := s.AppendLargest([]money.Amount{7}, total, weights)
		if err != nil {
			t.Fatalf("%d by %v: %v", total, weights, err)
		}
		if want := append([]money.Amount{7}, slowLargest(total, weights)...); !slices.Equal(got, want) {
			t.Fatalf("%d by %v: got %v, want %v", total, weights, got, want)
		}
	}
	if !slices.Equal(weights, before) {
		t.Fatalf("the weights were %v and are %v", before, weights)
	}
}

// anyAmount draws small amounts as often as large ones, and the edges.
func anyAmount() *rapid.Generator[money.Amount] {
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(-100, 100), func(n int64) money.Amount { return money.Amount(n) }),
		rapid.Map(rapid.Int64(), func(n int64) money.Amount { return money.Amount(n) }),
		rapid.SampledFrom([]money.Amount{0, 1, -1, money.MaxAmount, money.MinAmount, money.MaxAmount - 1, 1 << 62}),
	)
}

// anyWeights draws weights that do not all vanish: few and many, small, huge and
// equal.
func anyWeights() *rapid.Generator[[]money.Amount] {
	return rapid.Custom(func(t *rapid.T) []money.Amount {
		most := rapid.SampledFrom([]money.Amount{1, 3, 100, 200_000, 1 << 40, money.MaxAmount}).Draw(t, "most")
		weight := rapid.Map(rapid.Int64Range(0, int64(most)), func(n int64) money.Amount { return money.Amount(n) })
		n := rapid.OneOf(rapid.IntRange(1, 9), rapid.IntRange(1, 300)).Draw(t, "parties")
		weights := rapid.SliceOfN(weight, n, n).Draw(t, "weights")
		weights[rapid.IntRange(0, n-1).Draw(t, "one")] |= 1
		return weights
	})
}

func TestLargestIsTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkLargest(t, anyAmount().Draw(t, "total"), anyWeights().Draw(t, "weights"))
	})
}
