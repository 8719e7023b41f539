package amortize_test

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// to returns where a value is, for the fields of a change.
func to[T any](value T) *T { return &value }

// unused is a plan of 1,000.00 that nothing was charged or paid on; used is the
// same with a charge.
var (
	unused = but(dynamic("12", "250", done(1, "1000")), func(p *amortize.Plan) { p.Terms.Agreement = day("2024-03-04") })
	used   = but(unused, func(p *amortize.Plan) { p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "240", "10")} })
)

func TestAmendedTerms(t *testing.T) {
	counted := but(used, func(p *amortize.Plan) { p.Terms.Payment, p.Terms.Payments = 0, 4 })
	started := but(used, func(p *amortize.Plan) { p.Terms.InterestStart = day("2024-05-04") })
	futures := amortize.Policy{FutureDates: true}
	cases := []struct {
		name   string
		plan   amortize.Plan
		party  amortize.Party
		change amortize.Change
		policy amortize.Policy
		want   func(p *amortize.Plan, party *amortize.Party)
		why    string
	}{
		{"nothing", used, amortize.Party{Guarantor: 7, Locked: true, Sheet: 3}, amortize.Change{}, amortize.Policy{}, func(*amortize.Plan, *amortize.Party) {}, "what is not given stays"},
		{"nothing, on a plan with interest that is not locked", used, amortize.Party{}, amortize.Change{}, amortize.Policy{LockForAPR: true}, func(*amortize.Plan, *amortize.Party) {},
			"the policy asks of changes alone"},
		{"a payment", used, amortize.Party{}, amortize.Change{Payment: usd("100")}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) { p.Terms.Payment = usd("100") }, "charges do not fix it"},
		{"a payment for a count", counted, amortize.Party{}, amortize.Change{Payment: usd("100")}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) {
			p.Terms.Payment, p.Terms.Payments = usd("100"), 0
		}, "one takes the place of the other"},
		{"a count for a payment", used, amortize.Party{}, amortize.Change{Payments: 2000}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) {
			p.Terms.Payment, p.Terms.Payments = 0, 2000
		}, "the same; 2000 is the most"},
		{"a rate", used, amortize.Party{Locked: true}, amortize.Change{APR: to(apr("0"))}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) { p.Terms.APR = 0 }, "a rate of zero is a change too"},
		{"a rate of zero is no interest to lock for", used, amortize.Party{}, amortize.Change{APR: to(apr("0"))}, amortize.Policy{LockForAPR: true}, func(p *amortize.Plan, _ *amortize.Party) {
			p.Terms.APR = 0
		}, "there is no interest"},
		{"a rate with the lock", used, amortize.Party{}, amortize.Change{APR: to(apr("9.9")), Locked: to(true)}, amortize.Policy{LockForAPR: true}, func(p *amortize.Plan, party *amortize.Party) {
			p.Terms.APR, party.Locked = apr("9.9"), true
		}, "both at once"},
		{"no rate leaves the start of interest", started, amortize.Party{}, amortize.Change{APR: to(amortize.Rate(0))}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) { p.Terms.APR = 0 },
			"it is not given, so it is not refused"},
		{"a frequency", used, amortize.Party{}, amortize.Change{Every: schedule.Weekly}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) { p.Terms.Every = schedule.Weekly }, "charges do not fix it"},
		{"a first due date", unused, amortize.Party{}, amortize.Change{First: to(day("2024-04-10"))}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) { p.Terms.First = day("2024-04-10") },
			"nothing was charged yet"},
		{"the first due date that it has", used, amortize.Party{}, amortize.Change{First: to(day("2024-03-04"))}, amortize.Policy{}, func(*amortize.Plan, *amortize.Party) {}, "that is no change"},
		{"an interest start", used, amortize.Party{}, amortize.Change{InterestStart: to(day("2024-06-04"))}, amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) {
			p.Terms.InterestStart = day("2024-06-04")
		}, "interest starts later"},
		{"an interest start with the rate", but(used, func(p *amortize.Plan) { p.Terms.APR = 0 }), amortize.Party{}, amortize.Change{APR: to(apr("5")), InterestStart: to(day("2024-06-04"))},
			amortize.Policy{}, func(p *amortize.Plan, _ *amortize.Party) {
				p.Terms.APR, p.Terms.InterestStart = apr("5"), day("2024-06-04")
			}, "the rate is the one that comes"},
		{"interest from the start", but(started, func(p *amortize.Plan) { p.Terms.APR = 0 }), amortize.Party{}, amortize.Change{InterestStart: to(schedule.Unset)}, amortize.Policy{},
			func(p *amortize.Plan, _ *amortize.Party) { p.Terms.InterestStart = schedule.Unset }, "taking the start away needs no rate"},
		{"an agreement of today", used, amortize.Party{}, amortize.Change{Agreement: to(day("2024-03-04"))}, amortize.Policy{}, func(*amortize.Plan, *amortize.Party) {}, "today is not later"},
		{"an agreement to come", used, amortize.Party{}, amortize.Change{Agreement: to(day("2024-03-05"))}, futures, func(p *amortize.Plan, _ *amortize.Party) {
			p.Terms.Agreement, p.Terms.FutureAgreement = day("2024-03-05"), true
		}, "the policy allows it, and the plan says so"},
		{"a policy that allows no more", but(used, func(p *amortize.Plan) { p.Terms.FutureAgreement = true }), amortize.Party{}, amortize.Change{}, amortize.Policy{},
			func(p *amortize.Plan, _ *amortize.Party) { p.Terms.FutureAgreement = false }, "the plan follows the policy"},
		{"a guarantor", unused, amortize.Party{Guarantor: 7}, amortize.Change{Guarantor: 8}, amortize.Policy{}, func(_ *amortize.Plan, p *amortize.Party) { p.Guarantor = 8 }, "nothing was charged or paid yet"},
		{"the guarantor that it has", used, amortize.Party{Guarantor: 7, HasPayments: true}, amortize.Change{Guarantor: 7}, amortize.Policy{}, func(*amortize.Plan, *amortize.Party) {}, "that is no change"},
		{"a lock", used, amortize.Party{}, amortize.Change{Locked: to(true)}, amortize.Policy{LockForAPR: true}, func(_ *amortize.Plan, p *amortize.Party) { p.Locked = true }, "locking is one way"},
		{"a lock that stays off", but(used, func(p *amortize.Plan) { p.Terms.APR = 0 }), amortize.Party{}, amortize.Change{Locked: to(false)}, amortize.Policy{LockForAPR: true},
			func(*amortize.Plan, *amortize.Party) {}, "without interest nothing needs it"},
		{"a sheet", used, amortize.Party{Sheet: 3}, amortize.Change{Sheet: 4}, amortize.Policy{Sheets: true}, func(_ *amortize.Plan, p *amortize.Party) { p.Sheet = 4 }, "the practice uses sheets"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			plan, party, err := amortize.Amend(c.plan, c.party, c.change, c.policy)
			wantPlan, wantParty := c.plan, c.party
			c.want(&wantPlan, &wantParty)
			expect(t, party, err, wantParty, fault{}, c.why)
			if !reflect.DeepEqual(plan, wantPlan) {
				t.Errorf("%s: got %+v, want %+v", c.why, plan, wantPlan)
			}
		})
	}
}

