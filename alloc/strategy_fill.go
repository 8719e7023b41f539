package alloc

import (
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"github.com/rickb777/date"
)

// strategyScratch is the scratch of a payment by a strategy. Slices keep their
// capacity.
type strategyScratch struct {
	places   []place
	splitOf  []int32 // candidate -> its split in dst, or -1
	weights  []money.Amount
	shares   []money.Amount
	splitter split.Splitter
}

// fill appends the splits of a payment over the candidates in the order of the
// strategy, which was checked, and returns what is left: everything is in minor
// units. Splits stand in the order in which their charges first received money. A
// payment of zero or less makes no splits and is left whole.
//
// Laws: the splits and what is left sum to the payment; no charge gets more than it
// owes, nor a second split; money is left only if all that may be paid is paid. A
// larger payment lowers what no charge gets, except by one unit with [ProRata],
// where the largest remainder may go to another.
//
// fill returns an error, and dst unchanged, if:
//   - a candidate lacks what the strategy goes by (*needError around
//     [ErrStrategyField]), whatever the payment;
//   - what is shared out pro rata owes more in sum than fits
//     ([money.ErrOverflow]).
func (x *strategyScratch) fill(dst []Split, candidates []candidate, s *Strategy, today date.Date, pay money.Amount) ([]Split, money.Amount, error) {
	if err := s.need(candidates); err != nil {
		return dst, 0, err
	}
	if pay <= 0 {
		return dst, pay, nil
	}
	if s.isDefault() {
		dst, pay = fillDue(dst, candidates, today, pay)
		return dst, pay, nil
	}
	x.arrange(candidates, s, today)
	switch s.Order {
	case ProRata:
		return x.share(dst, candidates, pay)
	case HighestRate:
		dst, pay = x.pourTwice(dst, candidates, pay)
	default:
		dst, pay = x.pour(dst, candidates, pay)
	}
	return dst, pay, nil
}

// fillDue is fill for the strategy of Open Dental: what is due, in the order of the
// queue.
func fillDue(dst []Split, candidates []candidate, today date.Date, pay money.Amount) ([]Split, money.Amount) {
	for i := range candidates {
		c := &candidates[i]
		if pay == 0 {
			break
		}
		if c.due.After(today) {
			continue
		}
		amount := min(c.owed, pay)
		pay -= amount // 0 < amount <= pay
		dst = append(dst, Split{int64(c.entry), amount})
	}
	return dst, pay
}

// pour pays the places in order, where no charge has two.
func (x *strategyScratch) pour(dst []Split, candidates []candidate, pay money.Amount) ([]Split, money.Amount) {
	for i := range x.places {
		p := &x.places[i]
		if pay == 0 {
			break
		}
		amount := min(p.amount, pay)
		pay -= amount // 0 < amount <= pay
		dst = append(dst, Split{int64(candidates[p.at].entry), amount})
	}
	return dst, pay
}

// pourTwice pays the places in order, where a charge may have two: what comes second
// is added to its split.
func (x *strategyScratch) pourTwice(dst []Split, candidates []candidate, pay money.Amount) ([]Split, money.Amount) {
	x.splitOf = slices.Grow(x.splitOf[:0], len(candidates))[:len(candidates)]
	for i := range x.splitOf {
		x.splitOf[i] = -1
	}
	from := len(dst)
	for i := range x.places {
		p := &x.places[i]
		if pay == 0 {
			break
		}
		amount := min(p.amount, pay)
		pay -= amount // 0 < amount <= pay
		if at := x.splitOf[p.at]; at >= 0 {
			dst[from+int(at)].Amount += amount // both are parts of what the charge owes
			continue
		}
		x.splitOf[p.at] = int32(len(dst) - from)
		dst = append(dst, Split{int64(candidates[p.at].entry), amount})
	}
	return dst, pay
}

// share pays the places turn by turn and day by day, and what the payment does not
// cover by the largest remainder: the odd unit goes to the larger remainder, then to
// the place before. A share is at most its weight, because the total is at most
// their sum.
func (x *strategyScratch) share(dst []Split, candidates []candidate, pay money.Amount) ([]Split, money.Amount, error) {
	from, places := len(dst), x.places
	for len(places) > 0 && pay > 0 {
		n, owed, err := x.weigh(places)
		if err != nil {
			return dst[:from], 0, err
		}
		shares, total := x.weights, min(owed, pay)
		if pay < owed {
			if shares, err = x.splitter.AppendLargest(x.shares[:0], pay, x.weights); err != nil {
				return dst[:from], 0, err
			}
			x.shares = shares
		}
		for i, amount := range shares {
			if amount > 0 {
				dst = append(dst, Split{int64(candidates[places[i].at].entry), amount})
			}
		}
		pay -= total // 0 < total <= pay
		places = places[n:]
	}
	return dst, pay, nil
}

// weigh fills x.weights with the first places, those of one turn and day, and
// returns how many they are and what they owe in sum.
func (x *strategyScratch) weigh(places []place) (n int, owed money.Amount, err error) {
	x.weights = x.weights[:0]
	for n < len(places) && places[n].turn == places[0].turn && places[n].day == places[0].day {
		x.weights = append(x.weights, places[n].amount)
		n++
	}
	owed, err = money.Sum(x.weights)
	return n, owed, err
}
