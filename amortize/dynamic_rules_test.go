package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// down returns a plan with a down payment.
func down(p amortize.Plan, amount string) amortize.Plan {
	p.Terms.DownPayment = usd(amount)
	return p
}

func TestDownPayments(t *testing.T) {
	two := dynamic("0", "35", done(1, "64"), done(2, "58"))
	waits := dynamic("0", "35", done(1, "20"), planned(2, "58"))
	from := func(p amortize.Plan, first string) amortize.Plan {
		return but(p, func(p *amortize.Plan) { p.Terms.First = day(first) })
	}
	charged := func(p amortize.Plan, c ...amortize.PlanCharge) amortize.Plan {
		return but(p, func(p *amortize.Plan) { p.Charges = c })
	}
	paidDown := func(c amortize.PlanCharge) amortize.PlanCharge {
		c.Kind = amortize.DownPaymentCharge
		return c
	}
	runPlans(t, chargeTexts, []planCase{
		{name: "on the first due date", plan: down(two, "35"), h: amortize.NextPeriod, want: `2024-03-04 p1 35.00 0.00 downPayment
			2024-03-04 p1 29.00 0.00
			2024-03-04 p2 6.00 0.00`, why: "35 and 35 on 64 and 58: the down payment occupies no period"},
		{name: "over several items", plan: down(two, "70"), want: `2024-03-04 p1 64.00 0.00 downPayment
			2024-03-04 p2 6.00 0.00 downPayment
			2024-03-04 p2 35.00 0.00
			2024-04-04 p2 17.00 0.00`, why: "item by item, like any charge"},
		{name: "into planned items", plan: down(waits, "35"), want: `2024-03-04 p1 20.00 0.00 downPayment
			2024-03-04 p2 15.00 0.00 downPayment`, sums: "pay 35.00, of 78.00 done 20.00, interest 0.00, cost 78.00, uncharged 0.00",
			why: "what is awaited can be paid down, and no more"},
		{name: "into planned items, treated as done", plan: down(but(waits, func(p *amortize.Plan) { p.Option = amortize.TreatAsComplete }), "35"),
			want: `2024-03-04 p1 20.00 0.00 downPayment
			2024-03-04 p2 15.00 0.00 downPayment
			2024-03-04 p2 35.00 0.00
			2024-04-04 p2 8.00 0.00`, why: "and the rest falls due"},
		{name: "all of it", plan: down(two, "122"), want: `2024-03-04 p1 64.00 0.00 downPayment
			2024-03-04 p2 58.00 0.00 downPayment`, why: "nothing is left"},
		{name: "first date earlier", plan: down(from(two, "2024-02-20"), "110"), want: `2024-02-20 p1 64.00 0.00 downPayment
			2024-02-20 p2 46.00 0.00 downPayment
			2024-03-20 p2 12.00 0.00`, why: "dated the first payment date where that is past"},
		{name: "first date later", plan: down(from(two, "2024-04-20"), "110"), want: `2024-03-04 p1 64.00 0.00 downPayment
			2024-03-04 p2 46.00 0.00 downPayment
			2024-04-20 p2 12.00 0.00`, why: "dated today"},
		{name: "once charges exist", plan: charged(down(two, "35"), issued("2024-02-04", 1, "100", "0")), want: `2024-03-04 p2 35.00 0.00
			2024-04-04 p2 23.00 0.00`, why: "a plan that has charges has no down payment to come; what is charged over item 1 is not taken from item 2"},
		{name: "issued", plan: charged(down(two, "64"), paidDown(issued("2024-03-04", 1, "64", "0"))), want: `2024-03-04 p2 35.00 0.00
			2024-04-04 p2 23.00 0.00`, why: "not repeated, and its date is free for a period"},
		{name: "before interest", plan: down(dynamic("12", "100", done(1, "200")), "100"), want: `2024-03-04 p1 100.00 0.00 downPayment
			2024-03-04 p1 99.00 1.00
			2024-04-04 p1 1.00 0.01`, why: "interest is on what the down payment leaves"},
	})
}

