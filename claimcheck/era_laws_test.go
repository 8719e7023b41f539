package claimcheck_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// wrongWith is what the engine says is wrong, as the oracle says it.
func wrongWith(report *claimcheck.ERAReport) (wrong []string) {
	for i := range report.Findings {
		f := &report.Findings[i]
		wrong = append(wrong, f.Rule.Code()+" "+strings.TrimPrefix(f.Path(), "era."))
	}
	slices.Sort(wrong)
	return wrong
}

func balance(t rapid.TB, era *claimcheck.ERA) *claimcheck.ERAReport {
	t.Helper()
	report, err := claimcheck.BalanceERA(era)
	if err != nil {
		t.Fatalf("%+v: %v", era, err)
	}
	if err := claimcheck.VerifyERA(era, report); err != nil {
		t.Fatalf("not verified: %v of %+v\n%+v", err, era, report)
	}
	return report
}

func cents(low, high int64) *rapid.Generator[money.Amount] {
	return rapid.Map(rapid.Int64Range(low, high), func(n int64) money.Amount { return money.Amount(n) })
}

// someCAS draws adjustments that are not zero.
func someCAS(t *rapid.T, most int, groups ...string) []claimcheck.ERAAdjustment {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) claimcheck.ERAAdjustment {
		return claimcheck.ERAAdjustment{
			Group:  rapid.SampledFrom(groups).Draw(t, "group"),
			Reason: rapid.SampledFrom([]string{"1", "2", "45", "101"}).Draw(t, "reason"),
			Amount: rapid.SampledFrom([]money.Amount{-1, 1}).Draw(t, "sign") * cents(1, 90_000).Draw(t, "amount"),
		}
	}), 0, most).Draw(t, "cas")
}

// balanced draws a remittance that breaks no rule. Every claim has an id of its own.
func balanced(t *rapid.T) *claimcheck.ERA {
	era := &claimcheck.ERA{Handling: "I", Method: "ACH"}
	var paid money.Amount
	for i := range rapid.IntRange(0, 6).Draw(t, "claims") {
		c := balancedClaim(t, rapid.SampledFrom([]string{"1", "2", "4", "19", "25"}).Draw(t, "status"))
		c.ID = "C" + decimal(i)
		if c.Status != "25" {
			paid += c.Paid
		}
		era.Claims = append(era.Claims, c)
	}
	for range rapid.IntRange(0, 3).Draw(t, "plb") {
		a := rapid.SampledFrom([]money.Amount{-1, 1}).Draw(t, "sign") * cents(1, 5_000).Draw(t, "plb amount")
		era.PLB = append(era.PLB, claimcheck.ERAProvider{Reason: "CS", Amount: a})
		paid -= a
	}
	if paid < 0 {
		era.PLB = append(era.PLB, claimcheck.ERAProvider{Reason: "FB", Amount: paid})
		paid = 0
	}
	era.Payment = paid
	return era
}

// balancedClaim draws a claim whose lines balance, and so it does. What a
// predetermination leaves is taken off by one more adjustment.
func balancedClaim(t *rapid.T, status string) claimcheck.ERAClaim {
	c := claimcheck.ERAClaim{Status: status, PatientRespGiven: rapid.Bool().Draw(t, "resp given")}
	c.CAS = someCAS(t, 3, "CO", "PR", "OA", "PI")
	lines := rapid.IntRange(0, 3).Draw(t, "lines")
	if lines == 0 {
		c.Charge = cents(1, 500_000).Draw(t, "charge")
	}
	var adjusted money.Amount
	for range lines {
		s := claimcheck.ERAService{Charge: cents(1, 500_000).Draw(t, "line charge"), CAS: someCAS(t, 8, "CO", "PR", "OA")}
		s.Paid = s.Charge
		for _, a := range s.CAS {
			s.Paid -= a.Amount
			adjusted += a.Amount
		}
		c.Charge += s.Charge
		c.Services = append(c.Services, s)
	}
	for _, a := range c.CAS {
		adjusted += a.Amount
	}
	if left := c.Charge - adjusted; status == "25" && left != 0 {
		c.CAS = append(c.CAS, claimcheck.ERAAdjustment{Group: "OA", Reason: "101", Amount: left})
		adjusted = c.Charge
	}
	c.Paid = c.Charge - adjusted
	for _, a := range allCAS(&c) {
		if a.Group == "PR" {
			c.PatientResp += a.Amount
		}
	}
	return c
}

