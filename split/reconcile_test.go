package split_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// row is a ledger row of the example transaction.
func row(provider string, amount money.Amount) split.LedgerRow {
	return split.LedgerRow{Transaction: "NH:201", Provider: provider, Amount: amount}
}

func TestReconcile(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []split.LedgerRow
		said split.Webhook
		want string // state, posted, difference; rows, missing, extra; problems; warnings
		why  string
	}{
		{"posted", []split.LedgerRow{row("001", -100_00), row("002", -50_00)}, split.NoWebhook, "complete 15000 0; [0 1] 0 []; ; ", "100 + 50 = 150"},
		{"posted, in another order", []split.LedgerRow{row("002", -50_00), row("001", -100_00)}, split.WebhookComplete, "complete 15000 0; [0 1] 0 []; ; ", "order means nothing"},
		{"not yet", nil, split.NoWebhook, "pending 0 -15000; [] 2 []; ; ", "0 - 150 = -150, and nothing is wrong"},
		{"failed", nil, split.WebhookFailed, "failed 0 -15000; [] 2 []; seen.Said POSTING_FAILED; ", "the webhook says so"},
		{"complete without rows", nil, split.WebhookComplete, "mismatch 0 -15000; [] 2 []; seen.Rows LEDGER_SUM_MISMATCH; ", "then there must be rows"},
		{"half posted", []split.LedgerRow{row("001", -100_00)}, split.NoWebhook, "mismatch 10000 -5000; [0] 1 []; seen.Rows LEDGER_SUM_MISMATCH; ", "100 - 150 = -50"},
		{"posted despite failure", []split.LedgerRow{row("001", -100_00), row("002", -50_00)}, split.WebhookFailed, "mismatch 15000 0; [0 1] 0 []; seen.Rows POSTED_DESPITE_FAILURE; ", "whoever posts again pays twice"},
		{"others", []split.LedgerRow{{Amount: -1}, {Transaction: "NH:202", Amount: -1}, row("001", -100_00), row("002", -50_00)}, split.NoWebhook, "complete 15000 0; [2 3] 0 []; ; ", "the id joins, and nothing else"},
		{"merged", []split.LedgerRow{row("", -150_00)}, split.NoWebhook, "complete 15000 0; [0] 2 [0]; ; seen.Rows LEDGER_ROWS_DIFFER", "one row for two payments"},
		{"wrong provider", []split.LedgerRow{row("003", -100_00), row("002", -50_00)}, split.NoWebhook, "complete 15000 0; [0 1] 1 [0]; ; seen.Rows LEDGER_ROWS_DIFFER", "the sum agrees, the provider does not"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, err := split.Reconcile(doc(), split.Seen{Rows: test.rows, Said: test.said, Digits: 2})
			got := fmt.Sprintf("%v %d %d; %v %d %v; %s; %s", found.State, found.Posted, found.Difference, found.Rows, len(found.Missing), found.Extra, rulesOf(found.Problems), rulesOf(found.Warnings))
			if err != nil || got != test.want {
				t.Errorf("got %s, %v; want %s: %s", got, err, test.want, test.why)
			}
		})
	}
}

// TestARefundIsAboveZeroInTheLedger: by the flag, and by an amount below zero.
func TestARefundIsAboveZeroInTheLedger(t *testing.T) {
	tx := doc()
	tx.Providers = nil
	rows := []split.LedgerRow{row("", 150_00)}
	for _, refund := range []bool{true, false} {
		if !refund {
			tx.Amount = -tx.Amount
		}
		found, err := split.Reconcile(tx, split.Seen{Rows: rows, To: split.Target{Refund: refund}, Digits: 2})
		if err != nil || found.State != split.Complete || found.Posted != -150_00 || found.Difference != 0 {
			t.Errorf("refund %v: got %+v, %v", refund, found, err)
		}
	}
	found, err := split.Reconcile(doc(), split.Seen{Rows: rows, Digits: 2})
	if err != nil || found.State != split.Mismatch || found.Difference != -300_00 {
		t.Errorf("a payment that stands as a refund: got %+v, %v; want -150 - 150 = -300", found, err)
	}
}

