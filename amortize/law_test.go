package amortize_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// checkSchedule is the law that the rows are those of the slow way, behind what
// was there, or that the plan is refused for the reason the slow way finds.
func checkSchedule(t rapid.TB, terms amortize.Terms) {
	before := []amortize.Row{{N: -1}, {N: -2}}
	got, summary, err := amortize.AppendSchedule(slices.Clone(before), terms)
	want := naiveSchedule(terms)
	expect(t, summary, err, want.summary, want.fault, "the summary")
	if wantRows := append(before, want.rows...); !slices.Equal(got, wantRows) {
		t.Fatalf("%+v:\n got\n%s\nwant\n%s", terms, rowTexts(got), rowTexts(wantRows))
	}
	rows, again, err := amortize.Schedule(terms)
	expect(t, again, err, summary, want.fault, "the summary of the rows alone")
	if !slices.Equal(rows, got[2:]) || err != nil && rows != nil {
		t.Fatalf("%+v:\nSchedule has\n%s\nAppendSchedule has\n%s", terms, rowTexts(rows), rowTexts(got[2:]))
	}
	if err == nil {
		checkRows(t, terms, rows, summary)
		checkPayments(t, terms, rows, summary)
		checkDates(t, terms, rows)
	}
}

// checkRows is the law that principal is conserved: each row takes some of it off
// the balance, until the last row takes the last of it.
func checkRows(t rapid.TB, terms amortize.Terms, rows []amortize.Row, s amortize.Summary) {
	balance, interest := terms.Principal, money.Amount(0)
	for i, r := range rows {
		if r.Principal <= 0 || r.Interest < 0 || r.Balance != balance-r.Principal {
			t.Fatalf("%+v: row %d is %s after a balance of %s", terms, i, rowText(r), balance.Format(2))
		}
		if (r.Balance == 0) != (i == len(rows)-1) {
			t.Fatalf("%+v: row %d of %d leaves %s", terms, i, len(rows), r.Balance.Format(2))
		}
		balance = r.Balance
		interest += r.Interest
	}
	if s.Principal != terms.Principal || s.TotalInterest != interest || s.TotalCost != terms.Principal+interest {
		t.Fatalf("%+v: the summary is %+v, and the rows bear %s interest", terms, s, interest.Format(2))
	}
}

// checkPayments is the law that the payment falls due each time but the last,
// when it is less; or, at the end of a count, more by what rounding interest can
// have grown to.
func checkPayments(t rapid.TB, terms amortize.Terms, rows []amortize.Row, s amortize.Summary) {
	installments := 0
	for i, r := range rows {
		if r.Kind == amortize.DownPayment {
			if i != 0 || r.N != 0 || r.Interest != 0 || r.Principal != terms.DownPayment || r.Date != terms.Today {
				t.Fatalf("%+v: the down payment is row %d: %+v", terms, i, r)
			}
			continue
		}
		if installments++; r.N != installments {
			t.Fatalf("%+v: payment %d has the number %d", terms, installments, r.N)
		}
		switch amount := r.Principal + r.Interest; {
		case amount == s.Payment:
		case i < len(rows)-1, amount > s.Payment && r.N != terms.Payments:
			t.Fatalf("%+v: payment %d is %s", terms, r.N, amount.Format(2))
		case amount > s.Payment:
			checkExcess(t, terms, amount-s.Payment)
		}
	}
	if s.Payments != installments || terms.Payments > 0 && installments > terms.Payments {
		t.Fatalf("%+v: %d payments, and the summary says %d", terms, installments, s.Payments)
	}
}

// checkExcess is the law that the last of n payments exceeds the others by no
// more than half a cent for each of them, with interest on it until the end. A
// double adds its own error, which counts where a cent is a small part of it.
func checkExcess(t rapid.TB, terms amortize.Terms, excess money.Amount) {
	l := newLoan(terms.APR, terms.Every)
	for range terms.Payments {
		l.period()
	}
	most := big.NewRat(1, 2)
	if terms.Interest == amortize.OpenDental {
		most = doubleRoom(exactInterest(terms.Principal, terms.APR, terms.Every))
	}
	got := new(big.Int).Mul(sum(excess), l.scale)
	want := new(big.Int).Mul(l.paid, most.Num())
	if got.Mul(got, most.Denom()).Cmp(want) > 0 {
		t.Fatalf("%+v: the last payment is %s more", terms, excess.Format(2))
	}
}

