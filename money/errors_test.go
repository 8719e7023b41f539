package money_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/paysplit/paysplit/money"
)

// rules are all the rules of this package.
var rules = []*money.Rule{
	money.ErrCount, money.ErrCurrency, money.ErrDateRequired, money.ErrDigits, money.ErrDivideByZero, money.ErrDuplicateID,
	money.ErrFormat, money.ErrLimit, money.ErrMissing, money.ErrNegative, money.ErrOverflow,
	money.ErrPrecision, money.ErrRounding, money.ErrUnknownID, money.ErrZeroAmount,
}

func TestEveryRuleSaysWhatIsWrongAndWhatMendsIt(t *testing.T) {
	codes := make(map[string]bool, len(rules))
	for _, rule := range rules {
		if codes[rule.Code()] {
			t.Errorf("two rules have the code %s", rule.Code())
		}
		codes[rule.Code()] = true
		if rule.Code() == "" || rule.Error() == "" || rule.Mend() == "" {
			t.Errorf("%q: %q, %q: something is missing", rule.Code(), rule.Error(), rule.Mend())
		}
		if strings.ToUpper(rule.Code()) != rule.Code() || strings.Contains(rule.Code(), " ") {
			t.Errorf("the code %q is not of the form AMOUNT_FORMAT", rule.Code())
		}
		if class := rule.Class(); class != money.Malformed && class != money.Refused {
			t.Errorf("%s is of class %v: a finding is never an error", rule.Code(), class)
		}
	}
}

func TestClassNames(t *testing.T) {
	want := map[money.Class]string{0: "Class(0)", money.Malformed: "malformed", money.Refused: "refused", money.Finding: "finding"}
	for class, name := range want {
		if class.String() != name {
			t.Errorf("class %d is %q, want %q", uint8(class), class, name)
		}
	}
}

func TestRulesAreEqualOnlyToThemselves(t *testing.T) {
	twin := money.NewRule(money.ErrFormat.Class(), money.ErrFormat.Code(), money.ErrFormat.Error(), money.ErrFormat.Mend())
	if errors.Is(twin, money.ErrFormat) {
		t.Error("a rule with the same words is taken for the rule itself")
	}
}

