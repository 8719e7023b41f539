package main

import (
	"math"
	"math/bits"
)

// The figures in nanoseconds were set on one machine. How fast this one is, now, is
// measured in every round by a plain loop that was measured there too: a
// schedule of 360 months in int64, where each row waits for the one before it.
const (
	paceRows = 360
	paceNS   = 1.94 // nanoseconds a row there
)

// pacer is that loop. What it takes, in terms of what it took there, is the pace.
func pacer() contestant {
	rows := make([]plainRow, paceRows)
	return contestant{name: "pace", run: always(func() { plainHalfUp(rows) })}
}

// plainRow is a row of a schedule without its date.
type plainRow struct{ principal, interest, balance int64 }

// plainHalfUp writes 100,000.00 at 6 % paid off by 599.56 a month, the last row by what
// is left. The rate of the month is one in 200: a multiplication by 2^64/200, whose
// upper half is the quotient. From one balance to the next there are an addition, the
// multiplication and another addition, and no row can be faster than those.
//
//go:noinline
func plainHalfUp(rows []plainRow) {
	const reciprocal = math.MaxUint64/200 + 1
	balance, last := uint64(100_000_00), len(rows)-1
	for i := range rows[:last] {
		interest, _ := bits.Mul64(balance+100, reciprocal)
		balance = balance - 599_56 + interest
		rows[i] = plainRow{int64(599_56 - interest), int64(interest), int64(balance)}
	}
	interest, _ := bits.Mul64(balance+100, reciprocal)
	rows[last] = plainRow{int64(balance), int64(interest), 0}
}
