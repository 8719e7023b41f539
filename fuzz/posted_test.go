package fuzz_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// practice is what is known where a transaction is posted: the types and ids of the
// practice, and its system.
type practice struct {
	types []split.PaymentType
	used  []string
	to    split.Target
}

// systems are the names of the integrations, in the order of their values; the first is
// not known, and the last is any other.
var systems = []string{"", "opendental", "dentrix", "dentrixEnterprise", "eaglesoft", "Curve"}

func readPractice(t *tape) practice {
	p := practice{to: split.Target{Integration: split.Integration(t.pick(len(systems))), Refund: t.once(5), MergeByProvider: t.once(3)}}
	if t.once(2) {
		p.types = []split.PaymentType{{Name: "Cash"}, {ID: "7", Name: "Check"}}
	}
	if t.once(4) {
		p.used = []string{"NH:9", "NH:1"}
	}
	if !t.once(4) {
		p.to.ChargeProviders = map[string]string{"701": "P1", "702": "P2", "703": "P1", "0701": "P3"}
	}
	return p
}

// readPosted reads a transaction: mostly one that ties, split between providers or
// charges with ids that look alike; sometimes with an id twice, a cent off, a sign
// turned, or a field that is missing or cannot be read.
func readPosted(t *tape) split.Transaction {
	tx := split.Transaction{TypeName: one(t, "Cash", "Cash", "cash", ""), PaymentTypeID: one(t, "", "", "7", "8"), ID: "NH:" + strconv.Itoa(5+t.pick(8))}
	keys := []string{"701", "702", "703", "0701", "a b", ""}
	var parts []split.Part
	for i := range t.pick(5) {
		part := split.Part{Key: keys[i], Amount: max(1, t.price())}
		switch t.pick(24) {
		case 23:
			part.Key = keys[t.pick(len(keys))]
		case 22:
			part.Amount = -part.Amount
		case 21:
			part.Amount = 0
		case 20:
			part.Amount, part.Unread = money.Parse("1.005", 2)
		}
		tx.Amount += part.Amount
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		tx.Amount = t.price()
	}
	if t.once(2) {
		tx.Charges = parts
	} else {
		tx.Providers = parts
	}
	switch t.pick(32) {
	case 31:
		tx.Amount++
	case 30:
		tx.Amount, tx.Unread = money.Parse("ten", 2)
	case 29:
		tx.Charges, tx.Providers = parts, parts
	case 28:
		tx.ID = one(t, "", "201", strings.Repeat("NH:", 20))
	case 27:
		tx.InsurancePlan, tx.Claim = "4", one(t, "", "c9")
	case 26:
		tx.Amount = -tx.Amount
	}
	return tx
}

// partsDocument writes splits in their order, an id that stands there twice as well.
func partsDocument(parts []split.Part) rawDocument {
	text := []byte("{")
	for i, p := range parts {
		if i > 0 {
			text = append(text, ',')
		}
		key, err := json.Marshal(p.Key)
		if err != nil {
			panic(err)
		}
		text = append(append(text, key...), `:"`+postedAmount(p.Amount, p.Unread, "1.005")+`"`...)
	}
	return append(text, '}')
}

// postedAmount writes an amount, or the text that could not be read.
func postedAmount(a money.Amount, unread error, text string) string {
	if unread != nil {
		return text
	}
	return units(2).text(a)
}

func transactionDocument(tx *split.Transaction) object {
	o := object{
		"type_name": tx.TypeName, "payment_type_id": tx.PaymentTypeID, "transaction_id": tx.ID, "insurance_plan_id": tx.InsurancePlan, "claim_id": tx.Claim,
		"amount": postedAmount(tx.Amount, tx.Unread, "ten"), "paid_at": today.String(), "patient_id": 1,
	}.filled()
	if tx.Providers != nil {
		o["provider_splits"] = partsDocument(tx.Providers)
	}
	if tx.Charges != nil {
		o["charge_splits"] = partsDocument(tx.Charges)
	}
	return o
}

