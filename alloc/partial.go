package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// Share is what somebody decided that one charge receives: a procedure
// ([KindProcedure]) or an instalment of a dynamic plan ([KindPlanCharge]).
type Share struct {
	Charge Target
	Amount money.Amount // above zero, in minor units
}

// AppendPartial appends to dst the splits that replace those of a stored payment:
// one for each procedure, and for each instalment one for its interest and one for
// each item that its principal pays for, as far as the share reaches. Shares come out
// in the order in which they are given. The payment's own splits, which are those of
// [Payment].ID in the ledger, are to be deleted; what is owed is measured without
// them, and without loose money: if loose money would lower a charge that is paid
// here, a [Warning] says so.
//
// Law: the splits sum to the payment, and nothing is done by halves.
//
// AppendPartial returns an error, and dst unchanged, if what [Allocator.AppendPay]
// says of the ledger and the payment is not so, or if:
//   - there are no shares ([ErrPartialEmpty]), or they do not sum to the payment
//     ([ErrPartialSum]);
//   - a share is zero or less ([ErrPartialAmount]), or names a charge twice
//     ([ErrPartialTwice]) or one that is not in the ledger ([money.ErrUnknownID]);
//   - a charge is on nobody of the family ([ErrPartialFamily]), is owed nothing
//     ([ErrPartialPaid]) or less than the share ([ErrPartialOverpay], unless the
//     options allow it), or is an instalment of a plan that is not dynamic
//     ([ErrPartialPlan]);
//   - the options ask for anything else that pays ([ErrPartialMode]).
//
// Source: Open Dental API, Payments PUT Partial.
func (a *Allocator) AppendPartial(dst []PaySplit, l *Ledger, p Payment, shares []Share, o Options) ([]PaySplit, Summary, error) {
	a.reset()
	from := len(dst)
	dst, err := a.appendPartial(dst, l, &p, shares, &o)
	if err != nil {
		a.reset()
		return dst[:from], Summary{}, err
	}
	return a.moved(dst, from)
}

func (a *Allocator) appendPartial(dst []PaySplit, l *Ledger, p *Payment, shares []Share, o *Options) ([]PaySplit, error) {
	guarantor, err := checkPayment(l, p, o)
	if err != nil {
		return dst, err
	}
	o.Strategy = Strategy{} // the shares say all, of what is due
	if err := a.checkShares(p, shares, o); err != nil {
		return dst, err
	}
	a.without = p.ID
	err = a.owe(l, p, guarantor, o)
	a.without = 0
	if err != nil {
		return dst, err
	}
	a.splits = a.splits[:0]
	a.indexParts()
	for i := range shares {
		if err := a.give(l, p, guarantor, shares, i, o); err != nil {
			return dst, err
		}
	}
	for i := range a.entries {
		a.entries[i].before = a.entries[i].end
	}
	for _, s := range a.splits {
		e := &a.entries[s.Charge]
		a.step(o, Step{Rule: StepGiven, Charge: e.target, Of: e.of, Before: e.end, After: e.end - s.Amount, Amount: s.Amount})
		e.end -= s.Amount // give has tried it
		dst = append(dst, e.split(l, o, s.Amount))
	}
	a.warnCovered(p, o)
	a.record()
	return dst, nil
}

// checkShares checks what can be said of the shares alone.
func (a *Allocator) checkShares(p *Payment, shares []Share, o *Options) error {
	switch {
	case p.ID == 0:
		return &money.FieldError{Path: "payment.ID", Err: money.ErrMissing}
	case len(o.Procedures) > 0:
		return &money.FieldError{Path: "options.Procedures", Err: ErrPartialMode}
	case o.Prepayment:
		return &money.FieldError{Path: "options.Prepayment", Err: ErrPartialMode}
	case o.Plan != 0:
		return &money.FieldError{Path: "options.Plan", Value: o.Plan, Err: ErrPartialMode}
	case o.OwnFirst:
		return &money.FieldError{Path: "options.OwnFirst", Err: ErrPartialMode}
	case len(shares) == 0:
		return &money.FieldError{Path: "shares", Err: ErrPartialEmpty}
	}
	var sum money.Amount
	for i := range shares {
		s := &shares[i]
		switch {
		case s.Charge.Kind != KindProcedure && s.Charge.Kind != KindPlanCharge:
			return shareError(i, "Charge.Kind", int(s.Charge.Kind), ErrKind)
		case s.Charge.ID == 0:
			return shareError(i, "Charge.ID", nil, money.ErrMissing)
		case s.Amount <= 0:
			return shareError(i, "Amount", s.Amount, ErrPartialAmount)
		}
		var err error
		if sum, err = sum.Add(s.Amount); err != nil {
			return shareError(i, "Amount", s.Amount, err)
		}
	}
	if i := a.targetTwice(len(shares), func(i int32) Target { return shares[i].Charge }); i >= 0 {
		return shareError(i, "Charge.ID", int(shares[i].Charge.ID), ErrPartialTwice)
	}
	if sum != p.Amount {
		return &money.FieldError{Path: "shares", Value: money.Gap{Got: sum, Want: p.Amount}, Err: ErrPartialSum}
	}
	return nil
}

// shareError names a field of a share.
func shareError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "shares[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}

