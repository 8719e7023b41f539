package main

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	gomoney "github.com/Rhymond/go-money"
	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	shopspring "github.com/shopspring/decimal"
)

// parting is an amount and the weights by which it is shared.
type parting struct {
	amount  money.Amount
	weights []money.Amount
	total   money.Amount // of the weights
}

// partings are amounts shared by what charges owe: from a dollar to two thousand.
func partings(count, parts int) []parting {
	random := rand.New(rand.NewPCG(1, uint64(parts)))
	out := make([]parting, count)
	for i := range out {
		out[i].amount = money.Amount(1_000_000 + random.IntN(1_000_000))
		for range parts {
			w := money.Amount(100 + random.IntN(200_000))
			out[i].weights = append(out[i].weights, w)
			out[i].total += w
		}
	}
	return out
}

// splitBecause is the profile of three parts.
const splitBecause = "What a call costs once is shared among three parts alone. Of the profile, a quarter is raiseFew, which finds the largest rests without branching on them, 17 % checks and adds up the weights, 15 % are the divisions through 128 bits, and the rest are the calls themselves and the branch on whether a cent is odd. The row \"int64 divisions\" neither checks anything nor gives anybody the odd cents."

// splitContests share an amount by largest remainder.
func splitContests(bool) (all []contest) {
	for _, n := range []int{3, 100, 1000} {
		of := partings(64, n)
		reach := figure{kind: nsAtMost, value: 6}
		if n == 3 {
			reach.reached, reach.bound, reach.because = 5.5, "int64 divisions", splitBecause
		}
		all = append(all, contest{
			name: fmt.Sprintf("split/%d", n), unit: "part", units: n,
			input: fmt.Sprintf("64 amounts, each shared by %d weights, into a slice that is used again", n),
			field: []contestant{
				splitOurs(of), splitDivisions(of), splitOf("int64 loop, sorted remainders", of, func(a money.Amount) int64 { return int64(a) }, shareInt64),
				splitGoMoney(of),
				splitOf("govalues", of, func(a money.Amount) govalues.Decimal { return govalues.MustNew(int64(a), 0) }, shareGovalues),
				splitOf("big.Int", of, func(a money.Amount) *big.Int { return big.NewInt(int64(a)) }, shareBig),
				splitOf("apd", of, func(a money.Amount) *apd.Decimal { return apd.New(int64(a), 0) }, shareApd),
				splitOf("shopspring", of, func(a money.Amount) shopspring.Decimal { return shopspring.New(int64(a), 0) }, shareShopspring),
			},
			figures: []figure{reach, {kind: allocsAtMost}},
		})
	}
	return all
}

func splitOurs(of []parting) contestant {
	var s split.Splitter
	dst := make([]money.Amount, 0, len(of[0].weights))
	share := func(i int) { dst = must(s.AppendLargest(dst[:0], of[i].amount, of[i].weights)) }
	return contestant{name: "Splitter.AppendLargest", run: each(len(of), share), answer: func() (numbers []int64) {
		for i := range of {
			share(i)
			for _, a := range dst {
				numbers = append(numbers, int64(a))
			}
		}
		return numbers
	}}
}

// splitDivisions is the limit: a product and a division a part.
func splitDivisions(of []parting) contestant {
	dst := make([]money.Amount, len(of[0].weights))
	return contestant{name: "int64 divisions", note: "the limit: nobody gets the odd cents", run: each(len(of), func(i int) {
		p := &of[i]
		for j, w := range p.weights {
			dst[j] = p.amount * w / p.total
		}
	})}
}

// splitGoMoney has another rule: the odd cents go to the first parts.
func splitGoMoney(of []parting) contestant {
	amounts, weights := make([]*gomoney.Money, len(of)), make([][]int, len(of))
	for i, p := range of {
		amounts[i] = gomoney.New(int64(p.amount), gomoney.USD)
		for _, w := range p.weights {
			weights[i] = append(weights[i], int(w))
		}
	}
	return contestant{
		name: "go-money", note: "another rule: the odd cents go to the first parts", within: 1,
		run: each(len(of), func(i int) { must(amounts[i].Allocate(weights[i]...)) }),
		answer: func() (numbers []int64) {
			for i := range amounts {
				for _, m := range must(amounts[i].Allocate(weights[i]...)) {
					numbers = append(numbers, m.Amount())
				}
			}
			return numbers
		},
	}
}

