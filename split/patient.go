package split

import "github.com/paysplit/paysplit/money"

// ChargeClaims is a charge's fee and what its claims say of it. A claim that is open
// has estimates; one that is settled has a write-off, and its payment is a payment of
// its own on the ledger.
type ChargeClaims struct {
	Fee               money.Amount
	PaymentEstimates  []money.Amount // what each insurance will probably pay
	WriteOffEstimates []money.Amount // what the office will probably give up
	WriteOffs         []money.Amount // what the office gave up
}

// PatientAmount returns the patient's part of a charge, in minor units: the fee less
// the estimates of its claims or, once they are settled, less their write-offs.
//
// The result is below zero where an insurance pays more than the fee.
//
// PatientAmount returns an error if:
//   - an amount is below zero ([money.ErrNegative]);
//   - there are estimates and write-offs ([ErrPatientBasis]): they would count twice;
//   - the result does not fit in 64 bits ([money.ErrOverflow]).
//
// Source: NexHealth guide to ledger data; semantics of NexHealth transactions, A3.
func PatientAmount(c ChargeClaims) (money.Amount, error) {
	if c.Fee < 0 {
		return 0, &money.FieldError{Path: "c.Fee", Value: c.Fee, Err: money.ErrNegative}
	}
	if len(c.WriteOffs) > 0 && len(c.PaymentEstimates)+len(c.WriteOffEstimates) > 0 {
		return 0, &money.FieldError{Path: "c.WriteOffs", Err: ErrPatientBasis}
	}
	amount := c.Fee
	for _, list := range [3]struct {
		name    string
		amounts []money.Amount
	}{{"c.PaymentEstimates", c.PaymentEstimates}, {"c.WriteOffEstimates", c.WriteOffEstimates}, {"c.WriteOffs", c.WriteOffs}} {
		for i, part := range list.amounts {
			if part < 0 {
				return 0, &money.FieldError{Path: index(list.name, i), Value: part, Err: money.ErrNegative}
			}
			var err error
			if amount, err = amount.Sub(part); err != nil {
				return 0, &money.FieldError{Path: index(list.name, i), Value: part, Err: money.ErrOverflow}
			}
		}
	}
	return amount, nil
}
