package wire

import "github.com/paysplit/paysplit/money"

// The forms that ClaimCenter's API has beside plain text: a code and a reference
// may be objects.

// code is a code of a list: text, or {"code": …} as the API writes it.
func code(name string, at func(any) *string, doc string) *field {
	return &field{name: name, kind: KindCode, doc: doc, read: func(d *decoder, into any) error {
		if d.json.PeekKind() == '{' {
			return d.object(codeShape, at(into))
		}
		return d.code(at(into))
	}}
}

// maxCode is how many bytes an id or a code may have: a report may repeat it in
// every row.
const maxCode = 255

// short is a text that a report may repeat in every row: an id.
func short(name string, at func(any) *string, doc string) *field {
	return &field{name: name, kind: KindText, doc: doc, read: func(d *decoder, into any) error { return d.short(at(into)) }}
}

// short reads an id.
func (d *decoder) short(into *string) error {
	raw, err := d.shortBytes()
	if raw == nil || err != nil {
		return err
	}
	*into = string(raw)
	return nil
}

// shortBytes returns the text of an id or a code, or nil for a null.
func (d *decoder) shortBytes() ([]byte, error) {
	raw, err := d.scalar("text")
	if err == nil && len(raw) > maxCode {
		return nil, d.limit("bytes in an id or a code", maxCode)
	}
	return raw, err
}

// code reads a code. The same few stand in every row, and are kept once.
func (d *decoder) code(into *string) error {
	raw, err := d.shortBytes()
	if raw == nil || err != nil {
		return err
	}
	if *into = d.codes[string(raw)]; *into == "" {
		if d.codes == nil {
			d.codes = map[string]string{}
		}
		*into = string(raw)
		d.codes[*into] = *into
	}
	return nil
}

var codeShape = &shape{[]*field{
	{name: "code", kind: KindText, doc: "the code", read: func(d *decoder, into any) error { return d.code(into.(*string)) }},
	ignored("name"),
}}

// written is an amount that is kept as it is written until its currency is known.
func written(name string, at func(any) *string, doc string) *field {
	return &field{name: name, kind: KindAmount, doc: doc, read: func(d *decoder, into any) error {
		raw, err := d.scalar("an amount")
		if raw == nil || err != nil {
			return err
		}
		if len(raw) == 0 { // no amount, and no missing one
			return d.fail(money.ErrFormat, "")
		}
		*at(into) = string(raw)
		return nil
	}}
}

// texts is a list of texts.
func texts(name string, at func(any) *[]string, doc string) *field {
	return &field{name: name, kind: KindTexts, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.list(func() error {
			*rows = append(*rows, "")
			return d.short(&(*rows)[len(*rows)-1])
		})
	}}
}

// refDoc is a reference to something that exists, by its id, or to something that
// is made along, by its refid.
type refDoc struct{ id, refid *string }

var refShape = &shape{[]*field{
	{name: "id", kind: KindText, doc: "of what exists", read: func(d *decoder, into any) error { return d.short(into.(*refDoc).id) }},
	{name: "refid", kind: KindText, doc: "of what is included", read: func(d *decoder, into any) error { return d.short(into.(*refDoc).refid) }},
	ignored("displayName"), ignored("type"), ignored("uri"),
}}

// reference reads an id, or an object with an id or a refid.
func (d *decoder) reference(id, refid *string) error {
	if d.json.PeekKind() == '{' {
		return d.object(refShape, &refDoc{id, refid})
	}
	return d.code(id)
}

// includedField reads the refids of what is made along: texts, objects with a
// refid, or, as in the API, such lists by their type.
var includedField = &field{name: "included", kind: KindIncluded, doc: "the refids of contacts that are made along: texts, objects with a refid, or lists of these by type", read: func(d *decoder, into any) error {
	doc := into.(*checkSetDoc)
	if d.json.PeekKind() == '{' {
		return d.members(func() error { return d.refids(&doc.set.Included) })
	}
	return d.refids(&doc.set.Included)
}}

// refids reads a list of refids, as texts or in objects.
func (d *decoder) refids(into *[]string) error {
	return d.list(func() error {
		refid := ""
		var err error
		if d.json.PeekKind() == '{' {
			err = d.refid(&refid)
		} else {
			err = d.short(&refid)
		}
		if refid != "" {
			*into = append(*into, refid)
		}
		return err
	})
}

// refid reads the refid of an object, and skips what else it holds.
func (d *decoder) refid(into *string) error {
	return d.members(func() error {
		if d.path[len(d.path)-1].name == "refid" {
			return d.short(into)
		}
		return d.skip()
	})
}

// members reads an object whose names are its own; value reads each value. A name
// stands once.
func (d *decoder) members(value func() error) error {
	if d.json.PeekKind() != '{' {
		return d.wrongType("an object")
	}
	if _, err := d.json.ReadToken(); err != nil {
		return d.syntax(err)
	}
	seen := map[string]bool{}
	for d.json.PeekKind() != '}' {
		raw, err := d.name()
		if err != nil {
			return err
		}
		name := string(raw)
		d.path = append(d.path, segment{name: clip(name)})
		if seen[name] {
			return d.fail(errDuplicateKey, nil)
		}
		seen[name] = true
		if d.rows++; d.rows > MaxRows {
			return d.limit("rows in one document", MaxRows)
		}
		if err := value(); err != nil {
			return err
		}
		d.path = d.path[:len(d.path)-1]
	}
	if _, err := d.json.ReadToken(); err != nil {
		return d.syntax(err)
	}
	return nil
}
