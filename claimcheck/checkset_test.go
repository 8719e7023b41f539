package claimcheck_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/money"
)

// body is the reserve line that most cases draw on.
var body = claimcheck.ReserveLine{CostType: "claimcost", CostCategory: "body", Exposure: "cc:58", ReservingCurrency: "usd"}

// paying is a payment of that type from body.
func paying(paymentType, currency string, amounts ...money.Amount) claimcheck.PaymentToWrite {
	p := claimcheck.PaymentToWrite{PaymentType: paymentType, Currency: currency, ReserveLine: body}
	for _, a := range amounts {
		p.LineItems = append(p.LineItems, claimcheck.LineItem{Amount: a, Currency: currency})
	}
	return p
}

// setOf is a set of one sound check with those payments.
func setOf(payments ...claimcheck.PaymentToWrite) claimcheck.CheckSet {
	return claimcheck.CheckSet{
		Claim:     claimcheck.Owner{ID: "cc:55", State: "open", ValidationLevel: "payment"},
		Exposures: []claimcheck.Owner{{ID: "cc:58", State: "open", ValidationLevel: "payment"}},
		Checks:    []claimcheck.CheckToWrite{checkOf(payments...)},
	}
}

func checkOf(payments ...claimcheck.PaymentToWrite) claimcheck.CheckToWrite {
	return claimcheck.CheckToWrite{Payments: payments, Payees: []claimcheck.Payee{{Contact: "cc:613", PayeeType: "insured"}}, PaymentMethod: "eft"}
}

// lines writes findings in short: code, path, want, got, difference.
func lines(found []claimcheck.CheckSetFinding) (short []string) {
	for i := range found {
		f := &found[i]
		short = append(short, strings.TrimRight(strings.Join([]string{f.Rule.Code(), f.Path, f.Want, f.Got, f.Difference}, " | "), " |"))
	}
	return short
}

// changed is a set with a change.
func changed(set claimcheck.CheckSet, change func(*claimcheck.CheckSet)) claimcheck.CheckSet {
	change(&set)
	return set
}

