package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// place is where an amount of a candidate stands. Fields are compared in the order
// of compare, the lower first; what goes from high to low is kept with its bits
// flipped, which has no edge as a change of sign has.
type place struct {
	lead   int64        // the highest rate of the instalment, flipped
	rate   int64        // of the charge, flipped; or its date, where the newest goes first
	amount money.Amount // above zero
	day    int32        // when it is due, where that ranks it
	queue  int32        // index of the candidate
	at     int32        // index of the candidate
	turn   uint8        // leastTurn, or after it the class or the group of states
	later  bool         // in advance: not the least amount of its turn
	class  uint8        // horizontally, within an instalment
}

// leastTurn is the turn of the least amounts of what is due.
const leastTurn = 0

// compare orders places.
func (p *place) compare(q *place) int {
	switch {
	case p.turn != q.turn:
		return cmp.Compare(p.turn, q.turn)
	case p.lead != q.lead:
		return cmp.Compare(p.lead, q.lead)
	case p.day != q.day:
		return cmp.Compare(p.day, q.day)
	case p.later != q.later:
		if q.later {
			return -1
		}
		return 1
	case p.class != q.class:
		return cmp.Compare(p.class, q.class)
	case p.rate != q.rate:
		return cmp.Compare(p.rate, q.rate)
	}
	return cmp.Compare(p.queue, q.queue)
}

// seats are the ranks of classes and of states in a strategy's list.
type seats struct {
	rank  [dueStates][components]uint8
	class [dueStates][components]uint8 // its place in the list: the rank, but for what is in advance by a class of any state
	group [dueStates]uint8             // the lowest rank of the state
}

// unlisted is the rank of what is not paid. Other ranks are far below it, and turns
// one above a rank: a list has at most as many classes as there are pairs of a state
// and a component, and what is in advance by a class of any state comes as much
// later as the list is long.
const unlisted = 254

// seats ranks the classes. Without components all that is due is one class, and all
// that is in advance the next.
func (s *Strategy) seats() seats {
	var seats seats
	for state := range seats.rank {
		seats.group[state] = unlisted
		for c := range seats.rank[state] {
			seats.rank[state][c] = unlisted
		}
	}
	seat := func(state DueState, c Component, class, rank int) {
		if at := &seats.rank[state][c]; *at == unlisted && (state != InAdvance || s.Future != FutureUnearned) {
			*at, seats.class[state][c] = uint8(rank), uint8(class)
			seats.group[state] = min(seats.group[state], uint8(rank))
		}
	}
	for i, class := range s.Components {
		first, last := class.states()
		for state := first; state <= last; state++ {
			rank := i
			if class.State == AnyState && state == InAdvance {
				rank += len(s.Components)
			}
			seat(state, class.Component, i, rank)
		}
	}
	if len(s.Components) == 0 {
		for c := Component(0); c < components; c++ {
			seat(PastDue, c, 0, 0)
			seat(DueToday, c, 0, 0)
			seat(InAdvance, c, 0, 1)
		}
	}
	return seats
}

// arranger gives candidates their places.
type arranger struct {
	*Strategy
	seats      seats
	today      date.Date
	horizontal bool
}

// arrange fills x.places with the amounts that may be paid, in the order in which
// they are. A charge has two where a least amount of it goes first.
func (x *strategyScratch) arrange(candidates []candidate, s *Strategy, today date.Date) {
	a := arranger{s, s.seats(), today, s.Direction == Horizontal && len(s.Components) > 0}
	x.places = slices.Grow(x.places[:0], 2*len(candidates))
	for i := range candidates {
		c := &candidates[i]
		p, paid := a.place(c, int32(i))
		switch {
		case !paid:
		case s.Order == HighestRate:
			x.placeRate(p, c, c.due.After(today))
		default:
			x.places = append(x.places, p)
		}
	}
	if s.Order == HighestRate && a.horizontal {
		x.lead(a.seats.group[InAdvance] + 1)
	}
	sorting.By(x.places, (*place).compare)
}

// place returns the place of candidate i whole, and whether it may be paid. Days
// rank where instalments do, and else what is in advance.
func (a *arranger) place(c *candidate, i int32) (p place, paid bool) {
	state := c.state(a.today)
	rank := a.seats.rank[state][c.component]
	if rank == unlisted {
		return place{}, false
	}
	p = place{amount: c.owed, queue: i, at: i, turn: rank + 1}
	if a.horizontal {
		p.turn, p.class = a.seats.group[state]+1, a.seats.class[state][c.component]
	}
	latest := a.Order == NewestFirst
	if latest {
		p.rate = ^int64(c.on)
	}
	if state == InAdvance {
		latest = a.Future == FutureLast
	}
	if state == InAdvance || a.horizontal || a.Order == ByDueDate {
		p.day = int32(c.due.DaysSinceEpoch())
		if latest {
			p.day = ^p.day
		}
	}
	return p, true
}

// placeRate places a charge that goes by its rate: the least that must be paid on
// it, then the rest. What is due has its least amount before everything, and what is
// in advance before the rest of its turn and day.
func (x *strategyScratch) placeRate(p place, c *candidate, advance bool) {
	least := c.least()
	if least > 0 {
		first := place{amount: least, queue: p.queue, at: p.at}
		if advance {
			first.turn, first.day = p.turn, p.day
		}
		x.places = append(x.places, first)
	}
	if c.owed > least {
		p.amount = c.owed - least // 0 <= least < owed
		p.rate, p.later = ^c.rate.Millionths, advance
		x.places = append(x.places, p)
	}
}

// lead gives every instalment that is due the highest rate among what the least
// amounts leave of it. What is in advance has no lead, and least amounts have none.
func (x *strategyScratch) lead(advance uint8) {
	sorting.By(x.places, func(p, q *place) int {
		return cmp.Or(cmp.Compare(p.day, q.day), cmp.Compare(p.rate, q.rate))
	})
	var best *place // of the instalment, whose charges are of one turn because they are due on one day
	for i := range x.places {
		p := &x.places[i]
		if p.turn == leastTurn || p.turn == advance {
			continue
		}
		if best == nil || best.day != p.day {
			best = p
		}
		p.lead = best.rate
	}
}
