package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/paysplit/paysplit/wire"
)

// lines are n lines for the command batch: the example of every operation in turn.
func lines(n int) []byte {
	ops := wire.Ops()
	inputs := make([][]byte, len(ops))
	for i, op := range ops {
		var compact bytes.Buffer
		if err := json.Compact(&compact, []byte(op.Example)); err != nil {
			panic(err)
		}
		inputs[i] = compact.Bytes()
	}
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"id":%d,"op":%q,"input":%s}`+"\n", i, ops[i%len(ops)].Name, inputs[i%len(ops)])
	}
	return b.Bytes()
}

// built is the directory of the command while the program runs.
var built string

// command builds the command, once, in its own module, and returns its path.
var command = sync.OnceValue(func() string {
	built = must(os.MkdirTemp("", "paysplit-bench-"))
	path := filepath.Join(built, "paysplit")
	root := must(exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/paysplit/paysplit").Output())
	build := exec.Command("go", "build", "-o", path, "./cmd/paysplit")
	build.Dir, build.Stderr = strings.TrimSpace(string(root)), os.Stderr
	if err := build.Run(); err != nil {
		panic(err)
	}
	return path
})

const (
	oneLoop  = "one plain loop"
	twoLoops = "two plain loops"
)

// batchContests run many documents through the command, on one processor and on two.
func batchContests(short bool) []contest {
	n, counts := 60_000, 100_000_000 // so many lines that neither starting the command counts nor who takes the last chunk
	if short {
		n, counts = 500, 1_000_000
	}
	input := lines(n)
	spin := func(goroutines int) func() {
		return func() {
			var group sync.WaitGroup
			for range goroutines {
				group.Go(func() { count(counts / goroutines) })
			}
			group.Wait()
		}
	}
	return []contest{{
		name: "batch", unit: "line", units: n,
		input: whole(n) + " lines of paysplit batch, the example of every operation in turn; whole processes",
		field: []contestant{
			batchOn(2, input), batchOn(1, input),
			{name: twoLoops, note: "counts on two processors: what the machine has to give", run: always(spin(2))},
			{name: oneLoop, note: "the same counting on one", run: always(spin(1))},
		},
		figures: []figure{{kind: fasterThan, value: 1.7, of: "1 processor", control: [2]string{oneLoop, twoLoops}}},
	}}
}

// count keeps a processor busy without memory.
//
//go:noinline
func count(n int) (total uint64) {
	for i := range uint64(n) {
		total = total*31 + i
	}
	return total
}

// orReport leaves out the status of a batch with a report that is not ok.
func orReport(err error) error {
	if ended := (*exec.ExitError)(nil); errors.As(err, &ended) && ended.ExitCode() == 1 {
		return nil
	}
	return err
}

// batchOn runs the command on a file. While it is timed nobody reads the answers: who
// did would take time from the processors that it is given.
func batchOn(processors int, input []byte) contestant {
	run := func(out io.Writer) {
		c := exec.Command(command(), "batch", linesFile(input))
		c.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(processors))
		c.Stdout = out
		must(0, orReport(c.Run()))
	}
	name := strings.TrimSuffix(fmt.Sprintf("%d processors", processors), strings.Repeat("s", 2-processors))
	return contestant{name: name, run: always(func() { run(nil) }), answer: func() (numbers []int64) {
		var out bytes.Buffer
		run(&out)
		for _, c := range out.Bytes() {
			numbers = append(numbers, int64(c))
		}
		return numbers
	}}
}

// linesFile writes the lines to a file beside the command, and returns its path.
func linesFile(input []byte) string {
	command()
	path := filepath.Join(built, fmt.Sprintf("%d.jsonl", len(input)))
	if _, err := os.Stat(path); err != nil {
		must(0, os.WriteFile(path, input, 0o600))
	}
	return path
}

// batchMemory is the most memory that the command had for so many lines, in the best of
// three tries: when its garbage is collected is chance.
func batchMemory(short bool) growthResult {
	sizes := []int{10_000, 100_000, 1_000_000}
	if short {
		sizes = []int{100, 1000}
	}
	g := growthResult{growth: growth{name: "batch, memory", unit: "line", sizes: sizes, what: "the most memory of the process, kB, in the best of three tries"}}
	g.kilobytes = make([]float64, len(sizes))
	for round := range 3 {
		for i, n := range sizes {
			peak, err := peakOf(n)
			if err != nil { // not every system tells
				fmt.Fprintln(os.Stderr, err)
				g.kilobytes = nil
				return g
			}
			if round == 0 || peak < g.kilobytes[i] {
				g.kilobytes[i] = peak
			}
		}
	}
	return g
}

// peakOf runs n lines and asks for the memory before the process ends: what a parent
// is told afterwards counts the parent's own.
func peakOf(n int) (kilobytes float64, err error) {
	c := exec.Command(command(), "batch")
	in, out := must(c.StdinPipe()), must(c.StdoutPipe())
	if err := c.Start(); err != nil {
		return 0, err
	}
	go func() {
		block := lines(10_000)
		for left := n; left > 0; left -= 10_000 {
			if left < 10_000 {
				block = lines(left)
			}
			if _, err := in.Write(block); err != nil {
				return // the command says why
			}
		}
	}()
	answers := bufio.NewReaderSize(out, 1<<20)
	for seen := 0; seen < n; {
		_, err := answers.ReadSlice('\n')
		switch {
		case err == nil:
			seen++
		case err != bufio.ErrBufferFull:
			return 0, fmt.Errorf("paysplit batch gave %d lines for %d: %w", seen, n, err)
		}
	}
	status, statusErr := os.ReadFile("/proc/" + strconv.Itoa(c.Process.Pid) + "/status")
	in.Close()
	if _, err := io.Copy(io.Discard, answers); err != nil {
		return 0, err
	}
	if err := orReport(c.Wait()); err != nil {
		return 0, err
	}
	if statusErr != nil {
		return 0, statusErr
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strconv.ParseFloat(strings.Fields(rest)[0], 64)
		}
	}
	return 0, fmt.Errorf("the system does not tell the memory of a process")
}
