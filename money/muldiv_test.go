package money_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/paysplit/paysplit/money"
)

// TestRoundingsSideBySide divides tenths of a cent by ten, so each column is a
// fraction of a cent and each row says who gets it.
func TestRoundingsSideBySide(t *testing.T) {
	tenths := []money.Amount{21, 25, 29, 35, 30, 0, -21, -25, -29, -35}
	cases := []struct {
		rounding money.Rounding
		want     []money.Amount // 2.1, 2.5, 2.9, 3.5, 3.0, 0.0, -2.1, -2.5, -2.9, -3.5
		why      string
	}{
		{money.HalfEven, []money.Amount{2, 2, 3, 4, 3, 0, -2, -2, -3, -4},
			"a tie goes to the even cent, so a long column of ties favours nobody"},
		{money.HalfUp, []money.Amount{2, 3, 3, 4, 3, 0, -2, -3, -3, -4},
			"a tie goes away from zero, as taught at school, for refunds too"},
		{money.HalfDown, []money.Amount{2, 2, 3, 3, 3, 0, -2, -2, -3, -3},
			"a tie goes toward zero"},
		{money.Up, []money.Amount{3, 3, 3, 4, 3, 0, -3, -3, -3, -4},
			"any fraction makes the amount larger, whichever its sign"},
		{money.Down, []money.Amount{2, 2, 2, 3, 3, 0, -2, -2, -2, -3},
			"every fraction is dropped"},
		{money.Ceiling, []money.Amount{3, 3, 3, 4, 3, 0, -2, -2, -2, -3},
			"the higher number: a charge grows, a refund shrinks"},
		{money.Floor, []money.Amount{2, 2, 2, 3, 3, 0, -3, -3, -3, -4},
			"the lower number: a charge shrinks, a refund grows"},
	}
	for _, c := range cases {
		t.Run(c.rounding.String(), func(t *testing.T) {
			for i, a := range tenths {
				got := of(a.MulDiv(money.Ratio{Num: 1, Den: 10}, c.rounding))
				expect(t, got, outcome{amount: c.want[i]}, fmt.Sprintf("%d tenths: %s", a, c.why))
			}
		})
	}
}

func TestMulDivRefusesWhatItWouldHaveToGuess(t *testing.T) {
	half := money.Ratio{Num: 1, Den: 2}
	cases := []struct {
		name     string
		ratio    money.Ratio
		rounding money.Rounding
		wantErr  error
		why      string
	}{
		{"no rounding named", half, 0, money.ErrRounding, "whoever rounds must say who gets the cent"},
		{"no rounding named, none needed", money.Ratio{Num: 2, Den: 2}, 0, money.ErrRounding,
			"the caller's mistake shows at once, not on the first odd cent"},
		{"a rounding that does not exist", half, money.Floor + 1, money.ErrRounding, "it is not one of the seven"},
		{"no denominator", money.Ratio{Num: 1}, money.HalfEven, money.ErrDivideByZero, "nothing can be split by zero"},
		{"the zero ratio", money.Ratio{}, money.HalfEven, money.ErrDivideByZero, "a forgotten ratio is not zero"},
		{"neither", money.Ratio{}, 0, money.ErrRounding, "the rounding is asked first"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, of(money.Amount(12999).MulDiv(c.ratio, c.rounding)), outcome{err: c.wantErr}, c.why)
		})
	}
}

