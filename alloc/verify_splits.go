package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// When the payment comes to a charge.
const (
	paidNever  = iota
	paidChosen // the payer chose it
	paidOwn    // the payer's own charges go first
	paidRest
)

// turnOf returns when the payment comes to a charge.
func (v *verifier) turnOf(d *due, chosen map[int64]bool) int {
	o := &v.options
	switch {
	case o.Prepayment:
		return paidNever
	case d.target.Kind == KindProcedure && chosen[d.target.ID] && v.family(d.place.patient):
		return paidChosen
	case d.planned, o.Mode == Manual, o.Plan != 0 && (d.plan == nil || d.plan.ID != o.Plan):
		return paidNever
	case o.OwnFirst && d.place.patient == v.payment.Patient:
		return paidOwn
	}
	return paidRest
}

// payChosen gives every charge its turn, and pays those that the payer chose.
func (v *verifier) payChosen(c *Certificate) error {
	chosen := make(map[int64]bool)
	for _, id := range v.options.Procedures {
		chosen[id] = true
	}
	lowered := make([]money.Amount, len(v.dues))
	if v.strategic() {
		for _, r := range c.Reductions { // those that cannot be are found later
			if to := int(r.To); to >= 0 && to < len(lowered) {
				lowered[to] = v.add(lowered[to], r.Amount)
			}
		}
	}
	for i, d := range v.dues {
		turn := v.turnOf(d, chosen)
		v.turns = append(v.turns, turn)
		if turn != paidChosen {
			continue
		}
		d.before = d.owed
		if err := v.pay(i, d, v.sub(v.sub(d.owed, lowered[i]), c.Owed[i].After)); err != nil {
			return err
		}
	}
	return v.checkTurn(paidChosen)
}

// payOthers pays the other charges, turn by turn.
func (v *verifier) payOthers(c *Certificate) error {
	only := v.oldestPlan()
	for _, turn := range []int{paidOwn, paidRest} {
		for i, d := range v.dues {
			if d.plan != nil && only != nil && d.plan != only {
				v.turns[i] = paidNever
			}
			if v.turns[i] != turn {
				continue
			}
			if err := v.pay(i, d, v.sub(d.owed, c.Owed[i].After)); err != nil {
				return err
			}
		}
		if err := v.checkTurn(turn); err != nil {
			return err
		}
	}
	return nil
}

// pay pays what a charge owes, as far as the money goes. Under a strategy it pays
// what the certificate says, if that is possible.
func (v *verifier) pay(i int, d *due, claimed money.Amount) error {
	if d.owed <= 0 {
		return nil
	}
	v.owing = true
	amount := max(0, min(d.owed, v.left))
	if !v.payable(d) {
		amount = 0
	}
	if v.strategic() {
		if claimed < 0 || claimed > amount {
			return unverified("owed", i, "After", money.Fact("the charge is paid less than nothing, or more than it owes or the strategy and the payment allow"))
		}
		amount = claimed
	}
	if amount > 0 {
		d.owed, v.left = v.sub(d.owed, amount), v.sub(v.left, amount)
		v.wanted = append(v.wanted, v.split(d, amount))
	}
	return nil
}

// checkTurn checks that nothing is left for the next turn while a charge of this one
// is owed and may be paid.
func (v *verifier) checkTurn(turn int) error {
	for i, d := range v.dues {
		if v.turns[i] == turn && v.left > 0 && d.owed > 0 && v.payable(d) {
			return unverified("owed", i, "After", money.Fact("money is left, and the charge is not paid"))
		}
	}
	return nil
}

// payable reports whether the strategy pays a charge at all: what is due, or else in
// advance where it pays that; and only what it lists, if it lists anything.
func (v *verifier) payable(d *due) bool {
	of := Target{d.target.Kind, d.target.ID}
	var component Component
	day := min(d.day, dayOf(v.options.Today))
	if d.plan != nil {
		of.Kind, day = KindPlanCharge, d.day
	}
	if t := v.terms[of]; t != nil {
		component = t.Component
		if d.plan == nil && dayOf(t.Due) != day0 { // an instalment has its own
			day = dayOf(t.Due)
		}
	}
	switch d.target.Kind {
	case KindInterest:
		component = InterestComponent
	case KindPrincipal:
		component = PrincipalComponent
	}
	state := DueState(2 + max(-1, min(1, day-dayOf(v.options.Today))))
	o := &v.options.Strategy
	if state == InAdvance && o.Future == FutureUnearned {
		return false
	}
	return len(o.Components) == 0 || slices.ContainsFunc(o.Components, func(c Class) bool {
		return c.Component == component && (c.State == AnyState || c.State == state)
	})
}

// strategic reports whether the order of charges is another than that of the queue.
func (v *verifier) strategic() bool {
	s := &v.options.Strategy
	return s.Order != OldestFirst || len(s.Components) > 0 || s.Future != FutureUnearned
}

