package wire

import (
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
)

// transactionExample is NexHealth's own example.
const transactionExample = `{"currency": "USD", "provider_splits": {"001": "100", "002": "50"}, "patient_id": 1234, "amount": 150, ` +
	`"type_name": "NexHealth Credit Card Payment", "transaction_id": "NH:201", "paid_at": "2024-11-30"}`

var splitValidate = operation{
	name:    "split.validate",
	summary: "check a NexHealth payment transaction before it is posted",
	example: `{"transaction": ` + transactionExample + `, "context": {"paymentTypes": ["NexHealth Credit Card Payment", "Cash"], "usedTransactionIds": ["NH:200"]}}`,
	shape: document(append([]*field{
		transactionField("the transaction, as NexHealth takes it"),
		submissionField(),
		practiceField(),
	}, targetFields()...)...),
	run: func(c *call) error {
		var doc transactionDoc
		if err := c.readAnyTransaction(&doc); err != nil {
			return err
		}
		if doc.transaction != nil && len(doc.transactions) > 0 {
			return c.refuseHere("transactions", errDuplicateKey, money.Fact("transaction is given as well"))
		}
		if doc.transaction == nil {
			return c.validateAll(&doc)
		}
		report := split.Validate(doc.transaction.fields().tx, c.known(&doc))
		c.writeReport(doc.transaction, &report)
		if c.explain() {
			c.out.trace(explainReport(&doc.transaction.fields().tx, &report))
		}
		c.out.close()
		return nil
	},
}

// validateAll writes the reports of a submission.
func (c *call) validateAll(doc *transactionDoc) error {
	txs := make([]split.Transaction, len(doc.transactions))
	for i := range doc.transactions {
		row := &doc.transactions[i]
		if err := c.checkRow(row); err != nil {
			return err
		}
		txs[i] = row.fields().tx
	}
	reports := split.ValidateAll(txs, c.known(doc))
	ok := true
	for i := range reports {
		ok = ok && reports[i].OK()
	}
	c.out.open()
	c.out.flag("ok", ok)
	var steps []traceStep
	c.out.list("reports", len(reports), func(i int) {
		c.writeReport(&doc.transactions[i], &reports[i])
		c.out.close()
		steps = append(steps, explainReport(&txs[i], &reports[i])...)
	})
	if c.explain() {
		c.out.trace(steps)
	}
	c.out.close()
	return nil
}

// writeReport begins the result of a transaction that was checked.
func (c *call) writeReport(row *transactionRow, report *split.Report) {
	w := c.out
	w.open()
	w.flag("ok", report.OK())
	w.text("transactionId", row.fields().tx.ID)
	w.text("kind", report.Kind.String())
	w.amountIf("sum", report.Sum, report.Summed)
	w.amountIf("difference", report.Difference, report.Summed)
	w.problems("problems", located(row, report.Problems))
	w.problems("warnings", located(row, report.Warnings))
}

// amountIf writes an amount, or null where there is none.
func (w *writer) amountIf(name string, a money.Amount, there bool) {
	if there {
		w.amount(name, a)
		return
	}
	w.null(name)
}

// explainReport sums the splits one by one.
func explainReport(tx *split.Transaction, report *split.Report) []traceStep {
	parts := tx.Providers
	if report.Kind == split.ByCharge {
		parts = tx.Charges
	}
	if !report.Summed || len(parts) == 0 {
		return []traceStep{{rule: "amount", subject: "transaction " + tx.ID, before: tx.Amount, after: tx.Amount, amount: tx.Amount, note: "one payment, or splits that cannot be summed"}}
	}
	steps := make([]traceStep, len(parts))
	left := tx.Amount
	for i := range parts {
		after, err := left.Sub(parts[i].Amount)
		if err != nil {
			after = left // out of range halfway, and back in range at the end
		}
		steps[i] = traceStep{rule: "sum", subject: report.Kind.String() + " " + parts[i].Key, before: left, after: after, amount: parts[i].Amount, note: "taken from what the splits have left to explain of the amount"}
		left = after
	}
	return steps
}

