package amortize_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// named returns a charge with an id.
func named(id int64, c amortize.PlanCharge) amortize.PlanCharge {
	c.ID = id
	return c
}

// on returns a split that pays a charge.
func on(charge int64, s amortize.PlanSplit) amortize.PlanSplit {
	s.Charge = charge
	return s
}

// march and april are two charges of 100.00 and 10.00 interest.
var (
	march = named(1, issued("2024-03-04", 1, "100", "10"))
	april = named(2, issued("2024-04-04", 1, "100", "10"))
)

// TestTheWalk has what splits pay of two charges of 100.00 and 10.00 interest,
// March and April, of a total of 1,000.00.
func TestTheWalk(t *testing.T) {
	const u, p, i = amortize.PaidUnknown, amortize.PaidPrincipal, amortize.PaidInterest
	splits := func(s ...amortize.PlanSplit) []amortize.PlanSplit { return s }
	cases := []struct {
		name                             string
		splits                           []amortize.PlanSplit
		left, principal, interest, ahead string
		why                              string
	}{
		{"none", nil, "1000", "0", "0", "0", "nothing is paid"},
		{"unknown", splits(paidOn(u, "115")), "900", "100", "15", "0", "March whole, 110.00; the other 5.00 are April's interest, which comes before its principal"},
		{"interest", splits(paidOn(i, "25")), "995", "5", "20", "0", "10.00 and 10.00 of interest; 5.00 join principal"},
		{"principal", splits(paidOn(p, "130")), "870", "130", "0", "0", "principal pays no interest"},
		{"more principal than charged", splits(paidOn(p, "230")), "800", "200", "0", "30", "30.00 are ahead; interest of 20.00 stays unpaid"},
		{"more than charged", splits(paidOn(u, "225")), "800", "200", "20", "5", "220.00 are charged; what is paid ahead pays no principal yet"},
		{"each kind", splits(paidOn(u, "104"), paidOn(p, "50"), paidOn(i, "12")), "854", "146", "20", "0",
			"interest 10.00 and 2.00; 50.00 of March's principal; unknown 50.00 of it, April's other 8.00 interest, and 46.00 of its principal"},
		{"April by name", splits(on(2, paidOn(u, "15"))), "995", "5", "10", "0", "interest 10.00, then principal 5.00, and March gets nothing"},
		{"April by name, and more", splits(on(2, paidOn(u, "15")), paidOn(u, "20")), "985", "15", "20", "0", "the 20.00 pay March: 10.00 and 10.00"},
		{"April by name, too much", splits(on(2, paidOn(u, "130"))), "890", "110", "20", "0", "110.00 pay April; the surplus of 20.00 pays March, 10.00 and 10.00"},
		{"principal by name", splits(on(2, paidOn(p, "105"))), "900", "100", "5", "0", "April's principal, and then 5.00 of its interest: it is not overpaid, so March gets nothing"},
		{"interest by name", splits(on(2, paidOn(i, "15"))), "995", "5", "10", "0", "5.00 of April's interest too much join its principal"},
		{"a refund", splits(paidOn(u, "115"), paidOn(u, "-10")), "905", "95", "10", "0", "105.00 are left"},
		{"a refund of a charge", splits(on(1, paidOn(u, "110")), on(1, paidOn(u, "-60"))), "960", "40", "10", "0", "50.00 are left on March"},
		{"a refund over what it was paid", splits(on(1, paidOn(u, "-60")), paidOn(u, "100")), "970", "30", "10", "0", "the plan in general pays for it: 40.00"},
		{"a refund of nothing", splits(paidOn(u, "-60")), "1000", "0", "0", "0", "what was never there cannot be taken back"},
		{"a refund of one kind from another", splits(paidOn(i, "-5"), paidOn(p, "50")), "955", "45", "0", "0", "of principal, where there is nothing unknown"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, charges := range [][]amortize.PlanCharge{{march, april}, {april, march}} { // by date, in any order
				want := amortize.Remaining{Principal: usd(c.left), PrincipalPaid: usd(c.principal), InterestPaid: usd(c.interest), Ahead: usd(c.ahead)}
				got, err := amortize.PrincipalRemaining(usd("1000"), charges, c.splits)
				expect(t, got, err, want, fault{}, c.why)
			}
		})
	}
}

