package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// writeTables writes a result for a person, on a terminal of that width or on
// something else of none.
func writeTables(out io.Writer, width int, op string, result []byte, explain bool) error {
	n, err := parse(result)
	if err != nil {
		return err
	}
	v := view{width: width}
	v.result(op, n)
	if explain {
		v.trace(n.at("trace"))
	}
	for _, p := range v.parts {
		text := p.text
		if p.table != nil {
			text = p.table.render()
		}
		if _, err := io.WriteString(out, text); err != nil {
			return err
		}
	}
	return nil
}

// view decides what a person is told of a result: texts and tables, in order.
// The format decides how they are drawn.
type view struct {
	parts []part
	width int // of the terminal; 0 is none
}

// part is a table, or a text.
type part struct {
	table *grid
	text  string
}

// result tells an operation's result: the operations that people read most have
// a view of their own, every other is laid out by its shape.
func (v *view) result(op string, n node) {
	switch op {
	case "alloc.pay", "alloc.partial":
		v.payment(n)
	case "alloc.transfer":
		v.transfer(n, "Transfer")
	case "alloc.unearned":
		v.transfer(n, "Unearned income moved")
	case "alloc.refund":
		v.undone(n, "Refund")
	case "alloc.return":
		v.undone(n, "Return")
	case "alloc.replay":
		v.replay(n)
	case "plan.schedule":
		v.plan(n)
	case "plan.recalculate":
		v.recalculated(n)
	case "plan.dynamic":
		v.expected(n)
	case "plan.create", "plan.amend":
		v.record(n)
	case "checkset.validate":
		v.checkSet(n)
	case "era.balance", "era.check":
		v.remittance(n)
	case "claim.single", "claim.batch", "claim.update":
		v.claimCheck(n)
	case "claim.delete", "claim.edit":
		v.report(n)
	case "claim.audit":
		v.audit(n)
	default:
		if !v.split(op, n) {
			v.any(n, "")
		}
	}
}

// printf adds to the text after the last table.
func (v *view) printf(format string, args ...any) {
	if len(v.parts) == 0 || v.parts[len(v.parts)-1].table != nil {
		v.parts = append(v.parts, part{})
	}
	v.parts[len(v.parts)-1].text += fmt.Sprintf(format, args...)
}

// rows adds a table. A footer of nil is none.
func (v *view) rows(columns []column, rows [][]string, footer []string) {
	v.parts = append(v.parts, part{table: &grid{Columns: columns, Rows: rows, Footer: footer}})
}

// grid is a table's cells.
type grid struct {
	Columns []column
	Rows    [][]string
	Footer  []string
}

// column is one column of a table.
type column struct {
	title string
	right bool // numbers stand to the right
	width int  // longer texts wrap; 0 is no limit
}

// render draws the table for a terminal.
func (g *grid) render() string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder, t.Style().Options.SeparateColumns = false, false
	t.Style().Box.PaddingLeft, t.Style().Box.PaddingRight = "", "  "
	t.Style().Format.Header = text.FormatDefault
	t.Style().Format.Footer = text.FormatDefault
	header := make([]string, len(g.Columns))
	configs := make([]table.ColumnConfig, len(g.Columns))
	for i, c := range g.Columns {
		header[i] = c.title
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: c.width, WidthMaxEnforcer: text.WrapSoft}
		if c.right {
			configs[i].Align, configs[i].AlignHeader, configs[i].AlignFooter = text.AlignRight, text.AlignRight, text.AlignRight
		}
	}
	t.SetColumnConfigs(configs)
	t.AppendHeader(tableRow(header))
	for _, row := range g.Rows {
		t.AppendRow(tableRow(row))
	}
	if g.Footer != nil {
		t.AppendFooter(tableRow(g.Footer))
	}
	return trimLines(t.Render()) + "\n"
}

// trimLines removes the padding at the ends of the lines.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, cell := range cells {
		row[i] = cell
	}
	return row
}

