package alloc

import (
	"strconv"

	"github.com/paysplit/paysplit/internal/day"
	"github.com/paysplit/paysplit/money"
)

// The rules of strategies.
var (
	// ErrStrategyField: a charge owes something, and the strategy ranks charges by a
	// field that this one does not have.
	ErrStrategyField = money.NewRule(money.Refused, "STRATEGY_NEEDS_FIELD", "the strategy goes by a field that the charge does not have", "give the field in the charge's terms, or choose another strategy")

	// ErrStrategyClass: a class lists nothing that a class before it does not.
	ErrStrategyClass = money.NewRule(money.Malformed, "STRATEGY_CLASS_TWICE", "the classes before it cover the class already", "list a component once in each state")
)

// isDefault reports whether the strategy is Open Dental's.
func (s *Strategy) isDefault() bool {
	return s.Order == OldestFirst && s.Future == FutureUnearned && len(s.Components) == 0
}

// check returns what is wrong with the strategy itself.
func (s *Strategy) check() error {
	fail := func(field string, value any, rule *money.Rule) error {
		return &money.FieldError{Path: "options.Strategy." + field, Value: value, Err: rule}
	}
	switch {
	case s.Order >= orders:
		return fail("Order", int(s.Order), ErrKind)
	case s.Direction >= directions:
		return fail("Direction", int(s.Direction), ErrKind)
	}
	var listed [dueStates][components]bool
	for i, c := range s.Components {
		at := "Components[" + strconv.Itoa(i) + "]"
		switch {
		case c.State >= dueStates:
			return fail(at+".State", int(c.State), ErrKind)
		case c.Component == 0:
			return fail(at+".Component", nil, money.ErrMissing)
		case c.Component >= components:
			return fail(at+".Component", int(c.Component), ErrKind)
		}
		first, last := c.states()
		covered := true
		for state := first; state <= last; state++ {
			covered = covered && listed[state][c.Component]
			listed[state][c.Component] = true
		}
		if covered {
			return fail(at, money.Fact(c.State.String()+" "+c.Component.String()), ErrStrategyClass)
		}
	}
	if s.Future >= futures {
		return fail("Future", int(s.Future), ErrKind)
	}
	return nil
}

// states returns the first and the last state that a class stands for.
func (c Class) states() (first, last DueState) {
	if c.State == AnyState {
		return PastDue, InAdvance
	}
	return c.State, c.State
}

// checkTerms returns what is wrong with row i of the terms, apart from whether its
// charge exists.
func checkTerms(t *Terms, i int) error {
	switch {
	case t.Due.DaysSinceEpoch() < day.Unset:
		return rowError("Terms", i, "Due", t.Due, money.ErrDateRequired)
	case t.MinimumDue < 0:
		return rowError("Terms", i, "MinimumDue", t.MinimumDue, money.ErrNegative)
	case t.Component >= components:
		return rowError("Terms", i, "Component", int(t.Component), ErrKind)
	}
	return nil
}

// needError is [ErrStrategyField] for one charge. What the path of its field is,
// knows who made the candidates.
type needError struct {
	entry int32  // of the candidate
	field string // of [Terms]
}

// Error returns the field and the rule.
func (e *needError) Error() string { return e.field + ": " + ErrStrategyField.Error() }

// Unwrap returns the rule.
func (e *needError) Unwrap() error { return ErrStrategyField }

// need returns the error of the first candidate that lacks a field which the
// strategy goes by. It asks candidates that will not be paid too, so that a ledger
// which is good today is good tomorrow.
func (s *Strategy) need(candidates []candidate) error {
	needDue, needRate, needComponent := s.Order == ByDueDate, s.Order == HighestRate, len(s.Components) > 0
	for _, class := range s.Components {
		needDue = needDue || class.State != AnyState
	}
	if !needDue && !needRate && !needComponent {
		return nil
	}
	for i := range candidates {
		c := &candidates[i]
		switch {
		case needDue && !c.dueKnown:
			return &needError{c.entry, "Due"}
		case needRate && !c.rate.Set:
			return &needError{c.entry, "Rate"}
		case needComponent && c.component == 0:
			return &needError{c.entry, "Component"}
		}
	}
	return nil
}
