package amortize_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// The plans of the API document, with the dates that it does not state assumed.
var (
	plan256 = with(counting(monthly("256.12", "5"), 12), func(t *amortize.Terms) {
		t.Today, t.First = day("2021-09-20"), day("2021-10-20")
	})
	plan500 = with(paying(monthly("500.00", "18"), "75.50"), func(t *amortize.Terms) {
		t.DownPayment, t.Every = usd("125.00"), schedule.OrdinalWeekday
		t.Today, t.Agreement, t.First, t.InterestStart = day("2021-09-20"), day("2021-09-06"), day("2021-12-06"), day("2022-01-03")
	})
	plan1000 = with(counting(monthly("1000.00", "10"), 10), func(t *amortize.Terms) {
		t.Today, t.First, t.InterestStart = day("2021-01-23"), day("2020-12-23"), day("2021-02-23")
	})
	plan552 = with(paying(monthly("552.00", "10"), "81.48"), func(t *amortize.Terms) {
		t.Today, t.First, t.InterestStart = day("2022-06-30"), day("2022-07-01"), day("2022-08-01")
	})
)

func TestDocumentTotals(t *testing.T) {
	cases := []struct {
		id            string
		terms         amortize.Terms
		payment       string
		payments      int
		interest, all string
		last          string // due with the last payment
		why           string
	}{
		{"seed-create-256.12", plan256, "21.93", 12, "6.99", "263.11", "21.88", "exactly 21.9258, rounded up; the last payment is what is left"},
		{"seed-create-511.66", plan500, "75.50", 6, "11.66", "511.66", "9.16", "one payment of six is free of interest"},
		{"seed-create-612.98", with(paying(monthly("612.98", "0"), "100"), func(t *amortize.Terms) { t.First = day("2021-10-20") }),
			"100.00", 7, "0.00", "612.98", "12.98", "no interest; the last payment is what is left"},
		{"seed-create-500", paying(monthly("500", "0"), "100"), "100.00", 5, "0.00", "500.00", "100.00", "nothing is left over"},
		{"seed-get-64", counting(monthly("64", "0"), 10), "6.40", 10, "0.00", "64.00", "6.40", "it divides"},
		{"seed-get-643", counting(monthly("643", "0"), 5), "128.60", 5, "0.00", "643.00", "128.60", "it divides"},
		{"seed-get-1029.44", plan1000, "104.65", 10, "29.44", "1029.44", "87.59", "two payments free of interest, which the payment does not know"},
		{"1000 without a delay", with(plan1000, func(t *amortize.Terms) { t.InterestStart = schedule.Unset }),
			"104.65", 10, "46.39", "1046.39", "104.54", "interest from the start"},
		{"1000 with a delay of one", with(plan1000, func(t *amortize.Terms) { t.InterestStart = day("2021-01-23") }),
			"104.65", 10, "37.41", "1037.41", "95.56", "one payment free of interest"},
		{"628 of seed-dynamic-741.71", counting(monthly("628", "10"), 8), "81.48", 8, "23.77", "651.77", "81.41", "exactly 81.4722, rounded up"},
		{"552 of seed-dynamic-741.71", plan552, "81.48", 7, "13.72", "565.72", "76.84",
			"a clean balance of 76.20 bears 0.64; the document's plan takes it from sums, sees 76.19999999999999 and has 0.63"},
		{"552, halves down", with(plan552, func(t *amortize.Terms) { t.Interest = amortize.HalfDown }), "81.48", 7, "13.71", "565.71", "76.83",
			"0.635 goes down, so this engine meets the document's 741.71 = 728 + 13.71"},
		{"seed-put-67", with(counting(monthly("67", "10"), 6), func(t *amortize.Terms) { t.Every = schedule.Weekly }),
			"11.25", 6, "0.45", "67.45", "11.20", "exactly 11.2419, rounded up"},
	}
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			rows, s, err := amortize.Schedule(c.terms)
			expect(t, s, err, amortize.Summary{
				Payment: usd(c.payment), Payments: c.payments,
				Principal: c.terms.Principal, TotalInterest: usd(c.interest), TotalCost: usd(c.all),
			}, fault{}, c.why)
			if last := rows[len(rows)-1]; last.Principal+last.Interest != usd(c.last) {
				t.Errorf("the last payment is %s, want %s: %s", rowText(last), c.last, c.why)
			}
		})
	}
}

// TestGoldenTotalsUnderEveryEngine has the totals that do not rest on half a cent.
func TestGoldenTotalsUnderEveryEngine(t *testing.T) {
	for _, c := range []struct {
		terms amortize.Terms
		cost  string
	}{{plan256, "263.11"}, {plan500, "511.66"}, {plan1000, "1029.44"}} {
		for _, engine := range engines {
			c.terms.Interest = engine
			_, s, err := amortize.Schedule(c.terms)
			expect(t, s.TotalCost, err, usd(c.cost), fault{}, engine.String())
		}
	}
}

