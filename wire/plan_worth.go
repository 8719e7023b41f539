package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

var planPrincipalOp = operation{
	name:    "plan.principal",
	summary: "the principal that is still owed on a plan",
	example: `{"total": "100", "charges": [{"principal": "18", "interest": "2"}, {"principal": "18", "interest": "2"}], "splits": [{"amount": "30"}]}`,
	shape: document(
		amount("total", func(d any) *money.Amount { return &d.(*planDoc).amount }, "the principal of the plan"),
		planCharges, planSplits,
	),
	run: answer(func(c *call, doc *planDoc) error {
		r, err := amortize.PrincipalRemaining(doc.amount, doc.charges, paid(doc.splits))
		if err != nil {
			return err
		}
		w := c.out
		w.amount("remaining", r.Principal)
		w.amount("principalPaid", r.PrincipalPaid)
		w.amount("interestPaid", r.InterestPaid)
		w.amount("paidAhead", r.Ahead)
		if c.explain() {
			w.trace([]traceStep{{rule: "principalPaid", subject: "total", before: doc.amount, after: r.Principal, amount: r.PrincipalPaid,
				note: "splits pay the charges by date: interest first, then principal"}})
		}
		return nil
	}),
}

// linkDoc is a piece of production with what the plan has charged for it.
type linkDoc struct {
	amortize.Link
	itemRef
	id    int64
	kind  amortize.ItemKind
	units int64
	base  int64
}

func linkDocRef(l any) *itemRef { return &l.(*linkDoc).itemRef }

var linkShape = &shape{[]*field{
	refID(linkDocRef), refProcedure(linkDocRef), refAdjustment(linkDocRef), refType(linkDocRef),
	amount("fee", func(l any) *money.Amount { return &l.(*linkDoc).Fee }, "of the procedure for one unit, or the amount of the adjustment").od("procFee", "adjAmt"),
	id("units", func(l any) *int64 { return &l.(*linkDoc).units }, "the quantity (default 1, with the base units)").od("unitQty"),
	id("baseUnits", func(l any) *int64 { return &l.(*linkDoc).base }, "added to units"),
	amount("adj", func(l any) *money.Amount { return &l.(*linkDoc).Adjustments }, "adjustments on the procedure"),
	amount("ins", func(l any) *money.Amount { return &l.(*linkDoc).Insurance }, "insurance paid, or estimated while it is not"),
	amount("writeOff", func(l any) *money.Amount { return &l.(*linkDoc).WriteOff }, "written off, or estimated to be"),
	amount("override", func(l any) *money.Amount { return &l.(*linkDoc).Override }, "takes the place of all of these where it is not zero").od("amountOverride"),
	amount("outsidePaid", func(l any) *money.Amount { return &l.(*linkDoc).OutsidePaid }, "paid on it outside the plan"),
	amount("charged", func(l any) *money.Amount { return &l.(*linkDoc).Charged }, "principal that the plan has charged for it"),
}}

var planOvercharged = operation{
	name:    "plan.overcharged",
	summary: "by how much a plan has charged more than its production is worth",
	example: `{"start": "2024-02-04", "today": "2024-03-04", "links": [{"id": 1, "fee": "4100", "ins": "2060", "charged": "2100"}]}`,
	shape: document(
		day("start", func(d any) *date.Date { return &d.(*planDoc).start }, "the first due date: a plan that starts after today is not looked at").od("datePayPlanStart"),
		planToday,
		list("links", func(d any) any { return grow(&d.(*planDoc).links) }, linkShape, "the production of the plan"),
	),
	run: answer(writeOvercharged),
}

func writeOvercharged(c *call, doc *planDoc) error {
	links := make([]amortize.Link, len(doc.links))
	known := make(map[amortize.Attached]bool, len(doc.links))
	for i := range doc.links {
		if err := doc.links[i].resolve(&doc.links[i].id, &doc.links[i].kind, "links", i); err != nil {
			return err
		}
		item := amortize.Attached{ID: doc.links[i].id, Kind: doc.links[i].kind}
		if item.ID != 0 && known[item] {
			return c.invalid("links["+strconv.Itoa(i)+"].id", money.ErrDuplicateID, int(item.ID))
		}
		known[item] = true
		links[i] = doc.links[i].Link
		links[i].Units = saturatingSum(doc.links[i].units, doc.links[i].base)
	}
	over, total, err := amortize.AppendOvercharged(nil, links, doc.start, doc.terms.Today)
	if err != nil {
		return err
	}
	w := c.out
	w.amount("amount", total)
	w.list("links", len(over), func(i int) {
		w.open()
		w.number("id", doc.links[i].id)
		w.amount("amount", over[i])
		w.close()
	})
	var offsets []int
	var steps []traceStep
	for i := range over {
		l := &links[i]
		step := traceStep{rule: "worth", subject: itemName(doc.links[i].kind, doc.links[i].id), before: l.Charged, amount: over[i], note: "not charged above its own worth, or the plan as a whole is not, or it starts after today"}
		if step.after = l.Charged; over[i] != 0 {
			offsets = append(offsets, i)
			step.after -= over[i] // leaves what it is worth
			step.rule, step.note = "overcharged", "charged above its worth: a charge of the difference below zero mends it"
		}
		steps = append(steps, step)
	}
	w.list("charges", len(offsets), func(i int) {
		l := &doc.links[offsets[i]]
		w.planCharge(&amortize.PlanCharge{Date: doc.terms.Today, Item: l.id, ItemKind: l.kind, Principal: -over[offsets[i]]})
	})
	if c.explain() {
		w.trace(steps)
	}
	return nil
}

// saturatingSum adds counts; what does not fit is the largest, which no fee can be
// multiplied with.
func saturatingSum(a, b int64) int64 {
	sum, err := money.Amount(a).Add(money.Amount(b))
	if err != nil {
		return int64(money.MaxAmount)
	}
	return int64(sum)
}