// findingCases are sets with what is found in them.
var findingCases = []struct {
	name     string
	set      claimcheck.CheckSet
	options  claimcheck.CheckSetOptions
	problems []string
	warnings []string
	why      string
}{
	{name: "a sound set", set: setOf(paying("final", "usd", 75_50)), why: "the example of ClaimCenter's manual"},
	{
		name: "nothing at all", set: claimcheck.CheckSet{},
		problems: []string{"MISSING_FIELD | Claim", "MISSING_FIELD | Checks"},
		why:      "a set has a claim and checks",
	},
	{
		name: "an empty check", set: changed(setOf(), func(s *claimcheck.CheckSet) { s.Checks[0] = claimcheck.CheckToWrite{} }),
		problems: []string{"MISSING_FIELD | Checks[0].Payments", "MISSING_FIELD | Checks[0].Payees", "MISSING_FIELD | Checks[0].PaymentMethod"},
		why:      "payments, payees and a method",
	},
	{
		name: "an unknown level and state", set: changed(setOf(paying("final", "usd", 1)), func(s *claimcheck.CheckSet) {
			s.Claim.ValidationLevel, s.Exposures[0].State = "paid", "draft"
		}),
		problems: []string{
			"UNKNOWN_CODE | Claim.ValidationLevel | loadsave, newloss, iso, external, payment | paid",
			"UNKNOWN_CODE | Exposures[0].State | open, closed | draft",
		},
		why: "with an unknown state, no type of payment is wrong",
	},
	{
		name: "an exposure that is not paid from", set: changed(setOf(paying("final", "usd", 1)), func(s *claimcheck.CheckSet) {
			s.Exposures = append(s.Exposures, claimcheck.Owner{ID: "cc:60"})
		}),
		why: "its level and state play no part",
	},
	{
		name: "two things wrong with one payment", set: setOf(paying("supplement", "usd", -5)),
		problems: []string{
			"PAYMENT_TYPE_NOT_ALLOWED | Checks[0].Payments[0].PaymentType | final, partial | supplement",
			"NON_POSITIVE_PAYMENT | Checks[0].Payments[0] | above 0.00 | -0.05 | -0.05",
		},
		why: "both are reported",
	},
	{
		name: "a line in another currency", set: changed(setOf(paying("final", "usd", 50_00, 25_50)), func(s *claimcheck.CheckSet) {
			s.Checks[0].Payments[0].LineItems[1].Currency = "cad"
		}),
		problems: []string{"LINE_CURRENCY_MISMATCH | Checks[0].Payments[0].LineItems[1].Currency | usd | cad"},
		why:      "50.00 usd and 25.50 cad have no sum",
	},
	{
		name: "a currency that does not exist", set: setOf(paying("final", "xqz", 1)),
		problems: []string{"UNKNOWN_CODE | Checks[0].Payments[0].Currency | a currency of ISO 4217 | xqz", "MISSING_RATE | Checks[0].Payments[0].Currency | xqz/usd"},
		why:      "nobody knows its digits",
	},
	{
		name: "two reserving currencies where there is one", set: changed(setOf(paying("final", "usd", 1), paying("final", "usd", 1)), func(s *claimcheck.CheckSet) {
			s.Checks[0].Payments[1].ReserveLine.ReservingCurrency = "EUR"
		}),
		options: claimcheck.CheckSetOptions{SingleCurrency: true},
		problems: []string{
			"MULTICURRENCY_DISABLED | Checks[0].Payments[1].ReserveLine.ReservingCurrency | usd | eur",
			"MIXED_RESERVING_CURRENCY | Checks[0].Payments[1].ReserveLine.ReservingCurrency | usd | eur",
		},
		why: "it breaks the rule of the instance and that of checks",
	},
	{
		name: "two currencies in one check", set: setOf(paying("partial", "usd", 1), paying("partial", "USD", 1), paying("partial", "cad", 1)),
		options:  claimcheck.CheckSetOptions{Rounding: money.HalfUp, Rates: []claimcheck.CurrencyRate{{From: "cad", To: "usd", Rate: claimcheck.ExchangeRate{Units: 1}}}},
		warnings: []string{"MIXED_PAYMENT_CURRENCY | Checks[0].Payments[2].Currency | usd | cad"},
		why:      "nothing forbids it, and the check has no one total",
	},
	{
		name: "codes of an instance", set: setOf(paying("final", "usd", 1)),
		options: claimcheck.CheckSetOptions{PaymentMethods: []string{"check"}, PayeeTypes: []string{"vendor"}, CostTypes: []string{"claimcost"}, CostCategories: []string{"rental"}},
		problems: []string{
			"UNKNOWN_CODE | Checks[0].Payments[0].ReserveLine.CostCategory | rental | body",
			"UNKNOWN_CODE | Checks[0].Payees[0].PayeeType | vendor | insured",
			"UNKNOWN_CODE | Checks[0].PaymentMethod | check | eft",
		},
		why: "lists that are known are checked",
	},
	{
		name: "three payments on one line", set: changed(setOf(paying("partial", "usd", 250_00), paying("partial", "usd", 200_00), paying("partial", "usd", 100_00)), func(s *claimcheck.CheckSet) {
			s.Reserves = []claimcheck.Reserve{{ReserveLine: body, Available: 400_00}}
		}),
		problems: []string{
			"EXCEEDS_AVAILABLE_RESERVES | Checks[0].Payments[1] | 400.00 | 450.00 | 50.00",
			"EXCEEDS_AVAILABLE_RESERVES | Checks[0].Payments[2] | 400.00 | 550.00 | 150.00",
		},
		why: "250 + 200 = 450 is 50 over, and 450 + 100 = 550 is 150 over",
	},
	{
		name: "a line that is overdrawn", set: changed(setOf(paying("partial", "usd", 10_00)), func(s *claimcheck.CheckSet) {
			s.Reserves = []claimcheck.Reserve{{ReserveLine: body, Available: -20_00}}
		}),
		options:  claimcheck.CheckSetOptions{Exceeding: claimcheck.AsWarning},
		warnings: []string{"EXCEEDS_AVAILABLE_RESERVES | Checks[0].Payments[0] | 0.00 | 10.00 | 10.00"},
		why:      "nothing is available, and the payment is over by itself alone",
	},
	{
		name: "recurring checks that differ", set: changed(setOf(paying("partial", "usd", 10_00)), func(s *claimcheck.CheckSet) {
			s.Recurrence = 3
			s.Checks = append(s.Checks, checkOf(paying("partial", "usd", 12_00)))
			s.Checks[1].Payees = []claimcheck.Payee{{Contact: "cc:1", PayeeType: "vendor"}}
		}),
		problems: []string{
			"RECURRENCE_MISMATCH | Recurrence | 2 | 3",
			"RECURRENCE_MISMATCH | Checks[1].Payments | 10.00 | 12.00 | 2.00",
			"RECURRENCE_MISMATCH | Checks[1].Payees",
		},
		why: "a recurring set has the same payees and the same amount in every check",
	},
	{
		name: "reserves without a line", set: changed(setOf(paying("partial", "usd", 10_00)), func(s *claimcheck.CheckSet) {
			s.Reserves = []claimcheck.Reserve{{ReserveLine: body, Available: 10_00}, {NoAvailable: true}}
		}),
		problems: []string{
			"MISSING_FIELD | Reserves[1].CostType", "MISSING_FIELD | Reserves[1].CostCategory", "MISSING_FIELD | Reserves[1].ReservingCurrency", "MISSING_FIELD | Reserves[1].Available",
		},
		why: "a reserve is of a line, and has something available",
	},
}

