package amortize_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// lastDay is the end of the calendar.
var lastDay = date.New(9999, 12, 31)

// wrong is a change to good terms that spoils them.
type wrong struct {
	name    string
	change  func(t *amortize.Terms)
	wantErr fault
	why     string
}

// wrongLoans spoil what the level payment reads too.
var wrongLoans = []wrong{
	{"negative principal", func(t *amortize.Terms) { t.Principal = -1 }, fault{"terms.Principal", money.ErrNegative}, "nobody lends less than nothing"},
	{"least principal", func(t *amortize.Terms) { t.Principal = math.MinInt64 }, fault{"terms.Principal", money.ErrNegative}, "nothing wraps"},
	{"no principal", func(t *amortize.Terms) { t.Principal = 0 }, fault{"terms.Principal", money.ErrZeroAmount}, "there is nothing to pay"},
	{"negative down payment", func(t *amortize.Terms) { t.DownPayment = -1 }, fault{"terms.DownPayment", money.ErrNegative}, "it would add to the loan"},
	{"down payment of a cent more", func(t *amortize.Terms) { t.DownPayment = t.Principal + 1 }, fault{"terms.DownPayment", amortize.ErrDownPayment}, "equal is allowed, more is not"},
	{"negative rate", func(t *amortize.Terms) { t.APR = -1 }, fault{"terms.APR", amortize.ErrRateRange}, "rates start at 0"},
	{"rate over 1000 %", func(t *amortize.Terms) { t.APR = amortize.MaxRate + 1 }, fault{"terms.APR", amortize.ErrRateRange}, "rates end at 1000"},
	{"negative count", func(t *amortize.Terms) { t.Payments = -1 }, fault{"terms.Payments", money.ErrCount}, "a count starts at 1"},
	{"least count", func(t *amortize.Terms) { t.Payments = math.MinInt }, fault{"terms.Payments", money.ErrCount}, "a count starts at 1"},
	{"count over 2000", func(t *amortize.Terms) { t.Payments = amortize.MaxRows + 1 }, fault{"terms.Payments", money.ErrLimit}, "2000 is the most"},
	{"largest count", func(t *amortize.Terms) { t.Payments = math.MaxInt }, fault{"terms.Payments", money.ErrLimit}, "it costs neither time nor memory"},
	{"no frequency", func(t *amortize.Terms) { t.Every = 0 }, fault{"terms.Every", schedule.ErrFrequency}, "there is no default"},
	{"unknown frequency", func(t *amortize.Terms) { t.Every = schedule.Quarterly + 1 }, fault{"terms.Every", schedule.ErrFrequency}, "there are five"},
}

