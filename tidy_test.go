// The style test: what a reader of one package may take for granted about all
// of them. Each rule has a test of its name here, with its table of exceptions;
// the checkers stand in the other tidy files, by subject, and are themselves
// tested in tidy_breaches_test.go.
//
// An exception is a key and the reason for it. One that is no longer needed
// fails its test too, so that the tables never promise more than the code asks.
package paysplit_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestImportArrows: packages import only what the design draws. It reads every
// file, whatever its build tags, and no test files.
func TestImportArrows(t *testing.T) {
	enforce(t, everywhere, importArrows, map[string]string{
		// "package standard/import": why the package stays pure with it
	})
}

// TestNoFloats: amounts and rates are integers. The one file that reproduces
// another system's binary arithmetic on purpose is named here.
func TestNoFloats(t *testing.T) {
	enforce(t, engineAndWire, noFloats, map[string]string{
		"amortize/opendental.go": "reproduces Open Dental's doubles in their order of operations",
	})
}

// TestNoClock: today is an input.
func TestNoClock(t *testing.T) {
	enforce(t, engineAndWire, noClock, nil)
}

// TestLengths: a file has at most 600 lines and a function at most 70. A test
// may have 100 where its table is what makes it long: without the rows, the 70
// hold for it too. Generated files are exempt.
func TestLengths(t *testing.T) {
	enforce(t, everywhere, lengths, nil)
}

// TestExportedDocs: whatever a user can name says what it is, beginning with its
// name. One comment serves a group of constants or sentinels.
func TestExportedDocs(t *testing.T) {
	enforce(t, engineAndWire, exportedDocs, nil)
}

// TestPackageDocs: every package says what it is for.
func TestPackageDocs(t *testing.T) {
	enforce(t, everywhere, packageDocs, nil)
}

// TestOwnVerifiers: verifiers share no code with what they verify.
func TestOwnVerifiers(t *testing.T) {
	enforce(t, engine, ownVerifiers, map[string]string{
		"amortize.check": "which terms are refused is no result",
		"amortize.dated": "which date a term has that is not given is no result",
	})
}

// TestNoGoroutines: a call does its work in the caller's goroutine.
func TestNoGoroutines(t *testing.T) {
	enforce(t, engine, noGoroutines, nil)
}

// TestNoMutableGlobals: a package-level variable is an error sentinel or a table
// that nobody writes to; a table is never handed out whole.
func TestNoMutableGlobals(t *testing.T) {
	enforce(t, engine, noMutableGlobals, map[string]string{
		"schedule.Unset": "a struct cannot be a constant; the name is in the design, and no package of the house writes to it",
	})
}

