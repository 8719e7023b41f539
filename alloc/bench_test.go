package alloc_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// queue returns n charges of realistic shape, in order: a few years of dates,
// several charges a day, amounts from a dollar to two thousand.
func queue(n int) []alloc.Charge {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	charges := make([]alloc.Charge, n)
	first := int(date.New(2023, 1, 2).DaysSinceEpoch())
	for i := range charges {
		charges[i] = alloc.Charge{
			ID:   int64(1000 + i),
			Owed: money.Amount(100 + random.IntN(200_000)),
			Date: date.NewOfDays(date.PeriodOfDays(first + i*1000/n)),
		}
	}
	return charges
}

// shuffled returns the charges in random order.
func shuffled(charges []alloc.Charge) []alloc.Charge {
	random := rand.New(rand.NewPCG(2, uint64(len(charges))))
	out := append([]alloc.Charge(nil), charges...)
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func total(charges []alloc.Charge) money.Amount {
	var sum money.Amount
	for _, c := range charges {
		sum += c.Owed
	}
	return sum
}

func reportPerCharge(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/charge")
}

func BenchmarkFIFO(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("sorted/%d", n), func(b *testing.B) {
			benchmarkFIFO(b, queue(n))
		})
	}
	for _, n := range []int{10, 48, 64, 100, 1000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("shuffled/%d", n), func(b *testing.B) {
			benchmarkFIFO(b, shuffled(queue(n)))
		})
	}
}

func benchmarkFIFO(b *testing.B, charges []alloc.Charge) {
	pay := total(charges) / 10 * 9
	dst := make([]alloc.Split, 0, len(charges))
	var a alloc.Allocator
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if dst, _, err = a.AppendFIFO(dst[:0], charges, pay); err != nil {
			b.Fatal(err)
		}
	}
	reportPerCharge(b, len(charges))
}

// BenchmarkFill is the inner loop alone over 10,000 families of 100 charges,
// beside BenchmarkCopy, which only moves the bytes of as many splits.
func BenchmarkFill(b *testing.B) {
	charges := queue(1_000_000)
	dst := make([]alloc.Split, 0, 100)
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(charges); i += 100 {
			dst, _ = alloc.Fill(dst[:0], charges[i:i+100], money.MaxAmount)
		}
	}
	reportPerCharge(b, len(charges))
}

func BenchmarkCopy(b *testing.B) {
	charges := queue(1_000_000)
	dst := make([]alloc.Charge, 100)
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(charges); i += 100 {
			copy(dst, charges[i:i+100])
		}
	}
	reportPerCharge(b, len(charges))
}

func BenchmarkScan(b *testing.B) {
	charges := queue(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(charges); i += 100 {
			if sorted, err := alloc.Scan(charges[i : i+100]); !sorted || err != nil {
				b.Fatal(sorted, err)
			}
		}
	}
	reportPerCharge(b, len(charges))
}

// BenchmarkFillCached and BenchmarkCopyCached stay on one family.
func BenchmarkFillCached(b *testing.B) {
	charges := queue(100)
	dst := make([]alloc.Split, 0, 100)
	for b.Loop() {
		dst, _ = alloc.Fill(dst[:0], charges, money.MaxAmount)
	}
	reportPerCharge(b, len(charges))
}

func BenchmarkScanCached(b *testing.B) {
	charges := queue(100)
	for b.Loop() {
		if sorted, err := alloc.Scan(charges); !sorted || err != nil {
			b.Fatal(sorted, err)
		}
	}
	reportPerCharge(b, len(charges))
}