// TestCheckSetFindings shows each finding with its place and its numbers, in the
// order of the set.
func TestCheckSetFindings(t *testing.T) {
	for _, test := range findingCases {
		t.Run(test.name, func(t *testing.T) {
			report, err := claimcheck.ValidateCheckSet(&test.set, &test.options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.problems, lines(report.Problems)); diff != "" {
				t.Errorf("problems (-want +got), because %s:\n%s", test.why, diff)
			}
			if diff := cmp.Diff(test.warnings, lines(report.Warnings)); diff != "" {
				t.Errorf("warnings (-want +got), because %s:\n%s", test.why, diff)
			}
			if report.OK() != (len(test.problems) == 0) {
				t.Errorf("ok is %v", report.OK())
			}
		})
	}
}

// TestCheckSetSentences shows what a reader is told: what is wrong, both numbers,
// the difference, the rows, and what would mend it.
func TestCheckSetSentences(t *testing.T) {
	set := setOf(paying("partial", "usd", 250_00), paying("partial", "cad", 250_00))
	set.Reserves = []claimcheck.Reserve{{ReserveLine: body, Available: 400_00}}
	options := claimcheck.CheckSetOptions{Rates: []claimcheck.CurrencyRate{{From: "CAD", To: "usd", Rate: claimcheck.ExchangeRate{Units: 8, Digits: 1}}}, Rounding: money.HalfUp}
	report, err := claimcheck.ValidateCheckSet(&set, &options)
	if err != nil || len(report.Problems) != 1 {
		t.Fatalf("%+v, %v", report.Problems, err)
	}
	f := &report.Problems[0]
	want := "the payments exceed what is available on the reserve line: partial of 250.00 cad (200.00 usd) brings claimcost/body on cc:58 to 450.00, " +
		"with 250.00 of the payments before it, 50.00 over the 400.00 available (allowPaymentsExceedReserves is off); pay less, or raise the reserve"
	if f.Detail() != want {
		t.Errorf("got  %s\nwant %s", f.Detail(), want)
	}
	if got := f.Error(); got != "Checks[0].Payments[1]: the payments exceed what is available on the reserve line" {
		t.Errorf("what lands in logs has amounts or no place: %s", got)
	}
	if !errors.Is(f, claimcheck.ErrExceeds) || errors.Is(f, claimcheck.ErrFinalExceeds) || !slices.Equal(f.IDs, []string{"cc:58"}) || f.Currency != "usd" {
		t.Errorf("%+v", f)
	}
}

