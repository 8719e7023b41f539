package fuzz_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/split"
	"pgregory.net/rapid"
)

// setCase is a check set, how its instance is configured, and how its document is
// written.
type setCase struct {
	set     claimcheck.CheckSet
	options claimcheck.CheckSetOptions
	form    setForm
}

// setForm is where a document has its check.
type setForm int

const (
	listedForm setForm = iota // in a list, as several must
	topForm                   // on top
	bodyForm                  // in the body of ClaimCenter's API
)

// The codes of check sets: few, so that payments meet on one line.
var (
	exposures  = []string{"cc:58", "cc:59", "cc:60"}
	categories = []string{"body", "rental"}
	levels     = []string{"loadsave", "newloss", "iso", "external", "payment"}
)

// readSet makes a check set of a tape: the instance, the claim, then checks with their
// payments, and last reserves that have to do with what is asked of them.
func readSet(data []byte) setCase {
	t := tape(data)
	c := setCase{options: claimcheck.CheckSetOptions{Rounding: money.HalfUp}}
	about := t.byte()
	c.readInstance(&t)
	closed := t.once(20)
	c.set.Claim = readOwner(&t, "cc:55", closed)
	if t.once(12) {
		c.set.Claim.Currency = one(&t, "usd", "cad")
	}
	for _, id := range exposures[:1+t.pick(3)] {
		c.set.Exposures = append(c.set.Exposures, readOwner(&t, id, closed))
	}
	for range 1 + t.pick(3) {
		c.set.Checks = append(c.set.Checks, c.readCheck(&t))
	}
	if n := len(c.set.Checks); n == 1 {
		c.form, c.set.Recurrence = setForm(t.pick(3)), max(0, t.pick(8)-4)
	} else if t.once(8) {
		c.set.Recurrence = n
	}
	c.set.Included = []string{"garage", "insured", "insured"}[:(1+t.pick(8))%4]
	if !t.once(4) {
		c.readReserves(&t)
	}
	if about%16 == 15 {
		c.spoil(t.pick(12))
	}
	return c
}

// readInstance reads how the instance is configured: mostly with the rates that are
// needed, and no more.
func (c *setCase) readInstance(t *tape) {
	o := &c.options
	for _, from := range []string{"usd", "cad", "jpy", "KWD"} {
		for _, to := range []string{"usd", "kwd"} {
			if !strings.EqualFold(from, to) && !t.once(12) {
				o.Rates = append(o.Rates, claimcheck.CurrencyRate{From: from, To: to, Rate: readRate(t)})
			}
		}
	}
	switch t.pick(12) {
	case 11:
		o.SingleCurrency = true
	case 10:
		o.FixedDigits, o.Digits = true, t.pick(4)
	case 9:
		o.Levels = [][]string{{"draft", "payment", "audited"}, {"newloss", "payment"}, {"iso", "external"}}[t.pick(3)]
	case 8:
		o.AbilityToPay = one(t, levels...)
	case 7:
		o.CostTypes, o.CostCategories, o.PayeeTypes, o.PaymentMethods = []string{"claimcost"}, categories[:1], []string{"insured"}, []string{"check", "eft"}
	case 6:
		o.Rounding = one(t, money.HalfEven, money.HalfDown, money.Up, money.Down, money.Ceiling, money.Floor)
	case 5:
		o.Exceeding, o.FinalExceeding, o.NonPositive = claimcheck.Severity(t.pick(3)), claimcheck.Severity(t.pick(3)), claimcheck.Severity(t.pick(3))
	}
	if t.once(3) {
		o.AllowExceedReserves, o.ExceedLimit, o.PaymentLimit = true, one[money.Amount](t, 0, 1, 50_00), one[money.Amount](t, 0, 0, 100_00)
		o.LimitCurrency = one(t, "", "", "usd", "kwd")
	}
	if o.AllowNoPriorPayment = t.once(4); t.once(4) {
		o.NonPositive = claimcheck.AsWarning
	}
}

