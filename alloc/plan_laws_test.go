package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// planAccepted reads an account with plans and pays it.
func planAccepted(t rapid.TB, data []byte) (a account, got answer) {
	t.Helper()
	a = readPlanAccount(data)
	a.options.Explain = true
	var allocator alloc.Allocator
	got = pay(&allocator, a)
	expectError(t, got.err, fault{}, "nothing is wrong with it")
	return a, got
}

// sumSplits adds splits up.
func sumSplits(splits []alloc.PaySplit) (sum money.Amount) {
	for _, s := range splits {
		sum += s.Amount
	}
	return sum
}

// part is what a split pays: an instalment's part with the item it is for.
type part struct{ charge, of alloc.Target }

// partOf returns what a split pays; the zero part is money on no charge.
func partOf(s alloc.PaySplit) (p part) {
	item := alloc.Target{Kind: alloc.KindProcedure, ID: s.Procedure}
	if s.Adjustment != 0 {
		item = alloc.Target{Kind: alloc.KindAdjustment, ID: s.Adjustment}
	}
	if s.PlanCharge == 0 {
		if item.ID == 0 {
			return part{}
		}
		return part{charge: item}
	}
	p.charge = alloc.Target{Kind: alloc.KindPrincipal, ID: s.PlanCharge}
	if s.Debit == alloc.Interest {
		p.charge.Kind = alloc.KindInterest
	}
	if item.ID != 0 {
		p.of = item
	}
	return p
}

// holdPlanSum is the law that splits sum to the payment, have its sign, and that each
// charge owes less by what its splits say.
func holdPlanSum(t rapid.TB, data []byte) {
	a, got := planAccepted(t, data)
	if sum := sumSplits(got.splits); sum != a.payment.Amount {
		t.Errorf("the splits sum to %d, the payment is %d", sum, a.payment.Amount)
	}
	paid := map[part]money.Amount{}
	for _, s := range got.splits {
		if s.Amount == 0 || (s.Amount < 0) != (a.payment.Amount < 0) {
			t.Errorf("a split of %d of a payment of %d", s.Amount, a.payment.Amount)
		}
		if p := partOf(s); p != (part{}) {
			paid[p] += s.Amount
		}
	}
	lowered := map[part]money.Amount{}
	for _, o := range got.owed {
		lowered[part{o.Charge, o.Of}] += o.Before - o.After
		if o.Before > 0 && (o.After < 0 || o.After > o.Before) {
			t.Errorf("charge %+v", o)
		}
	}
	for p, amount := range lowered { // loose money lowers what a choice leaves
		if amount != paid[p] && (!slices.Contains(a.options.Procedures, p.charge.ID) || 0 < paid[p] && amount < paid[p]) {
			t.Errorf("%+v owes %d less, and its splits are %d", p, amount, paid[p])
		}
		delete(paid, p)
	}
	if len(paid) > 0 {
		t.Errorf("splits on what is no charge: %v", paid)
	}
}

// holdPlanShuffle is the law that the order of rows plays no part.
func holdPlanShuffle(t rapid.TB, data []byte) {
	a, want := planAccepted(t, data)
	var allocator alloc.Allocator
	for range 3 {
		got := pay(&allocator, a.shuffledPlans())
		expectError(t, got.err, fault{}, "shuffled rows")
		expectAnswer(t, got, want, "shuffled rows")
		expectRows(t, "steps", got.steps, want.steps, "shuffled rows")
	}
}

// chargeTotals sums what payments gave each charge.
func chargeTotals(results ...[]alloc.PaySplit) map[part]money.Amount {
	totals := map[part]money.Amount{}
	for _, splits := range results {
		for _, s := range splits {
			if p := partOf(s); p != (part{}) {
				totals[p] += s.Amount
			}
		}
	}
	return totals
}

