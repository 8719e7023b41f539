package amortize_test

import (
	"slices"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// pot is money in coins of a cent, by what they were paid for.
type pot map[amortize.PaidKind]int

// newPot puts splits into a pot: all that is paid, and then takes out, coin by
// coin, what is taken back. It returns how many coins were not there to take.
func newPot(splits []amortize.PlanSplit) (p pot, missing int) {
	const u, pr, i = amortize.PaidUnknown, amortize.PaidPrincipal, amortize.PaidInterest
	p = pot{}
	back := pot{}
	for _, s := range splits {
		if s.Amount > 0 {
			p[s.Kind] += int(s.Amount)
		} else {
			back[s.Kind] -= int(s.Amount)
		}
	}
	for _, from := range [][2]amortize.PaidKind{{u, u}, {pr, pr}, {i, i}, {u, pr}, {u, i}, {pr, u}, {pr, i}, {i, u}, {i, pr}} {
		for back[from[0]] > 0 && p[from[1]] > 0 {
			back[from[0]]--
			p[from[1]]--
		}
	}
	return p, back[u] + back[pr] + back[i]
}

// slowRow is one charge that is paid coin by coin.
type slowRow struct {
	charge                      amortize.PlanCharge
	at                          int // in the caller's charges
	interest, principal         money.Amount
	paidInterest, paidPrincipal money.Amount
	surplus                     money.Amount
}

// coin pays a cent of a part of the row, if it asks for one.
func (r *slowRow) coin(part amortize.MoveKind) bool {
	switch {
	case part == amortize.MoveInterest && r.interest > 0:
		r.interest--
		r.paidInterest++
		return true
	case part == amortize.MovePrincipal && r.principal > 0:
		r.principal--
		r.paidPrincipal++
		return true
	}
	return false
}

// slowLedger pays the charges of a plan coin by coin.
type slowLedger struct {
	rows    []slowRow
	general pot
}

// slowSettle pays what splits that name a charge pay of it.
func slowSettle(plan amortize.Plan) *slowLedger {
	l := &slowLedger{}
	for at, c := range plan.Charges {
		row := slowRow{charge: c, at: at, interest: c.Interest, principal: max(c.Principal, 0)}
		to := 0
		for to < len(l.rows) && !paidBefore(plan, c, l.rows[to].charge) {
			to++
		}
		l.rows = slices.Insert(l.rows, to, row)
	}
	l.offset()
	general := namedBy(plan.Splits, 0)
	for i := range l.rows {
		row := &l.rows[i]
		if row.charge.ID == 0 {
			continue
		}
		coins, missing := newPot(namedBy(plan.Splits, row.charge.ID))
		general = append(general, amortize.PlanSplit{Amount: -money.Amount(missing)}) // taken from the plan in general
		one := slowLedger{rows: l.rows[i : i+1], general: coins}
		row.surplus = one.pour()
		for row.surplus > 0 && one.coin(amortize.MoveInterest) { // from principal, which has no other use here
			row.surplus--
		}
	}
	coins, missing := newPot(general)
	l.general = coins
	for range missing {
		l.giveBack()
	}
	return l
}

// offset takes each cent below zero off the latest charge before it that asks for
// principal of the same item, then off the latest of the item, and what no such
// charge asks off the latest of all.
func (l *slowLedger) offset() {
	var rest money.Amount
	asks := func(of *slowRow) func(int, *slowRow) bool {
		return func(_ int, r *slowRow) bool {
			return r.charge.Item == of.charge.Item && r.charge.ItemKind == of.charge.ItemKind
		}
	}
	left := map[int]money.Amount{} // by row
	for at := range l.rows {
		row := &l.rows[at]
		for range -min(row.charge.Principal, 0) {
			if !l.takeOff(func(i int, r *slowRow) bool { return i < at && asks(row)(i, r) }) {
				left[at]++
			}
		}
	}
	for at := range l.rows {
		for range left[at] {
			if !l.takeOff(asks(&l.rows[at])) {
				rest++
			}
		}
	}
	for range rest {
		l.takeOff(func(int, *slowRow) bool { return true })
	}
}

// takeOff takes a cent off the latest charge of some that asks for principal.
func (l *slowLedger) takeOff(of func(int, *slowRow) bool) bool {
	for i := len(l.rows) - 1; i >= 0; i-- {
		if row := &l.rows[i]; row.principal > 0 && of(i, row) {
			row.principal--
			return true
		}
	}
	return false
}

// giveBack takes a coin back: from the oldest charge that has too much, or from
// what was paid of the latest, principal first.
func (l *slowLedger) giveBack() {
	for i := range l.rows {
		if l.rows[i].surplus > 0 {
			l.rows[i].surplus--
			return
		}
	}
	for i := len(l.rows) - 1; i >= 0; i-- {
		switch row := &l.rows[i]; {
		case row.paidPrincipal > 0:
			row.paidPrincipal--
			row.principal++
			return
		case row.paidInterest > 0:
			row.paidInterest--
			row.interest++
			return
		}
	}
}

// paidBefore reports whether a charge is paid before another: by date, and then
// in the order of production.
func paidBefore(plan amortize.Plan, a, b amortize.PlanCharge) bool {
	if a.Date != b.Date {
		return a.Date.Before(b.Date)
	}
	item := func(c amortize.PlanCharge) (found amortize.Item, ok bool) {
		for _, i := range plan.Production {
			if i.ID == c.Item && i.Kind == c.ItemKind {
				return i, true
			}
		}
		return found, false
	}
	x, okX := item(a)
	y, okY := item(b)
	return okX && okY && x != y && chargedBefore(x, y)
}

// namedBy returns the splits that name a charge.
func namedBy(splits []amortize.PlanSplit, id int64) (named []amortize.PlanSplit) {
	for _, s := range splits {
		if s.Charge == id {
			named = append(named, s)
		}
	}
	return named
}

// pour pays the rows from the general pot, each coin to the oldest row that has a
// use for it, and returns how many coins are left.
func (l *slowLedger) pour() (left money.Amount) {
	const interest, principal = amortize.MoveInterest, amortize.MovePrincipal
	for range l.general[amortize.PaidInterest] {
		if !l.coin(interest) {
			l.general[amortize.PaidPrincipal]++
		}
	}
	for range l.general[amortize.PaidPrincipal] {
		if !l.coin(principal) {
			left++
		}
	}
	for range l.general[amortize.PaidUnknown] {
		if !l.coin(interest, principal) {
			left++
		}
	}
	l.general = pot{}
	return left
}

// coin pays a cent to the oldest row that asks for one, the first part first.
func (l *slowLedger) coin(parts ...amortize.MoveKind) bool {
	for i := range l.rows {
		for _, part := range parts {
			if l.rows[i].coin(part) {
				return true
			}
		}
	}
	return false
}

// pourAll pays from what some rows have too much of too.
func (l *slowLedger) pourAll() (left money.Amount) {
	for i := range l.rows {
		l.general[amortize.PaidUnknown] += int(l.rows[i].surplus)
	}
	return l.pour()
}

// paidOff returns what is paid of all rows, and unpaid what is not.
func (l *slowLedger) paidOff() (principal, interest money.Amount) {
	for _, r := range l.rows {
		principal, interest = principal+r.paidPrincipal, interest+r.paidInterest
	}
	return principal, interest
}

func (l *slowLedger) unpaid() (total money.Amount) {
	for _, r := range l.rows {
		total += r.principal + r.interest
	}
	return total
}

// feed pays coins of a surplus, and appends the moves: one for each part of a row
// that is paid.
func (l *slowLedger) feed(moves []amortize.Move, surplus money.Amount) ([]amortize.Move, money.Amount) {
	for i := range l.rows {
		row := &l.rows[i]
		for _, part := range []amortize.MoveKind{amortize.MoveInterest, amortize.MovePrincipal} {
			m := amortize.Move{Charge: row.charge.ID, Row: row.at, Pays: part}
			for surplus > 0 && row.coin(part) {
				surplus--
				m.Amount++
			}
			moves = append(moves, m)
		}
	}
	return moves, surplus
}

// slowBalance balances a plan coin by coin.
func slowBalance(plan amortize.Plan, choice amortize.Surplus) (b amortize.Balance) {
	l := slowSettle(plan)
	general := l.pour()
	var rest, left money.Amount
	for _, r := range l.rows {
		b.Moves = append(b.Moves, amortize.Move{Charge: r.charge.ID, Row: r.at, Amount: -r.surplus})
		b.Moves, left = l.feed(b.Moves, r.surplus)
		rest += left
	}
	b.Moves = append(b.Moves, amortize.Move{Row: -1, Amount: -general})
	b.Moves, left = l.feed(b.Moves, general)
	rest += left
	items := slices.Clone(plan.Production)
	slices.SortFunc(items, func(x, y amortize.Item) int {
		if chargedBefore(x, y) {
			return -1
		}
		return 1
	})
	var open money.Amount
	for _, item := range items {
		brings := (&slowPlan{plan: plan}).left(item)
		if part := min(rest, brings); part > 0 && choice == amortize.PayOnPrincipal && charged(item, plan.Option) {
			b.Charges = append(b.Charges, amortize.PlanCharge{Date: plan.Terms.Today, Item: item.ID, ItemKind: item.Kind, Principal: part})
			b.Moves = append(b.Moves, amortize.Move{Row: -1, Amount: part})
			rest, brings = rest-part, brings-part
		}
		open += brings
	}
	b.Held = min(rest, open)
	b.Unearned = rest - b.Held
	b.Moves = append(b.Moves, amortize.Move{Row: -1, Pays: amortize.MovePrepayment, Amount: b.Held},
		amortize.Move{Row: -1, Pays: amortize.MoveUnearned, Amount: b.Unearned})
	b.Moves = slices.DeleteFunc(b.Moves, func(m amortize.Move) bool { return m.Amount == 0 })
	return b
}
