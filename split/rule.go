package split

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// Policy says who receives the units that are left when every share has been cut
// to whole units. There are fewer of them than parties with a weight above zero,
// and a party of weight zero never receives one.
type Policy uint8

// The policies. The zero value is largest remainder, which stays closest to the
// exact shares.
const (
	LargestRemainder Policy = iota // one each to the largest fractions; ties to the lower index
	First                          // one each to the parties in order
	Last                           // one each to the parties in reverse order
	LargestWeight                  // one each to the largest weights; ties to the lower index
	Separate                       // nobody: they come back as the remainder
	To                             // all to the party Rule.Party
	Rotate                         // one each to the parties in order, beginning with another one each turn: Rule.Turn
	policies
)

var policyNames = [policies]string{"largest-remainder", "first", "last", "largest-weight", "separate", "to", "rotate"}

// String returns the policy's name, such as "largest-remainder", or its number for
// one that is not valid: "Policy(9)".
func (p Policy) String() string {
	if p < policies {
		return policyNames[p]
	}
	return "Policy(" + strconv.Itoa(int(p)) + ")"
}

// Rule says how an amount is shared. The zero Rule is largest remainder in single
// units without caps.
type Rule struct {
	Policy Policy
	Party  int            // for To: the index of the party
	Turn   uint64         // for Rotate: a count of the caller's, such as the invoice's number
	Step   money.Amount   // shares are multiples of it, 5 for a cash step of 0.05; zero is one unit
	Max    []money.Amount // the most that each party receives, above or below zero; nil is no caps, and [money.MaxAmount] none for that party
}

// check says what is wrong with a rule for n parties, and returns its step.
func (r *Rule) check(n int) (step uint64, err error) {
	switch {
	case r.Policy >= policies:
		return 0, &money.FieldError{Path: "rule.Policy", Value: int(r.Policy), Err: ErrPolicy}
	case r.Policy == To && (r.Party < 0 || r.Party >= n):
		return 0, &money.FieldError{Path: "rule.Party", Value: r.Party, Err: ErrParty}
	case r.Step < 0:
		return 0, &money.FieldError{Path: "rule.Step", Value: r.Step, Err: money.ErrNegative}
	case len(r.Max) != 0 && len(r.Max) != n:
		return 0, &money.FieldError{Path: "rule.Max", Value: len(r.Max), Err: money.ErrCount}
	}
	for i, most := range r.Max {
		if most < 0 {
			return 0, &money.FieldError{Path: index("rule.Max", i), Value: most, Err: money.ErrNegative}
		}
	}
	return uint64(max(r.Step, 1)), nil
}
