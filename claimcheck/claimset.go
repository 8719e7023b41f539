package claimcheck

import (
	"cmp"
	"slices"
)

// claimSet finds the place of a claim in a list of claims. It is scratch: filled
// anew for each check.
type claimSet struct {
	claims []claimAt
	table  []int32 // place+1 by claim less the first one, where the claims lie close together
	seen   []bool  // by place: a row has the claim
}

// claimAt is a claim and its place in the list.
type claimAt struct {
	claim int64
	at    int32
}

// fill takes the claims of a check of so many rows, and appends to twice the
// places of those that stood before. It keeps the first of equal ones.
func (s *claimSet) fill(claims []int64, rows int, twice []int32) []int32 {
	s.claims = slices.Grow(s.claims[:0], len(claims))
	for i, claim := range claims {
		s.claims = append(s.claims, claimAt{claim, int32(i)})
	}
	slices.SortFunc(s.claims, func(a, b claimAt) int {
		return cmp.Or(cmp.Compare(a.claim, b.claim), cmp.Compare(a.at, b.at))
	})
	kept := s.claims[:0]
	for i, c := range s.claims {
		if i > 0 && kept[len(kept)-1].claim == c.claim {
			twice = append(twice, c.at)
			continue
		}
		kept = append(kept, c)
	}
	slices.Sort(twice)
	s.claims = kept
	s.seen = append(s.seen[:0], make([]bool, len(claims))...)
	s.spread(rows)
	return twice
}

// spread makes the table where it is small beside the work: ids of one day lie
// close together, and a search would cost more than all else about a row.
func (s *claimSet) spread(rows int) {
	s.table = s.table[:0]
	if len(s.claims) == 0 {
		return
	}
	first, last := s.claims[0].claim, s.claims[len(s.claims)-1].claim
	span := uint64(last) - uint64(first)
	if span >= uint64(16*len(s.claims)+rows/2) {
		return
	}
	s.table = slices.Grow(s.table, int(span)+1)[:int(span)+1]
	clear(s.table)
	for _, c := range s.claims {
		s.table[uint64(c.claim)-uint64(first)] = c.at + 1
	}
}

// find returns the place of a claim, or -1.
func (s *claimSet) find(claim int64) int32 {
	if len(s.table) > 0 {
		offset := uint64(claim) - uint64(s.claims[0].claim)
		if offset >= uint64(len(s.table)) {
			return -1
		}
		return s.table[offset] - 1
	}
	i, found := slices.BinarySearchFunc(s.claims, claim, func(c claimAt, claim int64) int { return cmp.Compare(c.claim, claim) })
	if !found {
		return -1
	}
	return s.claims[i].at
}

// finder finds the claims of rows one after another. The rows of one claim
// mostly stand together, so it remembers the last one.
type finder struct {
	set   *claimSet
	claim int64
	last  int32
	ready bool
}

func (s *claimSet) finder() finder { return finder{set: s} }

// at returns the place of a row's claim, or -1, and marks the claim as seen.
func (f *finder) at(claim int64) int32 {
	if claim != f.claim || !f.ready {
		f.look(claim)
	}
	return f.last
}

func (f *finder) look(claim int64) {
	f.claim, f.ready = claim, true
	if f.last = f.set.find(claim); f.last >= 0 {
		f.set.seen[f.last] = true
	}
}
