package claimcheck_test

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paysplit/paysplit/claimcheck"
	_ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// tape deals bytes, and zeros when there are none left.
type tape []byte

func (t *tape) next(n int) int {
	if len(*t) == 0 {
		return 0
	}
	b := (*t)[0]
	*t = (*t)[1:]
	return int(b) % n
}

// amount deals amounts that are often equal, opposite, transposed or huge.
func (t *tape) amount() money.Amount {
	common := []money.Amount{0, 100, -100, 4200, 2400, 1250, 12345, 13245, 4, 5, 1<<60 - 1, -(1 << 60)}
	switch t.next(4) {
	case 0:
		return money.Amount(t.next(256)-128) * 25
	case 1:
		return money.Amount(t.next(256)<<8 + t.next(256))
	}
	return common[t.next(len(common))]
}

// readBooks makes a check and its rows of any bytes. Claims and checks are few, so
// that they meet; the amount is often the right one, or one row away from it.
func readBooks(data []byte) books {
	t := tape(data)
	b := books{single: t.next(2) == 0, claims: []int64{1}}
	b.options = claimcheck.Options{
		Statuses: []claimcheck.Statuses{0, claimcheck.ERAStatuses, claimcheck.APIStatuses}[t.next(3)], ZeroRows: t.next(2) == 0,
		ZeroSince: date.NewOfDays(date.PeriodOfDays(t.next(3))), SubMinor: []int{0, 0, 1, 2}[t.next(4)],
	}
	far := int64(1)
	if t.next(2) == 0 {
		far = 1 << 40 // claims that no table holds
	}
	for range t.next(4) {
		if !b.single {
			b.claims = append(b.claims, int64(2+len(b.claims))*far)
		}
	}
	for id := range t.next(40) {
		r := claimcheck.ClaimProc{ID: int64(id + 1), Claim: 1, Amount: t.amount(), Status: claimcheck.Received}
		if place := t.next(6); place > 1 {
			r.Claim = int64(place) * far
		}
		switch t.next(8) {
		case 0:
			r.ClaimPayment = 77
		case 1:
			r.Status = claimcheck.Status(t.next(10))
		case 2:
			r.Transfer = true
		}
		r.Date = date.NewOfDays(date.PeriodOfDays(t.next(4)))
		b.rows = append(b.rows, r)
	}
	if t.next(8) == 0 { // more than one block of rows
		for i := range 500 {
			if n := len(b.rows); n > 0 {
				row := b.rows[i%min(n, 37)]
				row.ID = int64(1000 + i)
				b.rows = append(b.rows, row)
			}
		}
	}
	if t.next(3) == 0 {
		slices.Reverse(b.rows)
	}
	b.amount = b.near(&t)
	return b
}

// near deals an amount beside the sum of what counts, or any.
func (b books) near(t *tape) money.Amount {
	_, _, sum := b.slowPool()
	switch {
	case t.next(6) == 0:
		return money.Amount(t.next(25) - 12)
	case !sum.IsInt64(), t.next(6) == 0:
		return t.amount()
	}
	amount := money.Amount(sum.Int64())
	if len(b.rows) == 0 || t.next(5) == 0 {
		return amount
	}
	row := b.rows[t.next(len(b.rows))].Amount
	changed := []money.Amount{-row, row, -2 * row, 1, 9, 90, -900}[t.next(7)]
	return amount + changed
}

