package main

import (
	"slices"
	"strconv"
)

// split tells the result of an operation on splits, and reports whether it is one
// with a view of its own.
func (v *view) split(op string, n node) bool {
	switch op {
	case "split.allocate", "split.percent", "split.refund":
		v.shares(n)
	case "split.fill":
		v.filled(n)
	case "split.patientAmount":
		v.patientAmount(n)
	case "split.plan":
		v.posting(n)
	case "split.reconcile":
		v.reconciled(n)
	case "split.validate":
		v.validated(n)
	default:
		return false
	}
	return true
}

// shares writes what each party gets, and why.
func (v *view) shares(n node) {
	shares, steps := n.at("shares").kids, n.at("trace").kids
	rows := make([][]string, len(shares))
	for i, share := range shares {
		rows[i] = []string{strconv.Itoa(i), share.human(), steps[i].str("note")}
	}
	if left := n.at("remainder"); !left.isEmpty() {
		rows = append(rows, []string{"", left.human(), "left over: nobody gets it"})
	}
	v.rows([]column{{title: "Party", right: true}, {title: "Share", right: true}, {title: "Why", width: sentence}}, rows, nil)
}

// filled writes what a payment pays of each charge.
func (v *view) filled(n node) {
	splits, steps := n.at("splits").kids, n.at("trace").kids
	rows := make([][]string, len(splits))
	for i, split := range splits {
		step := steps[i]
		rows[i] = []string{strconv.Itoa(i + 1), step.at("subject").human(), step.at("before").human(), split.at("amount").human(), step.at("after").human()}
	}
	if len(rows) > 0 {
		v.rows([]column{{title: "#", right: true}, {title: "Charge"}, {title: "Due", right: true}, {title: "Paid", right: true}, {title: "Left", right: true}}, rows, nil)
		v.printf("\n")
	}
	v.printf("Order: the oldest charge first; on one day the lower id.\nLeft of the payment: %s\n", n.at("unapplied").human())
}

// patientAmount writes how the patient's part comes about.
func (v *view) patientAmount(n node) {
	steps := n.at("trace").kids
	rows := make([][]string, len(steps))
	for i, step := range steps {
		amount := step.at("amount").human()
		if i > 0 {
			amount = "-" + amount
		}
		rows[i] = []string{step.str("note"), amount}
	}
	v.rows([]column{{title: ""}, {title: "Amount", right: true}}, rows, []string{"The patient's part", n.at("patientAmount").human()})
}

// posting writes the payments that a transaction becomes.
func (v *view) posting(n node) {
	payments, ledger := n.at("payments").kids, n.at("ledger").kids
	of, kind := payments[0].at("transactionId").human(), "payment"
	if n.str("asAdjustment") == "true" {
		kind = "adjustment"
	}
	v.printf("Transaction %s becomes %s, %s in all\n\n", of, counted(len(payments), kind), n.at("sum").human())
	substituted := n.at("substituted").kids
	rows := make([][]string, len(payments))
	for i, p := range payments {
		why := ""
		if len(substituted) == len(payments) {
			why = "provider of charge " + substituted[i].at("charge").human()
		} else if p.at("provider").kind == 'n' && p.at("charge").kind == 'n' {
			why = "not split"
		}
		rows[i] = []string{strconv.Itoa(i + 1), blank(p.at("provider")), blank(p.at("charge")), p.at("amount").human(), ledger[i].human(), why}
	}
	var total []string
	if len(rows) > 1 {
		total = []string{"", "Total", "Total", n.at("sum").human(), "", ""} // one of the two columns says nothing
	}
	v.dense([]column{{title: "#", right: true}, {title: "Provider"}, {title: "Charge"}, {title: "Amount", right: true}, {title: "In the ledger", right: true}, {title: "Why"}},
		rows, total)
	if len(substituted) > 0 {
		v.printf("\nThe system cannot link a payment to a charge: each charge became its provider.\n")
	}
	if merged := n.at("mergedByProvider"); len(merged.kids) > 0 && len(merged.kids) < len(payments) {
		text := ""
		for i, sum := range merged.kids {
			text += ", " + printableText(merged.names[i]) + " " + sum.human()
		}
		v.printf("By provider: %s\n", text[len(", "):]) // only charges become the same provider twice
	}
}

