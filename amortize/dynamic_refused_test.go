package amortize_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// refusal is a change that makes a plan wrong.
type refusal struct {
	name    string
	change  func(p *amortize.Plan)
	wantErr fault
	why     string
}

// runRefusals changes a plan that is right each time, and expects the error of
// every planner and horizon, with nothing appended.
func runRefusals(t *testing.T, plan amortize.Plan, cases []refusal) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wrong := plan
			wrong.Production, wrong.Charges, wrong.Splits = slices.Clone(plan.Production), slices.Clone(plan.Charges), slices.Clone(plan.Splits)
			c.change(&wrong)
			dst := []amortize.PlanCharge{{Item: 7}}
			got, s, err := usedPlanner().AppendExpected(dst, &wrong, amortize.NextPeriod)
			expect(t, len(got) == 1 && got[0] == dst[0] && s == amortize.PlanSummary{}, err, true, c.wantErr, c.why)
			charges, s, err := amortize.Expected(&wrong, amortize.WholePlan)
			expect(t, charges == nil && s == amortize.PlanSummary{}, err, true, c.wantErr, c.why)
		})
	}
}

// rightPlan is a plan of two items with a charge and a split.
var rightPlan = but(thousand(amortize.PlanSplit{Amount: 100}, amortize.PlanSplit{Amount: 100}), func(p *amortize.Plan) {
	p.Charges = append(p.Charges, issued("2024-04-04", 1, "1", "1"))
})

