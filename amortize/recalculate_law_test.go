package amortize_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// slowRecalculation writes a recalculated plan the slow way, with sums that cannot
// overflow.
type slowRecalculation struct {
	terms amortize.Terms
	how   amortize.Recalculation
	fault fault

	rows    []amortize.Row
	stood   int // instalments up to today
	kept    *big.Int
	balance money.Amount
	ahead   money.Amount // of coming payments, with Prepay
	payment money.Amount

	paidAhead, shortfall, overpaid *big.Int
}

// slowRecalculate returns the rows of valid terms with every date set.
func slowRecalculate(terms amortize.Terms, how amortize.Recalculation) *slowRecalculation {
	r := &slowRecalculation{terms: terms, how: how, kept: new(big.Int), balance: terms.Principal,
		paidAhead: new(big.Int), shortfall: new(big.Int), overpaid: new(big.Int)}
	agreed := naiveSchedule(asAgreed(terms))
	if r.fault = agreed.fault; r.fault.rule != nil {
		return r
	}
	if how.Paid < 0 {
		r.fault = fault{"how.Paid", money.ErrNegative}
		return r
	}
	r.payment = agreed.summary.Payment
	due := new(big.Int)
	for _, row := range agreed.rows {
		if row.Date.After(terms.Today) {
			r.kept.Add(r.kept, sum(row.Interest))
			continue
		}
		r.rows = append(r.rows, row)
		r.balance = row.Balance
		r.stood = row.N
		due.Add(due, sum(row.Principal, row.Interest))
	}
	r.payAhead(new(big.Int).Sub(sum(how.Paid), due))
	r.come()
	return r
}

// asAgreed returns the terms on the day of the down payment: the agreement's, or
// today if that is earlier.
func asAgreed(t amortize.Terms) amortize.Terms {
	t.Today = t.Today.Min(t.Agreement)
	return t
}

// payAhead adds what is paid ahead as principal of today.
func (r *slowRecalculation) payAhead(excess *big.Int) {
	if excess.Sign() <= 0 {
		r.shortfall.Neg(excess)
		return
	}
	r.paidAhead = sum(r.balance)
	if r.paidAhead.Cmp(excess) > 0 {
		r.paidAhead.Set(excess)
	}
	r.overpaid.Sub(excess, r.paidAhead)
	ahead := money.Amount(r.paidAhead.Int64())
	if ahead == 0 {
		return
	}
	r.balance -= ahead
	r.rows = append(r.rows, amortize.Row{Date: r.terms.Today, Principal: ahead, Balance: r.balance, Kind: amortize.PaidAhead})
	if r.how.Prepay {
		r.ahead = ahead
		return
	}
	if left := r.terms.Payments - r.stood; r.terms.Payments > 0 && r.balance > 0 {
		l := newLoan(r.terms.APR, r.terms.Every)
		for range left {
			l.period()
		}
		r.payment = money.Amount(l.payment(r.balance).Int64()) // at most what was agreed on
		if !r.how.Interest {
			all := new(big.Int).Add(r.kept, sum(r.balance))
			r.payment = money.Amount(roundedUp(all, int64(left)).Int64())
		}
	}
}

// come adds the rows to come, as the rule says it.
func (r *slowRecalculation) come() {
	t := r.terms
	share, lastKept := r.share()
	owed := sum(r.balance)
	owed.Add(owed, r.shortfall) // bears interest in the next row alone
	for n := r.stood + 1; r.balance > 0 && r.fault.rule == nil; n++ {
		due, err := schedule.Rule{First: t.First, Every: t.Every, Fifth: t.Fifth}.At(n - 1)
		switch {
		case n > amortize.MaxRows:
			r.fault = fault{"terms.Payment", money.ErrLimit}
			return
		case err != nil:
			r.fault = fault{"terms.First", schedule.ErrDateRange}
			return
		}
		row := amortize.Row{Date: due, N: n, Balance: r.balance}
		lastOfCount := n == t.Payments || n == lastKept
		if r.ahead >= r.payment && !lastOfCount {
			r.ahead -= r.payment
			r.rows = append(r.rows, row)
			owed = sum(r.balance)
			continue
		}
		r.bear(&row, owed, share)
		r.pay(&row, lastOfCount)
		owed = sum(r.balance)
	}
}

