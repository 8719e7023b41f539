package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// element is what a test reads of a page: a tag, its attributes, its text and
// what is in it.
type element struct {
	name  string
	attrs map[string]string
	text  string // its own and that of all that is in it
	from  int    // where its text begins in that of the page
	kids  []*element
}

// parsePage reads a page, which has to be well formed.
func parsePage(t *testing.T, page string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	open := []*element{{}}
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}, from: text.Len()}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			open[len(open)-1].kids = append(open[len(open)-1].kids, e)
			open = append(open, e)
		case xml.EndElement:
			last := len(open) - 1
			if last == 0 {
				t.Fatalf("</%s> closes nothing", token.Name.Local)
			}
			open[last].text = text.String()[open[last].from:]
			open = open[:last]
		case xml.CharData:
			text.Write(token)
		}
	}
	if len(open) != 1 {
		t.Fatalf("<%s> is not closed", open[len(open)-1].name)
	}
	open[0].text = text.String()
	return open[0]
}

// all returns the elements of a name, in the order of the page, and only those of
// a class where one is named: "g.bar".
func (e *element) all(selector string) (found []*element) {
	name, class, _ := strings.Cut(selector, ".")
	for _, kid := range e.kids {
		if kid.name == name && (class == "" || slices.Contains(strings.Fields(kid.attrs["class"]), class)) {
			found = append(found, kid)
		}
		found = append(found, kid.all(selector)...)
	}
	return found
}

// texts returns the texts of elements.
func texts(elements []*element) (found []string) {
	for _, e := range elements {
		found = append(found, strings.TrimSpace(e.text))
	}
	return found
}

// htmlOf returns the page of a document.
func htmlOf(t *testing.T, document string, args ...string) string {
	t.Helper()
	out, errOut, status := command(t, document, append(args, "--format", "html")...)
	if status != exitOK || errOut != "" {
		t.Fatalf("status %d, %s", status, errOut)
	}
	return out
}

// planCase is a document of a plan.
type planCase struct {
	name, op, document, headline string
	bars                         int
	why                          string
}

// plans are plans of many lengths.
var plans = []planCase{
	{"the README's", "schedule", `{"principal":"1180","downPayment":"200","apr":"9.9","numberOfPayments":12,"today":"2026-10-31","firstPayment":"2026-11-30"}`,
		"12 payments of 86.12, the last 86.02", 12, "a down payment is in the table; its bar would dwarf all others"},
	{"none", "schedule", `{"principal":"100","downPayment":"100","numberOfPayments":3,"today":"2026-01-01"}`,
		"Nothing is left to pay after the down payment", 0, "there is nothing to draw"},
	{"one", "schedule", `{"principal":"100","apr":"12","numberOfPayments":1,"today":"2026-01-01"}`, "1 payment of 101.00", 1, "a line and a bar need no neighbours"},
	{"one below the level", "schedule", `{"principal":"100","payAmt":"150","today":"2026-01-01"}`, "1 payment of 100.00", 1, "nobody pays the level"},
	{"49", "schedule", `{"principal":"490","numberOfPayments":49,"today":"2026-01-01"}`, "49 payments of 10.00", 49, "every twelfth date, and no room for the last"},
	{"60", "schedule", `{"principal":"25000","apr":"9","numberOfPayments":60,"today":"2026-01-31"}`, "60 payments of 518.96, the last 518.89", 60, "bars with gaps"},
	{"360", "schedule", `{"principal":"1250000","apr":"6","numberOfPayments":360,"today":"2026-01-01"}`, "360 payments of 7,494.39, the last 7,485.71", 360, "bars without gaps"},
	{"2000", "schedule", `{"principal":"1000000","payAmt":"500","frequency":"Weekly","today":"2026-01-01"}`, "2000 payments of 500.00", 2000, "the most that a plan can have"},
	{"without minor units", "schedule", `{"principal":"1000000","numberOfPayments":4,"currency":"JPY","today":"2026-01-01"}`, "4 payments of 250,000", 4, "yen have separators too"},
	{"the largest amounts", "schedule", `{"principal":"92000000000000000","numberOfPayments":1,"today":"2026-01-01"}`,
		"1 payment of 92,000,000,000,000,000.00", 1, "the top of the axis is more than an amount can hold"},
	{"dynamic", "dynamic", `{"production":[{"id":1,"amount":"652","complete":true},{"id":2,"amount":"76"}],"apr":"10","numberOfPayments":8,"downPayment":"100",
		"today":"2022-06-30","firstPayment":"2022-07-01","interestStart":"2022-08-01"}`, "7 payments of 81.48, the last 76.83", 7, "the documented plan"},
	{"dynamic, the next period", "dynamic", `{"production":[{"id":1,"amount":"300","complete":true}],"payAmt":"100","nextPeriodOnly":true,"today":"2022-06-30"}`,
		"The next payment is 100.00", 1, "more payments follow that the result does not have"},
	{"dynamic, nothing done", "dynamic", `{"production":[{"id":1,"amount":"100"}],"numberOfPayments":2,"today":"2022-06-30"}`, "No payment is expected now", 0, "work that is not completed is not charged"},
}

