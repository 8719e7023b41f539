package split_test

import (
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// small is a split whose numbers are so small that plain integers say what is
// right: every law is checked on its definition.
type small struct {
	total   int
	weights []int
	sum     int
	rule    split.Rule
	shares  []money.Amount
	rest    money.Amount
}

// TestEverySmallSplit checks the laws on every total from 0 to 200 by every list of
// one to four parties of weight 0 to 6, under each policy. PAYSPLIT_EXHAUST adds
// five parties and six.
func TestEverySmallSplit(t *testing.T) {
	most := 4
	if exhaust() {
		most = 6
	}
	for parties := 1; parties <= most; parties++ {
		weights := make([]int, parties)
		for more := true; more; more = nextList(weights) {
			for total := range 201 {
				everyPolicy(t, total, weights)
			}
		}
	}
}

// nextList counts the weights on in base seven, and reports whether there is one
// more list.
func nextList(weights []int) bool {
	for i := range weights {
		if weights[i]++; weights[i] <= 6 {
			return true
		}
		weights[i] = 0
	}
	return false
}

// everyPolicy checks one total and list under each policy.
func everyPolicy(t *testing.T, total int, weights []int) {
	var s split.Splitter
	sum, last := 0, 0
	plain, tenths := make([]split.Weight, len(weights)), make([]split.Weight, len(weights))
	for i, w := range weights {
		plain[i], tenths[i] = split.Weight{Units: int64(w)}, split.Weight{Units: 3 * int64(w), Digits: 1}
		if sum += w; w > 0 {
			last = i
		}
	}
	room := make([]money.Amount, 0, 3*len(weights))
	for policy := split.LargestRemainder; policy <= split.Rotate; policy++ {
		rule := split.Rule{Policy: policy, Party: last, Turn: uint64(total)}
		shares, rest, err := s.AppendAllocate(room, money.Amount(total), plain, rule)
		if sum == 0 {
			if (err == nil) != (total == 0) {
				t.Fatalf("%d by %v: %v", total, weights, err)
			}
			continue
		}
		mirror, mirrorRest, errMirror := s.AppendAllocate(shares[len(shares):], money.Amount(-total), tenths, rule)
		if err != nil || errMirror != nil {
			t.Fatalf("%d by %v: %v, %v", total, weights, err, errMirror)
		}
		for i, share := range shares {
			if mirror[i] != -share || mirrorRest != -rest {
				t.Fatalf("%d by %v, %v: %v and %v, mirrored by tenths %v and %v", total, weights, policy, shares, rest, mirror, mirrorRest)
			}
		}
		c := small{total, weights, sum, rule, shares, rest}
		if wrong := c.wrong(); wrong != "" {
			t.Fatalf("%d by %v, %v: %v and %v: %s", total, weights, policy, shares, rest, wrong)
		}
	}
}

// wrong returns the law that a split breaks, or nothing.
func (c *small) wrong() string {
	sum := int(c.rest)
	for i, share := range c.shares {
		sum += int(share)
		off := int(share)*c.sum - c.total*c.weights[i] // the distance from the exact share, times the sum of the weights
		switch {
		case c.weights[i] == 0 && share != 0:
			return "a weight of zero gets something"
		case share < 0:
			return "a share has the wrong sign"
		case off < 0 && -off >= c.sum:
			return "a share is a unit or more too small"
		case off >= c.sum && c.rule.Policy == split.LargestRemainder, off > c.sum && c.rule.Policy != split.To:
			return "a share is too large"
		}
		for j, other := range c.shares {
			if c.weights[i] == c.weights[j] && share-other > 1 && c.rule.Policy != split.To {
				return "equal weights differ by more than a unit"
			}
			if c.raised(i) && !c.raised(j) && c.weights[j] > 0 && !c.before(i, j) {
				return "a unit went to the wrong party"
			}
		}
	}
	switch {
	case sum != c.total:
		return "the shares and the remainder do not sum to the total"
	case c.rest != 0 && c.rule.Policy != split.Separate:
		return "a remainder that nobody asked for"
	}
	return ""
}

// raised reports whether a party got more than its exact share in whole units.
func (c *small) raised(i int) bool { return int(c.shares[i]) > c.total*c.weights[i]/c.sum }

// before reports whether the policy gives a unit to party i before party j.
func (c *small) before(i, j int) bool {
	restOf := func(i int) int { return c.total * c.weights[i] % c.sum }
	switch c.rule.Policy {
	case split.LargestRemainder:
		return restOf(i) > restOf(j) || restOf(i) == restOf(j) && i < j
	case split.First:
		return i < j
	case split.Last:
		return i > j
	case split.LargestWeight:
		return c.weights[i] > c.weights[j] || c.weights[i] == c.weights[j] && i < j
	case split.To:
		return i == c.rule.Party
	case split.Rotate:
		return c.turnOf(i) < c.turnOf(j)
	}
	return false // separate: nobody gets one
}

// turnOf returns how many parties with a weight have their turn before party i.
func (c *small) turnOf(i int) int {
	parties, place := 0, 0
	for j, w := range c.weights {
		if w > 0 {
			if parties++; j < i {
				place++
			}
		}
	}
	start := int(c.rule.Turn) % parties
	return (place - start + parties) % parties
}
