package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// strategic adds any strategy, and the terms that it may need, to an account with
// plans.
func strategic(data []byte) account {
	a := onPlans(data)
	r := a.random
	terms := func(kind alloc.Kind, id int64) {
		t := alloc.Terms{Charge: alloc.Target{Kind: kind, ID: id}, Due: day("2024-06-13").Add(date.PeriodOfDays(r.IntN(5))), Component: alloc.Component(1 + r.IntN(4))}
		t.Rate, t.MinimumDue = alloc.Rate{Millionths: int64(r.IntN(4)), Set: true}, money.Amount(r.IntN(3)*r.IntN(5_000))
		a.ledger.Terms = append(a.ledger.Terms, t)
	}
	for _, p := range a.ledger.Procedures {
		terms(alloc.KindProcedure, p.ID)
	}
	for _, adj := range a.ledger.Adjustments {
		terms(alloc.KindAdjustment, adj.ID)
	}
	for _, c := range a.ledger.PlanCharges {
		terms(alloc.KindPlanCharge, c.ID)
	}
	s := alloc.Strategy{Order: alloc.Order(r.IntN(5)), Direction: alloc.Direction(r.IntN(2)), Future: alloc.Future(r.IntN(3))}
	for range r.IntN(2) * r.IntN(5) {
		longer := s
		longer.Components = append(slices.Clone(s.Components), alloc.Class{State: alloc.DueState(r.IntN(4)), Component: alloc.Component(1 + r.IntN(4))})
		if longer.Check() == nil {
			s = longer
		}
	}
	a.options.Strategy = s
	return a
}

// holdStrategyVerified is the law that a payment by a strategy is verified, and that
// nothing is which differs from it in one split.
func holdStrategyVerified(t rapid.TB, data []byte) {
	a := strategic(data)
	splits, c := certified(t, a)
	verify := func(splits []alloc.PaySplit, c alloc.Certificate) error {
		return alloc.Verify(&a.ledger, a.payment, a.options, splits, c)
	}
	expectError(t, verify(splits, c), fault{}, "it follows from the ledger")
	set := func(splits []alloc.PaySplit) map[alloc.PaySplit]int {
		of := map[alloc.PaySplit]int{}
		for _, s := range splits {
			of[s]++
		}
		return of
	}
	for _, s := range splitSpoilers {
		wrong := outcome{splits: slices.Clone(splits)}
		s.spoil(&wrong, a.random.IntN)
		same := slices.Equal(wrong.splits, splits)
		if err := verify(wrong.splits, c); err == nil && !same && !sameSet(set(wrong.splits), set(splits)) {
			t.Errorf("%s is verified:\n%+v\nwhich is not\n%+v", s.name, wrong.splits, splits)
		}
	}
}

func sameSet(a, b map[alloc.PaySplit]int) bool {
	for s, n := range a {
		if b[s] != n {
			return false
		}
	}
	return len(a) == len(b)
}

func TestStrategiesAreVerified(t *testing.T) { law(holdStrategyVerified).check(t, familyTape) }

// A crown of 100.00, a filling of 50.00 and a payment of 60.00, newest first and of
// procedures that are fees. What a strategy does not do is not verified.
func TestWhatAStrategyDoesNotDo(t *testing.T) {
	fee := func(id int64) alloc.Terms {
		return alloc.Terms{Charge: alloc.Target{ID: id}, Component: alloc.Fee}
	}
	a := account{
		ledger: alloc.Ledger{
			Family:     []alloc.Member{{ID: 1}},
			Procedures: []alloc.Procedure{{ID: 11, Patient: 1, Date: day("2024-01-01"), Fee: 100_00}, {ID: 12, Patient: 1, Date: day("2024-01-02"), Fee: 50_00}},
			Terms:      []alloc.Terms{fee(11), fee(12)},
			Unearned:   alloc.UnearnedTypes{Prepayment: 501},
		},
		payment: alloc.Payment{Patient: 1, Amount: 60_00, Date: day("2024-06-10")},
		options: alloc.Options{Today: day("2024-06-15"), Strategy: alloc.Strategy{Order: alloc.NewestFirst, Components: []alloc.Class{{Component: alloc.Fee}}}},
	}
	splits := func(crown, filling, unearned money.Amount) (list []alloc.PaySplit) {
		for _, s := range []alloc.PaySplit{{Amount: filling, Patient: 1, Procedure: 12}, {Amount: crown, Patient: 1, Procedure: 11}, {Amount: unearned, Patient: 1, Unearned: 501}} {
			if s.Amount != 0 {
				list = append(list, s)
			}
		}
		return list
	}
	certificate := func(crown, filling money.Amount) alloc.Certificate {
		return alloc.Certificate{Owed: []alloc.Owed{
			{Charge: alloc.Target{ID: 11}, Face: 100_00, Linked: 100_00, Before: 100_00, After: 100_00 - crown},
			{Charge: alloc.Target{ID: 12}, Face: 50_00, Linked: 50_00, Before: 50_00, After: 50_00 - filling},
		}}
	}
	for _, c := range []struct {
		name                     string
		crown, filling, unearned money.Amount
		change                   func(a *account)
		want                     fault
	}{
		{"newest first", 10_00, 50_00, 0, func(*account) {}, fault{}},
		{"another order, which is not checked", 60_00, 0, 0, func(*account) {}, fault{}},
		{"more than is owed", 9_99, 50_01, 0, func(*account) {}, fault{"owed[1].After", alloc.ErrUnverified}},
		{"more than the payment", 10_01, 50_00, 0, func(*account) {}, fault{"owed[1].After", alloc.ErrUnverified}},
		{"money left over", 9_00, 50_00, 1_00, func(*account) {}, fault{"owed[0].After", alloc.ErrUnverified}},
		{"less than nothing", -1_00, 50_00, 11_00, func(*account) {}, fault{"owed[0].After", alloc.ErrUnverified}},
		{"a component that is not listed", 10_00, 50_00, 0, func(a *account) { a.ledger.Terms[0].Component = alloc.Penalty }, fault{"owed[0].After", alloc.ErrUnverified}},
		{"one that is not listed stays", 0, 50_00, 10_00, func(a *account) { a.ledger.Terms[0].Component = alloc.Penalty }, fault{}},
		{"in advance", 10_00, 50_00, 0, func(a *account) { a.ledger.Terms[1].Due = day("2024-06-16") }, fault{"owed[1].After", alloc.ErrUnverified}},
		{"in advance where that is paid", 10_00, 50_00, 0, func(a *account) {
			a.ledger.Terms[1].Due, a.options.Strategy.Future = day("2024-06-16"), alloc.FutureNext
		}, fault{}},
		{"the filling was chosen, and nothing is left for it", 60_00, 0, 0, func(a *account) { a.options.Procedures = []int64{12} }, fault{"owed[1].After", alloc.ErrUnverified}},
	} {
		b := a.clone()
		b.ledger.Terms = slices.Clone(a.ledger.Terms)
		c.change(&b)
		err := alloc.Verify(&b.ledger, b.payment, b.options, splits(c.crown, c.filling, c.unearned), certificate(c.crown, c.filling))
		expectError(t, err, c.want, c.name)
	}
}
