package alloc_test

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// slowFIFO is AppendFIFO the obvious way: check every charge, sort a copy, walk
// it.
func slowFIFO(charges []alloc.Charge, pay money.Amount) (splits []alloc.Split, left money.Amount, bad fault) {
	if bad := slowCheck(charges); bad.rule != nil {
		return nil, 0, bad
	}
	queue := slices.Clone(charges)
	sortSlowly(queue)
	for _, c := range queue {
		amount := min(c.Owed, pay)
		if amount <= 0 {
			continue
		}
		splits = append(splits, alloc.Split{Charge: c.ID, Amount: amount})
		pay -= amount
	}
	return splits, pay, fault{}
}

// sortSlowly sorts charges by date, kind and id.
func sortSlowly(charges []alloc.Charge) {
	sort.SliceStable(charges, func(i, j int) bool {
		a, b := charges[i], charges[j]
		switch {
		case a.Date != b.Date:
			return a.Date.Before(b.Date)
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		}
		return a.ID < b.ID
	})
}

// slowCheck returns the first charge with a fault, or the first that repeats an
// earlier one.
func slowCheck(charges []alloc.Charge) fault {
	for i, c := range charges {
		at := fmt.Sprintf("charges[%d].", i)
		switch {
		case c.Owed < 0:
			return fault{at + "Owed", money.ErrNegative}
		case !c.Date.After(notSet):
			return fault{at + "Date", money.ErrDateRequired}
		case c.Kind > alloc.KindPrincipal:
			return fault{at + "Kind", alloc.ErrKind}
		}
	}
	seen := make(map[alloc.Charge]bool)
	for i, c := range charges {
		c.Owed = 0
		if seen[c] {
			return fault{fmt.Sprintf("charges[%d].ID", i), money.ErrDuplicateID}
		}
		seen[c] = true
	}
	return fault{}
}

// fifoDoor is one way into the same function.
type fifoDoor struct {
	name string
	dst  []alloc.Split // what stands in the slice before
	run  func(dst []alloc.Split, charges []alloc.Charge, pay money.Amount) ([]alloc.Split, money.Amount, error)
}

// otherQueue is what an allocator has served before.
var otherQueue = shuffled(queue(100))

// fifoDoors returns every way into FIFO; the allocator of the last has just
// served another queue.
func fifoDoors(charges []alloc.Charge) []fifoDoor {
	before := []alloc.Split{{Charge: -7, Amount: -7}, {Charge: 7, Amount: 7}}
	var fresh, used alloc.Allocator
	_, _, _ = used.AppendFIFO(nil, otherQueue, money.MaxAmount) // its answer is not wanted, its scratch is
	return []fifoDoor{
		{"FIFO", nil, func(_ []alloc.Split, charges []alloc.Charge, pay money.Amount) ([]alloc.Split, money.Amount, error) {
			return alloc.FIFO(charges, pay)
		}},
		{"AppendFIFO to nil", nil, alloc.AppendFIFO},
		{"AppendFIFO to a slice without room", slices.Clip(slices.Clone(before)), alloc.AppendFIFO},
		{"AppendFIFO to a slice with a little room", slices.Grow(slices.Clone(before), 3), alloc.AppendFIFO},
		{"AppendFIFO to a slice with enough room", slices.Grow(slices.Clone(before), len(charges)), alloc.AppendFIFO},
		{"a new allocator", slices.Clone(before), fresh.AppendFIFO},
		{"an allocator in use", slices.Clone(before), used.AppendFIFO},
	}
}

// checkFIFO is the law that every door gives what the slow way gives, behind
// what was there, and that the charges stay as they were.
func checkFIFO(t rapid.TB, charges []alloc.Charge, pay money.Amount) {
	t.Helper()
	want, wantLeft, bad := slowFIFO(charges, pay)
	input := slices.Clone(charges)
	for _, door := range fifoDoors(charges) {
		before := slices.Clone(door.dst)
		got, left, err := door.run(door.dst, charges, pay)
		expectError(t, err, bad, door.name)
		expectRows(t, "splits", got, append(before, want...), door.name)
		expectAmount(t, "what is left", left, wantLeft, door.name)
		if !slices.Equal(charges, input) {
			t.Fatalf("%s: the caller's charges were changed", door.name)
		}
	}
}

