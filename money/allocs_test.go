package money_test

import (
	"testing"

	"github.com/paysplit/paysplit/money"
)

// TestHotPathsAllocateNothing covers the calls that run once a row: a ledger of
// a million rows must leave nothing for the garbage collector.
func TestHotPathsAllocateNothing(t *testing.T) {
	amounts := make([]money.Amount, 1000)
	for i := range amounts {
		amounts[i] = money.Amount(i * 101)
	}
	text, bytes, dst := "1234567.89", []byte("1234567.89"), make([]byte, 0, 32)
	long := "-92233720368547758.08"
	var a money.Amount
	var err error
	paths := []struct {
		name string
		run  func()
	}{
		{"Parse", func() { a, err = money.Parse(text, 2) }},
		{"Parse, the long way", func() { a, err = money.Parse(long, 2) }},
		{"ParseBytes", func() { a, err = money.ParseBytes(bytes, 2) }},
		{"Append", func() { dst = money.MinAmount.Append(dst[:0], 2) }},
		{"Append, another currency", func() { dst = money.MinAmount.Append(dst[:0], 3) }},
		{"Add", func() { a, err = money.Amount(12999).Add(1040) }},
		{"Add, refused", func() { a, err = money.MaxAmount.Add(1) }},
		{"MulDiv", func() { a, err = money.Amount(12999).MulDiv(money.Ratio{Num: 6, Den: 1200}, money.HalfEven) }},
		{"Sum", func() { a, err = money.Sum(amounts) }},
		{"Digits", func() { _, err = money.Digits("USD") }},
	}
	for _, path := range paths {
		t.Run(path.name, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, path.run); got != 0 {
				t.Errorf("%v allocations a call, want none", got)
			}
		})
	}
	_, _ = a, err
}
