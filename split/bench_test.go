package split_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// someWeights are what n charges may owe: from a dollar to two thousand.
func someWeights(n int) []money.Amount {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	weights := make([]money.Amount, n)
	for i := range weights {
		weights[i] = money.Amount(100 + random.IntN(200_000))
	}
	return weights
}

// equalWeights are what n friends have eaten.
func equalWeights(n int) []money.Amount {
	weights := make([]money.Amount, n)
	for i := range weights {
		weights[i] = 1
	}
	return weights
}

func BenchmarkLargest(b *testing.B) {
	for _, n := range []int{2, 3, 6, 8, 9, 16, 30, 100, 1000, 100_000} {
		b.Run(fmt.Sprintf("amounts/%d", n), func(b *testing.B) { benchmarkLargest(b, someWeights(n)) })
		b.Run(fmt.Sprintf("equal/%d", n), func(b *testing.B) { benchmarkLargest(b, equalWeights(n)) })
	}
}

// benchmarkLargest shares other amounts each time, so that no branch is learnt by
// heart.
func benchmarkLargest(b *testing.B, weights []money.Amount) {
	var s split.Splitter
	dst := make([]money.Amount, 0, len(weights))
	total := money.Amount(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, err = s.AppendLargest(dst[:0], total, weights); err != nil {
			b.Fatal(err)
		}
		total += 7919
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(weights)), "ns/part")
}

// BenchmarkDivisions is the physical limit to compare with: the exact shares cut to
// whole units, one multiplication and one division each, and no unit given away.
func BenchmarkDivisions(b *testing.B) {
	for _, n := range []int{3, 100} {
		b.Run(fmt.Sprintf("amounts/%d", n), func(b *testing.B) {
			weights, total := someWeights(n), uint64(1_000_000)
			var sum uint64
			for _, w := range weights {
				sum += uint64(w)
			}
			dst := make([]money.Amount, n)
			for b.Loop() {
				for i, w := range weights {
					hi, lo := bits.Mul64(total, uint64(w))
					quotient, _ := bits.Div64(hi, lo, sum)
					dst[i] = money.Amount(quotient)
				}
				total += 7919
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/part")
		})
	}
}
