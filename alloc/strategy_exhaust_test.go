package alloc_test

import (
	"os"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// exhausted is an account of 48 that has each component and state, two rates, least
// amounts, a day with two charges of one component, and a queue that is not in order
// of due days.
const exhausted = "fee 9 4 @5 >1, interest -9 5 @5, principal -9 9 @9 >2, fee -9 3 @5, fee -9 2 @9, penalty -3 4 @7 >9, interest 0 3 @7, principal 0 5 @5, interest 9 3 @9 >1, principal 18 6 @7, penalty 9 4 @9"

// shortLists are all lists of at most two classes that Check lets pass.
func shortLists() (lists [][]alloc.Class) {
	lists = append(lists, nil)
	for first := range 16 {
		one := alloc.Class{State: alloc.DueState(first / 4), Component: alloc.Component(1 + first%4)}
		lists = append(lists, []alloc.Class{one})
		for second := range 16 {
			two := alloc.Class{State: alloc.DueState(second / 4), Component: alloc.Component(1 + second%4)}
			if s := (alloc.Strategy{Components: []alloc.Class{one, two}}); s.Check() == nil {
				lists = append(lists, s.Components)
			}
		}
	}
	return lists
}

// TestEveryStrategy pays one account by every strategy of at most two classes, and
// compares with the slow way: a payment in seven, or every one where PAYSPLIT_EXHAUST
// is set.
func TestEveryStrategy(t *testing.T) {
	rows := readStandings(exhausted)
	list := candidates(rows)
	step := money.Amount(7)
	if os.Getenv("PAYSPLIT_EXHAUST") != "" {
		step = 1
	}
	var x alloc.StrategyScratch
	var got []alloc.Split
	for _, classes := range shortLists() {
		for choice := range 5 * 2 * 3 {
			s := alloc.Strategy{Order: alloc.Order(choice % 5), Direction: alloc.Direction(choice / 5 % 2), Future: alloc.Future(choice / 10), Components: classes}
			for pay := money.Amount(choice) % step; pay <= 50; pay += step {
				var left money.Amount
				var err error
				if got, left, err = x.Fill(got[:0], list, &s, strategyToday, pay); err != nil {
					t.Fatal(err)
				}
				want, wantLeft, _ := slowStrategy(rows, s, pay)
				if strategyText(got, left) != strategyText(want, wantLeft) {
					t.Fatalf("%d by %+v: got %s, want %s", pay, s, strategyText(got, left), strategyText(want, wantLeft))
				}
			}
		}
	}
}
