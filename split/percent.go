package split

import (
	"slices"

	"github.com/paysplit/paysplit/money"
)

// Percent is a party's part in a hundred, or whatever the others leave.
type Percent struct {
	Of   Weight // the percentage; not used where Rest is set
	Rest bool   // one party at most
}

// maxPercentDigits bounds the digits of a percentage, so that a hundred fits in 64
// bits beside it.
const maxPercentDigits = 16

// PercentRule says how an amount is shared by percents. The zero PercentRule cuts
// the shares beside a rest to whole units.
type PercentRule struct {
	Rule
	Rounding money.Rounding // of the shares beside a rest; zero is [money.Down]
}

// Percents reads percentages, of which one may be "rest": Percents("80", "15",
// "rest"). It returns the error of the first that [ParseWeight] refuses, with its
// index.
func Percents(texts ...string) ([]Percent, error) {
	percents := make([]Percent, len(texts))
	for i, text := range texts {
		if percents[i].Rest = text == "rest"; percents[i].Rest {
			continue
		}
		of, err := ParseWeight(text)
		if err != nil {
			return nil, atIndex(err, "texts", i)
		}
		percents[i].Of = of
	}
	return percents, nil
}

// ByPercent returns the shares of an amount by percents, and its remainder.
// It is [Splitter.AppendByPercent] into a new slice.
func ByPercent(amount money.Amount, percents []Percent, rule PercentRule) (shares []money.Amount, remainder money.Amount, err error) {
	var s Splitter
	return s.AppendByPercent(make([]money.Amount, 0, len(percents)), amount, percents, rule)
}

// AppendByPercent appends to dst the shares of an amount by percents, one a party,
// in minor units.
//
// Where no party is the rest, the percents must sum to 100 exactly, and the amount
// is shared as by [Splitter.AppendAllocate]. Where one is, every other party
// receives its percentage of the amount, rounded as the rule says, and the rest is
// what they leave, with all that was lost or won by rounding: nothing is left to
// place, so the policy plays no part. A share that exceeds its cap is the cap.
//
// Law: the shares and the remainder sum to the amount, and each share is zero or
// has its sign. Beside a rest, the remainder is zero and every share but the rest
// is less than one step from its percentage, where it is not capped.
//
// AppendByPercent returns an error, and dst unchanged, if:
//   - a percentage is below zero ([ErrNegativeWeight]), or has more than 16 digits
//     after the point or does not fit in 64 bits beside the others
//     ([ErrWeightRange]);
//   - there are no percents ([ErrNoWeights]), or two are the rest ([ErrPercentRest]);
//   - they do not sum to 100, or to at most 100 beside a rest ([ErrPercentSum]);
//   - rounding leaves less than nothing for the rest ([ErrRest]), or more than its
//     cap ([ErrCap]);
//   - the rounding is not one of the named ones ([money.ErrRounding]);
//   - the rule is refused, as by [Splitter.AppendAllocate].
//
// Source: semantics of exact allocation, B3. Unlike Numscript's remaining, the rest
// takes the rounding.
func (s *Splitter) AppendByPercent(dst []money.Amount, amount money.Amount, percents []Percent, rule PercentRule) ([]money.Amount, money.Amount, error) {
	if rule.Rounding == 0 {
		rule.Rounding = money.Down
	}
	rest, hundred, err := s.scalePercents(percents)
	switch {
	case err != nil:
		return dst, 0, err
	case !rule.Rounding.Valid():
		return dst, 0, &money.FieldError{Path: "rule.Rounding", Value: int(rule.Rounding), Err: money.ErrRounding}
	case rest < 0:
		return s.appendScaled(dst, amount, wide{lo: uint64(hundred)}, &rule.Rule)
	}
	step, err := rule.check(len(percents))
	if err != nil {
		return dst, 0, err
	}
	if magnitude(amount)%step != 0 {
		return dst, 0, &money.FieldError{Path: "amount", Value: amount, Err: ErrStep}
	}
	dst = slices.Grow(dst, len(percents))
	room := dst[len(dst) : len(dst)+len(percents)]
	if err := s.fillBesideRest(room, amount, step, hundred, rest, &rule); err != nil {
		return dst, 0, err
	}
	return dst[:len(dst)+len(percents)], 0, nil
}

