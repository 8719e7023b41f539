package main

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"unicode"

	"github.com/paysplit/paysplit/wire"
)

//go:embed page.html
var pageText string

// pageTemplate escapes whatever it is given, for the place where it stands.
var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is what the HTML page of a result shows: a plan's own parts, where the
// result is one, and then texts and tables.
type page struct {
	Title string
	Plan  *planPage // nil for what is no plan
	Parts []pagePart
}

// pagePart is a table, or a text.
type pagePart struct {
	Table *pageTable
	Text  string
	Mono  bool // the text has columns
}

// pageTable is a table with its caption. A footer of nil is none.
type pageTable struct {
	Caption string
	Head    []cell
	Rows    [][]cell
	Foot    []cell
}

// cell is one cell of a table.
type cell struct {
	Text   string
	Right  bool // numbers stand to the right
	Header bool // names its row
}

// Words reports whether a cell holds a sentence, which should not be squeezed.
func (c cell) Words() bool { return len(c.Text) > 30 }

// writeHTML writes a result as one page that needs nothing else: no script, no
// other file, no network. The same result gives the same bytes.
func writeHTML(out io.Writer, op wire.Op, result []byte, explain bool) error {
	n, err := parse(result)
	if err != nil {
		return err
	}
	p := page{Title: strings.ToUpper(op.Summary[:1]) + op.Summary[1:]}
	var v view
	switch op.Name {
	case "plan.schedule":
		p.Plan, err = newPlanPage(scheduleOf(n))
	case "plan.dynamic", "plan.create", "plan.amend":
		p.Plan, err = newPlanPage(dynamicOf(n))
	default:
		v.result(op.Name, n)
	}
	if err != nil {
		return err
	}
	if p.Plan != nil {
		p.Title = p.Plan.Headline
	}
	if explain {
		v.trace(n.at("trace"))
	}
	p.Parts = pageParts(v.parts)
	return pageTemplate.Execute(out, &p)
}

// pageParts makes the parts of a page of those of a view. The last line before a
// table is its caption.
func pageParts(parts []part) []pagePart {
	var made []pagePart
	caption := ""
	for i, p := range parts {
		if p.table != nil {
			made = append(made, pagePart{Table: pageTableOf(p.table, caption)})
			caption = ""
			continue
		}
		text := strings.Trim(p.text, "\n")
		if i+1 < len(parts) {
			cut := strings.LastIndexByte(text, '\n') + 1
			text, caption = strings.TrimRight(text[:cut], "\n"), text[cut:]
		}
		if text != "" {
			made = append(made, pagePart{Text: legible(text), Mono: strings.Contains(text, "  ")})
		}
	}
	return made
}

// pageTableOf makes a page's table of a view's.
func pageTableOf(g *grid, caption string) *pageTable {
	t := &pageTable{Caption: legible(caption), Rows: make([][]cell, len(g.Rows))}
	cells := func(texts []string) []cell {
		row := make([]cell, len(texts))
		for i, text := range texts {
			row[i] = cell{Text: legible(text), Right: g.Columns[i].right}
		}
		return row
	}
	titles := make([]string, len(g.Columns))
	for i, c := range g.Columns {
		titles[i] = c.title
	}
	t.Head = cells(titles)
	for i, row := range g.Rows {
		t.Rows[i] = cells(row)
	}
	if g.Footer != nil {
		t.Foot = cells(g.Footer)
	}
	return t
}

// legible replaces what a page cannot hold: control characters but the ends of
// lines, and the two code points that are no characters in any document.
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r):
			return ' '
		case r == '\ufffe' || r == '\uffff':
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
