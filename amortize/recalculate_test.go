package amortize_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// golden is 110.00 with 10.00 down on 4 March 2024, at 12 % from 4 May and 25.00 a
// month: 0.75, 0.51, 0.26 and 0.02 of interest, 1.54.
var golden = with(paying(monthly("110", "12"), "25"), func(t *amortize.Terms) {
	t.DownPayment, t.Today = usd("10"), day("2024-03-04")
	t.Agreement, t.First, t.InterestStart = day("2024-03-04"), day("2024-04-04"), day("2024-05-04")
})

// plain is 300.00 free of interest, 100.00 a month from 15 February 2024.
var plain = with(paying(monthly("300", "0"), "100"), func(t *amortize.Terms) { t.Agreement = day("2024-01-15") })

// onDay returns terms that are looked at on a day.
func onDay(t amortize.Terms, text string) amortize.Terms {
	t.Today = day(text)
	return t
}

// aheadText writes rows as rowTexts does, and marks what was paid ahead.
func aheadText(rows []amortize.Row) string {
	var lines []string
	for _, r := range rows {
		line := rowText(r)
		if r.Kind == amortize.PaidAhead {
			line += " ahead"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// recalculatedText writes the numbers in a line.
func recalculatedText(r amortize.Recalculated) string {
	return "pay " + r.Payment.Format(2) + ", interest " + r.TotalInterest.Format(2) + ", cost " + r.TotalCost.Format(2) +
		", ahead " + r.PaidAhead.Format(2) + ", short " + r.Shortfall.Format(2) + ", over " + r.Overpaid.Format(2)
}

// recalculated is a plan, what was paid on it, and what becomes of it.
type recalculated struct {
	name  string
	terms amortize.Terms
	how   amortize.Recalculation
	want  string
	sums  string
	why   string
}

// runRecalculated runs cases.
func runRecalculated(t *testing.T, cases []recalculated) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, out, err := amortize.AppendRecalculated(nil, c.terms, c.how)
			expect(t, "\n"+aheadText(rows), err, "\n"+unindent(c.want), fault{}, c.why)
			expect(t, recalculatedText(out), err, c.sums, fault{}, c.why)
		})
	}
}

// The four ways to take 20.00 that are paid ahead: Open Dental's 1.54, 0.92, 1.54
// and 1.54 of interest.
func TestRecalculatedGoldenPlan(t *testing.T) {
	paid := func(prepay, interest bool) amortize.Recalculation {
		return amortize.Recalculation{Paid: usd("30"), Prepay: prepay, Interest: interest}
	}
	start := "2024-03-04 10.00 0.00 100.00 down\n2024-03-04 20.00 0.00 80.00 ahead\n"
	sums := func(interest, cost string) string {
		return "pay 25.00, interest " + interest + ", cost " + cost + ", ahead 20.00, short 0.00, over 0.00"
	}
	runRecalculated(t, []recalculated{
		{"principal, interest kept", golden, paid(false, false), start + `2024-04-04 24.62 0.38 55.38
			2024-05-04 24.62 0.38 30.76
			2024-06-04 24.62 0.38 6.14
			2024-07-04 6.14 0.40 0.00`, sums("1.54", "111.54"), "80.00 and 1.54 take four payments: a quarter of 1.54 each, 0.385 to the even cent, and the last bears the rest; it starts before interest does"},
		{"principal, interest anew", golden, paid(false, true), start + `2024-04-04 25.00 0.00 55.00
			2024-05-04 24.45 0.55 30.55
			2024-06-04 24.69 0.31 5.86
			2024-07-04 5.86 0.06 0.00`, sums("0.92", "110.92"), "1 % of 55.00, 30.55 and 5.86"},
		{"prepaid, interest kept", golden, paid(true, false), start + `2024-04-04 4.69 0.31 75.31
			2024-05-04 24.69 0.31 50.62
			2024-06-04 24.69 0.31 25.93
			2024-07-04 24.69 0.31 1.24
			2024-08-04 1.24 0.30 0.00`, sums("1.54", "111.54"), "April pays 25.00 - 20.00"},
		{"prepaid, interest anew", golden, paid(true, true), start + `2024-04-04 5.00 0.00 75.00
			2024-05-04 24.25 0.75 50.75
			2024-06-04 24.49 0.51 26.26
			2024-07-04 24.74 0.26 1.52
			2024-08-04 1.52 0.02 0.00`, sums("1.54", "111.54"), "75.00 is what May would have found anyway"},
	})
}

