package split

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// Weight is an exact decimal, Units divided by ten to the power Digits: 1.95 is
// Weight{195, 2}. A whole weight needs no digits: Weight{Units: 3}.
type Weight struct {
	Units  int64
	Digits uint8 // at most [money.MaxDigits]
}

// ParseWeight reads a weight from its text exactly: "3", "1.95", "1e3". Zeros at
// the end of the digits after the point mean nothing.
//
// ParseWeight returns an error if:
//   - the text is not a decimal as [money.Parse] reads it ([ErrWeightFormat]);
//   - it does not fit in 64 bits, or has more than [money.MaxDigits] digits after
//     the point ([ErrWeightRange]).
func ParseWeight(text string) (Weight, error) {
	digits := 0
	if point := strings.IndexByte(text, '.'); point >= 0 && !strings.ContainsAny(text, "eE") {
		digits = min(len(text)-point-1, money.MaxDigits)
	}
	for ; ; digits++ {
		units, err := money.Parse(text, digits)
		switch {
		case err == nil:
			return Weight{int64(units), uint8(digits)}.reduced(), nil
		case errors.Is(err, money.ErrFormat):
			return Weight{}, &money.FieldError{Value: text, Err: ErrWeightFormat}
		case !errors.Is(err, money.ErrPrecision) || digits == money.MaxDigits:
			return Weight{}, &money.FieldError{Value: text, Err: ErrWeightRange}
		}
	}
}

// Weights reads several weights, such as Weights("0.8", "0.08", "0.12").
// It returns the error of the first that [ParseWeight] refuses, with its index.
func Weights(texts ...string) ([]Weight, error) {
	weights := make([]Weight, len(texts))
	for i, text := range texts {
		w, err := ParseWeight(text)
		if err != nil {
			return nil, atIndex(err, "texts", i)
		}
		weights[i] = w
	}
	return weights, nil
}

// atIndex gives the error of a text its place in a list.
func atIndex(err error, list string, i int) error {
	if field := (*money.FieldError)(nil); errors.As(err, &field) {
		return &money.FieldError{Path: index(list, i), Value: field.Value, Err: field.Err}
	}
	return err
}

// index writes the path of an element: weights[3].
func index(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// String returns the weight as a decimal, such as "1.95".
func (w Weight) String() string { return money.Amount(w.Units).Format(int(w.Digits)) }

// reduced returns the weight without zeros at the end of its digits; a zero has no
// digits at all.
func (w Weight) reduced() Weight {
	for w.Digits > 0 && w.Units%10 == 0 {
		w.Units, w.Digits = w.Units/10, w.Digits-1
	}
	return w
}

// scale writes the weights into s.weights as whole numbers: each times one power
// of ten, which is the smallest that does. It refuses the first weight, in input
// order, that cannot be one.
func (s *Splitter) scale(weights []Weight, list string) (digits uint8, err error) {
	s.weights = grow(s.weights, len(weights))
	whole := true
	for i, w := range weights {
		s.weights[i], whole = money.Amount(w.Units), whole && w.Digits == 0
	}
	if whole {
		return 0, nil
	}
	for _, w := range weights {
		if w.Digits <= money.MaxDigits {
			digits = max(digits, w.reduced().Digits)
		}
	}
	for i, w := range weights {
		switch {
		case w.Digits > money.MaxDigits:
			return 0, &money.FieldError{Path: index(list, i), Value: int(w.Digits), Err: money.ErrDigits}
		case w.Units < 0:
			return 0, &money.FieldError{Path: index(list, i), Err: ErrNegativeWeight}
		}
		w = w.reduced()
		units, fits := shifted(w.Units, digits-w.Digits)
		if !fits {
			return 0, &money.FieldError{Path: index(list, i), Value: w, Err: ErrWeightRange}
		}
		s.weights[i] = money.Amount(units)
	}
	return digits, nil
}

// shifted returns n, which is zero or more, times ten to the power of digits.
func shifted(n int64, digits uint8) (product int64, fits bool) {
	hi, lo := bits.Mul64(uint64(n), power(digits))
	return int64(lo), hi == 0 && lo <= math.MaxInt64
}

// power returns ten to the power of digits, at most 19.
func power(digits uint8) uint64 {
	p := uint64(1)
	for range digits {
		p *= 10
	}
	return p
}
