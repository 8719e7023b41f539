// Package split shares an amount out exactly: every unit goes to somebody, and a
// rule says to whom.
package split
