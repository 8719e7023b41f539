package wire

import (
	"math"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// shareDoc is the document of an amount that is shared out.
type shareDoc struct {
	amount   money.Amount
	weights  []split.Weight
	percents []split.Percent
	paid     split.Paid
	rule     split.PercentRule
}

// sharing are the fields that say how an amount is shared.
func sharing() []*field {
	return []*field{
		policyField("policy", func(d any) *split.Rule { return &d.(*shareDoc).rule.Rule }, "who gets the units that are left: "+policyWords+"; N counts from 0 (default largest-remainder)"),
		amount("step", func(d any) *money.Amount { return &d.(*shareDoc).rule.Step }, "every share is a multiple of it, such as 0.05 for cash (default one unit)"),
		amounts("max", func(d any) *[]money.Amount { return &d.(*shareDoc).rule.Max }, money.MaxAmount, "the most that each party gets, above or below zero; null is no cap"),
	}
}

// policyWords are how the policies are written.
const policyWords = "largest-remainder, first, last, largest-weight, separate, to:N, rotate:N"

// policyField is a policy, with the number that it may need.
func policyField(name string, at func(any) *split.Rule, doc string) *field {
	return &field{name: name, kind: KindText, doc: doc, read: func(d *decoder, into any) error {
		return d.policy(at(into))
	}}
}

// policy reads a policy by its name.
func (d *decoder) policy(into *split.Rule) error {
	raw, err := d.scalar("a policy")
	if raw == nil || err != nil {
		return err
	}
	name, number, numbered := strings.Cut(string(raw), ":")
	for p := split.LargestRemainder; p <= split.Rotate; p++ {
		if p.String() != name || numbered != (p == split.To || p == split.Rotate) {
			continue
		}
		n, err := strconv.ParseUint(number, 10, 64)
		if into.Policy = p; !numbered || err == nil && (p == split.Rotate || n <= math.MaxInt32) {
			into.Party, into.Turn = int(n), n
			return nil
		}
	}
	want := policyWords
	known := []*field{}
	for p := split.LargestRemainder; p <= split.Separate; p++ {
		known = append(known, &field{name: p.String()})
	}
	if near := nearest(string(raw), known); near != "" {
		want += "; did you mean " + strconv.Quote(near) + "?"
	}
	return d.unknownValue(raw, want)
}

// amounts is a list of amounts. A null in it is the amount that stands for nothing.
func amounts(name string, at func(any) *[]money.Amount, null money.Amount, doc string) *field {
	return &field{name: name, kind: KindAmounts, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.list(func() error {
			*rows = append(*rows, null)
			return d.amount(&(*rows)[len(*rows)-1])
		})
	}}
}

// weights is a list of exact decimals.
func weights(name string, at func(any) *[]split.Weight, doc string) *field {
	return &field{name: name, kind: KindDecimals, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.list(func() error {
			*rows = append(*rows, split.Weight{})
			return d.weight(&(*rows)[len(*rows)-1])
		})
	}}
}

// weight reads an exact decimal.
func (d *decoder) weight(into *split.Weight) error {
	raw, err := d.scalar("a weight")
	if raw == nil || err != nil {
		return err
	}
	if *into, err = split.ParseWeight(string(raw)); err != nil {
		return d.parsed(err)
	}
	return nil
}

// percents is a list of exact decimals, of which one may be the word rest.
func percents(name string, at func(any) *[]split.Percent, doc string) *field {
	return &field{name: name, kind: KindPercents, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.list(func() error {
			*rows = append(*rows, split.Percent{})
			return d.percent(&(*rows)[len(*rows)-1])
		})
	}}
}

// percent reads a percentage, or the word rest.
func (d *decoder) percent(into *split.Percent) error {
	raw, err := d.scalar("a percentage or rest")
	if raw == nil || err != nil {
		return err
	}
	if into.Rest = string(raw) == "rest"; into.Rest {
		return nil
	}
	if into.Of, err = split.ParseWeight(string(raw)); err != nil {
		return d.parsed(err)
	}
	return nil
}
