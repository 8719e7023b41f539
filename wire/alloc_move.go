package wire

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// portionDoc is what one charge receives of a payment that is placed by hand.
type portionDoc struct {
	charge int64
	amount money.Amount
}

// targetDoc is a charge that unearned money is moved onto.
type targetDoc struct{ procedure, adjustment int64 }

var shareShape = &shape{[]*field{
	id("procedure", func(s any) *int64 { return &s.(*portionDoc).charge }, "the procedure").od("procNum"),
	amount("amount", func(s any) *money.Amount { return &s.(*portionDoc).amount }, "what it receives; above zero"),
}}

var planShareShape = &shape{[]*field{
	id("planCharge", func(s any) *int64 { return &s.(*portionDoc).charge }, "the instalment of a dynamic plan").od("payPlanChargeNum"),
	amount("amount", func(s any) *money.Amount { return &s.(*portionDoc).amount }, "what it receives; above zero"),
}}

var targetShape = &shape{[]*field{
	id("procedure", func(t any) *int64 { return &t.(*targetDoc).procedure }, "the procedure").od("procNum"),
	id("adjustment", func(t any) *int64 { return &t.(*targetDoc).adjustment }, "the adjustment").od("adjNum"),
}}

var (
	preferencesField = object("preferences", func(o any) any { return &o.(*optionsDoc).preferences }, preferencesShape, "an office's settings")
	moveDate         = day("date", func(o any) *date.Date { return &o.(*optionsDoc).date }, "the day of the transfer (default today)")
	paymentField     = object("payment", func(p any) any { return &p.(*payDoc).payment }, paymentShape, "the payment")
)

// moveOptions are the options of an operation that is not alloc.pay.
func moveOptions(own ...*field) *field {
	return object("options", func(p any) any { return &p.(*payDoc).options }, &shape{append([]*field{preferencesField}, own...)}, "what is asked for")
}

var allocPartial = operation{
	name:    "alloc.partial",
	summary: "place a stored payment by hand: the splits that replace its own",
	example: `{"today": "2026-11-16", "family": [{"id": 1}], "payment": {"payment": 40143, "patient": 1, "amount": "60.00"}, ` +
		`"charges": [{"type": "procedure", "id": 271, "patient": 1, "provider": 11, "date": "2026-09-15", "fee": "60.00"}, {"type": "procedure", "id": 402, "patient": 1, "provider": 11, "date": "2026-09-20", "fee": "60.00"}], ` +
		`"splits": [{"split": 7, "payment": 40143, "patient": 1, "provider": 11, "procedure": 271, "date": "2026-11-16", "amount": "60.00"}], ` +
		`"options": {"procNumsAndAmounts": [{"procedure": 271, "amount": "45.00"}, {"procedure": 402, "amount": "15.00"}]}}`,
	shape: account(paymentField, moveOptions(
		list("procNumsAndAmounts", func(o any) any { return grow(&o.(*optionsDoc).shares) }, shareShape, "procedures and what each receives"),
		list("payPlanChargeNumsAndAmounts", func(o any) any { return grow(&o.(*optionsDoc).planShares) }, planShareShape, "instalments and what each receives: interest first"),
		flag("allowOverpay", func(o any) *bool { return &o.(*optionsDoc).allowOverpay }, "a charge may receive more than it is owed (default false)"),
		flag("isPatientPreferred", func(o any) *bool { return &o.(*optionsDoc).own }, "refused: the charges are named"),
		flag("isPrepayment", func(o any) *bool { return &o.(*optionsDoc).prepayment }, "refused: the charges are named"),
		ids("procNums", func(o any) *[]int64 { return &o.(*optionsDoc).procedures }, "refused: give procNumsAndAmounts"),
		id("payPlanNum", func(o any) *int64 { return &o.(*optionsDoc).plan }, "refused: give payPlanChargeNumsAndAmounts"),
	)),
	run: runPartial,
}

func runPartial(c *call) error {
	doc := newPayDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	options := doc.fill(c)
	shares := make([]alloc.Share, 0, len(doc.options.shares)+len(doc.options.planShares))
	for _, s := range doc.options.shares {
		shares = append(shares, alloc.Share{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: s.charge}, Amount: s.amount})
	}
	for _, s := range doc.options.planShares {
		shares = append(shares, alloc.Share{Charge: alloc.Target{Kind: alloc.KindPlanCharge, ID: s.charge}, Amount: s.amount})
	}
	var a alloc.Allocator
	splits, summary, err := a.AppendPartial(make([]alloc.PaySplit, 0, len(shares)), &doc.ledger, doc.payment.Payment, shares, options)
	if err != nil {
		return c.refuseAt(err, func(path string) string { return jsonPath(doc.sharePath(path), doc.rowPath) })
	}
	w := c.out
	w.open()
	w.payment(&doc.payment)
	deleted := doc.ownSplits()
	w.list("deleted", len(deleted), func(i int) { w.bareNumber(deleted[i]) })
	w.list("splits", len(splits), func(i int) { w.paySplit(&splits[i]) })
	w.amount("unallocated", summary.Unallocated)
	c.writeAccount(&doc, &a, a.AppendWarnings(nil))
	w.close()
	return nil
}

