package claimcheck_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// validated validates a set, and verifies what is said of it.
func validated(t *testing.T, set claimcheck.CheckSet, options claimcheck.CheckSetOptions) claimcheck.CheckSetReport {
	t.Helper()
	report, err := claimcheck.ValidateCheckSet(&set, &options)
	if err != nil {
		t.Fatal(err)
	}
	if err := claimcheck.VerifyCheckSet(&set, &options, &report); err != nil {
		t.Errorf("it cannot be verified: %v", err)
	}
	return report
}

// TestOptionsAtTheirBounds uses options that are just what is allowed.
func TestOptionsAtTheirBounds(t *testing.T) {
	many := make([]string, 500)
	for i := range many {
		many[i] = "type" + decimal(i)
	}
	many[499] = "insured"
	set := setOf(paying("final", "usd", 75_50))
	for _, c := range []struct {
		name    string
		options claimcheck.CheckSetOptions
		rule    *money.Rule
		path    string
	}{
		{"the first level pays", claimcheck.CheckSetOptions{Levels: []string{"payment", "gold"}}, nil, ""},
		{"the first level is named", claimcheck.CheckSetOptions{Levels: []string{"payment", "gold"}, AbilityToPay: "payment"}, nil, ""},
		{"a rate of 12 digits", claimcheck.CheckSetOptions{Rates: []claimcheck.CurrencyRate{{From: "cad", To: "usd", Rate: claimcheck.ExchangeRate{Units: 1, Digits: 12}}}}, nil, ""},
		{"a rate of 13 digits", claimcheck.CheckSetOptions{Rates: []claimcheck.CurrencyRate{{From: "cad", To: "usd", Rate: claimcheck.ExchangeRate{Units: 1, Digits: 13}}}}, claimcheck.ErrExchangeRate, "options.Rates[0].Rate"},
		{"as many digits as an amount has", claimcheck.CheckSetOptions{FixedDigits: true, Digits: money.MaxDigits}, nil, ""},
		{"a digit more", claimcheck.CheckSetOptions{FixedDigits: true, Digits: money.MaxDigits + 1}, money.ErrDigits, "options.Digits"},
		{"500 codes", claimcheck.CheckSetOptions{PayeeTypes: many}, nil, ""},
		{"501 codes", claimcheck.CheckSetOptions{PayeeTypes: append([]string{"vendor"}, many...)}, money.ErrLimit, "options.PayeeTypes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.rule != nil {
				_, err := claimcheck.ValidateCheckSet(&set, &c.options)
				wantError(t, err, c.rule, c.path)
				return
			}
			if report := validated(t, set, c.options); !report.OK() {
				t.Errorf("got %q", lines(report.Problems))
			}
		})
	}
}

// TestExchangeRatesOfPayments shows which a payment may bring along.
func TestExchangeRatesOfPayments(t *testing.T) {
	for _, c := range []struct {
		rate claimcheck.ExchangeRate
		ok   bool
	}{
		{claimcheck.ExchangeRate{Units: 1, Digits: 12}, true}, {claimcheck.ExchangeRate{Units: 1, Digits: 13}, false}, {claimcheck.ExchangeRate{Units: 0, Digits: 2}, false},
	} {
		pay := paying("final", "cad", 100_00)
		pay.ExchangeRate = c.rate
		set := setOf(pay)
		_, err := claimcheck.ValidateCheckSet(&set, &claimcheck.CheckSetOptions{Rounding: money.HalfUp})
		if c.ok && err != nil {
			t.Errorf("%+v: %v", c.rate, err)
		} else if !c.ok {
			wantError(t, err, claimcheck.ErrExchangeRate, "Checks[0].Payments[0].ExchangeRate")
		}
	}
}

