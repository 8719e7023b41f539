package claimcheck

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// A reversal takes back a claim: it has the claim's charge, payment and adjustments
// with the opposite sign, line by line and, since version 005010, under the same
// groups. Its correction follows it in the same remittance.
//
// A claim has as many forms as payers: status 1, 2 and 3, or 19, 20 and 21 where it
// was forwarded. A reversal does not say whose it is, so it is compared with all of
// them.
//
// Source: semantics of claim checks, 3.2, after X12 requests for interpretation
// 1733, 2442, 319 and 791.

// judgeReversal looks at a reversal alone.
func (b *eraBalancer) judgeReversal(adjustments wide) {
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
func (b *eraBalancer) adjustmentsNotNegated(adjustments wide) bool {
	return adjustments != wide{} && adjustments.plus(b.claim.charge) == wideOf(b.claim.paid)
}

// shape warns that a reversal is not the mirror of its claim. Where no amounts are
// compared, want and got are equal.
func (b *eraBalancer) shape(field ERAField, want, got money.Amount) {
	b.warn(ErrReversalShape, b.compared(field, want, got))
}

// matchReversals compares each reversal with the claims of its id before it, each of
// which is the original of one reversal at most:
//
//  1. With the nearest that it mirrors, there is nothing to say.
//  2. Else with the nearest whose charge and payment it negates: it differs below
//     them.
//  3. Else with the nearest, one of the same charge first. If a claim of that
//     payer follows the reversal, it is the correction, and what the two differ in is
//     the reversal's shape; if none does, the claim before it is the correction, and
//     stands too early.
func (b *eraBalancer) matchReversals() {
	b.pair(func(x, y *eraKept) int { return x.compareAll(y, b.old) }, func(int, int) {})
	b.pair((*eraKept).compareMoney, b.compareShapes)
	b.inGroups(func(*eraKept, *eraKept) int { return 0 }, b.judgeUnpaired)
}

// inGroups sorts the claims by their ids, those of one id by how compare has it, and
// what is equal in the order of the input. It hands on what is equal, which each may
// overwrite. Claims without an id are left out.
func (b *eraBalancer) inGroups(compare func(x, y *eraKept) int, each func(claims []uint32)) {
	kept := &b.report.kept
	b.turned = slices.Grow(b.turned[:0], kept.count)
	for i := range kept.count {
		b.turned = append(b.turned, uint32(i))
	}
	order := func(i, j uint32) int {
		x, y := kept.at(int(i)), kept.at(int(j))
		return cmp.Or(bytes.Compare(kept.id(x), kept.id(y)), compare(x, y))
	}
	sorting.By(b.turned, func(i, j *uint32) int { return cmp.Or(order(*i, *j), cmp.Compare(*i, *j)) })
	for first := 0; first < len(b.turned); {
		last := first + 1
		for last < len(b.turned) && order(b.turned[first], b.turned[last]) == 0 {
			last++
		}
		if last-first > 1 && kept.at(int(b.turned[first])).idLen > 0 {
			each(b.turned[first:last])
		}
		first = last
	}
}

// pair pairs reversals with the nearest claim before them that compares as equal and
// is in no pair yet.
func (b *eraBalancer) pair(compare func(x, y *eraKept) int, found func(reversal, original int)) {
	kept := &b.report.kept
	b.inGroups(compare, func(claims []uint32) {
		waiting := 0 // the claims in no pair, the nearest last: they take the places of those that were looked at
		for _, at := range claims {
			k := kept.at(int(at))
			switch {
			case k.groups&paired != 0:
			case k.status != eraReversal:
				claims[waiting] = at
				waiting++
			case waiting > 0 && k.negates(kept.at(int(claims[waiting-1]))):
				waiting--
				k.groups |= paired
				kept.at(int(claims[waiting])).groups |= paired
				found(int(at), int(claims[waiting]))
			}
		}
	})
}

// negates reports whether a reversal has the charge and the payment of a claim with
// the opposite sign. The lowest amount has no opposite.
func (k *eraKept) negates(original *eraKept) bool {
	return eraIsOpposite(k.charge, original.charge) && eraIsOpposite(k.paid, original.paid)
}

// compareMoney compares charges and payments, those of reversals with their signs
// turned.
func (k *eraKept) compareMoney(o *eraKept) int {
	return cmp.Or(k.compareSigned(o, k.charge, o.charge), k.compareSigned(o, k.paid, o.paid))
}

// compareAll compares all that a reversal has to mirror. The old versions moved the
// groups.
func (k *eraKept) compareAll(o *eraKept, old bool) int {
	patient := 0
	if !old {
		patient = k.compareSigned(o, k.patient, o.patient)
	}
	return cmp.Or(k.compareMoney(o), k.compareSigned(o, k.claimCAS, o.claimCAS), patient, cmp.Compare(k.services, o.services), cmp.Compare(k.detail, o.detail))
}

// compareSigned compares two amounts, that of a reversal with its sign turned.
func (k *eraKept) compareSigned(o *eraKept, x, y money.Amount) int {
	return cmp.Compare(k.signed(x), o.signed(y))
}

// signed returns an amount's bits, with its sign turned in a reversal.
func (k *eraKept) signed(a money.Amount) uint64 {
	if k.status == eraReversal {
		return -uint64(a)
	}
	return uint64(a)
}

// eraRanks is how many payers a claim can have, and 0 for one that its status does
// not tell.
const eraRanks = 4

// rank returns whose claim it is: 1 to 3 for the first payer to the third. A claim
// that is denied may be anybody's.
func (k *eraKept) rank() int {
	switch string(k.status[:]) {
	case "1\x00", "19":
		return 1
	case "2\x00", "20":
		return 2
	case "3\x00", "21":
		return 3
	}
	return 0
}

// judgeUnpaired judges the reversals among the claims of one id that mirror none of
// them. Predeterminations take no part: they pay nothing that is taken back.
func (b *eraBalancer) judgeUnpaired(claims []uint32) {
	kept := &b.report.kept
	var last [eraRanks]int // the last claim of each payer
	for i, at := range claims {
		if k := kept.at(int(at)); k.status != eraReversal && k.status != eraPredetermination {
			last[k.rank()] = i
		}
	}
	nearest := [eraRanks]int{-1, -1, -1, -1} // the last before the reversal that is in no pair
	for i, at := range claims {
		k := kept.at(int(at))
		switch {
		case k.groups&paired != 0 || k.status == eraPredetermination:
		case k.status != eraReversal:
			nearest[k.rank()] = i
		default:
			rank, followed := b.likeliest(claims, i, &nearest, &last)
			if rank < 0 {
				continue
			}
			original := int(claims[nearest[rank]])
			nearest[rank] = -1
			if followed {
				b.compareShapes(int(at), original)
				continue
			}
			f := keptFinding(ERAFieldClaim, int32(at), k)
			f.HintRow = int32(original)
			b.warn(ErrReversalOrder, f)
		}
	}
}

// likeliest returns whose claim the reversal i takes back, and whether another claim
// of that payer follows; -1 where no claim is left.
func (b *eraBalancer) likeliest(claims []uint32, i int, nearest, last *[eraRanks]int) (rank int, followed bool) {
	kept := &b.report.kept
	rank = -1
	best := 0
	for r, at := range nearest {
		if at < 0 {
			continue
		}
		follows := last[r] > i || last[0] > i || r == 0 && max(last[1], last[2], last[3]) > i
		score := at
		if follows {
			score += len(claims)
		}
		if eraIsOpposite(kept.at(int(claims[i])).charge, kept.at(int(claims[at])).charge) {
			score += 2 * len(claims)
		}
		if rank < 0 || score > best {
			rank, best, followed = r, score, follows
		}
	}
	return rank, followed
}

// eraPair is an amount of a reversal beside that of its original.
type eraPair struct {
	field         ERAField
	got, original money.Amount
}

// compareShapes warns of everything in which a reversal is not its original's
// mirror.
func (b *eraBalancer) compareShapes(claim, before int) {
	kept := &b.report.kept
	k, original := kept.at(claim), kept.at(before)
	same := true
	for _, p := range [...]eraPair{
		{ERAFieldCharge, k.charge, original.charge},
		{ERAFieldPaid, k.paid, original.paid},
		{ERAFieldCAS, k.claimCAS, original.claimCAS},
		{ERAFieldServiceCAS, kept.serviceCAS(claim), kept.serviceCAS(before)},
		{ERAFieldPatientResp, k.patient, original.patient},
	} {
		if eraIsOpposite(p.got, p.original) || p.field == ERAFieldPatientResp && b.old {
			continue
		}
		same = false
		if p.got > 0 && (p.field == ERAFieldCharge || p.field == ERAFieldPaid) { // judgeReversal has said it
			continue
		}
		f := keptFinding(p.field, int32(claim), k)
		f.Want, f.Got = b.fit(wideOf(0).less(p.original), "the opposite of an original's amount"), p.got
		b.fit(wideOf(p.got).plus(p.original), "the difference of a reversal")
		b.warn(ErrReversalShape, f)
	}
	if k.services != original.services {
		same = false
		f := keptFinding(ERAFieldServices, int32(claim), k)
		f.Want, f.Got = money.Amount(original.services), money.Amount(k.services)
		b.warn(ErrReversalShape, f)
	}
	if told := !b.old && k.groups&hasCR != 0; same && !told && k.detail != original.detail {
		f := keptFinding(ERAFieldClaim, int32(claim), k)
		f.HintRow = int32(before)
		b.warn(ErrReversalShape, f)
	}
}

// keptFinding returns a finding about a claim that is kept.
func keptFinding(field ERAField, claim int32, k *eraKept) ERAFinding {
	return ERAFinding{Field: field, Claim: claim, Service: -1, Row: -1, HintRow: -1, Segment: k.segment, Offset: -1}
}
