package main

import (
	"fmt"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// account is what a payment is split over.
type account struct {
	ledger  alloc.Ledger
	payment alloc.Payment
	options alloc.Options
}

// practiceAccount is n times the account of a family of four over some years: 120
// procedures, 60 claim rows, 80 splits of earlier payments and two plans with twelve
// instalments each.
func practiceAccount(n int) *account {
	a := &account{
		options: alloc.Options{Today: date.New(2024, 6, 15)},
		payment: alloc.Payment{Patient: 1, Amount: 400_00, Date: date.New(2024, 6, 10)},
	}
	l := &a.ledger
	for i := range int64(4) {
		l.Family = append(l.Family, alloc.Member{ID: i + 1, Guarantor: 1})
	}
	l.Unearned = alloc.UnearnedTypes{Prepayment: 501, PlanPrepayment: 503, Hidden: []int64{503}}
	for k := range n {
		for i := range 120 {
			a.addProcedure(k, i)
		}
		for j := range 2 {
			a.addPlan(k, j)
		}
	}
	return a
}

// addProcedure adds one with a claim row to every other, and a split on two of three.
func (a *account) addProcedure(k, i int) {
	l, id := &a.ledger, int64(k*120+i+1)
	p := alloc.Procedure{
		ID: id, Patient: 1 + id%4, Provider: 1 + id%3, Clinic: 1,
		Date: date.New(2020, 1, 1).Add(date.PeriodOfDays(i * 13)), Fee: money.Amount(50_00 + id*37%900*100),
	}
	owed := p.Fee
	if i%2 == 0 {
		p.Claims = []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: p.Fee / 2, WriteOff: p.Fee / 10}}
		owed -= p.Fee/2 + p.Fee/10
	}
	l.Procedures = append(l.Procedures, p)
	if i >= 80 {
		return
	}
	s := alloc.EarlierSplit{
		ID: id, Payment: id / 3, Patient: p.Patient, Provider: p.Provider, Clinic: 1,
		Date: p.Date.Add(20), Amount: owed, Procedure: id,
	}
	if i%20 == 0 { // money on nothing
		s.Procedure, s.Amount = 0, p.Fee
	}
	l.Splits = append(l.Splits, s)
}

// addPlan adds a dynamic plan with a year of instalments for one procedure.
func (a *account) addPlan(k, j int) {
	l, item := &a.ledger, int64(k*120+110+j)
	plan := alloc.Plan{
		ID: int64(k*2 + j + 1), Patient: int64(j + 1), Date: date.New(2023, 10, 1), Dynamic: true,
		Links: []alloc.PlanLink{{Procedure: item}},
	}
	l.Plans = append(l.Plans, plan)
	for m := range 12 {
		l.PlanCharges = append(l.PlanCharges, alloc.PlanCharge{
			ID: int64(k*24 + j*12 + m + 1), Plan: plan.ID, Date: date.New(2023, 11, 5).Add(date.PeriodOfDays(30 * m)),
			Principal: 20_00, Interest: 1_00, Provider: 1, Clinic: 1, Procedure: item,
		})
	}
}

// rows counts the rows of the ledger, claim rows and splits too.
func (a *account) rows() int {
	l := &a.ledger
	n := len(l.Family) + len(l.Procedures) + len(l.Adjustments) + len(l.Plans) + len(l.PlanCharges) + len(l.Splits)
	for i := range l.Procedures {
		n += len(l.Procedures[i].Claims)
	}
	return n
}

// payBecause is about the largest account.
const payBecause = "The rows and the scratch for so many of them are some tens of megabytes, read in the order of the queue and not of the input. They live in the cache that all processors share, so the time is that of the memory, and depends on what else the machine does: the smaller accounts run the same code."

// payContests are the whole pipeline.
func payContests(short bool) (all []contest) {
	sizes := []int{1, 10, 100, 350}
	if short {
		sizes = sizes[:2]
	}
	for _, n := range sizes {
		a := practiceAccount(n)
		c := contest{
			name: fmt.Sprintf("pay/%d", a.rows()), unit: "row", units: a.rows(),
			input: fmt.Sprintf("%d times a family of four: 120 procedures, 60 claim rows, 80 splits, two plans of twelve instalments; %d rows", n, a.rows()),
			field: []contestant{payOurs(a), payFresh(a), walking(a)},
		}
		c.figures = []figure{{kind: nsAtMost, value: 250}, {kind: nsAtMost, value: 100, wish: true}, {kind: allocsAtMost}}
		if a.rows() >= 100_000 {
			c.figures[0].reached, c.figures[0].because = 600, payBecause
		}
		all = append(all, c)
	}
	return all
}

func payOurs(a *account) contestant {
	var allocator alloc.Allocator
	var dst []alloc.PaySplit
	pay := func() {
		var err error
		if dst, _, err = allocator.AppendPay(dst[:0], &a.ledger, a.payment, a.options); err != nil {
			panic(err)
		}
	}
	return contestant{name: "Allocator.AppendPay", run: always(pay), answer: func() []int64 { pay(); return splitNumbers(dst) }}
}

func payFresh(a *account) contestant {
	pay := func() []alloc.PaySplit {
		splits, _, err := alloc.Pay(&a.ledger, a.payment, a.options)
		return must(splits, err)
	}
	return contestant{
		name: "alloc.Pay", note: "with fresh scratch each time",
		run: always(func() { pay() }), answer: func() []int64 { return splitNumbers(pay()) },
	}
}

func splitNumbers(splits []alloc.PaySplit) (numbers []int64) {
	for _, s := range splits {
		numbers = append(numbers, int64(s.Amount), s.Patient, s.Provider, s.Procedure, s.Plan, s.PlanCharge, int64(s.Debit), s.Unearned)
	}
	return numbers
}

// walking reads every row of the ledger once.
func walking(a *account) contestant {
	return contestant{name: "int64 walk", note: "the limit: each row is read once and added up", run: always(func() {
		var total money.Amount
		l := &a.ledger
		for i := range l.Procedures {
			p := &l.Procedures[i]
			total += p.Fee
			for j := range p.Claims {
				total -= p.Claims[j].InsPayAmt + p.Claims[j].WriteOff
			}
		}
		for i := range l.Splits {
			total -= l.Splits[i].Amount
		}
		for i := range l.PlanCharges {
			total += l.PlanCharges[i].Principal + l.PlanCharges[i].Interest
		}
		keptAmount = total
	})}
}
