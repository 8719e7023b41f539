package main

import (
	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	shopspring "github.com/shopspring/decimal"
)

// months is thirty years of them.
const months = 360

// mortgage is 100,000.00 at 6 % over 360 months from a 31st.
func mortgage(engine amortize.Interest) amortize.Terms {
	t := amortize.NewTerms(date.New(2024, 1, 15))
	t.Principal, t.APR, t.Interest = 100_000_00, 6*amortize.Percent, engine
	t.Payment, t.First = 599_56, date.New(2024, 1, 31)
	return t
}

// scheduleContests write the rows of a plan with a fixed principal.
func scheduleContests(bool) []contest {
	const input = "100,000.00 at 6 % over 360 months, cents rounded each row, into a slice that is used again"
	noDates := "principal, interest and balance; no dates"
	exact := figure{kind: nsAtMost, value: 9}
	even := contest{
		name: "schedule/halfEven", input: input, unit: "row", units: months,
		field: []contestant{
			scheduleOurs(amortize.HalfEven),
			schedulePlain("int64 loop", noDates+"; the rate is a constant", plainHalfEven),
			schedulePlain("int64 loop with dates", "the rate is a constant", plainWithDates),
			scheduleOf("govalues", noDates, rowsGovalues),
			scheduleOf("apd, reduced rate", noDates, rowsApd(apdRate(true))),
			scheduleOf("apd", noDates+"; the rate as the quotient comes", rowsApd(apdRate(false))),
			scheduleOf("shopspring", noDates, rowsShopspring),
		},
		figures: []figure{exact, {kind: allocsAtMost}, {kind: fasterThan, value: 20, of: "apd, reduced rate"}},
	}
	up := contest{
		name: "schedule/halfUp", input: input, unit: "row", units: months,
		field:   []contestant{scheduleOurs(amortize.HalfUp), schedulePlain("int64 loop", noDates+"; the rate is a constant", plainHalfUp)},
		figures: []figure{exact, {kind: allocsAtMost}},
	}
	down := contest{
		name: "schedule/halfDown", input: input, unit: "row", units: months,
		field: []contestant{scheduleOurs(amortize.HalfDown)}, figures: []figure{exact, {kind: allocsAtMost}},
	}
	openDental := contest{
		name: "schedule/openDental", input: input, unit: "row", units: months,
		field:   []contestant{scheduleOurs(amortize.OpenDental), schedulePlain("float64 loop", noDates, plainDoubles)},
		figures: []figure{{kind: nsAtMost, value: 18}, {kind: allocsAtMost}},
	}
	return []contest{even, up, down, openDental}
}

func scheduleOurs(engine amortize.Interest) contestant {
	terms := mortgage(engine)
	rows := make([]amortize.Row, 0, amortize.MaxRows)
	write := func() []amortize.Row {
		out, _, err := amortize.AppendSchedule(rows, terms)
		return must(out, err)
	}
	return contestant{
		name: "amortize.AppendSchedule, " + engine.String(),
		run:  always(func() { write() }),
		answer: func() (numbers []int64) {
			for _, r := range write() {
				numbers = append(numbers, int64(r.Principal), int64(r.Interest), int64(r.Balance))
			}
			return numbers
		},
	}
}

// schedulePlain makes a contestant of a loop over integers.
func schedulePlain(name, note string, loop func([]plainRow)) contestant {
	return scheduleOf(name, note, func(rows []plainRow) func() {
		return func() { loop(rows) }
	})
}

// scheduleOf makes a contestant of a way to write the rows. The work is what
// prepare returns; it may leave cents in rows for the answer.
func scheduleOf(name, note string, prepare func(rows []plainRow) func()) contestant {
	rows := make([]plainRow, months)
	work := prepare(rows)
	return contestant{
		name: name, note: note, run: always(work),
		answer: func() (numbers []int64) {
			work()
			for _, r := range rows {
				numbers = append(numbers, r.principal, r.interest, r.balance)
			}
			return numbers
		},
	}
}

//go:noinline
func plainHalfEven(rows []plainRow) {
	balance := int64(100_000_00)
	for i := range rows {
		interest, rest := balance/200, balance%200
		if rest > 100 || rest == 100 && interest&1 == 1 {
			interest++
		}
		principal := min(599_56-interest, balance)
		balance -= principal
		rows[i] = plainRow{principal, interest, balance}
	}
}

// keptDates are those of [plainWithDates].
var keptDates = make([]int64, months)

func plainWithDates(rows []plainRow) {
	plainHalfEven(rows)
	plainMonths(keptDates, 1)
}

//go:noinline
func plainDoubles(rows []plainRow) {
	balance, rate := int64(100_000_00), 6.0/100/12
	for i := range rows {
		interest := int64(roundToEven(float64(float64(balance)/100*rate) * 100))
		principal := min(599_56-interest, balance)
		balance -= principal
		rows[i] = plainRow{principal, interest, balance}
	}
}

