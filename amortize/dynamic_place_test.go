package amortize_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// TestChargesOverwriteWhatWasThere covers slices that served another plan: charges
// are written in place, field by field.
func TestChargesOverwriteWhatWasThere(t *testing.T) {
	var planner amortize.Planner
	for _, engine := range engines {
		plan := down(benchDynamic(engine), "100")
		want := must1(amortize.Expected(&plan, amortize.WholePlan))
		for room := range len(want) + 2 {
			used := slices.Repeat([]amortize.PlanCharge{{
				Date: day("1999-12-31"), Item: 1, ItemKind: amortize.OrthoCaseItem, Kind: amortize.CloseOutCharge, Principal: 2, Interest: 3,
			}}, room)
			got := must1(planner.AppendExpected(used[:0], &plan, amortize.WholePlan))
			if !slices.Equal(got, want) {
				t.Fatalf("%v, room for %d:\n got\n%s\nwant\n%s", engine, room, chargeTexts(got), chargeTexts(want))
			}
		}
	}
}

// TestManyItemsAtTies compares plans of many items, most of which are charged in
// full long before the end, where one balance in twenty bears half a cent: the
// noise that those items leave shows in it, and the order in which it is summed.
func TestManyItemsAtTies(t *testing.T) {
	random := rand.New(rand.NewPCG(60, 24))
	for range 200 {
		plan := dynamic("60", "0")
		for id := range int64(24) {
			item := amortize.Item{ID: id + 1, Complete: random.IntN(4) > 0, Amount: money.Amount(random.IntN(20_000))}
			if item.Kind = amortize.ItemKind(random.IntN(3)); random.IntN(8) == 0 {
				item.Amount = 0
			}
			plan.Production = append(plan.Production, item)
		}
		plan.Option = amortize.TPOption(random.IntN(2))
		plan.Terms.Payment = value(plan.Production)/20 + value(plan.Production)/60
		checkExpected(t, plan, amortize.WholePlan)
	}
}