// TestWhatBalancesIsAccepted is the law that a remittance which breaks no rule has no
// finding.
func TestWhatBalancesIsAccepted(t *testing.T) { rapid.Check(t, whatBalancesIsAccepted) }

func FuzzWhatBalancesIsAccepted(f *testing.F) { f.Fuzz(rapid.MakeFuzz(whatBalancesIsAccepted)) }

func whatBalancesIsAccepted(t *rapid.T) {
	era := balanced(t)
	if report := balance(t, era); len(report.Findings) > 0 || !report.OK() || !report.Balanced() || report.Difference() != 0 {
		t.Fatalf("%+v\n%q", era, told(report))
	}
}

// mutation is an amount of a remittance and the equations that it is part of.
type mutation struct {
	amount *money.Amount
	codes  []string
	what   string
}

// mutations are all amounts of a remittance that an equation depends on.
func mutations(era *claimcheck.ERA) (all []mutation) {
	all = append(all, mutation{&era.Payment, []string{"TX_OUT_OF_BALANCE"}, "the payment"})
	for i := range era.PLB {
		all = append(all, mutation{&era.PLB[i].Amount, []string{"TX_OUT_OF_BALANCE"}, "a provider adjustment"})
	}
	for i := range era.Claims {
		c := &era.Claims[i]
		paid := []string{"CLP_OUT_OF_BALANCE", "TX_OUT_OF_BALANCE"}
		if c.Status == "25" {
			paid = paid[:1]
		}
		all = append(all, mutation{&c.Charge, []string{"CLP_OUT_OF_BALANCE"}, "a charge"}, mutation{&c.Paid, paid, "a claim's payment"})
		for k := range c.CAS {
			all = append(all, mutation{&c.CAS[k].Amount, []string{"CLP_OUT_OF_BALANCE"}, "a claim's adjustment"})
		}
		for j := range c.Services {
			s := &c.Services[j]
			all = append(all, mutation{&s.Charge, []string{"SVC_OUT_OF_BALANCE"}, "a line's charge"}, mutation{&s.Paid, []string{"SVC_OUT_OF_BALANCE"}, "a line's payment"})
			for k := range s.CAS {
				all = append(all, mutation{&s.CAS[k].Amount, []string{"CLP_OUT_OF_BALANCE", "SVC_OUT_OF_BALANCE"}, "a line's adjustment"})
			}
		}
	}
	return all
}

// TestACentIsFound is the law that a change of one cent in any amount is found in each
// equation that it is part of, once, with a difference of a cent, and in no other.
func TestACentIsFound(t *testing.T) { rapid.Check(t, aCentIsFound) }

func FuzzACentIsFound(f *testing.F) { f.Fuzz(rapid.MakeFuzz(aCentIsFound)) }

func aCentIsFound(t *rapid.T) {
	era := balanced(t)
	cent := rapid.SampledFrom([]money.Amount{-1, 1}).Draw(t, "cent")
	for _, m := range mutations(era) {
		*m.amount += cent
		report := balance(t, era)
		var codes []string
		for i := range report.Findings {
			f := &report.Findings[i]
			if code := f.Rule.Code(); strings.HasSuffix(code, "_OUT_OF_BALANCE") {
				codes = append(codes, code)
				if d := f.Difference(); d != 1 && d != -1 {
					t.Fatalf("%s: the difference of %s is %d", m.what, code, d)
				}
			}
		}
		slices.Sort(codes)
		if !slices.Equal(codes, m.codes) || report.OK() {
			t.Fatalf("%s: got %q, want %q", m.what, codes, m.codes)
		}
		*m.amount -= cent
	}
}