// oldestPlan returns the only plan that may be paid, or nil where plans share: of
// those that a part is owed on today the one of the earliest date, then of the
// lowest id.
func (v *verifier) oldestPlan() (oldest *Plan) {
	if v.options.PlanPolicy != OldestPlanOnly {
		return nil
	}
	for i, d := range v.dues {
		if d.plan == nil || d.owed <= 0 || v.turns[i] == paidNever || d.day > dayOf(v.options.Today) {
			continue
		}
		if oldest == nil || cmp.Or(cmp.Compare(dayOf(d.plan.Date), dayOf(oldest.Date)), cmp.Compare(d.plan.ID, oldest.ID)) < 0 {
			oldest = d.plan
		}
	}
	return oldest
}

// split returns the split that pays a charge.
func (v *verifier) split(d *due, amount money.Amount) PaySplit {
	s := PaySplit{Amount: amount, Patient: v.accountOf(d), Provider: d.place.provider, Clinic: d.place.clinic}
	item := d.target
	if d.plan != nil {
		item = d.of
		s.Plan, s.PlanCharge, s.Debit = d.plan.ID, d.charge, debitOf(d)
	}
	switch item.Kind {
	case KindProcedure:
		s.Procedure = item.ID
	case KindAdjustment:
		s.Adjustment = item.ID
	}
	if d.planned && d.plan == nil {
		s.Unearned = v.ledger.Unearned.TreatmentPlan
	}
	return s
}

// rest returns the split of what is left of the payment, if there is to be one.
func (v *verifier) rest() (PaySplit, bool) {
	o := &v.options
	if v.left == 0 || o.SuggestOnly && (o.Mode == Manual || v.left < 0 && v.owing) {
		return PaySplit{}, false
	}
	s := PaySplit{Amount: v.left, Patient: v.payment.Patient, Clinic: v.payment.Clinic, Unearned: v.ledger.Unearned.Prepayment}
	if o.Mode == Manual && !o.Prepayment {
		s.Provider, s.Unearned = v.payment.PatientProvider, 0
	}
	if o.Prepayment && o.Plan != 0 {
		s.Plan, s.Unearned = o.Plan, v.ledger.Unearned.PlanPrepayment
	}
	if o.Preferences.NoClinics {
		s.Clinic = 0
	}
	return s, true
}

// checkSplits compares the splits with those that pay the charges.
func (v *verifier) checkSplits(splits []PaySplit) error {
	if v.strategic() {
		return v.checkSet(splits)
	}
	if rest, is := v.rest(); is {
		v.wanted = append(v.wanted, rest)
	}
	return v.compare(splits)
}

// compare compares splits with those that are wanted, in order.
func (v *verifier) compare(splits []PaySplit) error {
	for i := range min(len(splits), len(v.wanted)) {
		if err := sameSplit("splits", i, splits[i], v.wanted[i]); err != nil {
			return err
		}
	}
	switch {
	case len(splits) < len(v.wanted):
		return miscounted("splits", "a split is missing")
	case len(splits) > len(v.wanted):
		return unverified("splits", len(v.wanted), "Amount", money.Fact("there is no such split"))
	}
	return nil
}

// checkSet compares the splits with those that pay the charges, in any order, and
// the last with what is left.
func (v *verifier) checkSet(splits []PaySplit) error {
	unseen := make(map[PaySplit]int)
	for _, s := range v.wanted {
		unseen[s]++
	}
	charged := splits
	rest, is := v.rest()
	if is && len(splits) > 0 {
		charged = splits[:len(splits)-1]
	}
	for i, s := range charged {
		if unseen[s] == 0 {
			return unverified("splits", i, "Amount", money.Fact("no charge is paid so"))
		}
		unseen[s]--
	}
	switch {
	case len(charged) < len(v.wanted), is && len(splits) == 0:
		return miscounted("splits", "a split is missing")
	case is:
		return sameSplit("splits", len(splits)-1, splits[len(splits)-1], rest)
	}
	return nil
}

// sameSplit compares a split with what it should be, field by field.
func sameSplit(rows string, i int, got, want PaySplit) error {
	for _, field := range []struct {
		name      string
		got, want int64
	}{
		{"Procedure", got.Procedure, want.Procedure},
		{"Adjustment", got.Adjustment, want.Adjustment},
		{"Plan", got.Plan, want.Plan},
		{"PlanCharge", got.PlanCharge, want.PlanCharge},
		{"Debit", int64(got.Debit), int64(want.Debit)},
		{"Patient", got.Patient, want.Patient},
		{"Provider", got.Provider, want.Provider},
		{"Clinic", got.Clinic, want.Clinic},
		{"Unearned", got.Unearned, want.Unearned},
	} {
		if field.got != field.want {
			return unverified(rows, i, field.name, money.Fact("the split is on another place than the money belongs to"))
		}
	}
	if got.Amount != want.Amount {
		return unequal(rows, i, "Amount", got.Amount, want.Amount)
	}
	return nil
}

// checkAfter compares what charges owe in the end.
func (v *verifier) checkAfter(owed []Owed) error {
	for i, d := range v.dues {
		if owed[i].After != d.owed {
			return unequal("owed", i, "After", owed[i].After, d.owed)
		}
	}
	return nil
}
