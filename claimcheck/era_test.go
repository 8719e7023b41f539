package claimcheck_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// remittance is 835 text from ST to SE of the segments of a transaction, without a
// count of segments.
func remittance(segments string) string {
	parts := strings.Fields(strings.ReplaceAll(segments, "~", "~ "))
	return "ST*835*0001~" + strings.Join(parts, "") + "SE*" + decimal(len(parts)+2) + "*0001~"
}

// reports reads every transaction of a text.
func reports(t testing.TB, text string) []*claimcheck.ERAReport {
	t.Helper()
	all, err := readAll(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return all
}

func readAll(in io.Reader) (all []*claimcheck.ERAReport, err error) {
	r := claimcheck.NewERAReader(in, 2)
	for {
		report, err := r.Next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, report)
	}
}

// told are the findings of a report, each with its code, its path and the values that
// it compares.
func told(report *claimcheck.ERAReport) (lines []string) {
	for i := range report.Findings {
		f := &report.Findings[i]
		want, got, difference := report.Values(f, 2)
		lines = append(lines, strings.TrimSpace(f.Rule.Code()+" "+strings.TrimPrefix(f.Path(), "era.")+" "+strings.TrimSpace(want+" "+got+" "+difference)))
	}
	return lines
}

// good is a claim of two lines that balances: 180.00 - 70.00 = 110.00 and 120.00 -
// 40.00 = 80.00, of which the patient owes 40.00.
const good = "CLP*A*1*300*190*40~SVC*HC:1*180*110~CAS*CO*45*50~CAS*PR*2*20~SVC*HC:2*120*80~CAS*CO*45*20~CAS*PR*1*20~"

// eraCase is a remittance and what is said about it: code, path, want, got and
// difference.
type eraCase struct {
	name, segments string
	want           []string
	ok             bool
	why            string
}

