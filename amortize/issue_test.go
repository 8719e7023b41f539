package amortize_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// at returns a plan on another day.
func at(p amortize.Plan, today string) amortize.Plan {
	p.Terms.Today = day(today)
	return p
}

// TestIssue has what a plan of 1,000.00 at 12 % and 250.00 a month does on a day,
// and plans around it.
func TestIssue(t *testing.T) {
	fresh := but(thousand(), func(p *amortize.Plan) { p.Charges = nil })
	paid := thousand(amortize.PlanSplit{Amount: usd("250")})
	await := but(paid, func(p *amortize.Plan) {
		p.Option, p.Production = amortize.AwaitComplete, []amortize.Item{done(1, "240"), planned(2, "760")}
	})
	waiting := dynamic("0", "50", planned(1, "80"), planned(2, "20"))
	over := but(at(paid, "2024-04-04"), func(p *amortize.Plan) { p.Splits = []amortize.PlanSplit{{Amount: usd("300")}} })
	later := but(paid, func(p *amortize.Plan) {
		p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "240", "10"), issued("2024-04-04", 1, "100", "0")}
	})
	ended := but(paid, func(p *amortize.Plan) {
		p.Production, p.Charges = p.Production[:1], []amortize.PlanCharge{issued("2024-03-04", 1, "400", "0")}
	})
	shut := but(thousand(), func(p *amortize.Plan) { p.Closed = true })
	cases := []struct {
		name    string
		plan    amortize.Plan
		prepaid string
		want    string
		why     string
	}{
		{"the first payment", fresh, "0", "charge 2024-03-04 p1 240.00 10.00\nleft 0.00\nopen underpaid expectedUnpaid", "1 % of 1,000.00 is 10.00; three payments are still expected"},
		{"nothing is due yet", at(fresh, "2024-03-03"), "500", "left 500.00\nopen expectedUnpaid", "the first payment is tomorrow, and nothing is charged that money could pay"},
		{"a first payment that is past", at(fresh, "2024-03-05"), "0", "left 0.00\nopen expectedUnpaid", "periods are never made up for"},
		{"a down payment before the first", at(down(fresh, "500"), "2024-02-20"), "600",
			"charge 2024-02-20 p1 400.00 0.00 downPayment\ncharge 2024-02-20 p2 100.00 0.00 downPayment\napply 2024-02-20 p1 400.00 0.00 downPayment\napply 2024-02-20 p2 100.00 0.00 downPayment\nleft 100.00\nopen expectedUnpaid",
			"it falls due at once, item by item, and the prepayment pays it"},
		{"a down payment with the first", down(fresh, "300"), "0",
			"charge 2024-03-04 p1 300.00 0.00 downPayment\ncharge 2024-03-04 p1 100.00 7.00\ncharge 2024-03-04 p2 143.00 0.00\nleft 0.00\nopen underpaid expectedUnpaid", "700.00 bear 7.00, and 243.00 are 100.00 of one item and 143.00 of the next"},
		{"a down payment that is late", at(down(fresh, "300"), "2024-03-10"), "0",
			"charge 2024-03-04 p1 300.00 0.00 downPayment\nleft 0.00\nopen underpaid expectedUnpaid", "it bears the first due date, which is past"},
		{"the next payment", at(paid, "2024-04-04"), "0", "charge 2024-04-04 p1 160.00 7.60\ncharge 2024-04-04 p2 82.40 0.00\nleft 0.00\nopen underpaid expectedUnpaid", "1 % of 760.00; 160.00 are left of the first item"},
		{"the next, underpaid", at(thousand(amortize.PlanSplit{Amount: usd("100")}), "2024-04-04"), "0",
			"charge 2024-04-04 p1 160.00 9.10\ncharge 2024-04-04 p2 80.90 0.00\nleft 0.00\nopen underpaid expectedUnpaid", "150.00 of principal are charged and not paid: 1 % of 910.00"},
		{"between due dates", at(thousand(), "2024-03-20"), "500", "left 500.00\nopen underpaid expectedUnpaid", "nothing is issued, and nothing applied to what is overdue"},
		{"charged already", paid, "500", "left 500.00\nopen expectedUnpaid", "today has its charge, which the splits pay"},
		{"charged already and not paid", thousand(), "200", "apply 2024-03-04 p1 190.00 10.00\nleft 0.00\nopen underpaid expectedUnpaid", "10.00 interest first, then 190.00 principal"},
		{"overdue and due", at(thousand(), "2024-04-04"), "300", "charge 2024-04-04 p1 160.00 10.00\ncharge 2024-04-04 p2 80.00 0.00\napply 2024-03-04 p1 240.00 10.00\napply 2024-04-04 p1 40.00 10.00\nleft 0.00\nopen underpaid expectedUnpaid",
			"the oldest first: 250.00 of March and 50.00 of April"},
		{"paid ahead", over, "100", "charge 2024-04-04 p1 160.00 7.10\ncharge 2024-04-04 p2 82.90 0.00\napply 2024-04-04 p1 100.00 0.00\nleft 0.00\nopen underpaid expectedUnpaid",
			"50.00 ahead: 1 % of 710.00; they pay 7.10 and 42.90 of the first item, and the prepayment 100.00 of its other 117.10"},
		{"a charge of a later day", later, "500", "left 500.00\nopen chargeAfterToday underpaid expectedUnpaid", "a prepayment pays what is due, not April's 100.00"},
		{"planned treatment", await, "0", "left 0.00\nopen plannedTreatment", "what is done is charged and paid, the rest waits"},
		{"all of it planned", waiting, "50", "left 50.00\nopen plannedTreatment", "nothing is done, so nothing falls due"},
		{"planned treatment paid down", down(waiting, "90"), "0", "charge 2024-03-04 p1 80.00 0.00 downPayment\ncharge 2024-03-04 p2 10.00 0.00 downPayment\nleft 0.00\nopen underpaid plannedTreatment",
			"a down payment reaches it"},
		{"paid off", ended, "200", "apply 2024-03-04 p1 150.00 0.00\nleft 50.00\nopen", "250.00 and 150.00 of the prepayment pay all of 400.00: it is done"},
		{"closed", shut, "500", "left 500.00\nopen closed", "it does nothing at all"},
		{"closed before it began", but(fresh, func(p *amortize.Plan) { p.Closed = true }), "0", "left 0.00\nopen closed", "the same"},
		{"past the last due date of all", but(paid, func(p *amortize.Plan) {
			p.Production, p.Terms.First, p.Terms.Today = p.Production[:1], day("9999-12-01"), day("9999-12-31")
			p.Charges = []amortize.PlanCharge{issued("9999-12-01", 1, "400", "0")}
		}), "0", "left 0.00\nopen underpaid", "no due date is left in the calendar, and none is needed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, engine := range engines {
				c.plan.Terms.Interest = engine
				got, err := amortize.IssueToday(&c.plan, usd(c.prepaid))
				expect(t, "\n"+issueText(got), err, "\n"+c.want, fault{}, c.why)
			}
		})
	}
}

// ids gives the charges of rightPlan ids, and lets a split name one.
var rightIDs = but(rightPlan, func(p *amortize.Plan) {
	p.Charges = []amortize.PlanCharge{named(1, p.Charges[0]), named(2, p.Charges[1])}
	p.Splits = []amortize.PlanSplit{on(1, p.Splits[0]), on(2, p.Splits[1])}
})

// ledgerRefusals are what is wrong with charges and splits of a plan as a ledger.
var ledgerRefusals = []refusal{
	{"an id again", func(p *amortize.Plan) { p.Charges[1].ID = 1 }, fault{"plan.Charges[1].ID", money.ErrDuplicateID}, "a split could not say which"},
	{"a charge that is not there", func(p *amortize.Plan) { p.Splits[1].Charge = 3 }, fault{"plan.Splits[1].Charge", money.ErrUnknownID}, "1 and 2 are"},
	{"a negative id that is not there", func(p *amortize.Plan) { p.Splits[0].Charge = -1 }, fault{"plan.Splits[0].Charge", money.ErrUnknownID}, "the same"},
	{"a kind of split", func(p *amortize.Plan) { p.Splits[1].Kind = 3 }, fault{"plan.Splits[1].Kind", amortize.ErrPlanKind}, "not one of three"},
	{"an item", func(p *amortize.Plan) { p.Charges[1].Item = 9 }, fault{"plan.Charges[1].Item", money.ErrUnknownID}, "no such item"},
	{"no date", func(p *amortize.Plan) { p.Charges[1].Date = schedule.Unset }, fault{"plan.Charges[1].Date", money.ErrDateRequired}, "a charge has its day"},
	{"interest below zero", func(p *amortize.Plan) { p.Charges[1].Interest = -1 }, fault{"plan.Charges[1].Interest", money.ErrNegative}, "interest is not given back"},
	{"no id of an item", func(p *amortize.Plan) { p.Production[1].ID = 0 }, fault{"plan.Production[1].ID", money.ErrMissing}, "charges name it"},
	{"an item again", func(p *amortize.Plan) { p.Production[1].ID = 1 }, fault{"plan.Production[1].ID", money.ErrDuplicateID}, "charges could not say which"},
	{"two items again", func(p *amortize.Plan) {
		p.Production = []amortize.Item{done(9, "1"), done(9, "2"), done(5, "3"), done(5, "4")}
	}, fault{"plan.Production[1].ID", money.ErrDuplicateID}, "the first in order, whichever id is less"},
	{"an item three times", func(p *amortize.Plan) {
		p.Production = []amortize.Item{done(9, "1"), done(9, "2"), done(9, "3")}
		p.Production[0].Date = day("2024-01-03") // charged after the others
	}, fault{"plan.Production[1].ID", money.ErrDuplicateID}, "the second is the first that is wrong"},
	{"an amount below zero", func(p *amortize.Plan) { p.Production[1].Amount = -1 }, fault{"plan.Production[1].Amount", money.ErrNegative}, "production brings something or nothing"},
	{"an override below zero", func(p *amortize.Plan) { p.Production[1].Override = -1 }, fault{"plan.Production[1].Override", money.ErrNegative}, "the same"},
	{"option", func(p *amortize.Plan) { p.Option = 2 }, fault{"plan.Option", amortize.ErrPlanKind}, "not one of two"},
	{"no today", func(p *amortize.Plan) { p.Terms.Today = schedule.Unset }, fault{"terms.Today", money.ErrDateRequired}, "the clock is not read"},
	{"today", func(p *amortize.Plan) { p.Terms.Today = shift(lastDay, 1) }, fault{"terms.Today", schedule.ErrDateRange}, "past the calendar"},
	{"splits over the largest", func(p *amortize.Plan) { p.Splits[0].Amount, p.Splits[1].Amount = math.MaxInt64, 1 },
		fault{"plan.Splits[1].Amount", money.ErrOverflow}, "a cent over"},
	{"refunds under the smallest", func(p *amortize.Plan) { p.Splits[0].Amount, p.Splits[1].Amount = math.MinInt64, -1 },
		fault{"plan.Splits[1].Amount", money.ErrOverflow}, "a cent under"},
	{"interest over the largest", func(p *amortize.Plan) { p.Charges[1].Interest = math.MaxInt64 }, fault{"plan.Charges[1].Interest", money.ErrOverflow}, "with the 10.00 before"},
}

// runLedgerRefusals changes a plan that is right each time, and expects the error
// with a result that comes back empty.
func runLedgerRefusals(t *testing.T, cases []refusal, run func(p *amortize.Plan) (empty bool, err error)) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wrong := rightIDs
			wrong.Production, wrong.Charges, wrong.Splits = slices.Clone(wrong.Production), slices.Clone(wrong.Charges), slices.Clone(wrong.Splits)
			c.change(&wrong)
			empty, err := run(&wrong)
			expect(t, empty, err, true, c.wantErr, c.why)
		})
	}
	right := rightIDs
	if _, err := run(&right); err != nil {
		t.Errorf("the plan that is right is refused: %v", err)
	}
}

func TestRefusedIssue(t *testing.T) {
	const most = math.MaxInt64
	run := func(p *amortize.Plan) (bool, error) {
		into := amortize.Issue{Charges: make([]amortize.PlanCharge, 2), Applied: make([]amortize.PlanCharge, 2), Open: make([]amortize.OpenReason, 2), PrepaidLeft: 9}
		err := usedPlanner().Issue(&into, p, 100)
		return len(into.Charges)+len(into.Applied)+len(into.Open) == 0 && into.PrepaidLeft == 0, err
	}
	terms := []refusal{
		{"no payment", func(p *amortize.Plan) { p.Terms.Payment = 0 }, fault{"terms.Payment", amortize.ErrNoTerms}, "neither payment nor count"},
		{"a payment that is too low", func(p *amortize.Plan) { p.Terms.Payment = 200 }, fault{"terms.Payment", amortize.ErrPaymentTooLow}, "it does not pay the interest"},
		{"no production", func(p *amortize.Plan) { p.Production, p.Charges = nil, nil }, fault{"plan.Production", money.ErrMissing}, "nothing to pay for"},
	}
	runLedgerRefusals(t, slices.Concat(ledgerRefusals, terms), run)
	plan := rightIDs
	issue, err := amortize.IssueToday(&plan, -1)
	expect(t, issueText(issue), err, "left 0.00\nopen", fault{"prepaid", money.ErrNegative}, "a prepayment is money")

	back := but(dynamic("0", "1", done(1, "1")), func(p *amortize.Plan) {
		p.Charges = []amortize.PlanCharge{{Date: day("2024-02-04"), Item: 1, Principal: most}, {Date: day("2024-02-04"), Item: 1, Principal: -most}}
	})
	issue, err = amortize.IssueToday(&back, 0)
	expect(t, issueText(issue), err, "left 0.00\nopen", fault{"plan.Production", money.ErrOverflow}, "what is issued does not fit with the largest charge: no charge of the caller's is wrong")
	back.Splits = []amortize.PlanSplit{{Charge: 4}}
	_, err = amortize.IssueToday(&back, 0)
	expect(t, 0, err, 0, fault{"plan.Splits[0].Charge", money.ErrUnknownID}, "what the caller gave comes first")

	edge := dynamic("0", "1", amortize.Item{ID: 1, Complete: true, Amount: most})
	edge.Charges = []amortize.PlanCharge{{Date: day("2024-03-04"), Item: 1, Principal: most}}
	edge.Splits = []amortize.PlanSplit{{Amount: most - 500, Kind: amortize.PaidInterest}, {Amount: -1000, Kind: amortize.PaidPrincipal}}
	issue, err = amortize.IssueToday(&edge, 600)
	expect(t, issueText(issue), err, "left 0.00\nopen", fault{"prepaid", money.ErrOverflow}, "the kinds of splits do not fit with the 6.00: no split of the caller's is wrong")
	issue, err = amortize.IssueToday(&edge, 500)
	expect(t, issueText(issue), err, "apply 2024-03-04 p1 5.00 0.00\nleft 0.00\nopen underpaid", fault{}, "5.00 fit")
}

func TestOpenReasonsHaveNames(t *testing.T) {
	names := ""
	for r := amortize.OpenReason(0); r < 7; r++ {
		names += r.String() + " "
	}
	expect(t, names, nil, "OpenReason(?) closed chargeAfterToday underpaid expectedUnpaid plannedTreatment OpenReason(?) ", fault{}, "each has the name of the documents")
}