var splitPlan = operation{
	name:    "split.plan",
	summary: "the payments that a NexHealth transaction becomes in the practice's system",
	example: `{"transaction": {"currency": "USD", "charge_splits": {"701": "90.00", "702": "35.00", "703": "25.00"}, "patient_id": 77, "amount": "150.00", "type_name": "Cash", ` +
		`"transaction_id": "AC:9", "paid_at": "2025-02-01"}, "integration": "dentrix", "chargeProvider": {"701": "P1", "702": "P2", "703": "P1"}}`,
	shape: document(append([]*field{transactionField("the transaction, as NexHealth takes it"), practiceField()}, targetFields()...)...),
	run: func(c *call) error {
		var doc transactionDoc
		if err := c.readTransaction(&doc); err != nil {
			return err
		}
		if err := c.findTarget(&doc); err != nil {
			return err
		}
		plan, err := split.PlanPayments(doc.transaction.fields().tx, doc.target, c.known(&doc))
		if err != nil {
			return c.refuseTransaction(&doc, err)
		}
		c.writePlan(&plan)
		if c.explain() {
			c.out.trace(doc.explainPlan(&plan))
		}
		c.out.close()
		return nil
	},
}

// writePlan begins the result of a transaction that was planned.
func (c *call) writePlan(plan *split.Posting) {
	w := c.out
	w.open()
	w.flag("ok", true)
	w.list("payments", len(plan.Payments), func(i int) { w.plannedPayment(&plan.Payments[i]) })
	w.amount("sum", plan.Sum)
	w.number("substitutions", int64(len(plan.Substitutions)))
	w.list("substituted", len(plan.Substitutions), func(i int) {
		s := &plan.Substitutions[i]
		w.open()
		w.text("charge", s.Charge)
		w.text("provider", s.Provider)
		w.amount("amount", s.Amount)
		w.close()
	})
	w.key("mergedByProvider")
	w.open()
	for i := range plan.Merged {
		w.amount(plan.Merged[i].Key, plan.Merged[i].Amount)
	}
	w.close()
	w.list("ledger", len(plan.Payments), func(i int) { w.bareAmount(plan.Payments[i].Ledger) })
	w.flag("asAdjustment", plan.AsAdjustment)
}

// plannedPayment writes a planned payment.
func (w *writer) plannedPayment(p *split.Payment) {
	w.open()
	w.textOrNull("provider", p.Provider)
	w.textOrNull("charge", p.Charge)
	w.amount("amount", p.Amount)
	w.text("transactionId", p.Transaction)
	w.close()
}

// explainPlan says of each split which payment it becomes.
func (doc *transactionDoc) explainPlan(plan *split.Posting) []traceStep {
	tx := &doc.transaction.fields().tx
	if tx.Kind() == split.Unsplit {
		p := &plan.Payments[0]
		return []traceStep{{rule: "unsplit", subject: "transaction " + tx.ID, before: p.Amount, after: p.Ledger, amount: p.Amount, note: "one payment; the ledger shows it with the sign turned unless it is a refund"}}
	}
	rule, note, parts := "provider", "a payment for that provider", tx.Providers
	if tx.Kind() == split.ByCharge {
		rule, note, parts = "charge", "a payment for that charge", tx.Charges
	}
	steps := make([]traceStep, len(parts))
	sum := money.Amount(0)
	for i := range parts {
		after, err := sum.Add(parts[i].Amount)
		if err != nil {
			after = sum // cannot be: the parts of a valid transaction sum
		}
		steps[i] = traceStep{rule: rule, subject: rule + " " + parts[i].Key, before: sum, after: after, amount: parts[i].Amount, note: note}
		if i < len(plan.Substitutions) {
			steps[i].rule, steps[i].note = "substitution", "the system cannot hold the charge: a payment for its provider "+plan.Substitutions[i].Provider
		}
		sum = after
	}
	return steps
}
