package split_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// unset is the date that is none.
const unset date.PeriodOfDays = -719162

// due is a charge of a day.
func due(id string, day date.PeriodOfDays, amount money.Amount) split.Charge {
	return split.Charge{ID: id, Date: date.NewOfDays(day), Due: amount}
}

// partsText writes parts in a row.
func partsText(parts []split.Part, left money.Amount) string {
	var b strings.Builder
	for _, part := range parts {
		fmt.Fprintf(&b, "%s %d, ", part.Key, part.Amount)
	}
	fmt.Fprintf(&b, "left %d", left)
	return b.String()
}

func TestFillOldestFirst(t *testing.T) {
	three := []split.Charge{due("703", 30, 25_00), due("701", 10, 80_00), due("702", 20, 35_00)}
	for _, test := range []struct {
		name    string
		amount  money.Amount
		charges []split.Charge
		want    string
		why     string
	}{
		{"the second in part", 100_00, three, "701 8000, 702 2000, left 0", "100 - 80 = 20 of 35"},
		{"all", 140_00, three, "701 8000, 702 3500, 703 2500, left 0", "80 + 35 + 25 = 140"},
		{"more than all", 140_01, three, "701 8000, 702 3500, 703 2500, left 1", "nobody gets more than is due"},
		{"nobody", 1, nil, "left 1", "no charge"},
		{"nothing due", 5, []split.Charge{due("1", 1, 0), due("2", 2, 3)}, "2 3, left 2", "a transaction has no split of zero"},
		{"one day", 4, []split.Charge{due("10", 1, 2), due("9", 1, 2), due("b", 1, 2), due("009", 1, 1)}, "009 1, 9 2, 10 1, left 0", "9 before 10 by value, 009 before 9 as a text, letters last"},
		{"first of 1970", 3, []split.Charge{due("1", 1, 2), due("2", 0, 2)}, "2 2, 1 1, left 0", "day 0 is a day"},
		{"before 1970", 3, []split.Charge{due("1", 1, 2), due("2", -400, 2)}, "2 2, 1 1, left 0", "and so are those before it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			parts, left, err := split.FillOldestFirst(test.amount, test.charges, split.FillRule{})
			if got := partsText(parts, left); err != nil || got != test.want {
				t.Errorf("got %s, %v; want %s: %s", got, err, test.want, test.why)
			}
		})
	}
}

func TestFillOldestFirstRefuses(t *testing.T) {
	for _, test := range []struct {
		amount  money.Amount
		charges []split.Charge
		want    fault
		why     string
	}{
		{0, nil, fault{"amount", money.ErrZeroAmount}, "no payment"},
		{-1, nil, fault{"amount", money.ErrNegative}, "a refund goes along its split"},
		{1, []split.Charge{due("", 1, 1)}, fault{"charges[0].ID", money.ErrMissing}, "a split needs its key"},
		{1, []split.Charge{due("1", 1, 1), due("1", 2, 1)}, fault{"charges[1].ID", money.ErrDuplicateID}, "one key twice"},
		{1, []split.Charge{due("1", unset, 1)}, fault{"charges[0].Date", money.ErrDateRequired}, "no age"},
		{1, []split.Charge{due("1", 1, -1)}, fault{"charges[0].Due", money.ErrNegative}, "a credit is no charge"},
		{3, []split.Charge{due("1", 1, 2)}, fault{"amount", split.ErrUnapplied}, "1 would be left over"},
	} {
		dst := []split.Part{{Key: "before"}}
		got, _, err := split.AppendFillOldestFirst(dst, test.amount, test.charges, split.FillRule{Whole: true})
		if expectError(t, err, test.want, test.why); len(got) != 1 {
			t.Errorf("%s: dst has %d parts", test.why, len(got))
		}
	}
}

