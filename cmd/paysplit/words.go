package main

import (
	"strconv"
	"strings"
)

// labels are the names that need other words than their own.
var labels = map[string]string{
	"payAmt": "Payment", "dates": "Due dates", "apr": "APR", "byDate": "By due date", "completedAmt": "Completed so far",
	"patNum": "Patient", "planNum": "Insurance plan", "insSubNum": "Insurance subscription", "sheetDefNum": "Sheet",
	"payPlanDate": "Agreed on", "datePayPlanStart": "First payment", "dateInterestStart": "Interest from",
	"dynamicPayPlanTPOption": "Planned treatment", "chargeFrequency": "Frequency", "payPlan": "The plan to store",
	"appliedPrepay": "Paid from the prepayment", "prepaidLeft": "Left of the prepayment", "hiddenPrepay": "Held as a prepayment",
	"toRegularUnearned": "To unearned income", "appliedToPlan": "Applied to the plan", "reasons": "What keeps it open",
	"wouldClose": "Can be closed", "canClose": "Can be closed", "closeOut": "Charged at once", "detachedProduction": "Let go", "due": "Due now", "missed": "Due dates that were missed", "moved": "Due today instead of later",
	"claimNum": "Claim", "claimProcs": "Claim procedures", "claimProc": "The claim procedure", "claimProcNum": "Claim procedure", "insPayAmt": "Paid by insurance",
	"claimPaymentNum": "Claim payment", "detach": "To detach", "deleteDeposit": "Delete its deposit", "clearDateInsFinalized": "Clear the date finalized",
	"held": "Held as a prepayment", "totalCharged": "Charged in all", "uncharged": "Not charged yet", "isLocked": "Locked", "isClosed": "Closed", "isDynamic": "Dynamic",
}

// words are the values that need other words than their own.
var words = map[string]string{
	"true": "yes", "false": "no", "null": "none", "0001-01-01": "not set",
	"chargeAfterToday": "a charge falls due later", "underpaid": "charges are not paid", "closed": "it is closed already",
	"expectedUnpaid": "charges are still expected", "plannedTreatment": "treatment waits to be done",
	"downPayment": "down payment", "closeOut": "close-out", "paidAhead": "paid ahead",
}

// untold are the members that a person is not told: the trace has a place of its
// own, and the ids of what is let go stand in a list with their types.
var untold = map[string]bool{"trace": true, "detached": true}

// label returns a name in words.
func label(name string) string {
	if words, ok := labels[name]; ok {
		return words
	}
	return title(name)
}

// words returns a scalar as a person would say it.
func (n node) words() string {
	if n.kind == 'n' {
		return words["null"]
	}
	if said, ok := words[n.text]; ok {
		return said
	}
	return n.human()
}

// any lays a result out by its shape: scalars as lines, lists as tables, objects
// with their own lines indented. What says nothing at all is left out.
func (v *view) any(n node, indent string) {
	width := 0
	for i, name := range n.names {
		if _, short := n.kids[i].line(); short && !untold[name] && !n.kids[i].isBlank() {
			width = max(width, len(label(name)))
		}
	}
	for i, name := range n.names {
		kid := n.kids[i]
		text, short := kid.line()
		switch {
		case untold[name], kid.isBlank():
		case short:
			v.printf("%s%-*s  %s\n", indent, width, label(name), text)
		case kid.kind == '{':
			v.printf("%s%s\n", indent, label(name))
			v.any(kid, indent+"  ")
		default:
			v.printf("%s%s\n", indent, label(name))
			v.list(kid.kids)
		}
	}
}

// isBlank reports whether a scalar names nothing: an empty text, or the id 0.
func (n node) isBlank() bool { return n.kind == '"' && n.text == "" || n.kind == '0' && n.text == "0" }

// line returns a scalar or a short list of them as it stands beside its name, and
// whether the value is one.
func (n node) line() (text string, short bool) {
	switch {
	case n.kind == '{':
		return "", false
	case n.kind != '[':
		return n.words(), true
	case len(n.kids) == 0:
		return words["null"], true
	case len(columnNames(n.kids)) > 0:
		return "", false
	}
	texts := make([]string, len(n.kids))
	for i, kid := range n.kids {
		texts[i] = kid.words()
	}
	text = strings.Join(texts, ", ")
	const most = 90
	return text, len(text) <= most
}

// record writes a plan as it is stored, and what it expects.
func (v *view) record(n node) {
	v.printf("%s\n", label("payPlan"))
	v.any(n.at("payPlan"), "  ")
	v.printf("\n")
	v.expected(n)
}

// expected writes what a dynamic plan expects, as it would be handed to a patient.
func (v *view) expected(n node) {
	rows := n.at("byDate").kids
	headline := "No payment is expected now"
	if len(rows) > 0 {
		amounts := make([]string, len(rows))
		for i, row := range rows {
			amounts[i] = row.at("amount").human()
		}
		headline = countPayments(n.at("payAmt").human(), amounts)
	}
	v.printf("%s\nThe whole plan: principal %s, interest %s, total cost %s\n", headline,
		n.at("principalAmount").human(), n.at("totalInterest").human(), n.at("totalCost").human())
	if n.str("completedAmt") != n.str("principalAmount") {
		v.printf("Completed so far: %s; the rest is charged, with its interest, once it is done\n", n.at("completedAmt").human())
	}
	v.printf("\n")
	var table [][]string
	charges := n.at("charges").kids
	for _, c := range charges {
		if c.str("kind") == "downPayment" {
			table = append(table, []string{"down", c.str("date"), c.str("type") + " " + c.str("production"),
				c.at("principal").human(), c.at("interest").human(), c.at("amount").human(), ""})
		}
	}
	for i, row := range rows {
		table = append(table, []string{strconv.Itoa(i + 1), row.str("date"), paysFor(charges, row.str("date")),
			row.at("principal").human(), row.at("interest").human(), row.at("amount").human(), row.at("balance").human()})
	}
	if len(table) > 0 {
		v.rows([]column{
			{title: "#", right: true}, {title: "Due"}, {title: "For", width: 40}, {title: "Principal", right: true}, {title: "Interest", right: true},
			{title: "Payment", right: true}, {title: "Not charged", right: true},
		}, table, expectedTotal(n))
		v.printf("\n")
	}
	v.printf("%s\n", strings.TrimSpace(n.at("note").human()))
}

// expectedTotal returns the last line of the table of what a plan expects.
func expectedTotal(n node) []string {
	p := dynamicOf(n)
	digits := digitsOf(n.str("totalCost"))
	rows, err := dues(append(p.down[:len(p.down):len(p.down)], p.payments...), digits)
	if err != nil {
		return nil
	}
	total, err := totalOf(rows)
	if err != nil {
		return nil
	}
	return []string{"", "Total", "", decimal(total.principal, digits), decimal(total.interest, digits), decimal(total.amount, digits), ""}
}

// paysFor names the production that the instalment of a day pays for.
func paysFor(charges []node, day string) string {
	var names []string
	for _, c := range charges {
		if c.str("date") == day && c.str("kind") == "installment" {
			names = append(names, c.str("type")+" "+c.str("production"))
		}
	}
	return strings.Join(names, ", ")
}
