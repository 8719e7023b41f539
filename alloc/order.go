package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// A key packs where a row stands in the queue into one integer: the day in the
// upper 32 bits, then the kind, then the row's load index. Sorting keys sorts
// rows without moving them. The id is not in the key, because 64 bits have no
// room for it and a truncated id would merge charges; runs of equal day and kind
// are put in order of id afterwards.
const (
	indexBits = 28
	indexMask = 1<<indexBits - 1
	kindBits  = 32 - indexBits
)

// MaxCharges is the largest number of charges that one call takes.
const MaxCharges = 1 << indexBits

// insertionMax is the length up to which insertion sort beats counting.
const insertionMax = 48

// dayKey returns the upper part of a key, the part that orders by day and kind.
// The sign bit is flipped so that days before 1970 sort first.
func dayKey(d date.Date, k Kind) uint64 {
	return uint64(uint32(d.DaysSinceEpoch())^1<<31)<<kindBits | uint64(k)
}

// order is the scratch of a sort. Both slices keep their capacity.
type order struct {
	keys, spare []uint64
}

// sortCharges fills o.keys with the charges' keys, sorted by day, kind and id.
func (o *order) sortCharges(charges []Charge) error {
	o.keys = slices.Grow(o.keys[:0], len(charges))
	for i := range charges {
		o.keys = append(o.keys, dayKey(charges[i].Date, charges[i].Kind)<<indexBits|uint64(i))
	}
	o.sortRange(0, len(o.keys))
	return o.sortRuns(charges)
}

// sortRange sorts o.keys[start:end] by their upper part, keeping the load order
// of equals.
func (o *order) sortRange(start, end int) {
	keys := o.keys[start:end]
	if len(keys) <= insertionMax {
		insertionSort(keys)
		return
	}
	low, high := keys[0], keys[0]
	for _, k := range keys {
		low, high = min(low, k), max(high, k)
	}
	o.spare = slices.Grow(o.spare[:0], len(keys))[:len(keys)]
	from, to := keys, o.spare
	base := low &^ indexMask
	for shift := indexBits; shift < 64 && (high-base)>>shift != 0; shift += radixBits {
		radixPass(to, from, base, shift)
		from, to = to, from
	}
	if &from[0] != &keys[0] {
		copy(keys, from)
	}
}

// radixBits is the width of a digit: 256 counters stay in the fastest cache.
const radixBits = 8

// radixPass distributes the keys by one digit of key-base, keeping the order of
// equals.
func radixPass(dst, src []uint64, base uint64, shift int) {
	var next [1 << radixBits]uint32
	for _, k := range src {
		next[(k-base)>>shift%(1<<radixBits)]++
	}
	start := uint32(0)
	for digit, count := range next {
		next[digit] = start
		start += count
	}
	for _, k := range src {
		digit := (k - base) >> shift % (1 << radixBits)
		dst[next[digit]] = k
		next[digit]++
	}
}

// insertionSort sorts a short slice of keys.
func insertionSort(keys []uint64) {
	for i := 1; i < len(keys); i++ {
		k := keys[i]
		j := i
		for ; j > 0 && keys[j-1] > k; j-- {
			keys[j] = keys[j-1]
		}
		keys[j] = k
	}
}

// sortRuns puts each run of equal day and kind in order of id, and reports the
// id that a run holds twice.
func (o *order) sortRuns(charges []Charge) error {
	keys := o.keys
	for start := 0; start < len(keys); {
		end, ascending := start+1, true
		last := charges[keys[start]&indexMask].ID
		low, high := last, last
		for ; end < len(keys) && keys[end]>>indexBits == keys[start]>>indexBits; end++ {
			id := charges[keys[end]&indexMask].ID
			ascending = ascending && last < id
			low, high, last = min(low, id), max(high, id), id
		}
		if !ascending {
			if err := o.sortRun(start, end, low, high, charges); err != nil {
				return err
			}
		}
		start = end
	}
	return nil
}

// sortRun sorts the keys from start to end by id. Where the ids lie close enough
// together that their distance from the lowest fits beside the index, it sorts
// those integers; else it compares the ids themselves.
func (o *order) sortRun(start, end int, low, high int64, charges []Charge) error {
	run := o.keys[start:end]
	if uint64(high)-uint64(low) < 1<<(64-indexBits) {
		for i, k := range run {
			index := k & indexMask
			run[i] = (uint64(charges[index].ID)-uint64(low))<<indexBits | index
		}
		o.sortRange(start, end)
	} else {
		slices.SortFunc(run, func(a, b uint64) int {
			return cmp.Compare(charges[a&indexMask].ID, charges[b&indexMask].ID)
		})
	}
	run = o.keys[start:end]
	for i := 1; i < len(run); i++ {
		a, b := run[i-1]&indexMask, run[i]&indexMask
		if id := charges[b].ID; id == charges[a].ID {
			at := "charges[" + strconv.Itoa(int(max(a, b))) + "].ID"
			return &money.FieldError{Path: at, Value: id, Err: money.ErrDuplicateID}
		}
	}
	return nil
}
