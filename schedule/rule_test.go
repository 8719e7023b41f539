package schedule_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// ruleOf writes a rule in one line of a table.
func ruleOf(first string, every schedule.Frequency, fifth schedule.FifthWeekday) schedule.Rule {
	return schedule.Rule{First: day(first), Every: every, Fifth: fifth}
}

// dateCases begins with the published vectors, by their ids.
var dateCases = []struct {
	name string
	rule schedule.Rule
	want []date.Date
	why  string
}{
	{"dates-monthly-31", ruleOf("2024-01-31", schedule.Monthly, 0),
		days("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"),
		"a short month shortens its own date and no later one"},
	{"dates-quarterly-30nov", ruleOf("2023-11-30", schedule.Quarterly, 0),
		days("2023-11-30", "2024-02-29", "2024-05-30", "2024-08-30"),
		"quarters count from the first date, not from January"},
	{"dates-biweekly", ruleOf("2024-02-20", schedule.EveryOtherWeek, 0),
		days("2024-02-20", "2024-03-05", "2024-03-19"), "14 days go over a leap day"},
	{"dates-ordinal-third-friday", ruleOf("2024-01-19", schedule.OrdinalWeekday, 0),
		days("2024-01-19", "2024-02-16", "2024-03-15", "2024-04-19"), "the third Friday of each month"},
	{"dates-ordinal-fifth-monday", ruleOf("2024-01-29", schedule.OrdinalWeekday, 0),
		days("2024-01-22", "2024-02-26", "2024-03-25", "2024-04-22"),
		"a fifth Monday counts as the fourth, so period 0 is a week before the first date"},
	{"last of a fifth Monday", ruleOf("2024-01-29", schedule.OrdinalWeekday, schedule.Last),
		days("2024-01-29", "2024-02-26", "2024-03-25", "2024-04-29"), "the fifth where there is one, else the fourth"},
	{"skip from a fifth Monday", ruleOf("2024-01-29", schedule.OrdinalWeekday, schedule.Skip),
		days("2024-01-29", "2024-04-29", "2024-07-29", "2024-09-30"), "months without a fifth Monday have no period"},
	{"skip through February", ruleOf("2023-12-29", schedule.OrdinalWeekday, schedule.Skip),
		days("2023-12-29", "2024-03-29", "2024-05-31"), "29 February 2024 is a Thursday"},
	{"skip on a leap day", ruleOf("2023-11-30", schedule.OrdinalWeekday, schedule.Skip),
		days("2023-11-30", "2024-02-29", "2024-05-30"), "only a leap day can be a fifth weekday of February"},
	{"last from a fourth Monday", ruleOf("2024-01-22", schedule.OrdinalWeekday, schedule.Last),
		days("2024-01-22", "2024-02-26", "2024-03-25", "2024-04-22"), "the 22nd is no fifth weekday, so the policy has no effect"},
	{"skip from the 28th", ruleOf("2024-01-28", schedule.OrdinalWeekday, schedule.Skip),
		days("2024-01-28", "2024-02-25", "2024-03-24", "2024-04-28"), "the 28th is the last fourth weekday"},
	{"first of the month", ruleOf("2024-01-01", schedule.OrdinalWeekday, 0),
		days("2024-01-01", "2024-02-05", "2024-03-04", "2024-04-01"), "the first Monday"},
	{"monthly over 1900", ruleOf("1899-12-29", schedule.Monthly, 0),
		days("1899-12-29", "1900-01-29", "1900-02-28", "1900-03-29"), "1900 was no leap year"},
	{"monthly over 2000", ruleOf("1999-12-30", schedule.Monthly, 0),
		days("1999-12-30", "2000-01-30", "2000-02-29", "2000-03-30"), "2000 was a leap year"},
	{"monthly over 2100", ruleOf("2099-12-31", schedule.Monthly, 0),
		days("2099-12-31", "2100-01-31", "2100-02-28", "2100-03-31"), "2100 will be none"},
	{"weekly over 2100", ruleOf("2100-02-22", schedule.Weekly, 0),
		days("2100-02-22", "2100-03-01"), "no leap day to count"},
	{"weekly over 2000", ruleOf("2000-02-22", schedule.Weekly, 0),
		days("2000-02-22", "2000-02-29"), "a leap day to count"},
	{"from a leap day", ruleOf("2024-02-29", schedule.Monthly, 0),
		days("2024-02-29", "2024-03-29", "2024-04-29"), "it is the 29th that counts, not the last day of the month"},
	{"from the epoch", ruleOf("1970-01-01", schedule.Monthly, 0),
		days("1970-01-01", "1970-02-01"), "the zero date.Date is a real day"},
	{"from the first day that can be set", ruleOf("0001-01-02", schedule.Weekly, 0),
		days("0001-01-02", "0001-01-09"), "the day before means not set"},
	{"a fifth weekday in the first month", ruleOf("0001-01-29", schedule.OrdinalWeekday, 0),
		days("0001-01-22", "0001-02-26"), "the week before is still in range"},
	{"to the last day", ruleOf("9999-10-31", schedule.Monthly, 0),
		days("9999-10-31", "9999-11-30", "9999-12-31"), "the last day is in range"},
	{"on the last day", ruleOf("9999-12-31", schedule.Quarterly, 0), days("9999-12-31"), "a plan of one payment"},
	{"last Friday of the last month", ruleOf("9999-10-29", schedule.OrdinalWeekday, schedule.Last),
		days("9999-10-29", "9999-11-26", "9999-12-31"), "9999 ends on a Friday"},
	{"none", ruleOf("2024-01-31", schedule.Monthly, 0), days(), "a count of zero is a list of none"},
}

