package fuzz_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// treated returns a family of one with some procedures and nothing else on the account,
// and what each owes.
func treated(t *tape) (f family, owed []money.Amount) {
	f = family{options: alloc.Options{Today: today}, payment: alloc.Payment{Patient: 1, Date: today}}
	f.ledger.Family, f.ledger.Unearned = []alloc.Member{{ID: 1}}, unearned
	for i := range 1 + t.pick(12) {
		p := alloc.Procedure{ID: int64(i + 1), Patient: 1, Provider: 11, Date: today.Add(-7), Fee: max(1, t.price())}
		f.ledger.Procedures = append(f.ledger.Procedures, p)
		owed = append(owed, p.Fee)
	}
	return f, owed
}

// part reads a payment of at most a total, often the total or a cent less.
func (t *tape) part(total money.Amount) money.Amount {
	switch t.pick(4) {
	case 3:
		return total
	case 2:
		return max(1, total-1)
	}
	return 1 + money.Amount(t.word()<<8|t.byte())%total
}

func sumOf(amounts []money.Amount) (sum money.Amount) {
	for _, a := range amounts {
		sum += a
	}
	return sum
}

// holdProRata is the law that a payment pro rata is shared as package split shares it:
// by largest remainder, weighted by what is owed.
func holdProRata(t rapid.TB, data []byte) {
	tp := tape(data)
	f, owed := treated(&tp)
	f.payment.Amount = tp.part(sumOf(owed))
	f.options.Strategy.Order = alloc.ProRata
	want, err := split.Largest(f.payment.Amount, owed)
	if err != nil {
		t.Fatal(err)
	}
	o := f.pay(new(alloc.Allocator))
	got := make([]money.Amount, len(owed))
	for _, s := range o.splits {
		got[s.Procedure-1] += s.Amount
	}
	if o.err != nil || !slices.Equal(got, want) {
		t.Fatalf("%d over %v: alloc %v, %v; split %v", f.payment.Amount, owed, got, o.err, want)
	}
}

func TestProRataIsLargestRemainder(t *testing.T) { law(holdProRata).check(t) }
func FuzzProRata(f *testing.F)                   { law(holdProRata).fuzz(f) }

// holdPlaced is the law that what package split shares out under caps of what is owed,
// alloc places by hand as it stands, and that a refund takes just that back.
func holdPlaced(t rapid.TB, data []byte) {
	tp := tape(data)
	f, owed := treated(&tp)
	f.payment.ID, f.payment.Amount = 9, tp.part(sumOf(owed))
	weights := make([]split.Weight, len(owed))
	for i := range weights {
		weights[i] = split.Weight{Units: int64(1 + tp.pick(9)), Digits: uint8(tp.pick(3))}
	}
	shares, rest, err := split.Allocate(f.payment.Amount, weights, split.Rule{Max: owed})
	if err != nil || rest != 0 {
		t.Fatalf("%d under %v: %v, and %d is left", f.payment.Amount, owed, err, rest)
	}
	var placed []alloc.Share
	for i, share := range shares {
		if share > 0 {
			placed = append(placed, alloc.Share{Charge: alloc.Target{ID: int64(i + 1)}, Amount: share})
		}
	}
	var a alloc.Allocator
	splits, _, err := a.AppendPartial(nil, &f.ledger, f.payment, placed, f.options)
	if err != nil || len(splits) != len(placed) {
		t.Fatalf("%v under %v: %v, %+v", shares, owed, err, splits)
	}
	for i, s := range splits {
		if s.Procedure != placed[i].Charge.ID || s.Amount != placed[i].Amount {
			t.Fatalf("split %+v for share %+v", s, placed[i])
		}
	}
	if err := alloc.VerifyPartial(&f.ledger, f.payment, placed, f.options, splits); err != nil {
		t.Fatal(err)
	}
	if back, err := split.Refund(split.Paid{Shares: shares}, f.payment.Amount); err != nil || !slices.Equal(back, shares) {
		t.Fatalf("the whole refund of %v is %v, %v", shares, back, err)
	}
	holdStored(t, &f, splits)
}