// holdFIFO reads a queue in which, on some tapes, some charges have faults.
func holdFIFO(t rapid.TB, data []byte) {
	c := readQueue(data)
	if random := c.random; random.IntN(4) == 0 && len(c.charges) > 0 {
		for range 1 + random.IntN(3) {
			spoilers[random.IntN(len(spoilers))].spoil(c.charges, random.IntN(len(c.charges)))
		}
	}
	checkFIFO(t, c.charges, c.pay)
}

func TestFIFOIsTheSlowWay(t *testing.T) { law(holdFIFO).check(t, queueTape) }

func FuzzFIFO(f *testing.F) {
	queueTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { holdFIFO(t, data[:min(len(data), queueTape.longest())]) })
}

// TestFIFOIsTheSlowWayForManyCharges takes every shape of date, id and order at
// a size where the sort counts instead of comparing.
func TestFIFOIsTheSlowWayForManyCharges(t *testing.T) {
	for dates := range dateShapes {
		for ids := range idShapes {
			for order := range orderShapes {
				shape := []byte{byte(dates + ids), byte(dates), byte(order), byte(ids), byte(order), byte(order), 128, 0, 0, 0}
				c := readQueue(append(shape, noise(1, 400*queueTape.row)...))
				checkFIFO(t, c.charges, c.pay)
			}
		}
	}
}

// TestFIFOIsTheSlowWayForAGuarantorOfThousands takes what no family has and a
// batch may.
func TestFIFOIsTheSlowWayForAGuarantorOfThousands(t *testing.T) {
	for n, shapes := range map[int]int{5_000: len(idShapes) - 1, 100_000: 2} { // the last shape has five ids
		for ids := range shapes {
			shape := []byte{0, byte(ids), 2, byte(ids), 0, 2, 1, 0, 0, 0}
			c := readQueue(append(shape, noise(uint64(ids), n*queueTape.row)...))
			if len(c.charges) != n {
				t.Fatalf("%d charges, want %d", len(c.charges), n)
			}
			want, wantLeft, _ := slowFIFO(c.charges, c.pay)
			var a alloc.Allocator
			for range 2 { // the second time on used scratch
				got, left, err := a.AppendFIFO(nil, c.charges, c.pay)
				expectError(t, err, fault{}, "no fault in it")
				expectRows(t, "splits", got, want, "a large queue")
				expectAmount(t, "what is left", left, wantLeft, "a large queue")
			}
		}
	}
}

// TestDaysAsFarBefore1970AsAfterIt takes 101 charges of 0.01 from 50 days after 1970-01-01
// to 50 days before it, which as numbers sum to nothing: the oldest stand last, and 60 of
// them are paid.
func TestDaysAsFarBefore1970AsAfterIt(t *testing.T) {
	charges := make([]alloc.Charge, 101)
	for i := range charges {
		charges[i] = alloc.Charge{ID: int64(i), Owed: 1, Date: date.NewOfDays(date.PeriodOfDays(50 - i))}
	}
	checkFIFO(t, charges, 60)
}

// TestOneDayOfIDsThatHardlyFitTheKey takes charges of one date and kind whose
// ids lie as far apart as fits beside the index in a sort key, and a little
// farther.
func TestOneDayOfIDsThatHardlyFitTheKey(t *testing.T) {
	const most = 1<<36 - 1
	for _, lowest := range []int64{0, -1, math.MinInt64, math.MaxInt64 - most - 1} {
		for _, span := range []int64{1<<32 - 1, 1 << 32, most - 1, most, most + 1} {
			for _, n := range []int{2, 48, 49, 300} {
				charges := make([]alloc.Charge, n)
				for i := range charges {
					step := int64(n - 1 - i)
					charges[i] = alloc.Charge{ID: lowest + span/int64(n-1)*step, Owed: money.Amount(i + 1), Date: day("2024-06-15")}
				}
				charges[0].ID = lowest + span
				checkFIFO(t, charges, 10)
			}
		}
	}
}
