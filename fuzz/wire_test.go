package fuzz_test

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
	"pgregory.net/rapid"
)

// codeOf returns the code of an error, or "" for none.
func codeOf(t rapid.TB, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var rule *money.Rule
	if !errors.As(err, &rule) {
		t.Fatalf("an error without a rule: %v", err)
	}
	return rule.Code()
}

// holdPayDocument is the law that a document pays as the direct call does: the same
// splits, the same rest, the same debts and warnings, or the same rule that is broken.
// What is paid is verified.
func holdPayDocument(t rapid.TB, data []byte) {
	f := readFamily(data)
	checkPayDocument(t, &f)
}

func checkPayDocument(t rapid.TB, f *family) {
	t.Helper()
	var a alloc.Allocator
	splits, s, err := a.AppendPay(nil, &f.ledger, f.payment, f.options)
	answer := f.moved(&a, splits, s)
	answer["payment"] = recordAnswer(f.payment)
	holdAnswer(t, "alloc.pay", f.document(2), err, answer)
	if err != nil {
		return
	}
	if err := alloc.Verify(&f.ledger, f.payment, f.options, splits, a.AppendCertificate(alloc.Certificate{})); err != nil {
		t.Fatalf("not verified: %v\n%s\n%+v", err, f.document(2).bytes(), splits)
	}
}

// debts returns what is owed afterwards, under the keys of a document.
func (f *family) debts(owed []alloc.Owed) map[string]money.Amount {
	debts := make(map[string]money.Amount)
	procedure := func(id int64) bool {
		return slices.ContainsFunc(f.ledger.Procedures, func(p alloc.Procedure) bool { return p.ID == id })
	}
	adjustment := func(id int64) bool {
		return slices.ContainsFunc(f.ledger.Adjustments, func(a alloc.Adjustment) bool { return a.ID == id })
	}
	for _, o := range owed {
		key, taken := strconv.FormatInt(o.Charge.ID, 10), o.Charge.Kind != alloc.KindProcedure && procedure(o.Charge.ID)
		switch {
		case o.Charge.Kind >= alloc.KindInterest && (taken || adjustment(o.Charge.ID)):
			key = "planCharge:" + key
		case taken:
			key = "adjustment:" + key
		}
		debts[key] += o.After
	}
	return debts
}

func TestDocumentsPayAsCallsDo(t *testing.T) { law(holdPayDocument).check(t) }
func FuzzPayDocument(f *testing.F)           { law(holdPayDocument).fuzz(f) }

// holdDigits is the law that an allocation is of minor units: the same numbers of them
// go the same ways whatever the currency's digits.
func holdDigits(t rapid.TB, data []byte) {
	f := readFamily(data)
	for i := range f.ledger.Procedures { // -1 in a document is none, whatever the digits
		f.ledger.Procedures[i].Claims = nil
	}
	want, wantErr := wire.Run("alloc.pay", f.document(2).bytes())
	for _, digits := range []units{0, 3} {
		out, err := wire.Run("alloc.pay", f.document(digits).bytes())
		if codeOf(t, err) != codeOf(t, wantErr) {
			t.Fatalf("%d digits: %v, and 2 digits: %v", digits, err, wantErr)
		}
		if err != nil {
			continue
		}
		splits, left, debts := digits.read(t, out)
		wantSplits, wantLeft, wantDebts := units(2).read(t, want)
		if !slices.Equal(splits, wantSplits) || left != wantLeft || !maps.Equal(debts, wantDebts) {
			t.Fatalf("%d digits: %s\n2 digits: %s", digits, out, want)
		}
	}
}

func TestDigitsMoveNoUnit(t *testing.T) { law(holdDigits).check(t) }
func FuzzDigits(f *testing.F)           { law(holdDigits).fuzz(f) }

// holdShuffledDocument is the law that the order of rows in a document plays no part in
// where the money goes, in native calls and in documents.
func holdShuffledDocument(t rapid.TB, data []byte) {
	f, r := readFamily(data), random(data)
	var allocator alloc.Allocator
	want := f.pay(&allocator)
	if want.err != nil {
		return // which fault is found first may depend on the order
	}
	g := f.shuffled(r)
	got := g.pay(&allocator)
	if got.err != nil || !slices.Equal(got.splits, want.splits) || !slices.Equal(got.certificate.Owed, want.certificate.Owed) || got.unallocated != want.unallocated {
		t.Fatalf("shuffled: %+v, %v\nwant %+v", got.splits, got.err, want.splits)
	}
	out, err := wire.Run("alloc.pay", g.document(2).bytes())
	if err != nil {
		t.Fatal(err)
	}
	if splits, _, _ := units(2).read(t, out); !slices.Equal(splits, want.splits) {
		t.Fatalf("shuffled document: %+v\nwant %+v", splits, want.splits)
	}
}

func TestShuffledDocumentsPayTheSame(t *testing.T) { law(holdShuffledDocument).check(t) }
func FuzzShuffledDocument(f *testing.F)            { law(holdShuffledDocument).fuzz(f) }

// holdExplained is the law that a trace is added to a result and changes nothing in it,
// and that a line of a batch is answered with what the operation answers.
func holdExplained(t rapid.TB, op string, doc []byte) {
	plain, err := wire.Run(op, doc)
	traced, errTraced := wire.RunWith(op, doc, wire.Options{Explain: true})
	if codeOf(t, err) != codeOf(t, errTraced) {
		t.Fatalf("%s: %v, and with a trace %v\n%s", op, err, errTraced, doc)
	}
	line, ok := wire.AppendLine(nil, object{"id": 1, "op": op, "input": rawDocument(doc)}.bytes(), 1, wire.Options{})
	if ok != (err == nil) {
		t.Fatalf("%s: %v, and in a batch %s", op, err, line)
	}
	if err != nil {
		return
	}
	if rest, ok := bytes.CutPrefix(traced, plain[:len(plain)-1]); !ok || len(rest) > 1 && !bytes.HasPrefix(rest, []byte(`,"trace":[`)) && !bytes.HasPrefix(rest, []byte(`"trace":[`)) {
		t.Fatalf("%s\nwithout a trace: %s\nwith one: %s", op, plain, traced)
	}
	if want := `{"id":1,"result":` + string(plain) + `}`; string(line) != want {
		t.Fatalf("%s in a batch: %s\nwant %s", op, line, want)
	}
}

// rawDocument is JSON that is written as it stands.
type rawDocument []byte

func (d rawDocument) MarshalJSON() ([]byte, error) { return d, nil }

func holdExplainedPay(t rapid.TB, data []byte) {
	f := readFamily(data)
	holdExplained(t, "alloc.pay", f.document(2).bytes())
}

func TestTracesAndBatchesChangeNothing(t *testing.T) { law(holdExplainedPay).check(t) }
func FuzzExplained(f *testing.F)                     { law(holdExplainedPay).fuzz(f) }
