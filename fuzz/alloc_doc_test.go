package fuzz_test

import (
	"encoding/json"
	"strconv"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// object is a JSON object. Its members come out in the order of their names, which no
// operation goes by.
type object map[string]any

// bytes writes an object.
func (o object) bytes() []byte {
	text, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return text
}

// with adds members, all but dates that are not set.
func (o object) with(name string, value any) object {
	if d, ok := value.(date.Date); ok {
		if !schedule.IsSet(d) {
			return o
		}
		value = d.String()
	}
	o[name] = value
	return o
}

// units writes amounts with a number of digits after the point.
type units int

func (digits units) text(a money.Amount) string { return a.Format(int(digits)) }

var (
	claimWords     = []string{"NotReceived", "Received", "Preauth", "Supplemental", "CapClaim", "Estimate", "CapComplete", "CapEstimate", "InsHist", "Adjustment"}
	debitWords     = []string{"unknown", "principal", "interest"}
	modeWords      = []string{"auto", "enforce", "manual"}
	policyWords    = []string{"interleave", "oldestPlanOnly"}
	procedureWords = []string{"C", "TP"}
)

// document writes a family as alloc.pay reads it.
func (f *family) document(digits units) object {
	l, p, o := &f.ledger, &f.payment, &f.options
	var family, charges, plans, splits, totals []object
	for _, m := range l.Family {
		family = append(family, object{"id": m.ID, "guarantor": m.Guarantor})
	}
	terms := make(map[alloc.Target]alloc.Terms)
	for _, t := range l.Terms {
		terms[t.Charge] = t
	}
	for i := range l.Procedures {
		charges = append(charges, digits.withTerms(digits.procedure(&l.Procedures[i]), terms, alloc.Target{ID: l.Procedures[i].ID}))
	}
	for i := range l.Adjustments {
		charges = append(charges, digits.withTerms(digits.adjustment(&l.Adjustments[i]), terms, alloc.Target{Kind: alloc.KindAdjustment, ID: l.Adjustments[i].ID}))
	}
	for i := range l.PlanCharges {
		charges = append(charges, digits.withTerms(digits.planCharge(&l.PlanCharges[i]), terms, alloc.Target{Kind: alloc.KindPlanCharge, ID: l.PlanCharges[i].ID}))
	}
	for i := range l.Plans {
		plans = append(plans, digits.plan(&l.Plans[i]))
	}
	for _, s := range l.Splits {
		splits = append(splits, object{
			"split": s.ID, "payment": s.Payment, "amount": digits.text(s.Amount), "patient": s.Patient, "provider": s.Provider, "clinic": s.Clinic,
			"procedure": s.Procedure, "adjustment": s.Adjustment, "plan": s.Plan, "planCharge": s.PlanCharge, "debit": debitWords[s.Debit], "unearned": s.Unearned,
		}.with("date", s.Date))
	}
	for _, t := range l.Totals {
		totals = append(totals, object{"claim": t.Claim, "patient": t.Patient, "provider": t.Provider, "clinic": t.Clinic, "amount": digits.text(t.Amount)})
	}
	u := l.Unearned
	return object{
		"digits": int(digits), "family": family, "charges": charges, "plans": plans, "splits": splits, "insuranceTotals": totals,
		"unearnedTypes": object{"prepayment": u.Prepayment, "treatmentPlan": u.TreatmentPlan, "planPrepayment": u.PlanPrepayment, "hidden": u.Hidden},
		"payment":       object{"patient": p.Patient, "clinic": p.Clinic, "amount": digits.text(p.Amount), "patientProvider": p.PatientProvider}.with("date", p.Date),
		"options": object{
			"preferences": preferences(o), "isPatientPreferred": o.OwnFirst, "isPrepayment": o.Prepayment, "procNums": o.Procedures, "payPlanNum": o.Plan,
			"planPolicy": policyWords[o.PlanPolicy], "strategy": strategy(&o.Strategy), "suggestOnly": o.SuggestOnly,
		},
	}.with("today", o.Today)
}

func (digits units) procedure(p *alloc.Procedure) object {
	var claims []object
	for _, r := range p.Claims {
		claim := object{
			"status": claimWords[r.Status], "insPayAmt": digits.text(r.InsPayAmt), "insPayEst": digits.text(r.InsPayEst),
			"writeOff": digits.text(r.WriteOff), "writeOffEst": digits.text(r.WriteOffEst), "noBillIns": r.NoBillIns, "plan": r.Plan,
		}
		if r.WriteOffEstOverride.Set {
			claim["writeOffEstOverride"] = digits.text(r.WriteOffEstOverride.Amount)
		}
		claims = append(claims, claim)
	}
	return object{
		"type": "procedure", "id": p.ID, "patient": p.Patient, "provider": p.Provider, "clinic": p.Clinic, "fee": digits.text(p.Fee), "units": p.Units, "baseUnits": p.BaseUnits,
		"status": procedureWords[p.Status], "discount": digits.text(p.Discount), "claims": claims,
	}.with("date", p.Date)
}

func (digits units) adjustment(a *alloc.Adjustment) object {
	return object{
		"type": "adjustment", "id": a.ID, "patient": a.Patient, "provider": a.Provider, "clinic": a.Clinic, "amount": digits.text(a.Amount), "procedure": a.Procedure,
	}.with("date", a.Date)
}

func (digits units) planCharge(c *alloc.PlanCharge) object {
	return object{
		"type": "planCharge", "id": c.ID, "plan": c.Plan, "principal": digits.text(c.Principal), "interest": digits.text(c.Interest), "provider": c.Provider, "clinic": c.Clinic,
		"procedure": c.Procedure, "adjustment": c.Adjustment,
	}.with("date", c.Date)
}

func (digits units) plan(p *alloc.Plan) object {
	var links, credits []object
	for _, l := range p.Links {
		links = append(links, object{"procedure": l.Procedure, "adjustment": l.Adjustment, "override": digits.text(l.Override)})
	}
	for _, c := range p.Credits {
		credits = append(credits, object{"procedure": c.Procedure, "patient": c.Patient, "provider": c.Provider, "clinic": c.Clinic, "principal": digits.text(c.Principal)})
	}
	option := "AwaitComplete"
	if p.TreatAsComplete {
		option = "TreatAsComplete"
	}
	return object{
		"id": p.ID, "patient": p.Patient, "guarantor": p.Guarantor, "dynamic": p.Dynamic, "tpOption": option, "planNum": p.Insurance, "isClosed": p.Closed, "links": links, "credits": credits,
	}.without("planNum", !p.Insurance).with("date", p.Date)
}

// without takes a member off where that is so.
func (o object) without(name string, off bool) object {
	if off {
		delete(o, name)
	}
	return o
}

// withTerms adds what a strategy asks of a charge. An instalment has its own date and
// components.
func (digits units) withTerms(o object, terms map[alloc.Target]alloc.Terms, of alloc.Target) object {
	t, ok := terms[of]
	if !ok {
		return o
	}
	o["minimumDue"] = digits.text(t.MinimumDue)
	if t.Rate.Set {
		o["rate"] = strconv.FormatInt(t.Rate.Millionths/1_000_000, 10)
	}
	if of.Kind != alloc.KindPlanCharge && t.Component != 0 {
		o["component"] = t.Component.String()
		o.with("due", t.Due)
	}
	return o
}

func preferences(o *alloc.Options) object {
	p := &o.Preferences
	version := "AgeCreditsAndDebits"
	if p.PlansWithoutCharges {
		version = "NoCharges"
	}
	return object{
		"allocationMode": modeWords[o.Mode], "balancesDontSubtractIns": p.BalancesDontSubtractIns, "clinicsEnabled": !p.NoClinics,
		"adjustmentsOffsetEachOther": !p.KeepAdjustmentsApart, "futureTransDatesAllowed": p.FutureTransDatesAllowed, "accountAllowFutureDebits": p.AccountAllowFutureDebits,
		"allowPrepayProvider": p.AllowPrepayProvider, "incomeTransfersTreatNegativeProductionAsIncome": !p.KeepNegativeProduction,
		"prepayAllowedForTpProcs": p.PrepayTreatmentPlanned, "payPlansVersion": version,
	}
}

func strategy(s *alloc.Strategy) object {
	components := []string{}
	for _, c := range s.Components {
		word := c.Component.String()
		if c.State != alloc.AnyState {
			word = c.State.String() + "." + word
		}
		components = append(components, word)
	}
	return object{"order": s.Order.String(), "direction": s.Direction.String(), "future": s.Future.String(), "components": components}
}

// paidDoc is what alloc.pay and its relatives answer.
type paidDoc struct {
	Splits []struct {
		Amount                                                                       string
		Patient, Provider, Clinic, Procedure, Adjustment, Plan, PlanCharge, Unearned int64
		Debit                                                                        string
	}
	Unallocated      string
	OutstandingAfter map[string]string
}

// read reads the answer.
func (digits units) read(t rapid.TB, out []byte) (splits []alloc.PaySplit, unallocated money.Amount, outstanding map[string]money.Amount) {
	t.Helper()
	var doc paidDoc
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	amount := func(text string) money.Amount {
		a, err := money.Parse(text, int(digits))
		if err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		return a
	}
	for _, s := range doc.Splits {
		row := alloc.PaySplit{
			Amount: amount(s.Amount), Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Procedure: s.Procedure, Adjustment: s.Adjustment,
			Plan: s.Plan, PlanCharge: s.PlanCharge, Unearned: s.Unearned,
		}
		switch s.Debit {
		case "principal":
			row.Debit = alloc.Principal
		case "interest":
			row.Debit = alloc.Interest
		}
		splits = append(splits, row)
	}
	outstanding = make(map[string]money.Amount)
	for key, text := range doc.OutstandingAfter {
		outstanding[key] = amount(text)
	}
	return splits, amount(doc.Unallocated), outstanding
}
