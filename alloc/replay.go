package alloc

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// Replayed is what a payment was split into when the account was replayed.
type Replayed struct {
	Payment int64
	Splits  []PaySplit
}

// Replay splits all payments of an account anew, as if each had come today in its
// turn: in stored order, by date and id. The ledger's own splits are forgotten. A
// payment below zero cannot take its turn; it is matched with an adjustment below zero
// of its size, else with a payment above zero of its size (rather one of the same day
// or before, then of the same patient, then of the same clinic), and what is matched
// becomes one split on nothing.
//
// The payments come back in stored order.
//
// Law: the splits of a payment sum to it.
//
// Replay returns an error if:
//   - there are no payments ([money.ErrMissing]), two have one id ([money.ErrDuplicateID]),
//     or one has none ([money.ErrMissing]);
//   - the payers are not of one family, or a split of the ledger is on nobody of the family ([ErrReplayFamily]), is of no
//     payment given ([money.ErrUnknownID]), or those of a payment do not sum to it
//     ([ErrReplaySum]);
//   - a payment below zero has no partner ([ErrReplayPartner]);
//   - a payment or the ledger has one of the faults that [Allocator.AppendPay] names.
//
// Source: Open Dental 24.3, splitting all payments of a family again.
func (a *Allocator) Replay(l *Ledger, payments []Payment, o Options) ([]Replayed, Summary, error) {
	a.reset()
	if len(payments) == 0 {
		return nil, Summary{}, &money.FieldError{Path: "payments", Err: money.ErrMissing}
	}
	order, err := replayOrder(payments)
	if err != nil {
		return nil, Summary{}, err
	}
	guarantor, err := a.checkReplay(l, payments, &o)
	if err != nil {
		return nil, Summary{}, err
	}
	matched, err := a.matchNegatives(l, payments, order, guarantor)
	if err != nil {
		return nil, Summary{}, err
	}
	o.Mode, o.Procedures, o.Prepayment, o.Plan, o.OwnFirst, o.SuggestOnly = Enforce, nil, false, 0, false, false
	again := *l
	again.Splits = make([]EarlierSplit, 0, len(payments)*2)
	for _, i := range order {
		if p := &payments[i]; matched[i] == withAdjustment { // two payments that match are settled
			again.Splits = append(again.Splits, EarlierSplit{ID: int64(len(again.Splits) + 1), Payment: p.ID, Patient: p.Patient, Clinic: p.Clinic, Date: p.Date, Amount: p.Amount})
		}
	}
	var summary Summary
	var steps []Step
	result := make([]Replayed, 0, len(payments))
	for _, i := range order {
		p := &payments[i]
		if matched[i] != unmatched {
			result = append(result, Replayed{p.ID, []PaySplit{{Amount: p.Amount, Patient: p.Patient, Clinic: p.Clinic}}})
			if summary.Unallocated, err = summary.Unallocated.Add(p.Amount); err != nil {
				a.reset()
				return nil, Summary{}, err
			}
			continue
		}
		splits, paid, err := a.AppendPay(nil, &again, *p, o)
		if err != nil {
			a.reset()
			return nil, Summary{}, replayError(err, i)
		}
		if summary.Unallocated, err = summary.Unallocated.Add(paid.Unallocated); err != nil {
			a.reset()
			return nil, Summary{}, err
		}
		steps = a.appendPaid(steps, p.ID)
		for k := range splits {
			again.Splits = append(again.Splits, splits[k].stored(int64(len(again.Splits)+1), p))
		}
		result = append(result, Replayed{p.ID, splits})
	}
	if len(a.owed) == 0 { // no payment had a turn
		if err := a.stand(&again, payments[0].Patient, &o); err != nil {
			return nil, Summary{}, err
		}
	}
	a.steps = append(slices.DeleteFunc(a.steps, func(s Step) bool { return s.Rule != StepFace }), steps...)
	return result, summary, nil
}

// stand works out what the account owes where nothing is paid.
func (a *Allocator) stand(l *Ledger, patient int64, o *Options) error {
	guarantor, err := checkMember(l, patient, o)
	if err == nil {
		err = a.owe(l, &Payment{Patient: patient}, guarantor, o)
	}
	if err != nil {
		a.reset()
		return err
	}
	a.spread(&Payment{Patient: patient}, o)
	for i := range a.entries {
		a.entries[i].before = a.entries[i].end
	}
	a.record()
	return nil
}

// appendPaid appends the steps by which the last payment paid charges or was kept.
func (a *Allocator) appendPaid(dst []Step, payment int64) []Step {
	for _, s := range a.steps {
		switch s.Rule {
		case StepSplit, StepStrategy, StepChosen, StepOwn, StepUnearned:
			s.By = Target{KindPayment, payment}
			dst = append(dst, s)
		}
	}
	return dst
}

// stored returns a split as the ledger keeps it.
func (s *PaySplit) stored(id int64, p *Payment) EarlierSplit {
	return EarlierSplit{
		ID: id, Payment: p.ID, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Date: p.Date, Amount: s.Amount,
		Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, PlanCharge: s.PlanCharge, Debit: s.Debit, Unearned: s.Unearned,
	}
}

// replayError says which payment an error of the pipeline is about.
func replayError(err error, i int) error {
	if field, ok := err.(*money.FieldError); ok && len(field.Path) > 7 && field.Path[:7] == "payment" {
		return &money.FieldError{Path: "payments[" + strconv.Itoa(i) + "]" + field.Path[7:], Value: field.Value, Err: field.Err}
	}
	return err
}

