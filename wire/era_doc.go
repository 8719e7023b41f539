package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// eraDoc is the document of a remittance, as data or as the text of an 835, with
// what the books have for it.
type eraDoc struct {
	era    claimcheck.ERA
	claims []eraClaimDoc
	text   string
	books  claimcheck.ERABooks
	given  uint64
}

func (d *eraDoc) setGiven(fields uint64) { d.given = fields }

// The places of the fields of an eraDoc that matter by being given.
const (
	eraBPR01 = iota
	eraBPR02
	eraBPR03
	eraBPR04
	eraVersion
	eraClaims
	eraPLB
	eraText
	eraPLBTotal
	eraClaimProcs
)

func (d *eraDoc) has(field int) bool { return d.given&(1<<field) != 0 }

// eraClaimDoc is a claim, which knows whether its patient's responsibility is given.
type eraClaimDoc struct{ claimcheck.ERAClaim }

// eraClaimResp is the place of patientResp in eraClaimShape.
const eraClaimResp = 4

func (c *eraClaimDoc) setGiven(fields uint64) {
	c.PatientRespGiven = fields&(1<<eraClaimResp) != 0
}

var eraCASShape = &shape{[]*field{
	text("group", func(a any) *string { return &a.(*claimcheck.ERAAdjustment).Group }, "CAS01: CO, OA, PI, PR, or CR before version 005010"),
	text("reason", func(a any) *string { return &a.(*claimcheck.ERAAdjustment).Reason }, "the reason code, such as 45"),
	amount("amount", func(a any) *money.Amount { return &a.(*claimcheck.ERAAdjustment).Amount }, "above zero lowers the payment"),
	ignored("quantity"),
}}

var eraServiceShape = &shape{[]*field{
	amount("charge", func(s any) *money.Amount { return &s.(*claimcheck.ERAService).Charge }, "SVC02"),
	amount("paid", func(s any) *money.Amount { return &s.(*claimcheck.ERAService).Paid }, "SVC03"),
	list("cas", func(s any) any { return grow(&s.(*claimcheck.ERAService).CAS) }, eraCASShape, "the adjustments of the line"),
	ignored("id"), ignored("procedure"), ignored("quantity"), ignored("date"),
}}

var eraClaimShape = &shape{[]*field{
	text("id", func(c any) *string { return &c.(*eraClaimDoc).ID }, "CLP01: the provider's number of the claim"),
	text("status", func(c any) *string { return &c.(*eraClaimDoc).Status }, "CLP02: 22 is a reversal, 25 a predetermination"),
	amount("charge", func(c any) *money.Amount { return &c.(*eraClaimDoc).Charge }, "CLP03"),
	amount("paid", func(c any) *money.Amount { return &c.(*eraClaimDoc).Paid }, "CLP04"),
	amount("patientResp", func(c any) *money.Amount { return &c.(*eraClaimDoc).PatientResp }, "CLP05; not judged where it is left out"),
	list("cas", func(c any) any { return grow(&c.(*eraClaimDoc).CAS) }, eraCASShape, "the claim's own adjustments"),
	list("services", func(c any) any { return grow(&c.(*eraClaimDoc).Services) }, eraServiceShape, "its service lines"),
	ignored("payerControlNumber"), ignored("filingCode"), ignored("patient"),
}}

var eraPLBShape = &shape{[]*field{
	text("reason", func(p any) *string { return &p.(*claimcheck.ERAProvider).Reason }, "the reason code, such as WO, FB or L6"),
	amount("amount", func(p any) *money.Amount { return &p.(*claimcheck.ERAProvider).Amount }, "above zero lowers the payment"),
	ignored("reference"), ignored("provider"), ignored("date"),
}}

// remittanceFields are the fields of a remittance, in the order of the constants
// above.
func remittanceFields() []*field {
	return []*field{
		text("bpr01", func(d any) *string { return &d.(*eraDoc).era.Handling }, "the handling code: I pays, H only notifies"),
		amount("bpr02", func(d any) *money.Amount { return &d.(*eraDoc).era.Payment }, "the payment"),
		text("bpr03", func(d any) *string { return &d.(*eraDoc).era.Direction }, "C for credit, D for debit, which turns the sign of the payment (default C)"),
		text("bpr04", func(d any) *string { return &d.(*eraDoc).era.Method }, "the method: CHK, ACH, NON and more; not judged where it is left out"),
		text("version", func(d any) *string { return &d.(*eraDoc).era.Version }, "of the 835, such as 004010X091A1 (default 005010)"),
		list("claims", func(d any) any { return grow(&d.(*eraDoc).claims) }, eraClaimShape, "the claims"),
		list("plb", func(d any) any { return grow(&d.(*eraDoc).era.PLB) }, eraPLBShape, "the provider adjustments, one for each pair of reason and amount"),
		text("text", func(d any) *string { return &d.(*eraDoc).text }, "the text of a whole 835, instead of all of those"),
	}
}

