package split_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// doc is NexHealth's own example: 150.00 for two providers.
func doc() split.Transaction {
	return split.Transaction{
		Providers: []split.Part{{Key: "001", Amount: 100_00}, {Key: "002", Amount: 50_00}},
		Amount:    150_00, TypeName: "NexHealth Credit Card Payment", ID: "NH:201",
	}
}

// office is a practice that knows three payment types.
var office = split.Known{
	PaymentTypes: []split.PaymentType{{ID: "7", Name: "NexHealth Credit Card Payment"}, {ID: "8", Name: "Cash"}, {Name: "Check"}},
	UsedIDs:      []string{"NH:200"}, Digits: 2,
}

// rulesOf returns the paths and codes of problems.
func rulesOf(problems []split.Problem) string {
	var texts []string
	for _, p := range problems {
		texts = append(texts, p.Path+" "+p.Rule.Code())
	}
	return strings.Join(texts, ", ")
}

// TestValidate changes one thing of a right transaction at a time.
func TestValidate(t *testing.T) {
	_, unread := money.Parse("1.005", 2)
	for _, test := range []struct {
		name   string
		change func(tx *split.Transaction)
		want   string // problems
		why    string
	}{
		{"nothing", func(*split.Transaction) {}, "", "100.00 + 50.00 = 150.00"},
		{"no splits", func(tx *split.Transaction) { tx.Providers = nil }, "", "one payment"},
		{"both kinds", func(tx *split.Transaction) { tx.Charges = []split.Part{{Key: "9", Amount: 150_00}} }, "tx.Charges SPLIT_KIND_CONFLICT", "even where both sum"},
		{"a cent short", func(tx *split.Transaction) { tx.Providers[1].Amount = 49_99 }, "tx.Providers SPLIT_SUM_MISMATCH", "149.99 is not 150.00; there is no tolerance"},
		{"other sign", func(tx *split.Transaction) { tx.Providers[0].Amount, tx.Providers[1].Amount = 200_00, -50_00 }, "tx.Providers[1].Amount SPLIT_SIGN", "200.00 - 50.00 is no split of 150.00"},
		{"zero split", func(tx *split.Transaction) { tx.Providers[0].Amount, tx.Providers[1].Amount = 150_00, 0 }, "tx.Providers[1].Amount ZERO_SPLIT", "nothing for 002"},
		{"blank key", func(tx *split.Transaction) { tx.Providers[0].Key = " \t" }, "tx.Providers[0].Key BAD_SPLIT_KEY", "nobody to pay"},
		{"same key", func(tx *split.Transaction) { tx.Providers[1].Key = "001" }, "tx.Providers[1].Key DUPLICATE_SPLIT_KEY", "a map would keep the last"},
		{"a key without its zeros", func(tx *split.Transaction) { tx.Providers[1].Key = "1" }, "", "1 is another provider than 001"},
		{"zero amount", func(tx *split.Transaction) { tx.Providers, tx.Amount = nil, 0 }, "tx.Amount ZERO_AMOUNT", "no payment"},
		{"a split that cannot be read", func(tx *split.Transaction) { tx.Providers[0].Unread = unread }, "tx.Providers[0].Amount AMOUNT_PRECISION", "what is not read is not summed"},
		{"an amount that cannot be read", func(tx *split.Transaction) { tx.Amount, tx.Unread = 0, unread }, "tx.Amount AMOUNT_PRECISION", "nothing to compare with"},
		{"no type", func(tx *split.Transaction) { tx.TypeName = "" }, "tx.TypeName PAYMENT_TYPE_REQUIRED", "name or id"},
		{"unknown type", func(tx *split.Transaction) { tx.TypeName = "nexhealth credit card payment" }, "tx.TypeName UNKNOWN_PAYMENT_TYPE", "names match in every letter"},
		{"type by id", func(tx *split.Transaction) { tx.TypeName, tx.PaymentTypeID = "", "8" }, "", "8 is Cash"},
		{"unknown type id", func(tx *split.Transaction) { tx.TypeName, tx.PaymentTypeID = "", "08" }, "tx.PaymentTypeID UNKNOWN_PAYMENT_TYPE", "08 is not 8"},
		{"type and id", func(tx *split.Transaction) { tx.PaymentTypeID = "7" }, "", "both name the credit card"},
		{"type and another's id", func(tx *split.Transaction) { tx.PaymentTypeID = "8" }, "tx.PaymentTypeID PAYMENT_TYPE_CONFLICT", "8 is Cash"},
		{"no id", func(tx *split.Transaction) { tx.ID = "  " }, "tx.ID MISSING_FIELD", "blank is none"},
		{"id that is taken", func(tx *split.Transaction) { tx.ID = "NH:200" }, "tx.ID DUPLICATE_TRANSACTION_ID", "used before"},
		{"long id", func(tx *split.Transaction) { tx.ID = "NH:" + strings.Repeat("0", 48) }, "tx.ID TRANSACTION_ID_TOO_LONG", "3 + 48 = 51 characters"},
		{"longest id", func(tx *split.Transaction) { tx.ID = "NH:" + strings.Repeat("é", 47) }, "", "3 + 47 = 50 characters, 97 bytes"},
		{"insurance", func(tx *split.Transaction) { tx.InsurancePlan, tx.Claim = "3", "4" }, "tx.InsurancePlan INSURANCE_NOT_POSTABLE, tx.Claim INSURANCE_NOT_POSTABLE", "cannot be created"},
		{"everything", func(tx *split.Transaction) {
			*tx = split.Transaction{Providers: []split.Part{{Key: "", Amount: 0}}, Charges: []split.Part{{Key: "9", Unread: unread}}, TypeName: "Gold"}
		}, "tx.Charges SPLIT_KIND_CONFLICT, tx.Providers[0].Key BAD_SPLIT_KEY, tx.Providers[0].Amount ZERO_SPLIT, tx.Charges[0].Amount AMOUNT_PRECISION, tx.Amount ZERO_AMOUNT, tx.TypeName UNKNOWN_PAYMENT_TYPE, tx.ID MISSING_FIELD", "every problem, field by field"},
		{"past 64 bits", func(tx *split.Transaction) {
			tx.Amount, tx.Providers[0].Amount, tx.Providers[1].Amount = money.MaxAmount, money.MaxAmount, 1
		}, "tx.Providers[1].Amount AMOUNT_OVERFLOW", "2^63 - 1 + 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tx := doc()
			test.change(&tx)
			report := split.Validate(tx, office)
			if got := rulesOf(report.Problems); got != test.want || report.OK() != (test.want == "") {
				t.Errorf("got %q, want %q: %s", got, test.want, test.why)
			}
		})
	}
}

