package amortize_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// The laws of what a change to a plan does, each on the bytes of a random plan.

// checkShuffled is the law that the order of the lists does not matter.
func checkShuffled(t rapid.TB, d *dice) {
	plan, h := d.plan()
	other := plan
	other.Production, other.Splits, other.Charges = shuffled(d, plan.Production), shuffled(d, plan.Splits), shuffled(d, plan.Charges)
	want, sums, wantErr := amortize.Expected(&plan, h)
	got, again, err := amortize.Expected(&other, h)
	if !slices.Equal(got, want) || again != sums || !sameFault(err, wantErr) {
		t.Fatalf("%+v, %v:\n%s\nand shuffled, %v:\n%s", plan, wantErr, chargeTexts(want), err, chargeTexts(got))
	}
}

// sameFault reports whether two errors are one rule at one path, or none.
func sameFault(a, b error) bool {
	var x, y *money.FieldError
	if !errors.As(a, &x) || !errors.As(b, &y) {
		return a == nil && b == nil
	}
	return x.Path == y.Path && x.Err == y.Err
}

// checkMorePayment is the law that paying more a period never costs more
// interest, in the exact engines. A double that lies beside a tie can cost a cent.
func checkMorePayment(t rapid.TB, d *dice) {
	plan, _ := d.plan()
	plan.Terms.Interest = exact[d.upTo(2)]
	less, s, err := amortize.Expected(&plan, amortize.WholePlan)
	if err != nil {
		return
	}
	plan.Terms.Payments, plan.Terms.Payment = 0, s.Payment+1+money.Amount(d.upTo(20_000)) // above zero, even where all is paid down
	more, m, err := amortize.Expected(&plan, amortize.WholePlan)
	if err != nil || m.TotalInterest > s.TotalInterest || len(more) > 0 && more[len(more)-1].Date.After(less[len(less)-1].Date) {
		t.Fatalf("%+v, %v:\n%s\nand with the lower payment\n%s", plan, err, chargeTexts(more), chargeTexts(less))
	}
}

// checkSplitItem is the law that an item in two halves, one after the other,
// falls due as the whole does, in the exact engines. The item is one that no
// charge names, because a charge would name one of the halves.
func checkSplitItem(t rapid.TB, d *dice) {
	plan, h := d.plan()
	plan.Terms.Interest = exact[d.upTo(2)]
	at := d.upTo(len(plan.Production) - 1)
	whole := plan.Production[at]
	if slices.ContainsFunc(plan.Charges, func(c amortize.PlanCharge) bool { return c.Item == whole.ID && c.ItemKind == whole.Kind }) {
		return
	}
	want, sums, wantErr := amortize.Expected(&plan, h)
	first, second := whole, whole
	first.Override, first.Amount = 0, money.Amount(d.upTo(int(attached(whole))))
	second.Override, second.Amount = 0, attached(whole)-first.Amount
	second.ID++ // the ids of plans are even
	plan.Production = slices.Concat(plan.Production[:at], []amortize.Item{second, first}, plan.Production[at+1:])
	got, again, err := amortize.Expected(&plan, h)
	if errors.Is(err, money.ErrLimit) {
		return // a charge for each half
	}
	if dayTexts(got) != dayTexts(want) || again != sums || !sameFault(err, wantErr) {
		t.Fatalf("%+v, %v:\n%s\nand whole, %v:\n%s", plan, err, chargeTexts(got), wantErr, chargeTexts(want))
	}
}

// checkAwaited is the law that treatment which is awaited changes nothing of what
// falls due, where the payment is given and nothing is paid down.
func checkAwaited(t rapid.TB, d *dice) {
	plan, h := d.plan()
	plan.Option, plan.Terms.DownPayment = amortize.AwaitComplete, 0
	if plan.Terms.Payments > 0 {
		plan.Terms.Payments, plan.Terms.Payment = 0, 5000
	}
	want, sums, wantErr := amortize.Expected(&plan, h)
	plan.Production = append(slices.Clone(plan.Production), amortize.Item{ID: 101, Amount: money.Amount(d.upTo(90_000))})
	got, again, err := amortize.Expected(&plan, h)
	if !slices.Equal(got, want) || again.TotalInterest != sums.TotalInterest || again.Completed != sums.Completed || !sameFault(err, wantErr) {
		t.Fatalf("%+v, %v:\n%s\nand without what is planned, %v:\n%s", plan, err, chargeTexts(got), wantErr, chargeTexts(want))
	}
}

// changes are the laws by name.
var changes = []struct {
	name  string
	check func(t rapid.TB, d *dice)
}{
	{"shuffled", checkShuffled}, {"more payment", checkMorePayment}, {"split item", checkSplitItem}, {"awaited", checkAwaited},
}

func TestChangesOfAPlan(t *testing.T) {
	for _, law := range changes {
		t.Run(law.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.check(t, anyDice(t)) })
		})
	}
}

func FuzzChangesOfAPlan(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) {
		for _, law := range changes {
			law.check(t, &dice{bytes})
		}
	})
}
