package split

import (
	"strings"

	"github.com/paysplit/paysplit/money"
)

// Payer says whose money a payment is.
type Payer uint8

// The payers.
const (
	Patient   Payer = iota // out of pocket
	Insurance              // an insurance plan, or a claim
)

// String returns "patient" or "insurance".
func (p Payer) String() string {
	if p == Insurance {
		return "insurance"
	}
	return "patient"
}

// LedgerRow is a payment as it is read back from the practice's ledger: one below
// zero lowers what the patient owes.
type LedgerRow struct {
	Transaction   string       // transaction_id; empty for a payment that was not posted through NexHealth
	Amount        money.Amount // a payment below zero, a refund above
	Provider      string       // empty where the row names none
	Charge        string       // empty where the row names none
	InsurancePlan string       // insurance_plan_id; empty for null
	Claim         string       // claim_id; empty for null
}

// Payer returns who paid: insurance where the row names an insurance plan or a
// claim, else the patient.
//
// Source: NexHealth API, Payments, Determining Responsible Party.
func (row *LedgerRow) Payer() Payer {
	if row.InsurancePlan != "" || row.Claim != "" {
		return Insurance
	}
	return Patient
}

// Webhook is what the integration has said about a posting, which is asynchronous.
type Webhook uint8

// What the webhook may have said.
const (
	NoWebhook Webhook = iota // nothing yet
	WebhookComplete
	WebhookFailed
)

// State is where the posting of a transaction stands.
type State uint8

// The states.
const (
	Pending  State = iota // no row yet, and no word from the integration
	Complete              // the rows sum to the amount
	Failed                // the integration reports a failure, and there is no row
	Mismatch              // the rows do not sum to what they should
)

// String returns "pending", "complete", "failed" or "mismatch".
func (s State) String() string {
	switch s {
	case Pending:
		return "pending"
	case Complete:
		return "complete"
	case Failed:
		return "failed"
	}
	return "mismatch"
}

// Seen is what came back after a transaction was posted.
type Seen struct {
	Rows   []LedgerRow // of the practice's ledger, those of other transactions among them
	To     Target      // where the transaction was posted; it may be zero
	Said   Webhook
	Digits int // of the currency, for the amounts in messages, as in [Known]
}

// Reconciliation is what [Reconcile] finds.
type Reconciliation struct {
	State      State
	Posted     money.Amount // minus the sum of the transaction's rows
	Difference money.Amount // Posted less the amount, which is below zero for a refund
	Rows       []int        // indexes of the transaction's rows, in input order
	Missing    []Payment    // planned payments without a row
	Extra      []int        // indexes of the transaction's rows that no planned payment explains
	Patient    money.Amount // the part of Posted that patients paid
	Insurance  money.Amount // the part of Posted that insurance paid
	Problems   []Problem
	Warnings   []Problem
}

// OK reports whether nothing is wrong. A posting that is pending is not wrong.
func (r *Reconciliation) OK() bool { return len(r.Problems) == 0 }

// Reconcile compares a transaction with the ledger after it was posted. The rows of
// the transaction are those that carry its id; what they sum to, with the sign
// turned, was posted, and must be the amount.
//
// The state, by the first of these that holds:
//
//  1. no row: pending, failed where the webhook says so ([ErrPostingFailed]), and a
//     mismatch where it says that the posting is complete ([ErrLedgerSum]);
//  2. a row although the webhook reports a failure: a mismatch
//     ([ErrPostedAnyway]);
//  3. the rows sum to the amount: complete;
//  4. else a mismatch ([ErrLedgerSum]).
//
// Each row is matched with the first planned payment of its amount that is not taken
// and names no other provider or charge. Rows that name both choose first, then those
// that name a charge, a provider, nothing, so that the order of the ledger does not
// matter. What is left on either side is listed, and is a warning where the sums agree
// ([ErrLedgerRows]).
//
// Reconcile returns an error if:
//   - the transaction has no id ([money.ErrMissing]), its amount was not read or is
//     zero ([money.ErrZeroAmount]);
//   - the rows do not sum in 64 bits ([money.ErrOverflow]).
//
// Source: NexHealth API, Payments, Creating Payments; semantics of NexHealth
// transactions, A3.
func Reconcile(tx Transaction, seen Seen) (Reconciliation, error) {
	var r Reconciliation
	switch {
	case strings.TrimSpace(tx.ID) == "":
		return r, &money.FieldError{Path: "tx.ID", Err: money.ErrMissing}
	case tx.Unread != nil:
		return r, &money.FieldError{Path: "tx.Amount", Err: ruleOf(tx.Unread)}
	case tx.Amount == 0:
		return r, &money.FieldError{Path: "tx.Amount", Err: money.ErrZeroAmount}
	case tx.Amount == money.MinAmount:
		return r, &money.FieldError{Path: "tx.Amount", Err: money.ErrOverflow}
	}
	want := -seen.To.ledger(&tx, tx.Amount)
	if err := r.addRows(tx.ID, seen.Rows); err != nil {
		return Reconciliation{}, err
	}
	var err error
	if r.Difference, err = r.Posted.Sub(want); err != nil {
		return Reconciliation{}, &money.FieldError{Path: "seen.Rows", Err: money.ErrOverflow}
	}
	r.judge(&tx, want, &seen)
	r.match(seen.To.expected(&tx), seen.Rows)
	if r.State == Complete && len(r.Missing)+len(r.Extra) > 0 {
		facts := plural(len(r.Missing), "planned payment") + " without a row, " + plural(len(r.Extra), "row") + " without a payment"
		r.Warnings = append(r.Warnings, newProblem(ErrLedgerRows, "seen.Rows", facts, ""))
	}
	return r, nil
}

// ruleOf returns the rule of an error of a parser.
func ruleOf(err error) error {
	p := validator{known: &Known{}, types: indexTypes(nil)}
	p.unread(err, "")
	return p.report.Problems[0].Rule
}

// addRows sums the rows of the transaction, by payer.
func (r *Reconciliation) addRows(id string, rows []LedgerRow) error {
	for i := range rows {
		row := &rows[i]
		if row.Transaction != id {
			continue
		}
		r.Rows = append(r.Rows, i)
		sum := &r.Patient
		if row.Payer() == Insurance {
			sum = &r.Insurance
		}
		var errOf, errAll error
		*sum, errOf = sum.Sub(row.Amount)
		if r.Posted, errAll = r.Posted.Sub(row.Amount); errOf != nil || errAll != nil {
			return &money.FieldError{Path: index("seen.Rows", i) + ".Amount", Value: row.Amount, Err: money.ErrOverflow}
		}
	}
	return nil
}

// judge finds the state.
func (r *Reconciliation) judge(tx *Transaction, want money.Amount, seen *Seen) {
	said, digits := seen.Said, seen.Digits
	come := " of it come to "
	if len(r.Rows) == 1 {
		come = " of it comes to "
	}
	facts := "transaction " + quoted(tx.ID) + " is " + want.Format(digits) + ", " + plural(len(r.Rows), "row") + come + r.Posted.Format(digits)
	switch {
	case len(r.Rows) == 0 && said == WebhookFailed:
		r.State = Failed
		r.Problems = append(r.Problems, newProblem(ErrPostingFailed, "seen.Said", facts, "").apart(0, want, digits))
	case len(r.Rows) == 0 && said == NoWebhook:
		r.State = Pending
	case said == WebhookFailed:
		r.State = Mismatch
		r.Problems = append(r.Problems, newProblem(ErrPostedAnyway, "seen.Rows", facts, "").apart(r.Posted, 0, digits))
	case r.Difference == 0:
		r.State = Complete
	default:
		r.State = Mismatch
		gap, off := money.Amount(magnitude(r.Difference)).Format(digits), "too little"
		if (r.Difference > 0) == (want > 0) {
			off = "too much"
		}
		r.Problems = append(r.Problems, newProblem(ErrLedgerSum, "seen.Rows", facts+" ("+gap+" "+off+")", "").apart(r.Posted, want, digits))
	}
}

// expected returns the payments that the transaction is planned to become, valid or
// not, as long as its splits can be read. Where Dentrix is not told the provider of a
// charge, its payment is expected under anybody.
func (to *Target) expected(tx *Transaction) []Payment {
	plan := newPlanner(tx, to)
	parts := tx.parts()
	if len(parts) == 0 {
		plan.add(Payment{Amount: tx.Amount})
	}
	for i := range parts {
		if parts[i].Unread != nil || parts[i].Amount == money.MinAmount {
			return nil
		}
		payment := Payment{Amount: parts[i].Amount}
		payment.Provider, payment.Charge = to.names(tx, i)
		plan.add(payment)
	}
	return plan.Payments
}

// match pairs rows with planned payments and keeps what is left on either side. Rows
// that name most choose first, and those that name nothing last, so
// that none takes the payment that another one names.
func (r *Reconciliation) match(expected []Payment, rows []LedgerRow) {
	open := newExpectations(expected)
	matched := make([]bool, len(r.Rows))
	for names := namesBoth; names <= namesNothing; names++ {
		for k, i := range r.Rows {
			if rows[i].names() == names {
				matched[k] = open.take(&rows[i])
			}
		}
	}
	for k, i := range r.Rows {
		if !matched[k] {
			r.Extra = append(r.Extra, i)
		}
	}
	for i := range expected {
		if !open.taken[i] {
			r.Missing = append(r.Missing, expected[i])
		}
	}
}

// What a row names, the most telling first: a charge has one provider.
const (
	namesBoth = iota
	namesCharge
	namesProvider
	namesNothing
)

// names returns what the row names.
func (row *LedgerRow) names() int {
	switch {
	case row.Charge != "" && row.Provider != "":
		return namesBoth
	case row.Charge != "":
		return namesCharge
	case row.Provider != "":
		return namesProvider
	}
	return namesNothing
}

// expectation is what a row may know of a planned payment: either id may be empty,
// and then any will do. Blank says which ids the planned payment itself lacks.
type expectation struct {
	ledger           money.Amount
	provider, charge string
	blank            uint8
}

// The ids that a planned payment may lack.
const (
	noProvider = 1 << iota
	noCharge
	blanks // how many ways there are to lack some
)

// expectations finds the planned payments that a row may be, each in a step, however
// many there are.
type expectations struct {
	queues map[expectation][]int // indexes of planned payments, in order
	taken  []bool
}

// newExpectations puts every planned payment under all that a row may know of it.
func newExpectations(expected []Payment) expectations {
	e := expectations{make(map[expectation][]int, len(expected)), make([]bool, len(expected))}
	for i := range expected {
		p := &expected[i]
		key := expectation{ledger: p.Ledger, provider: p.Provider, charge: p.Charge}
		if p.Provider == "" {
			key.blank |= noProvider
		}
		if p.Charge == "" {
			key.blank |= noCharge
		}
		for drop := range uint8(blanks) {
			if drop&key.blank != 0 {
				continue // it has nothing to drop
			}
			dropped := key
			if drop&noProvider != 0 {
				dropped.provider = ""
			}
			if drop&noCharge != 0 {
				dropped.charge = ""
			}
			e.queues[dropped] = append(e.queues[dropped], i)
		}
	}
	return e
}

// take takes a planned payment that a row may be, the first of those that lack the
// least, and reports whether there is one.
func (e *expectations) take(row *LedgerRow) bool {
	for blank := range uint8(blanks) {
		key := expectation{row.Amount, row.Provider, row.Charge, blank}
		if blank&noProvider != 0 {
			key.provider = ""
		}
		if blank&noCharge != 0 {
			key.charge = ""
		}
		queue := e.queues[key]
		for len(queue) > 0 && e.taken[queue[0]] {
			queue = queue[1:]
		}
		if e.queues[key] = queue; len(queue) > 0 {
			e.taken[queue[0]] = true
			return true
		}
	}
	return false
}