func TestDocumentRows(t *testing.T) {
	cases := []struct {
		id    string
		terms amortize.Terms
		want  string // date, principal, interest, balance
		why   string
	}{
		{"seed-create-511.66", plan500, `
2021-09-20 125.00 0.00 375.00 down
2021-12-06 75.50 0.00 299.50
2022-01-03 71.01 4.49 228.49
2022-02-07 72.07 3.43 156.42
2022-03-07 73.15 2.35 83.27
2022-04-04 74.25 1.25 9.02
2022-05-02 9.02 0.14 0.00`, "first Mondays; interest from the payment that is due when it starts"},
		{"seed-create-256.12", plan256, `
2021-10-20 20.86 1.07 235.26
2021-11-20 20.95 0.98 214.31
2021-12-20 21.04 0.89 193.27
2022-01-20 21.12 0.81 172.15
2022-02-20 21.21 0.72 150.94
2022-03-20 21.30 0.63 129.64
2022-04-20 21.39 0.54 108.25
2022-05-20 21.48 0.45 86.77
2022-06-20 21.57 0.36 65.20
2022-07-20 21.66 0.27 43.54
2022-08-20 21.75 0.18 21.79
2022-09-20 21.79 0.09 0.00`, "interest falls as principal is paid off"},
		{"552, clean balance", plan552, `
2022-07-01 81.48 0.00 470.52
2022-08-01 77.56 3.92 392.96
2022-09-01 78.21 3.27 314.75
2022-10-01 78.86 2.62 235.89
2022-11-01 79.51 1.97 156.38
2022-12-01 80.18 1.30 76.20
2023-01-01 76.20 0.64 0.00`, "the half cent is in the last row"},
		{"the manual's", with(paying(monthly("1000.00", "12"), "100.00"), func(t *amortize.Terms) { t.InterestStart = day("2023-12-31") }), `
2024-02-15 90.00 10.00 910.00
2024-03-15 90.90 9.10 819.10
2024-04-15 91.81 8.19 727.29
2024-05-15 92.73 7.27 634.56
2024-06-15 93.65 6.35 540.91
2024-07-15 94.59 5.41 446.32
2024-08-15 95.54 4.46 350.78
2024-09-15 96.49 3.51 254.29
2024-10-15 97.46 2.54 156.83
2024-11-15 98.43 1.57 58.40
2024-12-15 58.40 0.58 0.00`, "the first two rows are in the package's manual"},
	}
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			rows, _, err := amortize.Schedule(c.terms)
			expect(t, rowTexts(rows), err, strings.TrimSpace(c.want), fault{}, c.why)
		})
	}
}

func TestLastPayment(t *testing.T) {
	count31 := with(counting(monthly("4500.87", "18"), 31), func(t *amortize.Terms) { t.Every = schedule.OrdinalWeekday })
	cases := []struct {
		name            string
		terms           amortize.Terms
		payment         string
		payments        int
		lastAmount, why string
	}{
		{"a penny over the payment", count31, "182.62", 31, "182.63", "a count is kept, and rounding has left a penny"},
		{"a penny after the last", paying(with(count31, func(t *amortize.Terms) { t.Payments = 0 }), "182.62"), "182.62", 32, "0.01",
			"without a count the same penny is a payment of its own"},
		{"ten payments early", counting(monthly("1.00", "0"), 60), "0.02", 50, "0.02", "1.00 in 60 takes 1.67 cents; at 2 it is paid in 50"},
		{"one payment", counting(monthly("100.00", "12"), 1), "101.00", 1, "101.00", "all of it and a period's interest"},
		{"one payment is enough", paying(monthly("100.00", "12"), "101.00"), "101.00", 1, "101.00", "it covers both to the cent"},
		{"one payment is a cent short", paying(monthly("100.00", "12"), "100.99"), "100.99", 2, "0.01", "a cent is left, without interest"},
		{"more than enough", paying(monthly("100.00", "12"), "5000.00"), "5000.00", 1, "101.00", "nobody pays more than is owed"},
		{"a smaller last one", counting(monthly("0.07", "0"), 3), "0.03", 3, "0.01", "7 cents: 3, 3 and 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, s, err := amortize.Schedule(c.terms)
			expect(t, s.Payment, err, usd(c.payment), fault{}, c.why)
			if last := rows[len(rows)-1]; last.Principal+last.Interest != usd(c.lastAmount) || s.Payments != c.payments {
				t.Errorf("payment %d of %d is %s, want %s: %s", last.N, s.Payments, rowText(last), c.lastAmount, c.why)
			}
		})
	}
}

func TestDownPaymentOfEverything(t *testing.T) {
	for _, terms := range []amortize.Terms{counting(monthly("80.00", "18"), 3), paying(monthly("80.00", "18"), "10.00")} {
		terms.DownPayment = usd("80.00")
		rows, s, err := amortize.Schedule(terms)
		expect(t, rowTexts(rows), err, "2024-01-15 80.00 0.00 0.00 down", fault{}, "nothing is left for instalments")
		want := amortize.Summary{Payment: terms.Payment, Principal: usd("80.00"), TotalCost: usd("80.00")}
		expect(t, s, err, want, fault{}, "and nothing bears interest")
	}
}

