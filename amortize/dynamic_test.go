package amortize_test

import (
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/schedule"
)

// doc741 is the plan of the API document: 728.00 of which 652.00 is done.
var doc741 = but(dynamic("10", "0", done(1, "652"), planned(2, "76")), func(p *amortize.Plan) {
	p.Terms.Payments, p.Terms.DownPayment = 8, usd("100")
	p.Terms.Today, p.Terms.First, p.Terms.InterestStart = day("2022-06-30"), day("2022-07-01"), day("2022-08-01")
})

// thousand is 1,000.00 at 12 % and 250.00 a month, of which the first payment is
// charged, with what was paid on it.
func thousand(splits ...amortize.PlanSplit) amortize.Plan {
	return but(dynamic("12", "250", done(1, "400"), done(2, "400"), adjustment(3, "200")), func(p *amortize.Plan) {
		p.Option, p.Splits = amortize.TreatAsComplete, splits
		p.Charges = []amortize.PlanCharge{issued("2024-03-04", 1, "240", "10")}
	})
}

// paidOn returns a split of a kind.
func paidOn(kind amortize.PaidKind, amount string) amortize.PlanSplit {
	return amortize.PlanSplit{Amount: usd(amount), Kind: kind}
}

// TestPlansOfTheDocument has the plans of the API document. Ties toward zero,
// here, is the exact engine that agrees with its totals.
func TestPlansOfTheDocument(t *testing.T) {
	first := func(on, payment string, payments int, item amortize.Item) amortize.Plan {
		return but(dynamic("0", payment, item), func(p *amortize.Plan) {
			p.Terms.Payments, p.Terms.First, p.Terms.Today = payments, day(on), shift(day(on), -28)
		})
	}
	rows741 := `2022-06-30 100.00 0.00
		2022-07-01 81.48 0.00
		2022-08-01 77.56 3.92
		2022-09-01 78.21 3.27
		2022-10-01 78.86 2.62
		2022-11-01 79.51 1.97
		2022-12-01 80.18 1.30
		2023-01-01 76.20 `
	engine := func(e amortize.Interest) amortize.Plan {
		return but(doc741, func(p *amortize.Plan) { p.Terms.Interest = e })
	}
	low := "pay 81.48, of 728.00 done 652.00, interest 13.71, cost 741.71, uncharged 0.00"
	high := "pay 81.48, of 728.00 done 652.00, interest 13.72, cost 741.72, uncharged 0.00"
	runPlans(t, dayTexts, []planCase{
		{name: "seed-dynamic-741.71", plan: doc741, want: rows741 + "0.63", sums: low,
			why: "the payment follows from 628.00, the rows from 552.00; the last balance 76.20 is a hair less as a sum of doubles"},
		{name: "ties down", plan: engine(amortize.HalfDown), want: rows741 + "0.63", sums: low, why: "0.635 goes down"},
		{name: "ties to even", plan: engine(amortize.HalfEven), want: rows741 + "0.64", sums: high, why: "0.635 goes to the even 0.64"},
		{name: "ties up", plan: engine(amortize.HalfUp), want: rows741 + "0.64", sums: high, why: "0.635 goes up"},
		{name: "seed-get-40", plan: first("2025-03-26", "40", 0, planned(1, "40")),
			sums: "pay 40.00, of 40.00 done 0.00, interest 0.00, cost 40.00, uncharged 0.00",
			why:  "treatment that is awaited counts in the cost and falls due never"},
		{name: "seed-get-643", plan: first("2022-07-24", "0", 5, done(1, "643")), want: `2022-07-24 128.60 0.00
			2022-08-24 128.60 0.00
			2022-09-24 128.60 0.00
			2022-10-24 128.60 0.00
			2022-11-24 128.60 0.00`,
			sums: "pay 128.60, of 643.00 done 643.00, interest 0.00, cost 643.00, uncharged 0.00", why: "five payments of a fifth"},
	})
}

