package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// benchRows is thirty years of months.
const benchRows = 360

// benchPlan is 100,000.00 at 6 % over 360 months.
func benchPlan(engine amortize.Interest) amortize.Terms {
	return with(paying(monthly("100000", "6"), "599.56"), func(t *amortize.Terms) {
		t.Interest, t.First = engine, day("2024-01-31")
	})
}

// Sinks keep results alive.
var (
	sinkAmount  money.Amount
	sinkSummary amortize.Summary
)

func BenchmarkAppendSchedule(b *testing.B) {
	for _, engine := range engines {
		b.Run(engine.String(), func(b *testing.B) {
			benchSchedule(b, benchPlan(engine))
		})
	}
	b.Run("halfEven/Weekly", func(b *testing.B) {
		// A week's rate makes each payment smaller, not the plan longer.
		plan := with(benchPlan(amortize.HalfEven), func(t *amortize.Terms) { t.Every, t.Payment = schedule.Weekly, usd("339.74") })
		benchSchedule(b, plan)
	})
	b.Run("halfEven/OrdinalWeekday", func(b *testing.B) {
		benchSchedule(b, with(benchPlan(amortize.HalfEven), func(t *amortize.Terms) { t.Every = schedule.OrdinalWeekday }))
	})
	b.Run("halfEven/count", func(b *testing.B) {
		benchSchedule(b, with(benchPlan(amortize.HalfEven), func(t *amortize.Terms) { t.Payment, t.Payments = 0, benchRows }))
	})
}

// benchSchedule writes a plan into a reused slice and reports the time of a row.
func benchSchedule(b *testing.B, plan amortize.Terms) {
	b.ReportAllocs()
	rows := make([]amortize.Row, 0, amortize.MaxRows)
	for b.Loop() {
		_, s, err := amortize.AppendSchedule(rows, plan)
		if err != nil || s.Payments != benchRows {
			b.Fatal(s, err)
		}
		sinkSummary = s
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

func BenchmarkSchedule(b *testing.B) {
	b.ReportAllocs()
	plan := with(benchPlan(amortize.HalfEven), func(t *amortize.Terms) { t.Payment, t.Payments = 0, benchRows })
	for b.Loop() {
		_, s, err := amortize.Schedule(plan)
		if err != nil {
			b.Fatal(err)
		}
		sinkSummary = s
	}
}

func BenchmarkLevelPayment(b *testing.B) {
	for _, c := range []struct {
		name     string
		rate     string
		payments int
	}{{"free", "0", 360}, {"12", "18", 12}, {"360", "6", 360}, {"2000", "6", 2000}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			plan := counting(monthly("100000", c.rate), c.payments)
			for b.Loop() {
				payment, err := amortize.LevelPayment(plan)
				if err != nil {
					b.Fatal(err)
				}
				sinkAmount = payment
			}
		})
	}
}

func BenchmarkPeriodInterest(b *testing.B) {
	for _, engine := range engines {
		b.Run(engine.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				interest, err := amortize.PeriodInterest(7620, 10_000_000, schedule.Monthly, engine)
				if err != nil {
					b.Fatal(err)
				}
				sinkAmount = interest
			}
		})
	}
}

func BenchmarkParseRate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		rate, err := amortize.ParseRate("29.99")
		if err != nil {
			b.Fatal(err)
		}
		sinkAmount = money.Amount(rate)
	}
}

func BenchmarkAppendNote(b *testing.B) {
	b.ReportAllocs()
	_, s, err := amortize.Schedule(plan256)
	if err != nil {
		b.Fatal(err)
	}
	text := make([]byte, 0, 256)
	for b.Loop() {
		if _, err := amortize.AppendNote(text, plan256, s, 2, ""); err != nil {
			b.Fatal(err)
		}
	}
}