// TestWhatAPaymentComesTo shows payments whose total or reserve line is not known.
func TestWhatAPaymentComesTo(t *testing.T) {
	nowhere, empty, nothing := paying("final", "usd", 5_00), paying("final", "usd"), paying("final", "usd", 5_00, 0)
	nowhere.ReserveLine.ReservingCurrency = ""
	nothing.LineItems[1].Category = "deductible"
	report := validated(t, setOf(nowhere, empty, nothing), claimcheck.CheckSetOptions{})
	if e := report.Payments[0]; e.Line != -1 || !e.Total.Known() {
		t.Errorf("a payment from no line of reserves: %+v", e)
	}
	if e := report.Payments[1]; e.Total.Known() {
		t.Errorf("a payment of no items comes to nothing, and not to %+v", e.Total)
	}
	if len(report.Warnings) > 0 {
		t.Errorf("a deductible of nothing takes nothing off: %q", lines(report.Warnings))
	}
}

// TestWhoIsPaidJointly shows a check to one payee and one to two.
func TestWhoIsPaidJointly(t *testing.T) {
	set := setOf(paying("partial", "usd", 5_00))
	if report := validated(t, set, claimcheck.CheckSetOptions{}); report.Checks[0].JointPayees || report.JointPayees {
		t.Error("one payee is paid alone")
	}
	set.Checks[0].Payees = append(set.Checks[0].Payees, claimcheck.Payee{Contact: "cc:614", PayeeType: "vendor"})
	if report := validated(t, set, claimcheck.CheckSetOptions{}); !report.Checks[0].JointPayees || !report.JointPayees {
		t.Error("two payees are paid jointly")
	}
}

