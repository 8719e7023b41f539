package claimcheck

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// A reversal takes back a claim: it has the claim's charge, payment and adjustments
// with the opposite sign, at the same level of detail and, since version 005010,
// under the same groups. Its correction follows it in the same remittance.
//
// Source: semantics of claim checks, 3.2, after X12 requests for interpretation
// 1733, 2442, 319 and 791.

// judgeReversal looks at a reversal alone.
func (b *eraBalancer) judgeReversal(adjustments money.Amount) {
	c := &b.claim
	if c.charge > 0 {
		b.shape(ERAFieldCharge, 0, c.charge)
	}
	if c.paid > 0 {
		b.shape(ERAFieldPaid, 0, c.paid)
	}
	if b.adjustmentsNotNegated(adjustments) || b.old && c.groups&hasPR != 0 || !b.old && c.groups&hasCR != 0 {
		b.shape(ERAFieldCAS, 0, 0)
	}
}

// adjustmentsNotNegated reports whether a reversal ties only with its adjustments
// negated.
func (b *eraBalancer) adjustmentsNotNegated(adjustments money.Amount) bool {
	sum, err := b.claim.charge.Add(adjustments)
	return err == nil && adjustments != 0 && sum == b.claim.paid
}

// shape warns that a reversal is not the mirror of its claim. Where no amounts are
// compared, want and got are equal.
func (b *eraBalancer) shape(field ERAField, want, got money.Amount) {
	b.warn(ErrReversalShape, b.compared(field, want, got))
}

// matchReversals compares each reversal with what else the remittance says of its
// claim, found by its id. The claim before it is what it reverses, if it mirrors it,
// or if there is another after it, which is then the correction. The only one,
// before it and no mirror, is a correction that came too early.
func (b *eraBalancer) matchReversals() {
	kept := &b.report.kept
	b.turned = slices.Grow(b.turned[:0], kept.count)
	for i := range kept.count {
		b.turned = append(b.turned, uint32(i))
	}
	slices.SortFunc(b.turned, func(i, j uint32) int {
		return cmp.Or(bytes.Compare(kept.id(kept.at(int(i))), kept.id(kept.at(int(j)))), cmp.Compare(i, j))
	})
	for first := 0; first < len(b.turned); {
		last := first + 1
		id := kept.id(kept.at(int(b.turned[first])))
		for last < len(b.turned) && bytes.Equal(id, kept.id(kept.at(int(b.turned[last])))) {
			last++
		}
		if last-first > 1 && len(id) > 0 {
			b.matchOne(b.turned[first:last])
		}
		first = last
	}
}

// matchOne compares the reversals among the claims of one id, in their order. Each
// claim is the original of one reversal at most.
func (b *eraBalancer) matchOne(claims []uint32) {
	kept := &b.report.kept
	lastForward := -1 // the last that is no reversal
	for i, at := range claims {
		if kept.at(int(at)).status != eraReversal {
			lastForward = i
		}
	}
	before := -1
	for i, at := range claims {
		k := kept.at(int(at))
		if k.status != eraReversal {
			before = i
			continue
		}
		if before < 0 {
			continue
		}
		original := kept.at(int(claims[before]))
		switch {
		case k.mirrors(original, b.old):
		case lastForward > i:
			b.compareShapes(int32(at), k, original)
		default:
			f := keptFinding(ERAFieldClaim, int32(at), k)
			f.HintRow = int32(claims[before])
			b.warn(ErrReversalOrder, f)
		}
		before = -1
	}
}

// eraPair is an amount of a reversal beside that of its original.
type eraPair struct {
	field         ERAField
	got, original money.Amount
}

// pairsOf returns the amounts of a reversal beside those of its original.
func (k *eraKept) pairsOf(original *eraKept) [5]eraPair {
	return [5]eraPair{
		{ERAFieldCharge, k.charge, original.charge},
		{ERAFieldPaid, k.paid, original.paid},
		{ERAFieldCAS, k.claimCAS, original.claimCAS},
		{ERAFieldServiceCAS, k.serviceCAS, original.serviceCAS},
		{ERAFieldPatientResp, k.patient, original.patient},
	}
}

// mirrors reports whether a reversal has all that its original has, negated. The
// old versions moved the groups.
func (k *eraKept) mirrors(original *eraKept, old bool) bool {
	for _, p := range k.pairsOf(original) {
		if !eraIsOpposite(p.got, p.original) && !(old && p.field == ERAFieldPatientResp) {
			return false
		}
	}
	return k.services == original.services
}

// compareShapes warns of everything in which a reversal is not its original's
// mirror.
func (b *eraBalancer) compareShapes(claim int32, k, original *eraKept) {
	for _, p := range k.pairsOf(original) {
		told := p.got > 0 && (p.field == ERAFieldCharge || p.field == ERAFieldPaid) // by judgeReversal
		if told || eraIsOpposite(p.got, p.original) || p.field == ERAFieldPatientResp && b.old {
			continue
		}
		f := keptFinding(p.field, claim, k)
		b.take(&f.Want, p.original)
		f.Got = p.got
		difference := p.got
		b.take(&difference, f.Want)
		b.warn(ErrReversalShape, f)
	}
	if k.services != original.services {
		f := keptFinding(ERAFieldServices, claim, k)
		f.Want, f.Got = money.Amount(original.services), money.Amount(k.services)
		b.warn(ErrReversalShape, f)
	}
}

// keptFinding returns a finding about a claim that is kept.
func keptFinding(field ERAField, claim int32, k *eraKept) ERAFinding {
	return ERAFinding{Field: field, Claim: claim, Service: -1, Row: -1, HintRow: -1, Segment: k.segment, Offset: -1}
}
