package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/internal/vectors"
)

// TestVectors runs the conformance cases of allocations, as the documents that they are.
func TestVectors(t *testing.T) {
	err := vectors.Run("../testdata/vectors", func(id, failure string) { t.Errorf("%s: %s", id, failure) }, "alloc")
	if err != nil {
		t.Error(err)
	}
}
