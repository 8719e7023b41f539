package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

const (
	// bills owe 30, 40 and 50: 120.
	bills = "plain -40 30, plain -20 40, plain -10 50"
	// cards owe 100 each, with a least amount of 10, 15 and 5: 30.
	cards = "plain -40 100 @5 >10, plain -20 100 @20 >15, plain -10 100 @12 >5"
	// loan owes a penalty a; past due interest b and principal c; d and e today; f and
	// g in 30 days; h and i in 60. What is due is 5+10+50+8+50 = 123.
	loan = "penalty -30 5, interest -30 10, principal -30 50, interest 0 8, principal 0 50, interest 30 6, principal 30 50, interest 60 4, principal 60 50"
	// rated has two instalments that are past due: a and b at 5%, c at 9% and d at 7%.
	rated = "interest -30 10 @5, principal -30 40 @5, interest -10 10 @9, principal -10 40 @7 >5"
)

// strategyCase is one payment by a strategy, worked by hand.
type strategyCase struct {
	name     string
	strategy alloc.Strategy
	rows     string // see readStandings
	pay      money.Amount
	want     string // see strategyText
	why      string
}

var orderCases = []strategyCase{
	{"oldest first", alloc.Strategy{}, bills, 100, "a30 b40 c30", "30 + 40 leave 30 of 100 for the third"},
	{"more than is owed", alloc.Strategy{}, bills, 130, "a30 b40 c50 left 10", "130 - 120 = 10"},
	{"nothing to pay with", alloc.Strategy{Order: alloc.ProRata}, bills, 0, "", "zero makes no splits"},
	{"below zero", alloc.Strategy{Order: alloc.NewestFirst}, bills, -5, "left -5", "money taken back pays nothing"},
	{"the queue is not the due day", alloc.Strategy{}, "plain -10 30, plain -30 40", 50, "a30 b20", "the queue goes by the charge's date, whatever falls due first"},
	{"newest first", alloc.Strategy{Order: alloc.NewestFirst}, bills, 100, "c50 b40 a10", "50 + 40 leave 10"},
	{"newest first on one day", alloc.Strategy{Order: alloc.NewestFirst}, "interest -5 10, principal -5 20, interest -2 4", 15, "c4 a10 b1", "the newest instalment, then the other: on one day as in the queue, interest before principal"},
	{"due date", alloc.Strategy{Order: alloc.ByDueDate}, "plain -10 30, plain -30 40", 50, "b40 a10", "b fell due first"},
	{"due date, a tie", alloc.Strategy{Order: alloc.ByDueDate}, "plain -10 30, plain -10 40", 35, "a30 b5", "one day: as in the queue"},
	{"due date about 1970", alloc.Strategy{Order: alloc.ByDueDate}, "plain -19888 30, plain -19889 40, plain -19890 50", 100, "c50 b40 a10", "2024-06-15 is 19,889 days after 1970-01-01, a day as any other"},
	{"highest rate", alloc.Strategy{Order: alloc.HighestRate}, cards, 100, "a10 b85 c5", "10 + 15 + 5 = 30 first; 70 of the 85 that b still owes at 20%: 15 + 70 = 85"},
	{"highest rate, all but some", alloc.Strategy{Order: alloc.HighestRate}, cards, 250, "a50 b100 c100", "after 30: b 85, c 95, and 250 - 210 = 40 for a at 5%"},
	{"highest rate, too little", alloc.Strategy{Order: alloc.HighestRate}, cards, 20, "a10 b10", "least amounts in the order of the queue: 10, then 10 of 15"},
	{"a least amount above what is owed", alloc.Strategy{Order: alloc.HighestRate}, "plain -40 8 @5 >10, plain -20 100 @20 >15", 30, "a8 b22", "8 of 8, then 15, and the other 7 by rate"},
	{"highest rate, no least amounts", alloc.Strategy{Order: alloc.HighestRate}, "plain -40 100 @5, plain -20 100 @20, plain -10 100 @12", 150, "b100 c50", "20% before 12%"},
	{"highest rate, a tie", alloc.Strategy{Order: alloc.HighestRate}, "plain -40 30 @0, plain -20 30 @7, plain -10 30 @7", 40, "b30 c10", "7% twice: the queue; 0% is a rate too"},
	{"splits in the order of the first money", alloc.Strategy{Order: alloc.HighestRate}, "plain -40 30 @5 >1, plain -20 30 @7, plain -10 30 @9 >1", 62, "a2 c30 b30", "least a1 c1; then c29 and b30; 1 more for a"},
	{"pro rata", alloc.Strategy{Order: alloc.ProRata}, bills, 60, "a15 b20 c25", "60 is the half of 120"},
	{"pro rata, a tie", alloc.Strategy{Order: alloc.ProRata}, "plain -9 10, plain -8 10, plain -7 10", 10, "a4 b3 c3", "3 1/3 each; the odd cent to the first"},
	{"pro rata, the largest remainder", alloc.Strategy{Order: alloc.ProRata}, "plain -9 20, plain -8 30, plain -7 50", 11, "a2 b3 c6", "2.2, 3.3 and 5.5: the odd cent to the .5"},
	{"pro rata, capped", alloc.Strategy{Order: alloc.ProRata}, bills, 150, "a30 b40 c50 left 30", "nobody gets more than 120 in all"},
	{"pro rata, a share of nothing", alloc.Strategy{Order: alloc.ProRata}, "plain -9 100, plain -8 100, plain -7 1", 1, "a1", "100/201, 100/201 and 1/201: no split of zero"},
	{"pro rata, 10 of 14", alloc.Strategy{Order: alloc.ProRata}, "plain -9 6, plain -8 6, plain -7 2", 10, "a4 b4 c2", "4 2/7, 4 2/7 and 1 3/7: 9 whole, one to c"},
	{"pro rata, 11 of 14", alloc.Strategy{Order: alloc.ProRata}, "plain -9 6, plain -8 6, plain -7 2", 11, "a5 b5 c1", "4 5/7, 4 5/7 and 1 4/7: 9 whole, one to a and b. One more is one less for c: the limit of the largest remainder"},
}

