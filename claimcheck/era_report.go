package claimcheck

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// ERAReport is what is said about one remittance. Amounts are minor units; the
// totals leave out predeterminations.
type ERAReport struct {
	Index       int          // the place of the transaction in its text, from 0
	Segment     int          // the number of its ST segment in the text, from 1; 0 without a text
	Control     string       // ST02
	Trace       string       // TRN02: the number of the check
	Handling    string       // BPR01
	Direction   string       // BPR03, where it is D
	Method      string       // BPR04
	Payment     money.Amount // BPR02; with its sign turned where it is a debit
	Claims      int
	Charges     money.Amount // the claims' CLP03
	Paid        money.Amount // the claims' CLP04
	Provider    money.Amount // the PLB amounts
	Expected    money.Amount // Paid less Provider: what Payment should be
	Anticipated money.Amount // what predeterminations say that will be paid
	PLB         []ERAProvider
	Findings    []ERAFinding // in the order of the input

	kept     eraClaims
	balanced bool // the third equation holds
	inText   bool // segments are those of a text
}

// ERAFinding is one thing that is wrong with a remittance.
type ERAFinding struct {
	Rule    *money.Rule
	Warning bool         // the report may be ok all the same
	Field   ERAField     // what is wrong
	Hint    ERAHint      // what the difference looks like
	Claim   int32        // the claim, from 0; -1 where it is none
	Service int32        // the service line in it; -1 where it is none
	Row     int32        // the adjustment or provider adjustment; -1 where it is none
	HintRow int32        // the row that the hint names
	Segment uint32       // the number of the segment in its text, from 1
	Offset  int64        // the byte that the segment begins at, from 0; -1 where it is not known
	Charge  money.Amount // of an equation: what the adjustments are taken from
	Want    money.Amount // what is computed; a number where the field is one
	Got     money.Amount // what is declared
}

// ERAField is the part of a remittance that a finding is about.
type ERAField uint8

// The parts of a remittance.
const (
	ERAFieldHandling    ERAField = iota // BPR01
	ERAFieldPayment                     // BPR02
	ERAFieldMethod                      // BPR04
	ERAFieldClaim                       // the claim as a whole
	ERAFieldCharge                      // CLP03
	ERAFieldPaid                        // CLP04, or SVC03 of a service line
	ERAFieldPatientResp                 // CLP05
	ERAFieldCAS                         // the adjustments, or one of them
	ERAFieldServiceCAS                  // the adjustments of all service lines
	ERAFieldServices                    // the number of service lines
	ERAFieldPLB                         // a provider adjustment
	ERAFieldSegments                    // SE01, the number of segments
)

// OK reports whether no finding is more than a warning.
func (r *ERAReport) OK() bool {
	for i := range r.Findings {
		if !r.Findings[i].Warning {
			return false
		}
	}
	return true
}

// Balanced reports whether the claims less the provider adjustments are the
// payment.
func (r *ERAReport) Balanced() bool { return r.balanced }

// Difference returns the difference of the first level that does not balance: the
// payment, else the first claim, else the first service line; zero if all do.
func (r *ERAReport) Difference() money.Amount {
	for _, rule := range [...]*money.Rule{ErrTransactionBalance, ErrClaimBalance, ErrServiceBalance} {
		for i := range r.Findings {
			if r.Findings[i].Rule == rule {
				return r.Findings[i].Difference()
			}
		}
	}
	return 0
}

// ERAClaimTotals are the totals of one claim of a report.
type ERAClaimTotals struct {
	ID          string
	Status      string // CLP02, its first two bytes
	Segment     int    // of CLP
	Charge      money.Amount
	ClaimCAS    money.Amount // the claim's own adjustments
	ServiceCAS  money.Amount // those of its service lines
	PatientResp money.Amount // the adjustments of group PR among both
	Paid        money.Amount
	Services    int
}

// Claim returns the totals of claim i, from 0. It panics if there is no such
// claim.
func (r *ERAReport) Claim(i int) ERAClaimTotals {
	k := r.kept.at(i)
	return ERAClaimTotals{
		ID: string(r.kept.id(k)), Status: k.statusText(), Segment: int(k.segment), Charge: k.charge, ClaimCAS: k.claimCAS,
		ServiceCAS: r.kept.serviceCAS(i), PatientResp: k.patient, Paid: k.paid, Services: int(k.services),
	}
}

// Difference returns what is declared less what is computed.
func (f *ERAFinding) Difference() money.Amount {
	d, _ := f.Got.Sub(f.Want) // whoever made the finding has tried it
	return d
}

// Path returns the place of the finding, Go-shaped from the remittance:
// era.Claims[3].Services[1].CAS[0].Amount.
func (f *ERAFinding) Path() string {
	path := "era"
	if f.Claim >= 0 {
		path += eraIndex(".Claims", f.Claim)
	}
	if f.Service >= 0 {
		path += eraIndex(".Services", f.Service)
	}
	switch f.Field {
	case ERAFieldHandling:
		return path + ".Handling"
	case ERAFieldPayment:
		return path + ".Payment"
	case ERAFieldMethod:
		return path + ".Method"
	case ERAFieldCharge:
		return path + ".Charge"
	case ERAFieldPaid:
		return path + ".Paid"
	case ERAFieldPatientResp:
		return path + ".PatientResp"
	case ERAFieldCAS:
		if f.Row >= 0 {
			return path + eraIndex(".CAS", f.Row) + ".Amount"
		}
		return path + ".CAS"
	case ERAFieldServices, ERAFieldServiceCAS:
		return path + ".Services"
	case ERAFieldPLB:
		return path + eraIndex(".PLB", f.Row) + ".Amount"
	case ERAFieldSegments:
		return path + ".Segments"
	}
	return path
}

// eraElements are the segments and elements of X12 by field.
var eraElements = [...]string{
	ERAFieldHandling: "BPR01", ERAFieldPayment: "BPR02", ERAFieldMethod: "BPR04", ERAFieldClaim: "CLP", ERAFieldCharge: "CLP03", ERAFieldPaid: "CLP04",
	ERAFieldPatientResp: "CLP05", ERAFieldCAS: "CLP", ERAFieldServiceCAS: "CLP", ERAFieldServices: "CLP", ERAFieldPLB: "PLB", ERAFieldSegments: "SE01",
}

// TextPath returns the place of the finding in 835 text, as the errors of
// [ERAReader.Next] have it: the segment, counted from 1, and its element, such as
// segments[12].CLP04. What a claim's segments say together stands at its CLP.
func (f *ERAFinding) TextPath() string {
	element := eraElements[f.Field]
	switch {
	case f.Field == ERAFieldPaid && f.Service >= 0:
		element = "SVC03"
	case f.Field == ERAFieldCAS && f.Row >= 0:
		element = "CAS"
	}
	return segmentPath(f.Segment, element)
}

func eraIndex(list string, i int32) string { return list + "[" + strconv.Itoa(int(i)) + "]" }
