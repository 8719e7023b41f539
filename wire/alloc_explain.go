package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/alloc"
)

// explain puts the steps of an allocation into words.
func (p *payDoc) explain(steps []alloc.Step) []traceStep {
	trace := make([]traceStep, len(steps))
	for i := range steps {
		s := &steps[i]
		trace[i] = traceStep{
			rule: s.Rule.String(), subject: p.subjectOf(s.Charge, s.Of),
			before: s.Before, after: s.After, amount: s.Amount, note: p.note(s),
		}
	}
	return trace
}

// note says why a step happened.
func (p *payDoc) note(s *alloc.Step) string {
	if s.By.Kind == alloc.KindPayment {
		of := *s
		of.By = alloc.Target{}
		return "payment " + strconv.FormatInt(s.By.ID, 10) + ": " + p.note(&of)
	}
	switch s.Rule {
	case alloc.StepFace:
		return p.faceNote(s.Charge)
	case alloc.StepInsurance:
		return p.insuranceNote(s.Charge)
	case alloc.StepAttached:
		return p.subject(s.By) + " belongs to it"
	case alloc.StepCancel:
		return p.subject(s.By) + " cancels it"
	case alloc.StepFence:
		return "insurance and write-offs exceed the charge; the excess is not the family's"
	case alloc.StepSplit, alloc.StepChosen, alloc.StepOwn:
		place := "next in the family's queue by date"
		switch s.Rule {
		case alloc.StepChosen:
			place = "chosen by the payer"
		case alloc.StepOwn:
			place = "next of the payer's own charges by date"
		}
		if s.After == 0 {
			return place + "; paid in full"
		}
		return place + "; the payment ends here"
	case alloc.StepStrategy:
		return p.strategyNote(s)
	case alloc.StepGiven:
		if s.After == 0 {
			return "this much of the payment was given to it; paid in full"
		}
		return "this much of the payment was given to it"
	case alloc.StepOverpaid:
		return "it was paid too much: the excess becomes unearned income"
	case alloc.StepDrawn:
		return "money that was on no charge, or unearned, is moved onto it"
	case alloc.StepLinked:
		return p.subject(s.By) + " names it"
	case alloc.StepLoose:
		return p.subject(s.By) + p.looseNote(s.By) + " and lowers this one: they have " + s.Layer.String() + " in common"
	case alloc.StepPlan:
		return p.subject(s.By) + " took it over: its instalments are owed instead"
	case alloc.StepPlanBack:
		return p.subject(s.By) + " gave it back"
	case alloc.StepNotDue:
		return "due " + p.dateOf(s.Charge) + ", after today: nothing is owed on it yet"
	case alloc.StepInsurancePlan:
		return "an insurer pays it in instalments (" + p.subject(s.By) + ")"
	case alloc.StepPlanPrepayment:
		return "paid ahead on plan " + strconv.FormatInt(p.allocation().Plan, 10) + ": kept until the plan charges its next instalment"
	case alloc.StepPrepayment:
		return "a prepayment pays no charge: kept as unearned income"
	case alloc.StepUnearned:
		if s.Amount < 0 {
			return "a payment below zero takes back unearned income"
		}
		if p.options.preferences.allocationMode == modeManual {
			return "manual mode pays no charge by itself: left with the payer's provider"
		}
		if p.open {
			return "it may pay none of the charges that are still owed: kept as unearned income"
		}
		return "no charge is left to pay: kept as unearned income"
	}
	return ""
}

// looseNote says why money is loose.
func (p *payDoc) looseNote(by alloc.Target) string {
	if by.Kind != alloc.KindSplit || p.index(by) < 0 {
		return " names no charge"
	}
	s := &p.splits[p.index(by)]
	switch {
	case s.Plan != 0:
		return " is on plan " + strconv.FormatInt(s.Plan, 10) + ", which it did not fit or overpaid,"
	case s.Procedure != 0:
		return " names procedure " + strconv.FormatInt(s.Procedure, 10) + ", of another patient, provider or clinic than its own,"
	case s.Adjustment != 0:
		return " names adjustment " + strconv.FormatInt(s.Adjustment, 10) + ", of another patient, provider or clinic than its own,"
	case s.Unearned != 0:
		return " is unearned income (a prepayment)"
	}
	return " names no charge"
}

// strategyNote says what put a charge next.
func (p *payDoc) strategyNote(s *alloc.Step) string {
	note := "next by the strategy: " + p.options.strategy.Order.String()
	switch {
	case s.After == 0:
		return note + "; paid in full"
	case p.options.strategy.Order == alloc.ProRata:
		return note + "; its share of the payment"
	}
	return note + "; paid in part"
}

// charge returns the row of charges that a target names, or nil.
func (p *payDoc) charge(t alloc.Target) *chargeDoc {
	if t.Kind == alloc.KindSplit || t.Kind == alloc.KindPlan {
		return nil
	}
	if at := p.index(t); at >= 0 {
		return &p.charges[at]
	}
	return nil
}