func TestRefusedAmendments(t *testing.T) {
	paid := but(unused, func(p *amortize.Plan) { p.Splits = []amortize.PlanSplit{{Amount: 1}} })
	free := but(unused, func(p *amortize.Plan) { p.Terms.APR = 0 })
	lock := amortize.Policy{LockForAPR: true}
	cases := []struct {
		name    string
		plan    amortize.Plan
		party   amortize.Party
		change  amortize.Change
		policy  amortize.Policy
		wantErr fault
		why     string
	}{
		{"payment below zero", unused, amortize.Party{}, amortize.Change{Payment: -1}, amortize.Policy{}, fault{"change.Payment", money.ErrNegative}, "not a payment"},
		{"the smallest payment", unused, amortize.Party{}, amortize.Change{Payment: math.MinInt64}, amortize.Policy{}, fault{"change.Payment", money.ErrNegative}, "nothing wraps"},
		{"count below zero", unused, amortize.Party{}, amortize.Change{Payments: -1}, amortize.Policy{}, fault{"change.Payments", money.ErrCount}, "not a count"},
		{"count too high", unused, amortize.Party{}, amortize.Change{Payments: 2001}, amortize.Policy{}, fault{"change.Payments", money.ErrLimit}, "2000 at most"},
		{"both", unused, amortize.Party{}, amortize.Change{Payment: 1, Payments: 1}, amortize.Policy{}, fault{"change.Payments", amortize.ErrBothTerms}, "one follows from the other"},
		{"rate below zero", unused, amortize.Party{}, amortize.Change{APR: to(amortize.Rate(-1))}, amortize.Policy{}, fault{"change.APR", amortize.ErrRateRange}, "rates start at 0"},
		{"rate over 1000 %", unused, amortize.Party{}, amortize.Change{APR: to(amortize.MaxRate + 1)}, amortize.Policy{}, fault{"change.APR", amortize.ErrRateRange}, "rates end at 1000"},
		{"frequency", unused, amortize.Party{}, amortize.Change{Every: schedule.Quarterly + 1}, amortize.Policy{}, fault{"change.Every", schedule.ErrFrequency}, "there are five"},
		{"an agreement to come", unused, amortize.Party{}, amortize.Change{Agreement: to(day("2024-03-05"))}, amortize.Policy{}, fault{"change.Agreement", money.ErrFutureDate}, "nobody can have agreed to it yet"},
		{"first due date", used, amortize.Party{}, amortize.Change{First: to(day("2024-03-05"))}, amortize.Policy{}, fault{"change.First", amortize.ErrFirstFixed}, "a charge was made on it"},
		{"a sheet", unused, amortize.Party{}, amortize.Change{Sheet: 4}, amortize.Policy{}, fault{"change.Sheet", amortize.ErrSheets}, "the practice uses none"},
		{"the sheet that it has", unused, amortize.Party{Sheet: 4}, amortize.Change{Sheet: 4}, amortize.Policy{}, fault{"change.Sheet", amortize.ErrSheets}, "it may not be given"},
		{"a lock taken off", free, amortize.Party{Locked: true}, amortize.Change{Locked: to(false)}, amortize.Policy{}, fault{"change.Locked", amortize.ErrPlanLocked}, "locking is one way"},
		{"a lock taken off a rate", unused, amortize.Party{Locked: true}, amortize.Change{Locked: to(false)}, lock, fault{"change.Locked", amortize.ErrPlanLocked}, "the plan is locked, whatever it bears"},
		{"a guarantor, charged", used, amortize.Party{Guarantor: 7}, amortize.Change{Guarantor: 8}, amortize.Policy{}, fault{"change.Guarantor", amortize.ErrGuarantor}, "7 was charged"},
		{"a guarantor, paid", paid, amortize.Party{Guarantor: 7}, amortize.Change{Guarantor: 8}, amortize.Policy{}, fault{"change.Guarantor", amortize.ErrGuarantor}, "7 has paid"},
		{"a guarantor, paid elsewhere", unused, amortize.Party{Guarantor: 7, HasPayments: true}, amortize.Change{Guarantor: 8}, amortize.Policy{}, fault{"change.Guarantor", amortize.ErrGuarantor}, "7 has paid"},
		{"interest start", free, amortize.Party{}, amortize.Change{InterestStart: to(day("2024-06-04"))}, amortize.Policy{}, fault{"change.InterestStart", amortize.ErrNoInterest}, "there is nothing to start"},
		{"interest start on 1970-01-01", free, amortize.Party{}, amortize.Change{InterestStart: to(date.Date{})}, amortize.Policy{}, fault{"change.InterestStart", amortize.ErrNoInterest}, "the zero date is a real day"},
		{"interest start without the rate", unused, amortize.Party{}, amortize.Change{APR: to(amortize.Rate(0)), InterestStart: to(day("2024-06-04"))}, amortize.Policy{},
			fault{"change.InterestStart", amortize.ErrNoInterest}, "the rate is the one that comes"},
		{"a rate without the lock", free, amortize.Party{}, amortize.Change{APR: to(apr("5"))}, lock, fault{"change.Locked", amortize.ErrAPRNeedsLock}, "the policy locks plans with interest"},
		{"a rate on a locked plan", free, amortize.Party{Locked: true}, amortize.Change{APR: to(apr("5"))}, lock, fault{"change.Locked", amortize.ErrAPRNeedsLock}, "the lock is given with the rate"},
		{"no lock for a rate", unused, amortize.Party{}, amortize.Change{Locked: to(false)}, lock, fault{"change.Locked", amortize.ErrAPRNeedsLock}, "the plan bears interest"},
		{"the first of two", used, amortize.Party{}, amortize.Change{Payment: -1, Sheet: 4}, amortize.Policy{}, fault{"change.Payment", money.ErrNegative}, "the payment comes before the sheet"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			plan, party, err := amortize.Amend(c.plan, c.party, c.change, c.policy)
			expect(t, party, err, amortize.Party{}, c.wantErr, c.why)
			if !reflect.DeepEqual(plan, amortize.Plan{}) {
				t.Errorf("%s: an error, and the plan %+v", c.why, plan)
			}
		})
	}
}

