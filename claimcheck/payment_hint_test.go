package claimcheck_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// batch checks a check for claim 10.
func batch(t *testing.T, amount money.Amount, rows ...claimcheck.ClaimProc) claimcheck.Verdict {
	t.Helper()
	check := claimcheck.BatchCheck{Claims: []int64{10}, Amount: amount}
	v, err := claimcheck.Batch(check, rows, claimcheck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := claimcheck.VerifyBatch(check, rows, claimcheck.Options{}, &v); err != nil {
		t.Errorf("it cannot be verified: %v", err)
	}
	return v
}

// TestHintsOfAPaymentByHand shows hints whole, in the order of their kinds.
func TestHintsOfAPaymentByHand(t *testing.T) {
	check := func(amount, ties money.Amount) claimcheck.Hint {
		return claimcheck.Hint{Kind: claimcheck.TransposedCheck, Row: -1, Amount: amount, Ties: ties}
	}
	row := func(kind claimcheck.HintKind, row int32, amount, ties money.Amount) claimcheck.Hint {
		return claimcheck.Hint{Kind: kind, Row: row, ID: int64(row) + 1, Claim: 10, Amount: amount, Ties: ties}
	}
	for _, test := range []struct {
		name   string
		amount money.Amount
		rows   []money.Amount
		want   []claimcheck.Hint
		why    string
	}{
		{"neighbouring digits", 54_00, []money.Amount{45_00}, []claimcheck.Hint{check(54_00, 45_00), row(claimcheck.TransposedRow, 0, 45_00, 54_00)}, "either may be right"},
		{"a nine and a zero", 90_00, []money.Amount{9_00}, []claimcheck.Hint{check(90_00, 9_00), row(claimcheck.TransposedRow, 0, 9_00, 90_00)}, "81.00 is nine times nine"},
		{"a zero and a nine", 9_00, []money.Amount{90_00}, []claimcheck.Hint{check(9_00, 90_00), row(claimcheck.TransposedRow, 0, 90_00, 9_00)}, "and -81.00"},
		{"digits of amounts below zero", -45_00, []money.Amount{-54_00}, []claimcheck.Hint{check(-45_00, -54_00), row(claimcheck.TransposedRow, 0, -54_00, -45_00)}, "-45.00 - -54.00 = 9.00"},
		{"a sign and a row twice", 45_00, []money.Amount{-15_00, 30_00}, []claimcheck.Hint{row(claimcheck.DuplicateRow, 1, 30_00, 0), row(claimcheck.SignFlip, 0, -15_00, 15_00)}, "45.00 - 15.00 = 30.00, which is twice 15.00: the second row's hint comes first"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var rows []claimcheck.ClaimProc
			for i, amount := range test.rows {
				rows = append(rows, paid(int64(i+1), amount))
			}
			if got := batch(t, test.amount, rows...).Hints; !slices.Equal(got, test.want) {
				t.Errorf("got  %+v\nwant %+v\n%s", got, test.want, test.why)
			}
		})
	}
}

// TestAtMostSoManyHints shows seven rows, each of which may be paid twice.
func TestAtMostSoManyHints(t *testing.T) {
	var rows []claimcheck.ClaimProc
	for i := range int64(7) {
		rows = append(rows, paid(i+1, 10_00))
	}
	if got := batch(t, 80_00, rows...).Hints; len(got) != claimcheck.MaxHints {
		t.Errorf("%d hints: %+v", len(got), got)
	}
}