// readRate reads a rate of exchange as its text says it, from 0.0001 to 250.
func readRate(t *tape) claimcheck.ExchangeRate {
	rate, err := claimcheck.ParseExchangeRate(money.Amount(1 + t.pick(250)).Format(t.pick(5)))
	if err != nil {
		panic(err)
	}
	return rate
}

// readOwner reads a claim or an exposure, mostly one that can pay.
func readOwner(t *tape, id string, closed bool) claimcheck.Owner {
	o := claimcheck.Owner{ID: id, State: "open", ValidationLevel: "payment", HasPriorPayments: !t.once(3)}
	if closed || t.once(16) {
		o.State = "closed"
	}
	if t.once(32) {
		o.State, o.ValidationLevel = one(t, "", "open", "draft"), one(t, levels...)
	}
	return o
}

// readCheck reads a check: mostly whole, to one payee or to two.
func (c *setCase) readCheck(t *tape) claimcheck.CheckToWrite {
	check := claimcheck.CheckToWrite{PaymentMethod: one(t, "check", "eft"), Payees: []claimcheck.Payee{{Contact: "cc:613", PayeeType: "insured"}}}
	switch t.pick(32) {
	case 31:
		check.Payees = nil
	case 30:
		check.PaymentMethod = ""
	case 29, 28, 27, 26, 25, 24, 23, 22:
		check.Payees = append(check.Payees, claimcheck.Payee{RefID: one(t, "garage", "garage", "garage", "insured"), PayeeType: "vendor"})
	}
	reserving := one(t, "usd", "usd", "usd", "kwd", "USD")
	for range 1 + t.pick(4) {
		check.Payments = append(check.Payments, c.readPayment(t, reserving))
	}
	if t.once(24) {
		check.Payments = nil
	}
	return check
}

// readPayment reads a payment of a type that suits its owner, mostly, in the reserving
// currency or another.
func (c *setCase) readPayment(t *tape, reserving string) claimcheck.PaymentToWrite {
	p := claimcheck.PaymentToWrite{ReserveLine: c.readLine(t, reserving), PaymentType: one(t, "partial", "partial", "partial", "final"), Currency: reserving}
	owner := c.set.Claim
	if i := slices.IndexFunc(c.set.Exposures, func(o claimcheck.Owner) bool { return o.ID == p.ReserveLine.Exposure }); i >= 0 {
		owner = c.set.Exposures[i]
	}
	if owner.State == "closed" {
		p.PaymentType = "supplement"
	}
	switch t.pick(64) {
	case 63:
		p.PaymentType = one(t, "supplement", "partial", "whole", "")
	case 62:
		p.ReserveLine.ReservingCurrency = one(t, "usd", "kwd", "")
	case 61:
		p.ReserveLine.Exposure, p.ReserveLine.OnClaim = one(t, "", "cc:99"), false
	case 60, 59, 58, 57:
		p.NotEroding = true
	case 56, 55, 54, 53:
		p.ExchangeRate = readRate(t)
	}
	if t.once(8) {
		p.Currency = one(t, "usd", "cad", "jpy", "kwd", "USD", "xxq")
	}
	for range 1 + t.pick(3) {
		l := claimcheck.LineItem{Amount: t.price(), Currency: p.Currency}
		switch t.pick(64) {
		case 63:
			l.Currency = one(t, "cad", "")
		case 62:
			l = claimcheck.LineItem{Currency: l.Currency, NoAmount: true}
		case 61:
			l.Amount = -l.Amount
		case 60:
			l.Category = "deductible"
		case 59, 58, 57, 56, 55, 54:
			l.Amount, l.Category = -l.Amount/2, "deductible"
		}
		p.LineItems = append(p.LineItems, l)
	}
	if t.once(16) { // taken back
		for i := range p.LineItems {
			p.LineItems[i].Amount = -p.LineItems[i].Amount
		}
	}
	return p
}

