package split_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// slowSplit is a split the obvious way: exact fractions all along, one step of
// the rule after another. Amounts have no sign and are counted in steps.
type slowSplit struct {
	weights []*big.Rat
	exact   []*big.Rat // the share before it is cut
	shares  []*big.Int
	left    int64
}

// ratOf returns a weight as a fraction.
func ratOf(w split.Weight) *big.Rat {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(w.Digits)), nil)
	return new(big.Rat).SetFrac(big.NewInt(w.Units), power)
}

// bigOf returns |a| divided by the step.
func bigOf(a money.Amount, step int64) *big.Int {
	n := new(big.Int).Abs(big.NewInt(int64(a)))
	return n.Quo(n, big.NewInt(step))
}

// badWeights says why weights of zero or more are refused: one of them, as a whole
// number of the smallest unit that any of them needs, does not fit in 64 bits; or
// all are zero.
func badWeights(amount money.Amount, weights []split.Weight) fault {
	unit := big.NewInt(1) // the common denominator, as a power of ten
	for _, w := range weights {
		for !new(big.Rat).Mul(ratOf(w), new(big.Rat).SetInt(unit)).IsInt() {
			unit.Mul(unit, big.NewInt(10))
		}
	}
	zero := true
	for i, w := range weights {
		if whole := new(big.Rat).Mul(ratOf(w), new(big.Rat).SetInt(unit)); !whole.Num().IsInt64() {
			return fault{fmt.Sprintf("weights[%d]", i), split.ErrWeightRange}
		}
		zero = zero && w.Units == 0
	}
	if zero && amount != 0 {
		return fault{"weights", split.ErrZeroWeights}
	}
	return fault{}
}

// slowAllocate is AppendAllocate for input that it accepts, or refuses for its
// weights or caps alone.
func slowAllocate(amount money.Amount, weights []split.Weight, rule split.Rule) (shares []money.Amount, remainder money.Amount, bad fault) {
	if bad := badWeights(amount, weights); bad.rule != nil {
		return nil, 0, bad
	}
	step := max(int64(rule.Step), 1)
	s := slowSplit{}
	for _, w := range weights {
		s.weights = append(s.weights, ratOf(w))
		s.shares, s.exact = append(s.shares, new(big.Int)), append(s.exact, new(big.Rat))
	}
	rest := bigOf(amount, step)
	if rest.Sign() > 0 {
		capped, fits := s.takeCapped(rest, rule, step)
		if !fits {
			return nil, 0, fault{"amount", split.ErrCap}
		}
		s.cut(rest, capped)
		if bad := s.place(rule, capped, step); bad.rule != nil {
			return nil, 0, bad
		}
	}
	for _, share := range s.shares {
		shares = append(shares, s.amount(share, amount, step))
	}
	return shares, s.amount(big.NewInt(s.left), amount, step), fault{}
}

// amount gives steps their size and their sign.
func (s *slowSplit) amount(steps *big.Int, amount money.Amount, step int64) money.Amount {
	n := new(big.Int).Mul(steps, big.NewInt(step))
	if amount < 0 {
		n.Neg(n)
	}
	if !n.IsInt64() {
		panic(fmt.Sprintf("%v of %d", n, amount))
	}
	return money.Amount(n.Int64())
}

// takeCapped finds, again and again, everybody whose exact share reaches the cap.
func (s *slowSplit) takeCapped(rest *big.Int, rule split.Rule, step int64) (capped []bool, fits bool) {
	capped = make([]bool, len(s.weights))
	for found := len(rule.Max) > 0; found; {
		found = false
		exact := s.exactShares(rest, capped)
		for i, share := range exact {
			most := bigOf(rule.Max[i%len(rule.Max)], step)
			if !capped[i] && s.weights[i].Sign() > 0 && rule.Max[i] != money.MaxAmount && share.Cmp(new(big.Rat).SetInt(most)) >= 0 {
				capped[i], found = true, true
				s.shares[i].Set(most)
				rest.Sub(rest, most)
			}
		}
	}
	return capped, rest.Sign() == 0 || s.sum(capped).Sign() > 0
}

// sum returns the sum of the weights that are not capped.
func (s *slowSplit) sum(capped []bool) *big.Rat {
	sum := new(big.Rat)
	for i, w := range s.weights {
		if !capped[i] {
			sum.Add(sum, w)
		}
	}
	return sum
}

// exactShares returns the exact share of everybody who is not capped.
func (s *slowSplit) exactShares(rest *big.Int, capped []bool) []*big.Rat {
	exact, sum := make([]*big.Rat, len(s.weights)), s.sum(capped)
	for i, w := range s.weights {
		exact[i] = new(big.Rat)
		if !capped[i] && sum.Sign() > 0 {
			exact[i].Quo(w, sum)
			exact[i].Mul(exact[i], new(big.Rat).SetInt(rest))
		}
	}
	return exact
}

