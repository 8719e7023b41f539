package wire_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/internal/vectors"
)

// idsIn reads a list of case ids: the first word of each line; # begins a
// comment.
func idsIn(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile("../testdata/vectors/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] != "#" {
			ids = append(ids, fields[0])
		}
	}
	return ids
}

// TestVectors runs every conformance case. One on which we differ on purpose is listed
// as a deviation; the list may not hold a case that passes.
func TestVectors(t *testing.T) {
	deviations := idsIn(t, "deviations.txt")
	cases, err := vectors.Read("../testdata/vectors")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range cases {
		seen[c.ID] = true
		t.Run(c.ID, func(t *testing.T) {
			failures := c.Failures()
			switch {
			case slices.Contains(deviations, c.ID):
				if len(failures) == 0 {
					t.Error("listed in deviations.txt but passes: take it off the list")
				}
			case len(failures) > 0:
				t.Errorf("source %s; why %s\n%s", c.Source, c.Why, strings.Join(failures, "\n"))
			}
		})
	}
	for _, id := range deviations {
		if !seen[id] {
			t.Errorf("deviations.txt names %q, which is no vector", id)
		}
	}
}

func decodeAny(t *testing.T, text []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var result map[string]any
	if err := d.Decode(&result); err != nil {
		t.Fatalf("the result is not JSON: %v\n%s", err, text)
	}
	return result
}

func encode(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}