// TestNumbersThatHaveNoName shows kinds and reasons that are none.
func TestNumbersThatHaveNoName(t *testing.T) {
	last, lastReason := claimcheck.ExcludedRow, claimcheck.NotAttached
	for got, want := range map[string]string{
		claimcheck.HintKind(0).String(): "HintKind(0)", last.String(): "excluded-row", (last + 1).String(): "HintKind(7)",
		claimcheck.Reason(0).String(): "Reason(0)", lastReason.String(): "not-attached", (lastReason + 1).String(): "Reason(7)",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := (lastReason + 1).Because(); got != "Reason(7)" {
		t.Errorf("got %s", got)
	}
}

// TestStatusesInWords shows what a problem repeats of a claim's status, and why no row
// counts.
func TestStatusesInWords(t *testing.T) {
	twenty, more := strings.Repeat("x", 20), strings.Repeat("x", 21)
	for status, want := range map[claimcheck.ClaimStatus]string{"": "no status", "S": `"S"`, claimcheck.ClaimStatus(twenty): `"` + twenty + `"`, claimcheck.ClaimStatus(more): `"` + twenty + `..."`} {
		v, err := claimcheck.Single(claimcheck.SingleCheck{Claim: 10, Status: status, Amount: 1}, []claimcheck.ClaimProc{paid(1, 1)}, claimcheck.Options{})
		if err != nil || len(v.Problems) == 0 || v.Problems[0].GotWords != want {
			t.Errorf("%q: got %+v, %v", status, v.Problems, err)
		}
	}
	sent := func(r *claimcheck.ClaimProc) { r.Status = claimcheck.NotReceived }
	for _, test := range []struct {
		rows []claimcheck.ClaimProc
		want string
	}{
		{nil, "there are no claim procedures"},
		{[]claimcheck.ClaimProc{on(paid(1, 1), sent), on(paid(2, 1), func(r *claimcheck.ClaimProc) { r.Transfer = true }), on(paid(3, 1), sent)}, "excluded: 2 status, 1 transfer"},
	} {
		v := batch(t, 1, test.rows...)
		if !slices.ContainsFunc(v.Problems, func(p claimcheck.Problem) bool { return p.Detail == test.want }) {
			t.Errorf("got %+v, want %s", v.Problems, test.want)
		}
	}
}

// TestOneIDTwice shows which row is told of, whatever the order of rows.
func TestOneIDTwice(t *testing.T) {
	many := make([]claimcheck.ClaimProc, 0, 61)
	for id := int64(60); id > 0; id-- {
		many = append(many, paid(id, 1))
	}
	for _, test := range []struct {
		rows []claimcheck.ClaimProc
		path string
	}{
		{[]claimcheck.ClaimProc{paid(1, 1), paid(1, 1)}, "rows[1].ID"}, {[]claimcheck.ClaimProc{paid(5, 1), paid(3, 1), paid(3, 1)}, "rows[2].ID"},
		{[]claimcheck.ClaimProc{paid(-1, 1), paid(-3, 1), paid(-3, 1)}, "rows[2].ID"},
		{[]claimcheck.ClaimProc{paid(5, 1), paid(3, 1), paid(5, 1)}, "rows[2].ID"},
	} {
		_, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}, Amount: 1}, test.rows, claimcheck.Options{})
		wantError(t, err, money.ErrDuplicateID, test.path)
	}
	for id := int64(1); id <= 60; id++ { // wherever the sort puts the two
		rows := append(slices.Clone(many), paid(id, 1))
		_, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}, Amount: 1}, rows, claimcheck.Options{})
		wantError(t, err, money.ErrDuplicateID, "rows[60].ID")
	}
}

// TestFurtherDigits shows how many there may be.
func TestFurtherDigits(t *testing.T) {
	check, rows := claimcheck.BatchCheck{Claims: []int64{10}, Amount: 1}, []claimcheck.ClaimProc{paid(1, 1)}
	if _, err := claimcheck.Batch(check, rows, claimcheck.Options{SubMinor: 18}); err != nil {
		t.Error(err)
	}
	_, err := claimcheck.Batch(check, rows, claimcheck.Options{SubMinor: 19})
	wantError(t, err, money.ErrDigits, "options.SubMinor")
}

// TestRowsThatDoNotCountAreCounted shows a claim with a row that counts and one that does
// not.
func TestRowsThatDoNotCountAreCounted(t *testing.T) {
	rows := []claimcheck.ClaimProc{paid(1, 20_00), on(paid(2, 5_00), func(r *claimcheck.ClaimProc) { r.Transfer = true })}
	var checker claimcheck.Checker
	var v claimcheck.Verdict
	if err := checker.Batch(&v, claimcheck.BatchCheck{Claims: []int64{10}, Amount: 20_00}, rows, claimcheck.Options{}); err != nil {
		t.Fatal(err)
	}
	totals, err := checker.AppendClaims(nil, &v, rows)
	if err != nil || len(totals) != 1 || totals[0].Counted != 1 || totals[0].Excluded != 1 {
		t.Errorf("got %+v, %v", totals, err)
	}
}

// TestHintsOfAnAudit shows a check whose digits may have changed places: no row is named.
func TestHintsOfAnAudit(t *testing.T) {
	attached := on(paid(1, 45_00), func(r *claimcheck.ClaimProc) { r.ClaimPayment = 5 })
	var checker claimcheck.Checker
	var a claimcheck.Audit
	err := checker.Audit(&a, []claimcheck.Stored{{ID: 5, Amount: 54_00}}, []claimcheck.ClaimProc{attached}, claimcheck.AuditOptions{})
	want := claimcheck.Hint{Kind: claimcheck.TransposedCheck, Row: -1, Amount: 54_00, Ties: 45_00, ClaimPayment: 5}
	if err != nil || len(a.Hints) == 0 || a.Hints[0] != want {
		t.Errorf("got %+v, %v", a.Hints, err)
	}
}

// TestAnUpdateCountsTheClaimsOfItsCheck shows check 5, which pays claim 10, and 6, which
// pays claim 11: of what is not attached yet, the first may take claim 10's.
func TestAnUpdateCountsTheClaimsOfItsCheck(t *testing.T) {
	of := func(id, claim, check int64) claimcheck.ClaimProc {
		return on(paid(id, 10_00), func(r *claimcheck.ClaimProc) { r.Claim, r.ClaimPayment = claim, check })
	}
	rows := []claimcheck.ClaimProc{of(1, 10, 5), of(2, 10, 0), of(3, 11, 6), of(4, 11, 0)}
	var checker claimcheck.Checker
	var v claimcheck.Verdict
	err := checker.Update(&v, claimcheck.Stored{ID: 5, Amount: 10_00}, claimcheck.Update{Pool: claimcheck.PoolUnattached, Amount: 10_00}, rows, claimcheck.Options{})
	if err != nil || !slices.Equal(v.Counted, []int64{2}) {
		t.Errorf("got %v, %v", v.Counted, err)
	}
}