// TestWhoPaid: an insurance plan or a claim on a row is insurance's money.
func TestWhoPaid(t *testing.T) {
	rows := []split.LedgerRow{row("", -40_00), row("", -60_00), row("", -50_00)}
	rows[1].InsurancePlan, rows[2].Claim = "12", "c9"
	found, err := split.Reconcile(doc(), split.Seen{Rows: rows, Digits: 2})
	if err != nil || found.Patient != 40_00 || found.Insurance != 110_00 {
		t.Errorf("got %d and %d, %v; want 40.00 and 60.00 + 50.00 = 110.00", found.Patient, found.Insurance, err)
	}
	for i, want := range []string{"patient", "insurance", "insurance"} {
		if got := rows[i].Payer().String(); got != want {
			t.Errorf("row %d: got %s, want %s", i, got, want)
		}
	}
}

// TestDentrixRowsNameTheProvider of the charge, where that is known.
func TestDentrixRowsNameTheProvider(t *testing.T) {
	tx, to := charges()
	rows := []split.LedgerRow{{Provider: "P1", Amount: -90_00}, {Provider: "P2", Amount: -35_00}, {Provider: "P1", Amount: -25_00}}
	for i := range rows {
		rows[i].Transaction = tx.ID
	}
	if found, err := split.Reconcile(tx, split.Seen{Rows: rows, To: to, Digits: 2}); err != nil || len(found.Missing)+len(found.Extra) > 0 {
		t.Errorf("got %+v, %v", found, err)
	}
	rows[0].Provider = "P2"
	if found, err := split.Reconcile(tx, split.Seen{Rows: rows, To: to, Digits: 2}); err != nil || len(found.Missing) != 1 || len(found.Extra) != 1 {
		t.Errorf("the 90.00 of P1 stand on P2: got %+v, %v", found, err)
	}
}

// TestTheOrderOfTheLedgerDoesNotMatter: rows that name more choose first, so that the
// same payments are missing however the rows are sorted.
func TestTheOrderOfTheLedgerDoesNotMatter(t *testing.T) {
	byProvider := doc()
	byProvider.Amount, byProvider.Providers = 40, []split.Part{{Key: "1", Amount: 10}, {Key: "2", Amount: 10}, {Key: "3", Amount: 10}, {Key: "4", Amount: 10}}
	byCharge := byProvider
	byCharge.Providers, byCharge.Charges = nil, byProvider.Providers
	dentrix := split.Target{Integration: split.Dentrix, ChargeProviders: map[string]string{"1": "P1", "2": "P2", "3": "P1"}}
	anybody, both := row("", -10), row("1", -10)
	both.Charge = "77"
	charge := func(id string) split.LedgerRow {
		return split.LedgerRow{Transaction: "NH:201", Charge: id, Amount: -10}
	}
	for _, test := range []struct {
		name    string
		tx      split.Transaction
		to      split.Target
		rows    []split.LedgerRow
		missing []string
		extra   int
		why     string
	}{
		{"a row without names comes last", byProvider, split.Target{}, []split.LedgerRow{row("3", -10), anybody, row("1", -10), row("4", -10)}, nil, 0, "3, 1 and 4 are named, so the row without a name is 2"},
		{"two rows without names", byProvider, split.Target{}, []split.LedgerRow{anybody, anybody, row("1", -10)}, []string{"4"}, 0, "1 is named, the others are the first two that are left, 2 and 3"},
		{"a provider that nobody planned", byProvider, split.Target{}, []split.LedgerRow{row("9", -10), row("1", -10), anybody}, []string{"3", "4"}, 1, "9 is extra, 1 is named, the row without a name is 2"},
		{"a charge before a row without names", byCharge, split.Target{}, []split.LedgerRow{anybody, charge("1"), charge("2")}, []string{"4"}, 0, "1 and 2 are named, so the row without a name is 3"},
		{"a charge that nobody planned", byCharge, split.Target{}, []split.LedgerRow{charge("9"), charge("1"), anybody}, []string{"3", "4"}, 1, "9 is extra, 1 is named, the row without a name is 2"},
		{"rows that name a charge beside the provider", byProvider, split.Target{}, []split.LedgerRow{both, row("2", -10), row("3", -10)}, []string{"4"}, 0, "a payment to a provider is planned for no charge, so any will do"},
		{"a provider before an unknown one", byCharge, dentrix, []split.LedgerRow{row("P9", -10), row("P1", -10), row("P1", -10), row("P2", -10)}, nil, 0, "charge 4 has no provider here, so P9 is its row; P1 has charges 1 and 3"},
	} {
		t.Run(test.name, func(t *testing.T) {
			permute(test.rows, func(rows []split.LedgerRow) {
				found, err := split.Reconcile(test.tx, split.Seen{Rows: rows, To: test.to, Digits: 2})
				var missing []string
				for i := range found.Missing {
					missing = append(missing, found.Missing[i].Provider+found.Missing[i].Charge)
				}
				if err != nil || !slices.Equal(missing, test.missing) || len(found.Extra) != test.extra {
					t.Errorf("%+v: got missing %v, extra %v, %v; want missing %v, %d extra: %s", rows, missing, found.Extra, err, test.missing, test.extra, test.why)
				}
			})
		})
	}
}

