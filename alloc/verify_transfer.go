package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// VerifyTransfer checks the splits of an income transfer, first in first out, whoever
// made them: a payment of nothing that moves money which is on the account already.
// patient and options are those of the transfer. It works the pairs out again by the
// rules that [Allocator.AppendTransfer] names and shares no code with it, so the splits
// sum to zero, pair by pair.
//
// VerifyTransfer returns an error if:
//   - the splits are not those of the rules, field by field and in order
//     ([ErrUnverified]), with the path of the first field at fault: splits[2].Amount;
//   - the patient, an id or an amount of the ledger is one that [Verify] refuses.
//
// Source: Open Dental 24.3, income transfer, first in first out.
func VerifyTransfer(l *Ledger, patient int64, o Options, splits []PaySplit) error {
	v, err := transferVerifier(l, patient, o)
	if err != nil {
		return err
	}
	v.payWhatIsNamed()
	v.gatherWells()
	v.freeOverpaid()
	v.cancelWells()
	for i := range v.wells {
		w := &v.wells[i]
		v.next[w.kind()] = append(v.next[w.kind()], w)
	}
	for _, d := range v.dues {
		for kind := range v.next {
			for !d.planned && d.owed > 0 && len(v.next[kind]) > 0 {
				if w := v.next[kind][0]; w.left <= 0 {
					v.next[kind] = v.next[kind][1:]
				} else {
					v.draw(w, d, min(w.left, d.owed))
				}
			}
		}
	}
	return v.compare(splits)
}

// VerifyUnearned checks the splits that move unearned income onto chosen charges,
// whoever made them: those that [Allocator.AppendUnearned] is to make of the same
// arguments. It shares no code with it.
//
// VerifyUnearned returns an error if:
//   - the splits are not those of the rules, field by field and in order
//     ([ErrUnverified]), with the path of the first field at fault: splits[2].Amount;
//   - a target is not on the account, or the amount is not above zero
//     ([ErrUnverified]);
//   - the patient, an id or an amount of the ledger is one that [Verify] refuses.
//
// Source: Open Dental 24.3, allocating unearned income.
func VerifyUnearned(l *Ledger, patient int64, amount money.Amount, targets []Target, o Options, splits []PaySplit) error {
	v, err := transferVerifier(l, patient, o)
	if err != nil {
		return err
	}
	if amount <= 0 {
		return &money.FieldError{Path: "amount", Value: amount, Err: ErrUnverified}
	}
	v.gatherWells()
	v.wells = slices.DeleteFunc(v.wells, func(w well) bool { return w.unearned == 0 })
	v.cancelWells()
	for _, c := range v.splits {
		if v.isLoose(c) {
			c.amount = 0
		}
	}
	v.spread()
	v.of = make(map[int64]*[]*well)
	for i := range v.wells {
		w := &v.wells[i]
		if v.of[w.place.provider] == nil {
			v.of[w.place.provider] = new([]*well)
		}
		*v.of[w.place.provider] = append(*v.of[w.place.provider], w)
		v.all = append(v.all, w)
	}
	for i, t := range targets {
		d := v.procedure[t.ID]
		if t.Kind == KindAdjustment {
			d = v.adjustment[t.ID]
		}
		if d == nil || t.Kind != d.target.Kind {
			return unverified("targets", i, "ID", t.ID)
		}
		part := max(0, min(amount, d.owed))
		amount = v.sub(amount, part)
		v.drawTo(d, part)
	}
	return v.compare(splits)
}

// transferVerifier works out what is owed where a transfer begins.
func transferVerifier(l *Ledger, patient int64, o Options) (*verifier, error) {
	o.Strategy = Strategy{} // a transfer is first in, first out
	v, err := newVerifier(l, Payment{Patient: patient}, o)
	if err != nil {
		return nil, err
	}
	v.transfer = true
	if err := v.workOut(); err != nil {
		return nil, err
	}
	v.turns = make([]int, len(v.dues))
	return v, nil
}

// payWhatIsNamed makes adjustments part of the procedure they hang on, and lets what
// is left of earlier splits pay the charge that they name, whoever's they are.
func (v *verifier) payWhatIsNamed() {
	for _, a := range v.dues {
		if p := v.procedure[a.hangs]; a.hangs != 0 && p != nil {
			p.owed, a.owed = v.add(p.owed, a.owed), 0
		}
	}
	for _, c := range v.splits {
		s := &v.ledger.Splits[c.row]
		d := v.procedure[s.Procedure]
		if s.Procedure == 0 {
			d = v.adjustment[s.Adjustment]
		}
		if d != nil && c.plan == 0 {
			d.owed, c.amount = v.sub(d.owed, c.amount), 0
		}
	}
	for _, d := range v.dues {
		if d.owed < 0 && d.insurers > 0 {
			d.owed = min(0, v.add(d.owed, d.insurers))
		}
	}
}

