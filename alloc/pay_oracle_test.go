package alloc_test

import (
	"cmp"
	"reflect"
	"slices"
	"sort"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// answer is all that an allocation says.
type answer struct {
	splits   []alloc.PaySplit
	summary  alloc.Summary
	owed     []alloc.Owed
	warnings []alloc.Warning
	steps    []alloc.Step
	err      error
}

// pay asks an allocator for all it says.
func pay(allocator *alloc.Allocator, a account) answer {
	var got answer
	got.splits, got.summary, got.err = allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
	got.owed, got.warnings, got.steps = allocator.AppendOwed(nil), allocator.AppendWarnings(nil), allocator.AppendSteps(nil)
	return got
}

// slowCharge is a charge of the slow pipeline.
type slowCharge struct {
	alloc.Owed
	paid      money.Amount // by earlier splits
	order     [6]int64
	who       [3]int64
	attached  int64
	insurance money.Amount
	plan      *alloc.Plan // whose instalment it is part of
}

// slowPay is the pipeline the obvious way, on accounts without faults and
// without amounts near the edge: the rules of what is owed one by one, then
// slowFIFO's loop.
func slowPay(a account) (want answer) {
	want.warnings = slowOutside(a)
	charges := slowPlans(a, slowCharges(a))
	sort.SliceStable(charges, func(i, j int) bool {
		x, y := charges[i].order, charges[j].order
		for k := range x {
			if x[k] != y[k] {
				return x[k] < y[k]
			}
		}
		return false
	})
	slowAttach(charges)
	slowCancel(charges, true)
	pots := slowLink(a, charges)
	for _, c := range charges {
		theirs := -max(0, min(c.paid, -c.Before))
		if c.Before < theirs && c.Before+c.paid < 0 && c.Charge.Kind == alloc.KindProcedure && c.Face >= 0 {
			want.warnings = append(want.warnings, alloc.Warning{Charge: c.Charge, Amount: theirs - c.Before, Err: alloc.ErrInsuranceOverpaid})
			c.Before = theirs
		}
	}
	if !a.options.Preferences.KeepAdjustmentsApart {
		slowCancel(charges, false)
	}
	for _, c := range charges {
		c.Linked = c.Before
	}
	slowSpread(charges, pots)
	left := a.payment.Amount
	for _, c := range charges {
		amount := max(0, min(c.Before, left))
		left -= amount
		c.After = c.Before - amount
		want.owed = append(want.owed, c.Owed)
		if amount > 0 {
			want.splits = append(want.splits, slowSplit(c, amount))
		}
	}
	if left != 0 {
		rest := alloc.PaySplit{Amount: left, Patient: a.payment.Patient, Clinic: a.payment.Clinic, Unearned: a.ledger.Unearned.Prepayment}
		if a.options.Preferences.NoClinics {
			rest.Clinic = 0
		}
		want.splits = append(want.splits, rest)
	}
	want.summary.Unallocated = left
	return want
}

// slowCharges values what the payer's family owes, row by row.
func slowCharges(a account) []*slowCharge {
	family := slowFamily(a)
	var charges []*slowCharge
	for _, p := range a.ledger.Procedures {
		if p.Status == alloc.Completed && family(p.Patient) {
			c := &slowCharge{who: [3]int64{p.Patient, p.Provider, p.Clinic}}
			c.order = [6]int64{int64(p.Date.DaysSinceEpoch()), 0, p.ID}
			c.Charge = alloc.Target{Kind: alloc.KindProcedure, ID: p.ID}
			c.Face = p.Fee * money.Amount(max(1, p.Units+p.BaseUnits))
			c.insurance = slowInsurance(p.Claims, a.options.Preferences.BalancesDontSubtractIns)
			c.Before = c.Face - c.insurance
			charges = append(charges, c)
		}
	}
	for _, adj := range a.ledger.Adjustments {
		if family(adj.Patient) {
			c := &slowCharge{who: [3]int64{adj.Patient, adj.Provider, adj.Clinic}}
			c.order = [6]int64{int64(adj.Date.DaysSinceEpoch()), 1, adj.ID}
			c.Charge = alloc.Target{Kind: alloc.KindAdjustment, ID: adj.ID}
			c.Face, c.Before, c.attached = adj.Amount, adj.Amount, adj.Procedure
			charges = append(charges, c)
		}
	}
	return charges
}

// slowFamily tells who is in the payer's family: the guarantor, who has the same
// one, and who has none named.
func slowFamily(a account) func(patient int64) bool {
	members := make(map[int64]alloc.Member)
	for _, m := range a.ledger.Family {
		members[m.ID] = m
	}
	payer := members[a.payment.Patient]
	guarantor := payer.Guarantor
	if guarantor == 0 { // the one that all others name, or the payer
		guarantor = payer.ID
		named := make(map[int64]bool)
		for _, m := range members {
			named[m.Guarantor] = true
		}
		delete(named, 0)
		for g := range named {
			if len(named) == 1 {
				guarantor = g
			}
		}
	}
	return func(patient int64) bool {
		m, known := members[patient]
		return patient == guarantor || known && (m.ID == guarantor || m.Guarantor == guarantor || m.Guarantor == 0)
	}
}

// slowOutside tells which charges are on nobody of the family.
func slowOutside(a account) (warnings []alloc.Warning) {
	family := slowFamily(a)
	for _, p := range a.ledger.Procedures {
		if p.Status == alloc.Completed && !family(p.Patient) {
			warnings = append(warnings, alloc.Warning{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: p.ID}, Amount: p.Fee, Err: alloc.ErrOutsideFamily})
		}
	}
	for _, adj := range a.ledger.Adjustments {
		if !family(adj.Patient) {
			warnings = append(warnings, alloc.Warning{Charge: alloc.Target{Kind: alloc.KindAdjustment, ID: adj.ID}, Amount: adj.Amount, Err: alloc.ErrOutsideFamily})
		}
	}
	slices.SortFunc(warnings, func(a, b alloc.Warning) int {
		return cmp.Or(cmp.Compare(a.Charge.Kind, b.Charge.Kind), cmp.Compare(a.Charge.ID, b.Charge.ID))
	})
	for _, s := range slowSplits(a) {
		if !family(s.Patient) {
			warnings = append(warnings, alloc.Warning{Charge: alloc.Target{Kind: alloc.KindSplit, ID: s.ID}, Amount: s.Amount, Err: alloc.ErrOutsideFamily})
		}
	}
	return warnings
}

