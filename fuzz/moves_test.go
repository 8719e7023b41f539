package fuzz_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// paySplitAnswer writes a split as the operations on accounts answer it.
func paySplitAnswer(s *alloc.PaySplit) any {
	return object{
		"amount": units(2).text(s.Amount), "patient": s.Patient, "provider": s.Provider, "clinic": s.Clinic, "procedure": s.Procedure, "adjustment": s.Adjustment,
		"plan": s.Plan, "planCharge": s.PlanCharge, "debit": []string{"", "principal", "interest"}[s.Debit], "unearned": s.Unearned,
	}
}

// recordAnswer writes the record of a payment of which nothing but the money is known:
// a new one has today's entry and Open Dental's defaults, a stored one its number.
func recordAnswer(p alloc.Payment) object {
	o := object{
		"patient": p.Patient, "clinic": p.Clinic, "amount": units(2).text(p.Amount), "payType": "", "payTypeNum": "", "checkNum": "", "bankBranch": "", "note": "",
		"paymentSource": "API", "processStatus": "OfficeProcessed", "dateEntry": today.String(),
	}.with("date", p.Date)
	if p.ID != 0 {
		o["payment"], o["paymentSource"], o["processStatus"] = p.ID, "", ""
		delete(o, "dateEntry")
	}
	return o
}

// moved writes what an operation on an account answers: its splits, what is left, what
// is then owed, and what it warns of.
func (f *family) moved(a *alloc.Allocator, splits []alloc.PaySplit, s alloc.Summary) object {
	owed := object{}
	for key, after := range f.debts(a.AppendOwed(nil)) {
		owed[key] = units(2).text(after)
	}
	warnings := a.AppendWarnings(nil)
	return object{
		"splits": rows(splits, paySplitAnswer), "unallocated": units(2).text(s.Unallocated), "outstandingAfter": owed, "warnings": rows(warnings, f.warningAnswer),
	}
}

// warningAnswer writes a warning with the place of its charge, which stands behind the
// procedures, or behind these and the adjustments.
func (f *family) warningAnswer(w *alloc.Warning) any {
	l, t, path := &f.ledger, w.Charge, "unearnedTypes.prepayment"
	place := func(list string, before, at int) {
		if path = list; at >= 0 {
			path += "[" + strconv.Itoa(before+at) + "]"
		}
	}
	switch {
	case t == (alloc.Target{}):
	case t.Kind == alloc.KindSplit:
		place("splits", 0, slices.IndexFunc(l.Splits, func(s alloc.EarlierSplit) bool { return s.ID == t.ID }))
	case t.Kind == alloc.KindPlan:
		place("plans", 0, slices.IndexFunc(l.Plans, func(p alloc.Plan) bool { return p.ID == t.ID }))
	case t.Kind == alloc.KindProcedure:
		place("charges", 0, slices.IndexFunc(l.Procedures, func(p alloc.Procedure) bool { return p.ID == t.ID }))
	case t.Kind == alloc.KindAdjustment:
		place("charges", len(l.Procedures), slices.IndexFunc(l.Adjustments, func(p alloc.Adjustment) bool { return p.ID == t.ID }))
	default:
		place("charges", len(l.Procedures)+len(l.Adjustments), slices.IndexFunc(l.PlanCharges, func(p alloc.PlanCharge) bool { return p.ID == t.ID }))
	}
	message := money.FieldError{Value: w.Amount, Err: w.Err}
	if w.Err == alloc.ErrChosenAside {
		path = "options.procNums[" + strconv.Itoa(slices.Index(f.options.Procedures, t.ID)) + "]"
		message.Value = strconv.FormatInt(t.ID, 10)
	}
	return object{"code": w.Err.Code(), "path": path, "message": message.DetailIn(2), "amount": units(2).text(w.Amount)}
}

// movable is the family without what only alloc.pay asks: a strategy, a choice of
// charges or plans.
func (f family) movable() family {
	f.ledger.Terms, f.payment.Date = nil, today
	f.options = alloc.Options{Today: today, Preferences: f.options.Preferences, Mode: f.options.Mode}
	return f
}

// account writes the account of a family and the payment, with an operation's options.
func (f *family) account(options object) object {
	doc := f.document(2)
	options["preferences"] = doc["options"].(object)["preferences"]
	doc["options"] = options
	if f.payment.ID != 0 {
		doc["payment"].(object)["payment"] = f.payment.ID
	}
	return doc
}

