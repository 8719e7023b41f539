package fuzz_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

var (
	rates       = []amortize.Rate{0, 5 * amortize.Percent, 99 * amortize.Percent / 10, 18 * amortize.Percent, 30 * amortize.Percent, amortize.MaxRate}
	engines     = []amortize.Interest{amortize.OpenDental, amortize.HalfEven, amortize.HalfUp, amortize.HalfDown}
	frequencies = []schedule.Frequency{schedule.Monthly, schedule.Weekly, schedule.EveryOtherWeek, schedule.OrdinalWeekday, schedule.Quarterly}
	fifths      = []schedule.FifthWeekday{schedule.Fourth, schedule.Last, schedule.Skip}
)

// readTerms reads the terms of a plan that began some months before today: mostly of few
// payments, at a rate that plans have.
func readTerms(t *tape) amortize.Terms {
	terms := amortize.NewTerms(today)
	terms.Principal = max(1, t.price()*money.Amount(1+t.pick(8)))
	terms.APR, terms.Interest = one(t, rates[:5]...), one(t, engines...)
	if t.once(24) {
		terms.APR = amortize.MaxRate
	}
	if terms.Every = schedule.Monthly; t.once(3) {
		terms.Every, terms.Fifth = one(t, frequencies...), one(t, fifths...)
	}
	terms.Agreement = today.Add(-date.PeriodOfDays(30*t.pick(12) + t.pick(7)))
	if !t.once(3) {
		terms.First = terms.Agreement.Add(date.PeriodOfDays(t.pick(40)))
	}
	if t.once(3) {
		terms.InterestStart = terms.Agreement.Add(date.PeriodOfDays(t.pick(120)))
	}
	if t.once(3) {
		terms.DownPayment = min(t.price(), terms.Principal)
	}
	if terms.Payments = 1 + t.pick(24); t.once(3) {
		terms.Payments, terms.Payment = 0, terms.Principal/money.Amount(1+t.pick(12))+1
	}
	return terms
}

// readPlan reads a dynamic plan and lets it issue its charges day by day until today, as
// a practice does. What the splits have paid until then may be something or nothing.
func readPlan(t *tape) (amortize.Plan, error) {
	terms := readTerms(t)
	p := amortize.Plan{Terms: terms, Option: amortize.TPOption(t.pick(2))}
	for i := range 1 + t.pick(4) {
		item := amortize.Item{ID: int64(i*7%5 + 1), Complete: !t.once(4), Date: terms.Agreement.Add(-date.PeriodOfDays(t.pick(4))), Amount: t.price()}
		p.Production = append(p.Production, item)
	}
	paysEvery := t.pick(4) // 0 never pays
	first := terms.First
	if !schedule.IsSet(first) {
		var err error
		if first, err = schedule.AddMonths(terms.Agreement, 1); err != nil {
			return p, err
		}
	}
	rule := schedule.Rule{First: first, Every: terms.Every, Fifth: terms.Fifth}
	for n := range 12 {
		due, err := rule.At(n)
		if err != nil || due.After(today) {
			break
		}
		p.Terms.Today = due
		if due.Before(terms.Agreement) {
			continue
		}
		issue, err := amortize.IssueToday(&p, 0)
		if err != nil {
			return p, err
		}
		for _, c := range issue.Charges {
			c.ID = int64(700 + len(p.Charges))
			p.Charges = append(p.Charges, c)
			if paid, err := c.Principal.Add(c.Interest); err == nil && paysEvery > 0 && n%paysEvery == 0 {
				p.Splits = append(p.Splits, amortize.PlanSplit{Amount: paid, Charge: c.ID})
			}
		}
	}
	p.Terms.Today = today
	return p, nil
}

