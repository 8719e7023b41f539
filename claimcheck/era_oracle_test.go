package claimcheck_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// The oracle says what is wrong with a remittance the obvious way: every sum anew, in
// whole numbers of any size, every rule for itself, every claim compared with every
// other. It shares nothing with the engine but the types.

// sum adds amounts in any size.
func sum(amounts ...money.Amount) *big.Int {
	total := new(big.Int)
	for _, a := range amounts {
		total.Add(total, big.NewInt(int64(a)))
	}
	return total
}

func neg(n *big.Int) *big.Int { return new(big.Int).Neg(n) }

// amountsOf are the adjustments of a list that a test wants.
func amountsOf(rows []claimcheck.ERAAdjustment, want func(a claimcheck.ERAAdjustment) bool) (all []money.Amount) {
	for _, a := range rows {
		if want(a) {
			all = append(all, a.Amount)
		}
	}
	return all
}

func every(claimcheck.ERAAdjustment) bool { return true }

func ofGroup(group string) func(claimcheck.ERAAdjustment) bool {
	return func(a claimcheck.ERAAdjustment) bool { return a.Group == group }
}

// linesCAS are the adjustments of all lines of a claim.
func linesCAS(c *claimcheck.ERAClaim) (all []claimcheck.ERAAdjustment) {
	for _, s := range c.Services {
		all = append(all, s.CAS...)
	}
	return all
}

func allCAS(c *claimcheck.ERAClaim) []claimcheck.ERAAdjustment {
	return append(slices.Clone(c.CAS), linesCAS(c)...)
}

// slowERA is what is wrong with a remittance: code and path, sorted.
func slowERA(era *claimcheck.ERA) []string {
	var wrong []string
	say := func(code, format string, args ...any) {
		wrong = append(wrong, code+" "+fmt.Sprintf(format, args...))
	}
	slowPayment(era, say)
	for i := range era.Claims {
		slowClaim(era, i, say)
		slowReversal(era, i, say)
	}
	slowPairs(era, say)
	for i, p := range era.PLB {
		if p.Amount == 0 {
			say("ZERO_PLB", "PLB[%d].Amount", i)
		}
	}
	slices.Sort(wrong)
	return wrong
}

// slowPayment applies the third equation and the rules of BPR.
func slowPayment(era *claimcheck.ERA, say func(code, format string, args ...any)) {
	expected := new(big.Int)
	for _, c := range era.Claims {
		if c.Status != "25" {
			expected.Add(expected, sum(c.Paid))
		}
	}
	for _, p := range era.PLB {
		expected.Sub(expected, sum(p.Amount))
	}
	payment := sum(era.Payment)
	if era.Direction == "D" {
		payment = neg(payment)
	}
	if expected.Cmp(payment) != 0 {
		say("TX_OUT_OF_BALANCE", "Payment")
	}
	if era.Payment < 0 {
		say("NEGATIVE_PAYMENT", "Payment")
	}
	if era.Handling == "H" && era.Payment != 0 {
		say("HANDLING_CODE_CONFLICT", "Payment")
	}
	if era.Handling == "H" && era.Method != "" && era.Method != "NON" {
		say("HANDLING_CODE_CONFLICT", "Method")
	}
	if era.Handling == "I" && era.Method == "NON" {
		say("HANDLING_CODE_CONFLICT", "Method")
	}
}