// heldRow is a row as another library holds it. Cents are made of them as they are
// written, which costs the library little beside its arithmetic.
func rowsGovalues(rows []plainRow) func() {
	rate := must(govalues.MustNew(6, 0).Quo(govalues.MustNew(1200, 0)))
	payment, start := govaluesOf(599_56), govaluesOf(100_000_00)
	return func() {
		balance := start
		for i := range rows {
			interest := must(balance.Mul(rate)).Round(2)
			principal := must(payment.Sub(interest)).Min(balance)
			balance = must(balance.Sub(principal))
			rows[i] = plainRow{centsOfGovalues(principal), centsOfGovalues(interest), centsOfGovalues(balance)}
		}
	}
}

func apdRate(reduced bool) *apd.Decimal {
	rate := new(apd.Decimal)
	must(apdContext.Quo(rate, apd.New(6, 0), apd.New(1200, 0)))
	if reduced {
		rate.Reduce(rate)
	}
	return rate
}

func rowsApd(rate *apd.Decimal) func(rows []plainRow) func() {
	payment, start := apd.New(599_56, -2), apd.New(100_000_00, -2)
	return func(rows []plainRow) func() {
		held := make([]struct{ principal, interest, balance apd.Decimal }, len(rows))
		write := func() {
			balance := start
			for i := range held {
				r := &held[i]
				must(apdContext.Mul(&r.interest, balance, rate))
				must(apdContext.Quantize(&r.interest, &r.interest, -2))
				must(apdContext.Sub(&r.principal, payment, &r.interest))
				if r.principal.Cmp(balance) > 0 {
					r.principal.Set(balance)
				}
				must(apdContext.Sub(&r.balance, balance, &r.principal))
				balance = &r.balance
			}
		}
		return func() {
			write()
			last := &held[len(held)-1]
			if last.balance.Sign() != 0 {
				panic("the plan does not end")
			}
			if rows[0].principal == 0 { // the first time alone: the answer
				for i := range held {
					rows[i] = plainRow{centsOfApd(&held[i].principal), centsOfApd(&held[i].interest), centsOfApd(&held[i].balance)}
				}
			}
		}
	}
}

func rowsShopspring(rows []plainRow) func() {
	rate := shopspring.New(6, 0).Div(shopspring.New(1200, 0))
	payment, start := shopspring.New(599_56, -2), shopspring.New(100_000_00, -2)
	held := make([]struct{ principal, interest, balance shopspring.Decimal }, len(rows))
	return func() {
		balance := start
		for i := range held {
			interest := balance.Mul(rate).RoundBank(2)
			principal := shopspring.Min(payment.Sub(interest), balance)
			balance = balance.Sub(principal)
			held[i].principal, held[i].interest, held[i].balance = principal, interest, balance
		}
		if rows[0].principal == 0 { // the first time alone: the answer
			for i, r := range held {
				rows[i] = plainRow{centsOfShopspring(r.principal), centsOfShopspring(r.interest), centsOfShopspring(r.balance)}
			}
		}
	}
}

// dynamicContests look ahead in a plan that follows its treatment.
func dynamicContests(bool) []contest {
	c := contest{
		name: "dynamic", input: "a dynamic plan of five items, 3,600.00 at 12 % over 36 months; some months pay for two items", unit: "row",
		figures: []figure{{kind: nsAtMost, value: 40}, {kind: allocsAtMost}},
	}
	for _, engine := range []amortize.Interest{amortize.OpenDental, amortize.HalfEven} {
		entrant, rows := dynamicOf(engine)
		c.field, c.units = append(c.field, entrant), rows
	}
	c.field[1].note, c.field[1].within = "another rounding", 1
	return []contest{c}
}

func dynamicOf(engine amortize.Interest) (contestant, int) {
	plan := amortize.Plan{Terms: amortize.NewTerms(date.New(2024, 3, 4))}
	plan.Terms.APR, plan.Terms.Interest, plan.Terms.Payment = 12*amortize.Percent, engine, 119_58
	plan.Terms.First, plan.Terms.Every = date.New(2024, 3, 4), schedule.Monthly
	for i, amount := range []money.Amount{1200_00, 85_50, 1400_00, 214_50, 700_00} {
		plan.Production = append(plan.Production, amortize.Item{ID: int64(i + 1), Complete: true, Amount: amount})
	}
	var planner amortize.Planner
	charges := make([]amortize.PlanCharge, 0, amortize.MaxRows)
	expect := func() []amortize.PlanCharge {
		got, _, err := planner.AppendExpected(charges, &plan, amortize.WholePlan)
		return must(got, err)
	}
	return contestant{
		name: "Planner.AppendExpected, " + engine.String(),
		run:  always(func() { expect() }),
		answer: func() (numbers []int64) {
			for _, c := range expect() {
				numbers = append(numbers, int64(c.Date.DaysSinceEpoch()), c.Item, int64(c.Principal), int64(c.Interest))
			}
			return numbers
		},
	}, len(expect())
}
