package wire

import "strings"

// nearest returns the known name that is closest to a misspelled one, or "" if
// none is close: more than a third of the letters would have to change.
func nearest(name string, known []*field) string {
	best, bestDistance := "", len(name)/3+1
	for i := range known {
		for _, candidate := range append([]string{known[i].name}, known[i].aliases...) {
			if d := distance(name, candidate, bestDistance); d < bestDistance {
				best, bestDistance = candidate, d
			}
		}
	}
	return best
}

// maxName bounds the names that are compared: a longer one is no misspelling.
const maxName = 48

// distance returns how many letters must be inserted, removed or changed to get
// from a to b, case aside, or limit if it is not below that.
func distance(a, b string, limit int) int {
	if len(a) > maxName || len(b) > maxName || len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var row [maxName + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i]|0x20 != b[j]|0x20 {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// clip shortens hostile names in paths.
func clip(name string) string { return shorten(name, maxName) }

// shorten cuts a long text at a whole character.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}
