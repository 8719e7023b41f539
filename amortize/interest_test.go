package amortize_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

func TestPeriodRates(t *testing.T) {
	cases := []struct {
		id    string
		every schedule.Frequency
		want  string
		why   string
	}{
		{"rate-Weekly", schedule.Weekly, "0.19", "10.00 over 52"},
		{"rate-EveryOtherWeek", schedule.EveryOtherWeek, "0.38", "10.00 over 26"},
		{"rate-Monthly", schedule.Monthly, "0.83", "10.00 over 12"},
		{"rate-OrdinalWeekday", schedule.OrdinalWeekday, "0.83", "twelve a year too, whatever their distance"},
		{"rate-Quarterly", schedule.Quarterly, "2.50", "10.00 over 4"},
	}
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			for _, engine := range engines {
				got, err := amortize.PeriodInterest(usd("100"), apr("10"), c.every, engine)
				expect(t, got, err, usd(c.want), fault{}, engine.String()+": "+c.why)
			}
		})
	}
}

// TestHalfCents has what the engines disagree on: interest of a whole number of
// cents and a half.
func TestHalfCents(t *testing.T) {
	cases := []struct {
		name          string
		balance, rate string
		every         schedule.Frequency
		want          [4]string // openDental, halfEven, halfUp, halfDown
		why           string
	}{
		{"the document's last balance", "76.20", "10", schedule.Monthly, [4]string{"0.64", "0.64", "0.64", "0.63"},
			"0.635: the balance as a clean double; 76.19999999999999 from sums would be 0.63"},
		{"half a cent", "0.60", "10", schedule.Monthly, [4]string{"0.00", "0.00", "0.01", "0.00"},
			"0.005: zero is even, and the double is 0.5 or less"},
		{"one and a half", "1.80", "10", schedule.Monthly, [4]string{"0.02", "0.02", "0.02", "0.01"},
			"0.015: the even neighbour is above"},
		{"at a percent a month", "2.50", "12", schedule.Monthly, [4]string{"0.02", "0.02", "0.03", "0.02"},
			"0.025: the even neighbour is below"},
		{"no tie", "76.21", "10", schedule.Monthly, [4]string{"0.64", "0.64", "0.64", "0.64"}, "0.63508: nearer to 0.64"},
		{"nor below", "76.19", "10", schedule.Monthly, [4]string{"0.63", "0.63", "0.63", "0.63"}, "0.63492: nearer to 0.63"},
		{"a double above its tie", "5.40", "10", schedule.Monthly, [4]string{"0.05", "0.04", "0.05", "0.04"},
			"0.045: the double is 4.500000000000001 cents, so even does not come into it"},
		{"a double below its tie", "6.60", "10", schedule.Monthly, [4]string{"0.05", "0.06", "0.06", "0.05"},
			"0.055: the double is 5.499999999999999 cents"},
		{"eighteen percent", "37.00", "18", schedule.Monthly, [4]string{"0.55", "0.56", "0.56", "0.55"},
			"0.555: the double is 55.49999999999999 cents"},
		{"by quarters", "0.20", "10", schedule.Quarterly, [4]string{"0.01", "0.00", "0.01", "0.00"},
			"0.005: the double is 0.5000000000000001 cents"},
		{"by weeks", "109.20", "5", schedule.Weekly, [4]string{"0.11", "0.10", "0.11", "0.10"},
			"0.105: the double is 10.500000000000002 cents"},
		{"every other week", "58.50", "6", schedule.EveryOtherWeek, [4]string{"0.13", "0.14", "0.14", "0.13"},
			"0.135: the double is 13.499999999999998 cents"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for i, engine := range engines {
				got, err := amortize.PeriodInterest(usd(c.balance), apr(c.rate), c.every, engine)
				expect(t, got.Format(2), err, c.want[i], fault{}, engine.String()+": "+c.why)
			}
		})
	}
}

