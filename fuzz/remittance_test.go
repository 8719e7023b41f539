package fuzz_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// remittance is what an insurer sends for some claims, and what the practice has of it:
// the rows of the claims, and the account of the one patient they are all of.
type remittance struct {
	era    claimcheck.ERA
	rows   []claimcheck.ClaimProc
	claims []int64
	family family
	resp   money.Amount // what the patient is left with
}

// readRemittance reads a remittance that balances: of each line the insurer pays a part,
// the office gives up some, and the rest is the patient's. Few lines are denied, paid in
// full or of nothing, and sometimes the insurer keeps something back from the whole.
func readRemittance(t *tape) remittance {
	r := remittance{family: family{options: alloc.Options{Today: today}, payment: alloc.Payment{Patient: 1, Date: today}}}
	r.family.ledger.Family, r.family.ledger.Unearned = []alloc.Member{{ID: 1}}, unearned
	for n := range 1 + t.pick(6) {
		claim := int64(2500 + 7*n%10)
		r.claims = append(r.claims, claim)
		c := claimcheck.ERAClaim{ID: strconv.FormatInt(claim, 10), Status: "1", PatientRespGiven: true}
		for range 1 + t.pick(4) {
			r.addLine(t, &c, claim)
		}
		r.era.Claims = append(r.era.Claims, c)
		r.era.Payment += c.Paid
		r.resp += c.PatientResp
	}
	if t.once(3) {
		kept := t.price() / 10
		r.era.PLB = append(r.era.PLB, claimcheck.ERAProvider{Reason: "WO", Amount: kept})
		r.era.Payment -= kept
	}
	if r.era.Handling, r.era.Method = "I", "CHK"; r.era.Payment == 0 {
		r.era.Handling, r.era.Method = "H", "NON"
	}
	if r.era.Payment < 0 { // a debit is written without its sign
		r.era.Payment, r.era.Direction = -r.era.Payment, "D"
	}
	return r
}

func (r *remittance) addLine(t *tape, c *claimcheck.ERAClaim, claim int64) {
	charge := t.price()
	paid, off := charge/10*money.Amount(t.pick(8)), charge/10*money.Amount(t.pick(3))
	switch t.pick(10) {
	case 9:
		paid, off = 0, 0 // denied, and the patient's
	case 8:
		paid, off = charge, 0
	}
	resp := charge - paid - off
	s := claimcheck.ERAService{Charge: charge, Paid: paid}
	if off != 0 {
		s.CAS = append(s.CAS, claimcheck.ERAAdjustment{Group: "CO", Reason: "45", Amount: off})
	}
	if resp != 0 {
		s.CAS = append(s.CAS, claimcheck.ERAAdjustment{Group: "PR", Reason: one(t, "1", "2", "3"), Amount: resp})
	}
	c.Services = append(c.Services, s)
	c.Charge, c.Paid, c.PatientResp = c.Charge+charge, c.Paid+paid, c.PatientResp+resp
	id := int64(len(r.rows) + 1)
	r.rows = append(r.rows, claimcheck.ClaimProc{ID: id, Claim: claim, Amount: paid, Date: today, Status: claimcheck.Received})
	r.family.ledger.Procedures = append(r.family.ledger.Procedures, alloc.Procedure{
		ID: id, Patient: 1, Provider: 11, Date: t.day(), Fee: charge, Claims: []alloc.ClaimRow{{Status: alloc.Received, InsPayAmt: paid, WriteOff: off}},
	})
}

