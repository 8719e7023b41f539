package claimcheck

import (
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// HintKind is a way in which a check can have come to differ from its rows.
type HintKind uint8

// The kinds, in the order in which hints are listed.
const (
	_               HintKind = iota
	TransposedCheck          // two neighbouring digits of the check changed places
	MissingRow               // the check does not pay a row that counts
	DuplicateRow             // the check pays a row twice, or a second one like it is missing among the rows
	SignFlip                 // a row has the wrong sign
	TransposedRow            // two neighbouring digits of a row changed places
	ExcludedRow              // the check pays a row that does not count
)

// hintWords are the words of the kinds, by number.
var hintWords = [...]string{"", "transposed-check", "missing-row", "duplicate-row", "sign-flip", "transposed-row", "excluded-row"}

// String returns the word of the kind, such as "missing-row".
func (h HintKind) String() string {
	if int(h) < len(hintWords) && h > 0 {
		return hintWords[h]
	}
	return "HintKind(" + strconv.Itoa(int(h)) + ")"
}

// Hint is one change that would make a check tie. It is a place to look, and not
// a proof: more than one may be found.
type Hint struct {
	Kind   HintKind
	Row    int32        // the index of the row; -1 is the check itself
	ID     int64        // its ClaimProcNum
	Claim  int64        // its ClaimNum
	Amount money.Amount // as it stands; of a row with Options.SubMinor further digits
	Ties   money.Amount // of a flipped sign or transposed digits: as it would tie
	Reason Reason       // of an excluded row

	ClaimPayment int64 // of an audit, the check that would tie
}

// MaxHints is how many hints of one kind are given, the first in input order.
const MaxHints = 5

// hintCounts counts the hints of each kind.
type hintCounts [len(hintWords)]int

// hint looks for changes that would make the check tie.
func (t *tie) hint(v *Verdict, rows []ClaimProc) {
	g, ok := t.gap()
	if !ok {
		return
	}
	if t.whole && g.swap(t.check, -1) {
		v.Hints = append(v.Hints, Hint{Kind: TransposedCheck, Row: -1, Amount: t.check, Ties: v.Sum})
	}
	var given hintCounts
	next := 0
	for i := range rows {
		excluded := Reason(0)
		if next < len(v.Excluded) && v.Excluded[next].Row == int32(i) {
			excluded = v.Excluded[next].Reason
			next++
		}
		if g.may(rows[i].Amount) {
			v.Hints = g.explain(v.Hints, &given, rows, i, excluded)
		}
	}
	sortHints(v.Hints)
}

// sortHints puts hints in the order of their kinds; those of one kind stay in
// input order.
func sortHints(hints []Hint) {
	slices.SortStableFunc(hints, func(a, b Hint) int { return int(a.Kind) - int(b.Kind) })
}

// gap is what the sum must change by to tie: from low to high. In whole minor
// units the two are one.
type gap struct {
	low, high money.Amount
	whole     bool

	// The gap as 9 x step x 10^place, where it is that: the change when a digit
	// and the one before it, larger by step, change places.
	step  int64
	power uint64 // 10^place; 0 where the gap is no such number
}

// gap returns by how much the sum misses the check; ok is false where no amount is
// the difference.
func (t *tie) gap() (g gap, ok bool) {
	low, errLow := t.lo.Sub(t.raw)
	high, errHigh := t.hi.Sub(t.raw)
	g = gap{low: low, high: high, whole: t.whole}
	g.digits()
	return g, t.known && errLow == nil && errHigh == nil
}

// may reports quickly whether a row of that amount may explain the gap. Sums that
// wrap say yes by accident at most.
func (g *gap) may(amount money.Amount) bool {
	a, low := uint64(amount), uint64(g.low)
	return !g.whole || g.power != 0 || a == low || -a == low || -(a+a) == low
}

// holds reports whether a change ties.
func (g *gap) holds(change money.Amount) bool { return g.low <= change && change <= g.high }

// digits finds step and power.
func (g *gap) digits() {
	change := int64(g.low)
	if !g.whole || change%9 != 0 {
		return
	}
	step, power := change/9, uint64(1)
	for step%10 == 0 && step != 0 {
		step, power = step/10, power*10
	}
	if -9 <= step && step <= 9 && step != 0 {
		g.step, g.power = step, power
	}
}

// swap reports whether an amount changes by the gap, or by the gap the other way
// round, when two neighbouring digits change places. An amount may have zeros
// before its digits.
func (g *gap) swap(amount money.Amount, way int64) bool {
	if g.power == 0 {
		return false
	}
	step := g.step * way
	size := uint64(amount)
	if amount < 0 {
		size, step = -size, -step
	}
	digit := int64(size / g.power % 10)
	before := int64(size / g.power / 10 % 10)
	return digit-before == step
}

// explains reports whether a row explains the gap in that way, and what its amount
// would have to be where it is another. excluded is 0 for a row that counts.
func (g *gap) explains(kind HintKind, amount money.Amount, excluded Reason) (ties money.Amount, ok bool) {
	minus, err := amount.Neg()
	if (kind == ExcludedRow) != (excluded != 0) || err != nil {
		return 0, false
	}
	switch kind {
	case MissingRow:
		return 0, g.holds(minus)
	case DuplicateRow, ExcludedRow:
		return 0, g.holds(amount)
	case SignFlip:
		twice, err := minus.Add(minus)
		return minus, err == nil && g.holds(twice)
	case TransposedRow:
		ties, err := amount.Add(g.low)
		return ties, err == nil && g.swap(amount, 1)
	}
	return 0, false
}

// explain appends the hints that a row gives. excluded is 0 for a row that counts.
func (g *gap) explain(hints []Hint, given *hintCounts, rows []ClaimProc, i int, excluded Reason) []Hint {
	r := &rows[i]
	for kind := MissingRow; kind <= ExcludedRow; kind++ {
		ties, ok := g.explains(kind, r.Amount, excluded)
		if !ok || given[kind] == MaxHints {
			continue
		}
		given[kind]++
		hints = append(hints, Hint{Kind: kind, Row: int32(i), ID: r.ID, Claim: r.Claim, Amount: r.Amount, Ties: ties, Reason: excluded})
	}
	return hints
}

// Message returns the hint as a sentence. Amounts of rows are written with row
// digits after the point, that of the check with check digits; they differ where
// rows have further digits.
func (h *Hint) Message(check, row int) string {
	name := "claim procedure " + itoa(h.ID) + " (" + h.Amount.Format(row) + ", claim " + itoa(h.Claim) + ")"
	switch h.Kind {
	case TransposedCheck:
		return "the check would tie at " + h.Ties.Format(check) + ": two digits of " + h.Amount.Format(check) + " may have changed places"
	case MissingRow:
		return name + " is the whole difference: the check may not pay it"
	case DuplicateRow:
		return name + " is the whole difference: the check may pay it twice, or a second one like it may be missing"
	case SignFlip:
		return name + " would tie at " + h.Ties.Format(row) + ": its sign may be wrong"
	case TransposedRow:
		return name + " would tie at " + h.Ties.Format(row) + ": two of its digits may have changed places"
	case ExcludedRow:
		return name + " would make it tie, but " + h.Reason.Because()
	}
	return name
}
