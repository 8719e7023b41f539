package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// unsortedContests pay queues whose charges come in any order.
func unsortedContests(short bool) (all []contest) {
	sizes := []int{10, 64, 1000, 10_000, 100_000, 1_000_000}
	if short {
		sizes = sizes[:3]
	}
	for _, n := range sizes {
		count := max(1, 20_000/n)
		f := families(count, n)
		for i := range f {
			f[i].charges = shuffled(f[i].charges)
			f[i] = lowerPay(f[i])
		}
		c := contest{
			name: fmt.Sprintf("fifo/unsorted/%d", n), unit: "charge", units: n,
			input: fmt.Sprintf("%s families of %s charges in random order", whole(count), whole(n)),
			field: []contestant{
				unsortedOurs(f),
				gathering(f),
				unsortedPlain("int64 loop, slices.SortFunc", f, bySortFunc),
				unsortedPlain("int64 loop, sort.Slice", f, bySortSlice),
			},
			figures: []figure{{kind: allocsAtMost}},
		}
		switch {
		case n >= 1_000_000:
			c.figures = append(c.figures, figure{kind: nsAtMost, value: 45, reached: 8, bound: "gathering", because: unsortedBecause})
		case n >= 64:
			c.figures = append(c.figures, figure{kind: nsAtMost, value: 25})
		}
		all = append(all, c)
	}
	return all
}

// unsortedBecause is the profile of the largest queue.
const unsortedBecause = "Half of the profile is alloc.sortRuns, which reads each charge's id in the order of the days, and a quarter is fillSorted, which reads the charges in their final order: 24 MB of charges in random order do not fit the caches. The row \"gathering\" is one such reading alone, with the order known. At 100,000 charges the same code is well inside its figure."

// gathering is the limit: the charges are read in the right order, which is known.
func gathering(f []family) contestant {
	orders := make([][]int32, len(f))
	for i := range f {
		for j := range f[i].charges {
			orders[i] = append(orders[i], int32(j))
		}
		slices.SortFunc(orders[i], func(a, b int32) int { return compareCharges(f[i].charges[a], f[i].charges[b]) })
	}
	dst := make([]alloc.Split, len(f[0].charges))
	return contestant{name: "gathering", note: "the charges are read in an order that is known, and nothing decided", run: each(len(f), func(i int) {
		charges := f[i].charges
		for k, j := range orders[i] {
			dst[k] = alloc.Split{Charge: charges[j].ID, Amount: charges[j].Owed}
		}
	})}
}

// lowerPay makes the payment nine tenths of what is owed.
func lowerPay(f family) family {
	f.pay = newFamily(f.charges).pay / 10 * 9
	return f
}

func unsortedOurs(f []family) contestant {
	var a alloc.Allocator
	dst := make([]alloc.Split, 0, len(f[0].charges))
	return contestant{
		name: "Allocator.AppendFIFO",
		run: each(len(f), func(i int) {
			var err error
			if dst, _, err = a.AppendFIFO(dst[:0], f[i].charges, f[i].pay); err != nil {
				panic(err)
			}
		}),
		answer: answerOf(f, func(dst []alloc.Split, f family) ([]alloc.Split, money.Amount) {
			dst, left, err := a.AppendFIFO(dst, f.charges, f.pay)
			return must(dst, err), left
		}),
	}
}

// unsortedPlain sorts a copy and walks it.
func unsortedPlain(name string, f []family, sorts func([]alloc.Charge)) contestant {
	var room []alloc.Charge
	pay := func(dst []alloc.Split, f family) ([]alloc.Split, money.Amount) {
		room = append(room[:0], f.charges...)
		sorts(room)
		return payPlain(dst, room, f.pay)
	}
	dst := make([]alloc.Split, 0, len(f[0].charges))
	return contestant{name: name, run: each(len(f), func(i int) { dst, _ = pay(dst[:0], f[i]) }), answer: answerOf(f, pay)}
}

func bySortFunc(charges []alloc.Charge) {
	slices.SortFunc(charges, compareCharges)
}

func compareCharges(a, b alloc.Charge) int {
	if c := cmp.Compare(a.Date.DaysSinceEpoch(), b.Date.DaysSinceEpoch()); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

func bySortSlice(charges []alloc.Charge) {
	sort.Slice(charges, func(i, j int) bool {
		a, b := &charges[i], &charges[j]
		if a.Date != b.Date {
			return a.Date.Before(b.Date)
		}
		if a.Kind != b.Kind {
			return a.Kind < b.Kind
		}
		return a.ID < b.ID
	})
}
