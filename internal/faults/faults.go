// Package faults compares errors with what a test expects: where, and which
// rule. Test files alone import it.
package faults

import (
	"errors"
	"fmt"

	"github.com/paysplit/paysplit/money"
)

// Mismatch says how an error differs from a rule broken at a path; "" if it does
// not. A nil rule is no error. The error must be one field around one rule: a path
// in a path would be none of the input.
func Mismatch(err error, path string, rule error) string {
	if rule == nil {
		if err != nil {
			return fmt.Sprintf("got error %v, want none", err)
		}
		return ""
	}
	var field *money.FieldError
	if !errors.As(err, &field) || field.Err != rule || field.Path != path {
		return fmt.Sprintf("got error %v, want %q at %q", err, rule, path)
	}
	return ""
}