// share returns the part of the kept interest that each payment bears, and the
// number of the last. Payments that are covered bear none.
func (r *slowRecalculation) share() (share *big.Int, last int) {
	if r.balance == 0 || r.how.Interest {
		return new(big.Int), -1
	}
	all := new(big.Int).Add(r.kept, sum(r.balance, r.ahead))
	payments := roundedUp(all, int64(r.payment)).Int64()
	if r.terms.Payments > 0 {
		payments = min(payments, int64(r.terms.Payments-r.stood))
	}
	last = r.stood + int(min(payments, 10_000))
	for ahead := r.ahead; ahead >= r.payment && payments > 1; ahead -= r.payment {
		payments--
	}
	return roundExact(new(big.Rat).SetFrac(r.kept, big.NewInt(payments)), amortize.HalfEven), last
}

// roundedUp returns a quotient, rounded up.
func roundedUp(a *big.Int, b int64) *big.Int {
	quotient, rest := new(big.Int).QuoRem(a, big.NewInt(b), new(big.Int))
	if rest.Sign() > 0 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient
}

// bear gives a row its interest.
func (r *slowRecalculation) bear(row *amortize.Row, owed, share *big.Int) {
	if !r.how.Interest {
		row.Interest = money.Amount(min(share.Int64(), r.kept.Int64()))
		return
	}
	if row.Date.Before(r.terms.InterestStart) {
		return
	}
	fits := owed.IsInt64()
	if fits {
		row.Interest, fits = naiveInterest(money.Amount(owed.Int64()), r.terms.APR, r.terms.Every, r.terms.Interest)
	}
	if !fits {
		r.fault = fault{"terms.Principal", money.ErrOverflow}
	}
}

// pay gives a row its principal: the balance if that and interest fit in what the
// row pays, or if the count ends; else what interest leaves.
func (r *slowRecalculation) pay(row *amortize.Row, last bool) {
	if r.fault.rule != nil {
		return
	}
	pays := r.payment
	switch {
	case !r.how.Interest && last:
		row.Principal, row.Interest = r.balance, money.Amount(r.kept.Int64())
	case !r.how.Interest:
		row.Interest = min(row.Interest, pays)
		taken := min(r.ahead, pays-row.Interest)
		r.ahead -= taken
		pays -= taken
		if row.Principal = pays - row.Interest; row.Principal >= r.balance { // a cent is left for the last
			row.Principal = r.balance - 1
		}
		row.Interest = pays - row.Principal
	case pays <= row.Interest && !last:
		r.fault = fault{paceField(r.terms), amortize.ErrPaymentTooLow}
		return
	default:
		if pays > row.Interest {
			taken := min(r.ahead, pays-row.Interest) // what was paid ahead pays no interest
			r.ahead -= taken
			pays -= taken
		}
		row.Principal = pays - row.Interest
		if last || sum(r.balance, row.Interest).Cmp(sum(pays)) <= 0 {
			row.Principal = r.balance
		}
	}
	r.balance -= row.Principal
	row.Balance = r.balance
	r.kept = maxZero(new(big.Int).Sub(r.kept, sum(row.Interest)))
	r.rows = append(r.rows, *row)
}

// totals returns what the plan's numbers must be.
func (r *slowRecalculation) totals() amortize.Recalculated {
	interest := new(big.Int)
	for _, row := range r.rows {
		interest.Add(interest, sum(row.Interest))
	}
	cost := new(big.Int).Add(interest, sum(r.terms.Principal))
	if r.fault.rule == nil && !cost.IsInt64() {
		r.fault = fault{"terms.Principal", money.ErrOverflow}
	}
	if r.fault.rule != nil {
		r.rows = nil
		return amortize.Recalculated{}
	}
	return amortize.Recalculated{
		Payment: r.payment, TotalInterest: money.Amount(interest.Int64()), TotalCost: money.Amount(cost.Int64()),
		PaidAhead: money.Amount(r.paidAhead.Int64()), Shortfall: money.Amount(r.shortfall.Int64()), Overpaid: money.Amount(r.overpaid.Int64()),
	}
}

