package main

import (
	"fmt"
	"strings"
)

// report is what a run found, in the order in which it was measured.
type report struct {
	machine  machine
	settings settings
	quick    bool
	verdicts []verdict
	results  []result
	growths  []growthResult
}

func (r *report) add(got result) {
	r.results = append(r.results, got)
	r.verdicts = append(r.verdicts, got.judge()...)
}

func (r *report) addGrowth(got growthResult) {
	r.growths = append(r.growths, got)
	r.verdicts = append(r.verdicts, got.judge()...)
}

// markdown writes the report.
func (r *report) markdown() string {
	var b strings.Builder
	b.WriteString("# Results of the benchmarks\n\nWritten by `make bench`; do not edit. bench/README.md says how to read it.\n\n")
	if r.quick {
		b.WriteString("**A quick run: the numbers mean nothing.**\n\n")
	}
	r.writeMachine(&b)
	r.writeVerdicts(&b)
	b.WriteString("## Contests\n")
	for _, got := range r.results {
		got.write(&b)
	}
	b.WriteString("\n## Growth\n\nNanoseconds and allocations of a call on N units. The exponent is that of the power of N that fits the times best, by least squares on their logarithms; the last is that of the last step alone.\n")
	for _, got := range r.growths {
		got.write(&b)
	}
	return b.String()
}

func (r *report) writeMachine(b *strings.Builder) {
	m := r.machine
	fmt.Fprintf(b, "- date: %s\n- commit: %s\n- machine: %s, %d cores, %s\n- load average: %s\n", m.date, m.commit, m.processor, m.cores, m.system, m.load)
	fmt.Fprintf(b, "- medians of %d rounds; in a round the contestants take up to %d turns of about %v one after the other, and the fastest of each counts\n", r.settings.rounds, r.settings.turns, r.settings.turn)
	fmt.Fprintf(b, "- libraries: %s\n\n", strings.Join(m.versions, ", "))
}

func (r *report) writeVerdicts(b *strings.Builder) {
	b.WriteString("## What was to be reached\n\n| contest | to reach | measured | pace | |\n|---|---|---|---|---|\n")
	for _, v := range r.verdicts {
		pace := ""
		if v.pace > 0 {
			pace = number(v.pace)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", v.contest, v.figure, v.measured, pace, v.says)
	}
	b.WriteString("\n")
	r.writeReasons(b)
}

// writeReasons says once what bounds the figures that were missed.
func (r *report) writeReasons(b *strings.Builder) {
	var reasons []string
	whose := map[string][]string{}
	for _, v := range r.verdicts {
		if v.because == "" {
			continue
		}
		if whose[v.because] == nil {
			reasons = append(reasons, v.because)
		}
		whose[v.because] = append(whose[v.because], v.contest)
	}
	for _, reason := range reasons {
		fmt.Fprintf(b, "**%s:** %s\n\n", strings.Join(whose[reason], ", "), reason)
	}
}

// write writes the table of a contest.
func (r result) write(b *strings.Builder) {
	c := r.contest
	fmt.Fprintf(b, "\n### %s\n\n%s.\n\n| | ns %s | times the first | allocations a run | |\n|---|---:|---:|---:|---|\n", c.name, strings.ToUpper(c.input[:1])+c.input[1:], a(c.unit))
	for i, f := range c.field {
		note := f.note
		if f.within > 0 {
			note = strings.TrimPrefix(fmt.Sprintf("%s; may differ by %d", note, f.within), "; ")
		}
		fmt.Fprintf(b, "| %s | %s | %s | %d | %s |\n", f.name, number(median(r.ns[i])), number(median(ratios(r.ns[i], r.ns[0]))), r.allocs[i], note)
	}
}

// number writes a value with three digits that count, or whole.
func number(v float64) string {
	switch {
	case v >= 100:
		return grouped(fmt.Sprintf("%.0f", v))
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}

// grouped puts commas between thousands.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// a puts the article before a unit.
func a(unit string) string {
	if strings.ContainsRune("aeiou", rune(unit[0])) {
		return "an " + unit
	}
	return "a " + unit
}
