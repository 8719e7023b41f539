package split_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// percentCase is an amount that is shared by percents.
type percentCase struct {
	amount   money.Amount
	percents []split.Percent
	rule     split.PercentRule
	rest     int // the index of the rest, or -1
}

// readPercents reads a case whose percents are right: they sum to 100, or to at
// most 100 beside a rest.
func readPercents(data []byte) percentCase {
	c := readCase(data)
	random, n := c.random, len(c.weights)
	p := percentCase{amount: c.amount, rule: split.PercentRule{Rule: c.rule}, rest: -1}
	digits := uint8(random.IntN(5))
	cuts := cutHundred(random, digits, n)
	if random.IntN(3) > 0 {
		p.rest = random.IntN(n)
		p.rule.Rounding = money.Rounding(random.IntN(8))
	}
	for i, part := range cuts {
		if i == p.rest {
			p.percents = append(p.percents, split.Percent{Rest: true})
			continue
		}
		p.percents = append(p.percents, split.Percent{Of: split.Weight{Units: part, Digits: digits}})
	}
	if p.rest < 0 && p.rule.Policy == split.To {
		p.rule.Party = slices.IndexFunc(cuts, func(part int64) bool { return part > 0 })
	}
	return p
}

// cutHundred cuts a hundred, with digits after the point, into n parts.
func cutHundred(random *rand.Rand, digits uint8, n int) []int64 {
	hundred := int64(100)
	for range digits {
		hundred *= 10
	}
	cuts := []int64{0, hundred}
	for range n - 1 {
		cuts = append(cuts, random.Int64N(hundred+1))
	}
	slices.Sort(cuts)
	parts := make([]int64, n)
	for i := range parts {
		parts[i] = cuts[i+1] - cuts[i]
	}
	random.Shuffle(n, func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return parts
}

// holdPercents is the law that shares by percents are what the obvious way gives:
// of all 100 by the weights, and beside a rest each for itself.
func holdPercents(t rapid.TB, data []byte) {
	p := readPercents(data)
	var want []money.Amount
	var wantRemainder money.Amount
	var bad fault
	if p.rest < 0 {
		weights := make([]split.Weight, len(p.percents))
		for i := range weights {
			weights[i] = p.percents[i].Of
		}
		want, wantRemainder, bad = slowAllocate(p.amount, weights, p.rule.Rule)
	} else {
		want, bad = slowByPercent(p.amount, p.percents, p.rule)
	}
	before := slices.Clone(p.percents)
	for _, s := range []*split.Splitter{{}, used(data)} {
		got, remainder, err := s.AppendByPercent([]money.Amount{7}, p.amount, p.percents, p.rule)
		expectError(t, err, bad, "the obvious way")
		expectShares(t, got, append([]money.Amount{7}, want...), "the obvious way")
		expectAmount(t, remainder, wantRemainder, "the obvious way")
	}
	if !slices.Equal(p.percents, before) {
		t.Error("the caller's percents were changed")
	}
}

// holdPercentSum is the law that shares by percents and their remainder sum to the
// amount, and that each is zero or has its sign.
func holdPercentSum(t rapid.TB, data []byte) {
	p := readPercents(data)
	shares, remainder, err := split.ByPercent(p.amount, p.percents, p.rule)
	if err != nil {
		return // which cases are refused is the oracle's law
	}
	sum := big.NewInt(int64(remainder))
	for i, share := range shares {
		sum.Add(sum, big.NewInt(int64(share)))
		if share != 0 && (share < 0) != (p.amount < 0) {
			t.Errorf("share %d of %d is %d", i, p.amount, share)
		}
	}
	if sum.Cmp(big.NewInt(int64(p.amount))) != 0 {
		t.Errorf("the shares sum to %v, the amount is %d", sum, p.amount)
	}
	if p.rest >= 0 && remainder != 0 {
		t.Errorf("beside a rest, %d is left", remainder)
	}
}

// holdRefunds is the law of refunds: whatever parts a split is given back in, each
// part sums to its amount, nobody gives back more than is left of its share, and
// once all is given back everybody has given back its share exactly.
func holdRefunds(t rapid.TB, data []byte) {
	c := readCase(data)
	c.rule.Max = nil
	shares, remainder, ok := c.allocate(t)
	if !ok {
		return
	}
	left := new(big.Int).Sub(big.NewInt(int64(c.amount)), big.NewInt(int64(remainder)))
	refunded := make([]money.Amount, len(shares))
	for part := range 4 {
		amount := partOf(left, c.random, part == 3)
		got, err := split.Refund(split.Paid{Shares: shares, Refunded: refunded}, amount)
		expectError(t, err, fault{}, "at most what is left")
		left.Sub(left, big.NewInt(int64(amount)))
		sum := new(big.Int)
		for i, back := range got {
			sum.Add(sum, big.NewInt(int64(back)))
			if refunded[i] += back; magnitude(refunded[i]) > magnitude(shares[i]) || back != 0 && (back < 0) != (shares[i] < 0) {
				t.Fatalf("party %d got %d and has given back %d", i, shares[i], refunded[i])
			}
		}
		if sum.Cmp(big.NewInt(int64(amount))) != 0 {
			t.Fatalf("a refund of %d gives back %v", amount, sum)
		}
	}
	expectShares(t, refunded, shares, "everything was given back")
}

// partOf returns some of what is left, or all of it.
func partOf(left *big.Int, random *rand.Rand, all bool) money.Amount {
	if all {
		return money.Amount(left.Int64())
	}
	part := new(big.Int).Mul(left, big.NewInt(int64(random.IntN(101))))
	return money.Amount(part.Quo(part, big.NewInt(100)).Int64())
}

// holdEqual is the law that an equal split is a split by equal weights, in at most
// two runs, and that any two shares differ by at most one unit.
func holdEqual(t rapid.TB, data []byte) {
	c := readCase(data)
	weights := make([]money.Amount, len(c.weights))
	for i := range weights {
		weights[i] = 1
	}
	want, err := split.Largest(c.amount, weights)
	expectError(t, err, fault{}, "equal weights")
	got, err := split.AppendEqual([]money.Amount{7}, c.amount, len(weights))
	expectError(t, err, fault{}, "equal shares")
	expectShares(t, got, append([]money.Amount{7}, want...), "equal weights")
	if gap := magnitude(slices.Max(want)) - magnitude(slices.Min(want)); gap+1 > 2 {
		t.Errorf("shares from %d to %d", slices.Min(want), slices.Max(want))
	}
	runs, err := split.EqualRuns(c.amount, len(weights))
	expectError(t, err, fault{}, "runs")
	var long []money.Amount
	for _, run := range runs {
		for range run.Count {
			long = append(long, run.Amount)
		}
	}
	if expectShares(t, long, want, "the runs, written out"); len(runs) > 2 {
		t.Errorf("%d runs", len(runs))
	}
}

var otherLaws = []law{holdPercents, holdPercentSum, holdRefunds, holdEqual}

func TestPercentsAreThoseOfTheObviousWay(t *testing.T) { law(holdPercents).check(t) }
func TestPercentsSumToTheAmount(t *testing.T)          { law(holdPercentSum).check(t) }
func TestRefundsRestoreTheSplit(t *testing.T)          { law(holdRefunds).check(t) }
func TestEqualSharesAreEqualWeights(t *testing.T)      { law(holdEqual).check(t) }

func FuzzPercentsAndRefunds(f *testing.F) { fuzzLaws(f, otherLaws...) }
