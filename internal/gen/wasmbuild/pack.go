package main

import (
	"errors"
	"os"

	"github.com/paysplit/paysplit/internal/gen/wasmfile"
)

// pack makes the data of a module smaller, in place.
//
// Go's linker leaves out runs of eight zeros and more, and so cuts the data into
// some 75,000 segments, each with its place and size. That is good for the size of
// the module as it lies there and bad for the one that is sent: zeros compress to
// nothing, places do not. As one segment the data is an eighth larger and, gzipped,
// the module a thirteenth smaller. What is in memory when it starts is the same, but
// for the lines; see dropLines.
func pack(name string) error {
	module, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	sections, err := wasmfile.Sections(module)
	if err != nil {
		return err
	}
	packed := []byte(wasmfile.Header)
	for _, s := range sections {
		if s.ID == wasmfile.Data {
			segments, err := wasmfile.Segments(s.Body)
			if err != nil {
				return err
			}
			whole, err := join(segments)
			if err != nil {
				return err
			}
			if err := dropLines(whole.Data); err != nil {
				return err
			}
			s.Body = wasmfile.AppendSegments(nil, []wasmfile.Segment{whole})
		}
		packed = wasmfile.AppendSection(packed, s)
	}
	return os.WriteFile(name, packed, 0o755)
}

// join makes one segment of all, with zeros between them.
func join(segments []wasmfile.Segment) (whole wasmfile.Segment, err error) {
	if len(segments) == 0 {
		return whole, errors.New("no data")
	}
	first, end := segments[0].Offset, 0
	for _, s := range segments {
		first, end = min(first, s.Offset), max(end, s.Offset+len(s.Data))
	}
	whole = wasmfile.Segment{Offset: first, Data: make([]byte, end-first)}
	for _, s := range segments {
		copy(whole.Data[s.Offset-first:], s.Data)
	}
	return whole, nil
}
