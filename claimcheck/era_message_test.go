package claimcheck_test

import (
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// TestHintsOfAPayment shows what a payment's difference looks like, from the first
// guess to the last.
func TestHintsOfAPayment(t *testing.T) {
	const two = "CLP*A*1*100*100~CLP*B*1*30*30~"
	for _, test := range []struct{ name, segments, says string }{
		{"signs of the provider adjustments", "BPR*I*215*C~CLP*A*1*190*190~PLB*9*2026*WO*25~", "ties if the provider adjustments are added: check the PLB signs"},
		{"a negative net", "BPR*I*0*C~CLP*A*22*-30*-30~", "carry it forward in a PLB with reason FB"},
		{"predeterminations", "BPR*I*109*C~CLP*A*1*100*100~CLP*B*25*9*9~", "ties if predeterminations, which do not count, are paid"},
		{"a claim that is off itself", "BPR*I*130*C~CLP*A*1*100*100~CLP*B*1*30*23~", "it ties once this is paid what its adjustments leave: claim B"},
		{"a claim twice", "BPR*I*130*C~" + two + "CLP*B*1*30*30~", "listed twice or not be in the check: claim B"},
		{"a claim missing", "BPR*I*160*C~" + two, "a claim that may be missing once: claim B"},
		{"a claim's sign", "BPR*I*70*C~" + two, "the sign changes of what is paid for claim B"},
		{"a provider adjustment that is missing once", "BPR*I*123*C~" + two + "PLB*9*2026*CS*4*WO*1.5~", "it ties with once more provider adjustment 2 (WO)"},
		{"a provider adjustment that should not be there", "BPR*I*126*C~" + two + "PLB*9*2026*CS*4*WO*1~", "it ties without provider adjustment 2 (WO)"},
		{"a provider adjustment's sign", "BPR*I*127*C~" + two + "PLB*9*2026*CS*4*WO*1~", "the sign changes of provider adjustment 2 (WO)"},
		{"the first claim is off", "BPR*I*130*C~CLP*A*1*100*93~CLP*B*1*30*30~", "it ties once this is paid what its adjustments leave: claim A"},
		{"the first claim twice", "BPR*I*30*C~" + two, "listed twice or not be in the check: claim A"},
		{"two digits", "BPR*I*103*C~" + two, "it ties if two neighbouring digits change places"},
		{"nines", "BPR*I*139*C~" + two, "a multiple of nine units: two digits of an amount behind it"},
		{"nothing known", "BPR*I*130.01*C~" + two, "correct BPR02"},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := reports(t, remittance(test.segments))[0]
			if got := messageOf(report, claimcheck.ErrTransactionBalance); !strings.Contains(got, test.says) {
				t.Errorf("got %s, want %q", got, test.says)
			}
			wantPlaces(t, report)
		})
	}
}

// messageOf is the first finding of a rule in words.
func messageOf(report *claimcheck.ERAReport, rule *money.Rule) string {
	for i := range report.Findings {
		if report.Findings[i].Rule == rule {
			return report.Message(&report.Findings[i], 2)
		}
	}
	return ""
}

// TestHintsOfAClaim shows what a claim's or a line's difference looks like.
func TestHintsOfAClaim(t *testing.T) {
	for _, test := range []struct{ name, segments, says string }{
		{"both levels", "CLP*A*1*100*80~CAS*CO*45*20~SVC*X*100*80~CAS*CO*45*20~", "it ties without the claim's own CAS"},
		{"all signs", "CLP*A*1*100*130~CAS*CO*1*10*1*2*20~", "it ties if the adjustments change their sign"},
		{"one twice", "CLP*A*1*100*90~CAS*CO*1*10*1*2*10~", "an adjustment is just as much, and may be there twice"},
		{"one sign", "CLP*A*1*100*107~CAS*CO*1*5*1*2*-2~", "it ties"},
		{"the only sign", "CLP*A*1*100*110~CAS*CO*1*10~", "it ties if an adjustment of half that changes its sign"},
		{"the claim's own, without lines", "CLP*A*1*100*100~CAS*CO*1*10~", "an adjustment is just as much, and may be there twice"},
		{"one missing", "CLP*A*1*100*80~CAS*CO*1*10~", "another like it may be missing"},
		{"two digits", "CLP*A*1*54*45~", "it ties if two neighbouring digits change places"},
		{"nines", "CLP*A*1*54*36~", "a multiple of nine units"},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := reports(t, remittance("BPR*I*0*C~"+test.segments))[0]
			if got := messageOf(report, claimcheck.ErrClaimBalance); !strings.Contains(got, test.says) {
				t.Errorf("got %s, want %q", got, test.says)
			}
		})
	}
}

