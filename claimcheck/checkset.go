package claimcheck

import "github.com/paysplit/paysplit/money"

// CheckSet is what is to be paid on one claim, with what it is checked against.
// Ids and codes are ClaimCenter's. Currencies are ISO 4217 codes in either case;
// an amount is in minor units of the currency that stands beside it.
type CheckSet struct {
	Claim      Owner
	Exposures  []Owner // those of the claim; every one that is paid from must be there
	Checks     []CheckToWrite
	Included   []string  // the refids of contacts that are made together with the set
	Recurrence int       // how many times the only check is written, or how many checks there are; 0 is no recurrence
	Reserves   []Reserve // what may be spent; none means that reserves are not tested
}

// Owner is a claim or an exposure: it owns reserve lines.
type Owner struct {
	ID               string
	State            string // open or closed
	ValidationLevel  string // a level of [CheckSetOptions.Levels]
	HasPriorPayments bool
	Currency         string // of a claim; empty if it does not matter
}

// CheckToWrite is one check. Several payees are joint payees: the check is made
// out to all of them and is not divided.
type CheckToWrite struct {
	Payments      []PaymentToWrite
	Payees        []Payee
	PaymentMethod string // such as check or eft
}

// PaymentToWrite is one payment of a check. It draws on one reserve line, and
// its amount is the sum of its line items.
type PaymentToWrite struct {
	PaymentType  string // final, partial or supplement
	Currency     string
	LineItems    []LineItem
	ReserveLine  ReserveLine
	NotEroding   bool         // a final or partial payment that leaves the reserves as they are; a supplement always does
	ExchangeRate ExchangeRate // agreed for this payment, in place of the market's; zero is none
}

// LineItem is a part of a payment. A deductible is a line below zero.
type LineItem struct {
	Amount   money.Amount
	Currency string
	Category string // deductible, or any other; may be empty
	NoAmount bool   // the amount is missing, and is no zero
}

// ReserveLine names where a payment's money comes from.
type ReserveLine struct {
	CostType, CostCategory string
	Exposure               string // empty for a line of the claim itself
	OnClaim                bool   // there is no exposure on purpose
	ReservingCurrency      string
}

// Payee is one of those to whom a check is made out: a contact of the claim by
// its id, or one that is made together with the set by its refid.
type Payee struct {
	Contact, RefID string
	PayeeType      string // such as insured, claimant or vendor
}

// Reserve says what is available on a reserve line, before the set.
type Reserve struct {
	ReserveLine
	Available   money.Amount // of the reserving currency, as are the parts
	Parts       ReserveParts // what it comes from, where that is known
	NoAvailable bool         // the parts say what is available
}

// ReserveParts are the sums that make what is available on a reserve line.
type ReserveParts struct {
	Approved    money.Amount // reserves that are approved
	Eroded      money.Amount // eroding payments that are effective
	FutureDated money.Amount // eroding payments of a later day
	Pending     money.Amount // eroding payments that wait for approval
}

// Available returns what is approved, less what is eroded, dated in the future or
// pending.
//
// Available returns an error if:
//   - a difference does not fit ([money.ErrOverflow]).
//
// Source: claimcheck rules 2.4.
func (p ReserveParts) Available() (money.Amount, error) {
	left := p.Approved
	for _, taken := range [...]money.Amount{p.Eroded, p.FutureDated, p.Pending} {
		var err error
		if left, err = left.Sub(taken); err != nil {
			return 0, err
		}
	}
	return left, nil
}

// The codes that rules depend on.
const (
	stateOpen, stateClosed = "open", "closed"
	typeFinal, typePartial = "final", "partial"
	typeSupplement         = "supplement"
	categoryDeductible     = "deductible"
)
