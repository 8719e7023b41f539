// Package wasmfile reads and writes the few parts of a WebAssembly binary that
// its size is about: sections, functions and data segments.
package wasmfile

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// The ids of sections.
const (
	Custom  = 0
	Imports = 2
	Code    = 10
	Data    = 11
)

// Header is what a binary begins with.
const Header = "\x00asm\x01\x00\x00\x00"

// errShort is a binary that ends in the middle of something.
var errShort = errors.New("wasm: it ends too early")

// Section is one section without its id and size.
type Section struct {
	ID   byte
	Body []byte
}

// Sections returns the sections of a binary.
func Sections(binary []byte) ([]Section, error) {
	rest, ok := bytes.CutPrefix(binary, []byte(Header))
	if !ok {
		return nil, errors.New("wasm: not a binary of version 1")
	}
	var all []Section
	r := &Reader{rest: rest}
	for len(r.rest) > 0 {
		id := r.Byte()
		all = append(all, Section{id, r.Bytes()})
	}
	return all, r.err
}

// AppendSection appends a section with its id and size.
func AppendSection(dst []byte, s Section) []byte {
	dst = append(dst, s.ID)
	dst = binary.AppendUvarint(dst, uint64(len(s.Body)))
	return append(dst, s.Body...)
}

// Reader reads values one after another. After an error it returns zero values.
type Reader struct {
	rest []byte
	err  error
}

// NewReader returns a reader of the body of a section.
func NewReader(body []byte) *Reader { return &Reader{rest: body} }

// Err returns the error that the reader ran into.
func (r *Reader) Err() error { return r.err }

// More reports whether something is left.
func (r *Reader) More() bool { return len(r.rest) > 0 && r.err == nil }

// Byte returns the next byte.
func (r *Reader) Byte() byte {
	if len(r.rest) == 0 {
		r.err = errShort
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// Uint returns the next number.
func (r *Reader) Uint() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.rest, r.err = nil, errShort
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

// Int returns the next number that has a sign.
func (r *Reader) Int() int {
	n := 0
	for shift := 0; ; shift += 7 {
		b := r.Byte()
		n |= int(b&0x7f) << shift
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				n |= -1 << (shift + 7)
			}
			return n
		}
	}
}

// Bytes returns what a size stands before.
func (r *Reader) Bytes() []byte {
	n := r.Uint()
	if n < 0 || n > len(r.rest) {
		r.rest, r.err = nil, errShort
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// Segment is a piece of the memory's first contents.
type Segment struct {
	Offset int
	Data   []byte
}

// The instructions that tell where a segment begins.
const (
	i32Const = 0x41
	end      = 0x0b
)

// Segments returns the segments of a data section.
func Segments(body []byte) ([]Segment, error) {
	r := NewReader(body)
	segments := make([]Segment, 0, min(r.Uint(), len(body)))
	for range cap(segments) {
		if r.Uint() != 0 || r.Byte() != i32Const {
			return nil, errors.New("wasm: a segment without a fixed place")
		}
		offset := r.Int()
		r.Byte() // end
		segments = append(segments, Segment{offset, r.Bytes()})
	}
	return segments, r.err
}

// AppendSegments appends the body of a data section.
func AppendSegments(dst []byte, segments []Segment) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(segments)))
	for _, s := range segments {
		dst = append(dst, 0, i32Const)
		dst = appendInt(dst, s.Offset)
		dst = append(dst, end)
		dst = binary.AppendUvarint(dst, uint64(len(s.Data)))
		dst = append(dst, s.Data...)
	}
	return dst
}

// appendInt appends a number that has a sign and is not below zero.
func appendInt(dst []byte, n int) []byte {
	for n >= 0x40 {
		dst = append(dst, byte(n&0x7f|0x80))
		n >>= 7
	}
	return append(dst, byte(n))
}
