package split

// DivideWide is the division of numbers of 128 bits, for its own test.
func DivideWide(aHigh, aLow, bHigh, bLow uint64) (quotient, restHigh, restLow uint64) {
	quotient, rest := wide{aHigh, aLow}.div(wide{bHigh, bLow})
	return quotient, rest.hi, rest.lo
}
