// Package laws sets how many random cases a law is run on. Test packages import
// it for that effect alone.
//
// A plain go test runs 200 cases a law. The environment variable PAYSPLIT_LAWS
// names another number, which make laws sets to 10,000; the flag -rapid.checks
// has the last word. PAYSPLIT_SEED names the seed of the cases, so that two runs
// have the same ones; else each run has its own.
package laws

import (
	"cmp"
	"flag"
	"os"

	_ "pgregory.net/rapid" // registers the flag
)

func init() {
	cases := cmp.Or(os.Getenv("PAYSPLIT_LAWS"), "200")
	if err := flag.Set("rapid.checks", cases); err != nil {
		panic("laws: PAYSPLIT_LAWS: " + err.Error())
	}
	if seed := os.Getenv("PAYSPLIT_SEED"); seed != "" {
		if err := flag.Set("rapid.seed", seed); err != nil {
			panic("laws: PAYSPLIT_SEED: " + err.Error())
		}
	}
}