// TestErrorTextHoldsNoAmounts checks what lands in logs: where, and which rule,
// and nothing that somebody paid.
func TestErrorTextHoldsNoAmounts(t *testing.T) {
	cases := []struct {
		name string
		err  *money.FieldError
		want string
		why  string
	}{
		{"path and rule", &money.FieldError{Path: "charges[3].Fee", Value: money.Amount(-777), Err: money.ErrNegative},
			"charges[3].Fee: the amount must not be negative", "the amount is left to the detail"},
		{"a text", &money.FieldError{Path: "Total", Value: "7,77", Err: money.ErrFormat},
			"Total: the text is not an amount", "the text may be an amount, or a name"},
		{"a gap", &money.FieldError{Path: "splits", Value: money.Gap{Got: 777, Want: 778}, Err: money.ErrOverflow},
			"splits: the amount does not fit in 64 bits of minor units", "both amounts are left to the detail"},
		{"no path", &money.FieldError{Value: "7,77", Err: money.ErrFormat},
			"the text is not an amount", "the caller may have only one value"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.err.Error(); got != c.want || strings.Contains(got, "77") {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}

func TestDetailShowsTheValueAndTheMend(t *testing.T) {
	rule := money.NewRule(money.Refused, "SPLIT_SUM", "the splits do not add up", "change a split")
	cases := []struct {
		name   string
		value  any
		err    error
		digits int
		want   string
		why    string
	}{
		{"nothing to show", nil, rule, 2, "the splits do not add up; change a split", "the rule says it all"},
		{"an amount in cents", money.Amount(1500), rule, 0, "the splits do not add up: got 1500; change a split",
			"without a currency amounts are minor units"},
		{"an amount in dollars", money.Amount(1500), rule, 2, "the splits do not add up: got 15.00; change a split",
			"with its digits it reads like a bill"},
		{"too little", money.Gap{Got: 1500, Want: 2000}, rule, 2,
			"the splits do not add up: got 15.00, want 20.00, difference -5.00; change a split", "nobody has to subtract"},
		{"too much, in fils", money.Gap{Got: 2005, Want: 2000}, rule, 3,
			"the splits do not add up: got 2.005, want 2.000, difference 0.005; change a split", "the sign says which way"},
		{"the same twice", money.Gap{Got: 2000, Want: 2000}, rule, 2,
			"the splits do not add up: got 20.00, want 20.00; change a split", "a difference of nothing is not news"},
		{"a gap wider than an amount", money.Gap{Got: money.MaxAmount, Want: -1}, rule, 0,
			"the splits do not add up: got 9223372036854775807, want -1; change a split", "no difference rather than a wrong one"},
		{"past a bound", money.Gap{Got: 2500, Want: 2000, Relation: "at most"}, rule, 2,
			"the splits do not add up: got 25.00, want at most 20.00, difference 5.00; change a split", "not every bound is an equality"},
		{"a text", "7,77", rule, 2, `the splits do not add up: got "7,77"; change a split`, "quoted, to see where it ends"},
		{"a text of two lines", "7\n77\x1b[2J", rule, 2, `the splits do not add up: got "7\n77\x1b[2J"; change a split`,
			"control characters cannot reach a terminal"},
		{"an empty text", "", rule, 2, `the splits do not add up: got ""; change a split`, "empty is shown, not left out"},
		{"a count", 13, rule, 2, "the splits do not add up: got 13; change a split", "a count is not money and has no point"},
		{"something with a name", time.March, rule, 2, "the splits do not add up: got March; change a split",
			"a value names itself"},
		{"an error of another make", money.Amount(5), errors.New("no such file"), 2, "no such file: got 0.05",
			"only a rule knows its mend"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			field := &money.FieldError{Path: "splits", Value: c.value, Err: c.err}
			if got := field.DetailIn(c.digits); got != c.want {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
			if c.digits == 0 && field.Detail() != c.want {
				t.Errorf("without digits got %q, want %q: %s", field.Detail(), c.want, c.why)
			}
		})
	}
}

func TestRuleAndPathAreFoundThroughAWrappedError(t *testing.T) {
	inner := &money.FieldError{Path: "charges[3].Fee", Value: "1.505", Err: money.ErrPrecision}
	err := fmt.Errorf("reading the ledger: %w", inner)
	if !errors.Is(err, money.ErrPrecision) || errors.Is(err, money.ErrFormat) {
		t.Errorf("errors.Is does not find the rule alone in %v", err)
	}
	var field *money.FieldError
	if !errors.As(err, &field) || field.Path != "charges[3].Fee" {
		t.Errorf("errors.As does not find the path in %v", err)
	}
	var rule *money.Rule
	if !errors.As(err, &rule) || rule.Code() != "AMOUNT_PRECISION" || rule.Class() != money.Malformed {
		t.Errorf("errors.As does not find the rule in %v", err)
	}
	if errors.Unwrap(inner) != money.ErrPrecision {
		t.Error("the field's error does not unwrap to its rule")
	}
}

func TestLongHostileTextIsClipped(t *testing.T) {
	const million = 1_000_000
	cases := []struct {
		name, text string
		shown      string
		why        string
	}{
		{"sixty characters", strings.Repeat("9", 60), strings.Repeat("9", 60) + `";`, "short enough to show whole"},
		{"sixty-one", strings.Repeat("9", 61), strings.Repeat("9", 60) + `...";`, "clipped, and seen to be"},
		{"a million", strings.Repeat("9", million), strings.Repeat("9", 60) + `...";`, "a log line stays a line"},
		{"cut inside a letter", "a" + strings.Repeat("é", million), "a" + strings.Repeat("é", 29) + `...";`,
			"half a letter is left out"},
		{"not text at all", strings.Repeat("\xff", million), `got "...";`, "bytes that are no text are left out"},
		{"control characters", strings.Repeat("\x00", million), strings.Repeat(`\x00`, 60) + `...";`, "shown, not sent"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := money.Parse("x"+c.text, 2)
			var field *money.FieldError
			if !errors.As(err, &field) {
				t.Fatalf("got %v, want a *money.FieldError", err)
			}
			field.Value = c.text
			got := field.Detail()
			if !strings.Contains(got, c.shown) || len(got) > 500 || !utf8.ValidString(got) {
				t.Errorf("the detail has %d bytes and does not end in %q: %s: %s", len(got), c.shown, got, c.why)
			}
		})
	}
}
