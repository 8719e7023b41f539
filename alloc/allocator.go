package alloc

import (
	"slices"

	"github.com/paysplit/paysplit/money"
)

// Allocator holds the scratch of repeated allocations, so that they allocate
// nothing in steady state. The zero Allocator is ready to use. It serves one
// goroutine at a time, and results never alias its scratch.
type Allocator struct {
	order       order
	entries     []entry
	unsorted    []entry
	members     idIndex
	procedures  idIndex
	adjustments idIndex
	entryOf     []int32 // procedure row -> entry, or -1
	group       []int32
	charges     []Charge
	splits      []Split
	owed        []Owed
	warnings    []Warning
	steps       []Step
	anyChosen   bool

	adjustmentOf []int32 // adjustment row -> entry, or -1
	splitIDs     idIndex
	pots         []pot   // loose money
	naming       []int32 // the earlier split of each of the first pots
	queue        []int32 // entries in the order of spreading
	rank         []int32 // where a part of an instalment stands in that order
	loose        []int32 // pots
	groups       groups

	plans       idIndex
	planCharges idIndex        // in the order of plan, date and id
	chargeIDs   idIndex        // by id
	scope       []bool         // by row of the plans: it is on the account
	onPlan      []bool         // by row of the procedures: a plan took it over
	claimPlans  idIndex        // insurance plan -> entry
	linkIDs     idIndex        // of one plan
	direct      []money.Amount // by row: attached adjustments less splits that name it
	credits     []credit
	openCredit  int // before it all are used up
	debits      []debit
	parts       []entry
	partsOf     []int32 // entries of parts, in the order that a step needs
	partHeads   []int32 // where those begin that are not settled
	planLoose   []int32 // pots of plans
	anyPlan     bool
	oldest      int64 // the plan that OldestPlanOnly pays
	reductions  []Reduction
	sources     []source
	byProvider  []int32 // sources by provider
	nextOfOwn   []int32 // by where a provider's begin: the first that may have something left
	nextOfAny   int

	terms      termsIndex
	candidates []candidate
	strategy   strategyScratch
	moving     bool  // a transfer: hidden money that is kept for nothing takes part, deposits are not overpaid, and what insurance took too much is remembered
	without    int64 // the payment whose splits are left out, or 0
}

// AppendFIFO is [AppendFIFO] with the allocator's scratch.
func (a *Allocator) AppendFIFO(dst []Split, charges []Charge, pay money.Amount) ([]Split, money.Amount, error) {
	return a.order.appendFIFO(dst, charges, pay)
}

// AppendPay appends to dst the splits of a payment over a family's account, and
// returns what it did. Amounts are in minor units.
//
// What each charge owes is worked out first: its face value, less insurance,
// more or less the adjustments and earlier splits that belong to it, and less what
// loose money on the account lowers. Then the payment walks the
// whole family's charges by date, procedures before adjustments of one day, and
// the lower id first; nobody and nothing else ranks. What the options ask for
// changes whose turn it is: chosen procedures go first, then where asked the
// payer's own charges. What is left when every charge is paid becomes one split of
// unearned income for the payer, or in [Manual] mode of the payer's provider. A
// payment below zero takes money back as one such split, and a prepayment is one.
//
// The result does not depend on the order of the ledger's rows. Nothing is
// rounded.
//
// Law: the splits sum to the payment.
//
// AppendPay returns an error, and dst unchanged, if:
//   - the payment is zero ([money.ErrZeroAmount]), is by nobody in the family
//     ([money.ErrUnknownID]), or is dated after today where the preferences
//     forbid it ([money.ErrFutureDate]);
//   - a date is not set ([money.ErrDateRequired]), an id is missing
//     ([money.ErrMissing]), used twice ([money.ErrDuplicateID]) or names nothing
//     ([money.ErrUnknownID]), or a status is not one of the named ones
//     ([ErrKind]);
//   - there are more than [MaxCharges] procedures and adjustments
//     ([money.ErrLimit]);
//   - an amount would not fit ([money.ErrOverflow]);
//   - the plan that the options name is not on the account ([money.ErrUnknownID])
//     or not dynamic ([ErrPlanNotDynamic]), or a plan has the items of the other
//     kind ([ErrPlanItems]);
//   - the strategy lists a class twice ([ErrStrategyClass]), or a charge that owes
//     something lacks what the strategy goes by ([ErrStrategyField]).
//
// Source: Open Dental 24.3, payment allocation; API Payments POST.
func (a *Allocator) AppendPay(dst []PaySplit, l *Ledger, p Payment, o Options) ([]PaySplit, Summary, error) {
	a.reset()
	guarantor, err := checkPayment(l, &p, &o)
	if err != nil {
		return dst, Summary{}, err
	}
	if err := a.owe(l, &p, guarantor, &o); err != nil {
		a.reset()
		return dst, Summary{}, err
	}
	if err := a.checkPlanOption(l, &o); err != nil {
		a.reset()
		return dst, Summary{}, err
	}
	left, owing, err := a.suggest(l, &p, guarantor, &o)
	if err != nil {
		a.reset()
		return dst, Summary{}, err
	}
	s := Summary{Unallocated: left}
	for _, split := range a.splits {
		e := &a.entries[split.Charge]
		dst = append(dst, e.split(l, &o, split.Amount))
		if e.planned {
			s.Unallocated += split.Amount // the splits never exceed the payment
		}
	}
	if o.SuggestOnly && (o.Mode == Manual || left < 0 && owing) {
		s.Unallocated -= left // a suggestion does not place it
		left = 0
	}
	if left != 0 {
		dst = append(dst, rest(l, &p, &o, left))
	}
	a.settle(&p, &o, left)
	return dst, s, nil
}