// holdStored stores the splits of a payment and refunds it: the account then owes what
// it owed before, and the refund is verified.
func holdStored(t rapid.TB, f *family, splits []alloc.PaySplit) {
	var stored []alloc.EarlierSplit
	for i, s := range splits {
		stored = append(stored, alloc.EarlierSplit{ID: int64(900 + i), Payment: 9, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Date: today, Amount: s.Amount, Procedure: s.Procedure})
	}
	refund, err := alloc.AppendRefund(nil, 9, f.payment.Amount, stored, nil)
	if err == nil {
		err = alloc.VerifyRefund(f.payment.Amount, stored, refund)
	}
	if err != nil {
		t.Fatalf("the refund of %+v: %v", splits, err)
	}
	before := f.pay(new(alloc.Allocator))
	g := *f
	g.ledger.Splits = slices.Clone(stored)
	for i, s := range refund {
		g.ledger.Splits = append(g.ledger.Splits, alloc.EarlierSplit{ID: int64(950 + i), Payment: 10, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Date: today, Amount: s.Amount, Procedure: s.Procedure})
	}
	if after := g.pay(new(alloc.Allocator)); after.err != nil || !slices.Equal(after.splits, before.splits) {
		t.Fatalf("after a refund %+v, %v; before the payment %+v", after.splits, after.err, before.splits)
	}
}

func TestWhatIsSharedOutIsPlaced(t *testing.T) { law(holdPlaced).check(t) }
func FuzzPlaced(f *testing.F)                  { law(holdPlaced).fuzz(f) }

// readRule reads how an amount is shared among so many parties.
func readRule(t *tape, parties int) (rule split.Rule, word string) {
	rule.Policy = split.Policy(t.pick(7))
	word = rule.Policy.String()
	switch n := t.pick(parties + 1); rule.Policy {
	case split.To:
		rule.Party, word = n, word+":"+strconv.Itoa(n)
		rule.Turn = uint64(n)
	case split.Rotate:
		rule.Turn, word = uint64(n), word+":"+strconv.Itoa(n)
		rule.Party = n
	}
	if t.once(4) {
		rule.Step = one[money.Amount](t, 5, 10, 100)
	}
	if t.once(4) {
		for range parties {
			rule.Max = append(rule.Max, money.Amount(t.word()))
		}
	}
	return rule, word
}

// holdShareDocuments is the law that the split operations share as the calls do, and
// that shares and remainder sum to the amount.
func holdShareDocuments(t rapid.TB, data []byte) {
	tp := tape(data)
	parties, amount := 1+tp.pick(10), tp.price()*money.Amount(tp.pick(3)-1)
	rule, word := readRule(&tp, parties)
	if rule.Step > 0 && !tp.once(5) {
		amount -= amount % rule.Step
	}
	weights, texts := make([]split.Weight, parties), make([]string, parties)
	for i := range weights {
		w := split.Weight{Units: int64(tp.pick(200)), Digits: uint8(tp.pick(4))}
		weights[i], texts[i] = w, w.String()
	}
	doc := object{"amount": units(2).text(amount), "weights": texts, "policy": word, "step": units(2).text(rule.Step)}
	if rule.Max != nil {
		var caps []string
		for _, most := range rule.Max {
			caps = append(caps, units(2).text(most))
		}
		doc["max"] = caps
	}
	want, rest, err := split.Allocate(amount, weights, rule)
	checkShares(t, "split.allocate", doc, amount, want, rest, err)
	if err != nil {
		return
	}
	back := tp.part(max(1, max(amount, -amount)))
	if amount < 0 {
		back = -back
	}
	shared := object{"amount": units(2).text(back), "original": units(2).texts(want)}
	want, err = split.Refund(split.Paid{Shares: want}, back)
	checkShares(t, "split.refund", shared, back, want, 0, err)
}

// checkShares compares what an operation answers with shares, and their sum with the
// amount.
func checkShares(t rapid.TB, op string, doc object, amount money.Amount, want []money.Amount, rest money.Amount, callErr error) {
	t.Helper()
	holdAnswer(t, op, doc, callErr, object{"shares": units(2).texts(want), "remainder": units(2).text(rest)})
	if callErr != nil {
		return
	}
	if sumOf(want)+rest != amount {
		t.Fatalf("%v and %d sum to %d, not %d", want, rest, sumOf(want)+rest, amount)
	}
}

func TestShareDocumentsShareAsCallsDo(t *testing.T) { law(holdShareDocuments).check(t) }
func FuzzShareDocuments(f *testing.F)               { law(holdShareDocuments).fuzz(f) }
