package money

import "strconv"

// Rounding says where an amount goes that falls between two minor units. The
// zero value is invalid: whoever rounds must say how.
type Rounding uint8

// The roundings. "Away" and "toward" are relative to zero, so that the five
// that are named after a magnitude treat -2.5 as the mirror image of 2.5.
const (
	_        Rounding = iota
	HalfEven          // nearest; a tie goes to the even neighbour: 2.5 -> 2, 3.5 -> 4
	HalfUp            // nearest; a tie goes away from zero: 2.5 -> 3, -2.5 -> -3
	HalfDown          // nearest; a tie goes toward zero: 2.5 -> 2, -2.5 -> -2
	Up                // away from zero: 2.1 -> 3, -2.1 -> -3
	Down              // toward zero: 2.9 -> 2, -2.9 -> -2
	Ceiling           // toward plus infinity: 2.1 -> 3, -2.9 -> -2
	Floor             // toward minus infinity: 2.9 -> 2, -2.1 -> -3
)

// Valid reports whether r is one of the named roundings.
func (r Rounding) Valid() bool { return r >= HalfEven && r <= Floor }

// String returns the rounding's Go name, or its number for one that is not
// valid: "Rounding(0)".
func (r Rounding) String() string {
	switch r {
	case HalfEven:
		return "HalfEven"
	case HalfUp:
		return "HalfUp"
	case HalfDown:
		return "HalfDown"
	case Up:
		return "Up"
	case Down:
		return "Down"
	case Ceiling:
		return "Ceiling"
	case Floor:
		return "Floor"
	}
	return "Rounding(" + strconv.Itoa(int(r)) + ")"
}

// away reports whether a magnitude goes up to its next unit, given what the
// division left over: half is -1, 0 or 1 for a rest below, at or above half a
// unit. It is asked only when there is a rest.
func (r Rounding) away(negative, odd bool, half int) bool {
	switch r {
	case HalfEven:
		return half > 0 || half == 0 && odd
	case HalfUp:
		return half >= 0
	case HalfDown:
		return half > 0
	case Up:
		return true
	case Ceiling:
		return !negative
	case Floor:
		return negative
	}
	return false
}
