package money_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
)

// parseCase is one text in a currency with that many digits.
type parseCase struct {
	name    string
	text    string
	digits  int
	want    money.Amount
	wantErr error
	why     string
}

var goodTexts = []parseCase{
	{"a fee", "129.99", 2, 12999, nil, "dollars and cents become cents"},
	{"whole dollars", "150", 2, 15000, nil, "the cents may be left out"},
	{"one digit of cents", "1.5", 2, 150, nil, "1.5 is one dollar fifty, not one dollar five"},
	{"thousands by exponent", "1e3", 2, 100000, nil, "spreadsheets write 1000 so"},
	{"exponent, capital and sign", "1E+3", 2, 100000, nil, "so do other programs"},
	{"a nine in the exponent", "1e9", 2, 100_000_000_000, nil, "nine is a digit like any other"},
	{"exponent with leading zeros", "1e003", 2, 100000, nil, "zeros before an exponent change nothing"},
	{"exponent uses up the point", "1.5e1", 2, 1500, nil, "15 has no digits after the point"},
	{"exponent makes cents", "5e-2", 2, 5, nil, "five hundredths are five cents"},
	{"a small credit", "-0.05", 2, -5, nil, "the sign counts though the whole part is zero"},
	{"a plus sign", "+1.00", 2, 100, nil, "exports mark payments so"},
	{"zero", "0", 2, 0, nil, "nothing owed"},
	{"negative zero", "-0", 2, 0, nil, "there is one zero"},
	{"negative zero in full", "-0.00", 2, 0, nil, "there is one zero"},
	{"zero with an exponent", "0e40", 2, 0, nil, "zero has no size to overflow"},
	{"leading zeros", "007.50", 2, 750, nil, "fixed-width exports pad with zeros; it is not octal"},
	{"many leading zeros", strings.Repeat("0", 57) + "1234.56", 2, 123456, nil, "64 characters are allowed"},
	{"small fraction, large exponent", "0.00000000000000000001e20", 0, 1, nil, "the text is exact, however written"},
	{"the largest", "92233720368547758.07", 2, money.MaxAmount, nil, "the edge itself is an amount"},
	{"the smallest", "-92233720368547758.08", 2, money.MinAmount, nil, "there is one more amount below zero"},
	{"the largest yen", "9223372036854775807", 0, money.MaxAmount, nil, "nineteen digits fit"},
	{"yen", "12500", 0, 12500, nil, "yen have no minor unit"},
	{"dinar", "1.005", 3, 1005, nil, "a dinar has 1000 fils"},
	{"dinar, short", "1.5", 3, 1500, nil, "missing digits are zeros"},
	{"eighteen digits", "9.223372036854775807", 18, money.MaxAmount, nil, "the finest unit there is"},
	{"eighteen digits, whole", "-9", 18, -9e18, nil, "nine units fill the range"},
}

var badTexts = []parseCase{
	{"empty", "", 2, 0, money.ErrFormat, "a blank cell is not zero"},
	{"a sign alone", "-", 2, 0, money.ErrFormat, "accountants write zero so, programs do not"},
	{"two signs", "--1", 2, 0, money.ErrFormat, "not a number"},
	{"sign at the end", "1.00-", 2, 0, money.ErrFormat, "some ledgers do; it would be a guess"},
	{"in parentheses", "(1.00)", 2, 0, money.ErrFormat, "a negative to some, a note to others"},
	{"no whole part", ".5", 2, 0, money.ErrFormat, "a lost digit looks the same"},
	{"no whole part, many digits", ".00000000000000000005", 2, 0, money.ErrFormat, "long texts keep to the same form"},
	{"nothing after the point, many digits", "00000000000000000005.", 2, 0, money.ErrFormat, "long texts keep to the same form"},
	{"nothing after the point", "5.", 2, 0, money.ErrFormat, "a lost digit looks the same"},
	{"nothing between point and exponent", "5.e3", 2, 0, money.ErrFormat, "a lost digit looks the same"},
	{"two points", "1.2.3", 2, 0, money.ErrFormat, "a date or a version"},
	{"separators", "1,000.00", 2, 0, money.ErrFormat, "1,000 is one in half of the world"},
	{"decimal comma", "1000,00", 2, 0, money.ErrFormat, "and a thousand in the other half"},
	{"underscores", "1_000", 2, 0, money.ErrFormat, "program text, not an amount"},
	{"a currency sign", "$1.00", 2, 0, money.ErrFormat, "the currency goes with the call"},
	{"not a number", "NaN", 2, 0, money.ErrFormat, "nobody owes that"},
	{"infinite", "Inf", 2, 0, money.ErrFormat, "nobody owes that"},
	{"hexadecimal", "0x10", 2, 0, money.ErrFormat, "program text, not an amount"},
	{"exponent without digits", "1e", 2, 0, money.ErrFormat, "a cut text"},
	{"exponent with a sign alone", "1e+", 2, 0, money.ErrFormat, "a cut text"},
	{"exponent with a point", "1e1.0", 2, 0, money.ErrFormat, "exponents are whole"},
	{"space before", " 1", 2, 0, money.ErrFormat, "trim before, where it is known to be harmless"},
	{"space after", "1 ", 2, 0, money.ErrFormat, "trim before, where it is known to be harmless"},
	{"a new line", "1\n", 2, 0, money.ErrFormat, "two rows may have run together"},
	{"digits of another script", "١٢", 2, 0, money.ErrFormat, "one alphabet of digits only"},
	{"a zero byte", "1\x00", 2, 0, money.ErrFormat, "a fixed-width field was not trimmed"},
	{"a huge exponent", "1e999999999", 2, 0, money.ErrFormat, "refused before anything is computed"},
	{"a tiny exponent", "1e-999999999", 2, 0, money.ErrFormat, "refused before anything is computed"},
	{"an exponent past 64 bits", "1e18446744073709551617", 2, 0, money.ErrFormat, "it must not wrap around to 1"},
	{"exponent one past its bound", "0e41", 2, 0, money.ErrFormat, "the form ends at 40"},
	{"65 characters", strings.Repeat("0", 58) + "1234.56", 2, 0, money.ErrFormat, "one more than any exact amount needs"},
	{"a very long text", strings.Repeat("9", 1<<16), 2, 0, money.ErrFormat, "refused by its length alone"},
}

