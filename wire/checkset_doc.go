package wire

import (
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// checkSetDoc is the document of a check set. It may hold one check at the top,
// several in a list, or the body of ClaimCenter's API under data.
type checkSetDoc struct {
	set     claimcheck.CheckSet
	options setOptionsDoc
	top     setCheckDoc
	checks  []setCheckDoc
	listed  bool // checks is there
	data    setCheckDoc
}

// setOptionsDoc are the options, with the limits as they are written: their
// currency may stand after them.
type setOptionsDoc struct {
	claimcheck.CheckSetOptions
	several              bool // currencies
	exceedLimit, payment string
	pairs                []string // the names of the rates, as they are written
}

// setCheckDoc is one check, as the document has it.
type setCheckDoc struct {
	payments []setPaymentDoc
	payees   []claimcheck.Payee
	method   string
	name     string // of the list of payments
	given    bool
}

// setPaymentDoc is one payment.
type setPaymentDoc struct {
	claimcheck.PaymentToWrite
	lines []setLineDoc
}

// setLineDoc is one line item, with its amount as it is written.
type setLineDoc struct {
	claimcheck.LineItem
	amount  string
	wrapped bool // amount and currency stand in transactionAmount
}

// reserveDoc is one reserve, with its amounts as they are written.
type reserveDoc struct {
	claimcheck.Reserve
	available, approved, eroded, future, pending string
}

var checkSetShape = document(append(checkFields(func(d any) *setCheckDoc { return &d.(*checkSetDoc).top }, false),
	&field{name: "checks", kind: KindList, shape: setCheckShape, doc: "the checks, where the set has several", read: func(d *decoder, into any) error {
		doc := into.(*checkSetDoc)
		doc.listed = d.json.PeekKind() == '['
		return d.list(func() error {
			doc.checks = append(doc.checks, setCheckDoc{})
			return d.object(setCheckShape, &doc.checks[len(doc.checks)-1])
		})
	}},
	object("data", func(d any) any { return &d.(*checkSetDoc).data }, dataShape, "the body of ClaimCenter's API, in place of payments, payees and paymentMethod"),
	object("claim", func(d any) any { return &d.(*checkSetDoc).set.Claim }, setClaimShape, "the claim that the set is for"),
	list("exposures", func(d any) any { return grow(&d.(*checkSetDoc).set.Exposures) }, setExposureShape, "the claim's exposures"),
	includedField,
	object("recurrence", func(d any) any { return &d.(*checkSetDoc).set.Recurrence }, recurrenceShape, "the same check several times"),
	reservesField,
	object("options", func(d any) any { return &d.(*checkSetDoc).options }, setOptionsShape, "how the instance is configured"),
)...)

// wholeCheck is the place of a check that is a document's row by itself.
func wholeCheck(c any) *setCheckDoc { return c.(*setCheckDoc) }

var setCheckShape = &shape{checkFields(wholeCheck, false)}

// dataShape is the body of the API: data.attributes.primaryCheckToWrite.
var dataShape = &shape{[]*field{
	object("attributes", func(c any) any { return c }, attributesShape, "of the check set"),
}}

var attributesShape = &shape{[]*field{
	marking(object("primaryCheckToWrite", func(c any) any { return c }, primaryShape, "the check"), wholeCheck),
}}

var primaryShape = &shape{checkFields(wholeCheck, true)}

// checkFields are the fields of a check. The API calls the payments
// paymentsToWrite.
func checkFields(at func(any) *setCheckDoc, api bool) []*field {
	names := []string{"payments", "paymentsToWrite"}
	if api {
		names[0], names[1] = names[1], names[0]
	}
	payments := &field{name: names[0], kind: KindList, shape: setPaymentShape, doc: "what is paid, each from one reserve line", read: func(d *decoder, into any) error {
		check := at(into)
		check.given, check.name = true, d.path[len(d.path)-1].name
		return d.list(func() error {
			check.payments = append(check.payments, setPaymentDoc{})
			return d.payment(&check.payments[len(check.payments)-1])
		})
	}}
	payees := list("payees", func(row any) any { return grow(&at(row).payees) }, setPayeeShape, "to whom the check is made out; several are joint payees")
	method := code("paymentMethod", func(row any) *string { return &at(row).method }, "such as check or eft")
	return []*field{payments.od(names[1]), marking(payees, at), marking(method, at)}
}

// marking makes a field of a check say that the check is there.
func marking(f *field, at func(any) *setCheckDoc) *field {
	read := f.read
	f.read = func(d *decoder, into any) error {
		at(into).given = true
		return read(d, into)
	}
	return f
}

var setPaymentShape = &shape{[]*field{
	code("paymentType", func(p any) *string { return &p.(*setPaymentDoc).PaymentType }, "final, partial or supplement"),
	code("currency", func(p any) *string { return &p.(*setPaymentDoc).Currency }, "of the payment and of each of its lines"),
	{name: "lineItems", kind: KindList, shape: setLineShape, doc: "its parts, which sum to it; a deductible is below zero", read: func(d *decoder, into any) error {
		p := into.(*setPaymentDoc)
		return d.list(func() error {
			p.lines = append(p.lines, setLineDoc{})
			return d.object(setLineShape, &p.lines[len(p.lines)-1])
		})
	}},
	object("reserveLine", func(p any) any { return &p.(*setPaymentDoc).ReserveLine }, reserveLineShape, "where the money comes from"),
	{name: "erodesReserves", kind: KindBoolean, doc: "the payment takes from the reserves (default true; a supplement never does)", read: func(d *decoder, into any) error {
		erodes := true
		err := d.bool(&erodes)
		into.(*setPaymentDoc).NotEroding = !erodes
		return err
	}},
	{name: "exchangeRate", kind: KindRate, doc: "how much of the reserving currency one unit is worth, where that was agreed for this payment", read: func(d *decoder, into any) error {
		return d.exchangeRate(&into.(*setPaymentDoc).ExchangeRate)
	}},
}}

// payment reads a payment and the amounts of its lines.
func (d *decoder) payment(p *setPaymentDoc) error {
	if err := d.object(setPaymentShape, p); err != nil {
		return err
	}
	d.path = append(d.path, segment{name: "lineItems"}, segment{inList: true})
	for i := range p.lines {
		l := &p.lines[i]
		d.path[len(d.path)-1].index = i
		names := []string{"amount"}
		if l.wrapped {
			names = []string{"transactionAmount", "amount"}
		}
		if l.NoAmount = l.amount == ""; l.NoAmount {
			continue
		}
		if err := d.amountIn(&l.Amount, l.amount, l.Currency, names...); err != nil {
			return err
		}
	}
	d.path = d.path[:len(d.path)-2]
	return nil
}

// amountIn reads an amount from its text, in the digits of its currency.
func (d *decoder) amountIn(into *money.Amount, text, currency string, names ...string) error {
	a, err := money.Parse(text, d.currencyDigits(currency))
	if err == nil {
		*into = a
		return nil
	}
	for _, name := range names {
		d.path = append(d.path, segment{name: name})
	}
	return d.parsed(err)
}

// currencyDigits returns the digits of the amounts of a currency.
func (d *decoder) currencyDigits(currency string) int {
	if d.fixed || currency == "" {
		return d.digits
	}
	digits, ok := d.digitsOf[currency]
	if !ok {
		if d.digitsOf == nil {
			d.digitsOf = map[string]int{}
		}
		digits = new(claimcheck.CheckSetOptions).CurrencyDigits(currency)
		d.digitsOf[currency] = digits
	}
	return digits
}

var setLineShape = &shape{[]*field{
	written("amount", func(l any) *string { return &l.(*setLineDoc).amount }, "what the line adds to the payment, in the digits of its currency"),
	code("currency", func(l any) *string { return &l.(*setLineDoc).Currency }, "the payment's"),
	{name: "transactionAmount", kind: KindObject, shape: transactionShape, doc: "amount and currency as ClaimCenter's API has them", read: func(d *decoder, into any) error {
		l := into.(*setLineDoc)
		if l.amount != "" || l.Currency != "" {
			return d.fail(errDuplicateKey, money.Fact("amount and currency stand beside it too"))
		}
		l.wrapped = true
		return d.object(transactionShape, l)
	}},
	code("lineCategory", func(l any) *string { return &l.(*setLineDoc).Category }, "what the line is, such as deductible").od("category"),
}}

var transactionShape = &shape{[]*field{
	written("amount", func(l any) *string { return &l.(*setLineDoc).amount }, "what the line adds to the payment"),
	code("currency", func(l any) *string { return &l.(*setLineDoc).Currency }, "the payment's"),
}}

// reserveLineShape is where the money of a payment comes from.
var reserveLineShape = &shape{[]*field{
	code("costType", func(l any) *string { return &l.(*claimcheck.ReserveLine).CostType }, "such as claimcost"),
	code("costCategory", func(l any) *string { return &l.(*claimcheck.ReserveLine).CostCategory }, "such as body"),
	exposureField(func(l any) *claimcheck.ReserveLine { return l.(*claimcheck.ReserveLine) }),
	code("reservingCurrency", func(l any) *string { return &l.(*claimcheck.ReserveLine).ReservingCurrency }, "the currency of the reserve"),
}}

// exposureField is the exposure of a reserve line; null is the claim itself.
func exposureField(at func(any) *claimcheck.ReserveLine) *field {
	return &field{name: "exposure", kind: KindRef, doc: "the id of the exposure; null where the line is the claim's own", read: func(d *decoder, into any) error {
		line := at(into)
		line.OnClaim = d.json.PeekKind() == 'n'
		return d.reference(&line.Exposure, new(string))
	}}
}

var setPayeeShape = &shape{[]*field{
	{name: "contact", kind: KindRef, doc: "the id of a contact of the claim, or the refid of one that is included", read: func(d *decoder, into any) error {
		p := into.(*claimcheck.Payee)
		return d.reference(&p.Contact, &p.RefID)
	}},
	code("payeeType", func(p any) *string { return &p.(*claimcheck.Payee).PayeeType }, "such as insured, claimant, vendor or other"),
}}

func ownerFields(what string) []*field {
	return []*field{
		short("id", func(o any) *string { return &o.(*claimcheck.Owner).ID }, "of the "+what),
		code("state", func(o any) *string { return &o.(*claimcheck.Owner).State }, "open or closed"),
		code("validationLevel", func(o any) *string { return &o.(*claimcheck.Owner).ValidationLevel }, "how mature the "+what+" is: loadsave, newloss, iso, external or payment"),
		flag("hasPriorPayments", func(o any) *bool { return &o.(*claimcheck.Owner).HasPriorPayments }, "something was paid before; a supplement needs it"),
	}
}

var (
	setExposureShape = &shape{ownerFields("exposure")}
	setClaimShape    = &shape{append(ownerFields("claim"), code("currency", func(o any) *string { return &o.(*claimcheck.Owner).Currency }, "the claim's; with a single currency, all others must be the same"))}
)

var recurrenceShape = &shape{[]*field{
	count("count", func(n any) *int { return n.(*int) }, "how many times the check is written; with several checks, how many there are"),
}}

// reservesField reads the reserves, and their amounts once their currency is
// known.
var reservesField = &field{name: "reserves", kind: KindList, shape: reserveShape, doc: "what may be spent by reserve line; none, and reserves are not tested", read: func(d *decoder, into any) error {
	doc := into.(*checkSetDoc)
	return d.list(func() error {
		var row reserveDoc
		if err := d.object(reserveShape, &row); err != nil {
			return err
		}
		row.NoAvailable = row.available == ""
		for _, part := range [...]struct {
			name, text string
			into       *money.Amount
		}{
			{"available", row.available, &row.Available}, {"approved", row.approved, &row.Parts.Approved}, {"eroded", row.eroded, &row.Parts.Eroded},
			{"futureDated", row.future, &row.Parts.FutureDated}, {"pendingApproval", row.pending, &row.Parts.Pending},
		} {
			if part.text == "" {
				continue
			}
			if err := d.amountIn(part.into, part.text, row.ReservingCurrency, part.name); err != nil {
				return err
			}
		}
		doc.set.Reserves = append(doc.set.Reserves, row.Reserve)
		return nil
	})
}}

var reserveShape = &shape{[]*field{
	exposureField(func(r any) *claimcheck.ReserveLine { return &r.(*reserveDoc).ReserveLine }),
	code("costType", func(r any) *string { return &r.(*reserveDoc).CostType }, "such as claimcost"),
	code("costCategory", func(r any) *string { return &r.(*reserveDoc).CostCategory }, "such as body"),
	code("reservingCurrency", func(r any) *string { return &r.(*reserveDoc).ReservingCurrency }, "the currency of the reserve"),
	written("available", func(r any) *string { return &r.(*reserveDoc).available }, "what may still be spent, in the digits of the currency"),
	written("approved", func(r any) *string { return &r.(*reserveDoc).approved }, "the approved reserves, where available is to be worked out or checked"),
	written("eroded", func(r any) *string { return &r.(*reserveDoc).eroded }, "eroding payments that are effective"),
	written("futureDated", func(r any) *string { return &r.(*reserveDoc).future }, "eroding payments of a later day"),
	written("pendingApproval", func(r any) *string { return &r.(*reserveDoc).pending }, "eroding payments that wait for approval"),
}}

// severities are the words of claimcheck.Severity, in the order of its values.
var severities = []string{"", "problem", "warning"}

var setOptionsShape = &shape{[]*field{
	flag("multicurrency", func(o any) *bool { return &o.(*setOptionsDoc).several }, "the instance knows several currencies (default true)"),
	{name: "rates", kind: KindRates, doc: `the market's rates, {"cad/usd": "0.7345"}: what one unit of a payment's currency is worth in a reserving currency`, read: readRates},
	word("rounding", func(o any, i int) { o.(*setOptionsDoc).Rounding = money.Rounding(i) }, shareRoundings, "of a payment that is converted (default halfUp)"),
	flag("allowPaymentsExceedReserves", func(o any) *bool { return &o.(*setOptionsDoc).AllowExceedReserves }, "partial payments may exceed what is available on a reserve line that has some"),
	written("paymentsExceedReservesLimit", func(o any) *string { return &o.(*setOptionsDoc).exceedLimit }, "how far the set may exceed the reserves before it needs approval (default 0)"),
	written("paymentLimit", func(o any) *string { return &o.(*setOptionsDoc).payment }, "above it, a payment needs approval (default: not asked)"),
	code("limitCurrency", func(o any) *string { return &o.(*setOptionsDoc).LimitCurrency }, "of both limits (default: the first reserving currency)"),
	flag("allowNoPriorPaymentSupplement", func(o any) *bool { return &o.(*setOptionsDoc).AllowNoPriorPayment }, "a supplement needs no earlier payment"),
	word("exceedsReserves", func(o any, i int) { o.(*setOptionsDoc).Exceeding = claimcheck.Severity(i) }, severities, "what a payment above the reserves is (default problem)"),
	word("finalExceedsReserves", func(o any, i int) { o.(*setOptionsDoc).FinalExceeding = claimcheck.Severity(i) }, severities, "what a final payment above the reserves is (default warning)"),
	word("nonPositivePayment", func(o any, i int) { o.(*setOptionsDoc).NonPositive = claimcheck.Severity(i) }, severities, "what a payment of zero or less is (default problem)"),
	texts("validationLevels", func(o any) *[]string { return &o.(*setOptionsDoc).Levels }, "the ladder from low to high (default loadsave, newloss, iso, external, payment)"),
	code("abilityToPay", func(o any) *string { return &o.(*setOptionsDoc).AbilityToPay }, "the level that claim and exposures need (default payment, or the highest)"),
	texts("costTypes", func(o any) *[]string { return &o.(*setOptionsDoc).CostTypes }, "the codes that exist (default: any)"),
	texts("costCategories", func(o any) *[]string { return &o.(*setOptionsDoc).CostCategories }, "the codes that exist (default: any)"),
	texts("payeeTypes", func(o any) *[]string { return &o.(*setOptionsDoc).PayeeTypes }, "the codes that exist (default: any)"),
	texts("paymentMethods", func(o any) *[]string { return &o.(*setOptionsDoc).PaymentMethods }, "the codes that exist (default: any)"),
}}

// readRates reads rates by their pairs of currencies.
func readRates(d *decoder, into any) error {
	if null, err := d.null(); null || err != nil {
		return err
	}
	o := into.(*setOptionsDoc)
	return d.members(func() error {
		pair := d.path[len(d.path)-1].name
		from, to, isPair := strings.Cut(pair, "/")
		if !isPair || from == "" || to == "" {
			return d.fail(claimcheck.ErrExchangeRate, money.Fact(`want two currencies for a name, such as "cad/usd"`))
		}
		rate := claimcheck.CurrencyRate{From: from, To: to}
		if err := d.exchangeRate(&rate.Rate); err != nil || rate.Rate == (claimcheck.ExchangeRate{}) {
			return err
		}
		o.Rates, o.pairs = append(o.Rates, rate), append(o.pairs, pair)
		return nil
	})
}

// exchangeRate reads an exact rate.
func (d *decoder) exchangeRate(into *claimcheck.ExchangeRate) error {
	raw, err := d.scalar("a rate of exchange")
	if raw == nil || err != nil {
		return err
	}
	if *into, err = claimcheck.ParseExchangeRate(string(raw)); err != nil {
		return d.parsed(err)
	}
	return nil
}
