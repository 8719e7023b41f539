package amortize_test

import (
	"slices"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// checkBalanced is the law of how a plan is balanced: the moves sum to zero and
// none is zero, a charge that gives is paid in full and gets nothing, no more is
// held than the production still brings, and unearned is only what it does not.
func checkBalanced(t rapid.TB, d *dice) {
	plan := d.running()
	choice := amortize.Surplus(d.upTo(1))
	b, err := amortize.BalanceToday(&plan, choice)
	if err != nil {
		t.Fatalf("%+v: %v", plan, err)
	}
	var sum, held, unearned money.Amount
	moved := map[int]money.Amount{}
	for _, m := range b.Moves {
		sum += m.Amount
		switch m.Pays {
		case amortize.MovePrepayment:
			held += m.Amount
		case amortize.MoveUnearned:
			unearned += m.Amount
		}
		if m.Amount == 0 || m.Row >= 0 && (m.Charge != plan.Charges[m.Row].ID || moved[m.Row] < 0 || m.Amount < 0 && moved[m.Row] > 0) {
			t.Fatalf("%+v: a charge gives and gets, or nothing moves\n%s", plan, balanceText(b))
		}
		if m.Row >= 0 {
			moved[m.Row] += m.Amount
		}
	}
	for row, amount := range moved {
		if slices.ContainsFunc(plan.Splits, func(s amortize.PlanSplit) bool { return s.Amount < 0 }) {
			break // a charge may keep what gives that back
		}
		c := plan.Charges[row]
		if _, paid := sums(nil, namedBy(plan.Splits, c.ID)); amount < 0 && paid+amount > max(c.Principal, 0)+c.Interest {
			t.Fatalf("%+v: charge %d keeps more than it asks\n%s", plan, c.ID, balanceText(b))
		} else if amount < 0 && !givesBack(plan.Charges) && paid+amount != c.Principal+c.Interest {
			t.Fatalf("%+v: charge %d is not paid afterwards\n%s", plan, c.ID, balanceText(b))
		}
	}
	after := plan
	after.Charges = slices.Concat(plan.Charges, b.Charges)
	var brings money.Amount
	for _, item := range plan.Production {
		brings += (&slowPlan{plan: after}).left(item)
	}
	if sum != 0 || held != b.Held || unearned != b.Unearned || held < 0 || unearned < 0 || held > brings || unearned > 0 && held != brings {
		t.Fatalf("%+v: with %s to come\n%s", plan, brings.Format(2), balanceText(b))
	}
	unnamed := func(m amortize.Move) bool { return m.Row >= 0 && m.Charge == 0 }
	refund := func(s amortize.PlanSplit) bool { return s.Charge != 0 && s.Amount < 0 }
	switch {
	case slices.ContainsFunc(b.Moves, unnamed): // a split cannot say where it went
	case slices.ContainsFunc(plan.Splits, refund): // it takes from the split that pays its charge, which asks again
	case choice == amortize.PayOnPrincipal && givesBack(plan.Charges): // that is taken off the latest charges, the new ones
	default:
		checkBalancedOnce(t, plan, b, choice)
	}
}

// givesBack reports whether a charge is below zero.
func givesBack(charges []amortize.PlanCharge) bool {
	return slices.ContainsFunc(charges, func(c amortize.PlanCharge) bool { return c.Principal < 0 })
}

// checkBalancedOnce is the law that a plan which is balanced moves nothing more.
// The new charges get ids, which the moves that pay them name. What is held or
// unearned has left the plan's splits.
func checkBalancedOnce(t rapid.TB, plan amortize.Plan, b amortize.Balance, choice amortize.Surplus) {
	plan.Charges, plan.Splits = slices.Clone(plan.Charges), slices.Clone(plan.Splits)
	before := len(plan.Charges)
	for i, c := range b.Charges {
		c.ID = int64(101 + i)
		plan.Charges = append(plan.Charges, c)
	}
	for _, m := range b.Moves {
		s := amortize.PlanSplit{Amount: m.Amount, Charge: m.Charge, Kind: amortize.PaidPrincipal}
		switch {
		case m.Pays == amortize.MovePrepayment, m.Pays == amortize.MoveUnearned:
			continue
		case m.Pays == amortize.MoveInterest:
			s.Kind = amortize.PaidInterest
		case m.Row < 0 && m.Amount > 0:
			s.Charge = plan.Charges[before].ID
			before++
		}
		plan.Splits = append(plan.Splits, s)
	}
	again, err := amortize.BalanceToday(&plan, choice)
	if err != nil || len(again.Moves) > 0 || len(again.Charges) > 0 {
		t.Fatalf("%+v, %v: balanced\n%s\nand then again\n%s", plan, err, balanceText(b), balanceText(again))
	}
}
