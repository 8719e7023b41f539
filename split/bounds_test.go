package split_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// TestEqualRunsAreNotEmpty shows that there is one run where all shares are equal.
func TestEqualRunsAreNotEmpty(t *testing.T) {
	for _, test := range []struct {
		amount  money.Amount
		parties int
		want    []split.Run
	}{
		{10, 5, []split.Run{{Amount: 2, Count: 5}}}, {11, 5, []split.Run{{Amount: 3, Count: 1}, {Amount: 2, Count: 4}}},
		{0, 3, []split.Run{{Amount: 0, Count: 3}}}, {-10, 5, []split.Run{{Amount: -2, Count: 5}}},
	} {
		got, err := split.EqualRuns(test.amount, test.parties)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%d over %d: got %v, %v, want %v", test.amount, test.parties, got, err, test.want)
		}
	}
}

// TestFillsOfNothing shows that an amount and a due of zero are right, and that a fill
// which has to be whole may be just that.
func TestFillsOfNothing(t *testing.T) {
	for _, test := range []struct {
		amount     money.Amount
		dues, want []money.Amount
		left       money.Amount
	}{
		{0, []money.Amount{1, 2}, []money.Amount{0, 0}, 0}, {3, []money.Amount{0, 2}, []money.Amount{0, 2}, 1},
	} {
		got, left, err := split.FillInOrder(test.amount, test.dues)
		if err != nil || !slices.Equal(got, test.want) || left != test.left {
			t.Errorf("%d over %v: got %v, left %d, %v", test.amount, test.dues, got, left, err)
		}
	}
	charges := []split.Charge{due("1", 1, 2)}
	parts, left, err := split.FillOldestFirst(2, charges, split.FillRule{Whole: true})
	if err != nil || partsText(parts, left) != "1 2, left 0" {
		t.Errorf("2 of 2: got %s, %v", partsText(parts, left), err)
	}
	_, _, err = split.FillOldestFirst(5, charges, split.FillRule{Whole: true})
	var field *money.FieldError
	if want := (money.Gap{Got: 5, Want: 2, Relation: "at most"}); !errors.As(err, &field) || field.Value != want {
		t.Errorf("5 of 2: got %+v, want %+v", field, want)
	}
}

