package amortize_test

import (
	"math/big"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// bigCeiling is the ceiling of p a (a+b)^n / (b ((a+b)^n - b^n)), by package big.
func bigCeiling(p, a, b uint64, n int64) *big.Int {
	whole := func(x uint64) *big.Int { return new(big.Int).SetUint64(x) }
	grown := new(big.Int).Exp(whole(a+b), big.NewInt(n), nil)
	flat := new(big.Int).Exp(whole(b), big.NewInt(n), nil)
	num := new(big.Int).Mul(whole(p), whole(a))
	num.Mul(num, grown)
	den := new(big.Int).Sub(grown, flat)
	den.Mul(den, whole(b))
	quotient, rest := num.QuoRem(num, den, new(big.Int))
	if rest.Sign() > 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient
}

func TestLongLevelPaymentsAgreeWithPackageBig(t *testing.T) {
	const yearly = 100_000_000
	rapid.Check(t, func(t *rapid.T) {
		p := uint64(rapid.OneOf(rapid.Int64Range(0, 1_000_000), rapid.Int64Range(1, int64(money.MaxAmount))).Draw(t, "principal"))
		a := uint64(rapid.OneOf(rapid.Int64Range(1, 100), rapid.Int64Range(1, 10*yearly)).Draw(t, "rate"))
		b := yearly * uint64(rapid.SampledFrom([]int{1, 4, 12, 52}).Draw(t, "periods"))
		n := rapid.OneOf(rapid.Int64Range(1, 60), rapid.Int64Range(1, 2000)).Draw(t, "payments")
		want := bigCeiling(p, a, b, n)
		got, ok := amortize.AnnuityCeiling(p, a, b, n)
		switch {
		case !want.IsInt64():
			if ok {
				t.Fatalf("%d, want none: %s does not fit", got, want)
			}
		case !ok || int64(got) != want.Int64():
			t.Fatalf("%d, %t, want %s", got, ok, want)
		}
	})
}
