package wire_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
)

// TestAnswers shows each operation's whole answer, to the byte: the order of the
// keys is part of the contract.
func TestAnswers(t *testing.T) {
	for _, test := range []struct{ name, op, input, want, why string }{
		{
			"due dates", "schedule.dates", `{"first":"2024-01-31","frequency":"Monthly","count":3}`,
			`{"dates":["2024-01-31","2024-02-29","2024-03-31"]}`,
			"a month end is clamped and comes back",
		},
		{
			"1 January 1970", "schedule.dates", `{"first":"1970-01-01","count":1}`, `{"dates":["1970-01-01"]}`,
			"the zero date of the date library is a real day; the frequency defaults to Monthly",
		},
		{
			"level payment", "plan.payment", `{"principal":11,"numberOfPayments":"10"}`, `{"payAmt":"1.10"}`,
			"11.00 / 10 = 1.10 exactly; a ceiling on doubles gives 1.11",
		},
		{
			"interest", "plan.interest", `{"balance":"100","apr":"10","frequency":"Weekly"}`, `{"interest":"0.19"}`,
			"100.00 x 10 % / 52 = 0.1923...",
		},
		{
			"interest, rounded down at a tie", "plan.interest", `{"balance":"76.20","apr":"10","rounding":"halfDown"}`, `{"interest":"0.63"}`,
			"76.20 x 10 % / 12 = 0.635 exactly",
		},
		{
			"interest, rounded to even at a tie", "plan.interest", `{"balance":"76.20","apr":"10","rounding":"halfEven"}`, `{"interest":"0.64"}`,
			"63 is odd, so the tie goes to 64",
		},
		{
			"yen", "plan.payment", `{"currency":"JPY","principal":"1000","numberOfPayments":3}`, `{"payAmt":"334"}`,
			"1000 / 3 = 333.33..., and yen have no digits after the point",
		},
		{
			"three digits, named after the amounts", "plan.payment", `{"principal":"1.000","numberOfPayments":3,"currency":"KWD"}`, `{"payAmt":"0.334"}`,
			"the currency counts wherever it stands",
		},
		{
			"digits outweigh the currency", "plan.payment", `{"digits":0,"currency":"TWD","principal":"613","numberOfPayments":6}`, `{"payAmt":"103"}`,
			"613 / 6 = 102.16...; custom leaves out the cents that ISO 4217 lists",
		},
		{
			"a byte order mark", "plan.payment", "\xef\xbb\xbf" + `{"principal":"1000","numberOfPayments":4}`, `{"payAmt":"250.00"}`,
			"some editors put one at the start of a UTF-8 file",
		},
		{
			"an escaped name", "plan.payment", `{"\u0063urrency":"JPY","principal":"1000","numberOfPayments":3}`, `{"payAmt":"334"}`,
			"\\u0063 is c",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := wire.Run(test.op, []byte(test.input))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got  %s\nwant %s\nwhy  %s", got, test.want, test.why)
			}
		})
	}
}

