package fuzz_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
)

// TestFamiliesAreRich counts what the families of the laws hold, so that no law is kept
// by families in which nothing happens.
func TestFamiliesAreRich(t *testing.T) {
	const families = 600
	count := map[string]int{}
	var a alloc.Allocator
	for seed := range uint64(families) {
		f := readFamily(noise(seed, 20+int(seed)%300))
		o := f.pay(&a)
		for name, is := range map[string]bool{
			"paid": o.err == nil, "refused": o.err != nil, "several splits": len(o.splits) > 2, "money left": o.unallocated > 0,
			"nothing left": o.err == nil && o.unallocated == 0, "loose money": len(o.certificate.Reductions) > 0, "warnings": len(o.warnings) > 0,
			"by a strategy": o.err == nil && len(f.ledger.Terms) > 0, "money taken back": o.err == nil && f.payment.Amount < 0,
		} {
			if is {
				count[name]++
			}
		}
		ends, interest, planned := false, false, false
		for _, s := range o.splits {
			interest, planned = interest || s.Debit == alloc.Interest, planned || s.Plan != 0
		}
		for _, row := range o.certificate.Owed {
			ends = ends || row.After == 1 || row.Before == row.After+1
		}
		for name, is := range map[string]bool{"interest paid": interest, "plans paid": planned, "a cent before or after the end of a charge": ends} {
			if is {
				count[name]++
			}
		}
	}
	for name, least := range map[string]int{
		"paid": 400, "refused": 5, "several splits": 150, "money left": 50, "nothing left": 150, "loose money": 50, "warnings": 30, "by a strategy": 15,
		"money taken back": 5, "interest paid": 10, "plans paid": 30, "a cent before or after the end of a charge": 20,
	} {
		t.Logf("%s: %d", name, count[name])
		if count[name] < least {
			t.Errorf("%s: %d of %d families, want at least %d", name, count[name], families, least)
		}
	}
}
