package alloc

import "slices"

// likeness is what earlier splits on a plan have in common.
type likeness struct {
	plan                  int64
	place                 site
	procedure, adjustment int64
	charge                int64
	anyCharge             bool
	debit                 Debit // debits is any but principal
}

// alike are splits of one likeness, day and size; a size of 0 is any.
type alike struct {
	likeness
	day  int
	size int64 // below zero: of the split that takes them back
}

// backlog is what splits below zero may take back.
type backlog struct {
	days map[likeness][]int // ascending
	rows map[alike][]*earlier
}

// takeBack lets splits below zero lower others of the same account, plan and item,
// in stored order: first those on the same instalment, of these those on the same part
// of it, then those on principal, then the latest, then one of the same size.
func (v *verifier) takeBack() {
	b := backlog{make(map[likeness][]int), make(map[alike][]*earlier)}
	for _, c := range v.splits {
		if c.plan != 0 && c.amount > 0 {
			b.add(v, c)
		}
	}
	for _, c := range v.splits {
		if c.plan == 0 || c.amount >= 0 {
			continue
		}
		s := &v.ledger.Splits[c.row]
		rank := []Debit{s.Debit, Principal, debits}
		if s.Debit == NoDebit {
			rank[2] = Interest
		}
		for _, anyCharge := range []bool{false, true} {
			for _, debit := range rank {
				like := v.likenessOf(c, anyCharge, debit)
				for other := b.next(like, int64(s.Amount)); c.amount < 0 && other != nil; other = b.next(like, int64(s.Amount)) {
					sum := v.add(c.amount, other.amount)
					c.amount, other.amount = min(sum, 0), max(sum, 0)
				}
			}
		}
	}
}

// likenessOf returns what a split has in common with others.
func (v *verifier) likenessOf(c *earlier, anyCharge bool, debit Debit) likeness {
	s := &v.ledger.Splits[c.row]
	like := likeness{c.plan, c.place, s.Procedure, s.Adjustment, s.PlanCharge, anyCharge, debit}
	if anyCharge {
		like.charge = 0
	}
	return like
}

// add files a split above zero under all that it has in common with others.
func (b *backlog) add(v *verifier, c *earlier) {
	s := &v.ledger.Splits[c.row]
	day := dayOf(s.Date)
	for _, anyCharge := range []bool{false, true} {
		for _, debit := range []Debit{s.Debit, debits} {
			if debit == debits && s.Debit == Principal {
				continue
			}
			like := v.likenessOf(c, anyCharge, debit)
			if on := b.days[like]; len(on) == 0 || on[len(on)-1] != day {
				b.days[like] = append(on, day)
			}
			for _, size := range []int64{0, -int64(c.amount)} {
				at := alike{like, day, size}
				b.rows[at] = append(b.rows[at], c)
			}
		}
	}
}

// next returns the split of a likeness that is taken back next, or nil.
func (b *backlog) next(like likeness, size int64) *earlier {
	for days := b.days[like]; len(days) > 0; days = days[:len(days)-1] {
		b.days[like] = days
		for _, size := range []int64{size, 0} {
			at := alike{like, days[len(days)-1], size}
			i := slices.IndexFunc(b.rows[at], func(c *earlier) bool { return c.amount > 0 })
			if i < 0 {
				delete(b.rows, at)
				continue
			}
			b.rows[at] = b.rows[at][i:]
			return b.rows[at][0]
		}
	}
	delete(b.days, like)
	return nil
}
