package split_test

import (
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// TestSteadyStateAllocatesNothing: with scratch and slices that are used again.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	var s split.Splitter
	const n = 100
	weights, decimals, caps := someWeights(n), make([]split.Weight, n), make([]money.Amount, n)
	percents := make([]split.Percent, n)
	for i := range decimals {
		decimals[i], caps[i] = split.Weight{Units: int64(weights[i]), Digits: 2}, money.Amount(20_000+i)
		percents[i].Of = split.Weight{Units: 1}
	}
	percents[7].Of, percents[7].Rest = split.Weight{}, true
	dst, runs := make([]money.Amount, 0, n), make([]split.Run, 0, 2)
	shares, _, err := split.Allocate(1_000_003, decimals, split.Rule{})
	if err != nil {
		t.Fatal(err)
	}
	for name, run := range map[string]func() error{
		"largest":  func() error { _, err := s.AppendLargest(dst, 1_000_003, weights); return err },
		"few":      func() error { _, err := s.AppendLargest(dst, 1_000_003, weights[:3]); return err },
		"decimals": func() error { _, _, err := s.AppendAllocate(dst, 1_000_003, decimals, split.Rule{}); return err },
		"largest weight": func() error {
			_, _, err := s.AppendAllocate(dst, 1_000_003, decimals, split.Rule{Policy: split.LargestWeight})
			return err
		},
		"caps": func() error {
			_, _, err := s.AppendAllocate(dst, 1_000_003, decimals, split.Rule{Max: caps})
			return err
		},
		"percents": func() error {
			_, _, err := s.AppendByPercent(dst, 1_000_003, percents, split.PercentRule{})
			return err
		},
		"refund":   func() error { _, err := s.AppendRefund(dst, split.Paid{Shares: shares}, 500_000); return err },
		"equal":    func() error { _, err := split.AppendEqual(dst, 1_000_003, n); return err },
		"runs":     func() error { _, err := split.AppendEqualRuns(runs, 1_000_003, n); return err },
		"in order": func() error { _, _, err := split.AppendFillInOrder(dst, 1_000_003, weights); return err },
	} {
		if err := run(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := testing.AllocsPerRun(20, func() { _ = run() }); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
}
