package alloc

import (
	"errors"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Candidate is a charge that stands before a strategy.
type Candidate = candidate

// StrategyScratch is what pays by a strategy.
type StrategyScratch = strategyScratch

// Fill pays candidates by a strategy.
func (x *strategyScratch) Fill(dst []Split, candidates []Candidate, s *Strategy, today date.Date, pay money.Amount) ([]Split, money.Amount, error) {
	return x.fill(dst, candidates, s, today, pay)
}

// NewCandidate makes a candidate of a charge, whose id is its entry, and of its
// terms, which may be nil.
func NewCandidate(c Charge, t *Terms, today date.Date) Candidate {
	candidate := candidate{entry: int32(c.ID), owed: c.Owed}
	candidate.agree(dated{c.Kind, c.Date}, t, today)
	return candidate
}

// Due returns the effective due day, and whether it is known and not a guess.
func (c *candidate) Due() (date.Date, bool) { return c.due, c.dueKnown }

// Check returns what is wrong with a strategy.
func (s *Strategy) Check() error { return s.check() }

// CheckTerms returns what is wrong with a row of terms.
var CheckTerms = checkTerms

// Needed returns the entry and the field of a missing field's error.
func Needed(err error) (entry int64, field string) {
	var need *needError
	if !errors.As(err, &need) {
		return 0, ""
	}
	return int64(need.entry), need.field
}
