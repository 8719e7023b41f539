package alloc_test

import (
	"slices"

	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// day reads a date of the form 2024-01-31.
func day(text string) date.Date { return date.MustParse(date.ISO8601, text) }

// notSet is the date that means "not set". The zero date.Date is 1970-01-01, a
// real day.
var notSet = date.New(1, 1, 1)

// fault is an error as tables write it: where, which rule. The zero fault is no
// error.
type fault struct {
	path string
	rule error
}

// mismatch says how an error differs from the wanted one; "" if it does not.
func mismatch(err error, want fault) string { return faults.Mismatch(err, want.path, want.rule) }

// expectError reports an error that is not the wanted one.
func expectError(t rapid.TB, err error, want fault, why string) {
	t.Helper()
	if bad := mismatch(err, want); bad != "" {
		t.Errorf("%s: %s", why, bad)
	}
}

// expectRows reports rows that are not the wanted ones; no rows are no rows,
// whether the slice is nil or empty.
func expectRows[T comparable](t rapid.TB, what string, got, want []T, why string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("%s: %s differ from row %d on:\n got %+v\nwant %+v", why, what, i, clip(got[i:]), clip(want[i:]))
			return
		}
	}
	n := min(len(got), len(want))
	t.Errorf("%s: %d %s, want %d; past their common part:\n got %+v\nwant %+v", why, len(got), what, len(want), clip(got[n:]), clip(want[n:]))
}

// clip keeps a failure readable.
func clip[T any](rows []T) []T { return rows[:min(len(rows), 8)] }

// expectAmount reports an amount that is not the wanted one.
func expectAmount(t rapid.TB, what string, got, want money.Amount, why string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s is %d, want %d", why, what, got, want)
	}
}
