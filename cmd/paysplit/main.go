// Command paysplit runs the engine's operations on JSON documents: where each
// cent of a payment goes, and when each cent of a plan falls due.
//
//	paysplit alloc pay family.json
//	paysplit plan schedule plan.json
//	paysplit batch lines.jsonl
//
// See paysplit --help.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], stdio{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
}
