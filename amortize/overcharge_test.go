package amortize_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// link returns production that is worth a fee and was charged for.
func link(fee, charged string) amortize.Link {
	return amortize.Link{Fee: usd(fee), Charged: usd(charged)}
}

// worth returns a link with some of its worth changed.
func worth(l amortize.Link, change func(l *amortize.Link)) amortize.Link {
	change(&l)
	return l
}

func TestOvercharged(t *testing.T) {
	cases := []struct {
		name  string
		links []amortize.Link
		want  string // total, then each link
		why   string
	}{
		{"nothing attached", nil, "0.00", "no link, no over-charge"},
		{"charged to the cent", []amortize.Link{link("100", "100")}, "0.00 0.00", "all of it is no more than it is worth"},
		{"a cent over", []amortize.Link{link("100", "100.01")}, "0.01 0.01", "100.01 - 100.00"},
		{"insurance came later", []amortize.Link{worth(link("100", "100"), func(l *amortize.Link) { l.Insurance = usd("30") })}, "30.00 30.00",
			"it is worth 70.00 now, and 100.00 was charged"},
		{"each deduction", []amortize.Link{worth(link("100", "60"), func(l *amortize.Link) {
			l.Adjustments, l.Insurance, l.WriteOff, l.OutsidePaid = usd("-5"), usd("20"), usd("10"), usd("7")
		})}, "2.00 2.00", "100.00 - 5.00 - 20.00 - 10.00 - 7.00 is 58.00"},
		{"units", []amortize.Link{worth(link("30", "100"), func(l *amortize.Link) { l.Units = 3 })}, "10.00 10.00", "three times 30.00 are 90.00"},
		{"no units", []amortize.Link{worth(link("30", "40"), func(l *amortize.Link) { l.Units = 0 })}, "10.00 10.00", "none counts as one"},
		{"units below zero", []amortize.Link{worth(link("30", "40"), func(l *amortize.Link) { l.Units = math.MinInt64 })}, "10.00 10.00", "they count as one too"},
		{"an override", []amortize.Link{worth(link("100", "80"), func(l *amortize.Link) { l.Override, l.Units, l.Insurance = usd("75"), 9, usd("99") })}, "5.00 5.00",
			"75.00 takes the place of fee, units and insurance"},
		{"netted", []amortize.Link{link("100", "130"), link("50", "20")}, "0.00 0.00 0.00", "30.00 too much and 30.00 too little: the plan is even"},
		{"netted in part", []amortize.Link{link("100", "130"), link("50", "40"), link("5", "5")}, "20.00 30.00 0.00 0.00",
			"the plan is 20.00 over, and the first link 30.00"},
		{"two over", []amortize.Link{link("1", "2"), link("9", "3"), link("10", "16")}, "1.00 1.00 0.00 6.00", "1.00 and 6.00 over, 6.00 short"},
		{"mended", []amortize.Link{link("100", "0")}, "0.00 0.00", "a charge of -130.00 took 130.00 away again"},
		{"charged below zero", []amortize.Link{link("-50", "-60"), link("20", "40")}, "10.00 0.00 20.00", "an adjustment that gives 50.00 back has given 60.00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			over, total, err := amortize.AppendOvercharged(nil, c.links, day("2024-01-15"), day("2024-01-15"))
			expect(t, overText(over, total), err, c.want, fault{}, c.why)
		})
	}
}

// overText writes the over-charge of a plan and then that of each link.
func overText(over []money.Amount, total money.Amount) string {
	text := total.Format(2)
	for _, o := range over {
		text += " " + o.Format(2)
	}
	return text
}

func TestOverchargedFromItsStart(t *testing.T) {
	links := []amortize.Link{link("100", "130"), link("10", "10")}
	for _, c := range []struct {
		name         string
		start, today date.Date
		want, why    string
	}{
		{"today", day("2024-01-15"), day("2024-01-15"), "30.00 30.00 0.00", "it has started"},
		{"tomorrow", day("2024-01-16"), day("2024-01-15"), "0.00 0.00 0.00", "nothing is due yet, so nothing is too much yet"},
		{"not set", schedule.Unset, day("2024-01-15"), "30.00 30.00 0.00", "a plan without a start is running"},
		{"on 1970-01-01", date.Date{}, day("1969-12-31"), "0.00 0.00 0.00", "the zero date is a real day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			over, total, err := amortize.AppendOvercharged(nil, links, c.start, c.today)
			expect(t, overText(over, total), err, c.want, fault{}, c.why)
		})
	}
}

