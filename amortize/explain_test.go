package amortize_test

import (
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// stepText writes a step: the balance, the exact interest and the rule.
func stepText(s amortize.RowStep) string {
	return s.Balance.Format(2) + " " + string(s.Interest.Append(nil, 2)) + " " + s.Why.String()
}

func TestStepsOfTheDocumentsPlan(t *testing.T) {
	counted := with(counting(monthly("4500.87", "18"), 31), func(t *amortize.Terms) { t.Every = schedule.OrdinalWeekday })
	cases := []struct {
		name  string
		terms amortize.Terms
		row   int // the first of the rows that want has
		want  []string
		why   string
	}{
		{"seed-create-511.66", plan500, 0, []string{
			"500.00 0.00 downPayment", "375.00 0.00 installment", "299.50 4.4925 installment", "228.49 3.42735 installment",
			"156.42 2.3463 installment", "83.27 1.24905 installment", "9.02 0.1353 lastInstallment",
		}, "1.5 % of each balance, and nothing before interest starts"},
		{"a tie", with(paying(monthly("8.50", "1.2"), "5"), func(t *amortize.Terms) { t.Interest = amortize.HalfEven }), 0,
			[]string{"8.50 0.0085 installment", "3.51 0.00351 lastInstallment"}, "0.1 % of 8.50 is 0.85 cents"},
		{"a third of a cent", with(paying(monthly("1.00", "4"), "1.01"), func(t *amortize.Terms) { t.Interest = amortize.HalfEven }), 0,
			[]string{"1.00 0.0033333333… lastInstallment"}, "a third of a percent has no last digit: it is written to eight, and the rest is shown to be missing"},
		{"the end of a count", counted, 30, []string{"179.93 2.69895 lastOfCount"}, "179.93 and 2.70 exceed the payment of 182.62 by a cent, and the count ends here"},
		{"a count that ends early", counting(monthly("1.00", "0"), 60), 49, []string{"0.02 0.00 lastInstallment"}, "payment 50 of 60 is the last: it fits"},
		{"a count of one", counting(monthly("100", "12"), 1), 0, []string{"100.00 1.00 lastOfCount"}, "it fits too, but the count is what decides"},
		{"all paid down", with(counting(monthly("80", "18"), 3), func(t *amortize.Terms) { t.DownPayment = usd("80") }), 0, []string{"80.00 0.00 downPayment"},
			"a down payment bears no interest and is none of the count"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows := must(rowsOf(c.terms))
			steps, err := amortize.AppendSteps(nil, c.terms, rows)
			var got []string
			for i, s := range steps {
				if s.Row != i {
					t.Errorf("step %d is of row %d", i, s.Row)
				}
				got = append(got, stepText(s))
			}
			expect(t, strings.Join(got[c.row:], "\n"), err, strings.Join(c.want, "\n"), fault{}, c.why)
		})
	}
}

// rowsOf returns the rows of a plan alone.
func rowsOf(t amortize.Terms) ([]amortize.Row, error) {
	rows, _, err := amortize.Schedule(t)
	return rows, err
}

