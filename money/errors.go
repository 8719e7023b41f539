package money

import (
	"errors"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/internal/day"
)

// Class says what kind of failure a [Rule] is.
type Class uint8

// The classes. The zero value is no class.
const (
	_         Class = iota
	Malformed       // the input cannot be read as what it should be
	Refused         // the input is well formed and a business rule forbids it
	Finding         // an entry in a report, never an error
)

// String returns "malformed", "refused" or "finding".
func (c Class) String() string {
	switch c {
	case Malformed:
		return "malformed"
	case Refused:
		return "refused"
	case Finding:
		return "finding"
	}
	return "Class(" + strconv.Itoa(int(c)) + ")"
}

// Rule is a sentinel error: one rule that input can break. Compare with
// errors.Is; rules are equal only to themselves.
type Rule struct {
	class            Class
	code, text, mend string
}

// NewRule returns a rule with a stable code such as "AMOUNT_FORMAT", the
// sentence that says what is wrong, and the one that says what would mend it.
// Neither sentence holds amounts. Packages call it for their exported
// sentinels and nowhere else.
func NewRule(class Class, code, text, mend string) *Rule {
	return &Rule{class: class, code: code, text: text, mend: mend}
}

// Error returns what is wrong, without amounts.
func (r *Rule) Error() string { return r.text }

// Class returns whether a breach is malformed input, a refusal or a finding.
func (r *Rule) Class() Class { return r.class }

// Code returns the rule's stable name.
func (r *Rule) Code() string { return r.code }

// Mend returns what the caller can do about it.
func (r *Rule) Mend() string { return r.mend }

// The rules that more than one package enforces.
var (
	ErrCount        = NewRule(Malformed, "BAD_COUNT", "the count is outside its range", "give a count inside the range")
	ErrCurrency     = NewRule(Malformed, "CURRENCY_UNKNOWN", "the currency is not in ISO 4217 or has no minor unit there", "give its number of digits")
	ErrDateRequired = NewRule(Malformed, "DATE_REQUIRED", "the date is required and not set", "give the date as yyyy-MM-dd")
	ErrDigits       = NewRule(Malformed, "DIGITS_RANGE", "the number of digits is outside 0 to 18", "give the currency's digits, 2 for USD")
	ErrDivideByZero = NewRule(Malformed, "DIVIDE_BY_ZERO", "the denominator is zero", "give a ratio with a denominator")
	ErrDuplicateID  = NewRule(Malformed, "DUPLICATE_ID", "the id is used twice", "give each row of one kind its own id")
	ErrFormat       = NewRule(Malformed, "AMOUNT_FORMAT", "the text is not an amount", `write digits with one point and no separators, such as "1234.50"`)
	ErrFutureDate   = NewRule(Refused, "FUTURE_DATE", "the date is after today", "date it today or earlier, or set the preference futureTransDatesAllowed")
	ErrLimit        = NewRule(Malformed, "LIMIT", "a limit is passed", "stay within it")
	ErrMissing      = NewRule(Malformed, "MISSING_FIELD", "the field is required and missing", "give the field a value")
	ErrNegative     = NewRule(Malformed, "NEGATIVE_AMOUNT", "the amount must not be negative", "give zero or more")
	ErrOverflow     = NewRule(Refused, "AMOUNT_OVERFLOW", "the amount does not fit in 64 bits of minor units", "split the input, or check for a misplaced point")
	ErrPrecision    = NewRule(Malformed, "AMOUNT_PRECISION", "the amount has more digits after the point than its currency", "round it to the currency's digits first")
	ErrRounding     = NewRule(Malformed, "ROUNDING_REQUIRED", "the rounding is not one of the named ones", "name a rounding, such as HalfEven")
	ErrUnknownID    = NewRule(Refused, "UNKNOWN_ID", "the id names nothing in the input", "add the row it names, or correct the id")
	ErrZeroAmount   = NewRule(Refused, "ZERO_AMOUNT", "the amount is zero", "give an amount other than zero")
)

// FieldError is a rule with the place where it was broken.
type FieldError struct {
	Path  string // Go-shaped, from the argument: charges[3].Fee
	Value any    // what stood there: a string, an int, an int64, an Amount, a Gap, a Fact, a date or what has a String method; else nothing is said of it
	Err   error  // the rule
}

// Gap is two amounts that should have stood in another relation, such as "more
// than"; the empty relation is equality.
type Gap struct {
	Got, Want Amount
	Relation  string
}

// Fact is a detail of an error in words, written as it stands.
type Fact string

// Error returns the path and the rule. It holds no amounts, because error text
// lands in logs; [FieldError.Detail] has them.
func (e *FieldError) Error() string {
	if e.Path == "" {
		return e.Err.Error()
	}
	return e.Path + ": " + e.Err.Error()
}

// Unwrap returns the rule.
func (e *FieldError) Unwrap() error { return e.Err }

// Detail returns what is wrong, the value, and what would mend it. Amounts are
// written as whole minor units; [FieldError.DetailIn] writes them in a
// currency's digits.
func (e *FieldError) Detail() string { return e.DetailIn(0) }

// DetailIn returns what [FieldError.Detail] returns, with amounts written with
// that many digits after the point.
func (e *FieldError) DetailIn(digits int) string {
	var b strings.Builder
	b.WriteString(e.Err.Error())
	if got := describe(e.Value, digits); got != "" {
		b.WriteString(": ")
		b.WriteString(got)
	}
	if rule := (*Rule)(nil); errors.As(e.Err, &rule) && rule.mend != "" {
		if b.String()[b.Len()-1] != '?' {
			b.WriteByte(';')
		}
		b.WriteByte(' ')
		b.WriteString(rule.mend)
	}
	return b.String()
}

// maxQuoted bounds how much of a hostile text an error repeats.
const maxQuoted = 60

// describe writes a value for a reader; nil is nothing.
func describe(value any, digits int) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return "got " + strconv.Quote(clip(v))
	case int:
		return "got " + strconv.Itoa(v)
	case int64:
		return "got " + strconv.FormatInt(v, 10)
	case Fact:
		return string(v)
	case Amount:
		return "got " + v.Format(digits)
	case Gap:
		text := "got " + v.Got.Format(digits) + ", want "
		if v.Relation != "" {
			text += v.Relation + " "
		}
		text += v.Want.Format(digits)
		if diff, err := v.Got.Sub(v.Want); err == nil && diff != 0 {
			text += ", difference " + diff.Format(digits)
		}
		return text
	}
	if text, isDate := day.TextOf(value); isDate {
		return "got " + text
	}
	if named, ok := value.(interface{ String() string }); ok {
		return "got " + clip(named.String())
	}
	return ""
}

// clip shortens a long text at a whole character.
func clip(text string) string {
	if len(text) <= maxQuoted {
		return text
	}
	return strings.ToValidUTF8(text[:maxQuoted], "") + "..."
}
