package claimcheck

import (
	"strconv"
	"unicode/utf8"

	"github.com/paysplit/paysplit/money"
)

// CheckSetReport is what is found in a check set, and what the set would do.
type CheckSetReport struct {
	Problems []CheckSetFinding // each one keeps the set from being written; none and the set is ok
	Warnings []CheckSetFinding

	Checks   []CheckTotal    // in the order of the set
	Payments []PaymentEffect // check by check, in the order of the set
	Lines    []LineEffect    // the reserve lines that are drawn on, in the order of their first payment
	Others   []LineEffect    // the other reserves of those who own these lines, in input order: what is left is what was available

	CheckTotal       CurrencyAmount // of the checks as they stand in the set
	SetTotal         CurrencyAmount // of every check that is written, with its recurrences
	Reserving        CurrencyAmount // the checks as they stand, in the reserving currency
	Excess           CurrencyAmount // of the whole set over what is available
	JointPayees      bool           // a check has several payees
	ApprovalRequired bool           // the set is not wrong, and somebody with more authority has to approve it
	Approvals        []Approval     // why
}

// OK reports whether the set may be written, be it with an approval.
func (r *CheckSetReport) OK() bool { return len(r.Problems) == 0 }

// CurrencyAmount is an amount with its currency. Without a currency it is not
// known: a part of it is missing, or its parts have several currencies.
type CurrencyAmount struct {
	Amount   money.Amount
	Currency string // in lower case
	Digits   int
}

// Known reports whether there is such an amount.
func (a CurrencyAmount) Known() bool { return a.Currency != "" }

// String returns the amount with its currency: "75.50 usd".
func (a CurrencyAmount) String() string {
	if !a.Known() {
		return "unknown"
	}
	return a.Amount.Format(a.Digits) + " " + a.Currency
}

// CheckTotal is one check as a whole.
type CheckTotal struct {
	Total, Reserving CurrencyAmount
	JointPayees      bool
}

// PaymentEffect is one payment: what it comes to, and what it does to its reserve
// line.
type PaymentEffect struct {
	Check, Payment   int            // indexes in the set
	Total, Reserving CurrencyAmount // one time, also where the check recurs
	Rate             ExchangeRate   // by which it was converted; zero where it was not
	Line             int            // the index of its reserve line in the report, or -1 where it names none
	Erodes           bool           // it takes from the reserves
	Before, After    money.Amount   // what was asked of the line before it and with it, all recurrences together
}

// LineEffect is one reserve line: what is available, what the whole set asks of
// it, and what is left.
type LineEffect struct {
	ReserveLine              // the currency in lower case
	Digits      int          // of the reserving currency
	Reserved    bool         // what is available is known; else only Requested is
	Unknown     bool         // what an eroding payment takes is not known: Requested is that of the others, and there is no After and no Offset
	Available   money.Amount // before the set
	Requested   money.Amount // by the eroding payments of the set
	Excess      money.Amount // requested above what is available
	After       money.Amount // available after the set: nothing after a final payment
	Final       bool         // an eroding final payment is among them
	Offset      money.Amount // what a final payment changes the reserve by, so that nothing is left
	hasReserves bool         // there are or were reserves on the line, so that they may be exceeded
}

// Approval is why a set needs somebody's approval: an amount above an authority
// limit.
type Approval struct {
	Path   string // of the payment; empty for the excess over the reserves
	Amount CurrencyAmount
	Limit  CurrencyAmount // not known where the limit is in another currency
}

// CheckSetFinding is one thing that is wrong or worth a look. Rule has the code;
// errors.Is finds it.
type CheckSetFinding struct {
	Rule       *money.Rule
	Path       string   // Go-shaped, from the set: Checks[0].Payments[1].LineItems[2].Currency
	Want, Got  string   // codes, or amounts in the digits of Currency; empty where there is none
	Difference string   // got less want, of amounts
	Currency   string   // of the amounts
	IDs        []string // of the exposures and refids that it is about
	Fact       string   // a sentence with the numbers
}

// Error returns the path and the rule. It holds no amounts, because error text
// lands in logs; [CheckSetFinding.Detail] has them.
func (f *CheckSetFinding) Error() string { return f.field().Error() }

// Unwrap returns the rule.
func (f *CheckSetFinding) Unwrap() error { return f.Rule }

// Detail returns what is wrong, with the numbers, and what would mend it.
func (f *CheckSetFinding) Detail() string { return f.field().Detail() }

func (f *CheckSetFinding) field() *money.FieldError {
	return &money.FieldError{Path: f.Path, Value: money.Fact(f.Fact), Err: f.Rule}
}

// at returns the path of a row, or of a field of it: at("Exposures", 2, "State").
func at(rows string, i int, field string) string {
	path := rows + "[" + strconv.Itoa(i) + "]"
	if field != "" {
		path += "." + field
	}
	return path
}

// place is where a finding may be. Its path is written only when there is one.
type place struct {
	check, payment int    // -1 is none
	rows           string // a list in it, and the index of its row
	row            int
	field          string
}

// inWhole is a field of the set.
func inWhole(field string) place { return place{check: -1, payment: -1, field: field} }

// inSet is a field of a row of the set itself.
func inSet(rows string, row int, field string) place { return place{-1, -1, rows, row, field} }

// inCheck is a field of a check.
func inCheck(c int, field string) place { return place{check: c, payment: -1, field: field} }

// inPayment is a field of a payment; an empty one is the payment.
func inPayment(c, p int, field string) place { return place{check: c, payment: p, field: field} }

// of is a field of a row of one of the place's lists.
func (p place) of(rows string, row int, field string) place {
	p.rows, p.row, p.field = rows, row, field
	return p
}

// String returns the path: Checks[0].Payments[1].LineItems[2].Currency.
func (p place) String() string {
	path := ""
	if p.check >= 0 {
		path = at("Checks", p.check, "")
	}
	if p.payment >= 0 {
		path = at(path+".Payments", p.payment, "")
	}
	if p.rows != "" {
		path = at(dotted(path, p.rows), p.row, "")
	}
	return dotted(path, p.field)
}

// dotted joins a path and a name, either of which may be empty.
func dotted(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}

// The bounds of what a finding repeats of the set, in bytes: a set may have as many
// findings as rows, and each would repeat the same text.
const (
	maxShown = 60
	maxFact  = 500
)

// clipped returns a text, or its beginning where it is longer than most bytes.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "..."
}

// shown returns a text of the set as it stands in a sentence.
func shown(text string) string { return strconv.Quote(clipped(text, maxShown)) }

// named returns an id or a code as it stands in a sentence.
func named(text string) string { return clipped(text, maxShown) }

// clip bounds what the finding repeats of the set.
func (f *CheckSetFinding) clip() {
	f.Want, f.Got, f.Fact = clipped(f.Want, maxFact), clipped(f.Got, maxFact), clipped(f.Fact, maxFact)
	f.Currency = clipped(f.Currency, maxShown)
	for i := range f.IDs {
		f.IDs[i] = clipped(f.IDs[i], maxID)
	}
}
