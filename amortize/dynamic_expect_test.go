package amortize_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// done, planned and adjustment return production of that value, of no day in
// particular.
func done(id int64, amount string) amortize.Item {
	return amortize.Item{ID: id, Complete: true, Amount: usd(amount)}
}

func planned(id int64, amount string) amortize.Item {
	return amortize.Item{ID: id, Amount: usd(amount)}
}

func adjustment(id int64, amount string) amortize.Item {
	return amortize.Item{ID: id, Kind: amortize.AdjustmentItem, Amount: usd(amount)}
}

// dynamic returns a monthly plan that is looked at on its first due date, 4 March
// 2024, and pays the payment at a rate for production.
func dynamic(rate, payment string, production ...amortize.Item) amortize.Plan {
	terms := with(paying(monthly("0", rate), payment), func(t *amortize.Terms) { t.Today, t.First = day("2024-03-04"), day("2024-03-04") })
	return amortize.Plan{Terms: terms, Production: production}
}

// but returns a plan with some of it changed. What it shares with p is not
// written to.
func but(p amortize.Plan, change func(p *amortize.Plan)) amortize.Plan {
	change(&p)
	return p
}

// issued returns an instalment that a procedure was charged with.
func issued(on string, item int64, principal, interest string) amortize.PlanCharge {
	return amortize.PlanCharge{Date: day(on), Item: item, Principal: usd(principal), Interest: usd(interest)}
}

// chargeText writes a charge as the tables do: date, item, principal, interest.
func chargeText(c amortize.PlanCharge) string {
	kind := "?"
	if c.ItemKind <= amortize.OrthoCaseItem {
		kind = c.ItemKind.String()[:1]
	}
	text := fmt.Sprint(c.Date, " ", kind, c.Item, " ", c.Principal.Format(2), " ", c.Interest.Format(2))
	if c.Kind != amortize.InstallmentCharge {
		text += " " + c.Kind.String()
	}
	return text
}

// chargeTexts writes charges one a line.
func chargeTexts(charges []amortize.PlanCharge) string {
	lines := make([]string, len(charges))
	for i, c := range charges {
		lines[i] = chargeText(c)
	}
	return strings.Join(lines, "\n")
}

// dayTexts writes what falls due on each day: date, principal, interest.
func dayTexts(charges []amortize.PlanCharge) string {
	var lines []string
	for len(charges) > 0 {
		first := charges[0]
		end := slices.IndexFunc(charges, func(c amortize.PlanCharge) bool { return c.Date != first.Date })
		if end < 0 {
			end = len(charges)
		}
		var principal, interest money.Amount
		for _, c := range charges[:end] {
			principal, interest = principal+c.Principal, interest+c.Interest
		}
		lines = append(lines, fmt.Sprint(first.Date, " ", principal.Format(2), " ", interest.Format(2)))
		charges = charges[end:]
	}
	return strings.Join(lines, "\n")
}

// summaryText writes a summary in a line.
func summaryText(s amortize.PlanSummary) string {
	return fmt.Sprintf("pay %s, of %s done %s, interest %s, cost %s, uncharged %s", s.Payment.Format(2),
		s.Principal.Format(2), s.Completed.Format(2), s.TotalInterest.Format(2), s.TotalCost.Format(2), s.Uncharged.Format(2))
}

// unindent takes away what indents the lines of a table.
func unindent(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}

// planCase is a plan and what is expected of it. What is wanted is written as
// lines; sums are left out where other cases have them.
type planCase struct {
	name    string
	plan    amortize.Plan
	h       amortize.Horizon
	want    string
	sums    string
	wantErr fault
	why     string
}

// runPlans runs cases, written by charge or by day.
func runPlans(t *testing.T, text func([]amortize.PlanCharge) string, cases []planCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			charges, s, err := amortize.Expected(&c.plan, c.h)
			expect(t, "\n"+text(charges), err, "\n"+unindent(c.want), c.wantErr, c.why)
			if c.sums != "" && summaryText(s) != c.sums {
				t.Errorf("%s: got %s, want %s", c.why, summaryText(s), c.sums)
			}
			refused := err != nil
			if refused && (charges != nil || s != amortize.PlanSummary{}) {
				t.Errorf("%s: an error with %d charges and %+v", c.why, len(charges), s)
			}
		})
	}
}
