// Command bench measures this library beside other ways of doing the same work, on
// the same inputs in one run: plain loops over int64 as the limit, math/big, and the
// libraries that a Go program would otherwise use. Before anything is timed it
// checks that all of them give the same answer.
//
// It writes a report in Markdown and fails if a figure is missed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"time"
)

// contests are all of them, built when their turn comes. To add one, add its
// function here. A short one has small inputs: it shows that everything runs.
var contests = []func(short bool) []contest{
	fifoContests, unsortedContests, payContests, scheduleContests, dynamicContests, levelContests,
	dateContests, splitContests, claimContests, sumContests, textContests, wireContests, batchContests,
}

func main() {
	short := flag.Bool("quick", false, "a few short rounds, to see that everything runs and agrees; no figure fails")
	only := flag.String("only", "", "contests and growths whose `name` holds this text")
	cpu := flag.String("cpuprofile", "", "profile this library's part of the first contest into this `file`, and measure nothing")
	file := flag.String("o", "", "write the report to this `file` instead of standard output")
	flag.Parse()
	s := full
	if *short {
		s = quick
	}
	if *cpu != "" {
		must(0, profile(*cpu, *only))
		return
	}
	if err := run(s, *short, *only, *file); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures, writes the report, and says which figures were missed.
func run(s settings, short bool, only, file string) error {
	defer func() { os.RemoveAll(built) }()
	r := report{machine: thisMachine(), settings: s, quick: short}
	for _, build := range contests {
		for _, c := range build(short) {
			if !strings.Contains(c.name, only) {
				continue
			}
			fmt.Fprintln(os.Stderr, c.name)
			if err := c.agree(); err != nil {
				return err
			}
			r.add(measure(&c, s))
		}
	}
	for _, g := range growths {
		if strings.Contains("growth/"+g.name, only) {
			fmt.Fprintln(os.Stderr, "growth/"+g.name)
			r.addGrowth(grow(g, s, short))
		}
	}
	if strings.Contains("growth/batch, memory", only) {
		fmt.Fprintln(os.Stderr, "growth/batch, memory")
		r.addGrowth(batchMemory(short))
	}
	r.machine.end()
	if err := write(file, r.markdown()); err != nil {
		return err
	}
	missed := slices.DeleteFunc(slices.Clone(r.verdicts), func(v verdict) bool { return !v.failed })
	if len(missed) == 0 || short {
		return nil
	}
	for _, v := range missed {
		fmt.Fprintf(os.Stderr, "missed: %s: %s, measured %s\n", v.contest, v.figure, v.measured)
	}
	return fmt.Errorf("%d figures were missed", len(missed))
}

// profile writes a CPU profile of some seconds of this library, in the first contest of that name.
func profile(file, only string) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	for _, build := range contests {
		for _, c := range build(false) {
			if !strings.Contains(c.name, only) {
				continue
			}
			n := calibrate(c.field[0].run, 2*time.Second)
			if err := pprof.StartCPUProfile(out); err != nil {
				return err
			}
			c.field[0].run(n)
			pprof.StopCPUProfile()
			return nil
		}
	}
	return fmt.Errorf("no contest is called %q", only)
}

func write(file, text string) error {
	if file == "" {
		_, err := io.WriteString(os.Stdout, text)
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}
