package amortize_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// running returns a plan of production that has issued charges and is looked at on
// 20 March 2024.
func running(items []amortize.Item, charges ...amortize.PlanCharge) amortize.Plan {
	return amortize.Plan{Terms: amortize.Terms{Today: day("2024-03-20")}, Production: items, Charges: charges}
}

// closingText writes what closing does in a line: close-outs and what is let go by
// item, charges that move with their old day, and the total.
func closingText(c amortize.Closing) string {
	var parts []string
	for _, out := range c.CloseOut {
		parts = append(parts, "charge "+chargeText(out)[len("2024-03-20 "):])
	}
	for _, item := range c.Detached {
		parts = append(parts, fmt.Sprint("let go ", item.Kind.String()[:1], item.ID))
	}
	for _, m := range c.Moved {
		parts = append(parts, fmt.Sprint("move ", m.Row, " from ", m.From, " to ", m.Date, ": ", m.Principal.Format(2), " and ", m.Interest.Format(2)))
	}
	return strings.Join(append(parts, "in all "+c.Total.Format(2)), ", ")
}

func TestClosedPlans(t *testing.T) {
	type items = []amortize.Item
	paidDown := issued("2024-03-04", 2, "30", "0")
	paidDown.Kind = amortize.DownPaymentCharge
	over := amortize.Item{ID: 1, Complete: true, Amount: usd("200"), Override: usd("250")}
	ortho := amortize.PlanCharge{Date: day("2024-03-04"), Item: 1, ItemKind: amortize.OrthoCaseItem, Principal: usd("5")}
	cases := []struct {
		name string
		plan amortize.Plan
		want string
		why  string
	}{
		{"nothing at all", running(nil), "in all 0.00", "no production, no charge"},
		{"nothing charged", running(items{done(1, "400"), done(2, "300")}), "let go p1, let go p2, in all 0.00", "what has no charge is free for another plan"},
		{"one of two begun", running(items{done(1, "400"), done(2, "300")}, issued("2024-03-04", 1, "240", "10")), "charge p1 160.00 0.00 closeOut, let go p2, in all 410.00",
			"400.00 - 240.00; then 240.00 + 10.00 + 160.00"},
		{"all charged", running(items{done(1, "96.90")}, issued("2024-03-04", 1, "96.90", "0")), "in all 96.90", "a charge of zero is not made"},
		{"a charge to come", running(items{done(1, "500")}, issued("2024-03-01", 1, "100", "5"), issued("2024-04-01", 1, "101", "4")),
			"charge p1 299.00 0.00 closeOut, move 1 from 2024-04-01 to 2024-03-20: 101.00 and 4.00, in all 509.00", "its interest was issued and stays"},
		{"a charge of today", running(items{done(1, "50")}, issued("2024-03-20", 1, "50", "1")), "in all 51.00", "today is not later"},
		{"a charge of tomorrow", running(items{done(1, "50")}, issued("2024-03-21", 1, "50", "1")), "move 0 from 2024-03-21 to 2024-03-20: 50.00 and 1.00, in all 51.00", "tomorrow is"},
		{"charges to come in any order", running(items{done(1, "50"), done(2, "50")}, issued("2024-05-04", 1, "20", "2"), issued("2024-04-04", 2, "50", "0"), issued("2024-04-04", 1, "30", "3")),
			"move 2 from 2024-04-04 to 2024-03-20: 30.00 and 3.00, move 1 from 2024-04-04 to 2024-03-20: 50.00 and 0.00, move 0 from 2024-05-04 to 2024-03-20: 20.00 and 2.00, in all 105.00",
			"by date, then in the order of charging; the rows are the caller's"},
		{"planned treatment with a down payment", running(items{planned(2, "200"), planned(3, "75")}, paidDown), "charge p2 170.00 0.00 closeOut, let go p3, in all 200.00",
			"a charge is a charge, done or not"},
		{"an override", running(items{over}, issued("2024-03-04", 1, "100", "0")), "charge p1 150.00 0.00 closeOut, in all 250.00", "250.00 takes the place of 200.00"},
		{"charged too much", running(items{done(1, "100"), done(2, "60")}, issued("2024-02-04", 1, "120", "0"), issued("2024-03-04", 2, "10", "0")),
			"charge p2 50.00 0.00 closeOut, in all 180.00", "20.00 too much is not given back here, nor set against the other item"},
		{"offset too much", running(items{done(1, "100")}, issued("2024-02-04", 1, "120", "1"), issued("2024-03-10", 1, "-35", "0")),
			"charge p1 15.00 0.00 closeOut, in all 101.00", "120.00 - 35.00 is 85.00 of 100.00"},
		{"given back in full", running(items{done(1, "100")}, issued("2024-02-04", 1, "40", "1"), issued("2024-03-10", 1, "-40", "0")),
			"charge p1 100.00 0.00 closeOut, in all 101.00", "it has charges, if of nothing, so it stays"},
		{"a charge of nothing", running(items{done(1, "100")}, issued("2024-02-04", 1, "0", "0")), "charge p1 100.00 0.00 closeOut, in all 100.00", "it has a charge"},
		{"one id, three kinds", running(items{done(1, "10"), adjustment(1, "20"), {ID: 1, Kind: amortize.OrthoCaseItem, Amount: usd("30")}}, ortho),
			"charge o1 25.00 0.00 closeOut, let go p1, let go a1, in all 30.00", "ids are unique within a kind"},
		{"the order of charging", running(items{planned(1, "1"), done(9, "2"), adjustment(4, "3"), done(2, "4")}), "let go p2, let go p9, let go a4, let go p1, in all 0.00",
			"what is not done comes last, procedures before adjustments, then by id"},
		{"an item of nothing", running(items{done(1, "0")}, issued("2024-02-04", 1, "0", "3")), "in all 3.00", "its interest is charged, and nothing is left of it"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, option := range []amortize.TPOption{amortize.AwaitComplete, amortize.TreatAsComplete} {
				c.plan.Option = option
				closing, err := amortize.Close(&c.plan)
				expect(t, closingText(closing), err, c.want, fault{}, c.why)
			}
		})
	}
}

