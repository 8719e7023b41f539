package fuzz_test

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
	"pgregory.net/rapid"
)

// readBroken makes a remittance of a tape that mostly breaks a rule or two: one that
// balances, in which a few amounts, codes or rows are then others.
func readBroken(t *tape) remittance {
	r := readRemittance(t)
	if t.once(6) {
		r.era.Version = one(t, "004010X091A1", "005010X221A1")
	}
	for range t.pick(4) {
		r.breakOne(t)
	}
	return r
}

// breakOne changes one thing.
func (r *remittance) breakOne(t *tape) {
	e := &r.era
	c := &e.Claims[t.pick(len(e.Claims))]
	s := &c.Services[t.pick(len(c.Services))]
	off := one(t, 1, -1, t.price(), -t.price(), 90)
	switch t.pick(20) {
	case 0:
		e.Payment += off
	case 1:
		c.Charge += off
	case 2:
		c.Paid += off
	case 3:
		c.PatientResp += off
	case 4:
		s.Charge += off
	case 5:
		s.Paid += off
	case 6:
		s.CAS = append(s.CAS, claimcheck.ERAAdjustment{Group: one(t, "CO", "OA", "PI", "CR", "PR"), Reason: "45", Amount: off})
	case 7:
		c.CAS = append(c.CAS, claimcheck.ERAAdjustment{Group: "CO", Reason: one(t, "45", "97"), Amount: one(t, off, 0)})
	case 8:
		c.CAS = append(c.CAS, s.CAS...) // the same at both levels
	case 9:
		e.PLB = append(e.PLB, claimcheck.ERAProvider{Reason: one(t, "WO", "FB", "L6", "72", "CS"), Amount: one(t, off, 0)})
	case 10:
		c.PatientRespGiven = false
	case 11:
		e.Handling = one(t, "I", "H", "C")
	case 12:
		e.Method = one(t, "", "CHK", "ACH", "NON")
	case 13:
		e.Direction = one(t, "", "C", "D")
	case 14:
		c.Status = one(t, "1", "2", "4", "25", "22", "")
	case 15:
		e.Claims = append(e.Claims, reversed(*c))
	case 16:
		e.Claims = slices.Insert(e.Claims, 0, reversed(*c))
	case 17:
		c.Services = c.Services[1:]
		if len(c.Services) == 0 {
			c.Services = []claimcheck.ERAService{{}}
		}
	case 18:
		e.Payment = -e.Payment
	case 19:
		e.Claims = append(e.Claims, *c)
	}
}

// reversed takes a claim back, down to its lines.
func reversed(c claimcheck.ERAClaim) claimcheck.ERAClaim {
	turned := func(rows []claimcheck.ERAAdjustment) (all []claimcheck.ERAAdjustment) {
		for _, a := range rows {
			a.Amount = -a.Amount
			all = append(all, a)
		}
		return all
	}
	back := c
	back.Status, back.Charge, back.Paid, back.PatientRespGiven, back.CAS, back.Services = "22", -c.Charge, -c.Paid, false, turned(c.CAS), nil
	for _, s := range c.Services {
		back.Services = append(back.Services, claimcheck.ERAService{Charge: -s.Charge, Paid: -s.Paid, CAS: turned(s.CAS)})
	}
	return back
}

// document writes a remittance as era.balance reads it.
func (r *remittance) document() object {
	adjusted := func(cas []claimcheck.ERAAdjustment) []any {
		return rows(cas, func(a *claimcheck.ERAAdjustment) any {
			return object{"group": a.Group, "reason": a.Reason, "amount": units(2).text(a.Amount)}
		})
	}
	e := &r.era
	return object{
		"bpr01": e.Handling, "bpr02": units(2).text(e.Payment), "bpr03": e.Direction, "bpr04": e.Method, "version": e.Version,
		"plb": rows(e.PLB, func(p *claimcheck.ERAProvider) any {
			return object{"reason": p.Reason, "amount": units(2).text(p.Amount)}
		}),
		"claims": rows(e.Claims, func(c *claimcheck.ERAClaim) any {
			return object{
				"id": c.ID, "status": c.Status, "charge": units(2).text(c.Charge), "paid": units(2).text(c.Paid), "patientResp": units(2).text(c.PatientResp), "cas": adjusted(c.CAS),
				"services": rows(c.Services, func(s *claimcheck.ERAService) any {
					return object{"charge": units(2).text(s.Charge), "paid": units(2).text(s.Paid), "cas": adjusted(s.CAS)}
				}),
			}.without("patientResp", !c.PatientRespGiven)
		}),
	}
}

// x12 writes segments with delimiters of its own.
type x12 struct {
	text              []byte
	element, terminal string
}

