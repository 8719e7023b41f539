package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The numbers that are no mutant's. 0 is the code as it stands.
const (
	noProgram = -1 // the mutant does not compile
	noMutant  = -2 // the code as it stands notes which functions are reached
)

// rounds bounds how often mutants that do not compile are looked for: each round finds
// at least those that stop the type checker.
const rounds = 10

// build writes into dir the test binary of a package with all its mutants, their numbers,
// the coverage profile of the tests, and how many seconds a mutant may take.
func build(pkg, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	set, err := newSet(pkg)
	if err != nil {
		return err
	}
	for round := 0; ; round++ {
		again, err := set.compile(dir)
		if err != nil {
			return err
		}
		if !again {
			break
		}
		if round == rounds {
			return fmt.Errorf("%s: mutants that do not compile were found %d times; there is something else", pkg, rounds)
		}
	}
	if err := command("go", "test", "-count=1", "-coverprofile", filepath.Join(dir, profileFile), "./"+pkg).Run(); err != nil {
		return fmt.Errorf("the tests fail without a mutant: %w", err)
	}
	tests, err := measure(pkg, dir)
	if err != nil {
		return err
	}
	text, err := json.Marshal(plan{set.numbers, tests})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, planFile), text, 0o644)
}

// command is a command that tells what it tells.
func command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	return cmd
}

// cover gives gremlins the profile that build has written. Gremlins takes the time for
// that of the tests, and allows a mutant a multiple of it; the time that counts is that
// which measure wrote down.
func cover(file string) error {
	time.Sleep(time.Second)
	profile, err := os.ReadFile(filepath.Join(os.Getenv(envTests), profileFile))
	if err != nil {
		return err
	}
	return os.WriteFile(file, profile, 0o644)
}

// set is the mutants of a package.
type set struct {
	pkg     string
	fset    *token.FileSet
	files   []source
	numbers map[string]number // of each mutant, by its key
}

// number is that of a mutant, and of the function that it is a copy of: the number of the
// function's first mutant.
type number struct{ Mutant, Function int }

// source is a file of the package.
type source struct {
	path string
	text string
	ast  *ast.File
}

func newSet(pkg string) (*set, error) {
	s := &set{pkg: pkg, fset: token.NewFileSet(), numbers: make(map[string]number)}
	paths, err := filepath.Glob(filepath.Join(pkg, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(s.fset, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, source{path, string(text), file})
		for _, fn := range functions(file) {
			first := len(s.numbers) + 1
			for _, e := range edits(s.fset, filepath.Base(path), fn) {
				s.numbers[e.key()] = number{len(s.numbers) + 1, first}
			}
		}
	}
	return s, nil
}

// functions lists the functions of a file that mutants are made of. Nobody can call an
// init or a function without a name, and nobody needs to.
func functions(file *ast.File) (all []*ast.FuncDecl) {
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && fn.Name.Name != "init" && fn.Name.Name != "_" {
			all = append(all, fn)
		}
	}
	return all
}

// compile builds the test binary. It reports whether that has to be done again, because
// some mutants did not compile.
func (s *set) compile(dir string) (again bool, err error) {
	owners := make(map[string]map[int]string) // the mutant on each line of the copies, by file
	replace := make(map[string]string)
	for i := range s.files {
		text, lines := s.withMutants(&s.files[i])
		base := filepath.Base(s.files[i].path)
		owners[base] = lines
		if err := overlay(replace, dir, s.pkg, base, text); err != nil {
			return false, err
		}
	}
	if err := overlay(replace, dir, s.pkg, "mutantgo.go", s.switchFile()); err != nil {
		return false, err
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return false, err
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, text, 0o644); err != nil {
		return false, err
	}
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-gcflags=-e", "-ldflags=-s -w", "-overlay", list, "-o", filepath.Join(dir, binaryFile), "./"+s.pkg)
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false, nil
	}
	for _, match := range regexp.MustCompile(`(?m)([^/\s]+\.go):(\d+):\d+: `).FindAllSubmatch(out, -1) {
		line, err := strconv.Atoi(string(match[2]))
		if err != nil {
			return false, err
		}
		if key, ok := owners[string(match[1])][line]; ok {
			s.numbers[key], again = number{Mutant: noProgram}, true
		}
	}
	if !again {
		return false, fmt.Errorf("%w\n%s", err, out)
	}
	return true, nil
}

// overlay writes a file that stands for one of the package when it is compiled.
func overlay(replace map[string]string, dir, pkg, base, text string) error {
	old, err := filepath.Abs(filepath.Join(pkg, base))
	if err != nil {
		return err
	}
	now, err := filepath.Abs(filepath.Join(dir, base))
	if err != nil {
		return err
	}
	replace[old] = now
	return os.WriteFile(now, []byte(text), 0o644)
}

