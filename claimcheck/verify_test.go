package claimcheck_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// unverified asserts that a report is rejected, at that field; "" is that it stands.
func unverified(t *testing.T, err error, path, why string) {
	t.Helper()
	var field *money.FieldError
	switch {
	case path == "" && err != nil:
		t.Errorf("%v; want nothing wrong: %s", err, why)
	case path != "" && (!errors.As(err, &field) || field.Path != path || !errors.Is(err, claimcheck.ErrUnverified)):
		t.Errorf("got %v, want %s at %s: %s", err, claimcheck.ErrUnverified.Code(), path, why)
	}
}

// weekRows are the claim procedures of a week: 150.00 + 62.50 count, 40.00 does not.
var weekRows = []claimcheck.ClaimProc{
	{ID: 11, Claim: 1, Amount: 150_00, Status: claimcheck.Received},
	{ID: 12, Claim: 1, Amount: 40_00},
	{ID: 13, Claim: 1, Amount: 62_50, Status: claimcheck.Supplemental},
}

// TestAWrongVerdictIsFound changes one thing of a right verdict at a time. The check of
// 150.00 is short by 62.50, which is row 13: a batch is partial, a single check is
// refused.
func TestAWrongVerdictIsFound(t *testing.T) {
	type verdict = claimcheck.Verdict
	for _, test := range []struct {
		name          string
		change        func(v *verdict)
		single, batch string
		why           string
	}{
		{"right", func(*verdict) {}, "", "", "212.50 counts: 150.00 - 212.50 = -62.50"},
		{"a row that counts is left out", func(v *verdict) { v.Counted = v.Counted[:1] }, "verdict.Counted[1]", "verdict.Counted[1]", "13 is Supplemental"},
		{"a row too many", func(v *verdict) { v.Counted = append(v.Counted, 14) }, "verdict.Counted", "verdict.Counted", "there is no row 14"},
		{"rows in another order", func(v *verdict) { slices.Reverse(v.Counted) }, "verdict.Counted[0]", "verdict.Counted[0]", "the order is that of the input"},
		{"another reason", func(v *verdict) { v.Excluded[0].Reason = claimcheck.Transfer }, "verdict.Excluded[0]", "verdict.Excluded[0]", "12 is not received"},
		{"another row", func(v *verdict) { v.Excluded[0].Row = 2 }, "verdict.Excluded[0]", "verdict.Excluded[0]", "12 is row 1"},
		{"excluded twice", func(v *verdict) { v.Excluded = append(v.Excluded, v.Excluded[0]) }, "verdict.Excluded", "verdict.Excluded", "once is enough"},
		{"a cent in the sum", func(v *verdict) { v.Sum++ }, "verdict.Sum", "verdict.Sum", "150.00 + 62.50 = 212.50"},
		{"a cent in the raw sum", func(v *verdict) { v.RawSum++ }, "verdict.RawSum", "verdict.RawSum", "150.00 + 62.50 = 212.50"},
		{"a cent in the difference", func(v *verdict) { v.Difference-- }, "verdict.Difference", "verdict.Difference", "150.00 - 212.50 = -62.50"},
		{"partial", func(v *verdict) { v.Partial = !v.Partial }, "verdict.Partial", "verdict.Partial", "a single check never is, a batch that differs always"},
		{"a deposit", func(v *verdict) { v.Deposit = true }, "verdict.Deposit", "verdict.Deposit", "the office creates none by itself"},
		{"a problem too many", func(v *verdict) { v.Problems = append(v.Problems, claimcheck.Problem{Rule: claimcheck.ErrNoEligible}) },
			"verdict.Problems", "verdict.Problems", "two rows count"},
		{"another rule", func(v *verdict) {
			v.Problems = []claimcheck.Problem{{Rule: claimcheck.ErrBatchOnly}}
		}, "verdict.Problems[0]", "verdict.Problems", "the amounts differ, and single checks are allowed"},
		{"a hint that explains nothing", func(v *verdict) { v.Hints[0].Row, v.Hints[0].ID = 0, 11 }, "verdict.Hints[0]", "verdict.Hints[0]", "without 150.00, 62.50 is left"},
		{"a hint of a row that is not there", func(v *verdict) { v.Hints[0].Row = 3 }, "verdict.Hints[0]", "verdict.Hints[0]", "there are three rows"},
	} {
		t.Run(test.name, func(t *testing.T) {
			single, batch := claimcheck.SingleCheck{Claim: 1, Status: claimcheck.ClaimReceived, Amount: 150_00}, claimcheck.BatchCheck{Claims: []int64{1}, Amount: 150_00}
			v, err := claimcheck.Single(single, weekRows, claimcheck.Options{})
			if err != nil {
				t.Fatal(err)
			}
			test.change(&v)
			unverified(t, claimcheck.VerifySingle(single, weekRows, claimcheck.Options{}, &v), test.single, "single: "+test.why)
			if v, err = claimcheck.Batch(batch, weekRows, claimcheck.Options{}); err != nil {
				t.Fatal(err)
			}
			test.change(&v)
			unverified(t, claimcheck.VerifyBatch(batch, weekRows, claimcheck.Options{}, &v), test.batch, "batch: "+test.why)
		})
	}
}

