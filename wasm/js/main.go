//go:build js && wasm

// Command js is the engine in a browser or in Node: it defines the global
// function paysplitRun(op, document), which takes and returns JSON text.
package main

import (
	"errors"
	"syscall/js"

	"github.com/paysplit/paysplit/wire"
)

func main() {
	js.Global().Set("paysplitRun", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 2 || args[0].Type() != js.TypeString || args[1].Type() != js.TypeString {
			return "" // the loader checks its arguments
		}
		out, err := wire.Run(args[0].String(), []byte(args[1].String()))
		var refused *wire.Error
		if errors.As(err, &refused) {
			return string(refused.AppendJSON(nil))
		}
		return string(out)
	}))
	select {} // the function lives as long as the page
}
