package claimcheck_test

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// books is what one call is about.
type books struct {
	rows    []claimcheck.ClaimProc
	claims  []int64
	amount  money.Amount
	options claimcheck.Options
	single  bool
}

// check runs the fast way.
func (b books) check(k *claimcheck.Checker, v *claimcheck.Verdict) error {
	if b.single {
		return k.Single(v, claimcheck.SingleCheck{Claim: b.claims[0], Status: claimcheck.ClaimReceived, Amount: b.amount}, b.rows, b.options)
	}
	return k.Batch(v, claimcheck.BatchCheck{Claims: b.claims, Amount: b.amount}, b.rows, b.options)
}

// slowReason is the table of reasons, from the top; 0 is none.
func (b books) slowReason(r claimcheck.ClaimProc) claimcheck.Reason {
	statuses := b.options.Statuses
	if statuses == 0 {
		statuses = claimcheck.PaidStatuses
	}
	zeros := b.single && b.options.ZeroRows && !r.Date.Before(b.options.ZeroSince)
	switch {
	case !slices.Contains(b.claims, r.Claim):
		return claimcheck.OtherClaim
	case r.ClaimPayment != 0:
		return claimcheck.AlreadyAttached
	case !statuses.Has(r.Status):
		return claimcheck.WrongStatus
	case r.Transfer:
		return claimcheck.Transfer
	case r.Amount == 0 && !zeros:
		return claimcheck.ZeroAmount
	}
	return 0
}

// slowPool divides the rows one by one, and adds those that count.
func (b books) slowPool() (counted []int64, excluded []claimcheck.Excluded, sum *big.Int) {
	counted, excluded, sum = []int64{}, []claimcheck.Excluded{}, new(big.Int)
	for i, r := range b.rows {
		if reason := b.slowReason(r); reason != 0 {
			excluded = append(excluded, claimcheck.Excluded{ID: r.ID, Row: int32(i), Reason: reason})
			continue
		}
		counted = append(counted, r.ID)
		sum.Add(sum, big.NewInt(int64(r.Amount)))
	}
	return counted, excluded, sum
}

// slowRound rounds to whole minor units by hand: half a unit goes away from zero.
func slowRound(raw *big.Int, digits int) *big.Int {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	size := new(big.Int).Abs(raw)
	whole, rest := new(big.Int).QuoRem(size, unit, new(big.Int))
	if rest.Lsh(rest, 1).Cmp(unit) >= 0 {
		whole.Add(whole, big.NewInt(1))
	}
	if raw.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole
}

// swaps are the amounts that come of an amount when two neighbouring digits change
// places, with as many zeros before it as an amount may have.
func swaps(a money.Amount) []money.Amount {
	size, negative := strings.CutPrefix(strconv.FormatInt(int64(a), 10), "-")
	if !negative {
		size = strconv.FormatInt(int64(a), 10)
	}
	digits := []byte(strings.Repeat("0", 19-len(size)) + size)
	var made []money.Amount
	for i := range digits[1:] {
		swapped := slices.Clone(digits)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		if n, err := strconv.ParseInt(string(swapped), 10, 64); err == nil && string(swapped) != string(digits) {
			if negative {
				n = -n
			}
			made = append(made, money.Amount(n))
		}
	}
	return made
}

// slowHints tries every change of every row and of the check, and keeps those
// after which both sides are equal.
func (b books) slowHints() []claimcheck.Hint {
	_, _, sum := b.slowPool()
	digits := b.options.SubMinor
	check := slowRound(big.NewInt(int64(b.amount)), digits)
	if slowRound(sum, digits).Cmp(check) == 0 {
		return nil
	}
	ties := func(change int64) bool {
		return slowRound(new(big.Int).Add(sum, big.NewInt(change)), digits).Cmp(check) == 0
	}
	var found [claimcheck.ExcludedRow + 1][]claimcheck.Hint
	add := func(kind claimcheck.HintKind, i int, to money.Amount) {
		if len(found[kind]) < claimcheck.MaxHints {
			r := b.rows[i]
			found[kind] = append(found[kind], claimcheck.Hint{Kind: kind, Row: int32(i), ID: r.ID, Claim: r.Claim, Amount: r.Amount, Ties: to, Reason: b.slowReason(r)})
		}
	}
	if digits == 0 {
		for _, other := range swaps(b.amount) {
			if big.NewInt(int64(other)).Cmp(sum) == 0 {
				found[claimcheck.TransposedCheck] = []claimcheck.Hint{{Kind: claimcheck.TransposedCheck, Row: -1, Amount: b.amount, Ties: other}}
			}
		}
	}
	for i, r := range b.rows {
		a := int64(r.Amount)
		if b.slowReason(r) != 0 {
			if ties(a) {
				add(claimcheck.ExcludedRow, i, 0)
			}
			continue
		}
		if ties(-a) {
			add(claimcheck.MissingRow, i, 0)
		}
		if ties(a) {
			add(claimcheck.DuplicateRow, i, 0)
		}
		if ties(-2 * a) {
			add(claimcheck.SignFlip, i, -r.Amount)
		}
		for _, other := range swaps(r.Amount) {
			if digits == 0 && ties(int64(other)-a) {
				add(claimcheck.TransposedRow, i, other)
			}
		}
	}
	return slices.Concat(found[:]...)
}
