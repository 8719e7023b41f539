package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// idRow is a row of the ledger under its id.
type idRow struct {
	id  int64
	row int32
}

// idIndex finds rows by id. It keeps its capacity.
type idIndex []idRow

// build sorts the index, which ledgers that come from a database in order of id
// do not need, and reports the first row whose id an earlier one has.
func (x idIndex) build(rows string) error { return x.buildBy(rows, "ID") }

// buildBy is build for rows whose id is another field.
func (x idIndex) buildBy(rows, field string) error {
	ascending := true
	for i := 1; i < len(x) && ascending; i++ {
		ascending = x[i-1].id < x[i].id
	}
	if ascending {
		return nil
	}
	sorting.By(x, func(a, b *idRow) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.row, b.row)) })
	var twice *idRow
	for i := 1; i < len(x); i++ {
		if x[i-1].id == x[i].id && (twice == nil || x[i].row < twice.row) {
			twice = &x[i]
		}
	}
	if twice != nil {
		return rowError(rows, int(twice.row), field, twice.id, money.ErrDuplicateID)
	}
	return nil
}

// find returns the row with that id. Ids without gaps are found at once.
func (x idIndex) find(id int64) (row int32, ok bool) {
	if len(x) > 0 {
		if at := uint64(id) - uint64(x[0].id); at < uint64(len(x)) && x[at].id == id {
			return x[at].row, true
		}
	}
	i, ok := slices.BinarySearchFunc(x, id, func(r idRow, id int64) int { return cmp.Compare(r.id, id) })
	if !ok {
		return 0, false
	}
	return x[i].row, true
}
