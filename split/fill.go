package split

import (
	"cmp"
	"strings"

	"github.com/paysplit/paysplit/internal/day"
	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Charge is what a patient owes for one service.
type Charge struct {
	ID   string
	Date date.Date
	Due  money.Amount // what is still owed, zero or more
}

// FillRule says how an amount is spread over charges. The zero FillRule accepts that
// some of it is left over.
type FillRule struct {
	Whole bool // the charges must take the whole amount
}

// FillInOrder returns what an amount pays of each due, and what is left of it.
// It is [AppendFillInOrder] into a new slice.
func FillInOrder(amount money.Amount, dues []money.Amount) (paid []money.Amount, left money.Amount, err error) {
	return AppendFillInOrder(make([]money.Amount, 0, len(dues)), amount, dues)
}

// AppendFillInOrder appends to dst what an amount pays of each due, in minor units:
// the first due whole, then the second, until the amount is used up. It returns what
// no due takes.
//
// Law: what is paid and what is left sum to the amount; nothing is paid beyond what is
// due; a due is paid only once those before it are.
//
// AppendFillInOrder returns an error, and dst unchanged, if:
//   - the amount or a due is below zero ([money.ErrNegative]).
//
// Source: semantics of exact allocation, B3.
func AppendFillInOrder(dst []money.Amount, amount money.Amount, dues []money.Amount) ([]money.Amount, money.Amount, error) {
	if amount < 0 {
		return dst, 0, &money.FieldError{Path: "amount", Value: amount, Err: money.ErrNegative}
	}
	before, left := len(dst), amount
	for i, due := range dues {
		if due < 0 {
			return dst[:before], 0, &money.FieldError{Path: index("dues", i), Value: due, Err: money.ErrNegative}
		}
		part := min(due, left)
		dst = append(dst, part)
		left -= part
	}
	return dst, left, nil
}

// FillOldestFirst returns the parts of an amount that pay charges, the oldest charge
// first, as the charge splits of a transaction, and what is left of the amount.
// It is [AppendFillOldestFirst] into a new slice.
func FillOldestFirst(amount money.Amount, charges []Charge, rule FillRule) (parts []Part, left money.Amount, err error) {
	return AppendFillOldestFirst(make([]Part, 0, len(charges)), amount, charges, rule)
}

// AppendFillOldestFirst appends to dst the parts of an amount that pay charges, in
// minor units: the oldest charge whole, then the next, until the amount is used up.
// It returns what no charge takes. A charge that nothing is left for, or that is due
// nothing, has no part, because a transaction has no split of zero.
//
// The order is the date, then the id: ids of digits by their value, others as text.
// The order of the charges in the input plays no part.
//
// Law: the parts and what is left sum to the amount; no part is zero or more than its
// charge is due; a charge is paid only once all before it are.
//
// AppendFillOldestFirst returns an error, and dst unchanged, if:
//   - the amount is zero ([money.ErrZeroAmount]) or below ([money.ErrNegative]);
//   - a charge has no id ([money.ErrMissing]), an id that another has
//     ([money.ErrDuplicateID]), or no date ([money.ErrDateRequired]);
//   - a charge is due less than nothing ([money.ErrNegative]);
//   - something is left, and the rule asks for the whole amount ([ErrUnapplied]).
//
// Source: NexHealth's sample application for posting payments; semantics of NexHealth
// transactions, A3.
func AppendFillOldestFirst(dst []Part, amount money.Amount, charges []Charge, rule FillRule) ([]Part, money.Amount, error) {
	order, err := oldestFirst(amount, charges)
	if err != nil {
		return dst, 0, err
	}
	before, left := len(dst), amount
	for _, i := range order {
		part := min(charges[i].Due, left)
		if left -= part; part > 0 {
			dst = append(dst, Part{Key: charges[i].ID, Amount: part})
		}
	}
	if rule.Whole && left > 0 {
		gap := money.Gap{Got: amount, Want: amount - left, Relation: "at most"}
		return dst[:before], 0, &money.FieldError{Path: "amount", Value: gap, Err: ErrUnapplied}
	}
	return dst, left, nil
}

// oldestFirst checks the amount and the charges, and returns their order.
func oldestFirst(amount money.Amount, charges []Charge) ([]int, error) {
	switch {
	case amount == 0:
		return nil, &money.FieldError{Path: "amount", Value: amount, Err: money.ErrZeroAmount}
	case amount < 0:
		return nil, &money.FieldError{Path: "amount", Value: amount, Err: money.ErrNegative}
	}
	order, seen := make([]int, len(charges)), make(map[string]bool, len(charges))
	for i := range charges {
		c, at := &charges[i], index("charges", i)
		switch {
		case strings.TrimSpace(c.ID) == "":
			return nil, &money.FieldError{Path: at + ".ID", Err: money.ErrMissing}
		case seen[c.ID]:
			return nil, &money.FieldError{Path: at + ".ID", Value: c.ID, Err: money.ErrDuplicateID}
		case !day.IsSet(c.Date):
			return nil, &money.FieldError{Path: at + ".Date", Err: money.ErrDateRequired}
		case c.Due < 0:
			return nil, &money.FieldError{Path: at + ".Due", Value: c.Due, Err: money.ErrNegative}
		}
		order[i], seen[c.ID] = i, true
	}
	sorting.By(order, func(i, j *int) int {
		a, b := &charges[*i], &charges[*j]
		return cmp.Or(cmp.Compare(a.Date.DaysSinceEpoch(), b.Date.DaysSinceEpoch()), compareIDs(a.ID, b.ID))
	})
	return order, nil
}

// compareIDs compares two ids: those of digits by their value and before the others,
// which are compared as texts, as are two of one value such as "7" and "007".
func compareIDs(a, b string) int {
	digitsA, digitsB := isDigits(a), isDigits(b)
	switch {
	case digitsA && !digitsB:
		return -1
	case digitsB && !digitsA:
		return 1
	case digitsA:
		plainA, plainB := withoutZeros(a), withoutZeros(b)
		return cmp.Or(cmp.Compare(len(plainA), len(plainB)), cmp.Compare(plainA, plainB), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

func isDigits(id string) bool {
	for i := range len(id) {
		if id[i] < '0' || id[i] > '9' {
			return false
		}
	}
	return id != ""
}

func withoutZeros(id string) string {
	for len(id) > 1 && id[0] == '0' {
		id = id[1:]
	}
	return id
}
