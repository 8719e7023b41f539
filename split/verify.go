package split

import (
	"math/big"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// Verify checks the shares of an amount and its remainder, whoever made them. It
// works from the rules of [Splitter.AppendAllocate] and shares no code with it: its
// numbers have any size, and it compares what was given with who should have it.
//
// It checks that every share is zero or has the sign of the amount, is a multiple of
// the step and at most its cap; that a party of weight zero gets nothing; that all of
// it sums to the amount; that whoever should be capped gets the cap, and everybody
// else the exact share in whole steps; and that the steps which are then left are
// where the policy puts them. No other shares pass than those of AppendAllocate.
//
// It takes about a microsecond a party, more where many are capped one after another.
//
// Verify returns [ErrUnverified] with the path of the share at fault: shares[2],
// remainder, or shares where they are too few, too many or do not sum. The weights
// and the rule must be ones that AppendAllocate accepts.
func Verify(amount money.Amount, weights []Weight, rule Rule, shares []money.Amount, remainder money.Amount) error {
	if len(shares) != len(weights) {
		return &money.FieldError{Path: "shares", Value: len(shares), Err: ErrUnverified}
	}
	v := shareVerifier{rule: &rule, step: big.NewInt(max(int64(rule.Step), 1)), sum: new(big.Int)}
	if !v.read(amount, remainder, &v.left) {
		return v.wrong("remainder", remainder)
	}
	v.rest = new(big.Int).Quo(new(big.Int).Abs(big.NewInt(int64(amount))), v.step)
	total := new(big.Int).Set(v.left)
	v.shares, v.weights = make([]*big.Int, len(shares)), make([]*big.Int, len(shares))
	v.capped = make([]bool, len(shares))
	digits := uint8(0)
	for _, w := range weights {
		digits = max(digits, w.Digits)
	}
	for i, share := range shares {
		v.weights[i] = big.NewInt(weights[i].Units)
		for range digits - weights[i].Digits {
			v.weights[i].Mul(v.weights[i], big.NewInt(10))
		}
		v.sum.Add(v.sum, v.weights[i])
		if !v.read(amount, share, &v.shares[i]) || v.weights[i].Sign() == 0 && share != 0 {
			return v.wrong(place(i), share)
		}
		total.Add(total, v.shares[i])
	}
	if total.Cmp(v.rest) != 0 || remainder != 0 && rule.Policy != Separate {
		return v.wrong("shares", money.Fact("they and the remainder do not make up the amount"))
	}
	if amount == 0 {
		return nil // no share of nothing is anything
	}
	return v.places(shares)
}

// shareVerifier knows what the shares are made of, without a sign and in steps.
type shareVerifier struct {
	rule      *Rule
	step      *big.Int
	weights   []*big.Int
	shares    []*big.Int
	capped    []bool
	sum, rest *big.Int // of the weights, and of the amount, that are not capped
	left      *big.Int // the remainder
	fractions []*big.Int
	turns     []uint64 // where parties take turns
}

// wrong returns the error for a share.
func (v *shareVerifier) wrong(path string, value any) error {
	return &money.FieldError{Path: path, Value: value, Err: ErrUnverified}
}

// place writes the path of a share.
func place(i int) string { return "shares[" + strconv.Itoa(i) + "]" }

// read counts a share in steps, and reports whether it is some, of the amount's sign.
func (v *shareVerifier) read(amount, share money.Amount, into **big.Int) bool {
	steps, off := new(big.Int).QuoRem(new(big.Int).Abs(big.NewInt(int64(share))), v.step, new(big.Int))
	*into = steps
	return off.Sign() == 0 && (share == 0 || (share < 0) == (amount < 0))
}

// places checks who has a cap, who has the whole steps of the exact share, and who
// has a step more.
func (v *shareVerifier) places(shares []money.Amount) error {
	for v.capSome() {
	}
	v.takeTurns()
	more := make([]bool, len(shares))
	v.fractions = make([]*big.Int, len(shares))
	first, last := -1, -1 // of those in the policy's order that have no step more, and that have one
	for i := range shares {
		if v.weights[i].Sign() == 0 {
			continue
		}
		if v.capped[i] {
			if v.shares[i].Cmp(v.capOf(i)) != 0 {
				return v.wrong(place(i), shares[i])
			}
			continue
		}
		whole := new(big.Int).Mul(v.rest, v.weights[i])
		v.fractions[i] = new(big.Int)
		whole.QuoRem(whole, v.sum, v.fractions[i])
		extra := new(big.Int).Sub(v.shares[i], whole)
		more[i] = extra.Sign() > 0
		switch {
		case extra.Sign() < 0, extra.CmpAbs(big.NewInt(1)) > 0 && v.rule.Policy != To, more[i] && v.rule.Policy == Separate, more[i] && v.rule.Policy == To && i != v.rule.Party:
			return v.wrong(place(i), shares[i])
		case more[i] && (last < 0 || v.before(last, i)):
			last = i
		case !more[i] && (first < 0 || v.before(i, first)):
			first = i
		}
	}
	if first >= 0 && last >= 0 && v.before(first, last) {
		return v.wrong(place(last), shares[last])
	}
	return v.checkCaps(shares)
}

// checkCaps checks that nobody has more than its cap.
func (v *shareVerifier) checkCaps(shares []money.Amount) error {
	for i := range shares {
		if most := v.capOf(i); most != nil && v.shares[i].Cmp(most) > 0 {
			return v.wrong(place(i), shares[i])
		}
	}
	return nil
}

// capOf returns the most that a party gets, in whole steps; nil is no cap.
func (v *shareVerifier) capOf(i int) *big.Int {
	if len(v.rule.Max) == 0 || v.rule.Max[i] == money.MaxAmount {
		return nil
	}
	return new(big.Int).Quo(big.NewInt(int64(v.rule.Max[i])), v.step)
}

// capSome takes out everybody whose exact share reaches the cap, and reports whether
// there was anybody.
func (v *shareVerifier) capSome() bool {
	rest, sum := new(big.Int).Set(v.rest), new(big.Int).Set(v.sum)
	found := false
	for i, w := range v.weights {
		most := v.capOf(i)
		if most == nil || v.capped[i] || w.Sign() == 0 {
			continue
		}
		exact, limit := new(big.Int).Mul(rest, w), new(big.Int).Mul(most, sum)
		if exact.Cmp(limit) >= 0 {
			v.capped[i], found = true, true
			v.rest.Sub(v.rest, most)
			v.sum.Sub(v.sum, w)
		}
	}
	return found
}

// before reports whether the policy gives a step that is left to party i before party
// j.
func (v *shareVerifier) before(i, j int) bool {
	switch v.rule.Policy {
	case LargestRemainder:
		c := v.fractions[i].Cmp(v.fractions[j])
		return c > 0 || c == 0 && i < j
	case LargestWeight:
		c := v.weights[i].Cmp(v.weights[j])
		return c > 0 || c == 0 && i < j
	case First:
		return i < j
	case Last:
		return i > j
	case Rotate:
		return v.turns[i] < v.turns[j]
	}
	return false // to one party, or to nobody
}

// takeTurns numbers the parties with a weight and without a cap from the one that has
// its turn.
func (v *shareVerifier) takeTurns() {
	v.turns = make([]uint64, len(v.weights))
	var parties uint64
	for i, w := range v.weights {
		if w.Sign() > 0 && !v.capped[i] {
			v.turns[i] = parties
			parties++
		}
	}
	for i := range v.turns {
		if v.turns[i] < v.rule.Turn%max(parties, 1) {
			v.turns[i] += parties
		}
	}
}