func (w *x12) segment(elements ...string) {
	w.text = append(append(w.text, strings.Join(elements, w.element)...), w.terminal...)
}

// write835 writes a remittance as the text of an 835, in an interchange with the
// delimiters that a tape says, one CAS a run of adjustments of one group.
func (r *remittance) write835(t *tape, check int) []byte {
	w := x12{element: one(t, "*", "|", "^"), terminal: one(t, "~", "~\n", "\n", "'")}
	e, blank := &r.era, strings.Repeat(" ", 10)
	version := e.Version
	if version == "" {
		version = "005010X221A1"
	}
	w.segment("ISA", "00", blank, "00", blank, "ZZ", "SENDER         ", "ZZ", "RECEIVER       ", "261116", "1200", "U", "00501", "000000001", "0", "P", ":")
	w.segment("GS", "HP", "S", "R", "20261116", "1200", "1", "X", version)
	began := bytes.Count(w.text, []byte(w.terminal))
	w.segment("ST", "835", "0001")
	w.segment("BPR", e.Handling, units(2).text(e.Payment), e.Direction, e.Method)
	w.segment("TRN", "1", strconv.Itoa(7000+check), "1512345678")
	for i := range e.Claims {
		c := &e.Claims[i]
		resp := ""
		if c.PatientRespGiven {
			resp = units(2).text(c.PatientResp)
		}
		w.segment("CLP", c.ID, c.Status, units(2).text(c.Charge), units(2).text(c.Paid), resp, "12")
		w.adjustments(c.CAS)
		w.segment("NM1", "QC", "1", "DOE")
		for _, s := range c.Services {
			w.segment("SVC", "AD:D1110", units(2).text(s.Charge), units(2).text(s.Paid))
			w.adjustments(s.CAS)
		}
	}
	for _, p := range e.PLB {
		w.segment("PLB", "9", "20261231", p.Reason+":R", units(2).text(p.Amount))
	}
	w.segment("SE", strconv.Itoa(bytes.Count(w.text, []byte(w.terminal))-began+1), "0001")
	w.segment("GE", "1", "1")
	w.segment("IEA", "1", "000000001")
	return w.text
}

func (w *x12) adjustments(cas []claimcheck.ERAAdjustment) {
	for len(cas) > 0 {
		elements, group := []string{"CAS", cas[0].Group}, cas[0].Group
		for n := 0; n < 6 && len(cas) > 0 && cas[0].Group == group; n++ {
			elements = append(elements, cas[0].Reason, units(2).text(cas[0].Amount), "")
			cas = cas[1:]
		}
		w.segment(elements[:len(elements)-1]...)
	}
}

// eraForm is where an answer has its remittance from.
type eraForm int

const (
	eraFields eraForm = iota // of the document
	eraInside                // a text in the document
	eraWhole                 // a text
)

// eraPath is the place of a finding.
func (form eraForm) path(f *claimcheck.ERAFinding) string {
	switch form {
	case eraInside:
		return "text"
	case eraWhole:
		return f.TextPath()
	}
	path := strings.ToLower(strings.TrimPrefix(f.Path(), "era."))
	return strings.NewReplacer("handling", "bpr01", "payment", "bpr02", "method", "bpr04", "patientresp", "patientResp").Replace(path)
}

func (form eraForm) finding(one *claimcheck.ERAReport, f *claimcheck.ERAFinding) any {
	want, got, difference := one.Values(f, 2)
	o := object{"code": f.Rule.Code(), "path": form.path(f), "message": one.Message(f, 2), "want": want, "got": got, "difference": difference}.filled()
	return o.with("segment", f.Segment).without("segment", form == eraFields)
}