// TestASharesFloorIsRoundedUpOnce shares by a weight whose exact share ends in (S-1)/S, S
// being the sum of weights, 2^62 - 57: the multiplication that stands for the division
// rounds it up, and has to notice.
func TestASharesFloorIsRoundedUpOnce(t *testing.T) {
	const sum, first, amount = 1<<62 - 57, 12345678901234567, 1170992161424862174
	weights := make([]money.Amount, 9)
	exact := make([]split.Weight, 9)
	for i := range weights {
		weights[i] = (sum - first) / 8
		if i == 0 {
			weights[i] = first
		}
		exact[i] = split.Weight{Units: int64(weights[i])}
	}
	want, _, bad := slowAllocate(amount, exact, split.Rule{})
	got, err := split.Largest(amount, weights)
	if expectError(t, err, bad, "right weights"); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// TestPercentsSayHowFarTheyAreOff shows what the error of percents says.
func TestPercentsSayHowFarTheyAreOff(t *testing.T) {
	for _, test := range []struct {
		percents []string
		want     money.Fact
	}{
		{[]string{"60", "50"}, "they total 110, need 100 (10 too much)"},
		{[]string{"60", "30.5"}, "they total 90.5, need 100 (9.5 unassigned)"},
		{[]string{"9000000000000000000", "1"}, "they total far more than 100"},
	} {
		var percents []split.Percent
		for _, text := range test.percents {
			w, err := split.ParseWeight(text)
			if err != nil {
				t.Fatal(err)
			}
			percents = append(percents, split.Percent{Of: w})
		}
		_, _, err := split.ByPercent(100, percents, split.PercentRule{})
		var field *money.FieldError
		if !errors.As(err, &field) || !errors.Is(err, split.ErrPercentSum) || field.Value != test.want {
			t.Errorf("%v: got %v with %+v, want %s", test.percents, err, field, test.want)
		}
	}
}

// TestProblemsInWords shows what problems of a transaction say, and compare.
func TestProblemsInWords(t *testing.T) {
	_, unread := money.Parse("1.005", 2)
	sixty, more := strings.Repeat("x", 60), strings.Repeat("x", 61)
	for _, test := range []struct {
		name   string
		change func(tx *split.Transaction)
		rule   *money.Rule
		says   []string
	}{
		{"same key", func(tx *split.Transaction) { tx.Providers[1].Key = "001" }, split.ErrDuplicateKey, []string{`"001" is number 1 and number 2`}},
		{"other sign", func(tx *split.Transaction) { tx.Providers[0].Amount, tx.Providers[1].Amount = 200_00, -50_00 }, split.ErrSplitSign, []string{"more than 0.00"}},
		{"other sign of a refund", func(tx *split.Transaction) {
			tx.Amount, tx.Providers[0].Amount, tx.Providers[1].Amount = -150_00, -200_00, 50_00
		}, split.ErrSplitSign, []string{"less than 0.00"}},
		{"an amount with too many digits", func(tx *split.Transaction) { tx.Providers[0].Unread = unread }, money.ErrPrecision, []string{`got "1.005", want at most 2 digits after the point`}},
		{"too little", func(tx *split.Transaction) { tx.Providers[1].Amount = 49_00 }, split.ErrSplitSum, []string{"they sum to 149.00", "(short by 1.00 across 2 provider splits)"}},
		{"too much", func(tx *split.Transaction) { tx.Providers[1].Amount = 51_00 }, split.ErrSplitSum, []string{"they sum to 151.00", "(over by 1.00 across 2 provider splits)"}},
		{"too much of a refund", func(tx *split.Transaction) {
			tx.Amount, tx.Providers[0].Amount, tx.Providers[1].Amount = -150_00, -100_00, -51_00
		}, split.ErrSplitSum, []string{"they sum to -151.00", "(over by 1.00 across 2 provider splits)"}},
		{"long id", func(tx *split.Transaction) { tx.ID = "NH:" + strings.Repeat("0", 50) }, split.ErrTransactionID, []string{"got 53 characters, want at most 50", "shorten it by 3 characters", "53 characters | at most 50 | 3"}},
		{"a key of 60 letters", func(tx *split.Transaction) { tx.Providers[1].Key, tx.Providers[1].Amount = sixty, 0 }, split.ErrZeroSplit, []string{`for "` + sixty + `"`}},
		{"a key of 61 letters", func(tx *split.Transaction) { tx.Providers[1].Key, tx.Providers[1].Amount = more, 0 }, split.ErrZeroSplit, []string{`for "` + sixty + `..."`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			tx := doc()
			test.change(&tx)
			report := split.Validate(tx, office)
			at := slices.IndexFunc(report.Problems, func(p split.Problem) bool { return p.Rule == test.rule })
			if at < 0 {
				t.Fatalf("got %s", rulesOf(report.Problems))
			}
			p := report.Problems[at]
			text := p.Message + " | " + p.Got + " | " + p.Want + " | " + p.Difference
			for _, says := range test.says {
				if !strings.Contains(text, says) {
					t.Errorf("got %s\nwant %s", text, says)
				}
			}
		})
	}
}

// TestPoliciesHaveNames shows the last of them, and a number that is none.
func TestPoliciesHaveNames(t *testing.T) {
	if got := split.Rotate.String() + " " + (split.Rotate + 1).String(); got != "rotate Policy(7)" {
		t.Errorf("got %s", got)
	}
}

// TestWeightsOfTheMostDigits shares by weights of 18 digits after the point, and reads one
// of the most digits in all.
func TestWeightsOfTheMostDigits(t *testing.T) {
	shares, _, err := split.Allocate(3, []split.Weight{{Units: 1, Digits: money.MaxDigits}, {Units: 2, Digits: money.MaxDigits}}, split.Rule{})
	if err != nil || !slices.Equal(shares, []money.Amount{1, 2}) {
		t.Errorf("got %v, %v, want 1 and 2", shares, err)
	}
	w, err := split.ParseWeight("92233720368547758.07")
	if want := (split.Weight{Units: 1<<63 - 1, Digits: 2}); err != nil || w != want {
		t.Errorf("got %+v, %v", w, err)
	}
}

// TestAVerifierMeetsACapThatIsJustReached shares 10 by 2, 1 and 1 with a cap of 5 on the
// first: 5 is its exact share, and the unit that is left of 2.5 and 2.5 goes to the second.
func TestAVerifierMeetsACapThatIsJustReached(t *testing.T) {
	weights := []split.Weight{{Units: 2}, {Units: 1}, {Units: 1}}
	rule := split.Rule{Policy: split.First, Max: []money.Amount{5, money.MaxAmount, money.MaxAmount}}
	shares, remainder, err := split.Allocate(10, weights, rule)
	if err != nil || !slices.Equal(shares, []money.Amount{5, 3, 2}) {
		t.Fatalf("got %v, %v", shares, err)
	}
	if err := split.Verify(10, weights, rule, shares, remainder); err != nil {
		t.Error(err)
	}
}

// TestAVerifierKnowsTheOrderOfEquals gives the odd unit of 3 to the second of two equal
// weights, which no policy but the last does.
func TestAVerifierKnowsTheOrderOfEquals(t *testing.T) {
	weights := []split.Weight{{Units: 1}, {Units: 1}}
	for _, policy := range []split.Policy{split.LargestRemainder, split.LargestWeight, split.First} {
		if err := split.Verify(3, weights, split.Rule{Policy: policy}, []money.Amount{1, 2}, 0); !errors.Is(err, split.ErrUnverified) {
			t.Errorf("%v: got %v", policy, err)
		}
	}
	if err := split.Verify(3, weights, split.Rule{Policy: split.Last}, []money.Amount{1, 2}, 0); err != nil {
		t.Error(err)
	}
}
