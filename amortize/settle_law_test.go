package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// checkSettled is the law that splits pay charges as coins of a cent do, one after
// the other: what is left of the principal, what is paid of each part, and how the
// charges are balanced.
func checkSettled(t rapid.TB, d *dice) {
	plan := d.running()
	l := slowSettle(plan)
	l.pourAll()
	principal, interest := l.paidOff()
	status, err := amortize.StatusToday(&plan)
	if err == nil && (status.PrincipalPaid != principal || status.InterestPaid != interest) {
		t.Fatalf("%+v:\n%s\nand coin by coin %s and %s", plan, statusText(status), principal.Format(2), interest.Format(2))
	}
	for _, choice := range []amortize.Surplus{amortize.HoldSurplus, amortize.PayOnPrincipal} {
		b, err := amortize.BalanceToday(&plan, choice)
		if want := slowBalance(plan, choice); err != nil || balanceText(b) != balanceText(want) {
			t.Fatalf("%+v, %v, %v:\n%s\nand coin by coin\n%s", plan, choice, err, balanceText(b), balanceText(want))
		}
	}
	bare := plan
	bare.Production = nil // the order of the caller decides on one day
	l = slowSettle(bare)
	left := l.pourAll()
	principal, interest = l.paidOff()
	total := money.Amount(d.upTo(5000))
	want := amortize.Remaining{Principal: total - principal, PrincipalPaid: principal, InterestPaid: interest, Ahead: left}
	got, err := amortize.PrincipalRemaining(total, plan.Charges, plan.Splits)
	if err != nil || got != want {
		t.Fatalf("%s of %+v: %+v, %v, and coin by coin %+v", total.Format(2), plan, got, err, want)
	}
}

func TestSplitsPayAsCoinsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkSettled(t, anyDice(t)) })
}

func FuzzSettled(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) { checkSettled(t, &dice{bytes}) })
}
