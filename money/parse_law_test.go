package money_test

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"github.com/paysplit/paysplit/money"
)

// amountText is the form of an amount: sign, digits, point and digits, exponent.
var amountText = regexp.MustCompile(`^([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$`)

// parseSlowly reads an amount as the manual describes it, one rule after the
// other, with numbers that cannot overflow.
func parseSlowly(text string, digits int) outcome {
	if digits < 0 || digits > money.MaxDigits {
		return outcome{err: money.ErrDigits}
	}
	parts := amountText.FindStringSubmatch(text)
	if parts == nil || len(text) > 64 {
		return outcome{err: money.ErrFormat}
	}
	sign, whole, fraction := parts[1], parts[2], parts[3]
	exponent := new(big.Int)
	if parts[4] != "" {
		exponent.SetString(parts[4], 10)
	}
	if exponent.CmpAbs(big.NewInt(40)) > 0 {
		return outcome{err: money.ErrFormat}
	}
	places := len(fraction) - int(exponent.Int64())
	if places > digits {
		return outcome{err: money.ErrPrecision}
	}
	value, _ := new(big.Int).SetString(whole+fraction, 10)
	if sign == "-" {
		value.Neg(value)
	}
	return fit(scaled(value, digits-places).Num())
}

// checkParse is the law that Parse and ParseBytes agree with the slow reading on
// the amount, and on which rule is broken.
func checkParse(t rapid.TB, text string, digits int) {
	t.Helper()
	want := parseSlowly(text, digits)
	why := fmt.Sprintf("%q with %d digits", text, digits)
	expect(t, of(money.Parse(text, digits)), want, why)
	got := of(money.ParseBytes([]byte(text), digits))
	expect(t, got, want, "as bytes: "+why)
	var field *money.FieldError
	if got.err != nil && (!errors.As(got.err, &field) || field.Value != text) {
		t.Fatalf("the error does not carry the text: %#v: %s", got.err, why)
	}
}

func TestParseAgreesWithASlowReading(t *testing.T) {
	texts := rapid.OneOf(
		rapid.StringMatching(`[+-]?[0-9]{1,17}(\.[0-9]{1,2})?`),
		rapid.StringMatching(`[+-]?[0-9]{0,22}(\.[0-9]{0,20})?([eE][+-]?[0-9]{0,2})?`),
		rapid.StringMatching(`-?(922337203685477580|1844674407370955161)\.?[0-9]{1,2}(e-?[0-9])?`),
		rapid.StringMatching(`[-+.eE0-9 ,_x]{0,70}`),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		checkParse(t, texts.Draw(t, "text"), rapid.IntRange(-1, money.MaxDigits+1).Draw(t, "digits"))
	})
}

// TestParseOfEveryShortText exhausts the texts of at most five characters of a
// small alphabet: every way to put sign, point and exponent in the wrong place.
func TestParseOfEveryShortText(t *testing.T) {
	const alphabet, longest = "07.-+eE,", 5
	texts := []string{""}
	for length := 0; ; length++ {
		for _, text := range texts {
			for _, digits := range []int{0, 2, money.MaxDigits} {
				checkParse(t, text, digits)
			}
		}
		if length == longest {
			return
		}
		longer := make([]string, 0, len(texts)*len(alphabet))
		for _, text := range texts {
			for _, c := range alphabet {
				longer = append(longer, text+string(c))
			}
		}
		texts = longer
	}
}

func FuzzParse(f *testing.F) {
	for _, table := range [][]parseCase{goodTexts, badTexts, outOfRangeTexts} {
		for _, c := range table {
			if len(c.text) < 100 {
				f.Add(c.text, int8(c.digits))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, digits int8) { checkParse(t, text, int(digits)) })
}