// TestRecalculatedAtTheEnds shows a plan whose last payment is a cent above the others,
// and one that is paid ahead whole.
func TestRecalculatedAtTheEnds(t *testing.T) {
	cent := with(counting(monthly("19.84", "24"), 3), func(t *amortize.Terms) { t.Agreement = day("2024-01-15") })
	six := counting(with(plain, func(t *amortize.Terms) { t.Payment, t.Principal = 0, usd("600") }), 6)
	runRecalculated(t, []recalculated{
		{"the interest kept", cent, amortize.Recalculation{}, `2024-02-15 6.61 0.27 13.23
			2024-03-15 6.61 0.27 6.62
			2024-04-15 6.62 0.27 0.00`, "pay 6.88, interest 0.81, cost 20.65, ahead 0.00, short 0.00, over 0.00",
			"0.40 on 19.84, 0.27 on 13.36, 0.14 on 6.75: 6.89 at the end. 20.65 are more than three payments of 6.88, and still three: a third of 0.81 each"},
		{"the interest kept, after a payment", onDay(cent, "2024-02-20"), amortize.Recalculation{Paid: usd("6.88")}, `2024-02-15 6.48 0.40 13.36
			2024-03-15 6.68 0.20 6.68
			2024-04-15 6.68 0.21 0.00`, "pay 6.88, interest 0.81, cost 20.65, ahead 0.00, short 0.00, over 0.00",
			"13.77 are more than two payments of 6.88, and still two: half of 0.41 to the even cent, and the last bears the rest"},
		{"all of it ahead", onDay(six, "2024-03-20"), amortize.Recalculation{Paid: usd("600"), Interest: true}, `2024-02-15 100.00 0.00 500.00
			2024-03-15 100.00 0.00 400.00
			2024-03-20 400.00 0.00 0.00 ahead`, "pay 100.00, interest 0.00, cost 600.00, ahead 400.00, short 0.00, over 0.00", "no payment is to come, so none is worked out"},
	})
}

// TestRecalculatedOverTheMostPayments keeps the interest of 2000 weeks.
func TestRecalculatedOverTheMostPayments(t *testing.T) {
	terms := counting(with(monthly("1000000", "1"), func(t *amortize.Terms) { t.Every = frequencies[0] }), amortize.MaxRows)
	rows, _, err := amortize.AppendRecalculated(nil, terms, amortize.Recalculation{})
	expect(t, len(rows), err, amortize.MaxRows, fault{}, "nothing was paid: all of the payments are to come")
}

