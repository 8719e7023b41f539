package claimcheck

import (
	"cmp"
	"math"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// eraBalancer balances a remittance that is told to it piece by piece, in the order
// of the input: begin, pay, then claims with their adjustments and service lines,
// provider adjustments, end. The first sum that does not fit is its err; what is
// told after that does not matter. It keeps of a claim what eraKept holds.
type eraBalancer struct {
	report  *ERAReport
	claim   eraClaim
	service eraService
	place   eraPlace
	paidAt  eraPlace
	rows    []money.Amount // the first adjustments of the claim at hand, for hints
	total   eraTotals
	debit   bool
	old     bool // a version before 005010, where reversals had a group of their own
	hasTurn bool // there is a reversal
	turned  []uint32
	err     error
	errAt   eraPlace // where err was found
}

// eraTotals are the sums of a transaction, of any size: only what they come to has
// to fit.
type eraTotals struct{ charges, paid, provider, anticipated wide }

// eraPlace is where a piece stands.
type eraPlace struct {
	segment uint32
	offset  int64
}

// eraPayment is what BPR says.
type eraPayment struct {
	handling, method string
	amount           money.Amount
	debit            bool
}

// eraClaim is the claim at hand.
type eraClaim struct {
	open                 bool
	charge, paid, resp   money.Amount
	respGiven            bool
	status               [2]byte
	idAt                 uint32
	idLen                uint8
	groups               eraGroups
	claimCAS, serviceCAS wide
	patient, charges     wide      // group PR; the charges of the lines
	anticipated          wide      // OA 101, which counts in a predetermination
	detail               eraDetail // of the adjustments and the lines
	services             int32
	rows                 int32 // adjustments of the claim loop
	place                eraPlace
}

// eraService is the service line at hand.
type eraService struct {
	open         bool
	charge, paid money.Amount
	cas          wide
	detail       eraDetail // of its adjustments
	rows         int32
	firstRow     int // of its adjustments, in the balancer's rows
	place        eraPlace
}

// eraCAS says which sums an adjustment is part of, beside its line's.
type eraCAS struct {
	groups      eraGroups
	anticipated bool   // OA 101
	group       uint64 // a number made of the group's code
}

// kindOfCAS reads the codes of an adjustment.
func kindOfCAS[T string | []byte](group, reason T) eraCAS {
	kind := eraCAS{group: eraCode(group)}
	switch string(group) {
	case "PR":
		kind.groups = hasPR
	case "CR":
		kind.groups = hasCR
	case "OA":
		kind.anticipated = string(reason) == "101"
	}
	return kind
}

// begin starts a transaction, whose report is a new one.
func (b *eraBalancer) begin() {
	*b = eraBalancer{turned: b.turned[:0], rows: b.rows[:0], place: eraPlace{offset: -1}, report: &ERAReport{}}
}

// step moves to the next place of an input that has no segments.
func (b *eraBalancer) step() { b.place.segment++ }

// setVersion takes the version of the 835, such as 005010X221A1.
func (b *eraBalancer) setVersion(version string) {
	b.old = len(version) >= 5 && version[:5] < "00501" && version[0] == '0'
}

// fit returns a sum as an amount. What it is of is named where it does not fit.
func (b *eraBalancer) fit(sum wide, of string) money.Amount {
	a, err := sum.amount()
	if err != nil {
		f := ERAFinding{Field: ERAFieldPayment, Claim: -1, Service: -1}
		if b.claim.open {
			f = b.here(ERAFieldClaim)
		}
		b.fail(f.Path(), of, err)
	}
	return a
}

// fitAt is fit for a sum over a list of the remittance.
func (b *eraBalancer) fitAt(path string, sum wide, of string) money.Amount {
	a, err := sum.amount()
	if err != nil {
		b.fail(path, of, err)
	}
	return a
}

// fail keeps the first error, with its place.
func (b *eraBalancer) fail(path, fact string, err error) {
	if b.err == nil {
		b.err, b.errAt = &money.FieldError{Path: path, Value: money.Fact(fact), Err: err}, b.place
	}
}

// here returns a finding at the place at hand, without a rule.
func (b *eraBalancer) here(field ERAField) ERAFinding {
	f := ERAFinding{Field: field, Claim: -1, Service: -1, Row: -1, HintRow: -1, Segment: b.place.segment, Offset: b.place.offset}
	if b.claim.open {
		f.Claim = int32(b.report.kept.count)
	}
	if b.service.open {
		f.Service = b.claim.services - 1
	}
	return f
}

// maxERAFindings bounds the findings of one transaction, and so what a hostile text
// makes us keep. Nobody reads a million.
const maxERAFindings = 1 << 20

// find reports a finding.
func (b *eraBalancer) find(rule *money.Rule, f ERAFinding) {
	if len(b.report.Findings) == maxERAFindings {
		b.fail(f.Path(), "at most 1,048,576 findings in one transaction", money.ErrLimit)
		return
	}
	f.Rule = rule
	b.report.Findings = append(b.report.Findings, f)
}

// warn reports a finding that leaves the report ok.
func (b *eraBalancer) warn(rule *money.Rule, f ERAFinding) {
	f.Warning = true
	b.find(rule, f)
}

// pay takes what BPR says. With H there is no payment, and NON is the method of
// none; I with NON contradicts itself.
func (b *eraBalancer) pay(p eraPayment) {
	b.paidAt = b.place
	b.short("era.Handling", p.handling)
	b.short("era.Method", p.method)
	r := b.report
	r.Handling, r.Method, r.Payment, b.debit = p.handling, p.method, p.amount, p.debit
	if p.handling == "H" && p.amount != 0 {
		f := b.here(ERAFieldPayment)
		f.Got = p.amount
		b.find(ErrHandlingConflict, f)
	}
	if p.handling == "H" && p.method != "NON" && p.method != "" || p.handling == "I" && p.method == "NON" {
		b.find(ErrHandlingConflict, b.here(ERAFieldMethod))
	}
	if p.amount < 0 {
		f := b.here(ERAFieldPayment)
		f.Got = p.amount
		b.find(ErrNegativePayment, f)
	}
	if p.debit {
		r.Direction, r.Payment = "D", b.fit(wideOf(0).less(p.amount), "the payment of a debit, with its sign turned")
	}
}

// short refuses a text that the report repeats and that is longer than an id.
func (b *eraBalancer) short(path, text string) {
	if len(text) > maxERAID {
		b.fail(path, "at most 255 bytes", money.ErrLimit)
	}
}

// openClaim begins a claim. c has its charge, what is paid, and the patient's
// responsibility.
func (b *eraBalancer) openClaim(id, status string, c eraClaim) {
	b.closeClaim()
	openERAClaim(b, id, status, c)
}

// openERAClaim is openClaim for text in either form, after the claim before it is
// closed.
func openERAClaim[T string | []byte](b *eraBalancer, id, status T, c eraClaim) {
	c.open, c.place, c.idLen = true, b.place, uint8(min(len(id), maxERAID))
	b.claim, b.rows = c, b.rows[:0]
	copy(b.claim.status[:], status)
	b.claim.detail.turned, b.claim.detail.old = b.claim.status == eraReversal, b.old
	at, ok := addID(&b.report.kept, id[:c.idLen])
	b.claim.idAt = at
	if len(id) > maxERAID || !ok || b.report.kept.count == math.MaxInt32 {
		f := b.here(ERAFieldClaim)
		b.fail(f.Path()+".ID", "at most 255 bytes in one id, 4 GiB of ids and 2,147,483,647 claims in one transaction", money.ErrLimit)
	}
}

// openService begins a service line of the claim.
func (b *eraBalancer) openService(charge, paid money.Amount) {
	b.closeService()
	b.claim.services++
	b.service = eraService{open: true, charge: charge, paid: paid, firstRow: len(b.rows), place: b.place}
	b.service.detail = eraDetail{turned: b.claim.detail.turned, old: b.old}
	b.claim.charges = b.claim.charges.plus(charge)
}

// adjust takes an adjustment of the line at hand, or of the claim before its first
// line.
func (b *eraBalancer) adjust(kind eraCAS, a money.Amount) {
	c := &b.claim
	rows := &c.rows
	if s := &b.service; s.open {
		rows = &s.rows
		s.cas = s.cas.plus(a)
		s.detail.adjust(kind.group, a)
		c.serviceCAS = c.serviceCAS.plus(a)
	} else {
		c.claimCAS = c.claimCAS.plus(a)
		c.detail.adjust(kind.group, a)
	}
	if len(b.rows) < maxHintRows {
		b.rows = append(b.rows, a)
	}
	c.groups |= kind.groups
	if kind.groups&hasPR != 0 {
		c.patient = c.patient.plus(a)
	}
	if kind.anticipated {
		c.anticipated = c.anticipated.plus(a)
	}
	if a == 0 {
		f := b.here(ERAFieldCAS)
		f.Row = *rows
		b.warn(ErrZeroCAS, f)
	}
	*rows++
}

// MaxERAProviders is how many provider adjustments one transaction may have. They
// are kept, each with its reason.
const MaxERAProviders = 1 << 16

// provider takes a provider adjustment.
func (b *eraBalancer) provider(reason string, a money.Amount) {
	b.closeClaim()
	r := b.report
	b.total.provider = b.total.provider.plus(a)
	path := "era" + eraIndex(".PLB", int32(len(r.PLB)))
	b.short(path+".Reason", reason)
	if len(r.PLB) == MaxERAProviders {
		b.fail(path, "at most 65,536 provider adjustments in one transaction", money.ErrLimit)
		return
	}
	if a == 0 {
		f := b.here(ERAFieldPLB)
		f.Row = int32(len(r.PLB))
		b.warn(ErrZeroPLB, f)
	}
	r.PLB = append(r.PLB, ERAProvider{Reason: reason, Amount: a})
}

// closeService judges the line at hand: the first equation.
func (b *eraBalancer) closeService() {
	s := &b.service
	if !s.open {
		return
	}
	now := b.place
	b.place = s.place
	cas := b.fit(s.cas, "the sum of a line's adjustments")
	if f, off := b.equation(s.charge, s.cas, s.paid); off {
		f.Hint = hintOfLine(&f, cas, b.rows[s.firstRow:])
		b.find(ErrServiceBalance, f)
	}
	b.claim.detail.line(s)
	s.open, b.place = false, now
}

// equation tells whether a charge less adjustments is what is paid. The place is
// that of what is judged.
func (b *eraBalancer) equation(charge money.Amount, adjustments wide, paid money.Amount) (f ERAFinding, off bool) {
	want := wideOf(charge).minus(adjustments)
	if want == wideOf(paid) {
		return f, false
	}
	f = b.here(ERAFieldPaid)
	f.Charge, f.Got = charge, paid
	f.Want = b.fit(want, "the charge less the adjustments")
	b.fit(wideOf(paid).minus(want), "the difference of what is paid")
	return f, true
}

// closeClaim judges the claim at hand, the second equation and the rules of claims,
// and keeps it.
func (b *eraBalancer) closeClaim() {
	c := &b.claim
	if !c.open {
		return
	}
	now := b.place
	b.closeService()
	b.place = c.place
	sum := c.claimCAS.and(c.serviceCAS)
	own, lines := b.fit(c.claimCAS, "the sum of the claim's own adjustments"), b.fit(c.serviceCAS, "the sum of the adjustments of its lines")
	total := b.fit(sum, "the sum of a claim's adjustments")
	r := b.report
	if f, off := b.equation(c.charge, sum, c.paid); off {
		f.Hint = b.hintOfClaim(&f, own, total)
		b.find(ErrClaimBalance, f)
		r.kept.off = append(r.kept.off, eraOff{claim: uint32(r.kept.count), serviceCAS: lines})
	}
	patient := b.fit(c.patient, "the sum of the adjustments of group PR")
	b.judgeClaim(sum, patient)
	if c.status == eraPredetermination {
		b.total.anticipated = b.total.anticipated.and(c.anticipated)
	} else {
		b.total.charges = b.total.charges.plus(c.charge)
		b.total.paid = b.total.paid.plus(c.paid)
	}
	b.hasTurn = b.hasTurn || c.status == eraReversal
	r.kept.add(eraKept{
		charge: c.charge, paid: c.paid, claimCAS: own, patient: patient, detail: c.detail.sum,
		idAt: c.idAt, services: uint32(c.services), segment: c.place.segment, status: c.status, idLen: c.idLen, groups: c.groups,
	})
	c.open = false
	b.place = now
}

// judgeClaim applies the rules of a claim beside its equation, in the order of its
// fields.
func (b *eraBalancer) judgeClaim(adjustments wide, patient money.Amount) {
	c := &b.claim
	if c.services > 0 && c.charges != wideOf(c.charge) {
		b.warn(ErrServiceCharges, b.compared(ERAFieldCharge, b.fit(c.charges, "the sum of the lines' charges"), c.charge))
	}
	switch c.status {
	case eraReversal:
		b.judgeReversal(adjustments)
		return
	case eraPredetermination:
		if c.paid != 0 {
			b.warn(ErrPredetermined, b.compared(ERAFieldPaid, 0, c.paid))
		}
	}
	if c.respGiven && c.resp != patient {
		b.warn(ErrPatientResp, b.compared(ERAFieldPatientResp, patient, c.resp))
	}
}

// compared returns a finding about two amounts that should be equal.
func (b *eraBalancer) compared(field ERAField, want, got money.Amount) ERAFinding {
	f := b.here(field)
	f.Want, f.Got = want, got
	b.fit(wideOf(got).less(want), "the difference of two amounts")
	return f
}

// end judges the remittance as a whole and puts the findings in order.
func (b *eraBalancer) end() {
	b.closeClaim()
	r := b.report
	r.Claims = r.kept.count
	r.Charges = b.fitAt("era.Claims", b.total.charges, "the sum of the claims' charges")
	r.Paid = b.fitAt("era.Claims", b.total.paid, "the sum of what the claims are paid")
	r.Provider = b.fitAt("era.PLB", b.total.provider, "the sum of the provider adjustments")
	r.Expected = b.fit(b.total.paid.minus(b.total.provider), "what the claims are paid less the provider adjustments")
	r.Anticipated = b.fitAt("era.Claims", b.total.anticipated, "the sum of what predeterminations expect")
	r.balanced = r.Expected == r.Payment
	b.place = b.paidAt
	if b.err != nil { // what is below compares sums that fit
		return
	}
	if !r.balanced {
		f := b.compared(ERAFieldPayment, r.Expected, r.Payment)
		f.Charge = r.Paid
		f.Hint, f.HintRow = r.hint(&f)
		b.find(ErrTransactionBalance, f)
	}
	if b.hasTurn {
		b.matchReversals()
	}
	slices.SortStableFunc(r.Findings, func(x, y ERAFinding) int { return cmp.Compare(x.Segment, y.Segment) })
}
