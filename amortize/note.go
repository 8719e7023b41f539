package amortize

import (
	"strconv"

	"github.com/rickb777/date"
)

// AppendNote appends the text of the terms that a plan carries in its record:
//
//	9/20/2021 - Date of Agreement: 9/20/2021, Total Amount: 256.12, APR: 5, Total Cost of Loan: 263.11
//
// followed by a space and the user's note, and by the space alone where there is
// none. Amounts are written with that many digits and no separators. The terms
// are those that [AppendSchedule] accepted, and s is what it returned.
//
// AppendNote returns an error, and dst unchanged, if:
//   - Today is not set ([money.ErrDateRequired]);
//   - a date is outside the years 1 to 9999 ([schedule.ErrDateRange]).
//
// Source: Open Dental API, PayPlans POST, responses.
func AppendNote(dst []byte, t Terms, s Summary, digits int, note string) ([]byte, error) {
	if err := t.dated(); err != nil {
		return dst, err
	}
	dst = appendUSDate(dst, t.Today)
	dst = append(dst, " - Date of Agreement: "...)
	dst = appendUSDate(dst, t.Agreement)
	dst = append(dst, ", Total Amount: "...)
	dst = s.Principal.Append(dst, digits)
	dst = append(dst, ", APR: "...)
	dst = append(dst, t.APR.String()...)
	dst = append(dst, ", Total Cost of Loan: "...)
	dst = s.TotalCost.Append(dst, digits)
	dst = append(dst, ' ')
	return append(dst, note...), nil
}

// appendUSDate appends a date as month/day/year without padding.
func appendUSDate(dst []byte, d date.Date) []byte {
	year, month, day := d.Date()
	dst = strconv.AppendInt(dst, int64(month), 10)
	dst = append(dst, '/')
	dst = strconv.AppendInt(dst, int64(day), 10)
	dst = append(dst, '/')
	return strconv.AppendInt(dst, int64(year), 10)
}
