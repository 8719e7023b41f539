package alloc_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// strategyToday is the day of all strategies' tests.
var strategyToday = day("2024-06-15")

// anyOf lists components in any state.
func anyOf(components ...alloc.Component) (list []alloc.Class) {
	for _, c := range components {
		list = append(list, alloc.Class{Component: c})
	}
	return list
}

// standing is a charge and its terms as a strategy meets them.
type standing struct {
	charge alloc.Charge
	terms  *alloc.Terms
}

// candidates makes the candidates of charges that stand in the order of the queue.
func candidates(rows []standing) (list []alloc.Candidate) {
	for _, r := range rows {
		list = append(list, alloc.NewCandidate(r.charge, r.terms, strategyToday))
	}
	return list
}

// entryOf is the entry of row i: no index, so that one is not taken for the other.
func entryOf(i int) int64 { return int64(100 + 7*i) }

// rowOf is the row of an entry.
func rowOf(entry int64) int { return int(entry-100) / 7 }

// readStandings reads charges as the tables write them, with a comma between two:
//
//	principal -30 50 @9 >5
//
// is a principal that fell due 30 days ago, of which 50 are owed at 9% and 5 at the
// least. Interest and principal are parts of instalments; a penalty, a fee and what
// is "plain" have terms with their due day. With a ~ before the day it is the
// charge's own date, and the terms have none.
func readStandings(text string) (rows []standing) {
	for i, part := range strings.Split(text, ", ") {
		words := strings.Fields(part)
		on, ownDate := strings.CutPrefix(words[1], "~")
		r := standing{
			alloc.Charge{ID: entryOf(i), Owed: money.Amount(number(words[2])), Date: strategyToday.Add(date.PeriodOfDays(number(on)))},
			&alloc.Terms{Due: notSet},
		}
		switch words[0] {
		case "plain":
		case "penalty":
			r.terms.Component = alloc.Penalty
		case "fee":
			r.terms.Component = alloc.Fee
		case "interest":
			r.charge.Kind, ownDate = alloc.KindInterest, true
		case "principal":
			r.charge.Kind, ownDate = alloc.KindPrincipal, true
		default:
			panic("no component: " + words[0])
		}
		if !ownDate {
			r.terms.Due, r.charge.Date = r.charge.Date, day("2024-01-01").Add(date.PeriodOfDays(i))
		}
		for _, word := range words[3:] {
			switch n := number(word[1:]); word[0] {
			case '@':
				r.terms.Rate = alloc.Rate{Millionths: n * 1_000_000, Set: true}
			case '>':
				r.terms.MinimumDue = money.Amount(n)
			}
		}
		rows = append(rows, r)
	}
	return rows
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

// strategyText writes splits as the tables write them: the first charge is a, the
// second b.
func strategyText(splits []alloc.Split, left money.Amount) string {
	var parts []string
	for _, s := range splits {
		parts = append(parts, fmt.Sprintf("%c%d", 'a'+rowOf(s.Charge), s.Amount))
	}
	text := strings.Join(parts, " ")
	if left != 0 {
		text = strings.TrimSpace(fmt.Sprintf("%s left %d", text, left))
	}
	return text
}