// amendment returns a change, a party and a policy, each field given now and then.
func (d *dice) amendment(plan amortize.Plan) (amortize.Change, amortize.Party, amortize.Policy) {
	var c amortize.Change
	near := shift(plan.Terms.Today, d.upTo(4)-2)
	maybe := func(set func()) {
		if d.oneIn(5) {
			set()
		}
	}
	maybe(func() { c.Payment = money.Amount(d.upTo(9000) - 1) })
	maybe(func() { c.Payments = d.upTo(2002) - 1 })
	maybe(func() { c.APR = to(amortize.Rate(d.upTo(2)) * apr("9") * amortize.Rate(d.upTo(112))) })
	maybe(func() { c.Every = schedule.Frequency(d.upTo(6)) })
	maybe(func() { c.Agreement = to(near) })
	maybe(func() { c.First = to(shift(plan.Terms.First, d.upTo(1))) })
	maybe(func() { c.InterestStart = to(near) })
	maybe(func() { c.InterestStart = to(schedule.Unset) })
	maybe(func() { c.Guarantor = int64(d.upTo(2)) })
	maybe(func() { c.Locked = to(d.oneIn(2)) })
	maybe(func() { c.Sheet = int64(d.upTo(1)) })
	party := amortize.Party{Guarantor: int64(d.upTo(2)), Locked: d.oneIn(2), HasPayments: d.oneIn(2), Sheet: int64(d.upTo(1))}
	return c, party, amortize.Policy{LockForAPR: d.oneIn(2), FutureDates: d.oneIn(2), Sheets: d.oneIn(2)}
}

