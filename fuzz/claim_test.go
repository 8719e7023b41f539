package fuzz_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
	"pgregory.net/rapid"
)

// claimBook is what a practice has of some claims, and a check that has come for them.
type claimBook struct {
	rows    []claimcheck.ClaimProc
	claims  []int64 // that the check is for
	status  claimcheck.ClaimStatus
	amount  money.Amount
	options claimcheck.Options
}

// further is how many digits amounts have below a cent where sums are rounded.
const further = 6

// readBook makes a book of a tape: the rows of a few claims, most of them received and
// unpaid, then a check for some of the claims: mostly for the sum of what counts, a cent
// or a row beside it.
func readBook(t *tape) claimBook {
	b := claimBook{status: claimcheck.ClaimReceived, options: claimcheck.Options{ZeroSince: schedule.Unset}}
	o := &b.options
	if t.once(3) {
		o.Statuses = one(t, claimcheck.PaidStatuses, claimcheck.ERAStatuses, claimcheck.APIStatuses, 1<<claimcheck.Received|1<<claimcheck.Estimate)
		o.EmptyBatch, o.AutoDeposit, o.BatchOnly = t.once(2), t.once(2), t.once(4)
	}
	if o.ZeroRows = t.once(4); o.ZeroRows && t.once(2) {
		o.ZeroSince = today.Add(-21)
	}
	unit := money.Amount(1)
	if t.once(8) {
		o.SubMinor, unit = further, 1_000_000
	}
	for n := range 1 + t.pick(12) {
		r := claimcheck.ClaimProc{ID: id(n), Claim: int64(2500 + 7*t.pick(4)), Status: claimcheck.Received, Amount: t.price() * unit, Date: t.day()}
		if unit > 1 {
			r.Amount += one[money.Amount](t, 0, 500_000, 400_000, 333_333, 1)
		}
		switch t.pick(16) {
		case 15:
			r.Status = claimcheck.Status(t.pick(10))
		case 14:
			r.ClaimPayment = int64(70 + t.pick(3))
		case 13:
			r.Transfer = true
		case 12:
			r.Amount = 0
		case 11:
			r.Status, r.Amount = claimcheck.Supplemental, -r.Amount
		}
		b.rows = append(b.rows, r)
	}
	for i := range 1 + t.pick(4) {
		b.claims = append(b.claims, int64(2500+7*i))
	}
	if t.once(16) {
		b.status = claimcheck.ClaimStatus(one(t, "", "W", "H"))
	}
	b.amount = b.near(t, unit)
	switch t.pick(40) {
	case 39:
		b.rows[len(b.rows)-1].ID = b.rows[0].ID
	case 38:
		b.rows[0].Amount, b.amount = money.MaxAmount, -b.amount
	case 37:
		b.claims = append(b.claims, b.claims[0])
	case 36:
		b.rows[0].ID = 0
	}
	return b
}

// near reads the amount of a check beside the sum of what a batch attaches.
func (b *claimBook) near(t *tape, unit money.Amount) money.Amount {
	v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: b.claims}, b.rows, b.options)
	if err != nil {
		return unit
	}
	switch sum := v.Sum * unit; t.pick(8) {
	case 7:
		return t.price() * unit
	case 6:
		return sum + one(t, unit, -unit, unit/2)
	case 5:
		return sum - b.rows[t.pick(len(b.rows))].Amount
	case 4:
		return v.RawSum
	default:
		return sum
	}
}

// text writes an amount that may have further digits.
func (b *claimBook) text(a money.Amount) string { return a.Format(2 + b.options.SubMinor) }

// short writes such an amount without the zeros that say nothing.
func (b *claimBook) short(a money.Amount) string {
	text := b.text(a)
	for range b.options.SubMinor {
		text = strings.TrimSuffix(text, "0")
	}
	if digits := len(text) - 1 - strings.IndexByte(text, '.'); digits < 2 {
		text += "00"[digits:]
	}
	return text
}

