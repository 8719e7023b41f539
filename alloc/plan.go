package alloc

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Plan is a payment plan: an agreement to pay for treatment in instalments. It
// takes over what the treatment owes, and what it has charged by today is owed in
// its place.
type Plan struct {
	ID                 int64
	Patient, Guarantor int64     // who was treated, and who pays; a guarantor of 0 is the patient
	Date               date.Date // of the agreement; matters to [OldestPlanOnly] alone
	Dynamic            bool      // it follows the treatment named in Links; else it is of the old kind, with Credits
	TreatAsComplete    bool      // treatment that is planned counts as done
	Insurance, Closed  bool      // an insurer's plan, which lowers what its claims cover until it is closed
	Links              []PlanLink
	Credits            []PlanCredit
}

// PlanLink is what a dynamic plan took over: a procedure or an adjustment.
type PlanLink struct {
	Procedure, Adjustment int64        // one of them is 0
	Override              money.Amount // takes the place of what the item is worth; 0 is none
}

// PlanCredit is what a plan of the old kind took over, in minor units. One below
// zero gives treatment back.
type PlanCredit struct {
	Procedure                 int64 // or 0
	Patient, Provider, Clinic int64 // of a credit that names no procedure; else they are the procedure's
	Principal                 money.Amount
}

// PlanCharge is an instalment that a plan has charged, or for one link of it. An
// amount below zero takes an earlier one back.
type PlanCharge struct {
	ID, Plan              int64
	Date                  date.Date // the due date; required
	Principal, Interest   money.Amount
	Provider, Clinic      int64
	Procedure, Adjustment int64 // the link of a dynamic plan that it is for, or 0
}

// Debit says which part of an instalment a split is on.
type Debit uint8

// The parts of an instalment. The zero value is none, or unknown.
const (
	NoDebit Debit = iota
	Principal
	Interest
	debits
)

// PlanPolicy says how plans share a payment.
type PlanPolicy uint8

// The policies. The zero value follows the queue.
const (
	Interleave     PlanPolicy = iota // instalments of all plans stand in the one queue by due date
	OldestPlanOnly                   // of the plans with something due only the one of the earliest date, then the lowest id, is paid
	planPolicies
)