// onAccount puts a plan on the account of a family of one: its production as procedures,
// its charges as instalments, its splits as earlier ones.
func onAccount(p *amortize.Plan) family {
	f := family{options: alloc.Options{Today: today}, payment: alloc.Payment{Patient: 1, Date: today}}
	f.ledger.Family = []alloc.Member{{ID: 1, Guarantor: 1}}
	f.ledger.Unearned = unearned
	plan := alloc.Plan{ID: 31, Patient: 1, Guarantor: 1, Date: p.Terms.Agreement, Dynamic: true, TreatAsComplete: p.Option == amortize.TreatAsComplete}
	for _, item := range p.Production {
		procedure := alloc.Procedure{ID: item.ID, Patient: 1, Provider: 11, Date: item.Date, Fee: item.Amount}
		if !item.Complete {
			procedure.Status = alloc.TreatmentPlanned
		}
		f.ledger.Procedures = append(f.ledger.Procedures, procedure)
		plan.Links = append(plan.Links, alloc.PlanLink{Procedure: item.ID})
	}
	f.ledger.Plans = []alloc.Plan{plan}
	for _, c := range p.Charges {
		f.ledger.PlanCharges = append(f.ledger.PlanCharges, alloc.PlanCharge{
			ID: c.ID, Plan: plan.ID, Date: c.Date, Principal: c.Principal, Interest: c.Interest, Provider: 11, Procedure: c.Item,
		})
	}
	return f
}

// paidOn adds splits that pay the whole of instalments, as earlier splits of the account.
func (f *family) paidOn(p *amortize.Plan) {
	charges := make(map[int64]amortize.PlanCharge)
	for _, c := range p.Charges {
		charges[c.ID] = c
	}
	var splits []amortize.PlanSplit
	for i, s := range p.Splits {
		c := charges[s.Charge]
		for _, part := range []struct {
			debit  alloc.Debit
			kind   amortize.PaidKind
			amount money.Amount
		}{{alloc.Interest, amortize.PaidInterest, c.Interest}, {alloc.Principal, amortize.PaidPrincipal, c.Principal}} {
			if part.amount == 0 {
				continue
			}
			earlier := alloc.EarlierSplit{
				ID: int64(2*i) + int64(part.debit), Payment: 8000, Patient: 1, Provider: 11, Date: c.Date, Amount: part.amount,
				Plan: 31, PlanCharge: c.ID, Debit: part.debit,
			}
			if part.debit == alloc.Principal { // interest is of no treatment
				earlier.Procedure = c.Item
			}
			f.ledger.Splits = append(f.ledger.Splits, earlier)
			splits = append(splits, amortize.PlanSplit{Amount: part.amount, Kind: part.kind, Charge: c.ID})
		}
	}
	p.Splits = splits
}

// holdPlanPaid is the law of the two packages that share a plan: what amortize issues,
// alloc pays in order of the due dates, interest before principal, and nothing before
// its day; and what alloc pays, amortize takes for paid, to the cent.
func holdPlanPaid(t rapid.TB, data []byte) {
	tp := tape(data)
	amount, plan := money.Amount(1+tp.word()), amortize.Plan{}
	sharp := tp.pick(4)
	plan, err := readPlan(&tp)
	if err != nil || len(plan.Charges) == 0 {
		return // terms that a plan cannot have, or one that has not begun
	}
	f := onAccount(&plan)
	f.paidOn(&plan)
	status, err := amortize.StatusToday(&plan)
	if err != nil {
		t.Fatalf("a plan that issues has no status: %v\n%+v", err, plan)
	}
	if sharp == 0 && status.DueNow > 0 {
		amount = status.DueNow
	}
	f.payment.Amount = amount
	o := f.pay(new(alloc.Allocator))
	if o.err != nil {
		t.Fatalf("alloc refuses what amortize issued: %v\n%+v", o.err, plan)
	}
	if err := alloc.Verify(&f.ledger, f.payment, f.options, o.splits, o.certificate); err != nil {
		t.Fatal(err)
	}
	checkTurns(t, &f, o.certificate.Owed)
	var owed, onPlan, interest money.Amount
	for _, row := range o.certificate.Owed {
		if row.Charge.Kind >= alloc.KindInterest {
			owed += row.Before
		}
	}
	if owed != status.DueNow {
		t.Fatalf("alloc: %d is owed on the plan, amortize: %d\n%+v\n%+v", owed, status.DueNow, plan, o.certificate.Owed)
	}
	paid := plan
	for _, s := range o.splits {
		if s.Plan == 0 {
			continue
		}
		kind := amortize.PaidPrincipal
		if s.Debit == alloc.Interest {
			kind, interest = amortize.PaidInterest, interest+s.Amount
		}
		onPlan += s.Amount
		paid.Splits = append(paid.Splits[:len(paid.Splits):len(paid.Splits)], amortize.PlanSplit{Amount: s.Amount, Kind: kind, Charge: s.PlanCharge})
	}
	after, err := amortize.StatusToday(&paid)
	if err != nil || after.DueNow != status.DueNow-onPlan || after.InterestPaid != status.InterestPaid+interest || after.PrincipalPaid != status.PrincipalPaid+onPlan-interest {
		t.Fatalf("alloc paid %d on the plan, %d of it interest; amortize: %+v, %v, and before %+v\n%+v", onPlan, interest, after, err, status, o.splits)
	}
}