func TestPeriodInterestLimits(t *testing.T) {
	const most, half = money.MaxAmount, money.MaxAmount/2 + 1
	cases := []struct {
		name    string
		balance money.Amount
		rate    amortize.Rate
		every   schedule.Frequency
		engine  amortize.Interest
		want    money.Amount
		wantErr fault
		why     string
	}{
		{"no balance", 0, apr("18"), schedule.Monthly, amortize.HalfUp, 0, fault{}, "no interest on nothing"},
		{"no rate", most, 0, schedule.Monthly, amortize.OpenDental, 0, fault{}, "the zero rate is no interest"},
		{"a hundredth of a cent", 1, apr("12"), schedule.Monthly, amortize.HalfUp, 0, fault{}, "far from a half"},
		{"the whole balance", most, apr("400"), schedule.Quarterly, amortize.HalfEven, most, fault{}, "100 % a quarter, to the last cent"},
		{"the largest rate", 4, amortize.MaxRate, schedule.Quarterly, amortize.HalfEven, 10, fault{}, "250 % a quarter"},
		{"too much", most, apr("400.000001"), schedule.Quarterly, amortize.HalfDown, 0, fault{"balance", money.ErrOverflow}, "it does not wrap"},
		{"far too much", most, amortize.MaxRate, schedule.Quarterly, amortize.HalfUp, 0, fault{"balance", money.ErrOverflow}, "it does not wrap"},
		{"too much for a double", half, amortize.MaxRate, schedule.Quarterly, amortize.OpenDental, 0, fault{"balance", money.ErrOverflow}, "2.5 times 2^62"},
		{"just too much for one", most, apr("400"), schedule.Quarterly, amortize.OpenDental, 0, fault{"balance", money.ErrOverflow}, "as a double it is 2^63"},
		{"negative balance", -1, -1, 0, 0, 0, fault{"balance", money.ErrNegative}, "arguments are checked in order"},
		{"negative rate", 1, -1, 0, 0, 0, fault{"apr", amortize.ErrRateRange}, "arguments are checked in order"},
		{"rate past the largest", 1, amortize.MaxRate + 1, 0, 0, 0, fault{"apr", amortize.ErrRateRange}, "1000 % is the end"},
		{"no frequency", 1, 0, 0, 0, 0, fault{"every", schedule.ErrFrequency}, "arguments are checked in order"},
		{"unknown frequency", 1, 0, schedule.Quarterly + 1, 1, 0, fault{"every", schedule.ErrFrequency}, "there are five"},
		{"no engine", 1, 0, schedule.Monthly, 0, 0, fault{"engine", amortize.ErrInterest}, "there is no default"},
		{"unknown engine", 1, 0, schedule.Monthly, amortize.HalfDown + 1, 0, fault{"engine", amortize.ErrInterest}, "there are four"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.PeriodInterest(c.balance, c.rate, c.every, c.engine)
			expect(t, got, err, c.want, c.wantErr, c.why)
		})
	}
}

// doubleRoom returns how far from the exact interest a double may end up: half a
// cent, after seven roundings to 53 bits that are each off by at most 2^-53 of it.
func doubleRoom(exact *big.Rat) *big.Rat {
	room := new(big.Rat).Mul(exact, big.NewRat(1, 1<<50))
	return room.Add(room, big.NewRat(1, 2))
}

// checkInterest is the law that interest is the rounding of the exact fraction,
// or what doubles make of it, and either way no further than half a cent from it.
func checkInterest(t rapid.TB, balance money.Amount, rate amortize.Rate, every schedule.Frequency, engine amortize.Interest) {
	got, err := amortize.PeriodInterest(balance, rate, every, engine)
	exact := exactInterest(balance, rate, every)
	room := big.NewRat(1, 2)
	if engine == amortize.OpenDental {
		room = doubleRoom(exact)
	}
	if err != nil {
		most := new(big.Rat).Sub(new(big.Rat).SetInt64(math.MaxInt64), room)
		if bad := mismatch(err, fault{"balance", money.ErrOverflow}); bad != "" || exact.Cmp(most) < 0 {
			t.Fatalf("%d at %v %v, %v: %s: interest is %s", balance, rate, every, engine, bad, exact.FloatString(3))
		}
		return
	}
	off := new(big.Rat).Sub(exact, new(big.Rat).SetInt64(int64(got)))
	if off.Abs(off).Cmp(room) > 0 {
		t.Fatalf("%d at %v %v, %v: got %d, and exactly it is %s", balance, rate, every, engine, got, exact.FloatString(6))
	}
	if engine == amortize.OpenDental && balance > maxPlainFloat {
		return
	}
	if want, fits := naiveInterest(balance, rate, every, engine); got != want || !fits {
		t.Fatalf("%d at %v %v, %v: got %d, want %d", balance, rate, every, engine, got, want)
	}
}

