package wire

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// transactionDoc is the document of an operation on NexHealth transactions.
type transactionDoc struct {
	transaction  *transactionRow
	transactions []transactionRow
	context      contextDoc
	integration  string
	anyEHR       bool
	target       split.Target
	ledger       []ledgerRow
	webhook      split.Webhook
}

// contextDoc is what is known of the practice.
type contextDoc struct {
	types []split.PaymentType
	used  []string
}

// ledgerRow is a payment as NexHealth's API returns it.
type ledgerRow struct {
	split.LedgerRow
	id, currency string
}

// submissionField is several transactions.
func submissionField() *field {
	return &field{name: "transactions", kind: KindList, shape: nexHealthShape, doc: "several of one submission instead: an id that an earlier one has is taken", read: func(d *decoder, into any) error {
		rows := &into.(*transactionDoc).transactions
		return d.list(func() error {
			*rows = append(*rows, transactionRow{at: d.where()})
			return d.object(nexHealthShape, &(*rows)[len(*rows)-1])
		})
	}}
}

// transactionField is the transaction that an operation is about.
func transactionField(doc string) *field {
	f := &field{name: "transaction", kind: KindObject, shape: nexHealthShape, doc: doc, read: func(d *decoder, into any) error {
		row := &transactionRow{at: d.where()}
		into.(*transactionDoc).transaction = row
		return d.object(nexHealthShape, row)
	}}
	return f.od("payment_transaction")
}

// practiceField is what is known of the practice.
func practiceField() *field {
	return object("context", func(d any) any { return &d.(*transactionDoc).context }, &shape{[]*field{
		{name: "paymentTypes", kind: KindNames, shape: paymentTypeShape, doc: "the practice's payment types, as names or as objects with id and name; without any, types are not looked up", read: func(d *decoder, into any) error {
			rows := &into.(*contextDoc).types
			return d.list(func() error {
				*rows = append(*rows, split.PaymentType{})
				last := &(*rows)[len(*rows)-1]
				if d.json.PeekKind() == '{' {
					return d.object(paymentTypeShape, last)
				}
				return d.text(&last.Name)
			})
		}},
		texts("usedTransactionIds", func(d any) *[]string { return &d.(*contextDoc).used }, "the transaction ids that are taken"),
	}}, "what is known of the practice")
}

var paymentTypeShape = &shape{[]*field{
	text("id", func(t any) *string { return &t.(*split.PaymentType).ID }, "what payment_type_id names"),
	text("name", func(t any) *string { return &t.(*split.PaymentType).Name }, "what type_name names"),
}}

// targetFields say where a transaction is posted.
func targetFields() []*field {
	type D = transactionDoc
	return []*field{
		text("integration", func(d any) *string { return &d.(*D).integration }, "the practice's system: opendental, dentrix, dentrixEnterprise or eaglesoft"),
		flag("anyIntegration", func(d any) *bool { return &d.(*D).anyEHR }, "accept any other system, as one that holds the charge of a payment"),
		textsByID("chargeProvider", func(d any) *map[string]string { return &d.(*D).target.ChargeProviders }, "the provider of each charge, under the charge's id; Dentrix needs it"),
		flag("refund", func(d any) *bool { return &d.(*D).target.Refund }, "the transaction gives money back"),
		flag("mergeByProvider", func(d any) *bool { return &d.(*D).target.MergeByProvider }, "one payment a provider; without it one a charge"),
	}
}

var ledgerShape = &shape{[]*field{
	text("id", func(r any) *string { return &r.(*ledgerRow).id }, "the payment's own id"),
	text("transaction_id", func(r any) *string { return &r.(*ledgerRow).Transaction }, "the transaction that it comes from; null for any other payment"),
	amount("amount", func(r any) *money.Amount { return &r.(*ledgerRow).Amount }, "below zero for a payment, above for a refund"),
	text("currency", func(r any) *string { return &r.(*ledgerRow).currency }, "that of the transaction"),
	text("provider_id", func(r any) *string { return &r.(*ledgerRow).Provider }, "the provider that it is for"),
	text("charge_id", func(r any) *string { return &r.(*ledgerRow).Charge }, "the charge that it pays"),
	text("insurance_plan_id", func(r any) *string { return &r.(*ledgerRow).InsurancePlan }, "not null where insurance paid"),
	text("claim_id", func(r any) *string { return &r.(*ledgerRow).Claim }, "not null where insurance paid"),
	ignored("patient_id"), ignored("paid_at"), ignored("type_name"), ignored("payment_type_id"), ignored("created_at"), ignored("updated_at"),
}}

