package main

import (
	"math/big"

	gomoney "github.com/Rhymond/go-money"
	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	"github.com/paysplit/paysplit/money"
	shopspring "github.com/shopspring/decimal"
)

// held is a charge or a split as another library holds it.
type held[T any] struct {
	id     int64
	amount T
}

// heldFamily is a family as another library holds it.
type heldFamily[T any] struct {
	charges []held[T]
	pay     T
}

// fifoOf makes a contestant of a library's way to pay a queue. pay appends to dst
// and returns what is left.
func fifoOf[T any](name string, f []family, of func(money.Amount) T, pay func([]held[T], *heldFamily[T]) ([]held[T], T), cents func(T) int64) contestant {
	all := make([]heldFamily[T], len(f))
	for i := range f {
		all[i].pay = of(f[i].pay)
		for _, c := range f[i].charges {
			all[i].charges = append(all[i].charges, held[T]{c.ID, of(c.Owed)})
		}
	}
	dst := make([]held[T], 0, len(f[0].charges))
	return contestant{
		name: name,
		run:  each(len(all), func(i int) { dst, _ = pay(dst[:0], &all[i]) }),
		answer: func() (numbers []int64) {
			for i := range all {
				splits, left := pay(nil, &all[i])
				for _, s := range splits {
					numbers = append(numbers, s.id, cents(s.amount))
				}
				numbers = append(numbers, cents(left))
			}
			return numbers
		},
	}
}

func fifoGovalues(f []family) contestant {
	return fifoOf("govalues", f, govaluesOf, payGovalues, centsOfGovalues)
}

func payGovalues(dst []held[govalues.Decimal], f *heldFamily[govalues.Decimal]) ([]held[govalues.Decimal], govalues.Decimal) {
	left := f.pay
	for i := range f.charges {
		amount := f.charges[i].amount.Min(left)
		if amount.IsZero() {
			continue
		}
		dst = append(dst, held[govalues.Decimal]{f.charges[i].id, amount})
		var err error
		if left, err = left.Sub(amount); err != nil {
			panic(err)
		}
	}
	return dst, left
}

func fifoApd(f []family) contestant {
	return fifoOf("apd", f,
		func(a money.Amount) apd.Decimal { return *apd.New(int64(a), -2) },
		payApd,
		func(d apd.Decimal) int64 { return centsOfApd(&d) })
}

func payApd(dst []held[apd.Decimal], f *heldFamily[apd.Decimal]) ([]held[apd.Decimal], apd.Decimal) {
	var left apd.Decimal
	left.Set(&f.pay)
	for i := range f.charges {
		amount := &f.charges[i].amount
		if amount.Cmp(&left) > 0 {
			amount = &left
		}
		if amount.IsZero() {
			continue
		}
		dst = append(dst, held[apd.Decimal]{id: f.charges[i].id})
		split := &dst[len(dst)-1].amount
		split.Set(amount)
		if _, err := apdContext.Sub(&left, &left, split); err != nil {
			panic(err)
		}
	}
	return dst, left
}

func fifoGoMoney(f []family) contestant {
	return fifoOf("go-money", f,
		func(a money.Amount) *gomoney.Money { return gomoney.New(int64(a), gomoney.USD) },
		payGoMoney,
		func(m *gomoney.Money) int64 { return m.Amount() })
}

func payGoMoney(dst []held[*gomoney.Money], f *heldFamily[*gomoney.Money]) ([]held[*gomoney.Money], *gomoney.Money) {
	left := f.pay
	for i := range f.charges {
		amount := f.charges[i].amount
		if must(amount.GreaterThan(left)) {
			amount = left
		}
		if amount.IsZero() {
			continue
		}
		dst = append(dst, held[*gomoney.Money]{f.charges[i].id, amount})
		left = must(left.Subtract(amount))
	}
	return dst, left
}

func fifoShopspring(f []family) contestant {
	return fifoOf("shopspring", f,
		func(a money.Amount) shopspring.Decimal { return shopspring.New(int64(a), -2) },
		payShopspring, centsOfShopspring)
}

func payShopspring(dst []held[shopspring.Decimal], f *heldFamily[shopspring.Decimal]) ([]held[shopspring.Decimal], shopspring.Decimal) {
	left := f.pay
	for i := range f.charges {
		amount := f.charges[i].amount
		if amount.Cmp(left) > 0 {
			amount = left
		}
		if amount.IsZero() {
			continue
		}
		dst = append(dst, held[shopspring.Decimal]{f.charges[i].id, amount})
		left = left.Sub(amount)
	}
	return dst, left
}

func fifoBigInt(f []family) contestant {
	return fifoOf("big.Int", f,
		func(a money.Amount) *big.Int { return big.NewInt(int64(a)) },
		payBigInt, (*big.Int).Int64)
}

func payBigInt(dst []held[*big.Int], f *heldFamily[*big.Int]) ([]held[*big.Int], *big.Int) {
	left := new(big.Int).Set(f.pay)
	for i := range f.charges {
		amount := f.charges[i].amount
		if amount.Cmp(left) > 0 {
			amount = new(big.Int).Set(left)
		}
		if amount.Sign() == 0 {
			continue
		}
		dst = append(dst, held[*big.Int]{f.charges[i].id, amount})
		left.Sub(left, amount)
	}
	return dst, left
}

func fifoBigRat(f []family) contestant {
	return fifoOf("big.Rat", f,
		func(a money.Amount) *big.Rat { return big.NewRat(int64(a), 100) },
		payBigRat,
		func(r *big.Rat) int64 { return new(big.Rat).Mul(r, big.NewRat(100, 1)).Num().Int64() })
}

func payBigRat(dst []held[*big.Rat], f *heldFamily[*big.Rat]) ([]held[*big.Rat], *big.Rat) {
	left := new(big.Rat).Set(f.pay)
	for i := range f.charges {
		amount := f.charges[i].amount
		if amount.Cmp(left) > 0 {
			amount = new(big.Rat).Set(left)
		}
		if amount.Sign() == 0 {
			continue
		}
		dst = append(dst, held[*big.Rat]{f.charges[i].id, amount})
		left.Sub(left, amount)
	}
	return dst, left
}