// holdPool is the law that the fast way divides and adds the rows as the slow way
// does, and on used scratch too.
func holdPool(t rapid.TB, data []byte) {
	b := readBooks(data)
	var k claimcheck.Checker
	var v claimcheck.Verdict
	counted, excluded, sum := b.slowPool()
	rounded := slowRound(sum, b.options.SubMinor)
	difference := new(big.Int).Sub(slowRound(big.NewInt(int64(b.amount)), b.options.SubMinor), rounded)
	for range 2 {
		err := b.check(&k, &v)
		if !sum.IsInt64() || !difference.IsInt64() {
			if err == nil {
				t.Fatalf("a sum of %v and no error", sum)
			}
			return
		}
		if err != nil {
			t.Fatalf("%v of %+v", err, b)
		}
		if !slices.Equal(v.Counted, counted) || !slices.Equal(v.Excluded, excluded) {
			t.Fatalf("got %v and %v, want %v and %v", v.Counted, v.Excluded, counted, excluded)
		}
		if int64(v.RawSum) != sum.Int64() || int64(v.Sum) != rounded.Int64() || int64(v.Difference) != difference.Int64() {
			t.Fatalf("got %d, %d and %d, want %v, %v and %v", v.RawSum, v.Sum, v.Difference, sum, rounded, difference)
		}
		if v.Partial != (v.Difference != 0 && !b.single) {
			t.Fatalf("a check that differs by %d is partial: %t", v.Difference, v.Partial)
		}
		if err := b.verify(&v); err != nil {
			t.Fatalf("not verified: %v of %+v\n%+v", err, b, v)
		}
	}
}

// verify asks the verifier.
func (b books) verify(v *claimcheck.Verdict) error {
	if b.single {
		return claimcheck.VerifySingle(claimcheck.SingleCheck{Claim: b.claims[0], Status: claimcheck.ClaimReceived, Amount: b.amount}, b.rows, b.options, v)
	}
	return claimcheck.VerifyBatch(claimcheck.BatchCheck{Claims: b.claims, Amount: b.amount}, b.rows, b.options, v)
}

// holdHints is the law that the hints are those that trying every change finds.
func holdHints(t rapid.TB, data []byte) {
	b := readBooks(data)
	v, err := b.verdict()
	if err != nil {
		return // holdPool says when
	}
	if diff := cmp.Diff(b.slowHints(), v.Hints, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("the hints of %+v are others (-want +got):\n%s", b, diff)
	}
}

// verdict is check with a checker of its own.
func (b books) verdict() (v claimcheck.Verdict, err error) {
	var k claimcheck.Checker
	err = b.check(&k, &v)
	return v, err
}

// holdShuffle is the law that the order of the rows shows in nothing but the order
// of the lists.
func holdShuffle(t rapid.TB, data []byte) {
	b := readBooks(data)
	first, err := b.verdict()
	if err != nil {
		return
	}
	slices.Reverse(b.rows)
	second, err := b.verdict()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(second.Counted)
	if first.Sum != second.Sum || first.Partial != second.Partial || len(first.Problems) != len(second.Problems) || !slices.Equal(first.Counted, second.Counted) {
		t.Fatalf("got %+v, and of the rows backwards %+v", first, second)
	}
}

// holdClaims is the law that what the claims come to adds up to the check.
func holdClaims(t rapid.TB, data []byte) {
	b := readBooks(data)
	var k claimcheck.Checker
	var v claimcheck.Verdict
	if b.check(&k, &v) != nil {
		return
	}
	totals, err := k.AppendClaims([]claimcheck.ClaimTotal{{Claim: 7}}, &v, b.rows)
	if err != nil {
		return // the sum of one claim does not fit, though that of all does
	}
	if totals[0] != (claimcheck.ClaimTotal{Claim: 7}) || len(totals) != 1+len(b.claims) {
		t.Fatalf("got %v for claims %v", totals, b.claims)
	}
	var sum money.Amount
	counted := 0
	for i, total := range totals[1:] {
		sum += total.Sum
		counted += total.Counted
		if total.Claim != b.claims[i] {
			t.Fatalf("got %v for claims %v", totals, b.claims)
		}
	}
	if sum != v.RawSum || counted != len(v.Counted) {
		t.Fatalf("claims of %d in %d rows, and a check of %d in %d", sum, counted, v.RawSum, len(v.Counted))
	}
}

// holdUntouched is the law that rows are read and not written.
func holdUntouched(t rapid.TB, data []byte) {
	b, before := readBooks(data), readBooks(data)
	if _, err := b.verdict(); err == nil && !reflect.DeepEqual(b, before) {
		t.Fatalf("the books were %+v and are %+v", before, b)
	}
}

