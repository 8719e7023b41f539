package fuzz_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
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

// TestCheckSetsAreRich counts what the check sets of the laws hold.
func TestCheckSetsAreRich(t *testing.T) {
	const sets = 600
	count := map[string]int{}
	for seed := range uint64(sets) {
		c := readSet(noise(seed, 20+int(seed)%300))
		r, err := claimcheck.ValidateCheckSet(&c.set, &c.options)
		line := func(is func(l claimcheck.LineEffect) bool) bool { return slices.ContainsFunc(r.Lines, is) }
		for name, is := range map[string]bool{
			"refused": err != nil, "ok": err == nil && r.OK(), "joint payees": r.JointPayees, "to be approved": r.ApprovalRequired, "reserves not drawn on": len(r.Others) > 0,
			"converted":         slices.ContainsFunc(r.Payments, func(e claimcheck.PaymentEffect) bool { return e.Rate.Units != 0 }),
			"final":             line(func(l claimcheck.LineEffect) bool { return l.Final }),
			"just the reserves": line(func(l claimcheck.LineEffect) bool { return l.Reserved && l.Requested > 0 && l.After == 0 && !l.Final }),
			"a unit short":      line(func(l claimcheck.LineEffect) bool { return l.Reserved && l.Available > 0 && l.Excess == 1 }),
		} {
			if is {
				count[name]++
			}
		}
		for _, f := range slices.Concat(r.Problems, r.Warnings) {
			count[f.Rule.Code()]++
		}
	}
	for name, least := range map[string]int{
		"refused": 10, "ok": 100, "joint payees": 100, "to be approved": 50, "reserves not drawn on": 25, "converted": 50, "final": 100, "just the reserves": 150, "a unit short": 20,
	} {
		t.Logf("%s: %d", name, count[name])
		if count[name] < least {
			t.Errorf("%s: %d of %d sets, want at least %d", name, count[name], sets, least)
		}
	}
	for _, rule := range []*money.Rule{
		claimcheck.ErrClaimLevel, claimcheck.ErrExposureLevel, claimcheck.ErrStates, claimcheck.ErrPaymentType, claimcheck.ErrNoPriorPayment, claimcheck.ErrCode,
		claimcheck.ErrRefID, claimcheck.ErrNonPositive, claimcheck.ErrDeductible, claimcheck.ErrLineCurrency, claimcheck.ErrMulticurrency, claimcheck.ErrMissingRate,
		claimcheck.ErrMixedReserving, claimcheck.ErrMixedPayments, claimcheck.ErrExceeds, claimcheck.ErrFinalExceeds, claimcheck.ErrAfterFinal,
		claimcheck.ErrReserveParts, claimcheck.ErrRecurrence, money.ErrMissing, money.ErrUnknownID,
	} {
		if count[rule.Code()] < 3 {
			t.Errorf("%s: in %d of %d sets", rule.Code(), count[rule.Code()], sets)
		}
	}
}
