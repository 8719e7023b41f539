package amortize_test

import (
	"math"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// numbers are the terms of a plan as a fuzzer has them: any numbers at all.
type numbers struct {
	principal, down, rate, payment int64
	payments, picks                uint16
	first, start                   int32
}

// terms makes any numbers valid terms with every date set. A number of payments
// of 0 means that the payment is given, an interest start of 0 that there is none.
func (n numbers) terms() amortize.Terms {
	pick := int(n.picks)
	t := amortize.Terms{
		Principal: money.Amount(max(n.principal&math.MaxInt64, 1)),
		APR:       amortize.Rate(uint64(n.rate) % uint64(amortize.MaxRate+1)),
		Interest:  engines[pick%len(engines)],
		Every:     frequencies[pick/4%len(frequencies)],
		Fifth:     policies[pick/20%len(policies)],
	}
	if t.Interest == amortize.OpenDental {
		t.Principal = (t.Principal-1)%maxPlainFloat + 1
	}
	if n.down > 0 {
		t.DownPayment = money.Amount(uint64(n.down) % (uint64(t.Principal) + 1))
	}
	if t.Payments = int(n.payments) % (amortize.MaxRows + 1); t.Payments == 0 {
		t.Payment = money.Amount(max(n.payment&math.MaxInt64, 1))
	}
	t.First = foldDay(n.first)
	t.Agreement, t.Today = foldDay(n.first-31), foldDay(n.first-25)
	if t.Agreement.After(t.Today) { // the calendar's last days fold to its first between the two
		t.Agreement = t.Today
	}
	if t.InterestStart = schedule.Unset; n.start != 0 {
		t.InterestStart = foldDay(n.first + n.start)
	}
	return t
}

// foldDay makes any number of days from 1970-01-01 a day of the calendar.
func foldDay(days int32) date.Date {
	first, last := date.New(1, 1, 2), date.New(9999, 12, 31)
	span := int64(last.Sub(first)) + 1
	since := int64(days) - int64(first.DaysSinceEpoch())
	return first.Add(date.PeriodOfDays((since%span + span) % span))
}

// anyPrincipal draws what plans are made of, pennies, and the edge of an int64.
func anyPrincipal() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(1, 200), rapid.Int64Range(1, 1_000_000), rapid.Int64Range(1, 1_000_000),
		rapid.Int64Range(1, 1_000_000_000_000), rapid.Int64Range(math.MaxInt64/3, math.MaxInt64),
	)
}

// anyRate draws rates that contracts have, and any other.
func anyRate() *rapid.Generator[amortize.Rate] {
	usual := []amortize.Rate{apr("0"), apr("0.99"), apr("5"), apr("10"), apr("12"), apr("18"), apr("24"), apr("29.99")}
	low := rapid.Int64Range(0, int64(apr("40")))
	whole := rapid.Int64Range(0, int64(amortize.MaxRate))
	return rapid.OneOf(rapid.SampledFrom(usual), rapid.SampledFrom(usual),
		rapid.Map(rapid.OneOf(low, whole), func(r int64) amortize.Rate { return amortize.Rate(r) }))
}

// anyNumbers draws the terms of plans that mostly come to an end: half of them
// have a payment that is some part of what is owed, over the interest.
func anyNumbers() *rapid.Generator[numbers] {
	return rapid.Custom(func(t *rapid.T) numbers {
		n := numbers{
			principal: anyPrincipal().Draw(t, "principal"),
			rate:      int64(anyRate().Draw(t, "rate")),
			picks:     rapid.Uint16().Draw(t, "engine, frequency, fifth weekday"),
			first:     rapid.OneOf(rapid.Int32Range(10_000, 30_000), rapid.Int32()).Draw(t, "first"),
			start:     rapid.OneOf(rapid.Just(int32(0)), rapid.Int32Range(-50, 400)).Draw(t, "interest start"),
		}
		if rapid.Bool().Draw(t, "pays down") {
			n.down = rapid.Int64Range(0, n.principal).Draw(t, "down")
		}
		if rapid.Bool().Draw(t, "counts") {
			n.payments = rapid.OneOf(rapid.Uint16Range(1, 60), rapid.Uint16Range(1, 60), rapid.Uint16Range(1, 400)).Draw(t, "payments")
			return n
		}
		plan := n.terms()
		interest, _ := naiveInterest(plan.Principal, plan.APR, plan.Every, plan.Interest)
		share := rapid.OneOf(rapid.Int64Range(1, 60), rapid.Int64Range(1, 60), rapid.Int64Range(1, 3000)).Draw(t, "share")
		n.payment = int64(interest) + (n.principal-n.down)/share + rapid.Int64Range(-1, 1).Draw(t, "and")
		return n
	})
}
