package amortize_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// closedPlan returns a plan to close: one of the usual, and now and then with
// amounts at the edge of an int64 or charges that have ids.
func (d *dice) closedPlan() amortize.Plan {
	plan, _ := d.plan()
	for i := range plan.Charges {
		if d.oneIn(2) {
			plan.Charges[i].ID = int64(i + 1)
		}
		if d.oneIn(3) {
			plan.Charges[i].Date = shift(plan.Terms.Today, d.upTo(60)-20)
		}
	}
	if d.oneIn(4) {
		item := &plan.Production[d.upTo(len(plan.Production)-1)]
		item.Amount = math.MaxInt64 - money.Amount(d.upTo(200_000))
	}
	if d.oneIn(8) && len(plan.Charges) > 0 {
		c := &plan.Charges[d.upTo(len(plan.Charges)-1)]
		c.Principal, c.Interest = d.amount(), max(0, d.amount())
	}
	return plan
}

// checkClosed is the law that closing charges every item in full that it does not
// let go, moves what was to come and nothing else, and leaves nothing to close.
func checkClosed(t rapid.TB, d *dice) {
	plan := d.closedPlan()
	into := amortize.Closing{CloseOut: make([]amortize.PlanCharge, 3), Detached: make([]amortize.Item, 2), Moved: make([]amortize.MovedCharge, 4), Total: 9}
	err := usedPlanner().Close(&into, &plan)
	fresh, freshErr := amortize.Close(&plan)
	if !sameFault(err, freshErr) || !sameClosing(into, fresh) {
		t.Fatalf("%+v: a used planner says %v, %+v\nand a fresh one %v, %+v", plan, err, into, freshErr, fresh)
	}
	if err != nil {
		if !errors.Is(err, money.ErrOverflow) || allOf(plan).IsInt64() || closingText(into) != "in all 0.00" {
			t.Fatalf("%+v: %v, %s", plan, err, closingText(into))
		}
		return
	}
	checkCloseOuts(t, plan, into)
	checkMoved(t, plan, into)
	again, err := amortize.Close(afterClosing(plan, into))
	if err != nil {
		if !errors.Is(err, money.ErrOverflow) || allOf(plan).IsInt64() {
			t.Fatalf("%+v closed again: %v", plan, err)
		}
		return // items that are charged in full now count beside those let go
	}
	if len(again.CloseOut)+len(again.Moved) > 0 || again.Total != into.Total || !slices.Equal(again.Detached, into.Detached) {
		t.Fatalf("%+v closed by\n%s\nand again by\n%s", plan, closingText(into), closingText(again))
	}
}

// sameClosing compares what two closings do.
func sameClosing(a, b amortize.Closing) bool {
	return slices.Equal(a.CloseOut, b.CloseOut) && slices.Equal(a.Detached, b.Detached) && slices.Equal(a.Moved, b.Moved) && a.Total == b.Total
}

// allOf returns the sum of the sizes of all amounts of a plan: where it fits,
// everything does.
func allOf(plan amortize.Plan) *big.Int {
	total := new(big.Int)
	for _, item := range plan.Production {
		total.Add(total, sum(attached(item)))
	}
	for _, c := range plan.Charges {
		size := sum(c.Principal)
		total.Add(total, size.Abs(size).Add(size, sum(c.Interest)))
	}
	return total
}

// checkCloseOuts is the law that after closing an item is charged what it brings,
// or what it was charged where that is more, and that the total is all of that.
func checkCloseOuts(t rapid.TB, plan amortize.Plan, c amortize.Closing) {
	outs, gone := c.CloseOut, c.Detached
	total := new(big.Int)
	for _, charge := range plan.Charges {
		total.Add(total, sum(charge.Interest))
	}
	items := slices.Clone(plan.Production)
	slices.SortFunc(items, func(a, b amortize.Item) int {
		if chargedBefore(a, b) {
			return -1
		}
		return 1
	})
	for _, item := range items {
		charged, charges := new(big.Int), 0
		for _, charge := range plan.Charges {
			if charge.Item == item.ID && charge.ItemKind == item.Kind {
				charged.Add(charged, sum(charge.Principal))
				charges++
			}
		}
		if charges == 0 {
			if len(gone) == 0 || gone[0] != item {
				t.Fatalf("%+v: %+v was to be let go, not %v", plan, item, gone)
			}
			gone = gone[1:]
			continue
		}
		if left := new(big.Int).Sub(sum(attached(item)), charged); left.Sign() > 0 {
			want := amortize.PlanCharge{
				Date: plan.Terms.Today, Item: item.ID, ItemKind: item.Kind,
				Kind: amortize.CloseOutCharge, Principal: money.Amount(left.Int64()),
			}
			if len(outs) == 0 || outs[0] != want {
				t.Fatalf("%+v: %+v was to be charged, not %v", plan, want, outs)
			}
			outs = outs[1:]
			charged = sum(attached(item))
		}
		total.Add(total, charged)
	}
	if len(outs)+len(gone) > 0 || sum(c.Total).Cmp(total) != 0 {
		t.Fatalf("%+v: %s is too much, in all %v", plan, closingText(c), total)
	}
}