var equationCases = []eraCase{
	{"three levels tie", "BPR*I*190*C*ACH~" + good, nil, true, "180 - 50 - 20 = 110; 120 - 20 - 20 = 80; 300 - 110 = 190 = BPR02"},
	{"a line is a cent short", "BPR*I*190*C*ACH~CLP*A*1*300*190*40~SVC*HC:1*180*109.99~CAS*CO*45*50~CAS*PR*2*20~SVC*HC:2*120*80~CAS*CO*45*20~CAS*PR*1*20~",
		[]string{"SVC_OUT_OF_BALANCE Claims[0].Services[0].Paid 110.00 109.99 -0.01"}, false, "the claim still ties: 300 - 110 = 190"},
	{"a claim is a cent over, its lines tie", "BPR*I*190.01*C*ACH~" + strings.Replace(good, "*190*", "*190.01*", 1),
		[]string{"CLP_OUT_OF_BALANCE Claims[0].Paid 190.00 190.01 0.01"}, false, "and the payment ties with the wrong claim"},
	{"the payment is a cent over", "BPR*I*190.01*C*ACH~" + good, []string{"TX_OUT_OF_BALANCE Payment 190.00 190.01 0.01"}, false, "190.00 is paid for the claims"},
	{"all three are off", "BPR*I*10*C*ACH~CLP*A*1*5*4~SVC*HC:1*5*3~",
		[]string{"TX_OUT_OF_BALANCE Payment 4.00 10.00 6.00", "CLP_OUT_OF_BALANCE Claims[0].Paid 5.00 4.00 -1.00", "SVC_OUT_OF_BALANCE Claims[0].Services[0].Paid 5.00 3.00 -2.00"}, false,
		"each level for itself, in the order of the input"},
	{"the same adjustment at both levels", "BPR*I*190*C*ACH~" + strings.Replace(good, "SVC", "CAS*PR*2*20~SVC", 1),
		[]string{"CLP_OUT_OF_BALANCE Claims[0].Paid 170.00 190.00 20.00", "PATIENT_RESP_MISMATCH Claims[0].PatientResp 60.00 40.00 -20.00"}, false, "300 - 110 - 20 = 170, and PR is 60"},
	{"a negative adjustment raises the payment", "BPR*I*12*C*ACH~CLP*A*1*10*12~CAS*CO*45*-2~", nil, true, "10 - -2 = 12"},
	{"six triples in one CAS", "BPR*I*79*C*ACH~CLP*A*1*100*79~CAS*CO*1*1**2*2**3*3**4*4**5*5**6*6~", nil, true, "100 - 21 = 79"},
	{"six triples with quantities", "BPR*I*79*C*ACH~CLP*A*1*100*79~CAS*CO*1*1*1*2*2*1*3*3*1*4*4*1*5*5*1*6*6*1~", nil, true, "19 elements are the most: 100 - 21 = 79"},
	{"six pairs", "BPR*I*79*C*ACH~CLP*A*1*100*100~PLB*9*20261231*WO*1*WO*2*WO*3*WO*4*WO*5*WO*6~", nil, true, "14 elements are the most: 100 - 21 = 79"},
	{"an empty triple", "BPR*I*90*C*ACH~CLP*A*1*100*90~CAS*CO*1*4*****2*6~", nil, true, "it is passed over: 100 - 4 - 6 = 90"},
	{"a reason that is left out", "BPR*I*90*C*ACH~CLP*A*1*100*90~CAS*CO*1*4***6~", nil, true, "the amount counts: 100 - 4 - 6 = 90"},
	{"an empty pair, and a reason that is left out", "BPR*I*95*C*ACH~CLP*A*1*100*100~PLB*9*20261231*WO*2****3~", nil, true, "100 - 2 - 3 = 95"},
	{"zeros that are left out", "BPR*I*5.5*C*ACH~CLP*A*1*6.*5.5~CAS*CO*45*.5~CLP*B*1*-.5*-1.~CAS*CO*45*+.5~CLP*C*1*1*1~", nil, true, "6.00 - 0.50 = 5.50; -0.50 - 0.50 = -1.00; and 1.00"},
	{"quantities are no amounts", "BPR*I*90*C*ACH~CLP*A*1*100*90~CAS*CO*1*4*9*2*6*7~", nil, true, "100 - 4 - 6 = 90"},
	{"several CAS of one claim", "BPR*I*90*C*ACH~CLP*A*1*100*90*6~CAS*CO*1*4~CAS*PR*1*6~", nil, true, "100 - 4 - 6 = 90"},
	{"provider adjustments", "BPR*I*100*C*ACH~CLP*A*1*125*125~PLB*9*20261231*WO:1*20*L6*-1*72*6~", nil, true, "125 - 20 + 1 - 6 = 100"},
	{"two PLB segments", "BPR*I*100*C*ACH~CLP*A*1*125*125~PLB*9*20261231*WO:1*20~PLB*9*20261231*CS*5~", nil, true, "125 - 20 - 5 = 100"},
	{"a negative net is carried forward", "BPR*H*0*C*NON~CLP*A*22*-50*-30~CAS*CO*45*-20~PLB*9*20261231*FB*-30~", nil, true, "-30 - -30 = 0"},
	{"a debit", "BPR*I*30*D*ACH~CLP*A*22*-50*-30~CAS*CO*45*-20~", nil, true, "the sign of 30 turns: -30 = -30"},
	{"no claims at all", "BPR*I*5*C*ACH~PLB*9*20261231*CS*-5~", nil, true, "0 - -5 = 5"},
	{"a bad line in a good claim", "BPR*I*187.5*C*CHK~CLP*B*3*1766.5*187.5~SVC*HC:1*24599*1766.5~CAS*OA*23*1579~",
		[]string{"SVC_CHARGE_SUM Claims[0].Charge 24599.00 1766.50 -22832.50", "SVC_OUT_OF_BALANCE Claims[0].Services[0].Paid 23020.00 1766.50 -21253.50"}, false,
		"1766.50 - 1579.00 = 187.50, but 24599.00 - 1579.00 = 23020.00"},
}