// brokenBy lists every rule that a change breaks, in words of the manual.
func brokenBy(plan amortize.Plan, party amortize.Party, c amortize.Change, policy amortize.Policy) []fault {
	rate := plan.Terms.APR
	if c.APR != nil {
		rate = *c.APR
	}
	inUse := party.HasPayments || len(plan.Splits)+len(plan.Charges) > 0
	unlocks, locks := c.Locked != nil && !*c.Locked, c.Locked != nil && *c.Locked
	rules := []struct {
		broken bool
		fault  fault
	}{
		{c.Payment < 0, fault{"change.Payment", money.ErrNegative}},
		{c.Payments < 0, fault{"change.Payments", money.ErrCount}},
		{c.Payments > amortize.MaxRows, fault{"change.Payments", money.ErrLimit}},
		{c.Payment != 0 && c.Payments != 0, fault{"change.Payments", amortize.ErrBothTerms}},
		{rate < 0 || rate > amortize.MaxRate, fault{"change.APR", amortize.ErrRateRange}},
		{c.Every != 0 && !slices.Contains(frequencies, c.Every), fault{"change.Every", schedule.ErrFrequency}},
		{c.Agreement != nil && c.Agreement.After(plan.Terms.Today) && !policy.FutureDates, fault{"change.Agreement", money.ErrFutureDate}},
		{c.First != nil && *c.First != plan.Terms.First && len(plan.Charges) > 0, fault{"change.First", amortize.ErrFirstFixed}},
		{c.Sheet != 0 && !policy.Sheets, fault{"change.Sheet", amortize.ErrSheets}},
		{unlocks && party.Locked, fault{"change.Locked", amortize.ErrPlanLocked}},
		{c.Guarantor != 0 && c.Guarantor != party.Guarantor && inUse, fault{"change.Guarantor", amortize.ErrGuarantor}},
		{c.InterestStart != nil && *c.InterestStart != schedule.Unset && rate == 0, fault{"change.InterestStart", amortize.ErrNoInterest}},
		{policy.LockForAPR && rate > 0 && (c.APR != nil && !locks || unlocks), fault{"change.Locked", amortize.ErrAPRNeedsLock}},
	}
	var broken []fault
	for _, r := range rules {
		if r.broken {
			broken = append(broken, r.fault)
		}
	}
	return broken
}