// readLine reads a reserve line, of the claim or of an exposure, the first more often.
func (c *setCase) readLine(t *tape, reserving string) claimcheck.ReserveLine {
	l := claimcheck.ReserveLine{CostType: "claimcost", CostCategory: one(t, categories...), ReservingCurrency: reserving}
	if l.OnClaim = t.once(5); !l.OnClaim {
		l.Exposure = c.set.Exposures[t.pick(2*len(c.set.Exposures))/2].ID
	}
	return l
}

// readReserves reads reserves for the lines that are drawn on: mostly just what is asked
// of them, a unit more or less, as one sum or in parts; and few that nobody asks.
func (c *setCase) readReserves(t *tape) {
	report, err := claimcheck.ValidateCheckSet(&c.set, &c.options)
	if err != nil {
		return
	}
	for i := range report.Lines {
		l := &report.Lines[i]
		r := claimcheck.Reserve{ReserveLine: l.ReserveLine, Available: l.Requested}
		switch t.pick(8) {
		case 7:
			continue
		case 6:
			r.Available = -one[money.Amount](t, 0, 1, 100)
		case 5:
			r.Available = t.price()
		case 4:
			r.Available--
		case 3:
			r.Available++
		}
		if t.once(3) {
			r.Parts = claimcheck.ReserveParts{Eroded: t.price(), FutureDated: t.price() / 2, Pending: t.price() / 4}
			r.Parts.Approved = r.Available + r.Parts.Eroded + r.Parts.FutureDated + r.Parts.Pending
			r.Parts.Approved += money.Amount(t.pick(16) / 15)
			if r.NoAvailable = t.once(2); r.NoAvailable {
				r.Available = 0
			}
		}
		c.set.Reserves = append(c.set.Reserves, r)
	}
	if spare := (claimcheck.Reserve{ReserveLine: c.readLine(t, one(t, "usd", "kwd")), Available: t.price()}); t.once(2) && !slices.ContainsFunc(c.set.Reserves, func(r claimcheck.Reserve) bool {
		return sameLine(r.ReserveLine, spare.ReserveLine)
	}) {
		c.set.Reserves = append(c.set.Reserves, spare)
	}
}

// sameLine reports whether two name one reserve line.
func sameLine(a, b claimcheck.ReserveLine) bool {
	return a.Exposure == b.Exposure && a.CostType == b.CostType && a.CostCategory == b.CostCategory && strings.EqualFold(a.ReservingCurrency, b.ReservingCurrency)
}

// spoil makes the set one that is refused, where it has what can be wrong.
func (c *setCase) spoil(how int) {
	s, o := &c.set, &c.options
	switch {
	case how == 0 && len(s.Exposures) > 1:
		s.Exposures[1].ID = s.Exposures[0].ID
	case how == 1 && len(s.Reserves) > 0:
		s.Reserves = append(s.Reserves, s.Reserves[0])
	case how == 2 && len(o.Rates) > 0:
		o.Rates = append(o.Rates, claimcheck.CurrencyRate{From: strings.ToUpper(o.Rates[0].From), To: strings.ToUpper(o.Rates[0].To), Rate: o.Rates[0].Rate})
	case how == 3:
		o.Levels = []string{"iso", "payment", "iso"}
	case how == 4:
		o.AbilityToPay = "never"
	case how == 5:
		o.ExceedLimit = -1
	case how == 6:
		s.Checks, s.Recurrence, c.form = nil, 0, listedForm
	case how == 7:
		s.Claim = claimcheck.Owner{}
	case how == 8 && len(s.Reserves) > 0:
		s.Reserves[0].Available, s.Reserves[0].NoAvailable = money.MinAmount, false
	default:
		for i := range s.Checks {
			for k := range s.Checks[i].Payments {
				for n := range s.Checks[i].Payments[k].LineItems {
					s.Checks[i].Payments[k].LineItems[n].Amount = money.MaxAmount - money.Amount(how)
				}
			}
		}
	}
}

