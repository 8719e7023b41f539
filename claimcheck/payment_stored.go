package claimcheck

import (
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Stored is a check as it is stored: a claim payment.
type Stored struct {
	ID           int64        // ClaimPaymentNum; required
	Amount       money.Amount // CheckAmt
	Partial      bool         // IsPartial
	Deposit      int64        // DepositNum; 0 is none
	EOBs         int          // how many explanations of benefits are attached
	EnteredToday bool         // SecDateEntry is today
	Date         date.Date    // CheckDate; asked by an audit alone, as is Lacks
	Lacks        Lacks        // what is known to be empty
}

// Lacks is a set of things that a check needs before it can be saved, and does not
// have. What nobody has looked at is not among them.
type Lacks uint8

// What a check needs.
const (
	LacksDate    Lacks = 1 << iota // CheckDate
	LacksCarrier                   // CarrierName
	LacksType                      // PayType
)

// PoolKind says which rows a stored check is compared with.
type PoolKind uint8

// The pools of a stored check.
const (
	PoolAttached   PoolKind = iota // the rows that are attached to it, as its edit window does
	PoolUnattached                 // rows of its claims that are attached to none, as the page of the API says word for word
	PoolBoth                       // both
)

// Update is a change of a stored check.
type Update struct {
	Amount money.Amount // the new CheckAmt
	Given  bool         // there is a new CheckAmt; else the amount stays, and whether it is partial too
	Pool   PoolKind
	Claims []int64 // whose unattached rows count where Pool asks for them; nil is the claims of the rows attached to the check

	// Where the office creates deposits by itself, a check on one may change if the
	// deposit still adds up.
	AutoDeposit   bool
	DepositAmount money.Amount // of the deposit
	OthersTotal   money.Amount // of what else is on it
}

// Update fills v with what a stored check comes to after a change. What v held is
// gone; its slices are used again.
//
// With a new amount the check is compared with its pool anew, and is partial if
// they differ: a final check can become partial and a partial one final. Without
// one it stays what it is. Rows that are attached to the check count whatever
// their status; others must be eligible as in [Checker.Batch].
//
// The amount of a check on a deposit is locked ([ErrAmountLocked]). An equal amount
// is no change. Where Update.AutoDeposit is set, the amount may change if the
// deposit equals what else is on it and the new amount. An amount that ties because it
// is zero and nothing is attached would make a check final that pays nothing
// ([ErrFinalizedEmpty]). With a problem v.Partial is what is stored.
//
// Update returns an error, and v empty, if:
//   - the check has no id ([money.ErrMissing]);
//   - the pool is not one of the named ones ([ErrPool]);
//   - or under the conditions of [Checker.Single].
//
// Source: Open Dental API, ClaimPayments PUT; claim payments 1.4.
func (k *Checker) Update(v *Verdict, stored Stored, update Update, rows []ClaimProc, options Options) error {
	v.reset()
	switch {
	case stored.ID == 0:
		return &money.FieldError{Path: "stored.ID", Err: money.ErrMissing}
	case update.Pool > PoolBoth:
		return &money.FieldError{Path: "update.Pool", Value: int(update.Pool), Err: ErrPool}
	}
	p := options.pool(&k.set)
	p.payment, p.attached, p.open = stored.ID, update.Pool != PoolUnattached, update.Pool != PoolAttached
	k.twice = k.set.fill(k.claimsOf(stored, update, rows), len(rows), k.twice[:0])
	amount := stored.Amount
	if update.Given {
		amount = update.Amount
	}
	t, err := k.tally(v, &p, rows, amount, options)
	if err != nil {
		v.reset()
		return err
	}
	if update.Given {
		v.locked(&t, stored, update)
		if v.Difference == 0 && !v.attached(stored.ID, rows) {
			v.found(finalizedEmpty("update.Amount"))
		}
	}
	if v.Partial = stored.Partial; update.Given && v.OK() {
		v.Partial = v.Difference != 0
	}
	if v.Difference != 0 {
		t.hint(v, rows)
	}
	return nil
}

// attached reports whether a check has rows: those that count, or where others are
// counted, those that are attached to it.
func (v *Verdict) attached(payment int64, rows []ClaimProc) bool {
	return len(v.Counted) > 0 || slices.ContainsFunc(rows, func(r ClaimProc) bool { return r.ClaimPayment == payment })
}

// claimsOf returns the claims whose unattached rows count for a stored check.
func (k *Checker) claimsOf(stored Stored, update Update, rows []ClaimProc) []int64 {
	if update.Pool == PoolAttached || update.Claims != nil {
		return update.Claims
	}
	k.paid = k.paid[:0]
	for i := range rows {
		if r := &rows[i]; r.ClaimPayment == stored.ID && (len(k.paid) == 0 || k.paid[len(k.paid)-1] != r.Claim) {
			k.paid = append(k.paid, r.Claim)
		}
	}
	sortIDs(k.paid)
	k.paid = slices.Compact(k.paid)
	return k.paid
}

// locked finds an amount that cannot change because the check is on a deposit.
func (v *Verdict) locked(t *tie, stored Stored, update Update) {
	before, _ := t.rounded(stored.Amount) // towards zero or by one: it fits
	if stored.Deposit == 0 || t.check == before {
		return
	}
	want, detail := before, "it is on a deposit"
	if update.AutoDeposit {
		deposit, _ := t.rounded(update.DepositAmount)
		others, _ := t.rounded(update.OthersTotal)
		if room, err := deposit.Sub(others); err == nil {
			if room == t.check {
				return
			}
			want, detail = room, "what the deposit leaves for it"
		}
	}
	difference, err := t.check.Sub(want)
	p := Problem{Rule: ErrAmountLocked, Path: "update.Amount", Compared: err == nil, Got: t.check, Want: want, Difference: difference, Detail: detail}
	v.found(p)
}

// Deletion is what deleting a check comes to.
type Deletion struct {
	Detach    []int64 // ClaimProcNums of the rows whose ClaimPaymentNum becomes 0, in input order
	Deposit   bool    // its deposit is to be deleted too
	ClearDate bool    // DateInsFinalized of these rows is to be cleared
	Problems  []Problem
}

// OK reports whether the check can be deleted.
func (d *Deletion) OK() bool { return len(d.Problems) == 0 }

// Relax says when a deposit does not stand in the way of deleting a check.
type Relax struct {
	AutoDeposit bool // the office creates deposits by itself
	OnDeposit   int  // how many checks are on the deposit
}

// Delete fills d with what deleting a stored check comes to. What d held is gone;
// its slices are used again.
//
// A check on a deposit ([ErrDeleteDeposit]) or with an EOB ([ErrDeleteEOB]) cannot be
// deleted; both are reported. Where the office creates deposits by itself and the
// check is the only one on its deposit, the deposit goes with it. The date on
// which insurance was finalized is cleared only if the check was entered today.
// With a problem nothing is detached.
//
// Delete returns an error, and d empty, if:
//   - the check has no id ([money.ErrMissing]);
//   - a count is below zero ([money.ErrCount]);
//   - a row has no id, the id of another, or a status that does not exist, as in [Checker.Single].
//
// Source: Open Dental API, ClaimPayments DELETE; claim payments 1.5.
func (k *Checker) Delete(d *Deletion, stored Stored, rows []ClaimProc, relax Relax) error {
	*d = Deletion{Detach: d.Detach[:0], Problems: d.Problems[:0]}
	switch {
	case stored.ID == 0:
		return &money.FieldError{Path: "stored.ID", Err: money.ErrMissing}
	case stored.EOBs < 0:
		return &money.FieldError{Path: "stored.EOBs", Value: stored.EOBs, Err: money.ErrCount}
	case relax.OnDeposit < 0:
		return &money.FieldError{Path: "relax.OnDeposit", Value: relax.OnDeposit, Err: money.ErrCount}
	}
	if err := k.checkRows(rows); err != nil {
		return err
	}
	alone := relax.AutoDeposit && relax.OnDeposit == 1
	if stored.Deposit != 0 && !alone {
		d.Problems = append(d.Problems, Problem{Rule: ErrDeleteDeposit, Path: "stored.Deposit", GotWords: "deposit " + itoa(stored.Deposit), WantWords: "none"})
	}
	if stored.EOBs > 0 {
		d.Problems = append(d.Problems, Problem{Rule: ErrDeleteEOB, Path: "stored.EOBs", GotWords: count(stored.EOBs, "EOB"), WantWords: "none"})
	}
	if !d.OK() {
		return nil
	}
	for i := range rows {
		if rows[i].ClaimPayment == stored.ID {
			d.Detach = append(d.Detach, rows[i].ID)
		}
	}
	d.Deposit = stored.Deposit != 0
	d.ClearDate = stored.EnteredToday
	return nil
}

// RowEdit is a change of a claim procedure.
type RowEdit struct {
	Amount      money.Amount // the new InsPayAmt
	AmountGiven bool
	Status      Status // the new status
	StatusGiven bool
	Capitation  bool // the plan is a capitation plan
}

// Edit returns a claim procedure after a change, and what forbids the change; the
// claim procedure is then what it was. Amounts are in minor units.
//
// Once it is attached to a check, its InsPayAmt is frozen ([ErrInsPayLocked]), and
// its status can become Received or Supplemental alone, or under a capitation plan
// CapClaim or CapComplete too ([ErrStatusLocked]). What equals what stands there is
// no change. A claim procedure that is attached to no check is free.
//
// Edit returns an error if:
//   - a status does not exist ([ErrStatus]).
//
// Source: Open Dental API, ClaimPayments POST; claim payments 1.4.
func Edit(row ClaimProc, edit RowEdit) (ClaimProc, []Problem, error) {
	switch {
	case row.Status > InsHist:
		return ClaimProc{}, nil, &money.FieldError{Path: "row.Status", Value: row.Status, Err: ErrStatus}
	case edit.StatusGiven && edit.Status > InsHist:
		return ClaimProc{}, nil, &money.FieldError{Path: "edit.Status", Value: edit.Status, Err: ErrStatus}
	}
	var problems []Problem
	locked := row.ClaimPayment != 0
	if locked && edit.AmountGiven && edit.Amount != row.Amount {
		difference, err := edit.Amount.Sub(row.Amount)
		problems = append(problems, Problem{
			Rule: ErrInsPayLocked, Path: "edit.Amount", Compared: err == nil, Got: edit.Amount, Want: row.Amount, Difference: difference,
			Detail: "attached to claim payment " + itoa(row.ClaimPayment),
		})
	}
	may := APIStatuses
	if edit.Capitation {
		may = PaidStatuses
	}
	if locked && edit.StatusGiven && edit.Status != row.Status && !may.Has(edit.Status) {
		problems = append(problems, Problem{
			Rule: ErrStatusLocked, Path: "edit.Status", GotWords: edit.Status.String(), WantWords: may.words(),
			Detail: "attached to claim payment " + itoa(row.ClaimPayment),
		})
	}
	if len(problems) > 0 {
		return row, problems, nil
	}
	if edit.AmountGiven {
		row.Amount = edit.Amount
	}
	if edit.StatusGiven {
		row.Status = edit.Status
	}
	return row, nil, nil
}
