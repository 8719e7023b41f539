package claimcheck

import (
	"slices"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// ValidateCheckSet reports whether a check set may be written, every problem in
// it, and what it would do to the reserves. Problems and warnings stand in the
// order of the set: the claim, the exposures that are paid from, each check with
// its payments, payees and method, the recurrence, the reserves.
//
// The steps, in order:
//
//  1. The claim, and every exposure that owns a reserve line that is drawn on, must
//     be at the level of ability to pay or above it. An exposure of a closed claim
//     cannot be open.
//  2. Every payment must have what it needs; so must every check.
//  3. An open owner takes final and partial payments, a closed one supplements,
//     after an earlier payment. The owner is the exposure where there is one.
//  4. Every line has its payment's currency. With a single currency all others are
//     the same too; with several, a payment is converted into its reserving currency
//     by its own rate or by the market's, rounded once, and all payments of one check
//     have one reserving currency.
//  5. The lines of a payment sum to more than zero.
//  6. The eroding payments of the whole set are added up by reserve line (exposure
//     or claim, cost type, cost category, reserving currency), recurrences included,
//     and compared with what is available. A partial payment that goes past it is a
//     problem, or where that is allowed needs authority; a final one is a warning.
//     Payments below zero count first, wherever they stand: they lower what all others
//     ask. A line with nothing available cannot be drawn on at all, unless payments
//     may exceed reserves and the line has or had some. Supplements and payments that
//     do not erode are not tested. A payment behind a final one on its line is a
//     warning ([ErrAfterFinal]).
//
// ClaimCenter takes no check set in a composite request; whether a set is sent in one
// is not for this function to see.
//
// Law: the report does not depend on the order of exposures and reserves but for
// its own order; what is asked of a line is the sum of its eroding payments.
//
// ValidateCheckSet returns an error if:
//   - an option cannot be used: the levels ([ErrLevels]), a rate ([ErrExchangeRate]),
//     a severity ([ErrSeverity]), a limit below zero ([money.ErrNegative]), the
//     digits ([money.ErrDigits]), a list of more than 500 codes or a code of
//     more than 255 bytes ([money.ErrLimit]), or
//     the rounding where one is needed ([money.ErrRounding]);
//   - two exposures have one id, or two reserves are of one line, or two rates of one
//     pair of currencies ([money.ErrDuplicateID]);
//   - the recurrence is below zero ([money.ErrCount]);
//   - a sum or a converted amount does not fit ([money.ErrOverflow]).
//
// Source: claimcheck rules 2 and 4; ClaimCenter, creating checks.
func ValidateCheckSet(set *CheckSet, options *CheckSetOptions) (CheckSetReport, error) {
	v := validator{set: set, options: options, times: 1, known: map[string]currency{}}
	if err := v.prepare(); err != nil {
		return CheckSetReport{}, err
	}
	v.claim()
	v.exposures()
	if len(set.Checks) == 0 {
		v.missing(inWhole("Checks"))
	}
	v.report.Checks = make([]CheckTotal, len(set.Checks))
	for c := range set.Checks {
		if err := v.check(c); err != nil {
			return CheckSetReport{}, err
		}
	}
	if err := v.test(); err != nil {
		return CheckSetReport{}, err
	}
	v.recurrence()
	if err := v.reserves(); err != nil {
		return CheckSetReport{}, err
	}
	if err := v.finish(); err != nil {
		return CheckSetReport{}, err
	}
	return v.report, nil
}

// validator is one run over a set.
type validator struct {
	set       *CheckSet
	options   *CheckSetOptions
	ladder    ladder
	lists     codeLists
	marks     []mark              // by payment: where a finding about its reserve line stands
	times     int64               // how often each check is written
	base      string              // the one currency of a single-currency instance
	owners    map[string]int      // exposures by id
	used      []bool              // exposures that are paid from
	included  map[string]bool     // refids
	reserved  map[lineKey]int     // reserves by line
	lines     map[lineKey]int     // report lines by line
	rates     map[[2]string]int   // market rates by their currencies
	known     map[string]currency // currencies by their codes as they are written
	report    CheckSetReport
	claimUsed bool // a line of the claim itself is paid from
}

// lineKey is what makes two reserve lines the same.
type lineKey struct{ exposure, costType, costCategory, currency string }

// key returns the key of a reserve line.
func (v *validator) key(l *ReserveLine) lineKey {
	return lineKey{l.Exposure, l.CostType, l.CostCategory, v.currency(l.ReservingCurrency).code}
}

// currency returns the currency of a code.
func (v *validator) currency(code string) currency {
	c, ok := v.known[code]
	if !ok {
		c = v.options.currency(code)
		v.known[code] = c
	}
	return c
}

// prepare makes the indexes and refuses what cannot be read in one way.
func (v *validator) prepare() error {
	var err error
	if err = v.options.check(); err != nil {
		return err
	}
	if v.ladder, err = v.options.ladder(); err != nil {
		return err
	}
	v.lists = codeLists{
		levels: codeList{codes: v.ladder.levels}, states: codeList{codes: []string{stateOpen, stateClosed}}, types: codeList{codes: []string{typeFinal, typePartial, typeSupplement}},
		costTypes: codeList{codes: v.options.CostTypes}, costCategories: codeList{codes: v.options.CostCategories},
		payeeTypes: codeList{codes: v.options.PayeeTypes}, methods: codeList{codes: v.options.PaymentMethods},
	}
	if v.set.Recurrence < 0 {
		return &money.FieldError{Path: "Recurrence", Value: v.set.Recurrence, Err: money.ErrCount}
	}
	if v.set.Recurrence > 0 && len(v.set.Checks) == 1 {
		v.times = int64(v.set.Recurrence)
	}
	v.owners = make(map[string]int, len(v.set.Exposures))
	for i := range v.set.Exposures {
		id := v.set.Exposures[i].ID
		if _, twice := v.owners[id]; twice && id != "" {
			return &money.FieldError{Path: at("Exposures", i, "ID"), Value: id, Err: money.ErrDuplicateID}
		}
		v.owners[id] = i
	}
	v.included = make(map[string]bool, len(v.set.Included))
	for _, refid := range v.set.Included {
		v.included[refid] = true
	}
	v.reserved = make(map[lineKey]int, len(v.set.Reserves))
	for i := range v.set.Reserves {
		key := v.key(&v.set.Reserves[i].ReserveLine)
		if _, twice := v.reserved[key]; twice {
			return &money.FieldError{Path: at("Reserves", i, ""), Value: money.Fact("the reserve line " + key.String() + " is there twice"), Err: money.ErrDuplicateID}
		}
		v.reserved[key] = i
	}
	v.lines = map[lineKey]int{}
	v.rates = make(map[[2]string]int, len(v.options.Rates))
	for i := range v.options.Rates {
		r := &v.options.Rates[i]
		pair := [2]string{strings.ToLower(r.From), strings.ToLower(r.To)}
		if _, twice := v.rates[pair]; twice {
			return &money.FieldError{Path: at("options.Rates", i, ""), Value: money.Fact("the rate " + pair[0] + "/" + pair[1] + " is there twice"), Err: money.ErrDuplicateID}
		}
		v.rates[pair] = i
	}
	v.use()
	return nil
}

// use marks who owns the reserve lines that are drawn on, finds the currency that
// all others must be, and makes room for the payments.
func (v *validator) use() {
	v.used = make([]bool, len(v.set.Exposures))
	v.base = strings.ToLower(v.set.Claim.Currency)
	payments := 0
	for c := range v.set.Checks {
		payments += len(v.set.Checks[c].Payments)
		for p := range v.set.Checks[c].Payments {
			pay := &v.set.Checks[c].Payments[p]
			line := &pay.ReserveLine
			if i, ok := v.owners[line.Exposure]; ok && line.Exposure != "" {
				v.used[i] = true
			}
			v.claimUsed = v.claimUsed || line.OnClaim && line.Exposure == ""
			if v.base == "" {
				v.base = strings.ToLower(pay.Currency)
			}
		}
	}
	v.report.Payments = make([]PaymentEffect, 0, payments)
	if len(v.set.Reserves) > 0 {
		v.marks = make([]mark, 0, payments)
	}
}

// found adds a finding where its severity puts it, with what it repeats of the set
// cut short.
func (v *validator) found(s Severity, f CheckSetFinding) {
	f.clip()
	if s == AsWarning {
		v.report.Warnings = append(v.report.Warnings, f)
		return
	}
	v.report.Problems = append(v.report.Problems, f)
}

// missing reports a field that must be there.
func (v *validator) missing(at place) {
	v.found(AsProblem, CheckSetFinding{Rule: money.ErrMissing, Path: at.String()})
}

// codeList is a list of codes, and in words once they were asked for.
type codeList struct {
	codes []string
	words string
}

// codeLists are the lists of a run.
type codeLists struct{ levels, states, types, costTypes, costCategories, payeeTypes, methods codeList }

// code checks a code against its list and reports whether it is there and known.
func (v *validator) code(at place, code string, list *codeList) bool {
	if code == "" {
		v.missing(at)
		return false
	}
	if len(list.codes) == 0 || slices.Contains(list.codes, code) {
		return true
	}
	if list.words == "" {
		list.words = listed(list.codes)
	}
	want := list.words
	v.found(AsProblem, CheckSetFinding{Rule: ErrCode, Path: at.String(), Want: want, Got: code, Fact: "got " + shown(code) + ", want " + want})
	return false
}

// listed writes the codes of a list, a few of them where it is long.
func listed(codes []string) string {
	const most = 12
	few := make([]string, min(len(codes), most))
	for i := range few {
		few[i] = named(codes[i])
	}
	words := strings.Join(few, ", ")
	if len(codes) > most {
		words += " and more"
	}
	return words
}

// claim checks the claim's level, and its state where a line of its own is drawn
// on.
func (v *validator) claim() {
	claim := &v.set.Claim
	if *claim == (Owner{}) {
		v.missing(inWhole("Claim"))
		return
	}
	if v.claimUsed || claim.State != "" {
		v.code(inWhole("Claim.State"), claim.State, &v.lists.states)
	}
	v.level(inWhole("Claim.ValidationLevel"), claim, ErrClaimLevel)
}

// exposures checks those that are paid from, and that none is open on a closed
// claim.
func (v *validator) exposures() {
	for i := range v.set.Exposures {
		e := &v.set.Exposures[i]
		if e.ID == "" {
			v.missing(inSet("Exposures", i, "ID"))
		}
		if v.used[i] || e.State != "" {
			v.code(inSet("Exposures", i, "State"), e.State, &v.lists.states)
		}
		if v.set.Claim.State == stateClosed && e.State == stateOpen {
			v.found(AsProblem, CheckSetFinding{
				Rule: ErrStates, Path: inSet("Exposures", i, "State").String(), Want: stateClosed, Got: e.State, IDs: []string{e.ID},
				Fact: "exposure " + named(e.ID) + " is open, claim " + named(v.set.Claim.ID) + " is closed",
			})
		}
		if v.used[i] {
			v.level(inSet("Exposures", i, "ValidationLevel"), e, ErrExposureLevel)
		}
	}
}

// level checks that an owner is able to pay.
func (v *validator) level(at place, o *Owner, rule *money.Rule) {
	if !v.code(at, o.ValidationLevel, &v.lists.levels) {
		return
	}
	if slices.Index(v.ladder.levels, o.ValidationLevel) >= v.ladder.required {
		return
	}
	want := v.ladder.levels[v.ladder.required]
	v.found(AsProblem, CheckSetFinding{
		Rule: rule, Path: at.String(), Want: want, Got: o.ValidationLevel, IDs: []string{o.ID},
		Fact: named(o.ID) + " is at " + named(o.ValidationLevel) + ", and checks need " + named(want) + " or above",
	})
}

// check checks one check of the set and adds up its payments.
func (v *validator) check(c int) error {
	check := &v.set.Checks[c]
	total := &v.report.Checks[c]
	if len(check.Payments) == 0 {
		v.missing(inCheck(c, "Payments"))
	}
	var sum, reserving tally
	first := ""
	for p := range check.Payments {
		effect, err := v.payment(c, p)
		if err != nil {
			return err
		}
		if err = sum.add(effect.Total); err == nil {
			err = reserving.add(effect.Reserving)
		}
		if err != nil {
			return &money.FieldError{Path: inPayment(c, p, "").String(), Err: err}
		}
		v.report.Payments = append(v.report.Payments, effect)
		if len(v.set.Reserves) > 0 {
			v.marks = append(v.marks, mark{len(v.report.Problems), len(v.report.Warnings)})
		}
		v.sameReserving(c, p, &first)
	}
	v.sameCurrency(c)
	v.payees(c)
	v.code(inCheck(c, "PaymentMethod"), check.PaymentMethod, &v.lists.methods)
	total.Total, total.Reserving = sum.total(), reserving.total()
	total.JointPayees = len(check.Payees) > 1
	v.report.JointPayees = v.report.JointPayees || total.JointPayees
	return nil
}

// sameReserving reports a payment whose reserving currency is not that of the
// first one of its check.
func (v *validator) sameReserving(c, p int, first *string) {
	line := &v.set.Checks[c].Payments[p].ReserveLine
	if line.ReservingCurrency == "" {
		return
	}
	code := v.currency(line.ReservingCurrency).code
	if *first == "" {
		*first = code
	}
	if code == *first {
		return
	}
	v.found(AsProblem, CheckSetFinding{
		Rule: ErrMixedReserving, Path: inPayment(c, p, "ReserveLine.ReservingCurrency").String(), Want: *first, Got: code,
		Fact: "got " + shown(code) + ", want " + shown(*first) + " as in the first payment of the check",
	})
}

// sameCurrency warns of the first payment of a check whose currency is another
// than the first one's. Nothing forbids it, and the check has no one total.
func (v *validator) sameCurrency(c int) {
	if v.options.SingleCurrency {
		return
	}
	first := ""
	for p := range v.set.Checks[c].Payments {
		code := v.currency(v.set.Checks[c].Payments[p].Currency).code
		switch {
		case code == "":
		case first == "":
			first = code
		case code != first:
			v.found(AsWarning, CheckSetFinding{
				Rule: ErrMixedPayments, Path: inPayment(c, p, "Currency").String(), Want: first, Got: code, Fact: "got " + shown(first) + " and " + shown(code),
			})
			return
		}
	}
}

// payees checks to whom a check is made out.
func (v *validator) payees(c int) {
	payees := v.set.Checks[c].Payees
	check := inCheck(c, "Payees")
	if len(payees) == 0 {
		v.missing(check)
	}
	for i := range payees {
		p := &payees[i]
		switch {
		case p.Contact == "" && p.RefID == "":
			v.missing(check.of("Payees", i, "Contact"))
		case p.RefID != "" && !v.included[p.RefID]:
			v.found(AsProblem, CheckSetFinding{
				Rule: ErrRefID, Path: check.of("Payees", i, "RefID").String(), Got: p.RefID, IDs: []string{p.RefID}, Fact: "got " + shown(p.RefID),
			})
		}
		v.code(check.of("Payees", i, "PayeeType"), p.PayeeType, &v.lists.payeeTypes)
	}
}

// String names a reserve line: claimcost/body on cc:58.
func (k lineKey) String() string {
	return lineNamed(&ReserveLine{Exposure: k.exposure, CostType: k.costType, CostCategory: k.costCategory})
}

// lineNamed names a reserve line as it stands in a sentence.
func lineNamed(l *ReserveLine) string {
	owner := named(l.Exposure)
	if owner == "" {
		owner = "the claim"
	}
	return named(l.CostType) + "/" + named(l.CostCategory) + " on " + owner
}
