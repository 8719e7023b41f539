package wire_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// vector is one conformance case of testdata/vectors.
type vector struct {
	ID          string
	Source      string
	Op          string
	Input       json.RawMessage
	Expect      map[string]any
	ExpectError string
	Why         string
}

// vectors reads every case, with numbers as their text.
func vectors(t *testing.T) []vector {
	t.Helper()
	files, err := filepath.Glob("../testdata/vectors/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	var all []vector
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list struct{ Vectors []vector }
		d := json.NewDecoder(strings.NewReader(string(text)))
		d.UseNumber()
		if err := d.Decode(&list); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, list.Vectors...)
	}
	return all
}

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
	seen := map[string]bool{}
	for _, v := range vectors(t) {
		seen[v.ID] = true
		t.Run(v.ID, func(t *testing.T) {
			failures := v.run(t)
			switch {
			case slices.Contains(deviations, v.ID):
				if len(failures) == 0 {
					t.Error("listed in deviations.txt but passes: take it off the list")
				}
			case len(failures) > 0:
				t.Errorf("source %s; why %s\n%s", v.Source, v.Why, strings.Join(failures, "\n"))
			}
		})
	}
	for _, id := range deviations {
		if !seen[id] {
			t.Errorf("deviations.txt names %q, which is no vector", id)
		}
	}
}

// run returns what differs.
func (v vector) run(t *testing.T) (failures []string) {
	t.Helper()
	out, err := wire.Run(v.Op, v.Input)
	var e *wire.Error
	if errors.As(err, &e) {
		if v.ExpectError == e.Rule.Code() {
			return nil
		}
		return []string{"error " + e.Rule.Code() + " at " + e.Path + ": " + e.Message}
	}
	if v.ExpectError != "" {
		return []string{"want error " + v.ExpectError + ", got " + string(out)}
	}
	result := decodeAny(t, out)
	for key, want := range v.Expect {
		if key == "sameAs" {
			if other := v.changed(t, want.(map[string]any)); encode(result["charges"]) != encode(other["charges"]) {
				failures = append(failures, "sameAs: "+encode(result["charges"])+" and "+encode(other["charges"]))
			}
			continue
		}
		got, ok := computed(key, result)
		if ok && strings.HasPrefix(key, "codes(") {
			ok = holds(got, want)
		} else if ok {
			ok = same(want, got)
		}
		if !ok {
			failures = append(failures, key+": want "+encode(want)+", got "+encode(got))
		}
	}
	return failures
}

// holds reports whether every element of want is in got, as often as it is wanted.
func holds(got, want any) bool {
	have, _ := got.([]any)
	left := slices.Clone(have)
	for _, code := range want.([]any) {
		at := slices.Index(left, code)
		if at < 0 {
			return false
		}
		left = slices.Delete(left, at, at+1)
	}
	return true
}

// changed returns the result of the vector's input with some members replaced.
func (v vector) changed(t *testing.T, members map[string]any) map[string]any {
	t.Helper()
	input := decodeAny(t, v.Input)
	for name, value := range members {
		input[name] = value
	}
	out, err := wire.Run(v.Op, []byte(encode(input)))
	if err != nil {
		t.Fatal(err)
	}
	return decodeAny(t, out)
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