// TestCheckSetRefuses shows the input that no report can be made of.
func TestCheckSetRefuses(t *testing.T) {
	sound := setOf(paying("final", "cad", 1_00))
	rate := func(units int64, digits uint8) []claimcheck.CurrencyRate {
		return []claimcheck.CurrencyRate{{From: "cad", To: "usd", Rate: claimcheck.ExchangeRate{Units: units, Digits: digits}}}
	}
	for _, test := range []struct {
		name    string
		set     claimcheck.CheckSet
		options claimcheck.CheckSetOptions
		path    string
		rule    error
	}{
		{"a rate of zero", sound, claimcheck.CheckSetOptions{Rates: rate(0, 0)}, "options.Rates[0].Rate", claimcheck.ErrExchangeRate},
		{"a rate of thirteen digits", sound, claimcheck.CheckSetOptions{Rates: rate(1, 13)}, "options.Rates[0].Rate", claimcheck.ErrExchangeRate},
		{"two rates of one pair", sound, claimcheck.CheckSetOptions{Rates: append(rate(1, 0), rate(2, 0)...)}, "options.Rates[1]", money.ErrDuplicateID},
		{"a rate of a payment below zero", changed(setOf(paying("final", "cad", 1)), func(s *claimcheck.CheckSet) { s.Checks[0].Payments[0].ExchangeRate.Units = -1 }),
			claimcheck.CheckSetOptions{}, "Checks[0].Payments[0].ExchangeRate", claimcheck.ErrExchangeRate},
		{"a conversion without a rounding", sound, claimcheck.CheckSetOptions{Rates: rate(7, 1)}, "options.Rounding", money.ErrRounding},
		{"a rounding that does not exist", sound, claimcheck.CheckSetOptions{Rounding: 99}, "options.Rounding", money.ErrRounding},
		{"a level twice", sound, claimcheck.CheckSetOptions{Levels: []string{"a", "b", "a"}}, "options.Levels[2]", claimcheck.ErrLevels},
		{"a level that is not on the ladder", sound, claimcheck.CheckSetOptions{AbilityToPay: "paid"}, "options.AbilityToPay", claimcheck.ErrLevels},
		{"a ladder without a level", sound, claimcheck.CheckSetOptions{Levels: []string{}}, "options.AbilityToPay", claimcheck.ErrLevels},
		{"more codes than a list has", sound, claimcheck.CheckSetOptions{PayeeTypes: make([]string, 501)}, "options.PayeeTypes", money.ErrLimit},
		{"a limit below zero", sound, claimcheck.CheckSetOptions{ExceedLimit: -1}, "options.ExceedLimit", money.ErrNegative},
		{"a severity that does not exist", sound, claimcheck.CheckSetOptions{NonPositive: 3}, "options.NonPositive", claimcheck.ErrSeverity},
		{"too many digits", sound, claimcheck.CheckSetOptions{FixedDigits: true, Digits: 19}, "options.Digits", money.ErrDigits},
		{"a recurrence below zero", changed(sound, func(s *claimcheck.CheckSet) { s.Recurrence = -1 }), claimcheck.CheckSetOptions{}, "Recurrence", money.ErrCount},
		{"an exposure twice", changed(sound, func(s *claimcheck.CheckSet) { s.Exposures = append(s.Exposures, s.Exposures[0]) }), claimcheck.CheckSetOptions{}, "Exposures[1].ID", money.ErrDuplicateID},
		{"a reserve twice", changed(sound, func(s *claimcheck.CheckSet) {
			other := body
			other.ReservingCurrency = "USD"
			s.Reserves = []claimcheck.Reserve{{ReserveLine: body}, {ReserveLine: other}}
		}), claimcheck.CheckSetOptions{}, "Reserves[1]", money.ErrDuplicateID},
		{"lines past 64 bits", setOf(paying("final", "usd", money.MaxAmount, 1)), claimcheck.CheckSetOptions{}, "Checks[0].Payments[0].LineItems[1].Amount", money.ErrOverflow},
		{"a check past 64 bits", setOf(paying("final", "usd", money.MaxAmount), paying("final", "usd", 1)), claimcheck.CheckSetOptions{}, "Checks[0].Payments[1]", money.ErrOverflow},
		{"a conversion past 64 bits", setOf(paying("final", "cad", money.MaxAmount)), claimcheck.CheckSetOptions{Rates: rate(2, 0), Rounding: money.HalfUp}, "Checks[0].Payments[0]", money.ErrOverflow},
		{"a rate past 64 bits", changed(setOf(paying("final", "jpy", 1)), func(s *claimcheck.CheckSet) { s.Checks[0].Payments[0].ExchangeRate.Units = 1 << 62 }),
			claimcheck.CheckSetOptions{Rounding: money.HalfUp}, "Checks[0].Payments[0]", money.ErrOverflow},
		{"a recurrence past 64 bits", changed(setOf(paying("final", "usd", money.MaxAmount)), func(s *claimcheck.CheckSet) { s.Recurrence = 2 }), claimcheck.CheckSetOptions{}, "Checks[0].Payments[0]", money.ErrOverflow},
	} {
		t.Run(test.name, func(t *testing.T) {
			report, err := claimcheck.ValidateCheckSet(&test.set, &test.options)
			if text := faults.Mismatch(err, test.path, test.rule); text != "" || len(report.Payments)+len(report.Problems) > 0 {
				t.Errorf("%s; report %+v", text, report)
			}
		})
	}
}