// paysLinked reports whether a split pays treatment beside the dynamic plan that took
// it over. Such a split changes how much of it the plan took.
func paysLinked(l *alloc.Ledger, splits []alloc.PaySplit) bool {
	linked := map[part]bool{}
	for _, plan := range l.Plans {
		for _, link := range plan.Links {
			linked[partOf(alloc.PaySplit{Procedure: link.Procedure, Adjustment: link.Adjustment})] = true
		}
	}
	for _, s := range splits {
		if s.Plan == 0 && linked[partOf(s)] {
			return true
		}
	}
	return false
}

// besidePlans leaves out earlier splits on treatment that a dynamic plan took over, and
// money taken back of plans: where there was none to take back, it takes back what comes
// later.
func (a *account) besidePlans() {
	a.ledger.Splits = slices.DeleteFunc(a.ledger.Splits, func(s alloc.EarlierSplit) bool {
		return s.Plan != 0 && s.Amount < 0 || s.Plan == 0 && paysLinked(&a.ledger, []alloc.PaySplit{{Procedure: s.Procedure, Adjustment: s.Adjustment}})
	})
}

// holdPayTwice is the law that a payment and then another give every charge what both
// together give it, under default options; but for payments beside a plan.
func holdPayTwice(t rapid.TB, data []byte) {
	a := readPlanAccount(data)
	a.options = alloc.Options{Today: a.options.Today}
	a.besidePlans()
	first := money.Amount(1 + a.random.IntN(80_000))
	second := money.Amount(1 + a.random.IntN(80_000))
	var allocator alloc.Allocator
	payOf := func(a account, id int64, amount money.Amount) []alloc.PaySplit {
		a.payment.ID, a.payment.Amount = id, amount
		got := pay(&allocator, a)
		expectError(t, got.err, fault{}, "a payment of a part")
		return got.splits
	}
	both := payOf(a, 9000, first+second)
	one := payOf(a, 9001, first)
	if paysLinked(&a.ledger, both) {
		return
	}
	a.ledger.Splits = a.stored(one, 9001, a.payment.Date)
	two := payOf(a, 9002, second)
	want, got := chargeTotals(both), chargeTotals(one, two)
	for p, amount := range want {
		if got[p] != amount {
			t.Errorf("%+v gets %d of %d and %d, and %d of both together", p, got[p], first, second, amount)
		}
		delete(got, p)
	}
	for p, amount := range got {
		t.Errorf("%+v gets %d of two payments, and nothing of both together", p, amount)
	}
}

// holdPlanMonotone is the law that a larger payment never lowers what a charge gets.
func holdPlanMonotone(t rapid.TB, data []byte) {
	a, less := planAccepted(t, data)
	if a.payment.Amount < 0 {
		return
	}
	a.payment.Amount += money.Amount(1 + a.random.IntN(100_000))
	var allocator alloc.Allocator
	more := pay(&allocator, a)
	expectError(t, more.err, fault{}, "a larger payment")
	got := chargeTotals(more.splits)
	for p, amount := range chargeTotals(less.splits) {
		if got[p] < amount {
			t.Errorf("%+v gets %d, and %d of a larger payment", p, amount, got[p])
		}
	}
}

// holdPlanned is the law that treatment which is planned is paid only where it was
// chosen, or a plan that treats it as done charges it.
func holdPlanned(t rapid.TB, data []byte) {
	a, got := planAccepted(t, data)
	planned := map[int64]bool{}
	for _, p := range a.ledger.Procedures {
		planned[p.ID] = p.Status == alloc.TreatmentPlanned
	}
	for _, id := range a.options.Procedures {
		planned[id] = false
	}
	for _, s := range got.splits {
		if s.Plan == 0 && planned[s.Procedure] {
			t.Errorf("nobody chose planned procedure %d: %+v", s.Procedure, s)
		}
	}
}

