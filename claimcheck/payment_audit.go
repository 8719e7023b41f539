package claimcheck

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/day"
	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Unfinalized is a claim with money from insurance that no check has brought.
type Unfinalized struct {
	Claim  int64 // ClaimNum
	Rows   int   // how many claim procedures
	Amount money.Amount
}

// Audit is what is wrong with checks that are stored.
type Audit struct {
	Problems    []Problem     // by check, in input order
	Hints       []Hint        // what would explain a check that does not tie, in the same order
	Partial     []int64       // ClaimPaymentNums of partial checks: they wait to be finished
	Unfinalized []Unfinalized // claims that wait for their check, by ascending claim
}

// OK reports whether nothing is wrong. A check that is partial and a claim that
// waits for its check are work to do, and nothing wrong.
func (a *Audit) OK() bool { return len(a.Problems) == 0 }

// AuditOptions are the settings of an audit.
type AuditOptions struct {
	Statuses      Statuses // of rows that wait for a check; empty is ERAStatuses
	SubMinor      int      // as in Options
	Deposits      []int64  // DepositNums of the deposits that exist
	DepositsKnown bool     // they are all there are; else deposits are not looked for

	Today       date.Date // the day on which the audit is made
	TodayKnown  bool      // Today is set; else no date is in the future
	FutureDates bool      // a check may be dated after today
}

// Audit fills a with what is wrong with stored checks. What a held is gone; its
// slices are used again. Amounts are in minor units.
//
// For each check, in this order:
//  1. it is final and pays no row ([ErrFinalizedEmpty]);
//  2. it is final and does not equal the rows that are attached to it, each side
//     rounded once ([ErrLockedUnbalanced]);
//  3. it is partial or of zero, and on a deposit ([ErrPartialOnDeposit]);
//  4. its deposit does not exist ([ErrDepositMissing]), where AuditOptions.DepositsKnown;
//  5. what it needs to be saved is known to be empty: its date, its carrier, its type
//     ([money.ErrMissing]); after a date that is there, it is after today
//     ([money.ErrFutureDate]), where AuditOptions.TodayKnown and not FutureDates.
//
// Rows that are attached to a check count whatever their status. A claim waits for
// its check if it has rows that are attached to none, pay something, are no
// transfers and have one of AuditOptions.Statuses.
//
// Audit returns an error, and a empty, if:
//   - a check has no id ([money.ErrMissing]) or the id of another ([money.ErrDuplicateID]);
//   - or under the conditions of [Checker.Single].
//
// Source: claim payments 1.6.
func (k *Checker) Audit(a *Audit, payments []Stored, rows []ClaimProc, options AuditOptions) error {
	*a = Audit{Problems: a.Problems[:0], Hints: a.Hints[:0], Partial: a.Partial[:0], Unfinalized: a.Unfinalized[:0]}
	if err := k.audit(a, payments, rows, options); err != nil {
		*a = Audit{}
		return err
	}
	return nil
}

func (k *Checker) audit(a *Audit, payments []Stored, rows []ClaimProc, options AuditOptions) error {
	if len(rows) > MaxRows || len(payments) > MaxRows {
		return &money.FieldError{Path: "rows", Value: len(rows), Err: money.ErrLimit}
	}
	if err := k.checkPayments(payments); err != nil {
		return err
	}
	if err := k.checkRows(rows); err != nil {
		return err
	}
	k.group(rows)
	open := k.attachedTo(0)
	deposits := slices.Clone(options.Deposits)
	sortIDs(deposits)
	for i := range payments {
		stored := &payments[i]
		t, err := newTie(&pool{}, stored.Amount, options.SubMinor)
		if err != nil {
			return err
		}
		s := auditing{stored: stored, rows: rows, tie: t}
		s.attached = k.attachedTo(stored.ID)
		if err := s.sum(i); err != nil {
			return err
		}
		s.problems(a, index("payments", i))
		if _, known := slices.BinarySearch(deposits, stored.Deposit); options.DepositsKnown && stored.Deposit != 0 && !known {
			a.found(&s, Problem{Rule: ErrDepositMissing, Path: index("payments", i) + ".Deposit", GotWords: "deposit " + itoa(stored.Deposit)})
		}
		s.saved(a, index("payments", i), &options)
		if stored.Partial {
			a.Partial = append(a.Partial, stored.ID)
		}
		if !stored.Partial && s.verdict.Difference != 0 {
			s.hints(a, open)
		}
	}
	return k.waiting(a, rows, options)
}

// checkPayments returns the first check, in input order, without an id of its own.
func (k *Checker) checkPayments(payments []Stored) error {
	k.payments = slices.Grow(k.payments[:0], len(payments))
	for i := range payments {
		k.payments = append(k.payments, payments[i].ID)
	}
	k.twice = k.set.fill(k.payments, len(payments), k.twice[:0])
	for i, id := range k.payments {
		path := index("payments", i) + ".ID"
		if id == 0 {
			return &money.FieldError{Path: path, Err: money.ErrMissing}
		}
		if _, again := slices.BinarySearch(k.twice, int32(i)); again {
			return &money.FieldError{Path: path, Value: id, Err: money.ErrDuplicateID}
		}
	}
	return nil
}

// group orders the rows by check, those of no check by amount, so that a
// difference is found among them without reading them all.
func (k *Checker) group(rows []ClaimProc) {
	k.ids = slices.Grow(k.ids[:0], len(rows))
	for i := range rows {
		k.ids = append(k.ids, idAt{rows[i].ClaimPayment, int32(i)})
	}
	sorting.By(k.ids, func(a, b *idAt) int {
		if a.id == 0 && b.id == 0 {
			return cmp.Or(cmp.Compare(rows[a.row].Amount, rows[b.row].Amount), cmp.Compare(a.row, b.row))
		}
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.row, b.row))
	})
}

