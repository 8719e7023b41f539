package amortize

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Item is one piece of production that a dynamic plan pays for.
type Item struct {
	ID       int64        // unique among items of one kind
	Kind     ItemKind     // what it is
	Complete bool         // treatment that was done; adjustments always count as complete
	Date     date.Date    // orders items; not set sorts first
	Amount   money.Amount // the patient's part of it, zero or more, in minor units
	Override money.Amount // takes the place of Amount where it is not zero
}

// ItemKind says what a piece of production is.
type ItemKind uint8

// The kinds. The zero value is a procedure.
const (
	ProcedureItem ItemKind = iota
	AdjustmentItem
	OrthoCaseItem
	itemKinds
)

var itemKindNames = [...]string{ProcedureItem: "procedure", AdjustmentItem: "adjustment", OrthoCaseItem: "orthoCase"}

// String returns "procedure", "adjustment" or "orthoCase".
func (k ItemKind) String() string {
	if k < itemKinds {
		return itemKindNames[k]
	}
	return "ItemKind(?)"
}

// rank orders the kinds on one day: ortho cases, procedures, adjustments.
func (k ItemKind) rank() int {
	switch k {
	case OrthoCaseItem:
		return 0
	case ProcedureItem:
		return 1
	}
	return 2
}

// TPOption says what a plan does with treatment that is planned and not done.
type TPOption uint8

// The options. The zero value is Open Dental's default.
const (
	AwaitComplete   TPOption = iota // it is charged once it is done
	TreatAsComplete                 // it is charged like any other, last
	tpOptions
)

// String returns "AwaitComplete" or "TreatAsComplete".
func (o TPOption) String() string {
	if o == TreatAsComplete {
		return "TreatAsComplete"
	}
	return "AwaitComplete"
}

// attached returns what the item brings to the plan.
func (i *Item) attached() money.Amount {
	if i.Override != 0 {
		return i.Override
	}
	return i.Amount
}

// done reports whether the item counts as complete of itself.
func (i *Item) done() bool { return i.Complete || i.Kind != ProcedureItem }

// charged reports whether the item is charged now, under an option.
func (i *Item) charged(o TPOption) bool { return i.done() || o == TreatAsComplete }

// compareItems is the order in which items are charged: what is not done last,
// then by date, kind and id.
func compareItems(a, b *Item) int {
	notDone := func(i *Item) int {
		if i.done() {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(notDone(a), notDone(b)),
		cmp.Compare(a.Date.DaysSinceEpoch(), b.Date.DaysSinceEpoch()),
		cmp.Compare(a.Kind.rank(), b.Kind.rank()),
		cmp.Compare(a.ID, b.ID),
	)
}

// pool is what is left of each item, in the order in which they are charged. It
// keeps its capacity.
type pool struct {
	items []poolItem
	byID  []int32 // indexes of items, by kind and id
}

// poolItem is an item with what is left of it.
type poolItem struct {
	Item
	left   money.Amount // attached less its charges, never below zero
	row    int32        // in the caller's production
	binary openDentalItem
}

// load takes the items, checks them, and sorts them.
func (p *pool) load(items []Item) error {
	p.items = slices.Grow(p.items[:0], len(items))
	for i := range items {
		item := &items[i]
		if err := item.check(i); err != nil {
			return err
		}
		p.items = append(p.items, poolItem{Item: *item, left: item.attached(), row: int32(i)})
		p.items[i].binary.bring(item.attached())
	}
	sorting.By(p.items, func(a, b *poolItem) int { return compareItems(&a.Item, &b.Item) })
	return p.buildIndex()
}

// check says which field of the item in a row is wrong.
func (i *Item) check(row int) error {
	switch {
	case i.ID == 0:
		return itemError(row, "ID", nil, money.ErrMissing)
	case i.Kind >= itemKinds:
		return itemError(row, "Kind", int(i.Kind), ErrPlanKind)
	case i.Amount < 0:
		return itemError(row, "Amount", i.Amount, money.ErrNegative)
	case i.Override < 0:
		return itemError(row, "Override", i.Override, money.ErrNegative)
	}
	return nil
}

// buildIndex sorts the items by kind and id, and reports the first item whose id
// another one of its kind before it has.
func (p *pool) buildIndex() error {
	p.byID = slices.Grow(p.byID[:0], len(p.items))
	for i := range p.items {
		p.byID = append(p.byID, int32(i))
	}
	slices.SortFunc(p.byID, func(a, b int32) int {
		return cmp.Or(p.items[a].compareID(p.items[b].Kind, p.items[b].ID), cmp.Compare(p.items[a].row, p.items[b].row))
	})
	var again *poolItem
	for i := 1; i < len(p.byID); i++ {
		a, b := &p.items[p.byID[i-1]], &p.items[p.byID[i]]
		if a.compareID(b.Kind, b.ID) == 0 && (again == nil || b.row < again.row) {
			again = b
		}
	}
	if again != nil {
		return itemError(int(again.row), "ID", again.ID, money.ErrDuplicateID)
	}
	return nil
}

// compareID orders items by kind and id.
func (i *poolItem) compareID(kind ItemKind, id int64) int {
	return cmp.Or(cmp.Compare(i.Kind, kind), cmp.Compare(i.ID, id))
}

// find returns the item of that kind and id, or nil.
func (p *pool) find(kind ItemKind, id int64) *poolItem {
	at := p.place(kind, id)
	if at < 0 {
		return nil
	}
	return &p.items[at]
}

// place returns the place of the item of that kind and id in the order in which
// items are charged, or -1.
func (p *pool) place(kind ItemKind, id int64) int32 {
	at, ok := slices.BinarySearchFunc(p.byID, id, func(i int32, id int64) int { return p.items[i].compareID(kind, id) })
	if !ok {
		return -1
	}
	return p.byID[at]
}

// itemError returns the error of a field of an item.
func itemError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "plan.Production[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}
