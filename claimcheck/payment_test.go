package claimcheck_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/internal/faults"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// paid is a received row of claim 10.
func paid(id int64, amount money.Amount) claimcheck.ClaimProc {
	return claimcheck.ClaimProc{ID: id, Claim: 10, Amount: amount, Status: claimcheck.Received}
}

// on changes a row.
func on(r claimcheck.ClaimProc, change func(r *claimcheck.ClaimProc)) claimcheck.ClaimProc {
	change(&r)
	return r
}

// codes are the codes of problems, with their paths.
func codes(problems []claimcheck.Problem) (found []string) {
	for _, p := range problems {
		found = append(found, p.Rule.Code()+" at "+p.Path)
	}
	return found
}

// TestStatuses shows which statuses count under each preset.
func TestStatuses(t *testing.T) {
	for _, test := range []struct {
		set  claimcheck.Statuses
		want string
		why  string
	}{
		{0, "[1 4 5 7]", "the default is what the windows of Open Dental call paid"},
		{claimcheck.PaidStatuses, "[1 4 5 7]", "the same by its name"},
		{claimcheck.ERAStatuses, "[1 4 5]", "an electronic remittance leaves CapComplete out"},
		{claimcheck.APIStatuses, "[1 4]", "the API speaks of Received and Supplemental alone"},
	} {
		var rows []claimcheck.ClaimProc
		for status := claimcheck.NotReceived; status <= claimcheck.InsHist; status++ {
			rows = append(rows, on(paid(int64(status)+100, 1_00), func(r *claimcheck.ClaimProc) { r.Status = status }))
		}
		v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}}, rows, claimcheck.Options{Statuses: test.set})
		var got []int64
		for _, id := range v.Counted {
			got = append(got, id-100)
		}
		if err != nil || fmt.Sprint(got) != test.want {
			t.Errorf("%d: got %v and %v, want %s: %s", test.set, got, err, test.want, test.why)
		}
	}
}

// TestFirstReasonWins gives a row every reason there is and takes them off, one
// after another from the top of the list.
func TestFirstReasonWins(t *testing.T) {
	row := claimcheck.ClaimProc{ID: 1, Claim: 11, ClaimPayment: 5, Status: claimcheck.Preauth, Transfer: true}
	cures := []func(r *claimcheck.ClaimProc){
		func(r *claimcheck.ClaimProc) { r.Claim = 10 }, func(r *claimcheck.ClaimProc) { r.ClaimPayment = 0 },
		func(r *claimcheck.ClaimProc) { r.Status = claimcheck.CapComplete }, func(r *claimcheck.ClaimProc) { r.Transfer = false },
		func(r *claimcheck.ClaimProc) { r.Amount = -1 },
	}
	for i, want := range []string{"other-claim", "already-attached", "status", "transfer", "zero-amount-in-batch", ""} {
		v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}}, []claimcheck.ClaimProc{row}, claimcheck.Options{})
		got := ""
		if len(v.Excluded) > 0 {
			got = v.Excluded[0].Reason.String()
		}
		if err != nil || got != want {
			t.Errorf("after %d cures: %q and %v, want %q", i, got, err, want)
		}
		if i < len(cures) {
			cures[i](&row)
		}
	}
}

// TestRowsOfZero shows when a single check takes a row that pays nothing.
func TestRowsOfZero(t *testing.T) {
	since := date.New(2026, 3, 1)
	for _, test := range []struct {
		name    string
		options claimcheck.Options
		dated   date.Date
		want    int
		why     string
	}{
		{"not by itself", claimcheck.Options{}, since, 1, "the setting is off"},
		{"of the day", claimcheck.Options{ZeroRows: true, ZeroSince: since}, since, 2, "on or after"},
		{"of the day before", claimcheck.Options{ZeroRows: true, ZeroSince: since}, since.Add(-1), 1, "before"},
		{"1 January 1970 is a day", claimcheck.Options{ZeroRows: true}, date.Date{}, 2, "the zero date is that day, and it is on or after itself"},
		{"the day before that", claimcheck.Options{ZeroRows: true}, date.Date{}.Add(-1), 1, "31 December 1969 is before it"},
	} {
		rows := []claimcheck.ClaimProc{paid(1, 25_00), on(paid(2, 0), func(r *claimcheck.ClaimProc) { r.Date = test.dated })}
		v, err := claimcheck.Single(claimcheck.SingleCheck{Claim: 10, Status: "R", Amount: 25_00}, rows, test.options)
		if err != nil || len(v.Attach()) != test.want {
			t.Errorf("%s: attach %v and %v, want %d rows: %s", test.name, v.Attach(), err, test.want, test.why)
		}
		v, err = claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}, Amount: 25_00}, rows, test.options)
		if err != nil || len(v.Attach()) != 1 {
			t.Errorf("%s: a batch attaches %v and %v; it never takes a row of zero", test.name, v.Attach(), err)
		}
	}
}