// holdPlacedDocument is the law that alloc.partial places a stored payment by hand as
// the call does: parts of what is owed, some of them too much, on charges that may be
// another's.
func holdPlacedDocument(t rapid.TB, tp *tape, f family) {
	t.Helper()
	f.payment.ID, f.payment.Amount = 9000, 1
	var a alloc.Allocator
	probe := f.pay(&a).certificate.Owed
	var shares []alloc.Share
	f.payment.Amount = 0
	for _, o := range probe {
		if len(shares) > 5 || !tp.once(2) {
			continue
		}
		share := alloc.Share{Charge: o.Charge, Amount: one(tp, o.Before, o.Before, o.Before/2, o.Before+1)}
		if share.Charge.Kind >= alloc.KindInterest {
			share.Charge.Kind = alloc.KindPlanCharge
		}
		if share.Amount > 0 && share.Amount < money.MaxAmount/8 && share.Charge.Kind != alloc.KindAdjustment {
			shares = append(shares, share)
			f.payment.Amount += share.Amount
		}
	}
	slices.SortStableFunc(shares, func(a, b alloc.Share) int { return int(a.Charge.Kind) - int(b.Charge.Kind) }) // a document has instalments last
	f.payment.Amount += money.Amount(tp.pick(16) / 15)
	f.options.AllowOverpay = tp.once(3)
	list := func(name string, kind alloc.Kind) []any {
		made := []any{}
		for _, s := range shares {
			if s.Charge.Kind == kind {
				made = append(made, object{name: s.Charge.ID, "amount": units(2).text(s.Amount)})
			}
		}
		return made
	}
	doc := f.account(object{
		"procNumsAndAmounts": list("procedure", alloc.KindProcedure), "payPlanChargeNumsAndAmounts": list("planCharge", alloc.KindPlanCharge), "allowOverpay": f.options.AllowOverpay,
	})
	splits, s, err := a.AppendPartial(nil, &f.ledger, f.payment, shares, f.options)
	answer := f.moved(&a, splits, s)
	deleted := []int64{}
	for _, s := range f.ledger.Splits {
		if s.Payment == f.payment.ID {
			deleted = append(deleted, s.ID)
		}
	}
	slices.Sort(deleted)
	answer["deleted"], answer["payment"] = deleted, recordAnswer(f.payment)
	holdAnswer(t, "alloc.partial", doc, err, answer)
}

// holdTransferred is the law that alloc.transfer and alloc.unearned move money as the
// calls do, and that what they move sums to nothing.
func holdTransferred(t rapid.TB, tp *tape, f family) {
	t.Helper()
	var a alloc.Allocator
	f.payment.Amount = 0
	splits, s, err := a.AppendTransfer(nil, &f.ledger, f.payment.Patient, f.options)
	answer := f.moved(&a, splits, s)
	answer["payment"], answer["net"] = recordAnswer(f.payment), "0.00"
	holdAnswer(t, "alloc.transfer", f.account(object{}), err, answer)
	var targets []alloc.Target
	var named []any
	for range tp.pick(4) {
		if n := len(f.ledger.Procedures); n > 0 && !tp.once(4) {
			targets = append(targets, alloc.Target{Kind: alloc.KindProcedure, ID: f.ledger.Procedures[tp.pick(n)].ID})
			named = append(named, object{"procedure": targets[len(targets)-1].ID})
		} else {
			targets = append(targets, alloc.Target{Kind: alloc.KindAdjustment, ID: id(tp.pick(3))})
			named = append(named, object{"adjustment": targets[len(targets)-1].ID})
		}
	}
	amount := tp.price()
	splits, s, err = a.AppendUnearned(nil, &f.ledger, f.payment.Patient, amount, targets, f.options)
	answer = f.moved(&a, splits, s)
	answer["payment"], answer["net"] = recordAnswer(f.payment), "0.00"
	holdAnswer(t, "alloc.unearned", f.account(object{"amount": units(2).text(amount), "targets": named}), err, answer)
}

// holdReplayed is the law that alloc.replay splits all payments of an account anew as
// the call does.
func holdReplayed(t rapid.TB, tp *tape, f family) {
	t.Helper()
	var payments []alloc.Payment
	for i := range f.ledger.Splits {
		s := &f.ledger.Splits[i]
		at := slices.IndexFunc(payments, func(p alloc.Payment) bool { return p.ID == s.Payment })
		if at < 0 {
			at, payments = len(payments), append(payments, alloc.Payment{ID: s.Payment, Patient: f.payment.Patient, Date: s.Date})
		}
		payments[at].Amount += s.Amount
	}
	for n := range 1 + tp.pick(3) {
		payments = append(payments, alloc.Payment{ID: int64(9100 - n), Patient: f.somebody(tp), Clinic: int64(tp.pick(2)), Date: tp.day(), Amount: tp.price()})
	}
	if tp.once(8) {
		payments[0].Amount++
	}
	doc := f.account(object{})
	delete(doc, "payment")
	doc["payments"] = rows(payments, func(p *alloc.Payment) any {
		return object{"payment": p.ID, "patient": p.Patient, "clinic": p.Clinic, "amount": units(2).text(p.Amount), "patientProvider": p.PatientProvider}.with("date", p.Date)
	})
	var a alloc.Allocator
	replayed, s, err := a.Replay(&f.ledger, payments, f.options)
	answer, byPayment := f.moved(&a, nil, s), object{}
	for i := range replayed {
		byPayment[strconv.FormatInt(replayed[i].Payment, 10)] = rows(replayed[i].Splits, paySplitAnswer)
	}
	delete(answer, "splits")
	answer["byPayment"] = byPayment
	holdAnswer(t, "alloc.replay", doc, err, answer)
}