// validate validates a set by call and by document, which answer alike, and verifies
// the report.
func (c *setCase) validate(t rapid.TB) (claimcheck.CheckSetReport, error) {
	t.Helper()
	r, err := claimcheck.ValidateCheckSet(&c.set, &c.options)
	holdAnswer(t, "checkset.validate", c.document(), err, c.answer(&r))
	if err == nil {
		if err := claimcheck.VerifyCheckSet(&c.set, &c.options, &r); err != nil {
			t.Fatalf("%v\n%+v\n%s", err, r, c.document().bytes())
		}
	}
	return r, err
}

// holdCheckSet is the law that checkset.validate answers as the direct call does, in
// each form that its document may have, and that the order of exposures, reserves,
// rates and included contacts plays no part.
func holdCheckSet(t rapid.TB, data []byte) {
	c := readSet(data)
	report, err := c.validate(t)
	if err != nil {
		return
	}
	r, g := random(data), c
	g.set.Exposures, g.set.Reserves, g.set.Included, g.options.Rates = slices.Clone(c.set.Exposures), slices.Clone(c.set.Reserves), slices.Clone(c.set.Included), slices.Clone(c.options.Rates)
	shuffle(r, g.set.Exposures)
	shuffle(r, g.set.Reserves)
	shuffle(r, g.set.Included)
	shuffle(r, g.options.Rates)
	turned, err := g.validate(t)
	if got, want := told(&turned), told(&report); err != nil || !slices.Equal(got, want) {
		t.Fatalf("in another order %v, %v\nwant %v\n%s", got, err, want, c.document().bytes())
	}
	holdTurnedChecks(t, &c, &report)
}

// told is what a report says, but for the places of exposures and reserves: the codes
// of its findings, its totals, its payments and its lines.
func told(r *claimcheck.CheckSetReport) (said []string) {
	for _, found := range [][]claimcheck.CheckSetFinding{r.Problems, r.Warnings} {
		from := len(said)
		for i := range found {
			said = append(said, found[i].Rule.Code()+" "+found[i].Fact)
		}
		slices.Sort(said[from:])
		said = append(said, "")
	}
	for i := range r.Payments {
		said = append(said, fmt.Sprint(r.Payments[i]))
	}
	for i := range r.Lines {
		said = append(said, fmt.Sprint(r.Lines[i]))
	}
	return append(said, fmt.Sprint(r.CheckTotal, r.SetTotal, r.Reserving, r.Excess, r.JointPayees, r.Approvals))
}

// holdTurnedChecks is the law that the order of the checks, and of the payments in
// them, changes no sum, and not which lines are exceeded. What a payment behind a final
// one is depends on it, and so does which payment is the one too many.
func holdTurnedChecks(t rapid.TB, c *setCase, want *claimcheck.CheckSetReport) {
	t.Helper()
	g := *c
	g.options.LimitCurrency = c.limits()
	g.set.Checks = slices.Clone(c.set.Checks)
	slices.Reverse(g.set.Checks)
	for i := range g.set.Checks {
		g.set.Checks[i].Payments = slices.Clone(g.set.Checks[i].Payments)
		slices.Reverse(g.set.Checks[i].Payments)
	}
	got, err := claimcheck.ValidateCheckSet(&g.set, &g.options)
	if err != nil {
		if codeOf(t, err) != "AMOUNT_OVERFLOW" { // a sum may leave the range on another way
			t.Fatalf("turned: %v", err)
		}
		return
	}
	lines := func(r *claimcheck.CheckSetReport) (said []string) {
		for i := range r.Lines {
			said = append(said, fmt.Sprint(lineAnswer(&r.Lines[i])))
		}
		slices.Sort(said)
		return said
	}
	if !slices.Equal(lines(&got), lines(want)) || got.CheckTotal.Amount != want.CheckTotal.Amount || got.SetTotal.Amount != want.SetTotal.Amount || got.Excess.Amount != want.Excess.Amount {
		t.Fatalf("turned: %v\nwant %v\n%s", lines(&got), lines(want), c.document().bytes())
	}
	if is, was := exceeded(&got), exceeded(want); !slices.Equal(is, was) {
		t.Fatalf("turned: %v are exceeded\nwant %v\n%s", is, was, c.document().bytes())
	}
}