// attachedTo returns the rows of a check, after group.
func (k *Checker) attachedTo(payment int64) []idAt {
	order := func(a idAt, id int64) int { return cmp.Compare(a.id, id) }
	from, found := slices.BinarySearchFunc(k.ids, payment, order)
	if !found {
		return nil
	}
	to := from
	for to < len(k.ids) && k.ids[to].id == payment {
		to++
	}
	return k.ids[from:to]
}

// auditing is the audit of one check.
type auditing struct {
	stored   *Stored
	rows     []ClaimProc
	attached []idAt
	tie      tie
	verdict  Verdict
}

// sum adds the rows of the check and compares.
func (s *auditing) sum(payment int) error {
	for _, at := range s.attached {
		s.tie.pool.sum.add(int64(s.rows[at.row].Amount))
	}
	if err := s.tie.compare(&s.verdict); err != nil {
		return &money.FieldError{Path: index("payments", payment) + ".Amount", Err: money.ErrOverflow}
	}
	return nil
}

// found adds a problem of the check.
func (a *Audit) found(s *auditing, p Problem) {
	p.ClaimPayment, p.Sum, p.Difference = s.stored.ID, s.verdict.Sum, s.verdict.Difference
	a.Problems = append(a.Problems, p)
}

// problems finds what is wrong with the check by itself.
func (s *auditing) problems(a *Audit, path string) {
	final := !s.stored.Partial
	if final && len(s.attached) == 0 {
		a.found(s, Problem{Rule: ErrFinalizedEmpty, Path: path})
	}
	if final && s.verdict.Difference != 0 {
		a.found(s, Problem{
			Rule: ErrLockedUnbalanced, Path: path + ".Amount", Compared: true, Got: s.tie.check, Want: s.verdict.Sum,
			Detail: "the sum of " + count(len(s.attached), "claim procedure"),
		})
	}
	if s.stored.Deposit == 0 {
		return
	}
	if s.stored.Partial || s.tie.check == 0 {
		what := "a final check of zero"
		if s.stored.Partial {
			what = "a partial check"
		}
		a.found(s, Problem{Rule: ErrPartialOnDeposit, Path: path + ".Deposit", GotWords: what + " on deposit " + itoa(s.stored.Deposit), WantWords: "none"})
	}
}

// saved finds what would keep the check from being saved: no date or one after
// today, no carrier, no type.
func (s *auditing) saved(a *Audit, path string, options *AuditOptions) {
	for _, need := range [...]struct {
		lacks Lacks
		field string
	}{{LacksDate, ".Date"}, {LacksCarrier, ".Carrier"}, {LacksType, ".Type"}} {
		switch {
		case s.stored.Lacks&need.lacks != 0:
			a.found(s, Problem{Rule: money.ErrMissing, Path: path + need.field, Detail: "a check cannot be saved without it"})
		case need.lacks == LacksDate && options.TodayKnown && !options.FutureDates && s.stored.Date.After(options.Today):
			a.found(s, Problem{
				Rule: money.ErrFutureDate, Path: path + need.field,
				GotWords: day.Text(s.stored.Date), WantWords: day.Text(options.Today) + " or earlier",
			})
		}
	}
}

// hints looks for what would make the check tie: changes of its own rows, and
// rows that are attached to none.
func (s *auditing) hints(a *Audit, open []idAt) {
	g, ok := s.tie.gap()
	if !ok {
		return
	}
	first := len(a.Hints)
	if s.tie.whole && g.swap(s.tie.check, -1) {
		a.Hints = append(a.Hints, Hint{Kind: TransposedCheck, Row: -1, Amount: s.tie.check, Ties: s.verdict.Sum})
	}
	var given hintCounts
	for _, at := range s.attached {
		a.Hints = g.explain(a.Hints, &given, s.rows, int(at.row), 0)
	}
	from, _ := slices.BinarySearchFunc(open, g.low, func(at idAt, low money.Amount) int { return cmp.Compare(s.rows[at.row].Amount, low) })
	for _, at := range open[from:] {
		if s.rows[at.row].Amount > g.high || given[ExcludedRow] == MaxHints {
			break
		}
		a.Hints = g.explain(a.Hints, &given, s.rows, int(at.row), NotAttached)
	}
	own := a.Hints[first:]
	sortHints(own)
	for i := range own {
		own[i].ClaimPayment = s.stored.ID
	}
}

// waiting lists the claims that wait for their check.
func (k *Checker) waiting(a *Audit, rows []ClaimProc, options AuditOptions) error {
	statuses := options.Statuses
	if statuses == 0 {
		statuses = ERAStatuses
	}
	p := newPool(nil, statuses)
	k.ids = k.ids[:0]
	for i := range rows {
		if p.flags(&rows[i], 0) == 0 {
			k.ids = append(k.ids, idAt{rows[i].Claim, int32(i)})
		}
	}
	sorting.By(k.ids, func(a, b *idAt) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.row, b.row)) })
	for from := 0; from < len(k.ids); {
		to, sum := from, wide{}
		for ; to < len(k.ids) && k.ids[to].id == k.ids[from].id; to++ {
			sum.add(int64(rows[k.ids[to].row].Amount))
		}
		t := tie{unit: 1}
		for range options.SubMinor {
			t.unit *= 10
		}
		raw, err := sum.amount()
		if err != nil {
			return &money.FieldError{Path: "rows", Err: err}
		}
		amount, _ := t.rounded(raw) // towards zero or by one: it fits
		a.Unfinalized = append(a.Unfinalized, Unfinalized{Claim: k.ids[from].id, Rows: to - from, Amount: amount})
		from = to
	}
	return nil
}