func TestRefusedPlanTerms(t *testing.T) {
	past := date.New(10000, 1, 1)
	runRefusals(t, rightPlan, []refusal{
		{"option", func(p *amortize.Plan) { p.Option = 2 }, fault{"plan.Option", amortize.ErrPlanKind}, "not one of two"},
		{"no production", func(p *amortize.Plan) { p.Production, p.Charges = nil, nil }, fault{"plan.Production", money.ErrMissing}, "nothing to pay for"},
		{"production of nothing", func(p *amortize.Plan) { p.Production, p.Charges = []amortize.Item{done(1, "0")}, nil },
			fault{"plan.Production", money.ErrZeroAmount}, "the same"},
		{"down payment below zero", func(p *amortize.Plan) { p.Terms.DownPayment = -1 }, fault{"terms.DownPayment", money.ErrNegative}, "not a payment"},
		{"down payment too high", func(p *amortize.Plan) { p.Terms.DownPayment = usd("1000.01") }, fault{"terms.DownPayment", amortize.ErrDownPayment}, "over what production brings"},
		{"rate", func(p *amortize.Plan) { p.Terms.APR = -1 }, fault{"terms.APR", amortize.ErrRateRange}, "below zero"},
		{"engine", func(p *amortize.Plan) { p.Terms.Interest = 0 }, fault{"terms.Interest", amortize.ErrInterest}, "required"},
		{"payment below zero", func(p *amortize.Plan) { p.Terms.Payment = -1 }, fault{"terms.Payment", money.ErrNegative}, "not a payment"},
		{"no payment", func(p *amortize.Plan) { p.Terms.Payment = 0 }, fault{"terms.Payment", amortize.ErrNoTerms}, "neither payment nor count"},
		{"both", func(p *amortize.Plan) { p.Terms.Payments = 4 }, fault{"terms.Payments", amortize.ErrBothTerms}, "one follows from the other"},
		{"count below zero", func(p *amortize.Plan) { p.Terms.Payments = -1 }, fault{"terms.Payments", money.ErrCount}, "not a count"},
		{"count too high", func(p *amortize.Plan) { p.Terms.Payments = 2001 }, fault{"terms.Payments", money.ErrLimit}, "2000 at most"},
		{"frequency", func(p *amortize.Plan) { p.Terms.Every = 0 }, fault{"terms.Every", schedule.ErrFrequency}, "required"},
		{"fifth weekday", func(p *amortize.Plan) { p.Terms.Fifth = 9 }, fault{"terms.Fifth", schedule.ErrFifthWeekday}, "not one of three"},
		{"agreement", func(p *amortize.Plan) { p.Terms.Agreement = past }, fault{"terms.Agreement", schedule.ErrDateRange}, "past the calendar"},
		{"first", func(p *amortize.Plan) { p.Terms.First = past }, fault{"terms.First", schedule.ErrDateRange}, "past the calendar"},
		{"interest start", func(p *amortize.Plan) { p.Terms.InterestStart = past }, fault{"terms.InterestStart", schedule.ErrDateRange}, "past the calendar"},
		{"no today", func(p *amortize.Plan) { p.Terms.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"today", func(p *amortize.Plan) { p.Terms.Today = past }, fault{"terms.Today", schedule.ErrDateRange}, "past the calendar"},
		{"no first after the agreement", func(p *amortize.Plan) {
			p.Terms.Agreement, p.Terms.First, p.Terms.FutureAgreement = date.New(9999, 12, 1), schedule.Unset, true
		},
			fault{"terms.Agreement", schedule.ErrDateRange}, "a month later is past the calendar"},
		{"no due date from today on", func(p *amortize.Plan) { p.Terms.First, p.Terms.Today = date.New(9999, 12, 1), date.New(9999, 12, 31) },
			fault{"terms.Today", schedule.ErrDateRange}, "the next one is past the calendar"},
		{"an agreement that is still to come", func(p *amortize.Plan) { p.Terms.Agreement = p.Terms.Today.Add(1) }, fault{"terms.Agreement", money.ErrFutureDate}, "nobody can have agreed to it yet"},
		{"terms before splits", func(p *amortize.Plan) { p.Terms.Every, p.Splits[0].Kind = 0, 9 }, fault{"terms.Every", schedule.ErrFrequency}, "the first in order"},
	})
}

func TestRefusedCharges(t *testing.T) {
	past := date.New(10000, 1, 1)
	unknown := fault{"plan.Charges[1].Item", money.ErrUnknownID}
	runRefusals(t, rightPlan, []refusal{
		{"no date", func(p *amortize.Plan) { p.Charges[1].Date = schedule.Unset }, fault{"plan.Charges[1].Date", money.ErrDateRequired}, "a charge has its day"},
		{"date", func(p *amortize.Plan) { p.Charges[1].Date = past }, fault{"plan.Charges[1].Date", schedule.ErrDateRange}, "past the calendar"},
		{"item", func(p *amortize.Plan) { p.Charges[1].Item = 9 }, unknown, "no such item"},
		{"no item", func(p *amortize.Plan) { p.Charges[1].Item = 0 }, fault{"plan.Charges[1].Item", money.ErrMissing}, "it names none"},
		{"item of another kind", func(p *amortize.Plan) { p.Charges[1].ItemKind = amortize.AdjustmentItem }, unknown, "1 is a procedure"},
		{"no kind of item", func(p *amortize.Plan) { p.Charges[1].ItemKind = 9 }, fault{"plan.Charges[1].ItemKind", amortize.ErrPlanKind}, "no item has the kind"},
		{"kind", func(p *amortize.Plan) { p.Charges[1].Kind = 3 }, fault{"plan.Charges[1].Kind", amortize.ErrPlanKind}, "not one of three"},
		{"interest below zero", func(p *amortize.Plan) { p.Charges[1].Interest = -1 }, fault{"plan.Charges[1].Interest", money.ErrNegative}, "interest is not given back"},
		{"the smallest principal", func(p *amortize.Plan) { p.Charges[1].Principal = math.MinInt64 },
			fault{"plan.Charges[1].Principal", money.ErrOverflow}, "what is left would wrap"},
		{"interest that wraps", func(p *amortize.Plan) { p.Charges[1].Interest = math.MaxInt64 }, fault{"plan.Charges[1].Interest", money.ErrOverflow}, "with the 10.00 before"},
		{"principal that wraps", func(p *amortize.Plan) { p.Charges[1].Item, p.Charges[1].Principal = 2, math.MaxInt64 },
			fault{"plan.Charges[1].Principal", money.ErrOverflow}, "with the 240.00 before"},
		{"charges before splits", func(p *amortize.Plan) { p.Charges[0].Kind, p.Splits[0].Kind = 9, 9 }, fault{"plan.Charges[0].Kind", amortize.ErrPlanKind}, "the first in order"},
		{"date before item", func(p *amortize.Plan) { p.Charges[0].Date, p.Charges[0].Item = schedule.Unset, 9 },
			fault{"plan.Charges[0].Date", money.ErrDateRequired}, "the first in order"},
	})
}

func TestRefusedHorizon(t *testing.T) {
	plan := thousand()
	charges, _, err := amortize.Expected(&plan, 2)
	expect(t, charges == nil, err, true, fault{"h", amortize.ErrPlanKind}, "not one of two")
}

// TestEdgeOfAmounts has amounts that fit alone and not together: they are
// refused, and never wrap.
func TestEdgeOfAmounts(t *testing.T) {
	huge := but(dynamic("0", "1", amortize.Item{ID: 1, Complete: true, Amount: math.MaxInt64}), func(p *amortize.Plan) {
		p.Terms.Interest, p.Terms.Payment = amortize.HalfUp, math.MaxInt64
	})
	rate := func(percent string) amortize.Plan {
		return but(huge, func(p *amortize.Plan) { p.Terms.APR = apr(percent) })
	}
	doubles := func(p amortize.Plan) amortize.Plan {
		return but(p, func(p *amortize.Plan) { p.Terms.Interest = amortize.OpenDental })
	}
	counted := func(percent string) amortize.Plan {
		return but(rate(percent), func(p *amortize.Plan) { p.Terms.Payment, p.Terms.Payments = 0, 2 })
	}
	unpaid := but(rate("12"), func(p *amortize.Plan) {
		p.Production = append([]amortize.Item{done(2, "0.01")}, amortize.Item{ID: 1, Complete: true, Amount: math.MaxInt64 - 1})
		p.Charges = []amortize.PlanCharge{issued("2024-02-04", 2, "5", "0")}
	})
	overflow := func(path string) fault { return fault{path, money.ErrOverflow} }
	runPlans(t, chargeTexts, []planCase{
		{name: "the largest", plan: huge, want: "2024-03-04 p1 92233720368547758.07 0.00", why: "it fits"},
		{name: "the largest, in doubles", plan: doubles(huge), want: "2024-03-04 p1 92233720368547758.07 0.00", why: "no interest, no doubles"},
		{name: "with interest", plan: rate("1"), wantErr: overflow("plan.Production"), why: "the total cost is over the largest"},
		{name: "with interest, in doubles", plan: doubles(rate("1")), wantErr: overflow("plan.Production"), why: "the same"},
		{name: "interest over the largest", plan: but(rate("1000"), func(p *amortize.Plan) { p.Terms.Every = schedule.Quarterly }),
			wantErr: overflow("terms.APR"), why: "250 % of the largest"},
		{name: "interest over the largest, in doubles", plan: but(doubles(rate("1000")), func(p *amortize.Plan) { p.Terms.Every = schedule.Quarterly }),
			wantErr: overflow("terms.APR"), why: "250 % of the largest"},
		{name: "a level payment over the largest", plan: counted("1000"), wantErr: overflow("plan.Production"), why: "two payments with interest"},
		{name: "unpaid over the largest", plan: unpaid, h: amortize.NextPeriod, wantErr: overflow("terms.APR"), why: "what bears interest is 4.99 over"},
	})
}
