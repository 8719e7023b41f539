package alloc_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// strategyTape is the tape of a payment by a strategy.
var strategyTape = tapeOf{head: 24, row: 7, rows: 60}

// strategyDraw is a strategy, a queue that has what it needs, and a payment.
type strategyDraw struct {
	strategy alloc.Strategy
	rows     []standing
	pay      money.Amount
	more     money.Amount // on top of it, above zero
}

// readStrategy reads a case from a tape.
func readStrategy(data []byte) strategyDraw {
	t := tape(data)
	d := strategyDraw{strategy: alloc.Strategy{
		Order: alloc.Order(t.pick(5)), Direction: alloc.Direction(t.pick(2)), Future: alloc.Future(t.pick(3)),
	}}
	classes := [12]int{}
	n := t.pick(13)
	for i := range classes {
		classes[i] = t.pick(16)
	}
	for _, c := range classes[:n] {
		list := d.strategy.Components
		d.strategy.Components = append(slices.Clip(list), alloc.Class{State: alloc.DueState(c / 4), Component: alloc.Component(1 + c%4)})
		if d.strategy.Check() != nil {
			d.strategy.Components = list // it is covered
		}
	}
	payShape, payWord, moreWord := t.byte(), t.word(), t.word()
	edge := t.pick(8) == 1
	for i := 0; len(t) >= strategyTape.row; i++ {
		d.rows = append(d.rows, readStanding(&t, i, edge))
	}
	sum := new(big.Int)
	for _, r := range d.rows {
		sum.Add(sum, big.NewInt(int64(r.charge.Owed)))
	}
	switch payShape % 4 {
	case 0:
		d.pay = money.Amount(payWord % 300)
	case 1:
		d.pay = -money.Amount(payWord % 3)
	default: // a part of what is owed, or a little more
		part := sum.Div(sum.Mul(sum, big.NewInt(int64(payWord))), big.NewInt(60_000))
		d.pay = money.MaxAmount / 2
		if part.IsInt64() {
			d.pay = min(d.pay, money.Amount(part.Int64()))
		}
	}
	d.more = money.Amount(1 + moreWord%500)
	return d
}

// readStanding reads a charge, with all that any strategy needs.
func readStanding(t *tape, i int, edge bool) standing {
	kind, days, word, rate, least, own := t.byte(), t.pick(11), t.word(), t.pick(5), t.byte(), t.pick(4)
	due := strategyToday.Add(date.PeriodOfDays(days-5) * 9)
	r := standing{
		alloc.Charge{ID: entryOf(i), Owed: money.Amount(1 + word%400), Date: due, Kind: alloc.Kind(kind % 4)},
		&alloc.Terms{Due: due, Component: alloc.Component(1 + kind/4%4), Rate: alloc.Rate{Millionths: int64(rate) * 3_000_000, Set: true}},
	}
	if edge {
		r.charge.Owed = []money.Amount{1, math.MaxInt64 / 3, math.MaxInt64 - 1, math.MaxInt64}[word%4]
		r.terms.Rate.Millionths = []int64{math.MinInt64, -1, 0, 1, math.MaxInt64}[rate]
	}
	if least < 120 {
		r.terms.MinimumDue = money.Amount(least)
	}
	switch {
	case own == 0 && slowIsInstalment(r):
		r.terms.Due = notSet
	case own == 1: // the date is another than the due day
		r.charge.Date = strategyToday.Add(date.PeriodOfDays(least%40) - 20)
	}
	return r
}

// fillFresh pays with new scratch; ok is whether no sum overflowed.
func fillFresh(t rapid.TB, d strategyDraw, rows []standing, pay money.Amount) (splits []alloc.Split, left money.Amount, ok bool) {
	t.Helper()
	var x alloc.StrategyScratch
	splits, left, err := x.Fill(nil, candidates(rows), &d.strategy, strategyToday, pay)
	if err != nil && !errors.Is(err, money.ErrOverflow) {
		t.Fatal(err)
	}
	return splits, left, err == nil
}

// ofRows returns what each row gets.
func ofRows(d strategyDraw, splits []alloc.Split) []money.Amount {
	paid := make([]money.Amount, len(d.rows))
	for _, s := range splits {
		paid[rowOf(s.Charge)] += s.Amount
	}
	return paid
}