// wrongPlans spoil what the rows need beyond that.
var wrongPlans = []wrong{
	{"no engine", func(t *amortize.Terms) { t.Interest = 0 }, fault{"terms.Interest", amortize.ErrInterest}, "the choice moves cents, so there is no default"},
	{"unknown engine", func(t *amortize.Terms) { t.Interest = amortize.HalfDown + 1 }, fault{"terms.Interest", amortize.ErrInterest}, "there are four"},
	{"negative payment", func(t *amortize.Terms) { t.Payment, t.Payments = -1, 0 }, fault{"terms.Payment", money.ErrNegative}, "nothing is paid back"},
	{"neither", func(t *amortize.Terms) { t.Payments = 0 }, fault{"terms.Payment", amortize.ErrNoTerms}, "one of them must be given"},
	{"both", func(t *amortize.Terms) { t.Payment = 1 }, fault{"terms.Payments", amortize.ErrBothTerms}, "they could contradict each other"},
	{"unknown fifth weekday", func(t *amortize.Terms) { t.Fifth = schedule.Skip + 1 }, fault{"terms.Fifth", schedule.ErrFifthWeekday}, "even where it has no effect"},
	{"agreement in year 10000", func(t *amortize.Terms) { t.Agreement = lastDay.Add(1) }, fault{"terms.Agreement", schedule.ErrDateRange}, "even if the first date is given"},
	{"agreement in year 0", func(t *amortize.Terms) { t.Agreement = schedule.Unset.Add(-1) }, fault{"terms.Agreement", schedule.ErrDateRange}, "before the calendar"},
	{"first in year 10000", func(t *amortize.Terms) { t.First = lastDay.Add(1) }, fault{"terms.First", schedule.ErrDateRange}, "after the calendar"},
	{"interest start in year 0", func(t *amortize.Terms) { t.InterestStart = schedule.Unset.Add(-1) }, fault{"terms.InterestStart", schedule.ErrDateRange}, "before the calendar"},
	{"no today", func(t *amortize.Terms) { t.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the library has no clock"},
	{"today in year 10000", func(t *amortize.Terms) { t.Today = lastDay.Add(1) }, fault{"terms.Today", schedule.ErrDateRange}, "after the calendar"},
	{"today in year 10000, all else given", func(t *amortize.Terms) {
		t.Today, t.Agreement, t.First = lastDay.Add(1), day("2024-01-15"), day("2024-02-15")
	},
		fault{"terms.Today", schedule.ErrDateRange}, "the down payment is dated today"},
	{"no month after the agreement", func(t *amortize.Terms) { t.Agreement, t.FutureAgreement = lastDay, true }, fault{"terms.Agreement", schedule.ErrDateRange}, "the default first date is past 9999"},
	{"an agreement that is still to come", func(t *amortize.Terms) { t.Agreement = t.Today.Add(1) }, fault{"terms.Agreement", money.ErrFutureDate}, "nobody can have agreed to it yet"},
	{"no month after today", func(t *amortize.Terms) { t.Today = lastDay }, fault{"terms.Today", schedule.ErrDateRange}, "no agreement is given, so its day is today"},
	{"payments past 9999 from the agreement on", func(t *amortize.Terms) { t.Agreement, t.Today = day("9999-09-01"), day("9999-09-01") }, fault{"terms.Agreement", schedule.ErrDateRange}, "no first date is given: it is a month after the agreement"},
	{"payments past 9999 from today on", func(t *amortize.Terms) { t.Today = day("9999-09-01") }, fault{"terms.Today", schedule.ErrDateRange}, "no agreement is given either"},
	{"payments past 9999", func(t *amortize.Terms) { t.First = day("9999-10-01") }, fault{"terms.First", schedule.ErrDateRange}, "the fourth is due in 10000"},
}

func TestWrongTerms(t *testing.T) {
	good := counting(monthly("100.00", "12"), 12)
	kept := []amortize.Row{{N: 7}, {N: 8}}
	for _, c := range slices.Concat(wrongLoans, wrongPlans) {
		t.Run(c.name, func(t *testing.T) {
			terms := with(good, c.change)
			rows, s, err := amortize.AppendSchedule(kept[:1], terms)
			expect(t, s, err, amortize.Summary{}, c.wantErr, c.why)
			if len(rows) != 1 || &rows[0] != &kept[0] || rows[0].N != 7 {
				t.Errorf("dst comes back as %v", rows)
			}
			rows, s, err = amortize.Schedule(terms)
			expect(t, s, err, amortize.Summary{}, c.wantErr, c.why)
			if rows != nil {
				t.Errorf("got %d rows with an error", len(rows))
			}
		})
	}
}

// TestWrongTermsWithNothingToPayOff checks that fields are not left unread.
func TestWrongTermsWithNothingToPayOff(t *testing.T) {
	good := with(counting(monthly("100.00", "12"), 12), func(t *amortize.Terms) { t.DownPayment = t.Principal })
	for _, c := range slices.Concat(wrongLoans, wrongPlans) {
		if strings.HasPrefix(c.name, "payments past 9999") {
			continue // there are no payments
		}
		t.Run(c.name, func(t *testing.T) {
			_, s, err := amortize.Schedule(with(good, c.change))
			expect(t, s, err, amortize.Summary{}, c.wantErr, c.why)
		})
	}
}

func TestWrongTermsOfALevelPayment(t *testing.T) {
	good := counting(monthly("100.00", "12"), 12)
	none := wrong{"no count", func(t *amortize.Terms) { t.Payments = 0 }, fault{"terms.Payments", amortize.ErrNoTerms}, "the payment is not read, so it cannot stand in"}
	for _, c := range append(slices.Clone(wrongLoans), none) {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.LevelPayment(with(good, c.change))
			expect(t, got, err, 0, c.wantErr, c.why)
		})
	}
	for _, c := range wrongPlans {
		if c.name == "neither" || c.name == "negative payment" {
			continue // they take the count away
		}
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.LevelPayment(with(good, c.change))
			expect(t, got, err, usd("8.89"), fault{}, "the field is not read")
		})
	}
}

