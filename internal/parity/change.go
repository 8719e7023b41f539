package parity

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"
)

// mutator changes documents at random.
type mutator struct {
	rng  *rand.Rand
	mild bool // the document should stay one that has a result
}

// change returns a document with one to three changes. Of every two documents one is
// changed mildly: other amounts and days, rows left out or turned round.
func (m *mutator) change(document []byte) ([]byte, error) {
	m.mild = m.rng.IntN(2) == 0
	tree, err := parse(document)
	if err != nil {
		return nil, err
	}
	for range 1 + m.rng.IntN(3) {
		m.changeTree(tree)
	}
	if m.rng.IntN(8) == 0 {
		tree["explain"] = true
	}
	text, err := m.write(tree)
	if err == nil && !m.mild && m.rng.IntN(4) == 0 {
		text = m.damage(text)
	}
	return text, err
}

// parse reads an object and keeps the text of its numbers.
func parse(document []byte) (tree map[string]any, err error) {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	return tree, d.Decode(&tree)
}

// write writes an object, now and then on many lines.
func (m *mutator) write(tree any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(m.rng.IntN(2) == 0)
	if m.rng.IntN(10) == 0 {
		e.SetIndent("", "\t")
	}
	err := e.Encode(tree)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}

// place is where a value stands: it can be replaced there.
type place struct {
	value any
	set   func(any)
}

// places lists the values below a value, in the order of the names.
func places(value any, found []place) []place {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			found = append(found, place{value[name], func(v any) { value[name] = v }})
			found = places(value[name], found)
		}
	case []any:
		for i, v := range value {
			found = append(found, place{v, func(v any) { value[i] = v }})
			found = places(v, found)
		}
	}
	return found
}

func (m *mutator) changeTree(tree map[string]any) {
	all := places(tree, nil)
	if len(all) == 0 || m.rng.IntN(12) == 0 && !m.mild {
		m.changeObject(tree)
		return
	}
	p := pick(m, all)
	if m.mild { // words and ids decide whether there is a result
		for try := 0; try < 50 && !isMild(p.value); try++ {
			p = pick(m, all)
		}
		if !isMild(p.value) {
			return
		}
	}
	switch value := p.value.(type) {
	case string:
		p.set(m.text(value))
	case json.Number:
		p.set(m.number(value))
	case bool:
		p.set(pick(m, []any{!value, "true", 1, "yes", nil}))
	case []any:
		p.set(m.list(value))
	case map[string]any:
		m.changeObject(value)
	default:
		p.set(pick(m, []any{false, 0, "", []any{}}))
	}
}

var (
	amountText = regexp.MustCompile(`^-?\d+\.\d+$`)
	dateText   = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
)

// isMild reports whether a change of a value can be mild.
func isMild(value any) bool {
	switch value := value.(type) {
	case string:
		return amountText.MatchString(value) || dateText.MatchString(value)
	case []any:
		return len(value) > 1
	}
	return false
}

func (m *mutator) text(text string) any {
	switch {
	case amountText.MatchString(text):
		return m.amount(text)
	case dateText.MatchString(text):
		return m.date(text)
	}
	return pick(m, []any{
		text + "s", strings.ToUpper(text), "", nil, 7, text + " Zoë", "\u2028 <𝔘&>", strings.Repeat(text+"x", 99), "0", "-1", []any{text}, "null", "\x00\x1f\u007f",
	})
}

// hostileAmounts are as large as an amount may be and larger, and written in every way
// that is allowed and not.
var hostileAmounts = []any{
	"92233720368547758.07", "92233720368547758.08", "-92233720368547758.08", "1e3", "1e999999999", "1.005", "0.00", "-0.01", ".5", "1,50", "1.50 USD",
	json.Number("12.5"), json.Number("1E+2"), json.Number("-0"), "Infinity", "NaN", "", nil, true, "٣.00", "00012.00",
}

