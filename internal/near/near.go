// Package near compares names for hints: did you mean this one?
package near

// Longest bounds the names that are compared, in bytes: a longer one is no
// misspelling.
const Longest = 100

// Distance returns how many bytes must be inserted, removed or changed to get from a
// to b, or limit if it is not below that. It does not allocate.
func Distance(a, b string, limit int) int {
	if len(a) > Longest || len(b) > Longest || len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var row [Longest + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