// TestTheClaimsState shows that it is asked for where a line of the claim's own is drawn
// on, and only there.
func TestTheClaimsState(t *testing.T) {
	own := paying("final", "usd", 5_00)
	own.ReserveLine.Exposure, own.ReserveLine.OnClaim = "", true
	for _, c := range []struct {
		pay  claimcheck.PaymentToWrite
		want string
	}{{paying("final", "usd", 5_00), ""}, {own, "MISSING_FIELD | Claim.State"}} {
		set := setOf(c.pay)
		set.Claim.State = ""
		if got := strings.Join(lines(validated(t, set, claimcheck.CheckSetOptions{}).Problems), "; "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestWhatATypeNeeds shows who is named: an exposure, or the claim.
func TestWhatATypeNeeds(t *testing.T) {
	own := paying("supplement", "usd", 5_00)
	own.ReserveLine.Exposure, own.ReserveLine.OnClaim = "", true
	for _, c := range []struct {
		pay  claimcheck.PaymentToWrite
		want string
	}{
		{paying("supplement", "usd", 5_00), `type "supplement" needs a closed exposure, and cc:58 is open (allowed: final, partial)`},
		{own, `type "supplement" needs a closed claim, and cc:55 is open (allowed: final, partial)`},
	} {
		report := validated(t, setOf(c.pay), claimcheck.CheckSetOptions{})
		if len(report.Problems) != 1 || report.Problems[0].Fact != c.want {
			t.Errorf("got %+v, want %s", report.Problems, c.want)
		}
	}
}

// TestApprovals shows limits in us dollars: of a payment of 120.00 Canadian dollars at
// 0.5, and of reserves that are not exceeded, in whatever currency.
func TestApprovals(t *testing.T) {
	pay := paying("partial", "cad", 120_00)
	options := claimcheck.CheckSetOptions{
		Rounding: money.HalfUp, PaymentLimit: 60_00, LimitCurrency: "usd", AllowExceedReserves: true,
		Rates: []claimcheck.CurrencyRate{{From: "cad", To: "usd", Rate: claimcheck.ExchangeRate{Units: 5, Digits: 1}}},
	}
	if report := validated(t, setOf(pay), options); report.ApprovalRequired || len(report.Approvals) > 0 {
		t.Errorf("60.00 us dollars are within the limit: %+v", report.Approvals)
	}
	options.PaymentLimit = 59_99
	if report := validated(t, setOf(pay), options); !report.ApprovalRequired || len(report.Approvals) != 1 {
		t.Errorf("60.00 are above 59.99: %+v", report.Approvals)
	}
	euros := paying("partial", "eur", 5_00)
	euros.ReserveLine.ReservingCurrency = "eur"
	set := setOf(euros)
	set.Reserves = []claimcheck.Reserve{{ReserveLine: euros.ReserveLine, Available: 5_00}}
	report := validated(t, set, claimcheck.CheckSetOptions{LimitCurrency: "usd", AllowExceedReserves: true})
	if want := (claimcheck.CurrencyAmount{Currency: "usd", Digits: 2}); report.Excess != want || report.ApprovalRequired {
		t.Errorf("nothing is exceeded: %+v, %+v", report.Excess, report.Approvals)
	}
}

// TestLongCodes shows that what is repeated is cut between letters, and that a list of 12
// codes is told whole.
func TestLongCodes(t *testing.T) {
	set := setOf(paying("final", "usd", 5_00))
	set.Claim.ValidationLevel = strings.Repeat("x", 499) + "é"
	codes := strings.Split("a b c d e f g h i j k l", " ")
	report := validated(t, set, claimcheck.CheckSetOptions{PaymentMethods: codes})
	if got, want := report.Problems[0].Got, strings.Repeat("x", 499)+"..."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := report.Problems[len(report.Problems)-1].Want; got != strings.Join(codes, ", ") {
		t.Errorf("got %s", got)
	}
	set.Claim.ValidationLevel = strings.Repeat("x", 500)
	report = validated(t, set, claimcheck.CheckSetOptions{PaymentMethods: append(codes, "m")})
	if got := report.Problems[0].Got; got != set.Claim.ValidationLevel {
		t.Errorf("500 bytes are not cut: %s", got)
	}
	if got := report.Problems[len(report.Problems)-1].Want; got != strings.Join(codes, ", ")+" and more" {
		t.Errorf("got %s", got)
	}
}

// TestAFinalPaymentThatExceedsItsReserve shows what is said of it, and of the payment that
// comes after it.
func TestAFinalPaymentThatExceedsItsReserve(t *testing.T) {
	set := setOf(paying("final", "usd", 75_50))
	set.Reserves = []claimcheck.Reserve{{ReserveLine: body, Available: 50_00}}
	report := validated(t, set, claimcheck.CheckSetOptions{})
	if !slices.ContainsFunc(report.Warnings, func(f claimcheck.CheckSetFinding) bool { return f.Rule == claimcheck.ErrFinalExceeds }) {
		t.Errorf("got %q and %q", lines(report.Problems), lines(report.Warnings))
	}
	set.Reserves[0].Available = 100_00
	set.Checks[0].Payments = append(set.Checks[0].Payments, paying("partial", "usd", 5_00))
	report = validated(t, set, claimcheck.CheckSetOptions{})
	at := slices.IndexFunc(report.Warnings, func(f claimcheck.CheckSetFinding) bool { return f.Rule == claimcheck.ErrAfterFinal })
	if at < 0 || !slices.Equal(report.Warnings[at].IDs, []string{"cc:58"}) {
		t.Errorf("got %+v", report.Warnings)
	}
}

// TestACodeThatIsNoText shows that what cannot be cut between letters is left out.
func TestACodeThatIsNoText(t *testing.T) {
	set := setOf(paying("final", "usd", 5_00))
	set.Claim.ValidationLevel = strings.Repeat("\x80", 600)
	if got := validated(t, set, claimcheck.CheckSetOptions{}).Problems[0].Got; got != "..." {
		t.Errorf("got %q", got)
	}
}

// TestAVerifierMeetsALineThatIsNotThere shows a report whose payment is on the line behind
// the last.
func TestAVerifierMeetsALineThatIsNotThere(t *testing.T) {
	set, options := setOf(paying("final", "usd", 75_50)), claimcheck.CheckSetOptions{}
	report := validated(t, set, options)
	report.Payments[0].Line = len(report.Lines)
	if err := claimcheck.VerifyCheckSet(&set, &options, &report); err == nil {
		t.Error("it is verified")
	}
}
