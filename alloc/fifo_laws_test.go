package alloc_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// fifo calls FIFO on a queue without faults.
func fifo(t rapid.TB, charges []alloc.Charge, pay money.Amount) ([]alloc.Split, money.Amount) {
	t.Helper()
	splits, left, err := alloc.FIFO(charges, pay)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	return splits, left
}

// holdSum is the law that no cent appears or disappears: the splits and what is
// left sum to the payment, every split is more than zero, and money is left only
// if every charge is paid.
func holdSum(t rapid.TB, data []byte) {
	c := readQueue(data)
	splits, left := fifo(t, c.charges, c.pay)
	sum := big.NewInt(int64(left))
	for _, s := range splits {
		if s.Amount <= 0 {
			t.Errorf("a split of %d", s.Amount)
		}
		sum.Add(sum, big.NewInt(int64(s.Amount)))
	}
	if sum.Cmp(big.NewInt(int64(c.pay))) != 0 {
		t.Errorf("splits and what is left sum to %v, the payment is %d", sum, c.pay)
	}
	if c.pay <= 0 && len(splits) > 0 {
		t.Errorf("a payment of %d made %d splits", c.pay, len(splits))
	}
	for i, paid := range perCharge(t, c.charges, splits) {
		if charge := c.charges[i]; paid > charge.Owed || left > 0 && paid < charge.Owed {
			t.Errorf("charge %d is owed %d and gets %d, with %d left", i, charge.Owed, paid, left)
		}
	}
}

// perCharge returns what each charge gets.
func perCharge(t rapid.TB, charges []alloc.Charge, splits []alloc.Split) []money.Amount {
	t.Helper()
	order := make([]int, len(charges))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		pair := []alloc.Charge{charges[i], charges[j]}
		if sortSlowly(pair); pair[0] == charges[i] {
			return -1
		}
		return 1
	})
	paid := make([]money.Amount, len(charges))
	for _, i := range order {
		if len(splits) > 0 && charges[i].Owed > 0 {
			if splits[0].Charge != charges[i].ID {
				t.Fatalf("charge %d is next, and the split is for id %d, not %d", i, splits[0].Charge, charges[i].ID)
			}
			paid[i], splits = splits[0].Amount, splits[1:]
		}
	}
	if len(splits) > 0 {
		t.Fatalf("%d splits for no charge", len(splits))
	}
	return paid
}

// holdShuffle is the law that the order of the charges in the slice plays no
// part.
func holdShuffle(t rapid.TB, data []byte) {
	c := readQueue(data)
	want, wantLeft := fifo(t, c.charges, c.pay)
	for range 3 {
		c.random.Shuffle(len(c.charges), func(i, j int) { c.charges[i], c.charges[j] = c.charges[j], c.charges[i] })
		got, left := fifo(t, c.charges, c.pay)
		expectRows(t, "splits", got, want, "shuffled charges")
		expectAmount(t, "what is left", left, wantLeft, "shuffled charges")
	}
}

// holdMonotone is the law that a larger payment never lowers what a charge gets.
func holdMonotone(t rapid.TB, data []byte) {
	c := readQueue(data)
	less := perCharge(t, c.charges, first(fifo(t, c.charges, c.pay)))
	more := saturated(max(c.pay, 0), money.Amount(1+c.random.Int64N(1<<uint(1+c.random.IntN(40)))))
	for i, paid := range perCharge(t, c.charges, first(fifo(t, c.charges, more))) {
		if paid < less[i] {
			t.Errorf("charge %d gets %d of %d, and %d of %d", i, less[i], c.pay, paid, more)
		}
	}
}

// first returns the splits of a result.
func first(splits []alloc.Split, _ money.Amount) []alloc.Split { return splits }

// holdInstalments is the law that it makes no difference to a charge whether
// money comes at once or in two payments.
func holdInstalments(t rapid.TB, data []byte) {
	c := readQueue(data)
	whole := max(c.pay, 0)
	a := whole
	if whole > 0 {
		a = money.Amount(c.random.Int64N(int64(whole)))
	}
	atOnce, wantLeft := fifo(t, c.charges, whole)
	want := perCharge(t, c.charges, atOnce)

	splits, leftOfFirst := fifo(t, c.charges, a)
	got := perCharge(t, c.charges, splits)
	rest := slices.Clone(c.charges)
	for i := range rest {
		rest[i].Owed -= got[i]
	}
	splits, leftOfSecond := fifo(t, rest, whole-a)
	for i, paid := range perCharge(t, rest, splits) {
		got[i] += paid
	}
	expectRows(t, "charges", got, want, "first a part, then the rest")
	expectAmount(t, "what is left of both", leftOfFirst+leftOfSecond, wantLeft, "first a part, then the rest")
}

func TestFIFOKeepsTheSum(t *testing.T)              { law(holdSum).check(t, queueTape) }
func TestFIFOIgnoresTheOrderOfCharges(t *testing.T) { law(holdShuffle).check(t, queueTape) }
func TestALargerPaymentLowersNoSplit(t *testing.T)  { law(holdMonotone).check(t, queueTape) }
func TestTwoPaymentsAreOne(t *testing.T)            { law(holdInstalments).check(t, queueTape) }

func FuzzFIFOLaws(f *testing.F) {
	queueTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = data[:min(len(data), queueTape.longest())]
		for _, hold := range []law{holdSum, holdShuffle, holdMonotone, holdInstalments} {
			hold(t, data)
		}
	})
}