// reset forgets the last result.
func (a *Allocator) reset() {
	a.warnings, a.steps, a.owed, a.reductions = a.warnings[:0], a.steps[:0], a.owed[:0], a.reductions[:0]
}

// owe works out what every charge of the family owes, in the order in which a
// payment walks them.
func (a *Allocator) owe(l *Ledger, p *Payment, guarantor int64, o *Options) error {
	if err := a.buildIndexes(l); err != nil {
		return err
	}
	if err := a.scopePlans(l, p, guarantor); err != nil {
		return err
	}
	if err := a.indexTerms(l); err != nil {
		return err
	}
	if err := a.load(l, guarantor, o); err != nil {
		return err
	}
	a.warnOutside(l, guarantor, o)
	if err := a.sortEntries(len(l.Procedures), len(l.Adjustments)); err != nil {
		return err
	}
	a.explainFaces(o)
	if err := a.takeOver(l, o); err != nil {
		return err
	}
	if err := a.loadPots(l, guarantor); err != nil {
		return err
	}
	if err := a.attach(l, o); err != nil {
		return err
	}
	a.cancel(o, true)
	if err := a.link(l, o); err != nil {
		return err
	}
	if err := a.fence(o); err != nil {
		return err
	}
	a.cancel(o, false)
	for i := range a.entries {
		e := &a.entries[i]
		e.linked, e.ahead = e.end, a.dueOf(l, o, e).After(o.Today)
	}
	return nil
}

// buildIndexes finds the ids that are used twice, and keeps the procedures'.
func (a *Allocator) buildIndexes(l *Ledger) error {
	a.members = a.members[:0]
	for i := range l.Family {
		if l.Family[i].ID == 0 {
			return rowError("Family", i, "ID", nil, money.ErrMissing)
		}
		a.members = append(a.members, idRow{l.Family[i].ID, int32(i)})
	}
	if err := a.members.build("Family"); err != nil {
		return err
	}
	a.procedures = a.procedures[:0]
	for i := range l.Procedures {
		if l.Procedures[i].ID == 0 {
			return rowError("Procedures", i, "ID", nil, money.ErrMissing)
		}
		a.procedures = append(a.procedures, idRow{l.Procedures[i].ID, int32(i)})
	}
	if err := a.procedures.build("Procedures"); err != nil {
		return err
	}
	a.adjustments = a.adjustments[:0]
	for i := range l.Adjustments {
		if l.Adjustments[i].ID == 0 {
			return rowError("Adjustments", i, "ID", nil, money.ErrMissing)
		}
		a.adjustments = append(a.adjustments, idRow{l.Adjustments[i].ID, int32(i)})
	}
	return a.adjustments.build("Adjustments")
}

// sortEntries puts the entries in the order of payment and notes where each row
// went.
func (a *Allocator) sortEntries(procedures, adjustments int) error {
	a.charges = slices.Grow(a.charges[:0], len(a.entries))
	for i := range a.entries {
		e := &a.entries[i]
		a.charges = append(a.charges, Charge{ID: e.target.ID, Date: e.date, Kind: e.target.Kind})
	}
	if err := a.order.sortCharges(a.charges); err != nil {
		return err
	}
	a.entries, a.unsorted = slices.Grow(a.unsorted[:0], len(a.entries)), a.entries
	a.entryOf = slices.Grow(a.entryOf[:0], procedures)[:procedures]
	a.adjustmentOf = slices.Grow(a.adjustmentOf[:0], adjustments)[:adjustments]
	for i := range a.entryOf {
		a.entryOf[i] = -1
	}
	for i := range a.adjustmentOf {
		a.adjustmentOf[i] = -1
	}
	for _, key := range a.order.keys {
		a.place(a.unsorted[key&indexMask])
	}
	return nil
}

// explainFaces tells what each charge came to before anything else lowered it,
// once the charges stand in an order that does not depend on the ledger's.
func (a *Allocator) explainFaces(o *Options) {
	for i := range a.entries {
		e := &a.entries[i]
		a.step(o, Step{Rule: StepFace, Charge: e.target, Of: e.of, After: e.face, Amount: e.face})
		if e.insured != 0 {
			a.step(o, Step{Rule: StepInsurance, Charge: e.target, Of: e.of, Before: e.face, After: e.end, Amount: e.insured})
		}
	}
}

