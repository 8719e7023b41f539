package claimcheck

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
)

// claimSet finds the place of a claim in a list of claims. It is scratch: filled
// anew for each check.
type claimSet struct {
	claims []claimAt
	table  []int32 // place+1 by claim less the first one, where the claims lie close together
	first  uint64  // the first claim of the table
	seen   []bool  // by place+1: a row has the claim; 0 is for rows on none of the claims
}

// claimAt is a claim and its place in the list.
type claimAt struct {
	claim int64
	at    int32
}

// fill takes the claims of a check of so many rows, and appends to twice the
// places of those that stood before. It keeps the first of equal ones.
func (s *claimSet) fill(claims []int64, rows int, twice []int32) []int32 {
	s.claims = slices.Grow(s.claims[:0], len(claims))[:len(claims)]
	ascend := true
	for i, claim := range claims {
		s.claims[i] = claimAt{claim, int32(i)}
		ascend = ascend && (i == 0 || claims[i-1] < claim)
	}
	s.seen = slices.Grow(s.seen[:0], len(claims)+1)[:len(claims)+1]
	clear(s.seen)
	if !ascend {
		twice = s.sort(twice)
	}
	s.spread(rows)
	return twice
}

// sort puts the claims in order and takes out those that stood before.
func (s *claimSet) sort(twice []int32) []int32 {
	sorting.By(s.claims, func(a, b *claimAt) int {
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
	slices.SortFunc(twice, cmp.Compare)
	s.claims = kept
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
	s.first = uint64(first)
	s.table = slices.Grow(s.table, int(span)+1)[:int(span)+1]
	clear(s.table)
	for _, c := range s.claims {
		s.table[uint64(c.claim)-s.first] = c.at + 1
	}
}

// find returns the place of a claim, or -1, by search.
func (s *claimSet) find(claim int64) int32 {
	i, found := slices.BinarySearchFunc(s.claims, claim, func(c claimAt, claim int64) int { return cmp.Compare(c.claim, claim) })
	if !found {
		return -1
	}
	return s.claims[i].at
}

// finder finds the claims of rows one after another. The rows of one claim
// mostly stand together, so it remembers the last one.
type finder struct {
	set     *claimSet
	claim   int64
	at      int32 // the place of the claim, or -1
	against uint8 // the bit against a row on it, or 0
}

// finder returns one that has looked at no claim of the rows.
func (s *claimSet) finder(rows []ClaimProc) finder {
	f := finder{set: s}
	if len(rows) > 0 {
		f.claim = ^rows[0].Claim
	}
	return f
}

// look finds a claim that is not the last one, and marks it as seen.
func (f *finder) look(claim int64) {
	s := f.set
	f.claim, f.at, f.against = claim, -1, 1<<OtherClaim
	if offset := uint64(claim) - s.first; offset < uint64(len(s.table)) {
		f.at = s.table[offset] - 1
	} else if len(s.table) == 0 {
		f.at = s.find(claim)
	}
	if f.at >= 0 {
		f.against = 0
		s.seen[f.at+1] = true
	}
}

// sortIDs puts ids in ascending order.
func sortIDs(ids []int64) { sorting.By(ids, func(a, b *int64) int { return cmp.Compare(*a, *b) }) }
