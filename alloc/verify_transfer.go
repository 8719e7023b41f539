package alloc

import (
	"math/big"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// VerifyTransfer checks the splits of an income transfer, whoever made them: a
// payment of nothing that moves money which is on the account already. They come in
// pairs, one that takes an amount and one that puts the same amount somewhere, so
// that they sum to zero. What is taken is there: earlier splits on the same charge
// or plan, whosever they are; unearned money of the same patient, provider and
// clinic, all types together; money on nothing, likewise; a fee or an adjustment
// below zero; or what the transfer itself has put there. A charge or plan that money
// is put on is in the ledger.
//
// Two things are not looked at. Unearned money of no provider and no clinic, of the
// type for prepayments or for planned treatment, may go below zero: somebody may
// have asked for it. And a charge may be given more than it owes.
//
// VerifyTransfer returns an error if:
//   - the splits break one of the rules above ([ErrUnverified]), with the path of
//     the first field at fault: splits[2].Amount.
//
// Source: Open Dental 24.3, income transfer, first in first out, and allocation of
// unearned income.
func VerifyTransfer(l *Ledger, splits []PaySplit) error {
	there := holdingsOf(l)
	known := knownIn(l)
	for i, s := range splits {
		taken := i%2 == 0
		switch {
		case s.Procedure != 0 && s.Adjustment != 0:
			return unverified("splits", i, "Adjustment", money.Fact("the split is on a procedure too"))
		case taken && s.Amount >= 0:
			return unverified("splits", i, "Amount", money.Fact("the first of two splits takes money from somewhere"))
		case taken && i+1 == len(splits):
			return unverified("splits", i, "Amount", money.Fact("no split puts the money anywhere"))
		case taken && !there.has(l, s):
			return unverified("splits", i, "Amount", money.Fact("the money is not there to be taken"))
		case !taken && !opposite(splits[i-1].Amount, s.Amount):
			return unverified("splits", i, "Amount", money.Fact("the second of two splits puts what the first took"))
		}
		if !taken {
			if field := known.missing(s); field != "" {
				return unverified("splits", i, field, money.Fact("the ledger has no such row"))
			}
		}
		there.put(holderOf(s), s.Amount)
	}
	return nil
}

// opposite reports whether two amounts sum to zero.
func opposite(a, b money.Amount) bool {
	sum, err := a.Add(b)
	return err == nil && sum == 0
}

// holder is where money is. On a charge or a plan it does not matter whose it is.
type holder struct {
	target   Target // the charge, or the plan
	unearned bool
	place    site
}

// holderOf returns where a split puts its money.
func holderOf(s PaySplit) holder {
	switch {
	case s.Plan != 0:
		return holder{target: Target{KindPlan, s.Plan}}
	case s.Procedure != 0:
		return holder{target: Target{KindProcedure, s.Procedure}}
	case s.Adjustment != 0:
		return holder{target: Target{KindAdjustment, s.Adjustment}}
	}
	return holder{unearned: s.Unearned != 0, place: site{s.Patient, s.Provider, s.Clinic}}
}

// holdings is how much money is where, in numbers of any size.
type holdings map[holder]*big.Int

// put adds an amount to what is there.
func (h holdings) put(at holder, amount money.Amount) {
	if h[at] == nil {
		h[at] = new(big.Int)
	}
	h[at].Add(h[at], big.NewInt(int64(amount)))
}

// has reports whether what a split takes is there.
func (h holdings) has(l *Ledger, s PaySplit) bool {
	at := holderOf(s)
	byRequest := s.Unearned == l.Unearned.Prepayment || s.Unearned == l.Unearned.TreatmentPlan
	if at.target.ID == 0 && s.Unearned != 0 && s.Provider == 0 && s.Clinic == 0 && byRequest {
		return true
	}
	if h[at] == nil {
		return false
	}
	rest := new(big.Int).Add(h[at], big.NewInt(int64(s.Amount)))
	return rest.Sign() >= 0
}

// holdingsOf returns what money a ledger has where. Hidden money for a procedure or
// a plan is kept for that. A procedure may also be overpaid by the discounts on it.
func holdingsOf(l *Ledger) holdings {
	h := make(holdings)
	for i := range l.Splits {
		s := &l.Splits[i]
		like := PaySplit{
			Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic,
			Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, Unearned: s.Unearned,
		}
		named := s.Procedure != 0 || s.Plan != 0
		if named && slices.Contains(l.Unearned.Hidden, s.Unearned) {
			continue
		}
		h.put(holderOf(like), s.Amount)
		if named && s.Unearned != 0 { // it may be taken as unearned money too
			like.Procedure, like.Adjustment, like.Plan = 0, 0, 0
			h.put(holderOf(like), s.Amount)
		}
	}
	for i := range l.Procedures {
		if p := &l.Procedures[i]; p.Fee < 0 {
			h.credit(Target{KindProcedure, p.ID}, p.Fee, max(1, p.Units+p.BaseUnits))
		}
	}
	for i := range l.Adjustments {
		if a := &l.Adjustments[i]; a.Amount < 0 {
			h.credit(Target{KindAdjustment, a.ID}, a.Amount, 1)
			h.credit(Target{KindProcedure, a.Procedure}, a.Amount, 1)
		}
	}
	return h
}

// credit adds so many times an amount below zero, as money on a charge.
func (h holdings) credit(on Target, amount money.Amount, times int64) {
	at := holder{target: on}
	h.put(at, 0)
	product := new(big.Int).Mul(big.NewInt(int64(amount)), big.NewInt(times))
	h[at].Sub(h[at], product)
}

// known are the rows of a ledger that money can be put on.
type known map[Target]bool

func knownIn(l *Ledger) known {
	k := make(known)
	for i := range l.Procedures {
		k[Target{KindProcedure, l.Procedures[i].ID}] = true
	}
	for i := range l.Adjustments {
		k[Target{KindAdjustment, l.Adjustments[i].ID}] = true
	}
	for i := range l.Plans {
		k[Target{KindPlan, l.Plans[i].ID}] = true
	}
	for i := range l.PlanCharges {
		k[Target{KindPlanCharge, l.PlanCharges[i].ID}] = true
	}
	return k
}

// missing returns the field of a split that names no row, or "".
func (k known) missing(s PaySplit) string {
	switch {
	case s.Procedure != 0 && !k[Target{KindProcedure, s.Procedure}]:
		return "Procedure"
	case s.Adjustment != 0 && !k[Target{KindAdjustment, s.Adjustment}]:
		return "Adjustment"
	case s.Plan != 0 && !k[Target{KindPlan, s.Plan}]:
		return "Plan"
	case s.PlanCharge != 0 && !k[Target{KindPlanCharge, s.PlanCharge}]:
		return "PlanCharge"
	}
	return ""
}
