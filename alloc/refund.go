package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// AppendRefund appends to dst the splits that undo a payment: each of its splits
// with its amount negated and everything else kept, in stored order, by id. The
// refund is dated today and is always for the full amount. refunded are the ids of
// payments that were refunded before; the original does not remember it.
//
// Law: a payment and its refund come to zero on every patient, provider, clinic and
// target. The charges are owed again, so the next payment finds them in its queue.
//
// AppendRefund returns an error, and dst unchanged, if:
//   - the payment is among those refunded ([ErrRefunded]), or has no id to look for
//     ([money.ErrMissing]);
//   - it has no splits ([money.ErrMissing]), two of one id ([money.ErrDuplicateID]),
//     or one of another payment ([money.ErrUnknownID]);
//   - any split is zero or less ([ErrRefundNegative]), or else any is on a payment
//     plan ([ErrRefundPlan]);
//   - the splits do not sum to the amount ([ErrRefundSum]);
//   - an amount would not fit ([money.ErrOverflow]).
//
// Source: Open Dental API, Payments POST Refund.
func AppendRefund(dst []PaySplit, payment int64, amount money.Amount, splits []EarlierSplit, refunded []int64) ([]PaySplit, error) {
	switch {
	case payment == 0 && len(refunded) > 0:
		return dst, &money.FieldError{Path: "payment", Err: money.ErrMissing} // nobody could tell whether it was
	case payment != 0 && slices.Contains(refunded, payment):
		return dst, &money.FieldError{Path: "payment", Value: int(payment), Err: ErrRefunded}
	}
	order, err := storedOrder(payment, splits)
	if err != nil {
		return dst, err
	}
	if err := checkRefund(amount, splits); err != nil {
		return dst, err
	}
	for _, i := range order {
		s := &splits[i]
		dst = append(dst, s.reversed(-s.Amount)) // above zero, by checkRefund
	}
	return dst, nil
}

// checkRefund says why a payment cannot be refunded: what is below zero first, then
// what is on a plan.
func checkRefund(amount money.Amount, splits []EarlierSplit) error {
	var sum money.Amount
	for i := range splits {
		if splits[i].Amount <= 0 {
			return splitError(i, "Amount", splits[i].Amount, ErrRefundNegative)
		}
		var err error
		if sum, err = sum.Add(splits[i].Amount); err != nil {
			return splitError(i, "Amount", splits[i].Amount, err)
		}
	}
	for i := range splits {
		if splits[i].Plan != 0 || splits[i].PlanCharge != 0 {
			return splitError(i, "Plan", nil, ErrRefundPlan)
		}
	}
	if sum != amount {
		return &money.FieldError{Path: "amount", Value: money.Gap{Got: amount, Want: sum}, Err: ErrRefundSum}
	}
	return nil
}

// AppendNotPerformed appends to dst the adjustments that go with a refund of work that
// was not performed: for each split of the refund that is on a procedure or adjustment
// one of its size, below zero, of the same patient, provider, clinic and procedure, so
// that the charge which is owed again is owed by nobody. They have no ids yet. Amounts
// are in minor units.
//
// Source: Open Dental 24.3, refund for work that was not performed.
func AppendNotPerformed(dst []Adjustment, refund []PaySplit, today date.Date) []Adjustment {
	for i := range refund {
		s := &refund[i]
		if s.Plan != 0 || s.Unearned != 0 || s.Procedure == 0 && s.Adjustment == 0 {
			continue
		}
		dst = append(dst, Adjustment{Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Date: today, Amount: s.Amount, Procedure: s.Procedure})
	}
	return dst
}

// AppendReturn appends to dst the splits of a payment gateway's partial return:
// the splits of the payment in stored order, by id, negated until the amount is
// used; the last is cut. What was paid on a payment plan goes back too.
//
// Law: the splits sum to the amount, below zero.
//
// AppendReturn returns an error, and dst unchanged, if:
//   - the amount is zero or less ([money.ErrZeroAmount], [money.ErrNegative]);
//   - the payment has no splits ([money.ErrMissing]), two of one id
//     ([money.ErrDuplicateID]), one of another payment ([money.ErrUnknownID]), or one
//     of zero or less ([ErrRefundNegative]);
//   - the amount is more than the splits hold ([ErrReturnTooMuch]).
//
// Source: Open Dental 24.3, return of an online payment.
func AppendReturn(dst []PaySplit, payment int64, amount money.Amount, splits []EarlierSplit) ([]PaySplit, error) {
	switch {
	case amount == 0:
		return dst, &money.FieldError{Path: "amount", Err: money.ErrZeroAmount}
	case amount < 0:
		return dst, &money.FieldError{Path: "amount", Value: amount, Err: money.ErrNegative}
	}
	order, err := storedOrder(payment, splits)
	if err != nil {
		return dst, err
	}
	var sum money.Amount
	for i := range splits {
		if splits[i].Amount <= 0 {
			return dst, splitError(i, "Amount", splits[i].Amount, ErrRefundNegative)
		}
		if sum, err = sum.Add(splits[i].Amount); err != nil {
			return dst, splitError(i, "Amount", splits[i].Amount, err)
		}
	}
	if amount > sum {
		return dst, &money.FieldError{Path: "amount", Value: money.Gap{Got: amount, Want: sum, Relation: "at most"}, Err: ErrReturnTooMuch}
	}
	for _, i := range order {
		if amount == 0 {
			break
		}
		s := &splits[i]
		part := min(amount, s.Amount)
		amount -= part // 0 < part <= amount
		dst = append(dst, s.reversed(-part))
	}
	return dst, nil
}

// storedOrder returns the rows of splits by id, which must all be of one payment.
func storedOrder(payment int64, splits []EarlierSplit) ([]int, error) {
	if len(splits) == 0 {
		return nil, &money.FieldError{Path: "splits", Err: money.ErrMissing}
	}
	order := make([]int, len(splits))
	for i := range splits {
		if splits[i].Payment != 0 && payment != 0 && splits[i].Payment != payment {
			return nil, splitError(i, "Payment", money.Fact("it is a part of payment "+strconv.FormatInt(splits[i].Payment, 10)), money.ErrUnknownID)
		}
		order[i] = i
	}
	sorting.By(order, func(a, b *int) int { return cmp.Or(cmp.Compare(splits[*a].ID, splits[*b].ID), cmp.Compare(*a, *b)) })
	for i := 1; i < len(order); i++ {
		if id := splits[order[i]].ID; id == splits[order[i-1]].ID {
			if id == 0 {
				return nil, splitError(order[i], "ID", nil, money.ErrMissing)
			}
			return nil, splitError(order[i], "ID", int(id), money.ErrDuplicateID)
		}
	}
	return order, nil
}

// reversed returns a split like an earlier one, for another amount.
func (s *EarlierSplit) reversed(amount money.Amount) PaySplit {
	return PaySplit{
		Amount: amount, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic,
		Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, PlanCharge: s.PlanCharge, Debit: s.Debit, Unearned: s.Unearned,
	}
}

// splitError names a field of an earlier split.
func splitError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "splits[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}
