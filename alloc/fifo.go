package alloc

import (
	"math"
	"strconv"

	"github.com/paysplit/paysplit/internal/day"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Charge is one row of the queue that a payment walks.
type Charge struct {
	ID   int64        // names the charge in its split; ties on Date and Kind go to the lower id
	Owed money.Amount // what is still owed, zero or more, in minor units
	Date date.Date    // the day it fell due; required
	Kind Kind         // ranks charges of one day
}

// Split is the part of a payment that one charge receives.
type Split struct {
	Charge int64        // the charge's id
	Amount money.Amount // above zero, in minor units
}

// Kind says what is owed. Charges of one day are paid in the order of the
// constants.
type Kind uint8

// The kinds. The zero value is a procedure, by far the commonest charge.
const (
	KindProcedure  Kind = iota // treatment that was completed
	KindAdjustment             // a fee, a finance charge, a discount
	KindInterest               // the interest of a plan's instalment
	KindPrincipal              // the principal of a plan's instalment
	kinds
)

// What else lowers a charge. It has no place in the queue, and stands in a [Target]
// alone.
const (
	KindSplit      Kind = kinds + 1 + iota // of an earlier payment
	KindTotal                              // insurance paid by claim
	KindPlanCharge                         // an instalment whole: its interest and its principal
	KindPayment                            // of [Allocator.Replay]
	KindPlan                               // a payment plan
)

// FIFO returns the splits of a payment over the charges, and what is left.
// It is [AppendFIFO] into a new slice.
func FIFO(charges []Charge, pay money.Amount) ([]Split, money.Amount, error) {
	return AppendFIFO(make([]Split, 0, len(charges)), charges, pay)
}

// AppendFIFO appends to dst the splits of a payment over the charges, oldest
// first, and returns what is left of it: everything is in minor units.
//
// Each charge receives the smaller of what it is owed and what is left, so
// nothing is rounded. Charges are taken by date, then kind, then id, whatever
// their order in the slice, so shuffled input gives the same splits; a slice
// already in that order is not sorted. Charges that are owed nothing get no
// split. A payment of zero or less makes no splits and is left whole.
//
// Law: the splits and what is left sum to the payment.
//
// AppendFIFO returns an error, and dst unchanged, if:
//   - a charge is owed less than zero ([money.ErrNegative]);
//   - a charge has no date ([money.ErrDateRequired]) or no known kind ([ErrKind]);
//   - two charges of one date and kind have one id ([money.ErrDuplicateID]);
//   - there are more than [MaxCharges] charges ([money.ErrLimit]).
//
// It allocates nothing where dst has room and the charges are in order or few;
// [Allocator.AppendFIFO] allocates nothing in steady state whatever the order.
//
// Source: Open Dental 24.3, payment allocation; one queue by date for the family.
func AppendFIFO(dst []Split, charges []Charge, pay money.Amount) ([]Split, money.Amount, error) {
	sorted, err := scan(charges)
	switch {
	case err != nil:
		return dst, 0, err
	case sorted:
		dst, pay = fill(dst, charges, pay)
		return dst, pay, nil
	case len(charges) <= insertionMax:
		return appendFew(dst, charges, pay)
	}
	var o order
	return o.appendUnsorted(dst, charges, pay)
}

// appendFew is AppendFIFO for unsorted charges that insertion sort takes: their
// keys fit on the stack.
func appendFew(dst []Split, charges []Charge, pay money.Amount) ([]Split, money.Amount, error) {
	var room [insertionMax]uint64
	keys, _, err := sortKeys(room[:], nil, charges)
	if err != nil {
		return dst, 0, err
	}
	dst, pay = fillSorted(dst, charges, keys, pay)
	return dst, pay, nil
}

// appendFIFO is AppendFIFO with the scratch in o.
func (o *order) appendFIFO(dst []Split, charges []Charge, pay money.Amount) ([]Split, money.Amount, error) {
	sorted, err := scan(charges)
	if err != nil {
		return dst, 0, err
	}
	if sorted {
		dst, pay = fill(dst, charges, pay)
		return dst, pay, nil
	}
	return o.appendUnsorted(dst, charges, pay)
}

// appendUnsorted is AppendFIFO for charges that are checked and not in order.
func (o *order) appendUnsorted(dst []Split, charges []Charge, pay money.Amount) ([]Split, money.Amount, error) {
	if err := o.sortCharges(charges); err != nil {
		return dst, 0, err
	}
	dst, pay = fillSorted(dst, charges, o.keys, pay)
	return dst, pay, nil
}

// scan checks every charge and reports whether they stand in strictly ascending
// order. A pair with equal keys counts as unsorted, so that the sort finds the
// duplicate.
func scan(charges []Charge) (sorted bool, err error) {
	if len(charges) > MaxCharges {
		return false, &money.FieldError{Path: "charges", Value: len(charges), Err: money.ErrLimit}
	}
	sorted = true
	var owedBits money.Amount // negative if any amount is
	var kindBits Kind         // at least kinds if any kind is
	last := date.PeriodOfDays(math.MinInt32)
	for i := range charges {
		c := &charges[i]
		owedBits |= c.Owed
		kindBits |= c.Kind
		d := c.Date.DaysSinceEpoch()
		if d <= last && (d < last || i > 0 && !c.after(&charges[i-1])) {
			sorted = false
		}
		last = d
	}
	if owedBits < 0 || kindBits >= kinds || !sorted || len(charges) > 0 && !isDay(charges[0].Date) {
		return sorted, findBad(charges)
	}
	return sorted, nil
}

// after reports whether c comes after a charge of the same day.
func (c *Charge) after(before *Charge) bool {
	return c.Kind > before.Kind || c.Kind == before.Kind && c.ID > before.ID
}

// findBad returns the error of the first charge that has one. The scan only
// learns that there may be one.
func findBad(charges []Charge) error {
	for i := range charges {
		c := &charges[i]
		if c.Owed < 0 || c.Kind >= kinds || !isDay(c.Date) {
			return chargeError(charges, i)
		}
	}
	return nil
}

// isDay reports whether d is a set date of year 1 or later.
func isDay(d date.Date) bool { return d.DaysSinceEpoch() > day.Unset }

// chargeError names what is wrong with charge i.
func chargeError(charges []Charge, i int) error {
	c := charges[i]
	at := "charges[" + strconv.Itoa(i) + "]"
	switch {
	case c.Owed < 0:
		return &money.FieldError{Path: at + ".Owed", Value: c.Owed, Err: money.ErrNegative}
	case !isDay(c.Date):
		return &money.FieldError{Path: at + ".Date", Err: money.ErrDateRequired}
	}
	return &money.FieldError{Path: at + ".Kind", Value: int(c.Kind), Err: ErrKind}
}

// fill pours the payment over charges in order. It writes into dst's spare room
// and grows it only when the room is used up, so that the inner loop has neither
// an append nor a bounds check to pay for.
func fill(dst []Split, charges []Charge, pay money.Amount) ([]Split, money.Amount) {
	for len(charges) > 0 && pay > 0 {
		if len(dst) == cap(dst) {
			dst = append(dst, Split{})[:len(dst)]
		}
		room := dst[len(dst):cap(dst)]
		n := min(len(room), len(charges))
		filled, left := pour(room[:n], charges[:n], pay)
		dst, charges, pay = dst[:len(dst)+filled], charges[n:], left
	}
	return dst, pay
}

// pour fills room, which is as long as charges, from a payment above zero, and
// returns how many splits it made and what is left.
func pour(room []Split, charges []Charge, pay money.Amount) (filled int, left money.Amount) {
	room = room[:len(charges)]
	for i := range charges {
		owed := charges[i].Owed
		// One comparison for the two rare cases: an unsigned zero less one is large.
		if uint64(owed-1) >= uint64(pay-1) {
			return pourRest(room, charges, i, pay)
		}
		pay -= owed // 0 < owed < pay
		room[i] = Split{charges[i].ID, owed}
	}
	return len(charges), pay
}

// pourRest goes on from charge i, which is owed nothing or all that is left.
func pourRest(room []Split, charges []Charge, i int, pay money.Amount) (filled int, left money.Amount) {
	filled = i
	for _, c := range charges[i:] {
		if c.Owed == 0 {
			continue
		}
		room[filled] = Split{c.ID, min(c.Owed, pay)}
		filled++
		if c.Owed >= pay {
			return filled, 0
		}
		pay -= c.Owed // 0 < owed < pay
	}
	return filled, pay
}

// fillSorted pours the payment over charges in the order of the sorted keys.
func fillSorted(dst []Split, charges []Charge, keys []uint64, pay money.Amount) ([]Split, money.Amount) {
	for _, key := range keys {
		if pay <= 0 {
			break
		}
		c := &charges[key&indexMask]
		if c.Owed == 0 {
			continue
		}
		amount := min(c.Owed, pay)
		pay -= amount // 0 < amount <= pay
		dst = append(dst, Split{c.ID, amount})
	}
	return dst, pay
}