var futureCases = []strategyCase{
	{"in advance is unearned", alloc.Strategy{}, "plain -10 30, interest 30 6, plain 1 10", 50, "a30 left 20", "30 is due; what falls due in 30 days, or tomorrow, is not paid"},
	{"treatment is never in advance", alloc.Strategy{}, "plain ~5 30", 20, "a20", "it has no due date: it was due at once, even if it is dated in 5 days"},
	{"next", alloc.Strategy{Future: alloc.FutureNext}, loan, 150, "a5 b10 c50 d8 e50 f6 g21", "150 - 123 = 27: 6 of interest in 30 days, 21 of principal"},
	{"last", alloc.Strategy{Future: alloc.FutureLast}, loan, 150, "a5 b10 c50 d8 e50 h4 i23", "27: 4 of interest in 60 days, 23 of principal"},
	{"next goes by due day", alloc.Strategy{Future: alloc.FutureNext}, "plain 20 10, plain 10 10, plain 0 5", 18, "c5 b10 a3", "5 today, 10 in 10 days, 3 in 20, though the queue has them the other way round"},
	{"newest first, next", alloc.Strategy{Order: alloc.NewestFirst, Future: alloc.FutureNext}, "plain -1 5, plain 10 10, plain 10 10, plain 20 10", 20, "a5 c10 b5", "the next due day, and on it the newest first"},
	{"due date, last", alloc.Strategy{Order: alloc.ByDueDate, Future: alloc.FutureLast}, "plain 10 10, plain 20 10, plain -1 5, plain -2 5", 22, "d5 c5 b10 a2", "what is due by due date; then the last due first"},
	{"pro rata, next", alloc.Strategy{Order: alloc.ProRata, Future: alloc.FutureNext}, "plain -1 20, principal 10 30, interest 10 10, principal 20 40", 30, "a20 b8 c2", "20, and 10 on the next day: 7.5 and 2.5, the odd cent to the first"},
	{"highest rate, next", alloc.Strategy{Order: alloc.HighestRate, Future: alloc.FutureNext}, "plain 0 50 @9 >10, plain 10 50 @5 >20, plain 10 50 @8, plain 20 50 @30 >9", 95, "a50 b20 c25", "50 today; in 10 days the least 20 of b, then 25 at 8%; 30% in 20 days waits"},
}