var companionCases = []eraCase{
	{"a payment below zero", "BPR*I*-30*C*ACH~CLP*A*22*-50*-30~CAS*CO*45*-20~", []string{"NEGATIVE_PAYMENT Payment -30.00"}, false, "never, though it ties"},
	{"H pays nothing", "BPR*H*190*C*NON~" + good, []string{"HANDLING_CODE_CONFLICT Payment 0.00 190.00 190.00"}, false, "H only notifies"},
	{"H has no method but NON", "BPR*H*0*C*CHK~CLP*A*4*5*0~CAS*CO*45*5~", []string{"HANDLING_CODE_CONFLICT Method NON CHK"}, false, "nothing is paid"},
	{"I pays by some method", "BPR*I*190*C*NON~" + good, []string{"HANDLING_CODE_CONFLICT Method NON"}, false, "I pays, NON does not"},
	{"a method that is not sent is not judged", "BPR*H*0~CLP*A*4*5*0~CAS*CO*45*5~", nil, true, ""},
	{"an adjustment of zero", "BPR*I*5*C*ACH~CLP*A*1*5*5~CAS*CO*45*0**1*0.00~", []string{"ZERO_CAS Claims[0].CAS[0].Amount 0.00", "ZERO_CAS Claims[0].CAS[1].Amount 0.00"}, true, "each is reported"},
	{"an adjustment of zero in a line", "BPR*I*5*C*ACH~CLP*A*1*5*5~SVC*HC:1*5*5~CAS*CO*1*1~CAS*OA*2*-1~CAS*CO*45*0~", []string{"ZERO_CAS Claims[0].Services[0].CAS[2].Amount 0.00"}, true, "numbered over the segments of the line"},
	{"a provider adjustment of zero", "BPR*I*5*C*ACH~CLP*A*1*6*6~PLB*9*20261231*CS*1*WO*0~", []string{"ZERO_PLB PLB[1].Amount 0.00"}, true, "the second pair"},
	{"the patient's part", "BPR*I*190*C*ACH~" + strings.Replace(good, "*40~", "*45~", 1), []string{"PATIENT_RESP_MISMATCH Claims[0].PatientResp 40.00 45.00 5.00"}, true, "20 + 20 = 40"},
	{"the patient's part of zero", "BPR*I*190*C*ACH~" + strings.Replace(good, "*40~", "*0~", 1), []string{"PATIENT_RESP_MISMATCH Claims[0].PatientResp 40.00 0.00 -40.00"}, true, "0 is sent"},
	{"the patient's part is not sent", "BPR*I*190*C*ACH~" + strings.Replace(good, "*40~", "~", 1), nil, true, "nothing to compare"},
	{"the charges of the lines", "BPR*I*190*C*ACH~" + strings.Replace(good, "*300*190*40~", "*310*190*40~CAS*CO*45*10~", 1),
		[]string{"SVC_CHARGE_SUM Claims[0].Charge 300.00 310.00 10.00"}, true, "180 + 120 = 300; the claim ties with an adjustment of its own"},
	{"a predetermination counts for nothing", "BPR*H*0*C*NON~CLP*A*25*900*0~SVC*AD:1*900*0~CAS*OA*101*540~CAS*PR*2*360~", nil, true, "540 is to be paid later"},
	{"a predetermination that is paid", "BPR*I*10*C*ACH~CLP*A*1*10*10~CLP*B*25*9*9~", []string{"PREDETERMINATION_PAID Claims[1].Paid 0.00 9.00 9.00"}, true, "10 is paid for the claims that count"},
	{"the number of segments", "BPR*I*5*C*ACH~CLP*A*1*5*5~SE*9*0001~", []string{"ERA_SEGMENT_COUNT Segments 4 9 5"}, true, "ST, BPR, CLP and SE are four"},
}

