package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/paysplit/paysplit/split"
	"github.com/paysplit/paysplit/wire"
	"github.com/rickb777/date"
)

// growth is how a function takes longer as its input grows.
type growth struct {
	name  string
	unit  string
	sizes []int
	what  string  // the numbers, where they are not nanoseconds
	most  float64 // the exponent at most; zero is not judged
	upTo  int     // the sizes that are judged; zero is all
	// work returns the function on an input of n units, and how many they are in fact.
	work func(n int) (call func(), units int)
}

// growthResult is what was measured, by size.
type growthResult struct {
	growth
	units     []int
	ns        []float64 // a call
	allocs    []int64   // a call
	kilobytes []float64
}

// decades are the sizes from ten on.
func decades(last int) (sizes []int) {
	for n := 10; n <= last; n *= 10 {
		sizes = append(sizes, n)
	}
	return sizes
}

// growths are the core functions. A copy shows what the ends of the caches do to whatever
// is linear, which is why the limits are not 1. What ends before a million ends there by its own
// limits: plans have at most 2000 rows, calendars end with the year 9999, a document
// has at most 500,000 rows.
var growths = []growth{
	{name: "copy of the charges", unit: "charge", sizes: decades(1_000_000), work: func(n int) (func(), int) {
		work := copying(families(1, n))
		return func() { work.run(1) }, n
	}},
	{name: "Allocator.AppendFIFO, in order", unit: "charge", sizes: decades(1_000_000), most: 1.2, work: func(n int) (func(), int) { return fifoWork(newFamily(queue(n, 1))), n }},
	{name: "Allocator.AppendFIFO, in any order", unit: "charge", sizes: decades(1_000_000), most: 1.2, work: func(n int) (func(), int) { return fifoWork(newFamily(shuffled(queue(n, 1)))), n }},
	{name: "Allocator.AppendPay", unit: "row", sizes: []int{1, 4, 35, 350, 3500}, most: 1.2, upTo: 350, work: func(n int) (func(), int) {
		a := practiceAccount(n)
		work := payOurs(a)
		return func() { work.run(1) }, a.rows()
	}},
	{name: "Splitter.AppendLargest", unit: "part", sizes: decades(1_000_000), most: 1.2, work: splitWork},
	{name: "Checker.Batch", unit: "row", sizes: decades(1_000_000), most: 1.2, work: func(n int) (func(), int) {
		work := claimsOurs(claimRows(n, (n+2)/3))
		return func() { work.run(1) }, n
	}},
	{name: "money.Sum", unit: "amount", sizes: decades(1_000_000), most: 1.1, work: func(n int) (func(), int) {
		amounts := make([]money.Amount, n)
		return func() { keptAmount = must(money.Sum(amounts)) }, n
	}},
	{name: "Rule.Append, weekly", unit: "date", sizes: decades(100_000), most: 1.1, work: datesWork(schedule.Weekly)},
	{name: "Rule.Append, monthly", unit: "date", sizes: []int{10, 100, 1000, 10_000, 90_000}, most: 1.1, work: datesWork(schedule.Monthly)},
	{name: "amortize.AppendSchedule, halfEven", unit: "row", sizes: []int{10, 50, 200, 1000, 2000}, most: 1.1, work: scheduleWork(amortize.HalfEven)},
	{name: "amortize.AppendSchedule, openDental", unit: "row", sizes: []int{10, 50, 200, 1000, 2000}, most: 1.1, work: scheduleWork(amortize.OpenDental)},
	{name: "Planner.AppendExpected, openDental", unit: "row", sizes: []int{10, 50, 200, 1000, 2000}, most: 1.1, work: expectedWork},
	{name: "amortize.LevelPayment", unit: "period", sizes: []int{10, 50, 200, 1000, 2000}, most: 0.5, work: levelWork},
	{name: "wire.Run, alloc.pay", unit: "byte", sizes: []int{10, 100, 1000, 10_000, 100_000}, most: 1.1, work: func(n int) (func(), int) {
		input := payDocument(n)
		return func() { keptBytes = must(wire.Run("alloc.pay", input)) }, len(input)
	}},
}

func fifoWork(f family) func() {
	var a alloc.Allocator
	dst := make([]alloc.Split, 0, len(f.charges))
	return func() {
		var err error
		if dst, _, err = a.AppendFIFO(dst[:0], f.charges, f.pay); err != nil {
			panic(err)
		}
	}
}

func splitWork(n int) (func(), int) {
	var s split.Splitter
	p := partings(1, n)[0]
	dst := make([]money.Amount, 0, n)
	return func() { dst = must(s.AppendLargest(dst[:0], p.amount, p.weights)) }, n
}

func datesWork(every schedule.Frequency) func(n int) (func(), int) {
	rule := schedule.Rule{First: date.New(2024, 1, 31), Every: every}
	return func(n int) (func(), int) {
		dst := make([]date.Date, 0, n)
		return func() { dst = must(rule.Append(dst[:0], n)) }, n
	}
}

