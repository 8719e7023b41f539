package alloc_test

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Shapes of real queues, and of queues that nobody hopes for. Each turns a
// choice into one part of a charge.
var (
	amountShapes = []func(n int) money.Amount{
		func(n int) money.Amount { return money.Amount(1 + n%40_000) }, // the fees of a practice
		func(n int) money.Amount { // many small ones and a few large ones
			if n%16 == 0 {
				return money.Amount(n+1) * 1_000_000
			}
			return money.Amount(n % 5000)
		},
		func(n int) money.Amount { // a third paid already
			if n%3 == 0 {
				return 0
			}
			return money.Amount(n)
		},
		func(n int) money.Amount { // cents, and what fits in 64 bits only just
			return []money.Amount{0, 1, 2, math.MaxInt64 / 2, math.MaxInt64 - 1, math.MaxInt64}[n%6]
		},
	}
	dateShapes = []func(n int) date.Date{
		func(int) date.Date { return day("2024-06-15") },                                     // one visit
		func(n int) date.Date { return day("2024-06-15").Add(date.PeriodOfDays(n % 4)) },     // a few visits
		func(n int) date.Date { return day("2021-01-04").Add(date.PeriodOfDays(n % 1500)) },  // a few years
		func(n int) date.Date { return day("1970-01-02").Add(-date.PeriodOfDays(n % 1500)) }, // the sixties
		func(n int) date.Date { return day("0001-01-02").Add(date.PeriodOfDays(n * 55)) },    // any century
		func(n int) date.Date { return edgeDates[n%len(edgeDates)] },
	}
	kindShapes = []func(n int) alloc.Kind{
		func(int) alloc.Kind { return alloc.KindProcedure },
		func(n int) alloc.Kind { return []alloc.Kind{0, 0, 0, 0, 0, alloc.KindAdjustment}[n%6] },
		func(n int) alloc.Kind { return alloc.Kind(n % 4) },
	}
	idShapes = []func(i, n int) int64{
		func(i, _ int) int64 { return int64(1000 + i) },                 // in order of entry
		func(_, n int) int64 { return int64(n) },                        // any order
		func(_, n int) int64 { return int64(n)<<36 | 7 },                // equal in the lower 32 bits
		func(_, n int) int64 { return -int64(n) },                       // below zero
		func(_, n int) int64 { return int64(n) * -7046029254386353131 }, // over all 64 bits
		func(_, n int) int64 { return []int64{math.MinInt64, -1, 0, 1, math.MaxInt64}[n%5] },
	}
	orderShapes = []func(charges []alloc.Charge, random *rand.Rand){
		func([]alloc.Charge, *rand.Rand) {}, // as drawn
		func(charges []alloc.Charge, _ *rand.Rand) { sortSlowly(charges) },
		func(charges []alloc.Charge, _ *rand.Rand) { sortSlowly(charges); slices.Reverse(charges) },
		func(charges []alloc.Charge, random *rand.Rand) { // nearly sorted
			sortSlowly(charges)
			for range min(3, len(charges)) {
				i, j := random.IntN(len(charges)), random.IntN(len(charges))
				charges[i], charges[j] = charges[j], charges[i]
			}
		},
	}
)

// edgeDates are the first day, the last day, and those about 1970-01-01, the
// zero date.Date.
var edgeDates = []date.Date{
	day("0001-01-02"), day("9999-12-31"), day("1969-12-31"), {}, day("1970-01-02"), day("2024-02-29"),
}

// queueTape is the tape of a queue.
var queueTape = tapeOf{head: 10, row: 8, rows: 300}

// queueCase is a queue and a payment.
type queueCase struct {
	charges []alloc.Charge
	pay     money.Amount
	random  *rand.Rand // for what a law does with them
}

// readQueue reads a queue without faults from a tape.
func readQueue(data []byte) queueCase {
	t := tape(data)
	shape := queueShape{
		amounts: t.pick(len(amountShapes)), dates: t.pick(len(dateShapes)), kinds: t.pick(len(kindShapes)),
		ids: t.pick(len(idShapes)), order: t.pick(len(orderShapes)),
	}
	payShape, payWord := t.byte(), t.word()
	random := rand.New(rand.NewPCG(uint64(t.word()), 0))
	charges := shape.read(t)
	orderShapes[shape.order](charges, random)
	return queueCase{charges, payment(payShape, payWord, charges), random}
}

// queueShape is one choice of each shape.
type queueShape struct {
	amounts, dates, kinds, ids, order int
}

// read reads charges to the end of the tape; an id that is taken moves on to the
// next.
func (shape queueShape) read(t tape) []alloc.Charge {
	charges := make([]alloc.Charge, 0, len(t)/queueTape.row)
	taken := make(map[alloc.Charge]bool, cap(charges))
	for i := range cap(charges) {
		c := alloc.Charge{
			Date: dateShapes[shape.dates](t.word()),
			Kind: kindShapes[shape.kinds](t.byte()),
			ID:   idShapes[shape.ids](i, t.byte()<<16|t.word()),
		}
		for taken[c] {
			c.ID++
		}
		taken[c] = true
		c.Owed = amountShapes[shape.amounts](t.word())
		charges = append(charges, c)
	}
	return charges
}

// payment makes a payment that is interesting beside what is owed.
func payment(shape, n int, charges []alloc.Charge) money.Amount {
	var owed money.Amount
	for _, c := range charges {
		owed = saturated(owed, c.Owed)
	}
	switch shape % 10 {
	case 0, 1:
		return owed / 65_536 * money.Amount(n)
	case 2:
		return owed - owed/1000*money.Amount(n%1000)
	case 3:
		return owed // to the cent
	case 4:
		return max(owed-1, 0)
	case 5:
		return saturated(owed, 1)
	case 6:
		return money.MaxAmount
	case 7:
		return 0
	case 8:
		return []money.Amount{-1, money.Amount(-n), money.MinAmount}[n%3]
	}
	return money.Amount(n)
}

// saturated adds amounts of zero or more, and stops at the largest.
func saturated(a, b money.Amount) money.Amount {
	if a > money.MaxAmount-b {
		return money.MaxAmount
	}
	return a + b
}
