package wire

import "github.com/paysplit/paysplit/money"

// A finding is a problem or a warning of a report. A text that it does not have is
// left out of the document.
type finding struct {
	rule       *money.Rule
	path       string // in the document
	message    string
	want, got  string
	difference string // got less want, of amounts
}

// openFinding begins a finding; the caller adds what else it has, and closes it.
func (w *writer) openFinding(f finding) {
	w.open()
	w.text("code", f.rule.Code())
	w.text("path", f.path)
	w.text("message", f.message)
	w.textIf("want", f.want)
	w.textIf("got", f.got)
	w.textIf("difference", f.difference)
}

// textIf writes a text, and nothing at all where there is none.
func (w *writer) textIf(name, text string) {
	if text != "" {
		w.text(name, text)
	}
}
