package wire

import (
	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// strategyDoc is another order than Open Dental's.
type strategyDoc struct {
	alloc.Strategy
	given uint64
}

func (s *strategyDoc) setGiven(fields uint64) { s.given = fields }

// termsDoc is what a strategy asks of a charge.
type termsDoc struct {
	due       date.Date
	rate      alloc.Rate
	component alloc.Component
	minimum   money.Amount
}

// wordsOf returns the names of values from the first to before the end.
func wordsOf[E interface {
	~uint8
	String() string
}](first, end E) []string {
	words := make([]string, end)
	for v := first; v < end; v++ {
		words[v] = v.String()
	}
	return words
}

var (
	componentWords = wordsOf(alloc.Penalty, alloc.PrincipalComponent+1)
	strategyShape  = &shape{[]*field{
		word("order", func(s any, i int) { s.(*strategyDoc).Order = alloc.Order(i) }, wordsOf(alloc.OldestFirst, alloc.ProRata+1), "which charge goes first (default oldestFirst)"),
		classes("components", func(s any) *[]alloc.Class { return &s.(*strategyDoc).Components }, "what is paid, first to last, as penalty or pastDue.penalty; what is not listed is not paid (default: no difference)"),
		word("direction", func(s any, i int) { s.(*strategyDoc).Direction = alloc.Direction(i) }, wordsOf(alloc.Horizontal, alloc.Vertical+1), "horizontal: every component of one instalment before the next; vertical: one component across all instalments (default horizontal)"),
		word("future", func(s any, i int) { s.(*strategyDoc).Future = alloc.Future(i) }, wordsOf(alloc.FutureUnearned, alloc.FutureLast+1), "what becomes of money once all that is due is paid: unearned income, or the next or the last instalment (default unearned)"),
	}}
	termsFields = []*field{
		day("due", func(c any) *date.Date { return &c.(*chargeDoc).terms.due }, "for strategies: the due date; an instalment has its own"),
		{name: "rate", kind: KindRate, read: readTermsRate, doc: "for strategies: the yearly interest rate"},
		word("component", func(c any, i int) { c.(*chargeDoc).terms.component = alloc.Component(i) }, componentWords, "for strategies: what the charge is; an instalment has interest and principal"),
		amount("minimumDue", func(c any) *money.Amount { return &c.(*chargeDoc).terms.minimum }, "for strategies: what must be paid on it first"),
	}
)

// readTermsRate reads a rate, which an order by rate tells from none.
func readTermsRate(d *decoder, into any) error {
	none := amortize.Rate(-1)
	read := none
	if err := d.rate(&read); err != nil || read == none {
		return err
	}
	into.(*chargeDoc).terms.rate = alloc.Rate{Millionths: int64(read), Set: true}
	return nil
}

// classes is a list of components, each in any state or in the one before its point.
func classes(name string, at func(any) *[]alloc.Class, doc string) *field {
	var words []string
	var values []alloc.Class
	for state := alloc.AnyState; state <= alloc.InAdvance; state++ {
		for c := alloc.Penalty; c <= alloc.PrincipalComponent; c++ {
			word := c.String()
			if state != alloc.AnyState {
				word = state.String() + "." + word
			}
			words, values = append(words, word), append(values, alloc.Class{State: state, Component: c})
		}
	}
	return &field{name: name, kind: KindWords, words: words, doc: doc, read: func(d *decoder, into any) error {
		rows := at(into)
		return d.list(func() error {
			i, err := d.word(words)
			if err != nil {
				return err
			}
			if i < 0 {
				return d.fail(money.ErrMissing, nil)
			}
			*rows = append(*rows, values[i])
			return nil
		})
	}}
}

// fillTerms gives every charge its terms, where the strategy or a charge has any.
func (p *payDoc) fillTerms() {
	any := p.options.strategy.given != 0
	for i := range p.charges {
		any = any || p.charges[i].terms != noTerms()
	}
	if !any {
		return
	}
	kinds := [...]alloc.Kind{procedureCharge: alloc.KindProcedure, adjustmentCharge: alloc.KindAdjustment, planCharge: alloc.KindPlanCharge}
	p.ledger.Terms = make([]alloc.Terms, len(p.charges))
	for i := range p.charges {
		c := &p.charges[i]
		p.ledger.Terms[i] = alloc.Terms{
			Charge: alloc.Target{Kind: kinds[c.kind], ID: c.id}, Due: c.terms.due, Rate: c.terms.rate, MinimumDue: c.terms.minimum, Component: c.terms.component,
		}
	}
}

// noTerms are the terms of a charge that says nothing to a strategy.
func noTerms() termsDoc { return termsDoc{due: schedule.Unset} }
