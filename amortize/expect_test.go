package amortize_test

import (
	"fmt"
	"strings"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// Every frequency, policy and engine there is.
var (
	frequencies = []schedule.Frequency{schedule.Weekly, schedule.EveryOtherWeek, schedule.OrdinalWeekday, schedule.Monthly, schedule.Quarterly}
	policies    = []schedule.FifthWeekday{schedule.Fourth, schedule.Last, schedule.Skip}
	exact       = []amortize.Interest{amortize.HalfEven, amortize.HalfUp, amortize.HalfDown}
	engines     = append([]amortize.Interest{amortize.OpenDental}, exact...)
)

// day reads a date of the form 2024-01-31.
func day(text string) date.Date { return date.MustParse(date.ISO8601, text) }

// usd reads an amount of the form 129.99.
func usd(text string) money.Amount { return must(money.Parse(text, 2)) }

// apr reads a rate in percent.
func apr(text string) amortize.Rate { return must(amortize.ParseRate(text)) }

// must returns a value that cannot come with an error.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// monthly returns terms that are complete but for how much each payment is: a
// plan from 15 January 2024, with every other date left to its default.
func monthly(principal, rate string) amortize.Terms {
	return amortize.Terms{
		Principal: usd(principal), APR: apr(rate), Interest: amortize.OpenDental, Every: schedule.Monthly,
		Agreement: schedule.Unset, First: schedule.Unset, InterestStart: schedule.Unset, Today: day("2024-01-15"),
	}
}

// with returns terms with some of their fields changed.
func with(t amortize.Terms, change func(t *amortize.Terms)) amortize.Terms {
	change(&t)
	return t
}

// paying returns the terms with a payment.
func paying(t amortize.Terms, payment string) amortize.Terms {
	t.Payment = usd(payment)
	return t
}

// counting returns the terms with a number of payments.
func counting(t amortize.Terms, payments int) amortize.Terms {
	t.Payments = payments
	return t
}

// rowText writes a row as the tables do: date, principal, interest, what is left.
func rowText(r amortize.Row) string {
	text := fmt.Sprint(r.Date, " ", r.Principal.Format(2), " ", r.Interest.Format(2), " ", r.Balance.Format(2))
	if r.Kind == amortize.DownPayment {
		text += " down"
	}
	return text
}

// rowTexts writes rows one a line.
func rowTexts(rows []amortize.Row) string {
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = rowText(r)
	}
	return strings.Join(lines, "\n")
}

// fault is an error as tables write it: where, and which rule.
type fault struct {
	path string
	rule error
}

// expect reports a result that is not the wanted one.
func expect[T comparable](t rapid.TB, got T, err error, want T, wantErr fault, why string) {
	t.Helper()
	if bad := mismatch(err, wantErr); bad != "" {
		t.Errorf("%s: %s", why, bad)
	}
	if got != want {
		t.Errorf("%s: got %v, want %v", why, got, want)
	}
}

// mismatch says how an error differs from the wanted one; "" if it does not.
func mismatch(err error, want fault) string { return faults.Mismatch(err, want.path, want.rule) }
