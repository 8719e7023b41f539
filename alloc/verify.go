package alloc

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
)

// Verify checks the splits of a payment and their certificate against the ledger,
// whoever made them. It works from the rules in the package's manual and shares no
// code with [Allocator.AppendPay]: it works out again what charges are there, what
// they owe at first, what plans took over, what names a charge, where loose money
// goes and whose turn it is. The ledger must be one that AppendPay accepts.
//
// For each charge the certificate says
//
//   - Face: its fee or amount; of a part of an instalment its amount once instalments
//     below zero are offset;
//   - Linked: what it owed once insurance, plans, the adjustments attached to it and
//     the earlier splits that name it were taken off;
//   - Before: what it owed when the payment came to it. A procedure that the payer
//     chose is paid before loose money is spread, so its Before is its Linked. For
//     any other charge it is Linked, less the reductions To it, and plus those From
//     it;
//   - After: what is owed in the end: Before, less what the payment paid; for a chosen
//     procedure also less the reductions To it and plus those From it, which came
//     after.
//
// Verify takes nothing on trust:
//
//   - the charges are those of the account, in the order of the queue, each with the
//     Face and Linked of the rules;
//   - the reductions are those that spreading loose money by the rules makes. Their
//     order is not looked at;
//   - Before and After follow as above;
//   - the splits are those that paying Before in the order of turns makes, field by
//     field and in order, and what is left is placed as the options say.
//
// Under a [Strategy] other than the zero one the order of the splits is not checked,
// nor how much each charge of a turn gets: only that no charge gets more than it owes,
// nor anything that the strategy does not pay; that each split is on one charge and is
// what the certificate says was paid; and that no money is left over, or for a later
// turn, while a charge is owed that the strategy pays.
//
// It takes about as long as sorting the ledger eight times.
//
// Verify returns an error if:
//   - the splits or the certificate break one of the rules above ([ErrUnverified]),
//     with the path of the first row at fault: splits[2].Amount, owed[3].Before,
//     reductions[1].Amount;
//   - the payment is by nobody in the family ([money.ErrUnknownID]), an id is used
//     twice ([money.ErrDuplicateID]), or an amount of the ledger does not fit
//     ([money.ErrOverflow]).
func Verify(l *Ledger, p Payment, o Options, splits []PaySplit, c Certificate) error {
	v, err := newVerifier(l, p, o)
	if err != nil {
		return err
	}
	if err := v.workOut(); err != nil {
		return err
	}
	if err := v.checkLinked(c.Owed); err != nil {
		return err
	}
	if err := v.payChosen(&c); err != nil {
		return err
	}
	v.spread()
	if err := v.checkReductions(c.Reductions); err != nil {
		return err
	}
	if err := v.checkBefore(c.Owed); err != nil {
		return err
	}
	if err := v.payOthers(&c); err != nil {
		return err
	}
	if err := v.checkAfter(c.Owed); err != nil {
		return err
	}
	return v.checkSplits(splits)
}

// workOut works out what the charges owe once the money that names them is taken off.
func (v *verifier) workOut() error {
	v.loadCharges()
	v.payInsurancePlans()
	v.loadPlans()
	v.queue()
	v.attachAdjustments()
	v.cancelAdjustments(true)
	v.linkSplits()
	v.setHiddenAside(false)
	v.linkPlanSplits()
	v.setHiddenAside(true)
	v.fenceInsurance()
	if !v.options.Preferences.KeepAdjustmentsApart {
		v.cancelAdjustments(false)
	}
	if v.overflow {
		return &money.FieldError{Path: "ledger", Err: money.ErrOverflow}
	}
	return nil
}

// verifier is one run of Verify.
type verifier struct {
	ledger  *Ledger
	payment Payment
	options Options

	transfer bool  // hidden money that is kept for nothing takes part
	without  int64 // the payment whose splits are left out, or 0

	guarantor   int64            // of the payer's family
	members     map[int64]Member // by id
	procedures  map[int64]int    // id -> row of the ledger
	adjustments map[int64]int    // id -> row of the ledger
	plans       map[int64]*Plan  // by id
	plan        map[int64]bool   // ids of the plans in scope
	onPlan      map[int64]bool   // ids of the procedures that those plans name

	dues       []*due // the charges of the account; in the end in the order of the queue
	procedure  map[int64]*due
	adjustment map[int64]*due

	splits     []*earlier        // earlier splits, in stored order
	totals     []*earlier        // insurance by claim, in stored order
	reductions map[Reduction]int // by loose money, and how often

	terms    map[Target]*Terms
	turns    []int        // of each charge
	left     money.Amount // what is left of the payment
	owing    bool         // some charge owes something at its turn
	wanted   []PaySplit   // the splits so far
	overflow bool         // some amount did not fit

	wells []well             // what a transfer draws from
	next  [2][]*well         // the same, by kind, as far as it is not used up
	all   []*well            // the same, whatever the kind
	of    map[int64]*[]*well // the same, by provider
}

