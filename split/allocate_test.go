package split_test

import (
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// TestPolicies shares five amounts under each policy: the table of worked figures.
func TestPolicies(t *testing.T) {
	amounts := func(a ...money.Amount) []money.Amount { return a }
	for _, test := range []struct {
		name                     string
		amount                   money.Amount
		weights                  []split.Weight
		largest, first, last, by []money.Amount // by is by largest weight
		why                      string
	}{
		{"equal thirds", 10000, list("1", "1", "1"), amounts(3334, 3333, 3333), amounts(3334, 3333, 3333), amounts(3333, 3333, 3334), amounts(3334, 3333, 3333), "3333 1/3 each: one unit is left"},
		{"2:3:1", 100, list("2", "3", "1"), amounts(33, 50, 17), amounts(34, 50, 16), amounts(33, 50, 17), amounts(33, 51, 16), "33 1/3, 50, 16 2/3"},
		{"75:25", 9999, list("75", "25"), amounts(7499, 2500), amounts(7500, 2499), amounts(7499, 2500), amounts(7500, 2499), "7499.25 and 2499.75"},
		{"49:51", 1003, list("49", "51"), amounts(491, 512), amounts(492, 511), amounts(491, 512), amounts(491, 512), "491.47 and 511.53"},
		{"a zero weight", 5, list("0", "7", "3"), amounts(0, 4, 1), amounts(0, 4, 1), amounts(0, 3, 2), amounts(0, 4, 1), "3.5 and 1.5; the first party with a weight is the second"},
		{"a refund", -5, list("7", "3"), amounts(-4, -1), amounts(-4, -1), amounts(-3, -2), amounts(-4, -1), "the mirror image of 5"},
		{"decimals", 15, list("0.8", "0.08", "0.12"), amounts(12, 1, 2), amounts(13, 1, 1), amounts(12, 1, 2), amounts(13, 1, 1), "12, 1.2 and 1.8"},
		{"yen", 100003, list("1", "1"), amounts(50002, 50001), amounts(50002, 50001), amounts(50001, 50002), amounts(50002, 50001), "half a yen each"},
		{"dinars", 1234567, list("1", "2", "4"), amounts(176367, 352733, 705467), amounts(176367, 352734, 705466), amounts(176366, 352734, 705467), amounts(176366, 352734, 705467), "176366 5/7, 352733 3/7, 705466 6/7: two units are left"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for policy, want := range [][]money.Amount{test.largest, test.first, test.last, test.by} {
				got, left, err := split.Allocate(test.amount, test.weights, split.Rule{Policy: split.Policy(policy)})
				expectError(t, err, fault{}, test.why)
				expectShares(t, got, want, split.Policy(policy).String()+": "+test.why)
				expectAmount(t, left, 0, test.why)
			}
		})
	}
}

