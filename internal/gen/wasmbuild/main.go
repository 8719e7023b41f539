// Command wasmbuild is go build for the WebAssembly modules, which are sent over
// a network: it leaves out what the engine never asks for.
//
//	go run ./internal/gen/wasmbuild -os js -o build/js.wasm ./wasm/js
//	go run ./internal/gen/wasmbuild -os wasip1 -o build/reactor.wasm -- -buildmode=c-shared ./wasm/wasip1
//
// Arguments after the flags go to go build. Four things make the modules smaller, here by
// what they save of a gzipped module in kB:
//
//   - package date without its parsing, printing and storing, and with them fmt,
//     regexp and database/sql (180): the engine reads and writes dates by itself;
//   - money without its bridge to apd (45), which no operation of package wire
//     crosses;
//   - the packages that are not on the way of every document are compiled without
//     inlining (50);
//   - data segments are joined (125); see pack.
package main

import (
	"encoding/json"
	"flag"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const module = "github.com/paysplit/paysplit/"

// dates is the module whose package loses files, and keptOfDates what it keeps.
const dates = "github.com/rickb777/date"

var keptOfDates = []string{"go.mod", "LICENSE", "date.go", "rep.go", "gregorian", "period"}

// leftOut are files of this module.
const leftOut = `{"Replace": {"money/decimal.go": ""}}`

// notInlined are packages that give up some speed for size.
var notInlined = []string{"amortize", "claimcheck", "schedule", "split", "wire"}

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
	overlay := filepath.Join(work, "overlay.json")
	if err := os.WriteFile(overlay, []byte(leftOut), 0o644); err != nil {
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