func TestRecalculatedFreeOfInterest(t *testing.T) {
	counted := counting(with(plain, func(t *amortize.Terms) { t.Payment, t.Principal = 0, usd("600") }), 6)
	paid := func(amount string, prepay bool) amortize.Recalculation {
		return amortize.Recalculation{Paid: usd(amount), Prepay: prepay, Interest: true}
	}
	runRecalculated(t, []recalculated{
		{"before the first row", onDay(plain, "2024-02-14"), paid("0", false), "2024-02-15 100.00 0.00 200.00\n2024-03-15 100.00 0.00 100.00\n2024-04-15 100.00 0.00 0.00",
			"pay 100.00, interest 0.00, cost 300.00, ahead 0.00, short 0.00, over 0.00", "nothing is due, nothing is paid"},
		{"on the day of a row", onDay(plain, "2024-02-15"), paid("0", true), "2024-02-15 100.00 0.00 200.00\n2024-03-15 100.00 0.00 100.00\n2024-04-15 100.00 0.00 0.00",
			"pay 100.00, interest 0.00, cost 300.00, ahead 0.00, short 100.00, over 0.00", "it is due today, and short; free of interest nothing comes of that"},
		{"overpaid", onDay(plain, "2024-02-20"), paid("350", false), "2024-02-15 100.00 0.00 200.00\n2024-02-20 200.00 0.00 0.00 ahead",
			"pay 100.00, interest 0.00, cost 300.00, ahead 200.00, short 0.00, over 50.00", "the plan can take 200.00 of 250.00"},
		{"overpaid at the end", onDay(plain, "2024-09-15"), paid("300.01", true), "2024-02-15 100.00 0.00 200.00\n2024-03-15 100.00 0.00 100.00\n2024-04-15 100.00 0.00 0.00",
			"pay 100.00, interest 0.00, cost 300.00, ahead 0.00, short 0.00, over 0.01", "nothing is left to pay: no row of zero is added"},
		{"the rest over the count", onDay(counted, "2024-03-20"), paid("320", false), `2024-02-15 100.00 0.00 500.00
			2024-03-15 100.00 0.00 400.00
			2024-03-20 120.00 0.00 280.00 ahead
			2024-04-15 70.00 0.00 210.00
			2024-05-15 70.00 0.00 140.00
			2024-06-15 70.00 0.00 70.00
			2024-07-15 70.00 0.00 0.00`, "pay 70.00, interest 0.00, cost 600.00, ahead 120.00, short 0.00, over 0.00", "280.00 over the four payments that are left"},
		{"payments covered whole and in part", onDay(counted, "2024-03-20"), paid("350", true), `2024-02-15 100.00 0.00 500.00
			2024-03-15 100.00 0.00 400.00
			2024-03-20 150.00 0.00 250.00 ahead
			2024-04-15 0.00 0.00 250.00
			2024-05-15 50.00 0.00 200.00
			2024-06-15 100.00 0.00 100.00
			2024-07-15 100.00 0.00 0.00`, "pay 100.00, interest 0.00, cost 600.00, ahead 150.00, short 0.00, over 0.00", "150.00 covers April and half of May"},
		{"a count that is short", onDay(counted, "2024-03-20"), paid("150", false), `2024-02-15 100.00 0.00 500.00
			2024-03-15 100.00 0.00 400.00
			2024-04-15 100.00 0.00 300.00
			2024-05-15 100.00 0.00 200.00
			2024-06-15 100.00 0.00 100.00
			2024-07-15 100.00 0.00 0.00`, "pay 100.00, interest 0.00, cost 600.00, ahead 0.00, short 50.00, over 0.00", "what is short changes no payment to come"},
		{"all of it at once", onDay(counted, "2024-01-20"), paid("600", true), "2024-01-20 600.00 0.00 0.00 ahead",
			"pay 100.00, interest 0.00, cost 600.00, ahead 600.00, short 0.00, over 0.00", "no payment is left to cover"},
	})
}

