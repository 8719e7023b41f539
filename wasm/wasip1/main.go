//go:build wasip1 && wasm

// Command wasip1 is the engine for WASI hosts such as wazero and wasmtime, in two forms.
//
// # The command
//
// Built plainly, it is a program: its argument is the operation, standard input the
// document, and standard output the result. An error document goes to standard error and
// leaves standard output empty. The exit status is that of the command paysplit: 0 done; 1
// refused by a rule, or a report that is not ok; 2 malformed, or no operation named.
//
// # The reactor
//
// Built with -buildmode=c-shared, it is a library. The host calls _initialize once, and
// then as often as it likes, from one thread at a time:
//
//	alloc(size u32) u32
//	run(op u32, opSize u32, document u32, documentSize u32) u64
//	free(buffer u32)
//
// Alloc returns the address of a new buffer of that many bytes, zeroed, or 0 if there
// cannot be one: a buffer holds at most 64 MiB and one byte, so that too large a document
// is refused by its limit. A buffer of 0 bytes has an address too.
//
// Run reads the name of an operation and a document from two buffers of alloc, each from
// its start, and answers with a new buffer. Of the 64 bits, the high 32 are the address of
// the answer, the low 31 its size in bytes, and the bit between them, 1<<31, says that the
// answer is an error document instead of a result. The texts are those of the command,
// byte for byte. What is not an operation, or not JSON, is answered with an error
// document. Run answers 0, and reads nothing, if an address is not one that alloc has
// returned and free has not had, or if a size is more than the buffer's; an address whose
// size is 0 is not looked at.
//
// Every buffer is the host's, from alloc or run until the host gives it to free: the two
// that run reads stay as they are and may be used again, and the answer is to be freed
// like the others. Free ignores an address that is no buffer's. Buffers do not move, but
// the memory may grow in every call, so a host looks up the memory anew after each.
package main

import (
	"bytes"
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
	os.Stdout.Write(append(out, '\n'))
	if bytes.HasPrefix(out, []byte(`{"ok":false`)) { // a report that says no
		os.Exit(1)
	}
}
