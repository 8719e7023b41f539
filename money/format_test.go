package money_test

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/paysplit/paysplit/money"
)

func TestFormat(t *testing.T) {
	cases := []struct {
		name   string
		a      money.Amount
		digits int
		want   string
		why    string
	}{
		{"a fee", 12999, 2, "129.99", "cents stand after the point"},
		{"whole dollars", 15000, 2, "150.00", "all the digits of the currency are written"},
		{"a nickel", 5, 2, "0.05", "the whole part is never left out"},
		{"fifty cents", 50, 2, "0.50", "nor is a trailing zero"},
		{"a small credit", -5, 2, "-0.05", "the sign survives a whole part of zero"},
		{"a dollar less a cent", 99, 2, "0.99", "the last amount below one dollar"},
		{"a dollar", 100, 2, "1.00", "the first amount with a whole dollar"},
		{"no separators", 123456789, 2, "1234567.89", "a separator would not be read back"},
		{"zero", 0, 2, "0.00", "there is one zero, without a sign"},
		{"yen", 12500, 0, "12500", "no minor unit, no point"},
		{"one yen", 1, 0, "1", "one digit is enough"},
		{"zero yen", 0, 0, "0", "one digit is needed"},
		{"dinar", -1005, 3, "-1.005", "three digits of fils"},
		{"one fils", 1, 3, "0.001", "zeros fill the gap"},
		{"finest zero", 0, 18, "0.000000000000000000", "all eighteen digits"},
		{"finest one", 1, 18, "0.000000000000000001", "all eighteen digits"},
		{"the top in yen", money.MaxAmount, 0, "9223372036854775807", "the edge"},
		{"the top", money.MaxAmount, 2, "92233720368547758.07", "the edge"},
		{"the top in dinar", money.MaxAmount, 3, "9223372036854775.807", "the edge"},
		{"the top, finest", money.MaxAmount, 18, "9.223372036854775807", "the edge"},
		{"the bottom in yen", money.MinAmount, 0, "-9223372036854775808", "its magnitude does not fit in an amount"},
		{"the bottom", money.MinAmount, 2, "-92233720368547758.08", "its magnitude does not fit in an amount"},
		{"the bottom in dinar", money.MinAmount, 3, "-9223372036854775.808", "its magnitude does not fit in an amount"},
		{"the bottom, finest", money.MinAmount, 18, "-9.223372036854775808", "the longest text there is"},
		{"digits below the range", 12999, -1, "12999", "taken as none"},
		{"digits above the range", 1, 19, "0.000000000000000001", "taken as eighteen"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.a.Format(c.digits); got != c.want {
				t.Errorf("Format gave %q, want %q: %s", got, c.want, c.why)
			}
			if got := string(c.a.Append([]byte("USD "), c.digits)); got != "USD "+c.want {
				t.Errorf("Append gave %q, want %q after what was there: %s", got, c.want, c.why)
			}
		})
	}
}

// checkText is the law that an amount is written with exactly the digits of its
// currency, and that the text is read back as the same amount.
func checkText(t rapid.TB, a money.Amount, digits int) {
	t.Helper()
	text := a.Format(digits)
	if want := scaled(big.NewInt(int64(a)), -digits).FloatString(digits); text != want {
		t.Fatalf("%d with %d digits is written %q, want %q", a, digits, text, want)
	}
	why := fmt.Sprintf("%d was written %q", a, text)
	expect(t, of(money.Parse(text, digits)), outcome{amount: a}, why)
	expect(t, of(money.ParseBytes(a.Append(nil, digits), digits)), outcome{amount: a}, why)
}

func TestEverySmallAmountIsReadBackAsWritten(t *testing.T) {
	for a := money.Amount(-1100); a <= 1100; a++ {
		for _, digits := range []int{0, 2, 3, money.MaxDigits} {
			checkText(t, a, digits)
		}
	}
}

func TestEveryEdgeIsReadBackAsWritten(t *testing.T) {
	for _, edge := range edges {
		for digits := range money.MaxDigits + 1 {
			checkText(t, money.Amount(edge), digits)
		}
	}
}

func TestAmountIsReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount().Draw(t, "amount")
		for digits := range money.MaxDigits + 1 {
			checkText(t, a, digits)
		}
	})
}

func FuzzFormat(f *testing.F) {
	f.Add(int64(12999), uint8(2))
	f.Add(int64(money.MinAmount), uint8(18))
	f.Fuzz(func(t *testing.T, a int64, digits uint8) {
		checkText(t, money.Amount(a), int(digits)%(money.MaxDigits+1))
	})
}
