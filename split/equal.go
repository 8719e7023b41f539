package split

import (
	"slices"

	"github.com/paysplit/paysplit/money"
)

// Run is several shares of one amount.
type Run struct {
	Amount money.Amount
	Count  int // above zero
}

// Equal returns the shares of parties that all pay the same.
// It is [AppendEqual] into a new slice.
func Equal(amount money.Amount, parties int) ([]money.Amount, error) {
	return AppendEqual(nil, amount, parties)
}

// AppendEqual appends to dst the shares of an amount among parties that all pay
// the same, in minor units; the first ones pay a unit more where it does not come
// out even. It is [Splitter.AppendLargest] with equal weights, and one division.
//
// Law: the shares sum to the amount, and any two differ by at most one unit.
//
// AppendEqual returns an error, and dst unchanged, if:
//   - there are fewer parties than one ([money.ErrCount]) or more than [MaxParties]
//     ([money.ErrLimit]).
func AppendEqual(dst []money.Amount, amount money.Amount, parties int) ([]money.Amount, error) {
	if parties > MaxParties {
		return dst, &money.FieldError{Path: "parties", Value: parties, Err: money.ErrLimit}
	}
	var room [2]Run
	runs, err := AppendEqualRuns(room[:0], amount, parties)
	if err != nil {
		return dst, err
	}
	dst = slices.Grow(dst, parties)
	for _, run := range runs {
		for range run.Count {
			dst = append(dst, run.Amount)
		}
	}
	return dst, nil
}

// EqualRuns returns what [Equal] returns, in at most two runs.
// It is [AppendEqualRuns] into a new slice.
func EqualRuns(amount money.Amount, parties int) ([]Run, error) {
	return AppendEqualRuns(make([]Run, 0, 2), amount, parties)
}

// AppendEqualRuns appends to dst what [AppendEqual] appends, in at most two runs,
// the larger shares first: a million instalments take no more room than two.
//
// AppendEqualRuns returns an error, and dst unchanged, if:
//   - there are fewer parties than one ([money.ErrCount]).
func AppendEqualRuns(dst []Run, amount money.Amount, parties int) ([]Run, error) {
	if parties < 1 {
		return dst, &money.FieldError{Path: "parties", Value: parties, Err: money.ErrCount}
	}
	share, more := magnitude(amount)/uint64(parties), int(magnitude(amount)%uint64(parties))
	amounts := [2]money.Amount{money.Amount(share + 1), money.Amount(share)}
	if amount < 0 {
		negate(amounts[:])
	}
	if more > 0 {
		dst = append(dst, Run{amounts[0], more})
	}
	return append(dst, Run{amounts[1], parties - more}), nil
}
