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
	"pgregory.net/rapid"
)

// byHand is 500.00 with 125.00 down, at 12 % and 130.00 a month.
var byHand = with(paying(monthly("500", "12"), "130"), func(t *amortize.Terms) { t.DownPayment, t.Interest = usd("125"), amortize.HalfEven })

// handRows are its rows as a bookkeeper types them.
func handRows() []amortize.Row {
	return []amortize.Row{
		{Date: day("2024-01-15"), Principal: usd("125.00"), Balance: usd("375.00"), Kind: amortize.DownPayment},
		{Date: day("2024-02-15"), Principal: usd("126.25"), Interest: usd("3.75"), Balance: usd("248.75"), N: 1},
		{Date: day("2024-03-15"), Principal: usd("127.51"), Interest: usd("2.49"), Balance: usd("121.24"), N: 2},
		{Date: day("2024-04-15"), Principal: usd("121.24"), Interest: usd("1.21"), Balance: 0, N: 3},
	}
}

func TestVerifiedByHand(t *testing.T) {
	type rows = []amortize.Row
	cases := []struct {
		name    string
		change  func(r rows) rows
		wantErr fault
		why     string
	}{
		{"right", func(r rows) rows { return r }, fault{}, "3.75 on 375.00, 2.49 on 248.75, 1.21 on 121.24"},
		{"no rows", func(rows) rows { return nil }, fault{"rows", amortize.ErrRowEnd}, "500.00 is left"},
		{"a row short", func(r rows) rows { return r[:3] }, fault{"rows", amortize.ErrRowEnd}, "121.24 is left"},
		{"a row too many", func(r rows) rows { return append(r, r[3]) }, fault{"rows[4].Principal", amortize.ErrRowEnd}, "nothing is left to pay"},
		{"a balance a cent off", func(r rows) rows { r[1].Balance++; return r }, fault{"rows[1].Balance", amortize.ErrRowBalance}, "375.00 - 126.25 is 248.75"},
		{"no principal", func(r rows) rows { r[2].Principal, r[2].Balance = 0, r[1].Balance; return r }, fault{"rows[2].Principal", amortize.ErrRowBalance}, "a row pays something off"},
		{"principal below zero", func(r rows) rows { r[2].Principal, r[2].Balance = -1, r[1].Balance+1; return r },
			fault{"rows[2].Principal", amortize.ErrRowBalance}, "a balance never rises"},
		{"principal above the balance", func(r rows) rows { r[3].Principal++; r[3].Balance--; return r }, fault{"rows[3].Principal", amortize.ErrRowBalance}, "nobody repays more than is owed"},
		{"the smallest principal", func(r rows) rows { r[1].Principal = math.MinInt64; return r }, fault{"rows[1].Principal", amortize.ErrRowBalance}, "nothing wraps"},
		{"interest a cent high", func(r rows) rows { r[2].Interest++; r[2].Principal--; r[2].Balance++; return r },
			fault{"rows[2].Interest", amortize.ErrRowInterest}, "exactly 2.4875, which is 2.49 and not 2.50"},
		{"interest below zero", func(r rows) rows { r[2].Interest = math.MinInt64; return r }, fault{"rows[2].Interest", amortize.ErrRowInterest}, "nothing wraps"},
		{"the largest interest", func(r rows) rows { r[2].Interest = math.MaxInt64; return r }, fault{"rows[2].Interest", amortize.ErrRowInterest}, "nothing wraps"},
		{"a cent short", func(r rows) rows { r[2].Principal--; r[2].Balance++; r[3].Principal++; return r }, fault{"rows[2].Principal", amortize.ErrRowPayment}, "127.50 and 2.49 are 129.99"},
		{"a cent over", func(r rows) rows { r[2].Principal++; r[2].Balance--; r[3].Principal--; return r }, fault{"rows[2].Principal", amortize.ErrRowPayment}, "127.52 and 2.49 are 130.01"},
		{"paid off too soon", func(r rows) rows { r[2].Principal, r[2].Balance = r[1].Balance, 0; return r[:3] },
			fault{"rows[2].Principal", amortize.ErrRowPayment}, "248.75 and 2.49 exceed 130.00, and no number of payments was agreed on"},
		{"a day late", func(r rows) rows { r[1].Date = r[1].Date.Add(1); return r }, fault{"rows[1].Date", amortize.ErrRowDate}, "due on the 15th"},
		{"dates exchanged", func(r rows) rows { r[1].Date, r[2].Date = r[2].Date, r[1].Date; return r }, fault{"rows[1].Date", amortize.ErrRowDate}, "February comes first"},
		{"a number left out", func(r rows) rows { r[2].N, r[3].N = 3, 4; return r }, fault{"rows[2].N", amortize.ErrRowKind}, "2 follows 1"},
		{"a second down payment", func(r rows) rows { r[1].Kind = amortize.DownPayment; return r }, fault{"rows[1].N", amortize.ErrRowKind}, "there is one"},
		{"paid ahead", func(r rows) rows { r[1].Kind = amortize.PaidAhead; return r }, fault{"rows[1].N", amortize.ErrRowKind}, "a plan is agreed on before anything is paid ahead"},
		{"no down payment", func(r rows) rows { r[0].Kind = amortize.Installment; return r }, fault{"rows[0].Kind", amortize.ErrRowKind}, "125.00 is paid at once"},
		{"a number for it", func(r rows) rows { r[0].N = 1; return r }, fault{"rows[0].Kind", amortize.ErrRowKind}, "the down payment is no instalment"},
		{"a down payment a day later", func(r rows) rows { r[0].Date = r[0].Date.Add(1); return r }, fault{"rows[0].Date", amortize.ErrRowDate}, "it is paid today"},
		{"a down payment with interest", func(r rows) rows { r[0].Interest = 1; return r }, fault{"rows[0].Interest", amortize.ErrRowInterest}, "it bears none"},
		{"a down payment a cent low", func(r rows) rows { r[0].Principal--; r[0].Balance++; r[1].Principal++; return r },
			fault{"rows[0].Principal", amortize.ErrRowPayment}, "125.00 was agreed on"},
		{"the first fault of two", func(r rows) rows { r[2].Interest++; r[1].Date = r[2].Date; return r }, fault{"rows[1].Date", amortize.ErrRowDate}, "in the order of the rows"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, 0, amortize.Verify(byHand, c.change(handRows())), 0, c.wantErr, c.why)
		})
	}
}

