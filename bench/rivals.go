package main

import (
	"github.com/cockroachdb/apd/v3"
	govalues "github.com/govalues/decimal"
	our "github.com/paysplit/paysplit/money"
	shopspring "github.com/shopspring/decimal"
)

// How the other libraries hold an amount, and what it is in cents. All of them hold
// dollars with two digits.

// apdContext has digits for any amount, and for a rate times it.
var apdContext = func() *apd.Context {
	c := apd.BaseContext.WithPrecision(34)
	c.Rounding = apd.RoundHalfEven
	return c
}()

func govaluesOf(a our.Amount) govalues.Decimal { return govalues.MustNew(int64(a), 2) }

func centsOfGovalues(d govalues.Decimal) int64 {
	whole, fraction, ok := d.Int64(2)
	if !ok {
		panic("does not fit: " + d.String())
	}
	return whole*100 + fraction
}

func centsOfApd(d *apd.Decimal) int64 {
	var cents apd.Decimal
	if _, err := apdContext.Quantize(&cents, d, -2); err != nil {
		panic(err)
	}
	cents.Exponent = 0
	return must(cents.Int64())
}

func centsOfShopspring(d shopspring.Decimal) int64 { return d.Shift(2).IntPart() }
