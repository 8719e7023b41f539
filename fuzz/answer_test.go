package fuzz_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

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

// roundTrips are the laws in which documents are answered as the direct calls do, member
// by member, with the operations of the documents.
var roundTrips = []struct {
	hold law
	ops  []string
}{
	{holdPlanOperations, []string{
		"schedule.dates", "plan.payment", "plan.interest", "plan.schedule", "plan.dynamic", "plan.recalculate", "plan.principal", "plan.overcharged", "plan.close",
		"plan.closeStatic", "plan.prepay", "plan.amend", "plan.create", "plan.issue", "plan.status", "plan.lock", "plan.balance",
	}},
	{holdPayDocument, []string{"alloc.pay"}},
	{holdMoves, []string{"alloc.refund", "alloc.return", "alloc.partial", "alloc.transfer", "alloc.unearned", "alloc.replay", "alloc.update"}},
	{holdShareDocuments, []string{"split.allocate", "split.refund"}},
	{holdSharedDocuments, []string{"split.percent", "split.fill", "split.patientAmount"}},
	{holdPostedDocuments, []string{"split.validate", "split.plan", "split.reconcile"}},
	{holdClaims, []string{"claim.single", "claim.batch", "claim.update", "claim.delete", "claim.edit", "claim.audit"}},
	{holdCheckSet, []string{"checkset.validate"}},
	{holdERA, []string{"era.balance", "era.check"}},
}

// noRoundTrip are the operations without such a law, each with the reason.
var noRoundTrip = map[string]string{}

// TestEveryOperationHasARoundTrip: a new operation joins a law of roundTrips, or says in
// noRoundTrip why it has none. Its law must have documents of it answered, and not only
// refused.
func TestEveryOperationHasARoundTrip(t *testing.T) {
	const tapes, least = 40, 5
	answered := map[string]int{}
	for _, trip := range roundTrips {
		a := &asker{t, map[string]int{}}
		for seed := range uint64(tapes) {
			trip.hold(a, noise(seed, 20+int(seed)*7))
		}
		for _, op := range trip.ops {
			if answered[op] = a.answered[op]; answered[op] < least {
				t.Errorf("%s: its law had %d documents answered in %d tapes, want %d or more", op, answered[op], tapes, least)
			}
		}
	}
	for _, op := range wire.Ops() {
		_, held := answered[op.Name]
		if held == (noRoundTrip[op.Name] != "") {
			t.Errorf("%s: want either a law that it answers as the direct call does, or a reason to have none; it has a law: %v", op.Name, held)
		}
		delete(answered, op.Name)
	}
	if len(answered) > 0 {
		t.Errorf("%v are no operations", slices.Sorted(maps.Keys(answered)))
	}
}
