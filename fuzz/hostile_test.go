package fuzz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paysplit/paysplit/wire"
	"pgregory.net/rapid"
)

// What a document may cost. An operation may lay out rows that the document only counts:
// due dates, or the instalments of a plan.
const (
	mayTake   = 20 * time.Second // a second, with room for a race detector on a busy machine: what is found is a hang
	mayUse    = 4 << 20          // bytes, whatever the document
	perInput  = 300              // bytes for each one of the document
	perResult = 20               // bytes for each one of the result
)

// checkHostile runs an operation on any document. It must not hang and use no
// more memory than what stands above; it answers with JSON whose sums are right, or
// refuses with a code that is listed and is not that of our own fault.
func checkHostile(t rapid.TB, op string, doc []byte) {
	t.Helper()
	took, used := time.Hour, uint64(1)<<60
	var out []byte
	var err error
	for try := 0; try < 3 && (took > mayTake || used > limit(doc, out)); try++ { // others use the machine too
		before, began := allocated(), time.Now()
		out, err = wire.Run(op, doc)
		took, used = min(took, time.Since(began)), min(used, allocated()-before)
	}
	if took > mayTake {
		t.Fatalf("%s takes %v for %d bytes: %.300s", op, took, len(doc), doc)
	}
	if used > limit(doc, out) {
		t.Fatalf("%s uses %d bytes for %d in and %d out: %.300s", op, used, len(doc), len(out), doc)
	}
	if err == nil {
		checkConserved(t, op, out, doc)
		return
	}
	var e *wire.Error
	if !errors.As(err, &e) || out != nil || !slices.ContainsFunc(codes(), func(code string) bool { return code == e.Rule.Code() }) || e.Rule.Code() == "INTERNAL" {
		t.Fatalf("%s: %v with %s\n%.300s", op, err, out, doc)
	}
}

func limit(doc, out []byte) uint64 {
	return uint64(mayUse + perInput*len(doc) + perResult*len(out))
}

var codes = sync.OnceValue(func() (codes []string) {
	for _, rule := range wire.Codes() {
		codes = append(codes, rule.Code())
	}
	return codes
})

// allocated returns how many bytes the program has ever used.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// known is a document of an operation.
type known struct{ op, doc string }

// documents are the examples of the operations and the conformance cases, in an order
// that is always the same.
var documents = sync.OnceValue(func() (all []known) {
	for _, op := range wire.Ops() {
		all = append(all, known{op.Name, op.Example})
	}
	files, _ := filepath.Glob("../testdata/vectors/*.json")
	for _, file := range files {
		text, err := os.ReadFile(file)
		var list struct {
			Vectors []struct {
				Op    string
				Input json.RawMessage
			}
		}
		if err != nil || json.Unmarshal(text, &list) != nil {
			panic("no vectors in " + file)
		}
		for _, v := range list.Vectors {
			if slices.ContainsFunc(all, func(k known) bool { return k.op == v.Op }) { // an operation that is built
				all = append(all, known{v.Op, string(v.Input)})
			}
		}
	}
	return all
})

// TestKnownDocuments: every case that is known keeps what must hold of any document, and
// is the same with and without a trace, and as a line of a batch.
func TestKnownDocuments(t *testing.T) {
	for _, k := range documents() {
		checkHostile(t, k.op, []byte(k.doc))
		holdExplained(t, k.op, []byte(k.doc))
	}
}

// FuzzOperations gives every operation whatever the fuzzer makes of known documents, the
// example and the longest of each.
func FuzzOperations(f *testing.F) {
	ops := wire.Ops()
	for i, op := range ops {
		longest := op.Example
		for _, k := range documents() {
			if k.op == op.Name && len(k.doc) > len(longest) {
				longest = k.doc
			}
		}
		f.Add(uint8(i), []byte(op.Example))
		f.Add(uint8(i), []byte(longest))
	}
	f.Fuzz(func(t *testing.T, op uint8, doc []byte) { checkHostile(t, ops[int(op)%len(ops)].Name, doc) })
}

// hostile are values that stand where nobody expects them.
var hostile = []any{
	nil, true, "", "0", "0.00", "0.01", "-0.01", "-1", "1e2", "1e999999999", "92233720368547758.07", "-92233720368547758.08", "92233720368547758.08",
	json.Number("0"), json.Number("1"), json.Number("-1"), json.Number("2000"), json.Number("2001"), json.Number("500000"), json.Number("2147483647"),
	json.Number("9223372036854775807"), json.Number("-9223372036854775808"), json.Number("9223372036854775808"), json.Number("1e400"),
	"0001-01-01", "0001-01-02", "9999-12-31", "1970-01-01", "2024-02-29", "NaN", "\u0000", "rest", "Monthly", "1000", "0.000001",
	[]any{}, map[string]any{}, []any{nil}, strings.Repeat("9", 5000), strings.Repeat("ü", 2000),
}

// mangle changes a known document in some places: another value, one value for another,
// a member or a row less, rows twice or very often, and last the bytes themselves.
func mangle(t *tape) (op string, doc []byte) {
	all := documents()
	k := all[t.word()%len(all)]
	root := tree([]byte(k.doc))
	for range 1 + t.pick(3) {
		root = mangleAt(t, root, 0)
	}
	doc, err := json.Marshal(root)
	if err != nil {
		panic(err)
	}
	switch t.pick(12) {
	case 11:
		doc = doc[:t.word()%(len(doc)+1)]
	case 10:
		doc[t.word()%len(doc)] = byte(t.byte())
	case 9:
		doc = bytes.ReplaceAll(doc, []byte(`}`), []byte(`,"x":0}`))
	}
	return k.op, doc
}

func mangleAt(t *tape, v any, depth int) any {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 || depth > 8 {
			break
		}
		name := slices.Sorted(maps.Keys(v))[t.word()%len(v)]
		switch t.pick(16) {
		case 15:
			delete(v, name)
		case 14:
			v[name] = one(t, hostile...)
		default:
			v[name] = mangleAt(t, v[name], depth+1)
		}
		return v
	case []any:
		if len(v) == 0 || depth > 8 {
			break
		}
		at := t.word() % len(v)
		switch t.pick(16) {
		case 15:
			return slices.Delete(v, at, at+1)
		case 14:
			return append(v, v[at])
		case 13:
			return slices.Concat(v, slices.Repeat(v[at:at+1], t.byte()*4))
		case 12:
			return numbered(v, v[at], t.byte()*4)
		default:
			v[at] = mangleAt(t, v[at], depth+1)
		}
		return v
	}
	return one(t, hostile...)
}

// numbered adds a row many times, each with ids of its own.
func numbered(rows []any, row any, times int) []any {
	object, ok := row.(map[string]any)
	if !ok {
		return rows
	}
	for n := range times {
		next := maps.Clone(object)
		for _, name := range []string{"id", "split", "payment", "claimProcNum", "claimPaymentNum"} {
			if next[name] != nil {
				next[name] = json.Number(strconv.Itoa(100_000 + n))
			}
		}
		rows = append(rows, next)
	}
	return rows
}

// holdMangled is the law of hostile input on known documents that were changed.
func holdMangled(t rapid.TB, data []byte) {
	tp := tape(data)
	op, doc := mangle(&tp)
	checkHostile(t, op, doc)
	if json.Valid(doc) {
		holdExplained(t, op, doc)
	}
}

func TestMangledDocuments(t *testing.T) { law(holdMangled).check(t) }
func FuzzMangled(f *testing.F)          { law(holdMangled).fuzz(f) }
