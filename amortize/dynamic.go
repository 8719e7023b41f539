package amortize

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Plan is a dynamic payment plan: it follows the treatment that it pays for, and
// issues charges as their days come.
type Plan struct {
	Terms      Terms // Principal is not read: it follows from the production
	Option     TPOption
	Production []Item
	Charges    []PlanCharge // issued so far
	Splits     []PlanSplit  // paid on the plan
	Closed     bool         // it issues and expects nothing more
}

// PlanCharge is what a plan charges for one item on one day. A period that pays
// for several items has a charge for each; its interest stands on the first.
type PlanCharge struct {
	ID        int64 // unique where it is not zero; splits may name it
	Date      date.Date
	Item      int64 // of the production
	ItemKind  ItemKind
	Kind      ChargeKind
	Principal money.Amount // in minor units
	Interest  money.Amount
}

// ChargeKind says why a charge was made.
type ChargeKind uint8

// The kinds. The zero value is an instalment.
const (
	InstallmentCharge ChargeKind = iota
	DownPaymentCharge
	CloseOutCharge
	chargeKinds
)

var chargeKindNames = [...]string{InstallmentCharge: "installment", DownPaymentCharge: "downPayment", CloseOutCharge: "closeOut"}

// String returns "installment", "downPayment" or "closeOut".
func (k ChargeKind) String() string {
	if k < chargeKinds {
		return chargeKindNames[k]
	}
	return "ChargeKind(?)"
}

// Horizon says how far a plan looks ahead.
type Horizon uint8

// The horizons. The zero value is the whole plan.
const (
	WholePlan  Horizon = iota // every charge to come, as if each were paid when due
	NextPeriod                // the next charge alone; principal that is charged and not paid bears interest
)

// PlanSummary is a dynamic plan in a few numbers, amounts in minor units.
type PlanSummary struct {
	Payment       money.Amount // the level payment
	Principal     money.Amount // of all production, done or not
	Completed     money.Amount // of the production that is charged now
	TotalInterest money.Amount // issued and expected
	TotalCost     money.Amount // Principal and TotalInterest
	Uncharged     money.Amount // of the completed production, what no charge has reached yet, after those expected
}

// Planner holds the scratch of repeated plans, so that they allocate nothing in
// steady state. The zero Planner is ready to use. It serves one goroutine at a
// time, and results never alias its scratch.
type Planner struct {
	pool   pool
	order  []int32     // of the issued charges
	issued []date.Date // due dates that are charged already, ascending

	settled  settlement
	charged  []bool       // of the items of the pool: a charge names it
	charges  []PlanCharge // those of a plan and what was added to them
	splits   []PlanSplit
	expected []PlanCharge
	today    Issue // of a prepayment
	closing  Closing
}

// Expected returns the charges that a plan expects. It is
// [Planner.AppendExpected] with fresh scratch, into a new slice.
func Expected(p *Plan, h Horizon) ([]PlanCharge, PlanSummary, error) {
	var planner Planner
	return planner.AppendExpected(nil, p, h)
}

// AppendExpected appends to dst the charges that a plan expects from today on: the
// down payment while nothing has been charged, then period by period what its
// production still owes. Amounts are in minor units.
//
// Production is charged in order: what is not done last, then by date, kind and
// id. Under [AwaitComplete], treatment that is not done is not charged at all, but
// for the down payment. A period that has a charge already is left out, and
// periods that are past are never filled in. Each period pays interest on the
// principal that is not charged yet, less what was paid ahead, and then principal;
// interest is rounded as the terms say, and never bears interest.
//
// Law: the principal that is expected and what was issued sum to the principal of
// the production that is charged.
//
// AppendExpected returns an error, and dst unchanged, if:
//   - the terms, the production, the charges, the splits or the horizon are out of
//     range; each field has its own rule;
//   - a charge names no item of the production ([money.ErrMissing],
//     [money.ErrUnknownID]);
//   - the payment does not exceed the interest of a period ([ErrPaymentTooLow]);
//   - there would be more than [MaxRows] charges, with those issued
//     ([money.ErrLimit]);
//   - a due date is past year 9999 ([schedule.ErrDateRange]);
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, dynamic payment plan, expected charges.
func (p *Planner) AppendExpected(dst []PlanCharge, plan *Plan, h Horizon) ([]PlanCharge, PlanSummary, error) {
	var r run
	if err := p.start(&r, plan, h); err != nil {
		return dst, PlanSummary{}, err
	}
	charges := dst
	var err error
	if !plan.Closed {
		charges, err = r.appendDownPayment(dst)
	}
	if err == nil && !plan.Closed {
		charges, err = r.appendPeriods(charges)
	}
	if err == nil {
		r.summary.TotalCost, err = r.summary.Principal.Add(r.summary.TotalInterest)
	}
	if err != nil {
		return dst, PlanSummary{}, planError(pastCalendar(err, plan.Terms.firstFrom()))
	}
	r.summary.Uncharged = r.uncharged
	return charges, r.summary, nil
}

