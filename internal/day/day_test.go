package day_test

import (
	"testing"

	"github.com/paysplit/paysplit/internal/day"
	"github.com/rickb777/date"
)

// Text is written here by hand and in package date by fmt; the two must agree.
func TestTextIsTheDatesOwn(t *testing.T) {
	check := func(d date.Date) {
		if got, want := day.Text(d), d.String(); got != want {
			t.Fatalf("Text = %q, want %q", got, want)
		}
	}
	for n := date.PeriodOfDays(-800_000); n < 3_000_000; n += 97 { // years -220 to 10183
		check(date.NewOfDays(n))
	}
	for _, d := range []date.Date{
		{}, date.NewOfDays(day.Unset), date.New(0, 12, 31), date.New(-1, 1, 1), date.New(9999, 12, 31), date.New(10000, 1, 1),
		date.NewOfDays(1<<31 - 1), date.NewOfDays(-1 << 31),
	} {
		check(d)
	}
}