// index returns the index of a target in the list that it is from, or -1.
func (p *payDoc) index(t alloc.Target) int {
	if p.targets == nil {
		p.targets = make(map[alloc.Target]int, len(p.charges))
		for i := range p.charges {
			kind := alloc.KindProcedure
			switch p.charges[i].kind {
			case adjustmentCharge:
				kind = alloc.KindAdjustment
			case planCharge:
				kind = alloc.KindPlanCharge
			}
			p.targets[alloc.Target{Kind: kind, ID: p.charges[i].id}] = i
		}
		for i := range p.splits {
			p.targets[alloc.Target{Kind: alloc.KindSplit, ID: p.splits[i].ID}] = i
		}
		for i := range p.plans {
			p.targets[alloc.Target{Kind: alloc.KindPlan, ID: p.plans[i].ID}] = i
		}
	}
	if isPart(t) {
		t.Kind = alloc.KindPlanCharge
	}
	if at, ok := p.targets[t]; ok {
		return at
	}
	return -1
}

// path returns the JSON path of a target.
func (p *payDoc) path(t alloc.Target) string {
	if t == (alloc.Target{}) {
		return "unearnedTypes.prepayment"
	}
	list := "charges"
	switch t.Kind {
	case alloc.KindSplit:
		list = "splits"
	case alloc.KindPlan:
		list = "plans"
	}
	if at := p.index(t); at >= 0 {
		return list + "[" + strconv.Itoa(at) + "]"
	}
	return list
}

// maxWords bounds the words of a name or a description in a trace: each stands
// in many steps.
const maxWords = 60

// subjectOf names a charge; a part of an instalment with what it pays for.
func (p *payDoc) subjectOf(t, of alloc.Target) string {
	if isPart(t) && of.ID != 0 {
		return p.subject(t) + " for " + p.subject(of)
	}
	return p.subject(t)
}

// subject names a charge as its family would: procedure 1004 (crown, Ben).
func (p *payDoc) subject(t alloc.Target) string {
	switch t.Kind {
	case alloc.KindSplit:
		return "earlier split " + strconv.FormatInt(t.ID, 10)
	case alloc.KindTotal:
		return "insurance on claim " + strconv.FormatInt(t.ID, 10)
	case alloc.KindPlan:
		return "plan " + strconv.FormatInt(t.ID, 10)
	}
	c := p.charge(t)
	if c == nil {
		return "the rest of the payment"
	}
	about := shorten(c.description, maxWords)
	if name := p.names()[c.patient]; name != "" {
		if about != "" {
			about += ", "
		}
		about += name
	}
	name := chargeTypes[c.kind] + " " + strconv.FormatInt(c.id, 10)
	switch t.Kind {
	case alloc.KindInterest:
		name = "interest of instalment " + strconv.FormatInt(c.id, 10)
	case alloc.KindPrincipal:
		name = "instalment " + strconv.FormatInt(c.id, 10)
	}
	if about != "" {
		name += " (" + about + ")"
	}
	return name
}

// names returns the names of the family, made when first asked.
func (p *payDoc) names() map[int64]string {
	if p.memberNames == nil {
		p.memberNames = make(map[int64]string, len(p.family))
		for i := range p.family {
			p.memberNames[p.family[i].ID] = shorten(p.family[i].name, maxWords)
		}
	}
	return p.memberNames
}

// dateOf returns a charge's date.
func (p *payDoc) dateOf(t alloc.Target) string {
	if c := p.charge(t); c != nil {
		return string(appendDate(nil, c.date))
	}
	return ""
}

// faceNote says how a charge came to its face value.
func (p *payDoc) faceNote(t alloc.Target) string {
	c := p.charge(t)
	if c == nil || c.kind == adjustmentCharge {
		return "posted " + p.dateOf(t)
	}
	if c.kind == planCharge {
		return "due " + p.dateOf(t) + " on plan " + strconv.FormatInt(c.plan, 10)
	}
	if units := c.units + c.baseUnits; units > 1 {
		return "done " + p.dateOf(t) + ", " + strconv.FormatInt(units, 10) + " units"
	}
	return "done " + p.dateOf(t)
}

// insuranceNote says what kinds of insurance money lower a charge.
func (p *payDoc) insuranceNote(t alloc.Target) string {
	c := p.charge(t)
	if c == nil {
		return ""
	}
	var paid, expected bool
	for i := range c.claims {
		switch c.claims[i].Status {
		case alloc.Received, alloc.Supplemental, alloc.CapComplete, alloc.CapClaim:
			paid = true
		case alloc.NotReceived, alloc.Estimate, alloc.CapEstimate, alloc.InsHist:
			expected = true
		}
	}
	switch {
	case paid && expected:
		return "insurance has paid a part and is expected to pay another"
	case paid:
		return "paid or written off by insurance"
	}
	return "insurance is expected to pay or write off this much"
}
