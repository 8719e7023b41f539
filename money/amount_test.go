package money_test

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/paysplit/paysplit/money"
)

const (
	least    = money.MinAmount
	greatest = money.MaxAmount
)

// pairCase is one row of a table about an operation on two amounts.
type pairCase struct {
	name    string
	a, b    money.Amount
	want    money.Amount
	wantErr error
	why     string
}

var addCases = []pairCase{
	{"fee and tax", 12999, 1040, 14039, nil, "cents add as whole numbers"},
	{"a credit", 12999, -12999, 0, nil, "a credit is a negative amount"},
	{"nothing", 12999, 0, 12999, nil, "zero changes nothing"},
	{"nothing at the top", greatest, 0, greatest, nil, "the edge itself is an amount"},
	{"nothing at the bottom", least, 0, least, nil, "the edge itself is an amount"},
	{"up to the top", greatest - 1, 1, greatest, nil, "the edge may be reached"},
	{"past the top", greatest, 1, 0, money.ErrOverflow, "a wrapped sum would turn a debt into a credit"},
	{"down to the bottom", least + 1, -1, least, nil, "the edge may be reached"},
	{"past the bottom", least, -1, 0, money.ErrOverflow, "a wrapped sum would turn a credit into a debt"},
	{"twice the top", greatest, greatest, 0, money.ErrOverflow, "the wrapped sum would be -2"},
	{"twice the bottom", least, least, 0, money.ErrOverflow, "the wrapped sum would be 0"},
	{"edges against each other", greatest, least, -1, nil, "there is one more amount below zero than above"},
}

var subCases = []pairCase{
	{"fee less payment", 12999, 5000, 7999, nil, "cents subtract as whole numbers"},
	{"overpaid", 5000, 12999, -7999, nil, "a negative balance is a credit"},
	{"nothing at the bottom", least, 0, least, nil, "zero changes nothing"},
	{"bottom less itself", least, least, 0, nil, "the difference fits though -MinAmount does not"},
	{"minus one less the bottom", -1, least, greatest, nil, "the largest difference that fits"},
	{"zero less the bottom", 0, least, 0, money.ErrOverflow, "2^63 is one too many"},
	{"past the bottom", least, 1, 0, money.ErrOverflow, "a wrapped difference would change its sign"},
	{"past the top", greatest, -1, 0, money.ErrOverflow, "a wrapped difference would change its sign"},
	{"down to the bottom", -1, greatest, least, nil, "the edge may be reached"},
}

var mulCases = []pairCase{
	{"three crowns", 89500, 3, 268500, nil, "a fee times a count"},
	{"a reversal", 89500, -1, -89500, nil, "a negative count takes back"},
	{"none", greatest, 0, 0, nil, "nothing of anything is nothing"},
	{"the bottom once", least, 1, least, nil, "the edge itself is an amount"},
	{"the bottom reversed", least, -1, 0, money.ErrOverflow, "MinAmount has no counterpart"},
	{"minus one, 2^63 times", -1, money.Amount(-1 << 63), 0, money.ErrOverflow, "the same product from the other side"},
	{"half the bottom twice", least / 2, 2, least, nil, "the edge may be reached"},
	{"half the top twice and one", greatest/2 + 1, 2, 0, money.ErrOverflow, "2^63 is one too many"},
	{"a product that wraps to zero", 1 << 32, 1 << 32, 0, money.ErrOverflow, "2^64 wraps to 0, which looks harmless"},
}

func TestArithmeticTellsInsteadOfWrapping(t *testing.T) {
	operations := []struct {
		name  string
		apply func(a, b money.Amount) (money.Amount, error)
		cases []pairCase
	}{
		{"Add", money.Amount.Add, addCases},
		{"Sub", money.Amount.Sub, subCases},
		{"Mul", func(a, b money.Amount) (money.Amount, error) { return a.Mul(int64(b)) }, mulCases},
	}
	for _, op := range operations {
		for _, c := range op.cases {
			t.Run(op.name+"/"+c.name, func(t *testing.T) {
				expect(t, of(op.apply(c.a, c.b)), outcome{c.want, c.wantErr}, c.why)
			})
		}
	}
}

func TestNegHasNoCounterpartForTheSmallestAmount(t *testing.T) {
	expect(t, of(money.Amount(12999).Neg()), outcome{amount: -12999}, "a charge turns into a refund")
	expect(t, of(money.Amount(-5).Neg()), outcome{amount: 5}, "and a refund into a charge")
	expect(t, of(money.Amount(0).Neg()), outcome{}, "there is no negative zero")
	expect(t, of(greatest.Neg()), outcome{amount: least + 1}, "the top has a counterpart")
	expect(t, of(least.Neg()), outcome{err: money.ErrOverflow}, "the bottom has none: 2^63 is not an amount")
}

