package amortize_test

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// firstInterest returns the interest of a plan of one instalment, which plans
// compute with the rate in fixed point where that holds.
func firstInterest(t rapid.TB, balance money.Amount, rate amortize.Rate, every schedule.Frequency, engine amortize.Interest) money.Amount {
	terms := counting(monthly("1", "0"), 1)
	terms.Principal, terms.APR, terms.Every, terms.Interest = balance, rate, every, engine
	rows, _, err := amortize.Schedule(terms)
	if err != nil {
		t.Fatalf("%d at %v %v, %v: %v", balance, rate, every, engine, err)
	}
	return rows[0].Interest
}

// nearTies returns balances at and around a limit, and those nearest to it whose
// interest is a half, or a step of the smallest fraction below or above a half.
func nearTies(limit money.Amount, rate amortize.Rate, every schedule.Frequency) []money.Amount {
	exact := exactInterest(1, rate, every)
	num, den := exact.Num(), exact.Denom()
	var balances []money.Amount
	add := func(balance money.Amount) {
		const most = money.MaxAmount / 4 // leaves room for the payment
		if 0 < balance && balance < most {
			balances = append(balances, balance)
		}
	}
	for off := money.Amount(-2); off <= 2; off++ {
		add(limit/2 + off)
		add(limit/2*2 + off)
	}
	inverse := new(big.Int).ModInverse(num, den)
	if inverse == nil || den.Int64() == 1 {
		return balances // interest is a whole number
	}
	for off := int64(-1); off <= 1; off++ {
		at := big.NewInt(den.Int64()/2 + off)
		at.Mod(at.Mul(at, inverse), den)
		tie, step := money.Amount(at.Int64()), money.Amount(den.Int64())
		add(tie)
		for _, limit := range []money.Amount{limit / 2, limit, min(limit, money.MaxAmount/16) * 2} {
			below := max(limit-tie, 0)/step*step + tie // at most limit
			for n := money.Amount(-2); n <= 3; n++ {
				add(below + n*step)
			}
		}
	}
	return balances
}

// TestEdgeOfFixedPoint takes balances inside and outside of what a rate in fixed
// point holds for, and of what is written without checks, where they are ties or
// as near to one as the rate allows.
func TestEdgeOfFixedPoint(t *testing.T) {
	rates := []amortize.Rate{
		1, 3, apr("0.000025"), apr("0.1"), apr("3"), apr("4.8"), apr("6"), apr("6.9"), apr("10"), apr("12.000001"),
		apr("18"), apr("19.99"), apr("29.99"), apr("36"), apr("99.999999"), apr("200"), apr("399.999999"), apr("400"), apr("999.999999"), amortize.MaxRate,
	}
	inside, outside := 0, 0
	for _, rate := range rates {
		for _, every := range frequencies {
			for _, engine := range engines {
				limit := amortize.FixedLimit(rate, every, engine)
				for _, balance := range slices.Concat(nearTies(limit, rate, every), nearTies(amortize.SteadyLimit, rate, every)) {
					if engine == amortize.OpenDental && balance > maxPlainFloat {
						continue
					}
					want, _ := naiveInterest(balance, rate, every, engine)
					if got := firstInterest(t, balance, rate, every, engine); got != want {
						t.Fatalf("%d at %v %v, %v, with a limit of %d: got %d, want %d", balance, rate, every, engine, limit, got, want)
					}
					if balance <= limit {
						inside++
					} else {
						outside++
					}
				}
			}
		}
	}
	if inside < 10_000 || outside < 10_000 {
		t.Errorf("%d balances inside and %d outside: the edge was hardly tried", inside, outside)
	}
}

// TestFixedPointHoldsForRealPlans says what the limits come to: no rate with six
// digits after the point leaves a plan of ten million to the slow way.
func TestFixedPointHoldsForRealPlans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := amortize.Rate(rapid.Int64Range(0, int64(apr("399.999999"))).Draw(t, "rate"))
		every := rapid.SampledFrom(frequencies).Draw(t, "every")
		for _, engine := range exact {
			if got := amortize.FixedLimit(rate, every, engine); got < usd("10000000") {
				t.Fatalf("%v at %v, %v: up to %d", every, rate, engine, got)
			}
		}
	})
}

func TestNoFixedPointForAWholePeriodsRate(t *testing.T) {
	expect(t, amortize.FixedLimit(apr("400"), schedule.Quarterly, amortize.HalfUp), nil, 0, fault{}, "100 % a quarter is no fraction")
	expect(t, amortize.FixedLimit(apr("200"), schedule.Quarterly, amortize.HalfUp), nil, money.MaxAmount, fault{}, "a half is exact in binary")
	expect(t, amortize.FixedLimit(0, schedule.Weekly, amortize.HalfEven), nil, money.MaxAmount, fault{}, "so is zero")
	_, excess := bits.Div64(1, 0, 200) // 2^64 by 200
	expect(t, amortize.FixedLimit(apr("6"), schedule.Monthly, amortize.HalfDown), nil, money.Amount(math.MaxInt64/(200-excess)), fault{}, "1/200, rounded up by this much")
}