// TestProblems shows every problem of a new check, in its order and at its place.
func TestProblems(t *testing.T) {
	rows := []claimcheck.ClaimProc{paid(1, 25_00)}
	for _, test := range []struct {
		name  string
		check func() (claimcheck.Verdict, error)
		want  []string
		why   string
	}{
		{"all of a single check", func() (claimcheck.Verdict, error) {
			return claimcheck.Single(claimcheck.SingleCheck{Status: "S", Amount: 7}, rows, claimcheck.Options{BatchOnly: true})
		}, []string{
			"BATCH_ONLY at options.BatchOnly", "MISSING_FIELD at check.Claim", "CLAIM_NOT_RECEIVED at check.Status",
			"CHECK_AMOUNT_MISMATCH at check.Amount",
		}, "the claim is none, and 0.07 - 0.00 = 0.07; that nothing counts for no claim needs no saying"},
		{"a single check without a status", func() (claimcheck.Verdict, error) {
			return claimcheck.Single(claimcheck.SingleCheck{Claim: 10, Amount: 25_00}, rows, claimcheck.Options{})
		}, []string{"CLAIM_NOT_RECEIVED at check.Status"}, "no status is not R"},
		{"all of a batch", func() (claimcheck.Verdict, error) {
			return claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{12, 10, 12, 10, 11}, Amount: 25_00, Status: "W"}, rows, claimcheck.Options{})
		}, []string{
			"CLAIM_NOT_FOUND at check.Claims[0]", "DUPLICATE_CLAIMNUM at check.Claims[2]", "DUPLICATE_CLAIMNUM at check.Claims[3]",
			"CLAIM_NOT_FOUND at check.Claims[4]", "CLAIM_NOT_RECEIVED at check.Status",
		}, "12 and 11 have no rows; 12 and 10 stand there twice; a claim that is named twice is unknown once"},
		{"a batch of nothing", func() (claimcheck.Verdict, error) {
			return claimcheck.Batch(claimcheck.BatchCheck{}, rows, claimcheck.Options{})
		}, []string{"MISSING_FIELD at check.Claims"}, "no claims; receiving claim procedures would not mend that"},
		{"a claim of which no row counts", func() (claimcheck.Verdict, error) {
			return claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}}, []claimcheck.ClaimProc{paid(1, 0)}, claimcheck.Options{})
		}, []string{"NO_ELIGIBLE_CLAIMPROCS at rows"}, "it has a row, so it is known"},
		{"claim 0 is a claim of rows too", func() (claimcheck.Verdict, error) {
			return claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{0, 1 << 60}, Amount: 1}, []claimcheck.ClaimProc{{ID: 1, Amount: 1, Status: claimcheck.Received}}, claimcheck.Options{})
		}, []string{"CLAIM_NOT_FOUND at check.Claims[1]"}, "a row on claim 0 was seen, though claims lie far apart"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := test.check()
			if got := codes(v.Problems); err != nil || !slices.Equal(got, test.want) || v.Attach() != nil || v.Deposit {
				t.Errorf("got %q, %v, attach %v\nwant %q: %s", got, err, v.Attach(), test.want, test.why)
			}
		})
	}
}

