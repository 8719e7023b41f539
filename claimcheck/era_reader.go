package claimcheck

import (
	"io"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// ERAReader reads 835 text and balances it in one pass, one transaction after
// another, with memory that does not grow with the text but for what is kept of the
// claims of one transaction (at most 100 bytes each, with an id of 38 bytes or
// less), its provider adjustments and its findings.
//
// The delimiters are those of each ISA segment. A text may also begin with GS or,
// as some payers send it, with ST; the terminator is then told from how that segment
// ends. Blank space between segments is skipped. Interchanges may follow each other,
// each with its own delimiters.
//
// A reader belongs to one goroutine at a time.
type ERAReader struct {
	text    eraText
	balance eraBalancer
	digits  int
	index   int
	version string // GS08
	state   eraState
	counted uint32 // the segment that ST is
	err     error
	parts   [eraParts][]byte
	n       int
}

// eraState is how far a transaction is.
type eraState uint8

const (
	outside eraState = iota // of a transaction
	opened                  // ST was read
	paying                  // BPR was read
	inClaim                 // CLP was read
	inLine                  // SVC was read
	handing                 // PLB was read
)

// NewERAReader returns a reader of 835 text whose amounts have that many digits
// after the point.
func NewERAReader(in io.Reader, digits int) *ERAReader {
	return &ERAReader{text: eraText{in: in}, digits: digits}
}

// Next returns the report on the next transaction, or [io.EOF] behind the last. The
// report is the caller's.
//
// Next returns an error, and the same one ever after, if:
//   - the delimiters cannot be told ([ErrERADelimiters]);
//   - a segment or an element is missing or stands where it cannot ([ErrERASyntax],
//     [money.ErrMissing]), or a transaction is not an 835;
//   - the text ends inside a transaction ([ErrERATruncated]), or has none
//     ([ErrERAEmpty]);
//   - an amount cannot be read, as by [money.Parse]; as X12 has it, the digits before
//     a point, or those after it, may be left out;
//   - a segment is longer than 64 KiB ([money.ErrLimit]), there are more than
//     1,048,576 findings in a transaction, or one of the errors of [BalanceERA];
//   - the reader behind it fails: its own error.
//
// The path of an error names the segment, counted from 1, and the element:
// segments[12].CLP03.
func (r *ERAReader) Next() (*ERAReport, error) {
	for r.err == nil {
		done, err := r.segment()
		if err == nil && r.balance.err != nil {
			err = r.located(r.balance.err)
		}
		switch {
		case err != nil:
			r.err = err
		case done:
			r.index++
			return r.balance.report, nil
		}
	}
	return nil, r.err
}

// segment reads one segment and hands it to the balancer. done is true where a
// transaction ended.
func (r *ERAReader) segment() (done bool, err error) {
	segment, err := r.text.next()
	if err == io.EOF {
		switch {
		case r.state != outside:
			return false, r.fail("", ErrERATruncated, money.Fact("it ends inside transaction number "+strconv.Itoa(r.index+1)))
		case r.index == 0:
			return false, &money.FieldError{Err: ErrERAEmpty}
		}
		return false, io.EOF
	}
	if err != nil {
		return false, err
	}
	tag := segment
	for i, c := range segment {
		if c == r.text.element {
			tag = segment[:i]
			break
		}
	}
	r.balance.place = eraPlace{segment: r.text.count, offset: r.text.at}
	switch string(tag) {
	case "CLP":
		return false, r.claim(segment)
	case "SVC":
		return false, r.service(segment)
	case "CAS":
		return false, r.adjustments(segment)
	case "PLB":
		return false, r.provider(segment)
	case "BPR":
		return false, r.payment(segment)
	case "TRN":
		return false, r.trace(segment)
	case "ST":
		return false, r.begin(segment)
	case "SE":
		return true, r.end(segment)
	case "ISA", "GS", "GE", "IEA", "TA1":
		return false, r.envelope(segment)
	}
	if r.state == outside {
		return false, r.fail("", ErrERASyntax, money.Fact("segment "+clipERA(tag)+" stands outside a transaction"))
	}
	return false, nil
}

// envelope reads a segment of an interchange or a group.
func (r *ERAReader) envelope(segment []byte) error {
	if r.state != outside {
		return r.fail("", ErrERASyntax, money.Fact("an envelope segment stands inside a transaction, which has no SE before it"))
	}
	r.split(segment)
	if r.part(0) == "GS" {
		r.version = r.part(8)
	}
	return nil
}

// begin reads ST.
func (r *ERAReader) begin(segment []byte) error {
	if r.state != outside {
		return r.fail("", ErrERASyntax, money.Fact("the transaction before it has no SE"))
	}
	r.split(segment)
	if r.part(1) != "835" {
		return r.fail("ST01", ErrERASyntax, money.Fact("the transaction is a "+strconv.Quote(clipERA(r.parts[1]))+", not an 835"))
	}
	place := r.balance.place
	r.balance.begin()
	r.balance.place = place
	report := r.balance.report
	r.balance.short("era.Control", r.part(2))
	report.inText, report.Index, report.Segment, report.Control = true, r.index, int(place.segment), r.part(2)
	version := r.part(3)
	if version == "" {
		version = r.version
	}
	r.balance.setVersion(version)
	r.state, r.counted = opened, r.text.count
	return nil
}

// payment reads BPR.
func (r *ERAReader) payment(segment []byte) error {
	if r.state != opened {
		return r.misplaced("BPR", "once, behind ST")
	}
	r.state = paying
	r.split(segment)
	a, err := r.amount("BPR02", 2)
	if err != nil {
		return err
	}
	r.balance.pay(eraPayment{handling: r.part(1), amount: a, debit: r.part(3) == "D", method: r.part(4)})
	return nil
}

// trace reads TRN, whose first one is the check's number.
func (r *ERAReader) trace(segment []byte) error {
	if r.state == outside {
		return r.misplaced("TRN", "inside a transaction")
	}
	if r.split(segment); r.balance.report.Trace == "" {
		r.balance.short("era.Trace", r.part(2))
		r.balance.report.Trace = r.part(2)
	}
	return nil
}

// claim reads CLP.
func (r *ERAReader) claim(segment []byte) error {
	if r.state < paying {
		return r.misplaced("CLP", "behind BPR")
	}
	r.split(segment)
	var c eraClaim
	var err error
	if c.charge, err = r.amount("CLP03", 3); err != nil {
		return err
	}
	if c.paid, err = r.amount("CLP04", 4); err != nil {
		return err
	}
	if c.respGiven = r.n > 5 && len(r.parts[5]) > 0; c.respGiven {
		if c.resp, err = r.amount("CLP05", 5); err != nil {
			return err
		}
	}
	place := r.balance.place
	r.balance.closeClaim()
	r.balance.place = place
	openERAClaim(&r.balance, r.bytes(1), r.bytes(2), c)
	r.state = inClaim
	return nil
}

// service reads SVC.
func (r *ERAReader) service(segment []byte) error {
	if r.state != inClaim && r.state != inLine {
		return r.misplaced("SVC", "in a claim")
	}
	r.split(segment)
	charge, err := r.amount("SVC02", 2)
	if err != nil {
		return err
	}
	paid, err := r.amount("SVC03", 3)
	if err != nil {
		return err
	}
	r.balance.openService(charge, paid)
	r.state = inLine
	return nil
}

// casNames and plbNames are the elements of amounts, of their reasons, and of
// quantities.
var (
	casNames = [...]string{"CAS01", "CAS02", "CAS03", "CAS04", "CAS05", "CAS06", "CAS07", "CAS08", "CAS09", "CAS10", "CAS11", "CAS12", "CAS13", "CAS14", "CAS15", "CAS16", "CAS17", "CAS18", "CAS19"}
	plbNames = [...]string{"PLB01", "PLB02", "PLB03", "PLB04", "PLB05", "PLB06", "PLB07", "PLB08", "PLB09", "PLB10", "PLB11", "PLB12", "PLB13", "PLB14"}
)

// adjustments reads CAS: up to six triples of reason, amount and quantity.
func (r *ERAReader) adjustments(segment []byte) error {
	if r.state != inClaim && r.state != inLine {
		return r.misplaced("CAS", "in a claim")
	}
	if r.split(segment); r.n > len(casNames)+1 {
		return r.fail("CAS", ErrERASyntax, money.Fact("it has more than 19 elements"))
	}
	for i := 2; i < r.n; i += 3 {
		if len(r.bytes(i)) == 0 && len(r.bytes(i+1)) == 0 {
			continue
		}
		a, err := r.amount(casNames[i], i+1)
		if err != nil {
			return err
		}
		r.balance.adjust(kindOfCAS(r.bytes(1), r.bytes(i)), a)
	}
	return nil
}

// provider reads PLB: up to six pairs of reason and amount.
func (r *ERAReader) provider(segment []byte) error {
	if r.state < paying {
		return r.misplaced("PLB", "behind BPR")
	}
	r.state = handing
	if r.split(segment); r.n > len(plbNames)+1 {
		return r.fail("PLB", ErrERASyntax, money.Fact("it has more than 14 elements"))
	}
	for i := 3; i < r.n; i += 2 {
		if len(r.bytes(i)) == 0 && len(r.bytes(i+1)) == 0 {
			continue
		}
		a, err := r.amount(plbNames[i], i+1)
		if err != nil {
			return err
		}
		place := r.balance.place
		r.balance.closeClaim()
		r.balance.place = place
		r.balance.provider(reasonOf(r.bytes(i)), a)
	}
	return nil
}

// end reads SE and judges the transaction.
func (r *ERAReader) end(segment []byte) error {
	if r.state < paying {
		return r.misplaced("SE", "behind ST and BPR")
	}
	r.state = outside
	r.split(segment)
	r.balance.closeClaim()
	r.balance.place = eraPlace{segment: r.text.count, offset: r.text.at}
	has := money.Amount(r.text.count - r.counted + 1)
	says, err := money.ParseBytes(r.bytes(1), 0)
	if err != nil {
		return r.fail("SE01", ErrERASyntax, money.Fact("SE01 is no number"))
	}
	if says != has {
		f := r.balance.here(ERAFieldSegments)
		f.Want, f.Got = has, says
		r.balance.warn(ErrERASegmentCount, f)
	}
	r.balance.end()
	return nil
}

// misplaced returns the error for a segment that cannot stand there.
func (r *ERAReader) misplaced(tag, where string) error {
	return r.fail(tag, ErrERASyntax, money.Fact(tag+" stands "+where))
}
