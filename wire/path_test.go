package wire_test

import (
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// TestPathsInJSON shows how a Go path becomes the document's: by the rule, by the
// table, and through the list that a row came from.
func TestPathsInJSON(t *testing.T) {
	row := func(rows string, i int) string {
		if rows == "ledger.Procedures" && i == 2 {
			return "charges[5]"
		}
		return ""
	}
	for _, test := range []struct{ path, want, why string }{
		{"count", "count", "a parameter"},
		{"First", "first", "a field"},
		{"terms.APR", "apr", "an acronym"},
		{"terms.DownPayment", "downPayment", "terms are the document itself"},
		{"terms.Payments", "numberOfPayments", "the table, and not the entry of Payment"},
		{"payment.Amount", "payment.amount", "an object"},
		{"options.Preferences.NoClinics", "options.preferences.noClinics", "objects in objects"},
		{"options.Today", "today", "a field that stands elsewhere"},
		{"ledger.Family[1].ID", "family[1].id", "a list of the same name"},
		{"ledger.Procedures[2].Fee", "charges[5].fee", "a row of another list"},
		{"ledger.Procedures[2].Claims[0].Status", "charges[5].claims[0].status", "a list in it"},
		{"plan.Production", "production", "a whole list"},
		{"plan.Production[1].Kind", "production[1].type", "what a piece of production is"},
		{"plan.Charges[3].Item", "charges[3].production", "what a charge pays for"},
		{"plan.Charges[3].ItemKind", "charges[3].type", "what that is"},
		{"plan.Charges[3].Kind", "charges[3].kind", "why it was charged"},
		{"plan.Splits[0].Kind", "splits[0].type", "what a split pays"},
	} {
		if got := wire.JSONPath(test.path, row); got != test.want {
			t.Errorf("%s is %s, want %s: %s", test.path, got, test.want, test.why)
		}
	}
}