// run is one look ahead.
type run struct {
	terms   Terms
	option  TPOption
	horizon Horizon
	pool    *pool
	issued  []date.Date
	first   int // the first item that has something left
	rows    int // charges so far, issued and expected
	paid    paid
	accrual accrual
	fixed   fixedRate
	binary  openDentalSums

	fresh    bool // nothing is issued: a down payment that is to come is not unpaid
	caughtUp bool // looking at the whole plan, nothing is paid ahead any more

	// What is charged, issued and expected, and what is not.
	principal, interest, uncharged money.Amount
	summary                        PlanSummary
}

// start checks the plan and works out where it stands.
func (p *Planner) start(r *run, plan *Plan, h Horizon) error {
	if plan.Option >= tpOptions {
		return &money.FieldError{Path: "plan.Option", Value: int(plan.Option), Err: ErrPlanKind}
	}
	*r = run{terms: plan.Terms, option: plan.Option, horizon: h, pool: &p.pool, rows: len(plan.Charges), fresh: len(plan.Charges) == 0}
	if err := p.pool.load(plan.Production); err != nil {
		return err
	}
	if err := r.value(); err != nil {
		return err
	}
	if err := r.checkTerms(); err != nil {
		return err
	}
	r.accrual = newAccrual(r.terms.APR, r.terms.Every, r.terms.Interest)
	if err := r.takeIssued(plan.Charges); err != nil {
		return err
	}
	var err error
	if r.paid, err = sumPaid(plan.Splits); err != nil {
		return err
	}
	if h > NextPeriod {
		return &money.FieldError{Path: "h", Value: int(h), Err: ErrPlanKind}
	}
	p.sortIssued(r, plan.Charges)
	return nil
}

// sortIssued notes the due dates that are charged already, and adds the binary
// sums of the charges, in an order that does not depend on the caller's: sums of
// doubles do.
func (p *Planner) sortIssued(r *run, charges []PlanCharge) {
	p.order = slices.Grow(p.order[:0], len(charges))
	for i := range charges {
		p.order = append(p.order, int32(i))
	}
	slices.SortFunc(p.order, func(a, b int32) int { return compareCharges(&charges[a], &charges[b]) })
	p.issued = slices.Grow(p.issued[:0], len(charges))
	for _, i := range p.order {
		c := &charges[i]
		r.binary.issue(c.Principal)
		r.pool.find(c.ItemKind, c.Item).binary.charge(c.Principal) // takeIssued has found it
		if c.Kind != DownPaymentCharge {
			p.issued = append(p.issued, c.Date)
		}
	}
	r.issued = p.issued
}

// compareCharges orders issued charges by date; charges that it leaves equal are
// alike in all that a sum sees.
func compareCharges(a, b *PlanCharge) int {
	return cmp.Or(
		cmp.Compare(a.Date.DaysSinceEpoch(), b.Date.DaysSinceEpoch()),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.ItemKind.rank(), b.ItemKind.rank()),
		cmp.Compare(a.Item, b.Item),
		cmp.Compare(a.Principal, b.Principal),
	)
}

// value sums the production: all of it, and what is charged now.
func (r *run) value() error {
	for i := range r.pool.items {
		item := &r.pool.items[i]
		var err error
		if r.summary.Principal, err = r.summary.Principal.Add(item.left); err != nil {
			field := "Amount"
			if item.Override != 0 {
				field = "Override"
			}
			return itemError(int(item.row), field, item.left, err)
		}
		if item.charged(r.option) {
			r.summary.Completed += item.left // a part of Principal, which fits
		}
	}
	return nil
}

// checkTerms checks the terms with the principal of the production, and works out
// the payment.
func (r *run) checkTerms() error {
	if len(r.pool.items) == 0 {
		return &money.FieldError{Path: "plan.Production", Err: money.ErrMissing}
	}
	if r.summary.Principal == 0 {
		return &money.FieldError{Path: "plan.Production", Err: money.ErrZeroAmount}
	}
	r.terms.Principal = r.summary.Principal
	if err := r.terms.check(); err != nil {
		return err
	}
	if err := r.terms.dated(); err != nil {
		return err
	}
	r.summary.Payment = r.terms.Payment
	if r.terms.Payments > 0 {
		var err error
		if r.summary.Payment, err = r.terms.level(); err != nil {
			return &money.FieldError{Path: "plan.Production", Value: r.summary.Principal, Err: money.ErrOverflow}
		}
	}
	return nil
}