// TestVerdictsWithProblemsAreVerified: every problem that a check can have.
func TestVerdictsWithProblemsAreVerified(t *testing.T) {
	for _, test := range []struct {
		name    string
		check   claimcheck.BatchCheck
		options claimcheck.Options
		want    *money.Rule
	}{
		{"no claims", claimcheck.BatchCheck{}, claimcheck.Options{}, money.ErrMissing},
		{"a claim twice", claimcheck.BatchCheck{Claims: []int64{1, 1}}, claimcheck.Options{}, claimcheck.ErrDuplicateClaim},
		{"a claim without rows", claimcheck.BatchCheck{Claims: []int64{1, 2}}, claimcheck.Options{}, claimcheck.ErrClaimNotFound},
		{"a claim that waits", claimcheck.BatchCheck{Claims: []int64{1}, Status: "W"}, claimcheck.Options{}, claimcheck.ErrClaimNotReceived},
		{"nothing to attach", claimcheck.BatchCheck{Claims: []int64{1}}, claimcheck.Options{Statuses: 1 << claimcheck.InsHist}, claimcheck.ErrNoEligible},
		{"nothing attached to nothing", claimcheck.BatchCheck{Claims: []int64{1}}, claimcheck.Options{Statuses: 1 << claimcheck.InsHist, EmptyBatch: true}, claimcheck.ErrFinalizedEmpty},
		{"a deposit", claimcheck.BatchCheck{Claims: []int64{1}, Amount: 212_50}, claimcheck.Options{AutoDeposit: true}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := claimcheck.Batch(test.check, weekRows, test.options)
			if err != nil || (test.want == nil) != v.OK() || test.want != nil && v.Problems[0].Rule != test.want {
				t.Fatalf("got %+v, %v; want %v", v.Problems, err, test.want)
			}
			unverified(t, claimcheck.VerifyBatch(test.check, weekRows, test.options, &v), "", "as it is")
			v.Problems, v.Deposit = nil, !v.Deposit
			if err := claimcheck.VerifyBatch(test.check, weekRows, test.options, &v); err == nil {
				t.Error("a verdict without its problem, or its deposit, stands")
			}
		})
	}
}

