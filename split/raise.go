package split

import (
	"math/bits"

	"github.com/paysplit/paysplit/money"
)

// The parties with the largest rests are found by counting, because comparing is
// slow where the outcomes are random: rests are counted in 64 buckets from small
// to large; whoever is in a bucket above the one that decides gets a unit, and
// the parties of that bucket are counted again, in 64 parts of its span.

// bucketBits is how many bits of a rest tell its bucket.
const (
	bucketBits = 6
	buckets    = 1 << bucketBits
)

// bucketShift returns how many bits lie below the bucket of a rest, where span is
// the largest that there may be.
func bucketShift(span uint64) uint {
	return uint(max(bits.Len64(span)-bucketBits, 0))
}

// deciding returns the bucket that the left-th largest rest is in, and how many
// are above it. There are more rests than left.
func deciding(histogram *[buckets]uint32, left uint64) (bucket, above uint64) {
	bucket = buckets - 1
	for above+uint64(histogram[bucket]) < left {
		above += uint64(histogram[bucket])
		bucket--
	}
	return bucket, above
}

// raise gives one unit each to the left parties with the largest rests, in
// s.rests, which s.histogram has counted; equal rests go to the lower index.
//
// The rests sum to left times the sum of weights and each is less than that sum:
// more than left parties have a rest above zero, so no party of weight zero gets
// a unit.
func (s *Splitter) raise(room []money.Amount, left uint64, shift uint) {
	bucket, above := deciding(&s.histogram, left)
	candidates := grow(s.candidates, int(s.histogram[bucket])+1)
	s.candidates = candidates
	rests, found := s.rests[:len(room)], 0
	for i := range rests {
		b := rests[i] >> (shift & 63)
		room[i] = money.Amount(uint64(room[i]) + (bucket-b)>>63) // one if b is above
		candidates[found] = uint32(i)
		found += int(((b ^ bucket) - 1) >> 63) // one if b is the bucket itself
	}
	s.raiseAmong(room, candidates[:found], left-above)
}

// raiseAmong gives one unit each to the left candidates with the largest rests.
// Each round leaves those of one bucket, whose rests span at most half of a
// thirty-second of what they did, so there are at most eleven.
func (s *Splitter) raiseAmong(room []money.Amount, candidates []uint32, left uint64) {
	for left > 0 {
		least, most := s.span(candidates)
		if least == most || left == uint64(len(candidates)) {
			for _, i := range candidates[:left] {
				room[i] = money.Amount(uint64(room[i]) + 1)
			}
			return
		}
		shift := bucketShift(most - least)
		var histogram [buckets]uint32
		for _, i := range candidates {
			histogram[(s.rests[i]-least)>>(shift&63)&(buckets-1)]++
		}
		bucket, above := deciding(&histogram, left)
		kept := candidates[:0]
		for _, i := range candidates {
			switch b := (s.rests[i] - least) >> (shift & 63); {
			case b > bucket:
				room[i] = money.Amount(uint64(room[i]) + 1)
			case b == bucket:
				kept = append(kept, i)
			}
		}
		candidates, left = kept, left-above
	}
}

// span returns the smallest and the largest rest of some parties.
func (s *Splitter) span(parties []uint32) (least, most uint64) {
	least = s.rests[parties[0]]
	most = least
	for _, i := range parties {
		least, most = min(least, s.rests[i]), max(most, s.rests[i])
	}
	return least, most
}

// raiseFew is raise for a handful of parties: whoever has fewer than left ahead
// gets a unit. Nothing branches on a rest, because nobody could foretell the way.
func raiseFew(room []money.Amount, rests []uint64, left uint64) {
	if left == 0 {
		return
	}
	rests = rests[:len(room)]
	for i, mine := range rests {
		ahead := uint64(i)
		for _, earlier := range rests[:i] {
			_, smaller := bits.Sub64(earlier, mine, 0)
			ahead -= smaller // an earlier one is ahead unless its rest is smaller
		}
		for _, later := range rests[i+1:] {
			_, larger := bits.Sub64(mine, later, 0)
			ahead += larger
		}
		room[i] = money.Amount(uint64(room[i]) + (ahead-left)>>63)
	}
}
