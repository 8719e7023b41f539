package split_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// used is a splitter that has served other splits before, of any size.
func used(data []byte) *split.Splitter {
	var s split.Splitter
	other := readCase(slices.Concat(data[:min(len(data), 8)], noise(9, 40*rowBytes)))
	other.rule.Max = nil
	_, _, _ = s.AppendAllocate(nil, other.amount, other.weights, other.rule)
	return &s
}

// allocate splits a case into fresh memory; it fails where the case is refused
// for another reason than its caps or weights.
func (c *splitCase) allocate(t rapid.TB) (shares []money.Amount, remainder money.Amount, ok bool) {
	t.Helper()
	shares, remainder, err := split.Allocate(c.amount, c.weights, c.rule)
	if err != nil && c.rule.Max == nil && badWeights(c.amount, c.weights).rule == nil {
		t.Fatalf("refused: %v", err)
	}
	return shares, remainder, err == nil
}

// hasWeight reports whether any weight is above zero.
func (c *splitCase) hasWeight() bool {
	return slices.ContainsFunc(c.weights, func(w split.Weight) bool { return w.Units > 0 })
}

// holdOracle is the law that every split is what the obvious way gives, behind
// what was there, that scratch which was used before plays no part, and that the
// caller's slices stay as they were.
func holdOracle(t rapid.TB, data []byte) {
	c := readCase(data)
	want, wantRemainder, bad := slowAllocate(c.amount, c.weights, c.rule)
	weights, most := slices.Clone(c.weights), slices.Clone(c.rule.Max)
	for _, s := range []*split.Splitter{{}, used(data)} {
		got, remainder, err := s.AppendAllocate([]money.Amount{7}, c.amount, c.weights, c.rule)
		expectError(t, err, bad, "the obvious way")
		expectShares(t, got, append([]money.Amount{7}, want...), "the obvious way")
		expectAmount(t, remainder, wantRemainder, "the obvious way")
	}
	if !slices.Equal(c.weights, weights) || !slices.Equal(c.rule.Max, most) {
		t.Error("the caller's weights or caps were changed")
	}
}

// holdLargest is the law that shares by whole weights are those by decimals.
func holdLargest(t rapid.TB, data []byte) {
	c := readCase(data)
	c.rule = split.Rule{}
	weights := make([]money.Amount, len(c.weights))
	for i := range c.weights {
		c.weights[i].Digits = 0
		weights[i] = money.Amount(c.weights[i].Units)
	}
	if !c.hasWeight() {
		return
	}
	want, _, _ := slowAllocate(c.amount, c.weights, c.rule)
	before := slices.Clone(weights)
	for _, s := range []*split.Splitter{{}, used(data)} {
		got, err := s.AppendLargest([]money.Amount{7}, c.amount, weights)
		expectError(t, err, fault{}, "whole weights")
		expectShares(t, got, append([]money.Amount{7}, want...), "whole weights")
	}
	if !slices.Equal(weights, before) {
		t.Error("the caller's weights were changed")
	}
}

// holdVerified is the law that Verify accepts every split, and no other: not one that
// has a step moved from one party to another, or a party more.
func holdVerified(t rapid.TB, data []byte) {
	c := readCase(data)
	shares, remainder, ok := c.allocate(t)
	if !ok {
		return
	}
	expectError(t, split.Verify(c.amount, c.weights, c.rule, shares, remainder), fault{}, "a split of ours")
	step := max(c.rule.Step, 1)
	spoiled := slices.Clone(shares)
	from, to := c.random.IntN(len(shares)), c.random.IntN(len(shares))
	spoiled[from], spoiled[to] = spoiled[from]-step, spoiled[to]+step
	if err := split.Verify(c.amount, c.weights, c.rule, spoiled, remainder); from != to && err == nil {
		t.Errorf("%d by %v, %+v: %v is accepted, the split is %v", c.amount, c.weights, c.rule, spoiled, shares)
	}
	if err := split.Verify(c.amount, c.weights, c.rule, shares, remainder+step); err == nil {
		t.Errorf("a remainder of %d more is accepted", step)
	}
	if err := split.Verify(c.amount, c.weights, c.rule, append(shares, 0), remainder); err == nil {
		t.Error("a share of nobody is accepted")
	}
}