// reconciled writes where a posting stands.
func (v *view) reconciled(n node) {
	v.printf("Transaction %s: %s; posted %s, difference %s\n", n.at("transactionId").human(), stateWords[n.str("state")], n.at("posted").human(), n.at("difference").human())
	v.ledgerRows("\nRows of the transaction", n.at("rows").kids)
	if missing := n.at("missing").kids; len(missing) > 0 && n.str("state") != "pending" {
		v.printf("\nPlanned and not found\n")
		rows := make([][]string, len(missing))
		for i, p := range missing {
			rows[i] = []string{blank(p.at("provider")), blank(p.at("charge")), p.at("amount").human()}
		}
		v.dense([]column{{title: "Provider"}, {title: "Charge"}, {title: "Amount", right: true}}, rows, nil)
	}
	v.ledgerRows("\nFound and not planned", n.at("extra").kids)
	v.splitProblems(n)
}

// stateWords say where a posting stands.
var stateWords = map[string]string{
	"pending": "not posted yet", "complete": "complete", "failed": "the posting failed", "mismatch": "the ledger differs",
}

// ledgerRows writes rows of the ledger under a headline; nothing where there are
// none.
func (v *view) ledgerRows(headline string, kids []node) {
	if len(kids) == 0 {
		return
	}
	v.printf("%s\n", headline)
	rows := make([][]string, len(kids))
	for i, row := range kids {
		rows[i] = []string{row.str("row"), blank(row.at("id")), blank(row.at("provider")), blank(row.at("charge")), row.at("amount").human(), row.str("payer")}
	}
	v.dense([]column{{title: "Row", right: true}, {title: "Id"}, {title: "Provider"}, {title: "Charge"}, {title: "Amount", right: true}, {title: "Paid by"}}, rows, nil)
}

// validated writes the report of a transaction, or of each of a submission.
func (v *view) validated(n node) {
	if reports := n.at("reports").kids; len(reports) > 0 {
		for i, report := range reports {
			if i > 0 {
				v.printf("\n")
			}
			v.validated(report)
		}
		return
	}
	id, splits := n.at("transactionId").human(), ""
	if id == "" {
		id = "without an id"
	}
	if kind := n.str("kind"); kind == "provider" || kind == "charge" {
		splits = " (split by " + kind + ")"
	}
	if n.str("ok") == "true" {
		v.printf("Transaction %s%s can be posted: %s\n", id, splits, n.at("sum").human())
	} else {
		v.printf("Transaction %s%s cannot be posted: %s\n", id, splits, counted(len(n.at("problems").kids), "problem"))
	}
	v.splitProblems(n)
}

// splitProblems writes the problems and the warnings of a report: what stands where in
// a table, and under it what would fix each.
func (v *view) splitProblems(n node) {
	problems := n.at("problems").kids
	rows := make([][]string, len(problems))
	for i, p := range problems {
		rows[i] = []string{strconv.Itoa(i + 1), p.str("code"), p.at("path").human(), p.at("got").human(), p.at("want").human(), p.at("difference").human()}
	}
	if len(rows) > 0 {
		const words = 34
		v.printf("\n")
		v.dense([]column{
			{title: "#", right: true}, {title: "Problem"}, {title: "Where", width: words}, {title: "Got", right: true, width: words}, {title: "Want", right: true, width: words},
			{title: "Difference", right: true},
		}, rows, nil)
		v.printf("\n")
	}
	for i, p := range problems {
		v.printf("%d. %s\n", i+1, p.at("message").human())
	}
	for _, w := range n.at("warnings").kids {
		v.printf("Warning: %s: %s\n", w.at("path").human(), w.at("message").human())
	}
}

// dense adds a table without the columns that say nothing in any row.
func (v *view) dense(columns []column, rows [][]string, footer []string) {
	for c := len(columns) - 1; c >= 0; c-- {
		if slices.ContainsFunc(rows, func(row []string) bool { return row[c] != "" }) {
			continue
		}
		columns = slices.Delete(columns, c, c+1)
		for i := range rows {
			rows[i] = slices.Delete(rows[i], c, c+1)
		}
		if footer != nil {
			footer = slices.Delete(footer, c, c+1)
		}
	}
	v.rows(columns, rows, footer)
}

// blank writes a null as nothing.
func blank(n node) string {
	if n.kind == 'n' {
		return ""
	}
	return n.human()
}

// printableText is a text on one line, as human writes one.
func printableText(text string) string { return node{text: text}.human() }

// counted writes a count of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