// TestVerifiedTies has interest of half a cent, which each exact engine rounds in
// its way, and a double in either.
func TestVerifiedTies(t *testing.T) {
	const down, up = 1, 2
	for _, c := range []struct {
		balance string
		engine  amortize.Interest
		right   int // the cents above the lower one, as bits: 1 the lower, 2 the upper
		why     string
	}{
		{"8.50", amortize.HalfEven, down, "exactly 8.5 cents; 8 is even"},
		{"9.50", amortize.HalfEven, up, "exactly 9.5 cents; 10 is even"},
		{"8.50", amortize.HalfUp, up, "exactly 8.5 cents go to 9"},
		{"9.50", amortize.HalfDown, down, "exactly 9.5 cents go to 9"},
		{"8.50", amortize.OpenDental, down | up, "a double may lie on either side of 8.5"},
		{"8.51", amortize.OpenDental, up, "8.51 cents are 9: a double is not that far off"},
		{"8.49", amortize.OpenDental, down, "8.49 cents are 8"},
	} {
		for above := range money.Amount(2) {
			terms := with(paying(monthly(c.balance, "12"), "10"), func(t *amortize.Terms) { t.Interest = c.engine })
			interest := terms.Principal/100 + above
			row := amortize.Row{Date: day("2024-02-15"), N: 1, Principal: terms.Principal, Interest: interest}
			wantErr := fault{"rows[0].Interest", amortize.ErrRowInterest}
			if c.right&(1<<above) != 0 {
				wantErr = fault{}
			}
			err := amortize.Verify(terms, []amortize.Row{row})
			expect(t, 0, err, 0, wantErr, c.balance+", "+c.engine.String()+": "+c.why)
			var field *money.FieldError
			if errors.As(err, &field) && field.Value != (money.Gap{Got: interest, Want: terms.Principal/100 + 1 - above}) {
				t.Errorf("%s, %v: the error has %v; want %d beside %d: %s", c.balance, c.engine, field.Value, interest, terms.Principal/100+1-above, c.why)
			}
		}
	}
}