// holdFewLarge is the law of whole weights where they are few and lie about the
// powers of two up to which they are compared in 64 bits.
func holdFewLarge(t rapid.TB, data []byte) {
	c := readCase(data)
	c.rule = split.Rule{}
	weights := make([]money.Amount, 1+c.random.IntN(8))
	c.weights = c.weights[:0]
	top := 55 + c.random.IntN(8)
	for i := range weights {
		weights[i] = money.Amount(1)<<top - money.Amount(c.random.Int64N(1<<uint(1+c.random.IntN(54))))
		c.weights = append(c.weights, split.Weight{Units: int64(weights[i])})
	}
	want, _, _ := slowAllocate(c.amount, c.weights, c.rule)
	got, err := split.Largest(c.amount, weights)
	expectError(t, err, fault{}, "few large weights")
	expectShares(t, got, want, "few large weights")
}

// holdSum is the law that no cent appears or disappears: the shares and the
// remainder sum to the amount, and each is zero or has its sign, is a multiple of
// the step and within its cap; a party without a weight receives nothing.
func holdSum(t rapid.TB, data []byte) {
	c := readCase(data)
	shares, remainder, ok := c.allocate(t)
	if !ok {
		return
	}
	sum := big.NewInt(int64(remainder))
	for i, share := range append(shares, remainder) {
		if share != 0 && (share < 0) != (c.amount < 0) {
			t.Errorf("share %d of %d is %d", i, c.amount, share)
		}
		if share%max(c.rule.Step, 1) != 0 {
			t.Errorf("share %d is %d, no multiple of %d", i, share, c.rule.Step)
		}
		if i == len(shares) {
			break
		}
		sum.Add(sum, big.NewInt(int64(share)))
		if c.weights[i].Units == 0 && share != 0 {
			t.Errorf("party %d has no weight and gets %d", i, share)
		}
		if c.rule.Max != nil && c.rule.Max[i] != money.MaxAmount && magnitude(share) > uint64(c.rule.Max[i]) {
			t.Errorf("party %d gets %d, more than its cap of %d", i, share, c.rule.Max[i])
		}
	}
	if sum.Cmp(big.NewInt(int64(c.amount))) != 0 {
		t.Errorf("shares and remainder sum to %v, the amount is %d", sum, c.amount)
	}
	if remainder != 0 && c.rule.Policy != split.Separate {
		t.Errorf("%v leaves %d", c.rule.Policy, remainder)
	}
}

// holdQuota is the law that a share is less than one step from the exact one by
// largest remainder and cut, and at most one step by the others but To.
func holdQuota(t rapid.TB, data []byte) {
	c := readCase(data)
	c.rule.Max = nil
	shares, _, ok := c.allocate(t)
	if !ok || c.rule.Policy == split.To || !c.hasWeight() {
		return
	}
	step := big.NewRat(max(int64(c.rule.Step), 1), 1)
	sum := new(big.Rat)
	for _, w := range c.weights {
		sum.Add(sum, ratOf(w))
	}
	for i, share := range shares {
		gap := new(big.Rat).Quo(ratOf(c.weights[i]), sum)
		gap.Mul(gap, new(big.Rat).SetInt64(int64(c.amount)))
		gap.Sub(gap, new(big.Rat).SetInt64(int64(share)))
		far := gap.Abs(gap).Cmp(step)
		if far > 0 || far == 0 && (c.rule.Policy == split.LargestRemainder || c.rule.Policy == split.Separate) {
			t.Errorf("party %d gets %d by %v, %v from its exact share", i, share, c.rule.Policy, gap.RatString())
		}
	}
}

// holdMirror is the law that a refund mirrors the payment.
func holdMirror(t rapid.TB, data []byte) {
	c := readCase(data)
	if c.amount == money.MinAmount {
		return
	}
	shares, remainder, ok := c.allocate(t)
	c.amount = -c.amount
	mirrored, mirroredRemainder, okMirrored := c.allocate(t)
	if ok != okMirrored {
		t.Fatalf("%d is refused or its opposite, not both", c.amount)
	}
	for i := range mirrored {
		expectAmount(t, mirrored[i], -shares[i], "the opposite share")
	}
	expectAmount(t, mirroredRemainder, -remainder, "the opposite remainder")
}

