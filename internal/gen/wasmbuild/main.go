// Command wasmbuild is go build for the WebAssembly modules, which are sent over
// a network: it leaves out what the engine never asks for.
//
//	go run ./internal/gen/wasmbuild -os js -o build/js.wasm ./wasm/js
//	go run ./internal/gen/wasmbuild -os wasip1 -o build/reactor.wasm -- -buildmode=c-shared ./wasm/wasip1
//
// Arguments after the flags go to go build. What makes the modules smaller, with what
// it saves of a gzipped module in kB:
//
//   - package date without its parsing, printing, storing and periods, and with them
//     fmt, regexp and database/sql (190): the engine reads and writes dates by itself;
//   - money without its bridge to apd (45), which no operation of package wire crosses;
//   - the packages of the engine without the verifiers that use math/big (20), which no
//     operation runs; should one come to, the compiler misses them;
//   - the packages of the engine without inlining (90), which costs a document about a
//     tenth more time; money, the reader of JSON and the runtime keep it, where it saves
//     more time than it costs bytes;
//   - functions without their lines and arguments in the report of a crash (130); see
//     dropLines;
//   - data segments joined (120); see pack.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const module = "github.com/paysplit/paysplit/"

// dates is the module whose package loses files and a method, and keptOfDates what
// it keeps.
const dates = "github.com/rickb777/date"

var keptOfDates = []string{"go.mod", "LICENSE", "date.go", "rep.go", "gregorian"}

// leftOut are files of this module.
var leftOut = []string{
	"money/decimal.go",
	"amortize/verify.go", "split/verify.go",
	"claimcheck/verify.go", "claimcheck/verify_checkset.go", "claimcheck/verify_era.go",
}

// notInlined are packages that give up some speed for size.
var notInlined = []string{"alloc", "amortize", "claimcheck", "schedule", "split", "wire"}

func main() {
	log.SetFlags(0)
	log.SetPrefix("wasmbuild: ")
	system := flag.String("os", "", "js or wasip1")
	out := flag.String("o", "", "the file to write")
	names := flag.Bool("names", false, "keep the names of functions, for wasmsize")
	flag.Parse()
	if *system == "" || *out == "" || flag.NArg() == 0 {
		log.Fatal("usage: wasmbuild -os js|wasip1 -o FILE [-names] [-- argument of go build...] PACKAGE")
	}
	if err := build(*system, *out, *names, flag.Args()); err != nil {
		log.Fatal(err)
	}
	if err := pack(*out); err != nil {
		log.Fatal(*out, ": ", err)
	}
}

// build runs go build.
func build(system, out string, names bool, more []string) error {
	work, err := os.MkdirTemp("", "wasmbuild")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	modfile, err := smallerDates(work)
	if err != nil {
		return err
	}
	overlay, err := withoutFiles(work)
	if err != nil {
		return err
	}
	args := []string{"build", "-trimpath", "-modfile=" + modfile, "-overlay=" + overlay, "-o", out}
	for _, p := range notInlined {
		args = append(args, "-gcflags="+module+p+"=-l")
	}
	if !names {
		args = append(args, "-ldflags=-s -w")
	}
	cmd := exec.Command("go", append(args, more...)...)
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=wasm")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// withoutFiles writes what tells go build of the files that are left out.
func withoutFiles(work string) (overlay string, err error) {
	replaced := map[string]string{}
	for _, file := range leftOut {
		if _, err := os.Stat(file); err != nil {
			return "", err // it has another name now
		}
		replaced[file] = ""
	}
	text, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(work, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o644)
}

// smallerDates copies package date without the files that the engine does not
// need, and returns a go.mod that has the copy in its place.
func smallerDates(work string) (modfile string, err error) {
	found, err := output("go", "mod", "download", "-json", dates)
	if err != nil {
		return "", err
	}
	var known struct{ Dir string }
	if err := json.Unmarshal(found, &known); err != nil {
		return "", err
	}
	for _, name := range keptOfDates {
		if err := copyTree(filepath.Join(work, "date", name), filepath.Join(known.Dir, name)); err != nil {
			return "", err
		}
	}
	if err := cutPeriods(filepath.Join(work, "date", "date.go")); err != nil {
		return "", err
	}
	modfile = filepath.Join(work, "go.mod")
	if err := copyTree(modfile, "go.mod"); err != nil {
		return "", err
	}
	if err := copyTree(filepath.Join(work, "go.sum"), "go.sum"); err != nil {
		return "", err
	}
	_, err = output("go", "mod", "edit", "-replace="+dates+"="+filepath.Join(work, "date"), modfile)
	return modfile, err
}

// cutPeriods takes the method that needs package period out of a file of package
// date.
func cutPeriods(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	const imported, method, end = "\t\"" + dates + "/period\"\n", "\nfunc (d Date) AddPeriod(", "\n}\n"
	before, rest, found := strings.Cut(string(text), method)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended || !strings.Contains(before, imported) {
		return errors.New(file + " has no AddPeriod, or another one")
	}
	return os.WriteFile(file, []byte(strings.Replace(before, imported, "", 1)+after), 0o644)
}

// copyTree copies a file, or a directory without its tests.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, entry os.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(path, "_test.go") {
			return err
		}
		at := to + strings.TrimPrefix(path, from)
		if entry.IsDir() {
			return os.MkdirAll(at, 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		return os.WriteFile(at, text, 0o644)
	})
}

// output runs a command and returns what it prints.
func output(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	return cmd.Output()
}