// laws are the laws of a new check, by name.
var laws = []struct {
	name string
	hold func(t rapid.TB, data []byte)
}{{"pool", holdPool}, {"hints", holdHints}, {"shuffle", holdShuffle}, {"claims", holdClaims}, {"untouched", holdUntouched}, {"update", holdUpdate}, {"audit", holdAudit}}

// anyBytes draws bytes that rapid can make smaller, and as often a long run in which
// every byte is as likely as any.
func anyBytes() *rapid.Generator[[]byte] {
	return rapid.OneOf(
		rapid.SliceOfN(rapid.Byte(), 0, 220),
		rapid.Map(rapid.Uint64(), func(seed uint64) []byte {
			random := rand.New(rand.NewPCG(seed, 1))
			data := make([]byte, 300)
			for i := range data {
				data[i] = byte(random.Uint32())
			}
			return data
		}),
	)
}

func TestLaws(t *testing.T) {
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.hold(t, anyBytes().Draw(t, "data")) })
		})
	}
}

func FuzzLaws(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 0, 0, 0, 0, 1, 3, 9, 0, 140, 1, 7, 0, 2, 2, 3, 1, 7, 0, 1, 4, 9, 1, 1, 2, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, law := range laws {
			law.hold(t, data[:min(len(data), 400)])
		}
	})
}

// holdUpdate is the law of a stored check: it is partial exactly if the sum of what
// is attached to it differs from a new amount, and it stays what it is without one, or
// where nothing is attached and the amount is zero.
func holdUpdate(t rapid.TB, data []byte) {
	b := readBooks(data)
	stored := claimcheck.Stored{ID: 77, Partial: len(data)%2 == 0}
	var attached money.Amount
	some := false
	for _, r := range b.rows {
		if r.ClaimPayment == 77 {
			some = true
			attached += r.Amount // at most 40 of 2^60: it wraps into an error below
		}
	}
	var k claimcheck.Checker
	var v claimcheck.Verdict
	b.options.SubMinor = 0
	if k.Update(&v, stored, claimcheck.Update{Amount: b.amount, Given: true}, b.rows, b.options) != nil {
		return
	}
	if empty := !some && b.amount == 0; empty != !v.OK() || empty && v.Partial != stored.Partial {
		t.Fatalf("a check of %d with rows %t: %v, partial %t", b.amount, some, v.Problems, v.Partial)
	}
	if v.Sum != attached || v.OK() && v.Partial != (b.amount != attached) {
		t.Fatalf("a check of %d with %d attached: sum %d, partial %t", b.amount, attached, v.Sum, v.Partial)
	}
	stored.Amount = b.amount
	if err := k.Update(&v, stored, claimcheck.Update{}, b.rows, b.options); err != nil || v.Partial != stored.Partial || v.Difference != b.amount-attached {
		t.Fatalf("without a new amount: %+v, %v", v, err)
	}
}

// holdAudit is the law that a check which was just judged passes its audit: with
// the rows attached that it says, and partial if it says so.
func holdAudit(t rapid.TB, data []byte) {
	b := readBooks(data)
	v, err := b.verdict()
	if err != nil || !v.OK() {
		return
	}
	rows := slices.Clone(b.rows)
	for i := range rows {
		if slices.Contains(v.Attach(), rows[i].ID) {
			rows[i].ClaimPayment = 500
		}
	}
	var k claimcheck.Checker
	var a claimcheck.Audit
	stored := claimcheck.Stored{ID: 500, Amount: b.amount, Partial: v.Partial}
	err = k.Audit(&a, []claimcheck.Stored{stored}, rows, claimcheck.AuditOptions{SubMinor: b.options.SubMinor})
	if err == nil && !a.OK() {
		t.Fatalf("%+v was to be stored with %v attached, and an audit finds %+v", stored, v.Attach(), a.Problems)
	}
}
