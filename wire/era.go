package wire

import (
	"errors"
	"io"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

var (
	errERATwice = money.NewRule(money.Malformed, "ERA_GIVEN_TWICE", "the remittance is given as text and as fields", "give the text of the 835 alone, or the fields alone")
	errPLBTotal = money.NewRule(money.Refused, "PLB_TOTAL_CONFLICT", "the sum of the provider adjustments contradicts those that are given beside it", "leave plbTotal out, or correct it or the provider adjustments")
)

var eraBalance = operation{
	name:    "era.balance",
	summary: "balance an insurance remittance (X12 835) at its three levels",
	example: `{"bpr01": "I", "bpr02": "165.00", "claims": [{"id": "A-1", "status": "1", "charge": "300.00", "paid": "190.00", "patientResp": "40.00", "cas": [{"group": "CO", "reason": "45", "amount": "70.00"}, {"group": "PR", "reason": "2", "amount": "40.00"}]}], "plb": [{"reason": "WO", "amount": "25.00"}]}`,
	shape:   document(remittanceFields()...),
	run: func(c *call) error {
		var doc eraDoc
		if err := c.read(&doc); err != nil {
			return err
		}
		report, err := c.remittance(&doc)
		if err != nil {
			return err
		}
		report.write(c.out)
		return nil
	},
}

var eraCheck = operation{
	name:    "era.check",
	summary: "compare an insurance remittance (X12 835) with the rows of the books, and balance it",
	example: `{"bpr02": "165.00", "plbTotal": "25.00", "claimProcs": [{"claimProcNum": 1, "claimNum": 7, "status": "Received", "insPayAmt": "190.00", "claimPaymentNum": 0}]}`,
	shape:   document(append(remittanceFields(), bookFields()...)...),
	run: func(c *call) error {
		var doc eraDoc
		if err := c.read(&doc); err != nil {
			return err
		}
		report := &eraReport{explain: c.explain(), digits: c.doc.digits}
		if doc.has(eraClaims) || doc.has(eraPLB) || doc.has(eraText) {
			var err error
			if report, err = c.remittance(&doc); err != nil {
				return err
			}
			if doc.has(eraPLBTotal) && doc.books.PLB != report.total.provider {
				return c.invalid("plbTotal", errPLBTotal, money.Fact("got "+doc.books.PLB.Format(c.doc.digits)+", want "+report.total.provider.Format(c.doc.digits)))
			}
		} else if !doc.has(eraClaimProcs) {
			return c.invalid("claimProcs", money.ErrMissing, nil)
		}
		if doc.has(eraClaimProcs) {
			if err := c.books(&doc, report); err != nil {
				return err
			}
		}
		report.write(c.out)
		return nil
	},
}

// remittance balances the remittance of a document.
func (c *call) remittance(doc *eraDoc) (*eraReport, error) {
	report := &eraReport{explain: c.explain(), digits: c.doc.digits}
	if !doc.has(eraText) {
		one, err := claimcheck.BalanceERA(doc.remittance())
		if err != nil {
			return nil, c.refuse(err, nil)
		}
		err = report.add(one)
		if err == nil {
			err = report.sum()
		}
		if err != nil {
			return nil, c.refuse(err, nil)
		}
		return report, nil
	}
	for field := eraBPR01; field < eraText; field++ {
		if doc.has(field) {
			return nil, c.invalid(c.op.shape.fields[field].name, errERATwice, nil)
		}
	}
	report.inside = true
	if err := report.read(strings.NewReader(doc.text)); err != nil {
		e := asError(err, c.doc.digits, func(path string) string { return path })
		if e.Path != "" {
			e.Message = e.Path + ": " + e.Message
		}
		e.Path = "text"
		return nil, e
	}
	return report, nil
}

// books compares a remittance with the books.
func (c *call) books(doc *eraDoc, report *eraReport) error {
	doc.books.Payment = doc.era.Payment
	if doc.era.Direction == "D" {
		var err error
		if doc.books.Payment, err = doc.era.Payment.Neg(); err != nil {
			return c.invalid("bpr02", money.ErrOverflow, nil)
		}
	}
	if doc.has(eraText) {
		doc.books.Payment = report.total.payment
	}
	if report.plbTotal = doc.has(eraPLBTotal); !report.plbTotal {
		doc.books.PLB = report.total.provider
	}
	doc.books.HasPLB = report.total.providers > 0
	check, err := claimcheck.CheckERA(&doc.books)
	if err != nil {
		return c.refuseAt(err, report.bookPath)
	}
	report.books, report.check = &doc.books, check
	return nil
}

// TextOptions are what a caller may ask for beside the text of an 835.
type TextOptions struct {
	Options
	Digits int // of every amount after the point: 2 for USD
	Most   int // how many problems, warnings and claims are listed at most; 0 is no limit
}

// maxTransactions bounds the transactions of one text: each has its row in the
// report.
const maxTransactions = MaxRows

// maxFindings bounds the findings of one text. Nobody reads a million.
const maxFindings = 1 << 20

// maxProviders bounds the provider adjustments of one text, of which a transaction
// may have claimcheck.MaxERAProviders: each has its row in the report.
const maxProviders = 1 << 18

// RunText runs era.balance or era.check on the text of an 835, which it reads as a
// stream, and writes the report, which ends with a newline, to out. ok says what the
// report says.
//
// Memory does not grow with the text but for what the report needs: at most 100 bytes
// a claim with an id of 38 bytes or less; about 1 KiB a transaction, of which there
// may be 500,000; about 100 bytes a finding, of which there may be 1,048,576; and
// about 100 bytes a provider adjustment, of which there may be 262,144, and 65,536 in
// one transaction. With Explain it is a step of some 500 bytes a claim and a transaction
// beside; with Most the lists are written shorter, and nothing less is kept.
//
// RunText returns an [*Error] if the operation is another one or the text cannot be
// read, and then has written nothing; or the error of out.
func RunText(op string, in io.Reader, out io.Writer, o TextOptions) (ok bool, err error) {
	if op != eraBalance.name && op != eraCheck.name {
		var d decoder
		return false, d.fail(errUnknownOp, op)
	}
	report := &eraReport{explain: o.Explain, digits: o.Digits, most: o.Most}
	if err := report.read(in); err != nil {
		var rule *money.Rule
		if !errors.As(err, &rule) {
			return false, NewError(ErrFile, "", err.Error())
		}
		return false, asError(err, o.Digits, func(path string) string { return path })
	}
	sink := &sink{out: out}
	w := streamTo(sink, o.Digits)
	report.write(w)
	w.end()
	return report.ok(), sink.err
}

// sink remembers the first error of what it writes to, and then takes everything.
type sink struct {
	out io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err == nil {
		_, s.err = s.out.Write(p)
	}
	return len(p), nil
}
