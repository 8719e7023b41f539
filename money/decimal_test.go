package money_test

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"pgregory.net/rapid"

	"github.com/paysplit/paysplit/money"
)

// decimal reads a decimal that the test wrote.
func decimal(t rapid.TB, text string) *apd.Decimal {
	t.Helper()
	d, _, err := apd.NewFromString(text)
	if err != nil {
		t.Fatalf("the test's own decimal %q: %v", text, err)
	}
	return d
}

// decimalCase is one decimal in a currency with that many digits.
type decimalCase struct {
	name    string
	text    string
	digits  int
	want    money.Amount
	wantErr error
	why     string
}

var fromDecimalCases = []decimalCase{
	{"a fee", "129.99", 2, 12999, nil, "dollars and cents become cents"},
	{"trailing zeros", "1.500", 2, 150, nil, "zeros of a decimal are an accident of how it was computed"},
	{"many trailing zeros", "1.50" + strings.Repeat("0", 200), 2, 150, nil, "however many there are"},
	{"a hundred thousandths of a hundred", "1E-2", 2, 1, nil, "the exponent may say the same"},
	{"whole by exponent", "12E3", 2, 1200000, nil, "twelve thousand dollars"},
	{"a credit", "-0.05", 2, -5, nil, "the sign counts though the whole part is zero"},
	{"zero", "0.000", 2, 0, nil, "nothing is nothing at any scale"},
	{"negative zero", "-0", 2, 0, nil, "there is one zero"},
	{"yen", "12500.0", 0, 12500, nil, "zeros after the point are accepted"},
	{"dinar", "1.005", 3, 1005, nil, "a dinar has 1000 fils"},
	{"a third digit of cents", "1.505", 2, 0, money.ErrPrecision, "somebody would have to get half a cent"},
	{"far below a cent", "1E-30", 2, 0, money.ErrPrecision, "small is not zero"},
	{"the largest", "92233720368547758.07", 2, money.MaxAmount, nil, "the edge itself is an amount"},
	{"the smallest", "-92233720368547758.08", 2, money.MinAmount, nil, "there is one more amount below zero"},
	{"one past the top", "92233720368547758.08", 2, 0, money.ErrOverflow, "2^63 is one too many"},
	{"one past the bottom", "-92233720368547758.09", 2, 0, money.ErrOverflow, "-2^63-1 is one too few"},
	{"a whole turn and a cent", "184467440737095516.17", 2, 0, money.ErrOverflow, "2^64+1 must not wrap around to 1"},
	{"the largest power of ten", "1E18", 0, 1e18, nil, "10^18 is the last one that fits"},
	{"the next power of ten", "1E19", 0, 0, money.ErrOverflow, "10^19 is past 64 bits, signed or not"},
	{"the next power of ten in cents", "-1E17", 2, 0, money.ErrOverflow, "the cents count too"},
	{"the power of ten after that", "1E20", 0, 0, money.ErrOverflow, "far past the edge"},
	{"not a number", "NaN", 2, 0, money.ErrFormat, "nobody owes that"},
	{"signalling", "sNaN", 2, 0, money.ErrFormat, "nobody owes that either"},
	{"infinite", "Infinity", 2, 0, money.ErrFormat, "nobody owes that"},
	{"infinitely negative", "-Infinity", 2, 0, money.ErrFormat, "nobody owes that"},
	{"digits below the range", "1", -1, 0, money.ErrDigits, "no currency has less than none"},
	{"digits above the range", "1", 19, 0, money.ErrDigits, "10^19 is more than 64 bits hold"},
	{"digits are asked first", "NaN", 19, 0, money.ErrDigits, "the caller's mistake before the value's"},
}

func TestFromDecimalGoesByValue(t *testing.T) {
	for _, c := range fromDecimalCases {
		t.Run(c.name, func(t *testing.T) {
			d := decimal(t, c.text)
			want := outcome{c.want, c.wantErr}
			expect(t, of(money.FromDecimal(d, c.digits)), want, c.why)
			if got := decimal(t, c.text); d.CmpTotal(got) != 0 {
				t.Errorf("the decimal was changed to %v", d)
			}
			if c.wantErr != money.ErrPrecision { // what needs no rounding is the same under each
				for _, r := range roundings {
					expect(t, of(money.RoundDecimal(d, c.digits, r)), want, r.String()+": "+c.why)
				}
			}
		})
	}
}

