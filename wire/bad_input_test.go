package wire_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
)

// account is a small document of alloc.pay; a test changes one piece of it.
const account = `{"today":"2026-03-02","family":[{"id":1}],
 "charges":[{"type":"procedure","id":5,"patient":1,"provider":9,"date":"2026-02-01","fee":"80.00"},
            {"type":"adjustment","id":6,"patient":1,"provider":9,"date":"2026-02-03","amount":"5.00"}],
 "payment":{"patient":1,"amount":"50.00"}}`

// plan is a small document of plan.schedule.
const plan = `{"principal":"300.00","apr":"12","numberOfPayments":3,"today":"2026-03-02","firstPayment":"2026-04-01"}`

// with replaces one piece of a document, which must be there.
func with(document, old, new string) string {
	if !strings.Contains(document, old) {
		panic("no " + old)
	}
	return strings.Replace(document, old, new, 1)
}

// badInput is input that must be refused with this code at this path, in a
// message that holds these words.
type badInput struct {
	name, op, input  string
	code, path, says string
}

var badDocuments = []badInput{
	{"an empty file", "alloc.pay", "", "DOCUMENT_EMPTY", "", "give a JSON object"},
	{"blank space", "alloc.pay", " \n\t", "DOCUMENT_EMPTY", "", ""},
	{"a truncated document", "alloc.pay", account[:120], "JSON_SYNTAX", "charges[0].date", "line 2, column 78: it ends too early"},
	{"two documents", "plan.payment", `{} {}`, "JSON_SYNTAX", "", "more after its end"},
	{"a list for a document", "alloc.pay", `[]`, "WRONG_TYPE", "", "got a list, want an object"},
	{"null for a document", "alloc.pay", `null`, "WRONG_TYPE", "", "want an object"},
	{"text that is no JSON", "alloc.pay", `hello`, "JSON_SYNTAX", "", "line 1, column 1"},
	{"a trailing comma", "plan.payment", `{"principal":"1",}`, "JSON_SYNTAX", "", "column"},
	{"text that is not UTF-8", "plan.schedule", with(plan, `"apr"`, "\"note\":\"\xff\",\"apr\""), "JSON_SYNTAX", "note", "UTF-8"},
	{"a document in UTF-16", "alloc.pay", "\xff\xfe{\x00}\x00", "JSON_SYNTAX", "", "save it as UTF-8"},
	{"an unknown operation", "alloc.pya", `{}`, "UNKNOWN_OPERATION", "", "did you mean alloc.pay?"},
	{"nesting past the limit", "alloc.pay", `{"charges":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `}`, "LIMIT", "", "at most 64 levels of nesting"},
}

var badFields = []badInput{
	{"a misspelled name", "alloc.pay", with(account, `"fee"`, `"feee"`), "UNKNOWN_FIELD", "charges[0].feee", `did you mean "fee"?`},
	{"a name that resembles nothing", "plan.payment", `{"zzzzzzzz":1}`, "UNKNOWN_FIELD", "zzzzzzzz", "correct or remove it"},
	{"a name given twice", "plan.payment", `{"apr":"1","apr":"2"}`, "DUPLICATE_KEY", "apr", "keep one"},
	{"a name and its capital form", "plan.payment", `{"apr":"1","APR":"2"}`, "DUPLICATE_KEY", "APR", ""},
	{"a name and Open Dental's name", "alloc.pay", with(account, `"amount":"50.00"`, `"amount":"50.00","PayAmt":"50.00"`), "DUPLICATE_KEY", "payment.PayAmt", ""},
	{"a row without a type", "alloc.pay", with(account, `"type":"procedure",`, ``), "MISSING_FIELD", "charges[0].type", "procedure, adjustment or planCharge"},
	{"a fee on an adjustment", "alloc.pay", with(account, `"amount":"5.00"`, `"fee":"5.00"`), "UNKNOWN_FIELD", "charges[1].fee", "belongs to type procedure"},
	{"an amount on a procedure", "alloc.pay", with(account, `"fee"`, `"amount"`), "UNKNOWN_FIELD", "charges[0].amount", "belongs to type adjustment"},
	{"a status that does not exist", "alloc.pay", with(account, `"fee"`, `"status":"X","fee"`), "UNKNOWN_VALUE", "charges[0].status", `got "X", want C, TP`},
	{"a frequency that does not exist", "plan.payment", `{"frequency":"Daily"}`, "UNKNOWN_VALUE", "frequency", "want Weekly, EveryOtherWeek"},
	{"a frequency in small letters", "plan.payment", `{"frequency":"monthly"}`, "UNKNOWN_VALUE", "frequency", `did you mean "Monthly"?`},
	{"an empty frequency", "plan.payment", `{"frequency":""}`, "UNKNOWN_VALUE", "frequency", "want Weekly"},
	{"text for a list", "alloc.pay", `{"family":"Ana"}`, "WRONG_TYPE", "family", "got text, want a list"},
	{"a number for an object", "alloc.pay", `{"payment":5}`, "WRONG_TYPE", "payment", "got a number, want an object"},
	{"a word for a boolean", "alloc.pay", `{"options":{"preferences":{"clinicsEnabled":"yes"}}}`, "UNKNOWN_VALUE", "options.preferences.clinicsEnabled", "true or false"},
	{"a number for a boolean", "plan.payment", `{"explain":2}`, "UNKNOWN_VALUE", "explain", "want true or false"},
	{"a list for a boolean", "plan.payment", `{"explain":[]}`, "WRONG_TYPE", "explain", "want true or false"},
}

var badValues = []badInput{
	{"an amount with a third digit", "alloc.pay", with(account, `"80.00"`, `"80.005"`), "AMOUNT_PRECISION", "charges[0].fee", `got "80.005"`},
	{"a number with a third digit", "alloc.pay", with(account, `"80.00"`, `80.005`), "AMOUNT_PRECISION", "charges[0].fee", ""},
	{"an amount in words", "alloc.pay", with(account, `"80.00"`, `"eighty"`), "AMOUNT_FORMAT", "charges[0].fee", "eighty"},
	{"NaN", "alloc.pay", with(account, `"80.00"`, `"NaN"`), "AMOUNT_FORMAT", "charges[0].fee", "NaN"},
	{"a bare NaN", "alloc.pay", with(account, `"80.00"`, `NaN`), "JSON_SYNTAX", "charges[0].fee", ""},
	{"an exponent of nine digits", "alloc.pay", with(account, `"80.00"`, `"1e999999999"`), "AMOUNT_FORMAT", "charges[0].fee", ""},
	{"a number with that exponent", "alloc.pay", with(account, `"80.00"`, `1e999999999`), "AMOUNT_FORMAT", "charges[0].fee", ""},
	{"an amount past 64 bits", "alloc.pay", with(account, `"80.00"`, `"92233720368547758.08"`), "AMOUNT_OVERFLOW", "charges[0].fee", ""},
	{"a list for an amount", "alloc.pay", with(account, `"80.00"`, `[80]`), "WRONG_TYPE", "charges[0].fee", "got a list, want an amount"},
	{"yen with a point", "plan.payment", `{"currency":"JPY","principal":"100.5"}`, "AMOUNT_PRECISION", "principal", ""},
	{"a currency that does not exist", "plan.payment", `{"currency":"DOLLARS"}`, "CURRENCY_UNKNOWN", "currency", "digits"},
	{"nineteen digits", "plan.payment", `{"digits":19}`, "DIGITS_RANGE", "digits", ""},
	{"a fraction of an id", "alloc.pay", with(account, `"id":5`, `"id":5.5`), "NUMBER_FORMAT", "charges[0].id", "5.5"},
	{"an id past 64 bits", "alloc.pay", with(account, `"id":5`, `"id":9223372036854775808`), "NUMBER_FORMAT", "charges[0].id", ""},
	{"a day that does not exist", "plan.schedule", with(plan, "2026-04-01", "2026-02-29"), "DATE_FORMAT", "firstPayment", `"2026-02-29" is no day of the calendar`},
	{"a date in another order", "plan.schedule", with(plan, "2026-04-01", "04/01/2026"), "DATE_FORMAT", "firstPayment", "yyyy-MM-dd"},
	{"year 0", "plan.schedule", with(plan, "2026-04-01", "0000-04-01"), "DATE_FORMAT", "firstPayment", ""},
	{"a rate of seven digits", "plan.payment", `{"apr":"9.1234567"}`, "RATE_PRECISION", "apr", ""},
	{"a negative rate", "plan.payment", `{"apr":-1}`, "RATE_RANGE", "apr", ""},
	{"a rate past 1000", "plan.payment", `{"apr":"1000.000001"}`, "RATE_RANGE", "apr", ""},
	{"a rate in words", "plan.payment", `{"apr":"ten"}`, "RATE_FORMAT", "apr", ""},
}

var brokenRules = []badInput{
	{"no count of dates below zero", "schedule.dates", `{"first":"2026-01-31","frequency":"Monthly","count":-1}`, "BAD_COUNT", "count", "got -1"},
	{"no dates past year 9999", "schedule.dates", `{"first":"9999-01-31","frequency":"Monthly","count":13}`, "DATE_RANGE", "count", ""},
	{"no first date", "schedule.dates", `{"count":3}`, "DATE_REQUIRED", "first", ""},
	{"0001-01-01 is not set", "schedule.dates", `{"first":"0001-01-01","count":3}`, "DATE_REQUIRED", "first", ""},
	{"more dates than rows", "schedule.dates", `{"first":"2026-01-31","count":500001}`, "LIMIT", "count", ""},
	{"no number of payments", "plan.payment", `{"principal":"10"}`, "PAYMENT_OR_COUNT_REQUIRED", "numberOfPayments", ""},
	{"neither payment nor count", "plan.schedule", with(plan, `"numberOfPayments":3,`, ``), "PAYMENT_OR_COUNT_REQUIRED", "payAmt", ""},
	{"no count of payments below zero", "plan.schedule", with(plan, `:3`, `:-3`), "BAD_COUNT", "numberOfPayments", "got -3"},
	{"both payment and count", "plan.schedule", with(plan, `"apr"`, `"payAmt":"110","apr"`), "PAYMENT_AND_COUNT", "numberOfPayments", ""},
	{"a down payment above the principal", "plan.schedule", with(plan, `"apr"`, `"downPayment":"300.01","apr"`), "DOWN_PAYMENT_TOO_HIGH", "downPayment", "got 300.01, want at most 300.00, difference 0.01"},
	{"a payment below the interest", "plan.schedule", `{"principal":"1000","apr":"24","payAmt":"15","today":"2026-03-02"}`, "PAYMENT_TOO_LOW", "payAmt", "got 15.00, want more than 20.00, difference -5.00"},
	{"a plan without today", "plan.schedule", with(plan, `"today":"2026-03-02",`, ``), "DATE_REQUIRED", "today", ""},
	{"more than 2000 payments", "plan.schedule", `{"principal":"100","payAmt":"0.01","today":"2026-03-02"}`, "LIMIT", "payAmt", ""},
	{"interest on less than nothing", "plan.interest", `{"balance":"-1","apr":"5"}`, "NEGATIVE_AMOUNT", "balance", ""},
	{"a principal below zero", "plan.payment", `{"principal":"-10","numberOfPayments":2}`, "NEGATIVE_AMOUNT", "principal", "got -10.00"},
	{"a payment of nothing", "alloc.pay", with(account, "50.00", "0.00"), "ZERO_AMOUNT", "payment.amount", ""},
	{"a payment from the future", "alloc.pay", with(account, `"amount":"50.00"`, `"amount":"50.00","date":"2026-03-03"`), "FUTURE_DATE", "payment.date", "2026-03-03"},
	{"a payer outside the family", "alloc.pay", with(account, `{"patient":1`, `{"patient":7`), "UNKNOWN_ID", "payment.patient", "got 7"},
	{"no payer", "alloc.pay", with(account, `{"patient":1,`, `{`), "MISSING_FIELD", "payment.patient", ""},
	{"no today", "alloc.pay", with(account, `"today":"2026-03-02",`, ``), "DATE_REQUIRED", "today", ""},
	{"a charge without a date", "alloc.pay", with(account, `"date":"2026-02-03",`, ``), "DATE_REQUIRED", "charges[1].date", ""},
	{"a charge without an id", "alloc.pay", with(account, `"id":6,`, ``), "MISSING_FIELD", "charges[1].id", ""},
	{"a charge without a patient", "alloc.pay", with(account, `"id":6,"patient":1,`, `"id":6,`), "MISSING_FIELD", "charges[1].patient", ""},
	{"an id used twice", "alloc.pay", with(account, `{"type":"adjustment","id":6`, `{"type":"procedure","id":5,"patient":1,"date":"2026-02-03","fee":1},{"type":"adjustment","id":6`), "DUPLICATE_ID", "charges[1].id", "got 5"},
	{"an adjustment to no procedure", "alloc.pay", with(account, `"amount":"5.00"`, `"amount":"5.00","procedure":77`), "UNKNOWN_ID", "charges[1].procedure", "got 77"},
}

var badPlans = []badInput{
	{"a charge that names nothing", "plan.dynamic", dynamic(`"charges":[{"date":"2026-03-01","principal":"1"}]`), "MISSING_FIELD", "charges[0].production", ""},
	{"a charge without a date", "plan.dynamic", dynamic(`"charges":[{"production":1}]`), "DATE_REQUIRED", "charges[0].date", ""},
	{"production without an id", "plan.dynamic", dynamic(`"production":[{"amount":"1"}]`), "MISSING_FIELD", "production[0].id", ""},
	{"production used twice", "plan.dynamic", dynamic(`"production":[{"id":1,"amount":"1"},{"id":1,"amount":"1"}]`), "DUPLICATE_ID", "production[1].id", ""},
	{"production below zero", "plan.dynamic", dynamic(`"production":[{"id":1,"amount":"-1"}]`), "NEGATIVE_AMOUNT", "production[0].amount", "got -1.00"},
	{"production past 64 bits", "plan.dynamic", dynamic(`"production":[{"id":1,"amount":"92233720368547758.07","adjustments":"0.01"}]`), "AMOUNT_OVERFLOW", "production[0].amount", ""},
	{"no production", "plan.dynamic", dynamic(`"production":[]`), "MISSING_FIELD", "production", ""},
	{"a payment below the interest", "plan.dynamic", dynamic(`"apr":"24","payAmt":"1"`), "PAYMENT_TOO_LOW", "payAmt", "got 1.00, want more than 2.00"},
}

// TestBadInput gives input that cannot be answered and expects the exact code,
// the path of the culprit, and a message that helps.
func TestBadInput(t *testing.T) {
	for _, group := range [][]badInput{badDocuments, badFields, badValues, brokenRules, badPlans, badRunningPlans, badRefunds, badChanges, badShares, badTransactions, badCheckSets, badERAs, badChecks} {
		for _, test := range group {
			t.Run(test.name, func(t *testing.T) {
				out, err := wire.Run(test.op, []byte(test.input))
				var e *wire.Error
				if !errors.As(err, &e) {
					t.Fatalf("no error, but %s", out)
				}
				if e.Rule.Code() != test.code || e.Path != test.path || !strings.Contains(e.Message, test.says) {
					t.Errorf("got %s at %q: %s\nwant %s at %q, with %q", e.Rule.Code(), e.Path, e.Message, test.code, test.path, test.says)
				}
				if test.code != "JSON_SYNTAX" && e.Path != "" && !resolves(t, e.Path, test.input, mayBeMissing[test.code]) {
					t.Errorf("the path %q leads nowhere in the input", e.Path)
				}
			})
		}
	}
}

// mayBeMissing are the codes whose culprit may be something that is not there.
var mayBeMissing = map[string]bool{
	"MISSING_FIELD": true, "DATE_REQUIRED": true, "PAYMENT_OR_COUNT_REQUIRED": true, "UNKNOWN_ID": true, "APR_NEEDS_LOCK": true,
}

// TestBadInputIsLikelyMalformed holds the classes: what cannot be read is
// malformed, what a rule forbids is refused.
func TestBadInputIsLikelyMalformed(t *testing.T) {
	for _, group := range [][]badInput{badDocuments, badFields} {
		for _, test := range group {
			_, err := wire.Run(test.op, []byte(test.input))
			if e := (*wire.Error)(nil); !errors.As(err, &e) || e.Rule.Class() != money.Malformed {
				t.Errorf("%s: class of %v, want malformed", test.name, err)
			}
		}
	}
	_, err := wire.Run("alloc.pay", []byte(with(account, "50.00", "0.00")))
	if e := (*wire.Error)(nil); !errors.As(err, &e) || e.Rule.Class() != money.Refused {
		t.Errorf("a payment of nothing: %v, want refused", err)
	}
}

// resolves reports whether a path leads to something in the input: to a value,
// or where that may be, to a member that is missing from an object that is there.
func resolves(t *testing.T, path, input string, mayBeMissing bool) bool {
	t.Helper()
	var at any = decodeAny(t, []byte(input))
	if prefix, quoted, ok := strings.Cut(path, `["`); ok { // an id of other letters than a name has
		key, err := strconv.Unquote(`"` + strings.TrimSuffix(quoted, "]"))
		path = prefix + "." + strings.NewReplacer(".", "\x00", "[", "\x01").Replace(key)
		if err != nil {
			return false
		}
	}
	path = strings.ReplaceAll(path, "[", ".[")
	steps := strings.Split(path, ".")
	for i := range steps {
		steps[i] = strings.NewReplacer("\x00", ".", "\x01", "[").Replace(steps[i])
	}
	for i, step := range steps {
		if index, ok := strings.CutPrefix(step, "["); ok {
			n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
			list, isList := at.([]any)
			if err != nil || !isList || n >= len(list) {
				return false
			}
			at = list[n]
			continue
		}
		object, isObject := at.(map[string]any)
		if !isObject {
			return false
		}
		next, ok := object[step]
		if !ok {
			return mayBeMissing && i == len(steps)-1
		}
		at = next
	}
	return true
}
