package amortize_test

import (
	"math"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// TestBalance has the plan of three charges of 110.00 each on one item of 400.00,
// of which 100.00 are not charged, with splits that name its charges. Moves are
// written as charge@row.
func TestBalance(t *testing.T) {
	const u, p, i = amortize.PaidUnknown, amortize.PaidPrincipal, amortize.PaidInterest
	all := func(extra ...amortize.PlanSplit) amortize.Plan { // each charge paid
		return ledger(append([]amortize.PlanSplit{on(1, paidOn(u, "110")), on(2, paidOn(u, "110")), on(3, paidOn(u, "110"))}, extra...)...)
	}
	waits := func(p amortize.Plan) amortize.Plan {
		p.Production = []amortize.Item{planned(2, "30"), done(3, "20"), done(1, "310")}
		return p
	}
	noID := func(p amortize.Plan) amortize.Plan {
		p.Charges = []amortize.PlanCharge{march, named(0, april)}
		return p
	}
	const hold, pay = amortize.HoldSurplus, amortize.PayOnPrincipal
	cases := []struct {
		name   string
		plan   amortize.Plan
		choice amortize.Surplus
		want   string
		why    string
	}{
		{"nothing paid", ledger(), hold, "held 0.00 unearned 0.00", "nothing is too much"},
		{"all paid", all(), hold, "held 0.00 unearned 0.00", "nothing is too much"},
		{"paid by the walk", ledger(paidOn(u, "330")), hold, "held 0.00 unearned 0.00", "what names no charge pays the oldest first"},
		{"March twice", ledger(on(1, paidOn(u, "220"))), hold, "1@0 principal -110.00\n2@1 interest 10.00\n2@1 principal 100.00\nheld 0.00 unearned 0.00", "the surplus pays April, interest first"},
		{"May too much", ledger(on(3, paidOn(u, "125"))), hold, "3@2 principal -15.00\n1@0 interest 10.00\n1@0 principal 5.00\nheld 0.00 unearned 0.00", "the oldest first"},
		{"two surpluses", ledger(on(3, paidOn(u, "115")), on(1, paidOn(u, "120"))), hold,
			"1@0 principal -10.00\n2@1 interest 10.00\n3@2 principal -5.00\n2@1 principal 5.00\nheld 0.00 unearned 0.00", "of the oldest first, each with what it pays"},
		{"held", all(on(2, paidOn(u, "60"))), hold, "2@1 principal -60.00\n0@-1 prepayment 60.00\nheld 60.00 unearned 0.00", "100.00 are still to be charged"},
		{"held and unearned", all(on(2, paidOn(u, "160"))), hold, "2@1 principal -160.00\n0@-1 prepayment 100.00\n0@-1 unearned 60.00\nheld 100.00 unearned 60.00", "the plan has no use for more than 100.00"},
		{"paid on principal", all(on(2, paidOn(u, "60"))), pay, "2@1 principal -60.00\n0@-1 principal 60.00\ncharge 2024-04-04 p1 60.00 0.00\nheld 0.00 unearned 0.00", "a charge of today, without interest"},
		{"paid on principal and unearned", all(on(2, paidOn(u, "160"))), pay, "2@1 principal -160.00\n0@-1 principal 100.00\n0@-1 unearned 60.00\ncharge 2024-04-04 p1 100.00 0.00\nheld 0.00 unearned 60.00", "nothing is left that could be held for"},
		{"planned treatment is held for", waits(all(on(2, paidOn(u, "70")))), pay,
			"2@1 principal -70.00\n0@-1 principal 10.00\n0@-1 principal 20.00\n0@-1 prepayment 30.00\n0@-1 unearned 10.00\ncharge 2024-04-04 p1 10.00 0.00\ncharge 2024-04-04 p3 20.00 0.00\nheld 30.00 unearned 10.00",
			"what is done is charged, in the order of charging; what waits is not, and 30.00 are held for it"},
		{"planned treatment treated as done", but(waits(all(on(2, paidOn(u, "70")))), func(p *amortize.Plan) { p.Option = amortize.TreatAsComplete }), pay,
			"2@1 principal -70.00\n0@-1 principal 10.00\n0@-1 principal 20.00\n0@-1 principal 30.00\n0@-1 unearned 10.00\ncharge 2024-04-04 p1 10.00 0.00\ncharge 2024-04-04 p3 20.00 0.00\ncharge 2024-04-04 p2 30.00 0.00\nheld 0.00 unearned 10.00", "charged last"},
		{"no charge named", all(paidOn(u, "60")), hold, "0@-1 principal -60.00\n0@-1 prepayment 60.00\nheld 60.00 unearned 0.00", "what the plan in general has too much"},
		{"principal that pays no interest", ledger(paidOn(p, "320")), hold, "0@-1 principal -20.00\n1@0 interest 10.00\n2@1 interest 10.00\nheld 0.00 unearned 0.00", "300.00 of principal; the rest is moved to interest"},
		{"a charge after the general walk", ledger(on(1, paidOn(u, "130")), paidOn(u, "105")), hold, "1@0 principal -20.00\n2@1 principal 5.00\n3@2 interest 10.00\n3@2 principal 5.00\nheld 0.00 unearned 0.00", "105.00 pay April but for 5.00, before any surplus does"},
		{"principal by name", ledger(on(1, paidOn(p, "105"))), hold, "held 0.00 unearned 0.00", "105.00 are less than the 110.00 that March asks: it is not overpaid"},
		{"principal by name, too much", ledger(on(1, paidOn(p, "115"))), hold, "1@0 principal -5.00\n2@1 interest 5.00\nheld 0.00 unearned 0.00", "5.00 over 110.00"},
		{"interest by name, too much", ledger(on(1, paidOn(i, "115"))), hold, "1@0 principal -5.00\n2@1 interest 5.00\nheld 0.00 unearned 0.00", "5.00 over 110.00"},
		{"refunded", ledger(on(1, paidOn(u, "220")), on(1, paidOn(u, "-110"))), hold, "held 0.00 unearned 0.00", "it is paid once"},
		{"a charge without an id", noID(ledger(on(1, paidOn(u, "120")))), hold, "1@0 principal -10.00\n0@1 interest 10.00\nheld 0.00 unearned 0.00", "its row tells which"},
		{"static", but(ledger(on(1, paidOn(u, "400"))), func(p *amortize.Plan) { p.Production = nil }), pay,
			"1@0 principal -290.00\n2@1 interest 10.00\n2@1 principal 100.00\n3@2 interest 10.00\n3@2 principal 100.00\n0@-1 unearned 70.00\nheld 0.00 unearned 70.00", "without production nothing is to come"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.BalanceToday(&c.plan, c.choice)
			expect(t, "\n"+balanceText(got), err, "\n"+c.want, fault{}, c.why)
		})
	}
}