func scheduleWork(engine amortize.Interest) func(n int) (func(), int) {
	return func(n int) (func(), int) {
		t := mortgage(engine)
		t.Payment, t.Payments = 0, n
		rows := make([]amortize.Row, 0, amortize.MaxRows)
		call := func() []amortize.Row {
			out, _, err := amortize.AppendSchedule(rows, t)
			return must(out, err)
		}
		return func() { call() }, len(call())
	}
}

func expectedWork(n int) (func(), int) {
	plan := amortize.Plan{Terms: mortgage(amortize.OpenDental)}
	plan.Terms.Today, plan.Terms.Payment, plan.Terms.Payments = date.New(2024, 1, 31), 0, n
	plan.Production = []amortize.Item{{ID: 1, Complete: true, Amount: 100_000_00}}
	var planner amortize.Planner
	charges := make([]amortize.PlanCharge, 0, amortize.MaxRows)
	call := func() []amortize.PlanCharge {
		out, _, err := planner.AppendExpected(charges, &plan, amortize.WholePlan)
		return must(out, err)
	}
	return func() { call() }, len(call())
}

func levelWork(n int) (func(), int) {
	t := mortgage(amortize.HalfEven)
	t.Payment, t.Payments = 0, n
	return func() { keptAmount = must(amortize.LevelPayment(t)) }, n
}

// grow measures the function at all its sizes, in the same rounds.
func grow(g growth, s settings, short bool) growthResult {
	r := growthResult{growth: g}
	if short {
		r.sizes = g.sizes[:3]
	}
	c := contest{name: g.name, units: 1}
	for _, n := range r.sizes {
		call, units := g.work(n)
		r.units = append(r.units, units)
		c.field = append(c.field, contestant{run: always(call)})
	}
	got := measure(&c, s)
	for i := range r.sizes {
		r.ns = append(r.ns, median(got.ns[i]))
		r.allocs = append(r.allocs, got.allocs[i])
	}
	return r
}

// exponent returns the power of x that fits y best, by least squares on their
// logarithms.
func exponent(x []int, y []float64) float64 {
	var sumX, sumY, sumXX, sumXY float64
	for i := range x {
		lx, ly := math.Log(float64(x[i])), math.Log(y[i])
		sumX, sumY, sumXX, sumXY = sumX+lx, sumY+ly, sumXX+lx*lx, sumXY+lx*ly
	}
	n := float64(len(x))
	return (n*sumXY - sumX*sumY) / (n*sumXX - sumX*sumX)
}

// judge returns the verdict on the growth.
func (g growthResult) judge() []verdict {
	if g.what != "" {
		return g.judgeMemory()
	}
	if g.most == 0 {
		return nil
	}
	n := len(g.sizes)
	for g.upTo > 0 && g.sizes[n-1] > g.upTo {
		n--
	}
	got := exponent(g.units[:n], g.ns[:n])
	v := verdict{contest: "growth/" + g.name, figure: fmt.Sprintf("exponent at most %v to %s %ss", g.most, whole(g.units[n-1]), g.unit), measured: number(got), says: "met"}
	if got > g.most {
		v.says, v.failed = "**missed**", true
	}
	return []verdict{v}
}

// flat is how much more memory a hundred times as many lines may take.
const flat = 1.5

// flatAtAll is where the garbage collector no longer explains it.
const flatAtAll = 2

func (g growthResult) judgeMemory() []verdict {
	if len(g.kilobytes) == 0 {
		return nil
	}
	times := g.kilobytes[len(g.kilobytes)-1] / g.kilobytes[0]
	v := verdict{
		contest: "growth/" + g.name, measured: number(times) + " x", says: "met",
		figure: fmt.Sprintf("flat: %s lines at most %v x %s lines", whole(g.sizes[len(g.sizes)-1]), flat, whole(g.sizes[0])),
	}
	switch {
	case times > flatAtAll:
		v.says, v.failed = "**missed**", true
	case times > flat:
		v.says, v.because = "missed, explained", "The buffers of the command are bounded and used again; 10,000 lines end before they are all in use. The rest is the garbage collector's: the highest of a thousand peaks is higher than that of ten."
	}
	return []verdict{v}
}

func whole(n int) string { return grouped(fmt.Sprint(n)) }

// write writes the table of a growth.
func (g growthResult) write(b *strings.Builder) {
	if g.what != "" {
		fmt.Fprintf(b, "\n### %s\n\n| %ss | %s |\n|---:|---:|\n", g.name, g.unit, g.what)
		for i, kilobytes := range g.kilobytes {
			fmt.Fprintf(b, "| %s | %s |\n", whole(g.sizes[i]), number(kilobytes))
		}
		return
	}
	last := len(g.units) - 2
	fmt.Fprintf(b, "\n### %s\n\nExponent %s, the last %s.\n\n", g.name, number(exponent(g.units, g.ns)), number(exponent(g.units[last:], g.ns[last:])))
	fmt.Fprintf(b, "| %ss | ns a call | ns %s | allocations a call |\n|---:|---:|---:|---:|\n", g.unit, a(g.unit))
	for i, n := range g.units {
		fmt.Fprintf(b, "| %s | %s | %s | %d |\n", whole(n), number(g.ns[i]), number(g.ns[i]/float64(n)), g.allocs[i])
	}
}