// eraRowStatuses are the words of a row's status, by Open Dental's numbers.
var eraRowStatuses = []string{"NotReceived", "Received", "Preauth", "Adjustment", "Supplemental", "CapClaim", "Estimate", "CapComplete", "CapEstimate", "InsHist"}

// eraRowShape knows all fields of the rows of claim payments, though it needs few.
var eraRowShape = &shape{append([]*field{
	id("claimProcNum", func(r any) *int64 { return &r.(*claimcheck.ERARow).ID }, "the row"),
	id("claimNum", func(r any) *int64 { return &r.(*claimcheck.ERARow).Claim }, "its claim"),
	{name: "status", kind: KindText, doc: "one of NotReceived, Received, Preauth, Adjustment, Supplemental, CapClaim, Estimate, CapComplete, CapEstimate, InsHist, or its number from 0", read: func(d *decoder, into any) error {
		return d.rowStatus(&into.(*claimcheck.ERARow).Status)
	}},
	amount("insPayAmt", func(r any) *money.Amount { return &r.(*claimcheck.ERARow).Paid }, "what insurance pays"),
	id("claimPaymentNum", func(r any) *int64 { return &r.(*claimcheck.ERARow).Check }, "the insurance payment that it is attached to; 0 is none"),
	flag("isTransfer", func(r any) *bool { return &r.(*claimcheck.ERARow).Transfer }, "moves income between procedures, and attaches to no payment"),
	ignored("dateCP"),
}, ignoredFields(claimProcShape)...)}

// ignoredFields are the fields that a shape accepts and does not use.
func ignoredFields(s *shape) (all []*field) {
	for _, f := range s.fields {
		if f.kind == KindIgnored {
			all = append(all, f)
		}
	}
	return all
}

// rowStatus reads the status of a row, by its name or its number.
func (d *decoder) rowStatus(into *claimcheck.ERARowStatus) error {
	raw, err := d.scalar("a status")
	if raw == nil || err != nil {
		return err
	}
	for i, word := range eraRowStatuses {
		if string(raw) == word || string(raw) == strconv.Itoa(i) {
			*into = claimcheck.ERARowStatus(i)
			return nil
		}
	}
	known := make([]*field, len(eraRowStatuses))
	for i, word := range eraRowStatuses {
		known[i] = &field{name: word}
	}
	want := "one of those"
	if near := nearest(string(raw), known); near != "" {
		want = strconv.Quote(near)
	}
	return d.unknownValue(raw, want+" that the schema lists")
}

var eraClaimStatusShape = &shape{[]*field{
	id("claimNum", func(c any) *int64 { return &c.(*claimcheck.ERAClaimStatus).Claim }, "the claim"),
	text("claimStatus", func(c any) *string { return &c.(*claimcheck.ERAClaimStatus).Status }, "R is received"),
}}

// bookFields are the fields of era.check beside those of a remittance.
func bookFields() []*field {
	return []*field{
		amount("plbTotal", func(d any) *money.Amount { return &d.(*eraDoc).books.PLB }, "the sum of the provider adjustments, where plb is left out; beside plb or a text it must be their sum (default that sum)"),
		list("claimProcs", func(d any) any { return grow(&d.(*eraDoc).books.Rows) }, eraRowShape, "the rows of the claims in the books; left out, the remittance alone is balanced"),
		list("claimStatuses", func(d any) any { return grow(&d.(*eraDoc).books.Claims) }, eraClaimStatusShape, "the claims of the remittance, as they stand in the books"),
	}
}

// remittance returns the engine's remittance.
func (d *eraDoc) remittance() *claimcheck.ERA {
	d.era.Claims = make([]claimcheck.ERAClaim, len(d.claims))
	for i := range d.claims {
		d.era.Claims[i] = d.claims[i].ERAClaim
	}
	if d.has(eraPLBTotal) && !d.has(eraPLB) && d.books.PLB != 0 { // one number for all of them
		d.era.PLB = []claimcheck.ERAProvider{{Amount: d.books.PLB}}
	}
	return &d.era
}