func TestPeriods(t *testing.T) {
	four := but(dynamic("0", "100", done(1, "250")), func(p *amortize.Plan) {
		p.Terms.First = day("2024-02-04")
		p.Charges = []amortize.PlanCharge{issued("2024-02-04", 1, "100", "0"), issued("2024-04-04", 1, "4", "0")}
	})
	closed := but(four, func(p *amortize.Plan) {
		p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "200", "0")}
		p.Charges[0].Kind = amortize.CloseOutCharge
	})
	fill := dynamic("12", "100", done(1, "30"), done(2, "40"), done(3, "50"))
	starts := func(on string) amortize.Plan {
		return but(fill, func(p *amortize.Plan) { p.Terms.InterestStart = day(on) })
	}
	epoch := but(dynamic("0", "100", done(1, "150")), func(p *amortize.Plan) {
		p.Terms.First, p.Terms.Today, p.Terms.InterestStart = date.Date{}, date.Date{}, date.Date{}
		p.Production[0].Date = date.Date{}
	})
	month := but(dynamic("0", "100", done(1, "250")), func(p *amortize.Plan) {
		p.Terms.First, p.Terms.Today = day("2024-01-31"), day("2024-02-01")
	})
	fifth := but(dynamic("0", "100", done(1, "150")), func(p *amortize.Plan) {
		p.Terms.First, p.Terms.Today, p.Terms.Every = day("2024-01-19"), day("2024-02-10"), schedule.OrdinalWeekday
	})
	runPlans(t, chargeTexts, []planCase{
		{name: "an altered charge", plan: four, want: `2024-03-04 p1 100.00 0.00
			2024-05-04 p1 46.00 0.00`, why: "4.00 occupies April whatever it comes to, and May takes the rest"},
		{name: "the next that is free", plan: but(four, func(p *amortize.Plan) { p.Terms.Today = day("2024-03-05") }), h: amortize.NextPeriod,
			want: "2024-05-04 p1 100.00 0.00", why: "March is past and not filled in, April is charged"},
		{name: "a closing charge", plan: closed, want: "2024-04-04 p1 50.00 0.00", why: "any charge but a down payment occupies its period"},
		{name: "out of order", plan: but(four, func(p *amortize.Plan) { p.Charges = []amortize.PlanCharge{p.Charges[1], p.Charges[0]} }),
			want: `2024-03-04 p1 100.00 0.00
			2024-05-04 p1 46.00 0.00`, why: "charges come in any order"},
		{name: "beside the due dates", plan: but(four, func(p *amortize.Plan) { p.Charges = []amortize.PlanCharge{issued("2024-03-05", 1, "200", "0")} }),
			want: "2024-03-04 p1 50.00 0.00", why: "a charge of another day occupies nothing"},
		{name: "interest on the first row", plan: fill, want: `2024-03-04 p1 30.00 1.20
			2024-03-04 p2 40.00 0.00
			2024-03-04 p3 28.80 0.00
			2024-04-04 p3 21.20 0.21`, why: "a period's interest is one amount"},
		{name: "interest starts on the day", plan: starts("2024-04-04"), want: `2024-03-04 p1 30.00 0.00
			2024-03-04 p2 40.00 0.00
			2024-03-04 p3 30.00 0.00
			2024-04-04 p3 20.00 0.20`, why: "the day itself counts as started"},
		{name: "interest starts a day later", plan: starts("2024-04-05"), want: `2024-03-04 p1 30.00 0.00
			2024-03-04 p2 40.00 0.00
			2024-03-04 p3 30.00 0.00
			2024-04-04 p3 20.00 0.00`, why: "a day late for April"},
		{name: "1970", plan: epoch, want: `1970-01-01 p1 100.00 0.00
			1970-02-01 p1 50.00 0.00`, why: "the zero date is a day like any other"},
		{name: "the ends of months", plan: month, want: `2024-02-29 p1 100.00 0.00
			2024-03-31 p1 100.00 0.00
			2024-04-30 p1 50.00 0.00`, why: "dates count from the first one, so the 29th does not stick"},
		{name: "a third Friday", plan: fifth, want: `2024-02-16 p1 100.00 0.00
			2024-03-15 p1 50.00 0.00`, why: "Open Dental's counter loses its place and skips 16 February"},
		{name: "given back", plan: but(four, func(p *amortize.Plan) {
			p.Charges = []amortize.PlanCharge{issued("2024-02-04", 1, "100", "0"), issued("2024-02-10", 1, "-20", "0")}
		}), want: `2024-03-04 p1 100.00 0.00
			2024-04-04 p1 70.00 0.00`, why: "a charge below zero gives an item back what it was charged"},
		{name: "given back too much", plan: but(four, func(p *amortize.Plan) {
			p.Charges = []amortize.PlanCharge{issued("2024-02-10", 1, "-20", "0")}
		}), want: `2024-03-04 p1 100.00 0.00
			2024-04-04 p1 100.00 0.00
			2024-05-04 p1 70.00 0.00`, why: "what is left is 250 - -20 = 270, charges made and to come sum to what it brings"},
	})
}
