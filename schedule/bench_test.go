package schedule_test

import (
	"testing"
	"time"

	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// benchRules has each way of computing a due date once. All start on a 31st, so
// that no month end is spared its clamp.
var benchRules = []struct {
	name string
	rule schedule.Rule
}{
	{"Weekly", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Weekly}},
	{"EveryOtherWeek", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.EveryOtherWeek}},
	{"Monthly", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Monthly}},
	{"Quarterly", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.Quarterly}},
	{"Ordinal/second", schedule.Rule{First: date.New(2024, 1, 9), Every: schedule.OrdinalWeekday}},
	{"Ordinal/fourth", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.OrdinalWeekday}},
	{"Ordinal/last", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.OrdinalWeekday, Fifth: schedule.Last}},
	{"Ordinal/skip", schedule.Rule{First: date.New(2024, 1, 31), Every: schedule.OrdinalWeekday, Fifth: schedule.Skip}},
}

// benchPeriods is thirty years of months.
const benchPeriods = 360

// sink keeps results alive.
var sink date.Date

func BenchmarkAt(b *testing.B) {
	for _, c := range benchRules {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for n := range benchPeriods {
					d, err := c.rule.At(n)
					if err != nil {
						b.Fatal(err)
					}
					sink = d
				}
			}
			perDate(b)
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, c := range benchRules {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			dst := make([]date.Date, 0, benchPeriods)
			for b.Loop() {
				if _, err := c.rule.Append(dst, benchPeriods); err != nil {
					b.Fatal(err)
				}
			}
			perDate(b)
		})
	}
}

// BenchmarkFill reads a long plan in short blocks.
func BenchmarkFill(b *testing.B) {
	for _, c := range benchRules {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			const block = 30
			dates := make([]date.Date, block)
			for b.Loop() {
				for n := 0; n < benchPeriods; n += block {
					if _, err := c.rule.Fill(dates, n); err != nil {
						b.Fatal(err)
					}
				}
			}
			perDate(b)
		})
	}
}

func BenchmarkAll(b *testing.B) {
	for _, c := range benchRules {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				all, err := c.rule.All()
				if err != nil {
					b.Fatal(err)
				}
				for n, d := range all {
					sink = d
					if n == benchPeriods-1 {
						break
					}
				}
			}
			perDate(b)
		})
	}
}

func BenchmarkNextOnOrAfter(b *testing.B) {
	for _, c := range benchRules {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			today := c.rule.First
			for b.Loop() {
				_, due, err := c.rule.NextOnOrAfter(today)
				if err != nil {
					b.Fatal(err)
				}
				sink = due
				if today = today.Add(1); today.Sub(c.rule.First) == 30*365 {
					today = c.rule.First
				}
			}
		})
	}
}

func BenchmarkAddMonths(b *testing.B) {
	b.ReportAllocs()
	first := date.New(2024, 1, 31)
	for b.Loop() {
		for n := range benchPeriods {
			d, err := schedule.AddMonths(first, n)
			if err != nil {
				b.Fatal(err)
			}
			sink = d
		}
	}
	perDate(b)
}

// BenchmarkCompare has the ways of stepping through months that the packages at
// hand offer. Both are wrong at month ends, where they run into the next month.
func BenchmarkCompare(b *testing.B) {
	b.Run("date.AddDate", func(b *testing.B) {
		b.ReportAllocs()
		first := date.New(2024, 1, 31)
		dst := make([]date.Date, benchPeriods)
		for b.Loop() {
			for n := range dst {
				dst[n] = first.AddDate(0, n, 0)
			}
		}
		perDate(b)
	})
	b.Run("time.AddDate", func(b *testing.B) {
		b.ReportAllocs()
		first := time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC)
		dst := make([]time.Time, benchPeriods)
		for b.Loop() {
			for n := range dst {
				dst[n] = first.AddDate(0, n, 0)
			}
		}
		perDate(b)
	})
}

// perDate reports the time of one date of benchPeriods.
func perDate(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchPeriods, "ns/date")
}
