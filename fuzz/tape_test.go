package fuzz_test

import (
	"math/rand/v2"
	"os"
	"testing"

	_ "github.com/paysplit/paysplit/internal/laws"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// tape is a row of bytes that a law reads its choices from. Past its end every choice
// is 0.
type tape []byte

func (t *tape) byte() int {
	if len(*t) == 0 {
		return 0
	}
	b := (*t)[0]
	*t = (*t)[1:]
	return int(b)
}

// word reads a choice from 0 to 65,535.
func (t *tape) word() int { return t.byte()<<8 | t.byte() }

// pick reads a choice from 0 to n-1, for n up to 256.
func (t *tape) pick(n int) int { return t.byte() % n }

// once reads a choice that is true once in n times, and not at all past the end.
func (t *tape) once(in int) bool { return t.pick(in) == in-1 }

// one reads a choice among values.
func one[T any](t *tape, values ...T) T { return values[t.pick(len(values))] }

// price reads what a piece of treatment costs: mostly a list price of up to 300.00,
// seldom thousands, a boundary, a cent or nothing.
func (t *tape) price() money.Amount {
	switch t.pick(16) {
	case 15:
		return one[money.Amount](t, 0, 1, 99, 100, 101)
	case 14:
		return money.Amount(t.word()) * 20
	case 13:
		return money.Amount(t.word())
	}
	return 500*money.Amount(1+t.pick(60)) - one[money.Amount](t, 0, 0, 1, 50)
}

// day reads one of the last days before today, of which there are few, so that charges
// share them; seldom another day of the year.
func (t *tape) day() date.Date {
	if t.once(8) {
		return today.Add(-date.PeriodOfDays(t.word() % 366))
	}
	return today.Add(-date.PeriodOfDays(7 * t.pick(6)))
}

// today is the day on which the questions are asked.
var today = date.New(2026, 11, 16)

// shuffle puts rows in another order.
func shuffle[T any](r *rand.Rand, rows []T) {
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
}

// random returns chance that depends on the tape alone, for what a law does with a case.
func random(data []byte) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(len(data)), 17))
}

// noise returns n evenly random bytes.
func noise(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}

// longest is how much of a tape a law reads at the most.
const longest = 2000

// anyTape draws a tape, short ones as often as long ones. Half of them are rich in small
// numbers, and so in ties, and shrink well; half are even noise.
func anyTape() *rapid.Generator[[]byte] {
	size := rapid.OneOf(rapid.IntRange(0, 60), rapid.IntRange(0, 300), rapid.IntRange(0, longest))
	return rapid.Custom(func(t *rapid.T) []byte {
		n := size.Draw(t, "size")
		if rapid.Bool().Draw(t, "even") {
			return noise(rapid.Uint64().Draw(t, "seed"), n)
		}
		return rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "bytes")
	})
}

// law is something that must hold for every case that a tape can hold.
type law func(t rapid.TB, data []byte)

// check runs a law on random tapes.
func (hold law) check(t *testing.T) {
	t.Helper()
	tapes := anyTape()
	rapid.Check(t, func(t *rapid.T) { hold(t, tapes.Draw(t, "tape")) })
}

// fuzz runs a law on the tapes of the fuzzer. More to start from stand in
// testdata/fuzz, under the name of the target.
func (hold law) fuzz(f *testing.F) {
	f.Add([]byte(nil))
	for n := 20; n <= longest; n *= 3 {
		f.Add(noise(uint64(n), n))
	}
	f.Fuzz(func(t *testing.T, data []byte) { hold(t, data[:min(len(data), longest)]) })
}

// exhaust reports whether small spaces are tried whole, and not in part.
func exhaust() bool { return os.Getenv("PAYSPLIT_EXHAUST") != "" }
