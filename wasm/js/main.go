//go:build js && wasm

// Command js is the engine in a browser or in Node. It is started by the loader of
// wasm/npm, which gives it a global object of its own, and puts two things there:
//
//	paysplitRun(op, document)  runs an operation on a document, a Uint8Array with JSON text
//	paysplitOps                the operations, as an array of [name, summary]
//
// paysplitRun answers with a string, the text of the result, or with an array that
// holds one string, the text of the error document. The texts are those of wire.Run,
// byte for byte.
package main

import (
	"errors"
	"syscall/js"

	"github.com/paysplit/paysplit/wire"
)

func main() {
	var ops []any
	for _, op := range wire.Ops() {
		ops = append(ops, []any{op.Name, op.Summary})
	}
	js.Global().Set("paysplitOps", ops)
	js.Global().Set("paysplitRun", js.FuncOf(run))
	select {} // the function lives as long as the page
}

// run is paysplitRun. The loader has checked the arguments.
func run(_ js.Value, args []js.Value) any {
	document := make([]byte, args[1].Length())
	js.CopyBytesToGo(document, args[1])
	out, err := wire.Run(args[0].String(), document)
	var refused *wire.Error
	if errors.As(err, &refused) {
		return []any{string(refused.AppendJSON(nil))}
	}
	return string(out)
}
