package alloc

import (
	"cmp"
	"slices"
)

// groups are the charges and the loose money that a layer brings together: those
// whose owners agree in what the layer compares. It keeps its capacity.
//
// Owners are few beside charges, so they are sorted, and the charges are counted into
// groups.
type groups struct {
	owners []owner // all there are, in order
	byMask []int32 // owners in the order of a layer
	of     []int32 // owner -> group
	n      int     // groups
	queue  members
	loose  members
}

// members are rows in groups.
type members struct {
	rows  []int32 // in the order in which they have their turns
	owner []int32 // of each row
	by    []int32 // rows by group, and within a group as in rows
	start []int32 // of each group in by, and the end
}

// begin takes the rows and the owners that they have.
func (g *groups) begin(queue, loose []int32, ownerOfEntry, ownerOfPot func(int32) owner) {
	g.owners = g.owners[:0]
	for _, i := range queue {
		g.owners = append(g.owners, ownerOfEntry(i))
	}
	for _, i := range loose {
		g.owners = append(g.owners, ownerOfPot(i))
	}
	all := layerMasks[ProviderPatientClinic]
	slices.SortFunc(g.owners, func(x, y owner) int { return compareOwner(x, y, all) }) // many are equal, which that sort is made for
	g.owners = slices.Compact(g.owners)
	g.queue.begin(queue, g.owners, ownerOfEntry)
	g.loose.begin(loose, g.owners, ownerOfPot)
}

func (m *members) begin(rows []int32, owners []owner, ownerOf func(int32) owner) {
	m.rows, m.owner = append(m.rows[:0], rows...), m.owner[:0]
	all := layerMasks[ProviderPatientClinic]
	for _, i := range rows {
		at, _ := slices.BinarySearchFunc(owners, ownerOf(i), func(x, y owner) int { return compareOwner(x, y, all) })
		m.owner = append(m.owner, int32(at))
	}
}

// layer puts the rows into the groups of a layer.
func (g *groups) layer(m ownerMask) {
	g.byMask = g.byMask[:0]
	for i := range g.owners {
		g.byMask = append(g.byMask, int32(i))
	}
	slices.SortFunc(g.byMask, func(i, j int32) int {
		return cmp.Or(compareOwner(g.owners[i], g.owners[j], m), cmp.Compare(i, j))
	})
	g.of = slices.Grow(g.of[:0], len(g.owners))[:len(g.owners)]
	g.n = 0
	for k, i := range g.byMask {
		if k > 0 && compareOwner(g.owners[g.byMask[k-1]], g.owners[i], m) != 0 {
			g.n++
		}
		g.of[i] = int32(g.n)
	}
	g.n++
	g.queue.count(g.of, g.n)
	g.loose.count(g.of, g.n)
}

// count puts the rows into n groups.
func (m *members) count(of []int32, n int) {
	m.start = slices.Grow(m.start[:0], n+1)[:n+1]
	clear(m.start)
	for _, o := range m.owner {
		m.start[of[o]+1]++
	}
	for g := range n {
		m.start[g+1] += m.start[g]
	}
	m.by = slices.Grow(m.by[:0], len(m.rows))[:len(m.rows)]
	for k, i := range m.rows {
		at := &m.start[of[m.owner[k]]]
		m.by[*at] = i
		*at++ // it is the start of the next group in the end
	}
	copy(m.start[1:], m.start)
	m.start[0] = 0
}

// group returns the rows of a group.
func (m *members) group(g int) []int32 { return m.by[m.start[g]:m.start[g+1]] }

// keep leaves out the rows that are settled.
func (m *members) keep(open func(int32) bool) {
	n := 0
	for k, i := range m.rows {
		if open(i) {
			m.rows[n], m.owner[n] = i, m.owner[k]
			n++
		}
	}
	m.rows, m.owner = m.rows[:n], m.owner[:n]
}