// TestPaidAheadOrBehind has the plans of 1,000.00, by rule: as it was agreed,
// overpaid, underpaid, and the next period alone.
func TestPaidAheadOrBehind(t *testing.T) {
	all := paidOn(amortize.PaidUnknown, "1000")
	some := paidOn(amortize.PaidUnknown, "100")
	agreed := `2024-04-04 242.40 7.60
		2024-05-04 244.82 5.18
		2024-06-04 247.27 2.73
		2024-07-04 25.51 0.26`
	second := but(thousand(all), func(p *amortize.Plan) {
		p.Charges = append(p.Charges, issued("2024-04-04", 1, "160", "0.10"), issued("2024-04-04", 2, "89.90", "0"))
	})
	cases := []planCase{
		{name: "dyn-1000-rest", plan: thousand(), want: agreed, why: "nothing is paid yet, and the first charge counts as paid when due"},
		{name: "dyn-1000-overpaid-1000", plan: thousand(all), want: `2024-04-04 249.90 0.10
			2024-05-04 249.90 0.10
			2024-06-04 249.90 0.10
			2024-07-04 10.30 0.10`, why: "990.00 on principal leaves 10.00, which bears 0.10 until charges reach it"},
		{name: "dyn-1000-overpaid-next", plan: thousand(all), h: amortize.NextPeriod, want: "2024-04-04 249.90 0.10", why: "the first of them"},
		{name: "dyn-1000-overpaid-after-second", plan: second, want: `2024-05-04 249.90 0.10
			2024-06-04 249.90 0.10
			2024-07-04 10.30 0.10`, why: "the second charge takes from what was paid ahead"},
		{name: "dyn-1000-underpaid-100-full", plan: thousand(some), want: agreed, why: "the whole plan takes it that what is due will be paid"},
		{name: "dyn-1000-underpaid-100-next", plan: thousand(some), h: amortize.NextPeriod, want: "2024-04-04 240.90 9.10",
			why: "90.00 of the 100.00 is principal: 760.00 and 150.00 unpaid bear interest"},
		{name: "dyn-1000-principal-overpaid-740", plan: thousand(paidOn(amortize.PaidPrincipal, "740"), paidOn(amortize.PaidInterest, "10")),
			want: `2024-04-04 247.40 2.60
			2024-05-04 247.40 2.60
			2024-06-04 247.40 2.60
			2024-07-04 17.80 0.18`, why: "500.00 ahead of 760.00 leaves 260.00, until only 17.80 is left"},
		{name: "nothing paid, next", plan: thousand(), h: amortize.NextPeriod, want: "2024-04-04 240.00 10.00",
			why: "760.00 and 240.00 unpaid; the unpaid interest of 10.00 bears none"},
		{name: "all paid ahead", plan: thousand(paidOn(amortize.PaidUnknown, "1010")), want: `2024-04-04 250.00 0.00
			2024-05-04 250.00 0.00
			2024-06-04 250.00 0.00
			2024-07-04 10.00 0.00`, why: "the schedule is not shorter, but bears no interest"},
		{name: "more paid than there is", plan: thousand(paidOn(amortize.PaidUnknown, "9999")), h: amortize.NextPeriod,
			want: "2024-04-04 250.00 0.00", why: "a balance below zero earns nothing"},
	}
	runPlans(t, dayTexts, cases)
	for i := range cases {
		cases[i].plan.Terms.Interest = exact[i%len(exact)]
		cases[i].name += ", exact"
	}
	runPlans(t, dayTexts, cases)
}