var componentCases = []strategyCase{
	{"horizontal", alloc.Strategy{Components: anyOf(alloc.Penalty, alloc.InterestComponent, alloc.PrincipalComponent)}, loan, 70, "a5 b10 c50 d5", "5 + 10 + 50 finish the instalment that is past due; 5 of today's 8"},
	{"vertical", alloc.Strategy{Direction: alloc.Vertical, Components: anyOf(alloc.Penalty, alloc.InterestComponent, alloc.PrincipalComponent)}, loan, 70, "a5 b10 d8 c47", "5 of penalties, 10 + 8 of interest, and 70 - 23 = 47 of principal"},
	{"horizontal, next", alloc.Strategy{Components: anyOf(alloc.Penalty, alloc.InterestComponent, alloc.PrincipalComponent), Future: alloc.FutureNext}, loan, 200, "a5 b10 c50 d8 e50 f6 g50 h4 i17", "123, then 6 + 50, then 4, and 17 left of 200"},
	{"horizontal, last", alloc.Strategy{Components: anyOf(alloc.PrincipalComponent, alloc.InterestComponent), Future: alloc.FutureLast}, loan, 175, "c50 b10 e50 d8 i50 h4 g3", "118 without the penalty; 54 in 60 days; 3 in 30"},
	{"vertical, next", alloc.Strategy{Direction: alloc.Vertical, Components: anyOf(alloc.Penalty, alloc.InterestComponent, alloc.PrincipalComponent), Future: alloc.FutureNext}, loan, 200, "a5 b10 d8 c50 e50 f6 h4 g50 i17", "interest in advance waits for principal that is due: 123, then 6 + 4, 50 and 17"},
	{"principal first", alloc.Strategy{Components: anyOf(alloc.PrincipalComponent, alloc.InterestComponent)}, loan, 55, "c50 b5", "the list ranks within the instalment"},
	{"what is not listed is not paid", alloc.Strategy{Direction: alloc.Vertical, Components: []alloc.Class{{State: alloc.PastDue, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.PrincipalComponent}}}, loan, 100, "b10 c50 left 40", "10 + 50 are listed"},
	{"in advance before past due", alloc.Strategy{Direction: alloc.Vertical, Components: []alloc.Class{{State: alloc.InAdvance, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.PrincipalComponent}}, Future: alloc.FutureNext}, loan, 30, "f6 h4 c20", "the list says so: 6 + 4, then 20"},
	{"the same, unearned", alloc.Strategy{Direction: alloc.Vertical, Components: []alloc.Class{{State: alloc.InAdvance, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.PrincipalComponent}}}, loan, 30, "c30", "listed, and still not paid: Future has the last word"},
	{"today before what is past due", alloc.Strategy{Components: []alloc.Class{{State: alloc.DueToday, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.PrincipalComponent}, {State: alloc.DueToday, Component: alloc.PrincipalComponent}}}, loan, 70, "d8 e50 b10 c2", "horizontally today's group goes first, with all its classes: 58, then 10 and 2"},
	{"the same, vertical", alloc.Strategy{Direction: alloc.Vertical, Components: []alloc.Class{{State: alloc.DueToday, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.InterestComponent}, {State: alloc.PastDue, Component: alloc.PrincipalComponent}, {State: alloc.DueToday, Component: alloc.PrincipalComponent}}}, loan, 70, "d8 b10 c50 e2", "class after class: 8, 10, 50 and 2"},
	{"due is one day", alloc.Strategy{Components: []alloc.Class{{State: alloc.DueToday, Component: alloc.Fee}}}, "fee -1 10, fee 0 10, fee 1 10", 30, "b10 left 20", "yesterday is past due, tomorrow in advance"},
	{"past due first, then the rest", alloc.Strategy{Direction: alloc.Vertical, Components: []alloc.Class{{State: alloc.PastDue, Component: alloc.Fee}, {Component: alloc.Fee}}}, "fee 0 10, fee -5 10", 15, "b10 a5", "a charge belongs to its first class"},
	{"in advance between classes of any state", alloc.Strategy{Components: []alloc.Class{{Component: alloc.InterestComponent}, {State: alloc.InAdvance, Component: alloc.PrincipalComponent}, {Component: alloc.PrincipalComponent}}, Future: alloc.FutureNext}, loan, 170, "b10 c50 d8 e50 f6 g46", "the group in advance stands where its own class does, after what is due by the first; inside, interest is listed first: 118, 6 and 46"},
	{"the same, vertical", alloc.Strategy{Direction: alloc.Vertical, Components: []alloc.Class{{Component: alloc.InterestComponent}, {State: alloc.InAdvance, Component: alloc.PrincipalComponent}, {Component: alloc.PrincipalComponent}}, Future: alloc.FutureNext}, loan, 170, "b10 d8 g50 i50 c50 e2", "18 of interest that is due; principal in advance where it is listed, 100; then principal that is due"},
	{"horizontal, newest first", alloc.Strategy{Order: alloc.NewestFirst, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, loan, 70, "d8 e50 b10 c2", "today's instalment is the newest of what is due"},
	{"horizontal, newest first, one day", alloc.Strategy{Order: alloc.NewestFirst, Components: anyOf(alloc.Fee, alloc.Penalty)}, "fee -5 10, penalty -5 10, fee -5 10", 15, "c10 a5", "of one class the newest first"},
	{"vertical, newest first", alloc.Strategy{Order: alloc.NewestFirst, Direction: alloc.Vertical, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, loan, 70, "d8 b10 e50 c2", "interest newest first, then principal"},
	{"an instalment is a day", alloc.Strategy{Components: anyOf(alloc.Fee, alloc.Penalty)}, "penalty -5 10, fee -3 10, fee -5 10", 25, "c10 a10 b5", "on the first day the fee before the penalty, then the next day"},
	{"horizontal, highest rate", alloc.Strategy{Order: alloc.HighestRate, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, rated, 30, "d20 c10", "the least 5 of d; the instalment that has 9% leads: c10 and 15 of d's 35"},
	{"vertical, highest rate", alloc.Strategy{Order: alloc.HighestRate, Direction: alloc.Vertical, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, rated, 30, "d10 c10 a10", "the least 5 of d; interest 9% then 5%; 5 of principal at 7%"},
	{"what the least amount pays off leads nothing", alloc.Strategy{Order: alloc.HighestRate, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, "interest -30 10 @30 >10, principal -30 40 @5, interest -10 10 @9", 15, "a10 c5", "the 30% is paid off by its least amount, so 9% leads and not 5%"},
	{"horizontal, highest rate, last", alloc.Strategy{Order: alloc.HighestRate, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent), Future: alloc.FutureLast}, "interest 10 10 @30, principal 20 40 @5 >3, interest 20 10 @9", 15, "b5 c10", "the last due first whatever its rate: the least 3, interest 10, then 2"},
	{"vertical, pro rata", alloc.Strategy{Order: alloc.ProRata, Direction: alloc.Vertical, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, loan, 68, "b10 d8 c25 e25", "interest 18 whole; 50 of the 100 of principal"},
	{"horizontal, pro rata", alloc.Strategy{Order: alloc.ProRata, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, loan, 90, "b10 c50 d4 e26", "60 whole; 30 of today's 58: 4.14 and 25.86"},
	{"horizontal, pro rata, the odd cent", alloc.Strategy{Order: alloc.ProRata, Components: anyOf(alloc.PrincipalComponent, alloc.InterestComponent)}, "interest -30 10, principal -30 10", 5, "b3 a2", "2.5 each: the odd cent to the class that is listed first"},
	{"vertical, pro rata, next", alloc.Strategy{Order: alloc.ProRata, Direction: alloc.Vertical, Components: anyOf(alloc.InterestComponent), Future: alloc.FutureNext}, loan, 21, "b10 d8 f3", "18 that are due; the next due has its turn alone"},
}

// TestStrategies is the table of cases worked by hand, paid with scratch that has
// served the cases before.
func TestStrategies(t *testing.T) {
	var used alloc.StrategyScratch
	for _, c := range slices.Concat(orderCases, futureCases, componentCases) {
		t.Run(c.name, func(t *testing.T) {
			if err := c.strategy.Check(); err != nil {
				t.Fatal(err)
			}
			before := []alloc.Split{{Charge: -7, Amount: -7}}
			got, left, err := used.Fill(before, candidates(readStandings(c.rows)), &c.strategy, strategyToday, c.pay)
			if err != nil {
				t.Fatal(err)
			}
			if got[0] != before[0] {
				t.Errorf("what stood before is now %v", got[0])
			}
			if text := strategyText(got[1:], left); text != c.want {
				t.Errorf("got %s, want %s: %s", text, c.want, c.why)
			}
		})
	}
}
