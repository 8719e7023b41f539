package alloc

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Ledger is a family's account as an allocation sees it. The caller fills it
// once; no function here changes or keeps it, so one ledger may serve many
// goroutines.
//
// Ids are those of the system of record. Zero means "none": a provider of 0 is
// no provider, a clinic of 0 no clinic. Ids are unique among rows of one kind; a
// procedure and an adjustment may share one.
type Ledger struct {
	Family      []Member
	Procedures  []Procedure
	Adjustments []Adjustment
	Plans       []Plan
	PlanCharges []PlanCharge     // what the plans have charged
	Splits      []EarlierSplit   // of earlier payments
	Totals      []InsuranceTotal // paid by claim, and not by procedure
	Terms       []Terms          // what a [Strategy] asks of charges; Open Dental has none
	Unearned    UnearnedTypes
}

// Member is a person on the account. A family is everyone with one guarantor,
// the person who answers for the bill; the guarantor is a member too.
type Member struct {
	ID, Guarantor int64 // a guarantor of 0 is the payer's
}

// Procedure is one piece of treatment and what insurance does about it.
type Procedure struct {
	ID, Patient, Provider, Clinic int64
	Date                          date.Date    // the day it was done; required
	Fee                           money.Amount // for one unit, in minor units; may be negative
	Units, BaseUnits              int64        // the fee counts max(1, Units+BaseUnits) times
	Status                        ProcedureStatus
	Discount                      money.Amount // lowers treatment that is planned
	Claims                        []ClaimRow
}

// ProcedureStatus says whether treatment was done. Only completed treatment is
// owed.
type ProcedureStatus uint8

// The statuses. The zero value is completed.
const (
	Completed        ProcedureStatus = iota // C
	TreatmentPlanned                        // TP
	procedureStatuses
)

// Adjustment is a change to the account that is not treatment: a discount below
// zero, a finance charge or late fee above.
type Adjustment struct {
	ID, Patient, Provider, Clinic int64
	Date                          date.Date    // required
	Amount                        money.Amount // in minor units
	Procedure                     int64        // the procedure it is attached to, or 0
}

// UnearnedTypes are the ids that mark money which has not been earned yet.
type UnearnedTypes struct {
	Prepayment     int64 // marks what a payment has left over
	TreatmentPlan  int64 // marks what is paid for treatment that is not done yet
	PlanPrepayment int64 // marks what is paid ahead on a payment plan

	Hidden []int64 // types that are not shown on the account: their money pays nothing by itself
}

// EarlierSplit is a part of an earlier payment. Where it names a charge of its own
// patient, provider and clinic it pays that; else it is loose money of the
// family's.
type EarlierSplit struct {
	ID, Payment               int64
	Patient, Provider, Clinic int64
	Date                      date.Date    // required
	Amount                    money.Amount // in minor units; below zero took money back
	Procedure, Adjustment     int64        // what it names, or 0
	Plan, PlanCharge          int64        // the payment plan it is on and the instalment it pays, or 0
	Debit                     Debit        // of an instalment, where it is known
	Unearned                  int64        // the unearned type, or 0
}

// InsuranceTotal is what insurance paid on a claim as a whole.
type InsuranceTotal struct {
	Claim                     int64
	Patient, Provider, Clinic int64
	Amount                    money.Amount // in minor units; below zero took money back
}

// ClaimRow is what one insurance claim says about one procedure.
type ClaimRow struct {
	Status              ClaimStatus
	InsPayAmt           money.Amount // paid, in minor units
	InsPayEst           money.Amount // expected
	WriteOff            money.Amount // the part of the fee the provider gave up
	WriteOffEst         money.Amount // expected
	WriteOffEstOverride Override
	NoBillIns           bool  // the procedure is not billed to this insurance
	Plan                int64 // the insurance payment plan that pays it, or 0
}

// Override is an amount that takes the place of a computed one where it is set.
type Override struct {
	Amount money.Amount
	Set    bool
}

// ClaimStatus is where a claim row stands between estimate and payment.
type ClaimStatus uint8

// The statuses. The zero value is a row that was sent and has no answer yet.
const (
	NotReceived     ClaimStatus = iota // sent; the estimate counts
	Received                           // paid; the payment counts
	Preauth                            // a question to the insurer; never counts
	Supplemental                       // a further payment; counts
	CapClaim                           // capitation, billed; counts
	Estimate                           // not sent; the estimate counts
	CapComplete                        // capitation, done; counts
	CapEstimate                        // capitation, planned; the estimate counts
	InsHist                            // history entered by hand; the estimate counts
	ClaimAdjustment                    // an adjustment of benefits; never counts
	claimStatuses
)