// holdFill is the law of filling: what is paid and what is left sum to the amount,
// nothing exceeds what is due, a charge is paid only once those before it are, and
// the order of the input plays no part.
func holdFill(t rapid.TB, data []byte) {
	c := readCase(data)
	amount := max(1, c.amount%2_000_000, -(c.amount % 2_000_000))
	charges, dues := make([]split.Charge, len(c.weights)), make([]money.Amount, len(c.weights))
	for i := range charges {
		dues[i] = money.Amount(c.random.IntN(40_000))
		charges[i] = due(fmt.Sprint(i), date.PeriodOfDays(i/3), dues[i])
	}
	paid, left, err := split.FillInOrder(amount, dues)
	expectError(t, err, fault{}, "amounts of zero or more")
	sum, open := left, false
	for i := range paid {
		if sum += paid[i]; paid[i] < 0 || paid[i] > dues[i] || open && paid[i] > 0 {
			t.Fatalf("%d of %d pays %d", i, dues[i], paid[i])
		}
		open = open || paid[i] < dues[i]
	}
	if sum != amount || open && left > 0 {
		t.Fatalf("%d: paid and left come to %d; left are %d", amount, sum, left)
	}
	c.random.Shuffle(len(charges), func(i, j int) { charges[i], charges[j] = charges[j], charges[i] })
	parts, rest, err := split.FillOldestFirst(amount, charges, split.FillRule{})
	expectError(t, err, fault{}, "right charges")
	expectAmount(t, rest, left, "the same is left")
	next := 0
	for i, part := range paid {
		if part == 0 {
			continue
		}
		if next >= len(parts) || parts[next].Key != fmt.Sprint(i) || parts[next].Amount != part {
			t.Fatalf("charge %d is paid %d; got %s", i, part, partsText(parts, rest))
		}
		next++
	}
}

func TestAFillWalksTheQueue(t *testing.T) { law(holdFill).check(t) }

func TestFillInOrderRefuses(t *testing.T) {
	_, _, err := split.FillInOrder(-1, nil)
	expectError(t, err, fault{"amount", money.ErrNegative}, "a refund")
	dst, _, err := split.AppendFillInOrder([]money.Amount{7}, 5, []money.Amount{1, -1})
	if expectError(t, err, fault{"dues[1]", money.ErrNegative}, "a credit"); len(dst) != 1 {
		t.Errorf("dst is %v", dst)
	}
}

func TestPatientAmount(t *testing.T) {
	for _, test := range []struct {
		claims  split.ChargeClaims
		want    money.Amount
		wantErr fault
		why     string
	}{
		{split.ChargeClaims{Fee: 120_00, PaymentEstimates: []money.Amount{86_00}, WriteOffEstimates: []money.Amount{20_00}}, 14_00, fault{}, "120 - 86 - 20"},
		{split.ChargeClaims{Fee: 200_00, WriteOffs: []money.Amount{30_00, 12_34}}, 157_66, fault{}, "200 - 30 - 12.34"},
		{split.ChargeClaims{Fee: 100_00, PaymentEstimates: []money.Amount{100_01}}, -1, fault{}, "insurance pays a cent too much"},
		{split.ChargeClaims{}, 0, fault{}, "free"},
		{split.ChargeClaims{Fee: -1}, 0, fault{"c.Fee", money.ErrNegative}, "no fee"},
		{split.ChargeClaims{Fee: 1, WriteOffEstimates: []money.Amount{0, -1}}, 0, fault{"c.WriteOffEstimates[1]", money.ErrNegative}, "would raise the patient's part"},
		{split.ChargeClaims{Fee: 1, WriteOffs: []money.Amount{1}, WriteOffEstimates: []money.Amount{1}}, 0, fault{"c.WriteOffs", split.ErrPatientBasis}, "the write-off would count twice"},
		{split.ChargeClaims{PaymentEstimates: []money.Amount{money.MaxAmount, 1, 1}}, 0, fault{"c.PaymentEstimates[2]", money.ErrOverflow}, "-(2^63 - 1) - 1 - 1"},
	} {
		got, err := split.PatientAmount(test.claims)
		expectError(t, err, test.wantErr, test.why)
		expectAmount(t, got, test.want, test.why)
	}
}