// holdUndone is the law that alloc.refund and alloc.return undo a payment as the calls
// do: what was split of it, or other splits that happen to stand there.
func holdUndone(t rapid.TB, tp *tape, f family) {
	t.Helper()
	const number = 178
	paid := f.pay(new(alloc.Allocator))
	var splits []alloc.EarlierSplit
	total := money.Amount(0)
	for i, s := range paid.splits {
		total += s.Amount
		splits = append(splits, alloc.EarlierSplit{
			ID: id(i), Payment: number, Date: today, Amount: s.Amount, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic,
			Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, PlanCharge: s.PlanCharge, Debit: s.Debit, Unearned: s.Unearned,
		})
	}
	var refunded []int64
	switch tp.pick(12) {
	case 11:
		total++
	case 10:
		refunded = []int64{3, number}
	case 9:
		splits = f.ledger.Splits
	case 8:
		refunded = []int64{3}
	}
	notPerformed := tp.once(3)
	g := family{ledger: alloc.Ledger{Splits: splits, Unearned: unearned}, payment: alloc.Payment{ID: number, Patient: f.payment.Patient, Clinic: f.payment.Clinic, Amount: total, Date: today}}
	all := g.account(object{})
	base := object{"today": today.String(), "payment": all["payment"], "splits": all["splits"], "unearnedTypes": all["unearnedTypes"]}
	answer := func(back []alloc.PaySplit) object {
		var sum, loose money.Amount
		for _, s := range back {
			if sum += s.Amount; s.Unearned != 0 || s.Procedure == 0 && s.Adjustment == 0 && s.Plan == 0 {
				loose += s.Amount
			}
		}
		record := recordAnswer(alloc.Payment{Patient: g.payment.Patient, Clinic: g.payment.Clinic, Amount: sum, Date: today})
		return object{"payment": record, "splits": rows(back, paySplitAnswer), "unallocated": units(2).text(loose)}
	}
	back, err := alloc.AppendRefund(nil, number, total, splits, refunded)
	want := answer(back)
	if notPerformed {
		want["adjustments"] = rows(alloc.AppendNotPerformed(nil, back, today), func(a *alloc.Adjustment) any {
			return object{"patient": a.Patient, "provider": a.Provider, "clinic": a.Clinic, "amount": units(2).text(a.Amount), "procedure": a.Procedure}.with("date", a.Date)
		})
	}
	base["options"] = object{"refunded": append([]int64{}, refunded...), "workNotPerformed": notPerformed}
	holdAnswer(t, "alloc.refund", base, err, want)
	part := one(tp, tp.price(), total, max(1, total-1), total/2)
	back, err = alloc.AppendReturn(nil, number, part, splits)
	base["options"] = object{"amount": units(2).text(part)}
	holdAnswer(t, "alloc.return", base, err, answer(back))
}

// holdRecord is the law that alloc.update changes what it is told to in the record of a
// payment, an empty text too, and nothing of the money.
func holdRecord(t rapid.TB, tp *tape, f family) {
	t.Helper()
	p := f.payment
	p.ID = one[int64](tp, 9000, 9000, 0)
	want := recordAnswer(p)
	stored := object{"payment": p.ID, "patient": p.Patient, "clinic": p.Clinic, "amount": units(2).text(p.Amount)}.with("date", p.Date)
	changes := object{}
	for _, name := range []string{"checkNum", "bankBranch", "note", "payType", "PayType"} {
		said := name
		if name == "PayType" {
			said = "payTypeNum"
		}
		text := one(tp, "", "12798", "Check", "\"ü\n")
		stored[name], want[said] = text, text
		if tp.once(2) {
			text = one(tp, "", "7492", "12 months")
			changes[name], want[said] = text, text
		}
	}
	if tp.once(2) {
		changes["processStatus"], want["processStatus"] = "OnlinePending", "OnlinePending"
	}
	var err error
	if p.ID == 0 {
		err = money.ErrMissing
	}
	holdAnswer(t, "alloc.update", object{"payment": stored, "changes": changes}, err, object{"payment": want})
}

// holdMoves is the law that the operations on accounts beside alloc.pay answer as the
// calls do.
func holdMoves(t rapid.TB, data []byte) {
	f := readFamily(data)
	own := tape(slices.Clone(data)) // what is asked of the family is read from the end
	slices.Reverse(own)
	holdUndone(t, &own, f)
	holdRecord(t, &own, f)
	g := f.movable()
	holdPlacedDocument(t, &own, g)
	holdTransferred(t, &own, g)
	holdReplayed(t, &own, g)
}

func TestMoveDocumentsMoveAsCallsDo(t *testing.T) { law(holdMoves).check(t) }
func FuzzMoves(f *testing.F)                      { law(holdMoves).fuzz(f) }
