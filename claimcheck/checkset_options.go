package claimcheck

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// CheckSetOptions says how an instance of ClaimCenter is configured. The zero
// value is the strictest: the base ladder, several currencies but no rates, no
// payment above the reserves, no authority to exceed them.
type CheckSetOptions struct {
	Levels       []string // the validation levels from low to high; nil is the base ladder, loadsave, newloss, iso, external, payment
	AbilityToPay string   // the level that is required; empty is payment, or the highest where there is no payment

	SingleCurrency bool           // every currency must be the same
	Rates          []CurrencyRate // the market's rates
	Rounding       money.Rounding // of a payment that is converted; needed where one is
	FixedDigits    bool           // every currency has Digits digits, known or not
	Digits         int

	AllowNoPriorPayment bool         // a supplement needs no earlier payment
	AllowExceedReserves bool         // partial payments may exceed a reserve, up to ExceedLimit without approval
	ExceedLimit         money.Amount // authority to exceed the reserves with a whole set
	PaymentLimit        money.Amount // authority for one payment; 0 is not asked
	LimitCurrency       string       // of both limits; empty is the first reserving currency of the set

	Exceeding      Severity // of [ErrExceeds]; default a problem
	FinalExceeding Severity // of [ErrFinalExceeds]; default a warning
	NonPositive    Severity // of [ErrNonPositive]; default a problem

	// The codes of lists that differ from instance to instance. An empty list is
	// not known, and every code is accepted.
	CostTypes, CostCategories, PayeeTypes, PaymentMethods []string
}

// Severity says where a finding stands.
type Severity uint8

// The severities. The zero value is the rule's own.
const (
	DefaultSeverity Severity = iota
	AsProblem                // the set is not ok
	AsWarning                // the set may still be ok
)

// CurrencyRate is how much of one currency one unit of another is worth.
type CurrencyRate struct {
	From, To string // the payment's currency, and the reserving currency
	Rate     ExchangeRate
}

// baseLevels is the base ladder of validation levels.
var baseLevels = [...]string{"loadsave", "newloss", "iso", "external", "payment"}

// abilityToPay is the level of the base ladder at which checks may be written.
const abilityToPay = "payment"

// ladder is the validation levels, and the index of the one that is required.
type ladder struct {
	levels   []string
	required int
}

// ladder returns the levels in force.
func (o *CheckSetOptions) ladder() (ladder, error) {
	levels := o.Levels
	if levels == nil {
		levels = append(levels, baseLevels[0], baseLevels[1], baseLevels[2], baseLevels[3], baseLevels[4])
	}
	for i, level := range levels {
		if level == "" || slices.Contains(levels[:i], level) {
			return ladder{}, &money.FieldError{Path: at("options.Levels", i, ""), Value: level, Err: ErrLevels}
		}
	}
	required := slices.Index(levels, o.AbilityToPay)
	if o.AbilityToPay == "" {
		if required = slices.Index(levels, abilityToPay); required < 0 {
			required = len(levels) - 1
		}
	}
	if required < 0 {
		return ladder{}, &money.FieldError{Path: "options.AbilityToPay", Value: o.AbilityToPay, Err: ErrLevels}
	}
	return ladder{levels, required}, nil
}

// check returns the first option that cannot be used.
func (o *CheckSetOptions) check() error {
	for i := range o.Rates {
		if o.Rates[i].Rate.Units <= 0 || o.Rates[i].Rate.Digits > maxRateDigits {
			return &money.FieldError{Path: at("options.Rates", i, "Rate"), Value: o.Rates[i].Rate, Err: ErrExchangeRate}
		}
	}
	if o.Rounding != 0 && !o.Rounding.Valid() {
		return &money.FieldError{Path: "options.Rounding", Err: money.ErrRounding}
	}
	if o.FixedDigits && uint(o.Digits) > money.MaxDigits {
		return &money.FieldError{Path: "options.Digits", Value: o.Digits, Err: money.ErrDigits}
	}
	for _, list := range [...]struct {
		name  string
		codes []string
	}{
		{"Levels", o.Levels}, {"CostTypes", o.CostTypes}, {"CostCategories", o.CostCategories},
		{"PayeeTypes", o.PayeeTypes}, {"PaymentMethods", o.PaymentMethods},
	} {
		if len(list.codes) > maxCodes {
			return &money.FieldError{Path: "options." + list.name, Value: money.Fact("at most " + strconv.Itoa(maxCodes) + " codes in a list"), Err: money.ErrLimit}
		}
		for i, code := range list.codes {
			if len(code) > maxID {
				return &money.FieldError{Path: at("options."+list.name, i, ""), Value: money.Fact("at most " + strconv.Itoa(maxID) + " bytes in a code"), Err: money.ErrLimit}
			}
		}
	}
	return o.checkAmounts()
}

// maxCodes bounds a list of codes, which is searched from its beginning; maxID is how
// many bytes of an id or a code are repeated.
const (
	maxCodes = 500
	maxID    = 255
)

// checkAmounts returns the first limit or severity that cannot be used.
func (o *CheckSetOptions) checkAmounts() error {
	for _, limit := range [...]struct {
		name   string
		amount money.Amount
	}{{"ExceedLimit", o.ExceedLimit}, {"PaymentLimit", o.PaymentLimit}} {
		if limit.amount < 0 {
			return &money.FieldError{Path: "options." + limit.name, Value: limit.amount, Err: money.ErrNegative}
		}
	}
	for _, s := range [...]struct {
		name     string
		severity Severity
	}{{"Exceeding", o.Exceeding}, {"FinalExceeding", o.FinalExceeding}, {"NonPositive", o.NonPositive}} {
		if s.severity > AsWarning {
			return &money.FieldError{Path: "options." + s.name, Value: int(s.severity), Err: ErrSeverity}
		}
	}
	return nil
}

// currency is a currency with its digits.
type currency struct {
	code   string // in lower case
	digits int
	known  bool
}

// unknownDigits is how an amount is written whose currency is not known.
const unknownDigits = 2

// CurrencyDigits returns how many digits the amounts of a currency have: those of
// all, where they are fixed, else those of ISO 4217, and 2 for a code that is not
// there. The code may be in either case.
func (o *CheckSetOptions) CurrencyDigits(code string) int { return o.currency(code).digits }

// currency returns the currency of a code.
func (o *CheckSetOptions) currency(code string) currency {
	c := currency{code: strings.ToLower(code), digits: o.Digits, known: true}
	if o.FixedDigits {
		return c
	}
	digits, err := money.Digits(strings.ToUpper(code))
	if err != nil {
		return currency{c.code, unknownDigits, false}
	}
	c.digits = digits
	return c
}
