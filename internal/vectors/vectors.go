// Package vectors runs the conformance cases of testdata/vectors. They are documents, so
// they go through wire. Tests import it.
package vectors

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paysplit/paysplit/wire"
)

// Case is one conformance case.
type Case struct {
	ID          string
	Source      string
	Op          string
	Input       json.RawMessage
	Expect      map[string]any
	ExpectError string
	Why         string
}

// Read reads every case of a directory, with numbers as their text.
func Read(dir string) ([]Case, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: no vectors: %w", dir, err)
	}
	var all []Case
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var list struct{ Vectors []Case }
		d := json.NewDecoder(strings.NewReader(string(text)))
		d.UseNumber()
		if err := d.Decode(&list); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, list.Vectors...)
	}
	return all, nil
}

// Run runs the cases of a directory whose operations are of some groups, such as "era",
// and gives what differs in each, with its source and why, to report.
func Run(dir string, report func(id, failure string), groups ...string) error {
	cases, err := Read(dir)
	if err != nil {
		return err
	}
	for _, c := range cases {
		group, _, _ := strings.Cut(c.Op, ".")
		if !slices.Contains(groups, group) {
			continue
		}
		if failures := c.Failures(); len(failures) > 0 {
			report(c.ID, fmt.Sprintf("source %s; why %s\n%s", c.Source, c.Why, strings.Join(failures, "\n")))
		}
	}
	return nil
}

// Failures runs a case and returns what differs.
func (c Case) Failures() (failures []string) {
	out, err := wire.Run(c.Op, c.Input)
	var e *wire.Error
	if errors.As(err, &e) {
		if c.ExpectError == e.Rule.Code() {
			return nil
		}
		return []string{"error " + e.Rule.Code() + " at " + e.Path + ": " + e.Message}
	}
	if c.ExpectError != "" {
		return []string{"want error " + c.ExpectError + ", got " + string(out)}
	}
	result, err := decode(out)
	if err != nil {
		return []string{err.Error()}
	}
	for key, want := range c.Expect {
		if text := c.differs(key, want, result); text != "" {
			failures = append(failures, key+": "+text)
		}
	}
	return failures
}

// differs says how one expectation is not met; "" if it is.
func (c Case) differs(key string, want any, result map[string]any) string {
	if key == "sameAs" {
		other, err := c.changed(want.(map[string]any))
		if err != nil {
			return err.Error()
		}
		if got, wanted := encode(result["charges"]), encode(other["charges"]); got != wanted {
			return got + " and " + wanted
		}
		return ""
	}
	got, ok := Computed(key, result)
	if ok && strings.HasPrefix(key, "codes(") {
		ok = holds(got, want)
	} else if ok {
		ok = same(want, got)
	}
	if ok {
		return ""
	}
	return "want " + encode(want) + ", got " + encode(got)
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

// changed returns the result of the case's input with some members replaced.
func (c Case) changed(members map[string]any) (map[string]any, error) {
	input, err := decode(c.Input)
	if err != nil {
		return nil, err
	}
	for name, value := range members {
		input[name] = value
	}
	out, err := wire.Run(c.Op, []byte(encode(input)))
	if err != nil {
		return nil, err
	}
	return decode(out)
}

// decode reads an object, with numbers as their text.
func decode(text []byte) (result map[string]any, err error) {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if err := d.Decode(&result); err != nil {
		return nil, fmt.Errorf("the result is not JSON: %w\n%s", err, text)
	}
	return result, nil
}

func encode(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}
