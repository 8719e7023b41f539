package main

import (
	"slices"
	"strconv"
	"strings"
)

// payment writes where the money of alloc.pay went and why, and what is still
// owed.
func (v *view) payment(n node) {
	p := n.at("payment")
	v.printf("Payment of %s by patient %s on %s\n\n", p.at("amount").human(), p.str("patient"), p.str("date"))
	rows := paidRows(n)
	clinics := slices.ContainsFunc(n.at("splits").kids, func(split node) bool { return split.str("clinic") != "0" })
	where, why := v.sentences()
	columns := []column{
		{title: "#", right: true}, {title: "Where it went", width: where}, {title: "Patient", right: true}, {title: "Provider", right: true},
		{title: "Clinic", right: true}, {title: "Owed", right: true}, {title: "Paid", right: true}, {title: "Left", right: true}, {title: "Why", width: why},
	}
	rows = append(rows, []string{"", "Total", "", "", "", "", p.at("amount").human(), "", ""})
	if !clinics {
		const clinic = 4
		columns = slices.Delete(columns, clinic, clinic+1)
		for i := range rows {
			rows[i] = slices.Delete(rows[i], clinic, clinic+1)
		}
	}
	v.rows(columns, rows[:len(rows)-1], rows[len(rows)-1])
	v.printf("\nOrder: the whole family's charges by date; on one day procedures before adjustments, then the lower id.\n")
	v.printf("Unallocated: %s\n", n.at("unallocated").human())
	v.stillOwed(n)
	for _, w := range n.at("warnings").kids {
		v.printf("Warning: %s: %s\n", w.str("path"), w.str("message"))
	}
}

// sentences returns the widths of the two columns of words, so that the table
// fits the terminal where that leaves them room.
func (v *view) sentences() (where, why int) {
	const numbers, most, least = 52, 80, 40 // of the columns of numbers; of both columns of words
	words := most
	if v.width > 0 {
		words = max(least, min(most, v.width-numbers))
	}
	return words * 2 / 5, words * 3 / 5
}

// paidRows makes a row of every split. The trace has a step for each of them, in
// the same order, after the steps that say how each charge came to what it owed.
func paidRows(n node) [][]string {
	splits := n.at("splits").kids
	reasons := map[string][]string{}
	var rows [][]string
	for _, step := range n.at("trace").kids {
		subject, rule := step.str("subject"), step.str("rule")
		owed, left := step.at("before").human(), step.at("after").human()
		reason := strings.Join(reasons[subject], ", ")
		switch rule {
		case "oldestFirst":
		case "chosenFirst", "ownFirst":
			reason = strings.TrimPrefix(reason+", "+rankOf[rule], ", ")
		case "unearned", "prepayment":
			owed, left, reason = "", "", step.str("note")
		default:
			reasons[subject] = append(reasons[subject], because(rule, step))
			continue
		}
		split := splits[len(rows)]
		rows = append(rows, []string{
			strconv.Itoa(len(rows) + 1), step.at("subject").human(), split.str("patient"), zeroBlank(split.str("provider")), zeroBlank(split.str("clinic")),
			owed, split.at("amount").human(), left, reason,
		})
	}
	return rows
}

// rankOf says why a split goes before older charges.
var rankOf = map[string]string{"chosenFirst": "chosen", "ownFirst": "the payer's own"}

// because is one step's part of what a charge owes, in a few words.
func because(rule string, step node) string {
	amount := step.at("amount").human()
	switch rule {
	case "face":
		return step.str("note") + " for " + amount
	case "insurance":
		return "insurance " + amount
	case "attachedAdjustment", "adjustmentsCancel":
		return "adjustment " + amount
	}
	return rule + " " + amount
}

// stillOwed lists the charges that owe something after the payment. The trace
// begins with one face value a charge, in the order of outstandingAfter.
func (v *view) stillOwed(n node) {
	var owed []string
	outstanding := n.at("outstandingAfter")
	trace := slices.DeleteFunc(slices.Clone(n.at("trace").kids), func(step node) bool { return step.str("rule") != "face" })
	for i, left := range outstanding.kids {
		if !left.isEmpty() {
			owed = append(owed, trace[i].at("subject").human()+" "+left.human())
		}
	}
	if len(owed) == 0 {
		v.printf("Still owed: nothing\n")
		return
	}
	v.printf("Still owed:\n")
	const shown = 20
	for _, line := range owed[:min(len(owed), shown)] {
		v.printf("  %s\n", line)
	}
	if len(owed) > shown {
		v.printf("  and %d more\n", len(owed)-shown)
	}
}

// zeroBlank leaves out an id that names nothing.
func zeroBlank(id string) string {
	if id == "0" {
		return ""
	}
	return id
}