// portion is a part while it is worked out: its whole units, and what is left over.
type portion[T any] struct {
	index int
	units int64
	rest  T
}

// splitOf makes a contestant of a way to work out the portions. The odd cents go to the
// largest rests, and among equal ones to the lower index.
func splitOf[T any](name string, of []parting, hold func(money.Amount) T, library func(amount, total T, weights []T, out []portion[T], less *func(a, b T) int)) contestant {
	amounts, totals, weights := make([]T, len(of)), make([]T, len(of)), make([][]T, len(of))
	for i, p := range of {
		amounts[i], totals[i] = hold(p.amount), hold(p.total)
		for _, w := range p.weights {
			weights[i] = append(weights[i], hold(w))
		}
	}
	dst, room := make([]int64, len(of[0].weights)), make([]portion[T], len(of[0].weights))
	share := func(i int) {
		var compare func(a, b T) int
		library(amounts[i], totals[i], weights[i], room, &compare)
		odd := int64(of[i].amount)
		for j := range room {
			room[j].index = j
			odd -= room[j].units
			dst[j] = room[j].units
		}
		slices.SortStableFunc(room, func(a, b portion[T]) int { return compare(b.rest, a.rest) })
		for j := range odd {
			dst[room[j].index]++
		}
	}
	return contestant{name: name, run: each(len(of), share), answer: func() (numbers []int64) {
		for i := range of {
			share(i)
			numbers = append(numbers, dst...)
		}
		return numbers
	}}
}

func shareInt64(amount, total int64, weights []int64, out []portion[int64], compare *func(a, b int64) int) {
	*compare = cmp.Compare[int64]
	for i, w := range weights {
		out[i].units, out[i].rest = amount*w/total, amount*w%total
	}
}

func shareGovalues(amount, total govalues.Decimal, weights []govalues.Decimal, out []portion[govalues.Decimal], compare *func(a, b govalues.Decimal) int) {
	*compare = govalues.Decimal.Cmp
	for i, w := range weights {
		units, rest, err := must(amount.Mul(w)).QuoRem(total)
		if err != nil {
			panic(err)
		}
		out[i].units, _, _ = units.Int64(0)
		out[i].rest = rest
	}
}

func shareBig(amount, total *big.Int, weights []*big.Int, out []portion[*big.Int], compare *func(a, b *big.Int) int) {
	*compare = (*big.Int).Cmp
	for i, w := range weights {
		product := new(big.Int).Mul(amount, w)
		product.QuoRem(product, total, rest(&out[i].rest))
		out[i].units = product.Int64()
	}
}

// rest returns the number at p, made where there is none.
func rest(p **big.Int) *big.Int {
	if *p == nil {
		*p = new(big.Int)
	}
	return *p
}

func shareApd(amount, total *apd.Decimal, weights []*apd.Decimal, out []portion[*apd.Decimal], compare *func(a, b *apd.Decimal) int) {
	*compare = (*apd.Decimal).Cmp
	for i, w := range weights {
		var product, units apd.Decimal
		out[i].rest = new(apd.Decimal)
		must(apdContext.Mul(&product, amount, w))
		must(apdContext.QuoInteger(&units, &product, total))
		must(apdContext.Rem(out[i].rest, &product, total))
		out[i].units = must(units.Int64())
	}
}

func shareShopspring(amount, total shopspring.Decimal, weights []shopspring.Decimal, out []portion[shopspring.Decimal], compare *func(a, b shopspring.Decimal) int) {
	*compare = shopspring.Decimal.Cmp
	for i, w := range weights {
		units, rest := amount.Mul(w).QuoRem(total, 0)
		out[i].units, out[i].rest = units.IntPart(), rest
	}
}
