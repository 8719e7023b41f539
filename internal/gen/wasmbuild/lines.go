package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// The layout of the tables that Go's linker makes of functions, since Go 1.20: see
// pcHeader and _func in package runtime. All offsets are in bytes.
const (
	functionCount = 8  // after the beginning of the header: how many functions there are
	fileTables    = 40 // where the tables of file names begin
	pcTables      = 56 // where the tables of program counters begin, which end with
	functionTable = 64 // where the functions begin: pairs of a program counter and a place

	functionStack = 16 // in a function: the tables of its stack, its files and its lines
	functionFiles = 20
	functionLines = 24
	functionMore  = 28 // how many other tables it has
	functionUnit  = 32 // of file names
	functionStart = 36 // its first line
	functionData  = 43 // how much other data it has: one byte
	functionOther = 44 // the other tables, and then the data

	arguments = 5 // of the data: how to print the function's arguments
	none      = 1<<32 - 1
)

// header is what the tables begin with: the number of their version, two empty bytes,
// the size of an instruction, and that of an address.
var header = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// errTables are tables of another layout than the one that is known.
var errTables = errors.New("the tables of functions are not those of Go 1.20 to 1.26: see lines.go")

// dropLines takes the lines, the files and the arguments of functions out of a
// module's data. They are a tenth of the gzipped module, and stand in the report of a
// crash alone, which then has the names of functions still, and a question mark for
// the file. To package runtime a function whose tables of files and lines have the
// offset 0 is one without them.
func dropLines(data []byte) (err error) {
	at := bytes.Index(data, header)
	if at < 0 {
		return errTables
	}
	defer func() {
		if recover() != nil { // a place past the end of the data
			err = errTables
		}
	}()
	return (&tables{data[at:]}).dropLines()
}

// tables are the tables, from their header on.
type tables struct{ data []byte }

// word returns the 32 bits at a place; offset the 64.
func (t *tables) word(at int) int   { return int(binary.LittleEndian.Uint32(t.data[at:])) }
func (t *tables) offset(at int) int { return int(binary.LittleEndian.Uint64(t.data[at:])) }

// set sets the 32 bits at a place.
func (t *tables) set(at, value int) { binary.LittleEndian.PutUint32(t.data[at:], uint32(value)) }

// dropLines takes out lines and files.
func (t *tables) dropLines() error {
	pairs := t.offset(functionTable)
	var kept []int // where the offsets of tables stand that are still needed
	for i := range t.offset(functionCount) {
		f := pairs + t.word(pairs+8*i+4)
		if t.word(f) != t.word(pairs+8*i) {
			return fmt.Errorf("function %d: %w", i, errTables)
		}
		for _, line := range [...]int{functionFiles, functionLines, functionUnit, functionStart} {
			t.set(f+line, 0)
		}
		kept = append(kept, f+functionStack)
		for j := range t.word(f + functionMore) {
			kept = append(kept, f+functionOther+4*j)
		}
		if int(t.data[f+functionData]) > arguments {
			t.set(f+functionOther+4*t.word(f+functionMore)+4*arguments, none)
		}
	}
	clear(t.data[t.offset(fileTables):t.offset(pcTables)])
	t.keep(kept, t.data[t.offset(pcTables):pairs])
	return nil
}

// keep moves the tables that are needed together, and leaves zeros where the others
// were.
func (t *tables) keep(references []int, old []byte) {
	moved := map[int]int{}
	for _, at := range references {
		moved[t.word(at)] = 0
	}
	delete(moved, 0) // no table
	packed := make([]byte, 1, len(old))
	for _, from := range slices.Sorted(maps.Keys(moved)) {
		moved[from] = len(packed)
		packed = append(packed, old[from:endOfTable(old, from)]...)
	}
	clear(old[copy(old, packed):])
	for _, at := range references {
		t.set(at, moved[t.word(at)])
	}
}

// endOfTable returns where a table of program counters ends: it is pairs of numbers
// up to a pair, not the first, that begins with 0.
func endOfTable(all []byte, at int) int {
	for first := true; first || all[at] != 0; first = false {
		for range 2 {
			_, size := binary.Uvarint(all[at:])
			at += max(size, 1)
		}
	}
	return at + 1
}
