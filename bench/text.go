package main

import (
	"strconv"

	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	our "github.com/paysplit/paysplit/money"
	shopspring "github.com/shopspring/decimal"
)

// textContests read and write amounts such as 1234567.89.
func textContests(bool) []contest {
	texts := make([]string, 64)
	amounts := make([]our.Amount, 64)
	for i := range texts {
		amounts[i] = our.Amount(1_234_567_89 + i*7_654_321)
		texts[i] = amounts[i].Format(2)
	}
	return []contest{readContest(texts), writeContest(amounts)}
}

func readContest(texts []string) contest {
	bare := make([]string, len(texts))
	for i, t := range texts {
		bare[i] = t[:len(t)-3] + t[len(t)-2:]
	}
	entrant := func(name, note string, from []string, read func(text string) int64) contestant {
		return contestant{
			name: name, note: note, run: each(len(from), func(i int) { keptInt = read(from[i]) }),
			answer: func() (numbers []int64) {
				for _, t := range from {
					numbers = append(numbers, read(t))
				}
				return numbers
			},
		}
	}
	return contest{
		name: "text/parse", input: "64 amounts such as 1234567.89", unit: "amount", units: 1,
		field: []contestant{
			entrant("money.Parse", "", texts, func(t string) int64 { return int64(must(our.Parse(t, 2))) }),
			entrant("strconv.ParseInt", "the digits without the point", bare, func(t string) int64 { return must(strconv.ParseInt(t, 10, 64)) }),
			entrant("govalues", "", texts, func(t string) int64 { return centsOfGovalues(must(govalues.Parse(t))) }),
			entrant("shopspring", "", texts, func(t string) int64 { return must(shopspring.NewFromString(t)).CoefficientInt64() }),
			entrant("apd", "", texts, func(t string) int64 {
				d, _, err := apd.NewFromString(t)
				return must(d, err).Coeff.Int64()
			}),
		},
		figures: []figure{{kind: allocsAtMost}},
	}
}

func writeContest(amounts []our.Amount) contest {
	govaluesHeld, apdHeld, shopspringHeld := make([]govalues.Decimal, len(amounts)), make([]apd.Decimal, len(amounts)), make([]shopspring.Decimal, len(amounts))
	for i, a := range amounts {
		govaluesHeld[i], shopspringHeld[i] = govaluesOf(a), shopspring.New(int64(a), -2)
		apdHeld[i].Set(apd.New(int64(a), -2))
	}
	dst := make([]byte, 0, 64)
	entrant := func(name, note string, write func(dst []byte, i int) []byte) contestant {
		return contestant{
			name: name, note: note, run: each(len(amounts), func(i int) { dst = write(dst[:0], i) }),
			answer: func() (numbers []int64) {
				for i := range amounts {
					for _, c := range write(nil, i) {
						numbers = append(numbers, int64(c))
					}
				}
				return numbers
			},
		}
	}
	bare := entrant("strconv.AppendInt", "the digits without the point", func(dst []byte, i int) []byte { return strconv.AppendInt(dst, int64(amounts[i]), 10) })
	bare.answer = nil
	return contest{
		name: "text/format", input: "64 amounts such as 1234567.89, into bytes that are used again", unit: "amount", units: 1,
		field: []contestant{
			entrant("Amount.Append", "", func(dst []byte, i int) []byte { return amounts[i].Append(dst, 2) }),
			bare,
			entrant("govalues", "", func(dst []byte, i int) []byte { return must(govaluesHeld[i].AppendText(dst)) }),
			entrant("apd", "", func(dst []byte, i int) []byte { return apdHeld[i].Append(dst, 'f') }),
			entrant("shopspring", "", func(dst []byte, i int) []byte { return append(dst, shopspringHeld[i].StringFixed(2)...) }),
		},
		figures: []figure{{kind: allocsAtMost}},
	}
}
