package money_test

import (
	"errors"
	"math"
	"math/big"

	"pgregory.net/rapid"

	"github.com/paysplit/paysplit/money"
)

// roundings are the seven ways to decide who gets the fraction of a cent.
var roundings = []money.Rounding{
	money.HalfEven, money.HalfUp, money.HalfDown, money.Up, money.Down, money.Ceiling, money.Floor,
}

// edges are the whole numbers where 64-bit arithmetic goes wrong first.
var edges = []int64{
	math.MinInt64, math.MinInt64 + 1, math.MinInt64 / 2, math.MinInt32 - 1, math.MinInt32, -3, -2, -1,
	0, 1, 2, 3, math.MaxInt32, math.MaxInt32 + 1, math.MaxInt64/2 + 1, math.MaxInt64 - 1, math.MaxInt64,
}

// outcome is what an operation gave: an amount, or the rule that was broken.
type outcome struct {
	amount money.Amount
	err    error
}

// of pairs the two results of an operation.
func of(a money.Amount, err error) outcome { return outcome{a, err} }

// expect fails unless the operation gave the wanted amount or broke the wanted
// rule. With an error there is never a partial amount.
func expect(t rapid.TB, got, want outcome, why string) {
	t.Helper()
	if !errors.Is(got.err, want.err) {
		t.Fatalf("got error %v, want %v: %s", got.err, want.err, why)
	}
	if got.amount != want.amount {
		t.Fatalf("got %d, want %d: %s", got.amount, want.amount, why)
	}
}

// fit narrows an exact whole number of minor units to an amount.
func fit(exact *big.Int) outcome {
	if !exact.IsInt64() {
		return outcome{err: money.ErrOverflow}
	}
	return outcome{amount: money.Amount(exact.Int64())}
}

// roundExact rounds an exact fraction the way a textbook says it: take the whole
// numbers on both sides, then choose one.
func roundExact(x *big.Rat, r money.Rounding) *big.Int {
	lower := new(big.Int).Div(x.Num(), x.Denom()) // the denominator is positive: this is the floor
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(lower))
	if rest.Sign() == 0 {
		return lower
	}
	upper := new(big.Int).Add(lower, big.NewInt(1))
	toward, away := lower, upper
	if x.Sign() < 0 {
		toward, away = upper, lower
	}
	switch r {
	case money.Up:
		return away
	case money.Down:
		return toward
	case money.Ceiling:
		return upper
	case money.Floor:
		return lower
	}
	switch rest.Cmp(big.NewRat(1, 2)) {
	case -1:
		return lower
	case 1:
		return upper
	}
	switch {
	case r == money.HalfUp:
		return away
	case r == money.HalfDown:
		return toward
	case lower.Bit(0) == 0:
		return lower
	}
	return upper
}

// power returns 10^n for n >= 0.
func power(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// scaled returns x * 10^n for any n.
func scaled(x *big.Int, n int) *big.Rat {
	if n < 0 {
		return new(big.Rat).SetFrac(x, power(-n))
	}
	return new(big.Rat).SetInt(new(big.Int).Mul(x, power(n)))
}

// anyInt64 draws whole numbers of every size, the edges often.
func anyInt64() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.Int64(), rapid.SampledFrom(edges), rapid.Int64Range(-1000, 1000))
}

// anyAmount draws amounts of every size, the edges often.
func anyAmount() *rapid.Generator[money.Amount] {
	return rapid.Map(anyInt64(), func(v int64) money.Amount { return money.Amount(v) })
}

// anyRounding draws one of the seven roundings.
func anyRounding() *rapid.Generator[money.Rounding] { return rapid.SampledFrom(roundings) }

// roundingOf turns a fuzzed byte into one of the seven roundings.
func roundingOf(pick uint8) money.Rounding { return roundings[int(pick)%len(roundings)] }
