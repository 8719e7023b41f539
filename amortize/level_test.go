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

func TestLevelPayment(t *testing.T) {
	cases := []struct {
		name            string
		principal, rate string
		every           schedule.Frequency
		payments        int
		want            string
		why             string
	}{
		{"eleven dollars in ten", "11.00", "0", schedule.Monthly, 10, "1.10", "it divides; Open Dental's doubles make it 110.00000000000001 cents, and 1.11"},
		{"seed-get-643", "643", "0", schedule.Monthly, 5, "128.60", "it divides"},
		{"seed-get-64", "64", "0", schedule.Monthly, 10, "6.40", "it divides"},
		{"a dollar in three", "1.00", "0", schedule.Monthly, 3, "0.34", "0.33 would leave a cent"},
		{"a cent in two", "0.01", "0", schedule.Monthly, 2, "0.01", "half a cent cannot be paid"},
		{"seed-create-256.12", "256.12", "5", schedule.Monthly, 12, "21.93", "exactly 21.9258"},
		{"seed-put-67", "67.00", "10", schedule.Weekly, 6, "11.25", "exactly 11.2419"},
		{"seed-dynamic-741.71", "628", "10", schedule.Monthly, 8, "81.48", "exactly 81.4722"},
		{"seed-get-1029.44", "1000", "10", schedule.Monthly, 10, "104.65", "exactly 104.6404"},
		{"count-may-exceed-n", "4500.87", "18", schedule.OrdinalWeekday, 31, "182.62", "exactly 182.6196"},
		{"every other week", "1000", "26", schedule.EveryOtherWeek, 2, "507.52", "1 % a period: exactly 507.5124"},
		{"one payment", "100", "12", schedule.Monthly, 1, "101.00", "principal and a period's interest, exactly"},
		{"one payment at the largest rate", "100", "1000", schedule.Monthly, 1, "183.34", "83 1/3 % a month"},
		{"a whole number of cents", "3.00", "400", schedule.Quarterly, 2, "4.00", "100 % a quarter: 4/3 of the principal, so nothing is rounded"},
		{"a cent less owed", "2.99", "400", schedule.Quarterly, 2, "3.99", "3.98667, rounded up"},
		{"the smallest rate", "100", "0.000001", schedule.Monthly, 10, "10.01", "10.00 would leave a trace of interest"},
		{"2000 payments", "1000000", "6", schedule.Monthly, 2000, "5000.24", "exactly 5000.2327"},
		{"2000 payments that a double cannot tell from interest alone", "1000000", "36", schedule.Monthly, 2000, "30000.01",
			"more than the interest of 30000.00, if only by 10^-19 cents"},
		{"2000 at the largest rate", "1000000", "1000", schedule.Quarterly, 2000, "2500000.01", "more than the interest, if only by 10^-1079 cents"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			terms := counting(monthly(c.principal, c.rate), c.payments)
			terms.Every = c.every
			got, err := amortize.LevelPayment(terms)
			expect(t, got.Format(2), err, c.want, fault{}, c.why)
		})
	}
}

func TestLevelPaymentReadsWhatItSays(t *testing.T) {
	want := usd("81.48")
	terms := amortize.Terms{Principal: usd("728"), DownPayment: usd("100"), APR: apr("10"), Every: schedule.Monthly, Payments: 8}
	got, err := amortize.LevelPayment(terms)
	expect(t, got, err, want, fault{}, "the down payment is not financed; no dates, no engine")
	terms.InterestStart, terms.Payment, terms.Interest = day("2030-01-01"), usd("5"), 77
	got, err = amortize.LevelPayment(terms)
	expect(t, got, err, want, fault{}, "interest start and payment do not enter")
	terms.DownPayment = terms.Principal
	got, err = amortize.LevelPayment(terms)
	expect(t, got, err, 0, fault{}, "nothing is financed")
}

func TestLargestLevelPayments(t *testing.T) {
	cases := []struct {
		name      string
		principal money.Amount
		rate      string
		payments  int
		want      money.Amount
		wantErr   fault
		why       string
	}{
		{"all of it", money.MaxAmount, "0", 1, money.MaxAmount, fault{}, "as a fraction it is exact"},
		{"half of it", money.MaxAmount, "0", 2, money.MaxAmount/2 + 1, fault{}, "rounded up"},
		{"the largest there is", money.MaxAmount - money.MaxAmount/2 - 1, "400", 1, money.MaxAmount - 1, fault{}, "twice the principal"},
		{"a cent too many", money.MaxAmount - money.MaxAmount/2, "400", 1, 0, fault{"terms.Principal", money.ErrOverflow}, "2^63"},
		{"far too much", money.MaxAmount, "1000", 2000, 0, fault{"terms.Principal", money.ErrOverflow}, "it does not wrap"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			terms := counting(monthly("1", c.rate), c.payments)
			terms.Principal, terms.Every = c.principal, schedule.Quarterly
			got, err := amortize.LevelPayment(terms)
			expect(t, got, err, c.want, c.wantErr, c.why)
		})
	}
}