// TestAWrongRemittanceReportIsFound changes one thing of a right report at a time. The
// line is paid 70.00 of 100.00 less 20.00, so line, claim and payment are off.
func TestAWrongRemittanceReportIsFound(t *testing.T) {
	era := claimcheck.ERA{Handling: "I", Payment: 75_00, Claims: []claimcheck.ERAClaim{
		{ID: "A", Status: "1", Charge: 100_00, Paid: 70_00, Services: []claimcheck.ERAService{{Charge: 100_00, Paid: 70_00, CAS: []claimcheck.ERAAdjustment{{Group: "CO", Reason: "45", Amount: 20_00}}}}},
		{ID: "B", Status: "25", CAS: []claimcheck.ERAAdjustment{{Group: "OA", Reason: "101", Amount: -30_00}, {Group: "CO", Reason: "45", Amount: 30_00}}},
	}, PLB: []claimcheck.ERAProvider{{Reason: "WO", Amount: 5_00}}}
	type report = claimcheck.ERAReport
	drop := func(rule *money.Rule) func(r *report) {
		return func(r *report) {
			r.Findings = slices.DeleteFunc(r.Findings, func(f claimcheck.ERAFinding) bool { return f.Rule == rule })
		}
	}
	at := func(r *report, rule *money.Rule) *claimcheck.ERAFinding {
		return &r.Findings[slices.IndexFunc(r.Findings, func(f claimcheck.ERAFinding) bool { return f.Rule == rule })]
	}
	for _, test := range []struct {
		name   string
		change func(r *report)
		path   string
		why    string
	}{
		{"right", func(*report) {}, "", "100 - 20 = 80 and not 70, twice; 70 - 5 = 65 and not 75"},
		{"a line that is off in silence", drop(claimcheck.ErrServiceBalance), "era.Claims[0].Services[0].Paid", "100.00 - 20.00 = 80.00"},
		{"a claim that is off in silence", drop(claimcheck.ErrClaimBalance), "era.Claims[0].Paid", "100.00 - 20.00 = 80.00"},
		{"a payment that is off in silence", drop(claimcheck.ErrTransactionBalance), "report.Payment", "70.00 - 5.00 = 65.00"},
		{"a finding of another line", func(r *report) { at(r, claimcheck.ErrServiceBalance).Service = 1 }, "era.Claims[0].Services[0].Paid", "there is one line"},
		{"a finding of another claim", func(r *report) { at(r, claimcheck.ErrClaimBalance).Claim = 1 }, "era.Claims[0].Paid", "B balances: 0 + 30 - 30 = 0"},
		{"a finding twice", func(r *report) { r.Findings = append(r.Findings, *at(r, claimcheck.ErrClaimBalance)) }, "report.Findings[3]", "once is enough"},
		{"a finding of no claim", func(r *report) {
			f := *at(r, claimcheck.ErrClaimBalance)
			f.Claim = 7
			r.Findings = append(r.Findings, f)
		}, "report.Findings", "there are two claims"},
		{"a mere warning", func(r *report) { at(r, claimcheck.ErrClaimBalance).Warning = true }, "report.Findings[1]", "what does not balance is wrong"},
		{"a cent in what is computed", func(r *report) { at(r, claimcheck.ErrServiceBalance).Want++ }, "era.Claims[0].Services[0].Paid", "80.00"},
		{"a cent in what is declared", func(r *report) { at(r, claimcheck.ErrTransactionBalance).Got++ }, "report.Payment", "75.00"},
		{"charges", func(r *report) { r.Charges++ }, "report.Charges", "100.00"},
		{"paid", func(r *report) { r.Paid++ }, "report.Paid", "70.00"},
		{"provider adjustments", func(r *report) { r.Provider++ }, "report.Provider", "5.00"},
		{"expected", func(r *report) { r.Expected++ }, "report.Expected", "65.00"},
		{"anticipated", func(r *report) { r.Anticipated++ }, "report.Anticipated", "what B expects, -30.00"},
		{"payment", func(r *report) { r.Payment++ }, "report.Payment", "75.00"},
		{"claims", func(r *report) { r.Claims++ }, "report.Claims", "A and B"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := balance(t, &era)
			test.change(r)
			unverified(t, claimcheck.VerifyERA(&era, r), test.path, test.why)
		})
	}
}