// TestGivenBack has charges below zero, of a total of 1,000.00: they take off what
// the latest others ask.
func TestGivenBack(t *testing.T) {
	back := func(on, amount string) amortize.PlanCharge { return issued(on, 1, "-"+amount, "0") }
	all, some := []amortize.PlanSplit{{Amount: usd("500")}}, []amortize.PlanSplit{{Amount: usd("105")}}
	cases := []struct {
		name             string
		charges          []amortize.PlanCharge
		splits           []amortize.PlanSplit
		principal, ahead string
		why              string
	}{
		{"of the latest", []amortize.PlanCharge{march, april, back("2024-03-10", "30")}, all, "170", "310", "100.00 and 70.00, with 20.00 interest"},
		{"of the latest, partly paid", []amortize.PlanCharge{back("2024-03-01", "30"), march, april}, some, "95", "0", "March asks all of its 110.00, so 105.00 are 10.00 interest and 95.00 of it"},
		{"of both", []amortize.PlanCharge{march, april, back("2024-03-10", "130")}, all, "70", "410", "all of April and 30.00 of March, not of their interest"},
		{"of more than there is", []amortize.PlanCharge{march, april, back("2024-02-10", "230")}, all, "0", "480", "the interest of 20.00 is still asked"},
		{"of the latest before it", []amortize.PlanCharge{march, back("2024-03-10", "30"), april}, []amortize.PlanSplit{{Amount: usd("85")}}, "70", "0",
			"March asks 70.00 and 10.00 interest, of which April's charge changes nothing; 5.00 of April's interest"},
		{"twice", []amortize.PlanCharge{back("2024-05-10", "30"), march, back("2024-02-10", "30")}, all, "40", "450", "60.00 of March"},
		{"of nothing", []amortize.PlanCharge{back("2024-05-10", "30")}, all, "0", "500", "no charge asks for anything"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.PrincipalRemaining(usd("1000"), c.charges, c.splits)
			expect(t, got.PrincipalPaid.Format(2)+" "+got.Ahead.Format(2), err, c.principal+".00 "+c.ahead+".00", fault{}, c.why)
		})
	}
}

// TestOneDay has two charges of one day: the caller's order decides.
func TestOneDay(t *testing.T) {
	unset := march
	unset.Date = amortize.PlanCharge{}.Date
	one, two := issued("2024-03-04", 1, "100", "10"), issued("2024-03-04", 1, "50", "5")
	paid := []amortize.PlanSplit{{Amount: usd("60")}}
	for _, c := range []struct {
		charges             []amortize.PlanCharge
		principal, interest string
		why                 string
	}{
		{[]amortize.PlanCharge{one, two}, "50", "10", "10.00 interest and 50.00 of the first"},
		{[]amortize.PlanCharge{two, one}, "50", "10", "5.00 and 50.00 of the first, 5.00 interest of the other"},
		{[]amortize.PlanCharge{april, unset}, "50", "10", "what has no date comes first"},
	} {
		got, err := amortize.PrincipalRemaining(0, c.charges, paid)
		expect(t, got, err, amortize.Remaining{Principal: -usd(c.principal), PrincipalPaid: usd(c.principal), InterestPaid: usd(c.interest)}, fault{}, c.why)
	}
}

