package claimcheck

import (
	"math"
	"math/bits"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// ClaimProc is what one insurer says about one procedure on a claim: the row
// that a check pays.
type ClaimProc struct {
	ID           int64        // ClaimProcNum; required, and unique
	Claim        int64        // ClaimNum
	ClaimPayment int64        // the check it is attached to; 0 is none
	Amount       money.Amount // InsPayAmt; below zero takes money back
	Date         date.Date    // DateCP; asked only of rows of zero
	Status       Status
	Transfer     bool // one half of a pair that moves income and is no money of the insurer's
}

// Reason says why a claim procedure does not count. Where several apply, it is
// the first in the order of the constants.
type Reason uint8

// The reasons.
const (
	_               Reason = iota
	OtherClaim             // it is on a claim that the check does not pay
	AlreadyAttached        // a check has paid it; of an update that counts unattached rows alone, it may be the same check
	WrongStatus            // insurance has not paid it: see Statuses
	Transfer               // it moves income between procedures
	ZeroAmount             // it pays nothing
	NotAttached            // of an update: no check has paid it, this one neither
)

// reasonWords are the words of the reasons, by number.
var reasonWords = [...]string{"", "other-claim", "already-attached", "status", "transfer", "zero-amount-in-batch", "not-attached"}

// String returns the word of the reason, such as "already-attached".
func (r Reason) String() string {
	if int(r) < len(reasonWords) && r > 0 {
		return reasonWords[r]
	}
	return "Reason(" + strconv.Itoa(int(r)) + ")"
}

// reasonSentences are the reasons in words, by number.
var reasonSentences = [...]string{
	OtherClaim: "its claim is not one that the check pays", AlreadyAttached: "a check has paid it already", WrongStatus: "by its status insurance has not paid it",
	Transfer: "it moves income and is no money of the insurer's", ZeroAmount: "it pays nothing", NotAttached: "it is not attached to this check",
}

// Because returns the reason as a part of a sentence: "a check has paid it already".
func (r Reason) Because() string {
	if int(r) < len(reasonSentences) {
		return reasonSentences[r]
	}
	return r.String()
}

// Excluded is a claim procedure that does not count.
type Excluded struct {
	ID     int64 // ClaimProcNum
	Row    int32 // its index in the rows
	Reason Reason
}

// MaxRows is how many claim procedures one call may have.
const MaxRows = math.MaxInt32

// pool is what decides which rows count for a check, and what they came to.
type pool struct {
	claims   *claimSet
	payment  int64     // of an update, the check itself; else 0
	attached bool      // rows that are attached to the check count
	open     bool      // rows that are attached to none count if they are eligible
	since    int64     // the first day of which rows of zero count
	statuses [16]uint8 // by status: the reason against it, as a bit, or 0

	sum wide
}

// newPool returns the pool of a new check without rows of zero.
func newPool(claims *claimSet, statuses Statuses) pool {
	p := pool{claims: claims, open: true, since: math.MaxInt64}
	for i := range p.statuses {
		p.statuses[i] = bit(!statuses.Has(Status(i))) << WrongStatus
	}
	return p
}

// bit is 1 for true, without a branch.
func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// flags returns the reasons against a row of a new check, a bit each by number;
// 0 is none. claim is the bit against its claim, or 0.
func (p *pool) flags(r *ClaimProc, claim uint8) uint8 {
	zero := bit(r.Amount == 0) & bit(int64(r.Date.DaysSinceEpoch()) < p.since)
	return claim | bit(r.ClaimPayment != 0)<<AlreadyAttached | p.statuses[r.Status&15] | bit(r.Transfer)<<Transfer | zero<<ZeroAmount
}

// storedFlags is flags for a check that is stored: what is attached to it counts
// as it stands, and what is attached to none as the pool says.
func (p *pool) storedFlags(r *ClaimProc, claim uint8) uint8 {
	switch {
	case r.ClaimPayment == p.payment:
		return bit(!p.attached) << AlreadyAttached
	case r.ClaimPayment != 0:
		return 1 << AlreadyAttached
	case p.open:
		return p.flags(r, claim)
	}
	return 1 << NotAttached
}

// block is how many rows are judged before they are divided: few enough to stay
// close by, and to be counted in a byte.
const block = 256

// judgment is what was found about at most a block of rows.
type judgment struct {
	flags  [block]uint8 // the reasons against each row
	kept   [block]uint8 // the rows that count
	left   [block]uint8 // the others
	count  int          // how many count
	last   int64        // the id of the last row
	ragged uint8        // not 0: an id is no larger than the one before, or a status does not exist
}

// judge finds the reasons against at most a block of rows.
func (p *pool) judge(j *judgment, rows []ClaimProc, f *finder) {
	if p.payment != 0 {
		for i := range rows {
			f.look(rows[i].Claim)
			j.flags[uint8(i)] = p.storedFlags(&rows[i], f.against)
		}
		return
	}
	if len(f.set.table) > 0 {
		p.judgeClose(j, rows)
		return
	}
	for i := range rows {
		r := &rows[i]
		if r.Claim != f.claim {
			f.look(r.Claim)
		}
		j.flags[uint8(i)] = p.flags(r, f.against)
	}
}

// judgeClose is judge for a new check whose claims lie close together.
func (p *pool) judgeClose(j *judgment, rows []ClaimProc) {
	own := *p // on the stack, where nothing that is written can change it
	table, seen, first := p.claims.table, p.claims.seen, p.claims.first
	last, at, claim := ^rows[0].Claim, int32(0), uint8(0) // no claim of the first row
	for i := range rows {
		r := &rows[i]
		if r.Claim != last {
			last, at = r.Claim, 0
			if offset := uint64(last) - first; offset < uint64(len(table)) {
				at = table[offset]
			}
			seen[at] = true
			claim = bit(at == 0) << OtherClaim
		}
		j.flags[uint8(i)] = own.flags(r, claim)
	}
}

// divide puts the rows that count on one side and the others on another, and
// checks their ids and statuses. Nothing about a row is a branch: whether it
// counts is as good as random, and a wrong guess costs more than all the rest.
func (j *judgment) divide(rows []ClaimProc) {
	kept, left := 0, 0
	last, ragged := j.last, j.ragged
	for i := range rows {
		r := &rows[i]
		ragged |= bit(r.ID <= last) | bit(r.Status > InsHist)
		last = r.ID
		keep := int(bit(j.flags[uint8(i)] == 0))
		j.kept[uint8(kept)], j.left[uint8(left)] = uint8(i), uint8(i)
		kept += keep
		left += 1 - keep
	}
	j.count, j.last, j.ragged = kept, last, ragged
}

// split fills v with the rows that count and those that do not, in input order,
// and adds up those that count.
//
// split returns false where the ids do not ascend from 1 on or a status does not
// exist: what it found must then not be used before they are checked.
func (p *pool) split(v *Verdict, rows []ClaimProc) (ordered bool) {
	v.Counted = slices.Grow(v.Counted[:0], len(rows))
	v.Excluded = slices.Grow(v.Excluded[:0], len(rows))
	var j judgment
	finder := p.claims.finder(rows)
	for from := 0; from < len(rows); from += block {
		part := rows[from:min(from+block, len(rows))]
		p.judge(&j, part, &finder)
		j.divide(part)
		p.sum.addBlock(part, j.kept[:j.count])
		v.Counted = appendIDs(v.Counted, part, j.kept[:j.count])
		v.Excluded = j.appendExcluded(v.Excluded, part, from)
	}
	return j.ragged == 0
}

// appendIDs appends the ids of some rows of a block.
func appendIDs(dst []int64, rows []ClaimProc, which []uint8) []int64 {
	room := dst[len(dst) : len(dst)+len(which)] // split has made it
	for i, at := range which[:len(room)] {
		room[i] = rows[at].ID
	}
	return dst[:len(dst)+len(which)]
}

// appendExcluded appends the rows of a block that do not count, with the first
// reason against each.
func (j *judgment) appendExcluded(dst []Excluded, rows []ClaimProc, from int) []Excluded {
	which := j.left[:len(rows)-j.count]
	room := dst[len(dst) : len(dst)+len(which)] // split has made it
	for i, at := range which[:len(room)] {
		room[i] = Excluded{ID: rows[at].ID, Row: int32(from) + int32(at), Reason: Reason(bits.TrailingZeros8(j.flags[at]))}
	}
	return dst[:len(dst)+len(which)]
}
