package claimcheck

import (
	"math/big"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// VerifySingle checks a verdict on a check for one claim, whoever made it. It judges
// each row anew, adds up in numbers of any size, and shares no code with
// [Checker.Single]:
//
//   - the rows that count and those that do not are all rows, in input order, each
//     of the latter with the first reason against it;
//   - the sums are those of the rows that count, and the difference is the check less
//     the sum, each rounded once, half away from zero;
//   - the problems are those of the rules, in their order;
//   - a single check is neither partial nor a deposit of its own;
//   - each hint is a change after which the check ties.
//
// VerifySingle returns [ErrUnverified], with the path of the first field at fault:
// verdict.Excluded[2]. Check, rows and options must be ones that Single accepts.
func VerifySingle(check SingleCheck, rows []ClaimProc, options Options, verdict *Verdict) error {
	v := verdictVerifier{verdict: verdict, rows: rows, options: &options, check: check.Amount, claims: map[int64]int{check.Claim: 1}, zeros: options.ZeroRows}
	if err := v.sums(); err != nil {
		return err
	}
	v.expect(options.BatchOnly, ErrBatchOnly)
	v.expect(check.Claim == 0, money.ErrMissing)
	v.expect(check.Status != "R", ErrClaimNotReceived)
	v.expect(check.Claim != 0 && len(verdict.Counted) == 0, ErrNoEligible)
	v.expect(verdict.Difference != 0, ErrCheckAmount)
	return v.end(false, false)
}

// VerifyBatch checks a verdict on a check for several claims as [VerifySingle] does;
// the check is partial if it differs from the sum, and a deposit goes with it where
// the office creates deposits by itself and nothing is wrong.
//
// VerifyBatch returns [ErrUnverified], with the path of the first field at fault.
func VerifyBatch(check BatchCheck, rows []ClaimProc, options Options, verdict *Verdict) error {
	v := verdictVerifier{verdict: verdict, rows: rows, options: &options, check: check.Amount, claims: map[int64]int{}}
	for _, claim := range check.Claims {
		v.claims[claim]++
	}
	if err := v.sums(); err != nil {
		return err
	}
	onClaim := make(map[int64]bool, len(rows))
	for i := range rows {
		onClaim[rows[i].Claim] = true
	}
	v.expect(len(check.Claims) == 0, money.ErrMissing)
	seen := make(map[int64]bool, len(check.Claims))
	for _, claim := range check.Claims {
		v.expect(seen[claim], ErrDuplicateClaim)
		v.expect(!seen[claim] && !onClaim[claim], ErrClaimNotFound)
		seen[claim] = true
	}
	none := len(check.Claims) > 0 && len(verdict.Counted) == 0
	partial := verdict.Difference != 0
	v.expect(check.Status != "" && check.Status != "R", ErrClaimNotReceived)
	v.expect(none && !options.EmptyBatch, ErrNoEligible)
	v.expect(none && options.EmptyBatch && !partial, ErrFinalizedEmpty)
	return v.end(partial, options.AutoDeposit && len(verdict.Problems) == 0)
}

// verdictVerifier is one check of a verdict.
type verdictVerifier struct {
	verdict *Verdict
	rows    []ClaimProc
	options *Options
	check   money.Amount
	claims  map[int64]int
	zeros   bool // rows of zero may count

	raw      *big.Int // the sum of the rows that count
	unit     *big.Int // raw units in a minor unit
	problems int      // how many have been expected
	bad      error
}

// unverified returns the error for a field of a report.
func unverified(path string, value any) error {
	return &money.FieldError{Path: path, Value: value, Err: ErrUnverified}
}

// reason returns the first reason against a row, or 0.
func (v *verdictVerifier) reason(r *ClaimProc) Reason {
	paid := v.options.Statuses
	if paid == 0 {
		paid = PaidStatuses
	}
	switch {
	case v.claims[r.Claim] == 0:
		return OtherClaim
	case r.ClaimPayment != 0:
		return AlreadyAttached
	case paid&(1<<r.Status) == 0:
		return WrongStatus
	case r.Transfer:
		return Transfer
	case r.Amount == 0 && !(v.zeros && !r.Date.Before(v.options.ZeroSince)):
		return ZeroAmount
	}
	return 0
}

// sums walks the rows, and checks on which side each stands and what they come to.
func (v *verdictVerifier) sums() error {
	d := v.verdict
	v.raw = new(big.Int)
	counted, excluded := 0, 0
	for i := range v.rows {
		r := &v.rows[i]
		reason := v.reason(r)
		if reason == 0 {
			if counted == len(d.Counted) || d.Counted[counted] != r.ID {
				return unverified("verdict.Counted["+strconv.Itoa(counted)+"]", r.ID)
			}
			counted++
			v.raw.Add(v.raw, big.NewInt(int64(r.Amount)))
			continue
		}
		if excluded == len(d.Excluded) || d.Excluded[excluded] != (Excluded{ID: r.ID, Row: int32(i), Reason: reason}) {
			return unverified("verdict.Excluded["+strconv.Itoa(excluded)+"]", r.ID)
		}
		excluded++
	}
	if counted != len(d.Counted) {
		return unverified("verdict.Counted", len(d.Counted))
	}
	if excluded != len(d.Excluded) {
		return unverified("verdict.Excluded", len(d.Excluded))
	}
	v.unit = new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(v.options.SubMinor)), nil)
	sum := v.rounded(v.raw)
	switch difference := new(big.Int).Sub(v.rounded(big.NewInt(int64(v.check))), sum); {
	case v.raw.Cmp(big.NewInt(int64(d.RawSum))) != 0:
		return unverified("verdict.RawSum", d.RawSum)
	case sum.Cmp(big.NewInt(int64(d.Sum))) != 0:
		return unverified("verdict.Sum", d.Sum)
	case difference.Cmp(big.NewInt(int64(d.Difference))) != 0:
		return unverified("verdict.Difference", d.Difference)
	}
	return nil
}