// give makes the splits of one share.
func (a *Allocator) give(l *Ledger, p *Payment, guarantor int64, shares []Share, i int, o *Options) error {
	s := &shares[i]
	var entries []int32
	var err error
	if s.Charge.Kind == KindProcedure {
		entries, err = a.shareProcedure(l, guarantor, shares, i)
	} else {
		entries, err = a.sharePlanCharge(l, p, guarantor, shares, i)
	}
	if err != nil {
		return err
	}
	var owed money.Amount
	for _, at := range entries {
		owed += max(0, a.entries[at].end) // parts of one charge, which fits
	}
	switch {
	case owed == 0:
		for _, at := range a.partsOf {
			if e := &a.entries[at]; s.Charge.Kind == KindPlanCharge && e.target.ID == s.Charge.ID && e.ahead {
				return shareError(i, "Charge.ID", money.Fact("instalment "+strconv.FormatInt(s.Charge.ID, 10)+" is due after today"), ErrPartialPaid)
			}
		}
		return shareError(i, "Charge.ID", int(s.Charge.ID), ErrPartialPaid)
	case s.Amount > owed && !o.AllowOverpay:
		return shareError(i, "Amount", money.Gap{Got: s.Amount, Want: owed, Relation: "at most"}, ErrPartialOverpay)
	}
	left := s.Amount
	for k, at := range entries {
		part := min(left, max(0, a.entries[at].end))
		if k == len(entries)-1 {
			part = left // an overpayment stays on the last part
		}
		if part == 0 {
			continue
		}
		if _, err := a.entries[at].end.Sub(part); err != nil {
			return shareError(i, "Amount", s.Amount, err)
		}
		left -= part // 0 < part <= left
		a.splits = append(a.splits, Split{Charge: int64(at), Amount: part})
	}
	return nil
}

// shareProcedure returns the entry of a procedure of the family.
func (a *Allocator) shareProcedure(l *Ledger, guarantor int64, shares []Share, i int) ([]int32, error) {
	id := shares[i].Charge.ID
	row, ok := a.procedures.find(id)
	switch {
	case !ok:
		return nil, shareError(i, "Charge.ID", int(id), money.ErrUnknownID)
	case !a.inFamily(l, l.Procedures[row].Patient, guarantor):
		return nil, shareError(i, "Charge.ID", int(id), ErrPartialFamily)
	case a.entryOf[row] < 0 || a.entries[a.entryOf[row]].planned:
		return nil, nil
	}
	a.group = append(a.group[:0], a.entryOf[row])
	return a.group, nil
}

// sharePlanCharge returns the parts of an instalment of a dynamic plan that owe
// something, interest first.
func (a *Allocator) sharePlanCharge(l *Ledger, p *Payment, guarantor int64, shares []Share, i int) ([]int32, error) {
	id := shares[i].Charge.ID
	charge, ok := a.chargeIDs.find(id)
	if !ok {
		return nil, shareError(i, "Charge.ID", int(id), money.ErrUnknownID)
	}
	row, _ := a.plans.find(l.PlanCharges[charge].Plan) // it is there, by indexPlanCharges
	plan := &l.Plans[row]
	switch {
	case !a.inFamily(l, plan.Patient, guarantor) && plan.guarantor() != p.Patient:
		return nil, shareError(i, "Charge.ID", int(id), ErrPartialFamily)
	case !plan.Dynamic:
		return nil, shareError(i, "Charge.ID", int(id), ErrPartialPlan)
	}
	at, _ := slices.BinarySearchFunc(a.partsOf, id, func(i int32, id int64) int { return cmp.Compare(a.entries[i].target.ID, id) })
	a.group = a.group[:0]
	for ; at < len(a.partsOf) && a.entries[a.partsOf[at]].target.ID == id; at++ {
		if a.entries[a.partsOf[at]].end > 0 {
			a.group = append(a.group, a.partsOf[at])
		}
	}
	return a.group, nil
}

// warnCovered tells of the charges that loose money would lower.
func (a *Allocator) warnCovered(p *Payment, o *Options) {
	quiet := *o
	quiet.Explain = false
	for i := range a.entries {
		a.entries[i].end, a.entries[i].before = a.entries[i].before, a.entries[i].end
	}
	a.spread(p, &quiet)
	a.reductions = a.reductions[:0]
	for _, s := range a.splits {
		e := &a.entries[s.Charge]
		if covered := min(e.linked-e.end, s.Amount); covered > 0 {
			a.warn(e.target, covered, ErrPartialCovered)
		}
	}
	for i := range a.entries {
		e := &a.entries[i]
		e.end, e.before = e.before, e.linked
	}
}

// moved ends a call that has appended splits to dst from a place on.
func (a *Allocator) moved(dst []PaySplit, from int) ([]PaySplit, Summary, error) {
	loose, err := unallocated(dst[from:])
	if err != nil {
		a.reset()
		return dst[:from], Summary{}, err
	}
	return dst, Summary{Unallocated: loose}, nil
}

// unallocated sums the splits that are on no charge, or ahead of their treatment.
func unallocated(splits []PaySplit) (money.Amount, error) {
	var sum money.Amount
	for i := range splits {
		s := &splits[i]
		if s.Unearned == 0 && (s.Procedure != 0 || s.Adjustment != 0 || s.Plan != 0) {
			continue
		}
		var err error
		if sum, err = sum.Add(s.Amount); err != nil {
			return 0, err
		}
	}
	return sum, nil
}