func TestRefusedBalance(t *testing.T) {
	choice := amortize.HoldSurplus
	run := func(p *amortize.Plan) (bool, error) {
		into := amortize.Balance{Moves: make([]amortize.Move, 2), Charges: make([]amortize.PlanCharge, 2), Held: 9, Unearned: 9}
		err := usedPlanner().Balance(&into, p, choice)
		return len(into.Moves)+len(into.Charges) == 0 && into.Held == 0 && into.Unearned == 0, err
	}
	runLedgerRefusals(t, ledgerRefusals, run)
	choice = amortize.PayOnPrincipal
	runLedgerRefusals(t, ledgerRefusals, run)
	choice++
	plan := rightIDs
	empty, err := run(&plan)
	expect(t, empty, err, true, fault{"choice", amortize.ErrPlanKind}, "not one of two")
	edge := but(rightIDs, func(p *amortize.Plan) {
		p.Production = []amortize.Item{done(1, "0.01"), {ID: 2, Complete: true, Amount: math.MaxInt64}}
	})
	choice = amortize.HoldSurplus
	empty, err = run(&edge)
	expect(t, empty, err, true, fault{"plan.Production[1].Amount", money.ErrOverflow}, "a cent over the largest")
	edge.Production, edge.Charges, edge.Splits = edge.Production[1:], edge.Charges[:0:0], []amortize.PlanSplit{{Amount: math.MaxInt64}}
	got, err := amortize.BalanceToday(&edge, choice)
	expect(t, got.Held, err, math.MaxInt64, fault{}, "the largest is held")
}

func TestMovesHaveNames(t *testing.T) {
	names := amortize.HoldSurplus.String() + " " + amortize.PayOnPrincipal.String() + " " + amortize.Surplus(2).String()
	for k := amortize.MoveKind(0); k < 5; k++ {
		names += " " + k.String()
	}
	expect(t, names, nil, "hold payOnPrincipal Surplus(?) principal interest prepayment unearned MoveKind(?)", fault{}, "each has the name of the documents")
}