// TestPlannedTreatment has the plans with treatment that is not done yet.
func TestPlannedTreatment(t *testing.T) {
	three := func(today string, items ...amortize.Item) amortize.Plan {
		return but(dynamic("0", "100", items...), func(p *amortize.Plan) { p.Terms.First = day(today) })
	}
	treated := func(p amortize.Plan) amortize.Plan {
		return but(p, func(p *amortize.Plan) { p.Option = amortize.TreatAsComplete })
	}
	plans := []amortize.Item{planned(1, "139.10"), planned(2, "483.00"), planned(3, "174.80")}
	dones := []amortize.Item{done(1, "139.10"), done(2, "483.00"), done(3, "174.80")}
	eight := `2024-03-04 100.00 0.00
		2024-04-04 100.00 0.00
		2024-05-04 100.00 0.00
		2024-06-04 100.00 0.00
		2024-07-04 100.00 0.00
		2024-08-04 100.00 0.00
		2024-09-04 100.00 0.00
		2024-10-04 96.90 0.00`
	both := but(dynamic("12", "25", planned(1, "50"), done(2, "100")), func(p *amortize.Plan) {
		p.Terms.DownPayment, p.Terms.First, p.Terms.InterestStart = usd("5"), day("2024-04-04"), day("2024-05-04")
	})
	alone := but(both, func(p *amortize.Plan) { p.Production = p.Production[1:] })
	rows95 := `2024-03-04 5.00 0.00
		2024-04-04 25.00 0.00
		2024-05-04 24.30 0.70
		2024-06-04 24.54 0.46
		2024-07-04 21.16 0.21`
	runPlans(t, dayTexts, []planCase{
		{name: "await-complete-0-done", plan: three("2023-11-04", plans...), want: "",
			sums: "pay 100.00, of 796.90 done 0.00, interest 0.00, cost 796.90, uncharged 0.00", why: "nothing is done, so nothing falls due"},
		{name: "await-complete-3-done", plan: three("2023-11-04", dones...), want: eight,
			sums: "pay 100.00, of 796.90 done 796.90, interest 0.00, cost 796.90, uncharged 0.00", why: "four periods are past and never filled in"},
		{name: "treat-as-complete-796.90", plan: treated(three("2024-03-04", plans...)), want: eight,
			sums: "pay 100.00, of 796.90 done 796.90, interest 0.00, cost 796.90, uncharged 0.00", why: "planned treatment falls due like any other"},
		{name: "treat-as-complete-700-9", plan: treated(three("2024-03-04", planned(1, "42.20"), planned(2, "483"), planned(3, "174.80"))),
			want: `2024-03-04 100.00 0.00
			2024-04-04 100.00 0.00
			2024-05-04 100.00 0.00
			2024-06-04 100.00 0.00
			2024-07-04 100.00 0.00
			2024-08-04 100.00 0.00
			2024-09-04 100.00 0.00`, sums: "pay 100.00, of 700.00 done 700.00, interest 0.00, cost 700.00, uncharged 0.00",
			why: "seven payments, and nine charges by item"},
		{name: "prior-payment-reduces-value", plan: three("2023-11-04", done(1, "42.20"), planned(2, "483"), planned(3, "174.80")),
			want: "2024-03-04 42.20 0.00", why: "the caller takes 96.90 off the fee that was paid outside the plan"},
		{name: "await-equals-completed-only", plan: both, want: rows95,
			sums: "pay 25.00, of 150.00 done 100.00, interest 1.37, cost 151.37, uncharged 0.00", why: "95.00 bears interest, not 145.00"},
		{name: "completed only", plan: alone, want: rows95,
			sums: "pay 25.00, of 100.00 done 100.00, interest 1.37, cost 101.37, uncharged 0.00", why: "the same rows"},
	})
}

// TestPlanGuards has the override, the count that is exceeded, and payments that
// repay nothing.
func TestPlanGuards(t *testing.T) {
	tooLow := fault{"terms.Payment", amortize.ErrPaymentTooLow}
	guard := func(payment string) amortize.Plan { return dynamic("24", payment, done(1, "1000")) }
	over := amortize.Item{ID: 1, Complete: true, Amount: usd("48"), Override: usd("78")}
	runPlans(t, dayTexts, []planCase{
		{name: "override-wins-over-adjustment", plan: dynamic("0", "78", over), want: "2024-03-04 78.00 0.00",
			sums: "pay 78.00, of 78.00 done 78.00, interest 0.00, cost 78.00, uncharged 0.00", why: "78.00 in the place of 48.00"},
		{name: "guard-payment-below-interest", plan: guard("15"), wantErr: tooLow, why: "20.00 interest: the debt would grow"},
		{name: "guard-payment-equals-interest-dynamic", plan: guard("20"), wantErr: tooLow, why: "the debt would stay"},
		{name: "guard-next-only-below-interest", plan: guard("15"), h: amortize.NextPeriod, wantErr: tooLow,
			why: "Open Dental charges a principal of -5.00 here"},
		{name: "a cent over", plan: guard("20.01"), h: amortize.NextPeriod, want: "2024-03-04 0.01 20.00", why: "it ends, some day"},
		{name: "a count that is too slow", plan: but(dynamic("18", "0", done(1, "1.00")), func(p *amortize.Plan) { p.Terms.Payments = 2000 }),
			wantErr: fault{"terms.Payments", amortize.ErrPaymentTooLow}, why: "0.02 repays 0.015 a month, but not 0.02; the count was given"},
	})
}

func TestCountMayExceedN(t *testing.T) {
	plan := but(dynamic("18", "0", done(1, "4500.87")), func(p *amortize.Plan) {
		p.Terms.Payments, p.Terms.Every, p.Option = 31, schedule.OrdinalWeekday, amortize.TreatAsComplete
	})
	for _, engine := range engines {
		plan.Terms.Interest = engine
		charges, s, err := amortize.Expected(&plan, amortize.WholePlan)
		expect(t, len(charges), err, 32, fault{}, "count-may-exceed-n: a dynamic plan forgets the count, and rounding leaves one tiny payment more")
		expect(t, s.Payment, nil, usd("182.62"), fault{}, "the payment of 31")
	}
}
