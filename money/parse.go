package money

import "math/bits"

// MaxDigits is the largest number of digits after the point that an amount can
// be read or written with: 10^18 is the largest power of ten in an int64.
const MaxDigits = 18

// maxExponent bounds the exponent in a text: past it only digits padded with
// zeros to undo it could be an amount, and nobody writes one so.
const maxExponent = 40

// maxText bounds the length of a text. The longest exact amount has 21
// characters; the rest is room for leading zeros.
const maxText = 64

var pow10 = [MaxDigits + 1]uint64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// Parse reads an amount from its text, in minor units of a currency with that
// many digits: Parse("129.99", 2) is 12999. Nothing is rounded and nothing is
// guessed.
//
// The text, at most 64 characters, is an optional sign, one or more digits, and
// optionally a point with one or more digits and an exponent from -40 to 40
// ("1e3"). Digits after the point count as written, less the exponent: "1.50"
// has two, "1.500" three, "1.5e1" none.
//
// Parse returns an error if:
//   - digits is outside 0 to [MaxDigits] ([ErrDigits]);
//   - the text is not of that form, such as "", ".5", "1,000", "NaN" or
//     "1e999999999" ([ErrFormat]);
//   - it has more digits after the point than the currency, even zeros
//     ([ErrPrecision]);
//   - the amount is outside [MinAmount, MaxAmount] ([ErrOverflow]).
func Parse(text string, digits int) (Amount, error) {
	a, rule := parse(text, digits)
	if rule != nil {
		return 0, &FieldError{Value: text, Err: rule}
	}
	return a, nil
}

// ParseBytes is [Parse] for text in a byte slice, which it does not keep.
func ParseBytes(text []byte, digits int) (Amount, error) {
	a, rule := parse(text, digits)
	if rule != nil {
		return 0, &FieldError{Value: string(text), Err: rule}
	}
	return a, nil
}

// parse reads the common form, sign and at most 18 digits with a point among
// them, in one loop that cannot overflow, and leaves every other form to
// parseSlow.
func parse[T string | []byte](text T, digits int) (Amount, *Rule) {
	if uint(digits) > MaxDigits {
		return 0, ErrDigits
	}
	i, n := 0, len(text)
	if n > MaxDigits+1 {
		return parseSlow(text, digits)
	}
	negative := false
	if n > 0 && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		i = 1
	}
	var value uint64
	start := i
	for ; i < n && text[i]-'0' <= 9; i++ {
		value = value*10 + uint64(text[i]-'0')
	}
	if i == start {
		return 0, ErrFormat
	}
	whole, fraction := i-start, 0
	if i < n && text[i] == '.' {
		point := i
		for i++; i < n && text[i]-'0' <= 9; i++ {
			value = value*10 + uint64(text[i]-'0')
		}
		if fraction = i - point - 1; fraction == 0 {
			return 0, ErrFormat
		}
	}
	if i < n || whole+digits > MaxDigits {
		return parseSlow(text, digits)
	}
	if fraction > digits {
		return 0, ErrPrecision
	}
	value *= pow10[digits-fraction] // below 10^18: whole+digits is at most 18
	if negative {
		return -Amount(value), nil
	}
	return Amount(value), nil
}

// parseSlow reads every form, with every step checked.
func parseSlow[T string | []byte](text T, digits int) (Amount, *Rule) {
	n := len(text)
	if n > maxText {
		return 0, ErrFormat
	}
	i := 0
	negative := false
	if n > 0 && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		i = 1
	}
	var value mantissa
	fraction := 0
	start := i
	for ; i < n && text[i]-'0' <= 9; i++ {
		value.push(text[i] - '0')
	}
	if i == start {
		return 0, ErrFormat
	}
	if i < n && text[i] == '.' {
		point := i
		for i++; i < n && text[i]-'0' <= 9; i++ {
			value.push(text[i] - '0')
		}
		if fraction = i - point - 1; fraction == 0 {
			return 0, ErrFormat
		}
	}
	exponent, ok := parseExponent(text[i:])
	if !ok {
		return 0, ErrFormat
	}
	return value.scale(negative, fraction-exponent, digits)
}

// parseExponent reads "", "e3", "E+3" or "e-3".
func parseExponent[T string | []byte](text T) (exponent int, ok bool) {
	if len(text) == 0 {
		return 0, true
	}
	if text[0] != 'e' && text[0] != 'E' {
		return 0, false
	}
	i := 1
	negative := false
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		negative = text[i] == '-'
		i++
	}
	if i == len(text) {
		return 0, false
	}
	for ; i < len(text); i++ {
		if text[i]-'0' > 9 {
			return 0, false
		}
		if exponent = exponent*10 + int(text[i]-'0'); exponent > maxExponent {
			return 0, false
		}
	}
	if negative {
		exponent = -exponent
	}
	return exponent, true
}

// mantissa is the digits of a text as one number, and whether they still fit.
type mantissa struct {
	value uint64
	over  bool
}

// push appends a decimal digit.
func (m *mantissa) push(digit byte) {
	hi, lo := bits.Mul64(m.value, 10)
	sum, carry := bits.Add64(lo, uint64(digit), 0)
	m.value = sum
	m.over = m.over || hi != 0 || carry != 0
}

// scale turns the digits into minor units, given how many of them stand after
// the point.
func (m mantissa) scale(negative bool, fraction, digits int) (Amount, *Rule) {
	if fraction > digits {
		return 0, ErrPrecision
	}
	if m.over {
		return 0, ErrOverflow
	}
	if m.value == 0 {
		return 0, nil
	}
	shift := digits - fraction
	if shift > MaxDigits {
		return 0, ErrOverflow
	}
	hi, lo := bits.Mul64(m.value, pow10[shift])
	a, err := signed(lo, negative)
	if hi != 0 || err != nil {
		return 0, ErrOverflow
	}
	return a, nil
}