var reversalCases = []eraCase{
	{"a reversal and its correction", "BPR*I*0*C*ACH~CLP*A*22*-200*-150~CAS*CO*45*-50~CLP*A*1*200*150~CAS*CO*45*50~", nil, true, ""},
	{"a charge that is not negated", "BPR*I*0*C*ACH~CLP*A*22*200*0~CAS*CO*45*200~", []string{"REVERSAL_SHAPE Claims[0].Charge 200.00"}, true, "200 - 200 = 0 ties, but takes nothing back"},
	{"a payment that is not negated", "BPR*I*10*C*ACH~CLP*A*22*-5*10~CAS*CO*45*-15~", []string{"REVERSAL_SHAPE Claims[0].Paid 10.00"}, true, ""},
	{"adjustments that are not negated", "BPR*I*0*D*ACH~CLP*A*22*-200*-150~CAS*CO*45*50~PLB*9*2026*CS*-150~",
		[]string{"CLP_OUT_OF_BALANCE Claims[0].Paid -250.00 -150.00 100.00", "REVERSAL_SHAPE Claims[0].CAS"}, false, "-200 - 50 = -250; with -50 it would be -150"},
	{"group CR since 005010", "BPR*I*0*D*ACH~CLP*A*22*-200*-150~CAS*CR*45*-50~PLB*9*2026*CS*-150~", []string{"REVERSAL_SHAPE Claims[0].CAS"}, true, "the groups are those of the original"},
	{"the patient's part of a reversal is not judged", "BPR*I*0*C*ACH~CLP*A*22*-5*0*5~CAS*PR*1*-5~", nil, true, ""},
	{"a correction before its reversal", "BPR*I*-30*C*ACH~CLP*A*1*200*120~CAS*CO*45*80~CLP*A*22*-200*-150~CAS*CO*45*-50~",
		[]string{"NEGATIVE_PAYMENT Payment -30.00", "REVERSAL_ORDER Claims[1]"}, false, "150 was paid, 120 is right"},
	{"the original, its reversal, the correction", "BPR*I*120*C*ACH~CLP*A*1*200*150~CAS*CO*45*50~CLP*A*22*-200*-150~CAS*CO*45*-50~CLP*A*1*200*120~CAS*CO*45*80~", nil, true, ""},
	{"a reversal in another detail than its original", "BPR*I*120*C*ACH~CLP*A*1*200*150~SVC*X*200*150~CAS*CO*45*50~CLP*A*22*-200*-150~CAS*CO*45*-50~CLP*A*1*200*120~CAS*CO*45*80~",
		[]string{"REVERSAL_SHAPE Claims[1].CAS 0.00 -50.00 -50.00", "REVERSAL_SHAPE Claims[1].Services -50.00 0.00 50.00", "REVERSAL_SHAPE Claims[1].Services 1 0 -1"}, true, "the original has it at its line"},
	{"a reversal under another group", "BPR*I*120*C*ACH~CLP*A*1*200*150~CAS*PR*1*50~CLP*A*22*-200*-150~CAS*CO*45*-50~CLP*A*1*200*120~CAS*CO*45*80~",
		[]string{"REVERSAL_SHAPE Claims[1].PatientResp -50.00 0.00 50.00"}, true, "the original had 50 under PR"},
	{"a reversal without the lines of its original", "BPR*I*9*C*ACH~CLP*A*1*10*10~SVC*X*10*10~CLP*A*22*-10*-10~CLP*A*1*10*9~CAS*CO*45*1~",
		[]string{"REVERSAL_SHAPE Claims[1].Services 1 0 -1"}, true, "the amounts mirror each other, the detail does not"},
	{"a claim that is reversed whole", "BPR*I*0*C*ACH~CLP*A*1*10*8~CAS*PR*1*2~CLP*A*22*-10*-8~CAS*PR*1*-2~", nil, true, "its original in the same remittance, and no correction"},
	{"a secondary between the original and its reversal", "BPR*I*150*C*ACH~CLP*R*1*200*150~CAS*CO*1*50~CLP*R*2*50*30~CAS*CO*1*20~CLP*R*22*-200*-150~CAS*CO*1*-50~CLP*R*1*200*120~CAS*CO*1*80~",
		nil, true, "the reversal mirrors the first of the two claims before it"},
	{"a secondary is no correction of a primary", "BPR*I*150*C*ACH~CLP*R*1*200*120~CAS*CO*1*80~CLP*R*22*-200*-150~CAS*CO*1*-50~CLP*R*2*200*180~CAS*CO*1*20~",
		[]string{"REVERSAL_ORDER Claims[1]"}, true, "120 is the correction of 150 and stands before its reversal; 180 is another payer's"},
	{"a denied correction may be anybody's", "BPR*I*1*C*ACH~CLP*R*2*200*150~CAS*CO*1*50~CLP*R*22*-200*-149~CAS*CO*1*-51~CLP*R*4*200*0~CAS*CO*1*200~",
		[]string{"REVERSAL_SHAPE Claims[1].Paid -150.00 -149.00 1.00", "REVERSAL_SHAPE Claims[1].CAS -50.00 -51.00 -1.00"}, true, "150 - 149 = 1"},
	{"the charge tells whose claim it is", "BPR*I*81*C*ACH~CLP*R*2*50*30~CAS*CO*1*20~CLP*R*1*200*150~CAS*CO*1*50~CLP*R*2*50*30~CAS*CO*1*20~CLP*R*22*-200*-149~CAS*CO*1*-51~CLP*R*1*200*20~CAS*CO*1*180~",
		[]string{"REVERSAL_SHAPE Claims[3].Paid -150.00 -149.00 1.00", "REVERSAL_SHAPE Claims[3].CAS -50.00 -51.00 -1.00"}, true, "30 + 150 + 30 - 149 + 20 = 81"},
	{"the charge outweighs what follows", "BPR*I*31*C*ACH~CLP*R*1*200*120~CAS*CO*1*80~CLP*R*2*50*30~CAS*CO*1*20~CLP*R*22*-200*-150~CAS*CO*1*-50~CLP*R*2*50*31~CAS*CO*1*19~",
		[]string{"REVERSAL_ORDER Claims[2]"}, true, "200 is the first payer's charge, and no claim of that payer follows; 120 + 30 - 150 + 31 = 31"},
	{"a forwarded secondary is no correction of a primary", "BPR*I*150*C*ACH~CLP*R*19*200*120~CAS*CO*1*80~CLP*R*22*-200*-150~CAS*CO*1*-50~CLP*R*20*200*180~CAS*CO*1*20~",
		[]string{"REVERSAL_ORDER Claims[1]"}, true, "19 is status 1 and 20 is status 2, forwarded"},
	{"a predetermination is no correction", "BPR*H*0*C*NON~CLP*R*3*200*150~CAS*CO*1*50~CLP*R*22*-200*-150~CAS*CO*1*-40*1~CAS*PR*1*-10~CLP*R*25*200*0~CAS*OA*101*200~CLP*S*21*9*9~CLP*S*22*-9*-8~CAS*CO*1*-1~CLP*S*25*9*0~CAS*OA*101*9~PLB*9*2026*CS*1~",
		[]string{"REVERSAL_SHAPE Claims[1].PatientResp 0.00 -10.00 -10.00", "REVERSAL_ORDER Claims[4]"}, true, "it pays nothing that could correct 9.00; 9 - 8 - 1 = 0"},
	{"two reversals of two alike", "BPR*I*0*C*ACH~CLP*R*1*9*9~CLP*R*1*9*9~CLP*R*22*-9*-9~CLP*R*22*-9*-9~", nil, true, "each has one of its own"},
	{"a second reversal of one claim", "BPR*I*1*C*ACH~CLP*R*1*9*9~CLP*R*22*-9*-9~CLP*R*22*-9*-9~CLP*R*1*10*10~", nil, true, "what the second one takes back is not in this remittance"},
	{"changed groups", "BPR*I*0*C*ACH~CLP*R*1*200*150~CAS*CO*1*50~CLP*R*22*-200*-150~CAS*OA*1*-50~", []string{"REVERSAL_SHAPE Claims[1]"}, true, "CO 50 is not OA 50"},
	{"moved between lines", "BPR*I*0*C*ACH~CLP*R*1*200*150~SVC*X*120*90~CAS*CO*1*30~SVC*X*80*60~CAS*CO*1*20~CLP*R*22*-200*-150~SVC*X*-100*-80~CAS*CO*1*-20~SVC*X*-100*-70~CAS*CO*1*-30~",
		[]string{"REVERSAL_SHAPE Claims[1]"}, true, "120 and 80 are not 100 and 100, though both come to 200"},
	{"lines and adjustments in another order", "BPR*I*0*C*ACH~CLP*R*1*200*150~SVC*X*120*90~CAS*CO*1*10**2*20~SVC*X*80*60~CAS*CO*1*20~CLP*R*22*-200*-150~SVC*X*-80*-60~CAS*CO*1*-20~SVC*X*-120*-90~CAS*CO*2*-20~CAS*CO*1*-10~",
		nil, true, "the same lines with the same adjustments"},
	{"a claim of a payer that is not told", "BPR*I*9*C*ACH~CLP*A*4*100*10~CAS*CO*1*90~CLP*A*22*-100*-9~CAS*CO*1*-91~CLP*A*4*100*8~CAS*CO*1*92~",
		[]string{"REVERSAL_SHAPE Claims[1].Paid -10.00 -9.00 1.00", "REVERSAL_SHAPE Claims[1].CAS -90.00 -91.00 -1.00"}, true, "it has an original like any other: 10 - 9 + 8 = 9"},
	{"a correction by a payer that is told", "BPR*I*9*C*ACH~CLP*A*4*100*10~CAS*CO*1*90~CLP*A*22*-100*-9~CAS*CO*1*-91~CLP*A*1*100*8~CAS*CO*1*92~",
		[]string{"REVERSAL_SHAPE Claims[1].Paid -10.00 -9.00 1.00", "REVERSAL_SHAPE Claims[1].CAS -90.00 -91.00 -1.00"}, true, "the original may be that payer's too, so this one follows it"},
	{"two reversals of one claim that mirror nothing", "BPR*I*0*C*ACH~CLP*A*1*100*10~CAS*CO*1*90~CLP*A*22*-100*-9~CAS*CO*1*-91~CLP*A*22*-100*-8~CAS*CO*1*-92~CLP*A*1*100*7~CAS*CO*1*93~",
		[]string{"REVERSAL_SHAPE Claims[1].Paid -10.00 -9.00 1.00", "REVERSAL_SHAPE Claims[1].CAS -90.00 -91.00 -1.00"}, true, "no claim is left before the second"},
	{"the nearer of two claims", "BPR*I*29*C*ACH~CLP*A*1*100*10~CAS*CO*1*90~CLP*A*4*100*20~CAS*CO*1*80~CLP*A*22*-100*-9~CAS*CO*1*-91~CLP*A*1*100*8~CAS*CO*1*92~",
		[]string{"REVERSAL_SHAPE Claims[2].Paid -20.00 -9.00 11.00", "REVERSAL_SHAPE Claims[2].CAS -80.00 -91.00 -11.00"}, true, "both have its charge and are followed: 10 + 20 - 9 + 8 = 29"},
	{"a reversal of no charge", "BPR*I*9*C*ACH~CLP*A*1*100*10~CAS*CO*1*90~CLP*A*22*0*-10~CAS*CO*1*10~CLP*A*1*100*9~CAS*CO*1*91~",
		[]string{"REVERSAL_SHAPE Claims[1].Charge -100.00 0.00 100.00", "REVERSAL_SHAPE Claims[1].CAS -90.00 10.00 100.00"}, true, "zero takes nothing back of 100.00"},
	{"a charge that is not negated, beside its claim", "BPR*I*9*C*ACH~CLP*A*1*100*10~CAS*CO*1*90~CLP*A*22*100*-10~CAS*CO*1*110~CLP*A*1*100*9~CAS*CO*1*91~",
		[]string{"REVERSAL_SHAPE Claims[1].Charge 100.00", "REVERSAL_SHAPE Claims[1].CAS -90.00 110.00 200.00"}, true, "the charge is told of once"},
	{"other claims do not matter", "BPR*I*-30*C*ACH~CLP*B*1*200*120~CAS*CO*45*80~CLP*A*22*-200*-150~CAS*CO*45*-50~", []string{"NEGATIVE_PAYMENT Payment -30.00"}, false, "B is another claim"},
}