// eraAnswer writes the reports on the transactions of a remittance as era.balance
// answers it, with a comparison with the books where there is one.
func eraAnswer(form eraForm, reports []*claimcheck.ERAReport, books *claimcheck.ERABooks, check *claimcheck.ERACheck) object {
	ok, balanced := check == nil || check.OK(), true
	var problems, warnings = []any{}, []any{}
	claims, off, lines, provider, transactions := []any{}, []any{}, []any{}, []any{}, []any{}
	var expected, anticipated money.Amount
	put := func(warning bool, finding any) {
		if warning {
			warnings = append(warnings, finding)
		} else {
			problems = append(problems, finding)
		}
	}
	if check != nil {
		for i := range check.Findings {
			put(check.Findings[i].Warning, form.bookFinding(&check.Findings[i]))
		}
	}
	for _, one := range reports {
		ok, balanced = ok && one.OK(), balanced && one.Balanced()
		expected, anticipated = expected+one.Expected, anticipated+one.Anticipated
		for i := range one.Findings {
			f := &one.Findings[i]
			put(f.Warning, form.finding(one, f))
			switch f.Rule {
			case claimcheck.ErrClaimBalance:
				off = append(off, one.Claim(int(f.Claim)).ID)
			case claimcheck.ErrServiceBalance:
				lines = append(lines, object{"claim": one.Claim(int(f.Claim)).ID, "service": f.Service})
			}
		}
		transactions = append(transactions, form.transaction(one))
		several := func(o object) object { return o.with("check", one.Trace).without("check", len(reports) < 2) }
		for i := range one.Claims {
			claims = append(claims, several(claimAnswer(one.Claim(i))))
		}
		for _, p := range one.PLB {
			provider = append(provider, several(object{"reason": p.Reason, "meaning": claimcheck.PLBMeaning(p.Reason, p.Amount), "amount": units(2).text(p.Amount)}))
		}
	}
	o := object{
		"ok": ok, "transactionBalanced": balanced, "claimsOutOfBalance": off, "servicesOutOfBalance": lines, "expectedPayment": units(2).text(expected),
		"difference": units(2).text(firstOff(reports)), "anticipatedPayment": units(2).text(anticipated), "problems": problems, "warnings": warnings,
		"transactions": transactions, "claims": claims, "providerAdjustments": provider,
	}
	if check != nil {
		o["difference"], o["sum"], o["sumMinusPLB"] = units(2).text(check.Difference), units(2).text(check.Sum), units(2).text(check.SumMinusPLB)
		o["explainedByPLB"], o["autoFinalizes"] = check.ExplainedByPLB, check.AutoFinalizes
		o["excluded"] = rows(check.Excluded, func(e *claimcheck.ERAExcluded) any {
			return object{"claimProcNum": books.Rows[e.Row].ID, "reason": e.Reason}
		})
	}
	return o
}

// firstOff is the difference of the first level that does not balance.
func firstOff(reports []*claimcheck.ERAReport) money.Amount {
	for _, rule := range []*money.Rule{claimcheck.ErrTransactionBalance, claimcheck.ErrClaimBalance, claimcheck.ErrServiceBalance} {
		for _, one := range reports {
			for i := range one.Findings {
				if one.Findings[i].Rule == rule {
					return one.Findings[i].Difference()
				}
			}
		}
	}
	return 0
}

func (form eraForm) transaction(one *claimcheck.ERAReport) object {
	o := object{
		"handling": one.Handling, "claims": one.Claims, "charges": units(2).text(one.Charges), "paid": units(2).text(one.Paid), "providerAdjustments": units(2).text(one.Provider),
		"expectedPayment": units(2).text(one.Expected), "payment": units(2).text(one.Payment), "difference": units(2).text(one.Payment - one.Expected), "ok": one.OK(),
	}
	if form != eraFields {
		o["check"], o["control"], o["segment"] = one.Trace, one.Control, one.Segment
	}
	return o
}

func claimAnswer(c claimcheck.ERAClaimTotals) object {
	adjustments := c.ClaimCAS + c.ServiceCAS
	return object{
		"claim": c.ID, "status": c.Status, "services": c.Services, "charge": units(2).text(c.Charge), "adjustments": units(2).text(adjustments),
		"expected": units(2).text(c.Charge - adjustments), "paid": units(2).text(c.Paid), "difference": units(2).text(c.Paid - c.Charge + adjustments),
	}
}

func (form eraForm) bookFinding(f *claimcheck.ERACheckFinding) any {
	list, row, _ := strings.Cut(f.Path, "[")
	path := map[string]string{"books.Payment": "bpr02", "books.PLB": "plb"}[list]
	switch {
	case list == "books.Rows":
		path = "claimProcs[" + strings.Replace(row, "Status", "status", 1)
	case list == "books.Claims":
		path = "claimStatuses[" + strings.Replace(row, "Status", "claimStatus", 1)
	case form != eraFields:
		path = "text"
	}
	o := object{"code": f.Rule.Code(), "path": path, "message": f.Message(2)}
	if f.Rule == claimcheck.ErrERAMismatch {
		o["want"], o["got"], o["difference"] = units(2).text(f.Want), units(2).text(f.Got), units(2).text(f.Got-f.Want)
	}
	return o
}

// readAll835 reads all transactions of a text.
func readAll835(t rapid.TB, text []byte, transactions int) (reports []*claimcheck.ERAReport) {
	t.Helper()
	reader := claimcheck.NewERAReader(bytes.NewReader(text), 2)
	for range transactions {
		one, err := reader.Next()
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		reports = append(reports, one)
	}
	return reports
}