// TestRefusedOvercharges has what is refused, with dst as it was.
func TestRefusedOvercharges(t *testing.T) {
	const most, least = math.MaxInt64, math.MinInt64
	today := day("2024-01-15")
	first, second := fault{"links[0].Fee", money.ErrOverflow}, fault{"links[1].Fee", money.ErrOverflow}
	one := func(l amortize.Link) []amortize.Link { return []amortize.Link{l} }
	cases := []struct {
		name    string
		links   []amortize.Link
		today   date.Date
		wantErr fault
		why     string
	}{
		{"no today", one(link("1", "2")), schedule.Unset, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"today past the calendar", one(link("1", "2")), shift(lastDay, 1), fault{"terms.Today", schedule.ErrDateRange}, "after year 9999"},
		{"units that wrap", one(amortize.Link{Fee: most, Units: 2}), today, first, "twice the largest"},
		{"adjustments that wrap", one(amortize.Link{Fee: most, Adjustments: 1}), today, first, "a cent over the largest"},
		{"insurance that wraps", one(amortize.Link{Fee: most, Insurance: -1}), today, first, "the same"},
		{"a write-off that wraps", one(amortize.Link{Fee: -2, WriteOff: most}), today, first, "a cent below the smallest"},
		{"payments that wrap", one(amortize.Link{Fee: -2, OutsidePaid: most}), today, first, "the same"},
		{"charges that wrap", one(amortize.Link{Fee: -2, Charged: most}), today, first, "the same"},
		{"an over-charge past the largest", one(amortize.Link{Fee: -1, Charged: most}), today, first, "what is charged too much is 2^63 cents"},
		{"the smallest override", one(amortize.Link{Override: least}), today, first, "the same"},
		{"links that wrap together", []amortize.Link{{Charged: most}, {Charged: 2}}, today, second, "each fits, and not their sum"},
		{"a total past the largest", []amortize.Link{{Charged: most}, {Charged: 1}}, today, second, "the sum is the smallest amount, and 2^63 over does not fit"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kept := []money.Amount{7, 8}
			over, total, err := amortize.AppendOvercharged(kept[:1], c.links, day("2024-01-15"), c.today)
			expect(t, slices.Equal(over, kept[:1]) && total == 0, err, true, c.wantErr, c.why)
		})
	}
}

// links returns up to four links, some of them at the edge of an int64.
func (d *dice) links() []amortize.Link {
	links := make([]amortize.Link, d.upTo(4))
	for i := range links {
		l := &links[i]
		for _, field := range []*money.Amount{&l.Fee, &l.Adjustments, &l.Insurance, &l.WriteOff, &l.OutsidePaid, &l.Override, &l.Charged} {
			if d.oneIn(2) {
				*field = d.amount()
			}
		}
		l.Units = int64(d.upTo(4)) - 1
	}
	return links
}

// amount returns an amount, below zero or above, now and then near the edge of
// an int64.
func (d *dice) amount() money.Amount {
	near := money.Amount(d.upTo(200) - 100)
	if !d.oneIn(8) {
		return near * money.Amount(1+d.upTo(300))
	}
	if near < 0 {
		return math.MinInt64 - near - 1
	}
	return math.MaxInt64 - near
}

// checkOvercharged is the law that an over-charge is what big numbers say it is,
// behind what was there, or that one of them does not fit.
func checkOvercharged(t rapid.TB, d *dice) {
	started := !d.oneIn(4)
	links := d.links()
	today := day("2024-01-15")
	start := today
	if !started {
		start = shift(today, 1)
	}
	over, total, err := amortize.AppendOvercharged([]money.Amount{7}, links, start, today)
	if over[0] != 7 {
		t.Fatalf("what was there is %v", over[0])
	}
	over = over[1:]
	parts, fits := []*big.Int{}, true
	whole := new(big.Int)
	for _, l := range links {
		room := sum(l.Fee)
		room.Mul(room, big.NewInt(max(1, l.Units)))
		if l.Override != 0 {
			room = sum(l.Override)
		} else {
			fits = fits && room.IsInt64()
			room.Add(room, sum(l.Adjustments))
			for _, off := range []money.Amount{l.Insurance, l.WriteOff, l.OutsidePaid} {
				fits = fits && room.IsInt64()
				room.Sub(room, sum(off))
			}
			fits = fits && room.IsInt64()
		}
		excess := room.Sub(sum(l.Charged), room)
		whole.Add(whole, excess)
		fits = fits && excess.IsInt64() && whole.IsInt64()
		parts = append(parts, maxZero(excess))
	}
	whole = maxZero(whole)
	if err != nil || !fits {
		if !errors.Is(err, money.ErrOverflow) || fits || total != 0 || len(over) != 0 {
			t.Fatalf("%+v: %v %v, %v, but fits is %v", links, total, over, err, fits)
		}
		return
	}
	for i := range parts {
		if !started || whole.Sign() == 0 {
			parts[i] = new(big.Int)
		}
		if sum(over[i]).Cmp(parts[i]) != 0 {
			t.Fatalf("%+v: link %d is %v over, want %v", links, i, over[i], parts[i])
		}
	}
	if !started {
		whole = new(big.Int)
	}
	if sum(total).Cmp(whole) != 0 || len(over) != len(links) {
		t.Fatalf("%+v: %v over in %d links, want %v", links, total, len(over), whole)
	}
}

// maxZero returns a number, or zero for one below it.
func maxZero(n *big.Int) *big.Int {
	if n.Sign() < 0 {
		return new(big.Int)
	}
	return n
}

func TestOverchargedIsThatOfBigNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkOvercharged(t, anyDice(t)) })
}

func FuzzOvercharged(f *testing.F) {
	addDice(f)
	f.Fuzz(func(t *testing.T, bytes []byte) { checkOvercharged(t, &dice{bytes}) })
}
