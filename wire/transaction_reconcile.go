package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/split"
)

var splitReconcile = operation{
	name:    "split.reconcile",
	summary: "compare a NexHealth transaction with the practice's ledger after it was posted",
	example: `{"transaction": ` + transactionExample + `, "ledger": [{"id": 9001, "transaction_id": "NH:201", "amount": "-100.00", "provider_id": "001"}, ` +
		`{"id": 9002, "transaction_id": "NH:201", "amount": "-50.00", "provider_id": "002"}], "webhook": "complete"}`,
	shape: document(append([]*field{
		transactionField("the transaction; its id and amount are enough"),
		list("ledger", func(d any) any { return grow(&d.(*transactionDoc).ledger) }, ledgerShape, "the practice's payments, as NexHealth returns them; those of other transactions are left out"),
		word("webhook", func(d any, i int) { d.(*transactionDoc).webhook = split.Webhook(i) }, webhookWords, "what the integration has said, if it has"),
	}, targetFields()...)...),
	run: func(c *call) error {
		var doc transactionDoc
		if err := c.readAnyTransaction(&doc); err != nil {
			return err
		}
		rows := make([]split.LedgerRow, len(doc.ledger))
		for i := range doc.ledger {
			if err := c.checkCurrency(doc.ledger[i].currency, "ledger["+strconv.Itoa(i)+"]"); err != nil {
				return err
			}
			rows[i] = doc.ledger[i].LedgerRow
		}
		found, err := split.Reconcile(doc.transaction.fields().tx, split.Seen{Rows: rows, To: doc.target, Said: doc.webhook, Digits: c.doc.digits})
		if err != nil {
			return c.refuseTransaction(&doc, err)
		}
		c.writeReconciliation(&doc, &found)
		if c.explain() {
			c.out.trace(doc.explainReconciliation(&found))
		}
		c.out.close()
		return nil
	},
}

// writeReconciliation begins the result of a comparison with the ledger.
func (c *call) writeReconciliation(doc *transactionDoc, found *split.Reconciliation) {
	w := c.out
	w.open()
	w.flag("ok", found.OK())
	w.text("transactionId", doc.transaction.fields().tx.ID)
	w.text("state", found.State.String())
	w.amount("posted", found.Posted)
	w.amount("difference", found.Difference)
	w.list("rows", len(found.Rows), func(i int) { w.ledgerRow(doc, found.Rows[i]) })
	w.key("byPayer")
	w.open()
	w.amount(split.Patient.String(), found.Patient)
	w.amount(split.Insurance.String(), found.Insurance)
	w.close()
	w.list("missing", len(found.Missing), func(i int) { w.plannedPayment(&found.Missing[i]) })
	w.list("extra", len(found.Extra), func(i int) { w.ledgerRow(doc, found.Extra[i]) })
	w.problems("problems", c.locatedIn(doc, found.Problems))
	w.problems("warnings", c.locatedIn(doc, found.Warnings))
}

// locatedIn puts the problems of a comparison under the document's names.
func (c *call) locatedIn(doc *transactionDoc, found []split.Problem) []problem {
	problems := make([]problem, len(found))
	for i, p := range found {
		problems[i] = problem{Problem: p, at: c.pathOf(doc, p.Path)}
	}
	return problems
}

// ledgerRow writes a row of the ledger, with its place in the document.
func (w *writer) ledgerRow(doc *transactionDoc, i int) {
	row := &doc.ledger[i]
	w.open()
	w.number("row", int64(i))
	w.textOrNull("id", row.id)
	w.textOrNull("provider", row.Provider)
	w.textOrNull("charge", row.Charge)
	w.amount("amount", row.Amount)
	w.text("payer", row.Payer().String())
	w.close()
}

// explainReconciliation adds the rows of the transaction up.
func (doc *transactionDoc) explainReconciliation(found *split.Reconciliation) []traceStep {
	tx := &doc.transaction.fields().tx
	steps := make([]traceStep, 0, len(found.Rows)+1)
	posted := split.Reconciliation{}.Posted
	for _, i := range found.Rows {
		row := &doc.ledger[i]
		after, err := posted.Sub(row.Amount)
		if err != nil {
			after = posted // cannot be: the engine has summed them in this order
		}
		steps = append(steps, traceStep{rule: "row", subject: "ledger row " + strconv.Itoa(i), before: posted, after: after, amount: row.Amount, note: "carries the transaction's id; paid by " + row.Payer().String()})
		posted = after
	}
	return append(steps, traceStep{rule: found.State.String(), subject: "transaction " + tx.ID, before: posted, after: found.Difference, amount: tx.Amount, note: "what was posted less the amount"})
}