// TestHintsLookAtSoMany shows a claim that is 5.00 over, with an adjustment of 5.00
// behind others of 0.01: hints look at 256 of them.
func TestHintsLookAtSoMany(t *testing.T) {
	for cents, found := range map[int]bool{255: true, 256: false} {
		var segments strings.Builder
		for range cents {
			segments.WriteString("CAS*CO*1*0.01~")
		}
		paid := money.Amount(100_00 - cents).Format(2)
		report := reports(t, remittance("BPR*I*0*C~CLP*A*1*100*"+paid+"~"+segments.String()+"CAS*CO*2*5~"))[0]
		got := messageOf(report, claimcheck.ErrClaimBalance)
		if strings.Contains(got, "an adjustment is just as much") != found {
			t.Errorf("behind %d: got %s", cents, got)
		}
	}
}

// TestAHintOfNoName shows that a hint which nobody has named says nothing.
func TestAHintOfNoName(t *testing.T) {
	report := reports(t, remittance("BPR*I*130.01*C~CLP*A*1*100*100~"))[0]
	f := report.Findings[0]
	want := report.Message(&f, 2)
	for _, hint := range []claimcheck.ERAHint{claimcheck.ERAHintNines + 1, 255} {
		f.Hint = hint
		if got := report.Message(&f, 2); got != want {
			t.Errorf("hint %d: got %s, want %s", hint, got, want)
		}
	}
}

