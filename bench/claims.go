package main

import (
	"fmt"
	"math/rand/v2"

	govalues "github.com/govalues/decimal"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	shopspring "github.com/shopspring/decimal"
)

// claimRows are what an office's table may hold: n claim procedures on so many claims, a
// fifth of them with something against them; and the claims, and what a check of all
// of them comes to.
func claimRows(n, claims int) (rows []claimcheck.ClaimProc, check claimcheck.BatchCheck) {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	statuses := []claimcheck.Status{claimcheck.Received, claimcheck.Supplemental, claimcheck.CapClaim, claimcheck.CapComplete}
	rows = make([]claimcheck.ClaimProc, n)
	for i := range rows {
		r := &rows[i]
		*r = claimcheck.ClaimProc{ID: int64(i + 1), Claim: int64(5000 + i*claims/n), Amount: money.Amount(1 + random.IntN(90_000)), Status: statuses[random.IntN(4)]}
		switch random.IntN(20) {
		case 0:
			r.ClaimPayment = 9
		case 1:
			r.Status = claimcheck.Preauth
		case 2:
			r.Transfer = true
		case 3:
			r.Amount = 0
		}
	}
	for claim := range claims {
		check.Claims = append(check.Claims, int64(5000+claim))
	}
	check.Amount = money.Amount(claimsPlain(rows)[0])
	return rows, check
}

// claimsBecause is the profile of a million rows.
const claimsBecause = "Beside filter and sum, the call finds each row's claim and lists the rows that count and those that do not, with the reason. Of the profile, half is judging the rows (pool.judgeClose, flags), a quarter is writing the lists (judgment.divide), an eighth the exact sum (wide.addBlock). The 48 MB of rows fit no cache, and a fifth of them, at random, fail the filter: the row \"int64 loop\" has both of these and nothing else."

// claimContests check one payment of an insurer against the rows of its claims.
func claimContests(short bool) (all []contest) {
	n := 1_000_000
	if short {
		n = 3000
	}
	for _, claims := range []int{100, n / 3} {
		rows, check := claimRows(n, claims)
		c := contest{
			name: fmt.Sprintf("claimcheck/%d", claims), unit: "row", units: n,
			input: fmt.Sprintf("%s rows on %s claims, a fifth of them attached, preauthorised, transfers or zero", whole(n), whole(claims)),
			field: []contestant{
				claimsOurs(rows, check),
				claimsOf("int64 loop", "filters and adds; looks up no claim and lists no row", func() []int64 { return claimsPlain(rows) }),
				claimsOf("govalues", "as the loop", claimsGovalues(rows)),
				claimsOf("shopspring", "as the loop", claimsShopspring(rows)),
			},
			figures: []figure{{kind: allocsAtMost}},
		}
		if claims == 100 { // filter and sum; with many claims the lookup of each comes on top
			c.figures = append(c.figures, figure{kind: nsAtMost, value: 4, reached: 3, bound: "int64 loop", because: claimsBecause})
		}
		all = append(all, c)
	}
	return all
}

// claimsOurs also lists the rows that count, and those that do not with the reason.
func claimsOurs(rows []claimcheck.ClaimProc, check claimcheck.BatchCheck) contestant {
	var k claimcheck.Checker
	var v claimcheck.Verdict
	run := func() {
		if err := k.Batch(&v, check, rows, claimcheck.Options{}); err != nil || !v.OK() {
			panic(fmt.Sprint(err, v.Problems))
		}
	}
	return contestant{
		name: "Checker.Batch", note: "also lists the rows that count, and the others with the reason", run: always(run),
		answer: func() []int64 { run(); return []int64{int64(v.Sum), int64(len(v.Counted))} },
	}
}

// claimsOf makes a contestant of a function that returns the sum and the number of the
// rows that count.
func claimsOf(name, note string, sum func() []int64) contestant {
	return contestant{name: name, note: note, run: always(func() { keptInt = sum()[0] }), answer: sum}
}

// counts is the filter: the row is on no check, is answered, is no transfer and not zero.
func counts(r *claimcheck.ClaimProc) bool {
	return r.ClaimPayment == 0 && !r.Transfer && r.Amount != 0 && r.Status != claimcheck.Preauth
}

func claimsPlain(rows []claimcheck.ClaimProc) []int64 {
	total, n := int64(0), int64(0)
	for i := range rows {
		if counts(&rows[i]) {
			total += int64(rows[i].Amount)
			n++
		}
	}
	return []int64{total, n}
}

func claimsGovalues(rows []claimcheck.ClaimProc) func() []int64 {
	amounts := make([]govalues.Decimal, len(rows))
	for i := range rows {
		amounts[i] = govaluesOf(rows[i].Amount)
	}
	return func() []int64 {
		total, n := govalues.Zero, int64(0)
		for i := range rows {
			if counts(&rows[i]) {
				total = must(total.Add(amounts[i]))
				n++
			}
		}
		return []int64{centsOfGovalues(total), n}
	}
}

func claimsShopspring(rows []claimcheck.ClaimProc) func() []int64 {
	amounts := make([]shopspring.Decimal, len(rows))
	for i := range rows {
		amounts[i] = shopspring.New(int64(rows[i].Amount), -2)
	}
	return func() []int64 {
		total, n := shopspring.New(0, -2), int64(0)
		for i := range rows {
			if counts(&rows[i]) {
				total = total.Add(amounts[i])
				n++
			}
		}
		return []int64{centsOfShopspring(total), n}
	}
}
