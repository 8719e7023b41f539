package alloc_test

import (
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// spoilers are the ways in which one charge can be wrong.
var spoilers = []struct {
	name  string
	spoil func(charges []alloc.Charge, i int)
	want  fault // the path is that of charge i
	why   string
}{
	{"owed less than nothing", func(c []alloc.Charge, i int) { c[i].Owed = -1 }, fault{"Owed", money.ErrNegative},
		"a credit is not a charge: it would make the payment larger"},
	{"owed the least amount", func(c []alloc.Charge, i int) { c[i].Owed = money.MinAmount }, fault{"Owed", money.ErrNegative},
		"it has no counterpart above zero"},
	{"no date", func(c []alloc.Charge, i int) { c[i].Date = notSet }, fault{"Date", money.ErrDateRequired},
		"0001-01-01 is how Open Dental writes a date not given"},
	{"a date in the year 0", func(c []alloc.Charge, i int) { c[i].Date = date.New(0, 12, 31) }, fault{"Date", money.ErrDateRequired},
		"there is no day before the first"},
	{"the earliest date.Date", func(c []alloc.Charge, i int) { c[i].Date = date.Min() }, fault{"Date", money.ErrDateRequired},
		"it must not wrap around to a late one"},
	{"the kind after the last", func(c []alloc.Charge, i int) { c[i].Kind = alloc.KindPrincipal + 1 }, fault{"Kind", alloc.ErrKind},
		"nobody has said where it ranks"},
	{"the largest kind", func(c []alloc.Charge, i int) { c[i].Kind = 255 }, fault{"Kind", alloc.ErrKind},
		"it must not be cut to a known one"},
	{"an id twice, side by side", func(c []alloc.Charge, i int) { twin(c, i, i-1) }, fault{"ID", money.ErrDuplicateID},
		"which of the two is paid would be a guess"},
	{"an id twice, far apart", func(c []alloc.Charge, i int) { twin(c, i, 0) }, fault{"ID", money.ErrDuplicateID},
		"sorting brings them together"},
}

// twin gives charge i the date, kind and id of charge j, but not what it owes.
func twin(charges []alloc.Charge, i, j int) {
	if j < 0 {
		j = len(charges) - 1
	}
	owed := charges[i].Owed
	charges[i] = charges[j]
	charges[i].Owed = owed
}

// TestFIFORefuses puts each fault into a queue that insertion sorts and into one
// that is counted, sorted and shuffled, at the start, within and at the end.
func TestFIFORefuses(t *testing.T) {
	for _, s := range spoilers {
		for _, n := range []int{3, 48, 49, 100} {
			for _, order := range []string{"sorted", "shuffled"} {
				for _, i := range []int{1, n / 2, n - 1} {
					t.Run(fmt.Sprintf("%s/%s/%d of %d", s.name, order, i, n), func(t *testing.T) {
						charges := queue(n)
						if order == "shuffled" {
							charges = shuffled(charges)
						}
						s.spoil(charges, i)
						expectRefusal(t, charges, fault{fmt.Sprintf("charges[%d].%s", i, s.want.path), s.want.rule}, s.why)
					})
				}
			}
		}
	}
}

// expectRefusal checks that every door refuses the charges and leaves dst and
// the room behind it alone.
func expectRefusal(t *testing.T, charges []alloc.Charge, want fault, why string) {
	t.Helper()
	for _, pay := range []money.Amount{1000, 0, -1000, money.MaxAmount} {
		for _, door := range fifoDoors(charges) {
			whole := door.dst[:cap(door.dst)]
			for i := range whole {
				whole[i] = alloc.Split{Charge: 99, Amount: 99}
			}
			before := slices.Clone(whole)
			got, left, err := door.run(door.dst, charges, pay)
			expectError(t, err, want, door.name+": "+why)
			expectRows(t, "splits", got, before[:len(door.dst)], door.name+": dst comes back as it was")
			expectRows(t, "splits", whole, before, door.name+": nothing is written behind dst")
			expectAmount(t, "what is left", left, 0, door.name+": no partial result")
		}
	}
}

func TestFIFONamesTheFirstFault(t *testing.T) {
	const first, second = "2024-06-14", "2024-06-15"
	charge := func(id int64, on string) alloc.Charge { return alloc.Charge{ID: id, Owed: 100, Date: day(on)} }
	cases := []struct {
		name    string
		charges []alloc.Charge
		want    fault
		why     string
	}{
		{"the first in input order", []alloc.Charge{charge(1, second), {ID: 2, Owed: -1, Date: day(first)}, {ID: 3, Date: notSet}},
			fault{"charges[1].Owed", money.ErrNegative}, "the reader starts at the top"},
		{"the first whatever the rule", []alloc.Charge{charge(1, second), {ID: 2, Date: notSet}, {ID: 3, Owed: -1, Date: day(first)}},
			fault{"charges[1].Date", money.ErrDateRequired}, "no rule goes before another"},
		{"an only charge", []alloc.Charge{{ID: 1, Date: notSet}},
			fault{"charges[0].Date", money.ErrDateRequired}, "a queue of one is in order and still checked"},
		{"two pairs of twins", []alloc.Charge{charge(1, second), charge(1, second), charge(2, first), charge(2, first)},
			fault{"charges[1].ID", money.ErrDuplicateID}, "input order counts, not the order of the queue"},
		{"three of one id", []alloc.Charge{charge(1, first), charge(9, second), charge(1, first), charge(1, first)},
			fault{"charges[2].ID", money.ErrDuplicateID}, "the second is the first that repeats one"},
		{"three of one id among ids that lie far apart", []alloc.Charge{charge(1<<40, first), charge(1, first), charge(1<<40, first), charge(1<<40, first)},
			fault{"charges[2].ID", money.ErrDuplicateID}, "the same where ids do not fit the sort key"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { expectRefusal(t, c.charges, c.want, c.why) })
	}
}

// TestTwinsMayDiffer lists charges that share an id and are not the same charge.
func TestTwinsMayDiffer(t *testing.T) {
	first := alloc.Charge{ID: 7, Owed: 100, Date: day("2024-06-14")}
	cases := []struct {
		name   string
		second alloc.Charge
		why    string
	}{
		{"another date", alloc.Charge{ID: 7, Owed: 50, Date: day("2024-06-15")}, "an instalment keeps its plan's id"},
		{"another kind", alloc.Charge{ID: 7, Owed: 50, Date: day("2024-06-14"), Kind: alloc.KindAdjustment}, "procedures and adjustments are numbered apart"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, left, err := alloc.FIFO([]alloc.Charge{c.second, first}, 200)
			expectError(t, err, fault{}, c.why)
			expectRows(t, "splits", got, []alloc.Split{{Charge: 7, Amount: 100}, {Charge: 7, Amount: 50}}, c.why)
			expectAmount(t, "what is left", left, 50, c.why)
		})
	}
}

// TestFIFOLimit gives a slice that says it is too long. The limit is checked
// before any charge is read, so one charge stands for 6 GB of them.
func TestFIFOLimit(t *testing.T) {
	header := struct {
		first    *alloc.Charge
		len, cap int
	}{&alloc.Charge{Owed: 100, Date: day("2024-06-15")}, alloc.MaxCharges + 1, alloc.MaxCharges + 1}
	charges := *(*[]alloc.Charge)(unsafe.Pointer(&header))
	_, left, err := alloc.AppendFIFO(nil, charges, 100)
	expectError(t, err, fault{"charges", money.ErrLimit}, "the load index has 28 bits in a sort key")
	expectAmount(t, "what is left", left, 0, "no partial result")
}