// TestAWrongCheckSetReportIsFound changes one thing of a right report at a time. Two
// checks of 100.00 and 50.00 on a line of 120.00, of which the second is converted:
// 100.00 at 0.5.
func TestAWrongCheckSetReportIsFound(t *testing.T) {
	line := claimcheck.ReserveLine{CostType: "claimcost", CostCategory: "body", Exposure: "cc:1", ReservingCurrency: "usd"}
	pay := func(currency string, rate claimcheck.ExchangeRate) claimcheck.CheckToWrite {
		return claimcheck.CheckToWrite{
			Payments: []claimcheck.PaymentToWrite{{PaymentType: "partial", Currency: currency, LineItems: []claimcheck.LineItem{{Amount: 120_00, Currency: currency}, {Amount: -20_00, Currency: currency, Category: "deductible"}}, ReserveLine: line, ExchangeRate: rate}},
			Payees:   []claimcheck.Payee{{Contact: "cc:7", PayeeType: "insured"}}, PaymentMethod: "check",
		}
	}
	set := claimcheck.CheckSet{
		Claim:     claimcheck.Owner{ID: "cc:0", ValidationLevel: "payment", State: "open"},
		Exposures: []claimcheck.Owner{{ID: "cc:1", ValidationLevel: "payment", State: "open"}},
		Checks:    []claimcheck.CheckToWrite{pay("usd", claimcheck.ExchangeRate{}), pay("cad", claimcheck.ExchangeRate{Units: 5, Digits: 1})},
		Reserves:  []claimcheck.Reserve{{ReserveLine: line, Available: 120_00}},
	}
	options := claimcheck.CheckSetOptions{Rounding: money.HalfUp}
	type report = claimcheck.CheckSetReport
	for _, test := range []struct {
		name   string
		change func(r *report)
		path   string
		why    string
	}{
		{"right", func(*report) {}, "", "100.00 + 50.00 = 150.00, 30.00 over 120.00"},
		{"a payment", func(r *report) { r.Payments[0].Total.Amount++ }, "report.Payments[0].Total", "120.00 - 20.00 = 100.00"},
		{"another currency", func(r *report) { r.Payments[0].Total.Currency = "cad" }, "report.Payments[0].Total", "usd"},
		{"a payment that is not converted", func(r *report) { r.Payments[0].Reserving.Amount-- }, "report.Payments[0].Reserving", "100.00 usd are 100.00 usd"},
		{"a payment that is converted", func(r *report) { r.Payments[1].Reserving.Amount++ }, "report.Payments[1].Reserving", "100.00 * 0.5 = 50.00"},
		{"another place", func(r *report) { r.Payments[1].Check = 0 }, "report.Payments[1]", "it is of the second check"},
		{"a payment left out", func(r *report) { r.Payments = r.Payments[:1] }, "report.Payments", "there are two"},
		{"a payment too many", func(r *report) { r.Payments = append(r.Payments, r.Payments[1]) }, "report.Payments", "there are two"},
		{"another line", func(r *report) { r.Lines[0].CostCategory = "rental" }, "report.Payments[0].Line", "body"},
		{"what was asked before", func(r *report) { r.Payments[1].Before-- }, "report.Payments[1].Before", "100.00"},
		{"what is asked after", func(r *report) { r.Payments[1].After-- }, "report.Payments[1].After", "150.00"},
		{"what does not erode", func(r *report) { r.Payments[1].Erodes = false }, "report.Payments[1].After", "then 100.00 is asked, and not 150.00"},
		{"a check", func(r *report) { r.Checks[1].Total.Amount++ }, "report.Checks[1].Total", "100.00 cad"},
		{"a check in the reserving currency", func(r *report) { r.Checks[1].Reserving.Amount++ }, "report.Checks[1].Reserving", "50.00 usd"},
		{"a check left out", func(r *report) { r.Checks = r.Checks[:1] }, "report.Checks", "there are two"},
		{"a total of two currencies", func(r *report) { r.CheckTotal = r.Checks[0].Total }, "report.CheckTotal", "usd and cad have no sum"},
		{"the set", func(r *report) { r.SetTotal = r.Reserving }, "report.SetTotal", "usd and cad have no sum"},
		{"the set in the reserving currency", func(r *report) { r.Reserving.Amount++ }, "report.Reserving", "150.00"},
		{"what is asked", func(r *report) { r.Lines[0].Requested++ }, "report.Lines[0].Requested", "150.00"},
		{"what is over", func(r *report) { r.Lines[0].Excess++ }, "report.Lines[0].Excess", "30.00"},
		{"what is left", func(r *report) { r.Lines[0].After++ }, "report.Lines[0].After", "-30.00"},
		{"an offset", func(r *report) { r.Lines[0].Offset++ }, "report.Lines[0].Offset", "no payment is final"},
		{"an excess in silence", func(r *report) { r.Problems = nil }, "report.Lines[0].Excess", "150.00 of 120.00 is a problem"},
		{"an excess told of another payment", func(r *report) { r.Problems[0].Path = "Checks[2].Payments[0]" }, "report.Lines[0].Excess", "there is no third check"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := claimcheck.ValidateCheckSet(&set, &options)
			if err != nil || len(r.Problems) != 1 || r.Problems[0].Rule != claimcheck.ErrExceeds {
				t.Fatalf("%+v, %v", r.Problems, err)
			}
			test.change(&r)
			unverified(t, claimcheck.VerifyCheckSet(&set, &options, &r), test.path, test.why)
		})
	}
}