// holdStrategyOracle is the law that the slow way gives the same splits, whatever
// the scratch has served before.
func holdStrategyOracle(t rapid.TB, data []byte) {
	d := readStrategy(data)
	want, wantLeft, edge := slowStrategy(d.rows, d.strategy, d.pay)
	var used alloc.StrategyScratch
	if _, _, err := used.Fill(nil, candidates(readStandings(rated)), &alloc.Strategy{Order: alloc.HighestRate, Components: anyOf(alloc.InterestComponent, alloc.PrincipalComponent)}, strategyToday, 70); err != nil {
		t.Fatal(err)
	}
	before := []alloc.Split{{Charge: -7, Amount: -7}}
	got, left, err := used.Fill(slices.Clone(before), candidates(d.rows), &d.strategy, strategyToday, d.pay)
	if edge {
		if err == nil || len(got) != 1 || !errors.Is(err, money.ErrOverflow) {
			t.Errorf("a sum does not fit: got %v and %v", got, err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	expectRows(t, "splits", got, append(before, want...), "the slow way")
	expectAmount(t, "what is left", left, wantLeft, "the slow way")
}

// holdStrategySum is the law that no cent appears or disappears, that no charge gets
// more than it owes or has two splits, and that money is left only if every charge
// that may be paid is.
func holdStrategySum(t rapid.TB, data []byte) {
	d := readStrategy(data)
	splits, left, ok := fillFresh(t, d, d.rows, d.pay)
	if !ok {
		return
	}
	sum := big.NewInt(int64(left))
	seen := map[int64]bool{}
	for _, s := range splits {
		sum.Add(sum, big.NewInt(int64(s.Amount)))
		if s.Amount <= 0 || s.Amount > d.rows[rowOf(s.Charge)].charge.Owed || seen[s.Charge] {
			t.Errorf("row %d owes %d and gets %d", rowOf(s.Charge), d.rows[rowOf(s.Charge)].charge.Owed, s.Amount)
		}
		seen[s.Charge] = true
	}
	if sum.Cmp(big.NewInt(int64(d.pay))) != 0 || d.pay <= 0 && len(splits) > 0 || d.pay > 0 && left < 0 {
		t.Errorf("splits and what is left sum to %v, the payment is %d", sum, d.pay)
	}
	p := slowPayer{s: d.strategy, rows: d.rows}
	for i, paid := range ofRows(d, splits) {
		may := p.listed(i) >= 0 && (p.state(i) != alloc.InAdvance || d.strategy.Future != alloc.FutureUnearned)
		if !may && paid > 0 || may && left > 0 && paid < d.rows[i].charge.Owed {
			t.Errorf("row %d owes %d and gets %d with %d left; may it be paid: %t", i, d.rows[i].charge.Owed, paid, left, may)
		}
	}
}

// holdStrategyOrder is the law of turns: nothing in advance is paid before all that
// is due, unless a class in advance is listed; nothing that is due gets more than its
// least amount before every least amount; and vertically nothing that is due is paid
// of a class before those of the classes before it.
func holdStrategyOrder(t rapid.TB, data []byte) {
	d := readStrategy(data)
	splits, _, ok := fillFresh(t, d, d.rows, d.pay)
	if !ok {
		return
	}
	p := slowPayer{s: d.strategy, rows: d.rows}
	paid := ofRows(d, splits)
	mayAhead := slices.ContainsFunc(d.strategy.Components, func(c alloc.Class) bool { return c.State == alloc.InAdvance })
	byRate, vertical := d.strategy.Order == alloc.HighestRate, d.strategy.Direction == alloc.Vertical
	least := func(i int) money.Amount { return min(slowTerms(d.rows[i]).MinimumDue, d.rows[i].charge.Owed) }
	for i := range d.rows {
		if p.listed(i) < 0 || p.state(i) == alloc.InAdvance {
			continue
		}
		for j := range d.rows {
			ahead := p.state(j) == alloc.InAdvance
			switch short := paid[i] < d.rows[i].charge.Owed; {
			case ahead && !mayAhead && paid[j] > 0 && short,
				byRate && !ahead && paid[j] > least(j) && paid[i] < least(i),
				!byRate && !ahead && vertical && paid[j] > 0 && p.listed(i) < p.listed(j) && short:
				t.Errorf("row %d gets %d before row %d, which gets %d of %d", j, paid[j], i, paid[i], d.rows[i].charge.Owed)
			}
		}
	}
}

// holdStrategyMonotone is the law that a larger payment never lowers what a charge
// gets, pro rata by more than one unit.
func holdStrategyMonotone(t rapid.TB, data []byte) {
	d := readStrategy(data)
	less, _, ok := fillFresh(t, d, d.rows, d.pay)
	more, _, okMore := fillFresh(t, d, d.rows, d.pay+d.more)
	if !ok || !okMore {
		return
	}
	slack := money.Amount(0)
	if d.strategy.Order == alloc.ProRata {
		slack = 1
	}
	then := ofRows(d, more)
	for i, paid := range ofRows(d, less) {
		if then[i] < paid-slack {
			t.Errorf("row %d gets %d of %d, and %d of %d more", i, paid, d.pay, then[i], d.more)
		}
	}
}

// holdStrategyTwice is the law that it makes no difference to a charge whether money
// comes at once or in two payments of one day, where only the queue and days rank.
func holdStrategyTwice(t rapid.TB, data []byte) {
	d := readStrategy(data)
	if d.pay <= 0 || d.strategy.Order >= alloc.HighestRate {
		return
	}
	first, _, _ := fillFresh(t, d, d.rows, d.pay)
	paid := ofRows(d, first)
	var rest []standing
	for i, r := range d.rows {
		if r.charge.Owed -= paid[i]; r.charge.Owed > 0 {
			rest = append(rest, r)
		}
	}
	second, _, _ := fillFresh(t, d, rest, d.more)
	for i, amount := range ofRows(d, second) {
		paid[i] += amount
	}
	whole, _, _ := fillFresh(t, d, d.rows, d.pay+d.more)
	expectRows(t, "charges", paid, ofRows(d, whole), "first a part, then the rest")
}

func TestStrategiesLikeTheSlowWay(t *testing.T)     { law(holdStrategyOracle).check(t, strategyTape) }
func TestStrategiesKeepTheSum(t *testing.T)         { law(holdStrategySum).check(t, strategyTape) }
func TestStrategiesKeepTheOrder(t *testing.T)       { law(holdStrategyOrder).check(t, strategyTape) }
func TestStrategiesLowerNothing(t *testing.T)       { law(holdStrategyMonotone).check(t, strategyTape) }
func TestTwoPaymentsByAStrategyAreOne(t *testing.T) { law(holdStrategyTwice).check(t, strategyTape) }

func FuzzStrategyLaws(f *testing.F) {
	strategyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = data[:min(len(data), strategyTape.longest())]
		for _, hold := range []law{holdStrategyOracle, holdStrategySum, holdStrategyOrder, holdStrategyMonotone, holdStrategyTwice} {
			hold(t, data)
		}
	})
}
