package main

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json/jsontext"
)

// node is a JSON value that keeps the order of its members.
type node struct {
	kind  jsontext.Kind // '{', '[', or a scalar's
	text  string        // of a scalar
	names []string      // of an object's members
	kids  []node        // an object's members or a list's elements
}

// parse reads a result. Results are our own, so it cannot fail but for a defect.
func parse(result []byte) (node, error) {
	return parseNext(jsontext.NewDecoder(bytes.NewReader(result)))
}

func parseNext(d *jsontext.Decoder) (node, error) {
	n := node{kind: d.PeekKind()}
	if n.kind != '{' && n.kind != '[' {
		token, err := d.ReadToken()
		n.text = token.String()
		return n, err
	}
	if _, err := d.ReadToken(); err != nil {
		return n, err
	}
	for d.PeekKind() != '}' && d.PeekKind() != ']' {
		if n.kind == '{' {
			name, err := d.ReadToken()
			if err != nil {
				return n, err
			}
			n.names = append(n.names, name.String())
		}
		kid, err := parseNext(d)
		if err != nil {
			return n, err
		}
		n.kids = append(n.kids, kid)
	}
	_, err := d.ReadToken()
	return n, err
}

// find returns the member of that name, and whether there is one.
func (n node) find(name string) (node, bool) {
	for i, have := range n.names {
		if have == name {
			return n.kids[i], true
		}
	}
	return node{}, false
}

// at returns the member of that name; the zero node if there is none.
func (n node) at(name string) node {
	kid, _ := n.find(name)
	return kid
}

// str returns the text of the member of that name.
func (n node) str(name string) string { return n.at(name).text }

// isEmpty reports whether a scalar says nothing.
func (n node) isEmpty() bool {
	return n.kind == 'n' || n.kind == 0 || n.text == "" || strings.Trim(n.text, "0.") == "" && n.kind != '{' && n.kind != '['
}

// isNumber reports whether a scalar reads as a number: those stand to the right.
func (n node) isNumber() bool {
	text := strings.TrimPrefix(n.text, "-")
	return n.kind == '0' || text != "" && strings.Trim(text, "0123456789.") == "" && strings.Count(text, ".") <= 1
}

// isAmount reports whether a scalar is an amount: a string of digits with a
// point.
func (n node) isAmount() bool { return n.kind == '"' && n.isNumber() && strings.Contains(n.text, ".") }

// printable replaces what would move the cursor of a terminal or colour it.
func printable(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// human writes an amount with separators; anything else as it is, on one line.
func (n node) human() string {
	if !n.isAmount() {
		return strings.Map(printable, n.text)
	}
	return separated(n.text)
}

// separated puts separators into an amount of digits, with or without a point.
func separated(amount string) string {
	whole, sign := strings.CutPrefix(amount, "-")
	whole, fraction, point := strings.Cut(whole, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if sign {
		whole = "-" + whole
	}
	if point {
		whole += "." + fraction
	}
	return whole
}

// title makes words of a camelCase name: outstandingAfter is "Outstanding
// after".
func title(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case i == 0:
			b.WriteRune(unicode.ToUpper(r))
		case unicode.IsUpper(r):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
