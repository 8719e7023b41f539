package alloc

import "github.com/paysplit/paysplit/money"

// VerifyPartial checks the splits that replace those of a stored payment, whoever made
// them: for each share in order one for its procedure, or for its instalment one for
// interest and one for each item of the principal, as far as the share reaches. What
// is owed is worked out again without the payment's own splits, and shares no code
// with [Allocator.AppendPartial].
//
// VerifyPartial returns an error if:
//   - the splits are not those of the shares, field by field and in order
//     ([ErrUnverified]), with the path of the first field at fault: splits[2].Amount;
//   - the shares do not sum to the payment, or one is more than its charge owes where
//     the options do not allow that ([ErrUnverified]): shares[0].Amount;
//   - the payer, an id or an amount of the ledger is one that [Verify] refuses.
//
// Source: Open Dental API, Payments PUT Partial.
func VerifyPartial(l *Ledger, p Payment, shares []Share, o Options, splits []PaySplit) error {
	v, err := newVerifier(l, p, o)
	if err != nil {
		return err
	}
	v.without = p.ID
	if err := v.workOut(); err != nil {
		return err
	}
	parts := make(map[int64][]*due)
	for _, d := range v.dues {
		if d.plan != nil && d.plan.Dynamic && d.owed > 0 {
			parts[d.charge] = append(parts[d.charge], d)
		}
	}
	for i, s := range shares {
		of := parts[s.Charge.ID]
		if s.Charge.Kind == KindProcedure {
			of = nil
			if d := v.procedure[s.Charge.ID]; d != nil && !d.planned && d.owed > 0 && v.family(d.place.patient) {
				of = []*due{d}
			}
		}
		if err := v.give(i, s.Amount, of); err != nil {
			return err
		}
	}
	if v.left != 0 {
		return miscounted("shares", "the shares do not sum to the payment")
	}
	return v.compare(splits)
}

// give makes the splits of a share: what each part owes, and on the last whatever is
// left.
func (v *verifier) give(i int, share money.Amount, of []*due) error {
	v.left = v.sub(v.left, share)
	for k, d := range of {
		part := min(share, d.owed)
		if k == len(of)-1 && v.options.AllowOverpay {
			part = share
		}
		if part > 0 {
			share = v.sub(share, part)
			v.wanted = append(v.wanted, v.split(d, part))
		}
	}
	if share != 0 {
		return unverified("shares", i, "Amount", money.Fact("the charge does not owe as much"))
	}
	return nil
}
