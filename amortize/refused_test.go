package amortize_test

import (
	"math"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// TestRefusedPlans has terms that are fine one by one and lead nowhere together.
func TestRefusedPlans(t *testing.T) {
	tooLow := fault{"terms.Payment", amortize.ErrPaymentTooLow}
	cases := []struct {
		id      string
		terms   amortize.Terms
		wantErr fault
		why     string
	}{
		{"guard-payment-below-interest-static", paying(monthly("1000", "24"), "15"), tooLow, "20.00 interest: the debt would grow"},
		{"guard-payment-equals-interest-static", paying(monthly("1000", "24"), "20"), tooLow,
			"the debt would stay; Open Dental writes 2000 rows without principal"},
		{"a cent over the interest", paying(monthly("1000", "24"), "20.01"), fault{}, "it takes 388 payments, and it ends"},
		{"too low later on", with(paying(monthly("1000", "24"), "19"), func(t *amortize.Terms) { t.InterestStart = day("2024-04-15") }), tooLow,
			"after two free payments 962.00 bear 19.24"},
		{"low enough later on", with(paying(monthly("1000", "24"), "19"), func(t *amortize.Terms) { t.InterestStart = day("2024-06-15") }), fault{},
			"after four free payments 924.00 bear 18.48"},
		{"half a cent rounded up", paying(with(monthly("0.50", "12"), func(t *amortize.Terms) { t.Interest = amortize.HalfUp }), "0.01"), tooLow,
			"exactly 0.005, but 0.01 is what falls due"},
		{"half a cent rounded down", paying(with(monthly("0.50", "12"), func(t *amortize.Terms) { t.Interest = amortize.HalfDown }), "0.01"), fault{},
			"no interest, so a cent is paid off each time"},
		{"a count of pennies", counting(monthly("1.00", "18"), 2000), fault{"terms.Payments", amortize.ErrPaymentTooLow},
			"a payment of 0.02 repays 1.00 at 0.015 a month, but not when 0.015 is rounded to 0.02"},
		{"the same, rounded down", counting(with(monthly("1.00", "18"), func(t *amortize.Terms) { t.Interest = amortize.HalfDown }), 2000), fault{},
			"0.01 interest leaves 0.01 for principal"},
	}
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			for _, down := range []money.Amount{0, 1} {
				terms := c.terms
				terms.Principal, terms.DownPayment = terms.Principal+down, down
				rows, _, err := amortize.Schedule(terms)
				expect(t, rows == nil, err, c.wantErr.rule != nil, c.wantErr, c.why)
			}
		})
	}
}

func TestRowLimit(t *testing.T) {
	cases := []struct {
		name    string
		terms   amortize.Terms
		rows    int
		wantErr fault
		why     string
	}{
		{"2000 payments", paying(monthly("20.00", "0"), "0.01"), 2000, fault{}, "the most there can be"},
		{"2001 payments", paying(monthly("20.01", "0"), "0.01"), 0, fault{"terms.Payment", money.ErrLimit}, "one more is refused, not cut off"},
		{"2000 and a down payment", with(paying(monthly("20.01", "0"), "0.01"), func(t *amortize.Terms) { t.DownPayment = 1 }), 2001, fault{},
			"the down payment is no instalment"},
		{"a count of 2000", counting(monthly("20.00", "0"), 2000), 2000, fault{}, "the most there can be"},
		{"a quintillion payments", with(paying(monthly("1", "0"), "0.01"), func(t *amortize.Terms) { t.Principal = money.MaxAmount }), 0,
			fault{"terms.Payment", money.ErrLimit}, "it ends after 2000"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := amortize.Schedule(c.terms)
			expect(t, len(rows), err, c.rows, c.wantErr, c.why)
		})
	}
}

func TestEndOfTheCalendar(t *testing.T) {
	plan := with(paying(monthly("3.00", "0"), "1.00"), func(t *amortize.Terms) { t.First = day("9999-10-31") })
	rows, _, err := amortize.Schedule(plan)
	expect(t, rows[2].Date, err, lastDay, fault{}, "the third payment is on the last day there is")
	plan.Principal++
	rows, _, err = amortize.Schedule(plan)
	expect(t, rows == nil, err, true, fault{"terms.First", schedule.ErrDateRange}, "the fourth would be after it")
}

// TestLargestAmounts goes to the edge of an int64 and checks that nothing wraps.
func TestLargestAmounts(t *testing.T) {
	largest := func(rate string, change func(t *amortize.Terms)) amortize.Terms {
		terms := monthly("1", rate)
		terms.Principal, terms.Interest = money.MaxAmount, amortize.HalfEven
		return with(terms, change)
	}
	overflow := fault{"terms.Principal", money.ErrOverflow}
	cases := []struct {
		name    string
		terms   amortize.Terms
		rows    int
		wantErr fault
		why     string
	}{
		{"free of interest", largest("0", func(t *amortize.Terms) { t.Payments = 3 }), 3, fault{}, "the cost is the principal"},
		{"in one payment", largest("0", func(t *amortize.Terms) { t.Payment = money.MaxAmount }), 1, fault{}, "the cost is the principal"},
		{"all of it at once", largest("1000", func(t *amortize.Terms) { t.DownPayment, t.Payments = money.MaxAmount, 2000 }), 1, fault{}, "nothing bears interest"},
		{"interest on top", largest("12", func(t *amortize.Terms) { t.Payment = money.MaxAmount }), 0, overflow, "both rows fit, their sum does not"},
		{"a payment that does not fit", largest("1000", func(t *amortize.Terms) { t.Payments = 1 }), 0, overflow, "183 % of the largest amount"},
		{"interest that does not fit", largest("1000", func(t *amortize.Terms) { t.Every, t.Payment = schedule.Quarterly, money.MaxAmount }), 0, overflow, "250 % of it"},
		{"nor in doubles", largest("1000", func(t *amortize.Terms) {
			t.Every, t.Payment, t.Interest = schedule.Quarterly, money.MaxAmount, amortize.OpenDental
		}), 0, overflow, "250 % of it"},
		{"total interest that does not fit", largest("1000", func(t *amortize.Terms) { t.Payment = math.MaxInt64 / 6 * 5 }), 0,
			fault{"terms.Payment", amortize.ErrPaymentTooLow}, "83.333333 % interest is a little more than five sixths"},
		{"little by little", largest("120", func(t *amortize.Terms) { t.Payment = math.MaxInt64/10 + 10 }), 0, overflow, "each row fits, and the total interest does not"},
		{"room for the interest", largest("0.000001", func(t *amortize.Terms) { t.Principal, t.Payments = money.MaxAmount-8_000_000_000, 1 }), 1, fault{}, "7.7 billion on top still fit"},
		{"no room for it", largest("0.000001", func(t *amortize.Terms) { t.Principal, t.Payments = money.MaxAmount-7_000_000_000, 1 }), 0, overflow, "7.7 billion on top do not fit"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, s, err := amortize.Schedule(c.terms)
			expect(t, len(rows), err, c.rows, c.wantErr, c.why)
			if err == nil && (s.TotalCost < s.Principal || s.TotalInterest < 0) {
				t.Errorf("the summary has wrapped: %+v", s)
			}
		})
	}
}