// wantPlaces expects that a finding names no row, and no claim or provider adjustment
// that its hint is about, where there is none. What is found when a transaction ends has
// no byte.
func wantPlaces(t *testing.T, report *claimcheck.ERAReport) {
	t.Helper()
	for _, f := range report.Findings {
		hasRow := f.Rule == claimcheck.ErrZeroCAS || f.Rule == claimcheck.ErrZeroPLB
		other := f.Rule == claimcheck.ErrReversalOrder || f.Rule == claimcheck.ErrReversalShape && f.Field == claimcheck.ERAFieldClaim
		switch f.Hint {
		case claimcheck.ERAHintClaimOff, claimcheck.ERAHintClaim, claimcheck.ERAHintClaimTwice, claimcheck.ERAHintClaimSign,
			claimcheck.ERAHintPLBExtra, claimcheck.ERAHintPLBMissing, claimcheck.ERAHintPLBFlipped:
			other = true
		}
		if (f.Row >= 0) != hasRow || f.Row < -1 || (f.HintRow >= 0) != other || f.HintRow < -1 {
			t.Errorf("%s at row %d, with a hint about %d", f.Rule.Code(), f.Row, f.HintRow)
		}
		if f.Rule == claimcheck.ErrReversalOrder && f.Offset != -1 {
			t.Errorf("%s at byte %d", f.Rule.Code(), f.Offset)
		}
	}
}