// TestErrors shows what is no check at all, and that nothing is left in the
// verdict.
func TestErrors(t *testing.T) {
	huge := money.MaxAmount
	for _, test := range []struct {
		name   string
		amount money.Amount
		rows   []claimcheck.ClaimProc
		digits int
		path   string
		rule   error
		why    string
	}{
		{"a row without an id", 0, []claimcheck.ClaimProc{paid(1, 1), paid(0, 1)}, 0, "rows[1].ID", money.ErrMissing, "it could not be attached"},
		{"an id used twice", 0, []claimcheck.ClaimProc{paid(5, 1), paid(3, 1), paid(5, 1), paid(3, 1)}, 0, "rows[2].ID", money.ErrDuplicateID, "it would count twice; the first in input order is named"},
		{"a status that does not exist", 0, []claimcheck.ClaimProc{{ID: 1, Status: 10}}, 0, "rows[0].Status", claimcheck.ErrStatus, "InsHist, 9, is the last"},
		{"the status before the id", 0, []claimcheck.ClaimProc{{ID: 1, Status: 200}, paid(1, 1)}, 0, "rows[0].Status", claimcheck.ErrStatus, "input order decides"},
		{"a sum past 64 bits", 0, []claimcheck.ClaimProc{paid(1, huge), paid(2, 1)}, 0, "rows", money.ErrOverflow, "2^63 does not fit"},
		{"a difference past 64 bits", -2, []claimcheck.ClaimProc{paid(1, huge)}, 0, "check.Amount", money.ErrOverflow, "-2 - (2^63 - 1) does not fit"},
		{"further digits below none", 0, nil, -1, "options.SubMinor", money.ErrDigits, "0 to 18"},
		{"too many further digits", 0, nil, 19, "options.SubMinor", money.ErrDigits, "0 to 18"},
	} {
		t.Run(test.name, func(t *testing.T) {
			options := claimcheck.Options{SubMinor: test.digits}
			v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}, Amount: test.amount}, test.rows, options)
			if text := faults.Mismatch(err, test.path, test.rule); text != "" {
				t.Errorf("%s: %s", text, test.why)
			}
			if diff := cmp.Diff(claimcheck.Verdict{}, v, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("something is left: %s", diff)
			}
		})
	}
}

// TestSumsPassTheEdgeAndComeBack shows that only the sum has to fit.
func TestSumsPassTheEdgeAndComeBack(t *testing.T) {
	rows := []claimcheck.ClaimProc{paid(1, money.MaxAmount), paid(2, money.MaxAmount), paid(3, money.MinAmount), paid(4, -money.MaxAmount+50)}
	v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: []int64{10}, Amount: 49}, rows, claimcheck.Options{})
	if err != nil || v.Sum != 49 || v.Partial {
		t.Errorf("got %+v, %v; want a sum of 49, because max + max + min - max + 50 = max + min + 50 = 49", v, err)
	}
}

// TestRoundSum shows that sums are rounded once, and half away from zero.
func TestRoundSum(t *testing.T) {
	for _, test := range []struct {
		amounts []money.Amount // with one further digit
		check   money.Amount
		sum     money.Amount
		why     string
	}{
		{[]money.Amount{10_004, 10_004, 10_004}, 30_010, 30_01, "10.004 x 3 = 30.012, which is 30.01; each row rounded by itself would give 30.00"},
		{[]money.Amount{10_005}, 10_010, 10_01, "10.005 is halfway and goes away from zero"},
		{[]money.Amount{-10_005}, -10_010, -10_01, "so does -10.005"},
		{[]money.Amount{-4}, 0, 0, "-0.004 is nothing"},
		{[]money.Amount{30_012}, 30_014, 30_01, "both sides are rounded: 30.014 is 30.01 too"},
	} {
		var rows []claimcheck.ClaimProc
		raw := money.Amount(0)
		for i, a := range test.amounts {
			rows = append(rows, paid(int64(i+1), a))
			raw += a
		}
		v, err := claimcheck.Single(claimcheck.SingleCheck{Claim: 10, Status: "R", Amount: test.check}, rows, claimcheck.Options{SubMinor: 1})
		if err != nil || !v.OK() || v.Sum != test.sum || v.RawSum != raw || v.Difference != 0 {
			t.Errorf("%v and a check of %d: %+v, %v; %s", test.amounts, test.check, v, err, test.why)
		}
	}
}
