package main

import (
	"encoding/csv"
	"io"
)

// writeCSV writes the list of a result that matters most: its first list of
// objects but the trace, with a column for every member of its objects, or a list
// that is all there is. Any other result is one row of its scalars. Amounts are
// written as in JSON, without separators.
func writeCSV(out io.Writer, op string, result []byte) error {
	n, err := parse(result)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	rows := []node{n}
	name := op
	for i, kid := range n.kids {
		if n.names[i] != "trace" && kid.kind == '[' && (len(columnNames(kid.kids)) > 0 || n.isAlone(i)) {
			rows, name = kid.kids, n.names[i]
			break
		}
	}
	var header []string
	for _, row := range rows {
		if header == nil {
			header = scalarNames(row, name)
			w.Write(header)
		}
		record := make([]string, len(header))
		for i, column := range header {
			if record[i] = row.text; row.kind == '{' {
				record[i] = row.str(column)
			}
		}
		w.Write(record)
	}
	w.Flush()
	return w.Error()
}

// isAlone reports whether a member is all of a result, but for the trace.
func (n node) isAlone(i int) bool {
	for j, name := range n.names {
		if j != i && name != "trace" {
			return false
		}
	}
	return true
}

// scalarNames returns the columns of a row: the members that are not lists or
// objects, or the list's own name where the row is a scalar.
func scalarNames(row node, list string) []string {
	if row.kind != '{' {
		return []string{list}
	}
	var names []string
	for i, kid := range row.kids {
		if kid.kind != '{' && kid.kind != '[' {
			names = append(names, row.names[i])
		}
	}
	return names
}
