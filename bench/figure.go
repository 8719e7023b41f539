package main

import "fmt"

// figure is what a contest has to reach.
type figure struct {
	kind  figureKind
	value float64
	of    string // the other contestant of timesAtMost and fasterThan

	// control are two contestants of whom the second is twice as fast where the machine
	// has two processors to give. Where it has not, the figure is not judged.
	control [2]string

	wish bool // the stretch: said, and never a failure

	// A figure that cannot be reached is explained: what bounds it, and up to which
	// value that is so; a value in times of the contestant that is the bound, if one is.
	because string
	reached float64
	bound   string
}

type figureKind uint8

const (
	nsAtMost     figureKind = iota // nanoseconds a unit, at the machine's pace
	timesAtMost                    // as many times as long as the other
	fasterThan                     // as many times as fast as the other
	allocsAtMost                   // allocations a run
)

// verdict is what became of a figure.
type verdict struct {
	contest, figure, measured, says string
	pace                            float64
	failed                          bool
	because                         string
}

// judge returns the verdicts of a contest.
func (r result) judge() (verdicts []verdict) {
	for _, f := range r.contest.figures {
		got, raw := r.value(f)
		v := verdict{contest: r.contest.name, figure: f.text(r.contest.unit), measured: raw, pace: median(r.pace)}
		switch {
		case f.met(got, f.value):
			v.says = "met"
		case f.control[0] != "" && r.control(f) < enough:
			v.says = "not judged: the machine had no two processors to give"
		case f.wish:
			v.says = "not yet"
		case f.because != "" && r.covered(f, got):
			v.says, v.because = "missed, explained", f.because
		default:
			v.says, v.failed, v.because = "**missed**", true, f.because
		}
		verdicts = append(verdicts, v)
	}
	return verdicts
}

// covered reports whether the explanation of a missed figure holds.
func (r result) covered(f figure, got float64) bool {
	if f.bound == "" {
		return f.met(got, f.reached)
	}
	return median(ratios(r.ns[0], r.ns[r.contest.find(f.bound)])) <= f.reached
}

// enough is how much faster two plain loops are where the machine gives each of them a
// processor.
const enough = 1.9

// control returns how much faster the second control of a figure is.
func (r result) control(f figure) float64 {
	return median(ratios(r.ns[r.contest.find(f.control[0])], r.ns[r.contest.find(f.control[1])]))
}

// value returns the number that is judged, and the text of what was measured.
func (r result) value(f figure) (float64, string) {
	ours := r.ns[0]
	switch f.kind {
	case nsAtMost:
		atPace := make([]float64, len(ours))
		for i := range ours {
			atPace[i] = ours[i] / max(1, r.pace[i])
		}
		return median(atPace), number(median(ours)) + " ns"
	case timesAtMost:
		times := median(ratios(ours, r.ns[r.contest.find(f.of)]))
		return times, number(times) + " x"
	case fasterThan:
		times := median(ratios(r.ns[r.contest.find(f.of)], ours))
		if f.control[0] == "" {
			return times, number(times) + " x"
		}
		return times, fmt.Sprintf("%s x, where %s are %s x as fast as %s", number(times), f.control[1], number(r.control(f)), f.control[0])
	default:
		return float64(r.allocs[0]), fmt.Sprint(r.allocs[0])
	}
}

func (f figure) met(got, limit float64) bool {
	if f.kind == fasterThan {
		return got >= limit
	}
	return got <= limit
}

// text says what is to be reached.
func (f figure) text(unit string) string {
	text := ""
	switch f.kind {
	case nsAtMost:
		text = fmt.Sprintf("at most %v ns %s", f.value, a(unit))
	case timesAtMost:
		text = fmt.Sprintf("at most %v x %s", f.value, f.of)
	case fasterThan:
		text = fmt.Sprintf("at least %v x as fast as %s", f.value, f.of)
	default:
		text = fmt.Sprintf("at most %v allocations", f.value)
	}
	if f.wish {
		text += " (a wish)"
	}
	return text
}
