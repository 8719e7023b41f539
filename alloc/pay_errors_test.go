package alloc_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"unsafe"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// expectRefused checks that the account is refused by an allocator that has
// served another: dst comes back as it was, there is nothing to ask the
// allocator about, and the next account is served as if nothing had happened.
func expectRefused(t *testing.T, a account, want fault, why string) {
	t.Helper()
	var allocator alloc.Allocator
	a.options.Explain = true
	whole := fullAccount()
	wantNext := pay(&allocator, whole)

	array := slices.Repeat([]alloc.PaySplit{{Amount: 99, Procedure: 99}}, 8)
	before := slices.Clone(array)
	got, summary, err := allocator.AppendPay(array[:2], &a.ledger, a.payment, a.options)
	expectError(t, err, want, why)
	expectRows(t, "splits", got, before[:2], "dst comes back as it was")
	expectRows(t, "splits", array, before, "nothing is written behind dst")
	if summary != (alloc.Summary{}) {
		t.Errorf("the summary is %+v beside an error", summary)
	}
	expectRows(t, "charges owed", allocator.AppendOwed(nil), nil, "no partial result")
	expectRows(t, "warnings", allocator.AppendWarnings(nil), nil, "no partial result")
	expectRows(t, "steps", allocator.AppendSteps(nil), nil, "no partial result")

	next := pay(&allocator, whole)
	expectAnswer(t, next, wantNext, "the allocator goes on")
	expectRows(t, "steps", next.steps, wantNext.steps, "the allocator goes on")
}

// fullAccount is an account on which every rule has something to do.
func fullAccount() account {
	a := onAccount(50_000, []alloc.Procedure{
		insured(procedure(3, spouse, "2024-05-03", 9000), alloc.ClaimRow{Status: alloc.Received, InsPayAmt: 9100}),
		insured(procedure(1, guarantor, "2024-05-20", 10_000), alloc.ClaimRow{InsPayEst: 4000}),
		procedure(2, child, "2024-05-21", 5000),
	},
		adjustment(11, guarantor, "2024-05-22", 1500), adjustment(12, guarantor, "2024-05-23", -500),
		attached(2, adjustment(13, child, "2024-05-24", -250)),
	)
	a.options.Explain = true
	return a
}

// errorCase is a change to the full account and what is wrong then.
type errorCase struct {
	name  string
	spoil func(a *account)
	want  fault
	why   string
}

func expectAllRefused(t *testing.T, cases []errorCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { expectRefused(t, fullAccount().clone().with(c.spoil), c.want, c.why) })
	}
}

func TestPaymentErrors(t *testing.T) {
	expectAllRefused(t, []errorCase{
		{"zero", func(a *account) { a.payment.Amount = 0 }, fault{"payment.Amount", money.ErrZeroAmount}, "there is nothing to split, not even into one split of zero"},
		{"by nobody", func(a *account) { a.payment.Patient = 0 }, fault{"payment.Patient", money.ErrMissing}, "an overpayment would be nobody's"},
		{"by a stranger", func(a *account) { a.payment.Patient = 88 }, fault{"payment.Patient", money.ErrUnknownID}, "the family is that of the payer"},
		{"no date", func(a *account) { a.payment.Date = notSet }, fault{"payment.Date", money.ErrDateRequired}, "0001-01-01 means not set"},
		{"a date in the year 0", func(a *account) { a.payment.Date = date.New(0, 12, 31) }, fault{"payment.Date", money.ErrDateRequired}, "before the calendar"},
		{"tomorrow", func(a *account) { a.payment.Date = day("2024-06-11") }, fault{"payment.Date", money.ErrFutureDate}, "money that has not come"},
		{"no today", func(a *account) { a.options.Today = notSet }, fault{"options.Today", money.ErrDateRequired}, "the future is what is after today"},
		{"today in the year 0", func(a *account) { a.options.Today = date.New(0, 12, 31) }, fault{"options.Today", money.ErrDateRequired}, "before the calendar"},
	})
}

func TestAPaymentOfTomorrow(t *testing.T) {
	tomorrow := func(change func(p *alloc.Preferences)) account {
		a := fullAccount()
		a.payment.Date = day("2024-06-11")
		change(&a.options.Preferences)
		return a
	}
	cases := []struct {
		name    string
		account account
	}{
		{"future transaction dates allowed", tomorrow(func(p *alloc.Preferences) { p.FutureTransDatesAllowed = true })},
		{"future debits allowed", tomorrow(func(p *alloc.Preferences) { p.AccountAllowFutureDebits = true })},
		{"both", tomorrow(func(p *alloc.Preferences) { p.FutureTransDatesAllowed, p.AccountAllowFutureDebits = true, true })},
	}
	var allocator alloc.Allocator
	want := pay(&allocator, fullAccount())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := pay(&allocator, c.account)
			expectError(t, got.err, fault{}, "the office allows it")
			expectAnswer(t, got, want, "and the date changes nothing")
		})
	}
}