// cents rounds such an amount.
func (b *claimBook) cents(a money.Amount) string {
	unit := int64(1)
	for range b.options.SubMinor {
		unit *= 10
	}
	rounded, err := a.MulDiv(money.Ratio{Num: 1, Den: unit}, money.HalfUp)
	if err != nil {
		panic(err)
	}
	return units(2).text(rounded)
}

func (b *claimBook) rowDocument(r *claimcheck.ClaimProc) any {
	return object{
		"claimProcNum": r.ID, "claimNum": r.Claim, "status": r.Status.String(), "insPayAmt": b.text(r.Amount), "claimPaymentNum": r.ClaimPayment, "isTransfer": r.Transfer,
	}.with("dateCP", r.Date)
}

// document writes the book, with the members that an operation has of its own.
func (b *claimBook) document(own object) object {
	o := &b.options
	options := object{
		"claimPaymentBatchOnly": o.BatchOnly, "allowZeroClaimProcs": o.ZeroRows, "allowEmptyBatch": o.EmptyBatch, "autoDepositEnabled": o.AutoDeposit,
		"subMinorUnit": []string{0: "error", further: "round-sum"}[o.SubMinor],
	}.with("zeroClaimProcsSince", o.ZeroSince).without("autoDepositEnabled", !o.AutoDeposit)
	switch o.Statuses {
	case 0:
	case claimcheck.PaidStatuses:
		options["statuses"] = "paid"
	case claimcheck.ERAStatuses:
		options["statuses"] = "era"
	case claimcheck.APIStatuses:
		options["statuses"] = "api"
	default:
		options["statuses"] = []any{"Received", int(claimcheck.Estimate)}
	}
	doc := object{"claimProcs": rows(b.rows, b.rowDocument), "options": options}
	for name, value := range own {
		if more, ok := value.(object); ok && name == "options" {
			for name, value := range more {
				options[name] = value
			}
			continue
		}
		doc[name] = value
	}
	return doc
}

// claimPaths are the places of findings, in the engine's words and in a document's.
var claimPaths = strings.NewReplacer(
	"options.BatchOnly", "options.claimPaymentBatchOnly", "check.Claims", "claimNums", "check.Claim", "claimNum", "check.Status", "claimStatus", "check.Amount", "checkAmt",
	"rows", "claimProcs", "update.Amount", "newCheckAmt", "stored.Deposit", "payment.depositNum", "stored.EOBs", "payment.eobCount", "edit.Amount", "newInsPayAmt", "edit.Status", "newStatus",
	"].Amount", "].checkAmt", "].Deposit", "].depositNum", "].Date", "].checkDate", "].Carrier", "].carrierName", "].Type", "].PayType",
)

// claimProblem writes a problem as the operations on claims answer it.
func claimProblem(p *claimcheck.Problem) any {
	o := object{"code": p.Rule.Code(), "message": p.Message(2), "want": p.WantWords, "got": p.GotWords}
	if p.Compared {
		o["want"], o["got"] = units(2).text(p.Want), units(2).text(p.Got)
	}
	if o.filled(); p.Compared || p.ClaimPayment != 0 {
		o["difference"] = units(2).text(p.Difference)
	}
	if p.ClaimPayment != 0 {
		o["claimPaymentNum"], o["sum"] = p.ClaimPayment, units(2).text(p.Sum)
	}
	o["path"] = claimPaths.Replace(p.Path)
	return o
}

func (b *claimBook) hint(h *claimcheck.Hint) any {
	o := object{"kind": h.Kind.String(), "claimProcNum": h.ID, "claimNum": h.Claim, "amount": b.short(h.Amount), "reason": "", "message": h.Message(2, 2+b.options.SubMinor)}
	if h.Reason != 0 {
		o["reason"] = h.Reason.String()
	}
	return o.with("claimPaymentNum", h.ClaimPayment).without("claimPaymentNum", h.ClaimPayment == 0)
}