// payments are what was paid on a plan as a fuzzer has it: any amount, by a mode,
// on a day so long after the first due date.
type payments struct {
	paid  int64
	days  int16
	picks uint8
}

// of returns the terms on that day and how the plan is recalculated: paid to the
// cent, short, ahead, or any amount at all.
func (p payments) of(t amortize.Terms) (amortize.Terms, amortize.Recalculation) {
	t.Today = foldDay(int32(t.First.DaysSinceEpoch()) + int32(p.days))
	t.FutureAgreement = true
	how := amortize.Recalculation{Prepay: p.picks&1 != 0, Interest: p.picks&2 != 0}
	rows, s, _ := amortize.Schedule(asAgreed(t)) // a refused plan has nothing due
	var due money.Amount
	for _, row := range rows {
		if !row.Date.After(t.Today) {
			due += row.Principal + row.Interest
		}
	}
	switch any := money.Amount(p.paid & math.MaxInt64); p.picks / 4 % 4 {
	case 0:
		how.Paid = due
	case 1:
		how.Paid = due - any%max(due, 1)
	case 2:
		excess := any % max(1, min(t.Principal, math.MaxInt64-due))
		if p.picks >= 128 {
			excess -= excess % max(1, s.Payment) // to the cent some payments to come
		}
		how.Paid = due + excess
	case 3:
		how.Paid = money.Amount(p.paid)
	}
	return t, how
}

// anyPayments draws what was paid on a plan within a few years.
func anyPayments() *rapid.Generator[payments] {
	return rapid.Custom(func(t *rapid.T) payments {
		return payments{
			paid:  rapid.OneOf(rapid.Int64Range(-1, 1_000_000), rapid.Int64()).Draw(t, "paid"),
			days:  rapid.OneOf(rapid.Int16Range(-40, 400), rapid.Int16Range(-40, 400), rapid.Int16()).Draw(t, "days"),
			picks: rapid.Uint8().Draw(t, "how"),
		}
	})
}

// checkRecalculated is the law that the rows are those of the slow way, behind what
// was there, and that money and interest are kept.
func checkRecalculated(t rapid.TB, terms amortize.Terms, p payments) {
	terms, how := p.of(terms)
	before := []amortize.Row{{N: -1}, {N: -2}}
	got, out, err := amortize.AppendRecalculated(slices.Clone(before), terms, how)
	slow := slowRecalculate(terms, how)
	want := slow.totals()
	expect(t, out, err, want, slow.fault, "the numbers")
	if wantRows := append(before, slow.rows...); !slices.Equal(got, wantRows) {
		t.Fatalf("%+v, %+v:\n got\n%s\nwant\n%s", terms, how, rowTexts(got), rowTexts(wantRows))
	}
	if err == nil {
		checkRecalculatedSums(t, terms, how, got[2:], out)
		checkRecalculatedOnTime(t, terms, how, got[2:], out)
	}
}

// checkRecalculatedSums is the law that the principal of the rows sums to that of
// the terms, and that what was paid and what is left to pay sum to the cost.
func checkRecalculatedSums(t rapid.TB, terms amortize.Terms, how amortize.Recalculation, rows []amortize.Row, out amortize.Recalculated) {
	balance, interest, left := terms.Principal, new(big.Int), new(big.Int)
	for i, row := range rows {
		if row.Principal < 0 || row.Interest < 0 || row.Balance != balance-row.Principal {
			t.Fatalf("%+v, %+v: row %d is %s after %s", terms, how, i, rowText(row), balance.Format(2))
		}
		balance = row.Balance
		interest.Add(interest, sum(row.Interest))
		if row.Date.After(terms.Today) {
			left.Add(left, sum(row.Principal, row.Interest))
		}
	}
	paid := new(big.Int).Sub(sum(how.Paid, out.Shortfall), sum(out.Overpaid))
	if balance != 0 || sum(out.TotalInterest).Cmp(interest) != 0 || sum(out.TotalCost).Cmp(sum(terms.Principal, out.TotalInterest)) != 0 ||
		paid.Add(paid, left).Cmp(sum(out.TotalCost)) != 0 {
		t.Fatalf("%+v, %+v: %+v does not add up, %v is left to pay\n%s", terms, how, out, left, rowTexts(rows))
	}
	if out.Shortfall < 0 || out.PaidAhead < 0 || out.Overpaid < 0 || out.Shortfall > 0 && out.PaidAhead+out.Overpaid > 0 {
		t.Fatalf("%+v, %+v: paid ahead and short at once: %+v", terms, how, out)
	}
}