// TestRefusedClosings has what is refused, with what into had taken away.
func TestRefusedClosings(t *testing.T) {
	past := date.New(10000, 1, 1)
	good := running([]amortize.Item{done(1, "400"), done(2, "300")}, issued("2024-03-04", 1, "240", "10"), issued("2024-04-04", 2, "1", "1"))
	refusals := []refusal{
		{"no today", func(p *amortize.Plan) { p.Terms.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"today past the calendar", func(p *amortize.Plan) { p.Terms.Today = past }, fault{"terms.Today", schedule.ErrDateRange}, "after year 9999"},
		{"option", func(p *amortize.Plan) { p.Option = 2 }, fault{"plan.Option", amortize.ErrPlanKind}, "not one of two"},
		{"no id", func(p *amortize.Plan) { p.Production[1].ID = 0 }, fault{"plan.Production[1].ID", money.ErrMissing}, "charges name items by it"},
		{"kind of item", func(p *amortize.Plan) { p.Production[1].Kind = 3 }, fault{"plan.Production[1].Kind", amortize.ErrPlanKind}, "not one of three"},
		{"amount below zero", func(p *amortize.Plan) { p.Production[1].Amount = -1 }, fault{"plan.Production[1].Amount", money.ErrNegative}, "production brings something"},
		{"override below zero", func(p *amortize.Plan) { p.Production[1].Override = -1 }, fault{"plan.Production[1].Override", money.ErrNegative}, "the same"},
		{"one item twice", func(p *amortize.Plan) { p.Production[1].ID = 1 }, fault{"plan.Production[1].ID", money.ErrDuplicateID}, "two procedures of one id"},
		{"no date", func(p *amortize.Plan) { p.Charges[1].Date = schedule.Unset }, fault{"plan.Charges[1].Date", money.ErrDateRequired}, "a charge has its day"},
		{"date", func(p *amortize.Plan) { p.Charges[1].Date = past }, fault{"plan.Charges[1].Date", schedule.ErrDateRange}, "after year 9999"},
		{"kind of a charge", func(p *amortize.Plan) { p.Charges[1].Kind = 3 }, fault{"plan.Charges[1].Kind", amortize.ErrPlanKind}, "not one of three"},
		{"kind of its item", func(p *amortize.Plan) { p.Charges[1].ItemKind = 3 }, fault{"plan.Charges[1].ItemKind", amortize.ErrPlanKind}, "not one of three"},
		{"interest below zero", func(p *amortize.Plan) { p.Charges[1].Interest = -1 }, fault{"plan.Charges[1].Interest", money.ErrNegative}, "interest is not given back"},
		{"no such item", func(p *amortize.Plan) { p.Charges[1].Item = 9 }, fault{"plan.Charges[1].Item", money.ErrUnknownID}, "the plan has 1 and 2"},
		{"no item at all", func(p *amortize.Plan) { p.Production = nil }, fault{"plan.Charges[0].Item", money.ErrUnknownID}, "a dynamic plan charges its production"},
		{"one charge twice", func(p *amortize.Plan) { p.Charges[0].ID, p.Charges[1].ID = 5, 5 }, fault{"plan.Charges[1].ID", money.ErrDuplicateID}, "ids are unique where they are given"},
		{"production that wraps", func(p *amortize.Plan) { p.Production[1].Amount = math.MaxInt64 }, fault{"plan.Production[1].Amount", money.ErrOverflow}, "with the 400.00 before"},
		{"an override that wraps", func(p *amortize.Plan) { p.Production[1].Override = math.MaxInt64 }, fault{"plan.Production[1].Override", money.ErrOverflow}, "with the 400.00 before"},
		{"the smallest charge", func(p *amortize.Plan) { p.Charges[1].Principal = math.MinInt64 }, fault{"plan.Charges[1].Principal", money.ErrOverflow}, "what is left would wrap"},
		{"charges that wrap", func(p *amortize.Plan) { p.Charges[1].Principal = math.MaxInt64 }, fault{"plan.Charges[1].Principal", money.ErrOverflow}, "with the 240.00 before"},
		{"interest that wraps", func(p *amortize.Plan) { p.Charges[1].Interest = math.MaxInt64 }, fault{"plan.Charges[1].Interest", money.ErrOverflow}, "with the 10.00 before"},
		{"a total that wraps", func(p *amortize.Plan) { p.Charges[0].Interest = math.MaxInt64 - usd("300") }, fault{"plan.Production", money.ErrOverflow}, "interest and 700.00 of principal"},
	}
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			wrong := good
			wrong.Production, wrong.Charges = slices.Clone(good.Production), slices.Clone(good.Charges)
			c.change(&wrong)
			into := must(amortize.Close(&good))
			err := usedPlanner().Close(&into, &wrong)
			expect(t, len(into.CloseOut)+len(into.Detached)+len(into.Moved)+int(into.Total), err, 0, c.wantErr, c.why)
			fresh, err := amortize.Close(&wrong)
			expect(t, len(fresh.CloseOut)+len(fresh.Detached)+len(fresh.Moved)+int(fresh.Total), err, 0, c.wantErr, c.why)
		})
	}
}