// eraSaid is a report's findings without their places: what data and text have alike.
func eraSaid(reports ...*claimcheck.ERAReport) (all [][5]string) {
	for _, one := range reports {
		for i := range one.Findings {
			f := &one.Findings[i]
			want, got, difference := one.Values(f, 2)
			all = append(all, [5]string{f.Rule.Code(), f.Path(), want, got, difference})
		}
	}
	return all
}

// holdERA is the law that a remittance has one report: from the fields of a document,
// from the text of an 835 in a document, from the text alone, and from the direct call;
// beside the books too, and where two checks come in one text.
func holdERA(t rapid.TB, data []byte) {
	tp := tape(data)
	r := readBroken(&tp)
	report, err := claimcheck.BalanceERA(&r.era)
	if err == nil {
		err = claimcheck.VerifyERA(&r.era, report)
	}
	if err != nil {
		t.Fatalf("%+v: %v", r.era, err)
	}
	doc := r.document()
	holdAnswer(t, "era.balance", doc, nil, eraAnswer(eraFields, []*claimcheck.ERAReport{report}, nil, nil))
	text := r.write835(&tp, 0)
	read := readAll835(t, text, 1)
	if !slices.Equal(eraSaid(read...), eraSaid(report)) {
		t.Fatalf("the text says %q\nthe data %q\n%s", eraSaid(read...), eraSaid(report), text)
	}
	holdAnswer(t, "era.check", object{"text": string(text)}, nil, eraAnswer(eraInside, read, nil, nil))
	hold835(t, text, read)
	books := r.books(&tp)
	books.Payment, books.PLB, books.HasPLB = report.Payment, report.Provider, len(report.PLB) > 0
	check, err := claimcheck.CheckERA(&books)
	if err != nil {
		t.Fatalf("%+v: %v", books, err)
	}
	held := object{
		"claimProcs": rows(books.Rows, func(row *claimcheck.ERARow) any {
			return object{
				"claimProcNum": row.ID, "claimNum": row.Claim, "status": claimcheck.Status(row.Status).String(), "insPayAmt": units(2).text(row.Paid), "claimPaymentNum": row.Check, "isTransfer": row.Transfer,
			}
		}),
		"claimStatuses": rows(books.Claims, func(c *claimcheck.ERAClaimStatus) any { return object{"claimNum": c.Claim, "claimStatus": c.Status} }),
	}
	for name, value := range held {
		doc[name] = value
	}
	holdAnswer(t, "era.check", doc, nil, eraAnswer(eraFields, []*claimcheck.ERAReport{report}, &books, check))
	held["text"] = string(text)
	holdAnswer(t, "era.check", held, nil, eraAnswer(eraInside, read, &books, check))
	other := readBroken(&tp)
	both := slices.Concat(text, other.write835(&tp, 1))
	hold835(t, both, readAll835(t, both, 2))
}

// hold835 is the law that the text of an 835 is answered as one that stands in a
// document, but for the places of its findings.
func hold835(t rapid.TB, text []byte, read []*claimcheck.ERAReport) {
	t.Helper()
	holdAnswer(t, "era.balance", object{"text": string(text)}, nil, eraAnswer(eraInside, read, nil, nil))
	var out bytes.Buffer
	want := eraAnswer(eraWhole, read, nil, nil)
	ok, err := wire.RunText("era.balance", bytes.NewReader(text), &out, wire.TextOptions{Digits: 2})
	if err != nil || ok != want["ok"] || !reflect.DeepEqual(tree(out.Bytes()), tree(want.bytes())) {
		t.Fatalf("%v, %v: %s\nwant %s", ok, err, out.Bytes(), want.bytes())
	}
}

// books are the rows of a remittance as the practice has them: mostly as they should
// be.
func (r *remittance) books(t *tape) (books claimcheck.ERABooks) {
	for _, row := range r.rows {
		b := claimcheck.ERARow{ID: row.ID, Claim: row.Claim, Status: claimcheck.ERARowReceived, Paid: row.Amount}
		switch t.pick(16) {
		case 15:
			b.Status = claimcheck.ERARowStatus(t.pick(10))
		case 14:
			b.Check = 900
		case 13:
			b.Transfer = true
		case 12:
			b.Paid++
		}
		books.Rows = append(books.Rows, b)
	}
	for _, claim := range r.claims {
		if t.once(2) {
			books.Claims = append(books.Claims, claimcheck.ERAClaimStatus{Claim: claim, Status: one(t, "R", "R", "R", "W")})
		}
	}
	return books
}

func TestRemittancesHaveOneReport(t *testing.T) { law(holdERA).check(t) }
func FuzzERA(f *testing.F)                      { law(holdERA).fuzz(f) }
