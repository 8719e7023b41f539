package wire_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paysplit/paysplit/wire"
)

// checkSet is a small document of checkset.validate; a test changes a piece of it.
const checkSet = `{"claim":{"id":"cc:55","state":"open","validationLevel":"payment"},
 "exposures":[{"id":"cc:58","state":"open","validationLevel":"payment"}],
 "payments":[{"paymentType":"partial","currency":"usd","lineItems":[{"amount":"75.50","currency":"usd"}],
  "reserveLine":{"costType":"claimcost","costCategory":"body","exposure":"cc:58","reservingCurrency":"usd"}}],
 "payees":[{"contact":"cc:613","payeeType":"insured"}],"paymentMethod":"eft",
 "reserves":[{"exposure":"cc:58","costType":"claimcost","costCategory":"body","reservingCurrency":"usd","available":"100.00"}]}`

// apiBody is the example of ClaimCenter's manual with its braces, as its API takes
// it.
const apiBody = `{
  "data": {
    "attributes": {
      "primaryCheckToWrite": {
        "paymentsToWrite": [
          {
            "lineItems": [
              {
                "transactionAmount": {
                  "amount": "75.50",
                  "currency": "usd"
                }
              }
            ],
            "paymentType": {
              "code": "final"
            },
            "reserveLine": {
              "costCategory": {
                "code": "body"
              },
              "costType": {
                "code": "claimcost"
              },
              "exposure": {
                  "id": "cc:58"
              },
              "reservingCurrency": {
                "code": "usd"
              }
            },
            "currency": {
              "code": "usd"
            }
          }
        ],
        "payees": [
          {
            "contact": {
              "id": "cc:613"
            },
            "payeeType": {
              "code": "insured"
            }
          }
        ],
        "paymentMethod": {
          "code": "eft"
        }
      }
    }
  }
}`

// claimAndExposure make a body of the API a whole document.
const claimAndExposure = `"claim":{"id":"cc:55","state":"open","validationLevel":"payment"},"exposures":[{"id":"cc:58","state":"open","validationLevel":"payment"}],`

