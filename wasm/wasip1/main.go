//go:build wasip1 && wasm

// Command wasip1 is the engine as a WASI command: its argument is the operation,
// standard input the document, standard output the result; an error document goes
// to standard error, with exit status 2 for what cannot be read and 1 for what a
// rule forbids.
package main

import (
	"errors"
	"io"
	"os"

	"github.com/paysplit/paysplit/wire"
)

func main() {
	if len(os.Args) != 2 {
		os.Stderr.WriteString("usage: paysplit OPERATION < document.json\n")
		os.Exit(2)
	}
	input, err := io.ReadAll(io.LimitReader(os.Stdin, wire.MaxBytes+1))
	if err != nil {
		os.Stderr.WriteString("paysplit: " + err.Error() + "\n")
		os.Exit(2)
	}
	out, err := wire.Run(os.Args[1], input)
	var refused *wire.Error
	if errors.As(err, &refused) {
		os.Stderr.Write(append(refused.AppendJSON(nil), '\n'))
		if refused.Malformed() {
			os.Exit(2)
		}
		os.Exit(1)
	}
	os.Stdout.Write(out)
}
