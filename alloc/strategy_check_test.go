package alloc_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// TestBadStrategies shows what a strategy is refused for, where it is wrong in
// itself.
func TestBadStrategies(t *testing.T) {
	cases := []struct {
		name     string
		strategy alloc.Strategy
		want     fault
		why      string
	}{
		{"zero", alloc.Strategy{}, fault{}, "Open Dental's"},
		{"all set", alloc.Strategy{Order: alloc.ProRata, Direction: alloc.Vertical, Future: alloc.FutureLast, Components: anyOf(alloc.Penalty, alloc.Fee)}, fault{}, "the last of each"},
		{"order", alloc.Strategy{Order: 5}, fault{"options.Strategy.Order", alloc.ErrKind}, "not one of the named ones"},
		{"direction", alloc.Strategy{Direction: 2}, fault{"options.Strategy.Direction", alloc.ErrKind}, "not one of the named ones"},
		{"future", alloc.Strategy{Future: 3}, fault{"options.Strategy.Future", alloc.ErrKind}, "not one of the named ones"},
		{"state", alloc.Strategy{Components: []alloc.Class{{State: 4, Component: alloc.Fee}}}, fault{"options.Strategy.Components[0].State", alloc.ErrKind}, "not one of the named ones"},
		{"component", alloc.Strategy{Components: []alloc.Class{{Component: 5}}}, fault{"options.Strategy.Components[0].Component", alloc.ErrKind}, "not one of the named ones"},
		{"no component", alloc.Strategy{Components: []alloc.Class{{Component: alloc.Fee}, {State: alloc.PastDue}}}, fault{"options.Strategy.Components[1].Component", money.ErrMissing}, "a class is of something"},
		{"twice", alloc.Strategy{Components: anyOf(alloc.Fee, alloc.Penalty, alloc.Fee)}, fault{"options.Strategy.Components[2]", alloc.ErrStrategyClass}, "the third is the first"},
		{"covered", alloc.Strategy{Components: []alloc.Class{{Component: alloc.Fee}, {State: alloc.PastDue, Component: alloc.Fee}}}, fault{"options.Strategy.Components[1]", alloc.ErrStrategyClass}, "any state is past due too"},
		{"covered by three", alloc.Strategy{Components: []alloc.Class{{State: alloc.PastDue, Component: alloc.Fee}, {State: alloc.DueToday, Component: alloc.Fee}, {State: alloc.InAdvance, Component: alloc.Fee}, {Component: alloc.Fee}}}, fault{"options.Strategy.Components[3]", alloc.ErrStrategyClass}, "nothing is left for any state"},
		{"one state, then the others", alloc.Strategy{Components: []alloc.Class{{State: alloc.PastDue, Component: alloc.Fee}, {Component: alloc.Fee}}}, fault{}, "the second is what is not past due"},
		{"the first in the list", alloc.Strategy{Components: append(anyOf(alloc.Fee, alloc.Fee), alloc.Class{State: 9}), Future: 9}, fault{"options.Strategy.Components[1]", alloc.ErrStrategyClass}, "in the order of the fields"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { expectError(t, c.strategy.Check(), c.want, c.why) })
	}
}

// TestBadTerms shows what a row of terms is refused for.
func TestBadTerms(t *testing.T) {
	cases := []struct {
		name  string
		terms alloc.Terms
		want  fault
	}{
		{"nothing set", alloc.Terms{Due: notSet}, fault{}},
		{"all set", alloc.Terms{Due: day("1970-01-01"), MinimumDue: 1, Component: alloc.PrincipalComponent, Rate: alloc.Rate{Millionths: -1, Set: true}}, fault{}},
		{"before the year 1", alloc.Terms{Due: notSet.Add(-1)}, fault{"ledger.Terms[3].Due", money.ErrDateRequired}},
		{"minimum", alloc.Terms{Due: notSet, MinimumDue: -1}, fault{"ledger.Terms[3].MinimumDue", money.ErrNegative}},
		{"component", alloc.Terms{Due: notSet, Component: 5}, fault{"ledger.Terms[3].Component", alloc.ErrKind}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { expectError(t, alloc.CheckTerms(&c.terms, 3), c.want, c.name) })
	}
}

