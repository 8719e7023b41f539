package main

import (
	"strconv"
	"strings"
)

// check writes how a check stands to its claims: a headline, its claims with their
// sums and the difference, the claim procedures, and what would explain it.
func (v *view) claimCheck(n node) {
	steps := n.at("trace").kids
	compare := steps[len(steps)-1]
	digits := digitsOf(n.str("sum"))
	check := compare.at("after").atLeast(digits)
	v.printf("%s\n", checkHeadline(n, check))
	v.claimFindings(n)
	v.printf("\n")
	rows := [][]string{}
	for _, claim := range n.at("claims").kids {
		rows = append(rows, []string{"Claim " + claim.str("claimNum"), claim.str("counted"), zeroBlank(claim.str("excluded")), claim.at("sum").human()})
	}
	sum := compare.at("before").atLeast(digits)
	if rounded := n.at("sum").human(); rounded != sum {
		sum = rounded + " (" + sum + ")"
	}
	counted, excluded := len(n.at("counted").kids), len(n.at("excluded").kids)
	if n.at("claims").kind != 0 {
		counted = len(steps) - 1 - excluded
	}
	rows = append(rows,
		[]string{"Sum", strconv.Itoa(counted), zeroBlank(strconv.Itoa(excluded)), sum},
		[]string{"Check", "", "", check},
	)
	v.rows([]column{{title: ""}, {title: "Counted", right: true}, {title: "Left out", right: true}, {title: "Amount", right: true}},
		rows, []string{"Difference", "", "", n.at("difference").human()})
	v.claimProcs(steps[:len(steps)-1], digits)
	v.hints(n)
}

// checkHeadline says in one line what a check comes to.
func checkHeadline(n node, amount string) string {
	head := "Check of " + amount + ": "
	difference := n.at("difference").human()
	apart := "over by " + difference
	if short, negative := strings.CutPrefix(difference, "-"); negative {
		apart = "short by " + short
	}
	tied := n.at("difference").isEmpty()
	switch {
	case n.str("ok") == "false" && tied:
		return head + "refused"
	case n.str("ok") == "false":
		return head + "refused, " + apart
	case n.str("isPartial") == "true" && tied:
		return head + "ties, and stays partial"
	case n.str("isPartial") == "true":
		return head + "partial, " + apart
	case tied:
		return head + "ties, and is final"
	}
	return head + "final, though " + apart
}

// most is how many rows of one table a person is shown.
const mostRows = 60

// claimProcs writes each claim procedure and whether it counts.
func (v *view) claimProcs(steps []node, digits int) {
	if len(steps) == 0 {
		return
	}
	v.printf("\nClaim procedures\n")
	var rows [][]string
	for _, step := range steps[:min(len(steps), mostRows)] {
		counts := "no"
		if step.str("rule") == "counted" {
			counts = "yes"
		}
		why, _ := strings.CutPrefix(step.at("note").human(), "left out: ")
		rows = append(rows, []string{strings.TrimPrefix(step.at("subject").human(), "claim procedure "), step.at("amount").atLeast(digits), counts, why})
	}
	v.rows([]column{{title: "Claim procedure"}, {title: "Amount", right: true}, {title: "Counts"}, {title: "Why", width: sentence}}, rows, nil)
	if more := len(steps) - mostRows; more > 0 {
		v.printf("and %d more\n", more)
	}
}

// findings writes the problems of a report, a sentence each.
func (v *view) claimFindings(n node) {
	for _, p := range n.at("problems").kids {
		v.printf("%s\n", joinNonEmpty(": ", p.at("path").human(), p.at("message").human())+" ("+p.str("code")+")")
	}
}

// hints writes what would explain a difference.
func (v *view) hints(n node) {
	hints := n.at("hints").kids
	if len(hints) == 0 {
		return
	}
	v.printf("\nWhat would explain the difference\n")
	for _, h := range hints {
		of := ""
		if payment := h.str("claimPaymentNum"); payment != "" {
			of = "claim payment " + payment + ": "
		}
		v.printf("- %s%s\n", of, h.at("message").human())
	}
}

// report writes a report without a table of its own: whether all is well, the
// problems as sentences, and the rest by its shape.
func (v *view) report(n node) {
	if n.str("ok") == "true" {
		v.printf("OK\n")
	} else {
		v.printf("Refused\n")
	}
	v.claimFindings(n)
	v.any(n.without("ok", "problems", "hints"), "")
	v.hints(n)
}

// audit writes how each stored check stands to what is attached to it.
func (v *view) audit(n node) {
	problems := n.at("problems").kids
	switch len(problems) {
	case 0:
		v.printf("Nothing is wrong\n")
	case 1:
		v.printf("1 problem\n")
	default:
		v.printf("%d problems\n", len(problems))
	}
	v.claimFindings(n)
	v.printf("\n")
	var rows [][]string
	steps := n.at("trace").kids
	for _, step := range steps[:min(len(steps), mostRows)] {
		rows = append(rows, []string{
			strings.TrimPrefix(step.at("subject").human(), "claim payment "), step.str("rule"), step.at("before").human(), step.at("after").human(), step.at("amount").human(),
		})
	}
	v.rows([]column{{title: "Claim payment", right: true}, {title: "State"}, {title: "Attached", right: true}, {title: "Check", right: true}, {title: "Difference", right: true}}, rows, nil)
	if more := len(steps) - mostRows; more > 0 {
		v.printf("and %d more\n", more)
	}
	v.hints(n)
	if waiting := n.at("unfinalizedClaims").kids; len(waiting) > 0 {
		v.printf("\nClaims that wait for a check\n")
		v.list(waiting[:min(len(waiting), mostRows)])
	}
}

// atLeast writes an amount with that many digits after the point, and more only
// where they say something.
func (n node) atLeast(digits int) string {
	text := n.text
	for digitsOf(text) > digits && strings.HasSuffix(text, "0") {
		text = text[:len(text)-1]
	}
	return separated(text)
}

// without returns an object without some of its members.
func (n node) without(names ...string) node {
	kept := node{kind: n.kind}
	for i, name := range n.names {
		skip := false
		for _, each := range names {
			skip = skip || each == name
		}
		if !skip {
			kept.names, kept.kids = append(kept.names, name), append(kept.kids, n.kids[i])
		}
	}
	return kept
}
