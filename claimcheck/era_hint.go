package claimcheck

import "github.com/paysplit/paysplit/money"

// ERAHint is what the difference of an equation looks like. It is a guess that
// saves a search, never a verdict.
type ERAHint uint8

// The hints.
const (
	ERAHintNone       ERAHint = iota
	ERAHintClaimCAS           // without the claim's own adjustments it ties: they stand at both levels
	ERAHintNegated            // it ties if all adjustments change their sign
	ERAHintDouble             // an adjustment is as much as what is paid too much
	ERAHintMissing            // an adjustment is as much as what is paid too little
	ERAHintFlipped            // it ties if one adjustment changes its sign
	ERAHintPLBSign            // it ties if all provider adjustments change their sign
	ERAHintClaimOff           // one claim is off by as much: paid what it should be, it ties
	ERAHintForward            // what is expected is below zero, and the payment is zero
	ERAHintExcluded           // it ties if predeterminations count
	ERAHintClaim              // a claim is paid as much as the payment is short
	ERAHintClaimTwice         // a claim is paid as much as the payment is over
	ERAHintClaimSign          // it ties if one claim changes its sign
	ERAHintPLBExtra           // it ties without one provider adjustment
	ERAHintPLBMissing         // it ties with one provider adjustment once more
	ERAHintPLBFlipped         // it ties if one provider adjustment changes its sign
	ERAHintTransposed         // it ties if two neighbouring digits change places
	ERAHintNines              // a multiple of nine units, as a swap of two digits in one of the parts would leave
)

// maxHintRows bounds the adjustments of one claim that hints look at.
const maxHintRows = 256

// hintOfLine looks at the adjustments of a line or a claim that does not balance.
func hintOfLine(f *ERAFinding, adjustments money.Amount, rows []money.Amount) ERAHint {
	d := f.Difference()
	if adjustments != 0 && len(rows) > 1 && eraIsTwice(d, adjustments) {
		return ERAHintNegated
	}
	for _, a := range rows {
		if a != 0 && a == d {
			return ERAHintDouble
		}
	}
	for _, a := range rows {
		if a != 0 && eraIsTwice(d, a) {
			return ERAHintFlipped
		}
	}
	for _, a := range rows {
		if a != 0 && eraIsOpposite(a, d) {
			return ERAHintMissing
		}
	}
	return hintOfDigits(f.Want, f.Got)
}

// hintOfClaim looks at a claim that does not balance.
func (b *eraBalancer) hintOfClaim(f *ERAFinding, own, adjustments money.Amount) ERAHint {
	if b.claim.services > 0 && own != 0 && own == f.Difference() {
		return ERAHintClaimCAS
	}
	return hintOfLine(f, adjustments, b.rows)
}

// hintOfDigits tells whether one amount is the other with two neighbouring digits
// in each other's place, or whether they may be sums in one part of which that has
// happened: any such swap changes an amount by a multiple of nine units.
func hintOfDigits(want, got money.Amount) ERAHint {
	change, err := want.Sub(got)
	if err != nil || change == 0 || int64(change)%9 != 0 {
		return ERAHintNone
	}
	g := gap{low: change, high: change, whole: true}
	if g.digits(); g.swap(got, 1) {
		return ERAHintTransposed
	}
	return ERAHintNines
}

// eraIsTwice reports whether d is a and a.
func eraIsTwice(d, a money.Amount) bool {
	sum, err := a.Add(a)
	return err == nil && sum == d
}

// eraIsOpposite reports whether a and d sum to zero.
func eraIsOpposite(a, d money.Amount) bool {
	sum, err := a.Add(d)
	return err == nil && sum == 0
}

// hint looks at a payment that does not balance: at all provider adjustments
// together, then at each claim and each provider adjustment.
func (r *ERAReport) hint(f *ERAFinding) (hint ERAHint, row int32) {
	d := f.Difference()
	switch {
	case r.Provider != 0 && eraIsTwice(d, r.Provider):
		return ERAHintPLBSign, -1
	case r.Expected < 0 && r.Payment == 0:
		return ERAHintForward, -1
	case r.predeterminationsAre(d):
		return ERAHintExcluded, -1
	}
	if i := r.claimOff(d); i >= 0 {
		return ERAHintClaimOff, int32(i)
	}
	for _, try := range [...]struct {
		hint ERAHint
		fits func(a money.Amount) bool
	}{
		{ERAHintClaim, func(a money.Amount) bool { return eraIsOpposite(a, d) }},
		{ERAHintClaimTwice, func(a money.Amount) bool { return a == d }},
		{ERAHintClaimSign, func(a money.Amount) bool { twice, err := a.Add(a); return err == nil && eraIsOpposite(twice, d) }},
	} {
		if i := r.claimThat(try.fits); i >= 0 {
			return try.hint, int32(i)
		}
	}
	for _, try := range [...]struct {
		hint ERAHint
		fits func(a money.Amount) bool
	}{
		{ERAHintPLBExtra, func(a money.Amount) bool { return a == d }},
		{ERAHintPLBFlipped, func(a money.Amount) bool { return eraIsTwice(d, a) }},
		{ERAHintPLBMissing, func(a money.Amount) bool { return eraIsOpposite(a, d) }},
	} {
		for i, p := range r.PLB {
			if p.Amount != 0 && try.fits(p.Amount) {
				return try.hint, int32(i)
			}
		}
	}
	return hintOfDigits(f.Want, f.Got), -1
}

// claimThat returns the first claim that counts and whose payment fits, or -1.
func (r *ERAReport) claimThat(fits func(a money.Amount) bool) int {
	for i := range r.kept.count {
		if k := r.kept.at(i); k.paid != 0 && k.status != eraPredetermination && fits(k.paid) {
			return i
		}
	}
	return -1
}

// claimOff returns the first claim that counts and is itself off by the opposite of a
// difference, or -1.
func (r *ERAReport) claimOff(d money.Amount) int {
	for at := range r.kept.off {
		i := int(r.kept.off[at].claim)
		k := r.kept.at(i)
		off := wideOf(k.paid).less(k.charge).plus(k.claimCAS).plus(r.kept.off[at].serviceCAS)
		if k.status != eraPredetermination && off == wideOf(0).less(d) {
			return i
		}
	}
	return -1
}

// predeterminationsAre reports whether the payments of predeterminations, which do
// not count, are an amount.
func (r *ERAReport) predeterminationsAre(d money.Amount) bool {
	var sum wide
	found := false
	for i := range r.kept.count {
		if k := r.kept.at(i); k.status == eraPredetermination && k.paid != 0 {
			sum, found = sum.plus(k.paid), true
		}
	}
	return found && sum == wideOf(d)
}
