package main

import (
	"math"
	"math/big"
	"math/rand/v2"

	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

func roundToEven(x float64) float64 { return math.RoundToEven(x) }

// loans are plans whose payment is asked for: up to ten million, rates up to 36 % in
// hundredths, up to 600 months.
func loans() []amortize.Terms {
	random := rand.New(rand.NewPCG(7, 7))
	out := make([]amortize.Terms, 256)
	for i := range out {
		t := amortize.NewTerms(date.New(2024, 1, 15))
		t.Principal = money.Amount(1000_00 + random.IntN(10_000_000_00-1000_00))
		t.APR = amortize.Rate(1+random.IntN(3600)) * amortize.Percent / 100
		t.Payments = 12 + random.IntN(589)
		out[i] = t
	}
	return out
}

// levelContests ask for the level payment.
func levelContests(bool) []contest {
	of := loans()
	entrant := func(name, note string, within int64, level func(t *amortize.Terms) int64) contestant {
		return contestant{
			name: name, note: note, within: within,
			run: each(len(of), func(i int) { keptInt = level(&of[i]) }),
			answer: func() (numbers []int64) {
				for i := range of {
					numbers = append(numbers, level(&of[i]))
				}
				return numbers
			},
		}
	}
	return []contest{{
		name: "level", input: "256 plans of up to 10,000,000.00, up to 36 % in hundredths, 12 to 600 months", unit: "payment", units: 1,
		field: []contestant{
			entrant("amortize.LevelPayment", "the exact ceiling", 0, func(t *amortize.Terms) int64 { return int64(must(amortize.LevelPayment(*t))) }),
			entrant("float64", "the limit, and not exact", 1, levelFloat),
			entrant("big.Int", "exact", 0, levelBig),
			entrant("apd", "34 digits", 0, levelApd),
			entrant("govalues", "19 digits, so not exact", 1, levelGovalues),
		},
		figures: []figure{{kind: nsAtMost, value: 60}, {kind: allocsAtMost}},
	}}
}

// yearly is the rate of a year times the periods of it, as a whole number of
// millionths of a percent: the rate of a month is APR over this.
const yearly = 12 * 100 * int64(amortize.Percent)

func levelFloat(t *amortize.Terms) int64 {
	r := float64(t.APR) / float64(yearly)
	return int64(math.Ceil(float64(t.Principal) * r / (1 - math.Pow(1+r, float64(-t.Payments)))))
}

// levelBig is the ceiling of P a (b+a)^n / (b ((b+a)^n - b^n)), with the rate of a
// month a/b in lowest terms.
func levelBig(t *amortize.Terms) int64 {
	g := gcd(int64(t.APR), yearly)
	a, b, n := big.NewInt(int64(t.APR)/g), big.NewInt(yearly/g), big.NewInt(int64(t.Payments))
	grown := new(big.Int).Add(a, b)
	grown.Exp(grown, n, nil)
	under := new(big.Int).Exp(b, n, nil)
	under.Sub(grown, under).Mul(under, b)
	over := grown.Mul(grown, a.Mul(a, big.NewInt(int64(t.Principal))))
	rest := new(big.Int)
	over.QuoRem(over, under, rest)
	return over.Int64() + int64(rest.Sign())
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func levelApd(t *amortize.Terms) int64 {
	c := apdContext
	var r, power, payment apd.Decimal
	must(c.Quo(&r, apd.New(int64(t.APR), 0), apd.New(yearly, 0)))
	must(c.Add(&power, &r, apd.New(1, 0)))
	must(c.Pow(&power, &power, apd.New(int64(-t.Payments), 0)))
	must(c.Sub(&power, apd.New(1, 0), &power))
	must(c.Mul(&payment, apd.New(int64(t.Principal), 0), &r))
	must(c.Quo(&payment, &payment, &power))
	must(c.Ceil(&payment, &payment))
	return must(payment.Int64())
}

func levelGovalues(t *amortize.Terms) int64 {
	one := govalues.One
	r := must(govalues.MustNew(int64(t.APR), 0).Quo(govalues.MustNew(yearly, 0)))
	power := must(must(one.Add(r)).PowInt(-t.Payments))
	payment := must(must(govalues.MustNew(int64(t.Principal), 0).Mul(r)).Quo(must(one.Sub(power))))
	whole, _, _ := payment.Ceil(0).Int64(0)
	return whole
}
