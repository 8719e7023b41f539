package wire

import (
	"bytes"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// claimDoc is the document of every operation on claim payments; each knows some
// of the fields.
type claimDoc struct {
	claimNum         int64
	claimNums        []int64
	claimStatus      string
	checkAmt         money.Amount
	today            date.Date
	record, defaults checkRecord
	stored           storedCheck
	payments         []storedCheck
	deposits         []int64
	rows             []claimcheck.ClaimProc
	row              claimcheck.ClaimProc
	edit             claimcheck.RowEdit
	options          claimOptions

	given uint64
}

func (c *claimDoc) setGiven(fields uint64) { c.given = fields }

// has reports whether the document has a field, with a value.
func (c *claimDoc) has(s *shape, name string) bool { return givenIn(s.fields, c.given, name) }

// givenIn reports whether a field is among those that were given.
func givenIn(fields []*field, given uint64, name string) bool {
	for i, f := range fields {
		if f.name == name {
			return given&(1<<i) != 0
		}
	}
	return false
}

// newClaimDoc returns a document with no date set.
func newClaimDoc() claimDoc {
	c := claimDoc{today: schedule.Unset, record: newCheckRecord(), stored: newStoredCheck()}
	c.row.Date, c.options.since = schedule.Unset, schedule.Unset
	return c
}

// maxExtra is how many digits below the minor unit amounts may have.
const maxExtra = 6

// subMinors are the words of options.subMinorUnit.
var subMinors = []string{"", "error", "round-sum"}

type subMinor uint8

const roundSum subMinor = 2

// prepare reads options.subMinorUnit before anything else, because the amounts may
// stand before it. Nearly no document has it, which a search for the word settles.
func (c *claimDoc) prepare(d *decoder) {
	word := []byte(subMinors[roundSum])
	if !bytes.Contains(d.input, word) && !bytes.Contains(d.input, []byte(`\u`)) {
		return
	}
	ahead := &decoder{json: newTokens(d.input), input: d.input}
	for _, name := range []string{"options", "subMinorUnit"} {
		if _, f := ahead.enter(roundingShape, name); f == nil {
			return
		}
	}
	if raw, err := ahead.scalar(""); err == nil && bytes.Equal(raw, word) {
		d.extra = min(maxExtra, money.MaxDigits-d.digits)
	}
}

// roundingShape finds options.subMinorUnit.
var roundingShape = &shape{[]*field{{name: "options"}, {name: "subMinorUnit"}}}

// fine is an amount that may have further digits where sums are rounded.
func fine(name string, at func(any) *money.Amount, doc string) *field {
	return &field{name: name, kind: KindAmount, doc: doc, read: func(d *decoder, into any) error {
		d.digits += d.extra
		err := d.amount(at(into))
		d.digits -= d.extra
		return err
	}}
}

// claimOptions are the settings of an office.
type claimOptions struct {
	claimcheck.Options
	since       date.Date
	subMinor    subMinor
	pool        claimcheck.PoolKind
	autoDeposit autoDeposit
	auto        bool
	future      bool
	onDeposit   int
	given       uint64
}

func (o *claimOptions) setGiven(fields uint64) { o.given = fields }

// autoDeposit is a deposit that must add up.
type autoDeposit struct {
	amount, others money.Amount
	given          bool
}

func (a *autoDeposit) setGiven(uint64) { a.given = true }

// statusNames are the words of claimcheck.Status, in the order of its values.
var statusNames = []string{"NotReceived", "Received", "Preauth", "Adjustment", "Supplemental", "CapClaim", "Estimate", "CapComplete", "CapEstimate", "InsHist"}

// claimStatus is the status of a claim procedure: Open Dental's word, or its number.
func claimStatus(name string, at func(any) *claimcheck.Status, doc string) *field {
	return &field{name: name, kind: KindWordOrNumber, words: statusNames, doc: doc, read: func(d *decoder, into any) error {
		_, err := d.claimStatus(at(into))
		return err
	}}
}

// claimStatus reads a status, and reports whether there is one.
func (d *decoder) claimStatus(into *claimcheck.Status) (given bool, err error) {
	i, err := d.wordOrNumber(statusNames)
	if given = err == nil && i >= 0; given {
		*into = claimcheck.Status(i)
	}
	return given, err
}

// poolKinds are the words of claimcheck.PoolKind, in the order of its values.
var poolKinds = []string{"attached", "unattached", "both"}

// presets are the words of the sets of statuses, with the names of the Go
// constants as well.
var presets = []string{"paid", "era", "api", "PaidStatuses", "ERAStatuses", "APIStatuses"}

// statusSets are the sets of the presets.
var statusSets = [...]claimcheck.Statuses{claimcheck.PaidStatuses, claimcheck.ERAStatuses, claimcheck.APIStatuses}

// statusSet is a preset, or a list of statuses.
func statusSet(name string, at func(any) *claimcheck.Statuses, doc string) *field {
	return &field{name: name, kind: KindSomeWords, words: append(presets[:len(presets):len(presets)], statusNames...), doc: doc, read: func(d *decoder, into any) error {
		set := at(into)
		if d.json.PeekKind() != '[' {
			i, err := d.word(presets)
			if i >= 0 {
				*set = statusSets[i%len(statusSets)]
			}
			return err
		}
		return d.list(func() error {
			status := claimcheck.Status(0)
			given, err := d.claimStatus(&status)
			if given {
				*set |= 1 << status
			}
			return err
		})
	}}
}

var claimOptionsShape = &shape{[]*field{
	flag("claimPaymentBatchOnly", func(o any) *bool { return &o.(*claimOptions).BatchOnly }, "the office takes no single checks (default false)"),
	flag("allowZeroClaimProcs", func(o any) *bool { return &o.(*claimOptions).ZeroRows }, "a single check may take claim procedures that pay zero (default false)"),
	day("zeroClaimProcsSince", func(o any) *date.Date { return &o.(*claimOptions).since }, "of those, the ones dated on or after this day (default all)"),
	statusSet("statuses", func(o any) *claimcheck.Statuses { return &o.(*claimOptions).Statuses }, "which statuses mean that insurance has paid: paid, era or api, or a list of statuses by word or number (default paid; for what an audit lists as waiting, era)"),
	word("subMinorUnit", func(o any, i int) { o.(*claimOptions).subMinor = subMinor(i) }, subMinors, "round-sum: amounts may have up to six further digits, and sums are rounded once (default error)"),
	flag("allowEmptyBatch", func(o any) *bool { return &o.(*claimOptions).EmptyBatch }, "a batch may attach nothing yet; it is then partial (default false)"),
	flag("futureTransDatesAllowed", func(o any) *bool { return &o.(*claimOptions).future }, "of an audit: a check may be dated after today (default false)").od("allowFutureInsPayments"),
	flag("autoDepositEnabled", func(o any) *bool { return &o.(*claimOptions).auto }, "the office creates deposits by itself: a batch creates one, and one that holds nothing else goes with its check (default false)").od("showAutoDeposit"),
	count("claimPaymentsOnDeposit", func(o any) *int { return &o.(*claimOptions).onDeposit }, "how many checks are on the deposit"),
	object("autoDeposit", func(o any) any { return &o.(*claimOptions).autoDeposit }, &shape{[]*field{
		fine("amount", func(a any) *money.Amount { return &a.(*autoDeposit).amount }, "of the deposit"),
		fine("othersTotal", func(a any) *money.Amount { return &a.(*autoDeposit).others }, "of what else is on it"),
	}}, "the deposit of a check whose amount changes; the change is allowed if the deposit adds up"),
	word("pool", func(o any, i int) { o.(*claimOptions).pool = claimcheck.PoolKind(i) }, poolKinds, "which claim procedures a stored check is compared with (default attached)"),
}}

// checkOptions returns the engine's settings.
func (c *claimDoc) checkOptions(d *decoder) claimcheck.Options {
	o := c.options.Options
	o.ZeroSince, o.SubMinor, o.AutoDeposit = c.options.since, d.extra, c.options.auto
	return o
}

// The fields that operations share.

func claimOptionsField() *field {
	return object("options", func(c any) any { return &c.(*claimDoc).options }, claimOptionsShape, "an office's settings")
}

func claimProcsField() *field {
	return list("claimProcs", func(c any) any { r := grow(&c.(*claimDoc).rows); r.Date = schedule.Unset; return r }, claimProcShape, "claim procedures: what insurance says about each procedure")
}

func todayField() *field {
	return day("today", func(c any) *date.Date { return &c.(*claimDoc).today }, "the day on which the question is asked")
}

var claimProcShape = &shape{[]*field{
	id("claimProcNum", func(r any) *int64 { return &r.(*claimcheck.ClaimProc).ID }, "its id; required"),
	id("claimNum", func(r any) *int64 { return &r.(*claimcheck.ClaimProc).Claim }, "the claim it is on"),
	claimStatus("status", func(r any) *claimcheck.Status { return &r.(*claimcheck.ClaimProc).Status }, "what became of it, by Open Dental's word or number (default NotReceived)"),
	fine("insPayAmt", func(r any) *money.Amount { return &r.(*claimcheck.ClaimProc).Amount }, "what insurance paid; below zero is taken back"),
	id("claimPaymentNum", func(r any) *int64 { return &r.(*claimcheck.ClaimProc).ClaimPayment }, "the check it is attached to; 0 is none"),
	flag("isTransfer", func(r any) *bool { return &r.(*claimcheck.ClaimProc).Transfer }, "one half of a pair that moves income between procedures (default false)"),
	day("dateCP", func(r any) *date.Date { return &r.(*claimcheck.ClaimProc).Date }, "its date; asked only of claim procedures that pay zero"),
	ignored("procNum"), ignored("patNum"), ignored("provNum"), ignored("feeBilled"), ignored("insPayEst"), ignored("dedApplied"), ignored("remarks"), ignored("planNum"),
	ignored("writeOff"), ignored("codeSent"), ignored("allowedOverride"), ignored("percentage"), ignored("percentOverride"), ignored("copayAmt"), ignored("noBillIns"),
	ignored("paidOtherIns"), ignored("baseEst"), ignored("copayOverride"), ignored("procDate"), ignored("dateEntry"), ignored("lineNumber"), ignored("dedEst"), ignored("dedEstOverride"),
	ignored("insEstTotal"), ignored("insEstTotalOverride"), ignored("paidOtherInsOverride"), ignored("estimateNote"), ignored("writeOffEst"), ignored("writeOffEstOverride"),
	ignored("clinicNum"), ignored("insSubNum"), ignored("paymentRow"), ignored("payPlanNum"), ignored("claimPaymentTracking"), ignored("ClaimPaymentTracking"),
	ignored("secUserNumEntry"), ignored("secDateEntry"), ignored("secDateTEdit"), ignored("dateSuppReceived"), ignored("dateInsFinalized"),
	ignored("claimAdjReasonCodes"), ignored("isOverpay"), ignored("securityHash"), ignored("serverDateTime"),
}}