// verdict writes what a check comes to, as far as all operations on checks answer it.
func (b *claimBook) verdict(v *claimcheck.Verdict) object {
	return object{
		"ok": v.OK(), "sum": units(2).text(v.Sum), "rawSum": b.short(v.RawSum), "difference": units(2).text(v.Difference), "isPartial": v.Partial,
		"problems": rows(v.Problems, claimProblem), "hints": rows(v.Hints, b.hint),
		"excluded": rows(v.Excluded, func(e *claimcheck.Excluded) any { return object{"claimProcNum": e.ID, "reason": e.Reason.String()} }),
	}
}

// record writes the record of a check: what nobody has said of it is empty or left out.
func (b *claimBook) record(s claimcheck.Stored, amount money.Amount) object {
	return object{
		"claimPaymentNum": s.ID, "checkAmt": b.cents(amount), "checkNum": "", "bankBranch": "", "note": "", "depositNum": s.Deposit, "dateIssued": "0001-01-01", "isPartial": s.Partial,
	}.without("claimPaymentNum", s.ID == 0)
}

// holdNewCheck is the law that claim.single and claim.batch answer as the calls do, whose
// verdict is verified.
func holdNewCheck(t rapid.TB, b *claimBook, batch bool) (answer object, ok bool) {
	t.Helper()
	var k claimcheck.Checker
	var v claimcheck.Verdict
	op, doc := "claim.single", b.document(object{"claimNum": b.claims[0], "claimStatus": string(b.status), "checkAmt": b.text(b.amount), "today": today.String()})
	single := claimcheck.SingleCheck{Claim: b.claims[0], Status: b.status, Amount: b.amount}
	several := claimcheck.BatchCheck{Claims: b.claims, Status: b.status, Amount: b.amount}
	var err, unverified error
	if batch {
		op, doc["claimNums"] = "claim.batch", b.claims
		delete(doc, "claimNum")
		err = k.Batch(&v, several, b.rows, b.options)
		unverified = claimcheck.VerifyBatch(several, b.rows, b.options, &v)
	} else {
		err = k.Single(&v, single, b.rows, b.options)
		unverified = claimcheck.VerifySingle(single, b.rows, b.options, &v)
	}
	if err == nil && unverified != nil {
		t.Fatalf("%s: %v\n%+v\n%s", op, unverified, v, doc.bytes())
	}
	var claims []claimcheck.ClaimTotal
	if err == nil {
		claims, err = k.AppendClaims(nil, &v, b.rows)
	}
	answer = b.verdict(&v)
	answer["attach"] = append([]int64{}, v.Attach()...)
	answer["claims"] = rows(claims, func(c *claimcheck.ClaimTotal) any {
		return object{"claimNum": c.Claim, "counted": c.Counted, "excluded": c.Excluded, "sum": b.short(c.Sum)}
	})
	if batch {
		answer["createDeposit"] = v.Deposit
	}
	if v.OK() {
		record := b.record(claimcheck.Stored{Partial: v.Partial}, b.amount).with("checkDate", today)
		if answer["payment"] = record; batch {
			record["clinicNum"] = 0
		}
	}
	holdAnswer(t, op, doc, err, answer)
	return answer, err == nil && v.OK()
}

// holdShuffledBook is the law that the order of the rows plays no part in what a batch
// comes to.
func holdShuffledBook(t rapid.TB, b *claimBook, r *rand.Rand) {
	t.Helper()
	comesTo := func(rows []claimcheck.ClaimProc) (string, error) {
		v, err := claimcheck.Batch(claimcheck.BatchCheck{Claims: b.claims, Status: b.status, Amount: b.amount}, rows, b.options)
		slices.Sort(v.Counted)
		excluded, problems := map[int64]string{}, map[string]int{}
		for _, e := range v.Excluded {
			excluded[e.ID] = e.Reason.String()
		}
		for i := range v.Problems {
			problems[v.Problems[i].Rule.Code()]++
		}
		return fmt.Sprint(v.RawSum, v.Sum, v.Difference, v.Partial, v.Deposit, v.Counted, excluded, problems), err
	}
	want, err := comesTo(b.rows)
	turned := slices.Clone(b.rows)
	shuffle(r, turned)
	if got, errGot := comesTo(turned); err == nil && (errGot != nil || got != want) {
		t.Fatalf("%+v\nshuffled: %s, %v\nwant %s", b.rows, got, errGot, want)
	}
}