func TestMulDivAtTheEdges(t *testing.T) {
	const bottom, top = math.MinInt64, math.MaxInt64
	const thirdOfTurn = (1<<64 - 1) / 3 // three of these are 2^64 - 1
	cases := []struct {
		name     string
		a        money.Amount
		num, den int64
		rounding money.Rounding
		want     money.Amount
		wantErr  error
		why      string
	}{
		{"the bottom, whole", least, 1, 1, money.HalfEven, least, nil, "the edge itself is an amount"},
		{"the bottom, reversed", least, -1, 1, money.HalfEven, 0, money.ErrOverflow, "2^63 is not an amount"},
		{"the bottom over minus one", least, 1, -1, money.HalfEven, 0, money.ErrOverflow, "the division a processor traps on"},
		{"the bottom, twice reversed", least, -1, -1, money.HalfEven, least, nil, "two minus signs cancel"},
		{"bottom as numerator", 1, bottom, 1, money.HalfEven, least, nil, "its magnitude, 2^63, is used unsigned"},
		{"bottom as denominator", 1, 1, bottom, money.HalfEven, 0, nil, "a sliver below zero is nearest to zero"},
		{"bottom as denominator, up", 1, 1, bottom, money.Up, -1, nil, "away from zero keeps the sliver's sign"},
		{"bottom as denominator, up, twice negative", -1, 1, bottom, money.Up, 1, nil, "a positive sliver"},
		{"bottom in all three places", least, bottom, bottom, money.Down, least, nil, "the ratio is one"},
		{"bottom over bottom", least, 1, bottom, money.Down, 1, nil, "the quotient is one"},
		{"bottom times bottom", least, bottom, 1, money.Down, 0, money.ErrOverflow, "2^126 fits in 128 bits but is no amount"},
		{"exactly half of the denominator", 1 << 62, 1, bottom, money.HalfUp, -1, nil, "a tie at the largest denominator"},
		{"the top through 128 bits", greatest, top, top, money.Down, greatest, nil, "the product may be far past 64 bits"},
		{"top over bottom", greatest, 1, bottom, money.HalfUp, -1, nil, "nearly minus one"},
		{"rounded past the top", thirdOfTurn, 3, 2, money.HalfUp, 0, money.ErrOverflow, "2^63 - 0.5 rounds to 2^63"},
		{"kept below the top", thirdOfTurn, 3, 2, money.Down, greatest, nil, "2^63 - 0.5 drops its half"},
		{"rounded onto the bottom", -thirdOfTurn, 3, 2, money.HalfUp, least, nil, "-2^63 + 0.5 rounds to -2^63"},
		{"rounded past a whole turn", 145295143558111, 31 * 8191, 2, money.Up, 0, money.ErrOverflow,
			"2^64 - 0.5 rounds to 2^64, which a 64-bit quotient would show as 0"},
		{"nothing, negative ratio", 0, -1, 3, money.Floor, 0, nil, "there is no negative zero to round"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := of(c.a.MulDiv(money.Ratio{Num: c.num, Den: c.den}, c.rounding))
			expect(t, got, outcome{c.want, c.wantErr}, c.why)
		})
	}
}

// checkMulDiv is the law that MulDiv is the rounding of the true quotient, by
// the named rounding, or an overflow.
func checkMulDiv(t rapid.TB, a money.Amount, q money.Ratio, r money.Rounding) {
	t.Helper()
	got := of(a.MulDiv(q, r))
	if q.Den == 0 {
		expect(t, got, outcome{err: money.ErrDivideByZero}, "no denominator")
		return
	}
	product := new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(q.Num))
	exact := new(big.Rat).SetFrac(product, big.NewInt(q.Den))
	expect(t, got, fit(roundExact(exact, r)), fmt.Sprintf("%d * %d / %d, %v", a, q.Num, q.Den, r))
}

func TestMulDivOfEverySmallFraction(t *testing.T) {
	for a := money.Amount(-12); a <= 12; a++ {
		for num := int64(-6); num <= 6; num++ {
			for den := int64(-6); den <= 6; den++ {
				for _, r := range roundings {
					checkMulDiv(t, a, money.Ratio{Num: num, Den: den}, r)
				}
			}
		}
	}
}

func TestMulDivAtEveryTripleOfEdges(t *testing.T) {
	for _, a := range edges {
		for _, num := range edges {
			for _, den := range edges {
				for _, r := range roundings {
					checkMulDiv(t, money.Amount(a), money.Ratio{Num: num, Den: den}, r)
				}
			}
		}
	}
}

func TestMulDivRoundsTheTrueQuotientOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := money.Ratio{Num: anyInt64().Draw(t, "num"), Den: anyInt64().Draw(t, "den")}
		checkMulDiv(t, anyAmount().Draw(t, "amount"), q, anyRounding().Draw(t, "rounding"))
	})
}

func FuzzMulDiv(f *testing.F) {
	f.Add(int64(12999), int64(6), int64(1200), uint8(0))
	f.Add(int64(-25), int64(1), int64(10), uint8(1))
	f.Add(int64(least), int64(-1), int64(1), uint8(2))
	f.Add(int64(145295143558111), int64(253921), int64(2), uint8(3))
	f.Fuzz(func(t *testing.T, a, num, den int64, pick uint8) {
		checkMulDiv(t, money.Amount(a), money.Ratio{Num: num, Den: den}, roundingOf(pick))
	})
}

func TestRoundingNames(t *testing.T) {
	want := []string{"HalfEven", "HalfUp", "HalfDown", "Up", "Down", "Ceiling", "Floor"}
	for i, r := range roundings {
		if r.String() != want[i] || !r.Valid() {
			t.Errorf("rounding %d is %q, valid %t; want %q, valid", i+1, r, r.Valid(), want[i])
		}
	}
	if zero := money.Rounding(0); zero.Valid() || zero.String() != "Rounding(0)" {
		t.Errorf("the zero rounding is %q, valid %t; want Rounding(0), not valid", zero, zero.Valid())
	}
	if past := money.Floor + 1; past.Valid() {
		t.Error("the value after the last rounding is valid")
	}
}