// holdPlanRefund is the law that a payment which is refunded leaves the account as if
// it had never come: paid again it is split the same.
func holdPlanRefund(t rapid.TB, data []byte) {
	a, paid := planAccepted(t, data)
	stored := a.stored(paid.splits, a.payment.ID, a.payment.Date)
	mine := stored[len(a.ledger.Splits):]
	back, err := alloc.AppendRefund(nil, a.payment.ID, a.payment.Amount, mine, nil)
	if err != nil {
		return // of a plan, or a refund itself
	}
	a.ledger.Splits = stored
	a.ledger.Splits = a.stored(back, 9001, a.payment.Date)
	a.payment.ID = 9002
	var allocator alloc.Allocator
	again := pay(&allocator, a)
	expectError(t, again.err, fault{}, "the payment again")
	expectRows(t, "splits", again.splits, paid.splits, "a refund, and the payment again")
}

// holdTransfer is the law that a transfer sums to zero, pair by pair, takes from no
// charge more than it was paid too much, and leaves a second one nothing to do.
func holdTransfer(t rapid.TB, data []byte) {
	a := readPlanAccount(data)
	var allocator alloc.Allocator
	a.besidePlans()
	splits, _, err := allocator.AppendTransfer(nil, &a.ledger, a.payment.Patient, a.options)
	expectError(t, err, fault{}, "a transfer")
	for i := 0; i < len(splits); i += 2 {
		if splits[i].Amount+splits[i+1].Amount != 0 || splits[i].Amount >= 0 {
			t.Fatalf("splits %d and %d: %+v", i, i+1, splits[i:i+2])
		}
	}
	if paysLinked(&a.ledger, splits) {
		return
	}
	a.ledger.Splits = a.stored(splits, 9001, a.options.Today)
	again, _, err := allocator.AppendTransfer(nil, &a.ledger, a.payment.Patient, a.options)
	expectError(t, err, fault{}, "a second transfer")
	if len(again) > 0 {
		t.Errorf("after %+v\na second transfer moves %+v", splits, again)
	}
}

// holdReplay is the law that a replay keeps every payment whole, and splits the first
// as if the others were not there.
func holdReplay(t rapid.TB, data []byte) {
	a := readPlanAccount(data)
	a.ledger.Splits = nil
	a.options = alloc.Options{Today: a.options.Today, Mode: alloc.Enforce, Preferences: a.options.Preferences}
	var payments []alloc.Payment
	for i := range 1 + a.random.IntN(4) {
		p := a.payment
		p.ID, p.Amount = int64(10*i%7)+1, money.Amount(1+a.random.IntN(50_000))
		payments = append(payments, p)
	}
	var allocator alloc.Allocator
	replayed, _, err := allocator.Replay(&a.ledger, payments, a.options)
	expectError(t, err, fault{}, "a replay")
	if len(replayed) != len(payments) {
		t.Fatalf("%d of %d payments came back", len(replayed), len(payments))
	}
	for i, r := range replayed {
		var p alloc.Payment
		for _, p = range payments {
			if p.ID == r.Payment {
				break
			}
		}
		if sum := sumSplits(r.Splits); sum != p.Amount || i > 0 && r.Payment <= replayed[i-1].Payment {
			t.Errorf("payment %d of %d is split into %d", r.Payment, p.Amount, sum)
		}
		if i == 0 {
			alone, _, err := alloc.Pay(&a.ledger, p, a.options)
			expectError(t, err, fault{}, "the first payment alone")
			expectRows(t, "splits", r.Splits, alone, "the first payment of a replay")
		}
	}
}

