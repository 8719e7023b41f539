package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// TestDynamicNotes has the text of the API document, and others.
func TestDynamicNotes(t *testing.T) {
	old := but(dynamic("7.5", "1", done(1, "1")), func(p *amortize.Plan) {
		p.Terms.Today, p.Terms.First, p.Terms.Agreement = day("0999-09-08"), day("0999-10-08"), day("0099-12-31")
	})
	cases := []struct {
		name   string
		plan   amortize.Plan
		digits int
		note   string
		want   string
		why    string
	}{
		{"seed-dynamic-741.71", doc741, 2, "DownPayment in Cash",
			"06/30/2022 - Date of Agreement: 06/30/2022, Total Amount: 728.00, APR: 10, Total Cost of Loan: 741.71, DownPayment in Cash", "the note after a comma"},
		{"no note", doc741, 2, "",
			"06/30/2022 - Date of Agreement: 06/30/2022, Total Amount: 728.00, APR: 10, Total Cost of Loan: 741.71", "no comma, and no blank at the end"},
		{"year 0999", old, 2, "", "09/08/0999 - Date of Agreement: 12/31/0099, Total Amount: 1.00, APR: 7.5, Total Cost of Loan: 1.01", "days, months and years are padded"},
		{"year 1000", but(old, func(p *amortize.Plan) { p.Terms.Agreement, p.Terms.FutureAgreement = day("1000-10-10"), true }), 2, "",
			"09/08/0999 - Date of Agreement: 10/10/1000, Total Amount: 1.00, APR: 7.5, Total Cost of Loan: 1.01", "four digits of its own"},
		{"yen", doc741, 0, "", "06/30/2022 - Date of Agreement: 06/30/2022, Total Amount: 72800, APR: 10, Total Cost of Loan: 74171", "no digits, no point"},
		{"1970", but(dynamic("0", "2000000", done(1, "1000000")), func(p *amortize.Plan) { p.Terms.Agreement = date.Date{} }), 2, "as \"agreed\"\n",
			"03/04/2024 - Date of Agreement: 01/01/1970, Total Amount: 1000000.00, APR: 0, Total Cost of Loan: 1000000.00, as \"agreed\"\n",
			"the zero date is a day; no separators; the note as it is"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, s, err := amortize.Expected(&c.plan, amortize.WholePlan)
			if err != nil {
				t.Fatal(err)
			}
			got, err := amortize.AppendDynamicNote([]byte("kept: "), c.plan.Terms, s, c.digits, c.note)
			expect(t, string(got), err, "kept: "+c.want, fault{}, c.why)
		})
	}
}

func TestRefusedDynamicNotes(t *testing.T) {
	past := date.New(10000, 1, 1)
	cases := []struct {
		name    string
		change  func(t *amortize.Terms)
		wantErr fault
		why     string
	}{
		{"no today", func(t *amortize.Terms) { t.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"today", func(t *amortize.Terms) { t.Today = past }, fault{"terms.Today", schedule.ErrDateRange}, "four digits of a year"},
		{"agreement", func(t *amortize.Terms) { t.Agreement = past }, fault{"terms.Agreement", schedule.ErrDateRange}, "four digits of a year"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.AppendDynamicNote([]byte("kept"), with(doc741.Terms, c.change), amortize.PlanSummary{}, 2, "note")
			expect(t, string(got), err, "kept", c.wantErr, c.why)
		})
	}
}