// holdUpdate is the law that claim.update answers as the call does.
func holdUpdate(t rapid.TB, b *claimBook, stored claimcheck.Stored, u claimcheck.Update) claimcheck.Verdict {
	t.Helper()
	var k claimcheck.Checker
	var v claimcheck.Verdict
	err := k.Update(&v, stored, u, b.rows, b.options)
	options := object{"pool": []string{"attached", "unattached", "both"}[u.Pool]}
	if u.AutoDeposit {
		options["autoDeposit"] = object{"amount": b.text(u.DepositAmount), "othersTotal": b.text(u.OthersTotal)}
	}
	doc := b.document(object{"payment": b.storedDocument(&stored), "options": options, "claimNums": u.Claims})
	amount := stored.Amount
	if u.Given {
		amount, doc["newCheckAmt"] = u.Amount, b.text(u.Amount)
	}
	answer := b.verdict(&v)
	answer["wasPartial"], answer["counted"] = stored.Partial, append([]int64{}, v.Counted...)
	if v.OK() {
		after := stored
		after.Partial = v.Partial
		answer["payment"] = b.record(after, amount)
	}
	holdAnswer(t, "claim.update", doc, err, answer)
	return v
}

func (b *claimBook) storedDocument(s *claimcheck.Stored) any {
	return object{"claimPaymentNum": s.ID, "checkAmt": b.text(s.Amount), "isPartial": s.Partial, "depositNum": s.Deposit, "eobCount": s.EOBs}
}

// holdDelete is the law that claim.delete answers as the call does.
func holdDelete(t rapid.TB, b *claimBook, stored claimcheck.Stored, relax claimcheck.Relax) []int64 {
	t.Helper()
	var k claimcheck.Checker
	var d claimcheck.Deletion
	err := k.Delete(&d, stored, b.rows, relax)
	payment := b.storedDocument(&stored).(object)
	if payment["secDateEntry"] = today.Add(-1).String(); stored.EnteredToday {
		payment["secDateEntry"] = today.String()
	}
	doc := b.document(object{"payment": payment, "today": today.String(), "options": object{"autoDepositEnabled": relax.AutoDeposit, "claimPaymentsOnDeposit": relax.OnDeposit}})
	holdAnswer(t, "claim.delete", doc, err, object{
		"ok": d.OK(), "detach": append([]int64{}, d.Detach...), "deleteDeposit": d.Deposit, "clearDateInsFinalized": d.ClearDate, "problems": rows(d.Problems, claimProblem), "hints": []any{},
	})
	return d.Detach
}

