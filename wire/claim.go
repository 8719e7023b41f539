package wire

import (
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

var claimSingle = operation{
	name:    "claim.single",
	summary: "whether a check for one claim matches what insurance paid on it",
	example: `{"claimNum": 3567, "claimStatus": "R", "checkAmt": "567.42", "claimProcs": [` +
		`{"claimProcNum": 1, "claimNum": 3567, "status": "Received", "insPayAmt": "520.00"}, ` +
		`{"claimProcNum": 2, "claimNum": 3567, "status": "Supplemental", "insPayAmt": "47.42"}]}`,
	shape: document(append([]*field{
		id("claimNum", func(c any) *int64 { return &c.(*claimDoc).claimNum }, "the claim that is paid; required"),
		text("claimStatus", func(c any) *string { return &c.(*claimDoc).claimStatus }, "its status, which must be R"),
		fine("checkAmt", func(c any) *money.Amount { return &c.(*claimDoc).checkAmt }, "the amount of the check; required"),
		claimProcsField(), claimOptionsField(), todayField(),
	}, newCheckFields()...)...),
	run: func(c *call) error { return c.newCheck(false) },
}

var claimBatch = operation{
	name:    "claim.batch",
	summary: "whether a check for several claims matches them, or is partial",
	example: `{"claimNums": [2547, 2568], "checkAmt": "312.85", "claimProcs": [` +
		`{"claimProcNum": 11, "claimNum": 2547, "status": "Received", "insPayAmt": "212.50"}, ` +
		`{"claimProcNum": 12, "claimNum": 2568, "status": "Received", "insPayAmt": "100.35"}]}`,
	shape: document(append([]*field{
		ids("claimNums", func(c any) *[]int64 { return &c.(*claimDoc).claimNums }, "the claims that are paid; required, each once"),
		text("claimStatus", func(c any) *string { return &c.(*claimDoc).claimStatus }, "the status of all of them, which must then be R (default not asked)"),
		fine("checkAmt", func(c any) *money.Amount { return &c.(*claimDoc).checkAmt }, "the amount of the check; required"),
		claimProcsField(), claimOptionsField(), todayField(),
	}, newCheckFields()...)...),
	run: func(c *call) error { return c.newCheck(true) },
}

// newCheck runs a check that is not stored yet.
func (c *call) newCheck(batch bool) error {
	doc := newClaimDoc()
	if err := c.read(&doc); err != nil {
		return err
	}
	if !doc.has(c.op.shape, "checkAmt") {
		return c.invalid("checkAmt", money.ErrMissing, nil)
	}
	var k claimcheck.Checker
	var v claimcheck.Verdict
	var err error
	options, status := doc.checkOptions(c.doc), claimcheck.ClaimStatus(doc.claimStatus)
	if batch {
		err = k.Batch(&v, claimcheck.BatchCheck{Claims: doc.claimNums, Status: status, Amount: doc.checkAmt}, doc.rows, options)
	} else {
		err = k.Single(&v, claimcheck.SingleCheck{Claim: doc.claimNum, Status: status, Amount: doc.checkAmt}, doc.rows, options)
	}
	if err != nil {
		return c.refuse(err, nil)
	}
	claims, err := k.AppendClaims(nil, &v, doc.rows)
	if err != nil {
		return c.refuse(err, nil)
	}
	c.openVerdict(&v)
	if batch {
		c.out.flag("createDeposit", v.Deposit)
	}
	attach := v.Attach()
	c.out.list("attach", len(attach), func(i int) { c.out.bareNumber(attach[i]) })
	c.out.excluded(v.Excluded)
	c.writeClaims(claims)
	c.writeFindings(v.Problems, v.Hints)
	if v.OK() {
		doc.fill(c.op.shape, batch)
		stored := claimcheck.Stored{Amount: c.wholeUnits(doc.checkAmt), Partial: v.Partial}
		c.out.checkRecord(stored, &doc.record)
	}
	if c.explain() {
		c.explainVerdict(&v, doc.rows, doc.checkAmt)
	}
	c.out.close()
	return nil
}

// wholeUnits returns an amount with further digits in minor units.
func (c *call) wholeUnits(a money.Amount) money.Amount {
	den := int64(1)
	for range c.doc.extra {
		den *= 10
	}
	rounded, _ := a.MulDiv(money.Ratio{Num: 1, Den: den}, money.HalfUp) // towards zero or by one: it fits
	return rounded
}

// fineAmount writes an amount with its further digits, as few as it needs.
func (c *call) fineAmount(name string, a money.Amount) {
	units, digits := int64(a), c.doc.digits+c.doc.extra
	for digits > c.doc.digits && units%10 == 0 {
		units, digits = units/10, digits-1
	}
	c.out.key(name)
	c.out.bareText(money.Amount(units).Format(digits))
}

// openVerdict begins the report of a check.
func (c *call) openVerdict(v *claimcheck.Verdict) {
	c.out.open()
	c.out.flag("ok", v.OK())
	c.out.amount("sum", v.Sum)
	c.fineAmount("rawSum", v.RawSum)
	c.out.amount("difference", v.Difference)
	c.out.flag("isPartial", v.Partial)
}

// excluded writes the claim procedures that do not count.
func (w *writer) excluded(rows []claimcheck.Excluded) {
	w.list("excluded", len(rows), func(i int) {
		w.open()
		w.number("claimProcNum", rows[i].ID)
		w.text("reason", rows[i].Reason.String())
		w.close()
	})
}

// writeClaims writes what each claim comes to.
func (c *call) writeClaims(claims []claimcheck.ClaimTotal) {
	c.out.list("claims", len(claims), func(i int) {
		c.out.open()
		c.out.number("claimNum", claims[i].Claim)
		c.out.number("counted", int64(claims[i].Counted))
		c.out.number("excluded", int64(claims[i].Excluded))
		c.fineAmount("sum", claims[i].Sum)
		c.out.close()
	})
}

// writeFindings writes what is wrong and what would explain it.
func (c *call) writeFindings(problems []claimcheck.Problem, hints []claimcheck.Hint) {
	c.out.list("problems", len(problems), func(i int) { c.problem(&problems[i]) })
	c.out.list("hints", len(hints), func(i int) { c.hint(&hints[i]) })
}

// problem writes one finding.
func (c *call) problem(p *claimcheck.Problem) {
	w := c.out
	f := finding{rule: p.Rule, path: c.writtenRow(jsonPath(p.Path, nil)), message: p.Message(w.digits), want: p.WantWords, got: p.GotWords}
	audit := p.ClaimPayment != 0
	if p.Compared {
		f.want, f.got = p.Want.Format(w.digits), p.Got.Format(w.digits)
	}
	if p.Compared || audit {
		f.difference = p.Difference.Format(w.digits)
	}
	w.openFinding(f)
	if audit {
		w.number("claimPaymentNum", p.ClaimPayment)
		w.amount("sum", p.Sum)
	}
	w.close()
}

// hint writes one change that would make a check tie. claimProcNum is 0 where it
// is of the check itself.
func (c *call) hint(h *claimcheck.Hint) {
	w := c.out
	w.open()
	w.text("kind", h.Kind.String())
	w.number("claimProcNum", h.ID)
	w.number("claimNum", h.Claim)
	c.fineAmount("amount", h.Amount)
	reason := ""
	if h.Reason != 0 {
		reason = h.Reason.String()
	}
	w.text("reason", reason)
	if h.ClaimPayment != 0 {
		w.number("claimPaymentNum", h.ClaimPayment)
	}
	w.text("message", h.Message(c.doc.digits, c.doc.digits+c.doc.extra))
	w.close()
}
