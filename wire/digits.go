package wire

import "github.com/paysplit/paysplit/money"

// denomination is what a document says about its currency, as texts, with the path
// of the transaction that says it where the document itself does not.
type denomination struct {
	currency, digits  []byte
	ofTransaction, at string
}

// findDigits reads the digits of the document's currency before anything else,
// because the amounts may stand before them. Most documents name neither, which
// a search for the names settles. A transaction may name the currency instead.
func (d *decoder) findDigits() error {
	if !mayHold(d.input, "currency") && !mayHold(d.input, "digits") {
		return nil
	}
	d.json = newTokens(d.input)
	var found denomination
	if !d.denominate(&found, "") {
		return nil // not an object, or not JSON: the reading itself will say where
	}
	return d.setDigits(&found)
}

// denominate reads an object up to its end: the document, whose path is empty, or a
// transaction in it. It reports whether that went well.
func (d *decoder) denominate(found *denomination, at string) bool {
	if d.json.PeekKind() != '{' {
		return false
	}
	if _, err := d.json.ReadToken(); err != nil {
		return false
	}
	for d.json.PeekKind() == '"' {
		name, err := d.name()
		if err != nil {
			return false
		}
		if !d.denominateMember(found, at, string(name)) {
			return false
		}
	}
	_, err := d.json.ReadToken()
	return err == nil
}

// denominateMember reads the value of one member, and keeps it if it is about the
// currency.
func (d *decoder) denominateMember(found *denomination, at, name string) bool {
	kind := d.json.PeekKind()
	setting := settingsShape.find([]byte(name), 0)
	switch {
	case kind == '{' && (at == "" && name == "transaction" || at != "payment_transaction" && name == "payment_transaction"):
		if at != "" {
			name = at + "." + name
		}
		return d.denominate(found, name)
	case setting < 0 || kind != '"' && kind != '0':
		return d.json.SkipValue() == nil
	}
	raw, err := d.scalar("")
	if err != nil {
		return false
	}
	switch setting := settings[setting].name; {
	case at != "":
		if setting == "currency" && found.ofTransaction == "" {
			found.ofTransaction, found.at = string(raw), at
		}
	case setting == "currency":
		found.currency = append([]byte(nil), raw...)
	case setting == "digits":
		found.digits = append([]byte(nil), raw...)
	}
	return true
}

// setDigits takes the digits from the document, else from its currency, else from
// that of its transaction.
func (d *decoder) setDigits(found *denomination) error {
	var err error
	n := d.digits
	d.currency = string(found.currency)
	if found.currency == nil {
		d.currency = found.ofTransaction
	}
	switch {
	case found.digits != nil:
		d.path = append(d.path[:0], segment{name: "digits"})
		wide, parseErr := money.ParseBytes(found.digits, 0)
		if n = int(wide); parseErr != nil || wide < 0 || wide > money.MaxDigits {
			return d.fail(money.ErrDigits, string(found.digits))
		}
	case found.currency != nil:
		d.path = append(d.path[:0], segment{name: "currency"})
		if n, err = money.Digits(string(found.currency)); err != nil {
			return d.parsed(err)
		}
	case found.ofTransaction != "":
		d.path = append(d.path[:0], segment{name: found.at + ".currency"})
		if n, err = money.Digits(found.ofTransaction); err != nil {
			return d.parsed(err)
		}
	}
	d.path, d.digits, d.fixed = d.path[:0], n, found.digits != nil
	return nil
}