// checkMoreInterest is the law that interest does not fall when balance or rate
// rises.
func checkMoreInterest(t rapid.TB, less, more money.Amount, low, high amortize.Rate, every schedule.Frequency, engine amortize.Interest) {
	small, err := amortize.PeriodInterest(less, low, every, engine)
	large, errLarge := amortize.PeriodInterest(more, high, every, engine)
	if err != nil && errLarge == nil || errLarge == nil && large < small {
		t.Fatalf("%v, %v: %d at %v is %d, and %d at %v is %d", every, engine, less, low, small, more, high, large)
	}
}

// checkAllInterest checks both laws on any two balances and rates.
func checkAllInterest(t rapid.TB, balances [2]money.Amount, rates [2]amortize.Rate, pick uint8) {
	every, engine := frequencies[int(pick)%len(frequencies)], engines[int(pick)/5%len(engines)]
	checkInterest(t, balances[0], rates[0], every, engine)
	checkInterest(t, balances[1], rates[1], every, engine)
	less, more := min(balances[0], balances[1]), max(balances[0], balances[1])
	low, high := min(rates[0], rates[1]), max(rates[0], rates[1])
	checkMoreInterest(t, less, more, low, high, every, engine)
}

func TestInterestIsTheRoundingOfTheExactFraction(t *testing.T) {
	balance := rapid.Map(anyPrincipal(), func(v int64) money.Amount { return money.Amount(v) })
	rapid.Check(t, func(t *rapid.T) {
		balances := [2]money.Amount{balance.Draw(t, "balance"), balance.Draw(t, "another balance")}
		rates := [2]amortize.Rate{anyRate().Draw(t, "rate"), anyRate().Draw(t, "another rate")}
		checkAllInterest(t, balances, rates, rapid.Uint8().Draw(t, "frequency and engine"))
	})
}

func FuzzPeriodInterest(f *testing.F) {
	f.Add(int64(7620), int64(7619), int64(10_000_000), int64(10_000_001), uint8(3))
	f.Add(int64(540), int64(660), int64(10_000_000), int64(10_000_000), uint8(8))
	f.Add(int64(math.MaxInt64), int64(maxPlainFloat), int64(400_000_000), int64(400_000_001), uint8(4))
	f.Fuzz(func(t *testing.T, balance, other, rate, another int64, pick uint8) {
		balances := [2]money.Amount{money.Amount(balance & math.MaxInt64), money.Amount(other & math.MaxInt64)}
		fold := func(r int64) amortize.Rate { return amortize.Rate(uint64(r) % uint64(amortize.MaxRate+1)) }
		checkAllInterest(t, balances, [2]amortize.Rate{fold(rate), fold(another)}, pick)
	})
}

// TestEveryTieUpToAHundred exhausts the balances to 100.00 whose interest at a
// usual rate ends in half a cent. At 6.9 and 35 the order of divisions matters.
func TestEveryTieUpToAHundred(t *testing.T) {
	ties := 0
	for _, rate := range []string{"5", "6", "6.9", "10", "12", "18", "24", "35"} {
		for _, every := range frequencies {
			for balance := money.Amount(1); balance <= 100_00; balance++ {
				if exactInterest(balance, apr(rate), every).Denom().Int64() != 2 {
					continue
				}
				ties++
				for _, engine := range engines {
					checkInterest(t, balance, apr(rate), every, engine)
				}
			}
		}
	}
	if ties < 1000 {
		t.Errorf("only %d ties: the law was hardly tried", ties)
	}
}

func TestInterestNames(t *testing.T) {
	names := []string{"openDental", "halfEven", "halfUp", "halfDown"}
	for i, engine := range engines {
		got, err := amortize.ParseInterest(names[i])
		expect(t, got, err, engine, fault{}, names[i])
		if engine.String() != names[i] || !engine.Valid() {
			t.Errorf("%d is %q, valid %v; want %q", i, engine, engine.Valid(), names[i])
		}
	}
	for _, name := range []string{"", "OpenDental", "opendental", "half-even", "up", "Interest(0)", "halfEven "} {
		got, err := amortize.ParseInterest(name)
		expect(t, got, err, 0, fault{"", amortize.ErrInterest}, "names are exact: "+name)
	}
	for number, text := range map[amortize.Interest]string{0: "Interest(0)", 5: "Interest(5)", 255: "Interest(255)"} {
		if number.String() != text || number.Valid() {
			t.Errorf("got %q, valid %v; want %q", number, number.Valid(), text)
		}
	}
}
