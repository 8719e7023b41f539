package claimcheck_test

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	_ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// setTape is a row of bytes that a law reads its choices from, so that a random
// test and a fuzz target make the same sets from the same bytes. Past its end every
// choice is 0.
type setTape []byte

// pick reads a choice from 0 to n-1.
func (t *setTape) pick(n int) int {
	if len(*t) == 0 {
		return 0
	}
	b := (*t)[0]
	*t = (*t)[1:]
	return int(b) % n
}

// one reads one of some words.
func (t *setTape) one(words ...string) string { return words[t.pick(len(words))] }

// amount reads an amount: small, large or below zero.
func (t *setTape) amount() money.Amount {
	a := money.Amount(t.pick(256)<<8 | t.pick(256))
	switch t.pick(8) {
	case 0:
		return -a
	case 1:
		return a * 1_000_003
	}
	return a
}

// line reads a reserve line: few of them, so that payments meet.
func (t *setTape) line(reserving string) claimcheck.ReserveLine {
	l := claimcheck.ReserveLine{CostType: "claimcost", CostCategory: t.one("body", "rental"), Exposure: t.one("cc:58", "cc:59", ""), ReservingCurrency: reserving}
	l.OnClaim = l.Exposure == ""
	return l
}

// payment reads a payment with up to three lines.
func (t *setTape) payment(reserving string) claimcheck.PaymentToWrite {
	p := claimcheck.PaymentToWrite{
		PaymentType: t.one("partial", "partial", "final", "supplement"), Currency: t.one("usd", "usd", "cad", "jpy", "kwd"),
		ReserveLine: t.line(reserving), NotEroding: t.pick(6) == 5,
	}
	if t.pick(8) == 7 {
		p.ExchangeRate = claimcheck.ExchangeRate{Units: int64(1 + t.pick(200)), Digits: uint8(t.pick(4))}
	}
	for range 1 + t.pick(3) {
		p.LineItems = append(p.LineItems, claimcheck.LineItem{Amount: t.amount(), Currency: p.Currency})
	}
	return p
}

// anySet reads a whole set and its options.
func anySet(data []byte) (claimcheck.CheckSet, claimcheck.CheckSetOptions) {
	t := setTape(data)
	set := claimcheck.CheckSet{
		Claim: claimcheck.Owner{ID: "cc:55", State: t.one("open", "open", "closed"), ValidationLevel: "payment", HasPriorPayments: true},
		Exposures: []claimcheck.Owner{
			{ID: "cc:58", State: t.one("open", "open", "closed"), ValidationLevel: "payment", HasPriorPayments: true},
			{ID: "cc:59", State: t.one("open", "open", "closed"), ValidationLevel: "payment", HasPriorPayments: true},
		},
	}
	options := claimcheck.CheckSetOptions{Rounding: money.HalfUp, AllowExceedReserves: t.pick(3) == 2, ExceedLimit: 500_00}
	for _, from := range []string{"usd", "cad", "jpy", "kwd"} {
		for _, to := range []string{"usd", "kwd"} {
			if t.pick(8) < 7 && from != to {
				options.Rates = append(options.Rates, claimcheck.CurrencyRate{From: from, To: to, Rate: claimcheck.ExchangeRate{Units: int64(1 + t.pick(250)), Digits: uint8(t.pick(5))}})
			}
		}
	}
	for range t.pick(4) {
		r := claimcheck.Reserve{ReserveLine: t.line(t.one("usd", "kwd")), Available: t.amount()}
		if !slices.ContainsFunc(set.Reserves, func(other claimcheck.Reserve) bool { return other.ReserveLine == r.ReserveLine }) {
			set.Reserves = append(set.Reserves, r)
		}
	}
	for range 1 + t.pick(3) {
		check, reserving := checkOf(), t.one("usd", "usd", "kwd")
		for range 1 + t.pick(4) {
			check.Payments = append(check.Payments, t.payment(reserving))
		}
		set.Checks = append(set.Checks, check)
	}
	if len(set.Checks) == 1 {
		set.Recurrence = t.pick(4)
	}
	return set, options
}

// validate is ValidateCheckSet for sets that it must accept.
func validate(t rapid.TB, set *claimcheck.CheckSet, options *claimcheck.CheckSetOptions) claimcheck.CheckSetReport {
	t.Helper()
	report, err := claimcheck.ValidateCheckSet(set, options)
	if err != nil {
		t.Fatalf("%+v: %v", set, err)
	}
	if err := claimcheck.VerifyCheckSet(set, options, &report); err != nil {
		t.Fatalf("not verified: %v of %+v\n%+v", err, set, report)
	}
	return report
}

