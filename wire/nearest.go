package wire

import (
	"strings"

	"github.com/paysplit/paysplit/internal/near"
)

// nearest returns the known name that is closest to a misspelled one, or "" if
// none is close: more than a third of the letters would have to change.
func nearest(name string, known []*field) string {
	if len(name) > maxName {
		return ""
	}
	best, bestDistance, lower := "", len(name)/3+1, strings.ToLower(name)
	for i := range known {
		for _, candidate := range append([]string{known[i].name}, known[i].aliases...) {
			if d := near.Distance(lower, strings.ToLower(candidate), bestDistance); d < bestDistance {
				best, bestDistance = candidate, d
			}
		}
	}
	return best
}

// maxName bounds the names that are compared: a longer one is no misspelling.
const maxName = 48

// clip shortens hostile names in paths.
func clip(name string) string { return shorten(name, maxName) }

// shorten cuts a long text at a whole character.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}