// takeIssued takes the issued charges off their items.
func (r *run) takeIssued(charges []PlanCharge) error {
	for i := range charges {
		c := &charges[i]
		if err := c.check(i); err != nil {
			return err
		}
		item := r.pool.find(c.ItemKind, c.Item)
		if item == nil && c.Item == 0 {
			return chargeError(i, "Item", nil, money.ErrMissing)
		}
		if item == nil {
			return chargeError(i, "Item", c.Item, money.ErrUnknownID)
		}
		var err error
		if item.left, err = item.left.Sub(c.Principal); err != nil {
			return chargeError(i, "Principal", c.Principal, err)
		}
		if r.principal, err = r.principal.Add(c.Principal); err != nil {
			return chargeError(i, "Principal", c.Principal, err)
		}
		if r.interest, err = r.interest.Add(c.Interest); err != nil {
			return chargeError(i, "Interest", c.Interest, err)
		}
	}
	r.summary.TotalInterest = r.interest
	for i := range r.pool.items {
		item := &r.pool.items[i]
		item.left = max(0, item.left)
		if !item.charged(r.option) {
			continue
		}
		var err error
		if r.uncharged, err = r.uncharged.Add(item.left); err != nil {
			return itemError(int(item.row), "Amount", item.left, err)
		}
	}
	return nil
}

// appendDownPayment appends the down payment's charges, while nothing has been
// charged. They may reach treatment that is not done.
func (r *run) appendDownPayment(dst []PlanCharge) ([]PlanCharge, error) {
	if r.rows > 0 || r.terms.DownPayment == 0 {
		return dst, nil
	}
	day := r.terms.Today
	if r.terms.First.Before(day) {
		day = r.terms.First
	}
	return r.charge(dst, PlanCharge{Date: day, Kind: DownPaymentCharge, Principal: r.terms.DownPayment}, TreatAsComplete)
}

// appendPeriods appends the charges of the periods to come.
func (r *run) appendPeriods(dst []PlanCharge) ([]PlanCharge, error) {
	if r.uncharged == 0 {
		return dst, nil
	}
	if r.horizon == WholePlan && r.open() > MaxRows {
		return dst, r.tooMany() // each item needs a charge of its own
	}
	rule := schedule.Rule{First: r.terms.First, Every: r.terms.Every, Fifth: r.terms.Fifth}
	n, _, err := rule.NextOnOrAfter(r.terms.Today)
	if err != nil {
		return dst, termsError("Today", r.terms.Today, schedule.ErrDateRange)
	}
	var block [dateBlock]date.Date
	dates := block[:1]
	if r.horizon == WholePlan {
		dates = block[:]
		r.fixed = newFixedRate(&r.accrual)
	}
	var c PlanCharge
	for r.uncharged > 0 {
		found, err := rule.Fill(dates, n)
		if err != nil {
			return dst, termsError("First", r.terms.First, schedule.ErrDateRange)
		}
		for _, due := range dates[:found] {
			if r.uncharged == 0 {
				break
			}
			if r.isIssued(due) {
				continue // at most as often as there are issued charges
			}
			c.Date = due
			if err := r.period(&c); err != nil {
				return dst, err
			}
			if dst, err = r.spread(dst, &c, r.option); err != nil {
				return dst, err
			}
			if r.horizon == NextPeriod {
				return dst, nil
			}
		}
		n += found
	}
	return dst, nil
}

// tooMany returns the error of a plan that would need more than MaxRows charges.
func (r *run) tooMany() error {
	return termsError(r.terms.paceField(), money.Fact("a plan has at most 2000 charges, and this one would have more"), money.ErrLimit)
}

// open returns how many items have something left to charge.
func (r *run) open() (n int) {
	for i := range r.pool.items {
		if item := &r.pool.items[i]; item.left > 0 && item.charged(r.option) {
			n++
		}
	}
	return n
}

// isIssued reports whether a due date is charged already. Due dates ascend, so
// those behind are dropped.
func (r *run) isIssued(due date.Date) bool {
	for len(r.issued) > 0 && r.issued[0].Before(due) {
		r.issued = r.issued[1:]
	}
	return len(r.issued) > 0 && r.issued[0] == due
}