// scalePercents writes the percents into the scratch as whole numbers, of which
// hundred are all, and returns the index of the rest, or -1.
func (s *Splitter) scalePercents(percents []Percent) (rest int, hundred int64, err error) {
	switch {
	case len(percents) == 0:
		return 0, 0, &money.FieldError{Path: "percents", Err: ErrNoWeights}
	case len(percents) > MaxParties:
		return 0, 0, &money.FieldError{Path: "percents", Value: len(percents), Err: money.ErrLimit}
	}
	rest = -1
	s.decimals = grow(s.decimals, len(percents))
	for i, p := range percents {
		switch {
		case p.Rest && rest >= 0:
			return 0, 0, &money.FieldError{Path: index("percents", i), Err: ErrPercentRest}
		case p.Rest:
			rest, p.Of = i, Weight{}
		case p.Of.Units < 0:
			return 0, 0, &money.FieldError{Path: index("percents", i), Err: ErrNegativeWeight}
		case p.Of.reduced().Digits > maxPercentDigits:
			return 0, 0, &money.FieldError{Path: index("percents", i), Value: p.Of, Err: ErrWeightRange}
		}
		s.decimals[i] = p.Of
	}
	digits, err := s.scale(s.decimals, "percents")
	if err != nil {
		return 0, 0, err
	}
	hundred = int64(100 * power(digits))
	sum, _ := sumOf(s.weights)
	if over := sum.cmp(wide{lo: uint64(hundred)}); over > 0 || over < 0 && rest < 0 {
		return 0, 0, &money.FieldError{Path: "percents", Value: percentGap(sum, hundred, int(digits)), Err: ErrPercentSum}
	}
	return rest, hundred, nil
}

// percentGap says how far percents are from a hundred.
func percentGap(sum wide, hundred int64, digits int) money.Fact {
	if sum.hi != 0 || sum.lo >= 1<<62 {
		return "they total far more than 100"
	}
	got, want := money.Amount(sum.lo), money.Amount(hundred)
	gap, over := magnitude(want)-magnitude(got), " unassigned)"
	if got > want {
		gap, over = magnitude(got)-magnitude(want), " too much)"
	}
	return money.Fact("they total " + decimal(got, digits) + ", need 100 (" + decimal(money.Amount(gap), digits) + over)
}

// decimal writes a number without zeros at the end.
func decimal(units money.Amount, digits int) string {
	return Weight{int64(units), uint8(digits)}.reduced().String()
}

// fillBesideRest fills room with the shares where one party is the rest.
func (s *Splitter) fillBesideRest(room []money.Amount, amount money.Amount, step uint64, hundred int64, rest int, rule *PercentRule) error {
	units := [1]money.Amount{money.Amount(magnitude(amount) / step)}
	if amount < 0 {
		negate(units[:]) // a directed rounding sees the sign
	}
	left := magnitude(units[0])
	for i, w := range s.weights {
		share, err := units[0].MulDiv(money.Ratio{Num: int64(w), Den: hundred}, rule.Rounding)
		if err != nil {
			return &money.FieldError{Path: index("percents", i), Err: err} // cannot be: the percentage is at most 100
		}
		if i == rest {
			continue
		}
		most := magnitude(share)
		if len(rule.Max) > 0 && rule.Max[i] != money.MaxAmount {
			most = min(most, uint64(rule.Max[i])/step)
		}
		if most > left {
			return &money.FieldError{Path: index("percents", rest), Err: ErrRest}
		}
		room[i] = money.Amount(most)
		left -= most
	}
	room[rest] = money.Amount(left)
	if len(rule.Max) > 0 && rule.Max[rest] != money.MaxAmount && left > uint64(rule.Max[rest])/step {
		return &money.FieldError{Path: index("rule.Max", rest), Value: rule.Max[rest], Err: ErrCap}
	}
	restore(room, step, amount < 0)
	return nil
}
