package wire

import "github.com/paysplit/paysplit/money"

// traceStep is one entry of a trace: what a rule did to a subject, and why.
type traceStep struct {
	rule, subject, note   string
	before, after, amount money.Amount
}

// trace writes the trace. Steps are numbered from 1.
func (w *writer) trace(steps []traceStep) {
	w.list("trace", len(steps), func(i int) { w.step(i, &steps[i]) })
}

// step writes the step of that index.
func (w *writer) step(i int, s *traceStep) {
	w.open()
	w.number("step", int64(i+1))
	w.text("rule", s.rule)
	w.text("subject", s.subject)
	w.amount("before", s.before)
	w.amount("after", s.after)
	w.amount("amount", s.amount)
	w.text("note", s.note)
	w.close()
}
