package alloc_test

import (
	"fmt"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// owes returns what the guarantor's only procedure owes, and face value.
func owes(t *testing.T, p alloc.Procedure, preferences alloc.Preferences) (face, owed money.Amount) {
	t.Helper()
	a := onAccount(1, []alloc.Procedure{p})
	a.options.Preferences = preferences
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	if got.err != nil || len(got.owed) != 1 {
		t.Fatalf("got %+v", got)
	}
	expectCertified(t, &allocator, a, got.splits)
	return got.owed[0].Face, got.owed[0].Before
}

func TestUnits(t *testing.T) {
	cases := []struct {
		units, base int64
		times       money.Amount
		why         string
	}{
		{0, 0, 1, "a procedure without units was done once"},
		{1, 0, 1, "one unit"},
		{0, 1, 1, "base units alone"},
		{4, 0, 4, "four sealants"},
		{3, 2, 5, "units and base units together"},
		{-2, 0, 1, "at least once"},
		{-2, 5, 3, "the sum counts, not its parts"},
		{5, -5, 1, "at least once"},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%d and %d", c.units, c.base), func(t *testing.T) {
			p := procedure(1, guarantor, "2024-05-20", 4800)
			p.Units, p.BaseUnits = c.units, c.base
			face, owed := owes(t, p, alloc.Preferences{})
			expectAmount(t, "face value", face, 4800*c.times, c.why)
			expectAmount(t, "owed", owed, 4800*c.times, c.why)
		})
	}
}

// A claim row whose digits tell which of its amounts were counted: paid and
// written off are thousands and hundreds, expected are tens and ones.
var digits = alloc.ClaimRow{InsPayAmt: 1000, WriteOff: 200, InsPayEst: 30, WriteOffEst: 4}

const (
	paidPart     = 1200
	expectedPart = 34
)

// TestEveryClaimStatus takes every status, billed or not, with estimates
// counted or not.
func TestEveryClaimStatus(t *testing.T) {
	cases := []struct {
		status alloc.ClaimStatus
		want   money.Amount
		why    string
	}{
		{alloc.NotReceived, expectedPart, "sent, and no answer yet: the estimate"},
		{alloc.Received, paidPart, "answered: what was paid and written off"},
		{alloc.Preauth, 0, "a question, not a claim"},
		{alloc.Supplemental, paidPart, "a further payment"},
		{alloc.CapClaim, paidPart, "capitation, billed"},
		{alloc.Estimate, expectedPart, "not sent: the estimate"},
		{alloc.CapComplete, paidPart, "capitation, done"},
		{alloc.CapEstimate, expectedPart, "capitation, planned"},
		{alloc.InsHist, expectedPart, "history entered by hand"},
		{alloc.ClaimAdjustment, 0, "an adjustment of benefits is not about this procedure"},
	}
	for _, c := range cases {
		for _, ignore := range []bool{false, true} {
			for _, noBill := range []bool{false, true} {
				t.Run(fmt.Sprintf("%d/estimates ignored %t/not billed %t", c.status, ignore, noBill), func(t *testing.T) {
					want := c.want
					if noBill || ignore && want == expectedPart {
						want = 0
					}
					row := digits
					row.Status, row.NoBillIns = c.status, noBill
					p := insured(procedure(1, guarantor, "2024-05-20", 10_000), row)
					face, owed := owes(t, p, alloc.Preferences{BalancesDontSubtractIns: ignore})
					expectAmount(t, "face value", face, 10_000, c.why)
					expectAmount(t, "insurance", face-owed, want, c.why)
				})
			}
		}
	}
}

func TestClaimRows(t *testing.T) {
	row := func(status alloc.ClaimStatus, change func(r *alloc.ClaimRow)) alloc.ClaimRow {
		r := digits
		r.Status = status
		if change != nil {
			change(&r)
		}
		return r
	}
	notBilled := func(r *alloc.ClaimRow) { r.NoBillIns = true }
	override := func(amount money.Amount) func(r *alloc.ClaimRow) {
		return func(r *alloc.ClaimRow) { r.WriteOffEstOverride = alloc.Override{Amount: amount, Set: true} }
	}
	none := alloc.Preferences{}
	cases := []struct {
		name        string
		rows        []alloc.ClaimRow
		preferences alloc.Preferences
		want        money.Amount
		why         string
	}{
		{"none", nil, none, 0, "no insurance"},
		{"primary and secondary", []alloc.ClaimRow{row(alloc.Received, nil), row(alloc.NotReceived, nil)}, none, paidPart + expectedPart, "each insurer's part counts"},
		{"primary and secondary, estimates ignored", []alloc.ClaimRow{row(alloc.Received, nil), row(alloc.NotReceived, nil)},
			alloc.Preferences{BalancesDontSubtractIns: true}, paidPart, "only money that has come"},
		{"paid and paid again", []alloc.ClaimRow{row(alloc.Received, nil), row(alloc.Supplemental, nil)}, none, 2 * paidPart, "a supplement is more money"},
		{"taken back", []alloc.ClaimRow{row(alloc.Received, nil), row(alloc.Supplemental, func(r *alloc.ClaimRow) { r.InsPayAmt, r.WriteOff = -700, 0 })}, none, paidPart - 700,
			"an insurer that takes money back makes the family owe it again"},
		{"all not billed", []alloc.ClaimRow{row(alloc.Received, notBilled), row(alloc.Estimate, notBilled)}, none, 0,
			"whoever must not be billed does not pay"},
		{"one of two billed", []alloc.ClaimRow{row(alloc.Received, notBilled), row(alloc.Estimate, nil)}, none, paidPart + expectedPart,
			"one row that is billed makes every row count, the others too"},
		{"only the question is billed", []alloc.ClaimRow{row(alloc.Received, notBilled), row(alloc.Preauth, nil)}, none, 0,
			"a preauthorisation is dropped before anybody asks who is billed"},
		{"an override", []alloc.ClaimRow{row(alloc.NotReceived, override(9))}, none, 39, "it takes the place of the estimated write-off"},
		{"an override of zero", []alloc.ClaimRow{row(alloc.Estimate, override(0))}, none, 30, "zero is an override when it is set"},
		{"an override that is not set", []alloc.ClaimRow{row(alloc.Estimate, func(r *alloc.ClaimRow) { r.WriteOffEstOverride.Amount = 9 })}, none, expectedPart,
			"only a set one counts"},
		{"an override of what was answered", []alloc.ClaimRow{row(alloc.Received, override(9))}, none, paidPart, "the real write-off is known"},
		{"an override, estimates ignored", []alloc.ClaimRow{row(alloc.Estimate, override(9))}, alloc.Preferences{BalancesDontSubtractIns: true}, 0,
			"an estimate of both kinds is ignored"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			face, owed := owes(t, insured(procedure(1, guarantor, "2024-05-20", 10_000), c.rows...), c.preferences)
			expectAmount(t, "insurance", face-owed, c.want, c.why)
		})
	}
}