// replayOrder returns the payments in stored order.
func replayOrder(payments []Payment) ([]int, error) {
	order := make([]int, len(payments))
	ids := make(map[int64]bool, len(payments))
	for i := range payments {
		id := payments[i].ID
		switch {
		case id == 0:
			return nil, paymentError(i, "ID", nil, money.ErrMissing)
		case ids[id]:
			return nil, paymentError(i, "ID", int(id), money.ErrDuplicateID)
		case payments[i].Amount == 0:
			return nil, paymentError(i, "Amount", nil, money.ErrZeroAmount)
		case !isDay(payments[i].Date):
			return nil, paymentError(i, "Date", nil, money.ErrDateRequired)
		}
		ids[id], order[i] = true, i
	}
	sorting.By(order, func(i, j *int) int {
		x, y := &payments[*i], &payments[*j]
		return cmp.Or(cmp.Compare(x.Date.DaysSinceEpoch(), y.Date.DaysSinceEpoch()), cmp.Compare(x.ID, y.ID))
	})
	return order, nil
}

// paymentError names a field of a payment.
func paymentError(i int, field string, value any, rule error) error {
	return &money.FieldError{Path: "payments[" + strconv.Itoa(i) + "]." + field, Value: value, Err: rule}
}

// checkReplay checks that the splits which are to be forgotten are all of the payments
// given, whole, and the family's.
func (a *Allocator) checkReplay(l *Ledger, payments []Payment, o *Options) (guarantor int64, err error) {
	for i := range payments {
		g, err := checkPayment(l, &payments[i], o)
		switch {
		case err != nil:
			return 0, replayError(err, i)
		case i > 0 && g != guarantor:
			return 0, paymentError(i, "Patient", payments[i].Patient, ErrReplayFamily)
		}
		guarantor = g
	}
	if err := a.buildIndexes(l); err != nil {
		return 0, err
	}
	if err := a.scopePlans(l, &payments[0], guarantor); err != nil {
		return 0, err
	}
	sums, split := make(map[int64]money.Amount, len(payments)), make(map[int64]bool)
	for i := range payments {
		sums[payments[i].ID] = 0
	}
	for i := range l.Splits {
		s := &l.Splits[i]
		sum, ok := sums[s.Payment]
		if !ok {
			return 0, rowError("Splits", i, "Payment", s.Payment, money.ErrUnknownID)
		}
		if !a.inFamily(l, s.Patient, guarantor) && !a.familysPlan(l, s.Plan, guarantor) {
			return 0, rowError("Splits", i, "Patient", s.Patient, ErrReplayFamily)
		}
		if sums[s.Payment], err = sum.Add(s.Amount); err != nil {
			return 0, rowError("Splits", i, "Amount", s.Amount, err)
		}
		split[s.Payment] = true
	}
	for i := range payments {
		if p := &payments[i]; split[p.ID] && sums[p.ID] != p.Amount {
			return 0, paymentError(i, "Amount", money.Gap{Got: sums[p.ID], Want: p.Amount}, ErrReplaySum)
		}
	}
	return guarantor, nil
}

// familysPlan reports whether somebody of the family is treated or pays on a plan.
func (a *Allocator) familysPlan(l *Ledger, id, guarantor int64) bool {
	row, ok := a.plans.find(id)
	return ok && (a.inFamily(l, l.Plans[row].Patient, guarantor) || a.inFamily(l, l.Plans[row].guarantor(), guarantor))
}

// A match says what a payment was matched with.
type match uint8

const (
	unmatched      match = iota
	withAdjustment       // a payment below zero
	withPayment
)

// matchNegatives finds what takes each payment below zero back: an adjustment of the
// family's, else a payment.
func (a *Allocator) matchNegatives(l *Ledger, payments []Payment, order []int, guarantor int64) ([]match, error) {
	adjustments, positive := make(map[money.Amount][]int64), make(map[money.Amount][]int)
	for _, x := range a.adjustments { // by id
		if adj := &l.Adjustments[x.row]; adj.Amount < 0 && a.inFamily(l, adj.Patient, guarantor) {
			adjustments[adj.Amount] = append(adjustments[adj.Amount], adj.ID)
		}
	}
	for _, j := range order {
		if p := &payments[j]; p.Amount > 0 {
			positive[p.Amount] = append(positive[p.Amount], j)
		}
	}
	matched := make([]match, len(payments))
	for _, i := range order {
		p := &payments[i]
		if p.Amount >= 0 {
			continue
		}
		if same := adjustments[p.Amount]; len(same) > 0 {
			matched[i], adjustments[p.Amount] = withAdjustment, same[1:]
			continue
		}
		back, err := p.Amount.Neg()
		same := positive[back]
		if err != nil || len(same) == 0 {
			return nil, paymentError(i, "Amount", p.Amount, ErrReplayPartner)
		}
		best := 0
		for k := range same {
			if betterPartner(p, &payments[same[k]], &payments[same[best]]) {
				best = k
			}
		}
		matched[i], matched[same[best]] = withPayment, withPayment
		positive[back] = slices.Delete(same, best, best+1)
	}
	return matched, nil
}

// betterPartner reports whether x is more likely what a payment below zero took back
// than y is.
func betterPartner(p, x, y *Payment) bool {
	for _, more := range [...]func(*Payment) bool{
		func(q *Payment) bool { return !q.Date.After(p.Date) },
		func(q *Payment) bool { return q.Patient == p.Patient },
		func(q *Payment) bool { return q.Clinic == p.Clinic },
	} {
		if more(x) != more(y) {
			return more(x)
		}
	}
	return false
}
