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
func (o *order) sortCharges(charges []Charge) (err error) {
	o.keys, o.spare, err = sortKeys(o.keys, o.spare, charges)
	return err
}

// sortKeys fills keys, which grow as needed, with the charges' keys, sorted by
// day, kind and id. Both slices are results and not fields of an order, so that
// few charges can have their keys on the stack: what is stored through a pointer
// goes to the heap.
func sortKeys(keys, spare []uint64, charges []Charge) (sorted, grown []uint64, err error) {
	keys = slices.Grow(keys[:0], len(charges))
	for i := range charges {
		keys = append(keys, dayKey(charges[i].Date, charges[i].Kind)<<indexBits|uint64(i))
	}
	spare = sortUpper(keys, spare)
	spare, unique := sortRuns(keys, spare, charges)
	if !unique {
		return keys, spare, firstDuplicate(charges)
	}
	return keys, spare, nil
}

// firstDuplicate returns the error of the first charge that has the date, kind
// and id of an earlier one. The sort only learns that there is one.
func firstDuplicate(charges []Charge) error {
	seen := make(map[Charge]struct{}, len(charges))
	for i, c := range charges {
		c.Owed = 0
		if _, twice := seen[c]; twice {
			at := "charges[" + strconv.Itoa(i) + "].ID"
			return &money.FieldError{Path: at, Value: c.ID, Err: money.ErrDuplicateID}
		}
		seen[c] = struct{}{}
	}
	panic("alloc: the sort found an id twice that is there once, among " + strconv.Itoa(len(charges)))
}

// sortUpper sorts keys by their upper part, keeping the load order of equals. It
// returns spare, grown as needed.
func sortUpper(keys, spare []uint64) []uint64 {
	if len(keys) <= insertionMax {
		insertionSort(keys)
		return spare
	}
	low, high := keys[0], keys[0]
	for _, k := range keys {
		low, high = min(low, k), max(high, k)
	}
	spare = slices.Grow(spare[:0], len(keys))[:len(keys)]
	from, to := keys, spare
	base := low &^ indexMask
	for shift := indexBits; shift < 64 && (high-base)>>shift != 0; shift += radixBits {
		radixPass(to, from, base, shift)
		from, to = to, from
	}
	if &from[0] != &keys[0] {
		copy(keys, from)
	}
	return spare
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

// sortRuns puts each run of equal day and kind in order of id, and reports
// whether every run holds each id once. It returns spare, grown as needed.
func sortRuns(keys, spare []uint64, charges []Charge) (grown []uint64, unique bool) {
	for start := 0; start < len(keys); {
		end, ascending := start+1, true
		last := charges[keys[start]&indexMask].ID
		ids := idRange{last, last}
		for ; end < len(keys) && keys[end]>>indexBits == keys[start]>>indexBits; end++ {
			id := charges[keys[end]&indexMask].ID
			ascending = ascending && last < id
			ids.low, ids.high, last = min(ids.low, id), max(ids.high, id), id
		}
		if !ascending {
			spare = sortRun(keys[start:end], spare, charges, ids)
			if !ascend(keys[start:end], charges) {
				return spare, false
			}
		}
		start = end
	}
	return spare, true
}

// idRange is the lowest and the highest id of a run.
type idRange struct{ low, high int64 }

// sortRun sorts the keys of a run by id. Where the ids lie close enough together
// that their distance from the lowest fits beside the index, it sorts those
// integers; else it compares the ids themselves. It returns spare, grown as
// needed.
func sortRun(run, spare []uint64, charges []Charge, ids idRange) []uint64 {
	if uint64(ids.high)-uint64(ids.low) >= 1<<(64-indexBits) {
		slices.SortFunc(run, func(a, b uint64) int {
			return cmp.Compare(charges[a&indexMask].ID, charges[b&indexMask].ID)
		})
		return spare
	}
	for i, k := range run {
		index := k & indexMask
		run[i] = (uint64(charges[index].ID)-uint64(ids.low))<<indexBits | index
	}
	return sortUpper(run, spare)
}

// ascend reports whether the ids of a sorted run ascend, which they do unless
// two are equal.
func ascend(run []uint64, charges []Charge) bool {
	for i := 1; i < len(run); i++ {
		if charges[run[i-1]&indexMask].ID >= charges[run[i]&indexMask].ID {
			return false
		}
	}
	return true
}