// checkLevel is the law that the payment repays the plan and a cent less does
// not, counted in a coin without fractions.
func checkLevel(t rapid.TB, terms amortize.Terms) {
	l := newLoan(terms.APR, terms.Every)
	for range terms.Payments {
		l.period()
	}
	financed := sum(terms.Principal, -terms.DownPayment)
	payment, err := amortize.LevelPayment(terms)
	if err != nil {
		bad := mismatch(err, fault{"terms.Principal", money.ErrOverflow})
		if bad != "" || payment != 0 || l.left(financed, sum(money.MaxAmount)) <= 0 {
			t.Fatalf("%+v: %d, %v: %s", terms, payment, err, bad)
		}
		return
	}
	if l.left(financed, sum(payment)) > 0 {
		t.Fatalf("%+v: %d leaves something to pay", terms, payment)
	}
	if l.left(financed, sum(payment, -1)) <= 0 {
		t.Fatalf("%+v: %d is a cent too much, or more", terms, payment)
	}
}

// checkLevelOrder is the law that the payment does not fall with more principal
// or a higher rate, nor rise with more payments; and that k loans of one kind
// take less than k cents more one by one than as one.
func checkLevelOrder(t rapid.TB, terms amortize.Terms, times uint8) {
	payment, err := amortize.LevelPayment(terms)
	if err != nil {
		return
	}
	worse := []func(t *amortize.Terms){
		func(t *amortize.Terms) { t.Principal++ },
		func(t *amortize.Terms) { t.APR += amortize.Rate(times) + 1 },
		func(t *amortize.Terms) { t.Payments-- },
	}
	for i, change := range worse {
		got, err := amortize.LevelPayment(with(terms, change))
		if err == nil && got < payment {
			t.Fatalf("%+v: %d, and %d after change %d", terms, payment, got, i)
		}
	}
	k := int64(times) + 1
	if terms.Principal > money.MaxAmount/money.Amount(k) {
		return
	}
	together, err := amortize.LevelPayment(with(terms, func(t *amortize.Terms) {
		t.Principal, t.DownPayment = t.Principal*money.Amount(k), t.DownPayment*money.Amount(k)
	}))
	if err != nil {
		return
	}
	over := sum(-together)
	over.Add(over, new(big.Int).Mul(sum(payment), big.NewInt(k)))
	if over.Sign() < 0 || over.Cmp(big.NewInt(k)) >= 0 {
		t.Fatalf("%+v: %d times %d, and %d together", terms, k, payment, together)
	}
}

// levelNumbers draws the terms of a plan with a number of payments.
func levelNumbers(t *rapid.T) amortize.Terms {
	n := anyNumbers().Draw(t, "plan")
	n.payments = rapid.OneOf(
		rapid.Uint16Range(1, 4), rapid.Uint16Range(1, 60), rapid.Uint16Range(1, 400), rapid.Uint16Range(1, amortize.MaxRows),
	).Draw(t, "payments")
	return n.terms()
}

func TestLevelPaymentIsTheExactCeiling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := levelNumbers(t)
		checkLevel(t, terms)
		checkLevelOrder(t, terms, rapid.Uint8().Draw(t, "times"))
	})
}

func FuzzLevelPayment(f *testing.F) {
	f.Add(int64(1100), int64(0), int64(0), uint16(10), uint8(3), uint8(2))
	f.Add(int64(25612), int64(0), int64(5_000_000), uint16(12), uint8(12), uint8(0))
	f.Add(int64(300), int64(0), int64(400_000_000), uint16(2), uint8(16), uint8(99))
	f.Add(int64(100_000_000), int64(0), int64(36_000_000), uint16(2000), uint8(12), uint8(1))
	f.Add(int64(math.MaxInt64), int64(1), int64(1_000_000_000), uint16(1), uint8(17), uint8(255))
	f.Fuzz(func(t *testing.T, principal, down, rate int64, payments uint16, picks, times uint8) {
		n := numbers{principal: principal, down: down, rate: rate, payments: payments, picks: uint16(picks)}
		if n.payments%(amortize.MaxRows+1) == 0 {
			n.payments = 1
		}
		checkLevel(t, n.terms())
		checkLevelOrder(t, n.terms(), times)
	})
}

// TestEverySmallLoan exhausts the loans of up to 40 cents over up to 12 payments
// at rates whose payments are often whole cents.
func TestEverySmallLoan(t *testing.T) {
	for _, rate := range []string{"0", "100", "200", "400", "800"} {
		for principal := money.Amount(1); principal <= 40; principal++ {
			for payments := 1; payments <= 12; payments++ {
				terms := counting(monthly("1", rate), payments)
				terms.Principal, terms.Every = principal, schedule.Quarterly
				checkLevel(t, terms)
			}
		}
	}
}
