// Command parity writes the documents of package parity with the native answers, one a
// line, for the tests of the npm package. It prints what they come to.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/paysplit/paysplit/internal/parity"
)

func main() {
	log.SetFlags(0)
	vectors := flag.String("vectors", "testdata/vectors", "where the conformance cases are")
	generated := flag.Int("generated", 2000, "how many documents to make beside them")
	out := flag.String("out", "build/parity.jsonl", "the file to write")
	flag.Parse()
	cases, err := parity.Cases(os.DirFS(*vectors), *generated)
	if err != nil {
		log.Fatal(err)
	}
	var text []byte
	for _, c := range cases {
		if text, err = c.AppendLine(text); err != nil {
			log.Fatal(err)
		}
	}
	if err := os.WriteFile(*out, text, 0o644); err != nil {
		log.Fatal(err)
	}
	for _, n := range parity.Counts(cases) {
		fmt.Printf("%-20s %4d results %4d refused\n", n.Op, n.Results, n.Refused)
	}
	fmt.Printf("%d documents in %s\n", len(cases), *out)
}
