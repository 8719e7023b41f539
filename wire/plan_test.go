package wire_test

import (
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// planAnswer is a document and what its answer must hold.
type planAnswer struct{ name, op, input, holds, why string }

var planAnswers = []planAnswer{
	{"null changes nothing", "plan.amend",
		amend(`"apr":"12","payPlanDate":"2026-02-01","note":"by card"`, `"apr":null,"note":null,"datePayPlanStart":null,"payPlanDate":null,"dateInterestStart":null,"isLocked":null,"payAmt":"40"`),
		`"payPlanDate":"2026-02-01","apr":"12","note":"by card"`, "null is what is not there"},
	{"a new agreement leaves the first date alone", "plan.amend", amend(`"payPlanDate":"2026-02-10"`, `"payPlanDate":"2026-02-20"`),
		`"datePayPlanStart":"2026-03-10"`, "a month after the agreement as it was"},
	{"the default first date is no change", "plan.amend", amend(running, `"datePayPlanStart":"2026-02-02","payAmt":"20"`), `"payAmt":"20.00"`, "the plan begins then already"},
	{"the patient is the guarantor by default", "plan.amend", amend(running+`,"PatNum":27`, `"guarantor":27`), `"guarantor":27`, "which is no change"},
	{"an AdjNum is an adjustment's", "plan.dynamic", dynamic(`"production":[{"AdjNum":1,"AdjAmt":"100"}]`), `"type":"adjustment"`, "the name says so, and adjustments are always complete"},
	{"adjustments are chosen by AdjNum", "plan.create", dynamic(`"patient":1,"production":[{"ProcNum":1,"amount":"9","complete":true},{"AdjNum":1,"amount":"60"}],"adjNums":[1]`),
		`"principalAmount":"60.00"`, "procedure 1 stays out"},
	{"an adjustment elsewhere is no procedure", "plan.create", dynamic(`"patient":1,"production":[{"id":1,"amount":"100","complete":true}],"otherPlans":[{"plan":4,"production":[{"adjNum":1}]}]`), `"principalAmount":"100.00"`, "ids are unique within a type"},
	{"names that say nothing", "plan.dynamic", dynamic(`"production":[{"adjNum":7,"procNum":0,"type":null,"amount":"9"}]`), `"production":7,"type":"adjustment"`, "0 and null are as if they were not there"},
	{"a lock that says nothing", "plan.amend", amend(`"isLocked":null`, ``), `"isLocked":true`, "the default"},
	{"a category with its number and its name", "plan.create", dynamic(`"patient":1,"PlanCategory":5,"planCategory":"12"`), `"planCategory":5`, "12 is its name"},
	{"and the other way round", "plan.create", dynamic(`"patient":1,"planCategory":"12","PlanCategory":5`), `"planCategory":5`, "the order of names plays no part"},
	{"a note with a date of its own", "plan.dynamic", dynamic(`"note":"Plan no. 7 - Date of Agreement: 1/1/2020, Total Cost of Loan: 500.00 was refinanced"`), `: 1/1/2020, Total Cost of Loan: 500.00 was refinanced"`, "no date stands before it"},
	{"the sooner of a charge and a period", "plan.status", dynamic(`"firstPayment":"2026-03-16","charges":[{"date":"2026-06-16","production":1,"principal":"5"}]`), `"nextDue":"2026-03-16"`, "the charge of June was issued early"},
	{"a closed plan holds nothing", "plan.balance", dynamic(running + `,"closed":true,"splits":[{"amount":"45","charge":71}],"mode":"payOnPrincipal"`), `"newCharges":[],"held":"0.00","toRegularUnearned":"15.00"`, "no charge is to come"},
	{"unearned splits pay nothing", "plan.status", dynamic(running + `,"splits":[{"SplitAmt":"30","UnearnedType":7,"SplitNum":3}]`), `"dueNow":"30.00"`, "they are the patient's, not the plan's"},
	{"a stored note is no user's note", "plan.dynamic", dynamic(`"note":"03/01/2026 - Date of Agreement: 02/01/2026, Total Amount: 90.00, APR: 0, Total Cost of Loan: 90.00, by card"`),
		`"note":"03/02/2026 - Date of Agreement: 03/02/2026, Total Amount: 100.00, APR: 0, Total Cost of Loan: 100.00, by card"`, "its terms are written anew"},
	{"a stored note of the old form", "plan.schedule", with(plan, `"apr"`, `"note":"3/1/2026 - Date of Agreement: 3/1/2026, Total Amount: 90.00, APR: 0, Total Cost of Loan: 90.00 by card","apr"`),
		`Total Cost of Loan: 306.02 by card"`, "its terms are written anew"},
	{"a note that only resembles", "plan.dynamic", dynamic(`"note":"see - Date of Agreement: later, Total Cost of Loan: 5"`), `see - Date of Agreement: later, Total Cost of Loan: 5"`, "no date stands before it"},
	{"the next period has the cost of the whole plan", "plan.dynamic", dynamic(`"apr":"12","nextPeriodOnly":true`), `"totalInterest":"2.25","totalCost":"102.25"`, "1.00, 0.71, 0.42 and 0.12 on 100.00, and not the first alone"},
	{"a down payment to come bears no interest", "plan.dynamic", dynamic(`"apr":"12","downPayment":"40","firstPayment":"2026-03-02","nextPeriodOnly":true`), `"interest":"0.60"`, "1 % of 60.00"},
	{"due dates that passed are listed", "plan.issue", dynamic(`"charges":[{"date":"2026-01-04","production":1,"principal":"10"}],"firstPayment":"2026-01-04","today":"2026-04-10"`),
		`"missed":["2026-02-04","2026-03-04","2026-04-04"]`, "nothing was charged on them, and nothing will be"},
	{"nothing is missed where all is charged", "plan.issue", dynamic(`"charges":[{"date":"2026-01-04","production":1,"principal":"100"}],"firstPayment":"2026-01-04","today":"2026-04-10"`), `"missed":[]`, "there was nothing to charge"},
	{"a refund is not lost", "plan.status", dynamic(running + `,"splits":[{"amount":"50","charge":71},{"amount":"-20"}]`), `"principalPaid":"30.00"`, "50.00 less 20.00"},
	{"an offset belongs to its item", "plan.balance",
		`{"production":[{"id":1,"amount":"100","complete":true},{"id":2,"amount":"100","complete":true}],"today":"2026-12-01","charges":[{"id":1,"date":"2026-10-04","production":1,"principal":"150"},
		{"id":2,"date":"2026-11-04","production":2,"principal":"100"},{"id":3,"date":"2026-11-04","production":1,"principal":"-50"}],"splits":[{"amount":"100","charge":1},{"amount":"100","charge":2}]}`,
		`"moves":[]`, "100.00 of procedure 1 and 100.00 of procedure 2 are paid as they should be"},
	{"a new charge is named by its place", "plan.balance", dynamic(running + `,"splits":[{"amount":"45","charge":71}],"mode":"payOnPrincipal"`),
		`{"charge":0,"pays":"principal","amount":"15.00","newCharge":0}`, "it has no id yet"},
	{"closing says what is due", "plan.close", dynamic(running + `,"splits":[{"amount":"25"}]`), `"totalCharged":"100.00","due":"75.00","overpaid":"0.00"`, "100.00 less 25.00"},
	{"closing says what is too much", "plan.close", dynamic(running + `,"splits":[{"amount":"125"}]`), `"due":"0.00","overpaid":"25.00"`, "25.00 more than all of it"},
	{"a closed plan expects nothing", "plan.dynamic", dynamic(`"closed":true`), `"charges":[],"byDate":[]`, "it let go of its production"},
	{"production by its shape", "plan.lock", `{"production":[{"id":1,"type":"procedure","complete":true,"amount":"5.00","override":"5.00","frozen":true}]}`, `"frozen":true`, "the answer of plan.lock goes in again"},
	{"charges as they came out", "plan.status", dynamic(`"charges":[{"date":"2026-02-02","production":1,"type":"procedure","kind":"installment","principal":"30.00","interest":"0.00","amount":"30.00"}]`), `"dueNow":"30.00"`, "the answer of plan.issue goes in again"},
	{"a stored plan may have both terms", "plan.status", `{"NumberOfPayments":7,"PayAmt":"75.50","production":[{"id":1,"amount":"100","complete":true}],"today":"2026-03-02"}`, `"uncharged":"100.00"`, "a dynamic plan goes by its payment"},
	{"a first date by default", "plan.status", dynamic(`"payPlanDate":"2026-02-10"`), `"nextDue":"2026-03-10"`, "a month after the agreement"},
}

// TestPlanAnswers holds single rules of documents on plans.
func TestPlanAnswers(t *testing.T) {
	for _, test := range planAnswers {
		t.Run(test.name, func(t *testing.T) {
			out, err := wire.Run(test.op, []byte(test.input))
			if err != nil || !strings.Contains(string(out), test.holds) {
				t.Errorf("%s: %v\n%s\nholds no %s", test.why, err, out, test.holds)
			}
		})
	}
}

// planTraces are documents and what a step of their trace says.
var planTraces = []planAnswer{
	{"the interest of a row", "plan.schedule", plan, `"rule":"installment","subject":"row 1","before":"300.00","after":"200.99","amount":"102.01","note":"12 % / 12 of 300.00 is 3.00"`, "the exact interest"},
	{"interest in doubles", "plan.schedule", `{"principal":"980","apr":"9.9","payAmt":"500","today":"2026-03-02"}`, `"9.9 % / 12 of 980.00 is 8.085, in Open Dental's doubles rounded to 8.09"`, "a tie goes to the even cent, but not in doubles"},
	{"an exact tie", "plan.schedule", `{"principal":"980","apr":"9.9","payAmt":"500","today":"2026-03-02","rounding":"halfEven"}`, `is 8.085, rounded halfEven to 8.08"`, "to the even cent"},
	{"the last of a count", "plan.schedule", plan, `"rule":"lastOfCount"`, "three payments were agreed on"},
	{"the last that fits", "plan.schedule", `{"principal":"80","payAmt":"50","today":"2026-03-02"}`, `"note":"no interest at 0 %; the last: all that is left fits in the payment"`, "30.00 in 50.00"},
	{"interest after a shortfall", "plan.recalculate",
		`{"principal":"1000","apr":"12","payAmt":"200","firstPayment":"2026-03-02","today":"2026-03-02","paid":"50","recalculateInterest":true}`,
		`"note":"12 % / 12 of 960.00 is 9.60; with 150.00 that fell due and was not paid"`, "1 % of 810.00 and of 200.00 - 50.00"},
	{"before the interest start", "plan.recalculate",
		`{"principal":"1000","apr":"12","payAmt":"200","firstPayment":"2026-03-02","interestStart":"2027-01-01","today":"2026-03-02","paid":"50","recalculateInterest":true}`,
		`"note":"no interest before the interest start"`, "it is free until then"},
	{"paid ahead", "plan.dynamic", dynamic(`"apr":"12","charges":[{"date":"2026-02-02","production":1,"principal":"30"}],"splits":[{"amount":"50"}]`),
		`"note":"12 % / 12 of 50.00 is 0.50; not charged 70.00, paid ahead 20.00"`, "20.00 of 50.00 are not charged yet"},
	{"a prepayment", "plan.issue", dynamic(`"firstPayment":"2026-03-02","prepaid":"100"`), `"rule":"prepayment","subject":"procedure 1","before":"100.00","after":"70.00","amount":"30.00"`, "the charge of today"},
	{"a move", "plan.balance", dynamic(running + `,"splits":[{"amount":"45","charge":71}]`), `"rule":"surplus","subject":"charges[0]","before":"0.00","after":"0.00","amount":"-15.00"`, "45.00 on 30.00"},
	{"what is let go", "plan.close", dynamic(`"charges":[]`), `"rule":"detached","subject":"procedure 1"`, "it has no charge"},
	{"what is frozen", "plan.lock", dynamic(``), `"rule":"freeze","subject":"procedure 1"`, "at what it is worth"},
}

// TestPlanTraces shows that a trace says why, with the numbers.
func TestPlanTraces(t *testing.T) {
	for _, test := range planTraces {
		t.Run(test.name, func(t *testing.T) {
			out, err := wire.RunWith(test.op, []byte(test.input), wire.Options{Explain: true})
			if err != nil || !strings.Contains(string(out), test.holds) {
				t.Errorf("%s: %v\n%s\nholds no %s", test.why, err, out, test.holds)
			}
		})
	}
}
