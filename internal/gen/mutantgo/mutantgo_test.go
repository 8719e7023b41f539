package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// sample has functions of every form: with parameters that have no name, with any number
// of them, generic, and methods with and without a named receiver.
const sample = `package sample

type list[T any] struct{ all []T }

func (l *list[T]) size(_ int, _ string) int { return len(l.all) + 1 }

func (list[T]) zero(int) bool { return 1 < 2 }

func sum(numbers ...int) (total int) {
	for i := 0; i < len(numbers); i++ {
		total += numbers[i] * 2
	}
	return total
}

func most[T int | string](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func join(a, b string) string { return a + b } // - is no operator of texts

func touch(counts *[3]int) { counts[1]++ }
`

// answers calls the functions; it is a program for each mutant.
const answers = `package sample

import "testing"

func TestAnswers(t *testing.T) {
	var counts [3]int
	touch(&counts)
	t.Log(" answers", (&list[int]{}).size(1, ""), list[int]{}.zero(0), sum(1, 2), most(1, 2), most(2, 2), join("a", "b"), counts[1])
}
`

// TestEveryMutantIsAProgram builds the mutants of the sample and runs each: its answers are
// those of the one change.
func TestEveryMutantIsAProgram(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("mutants are run by bash, which limits them")
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("sample", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"go.mod": "module sample\n\ngo 1.24\n", "sample/sample.go": sample, "sample/sample_test.go": answers} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := build("sample", "out"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("out", planFile))
	if err != nil {
		t.Fatal(err)
	}
	var p plan
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"sample.go:5:65 -": "-1 true 6 2 2 ab 1", "sample.go:7:42 >=": "1 false 6 2 2 ab 1", "sample.go:7:42 <=": "1 true 6 2 2 ab 1",
		"sample.go:11:23 /": "1 true 1 2 2 ab 1", "sample.go:17:7 <=": "1 true 6 1 2 ab 1", "sample.go:17:7 >=": "1 true 6 2 2 ab 1", "sample.go:25:39 --": "1 true 6 2 2 ab -1",
	} {
		mutant, ok := p.Mutants[key]
		if !ok {
			t.Errorf("no mutant %s among %v", key, p.Mutants)
			continue
		}
		cmd := exec.Command(filepath.Join("out", binaryFile), "-test.v")
		cmd.Env = append(os.Environ(), envMutant+"="+strconv.Itoa(mutant.Mutant))
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), " answers "+want+"\n") {
			t.Errorf("%s: got %v\n%s\nwant %s", key, err, out, want)
		}
	}
	for key, mutant := range p.Mutants {
		if isText := strings.HasPrefix(key, "sample.go:23:"); isText != (mutant.Mutant == noProgram) {
			t.Errorf("%s: number %d", key, mutant.Mutant)
		}
	}
}
