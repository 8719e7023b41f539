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
	if before := slowOriginal(era, i); before >= 0 {
		slowMirror(era, i, before, old, say)
	}
}

// slowOriginal is the claim before a reversal that it may reverse: the last of its id
// that no other reversal has; -1 if there is none.
func slowOriginal(era *claimcheck.ERA, i int) int {
	if era.Claims[i].ID == "" {
		return -1
	}
	for j := i - 1; j >= 0; j-- {
		if era.Claims[j].ID == era.Claims[i].ID {
			if era.Claims[j].Status == "22" {
				return -1
			}
			return j
		}
	}
	return -1
}

// slowMirror compares a reversal with the claim before it.
func slowMirror(era *claimcheck.ERA, i, before int, old bool, say func(code, format string, args ...any)) {
	c, o := &era.Claims[i], &era.Claims[before]
	later := slices.ContainsFunc(era.Claims[i+1:], func(x claimcheck.ERAClaim) bool { return x.ID == c.ID && x.Status != "22" })
	var differs []string
	differ := func(what string, got, original *big.Int) {
		if got.Cmp(neg(original)) != 0 {
			differs = append(differs, what)
		}
	}
	differ("Charge", sum(c.Charge), sum(o.Charge))
	differ("Paid", sum(c.Paid), sum(o.Paid))
	differ("CAS", sum(amountsOf(c.CAS, every)...), sum(amountsOf(o.CAS, every)...))
	differ("Services", sum(amountsOf(linesCAS(c), every)...), sum(amountsOf(linesCAS(o), every)...))
	if !old {
		differ("PatientResp", sum(amountsOf(allCAS(c), ofGroup("PR"))...), sum(amountsOf(allCAS(o), ofGroup("PR"))...))
	}
	differ("Services", big.NewInt(int64(len(c.Services))), big.NewInt(int64(-len(o.Services))))
	switch {
	case len(differs) == 0:
	case !later:
		say("REVERSAL_ORDER", "Claims[%d]", i)
	default:
		for _, what := range differs {
			if what == "Charge" && c.Charge > 0 || what == "Paid" && c.Paid > 0 {
				continue // said already
			}
			say("REVERSAL_SHAPE", "Claims[%d].%s", i, what)
		}
	}
}