// checkMoved is the law that the charges that were to come fall due today, by their
// old dates, and that nothing else of them changes.
func checkMoved(t rapid.TB, plan amortize.Plan, c amortize.Closing) {
	later := 0
	for _, charge := range plan.Charges {
		if charge.Date.After(plan.Terms.Today) {
			later++
		}
	}
	for i, m := range c.Moved {
		old := plan.Charges[m.Row]
		if m.From != old.Date || !m.From.After(plan.Terms.Today) || m.Date != plan.Terms.Today || i > 0 && m.From.Before(c.Moved[i-1].From) {
			t.Fatalf("%+v: move %d is %+v", plan, i, m)
		}
		if old.Date = m.Date; old != m.PlanCharge || i > 0 && m.Row == c.Moved[i-1].Row {
			t.Fatalf("%+v: move %d makes %+v of %+v", plan, i, m.PlanCharge, old)
		}
	}
	if len(c.Moved) != later {
		t.Fatalf("%+v: %d charges move, of %d to come", plan, len(c.Moved), later)
	}
}

// afterClosing returns the plan with what closing did to it.
func afterClosing(plan amortize.Plan, c amortize.Closing) *amortize.Plan {
	plan.Charges = slices.Clone(plan.Charges)
	for _, m := range c.Moved {
		plan.Charges[m.Row] = m.PlanCharge
	}
	plan.Charges = append(plan.Charges, c.CloseOut...)
	return &plan
}

// manyDice draws enough bytes for a plan and for much that is done to it.
func manyDice(t *rapid.T) *dice {
	return &dice{rapid.SliceOfN(rapid.Byte(), 200, 300).Draw(t, "dice")}
}

func TestClosingChargesWhatIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClosed(t, manyDice(t)) })
}

func FuzzClose(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) { checkClosed(t, &dice{bytes}) })
}

// checkClosedStatic is the law that the rows up to the day stand, in their order,
// and that what is left is what big numbers say.
func checkClosedStatic(t rapid.TB, d *dice) {
	today := day("2024-02-20")
	debits := make([]amortize.StaticDebit, d.upTo(5))
	all, future, size := new(big.Int), new(big.Int), new(big.Int)
	want := []amortize.StaticDebit{{Principal: 7}}
	for i := range debits {
		debits[i] = amortize.StaticDebit{Date: shift(today, d.upTo(6)-3), Principal: d.amount(), Interest: max(0, d.amount())}
		principal := sum(debits[i].Principal)
		size.Add(size, new(big.Int).Abs(principal))
		all.Add(all, principal)
		if debits[i].Date.After(today) {
			future.Add(future, principal)
			continue
		}
		want = append(want, debits[i])
	}
	credits := make([]amortize.StaticCredit, d.upTo(4))
	done, planned := new(big.Int), new(big.Int)
	for i := range credits {
		credits[i] = amortize.StaticCredit{Amount: d.amount(), Complete: d.oneIn(2)}
		amount := sum(credits[i].Amount)
		size.Add(size, new(big.Int).Abs(amount))
		if credits[i].Complete {
			done.Add(done, amount)
		} else {
			planned.Add(planned, amount)
		}
	}
	room := new(big.Int).Sub(all, maxZero(done))
	if planned.Cmp(room) < 0 {
		room = planned
	}
	left := new(big.Int).Sub(future, maxZero(room))
	rows, out, err := amortize.CloseStatic([]amortize.StaticDebit{{Principal: 7}}, debits, credits, today)
	if err != nil {
		if !errors.Is(err, money.ErrOverflow) || size.Lsh(size, 1).IsInt64() || len(rows) != 1 || out != 0 {
			t.Fatalf("%+v, %+v: %v, %v", debits, credits, err, rows)
		}
		return
	}
	if left.Sign() != 0 {
		want = append(want, amortize.StaticDebit{Date: today, Principal: out})
	}
	if sum(out).Cmp(left) != 0 || !slices.Equal(rows, want) {
		t.Fatalf("%+v, %+v: %v is left, want %v:\n%s", debits, credits, out, left, debitText(rows))
	}
}

func TestStaticClosingIsThatOfBigNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkClosedStatic(t, anyDice(t)) })
}

func FuzzCloseStatic(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) { checkClosedStatic(t, &dice{bytes}) })
}

// TestStaticClosingInPlace has the rows of a plan closed into their own slice.
func TestStaticClosingInPlace(t *testing.T) {
	debits := []amortize.StaticDebit{staticDebit("2024-03-10", "30", "1"), staticDebit("2024-01-10", "10", "1"), staticDebit("2024-04-10", "40", "1"), staticDebit("2024-02-10", "20", "1")}
	rows, out, err := amortize.CloseStatic(debits[:0], debits, nil, day("2024-02-20"))
	expect(t, debitText(rows), err, "2024-01-10 10.00 1.00, 2024-02-10 20.00 1.00, 2024-02-20 70.00 0.00", fault{}, "rows are read before they are written over")
	expect(t, out, nil, usd("70"), fault{}, "30.00 and 40.00")
}
