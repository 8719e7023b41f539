//go:build wasip1 && wasm

package main

import (
	"errors"
	"unsafe"

	"github.com/paysplit/paysplit/wire"
)

// isError marks the answer of run as an error document.
const isError = 1 << 31

// buffers are what the host owns, by address. The map keeps them from the garbage
// collector, which does not move what it keeps.
var buffers = map[uint32][]byte{}

// hand makes a buffer the host's and returns its address. Its capacity is not 0, so that
// no two share an address.
func hand(buffer []byte) uint32 {
	at := uint32(uintptr(unsafe.Pointer(unsafe.SliceData(buffer))))
	buffers[at] = buffer
	return at
}

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	if size > wire.MaxBytes+1 {
		return 0
	}
	return hand(make([]byte, size, size+1))
}

//go:wasmexport free
func free(buffer uint32) {
	delete(buffers, buffer)
}

//go:wasmexport run
func run(op, opSize, document, documentSize uint32) uint64 {
	name, ok := taken(op, opSize)
	if !ok {
		return 0
	}
	input, ok := taken(document, documentSize)
	if !ok {
		return 0
	}
	out, err := wire.Run(string(name), input)
	mark := uint64(0)
	var refused *wire.Error
	if errors.As(err, &refused) {
		out, mark = refused.AppendJSON(nil), isError
	}
	return uint64(hand(out))<<32 | mark | uint64(len(out))
}

// taken returns the first bytes of a buffer, if it is the host's and has as many.
func taken(at, size uint32) ([]byte, bool) {
	if size == 0 {
		return nil, true
	}
	buffer, ok := buffers[at]
	if !ok || uint64(size) > uint64(len(buffer)) {
		return nil, false
	}
	return buffer[:size], true
}