// holdPartial is the law that a payment which is given to charges that owe it pays
// exactly these, and that one cent more than is owed is refused.
func holdPartial(t rapid.TB, data []byte) {
	a, got := planAccepted(t, data)
	a.options = alloc.Options{Today: a.options.Today, Preferences: a.options.Preferences}
	planned, family := map[int64]bool{}, slowFamily(a)
	for _, p := range a.ledger.Procedures {
		planned[p.ID] = p.Status == alloc.TreatmentPlanned || !family(p.Patient)
	}
	var shares []alloc.Share
	var sum money.Amount
	for _, o := range got.owed {
		if o.Charge.Kind == alloc.KindProcedure && o.Linked > 0 && !planned[o.Charge.ID] && a.random.IntN(2) == 0 {
			s := alloc.Share{Charge: o.Charge, Amount: 1 + money.Amount(a.random.Int64N(int64(o.Linked)))}
			shares, sum = append(shares, s), sum+s.Amount
		}
	}
	if len(shares) == 0 {
		return
	}
	a.payment.Amount = sum
	var allocator alloc.Allocator
	splits, _, err := allocator.AppendPartial(nil, &a.ledger, a.payment, shares, a.options)
	expectError(t, err, fault{}, "shares of what is owed")
	if len(splits) != len(shares) {
		t.Fatalf("%d splits of %d shares", len(splits), len(shares))
	}
	for i, s := range splits {
		if s.Procedure != shares[i].Charge.ID || s.Amount != shares[i].Amount {
			t.Errorf("share %+v became %+v", shares[i], s)
		}
	}
}

func TestPlanPaymentsKeepTheSum(t *testing.T)            { law(holdPlanSum).check(t, familyTape) }
func TestPlanPaymentsIgnoreTheOrderOfRows(t *testing.T)  { law(holdPlanShuffle).check(t, familyTape) }
func TestTwoPaymentsPayWhatOneDoes(t *testing.T)         { law(holdPayTwice).check(t, familyTape) }
func TestALargerPaymentLowersNoInstalment(t *testing.T)  { law(holdPlanMonotone).check(t, familyTape) }
func TestPlannedTreatmentIsNotPaidByItself(t *testing.T) { law(holdPlanned).check(t, familyTape) }
func TestARefundWithPlansLeavesNoTrace(t *testing.T)     { law(holdPlanRefund).check(t, familyTape) }
func TestTransfersNetZeroAndAreDoneOnce(t *testing.T)    { law(holdTransfer).check(t, familyTape) }
func TestReplayKeepsPaymentsWhole(t *testing.T)          { law(holdReplay).check(t, familyTape) }
func TestGivenSharesArePaidAsGiven(t *testing.T)         { law(holdPartial).check(t, familyTape) }

// TestPlanFamiliesAreRich shows that the laws above are asked of what they are about.
func TestPlanFamiliesAreRich(t *testing.T) {
	seen := map[string]int{}
	count := func(what string, is bool) {
		if is {
			seen[what]++
		}
	}
	var allocator alloc.Allocator
	for seed := range uint64(400) {
		a := readPlanAccount(noise(seed, familyTape.head+int(seed)%40*familyTape.row))
		got := pay(&allocator, a)
		parts, linked := false, paysLinked(&a.ledger, got.splits)
		for _, s := range got.splits {
			parts = parts || s.PlanCharge != 0
		}
		count("payments of instalments", parts)
		count("payments beside a plan", linked)
		a.besidePlans()
		splits, _, err := allocator.AppendTransfer(nil, &a.ledger, a.payment.Patient, a.options)
		count("transfers", err == nil && len(splits) > 0 && !paysLinked(&a.ledger, splits))
		_, err = alloc.AppendRefund(nil, a.payment.ID, a.payment.Amount, a.stored(got.splits, a.payment.ID, a.payment.Date)[len(a.ledger.Splits):], nil)
		count("refunds", err == nil)
	}
	for what, least := range map[string]int{"payments of instalments": 80, "payments beside a plan": 10, "transfers": 100, "refunds": 80} {
		if seen[what] < least {
			t.Errorf("%d %s in 400 accounts, want at least %d", seen[what], what, least)
		}
	}
	t.Log(seen)
}

func FuzzPlanLaws(f *testing.F) {
	familyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = data[:min(len(data), familyTape.longest())]
		for _, hold := range []law{holdPlanSum, holdPlanShuffle, holdPayTwice, holdPlanMonotone, holdPlanned, holdPlanRefund, holdTransfer, holdReplay, holdPartial} {
			hold(t, data)
		}
	})
}
