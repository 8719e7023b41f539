package alloc

import (
	"slices"
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// entry is one row that may owe money. Every step of the pipeline changes end.
type entry struct {
	face      money.Amount // the fee or amount
	linked    money.Amount // still owed when what names it was taken off
	insured   money.Amount // what insurance took off
	end       money.Amount // still owed; below zero is overpaid
	before    money.Amount // owed when the payment comes to it
	paid      money.Amount // by earlier splits that name it
	target    Target
	owner     owner
	procedure int64  // the procedure an adjustment is attached to
	plan      int64  // of a part of an instalment, else 0
	payer     int64  // who answers for that plan
	of        Target // what the part pays for; an ID of 0 is none
	date      date.Date
	row       int32        // index among the ledger's rows of its kind
	excess    money.Amount // what insurance took beyond the fee and nothing ignores yet; of transfers
	planned   bool         // treatment that is not done
	ahead     bool         // due after today
	chosen    bool         // by the payer
}

// owner is what must be equal for money to match a charge.
type owner struct {
	patient, provider, clinic int64
}

// load makes the family's entries: completed procedures, then adjustments, each
// as they stand in the ledger.
func (a *Allocator) load(l *Ledger, guarantor int64, o *Options) error {
	a.entries = slices.Grow(a.entries[:0], len(l.Procedures)+len(l.Adjustments))
	for i := range l.Procedures {
		p := &l.Procedures[i]
		if err := checkProcedure(p, i); err != nil {
			return err
		}
		if !loaded(p, o) || !a.inFamily(l, p.Patient, guarantor) && !a.isOnPlan(int32(i)) {
			continue
		}
		e, err := procedureEntry(p, i, o)
		if err != nil {
			return err
		}
		a.entries = append(a.entries, e)
	}
	for i := range l.Adjustments {
		adj := &l.Adjustments[i]
		if err := checkAdjustment(adj, i); err != nil {
			return err
		}
		if !a.inFamily(l, adj.Patient, guarantor) {
			continue
		}
		e := entry{
			face: adj.Amount, end: adj.Amount, procedure: adj.Procedure, date: adj.Date, row: int32(i),
			target: Target{KindAdjustment, adj.ID},
			owner:  owner{adj.Patient, adj.Provider, adj.Clinic},
		}
		a.entries = append(a.entries, e)
	}
	return nil
}

// loaded reports whether a procedure is on the account: completed treatment, and
// planned treatment where that may be paid ahead.
func loaded(p *Procedure, o *Options) bool {
	return p.Status == Completed || o.Preferences.PrepayTreatmentPlanned
}

// procedureEntry values a procedure: its fee times its units, less insurance, and
// less its discount while it is planned.
func procedureEntry(p *Procedure, i int, o *Options) (entry, error) {
	units, err := money.Amount(p.Units).Add(money.Amount(p.BaseUnits))
	if err != nil {
		return entry{}, rowError("Procedures", i, "Units", p.Units, err)
	}
	face, err := p.Fee.Mul(max(1, int64(units)))
	if err != nil {
		return entry{}, rowError("Procedures", i, "Fee", p.Fee, err)
	}
	insured, err := insurance(p.Claims, o.Preferences.BalancesDontSubtractIns)
	if err != nil {
		return entry{}, rowError("Procedures", i, "Claims", nil, err)
	}
	end, err := face.Sub(insured)
	if err != nil {
		return entry{}, rowError("Procedures", i, "Claims", nil, err)
	}
	planned := p.Status == TreatmentPlanned
	if planned {
		if end, err = end.Sub(p.Discount); err != nil {
			return entry{}, rowError("Procedures", i, "Discount", p.Discount, err)
		}
	}
	return entry{
		face: face, insured: insured, end: end, date: p.Date, row: int32(i), planned: planned,
		target: Target{KindProcedure, p.ID},
		owner:  owner{p.Patient, p.Provider, p.Clinic},
	}, nil
}

func checkProcedure(p *Procedure, i int) error {
	switch {
	case p.Patient == 0:
		return rowError("Procedures", i, "Patient", nil, money.ErrMissing)
	case !isDay(p.Date):
		return rowError("Procedures", i, "Date", nil, money.ErrDateRequired)
	case p.Status >= procedureStatuses:
		return rowError("Procedures", i, "Status", int(p.Status), ErrKind)
	}
	for j := range p.Claims {
		if s := p.Claims[j].Status; s >= claimStatuses {
			return rowError("Procedures", i, "Claims["+strconv.Itoa(j)+"].Status", int(s), ErrKind)
		}
	}
	return nil
}

func checkAdjustment(adj *Adjustment, i int) error {
	switch {
	case adj.Patient == 0:
		return rowError("Adjustments", i, "Patient", nil, money.ErrMissing)
	case !isDay(adj.Date):
		return rowError("Adjustments", i, "Date", nil, money.ErrDateRequired)
	}
	return nil
}

// rowError names a field of a row of the ledger.
func rowError(rows string, i int, field string, value any, err error) error {
	return &money.FieldError{Path: "ledger." + rows + "[" + strconv.Itoa(i) + "]." + field, Value: value, Err: err}
}

// warnOutside tells of the charges that are on nobody of the family, in order of
// id, because the ledger's order must not show.
func (a *Allocator) warnOutside(l *Ledger, guarantor int64, o *Options) {
	for _, x := range a.procedures {
		if p := &l.Procedures[x.row]; loaded(p, o) && !a.inFamily(l, p.Patient, guarantor) && !a.isOnPlan(x.row) {
			a.warn(Target{KindProcedure, p.ID}, p.Fee, ErrOutsideFamily)
		}
	}
	for _, x := range a.adjustments {
		if adj := &l.Adjustments[x.row]; !a.inFamily(l, adj.Patient, guarantor) {
			a.warn(Target{KindAdjustment, adj.ID}, adj.Amount, ErrOutsideFamily)
		}
	}
	for _, x := range a.plans {
		if !a.scope[x.row] && !l.Plans[x.row].Insurance {
			a.warn(Target{KindPlan, x.id}, 0, ErrOutsideFamily)
		}
	}
}

// inFamily reports whether a patient is in the family of that guarantor: the
// guarantor, the members under the guarantor, and those of whom nobody says under
// whom they are.
func (a *Allocator) inFamily(l *Ledger, patient, guarantor int64) bool {
	if patient == guarantor {
		return true
	}
	row, ok := a.members.find(patient)
	return ok && (l.Family[row].Guarantor == guarantor || l.Family[row].Guarantor == 0)
}

// guarantor returns who answers for the bill of member i: the guarantor, else the one
// that all others name, else the member.
func (l *Ledger) guarantor(i int) int64 {
	stated := l.Family[i].Guarantor
	if stated != 0 {
		return stated
	}
	for k := range l.Family {
		switch g := l.Family[k].Guarantor; {
		case g == 0 || g == stated:
		case stated != 0:
			return l.Family[i].ID
		default:
			stated = g
		}
	}
	if stated == 0 {
		return l.Family[i].ID
	}
	return stated
}
