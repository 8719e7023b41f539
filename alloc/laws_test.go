package alloc_test

import (
	"math/rand/v2"
	"testing"

	_ "github.com/paysplit/paysplit/internal/laws"
	"pgregory.net/rapid"
)

// tape is a row of bytes that a test reads its choices from, so that a random
// test and a fuzz target make the same cases from the same bytes. Past its end
// every choice is 0.
type tape []byte

// byte reads a choice from 0 to 255.
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

// noise returns n evenly random bytes.
func noise(seed uint64, n int) []byte {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return data
}

// tapeOf is the shape of a tape: a head of choices about the whole case and a
// number of rows.
type tapeOf struct {
	head, row, rows int // bytes of the head, bytes of a row, most rows
}

// any draws a tape, with few rows as often as with many. Half of the tapes are
// rich in small numbers, and so in ties, and shrink well; half are even noise.
func (shape tapeOf) any() *rapid.Generator[[]byte] {
	rows := rapid.OneOf(
		rapid.IntRange(0, 8),
		rapid.IntRange(0, min(60, shape.rows)),
		rapid.IntRange(0, shape.rows),
	)
	return rapid.Custom(func(t *rapid.T) []byte {
		n := shape.head + shape.row*rows.Draw(t, "rows")
		if rapid.Bool().Draw(t, "even") {
			return noise(rapid.Uint64().Draw(t, "seed"), n)
		}
		return rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "bytes")
	})
}

// law is something that must hold for every case that a tape can hold.
type law func(t rapid.TB, data []byte)

// check runs a law on random tapes.
func (hold law) check(t *testing.T, shape tapeOf) {
	t.Helper()
	tapes := shape.any()
	rapid.Check(t, func(t *rapid.T) { hold(t, tapes.Draw(t, "tape")) })
}

// seed gives a fuzz target tapes to start from: none, a short one and a few of
// every length.
func (shape tapeOf) seed(f *testing.F) {
	f.Add([]byte(nil))
	for rows := 1; rows <= shape.rows; rows *= 3 {
		f.Add(noise(uint64(rows), shape.head+rows*shape.row))
	}
}

// longest is the length of the longest tape.
func (shape tapeOf) longest() int { return shape.head + shape.row*shape.rows }
