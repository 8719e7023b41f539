package main

import (
	"strconv"
	"strings"
)

// checkSet writes what was found in a check set: the checks with their payments,
// what they ask of the reserves, and everything that is wrong, with the numbers.
func (v *view) checkSet(n node) {
	v.printf("%s\n", checkSetHeadline(n))
	payments := n.at("payments").kids
	for i, check := range n.at("checks").kids {
		v.check(n, check, i, payments)
	}
	v.reserveLines(n.at("reserveLines").kids)
	v.findings("Problems", n.at("problems").kids)
	v.findings("Warnings", n.at("warnings").kids)
	for _, a := range n.at("approvals").kids {
		what := a.str("path")
		if what == "" {
			what = "the excess over the reserves"
		}
		limit := "no limit is known in that currency"
		if at := a.at("limit"); at.kind != 'n' {
			limit = "the limit is " + at.human()
		}
		v.printf("\nNeeds approval: %s, %s; %s\n", what, inCurrency(a, "amount", "currency"), limit)
	}
}

// checkSetHeadline says whether a set may be written, and what it comes to.
func checkSetHeadline(n node) string {
	of := "the check set"
	if total := n.at("setTotal"); total.kind != 'n' {
		of += " of " + inCurrency(n, "setTotal", "currency")
	}
	switch problems := len(n.at("problems").kids); {
	case problems == 1:
		return "Not ok: 1 problem in " + of
	case problems > 1:
		return "Not ok: " + strconv.Itoa(problems) + " problems in " + of
	case n.str("approvalRequired") == "true":
		return "Ok, after approval: " + of
	}
	return "Ok: " + of
}

// check writes one check and its payments, which are those whose path is the
// check's.
func (v *view) check(n, check node, i int, payments []node) {
	var payees []string
	for _, p := range check.at("payees").kids {
		payees = append(payees, p.human())
	}
	to := strings.Join(payees, " and ")
	if to == "" {
		to = "nobody"
	}
	if check.str("jointPayees") == "true" {
		to += " jointly"
	}
	v.printf("\nCheck %d to %s", i+1, to)
	if by := check.at("paymentMethod"); by.text != "" {
		v.printf(" by %s", by.human())
	}
	v.printf("\n")
	own := payments
	if len(n.at("checks").kids) > 1 {
		own = nil
		for _, p := range payments {
			if strings.HasPrefix(p.str("path"), "checks["+strconv.Itoa(i)+"]") {
				own = append(own, p)
			}
		}
	}
	var rows [][]string
	converted := false
	for j, p := range own {
		converted = converted || p.at("rate").kind != 'n'
		rows = append(rows, []string{
			strconv.Itoa(j + 1), p.at("paymentType").human(), p.at("reserveLine").human(), sumOf(p.at("lineItems").kids), inCurrency(p, "amount", "currency"),
			told(p.at("rate")), inCurrency(p, "reservingAmount", "reservingCurrency"),
		})
	}
	columns := []column{
		{title: "#", right: true}, {title: "Payment"}, {title: "From", width: 40}, {title: "Lines", right: true, width: 40}, {title: "Amount", right: true},
		{title: "Rate", right: true}, {title: "In the reserve", right: true},
	}
	footer := []string{"", "Total", "", "", inCurrency(check, "total", "currency"), "", inCurrency(check, "reservingAmount", "reservingCurrency")}
	if !converted {
		const last = 5 // before the rate
		columns, footer = columns[:last], footer[:last]
		for j := range rows {
			rows[j] = rows[j][:last]
		}
	}
	if len(rows) > 0 {
		v.rows(columns, rows, footer)
	}
}

// sumOf writes amounts as a sum: 6,000.00 - 2,000.00.
func sumOf(amounts []node) string {
	var b strings.Builder
	for i, a := range amounts {
		text := a.words()
		if i > 0 {
			sign := " + "
			if rest, minus := strings.CutPrefix(text, "-"); minus {
				sign, text = " - ", rest
			}
			b.WriteString(sign)
		}
		b.WriteString(text)
	}
	return b.String()
}

// inCurrency writes an amount of an object with its currency.
func inCurrency(n node, amount, currency string) string {
	if n.at(amount).kind == 'n' {
		return known(n.at(amount))
	}
	return strings.TrimSuffix(n.at(amount).human()+" "+n.at(currency).human(), " ")
}

// reserveLines writes what a set asks of the reserves whose worth is known.
func (v *view) reserveLines(lines []node) {
	var rows [][]string
	for _, l := range lines {
		if l.at("available").kind == 'n' {
			continue
		}
		owner := l.at("exposure").human()
		if owner == "" {
			owner = "the claim"
		}
		rows = append(rows, []string{
			l.at("costType").human() + "/" + l.at("costCategory").human() + " on " + owner, l.at("reservingCurrency").human(), l.at("available").human(),
			known(l.at("requested")), known(l.at("excess")), known(l.at("after")), known(l.at("offset")),
		})
	}
	if len(rows) == 0 {
		return
	}
	v.printf("\nReserves\n")
	v.rows([]column{
		{title: "Reserve line", width: 40}, {title: "Currency"}, {title: "Available", right: true}, {title: "Asked for", right: true},
		{title: "Over", right: true}, {title: "Left", right: true}, {title: "Offset", right: true},
	}, rows, nil)
}

// findings writes problems or warnings, each with what it is about.
func (v *view) findings(title string, found []node) {
	if len(found) == 0 {
		return
	}
	v.printf("\n%s\n", title)
	rows := make([][]string, len(found))
	for i, f := range found {
		rows[i] = []string{strconv.Itoa(i + 1), f.at("path").human(), told(f.at("want")), told(f.at("got")), told(f.at("difference")), f.at("message").human() + " (" + f.str("code") + ")"}
	}
	const wide, short = 48, 16
	v.rows([]column{
		{title: "#", right: true}, {title: "Where", width: wide}, {title: "Want", right: true, width: short}, {title: "Got", right: true, width: short},
		{title: "Difference", right: true}, {title: "What is wrong, and what would mend it", width: wide},
	}, rows, nil)
}

// known writes an amount, or says that it is not known.
func known(n node) string {
	if n.kind == 'n' {
		return "not known"
	}
	return n.human()
}

// told writes a scalar, and nothing for null.
func told(n node) string {
	if n.kind == 'n' {
		return ""
	}
	return n.human()
}
