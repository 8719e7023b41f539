package claimcheck

import "github.com/paysplit/paysplit/money"

// ERA is one remittance: a transaction of an X12 835 as data. Amounts are minor
// units. An adjustment above zero lowers a payment, one below zero raises it.
type ERA struct {
	Handling  string        // BPR01: I pays, H only notifies
	Payment   money.Amount  // BPR02, as it is written
	Direction string        // BPR03: C or nothing pays the provider, D takes the money back
	Method    string        // BPR04: NON is no payment; empty is not judged
	Version   string        // of the 835: 004010... or 005010...; empty is 005010
	Claims    []ERAClaim    // CLP
	PLB       []ERAProvider // PLB, one for each pair of reason and amount
}

// ERAClaim is a claim of a remittance.
type ERAClaim struct {
	ID               string       // CLP01, at most 255 bytes
	Status           string       // CLP02: 22 is a reversal, 25 a predetermination
	Charge           money.Amount // CLP03
	Paid             money.Amount // CLP04
	PatientResp      money.Amount // CLP05
	PatientRespGiven bool         // CLP05 is sent, be it zero; what is not sent is not judged
	CAS              []ERAAdjustment
	Services         []ERAService
}

// ERAService is a service line of a claim.
type ERAService struct {
	Charge money.Amount // SVC02
	Paid   money.Amount // SVC03
	CAS    []ERAAdjustment
}

// ERAAdjustment is one adjustment of a claim or a service line.
type ERAAdjustment struct {
	Group  string // CAS01: CO, OA, PI, PR or, before 005010, CR
	Reason string // CAS02, 05, 08, 11, 14 or 17
	Amount money.Amount
}

// ERAProvider is one adjustment of the provider, outside the claims.
type ERAProvider struct {
	Reason string // the code of PLB03, 05, 07, 09, 11 or 13, such as WO, FB or L6
	Amount money.Amount
}

// BalanceERA returns the report on a remittance: whether its three equations hold
// to the last unit, level by level, and which companion rules it breaks.
//
//  1. Of each service line: charge less its adjustments is what is paid.
//  2. Of each claim: charge less all adjustments, its own and those of its lines,
//     is what is paid.
//  3. Of the remittance: what the claims are paid less the provider adjustments is
//     the payment. Predeterminations take no part; the sign of a debit is turned.
//
// The levels are independent: a bad line can stand in a good claim, and a payment
// that balances says nothing about what is below it. Nothing is rounded.
//
// The findings stand in the order of the input. A reversal is compared with the
// claims of its id before it: nothing is said where it mirrors any of them, one
// reversal each.
//
// Law: a difference is what is declared less what is computed; a change of one unit
// in one amount of a remittance that balances is found in each equation that the
// amount is part of.
//
// BalanceERA returns an error if:
//   - what rows sum to is outside the amounts ([money.ErrOverflow]); on the way sums
//     have 128 bits, so the order of rows does not matter;
//   - an id or a code has more than 255 bytes, there are more than
//     [MaxERAProviders] provider adjustments, or more than 1,048,576 findings
//     ([money.ErrLimit]).
//
// Source: semantics of claim checks, 3.1 and 3.2, after X12 requests for
// interpretation 2348, 358, 222, 264, 1941, 2548, 1581, 352, 1733, 2442, 319, 791.
func BalanceERA(era *ERA) (*ERAReport, error) {
	var b eraBalancer
	b.begin()
	b.step()
	b.pay(eraPayment{handling: era.Handling, amount: era.Payment, debit: era.Direction == "D", method: era.Method})
	b.setVersion(era.Version)
	for i := range era.Claims {
		balanceERAClaim(&b, &era.Claims[i])
	}
	for _, p := range era.PLB {
		b.step()
		b.provider(p.Reason, p.Amount)
	}
	b.end()
	if b.err != nil {
		return nil, b.err
	}
	return b.report, nil
}

// balanceERAClaim hands one claim to the balancer. Every row has its own place in
// the order of the input.
func balanceERAClaim(b *eraBalancer, c *ERAClaim) {
	b.step()
	b.openClaim(c.ID, c.Status, eraClaim{charge: c.Charge, paid: c.Paid, resp: c.PatientResp, respGiven: c.PatientRespGiven})
	for _, a := range c.CAS {
		b.step()
		b.adjust(kindOfCAS(a.Group, a.Reason), a.Amount)
	}
	for i := range c.Services {
		s := &c.Services[i]
		b.step()
		b.openService(s.Charge, s.Paid)
		for _, a := range s.CAS {
			b.step()
			b.adjust(kindOfCAS(a.Group, a.Reason), a.Amount)
		}
	}
}
