package money_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/paysplit/paysplit/money"
)

func TestDigits(t *testing.T) {
	cases := []struct {
		name, code string
		want       int
		wantErr    error
		why        string
	}{
		{"dollar", "USD", 2, nil, "100 cents"},
		{"yen", "JPY", 0, nil, "no minor unit in use"},
		{"dinar", "BHD", 3, nil, "1000 fils"},
		{"unit of account", "CLF", 4, nil, "Chile's indexed unit has four digits"},
		{"first of the list", "AED", 2, nil, "the search reaches the first row"},
		{"last of the list", "ZWG", 2, nil, "the search reaches the last row"},
		{"gold", "XAU", 0, money.ErrCurrency, "the standard gives gold no minor unit"},
		{"testing code", "XTS", 0, money.ErrCurrency, "nor the code for tests"},
		{"no currency", "XXX", 0, money.ErrCurrency, "nor the code for none"},
		{"lower case", "usd", 0, money.ErrCurrency, "codes are upper case"},
		{"nothing", "", 0, money.ErrCurrency, "a forgotten currency is not the dollar"},
		{"too short", "US", 0, money.ErrCurrency, "a country, not a currency"},
		{"too long", "USDX", 0, money.ErrCurrency, "a code has three letters"},
		{"a row of the table", "USD2", 0, money.ErrCurrency, "the table's digit is not part of the code"},
		{"across two rows", "SD2", 0, money.ErrCurrency, "rows are compared whole"},
		{"number", "840", 0, money.ErrCurrency, "the numeric code of the dollar is another list"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := money.Digits(c.code)
			if got != c.want || !errors.Is(err, c.wantErr) {
				t.Errorf("got %d, %v; want %d, %v: %s", got, err, c.want, c.wantErr, c.why)
			}
			var field *money.FieldError
			if errors.As(err, &field) && field.Value != c.code {
				t.Errorf("the error carries %#v, want the code", field.Value)
			}
		})
	}
}

// list reads the published list: the digits of each code that has a minor unit.
func list(t *testing.T) map[string]int {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "iso4217.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	digits := make(map[string]int, len(rows))
	for _, row := range rows[1:] { // the first row names the columns
		if row[1] == "N.A." {
			continue
		}
		if digits[row[0]], err = strconv.Atoi(row[1]); err != nil {
			t.Fatalf("row %v: %v", row, err)
		}
	}
	return digits
}

// TestEveryThreeLetterCodeIsAnsweredAsPublished asks for all 17,576 codes: the
// listed ones have the published digits, the others are refused.
func TestEveryThreeLetterCodeIsAnsweredAsPublished(t *testing.T) {
	published, found := list(t), 0
	for i := range 26 * 26 * 26 {
		code := string([]byte{byte('A' + i/676), byte('A' + i/26%26), byte('A' + i%26)})
		want, listed := published[code]
		got, err := money.Digits(code)
		if got != want || listed != (err == nil) {
			t.Errorf("%s: got %d, %v; the list says %d, listed %t", code, got, err, want, listed)
		}
		if listed {
			found++
		}
	}
	if found != len(published) || found < 150 {
		t.Errorf("%d of the %d listed currencies have a code of three letters", found, len(published))
	}
}

// TestCurrencyTableIsUpToDate generates the table again from the list.
func TestCurrencyTableIsUpToDate(t *testing.T) {
	out := filepath.Join(t.TempDir(), "currency_table.go")
	generate := exec.CommandContext(t.Context(), "go", "run", "../internal/gen/iso4217",
		"-in", filepath.Join("testdata", "iso4217.csv"), "-out", out)
	if message, err := generate.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, message)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("currency_table.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("currency_table.go is not what testdata/iso4217.csv generates: run go generate ./money")
	}
}