// TestRefusedRemaining has what no walk can be made of, and amounts that fit alone
// and not together.
func TestRefusedRemaining(t *testing.T) {
	const most, least = math.MaxInt64, math.MinInt64
	again := func(ids ...int64) (charges []amortize.PlanCharge) {
		for n, id := range ids {
			charges = append(charges, named(id, march))
			charges[n].Date = shift(march.Date, -n) // the latest is given first
		}
		return charges
	}
	charge := func(principal, interest money.Amount) amortize.PlanCharge {
		return amortize.PlanCharge{Principal: principal, Interest: interest}
	}
	split := func(amounts ...money.Amount) (splits []amortize.PlanSplit) {
		for _, a := range amounts {
			splits = append(splits, amortize.PlanSplit{Amount: a})
		}
		return splits
	}
	list := func(c ...amortize.PlanCharge) []amortize.PlanCharge { return c }
	overflow := func(path string) fault { return fault{path, money.ErrOverflow} }
	cases := []struct {
		name    string
		total   money.Amount
		charges []amortize.PlanCharge
		splits  []amortize.PlanSplit
		wantErr fault
		why     string
	}{
		{"interest below zero", 0, list(march, charge(5, -1)), nil, fault{"plan.Charges[1].Interest", money.ErrNegative}, "interest is not given back"},
		{"an id again", 0, again(7, 8, 7), nil, fault{"plan.Charges[2].ID", money.ErrDuplicateID}, "a split could not say which"},
		{"an id three times", 0, again(7, 7, 7), nil, fault{"plan.Charges[1].ID", money.ErrDuplicateID}, "the second is the first that is wrong"},
		{"two ids again", 0, again(9, 9, 5, 5), nil, fault{"plan.Charges[1].ID", money.ErrDuplicateID}, "the first in order, whichever id is less"},
		{"no ids", 0, again(0, 0, 0), nil, fault{}, "zero is no id"},
		{"a charge that is not there", 0, list(march), []amortize.PlanSplit{on(1, paidOn(0, "1")), on(3, paidOn(0, "1"))},
			fault{"plan.Splits[1].Charge", money.ErrUnknownID}, "the second names none"},
		{"kind", 0, list(march), []amortize.PlanSplit{{Amount: 1}, {Amount: 1, Kind: 3}}, fault{"plan.Splits[1].Kind", amortize.ErrPlanKind}, "not one of three"},
		{"kind of one that is named", 0, list(march), []amortize.PlanSplit{{Amount: 1, Kind: 3, Charge: 1}}, fault{"plan.Splits[0].Kind", amortize.ErrPlanKind}, "the same"},
		{"the largest", most, list(charge(most, 0)), split(most), fault{}, "all of it paid"},
		{"the largest with interest", 0, list(charge(most, 0), charge(0, 1)), nil, overflow("plan.Charges[1].Interest"), "a cent over"},
		{"principal over the largest", 0, list(charge(most, 0), charge(1, 0)), nil, overflow("plan.Charges[1].Principal"), "a cent over"},
		{"given back beside the largest", 0, list(charge(most, 0), charge(least, 0)), nil, fault{}, "each sum fits"},
		{"given back under the smallest", 0, list(charge(least, 0), charge(-1, 0)), nil, overflow("plan.Charges[1].Principal"), "a cent under"},
		{"splits over the largest", 0, nil, split(most, -5, 1), overflow("plan.Splits[2].Amount"), "what is paid is summed alone, in any order"},
		{"splits of two kinds", 0, nil, []amortize.PlanSplit{{Amount: most, Kind: amortize.PaidInterest}, {Amount: 1}}, overflow("plan.Splits[1].Amount"), "a cent over"},
		{"refunds under the smallest", 0, nil, split(least, -1), overflow("plan.Splits[1].Amount"), "a cent under"},
		{"a refund of the largest", 0, nil, split(least, most), fault{}, "each sum fits"},
		{"a total below zero", least, list(charge(1, 0)), split(1), fault{"total", money.ErrNegative}, "nobody owes less than nothing to begin with"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.PrincipalRemaining(c.total, c.charges, c.splits)
			expect(t, err == nil || got == amortize.Remaining{}, err, true, c.wantErr, c.why)
		})
	}
}

