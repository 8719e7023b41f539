package main

import (
	"runtime"
	"slices"
	"time"
)

// settings say how long to measure.
type settings struct {
	rounds int           // the medians are of so many
	turns  int           // of each contestant in a round; the fastest counts
	turn   time.Duration // how long a turn should be
	most   time.Duration // for one contest; long runs get fewer turns
}

// A turn is shorter than the time slice of the scheduler, so that on a busy machine
// some of the turns of a round are not interrupted.
var (
	full  = settings{rounds: 8, turns: 25, turn: 700 * time.Microsecond, most: 30 * time.Second}
	quick = settings{rounds: 2, turns: 2, turn: 100 * time.Microsecond, most: 200 * time.Millisecond}
)

// result is what a contest came to.
type result struct {
	contest *contest
	ns      [][]float64 // a unit, by contestant and round
	pace    []float64   // of the machine, by round
	allocs  []int64     // a run, by contestant
}

// measure runs the contest in rounds. In a round the contestants take turns, A, B,
// A, B, so whatever slows the machine down slows all of them down, and a ratio
// taken inside a round is free of it.
func measure(c *contest, s settings) result {
	field := append(slices.Clone(c.field), pacer())
	times, turns := plan(field, s)
	r := result{contest: c, ns: make([][]float64, len(c.field))}
	for range s.rounds {
		runtime.GC()
		best := round(field, times, turns)
		for i := range c.field {
			r.ns[i] = append(r.ns[i], best[i]/float64(c.units))
		}
		r.pace = append(r.pace, best[len(c.field)]/paceRows/paceNS)
	}
	for i := range c.field {
		r.allocs = append(r.allocs, allocations(c.field[i].run, times[i]))
	}
	return r
}

// round returns the nanoseconds of a run of each contestant: the fastest of its turns.
func round(field []contestant, times []int, turns int) []float64 {
	best := make([]float64, len(field))
	for turn := range turns {
		for i := range field {
			ns := float64(stopwatch(field[i].run, times[i])) / float64(times[i])
			if turn == 0 || ns < best[i] {
				best[i] = ns
			}
		}
	}
	return best
}

// plan returns how often each contestant runs in a turn, and how many turns fit.
func plan(field []contestant, s settings) (times []int, turns int) {
	var whole time.Duration
	for i := range field {
		n := calibrate(field[i].run, s.turn)
		times = append(times, n)
		whole += stopwatch(field[i].run, n)
	}
	fit := int(s.most / time.Duration(s.rounds) / max(whole, 1))
	return times, max(2, min(s.turns, fit))
}

// calibrate returns how many runs take about that long.
func calibrate(run func(n int), want time.Duration) int {
	run(1)
	for n := 1; ; n *= 2 {
		took := min(stopwatch(run, n), stopwatch(run, n))
		if took >= want/2 {
			return max(1, int(float64(n)*float64(want)/float64(took)))
		}
	}
}

func stopwatch(run func(n int), n int) time.Duration {
	start := time.Now()
	run(n)
	return time.Since(start)
}

// allocations returns the allocations of a run, of the try with the fewest, because
// the runtime allocates now and then itself.
func allocations(run func(n int), n int) int64 {
	fewest := int64(-1)
	var before, after runtime.MemStats
	for range 3 {
		runtime.ReadMemStats(&before)
		run(n)
		runtime.ReadMemStats(&after)
		if got := int64(after.Mallocs-before.Mallocs) / int64(n); fewest < 0 || got < fewest {
			fewest = got
		}
	}
	return fewest
}

// median returns the middle of the values, or the mean of the middle two.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// ratios returns a[i]/b[i].
func ratios(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] / b[i]
	}
	return out
}