// sharePath translates the path of a share.
func (p *payDoc) sharePath(path string) string {
	rest, ok := strings.CutPrefix(path, "shares")
	switch asked := &p.payment.chosenDoc; {
	case ok && rest == "" && len(p.options.shares) == 0 && len(p.options.planShares) > 0:
		return "options.payPlanChargeNumsAndAmounts"
	case ok && rest == "":
		return "options.procNumsAndAmounts"
	case path == "options.Procedures" && len(asked.procedures) > 0:
		return "payment.procNums"
	case path == "options.Prepayment" && asked.prepayment:
		return "payment.isPrepayment"
	case path == "options.Plan" && asked.plan != 0:
		return "payment.payPlanNum"
	case path == "options.OwnFirst" && asked.own:
		return "payment.isPatientPreferred"
	case !ok:
		return path
	}
	_, index, field := firstStep(rest)
	list, charge := "options.procNumsAndAmounts[", "procedure"
	if index >= len(p.options.shares) {
		index -= len(p.options.shares)
		list, charge = "options.payPlanChargeNumsAndAmounts[", "planCharge"
	}
	if field != "Amount" {
		field = charge
	}
	return list + strconv.Itoa(index) + "]." + strings.ToLower(field[:1]) + field[1:]
}

// ownSplits returns the ids of the payment's stored splits, in order.
func (p *payDoc) ownSplits() []int64 {
	var own []int64
	for i := range p.splits {
		if p.splits[i].Payment == p.payment.ID {
			own = append(own, p.splits[i].ID)
		}
	}
	sorting.By(own, func(a, b *int64) int { return cmp.Compare(*a, *b) })
	return own
}

var allocTransfer = operation{
	name:    "alloc.transfer",
	summary: "move what was paid to where it is owed: pairs of splits that sum to zero",
	example: `{"today": "2026-11-16", "family": [{"id": 1}], "unearnedTypes": {"prepayment": 501}, ` +
		`"charges": [{"type": "procedure", "id": 101, "patient": 1, "provider": 11, "date": "2026-09-15", "fee": "95.00"}], ` +
		`"splits": [{"split": 7, "payment": 900, "patient": 1, "date": "2026-11-01", "amount": "120.00", "unearned": 501}]}`,
	shape: account(paymentField, moveOptions(moveDate,
		flag("suggestOnly", func(o any) *bool { return &o.(*optionsDoc).suggestOnly }, "changes nothing: a transfer is a suggestion"))),
	run: func(c *call) error {
		return c.move(func(a *alloc.Allocator, p *payDoc, o alloc.Options) ([]alloc.PaySplit, alloc.Summary, error) {
			return a.AppendTransfer(nil, &p.ledger, p.payment.Patient, o)
		})
	},
}

var allocUnearned = operation{
	name:    "alloc.unearned",
	summary: "move unearned income onto chosen charges: pairs of splits that sum to zero",
	example: `{"today": "2026-11-16", "family": [{"id": 1}], "unearnedTypes": {"prepayment": 501}, ` +
		`"charges": [{"type": "procedure", "id": 101, "patient": 1, "provider": 11, "date": "2026-09-15", "fee": "95.00"}], ` +
		`"splits": [{"split": 7, "payment": 900, "patient": 1, "date": "2026-11-01", "amount": "120.00", "unearned": 501}], ` +
		`"options": {"amount": "60.00", "targets": [{"procedure": 101}]}}`,
	shape: account(paymentField, moveOptions(moveDate,
		amount("amount", func(o any) *money.Amount { return &o.(*optionsDoc).amount }, "how much is moved at the most; required"),
		list("targets", func(o any) any { return grow(&o.(*optionsDoc).targets) }, targetShape, "the procedures and adjustments that it is moved onto, in this order; required"),
		flag("suggestOnly", func(o any) *bool { return &o.(*optionsDoc).suggestOnly }, "changes nothing: a transfer is a suggestion"))),
	run: func(c *call) error {
		return c.move(func(a *alloc.Allocator, p *payDoc, o alloc.Options) ([]alloc.PaySplit, alloc.Summary, error) {
			targets := make([]alloc.Target, len(p.options.targets))
			for i, t := range p.options.targets {
				targets[i] = alloc.Target{Kind: alloc.KindProcedure, ID: t.procedure}
				if t.procedure == 0 && t.adjustment != 0 {
					targets[i] = alloc.Target{Kind: alloc.KindAdjustment, ID: t.adjustment}
				}
			}
			return a.AppendUnearned(nil, &p.ledger, p.payment.Patient, p.options.amount, targets, o)
		})
	},
}

