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
	if order := orderOf(n); order != "" {
		v.printf("\n%s\n", order)
	} else {
		v.printf("\n")
	}
	if deleted := n.at("deleted").kids; len(deleted) > 0 {
		var ids []string
		for _, id := range deleted {
			ids = append(ids, id.human())
		}
		v.printf("Instead of splits %s.\n", strings.Join(ids, ", "))
	}
	v.printf("Unallocated: %s\n", n.at("unallocated").human())
	v.stillOwed(n)
	v.warnings(n)
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
		reason, paid := paidBecause[rule]
		if !paid || len(rows) == len(splits) {
			reasons[subject] = append(reasons[subject], because(rule, step))
			continue
		}
		owed, left := step.at("before").human(), step.at("after").human()
		switch rule {
		case "unearned", "prepayment", "planPrepayment":
			owed, left, reason = "", "", step.str("note")
		default:
			reason = strings.TrimPrefix(strings.Join(reasons[subject], ", ")+", "+reason, ", ")
		}
		split := splits[len(rows)]
		rows = append(rows, []string{
			strconv.Itoa(len(rows) + 1), step.at("subject").human(), split.str("patient"), zeroBlank(split.str("provider")), zeroBlank(split.str("clinic")),
			owed, split.at("amount").human(), left, strings.TrimSuffix(reason, ", "),
		})
	}
	return rows
}

// paidBecause are the rules that make a split, with what makes a charge go before
// older ones.
var paidBecause = map[string]string{
	"oldestFirst": "", "chosenFirst": "chosen", "ownFirst": "the payer's own", "strategy": "by the strategy", "given": "as asked",
	"unearned": "", "prepayment": "", "planPrepayment": "",
}

// becauseOf are rules in a few words.
var becauseOf = map[string]string{
	"earlierSplit": "paid before", "looseCredit": "money on the account", "onPlan": "moved to its plan", "givenBack": "back from its plan", "notDue": "not due yet",
	"insurancePlan": "an insurer's plan", "insuranceFence": "insurance over the fee",
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
	if text, ok := becauseOf[rule]; ok {
		return text + " " + amount
	}
	return rule + " " + amount
}