// TestInsurancePaysOnceForAllUnits puts units and insurance together.
func TestInsurancePaysOnceForAllUnits(t *testing.T) {
	p := insured(procedure(1, guarantor, "2024-05-20", 4800), alloc.ClaimRow{Status: alloc.Received, InsPayAmt: 15_360})
	p.Units = 4
	_, owed := owes(t, p, alloc.Preferences{})
	expectAmount(t, "owed", owed, 4*4800-15_360, "a claim row is about the procedure, not about one unit of it")
}

func TestInsuranceOverpaid(t *testing.T) {
	tooMuch := func(id int64, patient int64, on string, excess money.Amount) alloc.Procedure {
		return insured(procedure(id, patient, on, 10_000), alloc.ClaimRow{Status: alloc.Received, InsPayAmt: 10_000 + excess})
	}
	finding := func(id int64, excess money.Amount) alloc.Warning {
		return alloc.Warning{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: id}, Amount: excess, Err: alloc.ErrInsuranceOverpaid}
	}
	filling := procedure(9, spouse, "2024-05-21", 5000)
	free := insured(procedure(1, guarantor, "2024-05-20", 0), alloc.ClaimRow{Status: alloc.Received, InsPayAmt: 300})
	expectPaid(t, []payCase{
		{"what has no fee", onAccount(6000, []alloc.Procedure{free, filling}),
			[]alloc.PaySplit{paid(9, spouse, 5000), kept(guarantor, 1000)}, []alloc.Warning{finding(1, 300)}, "0 - 300: only a fee below zero is the family's credit"},
		{"by insurance", onAccount(6000, []alloc.Procedure{tooMuch(1, guarantor, "2024-05-20", 300), filling}),
			[]alloc.PaySplit{paid(9, spouse, 5000), kept(guarantor, 1000)}, []alloc.Warning{finding(1, 300)},
			"the filling owes all of its fee: the excess is the insurer's"},
		{"twice", onAccount(6000, []alloc.Procedure{tooMuch(1, guarantor, "2024-05-20", 300), tooMuch(2, child, "2024-05-19", 70)}),
			[]alloc.PaySplit{kept(guarantor, 6000)}, []alloc.Warning{finding(2, 70), finding(1, 300)}, "one finding each, in the order of the queue"},
		{"with an attached discount", onAccount(6000, []alloc.Procedure{tooMuch(1, guarantor, "2024-05-20", -500)}, attached(1, adjustment(2, guarantor, "2024-05-22", -800))),
			[]alloc.PaySplit{kept(guarantor, 6000)}, []alloc.Warning{finding(1, 300)}, "the procedure with its discount is what insurance overpaid"},
		{"mended by an attached fee", onAccount(6000, []alloc.Procedure{tooMuch(1, guarantor, "2024-05-20", 300)}, attached(1, adjustment(2, guarantor, "2024-05-22", 1000))),
			[]alloc.PaySplit{paid(1, guarantor, 700), kept(guarantor, 5300)}, nil, "what belongs to the procedure counts first"},
		{"of somebody else", onAccount(6000, []alloc.Procedure{tooMuch(1, neighbour, "2024-05-20", 300)}),
			[]alloc.PaySplit{kept(guarantor, 6000)}, nil, "the neighbour's insurance is no finding here"},
		{"by a payment below zero", onAccount(-100, []alloc.Procedure{tooMuch(1, guarantor, "2024-05-20", 300)}),
			[]alloc.PaySplit{kept(guarantor, -100)}, []alloc.Warning{finding(1, 300)}, "a finding does not depend on the payment"},
	})
	if class := alloc.ErrInsuranceOverpaid.Class(); class != money.Finding {
		t.Errorf("it is of class %v, and stops nobody", class)
	}
}
