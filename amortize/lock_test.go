package amortize_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

func TestLock(t *testing.T) {
	item := func(amount, override money.Amount) amortize.Item {
		return amortize.Item{ID: 1, Amount: amount, Override: override}
	}
	cases := []struct {
		name string
		item amortize.Item
		want money.Amount
		why  string
	}{
		{"a fee", item(7800, 0), 7800, "what it brings now"},
		{"an override", item(7800, 4800), 4800, "it stays"},
		{"an override of the same", item(7800, 7800), 7800, "it stays"},
		{"nothing", item(0, 0), 0, "an override of zero is none, so it cannot be frozen"},
		{"an override of nothing's", item(0, 300), 300, "it brings 3.00 already"},
		{"the largest", item(math.MaxInt64, 0), math.MaxInt64, "as it is"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kept := []amortize.Item{{ID: 9}}
			given := []amortize.Item{c.item, adjustment(4, "12")}
			got, err := amortize.AppendLocked(slices.Clone(kept), given)
			want := []amortize.Item{kept[0], c.item, given[1]}
			want[1].Override, want[2].Override = c.want, usd("12")
			expect(t, slices.Equal(got, want) && given[0] == c.item, err, true, fault{}, c.why)
		})
	}
	none, err := amortize.AppendLocked(nil, nil)
	expect(t, len(none), err, 0, fault{}, "nothing is nothing locked")
}

func TestRefusedLock(t *testing.T) {
	cases := []struct {
		name    string
		item    amortize.Item
		wantErr fault
		why     string
	}{
		{"no id", amortize.Item{Amount: 1}, fault{"plan.Production[1].ID", money.ErrMissing}, "charges name it"},
		{"kind", amortize.Item{ID: 1, Kind: 3}, fault{"plan.Production[1].Kind", amortize.ErrPlanKind}, "not one of three"},
		{"an amount below zero", amortize.Item{ID: 1, Amount: -1}, fault{"plan.Production[1].Amount", money.ErrNegative}, "production brings something or nothing"},
		{"an override below zero", amortize.Item{ID: 1, Override: -1}, fault{"plan.Production[1].Override", money.ErrNegative}, "the same"},
		{"id before amount", amortize.Item{Amount: -1}, fault{"plan.Production[1].ID", money.ErrMissing}, "the first in order"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.AppendLocked([]amortize.Item{{ID: 9}}, []amortize.Item{done(1, "1"), c.item})
			expect(t, len(got) == 1 && got[0].ID == 9, err, true, c.wantErr, c.why)
		})
	}
}

// TestALaterFee has what locking is for: a fee that rises after a plan is locked.
func TestALaterFee(t *testing.T) {
	plan := dynamic("0", "50", done(1, "100"))
	locked := but(plan, func(p *amortize.Plan) { p.Production = must(amortize.AppendLocked(nil, p.Production)) })
	locked.Production[0].Amount = usd("130")
	raised := dynamic("0", "50", done(1, "130"))
	runPlans(t, dayTexts, []planCase{
		{name: "locked", plan: locked, want: "2024-03-04 50.00 0.00\n2024-04-04 50.00 0.00", why: "the plan stays at 100.00"},
		{name: "unlocked", plan: raised, want: "2024-03-04 50.00 0.00\n2024-04-04 50.00 0.00\n2024-05-04 30.00 0.00", why: "the plan follows the fee"},
	})
}
