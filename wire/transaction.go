package wire

import (
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"github.com/rickb777/date"
)

// transactionRow is a NexHealth transaction as its document has it: under NexHealth's
// own names, or wrapped in payment_transaction as in a request.
type transactionRow struct {
	tx       split.Transaction
	currency string
	wrapped  *transactionRow
	mixed    bool             // fields inside the wrapper and beside it
	at       string           // the path of the object
	places   map[string]place // of each field that is there
}

// place is where a field stands: a report names it and keeps the document's order.
type place struct {
	path   string // under the names of the document
	offset int64
}

// setGiven remembers whether fields stand beside the wrapper.
func (row *transactionRow) setGiven(given uint64) {
	row.mixed = row.wrapped != nil && given&(given-1) != 0
}

// fields returns the row that holds the fields.
func (row *transactionRow) fields() *transactionRow {
	if row.wrapped != nil {
		return row.wrapped
	}
	return row
}

// transactionFields are the fields of a transaction, in the order of NexHealth's
// example.
func transactionFields() []*field {
	type T = transactionRow
	fields := []*field{
		text("currency", func(r any) *string { return &r.(*T).currency }, "ISO 4217 code; its digits are those of every amount (default USD)"),
		parts("provider_splits", func(r any) *[]split.Part { return &r.(*T).tx.Providers }, "how much goes to each provider, under its id; they sum to the amount"),
		parts("charge_splits", func(r any) *[]split.Part { return &r.(*T).tx.Charges }, "how much pays each charge, under its id; instead of provider_splits"),
		text("patient_id", func(any) *string { return new(string) }, "who pays; not used"),
		{name: "amount", kind: KindAmount, doc: "the whole payment, as it is posted: above zero", read: func(d *decoder, into any) error {
			r := into.(*T)
			return d.lenientAmount(&r.tx.Amount, &r.tx.Unread)
		}},
		text("type_name", func(r any) *string { return &r.(*T).tx.TypeName }, "the name of a payment type, in the same letters"),
		text("payment_type_id", func(r any) *string { return &r.(*T).tx.PaymentTypeID }, "the id of a payment type; newer than type_name"),
		text("transaction_id", func(r any) *string { return &r.(*T).tx.ID }, "the caller's own id, unique, at most 50 characters, with a prefix such as NH:"),
		{name: "paid_at", kind: KindText, doc: "the day of the payment, yyyy-MM-dd, or that and a time; not used", read: func(d *decoder, _ any) error { return d.dayAndTime() }},
		text("insurance_plan_id", func(r any) *string { return &r.(*T).tx.InsurancePlan }, "a payment of an insurance plan; refused, as it cannot be posted"),
		text("claim_id", func(r any) *string { return &r.(*T).tx.Claim }, "a payment of a claim; refused, as it cannot be posted"),
	}
	for _, f := range fields {
		read := f.read
		f.read = func(d *decoder, into any) error {
			into.(*T).place(f.name, place{d.where(), d.json.InputOffset()})
			return read(d, into)
		}
	}
	return fields
}

// nexHealthShape is a transaction, wrapped or not.
var nexHealthShape = &shape{append(transactionFields(), &field{
	name: "payment_transaction", kind: KindObject, shape: &shape{transactionFields()}, doc: "the same fields, wrapped as in NexHealth's request",
	read: func(d *decoder, into any) error {
		inner := &transactionRow{at: d.where()}
		into.(*transactionRow).wrapped = inner
		return d.object(&shape{transactionFields()}, inner)
	},
})}

// place remembers where a field stands.
func (row *transactionRow) place(name string, at place) {
	if row.places == nil {
		row.places = map[string]place{}
	}
	row.places[name] = at
}

// lenientAmount reads an amount that a report may call unreadable.
func (d *decoder) lenientAmount(into *money.Amount, unread *error) error {
	raw, err := d.scalar("an amount")
	if raw == nil || err != nil {
		return err
	}
	*into, *unread = money.ParseBytes(raw, d.digits)
	return nil
}

// dayAndTime reads a date, or a date and a time after a T or a space.
func (d *decoder) dayAndTime() error {
	raw, err := d.scalar("a date")
	if raw == nil || err != nil {
		return err
	}
	const length = len("2024-11-30")
	written := len(raw) == length || len(raw) > length && (raw[length] == 'T' || raw[length] == ' ')
	if !written {
		return d.fail(errDate, string(raw))
	}
	if day, ok := parseDate(raw[:length]); !ok || day == (date.Date{}) && string(raw[:length]) != "1970-01-01" {
		return d.fail(errDate, string(raw))
	}
	return nil
}

// parts is an object of amounts under ids that are texts. The order is kept, and so
// is an id that stands there twice: a report names it.
func parts(name string, at func(any) *[]split.Part, doc string) *field {
	return &field{name: name, kind: KindAmountsByID, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.keyed(func(key string) error {
			part := split.Part{Key: key}
			err := d.lenientAmount(&part.Amount, &part.Unread)
			*rows = append(*rows, part)
			return err
		})
	}}
}

// textsByID is an object of texts under ids that are texts.
func textsByID(name string, at func(any) *map[string]string, doc string) *field {
	return &field{name: name, kind: KindTextsByID, doc: doc, read: func(d *decoder, into any) error {
		texts := at(into)
		*texts = map[string]string{}
		return d.keyed(func(key string) error {
			if _, twice := (*texts)[key]; twice {
				return d.fail(errDuplicateKey, nil)
			}
			value := ""
			err := d.text(&value)
			(*texts)[key] = value
			return err
		})
	}}
}

// keyed reads an object whose names are ids, of which one may stand there twice.
func (d *decoder) keyed(member func(key string) error) error {
	if there, err := d.openObject(); !there {
		return err
	}
	for d.json.PeekKind() != '}' {
		name, err := d.name()
		if err != nil {
			return err
		}
		key := string(name)
		d.path = append(d.path, segment{name: key, isKey: true})
		if d.rows++; d.rows > MaxRows {
			return d.limit("rows in one document", MaxRows)
		}
		if err := member(key); err != nil {
			return err
		}
		d.path = d.path[:len(d.path)-1]
	}
	if _, err := d.json.ReadToken(); err != nil {
		return d.syntax(err)
	}
	return nil
}

// transactionNames are NexHealth's names of a transaction's fields.
var transactionNames = map[string]string{
	"Providers": "provider_splits", "Charges": "charge_splits", "Amount": "amount", "TypeName": "type_name",
	"PaymentTypeID": "payment_type_id", "ID": "transaction_id", "InsurancePlan": "insurance_plan_id", "Claim": "claim_id",
}

// path translates a Go path inside the transaction: Providers[1].Amount becomes the
// field provider_splits and the step to its member, .002.
func (row *transactionRow) path(path string) (name, step string) {
	head, _, _ := strings.Cut(path, ".")
	list, number, inList := strings.Cut(head, "[")
	if !inList {
		return transactionNames[list], ""
	}
	parts := row.fields().tx.Providers
	if list == "Charges" {
		parts = row.fields().tx.Charges
	}
	if i, err := strconv.Atoi(strings.TrimSuffix(number, "]")); err == nil && i < len(parts) {
		step = string(appendKey(nil, parts[i].Key))
	}
	return transactionNames[list], step
}

// appendKey appends the step to a member whose name is an id: .002, or in brackets
// and quotes where the id has other letters than a name has.
func appendKey(dst []byte, key string) []byte {
	plain := key != ""
	for _, c := range key {
		plain = plain && (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c == ':')
	}
	if plain {
		return append(append(dst, '.'), key...)
	}
	return append(appendText(append(dst, '['), key), ']')
}
