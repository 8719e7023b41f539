package claimcheck_test

import (
	"strings"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// writer835 writes remittances as 835 text in one of the many ways there are.
type writer835 struct {
	t                   *rapid.T
	b                   strings.Builder
	element, terminator string
	between             string // segments
	count               int
}

// write835 writes each remittance into an interchange of its own, with its own
// delimiters.
func write835(t *rapid.T, eras []*claimcheck.ERA) string {
	var b strings.Builder
	for _, era := range eras {
		w := &writer835{
			t: t, element: rapid.SampledFrom([]string{"*", "|", "^", "\x1d"}).Draw(t, "element"),
			terminator: rapid.SampledFrom([]string{"~", "\n", "\x1e", "'"}).Draw(t, "terminator"), between: rapid.SampledFrom([]string{"", "\n", "\r\n", " "}).Draw(t, "between"),
		}
		w.write(era)
		b.WriteString(w.b.String())
	}
	return b.String()
}

func (w *writer835) segment(elements ...string) {
	w.b.WriteString(strings.Join(elements, w.element) + w.terminator + w.between)
	w.count++
}

func (w *writer835) write(era *claimcheck.ERA) {
	blank := "          "
	w.segment("ISA", "00", blank, "00", blank, "ZZ", "SENDER         ", "ZZ", "RECEIVER       ", "260101", "1200", "U", "00401", "000000001", "0", "P", ":")
	w.segment("GS", "HP", "S", "R", "20260101", "1200", "1", "X", era.Version)
	w.count = 0
	w.segment("ST", "835", "0001")
	w.segment("BPR", era.Handling, w.amount(era.Payment), era.Direction, era.Method)
	w.segment("TRN", "1", "CHK", "1")
	w.segment("N1", "PR", "PAYER")
	for i := range era.Claims {
		w.claim(&era.Claims[i])
	}
	for i := range era.PLB {
		w.segment("PLB", "9", "20261231", era.PLB[i].Reason+":R", w.amount(era.PLB[i].Amount))
	}
	w.segment("SE", decimal(w.count+1), "0001")
	w.segment("GE", "1", "1")
	w.segment("IEA", "1", "000000001")
}

func (w *writer835) claim(c *claimcheck.ERAClaim) {
	resp := ""
	if c.PatientRespGiven {
		resp = w.amount(c.PatientResp)
	}
	w.segment("CLP", c.ID, c.Status, w.amount(c.Charge), w.amount(c.Paid), resp, "12")
	w.adjustments(c.CAS)
	w.segment("NM1", "QC", "1", "DOE")
	for i := range c.Services {
		s := &c.Services[i]
		w.segment("SVC", "AD:D1110", w.amount(s.Charge), w.amount(s.Paid))
		w.segment("DTM", "472", "20260101")
		w.adjustments(s.CAS)
	}
}

// adjustments writes neighbours of one group into one CAS, six at most.
func (w *writer835) adjustments(rows []claimcheck.ERAAdjustment) {
	for len(rows) > 0 {
		elements := []string{"CAS", rows[0].Group}
		group := rows[0].Group
		for n := 0; n < 6 && len(rows) > 0 && rows[0].Group == group; n++ {
			elements = append(elements, rows[0].Reason, w.amount(rows[0].Amount), "")
			rows = rows[1:]
			if rapid.Bool().Draw(w.t, "break") {
				break
			}
		}
		if rapid.Bool().Draw(w.t, "trim") {
			elements = elements[:len(elements)-1]
		}
		w.segment(elements...)
	}
}

// amount writes an amount as X12 may: without the zeros that say nothing.
func (w *writer835) amount(a money.Amount) string {
	text := a.Format(2)
	if rapid.Bool().Draw(w.t, "zeros") {
		return text
	}
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	sign, digits := "", text
	if strings.HasPrefix(text, "-") {
		sign, digits = "-", text[1:]
	}
	if strings.HasPrefix(digits, "0.") {
		digits = digits[1:]
	}
	if digits == "" {
		digits = "0"
	}
	return sign + digits
}
