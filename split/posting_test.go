package split_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// charges is a payment of three charges, of which two are of one provider.
func charges() (split.Transaction, split.Target) {
	tx := split.Transaction{
		Charges: []split.Part{{Key: "701", Amount: 90_00}, {Key: "702", Amount: 35_00}, {Key: "703", Amount: 25_00}},
		Amount:  150_00, TypeName: "Cash", ID: "AC:9",
	}
	return tx, split.Target{Integration: split.Dentrix, ChargeProviders: map[string]string{"701": "P1", "702": "P2", "703": "P1"}}
}

// paymentsText writes payments in a row: provider, charge, amount and ledger.
func paymentsText(payments []split.Payment) string {
	var texts []string
	for _, p := range payments {
		texts = append(texts, fmt.Sprintf("%s/%s %d %d", p.Provider, p.Charge, p.Amount, p.Ledger))
	}
	return strings.Join(texts, ", ")
}

func TestPlanPayments(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(tx *split.Transaction, to *split.Target)
		want   string
		merged string
		swaps  int
		adjust bool
		why    string
	}{
		{"Dentrix", func(*split.Transaction, *split.Target) {}, "P1/ 9000 -9000, P2/ 3500 -3500, P1/ 2500 -2500", "P1 11500, P2 3500", 3, false, "a payment cannot name a charge there: 90 + 25 = 115 for P1"},
		{"Dentrix, merged", func(_ *split.Transaction, to *split.Target) { to.MergeByProvider = true }, "P1/ 11500 -11500, P2/ 3500 -3500", "P1 11500, P2 3500", 3, false, "115 + 35 = 150"},
		{"Open Dental", func(_ *split.Transaction, to *split.Target) { to.Integration = split.OpenDental }, "/701 9000 -9000, /702 3500 -3500, /703 2500 -2500", "", 0, false, "holds the charges"},
		{"Eaglesoft", func(_ *split.Transaction, to *split.Target) { to.Integration = split.Eaglesoft }, "/701 9000 -9000, /702 3500 -3500, /703 2500 -2500", "", 0, false, "as Open Dental"},
		{"providers", func(tx *split.Transaction, _ *split.Target) { tx.Providers, tx.Charges = tx.Charges, nil }, "701/ 9000 -9000, 702/ 3500 -3500, 703/ 2500 -2500", "701 9000, 702 3500, 703 2500", 0, false, "nothing to substitute"},
		{"unsplit", func(tx *split.Transaction, _ *split.Target) { tx.Charges = nil }, "/ 15000 -15000", "", 0, false, "one payment"},
		{"refund", func(tx *split.Transaction, to *split.Target) { tx.Charges, to.Refund = nil, true }, "/ 15000 15000", "", 0, true, "above zero in the ledger; Dentrix needs an adjustment"},
		{"refund of charges", func(_ *split.Transaction, to *split.Target) { to.Refund = true }, "P1/ 9000 9000, P2/ 3500 3500, P1/ 2500 2500", "P1 11500, P2 3500", 3, true, "an adjustment names no charge either"},
		{"negative amount", func(tx *split.Transaction, to *split.Target) {
			tx.Charges, tx.Amount, to.Integration = nil, -150_00, split.OpenDental
		}, "/ -15000 15000", "", 0, false, "a refund too"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tx, to := charges()
			test.change(&tx, &to)
			plan, err := split.PlanPayments(tx, to, split.Known{})
			if err != nil {
				t.Fatal(err)
			}
			var merged []string
			for _, part := range plan.Merged {
				merged = append(merged, fmt.Sprintf("%s %d", part.Key, part.Amount))
			}
			got := paymentsText(plan.Payments)
			if got != test.want || strings.Join(merged, ", ") != test.merged || len(plan.Substitutions) != test.swaps || plan.AsAdjustment != test.adjust {
				t.Errorf("got %s; merged %v; %d substitutions; adjustment %v: %s", got, merged, len(plan.Substitutions), plan.AsAdjustment, test.why)
			}
		})
	}
}

func TestPlanPaymentsRefuses(t *testing.T) {
	tx, to := charges()
	for _, test := range []struct {
		name   string
		change func(tx *split.Transaction, to *split.Target)
		want   fault
		why    string
	}{
		{"no system", func(_ *split.Transaction, to *split.Target) { to.Integration = 0 }, fault{"to.Integration", split.ErrIntegration}, "the zero integration is none"},
		{"a system past the last", func(_ *split.Transaction, to *split.Target) { to.Integration = split.OtherIntegration + 1 }, fault{"to.Integration", split.ErrIntegration}, "no such constant"},
		{"a charge of nobody", func(_ *split.Transaction, to *split.Target) {
			to.ChargeProviders = map[string]string{"701": "P1", "702": " "}
		}, fault{"tx.Charges[1].Key", split.ErrChargeProvider}, "the first in input order"},
		{"a cent short", func(tx *split.Transaction, _ *split.Target) { tx.Amount++ }, fault{"tx.Charges", split.ErrSplitSum}, "nothing is posted that does not sum"},
		{"the lowest amount", func(tx *split.Transaction, _ *split.Target) { tx.Charges, tx.Amount = nil, money.MinAmount }, fault{"tx.Amount", money.ErrOverflow}, "the ledger cannot show its opposite"},
	} {
		tx, to := tx, to
		test.change(&tx, &to)
		plan, err := split.PlanPayments(tx, to, split.Known{})
		if expectError(t, err, test.want, test.name+": "+test.why); plan.Payments != nil {
			t.Errorf("%s: a plan beside an error", test.name)
		}
	}
}