// TestStrategyNeedsField takes one field after the other from charges that have all:
// the strategies that go by it refuse, and name the first charge without it.
func TestStrategyNeedsField(t *testing.T) {
	fees := alloc.Strategy{Components: anyOf(alloc.Fee, alloc.InterestComponent)}
	byDate, byRate := alloc.Strategy{Order: alloc.ByDueDate}, alloc.Strategy{Order: alloc.HighestRate}
	both := alloc.Strategy{Order: alloc.HighestRate, Components: fees.Components}
	cases := []struct {
		name     string
		strategy alloc.Strategy
		rows     string
		field    string // of the second charge; "" is none
		why      string
	}{
		{"all there", both, "fee -3 10 @1, fee -2 10 @2, interest -1 10 @3", "", "a rate and a component each"},
		{"no due date", byDate, "fee -3 10, fee ~-2 10, fee ~-1 10", "Due", "treatment has a date, and it is no due date"},
		{"an instalment's due date", byDate, "fee -3 10, interest -2 10", "", "an instalment falls due on its date"},
		{"oldest first", alloc.Strategy{}, "plain ~-3 10, plain ~-2 10", "", "the queue asks for nothing"},
		{"newest first", alloc.Strategy{Order: alloc.NewestFirst}, "plain ~-3 10, plain ~-2 10", "", "the queue asks for nothing"},
		{"no due date for a state", alloc.Strategy{Components: []alloc.Class{{State: alloc.PastDue, Component: alloc.Fee}}}, "fee -3 10, fee ~-2 10", "Due", "nobody can tell whether it is past due"},
		{"pro rata", alloc.Strategy{Order: alloc.ProRata, Future: alloc.FutureNext}, "plain ~-3 10, plain ~-2 10", "", "what is owed is enough"},
		{"no rate", byRate, "fee -3 10 @0, fee -2 10, fee -1 10", "Rate", "0% is a rate, and no rate is none"},
		{"no rate in advance", byRate, "fee -3 10 @1, fee 2 10", "Rate", "not paid today, but tomorrow"},
		{"no component", fees, "fee ~-3 10, plain ~-2 10, interest -1 10", "Component", "an instalment has its component by itself, and components need no due date"},
		{"an instalment's component", fees, "interest -3 10, principal -2 10", "", "by its kind"},
		{"no field at all", both, "fee -3 10 @1, plain ~-2 10", "Rate", "the first in the order of the fields"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, pay := range []money.Amount{-1, 0, 5} {
				var x alloc.StrategyScratch
				before := []alloc.Split{{Charge: 1, Amount: 1}}
				got, left, err := x.Fill(before, candidates(readStandings(c.rows)), &c.strategy, strategyToday, pay)
				if c.field == "" {
					if err != nil {
						t.Errorf("%s: got %v", c.why, err)
					}
					continue
				}
				entry, field := alloc.Needed(err)
				if !errors.Is(err, alloc.ErrStrategyField) || entry != entryOf(1) || field != c.field || !strings.HasPrefix(err.Error(), c.field) {
					t.Errorf("%s: got %v for entry %d", c.why, err, entry)
				}
				if left != 0 || !slices.Equal(got, before) {
					t.Errorf("with an error there is no part of a result, got %v and %d", got, left)
				}
			}
		})
	}
}

