package alloc_test

import (
	"errors"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// TestWhereChosenUnearnedComesFrom shows from which money a treatment of 60.00 by provider
// 5 draws, and one of 30.00 (12) of the same provider.
func TestWhereChosenUnearnedComesFrom(t *testing.T) {
	on := func(procedure int64, amount money.Amount) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: 5, Procedure: procedure}
	}
	from := func(amount money.Amount, provider, clinic int64) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: provider, Clinic: clinic, Unearned: 501}
	}
	of := func(amount money.Amount, provider, clinic int64) alloc.EarlierSplit {
		return alloc.EarlierSplit{Amount: amount, Provider: provider, Clinic: clinic, Unearned: 501}
	}
	first, second := alloc.Target{ID: 11}, alloc.Target{ID: 12}
	for _, c := range []struct {
		name    string
		account account
		amount  money.Amount
		targets []alloc.Target
		want    []alloc.PaySplit
		why     string
	}{
		{"its own provider's first", transferAccount(of(30_00, 0, 0), of(20_00, 5, 0)), 25_00, []alloc.Target{first},
			[]alloc.PaySplit{from(-20_00, 5, 0), on(11, 20_00), from(-5_00, 0, 0), on(11, 5_00)}, "20 of provider 5, though later; the other 5 of nobody's"},
		{"two of its own", transferAccount(of(10_00, 5, 3), of(10_00, 5, 4)), 15_00, []alloc.Target{first},
			[]alloc.PaySplit{from(-10_00, 5, 3), on(11, 10_00), from(-5_00, 5, 4), on(11, 5_00)}, "the earlier one whole"},
		{"two of others", transferAccount(of(10_00, 0, 0), of(10_00, 7, 0)), 20_00, []alloc.Target{first},
			[]alloc.PaySplit{from(-10_00, 0, 0), on(11, 10_00), from(-10_00, 7, 0), on(11, 10_00)}, "the earliest first"},
		{"two charges of one provider", transferAccount(of(60_00, 5, 3), of(30_00, 5, 4)), 90_00, []alloc.Target{first, second},
			[]alloc.PaySplit{from(-60_00, 5, 3), on(11, 60_00), from(-30_00, 5, 4), on(12, 30_00)}, "the second goes on where the first ended"},
		{"two charges, and what is left", transferAccount(of(70_00, 5, 3), of(30_00, 5, 4)), 90_00, []alloc.Target{first, second},
			[]alloc.PaySplit{from(-60_00, 5, 3), on(11, 60_00), from(-10_00, 5, 3), on(12, 10_00), from(-20_00, 5, 4), on(12, 20_00)}, "70 - 60 = 10 are left of the first"},
		{"it does not reach", transferAccount(of(10_00, 5, 3)), 30_00, []alloc.Target{first},
			[]alloc.PaySplit{from(-10_00, 5, 3), on(11, 10_00), from(-20_00, 0, 0), on(11, 20_00)}, "somebody asked for 30: nobody's falls below zero"},
		{"more than is owed", transferAccount(of(90_00, 5, 3)), 80_00, []alloc.Target{first}, []alloc.PaySplit{from(-60_00, 5, 3), on(11, 60_00)}, "60 are owed"},
		{"in the order given", transferAccount(of(40_00, 5, 3)), 40_00, []alloc.Target{second, first},
			[]alloc.PaySplit{from(-30_00, 5, 3), on(12, 30_00), from(-10_00, 5, 3), on(11, 10_00)}, "the second first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &c.account.ledger
			l.Procedures = append(l.Procedures, alloc.Procedure{ID: 12, Patient: 1, Provider: 5, Date: day("2024-01-02"), Fee: 30_00})
			var allocator alloc.Allocator
			splits, _, err := allocator.AppendUnearned(nil, l, 1, c.amount, c.targets, c.account.options)
			expectError(t, err, fault{}, c.why)
			expectRows(t, "splits", splits, c.want, c.why)
			expectError(t, alloc.VerifyUnearned(l, 1, c.amount, c.targets, c.account.options, splits), fault{}, c.why)
		})
	}
}

// TestNothingIsNoAmount shows that a verifier knows what cannot have been asked for.
func TestNothingIsNoAmount(t *testing.T) {
	a := transferAccount()
	if err := alloc.VerifyUnearned(&a.ledger, 1, 0, []alloc.Target{{ID: 11}}, a.options, nil); !errors.Is(err, alloc.ErrUnverified) {
		t.Errorf("got %v", err)
	}
}

// TestWhichTargetsAreRefused lists targets that get nothing, on an account of the
// treatments 11 and 12.
func TestWhichTargetsAreRefused(t *testing.T) {
	procedure := func(id int64) alloc.Target { return alloc.Target{ID: id} }
	for _, c := range []struct {
		targets []alloc.Target
		want    fault
		why     string
	}{
		{[]alloc.Target{procedure(12), procedure(11), procedure(11), procedure(12)}, fault{"targets[2].ID", money.ErrDuplicateID}, "the first that repeats one"},
		{[]alloc.Target{procedure(11), procedure(12), procedure(12), procedure(11)}, fault{"targets[2].ID", money.ErrDuplicateID}, "the same, whatever the ids"},
		{[]alloc.Target{procedure(13)}, fault{"targets[0].ID", money.ErrUnknownID}, "it is not in the ledger"},
		{[]alloc.Target{{Kind: alloc.KindAdjustment, ID: 11}}, fault{"targets[0].ID", money.ErrUnknownID}, "a treatment has the id, and no fee"},
		{[]alloc.Target{procedure(14)}, fault{"targets[0].ID", alloc.ErrTargetOff}, "it is a stranger's"},
		{[]alloc.Target{{Kind: alloc.KindAdjustment, ID: 14}}, fault{"targets[0].ID", alloc.ErrTargetOff}, "so is the fee"},
		{[]alloc.Target{{Kind: alloc.KindAdjustment, ID: 15}}, fault{"targets[0].ID", money.ErrUnknownID}, "a treatment of a stranger has the id, and no fee"},
	} {
		a := transferAccount()
		for _, id := range []int64{12, 14, 15} {
			a.ledger.Procedures = append(a.ledger.Procedures, alloc.Procedure{ID: id, Patient: 1 + (id-12)*6, Provider: 5, Date: day("2024-01-02"), Fee: 30_00})
		}
		a.ledger.Adjustments = []alloc.Adjustment{{ID: 14, Patient: 7, Provider: 5, Date: day("2024-01-02"), Amount: 5_00}}
		var allocator alloc.Allocator
		_, _, err := allocator.AppendUnearned(nil, &a.ledger, 1, 10_00, c.targets, a.options)
		expectError(t, err, c.want, c.why)
	}
}