// suggest pours the payment over the charges that owe something: those that the
// payer chose first, before loose money is spread over the others. It returns what
// is left, and whether any charge is there to be paid. The splits name entries.
func (a *Allocator) suggest(l *Ledger, p *Payment, guarantor int64, o *Options) (left money.Amount, owing bool, err error) {
	a.splits, left, a.anyChosen, a.oldest = a.splits[:0], p.Amount, false, 0
	if !o.Prepayment {
		a.choose(l, guarantor, o)
	}
	for i := range a.entries {
		a.entries[i].before = a.entries[i].end
	}
	if a.anyChosen {
		if left, owing, err = a.takeTurn(l, p, o, chosenTurn, left); err != nil {
			return 0, false, err
		}
	}
	a.spread(p, o)
	for i := range a.entries {
		if e := &a.entries[i]; !e.chosen {
			e.before = e.end
		}
	}
	if o.Prepayment {
		return left, false, nil
	}
	if o.PlanPolicy == OldestPlanOnly && o.Plan == 0 {
		a.oldest = a.oldestPlan(l, o)
	}
	for turn := ownTurn; turn <= restTurn; turn++ {
		if turn == ownTurn && !o.OwnFirst {
			continue
		}
		var more bool
		if left, more, err = a.takeTurn(l, p, o, turn, left); err != nil {
			return 0, false, err
		}
		owing = owing || more
	}
	return left, owing, nil
}

// takeTurn pours what is left of the payment over the charges whose turn it is, in
// the order of the strategy.
func (a *Allocator) takeTurn(l *Ledger, p *Payment, o *Options, turn turn, left money.Amount) (money.Amount, bool, error) {
	a.candidates = a.candidates[:0]
	for i := range a.entries {
		if e := &a.entries[i]; e.end > 0 && a.turn(e, p, o) == turn {
			a.candidates = append(a.candidates, a.candidate(l, o, i))
		}
	}
	from := len(a.splits)
	splits, left, err := a.strategy.fill(a.splits, a.candidates, &o.Strategy, o.Today, left)
	if err != nil {
		return 0, false, a.strategyError(err)
	}
	a.splits = splits
	for _, split := range a.splits[from:] {
		a.entries[split.Charge].end -= split.Amount // 0 < Amount <= what it owes
	}
	return left, len(a.candidates) > 0, nil
}

// settle records what each charge owes before and after, and the steps of the
// splits.
func (a *Allocator) settle(p *Payment, o *Options, left money.Amount) {
	a.record()
	rest := p.Amount
	for _, split := range a.splits {
		e := &a.entries[split.Charge]
		rest -= split.Amount // the splits never exceed the payment
		rule := a.turn(e, p, o).rule()
		if rule == StepSplit && !o.Strategy.isDefault() {
			rule = StepStrategy
		}
		a.step(o, Step{Rule: rule, Charge: e.target, Of: e.of, Before: e.before, After: e.before - split.Amount, Amount: split.Amount}) // it pays at most what was owed
	}
	if left != 0 {
		rule := StepUnearned
		switch {
		case o.Prepayment && o.Plan != 0:
			rule = StepPlanPrepayment
		case o.Prepayment:
			rule = StepPrepayment
		}
		a.step(o, Step{Rule: rule, Before: rest, Amount: left})
	}
}

// record keeps what every charge owes.
func (a *Allocator) record() {
	for i := range a.entries {
		e := &a.entries[i]
		a.owed = append(a.owed, Owed{Charge: e.target, Of: e.of, Face: e.face, Linked: e.linked, Before: e.before, After: e.end})
	}
}

// step keeps a step if somebody asked for it.
func (a *Allocator) step(o *Options, s Step) {
	if o.Explain {
		a.steps = append(a.steps, s)
	}
}

// warn keeps a finding.
func (a *Allocator) warn(charge Target, amount money.Amount, finding *money.Rule) {
	a.warnings = append(a.warnings, Warning{Charge: charge, Amount: amount, Err: finding})
}

// AppendOwed appends what each charge of the family owed before and after the
// last payment, in the order in which the payment walked them.
func (a *Allocator) AppendOwed(dst []Owed) []Owed { return append(dst, a.owed...) }

// AppendReductions appends what loose money took off the charges of the last
// payment, in the order in which it happened.
func (a *Allocator) AppendReductions(dst []Reduction) []Reduction {
	return append(dst, a.reductions...)
}

// AppendCertificate appends to the rows of dst what makes the splits of the last
// payment checkable with [Verify].
func (a *Allocator) AppendCertificate(dst Certificate) Certificate {
	return Certificate{a.AppendOwed(dst.Owed), a.AppendReductions(dst.Reductions)}
}

// AppendWarnings appends the findings of the last payment.
func (a *Allocator) AppendWarnings(dst []Warning) []Warning { return append(dst, a.warnings...) }

// AppendSteps appends the steps of the last payment, in the order in which they
// happened. There are none unless [Options].Explain was set.
func (a *Allocator) AppendSteps(dst []Step) []Step { return append(dst, a.steps...) }
