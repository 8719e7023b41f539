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
	text("group", func(a *claimcheck.ERAAdjustment) *string { return &a.Group }, "CAS01: CO, OA, PI, PR, or CR before version 005010"),
	text("reason", func(a *claimcheck.ERAAdjustment) *string { return &a.Reason }, "the reason code, such as 45"),
	amount("amount", func(a *claimcheck.ERAAdjustment) *money.Amount { return &a.Amount }, "above zero lowers the payment"),
	ignored("quantity"),
}}

var eraServiceShape = &shape{[]*field{
	amount("charge", func(s *claimcheck.ERAService) *money.Amount { return &s.Charge }, "SVC02"),
	amount("paid", func(s *claimcheck.ERAService) *money.Amount { return &s.Paid }, "SVC03"),
	list("cas", func(s *claimcheck.ERAService) *[]claimcheck.ERAAdjustment { return &s.CAS }, eraCASShape, "the adjustments of the line"),
	ignored("id"), ignored("procedure"), ignored("quantity"), ignored("date"),
}}

var eraClaimShape = &shape{[]*field{
	text("id", func(c *eraClaimDoc) *string { return &c.ID }, "CLP01: the provider's number of the claim"),
	text("status", func(c *eraClaimDoc) *string { return &c.Status }, "CLP02: 22 is a reversal, 25 a predetermination"),
	amount("charge", func(c *eraClaimDoc) *money.Amount { return &c.Charge }, "CLP03"),
	amount("paid", func(c *eraClaimDoc) *money.Amount { return &c.Paid }, "CLP04"),
	amount("patientResp", func(c *eraClaimDoc) *money.Amount { return &c.PatientResp }, "CLP05; not judged where it is left out"),
	list("cas", func(c *eraClaimDoc) *[]claimcheck.ERAAdjustment { return &c.CAS }, eraCASShape, "the claim's own adjustments"),
	list("services", func(c *eraClaimDoc) *[]claimcheck.ERAService { return &c.Services }, eraServiceShape, "its service lines"),
	ignored("payerControlNumber"), ignored("filingCode"), ignored("patient"),
}}

var eraPLBShape = &shape{[]*field{
	text("reason", func(p *claimcheck.ERAProvider) *string { return &p.Reason }, "the reason code, such as WO, FB or L6"),
	amount("amount", func(p *claimcheck.ERAProvider) *money.Amount { return &p.Amount }, "above zero lowers the payment"),
	ignored("reference"), ignored("provider"), ignored("date"),
}}

// remittanceFields are the fields of a remittance, in the order of the constants
// above.
func remittanceFields() []*field {
	return []*field{
		text("bpr01", func(d *eraDoc) *string { return &d.era.Handling }, "the handling code: I pays, H only notifies"),
		amount("bpr02", func(d *eraDoc) *money.Amount { return &d.era.Payment }, "the payment"),
		text("bpr03", func(d *eraDoc) *string { return &d.era.Direction }, "C for credit, D for debit, which turns the sign of the payment (default C)"),
		text("bpr04", func(d *eraDoc) *string { return &d.era.Method }, "the method: CHK, ACH, NON and more; not judged where it is left out"),
		text("version", func(d *eraDoc) *string { return &d.era.Version }, "of the 835, such as 004010X091A1 (default 005010)"),
		list("claims", func(d *eraDoc) *[]eraClaimDoc { return &d.claims }, eraClaimShape, "the claims"),
		list("plb", func(d *eraDoc) *[]claimcheck.ERAProvider { return &d.era.PLB }, eraPLBShape, "the provider adjustments, one for each pair of reason and amount"),
		text("text", func(d *eraDoc) *string { return &d.text }, "the text of a whole 835, instead of all of those"),
	}
}

// eraRowStatuses are the words of a row's status, by Open Dental's numbers.
var eraRowStatuses = []string{"NotReceived", "Received", "Preauth", "Adjustment", "Supplemental", "CapClaim", "Estimate", "CapComplete", "CapEstimate", "InsHist"}

// eraRowShape knows all fields of the rows of claim payments, though it needs few.
var eraRowShape = &shape{append([]*field{
	id("claimProcNum", func(r *claimcheck.ERARow) *int64 { return &r.ID }, "the row"),
	id("claimNum", func(r *claimcheck.ERARow) *int64 { return &r.Claim }, "its claim"),
	{name: "status", kind: KindText, doc: "one of NotReceived, Received, Preauth, Adjustment, Supplemental, CapClaim, Estimate, CapComplete, CapEstimate, InsHist, or its number from 0", read: func(d *decoder, into any) error {
		return d.rowStatus(&into.(*claimcheck.ERARow).Status)
	}},
	amount("insPayAmt", func(r *claimcheck.ERARow) *money.Amount { return &r.Paid }, "what insurance pays"),
	id("claimPaymentNum", func(r *claimcheck.ERARow) *int64 { return &r.Check }, "the insurance payment that it is attached to; 0 is none"),
	flag("isTransfer", func(r *claimcheck.ERARow) *bool { return &r.Transfer }, "moves income between procedures, and attaches to no payment"),
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
	id("claimNum", func(c *claimcheck.ERAClaimStatus) *int64 { return &c.Claim }, "the claim"),
	text("claimStatus", func(c *claimcheck.ERAClaimStatus) *string { return &c.Status }, "R is received"),
}}

// bookFields are the fields of era.check beside those of a remittance.
func bookFields() []*field {
	return []*field{
		amount("plbTotal", func(d *eraDoc) *money.Amount { return &d.books.PLB }, "the sum of the provider adjustments, where plb is left out; beside plb or a text it must be their sum (default that sum)"),
		list("claimProcs", func(d *eraDoc) *[]claimcheck.ERARow { return &d.books.Rows }, eraRowShape, "the rows of the claims in the books; left out, the remittance alone is balanced"),
		list("claimStatuses", func(d *eraDoc) *[]claimcheck.ERAClaimStatus { return &d.books.Claims }, eraClaimStatusShape, "the claims of the remittance, as they stand in the books"),
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
