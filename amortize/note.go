package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
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
	dst = appendAgreement(dst, &t, appendUSDate)
	dst = appendCost(dst, &t, s.Principal, s.TotalCost, digits)
	dst = append(dst, ' ')
	return append(dst, note...), nil
}

// AppendDynamicNote appends the text of the terms of a dynamic plan, with padded
// dates, and the user's note after a comma where there is one:
//
//	06/30/2022 - Date of Agreement: 06/30/2022, Total Amount: 728.00, APR: 10, Total Cost of Loan: 741.71, DownPayment in Cash
//
// The terms are those of a plan that [Planner.AppendExpected] accepted, and s is
// what it returned.
//
// AppendDynamicNote returns an error, and dst unchanged, if:
//   - a date of the terms is not set where it must be, or outside the calendar
//     ([money.ErrDateRequired], [schedule.ErrDateRange]).
//
// Source: Open Dental API, PayPlans POST Dynamic, response.
func AppendDynamicNote(dst []byte, t Terms, s PlanSummary, digits int, note string) ([]byte, error) {
	if err := t.dated(); err != nil {
		return dst, err
	}
	dst = appendAgreement(dst, &t, appendPaddedDate)
	dst = appendCost(dst, &t, s.Principal, s.TotalCost, digits)
	if note != "" {
		dst = append(dst, ", "...)
	}
	return append(dst, note...), nil
}

// appendAgreement appends the days of the note and of the agreement.
func appendAgreement(dst []byte, t *Terms, appendDate func([]byte, date.Date) []byte) []byte {
	dst = appendDate(dst, t.Today)
	dst = append(dst, " - Date of Agreement: "...)
	return appendDate(dst, t.Agreement)
}

// appendCost appends what the plan is for, its rate, and what it costs in all.
func appendCost(dst []byte, t *Terms, principal, cost money.Amount, digits int) []byte {
	dst = append(dst, ", Total Amount: "...)
	dst = principal.Append(dst, digits)
	dst = append(dst, ", APR: "...)
	dst = append(dst, t.APR.String()...)
	dst = append(dst, ", Total Cost of Loan: "...)
	return cost.Append(dst, digits)
}

// appendPaddedDate appends a date as MM/dd/yyyy.
func appendPaddedDate(dst []byte, d date.Date) []byte {
	year, month, day := d.Date()
	dst = append(dst, byte('0'+month/10), byte('0'+month%10), '/', byte('0'+day/10), byte('0'+day%10), '/')
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10))
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