func TestDates(t *testing.T) {
	for _, c := range dateCases {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.rule.Dates(len(c.want))
			if err != nil {
				t.Fatal(err)
			}
			expectDates(t, got, c.want, c.why)
			for n, want := range c.want {
				at, err := c.rule.At(n)
				expect(t, at, err, want, fault{}, c.why)
			}
		})
	}
}

// refusals has each thing that can be wrong with a rule, and what is said of
// more than one.
var refusals = []struct {
	name    string
	rule    schedule.Rule
	wantErr fault
	why     string
}{
	{"no first date", schedule.Rule{First: schedule.Unset, Every: schedule.Monthly},
		fault{"First", money.ErrDateRequired}, "there is nothing to compute a date from"},
	{"year 0", schedule.Rule{First: schedule.Unset.Add(-1), Every: schedule.Monthly},
		fault{"First", schedule.ErrDateRange}, "the day before Unset is set, and out of range"},
	{"year 10000", schedule.Rule{First: lastDay.Add(1), Every: schedule.Weekly},
		fault{"First", schedule.ErrDateRange}, "the first day out of range"},
	{"the earliest date.Date", schedule.Rule{First: date.Min(), Every: schedule.Weekly},
		fault{"First", schedule.ErrDateRange}, "day numbers must not wrap into range"},
	{"the latest date.Date", schedule.Rule{First: date.Max(), Every: schedule.Weekly},
		fault{"First", schedule.ErrDateRange}, "day numbers must not wrap into range"},
	{"no frequency", schedule.Rule{First: day("2024-01-31")},
		fault{"Every", schedule.ErrFrequency}, "there is no default rhythm"},
	{"unknown frequency", schedule.Rule{First: day("2024-01-31"), Every: schedule.Quarterly + 1},
		fault{"Every", schedule.ErrFrequency}, "one past the last"},
	{"unknown policy", schedule.Rule{First: day("2024-01-29"), Every: schedule.OrdinalWeekday, Fifth: schedule.Skip + 1},
		fault{"Fifth", schedule.ErrFifthWeekday}, "one past the last"},
	{"unknown policy without effect", schedule.Rule{First: day("2024-01-29"), Every: schedule.Weekly, Fifth: 255},
		fault{"Fifth", schedule.ErrFifthWeekday}, "what is not a policy is a mistake, wherever it stands"},
	{"the zero rule", schedule.Rule{}, fault{"Every", schedule.ErrFrequency}, "1970-01-01 is a first date"},
	{"all wrong", schedule.Rule{First: schedule.Unset, Fifth: 9},
		fault{"First", money.ErrDateRequired}, "the first wrong field is named"},
	{"two wrong", schedule.Rule{First: day("2024-01-31"), Fifth: 9},
		fault{"Every", schedule.ErrFrequency}, "the first wrong field is named"},
}