// permute calls yield with every order of the rows.
func permute(rows []split.LedgerRow, yield func([]split.LedgerRow)) {
	var walk func(k int)
	walk = func(k int) {
		if k == len(rows) {
			yield(rows)
			return
		}
		for i := k; i < len(rows); i++ {
			rows[k], rows[i] = rows[i], rows[k]
			walk(k + 1)
			rows[k], rows[i] = rows[i], rows[k]
		}
	}
	walk(0)
}

// TestMergedPaymentsAreExpectedMerged: also where the transaction is not valid.
func TestMergedPaymentsAreExpectedMerged(t *testing.T) {
	tx, to := charges()
	to.MergeByProvider = true
	tx.TypeName = ""
	rows := []split.LedgerRow{{Transaction: tx.ID, Provider: "P1", Amount: -115_00}, {Transaction: tx.ID, Provider: "P2", Amount: -35_00}}
	found, err := split.Reconcile(tx, split.Seen{Rows: rows, To: to, Digits: 2})
	if err != nil || found.State != split.Complete || len(found.Missing)+len(found.Extra) > 0 {
		t.Errorf("got %+v, %v; want 90 + 25 = 115 of P1 as one payment", found, err)
	}
	tx.Charges = []split.Part{{Key: "1", Amount: money.MaxAmount}, {Key: "2", Amount: money.MaxAmount}}
	to.ChargeProviders = map[string]string{"1": "P1", "2": "P1"}
	found, err = split.Reconcile(tx, split.Seen{To: to, Digits: 2})
	if err != nil || len(found.Missing) != 2 || found.Missing[0].Ledger != -money.MaxAmount {
		t.Errorf("got %+v, %v; want two payments, whose sum does not fit", found.Missing, err)
	}
}

// TestManyRowsOfOneAmountAreMatchedOnce: in time that grows with their number.
func TestManyRowsOfOneAmountAreMatchedOnce(t *testing.T) {
	const n = 100_000
	tx := split.Transaction{ID: "NH:201", Amount: n}
	rows := make([]split.LedgerRow, n)
	for i := range rows {
		tx.Providers = append(tx.Providers, split.Part{Key: fmt.Sprint(i), Amount: 1})
		rows[i] = row(fmt.Sprint(n-1-i), -1)
	}
	found, err := split.Reconcile(tx, split.Seen{Rows: rows, Digits: 2})
	if err != nil || found.State != split.Complete || len(found.Missing)+len(found.Extra) > 0 {
		t.Errorf("got %v, %d missing, %d extra, %v", found.State, len(found.Missing), len(found.Extra), err)
	}
}

func TestReconcileRefuses(t *testing.T) {
	_, unread := money.Parse("x", 2)
	for _, test := range []struct {
		tx   split.Transaction
		rows []split.LedgerRow
		want fault
		why  string
	}{
		{split.Transaction{Amount: 1}, nil, fault{"tx.ID", money.ErrMissing}, "rows without a transaction would all be its own"},
		{split.Transaction{ID: "NH:201"}, nil, fault{"tx.Amount", money.ErrZeroAmount}, "nothing was to be posted"},
		{split.Transaction{ID: "NH:201", Unread: unread}, nil, fault{"tx.Amount", money.ErrFormat}, "the parser's own rule"},
		{split.Transaction{ID: "NH:201", Amount: money.MinAmount}, nil, fault{"tx.Amount", money.ErrOverflow}, "it has no opposite"},
		{split.Transaction{ID: "NH:201", Amount: 1}, []split.LedgerRow{row("", 1), row("", money.MaxAmount), row("", 1)}, fault{"seen.Rows[2].Amount", money.ErrOverflow}, "-1 - (2^63 - 1) = -2^63, and one less does not fit"},
		{split.Transaction{ID: "NH:201", Amount: 1}, []split.LedgerRow{row("", money.MaxAmount), row("", 1)}, fault{"seen.Rows", money.ErrOverflow}, "the difference does not fit"},
	} {
		_, err := split.Reconcile(test.tx, split.Seen{Rows: test.rows, Digits: 2})
		expectError(t, err, test.want, test.why)
	}
}