func TestParseIntegration(t *testing.T) {
	for name, want := range map[string]split.Integration{
		"opendental": split.OpenDental, "Open Dental": split.OpenDental, "open-dental": split.OpenDental, "DENTRIX": split.Dentrix,
		"dentrix_enterprise": split.DentrixEnterprise, "Eaglesoft": split.Eaglesoft, "": 0, "curve": 0, "dentrix 2": 0,
	} {
		got, err := split.ParseIntegration(name)
		if got != want || (err == nil) != (want != 0) {
			t.Errorf("%q: got %d, %v; want %d", name, got, err, want)
		}
	}
}

// anyTransaction reads a valid transaction from a tape, and where it is posted.
func anyTransaction(data []byte) (split.Transaction, split.Target) {
	c := readCase(data)
	c.rule = split.Rule{}
	tx := split.Transaction{TypeName: "Cash", ID: "AC:9"}
	to := split.Target{Integration: split.Integration(1 + c.random.IntN(4)), Refund: c.random.IntN(4) == 0, MergeByProvider: c.random.IntN(2) == 0, ChargeProviders: map[string]string{}}
	parts := []split.Part{}
	for i := range c.weights {
		amount := 1 + money.Amount(c.random.Int64N(1<<uint(1+c.random.IntN(40))))
		if c.amount < 0 {
			amount = -amount
		}
		key := fmt.Sprint(i)
		tx.Amount += amount
		parts, to.ChargeProviders[key] = append(parts, split.Part{Key: key, Amount: amount}), fmt.Sprint(c.random.IntN(4))
	}
	switch c.random.IntN(3) {
	case 0:
		tx.Charges = parts
	case 1:
		tx.Providers = parts
	}
	return tx, to
}

// holdPosting is the law of planned payments: they sum to the amount, none is zero,
// every split has one, Dentrix has no charge, merging changes no sum, the ledger is
// the opposite of a payment, and what was planned reconciles.
func holdPosting(t rapid.TB, data []byte) {
	tx, to := anyTransaction(data)
	plan, err := split.PlanPayments(tx, to, split.Known{})
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	var sum, ledger, merged money.Amount
	rows := make([]split.LedgerRow, len(plan.Payments))
	for i, p := range plan.Payments {
		sum, ledger = sum+p.Amount, ledger+p.Ledger
		if p.Amount == 0 || p.Transaction != tx.ID || len(tx.Charges) > 0 && (p.Charge == "") != (to.Integration == split.Dentrix) {
			t.Errorf("payment %d is %+v", i, p)
		}
		if (p.Ledger > 0) != (to.Refund || tx.Amount < 0) || magnitude(p.Ledger) != magnitude(p.Amount) {
			t.Errorf("the ledger shows %d for %d", p.Ledger, p.Amount)
		}
		rows[i] = split.LedgerRow{Transaction: tx.ID, Amount: p.Ledger, Provider: p.Provider, Charge: p.Charge}
	}
	for _, part := range plan.Merged {
		merged += part.Amount
	}
	splits := max(len(tx.Charges)+len(tx.Providers), 1)
	if sum != tx.Amount || plan.Sum != tx.Amount || !to.MergeByProvider && len(plan.Payments) != splits {
		t.Errorf("%d payments of %d splits sum to %d, the amount is %d", len(plan.Payments), splits, sum, tx.Amount)
	}
	if len(plan.Merged) > 0 && merged != tx.Amount {
		t.Errorf("merged they sum to %d, the amount is %d", merged, tx.Amount)
	}
	found, err := split.Reconcile(tx, split.Seen{Rows: rows, To: to, Said: split.WebhookComplete, Digits: 2})
	if err != nil || found.State != split.Complete || !found.OK() || len(found.Warnings)+len(found.Missing)+len(found.Extra) > 0 {
		t.Errorf("what was planned does not reconcile: %+v, %v", found, err)
	}
}

func TestPaymentsSumToTheTransaction(t *testing.T) { law(holdPosting).check(t) }

func FuzzPosting(f *testing.F) { fuzzLaws(f, holdPosting) }