// TestProblemsSayWhatWouldFixThem shows the sentences that depend on the numbers.
func TestProblemsSayWhatWouldFixThem(t *testing.T) {
	for _, test := range []struct {
		name   string
		amount money.Amount
		parts  []split.Part
		want   string
	}{
		{"in proportion", 150_00, []split.Part{{Key: "1", Amount: 100_00}, {Key: "2", Amount: 49_99}}, "short by 0.01 across 2 provider splits); correct the amount or a split; in proportion the splits would be 100.01 and 49.99"},
		{"one too many", 150_00, []split.Part{{Key: "1", Amount: 100_00}, {Key: "2", Amount: 50_00}, {Key: "3", Amount: 25_00}}, `over by 25.00 across 3 provider splits); take out "3", which is the difference`},
		{"one forgotten", 150_00, []split.Part{{Key: "1", Amount: 50_00}, {Key: "2", Amount: 50_00}}, `short by 50.00 across 2 provider splits); add a split of 50.00, as large as that of "2", if one was forgotten`},
		{"a refund", -150_00, []split.Part{{Key: "1", Amount: -100_00}, {Key: "2", Amount: -49_99}}, "short by 0.01 across 2 provider splits); correct the amount or a split; in proportion the splits would be -100.01 and -49.99"},
		{"many", 10, []split.Part{{Key: "1", Amount: 3}, {Key: "2", Amount: 3}, {Key: "3", Amount: 4}, {Key: "4", Amount: 5}, {Key: "5", Amount: 6}}, "split.allocate shares the amount in proportion to the splits"},
		{"no proportion", 150_00, []split.Part{{Key: "1", Amount: 200_00}, {Key: "2", Amount: -49_99}}, "over by 0.01 across 2 provider splits); correct the amount or a split"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tx := doc()
			tx.Amount, tx.Providers = test.amount, test.parts
			report := split.Validate(tx, office)
			at := slices.IndexFunc(report.Problems, func(p split.Problem) bool { return p.Rule == split.ErrSplitSum })
			if at < 0 || !strings.HasSuffix(report.Problems[at].Message, test.want) {
				t.Errorf("got %+v, want a message that ends with %q", report.Problems, test.want)
			}
		})
	}
}

// TestASubmissionSharesItsIDs: an id that an earlier transaction has is taken.
func TestASubmissionSharesItsIDs(t *testing.T) {
	txs := []split.Transaction{doc(), doc(), doc(), doc()}
	txs[2].ID, txs[3].ID = "NH:300", "NH:301"
	known := office
	known.UsedIDs, known.Used = []string{"NH:300"}, func(id string) bool { return id == "NH:301" }
	want := []string{"", "txs[1].ID DUPLICATE_TRANSACTION_ID", "txs[2].ID DUPLICATE_TRANSACTION_ID", "txs[3].ID DUPLICATE_TRANSACTION_ID"}
	for i, report := range split.ValidateAll(txs, known) {
		if got := rulesOf(report.Problems); got != want[i] {
			t.Errorf("transaction %d: got %q, want %q", i, got, want[i])
		}
	}
}

// TestAPrefixIsRecommended: its lack is a warning and no problem.
func TestAPrefixIsRecommended(t *testing.T) {
	for id, want := range map[string]string{"NH:201": "", "201": "tx.ID NO_PREFIX", ":201": "tx.ID NO_PREFIX", "NH:": "tx.ID NO_PREFIX"} {
		tx := doc()
		tx.ID = id
		report := split.Validate(tx, office)
		if got := rulesOf(report.Warnings); got != want || !report.OK() {
			t.Errorf("%q: got warnings %q and problems %q, want warnings %q", id, got, rulesOf(report.Problems), want)
		}
	}
}

// TestTheNearestNameIsAHint: it is shown where little would have to change, and never
// taken.
func TestTheNearestNameIsAHint(t *testing.T) {
	for name, want := range map[string]string{
		"cash": `"Cash"`, "Cash ": `"Cash"`, "Chek": `"Check"`, "Gold": "a payment type of the practice", strings.Repeat("x", 200): "a payment type of the practice",
	} {
		tx := doc()
		tx.TypeName = name
		report := split.Validate(tx, office)
		if len(report.Problems) != 1 || report.Problems[0].Want != want {
			t.Errorf("%q: got %+v, want %s", name, report.Problems, want)
		}
	}
}