// TestPlanPages shows that a page is well formed, needs nothing from elsewhere,
// has a bar for every payment and a row for every payment and down payment, with
// all its amounts, and is the same every time.
func TestPlanPages(t *testing.T) {
	for _, test := range plans {
		t.Run(test.name, func(t *testing.T) {
			page := htmlOf(t, test.document, "plan", test.op)
			root := parsePage(t, page)
			for _, outside := range []string{"http:", "https:", "//", "<script", "<link", "<img", "@import", "url("} {
				if strings.Contains(page, outside) {
					t.Errorf("%q: the page needs something from elsewhere", outside)
				}
			}
			if got := texts(root.all("h1")); !slices.Equal(got, []string{test.headline}) {
				t.Errorf("headline %q, want %q", got, test.headline)
			}
			if lang := root.kids[0].attrs["lang"]; lang != "en" {
				t.Errorf("lang %q", lang)
			}
			if got := len(root.all("g.bar")); got != test.bars {
				t.Errorf("%d bars, want %d: %s", got, test.bars, test.why)
			}
			checkRows(t, root, resultOf(t, test.document, test.op))
			if htmlOf(t, test.document, "plan", test.op) != page {
				t.Error("the same document gave another page")
			}
		})
	}
}

// planResult is what a test reads of a result.
type planResult struct {
	Rows, ByDate, Charges []struct{ Date, Kind, Principal, Interest, Amount, Balance string }
	Note                  string
}

func resultOf(t *testing.T, document, op string) (result planResult) {
	t.Helper()
	out, _, _ := command(t, document, "plan", op)
	if err := json.Unmarshal([]byte(out), &result); err != nil {
		t.Fatal(err)
	}
	return result
}

// checkRows compares the rows of a page's table with those of a result.
func checkRows(t *testing.T, root *element, result planResult) {
	t.Helper()
	want := append(result.Rows, result.ByDate...)
	for i := len(result.Charges) - 1; i >= 0; i-- {
		if result.Charges[i].Kind == "downPayment" {
			want = slices.Insert(want, 0, result.Charges[i])
		}
	}
	if len(want) == 0 {
		return
	}
	rows := root.all("tbody")[0].all("tr")
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, w := range want {
		var got []string
		for _, kid := range rows[i].kids[1:] {
			got = append(got, strings.ReplaceAll(kid.text, ",", ""))
		}
		if fields := []string{w.Date, w.Principal, w.Interest, w.Amount, w.Balance}; !slices.Equal(got, fields) {
			t.Fatalf("row %d is %q, want %q", i, got, fields)
		}
	}
}

