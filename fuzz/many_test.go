package fuzz_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

// slow are the lists whose rows each cost as much as all others together, with the
// reason. They are widened less.
var slow = map[string]string{
	"alloc.replay.payments": "a replay pays every payment anew, over the whole account",
	"alloc.replay.charges":  "a replay pays every payment anew, over the whole account",
	"alloc.replay.splits":   "a replay pays every payment anew, over the whole account",
}

// TestManyRows widens each list of known documents to thousands of rows, as they are
// and with ids of their own: no operation hangs, or takes memory out of proportion.
func TestManyRows(t *testing.T) {
	rows, each := 1500, 1
	if exhaust() {
		rows, each = 10_000, 8
	}
	seen := make(map[string]int)
	for _, k := range documents() {
		root := tree([]byte(k.doc))
		widen(root, k.op, func(path string, list []any, set func([]any)) {
			if seen[path]++; seen[path] > each {
				return
			}
			n := rows
			if slow[path] != "" {
				n = 300
			}
			set(slices.Repeat(list, n/len(list)+1))
			checkTree(t, k.op, root)
			set(numbered(slices.Clone(list), list[0], n))
			checkTree(t, k.op, root)
			set(list)
		})
	}
	if len(seen) < 80 {
		t.Errorf("only %d lists were found", len(seen))
	}
}

func checkTree(t *testing.T, op string, root any) {
	t.Helper()
	doc, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	checkHostile(t, op, doc)
}

// widen calls do for each list in a document that is not empty.
func widen(v any, path string, do func(path string, list []any, set func([]any))) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if list, ok := v[name].([]any); ok && len(list) > 0 {
				do(path+"."+name, list, func(rows []any) { v[name] = rows })
			}
			widen(v[name], path+"."+name, do)
		}
	case []any:
		for _, row := range v {
			widen(row, path, do)
		}
	}
}