// holdAudit is the law that claim.audit answers as the call does.
func holdAudit(t rapid.TB, b *claimBook, stored []claimcheck.Stored, o claimcheck.AuditOptions) (claimcheck.Audit, error) {
	t.Helper()
	var k claimcheck.Checker
	var a claimcheck.Audit
	o.Statuses, o.SubMinor = b.options.Statuses, b.options.SubMinor
	err := k.Audit(&a, stored, b.rows, o)
	doc := b.document(object{"options": object{"futureTransDatesAllowed": o.FutureDates}})
	doc["payments"] = rows(stored, func(s *claimcheck.Stored) any {
		payment := b.storedDocument(s).(object).with("checkDate", s.Date)
		lacking := func(lacks claimcheck.Lacks, name string, empty, there any) {
			if payment[name] = there; s.Lacks&lacks != 0 {
				payment[name] = empty
			}
		}
		lacking(claimcheck.LacksCarrier, "carrierName", " ", "Delta")
		lacking(claimcheck.LacksType, "PayType", 0, 7)
		if s.Lacks&claimcheck.LacksDate != 0 {
			payment["checkDate"] = "0001-01-01"
		}
		return payment
	})
	if o.DepositsKnown {
		doc["deposits"] = append([]int64{}, o.Deposits...)
	}
	if o.TodayKnown {
		doc.with("today", o.Today)
	}
	holdAnswer(t, "claim.audit", doc, err, object{
		"ok": a.OK(), "problems": rows(a.Problems, claimProblem), "hints": rows(a.Hints, b.hint), "partialPayments": append([]int64{}, a.Partial...),
		"unfinalizedClaims": rows(a.Unfinalized, func(u *claimcheck.Unfinalized) any {
			return object{"claimNum": u.Claim, "claimProcs": u.Rows, "amount": units(2).text(u.Amount)}
		}),
	})
	return a, err
}

// holdEdit is the law that claim.edit answers as the call does.
func holdEdit(t rapid.TB, row claimcheck.ClaimProc, edit claimcheck.RowEdit) {
	t.Helper()
	after, problems, err := claimcheck.Edit(row, edit)
	plain := claimBook{}
	doc := object{"claimProc": plain.rowDocument(&row), "isCapitation": edit.Capitation}
	if edit.AmountGiven {
		doc["newInsPayAmt"] = units(2).text(edit.Amount)
	}
	if edit.StatusGiven {
		doc["newStatus"] = edit.Status.String()
	}
	holdAnswer(t, "claim.edit", doc, err, object{
		"ok": len(problems) == 0, "locked": row.ClaimPayment != 0, "problems": rows(problems, claimProblem), "hints": []any{},
		"claimProc": object{"claimProcNum": after.ID, "status": after.Status.String(), "insPayAmt": units(2).text(after.Amount), "claimPaymentNum": after.ClaimPayment},
	})
}

// holdClaims is the law that the operations on claims answer as the calls do, on one
// book: a new check, and checks that are stored already.
func holdClaims(t rapid.TB, data []byte) {
	tp := tape(data)
	b := readBook(&tp)
	holdNewCheck(t, &b, false)
	holdNewCheck(t, &b, true)
	holdShuffledBook(t, &b, random(data))
	var stored []claimcheck.Stored
	for n := range 1 + tp.pick(3) {
		s := claimcheck.Stored{ID: int64(70 + n), Amount: tp.price(), Partial: tp.once(3), Date: schedule.Unset, EnteredToday: tp.once(2)}
		if unit := money.Amount(1_000_000); b.options.SubMinor > 0 {
			s.Amount *= unit
		}
		for _, r := range b.rows {
			if r.ClaimPayment == s.ID && r.Amount < money.MaxAmount/4 {
				s.Amount = r.Amount
			}
		}
		switch tp.pick(8) {
		case 7:
			s.Deposit, s.EOBs = int64(900+tp.pick(2)), tp.pick(3)
		case 6:
			s.Date = today.Add(date.PeriodOfDays(tp.pick(3) - 1))
		case 5:
			s.Lacks = claimcheck.Lacks(tp.pick(8))
		case 4:
			s.ID = one[int64](&tp, 0, 70)
		}
		stored = append(stored, s)
	}
	holdAudit(t, &b, stored, claimcheck.AuditOptions{Deposits: []int64{900}, DepositsKnown: tp.once(2), Today: today, TodayKnown: tp.once(2), FutureDates: tp.once(4)})
	s := stored[0]
	u := claimcheck.Update{Amount: one(&tp, s.Amount, s.Amount+1, b.amount), Given: !tp.once(4), Pool: claimcheck.PoolKind(tp.pick(3))}
	if tp.once(3) {
		u.Claims = b.claims
	}
	if u.AutoDeposit = tp.once(2); u.AutoDeposit {
		u.OthersTotal = s.Amount / 2
		u.DepositAmount = u.OthersTotal + u.Amount - money.Amount(tp.pick(2))
	}
	holdUpdate(t, &b, s, u)
	holdDelete(t, &b, s, claimcheck.Relax{AutoDeposit: tp.once(2), OnDeposit: tp.pick(3)})
	row := b.rows[tp.pick(len(b.rows))]
	holdEdit(t, row, claimcheck.RowEdit{
		Amount: one(&tp, row.Amount, tp.price()), AmountGiven: tp.once(2), Status: claimcheck.Status(tp.pick(10)), StatusGiven: tp.once(2), Capitation: tp.once(2),
	})
}