func TestLedgerErrors(t *testing.T) {
	missing, unset, twice := money.ErrMissing, money.ErrDateRequired, money.ErrDuplicateID
	expectAllRefused(t, []errorCase{
		{"a member without an id", func(a *account) { a.ledger.Family[2].ID = 0 }, fault{"ledger.Family[2].ID", missing}, "nothing can be theirs"},
		{"a member twice", func(a *account) { a.ledger.Family[3] = alloc.Member{ID: spouse} }, fault{"ledger.Family[3].ID", twice}, "which of the two guarantors answers would be a guess"},
		{"a procedure without an id", func(a *account) { a.ledger.Procedures[1].ID = 0 }, fault{"ledger.Procedures[1].ID", missing}, "its split could not name it"},
		{"a procedure without a patient", func(a *account) { a.ledger.Procedures[1].Patient = 0 }, fault{"ledger.Procedures[1].Patient", missing}, "it would silently be nobody's"},
		{"a procedure without a date", func(a *account) { a.ledger.Procedures[1].Date = notSet }, fault{"ledger.Procedures[1].Date", unset}, "it has no place in the queue"},
		{"a procedure of the year 0", func(a *account) { a.ledger.Procedures[2].Date = date.New(0, 12, 31) }, fault{"ledger.Procedures[2].Date", unset}, "before the calendar"},
		{"a procedure of no known status", func(a *account) { a.ledger.Procedures[0].Status = 2 }, fault{"ledger.Procedures[0].Status", alloc.ErrKind}, "done or planned: nobody knows"},
		{"a claim row of no known status", func(a *account) {
			p := a.ledger.Procedures
			p[0].Claims = append(p[0].Claims, alloc.ClaimRow{Status: 10})
		},
			fault{"ledger.Procedures[0].Claims[1].Status", alloc.ErrKind}, "paid or expected: nobody knows"},
		{"a procedure twice", func(a *account) { a.ledger.Procedures[2].ID = 3 }, fault{"ledger.Procedures[2].ID", twice}, "a split could mean either"},
		{"two procedures twice", func(a *account) {
			a.ledger.Procedures = append(a.ledger.Procedures, procedure(3, child, "2024-05-20", 1), procedure(1, child, "2024-05-20", 1))
		}, fault{"ledger.Procedures[3].ID", twice}, "the first row that repeats one, whatever its id"},
		{"a procedure twice, once planned", func(a *account) { a.ledger.Procedures[2].ID, a.ledger.Procedures[2].Status = 3, alloc.TreatmentPlanned },
			fault{"ledger.Procedures[2].ID", twice}, "an attached discount could mean either"},
		{"a planned procedure without a date", func(a *account) {
			a.ledger.Procedures[2].Status, a.ledger.Procedures[2].Date = alloc.TreatmentPlanned, notSet
		}, fault{"ledger.Procedures[2].Date", unset}, "rows that are not owed are checked too"},
		{"a neighbour's procedure without a date", func(a *account) {
			a.ledger.Procedures[2].Patient, a.ledger.Procedures[2].Date = neighbour, notSet
		}, fault{"ledger.Procedures[2].Date", unset}, "rows of others are checked too"},
		{"an adjustment without an id", func(a *account) { a.ledger.Adjustments[1].ID = 0 }, fault{"ledger.Adjustments[1].ID", missing}, "its split could not name it"},
		{"an adjustment without a patient", func(a *account) { a.ledger.Adjustments[1].Patient = 0 }, fault{"ledger.Adjustments[1].Patient", missing}, "it would silently be nobody's"},
		{"an adjustment without a date", func(a *account) { a.ledger.Adjustments[1].Date = notSet }, fault{"ledger.Adjustments[1].Date", unset}, "it has no place in the queue"},
		{"an adjustment of the year 0", func(a *account) { a.ledger.Adjustments[0].Date = date.New(0, 12, 31) }, fault{"ledger.Adjustments[0].Date", unset}, "before the calendar"},
		{"an adjustment twice", func(a *account) { a.ledger.Adjustments[2].ID = 11 }, fault{"ledger.Adjustments[2].ID", twice}, "a split could mean either"},
		{"an adjustment twice, side by side", func(a *account) { a.ledger.Adjustments[1].ID = 11 }, fault{"ledger.Adjustments[1].ID", twice}, "rows in order of id are looked at too"},
		{"attached to nothing", func(a *account) { a.ledger.Adjustments[2].Procedure = 77 }, fault{"ledger.Adjustments[2].Procedure", money.ErrUnknownID}, "the procedure may have been forgotten, and money with it"},
		{"attached to an adjustment's id", func(a *account) { a.ledger.Adjustments[2].Procedure = 11 }, fault{"ledger.Adjustments[2].Procedure", money.ErrUnknownID}, "only procedures have attached adjustments"},
	})
}

