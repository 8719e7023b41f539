package claimcheck

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// ERABooks are what the books have for one remittance: the rows of its claims, as
// Open Dental keeps them.
type ERABooks struct {
	Payment money.Amount // BPR02
	PLB     money.Amount // the sum of the provider adjustments
	HasPLB  bool         // there are some, though they sum to zero; true is implied by a sum that is not
	Rows    []ERARow
	Claims  []ERAClaimStatus // may be left out
}

// ERARow is one row of a claim: what insurance pays for one procedure.
type ERARow struct {
	ID       int64 // 0 is none
	Claim    int64
	Check    int64 // the insurance payment that it is attached to; 0 is none
	Status   ERARowStatus
	Paid     money.Amount
	Transfer bool // moves income between procedures and never attaches to a payment
}

// ERARowStatus is the status of a row, by Open Dental's numbers.
type ERARowStatus uint8

// The statuses of rows.
const (
	ERARowNotReceived ERARowStatus = iota
	ERARowReceived
	ERARowPreauth
	ERARowAdjustment
	ERARowSupplemental
	ERARowCapClaim
	ERARowEstimate
	ERARowCapComplete
	ERARowCapEstimate
	ERARowInsHist
)

// ERAClaimStatus is the status of a claim in the books: R is received.
type ERAClaimStatus struct {
	Claim  int64
	Status string
}

// ERACheck says whether a remittance agrees with the books.
type ERACheck struct {
	Sum            money.Amount // of the rows that count
	Difference     money.Amount // the payment less the sum
	SumMinusPLB    money.Amount
	ExplainedByPLB bool // they differ by just the provider adjustments
	AutoFinalizes  bool // Open Dental would finalize the payment by itself
	Excluded       []ERAExcluded
	Findings       []ERACheckFinding // the payment first, then rows and claims in the order of the input
}

// ERAExcluded is a row that does not count, and why: the first of already-attached,
// status and transfer.
type ERAExcluded struct {
	Row    int
	Reason string
}

// ERACheckFinding is one thing that keeps a remittance from the books.
type ERACheckFinding struct {
	Rule      *money.Rule
	Warning   bool
	Path      string // Go-shaped: books.Payment, books.Rows[2].Status
	Subject   string // what it is about, in words
	Want, Got money.Amount
	Hint      string
}

// OK reports whether no finding is more than a warning.
func (c *ERACheck) OK() bool {
	for i := range c.Findings {
		if !c.Findings[i].Warning {
			return false
		}
	}
	return true
}

// CheckERA compares the payment of a remittance with the rows that it should
// finalize: those that are attached to no payment, are no transfers, and are
// Received, Supplemental or CapClaim. Provider adjustments are not taken off, so a
// payment that they lower does not match; ExplainedByPLB says that they are why.
//
// A row that counts for nothing because of its status is a warning, provider
// adjustments are one, and a claim that is not received is a finding: each keeps Open
// Dental from finalizing.
//
// Amounts are minor units, and nothing is rounded. The difference is the payment
// less the sum: below zero, the payment is short.
//
// CheckERA returns an error if:
//   - an id is given to two rows ([money.ErrDuplicateID]);
//   - a sum or a difference is outside the amounts ([money.ErrOverflow]).
//
// Source: semantics of claim checks, 3.3, after Open Dental's
// Etranss.TryFinalizeBatchPayment.
func CheckERA(books *ERABooks) (*ERACheck, error) {
	check := &ERACheck{AutoFinalizes: true}
	var statuses []ERACheckFinding
	if books.HasPLB || books.PLB != 0 {
		statuses = append(statuses, ERACheckFinding{Rule: ErrERAHasPLB, Warning: true, Path: "books.PLB", Subject: "payment"})
	}
	var sum wide
	seen := make(map[int64]struct{}, len(books.Rows))
	for i := range books.Rows {
		row := &books.Rows[i]
		if _, twice := seen[row.ID]; twice && row.ID != 0 {
			return nil, &money.FieldError{Path: bookRow(i) + ".ID", Value: row.ID, Err: money.ErrDuplicateID}
		}
		seen[row.ID] = struct{}{}
		reason := row.excluded()
		if reason == "" {
			sum = sum.plus(row.Paid)
			continue
		}
		check.Excluded = append(check.Excluded, ERAExcluded{Row: i, Reason: reason})
		if reason == WrongStatus.String() {
			statuses = append(statuses, ERACheckFinding{Rule: ErrERARowStatus, Warning: true, Path: bookRow(i) + ".Status", Subject: row.name()})
		}
	}
	for i, c := range books.Claims {
		if c.Status != "R" {
			path := "books.Claims[" + strconv.Itoa(i) + "].Status"
			statuses = append(statuses, ERACheckFinding{Rule: ErrERAClaimStatus, Path: path, Subject: "claim " + strconv.FormatInt(c.Claim, 10)})
		}
	}
	if err := check.compare(books, sum); err != nil {
		return nil, err
	}
	check.Findings = append(check.Findings, statuses...)
	check.AutoFinalizes = len(check.Findings) == 0 && len(check.Excluded) < len(books.Rows)
	return check, nil
}

