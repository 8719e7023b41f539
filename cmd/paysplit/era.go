package main

import (
	"bufio"
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/wire"
)

// readsText are the operations that take the text of an 835 as it is.
var readsText = map[string]bool{"era.balance": true, "era.check": true}

// isText reports whether a document is not JSON, after a byte order mark and blank
// lines: then the reader of 835 text says what it should begin with.
func (d *source) isText() bool {
	head, _ := d.in.Peek(512)
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(head) > 0 && head[0] != '{' && head[0] != '['
}

// mostInTables is how many rows of a kind a table of an 835 has: who reads it wants
// the first ones. JSON and CSV have all.
const mostInTables = 100

// runText runs the operation on the text of an 835, which is not held whole.
func (o *opCmd) runText(std stdio, status *int, d *source, format string) error {
	options := wire.TextOptions{Options: wire.Options{Explain: o.Explain}, Digits: 2}
	var ok bool
	var err error
	var result bytes.Buffer
	out := bufio.NewWriterSize(std.out, 64<<10)
	if format == "json" {
		if ok, err = wire.RunText(o.op.Name, d.in, out, options); err == nil {
			err = out.Flush()
		}
	} else {
		if format != "csv" {
			options.Most = mostInTables
		}
		if ok, err = wire.RunText(o.op.Name, d.in, &result, options); err == nil {
			err = o.print(std, format, bytes.TrimSpace(result.Bytes()))
		}
	}
	if e := (*wire.Error)(nil); errors.As(err, &e) {
		*status = report(std, o.File, err)
		return nil
	}
	if !ok {
		*status = exitRefused
	}
	return err
}

// remittance writes a report on a remittance: each check, the claims it pays, the
// provider adjustments, what is wrong, and what deserves a look.
func (v *view) remittance(n node) {
	for _, t := range n.at("transactions").kids {
		v.checkHeadline(t)
	}
	if n.at("sum").kind != 0 {
		v.books(n)
	}
	if claims := n.at("claims").kids; len(claims) > 0 {
		v.printf("\nClaims%s\n", someOf(len(claims), n))
		v.claims(claims)
	}
	if rows := n.at("providerAdjustments").kids; len(rows) > 0 {
		v.printf("\nProvider adjustments\n")
		v.list(rows)
	}
	v.findingSentences("\nWhat is wrong", n.at("problems").kids, n.str("problemsLeftOut"))
	v.findingSentences("\nWorth a look", n.at("warnings").kids, n.str("warningsLeftOut"))
}

// someOf says that a table does not have all claims.
func someOf(listed int, n node) string {
	all := 0
	for _, t := range n.at("transactions").kids {
		all += wholeOf(t.str("claims"))
	}
	if listed == all {
		return ""
	}
	return " with something to say about them, of " + countOf(all, "claim")
}

// wholeOf reads a count of a result.
func wholeOf(text string) int {
	n, _ := strconv.Atoi(text) // results are our own
	return n
}

// countOf says how many there are of something.
func countOf(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return separated(strconv.Itoa(n)) + " " + of + "s"
}

// checkHeadline tells one check in lines: what it pays and what it should.
func (v *view) checkHeadline(t node) {
	name := "The check"
	if check := t.at("check").human(); check != "" {
		name = "Check " + check
	}
	v.printf("%s pays %s for %s\n", name, t.at("payment").human(), countOf(wholeOf(t.str("claims")), "claim"))
	v.printf("  The claims are paid %s, less provider adjustments of %s: %s", t.at("paid").human(), t.at("providerAdjustments").human(), t.at("expectedPayment").human())
	switch difference := t.at("difference").human(); {
	case t.at("difference").isEmpty():
		v.printf(", which ties\n")
	case strings.HasPrefix(difference, "-"):
		v.printf("; the check is short by %s\n", difference[1:])
	default:
		v.printf("; the check is over by %s\n", difference)
	}
}

// books tells how a payment stands beside the rows of the books.
func (v *view) books(n node) {
	v.printf("The rows of the books sum to %s; difference %s\n", n.at("sum").human(), n.at("difference").human())
	if n.str("explainedByPLB") == "true" {
		v.printf("The provider adjustments explain it: the rows less them are %s\n", n.at("sumMinusPLB").human())
	}
	if rows := n.at("excluded").kids; len(rows) > 0 {
		v.printf("\nRows that do not count\n")
		v.list(rows)
	}
}

// claims writes the table of claims. The last column says how far a claim is off.
func (v *view) claims(claims []node) {
	columns := []column{{title: "Claim"}, {title: "Status"}, {title: "Lines", right: true}, {title: "Charge", right: true},
		{title: "Adjusted", right: true}, {title: "Expected", right: true}, {title: "Paid", right: true}, {title: "Off by", right: true}}
	several := claims[0].at("check").kind != 0
	if several {
		columns = append([]column{{title: "Check"}}, columns...)
	}
	rows := make([][]string, len(claims))
	for i, c := range claims {
		difference := c.at("difference").human()
		if c.at("difference").isEmpty() {
			difference = ""
		}
		rows[i] = []string{c.at("claim").human(), claimStatus(c.str("status")), c.at("services").human(), c.at("charge").human(),
			c.at("adjustments").human(), c.at("expected").human(), c.at("paid").human(), difference}
		if several {
			rows[i] = append([]string{c.at("check").human()}, rows[i]...)
		}
	}
	v.rows(columns, rows, nil)
}

// claimStatus says a claim's status in words.
func claimStatus(code string) string {
	words := map[string]string{"1": "primary", "2": "secondary", "3": "tertiary", "4": "denied", "19": "primary, forwarded",
		"20": "secondary, forwarded", "21": "tertiary, forwarded", "22": "reversal", "23": "not ours, forwarded", "25": "predetermination"}
	if said, ok := words[code]; ok {
		return said
	}
	return strings.Map(printable, code)
}

// findingSentences writes the messages of findings, with how many are left out.
func (v *view) findingSentences(headline string, findings []node, leftOut string) {
	if len(findings) == 0 {
		return
	}
	v.printf("%s\n", headline)
	for _, f := range findings {
		v.printf("  %s (%s)\n", f.at("message").human(), f.str("code"))
	}
	if leftOut != "" {
		v.printf("  and %s more; --format json has all\n", separated(leftOut))
	}
}
