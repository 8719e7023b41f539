package money

//go:generate go run ../internal/gen/iso4217 -in testdata/iso4217.csv -out currency_table.go

// Digits returns how many digits the minor unit of an ISO 4217 currency has: 2
// for USD, 0 for JPY, 3 for BHD. Codes are upper case. Where custom differs from
// the standard (TWD is used without cents), the caller passes the digits and
// does not ask.
//
// Digits returns an error if:
//   - the code is not in ISO 4217, or has no minor unit there, as gold has not
//     ([ErrCurrency]).
//
// Source: ISO 4217 list one, as published on the date at the head of
// currency_table.go.
func Digits(currency string) (int, error) {
	low, high := 0, len(currencies)/currencyWidth
	for low < high {
		middle := int(uint(low+high) >> 1)
		row := currencies[middle*currencyWidth:][:currencyWidth]
		switch code := row[:3]; {
		case code == currency:
			return int(row[3] - '0'), nil
		case code < currency:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0, &FieldError{Value: currency, Err: ErrCurrency}
}

// currencyWidth is the width of a row of the table: three letters and a digit.
const currencyWidth = 4
