package alloc_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// fifoCase is a queue, a payment and what becomes of it.
type fifoCase struct {
	name     string
	charges  []alloc.Charge
	pay      money.Amount
	want     []alloc.Split
	wantLeft money.Amount
	why      string
}

// owed is a procedure that is owed for.
func owed(id int64, on string, amount money.Amount) alloc.Charge {
	return alloc.Charge{ID: id, Owed: amount, Date: day(on)}
}

// ofKind is a charge of another kind.
func ofKind(kind alloc.Kind, c alloc.Charge) alloc.Charge {
	c.Kind = kind
	return c
}

// threeVisits stand out of order, as a reader of a database may get them.
var threeVisits = []alloc.Charge{owed(11, "2024-06-14", 5500), owed(12, "2024-06-13", 4200), owed(13, "2024-06-12", 6300)}

var payments = []fifoCase{
	{"to the cent", threeVisits, 16000, []alloc.Split{{Charge: 13, Amount: 6300}, {Charge: 12, Amount: 4200}, {Charge: 11, Amount: 5500}}, 0,
		"every charge gets what it is owed, and no cent is left"},
	{"a part", threeVisits, 7000, []alloc.Split{{Charge: 13, Amount: 6300}, {Charge: 12, Amount: 700}}, 0,
		"the oldest first; the charge where the money ends is paid in part, and the newest not at all"},
	{"less than the oldest", threeVisits, 1, []alloc.Split{{Charge: 13, Amount: 1}}, 0, "one cent is a payment"},
	{"up to the end of a charge", threeVisits, 6300, []alloc.Split{{Charge: 13, Amount: 6300}}, 0, "the next charge gets no split of zero"},
	{"one cent short", threeVisits, 15999, []alloc.Split{{Charge: 13, Amount: 6300}, {Charge: 12, Amount: 4200}, {Charge: 11, Amount: 5499}}, 0,
		"the newest is the one that stays short"},
	{"too much", threeVisits, 16001, []alloc.Split{{Charge: 13, Amount: 6300}, {Charge: 12, Amount: 4200}, {Charge: 11, Amount: 5500}}, 1,
		"no charge gets more than it is owed: the rest comes back"},
	{"nothing owed", nil, 500, nil, 500, "all of it comes back"},
	{"nothing paid", threeVisits, 0, nil, 0, "no money, no splits"},
	{"a payment below zero", threeVisits, -500, nil, -500, "money taken back lowers no charge; it is left whole"},
	{"the least payment", threeVisits, money.MinAmount, nil, money.MinAmount, "its negative does not fit, and nobody asks for it"},
	{"owed zero", []alloc.Charge{owed(1, "2024-06-12", 0), owed(2, "2024-06-13", 100), owed(3, "2024-06-14", 0)}, 150,
		[]alloc.Split{{Charge: 2, Amount: 100}}, 50, "a charge that is settled gets no split"},
	{"owed zero, unsorted", []alloc.Charge{owed(3, "2024-06-14", 0), owed(2, "2024-06-13", 100), owed(1, "2024-06-12", 0)}, 150,
		[]alloc.Split{{Charge: 2, Amount: 100}}, 50, "the same where the charges have to be sorted"},
	{"only zeros", []alloc.Charge{owed(1, "2024-06-12", 0)}, 150, nil, 150, "nothing is owed"},
	{"the largest amounts", []alloc.Charge{owed(1, "2024-06-12", money.MaxAmount), owed(2, "2024-06-13", money.MaxAmount)}, money.MaxAmount,
		[]alloc.Split{{Charge: 1, Amount: money.MaxAmount}}, 0, "what is owed together does not fit in 64 bits, and need not"},
	{"the largest payment", threeVisits, money.MaxAmount,
		[]alloc.Split{{Charge: 13, Amount: 6300}, {Charge: 12, Amount: 4200}, {Charge: 11, Amount: 5500}}, money.MaxAmount - 16000, "nothing wraps"},
}

