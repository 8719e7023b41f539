package wire

//go:generate go run ../internal/gen/codes -out ../docs/codes.md

import (
	"errors"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/paysplit/paysplit/money"
)

// The rules of documents, beside those of the packages behind them.
var (
	errCurrencies    = money.NewRule(money.Malformed, "CURRENCY_CONFLICT", "one document has one currency", "give each currency a document of its own")
	errDate          = money.NewRule(money.Malformed, "DATE_FORMAT", "the text is not a date", `write the date as yyyy-MM-dd, such as "2024-02-29"`)
	errDuplicateKey  = money.NewRule(money.Malformed, "DUPLICATE_KEY", "the name is given twice in one object", "keep one of the two")
	errEmpty         = money.NewRule(money.Malformed, "DOCUMENT_EMPTY", "the document is empty", "give a JSON object")
	errInternal      = money.NewRule(money.Refused, "INTERNAL", "a defect in paysplit", "report it, with the document")
	errNumber        = money.NewRule(money.Malformed, "NUMBER_FORMAT", "the value is not a whole number in range", "write a whole number of at most 64 bits")
	errSyntax        = money.NewRule(money.Malformed, "JSON_SYNTAX", "the document is not well-formed JSON", "mend the JSON at that place")
	errTwoTargets    = money.NewRule(money.Malformed, "TARGET_TWICE", "the target names a procedure and an adjustment", "name one of them in each target")
	errTwoPrincipals = money.NewRule(money.Refused, "PRINCIPAL_TWICE", "the principal and the estimated balance are both asked for", "give principal, or useEstBalance with estBalance")
	errType          = money.NewRule(money.Malformed, "WRONG_TYPE", "the value has the wrong type", "give a value of the type that is wanted")
	errUnearnedType  = money.NewRule(money.Finding, "UNEARNED_TYPE_MISSING", "money is left over, and no unearned type is given to mark it", "give unearnedTypes.prepayment")
	errUnknownField  = money.NewRule(money.Malformed, "UNKNOWN_FIELD", "the name is not known here", "correct or remove it; paysplit schema lists the names")
	errUnknownOp     = money.NewRule(money.Malformed, "UNKNOWN_OPERATION", "the operation is not known", "list the operations with: paysplit ops")
	errUnknownValue  = money.NewRule(money.Malformed, "UNKNOWN_VALUE", "the word is not one of those that the field knows", "use one of them, in the same letters")
)

// Error is a document that was refused: the error document's content.
type Error struct {
	Rule    *money.Rule // the rule that was broken; its code is in [Codes]
	Path    string      // the JSON path of the culprit: charges[3].fee; empty for the whole document
	Message string      // what is wrong, what stood there, and what would mend it
}

// NewError returns the error for a broken rule at a path, with a detail in words
// that may be empty.
func NewError(rule *money.Rule, path, detail string) *Error {
	e := money.FieldError{Value: money.Fact(detail), Err: rule}
	return &Error{Rule: rule, Path: path, Message: e.Detail()}
}

// Error returns the path and the rule. It holds no amounts and no text of the
// document, because error text lands in logs; Message has them.
func (e *Error) Error() string {
	return (&money.FieldError{Path: e.Path, Err: e.Rule}).Error()
}

// Unwrap returns the rule, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Rule }

// Malformed reports whether the document cannot be read, as against one that a
// rule refuses.
func (e *Error) Malformed() bool { return e.Rule.Class() == money.Malformed }

// AppendJSON appends the error document, {"error":{"code","path","message"}}.
func (e *Error) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"error":`...)
	dst = e.appendObject(dst, 0)
	return append(dst, '}')
}

// appendObject appends the error object, with the line of a batch where it is
// not 0.
func (e *Error) appendObject(dst []byte, line int) []byte {
	dst = append(dst, `{"code":`...)
	dst = appendText(dst, e.Rule.Code())
	dst = append(dst, `,"path":`...)
	dst = appendText(dst, e.Path)
	dst = append(dst, `,"message":`...)
	dst = appendText(dst, e.Message)
	if line > 0 {
		dst = append(dst, `,"line":`...)
		dst = strconv.AppendInt(dst, int64(line), 10)
	}
	return append(dst, '}')
}

// appendText appends a JSON string. Text that is not UTF-8 is mended, so that an
// error can always be reported.
func appendText(dst []byte, text string) []byte {
	dst, _ = jsontext.AppendQuote(dst, text)
	return dst
}

// asError turns an engine's error into a document's: the same rule, with its
// path in JSON's names.
func asError(err error, digits int, jsonPath func(string) string) *Error {
	var field *money.FieldError
	var rule *money.Rule
	if !errors.As(err, &rule) {
		rule, err = errInternal, &money.FieldError{Value: err.Error(), Err: errInternal}
	}
	e := &Error{Rule: rule}
	if errors.As(err, &field) {
		e.Path, e.Message = jsonPath(field.Path), field.DetailIn(digits)
	} else {
		e.Message = (&money.FieldError{Err: rule}).DetailIn(digits)
	}
	return e
}
