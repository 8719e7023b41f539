package split

import "github.com/paysplit/paysplit/money"

// Paid is an earlier split, and what of it was given back since. Shares and
// refunds have one sign, or are zero.
type Paid struct {
	Shares   []money.Amount // what each party received
	Refunded []money.Amount // what of that was refunded before; nil is nothing
}

// Refund returns the shares of a refund along an earlier split.
// It is [Splitter.AppendRefund] into a new slice.
func Refund(paid Paid, amount money.Amount) ([]money.Amount, error) {
	var s Splitter
	return s.AppendRefund(make([]money.Amount, 0, len(paid.Shares)), paid, amount)
}

// AppendRefund appends to dst how much of a refund each party gives back, in minor
// units and with the sign of the split that is refunded: in proportion to what is
// left of its share, by largest remainder.
//
// Law: the shares sum to the amount, and no party gives back more than is left of
// its share. Refunds that come to the whole split restore it exactly, in however
// many parts.
//
// AppendRefund returns an error, and dst unchanged, if:
//   - there are no shares ([ErrNoWeights]) or more than [MaxParties]
//     ([money.ErrLimit]), or not as many refunds as shares ([money.ErrCount]);
//   - two amounts have opposite signs ([ErrRefundSign]);
//   - a party has given back more than its share, or the amount is more than what is
//     left of all shares ([ErrOverRefund]).
//
// Source: semantics of exact allocation, B3.
func (s *Splitter) AppendRefund(dst []money.Amount, paid Paid, amount money.Amount) ([]money.Amount, error) {
	n := len(paid.Shares)
	switch {
	case n == 0:
		return dst, &money.FieldError{Path: "paid.Shares", Err: ErrNoWeights}
	case n > MaxParties:
		return dst, &money.FieldError{Path: "paid.Shares", Value: n, Err: money.ErrLimit}
	case len(paid.Refunded) != 0 && len(paid.Refunded) != n:
		return dst, &money.FieldError{Path: "paid.Refunded", Value: len(paid.Refunded), Err: money.ErrCount}
	}
	negative, err := s.remaining(paid)
	if err != nil {
		return dst, err
	}
	if amount != 0 && (amount < 0) != negative {
		return dst, &money.FieldError{Path: "amount", Value: amount, Err: ErrRefundSign}
	}
	sum, _ := sumOf(s.weights)
	if (wide{lo: magnitude(amount)}).cmp(sum) > 0 {
		gap := money.Gap{Got: amount, Want: money.Amount(sum.lo), Relation: "at most"} // less than a magnitude
		if negative {
			gap.Want, gap.Relation = money.Amount(-sum.lo), "at least"
		}
		return dst, &money.FieldError{Path: "amount", Value: gap, Err: ErrOverRefund}
	}
	if sum == (wide{}) {
		sum.lo = 1
	}
	return s.appendShares(dst, amount, s.weights, sum), nil
}

// remaining writes what is left of each share into the scratch, without its sign,
// and reports the sign of the split: that of the first share that is not zero.
func (s *Splitter) remaining(paid Paid) (negative bool, err error) {
	s.weights = grow(s.weights, len(paid.Shares))
	known := false
	for i, share := range paid.Shares {
		var refunded money.Amount
		if len(paid.Refunded) > 0 {
			refunded = paid.Refunded[i]
		}
		if share != 0 && !known {
			negative, known = share < 0, true
		}
		switch {
		case share != 0 && (share < 0) != negative:
			return false, &money.FieldError{Path: index("paid.Shares", i), Value: share, Err: ErrRefundSign}
		case refunded != 0 && share != 0 && (refunded < 0) != negative:
			return false, &money.FieldError{Path: index("paid.Refunded", i), Value: refunded, Err: ErrRefundSign}
		case magnitude(refunded) > magnitude(share):
			return false, &money.FieldError{Path: index("paid.Refunded", i), Value: refunded, Err: ErrOverRefund}
		}
		s.weights[i] = money.Amount(magnitude(share) - magnitude(refunded))
	}
	return negative, nil
}