func TestAllocateRefuses(t *testing.T) {
	halves := list("0.5", "0.5")
	for _, test := range []struct {
		amount  money.Amount
		weights []split.Weight
		rule    split.Rule
		want    fault
		why     string
	}{
		{1, nil, split.Rule{}, fault{"weights", split.ErrNoWeights}, "nobody"},
		{1, list("0", "0.0"), split.Rule{}, fault{"weights", split.ErrZeroWeights}, "zeros would lose the money"},
		{1, []split.Weight{{Units: 1, Digits: 1}, {Units: -1}}, split.Rule{}, fault{"weights[1]", split.ErrNegativeWeight}, "below zero"},
		{1, []split.Weight{{Units: -1}, {Units: 1, Digits: 19}}, split.Rule{}, fault{"weights[0]", split.ErrNegativeWeight}, "the first in input order"},
		{1, []split.Weight{{Units: 1, Digits: 19}, {Units: -1}}, split.Rule{}, fault{"weights[0]", money.ErrDigits}, "more digits than there are"},
		{1, list("0.5", "1000000000000000000"), split.Rule{}, fault{"weights[1]", split.ErrWeightRange}, "5 beside 10^19, past 2^63"},
		{1, list("0.50", "900000000000000000"), split.Rule{}, fault{}, "5 beside 9 x 10^18, which fits"},
		{1, halves, split.Rule{Policy: 9}, fault{"rule.Policy", split.ErrPolicy}, "no such constant"},
		{1, halves, split.Rule{Policy: split.To, Party: 2}, fault{"rule.Party", split.ErrParty}, "indexes count from 0"},
		{1, halves, split.Rule{Policy: split.To, Party: -1}, fault{"rule.Party", split.ErrParty}, "none before the first"},
		{1, list("0", "1"), split.Rule{Policy: split.To}, fault{"rule.Party", split.ErrParty}, "a weight of zero gets nothing"},
		{0, list("0", "1"), split.Rule{Policy: split.To}, fault{}, "of nothing it may get nothing"},
		{7, halves, split.Rule{Step: 5}, fault{"amount", split.ErrStep}, "7 is no multiple of 5"},
		{5, halves, split.Rule{Step: -5}, fault{"rule.Step", money.ErrNegative}, "a step goes up"},
		{5, halves, split.Rule{Max: []money.Amount{1}}, fault{"rule.Max", money.ErrCount}, "a cap a party, or none"},
		{5, halves, split.Rule{Max: []money.Amount{1, -1}}, fault{"rule.Max[1]", money.ErrNegative}, "a cap is above or below zero alike"},
		{5, halves, split.Rule{Max: []money.Amount{1, 3}}, fault{"amount", split.ErrCap}, "1 + 3 = 4"},
		{3, halves, split.Rule{Policy: split.To, Max: []money.Amount{1, 2}}, fault{}, "1.5 each: the first stops at 1, the second has room for 2"},
		{3, halves, split.Rule{Policy: split.To, Party: 1, Max: []money.Amount{1, 1}}, fault{"amount", split.ErrCap}, "1 + 1 = 2"},
	} {
		var s split.Splitter
		got, _, err := s.AppendAllocate([]money.Amount{7}, test.amount, test.weights, test.rule)
		if expectError(t, err, test.want, test.why); err != nil && len(got) != 1 {
			t.Errorf("%s: dst is %v", test.why, got)
		}
	}
}

