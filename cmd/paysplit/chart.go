package main

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// chart is a drawing in two panels above one axis of dates: the balance, and
// below it a bar for each payment. A plan's balance is many times its payment, so
// that one scale could not show both. Lengths are whole pixels, but for what
// stands inside of a panel: that has a hundred units of its own for every payment
// and is stretched to the panel, so that 2000 bars have whole coordinates too.
type chart struct {
	Desc                string
	Width, Height       int
	Balance, Payments   panel
	Dates               []tick
	Line                string // of the balance, as a path
	Bars                []bar
	InnerWidth, InnerTo int  // the units of a panel
	Thin                bool // the bars touch
	HasInterest         bool
}

// panel is a field with an axis of amounts.
type panel struct {
	Left, Right, Top, Bottom int
	Ticks                    []tick
	most                     uint64 // the amount at the top, in minor units
}

// tick is one label of an axis.
type tick struct {
	At           int
	Text, Anchor string
}

// bar is one payment: its interest stands on its principal.
type bar struct {
	Text                          string
	X, Width                      int
	PrincipalTop, PrincipalHeight int
	InterestTop, InterestHeight   int
}

// The measures of a chart. The labels have room for letters as large as a phone
// shows them.
const (
	chartWidth, chartHeight = 560, 366
	panelHeight             = 120
	digitWidth              = 10  // of a letter in a label
	dateWidth               = 110 // of a date, with the space around it
	slot                    = 100 // units of one payment
	inner                   = 10_000
	fewest                  = 10  // a bar is as wide as if there were this many
	manyBars                = 120 // from here on bars touch
)

// newChart draws one payment or more.
func newChart(payments []due, digits int) *chart {
	count := len(payments)
	start := units(payments[0].balance) + units(payments[0].principal)
	first, last := payments[0], payments[count-1]
	c := &chart{
		Width: chartWidth, Height: chartHeight, InnerWidth: slot * count, InnerTo: inner, Thin: count > manyBars,
		Desc: fmt.Sprintf("The balance goes from %s before the first payment on %s to %s after the last one on %s. Every amount is in the table below.",
			separated(unitsText(start, digits)), first.date, decimal(last.balance, digits), last.date),
	}
	most, highest := start, uint64(0)
	for _, d := range payments {
		most, highest = max(most, units(d.balance)), max(highest, units(d.amount))
		c.HasInterest = c.HasInterest || d.interest > 0
	}
	c.Balance, c.Payments = newPanel(34, most, digits), newPanel(212, highest, digits)
	left := max(c.Balance.labels(), c.Payments.labels())
	c.Balance.Left, c.Payments.Left = left, left
	c.Line = c.Balance.path(start, payments)
	c.Bars = c.Payments.bars(payments, digits)
	c.Dates = dateTicks(left, c.Payments.Right, payments)
	return c
}

// Wide returns the width of the panel.
func (p panel) Wide() int { return p.Right - p.Left }

// High returns the height of the panel.
func (p panel) High() int { return p.Bottom - p.Top }

// labels returns how much room the labels need to the left of the panel.
func (p panel) labels() int {
	longest := 0
	for _, t := range p.Ticks {
		longest = max(longest, len(t.Text))
	}
	return digitWidth * (longest + 1)
}

// newPanel makes a panel for amounts up to most.
func newPanel(top int, most uint64, digits int) panel {
	step := niceStep(most)
	count := max(1, (most+step-1)/step)
	p := panel{Right: chartWidth - 2*digitWidth, Top: top, Bottom: top + panelHeight, most: step * count}
	whole := uint64(1)
	for range digits {
		whole *= 10
	}
	for i := range count + 1 {
		value, shown := i*step, digits
		if step%whole == 0 {
			value, shown = value/whole, 0
		}
		p.Ticks = append(p.Ticks, tick{At: p.Bottom - int(panelHeight*i/count), Text: separated(unitsText(value, shown))})
	}
	return p
}

// niceStep returns the least of 1, 2, 5, 10, 20 and so on that reaches an amount in
// four steps.
func niceStep(most uint64) uint64 {
	for power := uint64(1); ; power *= 10 { // ends at 5e18: four of those are more than 64 bits
		for _, times := range []uint64{1, 2, 5} {
			if power*times >= most/4+min(1, most%4) {
				return power * times
			}
		}
	}
}

// height returns how high an amount stands in the panel, in its units.
func (p panel) height(amount uint64) int {
	hi, lo := bits.Mul64(min(amount, p.most), inner)
	quotient, _ := bits.Div64(hi, lo, p.most) // at most inner, so it fits
	return int(quotient)
}

// path draws the balance, which falls in the middle of each payment.
func (p panel) path(start uint64, payments []due) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M0 %d", inner-p.height(start))
	for i, d := range payments {
		fmt.Fprintf(&b, "H%dV%d", slot*i+slot/2, inner-p.height(units(d.balance)))
	}
	fmt.Fprintf(&b, "H%d", slot*len(payments))
	return b.String()
}

// bars draws the payments.
func (p panel) bars(payments []due, digits int) []bar {
	width := slot
	if len(payments) <= manyBars {
		width = min(slot*4/5, slot*len(payments)/fewest)
	}
	bars := make([]bar, len(payments))
	for i, d := range payments {
		principal, all := p.height(units(d.principal)), p.height(units(d.amount))
		bars[i] = bar{
			Text: d.date + ": " + decimal(d.amount, digits) + ", principal " + decimal(d.principal, digits) + ", interest " + decimal(d.interest, digits),
			X:    slot*i + (slot-width)/2, Width: width,
			PrincipalTop: inner - principal, PrincipalHeight: principal,
			InterestTop: inner - all, InterestHeight: all - principal,
		}
	}
	return bars
}

// dateTicks names as many payments as there is room for, at one distance from the
// first one on. Distances that divide by twelve name one month of each year.
func dateTicks(left, right int, payments []due) []tick {
	count, room := len(payments), right-left
	least := (dateWidth*count + room - 1) / room
	step := (least + 119) / 120 * 120
	for _, nice := range []int{60, 36, 24, 12, 6, 4, 3, 2, 1} {
		if nice >= least {
			step = nice
		}
	}
	var ticks []tick
	const half = dateWidth/2 - digitWidth/2
	free := 0 // from here on
	for i := 0; i < count; i += step {
		t := tick{At: left + room*(2*i+1)/(2*count), Text: payments[i].date, Anchor: "middle"}
		begin := t.At - half
		switch {
		case begin < 0:
			t.Anchor, begin = "start", t.At
		case t.At+half > chartWidth:
			t.Anchor, begin = "end", t.At-2*half
		}
		if begin >= free {
			ticks = append(ticks, t)
			free = begin + 2*half
		}
	}
	return ticks
}

// units returns an amount's minor units. No amount of a plan is below zero.
func units(a money.Amount) uint64 { return uint64(max(0, a)) }

// unitsText writes minor units as an amount. The top of an axis can be more than
// an amount can hold.
func unitsText(value uint64, digits int) string {
	text := strconv.FormatUint(value, 10)
	if digits == 0 {
		return text
	}
	text = strings.Repeat("0", max(0, digits+1-len(text))) + text
	return text[:len(text)-digits] + "." + text[len(text)-digits:]
}
