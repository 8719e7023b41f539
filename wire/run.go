package wire

import (
	"bytes"

	"github.com/paysplit/paysplit/money"
)

// Op is one named operation.
type Op struct {
	Name    string // group.verb
	Summary string // one line
	Example string // a small document
}

// Options are what a caller may ask for beside the document.
type Options struct {
	Explain bool // add the trace, whether or not the document asks for it
}

// operation is an operation as the table knows it.
type operation struct {
	name, summary string
	example       string
	shape         *shape
	run           func(c *call) error
}

// call is one run of an operation: the document goes in, the result comes out.
type call struct {
	op      *operation
	input   []byte
	options Options
	doc     *decoder
	out     *writer
	names   map[string]*rowNames // of the rows that a report names, by list and field
}

// operations is the table of all operations, in the order of the documentation.
var operations = []operation{
	scheduleDates,
	planPayment, planInterest, planSchedule, planDynamic, planRecalculate, planPrincipalOp, planOvercharged, planClose, planCloseStatic,
	planPrepay, planAmend, planCreate, planIssue, planStatus, planLock, planBalance,
	allocPay, allocRefund, allocReturn, allocPartial, allocTransfer, allocUnearned, allocReplay, allocUpdate,
	splitAllocate, splitPercent, splitRefund,
	splitValidate, splitPlan, splitReconcile, splitFill, splitPatientAmount,
	claimSingle, claimBatch, claimUpdate, claimDelete, claimEdit, claimAudit,
	checkSetValidate,
	eraBalance, eraCheck,
}

// Ops returns the operations, in the order of the documentation.
func Ops() []Op {
	ops := make([]Op, len(operations))
	for i, op := range operations {
		ops[i] = Op{Name: op.name, Summary: op.summary, Example: op.example}
	}
	return ops
}

// Run runs the named operation on a JSON document and returns the result's.
// Same input, same bytes, on every platform.
//
// Run returns an [*Error] if the operation is not known, if the document cannot
// be read, or if a rule refuses it.
func Run(op string, input []byte) ([]byte, error) {
	return RunWith(op, input, Options{})
}

// RunWith is [Run] with options.
func RunWith(op string, input []byte, options Options) ([]byte, error) {
	operation, unknown := find(op)
	if unknown != nil {
		return nil, unknown
	}
	c := &call{op: operation, input: bytes.TrimPrefix(input, byteOrderMark), options: options}
	if err := operation.run(c); err != nil {
		return nil, err
	}
	return c.out.bytes(), nil
}

// find returns the operation of that name.
func find(name string) (*operation, *Error) {
	for i := range operations {
		if operations[i].name == name {
			return &operations[i], nil
		}
	}
	var d decoder
	known := make([]*field, len(operations))
	for i := range operations {
		known[i] = &field{name: operations[i].name}
	}
	if near := nearest(name, known); near != "" {
		return nil, d.fail(errUnknownOp, money.Fact("did you mean "+near+"?"))
	}
	return nil, d.fail(errUnknownOp, name)
}

// read decodes the document and opens the result.
func (c *call) read(into any) error {
	doc, err := decode(c.input, c.op.shape, into)
	if err != nil {
		return err
	}
	c.doc, c.out = doc, newWriter(doc.digits, len(c.input))
	return nil
}

// explain reports whether a trace was asked for.
func (c *call) explain() bool { return c.options.Explain || c.doc.explain }

// refuse turns an engine's error into the document's.
func (c *call) refuse(err error, row func(rows string, i int) string) error {
	return asError(err, c.doc.digits, func(path string) string { return c.written(jsonPath(path, row)) })
}

// refuseAt is refuse with a translation of the path.
func (c *call) refuseAt(err error, at func(path string) string) error {
	return asError(err, c.doc.digits, func(path string) string { return c.written(at(path)) })
}

// invalid returns the error for a field of the document that the operation
// itself checks.
func (c *call) invalid(path string, rule *money.Rule, value any) error {
	return c.refuse(&money.FieldError{Path: path, Value: value, Err: rule}, nil)
}
