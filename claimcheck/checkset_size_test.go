package claimcheck_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/money"
)

// sizeOf adds up the text of findings.
func sizeOf(lists ...[]claimcheck.CheckSetFinding) (size int) {
	for _, list := range lists {
		for i := range list {
			f := &list[i]
			size += len(f.Want) + len(f.Got) + len(f.Currency) + len(f.Detail())
			for _, id := range f.IDs {
				size += len(id)
			}
		}
	}
	return size
}

// TestFindingsRepeatLittleOfTheSet gives long texts that many findings are about: a
// finding repeats the beginning of a text, so that a report grows with the rows and
// not with their texts.
func TestFindingsRepeatLittleOfTheSet(t *testing.T) {
	const rows, perFinding = 200, 2500
	long := strings.Repeat("\u00fc", 20_000) // two bytes each: none is cut in half
	many := func(change func(set *claimcheck.CheckSet)) claimcheck.CheckSet {
		set := setOf(paying("partial", "usd", 1_00))
		change(&set)
		return set
	}
	for _, test := range []struct {
		name string
		set  claimcheck.CheckSet
	}{
		{"a currency that no line has", many(func(set *claimcheck.CheckSet) {
			p := &set.Checks[0].Payments[0]
			p.Currency = long
			for range rows {
				p.LineItems = append(p.LineItems, claimcheck.LineItem{Amount: 1, Currency: "usd"})
			}
		})},
		{"the id of a closed claim with open exposures", many(func(set *claimcheck.CheckSet) {
			set.Claim.ID, set.Claim.State = long, "closed"
			for i := range rows {
				set.Exposures = append(set.Exposures, claimcheck.Owner{ID: fmt.Sprint(i), State: "open"})
			}
		})},
		{"an exposure that all payments are too much for", many(func(set *claimcheck.CheckSet) {
			set.Exposures[0].ID, set.Exposures[0].ValidationLevel = long, long
			p := paying("partial", "usd", 500_00)
			p.ReserveLine.Exposure, p.ReserveLine.CostType = long, long
			set.Reserves = []claimcheck.Reserve{{ReserveLine: p.ReserveLine, Available: 1}}
			for range rows {
				set.Checks[0].Payments = append(set.Checks[0].Payments, p)
			}
		})},
		{"a currency that is none and has no rate", many(func(set *claimcheck.CheckSet) {
			p := paying("partial", long, 500_00)
			p.PaymentType = long
			for range rows {
				set.Checks[0].Payments = append(set.Checks[0].Payments, p)
			}
		})},
	} {
		report, err := claimcheck.ValidateCheckSet(&test.set, &claimcheck.CheckSetOptions{})
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		n := len(report.Problems) + len(report.Warnings)
		if size := sizeOf(report.Problems, report.Warnings); n < rows || size > n*perFinding {
			t.Errorf("%s: %d findings of %d bytes", test.name, n, size)
		}
	}
}

// TestCodesOfAListAreBounded shows that a list of codes is refused by its longest
// code, with the place of it.
func TestCodesOfAListAreBounded(t *testing.T) {
	set := setOf(paying("partial", "usd", 1_00))
	options := claimcheck.CheckSetOptions{CostTypes: []string{"claimcost", strings.Repeat("x", 256)}}
	_, err := claimcheck.ValidateCheckSet(&set, &options)
	if text := faults.Mismatch(err, "options.CostTypes[1]", money.ErrLimit); text != "" {
		t.Error(text)
	}
	options.CostTypes[1] = strings.Repeat("x", 255)
	if report, err := claimcheck.ValidateCheckSet(&set, &options); err != nil || !report.OK() {
		t.Errorf("255 bytes are refused: %v, %v", report.Problems, err)
	}
}