var queues = []fifoCase{
	{"the kinds of one day", []alloc.Charge{
		ofKind(alloc.KindPrincipal, owed(1, "2024-06-14", 10)), ofKind(alloc.KindInterest, owed(2, "2024-06-14", 20)),
		ofKind(alloc.KindAdjustment, owed(3, "2024-06-14", 30)), owed(4, "2024-06-14", 40),
	}, 100, []alloc.Split{{Charge: 4, Amount: 40}, {Charge: 3, Amount: 30}, {Charge: 2, Amount: 20}, {Charge: 1, Amount: 10}}, 0,
		"treatment, then adjustments, then a plan's interest before its principal"},
	{"an older charge of a later kind", []alloc.Charge{owed(1, "2024-06-14", 10), ofKind(alloc.KindPrincipal, owed(2, "2024-06-13", 20))}, 25,
		[]alloc.Split{{Charge: 2, Amount: 20}, {Charge: 1, Amount: 5}}, 0, "the kind ranks the charges of one day only"},
	{"ties go to the lower id", []alloc.Charge{owed(9, "2024-06-14", 10), owed(-3, "2024-06-14", 20), owed(4, "2024-06-14", 30)}, 100,
		[]alloc.Split{{Charge: -3, Amount: 20}, {Charge: 4, Amount: 30}, {Charge: 9, Amount: 10}}, 40, "ids below zero are ids too"},
	{"ids that differ above 32 bits", []alloc.Charge{owed(3<<32, "2024-06-14", 10), owed(1<<32, "2024-06-14", 20), owed(2<<32, "2024-06-14", 30)}, 35,
		[]alloc.Split{{Charge: 1 << 32, Amount: 20}, {Charge: 2 << 32, Amount: 15}}, 0, "no id is cut short"},
	{"the first and the last id", []alloc.Charge{owed(1<<63-1, "2024-06-14", 10), owed(-1<<63, "2024-06-14", 20)}, 25,
		[]alloc.Split{{Charge: -1 << 63, Amount: 20}, {Charge: 1<<63 - 1, Amount: 5}}, 0, "their distance does not fit in an int64"},
	{"1970-01-01 is a day", []alloc.Charge{owed(1, "1970-01-02", 10), {ID: 2, Owed: 20, Date: date.Date{}}, owed(3, "1969-12-31", 30)}, 55,
		[]alloc.Split{{Charge: 3, Amount: 30}, {Charge: 2, Amount: 20}, {Charge: 1, Amount: 5}}, 0,
		"the zero date.Date is a date, between the day before and the day after"},
	{"1970-01-01 alone", []alloc.Charge{{ID: 2, Owed: 20}}, 25, []alloc.Split{{Charge: 2, Amount: 20}}, 5, "a single one is not mistaken for unset"},
	{"the first day and the last", []alloc.Charge{owed(1, "9999-12-31", 10), owed(2, "0001-01-02", 20)}, 25,
		[]alloc.Split{{Charge: 2, Amount: 20}, {Charge: 1, Amount: 5}}, 0, "the calendar's ends stand in order"},
	{"a charge that is not due yet", []alloc.Charge{owed(1, "2999-01-01", 10)}, 10, []alloc.Split{{Charge: 1, Amount: 10}}, 0,
		"there is no date of payment to compare with: what is in the queue is payable"},
}

func TestFIFO(t *testing.T) {
	for _, c := range slices.Concat(payments, queues) {
		t.Run(c.name, func(t *testing.T) {
			for _, door := range fifoDoors(c.charges) {
				before, input := slices.Clone(door.dst), slices.Clone(c.charges)
				got, left, err := door.run(door.dst, c.charges, c.pay)
				expectError(t, err, fault{}, door.name+": "+c.why)
				expectRows(t, "splits", got, append(before, c.want...), door.name+": "+c.why)
				expectAmount(t, "what is left", left, c.wantLeft, door.name+": "+c.why)
				expectRows(t, "charges", c.charges, input, door.name+": the caller's charges stay as they were")
			}
		})
	}
}

// TestFIFOOfEveryOrder takes every order of six charges, of which no two are
// alike in date, kind and id and many are alike in two of them.
func TestFIFOOfEveryOrder(t *testing.T) {
	sorted := []alloc.Charge{
		owed(1, "2024-06-14", 1), owed(2, "2024-06-14", 2), ofKind(alloc.KindAdjustment, owed(1, "2024-06-14", 4)),
		ofKind(alloc.KindAdjustment, owed(2, "2024-06-14", 8)), owed(1, "2024-06-15", 16), owed(2, "2024-06-15", 32),
	}
	orders := 0
	permute(slices.Clone(sorted), 0, func(charges []alloc.Charge) {
		orders++
		for _, pay := range []money.Amount{1, 2, 5, 12, 30, 60, 64} { // each ends in another charge
			checkFIFO(t, charges, pay)
		}
	})
	if orders != 720 {
		t.Errorf("%d orders, want 6! = 720", orders)
	}
}

// permute calls visit with every order of rows[from:].
func permute[T any](rows []T, from int, visit func([]T)) {
	if from == len(rows) {
		visit(rows)
		return
	}
	for i := from; i < len(rows); i++ {
		rows[from], rows[i] = rows[i], rows[from]
		permute(rows, from+1, visit)
		rows[from], rows[i] = rows[i], rows[from]
	}
}

// TestAppendFIFOUsesTheRoomThereIs checks that splits land in the caller's array
// as long as it has room, and that the caller's array is left behind when not.
func TestAppendFIFOUsesTheRoomThereIs(t *testing.T) {
	for room := range 5 {
		t.Run(fmt.Sprintf("room for %d", room), func(t *testing.T) {
			array := make([]alloc.Split, 1+room)
			array[0] = alloc.Split{Charge: 1, Amount: 1}
			got, _, err := alloc.AppendFIFO(array[:1], threeVisits, 16000)
			expectError(t, err, fault{}, "no fault in it")
			if shared := &got[0] == &array[0]; shared != (room >= len(threeVisits)) {
				t.Errorf("room for %d splits: the result shares the caller's array: %t", room, shared)
			}
			got[0].Amount = 2
			if room < len(threeVisits) && array[0].Amount != 1 {
				t.Error("the caller's array is written to after it was left")
			}
		})
	}
}
