package paysplit_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// module is the import path of this directory.
const module = "github.com/paysplit/paysplit"

// house is the whole module, read once.
type house struct {
	fset     *token.FileSet
	units    []*unit // by directory
	packages *resolver
}

// unit is the Go files of one directory.
type unit struct {
	dir   string // from the root, with slashes; "." is the root
	fset  *token.FileSet
	files []*source
	built []*ast.File // the files that this platform compiles; engine and wire alone
	info  *types.Info // of built
}

// source is one file.
type source struct {
	path string // from the root
	ast  *ast.File
}

func (s *source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// finding is a breach of a rule.
type finding struct {
	at   token.Position
	text string
}

func (f finding) String() string { return fmt.Sprintf("%s:%d: %s", f.at.Filename, f.at.Line, f.text) }

// at adds a finding, unless its line has one already.
func (p *unit) at(found []finding, pos token.Pos, format string, args ...any) []finding {
	at := p.fset.Position(pos)
	if slices.ContainsFunc(found, func(f finding) bool { return f.at.Filename == at.Filename && f.at.Line == at.Line }) {
		return found
	}
	return append(found, finding{at, fmt.Sprintf(format, args...)})
}

// readHouse reads the module once for all tests.
var readHouse = sync.OnceValues(func() (*house, error) {
	h := &house{fset: token.NewFileSet()}
	if err := h.parseTree(); err != nil {
		return nil, err
	}
	if err := h.typeCheck(); err != nil {
		return nil, err
	}
	if h.packages.own[module+"/money"] == nil {
		return nil, errors.New("package money was not found: the test has to run in the root of the module")
	}
	return h, nil
})

// loadHouse returns the module, or ends the test where it does not compile.
func loadHouse(t *testing.T) *house {
	t.Helper()
	h, err := readHouse()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// parseTree reads every Go file of the module, of any platform. Directories with
// a go.mod of their own are other modules.
func (h *house) parseTree() error {
	return filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && file != "." {
			_, statErr := os.Stat(filepath.Join(file, "go.mod"))
			if name := entry.Name(); name == "testdata" || name == "node_modules" || strings.ContainsAny(name[:1], "._") || statErr == nil {
				return fs.SkipDir
			}
		}
		if entry.IsDir() || filepath.Ext(file) != ".go" {
			return nil
		}
		text, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) { // an editor's temporary file
			return nil
		}
		if err != nil {
			return err
		}
		return h.add(filepath.ToSlash(file), text)
	})
}

// add parses one file into the unit of its directory.
func (h *house) add(file string, text []byte) error {
	tree, err := parser.ParseFile(h.fset, file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := path.Dir(file)
	at := slices.IndexFunc(h.units, func(p *unit) bool { return p.dir == dir })
	if at < 0 {
		at = len(h.units)
		h.units = append(h.units, &unit{dir: dir, fset: h.fset})
	}
	h.units[at].files = append(h.units[at].files, &source{file, tree})
	return nil
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Export string
	GoFiles            []string
}

// typeCheck checks the types of the engine and wire. Their dependencies come
// from the compiler's export data, so that nothing else is read as source.
func (h *house) typeCheck() error {
	args := []string{"list", "-e", "-export", "-deps", "-json=ImportPath,Export,GoFiles"}
	args = append(args, "maps", "math", "slices", "time") // for the snippets of the test of this test
	for _, p := range h.units {
		if engineAndWire(p.dir) {
			args = append(args, "./"+p.dir)
		}
	}
	list := exec.Command("go", args...)
	list.Stderr = os.Stderr
	output, err := list.Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	h.packages = &resolver{exports: map[string]string{}, own: map[string]*types.Package{}}
	h.packages.foreign = importer.ForCompiler(h.fset, "gc", h.packages.open)
	for stream := json.NewDecoder(strings.NewReader(string(output))); ; { // dependencies come first
		var row listed
		if err := stream.Decode(&row); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		h.packages.exports[row.ImportPath] = row.Export
		if err := h.checkListed(row); err != nil {
			return err
		}
	}
}

// checkListed checks the package if it is one of ours.
func (h *house) checkListed(row listed) error {
	dir, ours := strings.CutPrefix(row.ImportPath, module+"/")
	at := slices.IndexFunc(h.units, func(p *unit) bool { return p.dir == dir })
	if !ours || at < 0 {
		return nil
	}
	p := h.units[at]
	for _, file := range p.files {
		if slices.Contains(row.GoFiles, path.Base(file.path)) {
			p.built = append(p.built, file.ast)
		}
	}
	checked, err := p.typeCheck(h.packages)
	h.packages.own[row.ImportPath] = checked
	return err
}

// typeCheck checks the built files.
func (p *unit) typeCheck(packages types.Importer) (*types.Package, error) {
	p.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	config := types.Config{Importer: packages}
	return config.Check(module+"/"+p.dir, p.fset, p.built, p.info)
}

// resolver finds imports: our packages as they were checked, the others in the
// files that the compiler wrote.
type resolver struct {
	exports map[string]string
	own     map[string]*types.Package
	foreign types.Importer
}

// Import returns the package of that path.
func (r *resolver) Import(path string) (*types.Package, error) {
	if p := r.own[path]; p != nil {
		return p, nil
	}
	return r.foreign.Import(path)
}

func (r *resolver) open(path string) (io.ReadCloser, error) {
	if r.exports[path] == "" {
		return nil, fmt.Errorf("no export data for %s", path)
	}
	return os.Open(r.exports[path])
}