func TestRefusedSteps(t *testing.T) {
	for _, w := range slices.Concat(wrongLoans, []wrong{
		{"no engine", func(t *amortize.Terms) { t.Interest = 0 }, fault{"terms.Interest", amortize.ErrInterest}, "required"},
		{"no today", func(t *amortize.Terms) { t.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
	}) {
		t.Run(w.name, func(t *testing.T) {
			kept := []amortize.RowStep{{Row: 7}}
			steps, err := amortize.AppendSteps(kept, with(counting(monthly("100", "12"), 3), w.change), nil)
			expect(t, slices.Equal(steps, kept), err, true, w.wantErr, w.why)
		})
	}
	good := must(rowsOf(counting(monthly("100", "12"), 3)))
	for _, c := range []struct {
		name    string
		change  func(r *amortize.Row)
		wantErr fault
		why     string
	}{
		{"a balance below zero", func(r *amortize.Row) { r.Balance = -r.Principal - 1 }, fault{"rows[1].Balance", money.ErrNegative}, "a plan never owes the patient"},
		{"a balance of zero", func(r *amortize.Row) { r.Balance = -r.Principal }, fault{}, "zero bears nothing, and is no error"},
		{"a balance that wraps", func(r *amortize.Row) { r.Balance = math.MaxInt64 }, fault{"rows[1].Balance", money.ErrOverflow}, "with its principal it is over the largest"},
		{"the smallest of both", func(r *amortize.Row) { r.Balance, r.Principal = math.MinInt64, math.MinInt64 }, fault{"rows[1].Balance", money.ErrOverflow}, "nothing wraps"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := slices.Clone(good)
			c.change(&rows[1])
			kept := []amortize.RowStep{{Row: 7}}
			steps, err := amortize.AppendSteps(kept, counting(monthly("100", "12"), 3), rows)
			wantLen := 4
			if c.wantErr.rule != nil {
				wantLen = 1
			}
			expect(t, len(steps), err, wantLen, c.wantErr, c.why)
			expect(t, steps[0], nil, kept[0], fault{}, "what was there stays")
		})
	}
}

// TestInterestPastTheLargest has the exact interest of a balance that bears more
// than an amount holds. No row of a plan has it.
func TestInterestPastTheLargest(t *testing.T) {
	terms := with(counting(monthly("1", "1000"), 3), func(t *amortize.Terms) { t.Every = schedule.Quarterly })
	twice := with(terms, func(t *amortize.Terms) { t.APR = apr("800") })
	for _, c := range []struct {
		terms   amortize.Terms
		balance money.Amount
		want    amortize.Exact
		why     string
	}{
		{twice, 1 << 62, amortize.Exact{Whole: math.MaxInt64, Per: 1}, "twice 2^62 is a cent too much"},
		{twice, 1<<62 - 1, amortize.Exact{Whole: math.MaxInt64 - 1, Per: 1}, "twice a cent less fits"},
		{terms, math.MaxInt64, amortize.Exact{Whole: math.MaxInt64, Per: 1}, "250 % of it do not fit"},
		{terms, math.MaxInt64/5*2 + 3, amortize.Exact{Whole: math.MaxInt64, Per: 1}, "a little more than two fifths are a little too much"},
		{terms, math.MaxInt64 / 5 * 2, amortize.Exact{Whole: math.MaxInt64 / 5 * 5, Per: 2}, "two and a half times two fifths fit"},
		{terms, math.MaxInt64/5*2 + 1, amortize.Exact{Whole: math.MaxInt64/5*5 + 2, Rest: 1, Per: 2}, "to the half cent"},
	} {
		steps, err := amortize.AppendSteps(nil, c.terms, []amortize.Row{{Principal: 1, Balance: c.balance - 1, Date: day("2024-02-15"), N: 1}})
		expect(t, steps[0].Interest, err, c.want, fault{}, c.why)
	}
}

func TestExactText(t *testing.T) {
	cases := []struct {
		exact  amortize.Exact
		digits int
		want   string
		why    string
	}{
		{amortize.Exact{}, 2, "0.00", "nothing"},
		{amortize.Exact{Whole: 808, Rest: 1, Per: 2}, 2, "8.085", "half a cent more is a digit more"},
		{amortize.Exact{Whole: 808, Rest: 1, Per: 2}, 0, "808.5", "whole yen have no point of their own"},
		{amortize.Exact{Whole: 808, Rest: 1, Per: 2}, 3, "0.8085", "fils have three digits"},
		{amortize.Exact{Whole: 808, Per: 2}, 2, "8.08", "no fraction, no digit"},
		{amortize.Exact{Whole: 808, Per: 2}, 0, "808", "no fraction, no point"},
		{amortize.Exact{Rest: 1, Per: 100_000_000}, 2, "0.0000000001", "eight digits are written to the last"},
		{amortize.Exact{Rest: 1, Per: 1_000_000_000}, 2, "0.0000000000…", "a ninth is not written, but it is there"},
		{amortize.Exact{Rest: 2, Per: 3}, 2, "0.0066666666…", "cut, not rounded"},
		{amortize.Exact{Whole: math.MaxInt64, Rest: math.MaxInt64 - 1, Per: math.MaxInt64}, 2, "92233720368547758.0799999999…", "nothing wraps at the edge"},
	}
	for _, c := range cases {
		expect(t, string(c.exact.Append([]byte("of "), c.digits)), nil, "of "+c.want, fault{}, c.why)
	}
}

// checkExactText is the law that the text is the long division by hand: eight
// digits at most, and "…" where there are more.
func checkExactText(t rapid.TB, whole, rest, per int64, digits uint8) {
	e := amortize.Exact{Whole: money.Amount(whole & math.MaxInt64), Per: max(1, per&math.MaxInt64)}
	e.Rest = (rest & math.MaxInt64) % e.Per
	places := int(digits % 7)
	want := e.Whole.Format(places)
	if e.Rest > 0 {
		scale := big.NewInt(100_000_000)
		product := new(big.Int).Mul(big.NewInt(e.Rest), scale)
		quotient, left := product.QuoRem(product, big.NewInt(e.Per), new(big.Int))
		text := quotient.String()
		text = strings.Repeat("0", 8-len(text)) + text
		if left.Sign() > 0 {
			text += "…"
		} else {
			text = strings.TrimRight(text, "0")
		}
		if places == 0 {
			want += "."
		}
		want += text
	}
	if got := string(e.Append(nil, places)); got != want {
		t.Fatalf("%+v with %d digits: got %s, want %s", e, places, got, want)
	}
}

func TestExactTextIsLongDivision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		per := rapid.OneOf(rapid.Int64Range(1, 1000), rapid.Int64()).Draw(t, "per")
		checkExactText(t, rapid.Int64().Draw(t, "whole"), rapid.Int64().Draw(t, "rest"), per, rapid.Uint8().Draw(t, "digits"))
	})
}

