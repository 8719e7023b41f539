package alloc

import "github.com/paysplit/paysplit/money"

// Step is one thing that happened to one charge, for whoever asks why.
type Step struct {
	Rule          StepRule
	Charge        Target       // the charge that changed; the zero target for money left over
	Of            Target       // the procedure or adjustment that an instalment's part pays for, or the zero target
	By            Target       // what changed it, where that is a row of the ledger
	Before, After money.Amount // what the charge owed, in minor units; for StepUnearned what was left of the payment
	Amount        money.Amount // what moved
	Layer         Layer        // of StepLoose: what the two have in common
}

// StepRule names the rule behind a step.
type StepRule uint8

// The rules, in the order of the pipeline.
const (
	StepFace           StepRule = iota // the charge's face value
	StepInsurance                      // insurance paid, expected or written off
	StepAttached                       // an adjustment attached to the procedure
	StepCancel                         // an adjustment that cancels another
	StepFence                          // insurance paid more than was owed
	StepSplit                          // the payment paid the charge
	StepUnearned                       // the payment had money left
	StepChosen                         // the payment paid a procedure that the payer chose
	StepOwn                            // the payment paid a charge of the payer's own, ahead of the family's
	StepPrepayment                     // the payment is a prepayment: no charge is paid
	StepLinked                         // an earlier split that names the charge
	StepLoose                          // loose money or credit that names no charge
	StepPlan                           // a payment plan took it over
	StepPlanBack                       // a payment plan gave it back
	StepNotDue                         // an instalment that is not due yet is worth nothing
	StepInsurancePlan                  // an insurer pays it in instalments
	StepPlanPrepayment                 // the payment is kept for a payment plan
	StepGiven                          // somebody decided that the payment pays the charge
	StepOverpaid                       // what was paid too much becomes unearned income
	StepDrawn                          // loose or unearned money was moved onto the charge
	StepStrategy                       // the payment paid the charge that the strategy has next
	stepRules
)

// String returns the rule's name in a trace.
func (r StepRule) String() string {
	names := [stepRules]string{
		"face", "insurance", "attachedAdjustment", "adjustmentsCancel", "insuranceFence", "oldestFirst", "unearned", "chosenFirst", "ownFirst",
		"prepayment", "earlierSplit", "looseCredit", "onPlan", "givenBack", "notDue", "insurancePlan", "planPrepayment",
		"given", "overpaid", "drawn", "strategy",
	}
	if r < stepRules {
		return names[r]
	}
	return "StepRule(?)"
}