func TestInvalidRuleIsRefusedByEveryMethod(t *testing.T) {
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			at, err := c.rule.At(-1)
			expect(t, at, err, schedule.Unset, c.wantErr, c.why)
			n, due, err := c.rule.NextOnOrAfter(schedule.Unset)
			expect(t, due, err, schedule.Unset, c.wantErr, c.why)
			expect(t, n, err, 0, c.wantErr, c.why)
			dates, err := c.rule.Dates(0)
			expect(t, len(dates), err, 0, c.wantErr, c.why)
			all, err := c.rule.All()
			expect(t, all == nil, err, true, c.wantErr, c.why)
			kept := days("2024-01-01")
			dates, err = c.rule.Append(kept, 3)
			expect(t, len(dates), err, 1, c.wantErr, c.why)
			n, err = c.rule.Fill(kept, -1)
			expect(t, n, err, 0, c.wantErr, c.why)
			expectDates(t, kept, days("2024-01-01"), c.why)
		})
	}
}

func TestPeriodsOutsideTheCalendarAreRefused(t *testing.T) {
	cases := []struct {
		name     string
		rule     schedule.Rule
		n        int
		wantRule error
		why      string
	}{
		{"negative", ruleOf("2024-01-31", schedule.Monthly, 0), -1, money.ErrCount, "there is nothing before the first period"},
		{"most negative", ruleOf("2024-01-31", schedule.Weekly, 0), math.MinInt, money.ErrCount, "its negative does not fit"},
		{"past the last day", ruleOf("9999-12-31", schedule.Weekly, 0), 1, schedule.ErrDateRange, "year 10000"},
		{"past the last month", ruleOf("9999-10-31", schedule.Monthly, 0), 3, schedule.ErrDateRange, "year 10000"},
		{"past the last quarter", ruleOf("9999-10-31", schedule.Quarterly, 0), 1, schedule.ErrDateRange, "year 10000"},
		{"past the last Friday", ruleOf("9999-12-31", schedule.OrdinalWeekday, schedule.Skip), 1, schedule.ErrDateRange, "year 10000"},
		{"one past the longest rule", ruleOf("0001-01-02", schedule.Weekly, 0), 521_723, schedule.ErrDateRange, "no rule has more periods"},
		{"2^31 weeks", ruleOf("2024-01-31", schedule.Weekly, 0), 1 << 31, schedule.ErrDateRange, "7 times this is a small number in 32 bits"},
		{"2^32 months", ruleOf("2024-01-31", schedule.Monthly, 0), 1 << 32, schedule.ErrDateRange, "0 in 32 bits"},
		{"2^62 quarters", ruleOf("2024-01-31", schedule.Quarterly, 0), 1 << 62, schedule.ErrDateRange, "3 times this does not fit in 64 bits"},
		{"2^61 fortnights", ruleOf("2024-01-31", schedule.EveryOtherWeek, 0), 1 << 61, schedule.ErrDateRange, "14 times this does not fit"},
		{"most", ruleOf("2024-01-31", schedule.OrdinalWeekday, schedule.Skip), math.MaxInt, schedule.ErrDateRange, "nothing wraps"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at, err := c.rule.At(c.n)
			expect(t, at, err, schedule.Unset, fault{"n", c.wantRule}, c.why)
			for length := range 2 {
				kept := days("2024-01-01")
				filled, err := c.rule.Fill(kept[:length], c.n)
				expect(t, filled, err, 0, fault{"n", c.wantRule}, c.why)
				expectDates(t, kept, days("2024-01-01"), c.why)
			}
			if c.n == math.MaxInt {
				return
			}
			count := c.n + 1
			if c.n < 0 {
				count = c.n
			}
			kept := days("2024-01-01")
			dates, err := c.rule.Append(kept, count)
			expect(t, len(dates), err, 1, fault{"count", c.wantRule}, c.why)
			dates, err = c.rule.Dates(count)
			expect(t, dates == nil, err, true, fault{"count", c.wantRule}, c.why)
		})
	}
}

func TestLongestRuleReachesItsLastPeriod(t *testing.T) {
	at, err := ruleOf("0001-01-02", schedule.Weekly, 0).At(521_722)
	expect(t, at, err, day("9999-12-28"), fault{}, "the last Tuesday of the calendar")
}

