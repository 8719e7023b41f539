package amortize_test

import (
	"math"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// TestOrderOfProduction pays for a dollar of everything at once.
func TestOrderOfProduction(t *testing.T) {
	item := func(id int64, kind amortize.ItemKind, complete bool, on string) amortize.Item {
		i := amortize.Item{ID: id, Kind: kind, Complete: complete, Date: schedule.Unset, Amount: 100}
		if on != "" {
			i.Date = day(on)
		}
		return i
	}
	const procedure, adjusts, ortho = amortize.ProcedureItem, amortize.AdjustmentItem, amortize.OrthoCaseItem
	treated := func(items ...amortize.Item) amortize.Plan {
		return but(dynamic("0", "100", items...), func(p *amortize.Plan) { p.Option = amortize.TreatAsComplete })
	}
	runPlans(t, chargeTexts, []planCase{
		{name: "not done last", plan: treated(item(1, procedure, false, "2020-01-01"), item(2, procedure, true, "2024-01-01")),
			want: `2024-03-04 p2 1.00 0.00
			2024-03-04 p1 1.00 0.00`, why: "whatever its date"},
		{name: "by date", plan: treated(item(1, procedure, true, "2024-01-02"), item(2, procedure, true, "2024-01-01"), item(3, procedure, true, "")),
			want: `2024-03-04 p3 1.00 0.00
			2024-03-04 p2 1.00 0.00
			2024-03-04 p1 1.00 0.00`, why: "no date is before all"},
		{name: "the zero date", plan: treated(item(1, procedure, true, "1970-01-02"), item(2, procedure, true, "1970-01-01"), item(3, procedure, true, "1969-12-31")),
			want: `2024-03-04 p3 1.00 0.00
			2024-03-04 p2 1.00 0.00
			2024-03-04 p1 1.00 0.00`, why: "1970-01-01 is a day between two others"},
		{name: "by kind", plan: treated(item(1, adjusts, true, "2024-01-01"), item(2, procedure, true, "2024-01-01"), item(3, ortho, true, "2024-01-01")),
			want: `2024-03-04 o3 1.00 0.00
			2024-03-04 p2 1.00 0.00
			2024-03-04 a1 1.00 0.00`, why: "ortho cases, procedures, adjustments"},
		{name: "by id", plan: treated(item(10, procedure, true, "2024-01-01"), item(9, procedure, true, "2024-01-01"), item(-9, procedure, true, "2024-01-01")),
			want: `2024-03-04 p-9 1.00 0.00
			2024-03-04 p9 1.00 0.00
			2024-03-04 p10 1.00 0.00`, why: "as numbers"},
		{name: "adjustments are done", plan: dynamic("0", "100", item(1, adjusts, false, "2024-01-02"), item(1, ortho, false, "2024-01-03"), item(1, procedure, true, "2024-01-04")),
			want: `2024-03-04 a1 1.00 0.00
			2024-03-04 o1 1.00 0.00
			2024-03-04 p1 1.00 0.00`, why: "only procedures wait; one id may stand in each kind"},
		{name: "nothing left", plan: dynamic("0", "100", done(1, "0"), done(2, "1")), want: "2024-03-04 p2 1.00 0.00",
			why: "an item without value has no charge"},
		{name: "overrides", plan: dynamic("0", "100", amortize.Item{ID: 1, Complete: true, Amount: 500, Override: 1}, amortize.Item{ID: 2, Complete: true, Override: 2}),
			want: `2024-03-04 p1 0.01 0.00
			2024-03-04 p2 0.02 0.00`, why: "in the place of the amount, above or below it"},
		{name: "any date", plan: dynamic("0", "100", amortize.Item{ID: 1, Complete: true, Date: date.Max(), Amount: 1}, done(2, "1")),
			want: `2024-03-04 p2 1.00 0.00
			2024-03-04 p1 0.01 0.00`, why: "the date only sorts"},
	})
}

func TestRefusedProduction(t *testing.T) {
	at := func(field string, rule error) fault { return fault{"plan.Production[1]." + field, rule} }
	runRefusals(t, rightPlan, []refusal{
		{"no id", func(p *amortize.Plan) { p.Production[1].ID = 0 }, at("ID", money.ErrMissing), "charges name items by id"},
		{"id twice", func(p *amortize.Plan) { p.Production[1].ID = 1 }, at("ID", money.ErrDuplicateID), "the second of them"},
		{"id twice, sorted otherwise", func(p *amortize.Plan) { p.Production[1].ID, p.Production[1].Date = 1, day("1960-01-01") }, at("ID", money.ErrDuplicateID),
			"the second in the input, though charged first"},
		{"adjustment twice", func(p *amortize.Plan) { p.Production[1] = adjustment(3, "1") }, fault{"plan.Production[2].ID", money.ErrDuplicateID}, "in any kind"},
		{"kind", func(p *amortize.Plan) { p.Production[1].Kind = 3 }, at("Kind", amortize.ErrPlanKind), "not one of three"},
		{"amount below zero", func(p *amortize.Plan) { p.Production[1].Amount = -1 }, at("Amount", money.ErrNegative), "production is not given back"},
		{"override below zero", func(p *amortize.Plan) { p.Production[1].Override = -1 }, at("Override", money.ErrNegative), "production is not given back"},
		{"amounts that wrap", func(p *amortize.Plan) { p.Production[1].Amount = math.MaxInt64 }, at("Amount", money.ErrOverflow), "with the 400.00 before"},
		{"overrides that wrap", func(p *amortize.Plan) { p.Production[1].Override = math.MaxInt64 }, at("Override", money.ErrOverflow), "what was written is the override"},
		{"the first of two", func(p *amortize.Plan) { p.Production[1].Kind, p.Production[2].ID = 3, 0 }, at("Kind", amortize.ErrPlanKind), "the first in order"},
	})
}

func TestNamesOfKinds(t *testing.T) {
	cases := []struct{ got, want string }{
		{amortize.ProcedureItem.String(), "procedure"}, {amortize.AdjustmentItem.String(), "adjustment"},
		{amortize.OrthoCaseItem.String(), "orthoCase"}, {amortize.ItemKind(3).String(), "ItemKind(?)"},
		{amortize.InstallmentCharge.String(), "installment"}, {amortize.DownPaymentCharge.String(), "downPayment"},
		{amortize.CloseOutCharge.String(), "closeOut"}, {amortize.ChargeKind(3).String(), "ChargeKind(?)"},
		{amortize.AwaitComplete.String(), "AwaitComplete"}, {amortize.TreatAsComplete.String(), "TreatAsComplete"},
	}
	for _, c := range cases {
		expect(t, c.got, nil, c.want, fault{}, "the name in documents")
	}
}
