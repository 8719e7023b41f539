package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// planPage is what the page of a plan shows beside its texts and tables.
type planPage struct {
	Headline string
	Facts    []fact
	Chart    *chart // nil where no payment is left to show
	Table    *pageTable
	Rest     string // what the table leaves out, if anything
	Note     string
}

// fact is one figure with its name.
type fact struct{ Name, Text string }

// planDoc is the result of an operation on plans, in the one shape that pages
// are made of.
type planDoc struct {
	result   node
	down     []node // paid at once
	payments []node // the instalments
	none     string // what there is to say where there are none
}

// scheduleOf reads the result of plan.schedule.
func scheduleOf(n node) planDoc {
	p := planDoc{result: n, none: "Nothing is left to pay after the down payment"}
	for _, row := range n.at("rows").kids {
		if row.str("kind") == "downPayment" {
			p.down = append(p.down, row)
		} else {
			p.payments = append(p.payments, row)
		}
	}
	return p
}

// dynamicOf reads the result of plan.dynamic, whose down payment is among the
// charges: one for each item of production that it pays for.
func dynamicOf(n node) planDoc {
	p := planDoc{result: n, payments: n.at("byDate").kids, none: "No payment is expected now"}
	for _, c := range n.at("charges").kids {
		if c.str("kind") == "downPayment" {
			p.down = append(p.down, c)
		}
	}
	return p
}

// due is one payment of a plan, in minor units.
type due struct {
	date                                 string
	principal, interest, amount, balance money.Amount
}

// newPlanPage makes the page of a plan.
func newPlanPage(p planDoc) (*planPage, error) {
	digits := digitsOf(p.result.str("totalCost"))
	down, err := dues(p.down, digits)
	if err != nil {
		return nil, err
	}
	payments, err := dues(p.payments, digits)
	if err != nil {
		return nil, err
	}
	paidDown, err := totalOf(down)
	if err != nil {
		return nil, err
	}
	total, err := totalOf(append(down[:len(down):len(down)], payments...))
	if err != nil {
		return nil, err
	}
	made := &planPage{Headline: p.none, Note: legible(strings.TrimSpace(p.result.str("note")))}
	if len(payments) > 0 {
		amounts := make([]string, len(payments))
		for i, d := range payments {
			amounts[i] = decimal(d.amount, digits)
		}
		made.Headline = countPayments(separated(p.result.str("payAmt")), amounts)
		if len(payments) == 1 && payments[0].balance > 0 {
			made.Headline = "The next payment is " + amounts[0] // the result stops there, not the plan
		}
		made.Chart = newChart(payments, digits)
	}
	made.Facts = p.facts(payments)
	if len(down) > 0 {
		made.Facts = slices.Insert(made.Facts, 1, fact{"Down payment", decimal(paidDown.amount, digits)})
	}
	if len(down)+len(payments) > 0 {
		made.Table = p.table(down, payments, total, digits)
	}
	if cost := separated(p.result.str("totalCost")); decimal(total.amount, digits) != cost {
		made.Rest = "The payments shown here come to " + decimal(total.amount, digits) + ". The rest of the total cost of " + cost +
			" was charged before, falls due later or is for what is not completed yet."
	}
	return made, nil
}

// facts returns the figures that the result itself has, and the days.
func (p planDoc) facts(payments []due) []fact {
	var facts []fact
	for _, f := range []fact{
		{"Principal", "principalAmount"}, {"Completed so far", "completedAmt"}, {"Interest", "totalInterest"}, {"Total cost", "totalCost"},
	} {
		if text := p.result.str(f.Text); text != "" {
			facts = append(facts, fact{f.Name, separated(text)})
		}
	}
	switch len(payments) {
	case 0:
		return facts
	case 1:
		return append(facts, fact{"Due", payments[0].date})
	}
	return append(facts, fact{"First payment", payments[0].date}, fact{"Last payment", payments[len(payments)-1].date})
}

// table returns every payment and their total. A down payment that the result
// gives no balance for has none.
func (p planDoc) table(down, payments []due, total due, digits int) *pageTable {
	row := func(number string, d due, balance string) []cell {
		return []cell{
			{Text: number, Right: true}, {Text: d.date, Header: true}, {Text: decimal(d.principal, digits), Right: true},
			{Text: decimal(d.interest, digits), Right: true}, {Text: decimal(d.amount, digits), Right: true}, {Text: balance, Right: true},
		}
	}
	t := &pageTable{
		Caption: "What falls due, and when",
		Head: []cell{
			{Text: "#", Right: true}, {Text: "Due"}, {Text: "Principal", Right: true}, {Text: "Interest", Right: true},
			{Text: "Payment", Right: true}, {Text: "Balance", Right: true},
		},
		Foot: row("", total, ""),
	}
	t.Foot[1].Text = "Total"
	for i, d := range down {
		t.Rows = append(t.Rows, row("down", d, separated(p.down[i].str("balance"))))
	}
	for i, d := range payments {
		t.Rows = append(t.Rows, row(strconv.Itoa(i+1), d, decimal(d.balance, digits)))
	}
	return t
}

// dues reads the rows of a plan.
func dues(rows []node, digits int) ([]due, error) {
	made := make([]due, len(rows))
	for i, row := range rows {
		d := due{date: row.str("date")}
		for _, field := range []struct {
			name string
			into *money.Amount
		}{{"principal", &d.principal}, {"interest", &d.interest}, {"amount", &d.amount}, {"balance", &d.balance}} {
			text := row.str(field.name)
			if text == "" {
				continue
			}
			amount, err := money.Parse(text, digits)
			if err != nil {
				return nil, err
			}
			*field.into = amount
		}
		made[i] = d
	}
	return made, nil
}

// totalOf adds payments up.
func totalOf(rows []due) (total due, err error) {
	for _, d := range rows {
		if total.principal, err = total.principal.Add(d.principal); err != nil {
			return due{}, err
		}
		if total.interest, err = total.interest.Add(d.interest); err != nil {
			return due{}, err
		}
		if total.amount, err = total.amount.Add(d.amount); err != nil {
			return due{}, err
		}
	}
	return total, nil
}

// digitsOf returns how many digits an amount has after the point.
func digitsOf(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// decimal writes an amount with separators.
func decimal(a money.Amount, digits int) string { return separated(a.Format(digits)) }