// anyERA draws a remittance of small numbers, in which every rule is broken now and
// then.
func anyERA(t *rapid.T) *claimcheck.ERA {
	small := cents(-3, 3)
	cas := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) claimcheck.ERAAdjustment {
		return claimcheck.ERAAdjustment{Group: rapid.SampledFrom([]string{"CO", "PR", "CR", "OA"}).Draw(t, "group"), Reason: "101", Amount: small.Draw(t, "amount")}
	}), 0, 2)
	service := rapid.Custom(func(t *rapid.T) claimcheck.ERAService {
		return claimcheck.ERAService{Charge: small.Draw(t, "line charge"), Paid: small.Draw(t, "line paid"), CAS: cas.Draw(t, "line cas")}
	})
	ids := rapid.SampledFrom([][]string{{"", "A", "AB", "B"}, {"A"}}).Draw(t, "ids")
	claim := rapid.Custom(func(t *rapid.T) claimcheck.ERAClaim {
		c := claimcheck.ERAClaim{
			ID: rapid.SampledFrom(ids).Draw(t, "id"), Status: rapid.SampledFrom([]string{"1", "22", "22", "25", "2", "20", "3", "21", "4", "19", ""}).Draw(t, "status"),
			Charge: small.Draw(t, "charge"), Paid: small.Draw(t, "paid"), CAS: cas.Draw(t, "cas"), Services: rapid.SliceOfN(service, 0, 2).Draw(t, "lines"),
		}
		if c.PatientRespGiven = rapid.Bool().Draw(t, "given"); c.PatientRespGiven {
			c.PatientResp = small.Draw(t, "resp")
		}
		return c
	})
	era := &claimcheck.ERA{
		Handling: rapid.SampledFrom([]string{"I", "H", "C"}).Draw(t, "handling"), Method: rapid.SampledFrom([]string{"ACH", "NON", ""}).Draw(t, "method"),
		Direction: rapid.SampledFrom([]string{"C", "D", ""}).Draw(t, "direction"), Version: rapid.SampledFrom([]string{"004010X091A1", "005010X221A1", ""}).Draw(t, "version"),
		Payment: small.Draw(t, "payment"), Claims: rapid.SliceOfN(claim, 0, 6).Draw(t, "claims"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "plb") {
		era.PLB = append(era.PLB, claimcheck.ERAProvider{Reason: "CS", Amount: small.Draw(t, "plb amount")})
	}
	return era
}

// TestTheOracleAgrees is the law that the engine says of any remittance what the slow
// way says, and leaves the remittance as it was.
func TestTheOracleAgrees(t *testing.T) { rapid.Check(t, theOracleAgrees) }

func FuzzTheOracleAgrees(f *testing.F) { f.Fuzz(rapid.MakeFuzz(theOracleAgrees)) }

func theOracleAgrees(t *rapid.T) {
	era := anyERA(t)
	before := reflect.ValueOf(*era).Interface().(claimcheck.ERA)
	want := slowERA(era)
	if got := wrongWith(balance(t, era)); !slices.Equal(got, want) {
		t.Fatalf("%+v\ngot  %q\nwant %q", era, got, want)
	}
	if !reflect.DeepEqual(before, *era) {
		t.Fatal("the remittance was changed")
	}
}

// TestTextSaysWhatDataSays is the law that a remittance has one report, written with
// any delimiters, cut anywhere into reads.
func TestTextSaysWhatDataSays(t *testing.T) { rapid.Check(t, textSaysWhatDataSays) }

func FuzzTextSaysWhatDataSays(f *testing.F) { f.Fuzz(rapid.MakeFuzz(textSaysWhatDataSays)) }

func textSaysWhatDataSays(t *rapid.T) {
	eras := []*claimcheck.ERA{balanced(t), anyERA(t)}
	text := write835(t, eras)
	all, err := readAll(iotest.OneByteReader(strings.NewReader(text)))
	whole, errWhole := readAll(strings.NewReader(text))
	if err != nil || errWhole != nil || len(all) != len(eras) {
		t.Fatalf("%v, %v\n%s", err, errWhole, text)
	}
	for i, era := range eras {
		want := balance(t, era)
		if got := all[i]; !slices.Equal(told(got), told(want)) || got.Expected != want.Expected || got.Anticipated != want.Anticipated || got.Payment != want.Payment {
			t.Fatalf("%s\ngot  %q\nwant %q", text, told(got), told(want))
		}
		if !reflect.DeepEqual(all[i].Findings, whole[i].Findings) {
			t.Fatalf("byte by byte %+v\nat once %+v", all[i].Findings, whole[i].Findings)
		}
	}
}