// slowClaim applies the first two equations and the rules of a claim.
func slowClaim(era *claimcheck.ERA, i int, say func(code, format string, args ...any)) {
	c := &era.Claims[i]
	left := new(big.Int).Sub(sum(c.Charge), sum(amountsOf(allCAS(c), every)...))
	if left.Cmp(sum(c.Paid)) != 0 {
		say("CLP_OUT_OF_BALANCE", "Claims[%d].Paid", i)
	}
	charges := new(big.Int)
	for j, s := range c.Services {
		charges.Add(charges, sum(s.Charge))
		if new(big.Int).Sub(sum(s.Charge), sum(amountsOf(s.CAS, every)...)).Cmp(sum(s.Paid)) != 0 {
			say("SVC_OUT_OF_BALANCE", "Claims[%d].Services[%d].Paid", i, j)
		}
		for k, a := range s.CAS {
			if a.Amount == 0 {
				say("ZERO_CAS", "Claims[%d].Services[%d].CAS[%d].Amount", i, j, k)
			}
		}
	}
	for k, a := range c.CAS {
		if a.Amount == 0 {
			say("ZERO_CAS", "Claims[%d].CAS[%d].Amount", i, k)
		}
	}
	if len(c.Services) > 0 && charges.Cmp(sum(c.Charge)) != 0 {
		say("SVC_CHARGE_SUM", "Claims[%d].Charge", i)
	}
	if c.Status != "22" && c.PatientRespGiven && sum(amountsOf(allCAS(c), ofGroup("PR"))...).Cmp(sum(c.PatientResp)) != 0 {
		say("PATIENT_RESP_MISMATCH", "Claims[%d].PatientResp", i)
	}
	if c.Status == "25" && c.Paid != 0 {
		say("PREDETERMINATION_PAID", "Claims[%d].Paid", i)
	}
}

// slowReversal applies the rules of a reversal.
func slowReversal(era *claimcheck.ERA, i int, say func(code, format string, args ...any)) {
	c := &era.Claims[i]
	if c.Status != "22" {
		return
	}
	old := strings.HasPrefix(era.Version, "004010")
	if c.Charge > 0 {
		say("REVERSAL_SHAPE", "Claims[%d].Charge", i)
	}
	if c.Paid > 0 {
		say("REVERSAL_SHAPE", "Claims[%d].Paid", i)
	}
	adjusted := sum(amountsOf(allCAS(c), every)...)
	wrongGroup := "CR"
	if old {
		wrongGroup = "PR"
	}
	flips := adjusted.Sign() != 0 && new(big.Int).Add(sum(c.Charge), adjusted).Cmp(sum(c.Paid)) == 0
	if flips || len(amountsOf(allCAS(c), ofGroup(wrongGroup))) > 0 {
		say("REVERSAL_SHAPE", "Claims[%d].CAS", i)
	}
}

// slowDetail is all that stands below the sums of a claim, in an order of its own.
func slowDetail(c *claimcheck.ERAClaim, old bool) string {
	sign := money.Amount(1)
	if c.Status == "22" {
		sign = -1
	}
	rows := func(cas []claimcheck.ERAAdjustment) string {
		var all []string
		for _, a := range cas {
			if old {
				a.Group = ""
			}
			if a.Amount != 0 {
				all = append(all, fmt.Sprintf("%s %d", a.Group, sign*a.Amount))
			}
		}
		slices.Sort(all)
		return strings.Join(all, ",")
	}
	var lines []string
	for _, s := range c.Services {
		lines = append(lines, fmt.Sprintf("%d %d (%s)", sign*s.Charge, sign*s.Paid, rows(s.CAS)))
	}
	slices.Sort(lines)
	return rows(c.CAS) + ";" + strings.Join(lines, ";")
}

// slowPairs looks for the original of each reversal: first for one that it mirrors,
// then for one whose charge and payment it negates, then for any.
func slowPairs(era *claimcheck.ERA, say func(code, format string, args ...any)) {
	old := strings.HasPrefix(era.Version, "004010")
	used := make([]bool, len(era.Claims))
	nearest := func(i int, fits func(j int) bool) int {
		for j := i - 1; j >= 0 && era.Claims[i].ID != ""; j-- {
			if !used[i] && !used[j] && era.Claims[j].ID == era.Claims[i].ID && era.Claims[j].Status != "22" && fits(j) {
				return j
			}
		}
		return -1
	}
	money := func(i, j int) bool {
		c, o := &era.Claims[i], &era.Claims[j]
		return c.Charge == -o.Charge && c.Paid == -o.Paid
	}
	for pass := range 2 {
		for i := range era.Claims {
			if era.Claims[i].Status != "22" {
				continue
			}
			j := nearest(i, func(j int) bool {
				mirrors := slowDetail(&era.Claims[i], old) == slowDetail(&era.Claims[j], old)
				return money(i, j) && (pass > 0 || mirrors)
			})
			if j < 0 {
				continue
			}
			used[i], used[j] = true, true
			if pass > 0 {
				slowMirror(era, i, j, old, say)
			}
		}
	}
	slowRest(era, used, old, say)
}