func TestByPercentRefuses(t *testing.T) {
	percents := func(texts ...string) []split.Percent {
		p, err := split.Percents(texts...)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, test := range []struct {
		amount   money.Amount
		percents []split.Percent
		rule     split.PercentRule
		want     fault
		why      string
	}{
		{1, nil, split.PercentRule{}, fault{"percents", split.ErrNoWeights}, "nobody"},
		{1, percents("60", "39.9"), split.PercentRule{}, fault{"percents", split.ErrPercentSum}, "0.1 is nobody's"},
		{1, percents("60", "40.1"), split.PercentRule{}, fault{"percents", split.ErrPercentSum}, "0.1 too much"},
		{1, percents("60", "40.1", "rest"), split.PercentRule{}, fault{"percents", split.ErrPercentSum}, "nor beside a rest"},
		{1, percents("rest", "1", "rest"), split.PercentRule{}, fault{"percents[2]", split.ErrPercentRest}, "one rest"},
		{1, []split.Percent{{Of: split.Weight{Units: -1}}}, split.PercentRule{}, fault{"percents[0]", split.ErrNegativeWeight}, "below zero"},
		{1, []split.Percent{{Of: split.Weight{Units: 1, Digits: 17}}}, split.PercentRule{}, fault{"percents[0]", split.ErrWeightRange}, "a hundred would not fit beside it"},
		{1, percents("50", "50", "rest"), split.PercentRule{Rounding: money.Up}, fault{"percents[2]", split.ErrRest}, "a cent each, of one"},
		{1, percents("50", "rest"), split.PercentRule{Rounding: 9}, fault{"rule.Rounding", money.ErrRounding}, "no such constant"},
		{7, percents("50", "rest"), split.PercentRule{Rule: split.Rule{Step: 5}}, fault{"amount", split.ErrStep}, "7 is no multiple of 5"},
		{7, percents("50", "rest"), split.PercentRule{Rule: split.Rule{Max: []money.Amount{7, 1}}}, fault{"rule.Max[1]", split.ErrCap}, "4 are left, 1 is the most"},
		{7, percents("50", "rest"), split.PercentRule{Rule: split.Rule{Policy: 9}}, fault{"rule.Policy", split.ErrPolicy}, "also where it plays no part"},
	} {
		var s split.Splitter
		got, _, err := s.AppendByPercent([]money.Amount{7}, test.amount, test.percents, test.rule)
		if expectError(t, err, test.want, test.why); len(got) != 1 {
			t.Errorf("%s: dst is %v", test.why, got)
		}
	}
}

func TestParseWeight(t *testing.T) {
	for _, test := range []struct {
		text string
		want split.Weight
		err  error
	}{
		{"3", split.Weight{Units: 3}, nil}, {"1.95", split.Weight{Units: 195, Digits: 2}, nil}, {"0.5", split.Weight{Units: 5, Digits: 1}, nil}, {".5", split.Weight{}, split.ErrWeightFormat},
		{"1.500", split.Weight{Units: 15, Digits: 1}, nil}, {"1e3", split.Weight{Units: 1000}, nil}, {"25e-1", split.Weight{Units: 25, Digits: 1}, nil},
		{"0.000", split.Weight{}, nil}, {"-1", split.Weight{Units: -1}, nil},
		{"", split.Weight{}, split.ErrWeightFormat}, {"half", split.Weight{}, split.ErrWeightFormat}, {"1/3", split.Weight{}, split.ErrWeightFormat}, {"NaN", split.Weight{}, split.ErrWeightFormat},
		{"9223372036854775808", split.Weight{}, split.ErrWeightRange}, {"1e-19", split.Weight{}, split.ErrWeightRange}, {"1e999999999", split.Weight{}, split.ErrWeightFormat},
	} {
		got, err := split.ParseWeight(test.text)
		expectError(t, err, fault{"", test.err}, test.text)
		if got != test.want {
			t.Errorf("%s: got %v, want %v", test.text, got, test.want)
		}
	}
	_, err := split.Weights("1", "x")
	expectError(t, err, fault{"texts[1]", split.ErrWeightFormat}, "the text at fault")
	_, err = split.Percents("1", "rest", "x")
	expectError(t, err, fault{"texts[2]", split.ErrWeightFormat}, "the text at fault")
}

func TestEqualRefuses(t *testing.T) {
	_, err := split.Equal(1, 0)
	expectError(t, err, fault{"parties", money.ErrCount}, "nobody")
	_, err = split.EqualRuns(1, -1)
	expectError(t, err, fault{"parties", money.ErrCount}, "fewer than nobody")
	_, err = split.Equal(1, split.MaxParties+1)
	expectError(t, err, fault{"parties", money.ErrLimit}, "a slice of that length")
	runs, err := split.EqualRuns(10, split.MaxParties+1)
	if err != nil || len(runs) != 2 || runs[0] != (split.Run{Amount: 1, Count: 10}) {
		t.Errorf("got %v, %v: runs take no room", runs, err)
	}
}

func TestRefundRefuses(t *testing.T) {
	pair := func(a, b money.Amount) []money.Amount { return []money.Amount{a, b} }
	for _, test := range []struct {
		paid   split.Paid
		amount money.Amount
		want   fault
		why    string
	}{
		{split.Paid{}, 0, fault{"paid.Shares", split.ErrNoWeights}, "no split"},
		{split.Paid{Shares: pair(1, 2), Refunded: pair(1, 2)[:1]}, 0, fault{"paid.Refunded", money.ErrCount}, "a refund a share, or none"},
		{split.Paid{Shares: pair(1, -2)}, 1, fault{"paid.Shares[1]", split.ErrRefundSign}, "two signs"},
		{split.Paid{Shares: pair(1, 2), Refunded: pair(0, -1)}, 1, fault{"paid.Refunded[1]", split.ErrRefundSign}, "two signs"},
		{split.Paid{Shares: pair(1, 2), Refunded: pair(2, 0)}, 1, fault{"paid.Refunded[0]", split.ErrOverRefund}, "2 of 1"},
		{split.Paid{Shares: pair(1, 2), Refunded: pair(0, 1)}, 3, fault{"amount", split.ErrOverRefund}, "1 + 1 = 2 is left"},
		{split.Paid{Shares: pair(1, 2)}, -1, fault{"amount", split.ErrRefundSign}, "a refund has the sign of what it refunds"},
	} {
		var s split.Splitter
		got, err := s.AppendRefund([]money.Amount{7}, test.paid, test.amount)
		if expectError(t, err, test.want, test.why); len(got) != 1 {
			t.Errorf("%s: dst is %v", test.why, got)
		}
	}
}
