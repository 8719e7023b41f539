package claimcheck_test

import (
	"errors"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// TestNothingAttachedIsNotFinal shows what an update to zero comes to, by what is
// attached to the check and what is counted.
func TestNothingAttachedIsNotFinal(t *testing.T) {
	own := on(paid(1, 0), func(r *claimcheck.ClaimProc) { r.ClaimPayment = 7 })
	for _, test := range []struct {
		name   string
		pool   claimcheck.PoolKind
		rows   []claimcheck.ClaimProc
		amount money.Amount
		ok     bool
		why    string
	}{
		{"no rows", claimcheck.PoolAttached, nil, 0, false, "0 = 0 with nothing attached"},
		{"a row of another check", claimcheck.PoolAttached, []claimcheck.ClaimProc{paid(2, 5_00)}, 0, false, "it is not attached to this one"},
		{"a row of its own that pays zero", claimcheck.PoolAttached, []claimcheck.ClaimProc{own}, 0, true, "something is attached"},
		{"its own row, where unattached ones count", claimcheck.PoolUnattached, []claimcheck.ClaimProc{own}, 0, true, "it does not count, and is attached"},
		{"unattached rows that count", claimcheck.PoolUnattached, []claimcheck.ClaimProc{paid(2, 5_00), paid(3, -5_00)}, 0, true, "by the page's words these are its rows: 5.00 - 5.00 = 0"},
		{"an amount that does not tie", claimcheck.PoolAttached, nil, 1, true, "0.01 - 0.00 = 0.01: partial, and nothing to say"},
	} {
		var k claimcheck.Checker
		var v claimcheck.Verdict
		err := k.Update(&v, claimcheck.Stored{ID: 7, Amount: 9_00, Partial: true}, claimcheck.Update{Given: true, Amount: test.amount, Pool: test.pool, Claims: []int64{10}}, test.rows, claimcheck.Options{})
		if err != nil || v.OK() != test.ok || !test.ok && (!v.Partial || v.Problems[0].Rule != claimcheck.ErrFinalizedEmpty) {
			t.Errorf("%s: %+v, %v: %s", test.name, v, err, test.why)
		}
	}
}

// TestAuditOfDates shows which day is in the future.
func TestAuditOfDates(t *testing.T) {
	today := date.New(2026, 11, 16)
	for _, test := range []struct {
		name    string
		options claimcheck.AuditOptions
		dated   date.Date
		ok      bool
	}{
		{"today", claimcheck.AuditOptions{Today: today, TodayKnown: true}, today, true},
		{"tomorrow", claimcheck.AuditOptions{Today: today, TodayKnown: true}, today.Add(1), false},
		{"tomorrow, which is allowed", claimcheck.AuditOptions{Today: today, TodayKnown: true, FutureDates: true}, today.Add(1), true},
		{"tomorrow of a day that nobody said", claimcheck.AuditOptions{}, today.Add(1), true},
		{"1 January 1970 is a day", claimcheck.AuditOptions{TodayKnown: true}, date.Date{}.Add(1), false},
	} {
		var k claimcheck.Checker
		var a claimcheck.Audit
		rows := []claimcheck.ClaimProc{on(paid(1, 30_00), func(r *claimcheck.ClaimProc) { r.ClaimPayment = 7 })}
		err := k.Audit(&a, []claimcheck.Stored{{ID: 7, Amount: 30_00, Date: test.dated}}, rows, test.options)
		if err != nil || a.OK() != test.ok || !test.ok && !errors.Is(&a.Problems[0], money.ErrFutureDate) {
			t.Errorf("%s: %+v, %v", test.name, a.Problems, err)
		}
	}
}

// TestProblemsAreErrors shows that a problem is found by its rule and gives its
// detail, and that its text has no amounts.
func TestProblemsAreErrors(t *testing.T) {
	v, err := claimcheck.Single(claimcheck.SingleCheck{Claim: 10, Status: "R", Amount: 7_00}, []claimcheck.ClaimProc{paid(1, 25_00)}, claimcheck.Options{})
	if err != nil || len(v.Problems) != 1 {
		t.Fatalf("%+v, %v", v, err)
	}
	var found error = &v.Problems[0]
	var detail *claimcheck.Problem
	if !errors.Is(found, claimcheck.ErrCheckAmount) || errors.Is(found, claimcheck.ErrNoEligible) || !errors.As(found, &detail) || detail.Difference != -18_00 {
		t.Errorf("%v is not what it says", found)
	}
	if got := found.Error(); got != "check.Amount: the check does not match its claim procedures" {
		t.Errorf("got %q", got)
	}
}

// TestTableOfClaims shows up to which distance the claims of a check have a table:
// below 16 places for each claim and a half for each row.
func TestTableOfClaims(t *testing.T) {
	for _, test := range []struct {
		claims []int64
		rows   int
		want   int
		why    string
	}{
		{nil, 100, 0, "no claims"},
		{[]int64{5}, 0, 1, "0 is below 16"},
		{[]int64{0, 31}, 0, 32, "31 is below 2 x 16"},
		{[]int64{0, 32}, 0, 0, "32 is not below 2 x 16"},
		{[]int64{0, 36}, 10, 37, "36 is below 2 x 16 + 10 / 2"},
		{[]int64{0, 37}, 10, 0, "37 is not"},
		{[]int64{-1 << 62, 1 << 62}, 10, 0, "claims that lie as far apart as they can"},
	} {
		if got := claimcheck.TableOf(test.claims, test.rows); got != test.want {
			t.Errorf("%v and %d rows: a table of %d, want %d: %s", test.claims, test.rows, got, test.want, test.why)
		}
	}
}
