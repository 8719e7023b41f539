package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// plan is how the mutants of a package are tested.
type plan struct {
	Mutants map[string]number
	Tests   []testCase
}

// testCase is a test function of the package.
type testCase struct {
	Name    string
	Took    time.Duration // of the processor, without a mutant
	Reaches []int         // functions, in order
}

// memory is how much a mutant may take, in kB.
const memory = 4_000_000

// slow is from when on a test runs alone, after the quicker ones.
const slow = 50 * time.Millisecond

// firstTests is how many quick tests are tried first: those that found the last mutants.
// The next mutant is likely to be their neighbour.
const firstTests = 6

// run runs tests with a mutant. What goes past the limits is stopped: a second and
// five times what the tests take. The time is that of the processor, so that a busy machine
// stops no mutant that a quiet one would not.
func run(dir, pkg string, tests []testCase, mutant int) (*exec.Cmd, []byte, error) {
	names, took := make([]string, len(tests)), time.Duration(0)
	for i, t := range tests {
		names[i] = t.Name
		took += t.Took
	}
	limits := fmt.Sprintf(`ulimit -v %d -t %d; GOMAXPROCS=1 exec "$@"`, memory, 1+int(5*took/time.Second))
	cmd := exec.Command("bash", "-c", limits, "bash", filepath.Join(dir, binaryFile), "-test.v", "-test.failfast",
		"-test.timeout=20m", "-test.run=^("+strings.Join(names, "|")+")$")
	cmd.Dir = pkg
	cmd.Env = append(os.Environ(), envMutant+"="+strconv.Itoa(mutant), envReach+"="+filepath.Join(dir, reachFile))
	out, err := cmd.CombinedOutput()
	return cmd, out, err
}

// measure runs each test without a mutant: how long it takes, and which functions it
// reaches.
func measure(pkg, dir string) ([]testCase, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	list := command(filepath.Join(dir, binaryFile), "-test.list=.")
	list.Dir = pkg
	names, err := list.Output()
	if err != nil {
		return nil, err
	}
	none, _, err := run(dir, pkg, nil, 0)
	if err != nil {
		return nil, err
	}
	var tests []testCase
	var all time.Duration
	for _, name := range strings.Fields(string(names)) {
		if strings.HasPrefix(name, "Benchmark") {
			continue
		}
		t := testCase{Name: name, Took: time.Hour}
		if _, out, err := run(dir, pkg, []testCase{t}, noMutant); err != nil {
			return nil, fmt.Errorf("%s fails without a mutant: %w\n%s", name, err, out)
		}
		text, err := os.ReadFile(filepath.Join(dir, reachFile))
		if err != nil {
			return nil, err
		}
		for _, field := range strings.Fields(string(text)) {
			function, err := strconv.Atoi(field)
			if err != nil {
				return nil, err
			}
			t.Reaches = append(t.Reaches, function)
		}
		slices.Sort(t.Reaches)
		cmd, out, err := run(dir, pkg, []testCase{t}, 0)
		if err != nil {
			return nil, fmt.Errorf("%s fails without a mutant: %w\n%s", name, err, out)
		}
		t.Took = max(0, processorTime(cmd)-processorTime(none))
		tests, all = append(tests, t), all+t.Took
	}
	fmt.Printf("%s: %d tests take %s\n", pkg, len(tests), all.Round(time.Millisecond))
	return tests, nil
}

// processorTime is what a command took that has ended.
func processorTime(cmd *exec.Cmd) time.Duration {
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// try runs the tests of the mutant that stands in the working directory. Its result is
// the exit status of go test: 0 where they pass, 1 where one fails, 2 where the mutant
// is no program.
func try() (int, error) {
	dir, source := os.Getenv(envTests), os.Getenv(envSource)
	text, err := os.ReadFile(filepath.Join(dir, planFile))
	if err != nil {
		return 0, err
	}
	var p plan
	if err := json.Unmarshal(text, &p); err != nil {
		return 0, err
	}
	change, err := changed(source, filepath.Base(source))
	if err != nil {
		return 0, err
	}
	mutant, ok := p.Mutants[change.key()]
	switch {
	case !ok:
		return 0, fmt.Errorf("%s: no such mutant", change.key())
	case mutant.Mutant == noProgram:
		return 2, nil
	}
	recent := readRecent(dir)
	for _, part := range p.parts(mutant.Function, recent) {
		switch cmd, out, err := run(dir, filepath.Dir(source), part, mutant.Mutant); {
		case err == nil:
			continue
		case cmd.ProcessState == nil:
			return 0, err
		case cmd.ProcessState.ExitCode() < 0: // it was stopped
			return 1, note(change)
		default:
			return 1, remember(dir, recent, out)
		}
	}
	return 0, nil
}

// parts puts the tests that reach a function in the order in which they are run: those
// that found a mutant lately, then the quick ones, then the slow ones one by one.
func (p plan) parts(function int, recent []string) (parts [][]testCase) {
	var first, quick, rest []testCase
	for _, t := range p.Tests {
		if _, ok := slices.BinarySearch(t.Reaches, function); !ok {
			continue
		}
		switch at := slices.Index(recent, t.Name); {
		case t.Took >= slow:
			rest = append(rest, t)
		case at >= 0 && len(first) < firstTests:
			first = append(first, t)
		default:
			quick = append(quick, t)
		}
	}
	slices.SortStableFunc(rest, func(x, y testCase) int {
		atX, atY := slices.Index(recent, x.Name), slices.Index(recent, y.Name)
		return cmp.Or(cmp.Compare(uint(atX), uint(atY)), cmp.Compare(x.Took, y.Took)) // -1 is the last
	})
	for _, part := range [][]testCase{first, quick} {
		if len(part) > 0 {
			parts = append(parts, part)
		}
	}
	for i := range rest {
		parts = append(parts, rest[i:i+1])
	}
	return parts
}

// readRecent returns the tests that found the last mutants.
func readRecent(dir string) []string {
	text, err := os.ReadFile(filepath.Join(dir, recentFile))
	if err != nil {
		return nil // none has found any
	}
	return strings.Fields(string(text))
}

// failure is how a test says that it failed.
var failure = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)

// remember puts the test that found a mutant before those that found others.
func remember(dir string, recent []string, out []byte) error {
	match := failure.FindSubmatch(out)
	if match == nil {
		return nil
	}
	name := string(match[1])
	recent = append([]string{name}, slices.DeleteFunc(recent, func(s string) bool { return s == name })...)
	file, err := os.CreateTemp(dir, recentFile) // another worker may be reading
	if err != nil {
		return err
	}
	if _, err = file.WriteString(strings.Join(recent[:min(len(recent), 2*firstTests)], "\n")); err == nil {
		err = file.Close()
	}
	return errors.Join(err, os.Rename(file.Name(), filepath.Join(dir, recentFile)))
}

// note writes down a mutant that was stopped because it took too long.
func note(change edit) error {
	f, err := os.OpenFile(os.Getenv(envHangs), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%d:%d %t\n", change.line, change.column, change.boundary())
	return errors.Join(err, f.Close())
}
