package alloc_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// outcome is what Verify looks at.
type outcome struct {
	account     account
	splits      []alloc.PaySplit
	certificate alloc.Certificate
}

func (o outcome) clone() outcome {
	o.splits = slices.Clone(o.splits)
	o.certificate.Owed = slices.Clone(o.certificate.Owed)
	o.certificate.Reductions = slices.Clone(o.certificate.Reductions)
	return o
}

func (o outcome) equal(p outcome) bool {
	return slices.Equal(o.splits, p.splits) && slices.Equal(o.certificate.Owed, p.certificate.Owed) && slices.Equal(o.certificate.Reductions, p.certificate.Reductions)
}

// spoiler makes a right outcome wrong, and names the rows that the error may be in.
type spoiler struct {
	name  string
	rows  string // prefix of the path
	spoil func(o *outcome, pick func(n int) int)
}

// spoilSplit is a change of one split, where there is one.
func spoilSplit(name string, change func(s *alloc.PaySplit, by int64)) spoiler {
	return spoiler{name, "splits", func(o *outcome, pick func(int) int) {
		if n := len(o.splits); n > 0 {
			change(&o.splits[pick(n)], int64(1+pick(3)))
		}
	}}
}

// spoilTwo is a change of two splits.
func spoilTwo(name string, change func(a, b *alloc.PaySplit)) spoiler {
	return spoiler{name, "splits", func(o *outcome, pick func(int) int) {
		if n := len(o.splits); n > 1 {
			i, j := pick(n), pick(n-1)
			if j >= i {
				j++
			}
			change(&o.splits[i], &o.splits[j])
		}
	}}
}

// spoilOwed is a change of one charge of the certificate.
func spoilOwed(name string, change func(o *alloc.Owed, by money.Amount)) spoiler {
	return spoiler{name, "owed", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Owed); n > 0 {
			change(&o.certificate.Owed[pick(n)], money.Amount(2*pick(2)-1))
		}
	}}
}

// spoilReduction is a change of one reduction.
func spoilReduction(name string, change func(r *alloc.Reduction, by int)) spoiler {
	return spoiler{name, "", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Reductions); n > 0 {
			change(&o.certificate.Reductions[pick(n)], 2*pick(2)-1)
		}
	}}
}

// splitSpoilers are the changes of splits.
var splitSpoilers = []spoiler{
	spoilTwo("a cent moved", func(a, b *alloc.PaySplit) { a.Amount, b.Amount = a.Amount-1, b.Amount+1 }),
	spoilSplit("a cent more", func(s *alloc.PaySplit, by int64) { s.Amount += money.Amount(by) }),
	spoilTwo("two targets exchanged", func(a, b *alloc.PaySplit) {
		a.Procedure, a.Adjustment, b.Procedure, b.Adjustment = b.Procedure, b.Adjustment, a.Procedure, a.Adjustment
	}),
	spoilTwo("two patients exchanged", func(a, b *alloc.PaySplit) { a.Patient, b.Patient = b.Patient, a.Patient }),
	spoilTwo("two providers exchanged", func(a, b *alloc.PaySplit) { a.Provider, b.Provider = b.Provider, a.Provider }),
	spoilTwo("two clinics exchanged", func(a, b *alloc.PaySplit) { a.Clinic, b.Clinic = b.Clinic, a.Clinic }),
	spoilTwo("two amounts exchanged", func(a, b *alloc.PaySplit) { a.Amount, b.Amount = b.Amount, a.Amount }),
	spoilTwo("two splits exchanged", func(a, b *alloc.PaySplit) { *a, *b = *b, *a }),
	spoilSplit("another procedure", func(s *alloc.PaySplit, by int64) { s.Procedure += by }),
	spoilSplit("another adjustment", func(s *alloc.PaySplit, by int64) { s.Adjustment += by }),
	spoilSplit("procedure for adjustment", func(s *alloc.PaySplit, _ int64) { s.Procedure, s.Adjustment = s.Adjustment, s.Procedure }),
	spoilSplit("another patient", func(s *alloc.PaySplit, by int64) { s.Patient += by }),
	spoilSplit("another provider", func(s *alloc.PaySplit, by int64) { s.Provider += by }),
	spoilSplit("another clinic", func(s *alloc.PaySplit, by int64) { s.Clinic += by }),
	spoilSplit("another type", func(s *alloc.PaySplit, by int64) { s.Unearned += by }),
	spoilSplit("on a plan", func(s *alloc.PaySplit, by int64) { s.Plan += by }),
	spoilSplit("on an instalment", func(s *alloc.PaySplit, by int64) { s.PlanCharge += by }),
	spoilSplit("on interest", func(s *alloc.PaySplit, by int64) { s.Debit = (s.Debit + alloc.Debit(by)%2 + 1) % 3 }),
	{"a split dropped", "splits", func(o *outcome, pick func(int) int) {
		if n := len(o.splits); n > 0 {
			at := pick(n)
			o.splits = slices.Delete(o.splits, at, at+1)
		}
	}},
	{"a split doubled", "splits", func(o *outcome, pick func(int) int) {
		if n := len(o.splits); n > 0 {
			at := pick(n)
			o.splits = slices.Insert(o.splits, pick(n+1), o.splits[at])
		}
	}},
	{"two splits merged", "splits", func(o *outcome, pick func(int) int) {
		if n := len(o.splits); n > 1 {
			at := pick(n - 1)
			o.splits[at].Amount += o.splits[at+1].Amount
			o.splits = slices.Delete(o.splits, at+1, at+2)
		}
	}},
	{"a split in two", "splits", func(o *outcome, pick func(int) int) {
		if n := len(o.splits); n > 0 {
			at := pick(n)
			half := o.splits[at]
			half.Amount /= 2
			o.splits[at].Amount -= half.Amount
			o.splits = slices.Insert(o.splits, at, half)
		}
	}},
	{"a split of nothing", "splits", func(o *outcome, pick func(int) int) {
		o.splits = slices.Insert(o.splits, pick(len(o.splits)+1), alloc.PaySplit{Patient: 1})
	}},
	{"everything unearned", "splits", func(o *outcome, _ func(int) int) {
		if n := len(o.splits); n > 1 {
			for _, s := range o.splits[:n-1] {
				o.splits[n-1].Amount += s.Amount
			}
			o.splits = o.splits[n-1:]
		}
	}},
}