// move writes a transfer: a payment of nothing and its splits. Who it is of is a member
// of the family; where the document does not say, the first.
func (c *call) move(splitsOf func(a *alloc.Allocator, p *payDoc, o alloc.Options) ([]alloc.PaySplit, alloc.Summary, error)) error {
	doc := newPayDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	if len(doc.family) == 0 {
		return c.invalid("family", money.ErrMissing, nil)
	}
	if doc.payment.Patient == 0 {
		doc.payment.Patient = doc.family[0].ID
	}
	if schedule.IsSet(doc.options.date) {
		doc.payment.Date = doc.options.date
	}
	options := doc.fill(c)
	if err := doc.checkMove(c); err != nil {
		return err
	}
	var a alloc.Allocator
	splits, summary, err := splitsOf(&a, &doc, options)
	if err != nil {
		return c.refuseAt(err, func(path string) string { return jsonPath(doc.targetPath(path), doc.rowPath) })
	}
	doc.payment.Amount = 0
	w := c.out
	w.open()
	doc.writePayment(w)
	w.list("splits", len(splits), func(i int) { w.paySplit(&splits[i]) })
	w.amount("unallocated", summary.Unallocated)
	var net money.Amount
	for i := range splits {
		net += splits[i].Amount // pairs that cancel
	}
	w.amount("net", net)
	c.writeAccount(&doc, &a, doc.warnUntyped(a.AppendWarnings(nil), splits))
	w.close()
	return nil
}

// warnUntyped adds the finding that income becomes unearned, and no type marks it.
func (p *payDoc) warnUntyped(warnings []alloc.Warning, splits []alloc.PaySplit) []alloc.Warning {
	for i := range splits {
		if s := &splits[i]; p.unearned.Prepayment == 0 && s.Amount > 0 && s.Unearned == 0 && s.Procedure == 0 && s.Adjustment == 0 && s.Plan == 0 {
			return append(warnings, alloc.Warning{Amount: s.Amount, Err: errUnearnedType})
		}
	}
	return warnings
}

// checkMove refuses a transfer of tomorrow, unless the office allows it, and a target
// that names two charges.
func (p *payDoc) checkMove(c *call) error {
	preferences := &p.options.preferences
	if schedule.IsSet(p.today) && p.payment.Date.After(p.today) && !preferences.FutureTransDatesAllowed && !preferences.AccountAllowFutureDebits {
		return c.invalid("options.date", money.ErrFutureDate, p.payment.Date)
	}
	for i, t := range p.options.targets {
		if t.procedure != 0 && t.adjustment != 0 {
			return c.invalid("options.targets["+strconv.Itoa(i)+"].adjustment", errTwoTargets, nil)
		}
	}
	return nil
}

// targetPath translates the path of a target.
func (p *payDoc) targetPath(path string) string {
	rest, ok := strings.CutPrefix(path, "targets")
	if !ok {
		return path
	}
	if rest == "" {
		return "options.targets"
	}
	_, index, _ := firstStep(rest)
	field := "].procedure"
	if p.options.targets[index].procedure == 0 && p.options.targets[index].adjustment != 0 {
		field = "].adjustment"
	}
	return "options.targets[" + strconv.Itoa(index) + field
}

var allocReplay = operation{
	name:    "alloc.replay",
	summary: "split all payments of an account anew, in the order in which they came",
	example: `{"today": "2026-11-16", "family": [{"id": 1}], "unearnedTypes": {"prepayment": 501}, ` +
		`"charges": [{"type": "procedure", "id": 101, "patient": 1, "provider": 11, "date": "2026-09-15", "fee": "95.00"}], ` +
		`"payments": [{"payment": 900, "patient": 1, "date": "2026-10-01", "amount": "60.00"}, {"payment": 901, "patient": 1, "date": "2026-11-01", "amount": "60.00"}]}`,
	shape: account(
		list("payments", func(p any) any { row := grow(&p.(*payDoc).payments); *row = newPaymentDoc(); return row }, paymentShape, "all payments of the family"),
		moveOptions(),
	),
	run: runReplay,
}

func runReplay(c *call) error {
	doc := newPayDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	options := doc.fill(c)
	payments := make([]alloc.Payment, len(doc.payments))
	for i := range payments {
		payments[i] = doc.payments[i].Payment
	}
	var a alloc.Allocator
	replayed, summary, err := a.Replay(&doc.ledger, payments, options)
	if err != nil {
		return c.refuseAt(err, func(path string) string {
			row, field, ok := strings.Cut(path, "].")
			switch {
			case !ok || !strings.HasPrefix(path, "payments["):
				return jsonPath(path, doc.rowPath)
			case field == "ID":
				field = "payment"
			}
			return row + "]." + camel(field)
		})
	}
	w := c.out
	w.open()
	w.key("byPayment")
	w.open()
	for i := range replayed {
		w.list(strconv.FormatInt(replayed[i].Payment, 10), len(replayed[i].Splits), func(k int) {
			w.paySplit(&replayed[i].Splits[k])
		})
	}
	w.close()
	w.amount("unallocated", summary.Unallocated)
	warnings := a.AppendWarnings(nil)
	for i := range replayed {
		if more := doc.warnUntyped(warnings, replayed[i].Splits); len(more) > len(warnings) {
			warnings = more
			break
		}
	}
	c.writeAccount(&doc, &a, warnings)
	w.close()
	return nil
}