// webhookWords are the words of split.Webhook, in the order of its values.
var webhookWords = []string{"", "complete", "failed"}

// readTransaction reads a document and checks that it has its transaction, in one
// currency.
func (c *call) readTransaction(doc *transactionDoc) error {
	if err := c.read(doc); err != nil {
		return err
	}
	if doc.transaction == nil {
		if len(doc.transactions) > 0 {
			return nil
		}
		return c.refuseHere("transaction", money.ErrMissing, nil)
	}
	return c.checkRow(doc.transaction)
}

// refuseHere returns the error for a field of the document, by its JSON path.
func (c *call) refuseHere(path string, rule *money.Rule, value any) error {
	return c.refuseAt(&money.FieldError{Path: path, Value: value, Err: rule}, func(path string) string { return path })
}

// checkRow refuses a transaction that is wrapped and not, or in another currency.
func (c *call) checkRow(row *transactionRow) error {
	if row.mixed {
		return c.refuseHere(row.wrapped.at, errDuplicateKey, money.Fact("there are fields inside it and beside it"))
	}
	row = row.fields()
	return c.checkCurrency(row.currency, row.at)
}

// checkCurrency refuses a currency that is not the document's.
func (c *call) checkCurrency(currency, at string) error {
	if want := c.doc.currency; currency != "" && currency != want && (want != "" || currency != "USD") {
		if want == "" {
			want = "USD"
		}
		return c.refuseHere(at+".currency", errCurrencies, money.Fact("got "+strconv.Quote(clip(currency))+", the amounts are in "+want))
	}
	return nil
}

// known returns what is known of the practice.
func (c *call) known(doc *transactionDoc) split.Known {
	return split.Known{PaymentTypes: doc.context.types, UsedIDs: doc.context.used, To: doc.target, Digits: c.doc.digits}
}

// readAnyTransaction reads the document of an operation that needs no system, and finds
// the one that it names.
func (c *call) readAnyTransaction(doc *transactionDoc) error {
	if err := c.readTransaction(doc); err != nil || doc.integration == "" {
		return err
	}
	return c.findTarget(doc)
}

// findTarget reads the integration, which must be there.
func (c *call) findTarget(doc *transactionDoc) error {
	to, err := split.ParseIntegration(doc.integration)
	switch {
	case doc.integration == "":
		return c.refuseHere("integration", money.ErrMissing, nil)
	case err != nil && doc.anyEHR:
		to, err = split.OtherIntegration, nil
	case err != nil:
		return c.refuse(err, nil)
	}
	doc.target.Integration = to
	return nil
}

// refuseTransaction turns an engine's error about the transaction into the
// document's.
func (c *call) refuseTransaction(doc *transactionDoc, err error) error {
	return asError(err, c.doc.digits, func(path string) string { return c.pathOf(doc, path) })
}

// pathOf translates a Go path of an operation on one transaction.
func (c *call) pathOf(doc *transactionDoc, path string) string {
	if rest, ok := strings.CutPrefix(path, "tx."); ok {
		path, _ := doc.transaction.pathIn(rest)
		return path
	}
	if rest, ok := strings.CutPrefix(path, "seen.Rows"); ok {
		return c.written("ledger" + strings.Replace(rest, ".Amount", ".amount", 1))
	}
	if path == "seen.Said" {
		return "webhook"
	}
	return c.written(jsonPath(path, nil))
}

// pathIn translates a Go path inside the transaction, and tells where the field
// stands: at the end of all where it is not there.
func (row *transactionRow) pathIn(path string) (json string, at place) {
	row = row.fields()
	name, step := row.path(path)
	at, there := row.places[name]
	if !there {
		return row.at + "." + name + step, place{offset: math.MaxInt64}
	}
	return at.path + step, at
}

// problem is an entry of a report with its place in the document.
type problem struct {
	split.Problem
	at     string
	offset int64
}

// located puts the problems of a transaction in the order of the document, those of
// what is not there last, under the document's names.
func located(row *transactionRow, found []split.Problem) []problem {
	problems := make([]problem, len(found))
	for i, p := range found {
		_, rest, _ := strings.Cut(p.Path, ".")
		path, at := row.pathIn(rest)
		problems[i] = problem{p, path, at.offset}
	}
	slices.SortStableFunc(problems, func(a, b problem) int { return cmp.Compare(a.offset, b.offset) })
	return problems
}

// problems writes the problems or the warnings of a report.
func (w *writer) problems(name string, problems []problem) {
	w.list(name, len(problems), func(i int) {
		p := &problems[i]
		w.openFinding(finding{p.Rule, p.at, p.Message, p.Want, p.Got, p.Difference})
		w.close()
	})
}