// TestClosingAtTheEdge has amounts that just fit.
func TestClosingAtTheEdge(t *testing.T) {
	plan := running([]amortize.Item{{ID: 1, Complete: true, Amount: math.MaxInt64}}, amortize.PlanCharge{Date: day("2024-03-04"), Item: 1, Principal: 1})
	closing, err := amortize.Close(&plan)
	expect(t, closing.CloseOut[0].Principal, err, math.MaxInt64-1, fault{}, "all but a cent")
	expect(t, closing.Total, err, math.MaxInt64, fault{}, "it fits to the cent")
	plan.Charges[0].Interest = 1
	_, err = amortize.Close(&plan)
	expect(t, 0, err, 0, fault{"plan.Production", money.ErrOverflow}, "a cent of interest over the largest")
	plan.Charges[0].Principal, plan.Production[0].Amount = math.MinInt64+1, 0
	_, err = amortize.Close(&plan)
	expect(t, 0, err, 0, fault{}, "what was given back too much is charged again: the largest")
}

func TestClosingReusesItsSlices(t *testing.T) {
	plan := running([]amortize.Item{done(1, "400"), done(2, "300")}, issued("2024-03-04", 1, "240", "10"), issued("2024-04-04", 1, "1", "1"))
	var planner amortize.Planner
	var into amortize.Closing
	var err error
	if got := testing.AllocsPerRun(100, func() { err = planner.Close(&into, &plan) }); got != 0 || err != nil {
		t.Errorf("%v allocations a call, want none; error %v", got, err)
	}
}

