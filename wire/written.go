package wire

import (
	"strconv"
	"strings"
)

// written returns a path under the names that the document uses. An engine's
// error comes with this library's names; where the document has Open Dental's, a
// reader looks for those. What the document does not have keeps its name.
func (c *call) written(path string) string {
	d := &decoder{json: newTokens(c.input)}
	shape := c.op.shape
	out := ""
	for path != "" && shape != nil {
		name, index, rest := firstStep(path)
		key, f := d.enter(shape, name)
		if f == nil {
			break
		}
		if out != "" {
			out += "."
		}
		out += key
		if index >= 0 {
			out += "[" + strconv.Itoa(index) + "]"
			if !d.enterRow(index) {
				path = rest
				break
			}
		}
		path, shape = rest, f.shape
	}
	if out != "" && path != "" {
		out += "."
	}
	return out + path
}

// firstStep splits a path: charges[3].fee is charges, 3 and fee. The index is -1
// where there is none.
func firstStep(path string) (name string, index int, rest string) {
	step, rest, _ := strings.Cut(path, ".")
	name, number, inList := strings.Cut(step, "[")
	if !inList {
		return name, -1, rest
	}
	index, err := strconv.Atoi(strings.TrimSuffix(number, "]"))
	if err != nil {
		return name, -1, rest
	}
	return name, index, rest
}

// enter reads an object up to the value of the field that has the name, and
// returns the name that stands there.
func (d *decoder) enter(s *shape, name string) (key string, f *field) {
	if d.json.PeekKind() != '{' {
		return "", nil
	}
	if _, err := d.json.ReadToken(); err != nil {
		return "", nil
	}
	for d.json.PeekKind() == '"' {
		read, err := d.name()
		if err != nil {
			return "", nil
		}
		if at := s.find(read, 0); at >= 0 && (s.fields[at].name == name || s.fields[at].instead == name) {
			return string(read), s.fields[at]
		}
		if err := d.json.SkipValue(); err != nil {
			return "", nil
		}
	}
	return "", nil
}

// enterRow reads a list up to the row of that index.
func (d *decoder) enterRow(index int) bool {
	if d.json.PeekKind() != '[' {
		return false
	}
	if _, err := d.json.ReadToken(); err != nil {
		return false
	}
	for range index {
		if k := d.json.PeekKind(); k == ']' || k == 0 {
			return false
		}
		if err := d.json.SkipValue(); err != nil {
			return false
		}
	}
	return true
}