// TestRulesOfRemittances shows every rule by a remittance that breaks it and one that
// nearly does.
func TestRulesOfRemittances(t *testing.T) {
	for _, group := range [][]eraCase{equationCases, companionCases, reversalCases} {
		for _, test := range group {
			t.Run(test.name, func(t *testing.T) {
				text := remittance(test.segments)
				if strings.Contains(test.segments, "SE*") {
					text = "ST*835*0001~" + test.segments
				}
				report := reports(t, text)[0]
				if got := told(report); !slices.Equal(got, test.want) || report.OK() != test.ok {
					t.Errorf("%s\ngot  %q, ok %t\nwant %q, ok %t", test.why, got, report.OK(), test.want, test.ok)
				}
				wantPlaces(t, report)
			})
		}
	}
}

// TestOldReversals shows that before version 005010 a reversal has the group CR, and
// no PR.
func TestOldReversals(t *testing.T) {
	const body = "BPR*I*0*C*ACH~CLP*A*22*-5*0~CAS*"
	for _, test := range []struct{ group, want string }{{"CR", ""}, {"PR", "REVERSAL_SHAPE Claims[0].CAS"}, {"CO", ""}} {
		text := "GS*HP*S*R*20260101*1200*1*X*004010X091A1~" + remittance(body+test.group+"*1*-5~") + "GE*1*1~"
		if got := strings.Join(told(reports(t, text)[0]), "; "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.group, got, test.want)
		}
		era := &claimcheck.ERA{Version: "004010", Claims: []claimcheck.ERAClaim{{ID: "A", Status: "22", Charge: -500, CAS: []claimcheck.ERAAdjustment{{Group: test.group, Amount: -500}}}}}
		report, err := claimcheck.BalanceERA(era)
		if err != nil || strings.Join(told(report), "; ") != test.want {
			t.Errorf("%s as data: got %q, %v, want %q", test.group, told(report), err, test.want)
		}
		for _, f := range report.Findings {
			if f.Offset != -1 {
				t.Errorf("%s as data: byte %d of no text", test.group, f.Offset)
			}
		}
		era.Version = "00401" // of data that have it short
		if report, err = claimcheck.BalanceERA(era); err != nil || strings.Join(told(report), "; ") != test.want {
			t.Errorf("%s of 00401: got %q, %v, want %q", test.group, told(report), err, test.want)
		}
	}
}