// exceeded names the lines without a final payment of which a payment asks too much.
func exceeded(r *claimcheck.CheckSetReport) (lines []string) {
	for _, f := range slices.Concat(r.Problems, r.Warnings) {
		if f.Rule != claimcheck.ErrExceeds {
			continue
		}
		at := slices.IndexFunc(r.Payments, func(e claimcheck.PaymentEffect) bool { return effectPath(&e) == f.Path })
		if l := &r.Lines[r.Payments[at].Line]; !l.Final {
			lines = append(lines, fmt.Sprint(l.ReserveLine))
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func TestCheckSetDocumentsAnswerAsCallsDo(t *testing.T) { law(holdCheckSet).check(t) }
func FuzzCheckSetDocument(f *testing.F)                 { law(holdCheckSet).fuzz(f) }

// shared makes a check set of an amount that is shared out: each share above zero is a
// payment of one line item or more, and what an item is too high a deductible takes
// off. asked is what a reserve line is asked for.
func shared(t *tape, amount money.Amount, shares []money.Amount) (c setCase, asked []claimcheck.Reserve) {
	c.set.Claim = claimcheck.Owner{ID: "cc:55", State: "open", ValidationLevel: "payment"}
	for _, id := range exposures {
		c.set.Exposures = append(c.set.Exposures, claimcheck.Owner{ID: id, State: "open", ValidationLevel: "payment"})
	}
	currency := one(t, "usd", "usd", "jpy", "kwd")
	for _, share := range shares {
		if share == 0 {
			continue
		}
		p := claimcheck.PaymentToWrite{PaymentType: "partial", Currency: currency, ReserveLine: c.readLine(t, currency)}
		items, err := split.Equal(share, 1+t.pick(3))
		if err != nil {
			panic(err)
		}
		for _, item := range items {
			p.LineItems = append(p.LineItems, claimcheck.LineItem{Amount: item, Currency: currency})
		}
		if t.once(6) {
			p.LineItems[0].Amount += 250
			p.LineItems = append(p.LineItems, claimcheck.LineItem{Amount: -250, Currency: currency, Category: "deductible"})
		}
		if n := len(c.set.Checks); n == 0 || t.once(3) {
			c.set.Checks = append(c.set.Checks, claimcheck.CheckToWrite{PaymentMethod: "check", Payees: []claimcheck.Payee{{Contact: "cc:613", PayeeType: "insured"}}})
		}
		check := &c.set.Checks[len(c.set.Checks)-1]
		check.Payments = append(check.Payments, p)
		at := slices.IndexFunc(asked, func(r claimcheck.Reserve) bool { return sameLine(r.ReserveLine, p.ReserveLine) })
		if at < 0 {
			at, asked = len(asked), append(asked, claimcheck.Reserve{ReserveLine: p.ReserveLine})
		}
		asked[at].Available += share
	}
	return c, asked
}

// holdSharedSet is the law of the two packages that an amount passes on its way out:
// what split shares out makes a check set that comes to the amount, to the last unit.
// It is ok where the reserves are just what is asked of them; where one is a unit
// short, there is one problem, and it says where, and that it is a unit.
func holdSharedSet(t rapid.TB, data []byte) {
	tp := tape(data)
	amount := max(1, tp.price()*money.Amount(1+tp.pick(3)))
	weights := make([]split.Weight, 1+tp.pick(12))
	for i := range weights {
		weights[i] = split.Weight{Units: int64(tp.pick(5)), Digits: uint8(tp.pick(2))}
	}
	weights[0].Units++
	shares, _, err := split.Allocate(amount, weights, split.Rule{})
	if err != nil {
		t.Fatalf("%d by %v: %v", amount, weights, err)
	}
	c, asked := shared(&tp, amount, shares)
	times := money.Amount(1)
	if len(c.set.Checks) == 1 {
		c.set.Recurrence = tp.pick(4)
		times = max(1, money.Amount(c.set.Recurrence))
	}
	for i := range asked {
		asked[i].Available *= times
	}
	c.set.Reserves = asked
	r := c.mustValidate(t)
	if !r.OK() || len(r.Warnings) > 0 || r.CheckTotal.Amount != amount || r.SetTotal.Amount != amount*times || r.Excess.Amount != 0 || r.ApprovalRequired {
		t.Fatalf("%d shared as %v: %+v", amount, shares, r)
	}
	for _, l := range r.Lines {
		if l.After != 0 || l.Requested != l.Available {
			t.Fatalf("%+v: want nothing left", l)
		}
	}
	holdUnitShort(t, c, tp.pick(len(asked)), times)
}

// mustValidate validates a set that can be read.
func (c *setCase) mustValidate(t rapid.TB) claimcheck.CheckSetReport {
	t.Helper()
	r, err := c.validate(t)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// holdUnitShort takes a unit from one reserve of a set that takes all of them, and has
// the last payment on it made final, or the excess allowed.
func holdUnitShort(t rapid.TB, c setCase, line int, times money.Amount) {
	t.Helper()
	c.set.Reserves = slices.Clone(c.set.Reserves)
	c.set.Reserves[line].Available--
	short := c.set.Reserves[line]
	r := c.mustValidate(t)
	if len(r.Problems) != 1 || len(r.Warnings) > 0 || r.Excess.Amount != 1 {
		t.Fatalf("a unit short on %+v: %+v", short, r)
	}
	last, unit := lastOn(&c, short.ReserveLine), money.Amount(1).Format(r.Excess.Digits)
	if f := &r.Problems[0]; f.Rule != claimcheck.ErrExceeds || f.Path != effectPath(&claimcheck.PaymentEffect{Check: last[0], Payment: last[1]}) || f.Difference != unit {
		t.Fatalf("a unit short on %+v: %+v, want it at %v", short, f, last)
	}
	if short.Available == 0 {
		return // nothing is to be drawn on, and no excess allowed
	}
	allowed := c
	allowed.options.AllowExceedReserves = true
	if r = allowed.mustValidate(t); !r.OK() || !r.ApprovalRequired || len(r.Approvals) != 1 || r.Approvals[0].Amount.Amount != 1 {
		t.Fatalf("a unit of excess that is allowed: %+v", r)
	}
	if times > 1 {
		return // a final payment is not made twice
	}
	c.set.Checks[last[0]].Payments[last[1]].PaymentType = "final"
	r = c.mustValidate(t)
	if !r.OK() || len(r.Warnings) != 1 || r.Warnings[0].Rule != claimcheck.ErrFinalExceeds {
		t.Fatalf("the last payment is final: %+v", r)
	}
	for _, l := range r.Lines {
		if final := sameLine(l.ReserveLine, short.ReserveLine); l.After != 0 || final && l.Offset != 1 || !final && l.Offset != 0 {
			t.Fatalf("the last payment is final: %+v", l)
		}
	}
}

// lastOn finds the last payment on a reserve line.
func lastOn(c *setCase, line claimcheck.ReserveLine) (last [2]int) {
	for i := range c.set.Checks {
		for k := range c.set.Checks[i].Payments {
			if sameLine(c.set.Checks[i].Payments[k].ReserveLine, line) {
				last = [2]int{i, k}
			}
		}
	}
	return last
}

func TestSharesMakeACheckSet(t *testing.T) { law(holdSharedSet).check(t) }
func FuzzSharedSet(f *testing.F)           { law(holdSharedSet).fuzz(f) }