// period works out what falls due on the day of a charge: interest, and what it
// leaves of the payment, or all that is left where that fits.
func (r *run) period(c *PlanCharge) error {
	var err error
	var interest money.Amount
	if !c.Date.Before(r.terms.InterestStart) {
		if interest, err = r.interestNow(); err != nil {
			return termsError("APR", nil, err)
		}
	}
	c.Interest = interest
	payment := r.summary.Payment
	if payment <= interest {
		return r.terms.tooLow(payment, interest)
	}
	c.Principal = min(payment-interest, r.uncharged) // 0 <= interest < payment
	return nil
}

// interestNow returns the interest of a period on what is not charged, less what
// was paid ahead; for the next period alone, on what is charged and not paid too.
func (r *run) interestNow() (money.Amount, error) {
	var a applied
	if !r.caughtUp {
		a = r.paid.apply(max(r.principal, 0), r.interest)
		if r.horizon == WholePlan || r.fresh {
			a.unpaidPrincipal = 0
		}
		if r.horizon == WholePlan {
			r.caughtUp = a.excess == 0 // and stays so: charges take up ever more of what was paid
		}
	}
	if r.accrual.engine == OpenDental {
		r.binary.settle(r.pool.items[:r.first], r.option)
		return r.binary.interest(r.accrual.binary, r.pool, r.option, a.unpaidPrincipal, a.excess)
	}
	balance, err := r.uncharged.Add(a.unpaidPrincipal)
	if err != nil {
		return 0, err
	}
	return r.fixed.on(max(balance-a.excess, 0), &r.accrual) // both are zero or more: the difference fits
}

// charge appends a period's principal item by item, with its interest on the
// first of them.
func (r *run) charge(dst []PlanCharge, c PlanCharge, o TPOption) ([]PlanCharge, error) {
	return r.spread(dst, &c, o)
}

// spread is charge for each period of many: it reads c where it stands, because a
// copy of what was just written field by field holds the next period up.
func (r *run) spread(dst []PlanCharge, c *PlanCharge, o TPOption) ([]PlanCharge, error) {
	rest, interest, items := c.Principal, c.Interest, r.pool.items
	if c.Kind == InstallmentCharge {
		r.binary.expect(rest)
	}
	for r.first < len(items) && items[r.first].left == 0 {
		r.first++
	}
	for i := r.first; rest > 0 && i < len(items); i++ {
		item := &items[i]
		if item.left == 0 || !item.charged(o) {
			continue
		}
		if r.rows >= MaxRows {
			return dst, r.tooMany()
		}
		principal := min(rest, item.left)
		rest -= principal // 0 < principal <= both
		item.left -= principal
		if item.charged(r.option) {
			r.uncharged -= principal // a part of what is not charged
		}
		var err error
		if r.principal, err = r.principal.Add(principal); err != nil {
			return dst, err
		}
		if r.interest, err = r.interest.Add(interest); err != nil {
			return dst, err
		}
		if c.Kind == DownPaymentCharge {
			item.binary.take(principal)
		} else {
			item.binary.charge(principal)
		}
		dst = append(dst, PlanCharge{}) // and written there, for the same reason
		part := &dst[len(dst)-1]
		part.Date, part.Kind = c.Date, c.Kind
		part.Item, part.ItemKind = item.ID, item.Kind
		part.Principal, part.Interest = principal, interest
		r.rows++
		interest = 0
	}
	r.summary.TotalInterest = r.interest
	return dst, nil
}

// check says which field of issued charge i is wrong of itself.
func (c *PlanCharge) check(i int) error {
	switch {
	case !schedule.IsSet(c.Date):
		return chargeError(i, "Date", nil, money.ErrDateRequired)
	case !inCalendar(c.Date):
		return chargeError(i, "Date", c.Date, schedule.ErrDateRange)
	case c.ItemKind >= itemKinds:
		return chargeError(i, "ItemKind", int(c.ItemKind), ErrPlanKind)
	case c.Kind >= chargeKinds:
		return chargeError(i, "Kind", int(c.Kind), ErrPlanKind)
	case c.Interest < 0:
		return chargeError(i, "Interest", c.Interest, money.ErrNegative)
	}
	return nil
}

// planError gives a bare rule the plan's path.
func planError(err error) error {
	if _, ok := err.(*money.FieldError); ok {
		return err
	}
	return &money.FieldError{Path: "plan.Production", Err: err}
}

// chargeError returns the error of a field of an issued charge.
func chargeError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "plan.Charges[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}
