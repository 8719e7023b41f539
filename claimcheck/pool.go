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
	AlreadyAttached        // another check has paid it
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
	OtherClaim: "its claim is not one that the check pays", AlreadyAttached: "another check has paid it", WrongStatus: "by its status insurance has not paid it",
	Transfer: "it moves income and is no money of the insurer's", ZeroAmount: "it pays nothing", NotAttached: "it is not attached to this check",
}

// Because returns the reason as a part of a sentence: "another check has paid it".
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
	payment  int64 // of an update, the check itself; else 0
	attached bool  // rows that are attached to the check count
	open     bool  // rows that are attached to none count if they are eligible
	zeros    bool  // rows of zero may count
	since    date.PeriodOfDays
	statuses Statuses

	sum wide
}

// bit is 1 for true, without a branch.
func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// against returns the reasons against a row, a bit each by number; 0 is none. at
// is the place of its claim in the set, below zero for none.
func (p *pool) against(r *ClaimProc, at int32) uint8 {
	if p.payment != 0 {
		return p.storedFlags(r, at)
	}
	return p.flags(r, at)
}

// flags is against for a new check.
func (p *pool) flags(r *ClaimProc, at int32) uint8 {
	zero := bit(r.Amount == 0) & (bit(!p.zeros) | bit(r.Date.DaysSinceEpoch() < p.since))
	return bit(at < 0)<<OtherClaim | bit(r.ClaimPayment != 0)<<AlreadyAttached |
		bit(!p.statuses.Has(r.Status))<<WrongStatus | bit(r.Transfer)<<Transfer | zero<<ZeroAmount
}

// storedFlags is against for a check that is stored: what is attached to it counts
// as it stands, and what is attached to none as the pool says.
func (p *pool) storedFlags(r *ClaimProc, at int32) uint8 {
	switch {
	case r.ClaimPayment == p.payment:
		return bit(!p.attached) << AlreadyAttached
	case r.ClaimPayment != 0:
		return 1 << AlreadyAttached
	case p.open:
		return p.flags(r, at)
	}
	return 1 << NotAttached
}

// split fills v with the rows that count and those that do not, in input order,
// and adds up those that count. Nothing about a row is a branch: whether it counts
// is as good as random, and a wrong guess costs more than all the rest.
//
// split returns false where the ids do not ascend from 1 on or a status does not
// exist: what it found must then not be used before they are checked.
func (p *pool) split(v *Verdict, rows []ClaimProc) (ordered bool) {
	v.Counted = slices.Grow(v.Counted[:0], len(rows))
	v.Excluded = slices.Grow(v.Excluded[:0], len(rows))
	counted, excluded := v.Counted[:len(rows)], v.Excluded[:len(rows)]
	kept, left := 0, 0 // together less than len(rows) at the start of each round
	var sum wide
	var odd uint8
	last := int64(0)
	finder := p.claims.finder()
	for i := range rows {
		r := &rows[i]
		odd |= bit(r.ID <= last) | bit(r.Status > InsHist)
		last = r.ID
		flags := p.against(r, finder.at(r.Claim))
		keep := bit(flags == 0)
		counted[kept] = r.ID
		excluded[left] = Excluded{ID: r.ID, Row: int32(i), Reason: Reason(bits.TrailingZeros8(flags))}
		kept += int(keep)
		left += 1 - int(keep)
		sum.add(int64(r.Amount) & -int64(keep))
	}
	p.sum = sum
	v.Counted, v.Excluded = counted[:kept], excluded[:left]
	return odd == 0
}
