package alloc

// turn says when a charge has its turn in a payment. Within a turn charges stand
// in the order of the queue.
type turn uint8

const (
	chosenTurn turn = iota // procedures that the payer chose
	ownTurn                // the payer's own charges, where they go first
	restTurn               // everybody's
	noTurn                 // it is not paid by itself
)

// rule returns the step that a split of the turn is.
func (t turn) rule() StepRule {
	switch t {
	case chosenTurn:
		return StepChosen
	case ownTurn:
		return StepOwn
	}
	return StepSplit
}

// turn returns when the entry has its turn. Planned treatment is paid only where
// it was chosen, and in manual mode so is anything. Where the payer named a plan,
// nothing else is paid; where only the oldest plan is, no other plan.
func (a *Allocator) turn(e *entry, p *Payment, o *Options) turn {
	switch {
	case e.chosen:
		return chosenTurn
	case e.planned, o.Mode == Manual:
		return noTurn
	case o.Plan != 0 && e.plan != o.Plan, e.plan != 0 && a.oldest != 0 && e.plan != a.oldest:
		return noTurn
	case o.OwnFirst && e.owner.patient == p.Patient:
		return ownTurn
	}
	return restTurn
}

// choose marks the procedures that the payer chose. Ids of no charge of the
// family, and of procedures that are not on the account, play no part; nor does a
// stranger's procedure that is on the account because the payer pays its plan. They are
// reported.
//
// Source: Open Dental API, Payments POST, procNums.
func (a *Allocator) choose(l *Ledger, guarantor int64, o *Options) {
	for _, id := range o.Procedures {
		at := int32(-1)
		if row, ok := a.procedures.find(id); ok && a.inFamily(l, l.Procedures[row].Patient, guarantor) {
			at = a.entryOf[row]
		}
		if at < 0 {
			a.warn(Target{KindProcedure, id}, 0, ErrChosenAside)
			continue
		}
		a.entries[at].chosen = true
		a.anyChosen = true
	}
}
