package alloc_test

import (
	"math/big"
	"slices"
	"sort"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// slowPayer pays by a strategy the obvious way, taking turns out of what is left of
// the queue one after the other.
type slowPayer struct {
	s      alloc.Strategy
	rows   []standing
	least  []money.Amount // of each row, as long as it is owed
	owed   []money.Amount
	left   money.Amount
	splits []alloc.Split
	edge   bool // a sum did not fit
}

// slowStrategy returns the splits, what is left, and whether a sum overflowed.
func slowStrategy(rows []standing, s alloc.Strategy, pay money.Amount) ([]alloc.Split, money.Amount, bool) {
	p := slowPayer{s: s, rows: rows, left: max(pay, 0)}
	for _, r := range rows {
		p.owed = append(p.owed, r.charge.Owed)
		p.least = append(p.least, min(r.charge.Owed, slowTerms(r).MinimumDue))
	}
	if s.Order == alloc.HighestRate {
		p.payLeast(p.rowsWhere(func(i int) bool { return p.state(i) != alloc.InAdvance && p.listed(i) >= 0 }))
	}
	if s.Direction == alloc.Vertical || len(s.Components) == 0 {
		p.vertical()
	} else {
		p.horizontal()
	}
	return p.splits, p.left + min(pay, 0), p.edge
}

func slowTerms(r standing) alloc.Terms {
	if r.terms == nil {
		return alloc.Terms{Due: notSet}
	}
	return *r.terms
}

func slowIsInstalment(r standing) bool { return r.charge.Kind >= alloc.KindInterest }

func slowDue(r standing) date.Date {
	if t := slowTerms(r); t.Due != notSet && !slowIsInstalment(r) {
		return t.Due
	}
	if !slowIsInstalment(r) && r.charge.Date.After(strategyToday) {
		return strategyToday
	}
	return r.charge.Date
}

func slowComponent(r standing) alloc.Component {
	switch r.charge.Kind {
	case alloc.KindInterest:
		return alloc.InterestComponent
	case alloc.KindPrincipal:
		return alloc.PrincipalComponent
	}
	return slowTerms(r).Component
}

func (p *slowPayer) state(i int) alloc.DueState {
	switch due := slowDue(p.rows[i]); {
	case due == strategyToday:
		return alloc.DueToday
	case due.Before(strategyToday):
		return alloc.PastDue
	}
	return alloc.InAdvance
}

// listed returns the first class that a row is of, or -1.
func (p *slowPayer) listed(i int) int {
	if len(p.s.Components) == 0 {
		return 0
	}
	return slices.IndexFunc(p.s.Components, func(c alloc.Class) bool {
		return c.Component == slowComponent(p.rows[i]) && (c.State == alloc.AnyState || c.State == p.state(i))
	})
}

// rowsWhere returns the rows that hold, in the order of the queue.
func (p *slowPayer) rowsWhere(hold func(i int) bool) (list []int) {
	for i := range p.rows {
		if hold(i) {
			list = append(list, i)
		}
	}
	return list
}

// vertical gives each class its turn: what is due, and what is in advance if the
// class says so, then all classes of any state what is in advance.
func (p *slowPayer) vertical() {
	classes := p.s.Components
	if len(classes) == 0 {
		classes = []alloc.Class{{}}
	}
	for i, c := range classes {
		p.pay(p.rowsWhere(func(row int) bool { return p.listed(row) == i && p.state(row) != alloc.InAdvance }))
		if c.State == alloc.InAdvance {
			p.payAhead(func(row int) bool { return p.listed(row) == i })
		}
	}
	for i, c := range classes {
		if c.State == alloc.AnyState {
			p.payAhead(func(row int) bool { return p.listed(row) == i })
		}
	}
}

// payAhead pays rows in advance, due day after due day.
func (p *slowPayer) payAhead(hold func(row int) bool) {
	if p.s.Future == alloc.FutureUnearned {
		return
	}
	rows := p.rowsWhere(func(row int) bool { return p.state(row) == alloc.InAdvance && hold(row) })
	for _, day := range p.days(rows, p.s.Future == alloc.FutureLast) {
		on := p.on(rows, day)
		if p.s.Order == alloc.HighestRate {
			p.payLeast(on)
		}
		p.pay(on)
	}
}

// days returns the due days of rows, each once.
func (p *slowPayer) days(rows []int, latestFirst bool) (days []date.Date) {
	for _, row := range rows {
		if day := slowDue(p.rows[row]); !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	sort.Slice(days, func(i, j int) bool { return days[i].Before(days[j]) != latestFirst })
	return days
}

// on returns the rows that are due on a day.
func (p *slowPayer) on(rows []int, day date.Date) (list []int) {
	for _, row := range rows {
		if slowDue(p.rows[row]) == day {
			list = append(list, row)
		}
	}
	return list
}

// horizontal gives the states their turns where their first classes stand, and what
// is in advance by classes of any state the last.
func (p *slowPayer) horizontal() {
	seen := map[alloc.DueState]bool{}
	ahead := false
	for _, c := range p.s.Components {
		group := map[alloc.DueState]bool{}
		for _, state := range []alloc.DueState{alloc.PastDue, alloc.DueToday, alloc.InAdvance} {
			if c.State == state || c.State == alloc.AnyState && state != alloc.InAdvance {
				group[state] = !seen[state]
				seen[state] = true
			}
		}
		ahead = ahead || c.State == alloc.AnyState
		p.instalments(group)
	}
	if ahead && !seen[alloc.InAdvance] {
		p.instalments(map[alloc.DueState]bool{alloc.InAdvance: true})
	}
}

// instalments pays the instalments of a group of states.
func (p *slowPayer) instalments(group map[alloc.DueState]bool) {
	rows := p.rowsWhere(func(row int) bool { return group[p.state(row)] && p.listed(row) >= 0 })
	latest, ahead := p.s.Order == alloc.NewestFirst, group[alloc.InAdvance]
	if ahead {
		if p.s.Future == alloc.FutureUnearned {
			return
		}
		latest = p.s.Future == alloc.FutureLast
	}
	days := p.days(rows, latest)
	if p.s.Order == alloc.HighestRate && !ahead {
		rate := func(day date.Date) (highest *big.Int) {
			for _, row := range p.on(rows, day) {
				if r := big.NewInt(slowTerms(p.rows[row]).Rate.Millionths); p.owed[row] > p.least[row] && (highest == nil || r.Cmp(highest) > 0) {
					highest = r
				}
			}
			return highest
		}
		days = slices.DeleteFunc(days, func(day date.Date) bool { return rate(day) == nil })
		sort.SliceStable(days, func(i, j int) bool { return rate(days[i]).Cmp(rate(days[j])) > 0 })
	}
	for _, day := range days {
		p.instalment(p.on(rows, day), ahead)
	}
}

// instalment pays an instalment, class after class; pro rata it is one turn.
func (p *slowPayer) instalment(rows []int, ahead bool) {
	sorted := slices.Clone(rows)
	sort.SliceStable(sorted, func(i, j int) bool { return p.listed(sorted[i]) < p.listed(sorted[j]) })
	if p.s.Order == alloc.ProRata {
		p.pay(sorted)
		return
	}
	if p.s.Order == alloc.HighestRate && ahead {
		p.payLeast(rows)
	}
	for i := range p.s.Components {
		p.pay(slices.DeleteFunc(slices.Clone(rows), func(row int) bool { return p.listed(row) != i }))
	}
}

// payLeast pays the least amounts of rows.
func (p *slowPayer) payLeast(rows []int) {
	for _, row := range rows {
		p.give(row, p.least[row])
		p.least[row] = 0
	}
}

// pay pays what rows still owe, by the order.
func (p *slowPayer) pay(rows []int) {
	rows = slices.Clone(rows)
	switch p.s.Order {
	case alloc.NewestFirst:
		sort.SliceStable(rows, func(i, j int) bool { return p.rows[rows[i]].charge.Date.After(p.rows[rows[j]].charge.Date) })
	case alloc.ByDueDate:
		sort.SliceStable(rows, func(i, j int) bool { return slowDue(p.rows[rows[i]]).Before(slowDue(p.rows[rows[j]])) })
	case alloc.HighestRate:
		sort.SliceStable(rows, func(i, j int) bool {
			return slowTerms(p.rows[rows[i]]).Rate.Millionths > slowTerms(p.rows[rows[j]]).Rate.Millionths
		})
	case alloc.ProRata:
		p.payShares(rows)
		return
	}
	for _, row := range rows {
		p.give(row, p.owed[row])
	}
}

// give pays a row up to an amount.
func (p *slowPayer) give(row int, amount money.Amount) {
	amount = min(amount, p.left)
	if amount <= 0 {
		return
	}
	p.left -= amount
	p.owed[row] -= amount
	id := p.rows[row].charge.ID
	at := slices.IndexFunc(p.splits, func(s alloc.Split) bool { return s.Charge == id })
	if at < 0 {
		p.splits = append(p.splits, alloc.Split{Charge: id, Amount: amount})
		return
	}
	p.splits[at].Amount += amount
}

// payShares gives rows their shares of what is left: each the whole part of its
// share, then one unit at a time to the largest remainder.
func (p *slowPayer) payShares(rows []int) {
	sum := new(big.Int)
	for _, row := range rows {
		sum.Add(sum, big.NewInt(int64(p.owed[row])))
	}
	if p.left == 0 || len(rows) == 0 {
		return
	}
	if !sum.IsInt64() {
		p.edge = true
		return
	}
	total := min(p.left, money.Amount(sum.Int64()))
	shares, rests := make([]money.Amount, len(rows)), make([]*big.Int, len(rows))
	odd := total
	for i, row := range rows {
		product := new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(int64(p.owed[row])))
		quotient, rest := new(big.Int).QuoRem(product, sum, new(big.Int))
		shares[i], rests[i] = money.Amount(quotient.Int64()), rest
		odd -= shares[i]
	}
	for ; odd > 0; odd-- {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		shares[best]++
		rests[best] = big.NewInt(-1)
	}
	for i, row := range rows {
		p.give(row, shares[i])
	}
}
