package alloc

import "github.com/paysplit/paysplit/money"

// Pay returns the splits of a payment over a family's account. It is
// [Allocator.AppendPay] with fresh scratch.
func Pay(l *Ledger, p Payment, o Options) ([]PaySplit, Summary, error) {
	var a Allocator
	return a.AppendPay(make([]PaySplit, 0, len(l.Procedures)+len(l.Adjustments)+1), l, p, o)
}

// checkPayment checks what the payment itself must be, and returns the
// guarantor of the payer's family.
func checkPayment(l *Ledger, p *Payment, o *Options) (guarantor int64, err error) {
	fail := func(path string, value any, rule *money.Rule) (int64, error) {
		return 0, &money.FieldError{Path: path, Value: value, Err: rule}
	}
	switch {
	case !isDay(o.Today):
		return fail("options.Today", nil, money.ErrDateRequired)
	case p.Patient == 0:
		return fail("payment.Patient", nil, money.ErrMissing)
	case p.Amount == 0:
		return fail("payment.Amount", nil, money.ErrZeroAmount)
	case !isDay(p.Date):
		return fail("payment.Date", nil, money.ErrDateRequired)
	case p.Date.After(o.Today) && !o.Preferences.FutureTransDatesAllowed && !o.Preferences.AccountAllowFutureDebits:
		return fail("payment.Date", p.Date, money.ErrFutureDate)
	case o.Mode >= modes:
		return fail("options.Mode", int(o.Mode), ErrKind)
	case o.PlanPolicy >= planPolicies:
		return fail("options.PlanPolicy", int(o.PlanPolicy), ErrKind)
	case len(l.Procedures)+len(l.Adjustments)+2*len(l.PlanCharges) > MaxCharges:
		return fail("ledger", len(l.Procedures)+len(l.Adjustments)+2*len(l.PlanCharges), money.ErrLimit)
	}
	if err := o.Strategy.check(); err != nil {
		return 0, err
	}
	for i := range l.Family {
		if l.Family[i].ID == p.Patient {
			return l.guarantor(i), nil
		}
	}
	return fail("payment.Patient", p.Patient, money.ErrUnknownID)
}

// split returns the split of a payment that pays this entry.
func (e *entry) split(l *Ledger, o *Options, amount money.Amount) PaySplit {
	s := PaySplit{
		Amount:  amount,
		Patient: e.splitPatient(o), Provider: e.owner.provider, Clinic: e.owner.clinic,
	}
	item := e.target
	switch e.target.Kind {
	case KindInterest:
		item, s.Plan, s.PlanCharge, s.Debit = e.of, e.plan, e.target.ID, Interest
	case KindPrincipal:
		item, s.Plan, s.PlanCharge, s.Debit = e.of, e.plan, e.target.ID, Principal
	}
	if item.Kind == KindAdjustment {
		s.Adjustment = item.ID
	} else {
		s.Procedure = item.ID
	}
	if e.planned && e.plan == 0 {
		s.Unearned = l.Unearned.TreatmentPlan // paid, and not earned before it is done
	}
	return s
}

// rest returns the split of what no charge took: the payer's, and unearned with no
// provider, because nobody has earned it. In manual mode it is the payer's
// provider's, and on nothing.
func rest(l *Ledger, p *Payment, o *Options, left money.Amount) PaySplit {
	s := PaySplit{Amount: left, Patient: p.Patient, Clinic: p.Clinic, Unearned: l.Unearned.Prepayment}
	if o.Mode == Manual && !o.Prepayment {
		s.Provider, s.Unearned = p.PatientProvider, 0
	}
	if o.Prepayment && o.Plan != 0 {
		s.Plan, s.Unearned = o.Plan, l.Unearned.PlanPrepayment
	}
	if o.Preferences.NoClinics {
		s.Clinic = 0
	}
	return s
}