// checkBothWays is the law that a plan has the same rows with the checks and
// without, and with the rate in fixed point and without.
func checkBothWays(t rapid.TB, terms amortize.Terms) (steady bool) {
	rows, s, err := amortize.Schedule(terms)
	if err != nil {
		return false // the slow way has the last word on errors
	}
	if terms.DownPayment > 0 {
		rows = rows[1:]
	}
	dates, err := schedule.Rule{First: terms.First, Every: terms.Every, Fifth: terms.Fifth}.Dates(len(rows))
	if err != nil {
		t.Fatal(err)
	}
	for _, fixed := range []bool{false, true} {
		checked, c, err := amortize.CheckedRows(terms, s.Payment, dates, fixed)
		if err != nil || !slices.Equal(checked, rows) || c.TotalInterest != s.TotalInterest || c.Payments != s.Payments {
			t.Fatalf("%+v, fixed point %v, %v:\nchecked\n%s\nwithout checks\n%s", terms, fixed, err, rowTexts(checked), rowTexts(rows))
		}
	}
	return amortize.IsSteady(terms, s.Payment)
}

func TestPlansAreTheSameWithoutChecks(t *testing.T) {
	steady, checked := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		if checkBothWays(t, anyNumbers().Draw(t, "plan").terms()) {
			steady++
		} else {
			checked++
		}
	})
	if steady == 0 || checked == 0 {
		t.Errorf("%d plans without checks and %d with them: one way was not tried", steady, checked)
	}
}

// TestEdgeOfSteadyPlans takes plans on both sides of each condition under which
// the checks are left out.
func TestEdgeOfSteadyPlans(t *testing.T) {
	plan := func(principal, payment money.Amount, rate string, every schedule.Frequency, engine amortize.Interest) amortize.Terms {
		return with(monthly("1", rate), func(t *amortize.Terms) {
			t.Principal, t.Payment, t.Every, t.Interest, t.First = principal, payment, every, engine, day("2024-01-31")
		})
	}
	limit := amortize.SteadyLimit
	cases := []struct {
		name  string
		terms amortize.Terms
		want  bool
		why   string
	}{
		{"at the limit", plan(limit, limit/9, "6", schedule.Monthly, amortize.OpenDental), true, "2000 times its interest fits"},
		{"past the limit", plan(limit+1, limit/9, "6", schedule.Monthly, amortize.OpenDental), false, "a cent more"},
		{"exact at the limit", plan(limit, limit/9, "6", schedule.Monthly, amortize.HalfUp), true, "fixed point holds for more"},
		{"exact past the limit", plan(limit+1, limit/9, "6", schedule.Monthly, amortize.HalfUp), false, "a cent more"},
		{"dearest", plan(limit, limit*5/2+1, "1000", schedule.Quarterly, amortize.OpenDental), true, "the largest interest there is"},
		{"no fixed point", plan(usd("100"), usd("250.01"), "1000", schedule.Quarterly, amortize.HalfUp), false, "2.5 a quarter"},
		{"a cent over the interest", plan(usd("1000"), usd("10.01"), "12", schedule.Monthly, amortize.HalfEven), true, "each period pays a cent at least"},
		{"the interest", plan(usd("1000"), usd("10"), "12", schedule.Monthly, amortize.HalfEven), false, "refused"},
		{"the interest, to start later", with(plan(usd("1000"), usd("10"), "12", schedule.Monthly, amortize.HalfEven),
			func(t *amortize.Terms) { t.InterestStart = day("2024-02-01") }), false, "only the first payment, free of interest, makes it work"},
		{"all at once", plan(usd("1000"), money.MaxAmount, "12", schedule.Monthly, amortize.HalfDown), true, "the largest payment there is"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := amortize.IsSteady(c.terms, c.terms.Payment)
			expect(t, got, nil, c.want, fault{}, c.why)
			checkSchedule(t, c.terms)
			checkBothWays(t, c.terms)
		})
	}
}

// TestTotalInterestPastAnAmount has a plan that only the checks can refuse: every
// row fits, and their sum does not.
func TestTotalInterestPastAnAmount(t *testing.T) {
	for _, engine := range engines {
		terms := with(monthly("1", "200"), func(t *amortize.Terms) {
			t.Principal, t.Every, t.Interest, t.First = money.MaxAmount/40, schedule.Quarterly, engine, day("2024-01-31")
			t.Payment = t.Principal/2 + 100
		})
		_, _, err := amortize.Schedule(terms)
		if bad := mismatch(err, fault{"terms.Principal", money.ErrOverflow}); bad != "" {
			t.Errorf("%v: %s", engine, bad)
		}
	}
}

// TestRowsOverwriteWhatWasThere covers slices that served another plan: rows are
// written in place, field by field.
func TestRowsOverwriteWhatWasThere(t *testing.T) {
	for _, engine := range engines {
		terms := counting(monthly("1000", "18"), 70)
		terms.Interest = engine
		want, _, err := amortize.Schedule(terms)
		if err != nil {
			t.Fatal(err)
		}
		for room := range 80 {
			used := slices.Repeat([]amortize.Row{{Date: day("1999-12-31"), Principal: 1, Interest: 2, Balance: 3, N: 4, Kind: amortize.DownPayment}}, room)
			got, _, err := amortize.AppendSchedule(used[:0], terms)
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%v, room for %d: %v\n got\n%s\nwant\n%s", engine, room, err, rowTexts(got), rowTexts(want))
			}
		}
	}
}