// checkDates is the law that payments fall due when the schedule says, and bear
// interest from the day it starts.
func checkDates(t rapid.TB, terms amortize.Terms, rows []amortize.Row) {
	if terms.DownPayment > 0 {
		rows = rows[1:]
	}
	dates, err := schedule.Rule{First: terms.First, Every: terms.Every, Fifth: terms.Fifth}.Dates(len(rows))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if r.Date != dates[i] {
			t.Fatalf("%+v: payment %d is on %v, want %v", terms, r.N, r.Date, dates[i])
		}
		if r.Date.Before(terms.InterestStart) {
			if r.Interest != 0 {
				t.Fatalf("%+v: interest before its start: %s", terms, rowText(r))
			}
			continue
		}
		checkInterest(t, r.Principal+r.Balance, terms.APR, terms.Every, terms.Interest)
		interest, _ := amortize.PeriodInterest(r.Principal+r.Balance, terms.APR, terms.Every, terms.Interest)
		if r.Interest != interest {
			t.Fatalf("%+v: %s, want interest of %s", terms, rowText(r), interest.Format(2))
		}
	}
}

func TestScheduleIsThatOfTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkSchedule(t, anyNumbers().Draw(t, "plan").terms()) })
}

func FuzzSchedule(f *testing.F) {
	f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), int32(0))
	f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(8), int32(18_967), int32(28))
	f.Add(int64(100), int64(100), int64(0), int64(1), uint16(0), uint16(29), int32(19_751), int32(0))
	f.Add(int64(1)<<62, int64(-1), int64(1_000_000_000), int64(1)<<62, uint16(0), uint16(17), int32(2_932_800), int32(7))
	f.Add(int64(40000), int64(0), int64(36_000_000), int64(0), uint16(2000), uint16(3), int32(19_751), int32(-9))
	f.Add(int64(9007199254740968), int64(0), int64(1_000_000_000), int64(0), uint16(3), uint16(52), int32(18_920), int32(0))
	f.Add(int64(1)<<62, int64(0), int64(1000), int64(1)<<62, uint16(0), uint16(12), int32(-719_133), int32(7))
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, payments, picks uint16, first, start int32) {
		n := numbers{principal, down, rate, payment, payments, picks, first, start}
		checkSchedule(t, n.terms())
	})
}

// TestSmallPlans takes every plan of 20.00 to 60.00 over two to three years, some
// of which end with a payment over the others; few random plans do.
func TestSmallPlans(t *testing.T) {
	over := 0
	for payments := 24; payments <= 36; payments += 3 {
		for principal := usd("20"); principal <= usd("60"); principal += 7 {
			terms := counting(monthly("1", "18"), payments)
			terms.Principal, terms.First = principal, day("2024-01-31")
			terms.Interest = engines[int(principal)%len(engines)]
			checkSchedule(t, terms)
			rows, s, err := amortize.Schedule(terms)
			if err != nil {
				t.Fatal(err)
			}
			if last := rows[len(rows)-1]; last.Principal+last.Interest > s.Payment {
				over++
			}
		}
	}
	if over < 10 {
		t.Errorf("only %d plans end with a payment over the others: the law was hardly tried", over)
	}
}

// checkLaterStart is the law that whoever has to bear interest later never bears
// more of it, and never has more payments to make.
func checkLaterStart(t rapid.TB, terms amortize.Terms, days uint16) {
	sooner, s, err := amortize.Schedule(terms)
	if err != nil {
		return
	}
	terms.InterestStart = foldDay(int32(terms.First.Max(terms.InterestStart).DaysSinceEpoch()) + int32(days%1000))
	if terms.InterestStart.Before(terms.First) {
		return // past the end of the calendar
	}
	later, l, err := amortize.Schedule(terms)
	if err != nil || l.TotalInterest > s.TotalInterest || l.Payments > s.Payments {
		t.Fatalf("%+v, %v:\n%s\nand without the later start\n%s", terms, err, rowTexts(later), rowTexts(sooner))
	}
}

func TestLaterInterestStartNeverCostsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkLaterStart(t, anyNumbers().Draw(t, "plan").terms(), rapid.Uint16Range(0, 999).Draw(t, "days"))
	})
}

func FuzzLaterInterestStart(f *testing.F) {
	f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(8), int32(18_967), uint16(28))
	f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), uint16(365))
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, payments, picks uint16, first int32, days uint16) {
		n := numbers{principal: principal, down: down, rate: rate, payment: payment, payments: payments, picks: picks, first: first}
		checkLaterStart(t, n.terms(), days)
	})
}