// TestPaymentAnswer shows all of alloc.pay's answer.
func TestPaymentAnswer(t *testing.T) {
	input := with(account, `"amount":"50.00"`, `"amount":"90.00","checkNum":"2058","clinic":3`)
	input = with(input, `"family"`, `"unearnedTypes":{"prepayment":501},"family"`)
	got, err := wire.Run("alloc.pay", []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"payment":{"patient":1,"clinic":3,"amount":"90.00","date":"2026-03-02","dateEntry":"2026-03-02","payType":"","payTypeNum":"","checkNum":"2058",` +
		`"bankBranch":"","note":"","paymentSource":"API","processStatus":"OfficeProcessed"},` +
		`"splits":[{"amount":"80.00","patient":1,"provider":9,"clinic":0,"procedure":5,"adjustment":0,"plan":0,"planCharge":0,"debit":"","unearned":0},` +
		`{"amount":"5.00","patient":1,"provider":9,"clinic":0,"procedure":0,"adjustment":6,"plan":0,"planCharge":0,"debit":"","unearned":0},` +
		`{"amount":"5.00","patient":1,"provider":0,"clinic":3,"procedure":0,"adjustment":0,"plan":0,"planCharge":0,"debit":"","unearned":501}],` +
		`"unallocated":"5.00","outstandingAfter":{"5":"0.00","6":"0.00"},"warnings":[]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestTheInputIsNotTouched runs one document twice, from one slice, with a value
// that has to be looked into.
func TestTheInputIsNotTouched(t *testing.T) {
	input := []byte(with(account, `"charges"`, `"splits":[ ],"plans":[ ],"charges"`))
	before := string(input)
	first, errFirst := wire.Run("alloc.pay", input)
	second, errSecond := wire.Run("alloc.pay", input)
	if errFirst != nil || errSecond != nil || !bytes.Equal(first, second) || string(input) != before {
		t.Errorf("%v, %v: the input was %s and is %s", errFirst, errSecond, before, input)
	}
}

// TestNamesInALongStory shows that a long name stands shortened in the trace,
// where it would stand in every step.
func TestNamesInALongStory(t *testing.T) {
	input := with(account, `"id":1}`, `"id":1,"name":"`+strings.Repeat("x", 100_000)+`"}`)
	out, err := wire.RunWith("alloc.pay", []byte(input), wire.Options{Explain: true})
	if err != nil || len(out) > 4000 {
		t.Errorf("%d bytes, %v", len(out), err)
	}
}

// TestCapitalSettings shows that the currency counts under a capital letter too.
func TestCapitalSettings(t *testing.T) {
	for _, setting := range []string{`"Currency":"JPY"`, `"Digits":0`} {
		got, err := wire.Run("plan.payment", []byte(`{`+setting+`,"principal":"1000","numberOfPayments":3}`))
		if err != nil || string(got) != `{"payAmt":"334"}` {
			t.Errorf("%s: %s, %v", setting, got, err)
		}
	}
}

// TestErrorsHoldNoAmounts shows that what lands in logs has the path and the rule
// alone, and that errors.Is finds the rule.
func TestErrorsHoldNoAmounts(t *testing.T) {
	_, err := wire.Run("plan.payment", []byte(`{"principal":"12.345"}`))
	if err == nil || strings.Contains(err.Error(), "12.345") || !strings.HasPrefix(err.Error(), "principal: ") || !errors.Is(err, money.ErrPrecision) {
		t.Error(err)
	}
}

// TestPathsAreWrittenAsInTheDocument shows that an error of the engine names a
// value as the document does, be it in Open Dental's words.
func TestPathsAreWrittenAsInTheDocument(t *testing.T) {
	for _, test := range []struct{ op, input, want string }{
		{"alloc.pay", with(account, `"amount":"50.00"`, `"PayAmt":"0.00"`), "payment.PayAmt"},
		{"alloc.pay", with(account, `"payment":{"patient":1`, `"Payment":{"PatNum":7`), "Payment.PatNum"},
		{"alloc.pay", with(account, `"id":6,"patient":1,"provider":9,"date":"2026-02-03"`, `"AdjNum":6,"patient":1,"AdjDate":"0001-01-01"`), "charges[1].AdjDate"},
		{"alloc.pay", with(account, `"id":6,`, ``), "charges[1].id"},
		{"plan.schedule", with(plan, `"numberOfPayments":3`, `"NumberOfPayments":-3`), "NumberOfPayments"},
	} {
		_, err := wire.Run(test.op, []byte(test.input))
		if e := (*wire.Error)(nil); !errors.As(err, &e) || e.Path != test.want || !resolves(t, e.Path, test.input, true) {
			t.Errorf("%v, want the path %s", err, test.want)
		}
	}
}

// TestBodiesOfTheAPI shows that request bodies as Open Dental's API takes them are
// read: what they ask for may not be built, but no name in them is unknown.
func TestBodiesOfTheAPI(t *testing.T) {
	payments := []string{
		`{"PayAmt":"129.99","PatNum":1568}`,
		`{"PayAmt":"129.99","PatNum":1568,"PayDate":"2021-07-05","CheckNum":"2058","PayNote":"by mail","BankBranch":"19-7076","ClinicNum":"3",
		  "isPatientPreferred":"true","isPrepayment":"true","procNums":[13,14,18]}`,
		`{"PayAmt":"129.99","PatNum":1568,"isPrepayment":"true","payPlanNum":12}`,
	}
	plans := []string{
		`{"PatNum":61,"useEstBalance":"true","PayAmt":100}`,
		`{"PatNum":61,"principalAmount":500,"PayAmt":100}`,
		`{"PatNum":19,"principalAmount":256.12,"NumberOfPayments":12,"APR":5}`,
		`{"PatNum":11,"Guarantor":21,"PayPlanDate":"2021-09-06","principalAmount":500,"PayAmt":75.50,"APR":18,"DownPayment":125,
		  "ChargeFrequency":"OrdinalWeekday","Note":"No interest until January.","DatePayPlanStart":"2021-12-06","DateInterestStart":"2022-01-03"}`,
	}
	dynamicPlans := []string{
		`{"PatNum":72,"Guarantor":72,"PayPlanDate":"2022-06-30","NumberOfPayments":8,"APR":10,"DownPayment":100,"Note":"DownPayment in Cash",
		  "PlanCategory":446,"ChargeFrequency":"Monthly","DatePayPlanStart":"2022-07-01","DateInterestStart":"2022-08-01","IsLocked":"true",
		  "DynamicPayPlanTPOption":"AwaitComplete","procNums":[848,847,860,865],"adjNums":[40]}`,
	}
	closedPlan := `{"PayPlanNum":343,"PatNum":11,"Guarantor":21,"PayPlanDate":"2021-09-06","APR":18.0,"Note":"No payments yet.","PlanNum":34,"CompletedAmt":700.0,
		  "InsSubNum":86546,"PaySchedule":1,"NumberOfPayments":7,"PayAmt":75.50,"DownPayment":125.0,"IsClosed":true,"PlanCategory":371,"planCategory":"General",
		  "IsDynamic":false,"ChargeFrequency":"OrdinalWeekday","DatePayPlanStart":"2022-10-03","IsLocked":true,"DateInterestStart":"2022-11-03",
		  "DynamicPayPlanTPOption":0,"principalAmount":500.0,"SheetDefNum":0}`
	storedPlans := []string{
		`{"PayPlanNum":48,"PatNum":64,"Guarantor":64,"PayPlanDate":"2025-02-26","APR":0.0,"Note":"agreed","PlanNum":0,"CompletedAmt":0.0,"InsSubNum":0,
		  "PaySchedule":"Monthly","NumberOfPayments":0,"PayAmt":40.0,"DownPayment":0,"IsClosed":"false","PlanCategory":0,"planCategory":"","IsDynamic":"true",
		  "ChargeFrequency":"Monthly","DatePayPlanStart":"2025-03-26","IsLocked":"false","DateInterestStart":"0001-01-01",
		  "DynamicPayPlanTPOption":"AwaitComplete","principalAmount":40.0,"SheetDefNum":0}`,
	}
	check := func(op, input string) {
		_, err := wire.Run(op, []byte(input))
		if e := (*wire.Error)(nil); errors.As(err, &e) {
			t.Errorf("%s: %s at %s: %s\n%s", op, e.Rule.Code(), e.Path, e.Message, input)
		}
	}
	for _, body := range payments {
		check("alloc.pay", `{"today":"2021-09-20","family":[{"PatNum":1568}],"plans":[{"PayPlanNum":12,"PatNum":1568,"IsDynamic":true}],"payment":`+body+`}`)
	}
	for _, body := range plans {
		check("plan.schedule", with(body, "{", `{"today":"2021-09-20","estBalance":"612.98",`))
	}
	for _, body := range dynamicPlans {
		check("plan.create", with(body, "{", `{"today":"2022-06-30","production":[{"id":848,"amount":600},{"id":847,"amount":12},{"id":860,"amount":50},{"id":865,"amount":60},{"type":"adjustment","id":40,"amount":6}],`))
	}
	check("plan.status", with(closedPlan, "{", `{"today":"2025-10-29","production":[{"ProcNum":1,"amount":500}],`))
	check("plan.schedule", with(storedPlans[0], "{", `{"today":"2025-10-29",`))
	check("alloc.pay", `{"today":"2025-10-29","family":[{"PatNum":64}],"plans":[`+storedPlans[0]+`,`+closedPlan+`],"payment":{"PatNum":64,"PayAmt":40}}`)
	for _, body := range storedPlans {
		check("plan.amend", `{"plan":`+with(body, "{", `{"today":"2025-10-29","production":[{"id":1,"amount":67}],`)+`,"changes":{
			"Guarantor":29,"PayPlanDate":"2025-10-29","NumberOfPayments":6,"APR":10,"Note":"Interest start after one month","PlanCategory":446,
			"ChargeFrequency":"Weekly","DatePayPlanStart":"2024-10-30","DateInterestStart":"2024-11-30","IsLocked":"true","SheetDefNum":236},
			"preferences":{"payPlansUseSheets":true}}`)
	}
}

// TestWarnings shows the findings that do not stop an allocation: a charge on
// nobody of the family, and money left over that no type marks.
func TestWarnings(t *testing.T) {
	got, err := wire.Run("alloc.pay", []byte(with(account, `"id":6,"patient":1`, `"id":6,"patient":7`)))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"code":"CHARGE_OUTSIDE_FAMILY","path":"charges[1]"`; !strings.Contains(string(got), want) {
		t.Errorf("%s\nhas no %s", got, want)
	}
	got, err = wire.Run("alloc.pay", []byte(with(account, "50.00", "90.00")))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"code":"UNEARNED_TYPE_MISSING","path":"unearnedTypes.prepayment"`; !strings.Contains(string(got), want) {
		t.Errorf("%s\nhas no %s", got, want)
	}
}

// TestOneIDForTwoKinds shows that procedure 5 and adjustment 5 are different
// rows, and that both stand in what is still owed.
func TestOneIDForTwoKinds(t *testing.T) {
	got, err := wire.Run("alloc.pay", []byte(with(account, `"id":6`, `"id":5`)))
	if err != nil {
		t.Fatal(err)
	}
	if want := `"outstandingAfter":{"5":"30.00","adjustment:5":"5.00"}`; !strings.Contains(string(got), want) {
		t.Errorf("%s\nhas no %s", got, want)
	}
}

// TestOpenDentalNames shows that Open Dental's own objects are read under its
// own names, with ids and booleans as strings, and with PayType and payType side
// by side, as its API returns them.
func TestOpenDentalNames(t *testing.T) {
	theirs := `{"today":"2021-07-05","family":[{"PatNum":"1568"}],
	 "charges":[{"type":"procedure","ProcNum":13,"PatNum":1568,"ProvNum":5,"ClinicNum":"3","ProcDate":"2021-06-01","ProcFee":"100","UnitQty":0,"BaseUnits":"0","ProcStatus":"C"}],
	 "payment":{"PayNum":56734,"PayType":383,"payType":"Check","PayDate":"2021-07-05","PayAmt":"129.99","CheckNum":"2058","BankBranch":"19-7076",
	  "PayNote":"Check payment through website","PatNum":1568,"ClinicNum":"3","DateEntry":"2021-07-05","DepositNum":0,"Receipt":"","IsRecurringCC":"true",
	  "SecUserNumEntry":0,"SecDateTEdit":"2021-07-05 07:34:31","PaymentSource":"API","ProcessStatus":"OfficeProcessed","RecurringChargeDate":"0001-01-01",
	  "IsCcCompleted":"false","serverDateTime":""}}`
	ours := `{"today":"2021-07-05","family":[{"id":1568}],
	 "charges":[{"type":"procedure","id":13,"patient":1568,"provider":5,"clinic":3,"date":"2021-06-01","fee":"100.00"}],
	 "payment":{"patient":1568,"clinic":3,"amount":129.99,"PayType":"383","payType":"Check","checkNum":"2058","bankBranch":"19-7076","note":"Check payment through website"}}`
	a, errA := wire.Run("alloc.pay", []byte(theirs))
	b, errB := wire.Run("alloc.pay", []byte(ours))
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("theirs %s\nours   %s", a, b)
	}
}

// TestNumbersAreReadFromTheirText shows that an amount which a float cannot hold
// survives as a bare number.
func TestNumbersAreReadFromTheirText(t *testing.T) {
	for _, amount := range []string{`90071992547409.93`, `"90071992547409.93"`, `9007199254740993e-2`, `+9007199254740993e-2`} {
		if amount[0] == '+' {
			amount = `"` + amount + `"` // a sign that JSON numbers do not have
		}
		got, err := wire.Run("plan.payment", []byte(`{"principal":`+amount+`,"numberOfPayments":1}`))
		if err != nil || string(got) != `{"payAmt":"90071992547409.93"}` {
			t.Errorf("%s: %s, %v", amount, got, err)
		}
	}
}

// TestExplainAddsTheTraceAndNothingElse compares the answers with and without.
func TestExplainAddsTheTraceAndNothingElse(t *testing.T) {
	for _, each := range wire.Ops() {
		op, input := each.Name, each.Example
		plain, err := wire.Run(op, []byte(input))
		if err != nil {
			t.Fatal(err)
		}
		asked, err := wire.Run(op, []byte(with(input, "{", `{"explain":"true",`)))
		if err != nil {
			t.Fatal(err)
		}
		optional, err := wire.RunWith(op, []byte(input), wire.Options{Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(asked, optional) {
			t.Errorf("%s: asked in the document: %s\nasked by the caller: %s", op, asked, optional)
		}
		at := bytes.Index(asked, []byte(`,"trace":[{"step":1,`))
		if at < 0 || string(asked[:at])+"}" != string(plain) {
			t.Errorf("%s: %s\nis not this and a trace: %s", op, asked, plain)
		}
	}
}

// TestTheTraceTellsTheStory reads the trace of a small account as its family
// would.
func TestTheTraceTellsTheStory(t *testing.T) {
	input := with(with(account, `"id":1}`, `"id":1,"name":"Ana"}`), `"fee":"80.00"`,
		`"fee":"80.00","description":"filling","claims":[{"status":"Received","insPayAmt":"40.00"}]`)
	out, err := wire.RunWith("alloc.pay", []byte(input), wire.Options{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	var story []string
	for _, step := range decodeAny(t, out)["trace"].([]any) {
		s := step.(map[string]any)
		story = append(story, strings.Join([]string{s["rule"].(string), s["subject"].(string), s["before"].(string), s["after"].(string), s["note"].(string)}, " | "))
	}
	want := []string{
		"face | procedure 5 (filling, Ana) | 0.00 | 80.00 | done 2026-02-01",
		"insurance | procedure 5 (filling, Ana) | 80.00 | 40.00 | paid or written off by insurance",
		"face | adjustment 6 (Ana) | 0.00 | 5.00 | posted 2026-02-03",
		"oldestFirst | procedure 5 (filling, Ana) | 40.00 | 0.00 | next in the family's queue by date; paid in full",
		"oldestFirst | adjustment 6 (Ana) | 5.00 | 0.00 | next in the family's queue by date; paid in full",
		"unearned | the rest of the payment | 5.00 | 0.00 | no charge is left to pay: kept as unearned income",
	}
	if diff := cmp.Diff(want, story); diff != "" {
		t.Errorf("the story is another (-want +got):\n%s", diff)
	}
}
