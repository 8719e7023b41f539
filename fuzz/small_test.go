package fuzz_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// small returns the small account of a number: up to three procedures of 0 to 3 cents,
// of two patients and two providers, one of them a day after the others; an earlier split
// of 1 to 3 cents on nothing, or on the first procedure by anybody; and a payment.
func small(n int) (f family, ok bool) {
	pick := func(of int) int {
		i := n % of
		n /= of
		return i
	}
	f = family{options: alloc.Options{Today: today}, payment: alloc.Payment{Patient: 1, Date: today, Amount: money.Amount(1 + 3*pick(3))}}
	f.ledger.Family, f.ledger.Unearned = []alloc.Member{{ID: 1}, {ID: 2, Guarantor: 1}}, unearned
	if split := pick(25); split > 0 {
		split--
		s := alloc.EarlierSplit{ID: 1, Date: today, Amount: money.Amount(1 + split%3), Patient: int64(1 + split/3%2), Provider: int64(11 + split/6%2)}
		s.Procedure = int64(split / 12)
		f.ledger.Splits = append(f.ledger.Splits, s)
	}
	none := false
	for i := range 3 {
		charge := pick(17)
		if none = none || charge == 0; none && charge > 0 {
			return f, false // the same as an account with the gap at the end
		}
		if charge--; charge >= 0 {
			f.ledger.Procedures = append(f.ledger.Procedures, alloc.Procedure{
				ID: int64(i + 1), Date: today.Add(-date.PeriodOfDays(i % 2)), Fee: money.Amount(charge % 4), Patient: int64(1 + charge/4%2), Provider: int64(11 + charge/8),
			})
		}
	}
	if len(f.ledger.Splits) > 0 && f.ledger.Splits[0].Procedure > 0 && len(f.ledger.Procedures) == 0 {
		return f, false
	}
	return f, true
}

// TestEverySmallLedger pays all small accounts: what is paid is verified, does not depend
// on the order of the rows, and is never more than is owed; and each thousandth document
// pays as the call does. It takes one account in 97, or all where PAYSPLIT_EXHAUST is set.
func TestEverySmallLedger(t *testing.T) {
	step := 97
	if exhaust() {
		step = 1
	}
	var a alloc.Allocator
	tried := 0
	for n := 0; n < 3*25*17*17*17; n += step {
		f, ok := small(n)
		if !ok {
			continue
		}
		tried++
		o := f.pay(&a)
		if o.err != nil {
			t.Fatalf("account %d: %v", n, o.err)
		}
		if err := alloc.Verify(&f.ledger, f.payment, f.options, o.splits, o.certificate); err != nil {
			t.Fatalf("account %d: %v\n%+v\n%+v", n, err, f.ledger, o)
		}
		var owed, paid money.Amount
		for _, row := range o.certificate.Owed {
			owed, paid = owed+max(row.Before, 0), paid+row.Before-row.After
		}
		if paid != min(owed, f.payment.Amount) || o.unallocated != f.payment.Amount-paid {
			t.Fatalf("account %d owes %d and pays %d of %d: %+v", n, owed, paid, f.payment.Amount, o)
		}
		g := f
		g.ledger.Procedures = slices.Clone(f.ledger.Procedures)
		slices.Reverse(g.ledger.Procedures)
		if turned := g.pay(&a); !slices.Equal(turned.splits, o.splits) {
			t.Fatalf("account %d from the other end: %+v, want %+v", n, turned.splits, o.splits)
		}
		if tried%1000 == 0 {
			checkPayDocument(t, &f)
		}
	}
	t.Logf("%d accounts", tried)
}

// TestEverySmallPlan tries plans of 1 to 50 cents over 1 to 6 payments at four rates,
// under each engine and frequency: the rows are verified, the last payment is the only
// one that differs, and alloc takes just what they cost. It takes one plan in 7, or all
// where PAYSPLIT_EXHAUST is set.
func TestEverySmallPlan(t *testing.T) {
	step := 7
	if exhaust() {
		step = 1
	}
	made := 0
	for n := 0; n < 50*6*4*4*5; n += step {
		terms := amortize.NewTerms(today)
		terms.Principal, terms.Payments = money.Amount(1+n%50), 1+n/50%6
		terms.APR = []amortize.Rate{0, 12 * amortize.Percent, 100 * amortize.Percent, amortize.MaxRate}[n/300%4]
		terms.Interest, terms.Every = engines[n/1200%4], frequencies[n/4800]
		terms.First = schedule.Unset
		rows, summary, err := amortize.Schedule(terms)
		if err != nil {
			if codeOf(t, err) != "PAYMENT_TOO_LOW" {
				t.Fatalf("%+v: %v", terms, err)
			}
			continue
		}
		made++
		for i, r := range rows[:len(rows)-1] {
			if r.Principal+r.Interest != summary.Payment {
				t.Fatalf("%+v: row %d pays %d, not %d", terms, i, r.Principal+r.Interest, summary.Payment)
			}
		}
		checkRowsPaid(t, terms)
	}
	if made < 20_000/step {
		t.Errorf("only %d plans can be made", made)
	}
}