// holdRemittance is the law of a claim's way: a remittance that balances is matched by
// the check for the sum of its rows, which is stored without a finding; what the rows
// have paid leaves the account with what the remittance calls the patient's; and who
// pays just that, owes nothing.
func holdRemittance(t rapid.TB, data []byte) {
	tp := tape(data)
	r := readRemittance(&tp)
	report, err := claimcheck.BalanceERA(&r.era)
	if err != nil || !report.OK() || !report.Balanced() {
		t.Fatalf("%+v: %v, %+v", r.era, err, report)
	}
	var sum, plb money.Amount
	for _, row := range r.rows {
		sum += row.Amount
	}
	for _, p := range r.era.PLB {
		plb += p.Amount
	}
	holdCheck(t, &r, sum)
	books := claimcheck.ERABooks{Payment: report.Payment, PLB: plb}
	for _, row := range r.rows {
		books.Rows = append(books.Rows, claimcheck.ERARow{ID: row.ID, Claim: row.Claim, Status: claimcheck.ERARowStatus(row.Status), Paid: row.Amount})
	}
	if check, err := claimcheck.CheckERA(&books); err != nil || check.Sum != sum || check.SumMinusPLB != report.Payment || check.Difference != -plb {
		t.Fatalf("%+v: %+v, %v", books, check, err)
	}
	holdAnswer(t, "era.balance", r.document(), nil, eraAnswer(eraFields, []*claimcheck.ERAReport{report}, nil, nil))
	f := &r.family
	f.payment.Amount = max(r.resp, 1)
	o := f.pay(new(alloc.Allocator))
	var owed, after money.Amount
	for _, row := range o.certificate.Owed {
		owed, after = owed+row.Before, after+row.After
	}
	if o.err != nil || owed != r.resp || after != 0 || o.unallocated != f.payment.Amount-r.resp {
		t.Fatalf("%v: %d is the patient's, alloc says %d, and %d after it is paid, with %d left", o.err, r.resp, owed, after, o.unallocated)
	}
}

// holdCheck is the law that a check equals the sum of what its batch attaches, that the
// record is then clean, and that a cent more or less makes it partial.
func holdCheck(t rapid.TB, r *remittance, sum money.Amount) {
	t.Helper()
	var k claimcheck.Checker
	var v claimcheck.Verdict
	if sum == 0 {
		return // there is nothing to attach
	}
	check := claimcheck.BatchCheck{Claims: r.claims, Status: "R", Amount: sum}
	if err := k.Batch(&v, check, r.rows, claimcheck.Options{}); err != nil || !v.OK() || v.Partial {
		t.Fatalf("a check of %d for %+v: %v, %+v", sum, r.rows, err, v)
	}
	book := claimBook{rows: r.rows, claims: r.claims, status: claimcheck.ClaimReceived, amount: sum, options: claimcheck.Options{ZeroSince: schedule.Unset}}
	holdNewCheck(t, &book, true)
	attached, attachedSum := slices.Clone(r.rows), money.Amount(0)
	for i := range attached {
		if slices.Contains(v.Attach(), attached[i].ID) {
			attached[i].ClaimPayment = 77
			attachedSum += attached[i].Amount
		}
	}
	if attachedSum != sum {
		t.Fatalf("a check of %d attaches %d", sum, attachedSum)
	}
	stored := claimcheck.Stored{ID: 77, Amount: sum}
	var audit claimcheck.Audit
	if err := k.Audit(&audit, []claimcheck.Stored{stored}, attached, claimcheck.AuditOptions{}); err != nil || !audit.OK() || len(audit.Unfinalized) > 0 || len(audit.Partial) > 0 {
		t.Fatalf("the record of a check of %d for %+v: %v, %+v", sum, attached, err, audit)
	}
	for _, other := range []money.Amount{sum + 1, sum - 1} {
		check.Amount = other
		if err := k.Batch(&v, check, r.rows, claimcheck.Options{}); err != nil || !v.Partial || v.Difference != other-sum {
			t.Fatalf("a check of %d for %d: %v, %+v", other, sum, err, v)
		}
		if err := k.Update(&v, stored, claimcheck.Update{Amount: other, Given: true}, attached, claimcheck.Options{}); err != nil || !v.Partial || v.Difference != other-sum {
			t.Fatalf("a stored check of %d becomes %d: %v, %+v", sum, other, err, v)
		}
	}
}

func TestRemittancesLeaveThePatientsPart(t *testing.T) { law(holdRemittance).check(t) }
func FuzzRemittance(f *testing.F)                      { law(holdRemittance).fuzz(f) }
