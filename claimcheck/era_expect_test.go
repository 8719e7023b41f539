package claimcheck_test

import (
	"errors"
	"strconv"
	"testing"

	_ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
	"github.com/paysplit/paysplit/money"
)

func decimal(n int) string { return strconv.Itoa(n) }

// wantError expects a rule at a path.
func wantError(t testing.TB, err error, rule *money.Rule, path string) {
	t.Helper()
	var field *money.FieldError
	if !errors.As(err, &field) || !errors.Is(err, rule) || field.Path != path {
		t.Errorf("got %v, want %s at %s", err, rule.Code(), path)
	}
}