// slowRank is whose claim it is; 0 may be anybody's.
func slowRank(status string) int {
	return map[string]int{"1": 1, "19": 1, "2": 2, "20": 2, "3": 3, "21": 3}[status]
}

// slowRest judges the reversals that negate no claim before them. Of each payer's
// claims only the last before the reversal is looked at, and by one reversal.
func slowRest(era *claimcheck.ERA, used []bool, old bool, say func(code, format string, args ...any)) {
	taken := make([]bool, len(era.Claims))
	for i := range era.Claims {
		c := &era.Claims[i]
		if c.Status != "22" || used[i] || c.ID == "" {
			continue
		}
		best, followed, points := -1, false, -1
		for rank := range 4 {
			last := -1
			for j := range i {
				if o := &era.Claims[j]; o.ID == c.ID && o.Status != "22" && o.Status != "25" && slowRank(o.Status) == rank && !used[j] {
					last = j
				}
			}
			if last < 0 || taken[last] {
				continue
			}
			follows := slices.ContainsFunc(era.Claims[i+1:], func(x claimcheck.ERAClaim) bool {
				r := slowRank(x.Status)
				return x.ID == c.ID && x.Status != "22" && x.Status != "25" && (r == rank || r == 0 || rank == 0)
			})
			score := last
			if follows {
				score += 1000
			}
			if era.Claims[last].Charge == -c.Charge {
				score += 2000
			}
			if score > points {
				best, followed, points = last, follows, score
			}
		}
		switch {
		case best < 0:
			continue
		case followed:
			slowMirror(era, i, best, old, say)
		default:
			say("REVERSAL_ORDER", "Claims[%d]", i)
		}
		taken[best] = true
	}
}

// slowMirror says in what a reversal differs from the claim that it reverses.
func slowMirror(era *claimcheck.ERA, i, before int, old bool, say func(code, format string, args ...any)) {
	c, o := &era.Claims[i], &era.Claims[before]
	differs := false
	differ := func(what string, got, original *big.Int) {
		if got.Cmp(neg(original)) == 0 {
			return
		}
		differs = true
		if what == "Charge" && c.Charge > 0 || what == "Paid" && c.Paid > 0 {
			return // said already
		}
		say("REVERSAL_SHAPE", "Claims[%d].%s", i, what)
	}
	differ("Charge", sum(c.Charge), sum(o.Charge))
	differ("Paid", sum(c.Paid), sum(o.Paid))
	differ("CAS", sum(amountsOf(c.CAS, every)...), sum(amountsOf(o.CAS, every)...))
	differ("Services", sum(amountsOf(linesCAS(c), every)...), sum(amountsOf(linesCAS(o), every)...))
	if !old {
		differ("PatientResp", sum(amountsOf(allCAS(c), ofGroup("PR"))...), sum(amountsOf(allCAS(o), ofGroup("PR"))...))
	}
	differ("Services", big.NewInt(int64(len(c.Services))), big.NewInt(int64(-len(o.Services))))
	movedToCR := !old && len(amountsOf(allCAS(c), ofGroup("CR"))) > 0 // said already
	if !differs && !movedToCR && slowDetail(c, old) != slowDetail(o, old) {
		say("REVERSAL_SHAPE", "Claims[%d]", i)
	}
}
