package main

import (
	"fmt"
	"strconv"
	"strings"
)

// payment writes where the money of alloc.pay went and why, and what is still
// owed.
func (v *view) payment(n node) {
	p := n.at("payment")
	v.printf("Payment of %s by patient %s on %s\n\n", p.at("amount").human(), p.str("patient"), p.str("date"))
	rows := paidRows(n)
	v.rows([]column{
		{title: "#", right: true}, {title: "Where it went", width: 32}, {title: "Patient", right: true}, {title: "Provider", right: true},
		{title: "Owed", right: true}, {title: "Paid", right: true}, {title: "Left", right: true}, {title: "Why", width: 48},
	}, rows, []string{"", "Total", "", "", "", p.at("amount").human(), "", ""})
	v.printf("\nOrder: the whole family's charges by date; on one day procedures before adjustments, then the lower id.\n")
	v.printf("Unallocated: %s\n", n.at("unallocated").human())
	v.stillOwed(n.at("outstandingAfter"))
	for _, w := range n.at("warnings").kids {
		v.printf("Warning: %s: %s\n", w.str("path"), w.str("message"))
	}
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
		case "unearned":
			owed, left, reason = "", "", step.str("note")
		default:
			reasons[subject] = append(reasons[subject], because(rule, step))
			continue
		}
		split := splits[len(rows)]
		rows = append(rows, []string{
			strconv.Itoa(len(rows) + 1), subject, split.str("patient"), zeroBlank(split.str("provider")),
			owed, split.at("amount").human(), left, reason,
		})
	}
	return rows
}

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

// stillOwed lists the charges that owe something after the payment.
func (v *view) stillOwed(outstanding node) {
	var owed []string
	for i, id := range outstanding.names {
		if !outstanding.kids[i].isEmpty() {
			owed = append(owed, id+" owes "+outstanding.kids[i].human())
		}
	}
	if len(owed) == 0 {
		v.printf("Still owed: nothing\n")
		return
	}
	const shown = 12
	more := ""
	if len(owed) > shown {
		more = fmt.Sprintf(", and %d more", len(owed)-shown)
		owed = owed[:shown]
	}
	v.printf("Still owed: %s%s\n", strings.Join(owed, ", "), more)
}

// zeroBlank leaves out an id that names nothing.
func zeroBlank(id string) string {
	if id == "0" {
		return ""
	}
	return id
}
