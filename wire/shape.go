package wire

import (
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// A shape lists the fields of one kind of JSON object. It is the single
// description behind decoding, the list of known names and the JSON Schema.
type shape struct {
	fields []*field
}

// A field is one name of an object and how its value is read into the Go value
// behind the object.
type field struct {
	name    string
	aliases []string // what Open Dental's API calls it
	doc     string
	kind    Kind
	words   []string // the words of an enumeration
	shape   *shape   // of the object, or of the rows of a list
	instead string   // the field whose value it is another way to give
	read    func(d *decoder, into any) error
}

// od adds the names that Open Dental's API uses for the field.
func (f *field) od(aliases ...string) *field {
	f.aliases = aliases
	return f
}

// The constructors: one a kind of value. Each takes the field's name, a function
// from a pointer to the Go value to the place where the field is kept, and a line
// for the documentation. The pointer is an any, because a constructor that knew its
// type would be compiled once for each type there is, which weighs 75 kB in
// WebAssembly.

func amount(name string, at func(any) *money.Amount, doc string) *field {
	return &field{name: name, kind: KindAmount, doc: doc, read: func(d *decoder, into any) error {
		return d.amount(at(into))
	}}
}

func id(name string, at func(any) *int64, doc string) *field {
	return &field{name: name, kind: KindID, doc: doc, read: func(d *decoder, into any) error {
		return d.whole(at(into))
	}}
}

func count(name string, at func(any) *int, doc string) *field {
	return &field{name: name, kind: KindInteger, doc: doc, read: func(d *decoder, into any) error {
		return d.count(at(into))
	}}
}

func day(name string, at func(any) *date.Date, doc string) *field {
	return &field{name: name, kind: KindDate, doc: doc, read: func(d *decoder, into any) error {
		return d.date(at(into))
	}}
}

func flag(name string, at func(any) *bool, doc string) *field {
	return &field{name: name, kind: KindBoolean, doc: doc, read: func(d *decoder, into any) error {
		return d.bool(at(into))
	}}
}

func text(name string, at func(any) *string, doc string) *field {
	return &field{name: name, kind: KindText, doc: doc, read: func(d *decoder, into any) error {
		return d.text(at(into))
	}}
}

func rate(name string, at func(any) *amortize.Rate, doc string) *field {
	return &field{name: name, kind: KindRate, doc: doc, read: func(d *decoder, into any) error {
		return d.rate(at(into))
	}}
}

// word is an enumeration: one of the words. set is called with its place in the
// list.
func word(name string, set func(into any, i int), words []string, doc string) *field {
	return &field{name: name, kind: KindWord, words: words, doc: doc, read: func(d *decoder, into any) error {
		i, err := d.word(words)
		if i >= 0 {
			set(into, i)
		}
		return err
	}}
}

// object is an object with a shape of its own; at returns a pointer to it.
func object(name string, at func(any) any, s *shape, doc string) *field {
	return &field{name: name, kind: KindObject, shape: s, doc: doc, read: func(d *decoder, into any) error {
		return d.object(s, at(into))
	}}
}

// list is a list of objects; row makes room for one more and returns a pointer to
// it.
func list(name string, row func(any) any, s *shape, doc string) *field {
	return &field{name: name, kind: KindList, shape: s, doc: doc, read: func(d *decoder, into any) error {
		return d.list(func() error { return d.object(s, row(into)) })
	}}
}

// grow appends an empty row and returns it.
func grow[V any](rows *[]V) *V {
	*rows = append(*rows, *new(V))
	return &(*rows)[len(*rows)-1]
}

// ids is a list of ids.
func ids(name string, at func(any) *[]int64, doc string) *field {
	return &field{name: name, kind: KindIDs, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.list(func() error {
			*rows = append(*rows, 0)
			return d.whole(&(*rows)[len(*rows)-1])
		})
	}}
}

// ignored is a field that an API's object carries and no operation needs.
func ignored(name string) *field {
	return &field{name: name, kind: KindIgnored, doc: "accepted and not used", read: func(d *decoder, _ any) error {
		return d.skip()
	}}
}

// find returns the index of the field that a name means, or -1. Documents
// mostly keep the order of the shape, so the search starts where the last one
// ended. An exact match wins over one that differs in the case of the first
// letter, because Open Dental has objects with both PayType and payType.
func (s *shape) find(name []byte, from int) int {
	if len(name) > maxName {
		return -1
	}
	for i := range s.fields {
		at := from + i
		if at >= len(s.fields) {
			at -= len(s.fields)
		}
		if s.fields[at].is(string(name)) {
			return at
		}
	}
	if len(name) == 0 || name[0] < 'A' || name[0] > 'Z' {
		return -1
	}
	lower := string(name[0]|0x20) + string(name[1:])
	for i := range s.fields {
		if s.fields[i].is(lower) {
			return i
		}
	}
	return -1
}

// is reports whether name is the field's or one of its aliases.
func (f *field) is(name string) bool {
	if f.name == name {
		return true
	}
	for _, alias := range f.aliases {
		if alias == name {
			return true
		}
	}
	return false
}
