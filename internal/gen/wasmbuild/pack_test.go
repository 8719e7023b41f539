package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paysplit/paysplit/internal/gen/wasmfile"
)

func TestJoinedSegmentsLeaveTheSameMemory(t *testing.T) {
	segments := []wasmfile.Segment{
		{Offset: 300, Data: []byte("out of order")},
		{Offset: 70, Data: []byte("first")},
		{Offset: 75, Data: []byte("beside it")},
	}
	want := make([]byte, 312)
	for _, s := range segments {
		copy(want[s.Offset:], s.Data)
	}
	whole, err := join(segments)
	if err != nil {
		t.Fatal(err)
	}
	read, err := wasmfile.Segments(wasmfile.AppendSegments(nil, []wasmfile.Segment{whole}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]wasmfile.Segment{{Offset: 70, Data: want[70:]}}, read); diff != "" {
		t.Errorf("segments (-want +got):\n%s", diff)
	}
}

func TestSegmentsThatEndTooEarlyAreAnError(t *testing.T) {
	body := wasmfile.AppendSegments(nil, []wasmfile.Segment{{Offset: 70_000, Data: []byte("some data")}})
	for n := range body {
		if _, err := wasmfile.Segments(body[:n]); err == nil {
			t.Errorf("%d of %d bytes are read without an error", n, len(body))
		}
	}
}

// Tables of program counters, as Go's linker writes them: pairs of a step of the
// value and of the program counter, and a 0 at the end. The first may begin with 0.
const (
	stack    = "\x02\x07\x03\x81\x01\x00"
	files    = "\x04\x20\x00"
	lines    = "\x22\x05\x07\x09\x00"
	pointers = "\x00\x05\x02\x06\x00"
)

// madeTables returns the tables of two functions: one with all its tables, one with
// a stack alone, which is the first one's.
func madeTables() []byte {
	const names, units, pcs = "first\x00second\x00\x00\x00\x00", "unitfile", "\x00" + files + stack + lines + pointers
	const first = 72
	pairs := first + len(names) + len(units) + len(pcs)
	b := append([]byte("something before"), header...)
	for _, n := range []int{2, 1, 0, first, first + len(names), first + len(names) + 4, first + len(names) + len(units), pairs} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	b = append(b, names+units+pcs...)
	words := func(all ...uint32) {
		for _, w := range all {
			b = binary.LittleEndian.AppendUint32(b, w)
		}
	}
	words(0, 20, 0x10000, 68, 0x20000)            // the functions' places, and the end
	words(0, 0, 8, 0, 4, 1, 10, 1, 3, 77, 0, 15)  // the first, with one other table
	words(0x10000, 6, 8, 0, 4, 0, 0, 0, 3, 99, 0) // the second
	return append(b, "something after"...)
}

func TestDroppedLinesLeaveWhatIsNeededToRun(t *testing.T) {
	data := madeTables()
	before := bytes.Clone(data)
	if err := dropLines(data); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, header)
	tables := tables{data[at:]}
	pcs, pairs := tables.offset(pcTables), tables.offset(functionTable)
	if got, want := string(data[at+pcs:at+pairs]), "\x00"+stack+pointers+"\x00\x00\x00\x00\x00\x00\x00\x00"; got != want {
		t.Errorf("tables of program counters: %q, want %q", got, want)
	}
	for i, want := range []struct{ stack, other int }{{1, 7}, {1, -1}} {
		f := pairs + tables.word(pairs+8*i+4)
		if got := tables.word(f + functionStack); got != want.stack {
			t.Errorf("function %d: its stack is at %d, want %d", i, got, want.stack)
		}
		if want.other >= 0 && tables.word(f+functionOther) != want.other {
			t.Errorf("function %d: its map is at %d, want %d", i, tables.word(f+functionOther), want.other)
		}
		for _, line := range []int{functionFiles, functionLines, functionUnit, functionStart} {
			if got := tables.word(f + line); got != 0 {
				t.Errorf("function %d: %d is left at %d", i, got, line)
			}
		}
	}
	if !bytes.Equal(data[:at+72+16], before[:at+72+16]) || !bytes.HasSuffix(data, []byte("something after")) {
		t.Error("the header, the names or what stands around the tables has changed")
	}
}

func TestTablesOfAnotherLayoutAreAnError(t *testing.T) {
	data := madeTables()
	at := bytes.Index(data, header)
	cases := map[string]func(b []byte) []byte{
		"another version":    func(b []byte) []byte { b[at] = 0xf2; return b },
		"another function":   func(b []byte) []byte { b[bytes.Index(b, []byte("\x00\x00\x01\x00\x06"))+2] = 2; return b },
		"an end too early":   func(b []byte) []byte { return b[:len(b)-80] },
		"no tables":          func([]byte) []byte { return []byte("some data") },
		"a place far behind": func(b []byte) []byte { b[at+functionTable+3] = 1; return b },
	}
	for name, change := range cases {
		if err := dropLines(change(bytes.Clone(data))); !errors.Is(err, errTables) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