func TestRoundDecimal(t *testing.T) {
	cases := []struct {
		name     string
		text     string
		digits   int
		rounding money.Rounding
		want     money.Amount
		wantErr  error
		why      string
	}{
		{"tie to the even cent", "6.125", 2, money.HalfEven, 612, nil, "612 is even"},
		{"tie to the even cent above", "6.135", 2, money.HalfEven, 614, nil, "613 is odd"},
		{"just above a tie", "6.1250000000000000000000000001", 2, money.HalfEven, 613, nil, "one digit, however late, breaks a tie"},
		{"rounded once", "6.1249999999999999999999999999", 2, money.HalfUp, 612, nil, "rounding twice would give 6.125 and then 613"},
		{"tie away", "-6.125", 2, money.HalfUp, -613, nil, "refunds mirror charges"},
		{"tie toward", "-6.125", 2, money.HalfDown, -612, nil, "refunds mirror charges"},
		{"a tie of the first cent", "0.005", 2, money.HalfUp, 1, nil, "half a cent is a cent"},
		{"a tie of the first cent, even", "0.005", 2, money.HalfEven, 0, nil, "zero is even"},
		{"nines in front of a tie", "0.00999", 2, money.HalfEven, 1, nil, "all but a cent"},
		{"a sliver, up", "0.0000001", 2, money.Up, 1, nil, "any fraction makes it larger"},
		{"a sliver, ceiling", "-0.0000001", 2, money.Ceiling, 0, nil, "the higher number is zero"},
		{"a sliver, floor", "-0.0000001", 2, money.Floor, -1, nil, "the lower number is a cent below zero"},
		{"past the top by rounding", "92233720368547758.075", 2, money.HalfUp, 0, money.ErrOverflow, "the nearest amount does not exist"},
		{"kept at the top", "92233720368547758.075", 2, money.Down, money.MaxAmount, nil, "the fraction is dropped"},
		{"onto the bottom by rounding", "-92233720368547758.075", 2, money.Up, money.MinAmount, nil, "there is one more amount below zero"},
		{"a whole turn by rounding", "184467440737095516.155", 2, money.Up, 0, money.ErrOverflow, "2^64 must not wrap around to 0"},
		{"no rounding named", "6.125", 2, 0, 0, money.ErrRounding, "whoever rounds must say who gets the cent"},
		{"no rounding named, none needed", "6.12", 2, 0, 0, money.ErrRounding, "the mistake shows at once"},
		{"a rounding that does not exist", "6.12", 2, money.Floor + 1, 0, money.ErrRounding, "it is not one of the seven"},
		{"the rounding is asked first", "NaN", 19, 0, 0, money.ErrRounding, "before the digits and the value"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := of(money.RoundDecimal(decimal(t, c.text), c.digits, c.rounding))
			expect(t, got, outcome{c.want, c.wantErr}, c.why)
		})
	}
}

// TestHugeExponentsAreNotComputed would run out of memory if a power of ten of
// that size were ever written down.
func TestHugeExponentsAreNotComputed(t *testing.T) {
	for _, digits := range []int{0, 2, money.MaxDigits} {
		huge, negative := apd.New(1, math.MaxInt32), apd.New(-1, math.MaxInt32)
		tiny, below := apd.New(1, math.MinInt32), apd.New(-1, math.MinInt32)
		expect(t, of(money.FromDecimal(huge, digits)), outcome{err: money.ErrOverflow}, "a huge amount")
		expect(t, of(money.FromDecimal(negative, digits)), outcome{err: money.ErrOverflow}, "a huge credit")
		expect(t, of(money.FromDecimal(tiny, digits)), outcome{err: money.ErrPrecision}, "a sliver is not zero")
		expect(t, of(money.RoundDecimal(tiny, digits, money.HalfUp)), outcome{}, "a sliver is nearest to zero")
		expect(t, of(money.RoundDecimal(tiny, digits, money.Ceiling)), outcome{amount: 1}, "a sliver above zero")
		expect(t, of(money.RoundDecimal(below, digits, money.Floor)), outcome{amount: -1}, "a sliver below zero")
		for _, exponent := range []int32{math.MinInt32, math.MaxInt32} {
			expect(t, of(money.FromDecimal(apd.New(0, exponent), digits)), outcome{}, "zero has no size")
		}
	}
}