// certificateSpoilers are the changes of certificates.
var certificateSpoilers = []spoiler{
	spoilOwed("a cent of face", func(o *alloc.Owed, by money.Amount) { o.Face += by }),
	spoilOwed("a cent linked", func(o *alloc.Owed, by money.Amount) { o.Linked += by }),
	spoilOwed("a cent before", func(o *alloc.Owed, by money.Amount) { o.Before += by }),
	spoilOwed("a cent after", func(o *alloc.Owed, by money.Amount) { o.After += by }),
	spoilOwed("a cent before and after", func(o *alloc.Owed, by money.Amount) { o.Before, o.After = o.Before+by, o.After+by }),
	spoilOwed("a cent everywhere", func(o *alloc.Owed, by money.Amount) {
		o.Face, o.Linked, o.Before, o.After = o.Face+by, o.Linked+by, o.Before+by, o.After+by
	}),
	spoilOwed("another charge", func(o *alloc.Owed, by money.Amount) { o.Charge.ID += int64(by) }),
	spoilOwed("another kind", func(o *alloc.Owed, _ money.Amount) { o.Charge.Kind ^= 1 }),
	spoilOwed("for an item", func(o *alloc.Owed, _ money.Amount) { o.Of.ID++ }),
	{"two charges exchanged", "owed", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Owed); n > 1 {
			at, other := pick(n), pick(n)
			owed := o.certificate.Owed
			owed[at], owed[other] = owed[other], owed[at]
		}
	}},
	{"a charge left out", "owed", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Owed); n > 0 {
			at := pick(n)
			o.certificate.Owed = slices.Delete(o.certificate.Owed, at, at+1)
		}
	}},
	{"a charge twice", "owed", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Owed); n > 0 {
			at := pick(n)
			o.certificate.Owed = slices.Insert(o.certificate.Owed, at, o.certificate.Owed[at])
		}
	}},
	spoilReduction("a cent of a reduction", func(r *alloc.Reduction, by int) { r.Amount += money.Amount(by) }),
	spoilReduction("a reduction the other way", func(r *alloc.Reduction, _ int) { r.Amount = -r.Amount }),
	spoilReduction("a reduction of another charge", func(r *alloc.Reduction, by int) { r.To += int32(by) }),
	spoilReduction("a reduction from nowhere", func(r *alloc.Reduction, _ int) { r.From = -2 - r.From }),
	spoilReduction("a reduction past the end", func(r *alloc.Reduction, by int) { r.To += int32(by) << 20 }),
	spoilReduction("a reduction by nobody", func(r *alloc.Reduction, by int) { r.By.ID += int64(by) << 20 }),
	spoilReduction("a reduction by a plan", func(r *alloc.Reduction, _ int) { r.By.Kind, r.From = alloc.KindPlan, -1 }),
	spoilReduction("a reduction of no layer", func(r *alloc.Reduction, _ int) { r.Layer = 0 }),
	spoilReduction("a reduction past the layers", func(r *alloc.Reduction, _ int) { r.Layer = alloc.Anybody + 1 }),
	{"a reduction left out", "", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Reductions); n > 0 {
			at := pick(n)
			o.certificate.Reductions = slices.Delete(o.certificate.Reductions, at, at+1)
		}
	}},
	{"a reduction twice", "", func(o *outcome, pick func(int) int) {
		if n := len(o.certificate.Reductions); n > 0 {
			at := pick(n)
			o.certificate.Reductions = slices.Insert(o.certificate.Reductions, at, o.certificate.Reductions[at])
		}
	}},
}