// document writes what is known of a practice.
func (p *practice) document() object {
	doc := object{
		"integration": systems[p.to.Integration], "refund": p.to.Refund, "mergeByProvider": p.to.MergeByProvider, "anyIntegration": p.to.Integration == split.OtherIntegration,
		"context": object{"usedTransactionIds": append([]string{}, p.used...), "paymentTypes": rows(p.types, func(t *split.PaymentType) any {
			if t.ID == "" {
				return t.Name
			}
			return object{"id": t.ID, "name": t.Name}
		})},
	}.filled()
	if p.to.ChargeProviders != nil {
		doc["chargeProvider"] = p.to.ChargeProviders
	}
	return doc
}

func (p *practice) known() split.Known {
	return split.Known{PaymentTypes: p.types, UsedIDs: p.used, To: p.to, Digits: 2}
}

// txNames are the fields of a transaction in NexHealth's words.
var txNames = map[string]string{
	"Providers": "provider_splits", "Charges": "charge_splits", "Amount": "amount", "TypeName": "type_name", "PaymentTypeID": "payment_type_id", "ID": "transaction_id",
	"InsurancePlan": "insurance_plan_id", "Claim": "claim_id",
}

// txPath is the place of a problem in a transaction that stands at a place of its own,
// and the field that it is about.
func txPath(at string, tx *split.Transaction, path string) (place, field string) {
	_, rest, _ := strings.Cut(path, ".")
	head, _, _ := strings.Cut(rest, ".")
	list, index, inList := strings.Cut(head, "[")
	field = txNames[list]
	if !inList {
		return at + "." + field, field
	}
	i, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
	if err != nil {
		panic(err)
	}
	key := slices.Concat(tx.Providers, tx.Charges)[i].Key
	if list == "Charges" {
		key = tx.Charges[i].Key
	}
	if key == "" || strings.Contains(key, " ") {
		return at + "." + field + `["` + key + `"]`, field
	}
	return at + "." + field + "." + key, field
}

func problemAnswer(p *split.Problem, path string) any {
	o := object{"message": p.Message, "want": p.Want, "got": p.Got, "difference": p.Difference}.filled()
	o["code"], o["path"] = p.Rule.Code(), path
	return o
}

// problemsAnswer writes problems in the order in which the fields stand in the document,
// which is that of their names; what is not there comes last.
func problemsAnswer(at string, tx *split.Transaction, found []split.Problem) []any {
	there := transactionDocument(tx)
	place := func(p split.Problem) (rank string) {
		_, field := txPath(at, tx, p.Path)
		if _, is := there[field]; !is {
			return "~"
		}
		return field
	}
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b split.Problem) int { return strings.Compare(place(a), place(b)) })
	return rows(found, func(p *split.Problem) any {
		path, _ := txPath(at, tx, p.Path)
		return problemAnswer(p, path)
	})
}

func reportAnswer(at string, tx *split.Transaction, r *split.Report) object {
	o := object{
		"ok": r.OK(), "transactionId": tx.ID, "kind": r.Kind.String(), "sum": nil, "difference": nil,
		"problems": problemsAnswer(at, tx, r.Problems), "warnings": problemsAnswer(at, tx, r.Warnings),
	}
	if r.Summed {
		o["sum"], o["difference"] = units(2).text(r.Sum), units(2).text(r.Difference)
	}
	return o
}

func paymentAnswer(p *split.Payment) any {
	return object{"provider": orNull(p.Provider), "charge": orNull(p.Charge), "amount": units(2).text(p.Amount), "transactionId": p.Transaction}
}

