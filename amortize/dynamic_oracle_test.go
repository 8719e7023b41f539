package amortize_test

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// slowPlan looks ahead the slow way: before every charge it counts again, from
// the lists, what is charged and what is not.
type slowPlan struct {
	plan     amortize.Plan
	horizon  amortize.Horizon
	items    []amortize.Item // in the order in which they are charged
	payment  money.Amount
	expected []amortize.PlanCharge
	fault    fault
}

// slowExpected returns what a valid plan expects, or what is wrong.
func slowExpected(plan amortize.Plan, h amortize.Horizon) *slowPlan {
	plan.Charges = inOrder(plan.Charges) // doubles are added in an order of their own, not the caller's
	s := &slowPlan{plan: plan, horizon: h, payment: plan.Terms.Payment}
	for _, item := range plan.Production {
		at := 0
		for at < len(s.items) && chargedBefore(s.items[at], item) {
			at++
		}
		s.items = append(s.items[:at:at], append([]amortize.Item{item}, s.items[at:]...)...)
	}
	t := plan.Terms
	if t.Payments > 0 {
		l := newLoan(t.APR, t.Every)
		for range t.Payments {
			l.period()
		}
		s.payment = money.Amount(l.payment(value(plan.Production) - t.DownPayment).Int64())
	}
	if plan.Closed {
		return s
	}
	if t.DownPayment > 0 && len(plan.Charges) == 0 {
		on := t.Today
		if on.After(t.First) {
			on = t.First
		}
		s.fill(amortize.PlanCharge{Date: on, Kind: amortize.DownPaymentCharge, Principal: t.DownPayment}, amortize.TreatAsComplete)
	}
	s.periods()
	return s
}

// inOrder returns a copy of issued charges by date, kind, item and amount.
func inOrder(charges []amortize.PlanCharge) []amortize.PlanCharge {
	kinds := map[amortize.ItemKind]int{amortize.OrthoCaseItem: 1, amortize.ProcedureItem: 2, amortize.AdjustmentItem: 3}
	sorted := slices.Clone(charges)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		switch {
		case a.Date != b.Date:
			return a.Date.Before(b.Date)
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		case a.ItemKind != b.ItemKind:
			return kinds[a.ItemKind] < kinds[b.ItemKind]
		case a.Item != b.Item:
			return a.Item < b.Item
		}
		return a.Principal < b.Principal
	})
	return sorted
}

// chargedBefore is the order of production, in words of the manual.
func chargedBefore(a, b amortize.Item) bool {
	if charged(a, amortize.AwaitComplete) != charged(b, amortize.AwaitComplete) {
		return charged(a, amortize.AwaitComplete)
	}
	if a.Date != b.Date {
		return a.Date.Before(b.Date)
	}
	kinds := map[amortize.ItemKind]int{amortize.OrthoCaseItem: 1, amortize.ProcedureItem: 2, amortize.AdjustmentItem: 3}
	if a.Kind != b.Kind {
		return kinds[a.Kind] < kinds[b.Kind]
	}
	return a.ID < b.ID
}

// charged reports whether an item is charged under an option: only procedures
// that are not done wait.
func charged(i amortize.Item, o amortize.TPOption) bool {
	return i.Kind != amortize.ProcedureItem || i.Complete || o == amortize.TreatAsComplete
}

// periods adds the periods from today on, as many as are asked for.
func (s *slowPlan) periods() {
	t := s.plan.Terms
	for n := 0; s.uncharged() > 0 && s.fault.rule == nil; n++ {
		due, err := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}.At(n)
		if err != nil {
			s.fault = fault{"terms.First", schedule.ErrDateRange}
			return
		}
		if due.Before(t.Today) || s.isCharged(due) {
			continue
		}
		var interest money.Amount
		if !schedule.IsSet(t.InterestStart) || !t.InterestStart.After(due) {
			interest = s.interest()
		}
		principal := s.payment - interest
		if s.uncharged()+interest <= s.payment {
			principal = s.uncharged()
		}
		if principal <= 0 {
			s.fault = fault{paceField(t), amortize.ErrPaymentTooLow}
			return
		}
		s.fill(amortize.PlanCharge{Date: due, Principal: principal, Interest: interest}, s.plan.Option)
		if s.horizon == amortize.NextPeriod {
			return
		}
	}
}

// isCharged reports whether a charge other than a down payment has the date.
func (s *slowPlan) isCharged(due date.Date) bool {
	for _, c := range s.plan.Charges {
		if c.Kind != amortize.DownPaymentCharge && c.Date == due {
			return true
		}
	}
	return false
}

// fill spreads a charge over the items that have something left.
func (s *slowPlan) fill(c amortize.PlanCharge, o amortize.TPOption) {
	rest := c.Principal
	for _, item := range s.items {
		part := min(rest, s.left(item))
		if part == 0 || !charged(item, o) {
			continue
		}
		if len(s.plan.Charges)+len(s.expected) == amortize.MaxRows {
			s.fault = fault{paceField(s.plan.Terms), money.ErrLimit}
			return
		}
		c.Item, c.ItemKind, c.Principal = item.ID, item.Kind, part
		s.expected = append(s.expected, c)
		rest, c.Interest = rest-part, 0
	}
}

