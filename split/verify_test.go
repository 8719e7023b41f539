package split_test

import (
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// TestVerifyRefuses shows each thing that shares are checked for.
func TestVerifyRefuses(t *testing.T) {
	amounts := func(a ...money.Amount) []money.Amount { return a }
	thirds := list("1", "1", "1")
	for _, test := range []struct {
		amount    money.Amount
		weights   []split.Weight
		rule      split.Rule
		shares    []money.Amount
		remainder money.Amount
		path      string
		why       string
	}{
		{5, thirds, split.Rule{}, amounts(3, 2), 0, "shares", "a share is missing"},
		{5, thirds, split.Rule{}, amounts(2, 2, 2), 0, "shares", "2 + 2 + 2 = 6"},
		{5, thirds, split.Rule{}, amounts(1, 1, 1), 2, "shares", "nobody asked for a remainder"},
		{5, thirds, split.Rule{Policy: split.Separate}, amounts(2, 2, 1), 0, "shares[0]", "exactly 1 2/3, cut to 1"},
		{5, thirds, split.Rule{}, amounts(3, 1, 1), 0, "shares[0]", "more than a unit from 1 2/3"},
		{5, thirds, split.Rule{}, amounts(0, 2, 3), 0, "shares[0]", "a whole unit is missing"},
		{5, thirds, split.Rule{}, amounts(1, 2, 2), 0, "shares[2]", "ties go to the lower index"},
		{5, list("0", "1"), split.Rule{}, amounts(1, 4), 0, "shares[0]", "a weight of zero gets nothing"},
		{5, list("1", "1"), split.Rule{}, amounts(-1, 6), 0, "shares[0]", "the other sign"},
		{10, list("1", "1"), split.Rule{Step: 5}, amounts(4, 6), 0, "shares[0]", "no multiple of 5"},
		{5, thirds, split.Rule{Max: amounts(1, 9, 9)}, amounts(2, 2, 1), 0, "shares[0]", "above its cap"},
		{5, thirds, split.Rule{Max: amounts(1, 9, 9)}, amounts(0, 3, 2), 0, "shares[0]", "below its cap, which its exact share passes"},
		{5, thirds, split.Rule{Policy: split.To, Max: amounts(2, 9, 9)}, amounts(3, 1, 1), 0, "shares[0]", "1 and what is left, 2, are above its cap"},
		{5, thirds, split.Rule{Policy: split.To}, amounts(2, 2, 1), 0, "shares[1]", "what is left goes to party 0"},
		{-5, thirds, split.Rule{Policy: split.Separate}, amounts(-1, -1, -1), 2, "remainder", "the other sign"},
	} {
		err := split.Verify(test.amount, test.weights, test.rule, test.shares, test.remainder)
		expectError(t, err, fault{test.path, split.ErrUnverified}, test.why)
	}
}

// BenchmarkVerify is what it costs to check every split.
func BenchmarkVerify(b *testing.B) {
	weights := make([]split.Weight, 100)
	for i, w := range someWeights(100) {
		weights[i].Units = int64(w)
	}
	shares, _, err := split.Allocate(1_000_003, weights, split.Rule{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := split.Verify(1_000_003, weights, split.Rule{}, shares, 0); err != nil {
			b.Fatal(err)
		}
	}
}
