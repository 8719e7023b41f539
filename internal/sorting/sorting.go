// Package sorting sorts rows with one sort for all types. Package slices compiles
// its sort once for each, which is 20 kB of WebAssembly a type, four gzipped; here a
// type adds half a kB. It takes rows by their addresses, so that long ones are not
// copied to be compared.
package sorting

import "math/bits"

// By sorts rows. Those that compare as equal end up in any order, which is always
// the same for the same input.
func By[E any](rows []E, compare func(a, b *E) int) {
	sort(len(rows), sorter{
		less: func(i, j int) bool { return compare(&rows[i], &rows[j]) < 0 },
		swap: func(i, j int) { rows[i], rows[j] = rows[j], rows[i] },
	})
}

// sorter knows rows by their indexes.
type sorter struct {
	less func(i, j int) bool
	swap func(i, j int)
}

// few is how many rows are sorted by insertion.
const few = 12

// sort sorts n rows. Rows that are in order already cost one look.
func sort(n int, s sorter) {
	for i := 1; i < n; i++ {
		if s.less(i, i-1) {
			s.quick(0, n, 2*bits.Len(uint(n)))
			return
		}
	}
}

// quick sorts the rows from low up to high. After so many bad cuts it turns to
// sorting by a heap, so that no input costs a square of its size.
func (s sorter) quick(low, high, cuts int) {
	for high-low > few {
		if cuts == 0 {
			s.heap(low, high)
			return
		}
		cuts--
		cut := s.cut(low, high)
		if cut-low < high-cut { // the shorter part, so that the stack stays low
			s.quick(low, cut, cuts)
			low = cut + 1
		} else {
			s.quick(cut+1, high, cuts)
			high = cut
		}
	}
	for i := low + 1; i < high; i++ {
		for j := i; j > low && s.less(j, j-1); j-- {
			s.swap(j, j-1)
		}
	}
}

// cut puts a row into its place, with none after it that belongs before it, and
// none before it that belongs after it.
func (s sorter) cut(low, high int) int {
	// The row is the middle one of three, which is put first.
	middle, last := low+(high-low)/2, high-1
	if s.less(middle, low) {
		s.swap(middle, low)
	}
	if s.less(last, middle) {
		s.swap(last, middle)
		if s.less(middle, low) {
			s.swap(middle, low)
		}
	}
	s.swap(low, middle)
	i, j := low+1, high-1
	for {
		for i <= j && s.less(i, low) {
			i++
		}
		for i <= j && s.less(low, j) {
			j--
		}
		if i >= j {
			s.swap(low, j)
			return j
		}
		s.swap(i, j)
		i++
		j--
	}
}

// heap sorts the rows from low up to high as a heap.
func (s sorter) heap(low, high int) {
	for root := (high - low) / 2; root >= 0; root-- {
		s.sink(low, root, high-low)
	}
	for n := high - low - 1; n > 0; n-- {
		s.swap(low, low+n)
		s.sink(low, 0, n)
	}
}

// sink lets a row of a heap of n down to its place.
func (s sorter) sink(low, root, n int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && s.less(low+child, low+child+1) {
			child++
		}
		if !s.less(low+root, low+child) {
			return
		}
		s.swap(low+root, low+child)
		root = child
	}
}
