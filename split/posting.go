package split

import (
	"strings"

	"github.com/paysplit/paysplit/money"
)

// Integration is the system of the practice that payments are posted to.
type Integration uint8

// The integrations. The zero value is none.
const (
	_                 Integration = iota
	OpenDental                    // holds the charge that a payment pays
	Dentrix                       // does not: a payment for a charge is one for the charge's provider; a refund is an adjustment
	DentrixEnterprise             // as Open Dental
	Eaglesoft                     // as Open Dental
	OtherIntegration              // any other, where the caller says that it may be posted to; as Open Dental
)

// integrationNames are written without spaces and marks, in small letters.
var integrationNames = [...]string{OpenDental: "opendental", Dentrix: "dentrix", DentrixEnterprise: "dentrixenterprise", Eaglesoft: "eaglesoft"}

// ParseIntegration reads the name of an integration, such as "dentrix" or "Open
// Dental"; case, spaces, hyphens and underscores do not count. Any other name, and
// the empty one, is [ErrIntegration].
//
// Source: NexHealth API, Payments, Supported Integrations, and its changelog of
// December 2024.
func ParseIntegration(name string) (Integration, error) {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '_' {
			return -1
		}
		return r
	}, name))
	for i, known := range integrationNames {
		if known == plain && known != "" {
			return Integration(i), nil
		}
	}
	return 0, &money.FieldError{Path: "integration", Value: name, Err: ErrIntegration}
}

// Target says where and how a transaction is posted.
type Target struct {
	Integration     Integration
	ChargeProviders map[string]string // the provider of each charge, which Dentrix needs
	Refund          bool              // the transaction gives money back
	MergeByProvider bool              // payments for one provider are one payment; documents leave open whether Dentrix does it
}

// Payment is one row that a transaction becomes in the practice's system.
type Payment struct {
	Provider    string       // empty where the payment names none
	Charge      string       // empty where the payment names none
	Amount      money.Amount // as it is posted
	Ledger      money.Amount // as the ledger shows it: a payment below zero, a refund above
	Transaction string       // the transaction's id, the only thing that joins its payments
}

// Substitution is a charge that became its provider.
type Substitution struct {
	Charge, Provider string
	Amount           money.Amount
}

// Posting is what a transaction becomes. Its payments are in the order of the
// transaction's splits.
type Posting struct {
	Payments      []Payment
	Sum           money.Amount // of the payments, which is the transaction's amount
	Substitutions []Substitution
	Merged        []Part // the payments that name a provider, by provider, in the order of their first
	AsAdjustment  bool   // the system holds no payment of that sign and gets an adjustment instead
}

// PlanPayments returns the payments that a transaction becomes in the practice's
// system: one a split, or one where there is no split.
//
// Dentrix cannot link a payment to a charge, so each charge becomes its provider;
// two charges of one provider stay two payments unless they are to be merged.
//
// The ledger shows a payment below zero and a refund above; a refund is a
// transaction with [Target].Refund set, or with an amount below zero.
//
// Law: the payments sum to the amount; none is zero; every split has one payment,
// or where they are merged a part in one; a payment in Dentrix has no charge;
// merging never changes the sum.
//
// PlanPayments returns an error if:
//   - the integration is none ([ErrIntegration]);
//   - [Validate] finds a problem: the first. So Dentrix needs the provider of every
//     charge ([ErrChargeProvider]).
//
// Source: NexHealth API, Payments, Provider and charge splits; semantics of NexHealth
// transactions, A2 and A3.
func PlanPayments(tx Transaction, to Target, known Known) (Posting, error) {
	if to.Integration < OpenDental || to.Integration > OtherIntegration {
		return Posting{}, &money.FieldError{Path: "to.Integration", Value: int(to.Integration), Err: ErrIntegration}
	}
	known.To = to
	if report := Validate(tx, known); !report.OK() {
		return Posting{}, report.Problems[0].Err()
	}
	if tx.Amount == money.MinAmount {
		return Posting{}, &money.FieldError{Path: "tx.Amount", Err: money.ErrOverflow} // the ledger cannot show its opposite
	}
	plan := newPlanner(&tx, &to)
	plan.Sum, plan.AsAdjustment = tx.Amount, to.Integration == Dentrix && to.isRefund(&tx)
	parts := tx.parts()
	if len(parts) == 0 {
		plan.add(Payment{Amount: tx.Amount})
	}
	for i := range parts {
		payment := Payment{Amount: parts[i].Amount}
		payment.Provider, payment.Charge = to.names(&tx, i)
		if len(tx.Charges) > 0 && payment.Charge == "" {
			plan.Substitutions = append(plan.Substitutions, Substitution{parts[i].Key, payment.Provider, payment.Amount})
		}
		plan.add(payment)
	}
	return plan.Posting, nil
}

// names returns the provider and the charge that the payment of a split names; neither,
// where Dentrix is not told the provider of the charge.
func (to *Target) names(tx *Transaction, i int) (provider, charge string) {
	switch {
	case len(tx.Charges) == 0:
		return tx.Providers[i].Key, ""
	case to.lacksProvider(tx.Charges[i].Key):
		return "", ""
	case to.Integration == Dentrix:
		return to.ChargeProviders[tx.Charges[i].Key], ""
	}
	return "", tx.Charges[i].Key
}

// lacksProvider reports whether a charge becomes its provider, which is not given.
func (to *Target) lacksProvider(charge string) bool {
	return to.Integration == Dentrix && strings.TrimSpace(charge) != "" && strings.TrimSpace(to.ChargeProviders[charge]) == ""
}

// isRefund reports whether the transaction gives money back.
func (to *Target) isRefund(tx *Transaction) bool { return to.Refund || tx.Amount < 0 }

// ledger returns how the ledger shows an amount of the transaction: a payment below
// zero, a refund above. The amount is not the lowest.
func (to *Target) ledger(tx *Transaction, amount money.Amount) money.Amount {
	if to.isRefund(tx) {
		return money.Amount(magnitude(amount))
	}
	return -amount
}

// planner adds payments to a posting.
type planner struct {
	Posting
	tx       *Transaction
	to       *Target
	provider map[string]planned
}

// newPlanner returns the planner of a posting without payments.
func newPlanner(tx *Transaction, to *Target) planner {
	return planner{tx: tx, to: to, provider: map[string]planned{}}
}

// planned is where a provider stands in the view by provider, and its first payment
// in the list.
type planned struct{ merged, payment int }

// add adds a payment, of which it is given the ids and the amount, to the list and to
// the view by provider. The amount is not the lowest. Parts of a valid transaction
// sum to an amount that fits, whichever of them do; of any other, a payment that no
// longer fits with those of its provider stays alone.
func (plan *planner) add(p Payment) {
	p.Ledger, p.Transaction = plan.to.ledger(plan.tx, p.Amount), plan.tx.ID
	if p.Provider == "" {
		plan.Payments = append(plan.Payments, p)
		return
	}
	at, known := plan.provider[p.Provider]
	if !known {
		at = planned{len(plan.Merged), len(plan.Payments)}
		plan.provider[p.Provider] = at
		plan.Merged = append(plan.Merged, Part{Key: p.Provider})
	}
	sum, err := plan.Merged[at.merged].Amount.Add(p.Amount)
	fits := err == nil && sum != money.MinAmount
	if fits {
		plan.Merged[at.merged].Amount = sum
	}
	if known && fits && plan.to.MergeByProvider {
		plan.Payments[at.payment].Amount = sum
		plan.Payments[at.payment].Ledger = plan.to.ledger(plan.tx, sum)
		return
	}
	plan.Payments = append(plan.Payments, p)
}
