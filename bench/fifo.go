package main

import (
	"fmt"
	_ "unsafe" // for linkname

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// fill is the inner loop of FIFO on charges that are sorted and checked. It is no
// part of the API, so it is linked by its name.
//
//go:linkname fill github.com/paysplit/paysplit/alloc.fill
func fill(dst []alloc.Split, charges []alloc.Charge, pay money.Amount) ([]alloc.Split, money.Amount)

// fifoContests pay queues that are in order.
func fifoContests(short bool) []contest {
	many, rows, most := 10_000, 20_000, 1_000_000 // 20,000 charges fit the cache of one processor
	if short {
		many, rows, most = 100, 2000, 10_000
	}
	inner, cached := innerContest(families(many, 100)), innerContest(families(50, 100))
	cached.name, cached.figures = "fifo/inner/cached", []figure{
		{kind: nsAtMost, value: 0.7, reached: 1.6, bound: "writing", because: "Of the profile, 86 % is alloc.pour. It writes two words a charge, which the row \"writing\" does too and nothing else; the rest is one comparison a charge, and the branch that nobody can foretell at the charge where the money ends. Taking two or four charges at a time brought 0 to 7 % and is not worth the longer loop."},
		{kind: allocsAtMost},
	}
	all := []contest{inner, cached}
	for _, n := range []int{100, 1000} {
		few := families(rows/n, n)
		all = append(all, fifoContest(few, slowAndFast(few)))
	}
	million := families(1, most)
	field := []contestant{fifoOurs(million), fifoPlain(million), copying(million), fifoGovalues(million), fifoApd(million), fifoShopspring(million)}
	return append(all, fifoContest(million, field))
}

// innerContest is the inner loop beside the plain copying of the charges' bytes.
func innerContest(f []family) contest {
	dst := make([]alloc.Split, 0, len(f[0].charges))
	return contest{
		name: "fifo/inner", input: whole(len(f)) + " families of 100 charges in order, one after the other", unit: "charge", units: 100,
		field: []contestant{
			{
				name:   "alloc.fill",
				note:   "the inner loop alone: charges are sorted and checked",
				run:    each(len(f), func(i int) { dst, _ = fill(dst[:0], f[i].charges, f[i].pay) }),
				answer: answerOf(f, func(dst []alloc.Split, f family) ([]alloc.Split, money.Amount) { return fill(dst, f.charges, f.pay) }),
			},
			copying(f),
			writing(f),
			fifoPlain(f),
			fifoOurs(f),
		},
		figures: []figure{{kind: nsAtMost, value: 0.7, reached: 2.5, bound: "copy", because: "The 24 MB of the families do not fit the caches, and nothing is faster than reading them, which is all that the row \"copy\" does. fifo/inner/cached is the same loop on families that fit."}, {kind: timesAtMost, value: 2.5, of: "copy"}, {kind: allocsAtMost}},
	}
}

const fifoBecause = "The charges are read twice, once to check them all and once to pay, and their 24 MB fit no cache: the row \"copy\", which reads them once, is bound by the same memory. Against the others it is this memory that counts, and they read each charge once. Checking and paying 512 charges at a time was tried: a tenth faster here, a thirtieth slower at a hundred charges, which families have."

func fifoContest(f []family, field []contestant) contest {
	c := contest{
		name: fmt.Sprintf("fifo/%d", len(f[0].charges)), unit: "charge", units: len(f[0].charges), field: field,
		input:   fmt.Sprintf("%s families of %s charges in order, into a slice that is used again", whole(len(f)), whole(len(f[0].charges))),
		figures: []figure{{kind: nsAtMost, value: 1.6}, {kind: allocsAtMost}},
	}
	for _, rival := range field {
		switch rival.name {
		case "go-money":
			c.figures = append(c.figures, figure{kind: fasterThan, value: 30, of: rival.name})
		case "govalues":
			c.figures = append(c.figures, figure{kind: fasterThan, value: 7, of: rival.name})
		}
	}
	if len(f[0].charges) >= 1_000_000 {
		for i := range c.figures {
			if c.figures[i].kind != allocsAtMost {
				c.figures[i].reached, c.figures[i].bound, c.figures[i].because = 3, "copy", fifoBecause
			}
		}
	}
	return c
}

// slowAndFast is everybody who can pay a queue.
func slowAndFast(f []family) []contestant {
	return []contestant{
		fifoOurs(f), fifoPlain(f), copying(f), fifoGovalues(f), fifoApd(f), fifoGoMoney(f), fifoShopspring(f), fifoBigInt(f), fifoBigRat(f),
	}
}

func fifoOurs(f []family) contestant {
	dst := make([]alloc.Split, 0, len(f[0].charges))
	return contestant{
		name: "alloc.AppendFIFO",
		run: each(len(f), func(i int) {
			var err error
			if dst, _, err = alloc.AppendFIFO(dst[:0], f[i].charges, f[i].pay); err != nil {
				panic(err)
			}
		}),
		answer: answerOf(f, func(dst []alloc.Split, f family) ([]alloc.Split, money.Amount) {
			dst, left, err := alloc.AppendFIFO(dst, f.charges, f.pay)
			return must(dst, err), left
		}),
	}
}

// fifoPlain is the loop that one would write: no checks of anything.
func fifoPlain(f []family) contestant {
	dst := make([]alloc.Split, 0, len(f[0].charges))
	return contestant{
		name: "int64 loop", note: "charges are taken as they come and not checked",
		run: each(len(f), func(i int) { dst, _ = payPlain(dst[:0], f[i].charges, f[i].pay) }),
		answer: answerOf(f, func(dst []alloc.Split, f family) ([]alloc.Split, money.Amount) {
			return payPlain(dst, f.charges, f.pay)
		}),
	}
}

//go:noinline
func payPlain(dst []alloc.Split, charges []alloc.Charge, left money.Amount) ([]alloc.Split, money.Amount) {
	for i := range charges {
		amount := charges[i].Owed
		if left < amount {
			amount = left
		}
		if amount > 0 {
			dst = append(dst, alloc.Split{Charge: charges[i].ID, Amount: amount})
			left -= amount
		}
	}
	return dst, left
}

// copying is what memory allows.
func copying(f []family) contestant {
	dst := make([]alloc.Charge, len(f[0].charges))
	return contestant{name: "copy", note: "the bytes of the charges are copied", run: each(len(f), func(i int) { copy(dst, f[i].charges) })}
}

// writing is what the results cost: each charge becomes a split, and nothing is decided.
func writing(f []family) contestant {
	dst := make([]alloc.Split, len(f[0].charges))
	return contestant{name: "writing", note: "a split is written for each charge and nothing decided", run: each(len(f), func(i int) {
		for j, c := range f[i].charges {
			dst[j] = alloc.Split{Charge: c.ID, Amount: c.Owed}
		}
	})}
}

// answerOf returns all splits of all families and what is left, as numbers.
func answerOf(f []family, pay func(dst []alloc.Split, f family) ([]alloc.Split, money.Amount)) func() []int64 {
	return func() (numbers []int64) {
		for i := range f {
			splits, left := pay(nil, f[i])
			for _, s := range splits {
				numbers = append(numbers, s.Charge, int64(s.Amount))
			}
			numbers = append(numbers, int64(left))
		}
		return numbers
	}
}
