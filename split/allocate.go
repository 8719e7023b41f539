package split

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// Allocate returns the shares of an amount, and its remainder.
// It is [Splitter.AppendAllocate] into a new slice.
func Allocate(amount money.Amount, weights []Weight, rule Rule) (shares []money.Amount, remainder money.Amount, err error) {
	var s Splitter
	return s.AppendAllocate(make([]money.Amount, 0, len(weights)), amount, weights, rule)
}

// AppendAllocate appends to dst the shares of an amount in proportion to the
// weights, one a party, in minor units, and returns the remainder, which only the
// policy [Separate] leaves.
//
// The steps, in order:
//
//  1. The amount is taken without its sign, in units of the step.
//  2. Whoever would exceed its cap receives the cap; what is left of the amount is
//     shared among the others, by their weights, until nobody exceeds a cap. Who is
//     capped does not depend on the order of the parties.
//  3. Each other party receives its exact share, cut to whole units.
//  4. The units that are left go where the policy says.
//  5. The sign comes back.
//
// An amount of zero is shared as zeros, also where all weights are zero.
//
// Law: the shares and the remainder sum to the amount; each share is zero or has
// its sign; a party of weight zero receives zero; weights that are all multiplied by
// one number give the same shares; the opposite amount gives the opposite shares.
// Without caps, a share is less than one step from the exact one by largest
// remainder, at most one by every other policy but To.
//
// AppendAllocate returns an error, and dst unchanged, if:
//   - the weights are refused, as by [Splitter.AppendLargest], or do not fit in 64
//     bits when their digits are made equal ([ErrWeightRange]);
//   - the policy is not known ([ErrPolicy]), or names a party that is not there or
//     has a weight of zero ([ErrParty]);
//   - the step or a cap is below zero ([money.ErrNegative]), or there are more or
//     fewer caps than parties ([money.ErrCount]);
//   - the amount is not a multiple of the step ([ErrStep]);
//   - the amount exceeds the sum of the caps, or the party that the policy names
//     would exceed its cap ([ErrCap]).
//
// Source: semantics of exact allocation, B3.
func (s *Splitter) AppendAllocate(dst []money.Amount, amount money.Amount, weights []Weight, rule Rule) ([]money.Amount, money.Amount, error) {
	if _, err := s.scale(weights, "weights"); err != nil {
		return dst, 0, err
	}
	sum, err := sumWeights(amount, s.weights)
	if err != nil {
		return dst, 0, err
	}
	return s.appendScaled(dst, amount, sum, &rule)
}

// appendScaled is AppendAllocate by the weights in the scratch, which are checked
// and have that sum.
func (s *Splitter) appendScaled(dst []money.Amount, amount money.Amount, sum wide, rule *Rule) ([]money.Amount, money.Amount, error) {
	step, err := rule.check(len(s.weights))
	if err != nil {
		return dst, 0, err
	}
	if magnitude(amount)%step != 0 {
		return dst, 0, &money.FieldError{Path: "amount", Value: amount, Err: ErrStep}
	}
	if rule.Policy == To && amount != 0 && s.weights[rule.Party] == 0 {
		return dst, 0, &money.FieldError{Path: "rule.Party", Value: rule.Party, Err: ErrParty}
	}
	dst = slices.Grow(dst, len(s.weights))
	room := dst[len(dst) : len(dst)+len(s.weights)]
	left, err := s.allocate(room, amount, step, sum, rule)
	if err != nil {
		return dst, 0, err
	}
	remainder := [1]money.Amount{money.Amount(left)}
	restore(room, step, amount < 0)
	restore(remainder[:], step, amount < 0)
	return dst[:len(dst)+len(room)], remainder[0], nil
}

// allocate fills room with the shares as whole steps without a sign, and returns
// how many steps nobody receives.
func (s *Splitter) allocate(room []money.Amount, amount money.Amount, step uint64, sum wide, rule *Rule) (left uint64, err error) {
	units := magnitude(amount) / step
	var capped []uint32
	if len(rule.Max) > 0 && units > 0 {
		if units, sum, capped, err = s.takeCapped(units, sum, step, rule); err != nil {
			return 0, capError(amount, units, step)
		}
	}
	switch narrow := sum.hi == 0 && sum.lo <= math.MaxInt64; {
	case rule.Policy != LargestRemainder:
		left, err = s.place(room, s.floors(room, units, sum), step, rule)
	case narrow:
		s.largest(room, units, s.weights, sum.lo)
	default:
		s.wideLargest(room, units, s.weights, sum)
	}
	if err != nil {
		return 0, err
	}
	for _, i := range capped {
		room[i] = money.Amount(uint64(rule.Max[i]) / step)
	}
	return left, nil
}