// TestPlanPageTotals shows the key figures and the totals of the table. A dynamic
// plan's payments can come to less than its total cost, and the page says so.
func TestPlanPageTotals(t *testing.T) {
	for _, test := range []struct {
		name         string
		facts, total []string
		says         string
	}{
		{"the README's", []string{"1,180.00", "200.00", "53.34", "1,233.34", "2026-11-30", "2027-10-30"}, []string{"", "Total", "1,180.00", "53.34", "1,233.34", ""}, "Total Cost of Loan: 1233.34"},
		{"dynamic", []string{"728.00", "100.00", "652.00", "13.71", "741.71", "2022-07-01", "2023-01-01"}, []string{"", "Total", "652.00", "13.71", "665.71", ""}, "come to 665.71"},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := plans[slices.IndexFunc(plans, func(p planCase) bool { return p.name == test.name })]
			root := parsePage(t, htmlOf(t, plan.document, "plan", plan.op))
			if got := texts(root.all("dd")); !slices.Equal(got, test.facts) {
				t.Errorf("facts %q, want %q", got, test.facts)
			}
			if got := texts(root.all("tfoot")[0].all("tr")[0].kids); !slices.Equal(got, test.total) {
				t.Errorf("totals %q, want %q", got, test.total)
			}
			if got := strings.Join(texts(root.all("p")), "\n"); !strings.Contains(got, test.says) {
				t.Errorf("no %q in %q", test.says, got)
			}
		})
	}
}

// TestPlanPageIsAccessible shows what a screen reader is told.
func TestPlanPageIsAccessible(t *testing.T) {
	root := parsePage(t, htmlOf(t, plans[0].document, "plan", "schedule"))
	chart := root.all("svg")[0]
	if chart.attrs["role"] != "img" {
		t.Errorf("the chart's role is %q", chart.attrs["role"])
	}
	for id := range strings.FieldsSeq(chart.attrs["aria-labelledby"]) {
		if !slices.ContainsFunc(chart.kids, func(kid *element) bool { return kid.attrs["id"] == id && kid.text != "" }) {
			t.Errorf("nothing in the chart is called %q", id)
		}
	}
	if desc := texts(chart.all("desc")); len(desc) != 1 || !strings.Contains(desc[0], "from 980.00 before the first payment on 2026-11-30 to 0.00") {
		t.Errorf("the chart is described as %q", desc)
	}
	if len(root.all("caption")) != 1 {
		t.Error("the table has no caption")
	}
	for _, cell := range root.all("th") {
		if scope := cell.attrs["scope"]; scope != "col" && scope != "row" {
			t.Errorf("the header %q has the scope %q", cell.text, scope)
		}
	}
}

// TestHostileTextIsText shows that a note or a name cannot become a part of the
// page.
func TestHostileTextIsText(t *testing.T) {
	const hostile = `</p><script>alert(1)</script>'"&{{.}}`
	quoted, _ := json.Marshal(hostile + "\x1b[31m \ufffe")
	for _, test := range []struct {
		name     string
		document string
		args     []string
	}{
		{"the note of a plan", `{"principal":"100","numberOfPayments":2,"today":"2026-01-01","note":` + string(quoted) + `}`, []string{"plan", "schedule"}},
		{"the note of a dynamic plan", `{"production":[{"id":1,"amount":"100"}],"numberOfPayments":2,"today":"2026-01-01","note":` + string(quoted) + `}`, []string{"plan", "dynamic"}},
		{"a name", `{"today":"2026-03-02","family":[{"id":1,"name":` + string(quoted) + `}],"payment":{"patient":1,"amount":"50.00"},
			"charges":[{"type":"procedure","id":5,"patient":1,"date":"2026-02-01","fee":"80.00"}]}`, []string{"alloc", "pay", "--explain"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := parsePage(t, htmlOf(t, test.document, test.args...))
			if len(root.all("script")) > 0 {
				t.Error("the text became elements")
			}
			if !strings.Contains(root.all("main")[0].text, hostile) {
				t.Error("the text is not there as it was written")
			}
		})
	}
}