func (m *mutator) amount(text string) any {
	if !m.mild && m.rng.IntN(2) == 0 {
		return pick(m, hostileAmounts)
	}
	digits := []byte(text) // one other digit
	for at := m.rng.IntN(len(digits)); ; at = (at + 1) % len(digits) {
		if digits[at] >= '0' && digits[at] <= '9' {
			digits[at] = byte('0' + m.rng.IntN(10))
			return string(digits)
		}
	}
}

func (m *mutator) date(text string) any {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || !m.mild && m.rng.IntN(2) == 0 {
		return pick(m, []any{"2023-02-29", "0001-01-01", "1970-01-01", "9999-12-31", "0000-00-00", "2024-02-29T00:00:00", "29.2.2024", "", nil, 20240229, "2024-2-9"})
	}
	return day.AddDate(0, 0, m.rng.IntN(81)-40).Format(time.DateOnly)
}

func (m *mutator) number(n json.Number) any {
	changed := pick(m, []any{
		n + "0", "-" + n, json.Number("0"), string(n), json.Number("9007199254740993"), "9007199254740993", json.Number("9223372036854775807"),
		json.Number("9223372036854775808"), json.Number("-9223372036854775808"), n + ".5", n + "e0", string(n) + "x", nil, true, []any{n},
	})
	if number, ok := changed.(json.Number); ok && !json.Valid([]byte(number)) { // --1, 00
		return string(number)
	}
	return changed
}

func (m *mutator) list(list []any) any {
	list = slices.Clone(list)
	if len(list) == 0 {
		return pick(m, []any{nil, []any{nil}, []any{1}, "", map[string]any{}})
	}
	at := m.rng.IntN(len(list))
	switch kind := m.rng.IntN(6); {
	case kind == 0:
		slices.Reverse(list)
		return list
	case kind == 1 || m.mild:
		return slices.Delete(list, at, at+1)
	case kind == 2:
		return append(list, list[at])
	case kind == 3:
		return []any{}
	case kind == 4:
		list[at] = nil
		return list
	}
	return list[at]
}

// changeObject leaves out, renames or adds a member.
func (m *mutator) changeObject(o map[string]any) {
	names := slices.Sorted(maps.Keys(o))
	if len(names) == 0 {
		o["unknown"] = 1
		return
	}
	name := pick(m, names)
	switch m.rng.IntN(6) {
	case 0, 1:
		delete(o, name)
	case 2:
		o[name+"x"] = o[name]
		delete(o, name)
	case 3: // as Open Dental writes it
		value := o[name]
		delete(o, name)
		o[strings.ToUpper(name[:1])+name[1:]] = value
	case 4:
		o[strings.ToUpper(name[:1])+name[1:]] = o[name]
	case 5:
		o[pick(m, []string{"currency", "digits", "explain", "ünknown", "", name + "\u0000"})] = pick(m, []any{"JPY", "KWD", "XXX", 3, "0", 99, true, nil})
	}
}

// damage makes a text that is no JSON any more, or no UTF-8, or JSON of a rare kind.
func (m *mutator) damage(text []byte) []byte {
	at := m.rng.IntN(len(text) + 1)
	insert := func(at int, what string) []byte { return slices.Insert(text, at, []byte(what)...) }
	switch m.rng.IntN(8) {
	case 0:
		return text[:at]
	case 1:
		return insert(at, pick(m, []string{",", "\"", "}", "]", "\x00", "\xff", "\xed\xa0\x80", "\\", "/* */", "\u00a0"}))
	case 2: // behind a quote, so that it mostly stands in a string
		if quote := bytes.IndexByte(text[at:], '"'); quote >= 0 {
			return insert(at+quote+1, pick(m, []string{`\ud800`, `\ud835\udd18`, `\u0000`, `\x`, "\n", "\xc3", "𝔘", `\/`}))
		}
		return insert(len(text), "x")
	case 3:
		return insert(0, "\ufeff")
	case 4:
		return insert(1, `"explain":true,"explain":false,`)
	case 5:
		return insert(len(text), " {}")
	case 6:
		return insert(0, strings.Repeat("[", 1+m.rng.IntN(80)))
	}
	return insert(0, " \t\r\n")
}

func pick[T any](m *mutator, from []T) T { return from[m.rng.IntN(len(from))] }
