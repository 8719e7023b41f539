package wire

import "strconv"

// rowNames are the names under which the rows of a list have one field, read once
// for all the problems of a report: reading the document again for each of them
// would take a square of its size.
type rowNames struct {
	list string   // the list's own name
	rows []string // the field's, by row; empty where the row does not have it
}

// writtenRow is written for a path of a report: a field of the document, a row of a
// list, or one field of a row.
func (c *call) writtenRow(path string) string {
	list, index, rest := firstStep(path)
	if index < 0 {
		return c.written(path)
	}
	if c.names == nil {
		c.names = map[string]*rowNames{}
	}
	names := c.names[list+"."+rest]
	if names == nil {
		names = c.readNames(list, rest)
		c.names[list+"."+rest] = names
	}
	at := names.list + "[" + strconv.Itoa(index) + "]"
	switch {
	case rest == "":
		return at
	case index < len(names.rows) && names.rows[index] != "":
		return at + "." + names.rows[index]
	}
	return at + "." + rest
}

// readNames finds the names of a list and of one field of its rows. The document
// has been read before, so it is well formed.
func (c *call) readNames(list, name string) *rowNames {
	d := &decoder{json: newTokens(c.input)}
	key, f := d.enter(c.op.shape, list)
	if f == nil {
		return &rowNames{list: list}
	}
	names := &rowNames{list: key}
	if name == "" || f.shape == nil || d.json.PeekKind() != '[' {
		return names
	}
	if _, err := d.json.ReadToken(); err != nil {
		return names
	}
	for k := d.json.PeekKind(); k != ']' && k != 0; k = d.json.PeekKind() {
		written, ok := d.nameInRow(f.shape, name)
		if !ok {
			return names
		}
		names.rows = append(names.rows, written)
	}
	return names
}

// nameInRow reads a row and returns the name under which it has a field; ok is
// false where it cannot be read.
func (d *decoder) nameInRow(s *shape, name string) (written string, ok bool) {
	if d.json.PeekKind() != '{' {
		return "", d.json.SkipValue() == nil
	}
	if _, err := d.json.ReadToken(); err != nil {
		return "", false
	}
	for d.json.PeekKind() == '"' {
		read, err := d.name()
		if err != nil {
			return "", false
		}
		if at := s.find(read, 0); at >= 0 && s.fields[at].name == name {
			written = string(read)
		}
		if d.json.SkipValue() != nil {
			return "", false
		}
	}
	_, err := d.json.ReadToken()
	return written, err == nil
}