// holdPostedDocuments is the law that the operations on transactions answer as the calls
// do: one transaction, a submission, the payments that it becomes, and what came back.
func holdPostedDocuments(t rapid.TB, data []byte) {
	tp := tape(data)
	p := readPractice(&tp)
	var txs []split.Transaction
	for range 1 + tp.pick(4) {
		txs = append(txs, readPosted(&tp))
	}
	tx := txs[0]
	doc := p.document()
	doc["transaction"] = transactionDocument(&tx)
	report := split.Validate(tx, p.known())
	holdAnswer(t, "split.validate", doc, nil, reportAnswer("transaction", &tx, &report))
	plan, err := split.PlanPayments(tx, p.to, p.known())
	if p.to.Integration == 0 {
		err = money.ErrMissing
	}
	merged := object{}
	for _, m := range plan.Merged {
		merged[m.Key] = units(2).text(m.Amount)
	}
	holdAnswer(t, "split.plan", doc, err, object{
		"ok": true, "payments": rows(plan.Payments, paymentAnswer), "sum": units(2).text(plan.Sum), "substitutions": len(plan.Substitutions), "mergedByProvider": merged,
		"substituted": rows(plan.Substitutions, func(s *split.Substitution) any {
			return object{"charge": s.Charge, "provider": s.Provider, "amount": units(2).text(s.Amount)}
		}),
		"ledger": rows(plan.Payments, func(p *split.Payment) any { return units(2).text(p.Ledger) }), "asAdjustment": plan.AsAdjustment,
	})
	delete(doc, "transaction")
	doc["transactions"] = rows(txs, func(tx *split.Transaction) any { return transactionDocument(tx) })
	ok, answers := true, []any{}
	for i, r := range split.ValidateAll(txs, p.known()) {
		ok = ok && r.OK()
		answers = append(answers, reportAnswer("transactions["+strconv.Itoa(i)+"]", &txs[i], &r))
	}
	holdAnswer(t, "split.validate", doc, nil, object{"ok": ok, "reports": answers})
	holdReconciled(t, &tp, &p, tx, plan.Payments)
}

// holdReconciled is the law that split.reconcile compares a transaction with the ledger
// as the call does: with the payments that it became, some of them changed or missing,
// and with rows of others.
func holdReconciled(t rapid.TB, tp *tape, p *practice, tx split.Transaction, payments []split.Payment) {
	t.Helper()
	var ledger []split.LedgerRow
	for _, pay := range payments {
		row := split.LedgerRow{Transaction: tx.ID, Amount: pay.Ledger, Provider: pay.Provider, Charge: pay.Charge}
		switch tp.pick(12) {
		case 11:
			continue
		case 10:
			row.Amount++
		case 9:
			row.Provider = "P9"
		case 8:
			row.Claim = "c9"
		case 7:
			row.Transaction = one(tp, "", "NH:77")
		}
		ledger = append(ledger, row)
	}
	if tp.once(4) {
		ledger = append(ledger, split.LedgerRow{Transaction: tx.ID, Amount: -tp.price()})
	}
	seen := split.Seen{Rows: ledger, To: p.to, Said: split.Webhook(tp.pick(3)), Digits: 2}
	found, err := split.Reconcile(tx, seen)
	doc := p.document()
	delete(doc, "context")
	doc["transaction"] = transactionDocument(&tx)
	doc["webhook"] = []string{"", "complete", "failed"}[seen.Said]
	doc["ledger"] = rows(ledger, func(r *split.LedgerRow) any {
		return object{"transaction_id": r.Transaction, "amount": units(2).text(r.Amount), "provider_id": r.Provider, "charge_id": r.Charge, "claim_id": r.Claim}.filled()
	})
	row := func(i *int) any {
		r := &ledger[*i]
		return object{"row": *i, "id": nil, "provider": orNull(r.Provider), "charge": orNull(r.Charge), "amount": units(2).text(r.Amount), "payer": r.Payer().String()}
	}
	problem := func(p *split.Problem) any {
		path := strings.NewReplacer("seen.Said", "webhook", "seen.Rows", "ledger", ".Amount", ".amount").Replace(p.Path)
		if strings.HasPrefix(path, "tx.") {
			path, _ = txPath("transaction", &tx, p.Path)
		}
		return problemAnswer(p, path)
	}
	holdAnswer(t, "split.reconcile", doc.filled(), err, object{
		"ok": found.OK(), "transactionId": tx.ID, "state": found.State.String(), "posted": units(2).text(found.Posted), "difference": units(2).text(found.Difference),
		"rows": rows(found.Rows, row), "byPayer": object{"patient": units(2).text(found.Patient), "insurance": units(2).text(found.Insurance)},
		"missing": rows(found.Missing, paymentAnswer), "extra": rows(found.Extra, row), "problems": rows(found.Problems, problem), "warnings": rows(found.Warnings, problem),
	})
}

