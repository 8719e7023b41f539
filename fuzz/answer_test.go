package fuzz_test

import (
	"maps"
	"reflect"
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
	"pgregory.net/rapid"
)

// asker counts the documents of each operation that a law had answered, and not refused.
type asker struct {
	rapid.TB
	answered map[string]int
}

// ask runs an operation on a document.
func ask(t rapid.TB, op string, doc []byte) ([]byte, error) {
	out, err := wire.Run(op, doc)
	if a, ok := t.(*asker); ok && err == nil {
		a.answered[op]++
	}
	return out, err
}

// unread stands for a member of an answer that a law does not look into.
var unread = &struct{}{}

// holdAnswer is the law of a round trip: a document is refused with the code of the
// direct call, or its answer has the members of want and no others, each as it is there.
// A trace, or a batch around it, changes nothing, and its sums are right.
func holdAnswer(t rapid.TB, op string, doc object, callErr error, want object) {
	t.Helper()
	text := doc.bytes()
	out, err := ask(t, op, text)
	if codeOf(t, err) != codeOf(t, callErr) {
		t.Fatalf("%s: %v; the call: %v\n%s", op, err, callErr, text)
	}
	holdExplained(t, op, text)
	if err != nil {
		return
	}
	got, _ := tree(out).(map[string]any)
	said := make(object, len(want))
	for name, value := range want {
		if _, there := got[name]; !there {
			t.Fatalf("%s: no %s in %s\n%s", op, name, out, text)
		}
		if value == unread {
			delete(got, name)
			continue
		}
		said[name] = value
	}
	call := tree(said.bytes())
	if !reflect.DeepEqual(any(got), call) {
		t.Fatalf("%s: %s\nthe call: %s\nthe document: %s\n%s", op, differing(got, call.(map[string]any)), said.bytes(), out, text)
	}
	checkConserved(t, op, out, text)
}

// differing names the members that two objects do not share.
func differing(a, b map[string]any) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if other, there := b[name]; !there || !reflect.DeepEqual(a[name], other) {
			names = append(names, name)
		}
	}
	return names
}

// texts writes amounts; no amounts are an empty list and not null.
func (digits units) texts(amounts []money.Amount) []string {
	list := make([]string, len(amounts))
	for i, a := range amounts {
		list[i] = digits.text(a)
	}
	return list
}

// rows writes a list, empty where there is nothing.
func rows[T any](from []T, row func(*T) any) []any {
	list := make([]any, len(from))
	for i := range from {
		list[i] = row(&from[i])
	}
	return list
}
