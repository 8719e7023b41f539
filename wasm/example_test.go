//go:build !race

package wasm_test

import (
	"context"
	"fmt"
	"os"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// A host that embeds the library form with wazero. The documentation of wasm/wasip1 says
// what alloc, run and free promise.
func Example() {
	code, err := reactorForm() // or the bytes of build/wasip1-reactor.wasm, from make wasm
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCompilationCache(compiled))
	defer runtime.Close(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, runtime)
	module, err := runtime.InstantiateWithConfig(ctx, code, wazero.NewModuleConfig().
		WithStartFunctions("_initialize").WithStderr(os.Stderr))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, document := range []string{
		`{"first":"2024-01-31","frequency":"Monthly","count":3}`,
		`{"first":"2024-01-31","frequency":"Monthly","cuont":3}`,
	} {
		answer, refused, err := ask(ctx, module, "schedule.dates", document)
		fmt.Println(answer, refused, err)
	}
	// Output:
	// {"dates":["2024-01-31","2024-02-29","2024-03-31"]} false <nil>
	// {"error":{"code":"UNKNOWN_FIELD","path":"cuont","message":"the name is not known here; correct or remove it; paysplit schema lists the names"}} true <nil>
}

// ask runs one operation: two buffers in, one out, and all of them freed.
func ask(ctx context.Context, module api.Module, op, document string) (answer string, refused bool, err error) {
	call := func(name string, args ...uint64) uint64 {
		results, callErr := module.ExportedFunction(name).Call(ctx, args...)
		if callErr != nil || len(results) == 0 {
			err = callErr
			return 0
		}
		return results[0]
	}
	var args []uint64
	for _, text := range []string{op, document} {
		at := call("alloc", uint64(len(text)))
		defer call("free", at)
		if err != nil || !module.Memory().WriteString(uint32(at), text) {
			return "", false, err
		}
		args = append(args, at, uint64(len(text)))
	}
	packed := call("run", args...)
	if err != nil || packed == 0 {
		return "", false, err
	}
	at, size := uint32(packed>>32), uint32(packed)&(1<<31-1)
	view, _ := module.Memory().Read(at, size)
	answer = string(view) // the view is the module's
	call("free", uint64(at))
	return answer, packed&(1<<31) != 0, err
}
