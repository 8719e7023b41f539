// Command mutants writes what mutation tests come to: for each package how many mutants
// a test has killed, and every one that lived, with the reason why no test can tell it
// from the code. Reasons stand in fuzz/mutants.txt. It fails where less than 85 % of the
// mutants of a package were killed.
package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// page is what is written. Packages without results here keep what it says of them.
const page = "fuzz/MUTANTS.md"

// least is the part of the mutants, in percent, that must be killed.
const least = 85

// mutant is one change of the code, as gremlins tells it.
type mutant struct {
	Type, Status string
	Line, Column int
	file, source string
}

// tally is what was made of the mutants of a package.
type tally struct {
	files, of                            int // tried, of those that are there
	killed, timedOut, uncovered, invalid int
	lived                                []mutant
}

func main() {
	results := flag.String("results", "build/mutants", "the directory of gremlins' results")
	flag.Parse()
	if err := run(*results); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(results string) error {
	reasons, err := readReasons("fuzz/mutants.txt")
	if err != nil {
		return err
	}
	tallies, err := readResults(results)
	if err != nil {
		return err
	}
	old, err := os.ReadFile(page)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	text, bad := report(tallies, reasons, string(old))
	if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
		return err
	}
	for _, line := range bad {
		fmt.Fprintln(os.Stderr, line)
	}
	if len(bad) > 0 {
		return fmt.Errorf("%d things to look at; see fuzz/MUTANTS.md", len(bad))
	}
	return nil
}

// key names a mutant by what stands in its line, because lines move.
func key(file, kind, source string) string { return file + " | " + kind + " | " + source }

// readReasons reads lines of file | type | source line | reason. The source may have a | too.
func readReasons(file string) (map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	reasons := make(map[string]string)
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at := strings.LastIndex(line, " | ")
		if at < 0 || strings.Count(line, " | ") < 3 {
			return nil, fmt.Errorf("%s: not file | type | line | reason: %s", file, line)
		}
		reasons[line[:at]] = line[at+3:]
	}
	return reasons, nil
}

// readResults reads the results of every file, by package.
func readResults(dir string) (map[string]*tally, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	tallies := make(map[string]*tally)
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		if tallies[name] == nil {
			tallies[name] = &tally{of: sources(name)}
		}
		tallies[name].files++
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var result struct {
			Files []struct {
				Name      string `json:"file_name"`
				Mutations []mutant
			}
		}
		if err := json.Unmarshal(text, &result); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		hangs, err := os.ReadFile(file + ".hangs")
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		for _, f := range result.Files {
			if err := tallies[name].add(name+"/"+f.Name, f.Mutations, strings.Split(string(hangs), "\n")); err != nil {
				return nil, err
			}
		}
	}
	return tallies, nil
}

// sources returns how many files of a package can have mutants.
func sources(dir string) (n int) {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go")) // the pattern is right
	for _, file := range files {
		if name := filepath.Base(file); name != "doc.go" && !strings.HasSuffix(name, "_test.go") {
			n++
		}
	}
	return n
}

// add counts the mutants of a file. Hangs has line:column of each that was stopped because
// it did not end, and whether it moved a boundary; for gremlins its tests failed.
func (t *tally) add(file string, mutants []mutant, hangs []string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lines := strings.Split(string(text), "\n")
	for _, m := range mutants {
		hang := fmt.Sprintf("%d:%d %t", m.Line, m.Column, m.Type == "CONDITIONALS_BOUNDARY")
		if m.Status == "KILLED" && slices.Contains(hangs, hang) {
			m.Status = "TIMED OUT"
		}
		switch m.Status {
		case "KILLED":
			t.killed++
		case "TIMED OUT":
			t.timedOut++
		case "LIVED":
			m.file, m.source = file, strings.TrimSpace(lines[m.Line-1])
			t.lived = append(t.lived, m)
		case "NOT COVERED":
			t.uncovered++
		default:
			t.invalid++
		}
	}
	return nil
}

// kept returns the lines of the old page that begin like one of a package, of packages
// that have no results.
func kept(tallies map[string]*tally, old, begin, end string) string {
	var b strings.Builder
	for line := range strings.Lines(old) {
		rest, ok := strings.CutPrefix(line, begin)
		name, _, found := strings.Cut(rest, end)
		if ok && found && name != "package" && tallies[name] == nil {
			b.WriteString(line)
		}
	}
	return b.String()
}

// report writes the report, and lists what is not as it should be.
func report(tallies map[string]*tally, reasons map[string]string, old string) (text string, bad []string) {
	for name, t := range tallies {
		if t.killed+t.timedOut+len(t.lived) == 0 {
			delete(tallies, name)
		}
	}
	var b strings.Builder
	b.WriteString("# Mutants\n\n`make mutate` writes this page. It changes an operator or a sign at a time and runs the tests of the package.\n" +
		"A mutant that never ends was found too: it is stopped after five times the processor time of the tests and a second, so that a busy machine stops no other. What no test runs is mostly constants, which are in no coverage profile, and code that the tests of another package run.\n" +
		"What does not compile is no mutant.\n\n" +
		"| package | files tried | killed | never ended | lived | found | not run by a test |\n|---|---|---|---|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(tallies)) {
		t := tallies[name]
		found, all := t.killed+t.timedOut, t.killed+t.timedOut+len(t.lived)
		fmt.Fprintf(&b, "| %s | %d of %d | %d | %d | %d | %d.%d %% | %d |\n", name, t.files, t.of, t.killed, t.timedOut, len(t.lived), found*100/all, found*1000/all%10, t.uncovered)
		if found*100 < least*all {
			bad = append(bad, fmt.Sprintf("%s: less than %d %% of the mutants were found", name, least))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tallies)) {
		t := tallies[name]
		if all := t.killed + t.timedOut + len(t.lived); t.timedOut*10 > all {
			bad = append(bad, fmt.Sprintf("%s: %d of %d mutants never ended: more than loops explain", name, t.timedOut, all))
		}
	}
	b.WriteString(kept(tallies, old, "| ", " |"))
	b.WriteString("\n## Those that lived\n\nEach one gives the same answers as the code, or only what no test could hold tells it apart, for the reason beside it.\n\n")
	for _, name := range slices.Sorted(maps.Keys(tallies)) {
		slices.SortFunc(tallies[name].lived, func(x, y mutant) int {
			return cmp.Or(cmp.Compare(x.file, y.file), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(x.Type, y.Type))
		})
		for _, m := range tallies[name].lived {
			reason := reasons[key(m.file, m.Type, m.source)]
			if reason == "" {
				reason = "**no reason yet**"
				bad = append(bad, fmt.Sprintf("%s:%d:%d lives: %s\n\t%s\n\tkill it by a test, or give the reason in fuzz/mutants.txt", m.file, m.Line, m.Column, m.Type, m.source))
			}
			fmt.Fprintf(&b, "- `%s:%d:%d` %s, `%s`: %s\n", m.file, m.Line, m.Column, strings.ToLower(strings.ReplaceAll(m.Type, "_", " ")), m.source, reason)
		}
	}
	b.WriteString(kept(tallies, old, "- `", "/"))
	return b.String(), bad
}