// switchFile is the file with the variable that says which mutant runs, and with what
// notes the functions that a test reaches, each once.
func (s *set) switchFile() string {
	return fmt.Sprintf(`package %s

import (
	"fmt"
	"os"
	"strconv"
)

var mutantgo__ = func() int { n, _ := strconv.Atoi(os.Getenv(%q)); return n }()

var mutantgo__reached [%d]bool

func mutantgo__reach(function int) {
	if !mutantgo__reached[function] {
		mutantgo__reached[function] = true
		fmt.Fprintln(mutantgo__notes, function)
	}
}

var mutantgo__notes = func() *os.File { f, _ := os.Create(os.Getenv(%q)); return f }()
`, s.files[0].ast.Name.Name, envMutant, len(s.numbers)+1, envReach)
}

// withMutants returns the text of a file with the mutants behind it, and the mutant that
// stands on each line.
func (s *set) withMutants(file *source) (string, map[int]string) {
	var copies strings.Builder
	var cuts []cut
	lines := make(map[int]string)
	last := strings.Count(file.text, "\n") + 1
	base := filepath.Base(file.path)
	for _, fn := range functions(file.ast) {
		var calls strings.Builder
		function := 0
		header, call := s.callOf(fn)
		for _, e := range edits(s.fset, base, fn) {
			number := s.numbers[e.key()].Mutant
			if number == noProgram {
				continue
			}
			function = s.numbers[e.key()].Function
			begin, end := s.offset(fn.Pos()), s.offset(fn.End())
			if fn.Doc != nil {
				begin = s.offset(fn.Type.Func)
			}
			text := apply(file.text, begin, end, []cut{
				{s.offset(fn.Name.End()), 0, fmt.Sprintf("__%d", number)},
				{e.offset, len(e.from.String()), e.to.String()},
			})
			copies.WriteString("\n" + text)
			for range strings.Count(text, "\n") + 1 {
				last++
				lines[last] = e.key()
			}
			fmt.Fprintf(&calls, "case %d: %s;", number, strings.Replace(call, "#", fmt.Sprintf("__%d", number), 1))
		}
		if calls.Len() > 0 {
			cuts = append(cuts, header...)
			cuts = append(cuts, cut{s.offset(fn.Body.Lbrace) + 1, 0, fmt.Sprintf(" if mutantgo__ != 0 { if mutantgo__ == %d { mutantgo__reach(%d) }; switch mutantgo__ {%s} };", noMutant, function, calls.String())})
		}
	}
	return apply(file.text, 0, len(file.text), cuts) + copies.String() + "\n", lines
}

func (s *set) offset(pos token.Pos) int { return s.fset.Position(pos).Offset }

// cut is a piece of a text, and what stands there instead.
type cut struct {
	at, length int
	text       string
}

// apply returns a part of a text with cuts in it.
func apply(text string, begin, end int, cuts []cut) string {
	slices.SortStableFunc(cuts, func(a, b cut) int { return a.at - b.at })
	var b strings.Builder
	for _, c := range cuts {
		b.WriteString(text[begin:c.at])
		b.WriteString(c.text)
		begin = c.at + c.length
	}
	b.WriteString(text[begin:end])
	return b.String()
}

// callOf returns the statement that calls a copy of a function, whose number goes where
// the # stands, and the cuts that give its parameters the names for that.
func (s *set) callOf(fn *ast.FuncDecl) (header []cut, call string) {
	unnamed := 0
	names := func(list *ast.FieldList) (all []string) {
		for _, field := range list.List {
			if len(field.Names) == 0 {
				unnamed++
				name := fmt.Sprintf("unnamed__%d", unnamed)
				header = append(header, cut{s.offset(field.Type.Pos()), 0, name + " "})
				all = append(all, name)
			}
			for _, ident := range field.Names {
				name := ident.Name
				if name == "_" {
					unnamed++
					name = fmt.Sprintf("unnamed__%d", unnamed)
					header = append(header, cut{s.offset(ident.Pos()), 1, name})
				}
				all = append(all, name)
			}
			if _, ok := field.Type.(*ast.Ellipsis); ok {
				all[len(all)-1] += "..."
			}
		}
		return all
	}
	call = fn.Name.Name + "#"
	if fn.Recv != nil {
		call = names(fn.Recv)[0] + "." + call
	}
	if fn.Type.TypeParams != nil {
		call += "[" + strings.Join(names(fn.Type.TypeParams), ", ") + "]"
	}
	call += "(" + strings.Join(names(fn.Type.Params), ", ") + ")"
	if fn.Type.Results != nil {
		return header, "return " + call
	}
	return header, call + "; return"
}