func TestClaimDocumentsAnswerAsCallsDo(t *testing.T) { law(holdClaims).check(t) }
func FuzzClaimDocuments(f *testing.F)                { law(holdClaims).fuzz(f) }

// holdBatchLife is the law of a check's life, told in documents alone: the audit of what
// a batch wrote finds nothing; the same amount once more changes nothing; the amount of
// its rows makes it final; and deleting it gives back each row that it took.
func holdBatchLife(t rapid.TB, data []byte) {
	tp := tape(data)
	b := readBook(&tp)
	said, ok := holdNewCheck(t, &b, true)
	if !ok {
		return
	}
	attach := said["attach"].([]int64)
	const number = 1434
	before := slices.Clone(b.rows)
	for i := range b.rows {
		if slices.Contains(attach, b.rows[i].ID) {
			b.rows[i].ClaimPayment = number
		}
	}
	stored := claimcheck.Stored{ID: number, Amount: b.amount, Partial: said["isPartial"].(bool), Date: today}
	clean := func() {
		t.Helper()
		a, err := holdAudit(t, &b, []claimcheck.Stored{stored}, claimcheck.AuditOptions{Today: today, TodayKnown: true})
		if codeOf(t, err) == "AMOUNT_OVERFLOW" {
			return // what waits on another claim is more than an amount can be
		}
		if !a.OK() || len(a.Hints) > 0 || slices.Contains(a.Partial, number) != stored.Partial {
			t.Fatalf("the audit of %+v: %+v\n%+v", stored, a, b.rows)
		}
		for _, u := range a.Unfinalized {
			if b.options.Statuses != 0 && slices.Contains(b.claims, u.Claim) {
				t.Fatalf("claim %d waits, and its check has come: %+v", u.Claim, b.rows)
			}
		}
	}
	clean()
	v := holdUpdate(t, &b, stored, claimcheck.Update{Amount: b.amount, Given: true})
	if !v.OK() || v.Partial != stored.Partial || !slices.Equal(v.Counted, attach) || units(2).text(v.Sum) != said["sum"] || units(2).text(v.Difference) != said["difference"] {
		t.Fatalf("the same amount once more: %+v\nthe batch: %s", v, said.bytes())
	}
	if len(attach) > 0 {
		stored.Amount, stored.Partial = v.RawSum, false
		if v = holdUpdate(t, &b, claimcheck.Stored{ID: number, Amount: b.amount, Partial: said["isPartial"].(bool)}, claimcheck.Update{Amount: v.RawSum, Given: true}); !v.OK() || v.Partial {
			t.Fatalf("the amount of its rows: %+v", v)
		}
		clean()
	}
	detach := holdDelete(t, &b, stored, claimcheck.Relax{})
	if !slices.Equal(detach, attach) {
		t.Fatalf("attached %v, detached %v", attach, detach)
	}
	for i := range b.rows {
		if slices.Contains(detach, b.rows[i].ID) {
			b.rows[i].ClaimPayment = 0
		}
	}
	if !slices.Equal(b.rows, before) {
		t.Fatalf("after the check %+v, before it %+v", b.rows, before)
	}
}

func TestBatchesLiveAndGo(t *testing.T) { law(holdBatchLife).check(t) }
func FuzzBatchLife(f *testing.F)        { law(holdBatchLife).fuzz(f) }