// checkEdge is the law that amounts of any size give the exact answer or are
// refused for not fitting, and never wrap.
func checkEdge(t rapid.TB, total int64, amounts [8]int64) {
	var charges []amortize.PlanCharge
	var splits []amortize.PlanSplit
	asked, paid, most := new(big.Int), new(big.Int), new(big.Int)
	for i := 0; i < 4; i += 2 {
		c := amortize.PlanCharge{Date: day("2024-03-04"), Principal: money.Amount(amounts[i]), Interest: money.Amount(amounts[i+1] & math.MaxInt64)}
		charges = append(charges, c)
		asked.Add(asked, sum(c.Principal, c.Interest))
		most.Add(most, sum(max(c.Principal, 0), c.Interest))
	}
	for i := 4; i < 8; i++ {
		splits = append(splits, amortize.PlanSplit{Amount: money.Amount(amounts[i]), Kind: amortize.PaidKind(i % 3)})
		paid.Add(paid, sum(splits[i-4].Amount))
	}
	total &= math.MaxInt64 // zero or more
	r, err := amortize.PrincipalRemaining(money.Amount(total), charges, splits)
	if err == nil {
		want := paid
		if paid.Sign() < 0 {
			want = new(big.Int)
		}
		if got := sum(r.PrincipalPaid, r.InterestPaid, r.Ahead); got.Cmp(want) != 0 || sum(r.Principal, r.PrincipalPaid).Cmp(sum(money.Amount(total))) != 0 ||
			r.PrincipalPaid < 0 || r.InterestPaid < 0 || r.Ahead < 0 || sum(r.PrincipalPaid, r.InterestPaid).Cmp(most) > 0 {
			t.Fatalf("%d, %+v, %+v: %+v", total, charges, splits, r)
		}
	} else if mismatch(err, fault{pathOf(err), money.ErrOverflow}) != "" {
		t.Fatal(err)
	}
	plan := amortize.Plan{Charges: charges, Splits: splits, Terms: monthly("0", "0")}
	plan.Terms.Today = day("2024-03-04")
	s, err := amortize.StatusToday(&plan)
	if err == nil && (sum(s.DueNow).Cmp(over(asked, paid)) != 0 || sum(s.PaidAhead).Cmp(over(paid, asked)) != 0 || sum(s.Balance, s.PaidAhead).Cmp(sum(s.DueNow)) != 0) {
		t.Fatalf("%+v: %s", plan, statusText(s))
	}
	b, err := amortize.BalanceToday(&plan, amortize.HoldSurplus)
	if err == nil && (b.Held != 0 || sum(b.Unearned).Cmp(over(paid, new(big.Int))) > 0 || b.Unearned < 0) {
		t.Fatalf("%+v: %s", plan, balanceText(b))
	}
}

// over returns how much a exceeds b, or nothing.
func over(a, b *big.Int) *big.Int {
	if d := new(big.Int).Sub(a, b); d.Sign() > 0 {
		return d
	}
	return new(big.Int)
}

func TestNothingWraps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		any64 := rapid.OneOf(rapid.Int64Range(-500, 500), rapid.Int64(), rapid.Int64Range(math.MaxInt64-500, math.MaxInt64), rapid.Int64Range(math.MinInt64, math.MinInt64+500))
		var amounts [8]int64
		for i := range amounts {
			amounts[i] = any64.Draw(t, "amount")
		}
		checkEdge(t, any64.Draw(t, "total"), amounts)
	})
}

func FuzzNothingWraps(f *testing.F) {
	f.Add(int64(100), int64(60), int64(5), int64(40), int64(3), int64(90), int64(-4), int64(8), int64(1))
	f.Add(int64(math.MinInt64), int64(math.MaxInt64), int64(0), int64(math.MinInt64), int64(0), int64(math.MaxInt64), int64(math.MinInt64), int64(0), int64(-1))
	f.Fuzz(func(t *testing.T, total, a, b, c, d, e, g, h, i int64) {
		checkEdge(t, total, [8]int64{a, b, c, d, e, g, h, i})
	})
}
