package amortize

// AppendLocked appends to dst the production of a plan that is locked: each item
// overridden by what it brings now, so that later fees, insurance and adjustments
// do not move the plan. An override that is there stays. An item that brings
// nothing cannot be frozen, because an override of zero is none.
//
// Law: locking what is locked changes nothing, and no item brings more or less
// than before.
//
// AppendLocked returns an error, and dst unchanged, if:
//   - an item has no id, an unknown kind or an amount below zero
//     ([money.ErrMissing], [ErrPlanKind], [money.ErrNegative]).
//
// Source: Open Dental 24.3, locking a dynamic payment plan.
func AppendLocked(dst []Item, items []Item) ([]Item, error) {
	for i := range items {
		if err := items[i].check(i); err != nil {
			return dst, err
		}
	}
	for i := range items {
		item := items[i]
		item.Override = item.attached()
		dst = append(dst, item)
	}
	return dst, nil
}
