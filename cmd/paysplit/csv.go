package main

import (
	"encoding/csv"
	"io"
)

// csvLists are the lists that CSV writes of the operations whose results have
// more than one, or one that may be empty.
var csvLists = map[string]string{
	"alloc.pay": "splits", "alloc.refund": "splits", "alloc.return": "splits", "alloc.partial": "splits", "alloc.transfer": "splits", "alloc.unearned": "splits",
	"plan.dynamic": "charges", "plan.create": "charges", "plan.amend": "charges",
	"plan.issue": "newCharges", "plan.balance": "moves", "plan.close": "closeOut", "plan.overcharged": "links",
	"split.allocate": "shares", "split.percent": "shares", "split.refund": "shares",
	"split.validate": "problems", "split.plan": "payments", "split.reconcile": "rows", "split.fill": "splits",
	"checkset.validate": "problems",
	"era.balance":       "problems", "era.check": "problems",
	"claim.single": "claims", "claim.batch": "claims", "claim.update": "problems", "claim.delete": "problems", "claim.edit": "problems", "claim.audit": "problems",
}

// writeCSV writes the list of a result that matters most, with a column for every
// member of its objects: the one that is named for the operation, else its first
// list of objects but the trace, or a list that is all there is. Any other result, and
// one whose list is empty, is one row of its scalars. Amounts are written as in JSON, without separators.
func writeCSV(out io.Writer, op string, result []byte) error {
	n, err := parse(result)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	rows := []node{n}
	name := op
	list := csvLists[op]
	switch {
	case op == "alloc.replay":
		rows, list = replayedRows(n), name
	case op == "alloc.update":
		rows, list = []node{n.at("payment")}, name
	case list != "":
		rows, name = n.at(list).kids, list
	}
	for i, kid := range n.kids {
		if list == "" && n.names[i] != "trace" && kid.kind == '[' && (len(columnNames(kid.kids)) > 0 || n.isAlone(i)) {
			rows, name = kid.kids, n.names[i]
			break
		}
	}
	if _, report := n.find("ok"); report && len(rows) == 0 { // it found nothing to list
		rows = []node{n}
	}
	header := scalarNames(rows, name)
	if len(rows) > 0 {
		w.Write(header)
	}
	for _, row := range rows {
		record := make([]string, len(header))
		for i, column := range header {
			if record[i] = row.text; row.kind == '{' {
				if cell := row.at(column); cell.kind != 'n' { // a null is an empty cell
					record[i] = cell.text
				}
			}
		}
		w.Write(record)
	}
	w.Flush()
	return w.Error()
}

// replayedRows are the splits of all payments, each with its payment first.
func replayedRows(n node) (rows []node) {
	byPayment := n.at("byPayment")
	for i, payment := range byPayment.kids {
		for _, split := range payment.kids {
			number := node{kind: '"', text: byPayment.names[i]}
			rows = append(rows, node{kind: '{', names: append([]string{"payment"}, split.names...), kids: append([]node{number}, split.kids...)})
		}
	}
	return rows
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

// scalarNames returns the columns of rows: the members that are not lists or
// objects, in the order in which they first appear, or the list's own name where
// rows are scalars.
func scalarNames(rows []node, list string) (names []string) {
	known := map[string]bool{}
	for _, row := range rows {
		if row.kind != '{' {
			return []string{list}
		}
		for i, kid := range row.kids {
			if name := row.names[i]; kid.kind != '{' && kid.kind != '[' && !known[name] {
				known[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}
