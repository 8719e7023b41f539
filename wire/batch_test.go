package wire_test

import (
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// TestLines answers one line each of a batch: the id comes back as it was
// written, and what is wrong with a line is its answer, with its number.
func TestLines(t *testing.T) {
	for _, test := range []struct {
		name, line, want string
		ok               bool
	}{
		{"a result", `{"id":"a","op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, `{"id":"a","result":{"payAmt":"2.50"}}`, true},
		{"an id that is a number", `{"id":7.0,"op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, `{"id":7.0,"result":{"payAmt":"2.50"}}`, true},
		{"an id with escapes", `{"id":"\u00e9\"","op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, `{"id":"\u00e9\"","result":{"payAmt":"2.50"}}`, true},
		{"no id", `{"op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, `{"id":null,"result":{"payAmt":"2.50"}}`, true},
		{"another order", `{"input":{"principal":"10","numberOfPayments":4},"op":"plan.payment","id":1}`, `{"id":1,"result":{"payAmt":"2.50"}}`, true},
		{"an error", `{"id":1,"op":"plan.payment","input":{"principal":"x"}}`, `{"id":1,"error":{"code":"AMOUNT_FORMAT","path":"principal","message":"`, false},
		{"no operation", `{"id":1,"input":{}}`, `{"id":1,"error":{"code":"MISSING_FIELD","path":"op",`, false},
		{"no input", `{"id":1,"op":"plan.payment"}`, `{"id":1,"error":{"code":"MISSING_FIELD","path":"input",`, false},
		{"an unknown operation", `{"id":1,"op":"plan.pay","input":{}}`, `{"id":1,"error":{"code":"UNKNOWN_OPERATION","path":"op",`, false},
		{"a byte order mark", "\xef\xbb\xbf" + `{"id":1,"op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`, `{"id":1,"result":{"payAmt":"2.50"}}`, true},
		{"an unknown name", `{"id":1,"operation":"plan.payment"}`, `{"id":1,"error":{"code":"UNKNOWN_FIELD","path":"operation",`, false},
		{"an id that is a list", `{"id":[1],"op":"plan.payment","input":{}}`, `{"id":null,"error":{"code":"WRONG_TYPE","path":"id",`, false},
		{"an input that is text", `{"id":1,"op":"plan.payment","input":"x"}`, `{"id":1,"error":{"code":"WRONG_TYPE","path":"input",`, false},
		{"no JSON", `hello`, `{"id":null,"error":{"code":"JSON_SYNTAX","path":"",`, false},
		{"a line that ends early", `{"id":1,"op":"plan.pay`, `{"id":1,"error":{"code":"JSON_SYNTAX","path":"op",`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, ok := wire.AppendLine([]byte("kept "), []byte(test.line), 41, wire.Options{})
			got := strings.TrimPrefix(string(out), "kept ")
			if ok != test.ok || !strings.HasPrefix(got, test.want) || test.ok && got != test.want {
				t.Errorf("got  %s, %v\nwant %s, %v", got, ok, test.want, test.ok)
			}
			if !ok && !strings.HasSuffix(got, `,"line":41}}`) {
				t.Errorf("%s does not end with the number of the line", got)
			}
			decodeAny(t, []byte(got))
		})
	}
}