func TestRecalculatedInterest(t *testing.T) {
	base := with(paying(monthly("1000", "12"), "200"), func(t *amortize.Terms) { t.Agreement, t.Today = day("2023-12-15"), day("2024-01-20") })
	tight := with(paying(monthly("300", "24"), "100"), func(t *amortize.Terms) { t.Agreement, t.Today = day("2023-12-15"), day("2024-01-05") })
	counted := with(counting(monthly("1200", "12"), 4), func(t *amortize.Terms) { t.Agreement, t.Today = day("2023-12-10"), day("2024-01-20") })
	runRecalculated(t, []recalculated{
		{"a shortfall bears interest once", base, amortize.Recalculation{Paid: usd("120"), Interest: true}, `2024-01-15 190.00 10.00 810.00
			2024-02-15 191.10 8.90 618.90
			2024-03-15 193.81 6.19 425.09
			2024-04-15 195.75 4.25 229.34
			2024-05-15 197.71 2.29 31.63
			2024-06-15 31.63 0.32 0.00`, "pay 200.00, interest 31.95, cost 1031.95, ahead 0.00, short 80.00, over 0.00", "8.90 on 810.00 and 80.00, then 6.19 on 618.90 alone"},
		{"a shortfall with the interest kept", base, amortize.Recalculation{Paid: usd("120")}, `2024-01-15 190.00 10.00 810.00
			2024-02-15 195.78 4.22 614.22
			2024-03-15 195.78 4.22 418.44
			2024-04-15 195.78 4.22 222.66
			2024-05-15 195.78 4.22 26.88
			2024-06-15 26.88 4.24 0.00`, "pay 200.00, interest 31.12, cost 1031.12, ahead 0.00, short 80.00, over 0.00", "a fifth of 21.12 is 4.224, and the last row bears 4.24"},
		{"a payment that is covered to the cent", base, amortize.Recalculation{Paid: usd("400"), Prepay: true, Interest: true}, `2024-01-15 190.00 10.00 810.00
			2024-01-20 200.00 0.00 610.00 ahead
			2024-02-15 0.00 0.00 610.00
			2024-03-15 193.90 6.10 416.10
			2024-04-15 195.84 4.16 220.26
			2024-05-15 197.80 2.20 22.46
			2024-06-15 22.46 0.22 0.00`, "pay 200.00, interest 22.68, cost 1022.68, ahead 200.00, short 0.00, over 0.00", "February is paid ahead, interest and all, so its row is zero"},
		{"a prepaid row still pays its interest", tight, amortize.Recalculation{Paid: usd("97"), Prepay: true, Interest: true}, `2024-01-05 97.00 0.00 203.00 ahead
			2024-01-15 0.00 4.06 203.00
			2024-02-15 94.88 4.06 108.12
			2024-03-15 97.84 2.16 10.28
			2024-04-15 10.28 0.21 0.00`, "pay 100.00, interest 10.49, cost 310.49, ahead 97.00, short 0.00, over 0.00", "95.94 of 97.00 is taken in January and 1.06 in February"},
		{"a count that takes what is left", counted, amortize.Recalculation{Paid: usd("300"), Interest: true}, `2024-01-10 295.54 12.00 904.46
			2024-02-10 298.42 9.12 606.04
			2024-03-10 301.48 6.06 304.56
			2024-04-10 304.56 3.05 0.00`, "pay 307.54, interest 30.23, cost 1230.23, ahead 0.00, short 7.54, over 0.00", "9.12 on 904.46 and 7.54; the last of four takes 307.61"},
		{"a count with less to pay", counted, amortize.Recalculation{Paid: usd("412"), Interest: true}, `2024-01-10 295.54 12.00 904.46
			2024-01-20 104.46 0.00 800.00 ahead
			2024-02-10 264.02 8.00 535.98
			2024-03-10 266.66 5.36 269.32
			2024-04-10 269.32 2.69 0.00`, "pay 272.02, interest 28.05, cost 1228.05, ahead 104.46, short 0.00, over 0.00", "800.00 over three at 1 % is exactly 272.018"},
	})
}

// TestRecalculatedDownPaymentDay has the day of the down payment, which stands.
func TestRecalculatedDownPaymentDay(t *testing.T) {
	plan := with(paying(monthly("110", "0"), "50"), func(t *amortize.Terms) {
		t.DownPayment, t.First, t.FutureAgreement = usd("10"), day("2024-04-04"), true
	})
	for _, c := range []struct {
		name   string
		change func(t *amortize.Terms)
		want   string
		why    string
	}{
		{"agreed before", func(t *amortize.Terms) { t.Agreement, t.Today = day("2024-03-01"), day("2024-03-20") }, "2024-03-01", "on the day of the agreement"},
		{"agreed today", func(t *amortize.Terms) { t.Agreement, t.Today = day("2024-03-20"), day("2024-03-20") }, "2024-03-20", "on that day"},
		{"no agreement", func(t *amortize.Terms) { t.Today = day("2024-03-20") }, "2024-03-20", "today, where the agreement is not known"},
		{"agreed for later", func(t *amortize.Terms) { t.Agreement, t.Today = day("2024-03-25"), day("2024-03-20") }, "2024-03-20", "today at the latest: it is paid at once"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := amortize.AppendRecalculated(nil, with(plan, c.change), amortize.Recalculation{Paid: usd("10")})
			expect(t, rows[0].Date.String(), err, c.want, fault{}, c.why)
		})
	}
}