func TestPostedDocumentsAnswerAsCallsDo(t *testing.T) { law(holdPostedDocuments).check(t) }
func FuzzPostedDocuments(f *testing.F)                { law(holdPostedDocuments).fuzz(f) }

// holdSharedDocuments is the law that what shares an amount by percents, over the oldest
// charges, or between insurance and the patient, answers as the calls do.
func holdSharedDocuments(t rapid.TB, data []byte) {
	tp := tape(data)
	holdPercent(t, &tp)
	var charges []split.Charge
	for i := range tp.pick(6) {
		charges = append(charges, split.Charge{ID: []string{"7", "007", "12", "a", "9", "7"}[i], Date: tp.day(), Due: one(&tp, tp.price(), tp.price(), 0)})
	}
	amount, rule := tp.price(), split.FillRule{Whole: tp.once(3)}
	parts, left, err := split.FillOldestFirst(amount, charges, rule)
	holdAnswer(t, "split.fill", object{"amount": units(2).text(amount), "whole": rule.Whole, "charges": rows(charges, func(c *split.Charge) any {
		return object{"id": c.ID, "date": c.Date.String(), "due": units(2).text(c.Due)}
	})}, err, object{"unapplied": units(2).text(left), "splits": rows(parts, func(p *split.Part) any {
		return object{"id": p.Key, "amount": units(2).text(p.Amount)}
	})})
	claims := split.ChargeClaims{Fee: tp.price()}
	basis, some := "estimates", func() (list []money.Amount) {
		for range tp.pick(3) {
			list = append(list, one(&tp, claims.Fee/2, tp.price()))
		}
		return list
	}
	claims.PaymentEstimates, claims.WriteOffEstimates = some(), some()
	if tp.once(2) {
		if claims.WriteOffs = some(); !tp.once(4) {
			claims.WriteOffEstimates, claims.PaymentEstimates = nil, nil
		}
	}
	if len(claims.WriteOffs) > 0 {
		basis = "writeOffs"
	}
	part, err := split.PatientAmount(claims)
	holdAnswer(t, "split.patientAmount", object{
		"fee": units(2).text(claims.Fee), "paymentEstimates": units(2).texts(claims.PaymentEstimates), "writeOffEstimates": units(2).texts(claims.WriteOffEstimates), "writeOffs": units(2).texts(claims.WriteOffs),
	}, err, object{"patientAmount": units(2).text(part), "basis": basis})
}

// holdPercent is the law that split.percent shares as the call does: percents that come
// to a hundred or leave a rest to one, and some that do not.
func holdPercent(t rapid.TB, tp *tape) {
	t.Helper()
	amount, parties := tp.price()*money.Amount(tp.pick(3)-1), 1+tp.pick(6)
	var texts []string
	left := 1000
	for range parties - 1 {
		tenths := tp.pick(100) * left / 150
		left -= tenths
		texts = append(texts, money.Amount(tenths).Format(1))
	}
	last := money.Amount(left).Format(1)
	switch tp.pick(8) {
	case 7, 6, 5:
		last = "rest"
	case 4:
		last = one(tp, "0", "1.25", "100")
	}
	texts = append(texts, last)
	percents, err := split.Percents(texts...)
	if err != nil {
		t.Fatalf("%v: %v", texts, err)
	}
	var rule split.PercentRule
	var word string
	rule.Rule, word = readRule(tp, parties)
	rule.Rounding = money.Rounding(tp.pick(8))
	doc := object{"amount": units(2).text(amount), "percents": texts, "policy": word, "step": units(2).text(rule.Step), "rounding": roundingWords[rule.Rounding]}.filled()
	if rule.Max != nil {
		doc["max"] = units(2).texts(rule.Max)
	}
	shares, rest, err := split.ByPercent(amount, percents, rule)
	holdAnswer(t, "split.percent", doc, err, object{"shares": units(2).texts(shares), "remainder": units(2).text(rest)})
}

func TestSharedDocumentsAnswerAsCallsDo(t *testing.T) { law(holdSharedDocuments).check(t) }
func FuzzSharedDocuments(f *testing.F)                { law(holdSharedDocuments).fuzz(f) }