// site is what must be equal for money to match a charge.
type site struct {
	patient, provider, clinic int64
}

// due is one charge of the account.
type due struct {
	target  Target
	of      Target // the item that principal of an instalment pays for
	place   site
	day     int   // the date as a number
	hangs   int64 // the procedure that an adjustment is attached to
	row     int   // of the ledger
	planned bool  // treatment that is not done, or an instalment for it
	plan    *Plan // whose instalment it is part of
	charge  int64 // the instalment
	created int   // its number among the parts of instalments
	at      int   // its place in the queue

	face    money.Amount
	insured money.Amount // what insurance took off
	owed    money.Amount // what is owed at this step
	linked  money.Amount // what earlier splits that name it paid
	before  money.Amount // what is owed when the payment comes to it

	insurers money.Amount // what insurance took too much and is not ignored yet
}

// earlier is money on the account that came earlier.
type earlier struct {
	row    int   // of the ledger
	id     int64 // of the split or the claim
	place  site
	amount money.Amount // what is left of it; below zero took money back
	plan   int64        // the plan of a split that is on one
}

// newVerifier finds rows by id and says whose family the payer's is.
func newVerifier(l *Ledger, p Payment, o Options) (*verifier, error) {
	v := &verifier{
		ledger: l, payment: p, options: o,
		members: make(map[int64]Member), procedures: make(map[int64]int), adjustments: make(map[int64]int), plans: make(map[int64]*Plan),
		plan: make(map[int64]bool), onPlan: make(map[int64]bool),
		procedure: make(map[int64]*due), adjustment: make(map[int64]*due),
		reductions: make(map[Reduction]int), terms: make(map[Target]*Terms), left: p.Amount,
	}
	for i, m := range l.Family {
		if _, twice := v.members[m.ID]; twice {
			return nil, usedTwice("Family", i, m.ID)
		}
		v.members[m.ID] = m
	}
	for i := range l.Procedures {
		id := l.Procedures[i].ID
		if _, twice := v.procedures[id]; twice {
			return nil, usedTwice("Procedures", i, id)
		}
		v.procedures[id] = i
	}
	for i := range l.Adjustments {
		id := l.Adjustments[i].ID
		if _, twice := v.adjustments[id]; twice {
			return nil, usedTwice("Adjustments", i, id)
		}
		v.adjustments[id] = i
	}
	for i := range l.Plans {
		id := l.Plans[i].ID
		if _, twice := v.plans[id]; twice {
			return nil, usedTwice("Plans", i, id)
		}
		v.plans[id] = &l.Plans[i]
	}
	for i := range l.Terms {
		v.terms[l.Terms[i].Charge] = &l.Terms[i]
	}
	payer, known := v.members[p.Patient]
	if !known {
		return nil, &money.FieldError{Path: "payment.Patient", Value: p.Patient, Err: money.ErrUnknownID}
	}
	v.guarantor = payer.Guarantor
	if v.guarantor == 0 {
		v.guarantor = v.answers(payer.ID)
	}
	return v, nil
}

// answers returns who answers for a payer who names no guarantor: the one that the
// others name, if they name one.
func (v *verifier) answers(payer int64) int64 {
	named := make(map[int64]bool)
	last := int64(0)
	for _, m := range v.ledger.Family {
		if m.Guarantor != 0 {
			named[m.Guarantor], last = true, m.Guarantor
		}
	}
	if len(named) == 1 {
		return last
	}
	return payer
}

// family reports whether a patient is of the payer's family.
func (v *verifier) family(patient int64) bool {
	m, known := v.members[patient]
	return patient == v.guarantor || known && (m.Guarantor == v.guarantor || m.Guarantor == 0)
}

// add returns a + b, and remembers if it does not fit.
func (v *verifier) add(a, b money.Amount) money.Amount {
	sum, err := a.Add(b)
	v.overflow = v.overflow || err != nil
	return sum
}

// sub returns a - b, and remembers if it does not fit.
func (v *verifier) sub(a, b money.Amount) money.Amount {
	rest, err := a.Sub(b)
	v.overflow = v.overflow || err != nil
	return rest
}

// usedTwice is the error of an id that an earlier row has.
func usedTwice(rows string, i int, id int64) error {
	return &money.FieldError{Path: "ledger." + rows + "[" + strconv.Itoa(i) + "].ID", Value: id, Err: money.ErrDuplicateID}
}

// unverified is the error of a field of a row of the result.
func unverified(rows string, i int, field string, value any) error {
	return &money.FieldError{Path: rows + "[" + strconv.Itoa(i) + "]." + field, Value: value, Err: ErrUnverified}
}

// unequal is the error of an amount of a row of the result.
func unequal(rows string, i int, field string, got, want money.Amount) error {
	return unverified(rows, i, field, money.Gap{Got: got, Want: want})
}

// miscounted is the error of rows that are too few or too many.
func miscounted(rows string, why money.Fact) error {
	return &money.FieldError{Path: rows, Value: why, Err: ErrUnverified}
}
