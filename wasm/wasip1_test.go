//go:build !race

// Nothing here runs in parallel, and the compiler of wazero takes minutes under the race
// detector.

package wasm_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/paysplit/paysplit/internal/parity"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
	"github.com/tetratelabs/wazero/sys"
)

// The two forms of wasm/wasip1, each built once.
var (
	commandForm = sync.OnceValues(func() ([]byte, error) { return build() })
	reactorForm = sync.OnceValues(func() ([]byte, error) { return build("-buildmode=c-shared") })
	compiled    = wazero.NewCompilationCache()
)

// build returns a module as it is shipped.
func build(flags ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "paysplit")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "paysplit.wasm")
	args := append([]string{"run", "./internal/gen/wasmbuild", "-os", "wasip1", "-o", file, "--"}, flags...)
	command := exec.Command("go", append(args, "./wasm/wasip1")...)
	command.Dir = ".." // where the go.mod is
	if out, err := command.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return os.ReadFile(file)
}

// host is wazero with one form.
type host struct {
	ctx     context.Context
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

func newHost(t *testing.T, form func() ([]byte, error)) *host {
	t.Helper()
	code, err := form()
	if err != nil {
		t.Fatal(err)
	}
	h := &host{ctx: context.Background()}
	h.runtime = wazero.NewRuntimeWithConfig(h.ctx, wazero.NewRuntimeConfig().WithCompilationCache(compiled))
	t.Cleanup(func() { h.runtime.Close(h.ctx) })
	if _, err := wasi_snapshot_preview1.Instantiate(h.ctx, h.runtime); err != nil {
		t.Fatal(err)
	}
	if h.module, err = h.runtime.CompileModule(h.ctx, code); err != nil {
		t.Fatal(err)
	}
	return h
}

// command runs the command form once.
func (h *host) command(t *testing.T, stdin []byte, args ...string) (stdout, stderr string, status uint32) {
	t.Helper()
	var out, errOut bytes.Buffer
	config := wazero.NewModuleConfig().WithName("").WithArgs(append([]string{"paysplit"}, args...)...).
		WithStdin(bytes.NewReader(stdin)).WithStdout(&out).WithStderr(&errOut)
	module, err := h.runtime.InstantiateModule(h.ctx, h.module, config)
	if exit, ok := err.(*sys.ExitError); ok {
		status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if module != nil {
		module.Close(h.ctx)
	}
	return out.String(), errOut.String(), status
}

// reactor is the library form, as a host embeds it.
type reactor struct {
	t                *testing.T
	ctx              context.Context
	memory           api.Memory
	alloc, run, free api.Function
}

func (h *host) reactor(t *testing.T) *reactor {
	t.Helper()
	var stderr bytes.Buffer
	config := wazero.NewModuleConfig().WithStartFunctions("_initialize").WithStderr(&stderr)
	module, err := h.runtime.InstantiateModule(h.ctx, h.module, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if stderr.Len() > 0 {
			t.Errorf("on standard error: %s", stderr.Bytes())
		}
	})
	r := &reactor{t: t, ctx: h.ctx, memory: module.Memory()}
	r.alloc, r.run, r.free = module.ExportedFunction("alloc"), module.ExportedFunction("run"), module.ExportedFunction("free")
	return r
}

// call calls an export; none may fail.
func (r *reactor) call(f api.Function, args ...uint64) uint64 {
	r.t.Helper()
	results, err := f.Call(r.ctx, args...)
	if err != nil {
		r.t.Fatal(err)
	}
	if len(results) == 0 {
		return 0
	}
	return results[0]
}

// buffer returns the address of a buffer with that text.
func (r *reactor) buffer(text []byte) uint64 {
	r.t.Helper()
	at := r.call(r.alloc, uint64(len(text)))
	if at == 0 || !r.memory.Write(uint32(at), text) {
		r.t.Fatalf("no buffer of %d bytes at %d", len(text), at)
	}
	return at
}

// answer takes an answer apart, and frees it.
func (r *reactor) answer(packed uint64) (text string, refused bool) {
	r.t.Helper()
	at, size := uint32(packed>>32), uint32(packed)&(1<<31-1)
	view, ok := r.memory.Read(at, size)
	if !ok {
		r.t.Fatalf("no %d bytes at %d", size, at)
	}
	text = string(view)
	r.call(r.free, uint64(at))
	return text, packed&(1<<31) != 0
}

// ask runs an operation on a document, and frees what it used.
func (r *reactor) ask(op string, document []byte) (text string, refused bool) {
	r.t.Helper()
	name, input := r.buffer([]byte(op)), r.buffer(document)
	packed := r.call(r.run, name, uint64(len(op)), input, uint64(len(document)))
	if packed == 0 {
		r.t.Fatalf("%s: no answer", op)
	}
	text, refused = r.answer(packed)
	r.call(r.free, name)
	r.call(r.free, input)
	return text, refused
}

// TestReactorAnswersAsNative runs every case in the library form under wazero. All go
// through one instance, so its memory is used again and again.
func TestReactorAnswersAsNative(t *testing.T) {
	all := cases(t)
	r := newHost(t, reactorForm).reactor(t)
	for _, c := range all {
		text, refused := r.ask(c.Op, c.Document)
		if text != string(c.Answer) || refused != c.Refused {
			t.Fatalf("%s, %s: %.400q\nanswers %t %.2000s\nnative  %t %.2000s", c.ID, c.Op, c.Document, refused, text, c.Refused, c.Answer)
		}
	}
	for _, n := range parity.Counts(all) {
		t.Logf("%-20s %4d results %4d refused", n.Op, n.Results, n.Refused)
	}
	if pages := r.memory.Size() >> 20; pages > 64 {
		t.Errorf("the memory has grown to %d MiB: something is not freed", pages)
	}
}

// TestReactorRefusesBadPointers: a host that mixes up addresses gets nothing, and the
// module goes on.
func TestReactorRefusesBadPointers(t *testing.T) {
	r := newHost(t, reactorForm).reactor(t)
	op, document := []byte("plan.interest"), []byte(`{"balance":"100.00","apr":"12","frequency":"Monthly"}`)
	name, input := r.buffer(op), r.buffer(document)
	freed := r.buffer(document)
	r.call(r.free, freed)
	size, all := uint64(len(op)), uint64(len(document))
	for _, test := range []struct {
		name string
		args [4]uint64
	}{
		{"name at 0", [4]uint64{0, size, input, all}},
		{"document at 0", [4]uint64{name, size, 0, all}},
		{"document behind the memory", [4]uint64{name, size, 0xfffffff0, all}},
		{"document inside a buffer", [4]uint64{name, size, input + 1, all - 1}},
		{"one byte too many", [4]uint64{name, size, input, all + 1}},
		{"4 GiB", [4]uint64{name, size, input, 0xffffffff}},
		{"name with one byte too many", [4]uint64{name, size + 1, input, all}},
		{"freed", [4]uint64{name, size, freed, all}},
	} {
		if got := r.call(r.run, test.args[:]...); got != 0 {
			t.Errorf("%s: %#x", test.name, got)
		}
	}
	for _, at := range []uint64{0, 1, freed, input + 1, 0xffffffff} {
		r.call(r.free, at)
	}
	if at := r.call(r.alloc, 64<<20+2); at != 0 {
		t.Errorf("a buffer larger than a document may be, at %d", at)
	}
	for range 2 { // what run reads stays the host's
		if text, refused := r.answer(r.call(r.run, name, size, input, all)); refused || text != `{"interest":"1.00"}` {
			t.Errorf("%t %s", refused, text)
		}
	}
	if text, _ := r.answer(r.call(r.run, 0, 0, 0, 0)); !strings.Contains(text, "UNKNOWN_OPERATION") {
		t.Error(text)
	}
	if text, _ := r.answer(r.call(r.run, name, size, 0, 0)); !strings.Contains(text, "DOCUMENT_EMPTY") {
		t.Error(text)
	}
}

// TestReactorBuffersAreApart: no two buffers overlap, those of no bytes included, and
// none moves or changes while others come and go.
func TestReactorBuffersAreApart(t *testing.T) {
	r := newHost(t, reactorForm).reactor(t)
	if a, b := r.call(r.alloc, 0), r.call(r.alloc, 0); a == 0 || a == b {
		t.Errorf("empty buffers at %d and %d", a, b)
	}
	var at []uint64
	for i := range 40 {
		at = append(at, r.buffer(bytes.Repeat([]byte{byte(i)}, 100_000)))
		r.ask("schedule.dates", []byte(`{"first":"2024-01-31","frequency":"Weekly","count":5000}`))
		if i%2 == 1 {
			r.call(r.free, at[i])
		}
	}
	for i := 0; i < len(at); i += 2 {
		view, _ := r.memory.Read(uint32(at[i]), 100_000)
		if !bytes.Equal(view, bytes.Repeat([]byte{byte(i)}, 100_000)) {
			t.Errorf("buffer %d has changed", i)
		}
	}
}

// TestReactorTakesLargeDocuments: a document at the limit is read, one byte more refused
// by the limit.
func TestReactorTakesLargeDocuments(t *testing.T) {
	r := newHost(t, reactorForm).reactor(t)
	document := append([]byte(`{"balance":"100.00","apr":"12","frequency":"Monthly"}`), bytes.Repeat([]byte(" "), 64<<20)...)
	if text, refused := r.ask("plan.interest", document[:64<<20]); refused {
		t.Error(text)
	}
	if text, _ := r.ask("plan.interest", document[:64<<20+1]); !strings.Contains(text, `"code":"LIMIT"`) {
		t.Error(text)
	}
}

// TestCommandAnswersAsTheCommand: results on standard output, error documents on standard
// error, and the exit status of the command paysplit.
func TestCommandAnswersAsTheCommand(t *testing.T) {
	h := newHost(t, commandForm)
	statuses := map[uint32]int{}
	for i, c := range cases(t) {
		if i%97 != 0 || c.Op == "" {
			continue
		}
		stdout, stderr, status := h.command(t, c.Document, c.Op)
		want, other := stdout, stderr
		if c.Refused {
			want, other = stderr, stdout
		}
		if want != string(c.Answer)+"\n" || other != "" || c.Refused && status == 0 {
			t.Errorf("%s, %s: status %d\n%s%swant %s", c.ID, c.Op, status, stdout, stderr, c.Answer)
		}
		statuses[status]++
	}
	for status := range uint32(3) {
		if statuses[status] == 0 {
			t.Errorf("no case ends with status %d", status)
		}
	}
	for _, args := range [][]string{nil, {"plan.interest", "plan.interest"}} {
		if stdout, stderr, status := h.command(t, nil, args...); status != 2 || stdout != "" || !strings.HasPrefix(stderr, "usage: ") {
			t.Errorf("%q: status %d %s %s", args, status, stdout, stderr)
		}
	}
}