// TestAnyResultAsPage shows the tables of the terminal as a page.
func TestAnyResultAsPage(t *testing.T) {
	for _, test := range []struct {
		name, document      string
		args, head, caption []string
		says                string
	}{
		{"dates", `{"first":"2024-01-31","count":12}`, []string{"schedule", "dates"}, []string{"#", ""}, []string{"Due dates"}, "2024-02-29"},
		{"a scalar", `{"principal":"5000","numberOfPayments":2}`, []string{"plan", "payment"}, nil, nil, "Payment  2,500.00"},
		{"a payment", "", []string{"alloc", "pay", "examples/family.json"}, []string{"#", "Where it went", "Patient", "Provider", "Owed", "Paid", "Left", "Why"},
			[]string{"Payment of 1,000.00 by patient 1 on 2026-11-16"}, "chosen"},
		{"the steps of a plan", "", []string{"plan", "schedule", "examples/plan.json", "--explain"}, []string{"#", "Due", "Principal", "Interest", "Payment", "Balance"},
			[]string{"What falls due, and when", "Step by step"}, "all that is left"},
	} {
		t.Run(test.name, func(t *testing.T) {
			page := htmlOf(t, test.document, test.args...)
			root := parsePage(t, page)
			if got := texts(root.all("caption")); !slices.Equal(got, test.caption) {
				t.Errorf("captions %q, want %q", got, test.caption)
			}
			if heads := root.all("thead"); len(heads) > 0 && !slices.Equal(texts(heads[0].all("th")), test.head) {
				t.Errorf("columns %q, want %q", texts(heads[0].all("th")), test.head)
			}
			if !strings.Contains(root.all("main")[0].text, test.says) {
				t.Errorf("no %q in\n%s", test.says, page)
			}
		})
	}
}

// TestChartStaysInItsField shows that every bar and label is inside of the
// drawing, that dates do not run into each other, and that bars reach the axis.
func TestChartStaysInItsField(t *testing.T) {
	for _, test := range plans {
		t.Run(test.name, func(t *testing.T) {
			root := parsePage(t, htmlOf(t, test.document, "plan", test.op))
			if test.bars == 0 {
				if len(root.all("svg")) > 0 {
					t.Error("an empty chart")
				}
				return
			}
			const letter = 10 // at most, on a phone
			end := 0
			for _, label := range root.all("svg")[0].all("text") {
				x, width := number(t, label.attrs["x"]), letter*len(label.text)
				switch label.attrs["text-anchor"] {
				case "middle":
					x -= width / 2
				case "end":
					x -= width
				}
				if x < 0 || x+width > 560 {
					t.Errorf("%q is from %d to %d", label.text, x, x+width)
				}
				if label.attrs["y"] == "356" {
					if x < end {
						t.Errorf("%q begins at %d, inside of the date before it", label.text, x)
					}
					end = x + width
				}
			}
			drawing := root.all("svg")[0].all("svg")[1]
			inner := fmt.Sprintf("0 0 %d 10000", 100*test.bars)
			if drawing.attrs["viewBox"] != inner {
				t.Errorf("the field is %s, want %s", drawing.attrs["viewBox"], inner)
			}
			for i, bar := range drawing.all("g.bar") {
				bottom := 10000
				for _, r := range bar.all("rect") {
					x, width := number(t, r.attrs["x"]), number(t, r.attrs["width"])
					y, height := number(t, r.attrs["y"]), number(t, r.attrs["height"])
					if x < 100*i || x+width > 100*(i+1) || y < 0 || y+height != bottom {
						t.Fatalf("bar %d: %v stands outside of its place", i, r.attrs)
					}
					bottom = y
				}
				if bottom == 10000 {
					t.Fatalf("bar %d has no height", i)
				}
			}
		})
	}
}

func number(t *testing.T, text string) (n int) {
	t.Helper()
	if _, err := fmt.Sscanf(text, "%d", &n); err != nil {
		t.Fatalf("%q is no number: %v", text, err)
	}
	return n
}
