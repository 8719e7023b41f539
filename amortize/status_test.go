package amortize_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
)

// ledger is a plan of three charges of 100.00 and 10.00 interest, of March, April
// and May, on one item of 400.00, looked at on 4 April.
func ledger(splits ...amortize.PlanSplit) amortize.Plan {
	return but(at(dynamic("0", "110", done(1, "400")), "2024-04-04"), func(p *amortize.Plan) {
		p.Charges, p.Splits = []amortize.PlanCharge{march, april, named(3, issued("2024-05-04", 1, "100", "10"))}, splits
	})
}

func TestStatus(t *testing.T) {
	const u = amortize.PaidUnknown
	bare := func(p amortize.Plan) amortize.Plan { // but for today
		p.Terms = amortize.Terms{Today: p.Terms.Today, First: schedule.Unset, Agreement: schedule.Unset, InterestStart: schedule.Unset}
		return p
	}
	static := func(p amortize.Plan) amortize.Plan {
		p = bare(p)
		p.Production = nil
		return p
	}
	two := func(p amortize.Plan) amortize.Plan {
		p.Charges = p.Charges[:2]
		return p
	}
	waits := but(two(ledger()), func(p *amortize.Plan) { p.Production = []amortize.Item{done(1, "200"), planned(2, "50")} })
	treated := but(waits, func(p *amortize.Plan) { p.Option = amortize.TreatAsComplete })
	cases := []struct {
		name string
		plan amortize.Plan
		want string
		why  string
	}{
		{"nothing paid", ledger(), "due 220.00 past 110.00 ahead 0.00 balance 320.00\npaid 0.00 and 0.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday underpaid expectedUnpaid",
			"March and April are due, March past due; the balance is 300.00 and the 20.00 interest of up to today"},
		{"March paid", ledger(paidOn(u, "110")), "due 110.00 past 0.00 ahead 0.00 balance 210.00\npaid 100.00 and 10.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday underpaid expectedUnpaid", "April is due today, and nothing past due"},
		{"some of March paid", ledger(paidOn(u, "45")), "due 175.00 past 65.00 ahead 0.00 balance 275.00\npaid 35.00 and 10.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday underpaid expectedUnpaid", "10.00 interest first"},
		{"April paid by name", ledger(on(2, paidOn(u, "110"))), "due 110.00 past 0.00 ahead 0.00 balance 210.00\npaid 100.00 and 10.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday underpaid expectedUnpaid", "what is due is a sum: whose charge was paid does not change it"},
		{"paid ahead", ledger(paidOn(u, "250")), "due 0.00 past 0.00 ahead 30.00 balance 70.00\npaid 220.00 and 30.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday underpaid expectedUnpaid", "250.00 less 220.00; they pay May's interest and 20.00 of it"},
		{"all charges paid", ledger(paidOn(u, "330")), "due 0.00 past 0.00 ahead 110.00 balance -10.00\npaid 300.00 and 30.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday expectedUnpaid", "May's interest is paid, and not part of the balance yet"},
		{"all of it paid", ledger(paidOn(u, "430")), "due 0.00 past 0.00 ahead 210.00 balance -110.00\npaid 300.00 and 30.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday", "100.00 are expected, and paid ahead"},
		{"the last charge to come", two(ledger(paidOn(u, "220"))), "due 0.00 past 0.00 ahead 0.00 balance 0.00\npaid 200.00 and 20.00 interest\nuncharged 200.00 next 2024-05-04\nopen expectedUnpaid", "the next period falls due a month after today"},
		{"with no terms", bare(two(ledger(paidOn(u, "220")))), "due 0.00 past 0.00 ahead 0.00 balance 0.00\npaid 200.00 and 20.00 interest\nuncharged 200.00 next 0001-01-01\nopen expectedUnpaid", "what is not charged is expected, nobody knows when"},
		{"with no terms, paid ahead", bare(two(ledger(paidOn(u, "420")))), "due 0.00 past 0.00 ahead 200.00 balance -200.00\npaid 200.00 and 20.00 interest\nuncharged 200.00 next 0001-01-01\nopen", "220.00 and 200.00 are paid"},
		{"a refund", ledger(paidOn(u, "110"), paidOn(u, "-30")), "due 140.00 past 30.00 ahead 0.00 balance 240.00\npaid 70.00 and 10.00 interest\nuncharged 100.00 next 2024-05-04\nopen chargeAfterToday underpaid expectedUnpaid", "80.00 are paid"},
		{"planned treatment", but(waits, func(p *amortize.Plan) { p.Splits = []amortize.PlanSplit{paidOn(u, "220")} }),
			"due 0.00 past 0.00 ahead 0.00 balance 0.00\npaid 200.00 and 20.00 interest\nuncharged 0.00 next 0001-01-01\nopen plannedTreatment", "nothing falls due until it is done"},
		{"planned treatment, treated as done", but(treated, func(p *amortize.Plan) { p.Splits = []amortize.PlanSplit{paidOn(u, "220")} }),
			"due 0.00 past 0.00 ahead 0.00 balance 0.00\npaid 200.00 and 20.00 interest\nuncharged 50.00 next 2024-05-04\nopen expectedUnpaid", "50.00 fall due in May"},
		{"static", static(ledger(paidOn(u, "110"))), "due 110.00 past 0.00 ahead 0.00 balance 210.00\npaid 100.00 and 10.00 interest\nuncharged 0.00 next 2024-05-04\nopen chargeAfterToday underpaid", "without production nothing is expected: its rows are its charges"},
		{"static and paid", at(static(ledger(paidOn(u, "330"))), "2024-05-04"), "due 0.00 past 0.00 ahead 0.00 balance 0.00\npaid 300.00 and 30.00 interest\nuncharged 0.00 next 0001-01-01\nopen", "nothing keeps it open"},
		{"closed", but(ledger(), func(p *amortize.Plan) { p.Closed = true }), "due 220.00 past 110.00 ahead 0.00 balance 320.00\npaid 0.00 and 0.00 interest\nuncharged 100.00 next 2024-05-04\nopen closed", "what is due stays due"},
		{"given back today", but(ledger(), func(p *amortize.Plan) {
			p.Charges = []amortize.PlanCharge{march, issued("2024-04-04", 1, "-40", "0")}
		}), "due 70.00 past 110.00 ahead 0.00 balance 70.00\npaid 0.00 and 0.00 interest\nuncharged 340.00 next 2024-05-04\nopen underpaid expectedUnpaid", "a charge below zero that is dated today lowers what is due, and not what was due before"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := amortize.StatusToday(&c.plan)
			expect(t, "\n"+statusText(got), err, "\n"+c.want, fault{}, c.why)
		})
	}
}

func TestRefusedStatus(t *testing.T) {
	run := func(p *amortize.Plan) (bool, error) {
		into := amortize.Status{Open: make([]amortize.OpenReason, 2), DueNow: 9, Balance: 9, Uncharged: 9}
		err := usedPlanner().Status(&into, p)
		open := len(into.Open)
		into.Open = nil
		return open == 0 && statusText(into) == statusText(amortize.Status{}), err
	}
	runLedgerRefusals(t, slices.Concat(ledgerRefusals, []refusal{
		{"terms", func(p *amortize.Plan) { p.Terms.Every = 0 }, fault{"terms.Every", schedule.ErrFrequency}, "there are terms, so they are read"},
	}), run)
	static := amortize.Plan{Terms: monthly("0", "0"), Charges: []amortize.PlanCharge{{Date: day("2024-01-15"), Principal: 1}, {Date: schedule.Unset, Principal: 1}}}
	_, err := amortize.StatusToday(&static)
	expect(t, 0, err, 0, fault{"plan.Charges[1].Date", money.ErrDateRequired}, "a static plan's charges are looked at too, each of them")
	edge := amortize.Plan{Terms: monthly("0", "0"), Charges: []amortize.PlanCharge{{Date: day("2024-01-15"), Principal: math.MaxInt64}}, Splits: []amortize.PlanSplit{{Amount: -1}}}
	got, err := amortize.StatusToday(&edge)
	expect(t, statusText(got), err, statusText(amortize.Status{}), fault{"plan.Production", money.ErrOverflow}, "a cent more than the largest is due")
	edge.Charges[0].Principal--
	got, err = amortize.StatusToday(&edge)
	expect(t, got.DueNow, err, math.MaxInt64, fault{}, "the largest is due")
	ahead := amortize.Plan{Terms: monthly("0", "0"), Charges: []amortize.PlanCharge{{Date: day("2024-01-15"), Principal: -1}}, Splits: []amortize.PlanSplit{{Amount: math.MaxInt64}}}
	_, err = amortize.StatusToday(&ahead)
	expect(t, 0, err, 0, fault{"plan.Production", money.ErrOverflow}, "a cent more than the largest is paid ahead")
}

// TestStatusOfAPlanWithoutEnd shows that a plan which is never paid off, or needs
// too many charges, still stands somewhere: its principal is expected.
func TestStatusOfAPlanWithoutEnd(t *testing.T) {
	low := but(dynamic("24", "20", done(1, "1000")), func(p *amortize.Plan) {
		p.Charges, p.Splits = []amortize.PlanCharge{issued("2024-03-04", 1, "5", "20")}, []amortize.PlanSplit{{Amount: usd("10")}}
	})
	many := but(dynamic("0", "0.01", done(1, "1000")), func(p *amortize.Plan) {
		p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "5", "0")}
	})
	for _, c := range []struct {
		name string
		plan amortize.Plan
		want amortize.Status
		why  string
	}{
		{"the payment does not exceed the interest", low, amortize.Status{
			DueNow: usd("15"), Balance: usd("15"), InterestPaid: usd("10"), Uncharged: usd("995"), NextDue: day("2024-04-04"),
			Open: []amortize.OpenReason{amortize.Underpaid, amortize.ExpectedUnpaid},
		}, "25.00 charged less 10.00, and 2 % of 995.00 is 19.90"},
		{"more charges than a plan has", many, amortize.Status{
			DueNow: usd("5"), Balance: usd("5"), Uncharged: usd("995"), NextDue: day("2024-04-04"),
			Open: []amortize.OpenReason{amortize.Underpaid, amortize.ExpectedUnpaid},
		}, "99,500 payments of a cent"},
	} {
		got, err := amortize.StatusToday(&c.plan)
		if err != nil || statusText(got) != statusText(c.want) {
			t.Errorf("%s: %s: %v\n%s\nwant\n%s", c.name, c.why, err, statusText(got), statusText(c.want))
		}
	}
}