// checkRecalculatedOnTime is the law that a plan that is paid to the cent stays as
// it was where interest is computed anew, and that interest which is kept is kept.
func checkRecalculatedOnTime(t rapid.TB, terms amortize.Terms, how amortize.Recalculation, rows []amortize.Row, out amortize.Recalculated) {
	agreed, s, err := amortize.Schedule(asAgreed(terms))
	if err != nil {
		t.Fatal(err)
	}
	if how.Interest && out.Shortfall+out.PaidAhead+out.Overpaid == 0 && !slices.Equal(rows, agreed) {
		t.Fatalf("%+v: paid to the cent, and the rows are\n%s\nnot\n%s", terms, rowTexts(rows), rowTexts(agreed))
	}
	if last := rows[len(rows)-1]; !how.Interest && last.Kind == amortize.Installment && last.Date.After(terms.Today) && out.TotalInterest != s.TotalInterest {
		t.Fatalf("%+v, %+v: interest of %s was to be kept\n%s", terms, how, s.TotalInterest.Format(2), rowTexts(rows))
	}
	if last := rows[len(rows)-1]; !how.Interest && terms.Payments == 0 && last.Date.After(terms.Today) && sum(last.Principal, last.Interest).Cmp(sum(out.Payment)) > 0 {
		t.Fatalf("%+v, %+v: the last payment is more than %s\n%s", terms, how, out.Payment.Format(2), rowTexts(rows))
	}
	if how.Prepay && out.Payment != s.Payment || terms.Payment != 0 && out.Payment != s.Payment {
		t.Fatalf("%+v, %+v: the payment is %s and was %s", terms, how, out.Payment.Format(2), s.Payment.Format(2))
	}
}

func TestRecalculationIsThatOfTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkRecalculated(t, anyNumbers().Draw(t, "plan").terms(), anyPayments().Draw(t, "payments"))
	})
}

func FuzzRecalculate(f *testing.F) {
	for picks := range uint8(16) {
		f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), int32(0), int64(5000), int16(100), picks)
		f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(9), int32(18_967), int32(28), int64(20_000), int16(-10), picks)
	}
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, count, picks uint16, first, start int32, paid int64, days int16, how uint8) {
		n := numbers{principal, down, rate, payment, count, picks, first, start}
		checkRecalculated(t, n.terms(), payments{paid, days, how})
	})
}

// checkPrepaidOrPrincipal is the law that what pays coming payments never makes a
// plan end sooner than what lowers its principal, in the exact engines, where
// interest is computed anew and the payment is given.
func checkPrepaidOrPrincipal(t rapid.TB, terms amortize.Terms, p payments) {
	terms, how := p.of(terms)
	if terms.Payments > 0 || terms.Interest == amortize.OpenDental {
		return
	}
	how.Interest, how.Prepay = true, false
	lowered, sooner, err := amortize.AppendRecalculated(nil, terms, how)
	if err != nil {
		return
	}
	how.Prepay = true
	prepaid, later, err := amortize.AppendRecalculated(nil, terms, how)
	if err != nil {
		return
	}
	if len(prepaid) < len(lowered) || later.TotalInterest < sooner.TotalInterest {
		t.Fatalf("%+v, %+v:\n%s\nis dearer than the same prepaid\n%s", terms, how, rowTexts(lowered), rowTexts(prepaid))
	}
}

func TestPrepaidPlansEndNoSooner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkPrepaidOrPrincipal(t, anyNumbers().Draw(t, "plan").terms(), anyPayments().Draw(t, "payments"))
	})
}

func FuzzPrepaidPlans(f *testing.F) {
	f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(9), int32(18_967), int32(28), int64(20_000), int16(60), uint8(8))
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, count, picks uint16, first, start int32, paid int64, days int16, how uint8) {
		n := numbers{principal, down, rate, payment, count, picks, first, start}
		checkPrepaidOrPrincipal(t, n.terms(), payments{paid, days, how})
	})
}
