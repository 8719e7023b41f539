package split_test

import (
	"slices"

	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// fault is an error as tables write it: where, which rule. The zero fault is no
// error.
type fault struct {
	path string
	rule error
}

// expectError reports an error that is not the wanted one.
func expectError(t rapid.TB, err error, want fault, why string) {
	t.Helper()
	if bad := faults.Mismatch(err, want.path, want.rule); bad != "" {
		t.Errorf("%s: %s", why, bad)
	}
}

// expectShares reports shares that are not the wanted ones.
func expectShares(t rapid.TB, got, want []money.Amount, why string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v: %s", got, want, why)
	}
}

// expectAmount reports an amount that is not the wanted one.
func expectAmount(t rapid.TB, got, want money.Amount, why string) {
	t.Helper()
	if got != want {
		t.Errorf("got %d, want %d: %s", got, want, why)
	}
}

// list reads weights that are known to be well written.
func list(texts ...string) []split.Weight {
	weights, err := split.Weights(texts...)
	if err != nil {
		panic(err)
	}
	return weights
}
