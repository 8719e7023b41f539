package split_test

import (
	"math/rand/v2"
	"os"
	"testing"

	_ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
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

// long reads any 64 bits.
func (t *tape) long() uint64 {
	var n uint64
	for range 4 {
		n = n<<16 | uint64(t.word())
	}
	return n
}

// The tape of a split: choices about the whole, then a row a party.
const (
	headBytes = 16
	rowBytes  = 5
	mostRows  = 150
)

// anyTape draws a tape, with few parties as often as with many. Half of the tapes
// are rich in small numbers, and so in ties, and shrink well; half are even noise.
func anyTape() *rapid.Generator[[]byte] {
	rows := rapid.OneOf(rapid.IntRange(1, 6), rapid.IntRange(1, 20), rapid.IntRange(1, mostRows))
	return rapid.Custom(func(t *rapid.T) []byte {
		n := headBytes + rowBytes*rows.Draw(t, "parties")
		if rapid.Bool().Draw(t, "even") {
			return noise(rapid.Uint64().Draw(t, "seed"), n)
		}
		return rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "bytes")
	})
}

// noise returns n evenly random bytes.
func noise(seed uint64, n int) []byte {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return data
}

// law is something that must hold for every case that a tape can hold.
type law func(t rapid.TB, data []byte)

// check runs a law on random tapes.
func (hold law) check(t *testing.T) {
	t.Helper()
	tapes := anyTape()
	rapid.Check(t, func(t *rapid.T) { hold(t, tapes.Draw(t, "tape")) })
}

// fuzzLaws runs laws on whatever the fuzzer thinks of.
func fuzzLaws(f *testing.F, laws ...law) {
	f.Add([]byte(nil))
	for rows := 1; rows <= mostRows; rows *= 3 {
		for seed := range uint64(4) {
			f.Add(noise(seed, headBytes+rows*rowBytes))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = data[:min(len(data), headBytes+mostRows*rowBytes)]
		for _, hold := range laws {
			hold(t, data)
		}
	})
}

// exhaust reports whether the whole sets are wanted and not the reduced ones.
func exhaust() bool { return os.Getenv("PAYSPLIT_EXHAUST") != "" }

// splitCase is an amount, its parties and a rule.
type splitCase struct {
	amount  money.Amount
	weights []split.Weight
	rule    split.Rule
	random  *rand.Rand // for what else a law chooses
}

// readCase reads a case that is refused for nothing but its caps, or because all
// weights are zero.
func readCase(data []byte) splitCase {
	t := tape(data)
	var c splitCase
	c.random = rand.New(rand.NewPCG(uint64(t.byte()), 1))
	c.rule.Policy = split.Policy(t.byte() % 7)
	party, capped, shape := t.byte(), t.byte()%3 == 0, t.byte()%6
	c.rule.Turn = uint64(t.byte())
	c.rule.Step = []money.Amount{0, 0, 0, 1, 5, 25, 1000, 1 << 40}[t.byte()%8]
	c.amount = readAmount(&t)
	c.amount -= c.amount % max(c.rule.Step, 1)
	for first := true; first || len(t) > 0; first = false {
		c.weights = append(c.weights, readWeight(&t, shape))
		if most := t.byte(); capped && most%4 != 0 {
			c.rule.Max = append(c.rule.Max, capOf(c.amount, most, len(data)/rowBytes))
		} else if capped {
			c.rule.Max = append(c.rule.Max, money.MaxAmount)
		}
	}
	c.rule.Party = party % len(c.weights)
	if c.rule.Policy == split.To && c.weights[c.rule.Party].Units == 0 {
		c.weights[c.rule.Party].Units = 1
	}
	return c
}

// readAmount reads amounts of a few units as often as any, and the edges.
func readAmount(t *tape) money.Amount {
	kind, n := t.byte(), t.long()
	switch kind % 8 {
	case 0, 1, 2:
		return money.Amount(n%401) - 200
	case 3, 4:
		return money.Amount(n % 1_000_000)
	case 5:
		return []money.Amount{money.MinAmount, money.MaxAmount, money.MinAmount + 1, -1, 1, 1 << 62}[n%6]
	}
	return money.Amount(n)
}

// readWeight reads a weight of one of the shapes: equal ones, small ones, amounts
// of money, decimals, some that sum past 64 bits, and all of them together.
func readWeight(t *tape, shape int) split.Weight {
	kind, digits, n := t.byte(), t.byte(), int64(t.word())
	if kind%9 == 8 {
		return split.Weight{}
	}
	if shape == 5 {
		shape = kind % 5
	}
	switch shape {
	case 0:
		return split.Weight{Units: 1}
	case 1:
		return split.Weight{Units: n % 7}
	case 2:
		return split.Weight{Units: n * 37}
	case 3:
		return split.Weight{Units: n, Digits: uint8(digits % 5)}
	}
	return split.Weight{Units: n << (digits % 48)}
}

// capOf returns a cap from nothing to four times an even share.
func capOf(amount money.Amount, size, parties int) money.Amount {
	even := magnitude(amount) / uint64(max(parties, 1))
	return money.Amount(min(even/64*uint64(size)+even%64*uint64(size)/64, uint64(money.MaxAmount)))
}

// magnitude returns |a|.
func magnitude(a money.Amount) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