// checkArithmetic is the law that every operation gives the whole number that
// arithmetic without an edge gives, or says that it does not fit.
func checkArithmetic(t rapid.TB, a, b int64) {
	t.Helper()
	x, y := big.NewInt(a), big.NewInt(b)
	where := fmt.Sprintf("a = %d, b = %d", a, b)
	expect(t, of(money.Amount(a).Add(money.Amount(b))), fit(new(big.Int).Add(x, y)), "Add: "+where)
	expect(t, of(money.Amount(a).Sub(money.Amount(b))), fit(new(big.Int).Sub(x, y)), "Sub: "+where)
	expect(t, of(money.Amount(a).Neg()), fit(new(big.Int).Neg(x)), "Neg: "+where)
	expect(t, of(money.Amount(a).Mul(b)), fit(new(big.Int).Mul(x, y)), "Mul: "+where)
}

func TestArithmeticIsExactAtEveryPairOfEdges(t *testing.T) {
	for _, a := range edges {
		for _, b := range edges {
			checkArithmetic(t, a, b)
		}
	}
}

func TestArithmeticIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkArithmetic(t, anyInt64().Draw(t, "a"), anyInt64().Draw(t, "b"))
	})
}

func FuzzArithmetic(f *testing.F) {
	f.Add(int64(12999), int64(-5000))
	f.Add(int64(greatest), int64(1))
	f.Add(int64(least), int64(-1))
	f.Fuzz(func(t *testing.T, a, b int64) { checkArithmetic(t, a, b) })
}

func TestSum(t *testing.T) {
	cases := []struct {
		name    string
		amounts []money.Amount
		want    money.Amount
		wantErr error
		why     string
	}{
		{"no rows", nil, 0, nil, "an account without charges owes nothing"},
		{"one row", []money.Amount{12999}, 12999, nil, "one charge is the total"},
		{"charges and a payment", []money.Amount{12999, 8500, -15000}, 6499, nil, "a payment is a negative row"},
		{"past the top and back", []money.Amount{greatest, greatest, least, least}, -2, nil,
			"only the total has to fit, so the order of the rows does not matter"},
		{"past the bottom and back", []money.Amount{least, least, greatest, greatest, 2}, 0, nil,
			"only the total has to fit"},
		{"one past the top", []money.Amount{greatest, 1}, 0, money.ErrOverflow, "2^63 is one too many"},
		{"one past the bottom", []money.Amount{least, -1}, 0, money.ErrOverflow, "-2^63-1 is one too few"},
		{"a total of 2^64", []money.Amount{least, least, least, least, 0}, 0, money.ErrOverflow,
			"two whole turns of a 64-bit counter look like zero"},
		{"a total of -2^64 and a cent", []money.Amount{least, least, 1}, 0, money.ErrOverflow,
			"the wrapped sum would be one cent"},
		{"exactly the top", []money.Amount{greatest - 9, 4, 5}, greatest, nil, "the edge may be reached"},
		{"exactly the bottom", []money.Amount{least + 9, -4, -5}, least, nil, "the edge may be reached"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, of(money.Sum(c.amounts)), outcome{c.want, c.wantErr}, c.why)
		})
	}
}

// checkSum is the law that a sum is the exact total or an overflow, that the
// order of the rows does not matter, and that the rows stay as they were.
func checkSum(t rapid.TB, amounts []money.Amount) {
	t.Helper()
	exact := new(big.Int)
	for _, a := range amounts {
		exact.Add(exact, big.NewInt(int64(a)))
	}
	rows := slices.Clone(amounts)
	why := fmt.Sprintf("amounts %d", amounts)
	expect(t, of(money.Sum(rows)), fit(exact), why)
	if !slices.Equal(rows, amounts) {
		t.Fatalf("Sum changed its input: %d", rows)
	}
	slices.Reverse(rows)
	expect(t, of(money.Sum(rows)), fit(exact), "reversed "+why)
}

// TestSumOfEveryShortLength takes each length around the four rows that are
// added at a time, with each edge in each place.
func TestSumOfEveryShortLength(t *testing.T) {
	for length := range 10 {
		for place := range max(length, 1) {
			for _, edge := range edges {
				amounts := make([]money.Amount, length)
				for i := range amounts {
					amounts[i] = money.Amount(100 + i)
					if i == place {
						amounts[i] = money.Amount(edge)
					}
				}
				checkSum(t, amounts)
			}
		}
	}
}

func TestSumOfOneEdgeRepeated(t *testing.T) {
	for length := range 10 {
		for _, edge := range edges {
			checkSum(t, slices.Repeat([]money.Amount{money.Amount(edge)}, length))
		}
	}
}

func TestSumIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkSum(t, rapid.SliceOfN(anyAmount(), 0, 40).Draw(t, "amounts"))
	})
}

func FuzzSum(f *testing.F) {
	f.Add([]byte{})
	f.Add(binary.LittleEndian.AppendUint64(nil, 12999))
	f.Add(slices.Repeat([]byte{255, 255, 255, 255, 255, 255, 255, 127}, 5))
	f.Add(slices.Repeat([]byte{0, 0, 0, 0, 0, 0, 0, 128}, 4))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var amounts []money.Amount
		for chunk := range slices.Chunk(raw, 8) {
			var word [8]byte // a short last chunk is filled up with zeros
			copy(word[:], chunk)
			amounts = append(amounts, money.Amount(binary.LittleEndian.Uint64(word[:])))
		}
		checkSum(t, amounts)
	})
}