// checkAmended is the law that a change is refused for a rule that it breaks, and
// else changes what it gives and nothing more, once as twice.
func checkAmended(t rapid.TB, d *dice) {
	plan, _ := d.plan()
	c, party, policy := d.amendment(plan)
	before := plan
	before.Production, before.Charges, before.Splits = slices.Clone(plan.Production), slices.Clone(plan.Charges), slices.Clone(plan.Splits)
	same, sameParty, err := amortize.Amend(plan, party, amortize.Change{}, amortize.Policy{FutureDates: plan.Terms.FutureAgreement})
	if err != nil || sameParty != party || !reflect.DeepEqual(same, before) {
		t.Fatalf("%+v: no change makes it %+v, %v", plan, same, err)
	}
	got, gotParty, err := amortize.Amend(plan, party, c, policy)
	if !reflect.DeepEqual(plan, before) {
		t.Fatalf("%+v is written to: %+v", before, plan)
	}
	broken := brokenBy(plan, party, c, policy)
	if err != nil || len(broken) > 0 {
		isOne := func(f fault) bool { return mismatch(err, f) == "" }
		if !slices.ContainsFunc(broken, isOne) || gotParty != (amortize.Party{}) || !reflect.DeepEqual(got, amortize.Plan{}) {
			t.Fatalf("%+v of %+v: %v, want one of %v", c, plan.Terms, err, broken)
		}
		return
	}
	want, wantParty := changed(before, party, c)
	want.Terms.FutureAgreement = policy.FutureDates
	if gotParty != wantParty || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v makes\n%+v, %+v of\n%+v, want\n%+v, %+v", c, got, gotParty, before, want, wantParty)
	}
	twice, twiceParty, err := amortize.Amend(got, gotParty, c, policy)
	if err != nil || twiceParty != gotParty || !reflect.DeepEqual(twice, got) {
		t.Fatalf("%+v twice makes %+v of %+v, %v", c, twice, got, err)
	}
}

// changed returns a plan and its record with what a change gives.
func changed(plan amortize.Plan, party amortize.Party, c amortize.Change) (amortize.Plan, amortize.Party) {
	t := &plan.Terms
	if c.Payment != 0 || c.Payments != 0 {
		t.Payment, t.Payments = c.Payment, c.Payments
	}
	if c.APR != nil {
		t.APR = *c.APR
	}
	if c.Every != 0 {
		t.Every = c.Every
	}
	if c.Agreement != nil {
		t.Agreement = *c.Agreement
	}
	if c.First != nil {
		t.First = *c.First
	}
	if c.InterestStart != nil {
		t.InterestStart = *c.InterestStart
	}
	if c.Guarantor != 0 {
		party.Guarantor = c.Guarantor
	}
	if c.Locked != nil {
		party.Locked = *c.Locked
	}
	if c.Sheet != 0 {
		party.Sheet = c.Sheet
	}
	return plan, party
}

func TestAmendChangesWhatIsGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkAmended(t, manyDice(t)) })
}

func FuzzAmend(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) { checkAmended(t, &dice{bytes}) })
}

func TestNewPlans(t *testing.T) {
	plan := dynamic("12", "250", done(1, "400"), adjustment(1, "50"), done(2, "300"))
	free := but(plan, func(p *amortize.Plan) { p.Terms.APR = 0 })
	locked := amortize.Party{Locked: true}
	type on = []amortize.Attached
	cases := []struct {
		name     string
		plan     amortize.Plan
		party    amortize.Party
		attached on
		wantErr  fault
		why      string
	}{
		{"interest and a lock", plan, locked, nil, fault{}, "a plan with interest is locked"},
		{"interest without a lock", plan, amortize.Party{}, nil, fault{"party.Locked", amortize.ErrAPRNeedsLock}, "its production could change under the interest"},
		{"neither", free, amortize.Party{}, nil, fault{}, "without interest no lock is asked for"},
		{"other production elsewhere", plan, locked, on{{3, amortize.ProcedureItem}, {2, amortize.AdjustmentItem}, {2, amortize.OrthoCaseItem}}, fault{}, "ids are unique within a kind"},
		{"an adjustment elsewhere", plan, locked, on{{1, amortize.AdjustmentItem}}, fault{"plan.Production[1].ID", amortize.ErrItemOnPlan}, "one plan pays for it"},
		{"the first of two", plan, locked, on{{2, amortize.ProcedureItem}, {1, amortize.ProcedureItem}}, fault{"plan.Production[0].ID", amortize.ErrItemOnPlan}, "in the order of the production"},
		{"the lock before the items", plan, amortize.Party{}, on{{1, amortize.ProcedureItem}}, fault{"party.Locked", amortize.ErrAPRNeedsLock}, "it is asked first"},
		{"a plan that is wrong", amortize.Plan{}, amortize.Party{}, on{{0, 0}}, fault{}, "what else is wrong AppendExpected refuses"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, 0, amortize.CheckNew(&c.plan, c.party, c.attached, amortize.Policy{}), 0, c.wantErr, c.why)
		})
	}
}