// TestExchangeRates shows what reads as a rate.
func TestExchangeRates(t *testing.T) {
	for _, test := range []struct{ text, want, why string }{
		{"0.7345", "0.7345", "as it is written"},
		{"110", "110", "a whole rate"},
		{"1.2500", "1.25", "zeros at the end mean nothing"},
		{"1e-3", "0.001", "an exponent counts as digits"},
		{"0.000000000001", "0.000000000001", "twelve digits"},
		{"0.0000000000010", "", "thirteen digits are refused as written"},
		{"0", "", "a rate of zero would make money vanish"},
		{"-1", "", "below zero"},
		{"0,73", "", "a comma"},
		{"", "", "no text"},
		{"1e999999999", "", "a hostile exponent"},
		{"9223372036854775808", "", "past 64 bits"},
	} {
		rate, err := claimcheck.ParseExchangeRate(test.text)
		if test.want == "" {
			if !errors.Is(err, claimcheck.ErrExchangeRate) || rate != (claimcheck.ExchangeRate{}) {
				t.Errorf("%q is read as %v, %v: %s", test.text, rate, err, test.why)
			}
		} else if err != nil || rate.String() != test.want {
			t.Errorf("%q is read as %v, %v, want %s: %s", test.text, rate, err, test.want, test.why)
		}
	}
}

// TestReserveParts shows the identity of what is available.
func TestReserveParts(t *testing.T) {
	parts := claimcheck.ReserveParts{Approved: 500_00, Eroded: 420_00, FutureDated: 30_00, Pending: 60_00}
	if got, err := parts.Available(); got != -10_00 || err != nil {
		t.Errorf("500 - 420 - 30 - 60 = -10, got %v, %v", got, err)
	}
	parts.Approved, parts.Eroded = money.MinAmount, 1
	if _, err := parts.Available(); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("got %v, want overflow", err)
	}
}

// TestApprovalInAnotherCurrency shows that a limit in one currency is no authority
// over another.
func TestApprovalInAnotherCurrency(t *testing.T) {
	set := setOf(paying("partial", "usd", 1_00))
	for _, test := range []struct {
		limit string
		want  int
	}{{"usd", 0}, {"eur", 1}} {
		report, err := claimcheck.ValidateCheckSet(&set, &claimcheck.CheckSetOptions{PaymentLimit: 5_00, LimitCurrency: test.limit})
		if err != nil || len(report.Approvals) != test.want || !report.OK() {
			t.Errorf("limit in %s: %+v, %v", test.limit, report.Approvals, err)
		}
	}
}