// plan writes a plan's rows as they would be handed to a patient.
func (v *view) plan(n node) {
	v.printf("%s; principal %s, interest %s, total cost %s\n\n", payments(n),
		n.at("principalAmount").human(), n.at("totalInterest").human(), n.at("totalCost").human())
	v.planRows(n, []string{"", "Total", n.at("principalAmount").human(), n.at("totalInterest").human(), n.at("totalCost").human(), ""})
	v.printf("\n%s\n", strings.TrimSpace(n.at("note").human()))
}

// recalculated writes a plan's rows after payments.
func (v *view) recalculated(n node) {
	sums := node{kind: n.kind}
	for i, name := range n.names {
		if name != "rows" && name != "note" {
			sums.names, sums.kids = append(sums.names, name), append(sums.kids, n.kids[i])
		}
	}
	v.any(sums, "")
	v.printf("\nWhat fell due and what is to come\n")
	v.planRows(n, nil)
	v.printf("\n%s\n", strings.TrimSpace(n.at("note").human()))
}

// planRows writes the table of a plan's rows.
func (v *view) planRows(n node, footer []string) {
	numbers := map[string]string{"downPayment": "down", "paidAhead": "ahead"}
	var rows [][]string
	for _, r := range n.at("rows").kids {
		number := r.str("n")
		if word, ok := numbers[r.str("kind")]; ok {
			number = word
		}
		rows = append(rows, []string{
			number, r.str("date"), r.at("principal").human(), r.at("interest").human(), r.at("amount").human(), r.at("balance").human(),
		})
	}
	v.rows([]column{
		{title: "#", right: true}, {title: "Due"}, {title: "Principal", right: true}, {title: "Interest", right: true},
		{title: "Payment", right: true}, {title: "Balance", right: true},
	}, rows, footer)
}

// payments says how many payments a plan has, and what the last one is where it
// differs.
func payments(n node) string {
	var amounts []string
	for _, row := range n.at("rows").kids {
		if row.str("kind") != "downPayment" {
			amounts = append(amounts, row.at("amount").human())
		}
	}
	if len(amounts) == 0 {
		return "Nothing is left to pay after the down payment"
	}
	return countPayments(n.at("payAmt").human(), amounts)
}

// countPayments counts one payment or more. All but the last are of one level.
func countPayments(level string, amounts []string) string {
	count := strconv.Itoa(len(amounts))
	last := amounts[len(amounts)-1]
	if len(amounts) == 1 {
		return "1 payment of " + last
	}
	if last != level {
		return count + " payments of " + level + ", the last " + last
	}
	return count + " payments of " + level
}

// trace writes every step.
func (v *view) trace(trace node) {
	v.printf("\nStep by step\n")
	if len(trace.kids) == 0 {
		v.printf("(nothing happened)\n")
		return
	}
	v.list(trace.kids)
}

// sentence is how wide a column of sentences may be.
const sentence = 72

// list writes a table of one object or more, or of scalars with their numbers.
// Columns that say nothing in any row are left out.
func (v *view) list(kids []node) {
	names := columnNames(kids)
	var columns []column
	rows := make([][]string, len(kids))
	if len(names) == 0 {
		columns = []column{{title: "#", right: true}, {title: "", right: kids[0].isNumber()}}
		for i, kid := range kids {
			rows[i] = []string{strconv.Itoa(i + 1), kid.words()}
		}
	}
	for _, name := range names {
		right := true
		for i, kid := range kids {
			cell := kid.at(name)
			right = right && (cell.isNumber() || cell.isEmpty())
			rows[i] = append(rows[i], cell.words())
		}
		columns = append(columns, column{title: label(name), right: right, width: sentence})
	}
	v.rows(columns, rows, nil)
}

// columnNames returns the names of the members in the order in which they first
// appear, without those that say nothing in any row.
func columnNames(kids []node) []string {
	var names []string
	says := map[string]bool{}
	for _, kid := range kids {
		for i, name := range kid.names {
			if _, known := says[name]; !known {
				names = append(names, name)
			}
			says[name] = says[name] || !kid.kids[i].isEmpty()
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return !says[name] })
}
