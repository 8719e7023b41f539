package claimcheck

import (
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// Problem is one finding of a report: what is wrong, where, and with which two
// values. Rule has the code; errors.Is finds it.
type Problem struct {
	Rule *money.Rule
	Path string // Go-shaped, from the argument: check.Claims[1]

	// Of amounts, what stands there, what should, and the first less the second.
	// Compared says that the three mean something.
	Got, Want, Difference money.Amount
	Compared              bool

	GotWords, WantWords string // what stands there and what should, where it is no amount; may be empty
	Detail              string // what a reader should know beside, in words; may be empty

	ClaimPayment int64        // of an audit, the check that it is about
	Sum          money.Amount // of an audit, of the rows that are attached to it
}

// Error returns the path and the rule. It holds no amounts, because error text
// lands in logs; [Problem.Message] has them.
func (p *Problem) Error() string { return (&money.FieldError{Path: p.Path, Err: p.Rule}).Error() }

// Unwrap returns the rule.
func (p *Problem) Unwrap() error { return p.Rule }

// Message returns the sentence that says what is wrong, what stands there and
// what should, the difference, and what would mend it. Amounts are written with
// that many digits after the point.
func (p *Problem) Message(digits int) string {
	var b strings.Builder
	if p.ClaimPayment != 0 {
		b.WriteString("claim payment " + itoa(p.ClaimPayment) + ": ")
	}
	b.WriteString(p.Rule.Error())
	switch {
	case p.Compared:
		b.WriteString(": got " + p.Got.Format(digits) + ", want " + p.Want.Format(digits))
		if p.Difference != 0 {
			b.WriteString(", " + apart(p.Difference, digits))
		}
	case p.GotWords != "" && p.WantWords != "":
		b.WriteString(": got " + p.GotWords + ", want " + p.WantWords)
	case p.GotWords != "":
		b.WriteString(": got " + p.GotWords)
	}
	if p.Detail != "" {
		b.WriteString(" (" + p.Detail + ")")
	}
	return b.String() + "; " + p.Rule.Mend()
}

// apart says in words how far a check is from its rows: "short by 0.01".
func apart(difference money.Amount, digits int) string {
	if difference < 0 {
		return "short by " + strings.TrimPrefix(difference.Format(digits), "-")
	}
	return "over by " + difference.Format(digits)
}

// count writes a number and the plural of a word.
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

// index writes a path into a list.
func index(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// itoa writes an id.
func itoa(id int64) string { return strconv.FormatInt(id, 10) }