// staticDebit returns a row of a static plan.
func staticDebit(on, principal, interest string) amortize.StaticDebit {
	return amortize.StaticDebit{Date: day(on), Principal: usd(principal), Interest: usd(interest)}
}

// debitText writes rows in a line.
func debitText(rows []amortize.StaticDebit) string {
	var parts []string
	for _, r := range rows {
		parts = append(parts, fmt.Sprint(r.Date, " ", r.Principal.Format(2), " ", r.Interest.Format(2)))
	}
	return strings.Join(parts, ", ")
}

func TestClosedStaticPlans(t *testing.T) {
	five := []amortize.StaticDebit{
		staticDebit("2024-01-10", "100", "3"), staticDebit("2024-02-10", "100", "2"), staticDebit("2024-03-10", "100", "1.50"),
		staticDebit("2024-04-10", "100", "1"), staticDebit("2024-05-10", "100", "0.50"),
	}
	done := func(amount string) amortize.StaticCredit {
		return amortize.StaticCredit{Amount: usd(amount), Complete: true}
	}
	planned := func(amount string) amortize.StaticCredit { return amortize.StaticCredit{Amount: usd(amount)} }
	kept := "2024-01-10 100.00 3.00, 2024-02-10 100.00 2.00"
	cases := []struct {
		name    string
		debits  []amortize.StaticDebit
		credits []amortize.StaticCredit
		today   string
		want    string
		out     string
		why     string
	}{
		{"nothing", nil, nil, "2024-02-20", "", "0.00", "no rows, nothing to close"},
		{"interest to come is dropped", five, nil, "2024-02-20", kept + ", 2024-02-20 300.00 0.00", "300.00", "three times 100.00"},
		{"a row of today stands", five, nil, "2024-02-10", kept + ", 2024-02-10 300.00 0.00", "300.00", "today is not later"},
		{"a day earlier", five, nil, "2024-02-09", "2024-01-10 100.00 3.00, 2024-02-09 400.00 0.00", "400.00", "the row of the next day is to come"},
		{"all is past", five, nil, "2024-06-01", debitText(five), "0.00", "no row of zero is added"},
		{"treatment that was not done", five, []amortize.StaticCredit{done("350"), planned("120")}, "2024-02-20", kept + ", 2024-02-20 180.00 0.00", "180.00",
			"500.00 less 350.00 leaves room for the 120.00"},
		{"more planned than there is room", five, []amortize.StaticCredit{done("350"), planned("400")}, "2024-02-20", kept + ", 2024-02-20 150.00 0.00", "150.00",
			"500.00 - 350.00 of the 400.00"},
		{"more done than the plan", five, []amortize.StaticCredit{done("600"), planned("50")}, "2024-02-20", kept + ", 2024-02-20 300.00 0.00", "300.00", "500.00 - 600.00 is no room at all"},
		{"done below zero", five, []amortize.StaticCredit{done("-50"), planned("120")}, "2024-02-20", kept + ", 2024-02-20 180.00 0.00", "180.00", "it counts as nothing done"},
		{"planned below zero", five, []amortize.StaticCredit{planned("-40"), done("200")}, "2024-02-20", kept + ", 2024-02-20 300.00 0.00", "300.00", "it adds nothing to what is left"},
		{"planned in parts", five, []amortize.StaticCredit{planned("50"), planned("80"), planned("-30")}, "2024-02-20", kept + ", 2024-02-20 200.00 0.00", "200.00", "they are summed first"},
		{"as much planned as is left", five, []amortize.StaticCredit{planned("300")}, "2024-02-20", kept, "0.00", "nothing is left, and no row says so"},
		{"more planned than is left", five, []amortize.StaticCredit{planned("320")}, "2024-02-20", kept + ", 2024-02-20 -20.00 0.00", "-20.00", "20.00 that was charged is taken back"},
		{"an adjustment of the plan", append([]amortize.StaticDebit{staticDebit("2024-02-15", "-60", "0")}, five...), []amortize.StaticCredit{done("350"), planned("120")}, "2024-02-20",
			"2024-02-15 -60.00 0.00, " + kept + ", 2024-02-20 210.00 0.00", "210.00", "440.00 less 350.00 leaves room for 90.00; rows keep their order"},
		{"an adjustment to come", append([]amortize.StaticDebit{staticDebit("2024-03-15", "-60", "0")}, five...), nil, "2024-02-20", kept + ", 2024-02-20 240.00 0.00", "240.00", "it comes with the rest"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, out, err := amortize.CloseStatic(nil, c.debits, c.credits, day(c.today))
			expect(t, debitText(rows), err, c.want, fault{}, c.why)
			expect(t, out.Format(2), err, c.out, fault{}, c.why)
		})
	}
}

