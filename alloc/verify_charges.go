package alloc

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// day0 is the day that means a date is not set, 0001-01-01, as a number.
const day0 = -719162

// dayOf returns a date as a number.
func dayOf(d date.Date) int { return int(d.DaysSinceEpoch()) }

// loadCharges values the procedures and adjustments of the account, and puts them
// in the order of the queue.
func (v *verifier) loadCharges() {
	v.scopePlans()
	for i := range v.ledger.Procedures {
		p := &v.ledger.Procedures[i]
		planned := p.Status == TreatmentPlanned
		if planned && !v.options.Preferences.PrepayTreatmentPlanned || !v.family(p.Patient) && !v.onPlan[p.ID] {
			continue
		}
		d := &due{
			target: Target{KindProcedure, p.ID}, place: site{p.Patient, p.Provider, p.Clinic},
			day: dayOf(p.Date), row: i, planned: planned,
		}
		d.face, d.insured = v.fee(p), v.insurance(p)
		d.owed = v.sub(d.face, d.insured)
		if planned {
			d.owed = v.sub(d.owed, p.Discount)
		}
		v.dues = append(v.dues, d)
		v.procedure[p.ID] = d
	}
	for i := range v.ledger.Adjustments {
		a := &v.ledger.Adjustments[i]
		if !v.family(a.Patient) {
			continue
		}
		d := &due{
			target: Target{KindAdjustment, a.ID}, place: site{a.Patient, a.Provider, a.Clinic},
			day: dayOf(a.Date), row: i, hangs: a.Procedure, face: a.Amount, owed: a.Amount,
		}
		v.dues = append(v.dues, d)
		v.adjustment[a.ID] = d
	}
	v.queue()
}

// queue puts the charges in order: by date, then by kind, then by id; parts of
// instalments the smaller first, then by plan and instalment, then as they were
// made.
func (v *verifier) queue() {
	slices.SortFunc(v.dues, func(x, y *due) int {
		if by := cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.target.Kind, y.target.Kind)); by != 0 {
			return by
		}
		if x.plan == nil {
			return cmp.Compare(x.target.ID, y.target.ID)
		}
		return cmp.Or(cmp.Compare(x.face, y.face), cmp.Compare(x.plan.ID, y.plan.ID), cmp.Compare(x.charge, y.charge), cmp.Compare(x.created, y.created))
	})
}

// fee returns the fee of a procedure for all its units, of which there is one at
// least.
func (v *verifier) fee(p *Procedure) money.Amount {
	units := v.add(money.Amount(p.Units), money.Amount(p.BaseUnits))
	fee, err := p.Fee.Mul(int64(max(units, 1)))
	v.overflow = v.overflow || err != nil
	return fee
}

// insurance returns what claims take off a procedure, which is nothing unless one
// of them is billed to insurance.
func (v *verifier) insurance(p *Procedure) money.Amount {
	billed := slices.ContainsFunc(p.Claims, func(row ClaimRow) bool { return row.Status != Preauth && !row.NoBillIns })
	if !billed {
		return 0
	}
	var total money.Amount
	for i := range p.Claims {
		row := &p.Claims[i]
		switch row.Status {
		case Received, Supplemental, CapComplete, CapClaim:
			total = v.add(total, v.add(row.InsPayAmt, row.WriteOff))
		case NotReceived, Estimate, CapEstimate, InsHist:
			if v.options.Preferences.BalancesDontSubtractIns {
				continue
			}
			writeOff := row.WriteOffEst
			if row.WriteOffEstOverride.Set {
				writeOff = row.WriteOffEstOverride.Amount
			}
			total = v.add(total, v.add(row.InsPayEst, writeOff))
		}
	}
	return total
}

// attachAdjustments makes adjustments part of the procedure they hang on where
// patient, provider and clinic agree.
func (v *verifier) attachAdjustments() {
	for _, a := range v.dues {
		if p := v.procedure[a.hangs]; a.hangs != 0 && p != nil && p.place == a.place {
			p.owed, a.owed = v.add(p.owed, a.owed), 0
		}
	}
}

// cancelAdjustments lets adjustments above and below zero settle each other where
// they hang on the same procedure and patient, provider and clinic agree.
func (v *verifier) cancelAdjustments(attached bool) {
	type group struct {
		hangs int64
		place site
	}
	waiting := make(map[group][]*money.Amount)
	for _, d := range v.dues {
		if d.target.Kind == KindAdjustment && (d.hangs != 0) == attached {
			cancelOut(v, waiting, group{d.hangs, d.place}, &d.owed)
		}
	}
}

// cancelOut lets an amount meet those of the other sign that came before it in its
// group and are not used up, the first of them first. What is left of it waits for
// those that come after. So the first of one sign meets the first of the other.
func cancelOut[group comparable](v *verifier, waiting map[group][]*money.Amount, in group, amount *money.Amount) {
	others := waiting[in] // all of one sign
	for *amount != 0 && len(others) > 0 && (*others[0] < 0) != (*amount < 0) {
		sum := v.add(*amount, *others[0])
		if (sum < 0) == (*amount < 0) && sum != 0 {
			*amount, *others[0] = sum, 0
		} else {
			*amount, *others[0] = 0, sum
		}
		if *others[0] == 0 {
			others = others[1:]
		}
	}
	if *amount != 0 {
		others = append(others, amount)
	}
	waiting[in] = others
}

// fenceInsurance ignores what insurance, write-offs, discounts and plans take
// beyond a procedure's fee. What earlier splits paid on it stays. What is not ignored
// because the charge is not below zero is remembered.
func (v *verifier) fenceInsurance() {
	for _, d := range v.dues {
		if d.target.Kind != KindProcedure || d.face < 0 {
			continue
		}
		unpaid, err := d.owed.Add(d.linked)
		if err != nil || unpaid >= 0 {
			continue
		}
		before := d.owed
		if patients := min(v.sub(0, d.linked), 0); d.owed < 0 {
			d.owed = max(d.owed, patients)
		}
		d.insurers = v.sub(v.sub(0, unpaid), v.sub(d.owed, before))
	}
}
