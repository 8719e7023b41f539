package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// TestNotes has the texts of the API document, and others.
func TestNotes(t *testing.T) {
	september := day("2021-09-20")
	simple := func(principal string) amortize.Terms {
		return with(paying(monthly(principal, "0"), "100"), func(t *amortize.Terms) { t.Today = september })
	}
	const firstMonday = "No payments until 12/06/2021. No interest until 01/03/2022. Payments due first Monday of each month."
	cases := []struct {
		id     string
		terms  amortize.Terms
		digits int
		note   string
		want   string
		why    string
	}{
		{"create, first response", simple("612.98"), 2, "",
			"9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 612.98, APR: 0, Total Cost of Loan: 612.98 ", "a blank at the end, without a note"},
		{"create, second response", simple("500"), 2, "",
			"9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 500.00, APR: 0, Total Cost of Loan: 500.00 ", "amounts have their cents"},
		{"create, third response", plan256, 2, "",
			"9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 256.12, APR: 5, Total Cost of Loan: 263.11 ", "no agreement given: today"},
		{"create, fourth response", plan500, 2, firstMonday,
			"9/20/2021 - Date of Agreement: 9/6/2021, Total Amount: 500.00, APR: 18, Total Cost of Loan: 511.66 " + firstMonday,
			"the total has the down payment; the note follows a blank"},
		{"yen", plan256, 0, "",
			"9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 25612, APR: 5, Total Cost of Loan: 26311 ", "no digits, no point"},
		{"dinar", plan256, 3, "",
			"9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 25.612, APR: 5, Total Cost of Loan: 26.311 ", "three digits"},
		{"a million", paying(monthly("1000000", "29.99"), "2000000"), 2, "Paid at once, \"as agreed\"\n",
			"1/15/2024 - Date of Agreement: 1/15/2024, Total Amount: 1000000.00, APR: 29.99, Total Cost of Loan: 1024991.67 Paid at once, \"as agreed\"\n",
			"no separators, no padding, and the note as it is"},
		{"the first day there is", with(paying(monthly("1", "0"), "1"), func(t *amortize.Terms) { t.Agreement, t.Today = date.Date{}, day("1999-12-31") }), 2, "",
			"12/31/1999 - Date of Agreement: 1/1/1970, Total Amount: 1.00, APR: 0, Total Cost of Loan: 1.00 ", "1970-01-01 is a real day"},
	}
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			_, s, err := amortize.Schedule(c.terms)
			if err != nil {
				t.Fatal(err)
			}
			got, err := amortize.AppendNote([]byte("kept: "), c.terms, s, c.digits, c.note)
			expect(t, string(got), err, "kept: "+c.want, fault{}, c.why)
		})
	}
}

func TestNotesOfWrongDates(t *testing.T) {
	cases := []struct {
		name    string
		change  func(t *amortize.Terms)
		wantErr fault
		why     string
	}{
		{"no today", func(t *amortize.Terms) { t.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the note starts with it"},
		{"agreement in year 10000", func(t *amortize.Terms) { t.Agreement = lastDay.Add(1) }, fault{"terms.Agreement", schedule.ErrDateRange}, "it has no four-digit year"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.AppendNote([]byte("kept"), with(plan256, c.change), amortize.Summary{}, 2, "note")
			expect(t, string(got), err, "kept", c.wantErr, c.why)
		})
	}
}
