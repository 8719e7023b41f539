package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// itemRef is how a document names a piece of production: by id and type, or by
// Open Dental's ProcNum or AdjNum, which say the type.
type itemRef struct {
	id, procNum, adjNum int64
	kind                amortize.ItemKind
	typed               bool
}

// The fields of an itemRef, for a row that has one.

func refID(at func(any) *itemRef) *field {
	return id("id", func(row any) *int64 { return &at(row).id }, "unique among production of its type")
}

func refProcedure(at func(any) *itemRef) *field {
	f := id("procNum", func(row any) *int64 { return &at(row).procNum }, "the id of a procedure, instead of id and type")
	f.instead = "id"
	return f
}

func refAdjustment(at func(any) *itemRef) *field {
	f := id("adjNum", func(row any) *int64 { return &at(row).adjNum }, "the id of an adjustment, instead of id and type")
	f.instead = "id"
	return f
}

func refType(at func(any) *itemRef) *field {
	return &field{name: "type", kind: KindWord, words: itemKinds, doc: "what it is (default procedure)", read: func(d *decoder, into any) error {
		ref := at(into)
		i, err := d.word(itemKinds)
		if i >= 0 {
			ref.kind, ref.typed = amortize.ItemKind(i), true
		}
		return err
	}}
}

// resolve sets the id and the kind that a row names, or says which names
// contradict each other.
func (r *itemRef) resolve(id *int64, kind *amortize.ItemKind, rows string, i int) error {
	fail := func(field string, rule *money.Rule, why string) error {
		return &money.FieldError{Path: rows + "[" + strconv.Itoa(i) + "]." + field, Value: money.Fact(why), Err: rule}
	}
	*id, *kind = r.id, r.kind
	for _, named := range [...]struct {
		id    int64
		kind  amortize.ItemKind
		field string
	}{{r.procNum, amortize.ProcedureItem, "procNum"}, {r.adjNum, amortize.AdjustmentItem, "adjNum"}} {
		switch {
		case named.id == 0:
		case *id != 0:
			return fail(named.field, errDuplicateKey, "the id is given under another name too")
		case r.typed && r.kind != named.kind:
			return fail(named.field, errUnknownValue, "it is not the id of type "+r.kind.String())
		default:
			*id, *kind = named.id, named.kind
		}
	}
	return nil
}
