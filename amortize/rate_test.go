package amortize_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

func TestParseRate(t *testing.T) {
	cases := []struct {
		text    string
		want    amortize.Rate
		wantErr error
		code    string
		why     string
	}{
		{"0", 0, nil, "", "no interest"},
		{"18", 18_000_000, nil, "", "percent, not a fraction"},
		{"18.5", 18_500_000, nil, "", "half a percent"},
		{"18.500000", 18_500_000, nil, "", "six digits, whatever they are"},
		{"0.18", 180_000, nil, "", "less than a percent, and not 18"},
		{"0.000001", 1, nil, "", "the smallest"},
		{"29.99", 29_990_000, nil, "", "as a card has it"},
		{"1000", amortize.MaxRate, nil, "", "the largest"},
		{"1e3", amortize.MaxRate, nil, "", "an exponent is a number too"},
		{"1.85e1", 18_500_000, nil, "", "an exponent is a number too"},
		{"+5", 5_000_000, nil, "", "a sign is allowed"},
		{"-0", 0, nil, "", "zero has no sign"},
		{"007", 7_000_000, nil, "", "zeros in front count for nothing"},
		{"1000.000001", 0, amortize.ErrRateRange, "RATE_RANGE", "a millionth over the largest"},
		{"-0.000001", 0, amortize.ErrRateRange, "RATE_RANGE", "a millionth below none"},
		{"-5", 0, amortize.ErrRateRange, "RATE_RANGE", "nobody pays for lending"},
		{"99999999999999", 0, amortize.ErrRateRange, "RATE_RANGE", "more than an int64 of millionths"},
		{"18.5000001", 0, amortize.ErrRatePrecision, "RATE_PRECISION", "seven digits"},
		{"18.5000000", 0, amortize.ErrRatePrecision, "RATE_PRECISION", "seven digits, even zeros"},
		{"1e-7", 0, amortize.ErrRatePrecision, "RATE_PRECISION", "seven digits"},
		{"1000.1234567", 0, amortize.ErrRatePrecision, "RATE_PRECISION", "it is not a rate, in range or not"},
		{"", 0, amortize.ErrRateFormat, "RATE_FORMAT", "nothing is not zero"},
		{"18%", 0, amortize.ErrRateFormat, "RATE_FORMAT", "the percent is understood"},
		{"18 ", 0, amortize.ErrRateFormat, "RATE_FORMAT", "no spaces"},
		{"18,5", 0, amortize.ErrRateFormat, "RATE_FORMAT", "a comma could mean thousands"},
		{".5", 0, amortize.ErrRateFormat, "RATE_FORMAT", "a digit before the point"},
		{"5.", 0, amortize.ErrRateFormat, "RATE_FORMAT", "a digit after the point"},
		{"NaN", 0, amortize.ErrRateFormat, "RATE_FORMAT", "not a number"},
		{"Infinity", 0, amortize.ErrRateFormat, "RATE_FORMAT", "not a number"},
		{"0x12", 0, amortize.ErrRateFormat, "RATE_FORMAT", "not a decimal number"},
		{"1e999999999", 0, amortize.ErrRateFormat, "RATE_FORMAT", "at once"},
		{strings.Repeat("9", 100), 0, amortize.ErrRateFormat, "RATE_FORMAT", "nobody writes a rate so"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			got, err := amortize.ParseRate(c.text)
			expect(t, got, err, c.want, fault{"", c.wantErr}, c.why)
			if c.wantErr == nil {
				return
			}
			field := err.(*money.FieldError)
			if rule := field.Err.(*money.Rule); rule.Code() != c.code || rule.Class() != money.Malformed || field.Value != c.text {
				t.Errorf("got %s, %v, %v; want %s, malformed and the text: %s", rule.Code(), rule.Class(), field.Value, c.code, c.why)
			}
		})
	}
}

func TestRateText(t *testing.T) {
	cases := []struct {
		rate amortize.Rate
		want string
		why  string
	}{
		{0, "0", "no point, no padding"},
		{1, "0.000001", "the smallest"},
		{500_000, "0.5", "a digit before the point"},
		{5_000_000, "5", "no point, no padding"},
		{10_000_000, "10", "zeros before the point stay"},
		{18_500_000, "18.5", "no padding"},
		{29_990_000, "29.99", "no padding"},
		{10_010_000, "10.01", "zeros between digits stay"},
		{100_000_000, "100", "zeros before the point stay"},
		{amortize.MaxRate, "1000", "the largest"},
		{-1, "-0.000001", "not valid, and not hidden"},
		{amortize.MaxRate + 1, "1000.000001", "not valid, and not hidden"},
	}
	for _, c := range cases {
		if got := c.rate.String(); got != c.want {
			t.Errorf("got %q, want %q: %s", got, c.want, c.why)
		}
		if valid := c.rate >= 0 && c.rate <= 1000_000_000; c.rate.Valid() != valid {
			t.Errorf("%v: valid is %v: %s", c.rate, c.rate.Valid(), c.why)
		}
	}
}

// checkRateText is the law that a rate's text is its number, without padding, and
// is read back.
func checkRateText(t rapid.TB, rate amortize.Rate) {
	text := rate.String()
	got, err := amortize.ParseRate(text)
	expect(t, got, err, rate, fault{}, text)
	exact, ok := new(big.Rat).SetString(text)
	if !ok || exact.Cmp(big.NewRat(int64(rate), 1_000_000)) != 0 {
		t.Fatalf("%d millionths are %q", int64(rate), text)
	}
	if strings.Contains(text, ".") && strings.HasSuffix(text, "0") || strings.HasSuffix(text, ".") {
		t.Fatalf("%d millionths are %q: padding", int64(rate), text)
	}
}

func TestRateTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkRateText(t, anyRate().Draw(t, "rate")) })
}

// checkParseRate is the law that a text is read as an amount of six digits is,
// and refused where that is or where it is out of range.
func checkParseRate(t rapid.TB, text string) {
	got, err := amortize.ParseRate(text)
	a, amountErr := money.Parse(text, 6)
	if want := amountErr == nil && a >= 0 && a <= 1000_000_000; (err == nil) != want {
		t.Fatalf("%q: got %v, %v, and as an amount %v, %v", text, got, err, a, amountErr)
	}
	if err == nil && money.Amount(got) != a || err != nil && got != 0 {
		t.Fatalf("%q: got %d, %v, want %d", text, got, err, a)
	}
}

func FuzzRate(f *testing.F) {
	for _, text := range []string{"18.5", "1e3", "-0", "1000.000001", "18.5000000", "1e-7", "18%", "NaN"} {
		f.Add(text, int64(18_500_000))
	}
	f.Fuzz(func(t *testing.T, text string, rate int64) {
		checkParseRate(t, text)
		checkRateText(t, amortize.Rate(uint64(rate)%uint64(amortize.MaxRate+1)))
	})
}
