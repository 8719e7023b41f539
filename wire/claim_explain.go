package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// explainVerdict says of each claim procedure whether it counts and why, and then
// how the check compares. Amounts have their further digits.
func (c *call) explainVerdict(v *claimcheck.Verdict, rows []claimcheck.ClaimProc, check money.Amount) {
	steps := make([]traceStep, 0, len(rows)+1)
	var sum money.Amount
	next := 0
	for i := range rows {
		step := traceStep{rule: "counted", subject: claimProcOf(&rows[i]), before: sum, amount: rows[i].Amount, note: "counts for the check"}
		if next < len(v.Excluded) && v.Excluded[next].Row == int32(i) {
			reason := v.Excluded[next].Reason
			step.rule, step.note = reason.String(), "left out: "+reason.Because()
			next++
		} else if more, err := sum.Add(rows[i].Amount); err == nil { // a sum that passes the edge on its way stands still
			sum = more
		}
		step.after = sum
		steps = append(steps, step)
	}
	apart, _ := check.Sub(v.RawSum) // the difference before rounding; that after rounding fits
	steps = append(steps, traceStep{rule: "compare", subject: "the check", before: v.RawSum, after: check, amount: apart, note: compared(v)})
	c.out.digits += c.doc.extra
	c.out.trace(steps)
	c.out.digits -= c.doc.extra
}

// compared says how a check stands to its claim procedures.
func compared(v *claimcheck.Verdict) string {
	switch {
	case v.Difference == 0:
		return "equals the sum of what counts"
	case v.Difference < 0:
		return "is short of the sum of what counts"
	}
	return "exceeds the sum of what counts"
}

// claimProcOf names a claim procedure.
func claimProcOf(r *claimcheck.ClaimProc) string {
	return "claim procedure " + strconv.FormatInt(r.ID, 10) + " (claim " + strconv.FormatInt(r.Claim, 10) + ", " + r.Status.String() + ")"
}

// explainDelete says what stands in the way of deleting a check, and what goes with
// it.
func explainDelete(doc *claimDoc, d *claimcheck.Deletion) []traceStep {
	stored := &doc.stored
	say := func(rule, subject, note string) traceStep { return traceStep{rule: rule, subject: subject, note: note} }
	deposit := say("deposit", "deposit "+strconv.FormatInt(stored.Deposit, 10), "the check is on it")
	switch {
	case stored.Deposit == 0:
		deposit = say("deposit", "no deposit", "nothing stands in the way")
	case d.Deposit:
		deposit.note = "created by itself for this check alone: it goes with the check"
	}
	eob := say("eob", "no EOB", "nothing stands in the way")
	if stored.EOBs > 0 {
		eob = say("eob", strconv.Itoa(stored.EOBs)+" attached", "an EOB keeps its check")
	}
	steps := []traceStep{deposit, eob}
	if !d.OK() {
		return steps
	}
	for i := range doc.rows {
		if r := &doc.rows[i]; r.ClaimPayment == stored.ID {
			step := say("detach", claimProcOf(r), "its claimPaymentNum becomes 0")
			step.before, step.after, step.amount = r.Amount, r.Amount, r.Amount
			steps = append(steps, step)
		}
	}
	return steps
}

// explainEdit says what holds a claim procedure.
func explainEdit(before, after *claimcheck.ClaimProc) []traceStep {
	step := traceStep{rule: "free", subject: claimProcOf(before), before: before.Amount, after: after.Amount, note: "it is attached to no check"}
	step.amount, _ = after.Amount.Sub(before.Amount) // of a change that passes the edge, none
	if before.ClaimPayment != 0 {
		step.rule, step.note = "locked", "it is attached to claim payment "+strconv.FormatInt(before.ClaimPayment, 10)
	}
	return []traceStep{step}
}

// explainAudit says of each check what is attached to it.
func (c *call) explainAudit(doc *claimDoc) []traceStep {
	sums := make(map[int64]money.Amount)
	for i := range doc.rows {
		r := &doc.rows[i]
		if sum, err := sums[r.ClaimPayment].Add(r.Amount); err == nil { // the audit has refused sums that do not fit
			sums[r.ClaimPayment] = sum
		}
	}
	steps := make([]traceStep, len(doc.payments))
	for i := range steps {
		p := &doc.payments[i]
		sum := c.wholeUnits(sums[p.ID])
		check := c.wholeUnits(p.Amount)
		step := traceStep{rule: "final", subject: "claim payment " + strconv.FormatInt(p.ID, 10), before: sum, after: check, note: "must equal what is attached to it"}
		if p.Partial {
			step.rule, step.note = "partial", "waits for more to be attached"
		}
		step.amount, _ = check.Sub(sum) // the audit has refused differences that do not fit
		steps[i] = step
	}
	return steps
}