// checkTurns checks that no instalment is paid before an earlier one is, nor principal
// before the interest of its day. Principal of treatment that is planned waits for it.
func checkTurns(t rapid.TB, f *family, owed []alloc.Owed) {
	t.Helper()
	ended := false
	planned := make(map[int64]bool)
	for _, p := range f.ledger.Procedures {
		planned[p.ID] = p.Status == alloc.TreatmentPlanned
	}
	for _, row := range owed {
		if row.Charge.Kind < alloc.KindInterest {
			continue
		}
		if planned[row.Of.ID] {
			if row.After != row.Before {
				t.Fatalf("%+v is paid, and the treatment is planned", row)
			}
			continue
		}
		if row.Before < 0 || row.After < 0 || row.After > row.Before {
			t.Fatalf("owed %d before and %d after: %+v", row.Before, row.After, owed)
		}
		if ended && row.After < row.Before {
			t.Fatalf("%+v is paid while an earlier one is not: %+v", row, owed)
		}
		ended = ended || row.After > 0
	}
}

func TestPlansArePaid(t *testing.T) { law(holdPlanPaid).check(t) }
func FuzzPlansArePaid(f *testing.F) { law(holdPlanPaid).fuzz(f) }

// holdRowsPaid is the law that the rows of a static plan, put on an account as they are,
// take just what the plan costs.
func holdRowsPaid(t rapid.TB, data []byte) {
	tp := tape(data)
	terms := readTerms(&tp)
	checkRowsPaid(t, terms)
}

func checkRowsPaid(t rapid.TB, terms amortize.Terms) {
	t.Helper()
	rows, summary, err := amortize.Schedule(terms)
	if err != nil {
		return
	}
	if err := amortize.Verify(terms, rows); err != nil {
		t.Fatalf("%+v: %v", terms, err)
	}
	last := rows[len(rows)-1].Date.Max(rows[0].Date)
	f := family{options: alloc.Options{Today: last}, payment: alloc.Payment{Patient: 1, Date: last, Amount: summary.TotalCost}}
	f.ledger.Family, f.ledger.Unearned = []alloc.Member{{ID: 1}}, unearned
	f.ledger.Plans = []alloc.Plan{{ID: 31, Patient: 1, Credits: []alloc.PlanCredit{{Patient: 1, Principal: terms.Principal}}, Date: terms.Agreement}}
	for i, r := range rows {
		f.ledger.PlanCharges = append(f.ledger.PlanCharges, alloc.PlanCharge{ID: int64(i + 1), Plan: 31, Date: r.Date, Principal: r.Principal, Interest: r.Interest})
	}
	o := f.pay(new(alloc.Allocator))
	if o.err != nil || o.unallocated != 0 {
		t.Fatalf("%+v costs %d; alloc: %v, and %d is left", terms, summary.TotalCost, o.err, o.unallocated)
	}
	var interest money.Amount
	for _, s := range o.splits {
		if s.Debit == alloc.Interest {
			interest += s.Amount
		}
	}
	if interest != summary.TotalInterest {
		t.Fatalf("%+v: alloc paid %d of interest, the plan has %d", terms, interest, summary.TotalInterest)
	}
	f.payment.Amount--
	if o = f.pay(new(alloc.Allocator)); f.payment.Amount > 0 && (o.err != nil || o.certificate.Owed[len(o.certificate.Owed)-1].After != 1) {
		t.Fatalf("%+v: a cent less than the cost leaves %+v, %v", terms, o.certificate.Owed, o.err)
	}
}

func TestRowsTakeWhatThePlanCosts(t *testing.T) { law(holdRowsPaid).check(t) }
func FuzzRowsPaid(f *testing.F)                 { law(holdRowsPaid).fuzz(f) }