func TestFillEndsWithTheCalendar(t *testing.T) {
	const behind = "1999-12-31" // what stands where there is no date
	cases := []struct {
		name string
		rule schedule.Rule
		n    int
		want []date.Date
		why  string
	}{
		{"all in range", ruleOf("9999-10-31", schedule.Monthly, 0), 0, days("9999-10-31", "9999-11-30", "9999-12-31"), "the last day is in range"},
		{"the last two", ruleOf("9999-10-31", schedule.Monthly, 0), 1, days("9999-11-30", "9999-12-31", behind), "a third would be in the year 10000"},
		{"the last one", ruleOf("9999-10-31", schedule.Monthly, 0), 2, days("9999-12-31", behind, behind), "the others would be in the year 10000"},
		{"the last weeks", ruleOf("9999-12-01", schedule.Weekly, 0), 3, days("9999-12-22", "9999-12-29", behind), "7 days more are in the year 10000"},
		{"the last fortnight", ruleOf("9999-12-01", schedule.EveryOtherWeek, 0), 2, days("9999-12-29", behind, behind), "14 days more are in the year 10000"},
		{"the last quarter", ruleOf("9999-06-30", schedule.Quarterly, 0), 1, days("9999-09-30", "9999-12-30", behind), "three months more are in the year 10000"},
		{"the last fifth Friday", ruleOf("9999-07-30", schedule.OrdinalWeekday, schedule.Skip), 1, days("9999-10-29", "9999-12-31", behind), "in range, and the next is not"},
		{"the longest rule", ruleOf("0001-01-02", schedule.Weekly, 0), 521_722, days("9999-12-28", behind, behind), "the last Tuesday of the calendar"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, want := days(behind, behind, behind), len(c.want)
			for want > 0 && c.want[want-1] == day(behind) {
				want--
			}
			filled, err := c.rule.Fill(got, c.n)
			expect(t, filled, err, want, fault{}, c.why)
			expectDates(t, got, c.want, c.why)
		})
	}
}

func TestNoDatesAreAnEmptyList(t *testing.T) {
	dates, err := ruleOf("2024-01-31", schedule.Monthly, 0).Dates(0)
	expect(t, dates != nil && len(dates) == 0, err, true, fault{}, "nil means that there was an error")
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	rule := ruleOf("2024-01-31", schedule.Monthly, 0)
	room := days("1999-12-31", "2001-01-01", "2002-02-02")
	got, err := rule.Append(room[:1], 2)
	if err != nil {
		t.Fatal(err)
	}
	expectDates(t, got, days("1999-12-31", "2024-01-31", "2024-02-29"), "dates follow the old ones")
	if &got[0] != &room[0] {
		t.Error("a slice with room was copied")
	}
	got, err = rule.Append(slices.Clip(got), 1)
	if err != nil {
		t.Fatal(err)
	}
	expectDates(t, got, days("1999-12-31", "2024-01-31", "2024-02-29", "2024-01-31"), "a slice without room grows")
	got, err = rule.Append(room, -1)
	expect(t, len(got), err, len(room), fault{"count", money.ErrCount}, "dst comes back unchanged")
}

func TestErrorsNameNoAmountsAndMend(t *testing.T) {
	cases := []struct {
		err          error
		text, detail string
	}{
		{errOf(schedule.Rule{First: schedule.Unset}.At(0)), "First: the date is required and not set",
			"the date is required and not set; give the date as yyyy-MM-dd"},
		{errOf(schedule.Rule{First: lastDay.Add(1)}.At(0)), "First: the date is outside the years 1 to 9999",
			"the date is outside the years 1 to 9999: got +10000-01-01; stay between 0001-01-02 and 9999-12-31"},
		{errOf(schedule.Rule{Every: 9}.At(0)), "Every: the frequency is not one of the named ones",
			"the frequency is not one of the named ones: got Frequency(9); give Weekly, EveryOtherWeek, OrdinalWeekday, Monthly or Quarterly"},
		{errOf(schedule.Rule{Every: schedule.Weekly, Fifth: 7}.At(0)), "Fifth: the policy for a fifth weekday is not one of the named ones",
			"the policy for a fifth weekday is not one of the named ones: got FifthWeekday(7); give fourth, last or skip"},
		{errOf(schedule.Rule{Every: schedule.Weekly}.At(-3)), "n: the count is outside its range",
			"the count is outside its range: got -3; give a count inside the range"},
		{errOf(schedule.AddMonths(lastDay, 1)), "months: the date is outside the years 1 to 9999",
			"the date is outside the years 1 to 9999: got 1; stay between 0001-01-02 and 9999-12-31"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			if got := c.err.Error(); got != c.text {
				t.Errorf("got %q, want %q", got, c.text)
			}
			if got := c.err.(*money.FieldError).Detail(); got != c.detail {
				t.Errorf("got  %q\nwant %q", got, c.detail)
			}
		})
	}
}

// errOf drops a date that comes with an error.
func errOf(_ date.Date, err error) error { return err }
