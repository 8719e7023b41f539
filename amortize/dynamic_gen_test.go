package amortize_test

import (
	"slices"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// dice are the bytes that a random plan is made of. Once they run out every
// throw is 0.
type dice struct{ bytes []byte }

// upTo returns a number from 0 to most.
func (d *dice) upTo(most int) int {
	n := 0
	for span := most; span > 0 && len(d.bytes) > 0; span >>= 8 {
		n, d.bytes = n<<8|int(d.bytes[0]), d.bytes[1:]
	}
	return n % (most + 1)
}

// oneIn reports true once in n throws.
func (d *dice) oneIn(n int) bool { return d.upTo(n-1) == n-1 }

// shift moves a date by some days.
func shift(d date.Date, days int) date.Date { return d.Add(date.PeriodOfDays(days)) }

// plan returns a valid plan and how far to look. Most plans come to an end.
func (d *dice) plan() (amortize.Plan, amortize.Horizon) {
	p := amortize.Plan{Option: amortize.TPOption(d.upTo(1)), Production: d.production()}
	h := amortize.WholePlan
	if d.oneIn(4) {
		h = amortize.NextPeriod
	}
	p.Terms = d.terms(value(p.Production))
	p.Charges = d.charges(p)
	for range d.upTo(3) {
		p.Splits = append(p.Splits, amortize.PlanSplit{Amount: money.Amount(d.upTo(40_000) - 10_000), Kind: amortize.PaidKind(d.upTo(2))})
	}
	return p, h
}

// value returns what production brings.
func value(items []amortize.Item) (total money.Amount) {
	for _, i := range items {
		total += attached(i)
	}
	return total
}

// attached returns what one item brings.
func attached(i amortize.Item) money.Amount {
	if i.Override != 0 {
		return i.Override
	}
	return i.Amount
}

// production returns one to five items, the ids even and in no order, and
// something to pay among them.
func (d *dice) production() []amortize.Item {
	items := make([]amortize.Item, 1+d.upTo(4))
	for i := range items {
		items[i] = amortize.Item{
			ID: int64(2 * (i*3%7 + 1)), Kind: amortize.ItemKind(d.upTo(2)), Complete: d.upTo(2) > 0,
			Date: shift(day("2023-12-30"), d.upTo(2)), Amount: money.Amount(d.upTo(99_999)),
		}
		if d.oneIn(4) {
			items[i].Override = money.Amount(d.upTo(50_000))
		}
	}
	if value(items) == 0 {
		items[0].Amount = 100
	}
	return items
}

// terms returns terms for a principal.
func (d *dice) terms(principal money.Amount) amortize.Terms {
	// Half of a balance, or a tenth, is a tie often, where the noise of doubles shows.
	rates := []string{"0", "5", "10", "12", "18", "24", "29.99", "7.123457", "600", "120", "600", "60"}
	t := monthly("0", rates[d.upTo(len(rates)-1)])
	t.Interest, t.Every, t.Fifth = engines[d.upTo(3)], frequencies[d.upTo(4)], policies[d.upTo(2)]
	t.Today = shift(day("2024-01-01"), d.upTo(365))
	t.First = shift(t.Today, d.upTo(255)-200)
	if d.oneIn(3) {
		t.InterestStart = shift(t.First, d.upTo(400)-20)
	}
	if d.oneIn(3) {
		t.DownPayment = money.Amount(d.upTo(int(principal)))
	}
	if d.oneIn(3) {
		t.Payments = 1 + d.upTo(59)
		return t
	}
	interest, _ := naiveInterest(principal, t.APR, t.Every, amortize.HalfUp)
	t.Payment = max(1, interest+principal/money.Amount(1+d.upTo(59))+money.Amount(d.upTo(2)-1))
	return t
}

// charges returns up to four charges of a plan, most of them on its due dates and
// within what the item brings.
func (d *dice) charges(p amortize.Plan) []amortize.PlanCharge {
	var charges []amortize.PlanCharge
	rule := schedule.Rule{First: p.Terms.First, Every: p.Terms.Every, Fifth: p.Terms.Fifth}
	left := make([]money.Amount, len(p.Production))
	for i, item := range p.Production {
		left[i] = attached(item)
	}
	for range d.upTo(4) {
		at := d.upTo(len(left) - 1)
		item := p.Production[at]
		c := amortize.PlanCharge{Item: item.ID, ItemKind: item.Kind, Interest: money.Amount(d.upTo(900)), Date: must(rule.At(d.upTo(20)))}
		c.Principal = money.Amount(d.upTo(int(max(left[at], 0))))
		if left[at] -= c.Principal; d.oneIn(16) {
			c.Principal = money.Amount(d.upTo(60_000) - 20_000) // too much, or given back
		}
		if d.oneIn(8) {
			c.Date = shift(p.Terms.Today, d.upTo(60)-30)
		}
		if d.oneIn(4) {
			c.Kind = amortize.ChargeKind(d.upTo(2))
		}
		charges = append(charges, c)
	}
	return charges
}

// shuffled returns a copy in another order.
func shuffled[T any](d *dice, s []T) []T {
	s = slices.Clone(s)
	for i := len(s) - 1; i > 0; i-- {
		j := d.upTo(i)
		s[i], s[j] = s[j], s[i]
	}
	return s
}

// anyDice draws enough bytes for a plan and what a law does to it.
func anyDice(t *rapid.T) *dice {
	return &dice{rapid.SliceOfN(rapid.Byte(), 60, 160).Draw(t, "dice")}
}
