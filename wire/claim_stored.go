package wire

import (
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// storedField is the check that an operation is about.
func storedField() *field {
	return object("payment", func(c any) any { return &c.(*claimDoc).stored }, storedCheckShape, "the check as it is stored")
}

var claimUpdate = operation{
	name:    "claim.update",
	summary: "what a stored check comes to when it changes: final or partial, or locked by its deposit",
	example: `{"payment": {"claimPaymentNum": 1434, "checkAmt": "300.00", "isPartial": true}, "newCheckAmt": "450.99", "claimProcs": [` +
		`{"claimProcNum": 1, "claimNum": 900, "status": "Received", "insPayAmt": "300.99", "claimPaymentNum": 1434}, ` +
		`{"claimProcNum": 2, "claimNum": 901, "status": "Received", "insPayAmt": "150.00", "claimPaymentNum": 1434}]}`,
	shape: document(append([]*field{
		storedField(),
		ids("claimNums", func(c any) *[]int64 { return &c.(*claimDoc).claimNums }, "whose claim procedures count where options.pool takes unattached ones (default the claims of those attached)"),
		claimProcsField(), claimOptionsField(),
	}, changeFields()...)...),
	run: func(c *call) error {
		doc := newClaimDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		update := doc.update(c.op.shape)
		var k claimcheck.Checker
		var v claimcheck.Verdict
		if err := k.Update(&v, doc.stored.Stored, update, doc.rows, doc.checkOptions(c.doc)); err != nil {
			return c.refuse(err, nil)
		}
		c.openVerdict(&v)
		c.out.flag("wasPartial", doc.stored.Partial)
		c.out.list("counted", len(v.Counted), func(i int) { c.out.bareNumber(v.Counted[i]) })
		c.out.excluded(v.Excluded)
		c.writeFindings(v.Problems, v.Hints)
		amount := doc.stored.Amount
		if update.Given {
			amount = update.Amount
		}
		if v.OK() {
			doc.apply(c.op.shape)
			after := doc.stored.Stored
			after.Amount, after.Partial = c.wholeUnits(amount), v.Partial
			c.out.checkRecord(after, &doc.stored.checkRecord)
		}
		if c.explain() {
			c.explainVerdict(&v, doc.rows, amount)
		}
		c.out.close()
		return nil
	},
}

// update returns the change of a stored check. A deposit that is given counts,
// unless the document says that the office does not create deposits by itself.
func (c *claimDoc) update(s *shape) claimcheck.Update {
	o := &c.options
	off := o.autoOff()
	u := claimcheck.Update{Amount: c.checkAmt, Given: c.has(s, "newCheckAmt"), Pool: o.pool, Claims: c.claimNums}
	u.AutoDeposit, u.DepositAmount, u.OthersTotal = o.autoDeposit.given && !off, o.autoDeposit.amount, o.autoDeposit.others
	return u
}

// autoOff reports whether the document says that deposits are not created by
// themselves.
func (o *claimOptions) autoOff() bool {
	for i, f := range claimOptionsShape.fields {
		if f.name == "autoDepositEnabled" {
			return o.given&(1<<i) != 0 && !o.auto
		}
	}
	return false
}

var claimDelete = operation{
	name:    "claim.delete",
	summary: "whether a stored check can be deleted, and what goes with it",
	example: `{"payment": {"claimPaymentNum": 124, "depositNum": 0, "eobCount": 0}, "claimProcs": [` +
		`{"claimProcNum": 1, "claimNum": 5, "status": "Received", "insPayAmt": "95.00", "claimPaymentNum": 124}]}`,
	shape: document(storedField(), claimProcsField(), claimOptionsField(), todayField()),
	run: func(c *call) error {
		doc := newClaimDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		stored := doc.stored.Stored
		stored.EnteredToday = schedule.IsSet(doc.today) && doc.stored.entered == doc.today
		var k claimcheck.Checker
		var d claimcheck.Deletion
		if err := k.Delete(&d, stored, doc.rows, claimcheck.Relax{AutoDeposit: doc.options.auto, OnDeposit: doc.options.onDeposit}); err != nil {
			return c.refuse(err, nil)
		}
		c.out.open()
		c.out.flag("ok", d.OK())
		c.out.list("detach", len(d.Detach), func(i int) { c.out.bareNumber(d.Detach[i]) })
		c.out.flag("deleteDeposit", d.Deposit)
		c.out.flag("clearDateInsFinalized", d.ClearDate)
		c.writeFindings(d.Problems, nil)
		if c.explain() {
			c.out.trace(explainDelete(&doc, &d))
		}
		c.out.close()
		return nil
	},
}

var claimEdit = operation{
	name:    "claim.edit",
	summary: "whether a claim procedure can change, or is locked by its check",
	example: `{"claimProc": {"claimProcNum": 1, "claimNum": 5, "status": "Received", "insPayAmt": "95.00"}, "newInsPayAmt": "96.00"}`,
	shape: document(
		object("claimProc", func(c any) any { return &c.(*claimDoc).row }, claimProcShape, "the claim procedure as it is stored"),
		amount("newInsPayAmt", func(c any) *money.Amount { return &c.(*claimDoc).edit.Amount }, "what insurance paid after all (default no change)").od("insPayAmt"),
		claimStatus("newStatus", func(c any) *claimcheck.Status { return &c.(*claimDoc).edit.Status }, "its new status (default no change)").od("status"),
		flag("isCapitation", func(c any) *bool { return &c.(*claimDoc).edit.Capitation }, "its plan is a capitation plan (default false)"),
	),
	run: func(c *call) error {
		doc := newClaimDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		edit := doc.edit
		edit.AmountGiven, edit.StatusGiven = doc.has(c.op.shape, "newInsPayAmt"), doc.has(c.op.shape, "newStatus")
		after, problems, err := claimcheck.Edit(doc.row, edit)
		if err != nil {
			return c.refuse(err, nil)
		}
		c.out.open()
		c.out.flag("ok", len(problems) == 0)
		c.out.flag("locked", doc.row.ClaimPayment != 0)
		c.writeFindings(problems, nil)
		c.out.key("claimProc")
		c.out.open()
		c.out.number("claimProcNum", after.ID)
		c.out.text("status", after.Status.String())
		c.out.amount("insPayAmt", after.Amount)
		c.out.number("claimPaymentNum", after.ClaimPayment)
		c.out.close()
		if c.explain() {
			c.out.trace(explainEdit(&doc.row, &after))
		}
		c.out.close()
		return nil
	},
}

var claimAudit = operation{
	name:    "claim.audit",
	summary: "what is wrong with stored checks, and which claims wait for one",
	example: `{"payments": [{"claimPaymentNum": 1434, "checkAmt": "450.99", "isPartial": false}], "claimProcs": [` +
		`{"claimProcNum": 1, "claimNum": 900, "status": "Received", "insPayAmt": "300.99", "claimPaymentNum": 1434}, ` +
		`{"claimProcNum": 2, "claimNum": 901, "status": "Received", "insPayAmt": "150.00"}]}`,
	shape: document(
		list("payments", func(c any) any { p := grow(&c.(*claimDoc).payments); *p = newStoredCheck(); return p }, storedCheckShape, "the checks as they are stored"),
		claimProcsField(),
		ids("deposits", func(c any) *[]int64 { return &c.(*claimDoc).deposits }, "the numbers of all deposits (default they are not looked for)"),
		claimOptionsField(),
		day("today", func(c any) *date.Date { return &c.(*claimDoc).today }, "the day of the audit; no check may be dated after it (default not asked)"),
	),
	run: func(c *call) error {
		doc := newClaimDoc()
		if err := c.read(&doc); err != nil {
			return err
		}
		payments := make([]claimcheck.Stored, len(doc.payments))
		for i := range payments {
			payments[i] = doc.payments[i].asked()
		}
		options := claimcheck.AuditOptions{
			Statuses: doc.options.Statuses, SubMinor: c.doc.extra, Deposits: doc.deposits, DepositsKnown: doc.has(c.op.shape, "deposits"),
			Today: doc.today, TodayKnown: schedule.IsSet(doc.today), FutureDates: doc.options.future,
		}
		var k claimcheck.Checker
		var a claimcheck.Audit
		if err := k.Audit(&a, payments, doc.rows, options); err != nil {
			return c.refuse(err, nil)
		}
		for i := range a.Problems {
			doc.typeField(&a.Problems[i])
		}
		c.out.open()
		c.out.flag("ok", a.OK())
		c.writeFindings(a.Problems, a.Hints)
		c.out.list("partialPayments", len(a.Partial), func(i int) { c.out.bareNumber(a.Partial[i]) })
		c.out.list("unfinalizedClaims", len(a.Unfinalized), func(i int) {
			c.out.open()
			c.out.number("claimNum", a.Unfinalized[i].Claim)
			c.out.number("claimProcs", int64(a.Unfinalized[i].Rows))
			c.out.amount("amount", a.Unfinalized[i].Amount)
			c.out.close()
		})
		if c.explain() {
			c.out.trace(c.explainAudit(&doc))
		}
		c.out.close()
		return nil
	},
}
