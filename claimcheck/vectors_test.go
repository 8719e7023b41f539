package claimcheck_test

import (
	"testing"

	"github.com/paysplit/paysplit/internal/vectors"
)

// TestVectors runs the conformance cases of checks of claim payments, remittances and check sets, as the documents that they are.
func TestVectors(t *testing.T) {
	err := vectors.Run("../testdata/vectors", func(id, failure string) { t.Errorf("%s: %s", id, failure) }, "claim", "era", "checkset")
	if err != nil {
		t.Error(err)
	}
}
