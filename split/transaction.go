package split

import "github.com/paysplit/paysplit/money"

// Part is one entry of a transaction's provider_splits or charge_splits: a value
// for a provider or a charge, not a ratio.
type Part struct {
	Key    string       // the id of the provider or the charge; opaque, so "001" is not "1"
	Amount money.Amount // in minor units
	Unread error        // why the amount could not be read, as money.Parse says; nil where it was
}

// Transaction is a NexHealth payment transaction, before it is posted: one payment
// of a patient, whole or split between providers or between charges. Its amounts
// are positive, as they are posted; the ledger shows them negative.
type Transaction struct {
	Providers     []Part       // provider_splits, in input order
	Charges       []Part       // charge_splits, in input order; a transaction has one kind of split or none
	Amount        money.Amount // in minor units
	Unread        error        // why the amount could not be read, as money.Parse says; nil where it was
	TypeName      string       // the name of a payment type of the practice, in the same letters
	PaymentTypeID string       // the id of a payment type, which newer versions of the API ask for instead
	ID            string       // transaction_id: the caller's, unique, such as "NH:201"
	InsurancePlan string       // insurance_plan_id; a payment that is posted has none
	Claim         string       // claim_id; a payment that is posted has none
}

// Kind says between what a transaction is split.
type Kind uint8

// The kinds.
const (
	Unsplit    Kind = iota // one payment
	ByProvider             // between providers
	ByCharge               // between charges
	ByBoth                 // between both, which is refused
)

// String returns "none", "provider", "charge" or "both".
func (k Kind) String() string {
	switch k {
	case Unsplit:
		return "none"
	case ByProvider:
		return "provider"
	case ByCharge:
		return "charge"
	}
	return "both"
}

// Kind returns between what the transaction is split. An empty list is no split.
func (tx *Transaction) Kind() Kind {
	switch {
	case len(tx.Providers) > 0 && len(tx.Charges) > 0:
		return ByBoth
	case len(tx.Providers) > 0:
		return ByProvider
	case len(tx.Charges) > 0:
		return ByCharge
	}
	return Unsplit
}

// parts returns the splits of the transaction, of its one kind.
func (tx *Transaction) parts() []Part {
	if len(tx.Charges) > 0 {
		return tx.Charges
	}
	return tx.Providers
}

// PaymentType is one of a practice's payment types.
type PaymentType struct {
	ID   string // may be empty
	Name string // such as "NexHealth Credit Card Payment"
}

// Known is what is known of the practice that a transaction is posted to. The zero
// Known is nothing: no id is taken, and payment types are not looked up.
type Known struct {
	PaymentTypes []PaymentType
	UsedIDs      []string             // transaction ids that are taken
	Used         func(id string) bool // reports whether an id is taken, beside those in UsedIDs; nil is no
	To           Target               // where it is posted; the zero Target is not known yet
	Digits       int                  // of the currency, for the amounts in messages: 2 for USD; 0 writes minor units
}

// MaxTransactionID is how many characters a transaction id may have.
//
// Source: NexHealth changelog, October 2024.
const MaxTransactionID = 50