// excluded says why a row does not count; nothing where it does.
func (r *ERARow) excluded() string {
	switch {
	case r.Check != 0:
		return AlreadyAttached.String()
	case !ERAStatuses.Has(Status(r.Status)):
		return WrongStatus.String()
	case r.Transfer:
		return Transfer.String()
	}
	return ""
}

func bookRow(i int) string { return "books.Rows[" + strconv.Itoa(i) + "]" }

func (r *ERARow) name() string { return "row " + strconv.FormatInt(r.ID, 10) }

// compare puts the sum beside the payment.
func (c *ERACheck) compare(books *ERABooks, sum wide) (err error) {
	for _, one := range [...]struct {
		into     *money.Amount
		sum      wide
		path, of string
	}{
		{&c.Sum, sum, "books.Rows", "the sum of the rows that count"},
		{&c.SumMinusPLB, sum.less(books.PLB), "books.PLB", "the sum of the rows less the provider adjustments"},
		{&c.Difference, wideOf(books.Payment).minus(sum), "books.Payment", "the payment less the sum of the rows"},
	} {
		if *one.into, err = one.sum.amount(); err != nil {
			return &money.FieldError{Path: one.path, Value: money.Fact(one.of), Err: err}
		}
	}
	if c.Difference == 0 {
		return nil
	}
	c.ExplainedByPLB = c.SumMinusPLB == books.Payment
	c.Findings = append(c.Findings, ERACheckFinding{
		Rule: ErrERAMismatch, Path: "books.Payment", Subject: "payment", Want: c.Sum, Got: books.Payment, Hint: c.hint(books),
	})
	return nil
}

// hint says what a difference looks like: provider adjustments, a row that does not
// count, one that counts, a sign, or two digits.
func (c *ERACheck) hint(books *ERABooks) string {
	if c.ExplainedByPLB {
		return "the provider adjustments are the whole difference"
	}
	if books.PLB == c.Difference {
		return "the difference is the provider adjustments with the other sign: check the PLB signs"
	}
	for _, e := range c.Excluded {
		if row := &books.Rows[e.Row]; row.Paid != 0 && row.Paid == c.Difference {
			return "it ties with " + row.name() + ", which does not count (" + e.Reason + ")"
		}
	}
	for i := range books.Rows {
		row := &books.Rows[i]
		if row.Paid == 0 || row.excluded() != "" {
			continue
		}
		twice, err := row.Paid.Add(row.Paid)
		switch {
		case eraIsOpposite(row.Paid, c.Difference):
			return row.name() + " is just as much: it may be there twice, or not be in the payment"
		case row.Paid == c.Difference:
			return row.name() + " is just as much: another like it may be missing"
		case err == nil && eraIsOpposite(twice, c.Difference):
			return "it ties if the sign changes of " + row.name()
		}
	}
	return eraHintWords[hintOfDigits(c.Sum, books.Payment)]
}

// Message returns what a finding says, as [ERAReport.Message] does.
func (f *ERACheckFinding) Message(digits int) string {
	text := f.Subject + ": " + f.Rule.Error()
	if f.Rule == ErrERAMismatch {
		e := ERAFinding{Want: f.Want, Got: f.Got}
		text += ": the rows sum to " + f.Want.Format(digits) + ", but the checks pay " + f.Got.Format(digits) + eraOffBy(&e, digits)
	}
	if f.Hint != "" {
		text += "; " + f.Hint
	}
	return text + "; " + f.Rule.Mend()
}
