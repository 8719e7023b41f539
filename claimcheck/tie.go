package claimcheck

import (
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// tie is the comparison of a check with its rows. Amounts of rows may have further
// digits below the minor unit ("raw"); then a whole range of raw sums rounds to
// the check.
type tie struct {
	pool   *pool
	check  money.Amount // rounded to minor units
	raw    money.Amount // the sum
	whole  bool         // raw amounts are minor units
	unit   int64        // raw units in a minor unit
	lo, hi money.Amount // the raw sums that tie
	known  bool         // lo and hi fit
}

// maxSubMinor is how many further digits amounts may have.
const maxSubMinor = 18

// newTie prepares the comparison with a check of that raw amount.
func newTie(p *pool, amount money.Amount, subMinor int) (tie, error) {
	t := tie{pool: p, check: amount, whole: subMinor == 0, unit: 1}
	if subMinor < 0 || subMinor > maxSubMinor {
		return tie{}, &money.FieldError{Path: "options.SubMinor", Value: subMinor, Err: money.ErrDigits}
	}
	for range subMinor {
		t.unit *= 10
	}
	if !t.whole {
		t.check, _ = t.rounded(amount) // towards zero or by one: it fits
	}
	t.bounds()
	return t, nil
}

// rounded returns raw units as minor units, half away from zero.
func (t *tie) rounded(raw money.Amount) (money.Amount, error) {
	return raw.MulDiv(money.Ratio{Num: 1, Den: t.unit}, money.HalfUp)
}

// bounds finds the raw sums that round to the check: below half a unit away from
// it on the far side, and up to half a unit on the side of zero.
func (t *tie) bounds() {
	raw, err := t.check.Mul(t.unit)
	half := money.Amount(t.unit / 2)
	far, _ := half.Sub(money.Amount(bit(!t.whole))) // of 0 or 5 and more
	below, above := half, far
	switch {
	case t.check == 0:
		below = far
	case t.check < 0:
		below, above = far, half
	}
	lo, errLo := raw.Sub(below)
	hi, errHi := raw.Add(above)
	t.lo, t.hi, t.known = lo, hi, err == nil && errLo == nil && errHi == nil
}

// compare puts the sum and the difference into a verdict.
func (t *tie) compare(v *Verdict) (err error) {
	if t.raw, err = t.pool.sum.amount(); err != nil {
		return &money.FieldError{Path: "rows", Err: err}
	}
	v.RawSum, v.Sum = t.raw, t.raw
	if !t.whole {
		v.Sum, _ = t.rounded(t.raw) // towards zero or by one: it fits
	}
	if v.Difference, err = t.check.Sub(v.Sum); err != nil {
		return &money.FieldError{Path: "check.Amount", Err: err}
	}
	return nil
}

// mismatch is the problem of a check that differs from its rows.
func (t *tie) mismatch(v *Verdict, rule *money.Rule, path string) Problem {
	return Problem{
		Rule: rule, Path: path, Compared: true, Got: t.check, Want: v.Sum, Difference: v.Difference,
		Detail: "the sum of " + count(len(v.Counted), "claim procedure"),
	}
}

// checkRows returns the first row, in input order, without an id of its own or
// with a status that does not exist.
func (k *Checker) checkRows(rows []ClaimProc) error {
	twice := k.firstTwice(rows)
	for i := range rows {
		switch r := &rows[i]; {
		case r.ID == 0:
			return &money.FieldError{Path: index("rows", i) + ".ID", Err: money.ErrMissing}
		case i == twice:
			return &money.FieldError{Path: index("rows", i) + ".ID", Value: r.ID, Err: money.ErrDuplicateID}
		case r.Status > InsHist:
			return &money.FieldError{Path: index("rows", i) + ".Status", Value: r.Status, Err: ErrStatus}
		}
	}
	return nil
}

// idAt is an id and the index of its row.
type idAt struct {
	id  int64
	row int32
}

// firstTwice returns the index of the first row whose id stands before it, or -1.
func (k *Checker) firstTwice(rows []ClaimProc) int {
	k.ids = slices.Grow(k.ids[:0], len(rows))
	for i := range rows {
		k.ids = append(k.ids, idAt{rows[i].ID, int32(i)})
	}
	sorting.By(k.ids, func(a, b *idAt) int {
		switch {
		case a.id != b.id && a.id < b.id:
			return -1
		case a.id != b.id:
			return 1
		}
		return int(a.row) - int(b.row)
	})
	first := -1
	for i := 1; i < len(k.ids); i++ {
		if row := int(k.ids[i].row); k.ids[i].id == k.ids[i-1].id && (first < 0 || row < first) {
			first = row
		}
	}
	return first
}