// takeCapped takes out whoever would exceed its cap: its weight becomes zero, and
// units and sum become those of the others. A party that would just reach its cap
// is taken out too, which changes nothing.
//
// Whoever is capped leaves more for the others, so those come first that are
// capped first: in the order of the cap for a weight of one.
func (s *Splitter) takeCapped(units uint64, sum wide, step uint64, rule *Rule) (uint64, wide, []uint32, error) {
	limit := func(i uint32) uint64 { return uint64(rule.Max[i]) / step }
	s.order = s.order[:0]
	for i, w := range s.weights {
		if w > 0 && rule.Max[i] != money.MaxAmount {
			s.order = append(s.order, uint32(i))
		}
	}
	sorting.By(s.order, func(at, next *uint32) int {
		i, j := *at, *next
		mine, other := wide{lo: limit(i)}.times(uint64(s.weights[j])), wide{lo: limit(j)}.times(uint64(s.weights[i]))
		return cmp.Or(mine.cmp(other), cmp.Compare(i, j))
	})
	capped := 0
	for _, i := range s.order {
		w := uint64(s.weights[i])
		if exact, _ := (wide{lo: units}).times(w).div(sum); exact < limit(i) {
			break
		}
		units, sum = units-limit(i), sum.sub(wide{lo: w}) // the cap is at most the share, and that at most units
		s.weights[i] = 0
		capped++
	}
	if sum != (wide{}) {
		return units, sum, s.order[:capped], nil
	}
	if units > 0 {
		return units, sum, nil, ErrCap
	}
	return 0, wide{lo: 1}, s.order[:capped], nil
}

// capError says by how much an amount does not fit under the caps.
func capError(amount money.Amount, units, step uint64) error {
	gap := money.Gap{Got: amount, Want: money.Amount(magnitude(amount) - units*step), Relation: "at most"}
	if amount < 0 {
		gap.Want, gap.Relation = money.Amount(-uint64(gap.Want)), "at least"
	}
	return &money.FieldError{Path: "amount", Value: gap, Err: ErrCap}
}

// floors fills room with the shares cut to whole units, and returns how many units
// are left.
func (s *Splitter) floors(room []money.Amount, total uint64, sum wide) (left uint64) {
	if left = total; sum.hi != 0 || sum.lo > math.MaxInt64 {
		s.wideFloors(room, total, s.weights, sum)
		for _, share := range room {
			left -= uint64(share)
		}
		return left
	}
	d := newDivisor(total, sum.lo)
	for i, w := range s.weights {
		quotient, _ := d.floor(uint64(w))
		room[i] = money.Amount(quotient)
		left -= quotient
	}
	return left
}

// place puts the units that are left where the policy says, and returns those that
// nobody receives. A party that is capped has no weight any more; any other has
// room for one more unit under its cap. There are more parties with a weight than
// units.
func (s *Splitter) place(room []money.Amount, left, step uint64, rule *Rule) (uint64, error) {
	switch rule.Policy {
	case First:
		s.raiseInTurn(room, left, 0)
	case Last:
		for i := len(room) - 1; left > 0; i-- {
			left -= s.raiseOne(room, i)
		}
	case LargestWeight:
		s.raiseHeaviest(room, left)
	case Rotate:
		s.raiseInTurn(room, left, rule.Turn)
	case To:
		return 0, s.raiseParty(room, left, step, rule)
	default:
		return left, nil
	}
	return 0, nil
}

// raiseOne gives a unit to a party if it has a weight, and returns how many it gave.
func (s *Splitter) raiseOne(room []money.Amount, i int) uint64 {
	if s.weights[i] == 0 {
		return 0
	}
	room[i] = money.Amount(uint64(room[i]) + 1)
	return 1
}

// raiseInTurn gives one unit each to the parties with a weight, beginning with the
// one that has its turn.
func (s *Splitter) raiseInTurn(room []money.Amount, left, turn uint64) {
	if left == 0 {
		return
	}
	start := 0
	if turn > 0 {
		var parties uint64
		for _, w := range s.weights {
			parties += uint64(min(w, 1))
		}
		for skip := turn % parties; skip > 0 || s.weights[start] == 0; start++ {
			skip -= uint64(min(s.weights[start], 1))
		}
	}
	for i := start; left > 0; i++ {
		left -= s.raiseOne(room, i%len(room))
	}
}

// raiseHeaviest gives one unit each to the parties with the largest weights.
func (s *Splitter) raiseHeaviest(room []money.Amount, left uint64) {
	if left == 0 {
		return
	}
	s.candidates = grow(s.candidates, len(room))
	for i := range s.candidates {
		s.candidates[i] = uint32(i)
	}
	sorting.By(s.candidates, func(at, next *uint32) int {
		i, j := *at, *next
		return cmp.Or(cmp.Compare(s.weights[j], s.weights[i]), cmp.Compare(i, j))
	})
	for _, i := range s.candidates[:left] {
		room[i] = money.Amount(uint64(room[i]) + 1)
	}
}

// raiseParty gives all units that are left to the party that the rule names.
func (s *Splitter) raiseParty(room []money.Amount, left, step uint64, rule *Rule) error {
	if left == 0 {
		return nil
	}
	i := rule.Party
	share := uint64(room[i]) + left
	if len(rule.Max) > 0 && rule.Max[i] != money.MaxAmount && (s.weights[i] == 0 || share > uint64(rule.Max[i])/step) {
		return &money.FieldError{Path: index("rule.Max", i), Value: rule.Max[i], Err: ErrCap}
	}
	room[i] = money.Amount(share)
	return nil
}

// restore turns steps without a sign into amounts. What they come to is at most the
// amount that was shared, so nothing wraps.
func restore(shares []money.Amount, step uint64, negative bool) {
	if step > 1 {
		for i, share := range shares {
			_, lo := bits.Mul64(uint64(share), step)
			shares[i] = money.Amount(lo)
		}
	}
	if negative {
		negate(shares)
	}
}