// left returns what no charge has reached of an item.
func (s *slowPlan) left(item amortize.Item) money.Amount {
	left := attached(item)
	for _, c := range s.plan.Charges {
		if c.Item == item.ID && c.ItemKind == item.Kind {
			left -= c.Principal
		}
	}
	left = max(left, 0)
	for _, c := range s.expected {
		if c.Item == item.ID && c.ItemKind == item.Kind {
			left -= c.Principal
		}
	}
	return left
}

// uncharged returns what no charge has reached of what is charged at all.
func (s *slowPlan) uncharged() (total money.Amount) {
	for _, item := range s.items {
		if charged(item, s.plan.Option) {
			total += s.left(item)
		}
	}
	return total
}

// paidAhead returns what is charged and not paid, and what is paid and not
// charged, of principal. Whatever pays no interest pays principal.
func (s *slowPlan) paidAhead() (unpaid, excess money.Amount) {
	var principal, interest money.Amount
	for _, list := range [][]amortize.PlanCharge{s.plan.Charges, s.expected} {
		for _, c := range list {
			principal, interest = principal+c.Principal, interest+c.Interest
		}
	}
	net := map[amortize.PaidKind]money.Amount{}
	for _, split := range s.plan.Splits {
		net[split.Kind] += split.Amount
	}
	u, p, i := net[amortize.PaidUnknown], net[amortize.PaidPrincipal], net[amortize.PaidInterest]
	all := max(u+p+i, 0)
	onlyPrincipal := min(max(p, 0), max(p+min(u+min(i, 0), 0), 0))
	rest := all - min(interest, all-onlyPrincipal)
	principal = max(principal, 0)
	return max(principal-rest, 0), max(rest-principal, 0)
}

// interest returns one period's interest.
func (s *slowPlan) interest() money.Amount {
	unpaid, excess := s.paidAhead()
	if s.horizon == amortize.WholePlan || len(s.plan.Charges) == 0 {
		unpaid = 0
	}
	if t := s.plan.Terms; t.Interest != amortize.OpenDental {
		interest, _ := naiveInterest(max(s.uncharged()+unpaid-excess, 0), t.APR, t.Every, t.Interest)
		return interest
	}
	return s.binaryInterest(unpaid, excess)
}

// binaryInterest writes out the doubles: A = sum(issued) + sum(expected) + what
// is not charged; B = A - sum(all) + unpaid - excess; B times the rate, times
// 100, to the nearest with ties to even. What is not charged is the sum, over the
// items in their order, of what they bring less the sum of their charges; a down
// payment that is not issued lowers what they bring. The other sums run over the
// issued charges in the caller's order and then over periods.
func (s *slowPlan) binaryInterest(unpaid, excess money.Amount) money.Amount {
	var issued, expected, all, left float64
	for _, c := range s.plan.Charges {
		issued = float64(issued + double(c.Principal))
		all = float64(all + double(c.Principal))
	}
	for i := 0; i < len(s.expected); {
		c := s.expected[i]
		var period money.Amount
		for ; i < len(s.expected) && s.expected[i].Date == c.Date && s.expected[i].Kind == c.Kind; i++ {
			period += s.expected[i].Principal
		}
		if c.Kind == amortize.InstallmentCharge {
			expected = float64(expected + double(period))
			all = float64(all + double(period))
		}
	}
	for _, item := range s.items {
		if charged(item, s.plan.Option) {
			left = float64(left + s.binaryLeft(item))
		}
	}
	a := float64(float64(issued+expected) + left)
	b := float64(float64(a-all) + double(unpaid))
	b = max(float64(b-double(excess)), 0)
	rate := float64(must(strconv.ParseFloat(s.plan.Terms.APR.String(), 64)) / 100)
	rate = float64(rate / float64(s.plan.Terms.Every.PeriodsPerYear()))
	return money.Amount(math.RoundToEven(float64(float64(b*rate) * 100)))
}

// binaryLeft returns what is left of one item, in doubles.
func (s *slowPlan) binaryLeft(item amortize.Item) float64 {
	brings, taken := double(attached(item)), 0.0
	for _, list := range [][]amortize.PlanCharge{s.plan.Charges, s.expected} {
		for _, c := range list {
			switch {
			case c.Item != item.ID || c.ItemKind != item.Kind:
			case len(s.plan.Charges) == 0 && c.Kind == amortize.DownPaymentCharge:
				brings = float64(brings - double(c.Principal))
			default:
				taken = float64(taken + double(c.Principal))
			}
		}
	}
	if s.left(item) == 0 && brings-taken < -0.005 {
		return 0 // charged too much
	}
	return float64(brings - taken)
}

// double returns an amount as a double, read from its decimal text.
func double(a money.Amount) float64 { return must(strconv.ParseFloat(a.Format(2), 64)) }
