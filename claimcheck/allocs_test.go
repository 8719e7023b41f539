package claimcheck_test

import (
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
)

// TestReusedCheckersAllocateNothing runs each operation with a checker and a
// result that were used before, on rows in order and in none.
func TestReusedCheckersAllocateNothing(t *testing.T) {
	for _, shuffled := range []bool{false, true} {
		rows, claims, sum := someRows(3000, shuffled)
		single := claims[:1]
		var k claimcheck.Checker
		var v claimcheck.Verdict
		var d claimcheck.Deletion
		for name, run := range map[string]func() error{
			"batch": func() error {
				return k.Batch(&v, claimcheck.BatchCheck{Claims: claims, Amount: sum}, rows, claimcheck.Options{})
			},
			"a batch that is off": func() error {
				return k.Batch(&v, claimcheck.BatchCheck{Claims: claims, Amount: sum + 9}, rows, claimcheck.Options{})
			},
			"single": func() error {
				if err := k.Single(&v, claimcheck.SingleCheck{Claim: single[0], Status: "R"}, rows, claimcheck.Options{}); err != nil {
					return err
				}
				return k.Single(&v, claimcheck.SingleCheck{Claim: single[0], Status: "R", Amount: v.Sum}, rows, claimcheck.Options{})
			},
			"update": func() error {
				return k.Update(&v, claimcheck.Stored{ID: 9}, claimcheck.Update{Given: true, Pool: claimcheck.PoolBoth}, rows, claimcheck.Options{})
			},
			"delete": func() error { return k.Delete(&d, claimcheck.Stored{ID: 9}, rows, claimcheck.Relax{}) },
		} {
			var err error
			got := testing.AllocsPerRun(5, func() { err = run() })
			most := 0.0
			if name == "single" {
				most = 3 // the first of the two calls has a problem, which is words
			}
			if err != nil || got > most {
				t.Errorf("%s, shuffled %t: %v allocations, %v", name, shuffled, got, err)
			}
		}
	}
}