// rounded returns raw units in minor units, half away from zero.
func (v *verdictVerifier) rounded(raw *big.Int) *big.Int {
	whole, rest := new(big.Int).QuoRem(raw, v.unit, new(big.Int))
	if rest.Lsh(rest, 1).CmpAbs(v.unit) >= 0 {
		whole.Add(whole, big.NewInt(int64(raw.Sign())))
	}
	return whole
}

// expect takes the next problem where there is to be one.
func (v *verdictVerifier) expect(there bool, rule *money.Rule) {
	if !there || v.bad != nil {
		return
	}
	if v.problems == len(v.verdict.Problems) || v.verdict.Problems[v.problems].Rule != rule {
		v.bad = unverified("verdict.Problems["+strconv.Itoa(v.problems)+"]", money.Fact("want "+rule.Code()))
	}
	v.problems++
}

// end checks what is left: no problem more, whether the check is partial, its deposit,
// and the hints.
func (v *verdictVerifier) end(partial, deposit bool) error {
	d := v.verdict
	switch {
	case v.bad != nil:
		return v.bad
	case v.problems != len(d.Problems):
		return unverified("verdict.Problems", len(d.Problems))
	case d.Partial != partial:
		return unverified("verdict.Partial", d.Partial)
	case d.Deposit != deposit:
		return unverified("verdict.Deposit", d.Deposit)
	}
	for i := range d.Hints {
		if d.Difference == 0 || !v.ties(&d.Hints[i]) {
			return unverified("verdict.Hints["+strconv.Itoa(i)+"]", d.Hints[i].Amount)
		}
	}
	return nil
}

// ties reports whether the change that a hint tells of makes the check tie.
func (v *verdictVerifier) ties(h *Hint) bool {
	check, sum := v.rounded(big.NewInt(int64(v.check))), new(big.Int).Set(v.raw)
	if h.Kind == TransposedCheck {
		return h.Row == -1 && v.rounded(sum).Cmp(big.NewInt(int64(h.Ties))) == 0
	}
	if h.Row < 0 || int(h.Row) >= len(v.rows) || v.rows[h.Row].ID != h.ID {
		return false
	}
	amount := big.NewInt(int64(v.rows[h.Row].Amount))
	switch h.Kind {
	case MissingRow:
		sum.Sub(sum, amount)
	case DuplicateRow, ExcludedRow:
		sum.Add(sum, amount)
	case SignFlip, TransposedRow:
		sum.Sub(sum, amount).Add(sum, big.NewInt(int64(h.Ties)))
	}
	return v.rounded(sum).Cmp(check) == 0
}
