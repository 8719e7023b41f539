package wire

import (
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// checkRecord is what is stored of a check beside its amount.
type checkRecord struct {
	checkDate, dateIssued      date.Date
	checkNum, bankBranch, note string
	carrierName                string
	clinic, payType, payGroup  int64
	payTypeName, payGroupName  string
	known                      recordFields
}

// recordFields is a set of fields of a check's record: those that are not empty of
// themselves, and stay out of the record where nobody has said what they are.
type recordFields uint8

const (
	knownClinic recordFields = 1 << iota
	knownCarrier
	knownType
	knownGroup
)

func newCheckRecord() checkRecord {
	return checkRecord{checkDate: schedule.Unset, dateIssued: schedule.Unset}
}

// storedCheck is a claim payment as Open Dental's API returns it.
type storedCheck struct {
	claimcheck.Stored
	checkRecord
	entered date.Date
	given   uint64
}

func (p *storedCheck) setGiven(fields uint64) {
	p.given = fields
	for _, of := range [...]struct {
		field string
		known recordFields
	}{{"clinicNum", knownClinic}, {"carrierName", knownCarrier}, {"PayType", knownType}, {"PayGroup", knownGroup}} {
		if p.has(of.field) {
			p.known |= of.known
		}
	}
}

// has reports whether the check has a field, with a value.
func (p *storedCheck) has(name string) bool { return givenIn(storedCheckShape.fields, p.given, name) }

// asked returns the check with what an audit asks of it: its date, and what stands
// in the document and is empty.
func (p *storedCheck) asked() claimcheck.Stored {
	stored := p.Stored
	stored.Date = p.checkDate
	for _, need := range [...]struct {
		empty bool
		lacks claimcheck.Lacks
	}{
		{p.has("checkDate") && !schedule.IsSet(p.checkDate), claimcheck.LacksDate},
		{p.has("carrierName") && strings.TrimSpace(p.carrierName) == "", claimcheck.LacksCarrier},
		{(p.has("PayType") || p.has("payType")) && p.checkRecord.payType == 0 && (p.payTypeName == "" || p.payTypeName == "0"), claimcheck.LacksType},
	} {
		if need.empty {
			stored.Lacks |= need.lacks
		}
	}
	return stored
}

func newStoredCheck() storedCheck {
	return storedCheck{checkRecord: newCheckRecord(), entered: schedule.Unset}
}

// typeField makes the path of a missing payment type that of the number, where the
// document has the number.
func (c *claimDoc) typeField(p *claimcheck.Problem) {
	row, missing := strings.CutSuffix(p.Path, ".Type")
	if !missing {
		return
	}
	_, index, _ := strings.Cut(strings.TrimSuffix(row, "]"), "[")
	if i, err := strconv.Atoi(index); err == nil && i < len(c.payments) && c.payments[i].has("PayType") {
		p.Path = row + ".TypeNumber"
	}
}

// newCheckFields are the fields of the record that a new check may have, with
// Open Dental's names.
func newCheckFields() []*field {
	return []*field{
		day("checkDate", func(c any) *date.Date { return &c.(*claimDoc).record.checkDate }, "when the check was entered (default today)"),
		text("checkNum", func(c any) *string { return &c.(*claimDoc).record.checkNum }, "stored as given"),
		text("bankBranch", func(c any) *string { return &c.(*claimDoc).record.bankBranch }, "stored as given"),
		text("note", func(c any) *string { return &c.(*claimDoc).record.note }, "stored as given"),
		id("clinicNum", func(c any) *int64 { return &c.(*claimDoc).record.clinic }, "where (default the claim's clinic; of a batch 0)"),
		text("carrierName", func(c any) *string { return &c.(*claimDoc).record.carrierName }, "the insurer (default that of the first claim's plan)"),
		day("dateIssued", func(c any) *date.Date { return &c.(*claimDoc).record.dateIssued }, "the date on the check (default not set)"),
		id("payType", func(c any) *int64 { return &c.(*claimDoc).record.payType }, "the payment type (default the first definition of category 32)"),
		id("payGroup", func(c any) *int64 { return &c.(*claimDoc).record.payGroup }, "the payment group (default the first definition of category 40)"),
		object("defaults", func(c any) any { return &c.(*claimDoc).defaults }, checkDefaultsShape, "what the office's tables say where the check does not"),
	}
}

var checkDefaultsShape = &shape{[]*field{
	id("clinicNum", func(r any) *int64 { return &r.(*checkRecord).clinic }, "the claim's clinic"),
	text("carrierName", func(r any) *string { return &r.(*checkRecord).carrierName }, "the carrier of the plan of the first claim"),
	id("payType", func(r any) *int64 { return &r.(*checkRecord).payType }, "the first definition of category 32"),
	id("payGroup", func(r any) *int64 { return &r.(*checkRecord).payGroup }, "the first definition of category 40"),
}}

// fill puts defaults where a new check says nothing, and notes what is known.
func (c *claimDoc) fill(s *shape, batch bool) {
	r := &c.record
	if !schedule.IsSet(r.checkDate) {
		r.checkDate = c.today
	}
	if !c.has(s, "clinicNum") && !batch {
		r.clinic = c.defaults.clinic
	}
	if !c.has(s, "carrierName") {
		r.carrierName = c.defaults.carrierName
	}
	if !c.has(s, "payType") {
		r.payType = c.defaults.payType
	}
	if !c.has(s, "payGroup") {
		r.payGroup = c.defaults.payGroup
	}
	for _, of := range [...]struct {
		known recordFields
		is    bool
	}{
		{knownClinic, batch || r.clinic != 0 || c.has(s, "clinicNum")}, {knownCarrier, r.carrierName != "" || c.has(s, "carrierName")},
		{knownType, r.payType != 0 || c.has(s, "payType")}, {knownGroup, r.payGroup != 0 || c.has(s, "payGroup")},
	} {
		if of.is {
			r.known |= of.known
		}
	}
}

var storedCheckShape = &shape{[]*field{
	id("claimPaymentNum", func(p any) *int64 { return &p.(*storedCheck).ID }, "its id; required"),
	fine("checkAmt", func(p any) *money.Amount { return &p.(*storedCheck).Amount }, "its amount"),
	flag("isPartial", func(p any) *bool { return &p.(*storedCheck).Partial }, "more is to be attached before it is final (default false)"),
	id("depositNum", func(p any) *int64 { return &p.(*storedCheck).Deposit }, "the deposit it is on; 0 is none"),
	count("eobCount", func(p any) *int { return &p.(*storedCheck).EOBs }, "how many explanations of benefits are attached to it"),
	day("secDateEntry", func(p any) *date.Date { return &p.(*storedCheck).entered }, "the day it was entered"),
	day("checkDate", func(p any) *date.Date { return &p.(*storedCheck).checkDate }, "its date"),
	text("checkNum", func(p any) *string { return &p.(*storedCheck).checkNum }, "its number"),
	text("bankBranch", func(p any) *string { return &p.(*storedCheck).bankBranch }, "bank and branch"),
	text("note", func(p any) *string { return &p.(*storedCheck).note }, "its note"),
	id("clinicNum", func(p any) *int64 { return &p.(*storedCheck).clinic }, "where"),
	text("carrierName", func(p any) *string { return &p.(*storedCheck).carrierName }, "the insurer"),
	day("dateIssued", func(p any) *date.Date { return &p.(*storedCheck).dateIssued }, "the date on the check"),
	text("payType", func(p any) *string { return &p.(*storedCheck).payTypeName }, "the payment type in words, as Open Dental's API returns it"),
	id("PayType", func(p any) *int64 { return &p.(*storedCheck).checkRecord.payType }, "the payment type"),
	text("payGroup", func(p any) *string { return &p.(*storedCheck).payGroupName }, "the payment group in words, as Open Dental's API returns it"),
	id("PayGroup", func(p any) *int64 { return &p.(*storedCheck).checkRecord.payGroup }, "the payment group"),
	ignored("secUserNumEntry"), ignored("secDateTEdit"), ignored("serverDateTime"),
}}

// changeFields are the fields that may change in a stored check. Each is also read
// under the API's own name.
func changeFields() []*field {
	return []*field{
		fine("newCheckAmt", func(c any) *money.Amount { return &c.(*claimDoc).checkAmt }, "its new amount (default no change)").od("checkAmt"),
		text("newCheckNum", func(c any) *string { return &c.(*claimDoc).record.checkNum }, "takes the place of the number").od("checkNum"),
		text("newBankBranch", func(c any) *string { return &c.(*claimDoc).record.bankBranch }, "takes the place of bank and branch").od("bankBranch"),
		text("newNote", func(c any) *string { return &c.(*claimDoc).record.note }, "takes the place of the note").od("note"),
		text("newCarrierName", func(c any) *string { return &c.(*claimDoc).record.carrierName }, "takes the place of the insurer").od("carrierName"),
		id("newPayType", func(c any) *int64 { return &c.(*claimDoc).record.payType }, "takes the place of the payment type").od("payType"),
		id("newPayGroup", func(c any) *int64 { return &c.(*claimDoc).record.payGroup }, "takes the place of the payment group").od("payGroup"),
	}
}

// apply puts the changes that were given into the stored check, an empty text too.
func (c *claimDoc) apply(s *shape) {
	from, to := &c.record, &c.stored.checkRecord
	for _, text := range []struct {
		name     string
		from, to *string
	}{
		{"newCheckNum", &from.checkNum, &to.checkNum}, {"newBankBranch", &from.bankBranch, &to.bankBranch},
		{"newNote", &from.note, &to.note}, {"newCarrierName", &from.carrierName, &to.carrierName},
	} {
		if c.has(s, text.name) {
			*text.to = *text.from
		}
	}
	if c.has(s, "newCarrierName") {
		to.known |= knownCarrier
	}
	if c.has(s, "newPayType") {
		to.payType, to.known = from.payType, to.known|knownType
	}
	if c.has(s, "newPayGroup") {
		to.payGroup, to.known = from.payGroup, to.known|knownGroup
	}
}

// checkRecord writes a claim payment. The id is 0 for one that is not stored. What
// is not known is left out, so that nothing is stored over what stands there.
func (w *writer) checkRecord(stored claimcheck.Stored, r *checkRecord) {
	w.key("payment")
	w.open()
	if stored.ID != 0 {
		w.number("claimPaymentNum", stored.ID)
	}
	if schedule.IsSet(r.checkDate) {
		w.date("checkDate", r.checkDate)
	}
	w.amount("checkAmt", stored.Amount)
	w.text("checkNum", r.checkNum)
	w.text("bankBranch", r.bankBranch)
	w.text("note", r.note)
	if r.known&knownClinic != 0 {
		w.number("clinicNum", r.clinic)
	}
	w.number("depositNum", stored.Deposit)
	if r.known&knownCarrier != 0 {
		w.text("carrierName", r.carrierName)
	}
	w.date("dateIssued", r.dateIssued)
	w.flag("isPartial", stored.Partial)
	if r.known&knownType != 0 {
		w.number("payType", r.payType)
	}
	if r.known&knownGroup != 0 {
		w.number("payGroup", r.payGroup)
	}
	w.close()
}