// TestOldReversalsMoveGroups shows that before version 005010 a reversal mirrors its
// original under another group, and since then it does not.
func TestOldReversalsMoveGroups(t *testing.T) {
	for _, test := range []struct{ version, want string }{
		{"004010X091A1", ""}, {"005010X221A1", "REVERSAL_SHAPE Claims[1].CAS; REVERSAL_SHAPE Claims[1].PatientResp -2.00 0.00 2.00"},
	} {
		text := "GS*HP*S*R*20260101*1200*1*X*" + test.version + "~" + remittance("BPR*I*0*C*ACH~CLP*A*1*10*8~CAS*PR*1*2~CLP*A*22*-10*-8~CAS*CR*1*-2~") + "GE*1*1~"
		got := told(reports(t, text)[0])
		slices.Sort(got)
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: got %q, want %q", test.version, got, test.want)
		}
	}
}

// TestTotalsOfARemittance shows the totals, with and without predeterminations.
func TestTotalsOfARemittance(t *testing.T) {
	report := reports(t, remittance("BPR*I*165*C*CHK~TRN*1*C77~"+good+"CLP*P*25*900*0~CAS*OA*101*540~CAS*CO*101*60~CAS*PR*2*300~PLB*9*20261231*WO:1*25~"))[0]
	got := []money.Amount{report.Payment, report.Charges, report.Paid, report.Provider, report.Expected, report.Anticipated}
	if want := []money.Amount{165_00, 300_00, 190_00, 25_00, 165_00, 540_00}; !slices.Equal(got, want) || !report.Balanced() {
		t.Errorf("got %v, want %v", got, want)
	}
	if report.Trace != "C77" || report.Control != "0001" || report.Claims != 2 || report.Handling != "I" || report.Method != "CHK" {
		t.Errorf("got %+v", report)
	}
	claim := report.Claim(0)
	if want := (claimcheck.ERAClaimTotals{ID: "A", Status: "1", Segment: 4, Charge: 300_00, ServiceCAS: 110_00, PatientResp: 40_00, Paid: 190_00, Services: 2}); claim != want {
		t.Errorf("got %+v\nwant %+v", claim, want)
	}
}

