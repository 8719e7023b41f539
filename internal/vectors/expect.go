package vectors

import (
	"encoding/json"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// The expectations of a vector: a key names a member of the result, or computes
// something from it.
var function = regexp.MustCompile(`^(count|sum|first|last|each|codes)\(([^)]*)\)(?:\.(.+))?$`)

// Computed returns what a key of an expectation means in a result.
func Computed(key string, result map[string]any) (any, bool) {
	match := function.FindStringSubmatch(key)
	if match == nil {
		got, ok := result[key]
		return got, ok
	}
	name, rest, _ := strings.Cut(match[2], ",")
	name, field, _ := strings.Cut(name, ".")
	rows, ok := result[name].([]any)
	if !ok {
		return nil, false
	}
	switch match[1] {
	case "count":
		return json.Number(strconv.Itoa(count(rows, rest))), true
	case "sum":
		return sum(rows, strings.Split(field, "+")), true
	case "first", "last":
		if len(rows) == 0 {
			return nil, false
		}
		row := rows[0]
		if match[1] == "last" {
			row = rows[len(rows)-1]
		}
		if match[3] != "" {
			row = row.(map[string]any)[match[3]]
		}
		return row, true
	}
	if match[1] == "codes" {
		field = "code"
	}
	var column []any
	for _, row := range rows {
		column = append(column, row.(map[string]any)[field])
	}
	return column, true
}

// count counts the rows, or those whose field has a value: "kind=installment".
func count(rows []any, condition string) int {
	field, want, conditional := strings.Cut(condition, "=")
	n := 0
	for _, row := range rows {
		if !conditional || row.(map[string]any)[field] == want {
			n++
		}
	}
	return n
}

// sum adds the fields of all rows.
func sum(rows []any, fields []string) any {
	total := new(big.Rat)
	for _, row := range rows {
		for _, field := range fields {
			if n, ok := rational(row.(map[string]any)[field]); ok {
				total.Add(total, n)
			}
		}
	}
	return total.FloatString(6)
}

// same compares an expectation with a result: an object may have more members
// than are expected, and numbers compare as decimals.
func same(want, got any) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for name, value := range w {
			ok = ok && same(value, g[name])
		}
		return ok
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if !same(w[i], g[i]) {
				return false
			}
		}
		return true
	}
	a, okA := rational(want)
	b, okB := rational(got)
	if okA && okB {
		return a.Cmp(b) == 0
	}
	return want == got
}

// rational reads a number, or a string that is one.
func rational(v any) (*big.Rat, bool) {
	switch n := v.(type) {
	case json.Number:
		return new(big.Rat).SetString(string(n))
	case string:
		if strings.ContainsAny(n, "/eE") {
			return nil, false
		}
		return new(big.Rat).SetString(n)
	}
	return nil, false
}
