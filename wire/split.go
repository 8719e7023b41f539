package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

var splitAllocate = operation{
	name:    "split.allocate",
	summary: "share an amount by weights, to the last cent",
	example: `{"amount": "100.00", "weights": ["1", "1", "1"], "policy": "largest-remainder"}`,
	shape: document(append([]*field{
		amount("amount", func(d any) *money.Amount { return &d.(*shareDoc).amount }, "the amount to share; below zero for a refund"),
		weights("weights", func(d any) *[]split.Weight { return &d.(*shareDoc).weights }, "one a party, as exact decimals of zero or more"),
	}, sharing()...)...),
	run: func(c *call) error {
		return c.shareOut(
			func(d *shareDoc) ([]money.Amount, money.Amount, error) {
				return split.Allocate(d.amount, d.weights, d.rule.Rule)
			},
			func(d *shareDoc, i int) string { return "weight " + d.weights[i].String() },
		)
	},
}

// shareRoundings are the words of money.Rounding, in the order of its values.
var shareRoundings = []string{"", "halfEven", "halfUp", "halfDown", "up", "down", "ceiling", "floor"}

var splitPercent = operation{
	name:    "split.percent",
	summary: "share an amount by percents, of which one may be the rest",
	example: `{"amount": "59.97", "percents": ["80", "15", "rest"]}`,
	shape: document(append([]*field{
		amount("amount", func(d any) *money.Amount { return &d.(*shareDoc).amount }, "the amount to share; below zero for a refund"),
		percents("percents", func(d any) *[]split.Percent { return &d.(*shareDoc).percents }, `one a party, as exact decimals that sum to 100; one may be "rest"`),
		word("rounding", func(d any, i int) { d.(*shareDoc).rule.Rounding = money.Rounding(i) }, shareRoundings, "how the shares beside a rest are rounded (default down)"),
	}, sharing()...)...),
	run: func(c *call) error {
		return c.shareOut(
			func(d *shareDoc) ([]money.Amount, money.Amount, error) {
				return split.ByPercent(d.amount, d.percents, d.rule)
			},
			func(d *shareDoc, i int) string {
				if d.percents[i].Rest {
					return "the rest"
				}
				return d.percents[i].Of.String() + " percent"
			},
		)
	},
}

var splitRefund = operation{
	name:    "split.refund",
	summary: "share a refund along the split that it refunds",
	example: `{"amount": "50.00", "original": ["74.99", "25.00"], "refunded": ["0.00", "24.99"]}`,
	shape: document(
		amount("amount", func(d any) *money.Amount { return &d.(*shareDoc).amount }, "how much is refunded, with the sign of the original"),
		amounts("original", func(d any) *[]money.Amount { return &d.(*shareDoc).paid.Shares }, 0, "what each party got"),
		amounts("refunded", func(d any) *[]money.Amount { return &d.(*shareDoc).paid.Refunded }, 0, "what each party has given back so far (default nothing)"),
	),
	run: func(c *call) error {
		var doc shareDoc
		if err := c.read(&doc); err != nil {
			return err
		}
		shares, err := split.Refund(doc.paid, doc.amount)
		if err != nil {
			return c.refuseShare(err)
		}
		c.writeShares(shares, 0)
		if c.explain() {
			c.out.trace(doc.explainRefund(shares))
		}
		c.out.close()
		return nil
	},
}

// refuseShare turns an error about an amount that is shared out into the document's.
func (c *call) refuseShare(err error) error {
	return c.refuseAt(err, func(path string) string {
		if path == "amount" {
			return path // not that of a gateway's return
		}
		return jsonPath(path, nil)
	})
}

// writeShares begins the result of an amount that was shared out.
func (c *call) writeShares(shares []money.Amount, remainder money.Amount) {
	c.out.open()
	c.out.list("shares", len(shares), func(i int) { c.out.bareAmount(shares[i]) })
	c.out.amount("remainder", remainder)
}

// shareOut runs an operation that shares an amount by parts, which part names.
func (c *call) shareOut(share func(d *shareDoc) ([]money.Amount, money.Amount, error), part func(d *shareDoc, i int) string) error {
	var doc shareDoc
	if err := c.read(&doc); err != nil {
		return err
	}
	shares, remainder, err := share(&doc)
	if err != nil {
		return c.refuseShare(err)
	}
	c.writeShares(shares, remainder)
	if c.explain() {
		cut := doc
		cut.rule.Policy = split.Separate // what everybody gets before the policy
		before, left, err := share(&cut)
		if err != nil {
			return c.refuseShare(err)
		}
		c.out.trace(doc.explainShares(before, shares, left, func(i int) string { return part(&doc, i) }))
	}
	c.out.close()
	return nil
}

// explainShares says of each share what it is a part of, and whether it was given
// of what was left.
func (d *shareDoc) explainShares(before, after []money.Amount, left money.Amount, part func(i int) string) []traceStep {
	steps := make([]traceStep, len(after), len(after)+1)
	for i, share := range after {
		note := part(i) + ": its exact share in whole units"
		switch {
		case d.capped(i, share):
			note = part(i) + ": all that its cap allows"
		case before[i] != share:
			note = part(i) + ": its exact share in whole units, and of what was left"
		case d.percents != nil && d.percents[i].Rest:
			note = "the rest: what the others leave"
		}
		steps[i] = traceStep{rule: d.rule.Policy.String(), subject: party(i), before: before[i], after: share, amount: share, note: note}
	}
	if left != 0 && d.rule.Policy == split.Separate {
		steps = append(steps, traceStep{rule: d.rule.Policy.String(), subject: "remainder", before: left, after: left, amount: left, note: "left when every share is in whole units; nobody gets it"})
	}
	return steps
}

// capped reports whether a share is all that the cap of its party allows.
func (d *shareDoc) capped(i int, share money.Amount) bool {
	if len(d.rule.Max) == 0 || d.rule.Max[i] == money.MaxAmount {
		return false
	}
	if share < 0 {
		share, _ = share.Neg() // the lowest amount stays, and is no cap
	}
	return share == d.rule.Max[i]
}

// explainRefund says of each party what it had left to give back.
func (d *shareDoc) explainRefund(shares []money.Amount) []traceStep {
	steps := make([]traceStep, len(shares))
	for i, share := range shares {
		left := d.paid.Shares[i]
		if len(d.paid.Refunded) > 0 {
			left, _ = left.Sub(d.paid.Refunded[i]) // of one sign, and at most the share
		}
		after, _ := left.Sub(share) // the same
		steps[i] = traceStep{rule: split.LargestRemainder.String(), subject: party(i), before: left, after: after, amount: share, note: "in proportion to what was left of its share"}
	}
	return steps
}

// party names a party by its index.
func party(i int) string { return "party " + strconv.Itoa(i) }
