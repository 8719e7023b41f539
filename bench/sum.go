package main

import (
	"fmt"
	"math/big"

	"github.com/Rhymond/go-money"
	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	our "github.com/paysplit/paysplit/money"
	shopspring "github.com/shopspring/decimal"
)

// Where results are kept, so that no work is left out.
var (
	keptAmount our.Amount
	keptInt    int64
	keptBytes  []byte
)

// sumContests add amounts up.
func sumContests(short bool) []contest {
	if short {
		return []contest{sumContest(1000)}
	}
	million := sumContest(1_000_000)
	f := &million.figures[0]
	f.reached, f.bound = 1.8, "int64 loop"
	f.because = "The 8 MB do not fit the cache of one processor: the row \"int64 loop\" checks nothing and waits for the same memory. sum/1000 is the same code on amounts that fit."
	return []contest{sumContest(1000), million}
}

func sumContest(n int) contest {
	amounts := make([]our.Amount, n)
	for i := range amounts {
		amounts[i] = our.Amount(i*7919%1_000_003 - 250_000)
	}
	one := func(sum func() int64) (func(int), func() []int64) {
		return always(func() { keptInt = sum() }), func() []int64 { return []int64{sum()} }
	}
	entrant := func(name, note string, sum func() int64) contestant {
		run, answer := one(sum)
		return contestant{name: name, run: run, answer: answer, note: note}
	}
	return contest{
		name: fmt.Sprintf("sum/%d", n), input: whole(n) + " amounts, charges and payments mixed", unit: "amount", units: n,
		field: []contestant{
			entrant("money.Sum", "", func() int64 { return int64(must(our.Sum(amounts))) }),
			entrant("int64 loop", "nothing is checked", func() int64 { return sumPlain(amounts) }),
			entrant("int64 loop, checked", "each addition by itself", func() int64 { return sumChecked(amounts) }),
			entrant("govalues", "", sumGovalues(amounts)),
			entrant("apd", "", sumApd(amounts)),
			entrant("shopspring", "", sumShopspring(amounts)),
			entrant("go-money", "", sumGoMoney(amounts)),
			entrant("big.Int", "", sumBig(amounts)),
		},
		figures: []figure{{kind: nsAtMost, value: 0.4}, {kind: allocsAtMost}},
	}
}

//go:noinline
func sumPlain(amounts []our.Amount) int64 {
	var total our.Amount
	for _, a := range amounts {
		total += a
	}
	return int64(total)
}

//go:noinline
func sumChecked(amounts []our.Amount) int64 {
	var total our.Amount
	for _, a := range amounts {
		sum := total + a
		if (sum^total)&(sum^a) < 0 {
			panic("overflow")
		}
		total = sum
	}
	return int64(total)
}

func sumGovalues(amounts []our.Amount) func() int64 {
	rows := make([]govalues.Decimal, len(amounts))
	for i, a := range amounts {
		rows[i] = govaluesOf(a)
	}
	return func() int64 {
		total, err := govalues.Zero, error(nil)
		for _, d := range rows {
			if total, err = total.Add(d); err != nil {
				panic(err)
			}
		}
		return centsOfGovalues(total)
	}
}

func sumApd(amounts []our.Amount) func() int64 {
	rows := make([]apd.Decimal, len(amounts))
	for i, a := range amounts {
		rows[i].Set(apd.New(int64(a), -2))
	}
	return func() int64 {
		var total apd.Decimal
		for i := range rows {
			if _, err := apdContext.Add(&total, &total, &rows[i]); err != nil {
				panic(err)
			}
		}
		return centsOfApd(&total)
	}
}

func sumShopspring(amounts []our.Amount) func() int64 {
	rows := make([]shopspring.Decimal, len(amounts))
	for i, a := range amounts {
		rows[i] = shopspring.New(int64(a), -2)
	}
	return func() int64 {
		total := shopspring.New(0, -2)
		for i := range rows {
			total = total.Add(rows[i])
		}
		return centsOfShopspring(total)
	}
}

func sumGoMoney(amounts []our.Amount) func() int64 {
	rows := make([]*money.Money, len(amounts))
	for i, a := range amounts {
		rows[i] = money.New(int64(a), money.USD)
	}
	return func() int64 {
		total, err := money.New(0, money.USD), error(nil)
		for i := range rows {
			if total, err = total.Add(rows[i]); err != nil {
				panic(err)
			}
		}
		return total.Amount()
	}
}

func sumBig(amounts []our.Amount) func() int64 {
	rows := make([]big.Int, len(amounts))
	for i, a := range amounts {
		rows[i].SetInt64(int64(a))
	}
	return func() int64 {
		var total big.Int
		for i := range rows {
			total.Add(&total, &rows[i])
		}
		return total.Int64()
	}
}