// TestRefusedRecalculations has what is refused, with dst as it was.
func TestRefusedRecalculations(t *testing.T) {
	past := shift(lastDay, 1)
	good := with(counting(monthly("300", "12"), 3), func(t *amortize.Terms) { t.Agreement, t.First = day("2023-12-15"), day("2024-01-15") })
	cent := with(paying(monthly("20", "0"), "0.01"), func(t *amortize.Terms) { t.Every, t.Agreement = schedule.Weekly, t.Today })
	long := with(paying(monthly("1980.10", "0.052"), "1.00"), func(t *amortize.Terms) { // 2000.00 with interest
		t.Every, t.Agreement, t.First, t.Today = schedule.Weekly, day("2024-01-15"), day("2024-01-22"), day("2044-01-15")
	})
	late := with(paying(monthly("200", "12"), "101"), func(t *amortize.Terms) { // 100.00 down, and 100.00 with 1.00 interest
		t.DownPayment, t.Agreement, t.First, t.Today = usd("100"), day("9999-11-20"), day("9999-12-20"), day("9999-11-20")
	})
	// A fifth, a tenth or so of the largest amount, due at 250 % after a down payment
	// that is not made.
	huge := func(down, payment money.Amount, engine amortize.Interest) amortize.Terms {
		return with(monthly("1", "1000"), func(t *amortize.Terms) {
			t.Every, t.Interest, t.DownPayment, t.Payment = schedule.Quarterly, engine, down, payment
			t.Principal = math.MaxInt64/5 + down
		})
	}
	const tenth = math.MaxInt64 / 10
	overflow := fault{"terms.Principal", money.ErrOverflow}
	short := amortize.Recalculation{Interest: true}
	cases := []struct {
		name    string
		terms   amortize.Terms
		how     amortize.Recalculation
		wantErr fault
		why     string
	}{
		{"paid below zero", good, amortize.Recalculation{Paid: -1}, fault{"how.Paid", money.ErrNegative}, "what is taken back is no payment"},
		{"the smallest", good, amortize.Recalculation{Paid: math.MinInt64}, fault{"how.Paid", money.ErrNegative}, "nothing wraps"},
		{"terms before payments", with(good, func(t *amortize.Terms) { t.Principal = 0 }), amortize.Recalculation{Paid: -1}, fault{"terms.Principal", money.ErrZeroAmount}, "the first in order"},
		{"no today", with(good, func(t *amortize.Terms) { t.Today = schedule.Unset }), amortize.Recalculation{}, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"today past the calendar", with(good, func(t *amortize.Terms) { t.Today = past }), amortize.Recalculation{}, fault{"terms.Today", schedule.ErrDateRange}, "after year 9999"},
		{"today before the payment", with(paying(monthly("1000", "24"), "15"), func(t *amortize.Terms) { t.Agreement, t.Today = day("2023-12-15"), past }),
			amortize.Recalculation{}, fault{"terms.Today", schedule.ErrDateRange}, "a field of its own is wrong before the plan is"},
		{"an agreement to come", with(good, func(t *amortize.Terms) { t.Agreement = t.Today.Add(1) }), amortize.Recalculation{}, fault{"terms.Agreement", money.ErrFutureDate}, "nobody can have agreed to it yet"},
		{"a payment too low from the start", paying(monthly("1000", "24"), "15"), amortize.Recalculation{Interest: true}, fault{"terms.Payment", amortize.ErrPaymentTooLow}, "20.00 interest"},
		{"too low for the shortfall", with(paying(monthly("1000", "24"), "20.01"), func(t *amortize.Terms) { t.Agreement, t.Today = day("2023-11-15"), day("2023-12-15") }),
			amortize.Recalculation{Interest: true}, fault{"terms.Payment", amortize.ErrPaymentTooLow}, "2 % of 999.99 and of 20.01 short is 20.40"},
		{"a row of zero among 2000", cent, amortize.Recalculation{Paid: 1, Prepay: true}, fault{}, "one of zero and the 1999 after it"},
		{"2000 rows", with(long, func(t *amortize.Terms) { t.Today = t.Agreement }), short, fault{}, "the most there can be"},
		{"2001 rows", long, short, fault{"terms.Payment", money.ErrLimit}, "1043.00 short bear a cent more, which is a row of its own"},
		{"the last due date", late, amortize.Recalculation{Paid: usd("100"), Interest: true}, fault{}, "one row is enough"},
		{"past the last due date", late, short, fault{"terms.First", schedule.ErrDateRange}, "2.00 on 200.00 leaves 1.00 for year 10000"},
		{"interest on a shortfall", huge(3*tenth, 8*tenth, amortize.HalfUp), short, overflow, "250 % of a half"},
		{"interest on a shortfall, in doubles", huge(3*tenth, 8*tenth, amortize.OpenDental), short, overflow, "250 % of a half"},
		{"total interest", huge(tenth/2*3, 9*tenth, amortize.HalfUp), short, overflow, "0.875 and then 0.4375 of the largest"},
		{"total cost", huge(tenth, math.MaxInt64, amortize.HalfUp), short, overflow, "0.3 and interest of 0.75 of the largest"},
		{"no shortfall", huge(tenth, math.MaxInt64, amortize.HalfUp), amortize.Recalculation{Paid: tenth, Interest: true}, fault{}, "0.3 and interest of 0.5 of the largest"},
		{"interest that wraps", with(paying(monthly("1", "12"), "1"), func(t *amortize.Terms) {
			t.Principal, t.Payment, t.Interest = math.MaxInt64, math.MaxInt64, amortize.HalfEven
		}),
			amortize.Recalculation{}, fault{"terms.Principal", money.ErrOverflow}, "the plan costs more than an amount holds"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kept := []amortize.Row{{N: -1}, {N: -2}}
			rows, out, err := amortize.AppendRecalculated(kept[:1], c.terms, c.how)
			refused := c.wantErr.rule != nil
			expect(t, slices.Equal(rows, kept[:1]) && out == amortize.Recalculated{}, err, refused, c.wantErr, c.why)
		})
	}
	for _, w := range wrongLoans {
		t.Run(w.name, func(t *testing.T) {
			rows, _, err := amortize.AppendRecalculated(nil, with(good, w.change), amortize.Recalculation{})
			expect(t, len(rows), err, 0, w.wantErr, w.why)
		})
	}
}

