package claimcheck

import (
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// ClaimStatus is the state of a claim, by Open Dental's letter.
type ClaimStatus string

// ClaimReceived is the one state in which a claim can be paid: the insurer has
// answered.
const ClaimReceived ClaimStatus = "R"

// SingleCheck is a check for one claim, before it is stored.
type SingleCheck struct {
	Claim  int64 // ClaimNum
	Status ClaimStatus
	Amount money.Amount // CheckAmt
}

// BatchCheck is a check for any number of claims, before it is stored.
type BatchCheck struct {
	Claims []int64      // ClaimNums, each once
	Status ClaimStatus  // of all of them; "" is not asked
	Amount money.Amount // CheckAmt
}

// Options are an office's settings. The zero value is Open Dental's default.
type Options struct {
	Statuses    Statuses  // of rows that insurance has paid; empty is PaidStatuses
	BatchOnly   bool      // ClaimPaymentBatchOnly: no single checks
	EmptyBatch  bool      // a batch may have no row that counts: it is partial until rows are attached
	ZeroRows    bool      // rows of zero may be attached to a single check
	ZeroSince   date.Date // those of that day and later; the zero date is 1 January 1970
	AutoDeposit bool      // ShowAutoDeposit: a batch creates its deposit
	SubMinor    int       // digits that amounts of rows and checks have beyond the currency's, 0 to 18; sums are rounded once
}

// Verdict is what a check comes to.
type Verdict struct {
	Sum        money.Amount // of the rows that count, rounded once to minor units: half away from zero
	RawSum     money.Amount // the same before it was rounded, with Options.SubMinor further digits
	Difference money.Amount // the check less Sum: below zero the check is short
	Partial    bool         // IsPartial: more or other rows are to be attached before the check is final
	Deposit    bool         // a deposit is to be created for it

	Counted  []int64    // ClaimProcNums of the rows that count, in input order
	Excluded []Excluded // the others, in input order
	Problems []Problem  // in input order; with one of them nothing is to be stored
	Hints    []Hint     // what would explain a difference
}

// OK reports whether the check can be stored as the verdict says.
func (v *Verdict) OK() bool { return len(v.Problems) == 0 }

// Attach returns the ClaimProcNums of the rows to attach to a new check, in input
// order: those that count, or none where there is a problem. It is a part of the
// verdict, not a copy.
func (v *Verdict) Attach() []int64 {
	if !v.OK() {
		return nil
	}
	return v.Counted
}

// reset empties a verdict and keeps its slices.
func (v *Verdict) reset() {
	*v = Verdict{Counted: v.Counted[:0], Excluded: v.Excluded[:0], Problems: v.Problems[:0], Hints: v.Hints[:0]}
}

// Checker is the scratch of one goroutine's checks. The zero value is ready, one
// call at a time; results never alias it. Reused, with a verdict that is reused
// too, a check without problems allocates nothing.
type Checker struct {
	set   claimSet
	one   [1]int64
	twice []int32
	ids   []idAt
	paid  []int64 // claims

	payments []int64
	sums     []wide
}

// Single decides whether a check for one claim can be stored. It is
// [Checker.Single] with a checker and a verdict of its own.
func Single(check SingleCheck, rows []ClaimProc, options Options) (Verdict, error) {
	var k Checker
	var v Verdict
	err := k.Single(&v, check, rows, options)
	return v, err
}

// Single fills v with what a check for one claim comes to. What v held is gone;
// its slices are used again.
//
// A row counts for the check if, in this order:
//  1. it is on the claim;
//  2. no check has paid it;
//  3. its status is in Options.Statuses;
//  4. it is no transfer;
//  5. it pays something, or Options.ZeroRows allows rows of zero from its date on.
//
// The check must equal the sum of these rows, exactly; a single check is never
// partial. Amounts are in minor units. Nothing is rounded unless amounts have
// further digits (Options.SubMinor): then both sides are rounded once, half away
// from zero.
//
// Problems, in order: the office takes batches alone ([ErrBatchOnly]); the claim is
// missing ([money.ErrMissing]) or not received ([ErrClaimNotReceived]); no row
// of it counts ([ErrNoEligible]); the amounts differ ([ErrCheckAmount]).
//
// Law: the rows that count and those that are excluded are all rows, each once.
//
// Single returns an error, and v empty, if:
//   - a row has no id ([money.ErrMissing]) or the id of another ([money.ErrDuplicateID]);
//   - a status does not exist ([ErrStatus]);
//   - the sum or the difference does not fit in an amount ([money.ErrOverflow]);
//   - there are more than [MaxRows] rows, or further digits outside 0 to 18 ([money.ErrLimit], [money.ErrDigits]).
//
// Source: Open Dental API, ClaimPayments POST; claim payments 1.1 and 1.2.
func (k *Checker) Single(v *Verdict, check SingleCheck, rows []ClaimProc, options Options) error {
	v.reset()
	k.one[0] = check.Claim
	k.twice = k.set.fill(k.one[:], len(rows), k.twice[:0])
	p := options.pool(&k.set)
	if options.ZeroRows {
		p.since = int64(options.ZeroSince.DaysSinceEpoch())
	}
	t, err := k.tally(v, &p, rows, check.Amount, options)
	if err != nil {
		v.reset()
		return err
	}
	if options.BatchOnly {
		v.found(Problem{Rule: ErrBatchOnly, Path: "options.BatchOnly", GotWords: "a single check", WantWords: "a batch"})
	}
	if check.Claim == 0 {
		v.found(Problem{Rule: money.ErrMissing, Path: "check.Claim"})
	}
	v.received(check.Status)
	if check.Claim != 0 {
		v.eligible()
	}
	if v.Difference != 0 {
		v.found(t.mismatch(v, ErrCheckAmount, "check.Amount"))
		t.hint(v, rows)
	}
	return nil
}

// Batch decides whether a check for several claims can be stored, and whether it
// is partial. It is [Checker.Batch] with a checker and a verdict of its own.
func Batch(check BatchCheck, rows []ClaimProc, options Options) (Verdict, error) {
	var k Checker
	var v Verdict
	err := k.Batch(&v, check, rows, options)
	return v, err
}

// Batch fills v with what a check for any number of claims comes to. What v held
// is gone; its slices are used again.
//
// The rows that count are those of [Checker.Single], on any of the claims, and a
// row of zero never counts. The check is partial if it differs from their sum, in
// either direction; that is no problem, and v.Hints say what would explain it.
//
// Problems, in order: there are no claims ([money.ErrMissing]); a claim is named
// twice ([ErrDuplicateClaim]) or no row is on it ([ErrClaimNotFound]), in the order
// of the claims; they are not received ([ErrClaimNotReceived]); no row counts
// ([ErrNoEligible]), or where Options.EmptyBatch allows that, no row counts and the
// check is of zero, so that it would be final ([ErrFinalizedEmpty]).
//
// Law: the rows that count and those that are excluded are all rows, each once.
//
// Batch returns an error under the conditions of [Checker.Single].
//
// Source: Open Dental API, ClaimPayments POST Batch; claim payments 1.1 and 1.3.
func (k *Checker) Batch(v *Verdict, check BatchCheck, rows []ClaimProc, options Options) error {
	v.reset()
	k.twice = k.set.fill(check.Claims, len(rows), k.twice[:0])
	p := options.pool(&k.set)
	t, err := k.tally(v, &p, rows, check.Amount, options)
	if err != nil {
		v.reset()
		return err
	}
	v.claims(check.Claims, &k.set, k.twice)
	if check.Status != "" {
		v.received(check.Status)
	}
	v.Partial = v.Difference != 0
	switch {
	case len(check.Claims) == 0: // said above
	case !options.EmptyBatch:
		v.eligible()
	case len(v.Counted) == 0 && !v.Partial:
		v.found(finalizedEmpty("check.Amount"))
	}
	if v.Difference != 0 {
		t.hint(v, rows)
	}
	v.Deposit = options.AutoDeposit && v.OK()
	return nil
}

// pool returns the pool of a new check without rows of zero.
func (o Options) pool(set *claimSet) pool {
	if o.Statuses == 0 {
		return newPool(set, PaidStatuses)
	}
	return newPool(set, o.Statuses)
}

// tally checks and divides the rows, and compares their sum with the check.
func (k *Checker) tally(v *Verdict, p *pool, rows []ClaimProc, amount money.Amount, options Options) (tie, error) {
	if len(rows) > MaxRows {
		return tie{}, &money.FieldError{Path: "rows", Value: len(rows), Err: money.ErrLimit}
	}
	t, err := newTie(p, amount, options.SubMinor)
	if err != nil {
		return tie{}, err
	}
	if ordered := p.split(v, rows); !ordered {
		if err := k.checkRows(rows); err != nil {
			return tie{}, err
		}
	}
	return t, t.compare(v)
}

// found adds a problem.
func (v *Verdict) found(p Problem) { v.Problems = append(v.Problems, p) }

// received finds a claim that is not received.
func (v *Verdict) received(status ClaimStatus) {
	if status == ClaimReceived {
		return
	}
	got := "no status"
	if status != "" {
		got = strconv.Quote(clip(string(status)))
	}
	v.found(Problem{Rule: ErrClaimNotReceived, Path: "check.Status", GotWords: got, WantWords: strconv.Quote(string(ClaimReceived))})
}

// clip shortens a text that is no status anyway.
func clip(text string) string {
	const most = 20
	if len(text) <= most {
		return text
	}
	return text[:most] + "..."
}

// eligible finds that nothing can be attached, and says why.
func (v *Verdict) eligible() {
	if len(v.Counted) > 0 {
		return
	}
	v.found(Problem{Rule: ErrNoEligible, Path: "rows", Detail: v.excludedBecause()})
}

// finalizedEmpty is the problem of a check that would be final and pay nothing.
func finalizedEmpty(path string) Problem {
	return Problem{Rule: ErrFinalizedEmpty, Path: path, Detail: "0 = 0, and nothing is attached"}
}

// excludedBecause counts the reasons: "2 status, 1 transfer".
func (v *Verdict) excludedBecause() string {
	var counts [len(reasonWords)]int
	for _, e := range v.Excluded {
		counts[e.Reason]++
	}
	text := ""
	for reason, n := range counts {
		if n == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		text += strconv.Itoa(n) + " " + reasonWords[reason]
	}
	if text == "" {
		return "there are no claim procedures"
	}
	return "excluded: " + text
}

// claims finds claims of a batch that are missing, named twice or unknown.
func (v *Verdict) claims(claims []int64, set *claimSet, twice []int32) {
	if len(claims) == 0 {
		v.found(Problem{Rule: money.ErrMissing, Path: "check.Claims"})
	}
	for i, claim := range claims {
		if set.seen[i+1] {
			continue
		}
		rule := ErrClaimNotFound
		if _, again := slices.BinarySearch(twice, int32(i)); again {
			rule = ErrDuplicateClaim
		}
		v.found(Problem{Rule: rule, Path: index("check.Claims", i), GotWords: "claim " + itoa(claim)})
	}
}

// ClaimTotal is the part of a check that one claim has.
type ClaimTotal struct {
	Claim    int64
	Counted  int          // how many of its rows count
	Excluded int          // how many do not
	Sum      money.Amount // of those that count, with Options.SubMinor further digits
}

// AppendClaims appends to dst what each claim of the last check comes to, in the
// order of the claims; of one that is named twice, at its first place. v is its
// verdict and rows are its rows.
//
// Law: the sums of the claims add up to v.RawSum.
//
// AppendClaims returns an error, and dst unchanged, if:
//   - the sum of one claim does not fit in an amount ([money.ErrOverflow]).
func (k *Checker) AppendClaims(dst []ClaimTotal, v *Verdict, rows []ClaimProc) ([]ClaimTotal, error) {
	k.sums = append(k.sums[:0], make([]wide, len(k.set.seen)-1)...)
	first := len(dst)
	all := append(dst, make([]ClaimTotal, len(k.set.seen)-1)...)
	totals := all[first:]
	for _, c := range k.set.claims {
		totals[c.at].Claim = c.claim
	}
	finder, next := k.set.finder(rows), 0
	for i := range rows {
		excluded := next < len(v.Excluded) && v.Excluded[next].Row == int32(i)
		if excluded {
			next++
		}
		finder.look(rows[i].Claim)
		at := finder.at
		switch {
		case at < 0:
		case excluded:
			totals[at].Excluded++
		default:
			totals[at].Counted++
			k.sums[at].add(int64(rows[i].Amount))
		}
	}
	kept := totals[:0]
	for i, total := range totals {
		sum, err := k.sums[i].amount()
		if err != nil {
			return dst, &money.FieldError{Path: index("check.Claims", i), Err: err}
		}
		if _, again := slices.BinarySearch(k.twice, int32(i)); !again {
			total.Sum = sum
			kept = append(kept, total)
		}
	}
	return all[:first+len(kept)], nil
}
