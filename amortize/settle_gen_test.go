package amortize_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
)

// running returns a valid plan that has charges and splits, some of which name a
// charge. Amounts are small, so that it can be paid coin by coin.
func (d *dice) running() amortize.Plan {
	p := amortize.Plan{Option: amortize.TPOption(d.upTo(1)), Production: d.production()}
	for i := range p.Production {
		p.Production[i].Amount %= 1000
		p.Production[i].Override %= 500
	}
	if value(p.Production) == 0 {
		p.Production[0].Amount = 700
	}
	p.Terms = d.terms(value(p.Production))
	p.Charges = d.charges(p)
	ids := d.upTo(3)
	for i := range p.Charges {
		if d.upTo(3) > 0 {
			p.Charges[i].ID = int64(11 + (i+ids)%4) // in no order
		}
		if d.oneIn(4) {
			p.Charges[i].Date = p.Charges[0].Date
		}
		if d.oneIn(6) {
			p.Charges[i].Principal = -money.Amount(d.upTo(400)) // given back
		}
	}
	for range d.upTo(6) {
		p.Splits = append(p.Splits, d.split(p.Charges))
	}
	return p
}

// split returns a split: what a charge asks, some of it or more, or a refund.
func (d *dice) split(charges []amortize.PlanCharge) amortize.PlanSplit {
	s := amortize.PlanSplit{Kind: amortize.PaidKind(d.upTo(2)), Amount: money.Amount(d.upTo(1500) - 400)}
	if len(charges) == 0 || d.oneIn(3) {
		return s
	}
	c := charges[d.upTo(len(charges)-1)]
	s.Charge = c.ID
	if d.oneIn(4) {
		s.Amount = c.Principal + c.Interest
	}
	return s
}

// reasonTexts writes what keeps a plan open.
func reasonTexts(reasons []amortize.OpenReason) string {
	texts := make([]string, len(reasons))
	for i, r := range reasons {
		texts[i] = r.String()
	}
	return strings.Join(texts, " ")
}

// issueText writes an issue as the tables do.
func issueText(i amortize.Issue) string {
	var lines []string
	for _, c := range i.Charges {
		lines = append(lines, "charge "+chargeText(c))
	}
	for _, c := range i.Applied {
		lines = append(lines, "apply "+chargeText(c))
	}
	lines = append(lines, "left "+i.PrepaidLeft.Format(2), "open "+reasonTexts(i.Open))
	return unindent(strings.Join(lines, "\n"))
}

// statusText writes a status as the tables do.
func statusText(s amortize.Status) string {
	return strings.TrimSpace(fmt.Sprintf("due %s past %s ahead %s balance %s\npaid %s and %s interest\nuncharged %s next %v\nopen %s",
		s.DueNow.Format(2), s.PastDue.Format(2), s.PaidAhead.Format(2), s.Balance.Format(2),
		s.PrincipalPaid.Format(2), s.InterestPaid.Format(2), s.Uncharged.Format(2), s.NextDue, reasonTexts(s.Open)))
}

// balanceText writes how a plan is balanced as the tables do.
func balanceText(b amortize.Balance) string {
	var lines []string
	for _, m := range b.Moves {
		lines = append(lines, fmt.Sprintf("%d@%d %v %s", m.Charge, m.Row, m.Pays, m.Amount.Format(2)))
	}
	for _, c := range b.Charges {
		lines = append(lines, "charge "+chargeText(c))
	}
	return strings.Join(append(lines, fmt.Sprintf("held %s unearned %s", b.Held.Format(2), b.Unearned.Format(2))), "\n")
}

// pathOf returns the path of an error.
func pathOf(err error) string {
	var field *money.FieldError
	if !errors.As(err, &field) {
		return ""
	}
	return field.Path
}