// isLoose reports whether an earlier split names nothing.
func (v *verifier) isLoose(c *earlier) bool {
	s := &v.ledger.Splits[c.row]
	return s.Plan == 0 && s.Procedure == 0 && s.Adjustment == 0
}

// well is money of one place that names nothing.
type well struct {
	left     money.Amount
	place    site
	unearned int64
	hidden   bool
}

// kind is 0 for money on nothing and 1 for unearned money.
func (w *well) kind() int {
	if w.unearned == 0 {
		return 0
	}
	return 1
}

// split returns a split of a well's.
func (w *well) split(amount money.Amount) PaySplit {
	return PaySplit{Amount: amount, Patient: w.place.patient, Provider: w.place.provider, Clinic: w.place.clinic, Unearned: w.unearned}
}

// gatherWells merges earlier splits that name nothing by place, those on nothing
// apart from those that are unearned, and hidden ones apart from both; each stands
// where its earliest split does.
// Money on nothing comes first.
func (v *verifier) gatherWells() {
	type in struct {
		place  site
		kind   int
		hidden bool
	}
	of := make(map[in]int)
	for _, c := range v.splits {
		if c.amount == 0 || !v.isLoose(c) {
			continue
		}
		unearned := v.ledger.Splits[c.row].Unearned
		w := well{c.amount, c.place, unearned, v.conceals(unearned)}
		at, known := of[in{c.place, w.kind(), w.hidden}]
		if known {
			if sum, err := v.wells[at].left.Add(w.left); err == nil {
				v.wells[at].left = sum
				continue
			}
		}
		of[in{c.place, w.kind(), w.hidden}] = len(v.wells)
		v.wells = append(v.wells, w)
	}
	slices.SortStableFunc(v.wells, func(x, y well) int { return cmp.Compare(x.kind(), y.kind()) })
}

// freeOverpaid makes unearned money of what charges were paid too much, where that
// counts as income; else it is nobody's.
func (v *verifier) freeOverpaid() {
	for _, d := range v.dues {
		if d.owed >= 0 || d.planned || d.plan != nil {
			continue
		}
		excess, err := d.owed.Neg()
		if err == nil && !v.options.Preferences.KeepNegativeProduction {
			w := well{left: excess, place: d.place, unearned: v.ledger.Unearned.Prepayment}
			if !v.options.Preferences.AllowPrepayProvider {
				w.place.provider = 0
			}
			v.wanted = append(v.wanted, v.split(d, d.owed), w.split(excess))
			v.wells = append(v.wells, w)
		}
		d.owed = 0
	}
}

// cancelWells lets money on nothing above and below zero cancel, and unearned money.
func (v *verifier) cancelWells() {
	waiting := make(map[int][]*money.Amount)
	for i := range v.wells {
		cancelOut(v, waiting, v.wells[i].kind(), &v.wells[i].left)
	}
}

// draw moves a part of a well onto a charge.
func (v *verifier) draw(w *well, d *due, part money.Amount) {
	w.left, d.owed = v.sub(w.left, part), v.sub(d.owed, part)
	v.wanted = append(v.wanted, w.split(v.sub(0, part)), v.split(d, part))
}

// drawTo moves unearned money onto a charge: of its provider, then of any, then of
// nobody, as far as it was asked for.
func (v *verifier) drawTo(d *due, asked money.Amount) {
	for _, from := range []*[]*well{v.of[d.place.provider], &v.all} {
		for from != nil && asked > 0 && len(*from) > 0 {
			w := (*from)[0]
			if w.left <= 0 {
				*from = (*from)[1:]
				continue
			}
			part := min(w.left, asked)
			asked = v.sub(asked, part)
			v.draw(w, d, part)
		}
	}
	if asked > 0 {
		nobodys := &well{left: asked, place: site{patient: d.place.patient}, unearned: v.ledger.Unearned.Prepayment}
		if d.planned {
			nobodys.unearned = v.ledger.Unearned.TreatmentPlan
		}
		v.draw(nobodys, d, asked)
	}
}
