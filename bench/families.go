package main

import (
	"math/rand/v2"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// queue returns n charges of a family as they are in life, in order: a few years of
// dates, several charges a day, amounts from a dollar to two thousand.
func queue(n int, seed uint64) []alloc.Charge {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	charges := make([]alloc.Charge, n)
	first := int(date.New(2023, 1, 2).DaysSinceEpoch())
	for i := range charges {
		charges[i] = alloc.Charge{
			ID:   int64(1000 + i),
			Owed: money.Amount(100 + random.IntN(200_000)),
			Date: date.NewOfDays(date.PeriodOfDays(first + i*1000/n)),
		}
	}
	return charges
}

// family is a queue and a payment that pays all of it but for a part of the last
// charge, so that nobody ends early.
type family struct {
	charges []alloc.Charge
	pay     money.Amount
}

func newFamily(charges []alloc.Charge) family {
	f := family{charges: charges}
	for _, c := range charges {
		f.pay += c.Owed // a few million dollars
	}
	f.pay -= charges[len(charges)-1].Owed / 2
	return f
}

// families returns as many families of as many charges each.
func families(count, charges int) []family {
	out := make([]family, count)
	for i := range out {
		out[i] = newFamily(queue(charges, uint64(i+1)))
	}
	return out
}

// shuffled returns the charges in random order.
func shuffled(charges []alloc.Charge) []alloc.Charge {
	random := rand.New(rand.NewPCG(2, uint64(len(charges))))
	out := append([]alloc.Charge(nil), charges...)
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
