// Command wasmsize says where the weight of a WebAssembly build comes from, as a
// table in Markdown. The module needs the names of its functions:
//
//	go run ./internal/gen/wasmbuild -os js -names -o build/names.wasm ./wasm/js
//	go run ./internal/gen/wasmsize build/names.wasm
//
// Sizes are kB of 1000 bytes. A part's gzipped size is that of the part by itself,
// so the parts add up to somewhat more than the whole.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"log"
	"maps"
	"os"
	"regexp"
	"slices"

	"github.com/paysplit/paysplit/internal/gen/wasmfile"
)

// least is how many bytes of code give a package a line of its own.
const least = 15_000

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: wasmsize FILE")
	}
	module, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	sections, err := wasmfile.Sections(module)
	if err != nil {
		log.Fatal(err)
	}
	parts := packages(sections)
	fmt.Println("| part | functions | kB | kB gzipped |\n|---|---:|---:|---:|")
	row("all, with the names of functions", 0, module)
	rest := part{name: "all else"}
	for _, p := range parts {
		if len(p.code) < least {
			rest.functions += p.functions
			rest.code = append(rest.code, p.code...)
			continue
		}
		row("code of "+p.name, p.functions, p.code)
	}
	row("code of "+rest.name, rest.functions, rest.code)
	for _, s := range sections {
		if s.ID == wasmfile.Data {
			data(s.Body)
		}
	}
}

// row prints one line of the table.
func row(name string, functions int, contents []byte) {
	count := ""
	if functions > 0 {
		count = fmt.Sprint(functions)
	}
	var zipped bytes.Buffer
	w, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	w.Write(contents) // to memory: it cannot fail
	w.Close()
	fmt.Printf("| %s | %s | %d | %d |\n", name, count, len(contents)/1000, zipped.Len()/1000)
}

// part is the code of a package.
type part struct {
	name      string
	functions int
	code      []byte
}

// packages returns the code by package, the heaviest first.
func packages(sections []wasmfile.Section) []*part {
	var names map[int]string
	var code []wasmfile.Section
	first := 0
	for _, s := range sections {
		switch s.ID {
		case wasmfile.Imports:
			first = wasmfile.NewReader(s.Body).Uint() // Go imports functions only
		case wasmfile.Code:
			code = append(code, s)
		case wasmfile.Custom:
			r := wasmfile.NewReader(s.Body)
			if string(r.Bytes()) == "name" {
				names = functionNames(r)
			}
		}
	}
	if names == nil {
		log.Fatal("the module has no names: build it with wasmbuild -names")
	}
	parts := map[string]*part{}
	for _, s := range code {
		r := wasmfile.NewReader(s.Body)
		for i := range r.Uint() {
			name := packageOf(names[first+i])
			if parts[name] == nil {
				parts[name] = &part{name: name}
			}
			parts[name].functions++
			parts[name].code = append(parts[name].code, r.Bytes()...)
		}
	}
	return slices.SortedFunc(maps.Values(parts), func(a, b *part) int {
		return cmp.Or(cmp.Compare(len(b.code), len(a.code)), cmp.Compare(a.name, b.name))
	})
}

// functionNames reads the names of functions from the section of names.
func functionNames(r *wasmfile.Reader) map[int]string {
	const functions = 1
	names := map[int]string{}
	for r.More() {
		kind, list := r.Byte(), wasmfile.NewReader(r.Bytes())
		if kind != functions {
			continue
		}
		for range list.Uint() {
			index := list.Uint()
			names[index] = string(list.Bytes())
		}
	}
	return names
}

// qualified is a function's name: its package, with the slashes as underscores, and
// the rest.
var qualified = regexp.MustCompile(`^(?:github\.com_(?:paysplit_paysplit_)?)?([\w-]+)\.`)

// packageOf returns the package of a function.
func packageOf(function string) string {
	m := qualified.FindStringSubmatch(function)
	switch {
	case m == nil:
		return "no package"
	case m[1] == "type_":
		return "types, which compares them"
	}
	return m[1]
}

// data prints what is in memory at the start.
func data(body []byte) {
	segments, err := wasmfile.Segments(body)
	if err != nil {
		log.Fatal(err)
	}
	var contents []byte
	for _, s := range segments {
		contents = append(contents, s.Data...)
	}
	row("data", 0, body)
	// The tables of functions and lines begin with a number of their own.
	if at := bytes.Index(contents, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")); at >= 0 {
		row("of it: types, constants and texts", 0, contents[:at])
		row("of it: tables of functions and lines, then variables", 0, contents[at:])
	}
}