// TestVerifiedEnds has the last rows of plans that end by a rule of their own.
func TestVerifiedEnds(t *testing.T) {
	count31 := with(counting(monthly("4500.87", "18"), 31), func(t *amortize.Terms) { t.Interest = amortize.HalfEven })
	tooMuch := fault{"rows[30].Principal", amortize.ErrRowPayment}
	cases := []struct {
		name    string
		made    amortize.Terms // whose rows are verified
		terms   amortize.Terms
		wantErr fault
		why     string
	}{
		{"a penny over the payment", count31, count31, fault{}, "182.63 ends a count of 31"},
		{"the same without a count", count31, paying(with(count31, func(t *amortize.Terms) { t.Payments = 0 }), "182.62"), tooMuch, "182.63 is over the payment of 182.62"},
		{"a penny after the count", paying(with(count31, func(t *amortize.Terms) { t.Payments = 0 }), "182.62"), count31, tooMuch, "payment 31 of 31 leaves 0.01"},
		{"ten payments early", counting(monthly("1.00", "0"), 60), counting(monthly("1.00", "0"), 60), fault{}, "fifty payments of 0.02 are all of it"},
		{"all paid down", down100(counting(monthly("100", "18"), 3)), down100(counting(monthly("100", "18"), 3)), fault{}, "no instalment is left"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expect(t, 0, amortize.Verify(c.terms, must(rowsOf(c.made))), 0, c.wantErr, c.why)
		})
	}
}

// down100 pays 100.00 of a plan down.
func down100(t amortize.Terms) amortize.Terms {
	t.DownPayment = usd("100")
	return t
}

// TestVerifiedDocumentPlans has the plans of the API document, and that a wrong
// start of interest or another engine is found in their rows.
func TestVerifiedDocumentPlans(t *testing.T) {
	for _, terms := range []amortize.Terms{plan256, plan500, plan1000, plan552} {
		rows := must(rowsOf(terms))
		expect(t, 0, amortize.Verify(terms, rows), 0, fault{}, "the rows that Schedule makes")
	}
	early := with(plan500, func(t *amortize.Terms) { t.InterestStart = schedule.Unset })
	expect(t, 0, amortize.Verify(early, must(rowsOf(plan500))), 0, fault{"rows[1].Interest", amortize.ErrRowInterest}, "375.00 bears 5.63 from the start")
	expect(t, 0, amortize.Verify(plan500, must(rowsOf(early))), 0, fault{"rows[1].Interest", amortize.ErrRowInterest}, "December is free of interest")
	halves := with(plan552, func(t *amortize.Terms) { t.Interest = amortize.HalfDown })
	expect(t, 0, amortize.Verify(halves, must(rowsOf(plan552))), 0, fault{"rows[6].Interest", amortize.ErrRowInterest}, "0.635 goes down to 0.63")
	expect(t, 0, amortize.Verify(plan552, must(rowsOf(halves))), 0, fault{}, "a double may lie on either side of 0.635, and the last row may be a cent less")
}

