package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paysplit/paysplit/internal/gen/wasmfile"
)

// memory is what the segments leave in a memory of zeros.
func memory(t *testing.T, segments []wasmfile.Segment) []byte {
	t.Helper()
	m := make([]byte, 1000)
	for _, s := range segments {
		if n := copy(m[s.Offset:], s.Data); n != len(s.Data) {
			t.Fatalf("the segment at %d ends past the memory", s.Offset)
		}
	}
	return m
}

func TestJoinedSegmentsLeaveTheSameMemory(t *testing.T) {
	segments := []wasmfile.Segment{
		{Offset: 300, Data: []byte("out of order")},
		{Offset: 8, Data: []byte("first")},
		{Offset: 13, Data: []byte("beside it")},
		{Offset: 22 + gap - 1, Data: []byte("near")},
		{Offset: 26 + gap - 1 + gap, Data: []byte("far")},
		{Offset: 900, Data: []byte("last")},
	}
	want := memory(t, segments)
	joined := join(segments)
	if len(joined) != 4 {
		t.Errorf("%d segments, want 4: one up to near, far, out of order and last", len(joined))
	}
	body := wasmfile.AppendSegments(nil, joined)
	read, err := wasmfile.Segments(body)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, memory(t, read)); diff != "" {
		t.Errorf("memory (-want +got):\n%s", diff)
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