func FuzzExactText(f *testing.F) {
	f.Add(int64(808), int64(1), int64(2), uint8(2))
	f.Add(int64(0), int64(1), int64(3), uint8(0))
	f.Add(int64(math.MaxInt64), int64(math.MaxInt64-1), int64(math.MaxInt64), uint8(6))
	f.Fuzz(func(t *testing.T, whole, rest, per int64, digits uint8) { checkExactText(t, whole, rest, per, digits) })
}

// checkSteps is the law that the steps of a plan are its rows again: each balance
// the one before the row, interest the exact fraction, which for the exact engines
// rounds to the row's, and the rule that the row obeys.
func checkSteps(t rapid.TB, terms amortize.Terms) {
	rows, summary, err := amortize.Schedule(terms)
	if err != nil {
		return
	}
	kept := []amortize.RowStep{{Row: -1}}
	steps, err := amortize.AppendSteps(slices.Clone(kept), terms, rows)
	if err != nil || len(steps) != len(rows)+1 || steps[0] != kept[0] {
		t.Fatalf("%+v: %d steps of %d rows, %v", terms, len(steps)-1, len(rows), err)
	}
	balance := terms.Principal
	for i, s := range steps[1:] {
		row := rows[i]
		bears := row.Kind == amortize.Installment && !row.Date.Before(terms.InterestStart)
		want := new(big.Rat)
		if bears {
			want = exactInterest(balance, terms.APR, terms.Every)
		}
		got := new(big.Rat).Add(new(big.Rat).SetInt64(int64(s.Interest.Whole)), big.NewRat(s.Interest.Rest, s.Interest.Per))
		if s.Row != i || s.Balance != balance || got.Cmp(want) != 0 || s.Interest.Rest < 0 || s.Interest.Rest >= s.Interest.Per {
			t.Fatalf("%+v: step %d is %+v, want %s on %s", terms, i, s, want.FloatString(9), balance.Format(2))
		}
		if terms.Interest != amortize.OpenDental && roundExact(got, terms.Interest).Cmp(sum(row.Interest)) != 0 {
			t.Fatalf("%+v: %s does not round to the interest of %s", terms, got.FloatString(9), rowText(row))
		}
		checkStepRate(t, terms, s, bears)
		checkStepRule(t, terms, row, s.Why, summary.Payment)
		balance = row.Balance
	}
}

// checkStepRate is the law that the rate of a row that bears interest is the year's
// over its periods, in lowest terms, and that of any other is zero.
func checkStepRate(t rapid.TB, terms amortize.Terms, s amortize.RowStep, bears bool) {
	if !bears {
		if s.Rate != (money.Ratio{}) {
			t.Fatalf("%+v: step %+v bears no interest and has a rate", terms, s)
		}
		return
	}
	rate := exactInterest(1, terms.APR, terms.Every)
	if sum(money.Amount(s.Rate.Num)).Cmp(rate.Num()) != 0 || sum(money.Amount(s.Rate.Den)).Cmp(rate.Denom()) != 0 {
		t.Fatalf("%+v: the rate of step %+v, want %v", terms, s, rate)
	}
}

// checkStepRule is the law that each rule is given where it holds.
func checkStepRule(t rapid.TB, terms amortize.Terms, row amortize.Row, why amortize.RowRule, payment money.Amount) {
	amount := sum(row.Principal, row.Interest)
	holds := false
	switch why {
	case amortize.RuleDownPayment:
		holds = row.Kind == amortize.DownPayment
	case amortize.RuleCount:
		holds = row.N == terms.Payments && row.Balance == 0
	case amortize.RuleFits:
		holds = row.N != terms.Payments && row.Balance == 0 && amount.Cmp(sum(payment)) <= 0
	case amortize.RuleLevel:
		holds = row.Balance > 0 && amount.Cmp(sum(payment)) == 0
	}
	if !holds || row.Kind == amortize.DownPayment && why != amortize.RuleDownPayment {
		t.Fatalf("%+v: %s is said to be %v", terms, rowText(row), why)
	}
}

func TestStepsAreThoseOfTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkSteps(t, anyNumbers().Draw(t, "plan").terms()) })
}

func FuzzSteps(f *testing.F) {
	f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), int32(0))
	f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(8), int32(18_967), int32(28))
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, payments, picks uint16, first, start int32) {
		checkSteps(t, numbers{principal, down, rate, payment, payments, picks, first, start}.terms())
	})
}

// TestRowRuleNames keeps the words that documents have.
func TestRowRuleNames(t *testing.T) {
	var got []string
	for rule := range amortize.RuleCount + 2 {
		got = append(got, rule.String())
	}
	if want := "installment downPayment lastInstallment lastOfCount RowRule(?)"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