// holdScale is the law that weights which are all multiplied by one number give
// the same shares.
func holdScale(t rapid.TB, data []byte) {
	c := readCase(data)
	want, wantRemainder, ok := c.allocate(t)
	times, digits := int64(2+c.random.IntN(8)), uint8(c.random.IntN(3))
	for i, w := range c.weights {
		if w.Units > 1<<40 {
			return // it may not fit
		}
		c.weights[i] = split.Weight{Units: w.Units * times, Digits: w.Digits + digits}
	}
	got, remainder, okScaled := c.allocate(t)
	if badWeights(c.amount, c.weights).rule == split.ErrWeightRange {
		return // the one limit of weights, which only a scale can pass
	}
	if ok != okScaled {
		t.Fatal("one of the two is refused")
	}
	expectShares(t, got, want, "scaled weights")
	expectAmount(t, remainder, wantRemainder, "scaled weights")
}

// holdPermutation is the law that by largest remainder and by largest weight a
// share follows its party, whatever the order, where nothing is tied; and that
// whoever is capped is so in any order.
func holdPermutation(t rapid.TB, data []byte) {
	c := readCase(data)
	c.rule.Policy = []split.Policy{split.LargestRemainder, split.LargestWeight, split.Separate}[c.random.IntN(3)]
	shares, _, ok := c.allocate(t)
	shuffled, order := c, c.random.Perm(len(c.weights))
	shuffled.weights, shuffled.rule.Max = slices.Clone(c.weights), slices.Clone(c.rule.Max)
	for to, from := range order {
		if shuffled.weights[to] = c.weights[from]; c.rule.Max != nil {
			shuffled.rule.Max[to] = c.rule.Max[from]
		}
	}
	got, _, okShuffled := shuffled.allocate(t)
	if ok != okShuffled {
		t.Fatal("only one order is refused")
	}
	tied := c.rule.Policy != split.Separate && c.hasTies()
	for to, from := range order {
		if !ok || got[to] == shares[from] {
			continue
		}
		if !tied || magnitude(got[to]-shares[from]) > uint64(max(c.rule.Step, 1)) {
			t.Errorf("party %d gets %d in one order and %d in another", from, shares[from], got[to])
		}
	}
}

// hasTies reports whether two weights are equal, or differ by what makes their
// fractions equal.
func (c *splitCase) hasTies() bool {
	step := max(int64(c.rule.Step), 1)
	s := slowSplit{}
	for _, w := range c.weights {
		s.weights = append(s.weights, ratOf(w))
		s.shares = append(s.shares, new(big.Int))
	}
	rest := bigOf(c.amount, step)
	capped, _ := s.takeCapped(rest, c.rule, step)
	s.cut(rest, capped)
	seen := map[string]bool{}
	for i, w := range s.weights {
		key := s.fraction(i).RatString()
		if c.rule.Policy == split.LargestWeight {
			key = w.RatString()
		}
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}

var allocateLaws = []law{holdOracle, holdLargest, holdVerified, holdFewLarge, holdSum, holdQuota, holdMirror, holdScale, holdPermutation}

func TestSharesAreThoseOfTheObviousWay(t *testing.T)    { law(holdOracle).check(t) }
func TestWholeWeightsAreDecimalsToo(t *testing.T)       { law(holdLargest).check(t) }
func TestNoOtherSharesAreVerified(t *testing.T)         { law(holdVerified).check(t) }
func TestFewLargeWeights(t *testing.T)                  { law(holdFewLarge).check(t) }
func TestSharesSumToTheAmount(t *testing.T)             { law(holdSum).check(t) }
func TestSharesAreCloseToTheExactOnes(t *testing.T)     { law(holdQuota).check(t) }
func TestARefundMirrorsThePayment(t *testing.T)         { law(holdMirror).check(t) }
func TestOnlyTheProportionOfWeightsCounts(t *testing.T) { law(holdScale).check(t) }
func TestAShareFollowsItsParty(t *testing.T)            { law(holdPermutation).check(t) }

func FuzzAllocate(f *testing.F) { fuzzLaws(f, allocateLaws...) }
