package split_test

import (
	"math/big"
	"testing"

	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// big128 returns the number of two halves.
func big128(high, low uint64) *big.Int {
	n := new(big.Int).Lsh(new(big.Int).SetUint64(high), 64)
	return n.Add(n, new(big.Int).SetUint64(low))
}

// TestWideDivision divides numbers of 128 bits, mostly just above and below a
// multiple of the divisor, where an estimate of the quotient goes wrong.
func TestWideDivision(t *testing.T) {
	low64 := new(big.Int).SetUint64(^uint64(0))
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(0, 63).Draw(t, "bits")
		b := big128(rapid.Uint64().Draw(t, "high")>>bits, rapid.Uint64Range(1, ^uint64(0)).Draw(t, "low"))
		a := new(big.Int).Mul(b, new(big.Int).SetUint64(rapid.Uint64().Draw(t, "quotient")>>rapid.IntRange(0, 63).Draw(t, "less")))
		a.Add(a, big.NewInt(rapid.Int64Range(-3, 3).Draw(t, "off")))
		want, wantRest := new(big.Int).QuoRem(a, b, new(big.Int))
		if a.Sign() < 0 || a.BitLen() > 128 || !want.IsUint64() {
			t.Skip("outside what a split divides")
		}
		high := new(big.Int).Rsh(a, 64).Uint64()
		got, restHigh, restLow := split.DivideWide(high, new(big.Int).And(a, low64).Uint64(), new(big.Int).Rsh(b, 64).Uint64(), new(big.Int).And(b, low64).Uint64())
		if got != want.Uint64() || big128(restHigh, restLow).Cmp(wantRest) != 0 {
			t.Fatalf("%v / %v: got %d, rest %v; want %v, rest %v", a, b, got, big128(restHigh, restLow), want, wantRest)
		}
	})
}

// TestWideDivisionOfMultiples divides multiples of a divisor past 64 bits: nothing is left,
// though the estimate may be one too small.
func TestWideDivisionOfMultiples(t *testing.T) {
	low64 := new(big.Int).SetUint64(^uint64(0))
	for _, high := range []uint64{1, 2, 3, 1 << 31, 1<<63 - 1} {
		for _, low := range []uint64{0, 1, 1 << 63, ^uint64(0)} {
			for _, quotient := range []uint64{1, 2, 3, 7, 1 << 20} {
				b := big128(high, low)
				a := new(big.Int).Mul(b, new(big.Int).SetUint64(quotient))
				if a.BitLen() > 128 {
					continue
				}
				got, restHigh, restLow := split.DivideWide(new(big.Int).Rsh(a, 64).Uint64(), new(big.Int).And(a, low64).Uint64(), high, low)
				if got != quotient || restHigh != 0 || restLow != 0 {
					t.Errorf("%v / %v: got %d and a rest of %v", a, b, got, big128(restHigh, restLow))
				}
			}
		}
	}
}