// TestRefusedStaticClosings has what is refused, with dst as it was.
func TestRefusedStaticClosings(t *testing.T) {
	const most, least = math.MaxInt64, math.MinInt64
	type (
		rows    = []amortize.StaticDebit
		credits = []amortize.StaticCredit
	)
	today, past := day("2024-02-20"), date.New(10000, 1, 1)
	one := staticDebit("2024-01-10", "1", "0")
	soon := staticDebit("2024-03-10", "1", "0")
	sized := func(d amortize.StaticDebit, principal money.Amount) amortize.StaticDebit {
		d.Principal = principal
		return d
	}
	overflow := func(path string) fault { return fault{path, money.ErrOverflow} }
	cases := []struct {
		name    string
		debits  rows
		credits credits
		today   date.Date
		wantErr fault
		why     string
	}{
		{"no today", rows{one}, nil, schedule.Unset, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"today past the calendar", rows{one}, nil, past, fault{"terms.Today", schedule.ErrDateRange}, "after year 9999"},
		{"no date", rows{one, {Date: schedule.Unset}}, nil, today, fault{"debits[1].Date", money.ErrDateRequired}, "a row falls due on a day"},
		{"date", rows{one, {Date: past}}, nil, today, fault{"debits[1].Date", schedule.ErrDateRange}, "after year 9999"},
		{"interest below zero", rows{one, {Date: today, Interest: -1}}, nil, today, fault{"debits[1].Interest", money.ErrNegative}, "interest is not given back"},
		{"rows that wrap", rows{one, sized(one, most)}, nil, today, overflow("debits[1].Principal"), "with the 1.00 before"},
		{"rows to come that wrap", rows{sized(one, -usd("1")), soon, sized(soon, most)}, nil, today, overflow("debits[2].Principal"), "all of it fits, and what is to come does not"},
		{"rows below the smallest", rows{sized(one, least), sized(one, -1)}, nil, today, overflow("debits[1].Principal"), "a cent too low"},
		{"done that wraps", rows{one}, credits{{Amount: most, Complete: true}, {Amount: 1, Complete: true}}, today, overflow("credits[1].Amount"), "a cent over"},
		{"planned that wraps", rows{one}, credits{{Amount: most}, {Amount: 1, Complete: true}, {Amount: 1}}, today, overflow("credits[2].Amount"), "a cent over; what is done is another sum"},
		{"less done than a plan below zero", rows{sized(one, least)}, credits{{Amount: 1, Complete: true}}, today, overflow("debits"), "a cent below the smallest"},
		{"less planned than is to come", rows{sized(soon, -2), sized(one, most)}, credits{{Amount: most}}, today, fault{}, "-2 less a room of the largest less 2 just fits"},
		{"less than the smallest", rows{sized(soon, -3), sized(soon, -most+2), sized(one, most)}, credits{{Amount: 1 << 62}}, today, fault{}, "the plan comes to -1, so there is no room, and the smallest amount stands"},
		{"far below zero", rows{sized(soon, -most), sized(one, most), sized(one, 2)}, credits{{Amount: 2}}, today, overflow("debits"), "2 less than -(2^63-1) is a cent below the smallest"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kept := rows{one, soon}
			got, out, err := amortize.CloseStatic(kept[:1], c.debits, c.credits, c.today)
			refused := c.wantErr.rule != nil
			expect(t, slices.Equal(got, kept[:1]) && out == 0, err, refused, c.wantErr, c.why)
		})
	}
}