// TestAmountArithmetic: sums of amounts are checked by money. The functions in
// the table do without, because of the bound that stands beside them.
func TestAmountArithmetic(t *testing.T) {
	enforce(t, engineAndWire, amountArithmetic, map[string]string{
		"alloc.Allocator.cancelGroup":         "adds a debit above zero and a credit below; what cancels is at most the debit",
		"alloc.Allocator.AppendPay":           "the splits and what is left are parts of the payment",
		"alloc.Allocator.takeTurn":            "a split is above zero and at most what its charge owes",
		"alloc.Allocator.lower":               "both move towards zero, by no more than the smaller",
		"alloc.Allocator.move":                "both move towards zero, by no more than the smaller",
		"alloc.Allocator.giveBack":            "both move towards zero, by no more than the smaller",
		"alloc.Allocator.giveBackCredit":      "a part is at most what the credit has left and at most what is given back",
		"alloc.Allocator.pay":                 "both move towards zero, by no more than the smaller",
		"alloc.Allocator.payInsurancePlans":   "a part is above zero and at most what is owed and what the plan has left",
		"alloc.Allocator.payPart":             "a part is above zero and at most what is owed and what the split has left",
		"alloc.Allocator.pour":                "a part is at most the debit and at most what the credit has left",
		"alloc.Allocator.took":                "what a plan takes is at most what is owed and what insurance took",
		"alloc.Allocator.appendPartial":       "give has tried what it takes off",
		"alloc.Allocator.give":                "parts of one charge, which fits; takes off a part between zero and what is left",
		"alloc.Allocator.ignore":              "what is owed is below what patients paid, which is zero or less; a part is between zero and that gap, and at most the excess",
		"alloc.Allocator.candidate":           "takes off at most what is there",
		"alloc.Allocator.warnCovered":         "of loose money, which moves what is owed towards zero",
		"alloc.Allocator.freeOverpaid":        "what is negated is at least -MaxAmount",
		"alloc.Allocator.drawFrom":            "a part is above zero and at most what the source has left and what the charge owes",
		"alloc.Allocator.AppendUnearned":      "takes off a part between zero and the amount",
		"alloc.Allocator.drawTo":              "takes off a part between zero and what is wanted",
		"split.AppendFillInOrder":             "takes off an amount between zero and what is left",
		"split.AppendFillOldestFirst":         "takes off an amount between zero and what is left",
		"split.Target.ledger":                 "the amount is not the lowest: PlanPayments and Reconcile refuse it",
		"split.Reconcile":                     "the amount is not the lowest, which is refused",
		"wire.call.move":                      "each two splits of a transfer sum to zero",
		"alloc.compareLike":                   "one is below zero and the other above",
		"alloc.meet":                          "one is below zero and the other above",
		"alloc.AppendRefund":                  "every split is above zero",
		"alloc.AppendReturn":                  "takes off an amount above zero and at most what is left",
		"wire.call.undo":                      "parts of a payment below zero, whose sum was checked",
		"wire.writer.outstanding":             "the parts of one instalment, whose principal and interest fit together",
		"alloc.Allocator.settle":              "a split is above zero and at most what its charge owed, and all splits are at most the payment",
		"alloc.fillSorted":                    "takes the smaller of what is left and what is owed, both above zero",
		"alloc.pour":                          "owed is zero or more and the payment above zero, so less one is at least -1; what is taken off is between zero and what is left",
		"alloc.pourRest":                      "takes off an amount between zero and what is left",
		"alloc.fillDue":                       "takes off an amount between zero and what is left",
		"alloc.strategyScratch.pour":          "takes off an amount between zero and what is left",
		"alloc.strategyScratch.pourTwice":     "takes off an amount between zero and what is left; the parts of a charge are at most what it owes",
		"alloc.strategyScratch.share":         "takes off an amount between zero and what is left",
		"alloc.strategyScratch.placeRate":     "the least amount is between zero and what is owed",
		"amortize.Terms.financed":             "after check, the down payment is between zero and the principal",
		"amortize.Terms.principalOf":          "the payment exceeds the interest, and interest on a balance is not negative",
		"amortize.run.value":                  "what is completed is a part of the principal, whose sum was checked",
		"amortize.run.period":                 "the payment exceeds the interest, which is not negative",
		"amortize.run.interestNow":            "both are zero or more",
		"amortize.takeBack":                   "adds amounts of opposite sign",
		"amortize.Planner.balance":            "what is held is between zero and what is left",
		"amortize.settlement.spread":          "parts of what was received, whose sum was checked",
		"amortize.run.payOnPrincipal":         "takes off an amount between zero and both",
		"amortize.AppendPeriodSteps":          "what is taken off was added before; the others are zero or more",
		"amortize.Planner.stillOpen":          "what is left of a prepayment is between zero and it; what a plan expects was summed",
		"amortize.paid.net":                   "parts of what was received and refunded, whose sums were checked",
		"amortize.Planner.Prepay":             "what is issued was summed by AppendExpected; both amounts are zero or more",
		"amortize.recalculation.keep":         "parts of the plan's total cost, which fits",
		"amortize.recalculation.payAhead":     "both are zero or more, and what is taken off is at most what is there",
		"amortize.recalculation.appendComing": "the principal of a row is between zero and the balance",
		"amortize.recalculation.fillKept":     "all is zero or more: interest is at most the payment, and a payment before the last is less than all that is left",
		"amortize.recalculation.fill":         "what is taken off is between zero and what is there; interest and payment are zero or more",
		"amortize.settlement.offset":          "parts of what was credited, whose sum was checked",
		"amortize.settlement.offsetAmong":     "parts of what was credited, whose sum was checked; takes off at most what is there",
		"amortize.settlement.giveBack":        "takes back at most what was paid, a part of what was received",
		"amortize.recalculation.spread":       "parts of the plan's total cost, which fits",
		"amortize.settled.payNamed":           "parts of what was received and refunded, whose sums were checked",
		"amortize.settlement.pour":            "parts of what was received, whose sum was checked",
		"amortize.settlement.pourAll":         "parts of what was received, whose sum was checked",
		"amortize.settled.payInterest":        "takes off an amount between zero and both",
		"amortize.settled.payPrincipal":       "takes off an amount between zero and both",
		"amortize.settlement.net":             "of opposite sign",
		"amortize.settlement.asked":           "of opposite sign",
		"amortize.settlement.paidOff":         "parts of what was charged, whose sum was checked",
		"amortize.settlement.dueUpTo":         "parts of what was charged and credited, whose sums were checked",
		"amortize.verifier.row":               "the principal is above zero and at most the balance",
		"amortize.verifier.interestRight":     "a remainder by two",
		"amortize.paid.apply":                 "takes off at most what is there; the sum of what was paid was checked by sumPaid",
		"wire.explainClosing":                 "principal and interest of one charge, which the engine has summed",
		"wire.call.explainRecalculated":       "parts of the plan's total cost, which the engine has checked",
		"wire.call.explainIssue":              "a part of the prepayment",
		"wire.explainStatus":                  "principal and interest of one charge, which the engine has summed",
		"wire.writeOvercharged":               "what is charged less what it exceeds its worth by is its worth; the excess is bounded below by -MaxAmount",
		"wire.planBalance":                    "moves sum to zero, and take away first what they give",
		"wire.planPrepay":                     "principal and interest of one day, which the engine has summed",
		"wire.call.explainDynamic":            "a charge with its interest is at most the payment or the down payment",
		"wire.writer.planCharge":              "a charge with its interest is at most the payment or the down payment",
		"wire.writer.byDate":                  "a period is at most the payment, and all of them are what was not charged, whose sum was checked",
		"wire.explainPlan":                    "a row's principal and the balance after it are at most the plan's principal; with its interest, at most the total cost, which Schedule checked",
		"wire.writer.planRow":                 "a row's principal and interest are parts of the total cost, which Schedule checked",
		"amortize.installments.append":        "the principal of a row is above zero and at most the balance: principalOf",
		"amortize.installments.fillSteady":    "of a steady plan: the balance is zero or more and no more than steadyBalance, interest no more than two and a half times that, and the payment an amount above zero",
		"amortize.run.spread":                 "takes off an amount between zero and what is left of the item and of the period",
	})
}

