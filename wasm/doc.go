// Package wasm holds the forms of the engine for hosts other than Go: wasm/js and
// wasm/npm for browsers and Node, wasm/wasip1 for WASI hosts. It has no code of its own,
// only the tests that every form answers as the native engine does, to the byte.
//
// The answers of the WASI forms are compared here, in a Go process; those of the npm
// package in wasm/test, in Node and in Chromium.
package wasm

//go:generate go run ../internal/gen/schema -types npm/operations.d.ts