// TestDifferenceIsOfTheFirstLevel shows which difference a report has as its own.
func TestDifferenceIsOfTheFirstLevel(t *testing.T) {
	for _, test := range []struct {
		segments string
		want     money.Amount
	}{
		{"BPR*I*190*C*ACH~" + good, 0},
		{"BPR*I*10*C*ACH~CLP*A*1*5*4~SVC*X*5*3~", 6_00},
		{"BPR*I*4*C*ACH~CLP*A*1*5*4~SVC*X*5*3~", -1_00},
		{"BPR*I*5*C*ACH~CLP*A*1*5*5~SVC*X*5*3~", -2_00},
	} {
		if got := reports(t, remittance(test.segments))[0].Difference(); got != test.want {
			t.Errorf("%s: got %d, want %d", test.segments, got, test.want)
		}
	}
}

// TestSumsThatDoNotFit shows that a sum past 64 bits is an error with its place.
func TestSumsThatDoNotFit(t *testing.T) {
	half := money.MaxAmount/2 + 1
	claims := []claimcheck.ERAClaim{{Charge: half, Paid: half}, {Charge: half, Paid: half}}
	for _, test := range []struct {
		name, path string
		era        claimcheck.ERA
	}{
		{"the charges", "era.Claims", claimcheck.ERA{Claims: claims}},
		{"the adjustments", "era.Claims[0]", claimcheck.ERA{Claims: []claimcheck.ERAClaim{{CAS: []claimcheck.ERAAdjustment{{Amount: half}, {Amount: half}}}}}},
		{"a difference", "era.Claims[0]", claimcheck.ERA{Claims: []claimcheck.ERAClaim{{Charge: money.MinAmount, Paid: 1}}}},
		{"a debit", "era.Payment", claimcheck.ERA{Payment: money.MinAmount, Direction: "D"}},
		{"the provider adjustments", "era.PLB", claimcheck.ERA{PLB: []claimcheck.ERAProvider{{Amount: half}, {Amount: half}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			report, err := claimcheck.BalanceERA(&test.era)
			wantError(t, err, money.ErrOverflow, test.path)
			if report != nil {
				t.Error("there is a report")
			}
		})
	}
}

// TestTheOrderOfRowsDoesNotMatter shows that sums may pass 64 bits on the way.
func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	amounts := []money.Amount{money.MaxAmount, 1, -money.MaxAmount, -1}
	for turn := range amounts {
		var cas []claimcheck.ERAAdjustment
		var claims []claimcheck.ERAClaim
		var plb []claimcheck.ERAProvider
		var rows []claimcheck.ERARow
		for i := range amounts {
			a := amounts[(i+turn)%len(amounts)]
			cas = append(cas, claimcheck.ERAAdjustment{Group: "PR", Amount: a})
			claims = append(claims, claimcheck.ERAClaim{Charge: a, Paid: a})
			plb = append(plb, claimcheck.ERAProvider{Amount: a})
			rows = append(rows, row(int64(i+1), received, a))
		}
		claims = append(claims, claimcheck.ERAClaim{CAS: cas}, claimcheck.ERAClaim{Services: []claimcheck.ERAService{{CAS: cas}}})
		report, err := claimcheck.BalanceERA(&claimcheck.ERA{Claims: claims, PLB: plb})
		if err != nil || len(report.Findings) > 0 {
			t.Errorf("turned by %d: %v", turn, err)
		}
		check, err := claimcheck.CheckERA(&claimcheck.ERABooks{Rows: rows})
		if err != nil || check.Sum != 0 {
			t.Errorf("rows turned by %d: %v", turn, err)
		}
	}
}

// TestTooManyProviderAdjustments shows how many are kept.
func TestTooManyProviderAdjustments(t *testing.T) {
	era := claimcheck.ERA{PLB: make([]claimcheck.ERAProvider, claimcheck.MaxERAProviders)}
	if _, err := claimcheck.BalanceERA(&era); err != nil {
		t.Error(err)
	}
	era.PLB = append(era.PLB, claimcheck.ERAProvider{})
	_, err := claimcheck.BalanceERA(&era)
	wantError(t, err, money.ErrLimit, "era.PLB[65536]")
}

// TestALongID shows the longest id, and one that is longer.
func TestALongID(t *testing.T) {
	era := claimcheck.ERA{Claims: []claimcheck.ERAClaim{{ID: strings.Repeat("x", 255)}}}
	if report, err := claimcheck.BalanceERA(&era); err != nil || report.Claim(0).ID != era.Claims[0].ID {
		t.Errorf("255 bytes: %v", err)
	}
	era.Claims[0].ID += "x"
	_, err := claimcheck.BalanceERA(&era)
	wantError(t, err, money.ErrLimit, "era.Claims[0].ID")
}