// TestRecalculatedAtTheEdge goes to the edge of an int64 and checks that nothing
// wraps.
func TestRecalculatedAtTheEdge(t *testing.T) {
	huge := with(paying(monthly("1", "0"), "1"), func(t *amortize.Terms) {
		t.Principal, t.Payment, t.Interest, t.Agreement = math.MaxInt64, math.MaxInt64/2, amortize.HalfEven, t.Today
	})
	_, out, err := amortize.AppendRecalculated(nil, huge, amortize.Recalculation{Paid: math.MaxInt64})
	expect(t, out, err, amortize.Recalculated{Payment: math.MaxInt64 / 2, TotalCost: math.MaxInt64, PaidAhead: math.MaxInt64}, fault{}, "all of it is paid ahead")
	late := with(huge, func(t *amortize.Terms) { t.Today = day("2034-01-15") })
	_, out, err = amortize.AppendRecalculated(nil, late, amortize.Recalculation{})
	expect(t, out, err, amortize.Recalculated{Payment: math.MaxInt64 / 2, TotalCost: math.MaxInt64, Shortfall: math.MaxInt64}, fault{}, "all of it is short")
	small := onDay(plain, "2024-12-15")
	_, out, err = amortize.AppendRecalculated(nil, small, amortize.Recalculation{Paid: math.MaxInt64})
	expect(t, out, err, amortize.Recalculated{Payment: usd("100"), TotalCost: usd("300"), Overpaid: math.MaxInt64 - usd("300")}, fault{}, "nearly all of it is over")
	for _, engine := range engines {
		short := with(huge, func(t *amortize.Terms) {
			t.APR, t.Principal, t.Payment, t.Interest, t.Today = apr("12"), math.MaxInt64/5*4, math.MaxInt64/2, engine, day("2024-02-15")
		})
		rows, _, err := amortize.AppendRecalculated(nil, short, amortize.Recalculation{Interest: true})
		expect(t, rows == nil, err, false, fault{}, engine.String()+": the balance and what is short are 0.8 of the largest and bear 0.008 of it")
	}
}