// TestFirstWrongFieldWins spoils one field after the other, the last one first.
func TestFirstWrongFieldWins(t *testing.T) {
	terms := counting(monthly("100.00", "12"), 12)
	spoil := []wrong{
		{"Today", func(t *amortize.Terms) { t.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, ""},
		{"InterestStart", func(t *amortize.Terms) { t.InterestStart = lastDay.Add(1) }, fault{"terms.InterestStart", schedule.ErrDateRange}, ""},
		{"First", func(t *amortize.Terms) { t.First = lastDay.Add(1) }, fault{"terms.First", schedule.ErrDateRange}, ""},
		{"Agreement", func(t *amortize.Terms) { t.Agreement = lastDay.Add(1) }, fault{"terms.Agreement", schedule.ErrDateRange}, ""},
		{"Fifth", func(t *amortize.Terms) { t.Fifth = 9 }, fault{"terms.Fifth", schedule.ErrFifthWeekday}, ""},
		{"Every", func(t *amortize.Terms) { t.Every = 9 }, fault{"terms.Every", schedule.ErrFrequency}, ""},
		{"Payments", func(t *amortize.Terms) { t.Payment = 1 }, fault{"terms.Payments", amortize.ErrBothTerms}, ""},
		{"Payment", func(t *amortize.Terms) { t.Payment = -1 }, fault{"terms.Payment", money.ErrNegative}, ""},
		{"Interest", func(t *amortize.Terms) { t.Interest = 9 }, fault{"terms.Interest", amortize.ErrInterest}, ""},
		{"APR", func(t *amortize.Terms) { t.APR = -1 }, fault{"terms.APR", amortize.ErrRateRange}, ""},
		{"DownPayment", func(t *amortize.Terms) { t.DownPayment = -1 }, fault{"terms.DownPayment", money.ErrNegative}, ""},
		{"Principal", func(t *amortize.Terms) { t.Principal = -1 }, fault{"terms.Principal", money.ErrNegative}, ""},
	}
	for _, c := range spoil {
		terms = with(terms, c.change)
		_, _, err := amortize.Schedule(terms)
		expect(t, 0, err, 0, c.wantErr, "fields are checked in their order")
	}
}

// TestErrorTexts checks what lands in logs, and what a person is shown.
func TestErrorTexts(t *testing.T) {
	plan := paying(monthly("1000", "24"), "15")
	cases := []struct {
		change       func(t *amortize.Terms)
		text, detail string
	}{
		{func(t *amortize.Terms) {}, "terms.Payment: the payment does not exceed the interest of a period, so the plan would never be paid off",
			"the payment does not exceed the interest of a period, so the plan would never be paid off: got 15.00, want more than 20.00, difference -5.00; raise the payment above the interest, or lower the rate"},
		{func(t *amortize.Terms) { t.DownPayment = usd("1000.01") }, "terms.DownPayment: the down payment exceeds the principal",
			"the down payment exceeds the principal: got 1000.01, want at most 1000.00, difference 0.01; lower the down payment"},
		{func(t *amortize.Terms) { t.APR = -1 }, "terms.APR: the rate is outside 0 to 1000 percent",
			"the rate is outside 0 to 1000 percent: got -0.000001; write 18 percent as 18"},
		{func(t *amortize.Terms) { t.APR, t.Payment = 0, 1 }, "terms.Payment: a limit is passed", "a limit is passed: a plan has at most 2000 payments, and this one would have more; stay within it"},
		{func(t *amortize.Terms) { t.APR, t.First = 0, lastDay }, "terms.First: the date is outside the years 1 to 9999",
			"the date is outside the years 1 to 9999: the last payments would fall due after 9999-12-31; stay between 0001-01-02 and 9999-12-31"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			_, _, err := amortize.Schedule(with(plan, c.change))
			var field *money.FieldError
			if !errors.As(err, &field) {
				t.Fatalf("got %v, want a *money.FieldError", err)
			}
			if err.Error() != c.text || field.DetailIn(2) != c.detail {
				t.Errorf("got  %q\nand  %q\nwant %q\nand  %q", err, field.DetailIn(2), c.text, c.detail)
			}
		})
	}
}
