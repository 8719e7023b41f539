package fuzz_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// transaction makes of allocated splits a transaction between charges or between
// providers; key says which one a split is for.
func transaction(splits []alloc.PaySplit, amount money.Amount, key func(s alloc.PaySplit) string) (parts []split.Part, tx split.Transaction) {
	for _, s := range splits {
		k := key(s)
		if at := slices.IndexFunc(parts, func(p split.Part) bool { return p.Key == k }); at >= 0 {
			parts[at].Amount += s.Amount
		} else {
			parts = append(parts, split.Part{Key: k, Amount: s.Amount})
		}
	}
	return parts, split.Transaction{Amount: amount, TypeName: "Cash", ID: "NH:9"}
}

// holdTransaction is the law of a payment that goes out through NexHealth: what alloc
// splits ties in split.Validate, between charges and between providers; the payments
// that it becomes are reconciled when they come back; a cent off is found. And the
// oldest charges are filled as alloc's queue pays them.
func holdTransaction(t rapid.TB, data []byte) {
	tp := tape(data)
	f, owed := treated(&tp)
	due := make([]split.Charge, len(owed))
	providers := make(map[string]string)
	for i := range f.ledger.Procedures {
		p := &f.ledger.Procedures[i]
		p.Date, p.Provider = today.Add(-date.PeriodOfDays(tp.pick(4))), int64(11+tp.pick(3))
		due[i] = split.Charge{ID: chargeKey(p.ID), Date: p.Date, Due: p.Fee}
		providers[due[i].ID] = strconv.FormatInt(p.Provider, 10)
	}
	f.payment.Amount = tp.part(sumOf(owed))
	o := f.pay(new(alloc.Allocator))
	if o.err != nil || o.unallocated != 0 {
		t.Fatalf("%v, and %d is left", o.err, o.unallocated)
	}
	parts, tx := transaction(o.splits, f.payment.Amount, func(s alloc.PaySplit) string { return chargeKey(s.Procedure) })
	filled, left, err := split.FillOldestFirst(f.payment.Amount, due, split.FillRule{})
	if err != nil || left != 0 || !slices.Equal(filled, parts) {
		t.Fatalf("alloc splits %+v, split fills %+v, %v", parts, filled, err)
	}
	tx.Charges = parts
	holdPosted(t, tx, split.Target{Integration: split.OpenDental})
	holdPosted(t, tx, split.Target{Integration: split.Dentrix, ChargeProviders: providers})
	tx.Charges = nil
	tx.Providers, _ = transaction(o.splits, f.payment.Amount, func(s alloc.PaySplit) string { return strconv.FormatInt(s.Provider, 10) })
	holdPosted(t, tx, split.Target{Integration: split.OpenDental})
	holdPosted(t, tx, split.Target{Integration: split.Dentrix})
}

// chargeKey writes an id as NexHealth does.
func chargeKey(id int64) string { return strconv.FormatInt(id, 10) }

// holdPosted validates a transaction, posts it and reads it back.
func holdPosted(t rapid.TB, tx split.Transaction, to split.Target) {
	t.Helper()
	known := split.Known{Digits: 2, To: to}
	report := split.Validate(tx, known)
	if !report.OK() || report.Sum != tx.Amount || report.Difference != 0 {
		t.Fatalf("%+v: %+v", tx, report)
	}
	posting, err := split.PlanPayments(tx, to, known)
	if err != nil || posting.Sum != tx.Amount {
		t.Fatalf("%+v: %+v, %v", tx, posting, err)
	}
	var rows []split.LedgerRow
	for _, p := range posting.Payments {
		rows = append(rows, split.LedgerRow{Transaction: p.Transaction, Amount: p.Ledger, Provider: p.Provider, Charge: p.Charge})
	}
	seen, err := split.Reconcile(tx, split.Seen{Rows: rows, To: to, Digits: 2})
	if err != nil || !seen.OK() || seen.State != split.Complete || seen.Posted != tx.Amount || len(seen.Missing)+len(seen.Extra) > 0 {
		t.Fatalf("%+v came back as %+v: %+v, %v", tx, rows, seen, err)
	}
	holdAnswer(t, "split.validate", object{"transaction": transactionDocument(&tx)}, nil, reportAnswer("transaction", &tx, &report))
	off := tx
	off.Amount++
	report = split.Validate(off, known)
	tied := func(p split.Problem) bool { return errors.Is(p.Err(), split.ErrSplitSum) }
	if report.Difference != -1 || !slices.ContainsFunc(report.Problems, tied) {
		t.Fatalf("a cent off is not found: %+v", report)
	}
	rows[0].Amount--
	if seen, err := split.Reconcile(tx, split.Seen{Rows: rows, To: to, Digits: 2}); err != nil || seen.OK() || seen.Difference != 1 {
		t.Fatalf("a cent too much is not found: %+v, %v", seen, err)
	}
}

func TestTransactionsTie(t *testing.T) { law(holdTransaction).check(t) }
func FuzzTransaction(f *testing.F)     { law(holdTransaction).fuzz(f) }