func TestRefusedVerification(t *testing.T) {
	for _, w := range slices.Concat(wrongLoans, []wrong{
		{"no engine", func(t *amortize.Terms) { t.Interest = 0 }, fault{"terms.Interest", amortize.ErrInterest}, "required"},
		{"neither payment nor count", func(t *amortize.Terms) { t.Payments = 0 }, fault{"terms.Payment", amortize.ErrNoTerms}, "nothing says how fast it is paid"},
		{"no today", func(t *amortize.Terms) { t.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
		{"a first date past the calendar", func(t *amortize.Terms) { t.First = shift(lastDay, 1) }, fault{"terms.First", schedule.ErrDateRange}, "after year 9999"},
	}) {
		t.Run(w.name, func(t *testing.T) {
			expect(t, 0, amortize.Verify(with(counting(monthly("100", "12"), 3), w.change), nil), 0, w.wantErr, w.why)
		})
	}
}

// TestVerifiedPastTheCalendar has a row that has no due date any more.
func TestVerifiedPastTheCalendar(t *testing.T) {
	terms := with(paying(monthly("2.00", "0"), "1.00"), func(t *amortize.Terms) { t.First = lastDay })
	rows := []amortize.Row{{Date: lastDay, Principal: 100, Balance: 100, N: 1}, {Date: shift(lastDay, 31), Principal: 100, N: 2}}
	expect(t, 0, amortize.Verify(terms, rows), 0, fault{"rows[1].Date", amortize.ErrRowDate}, "year 10000 has no due dates")
}

// TestVerifiedAtTheEdge has rows whose sums do not fit: they are compared as what
// they are.
func TestVerifiedAtTheEdge(t *testing.T) {
	terms := with(counting(monthly("1", "100"), 1), func(t *amortize.Terms) {
		t.Principal, t.Interest, t.Every, t.First = math.MaxInt64, amortize.HalfDown, schedule.Quarterly, day("2024-02-15")
	})
	row := amortize.Row{Date: terms.First, N: 1, Principal: math.MaxInt64, Interest: math.MaxInt64/4 + 1}
	expect(t, 0, amortize.Verify(terms, []amortize.Row{row}), 0, fault{}, "a quarter of the largest, 0.75 rounded up, and more in all than fits")
	row.Interest--
	expect(t, 0, amortize.Verify(terms, []amortize.Row{row}), 0, fault{"rows[0].Interest", amortize.ErrRowInterest}, "rounded the wrong way")
	paid := with(terms, func(t *amortize.Terms) { t.Payments, t.Payment = 0, math.MaxInt64 })
	row.Interest++
	expect(t, 0, amortize.Verify(paid, []amortize.Row{row}), 0, fault{"rows[0].Principal", amortize.ErrRowPayment}, "the sum is over the payment, and does not wrap below it")
}

// doubtful reports whether a double may make this much interest of a balance: a
// tie, for which Verify lets either cent pass.
func doubtful(terms amortize.Terms, balance, interest money.Amount) bool {
	if terms.Interest != amortize.OpenDental || interest < 0 {
		return false
	}
	off := new(big.Rat).Sub(new(big.Rat).SetInt64(int64(interest)), exactInterest(balance, terms.APR, terms.Every))
	room := new(big.Rat).Add(big.NewRat(1, 2), big.NewRat(1, 1_000_000))
	room.Add(room, new(big.Rat).Mul(big.NewRat(1, 1<<50), new(big.Rat).SetInt64(int64(interest))))
	return off.Abs(off).Cmp(room) <= 0
}

// checkVerified is the law that Verify accepts what AppendSchedule makes, and
// under another exact engine just the rows which that makes too.
func checkVerified(t rapid.TB, terms amortize.Terms) {
	rows, _, err := amortize.Schedule(terms)
	if err != nil {
		return
	}
	if err := amortize.Verify(terms, rows); err != nil {
		t.Fatalf("%+v: %v\n%s", terms, err, rowTexts(rows))
	}
	for _, engine := range exact {
		other := terms
		other.Interest = engine
		theirs, _, err := amortize.Schedule(other)
		same := err == nil && slices.Equal(rows, theirs)
		if got := amortize.Verify(other, rows); (got == nil) != same {
			t.Fatalf("%+v under %v: %v, and there the rows are, %v:\n%s\nnot\n%s", terms, engine, got, err, rowTexts(theirs), rowTexts(rows))
		}
	}
}

func TestVerifyAcceptsEverySchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkVerified(t, anyNumbers().Draw(t, "plan").terms()) })
}

// TestVerifyAcceptsTheLargestDoubles has principals past 2^53, where a double no
// longer holds every cent.
func TestVerifyAcceptsTheLargestDoubles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := anyNumbers().Draw(t, "plan").terms()
		terms.Interest = amortize.OpenDental
		terms.Principal = money.Amount(rapid.Int64Range(maxPlainFloat, math.MaxInt64/2).Draw(t, "principal"))
		terms.Payment, terms.Payments = 0, rapid.IntRange(1, 60).Draw(t, "payments")
		checkVerified(t, terms)
	})
}

func FuzzVerify(f *testing.F) {
	f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), int32(0))
	f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(8), int32(18_967), int32(28))
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, payments, picks uint16, first, start int32) {
		checkVerified(t, numbers{principal, down, rate, payment, payments, picks, first, start}.terms())
	})
}
