package claimcheck

import (
	"math/big"
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// VerifyERA checks the report on a remittance, whoever made it: the totals, and that
// each of the three equations that does not hold has its finding, with what is
// computed and what is declared, and each that holds has none. It adds up in numbers of
// any size and shares no code with [BalanceERA]. The companion rules, the hints and the
// order of findings are not its matter.
//
// VerifyERA returns [ErrUnverified], with the path of the field at fault: report.Paid,
// report.Findings, or the service line whose finding is missing. The remittance must be
// one that BalanceERA accepts.
func VerifyERA(era *ERA, report *ERAReport) error {
	v := eraVerifier{report: report, found: map[eraSpot]*ERAFinding{}}
	for i := range report.Findings {
		f := &report.Findings[i]
		switch f.Rule {
		case ErrServiceBalance, ErrClaimBalance, ErrTransactionBalance:
			at := eraSpot{f.Claim, f.Service}
			if v.found[at] != nil || (f.Rule == ErrServiceBalance) != (f.Service >= 0) || (f.Rule == ErrTransactionBalance) != (f.Claim < 0) || f.Warning {
				return unverified("report.Findings["+strconv.Itoa(i)+"]", money.Fact(f.Rule.Code()))
			}
			v.found[at] = f
		}
	}
	for i := range era.Claims {
		if err := v.claim(int32(i), &era.Claims[i]); err != nil {
			return err
		}
	}
	for i := range era.PLB {
		v.provider.Add(&v.provider, big.NewInt(int64(era.PLB[i].Amount)))
	}
	return v.totals(era)
}

// eraVerifier is one check of a report.
type eraVerifier struct {
	report *ERAReport
	found  map[eraSpot]*ERAFinding // the findings about equations that are not accounted for

	charges, paid, provider, anticipated big.Int
}

// eraSpot is a claim and one of its service lines; -1 is none.
type eraSpot struct{ claim, service int32 }

// claim checks the equations of a claim and of its lines.
func (v *eraVerifier) claim(i int32, c *ERAClaim) error {
	all, anticipated := new(big.Int), new(big.Int)
	add := func(to *big.Int, rows []ERAAdjustment) {
		for _, a := range rows {
			amount := big.NewInt(int64(a.Amount))
			to.Add(to, amount)
			if a.Group == "OA" && a.Reason == "101" {
				anticipated.Add(anticipated, amount)
			}
		}
	}
	add(all, c.CAS)
	for j := range c.Services {
		s, own := &c.Services[j], new(big.Int)
		add(own, s.CAS)
		if err := v.equation(eraSpot{i, int32(j)}, s.Charge, own, s.Paid); err != nil {
			return err
		}
		all.Add(all, own)
	}
	if c.Status == "25" { // a predetermination
		v.anticipated.Add(&v.anticipated, anticipated)
	} else {
		v.charges.Add(&v.charges, big.NewInt(int64(c.Charge)))
		v.paid.Add(&v.paid, big.NewInt(int64(c.Paid)))
	}
	return v.equation(eraSpot{i, -1}, c.Charge, all, c.Paid)
}

// equation checks that there is a finding where a charge less adjustments is not what
// is paid, and that it has both.
func (v *eraVerifier) equation(at eraSpot, charge money.Amount, adjustments *big.Int, paid money.Amount) error {
	want := new(big.Int).Sub(big.NewInt(int64(charge)), adjustments)
	f := v.found[at]
	delete(v.found, at)
	holds := want.Cmp(big.NewInt(int64(paid))) == 0
	if holds != (f == nil) || f != nil && (want.Cmp(big.NewInt(int64(f.Want))) != 0 || f.Got != paid) {
		path := "era.Claims[" + strconv.Itoa(int(at.claim)) + "]"
		if at.service >= 0 {
			path += ".Services[" + strconv.Itoa(int(at.service)) + "]"
		}
		return unverified(path+".Paid", paid)
	}
	return nil
}

// totals checks the sums of the report, and the equation of the whole.
func (v *eraVerifier) totals(era *ERA) error {
	r := v.report
	payment := big.NewInt(int64(era.Payment))
	if era.Direction == "D" {
		payment.Neg(payment)
	}
	expected := new(big.Int).Sub(&v.paid, &v.provider)
	for _, total := range []struct {
		name string
		want *big.Int
		got  money.Amount
	}{
		{"Charges", &v.charges, r.Charges}, {"Paid", &v.paid, r.Paid}, {"Provider", &v.provider, r.Provider}, {"Expected", expected, r.Expected},
		{"Anticipated", &v.anticipated, r.Anticipated}, {"Payment", payment, r.Payment}, {"Claims", big.NewInt(int64(len(era.Claims))), money.Amount(r.Claims)},
	} {
		if total.want.Cmp(big.NewInt(int64(total.got))) != 0 {
			return unverified("report."+total.name, total.got)
		}
	}
	whole := eraSpot{-1, -1}
	f := v.found[whole]
	delete(v.found, whole)
	switch {
	case (r.Expected == r.Payment) != (f == nil), f != nil && (f.Want != r.Expected || f.Got != r.Payment):
		return unverified("report.Payment", r.Payment)
	case len(v.found) > 0:
		return unverified("report.Findings", money.Fact("a finding about an equation that is not there"))
	}
	return nil
}