// problemsOf runs a check set and returns its problems or warnings in short.
func problemsOf(t *testing.T, list, document string) (short []string) {
	t.Helper()
	out, err := wire.Run("checkset.validate", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range decodeAny(t, out)[list].([]any) {
		p := problem.(map[string]any)
		short = append(short, p["code"].(string)+" "+p["path"].(string))
	}
	return short
}

// TestCheckSetAnswer shows the whole answer of a small set, to the byte.
func TestCheckSetAnswer(t *testing.T) {
	got, err := wire.Run("checkset.validate", []byte(with(checkSet, `"75.50"`, `"175.5"`)))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"ok":false,"problems":[{"code":"EXCEEDS_AVAILABLE_RESERVES","path":"payments[0]","message":"the payments exceed what is available on the reserve line: ` +
		`partial of 175.50 usd brings claimcost/body on cc:58 to 175.50, 75.50 over the 100.00 available (allowPaymentsExceedReserves is off); pay less, or raise the reserve",` +
		`"want":"100.00","got":"175.50","difference":"75.50","currency":"usd","ids":["cc:58"]}],"warnings":[],` +
		`"checkTotal":"175.50","currency":"usd","setTotal":"175.50","reservingAmount":"175.50","reservingCurrency":"usd",` +
		`"availableAfter":{"cc:58":"-75.50"},"reserveOffset":{},"excess":"75.50","approvalRequired":false,"approvals":[],"jointPayees":false,` +
		`"checks":[{"paymentMethod":"eft","payees":["cc:613"],"total":"175.50","currency":"usd","reservingAmount":"175.50","reservingCurrency":"usd","jointPayees":false}],` +
		`"payments":[{"path":"payments[0]","paymentType":"partial","lineItems":["175.50"],"amount":"175.50","currency":"usd","rate":null,"reservingAmount":"175.50",` +
		`"reservingCurrency":"usd","erodesReserves":true,"reserveLine":"claimcost/body on cc:58"}],` +
		`"reserveLines":[{"exposure":"cc:58","costType":"claimcost","costCategory":"body","reservingCurrency":"usd","available":"100.00","requested":"175.50",` +
		`"excess":"75.50","after":"-75.50","offset":"0.00"}]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBodyOfAClaimCenterCheck reads the manual's example as it stands in the API:
// alone, where the claim is what is missing, and with the claim beside it.
func TestBodyOfAClaimCenterCheck(t *testing.T) {
	prefix := "data.attributes.primaryCheckToWrite.paymentsToWrite[0]."
	if diff := cmp.Diff([]string{"MISSING_FIELD claim", "UNKNOWN_ID " + prefix + "reserveLine.exposure"}, problemsOf(t, "problems", apiBody)); diff != "" {
		t.Errorf("alone (-want +got):\n%s", diff)
	}
	whole := with(apiBody, "{", "{"+claimAndExposure)
	out, err := wire.Run("checkset.validate", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	result := decodeAny(t, out)
	if result["ok"] != true || result["checkTotal"] != "75.50" || encode(result["checks"].([]any)[0].(map[string]any)["payees"]) != `["cc:613"]` {
		t.Errorf("%s", out)
	}
	neutral, err := wire.Run("checkset.validate", []byte(with(with(checkSet, "partial", "final"), `"available":"100.00"`, `"available":"75.50"`)))
	if err != nil || decodeAny(t, neutral)["checkTotal"] != result["checkTotal"] {
		t.Errorf("the neutral form comes to another total: %s, %v", neutral, err)
	}
}

// TestPathsOfFindings shows that every finding's path leads to its place in the
// document, or to what is missing there, in each of the forms.
func TestPathsOfFindings(t *testing.T) {
	api := with(apiBody, "{", "{"+claimAndExposure)
	listed := with(with(checkSet, `"payments":`, `"checks":[{"payments":`), `"paymentMethod":"eft",`, `"paymentMethod":"eft"}],`)
	for _, test := range []struct{ name, document, code, path string }{
		{"a line's currency at the top", with(checkSet, `"75.50","currency":"usd"`, `"75.50","currency":"cad"`), "LINE_CURRENCY_MISMATCH", "payments[0].lineItems[0].currency"},
		{"a line's currency in a list", with(listed, `"75.50","currency":"usd"`, `"75.50","currency":"cad"`), "LINE_CURRENCY_MISMATCH", "checks[0].payments[0].lineItems[0].currency"},
		{"a line's currency in the API", with(api, `"currency": "usd"`, `"currency": "cad"`), "LINE_CURRENCY_MISMATCH",
			"data.attributes.primaryCheckToWrite.paymentsToWrite[0].lineItems[0].transactionAmount.currency"},
		{"the API's name at the top", with(with(checkSet, `"payments"`, `"paymentsToWrite"`), `"partial"`, `"supplement"`), "PAYMENT_TYPE_NOT_ALLOWED", "paymentsToWrite[0].paymentType"},
		{"no method in a list", with(listed, `"eft"`, `null`), "MISSING_FIELD", "checks[0].paymentMethod"},
		{"no amount in the API", with(api, `"amount": "75.50",`, ``), "MISSING_FIELD", "data.attributes.primaryCheckToWrite.paymentsToWrite[0].lineItems[0].transactionAmount.amount"},
		{"no checks", `{"claim":{"id":"cc:55","validationLevel":"payment"},"checks":[]}`, "MISSING_FIELD", "checks"},
		{"no payees", with(checkSet, `[{"contact":"cc:613","payeeType":"insured"}]`, `[]`), "MISSING_FIELD", "payees"},
		{"a refid", with(checkSet, `"cc:613"`, `{"refid":"bank"}`), "UNKNOWN_REFID", "payees[0].contact.refid"},
		{"the claim's level", with(checkSet, `"open","validationLevel":"payment"},`, `"open","validationLevel":"iso"},`), "CLAIM_BELOW_ABILITY_TO_PAY", "claim.validationLevel"},
		{"an exposure's state", with(checkSet, `"id":"cc:58","state":"open"`, `"id":"cc:58","state":"shut"`), "UNKNOWN_CODE", "exposures[0].state"},
		{"an exposure without an id", with(checkSet, `"exposures":[`, `"exposures":[{"state":"open"},`), "MISSING_FIELD", "exposures[0].id"},
		{"the parts of a reserve", with(checkSet, `"available":`, `"approved":"99.00","available":`), "RESERVES_DO_NOT_ADD_UP", "reserves[0].available"},
		{"a recurrence", with(with(listed, `"checks":[`, `"checks":[{"payments":[],"payees":[]},`), `"claim":{`, `"recurrence":{"count":5},"claim":{`), "RECURRENCE_MISMATCH", "recurrence.count"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := problemsOf(t, "problems", test.document)
			if !strings.Contains(strings.Join(found, "\n")+"\n", test.code+" "+test.path+"\n") {
				t.Errorf("no %s at %s in %v", test.code, test.path, found)
			}
			for _, each := range found {
				if code, path, _ := strings.Cut(each, " "); !resolves(t, path, test.document, mayBeMissing[code]) {
					t.Errorf("%s: the path %s leads nowhere in %s", code, path, test.document)
				}
			}
		})
	}
}

// TestIncludedContacts shows the forms in which contacts are made along.
func TestIncludedContacts(t *testing.T) {
	for _, included := range []string{
		`["bank"]`, `[{"refid":"bank","attributes":{"displayName":"First Bank"},"method":"post","uri":"/claims/cc:55/contacts"}]`, `{"ClaimContact":[{"refid":"bank"}]}`, `{"ClaimContact":null,"Other":["bank"]}`,
	} {
		document := with(with(checkSet, `"cc:613"`, `{"refid":"bank"}`), `"claim"`, `"included":`+included+`,"claim"`)
		if found := problemsOf(t, "problems", document); found != nil {
			t.Errorf("%s: %v", included, found)
		}
	}
}

// TestDigitsOfEveryAmount shows that fixed digits outweigh ISO 4217, also for a
// currency that is not in it.
func TestDigitsOfEveryAmount(t *testing.T) {
	document := strings.ReplaceAll(checkSet, `"usd"`, `"xqz"`)
	if found := problemsOf(t, "problems", document); len(found) == 0 {
		t.Error("a currency that does not exist is accepted")
	}
	document = with(strings.ReplaceAll(document, "75.50", "75.5000"), `"claim"`, `"digits":4,"claim"`)
	out, err := wire.Run("checkset.validate", []byte(document))
	if err != nil || decodeAny(t, out)["checkTotal"] != "75.5000" {
		t.Errorf("%s, %v", out, err)
	}
}

// TestReservesOfOneOwner shows how the lines of one exposure come together: those of
// one currency are added, those of another stand under it with the currency.
func TestReservesOfOneOwner(t *testing.T) {
	payment := func(category, currency string) string {
		return `{"paymentType":"final","currency":"` + currency + `","lineItems":[{"amount":"10.00","currency":"` + currency + `"}],` +
			`"reserveLine":{"costType":"claimcost","costCategory":"` + category + `","exposure":null,"reservingCurrency":"` + currency + `"}}`
	}
	reserve := func(category, currency, available string) string {
		return `{"costType":"claimcost","costCategory":"` + category + `","reservingCurrency":"` + currency + `","available":"` + available + `"}`
	}
	out, err := wire.Run("checkset.validate", []byte(`{"claim":{"state":"open","validationLevel":"payment"},`+
		`"payments":[`+payment("body", "usd")+`,`+payment("rental", "usd")+`,`+payment("body", "eur")+`],`+
		`"reserves":[`+reserve("body", "usd", "10.00")+`,`+reserve("rental", "usd", "15.00")+`,`+reserve("body", "eur", "40.00")+`]}`))
	if err != nil {
		t.Fatal(err)
	}
	result := decodeAny(t, out)
	if got, want := encode(result["reserveOffset"]), `{"":"-5.00",":eur":"-30.00"}`; got != want {
		t.Errorf("offsets %s, want %s: 10 - 10 and 15 - 10 make 5.00 usd, and 40 - 10 are 30.00 eur", got, want)
	}
}

// TestWhatOwnersHaveLeft shows all of availableAfter, and payments behind final ones: the owners of
// lines that are drawn on, with all their reserves, and nothing where a part is not
// known.
func TestWhatOwnersHaveLeft(t *testing.T) {
	payment := func(kind, category, currency string) string {
		return `{"paymentType":"` + kind + `","currency":"` + currency + `","lineItems":[{"amount":"10.00","currency":"` + currency + `"}],` +
			`"reserveLine":{"costType":"claimcost","costCategory":"` + category + `","exposure":"cc:58","reservingCurrency":"usd"}}`
	}
	reserve := func(exposure, category, currency string) string {
		return `{"exposure":` + exposure + `,"costType":"claimcost","costCategory":"` + category + `","reservingCurrency":"` + currency + `","available":"40.00"}`
	}
	all := reserve(`"cc:58"`, "body", "usd") + "," + reserve(`"cc:58"`, "rental", "usd") + "," + reserve(`"cc:58"`, "body", "eur") + "," + reserve("null", "body", "usd")
	for _, test := range []struct {
		payments, reserves, left string
		after                    int
		why                      string
	}{
		{payment("partial", "body", "usd"), all, `{"cc:58":"70.00","cc:58:eur":"40.00"}`, 0, "40 - 10 and 40 of rental; the claim's own line is not drawn on"},
		{payment("partial", "body", "cad") + "," + payment("partial", "rental", "usd"), all, `{"cc:58":null,"cc:58:eur":"40.00"}`, 0, "what body has left is not known; a known line comes behind it"},
		{payment("partial", "rental", "usd") + "," + payment("partial", "body", "cad"), all, `{"cc:58":null,"cc:58:eur":"40.00"}`, 0, "and before it"},
		{payment("final", "body", "usd") + "," + payment("partial", "body", "usd"), ``, `{}`, 0, "reserves are not tested, so a final payment takes nothing from them"},
		{payment("final", "body", "usd") + "," + payment("partial", "body", "usd"), all, `{"cc:58":"40.00","cc:58:eur":"40.00"}`, 1, "body is empty after the final payment, and 10.00 come behind it"},
	} {
		out, err := wire.Run("checkset.validate", []byte(`{"claim":{"id":"cc:55","state":"open","validationLevel":"payment"},"exposures":[{"id":"cc:58","state":"open","validationLevel":"payment"}],`+
			`"payees":[{"contact":"cc:613","payeeType":"insured"}],"paymentMethod":"eft","payments":[`+test.payments+`],"reserves":[`+test.reserves+`]}`))
		if err != nil {
			t.Fatal(err)
		}
		result := decodeAny(t, out)
		if got := encode(result["availableAfter"]); got != test.left || strings.Count(string(out), "PAYMENT_AFTER_FINAL") != test.after {
			t.Errorf("%s left, want %s and %d payments after a final one in %s: %s", got, test.left, test.after, out, test.why)
		}
	}
}

// TestCheckSetStory reads the trace of a set that needs approval.
func TestCheckSetStory(t *testing.T) {
	document := with(with(checkSet, `"75.50","currency":"usd"}`, `"20000","currency":"jpy"}`), `"partial","currency":"usd"`, `"final","currency":"jpy"`)
	document = with(document, `"claim"`, `"options":{"rates":{"jpy/usd":"0.0068"},"paymentLimit":"130","allowPaymentsExceedReserves":true},"claim"`)
	out, err := wire.RunWith("checkset.validate", []byte(document), wire.Options{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	var story []string
	for _, step := range decodeAny(t, out)["trace"].([]any) {
		s := step.(map[string]any)
		story = append(story, strings.Join([]string{s["rule"].(string), s["subject"].(string), s["before"].(string), s["after"].(string), s["amount"].(string), s["note"].(string)}, " | "))
	}
	want := []string{
		"validationLevel | claim cc:55 | 0.00 | 0.00 | 0.00 | it is at payment",
		"lineItems | payments[0] | 0 | 20000 | 20000 | one line",
		"rate | payments[0] | 0.00 | 136.00 | 136.00 | 20000 jpy at 0.0068 = 136.00 usd, halfUp",
		"erode | claimcost/body on cc:58 | 100.00 | -36.00 | 136.00 | final: available before and after it",
		"final | claimcost/body on cc:58 | -36.00 | 0.00 | 36.00 | a final payment leaves nothing on the line",
		"authority | the set | 0.00 | 0.00 | 36.00 | above the authority to exceed the reserves",
		"authority | payments[0] | 130.00 | 130.00 | 136.00 | above the authority for one payment",
	}
	if diff := cmp.Diff(want, story); diff != "" {
		t.Errorf("the story is another (-want +got):\n%s", diff)
	}
}

// long is an id that is a byte too long.
var long = strings.Repeat("x", 256)

// badCheckSets are documents of checkset.validate that no report can be made of.
var badCheckSets = []badInput{
	{"a third digit of dollars", "checkset.validate", with(checkSet, "75.50", "75.505"), "AMOUNT_PRECISION", "payments[0].lineItems[0].amount", `got "75.505"`},
	{"a third digit of dollars in the API", "checkset.validate", with(apiBody, "75.50", "75.505"), "AMOUNT_PRECISION", "data.attributes.primaryCheckToWrite.paymentsToWrite[0].lineItems[0].transactionAmount.amount", ""},
	{"yen with a point, whose currency stands behind", "checkset.validate", with(checkSet, `"75.50","currency":"usd"`, `"75.5","currency":"jpy"`), "AMOUNT_PRECISION", "payments[0].lineItems[0].amount", ""},
	{"an amount in words", "checkset.validate", with(checkSet, "75.50", "much"), "AMOUNT_FORMAT", "payments[0].lineItems[0].amount", "much"},
	{"an empty amount", "checkset.validate", with(checkSet, "75.50", ""), "AMOUNT_FORMAT", "payments[0].lineItems[0].amount", ""},
	{"a reserve with a third digit", "checkset.validate", with(checkSet, "100.00", "100.001"), "AMOUNT_PRECISION", "reserves[0].available", ""},
	{"a limit with a third digit", "checkset.validate", with(checkSet, `"claim"`, `"options":{"paymentLimit":"1.001"},"claim"`), "AMOUNT_PRECISION", "options.paymentLimit", ""},
	{"a limit below zero", "checkset.validate", with(checkSet, `"claim"`, `"options":{"paymentsExceedReservesLimit":-1},"claim"`), "NEGATIVE_AMOUNT", "options.paymentsExceedReservesLimit", ""},
	{"a rate of nothing", "checkset.validate", with(checkSet, `"claim"`, `"options":{"rates":{"cad/usd":"0"}},"claim"`), "EXCHANGE_RATE", "options.rates.cad/usd", ""},
	{"a rate of one currency", "checkset.validate", with(checkSet, `"claim"`, `"options":{"rates":{"cad":"0.7"}},"claim"`), "EXCHANGE_RATE", "options.rates.cad", "two currencies"},
	{"a rate twice", "checkset.validate", with(checkSet, `"claim"`, `"options":{"rates":{"cad/usd":"0.7","cad/usd":"0.8"}},"claim"`), "DUPLICATE_KEY", "options.rates.cad/usd", ""},
	{"a list of rates", "checkset.validate", with(checkSet, `"claim"`, `"options":{"rates":[1]},"claim"`), "WRONG_TYPE", "options.rates", ""},
	{"a rate of a payment in words", "checkset.validate", with(checkSet, `"paymentType"`, `"exchangeRate":"par","paymentType"`), "EXCHANGE_RATE", "payments[0].exchangeRate", "par"},
	{"a level twice", "checkset.validate", with(checkSet, `"claim"`, `"options":{"validationLevels":["a","a"]},"claim"`), "VALIDATION_LEVELS", "options.validationLevels[1]", ""},
	{"a required level that is not there", "checkset.validate", with(checkSet, `"claim"`, `"options":{"abilityToPay":"paid"},"claim"`), "VALIDATION_LEVELS", "options.abilityToPay", "paid"},
	{"a check in two places", "checkset.validate", with(checkSet, `"claim"`, `"checks":[],"claim"`), "DUPLICATE_KEY", "checks", "beside it"},
	{"a check in the API's body and beside it", "checkset.validate", with(checkSet, `"claim"`, `"data":{"attributes":{"primaryCheckToWrite":{}}},"claim"`), "DUPLICATE_KEY", "data", "beside it"},
	{"an amount in two places", "checkset.validate", with(checkSet, `"75.50"`, `"75.50","transactionAmount":{"amount":"75.50"}`), "DUPLICATE_KEY", "payments[0].lineItems[0].transactionAmount", ""},
	{"an exposure twice", "checkset.validate", with(checkSet, `"exposures":[`, `"exposures":[{"id":"cc:58"},`), "DUPLICATE_ID", "exposures[1].id", "cc:58"},
	{"a reserve line twice", "checkset.validate", with(checkSet, `"reserves":[`, `"reserves":[{"exposure":"cc:58","costType":"claimcost","costCategory":"body","reservingCurrency":"USD"},`), "DUPLICATE_ID", "reserves[1]", "claimcost/body on cc:58"},
	{"a recurrence below zero", "checkset.validate", with(checkSet, `"claim"`, `"recurrence":{"count":-2},"claim"`), "BAD_COUNT", "recurrence.count", "got -2"},
	{"a code with another name", "checkset.validate", with(checkSet, `"eft"`, `{"id":"eft"}`), "UNKNOWN_FIELD", "paymentMethod.id", ""},
	{"a list of a code", "checkset.validate", with(checkSet, `"eft"`, `["eft"]`), "WRONG_TYPE", "paymentMethod", ""},
	{"a list of an exposure", "checkset.validate", with(checkSet, `"body","exposure":"cc:58"`, `"body","exposure":[]`), "WRONG_TYPE", "payments[0].reserveLine.exposure", ""},
	{"contacts that are no list", "checkset.validate", with(checkSet, `"claim"`, `"included":{"ClaimContact":{"refid":"bank"}},"claim"`), "WRONG_TYPE", "included.ClaimContact", "want a list"},
	{"one rate in two ways of writing", "checkset.validate", with(checkSet, `"claim"`, `"options":{"rates":{"cad/usd":"0.7","CAD/usd":"0.8"}},"claim"`), "DUPLICATE_ID", "options.rates.CAD/usd", "cad/usd is there twice"},
	{"a long currency", "checkset.validate", with(checkSet, `"partial","currency":"usd"`, `"partial","currency":"`+long+`"`), "LIMIT", "payments[0].currency", "at most 255 bytes"},
	{"a long code of the API", "checkset.validate", with(checkSet, `"eft"`, `{"code":"`+long+`"}`), "LIMIT", "paymentMethod.code", ""},
	{"a long id of the claim", "checkset.validate", with(checkSet, `"cc:55"`, `"`+long+`"`), "LIMIT", "claim.id", ""},
	{"a long id of an exposure", "checkset.validate", with(checkSet, `"id":"cc:58"`, `"id":"`+long+`"`), "LIMIT", "exposures[0].id", ""},
	{"a long exposure of a payment", "checkset.validate", with(checkSet, `"body","exposure":"cc:58"`, `"body","exposure":{"id":"`+long+`"}`), "LIMIT", "payments[0].reserveLine.exposure.id", ""},
	{"a long contact", "checkset.validate", with(checkSet, `"cc:613"`, `"`+long+`"`), "LIMIT", "payees[0].contact", ""},
	{"a long refid", "checkset.validate", with(checkSet, `"cc:613"`, `{"refid":"`+long+`"}`), "LIMIT", "payees[0].contact.refid", ""},
	{"a long included refid", "checkset.validate", with(checkSet, `"claim"`, `"included":["`+long+`"],"claim"`), "LIMIT", "included[0]", ""},
	{"a long refid of an included object", "checkset.validate", with(checkSet, `"claim"`, `"included":[{"refid":"`+long+`"}],"claim"`), "LIMIT", "included[0].refid", ""},
	{"a long code of a list", "checkset.validate", with(checkSet, `"claim"`, `"options":{"costTypes":["`+long+`"]},"claim"`), "LIMIT", "options.costTypes[0]", ""},
	{"a long level", "checkset.validate", with(checkSet, `"claim"`, `"options":{"validationLevels":["`+long+`"]},"claim"`), "LIMIT", "options.validationLevels[0]", ""},
	{"lines past 64 bits", "checkset.validate", with(checkSet, `{"amount":"75.50","currency":"usd"}`, `{"amount":"92233720368547758.07","currency":"usd"},{"amount":"0.01","currency":"usd"}`), "AMOUNT_OVERFLOW", "payments[0].lineItems[1].amount", ""},
}

// TestManyProblemsAreReportedInLinearTime gives a document whose every row is wrong.
func TestManyProblemsAreReportedInLinearTime(t *testing.T) {
	const rows = 20_000
	line := `{"amount":"1.00","currency":"cad"},`
	document := with(checkSet, `{"amount":"75.50","currency":"usd"}`, strings.Repeat(line, rows)+`{"amount":"75.50","currency":"usd"}`)
	if found := problemsOf(t, "problems", document); len(found) != rows {
		t.Errorf("%d problems", len(found))
	}
}

// TestExampleOfACheckSet runs the example of the README: its total is not ok.
func TestExampleOfACheckSet(t *testing.T) {
	document, err := os.ReadFile("../examples/checkset.json")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"EXCEEDS_AVAILABLE_RESERVES checks[1].payments[0]", "PAYMENT_TYPE_NOT_ALLOWED checks[1].payments[1].paymentType"}
	if diff := cmp.Diff(want, problemsOf(t, "problems", string(document))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = wire.Run("checkset.validate", []byte(strings.Replace(string(document), `"cad/usd"`, `"cad"`, 1)))
	if e := (*wire.Error)(nil); !errors.As(err, &e) || e.Rule.Code() != "EXCHANGE_RATE" {
		t.Errorf("%v", err)
	}
}