func TestLedgerOverflow(t *testing.T) {
	const most, least = money.MaxAmount, money.MinAmount
	claim := func(paid, writeOff money.Amount) alloc.ClaimRow {
		return alloc.ClaimRow{Status: alloc.Received, InsPayAmt: paid, WriteOff: writeOff}
	}
	estimate := func(paid, writeOff money.Amount) alloc.ClaimRow {
		return alloc.ClaimRow{InsPayEst: paid, WriteOffEst: writeOff}
	}
	cases := []struct {
		name  string
		spoil func(p *alloc.Procedure)
		path  string
		why   string
	}{
		{"fee times units", func(p *alloc.Procedure) { p.Fee, p.Units = most/2+1, 2 }, "Fee", "one cent too many"},
		{"fee below zero times units", func(p *alloc.Procedure) { p.Fee, p.Units = least/2-1, 2 }, "Fee", "one cent too few"},
		{"units and base units", func(p *alloc.Procedure) { p.Units, p.BaseUnits = math.MaxInt64, 1 }, "Units", "a wrapped sum would count as once"},
		{"units below zero", func(p *alloc.Procedure) { p.Units, p.BaseUnits = math.MinInt64, -1 }, "Units", "a wrapped sum would count as often as can be"},
		{"one row", func(p *alloc.Procedure) { p.Claims = []alloc.ClaimRow{claim(most, 1)} }, "Claims", "paid and written off"},
		{"one estimate", func(p *alloc.Procedure) { p.Claims = []alloc.ClaimRow{estimate(most, 1)} }, "Claims", "expected to be paid and written off"},
		{"two rows", func(p *alloc.Procedure) { p.Claims = []alloc.ClaimRow{claim(most, 0), estimate(1, 0)} }, "Claims", "together"},
		{"rows that wrap around to nothing", func(p *alloc.Procedure) { p.Claims = []alloc.ClaimRow{claim(most, 0), claim(most, 0), claim(2, 0)} }, "Claims", "a wrapped sum would look like no insurance"},
		{"fee less insurance", func(p *alloc.Procedure) { p.Claims = []alloc.ClaimRow{claim(least, 0)} }, "Claims", "an insurer that takes back more than there is"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := fullAccount().clone().with(func(a *account) { c.spoil(&a.ledger.Procedures[1]) })
			expectRefused(t, a, fault{"ledger.Procedures[1]." + c.path, money.ErrOverflow}, c.why)
		})
	}
	t.Run("an attached adjustment", func(t *testing.T) {
		a := fullAccount().clone().with(func(a *account) { a.ledger.Procedures[2].Fee, a.ledger.Adjustments[2].Amount = most, 1 })
		expectRefused(t, a, fault{"ledger.Adjustments[2].Amount", money.ErrOverflow}, "the procedure and its fee are one charge")
	})
}

// TestLedgerLimit gives a slice that says it is too long; see TestFIFOLimit.
func TestLedgerLimit(t *testing.T) {
	header := struct {
		first    *alloc.Adjustment
		len, cap int
	}{&alloc.Adjustment{}, alloc.MaxCharges, alloc.MaxCharges}
	a := fullAccount()
	a.ledger.Adjustments = *(*[]alloc.Adjustment)(unsafe.Pointer(&header))
	expectRefused(t, a, fault{"ledger", money.ErrLimit}, "procedures and adjustments share the sort key's index")

	a.ledger.PlanCharges = make([]alloc.PlanCharge, 5)
	var allocator alloc.Allocator
	_, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
	var field *money.FieldError
	if want := alloc.MaxCharges + len(a.ledger.Procedures) + 2*5; !errors.As(err, &field) || field.Value != want {
		t.Errorf("got %v, want the value %d: an instalment has two parts", err, want)
	}
}

// TestRuleCodes pins the names that callers store.
func TestRuleCodes(t *testing.T) {
	for rule, want := range map[*money.Rule]string{
		alloc.ErrKind: "KIND_UNKNOWN", alloc.ErrInsuranceOverpaid: "INSURANCE_OVERPAID",
		alloc.ErrOutsideFamily: "CHARGE_OUTSIDE_FAMILY",
	} {
		if rule.Code() != want || rule.Error() == "" || rule.Mend() == "" {
			t.Errorf("%q: %q, %q: want the code %s and two sentences", rule.Code(), rule.Error(), rule.Mend(), want)
		}
	}
}