// checkSetIsTheSlowWay is the law that a report says what the obvious way says:
// the same findings about money, and the same reserves.
func checkSetIsTheSlowWay(t rapid.TB, data []byte) {
	t.Helper()
	set, options := anySet(data)
	report := validate(t, &set, &options)
	slow := slowSet{&set, &options}
	inOrder := func(a, b slowFinding) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.code, b.code))
	}
	want, got := slow.all(), aboutMoney(&report)
	slices.SortFunc(want, inOrder) // problems and warnings are two lists
	slices.SortFunc(got, inOrder)
	if !slices.Equal(want, got) {
		t.Fatalf("got  %v\nwant %v\nin %+v", got, want, set)
	}
	for i := range report.Payments {
		e := &report.Payments[i]
		p := &set.Checks[e.Check].Payments[e.Payment]
		if amount, ok := slow.reserving(p); e.Total.Amount != slow.total(p) || ok != e.Reserving.Known() || ok && amount != e.Reserving.Amount {
			t.Fatalf("%+v comes to %v and %v, want %v and %v, %v", p, e.Total, e.Reserving, slow.total(p), amount, ok)
		}
	}
	for i := range report.Lines {
		l := &report.Lines[i]
		if asked := slow.asked(l.ReserveLine, len(set.Checks), 0); l.Requested != asked {
			t.Fatalf("%v of %v is asked, want %v", l.Requested, l.ReserveLine, asked)
		}
		if l.Unknown != slow.unknown(l.ReserveLine) {
			t.Fatalf("%+v: want unknown %t", l, !l.Unknown)
		}
		left, offset := slow.after(l.ReserveLine)
		if l.Reserved && (l.Available != slow.available(l.ReserveLine) || l.After != left || l.Offset != offset || l.Excess != max(0, l.Requested-max(0, l.Available))) {
			t.Fatalf("%+v, want %v left and an offset of %v", l, left, offset)
		}
	}
}

// checkSetOrder is the law that the order of exposures and reserves, and what the
// input holds beside them, change nothing.
func checkSetOrder(t rapid.TB, data []byte) {
	t.Helper()
	set, options := anySet(data)
	before, _ := anySet(data)
	want := validate(t, &set, &options)
	if !reflect.DeepEqual(set, before) {
		t.Fatalf("the set was %+v and is %+v", before, set)
	}
	slices.Reverse(set.Exposures)
	slices.Reverse(set.Reserves)
	slices.Reverse(options.Rates)
	got := validate(t, &set, &options)
	if !reflect.DeepEqual(aboutMoney(&got), aboutMoney(&want)) || !reflect.DeepEqual(got.Lines, want.Lines) || !reflect.DeepEqual(got.Approvals, want.Approvals) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

// checkSetCopies is the law that a check that recurs asks of the reserves what the
// same check does when it stands there that many times.
func checkSetCopies(t rapid.TB, data []byte) {
	t.Helper()
	set, options := anySet(data)
	set.Checks, set.Recurrence = set.Checks[:1], 3
	recurring := validate(t, &set, &options)
	set.Checks, set.Recurrence = append(slices.Clone(set.Checks), set.Checks[0], set.Checks[0]), 0
	copied := validate(t, &set, &options)
	if recurring.SetTotal != copied.SetTotal || recurring.Excess != copied.Excess || !reflect.DeepEqual(recurring.Lines, copied.Lines) {
		t.Fatalf("three times: %+v\ncopied: %+v", recurring, copied)
	}
}

// checkSetMoreReserves is the law that a cent more on every line makes no new
// problem. A line a cent below zero is left alone: at zero, nobody knows that it ever
// had reserves which may be exceeded.
func checkSetMoreReserves(t rapid.TB, data []byte) {
	t.Helper()
	set, options := anySet(data)
	less := validate(t, &set, &options)
	for i := range set.Reserves {
		if set.Reserves[i].Available != -1 {
			set.Reserves[i].Available++
		}
	}
	more := validate(t, &set, &options)
	if len(more.Problems) > len(less.Problems) || less.OK() && !more.OK() {
		t.Fatalf("with more: %v\nwith less: %v", lines(more.Problems), lines(less.Problems))
	}
}

// setLaws are the laws of check sets.
var setLaws = []struct {
	name string
	law  func(t rapid.TB, data []byte)
}{
	{"the slow way", checkSetIsTheSlowWay}, {"any order", checkSetOrder}, {"copies", checkSetCopies}, {"more reserves", checkSetMoreReserves},
}

func TestCheckSetLaws(t *testing.T) {
	for _, law := range setLaws {
		t.Run(law.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := rapid.IntRange(0, 250).Draw(t, "bytes")
				if rapid.Bool().Draw(t, "even") {
					random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), uint64(n)))
					data := make([]byte, n)
					for i := range data {
						data[i] = byte(random.Uint32())
					}
					law.law(t, data)
					return
				}
				law.law(t, rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "data"))
			})
		})
	}
}

func FuzzCheckSet(f *testing.F) {
	f.Add([]byte{})
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 1))
		data := make([]byte, 200)
		for i := range data {
			data[i] = byte(random.Uint32())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, law := range setLaws {
			law.law(t, data)
		}
	})
}
