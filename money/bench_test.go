package money_test

import (
	"testing"

	"github.com/paysplit/paysplit/money"
)

// million is a ledger of a million rows, charges and payments mixed.
func million() []money.Amount {
	amounts := make([]money.Amount, 1_000_000)
	for i := range amounts {
		amounts[i] = money.Amount(i*7919%1_000_003 - 250_000)
	}
	return amounts
}

// perAmount reports nanoseconds for each of the n amounts of a round.
func perAmount(b *testing.B, n int) {
	b.Helper()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/amount")
}

// The results of the benchmarks, kept so that no work is left out.
var (
	keptAmount money.Amount
	keptError  error
	keptBytes  []byte
)

// Aim: about 11 ns, 0 allocations.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	text := "1234567.89"
	for b.Loop() {
		keptAmount, keptError = money.Parse(text, 2)
	}
}

// Aim: as Parse.
func BenchmarkParseBytes(b *testing.B) {
	b.ReportAllocs()
	text := []byte("1234567.89")
	for b.Loop() {
		keptAmount, keptError = money.ParseBytes(text, 2)
	}
}

// Aim: about 11 ns, 0 allocations.
func BenchmarkAppend(b *testing.B) {
	b.ReportAllocs()
	dst, a := make([]byte, 0, 32), money.Amount(123456789)
	for b.Loop() {
		dst = a.Append(dst[:0], 2)
	}
	keptBytes = dst
}

// A month's interest at 6 % a year.
func BenchmarkMulDiv(b *testing.B) {
	b.ReportAllocs()
	a, month := money.Amount(123456789), money.Ratio{Num: 6, Den: 1200}
	for b.Loop() {
		keptAmount, keptError = a.MulDiv(month, money.HalfEven)
	}
}

// Aim: at most 0.4 ns an amount.
func BenchmarkSum1e6(b *testing.B) {
	amounts := million()
	b.ReportAllocs()
	for b.Loop() {
		keptAmount, keptError = money.Sum(amounts)
	}
	perAmount(b, len(amounts))
}

// sumUnchecked is the plain loop, which wraps around.
//
//go:noinline
func sumUnchecked(amounts []money.Amount) (total money.Amount) {
	for _, a := range amounts {
		total += a
	}
	return total
}

// BenchmarkSumUnchecked1e6 is the limit: nothing is checked.
func BenchmarkSumUnchecked1e6(b *testing.B) {
	amounts := million()
	b.ReportAllocs()
	for b.Loop() {
		keptAmount = sumUnchecked(amounts)
	}
	perAmount(b, len(amounts))
}