// stillOwed lists the charges that owe something after the payment, an instalment as
// a whole.
func (v *view) stillOwed(n node) {
	var owed []string
	names, left := chargeNames(n), n.at("outstandingAfter")
	for i, after := range left.kids {
		if !after.isEmpty() && !strings.HasPrefix(after.human(), "-") {
			owed = append(owed, nameOf(left.names[i], names)+" "+after.human())
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

// orderOf says in which order the charges stood, or nothing if none was paid.
func orderOf(n node) string {
	first, any := "", false
	for _, step := range n.at("trace").kids {
		switch step.str("rule") {
		case "strategy":
			return "Order: as the strategy says."
		case "given":
			return "Order: as asked; each charge gets what was given to it."
		case "oldestFirst":
			any = true
		case "chosenFirst":
			any, first = true, "what the payer chose first; then "
		case "ownFirst":
			any = true
			if !strings.Contains(first, "own") {
				first += "the payer's own charges; then "
			}
		}
	}
	if !any {
		return ""
	}
	return "Order: " + first + "the whole family's charges by date; on one day procedures, adjustments, instalments (the smaller first); then the lower id."
}

// transfer writes what an income transfer moves: each two splits are one movement.
func (v *view) transfer(n node, title string) {
	splits, names := n.at("splits").kids, chargeNames(n)
	v.printf("%s on %s on the account of patient %s\n\n", title, n.at("payment").str("date"), n.at("payment").str("patient"))
	rows := make([][]string, 0, len(splits)/2)
	for i := 0; i+1 < len(splits); i += 2 {
		from, to := splits[i], splits[i+1]
		rows = append(rows, []string{
			strconv.Itoa(i/2 + 1), placeOf(from, names), from.str("patient"), zeroBlank(from.str("provider")),
			to.at("amount").human(), placeOf(to, names), to.str("patient"), zeroBlank(to.str("provider")),
		})
	}
	where, _ := v.sentences()
	if len(rows) == 0 {
		v.printf("Nothing moves: what is owed and what could pay it do not meet.\n")
	} else {
		v.rows([]column{
			{title: "#", right: true}, {title: "Taken from", width: where}, {title: "of patient", right: true}, {title: "provider", right: true},
			{title: "Amount", right: true}, {title: "Given to", width: where}, {title: "of patient", right: true}, {title: "provider", right: true},
		}, rows, nil)
	}
	v.printf("\nThe splits sum to %s.\n", n.at("net").human())
	v.stillOwed(n)
	v.warnings(n)
}

// replay writes what every payment of an account was split into.
func (v *view) replay(n node) {
	names := chargeNames(n)
	var rows [][]string
	byPayment := n.at("byPayment")
	for i, payment := range byPayment.kids {
		number := byPayment.names[i]
		for _, split := range payment.kids {
			rows = append(rows, []string{number, placeOf(split, names), split.str("patient"), zeroBlank(split.str("provider")), split.at("amount").human()})
			number = ""
		}
	}
	where, _ := v.sentences()
	v.rows([]column{{title: "Payment", right: true}, {title: "Where it went", width: where}, {title: "Patient", right: true}, {title: "Provider", right: true}, {title: "Paid", right: true}}, rows, nil)
	v.printf("\nUnallocated: %s\n", n.at("unallocated").human())
	v.stillOwed(n)
	v.warnings(n)
}

// undone writes what a refund or a return takes back, and from where.
func (v *view) undone(n node, title string) {
	p := n.at("payment")
	v.printf("%s of %s to patient %s on %s\n\n", title, strings.TrimPrefix(p.at("amount").human(), "-"), p.str("patient"), p.str("date"))
	var rows [][]string
	for i, split := range n.at("splits").kids {
		rows = append(rows, []string{strconv.Itoa(i + 1), placeOf(split, nil), split.str("patient"), zeroBlank(split.str("provider")), zeroBlank(split.str("clinic")), split.at("amount").human()})
	}
	where, _ := v.sentences()
	v.rows([]column{{title: "#", right: true}, {title: "Taken back from", width: where}, {title: "Patient", right: true}, {title: "Provider", right: true}, {title: "Clinic", right: true}, {title: "Amount", right: true}},
		rows, []string{"", "Total", "", "", "", p.at("amount").human()})
	v.printf("\nUnallocated: %s\n", n.at("unallocated").human())
	for _, a := range n.at("adjustments").kids {
		v.printf("New adjustment of %s for patient %s, provider %s: the work was not performed\n", a.at("amount").human(), a.str("patient"), a.str("provider"))
	}
}

// warnings writes the findings of an allocation.
func (v *view) warnings(n node) {
	for _, w := range n.at("warnings").kids {
		v.printf("Warning: %s: %s\n", w.str("path"), w.str("message"))
	}
}

// nameOf returns the name of a key of outstandingAfter: an id, of a procedure where
// there is one, or a type and an id.
func nameOf(key string, names map[string]string) string {
	kinds := []string{"procedure ", "adjustment ", "instalment ", "interest of instalment "}
	if kind, id, typed := strings.Cut(key, ":"); typed {
		kinds, key = []string{kind + " "}, id
		if kind == "planCharge" {
			kinds = []string{"instalment ", "interest of instalment "}
		}
	}
	for _, kind := range kinds {
		if name, ok := names[kind+key]; ok {
			return name
		}
	}
	return key
}

// chargeNames returns the names that the trace has for charges, by their type and id.
func chargeNames(n node) map[string]string {
	names := map[string]string{}
	for _, step := range n.at("trace").kids {
		subject := step.at("subject").human()
		key, _, _ := strings.Cut(subject, " (")
		key, _, _ = strings.Cut(key, " for ")
		if _, seen := names[key]; !seen {
			names[key] = subject
		}
	}
	return names
}

// placeOf says where a split is.
func placeOf(split node, names map[string]string) string {
	key := ""
	switch {
	case split.str("planCharge") != "0" && split.str("debit") == "interest":
		key = "interest of instalment " + split.str("planCharge")
	case split.str("planCharge") != "0":
		key = "instalment " + split.str("planCharge")
	case split.str("procedure") != "0":
		key = "procedure " + split.str("procedure")
	case split.str("adjustment") != "0":
		key = "adjustment " + split.str("adjustment")
	case split.str("unearned") != "0":
		return "unearned income, type " + split.str("unearned")
	default:
		return "money on nothing"
	}
	if name, ok := names[key]; ok {
		return name
	}
	return key
}
