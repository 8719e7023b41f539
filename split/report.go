package split

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// Problem is one entry of a report: a rule that the input breaks, where, and what
// would mend it. Texts are ready to show; amounts in them have the digits of
// [Known].
type Problem struct {
	Rule       *money.Rule
	Path       string // Go-shaped, from the argument: tx.Providers[1].Amount
	Got, Want  string // empty where there is nothing to compare
	Difference string // got less want, of amounts
	Message    string // what is wrong, both numbers, the difference, and what would fix it
	facts      string
}

// Err returns the problem as an error, for a caller that stops at the first.
func (p *Problem) Err() error {
	return &money.FieldError{Path: p.Path, Value: money.Fact(p.facts), Err: p.Rule}
}

// newProblem writes the sentence of a problem: the rule, the facts, and the fix, or
// what the rule says would mend it.
func newProblem(rule *money.Rule, path, facts, fix string) Problem {
	if fix == "" {
		fix = rule.Mend()
	}
	p := Problem{Rule: rule, Path: path, Message: rule.Error(), facts: facts}
	if facts != "" {
		p.Message += ": " + facts
	}
	p.Message += "; " + fix
	return p
}

// compared adds the two texts that should have been one.
func (p Problem) compared(got, want string) Problem {
	p.Got, p.Want = got, want
	return p
}

// apart adds two amounts that should have been one. Their difference is left out
// where it does not fit.
func (p Problem) apart(got, want money.Amount, digits int) Problem {
	p.Got, p.Want = got.Format(digits), want.Format(digits)
	if difference, err := got.Sub(want); err == nil {
		p.Difference = difference.Format(digits)
	}
	return p
}

// quoted writes a text of the input for a message, cut where it is long.
func quoted(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "..."
	}
	return strconv.Quote(text)
}

// plural writes a count of things.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