// TestStrategyOverflow: what is shared out in one turn must have a sum.
func TestStrategyOverflow(t *testing.T) {
	rows := readStandings("fee -3 9223372036854775807, fee -2 1, penalty -1 5")
	before := []alloc.Split{{Charge: 1, Amount: 1}}
	proRata := alloc.Strategy{Order: alloc.ProRata, Direction: alloc.Vertical, Components: anyOf(alloc.Penalty, alloc.Fee)}
	var x alloc.StrategyScratch
	got, left, err := x.Fill(before, candidates(rows), &proRata, strategyToday, 6)
	if !errors.Is(err, money.ErrOverflow) || left != 0 || !slices.Equal(got, before) {
		t.Errorf("got %v, %d and %v: the fees owe 2^63", got, left, err)
	}
	got, left, err = x.Fill(nil, candidates(rows), &proRata, strategyToday, 5)
	if text := strategyText(got, left); err != nil || text != "c5" {
		t.Errorf("got %s and %v: the payment does not come to the fees", text, err)
	}
	got, left, err = x.Fill(nil, candidates(rows), &alloc.Strategy{Order: alloc.NewestFirst}, strategyToday, money.MaxAmount)
	if text := strategyText(got, left); err != nil || text != "c5 b1 a9223372036854775801" {
		t.Errorf("got %s and %v: nothing is summed", text, err)
	}
}

// TestDueDay shows when a charge falls due.
func TestDueDay(t *testing.T) {
	cases := []struct {
		name  string
		kind  alloc.Kind
		on    string
		terms *alloc.Terms
		want  string
		known bool
		why   string
	}{
		{"terms", alloc.KindProcedure, "2024-01-01", &alloc.Terms{Due: day("2024-07-01")}, "2024-07-01", true, "they have the last word"},
		{"terms of an instalment", alloc.KindPrincipal, "2024-01-01", &alloc.Terms{Due: day("2024-07-01")}, "2024-01-01", true, "an instalment is due on its date"},
		{"terms of 1970", alloc.KindAdjustment, "2024-01-01", &alloc.Terms{Due: day("1970-01-01")}, "1970-01-01", true, "a day as any other"},
		{"terms without a day", alloc.KindProcedure, "2024-01-01", &alloc.Terms{Due: notSet}, "2024-01-01", false, "its own date"},
		{"no terms", alloc.KindAdjustment, "2024-01-01", nil, "2024-01-01", false, "its own date"},
		{"treatment after today", alloc.KindProcedure, "2024-07-01", nil, "2024-06-15", false, "completed treatment is never in advance"},
		{"an instalment after today", alloc.KindInterest, "2024-07-01", nil, "2024-07-01", true, "it is in advance"},
		{"an instalment, terms without a day", alloc.KindPrincipal, "2024-07-01", &alloc.Terms{Due: notSet}, "2024-07-01", true, "it is in advance"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			candidate := alloc.NewCandidate(alloc.Charge{Kind: c.kind, Date: day(c.on)}, c.terms, strategyToday)
			if due, known := candidate.Due(); due != day(c.want) || known != c.known {
				t.Errorf("got %s, known %t: %s", due.Format(date.ISO8601), known, c.why)
			}
		})
	}
}

// TestStrategyRuleCodes pins the names that callers store.
func TestStrategyRuleCodes(t *testing.T) {
	for rule, want := range map[*money.Rule]string{alloc.ErrStrategyField: "STRATEGY_NEEDS_FIELD refused", alloc.ErrStrategyClass: "STRATEGY_CLASS_TWICE malformed"} {
		if got := rule.Code() + " " + rule.Class().String(); got != want || rule.Error() == "" || rule.Mend() == "" {
			t.Errorf("%s, %q, %q: want %s and two sentences", got, rule.Error(), rule.Mend(), want)
		}
	}
}

// TestStrategyNames pins the names that documents use.
func TestStrategyNames(t *testing.T) {
	got := ""
	for i := range 6 {
		got += fmt.Sprintln(alloc.Order(i), alloc.Direction(i), alloc.Future(i), alloc.Component(i), alloc.DueState(i))
	}
	want := `oldestFirst horizontal unearned Component(?) any
newestFirst vertical next penalty pastDue
dueDate Direction(?) last fee due
highestRate Direction(?) Future(?) interest inAdvance
proRata Direction(?) Future(?) principal DueState(?)
Order(?) Direction(?) Future(?) Component(?) DueState(?)
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