// slowInsurance adds up the rows that count, unless every one that is more than
// a question says "do not bill".
func slowInsurance(rows []alloc.ClaimRow, estimatesOff bool) money.Amount {
	var sum money.Amount
	toBill := false
	for _, r := range rows {
		toBill = toBill || r.Status != alloc.Preauth && !r.NoBillIns
		writeOff := r.WriteOffEst
		if r.WriteOffEstOverride.Set {
			writeOff = r.WriteOffEstOverride.Amount
		}
		paid := r.InsPayAmt + r.WriteOff
		expected := r.InsPayEst + writeOff
		if estimatesOff {
			expected = 0
		}
		sum += map[alloc.ClaimStatus]money.Amount{
			alloc.Received: paid, alloc.Supplemental: paid, alloc.CapComplete: paid, alloc.CapClaim: paid,
			alloc.NotReceived: expected, alloc.Estimate: expected, alloc.CapEstimate: expected, alloc.InsHist: expected,
		}[r.Status]
	}
	if !toBill {
		return 0
	}
	return sum
}

// slowAttach folds adjustments into the procedures they belong to.
func slowAttach(charges []*slowCharge) {
	for _, adj := range charges {
		for _, p := range charges {
			if adj.attached == p.Charge.ID && p.Charge.Kind == alloc.KindProcedure && adj.who == p.who {
				p.Before += adj.Before
				adj.Before = 0
			}
		}
	}
}

// slowCancel lets the first credit of a group meet the first debit of it, until
// one side is used up.
func slowCancel(charges []*slowCharge, attached bool) {
	type group struct {
		attached int64
		who      [3]int64
	}
	credits, debits := make(map[group][]*slowCharge), make(map[group][]*slowCharge)
	for _, c := range charges {
		g := group{c.attached, c.who}
		switch {
		case c.Charge.Kind != alloc.KindAdjustment || (c.attached != 0) != attached:
		case c.Before < 0:
			credits[g] = append(credits[g], c)
		case c.Before > 0:
			debits[g] = append(debits[g], c)
		}
	}
	for g, less := range credits {
		more := debits[g]
		for len(less) > 0 && len(more) > 0 {
			amount := min(-less[0].Before, more[0].Before)
			less[0].Before += amount
			more[0].Before -= amount
			if less[0].Before == 0 {
				less = less[1:]
			}
			if more[0].Before == 0 {
				more = more[1:]
			}
		}
	}
}

func slowSplit(c *slowCharge, amount money.Amount) alloc.PaySplit {
	s := alloc.PaySplit{Amount: amount, Patient: c.who[0], Provider: c.who[1], Clinic: c.who[2], Procedure: c.Charge.ID}
	if c.Charge.Kind == alloc.KindAdjustment {
		s.Procedure, s.Adjustment = 0, c.Charge.ID
	}
	if c.plan != nil {
		s.Patient, s.Procedure, s.Plan, s.PlanCharge, s.Debit = slowGuarantor(c.plan), c.Of.ID, c.plan.ID, c.Charge.ID, alloc.Principal
		if c.Charge.Kind == alloc.KindInterest {
			s.Debit = alloc.Interest
		}
	}
	return s
}

// holdSlowPay is the law that the pipeline says what the slow one says, from a
// new allocator and from one in use, and leaves the ledger alone.
func holdSlowPay(t rapid.TB, data []byte) {
	a := readAccount(data)
	before := a.clone()
	want := slowPay(a)
	var allocator alloc.Allocator
	for _, why := range []string{"a new allocator", "the same again"} {
		got := pay(&allocator, a)
		expectError(t, got.err, fault{}, why)
		expectAnswer(t, got, want, why)
	}
	splits, summary, err := alloc.Pay(&a.ledger, a.payment, a.options)
	expectError(t, err, fault{}, "Pay")
	expectRows(t, "splits", splits, want.splits, "Pay")
	expectAmount(t, "unallocated", summary.Unallocated, want.summary.Unallocated, "Pay")
	if !reflect.DeepEqual(a.ledger, before.ledger) {
		t.Error("the caller's ledger was changed")
	}
}

// expectAnswer reports what differs, except the steps.
func expectAnswer(t rapid.TB, got, want answer, why string) {
	t.Helper()
	expectRows(t, "splits", got.splits, want.splits, why)
	expectRows(t, "charges owed", got.owed, want.owed, why)
	expectRows(t, "warnings", got.warnings, want.warnings, why)
	expectAmount(t, "unallocated", got.summary.Unallocated, want.summary.Unallocated, why)
}

func TestPayIsTheSlowWay(t *testing.T) { law(holdSlowPay).check(t, familyTape) }

func FuzzPay(f *testing.F) {
	familyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { holdSlowPay(t, data[:min(len(data), familyTape.longest())]) })
}