func TestDates(t *testing.T) {
	plan := paying(monthly("3.00", "12"), "1.50")
	cases := []struct {
		name   string
		change func(t *amortize.Terms)
		want   []string // the first two due dates
		why    string
	}{
		{"no first date", func(t *amortize.Terms) {}, []string{"2024-02-15", "2024-03-15"}, "a month after today, which is the agreement's day too"},
		{"an agreement", func(t *amortize.Terms) { t.Agreement = day("2023-12-20") }, []string{"2024-01-20", "2024-02-20"}, "a month after the agreement"},
		{"an agreement at a month's end", func(t *amortize.Terms) { t.Agreement, t.Today = day("2024-01-31"), day("2024-02-10") }, []string{"2024-02-29", "2024-03-29"},
			"February has no 31st, and then it is the 29th that counts"},
		{"a first date", func(t *amortize.Terms) { t.First, t.Agreement = day("2024-01-31"), day("2023-12-31") }, []string{"2024-01-31", "2024-02-29"},
			"the agreement is not asked"},
		{"a first date in the past", func(t *amortize.Terms) { t.First = day("2021-05-05") }, []string{"2021-05-05", "2021-06-05"}, "no order is checked"},
		{"first on 1970-01-01", func(t *amortize.Terms) { t.First = date.Date{} }, []string{"1970-01-01", "1970-02-01"}, "the zero date is a real day"},
		{"agreed on 1970-01-01", func(t *amortize.Terms) { t.Agreement = date.Date{} }, []string{"1970-02-01", "1970-03-01"}, "the zero date is a real day"},
		{"today is 1970-01-01", func(t *amortize.Terms) { t.Today = date.Date{} }, []string{"1970-02-01", "1970-03-01"}, "the zero date is a real day"},
		{"a fifth weekday", func(t *amortize.Terms) { t.Every, t.First = schedule.OrdinalWeekday, day("2024-01-29") }, []string{"2024-01-22", "2024-02-26"},
			"a fifth Monday counts as the fourth"},
		{"the last weekday", func(t *amortize.Terms) {
			t.Every, t.Fifth, t.First = schedule.OrdinalWeekday, schedule.Last, day("2024-01-29")
		}, []string{"2024-01-29", "2024-02-26"}, "the policy reaches the schedule"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := amortize.Schedule(with(plan, c.change))
			if err != nil {
				t.Fatal(err)
			}
			if got := []string{rows[0].Date.String(), rows[1].Date.String()}; !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v: %s", got, c.want, c.why)
			}
		})
	}
}

func TestInterestStart(t *testing.T) {
	plan := paying(monthly("300.00", "12"), "100.00")
	cases := []struct {
		name  string
		start date.Date
		want  string // interest of the payments on 15 February, March, April, May
		why   string
	}{
		{"not set", schedule.Unset, "3.00 2.03 1.05 0.06", "from the start"},
		{"on the first due date", day("2024-02-15"), "3.00 2.03 1.05 0.06", "equal counts as started"},
		{"the day after it", day("2024-02-16"), "0.00 2.00 1.02 0.03", "one period's interest, and none for the time before"},
		{"on the second", day("2024-03-15"), "0.00 2.00 1.02 0.03", "equal counts as started"},
		{"never", day("9999-12-31"), "0.00 0.00 0.00", "a plan free of interest"},
		{"on 1970-01-01", date.Date{}, "3.00 2.03 1.05 0.06", "long ago"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := amortize.Schedule(with(plan, func(t *amortize.Terms) { t.InterestStart = c.start }))
			var got []string
			for _, r := range rows {
				got = append(got, r.Interest.Format(2))
			}
			expect(t, strings.Join(got, " "), err, c.want, fault{}, c.why)
		})
	}
	old := with(plan, func(t *amortize.Terms) { t.First, t.InterestStart = day("1969-12-01"), date.Date{} })
	rows, _, err := amortize.Schedule(old)
	expect(t, rows[1].Interest, err, usd("2.00"), fault{}, "a start on 1970-01-01 is honoured")
	expect(t, rows[0].Interest, err, money.Amount(0), fault{}, "a start on 1970-01-01 is honoured")
}

// TestRowKindNames keeps the words that documents have.
func TestRowKindNames(t *testing.T) {
	if got := amortize.Installment.String() + " " + amortize.DownPayment.String(); got != "installment downPayment" {
		t.Errorf("got %q", got)
	}
	if got := (amortize.PaidAhead + 1).String(); got != "RowKind(?)" {
		t.Errorf("got %q of no kind", got)
	}
	var kind amortize.RowKind
	if kind != amortize.Installment {
		t.Error("the zero kind is not an instalment")
	}
}
