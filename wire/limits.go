package wire

import (
	"bytes"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// The limits of one document.
const (
	MaxBytes   = 64 << 20 // 64 MiB
	MaxRows    = 500_000  // elements of all lists together
	MaxNesting = 64       // objects and lists inside each other
)

// limit returns the error for a limit that was passed, with the limit named.
func (d *decoder) limit(what string, limit int) *Error {
	return d.fail(money.ErrLimit, money.Fact("at most "+strconv.Itoa(limit)+" "+what))
}

// checkLimits refuses what is too large or too deep before anything is read.
func checkLimits(input []byte) error {
	var d decoder
	if len(input) > MaxBytes {
		return d.limit("bytes in one document", MaxBytes)
	}
	if depth(input) > MaxNesting {
		return d.limit("levels of nesting", MaxNesting)
	}
	return nil
}

// depth returns how deep objects and lists nest, without reading them: brackets
// inside strings do not count. It goes from one byte of interest to the next.
func depth(input []byte) int {
	level, deepest := 0, 0
	for i := 0; i < len(input); i++ {
		switch c := input[i]; c {
		case '{', '[':
			if level++; level > deepest {
				deepest = level
			}
		case '}', ']':
			level--
		case '"':
			i += stringEnd(input[i+1:]) + 1
		}
	}
	return deepest
}

// stringEnd returns the index of the quote that ends a string, or the length.
func stringEnd(rest []byte) int {
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(rest)
}

// mayHold reports whether the input may have that name, with its first letter in
// either case: it stands there, or some text is escaped.
func mayHold(input []byte, name string) bool {
	return bytes.Contains(input, []byte(name[1:]+`"`)) || bytes.Contains(input, []byte(`\u`))
}