// fuzzedDecimal is a decimal of at most 39 digits and any exponent.
type fuzzedDecimal struct {
	hi, lo   uint64
	exponent int32
	negative bool
}

func (f fuzzedDecimal) coefficient() *big.Int {
	c := new(big.Int).SetUint64(f.hi)
	return c.Lsh(c, 64).Or(c, new(big.Int).SetUint64(f.lo))
}

func (f fuzzedDecimal) decimal() *apd.Decimal {
	d := &apd.Decimal{Negative: f.negative, Exponent: f.exponent}
	d.Coeff.SetMathBigInt(f.coefficient())
	return d
}

// minorUnits returns the exact value in minor units. A hundred places past the
// coefficient the answer is the same overflow or the same sliver, so the
// exponent is cut there.
func (f fuzzedDecimal) minorUnits(digits int) *big.Rat {
	c := f.coefficient()
	if f.negative {
		c.Neg(c)
	}
	return scaled(c, int(max(-100, min(f.exponent, 100)))+digits)
}

// checkDecimal is the law that a decimal is rounded once, from its exact value,
// and taken over unrounded only if there is nothing to round.
func checkDecimal(t rapid.TB, f fuzzedDecimal, digits int, r money.Rounding) {
	t.Helper()
	d, exact := f.decimal(), f.minorUnits(digits)
	why := fmt.Sprintf("%v with %d digits, %v", d, digits, r)
	expect(t, of(money.RoundDecimal(d, digits, r)), fit(roundExact(exact, r)), why)
	want := fit(roundExact(exact, money.Down))
	if want.err == nil && !exact.IsInt() {
		want = outcome{err: money.ErrPrecision}
	}
	expect(t, of(money.FromDecimal(d, digits)), want, why)
}

func TestDecimalIsRoundedOnceFromItsExactValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := fuzzedDecimal{
			hi:       rapid.OneOf(rapid.Just(uint64(0)), rapid.Uint64()).Draw(t, "high half"),
			lo:       rapid.Uint64().Draw(t, "low half"),
			exponent: rapid.OneOf(rapid.Int32Range(-45, 25), rapid.Int32()).Draw(t, "exponent"),
			negative: rapid.Bool().Draw(t, "negative"),
		}
		digits := rapid.IntRange(0, money.MaxDigits).Draw(t, "digits")
		checkDecimal(t, f, digits, anyRounding().Draw(t, "rounding"))
	})
}

// TestEverySmallDecimal takes each small coefficient at each exponent that can
// still make an amount of it, ties included.
func TestEverySmallDecimal(t *testing.T) {
	for _, c := range []uint64{0, 1, 4, 5, 6, 9, 10, 15, 25, 49, 50, 51, 99, 100, 995, 1000, math.MaxInt64, math.MaxUint64} {
		for exponent := int32(-25); exponent <= 25; exponent++ {
			for _, r := range roundings {
				checkDecimal(t, fuzzedDecimal{lo: c, exponent: exponent}, 2, r)
				checkDecimal(t, fuzzedDecimal{lo: c, exponent: exponent, negative: true}, 0, r)
			}
		}
	}
}

func FuzzDecimal(f *testing.F) {
	f.Add(uint64(0), uint64(6125), int32(-3), false, uint8(2), uint8(0))
	f.Add(uint64(0), uint64(1), int32(19), false, uint8(0), uint8(3))
	f.Add(uint64(0), uint64(1), int32(math.MinInt32), true, uint8(18), uint8(6))
	f.Add(uint64(math.MaxUint64), uint64(math.MaxUint64), int32(-20), true, uint8(0), uint8(1))
	f.Fuzz(func(t *testing.T, hi, lo uint64, exponent int32, negative bool, digits, pick uint8) {
		checkDecimal(t, fuzzedDecimal{hi, lo, exponent, negative}, int(digits)%(money.MaxDigits+1), roundingOf(pick))
	})
}

func TestDecimalOfAnAmountHasTheDigitsOfItsCurrency(t *testing.T) {
	for _, edge := range edges {
		a := money.Amount(edge)
		for digits := range money.MaxDigits + 1 {
			d := a.Decimal(digits)
			if got, want := d.Text('f'), a.Format(digits); got != want {
				t.Errorf("the decimal of %d with %d digits is %s, want %s", a, digits, got, want)
			}
			expect(t, of(money.FromDecimal(d, digits)), outcome{amount: a}, "a decimal is taken over unchanged")
		}
	}
}
