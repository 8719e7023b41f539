package split_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// TestCapErrorsSayHowMuchFits: who shares more than fits under the caps reads how much
// would, with its sign.
func TestCapErrorsSayHowMuchFits(t *testing.T) {
	for _, test := range []struct {
		name   string
		amount money.Amount
		rule   split.Rule
		want   money.Gap
		why    string
	}{
		{"a payment", 10_00, split.Rule{Max: []money.Amount{3_00, 4_00}}, money.Gap{Got: 10_00, Want: 7_00, Relation: "at most"}, "3.00 + 4.00 fit"},
		{"a refund", -10_00, split.Rule{Max: []money.Amount{3_00, 4_00}}, money.Gap{Got: -10_00, Want: -7_00, Relation: "at least"}, "the mirror image"},
		{"in steps", 10_00, split.Rule{Step: 50, Max: []money.Amount{3_20, 4_00}}, money.Gap{Got: 10_00, Want: 7_00, Relation: "at most"}, "3.20 has room for 3.00 in steps of 0.50"},
		{"a refund in steps", -10_00, split.Rule{Step: 50, Max: []money.Amount{3_20, 4_00}}, money.Gap{Got: -10_00, Want: -7_00, Relation: "at least"}, "3.20 has room for 3.00 in steps of 0.50"},
	} {
		_, _, err := split.Allocate(test.amount, []split.Weight{{Units: 1}, {Units: 1}}, test.rule)
		var field *money.FieldError
		if !errors.As(err, &field) || !errors.Is(err, split.ErrCap) || field.Path != "amount" || field.Value != test.want {
			t.Errorf("%s: got %v with %+v, want %+v; %s", test.name, err, field, test.want, test.why)
		}
	}
}

// TestWeightsPast64Bits: two weights of the largest size sum to just below 2^64, three
// to more, and every policy shares by the true sum.
func TestWeightsPast64Bits(t *testing.T) {
	huge := split.Weight{Units: math.MaxInt64}
	none := money.MaxAmount
	for _, test := range []struct {
		name    string
		weights []split.Weight
		rule    split.Rule
		want    []money.Amount
		rest    money.Amount
		why     string
	}{
		{"two in cents", []split.Weight{huge, huge}, split.Rule{}, []money.Amount{51, 50}, 0, "50.5 each, and the odd cent to the first"},
		{"three in cents", []split.Weight{huge, huge, huge}, split.Rule{}, []money.Amount{34, 34, 33}, 0, "33 2/3 each, and two cents are left"},
		{"two that nobody gets", []split.Weight{huge, huge}, split.Rule{Policy: split.Separate}, []money.Amount{50, 50}, 1, "50.5 each"},
		{"three that nobody gets", []split.Weight{huge, huge, huge}, split.Rule{Policy: split.Separate}, []money.Amount{33, 33, 33}, 2, "33 2/3 each"},
		{"three, the last first", []split.Weight{huge, huge, huge}, split.Rule{Policy: split.Last}, []money.Amount{33, 34, 34}, 0, "33 2/3 each"},
		{"one of four capped", []split.Weight{huge, huge, huge, huge}, split.Rule{Max: []money.Amount{2, none, none, none}}, []money.Amount{2, 33, 33, 33}, 0, "2 is less than 25.25; 99 are left for three"},
		{"all that is left to one", []split.Weight{huge, huge, huge}, split.Rule{Policy: split.To, Party: 1, Max: []money.Amount{none, 35, none}}, []money.Amount{33, 35, 33}, 0, "33 and both odd cents are just its cap"},
		{"a cap for who has no part", []split.Weight{{}, huge}, split.Rule{Max: []money.Amount{0, none}}, []money.Amount{0, 101}, 0, "nothing is at most nothing"},
	} {
		got, rest, err := split.Allocate(101, test.weights, test.rule)
		if err != nil || rest != test.rest || !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v and %d, %v, want %v and %d; %s", test.name, got, rest, err, test.want, test.rest, test.why)
		}
	}
}
