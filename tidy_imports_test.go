package paysplit_test

import (
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Import paths of the packages outside the module.
const (
	apd         = "github.com/cockroachdb/apd/v3"
	dates       = "github.com/rickb777/date"
	jsontext    = "github.com/go-json-experiment/json/jsontext"
	kong        = "github.com/alecthomas/kong"
	table       = "github.com/jedib0t/go-pretty/v6/table"
	tableText   = "github.com/jedib0t/go-pretty/v6/text"
	terminal    = "golang.org/x/term"
	rapid       = "pgregory.net/rapid"
	unlimited   = "*"
	sharedDays  = "internal/day"
	nearNames   = "internal/near"
	documents   = "internal/parity"
	oneSort     = "internal/sorting"
	lawsOnly    = "internal/laws"
	faultsOnly  = "internal/faults"
	vectorsOnly = "internal/vectors"
)

// arrows says what each package imports beside the standard library; "/..." stands
// for everything below. A package that is not here has no place in the house yet.
var arrows = map[string][]string{
	".":                {},
	"money":            {apd, sharedDays},
	"schedule":         {"money", dates, sharedDays},
	"amortize":         {"money", "schedule", dates, apd, sharedDays, oneSort},
	"split":            {"money", dates, sharedDays, nearNames, oneSort},
	"alloc":            {"money", "split", dates, sharedDays, oneSort},
	"claimcheck":       {"money", dates, sharedDays, oneSort},
	"wire":             append([]string{jsontext, dates, nearNames, oneSort}, libraries...),
	"cmd/paysplit":     {"wire", "money", kong, table, tableText, terminal, jsontext},
	"wasm/...":         {"wire"},
	"fuzz/...":         {unlimited},
	"bench/...":        {unlimited},
	"internal/gen/...": {unlimited},
	sharedDays:         {dates},
	nearNames:          {},
	documents:          {"wire"},
	oneSort:            {},
	vectorsOnly:        {"wire"},
	lawsOnly:           {rapid},
	faultsOnly:         {"money"},
}

// impure are the standard packages that bring a clock, a machine, chance, shared
// memory or a way round the types. They are closed to the engine with all that
// lies below them.
var impure = []string{
	"C", "context", "crypto/rand", "database", "embed", "expvar", "flag", "hash/maphash", "io/fs", "io/ioutil", "log", "math/rand", "net",
	"os", "path/filepath", "plugin", "reflect", "runtime", "sync", "syscall", "testing", "time", "unique", "unsafe", "weak",
}

// importArrows checks the imports of the files that are not tests.
func importArrows(p *unit, except *exceptions) (found []finding) {
	may, known := arrowsOf(p.dir)
	for _, file := range p.files {
		if file.test() {
			continue
		}
		if !known {
			found = p.at(found, file.ast.Package, "package %s has no arrows: add it to arrows in tidy_imports_test.go and to the design", p.dir)
			continue
		}
		for _, spec := range file.ast.Imports {
			if text := badImport(p.dir, spec, may, except); text != "" {
				found = p.at(found, spec.Pos(), "%s", text)
			}
		}
	}
	return found
}

// arrowsOf returns what a package may import.
func arrowsOf(dir string) (may []string, known bool) {
	if may, known = arrows[dir]; known {
		return may, true
	}
	for pattern, may := range arrows {
		if root, below := strings.CutSuffix(pattern, "/..."); below && under(dir, root) {
			return may, true
		}
	}
	return nil, false
}

// badImport says why a package may not have an import, or nothing.
func badImport(dir string, spec *ast.ImportSpec, may []string, except *exceptions) string {
	full, _ := strconv.Unquote(spec.Path.Value)
	name := strings.TrimPrefix(full, module+"/")
	switch first, _, _ := strings.Cut(full, "/"); {
	case name == lawsOnly, name == faultsOnly:
		return "imports " + name + ", which is for test files: move the code into a test"
	case slices.Contains(may, unlimited) || slices.Contains(may, name):
		return ""
	case strings.Contains(first, "."):
		return dir + " imports " + name + ", an arrow that is not drawn: take what you need as an argument, or move the code up to a package that may"
	case engine(dir) && slices.ContainsFunc(impure, func(root string) bool { return under(full, root) }) && !except.has(dir+" "+full):
		return dir + " imports " + full + ", which a pure package cannot: take the value as an argument, or give the reason in TestImportArrows"
	}
	return ""
}

// pinned are the versions that go.mod asks for. They are not the newest by
// accident: see the performance notes.
var pinned = map[string]string{
	apd:   "v3.2.3",
	dates: "v1.22.0",
}

var requirement = regexp.MustCompile(`^(?:require\s+)?(\S+)\s+(v\S+)`)

// pins returns what is wrong with the versions in the text of a go.mod.
func pins(mod string) (found []string) {
	wanted := map[string]bool{}
	for i, line := range strings.Split(mod, "\n") {
		at, line := "go.mod:"+strconv.Itoa(i+1)+": ", strings.TrimSpace(line)
		if strings.Contains(line, "=>") {
			found = append(found, at+"replaces a module: require the version that is meant")
			continue
		}
		part := requirement.FindStringSubmatch(line)
		if part == nil || pinned[part[1]] == "" {
			continue
		}
		wanted[part[1]] = true
		if part[2] != pinned[part[1]] {
			found = append(found, at+"go get "+part[1]+"@"+pinned[part[1]]+", not "+part[2])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pinned)) {
		if !wanted[name] {
			found = append(found, "go.mod:1: go get "+name+"@"+pinned[name]+", which is missing")
		}
	}
	return found
}
