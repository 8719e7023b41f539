package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// VerifyRefund checks the splits that undo a payment of an amount, whoever made
// them: they are those of the payment in order of id, each with its amount negated
// and everything else as it was. It shares no code with [AppendRefund].
//
// VerifyRefund returns an error if:
//   - the payment has no splits ([money.ErrMissing]), two of one id
//     ([money.ErrDuplicateID]), one of zero or less ([ErrRefundNegative]) or one on a
//     payment plan ([ErrRefundPlan]), or they do not sum to the amount
//     ([ErrRefundSum]) or to any ([money.ErrOverflow]): there is nothing to refund;
//   - the splits do not mirror them ([ErrUnverified]), with the path of the first
//     field at fault: splits[2].Provider.
func VerifyRefund(amount money.Amount, of []EarlierSplit, splits []PaySplit) error {
	rows, err := refundable(amount, of)
	if err != nil {
		return err
	}
	for i := range min(len(rows), len(splits)) {
		s := &of[rows[i]]
		mirror := PaySplit{
			Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic,
			Procedure: s.Procedure, Adjustment: s.Adjustment, Debit: s.Debit, Unearned: s.Unearned,
		}
		if mirror.Amount, err = s.Amount.Neg(); err != nil {
			return err
		}
		if err := sameSplit("splits", i, splits[i], mirror); err != nil {
			return err
		}
	}
	switch {
	case len(splits) < len(rows):
		return miscounted("splits", "a split of the payment is not undone")
	case len(splits) > len(rows):
		return unverified("splits", len(rows), "Amount", money.Fact("the payment has no further split"))
	}
	return nil
}

// refundable returns the rows of a payment's splits by id, or why it cannot be
// refunded.
func refundable(amount money.Amount, of []EarlierSplit) ([]int, error) {
	if len(of) == 0 {
		return nil, &money.FieldError{Path: "of", Err: money.ErrMissing}
	}
	fault := func(i int, field string, value any, rule error) error {
		return &money.FieldError{Path: "of[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
	}
	rows, amounts := make([]int, len(of)), make([]money.Amount, len(of))
	for i := range of {
		rows[i], amounts[i] = i, of[i].Amount
		if of[i].Amount <= 0 {
			return nil, fault(i, "Amount", of[i].Amount, ErrRefundNegative)
		}
	}
	for i := range of {
		if of[i].Plan != 0 || of[i].PlanCharge != 0 {
			return nil, fault(i, "Plan", nil, ErrRefundPlan)
		}
	}
	sum, err := money.Sum(amounts)
	if err != nil {
		return nil, &money.FieldError{Path: "of", Err: err}
	}
	if sum != amount {
		return nil, &money.FieldError{Path: "amount", Value: money.Gap{Got: amount, Want: sum}, Err: ErrRefundSum}
	}
	slices.SortStableFunc(rows, func(x, y int) int { return cmp.Compare(of[x].ID, of[y].ID) })
	for i := 1; i < len(rows); i++ {
		if of[rows[i]].ID == of[rows[i-1]].ID {
			return nil, fault(rows[i], "ID", of[rows[i]].ID, money.ErrDuplicateID)
		}
	}
	return rows, nil
}
