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
	debit   bool
	old     bool // a version before 005010, where reversals had a group of their own
	hasTurn bool // there is a reversal
	turned  []uint32
	err     error
}

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
	claimCAS, serviceCAS money.Amount
	patient, charges     money.Amount // group PR; the charges of the lines
	anticipated          money.Amount // OA 101, which counts in a predetermination
	services             int32
	rows                 int32 // adjustments of the claim loop
	place                eraPlace
}

// eraService is the service line at hand.
type eraService struct {
	open              bool
	charge, paid, cas money.Amount
	rows              int32
	firstRow          int // of its adjustments, in the balancer's rows
	place             eraPlace
}

// eraCAS says which sums an adjustment is part of, beside its line's.
type eraCAS uint8

const (
	casPatient     eraCAS = 1 << iota // group PR
	casReversal                       // group CR
	casAnticipated                    // OA 101
)

// kindOfCAS reads the codes of an adjustment.
func kindOfCAS[T string | []byte](group, reason T) eraCAS {
	switch string(group) {
	case "PR":
		return casPatient
	case "CR":
		return casReversal
	case "OA":
		if string(reason) == "101" {
			return casAnticipated
		}
	}
	return 0
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

// add adds an amount to a sum.
func (b *eraBalancer) add(sum *money.Amount, a money.Amount) {
	total, err := sum.Add(a)
	b.keep(sum, total, err)
}

// take takes an amount off.
func (b *eraBalancer) take(from *money.Amount, a money.Amount) {
	rest, err := from.Sub(a)
	b.keep(from, rest, err)
}

func (b *eraBalancer) keep(sum *money.Amount, result money.Amount, err error) {
	if err == nil {
		*sum = result
		return
	}
	if b.err == nil {
		f := b.here(ERAFieldPayment)
		if b.claim.open {
			f.Field = ERAFieldClaim
		}
		b.err = &money.FieldError{Path: f.Path(), Err: err}
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
		if b.err == nil {
			b.err = &money.FieldError{Path: f.Path(), Value: money.Fact("at most 1,048,576 findings in one transaction"), Err: money.ErrLimit}
		}
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
		r.Direction, r.Payment = "D", 0
		b.take(&r.Payment, p.amount)
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
	at, ok := addID(&b.report.kept, id[:c.idLen])
	b.claim.idAt = at
	if b.err == nil && (len(id) > maxERAID || !ok || b.report.kept.count == math.MaxInt32) {
		f := b.here(ERAFieldClaim)
		b.err = &money.FieldError{Path: f.Path() + ".ID", Value: money.Fact("at most 255 bytes in one id, 4 GiB of ids and 2,147,483,647 claims in one transaction"), Err: money.ErrLimit}
	}
}

// openService begins a service line of the claim.
func (b *eraBalancer) openService(charge, paid money.Amount) {
	b.closeService()
	b.claim.services++
	b.service = eraService{open: true, charge: charge, paid: paid, firstRow: len(b.rows), place: b.place}
	b.add(&b.claim.charges, charge)
}

// adjust takes an adjustment of the line at hand, or of the claim before its first
// line.
func (b *eraBalancer) adjust(kind eraCAS, a money.Amount) {
	c := &b.claim
	rows := &c.rows
	if b.service.open {
		rows = &b.service.rows
		b.add(&b.service.cas, a)
		b.add(&c.serviceCAS, a)
	} else {
		b.add(&c.claimCAS, a)
	}
	if len(b.rows) < maxHintRows {
		b.rows = append(b.rows, a)
	}
	if kind&casPatient != 0 {
		b.add(&c.patient, a)
		c.groups |= hasPR
	}
	if kind&casReversal != 0 {
		c.groups |= hasCR
	}
	if kind&casAnticipated != 0 {
		b.add(&c.anticipated, a)
	}
	if a == 0 {
		f := b.here(ERAFieldCAS)
		f.Row = *rows
		b.warn(ErrZeroCAS, f)
	}
	*rows++
}

// provider takes a provider adjustment.
func (b *eraBalancer) provider(reason string, a money.Amount) {
	b.closeClaim()
	r := b.report
	b.add(&r.Provider, a)
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
	if f, off := b.equation(s.charge, s.cas, s.paid); off {
		f.Hint = hintOfLine(&f, s.cas, b.rows[s.firstRow:])
		b.find(ErrServiceBalance, f)
	}
	s.open, b.place = false, now
}

// equation tells whether a charge less adjustments is what is paid. The place is
// that of what is judged.
func (b *eraBalancer) equation(charge, adjustments, paid money.Amount) (f ERAFinding, off bool) {
	f = b.here(ERAFieldPaid)
	f.Charge, f.Want, f.Got = charge, charge, paid
	b.take(&f.Want, adjustments)
	if f.Want == paid {
		return f, false
	}
	var difference money.Amount
	b.add(&difference, paid)
	b.take(&difference, f.Want)
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
	total := c.claimCAS
	b.add(&total, c.serviceCAS)
	if f, off := b.equation(c.charge, total, c.paid); off {
		f.Hint = b.hintOfClaim(&f, total)
		b.find(ErrClaimBalance, f)
	}
	b.judgeClaim(total)
	r := b.report
	if c.status == eraPredetermination {
		b.add(&r.Anticipated, c.anticipated)
	} else {
		b.add(&r.Charges, c.charge)
		b.add(&r.Paid, c.paid)
	}
	b.hasTurn = b.hasTurn || c.status == eraReversal
	r.kept.add(eraKept{
		charge: c.charge, paid: c.paid, claimCAS: c.claimCAS, serviceCAS: c.serviceCAS, patient: c.patient,
		idAt: c.idAt, services: uint32(c.services), segment: c.place.segment, status: c.status, idLen: c.idLen, groups: c.groups,
	})
	c.open = false
	b.place = now
}

// judgeClaim applies the rules of a claim beside its equation, in the order of its
// fields.
func (b *eraBalancer) judgeClaim(adjustments money.Amount) {
	c := &b.claim
	if c.services > 0 && c.charges != c.charge {
		b.warn(ErrServiceCharges, b.compared(ERAFieldCharge, c.charges, c.charge))
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
	if c.respGiven && c.resp != c.patient {
		b.warn(ErrPatientResp, b.compared(ERAFieldPatientResp, c.patient, c.resp))
	}
}

// compared returns a finding about two amounts that should be equal.
func (b *eraBalancer) compared(field ERAField, want, got money.Amount) ERAFinding {
	f := b.here(field)
	f.Want, f.Got = want, got
	b.take(&got, want) // the difference must fit
	return f
}

// end judges the remittance as a whole and puts the findings in order.
func (b *eraBalancer) end() {
	b.closeClaim()
	r := b.report
	r.Claims = r.kept.count
	r.Expected = r.Paid
	b.take(&r.Expected, r.Provider)
	r.balanced = r.Expected == r.Payment
	b.place = b.paidAt
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
