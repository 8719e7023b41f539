package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// pennies returns n items of a cent.
func pennies(n int) []amortize.Item {
	items := make([]amortize.Item, n)
	for i := range items {
		items[i] = done(int64(i+1), "0.01")
	}
	return items
}

// TestChargeLimit counts charges, one an item, with those that are issued.
func TestChargeLimit(t *testing.T) {
	cents := func(total string, before int) amortize.Plan {
		return but(dynamic("0", "0.01", done(1, total)), func(p *amortize.Plan) {
			for range before {
				p.Charges = append(p.Charges, issued("2024-02-04", 1, "0.01", "0"))
			}
		})
	}
	tooMany := fault{"terms.Payment", money.ErrLimit}
	cases := []struct {
		name    string
		plan    amortize.Plan
		h       amortize.Horizon
		want    int
		wantErr fault
		why     string
	}{
		{"2000", cents("20.00", 0), amortize.WholePlan, 2000, fault{}, "the most there can be"},
		{"2001", cents("20.01", 0), amortize.WholePlan, 0, tooMany, "refused, not cut off as in Open Dental"},
		{"2001 with those issued", cents("20.01", 1), amortize.WholePlan, 0, tooMany, "1 and 2000"},
		{"2000 with those issued", cents("20.00", 500), amortize.WholePlan, 1500, fault{}, "500 and 1500"},
		{"the next of many", cents("20.01", 1999), amortize.NextPeriod, 1, fault{}, "the last that fits"},
		{"the next of too many", cents("20.01", 2000), amortize.NextPeriod, 0, tooMany, "one over"},
		{"the next of 2001 items", dynamic("0", "0.01", pennies(2001)...), amortize.NextPeriod, 1, fault{}, "one has its turn, and the others are not asked yet"},
		{"2000 items and one of nothing", dynamic("0", "50", append(pennies(2000), done(2001, "0"))...), amortize.WholePlan, 2000, fault{}, "it needs no charge"},
		{"nothing to charge", cents("20.01", 2001), amortize.WholePlan, 0, fault{}, "what is issued is not refused"},
		{"2000 items in a period", dynamic("0", "50", pennies(2000)...), amortize.WholePlan, 2000, fault{}, "a charge for each"},
		{"2001 items in a period", dynamic("0", "50", pennies(2001)...), amortize.WholePlan, 0, tooMany, "a period is not over the limit either"},
		{"2000 items paid down", down(dynamic("0", "50", pennies(2000)...), "20"), amortize.WholePlan, 2000, fault{}, "a charge for each"},
		{"2001 items paid down", down(dynamic("0", "50", pennies(2001)...), "20.01"), amortize.WholePlan, 0, tooMany, "nor is a down payment"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.plan.Terms.Every = frequencies[0] // 2000 weeks
			charges, _, err := amortize.Expected(&c.plan, c.h)
			expect(t, len(charges), err, c.want, c.wantErr, c.why)
		})
	}
}