// cut gives everybody who is not capped the whole steps of the exact share.
func (s *slowSplit) cut(rest *big.Int, capped []bool) {
	left := new(big.Int).Set(rest)
	s.exact = s.exactShares(rest, capped)
	for i, share := range s.exact {
		if !capped[i] {
			s.shares[i].Quo(share.Num(), share.Denom())
			left.Sub(left, s.shares[i])
		}
	}
	s.left = left.Int64()
}

// fraction returns what was cut off a share.
func (s *slowSplit) fraction(i int) *big.Rat {
	return new(big.Rat).Sub(s.exact[i], new(big.Rat).SetInt(s.shares[i]))
}

// place gives the steps that are left to whom the policy says.
func (s *slowSplit) place(rule split.Rule, capped []bool, step int64) fault {
	var order []int
	for i, w := range s.weights {
		if w.Sign() > 0 && !capped[i] {
			order = append(order, i)
		}
	}
	switch rule.Policy {
	case split.Separate:
		return fault{}
	case split.To:
		s.shares[rule.Party].Add(s.shares[rule.Party], big.NewInt(s.left))
		if len(rule.Max) > 0 && s.left > 0 && rule.Max[rule.Party] != money.MaxAmount && s.shares[rule.Party].Cmp(bigOf(rule.Max[rule.Party], step)) > 0 {
			return fault{fmt.Sprintf("rule.Max[%d]", rule.Party), split.ErrCap}
		}
		s.left = 0
		return fault{}
	case split.LargestRemainder:
		slices.SortStableFunc(order, func(i, j int) int { return s.fraction(j).Cmp(s.fraction(i)) })
	case split.LargestWeight:
		slices.SortStableFunc(order, func(i, j int) int { return s.weights[j].Cmp(s.weights[i]) })
	case split.Last:
		slices.Reverse(order)
	case split.Rotate:
		start := 0
		if len(order) > 0 {
			start = int(rule.Turn % uint64(len(order)))
		}
		order = append(order[start:len(order):len(order)], order[:start]...)
	}
	for _, i := range order[:s.left] {
		s.shares[i].Add(s.shares[i], big.NewInt(1))
	}
	s.left = 0
	return fault{}
}

// slowByPercent is AppendByPercent beside a rest, for percents that it accepts.
func slowByPercent(amount money.Amount, percents []split.Percent, rule split.PercentRule) (shares []money.Amount, bad fault) {
	step, rest := max(int64(rule.Step), 1), slices.IndexFunc(percents, func(p split.Percent) bool { return p.Rest })
	s := slowSplit{}
	left := bigOf(amount, step)
	for i, p := range percents {
		share := new(big.Int)
		if i != rest {
			part := ratOf(p.Of)
			part.Mul(part, new(big.Rat).SetFrac(bigOf(amount, step), big.NewInt(100)))
			share = rounded(part, cmp.Or(rule.Rounding, money.Down), amount < 0)
			if len(rule.Max) > 0 && rule.Max[i] != money.MaxAmount && share.Cmp(bigOf(rule.Max[i], step)) > 0 {
				share = bigOf(rule.Max[i], step)
			}
		}
		s.shares = append(s.shares, share)
		left.Sub(left, share)
	}
	if left.Sign() < 0 {
		return nil, fault{fmt.Sprintf("percents[%d]", rest), split.ErrRest}
	}
	if s.shares[rest] = left; len(rule.Max) > 0 && rule.Max[rest] != money.MaxAmount && left.Cmp(bigOf(rule.Max[rest], step)) > 0 {
		return nil, fault{fmt.Sprintf("rule.Max[%d]", rest), split.ErrCap}
	}
	for _, share := range s.shares {
		shares = append(shares, s.amount(share, amount, step))
	}
	return shares, fault{}
}

// rounded rounds a fraction of zero or more to a whole number.
func rounded(part *big.Rat, r money.Rounding, negative bool) *big.Int {
	whole, rest := new(big.Int).QuoRem(part.Num(), part.Denom(), new(big.Int))
	half := new(big.Int).Lsh(rest, 1).Cmp(part.Denom())
	up := false
	switch r {
	case money.HalfEven:
		up = half > 0 || half == 0 && whole.Bit(0) == 1
	case money.HalfUp:
		up = half >= 0
	case money.HalfDown:
		up = half > 0
	case money.Up:
		up = rest.Sign() > 0
	case money.Ceiling:
		up = rest.Sign() > 0 && !negative
	case money.Floor:
		up = rest.Sign() > 0 && negative
	}
	if up {
		whole.Add(whole, big.NewInt(1))
	}
	return whole
}