// plausibleSpoilers are changes of splits and certificate that fit each other.
var plausibleSpoilers = []spoiler{
	{"an older charge skipped", "", skipOlder},
	{"less than the whole payment", "", func(o *outcome, pick func(int) int) {
		if len(o.splits) == 0 {
			return
		}
		last := &o.splits[len(o.splits)-1]
		if last.Amount--; last.Amount == 0 {
			o.splits = o.splits[:len(o.splits)-1]
		}
		for i := range o.certificate.Owed {
			if c := &o.certificate.Owed[i]; targetOf(*last) == c.Charge {
				c.After++
			}
		}
	}},
	{"more than its credit", "reductions", overdraw},
	{"a credit not used", "", func(o *outcome, _ func(int) int) {
		reductions, owed := o.certificate.Reductions, o.certificate.Owed
		back := slices.ContainsFunc(o.account.ledger.Splits, func(s alloc.EarlierSplit) bool { return s.Amount < 0 })
		if len(reductions) == 0 || back { // what was taken back may have cancelled the credit
			return
		}
		r := reductions[len(reductions)-1]
		o.certificate.Reductions = reductions[:len(reductions)-1]
		owed[r.To].Before += r.Amount
		owed[r.To].After += r.Amount
		if r.From >= 0 {
			owed[r.From].Before -= r.Amount
			owed[r.From].After -= r.Amount
		}
	}},
}

// overdraw lets a credit lower a charge that is not paid by a cent more than the
// whole credit, and writes that into the certificate.
func overdraw(o *outcome, pick func(int) int) {
	n, owed := len(o.certificate.Reductions), o.certificate.Owed
	if n == 0 {
		return
	}
	r := o.certificate.Reductions[pick(n)]
	credit := money.Amount(1)
	for _, s := range o.account.ledger.Splits {
		if r.By == (alloc.Target{Kind: alloc.KindSplit, ID: s.ID}) {
			credit += max(s.Amount, 0)
		}
	}
	for _, t := range o.account.ledger.Totals {
		if r.By == (alloc.Target{Kind: alloc.KindTotal, ID: t.Claim}) {
			credit += max(t.Amount, 0)
		}
	}
	if r.From >= 0 {
		credit -= owed[r.From].Linked
	}
	for _, used := range o.certificate.Reductions {
		if used.By == r.By && used.From == r.From && used.Amount > 0 {
			credit -= used.Amount
		}
	}
	for i := range owed {
		if c := &owed[i]; credit > 0 && c.Before >= credit && c.After == c.Before {
			c.Before, c.After = c.Before-credit, c.After-credit
			o.certificate.Reductions = append(o.certificate.Reductions, alloc.Reduction{By: r.By, From: r.From, To: int32(i), Amount: credit, Layer: alloc.Anybody})
			return
		}
	}
}

// skipOlder moves the money of one charge on to the next that has room, and writes
// that into the certificate.
func skipOlder(o *outcome, pick func(int) int) {
	if len(o.splits) < 2 {
		return
	}
	owed, at := o.certificate.Owed, pick(len(o.splits)-1)
	from := slices.IndexFunc(owed, func(c alloc.Owed) bool { return c.Charge == targetOf(o.splits[at]) })
	last := len(o.splits) - 1
	to := slices.IndexFunc(owed, func(c alloc.Owed) bool { return c.Charge == targetOf(o.splits[last]) })
	if from < 0 || to < 0 {
		o.splits[last].Amount += o.splits[at].Amount // unearned, while the charge is owed
	} else {
		amount := min(o.splits[at].Amount, owed[to].After)
		if amount == 0 {
			return
		}
		o.splits[last].Amount += amount
		owed[to].After -= amount
		if o.splits[at].Amount -= amount; o.splits[at].Amount > 0 {
			owed[from].After += amount
			return
		}
	}
	if from >= 0 {
		owed[from].After = owed[from].Before
	}
	o.splits = slices.Delete(o.splits, at, at+1)
}

// holdSpoiled is the law that a spoiled outcome is not verified. It reports whether
// there was anything to spoil.
func holdSpoiled(t rapid.TB, a account, s spoiler) bool {
	right := outcome{account: a}
	right.splits, right.certificate = certified(t, a)
	wrong := right.clone()
	s.spoil(&wrong, a.random.IntN)
	if wrong.equal(right) {
		return false
	}
	err := alloc.Verify(&a.ledger, a.payment, a.options, wrong.splits, wrong.certificate)
	var at *money.FieldError
	if !errors.Is(err, alloc.ErrUnverified) || !errors.As(err, &at) || !strings.HasPrefix(at.Path, s.rows) {
		t.Fatalf("%s: Verify says %v\nwas %+v\nis  %+v", s.name, err, right.splits, wrong.splits)
	}
	return true
}

func TestVerifyFindsEveryChange(t *testing.T) {
	for _, s := range slices.Concat(splitSpoilers, certificateSpoilers, plausibleSpoilers) {
		t.Run(s.name, func(t *testing.T) {
			tapes, spoiled := familyTape.any(), 0
			rapid.Check(t, func(t *rapid.T) {
				data := tapes.Draw(t, "tape")
				for _, a := range verifiable(data) {
					a.random = rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "place"), 1))
					if holdSpoiled(t, a, s) {
						spoiled++
					}
				}
			})
			if spoiled < 10 {
				t.Errorf("only %d accounts had anything to spoil", spoiled)
			}
		})
	}
}
