package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
)

// benchPeriods are three years of months.
const benchPeriods = 36

// benchDynamic is 3,600.00 at 12 % over 36 months, for five items. Some months
// pay for two of them.
func benchDynamic(engine amortize.Interest) amortize.Plan {
	return but(dynamic("12", "119.58", done(1, "1200"), done(2, "85.50"), done(3, "1400"), adjustment(4, "214.50"), done(5, "700")), func(p *amortize.Plan) {
		p.Terms.Interest = engine
	})
}

func BenchmarkAppendExpected(b *testing.B) {
	for _, engine := range engines {
		b.Run(engine.String(), func(b *testing.B) { benchExpected(b, benchDynamic(engine)) })
	}
	b.Run("openDental/charged", func(b *testing.B) {
		benchExpected(b, but(benchDynamic(amortize.OpenDental), func(p *amortize.Plan) {
			p.Charges = []amortize.PlanCharge{issued("2024-01-04", 1, "0.01", "0"), issued("2024-02-04", 1, "0.01", "0")}
			p.Splits = []amortize.PlanSplit{paidOn(amortize.PaidUnknown, "0.02")}
		}))
	})
}

// benchExpected looks ahead into a reused slice and reports the time of a charge.
func benchExpected(b *testing.B, plan amortize.Plan) {
	b.ReportAllocs()
	var planner amortize.Planner
	charges := make([]amortize.PlanCharge, 0, amortize.MaxRows)
	rows := 0
	for b.Loop() {
		got, s, err := planner.AppendExpected(charges, &plan, amortize.WholePlan)
		if rows = len(got); err != nil || rows < benchPeriods {
			b.Fatal(rows, err)
		}
		sinkAmount = s.TotalCost
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

func BenchmarkAppendDynamicNote(b *testing.B) {
	b.ReportAllocs()
	_, s, err := amortize.Expected(&doc741, amortize.WholePlan)
	if err != nil {
		b.Fatal(err)
	}
	text := make([]byte, 0, 256)
	for b.Loop() {
		if _, err := amortize.AppendDynamicNote(text, doc741.Terms, s, 2, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// TestReusedPlannerAllocatesNothing covers what runs once a plan in a batch,
// where the payment is given.
func TestReusedPlannerAllocatesNothing(t *testing.T) {
	var planner amortize.Planner
	dst := make([]amortize.PlanCharge, 0, amortize.MaxRows)
	for _, engine := range engines {
		plan := thousand(paidOn(amortize.PaidUnknown, "300"), paidOn(amortize.PaidPrincipal, "-20"))
		plan.Terms.Interest = engine
		for _, plan := range []amortize.Plan{plan, benchDynamic(engine), down(benchDynamic(engine), "1300")} {
			for _, h := range []amortize.Horizon{amortize.WholePlan, amortize.NextPeriod} {
				var err error
				got := testing.AllocsPerRun(50, func() { _, _, err = planner.AppendExpected(dst, &plan, h) })
				expect(t, got, err, 0, fault{}, "a reused planner in "+engine.String())
			}
		}
	}
}

// TestExpectedChangesNoInput covers the lists, which the planner sorts copies of.
func TestExpectedChangesNoInput(t *testing.T) {
	plan := but(thousand(paidOn(amortize.PaidUnknown, "300")), func(p *amortize.Plan) {
		p.Production[0].ID, p.Production[1].ID = 2, 1
		p.Charges = append(p.Charges, issued("2024-02-04", 2, "1", "0"))
	})
	items, charges := append([]amortize.Item(nil), plan.Production...), chargeTexts(plan.Charges)
	got, _, err := amortize.Expected(&plan, amortize.WholePlan)
	expect(t, chargeTexts(plan.Charges), err, charges, fault{}, "the caller's charges")
	for i := range items {
		expect(t, plan.Production[i], nil, items[i], fault{}, "the caller's production")
	}
	text := chargeTexts(got)
	plan.Production[0], plan.Charges[0] = amortize.Item{}, amortize.PlanCharge{}
	expect(t, chargeTexts(got), nil, text, fault{}, "results keep no input")
}