// TestMessages shows whole sentences: who, where, both numbers, the difference, what
// it looks like, what mends it.
func TestMessages(t *testing.T) {
	for _, test := range []struct {
		segments string
		rule     *money.Rule
		want     string
	}{
		{"BPR*I*215*C~CLP*A*1*190*190~PLB*9*2026*WO*25~", claimcheck.ErrTransactionBalance,
			"payment at segment 2, byte 12: the claims' 190.00 less provider adjustments of 25.00 is 165.00, but BPR02 is 215.00 (over by 50.00); " +
				"it ties if the provider adjustments are added: check the PLB signs; correct BPR02, the CLP04 amounts or the PLB amounts"},
		{"BPR*I*11*C~TRN*1*77~CLP*A*1*12*11~SVC*X*12*10~CAS*CO*1*1~", claimcheck.ErrServiceBalance,
			"claim A, service line 1 at segment 5, byte 46: charged 12.00 less adjustments of 1.00 is 11.00, but 10.00 is paid (short by 1.00); " +
				"an adjustment is just as much, and another like it may be missing; correct SVC03 or the CAS amounts of the line"},
		{"BPR*H*5*C*NON~TRN*1*77~CLP**1*5*5~", claimcheck.ErrHandlingConflict,
			"check 77 at segment 2, byte 12: the handling code contradicts the payment: got 5.00, want 0.00 (over by 5.00); with BPR01 H send BPR02 as zero and BPR04 as NON; with BPR01 I send the method of the payment as BPR04"},
		{"BPR*I*5*C~CLP**1*5*5*1~", claimcheck.ErrPatientResp,
			"claim number 1 at segment 3, byte 22: the patient's responsibility is not the sum of the PR adjustments: got 1.00, want 0.00 (over by 1.00); correct CLP05 or the CAS amounts of group PR"},
		{"BPR*I*5*C~CLP*A*1*5*5~CAS*CO*1*1**2*-1**3*0~", claimcheck.ErrZeroCAS,
			"claim A at segment 4, byte 34: an adjustment of zero is sent, number 3; leave the adjustment out"},
		{"BPR*I*0*C~CLP*A*1*2*1~CAS*CO*1*1~CLP*A*22*-3*-1~CAS*CO*1*-2~", claimcheck.ErrReversalOrder,
			"claim A at segment 5: the reversal stands after its correction, which is claim number 1; list the reversal first"},
		{"BPR*I*5*C~CLP*A*22*1*0~CAS*CR*1*1~", claimcheck.ErrReversalShape,
			"claim A at segment 3, byte 22: the reversal does not mirror its claim: its charge is 1.00, want zero or less; negate the charge, the payment and every adjustment, line by line and under the groups of the original"},
		{"BPR*I*5*C~CLP*A*1*6*6~PLB*9*20261231*CS*1*WO*0~", claimcheck.ErrZeroPLB,
			"provider adjustment 2 at segment 4, byte 34: a provider adjustment of zero is sent: got 0.00; leave the provider adjustment out"},
		{"BPR*I*0*C~CLP*R*1*200*150~CAS*CO*1*50~CLP*R*22*-200*-150~CAS*OA*1*-50~", claimcheck.ErrReversalShape,
			"claim R at segment 5: the reversal does not mirror its claim: its sums are those of claim number 1, but its lines, its groups or the single adjustments are others; negate the charge, the payment and every adjustment, line by line and under the groups of the original"},
		{"BPR*I*0*D~CLP*A*22*-200*-150~CAS*CR*1*-50~PLB*9*2026*CS*-150~", claimcheck.ErrReversalShape,
			"claim A at segment 3, byte 22: the reversal does not mirror its claim: the sign or the group of its adjustments is not as it should be; negate the charge, the payment and every adjustment, line by line and under the groups of the original"},
		{"BPR*I*9*C~CLP*A*1*100*10~CAS*CO*1*90~CLP*A*22*-100*-9~CAS*CO*1*-91~CLP*A*1*100*8~CAS*CO*1*92~", claimcheck.ErrReversalShape,
			"claim A at segment 5: the reversal does not mirror its claim: its payment is -9.00, want -10.00; negate the charge, the payment and every adjustment, line by line and under the groups of the original"},
		{"BPR*I*5*C~CLP*A*1*5*5~SE*5*1~", claimcheck.ErrERASegmentCount,
			"transaction at segment 4, byte 34: the transaction has another number of segments than its SE01 says: got 5, want 4; correct SE01, or send the segments that are missing"},
	} {
		text := remittance(test.segments)
		if strings.Contains(test.segments, "SE*") {
			text = "ST*835*0001~" + test.segments
		}
		if got := messageOf(reports(t, text)[0], test.rule); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.segments, got, test.want)
		}
	}
}

// TestMeaningsOfProviderAdjustments shows the common reasons, some of which go by the
// sign.
func TestMeaningsOfProviderAdjustments(t *testing.T) {
	for _, test := range []struct {
		reason     string
		above, not string
	}{
		{"WO", "overpayment recovered", "recovery of an overpayment put off"},
		{"FB", "balance from before applied", "balance carried forward"},
		{"L6", "interest taken back", "interest paid"},
		{"72", "authorized return", "authorized return"},
		{"CS", "adjustment", "adjustment"},
		{"ZZ", "", ""},
	} {
		if zero := claimcheck.PLBMeaning(test.reason, 0); zero != test.above {
			t.Errorf("%s of zero: got %q", test.reason, zero)
		}
		if above, not := claimcheck.PLBMeaning(test.reason, 1), claimcheck.PLBMeaning(test.reason, -1); above != test.above || not != test.not {
			t.Errorf("%s: got %q and %q", test.reason, above, not)
		}
	}
}