// TestNoMapOrder: nothing depends on the order of a map.
func TestNoMapOrder(t *testing.T) {
	enforce(t, engineAndWire, noMapOrder, nil)
}

// TestPins: the module asks for exactly these versions. go get picks an old
// pseudo-version of date where none is named.
func TestPins(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range pins(string(mod)) {
		t.Error(text)
	}
}

// A check returns where a package breaks one rule. It asks the exceptions before
// it reports.
type check func(p *unit, except *exceptions) []finding

// enforce runs a check on the packages that are in its scope and reports what it
// finds, and the exceptions that nothing needs.
func enforce(t *testing.T, scope func(dir string) bool, rule check, reasons map[string]string) {
	t.Helper()
	except := &exceptions{reasons: reasons}
	for _, p := range loadHouse(t).units {
		if !scope(p.dir) {
			continue
		}
		for _, f := range rule(p, except) {
			t.Error(f)
		}
	}
	for _, key := range except.stale() {
		t.Errorf("tidy_test.go: nothing needs the exception %q any more: take it out of %s", key, t.Name())
	}
}

// exceptions are the places where a rule does not hold, with the reasons.
type exceptions struct {
	reasons map[string]string
	used    map[string]bool
}

// has reports whether a place is excepted, and remembers that it was asked for.
func (e *exceptions) has(key string) bool {
	if e.reasons[key] == "" {
		return false
	}
	if e.used == nil {
		e.used = map[string]bool{}
	}
	e.used[key] = true
	return true
}

// stale returns the exceptions that nobody asked for.
func (e *exceptions) stale() []string {
	keys := slices.Sorted(maps.Keys(e.reasons))
	return slices.DeleteFunc(keys, func(key string) bool { return e.used[key] })
}

// The scopes.

// libraries are the packages that services embed. One that does not exist yet is
// covered as soon as it does.
var libraries = []string{"money", "schedule", "amortize", "split", "alloc", "claimcheck"}

func everywhere(string) bool { return true }

// engine is the libraries and what they share.
func engine(dir string) bool { return slices.Contains(libraries, dir) || dir == "internal/day" }

func engineAndWire(dir string) bool { return engine(dir) || dir == "wire" }

// under reports whether path is root or below it.
func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }
