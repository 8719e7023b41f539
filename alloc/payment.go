package alloc

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Payment is the money to allocate.
type Payment struct {
	ID      int64        // its number, of one that is stored; else 0
	Patient int64        // who pays; a member of the family
	Clinic  int64        // where it was taken, or 0
	Amount  money.Amount // in minor units, not zero; below zero takes money back
	Date    date.Date    // required

	PatientProvider int64 // the payer's own provider, who gets what [Manual] mode leaves; or 0
}

// PaySplit is the part of a payment that goes to one place. At most one of
// Procedure and Adjustment is set; neither is set on money that is unearned, nor on
// the interest of a plan.
type PaySplit struct {
	Amount     money.Amount // in minor units, with the sign of the payment
	Patient    int64        // whose account it is on; on a plan its guarantor's
	Provider   int64        // who earned it, or 0
	Clinic     int64
	Procedure  int64
	Adjustment int64
	Plan       int64 // the payment plan, or 0
	PlanCharge int64 // the instalment of the plan, or 0
	Debit      Debit // the part of the instalment
	Unearned   int64 // the unearned type, or 0 for money that paid a charge
}

// Mode says how much of a payment is allocated without being asked: Open Dental's
// RigorousAccounting.
type Mode uint8

// The modes. The zero value is that of a fresh database.
const (
	Auto    Mode = iota // charges are paid by themselves
	Enforce             // the same: it differs in what a person may change
	Manual              // only what the payer chose is paid; the rest goes to the payer's provider, not unearned
	modes
)

// Options are the settings of one allocation. The zero value is what a fresh
// Open Dental database does.
type Options struct {
	Today        date.Date // required: the day on which the question is asked
	Preferences  Preferences
	Mode         Mode
	Procedures   []int64 // that the payer chose: they are paid first, by date; others than the family's play no part
	OwnFirst     bool    // the payer's own charges go before the family's: isPatientPreferred
	Prepayment   bool    // no charge is paid: all of it is unearned
	Plan         int64   // the only plan whose instalments are paid, and nothing else; with Prepayment, the dynamic plan that is paid ahead
	PlanPolicy   PlanPolicy
	Strategy     Strategy
	AllowOverpay bool // a share of [Allocator.AppendPartial] may be more than its charge is owed
	SuggestOnly  bool // leave out what completes a suggestion: money that no suggestion places
	Explain      bool // keep the steps for [Allocator.AppendSteps]
}

// Preferences are an office's settings.
type Preferences struct {
	BalancesDontSubtractIns  bool // insurance estimates do not lower what is owed
	KeepAdjustmentsApart     bool // unattached credits and debits do not cancel each other
	FutureTransDatesAllowed  bool // a payment may be dated after today
	AccountAllowFutureDebits bool // the same, by another name
	NoClinics                bool // the office has no clinics: unearned money is in none
	PrepayTreatmentPlanned   bool // planned treatment may be chosen and paid ahead
	PlansWithoutCharges      bool // PayPlansVersion NoCharges: what is paid on a plan is its patient's and not its guarantor's
	AllowPrepayProvider      bool // unearned income may keep its provider; matters to transfers
	KeepNegativeProduction   bool // what a charge is below zero does not become income; matters to transfers
}

// Summary is what an allocation says about itself beside its splits.
type Summary struct {
	Unallocated money.Amount // the part of the payment that is on no charge, or ahead of its treatment, in minor units
}

// Target names a row of the ledger.
type Target struct {
	Kind Kind
	ID   int64
}

// Owed is what one charge owes before the payment and after it.
type Owed struct {
	Charge        Target       // an instalment has one for its interest and one for each item that its principal pays for
	Of            Target       // the procedure or adjustment that principal of an instalment pays for; an ID of 0 is none
	Face          money.Amount // the fee or amount, before anything lowered it
	Linked        money.Amount // what was owed once the money that names it was taken off
	Before, After money.Amount // what is owed when the payment is split, and when it has been
}

// Reduction is what one charge owes less because of loose money.
type Reduction struct {
	By     Target       // the split, insurance by claim or charge below zero that gave it
	From   int32        // the charge below zero as an index of the rows owed, or -1 where By is money
	To     int32        // the charge it lowers, as an index of the rows owed
	Amount money.Amount // above zero where it lowers; below zero where it took a credit back
	Layer  Layer        // what the two have in common
}

// Certificate is what makes the splits of a payment checkable by somebody who does
// not trust what made them.
type Certificate struct {
	Owed       []Owed      // every charge of the account, in the order of the queue
	Reductions []Reduction // in the order in which they happened
}

// Warning is a finding that did not stop the allocation.
type Warning struct {
	Charge Target
	Amount money.Amount
	Err    *money.Rule
}