var outOfRangeTexts = []parseCase{
	{"a third digit of cents", "1.505", 2, 0, money.ErrPrecision, "somebody would have to get half a cent"},
	{"a third digit, zero", "1.500", 2, 0, money.ErrPrecision, "a third digit says the text is of another currency"},
	{"cents by exponent", "100e-3", 2, 0, money.ErrPrecision, "the text has thousandths, even if they are zero"},
	{"the smallest exponent", "1e-40", 18, 0, money.ErrPrecision, "a form that is read, and is finer than any unit"},
	{"yen with a point", "1.0", 0, 0, money.ErrPrecision, "yen have no minor unit"},
	{"a fourth digit of fils", "1.0050", 3, 0, money.ErrPrecision, "a dinar has three digits"},
	{"a nineteenth digit", "0.0000000000000000001", 18, 0, money.ErrPrecision, "finer than the finest unit"},
	{"too fine and too large", "99999999999999999999.999", 2, 0, money.ErrPrecision, "the digits are judged first"},
	{"one past the top", "92233720368547758.08", 2, 0, money.ErrOverflow, "2^63 is one too many"},
	{"one past the bottom", "-92233720368547758.09", 2, 0, money.ErrOverflow, "-2^63-1 is one too few"},
	{"one past the top in yen", "9223372036854775808", 0, 0, money.ErrOverflow, "2^63 is one too many"},
	{"one past the bottom in yen", "-9223372036854775809", 0, 0, money.ErrOverflow, "-2^63-1 is one too few"},
	{"a whole turn and a cent", "184467440737095516.17", 2, 0, money.ErrOverflow, "2^64+1 must not wrap around to 1"},
	{"fits without its cents", "92233720368547759", 2, 0, money.ErrOverflow, "the cents count too"},
	{"ten at eighteen digits", "10", 18, 0, money.ErrOverflow, "nine units fill the range"},
	{"the largest exponent", "1e40", 0, 0, money.ErrOverflow, "a form that is read, and is far too large"},
	{"digits below the range", "1.00", -1, 0, money.ErrDigits, "no currency has less than none"},
	{"digits above the range", "1.00", 19, 0, money.ErrDigits, "10^19 is more than 64 bits hold"},
	{"digits are asked first", "abc", 19, 0, money.ErrDigits, "the caller's mistake before the text's"},
}

func TestParse(t *testing.T) {
	for _, table := range [][]parseCase{goodTexts, badTexts, outOfRangeTexts} {
		for _, c := range table {
			t.Run(c.name, func(t *testing.T) {
				want := outcome{c.want, c.wantErr}
				expect(t, of(money.Parse(c.text, c.digits)), want, c.why)
				expect(t, of(money.ParseBytes([]byte(c.text), c.digits)), want, "as bytes: "+c.why)
			})
		}
	}
}

// TestParseErrorKeepsTheTextOutOfTheLog checks both halves of the bargain: the
// error text names only the rule, the detail shows what stood there.
func TestParseErrorKeepsTheTextOutOfTheLog(t *testing.T) {
	const text = "1,987.65"
	_, fromText := money.Parse(text, 2)
	_, fromBytes := money.ParseBytes([]byte(text), 2)
	for _, err := range []error{fromText, fromBytes} {
		var field *money.FieldError
		if !errors.As(err, &field) {
			t.Fatalf("got %T, want a *money.FieldError", err)
		}
		if field.Value != text {
			t.Errorf("the value is %#v, want %q", field.Value, text)
		}
		if got := field.Error(); got != money.ErrFormat.Error() || strings.Contains(got, text) {
			t.Errorf("the error text is %q, want the rule alone", got)
		}
		if got := field.Detail(); !strings.Contains(got, `got "1,987.65"`) {
			t.Errorf("the detail is %q, want it to show the text", got)
		}
	}
}

// TestParseBytesDoesNotKeepItsInput overwrites the bytes, as a reader does with
// its buffer, and looks at the error again.
func TestParseBytesDoesNotKeepItsInput(t *testing.T) {
	buffer := []byte("12.x")
	_, err := money.ParseBytes(buffer, 2)
	copy(buffer, "9999")
	var field *money.FieldError
	if !errors.As(err, &field) || field.Value != "12.x" {
		t.Errorf("the error changed with the buffer: %#v", field)
	}
}
