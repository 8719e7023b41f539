package split_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// TestLargestWorkedByHand shares amounts whose division a reader can follow.
func TestLargestWorkedByHand(t *testing.T) {
	for _, test := range []struct {
		name    string
		total   money.Amount
		weights []money.Amount
		want    []money.Amount
		why     string
	}{
		{"equal thirds", 100_00, []money.Amount{1, 1, 1}, []money.Amount{33_34, 33_33, 33_33}, "33.33 each, all fractions are a third: the tie goes to the lowest index"},
		{"2 to 3 to 1", 1_00, []money.Amount{2, 3, 1}, []money.Amount{33, 50, 17}, "33 1/3, 50 and 16 2/3: the cent goes to the largest fraction"},
		{"three quarters", 99_99, []money.Amount{75, 25}, []money.Amount{74_99, 25_00}, "74.9925 and 24.9975"},
		{"zero weight", 5, []money.Amount{0, 7, 3}, []money.Amount{0, 4, 1}, "3.5 and 1.5 are tied; nobody pays for a weight of zero"},
		{"a refund", -5, []money.Amount{7, 3}, []money.Amount{-4, -1}, "the mirror image of 5"},
		{"fewer cents than parties", 2, []money.Amount{1, 1, 1}, []money.Amount{1, 1, 0}, "2/3 each"},
		{"nothing by nothing", 0, []money.Amount{0, 0}, []money.Amount{0, 0}, "the one case in which weights may sum to zero"},
		{"nothing by something", 0, []money.Amount{3, 1}, []money.Amount{0, 0}, "zeros"},
		{"one party", money.MinAmount, []money.Amount{7}, []money.Amount{money.MinAmount}, "the lowest amount has no positive counterpart, and needs none"},
		{"the largest amount", money.MaxAmount, []money.Amount{3, 1}, []money.Amount{6917529027641081855, 2305843009213693952}, "2^63-1 is 3 modulo 4: fractions 1/4 and 3/4"},
		{"weights past 64 bits", 3, []money.Amount{money.MaxAmount, money.MaxAmount, money.MaxAmount}, []money.Amount{1, 1, 1}, "their sum is kept in 128 bits"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := split.Largest(test.total, test.weights)
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("got %v, %v; want %v: %s", got, err, test.want, test.why)
			}
		})
	}
}

func TestLargestRefuses(t *testing.T) {
	for _, test := range []struct {
		name    string
		total   money.Amount
		weights []money.Amount
		path    string
		wantErr error
		why     string
	}{
		{"nobody", 1_00, nil, "weights", split.ErrNoWeights, "a cent must go somewhere"},
		{"nobody, nothing", 0, nil, "weights", split.ErrNoWeights, "an empty list is a mistake of the caller's, whatever the amount"},
		{"all zero", 1_00, []money.Amount{0, 0}, "weights", split.ErrZeroWeights, "zeros would lose the money"},
		{"below zero", 1_00, []money.Amount{2, -1, -1}, "weights[1]", split.ErrNegativeWeight, "the first one is named"},
		{"below zero, nothing", 0, []money.Amount{0, -1}, "weights[1]", split.ErrNegativeWeight, "a wrong weight is wrong for any amount"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dst := []money.Amount{7}
			var s split.Splitter
			got, err := s.AppendLargest(dst, test.total, test.weights)
			var field *money.FieldError
			if !errors.As(err, &field) || field.Err != test.wantErr || field.Path != test.path || len(got) != 1 {
				t.Errorf("got %v, %v; want %v at %s: %s", got, err, test.wantErr, test.path, test.why)
			}
		})
	}
}
